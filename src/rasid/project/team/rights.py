"""What the people of a team may do, by their roles: asked by the pages, and by work in the background when its turn comes."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum


class Right(StrEnum):
    """READ: see reports and events; REVIEW: decide on events; LINK: merge and split; TEACH: propose data; APPROVE: take data in and
    code anew; RESTRICT: keep reports for some eyes alone; DOUBLE: give reports to two coders and see how far they agree; PUBLISH: export
    and release; AUDIT: read the log; ADMIN: settings and people."""

    READ = "read"
    REVIEW = "review"
    LINK = "link"
    TEACH = "teach"
    APPROVE = "approve"
    RESTRICT = "restrict"
    DOUBLE = "double"
    PUBLISH = "publish"
    AUDIT = "audit"
    ADMIN = "admin"


# What each role may do; who has several may do what any of them may.
RIGHTS: dict[str, frozenset[Right]] = {
    "reader": frozenset({Right.READ}),
    "coder": frozenset({Right.READ, Right.REVIEW, Right.TEACH}),
    "reviewer": frozenset({Right.READ, Right.REVIEW, Right.TEACH, Right.LINK, Right.APPROVE, Right.RESTRICT, Right.DOUBLE}),
    "publisher": frozenset({Right.READ, Right.PUBLISH, Right.AUDIT}),
    "admin": frozenset({Right.READ, Right.RESTRICT, Right.DOUBLE, Right.AUDIT, Right.ADMIN}),
}
GUARDED = frozenset({Right.PUBLISH, Right.ADMIN})  # what a stolen password alone must not give: a second factor is asked for


def rights_of_roles(roles: Iterable[str], second: bool = True) -> frozenset[Right]:
    """`second`: whether more than a password was asked for."""
    found = frozenset(right for role in roles for right in RIGHTS.get(role, ()))
    return found if second else found - GUARDED
