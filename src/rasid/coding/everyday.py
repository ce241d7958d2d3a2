"""Words of events in their everyday senses: people handed over and no ground, who hides in a house, who is told to be somebody's agent."""

from __future__ import annotations

from rasid.coding.draft import Draft
from rasid.coding.likeness import party_mentions
from rasid.coding.reference import Discourse
from rasid.coding.violence import Violence
from rasid.lexicon import Lexicon
from rasid.model import Mention, Reading

HANDED = frozenset(("sallama_place",))  # entries of handing over
SHELTER = frozenset(("lajaa",))  # entries of taking refuge
CORDONS = frozenset(("tawwaqa", "farada_tawq"))  # entries of closing a place off
POLICING = frozenset(("state-police", "state-intelligence"))


class Everyday(Violence):
    """Whether what a draft is told by means no event here."""

    def __init__(self, lexicon: Lexicon, discourse: Discourse, reading: Reading) -> None:
        super().__init__(lexicon, discourse, reading)
        self.wanted = lexicon.folded("wanted")

    def everyday(self, draft: Draft) -> str | None:
        """Why the words of a draft tell nothing of the conflict, or None where they do."""
        head = draft.head
        if head.data.get("id") in HANDED and self.people_given(draft):
            return "people or papers handed over, no ground"
        if head.data.get("id") in SHELTER and draft.get("victim") and all(self.sought(m) for m in draft.get("victim")):
            return "wanted people in hiding, nobody displaced"
        if draft.type == "accusation" and head.finite and head.sense.sense.pos == "im" and self.by_nobody(draft):
            return "says what somebody is held to be"
        if draft.type == "restriction" and head.data.get("id") in CORDONS and self.round_a_scene(draft):
            return "a cordon round the scene of an act"
        return None

    def sought(self, mention: Mention) -> bool:
        """Whether people are told by no more than that they are wanted."""
        return any(self.reading.tokens[n].text in self.wanted for n in range(mention.first, mention.last))

    def people_given(self, draft: Draft) -> bool:
        """تسليم شبان القرية إلى …، سلمت البلدية الأهالي أوامر: people who do not fight are what or to whom is given."""
        head = draft.head
        given = head.of if not head.finite else [m for m in head.bare if m.first > head.mention.first][1:]
        return any(self.unfighting(m) for m in given[:1])

    def unfighting(self, mention: Mention) -> bool:
        if mention.kind == "person":
            return mention.data.get("who") != "combatant" and not party_mentions(mention)
        return mention.kind == "party" and self.kinds([mention]) == {"civilians"}

    @staticmethod
    def by_nobody(draft: Draft) -> bool:
        """يُتهم بكونه عميلا: nobody accuses, and no party is accused."""
        return not draft.get("initiator") and not any(party_mentions(m) for m in draft.get("target"))

    def police_fell(self, draft: Draft) -> bool:
        """مقتل أربعة من الشرطة خلال فض نزاع: police whom a feud hits have a hand in it."""
        fell = [*draft.get("target"), *draft.get("victim"), *draft.get("hurt"), *(e["mention"] for e in draft.effects)]
        kinds = self.kinds(fell) | {self.lexicon.parties.get(m.data.get("party")).get("kind") for m in fell if m.kind == "person"}
        return draft.type in ("ground_attack", "killing", "assault") and bool(kinds & POLICING)

    def round_a_scene(self, draft: Draft) -> bool:
        """فرضت قوات الأمن طوقا على المكان: what police do where something happened; a town or hospital cut off is named."""
        if draft.resolved.get("placed") or draft.get("target") or draft.effects:
            return False
        kinds = self.kinds(draft.get("initiator"))
        return bool(kinds) and kinds <= POLICING
