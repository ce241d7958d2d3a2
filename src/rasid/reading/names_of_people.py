"""People told by their name alone: قُتل سامر عادل الحموي برصاص …, اعتقلت القوات يوسف مراد, مقتل أبو حفص الليبي."""

from __future__ import annotations

from rasid.model import Mention
from rasid.reading.line import AND, COMMAS, FINITE, Line
from rasid.reading.quantities import Quantity

LONGEST = 5  # words of a name: his own, his father's and grandfather's, his family's
SHORTEST = 2  # a lone word is a name only in quotation marks
NISBA = "ي"  # the ending of names of families: المحوري, الحلبي
QUOTES = frozenset("\"“”«»'‘’„")
# Kinds of entries that a word within a name may have as well: towns, nationalities, words of everyday.
NAMELIKE = frozenset(("place", "place_nisba", "demonym", "common", "other", "means", "stop"))


def named_alone(line: Line, at: int, before: list[Mention]) -> Mention | None:
    """Those told by their names alone, right after what befell them or after who did it, one or a list; None where no name stands there.

    A name is of two words at least and begins with a given name; what follows it is neither another noun nor whom he did it to.
    """
    last = before[-1]
    if last.kind == "anaphor":  # مقتل كل من سامر عادل ويوسف مراد
        if last.data.get("what") != "each" or len(before) == 1 or before[-2].last != last.first:
            return None
        before = before[:-1]
        last = before[-1]
    if line.word(last.first) in line.lexicon.folded("given_names"):
        return None  # وصفي جاسم العبيدي: the word before is his own name
    if last.kind == "party" and line.word(last.head) in line.lexicon.folded("lone_men"):
        return None  # أصيب الجندي محمد سالم
    if not (befallen(last) or (len(before) > 1 and done_by(before[-2], last))):
        return None
    end = end_of_name(line, at)
    if end is None:
        return None
    count = 1
    while (more := next_name(line, end)) is not None:
        count, end = count + 1, more
    return line.mention(
        "person",
        at,
        end,
        at,
        prep=None,
        quantity=Quantity(at, end, count, count) if count > 1 else None,
        who="unknown",
        groups=[],
        party=None,
        effect=None,
        of=[],
        number="s" if count == 1 else "p",
        noun="",
        kin=None,
        article=False,
        adjective=False,
        home=None,
        accusative=False,
        oblique=False,
        either=[],
        object_follows=False,
        named=True,
    )


def next_name(line: Line, at: int) -> int | None:
    """سامر عادل، ويوسف مراد ونادر خليل: the word after the next name of a list of them; None where the list ends."""
    start = at + (line.word(at) in COMMAS)
    word = line.word(start)
    if start == at and not word.startswith(AND):
        return None
    return end_of_name(line, start, joined=word.startswith(AND) and word[len(AND) :] in line.lexicon.folded("given_names"))


def befallen(word: Mention) -> bool:
    """قُتل، أصيب، مقتل، اعتقال: whether a word of harm or custody can have right after it whom that befell."""
    if word.kind != "trigger" or word.definite or word.pronoun not in ("no", "", None):
        return False
    return any(sense.lexeme.data.get("effect") for sense in word.data["triggers"])


def done_by(verb: Mention, doer: Mention) -> bool:
    """اعتقلت القوات، اغتال مجهولون: whether a finite verb of harm or custody stands right before who did it."""
    if verb.kind != "trigger" or verb.last != doer.first or doer.kind not in ("party", "person") or doer.prep or doer.data.get("named"):
        return False
    if doer.kind == "person" and (doer.definite or doer.data["number"] == "s"):
        return False  # قتل النازح آدم عبد الكريم، اعتقلت الشبان سامر عادل و…: themselves, by their names
    return verb.data["triggers"][0].sense.pos in FINITE and befallen(verb)


def end_of_name(line: Line, at: int, joined: bool = False) -> int | None:
    """The word after a name that begins here; None where none does."""
    given, first = line.lexicon.folded("given_names"), line.word(at)[len(AND) :] if joined else line.word(at)
    called = first in line.lexicon.folded("so_named")
    if not called and first not in given:
        return None
    if (hit := line.hit(at)) is not None and hit.last > at + 1:
        return None  # أوقفت شرطة غازي عنتاب: a town
    quoted = line.text[max(line.tokens[at].start - 1, 0)] in QUOTES
    if line.sense(at, "preposition") is not None and line.word(at + 1) not in given:
        return None  # قتل على يد …: the preposition is spelt as a name is
    end = at + 1 + called
    if called and line.hit(at + 1) is not None and not of_a_name(line, at + 1, given):
        return None
    while end < line.last and end - at < LONGEST and of_a_name(line, end, given):
        end += 1
        if line.text[line.tokens[end - 1].end : line.tokens[end - 1].end + 1] in QUOTES:
            break
    if end - at < SHORTEST and not quoted:
        return None
    return end if closed(line, end) else None


def of_a_name(line: Line, at: int, given: frozenset[str]) -> bool:
    """Whether a word can go on a name: one that no entry has, a given name, a town or nationality that families are called after."""
    word = line.word(at)
    if word in given:
        return line.sense(at, "preposition") is None or line.raw(at) == word
    if not word.isalpha() or len(word) == 1 or (word.startswith(AND) and word[len(AND) :] in given):
        return False
    hit = line.hit(at)
    if hit is None:
        return not line.in_accusative(at)
    if hit.last > at + 1 or any(s.clitics.preposition or s.clitics.conjunction for s in hit.readings):
        return False
    trade = line.sense(at, "person")  # القاضي، النجار: a family's name
    plain = trade is not None and trade.clitics.article and trade.lexeme.data.get("who") != "combatant"
    family = line.article(at) and word.endswith(NISBA) and trade is None  # المحوري: after a place or a trade
    return NAMELIKE.issuperset(hit.kinds) or ((plain or family) and line.word(at - 1) in given)


def closed(line: Line, at: int) -> bool:
    """Whether a name ends there: before a sign, a preposition, a clause or another name, and no noun that what he did befell."""
    word = line.word(at)
    if not word or not word[0].isalpha() or word.startswith(AND):
        return not word[:1].isdigit()
    if line.first_of(at, ("preposition", "connective", "cue", "time", "result")) is not None:
        return True
    hit = line.hit(at)
    return hit is not None and (any(s.clitics.preposition for s in hit.readings) or bool(line.verbs().get(at)))
