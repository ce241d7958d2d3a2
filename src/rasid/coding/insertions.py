"""What is put in between commas: a time, or who says so. The clause goes on after it as if it were not there."""

from __future__ import annotations

from rasid.model import Mention

NOUN_PHRASES = frozenset(("party", "person", "count", "object", "weapon", "place", "source", "border"))
ACCORDING = "according"  # the entry of بحسب، وفقا ل، حسبما
INSERTION_REACH = 5  # mentions within an insertion of who says so: وفق ما أفاد مصدر طبي في مستشفى المدينة لوكالة


def without_insertions(mentions: list[Mention]) -> list[Mention]:
    """The mentions less the commas around a time put in (هاجم مسلحون، مساء السبت، حاجزا)."""
    out: list[Mention] = []
    for n, m in enumerate(mentions):
        if is_comma(m):
            after = n + 2 < len(mentions) and mentions[n + 1].kind == "time" and is_comma(mentions[n + 2])
            before = n > 1 and mentions[n - 1].kind == "time" and is_comma(mentions[n - 2])
            if after or before:
                continue
        out.append(m)
    return out


def source_insertion(mentions: list[Mention], at: int) -> int:
    """Where the comma stands that ends an insertion of who says so that begins at a comma; `at` where none begins."""
    if not is_comma(mentions[at]) or at + 1 >= len(mentions):
        return at
    first = mentions[at + 1]
    if first.kind != "speech" or first.data["speech"].lexeme.id != ACCORDING:
        return at
    for end in range(at + 2, min(at + 2 + INSERTION_REACH, len(mentions))):
        if is_comma(mentions[end]):
            follows = mentions[end + 1] if end + 1 < len(mentions) else None
            goes_on = follows is not None and not follows.conj and follows.kind in (*NOUN_PHRASES, "time")
            return end if goes_on else at
        if mentions[end].kind not in ("source", "anaphor", "party", "place", "speech", "person", "time"):
            return at
    return at


def is_comma(mention: Mention) -> bool:
    return mention.kind == "clause" and mention.data["clause"] == "comma"
