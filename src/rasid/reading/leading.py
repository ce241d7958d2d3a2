"""Whose forces a name means: of namesakes the one there in a year, the party of a titled leader, the state that they belong to."""

from __future__ import annotations

from rasid.reading.line import AND, FOR, Line
from rasid.reading.run_over import country_named


def settled(line: Line, named, at: int, end: int) -> str:
    """Of namesakes the one whose years hold the report; a generic party with a nationality is that state's organ."""
    hit = line.hit(at)
    ids = [s.lexeme.id for s in hit.readings if s.lexeme.kind == "party"] if hit else [named.lexeme.id]
    if len(ids) > 1 and line.year:
        fits = [i for i in ids if line.lexicon.parties.goes_by(i, line.year)]
        ids = fits or ids
    return ids[0]


def led_by(line: Line, at: int) -> tuple[str, int] | None:
    """القوات الموالية للواء المتقاعد X: the party that a titled leader's name means, and the word after."""
    word, article = line.word(at), line.lexicon.matcher_article or "\0"
    titles = {word[1:], article + word[2:], article + word[1:]}  # للمشير، للواء
    if not word.startswith(FOR) or line.lexicon.titles.isdisjoint(titles):
        return None
    look = at + 1
    while line.word(look) in line.lexicon.titles or line.sense(look, "demonym"):
        look = line.end(look)
    named = line.sense(look, "party")
    if named is None or named.clitics.conjunction or named.clitics.preposition:
        return None
    return settled(line, named, look, line.end(look)), line.end(look)


def state_told(line: Line, at: int, role: str) -> tuple[str, int] | None:
    """تابعة لدولة الإمارات، تابعة لتركيا: the organ with a role of the country that stands after «belonging to», and the word after."""
    state = line.word(at) in line.lexicon.folded("state_nouns")
    whole = line.sense(at, "party") if state else None  # «دولة الإمارات» is a name of its government
    look = at + (state and whole is None)
    country = line.lexicon.parties.get(whole.lexeme.id).get("country") if whole else country_named(line, look, belonging=not state)
    organ = line.lexicon.parties.organ(country, role, line.year) if country else None
    return (organ, line.end(look)) if organ else None


def construct(line: Line, first: int, last: int) -> bool:
    """Whether a name is definite by its genitive: قوات الأمن، وزارتا الدفاع والداخلية."""
    article = line.lexicon.matcher_article
    return (
        bool(article)
        and last - first > 1
        and line.word(last - 1).startswith((article, AND + article))
        and line.sense(last - 1, "preposition") is None
    )


def is_definite(line: Line, at: int, sense) -> bool:
    """Whether a party's name begins with the article, its clitics aside: المليشيا, and a name is meant that was told before."""
    clitics = sense.clitics
    if clitics.article:
        return True
    word = line.word(at)[len(clitics.conjunction) + len(clitics.preposition) :]
    return bool(line.lexicon.matcher_article) and word.startswith(line.lexicon.matcher_article)


def joined_state(line: Line, at: int, demonym) -> str | None:
    """القوات الروسية والتركية: the party of a nationality that is joined to the one before it, under one head."""
    country = demonym.lexeme.data.get("country")
    if not country or not demonym.clitics.conjunction or at - 2 < line.first:
        return None
    if not demonym.clitics.article and line.word(at - 2).startswith(line.lexicon.matcher_article or "\0"):
        return None  # قوات عراقية وأمريكية: both without the article
    parties = line.lexicon.parties
    before, head = line.sense(at - 2, "party"), line.sense(at - 2, "party_head")
    if before is not None and line.end(at - 2) == at:
        role = parties.get(settled(line, before, at - 2, at)).get("default_for")
    elif head is not None and line.sense(at - 1, "demonym"):
        role = head.lexeme.data.get("role")
    else:
        return None
    return parties.organ(country, role, line.year) if role else None
