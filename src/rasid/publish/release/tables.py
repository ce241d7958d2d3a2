"""The tables of a release: incidents, and what there are several of in one, each a CSV with a key, types and descriptions.

They are for joining and checking; the formats of the field stand beside them in `data/`. What a column holds is said in `words.json`: the
descriptor and the codebook of a release are made of these lists and of that.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple, Self, TextIO

from rasid.linking.incident import PartyTold, PlaceTold
from rasid.model.event import Names
from rasid.publish.cells import neutral
from rasid.publish.policy import Released
from rasid.publish.release.rows import changes_shown

STATUSES = ("asserted", "planned", "attempted", "possible", "negated", "denied")
EFFECTS = ("killed", "injured", "missing", "detained", "abducted", "displaced", "released", "bodies")
COUNTED = ("killed", "injured")  # the effects that have columns of their own beside the table of tolls
BETWEEN = "; "


class Column(NamedTuple):
    """`type` and `limits` are Frictionless's."""

    name: str
    type: str
    limits: dict[str, Any] = {}  # noqa: RUF012 - never written to


class Table(NamedTuple):
    """`key`: its columns that are together unique; `points`: (column, table, column) by which its rows belong to another's."""

    name: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    points: tuple[tuple[str, str, str], ...]
    rows: Callable[[Released], Iterable[tuple[Any, ...]]]


NEEDED = {"required": True}
COUNT = {"minimum": 0}
COUNTRY = {"pattern": "[A-Z]{3}"}
PLACE = (
    Column("lat", "number", {"minimum": -90, "maximum": 90}),
    Column("lon", "number", {"minimum": -180, "maximum": 180}),
    Column("country", "string", COUNTRY),
    Column("admin1", "string"),
    Column("admin2", "string"),
    Column("place_precision", "integer", {"minimum": 1, "maximum": 7}),
)


INCIDENTS = (
    Column("id", "string", NEEDED | {"unique": True}),
    Column("type", "string", NEEDED),
    Column("status", "string", NEEDED | {"enum": list(STATUSES)}),
    Column("background", "boolean", NEEDED),
    Column("day", "date"),
    Column("start", "date"),
    Column("end", "date"),
    Column("date_precision", "integer", {"minimum": 1, "maximum": 5}),
    Column("place_id", "string"),
    Column("place_en", "string"),
    Column("place_ar", "string"),
    *PLACE,
    *(Column(f"{effect}_{rank}", "integer", COUNT) for effect in COUNTED for rank in ("low", "best", "high")),
    Column("accounts", "integer", NEEDED | COUNT),
    Column("reports", "integer", NEEDED | COUNT),
    Column("sources", "integer", NEEDED | COUNT),
    Column("conflicts", "string"),
    Column("changes", "string"),
)
BELONGS = Column("incident", "string", NEEDED)
NUMBER = Column("number", "integer", NEEDED | {"minimum": 1})
PARTIES = (
    BELONGS,
    Column("side", "string", NEEDED | {"enum": ["initiator", "target"]}),
    NUMBER,
    Column("actor", "string"),
    Column("name_en", "string"),
    Column("name_ar", "string"),
    Column("kind", "string"),
    Column("country", "string", COUNTRY),
    Column("attributions", "string"),
)
PLACES = (
    BELONGS,
    NUMBER,
    Column("place_id", "string"),
    Column("name_en", "string"),
    Column("name_ar", "string"),
    *PLACE,
)
TOLL = (
    BELONGS,
    Column("effect", "string", NEEDED | {"enum": list(EFFECTS)}),
    Column("who", "string", NEEDED | {"enum": ["all", "civilian", "combatant"]}),
    Column("low", "integer", COUNT),
    Column("best", "integer", COUNT),
    Column("high", "integer", COUNT),
    Column("rule", "string"),
)
ACCOUNTS = (
    BELONGS,
    Column("event", "string", NEEDED),
    Column("outlet", "string"),
    Column("published", "string"),
    Column("type", "string"),
    Column("status", "string", {"enum": list(STATUSES)}),
    Column("review", "string", {"enum": ["proposed", "accepted", "corrected"]}),
)


def named(names: Names) -> tuple[str | None, str | None]:
    return names.get("en"), names.get("ar")


def located(place: PlaceTold | None) -> tuple[Any, ...]:
    """Id, names, and what `PLACE` says."""
    if place is None:
        return (None,) * (3 + len(PLACE))
    return place.id, *named(place.names), place.lat, place.lon, place.country, place.admin1, place.admin2, place.precision


def incident_rows(one: Released) -> Iterator[tuple[Any, ...]]:
    i = one.incident
    counted = ((f.low, f.best, f.high) if (f := i.figures(effect)) else (None,) * 3 for effect in COUNTED)
    told = (i.accounts, i.reports, i.sources)
    yield (
        *(i.id, i.type, i.status, "true" if i.background else "false", i.day, i.start, i.end, i.date_precision),
        *located(i.place),
        *(figure for three in counted for figure in three),
        *(len(told[0]), *told[1:], BETWEEN.join(i.conflicts), BETWEEN.join(changes_shown(one))),
    )


def party_rows(one: Released) -> Iterator[tuple[Any, ...]]:
    def row(side: str, n: int, p: PartyTold) -> tuple[Any, ...]:
        return one.incident.id, side, n, p.actor, *named(p.names), p.kind, p.country, BETWEEN.join(p.attributions)

    yield from (row("initiator", n, p) for n, p in enumerate(one.incident.initiators, 1))
    yield from (row("target", n, p) for n, p in enumerate(one.incident.targets, 1))


def place_rows(one: Released) -> Iterator[tuple[Any, ...]]:
    yield from ((one.incident.id, n, *located(p)) for n, p in enumerate(one.incident.places, 1))


def toll_rows(one: Released) -> Iterator[tuple[Any, ...]]:
    yield from ((one.incident.id, f.effect, f.who, f.low, f.best, f.high, f.rule) for f in one.incident.toll)


def account_rows(one: Released) -> Iterator[tuple[Any, ...]]:
    for t in one.told:
        yield one.incident.id, t.event.id, t.read.outlet, t.read.published, t.event.type, t.event.status, t.state


OF_INCIDENT = (("incident", "incidents", "id"),)
TABLES = (
    Table("incidents", INCIDENTS, ("id",), (), incident_rows),
    Table("parties", PARTIES, ("incident", "side", "number"), OF_INCIDENT, party_rows),
    Table("places", PLACES, ("incident", "number"), OF_INCIDENT, place_rows),
    Table("toll", TOLL, ("incident", "effect", "who"), OF_INCIDENT, toll_rows),
    Table("accounts", ACCOUNTS, ("incident", "event"), OF_INCIDENT, account_rows),
)


class Writers:
    """The tables' files, open together: a released row goes into all of them at once. `rows`: how many stand in each."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir()
        self.files: list[TextIO] = [(folder / f"{t.name}.csv").open("w", encoding="utf-8", newline="") for t in TABLES]
        self.writers = [csv.writer(f, lineterminator="\n") for f in self.files]
        self.rows = dict.fromkeys((t.name for t in TABLES), 0)
        for table, writer in zip(TABLES, self.writers, strict=True):
            writer.writerow([c.name for c in table.columns])

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        for file in self.files:
            file.close()

    def put(self, one: Released) -> None:
        for table, writer in zip(TABLES, self.writers, strict=True):
            for row in table.rows(one):
                writer.writerow([neutral(v) for v in row])
                self.rows[table.name] += 1
