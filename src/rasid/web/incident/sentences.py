"""What the linker says in codes, told in sentences: rules, reasons a figure does not count, how blame is told, contradictions."""

from __future__ import annotations

from rasid.linking.composing import toll_conflict
from rasid.linking.incident import Incident
from rasid.publish.map.wording import Pair, Wording, of_names, word
from rasid.web.speech import Speech

COUNTED = ("killed", "injured", "detained", "abducted", "displaced")


def attribution(say: Speech, how: str) -> str:
    known = {
        "stated": say("told as a fact"),
        "claimed": say("says so itself"),
        "accused": say("accused"),
        "denied": say("denies it"),
    }
    return known.get(how, how)


def idle(say: Speech, why: str) -> str:
    """Why a claim does not count towards low, best and high."""
    known = {
        "reprint": say("a reprint: counted with its first"),
        "superseded": say("the outlet gave a later figure"),
        "families": say("families, where others count people"),
        "vague": say("words without a number"),
        "not told as happened": say("not told as happened"),
    }
    return known.get(why, why)


def rule(say: Speech, id_: str) -> str:
    """By which rule a figure, a day, a place or a type was taken."""
    known = {
        "most sources": say("the one that most independent sources give"),
        "latest figure": say("sources differ: the latest reliable figure"),
        "only figure": say("the only figure given"),
        "no figure": say("told in words only, without a number"),
        "only date told": say("the only day told"),
        "none told: day of first publication": say("no day is told: that of the first publication"),
        "only place told": say("the only place told"),
        "most precise, then most sources": say("the most precise, then the one that most sources tell"),
        "none told": say("none is told"),
        "only type told": say("all tell the same"),
        "most sources, then the more specific": say("the one that most sources tell, then the more specific"),
    }
    return known.get(id_, id_)


def conflict(say: Speech, id_: str) -> str:
    """A contradiction in a few words, for lists."""
    known = {
        "toll-conflict": say("tolls contradict"),
        "date-conflict": say("days contradict"),
        "place-conflict": say("places contradict"),
        "party-conflict": say("blame contradicts"),
        "type-conflict": say("kinds of act contradict"),
    }
    return known.get(id_, id_)


def listed(say: Speech, words: list[str]) -> str:
    return say(", ", "list").join(dict.fromkeys(words))


def conflicts(say: Speech, incident: Incident, words: Wording) -> list[str]:
    """Each contradiction in a sentence, with what is told."""
    side = 1 if say.language == "ar" else 0

    def of(pair: Pair) -> str:
        return pair[side]

    told = []
    for id_ in incident.conflicts:
        if id_ == "toll-conflict":
            told += [toll(say, incident, e, of(word("effects", e))) for e in COUNTED if toll_conflict(incident.claims, e)]
        elif id_ == "date-conflict":
            days = [" – ".join(dict.fromkeys(say.day(d) for d in (t.start, t.end) if d)) for t in incident.times]
            told.append(say("The days told do not meet: {days}.", days=listed(say, days)))
        elif id_ == "place-conflict":
            places = [of(of_names(p.names, p.id or "")) for p in incident.places]
            told.append(say("The places told lie more than 25 km apart or in two provinces: {places}.", places=listed(say, places)))
        elif id_ == "party-conflict":
            parties = [of(words.party_told(p)) for p in incident.initiators]
            told.append(say("They name different sides as the one who did it: {parties}.", parties=listed(say, parties)))
        else:
            types = [of(words.term("event_types", t.type)) for t in incident.types]
            told.append(say("They tell different kinds of acts: {types}.", types=listed(say, types)))
    return told


def toll(say: Speech, incident: Incident, effect: str, name: str) -> str:
    counted = [c for c in incident.claims if c.counts and c.effect == effect and c.who == "all"]
    lows = [c.min for c in counted if c.min is not None]
    tops = [c.max if c.max is not None else c.min for c in counted]
    low, high = min(lows), max([*lows, *(t for t in tops if t is not None)])
    figures = {"low": say.number(low), "high": say.number(high)}
    return say("The figures for {effect} do not meet: one account tells {low}, another {high}.", effect=name, **figures)
