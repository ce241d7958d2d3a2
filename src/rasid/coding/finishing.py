"""Last touches to a merged draft that stands: what it is when everything told is in, and who its sides are."""

from __future__ import annotations

from rasid.coding import lone
from rasid.coding.draft import FIRED, Draft
from rasid.coding.judging import Judge
from rasid.coding.likeness import party_mentions
from rasid.model import Mention

NOBODYS = frozenset(("unidentified-armed-group", "gunmen", "terrorists"))  # parties of men with arms who are told by no side of theirs
SOLDIERS = "army"  # the party of soldiers of no army told
FLOWN = frozenset(("warplane", "helicopter", "drone"))
PEACEFUL = frozenset(
    ("home", "boat", "ambulance", "civilian_vehicle", "bus", "farmland")
)  # who fires at these fires at people who cannot fight back
# Kinds of party that fire nothing: they stand near the word, as who heard it or whom it hit.
AIMED = frozenset(
    (
        "shelling",
        "air_strike",
        "drone_strike",
        "ground_attack",
        "killing",
        "assault",
        "arrest",
        "abduction",
        "threat",
        "accusation",
        "territory_gain",
    )
)  # what is done to others
UNARMED = frozenset(("civilians", "medical", "media", "ngo", "refugees", "prisoners", "education", "international-organisation"))
# Kinds of party that hold people by no right: custody by them is abduction.
NO_AUTHORITY = frozenset(("unidentified", "criminal", "settlers", "communal-militia"))

BY_KEEPERS = frozenset(("killing", "torture", "assault", "sexual_violence", "release"))  # what who holds people does to them
FOUGHT = frozenset(("territory_gain", "armed_clash", "ground_attack"))


class Finisher(Judge):
    """Completes the drafts of one report."""

    def finish(self, draft: Draft) -> None:
        """Last touches: sides of a clash, a borrowed scene, what a foiled thing was."""
        self.spare_who_lost_men(draft)
        self.name_them(draft)
        if draft.type == "explosive_device" and draft.get("target"):  # زرعوا لغما على طريق
            draft.slots["target"] = [m for m in draft.get("target") if m.data.get("object") != lone.ROAD or m.prep is None]
        self.by_the_armed(draft)
        struck = draft.get("target")
        jets = [m for m in struck if m.kind == "party" and m.data.get("weapon") in FLOWN and m in draft.head.of] if struck else []
        if draft.family in ("attack", "strike") and jets and len(struck) > len(jets) and not draft.get("initiator"):
            draft.slots["target"] = [m for m in struck if m not in jets]  # استهداف مقاتلات التحالف، أمس، تعزيزات: jets strike
            draft.slots["initiator"] = jets
        if draft.type == "restriction" and not draft.get("scene"):
            for m in draft.get("topic"):
                if m.kind == "place":
                    draft.add("scene", m)  # منعت الدخول إلى …: where nobody may go is where it is felt
        if not draft.get("scene") and draft.get("borrowed") and not (draft.type == "displacement" and draft.get("origin")):
            for m in draft.get("borrowed"):
                draft.add("scene", m)
            draft.flags.add("place-inherited")
        if draft.type == "territory_gain" and not draft.get("initiator") and draft.head.data.get("prep"):
            for m in draft.get("thing_scene"):
                if m.kind == "party":
                    draft.add("initiator", m)  # باتت البلدة تحت سيطرة قسد
        sides = draft.get("side")
        if sides:
            self.take_sides(draft, sides)
        if draft.type == "armed_clash":
            draft.mutual = True
            self.first_fallen(draft)
        homes = draft.get("target") and all(m.data.get("object") in PEACEFUL and not self.armed_of(m) for m in draft.get("target"))
        if (
            draft.type == "ground_attack"
            and (homes or any(not e["zero"] for e in draft.effects) or any(m.kind == "person" for m in draft.get("target")))
            and not self.fought(draft)
        ):
            draft.type = "killing" if draft.told_dead else "assault"
        self.told_killed(draft)
        self.off_duty(draft)
        self.on_a_crowd(draft)
        self.gassed(draft)
        self.by_the_unarmed(draft)
        self.spare_oneself(draft)
        if draft.type == "ground_attack" and draft.method == "incursion" and not self.fought(draft) and not draft.effects:
            draft.type, draft.method = "deployment", "troop_movement"  # توغلت قوة في البلدة: nobody was attacked
        if draft.type == "body_found":
            draft.slots.pop("initiator", None)  # who finds is not who did
            draft.effects = [
                e
                for n, e in enumerate(draft.effects)
                if n == 0 or e["mention"].data.get("quantity") is not None or e["mention"].conj or e["parent"] is not None
            ]
        if draft.type == "displacement" and self.fighters_left(draft):
            draft.type, draft.effects = "withdrawal", []
            for slot, to in (("victim", "initiator"), ("origin", "scene")):
                for m in draft.slots.pop(slot, []):
                    draft.add(to, m)
        if draft.type == "arrest" and not draft.get("victim") and any(m.kind == "weapon" for m in draft.get("instrument")):
            draft.type = "disrupted_weapons_use"  # ضبط منصة إطلاق: a weapon is seized, nobody held
        if draft.type == "arrest" and self.without_authority(draft):
            draft.type = "abduction"
            for entry in draft.effects:
                entry["effect"] = "abducted" if entry["effect"] == "detained" else entry["effect"]
        if (
            draft.status == "attempted"
            and draft.type in ("ground_attack", "armed_clash")
            and any(e["effect"] in ("killed", "injured") and not e["zero"] for e in draft.effects)
        ):
            draft.status, draft.outcome = "asserted", draft.outcome or "repelled"  # people fell: force was used
        if self.met_at_the_front(draft):
            draft.status, draft.outcome = "asserted", draft.outcome or "repelled"
        if draft.status in ("attempted", "planned", "possible"):
            draft.effects = [
                e for e in draft.effects if e["zero"] or e["effect"] not in ("killed", "abducted", "detained")
            ]  # nobody was, yet
        if draft.type in BY_KEEPERS and not draft.get("initiator"):
            for m in (*draft.get("victim"), *draft.get("hurt"), *(e["mention"] for e in draft.effects)):
                if m.data.get("keeper") is not None:
                    draft.add("initiator", m.data["keeper"])  # وفاة معتقل لدى الأمن
        if draft.method == "under_torture" and not draft.get("initiator"):
            for m in draft.get("thing_scene"):
                if m.data.get("object") == "prison" and party_mentions(m):
                    draft.add("initiator", m)
        if draft.head.data.get("frame") == "foil":
            for m in draft.get("thing"):
                if m.kind == "weapon":
                    draft.add("instrument", m)
                else:
                    draft.add("target", m)

    def spare_who_lost_men(self, draft: Draft) -> None:
        """قال الجيش إن هجوما أودى بحياة جنود: soldiers of no other side who fell are of the army that tells of it, and another did it."""
        voices = {s["mention"].span for s in draft.sources} if draft.type in AIMED and not draft.head.finite else set()
        tellers = [m for m in draft.get("initiator") if m.span in voices] if voices else []
        if not tellers or draft.head.mention.pronoun or "state-military" not in self.kinds(tellers):
            return
        fell = (*draft.get("victim"), *draft.get("hurt"), *(e["mention"] for e in draft.effects))
        if any(m.data.get("party") == SOLDIERS or [p.data.get("party") for p in party_mentions(m)] == [SOLDIERS] for m in fell):
            draft.slots["initiator"] = [m for m in draft.get("initiator") if m not in tellers]

    def name_them(self, draft: Draft) -> None:
        """هاجم مسلحون نقطة …، وتبنت الهجوم كتيبة X: men of no side told, apart from who did it by name, are his."""
        doers = draft.get("initiator")
        if len(doers) < 2 or (draft.type not in AIMED and draft.type != "armed_clash"):
            return
        named = [m for m in doers if any(self.lexicon.parties.of_no_state(self.discourse.settle(p)[0]) for p in party_mentions(m))]
        unnamed = [m for m in doers if not m.conj and self.nobodys(m)]
        if named and unnamed and all(m.last < named[0].first - 1 or m.first > named[-1].last for m in unnamed):
            draft.slots["initiator"] = [m for m in doers if m not in unnamed]

    def nobodys(self, mention: Mention) -> bool:
        """Whether a mention is of fighters who are told by no side of theirs."""
        ids = {self.discourse.settle(p)[0] for p in party_mentions(mention)} or {mention.data.get("party")}
        return mention.kind in ("person", "party") and ids <= NOBODYS

    def first_fallen(self, draft: Draft) -> None:
        """أسفرت المعارك عن مقتل خمسة من X، مقابل اثنين من Y: of two sides told by their fallen alone, the one told first stands first."""
        if any(draft.get(slot) for slot in ("initiator", "side", "target")):
            return
        fell = sorted((e["mention"] for e in draft.effects), key=lambda m: m.first)
        sides = [p for m in fell for p in party_mentions(m)]
        if len({self.discourse.settle(p)[0] for p in sides}) == 2:
            draft.add("initiator", sides[0])

    def by_the_armed(self, draft: Draft) -> None:
        """استيقظ السكان على … القصف: people at large fire no shells, and beside armed sides they are none of a clash."""
        for slot in ("initiator", "target") if draft.type in {*FIRED, "armed_clash"} else ():
            armed = [m for m in draft.get(slot) if not self.unarmed(m)]
            if armed or (slot == "initiator" and draft.type in FIRED):
                draft.slots[slot] = armed if slot == "initiator" or draft.type == "armed_clash" else draft.get(slot)

    def unarmed(self, mention: Mention) -> bool:
        """Whether a mention is of people who do not fight, and of no others."""
        kinds = self.kinds([mention])
        return bool(kinds) and kinds <= UNARMED

    def by_the_unarmed(self, draft: Draft) -> None:
        """What protesters, rioters and settlers do is no battle and gains no ground."""
        if draft.type not in FOUGHT:
            return
        doers = [*draft.get("initiator"), *draft.get("side")]
        doers = [m for m in doers if id(m) not in draft.support] or doers  # بحماية الشرطة: who guards them does not make it a battle
        kinds = self.kinds(doers)
        kinds |= {self.lexicon.parties.get(m.data["party"]).get("kind") for m in doers if m.kind == "person" and m.data.get("party")}
        if kinds & {"protesters", "rioters"}:
            draft.type = "riot"
        elif (
            draft.type == "ground_attack"
            and kinds
            and kinds <= {"settlers", "rioters", "protesters", "civilians"}
            and not self.fought(draft)
        ):
            entered = bool(draft.head.data.get("raid"))  # اقتحم مستوطنون الموقع الأثري: it is not told to be wrecked
            things = any(m.kind == "object" for m in draft.get("target")) and not entered
            draft.type = "property_destruction" if things and not draft.effects else "assault"

    def spare_oneself(self, draft: Draft) -> None:
        """تعهدت حماس بالرد على اغتيال قائدها: nobody aims at himself what he does to others; his own people are in it otherwise."""
        if draft.type not in AIMED and draft.type != "armed_clash":
            return
        doers = {id_ for m in draft.get("initiator") for p in party_mentions(m) if (id_ := self.discourse.settle(p)[0])}
        named = {id_ for id_ in doers if not self.lexicon.parties.generic(id_)}
        if named:
            others = (m for m in draft.get("target") if not (of := party_mentions(m)) or {self.discourse.settle(p)[0] for p in of} - named)
            draft.slots["target"] = list(others)

    def without_authority(self, draft: Draft) -> bool:
        """Custody by unknown gunmen, gangs or settlers; by any armed group where the verb itself does not say arrest."""
        kinds = {self.party(p).get("kind") for m in draft.get("initiator") for p in (party_mentions(m) or [m]) if p.kind == "party"}
        if not kinds and any(
            m.kind == "person"
            and m.data.get("who") == "combatant"
            and m.data.get("number") == "p"
            and not m.data.get("of")
            and m.data.get("party") in (None, "unidentified-armed-group", "gunmen")
            for m in draft.get("initiator")
        ):
            kinds = {"unidentified"}
        barred = NO_AUTHORITY | ({"armed-group", "militia"} if draft.head.data.get("taker") else set())
        ruling = any(self.party(p).get("authority") for m in draft.get("initiator") for p in party_mentions(m))
        return bool(kinds) and kinds <= barred and not ruling

    def fought(self, draft: Draft) -> bool:
        """Whether an attack met an armed party, its people or its things; else it is violence against civilians."""
        if draft.get("side") or self.ambushed(draft):
            return True
        for m in [*draft.get("target"), *draft.get("victim"), *draft.get("hurt"), *(e["mention"] for e in draft.effects)]:
            if m.kind == "person" and m.data.get("who") == "civilian" and m.data.get("number") == "s":
                continue  # عنصر سابق في الفصائل: he is of them no more
            if any(self.lexicon.parties.armed(self.discourse.settle(p)[0]) for p in party_mentions(m)):
                return True
            if m.kind == "person" and m.data.get("who") == "combatant":
                return True
            if m.kind == "object" and (self.lexicon.ontology["objects"].get(m.data.get("object") or "") or {}).get("military"):
                return True
        return False

    @staticmethod
    def ambushed(draft: Draft) -> bool:
        """كمين نصبوه لهم أسفر عن مقتل ستة منهم: an ambush is laid for fighters, where nobody is told to have been anything else."""
        fell = [e["mention"] for e in draft.effects]
        civil = any(m.data.get("who") == "civilian" or m.data.get("groups") for m in (*fell, *draft.get("target"), *draft.get("victim")))
        return draft.method == "ambush" and bool(fell) and not civil

    def take_sides(self, draft: Draft, sides: list[Mention]) -> None:
        """First-named side initiates, the other is the target; a party of its side, and one after a comma, tell where each ends."""
        people = [m for m in sides if party_mentions(m) or m.kind == "person"]
        backed = bool(draft.get("initiator")) and all(id(m) in draft.support for m in draft.get("initiator"))
        if draft.get("initiator") and not backed:
            for m in people:
                draft.add("target", m)
            return
        if not people:
            return
        inner = party_mentions(people[0])
        if len(people) == 1 and people[0].prep == "between" and len(inner) == 2 and not backed:
            draft.add("initiator", inner[0])  # بين مسلحين من فتح وحماس
            draft.add("target", inner[1])
            return
        turn = next((n for n, m in enumerate(people) if n and m.data.get("parted")), None)
        if turn is None and people[0].prep == "together" and all(m.prep in ("together", None) for m in people):
            turn = len(people)  # قتل تسعة في مواجهات مع الجيش والمقاومة: one side of it
        if turn is None:  # القوات والمسلحين الموالين لها والفصائل
            turn = next((n for n, m in enumerate(people) if n and m.data.get("pointed", False) is not None), len(people))
        first = {self.discourse.settle(p)[0] for m in people[:turn] for p in party_mentions(m)}
        for m in people[:turn]:
            draft.add("initiator", m)
        for m in people[turn:]:
            inner = party_mentions(m)
            if not inner or self.discourse.settle(inner[0])[0] not in first:
                draft.add("target", m)
        if backed and turn < len(people):
            supporters = [m for m in draft.get("initiator") if id(m) in draft.support]
            for m in supporters:
                if m.first > people[turn].first:
                    draft.slots["initiator"].remove(m)
                    draft.add("target", m)
