"""What the page carries for its script: events, spots and words as JSON, every pair of words once."""

from __future__ import annotations

from typing import Any

from rasid.publish.map.atlas import WORLD, Label
from rasid.publish.map.groups import GROUPS
from rasid.publish.map.plain import harmless
from rasid.publish.map.records import FIELDS, Item, Shown, identity
from rasid.publish.map.spots import Spot
from rasid.publish.map.wording import Pair, words

COLUMNS = ("date", "event", "place", "who", "whom", "toll", "says", "sentence")  # of the table
WORDS_SENT = ("page", "fields", "statuses", "flags")


class Pool:
    """Pairs of words, each carried once."""

    def __init__(self) -> None:
        self.numbers: dict[Pair, int] = {}

    def number(self, pair: Pair) -> int:
        return self.numbers.setdefault(pair, len(self.numbers))

    def carried(self) -> list[Any]:
        return [english if english == arabic else [english, arabic] for english, arabic in self.numbers]


def data(content: Shown, labels: list[Label], origin: tuple[float, float], side: int, titled: bool, tiles: str) -> dict[str, Any]:
    """What the script works with."""
    pool = Pool()
    events = [record(item, pool) for item in content.items]
    spots = [spot_record(spot, pool) for spot in content.spots]
    return {
        "side": side,
        "titled": titled,
        "tiles": tiles,
        "world": WORLD,
        "origin": origin,
        "home": content.home,
        "groups": [{"id": g.id, "names": g.names, "d": g.shape} for g in GROUPS],
        "labels": [[label.points, label.kind, *label.name] for label in labels],
        "columns": COLUMNS,
        "fields": FIELDS,
        "words": {section: words()[section] for section in WORDS_SENT},
        "events": events,
        "spots": spots,
        "pairs": pool.carried(),
    }


def record(item: Item, pool: Pool) -> dict[str, Any]:
    """One event; keys that would say nothing are left out."""
    event = item.event
    made: dict[str, Any] = {
        "id": harmless(event.id),
        "r": harmless(event.report_id),
        "t": pool.number(item.type),
        "g": item.group,
        "s": event.status,
        "b": int(event.background),
        "n": [pool.number(p) for p in item.standing],
        "d": [event.time.start, event.time.end] if event.time.start else [],
        "f": [[m.field, pool.number(m.told), m.start, m.end, *([] if m.start >= 0 else [m.text])] for m in item.marks],
        "p": item.spots,
        "w": item.why,
        "q": harmless(event.evidence.text),
        "c": round(event.confidence, 2),
        "l": [harmless(flag) for flag in event.flags],
    }
    return {key: value for key, value in made.items() if value not in ("", [], 0) or key in ("t", "g")}


def spot_record(spot: Spot, pool: Pool) -> list[Any]:
    return [
        spot.x,
        spot.y,
        round(spot.lat, 3),
        round(spot.lon, 3),
        spot.reach,
        identity(spot),
        pool.number(spot.name),
        pool.number(spot.held),
    ]
