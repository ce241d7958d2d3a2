"""Force by police on crowds: shots and gas at people who march or sit in are no battle, whoever is told to have been hit."""

from __future__ import annotations

from msgspec.structs import replace

from rasid.coding.draft import NO_PARTY, Draft
from rasid.coding.likeness import party_mentions
from rasid.lexicon import Lexicon
from rasid.model import Mention, Sentence

POLICE = "state-police"  # the kind of forces whose work crowds are
CROWD = frozenset(("protest", "riot"))
ON_CROWDS = frozenset(("ground_attack", "assault", "restriction"))  # types that force on a crowd, or by it, is told as
CROWDS = frozenset(("protesters", "rioters"))


def disperse(drafts: list[Draft], sentence: Sentence, lexicon: Lexicon) -> None:
    """أطلقت قوات مكافحة الشغب الرصاص والغاز لفتح الطريق: fire by police, on nobody armed, where a crowd or gas is told beside it."""
    if not [d for d in drafts if d.type in ON_CROWDS]:
        return
    crowd = any(d.type in CROWD and not d.dropped for d in drafts) or any(
        m.kind in ("party", "person") and m.data.get("party") in CROWDS for m in sentence.mentions
    )
    riot = next((d for d in drafts if d.type == "riot" and not d.dropped), None)
    used = any(less_lethal(m, lexicon) for d in drafts if d.type == "assault" and not d.dropped for m in d.get("instrument"))
    for draft in drafts:
        if riot is not None and draft.family == "harm" and not draft.get("initiator"):
            if draft.type == "ground_attack" or (draft.type == "assault" and riot.head.governor is draft.head):
                draft.cause = draft.cause or riot  # رشقوا عناصر الشرطة بالحجارة، فأصيب اثنان؛ أصيبا جراء رشق مستوطنين
        if (
            draft.type == "restriction"
            and draft.method == "siege"
            and in_crowd(draft)
            and any(m.kind == "object" for m in draft.get("target"))
        ):
            draft.type, draft.method = "riot", None  # حاصر محتجون غاضبون مبنى المصرف
        if used and draft.type == "assault" and draft.family != "harm" and draft.head.data.get("frame") == "attack":
            draft.resolved["dispersed"] = True  # حاولت تفريقهم عبر إطلاق قنابل الغاز: tried or not, the force was used
            if draft.head.mention.pronoun and not draft.head.finite and not met(draft):
                them = replace(draft.head.mention, kind="party", prep=None, data={**NO_PARTY, "party": "protesters"})
                draft.add("target", them)
        if draft.type != "ground_attack" or draft.family != "attack" or draft.weapon != "gunfire" or draft.dropped or draft.get("side"):
            continue
        by = [p for m in draft.get("initiator") for p in party_mentions(m)]
        gassed = any(less_lethal(m, lexicon) for m in draft.get("instrument"))
        if (
            not by
            or not all(of_kind(p, POLICE, lexicon) for p in by)
            or not (crowd or gassed)
            or any(armed(m, lexicon) for m in met(draft))
        ):
            continue
        draft.type, draft.resolved["dispersed"] = "assault", True


def in_crowd(draft: Draft) -> bool:
    """Whether all who did something are told as protesters or rioters."""
    by = [p for m in draft.get("initiator") for p in party_mentions(m)]
    return bool(by) and all(p.data.get("party") in CROWDS for p in by)


def police_on_crowd(draft: Draft, lexicon: Lexicon) -> None:
    """قتل متظاهر في اشتباكات مع الشرطة: who fell was of the crowd, and it was no battle."""
    if draft.type != "armed_clash" or draft.dropped:
        return
    fell = [e for e in draft.effects if e["mention"].kind == "person"]
    side = [*draft.get("side"), *draft.get("initiator"), *draft.get("target")]
    police = [m for m in side if party_mentions(m) and all(of_kind(p, POLICE, lexicon) for p in party_mentions(m))]
    others = any(armed(m, lexicon) for m in side if m not in police)
    if not fell or not police or others or any(e["mention"].data.get("party") not in CROWDS for e in fell):
        return
    killed = any(e["effect"] == "killed" for e in fell)
    draft.type, draft.mutual = "killing" if killed else "assault", False
    draft.slots["initiator"], draft.slots["side"] = police, []
    draft.slots["target"] = [m for m in draft.get("target") if m not in police]


def of_kind(mention: Mention, kind: str, lexicon: Lexicon) -> bool:
    """Whether a party is of a kind."""
    return bool(lexicon.parties.get(mention.data.get("party")).get("kind") == kind)


def met(draft: Draft) -> list[Mention]:
    """Whom and what an act was done to."""
    return [*draft.get("target"), *draft.get("victim"), *(e["mention"] for e in draft.effects)]


def armed(mention: Mention, lexicon: Lexicon) -> bool:
    """Whether a mention is of people who can fight."""
    return mention.data.get("who") == "combatant" or any(lexicon.parties.armed(p.data.get("party")) for p in party_mentions(mention))


def less_lethal(mention: Mention, lexicon: Lexicon) -> bool:
    """Gas, water, batons, rubber bullets."""
    return (lexicon.ontology["weapons"].get(mention.data.get("weapon") or "") or {}).get("class") == "less_lethal"
