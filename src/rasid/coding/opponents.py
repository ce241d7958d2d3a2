"""Whom a report means that names nobody again: «the two sides», «its stronghold»."""

from __future__ import annotations

import itertools

from msgspec.structs import replace

from rasid.coding.draft import NO_PARTY, Draft
from rasid.coding.likeness import party_mentions
from rasid.coding.reference import Discourse
from rasid.lexicon import Lexicon
from rasid.model import Mention, Reading

MUTUAL = frozenset(("armed_clash", "agreement", "talks"))
HELD = frozenset(("position", "base", "headquarters", "crowd", "depot", "checkpoint", "tunnel", "launcher"))  # what a side has of its own


class Opponents:
    """Fills sides that only point back. One instance a report."""

    def __init__(self, lexicon: Lexicon, discourse: Discourse, reading: Reading) -> None:
        self.lexicon, self.discourse, self.reading = lexicon, discourse, reading
        self.words = lexicon.folded("both_sides")

    def fill(self, kept: list[Draft]) -> None:
        pair: tuple[Mention, Mention] | None = None
        for draft in kept:
            if draft.type == "armed_clash":
                self.fell_fighting(draft)
            if draft.type == "group_change":
                self.defects(draft)
            mutual = draft.type in MUTUAL or draft.type == "armed_clash"
            nobody = mutual and not self.sides(draft, "initiator") and not self.sides(draft, "target")
            if draft.type in MUTUAL and self.points(draft) and (nobody or self.subject(draft)):
                if pair is not None:
                    draft.slots["initiator"], draft.slots["target"] = [pair[0]], [pair[1]]
            if draft.type == "armed_clash" and nobody and not (draft.get("side") or draft.get("initiator") or draft.get("target")):
                draft.slots["initiator"], draft.slots["target"] = self.at_odds(draft)
            self.owner_of(draft)
            pair = self.pair_of(draft, draft.type in MUTUAL) or pair

    def at_odds(self, draft: Draft) -> tuple[list[Mention], list[Mention]]:
        """وقع إشكال بين عناصر من X وعناصر من Y وتطور إلى اشتباكات: the two of a quarrel told before, in the same sentence."""
        sentence = self.reading.sentences[draft.sentence]
        before = [m for m in sentence.mentions if m.kind in ("party", "person") and m.first < draft.head.mention.first]
        for m, after in itertools.pairwise(before):
            if m.prep == "between" and after.conj and after.first - m.last <= 1 and party_mentions(m) and party_mentions(after):
                return [m], [after]
        return [], []

    def points(self, draft: Draft) -> bool:
        """اشتباكات بين الطرفين، وقع الجانبان اتفاقا: whether «the two sides» stands in the clause of an act."""
        sentence = self.reading.sentences[draft.sentence]
        first, last = max(sentence.first, draft.head.mention.first - 4), min(sentence.last, draft.head.mention.last + 6)
        return not self.words.isdisjoint([t.text for t in self.reading.tokens[first:last]])

    def subject(self, draft: Draft) -> bool:
        """وقع الطرفان: whether «the two sides» is the very next word, so that nobody before the verb did it."""
        tokens = self.reading.tokens
        return draft.head.finite and draft.head.mention.last < len(tokens) and tokens[draft.head.mention.last].text in self.words

    def sides(self, draft: Draft, slot: str) -> list[Mention]:
        """The parties of a slot that a name of theirs tells."""
        found = []
        for m in draft.get(slot):
            for p in party_mentions(m):
                if (id_ := self.discourse.settle(p)[0]) is not None and not self.lexicon.parties.generic(id_):
                    found.append(p)
        return found

    def pair_of(self, draft: Draft, mutual: bool) -> tuple[Mention, Mention] | None:
        """Two parties that met in an act, each armed or a government, where they did not fight, agree or talk."""
        doers, met = self.sides(draft, "initiator"), self.sides(draft, "target")
        for one in doers:
            for other in met:
                a, b = self.discourse.settle(one)[0], self.discourse.settle(other)[0]
                if a != b and (mutual or all(self.stands(x) for x in (a, b))) and not self.lexicon.parties.kin(a, b):
                    return one, other
        return None

    def stands(self, id_: str | None) -> bool:
        return self.lexicon.parties.armed(id_) or self.lexicon.parties.get(id_).get("kind") in ("government", "de-facto-authority")

    def owner_of(self, draft: Draft) -> None:
        """هاجم الجيش معقلها، قصف تجمعاتهم: a side's own thing, by a pronoun, is of the party named last before it that did not do it."""
        own = {self.discourse.settle(p)[0] for p in self.sides(draft, "initiator")}
        for m in draft.get("target"):
            if m.kind != "object" or not m.data.get("pronoun") or m.data.get("of") or m.data.get("object") not in HELD or not own:
                continue
            told = (id_ for id_, at in reversed(self.discourse.named) if at < m.first)
            whose = next((id_ for id_ in told if not any(self.lexicon.parties.kin(id_, x) for x in own)), None)
            if whose is not None and self.lexicon.parties.armed(whose):
                m.data["of"] = [replace(m, kind="party", data={**NO_PARTY, "party": whose})]

    def fell_fighting(self, draft: Draft) -> None:
        """أربعة من أفراد اللواء سقطوا في مواجهات مع X: of a clash with one side told, the other is whose men fell in it."""
        one = {self.discourse.settle(p)[0] for m in draft.get("initiator") for p in party_mentions(m)}
        if not one or draft.get("target") or (len(one) > 1 and draft.get("initiator")[0].prep != "together"):
            return
        fallen = [m for slot in ("victim", "hurt") for m in draft.get(slot)] + [e["mention"] for e in draft.effects]
        for m in fallen:
            for p in party_mentions(m):
                id_ = self.discourse.settle(p)[0]
                if id_ and id_ not in one and self.lexicon.parties.armed(id_):
                    first = draft.get("initiator")
                    met = first[0].prep == "together" and all(
                        x.prep in ("together", None) for x in first
                    )  # القضاء على ثلاثة من التنظيم خلال تبادل لإطلاق النار: the army first
                    draft.slots["initiator"], draft.slots["target"] = ([p], first) if met else (first, [p])
                    return

    def defects(self, draft: Draft) -> None:
        """انشق ثلاثة ضباط عن الجيش: soldiers of no force told are of the one that they left."""
        left = [p for m in draft.get("target") for p in party_mentions(m)]
        for m in draft.get("initiator") if draft.method == "defection" else []:
            if m.kind == "person" and m.data.get("who") == "combatant" and not m.data.get("of") and left:
                m.data["of"] = left[:1]
