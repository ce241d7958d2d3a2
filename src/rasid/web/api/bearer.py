"""Who asks as a program: by the token in the header `Authorization: Bearer …` and by nothing else, no cookie and no address.

A route names the rights it needs with `scoped(...)`, as a page does with `access.allowed`. A token acts in the name of a person: it may do
what its scopes say, and no more than the person may.
"""

from __future__ import annotations

import math
from typing import Annotated, Any

from fastapi import Depends, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from rasid.project.team.confirming import is_guarded
from rasid.store import accounts, tokens
from rasid.web.access import Person, Right, Work, recognised, rights_of_roles
from rasid.web.refused import Refused
from rasid.web.workplace import Workplace

BEARER = HTTPBearer(
    auto_error=False, scheme_name="token", description="A token made by `rasid token add`, or on the page of one's account."
)
Told = Annotated[HTTPAuthorizationCredentials | None, Depends(BEARER)]


def caller(request: Request, work: Work, told: Told) -> Person:
    """The person in whose name a good token acts, with the rights of both. Raises Refused."""
    if any(tokens.PREFIX in value for value in request.query_params.values()):
        raise Refused(400, "address-token")
    limits = request.app.state.limits
    found = person_of(work, told.credentials) if told is not None else None
    waits = limits.requests.take(found[0]) if found else limits.tries.take(request.client.host if request.client else "")
    if waits:
        raise Refused(429, "often", {"retry-after": str(math.ceil(waits))})
    if found is None:
        raise Refused(401, "no-token", {"www-authenticate": 'Bearer realm="rasid"'})
    return found[1]


def person_of(work: Workplace, secret: str) -> tuple[int, Person] | None:
    """The token's number and its person. In a project with accounts that is one, and the token holds no longer than the account does."""
    with work.whole.project.store.reading() as connection:
        token = tokens.by_secret(connection, secret)
        if token is None or not token.holds():
            return None
        account = accounts.named(connection, token.person)
        alone = account is None and not accounts.any_there(connection)
        guarded = account is not None and is_guarded(connection, account)
    scopes = frozenset(right for right in Right if right in token.scopes)
    if alone:
        return token.id, Person(token.person, scopes)
    if account is None or account.state != accounts.ACTIVE:
        return None
    rights = scopes & rights_of_roles(account.roles, guarded)
    return token.id, Person(account.name, rights, account.language, account.roles, account.id)


def scoped(*rights: Right) -> Any:
    """A dependency: who asks, if the token has these rights. Raises Refused."""

    def asked(request: Request, who: Annotated[Person, Depends(caller)]) -> Person:
        recognised(request, who)
        if set(rights) - who.rights:
            raise Refused(403, "scope", {"www-authenticate": f'Bearer error="insufficient_scope", scope="{" ".join(rights)}"'})
        return who

    asked.rights = rights  # type: ignore[attr-defined]
    asked.bearer = True  # type: ignore[attr-defined]
    return Depends(asked)


Reader = Annotated[Person, scoped(Right.READ)]
Reviewer = Annotated[Person, scoped(Right.REVIEW)]
Linking = Annotated[Person, scoped(Right.LINK)]
Teacher = Annotated[Person, scoped(Right.TEACH)]
Approver = Annotated[Person, scoped(Right.APPROVE)]
Publisher = Annotated[Person, scoped(Right.PUBLISH)]
Auditor = Annotated[Person, scoped(Right.AUDIT)]
