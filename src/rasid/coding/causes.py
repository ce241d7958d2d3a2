"""Harm and the attack that caused it, within one sentence."""

from __future__ import annotations

import itertools

from rasid.coding.draft import Draft, Head
from rasid.coding.heads import SentenceScan
from rasid.coding.kinds import CAUSES

CUT_CLAUSES = 2  # a day between commas opens two
CUT_WORDS = 14  # from «killed» over who, how many and when to «in an attack»
CAUSAL_PREPS = frozenset(("cause", "with", "in", "from", "as", "together"))


class CauseFinder:
    """Ties drafts of harm to the drafts of what did it."""

    def __init__(self) -> None:
        self.heads: list[Head] = []  # of the sentence in hand

    def link(self, scan: SentenceScan, out: list[Draft], made: dict[int, Draft]) -> None:
        """Ties harm to the attack of the same sentence that caused it."""
        self.heads = scan.heads
        for draft in out:
            harmed = draft.head.data.get("effect") in ("killed", "injured", "missing") or (
                draft.family == "harm" and any(e["effect"] in ("killed", "injured") for e in draft.effects)
            )
            if not harmed or draft.dropped or draft.type in ("sentence",):
                continue
            shot = next((o for o in out if o is not draft and not o.dropped and self.done_to(o, draft)), None)
            if shot is not None:
                draft.cause = shot
                continue
            if draft.family != "harm":
                self.by_gunfire(draft, out, made)
                continue
            cause = self.named_cause(draft, out, made) or self.earlier_cause(draft, scan, out, made)
            if cause is not None and cause.type == "armed_clash" and draft.get("initiator") and not draft.resolved.get("carried"):
                if not (cause.get("side") or cause.get("initiator")):  # إصابة شاب برصاص الاحتلال خلال مواجهات: the shots are the news
                    for slot in ("scene", "target"):
                        for m in cause.get(slot):
                            draft.add(slot, m)
                    cause.dropped = "the occasion of the harm"
                continue
            if cause is not None and cause is not draft:
                draft.cause = cause
        self.share_cause([d for d in out if not d.dropped and d.head.data.get("effect") in ("killed", "injured")])

    @staticmethod
    def done_to(attack: Draft, harm: Draft) -> bool:
        """ستون مصابا أطلقت القوات النار عليهم: an attack told of the very people that were harmed."""
        whom = attack.head.pre[0] if attack.head.undergoes and attack.head.pre else None
        return whom is not None and attack.family == "attack" and any(e["mention"] is whom for e in harm.effects)

    def by_gunfire(self, draft: Draft, out: list[Draft], made: dict[int, Draft]) -> None:
        """اغتال … بإطلاق الرصاص عليه: the shots are how, not another attack."""
        cause = self.named_cause(draft, out, made)
        if cause is None or cause.type != "ground_attack" or draft.type != "killing":
            return
        for slot in ("instrument", "scene", "initiator"):
            for m in cause.get(slot):
                draft.add(slot, m)
        cause.dropped = "joined"

    @staticmethod
    def share_cause(harms: list[Draft]) -> None:
        """قُتل ثلاثة، وأصيب خمسة، في قصف: what stands after the last verb caused them all."""
        for one, other in itertools.pairwise(harms):
            if (
                one.family == "harm"
                and one.cause is None
                and other.family == "strike"
                and other.head.mention.conj
                and not one.get("initiator")
                and not one.get("instrument")
            ):
                one.cause = other  # وأصيب طفلاهما بقذيفة: the shell killed the parents too
            if goes_on(one, other):
                other.cause = one.cause
            if (
                one.cause is None
                and other.cause is not None
                and other.cause.head.mention.first > other.head.mention.first
                and (other.head.mention.conj or not one.get("scene"))  # قُتل خمسة، فيما جُرح عشرة في انفجار
                and not one.get("initiator")
                and only_shots(one)
            ):
                one.cause = other.cause

    def named_cause(self, draft: Draft, out: list[Draft], made: dict[int, Draft]) -> Draft | None:
        """The attack in the harm's own clause: قُتل ثلاثة في قصف …، جراء انفجار …"""
        for other in out:
            head = other.head
            if (
                other is draft
                or other.family == "harm"
                or (head.data.get("frame") == "foil" and draft.head.finite and not fell_meeting(other, draft))
                or other.dropped
                or (other.type not in CAUSES and other.family not in ("attack", "strike", "blast") and other.type != "assault")
            ):
                continue
            told = head.carrier if head.carrier is not None and not head.carrier.finite else head  # بعد تعرضه لإطلاق نار
            if (
                head.mention.first > draft.head.mention.first
                and not head.finite
                and (told.governor_prep or told.mention.prep) in CAUSAL_PREPS | {"by"}
                and any(
                    (head.clause == harm.clause and told.governor_prep and self.governed_by(head, harm)) or self.cut_off(told, harm)
                    for harm in draft.heads
                )  # قتل وأصيب 14 في قصف
            ):
                return other
            alike = not other.get("initiator") or not draft.get("initiator")
            if head.when and head.mention.first > draft.head.mention.first and alike and only_shots(draft):
                return other
        return None

    def cut_off(self, told: Head, harm: Head) -> bool:
        """قتل ثلاثة، اليوم السبت، في هجوم: a cause parted from its verb by a day between commas, with no other verb between."""
        between = [h for h in self.heads if harm.mention.first < h.mention.first < told.mention.first]
        return (
            harm.finite
            and 0 < told.clause - harm.clause <= CUT_CLAUSES
            and (told.governor is None or told.governor is harm or told.governor in between)
            and told.mention.first - harm.mention.first <= CUT_WORDS
            and all(h.data.get("effect") and h.clause == harm.clause for h in between)
        )

    def governed_by(self, head: Head, harm: Head) -> bool:
        """Whether an attack noun hangs on a harm word, its siblings or what they share a clause with."""
        seen = 0
        governor = head.governor
        while governor is not None and seen < 6:
            if (
                governor is harm
                or governor.sibling is harm
                or harm.sibling is governor
                or (governor.data.get("effect") and governor.clause == harm.clause)
            ):
                return True
            governor = governor.governor
            seen += 1
        return head.clause == harm.clause and head.governor is None

    def earlier_cause(self, draft: Draft, scan: SentenceScan, out: list[Draft], made: dict[int, Draft]) -> Draft | None:
        """An attack told before in the sentence: by a result verb, or where the harm has no doer or place of its own."""
        head = draft.head
        governor = head.governor
        depth = 0
        while governor is not None and depth < 4:
            if governor.kind == "result":
                return self.result_cause(governor, scan, out, made)
            governor = governor.governor
            depth += 1
        if head.sibling is not None:
            elder = made.get(id(head.sibling))
            if elder is not None and elder.cause is not None:
                return elder.cause
        if head.mention.data.get("resumes"):
            told = [
                d for d in out if d.head.mention.first < head.mention.first and d.family != "harm" and d.type in CAUSES and not d.dropped
            ]
            if told:
                draft.slots.pop("initiator", None)
                return told[-1]
        own = draft.get("initiator") and not draft.resolved.get("carried") and head.sense.sense.pos != "ap"  # هاجموا القرية، مخلفين قتلى
        if own or draft.get("scene") or draft.get("instrument"):
            return None
        before = [d for d in out if d.head.mention.first < head.mention.first and d.family != "harm" and not d.dropped]
        before = [d for d in before if d.type in CAUSES or "dispersed" in d.resolved]  # أطلقت الشرطة النار على المحتجين، فسقط أربعة قتلى
        before = [d for d in before if not holds_ground(d)] or before
        return before[-1] if before else None

    def result_cause(self, head: Head, scan: SentenceScan, out: list[Draft], made: dict[int, Draft]) -> Draft | None:
        told = made.get(id(head.subject_event)) if head.subject_event is not None else None
        if told is not None and told.type == "protest":
            told = next((d for d in reversed(out) if d.type == "assault" and d.head.mention.first < told.head.mention.first), None)
            if told is not None:
                return told  # فرقت الشرطة وقفة نفذها محامون، موقعة قتلى: the force, and not the protest
        elif told is not None and not holds_ground(told):
            return told
        before = [
            d
            for d in out
            if d.head.mention.first < head.mention.first
            and d.family != "harm"
            and d.type in CAUSES
            and d.dropped != "joined"
            and not holds_ground(d)
        ]
        if not before:  # فرقت الشرطة المسيرة، موقعة خمسة قتلى
            force = [
                d for d in out if d.type == "assault" and d.head.data.get("frame") == "attack" and d.head.mention.first < head.mention.first
            ]
            before = [d for d in force if d.dropped is None]
        return before[-1] if before else None


def goes_on(one: Draft, other: Draft) -> bool:
    """سقطت قذيفتان فقتلتا امرأة وأصابتا خمسة: harm by a verb in the dual right after harm by another did what that did."""
    verbs = [d.head.sense.sense.person for d in (one, other) if d.head.finite and d.head.mention.conj]
    dual = len(verbs) == 2 and verbs[0] == verbs[1] and str(verbs[0]).endswith("d")
    return dual and one.cause is not None and other.cause is None and not other.get("initiator") and other.family == "harm"


def holds_ground(draft: Draft) -> bool:
    """قصفت المدينة التي يسيطر عليها المسلحون، ما أدى إلى …: a clause that says who holds a place causes nothing."""
    head = draft.head
    return draft.type == "territory_gain" and head.finite and head.relative and head.sense.sense.pos == "im"


def fell_meeting(attack: Draft, harm: Draft) -> bool:
    """قُتل جنديان أثناء تصديهم لهجوم: they fell in the attack that they met; قتل الجيش 27 خلال إحباط عمليات: they were killed."""
    met = attack.outcome == "repelled" and any(h.mention.pronoun and not h.finite for h in attack.heads[:1])
    return met and not harm.get("initiator")


def only_shots(draft: Draft) -> bool:
    """Whether no means but gunfire is told of a harm: the shooting told beside it is what did it."""
    return all(m.data.get("weapon") == "gunfire" for m in draft.get("instrument"))
