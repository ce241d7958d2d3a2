"""Nobody attacks himself: a party told as its own victim is another's by its pronoun, or fell attacking, or repelled the attack."""

from __future__ import annotations

from rasid.coding.draft import Draft
from rasid.coding.likeness import party_mentions
from rasid.coding.lone import repels_the_fallen
from rasid.coding.reference import Discourse
from rasid.lexicon import Lexicon
from rasid.model import Mention

# Acts that are done to others. Not those that a side does to its own men as well: arrests, sentences, defections, talks, blame.
AGAINST = frozenset(
    (
        "shelling",
        "air_strike",
        "drone_strike",
        "ground_attack",
        "armed_clash",
        "killing",
        "assault",
        "abduction",
        "explosive_device",
        "suicide_bombing",
        "grenade_attack",
        "chemical_attack",
        "restriction",
        "property_destruction",
        "territory_gain",
        "disrupted_weapons_use",
        "threat",
    )
)
SLOTS = ("target", "victim", "hurt")


class OwnSide:
    """Parts the two sides of acts. One instance a report."""

    def __init__(self, lexicon: Lexicon, discourse: Discourse) -> None:
        self.lexicon, self.discourse = lexicon, discourse

    def part(self, kept: list[Draft]) -> None:
        for draft in kept:
            self.fell_attacking(draft)
            own = {i for m in draft.get("initiator") for i in self.named(m)}
            if draft.type not in AGAINST or not own:
                continue
            met = [m for slot in SLOTS for m in draft.get(slot) if m.kind in ("party", "person") and own & set(self.named(m))]
            if draft.outcome == "repelled":
                self.repelled(draft, met)
                continue
            doers = {p.span for m in draft.get("initiator") for p in party_mentions(m)}
            draft.resolved["own_side"] = {m.span for m in met if not self.another(m, own, doers)} if met else set()

    def fell_attacking(self, draft: Draft) -> None:
        """Who fell in an attack that others repelled, and of whom nobody says who made it, made it."""
        fallen = repels_the_fallen(draft)
        met = {i for m in draft.get("target") for i in self.named(m)}
        if fallen and met and all(self.lexicon.parties.armed(p.data["party"]) and p.data["party"] not in met for p in fallen):
            draft.slots["initiator"] = fallen
            for slot in ("hurt", "victim"):
                draft.slots[slot] = [m for m in draft.get(slot) if not any(p in fallen for p in m.data.get("of") or [])]

    def named(self, mention: Mention) -> list[str]:
        """The parties that a mention is, or that its people or things are of, by name."""
        ids = (self.discourse.settle(p)[0] for p in party_mentions(mention))
        return [id_ for id_ in ids if id_ is not None and not self.lexicon.parties.generic(id_)]

    def repelled(self, draft: Draft, met: list[Mention]) -> None:
        """وحدة من الجيش صدت هجوما لمسلحين: who repelled an attack, told as a doer too, was attacked."""
        spans = {m.span for m in met}
        draft.slots["initiator"] = [m for m in draft.get("initiator") if m.span not in spans]

    def another(self, mention: Mention, own: set[str], doers: set[tuple[int, int]]) -> bool:
        """منع الجنود طواقمها من الوصول: whose a pronoun says people are is the party named last before that did not do it."""
        theirs = [p for p in party_mentions(mention) if p.pronoun and p.pronoun not in self.discourse.first_person and p.span not in doers]
        if not theirs:
            return False
        told = (id_ for id_, at in reversed(self.discourse.named) if at < mention.first)
        told = (i for i in told if not self.lexicon.parties.generic(i))
        whose = next((i for i in told if not any(self.lexicon.parties.kin(i, x) for x in own)), None)
        regular = "soldiers" in (mention.data.get("groups") or [])
        fights = mention.data.get("who") == "combatant"
        if whose is None or (regular and self.lexicon.parties.get(whose).get("kind") != "state-military"):
            return False
        if fights and not self.lexicon.parties.armed(whose):
            return False
        for p in theirs:
            p.data["party"] = whose
            self.discourse.settled[p.span] = (whose, False)
        return True
