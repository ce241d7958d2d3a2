"""`gold`: reviewed work as an evaluation set, which `rasid evaluate` reads: a report a line with its text and the events decided in it.

Only reports of which every event was accepted, corrected or rejected: what nobody has looked at must not count as right. A report whose
events were all rejected stays, with none: the coder must be silent on it. Accounts come by incident and leave by report, so they wait on
disk.
"""

from __future__ import annotations

import re
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import IO, Any, BinaryIO

import msgspec

from rasid.model import Event
from rasid.model.event import Initiator, Place, Source, Target, Toll
from rasid.publish.formats import Around, Format, Written
from rasid.publish.policy import Released
from rasid.publish.texts import Words, refused

UNDECIDED = "reports in which an event is not decided, or is no longer found by the coder, which were left out"
UNPLACED = "events without a point, which are recognised by their parties or their type alone"
NEAR_KM = 25  # UCDP GED's where_prec 2: within some 25 km; other places have the evaluation's own 10
Item = dict[str, Any]


def write(released: Iterable[Released], out: BinaryIO, around: Around) -> Written:
    if around.texts is None:
        raise refused("gold", around.profile)
    losses: Counter[str] = Counter()
    encode, made = msgspec.json.Encoder().encode, 0
    with Waiting() as waiting:
        for one in released:
            for told in one.told:
                if told.reviewed:
                    waiting.add(told.event)
        for words in around.texts:
            events = [gold_event(e) for e in sorted(waiting.of(words), key=lambda e: (e.evidence.span, e.id))]
            losses[UNPLACED] += sum(not e["places"] for e in events)
            context = {k: v for k in ("title", "outlet") if (v := getattr(words, k))}
            out.write(encode({"id": words.id, "text": words.text, "published": words.published, **context, "events": events}) + b"\n")
            made += 1
    losses[UNDECIDED] += around.texts.undecided
    return Written(made, +losses)


class Waiting:
    """Events on disk until their report's turn."""

    def __enter__(self) -> Waiting:
        self.file: IO[bytes] = tempfile.TemporaryFile()
        self.at: dict[str, tuple[int, int]] = {}  # of each event: where it begins, and how long it is
        self.decoder = msgspec.json.Decoder(Event)
        return self

    def __exit__(self, *_: object) -> None:
        self.file.close()

    def add(self, event: Event) -> None:
        data = msgspec.json.encode(event)
        self.at[event.id] = (self.file.tell(), len(data))
        self.file.write(data)

    def of(self, words: Words) -> Iterator[Event]:
        for id_ in words.accounts:
            if id_ in self.at:
                begin, length = self.at[id_]
                self.file.seek(begin)
                yield self.decoder.decode(self.file.read(length))


def gold_event(e: Event) -> Item:
    """An event as the gold file has it (docs/commands.md, rasid evaluate)."""
    made: Item = {"id": e.id, "type": [e.type], "status": [e.status], "background": e.background}
    made |= {"initiators": parties(e.initiators), "targets": parties(e.targets)}
    made["places"] = [place(p) for p in e.places if p.lat is not None and p.lon is not None]
    made["date"] = e.time.start
    made["toll"] = [toll(t) for t in e.toll]
    made["instruments"] = [{"weapon": i.weapon, "min": i.min, "max": i.max} for i in e.instruments]
    made["sources"] = list(dict.fromkeys(pattern(s.source, s) for s in e.sources))
    made["objects"] = list(dict.fromkeys(t.object for t in e.targets if t.object))
    return made


def toll(row: Toll) -> Item:
    """A figure; ends that are open are told as open."""
    told = {"effect": row.effect, "min": row.min, "max": row.max, "who": row.who}
    return told | ({"groups": row.groups} if row.groups else {}) | ({"vague": row.vague} if row.vague else {})


def parties(items: Sequence[Initiator | Target]) -> list[str]:
    """A pattern for every party, each once; a thing of nobody is none."""
    told: dict[Any, str] = {}
    for n, item in enumerate(items):
        if item.actor or not getattr(item, "object", None):
            told.setdefault(item.actor or n, pattern(item.actor, item))
    return list(told.values())


def pattern(id_: str | None, item: Initiator | Target | Source) -> str:
    """What finds this party or source and no other: its id, which stands first in what is searched; else its name; else its words."""
    if id_:
        return rf"^{re.escape(id_)}(?: \||$)"
    return re.escape(next((n for n in item.names.values() if n), item.text))


def place(p: Place) -> Item:
    name = p.names.get("en") or p.names.get("ar") or p.text
    return {"name": name, "lat": p.lat, "lon": p.lon, "role": p.role} | ({"km": NEAR_KM} if p.precision == 2 else {})


FORMAT = Format("gold", ".gold.jsonl", False, "Reviewed reports with their text and events, to evaluate a coder on.", write, texts=True)
