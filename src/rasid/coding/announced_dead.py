"""Whose the dead are that a side announces, and who killed them: its own men, or those of its foe."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from rasid.coding.attribution import Speakers
from rasid.coding.draft import NO_PARTY, Draft, Head
from rasid.coding.reference import Discourse
from rasid.lexicon import Lexicon
from rasid.model import Mention

ADMITTING = frozenset(("itarafa", "aqarra", "naa"))  # verbs by which a side tells of losses of its own
FOUGHT = frozenset(("killing", "assault", "ground_attack", "shelling", "air_strike", "drone_strike"))  # by whoever announces that foes fell


def of_foes(mention: Mention, side: str, lexicon: Lexicon) -> bool:
    """Whether people told with no force of theirs are foes of a side by the noun for them alone.

    مسلحون and إرهابيون are no side's own; soldiers and police are those of a state's force that tells of them, and a group's foes.
    """
    party, parties = mention.data.get("party"), lexicon.parties
    if mention.kind != "person" or mention.data.get("who") != "combatant":
        return False
    if lexicon.folder.fold(str(mention.data.get("noun") or "")) in lexicon.folded("outlaws"):
        return True
    if party is None or parties.kin(party, side):
        return False
    kind = str(parties.get(party).get("kind"))
    return parties.armed(party) and kind != "unidentified" and (not parties.generic(party) or parties.of_no_state(side))


def against(party: str, side: str, lexicon: Lexicon) -> bool:
    """Whether fighters of a party are a side's foes: those of another armed party by its name, or gunmen of no party known."""
    parties = lexicon.parties
    if parties.get(party).get("kind") == "unidentified":
        return parties.get(side).get("kind") != "unidentified"
    return parties.armed(party) and not parties.kin(party, side) and not parties.generic(party) and not parties.of_one_state(party, side)


def own_dead(draft: Draft, speech: Head, lexicon: Lexicon) -> None:
    """أعلن الجيش مقتل جندي: soldiers whose army tells of them are its own."""
    voice = next((m for m in [*speech.bare, *speech.pre] if m.kind == "party"), None)
    if voice is None or not lexicon.parties.armed(voice.data.get("party")):
        return
    for m in draft.get("victim"):
        own = m.kind == "person" and m.data.get("who") == "combatant" and not m.data.get("of")
        if own and (speech.data.get("id") in ADMITTING or m.pronoun or not of_foes(m, voice.data["party"], lexicon)):
            m.data["of"] = [voice]


def announced_kills(
    drafts: list[Draft], spoken: list[tuple[Head | None, Mention, str]], speakers: Speakers, discourse: Discourse
) -> Iterator[Draft]:
    """أعلن الجيش مقتل ستة من التنظيم: fighters of its foe whose death an armed side announces, with nobody else told, it killed.

    Not its own men, nor those of a side kin to it. Yields what it changed.
    """
    parties = speakers.lexicon.parties
    voices = {id(head): speaker for head, speaker, _ in reversed(spoken) if head is not None and head.data.get("own")}
    for draft in drafts if voices else ():
        deaths = [h for h in draft.heads if not h.finite and h.data.get("effect") == "killed" and id(h.governor) in voices]
        if draft.dropped or draft.get("initiator") or not deaths or draft.outcome == "repelled":
            continue
        speaker = voices[id(deaths[0].governor)]
        side = speakers.side(speaker, discourse)
        if not side or not (parties.armed(side) or parties.get(side).get("kind") == "government"):
            continue
        if deaths[0].governor is not None and deaths[0].governor.data.get("id") in ADMITTING:
            continue
        for m in draft.get("victim"):
            told = m.data.get("of") or []
            hers = all(p.pronoun and p.data.get("party") is None for p in told) if told else bool(m.pronoun)
            if m.kind == "person" and hers and m.data.get("who") == "combatant":
                m.data["of"] = [replace(speaker, kind="party", data={**NO_PARTY, "party": side})]  # أعلنت مقتل أحد جنودها
        people = [*draft.get("victim"), *(e["mention"] for e in draft.effects)]
        fallen = {discourse.settle(p)[0] for m in people for p in m.data.get("of") or [] if p.kind == "party"}
        foes = bool(fallen) and all(p is not None and against(p, side, speakers.lexicon) for p in fallen)
        if not fallen and draft.type in FOUGHT and not draft.get("side"):
            foes = bool(people) and all(of_foes(m, side, speakers.lexicon) for m in people)
        if foes:
            draft.slots["initiator"] = [replace(speaker, kind="party", data={**NO_PARTY, "party": side})]
            yield draft
