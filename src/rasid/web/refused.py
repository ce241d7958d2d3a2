"""A request that is refused."""

from __future__ import annotations


class Refused(Exception):
    """A request that is refused. `why`: a key of the messages (rights, token, host, size, missing, conflict …)."""

    def __init__(self, status: int, why: str, headers: dict[str, str] | None = None) -> None:
        self.status, self.why, self.headers = status, why, headers or {}
        super().__init__(why)
