"""What is put in between commas: a time, or who says so. The clause goes on after it as if it were not there."""

from __future__ import annotations

from rasid.coding.draft import FINITE
from rasid.model import Mention

NOUN_PHRASES = frozenset(("party", "person", "count", "object", "weapon", "place", "source", "border"))
DOERS = ("party", "person", "source", "trigger", "light")
FIRES = frozenset(("attack", "strike"))  # frames of verbs whose object is a place that was hit
PASSES = 3
LED = "led"  # the cue before who leads a delegation: وفد، برئاسة فلان، …
ACCORDING = "according"  # the entry of بحسب، وفقا ل، حسبما
SINCE = ("since", "recent")  # cues before a time, put in with it
INSERTION_REACH = 5  # mentions within an insertion of who says so: وفق ما أفاد مصدر طبي في مستشفى المدينة لوكالة


def without_insertions(mentions: list[Mention]) -> list[Mention]:
    """The mentions less what is put in, one after another (استقبل الرئيس، اليوم، بمقر المجلس في طرابلس، المبعوث)."""
    for _ in range(PASSES):
        less = once_without(mentions)
        if len(less) == len(mentions):
            break
        mentions = less
    return mentions


def once_without(mentions: list[Mention]) -> list[Mention]:
    """The mentions less the commas around a time, or a place, put in (هاجم مسلحون، مساء السبت، حاجزا؛ التقى، في بنغازي، قائدها).

    Who leads a delegation (وفد، برئاسة فلان، …) goes with the commas around him.
    """
    aside: set[int] = set()
    comma = [m.kind == "clause" and m.data["clause"] == "comma" for m in mentions]
    if True not in comma:
        return mentions
    near = {n + step for n, told in enumerate(comma) if told for step in (-1, 1, 2)}
    for at in sorted(near):
        opens = at - 1
        if opens < 0 or at + 1 >= len(mentions):
            continue
        if comma[opens] and is_led(mentions[at]):
            ends = next((n for n in range(at + 1, min(at + 3, len(mentions) - 1)) if comma[n]), None)
            if ends is not None and goes_on(mentions, opens, ends):
                aside |= {*range(opens, ends + 1)}
            continue
        if opens and mentions[opens].kind == "clause" and mentions[opens].data["clause"] == "beside" and mentions[at].kind == "time":
            opens -= 1  # قبيل الفجر
        elif opens and mentions[opens].kind == "cue" and mentions[opens].data["cue"]["id"] in SINCE and mentions[at].kind == "time":
            opens -= 1  # منذ مطلع حزيران
        if comma[opens] and comma[at + 1] and put_in(mentions, opens, at):
            aside |= {*(n for n in range(opens, at) if mentions[n].kind != "cue"), at + 1}
        elif comma[opens] and at + 2 < len(mentions) and comma[at + 2] and is_seat(mentions, at):
            if goes_on(mentions, opens, at + 2):
                aside |= {opens, at + 2}
        elif comma[at + 1] and ((mentions[at].kind == "time" and splits(mentions, at)) or parts(mentions, at)):
            aside.add(at + 1)
    return [m for n, m in enumerate(mentions) if n not in aside] if aside else mentions


def is_seat(mentions: list[Mention], at: int) -> bool:
    """بمقر المجلس في طرابلس: whether a house and its town are told."""
    house, town = mentions[at], mentions[at + 1]
    return house.kind == "object" and house.prep in ("in", "with") and not house.conj and town.kind == "place" and town.prep == "in"


def is_led(mention: Mention) -> bool:
    return mention.kind == "cue" and mention.data["cue"]["id"] == LED


def put_in(mentions: list[Mention], opens: int, at: int) -> bool:
    """Whether a mention between two commas is put in: a time, or where it was, with a noun going on after it."""
    if mentions[at].kind == "time":
        return True
    where = mentions[at].kind == "place" and mentions[at].prep in ("in", "near") and not mentions[at].conj
    return where and goes_on(mentions, opens, at + 1)


def splits(mentions: list[Mention], at: int) -> bool:
    """أعدم التنظيم أمس، ستة شبان: whether the one comma after a time parts a verb and its doer from whom it was done to."""
    return at >= 2 and mentions[at].first == mentions[at - 1].last and parts([*mentions[:at], *mentions[at + 1 :]], at - 1)


def parts(mentions: list[Mention], at: int) -> bool:
    """اختطف التنظيم في ليبيا، تسعة عمال: whether a comma right after a doer parts him and his verb from whom it was done to."""
    if at < 1 or at + 2 >= len(mentions):
        return False
    verb, doer, whom = mentions[at - 1], mentions[at], mentions[at + 2]
    if whom.kind == "place":
        return parts_from_place(mentions, at)
    told = (
        verb.kind == "trigger" and verb.data["triggers"][0].sense.pos in FINITE and bool(verb.data["triggers"][0].lexeme.data.get("effect"))
    )
    acts = doer.kind == "party" and doer.prep is None and doer.first == verb.last
    counted = whom.data.get("quantity") is not None or bool(whom.data.get("accusative"))
    return told and acts and whom.kind == "person" and whom.prep is None and not whom.conj and counted


def parts_from_place(mentions: list[Mention], at: int) -> bool:
    """قصفت مدفعية النظام، قرية X: whether a comma right after who or what fired parts it and its verb from the place that was hit."""
    verb, doer, place = mentions[at - 1], mentions[at], mentions[at + 2]
    told = verb.data["triggers"][0] if verb.kind == "trigger" else None
    fired = told is not None and told.sense.pos in FINITE and told.lexeme.data.get("frame") in FIRES
    acts = doer.kind in ("party", "weapon") and doer.prep is None and doer.first == verb.last
    bare = place.prep is None and not place.conj and bool(place.data.get("list_head")) and not place.data.get("back")
    after = mentions[at + 3] if at + 3 < len(mentions) else None
    own = after is not None and after.kind in ("trigger", "light") and not after.conj and after.prep is None  # قرية X تعرضت لقصف
    return fired and acts and bare and not own


def goes_on(mentions: list[Mention], opens: int, ends: int) -> bool:
    """Whether a clause goes on after two commas: a doer, or the verb, before the first, and a noun of its own after the second."""
    if opens < 1 or ends + 1 >= len(mentions):
        return False
    after, before = mentions[ends + 1], mentions[opens - 1]
    return after.kind in NOUN_PHRASES and not (after.conj or after.prep) and before.kind in (*DOERS, "time")


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
