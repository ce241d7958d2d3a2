"""What a party announces by a noun is its own act (أعلنت الفصائل انسحابها، أعلن الجيش استعادة البلدة): when that is so."""

from __future__ import annotations

from rasid.coding.draft import Draft, Head
from rasid.model import Mention

OWN_FRAMES = frozenset(("attack", "control", "custody", "foil", "wreck", "blast", "forbid", "give"))
OWN_IF_SAID = frozenset(("leave", "deploy", "change"))  # acts that are as often others': told of oneself by a pronoun or the article


NOTED_REACH = 1  # words from a noun of noting to the act that was noted: رصد إطلاق صاروخين، تسجيل أول سقوط لقذيفة


def noted(head: Head, mentions: list[Mention]) -> bool:
    """أعلن الجيش رصد إطلاق صاروخين: an act that somebody noted, or counted, is another's."""
    before = [m for m in mentions if m.last <= head.mention.first]
    return bool(before) and before[-1].kind == "speech" and documents(before[-1]) and head.mention.first - before[-1].last <= NOTED_REACH


def documents(mention: Mention) -> bool:
    """Whether a word of speech is one of noting down."""
    sense = mention.data.get("speech")
    return sense is not None and bool(sense.lexeme.data.get("documents"))


def announced_as_own(draft: Draft, head: Head, governor: Head, scanned: list[Head], mentions: list[Mention]) -> bool:
    """Whether who speaks by a verb of speech did what a noun that it governs tells."""
    return (
        governor.kind == "speech"
        and not (noted(head, mentions) or governor.data.get("documents"))  # سجل المركز خروقات، منها قصف …
        and not (head.mention.definite and any(h.subject_event is head for h in scanned))  # إن القصف قتل ثلاثة: told before
        and draft.outcome != "repelled"
        and all(category != "repelled" for category, _ in head.cues)
        and not own_thing(draft)
        and not (head.carrier is not None and head.carrier.mention.pronoun)  # إنه هجوم نفذه …: who did it is told
        and (head.frame.get("active") or {}).get("subject", "initiator") == "initiator"
        and (head.governor is governor or in_person(head.governor) or was_done(draft, head))
        and not governor.data.get("follows")
        and (
            head.data.get("frame") in OWN_FRAMES
            or (head.data.get("frame") in OWN_IF_SAID and (bool(head.mention.pronoun) or definite_object(head, governor)))
        )
    )


def own_thing(draft: Draft) -> bool:
    """أعلن الجيش استهداف دورية له: whether what was attacked is by a pronoun of who tells of it, so that another did it."""
    return any(p.pronoun and p.data.get("own") for m in draft.get("target") for p in m.data.get("of") or [])


def definite_object(head: Head, governor: Head) -> bool:
    """أعلن الجيش الانسحاب من المدينة: the article for a pronoun, after a verb by which a party says what is its own."""
    return bool(governor.data.get("own")) and head.mention.definite and head.mention.prep is None and not head.of


def in_person(light: Head | None) -> bool:
    """أكدت القوات استمرارها في منع السفن: a noun that lends itself, with a pronoun of who says so."""
    return light is not None and light.kind == "light" and not light.finite and bool(light.mention.pronoun)


def was_done(draft: Draft, head: Head) -> bool:
    """أعلنت الوزارة أنه تم اعتراض صاروخ: interceptions and arrests that who speaks says were made, of nobody else."""
    light = head.governor
    told_of = bool(head.mention.pronoun)  # سيارتين جرى تفكيكهما
    return (
        light is not None
        and impersonal(light)
        and not told_of
        and (head.data.get("frame") == "foil" or draft.type in ("arrest", "release"))
    )


def impersonal(light: Head) -> bool:
    """تم اعتراض صاروخ: whether a verb only says that what its noun tells was done."""
    return light.kind == "light" and light.finite and light.data.get("carrier") == "subject"
