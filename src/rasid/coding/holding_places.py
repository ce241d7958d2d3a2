"""Of the places that an event is told for, those that only hold another of them: في دير الزور، … حاجزا في مدينة البصيرة."""

from __future__ import annotations

from typing import Any

from rasid.coding.draft import Draft
from rasid.coding.placing import PlaceResolver
from rasid.lexicon.world import distance_km
from rasid.model import Mention, Place

QUARTER_KM = 10.0  # from the middle of a town to its quarters; Mosul's and Aleppo's lie up to that far out
HOLDERS = frozenset(("city", "town", "admin2"))
PARTS = frozenset(("neighbourhood", "facility", "market", "hospital", "road"))
SETTLED = frozenset(("city", "town", "village", "camp"))


def without_holders(places: list[Place], draft: Draft, resolver: PlaceResolver) -> list[Place]:
    """The places of an event without the town that a quarter told beside it is of, and without a province told by its bare name, which
    is its town's too, where a town of it is told. Places that a list joins all stay."""
    if len(places) < 2 or draft.type == "restriction":
        return places  # a siege of a town, and of the crossing through which nothing comes
    mentions = {m.span: m for m in draft.get("scene")}
    told = [(p, mentions.get(p.span)) for p in places if p.role == "scene"]
    rows = {p.span: resolver.choose(m)[0] for p, m in told if m is not None}
    wide = [
        p
        for p, m in told
        if m is not None
        and (row := rows.get(p.span)) is not None
        and row["id"] == p.id
        and row["kind"] in HOLDERS
        and not m.data.get("relation")
        and any(holds(row, p, m, rows.get(n.span), n, other) for n, other in told if n is not p and other is not None)
    ]
    return [p for p in places if p not in wide]


def holds(row: dict[str, Any], place: Place, mention: Mention, inner: dict[str, Any] | None, other: Place, told: Mention) -> bool:
    """Whether a town, or the province that bears its name, only says where another place of the event lies."""
    joined = (told.conj and told.prep is None) or (mention.conj and mention.prep is None)
    if joined or inner is None or inner["id"] != other.id or inner.get("country") != row.get("country"):
        return False
    if row["kind"] == "admin2":  # غارة على قضاء صور …. استهدفت آلية في بلدة دير كيفا
        return inner["kind"] in SETTLED and (inner.get("admin1"), inner.get("admin2")) == (row.get("admin1"), row["en"])
    if inner["kind"] in PARTS:
        return distance_km(row["lat"], row["lon"], inner["lat"], inner["lon"]) <= QUARTER_KM
    bare = mention.data.get("place_kind") is None and mention.prep in ("in", None) and mention.first < told.first
    return bare and place.admin1 is not None and row["en"] == place.admin1 == other.admin1 and inner["kind"] in SETTLED
