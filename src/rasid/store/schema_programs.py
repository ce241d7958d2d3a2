"""The tables that programs need: tokens, and what changed last: part of store/schema.py, by which they are asked for."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Index, Table, UniqueConstraint

from rasid.store.columns import metadata, number, text
from rasid.store.schema_coded import ROW_NUMBER

# What programs sign in with. `hash`: SHA-256 of the secret, which nobody keeps but its owner; `scopes`: rights, a space between them;
# `person`: in whose name it acts. A token ends by itself (`expires`) or is ended (`revoked`); its row stays, for the log names it.
tokens = Table(
    "tokens",
    metadata,
    number("id", key=True),
    *(text(name, null=False) for name in ("name", "person", "scopes", "hash", "made", "expires")),
    text("revoked"),
    Index(None, "hash", unique=True),
    Index(None, "person"),
)
# What changed last of events, reports and incidents, a row each, by triggers (store/feeding.py): `seq` grows with each change, `born` is
# the first it had, `gone` 1 where it is no more. Made of the rest: no backup has it.
changes = Table(
    "changes",
    metadata,
    Column("seq", ROW_NUMBER, primary_key=True, autoincrement=False),
    text("kind", null=False),
    text("id", null=False),
    Column("born", BigInteger, nullable=False),
    number("gone", null=False, default=0),
    UniqueConstraint("kind", "id"),
)
