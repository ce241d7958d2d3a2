"""Sport, markets and weather borrow the words of war: reports of theirs are known by their own."""

from __future__ import annotations

from collections import Counter
from itertools import chain

from rasid.lexicon import Lexicon
from rasid.model import Mention, Sentence


def foreign_domain(words: list[str], sentences: list[Sentence], lexicon: Lexicon) -> str | None:
    """The other domain a report belongs to, or None. It must have enough of that domain's words, and more than signs of conflict."""
    single, phrases = lexicon.domain_words
    if not single:
        return None
    scores: Counter[str] = Counter()
    once, stripped = set(words), lexicon.matcher.stripped
    for bare in chain.from_iterable(map(stripped, words)):
        if bare in single:
            scores.update(single[bare])
    text = f" {' '.join(words)} "
    for first, phrase, domains in phrases:
        if first in once and phrase in text:
            scores.update(domains)
    if not scores:
        return None
    domain, most = scores.most_common(1)[0]
    least = next(d["least"] for d in lexicon.grammar["domains"] if d["domain"] == domain)
    if most < least or most <= sum(is_conflict(m, lexicon) for s in sentences for m in s.mentions):
        return None
    return domain


def is_conflict(mention: Mention, lexicon: Lexicon) -> bool:
    """A sign of conflict: an armed party, a weapon, or people counted as dead, hurt or held."""
    if mention.kind == "weapon":
        return True
    if mention.kind == "party":
        return lexicon.parties.armed(mention.data.get("party"))
    return mention.kind == "person" and bool(mention.data.get("effect") or mention.data.get("who") == "combatant")
