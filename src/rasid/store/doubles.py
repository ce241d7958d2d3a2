"""Reports that are coded twice, blind: who codes which, and what each makes of it.

What a person codes so stands in `codings` alone, as one text of JSON, and in none of the tables of events: whatever lists, counts, links,
exports or searches events knows nothing of it, whoever asks. It is opened as a small store of its own (store/sheets.py).
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

import msgspec
import sqlalchemy as sa
from sqlalchemy import Connection

from rasid.model import StoreError
from rasid.store.batches import distinct
from rasid.store.engine import as_json, now
from rasid.store.events import KeptEvent
from rasid.store.masking import Rewriting
from rasid.store.schema import OPEN, codings, doubles

CODE, OUTCOME = "code", "outcome"  # parts: what a coder codes; what who settles it makes of them
PROPOSALS, EMPTY = "proposals", "empty"  # sheets: what coders begin with
PROGRAM = ":rasid"  # who codes where no person does; no account can have this name
d, c = doubles.c, codings.c


class Double(msgspec.Struct, frozen=True, kw_only=True):
    """A report that is coded twice. `who` asked for it, `settler` settled it."""

    id: int
    report_id: str
    text_hash: str
    sheet: str
    state: str
    made: str
    who: str
    settled: str | None = None
    settler: str | None = None


class Coding(msgspec.Struct, frozen=True, kw_only=True):
    """What one of them has so far; `done`: since when it is all."""

    double_id: int
    part: str
    coder: str
    content: str
    salt: str
    version: int
    done: str | None = None


class Mark(NamedTuple):
    """Who codes, and since when he is done."""

    coder: str
    done: str | None


class Content(msgspec.Struct, kw_only=True):
    """Events, and the decisions on them as rows of their table; `wanted`: fields of events that who settles is still to set by hand."""

    events: list[KeptEvent] = []
    decisions: list[dict[str, Any]] = []
    wanted: list[tuple[str, str]] = []


def written(content: Content) -> str:
    return as_json(msgspec.to_builtins(content))


def read(content: str, text_hash: str) -> Content:
    """`text_hash`: of the text that its events were read in, as the double has it."""
    made = msgspec.json.decode(content, type=Content)
    made.events = [msgspec.structs.replace(k, text_hash=text_hash) for k in made.events]
    made.decisions = [row | {"text_hash": text_hash} for row in made.decisions]
    return made


def bare(kept: KeptEvent, **more: Any) -> KeptEvent:
    """An event as it is kept in a coding: of no run, incident or text of the project's."""
    return msgspec.structs.replace(kept, run_id=None, incident_id=None, text_hash="", updated="", **more)


def put(connection: Connection, report_id: str, text_hash: str, sheet: str, who: str, contents: Mapping[str, Content]) -> int:
    """A new one; gives its number. `contents`: by coder what each begins with; the program is done with its own."""
    row = {"report_id": report_id, "text_hash": text_hash, "sheet": sheet, "state": OPEN, "made": now(), "who": who}
    number = int(connection.execute(sa.insert(doubles).values(**row).returning(d.id)).scalar_one())
    for coder, content in contents.items():
        put_coding(connection, number, CODE, coder, content, now() if coder == PROGRAM else None)
    return number


def put_coding(connection: Connection, number: int, part: str, coder: str, content: Content, done: str | None = None) -> None:
    row = {"double_id": number, "part": part, "coder": coder, "content": written(content), "salt": secrets.token_hex(16), "done": done}
    connection.execute(sa.insert(codings).values(**row, version=0))


def put_outcome(connection: Connection, number: int, who: str, content: Content) -> None:
    """What somebody would make of the codings, in the place of what he would have made before."""
    connection.execute(sa.delete(codings).where(c.double_id == number, c.part == OUTCOME, c.coder == who))
    put_coding(connection, number, OUTCOME, who, content)


def still_wanted(content: Content) -> list[tuple[str, str]]:
    """The fields, by event, that were to be set by hand and were not; of events that are not rejected."""
    there = {k.id for k in content.events if k.state != "rejected"}
    made = {(row["event_id"], row["field"]) for row in content.decisions if not row["undone"]}
    return [(id_, field) for id_, field in content.wanted if id_ in there and (id_, field) not in made]


def find(connection: Connection, number: int) -> Double | None:
    row = connection.execute(sa.select(doubles).where(d.id == number)).mappings().first() if abs(number) < 2**31 else None
    return Double(**row) if row is not None else None


def known(connection: Connection, number: int) -> Double:
    """Raises StoreError where there is none."""
    found = find(connection, number)
    if found is None:
        raise StoreError("there is no such report that is coded twice.", where=str(number))
    return found


def every(connection: Connection) -> list[Double]:
    """In the order they were asked for."""
    return [Double(**row) for row in connection.execute(sa.select(doubles).order_by(d.id)).mappings()]


def codings_of(connection: Connection, numbers: Iterable[int], part: str = CODE) -> dict[int, list[Coding]]:
    """By double, people by name, the program last."""
    found: dict[int, list[Coding]] = {}
    for some in distinct(numbers):
        query = sa.select(codings).where(c.double_id.in_(some), c.part == part).order_by(c.coder == PROGRAM, c.coder)
        for row in connection.execute(query).mappings():
            found.setdefault(row["double_id"], []).append(Coding(**row))
    return found


def marks(connection: Connection, numbers: Iterable[int]) -> dict[int, list[Mark]]:
    """By double, people by name, the program last; without what they code."""
    found: dict[int, list[Mark]] = {}
    for some in distinct(numbers):
        query = sa.select(c.double_id, c.coder, c.done).where(c.double_id.in_(some), c.part == CODE).order_by(c.coder == PROGRAM, c.coder)
        for row in connection.execute(query):
            found.setdefault(row.double_id, []).append(Mark(row.coder, row.done))
    return found


def coding_of(connection: Connection, number: int, part: str, coder: str) -> Coding | None:
    query = sa.select(codings).where(c.double_id == number, c.part == part, c.coder == coder)
    row = connection.execute(query).mappings().first()
    return Coding(**row) if row is not None else None


def write(connection: Connection, was: Coding, content: str) -> bool:
    """Writes what a coder has now; False, and nothing is written, where it is another than it was, or done, or gone."""
    return changed(connection, was, content=content)


def changed(connection: Connection, was: Coding, **values: str) -> bool:
    here = sa.and_(c.double_id == was.double_id, c.part == was.part, c.coder == was.coder)
    still = sa.and_(c.version == was.version, c.done.is_(None))
    return connection.execute(sa.update(codings).where(here, still).values(version=was.version + 1, **values)).rowcount == 1


def finish(connection: Connection, was: Coding) -> bool:
    """Says that a coding is all; False, and nothing is said, where it is another than it was, or done, or gone."""
    return changed(connection, was, done=now())


def set_state(connection: Connection, number: int, state: str, settler: str | None = None) -> None:
    told = {"state": state} | ({"settled": now(), "settler": settler} if settler else {})
    connection.execute(sa.update(doubles).where(d.id == number).values(**told))


def drop(connection: Connection, number: int) -> None:
    connection.execute(sa.delete(codings).where(c.double_id == number))
    connection.execute(sa.delete(doubles).where(d.id == number))


def rewrite(connection: Connection, report_id: str, becomes: Mapping[str, Rewriting], hash_of: Mapping[str, str], gone: bool) -> None:
    """What is left of the codings of a report that is redacted. `becomes`, `hash_of`: by the hash of a text what its records are rewritten
    by, and the hash it has then; `gone`: what was coded goes too."""
    for row in connection.execute(sa.select(d.id, d.text_hash).where(d.report_id == report_id)).all():
        rewriting = becomes.get(row.text_hash)
        if rewriting is None:
            continue
        connection.execute(sa.update(doubles).where(d.id == row.id).values(text_hash=hash_of[row.text_hash]))
        for coding in connection.execute(sa.select(codings).where(c.double_id == row.id)).all():
            here = sa.and_(c.double_id == row.id, c.part == coding.part, c.coder == coding.coder)
            left = written(Content()) if gone else covered(coding.content, rewriting)
            connection.execute(sa.update(codings).where(here).values(content=left, version=coding.version + 1))


def covered(content: str, rewriting: Rewriting) -> str:
    """A coding rewritten to the covered text; who decided stays, why goes with the words where all of them go."""
    told = json.loads(content)
    out = rewriting.value({k: v for k, v in told.items() if k != "decisions"})
    out["decisions"] = []
    for row in told["decisions"]:
        value = json.loads(row["value"]) if row["value"] is not None and row["field"] != "state" else None
        written = row["value"] if value is None else as_json(rewriting.value(value))
        why = None if rewriting.whole or row["why"] is None else rewriting.leaf(row["why"])
        out["decisions"].append(row | {"value": written, "why": why})
    return as_json(out)
