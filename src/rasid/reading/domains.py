"""Sport, markets and weather borrow the words of war: reports of theirs are known by their own."""

from __future__ import annotations

from rasid.lexicon import Lexicon
from rasid.model import Sentence

CONFLICT_KINDS = frozenset(("party", "weapon"))


def foreign_domain(words: list[str], sentences: list[Sentence], lexicon: Lexicon) -> str | None:
    """The other domain a report belongs to, or None. It must have enough of that domain's words, and more than signs of conflict."""
    domains = lexicon.grammar["domains"]
    if not domains:
        return None
    text = f" {' '.join(words)} "
    prefixes = ("", "و", "ب", "ل", "وال", "بال", "ال", "لل")
    conflict = sum(is_conflict(m, lexicon) for s in sentences for m in s.mentions)
    best, most = None, 0
    for domain in domains:
        score = sum(text.count(f" {p}{w} ") for w in domain["words"] for p in prefixes if not (p.endswith("ال") and w.startswith("ال")))
        if score >= domain["least"] and score > most and score > conflict:
            best, most = domain["domain"], score
    return best


def is_conflict(mention, lexicon: Lexicon) -> bool:
    """A sign of conflict: an armed party, a weapon, or people counted as dead, hurt or held."""
    if mention.kind == "weapon":
        return True
    if mention.kind == "party":
        return lexicon.parties.armed(mention.data.get("party"))
    return mention.kind == "person" and bool(mention.data.get("effect") or mention.data.get("who") == "combatant")
