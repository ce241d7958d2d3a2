"""The door of a team's workplace: its address, its cookies, and who comes back by one."""

from __future__ import annotations

import hashlib
import hmac
import json
import re
import secrets
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from fastapi import Request
from starlette.responses import Response

from rasid.model import UsageError
from rasid.project.team.trying import Tries
from rasid.web.team.pending import Pending

if TYPE_CHECKING:
    from rasid.web.team.oidc.named import Named
    from rasid.web.team.oidc.provider import Provider

BEFORE = "rasid-door"  # a cookie of who is not in yet, so that another site cannot send the form of the door
BACK = "/login/oidc/back"  # where a provider sends people to
KEPT_MOST = 1_000_000  # letters of a form that is kept over a log-in
SECRETS = ("password", "old", "again", "code", "secret", "token", "credential")  # fields that are never kept
NUMBERS = re.compile(r"[\d.]+|.*:.*")  # hosts that are addresses
QUIET = re.compile(r"/changes$|/progress$|\.json$")  # addresses that pages ask by themselves: they keep no session alive


class Team:
    """`url`: where people reach the pages. Over https, cookies go over nothing else. `named`: a provider by which they may come in."""

    def __init__(self, url: str, tries: Tries | None = None, named: Named | None = None) -> None:
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname or parts.path.strip("/") or parts.query:
            raise UsageError("this is no address of a workplace.", where=url, hint="As in https://rasid.example.org, with nothing behind.")
        self.url, self.secure, self.host = f"{parts.scheme}://{parts.netloc}", parts.scheme == "https", parts.hostname
        self.tries = tries if tries is not None else Tries()
        self.others = Tries()  # at ways in that ask for no name, by address alone
        self.pending = Pending()
        self.provider = self.provided(named) if named is not None else None

    def provided(self, named: Named) -> Provider:
        from rasid.web.team.oidc.provider import Provider

        return Provider(named, f"{self.url}{BACK}")

    @property
    def cookie(self) -> str:
        """`__Host-`: browsers take it over https alone, and from this very host."""
        return "__Host-rasid" if self.secure else "rasid-session"

    @property
    def has_passkeys(self) -> bool:
        """Browsers make passkeys for names alone, over https or for this machine."""
        return not NUMBERS.fullmatch(self.host) and (self.secure or self.host == "localhost")

    @property
    def way(self) -> str:
        """The cookie of a browser that was sent to a provider: it comes back from another site, so the door's own is not sent with it."""
        return "__Host-rasid-way" if self.secure else "rasid-way"

    def give(self, answer: Response, secret: str) -> None:
        answer.set_cookie(self.cookie, secret, path="/", httponly=True, samesite="lax", secure=self.secure)
        answer.delete_cookie(BEFORE, path="/", httponly=True, samesite="strict", secure=self.secure)
        answer.delete_cookie(self.way, path="/", httponly=True, samesite="lax", secure=self.secure)

    def take(self, answer: Response) -> None:
        answer.delete_cookie(self.cookie, path="/", httponly=True, samesite="lax", secure=self.secure)

    def secret(self, request: Request) -> str | None:
        return request.cookies.get(self.cookie)


def door_cookie(request: Request) -> str:
    there = request.cookies.get(BEFORE, "")
    return there if len(there) == 43 else secrets.token_urlsafe(32)


def door_token(secret: bytes, cookie: str) -> str:
    return hmac.new(secret, f"door {cookie}".encode(), hashlib.sha256).hexdigest()


def form_token(form_key: str) -> str:
    """What the forms of an account carry: the same in all its sessions, so that a page outlives the session it was loaded in."""
    return hmac.new(form_key.encode(), b"form", hashlib.sha256).hexdigest()


def browser_of(request: Request) -> str:
    """A browser in two words, for its owner to know it again; more would be a trace."""
    told = request.headers.get("user-agent", "")
    name = next(
        (n for n, mark in (("Edge", "Edg/"), ("Firefox", "Firefox/"), ("Chrome", "Chrome/"), ("Safari", "Safari/")) if mark in told), "?"
    )
    systems = (("Android", "Android"), ("iOS", "iPhone"), ("iOS", "iPad"), ("Windows", "Windows"), ("macOS", "Mac OS"), ("Linux", "Linux"))
    system = next((n for n, mark in systems if mark in told), "?")
    return f"{name} · {system}"


def address_of(request: Request) -> str:
    return request.client.host if request.client else ""


def local(address: str, otherwise: str = "/") -> str:
    """An address within the pages, or the beginning: a form must not lead elsewhere."""
    good = address.startswith("/") and not address.startswith(("//", "/\\")) and address.isprintable() and "\\" not in address
    return address if good and not address.startswith(("/login", "/logout", "/invited")) else otherwise


async def kept_of(request: Request) -> dict[str, Any] | None:
    """A form that was sent after its session had ended, without files and secrets: it can be sent again after the log-in."""
    if request.method != "POST" or not local(request.url.path, ""):
        return None
    try:
        form = await request.form()
    except Exception:  # a broken body is no form
        return None
    fields = [[k, v] for k, v in form.multi_items() if isinstance(v, str) and k not in SECRETS]
    token = form.get("token")
    kept = {"to": request.url.path, "fields": fields, "token": token if isinstance(token, str) else ""}
    return kept if fields and len(json.dumps(kept)) <= KEPT_MOST else None


def kept_said(text: str) -> dict[str, Any] | None:
    """The same out of the hidden field of the door's form."""
    try:
        kept = json.loads(text)
        fields = [[str(k), str(v)] for k, v in kept["fields"] if str(k) not in SECRETS]
        to = local(str(kept["to"]), "")
        return {"to": to, "fields": fields, "token": str(kept["token"])} if to and fields else None
    except (ValueError, KeyError, TypeError):
        return None
