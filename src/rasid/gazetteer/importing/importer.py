"""A file of places into the user's layer: read, checked, staged, compared, and then put there whole or not at all."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from rasid.gazetteer.importing.areas import Areas
from rasid.gazetteer.importing.conflicts import Conflict, by_name
from rasid.gazetteer.importing.fields import Columns, Told
from rasid.gazetteer.importing.geonames import GeoNames, alternates_of, divisions_of
from rasid.gazetteer.importing.records import FORMATS, Bad, Progress, Record, Source, recognise, records
from rasid.gazetteer.importing.rows import BadRow, RowMaker
from rasid.gazetteer.importing.staging import Staging, moved
from rasid.gazetteer.index import IndexWriter, PlaceIndex
from rasid.gazetteer.layer import imported_path, layered
from rasid.gazetteer.layout import ROW
from rasid.gazetteer.names import load_rules
from rasid.lexicon import layers as data
from rasid.lexicon.world import distance_km
from rasid.model import PlacesError, UsageError

NAMED = 20  # bad rows and conflicts told in full; the others are counted
LEAST_SHARE = 0.5  # of the rows of a file that must be readable
SAMPLED = 400  # rows by which it is told whether all latitudes and longitudes are swapped
NEAR_KM = 30.0


@dataclass
class Outcome:
    """What an import did. `bad` and `conflicts` hold the first few; the counts are of all."""

    path: Path
    format: str
    rows: int = 0
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    repeated: int = 0
    passed_over: int = 0
    bad: list[Bad] = field(default_factory=list)
    reasons: Counter[str] = field(default_factory=Counter)
    conflicts: list[Conflict] = field(default_factory=list)
    conflict_count: Counter[str] = field(default_factory=Counter)
    notes: list[str] = field(default_factory=list)
    total: int = 0
    hash: str = ""

    @property
    def bad_count(self) -> int:
        return sum(self.reasons.values())

    def add_bad(self, bad: Bad) -> None:
        self.reasons[bad.reason.partition(":")[0] if ":" in bad.reason else kind_of_reason(bad.reason)] += 1
        if len(self.bad) < NAMED:
            self.bad.append(bad)

    def add_conflict(self, conflict: Conflict) -> None:
        self.conflict_count[conflict.what] += 1
        if len(self.conflicts) < NAMED:
            self.conflicts.append(conflict)


def kind_of_reason(reason: str) -> str:
    """A reason without the figures and words of its row, so that alike ones are counted together."""
    return " ".join("…" if any(c.isdigit() for c in word) or word[:1] in "'\"" else word for word in reason.split())


@dataclass
class Options:
    """What the person asked for. Raises UsageError at once where it makes no sense."""

    format: str | None = None
    mapping: Mapping[str, str] = field(default_factory=dict)
    country: str | None = None
    kind: str | None = None
    source: str | None = None
    alternates: Path | None = None

    def check(self, rules: Mapping[str, Any], codes: Mapping[str, str]) -> None:
        if self.format is not None and self.format not in FORMATS:
            raise UsageError(f"{self.format!r} is no format.", where="--format", hint=f"Formats: {', '.join(FORMATS)}.")
        if self.country is not None and self.country not in codes.values():
            raise UsageError(f"{self.country!r} is no country.", where="--country", hint="Three capitals of ISO 3166, as SYR.")
        if self.kind is not None and self.kind not in rules["kinds"]:
            raise UsageError(f"{self.kind!r} is no kind of place.", where="--kind", hint=f"Kinds: {', '.join(sorted(rules['kinds']))}.")


def import_places(path: Path, options: Options, progress: Progress | None = None, built_in: PlaceIndex | None = None) -> Outcome:
    """Imports a file into `RASID_HOME/places.sqlite`. Raises PlacesError where nothing can be imported (and nothing is), UsageError.

    `progress` is called with bytes read and bytes in all. `built_in` is for tests; by default the data layers.
    """
    layers = data.default_layers()
    rules, codes = data.mapping(layers, "world/importing.yaml"), data.mapping(layers, "world/country_codes.yaml")
    options.check(rules, codes)
    source = recognise(path, options.format)
    with locked(imported_path().parent), built_in or layered() as known:
        areas = Areas(known, codes, data.mapping(layers, "world/boxes.yaml"))
        maker = RowMaker(areas, rules, options.source or f"file:{path.name}", options.country, options.kind)
        outcome = Outcome(path, source.format, notes=list(source.notes))
        staging = Staging(maker.made_id)
        try:
            stage(source, reader(source, options, rules), maker, staging, outcome, progress)
            put(staging, outcome, load_rules(layers))
            if outcome.new or outcome.changed:
                compare(known, staging, outcome, rules["places_apart_km"])
        finally:
            staging.close()
    return outcome


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """One import at a time: a database that this process alone holds, and lets go of however it ends. Raises PlacesError."""
    lock = None
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = sqlite3.connect(folder / "places.lock", timeout=0, isolation_level=None)
        lock.execute("BEGIN EXCLUSIVE")
        for left in folder.glob(".places.sqlite.*.tmp"):
            left.unlink(missing_ok=True)  # of an import that was killed: nobody else writes while the lock is held
        yield
    except (sqlite3.OperationalError, OSError) as error:
        if "locked" in str(error):
            raise PlacesError("another import is running.", where=str(folder), hint="Wait until it is done.") from None
        raise PlacesError(f"the places cannot be written ({error}).", where=str(folder), hint="Nothing was changed.") from None
    finally:
        if lock is not None:
            lock.close()


def reader(source: Source, options: Options, rules: Mapping[str, Any]) -> Callable[[Mapping[str, Any]], Told | None]:
    """What turns a record into what it tells; None of it for one to be passed over."""
    if source.format != "geonames":
        if options.alternates is not None:
            raise UsageError(
                "alternate names go with a dump of GeoNames.", where="--alternates", hint="Import the dump, SY.txt, with them."
            )
        columns = Columns(rules, options.mapping)
        first = next((r for r in records(source) if isinstance(r, Record)), None)
        of_one_table = source.format in ("csv", "tsv") or (source.format == "xlsx" and first is not None and first.line.isdigit())
        if first is not None and of_one_table and (lacks := columns.missing(first.values)):
            raise PlacesError(
                f"no column of this file is {' or '.join(lacks)} (its columns: {', '.join(map(str, first.values))}).",
                where=str(source.path),
                hint="Say which one is, as in --mapping Breite=lat,Laenge=lon,Ort=name.",
            )
        return columns.told
    alternates = alternates_of(options.alternates) if options.alternates is not None else None
    return GeoNames(rules, divisions_of(source.path, source.encoding), alternates).told


def stage(
    source: Source,
    told: Callable[[Mapping[str, Any]], Told | None],
    maker: RowMaker,
    staging: Staging,
    outcome: Outcome,
    progress: Progress | None,
) -> None:
    """Reads the whole file. Raises PlacesError where most of it cannot be read, or its latitudes are its longitudes."""
    sample = Swapped(maker.areas.index)
    for record in records(source, progress):
        if isinstance(record, Bad):
            outcome.add_bad(record)
            continue
        saying = told(record.values)
        if saying is None:
            outcome.passed_over += 1
            continue
        try:
            row = maker.row(saying)
        except BadRow as error:
            outcome.add_bad(Bad(record.line, str(error)))
            continue
        outcome.rows += 1
        sample.look(row)
        earlier = staging.put(record.line, row)
        if earlier is not None:
            km = distance_km(row["lat"], row["lon"], earlier[1]["lat"], earlier[1]["lon"])
            outcome.add_conflict(Conflict("same-id", record.line, row, earlier[1], km))
    outcome.repeated = staging.repeated
    if staging.shared:
        outcome.notes.append(
            f"{staging.shared:,} rows have the p-code of another row, an area that holds them, and go by numbers of their own."
        )
    whole = outcome.rows + outcome.bad_count
    hint = "Nothing was imported."
    if sample.swapped():
        raise PlacesError("latitudes and longitudes look swapped throughout.", where=str(source.path), hint=f"{hint} Map them: --mapping.")
    if not outcome.rows or outcome.rows < LEAST_SHARE * whole:
        commonest = "; ".join(f"{count:,}: {reason}" for reason, count in outcome.reasons.most_common(3))
        what = f"of {whole:,} rows {outcome.rows:,} can be read" if whole else "there are no rows in it"
        raise PlacesError(f"{what}{f' ({commonest})' if commonest else ''}.", where=str(source.path), hint=hint)


class Swapped:
    """Whether the places of a file lie where we know them only when latitude and longitude change sides."""

    def __init__(self, index: PlaceIndex) -> None:
        self.index, self.looked, self.right, self.wrong = index, 0, 0, 0

    def look(self, row: dict[str, Any]) -> None:
        if self.looked >= SAMPLED:
            return
        known = [self.index.row(n) for n in self.index.find(row["ar"] or row["en"])]
        self.looked += bool(known)
        self.right += any(distance_km(row["lat"], row["lon"], r["lat"], r["lon"]) <= NEAR_KM for r in known)
        self.wrong += abs(row["lon"]) <= 90 and any(distance_km(row["lon"], row["lat"], r["lat"], r["lon"]) <= NEAR_KM for r in known)

    def swapped(self) -> bool:
        return self.wrong >= 2 and self.wrong > 2 * self.right


def put(staging: Staging, outcome: Outcome, rules: dict[str, Any]) -> None:
    """Adds what is new, replaces what changed, and writes nothing where neither is."""
    path = imported_path()
    old = PlaceIndex.open(path) if path.exists() else None
    try:
        for line, row in staging:
            number = old.number(row["id"]) if old else None
            if number is None or old is None:
                outcome.new += 1
                continue
            before = old.row(number)
            if same(before, row):
                outcome.unchanged += 1
                continue
            outcome.changed += 1
            if moved(before, row):
                km = distance_km(row["lat"], row["lon"], before["lat"], before["lon"])
                outcome.add_conflict(Conflict("same-id", line, row, before, km))
        if outcome.new or outcome.changed:
            outcome.hash = write(path, old, staging, rules)
        elif old is not None:
            outcome.hash = old.hash
        outcome.total = (len(old) if old else 0) + outcome.new
    finally:
        if old is not None:
            old.close()


def write(path: Path, old: PlaceIndex | None, staging: Staging, rules: dict[str, Any]) -> str:
    """The new file beside the old one, then in its place. Says its hash."""
    keep = old is not None and old.names.rules == rules  # otherwise its keys were made by rules of another day
    writer = IndexWriter(path, rules, base=path if keep else None)
    try:
        if old is not None and not keep:
            for row in old.rows():
                if row["id"] not in staging:
                    writer.add(row)
        for _, row in staging:
            number = old.number(row["id"]) if old is not None and keep else None
            if number is None or old is None:
                writer.add(row)
            elif not same(before := old.row(number), row):
                writer.replace(number, before, row)
        if old is not None:
            old.close()  # Windows replaces no file that is open
        return writer.finish()
    except BaseException:
        writer.discard()
        raise


def same(a: dict[str, Any], b: dict[str, Any]) -> bool:
    """Whether two rows say the same of a place: where they were found said is no difference, and the first source stands."""
    return all((a[k] or None) == (b[k] or None) for k in ROW if k != "source")


def compare(known: PlaceIndex, staging: Staging, outcome: Outcome, apart: dict[str, float]) -> None:
    """Finds the built-in places that the imported ones contradict."""
    with PlaceIndex.open(imported_path()) as new:
        countries = {str(row["country"]) for _, row in staging}

        def line_of(id_: str) -> str | None:
            found = staging.get(id_)
            return found[0] if found else None

        for _, row in staging:
            number = known.number(row["id"])
            if number is not None and moved(known.row(number), row):
                other = known.row(number)
                outcome.add_conflict(
                    Conflict(
                        "same-id", line_of(row["id"]) or "", row, other, distance_km(row["lat"], row["lon"], other["lat"], other["lon"])
                    )
                )
        for conflict in by_name(known, new, line_of, countries, apart):
            outcome.add_conflict(conflict)
