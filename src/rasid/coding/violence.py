"""What kind of violence it was, when everything told is in: on whom it fell, where he was, what was used and who met it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rasid.coding.draft import Draft
from rasid.coding.likeness import party_mentions
from rasid.coding.reference import Discourse
from rasid.lexicon import Lexicon
from rasid.model import Mention, Reading, Token

LIFE_REACH = 10  # words from the verb of surviving to what was survived, over who did
CROWDS = frozenset(("muwajaha", "sidamat"))  # words for clashes that are said of crowds before soldiers too
HOLD_REACH = 4  # words from a verb of holding to what is held (يحتوي على مادة غاز الكلور)


def shot(drafts: list[Draft], tokens: Sequence[Token], lexicon: Lexicon) -> None:
    """قتل مزارع إثر استهدافه برصاص القوات: who is aimed at with the bullets of an army is shot, and not shelled."""
    bullets = lexicon.folded("bullets")
    for draft in drafts:
        if draft.type == "shelling" and draft.head.data.get("remote") and not draft.get("instrument"):
            by = (tokens[m.first - 1].text for m in draft.get("initiator") if m.prep == "by")
            if any(word in bullets for word in by):
                draft.type = "ground_attack"


class Violence:
    """Types that hang on more than the word that tells them."""

    def __init__(self, lexicon: Lexicon, discourse: Discourse, reading: Reading) -> None:
        self.lexicon, self.discourse, self.reading = lexicon, discourse, reading
        self.holding = lexicon.folded("holding")

    def armed_of(self, mention: Mention) -> bool:
        """Whether a thing is of an armed party; of a house, of any."""
        if mention.data.get("object") == "home":
            return bool(party_mentions(mention))
        return any(self.lexicon.parties.armed(self.discourse.settle(p)[0]) for p in party_mentions(mention))

    @staticmethod
    def told_killed(draft: Draft) -> None:
        """قُتل رئيس البلدية إثر استهدافه بالرصاص: killed, by a verb, whoever he is."""
        killed = any(h.finite and h.data.get("effect") == "killed" for h in draft.heads)
        killed = killed or draft.told_dead  # فرقت وقفة، موقعة قتلى (the codebook)
        if draft.type == "assault" and draft.status == "asserted" and killed:
            draft.type = "killing"

    def kinds(self, mentions: list[Mention]) -> set[str | None]:
        """The kinds of the parties of some mentions."""
        return {self.party(p).get("kind") for m in mentions for p in party_mentions(m)} if mentions else set()

    def party(self, mention: Mention) -> dict[str, Any]:
        """The row of the party that a mention means in this report; empty where it means none."""
        return self.lexicon.parties.get(self.discourse.settle(mention)[0])

    def met_at_the_front(self, draft: Draft) -> bool:
        """أفشل الجيش هجوما شنه الحوثيون على مواقعه: launched, or at positions, it was fought off; what is only stopped was not begun."""
        if draft.type != "ground_attack" or draft.status != "attempted":
            return False
        if not any(h.data.get("frame") == "foil" for h in (*draft.heads, *(h.governor for h in draft.heads if h.governor is not None))):
            return False
        tried, met = self.kinds(draft.get("initiator")), self.kinds(draft.get("target"))
        begun = any(h.carrier is not None and h.carrier.finite and h.carrier.mention.pronoun for h in draft.heads)  # هجوما شنوه
        reached = any(m.kind == "object" and m.data.get("object") == "position" for m in draft.get("target"))
        field = (begun or reached) and met & {"state-military", "armed-group", "militia", "state-coalition"}
        return bool(tried) and tried <= {"armed-group", "militia", "state-military", "terrorist", "unidentified"} and bool(field)

    def off_duty(self, draft: Draft) -> None:
        """أطلق مجهولان النار على شرطي أثناء عودته إلى منزله: who is shot off duty cannot fight back (the codebook)."""
        home = any(category == "off_duty" for h in draft.heads for category, _ in h.cues)
        if draft.type == "ground_attack" and draft.status == "attempted" and self.on_a_life(draft):
            draft.type, draft.family = "killing", "harm"
            return
        if draft.type != "ground_attack" or draft.get("side") or not home or draft.head.data.get("raid"):
            return
        people = [m for m in (*draft.get("target"), *(e["mention"] for e in draft.effects)) if m.kind == "person"]
        if people and all(m.data.get("number") == "s" for m in people):
            draft.type, draft.family = "killing" if draft.told_dead or draft.status == "attempted" else "assault", "harm"

    def on_a_life(self, draft: Draft) -> bool:
        """نجا من محاولة اغتيال بعد إطلاق النار على سيارته: a failed assassination, by whatever means (the codebook)."""
        tries = [m for m in self.reading.sentences[draft.sentence].mentions if "ightala" in m.entries]
        return any(0 <= m.first - h.mention.last <= LIFE_REACH for h in draft.heads for m in tries)

    def on_a_crowd(self, draft: Draft) -> None:
        """مواجهات أطلق خلالها الجنود قنابل الغاز: force by soldiers or police alone, with what disperses crowds, is no battle."""
        if draft.type not in ("armed_clash", "riot"):
            return
        first = draft.head.mention.first
        told_after = [m for m in self.reading.sentences[draft.sentence].mentions if m.first > first]
        classes = {self.weapon_class(m) for m in (*draft.get("instrument"), *told_after) if m.kind == "weapon"}
        if draft.type == "riot" and draft.head.data.get("method") == "mob_violence":
            doers = self.kinds(draft.get("initiator"))
            if doers and all((k or "").startswith("state") for k in doers):
                draft.type, draft.method = "assault", None  # هاجمت الشرطة المتظاهرين: the crowd is whom they attacked
        if draft.type != "armed_clash" or classes - {"less_lethal", "small_arms", None}:
            return
        if "less_lethal" not in classes and not self.only_crowds_fell(draft):
            return
        told = [m for slot in ("initiator", "side", "target") for m in draft.get(slot) if party_mentions(m)]
        gunmen = any(m.data.get("who") == "combatant" for slot in ("initiator", "side", "target") for m in draft.get(slot))
        known = bool(told) and not gunmen and all((k or "").startswith("state") for k in self.kinds(told))
        if known or (not told and self.only_crowds_fell(draft)):
            draft.type = "killing" if draft.told_dead else "assault"
            draft.slots["target"] = [m for m in draft.get("target") if m not in told]
            for m in told:
                draft.add("initiator", m)

    def only_crowds_fell(self, draft: Draft) -> bool:
        """أصيب شابان خلال مواجهات مع الاحتلال: a word that is said of crowds as of armies, and nobody armed among those who fell."""
        fell = [e["mention"] for e in draft.effects if e["effect"] in ("killed", "injured") and not e["zero"]]
        unarmed = all(m.data.get("who") != "combatant" and not m.data.get("of") for m in fell)
        sides = {self.discourse.settle(p)[0] for s in ("initiator", "side", "target") for m in draft.get(s) for p in party_mentions(m)}
        one_side = len(sides) == 1 or (not sides and self.shot_at(draft))  # بالرصاص الحي خلال مواجهات: their foe goes without saying
        return one_side and any(m.kind == "person" for m in fell) and unarmed and any(h.data.get("id") in CROWDS for h in draft.heads)

    def shot_at(self, draft: Draft) -> bool:
        """Whether the people of an event were shot with live rounds, in clashes that are not said to be armed (مواجهات مسلحة)."""
        after = (self.reading.tokens[h.mention.last].text for h in draft.heads if h.mention.last < len(self.reading.tokens))
        armed = any(word.startswith(tuple(self.lexicon.folded("manners"))) for word in after)
        return not armed and any(self.weapon_class(m) == "small_arms" for m in draft.get("instrument"))

    def weapon_class(self, mention: Mention) -> str | None:
        return (self.lexicon.ontology["weapons"].get(mention.data.get("weapon") or "") or {}).get("class")

    def gassed(self, draft: Draft) -> None:
        """ببرميل قال ناشطون إنه يحوي غاز الكلور: what was in it is told in a clause of its own."""
        if draft.type not in ("air_strike", "shelling"):
            return
        sentence = self.reading.sentences[draft.sentence]
        for m in sentence.mentions:
            if m.kind != "weapon" or self.weapon_class(m) != "chemical":
                continue
            after = any(m.first > h.mention.first for h in draft.heads if h.sentence == draft.sentence)
            held = any(self.reading.tokens[n].text in self.holding for n in range(max(sentence.first, m.first - HOLD_REACH), m.first))
            barrels = [w for w in sentence.mentions if w.kind == "weapon" and w.first < m.first]
            if after and held and barrels and barrels[-1] in draft.get("instrument"):
                draft.type = "chemical_attack"
                draft.add("instrument", m)
                return
