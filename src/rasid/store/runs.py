"""Runs: which coder, with which data, coded when. And the parties as that data had them, for queries without Rasid."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from rasid.store.batches import batches
from rasid.store.engine import as_json, now
from rasid.store.schema import parties, runs

MANY = 1000  # rows of one statement


def begin(connection: Connection, *, coder: str, version: str, data_version: str, layers: dict[str, Any], lang: str) -> int:
    """A new run; gives its number."""
    row = {"coder": coder, "version": version, "data_version": data_version, "layers": as_json(layers), "lang": lang, "started": now()}
    return connection.execute(sa.insert(runs).values(**row).returning(runs.c.id)).scalar_one()


def finish(connection: Connection, run_id: int) -> None:
    connection.execute(sa.update(runs).where(runs.c.id == run_id).values(finished=now()))


def get(connection: Connection, run_id: int | None) -> dict[str, Any] | None:
    if run_id is None:
        return None
    row = connection.execute(sa.select(runs).where(runs.c.id == run_id)).mappings().first()
    return dict(row) if row is not None else None


def last_data(connection: Connection) -> str | None:
    """The data version of the newest run."""
    return connection.execute(sa.select(runs.c.data_version).order_by(runs.c.id.desc()).limit(1)).scalar()


def write_parties(connection: Connection, known: dict[str, dict[str, Any]]) -> None:
    """The parties of the data, instead of those that were there. What older data had and this has not stays: events may name it."""
    rows = [party_row(id_, party) for id_, party in sorted(known.items())]
    there = {row["id"]: dict(row) for row in connection.execute(sa.select(parties)).mappings()}
    changed = [row for row in rows if row["id"] in there and there[row["id"]] != row]
    new = [row for row in rows if row["id"] not in there]
    for row in changed:
        connection.execute(sa.update(parties).where(parties.c.id == row["id"]).values(**row))
    for some in batches(new, MANY):
        connection.execute(sa.insert(parties), some)


def party_row(id_: str, party: dict[str, Any]) -> dict[str, Any]:
    names = party.get("names") or {}
    plain = {k: party.get(k) for k in ("kind", "country", "parent")}
    return {"id": id_, "name_ar": names.get("ar"), "name_en": names.get("en"), **plain}
