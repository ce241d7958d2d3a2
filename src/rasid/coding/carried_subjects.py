"""Verbs joined by و that name no doer: who did what was told before did this too."""

from __future__ import annotations

from rasid.coding.draft import Draft, Head
from rasid.coding.heads import SentenceScan
from rasid.coding.likeness import does
from rasid.model import Mention

OPENING = 2  # words from a comma to the doer of the verb right after it
SENDING = (2, 4)  # forms of verbs that send somebody or something: سيّر، أرسل


UNDERGONE = frozenset(("wreck", "forbid", "expel"))  # frames of what is done to people who live there


def inhabitants(mention: Mention) -> bool:
    """Whether a mention is of the people of a place, whom no feminine verb joined by و has for its doer."""
    return mention.data.get("party") == "civilians" or (
        mention.kind == "person"
        and mention.data.get("who") == "civilian"
        and mention.data.get("number") == "p"
        and not mention.data.get("groups")
    )


class CarriedSubjects:
    """Carries doers over the verbs of one sentence."""

    def __init__(self, scan: SentenceScan) -> None:
        self.scanned, self.subjects = scan.heads, scan.subjects
        self.cued: set[int] = set()  # وكان الجنود: no verb of theirs
        self.openings = [scan.sentence.first - 1]  # the words after which a clause begins
        self.beside: set[int] = set()
        self.that_at: list[int] = []
        for m in scan.sentence.mentions:
            if m.kind == "cue":
                self.cued.add(m.last)
            elif m.kind == "clause":
                clause = m.data["clause"]
                if clause == "comma":
                    self.openings.append(m.first)
                elif clause == "circumstance":
                    self.beside.add(m.last)
                elif clause in ("that", "colon"):
                    self.that_at.append(m.first)

    def carry_on(self, out: list[Draft]) -> None:
        """هاجموا القرية ونهبوا المنازل: a verb joined by و without a subject of its own has the one before it."""
        for n, draft in enumerate(out):
            head = draft.head
            light = head.carrier
            if (
                light is not None
                and light.finite
                and light.data.get("subject") == "initiator"
                and not draft.get("initiator")
                and (light.mention.conj or light.also)
            ):
                head = light
            moved = draft.get("initiator")
            column = bool(moved) and all(
                m.kind == "object" and not m.data.get("of") for m in moved
            )  # أنشأ الجيش نقطة، ودخل رتل: whose it is
            sends = head.data.get("form") in SENDING or (column and head.mention.conj)
            sent = head.data.get("frame") == "deploy" and sends and not any(map(does, moved))
            undergone = head.data.get("frame") in UNDERGONE and head.finite and head.mention.conj and bool(out[:n])
            if undergone and head.sense.sense.person == "3fs" and all(map(inhabitants, draft.get("initiator"))):
                for m in draft.slots.pop("initiator", []):  # وتمنع أهالي القرى؛ وصادرت هواتف السكان, after a word not known
                    draft.add(head.frame.get("active", {}).get("object") or "target", m)
            if not draft.get("initiator") and self.had_done(head) and (doers := self.of_before(head, out[:n])):
                for m in doers:  # تواصل السلطات …، وكانت قد أخلت 1200 أسرة؛ أطلقت سراح ضابط كانت قد احتجزته
                    draft.add("initiator", m)
                draft.resolved["carried"] = True
                continue
            if (
                (draft.get("initiator") and not sent)
                or not head.finite
                or (any(m.prep is None for m in head.pre) if head.pre else False)
                or (head.subject_event is not None and head.kind != "light")
                or head.relative
            ):
                continue
            craft = self.same_craft(draft, out[:n])
            if craft is not None:
                draft.add("instrument", craft)
                for m in out[n - 1].get("initiator"):
                    draft.add("initiator", m)
                continue
            plural = head.sense.sense.person == "3mp" and head.data.get("frame") not in ("suffer", "flee", "come_back", "protest")
            if head.mention.pronoun and head.mention.conj and head.data.get("frame") in ("attack", "wreck"):
                plural = True
            if (
                not plural
                and not self.goes_on(head)
                and not (self.acts_on(head) and (head.mention.conj or head.mention.first in self.beside) and draft.get("scene"))
                and head.kind != "light"
                and not (
                    (head.mention.conj or head.also or self.held_beside(head))
                    and (
                        draft.get("target")
                        or draft.get("victim")
                        or draft.get("thing")  # اعتقلت الشرطة ستة وضبطت أسلحة
                        or sent  # وسيّرت دوريات
                        or self.fired_too(draft, out[:n])  # وأطلقت صواريخ على X
                        or (draft.get("scene") and head.data.get("frame") in ("forbid", "control"))
                        or (draft.get("scene") and head.also and head.data.get("frame") == "attack")  # كما قصف البلدة
                    )
                    and (
                        head.data.get("frame") in ("attack", "wreck", "custody", "control", "deploy", "forbid", "foil")
                        or draft.type == "threat"  # وحذرت سكان بلدات من العودة
                        or (head.data.get("frame") in ("harm", "expel") and (head.sense.sense.voice == "a" or told_of_object(draft)))
                    )
                )
            ):
                continue
            doer = self.said_and_did(head) or self.nearer(head, out[:n])
            if doer is not None:
                draft.add("initiator", doer)
                draft.resolved["carried"] = True
                continue
            told_before = [d for d in out[:n] if d.dropped != "joined"]
            acts = [d for d in told_before if d.head.finite or d.head.carrier is not None]
            nouns = told_before if not acts or self.after_noun(head) else []
            for before in (*reversed(acts), *reversed(nouns)):
                met = before.outcome == "repelled" or any(h.data.get("frame") == "foil" and h.data.get("status") for h in before.heads)
                doers = [m for m in before.get("target") if m.kind == "party"] if met else []
                doers = doers or [m for m in before.get("initiator") if does(m)]
                if doers:
                    for m in doers:  # تصدت القوات لهجوم وأسرت سبعة: who repelled it
                        draft.add("initiator", m)
                    draft.resolved["carried"] = True
                    break
            else:
                idle = (h.bare[0] for h in self.scanned if h.kind == "light" and h.carried is None and h.finite and h.bare)
                told = [*self.subjects, *(m for m in idle if m.kind in ("party", "person"))]  # نفذت الكتائب عمليات، فقصفت …
                earlier = sorted((m for m in told if m.first < head.mention.first), key=lambda m: m.first)
                bade = head.kind == "light" and head.sense.sense.person == "3fs" and bool(earlier) and earlier[-1].kind == "party"
                if (plural or bade or self.acts_on(head)) and head.mention.conj and earlier:
                    draft.add("initiator", earlier[-1])

    @staticmethod
    def after_noun(head: Head) -> bool:
        """أصيب شابان خلال اقتحام القوات البلدة، واعتقلت اثنين: whether a feminine verb can be of those whose act a noun tells before it."""
        return head.mention.conj and head.sense.sense.person == "3fs" and head.data.get("frame") in ("custody", "attack", "wreck")

    def held_beside(self, head: Head) -> bool:
        """فيما اعتقلت أربعة: a feminine verb of custody right after a word for «while», so that no man is its subject."""
        return head.mention.first in self.beside and head.data.get("frame") == "custody" and head.sense.sense.person == "3fs"

    @staticmethod
    def had_done(head: Head) -> bool:
        """Whether a verb stands right after كانت قد, and nobody before or after it can be its doer: plural or feminine, it has one."""
        if not head.cues:
            return False
        had = any(category == "pluperfect" and head.mention.first - cue.last <= 1 for category, cue in head.cues)
        named = any(m.kind == "party" for m in head.bare) or any(m.prep is None for m in head.pre)
        frames = ("custody", "harm", "expel", "attack", "wreck", "forbid", "control")
        done = head.sense.sense.pos == "pf"  # كانت تحتجزه tells how it was, and no act
        return done and had and not named and head.sense.sense.person in ("3fs", "3mp") and head.data.get("frame") in frames

    @staticmethod
    def of_before(head: Head, before: list[Draft]) -> list[Mention]:
        """Who did what was told last by a verb of the same person."""
        for draft in reversed(before):
            verb = draft.head if draft.head.finite else draft.head.carrier
            doers = [m for m in draft.get("initiator") if does(m)]
            if verb is not None and verb.finite and doers:
                return doers if verb.sense.sense.person == head.sense.sense.person else []
        return []

    @staticmethod
    def same_craft(draft: Draft, before: list[Draft]) -> Mention | None:
        """قصفت طائرات حربية المدينة، واستهدفت قرية X: what flew and struck struck there too, where nothing else is named that did."""
        head, last = draft.head, before[-1] if before else None
        if last is None or not head.mention.conj or head.data.get("frame") != "attack" or draft.get("instrument") or not draft.get("scene"):
            return None
        alike = last.head.finite and last.head.sense.sense.person == head.sense.sense.person and last.head.data.get("frame") == "attack"
        if not alike or any(m.kind in ("party", "person", "weapon", "object") for m in head.bare):
            return None
        return next((m for m in (*last.head.bare[:1], *last.head.pre[:1]) if m.kind == "weapon" and m in last.get("instrument")), None)

    @staticmethod
    def fired_too(draft: Draft, before: list[Draft]) -> bool:
        """قصفت المدفعية البلدة وأطلقت قذائف على القرية: fire at a place of its own, after another attack by a verb of the same person."""
        last = before[-1].head if before else None
        if last is None or not last.finite or last.data.get("frame") != "attack" or not draft.get("scene"):
            return False
        return bool(draft.get("instrument")) and last.sense.sense.person == draft.head.sense.sense.person

    def said_and_did(self, head: Head) -> Mention | None:
        """أعلنت قيادة العمليات الطوارئ وأغلقت المداخل: who spoke did what the next verb after و tells, of the same gender and number."""
        before = [h for h in self.scanned if h.finite and h.mention.first < head.mention.first]
        said = before[-1] if before else None
        if said is None or said.kind != "speech" or said.data.get("follows") or not head.mention.conj or head.said_by is not said:
            return None
        voices = [m for m in (*said.bare[:1], *said.pre[:1]) if m.kind == "party" and m.prep is None]
        alike = said.sense.sense.person == head.sense.sense.person and head.sense.sense.pos == said.sense.sense.pos
        return voices[0] if voices and alike and does(voices[0]) and not self.reported(said, head) else None

    def nearer(self, head: Head, before: list[Draft]) -> Mention | None:
        """هدمت السلطات متاجر، واعترضت الشرطة احتجاجهم واقتادت خمسة: the doer of a verb not known, nearer than who did what was told."""
        last = before[-1].head.mention.last if before else -1
        told = [
            m for m in self.subjects if last <= m.first < head.mention.first and m.kind == "party" and does(m) and m.first not in self.cued
        ]
        opened = [m for m in told if any(m.first - at == OPENING and at >= last for at in self.openings)]
        return opened[-1] if opened and head.mention.conj and head.data.get("frame") in ("custody", "attack", "wreck", "forbid") else None

    def reported(self, said: Head, head: Head) -> bool:
        """Whether «that» stands between a verb of speech and another verb: what follows is said, by whomever it was done."""
        return any(said.mention.last <= at < head.mention.first for at in self.that_at)

    @staticmethod
    def goes_on(head: Head) -> bool:
        """واستولت عليه، قبل أن تنسحب منها، أفرجت عن أحدهم: a pronoun is all that says what was taken, left or freed."""
        nobody = not any(m.kind in ("party", "person", "place") for m in (*head.bare, *(m for p, m in head.preps if p != "in")))
        frame, back = head.data.get("frame"), bool(head.mention.data.get("of_it"))
        freed = head.data.get("type") == "release" and head.sense.sense.person in ("3fs", "3mp")  # أفرج عن أحدهم: by nobody told
        return nobody and (
            (back and (frame == "control" or freed)) or (frame == "leave" and (back or head.when or bool(head.mention.conj)))
        )

    @staticmethod
    def acts_on(head: Head) -> bool:
        """خرقت القوات الهدنة وقصفت الحي: a feminine verb of attack, that nobody follows, is by the force told before it."""
        fits = head.data.get("frame") in ("attack", "wreck") and head.sense.sense.person == "3fs"
        return fits and not any(m.kind in ("party", "person", "weapon") for m in head.bare)


def fighters(mention: Mention) -> bool:
    """وقتلت 25 من عناصر المليشيا: counted fighters, of whom no feminine verb tells that they were killed."""
    counted = mention.kind == "person" and mention.data.get("quantity") is not None
    return counted and (mention.data.get("who") == "combatant" or any(p.data.get("party") for p in mention.data.get("of") or ()))


def told_of_object(draft: Draft) -> bool:
    """وقتلت شابا: the ending of the noun after a verb says that it is the object, so that somebody did it."""
    on = draft.head.frame.get("prep", {}).get("on") == "victim" and draft.head.sense.sense.person in ("3fs", "3mp")
    fem = draft.head.sense.sense.person == "3fs"
    return any(
        m.data.get("accusative") or (fem and (m.data.get("oblique") or fighters(m))) or (on and m.prep == "on") for m in draft.get("victim")
    )  # واعتدت على مسن
