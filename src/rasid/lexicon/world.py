"""What exists: parties with their kin, places with their whereabouts, borders."""

from __future__ import annotations

import math
from functools import cached_property
from math import asin, cos, sin, sqrt
from typing import Any

from rasid.lexicon.outlines import Drawn, Ring

EARTH_KM = 6371.0  # mean radius
RADIAN = math.pi / 180  # a degree
DEGREE_KM = 111.0  # at least, of a degree of latitude (111.2 on the mean sphere)


def distance_km(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Great-circle distance in kilometres (haversine, mean radius 6371 km)."""
    h = sin((lat2 - lat1) * RADIAN / 2) ** 2 + cos(lat1 * RADIAN) * cos(lat2 * RADIAN) * sin((lon2 - lon1) * RADIAN / 2) ** 2
    return 2 * EARTH_KM * asin(sqrt(h if h < 1.0 else 1.0))


def nearest(place: dict[str, Any], others: list[dict[str, Any]]) -> tuple[float, dict[str, Any]]:
    """How far the nearest of some other places lies in kilometres, and which it is, the first of equals; there must be one."""
    gap, found, lat, lon = math.inf, others[0], place["lat"], place["lon"]
    for other in others:
        if abs(lat - other["lat"]) * DEGREE_KM < gap:  # else it lies farther north or south alone
            apart = distance_km(lat, lon, other["lat"], other["lon"])
            if apart < gap:
                gap, found = apart, other
    return gap, found


# Bare names of state organs (parties without a country) and the organ each asks for.
STATE_ORGANS = {
    "army": "military",
    "police": "police",
    "security-forces": "police",
    "government-forces": "military",
    "government": "government",
    "intelligence": "intelligence",
    "air-force": "air-force",
    "navy": "navy",
    "authorities": "government",
    "officials": "government",
    "judiciary": "judiciary",
    "interior-ministry": "interior",
    "defence-ministry": "defence",
    "border-guards": "border-guard",
}


def there_in(party: dict[str, Any], year: int | None) -> bool:
    """Whether a party was there in a year, as far as both are known."""
    return year is None or (party.get("from") or 0) <= year <= (party.get("to") or 9999)


OF_NO_STATE = frozenset(("armed-group", "militia", "communal-militia"))  # kinds of parties


class Parties:
    """Parties by id, their kinds, and the state organs that a nationality and a role come to."""

    def __init__(self, parties: dict[str, dict[str, Any]], kinds: dict[str, dict[str, Any]]) -> None:
        self.by_id, self.kinds = parties, kinds
        self.defaults: dict[tuple[str, str], list[dict[str, Any]]] = {}
        self.by_head: dict[str, set[str]] = {}
        for party in parties.values():
            if party.get("default_for") and party.get("country"):
                roles = party["default_for"] if isinstance(party["default_for"], list) else [party["default_for"]]
                for role in roles:
                    self.defaults.setdefault((party["country"], role), []).append(party)
            for head in party.get("heads") or []:
                self.by_head.setdefault(head, set()).add(party["id"])

    def get(self, id_: str | None) -> dict[str, Any]:
        return self.by_id.get(id_ or "", {})

    @cached_property
    def flying_alone(self) -> dict[str, str]:
        """By country: the one party that has aircraft or a fleet there."""
        return {country: id_ for id_, party in self.by_id.items() for country in party.get("flies_alone") or ()}

    def disputed(self, country: str, year: int | None) -> bool:
        """Whether another than the state ruled a part of a country in a year, so that its nationality names no side."""
        rulers = (p for p in self.by_id.values() if p.get("authority") and p.get("country") == country)
        return any(there_in(p, year) for p in rulers)

    def kind(self, id_: str | None) -> dict[str, Any]:
        return self.kinds.get(self.get(id_).get("kind", ""), {})

    def armed(self, id_: str | None) -> bool:
        return bool(self.kind(id_).get("armed"))

    def of_no_state(self, id_: str | None) -> bool:
        """Whether a party is one armed group or militia by its name: who is loyal to it is of it."""
        return self.get(id_).get("kind") in OF_NO_STATE and not self.generic(id_)

    def of_one_state(self, x: str | None, y: str | None) -> bool:
        """Whether two parties are forces or organs of one state: police and soldiers, border guards and their ministry."""
        rows = [self.get(x), self.get(y)]
        alike = rows[0].get("country") == rows[1].get("country") is not None
        return alike and all(str(r.get("kind")).startswith("state-") or r.get("kind") == "government" for r in rows)

    def generic(self, id_: str | None) -> bool:
        return bool(id_ in self.by_id and self.by_id[id_].get("generic"))

    def goes_by(self, id_: str | None, year: int | None) -> bool:
        """Whether a party was there in a year, as far as both are known."""
        return there_in(self.get(id_), year)

    def organ(self, country: str, role: str, year: int | None) -> str | None:
        """The party that is `role` (military, police, …) of a country in a year; without a year, the one that lasted."""
        found = (
            self.defaults.get((country, role))
            or self.defaults.get((country, "military" if role in ("air-force", "navy", "border-guard") else role))
            or []
        )
        if not found:
            return None
        found = [p for p in found if there_in(p, year)] or found
        return str(min(found, key=lambda p: (p.get("to") is not None, p.get("from") or 0))["id"]) if year else str(found[0]["id"])

    def kin(self, a: str | None, b: str | None) -> bool:
        """True where one is the other or stands above it."""
        return a == b or a in self.ancestors(b) or b in self.ancestors(a)

    def ancestors(self, id_: str | None) -> list[str]:
        chain: list[str] = []
        while id_ and (parent := self.get(id_).get("parent")) and parent not in chain:
            chain.append(parent)
            id_ = parent
        return chain


# The order of kinds among namesakes that nothing else tells apart, the first named first.
RANK = {"country": 0, "city": 1, "admin1": 2, "town": 3, "admin2": 4, "airport": 4, "camp": 4, "neighbourhood": 5, "village": 6}


class Gazetteer:
    """How far places lie from borders."""

    def __init__(self, outlines: Drawn) -> None:
        self.outlines = outlines

    def border(self, a: str, b: str) -> list[Ring]:
        """The lines of (lon, lat) along which two countries meet; none where we have drawn no such border."""
        return self.outlines.borders.get("-".join(sorted((a, b))), [])

    def border_distance_km(self, place: dict[str, Any], a: str, b: str) -> float | None:
        """How far a place lies from the border of two countries; None where they have none that we know."""
        return self.outlines.border_km(place["lat"], place["lon"], a, b)
