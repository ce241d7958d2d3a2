"""How far a coded event agrees with a gold one: whether it is the same event, and slot by slot. Both are JSON-like dicts."""

from __future__ import annotations

import math
import re
from typing import Any, NamedTuple

from rasid.evaluate.assign import most_pairs

Item = dict[str, Any]

# Statuses that count as the same class when deciding whether an event was found; the status slot asks for the very one.
STATUS_CLASS = {"asserted": "told", "planned": "open", "attempted": "open", "possible": "open", "negated": "not", "denied": "not"}
SIDES = ("initiators", "targets", "parties")
SPANNED = ("initiators", "targets", "places", "toll", "instruments", "sources")
SCENE_KM = 10  # how near a place must be where gold does not say


class Slot(NamedTuple):
    """One slot of a found event: how many right, wanted and given; `spare` of excess still count as whole."""

    name: str
    right: int
    wanted: int
    given: int
    spare: int

    @property
    def whole(self) -> bool:
        return self.right == self.wanted and self.given <= self.wanted + self.spare


def kinds(gold: Item) -> list[list[str]]:
    """The (type, status) pairs that gold accepts."""
    return gold.get("as") or [[t, s] for t in gold["type"] for s in gold["status"]]


def kilometres(a: Item, b: Item) -> float:
    lat1, lon1, lat2, lon2 = (math.radians(v) for v in (a["lat"], a["lon"], b["lat"], b["lon"]))
    h = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return 2 * 6371 * math.asin(math.sqrt(min(1.0, h)))


def near(gold: Item, given: Item) -> bool:
    if given.get("lat") is None or given.get("role", "scene") != gold.get("role", "scene"):
        return False
    return kilometres(gold, given) <= gold.get("km", SCENE_KM)


def holds(gold: Item, given: Item) -> bool:
    """Every field that gold names has gold's value; a list must contain gold's."""
    return all(set(v) <= set(given.get(k) or ()) if isinstance(v, list) else given.get(k) == v for k, v in gold.items())


def bears_name(pattern: str, item: Item, slot: str) -> bool:
    """A pattern looks at ids and names; at the words too for a source, and for a party with neither."""
    known = [item.get("actor"), item.get("source"), *(item.get("names") or {}).values(), item.get("name"), item.get("name_ar")]
    texts = [str(k) for k in known if k]
    if slot == "sources" or not texts:
        texts.append(str(item.get("text") or ""))
    return re.search(pattern, " | ".join(texts), re.IGNORECASE) is not None


def parties_given(event: Item, slot: str) -> list[Item]:
    """The parties (or sources) of a slot, each once: told with three of its things it is one; a thing of nobody is none."""
    items = [*(event.get("initiators") or ()), *(event.get("targets") or ())] if slot == "parties" else event.get(slot) or []
    once: dict[Any, Item] = {}
    for n, item in enumerate(items):
        id_ = item.get("actor") or item.get("source")
        if id_ or not item.get("object"):
            once.setdefault(id_ or n, item)
    return list(once.values())


def named(gold: Item, given: list[Item], slot: str) -> int:
    return most_pairs(gold.get(slot) or [], given, lambda pattern, item: bears_name(pattern, item, slot))


def in_admin1(gold: Item, event: Item) -> bool:
    return any(re.search(gold["admin1"], str(p.get("admin1") or ""), re.IGNORECASE) for p in event.get("places") or ())


def affinity(gold: Item, event: Item) -> float:
    """0 where the two are not the same event: another type or class of status, no place in common, or (where gold has no
    place) no party. Otherwise the higher, the more they agree on."""
    if not any(event.get("type") == t and STATUS_CLASS.get(event.get("status", "")) == STATUS_CLASS[s] for t, s in kinds(gold)):
        return 0.0
    where = most_pairs(gold.get("places") or [], event.get("places") or [], near)
    if gold.get("admin1"):
        where += in_admin1(gold, event)
    sides = [s for s in SIDES if gold.get(s)]
    who = sum(named(gold, parties_given(event, s), s) for s in sides)
    if gold.get("places"):
        if not where:
            return 0.0
    elif not who and any(not gold.get(f"{s}_optional") for s in sides):
        return 0.0
    toll = most_pairs(gold.get("toll") or [], event.get("toll") or [], holds)
    same_ground = bool(event.get("background")) == bool(gold.get("background"))
    return 1 + 2 * where + who + toll + 0.5 * same_ground


def slots(gold: Item, event: Item) -> list[Slot]:
    """Every slot that gold fills, compared."""
    rows = []
    for name in (*SIDES, "sources"):
        if gold.get(name):
            given = parties_given(event, name)
            right = named(gold, given, name)
            if right or not gold.get(f"{name}_optional"):
                rows.append(Slot(name, right, len(gold[name]), len(given), 1))
    if gold.get("places"):
        placed = [p for p in event.get("places") or () if p.get("lat") is not None]
        rows.append(Slot("places", most_pairs(gold["places"], placed, near), len(gold["places"]), len(placed), 1))
    if gold.get("admin1"):
        rows.append(Slot("admin1", int(in_admin1(gold, event)), 1, 1, 0))
    rows.append(Slot("status", int([event.get("type"), event.get("status")] in kinds(gold)), 1, 1, 0))
    rows.append(Slot("background", int(bool(event.get("background")) == bool(gold.get("background"))), 1, 1, 0))
    if "date" in gold:
        rows.append(Slot("date", int((event.get("time") or {}).get("start") == gold["date"]), 1, 1, 0))
    for name in ("toll", "instruments"):
        if name in gold:
            given = event.get(name) or []
            rows.append(Slot(name, most_pairs(gold[name], given, holds), len(gold[name]), len(given), 2 if gold[name] else 0))
    if gold.get("objects"):
        hit = {t["object"] for t in event.get("targets") or () if t.get("object")}
        rows.append(Slot("objects", len(hit & set(gold["objects"])), len(gold["objects"]), len(hit), 1))
    if gold.get("flags"):
        both = set(gold["flags"]) & set(event.get("flags") or ())
        rows.append(Slot("flags", len(both), len(gold["flags"]), len(gold["flags"]), 0))
    return rows


def quoted(text: str, event: Item) -> list[bool]:
    """For every filled slot, whether its span quotes the report to the letter."""
    items = [x for s in SPANNED for x in event.get(s) or ()] + [event.get("evidence") or {}]
    if (event.get("time") or {}).get("start"):
        items.append(event["time"])
    return [
        isinstance(x.get("span"), (list, tuple)) and bool(x.get("text")) and text[x["span"][0] : x["span"][1]] == x["text"] for x in items
    ]
