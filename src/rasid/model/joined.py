"""Which ids hang together: what pairs connect, directly or by way of others."""

from __future__ import annotations

from collections.abc import Iterable


class Joined:
    """Which ids were joined: the smallest stands for all."""

    def __init__(self) -> None:
        self.above: dict[str, str] = {}

    def find(self, id_: str) -> str:
        root = id_
        while (up := self.above.get(root, root)) != root:
            root = up
        while (up := self.above.get(id_, id_)) != root:
            self.above[id_] = root
            id_ = up
        return root

    def join(self, a: str, b: str) -> str:
        a, b = self.find(a), self.find(b)
        low, high = (a, b) if a < b else (b, a)
        if low != high:
            self.above[high] = low
        return low


def parts(ids: Iterable[str], pairs: Iterable[tuple[str, str]]) -> list[list[str]]:
    """The ids in the parts that the pairs among them connect, each part sorted, in the order of their smallest."""
    every = sorted(set(ids))
    known, joined = set(every), Joined()
    for a, b in pairs:
        if a in known and b in known:
            joined.join(a, b)
    found: dict[str, list[str]] = {}
    for id_ in every:
        found.setdefault(joined.find(id_), []).append(id_)
    return list(found.values())
