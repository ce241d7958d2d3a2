"""The dead by side, and UCDP's three estimates, of which the best is always the sum of its parts."""

from __future__ import annotations

from typing import Any, NamedTuple

from rasid.lexicon.world import Parties
from rasid.linking.incident import Incident
from rasid.model import Event, Toll
from rasid.publish.formats.ucdp.dyads import Dyad


class Deaths(NamedTuple):
    a: int
    b: int
    civilians: int
    unknown: int
    high: int
    low: int

    @property
    def best(self) -> int:
        return self.a + self.b + self.civilians + self.unknown


def deaths(incident: Incident, events: list[Event], dyad: Dyad, parties: Parties, words: dict[str, Any], one_sided: bool) -> Deaths | None:
    """None where nobody is told as killed. Whose dead they are is told by the account that gives the best figure."""
    figures = incident.figures("killed") or (incident.figures("bodies") if incident.type == "body_found" else None)
    if figures is None or figures.high == 0:
        return None
    low, best, high = estimates(incident, words, figures.effect, figures.low, figures.best, figures.high)
    rows = rows_of(events, figures.best_events, figures.effect)
    left = best
    a = min(left, of_side(rows, dyad.a.actors, parties))
    left -= a
    b = 0 if one_sided else min(left, of_side(rows, dyad.b.actors, parties))
    left -= b
    told = incident.figures(figures.effect, "civilian")
    civilians = left if one_sided else min(left, told.best or told.low or 0) if told else 0
    return Deaths(a, b, civilians, left - civilians, high, low)


def estimates(
    incident: Incident, words: dict[str, Any], effect: str, low: int | None, best: int | None, high: int | None
) -> tuple[int, int, int]:
    """Low, best and high, each within the next. An upper end alone ("up to 30") makes a best of 0, as UCDP has it."""
    if low is None and best is None and high is None:
        told = [c.vague for c in incident.claims if c.effect == effect and c.who == "all" and c.vague]
        least = min((words["fatalities"].get(v, words["unknown"]) for v in told), default=words["unknown"])
        return least, least, least
    middle = best if best is not None else low or 0
    return min(low if low is not None else 0 if best is None else middle, middle), middle, max(high if high is not None else middle, middle)


def rows_of(events: list[Event], best: list[str], effect: str) -> list[Toll]:
    """The rows of an effect in the account that gives the best figure, without those that a later one corrects."""
    event = next((e for e in events if e.id in best), None)
    if event is None:
        return []
    corrected = {t.supersedes for t in event.toll if t.supersedes}
    return [t for t in event.toll if t.effect == effect and t.id not in corrected]


def of_side(rows: list[Toll], actors: frozenset[str], parties: Parties) -> int:
    """How many of a side's own: rows that name its party, or kin of it, and no civilians."""
    own = [t for t in rows if t.actor and t.who != "civilian" and any(parties.kin(t.actor, actor) for actor in actors)]
    whole = {t.id for t in own}
    return sum(t.min or 0 for t in own if t.part_of not in whole)


def shared(deaths: Deaths, parts: int) -> list[Deaths]:
    """The dead over several places, as evenly as may be, the first having more; each place's best is the sum of its parts."""
    if parts == 1:
        return [deaths]
    best, high, low = (spread(n, parts) for n in (deaths.best, deaths.high, deaths.low))
    left = [deaths.a, deaths.b, deaths.civilians, deaths.unknown]
    made = []
    for n in range(parts):
        taken = [0, 0, 0, 0]
        for k in range(4):
            taken[k] = min(left[k], best[n] - sum(taken))
            left[k] -= taken[k]
        made.append(Deaths(taken[0], taken[1], taken[2], taken[3], high[n], low[n]))
    return made


def spread(total: int, parts: int) -> list[int]:
    each, more = divmod(total, parts)
    return [each + (n < more) for n in range(parts)]
