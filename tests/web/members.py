"""A team before the pages: accounts that are open, and browsers that are logged in, for tests."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

from argon2 import PasswordHasher
from fastapi import FastAPI
from fastapi.testclient import TestClient
from httpx import Response

from rasid.project.project import Project
from rasid.project.team import passwords, people, second
from rasid.web import access
from rasid.web.app import addresses, create_app
from rasid.web.team.door import Team
from rasid.web.workplace import Workplace

PASSWORD = "walnut ladder seven rivers"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
CHEAP = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


def cheap(monkeypatch: object) -> None:
    """Passwords that cost nothing: what is tested is not their slowness."""
    monkeypatch.setattr(passwords, "HASHER", CHEAP)  # type: ignore[attr-defined]
    passwords.nobodys.cache_clear()


def joined(project: Project, name: str, *roles: str, second_factor: bool = False) -> None:
    """An account that is open."""
    _, link = people.add(project.store, name, roles, None, "setup")
    assert people.open_with(project.store, link, PASSWORD) is not None
    if second_factor:
        assert second.set_up(project.store, name, PASSWORD, SECRET, code()) is not None


def code(steps: int = 0) -> str:
    import time

    import pyotp

    return pyotp.TOTP(SECRET).at(time.time() + 30 * steps)


def workplace(project: Project) -> Workplace:
    return Workplace(project, "setup", hosts=("testserver",), team=Team("http://testserver"))


class Browser:
    """A client that fills in forms as a browser does."""

    def __init__(self, client: TestClient) -> None:
        self.client = client

    def get(self, address: str, **more: object) -> Response:
        return self.client.get(address, **more)  # type: ignore[arg-type]

    def token(self, address: str) -> str:
        found = re.search(r'name="token" value="([0-9a-f]{64})"', self.client.get(address).text)
        return found[1] if found else ""

    def post(self, address: str, data: dict[str, object] | None = None, at: str = "/account", **more: object) -> Response:
        """Sends a form with the token of the page `at`."""
        return self.client.post(address, data={"token": self.token(at), **(data or {})}, **more)  # type: ignore[arg-type]

    def login(self, name: str, password: str = PASSWORD, code: str = "", **more: str) -> Response:
        return self.post("/login", {"name": name, "password": password, "code": code, **more}, at="/login")


@contextmanager
def browser(work: Workplace, name: str | None = None, code: str = "") -> Iterator[Browser]:
    """One that is logged in, or at the door."""
    with TestClient(create_app(work), headers={"accept-language": "en"}, follow_redirects=False, raise_server_exceptions=False) as client:
        made = Browser(client)
        if name is not None:
            assert made.login(name, code=code).status_code == 303
        yield made


def asked_by(work: Workplace, name: str, *rights: access.Right) -> FastAPI:
    """The application, as somebody of fewer rights than who sits before the machine has it."""
    app = create_app(work)
    app.dependency_overrides[access.person] = lambda: access.Person(name, frozenset(rights))
    app.include_router(addresses())  # read anew: the addresses that all applications share know of no overrides
    app.router.routes.insert(0, app.router.routes.pop())
    return app
