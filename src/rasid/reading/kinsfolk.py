"""Households, parents told with their children, names that end in a word for people, and things that are of who was told before."""

from __future__ import annotations

from msgspec.structs import replace

from rasid.model import Mention
from rasid.reading.line import Line
from rasid.reading.quantities import Quantity, read_quantity
from rasid.reading.run_over import has_accusative

NAME_WORDS = 3  # words of a name before its last: الناشط كمال الدين حسن النجار
NAMING = frozenset(("common", "place"))  # kinds of entries that words of a name may have


def members(line: Line, at: int) -> Quantity | None:
    """عائلة من خمسة أفراد، أسرة واحدة: how many are in a household."""
    governing = line.sense(at, "preposition")
    if governing is None or governing.lexeme.id not in ("from", "made_of"):
        return None
    told = read_quantity(line, line.end(at))
    if told is None or line.word(told.last) not in line.lexicon.folded("household_members"):
        return None
    return Quantity(at, line.end(told.last), told.min, told.max, told.vague)


def parent(line: Line, at: int, prep: str | None) -> Mention | None:
    """أم وابنتها، أباً وولديه: a word that is not one for people everywhere, before whoever is joined to it as its own."""
    kin = line.sense(at + 1, "person")
    if kin is None or not kin.clitics.conjunction or not kin.pronoun or kin.lexeme.data.get("who") != "civilian":
        return None
    return line.mention(
        "person",
        at,
        at + 1,
        prep=prep,
        sense=None,
        quantity=None,
        who="civilian",
        groups=[],
        party="civilians",
        effect=None,
        of=[],
        number="s",
        noun=line.word(at),
        article=False,
        accusative=has_accusative(line, at),
    )


def named(line: Line, at: int) -> int:
    """الناشط مروان النجار: the word after the name that follows one person told with the article, where it ends in a word for people."""
    for n in range(at, min(at + NAME_WORDS, line.last - 1)):
        if not line.word(n).isalpha() or not NAMING.issuperset(line.kinds.get(n) or ()) or line.article(n):
            return at
        last = line.sense(n + 1, "person")
        if last is None:
            continue
        plain = last.clitics.article and last.sense.person == "s" and not last.pronoun
        return line.end(n + 1) if plain and not last.clitics.conjunction and not last.clitics.preposition else at
    return at


def own_party(line: Line, at: int, end: int, pronoun: str) -> Mention:
    """دورية له: the party that a pronoun after a thing says it is of."""
    party = line.mention("party", at, end + 1, party=None, called=line.word(end), bare=False, unit=None, weapon=None, area=False, own=True)
    return replace(party, pronoun=pronoun)


def made_up_of(line: Line, at: int, last: Mention | None) -> Mention | None:
    """قضى 15 مدنيا، هم ستة أطفال وتسعة رجال: «they are» right after a comma and before people, as a word that opens their parts."""
    told = line.sense(at + 1, "person") if read_quantity(line, at + 1) is None else None
    counted = told is None and read_quantity(line, at + 1) is not None
    one = told is not None and not told.clitics.article and not told.clitics.preposition and not told.clitics.conjunction
    if last is None or last.data.get("clause") != "comma" or last.last != at or not (counted or one):
        return None
    part = {"id": "breakdown", "category": "part", "direction": "forward", "reach": 0}
    return line.mention("cue", at, at + 1, cue=part, noun_follows=None, closed=False, ranked=False)
