"""Released happenings made by hand from events of ours, put together by the linker's own rules. Everything in them is made up."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rasid.lexicon import Lexicon
from rasid.linking.account import Account
from rasid.linking.composing import composed
from rasid.linking.scoring import Scorer
from rasid.model import Event, Initiator, Instrument, Place, Source, Target, Time, Toll
from rasid.model.event import Evidence
from rasid.publish.material import Read, Told
from rasid.publish.policy import Released

LEXICON = Lexicon.load()
SCORER = Scorer(LEXICON)
AT = (0, 1)
PLACES = {
    "bara": {
        "id": "rasid:10001",
        "names": {"en": "al-Bara", "ar": "البارة"},
        "lat": 35.69,
        "lon": 36.53,
        "admin1": "Idlib",
        "admin2": "Ariha",
    },
    "ariha": {
        "id": "rasid:10002",
        "names": {"en": "Ariha", "ar": "أريحا"},
        "lat": 35.8139,
        "lon": 36.61,
        "admin1": "Idlib",
        "admin2": "Ariha",
    },
    "mosul": {
        "id": "rasid:20001",
        "names": {"en": "Mosul", "ar": "الموصل"},
        "lat": 36.34,
        "lon": 43.13,
        "country": "IRQ",
        "admin1": "Nineveh",
    },
    "gaza": {
        "id": "rasid:60001",
        "names": {"en": "Gaza City", "ar": "مدينة غزة"},
        "lat": 31.5,
        "lon": 34.46,
        "country": "PSE",
        "admin1": "Gaza Strip",
    },
    "fasher": {
        "id": "rasid:50001",
        "names": {"en": "El Fasher", "ar": "الفاشر"},
        "lat": 13.63,
        "lon": 25.35,
        "country": "SDN",
        "admin1": "North Darfur",
    },
    "idlib": {"id": "rasid:10003", "names": {"en": "Idlib", "ar": "إدلب"}, "lat": 35.93, "lon": 36.63, "admin1": "Idlib", "precision": 4},
}


def place(name: str, **more: Any) -> Place:
    row: dict[str, Any] = {"country": "SYR", "precision": 1, **PLACES[name], **more}
    return Place(text="x", span=AT, **row)


def party(actor: str, **more: Any) -> Initiator:
    row = LEXICON.parties.get(actor)
    return Initiator(actor=actor, names=row["names"], kind=row["kind"], country=row.get("country"), text="x", span=AT, **more)


def target(actor: str | None = None, **more: Any) -> Target:
    row = LEXICON.parties.get(actor)
    return Target(actor=actor, names=row.get("names", {}), kind=row.get("kind"), country=row.get("country"), text="x", span=AT, **more)


def toll(effect: str, low: int | None, high: int | None = None, who: str = "unknown", id: str = "", **more: Any) -> Toll:
    return Toll(id=id or f"t_{effect}_{who}", effect=effect, who=who, min=low, max=high, text="x", span=AT, **more)  # type: ignore[arg-type]


def exact(effect: str, n: int, who: str = "unknown", **more: Any) -> Toll:
    return toll(effect, n, n, who, **more)


def event(type: str, id: str = "ev_1", day: str | None = "2024-03-09", end: str | None = None, precision: int = 1, **more: Any) -> Event:
    """An event of the day given; `by`, `on`, `at`: ids of parties and names of PLACES; any field of an event beside them."""
    by: Sequence[str | Initiator] = more.pop("by", ())
    on: Sequence[str | Target] = more.pop("on", ())
    at: Sequence[str | Place] = more.pop("at", ("bara",))
    weapons: Sequence[str] = more.pop("weapons", ())
    return Event(
        id=id,
        report_id=f"rp_{id}",
        type=type,
        initiators=[party(p) if isinstance(p, str) else p for p in by],
        targets=[target(t) if isinstance(t, str) else t for t in on],
        places=[place(p) if isinstance(p, str) else p for p in at],
        time=Time(start=day, end=end or day, precision=precision if day else None),
        instruments=[Instrument(weapon=w, text="x", span=AT) for w in weapons],
        evidence=Evidence(text="x", span=AT),
        data_version="test",
        **more,
    )


def source(id: str, name: str, **more: Any) -> Source:
    return Source(id=id, source=more.pop("source", None), names={"en": name, "ar": name}, text="x", span=AT, **more)


def released(*events: Event, outlets: Sequence[str | None] = ("North Network", "Valley Agency"), published: str = "2024-03-10") -> Released:
    """These events as one happening, each from a report of its own."""
    accounts = [Account(event=e, published=published, outlet=outlets[n % len(outlets)], family=e.report_id) for n, e in enumerate(events)]
    told = [
        Told(
            event=a.event,
            state="accepted",
            read=Read(
                id=a.event.report_id,
                family=a.family,
                published=a.published,
                outlet=a.outlet,
                title=f"Title of {a.id}",
                url=f"https://example.org/{a.id}",
                lang="ar",
            ),
        )
        for a in accounts
    ]
    return Released(composed(accounts, SCORER), told)


def emptied(whole: Released) -> Released:
    """The same with every optional field empty, as a policy may leave it."""
    import msgspec

    incident = msgspec.structs.replace(
        whole.incident,
        day=None,
        start=None,
        end=None,
        date_precision=None,
        date_rule="",
        place=None,
        place_rule="",
        type_rule="",
        accounts=[],
        outlets=[],
        types=[],
        places=[],
        times=[],
        initiators=[],
        targets=[],
        toll=[],
        claims=[],
        conflicts=[],
    )
    told = [
        Told(
            event=Event(id=t.event.id, report_id="", type=whole.incident.type, evidence=Evidence(text="", span=AT), data_version=""),
            state=t.state,
            read=Read(id="", family=""),
        )
        for t in whole.told
    ]
    return Released(incident, told)
