"""Whose a thing is by who stands in it: مواقع يتمركز فيها مسلحو X, مدرسة تتخذها قوات Y مقرا. No act, and whom one was aimed at."""

from __future__ import annotations

from msgspec.structs import replace

from rasid.coding.draft import NO_PARTY
from rasid.lexicon import Lexicon
from rasid.model import Mention, Reading

HELD = frozenset(
    "position headquarters base checkpoint depot camp home building government_building school hospital hotel factory farm worship".split()
)
BETWEEN = 3  # words from a thing to the verb of its clause: an adjective, «which» and «was»
AFTER = 2  # words from that verb to who stands there: «in it»


def name_holders(reading: Reading, lexicon: Lexicon) -> None:
    """Gives things without an owner to who is told to stand in them, and takes the verb and its subject out of the sentence."""
    stationed = lexicon.folded("stationed")
    words = [t.text for t in reading.tokens]
    guards = {lexicon.folder.fold(word): party for word, party in (lexicon.language.get("guards") or {}).items()}
    for m in (m for s in reading.sentences for m in s.mentions) if not guards.keys().isdisjoint(words) else ():
        word = words[m.head + 1] if m.head + 1 < len(words) else ""
        if m.kind == "object" and m.data.get("object") == "checkpoint" and not m.data.get("of") and word in guards:
            m.data["guards"] = guards[word]  # الحواجز الأمنية
    if stationed.isdisjoint(words):
        return
    for sentence in reading.sentences:
        for at in range(sentence.first, sentence.last):
            if words[at] in stationed:
                held(sentence.mentions, at, words, lexicon)


def held(mentions: list[Mention], at: int, words: list[str], lexicon: Lexicon) -> None:
    """One verb of standing at a word: needs the thing before it, «in it» in or right after it, and a party after that."""
    thing = next((m for m in reversed(mentions) if m.last <= at and m.kind not in ("clause", "cue")), None)
    if thing is None or thing.kind != "object" or thing.data.get("object") not in HELD or at - thing.last > BETWEEN or thing.data.get("of"):
        return
    inside = words[at + 1] in lexicon.folded("inside") if at + 1 < len(words) else False
    if not inside and not words[at].endswith(tuple(lexicon.folded("it"))):
        return
    after = next((m for m in mentions if m.first > at), None)
    if after is None or after.kind not in ("party", "person") or after.prep is not None or after.first - at > AFTER:
        return
    whose = [after] if after.kind == "party" else list(after.data.get("of") or [])
    if after.kind == "person" and not whose and after.data.get("party"):  # عناصر من الشرطة
        whose = [replace(after, kind="party", data={**NO_PARTY, "party": after.data["party"]})]
    if not any(m.data.get("party") or m.data.get("called") for m in whose):
        return
    thing.data["of"] = whose
    gone = [m for m in mentions if m is after or (thing.last <= m.first <= at and m.kind in ("trigger", "light", "clause", "cue"))]
    mentions[:] = [m for m in mentions if not any(m is g for g in gone)]
