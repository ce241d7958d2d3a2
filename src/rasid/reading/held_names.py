"""Names without a row that are places by what they are told to lie in: تلة البركان بريف اللاذقية, سجن رومية شرق بيروت."""

from __future__ import annotations

from rasid.reading.line import Line
from rasid.reading.sides import read_direction

WITHIN = frozenset(("in", "with"))


def held_after(line: Line, at: int) -> bool:
    """Whether the words after a name say what it lies in: بريف X، في مدينة Y، شرق Z، وسط Z."""
    sense = line.first_of(at, ("place", "place_head"))
    if sense is not None and not sense.clitics.conjunction:
        if sense.clitics.preposition:
            return line.lexicon.grammar["clitic_prepositions"].get(sense.clitics.preposition) in WITHIN
        return sense.lexeme.kind == "place_head" and sense.lexeme.data["kind"] in ("edge", "admin1", "admin2")
    preposition = line.sense(at, "preposition")
    if preposition is not None and preposition.lexeme.id == "in":
        held = line.first_of(line.end(at), ("place", "place_head"))
        return held is not None and not held.clitics.conjunction and not held.clitics.preposition
    return read_direction(line, at)[0] is not None


def ends_list(line: Line, at: int) -> bool:
    """Whether the words after a name leave no doubt that it is the last of a list: a sign, the end, or what holds it."""
    return not line.word(at)[:1].isalnum() or held_after(line, at)
