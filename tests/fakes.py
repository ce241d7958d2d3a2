"""A pipeline that codes by one word, for tests of what stands around the real one."""

from __future__ import annotations

from functools import cache
from types import SimpleNamespace
from typing import Any

from rasid.lexicon.compile import ontology_of
from rasid.lexicon.fold import Folder
from rasid.lexicon.layers import BUILT_IN, entries, mapping
from rasid.lexicon.world import Parties
from rasid.model import Event, Evidence, Initiator, Instrument, Place, Report, Source, Target, Time, Toll
from rasid.model.event import event_id

BOOM = "زلزال"  # a word on which the fake falls over


@cache
def lexicon() -> Any:
    language = mapping([BUILT_IN], "languages/ar/language.yaml")
    return SimpleNamespace(code="ar", language=language, folder=Folder(language["fold"]), ontology=ontology_of([BUILT_IN]))


def rich_event(report: Report) -> Event:
    """One event with every slot filled, from the first 40 code points of the report."""
    text = report.text
    end = min(40, len(text))

    def at(start: int, stop: int) -> dict[str, Any]:
        stop = min(stop, end)
        start = min(start, stop - 1)
        return {"text": text[start:stop], "span": (start, stop)}

    return Event(
        id=event_id(report.id, "shelling", (0, 4)),
        report_id=report.id,
        type="shelling",
        background=True,
        initiators=[
            Initiator(
                actor="syrian-army", names={"en": "Syrian Army", "ar": "الجيش السوري"}, kind="state-military", country="SYR", **at(0, 4)
            )
        ],
        targets=[Target(actor=None, names={}, object="school", count=2, **at(5, 9))],
        places=[
            Place(
                id="rasid:1",
                names={"en": "Ariha", "ar": "أريحا"},
                lat=35.81,
                lon=36.61,
                country="SYR",
                admin1="Idlib",
                precision=1,
                **at(10, 14),
            ),
            Place(role="origin", id=None, names={}, relation="near", distance_km=5, **at(15, 18)),
        ],
        time=Time(start="2026-03-13", end="2026-03-14", precision=2, ongoing=True, **at(19, 22)),
        instruments=[Instrument(weapon="rocket", min=40, **at(23, 26))],
        toll=[
            Toll(id="t1", effect="killed", who="civilian", min=8, max=None, **at(27, 30)),
            Toll(id="t2", effect="killed", groups=["children"], min=2, max=2, part_of="t1", **at(27, 30)),
            Toll(id="t3", effect="injured", min=0, max=0, **at(27, 30)),
        ],
        sources=[Source(id="s1", source="civil-defence", names={"en": "Civil Defence", "ar": "الدفاع المدني"}, **at(31, 35))],
        evidence=Evidence(text=text[:end], span=(0, end)),
        confidence=0.75,
        flags=["time-unresolved"],
        data_version="fake",
    )


class FakePipeline:
    """Codes one event where the report has قصف."""

    def __init__(self) -> None:
        self.lexicon = lexicon()

    def code(self, report: Report) -> list[Event]:
        if BOOM in report.text:
            raise KeyError("boom")
        return [rich_event(report)] if "قصف" in report.text else []

    def explain(self, report: Report) -> Any:
        note = SimpleNamespace(
            span=(0, 4), text=report.text[:4], kind="trigger", entry="qasafa", slot="type", event="ev_1", kept=True, why="a strike verb"
        )
        lost = SimpleNamespace(
            span=(5, 9), text=report.text[5:9], kind="place", entry="rasid:1", slot=None, event=None, kept=False, why="no sign of place"
        )
        sentence = SimpleNamespace(number=1, span=(0, len(report.text)), text=report.text, skipped=None, notes=[note, lost])
        return SimpleNamespace(sentences=[sentence], events=self.code(report))


@cache
def knowledge() -> Any:
    """What linking asks of a lexicon, without one being compiled."""
    parties = {row["id"]: row for row in entries([BUILT_IN], "world/parties/*.yaml")}
    ontology = ontology_of([BUILT_IN])
    return SimpleNamespace(
        ontology=ontology,
        folder=lexicon().folder,
        parties=Parties(parties, ontology["party_kinds"]),
        grammar={"times": mapping([BUILT_IN], "languages/ar/times.yaml")},
        common_words=frozenset(),
        object_words={},
    )
