"""Whether a value that a person gives can stand in a record: its shape, the codebook's lists, known parties and places, quoted words."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from typing import Any

import msgspec

from rasid.lexicon import Lexicon
from rasid.model import Event, UsageError
from rasid.model.event import Evidence, Initiator, Instrument, Place, Related, Source, Target, Time, Toll
from rasid.model.worded import worded
from rasid.project.coding import plain
from rasid.project.completing import completed, is_span, place_row

# The fields a person may set; the others say who coded what, and when.
FIELDS = (
    *("type", "method", "status", "background", "mutual", "outcome", "initiators", "targets", "places", "time", "instruments", "toll"),
    *("sources", "related", "evidence", "flags"),
)
ITEMS: dict[str, type[msgspec.Struct]] = {
    "initiators": Initiator,
    "targets": Target,
    "places": Place,
    "time": Time,
    "instruments": Instrument,
    "toll": Toll,
    "sources": Source,
    "related": Related,
    "evidence": Evidence,
}
VAGUE = ("about", "several", "some", "many", "dozens", "hundreds", "thousands", "both_sides")
OUTCOMES = (None, "repelled")
FLAG = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
COUNTRY = re.compile(r"[A-Z]{3}")
CLOCK = re.compile(r"([01]\d|2[0-3]):[0-5]\d")
Record = dict[str, Any]


def checked(field: str, value: Any, record: Record, text: str, lexicon: Lexicon) -> Any:
    """The value as it may stand in `record`, whose words are `text`: completed, and plain. Raises UsageError."""
    if field not in FIELDS:
        raise UsageError(
            worded("{field!r} is no field that can be set.", field=field),
            where=field,
            hint=worded("These can: {list}.", list=", ".join(FIELDS)),
        )
    value = completed(field, value, text, lexicon)
    for where, problem, hint in keys_wrong(field, value):
        raise UsageError(problem, where=where, hint=hint)
    try:
        made = plain(msgspec.convert(record | {field: value}, Event))
    except msgspec.ValidationError as error:
        raise UsageError(
            worded("this value does not fit ({error}).", error=error), where=field, hint="`rasid schema event` says what fits."
        ) from None
    for where, problem, hint in (*words_wrong(field, made[field], text), *Check(lexicon, made).wrong(field)):
        raise UsageError(problem, where=where, hint=hint)
    return made[field]


Wrong = Iterator[tuple[str, str, str]]  # where, what is wrong, what to do


def keys_wrong(field: str, value: Any) -> Wrong:
    """Keys that the record does not have: a slip of the pen would be lost silently."""
    known = ITEMS.get(field)
    items = value if isinstance(value, list) else [value]
    for n, item in enumerate(items if known is not None else ()):
        for key in item if isinstance(item, dict) else ():
            if known is not None and key not in known.__struct_fields__:
                yield (
                    f"{field}[{n}]",
                    worded("there is no {key!r} in it.", key=key),
                    worded("It has {list}.", list=", ".join(known.__struct_fields__)),
                )


def words_wrong(field: str, value: Any, text: str) -> Wrong:
    """Spans that do not quote the report."""
    for n, item in enumerate(value if isinstance(value, list) else [value]):
        span = item.get("span") if isinstance(item, dict) else None
        if span is None:
            continue
        where = f"{field}[{n}]" if isinstance(value, list) else field
        if not is_span(span) or not 0 <= span[0] < span[1] <= len(text):
            yield (
                where,
                worded("the span {span} is not within the report's {length} characters.", span=span, length=len(text)),
                "Start inclusive, end exclusive.",
            )
        elif text[span[0] : span[1]] != item["text"]:
            yield (
                where,
                worded("the span {span} says {value!r}, not {value2!r}.", span=span, value=text[span[0] : span[1]], value2=item["text"]),
                "Spans must quote the report.",
            )


class Check:
    """The codebook's rules over a record that has its shape."""

    def __init__(self, lexicon: Lexicon, record: Record) -> None:
        self.lexicon, self.record, self.ontology = lexicon, record, lexicon.ontology

    def wrong(self, field: str) -> Wrong:
        if field in ("type", "method"):
            yield from self.kind()
        elif field == "outcome":
            yield from self.one_of("outcome", self.record["outcome"], OUTCOMES)
        elif field == "flags":
            yield from (
                (field, worded("{f!r} is no flag.", f=f), "Flags look like toll-conflict.")
                for f in self.record["flags"]
                if not FLAG.fullmatch(f)
            )
        elif field == "time":
            yield from self.time(self.record["time"])
        elif field in RULES:
            for n, item in enumerate(self.record[field]):
                yield from RULES[field](self, f"{field}[{n}]", item)
            ids = [i.get("id") for i in self.record[field]] if field in ("toll", "sources") else []
            yield from ((field, worded("the id {i!r} stands twice.", i=i), "") for n, i in enumerate(ids) if i in ids[:n])

    def kind(self) -> Wrong:
        type_, method = self.record["type"], self.record["method"]
        yield from self.one_of("type", type_, self.ontology["event_types"])
        methods = (self.ontology["event_types"].get(type_) or {}).get("methods")
        if method is not None and methods is not None and method not in methods:
            hint = worded("It has {list}.", list=", ".join(methods)) if methods else "It has none: set method to null."
            yield "method", worded("{type} has no method {method!r}.", type=type_, method=method), hint

    def one_of(self, where: str, value: Any, known: Iterable[Any]) -> Wrong:
        if value not in known:
            names = [k for k in known if isinstance(k, str)]
            near = get_close_matches(str(value), names, 3, 0.5)
            hint = (
                worded("Perhaps {list}.", list=" / ".join(near))
                if near
                else worded("One of {list}.", list=", ".join(names))
                if len(names) < 60
                else ""
            )
            yield where, worded("{value!r} is not known.", value=value), hint

    def known_or_none(self, where: str, value: Any, known: Iterable[Any]) -> Wrong:
        if value is not None:
            yield from self.one_of(where, value, known)

    def party(self, where: str, item: Record) -> Wrong:
        yield from self.known_or_none(f"{where}.actor", item["actor"], self.lexicon.parties.by_id)
        yield from self.known_or_none(f"{where}.kind", item["kind"], self.ontology["party_kinds"])
        yield from self.country(where, item)

    def initiator(self, where: str, item: Record) -> Wrong:
        yield from self.party(where, item)
        yield from self.said_by(where, item)

    def target(self, where: str, item: Record) -> Wrong:
        yield from self.party(where, item)
        yield from self.known_or_none(f"{where}.object", item["object"], self.ontology["objects"])
        if item["actor"] is None and item["object"] is None and not item["names"]:
            yield where, "a target is a party, an object, or both.", ""

    def said_by(self, where: str, item: Record) -> Wrong:
        yield from self.known_or_none(f"{where}.by", item["by"], [s["id"] for s in self.record["sources"]])

    def country(self, where: str, item: Record) -> Wrong:
        if item["country"] is not None and not COUNTRY.fullmatch(item["country"]):
            yield f"{where}.country", worded("{value!r} is no code of a country.", value=item["country"]), "Three letters: SYR, IRQ, LBN."

    def place(self, where: str, item: Record) -> Wrong:
        row = place_row(self.lexicon, item["id"])
        if item["id"] is not None and not row:
            yield f"{where}.id", worded("there is no place {value!r} in the data.", value=item["id"]), "`rasid places search` finds ids."
        lat, lon, precision = item["lat"], item["lon"], item["precision"]
        if (lat is None) != (lon is None) or not -90 <= (lat or 0) <= 90 or not -180 <= (lon or 0) <= 180:
            yield where, "lat and lon go together, from -90 to 90 and from -180 to 180.", ""
        if precision is not None and not 1 <= precision <= 7:
            yield f"{where}.precision", "precision is 1 (exact) to 7 (international).", ""
        if precision == 1 and (lat is None or not row):
            yield (
                f"{where}.precision",
                "a point that no place of the data stands for is not exact.",
                "Give it precision 2 or more, or an id.",
            )
        yield from self.country(where, item)

    def time(self, time: Record) -> Wrong:
        start, end = day(time["start"]), day(time["end"])
        for key, value in (("start", start), ("end", end)):
            if time[key] is not None and value is None:
                yield f"time.{key}", worded("{value!r} is not a day like 2026-03-14.", value=time[key]), ""
        if (time["start"] is None) != (time["end"] is None) or (start and end and start > end):
            yield "time", "a time begins and ends, and begins first.", ""
        if time["precision"] is not None and not 1 <= time["precision"] <= 5:
            yield "time.precision", "precision is 1 (a day) to 5 (longer than a month).", ""
        clock = time["clock"] or {}
        if set(clock) - {"from", "to"} or any(v is not None and not CLOCK.fullmatch(v) for v in clock.values()):
            yield "time.clock", 'hours are told as {"from": "06:30", "to": null}.', ""

    def instrument(self, where: str, item: Record) -> Wrong:
        yield from self.one_of(f"{where}.weapon", item["weapon"], self.ontology["weapons"])
        yield from self.counted(where, item)

    def toll(self, where: str, item: Record) -> Wrong:
        others = [t["id"] for t in self.record["toll"] if t["id"] != item["id"]]
        yield from self.counted(where, item)
        yield from self.known_or_none(f"{where}.part_of", item["part_of"], others)
        yield from self.known_or_none(f"{where}.supersedes", item["supersedes"], others)
        yield from self.known_or_none(f"{where}.actor", item["actor"], self.lexicon.parties.by_id)
        yield from self.said_by(where, item)

    def counted(self, where: str, item: Record) -> Wrong:
        low, high = item["min"], item["max"]
        if (low or 0) < 0 or (high or 0) < 0 or (low is not None and high is not None and low > high):
            yield where, "counts go from 0 up, min before max.", ""
        yield from self.known_or_none(f"{where}.vague", item["vague"], VAGUE)

    def source(self, where: str, item: Record) -> Wrong:
        yield from self.known_or_none(f"{where}.source", item["source"], self.lexicon.sources)

    def relation(self, where: str, item: Record) -> Wrong:
        if not item["event"].startswith("ev_") or item["event"] == self.record["id"]:
            yield where, "an event is related to another, by its id.", ""


RULES = {
    "initiators": Check.initiator,
    "targets": Check.target,
    "places": Check.place,
    "instruments": Check.instrument,
    "toll": Check.toll,
    "sources": Check.source,
    "related": Check.relation,
}


def day(value: str | None) -> dt.date | None:
    try:
        return dt.date.fromisoformat(value) if value is not None and len(value) == 10 else None
    except ValueError:
        return None
