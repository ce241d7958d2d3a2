"""`rasid stats`: how many events or incidents, by week, province, type, pair of parties and the like; as table, data or drawing."""

from __future__ import annotations

import csv
import json as json_format
from collections.abc import Iterator
from enum import StrEnum
from pathlib import PurePath
from typing import TYPE_CHECKING, Annotated, Any, TextIO

import typer

from rasid.cli import options
from rasid.cli.filters import Said, filters_of, with_filters
from rasid.cli.lines import isolated, safe, width, wrapped
from rasid.cli.output import opened, opened_bytes
from rasid.cli.project_options import HERE, Folder, opened_store
from rasid.cli.talk import TALK
from rasid.model import UsageError
from rasid.publish.cells import neutral

if TYPE_CHECKING:
    from rasid.store.counting import Count, Table

BAR = 24  # cells of a bar in a table
ROWS_MOST = 60  # rows of a table for people; csv and json have all


class Format(StrEnum):
    table = "table"
    csv = "csv"
    json = "json"


class Language(StrEnum):
    ar = "ar"
    en = "en"


COUNTED = (
    *("day", "week", "month", "year", "country", "province", "district", "place", "type", "status", "review", "outlet"),
    *("party", "initiator", "target", "pair", "source"),
)
WORDS = {  # what is said in either language
    "events": ("events", "أحداث"),
    "incidents": ("incidents", "حوادث"),
    "day": ("by day", "حسب اليوم"),
    "week": ("by week (its Monday)", "حسب الأسبوع (يوم الاثنين)"),
    "month": ("by month", "حسب الشهر"),
    "year": ("by year", "حسب السنة"),
    "country": ("by country", "حسب البلد"),
    "province": ("by province", "حسب المحافظة"),
    "district": ("by district", "حسب المنطقة"),
    "place": ("by place", "حسب المكان"),
    "type": ("by type", "حسب النوع"),
    "status": ("by status", "حسب الصفة"),
    "review": ("by state of review", "حسب حالة المراجعة"),
    "outlet": ("by outlet", "حسب الناشر"),
    "party": ("by party", "حسب الطرف"),
    "initiator": ("by initiator", "حسب الفاعل"),
    "target": ("by target", "حسب المستهدف"),
    "pair": ("by pair of parties", "حسب طرفي الحدث"),
    "source": ("by source", "حسب المصدر"),
    "none": ("(none told)", "(لم يُذكر)"),
}
SAID = {
    "all": ("{n} {of} fit in all, each counted once.", "عدد ما ينطبق عليه الطلب {n} ({of})، كل منها مرة واحدة."),
    "report": ("An event is one happening as one report tells it; several reports of it are several events.",
               "الحدث واقعة كما يرويها تقرير واحد؛ فإن روتها تقارير عدة فهي أحداث عدة."),
    "undated": ("{n} have no known time and stand in no row.", "منها {n} لا يُعرف وقتها ولا تظهر في أي صف."),
    "coarse": ("{n} have a time too coarse for a {stretch} and stand in no row.", "منها {n} وقتها أوسع من أن يُنسب إلى صف واحد."),
    "unplaced": ("{n} have no such place and stand in no row.", "منها {n} لا يُعرف مكانها ولا تظهر في أي صف."),
    "several": ("One event may stand in several rows, so that rows may add to more.",
                "قد يظهر الحدث في أكثر من صف، فقد يزيد مجموع الصفوف على العدد."),
    "more": ("{n} further rows are not drawn.", "لم تُرسم {n} صفوف أخرى."),
}  # fmt: skip


@with_filters
def stats(
    words: Annotated[
        list[str] | None, typer.Argument(metavar="[WORDS...]", help="Only what has these words, as in `rasid query`.", show_default=False)
    ] = None,
    by: Annotated[
        str,
        typer.Option(
            metavar="WHAT,…",
            help=f"One to three of {', '.join(COUNTED)}.",
        ),
    ] = "type",
    said: Said = {},  # noqa: B006 - filled by with_filters
    incidents: Annotated[
        bool, typer.Option("--incidents", help="Count the incidents of which some event fits, instead of the events.")
    ] = False,
    format: Annotated[Format, typer.Option(help="table for people, csv for spreadsheets, json for programs.")] = Format.table,
    plot: Annotated[
        str | None, typer.Option(metavar="FILE", help="Draw the counts too: a file that ends in .svg or .png.", show_default=False)
    ] = None,
    lang: Annotated[Language, typer.Option(help="The language of a drawing and of names in it.")] = Language.ar,
    title: Annotated[str, typer.Option(metavar="TEXT", help="Title of the drawing.", show_default=False)] = "",
    out: options.Out = None,
    project: Folder = HERE,
    quiet: options.Quiet = False,
    json: options.Json = False,
) -> None:
    """Count events (or incidents) of a project, and say what each figure counts."""
    kinds = tuple(name.strip() for name in by.split(",") if name.strip())
    if plot is not None and PurePath(plot).suffix.lower() not in (".svg", ".png"):
        raise UsageError("a drawing is .svg or .png.", where=f"--plot {plot}")
    if plot is not None and len(kinds) != 1:
        raise UsageError("a drawing is of counts by one thing.", where="--plot", hint="As in --by week --plot weeks.svg.")
    from rasid.store.counting import count

    with opened_store(project) as store, store.reading() as connection:
        table = count(connection, filters_of(said, words, connection), kinds, incidents)
    for note in table.notes:
        TALK.note(note)
    naming = Naming(int(lang is Language.ar))
    if plot is not None:
        draw(plot, table, naming, title)
    with opened(out) as handle:
        {Format.table: put_table, Format.csv: put_csv, Format.json: put_json}[format](handle, table, naming)


class Naming:
    """Names of keys in a language: 0 English, 1 Arabic."""

    def __init__(self, side: int) -> None:
        from rasid.lexicon.compile import load

        self.side, self.data = side, load()
        self.code = ("en", "ar")[side]
        rows = self.data.places
        self.countries = {p["country"]: p.get(self.code) or p["en"] for p in rows if p["kind"] == "country" and p["country"]}
        divisions = [p for p in rows if p["kind"] in ("admin2", "admin1")]  # a province goes before the district of its name
        self.divisions = {
            (p["country"], p["en"]): p.get(self.code) or p["en"] for p in sorted(divisions, key=lambda p: p["kind"] == "admin1")
        }
        self.places = {p["id"]: p.get(self.code) or p["en"] for p in rows}

    def of(self, kind: str, key: str | None) -> str:
        if key is None or key == "":
            return WORDS["none"][self.side]
        if kind == "type":
            return self.named(self.data.ontology["event_types"].get(key), key)
        if kind in ("party", "initiator", "target"):
            return self.named(self.data.parties.get(key), key)
        if kind == "pair":
            ends = key.split(" → ")
            return (" → ", " ← ")[self.side].join(self.named(self.data.parties.get(end), end) for end in ends)
        if kind == "source":
            return self.named(self.data.sources.get(key), key)
        if kind == "country":
            return self.countries.get(key, key)
        if kind in ("province", "district"):
            country, *names = key.split("/")
            told = [self.divisions.get((country, name), name) for name in reversed(names) if name]
            return ("، " if self.side else ", ").join([*dict.fromkeys(told), self.countries.get(country, country)])
        return self.places.get(key, key) if kind == "place" else key

    def named(self, row: dict[str, Any] | None, key: str) -> str:
        names = (row or {}).get("names") or {}
        return str(names.get(self.code) or names.get("en") or key)


def remarks(table: Table, side: int, named: str = "") -> list[str]:
    """What the figures count, and what stands in none."""
    of = WORDS[table.of][side]
    told = [SAID["all"][side].format(n=f"{table.all:,}", of=of)]
    told += [SAID["report"][side]] if table.of == "events" else []
    for name in ("undated", "coarse", "unplaced"):
        n = getattr(table, name)
        if n:
            told.append(SAID[name][side].format(n=f"{n:,}", stretch=named))
    return told + ([SAID["several"][side]] if table.several else [])


def stretch_of(table: Table) -> str:
    return next((name for name in table.by if name in ("day", "week", "month", "year")), "")


# Written -------------------------------------------------------------------------------------------------------------------------


def put_table(handle: TextIO, table: Table, naming: Naming) -> None:
    """Counts for people, in English with the names of both languages left out but one, as narrow as the terminal."""
    room = options.room()
    english = Naming(0) if naming.side else naming
    heads = [*table.by, table.of, *(["reports"] if table.of == "events" else []), "killed", ""]
    rows = [cells(row, table, english) for row in table.rows[:ROWS_MOST]]
    most = max((row.count for row in table.rows), default=1) or 1
    bars = ["█" * max(1, round(row.count / most * BAR)) for row in table.rows[:ROWS_MOST]]
    wide = [max([width(heads[n]), *(width(row[n]) for row in rows)], default=0) for n in range(len(heads) - 1)]
    spare = room - sum(wide) - 2 * len(wide)
    keys = len(table.by)
    if spare < 0:  # long names give way, down to 12 cells each
        for n in range(keys):
            wide[n] = max(12, min(wide[n], wide[n] + spare))
            spare = room - sum(wide) - 2 * len(wide)
    handle.write("  ".join(padded(head, wide[n], n >= keys) for n, head in enumerate(heads[:-1])).rstrip() + "\n")
    handle.write("─" * min(room, sum(wide) + 2 * len(wide) + max(0, min(BAR, spare))) + "\n")
    for row, bar in zip(rows, bars, strict=True):
        line = "  ".join(padded(cell, wide[n], n >= keys) for n, cell in enumerate(row))
        handle.write((line + ("  " + bar[: max(0, spare)] if spare >= 6 else "")).rstrip() + "\n")
    if len(table.rows) > ROWS_MOST:
        handle.write(f"… and {len(table.rows) - ROWS_MOST:,} more rows (--format csv has all)\n")
    for remark in remarks(table, 0, stretch_of(table)):
        handle.write("\n".join(isolated(line) for line in wrapped(remark, room)) + "\n")


def cells(row: Count, table: Table, naming: Naming) -> list[str]:
    keys = [safe(naming.of(kind, key)) for kind, key in zip(table.by, row.key, strict=True)]
    killed = f"{row.killed_low:,}" if row.killed_low == row.killed_high else f"{row.killed_low:,}–{row.killed_high:,}"
    return [*keys, f"{row.count:,}", *([f"{row.reports or 0:,}"] if table.of == "events" else []), killed]


def padded(text: str, cells_: int, right: bool) -> str:
    if width(text) > cells_:
        kept = ""
        for char in text:
            if width(kept + char) > cells_ - 1:
                break
            kept += char
        text = kept + "…"
    space = " " * (cells_ - width(text))
    return space + text if right else isolated(text) + space


def put_csv(handle: TextIO, table: Table, naming: Naming) -> None:
    """One row a count, ids and both names; the last rows are what stands apart."""
    sides = (Naming(0), Naming(1))
    rows = csv.writer(handle, lineterminator="\r\n")
    rows.writerow([*(h for kind in table.by for h in (kind, f"{kind}_en", f"{kind}_ar")), table.of, "reports", "killed_low", "killed_high"])
    for row in table.rows:
        keys = [v for kind, key in zip(table.by, row.key, strict=True) for v in (key, *(side.of(kind, key) for side in sides))]
        rows.writerow([neutral(v) for v in (*keys, row.count, row.reports, row.killed_low, row.killed_high)])
    for name in ("undated", "coarse", "unplaced"):
        if getattr(table, name) is not None:
            rows.writerow([f"({name})", *[""] * (3 * len(table.by) - 1), getattr(table, name), "", "", ""])


def put_json(handle: TextIO, table: Table, naming: Naming) -> None:
    record = {
        "of": table.of,
        "by": list(table.by),
        "all": table.all,
        "undated": table.undated,
        "coarse": table.coarse,
        "unplaced": table.unplaced,
        "rows": [as_record(row, table.by) for row in table.rows],
        "counts": remarks(table, 0, stretch_of(table)),
    }
    handle.write(json_format.dumps(record, ensure_ascii=False, indent=1) + "\n")


def as_record(row: Count, by: tuple[str, ...]) -> dict[str, Any]:
    figures = {"count": row.count, "reports": row.reports, "killed_low": row.killed_low, "killed_high": row.killed_high}
    return {**dict(zip(by, row.key, strict=True)), **figures}


def draw(path: str, table: Table, naming: Naming, title: str) -> None:
    from rasid.publish import charts

    side, kind = naming.side, table.by[0]
    over_time = kind == stretch_of(table)
    bars = [charts.Bar(naming.of(kind, row.key[0]), row.count) for row in table.rows]
    bars = charts.filled(bars, kind) if over_time else bars
    notes = list(drawn_remarks(table, side, len(bars), over_time))
    told = title or f"{WORDS[table.of][side]} {WORDS[kind][side]}"
    chart = charts.Chart(told[:1].upper() + told[1:], notes, bars, over_time, bool(side))
    made = charts.png(chart) if PurePath(path).suffix.lower() == ".png" else charts.svg(chart).encode("utf-8")
    with opened_bytes(path) as handle:
        handle.write(made)
    TALK.note("the counts are drawn.", path)


def drawn_remarks(table: Table, side: int, bars: int, over_time: bool) -> Iterator[str]:
    from rasid.publish.charts import BARS_MOST

    yield from remarks(table, side, stretch_of(table))
    if not over_time and bars > BARS_MOST:
        yield SAID["more"][side].format(n=f"{bars - BARS_MOST:,}")
