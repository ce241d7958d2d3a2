"""What is put in between commas: a time, or who says so. The clause goes on after it as if it were not there."""

from __future__ import annotations

from rasid.model import Mention

NOUN_PHRASES = frozenset(("party", "person", "count", "object", "weapon", "place", "source", "border"))
LED = "led"  # the preposition before who leads a delegation: وفد، برئاسة فلان، …
ACCORDING = "according"  # the entry of بحسب، وفقا ل، حسبما
INSERTION_REACH = 5  # mentions within an insertion of who says so: وفق ما أفاد مصدر طبي في مستشفى المدينة لوكالة


def without_insertions(mentions: list[Mention]) -> list[Mention]:
    """The mentions less the commas around a time, or a place, put in (هاجم مسلحون، مساء السبت، حاجزا؛ التقى، في بنغازي، قائدها)."""
    aside: set[int] = set()
    for at in range(1, len(mentions) - 1):
        opens = at - 1
        if opens and mentions[opens].kind == "clause" and mentions[opens].data["clause"] == "beside" and mentions[at].kind == "time":
            opens -= 1  # قبيل الفجر
        if is_comma(mentions[opens]) and is_comma(mentions[at + 1]) and put_in(mentions, at):
            aside |= {*range(opens, at), at + 1, *([at] if mentions[at].prep == LED else [])}
    return [m for n, m in enumerate(mentions) if n not in aside] if aside else mentions


def put_in(mentions: list[Mention], at: int) -> bool:
    """Whether a mention between two commas is put in: a time, or where it was, with a noun going on after it."""
    if mentions[at].kind == "time":
        return True
    where = mentions[at].kind == "place" and mentions[at].prep in ("in", "near")
    if not (where or mentions[at].prep == LED) or mentions[at].conj or not 2 < at < len(mentions) - 2:
        return False
    after, before = mentions[at + 2], mentions[at - 2]
    return after.kind in NOUN_PHRASES and not (after.conj or after.prep) and before.kind in ("party", "person", "source", "trigger", "light")


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
