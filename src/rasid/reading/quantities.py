"""Counts in digits, words and vague words, with their bounds and ranges."""

from __future__ import annotations

import re

import msgspec

from rasid.reading.line import AND, Line

ENCLOSING = {"/": "/", "(": ")"}
DIGITS = re.compile(r"[0-9]+(?:[.,][0-9]{3})*$")
HYPHENS = ("-", "–", "‑")
DECIMAL = re.compile(r"[0-9]+[.,][0-9]{1,2}$")


class Quantity(msgspec.Struct, frozen=True):
    """A count over words first..last: min and max by the codebook's rule for bounds, or a vague word."""

    first: int
    last: int
    min: int | None
    max: int | None
    vague: str | None = None


def read_quantity(line: Line, at: int) -> Quantity | None:
    """The count that starts at a word, with the bound before it, or None."""
    told = line.first_of(at, ("number", "bound", "vague", "preposition")) is not None or line.word(at)[:1].isdigit()
    if not told and (line.word(at) not in ENCLOSING or enclosed_number(line, at) is None):
        return None
    ten = line.sense(at, "number")
    if ten is not None and ten.lexeme.data.get("value") == 10 and at > line.first and line.word(at - 1) in line.lexicon.ordinals:
        return None  # الجولة السابعة عشرة: the seventeenth, and no ten
    bound, start = None, at
    sense = line.sense(at, "bound")
    if sense:
        bound, at = sense.lexeme.data["bound"], line.end(at)
        second = line.sense(at, "bound")
        if second:  # "نحو أكثر من"
            bound, at = second.lexeme.data["bound"], line.end(at)
    between = line.sense(at, "preposition")
    ranged = bool(between and between.lexeme.id == "between")
    if ranged:
        at = line.end(at)
    vague = line.sense(at, "vague")
    if vague and not ranged:
        return Quantity(start, line.end(at), None, None, vague.lexeme.data["vague"])
    number = enclosed_number(line, at) or read_number(line, at)
    if number is None:
        return None
    value, at = number
    again = enclosed_number(line, at)
    if again is not None and again[0] == value:
        at = again[1]  # أربعة (04) عناصر
    upper = range_end(line, at, ranged)
    if upper:
        low, high = sorted((value, upper[0]))
        return Quantity(start, upper[1], low, high)
    if ranged:
        return None
    after = line.sense(at, "bound")
    if after and bound is None and line.lexicon.folder.fold(after.lexeme.id) not in ("حتي", "فوق"):
        bound, at = after.lexeme.data["bound"], line.end(at)
    if bound is None and line.word(at) in line.lexicon.folded("of_them"):
        after = line.sense(at + 1, "bound")
        bound = after.lexeme.data["bound"] if after else None  # خمسة منهم على الأقل
    return bounded(start, at, value, bound)


def bounded(first: int, last: int, value: int, bound: str | None) -> Quantity:
    if bound == "min":
        return Quantity(first, last, value, None)
    if bound == "max":
        return Quantity(first, last, None, value)
    return Quantity(first, last, value, value, "about" if bound == "about" else None)


def range_end(line: Line, at: int, ranged: bool) -> tuple[int, int] | None:
    """The upper end of 20 إلى 25, 20-25, بين 20 و25."""
    word = line.word(at)
    if word in line.lexicon.range_words and (ranged or word != AND):
        return read_number(line, at + 1)
    if ranged:
        sense = line.sense(at, "number")
        if sense and sense.clitics.conjunction:
            return read_number(line, at)
    return None


def enclosed_number(line: Line, at: int) -> tuple[int, int] | None:
    """(value, word after) of a number between slashes or in brackets before its noun: /3/ نساء، أكثر من (13) عنصرا."""
    sign, word = line.word(at), line.word(at + 1)
    if sign not in ENCLOSING or not DIGITS.match(word) or len(word) > 5 or line.word(at + 2) != ENCLOSING[sign]:
        return None
    return (int(re.sub(r"[.,]", "", word)), at + 3) if line.word(at + 3)[:1].isalpha() else None


def encloses_count(line: Line, at: int) -> bool:
    """/3/ نساء، (12) فردا: a count in slashes, or in brackets before what is counted."""
    sign = line.word(at)
    if sign not in ENCLOSING or enclosed_number(line, at) is None:
        return False
    return sign == "/" or line.first_of(at + 3, ("person", "object", "weapon", "counter")) is not None


def names_make(line: Line, at: int) -> bool:
    """إف-16, سوخوي-24: digits that a hyphen joins to letters, with no space, count nothing."""
    start = line.tokens[at].start
    return line.text[start - 1 : start] in HYPHENS and line.text[start - 2 : start - 1].isalpha()


def read_number(line: Line, at: int) -> tuple[int, int] | None:
    """(value, word after) of a number in digits or words, or None."""
    word = line.word(at)
    if word and word[0].isdigit():
        if at > 1 and names_make(line, at):
            return None
        if DECIMAL.match(word):
            scale = line.sense(at + 1, "number")
            if scale and scale.lexeme.data["group"] == "scales":
                return round(float(word.replace(",", ".")) * scale.lexeme.data["value"]), line.end(at + 1)
            return None
        if not DIGITS.match(word) or len(word) > 11:
            return None
        value = int(re.sub(r"[.,]", "", word))
        scale = line.sense(at + 1, "number")
        if scale and scale.lexeme.data["group"] == "scales" and not scale.clitics.conjunction:
            return remainder(line, value * scale.lexeme.data["value"], scale.lexeme.data["value"], line.end(at + 1))
        return value, at + 1
    return read_words(line, at)


def remainder(line: Line, value: int, scale: int, at: int) -> tuple[int, int]:
    """36 ألفا و183: what is under the scale, in digits after و."""
    word, after = line.word(at), at + 1
    if word == AND and line.word(after)[:1].isdigit():
        word, after = line.word(after), after + 1
    elif not (word.startswith(AND) and word[1:2].isdigit()):
        return value, at
    digits = re.sub(r"[.,]", "", word.removeprefix(AND))
    if not digits.isdigit() or int(digits) >= scale:
        return value, at
    return value + int(digits), after


def read_words(line: Line, at: int) -> tuple[int, int] | None:
    """A number in words: parts joined by و add up; a scale or a hundred right after a unit multiplies it."""
    sense = line.sense(at, "number")
    if sense is None:
        return None
    pair = line.lexicon.duals.get(line.word(at))
    if pair is not None and not sense.clitics.preposition and line.first_of(line.end(at), ("person", "counter")) is not None:
        return pair, line.end(at)  # نزح ألفا مدني
    total = 0
    current = 0
    first = True
    while sense is not None:
        value, group = sense.lexeme.data["value"], sense.lexeme.data["group"]
        joined = bool(sense.clitics.conjunction)
        if first:
            current = value
        elif joined and group != "pairs" and value != current:
            if current >= 1000:
                total, current = total + current, value
            else:
                current += value
        elif not joined and group == "scales" and current < 1000:
            current *= value
        elif not joined and group == "hundreds" and value == 100 and current < 10:
            current *= 100
        else:
            break
        first = False
        at = line.end(at)
        sense = line.sense(at, "number")
        if sense and sense.clitics.conjunction and not continues_number(current, sense.lexeme.data["value"]):
            break
    return total + current, at


def continues_number(current: int, value: int) -> bool:
    """ثلاثة وعشرون is one number; ثلاثة وأربعة are two."""
    tail = current % 1000 or 1000
    return (
        (tail < 10 and value in range(20, 100, 10))
        or (tail % 100 == 0 and value < 1000 and (tail >= 100))
        or (value >= 1000 and current < 1000 and current % 10 == 0)
    )
