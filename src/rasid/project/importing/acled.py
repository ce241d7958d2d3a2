"""Rows of ACLED: https://acleddata.com, columns as its codebook of 2024 has them (31; older files have fewer, newer ones may have more)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from rasid.model import InputError, Report
from rasid.model.event import Initiator, Target
from rasid.project.importing import coded_rows as made
from rasid.project.importing.coded_rows import CodedRow, Told
from rasid.project.importing.codes import Codes
from rasid.project.importing.damage import day_of, moment_of, number_of, one_line, text_of, whole_of

CODER, OUTLET = "acled", "ACLED"
BETWEEN = ";"


def report_id(cell: Any) -> str:
    """The id that a row's report has. Raises InputError."""
    told = one_line(cell)
    if not told or " " in told:
        raise InputError(f"event_id_cnty: {told!r} is no id.", hint="Every row needs its own, as ACLED gives it.")
    return f"acled:{told}"


def coded(cells: dict[str, Any], codes: Codes, order: str | None) -> CodedRow:
    """The report and the event of a row. Raises InputError, which names the column."""
    id_ = report_id(cells.get("event_id_cnty"))
    day = required(cells, "event_date", lambda c: day_of(c, order))
    country = one_line(cells.get("country"))
    iso3 = codes.country(country)
    told = Told(text_of(cells.get("notes")))
    told.cell("event_type", one_line(cells.get("event_type")))
    sub = told.cell("sub_event_type", required(cells, "sub_event_type", one_line))
    kind = codes.code("acled sub_event_type", sub["text"])
    if kind and not kind.get("type"):
        codes.unknown["acled sub_event_type", sub["text"]] += 1
    year = int(day[:4])
    initiators: list[Initiator] = [made.party(n, w, s) for n, w, s in side(cells, codes, told, 1, iso3, year)]
    targets: list[Target] = [made.target(n, w) for n, w, _ in side(cells, codes, told, 2, iso3, year)]
    when = made.time(day, day, precision(cells, codes, "time_precision"), told.cell("event_date", day))
    where = scene(cells, codes, told, iso3)
    said = [s for s in (one_line(x) for x in text_of(cells.get("source")).split(BETWEEN)) if s]
    says = made.sources(codes, said, told.cells("source", said)) if said else []
    dead = number(cells, "fatalities", whole_of)
    toll = [made.deaths(told.cell("fatalities", str(dead)), dead, dead, id="t1")] if dead else []
    slots = {"initiators": initiators, "targets": targets, "places": where, "time": when, "sources": says, "toll": toll}
    event = made.event(codes, CODER, id_, told, kind, bool(dead), sub["span"], **slots)
    version = number(cells, "timestamp", moment_of)
    report = Report(
        id=id_, text=told.text, published=version, lang="en", outlet=OUTLET, title=f"{sub['text']}, {where[0].text}" if where else None
    )
    return CodedRow(report, event, sub["span"], version or "")


def side(cells: dict[str, Any], codes: Codes, told: Told, n: int, country: str | None, year: int) -> list[tuple[Any, dict[str, Any], bool]]:
    """The parties of one side with their words; those of `assoc_actor` support."""
    inter = one_line(cells.get(f"inter{n}"))
    kind = codes.code("acled inter", inter).get("kind") if inter not in ("", "0") else None
    found = []
    for column, support in ((f"actor{n}", False), (f"assoc_actor_{n}", True)):
        names = [x for x in (one_line(part) for part in text_of(cells.get(column)).split(BETWEEN)) if x]
        if names:
            words = told.cells(column, names)
            found += [(codes.actor(x, country, year, None if support else kind), w, support) for x, w in zip(names, words, strict=True)]
    return found


def scene(cells: dict[str, Any], codes: Codes, told: Told, country: str | None) -> list[Any]:
    """The place of a row; none where it names none and has no point."""
    name = one_line(cells.get("location"))
    lat, lon = (number(cells, k, number_of) for k in ("latitude", "longitude"))
    if not name and lat is None:
        return []
    if (lat is None) != (lon is None) or not -90 <= (lat or 0) <= 90 or not -180 <= (lon or 0) <= 180:
        raise InputError("latitude, longitude: they go together, from -90 to 90 and from -180 to 180.")
    row = {"name": name, "lat": lat, "lon": lon, "country": country, "precision": precision(cells, codes, "geo_precision")}
    row |= {k: one_line(cells.get(k)) for k in ("admin1", "admin2")}
    whole = ", ".join(x for x in (one_line(cells.get(k)) for k in ("admin3", "admin2", "admin1", "country")) if x)
    words = told.cell("location", name or f"{lat}, {lon}")
    told.text += f" ({whole})" if whole else ""
    return [made.place(codes, row, words)]


def precision(cells: dict[str, Any], codes: Codes, column: str) -> int | None:
    told = number(cells, column, whole_of)
    found: int | None = codes.code(f"acled {column}", str(told)).get("precision") if told is not None else None
    return found


def required(cells: dict[str, Any], column: str, read: Callable[[Any], Any]) -> Any:
    value = number(cells, column, read)
    if not value:
        raise InputError(f"{column}: nothing stands there.", hint="Correct the row and import the file again; the others are done.")
    return value


def number(cells: dict[str, Any], column: str, read: Callable[[Any], Any]) -> Any:
    """The value of a cell. Raises InputError, which names the column."""
    try:
        return read(cells.get(column))
    except ValueError as error:
        raise InputError(f"{column}: {error}.", hint="Correct the row and import the file again; the others are done.") from None
