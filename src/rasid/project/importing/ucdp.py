"""Rows of UCDP's Georeferenced Event Dataset: https://ucdp.uu.se, columns as its codebook of version 24.1 has them (49)."""

from __future__ import annotations

import re
from typing import Any

from rasid.model import InputError, Report
from rasid.model.event import Source, Toll
from rasid.project.importing import coded_rows as made
from rasid.project.importing.acled import number, required
from rasid.project.importing.coded_rows import CodedRow, Told
from rasid.project.importing.codes import Codes
from rasid.project.importing.damage import day_of, number_of, one_line, text_of, whole_of

CODER, OUTLET = "ucdp", "UCDP GED"
VERSION = re.compile(r"v?(\d{1,2})[._-](\d{1,2})(?:[._-](\d{1,2}))?(?!\d)", re.IGNORECASE)
LOW = {"en": "UCDP GED (low estimate)", "ar": "UCDP GED (التقدير الأدنى)"}
PARTS = (("deaths_a", "combatant"), ("deaths_b", "combatant"), ("deaths_civilians", "civilian"), ("deaths_unknown", "unknown"))


def version_of(name: str) -> str:
    """The version that a file's name tells (GEDEvent_v24_1.csv: 24.1); empty where it tells none."""
    found = VERSION.search(name)
    return ".".join(g for g in found.groups() if g) if found else ""


def report_id(cell: Any) -> str:
    """The id that a row's report has. Raises InputError."""
    told = one_line(cell)
    if not told or " " in told:
        raise InputError(f"id: {told!r} is no id.", hint="Every row needs its own, as UCDP gives it.")
    return f"ucdp:{told}"


def coded(cells: dict[str, Any], codes: Codes, order: str | None, version: str) -> CodedRow:
    """The report and the event of a row. Raises InputError, which names the column."""
    id_ = report_id(cells.get("id"))
    start = required(cells, "date_start", lambda c: day_of(c, order))
    end = number(cells, "date_end", lambda c: day_of(c, order)) or start
    if end < start:
        raise InputError("date_end: it is before date_start.")
    country = codes.country(one_line(cells.get("country")))
    told = Told(text_of(cells.get("source_headline")))
    kind_words = told.cell("type_of_violence", str(required(cells, "type_of_violence", whole_of)))
    kind = codes.code("ucdp type_of_violence", kind_words["text"])
    a, b = (named(cells, codes, told, side, country, int(start[:4])) for side in ("side_a", "side_b"))
    when = made.time(start, end, number(cells, "date_prec", whole_of), told.cell("date", start if start == end else f"{start} / {end}"))
    where = scene(cells, codes, told, country)
    said = [s for s in (one_line(x) for x in text_of(cells.get("source_office")).split(";")) if s]
    says = made.sources(codes, said, told.cells("source_office", said)) if said else []
    toll, says = tolls(cells, told, (a[0].actor, b[0].actor), says)
    slots = {
        "initiators": [made.party(*a)],
        "targets": [made.target(*b)],
        "places": where,
        "time": when,
        "sources": says,
        "toll": toll,
    }
    event = made.event(codes, CODER, id_, told, kind, bool(toll), kind_words["span"], **slots)
    title = one_line(cells.get("dyad_name")) or one_line(cells.get("conflict_name")) or None
    return CodedRow(Report(id=id_, text=told.text, lang="en", outlet=OUTLET, title=title), event, kind_words["span"], version)


def named(cells: dict[str, Any], codes: Codes, told: Told, column: str, country: str | None, year: int) -> tuple[Any, dict[str, Any]]:
    name = required(cells, column, one_line)
    return codes.actor(name, country, year), told.cell(column, name)


def scene(cells: dict[str, Any], codes: Codes, told: Told, country: str | None) -> list[Any]:
    lat, lon = (number(cells, k, number_of) for k in ("latitude", "longitude"))
    name = one_line(cells.get("where_coordinates")) or one_line(cells.get("where_description"))
    if lat is None or lon is None or not -90 <= lat <= 90 or not -180 <= lon <= 180:
        raise InputError("latitude, longitude: they go together, from -90 to 90 and from -180 to 180.")
    row = {"name": name, "lat": lat, "lon": lon, "country": country, "precision": number(cells, "where_prec", whole_of)}
    row |= {k: one_line(cells.get(f"adm_{n}")) for k, n in (("admin1", 1), ("admin2", 2))}
    return [made.place(codes, row, told.cell("where", name or f"{lat}, {lon}"))]


def tolls(cells: dict[str, Any], told: Told, sides: tuple[str | None, str | None], says: list[Source]) -> tuple[list[Toll], list[Source]]:
    """From `best` to `high`, with the parts that add up to `best`; a `low` below it is a figure of its own, of UCDP's low estimate, since a
    row of ours has no third bound. Nothing where nobody was killed. And the sources, that one among them."""
    best, low, high = (number(cells, k, whole_of) or 0 for k in ("best", "low", "high"))
    if not best and not high:
        return [], says
    rows = [made.deaths(told.cell("best", str(best)), best, max(high, best), id="t1")]
    for n, (column, who) in enumerate(PARTS):
        if dead := number(cells, column, whole_of):
            actor = sides[n] if n < 2 else None
            more = {"id": f"t{len(rows) + 1}", "who": who, "part_of": "t1", "actor": actor}
            rows.append(made.deaths(told.cell(column, str(dead)), dead, dead, **more))
    if low < best:
        words = told.cell("low", str(low))
        says = [*says, Source(id=f"s{len(says) + 1}", source=None, names=dict(LOW), **words)]
        rows.append(made.deaths(words, low, low, id=f"t{len(rows) + 1}", by=says[-1].id))
    return rows, says
