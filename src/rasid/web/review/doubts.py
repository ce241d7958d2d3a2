"""A doubt in one sentence: what is wrong, and so what to look at."""

from __future__ import annotations

from rasid.web.speech import Speech


def sentence(say: Speech, flag: str, named: dict[str, str]) -> str:
    """`named`: names of the event's places."""
    places = named["places"]
    known = {
        "place-conflict": say("The report puts {places} where the map does not: another border, province or distance.", places=places),
        "toll-conflict": say("The report gives more than one figure for the same people; all of them are kept."),
        "ambiguous-place": say("Several places bear this name, and the report hardly tells them apart: {places}.", places=places),
        "unresolved-place": say("No place of this name is known, so where it lies is not settled: {places}.", places=places),
        "place-inherited": say("The place is told in another sentence than the event: {places}.", places=places),
        "generic-actor": say("A party is told in general words only; which one is meant is left open or a guess."),
        "actor-inferred": say("The report does not name who did it; the party was taken from what stands around it."),
        "time-unresolved": say("The report tells a time that comes to no date; none was invented."),
    }
    return known.get(flag) or say("Somebody noted a doubt: {flag}.", flag=flag)
