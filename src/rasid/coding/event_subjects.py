"""Verbs whose subject is an event told before them: «the raids left dead and destroyed a depot», «rockets that it fired»."""

from __future__ import annotations

from rasid.coding.arguments import ArgumentTaker
from rasid.coding.draft import Head
from rasid.model import Mention


class EventSubjects(ArgumentTaker):
    """Finds the event, if any, that a verb goes on about."""

    def carried_subject(self, head: Head, mention: Mention) -> Head | None:
        """الغارات خلّفت قتلى ودمّرت مخزنا: the second verb has the event that the first one had; فدمّره tells what came of an attack."""
        if not self.heads:
            return None
        before = next((h for h in reversed(self.heads) if h.finite and h.kind != "speech"), None)
        frame = head.data.get("frame")
        if (
            before is not None
            and before.subject_event is not None
            and before.kind in ("event", "result")
            and (
                head.kind == "result"
                or (
                    frame in ("wreck", "harm", "attack")
                    and head.sense.sense.person in ("3fs", "3ms")
                    and head.sense.sense.person == before.sense.sense.person
                )
            )
        ):
            return before.subject_event
        consequence = self.consequence
        attack = next((h for h in reversed(self.heads) if h.kind == "event"), None)
        if (
            attack is not None
            and attack.data.get("frame") == "attack"
            and (attack is before or attack.governor is before)
            and frame == "harm"
            and head.sense.clitics.conjunction in consequence
            and head.sense.sense.person == "3mp"
        ):
            return attack  # نصبوا كمينا … فقتلوا أربعة: they who attacked
        if (
            before is not None
            and before.kind == "event"
            and mention.pronoun
            and (
                (head.sense.clitics.conjunction in consequence and frame in ("wreck", "harm"))
                or frame == "custody" == before.data.get("frame")
            )
        ):
            return before
        return None

    def launched(self, mention: Mention, head: Head, thing: Mention | None) -> Head | None:
        """صاروخا سقط على …، صواريخ أطلقتها …: a verb told of a weapon that another verb has as its means is of one attack."""
        drives = head.kind == "light" and bool(mention.pronoun)  # سيارة مفخخة قادها انتحاري إلى مقر
        if drives and self.rest_at == mention.first and not mention.conj and self.stack:
            return self.stack[-1]  # نجا من محاولة اغتيال نفذها مجهولون
        strikes = head.kind == "event" and head.data.get("frame") in ("attack", "blast")
        if mention.conj or not (drives or strikes) or self.weapon is None:
            return None
        weapon, owner = self.weapon
        if (
            owner is None
            or owner.kind != "event"
            or owner.data.get("frame") not in ("attack", "blast", "harm", "suffer")
            or self.clause != owner.clause
        ):
            return None
        adjacent = thing is weapon and weapon.last == mention.first
        return owner if adjacent or (strikes and mention.pronoun and mention.first - weapon.last <= 12) else None

    def previous_noun(self, mention: Mention) -> Head | None:
        """An event noun in this clause that a verb without and-conjunction may take up (قصف … استهدف)."""
        if of_people(mention):
            return None  # أثناء توجهه إلى عمله فأردوه: they did
        for head in reversed(self.heads):
            if head.kind == "light" and head.mention.pronoun and head.subject_event is not None and head.clause == self.clause:
                return head.subject_event
            if head.finite and head.relative and head.kind == "light" and head.subject_event is not None and not self.comma:
                return head.subject_event  # القصف الذي تعرض له الحي أودى بحياة عشرة
            if head.finite and head.kind != "speech":
                return None
            if head.clause != self.clause:
                return None
            if head.kind == "event" and not head.finite and mention.first - head.mention.last < 24:
                if self.comma and head.data.get("effect"):
                    return None  # مقتل عنصرين، داهمت القوات: what befell somebody does nothing itself
                has_verb = head.governor is not None and head.governor.finite
                if self.comma and has_verb and befell(mention) and not mention.data.get("resumes"):
                    return None  # فيما تتواصل المواجهات، قتل ثلاثة في هجوم: the noun has its verb, and people fell in something else
                after = head.mention.prep == "cause" or self.some_time_before(head)
                answered = head.mention.first == self.reply_at or (after and head.mention.definite)
                if self.comma and answered:
                    return None  # وردا على الهجوم، قصف الجيش: what was done after it, or in reply
                return head
        return None

    def some_time_before(self, head: Head) -> bool:
        """وبعد ساعات من الاشتباكات، قصفت المدفعية: whether a noun tells only after what an act was."""
        beside = head.beside and head.mention.prep == "from"
        cues = (m for m in self.sentence.mentions if m.kind == "cue" and m.last == head.mention.first)
        return beside or any(m.data["cue"]["id"] == "some_time_after" for m in cues)


def befell(mention: Mention) -> bool:
    """Whether a verb tells what befell people: killed, wounded."""
    return bool(mention.data.get("triggers")) and mention.data["triggers"][0].lexeme.data.get("effect") in ("killed", "injured")


def of_people(mention: Mention) -> bool:
    """Whether a verb's ending says that people do it: many men, or who speaks."""
    return bool(mention.data.get("triggers")) and mention.data["triggers"][0].sense.person in ("3mp", "1p", "2mp")
