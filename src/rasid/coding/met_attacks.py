"""Attacks that somebody met: what was tried or told just before, and who stopped it, as one event."""

from __future__ import annotations

import itertools

from rasid.coding.draft import Draft


def met(out: list[Draft]) -> None:
    """حاول الجيش التقدم، فتصدى له المقاتلون: what was tried and met is one attack, repelled."""
    for tried, answer in itertools.pairwise(out):
        if tried.type not in ("territory_gain", "ground_attack") or tried.dropped or tried.head.finite:
            continue
        if not any(category == "attempted" for category, _ in tried.head.cues):
            continue
        theirs = {m.span for m in answer.get("initiator")} <= {m.span for m in tried.get("initiator")}
        if answer.outcome == "repelled" and theirs and answer.head.finite and answer.head.mention.conj:
            answer.slots["initiator"] = list(tried.get("initiator"))
            for m in tried.get("scene"):
                answer.add("scene", m)
            answer.times += tried.times
            tried.dropped = "joined"


def met_it(out: list[Draft]) -> None:
    """شن هجوما تصدت له القوات، هاجموا القرية فتصدى لهم الأهالي: who met the attack just told, which a pronoun stands for."""
    for attack, answer in itertools.pairwise([d for d in out if not d.dropped]):
        head = answer.head
        meets = head.finite and head.data.get("outcome") == "repelled" and (head.data.get("prep") or {}).get("for") is not None
        if not meets or any(p == "for" for p, _ in head.preps) or attack.type != "ground_attack" or attack.outcome is not None:
            continue
        who = [m for m in head.bare if m.first > head.mention.first and m.kind in ("party", "person") and m.prep is None]
        if not who or any(m.span == w.span for m in attack.get("initiator") for w in who):
            continue
        for slot, mentions in (("target", who), ("scene", answer.get("scene"))):
            for m in mentions:
                attack.add(slot, m)
        attack.outcome, answer.dropped = "repelled", "joined"
        attack.heads.append(head)
        attack.times += answer.times
        attack.effects += answer.effects
