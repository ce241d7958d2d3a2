"""What codes are called in words: doubts, states and stages, which no data names."""

from __future__ import annotations

from rasid.web.speech import Speech


def flag(say: Speech, id_: str) -> str:
    """A doubt in a few words; one that is not known by its id."""
    known = {
        "place-conflict": say("place contradicts the text"),
        "toll-conflict": say("contradicting tolls"),
        "ambiguous-place": say("several places of this name"),
        "unresolved-place": say("place not found"),
        "place-inherited": say("place taken from another sentence"),
        "generic-actor": say("party told in general words"),
        "actor-inferred": say("party inferred"),
        "time-unresolved": say("day not settled"),
    }
    return known.get(id_, id_)


FLAGS = (
    "place-conflict",
    "toll-conflict",
    "ambiguous-place",
    "unresolved-place",
    "place-inherited",
    "generic-actor",
    "actor-inferred",
    "time-unresolved",
)


def state(say: Speech, id_: str) -> str:
    known = {
        "proposed": say("proposed"),
        "accepted": say("accepted"),
        "corrected": say("corrected"),
        "rejected": say("rejected"),
        "new": say("not begun"),
        "in_review": say("begun"),
        "reviewed": say("checked"),
    }
    return known.get(id_, id_)


def status(say: Speech, id_: str) -> str:
    known = {
        "asserted": say("told as happened"),
        "planned": say("planned"),
        "attempted": say("attempted"),
        "possible": say("possible"),
        "negated": say("told not to have happened"),
        "denied": say("denied"),
    }
    return known.get(id_, id_)


def field(say: Speech, id_: str) -> str:
    """A field of the record."""
    known = {
        "type": say("type"),
        "method": say("method"),
        "status": say("status"),
        "background": say("recalled"),
        "mutual": say("mutual"),
        "outcome": say("outcome"),
        "initiators": say("who"),
        "targets": say("against whom"),
        "places": say("where"),
        "time": say("when"),
        "instruments": say("with what"),
        "toll": say("toll"),
        "sources": say("who says so"),
        "related": say("related events"),
        "evidence": say("evidence"),
        "flags": say("doubts"),
        "state": say("review"),
        "event": say("the whole event"),
    }
    return known.get(id_, id_)


def effect(say: Speech, id_: str) -> str:
    """What befell people."""
    known = {
        "killed": say("killed"),
        "injured": say("injured"),
        "missing": say("missing"),
        "detained": say("detained"),
        "abducted": say("abducted"),
        "displaced": say("displaced"),
        "released": say("released"),
        "bodies": say("bodies"),
    }
    return known.get(id_, id_)


def problem(say: Speech, id_: str) -> str:
    """What of an address made no sense."""
    known = {
        "type": say("There is no such type of event; it was left out."),
        "state": say("There is no such state; it was left out."),
        "many": say("More than 100,000 events have these words: too many to explore. The words were left out; `rasid stats` counts them."),
        "weapon": say("There is no such weapon; it was left out."),
        "party": say("No party is called so: nothing fits. Give its id or its whole name."),
        "area": say("There is no such area; it was left out."),
        "day": say("A day is written as in 2024-03-01; it was left out."),
        "days": say("The first day is after the last; both were left out."),
        "killed": say("A number of people is a whole number; it was left out."),
    }
    return known.get(id_, id_)


def stretch(say: Speech, id_: str) -> str:
    """A stretch of time by which events are counted."""
    return {"day": say("by day"), "week": say("by week"), "month": say("by month")}.get(id_, id_)
