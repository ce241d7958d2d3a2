"""Who met whom: the second side of «between», where more than a word stands between the two."""

from __future__ import annotations

from collections.abc import Sequence

from rasid.coding.draft import Head
from rasid.model import Mention

SIDE_REACH = 14  # words from the one side to the other: who guards what, where it lies, backed by whom


def second_side(stack: Sequence[Head], mention: Mention, last: tuple[Mention, Head | None, str, str] | None, comma: bool) -> Head | None:
    """بين الجنود المكلفين بحراسة المطار والمسلحين: what a side after و is of, where one stands alone after «between» so far.

    `last`: what was read before it, what took that, how, and by which preposition. Two that stand side by side after another
    preposition are one phrase (قرب مقر للجيش والشرطة), but for who backs a side (بين القوات المدعومة بالتحالف ومسلحي التنظيم)."""
    if last is None or (comma and last[3] != "support") or not mention.conj:
        return None
    if mention.prep is not None or mention.kind not in ("party", "person"):
        return None
    if last[0].last == mention.first and last[0].kind in ("party", "person", "source") and last[3] != "support":
        return None
    for head in reversed(stack):
        sides = [m for prep, m in head.preps if prep == "between"]
        if sides:
            alone = len(sides) == 1 and sides[0].kind in ("party", "person") and mention.first - sides[0].last <= SIDE_REACH
            return head if alone else None
    return None
