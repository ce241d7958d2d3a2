"""What a word can be right after a verb and its doer: whom it was done to, or at whom it was aimed."""

from __future__ import annotations

from rasid.lexicon.matcher import Reading as Sense
from rasid.model import Mention
from rasid.reading.line import FINITE, Line
from rasid.reading.needs import STOPS

AIM_REACH = 8  # words from a verb of shooting to whom it was aimed at, over its subject and النار
VERBAL = ("trigger", "light", "result", "speech")


def taken(line: Line, at: int, before: list[Mention]) -> bool:
    """خطف مسلحون دبلوماسيا: a word that may be adverb or noun is whom a verb before it was done to, where nobody else is told."""
    if (
        line.sense(at, "person") is None
        or not line.in_accusative(at)
        or line.word(at - 1).endswith(str(line.lexicon.language.get("accusative")))
    ):
        return False
    verb = next((m for m in reversed(before[-3:]) if m.kind in VERBAL), None)
    own = (verb.data.get("triggers") or []) if verb is not None and verb.kind == "trigger" else []
    told = before[before.index(verb) + 1 :] if verb is not None else []
    doer = bool(told) and told[0].kind in ("party", "person") and told[0].prep is None and all(m.prep for m in told[1:])
    return bool(own) and own[0].sense.pos in FINITE and own[0].lexeme.data.get("effect") is not None and doer


def befell_somebody(line: Line, at: int, found: list[Mention]) -> bool:
    """أصيب طالب، مقتل طالب: a word for a person right after a word of harm or custody is whom that befell, whatever else it can be."""
    word = found[-1] if found and found[-1].last == at and found[-1].kind == "trigger" else None
    if word is None or word.definite or word.pronoun or line.sense(at, "person") is None or line.end(at) != at + 1:
        return False
    return any(sense.lexeme.data.get("effect") is not None for sense in word.data["triggers"])


def aims(found: list[Mention], at: int) -> bool:
    """Whether a verb of attack, of none that holds ground, stands right before a word."""
    verb = found[-1] if found and found[-1].last == at and found[-1].kind == "trigger" else None
    return verb is not None and verb.data["triggers"][0].lexeme.data.get("frame") in ("attack", "harm")


def entered(line: Line, at: int, prep: str | None, before: list[Mention]) -> bool:
    """داهم عناصر من الأمن مزارع: of a word for people or for a place, after a verb of entering, the place is meant."""
    if prep is not None or line.sense(at, "object") is None or line.sense(at, "person") is None:
        return False
    verb = next((m for m in reversed(before[-3:]) if m.kind in VERBAL), None)
    return verb is not None and verb.kind == "trigger" and bool(verb.data["triggers"][0].lexeme.data.get("raid"))


def aimed_back(line: Line, at: int, words: frozenset[str]) -> str:
    """The «at him», «at them», «of it» that stands in the clause of a verb: أطلق مسلحون النار عليه، سيطروا على أجزاء منها."""
    if not line.has(words):
        return ""
    for n in range(at, min(at + AIM_REACH, line.last)):
        if line.word(n) in words:
            return line.word(n)
        if line.word(n) in STOPS or (n > at and line.verbs().get(n)):
            return ""
    return ""


def gives_way(sense: Sense) -> bool:
    """Whether an entry for a verb gives way to whatever else its word is."""
    return bool(sense.lexeme.data.get("weak") or sense.lexeme.data.get("strength") == "weak")


def clocked(before: list[Mention], at: int) -> bool:
    """Whether a time and a colon stand right before a word: an item of a list of acts, told by its noun."""
    time, sign = before
    return time.kind == "time" and bool(time.data.get("clock")) and sign.data.get("clause") == "colon" and sign.last == at


def carried_next(before: list[Mention]) -> bool:
    """Whether the verb before is one that lends itself to an event noun not yet told."""
    for mention in reversed(before):
        if mention.kind in VERBAL:
            light: Sense | None = mention.data.get("light")
            if (
                mention.kind == "speech"
                and mention.data["speech"].sense.pos in FINITE
                and not mention.data["speech"].lexeme.data.get("weak")
            ):
                return mention is not before[-1]  # أعلن الجيش استعادته …
            return (
                mention.kind == "light"
                and light is not None
                and light.sense.pos in FINITE
                and light.lexeme.data.get("carrier") in ("object", "subject")
            )
        if mention.kind == "clause":
            return False
    return False


def joins_noun(before: list[Mention]) -> bool:
    """مقتل امرأة وجرح ثلاثة: after و a word that may be noun or verb is what the event word before it is."""
    for mention in reversed(before):
        if mention.kind in VERBAL:
            triggers: list[Sense] = mention.data.get("triggers") or []
            return bool(triggers) and triggers[0].sense.pos not in FINITE and triggers[0].lexeme.data.get("effect") is not None
        if mention.kind == "clause":
            return False
    return False
