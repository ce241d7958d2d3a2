"""One, two or many: what the ending of a noun for people tells."""

from __future__ import annotations

from rasid.reading.line import Line


def number_of(line: Line, at: int, sense) -> str:
    """Singular, dual or plural. مدنيين is plural unless its vowels are written (مدنيَّيْن)."""
    hit = line.hit(at)
    if hit is None or len(hit.readings) == 1:
        return sense.sense.person
    numbers = {s.sense.person for s in hit.readings if s.lexeme is sense.lexeme}
    if numbers >= {"d", "p"}:
        marks = line.lexicon.language.get("dual_marks") or []
        return "d" if any(mark in line.raw(at) for mark in marks) else "p"
    return sense.sense.person


def dual_owned(line: Line, at: int, sense) -> bool:
    """ضابطا جيش: whether a form that may be an object (ضابطا) is two people, since whose they are stands right after it."""
    hit = line.hit(at)
    dual = any(s.lexeme is sense.lexeme and s.sense.person == "d" for s in hit.readings) if hit else False
    marked = any(mark in line.raw(at) for mark in line.lexicon.language.get("noun_marks") or [])
    after = line.first_of(at + 1, ("demonym", "preposition", "party", "party_head", "person"))
    apart = after is not None and (after.lexeme.kind in ("demonym", "preposition") or bool(after.clitics.preposition))  # مركزا للشرطة
    return dual and not marked and not apart


def two_of_none(line: Line, at: int, end: int) -> bool:
    """قصفها بصاروخين موجهين قوة عسكرية، بقذائف الهاون قوة: a dual with its ending has no genitive, and a definite one no second.

    Nor has a device told with its adjective one. So the party after it is another phrase.
    """
    nouns = (line.first_of(n, ("party", "party_head", "demonym", "preposition")) for n in range(end, min(line.last, end + 2)))
    noun = next((n for n in nouns if n is not None), None)
    ending = line.lexicon.language.get("free_dual") or "\0"
    article = line.lexicon.matcher_article or "\0"
    definite = end > at + 1 and line.word(end - 1).startswith(article) and not line.word(end).startswith(article)
    weapon = line.sense(at, "weapon") if end > at + 1 else None
    told = line.lexicon.ontology["weapons"].get(weapon.lexeme.data.get("weapon")) if weapon is not None else None
    device = (told or {}).get("class") == "device"  # استهدفت عبوة ناسفة قوات X: what it hit, after an adjective
    free = line.word(at).endswith(ending) or definite or device
    return free and noun is not None and noun.lexeme.kind in ("party", "party_head") and not noun.clitics.preposition
