"""Where a row stands that has no scene, and what its place is called."""

from __future__ import annotations

from rasid.linking.incident import PlaceTold
from rasid.model import Event, Place


def origins(events: list[Event]) -> list[PlaceTold]:
    """Where people or fighters left, of an incident without a scene; else where they came to."""
    for role in ("origin", "destination"):
        for event in events:
            for p in event.places:
                if p.role == role:
                    return [told_place(p, event.id)]
    return []


def told_place(p: Place, event: str) -> PlaceTold:
    return PlaceTold(
        id=p.id,
        names=p.names,
        lat=p.lat,
        lon=p.lon,
        country=p.country,
        admin1=p.admin1,
        admin2=p.admin2,
        precision=p.precision,
        families=1,
        events=[event],
    )


def name_of(place: PlaceTold | None) -> str:
    return (place.names.get("en") or next(iter(place.names.values()), "")) if place else ""
