"""What can be the name of a place that the lexicon does not have, and what only looks like the name of one that it has."""

from __future__ import annotations

from typing import Any

from rasid.lexicon.matcher import Reading as Sense
from rasid.reading.line import Line

QUOTED_WORDS = 3  # in a name
NAME_WORDS = 3  # words of a name after يدعى
NO_NAME = ("preposition", "connective", "cue", "trigger", "light", "result", "speech", "time", "number", "party", "place_head")
CLOSING = frozenset(("،", ",", ")"))  # may stand between an age and «from»
QUOTES = frozenset(('"', "«", "»", "“", "”", "'", "‘", "’"))


def describes(line: Line, at: int, sense: Sense, head: dict[str, Any]) -> bool:
    """المناطق الخارجة: a word that is also a name, after a definite noun with which it agrees, is its adjective."""
    data = sense.lexeme.data
    definite = bool(head["article"]) and line.word(at).startswith(line.lexicon.matcher_article or "\0")
    return definite and bool(data.get("headed")) and not data.get("near")


def names_an_idea(line: Line, at: int, sense: Sense) -> bool:
    """من الثورة السورية: a definite feminine noun and its adjective; of a place the country's adjective tells nothing more."""
    word = line.word(at)
    article = line.lexicon.matcher_article or "\0"
    return bool(sense.lexeme.data.get("headed")) and word.startswith(article) and word.endswith(line.lexicon.feminine or "\0")


def after_rank(line: Line, at: int) -> bool:
    """يدعى روبل الصبيحي: whether a word stands within a name that «called» opens."""
    ranks = line.lexicon.rank_words
    return line.has(ranks) and any(line.word(n) in ranks for n in range(max(line.first, at - NAME_WORDS), at))


def of_name(line: Line, at: int) -> bool:
    """المواطن علي سالم الخوخة: whether a name of a place ends the name that an ordinary person's noun opens, no word of it steering."""
    opens = line.lexicon.folded("name_openers")
    if not line.has(opens):
        return False
    for n in range(at - 1, max(line.first, at - 1 - NAME_WORDS) - 1, -1):
        if line.word(n) in opens:
            return n < at - 1
        if not line.word(n).isalpha() or line.first_of(n, NO_NAME) is not None:
            return False
    return False


def of_age(line: Line, at: int) -> bool:
    """22 عاما، من قنا, (25 عاما) من جنين: whether what stands before a place is «from», right after somebody's age: his home."""
    ages = line.lexicon.folded("ages")
    if not line.has(ages):
        return False
    preposition = line.sense(at, "preposition")
    if preposition is None or preposition.lexeme.id != "from":
        return False
    told = at - 1
    while told > line.first and line.word(told) in CLOSING:
        told -= 1
    return line.word(told) in ages and line.word(told - 1)[:1].isdigit()


def quoted_name(line: Line, at: int) -> tuple[int, int] | None:
    """قرية (تكتكا), قرية "نور بركة": the words that stand in brackets or quotation marks after a noun that heads names."""
    within = range(at, min(at + QUOTED_WORDS + 2, line.last))
    if line.word(at) == "(":
        first, last = at + 1, next((n for n in within if line.word(n) == ")"), None)
    elif at < line.last and line.text[max(line.tokens[at].start - 1, 0)] in QUOTES:
        first, last = at, next((n + 1 for n in within if line.text[line.tokens[n].end : line.tokens[n].end + 1] in QUOTES), None)
    else:
        return None
    if last is None or not 0 < last - first <= QUOTED_WORDS or not all(line.word(n).isalpha() for n in range(first, last)):
        return None
    return (first, last) if line.first_of(first, ("place", "party", "person", "number")) is None else None


def counted(line: Line, at: int) -> bool:
    """أكثر من 60 قرية بشكل كامل: whether a noun that heads names is what a figure counts: no one place, and no name follows it."""
    if at - 1 < line.first:
        return False
    figure = line.word(at - 1).strip("/()")
    return figure.isdigit() or line.sense(at - 1, "number") is not None or line.word(at - 1) in ("/", ")")


def is_name(line: Line, at: int, bare: bool) -> bool:
    """Whether a word that the lexicon does not have can be a name: no number, no sign, no adjective of the noun before it."""
    word = line.word(at)
    if counted(line, at - 1):
        return False
    if word in line.lexicon.name_starts and line.first_of(at, ("place_head", "preposition")) is None:
        return True
    if line.hit(at) is not None or len(word) < 3 or not word.isalpha():
        return False
    if word[1:].startswith(line.lexicon.matcher_article or "\0") and word[0] in line.lexicon.grammar["clitic_prepositions"]:
        return False  # المنطقة بالكامل: how much of it, no name
    if word.startswith(line.lexicon.contracted):
        return False  # محطة للوقود
    if word.endswith(line.lexicon.plural_pronouns) or word in line.lexicon.distant or word in line.lexicon.folded("no_place_names"):
        return False  # منطقة اختبائهم، منطقة تبعد 3 كلم، مناطق غير مأهولة، حي السعد الواقع …
    if word.startswith(line.lexicon.matcher_article or "\0"):
        return True
    if bare:
        return False
    head = line.sense(at - 1, "place_head")
    several = head is not None and bool(head.lexeme.data.get("lists"))
    # قرية سركلي، قرى شيلادزي: an adjective would be feminine too
    after_feminine = several or line.raw(at - 1).endswith(line.lexicon.feminine_written or "\0")
    endings = (
        tuple(e for e in line.lexicon.adjective_endings if e[:1] in line.lexicon.feminine_endings)
        if after_feminine
        else tuple(e for e in line.lexicon.adjective_endings if e[:1] not in line.lexicon.feminine_endings)
    )
    return not line.raw(at).endswith(endings)
