"""Who may do what: the one place that every route asks.

In single-user mode the person at this machine has every right; in a team the account's roles give some (project/team/rights). A route
names the rights it needs with `allowed(...)`, and gets the person; one that changes something is also refused unless its form carries the
person's token.
"""

from __future__ import annotations

import hmac
from collections.abc import Callable
from typing import Annotated, Any, NamedTuple

from fastapi import Depends, Request

from rasid.project.team.entering import come_back
from rasid.project.team.rights import GUARDED, RIGHTS, Right, rights_of_roles
from rasid.store.accounts import Account, Session
from rasid.store.scope import Viewer
from rasid.web.refused import Refused
from rasid.web.team.door import QUIET, door_cookie, door_token, form_token
from rasid.web.workplace import SeenWorkplace, SheetWorkplace, Workplace

__all__ = ["GUARDED", "RIGHTS", "Right", "rights_of_roles"]  # of the team, asked for here by the pages
SAFE = ("GET", "HEAD")
TOKEN, HEADER = "token", "x-rasid-token"


class Person(NamedTuple):
    """Who asks. `language`: as the account says; None: as the address or the browser does. `roles`, `account` (its number), `session` (its
    name in the store) and `token` (what his forms carry): of an account; a person without one sees every report."""

    name: str
    rights: frozenset[Right]
    language: str | None = None
    roles: tuple[str, ...] = ()
    account: int | None = None
    session: str | None = None
    token: str | None = None


def workplace(request: Request) -> Workplace:
    """The workplace as who asks sees it; where a report, or an event of it, stands under the number by which it is coded twice, his sheet
    of it."""
    named = request.path_params.keys()
    made = SheetWorkplace if "double" in named and named & {"report_id", "event_id"} else SeenWorkplace
    return made(request.app.state.workplace, request)


Work = Annotated[Workplace, Depends(workplace)]


def person(request: Request, work: Work) -> Person:
    """Who asks: whoever sits before this machine, or of a team who has logged in. Raises Refused."""
    if work.team is None:
        return Person(work.person, frozenset(Right))
    secret = work.team.secret(request)
    found = come_back(work.whole.project.store, secret, used=not QUIET.search(request.url.path)) if secret else None
    if found is None:
        raise Refused(401, "login")
    return person_of(found[0], found[1])


def person_of(account: Account, session: Session | None = None) -> Person:
    """The person of an account, as it is at this moment, and as far as this session was begun for."""
    rights = rights_of_roles(account.roles, session is not None and session.second)
    name = session.hash if session is not None else None
    return Person(account.name, rights, account.language, account.roles, account.id, name, form_token(account.form_key))


def recognised(request: Request, who: Person) -> None:
    """From now on this request sees what this person may see. Who has no account runs the machine, and sees all that is on it."""
    request.state.viewer = Viewer(who.name, who.roles) if who.account is not None else None


def token_of(work: Workplace, who: Person) -> str:
    """What the forms of a person carry, so that no other site can send them."""
    return who.token or work.token(who.name)


def allowed(*rights: Right, team: bool = False) -> Any:
    """A dependency: the person who asks, if they have these rights; `team`: of an address that a team alone has. Raises Refused."""

    async def asked(request: Request, work: Work, who: Annotated[Person, Depends(person)]) -> Person:
        recognised(request, who)
        missing = set(rights) - who.rights
        if missing:
            raise Refused(403, "rights")
        if request.method not in SAFE and not await carries_token(request, token_of(work, who)):
            raise Refused(403, "token")
        if team and who.account is None:
            raise Refused(404, "missing")
        return who

    asked.rights = rights  # type: ignore[attr-defined]
    return Depends(asked)


def at_the_door() -> Any:
    """A dependency of the few addresses that are open to who is not in yet: a form there carries what its own page was given."""

    async def asked(request: Request, work: Work) -> None:
        if request.method not in SAFE and not await carries_token(request, door_token(work.secret, door_cookie(request))):
            raise Refused(403, "token")
        if work.team is None:
            raise Refused(404, "missing")

    asked.rights = ()  # type: ignore[attr-defined]
    return Depends(asked)


async def carries_token(request: Request, wanted: str) -> bool:
    told = request.headers.get(HEADER)
    if told is None and request.headers.get("content-type", "").startswith(("application/x-www-form-urlencoded", "multipart/form-data")):
        value = (await request.form()).get(TOKEN)
        told = value if isinstance(value, str) else None
    return told is not None and hmac.compare_digest(told, wanted)


def rights_of(call: Callable[..., Any]) -> tuple[Right, ...] | None:
    """The rights that a dependency of `allowed` asks for; None where it is another."""
    found: tuple[Right, ...] | None = getattr(call, "rights", None)
    return found
