"""`rasid places`: import files of places into your own layer; search, show and add places."""

from __future__ import annotations

import json as json_format
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rasid.cli import data_add, options
from rasid.cli.lines import hanging, isolated, safe, wrapped
from rasid.cli.output import opened
from rasid.cli.talk import TALK
from rasid.model import PlacesError, UsageError

if TYPE_CHECKING:
    from rasid.gazetteer.importing import Outcome
    from rasid.gazetteer.importing.records import Progress
    from rasid.gazetteer.searching import Hit

app = typer.Typer(no_args_is_help=True, help="Import files of places into your own layer; search, show and add places.")
POINT = re.compile(r"\s*([-+]?\d+(?:\.\d+)?)\s*[,;\s]\s*([-+]?\d+(?:\.\d+)?)\s*")
COUNTS = ("format", "rows", "new", "changed", "unchanged", "repeated", "passed_over", "total", "hash", "notes")  # of an import's record
NEIGHBOURS = 3  # places named beside the one that is shown

Country = Annotated[str | None, typer.Option(metavar="ISO3", help="Country, three capitals.", show_default=False)]


@app.command(name="import")
def import_(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="GeoNames dump, OCHA table, CSV, TSV, JSONL, GeoJSON or XLSX.")],
    mapping: Annotated[
        str | None, typer.Option(metavar="COLUMN=FIELD,…", help="Which column is which field, where not recognised.", show_default=False)
    ] = None,
    country: Annotated[
        str | None, typer.Option(metavar="ISO3", help="Country of rows that tell none; otherwise where they lie.", show_default=False)
    ] = None,
    kind: Annotated[str | None, typer.Option(help="Kind of rows that tell none: town, village, camp …", show_default=False)] = None,
    format: Annotated[
        str | None, typer.Option(help="geonames, csv, tsv, jsonl, geojson or xlsx, where it is not seen.", show_default=False)
    ] = None,
    source: Annotated[
        str | None, typer.Option(help="Where the rows are from: an address; otherwise the file's name.", show_default=False)
    ] = None,
    alternates: Annotated[
        Path | None, typer.Option(metavar="FILE", help="GeoNames' alternateNamesV2.txt beside its dump.", show_default=False)
    ] = None,
    quiet: options.Quiet = False,
    json: Annotated[bool, typer.Option("--json", callback=options.set_json, help="What was done as one JSON record.")] = False,
) -> None:
    """Import a file of places into your own layer. Twice changes nothing; conflicts are told; nothing is half-imported."""
    from rasid.gazetteer.importing import Options, import_places

    wanted = Options(format, mapped(mapping), country, kind, source, alternates)
    with bar(file) as progress:
        outcome = import_places(file, wanted, progress)
    with opened(None) as handle:
        handle.write(json_format.dumps(record(outcome), ensure_ascii=False) + "\n" if json else told(outcome))
    for bad in outcome.bad:
        TALK.keep(PlacesError(f"left out: {bad.reason}.", where=f"{file}:{bad.line}"))
    if outcome.bad_count > len(outcome.bad):
        TALK.keep(PlacesError(f"{outcome.bad_count - len(outcome.bad):,} more rows were left out.", where=str(file)))
    for error in TALK.errors:
        TALK.error(error)
    if outcome.bad_count:
        raise typer.Exit(1)


def mapped(text: str | None) -> dict[str, str]:
    """A mapping of columns to fields. Raises UsageError."""
    pairs = [pair.rpartition("=") for pair in (text or "").split(",") if pair.strip()]
    for column, mark, name in pairs:
        if not mark or not column.strip() or not name.strip():
            raise UsageError(f"{column or name!r} is no COLUMN=FIELD.", where="--mapping", hint="As in --mapping Breite=lat,Ort=name.")
    return {column.strip(): name.strip() for column, _, name in pairs}


@contextmanager
def bar(file: Path) -> Iterator[Progress | None]:
    """A progress bar on a terminal; nothing elsewhere."""
    if not sys.stderr.isatty() or TALK.quiet or TALK.as_json:
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

    shown = Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        TaskProgressColumn(),
        TimeRemainingColumn(),
        console=Console(stderr=True),
        transient=True,
    )
    with shown:
        task = shown.add_task(safe(file.name), total=None)
        yield lambda done, total: shown.update(task, completed=done, total=total)


def told(outcome: Outcome) -> str:
    """What an import did, for people."""
    room = options.room()
    lines = [
        f"{outcome.rows:,} rows read ({outcome.format}): {outcome.new:,} new, {outcome.changed:,} changed, "
        + f"{outcome.unchanged:,} as they were"
        + (f", {outcome.repeated:,} twice in the file" if outcome.repeated else "")
        + (f", {outcome.passed_over:,} of what is no more passed over" if outcome.passed_over else "")
        + (f", {outcome.bad_count:,} left out" if outcome.bad_count else "")
        + ".",
        *outcome.notes,
        *(f"left out, {count:,}: {reason}." for reason, count in outcome.reasons.most_common(5)),
        f"{outcome.total:,} places are imported in all." if outcome.new or outcome.changed else "Nothing was changed.",
    ]
    lines = [isolated(line) for text in lines for line in wrapped(safe(text), room)]
    count = sum(outcome.conflict_count.values())
    if count:
        shown = f"; the first {len(outcome.conflicts)}" if count > len(outcome.conflicts) else ""
        same_id, same_name = (outcome.conflict_count[what] for what in ("same-id", "same-name"))
        lines += ["", f"{count:,} conflicts: {same_id:,} of one id at two points, {same_name:,} with a place of ours of that name{shown}:"]
        for conflict in outcome.conflicts:
            row, other = conflict.row, conflict.other
            holder = ", ".join(filter(None, (row["admin2"], row["admin1"], row["country"])))
            text = (
                f"{row['ar'] or row['en']} ({row['id']}, {holder}): {row['lat']}, {row['lon']} is {conflict.km:,.1f} km from "
                f"{other['ar'] or other['en']} ({other['id']}, {other['source']}): {other['lat']}, {other['lon']}"
            )
            lines += hanging(f"  line {conflict.line}", safe(text), room)
    return "\n".join(lines) + "\n"


def record(outcome: Outcome) -> dict[str, object]:
    """The same as a JSON-ready record."""
    counts = {
        k: getattr(outcome, k)
        for k in ("format", "rows", "new", "changed", "unchanged", "repeated", "passed_over", "total", "hash", "notes")
    }
    return counts | {
        "bad": outcome.bad_count,
        "reasons": dict(outcome.reasons),
        "conflicts": sum(outcome.conflict_count.values()),
        "first_bad": [bad._asdict() for bad in outcome.bad],
        "first_conflicts": [conflict.as_record() for conflict in outcome.conflicts],
    }


@app.command()
def search(
    name: Annotated[str, typer.Argument(help="A name, in Arabic or Latin letters, with or without a word for its kind.")],
    near: Annotated[
        str | None, typer.Option(metavar="LAT,LON", help="Nearest to this point first, with distances.", show_default=False)
    ] = None,
    country: Country = None,
    limit: Annotated[int, typer.Option(help="How many to show.", min=1)] = 10,
    quiet: options.Quiet = False,
    json: Annotated[bool, typer.Option("--json", callback=options.set_json, help="Places as JSON lines.")] = False,
) -> None:
    """Places that bear a name, built in, of your own data and imported; where none does, names one or two letters off."""
    from rasid.gazetteer.searching import Places

    with Places() as places, opened(None) as handle:
        hits = places.search(name, point(near, "--near"), country, limit)
        for n, hit in enumerate(hits, 1):
            handle.write((json_format.dumps(hit.as_record(), ensure_ascii=False) if json else "\n".join(block(hit, f"{n}. "))) + "\n")
    if not hits:
        TALK.note(f"no place is called {safe(name)!r}{f' in {country}' if country else ''}, nor nearly so.")


def point(text: str | None, where: str) -> tuple[float, float] | None:
    """LAT,LON as two numbers. Raises UsageError."""
    if text is None:
        return None
    found = POINT.fullmatch(text)
    if found is None or abs(float(found[1])) > 90 or abs(float(found[2])) > 180:
        raise UsageError(f"{text!r} is no LAT,LON.", where=where, hint="Decimal degrees, as in 36.2,37.16.")
    return float(found[1]), float(found[2])


def block(hit: Hit, mark: str) -> list[str]:
    """A place in two or three lines: its names; what and where it is; how it was found and where it comes from."""
    row, room = hit.row, options.room()
    holder = ", ".join(filter(None, (row["admin2"], row["admin1"], row["country"])))
    where = f"{row['lat']:.5f}, {row['lon']:.5f}" + (f" · {hit.km:,.1f} km away" if hit.km is not None else "")
    estimate = " (an estimate)" if row["source"] == "estimate" else ""
    texts = [
        " · ".join(filter(None, (row["ar"], row["en"]))),
        " · ".join(filter(None, (row["kind"], holder, where + estimate))),
        " · ".join(filter(None, (row["id"], hit.layer, f"source {row['source']}", hit.match))),
    ]
    lines = [hanging(mark if n == 0 else "", safe(text), room, indent=4) for n, text in enumerate(texts)]
    return [line for some in lines for line in some]


@app.command()
def show(
    id: Annotated[str, typer.Argument(metavar="ID", help="gn:, pcode: or rasid: with its number, as search gives it.")],
    quiet: options.Quiet = False,
    json: Annotated[bool, typer.Option("--json", callback=options.set_json, help="The place as JSON lines, one a layer.")] = False,
) -> None:
    """One place: its names, coordinates, divisions, source and layer, and what lies nearest to it."""
    from rasid.gazetteer.searching import Places

    with Places() as places, opened(None) as handle:
        hits = places.show(id)
        if not hits:
            raise PlacesError("there is no place of this id.", where=id, hint="`rasid places search NAME` gives ids.")
        if json:
            handle.writelines(json_format.dumps(hit.as_record(), ensure_ascii=False) + "\n" for hit in hits)
            return
        for n, hit in enumerate(hits):
            if n:
                handle.write("\nIt stands in place of:\n")
            handle.write("\n".join(described(hit)) + "\n")
        row = hits[0].row
        handle.write("\nnearest:\n")
        for other in [h for h in places.around(row["lat"], row["lon"], NEIGHBOURS) if h.row["id"] != row["id"]][:NEIGHBOURS]:
            handle.write("\n".join(block(other, "  ")) + "\n")


def described(hit: Hit) -> Iterator[str]:
    """All that a row says, a line each."""
    row, room = hit.row, options.room()
    holder = ", ".join(filter(None, (row["admin2"], row["admin1"], row["country"])))
    population = f"{row['population']:,}" if row["population"] else ""
    told = {
        "id": row["id"],
        "Arabic": row["ar"],
        "English": row["en"],
        "also": " · ".join(filter(None, (row["ar_aliases"], row["en_aliases"]))).replace("|", " · "),
        "kind": row["kind"],
        "in": holder,
        "at": f"{row['lat']}, {row['lon']}",
        "p-code": row["pcode"],
        "population": population,
        "source": row["source"],
        "layer": hit.layer,
    }
    for label, text in told.items():
        if text:
            yield from hanging(label, safe(str(text)), room)


@app.command()
def add(
    ar: Annotated[str, typer.Option(help="The Arabic name, as reports write it.")],
    lat: Annotated[float, typer.Option(help="Latitude, decimal degrees.")],
    lon: Annotated[float, typer.Option(help="Longitude, decimal degrees.")],
    en: Annotated[str, typer.Option(help="The English name.", show_default=False)] = "",
    country: Annotated[
        str | None, typer.Option(metavar="ISO3", help="Country, three capitals; otherwise the one it lies in.", show_default=False)
    ] = None,
    kind: Annotated[str, typer.Option(help="town, village, neighbourhood, camp …")] = "village",
    admin1: Annotated[str | None, typer.Option(help="First-order division; otherwise the one it lies in.", show_default=False)] = None,
    admin2: Annotated[str, typer.Option(help="Second-order division.", show_default=False)] = "",
    source: Annotated[str, typer.Option(help="Where the coordinate is from: geonames:ID, an address, or estimate.")] = "estimate",
    alias: data_add.Aliases = None,
    quiet: options.Quiet = False,
    json: options.Json = False,
) -> None:
    """Add a place to your own data, as `rasid data add place` does; its country and province are those it lies in."""
    from rasid.gazetteer.outlines import Outlines

    outlines = Outlines()
    land = country or outlines.country_at(lat, lon)
    if land is None:
        raise UsageError(f"{lat}, {lon} lies in no country that is drawn.", where="--country", hint="Say which it is in.")
    held = outlines.admin1_at(lat, lon) if admin1 is None else None
    province = admin1 if admin1 is not None else held[1] if held is not None and held[0] == land else ""
    data_add.place(ar, en, lat, lon, land, kind, province, admin2, source, alias)
