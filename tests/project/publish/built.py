"""Happenings built by hand: what a policy is asked about where no report need be read."""

from __future__ import annotations

from typing import Any

import msgspec

from rasid.linking.account import Account
from rasid.linking.composing import composed
from rasid.linking.scoring import Scorer
from rasid.model import Event
from rasid.publish.material import Happening, Read, Told

BARAH = {
    "role": "scene",
    "id": "rasid:10342",
    "names": {"en": "Al-Barah", "ar": "البارة"},
    "lat": 35.68,
    "lon": 36.53,
    "country": "SYR",
    "admin1": "Idlib",
    "admin2": "Maarrat al-Numan",
    "precision": 1,
    "relation": "north",
    "distance_km": 2.0,
    "text": "البارة",
    "span": [0, 6],
}


def place(**more: Any) -> dict[str, Any]:
    return BARAH | more


def figure(id_: str, number: int, effect: str = "killed", **more: Any) -> dict[str, Any]:
    return {"id": id_, "effect": effect, "min": number, "max": number, "text": str(number), "span": [0, 1], **more}


def target(object_: str) -> dict[str, Any]:
    return {"actor": None, "names": {}, "object": object_, "text": "هدف", "span": [0, 3]}


def event(id_: str = "ev_1", type_: str = "shelling", day: str | None = "2024-03-08", **more: Any) -> Event:
    record = {
        "id": id_,
        "report_id": "rp_" + id_,
        "type": type_,
        "places": [place()],
        "time": {"start": day, "end": day, "precision": 1 if day else None},
        "evidence": {"text": "قصف على البارة", "span": [0, 14]},
        "data_version": "0",
    }
    return msgspec.convert(record | more, Event)


def told(of: Event, state: str = "accepted", published: str | None = "2024-03-09T10:00:00+03:00", outlet: str = "شبكة الشمال") -> Told:
    read = Read(
        id=of.report_id, family=of.report_id, published=published, outlet=outlet, title="عنوان", url="https://n.example/1", lang="ar"
    )
    return Told(event=of, state=state, read=read)


def happening(scorer: Scorer, *accounts: Told) -> Happening:
    linked = [Account(event=t.event, published=t.read.published, outlet=t.read.outlet, family=t.read.family) for t in accounts]
    return Happening(incident=composed(linked, scorer), told=list(accounts))
