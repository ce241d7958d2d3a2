"""Passkeys of accounts, as rows: their public halves, which open nothing."""

from __future__ import annotations

from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy import Connection

from rasid.store.engine import now
from rasid.store.schema import passkeys

p = passkeys.c


class Passkey(NamedTuple):
    """`id`, `handle` and `public_key`: base64url. `uses`: how often, as the device counts; 0 where it does not. `odd`: when a count
    went back, which says that there is a copy."""

    id: str
    account_id: int
    handle: str
    public_key: str
    name: str
    uses: int
    made: str
    used: str | None
    odd: str | None


ROW = (p.id, p.account_id, p.handle, p.public_key, p.name, p.uses, p.made, p.used, p.odd)


def find(connection: Connection, id_: str) -> Passkey | None:
    if "\0" in id_:  # PostgreSQL takes no such text
        return None
    row = connection.execute(sa.select(*ROW).where(p.id == id_)).first()
    return Passkey(*row) if row is not None else None


def of_account(connection: Connection, account_id: int) -> list[Passkey]:
    """The oldest first."""
    return [Passkey(*row) for row in connection.execute(sa.select(*ROW).where(p.account_id == account_id).order_by(p.made, p.id))]


def put(connection: Connection, account_id: int, id_: str, handle: str, public_key: str, name: str, uses: int) -> None:
    row = {"id": id_, "account_id": account_id, "handle": handle, "public_key": public_key, "name": name, "uses": uses, "made": now()}
    connection.execute(sa.insert(passkeys).values(**row))


def mark_used(connection: Connection, id_: str, uses: int) -> None:
    connection.execute(sa.update(passkeys).where(p.id == id_).values(uses=uses, used=now()))


def mark_odd(connection: Connection, id_: str) -> None:
    connection.execute(sa.update(passkeys).where(p.id == id_).values(odd=now()))


def drop(connection: Connection, account_id: int, id_: str | None = None) -> int:
    """Takes back one passkey of an account, or all; how many."""
    which = [p.account_id == account_id, *([p.id == id_] if id_ else [])]
    return int(connection.execute(sa.delete(passkeys).where(*which)).rowcount)
