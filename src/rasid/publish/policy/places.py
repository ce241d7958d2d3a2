"""Records with their places made coarser. `relation` and `distance_km` go: «7 km north of» would lead back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

import msgspec

from rasid.linking.incident import Incident, PlaceTold
from rasid.model import Event, Place
from rasid.publish.policy.coarsening import Area, Coarsener, Level, Spot

Role = Literal["scene", "origin", "destination"]
COARSER, GONE = "place-coarsened", "place-left-out"


class Placer:
    """Coarsens the places of records. `roles`: the least level of places by their part in an event. `words`: whether a place that has no id
    may keep its name, which is the report's word for it."""

    def __init__(self, coarsener: Coarsener, roles: Mapping[Role, Level], words: bool) -> None:
        self.coarsener, self.roles, self.words = coarsener, roles, words

    def event(self, event: Event, level: Level, changes: set[str]) -> Event:
        if not event.places or (not level.rank and not self.roles and self.words):
            return event
        places: list[Place] = []
        seen = set()
        for place in event.places:
            least = self.roles.get(place.role, level)
            made = self.place(place, least if least.rank > level.rank else level, changes)
            if made is not None and (key := (made.role, made.id, made.admin1, made.lat, made.lon)) not in seen:
                seen.add(key)
                places.append(made)
        return msgspec.structs.replace(event, places=places)

    def place(self, place: Place, level: Level, changes: set[str]) -> Place | None:
        if not level.rank:
            return place if self.words or place.id is not None else msgspec.structs.replace(place, names={})
        area = self.area(place, level, changes)
        return None if area is None else msgspec.structs.replace(place, relation=None, distance_km=None, **area._asdict())

    def incident(self, incident: Incident, level: Level, changes: set[str]) -> Incident:
        """Its places and the one taken. What comes to one area is one place, told by all that told of either."""
        level = max(level, self.roles.get("scene", level))
        if not level.rank:
            return incident if self.words or not incident.places else self.unnamed(incident)
        if len(incident.places) == 1:  # most have one
            area = self.area(told := incident.places[0], level, changes)
            place = None if area is None else PlaceTold(**area._asdict(), families=told.families, events=told.events)
            return msgspec.structs.replace(incident, places=[place] if place else [], place=place)
        family = {a.event: a.family for a in incident.accounts}
        found: dict[Area, list[str]] = {}
        for told in incident.places:
            area = self.area(told, level, changes)
            if area is not None:
                found.setdefault(hashable(area), []).extend(told.events)
        places = [
            PlaceTold(**area._asdict() | {"names": dict(area.names)}, families=len({family[e] for e in events}), events=sorted({*events}))
            for area, events in found.items()
        ]
        return msgspec.structs.replace(incident, places=places, place=places[0] if places else None)

    @staticmethod
    def unnamed(incident: Incident) -> Incident:
        places = [p if p.id is not None else msgspec.structs.replace(p, names={}) for p in incident.places]
        return msgspec.structs.replace(incident, places=places, place=places[0])

    def area(self, place: Place | PlaceTold, level: Level, changes: set[str]) -> Area | None:
        spot = Spot(place.id, place.lat, place.lon, place.country, place.admin1, place.admin2, place.precision)
        area = self.coarsener.area(spot, level)
        if area is None:
            changes.add(GONE)
        elif area.id != place.id or area.lat != place.lat or area.lon != place.lon:
            changes.add(COARSER)
        return area


def hashable(area: Area) -> Area:
    return area._replace(names=tuple(area.names.items()))  # type: ignore[arg-type]
