"""What befell people whom one number counts: أربعون بين قتيل وجريح, 28 قتيلا وجريحا."""

from __future__ import annotations

from rasid.reading.line import Line

HARMED = frozenset(("killed", "injured"))


def killed_or_hurt(line: Line, at: int) -> tuple[list[str], int]:
    """أربعون شخصا بين قتيل وجريح: what befell people counted together, and the word after."""
    between = line.sense(at, "preposition")
    if between is None or between.lexeme.id not in ("between", "among"):
        return [], at
    told: list[str] = []
    end = line.end(at)
    while (sense := line.sense(end, "person")) is not None and sense.lexeme.data.get("effect") and sense.sense.person == "s":
        if told and not sense.clitics.conjunction:
            break
        told.append(str(sense.lexeme.data["effect"]))
        end = line.end(end)
    return (told, end) if len(told) > 1 else ([], at)


def dead_and_hurt(line: Line, at: int, effect: str) -> tuple[list[str], int]:
    """28 قتيلا وجريحا: two nouns in the singular that one number counts, and the word after."""
    sense = line.sense(at, "person")
    if sense is None or not sense.clitics.conjunction or sense.clitics.article or sense.pronoun or sense.sense.person != "s":
        return [], at
    other, end = sense.lexeme.data.get("effect"), line.end(at)
    both = {effect, other} == HARMED and line.word(end) not in line.lexicon.folded("just_one")  # 15 قتيلا وجريحا واحدا
    return ([effect, str(other)], end) if both else ([], at)
