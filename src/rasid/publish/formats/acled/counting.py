"""ACLED's figures: the lowest of what sources give, its numbers for words, and its division among days and places."""

from __future__ import annotations

from typing import Any

from rasid.linking.incident import Figures, Incident


def fatalities(incident: Incident, event: str, words: dict[str, Any]) -> int:
    """The dead of an incident of an ACLED event type. No word of any and a told "none" are both 0."""
    figures = incident.figures("killed")
    if figures is None and event == "Violence against civilians":
        figures = incident.figures("bodies")
    return 0 if figures is None else of_figures(figures, incident, event, words)


def of_figures(figures: Figures, incident: Incident, event: str, words: dict[str, Any]) -> int:
    """The lowest told; where only words or an upper end are, ACLED's number for them, never above that end."""
    if figures.low is not None:
        return figures.low
    told = [c.vague for c in incident.claims if c.effect == figures.effect and c.who == "all" and c.vague]
    unknown = words["unknown"]["ten" if event in words["unknown_ten"] else "three"]
    least = min((words["fatalities"].get(v, unknown) for v in told), default=unknown)
    return int(least if figures.high is None else min(least, figures.high))


def divided(total: int, parts: int) -> list[int]:
    """A toll over several rows, as evenly as may be, the first rows having what is left over."""
    each, left = divmod(total, parts)
    return [each + (n < left) for n in range(parts)]
