"""People told by their nationality alone: ثلاثة سوريين، أصيب فلسطيني، أوقف الأمن في المخيم سورياً."""

from __future__ import annotations

from rasid.model import Mention
from rasid.reading.duals import number_of
from rasid.reading.line import FINITE, Line
from rasid.reading.people import at_least, post_count
from rasid.reading.quantities import Quantity
from rasid.reading.run_over import accusative, has_accusative

AIMERS = frozenset(("trigger", "light", "rest", "person", "party", "weapon"))  # what stands before "on" and whom it is aimed at


def read_national(line: Line, at: int, quantity: Quantity | None, prep: str | None, last: Mention | None) -> Mention | None:
    """People told by nationality alone: ثلاثة سوريين، أصيب فلسطيني.

    A nationality is an adjective as a rule: it stands for people when counted, or where an event word or a preposition
    comes right before it and it is plural, or tells of one that was harmed or held; one of them acts, where a verb comes right before.
    """
    sense = line.sense(at, "demonym")
    if sense is None or not sense.lexeme.data.get("country"):
        return None
    number, aimed = number_of(line, at, sense), False
    if quantity is None:
        if sense.clitics.article or last is None or number not in ("p", "d", "s"):
            return None
        # أطلقوا النار على فلسطيني: after "on" and "toward" no adjective
        aimed = prep in ("on", "toward") and last.kind in AIMERS and line.sense(at - 1, "preposition") is not None
        if not aimed:
            if taken_there(line, at, sense, last) and number == "s":
                return told_by_nation(line, at, sense, None, prep, number, False)
            if last.last != at or last.kind not in ("trigger", "light"):
                return None
            verb = last.data["triggers"][0] if last.kind == "trigger" else last.data["light"]
            harmed = verb.lexeme.data.get("effect") is not None or verb.lexeme.data.get("frame") == "custody"
            acts = number == "s" and verb.sense.pos in FINITE and verb.sense.person == "3ms"  # نفذها فلسطيني، طعن فلسطيني جنديا
            if not (harmed or acts) or (number == "s" and verb.sense.person in ("p", "f")):
                return None
    return told_by_nation(line, at, sense, quantity, prep, number, aimed)


def told_by_nation(line: Line, at: int, sense, quantity: Quantity | None, prep: str | None, number: str, aimed: bool) -> Mention:
    """The mention of people whom nothing but a nationality tells, with how many they are."""
    end = line.end(at)
    after = post_count(line, end, number) if quantity is None else None
    if after is not None:
        quantity, end = Quantity(at, after.last, after.min, after.max), after.last
    elif quantity is None and number == "d":
        quantity = Quantity(at, end, 2, 2)
    quantity, end = at_least(line, at, end, quantity, number)
    governing = line.first_of(quantity.first, ("number", "bound", "vague")) if quantity and quantity.first != at else sense
    return line.mention(
        "person",
        quantity.first if quantity else at,
        end,
        at,
        prep=prep,
        sense=governing or sense,
        quantity=quantity,
        who="unknown",
        groups=[],
        party=None,
        effect=None,
        of=[],
        number=number,
        noun=sense.lexeme.id,
        article=sense.clitics.article,
        adjective=False,
        aimed=aimed,
        by_nation=True,
        accusative=quantity is None and accusative(line, at, sense),
    )


def taken_there(line: Line, at: int, sense, last: Mention) -> bool:
    """أوقف الجيش في المخيم سورياً ولبنانياً: a nationality with the ending of an object right after a place or a party without it, of which
    it is no adjective; or joined to one that is.

    سوريا without its mark is the country as well, and stays that.
    """
    if last.last != at or sense.clitics.preposition or not accusative(line, at, sense):
        return False
    if sense.clitics.conjunction:
        apart = last.kind == "person" and bool(last.data.get("by_nation"))
    else:
        apart = last.kind in ("place", "party") and not has_accusative(line, at - 1)
    written = any(mark in line.raw(at) for mark in line.lexicon.language.get("noun_marks") or ())
    return apart and (written or line.sense(at, "place") is None)
