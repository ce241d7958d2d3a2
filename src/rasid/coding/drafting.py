"""Heads to drafts: light verbs lend their arguments, verbs told of an event noun join it, harm joins what caused it."""

from __future__ import annotations

import itertools

from rasid.coding import blasts, lone
from rasid.coding.acts import Acts
from rasid.coding.announced_dead import own_dead
from rasid.coding.announcing import announced_as_own, impersonal
from rasid.coding.attribution import with_joined
from rasid.coding.carried_over import Doer, carry_over
from rasid.coding.carried_subjects import CarriedSubjects
from rasid.coding.causes import CauseFinder
from rasid.coding.crowd_control import disperse
from rasid.coding.draft import Draft, Head
from rasid.coding.effects import EffectReader, either
from rasid.coding.heads import SentenceScan
from rasid.coding.kin import with_families
from rasid.coding.kinds import CAUSES, KindSettler
from rasid.coding.met_attacks import met, met_it
from rasid.coding.planting import join_plantings
from rasid.coding.reference import Discourse
from rasid.coding.roles import RoleAssigner, imposed
from rasid.coding.same_doer import fill_same_doers
from rasid.coding.steps import before_custody, chased_off, surround_in_passing
from rasid.coding.toll import fate
from rasid.lexicon import Lexicon
from rasid.model import Mention

REACHING = frozenset(("arrest", "abduction", "property_destruction", "displacement", "killing", "restriction"))  # acts that reach people
TAKEN = frozenset(("looting", "seizure"))  # ways of wronging people by their things that no shell does
JOINING = frozenset(("attack", "blast", "harm", "suffer", "wreck", "custody"))


def wound_of(head: Head, death: Head) -> bool:
    """قتل إثر إصابته برصاصة: the wound that somebody died of."""
    return (
        not head.finite
        and head.governor is death
        and head.governor_prep == "cause"
        and bool(head.mention.pronoun)
        and head.data.get("effect") == "injured"
        and death.data.get("effect") == "killed"
    )


def cuts_road(head: Head) -> bool:
    """قطعت غارتان طريق المصنع: a road that a strike cut was hit by it, and nobody closed it."""
    return head.data.get("type") == "restriction" and head.data.get("method") == "closure"


def told_in_order(head: Head) -> tuple[bool, int]:
    """Heads as they stand, after the others those that an event is the subject of."""
    return head.subject_event is not None, head.mention.first


def undergone(light: Head) -> bool:
    """القصف الذي تعرضت له المدينة: what the noun before the relative is to whom it befell."""
    return light.relative and light.data.get("carrier") == "for"


def called(head: Head, outer: Head) -> bool:
    """Whether a protest is what a verb that tells of a protest is about: the strike that was called for, the strike they went on."""
    return outer.data.get("type") == head.data.get("type") == "protest" and head.governor_prep in ("to", "for", "in", None)


FALLEN = frozenset(("in", "cause"))  # before the attack in which people fell
LAUNCHED = ("by", "from", "belonging")  # before who fired what hit: أطلق من مناطق X


class Drafter:
    """Makes the drafts of one sentence."""

    def __init__(self, lexicon: Lexicon, roles: RoleAssigner) -> None:
        self.lexicon, self.roles = lexicon, roles
        self.families = lexicon.ontology["families"]
        self.kinds = KindSettler(lexicon)
        self.causes = CauseFinder()
        self.toll = EffectReader(lexicon, self.causes)
        self.acts = Acts(lexicon)
        self.scanned: list[Head] = []

    def drafts(self, scan: SentenceScan, discourse: Discourse, before: Doer | None = None) -> list[Draft]:
        self.scanned = scan.heads
        self.lend(scan.heads)
        self.toll.loose_parts, self.toll.mentions = scan.parts, scan.sentence.mentions
        made: dict[int, Draft] = {}
        out: list[Draft] = []
        for head in sorted([h for h in scan.heads if h.kind == "event"], key=told_in_order):
            host = self.host(head, made)
            if host is not None:
                self.join(host, head, discourse)
                made[id(head)] = host
                continue
            draft = self.new(head)
            made[id(head)] = draft
            self.roles.fill(draft, head, discourse)
            self.borrow(draft, head, discourse)
            self.toll.effects(draft, head)
            out.append(draft)
        out.sort(key=lambda d: d.head.mention.first)
        if out:
            self.fallen_in(out)
            for head in scan.heads:
                own = made.get(id(head))
                if own is not None and own.head is head:
                    self.manner(own, head, made)
                    self.share(own, head, made)
                    self.acts.foil(own, head, made)
                    self.attach_scene(own, head)
            carry_over(scan, out, before, self.roles, discourse)
            CarriedSubjects(scan).carry_on(out)
            fill_same_doers(out, scan, self.lexicon)
        self.toll.leftovers(scan, out, made)
        if not out:  # three sentences of ten tell no act
            self.causes.heads = scan.heads
            return out
        self.acts.intercepted(scan, made)
        join_plantings(scan.heads, out, made)
        self.acts.fired(out)
        met(out)
        met_it(out)
        self.acts.blame(out, made)
        self.acts.leaflets(out)
        self.acts.threats(out)
        for draft in out:
            self.kinds.settle_type(draft, discourse)
        self.acts.same_means(out)
        before_custody(out)
        self.acts.raids(out, made)
        self.acts.by_means(out, made)
        self.acts.struck(out, made)
        self.acts.crowds(out)
        disperse(out, scan.sentence, self.lexicon)
        blasts.gassed(out, made)
        self.acts.truces(out)
        self.acts.searches(out)
        self.acts.outcomes(out)
        self.acts.driven_off(out)
        chased_off(out)
        surround_in_passing(out)
        self.acts.barred(out)
        self.destroyed(scan, out, made)
        self.causes.link(scan, out, made)
        return with_families([d for d in out if d.dropped != "joined"], scan.sentence.mentions)

    # --- light verbs and joining -----------------------------------------------------------------------------------------------

    def fallen_in(self, out: list[Draft]) -> None:
        """إن الجنود كانوا قد قتلوا في هجوم: who stands before a verb of killing with nobody but an attack after it fell in that."""
        for draft in out:
            head, told = draft.head, bool(draft.get("victim") or draft.get("target") or draft.effects)
            if draft.family != "harm" or told or not head.finite or head.mention.pronoun or not draft.get("initiator"):
                continue
            attacks = (o.head for o in out if o.family in ("attack", "strike", "blast") and not o.head.finite)
            if head.pre and any(a.governor is head and a.governor_prep in FALLEN for a in attacks):
                draft.slots["victim"] = draft.slots.pop("initiator")
                self.toll.effects(draft, head)

    def destroyed(self, scan: SentenceScan, out: list[Draft], made: dict[int, Draft]) -> None:
        """غارات … ما أدى إلى تدمير مخازن: what came of an attack by a verb of result is of that attack."""
        for draft in out:
            governor = draft.head.governor
            if (
                governor is None
                or governor.kind != "result"
                or draft.head.finite
                or draft.dropped
                or draft.get("initiator")
                or not (draft.head.data.get("frame") in ("wreck", "attack") or cuts_road(draft.head))
                or draft.type not in ("property_destruction", "ground_attack", "restriction")
            ):
                continue
            cause = self.causes.result_cause(governor, scan, [d for d in out if d is not draft], made)
            if cause is not None and cause is not draft and draft.method in TAKEN:
                draft.slots["initiator"] = list(cause.get("initiator"))  # هاجموا المدينة، ما أدى إلى نهب السوق: an act of its own
            elif cause is not None and cause is not draft and cause.type in CAUSES:
                for m in draft.get("target"):
                    cause.add("target", m)
                cause.heads.append(draft.head)
                draft.dropped = "joined"

    def lend(self, heads: list[Head]) -> None:
        """Finds the event noun of each light verb."""
        for n, head in enumerate(heads):
            if head.kind != "light":
                continue
            where = head.data.get("carrier")
            if where == "none":
                continue
            noun = (
                head.subject_event
                if head.subject_event is not None and (where == "subject" or head.mention.pronoun or undergone(head))
                else None
            )
            if noun is None:
                for other in heads[n + 1 :]:
                    if other.finite:
                        break
                    if other.kind in ("event", "light") and self.carried(other, head, str(where)):
                        noun = other
                        break
            noun = noun or self.put_off(head, heads[n + 1 :])
            carries = where in ("object", "subject") and head.finite and not head.bare  # who manages to (تمكن من) is nobody's event
            if noun is None and carries and head.subject_event is not None and head.subject_event.carrier is None:
                noun = head.subject_event  # غارات نُفذت على …
            if noun is not None and (noun.carrier is None or (head.mention.pronoun and not (noun.carrier.bare or noun.carrier.of))):
                noun.carrier, head.carried = head, noun  # وقع هجوم نفذه …: the verb that tells by whom
            elif (
                noun is not None
                and (first := noun.carrier) not in (None, head)
                and first.carrier is None
                and (
                    head.mention.pronoun or (where == "subject" and head.subject_event is noun)  # نظموا مظاهرة جابت الشوارع
                )
            ):
                first.carrier, head.carried = head, noun  # تعرضت البلدة لقصف نفذته الطائرات: two verbs lend to one noun
        for head in heads:
            if head.kind == "light" and head.carried is not None and head.carried.kind == "light" and head.carried.carried is not None:
                inner = head.carried.carried
                inner.carrier = inner.carrier or head

    @staticmethod
    def put_off(light: Head, later: list[Head]) -> Head | None:
        """تعرضت الدورية أثناء تنفيذ مهماتها، لإطلاق نار: the attack that somebody met, told after words for what they were about."""
        if light.data.get("carrier") != "for" or not light.finite:
            return None
        before = itertools.takewhile(lambda h: not h.finite, later)
        return next((h for h in before if h.kind == "event" and h.mention.prep == "for" and h.data.get("frame") == "attack"), None)

    @staticmethod
    def carried(noun: Head, light: Head, where: str) -> bool:
        governor = noun.governor
        if governor is not light and not (noun.sibling and noun.sibling.carrier is light):
            return False
        if where in ("object", "subject"):
            return noun.governor_prep is None
        return noun.governor_prep == where or (where == "for" and noun.governor_prep == "to")  # تعرض إلى قصف

    def host(self, head: Head, made: dict[int, Draft]) -> Draft | None:
        """The draft of the event noun that is this verb's subject (القصف استهدف), or of the verb whose matter a noun of its own type is."""
        noun = head.subject_event
        outer = head.governor
        if head.sense.sense.pos == "ap" and head.data.get("frame") == "attack":
            earlier = [d for d in made.values() if d.head.mention.first < head.mention.first and d.family in ("attack", "strike", "blast")]
            if earlier:
                return max(earlier, key=lambda d: d.head.mention.first)  # انفجرت عبوة …، مستهدفة موكبا
        if outer is not None and wound_of(head, outer):
            return made.get(id(outer))
        if head.finite and head.data.get("reaches"):  # حملة اعتقالات … طالت معلمين
            acts = [d for d in made.values() if d.head.mention.first < head.mention.first and not d.head.finite]
            act = max(acts, key=lambda d: d.head.mention.first, default=None)
            if act is not None and act.type in REACHING:
                return act
        if (
            not head.finite
            and outer is not None
            and outer.kind == "event"
            and head.governor_prep == "for"
            and outer.data.get("type") == head.data.get("type") in ("agreement", "talks", "assault")
        ):
            return made.get(id(outer))  # توصلوا إلى اتفاق لوقف إطلاق النار، أطلقت الغاز لتفريق متظاهرين
        if not head.finite and outer is not None and outer.kind == "event" and outer.finite and called(head, outer):
            return made.get(id(outer))  # دعت القوى إلى إضراب شامل
        if (
            not head.finite
            and outer is not None
            and outer.data.get("type") == "armed_clash"
            and outer.kind == "event"
            and head.governor_prep in ("for", None)
            and head.data.get("frame") in ("attack", "clash")
        ):
            return made.get(id(outer))  # تبادل للقصف بين …: what they exchanged
        if noun is None or not head.finite or not (head.data.get("frame") in JOINING or cuts_road(head)):
            return None
        host = made.get(id(noun)) or (made.get(id(noun.subject_event)) if noun.subject_event is not None else None)
        if (
            host is None
            or (cuts_road(head) and host.type not in CAUSES)
            or host.head.data.get("frame") == "foil"  # اعتراض صاروخ أطلقه الحوثيون: who fired it did not stop it
            or host.type in ("sentence", "agreement", "talks")
            or (host.type in ("arrest", "abduction")) != (head.data.get("frame") == "custody")
        ):
            return None
        return host

    def join(self, host: Draft, head: Head, discourse: Discourse) -> None:
        side = Draft(heads=[head], type=host.type, family=host.family, sentence=head.sentence)
        self.roles.fill(side, head, discourse)
        if wound_of(head, host.head):
            side.slots.pop("victim", None)
        elif head.data.get("effect") or any(lone.told_hurt(m) for s in ("target", "victim") for m in side.get(s)):
            side.slots["victim"] = side.get("victim") + side.get("target")
            side.slots["target"] = [m for m in side.get("victim") if m.kind not in ("person", "count")]
            side.slots["victim"] = [m for m in side.get("victim") if m.kind in ("person", "count")]
            self.toll.effects(side, head, force=True)
            host.effects += side.effects
            if not side.effects and not side.get("victim"):
                host.effects += fate(host, head)
        for slot, mentions in side.slots.items():
            if slot in ("initiator",) and host.get("initiator"):
                continue
            for m in mentions:
                host.add("target" if slot == "initiator" and not head.mention.pronoun and m.prep not in LAUNCHED else slot, m)
        host.times += side.times
        host.heads.append(head)

    def new(self, head: Head) -> Draft:
        data = head.data
        type_ = str(data.get("type"))
        family = type_ if type_ in self.families else None
        if (
            type_ in ("killing", "assault")
            and data.get("effect") in ("killed", "injured")
            and data.get("frame") in ("harm", "suffer")
            and not data.get("method")
        ):
            family = "harm"
        draft = Draft(
            heads=[head], type=self.families[type_]["default"] if type_ in self.families else type_, family=family, sentence=head.sentence
        )
        draft.method, draft.weapon, draft.outcome = data.get("method"), data.get("weapon"), data.get("outcome")
        return draft

    def borrow(self, draft: Draft, head: Head, discourse: Discourse) -> None:
        """What the light verb around an event noun gives it."""
        light = head.carrier
        depth = 0
        while light is not None and depth < 3:
            subject, objects = self.roles.arguments(light)
            where = light.data.get("carrier")
            if where == "subject":
                for m in [*subject, *objects]:
                    marched = head.data.get("frame") == "protest" and m.kind in ("party", "person")  # أهالي … تظاهرة جابت شوارع المدينة
                    taken = (
                        "initiator" if marched else "victim" if head.data.get("frame") in ("custody", "harm", "expel") else "target"
                    )  # حملة اعتقالات طالت 16
                    self.roles.put(draft, light.data.get("object") or (taken if m.kind != "place" else "scene"), m, discourse)
            elif light.data.get("subject"):
                for m in subject:
                    role, met = light.data["subject"], head.finite and bool(light.mention.pronoun)  # نجا من محاولة نفذها مسلحون
                    own = {"target": "target", "scene": "scene"}.get(role) or ("initiator" if met else self.subject_role(head))
                    self.roles.put(draft, own, m, discourse)
                for m in objects:
                    self.roles.put(draft, "target", m, discourse)
            for prep, m in light.preps:
                role = head.frame.get("prep", {}).get(prep)
                if role:
                    self.roles.put(draft, role, m, discourse, prep)
            draft.times += light.times
            self.attach_scene(draft, light)
            light = light.carrier or (light.governor if light.governor and light.governor.kind == "light" else None)
            depth += 1

    @staticmethod
    def told_beside(head: Head, governor: Head) -> bool:
        """قوات الوفاق تستعيد معسكرا ومقتل مسعفين في غارة: a noun of harm joined to a verb is other news, not by who did the first."""
        harm = head.data.get("effect") in ("killed", "injured")
        return harm and bool(head.mention.conj) and head.mention.prep is None and governor.kind == "event" and governor.finite

    def manner(self, draft: Draft, head: Head, made: dict[int, Draft]) -> None:
        """عبر استهداف …: what is told as the means of an act has the act's doer."""
        governor = head.governor
        if governor is not None and governor.kind == "speech" and head.data.get("effect") in ("killed", "injured"):
            own_dead(draft, governor, self.lexicon)
        if (
            head.finite
            or governor is None
            or self.told_beside(head, governor)
            or draft.type in ("protest", "riot")  # لتفريق موكب: who breaks it up did not march
            or draft.get("initiator")
            or imposed(head)
            or not (head.governor_prep in ("with", "in", "by", "purpose", None, "from", "on") or after_doing(draft, head))
        ):
            return
        if governor.kind == "result" and head.data.get("frame") == "custody":
            # نفذت القوات حملة أسفرت عن توقيف عشرين: who carried out what led to it
            light = next(
                (h for h in reversed(self.scanned) if h.mention.first < governor.mention.first and h.kind == "light" and h.finite), None
            )
            together = [m for m in governor.pre if m.kind == "party" and (m.prep == "between" or m.conj)]
            if light is not None and light.data.get("subject") == "initiator":
                for m in self.roles.arguments(light)[0]:
                    draft.add("initiator", m)
            elif any(m.prep == "between" for m in together):
                for m in together:  # عملية مشتركة بين الجيش والشرطة أسفرت عن اعتقال ثلاثة
                    draft.add("initiator", m)
            return
        depth = 0
        while governor is not None and depth < 5:
            outer = made.get(id(governor))
            if governor.data.get("effect") in ("killed", "injured") or governor.data.get("type") in ("accusation", "threat"):
                return
            if governor.data.get("frame") == "foil" and governor.data.get("status") == "attempted" and head.data.get("frame") == "attack":
                return  # أفشل الجيش الهجوم: who stopped it did not start it
            doers: list[Mention] = []
            if outer is not None and outer is not draft:
                doers = outer.get("target") if outer.outcome == "repelled" else outer.get("initiator")
            elif governor.kind == "light" and governor.data.get("subject") == "initiator":
                doers = self.roles.arguments(governor)[0]
            elif announced_as_own(draft, head, governor, self.scanned, self.toll.mentions):
                voices = [m for m in [*governor.bare, *governor.pre] if not self.roles.outlet(m)]
                leaves = draft.type == "group_change"  # أعلن ضابط انشقاقه
                doers = [m for m in voices if m.kind == "party" or (m.kind == "source" and m.data.get("party")) or leaves]
                # قال الهلال الأحمر إن فرقه نقلت جرحى خلال اقتحام المدينة: who bears no arms tells when it was
                doers = with_joined([m for m in doers if head.mention.prep != "in" or self.lexicon.parties.armed(m.data.get("party"))])
            if doers:
                for m in doers:
                    if m.kind in ("party", "person", "source"):
                        draft.add("initiator", m)
                return
            governor, depth = governor.governor or (governor.said_by if impersonal(governor) else None), depth + 1

    def subject_role(self, head: Head) -> str:
        """What the subject of the verb is in the event of its noun: he who carried out arrests arrested."""
        role = (head.frame.get("active") or {}).get("subject", "initiator")
        return (
            "initiator" if role in ("victim", "instrument_or_target") and head.data.get("frame") in ("harm", "custody", "blast") else role
        )

    def attach_scene(self, draft: Draft, head: Head) -> None:
        """A place set before the verb (وفي حلب، ألقت …) is the scene."""
        for m in head.pre:
            if m.kind == "place" and m.prep in ("in", "with", "near", "direction_n", "direction_s", "direction_e", "direction_w"):
                draft.add("scene", m)

    def share(self, draft: Draft, head: Head, made: dict[int, Draft]) -> None:
        """مقتل وإصابة 5، اعتقال واستدعاء 25: nouns joined by و share what only the last one has."""
        younger = None
        for d in made.values():
            if d.head.sibling is head:
                younger = d
                break
        if younger is None and head.finite and head.data.get("effect"):  # قُتل وأصيب العشرات
            younger = next(
                (d for d in made.values() if d.head.mention.first == head.mention.last and d.head.mention.conj and d.head.finite), None
            )
        if younger is None or younger is draft:
            return
        gap = younger.head.mention.first - head.mention.last
        if gap <= 1 and not draft.get("victim") and not draft.effects:
            for slot in ("victim", "target"):
                for m in younger.get(slot):
                    draft.add(slot, m)
            self.toll.effects(draft, head)
            for told in [e for e in draft.effects if e["mention"].data.get("quantity") is not None and e["parent"] is None][:1]:
                if {head.data.get("effect"), younger.head.data.get("effect")} == {"killed", "injured"}:
                    either(draft, told, ("killed", "injured"))
        for slot in ("initiator",):
            if not younger.get(slot):
                for m in draft.get(slot):
                    younger.add(slot, m)
            elif not draft.get(slot):
                for m in younger.get(slot):
                    draft.add(slot, m)
        if draft.type == "disrupted_weapons_use" and younger.head.data.get("frame") == "blast" and gap <= 1 and younger.get("instrument"):
            for m in younger.get("instrument"):
                draft.add("thing", m)  # اكتشاف وتفجير أربع عبوات: blown up by who found them
            younger.dropped = "joined"
            return
        if (
            younger.family == "attack"
            and draft.family in ("attack", None)
            and draft.type in ("ground_attack", "riot")
            and younger.head.mention.pronoun
            and not younger.head.finite
            and younger.head.data.get("frame") == "attack"
        ):
            for slot in ("target", "instrument", "victim"):
                for m in younger.get(slot):
                    draft.add(slot, m)  # اقتحام مسلحين الساحة وإطلاقهم الرصاص: one attack
            draft.heads.append(younger.head)
            draft.family, draft.type = younger.family, younger.type
            younger.dropped = "joined"
            return
        if draft.type == younger.type and gap <= 1:
            younger.dropped = "joined"
            for slot, mentions in younger.slots.items():
                for m in mentions:
                    draft.add(slot, m)
            draft.effects += [e for e in younger.effects if all(e["mention"] is not f["mention"] for f in draft.effects)]
            for part in (e for e in draft.effects if e["parent"] is not None):  # مقتل وإصابة 29 بينهم نساء: of the row that stays
                of = part["parent"]["mention"], part["effect"]
                part["parent"] = next((f for f in draft.effects if (f["mention"], f["effect"]) == of), part["parent"])
            draft.times += younger.times
            draft.heads.append(younger.head)

    # --- effects -----------------------------------------------------------------------------------------------------------------

    # --- types ---------------------------------------------------------------------------------------------------------------------

    # --- cause and harm ------------------------------------------------------------------------------------------------------------


def after_doing(draft: Draft, head: Head) -> bool:
    """بعد مباغتتها حواجز الجيش: a noun with a pronoun and an object after it is told of who does what it came before."""
    acts = head.data.get("frame") in ("attack", "control", "custody", "wreck")
    return head.governor_prep == "cause" and acts and bool(head.mention.pronoun and (head.of or head.bare) and draft.get("target"))
