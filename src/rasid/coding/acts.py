"""Acts told of acts: attacks foiled, threatened, blamed on somebody, told as the means or the raid of another."""

from __future__ import annotations

import itertools
from typing import Any

from msgspec.structs import replace

from rasid.coding.attempts import assassinated
from rasid.coding.attribution import announcer
from rasid.coding.claims import bare_blame, named
from rasid.coding.draft import NO_PARTY, Draft, Head
from rasid.coding.heads import SentenceScan
from rasid.coding.kinds import CAUSES, REFINED
from rasid.coding.likeness import party_mentions
from rasid.lexicon import Lexicon
from rasid.model import Reading

BLAMED = CAUSES | {"killing", "abduction"}  # types of acts that somebody can be blamed for in the next sentence
BLAME_REACH = 14  # words after a verb of blame: the blamed, with apposition, and what for
BULLET_REACH = 3  # words from a bullet to the verb that says who fired it (برصاصة في الرأس أطلقها)
WIDE = frozenset(("admin1", "admin2", "rural"))
BARRED = frozenset(("territory_gain", "return", "withdrawal", "protest", "displacement", "aid", "deployment"))


def through_lights(head: Head) -> Head | None:
    """What governs an act, verbs that only lend themselves aside: اتهمت X بارتكاب مجزرة."""
    governor = head.governor
    while governor is not None and governor.kind == "light":
        governor = governor.governor
    return governor


def came_of(harm: Draft, act: Draft) -> bool:
    """بالقصف العشوائي على السوق مما أدى لمقتل 13: how many an act that somebody is accused of hurt, told after a verb of result."""
    counted = harm.family == "harm" and any(e["mention"].data.get("quantity") is not None for e in harm.effects)
    result = harm.head.governor
    return counted and result is not None and result.kind == "result" and result.mention.first > act.head.mention.first


class Acts:
    """Settles which of two drafts, one governed by the other, is the event."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.the_act = lexicon.folded("the_act")

    def foil(self, draft: Draft, head: Head, made: dict[int, Draft]) -> None:
        """صدّ هجوما، أحبط هجوما: the attack that was met is the event; who met it is its target."""
        if head.data.get("frame") != "foil" and not head.data.get("outcome") and head.data.get("status") != "attempted":
            return
        attacks = [
            d
            for d in made.values()
            if d is not draft
            and d.head.governor is head
            and (d.type in CAUSES or d.method == "assassination" or d.head.data.get("method") == "assassination")
            and not d.dropped
            and not d.head.finite
        ]
        if head.data.get("outcome") == "repelled":
            self.repel(draft, attacks)
        elif attacks and head.data.get("status") == "attempted":
            attacks[0].status = "attempted"
            attacks[0].heads.append(head)
            for m in draft.get("scene"):
                attacks[0].add("scene", m)
            for m in draft.get("initiator") if attacks[0].type in CAUSES else []:  # who foils an assassination was not its aim
                spoke = m.kind == "source" and m.data.get("party")  # أعلن المركز الإعلامي للجيش إحباط هجوم: of whose force it is
                attacks[0].add("target", replace(m, kind="party", data={**NO_PARTY, "party": spoke}) if spoke else m)
            attacks[0].times += draft.times
            if attacks[0].head.mention.definite and not attacks[0].get("scene"):
                attacks[0].resolved["points_back"] = True  # أفشل الجيش الهجوم: the one told before
            draft.dropped = "joined"

    def repel(self, draft: Draft, attacks: list[Draft]) -> None:
        defenders = draft.slots.pop("initiator", [])
        met = [m for s in ("target", "thing") for m in draft.slots.pop(s, []) if m.kind in ("party", "person") and not m.data.get("area")]
        if attacks and not draft.head.finite:  # تصدي القوات لهجوم: the genitive is who met the attack
            defenders = [*defenders, *(m for m in met if m in draft.head.of)]
            met = [m for m in met if m not in defenders]
        defenders = defenders or (announcer(draft.head, self.lexicon.parties) if attacks else [])
        draft.slots["target"], draft.slots["initiator"] = defenders, met
        if not attacks:
            if draft.head.data.get("needs") and draft.head.subject_event is not None:
                draft.slots["target"], draft.slots["initiator"] = met, defenders  # أجبرتهم المعركة على التراجع: either side may be
            if met and draft.head.finite and draft.head.mention.conj and not draft.get("scene"):
                draft.resolved["points_back"] = True  # وأجبر المسلحين على التراجع: how the attack told before ended
            return
        attack = attacks[0]
        for slot, mentions in attack.slots.items():
            for m in mentions:
                draft.add(slot, m)
        draft.times += attack.times
        draft.heads += attack.heads
        if attack.type != "territory_gain":
            draft.type, draft.family, draft.weapon = attack.type, attack.family, attack.weapon
            draft.method = draft.method or attack.method
        attack.dropped = "joined"
        if attack.head.mention.definite:
            draft.resolved["points_back"] = True

    def blame(self, out: list[Draft], made: dict[int, Draft]) -> None:
        """اتهم X Y بقصف …: where the act is told with its place or toll, it is the event, by Y as X says; else the accusation is."""
        for draft in out:
            if draft.type != "accusation" or draft.dropped:
                continue
            acts = [
                d
                for d in out
                if d is not draft
                and through_lights(d.head) is draft.head
                and not d.head.finite
                and (d.head.carrier is not None or d.head.governor_prep in ("with", "in", "from", None))
                and not d.dropped
            ]
            mutual = draft.head.data.get("frame") == "clash"  # تبادلا الاتهام بقتله: neither is told to have done it
            for act in acts:
                people = [*(e["mention"] for e in act.effects), *act.get("victim"), *act.get("target")]
                told = any(d.cause is act or came_of(d, act) for d in out) or any(m.data.get("quantity") for m in people)
                where = act.get("scene") or act.get("origin")
                told = told or (bool(where) and not mutual and not (act.head.mention.definite and not act.head.of))
                if not told or act.type in ("agreement", "talks", "accusation", "aid"):
                    act.dropped = "told in an accusation"
                    continue
                for m in draft.get("target"):
                    act.add("initiator", m)
                act.sources += [*({"mention": m, "stance": "accuses"} for m in draft.get("initiator")), *denials(draft)]
                act.attribution["how"] = "accused"
                draft.dropped = "its act is coded"

    def blame_for_told(self, kept: list[Draft], reading: Reading) -> None:
        """قتل … بانفجار، واتهمت الشرطة X بتدبيره: who is blamed for what was told before did it, as the accuser says."""
        for n, draft in enumerate(kept):
            if draft.type != "accusation" or not draft.get("target"):
                continue
            sentence = reading.sentences[draft.sentence]
            first = draft.head.mention.last
            after = (reading.tokens[at].text for at in range(first, min(sentence.last, first + BLAME_REACH)))
            told = [d for d in kept[:n] if d.type in BLAMED and not d.background and 0 <= draft.sentence - d.sentence <= 1]
            if not told or (self.the_act.isdisjoint(after) and not bare_blame(draft, told[-1], reading)):
                continue
            act = told[-1]
            if not any(named(m) for m in act.get("initiator")):
                act.slots.pop("initiator", None)  # قتلهم مسلحون، واتهمت الشرطة التنظيم بالهجوم: his men
                for m in draft.get("target"):
                    act.add("initiator", m)
                act.attribution["how"] = "accused"
            act.sources += [{"mention": m, "stance": "accuses"} for m in draft.get("initiator")] + denials(draft)
            draft.dropped = "blames for an act that is coded"

    @staticmethod
    def intercepted(scan: SentenceScan, made: dict[int, Draft]) -> None:
        """اعترضت صاروخا أُطلق من …: the launch of what was intercepted is told within the interception."""
        foils = [
            h for h in scan.heads if h.kind == "event" and h.data.get("frame") == "foil" and h.data.get("type") == "disrupted_weapons_use"
        ]
        for foil in foils:
            weapons = [m for m in [*foil.bare, *foil.of] if m.kind == "weapon"]
            for head in scan.heads:
                draft = made.get(id(head))
                if (
                    draft is not None
                    and draft.head is head
                    and head is not foil
                    and head.finite
                    and any(0 <= head.mention.first - w.last <= 2 for w in weapons)
                    and not head.mention.conj
                ):
                    draft.dropped = "told of an intercepted weapon"
                    met, towards = made.get(id(foil)), draft.get("scene")
                    if met is not None and met.dropped == "joined":  # اعتراض وتدمير صاروخ: one act of two nouns
                        met = next((d for d in made.values() if foil in d.heads and d is not met), met)
                    if met is None or not towards:
                        continue
                    wide = [p for p in met.get("scene") if p.first < foil.mention.first and p.data.get("place_kind") in WIDE]
                    if not met.get("scene") or wide:
                        met.slots["scene"] = list(towards)
                        met.containers |= {m.first: wide[0] for m in towards} if wide else {}

    @staticmethod
    def fired(out: list[Draft]) -> None:
        """قضى برصاصة في الرأس أطلقها قناص: who fired the bullet told before did the harm; the firing is no event of its own."""
        for harm, shot in itertools.pairwise([d for d in out if not d.dropped]):
            bullets = [m for m in harm.get("instrument") if 0 <= shot.head.mention.first - m.last <= BULLET_REACH]
            shots = shot.family == "attack" and shot.weapon == "gunfire" and shot.head.finite and not shot.head.mention.conj
            if harm.family != "harm" or not bullets or not shots or not shot.head.mention.pronoun or harm.get("initiator"):
                continue
            for slot in ("initiator", "scene"):
                for m in shot.get(slot):
                    harm.add(slot, m)
            shot.dropped = "joined"

    @staticmethod
    def crowds(out: list[Draft]) -> None:
        """خرجوا في مظاهرة وأحرقوا الإطارات وقطعوا الطريق: one crowd, and what it did makes it violent."""
        for n, protest in enumerate(out):
            if protest.type not in ("protest", "riot") or protest.dropped:
                continue
            for deed in out[n + 1 :]:
                cut = deed.type == "restriction" and str(deed.method) in ("closure", "None") and deed.head.mention.conj
                theirs, where = ({m.span for m in protest.get(slot)} for slot in ("initiator", "scene"))
                same = bool(theirs) and theirs == {m.span for m in deed.get("initiator")}  # على إحراق الإطارات وقطع الطريق
                there = where >= {m.span for m in deed.get("scene")} or (same and not where)
                alone = deed.head.finite and (there if same else not deed.get("scene"))
                crowd = deed.type == "riot" and protest.type == "protest"
                if (crowd or cut) and alone and not deed.dropped:
                    protest.type = "riot" if deed.type == "riot" else protest.type
                    for slot in ("target", "instrument", "scene"):
                        for m in deed.get(slot):
                            protest.add(slot, m)
                    deed.dropped = "joined"

    @staticmethod
    def barred(out: list[Draft]) -> None:
        """منعتهم من دخول المدينة: what is barred did not happen."""
        for draft in out:
            governor = draft.head.governor
            if governor is None or draft.head.finite or draft.head.governor_prep not in (None, "from", "to"):
                continue
            if governor.data.get("frame") == "forbid" and governor.data.get("type") == "restriction" and draft.type in BARRED:
                draft.dropped = draft.dropped or "barred"
                for ban in [d for d in out if d.head is governor and not d.get("scene")]:
                    for m in draft.get("scene"):
                        ban.add("scene", m)

    @staticmethod
    def driven_off(out: list[Draft]) -> None:
        """أجبروهم على التراجع والفرار: that attackers who are met fall back is how their attack ends, no event of its own."""
        met = [d for d in out if d.outcome == "repelled" and not d.dropped]
        for draft in out if met else ():
            governor, sibling = draft.head.governor, draft.head.sibling
            of = next((d for d in met if d.head in (governor, sibling.governor if sibling is not None else None)), None)
            gone = draft.type in ("withdrawal", "displacement") and not draft.head.finite and not draft.dropped
            if gone and of is not None and not any(draft.get(s) for s in ("scene", "origin", "destination")):
                draft.dropped = "joined"
            elif gone and of is not None and of.get("initiator") and draft.type == "withdrawal":
                draft.slots["initiator"] = list(of.get("initiator"))  # أجبروهم على التراجع إلى الجبل: who was driven off went

    @staticmethod
    def outcomes(out: list[Draft]) -> None:
        """استهدفت رتلا ودمرت شاحنات: what an attack destroyed, told by the verb after it, is of that attack."""
        for before, draft in itertools.pairwise([d for d in out if not d.dropped]):
            if draft.head.data.get("echo") and before.type in CAUSES and draft.head.mention.conj:
                draft.dropped = "joined"  # وكبدتها خسائر
                before.heads.append(draft.head)
            if (
                draft.type == "property_destruction"
                and draft.head.data.get("frame") == "wreck"
                and draft.head.finite
                and draft.head.mention.conj
                and before.type in CAUSES
                and before.type not in ("ground_attack", "armed_clash", "territory_gain")
                and not (draft.get("scene") or draft.get("instrument"))
                and (not draft.get("initiator") or draft.resolved.get("carried"))
            ):
                for m in draft.get("target"):
                    before.add("target", m)
                before.effects += draft.effects
                before.heads.append(draft.head)
                draft.dropped = "joined"

    @staticmethod
    def hangs_over(threat: Draft, act: Draft) -> None:
        """هدد باقتحام البلدة، بشن هجمات على القوات: whom and where the act threatened would hit is whom and where the threat is to."""
        if not threat.get("scene"):
            for m in act.get("scene"):
                threat.add("scene", m)
        if not threat.get("target"):
            for m in [*act.get("target"), *act.get("victim")]:
                if m.kind == "party" or m.data.get("of") or m.kind == "person":
                    threat.add("target", m)

    @staticmethod
    def leaflets(out: list[Draft]) -> None:
        """ألقت مناشير تدعو السكان إلى إخلاء منازلهم: what leaflets say is said by who dropped them."""
        for dropped, words in itertools.pairwise([d for d in out if d.type == "threat" and not d.dropped]):
            said = words.head.finite and not words.head.mention.conj and not words.get("initiator") and words.sentence == dropped.sentence
            if not dropped.head.data.get("written") or not said:
                continue
            for slot in ("target", "scene", "victim"):
                for m in words.get(slot):
                    dropped.add(slot, m)
            dropped.heads.append(words.head)
            words.dropped = "joined"

    def threats(self, out: list[Draft]) -> None:
        """هدد بمهاجمة …: the attack threatened is what the threat says, no event."""
        for draft in out:
            governor = draft.head.governor
            while governor is not None and governor.kind == "light":
                governor = governor.governor  # توعد بشن هجمات
            if governor is not None and not draft.head.finite and governor.data.get("type") == "threat":
                draft.dropped = draft.dropped or "threatened"
                for threat in [d for d in out if d.head is governor]:
                    self.hangs_over(threat, draft)
            if (
                governor is not None
                and not draft.head.finite
                and governor.data.get("type") == "sentence"
                and draft.type in ("killing", "arrest")
            ):
                draft.dropped = draft.dropped or "what the court ordered"
                for judged in [d for d in out if d.head is governor and not any(c == "charge" for c, _ in draft.head.cues)]:
                    for m in [*draft.get("victim"), *draft.get("target")]:
                        judged.add("victim", m)
            if governor is not None and not draft.head.finite and governor.data.get("type") in ("agreement", "talks"):
                if draft.type not in ("agreement", "talks", "armed_clash") and draft.head.governor_prep in ("for", "purpose"):
                    draft.dropped = draft.dropped or "what was agreed or talked of"
                    for deal in [d for d in out if d.head is governor and not d.get("scene")]:
                        for m in draft.get("scene"):
                            deal.add("scene", m)  # اتفاقا لتبادل الأسرى في جنيف

    @staticmethod
    def struck(out: list[Draft], made: dict[int, Draft]) -> None:
        """غارتين على تعزيزات للمليشيات: forces told as what was struck are no movement of theirs."""
        for draft in out:
            outer = made.get(id(draft.head.governor)) if draft.head.governor is not None else None
            if (
                outer is None
                or draft.type != "deployment"
                or draft.head.finite
                or draft.head.carrier is not None
                or outer.type not in CAUSES
                or draft.head.governor_prep not in ("on", "against", "toward")
            ):
                continue
            of = [m for m in draft.get("initiator") if m.kind == "party"]
            thing = {"object": "position", "of": of, "quantity": None, "number": "p", "weapon": None}
            outer.add("target", replace(draft.head.mention, kind="object", data=thing))
            for m in draft.get("scene"):
                outer.add("scene", m)
            draft.dropped = "joined"
            made[id(draft.head)] = outer

    @staticmethod
    def truces(out: list[Draft]) -> None:
        """توصل الطرفان إلى اتفاق وقف إطلاق نار في X: what was agreed is the agreement."""
        for deal, truce in itertools.pairwise([d for d in out if not d.dropped and d.type == "agreement"]):
            told = deal.head.finite or any(category == "planned" for category, _ in truce.head.cues)  # التوصل إلى اتفاق يقضي بوقف القتال
            if deal.sentence != truce.sentence or not told or truce.head.finite or truce.head.mention.conj:
                continue
            for slot in ("scene", "initiator", "target", "side"):
                for m in truce.get(slot):
                    deal.add(slot, m)
            deal.times += truce.times
            deal.resolved["truce"] = True
            truce.dropped = "joined"
        for deal, term in itertools.pairwise([d for d in out if not d.dropped]):
            agreed = deal.type == "agreement" and term.type == "release" and term.head.governor is deal.head and not term.head.finite
            counted = any(e["mention"].data.get("quantity") for e in term.effects)
            if agreed and term.head.governor_prep in ("on", None, "for") and not counted:
                for slot in ("scene", "side"):
                    for m in term.get(slot):
                        deal.add(slot, m)  # اتفاق على تبادل الأسرى بين X وY
                term.dropped = "what was agreed"

    @staticmethod
    def searches(out: list[Draft]) -> None:
        """داهمت منزله واعتقلت ثلاثة، اعتقلت ثلاثة بعد أن داهمت منازلهم: the raid is how they were held."""
        for custody, raid in itertools.pairwise([d for d in out if not d.dropped]):
            searched = raid.type == "arrest" and not raid.get("victim") and not raid.get("scene") and not raid.head.mention.conj
            searched = searched and not raid.head.mention.pronoun  # اقتادتهم: the same people
            if searched and custody.type in ("arrest", "abduction") and custody.get("victim") and custody.sentence == raid.sentence:
                custody.heads.append(raid.head)
                raid.dropped = "joined"
        for raid, custody in itertools.pairwise([d for d in out if not d.dropped]):
            if (
                raid.type == "arrest"
                and not raid.get("victim")
                and custody.type in ("arrest", "abduction")
                and custody.head.finite
                and (custody.head.mention.conj or custody.head.mention.data.get("resumes"))  # حملة دهم أوقفت خلالها
                and (not custody.get("initiator") or custody.resolved.get("carried") or not raid.get("initiator"))
            ):
                for slot in ("initiator", "target", "scene"):
                    for m in raid.get(slot):
                        custody.add(slot, m)
                custody.times = custody.times or raid.times
                custody.heads.append(raid.head)
                raid.dropped = "joined"

    @staticmethod
    def raids(out: list[Draft], made: dict[int, Draft]) -> None:
        """اعتقلت … خلال اقتحامات في X: a raid in which people are held is the arrest."""
        for raid, taken in itertools.pairwise(out):
            if (
                raid.type == "ground_attack"
                and (
                    (raid.head.data.get("raid") and raid.head.finite and taken.type == "arrest")
                    or (raid.method == "ambush" and taken.type == "abduction" and not raid.get("target"))  # نصبوا كمينا وخطفوا شابين
                )
                and taken.head.finite
                and taken.head.mention.conj
                and not raid.effects
                and not taken.resolved.get("placed")
                and not raid.dropped
            ):
                for slot in ("scene", "initiator"):
                    for m in raid.get(slot):
                        if slot == "scene" or not taken.get(slot):
                            taken.add(slot, m)
                raid.dropped = "the raid of an arrest"  # واقتحمت البلدة واعتقلت ثلاثة
        for raid, deed in itertools.pairwise(out):
            entered = raid.type == "ground_attack" and raid.head.data.get("raid") and not (raid.effects or raid.dropped)
            hurt = deed.type in ("killing", "assault") and deed.head.finite and bool(deed.get("initiator"))  # اقتحموا متجرا وقتلوا صاحبه
            after = (deed.method == "looting" or hurt) and deed.head.mention.conj and not deed.get("scene")
            things = raid.get("target")
            if entered and after and things and all(m.kind == "object" and not party_mentions(m) for m in things):
                for slot in [s for s in ("scene", "initiator") if not deed.get(s)]:
                    deed.slots[slot] = list(raid.get(slot))
                deed.head.explains = deed.head.explains or raid.head.explains
                raid.dropped = "how it was done"  # اقتحموا صيدلية ونهبوا محتوياتها
        for draft in out:
            custody = made.get(id(draft.head.governor)) if draft.head.governor is not None else None
            if draft.type == "ground_attack" and draft.method == "ambush" and draft.head.mention.prep in ("with", "in"):
                taken_by = [
                    d for d in out if d.head.finite and d.head.clause == draft.head.clause and d.head.data.get("frame") == "custody"
                ]
                custody = taken_by[-1] if taken_by else custody  # اعتقلت القوة مسؤول التفخيخ في التنظيم بكمين
            if (
                custody is None
                or custody is draft
                or draft.head.finite
                or draft.type not in ("ground_attack", "arrest")
                or custody.head.data.get("frame") != "custody"
                or custody.type == "sentence"  # حكما بسجن متهم باستهداف دورية في X: what he is judged for
                or (custody.type == "release" and draft.get("victim"))  # الإفراج بعد احتجازهم سبعة: others, taken
            ):
                continue
            for m in draft.get("scene"):
                custody.add("scene", m)
            for told in out:  # أصيب ثلاثة واعتقل خمسة خلال اقتحام نفذته القوات: who raided did all of it
                if told is custody or (told.family == "harm" and told.head.mention.first < draft.head.mention.first):
                    for m in draft.get("initiator") if not told.get("initiator") else []:
                        told.add("initiator", m)
            draft.dropped = "the raid of an arrest"

    @staticmethod
    def by_means(out: list[Draft], made: dict[int, Draft]) -> None:
        """استهدف بغارتين …: an attack told as the means of an attack is that attack."""
        assassinated(out, made)
        for draft in out:
            outer = made.get(id(draft.head.governor)) if draft.head.governor is not None else None
            if (
                outer is None
                or outer is draft
                or draft.dropped
                or outer.dropped
                or outer.outcome
                or draft.head.finite
                or draft.head.governor_prep != "with"
            ):
                continue
            razed = outer.type == "property_destruction" and draft.type in CAUSES and not outer.get("initiator")  # تدمير جسر بغارة
            if not razed and outer.family not in ("attack", "strike"):
                continue
            if draft.family not in ("attack", "strike") and draft.type not in REFINED:
                continue
            if (razed or outer.type in ("ground_attack", "shelling")) and draft.type != "ground_attack":
                outer.type, outer.method = draft.type, draft.method
            outer.weapon = outer.weapon or draft.weapon
            for slot, mentions in draft.slots.items():
                for m in mentions:
                    if slot != "initiator" or not outer.get("initiator"):
                        outer.add(slot, m)
            outer.heads.append(draft.head)
            outer.times += draft.times
            draft.dropped = "joined"
            made[id(draft.head)] = outer

    @staticmethod
    def same_means(out: list[Draft]) -> None:
        """قصفت … بصواريخ، واستهدفت …: a second target without means of its own was hit by the same."""
        for before, draft in itertools.pairwise(out):
            if (
                draft.family == "attack"
                and draft.type == "ground_attack"
                and draft.head.mention.conj
                and draft.head.finite
                and not draft.get("instrument")
                and before.type in ("shelling", "air_strike", "drone_strike")
                and before.get("initiator")
                and [m.span for m in before.get("initiator")] == [m.span for m in draft.get("initiator")]
            ):
                draft.type = before.type


def denials(accusation: Draft) -> list[dict[str, Any]]:
    """Who denies what somebody is accused of: it is the act that they deny."""
    return [s for s in accusation.sources if s["stance"] == "denies"]
