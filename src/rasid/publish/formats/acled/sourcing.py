"""Who told of an incident, and on what scale: local, national, regional or international beside where it was."""

from __future__ import annotations

from typing import Any

from rasid.lexicon import Lexicon
from rasid.lexicon.remembered import remembered
from rasid.publish.policy import Released

SCALES_KEPT = 4096  # scales remembered, by source and country


class Sourcing:
    def __init__(self, lexicon: Lexicon) -> None:
        self.words: dict[str, Any] = lexicon.ontology["acled"]
        self.sources = lexicon.sources
        self.by_name = {name: id_ for id_, row in lexicon.sources.items() for name in row["names"].values()}
        self.region = {code: row["region"] for code, row in self.words["countries"].items()}
        self.scale = remembered(SCALES_KEPT, self.scale_of)
        self.order = {scale: n for n, scale in enumerate(self.words["scales"])}

    def of(self, released: Released, country: str) -> tuple[list[str], list[str]]:
        """The names of outlets and of whom accounts quote, and their scales, each once."""
        found: dict[str, str | None] = {outlet: self.by_name.get(outlet) for outlet in released.incident.outlets if outlet}
        for source in (s for t in released.told for s in t.event.sources):
            name = source.names.get("en") or source.names.get("ar")
            if name and not self.unnamed(source.source):
                found.setdefault(name, source.source)
        return list(found), list(dict.fromkeys(self.scale(id_, country) for id_ in found.values()))

    def unnamed(self, id_: str | None) -> bool:
        return bool(id_) and (self.sources.get(id_ or "") or {}).get("kind") == "unnamed"

    def scale_of(self, id_: str | None, country: str) -> str:
        row = self.sources.get(id_ or "")
        if row is None:
            return str(self.words["unlisted"])
        home, kind = row.get("country"), row.get("kind")
        scale = str(self.words["scale_of"].get(kind) or self.words["unlisted"])
        if kind not in self.words["national"] or not country or home == country:
            return scale
        return "Regional" if home and self.region.get(home) == self.region.get(country) else "International"

    def joined(self, scales: list[str]) -> str:
        """One scale, or the two closest to the event."""
        return scales[0] if len(scales) == 1 else "-".join(sorted(set(scales), key=self.order.__getitem__)[:2])
