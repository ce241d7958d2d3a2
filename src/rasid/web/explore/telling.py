"""What a count that leaves may be narrowed by: it says by what it was, and so must be true of what leaves, not of what the house knows.

«2 incidents, place: Kansafra» would tell the place that each stands for its district in the published data, and «party: X» that somebody
named X in an account that nobody has reviewed.
"""

from __future__ import annotations

from rasid.lexicon import Lexicon
from rasid.model import UsageError
from rasid.publish.policy import Released
from rasid.publish.release.narrowing import Narrowing, Only, with_units
from rasid.store.filtering import Filters

TOLD = ("since", "until", "type", "area", "party", "by", "on", "weapon", "source", "outlet", "killed")


def telling(said: dict[str, list[str]]) -> list[str]:
    """The fields of these filters that would tell what does not leave: words, places, doubts, the review, an area below a province."""
    return [name for name, values in said.items() if name not in TOLD or (name == "area" and any(v.count("/") > 1 for v in values))]


def refuse_telling(said: dict[str, list[str]]) -> None:
    """Raises UsageError where a filter is not to be told."""
    if wrong := telling(said):
        hint = "Take this filter back, or ask for the file by a profile that lets everything out."
        raise UsageError("the file would tell by its filter what the profile does not let out.", where=", ".join(wrong), hint=hint)


class Told:
    """Says of each incident that leaves whether the filters hold of it as it leaves."""

    def __init__(self, filters: Filters, said: dict[str, list[str]], lexicon: Lexicon) -> None:
        only = Only(
            types=tuple(filters.types),
            parties=tuple(filters.parties),
            areas=tuple(said.get("area", [])),
            since=filters.since,
            until=filters.until,
        )
        self.part, self.filters = Narrowing(only, lexicon), filters
        self.by, self.on = with_units(tuple(filters.by), lexicon), with_units(tuple(filters.on), lexicon)

    def lets(self, one: Released) -> bool:
        incident, f = one.incident, self.filters
        killed = incident.figures("killed")
        return (
            self.part.lets(one)
            and (not self.by or any(p.actor in self.by for p in incident.initiators))
            and (not self.on or any(p.actor in self.on for p in incident.targets))
            and (not f.weapons or any(i.weapon in f.weapons for t in one.told for i in t.event.instruments))
            and (not f.sources or any(s.source in f.sources for t in one.told for s in t.event.sources))
            and (not f.outlets or any(o in f.outlets for o in incident.outlets))
            and (f.killed is None or (killed is not None and (killed.low or 0) >= f.killed))
        )
