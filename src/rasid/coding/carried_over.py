"""Verbs that open a sentence and name no doer: who did what the sentence before told did this too."""

from __future__ import annotations

from typing import NamedTuple

from rasid.coding.draft import Draft, Head
from rasid.coding.heads import SentenceScan
from rasid.coding.likeness import does, party_mentions
from rasid.coding.reference import Discourse
from rasid.coding.roles import TRANSITIVE, RoleAssigner
from rasid.model import Mention, Sentence, Token

SENDING = (2, 4)  # forms of verbs that send somebody or something: سيّر، أرسل
EDGE = 2  # words from a verb to a place told by a preposition and its edge: أغار على أطراف X
OPENING = 1  # words before the verb that opens a sentence: كما، ثم
MASCULINE = ("3ms", "3mp")


class Doer(NamedTuple):
    """Who did what a sentence told, and the person of the verb that told it."""

    mention: Mention
    person: str
    paragraph: int


def doer_of(scan: SentenceScan, drafts: list[Draft], tokens: list[Token]) -> Doer | None:
    """The last doer that a sentence tells by a finite verb; of a verb not known, that opens it, the noun right after it."""
    for draft in reversed(drafts):
        verb = draft.head if draft.head.finite else draft.head.carrier
        doers = [m for m in draft.get("initiator") if does(m)] if "initiator" in draft.slots else []
        if verb is not None and verb.finite and not verb.relative and doers and draft.outcome != "repelled":
            return Doer(doers[0], str(verb.sense.sense.person), scan.sentence.paragraph)
    first = scan.sentence.first
    opening = next((m for m in scan.subjects if m.kind == "party" and m.first == first + 1 and not m.conj), None)
    if opening is None or any(h.mention.first == first for h in scan.heads):
        return None
    feminine = tokens[first].text.endswith("ت")
    return Doer(opening, "3fs" if feminine else "3ms", scan.sentence.paragraph)


def carry_over(scan: SentenceScan, drafts: list[Draft], before: Doer | None, roles: RoleAssigner, discourse: Discourse) -> None:
    """… مداهمات في البلدة. ونصبت حاجزا واعتقلت فتى: by whom the sentence before was done, of the same gender."""
    if before is None or not drafts or not scan.heads:
        return
    opening = scan.heads[0]
    draft = next((d for d in drafts if opening in (d.head, d.head.carrier)), None)
    if draft is None or draft.get("initiator") or not opens(opening, scan.sentence, before) or not takes_object(opening):
        return
    if not any(roles.acts(discourse.settle(p)[0]) for p in party_mentions(before.mention)):
        return
    draft.add("initiator", before.mention)
    draft.resolved["carried"] = True


def opens(head: Head, sentence: Sentence, before: Doer) -> bool:
    """Whether a verb opens its sentence, goes on from the one before, and can be of who did what that told."""
    sense = head.sense.sense
    if not head.finite or sense.voice == "p" or head.mention.data.get("passive") or head.relative or head.pre or head.mention.prep:
        return False
    joined = head.mention.conj or head.also
    if not joined or head.mention.first - sentence.first > OPENING or (sentence.paragraph != before.paragraph and not head.also):
        return False
    return sense.person == before.person or (sense.person == "3mp" and before.person in MASCULINE)


def takes_object(head: Head) -> bool:
    """Whether what follows a verb can only be whom or what it acts on: right after it, so that no doer stands between."""
    light = head.kind == "light" and head.data.get("subject") == "initiator" and not head.bare
    if light:
        return head.carried is not None and head.carried.mention.first - head.mention.last <= 1
    frame = head.data.get("frame")
    sends = frame == "deploy" and head.data.get("form") in SENDING
    if head.kind != "event" or not (frame in TRANSITIVE or frame == "leave" or head.data.get("type") == "base_established" or sends):
        return False
    told = head.bare[:1] or [m for _, m in head.preps[:1]]
    if not told or told[0].first - head.mention.last > (EDGE if told[0].prep else 0):
        return False
    thing = told[0]
    if thing.prep is not None or frame == "leave":
        return thing.prep is not None
    if thing.kind in ("person", "count"):
        marked = bool(thing.data.get("accusative"))
        return marked or (head.sense.sense.person != "3ms" and frame == "custody")
    return thing.kind in ("object", "place") or (thing.kind == "weapon" and frame == "foil")  # وحلق الطيران: who did it
