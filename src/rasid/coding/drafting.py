"""Heads to drafts: light verbs lend their arguments, verbs told of an event noun join it, harm joins what caused it."""

from __future__ import annotations

from typing import Any

from msgspec.structs import replace

from rasid.coding.draft import Draft, Head
from rasid.coding.heads import SentenceScan
from rasid.coding.reference import Discourse
from rasid.coding.roles import RoleAssigner
from rasid.coding.toll import row
from rasid.lexicon import Lexicon
from rasid.model import Mention

VIOLENT = frozenset(
    "shelling air_strike drone_strike explosive_device suicide_bombing grenade_attack chemical_attack explosion ground_attack armed_clash killing assault property_destruction protest riot abduction arrest torture".split()
)
CAUSES = frozenset(
    "shelling air_strike drone_strike explosive_device suicide_bombing grenade_attack chemical_attack explosion ground_attack armed_clash territory_gain".split()
)
JOINING = frozenset(("attack", "blast", "harm", "suffer", "wreck", "custody"))
CAUSAL_PREPS = frozenset(("cause", "with", "in", "from", "as", "together"))
STRUCK = ("chemical", "drone", "air", "suicide", "artillery", "device", "grenade")
# Types that another means in the same words overrides (families.yaml has the rest).
REFINED = {
    "air_strike": ("chemical", "drone"),
    "explosion": ("chemical", "device", "suicide", "grenade"),
    "explosive_device": ("suicide",),
    "killing": STRUCK,
    "assault": STRUCK,
    "shelling": ("chemical", "drone", "air"),
}


class Drafter:
    """Makes the drafts of one sentence."""

    def __init__(self, lexicon: Lexicon, roles: RoleAssigner) -> None:
        self.lexicon, self.roles = lexicon, roles
        self.families = lexicon.ontology["families"]
        self.weapons = lexicon.ontology["weapons"]
        self.types = lexicon.ontology["event_types"]
        self.loose_parts: list[tuple[Mention, Mention]] = []

    def drafts(self, scan: SentenceScan, discourse: Discourse) -> list[Draft]:
        self.lend(scan.heads)
        self.loose_parts = scan.parts
        made: dict[int, Draft] = {}
        out: list[Draft] = []
        for head in sorted((h for h in scan.heads if h.kind == "event"), key=lambda h: (h.subject_event is not None, h.mention.first)):
            host = self.host(head, made)
            if host is not None:
                self.join(host, head, discourse)
                made[id(head)] = host
                continue
            draft = self.new(head)
            made[id(head)] = draft
            self.roles.fill(draft, head, discourse)
            self.borrow(draft, head, discourse)
            self.effects(draft, head)
            out.append(draft)
        out.sort(key=lambda d: d.head.mention.first)
        for head in scan.heads:
            draft = made.get(id(head))
            if draft is not None and draft.head is head:
                self.manner(draft, head, made)
                self.share(draft, head, made)
                self.foil(draft, head, made)
                self.attach_scene(draft, head)
        self.carry_on(out, scan.subjects)
        self.leftovers(scan, out, made)
        self.intercepted(scan, made)
        self.blame(out, made)
        self.threats(out)
        for draft in out:
            self.settle_type(draft, discourse)
        self.same_means(out)
        self.raids(out, made)
        self.by_means(out, made)
        self.link(scan, out, made)
        return [d for d in out if d.dropped != "joined"]

    # --- light verbs and joining -----------------------------------------------------------------------------------------------

    def lend(self, heads: list[Head]) -> None:
        """Finds the event noun of each light verb."""
        for n, head in enumerate(heads):
            if head.kind != "light":
                continue
            where = head.data.get("carrier")
            if where == "none":
                continue
            noun = head.subject_event if head.subject_event is not None and (where == "subject" or head.mention.pronoun) else None
            if noun is None:
                for other in heads[n + 1 :]:
                    if other.finite:
                        break
                    if other.kind in ("event", "light") and self.carried(other, head, where):
                        noun = other
                        break
            if noun is not None and noun.carrier is None:
                noun.carrier, head.carried = head, noun
        for head in heads:
            if head.kind == "light" and head.carried is not None and head.carried.kind == "light" and head.carried.carried is not None:
                inner = head.carried.carried
                inner.carrier = inner.carrier or head

    @staticmethod
    def carried(noun: Head, light: Head, where: str) -> bool:
        governor = noun.governor
        if governor is not light and not (noun.sibling and noun.sibling.carrier is light):
            return False
        if where in ("object", "subject"):
            return noun.governor_prep is None
        return noun.governor_prep == where

    def host(self, head: Head, made: dict[int, Draft]) -> Draft | None:
        """The draft of the event noun that is this verb's subject (القصف استهدف)."""
        noun = head.subject_event
        if noun is None or not head.finite or head.data.get("frame") not in JOINING:
            return None
        host = made.get(id(noun)) or (made.get(id(noun.subject_event)) if noun.subject_event is not None else None)
        if (
            host is None
            or host.type in ("sentence", "agreement", "talks")
            or (host.type in ("arrest", "abduction")) != (head.data.get("frame") == "custody")
        ):
            return None
        return host

    def join(self, host: Draft, head: Head, discourse: Discourse) -> None:
        side = Draft(heads=[head], type=host.type, family=host.family, sentence=head.sentence)
        self.roles.fill(side, head, discourse)
        if head.data.get("effect") or any(m.data.get("effect") for s in ("target", "victim") for m in side.get(s)):
            side.slots["victim"] = side.get("victim") + side.get("target")
            side.slots["target"] = [m for m in side.get("victim") if m.kind not in ("person", "count")]
            side.slots["victim"] = [m for m in side.get("victim") if m.kind in ("person", "count")]
            self.effects(side, head, force=True)
            host.effects += side.effects
        for slot, mentions in side.slots.items():
            if slot in ("initiator",) and host.get("initiator"):
                continue
            for m in mentions:
                host.add("target" if slot == "initiator" and not head.mention.pronoun else slot, m)
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
                    self.roles.put(draft, light.data.get("object") or ("target" if m.kind != "place" else "scene"), m, discourse)
            elif light.data.get("subject"):
                for m in subject:
                    role = light.data["subject"]
                    self.roles.put(draft, {"target": "target", "scene": "scene"}.get(role) or self.subject_role(head), m, discourse)
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

    def carry_on(self, out: list[Draft], subjects: list[Mention]) -> None:
        """هاجموا القرية ونهبوا المنازل: a verb joined by و without a subject of its own has the one before it."""
        for n, draft in enumerate(out):
            head = draft.head
            light = head.carrier
            if (
                light is not None
                and light.finite
                and light.data.get("subject") == "initiator"
                and not draft.get("initiator")
                and light.mention.conj
            ):
                head = light
            if (
                draft.get("initiator")
                or not head.finite
                or any(m.prep is None for m in head.pre)
                or (head.subject_event is not None
                and head.kind != "light")
                or head.relative
            ):
                continue
            plural = head.sense.sense.person == "3mp" and head.data.get("frame") not in ("suffer", "flee", "come_back", "protest")
            if head.mention.pronoun and head.mention.conj and head.data.get("frame") in ("attack", "wreck"):
                plural = True
            if (
                not plural
                and head.kind != "light"
                and not (
                    head.mention.conj
                    and draft.get("target")
                    and head.data.get("frame") in ("attack", "wreck", "custody", "control", "deploy", "forbid")
                )
            ):
                continue
            for before in reversed(out[:n]):
                if before.get("initiator"):
                    for m in before.get("initiator"):
                        draft.add("initiator", m)
                    break
            else:
                earlier = [m for m in subjects if m.first < head.mention.first]
                if plural and head.mention.conj and earlier:
                    draft.add("initiator", earlier[-1])

    def manner(self, draft: Draft, head: Head, made: dict[int, Draft]) -> None:
        """عبر استهداف …: what is told as the means of an act has the act's doer."""
        governor = head.governor
        if governor is not None and governor.kind == "speech" and head.data.get("effect") in ("killed", "injured"):
            self.own_dead(draft, governor)
        if (
            head.finite
            or governor is None
            or draft.get("initiator")
            or head.governor_prep not in ("with", "in", "by", "purpose", None, "from", "on")
        ):
            return
        depth = 0
        while governor is not None and depth < 5:
            outer = made.get(id(governor))
            if governor.data.get("effect") in ("killed", "injured") or governor.data.get("type") in ("accusation", "threat"):
                return
            doers: list[Mention] = []
            if outer is not None and outer is not draft:
                doers = outer.get("target") if outer.outcome == "repelled" else outer.get("initiator")
            elif governor.kind == "light" and governor.data.get("subject") == "initiator":
                doers = self.roles.arguments(governor)[0]
            elif (
                governor.kind == "speech"
                and head.governor is governor
                and not governor.data.get("follows")
                and head.data.get("frame") in ("attack", "control", "custody", "foil", "wreck", "blast", "forbid")
            ):
                doers = [m for m in [*governor.bare, *governor.pre] if m.kind == "party" or (m.kind == "source" and m.data.get("party"))][:1]
            if doers:
                for m in doers:
                    if m.kind in ("party", "person", "source"):
                        draft.add("initiator", m)
                return
            governor, depth = governor.governor, depth + 1

    def blame(self, out: list[Draft], made: dict[int, Draft]) -> None:
        """اتهم X Y بقصف …: where the act is told with its place or toll, it is the event, by Y as X says; else the accusation is."""
        for draft in out:
            if draft.type != "accusation" or draft.dropped:
                continue
            acts = [
                d
                for d in out
                if d is not draft
                and d.head.governor is draft.head
                and not d.head.finite
                and d.head.governor_prep in ("with", "in", "from", None)
                and not d.dropped
            ]
            for act in acts:
                told = act.get("scene") or any(d.cause is act for d in out) or any(e["mention"].data.get("quantity") for e in act.effects)
                if not told or act.type in ("agreement", "talks", "accusation", "aid"):
                    act.dropped = "told in an accusation"
                    continue
                for m in draft.get("target"):
                    act.add("initiator", m)
                for m in [*draft.get("initiator")]:
                    act.sources.append({"mention": m, "stance": "accuses"})
                act.attribution["how"] = "accused"
                draft.dropped = "its act is coded"

    def own_dead(self, draft: Draft, speech: Head) -> None:
        """أعلن الجيش مقتل جندي: soldiers whose army tells of them are its own."""
        voice = next((m for m in [*speech.bare, *speech.pre] if m.kind == "party"), None)
        if voice is None or not self.lexicon.parties.armed(voice.data.get("party")):
            return
        for m in draft.get("victim"):
            if m.kind == "person" and m.data.get("who") == "combatant" and not m.data.get("of"):
                m.data["of"] = [voice]

    @staticmethod
    def intercepted(scan: SentenceScan, made: dict[int, Draft]) -> None:
        """اعترضت صاروخا أُطلق من …: the launch of what was intercepted is told within the interception."""
        foils = [
            h for h in scan.heads if h.kind == "event" and h.data.get("frame") == "foil" and h.data.get("type") == "disrupted_weapons_use"
        ]
        for foil in foils:
            weapons = [m for m in [*foil.bare, *foil.of] if m.kind == "weapon"]
            for head in scan.heads:
                draft = made.get(id(head))
                if (
                    draft is not None
                    and draft.head is head
                    and head is not foil
                    and head.finite
                    and any(0 <= head.mention.first - w.last <= 2 for w in weapons)
                    and not head.mention.conj
                ):
                    draft.dropped = "told of an intercepted weapon"
                    for m in draft.get("scene"):
                        if made.get(id(foil)) is not None and not made[id(foil)].get("scene"):
                            made[id(foil)].add("scene", m)

    @staticmethod
    def threats(out: list[Draft]) -> None:
        """هدد بمهاجمة …: the attack threatened is what the threat says, no event."""
        for draft in out:
            governor = draft.head.governor
            while governor is not None and governor.kind == "light":
                governor = governor.governor  # توعد بشن هجمات
            if governor is not None and not draft.head.finite and governor.data.get("type") == "threat":
                draft.dropped = draft.dropped or "threatened"
            if (
                governor is not None
                and not draft.head.finite
                and governor.data.get("type") == "sentence"
                and draft.type in ("killing", "arrest")
            ):
                draft.dropped = draft.dropped or "what the court ordered"

    def foil(self, draft: Draft, head: Head, made: dict[int, Draft]) -> None:
        """صدّ هجوما، أحبط هجوما: the attack that was met is the event; who met it is its target."""
        if head.data.get("frame") != "foil" and not head.data.get("outcome") and not head.data.get("status") == "attempted":
            return
        attacks = [
            d
            for d in made.values()
            if d is not draft and d.head.governor is head and d.type in CAUSES and not d.dropped and not d.head.finite
        ]
        if head.data.get("outcome") == "repelled":
            self.repel(draft, attacks)
        elif attacks and head.data.get("status") == "attempted":
            attacks[0].status = "attempted"
            attacks[0].heads.append(head)
            for m in draft.get("scene"):
                attacks[0].add("scene", m)
            for m in draft.get("initiator"):
                attacks[0].add("target", m)
            draft.dropped = "joined"

    def repel(self, draft: Draft, attacks: list[Draft]) -> None:
        defenders = draft.slots.pop("initiator", [])
        met = [m for s in ("target", "thing") for m in draft.slots.pop(s, []) if m.kind in ("party", "person") and not m.data.get("area")]
        draft.slots["target"], draft.slots["initiator"] = defenders, met
        if not attacks:
            return
        attack = attacks[0]
        for slot, mentions in attack.slots.items():
            for m in mentions:
                draft.add(slot, m)
        draft.times += attack.times
        draft.heads += attack.heads
        if attack.type != "territory_gain":
            draft.type, draft.family, draft.weapon = attack.type, attack.family, attack.weapon
        attack.dropped = "joined"
        if attack.head.mention.definite:
            draft.resolved["points_back"] = True

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
        younger = next((d for d in made.values() if d.head.sibling is head), None)
        if younger is None or younger is draft:
            return
        gap = younger.head.mention.first - head.mention.last
        if gap <= 1 and not draft.get("victim") and not draft.effects:
            for slot in ("victim", "target"):
                for m in younger.get(slot):
                    draft.add(slot, m)
            self.effects(draft, head)
        for slot in ("initiator",):
            if not younger.get(slot):
                for m in draft.get(slot):
                    younger.add(slot, m)
            elif not draft.get(slot):
                for m in younger.get(slot):
                    draft.add(slot, m)
        if draft.type == younger.type and gap <= 1:
            younger.dropped = "joined"
            for slot, mentions in younger.slots.items():
                for m in mentions:
                    draft.add(slot, m)
            draft.effects += [e for e in younger.effects if all(e["mention"] is not f["mention"] for f in draft.effects)]
            draft.times += younger.times
            draft.heads.append(younger.head)

    # --- effects -----------------------------------------------------------------------------------------------------------------

    def effects(self, draft: Draft, head: Head, force: bool = False) -> None:
        """Toll rows of who undergoes the act, and of the parts told of them."""
        effect = head.data.get("effect") or (None if draft.family == "harm" else (self.types.get(draft.type) or {}).get("toll_effect"))
        rows: dict[int, dict[str, Any]] = {}
        previous: Mention | None = None
        for m in draft.get("victim"):
            if m.kind not in ("person", "count"):
                continue
            told = (
                m.data.get("effect")
                if m.data.get("effect") in ("killed", "injured")
                and effect not in ("detained", "abducted", "released")
                and head.data.get("frame") != "harm"
                else effect
            )
            if told is None:
                continue
            made = row(told, m)
            if (
                previous is not None
                and m.conj
                and m.data.get("quantity") is None
                and previous.data.get("quantity") is not None
                and previous.data["quantity"].vague
            ):
                made["shared"] = previous
            if any(e["mention"] is m for e in draft.effects):
                continue
            draft.effects.append(made)
            rows[id(m)] = made
            previous = m
        self.share_ranks(draft.effects)
        if not rows and head.mention.pronoun and effect in ("killed", "injured") and not head.finite:
            draft.effects.append(row(effect, self.pronoun_victim(head)))
        for part, whole in [*head.parts, *self.loose_parts]:
            parent = rows.get(id(whole)) or next((e for e in draft.effects if e["mention"] is whole), None)
            if parent is not None and all(e["mention"] is not part for e in draft.effects):
                draft.effects.append(row(parent["effect"], part, parent))

    def pronoun_victim(self, head: Head) -> Mention:
        """مقتله، إصابتهما: one or two people told by a pronoun; who they are is not."""
        gender = (self.lexicon.language.get("pronouns") or {}).get(head.mention.pronoun, "p")
        number = {"m": "s", "f": "s", "d": "d"}.get(gender, "p")
        return replace(head.mention, kind="person", data={"who": "unknown", "groups": [], "of": [], "number": number})

    @staticmethod
    def share_ranks(effects: list[dict[str, Any]]) -> None:
        """عشرات القتلى والجرحى في صفوف X: whose the last are, the others are too."""
        for one, other in zip(reversed(effects[:-1]), reversed(effects[1:]), strict=False):
            m, n = one["mention"], other["mention"]
            if m.kind == "person" and n.kind == "person" and not m.data.get("of") and n.data.get("of") and n.conj and n.first - m.last <= 1:
                one["ranks"] = n

    def leftovers(self, scan: SentenceScan, out: list[Draft], made: dict[int, Draft]) -> None:
        """People named by what befell them (خلّف القصف خمسة قتلى): toll of the event that a result verb ties them to."""
        for head in scan.heads:
            if head.kind not in ("result", "light"):
                continue
            people = [
                m
                for m in [*head.bare, *(m for _, m in head.preps)]
                if m.kind == "person" and m.data.get("effect") in ("killed", "injured", "missing", "bodies")
            ]
            if not people:
                continue
            cause = self.result_cause(head, scan, out, made)
            if cause is None:
                continue
            self.add_people(cause, people, head)
        self.verbless(scan, out)

    def verbless(self, scan: SentenceScan, out: list[Draft]) -> None:
        """ستة شهداء في غارة …: people named by what befell them, before the attack that did it."""
        people = [
            m
            for m in scan.pre_people
            if m.data.get("effect") in ("killed", "injured", "missing") and all(e["mention"] is not m for d in out for e in d.effects)
        ]
        attacks = [
            d
            for d in out
            if d.type in CAUSES and d.family != "harm" and not d.dropped and people and d.head.mention.first > people[0].first
        ]
        if not people or not attacks or attacks[0].head.mention.first - people[-1].last > 25:
            return
        self.add_people(attacks[0], people, None, scan.parts)

    def add_people(self, cause: Draft, people: list[Mention], head: Head | None, parts: list[tuple[Mention, Mention]] = ()) -> None:
        previous: Mention | None = None
        for m in people:
            made = row(m.data["effect"], m)
            if previous is not None and m.conj and m.data.get("quantity") is None and previous.data.get("quantity") is not None:
                made["shared"] = previous
            made["update"] = bool(head and head.data.get("update"))
            cause.effects.append(made)
            for part, whole in head.parts if head is not None else parts:
                if whole is m:
                    cause.effects.append(row(m.data["effect"], part, made))
            previous = m

    def result_cause(self, head: Head, scan: SentenceScan, out: list[Draft], made: dict[int, Draft]) -> Draft | None:
        if head.subject_event is not None and id(head.subject_event) in made:
            return made[id(head.subject_event)]
        before = [
            d
            for d in out
            if d.head.mention.first < head.mention.first and d.family != "harm" and d.type in CAUSES and d.dropped != "joined"
        ]
        return before[-1] if before else None

    # --- types ---------------------------------------------------------------------------------------------------------------------

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
                    draft.type = type_
                    return
            if draft.family == "attack" and draft.head.data.get("frame") == "attack":
                self.settle_attack(draft, discourse, classes)
        elif draft.type in REFINED and draft.method != "anti_aircraft":
            by_class = self.families["strike"]["by_class"]
            for cls in REFINED[draft.type]:
                if cls in classes:
                    draft.type = by_class[cls]
                    return

    def settle_attack(self, draft: Draft, discourse: Discourse, classes: set[str]) -> None:
        """An attack with no means, or with gunfire, on people who cannot fight back is violence against civilians."""
        people = [m for m in draft.get("target") if m.kind == "person"]
        if people and all(m.data.get("who") == "civilian" for m in people) and not draft.get("instrument"):
            draft.type = "killing" if any(e["effect"] == "killed" for e in draft.effects) else "assault"

    def settle_harm(self, draft: Draft, discourse: Discourse, classes: set[str]) -> None:
        by_class = {c: t for c, t in self.families["strike"]["by_class"].items() if c not in ("small_arms", "less_lethal", "melee")}
        for cls, type_ in by_class.items():
            if cls in classes:
                draft.type, draft.family = type_, "strike"
                return
        killed = any(e["effect"] in ("killed", "bodies") for e in draft.effects) or draft.head.data.get("effect") == "killed"
        people = [e["mention"] for e in draft.effects if e["mention"].kind == "person"]
        fighters = [
            m
            for m in people
            if m.data.get("who") == "combatant"
            or any(self.lexicon.parties.kind(discourse.settle(p)[0]).get("combatant") for p in m.data.get("of") or [])
        ]
        if people and len(fighters) == len(people) and not draft.method:
            draft.type = "ground_attack"
        else:
            draft.type = "killing" if killed else "assault"

    @staticmethod
    def by_means(out: list[Draft], made: dict[int, Draft]) -> None:
        """استهدف بغارتين …: an attack told as the means of an attack is that attack."""
        for draft in out:
            outer = made.get(id(draft.head.governor)) if draft.head.governor is not None else None
            if (
                outer is None
                or outer is draft
                or draft.dropped
                or outer.dropped
                or outer.outcome
                or draft.head.finite
                or draft.head.governor_prep != "with"
            ):
                continue
            if outer.family not in ("attack", "strike") or (draft.family not in ("attack", "strike") and draft.type not in REFINED):
                continue
            if outer.type in ("ground_attack", "shelling") and draft.type != "ground_attack":
                outer.type = draft.type
            outer.weapon = outer.weapon or draft.weapon
            for slot, mentions in draft.slots.items():
                for m in mentions:
                    if slot != "initiator" or not outer.get("initiator"):
                        outer.add(slot, m)
            outer.heads.append(draft.head)
            outer.times += draft.times
            draft.dropped = "joined"
            made[id(draft.head)] = outer

    @staticmethod
    def raids(out: list[Draft], made: dict[int, Draft]) -> None:
        """اعتقلت … خلال اقتحامات في X: a raid in which people are held is the arrest."""
        for draft in out:
            custody = made.get(id(draft.head.governor)) if draft.head.governor is not None else None
            if (
                custody is None
                or custody is draft
                or draft.head.finite
                or draft.type not in ("ground_attack", "arrest")
                or custody.head.data.get("frame") != "custody"
            ):
                continue
            for m in draft.get("scene"):
                custody.add("scene", m)
            draft.dropped = "the raid of an arrest"

    @staticmethod
    def same_means(out: list[Draft]) -> None:
        """قصفت … بصواريخ، واستهدفت …: a second target without means of its own was hit by the same."""
        for before, draft in zip(out, out[1:], strict=False):
            if (
                draft.family == "attack"
                and draft.type == "ground_attack"
                and draft.head.mention.conj
                and draft.head.finite
                and not draft.get("instrument")
                and before.type in ("shelling", "air_strike", "drone_strike")
                and before.get("initiator")
                and [m.span for m in before.get("initiator")] == [m.span for m in draft.get("initiator")]
            ):
                draft.type = before.type

    def classes(self, draft: Draft, discourse: Discourse) -> set[str]:
        found = {self.weapons.get(m.data.get("weapon") or "", {}).get("class") for m in draft.get("instrument")}
        for head in draft.heads:
            for m in head.means:
                found.add(m.data.get("cls") or self.weapons.get(m.data.get("weapon") or "", {}).get("class"))
            for m in (*head.bare, *head.pre[-1:], *head.of):
                if m.kind == "party" and m.data.get("weapon"):
                    found.add(self.weapons[m.data["weapon"]]["class"])
        for m in draft.get("initiator"):
            if m.data.get("weapon"):
                found.add(self.weapons[m.data["weapon"]]["class"])
            if m.kind == "party" and self.lexicon.parties.get(discourse.settle(m)[0]).get("default_for") == "air-force":
                found.add("air")
        if draft.weapon:
            implied = self.weapons.get(draft.weapon, {}).get("class")
            if not ({"drone", "chemical"} & found):
                found.add(implied)
        return {c for c in found if c}

    # --- cause and harm ------------------------------------------------------------------------------------------------------------

    def link(self, scan: SentenceScan, out: list[Draft], made: dict[int, Draft]) -> None:
        """Ties harm to the attack of the same sentence that caused it."""
        for draft in out:
            if draft.head.data.get("effect") not in ("killed", "injured", "missing") or draft.dropped or draft.type in ("sentence",):
                continue
            if draft.family != "harm":
                self.by_gunfire(draft, out, made)
                continue
            cause = self.named_cause(draft, out, made) or self.earlier_cause(draft, scan, out, made)
            if cause is not None and cause is not draft:
                draft.cause = cause
        self.share_cause([d for d in out if not d.dropped and d.head.data.get("effect") in ("killed", "injured")])

    def by_gunfire(self, draft: Draft, out: list[Draft], made: dict[int, Draft]) -> None:
        """اغتال … بإطلاق الرصاص عليه: the shots are how, not another attack."""
        cause = self.named_cause(draft, out, made)
        if cause is None or cause.type != "ground_attack" or draft.type != "killing":
            return
        for slot in ("instrument", "scene", "initiator"):
            for m in cause.get(slot):
                draft.add(slot, m)
        cause.dropped = "joined"

    @staticmethod
    def share_cause(harms: list[Draft]) -> None:
        """قُتل ثلاثة، وأصيب خمسة، في قصف: what stands after the last verb caused them all."""
        for one, other in zip(harms, harms[1:], strict=False):
            if (
                one.family == "harm"
                and one.cause is None
                and other.family == "strike"
                and other.head.mention.conj
                and not one.get("initiator")
                and not one.get("instrument")
            ):
                one.cause = other  # وأصيب طفلاهما بقذيفة: the shell killed the parents too
            if (
                one.cause is None
                and other.cause is not None
                and other.cause.head.mention.first > other.head.mention.first
                and other.head.mention.conj
                and not one.get("initiator")
                and not one.get("instrument")
            ):
                one.cause = other.cause

    def named_cause(self, draft: Draft, out: list[Draft], made: dict[int, Draft]) -> Draft | None:
        """The attack in the harm's own clause: قُتل ثلاثة في قصف …، جراء انفجار …"""
        for other in out:
            head = other.head
            if (
                other is draft
                or other.family == "harm"
                or other.dropped
                or (other.type not in CAUSES
                and other.family not in ("attack", "strike", "blast"))
            ):
                continue
            if (
                head.mention.first > draft.head.mention.first
                and not head.finite
                and head.governor_prep in CAUSAL_PREPS | {"by"}
                and head.clause == draft.head.clause
                and self.governed_by(head, draft.head)
            ):
                return other
            if head.when and head.mention.first > draft.head.mention.first and not draft.get("initiator") and not draft.get("instrument"):
                return other
        return None

    def governed_by(self, head: Head, harm: Head) -> bool:
        """Whether an attack noun hangs on a harm word, its siblings or what they share a clause with."""
        seen = 0
        governor = head.governor
        while governor is not None and seen < 6:
            if (
                governor is harm
                or governor.sibling is harm
                or harm.sibling is governor
                or (governor.data.get("effect") and governor.clause == harm.clause)
            ):
                return True
            governor = governor.governor
            seen += 1
        return head.clause == harm.clause and head.governor is None

    def earlier_cause(self, draft: Draft, scan: SentenceScan, out: list[Draft], made: dict[int, Draft]) -> Draft | None:
        """An attack told before in the sentence: by a result verb, or where the harm has no doer or place of its own."""
        head = draft.head
        governor = head.governor
        depth = 0
        while governor is not None and depth < 4:
            if governor.kind == "result":
                return self.result_cause(governor, scan, out, made)
            governor = governor.governor
            depth += 1
        if head.sibling is not None:
            elder = made.get(id(head.sibling))
            if elder is not None and elder.cause is not None:
                return elder.cause
        if draft.get("initiator") or draft.get("scene") or draft.get("instrument"):
            return None
        before = [d for d in out if d.head.mention.first < head.mention.first and d.family != "harm" and d.type in CAUSES and not d.dropped]
        return before[-1] if before else None
