"""Nouns for people beside a party that is none of theirs: رشق الشبان قوات الاحتلال."""

from __future__ import annotations

from typing import Any

from rasid.lexicon.matcher import Reading as Sense
from rasid.reading.line import Line

STATE = ("state-military", "state-police", "state-intelligence")  # kinds of parties whose people no civilian is


def heads_none(line: Line, sense: Sense, data: dict[str, Any], at: int, whose: Sense) -> bool:
    """Whether a noun for people cannot be in construct with the party at the word after it: it has the article and the party has
    none (الأهالي قوات الأمن), or they are told as people of no force and it is a state's (شبان قوات الاحتلال)."""
    if whose.clitics.preposition or whose.clitics.conjunction or whose.clitics.article:
        return False
    if sense.clitics.article:
        return sense.sense.person == "p"
    if data.get("who") == "combatant" or data.get("effect") or not (data.get("who") == "civilian" or data.get("groups")):
        return False
    if whose.lexeme.kind == "party_head":
        return whose.lexeme.data.get("kind") == "force"
    return line.lexicon.parties.get(whose.lexeme.id).get("kind") in STATE
