"""What type an event is, where the trigger alone does not say: by the means named, the parties, and who was hurt."""

from __future__ import annotations

from rasid.coding.draft import Draft
from rasid.coding.reference import Discourse
from rasid.lexicon import Lexicon
from rasid.model import Mention

CAUSES = frozenset(
    (
        "shelling",
        "air_strike",
        "drone_strike",
        "explosive_device",
        "suicide_bombing",
        "grenade_attack",
        "chemical_attack",
        "explosion",
        "ground_attack",
        "armed_clash",
        "territory_gain",
    )
)
STRUCK = ("chemical", "drone", "air", "suicide", "artillery", "device", "grenade")
# Types that another means in the same words overrides (families.yaml has the rest).
REFINED = {
    "air_strike": ("chemical", "drone"),
    "explosion": ("chemical", "device", "suicide", "grenade"),
    "explosive_device": ("drone", "air", "suicide"),
    "killing": STRUCK,
    "assault": STRUCK,
    "shelling": ("chemical", "drone", "air"),
    "property_destruction": ("drone", "air", "artillery"),  # دمر طيران التحالف معملا
}


ARTILLERY_HOLDERS = frozenset(("state-military", "armed-group", "militia", "state-coalition", "government"))
FROM_ABOVE = frozenset(("istahdafa", "amaliyya_nawiyya"))  # said of a coalition of states: 15 عملية استهداف
UNARMED = frozenset(("protesters", "civilians", "rioters", "religious", "medical", "media", "education", "labour", "refugees", "prisoners"))
SHOULDERED = frozenset(("rpg", "anti_tank_missile"))
LIVED = "naja_min"  # the entry of living through an attack
BOMBERS = "suicide-bombers"
AIR_FORCE = "air-force"
CLOSE = frozenset(("checkpoint", "patrol", "convoy", "vehicle", "military_vehicle", "motorcycle", "bus"))  # as often fired at from near


class KindSettler:
    """Settles the types of the families in families.yaml."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.families = lexicon.ontology["families"]
        self.weapons = lexicon.ontology["weapons"]
        self.bombers = frozenset(lexicon.language.get("bombers") or ())

    def settle_type(self, draft: Draft, discourse: Discourse) -> None:
        """The type of an underspecified trigger: by the highest class of the means named, then by who was hurt by whom."""
        classes = self.classes(draft, discourse)
        if draft.family in self.families:
            by_class = self.families[draft.family]["by_class"]
            if draft.family == "harm":
                self.settle_harm(draft, discourse, classes)
                return
            for cls, type_ in by_class.items():
                if cls in classes:
                    draft.type = "ground_attack" if cls == "artillery" and self.from_the_shoulder(draft, classes) else type_
                    return
            if draft.family == "strike" and draft.head.data.get("strength") == "weak" and self.beaten(draft):
                draft.type = "assault"  # اقتحموا بيته وضربوه، ضربت الشرطة أطباء: with no weapon told, they were beaten
                return
            doers = [m for m in draft.get("initiator") if m.kind == "party"]
            from_above = draft.family == "strike" or (draft.head.data.get("id") in FROM_ABOVE and not classes)
            if from_above and doers and all(self.kind(m, discourse) == "state-coalition" for m in doers):
                draft.type = by_class["air"]  # a coalition strikes from the air where nothing else is told
                return
            if draft.family == "attack" and draft.head.data.get("frame") == "attack":
                self.settle_attack(draft, discourse, classes)
        elif draft.type == "assault" and not classes and self.on_a_post(draft):
            draft.type, draft.family = "ground_attack", "attack"  # اعتدت مجموعة مسلحة على حاجز للجيش
        elif draft.type == "property_destruction" and self.by_a_crowd(draft, discourse):
            draft.type = "riot"  # the codebook: looting and burning by a crowd
        elif draft.type in REFINED and draft.method != "anti_aircraft":
            by_class = self.families["strike"]["by_class"]
            for cls in REFINED[draft.type]:
                if cls in classes:
                    draft.type = by_class[cls]
                    return

    def from_the_shoulder(self, draft: Draft, classes: set[str]) -> bool:
        """هاجموا الحاجز بقذائف آر بي جي والرشاشات: what men carry, beside rifle fire in an assault, is of the assault (the codebook)."""
        fired = [m.data.get("weapon") for m in draft.get("instrument") if m.kind == "weapon"]
        heavy = {w for w in fired if self.weapons.get(w or "", {}).get("class") == "artillery"}
        return draft.family == "attack" and "small_arms" in classes and bool(heavy) and heavy <= SHOULDERED

    @staticmethod
    def beaten(draft: Draft) -> bool:
        """Whether a bare «struck» was said of people by their pronoun, or of nothing but people who do not fight."""
        met = draft.get("target")
        hands = draft.head.sense.sense.person == "3mp"  # وضربوا الرجال
        civil = all(m.kind == "person" and m.data.get("who") in ("civilian", "unknown" if hands else "civilian") for m in met)
        return bool(draft.head.mention.pronoun) or (bool(met) and civil and bool(draft.get("initiator")))

    def on_a_post(self, draft: Draft) -> bool:
        """Whether what was set upon is a post of armed people: a checkpoint, a position, a patrol."""
        objects = self.lexicon.ontology["objects"]
        met = [m for m in draft.get("target") if m.kind == "object" and m.prep == "on"]
        return any((objects.get(m.data.get("object") or "") or {}).get("military") for m in met)

    def by_a_crowd(self, draft: Draft, discourse: Discourse) -> bool:
        """Whether those who did it are told as protesters or rioters, and as nobody else."""
        doers = draft.get("initiator")
        kinds = {self.kind(m, discourse) if m.kind == "party" else self.lexicon.parties.get(m.data.get("party")).get("kind") for m in doers}
        return bool(doers) and kinds <= {"protesters", "rioters"}

    def kind(self, mention: Mention, discourse: Discourse) -> str | None:
        """The kind of the party that a mention means in this report."""
        return self.lexicon.parties.get(discourse.settle(mention)[0]).get("kind")

    def settle_attack(self, draft: Draft, discourse: Discourse, classes: set[str]) -> None:
        """An attack with no means, or with gunfire, on people who cannot fight back is violence against civilians."""
        people = [m for m in draft.get("target") if m.kind == "person" or (m.kind == "party" and self.unarmed(m, discourse))]
        if draft.head.carrier is not None and draft.head.carrier.data.get("id") == LIVED:
            return  # نجا المحافظ من هجوم مسلح: whom it was aimed at, guards and all
        shots = not classes - {"small_arms", "less_lethal", "melee"}
        if not classes and draft.head.data.get("remote") and self.from_afar(draft, discourse):
            draft.type = "shelling"  # استهدفت الفصائل بلدة جورين: no means told, and no gunmen at the place
            return
        if classes == {"less_lethal"} and not any(m.kind == "party" and self.fights(m, discourse) for m in draft.get("target")):
            draft.type = "assault"  # ردت الشرطة بقنابل الغاز: on a crowd, told or not
            return
        if (
            people
            and all(m.data.get("who") == "civilian" or m.kind == "party" or m.data.get("aimed") for m in people)
            and shots
            and len(people) == len(draft.get("target"))
        ):
            draft.type = "killing" if any(e["effect"] == "killed" for e in draft.effects) else "assault"

    def from_afar(self, draft: Draft, discourse: Discourse) -> bool:
        """Whether armed forces that have guns, and no more than that, are told to have aimed at a place or what stands there."""
        doers = {self.lexicon.parties.get(discourse.settle(m)[0]).get("kind") for m in draft.get("initiator") if m.kind == "party"}
        struck = all(m.kind == "object" and m.data.get("object") not in CLOSE for m in draft.get("target"))
        return bool(doers) and doers <= ARTILLERY_HOLDERS and struck and bool(draft.get("scene") or draft.get("target"))

    def flies(self, mention: Mention, discourse: Discourse) -> bool:
        """Whether a party is an air force, of a country that is told or not (دمر سلاح الجو رتلا)."""
        party = discourse.settle(mention)[0]
        return AIR_FORCE in (party, self.lexicon.parties.get(party).get("default_for"))

    def fights(self, mention: Mention, discourse: Discourse) -> bool:
        """Whether a party fights."""
        return self.lexicon.parties.armed(discourse.settle(mention)[0])

    def unarmed(self, mention: Mention, discourse: Discourse) -> bool:
        """Whether a party cannot fight back: protesters, civilians, the displaced, clerics, medics."""
        return self.lexicon.parties.get(discourse.settle(mention)[0]).get("kind") in UNARMED

    def settle_harm(self, draft: Draft, discourse: Discourse, classes: set[str]) -> None:
        by_class = {c: t for c, t in self.families["strike"]["by_class"].items() if c not in ("small_arms", "less_lethal", "melee")}
        run_over = self.weapons.get(draft.weapon or "", {}).get("class") == "melee"  # دهست دبابة رجلا: it fired nothing
        for cls, type_ in by_class.items() if not run_over else ():
            if cls in classes:
                draft.type, draft.family = type_, "strike"
                return
        killed = any(e["effect"] in ("killed", "bodies") for e in draft.effects) or draft.head.data.get("effect") == "killed"
        people = [e["mention"] for e in draft.effects if e["mention"].kind == "person"]
        felled = [m for m in draft.get("victim") if m.kind == "party"]
        if killed and not people and felled and not draft.method and all(self.fights(m, discourse) for m in felled):
            draft.type = "ground_attack"  # قضت وحدة من الجيش على مجموعة إرهابية
            return
        if people and all(e["effect"] == "bodies" for e in draft.effects):
            draft.type = "body_found"  # وصلت أربع جثث إلى المشفى
            return
        fighters = [
            m
            for m in people
            if m.data.get("who") == "combatant"
            or (
                m.data.get("who") != "civilian"
                and any(self.lexicon.parties.kind(discourse.settle(p)[0]).get("combatant") for p in m.data.get("of") or [])
            )
        ]
        off_duty = any(category == "off_duty" for category, _ in draft.head.cues) if draft.head.cues else False
        if people and len(fighters) == len(people) and not draft.method and not off_duty:
            draft.type = "ground_attack"
        else:
            draft.type = "killing" if killed else "assault"

    def classes(self, draft: Draft, discourse: Discourse) -> set[str]:
        found = (
            {self.weapons.get(m.data.get("weapon") or "", {}).get("class") for m in draft.get("instrument")}
            if "instrument" in draft.slots
            else set()
        )
        for head in draft.heads:
            for m in head.means:
                found.add(m.data.get("cls") or self.weapons.get(m.data.get("weapon") or "", {}).get("class"))
            by = [m for prep, m in head.preps if prep in ("with", "by")] if head.preps else []  # قصف النظام بالطيران الحربي
            for m in (*head.bare, *head.pre[-1:], *head.of, *by):
                if m.kind == "party" and m.data.get("weapon"):
                    found.add(self.weapons[m.data["weapon"]]["class"])
        for m in draft.get("initiator"):
            if id(m) in draft.support and draft.family == "attack":
                continue  # هجوما بإسناد من المدفعية: how others helped is not how it was done
            if (
                m.kind == "person"
                and draft.family in ("blast", "attack")
                and (m.data.get("noun") in self.bombers or m.data.get("party") == BOMBERS)
            ):
                found.add("suicide")  # فجر انتحاري سيارة: he died in it
            if m.data.get("weapon"):
                found.add(self.weapons[m.data["weapon"]]["class"])
            if m.kind == "party" and self.flies(m, discourse):
                found.add("air")
        if draft.weapon:
            implied = self.weapons.get(draft.weapon, {}).get("class")
            if not ({"drone", "chemical"} & found):
                found.add(implied)
        if any(m.data.get("weapon") == "explosive_remnant" for m in draft.get("instrument")) if "instrument" in draft.slots else False:
            found.discard("artillery")  # انفجار مقذوف من مخلفات الحرب: what was left of shelling past
        return {c for c in found if c} if found else set()
