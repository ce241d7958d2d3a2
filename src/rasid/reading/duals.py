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
