"""The table of accounts, which `csv` and `xlsx` write and `rasid import` reads back: its columns, in their order, and its rows.

A row is an account (an event) with its report and its incident. Columns are parts, each with the function that fills it; their names and
order are a contract (docs/formats.md). `Column.edit` says what of the record a changed cell sets, as a path of `Corrector.set`:

    type                   the field itself
    time.start             a part of it
    places.*.id            a part of every item, the n-th of the list for the n-th item
    places.{main}.lat      of the item that `main_place` names, counted from 1
    toll.{killed}.min      of the row that `toll_row` names: the one row that counts, or none where the figure is of several
"""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import blake2b
from operator import itemgetter
from typing import Any, NamedTuple, get_args

from rasid.linking.incident import Incident
from rasid.model import Event, Toll
from rasid.model.event import Effect, Place
from rasid.publish.formats.cell_kinds import READERS, listed, plain, span_of, texts
from rasid.publish.formats.column_words import WORDS
from rasid.publish.material import Read, Told
from rasid.publish.policy import Released

EFFECTS: tuple[str, ...] = get_args(Effect)
WHY = "why"  # a column that a person may add: the reason of the row's changes, and of a rejection
Cells = tuple[Any, ...]
Names = dict[str, dict[str, Any]]  # event types by id, each with its `names`


class Column(NamedTuple):
    """`kind` of its cells (cell_kinds.READERS); `edit`: what a changed cell sets; None where the column is only for reading."""

    name: str
    kind: str = "word"
    edit: str | None = None

    @property
    def words(self) -> tuple[str, str]:
        """What it holds, in English and Arabic."""
        return WORDS[self.name]

    def read(self, cell: Any) -> Any:
        """The value that a cell stands for, as a record has it; a cell as a spreadsheet gives it. Raises UsageError."""
        return READERS[self.kind](plain(cell))


def of(event: str, *columns: tuple[str, str, str | None]) -> tuple[Column, ...]:
    return tuple(Column(f"{event}{name}", kind, edit) for name, kind, edit in columns)


# What of whom it is, and what it is.
KEYS = (
    *of("", ("event_id", "word", None), ("incident_id", "word", None), ("report_id", "word", None), ("state", "word", "state")),
    *of("", ("version", "word", None)),
)


WHAT = (
    *of("", ("type", "word", "type"), ("type_en", "text", None), ("type_ar", "text", None), ("method", "word", "method")),
    *of("", ("status", "word", "status"), ("background", "truth", "background"), ("mutual", "truth", "mutual")),
    *of("", ("outcome", "word", "outcome")),
)


def what(e: Event, types: Names) -> Cells:
    names = (types.get(e.type) or {}).get("names") or {}
    return e.type, names.get("en"), names.get("ar"), e.method, e.status, int(e.background), int(e.mutual), e.outcome


WHO = (
    *of("initiator", ("s", "words", "initiators.*.actor"), ("s_en", "text", None), ("s_ar", "text", None)),
    *of("initiator", ("_kinds", "words", "initiators.*.kind"), ("_countries", "words", "initiators.*.country")),
    *of("initiator", ("_roles", "words", "initiators.*.role"), ("_attributions", "words", "initiators.*.attribution")),
    *of("target", ("s", "words", "targets.*.actor"), ("s_en", "text", None), ("s_ar", "text", None)),
    *of("target", ("_kinds", "words", "targets.*.kind"), ("_countries", "words", "targets.*.country")),
    *of("target", ("_objects", "words", "targets.*.object"), ("_counts", "words", None)),
)


def who(e: Event) -> Cells:
    return (*doers(e), *done_to(e))


def doers(e: Event) -> Cells:
    items = e.initiators
    if not items:
        return NOBODY
    if len(items) == 1:  # most have one: no list is joined
        i = items[0]
        return single(i.actor), single(i.names.get("en")), single(i.names.get("ar")), i.kind, i.country, i.role, i.attribution
    return (
        *(listed(i.actor for i in items), listed(i.names.get("en") for i in items), listed(i.names.get("ar") for i in items)),
        *(listed(i.kind for i in items), listed(i.country for i in items)),
        *(listed(i.role for i in items), listed(i.attribution for i in items)),
    )


NOBODY: Cells = ("",) * 7


def single(value: str | None) -> str | None:
    """A list of one."""
    return value.replace(";", ",") if value and ";" in value else value


def done_to(e: Event) -> Cells:
    items = e.targets
    if not items:
        return NOBODY
    if len(items) == 1:
        t = items[0]
        return single(t.actor), single(t.names.get("en")), single(t.names.get("ar")), t.kind, t.country, t.object, t.count
    return (
        *(listed(t.actor for t in items), listed(t.names.get("en") for t in items), listed(t.names.get("ar") for t in items)),
        *(listed(t.kind for t in items), listed(t.country for t in items)),
        *(listed(t.object for t in items), listed(t.count for t in items)),
    )


WHERE = (
    *of("place", ("_ids", "words", "places.*.id"), ("_roles", "words", "places.*.role"), ("s_en", "text", None), ("s_ar", "text", None)),
    *of("place", ("_points", "text", None)),
    *of("", ("lat", "number", "places.{main}.lat"), ("lon", "number", "places.{main}.lon"), ("country", "word", "places.{main}.country")),
    *of("", ("admin1", "word", "places.{main}.admin1"), ("admin2", "word", "places.{main}.admin2")),
    *of("place", ("_precision", "whole", "places.{main}.precision"), ("_relation", "word", "places.{main}.relation")),
)


def main_place(e: Event) -> int | None:
    """The place that lat and lon are of: the first scene with a point, else the first place. Counted from 1."""
    for n, p in enumerate(e.places, 1):
        if p.role == "scene" and p.lat is not None:
            return n
    return 1 if e.places else None


def where(e: Event) -> Cells:
    places = e.places
    n = main_place(e)
    if n is None:
        return NOWHERE
    p = places[n - 1]
    at = (p.lat, p.lon, p.country, p.admin1, p.admin2, p.precision, p.relation)
    if len(places) == 1:
        return p.id, p.role, single(p.names.get("en")), single(p.names.get("ar")), point(p), *at
    lists = (listed(p.id for p in places), listed(p.role for p in places))
    return *lists, listed(p.names.get("en") for p in places), listed(p.names.get("ar") for p in places), listed(map(point, places)), *at


NOWHERE: Cells = ("",) * 12


def point(p: Place) -> str | None:
    return None if p.lat is None or p.lon is None else f"{p.lat} {p.lon}"


WHEN = (
    *of("date_", ("start", "day", "time.start"), ("end", "day", "time.end"), ("precision", "whole", "time.precision")),
    *of("", ("hours", "hours", "time.clock"), ("zone", "word", "time.zone"), ("ongoing", "truth", "time.ongoing")),
    *of("", ("time_text", "text", None)),
)


def when(e: Event) -> Cells:
    t = e.time
    hours = span_of(t.clock.get("from"), t.clock.get("to")) if t.clock else None
    return t.start, t.end, t.precision, hours, t.zone, int(t.ongoing), t.text


WITH = of("weapon", ("s", "words", "instruments.*.weapon"), ("_counts", "text", None))


def armed(e: Event) -> Cells:
    if not e.instruments:
        return "", ""
    return texts([i.weapon for i in e.instruments]), texts([span_of(i.min, i.max) or i.vague for i in e.instruments])


def toll_columns() -> Iterator[Column]:
    for effect in EFFECTS:
        yield Column(f"{effect}_low", "whole", f"toll.{{{effect}}}.min")
        yield Column(f"{effect}_high", "whole", f"toll.{{{effect}}}.max")
    yield Column("killed_civilians_low", "whole")
    yield Column("killed_civilians_high", "whole")
    yield Column("toll", "text")


TOLL = tuple(toll_columns())
NO_TOLL: Cells = (None,) * len(TOLL)


def counted(e: Event, effect: str, whose: str | None = None) -> list[Toll]:
    """The rows of the toll that count of an effect: no part of another, and none that a later one corrects."""
    corrected = {t.supersedes for t in e.toll if t.supersedes}
    return [t for t in e.toll if t.effect == effect and not t.part_of and t.id not in corrected and whose in (None, t.who)]


def toll_row(e: Event, effect: str) -> str | None:
    """The id of the one row that an effect's figure is of; None where there is none, or it is of several."""
    rows = counted(e, effect)
    return rows[0].id if len(rows) == 1 else None


def figure(rows: list[Toll]) -> tuple[int | None, int | None]:
    """Low and high of rows that count: added up where one source gives them, the lowest and the highest where several do, as linking
    counts (linking/counting.py). What is open stays open."""
    if len(rows) == 1:
        return rows[0].min, rows[0].max
    by: dict[str | None, list[Toll]] = {}
    for row in rows:
        by.setdefault(row.by, []).append(row)
    lows = [sum(low) for its in by.values() if (low := [t.min for t in its if t.min is not None])]
    highs = [None if any(t.max is None for t in its) else sum(t.max for t in its if t.max is not None) for its in by.values()]
    return min(lows, default=None), None if None in highs else max((h for h in highs if h is not None), default=None)


def toll(e: Event) -> Cells:
    if not e.toll:
        return NO_TOLL
    cells: list[Any] = []
    told = {t.effect for t in e.toll}
    for effect in EFFECTS:
        cells += figure(counted(e, effect)) if effect in told else (None, None)
    cells += figure(counted(e, "killed", "civilian")) if "killed" in told else (None, None)
    return *cells, texts([toll_words(t) for t in e.toll])


def toll_words(t: Toll) -> str:
    """ "t2 killed 7 civilian children part_of=t1"."""
    told = [t.id, t.effect, span_of(t.min, t.max) or "?", *([t.vague] if t.vague else []), t.who, *t.groups]
    told += [f"{key}={value}" for key in ("actor", "part_of", "supersedes", "by") if (value := getattr(t, key))]
    return " ".join(told)


SAID = (
    *of("source", ("s", "words", "sources.*.source"), ("s_en", "text", None), ("s_ar", "text", None)),
    *of("source", ("_stances", "words", "sources.*.stance")),
    *of("", ("related", "text", None), ("flags", "words", "flags"), ("confidence", "number", None), ("evidence", "text", None)),
    *of("", ("evidence_start", "whole", None), ("evidence_end", "whole", None), ("coder", "word", None), ("data_version", "word", None)),
)


def said(e: Event) -> Cells:
    span = e.evidence.span if e.evidence.text else (None, None)
    related = listed(f"{r.relation} {r.event}" for r in e.related) if e.related else ""
    flags = texts(e.flags)
    return (*sayers(e), related, flags, e.confidence, e.evidence.text, *span, e.coder, e.data_version)


def sayers(e: Event) -> Cells:
    items = e.sources
    if len(items) == 1:
        s = items[0]
        return single(s.source), single(s.names.get("en")), single(s.names.get("ar")), s.stance
    names = (listed(s.names.get(code) for s in items) for code in ("en", "ar"))
    return listed(s.source for s in items), *names, listed(s.stance for s in items)


READ = of("", ("outlet", "text", None), *((f"report_{x}", "text", None) for x in ("published", "title", "url", "lang", "family")))


def read(r: Read) -> Cells:
    return r.outlet, r.published, r.title, r.url, r.lang, r.family


COUNTED = ("killed", "injured")  # effects whose incident figures stand in the table of accounts; the table of incidents has all
INCIDENT = (
    *of("incident_", ("type", "word", None), ("day", "day", None), ("accounts", "whole", None), ("reports", "whole", None)),
    *of("incident_", ("sources", "whole", None), ("conflicts", "words", None)),
    *(Column(f"incident_{effect}_{end}", "whole") for effect in COUNTED for end in ("low", "best", "high")),
)


def around(i: Incident) -> Cells:
    figures = [f for effect in COUNTED for f in lows_and_highs(i, effect)]
    return i.type, day_of(i), len(i.accounts), i.reports, i.sources, listed(i.conflicts) if i.conflicts else "", *figures


def day_of(i: Incident) -> str | None:
    """The day that its accounts tell; None where none does: `Incident.day` is then that of publication, which says when it is filed."""
    return i.day if i.start or i.end else None


def lows_and_highs(i: Incident, effect: str, whose: str = "all") -> Cells:
    f = i.figures(effect, whose)
    return (f.low, f.best, f.high) if f else (None, None, None)


COLUMNS: tuple[Column, ...] = (*KEYS, *WHAT, *WHO, *WHERE, *WHEN, *WITH, *TOLL, *SAID, *READ, *INCIDENT)
HEADER = tuple(c.name for c in COLUMNS)
# The first and last columns of stretches that often come again together: the same party, day, toll or kind of happening.
TOGETHER = (
    *(("type", "outcome"), ("initiators", "initiator_attributions"), ("targets", "target_counts"), ("country", "place_relation")),
    *(("date_start", "ongoing"), ("time_text", "weapon_counts"), ("killed_low", "toll"), ("sources", "flags")),
    *(("coder", "data_version"), ("incident_killed_low", "incident_injured_high")),
)
BY_NAME = {c.name: c for c in COLUMNS}
TELLING = (*WHAT, *WHO, *WHERE, *WHEN, *WITH, *TOLL, *SAID)  # the columns of what an account tells
EDITED = itemgetter(*(n for n, c in enumerate(TELLING) if c.edit))


def rows(released: Released, types: Names) -> Iterator[Cells]:
    """The rows of a happening, in the order of `COLUMNS`; whole numbers, numbers, texts and None."""
    incident = around(released.incident)
    for told in released.told:
        cells = telling(told.event, types)
        yield *keys(told, released.incident, cells), *cells, *read(told.read), *incident


def keys(told: Told, incident: Incident, cells: Cells) -> Cells:
    return told.event.id, incident.id, told.read.id, told.state, version(told.state, cells)


def telling(e: Event, types: Names) -> Cells:
    """What an account tells, in the order of `TELLING`."""
    return *what(e, types), *who(e), *where(e), *when(e), *armed(e), *toll(e), *said(e)


def version(state: str, cells: Cells) -> str:
    """What the cells that can be edited began from: by it `rasid import` knows what a person changed and what somebody else did meanwhile.
    A letter stands in front, or a spreadsheet would take some for numbers."""
    return "v" + blake2b(repr((state, EDITED(cells))).encode(), digest_size=6).hexdigest()
