"""One act told twice: by who did it, by its attackers, by another account of it."""

from __future__ import annotations

from rasid.coding.draft import Draft
from rasid.coding.likeness import FEW, HARM_REACH, LEAD_REACH, NEAR_KM, WIDE, Likeness, figures_of, pointed_at, told_as_another
from rasid.coding.recalled import long_before
from rasid.lexicon.world import distance_km
from rasid.model import Mention

FIGHTS = frozenset(("armed_clash", "ground_attack", "territory_gain"))
QUARTERS = frozenset(("neighbourhood", "camp"))
ONE_SPOT_KM = 1.0  # neighbouring quarters and camps lie further apart

LOOSE_TYPES = frozenset(
    (
        "explosion",
        "ground_attack",
        "shelling",
        "air_strike",
        "drone_strike",
        "explosive_device",
        "suicide_bombing",
        "killing",
        "assault",
        "armed_clash",
        "grenade_attack",
        "chemical_attack",
    )
)


class Retelling(Likeness):
    """Finds the draft that another one tells again."""

    def may_deny(self, draft: Draft, other: Draft) -> bool:
        """Whether a denial can be of an event: of its type, or of an attack by the denier told by another word (نفت استهداف المشفى)."""
        if other.type == draft.type:
            return True
        loose = {other.type, draft.type} <= LOOSE_TYPES and draft.family in ("attack", "strike", "harm", "blast")
        return loose and (draft.family == "blast" or self.share_party(other, draft, "initiator"))

    def owned(self, draft: Draft, kept: list[Draft]) -> Draft | None:
        """قال الجيش إنه استهدف قياديا: who did it speaks of the attack just told, and gives it no place, day or means of its own."""
        if (
            draft.family != "attack"
            or not draft.head.finite
            or draft.resolved.get("placed")
            or draft.get("instrument")
            or draft.weapon
            or draft.head.said_by is None
            or draft.head.mention.conj
        ):
            return None
        for other in reversed(kept):
            if draft.sentence - max(other.sentences()) > HARM_REACH:
                break
            if other.type in LOOSE_TYPES and other.status == draft.status and self.share_party(other, draft, "initiator"):
                return other
        return None

    def fought_off(self, draft: Draft, kept: list[Draft]) -> Draft | None:
        """هاجموا النقطة وتبادلت القوة إطلاق النار مع المهاجمين: the exchange with attackers just told is of their attack."""
        if draft.type != "armed_clash":
            return None
        sides = [m for slot in ("side", "initiator", "target") for m in draft.get(slot)]
        goes_on = not draft.head.finite and draft.head.mention.definite and not draft.resolved.get("placed") and not draft.get("side")
        met = self.attack_met(draft, kept)
        if met is not None or not sides or not (goes_on or any(self.attackers(m) for m in sides)):
            return met  # تصدوا لقوة …، فيما استمرت المواجهات حتى الظهر: the fight that the attack was
        near = [o for o in reversed(kept) if o.type == "ground_attack" and 0 <= draft.sentence - max(o.sentences()) <= 1]
        return next((o for o in near if o.status == draft.status and o.background == draft.background), None)

    def attack_met(self, draft: Draft, kept: list[Draft]) -> Draft | None:
        """هاجموا الحاجز واشتبكوا مع أفراده: what attackers do next, with nobody but those whom they attacked, is of their attack."""
        if draft.type != "armed_clash" or not (draft.head.finite and draft.head.mention.conj) or draft.resolved.get("placed"):
            return None
        other = next((o for o in reversed(kept) if o.sentence == draft.sentence and o.head.mention.first < draft.head.mention.first), None)
        if other is None or other.type != "ground_attack" or other.status != draft.status or other.background != draft.background:
            return None
        doers = {m.span for m in other.get("initiator")}
        sides = [m for m in draft.get("side") if m.span not in doers]
        met, attacked = {p for m in sides for p in self.settled(m)}, self.parties(other, "target")
        alike = not met or any(self.lexicon.parties.kin(x, y) for x in met for y in attacked)
        return other if doers & {m.span for m in draft.get("initiator")} and sides and alike else None

    def cost_them(self, draft: Draft, kept: list[Draft]) -> Draft | None:
        """صد الجيش هجوما … كبد الجيش القوات المهاجمة خسائر في معركة: what an attack just told cost one side of it, and the fight it was."""
        outer = draft.head.governor
        fight = draft.type == "armed_clash" and not draft.head.finite and outer is not None and bool(outer.data.get("echo"))
        if not (fight or draft.head.data.get("echo")) or draft.resolved.get("placed") or (draft.times and not fight) or figures_of(draft):
            return None
        near = [o for o in reversed(kept) if 0 <= draft.sentence - max(o.sentences()) <= 1 and o.type in FIGHTS]
        mine = self.parties(draft, "initiator") | self.parties(draft, "target")
        of_them = (o for o in near if fight or mine & (self.parties(o, "initiator") | self.parties(o, "target")))
        return next((o for o in of_them if o.status == draft.status and o.background == draft.background), None)

    def attackers(self, mention: Mention) -> bool:
        """Whether people are told by no more than that they attacked: definite, and of no party's name."""
        return mention.kind == "party" and bool(mention.data.get("pointed")) and mention.data.get("party") in ("gunmen", "militants")

    def same(self, other: Draft, draft: Draft) -> bool:
        """Same type, same standing, nothing that differs, and something in common beyond the type."""
        if other.background != draft.background or other.status != draft.status:
            return False
        if told_as_another(other, draft) or self.conflict(other, draft) or self.another_hit(other, draft):
            return False
        if self.one_of(other, draft) or self.long_ago(other, draft):
            return False
        gap = draft.sentence - max(other.sentences())
        common = -1 if gap > 0 and (draft.resolved.get("turned") or draft.head.also) else 0  # وفي سياق متصل، كما اغتالوا: other news
        if self.scenes_meet(other, draft):
            common += 2
        if self.share_party(other, draft, "initiator") or self.share_party(other, draft, "target"):
            common += 1
        if self.equal_toll(other, draft) or self.told_wide(other, draft) or self.counted_alike(other, draft):
            common += 2
        if self.told_there(other, draft):
            common += 1
        if gap == 0 and (not draft.get("scene") or not other.get("scene")):
            common += 1
        if gap <= 1 and not draft.get("scene") and not draft.get("initiator") and not draft.get("target"):
            common += 1
        return common >= 2

    def raid_took(self, other: Draft, draft: Draft) -> bool:
        """داهموا منزلا واشتبكوا مع من فيه. … وأسفر الاشتباك عن اعتقال اثنين: who was held, told after the raid in which they were."""
        if other.type != "arrest" or draft.type != "arrest" or not other.head.data.get("raid") or other.effects or not draft.effects:
            return False
        near = 0 <= draft.sentence - max(other.sentences()) <= HARM_REACH and not draft.resolved.get("placed")
        alike = near and other.status == draft.status and other.background == draft.background
        return alike and not draft.get("initiator") and not told_as_another(other, draft) and not self.conflict(other, draft)

    def one_of(self, other: Draft, draft: Draft) -> bool:
        """غارتين على الجنوب … غارة على بلدة: one act, told at its own place, of the several that the lead told."""
        if not other.resolved.get("several") or not {other.type, draft.type} <= LOOSE_TYPES | {"arrest", "abduction"}:
            return False
        own = bool(draft.resolved.get("placed")) and not draft.resolved.get("several") and draft.sentence != other.sentence
        return own and not pointed_at(draft.head.mention) and (bool(other.resolved.get("scattered")) or not self.at_point(other))

    def next_city(self, a: Draft, b: Draft) -> bool:
        """غارة على حي … وغارة على مدينة: a city some way off a quarter told before it is none that the quarter is in."""
        rows = [[r for m in d.get("scene") if (r := self.places.choose(m, d.containers.get(m.first))[0])] for d in (a, b)]
        return all(rows) and all(
            x["kind"] in QUARTERS and y["kind"] == "city" and distance_km(x["lat"], x["lon"], y["lat"], y["lon"]) > NEAR_KM
            for x in rows[0]
            for y in rows[1]
        )

    def side_by_side(self, a: Draft, b: Draft) -> bool:
        """Whether two acts can be at one spot that two rows have: nearer to each other than any two villages or quarters."""
        rows = [[r for m in d.get("scene") if (r := self.places.choose(m, d.containers.get(m.first))[0])] for d in (a, b)]
        return any(distance_km(x["lat"], x["lon"], y["lat"], y["lon"]) < ONE_SPOT_KM for x in rows[0] for y in rows[1])

    def long_ago(self, other: Draft, draft: Draft) -> bool:
        """وقبل أسبوع انفجرت عبوة بسيارة أخرى: whether an act alone is told of a day long before, or of another thing."""
        ago = [any(long_before(m) and m.prep != "since" for m in d.times) for d in (other, draft)]
        things = [m for slot in ("target", "thing", "hurt", "victim") for m in draft.get(slot) if m.kind in ("object", "person")]
        return draft.sentence != other.sentence and (
            (ago[1] and not ago[0]) or any(m.data.get("other") for m in things if m.kind == "object")
        )

    def at_point(self, draft: Draft) -> bool:
        """Whether an act is told at a point of its own, and not at large."""
        rows = [self.places.choose(m, draft.containers.get(m.first))[0] for m in draft.get("scene")]
        return any(r is None or r["kind"] not in WIDE for r in rows)

    def counted_alike(self, other: Draft, draft: Draft) -> bool:
        """قتل ستة جنود في هجوم … وأسفر الحادث عن مقتل ستة: as many, told soon after with no place of its own."""
        alike = any((least or 0) > FEW for _, least, _ in self.toll_of(other) & self.toll_of(draft))
        return alike and not draft.get("scene") and 0 < draft.sentence - max(other.sentences()) <= LEAD_REACH

    def another_hit(self, other: Draft, draft: Draft) -> bool:
        """قصف منزلا في الشاطئ … قصف منزلا في حي الشيخ رضوان: neighbours, each with its own place and its own dead."""
        if not (self.other_points(other, draft) or self.next_city(other, draft)):
            return False
        anew = draft.head.finite or not draft.head.mention.definite  # غارة في حي … وغارة في مخيم
        if not (draft.head.finite and other.head.finite):
            if {other.type, draft.type} & FIGHTS:
                return False  # one fight is told street by street
            own = (
                draft.head.said_by is None and not draft.sources and other.sentence != draft.sentence and bool(draft.resolved.get("placed"))
            )
            return anew and own and other.sentence not in self.title and not self.side_by_side(other, draft)
        mine, theirs = figures_of(draft), figures_of(other)
        if mine and theirs:
            return not mine & theirs
        struck = [m for d in (draft, other) for m in d.get("target")[:1] if m.kind == "object" and not m.data.get("article")]
        return len(struck) == 2  # a house here, a house there
