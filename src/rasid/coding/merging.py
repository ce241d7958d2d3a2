"""The same thing told twice in one report is one event: definite nouns that point back, harm told after its cause, retellings."""

from __future__ import annotations

import bisect
import datetime as dt

from rasid.coding.about_towns import for_province
from rasid.coding.days import toll_risen
from rasid.coding.draft import Draft
from rasid.coding.held_of_them import held_of_them
from rasid.coding.kin import counted_later
from rasid.coding.kinds import CAUSES
from rasid.coding.likeness import (
    HARM_REACH,
    LEAD_REACH,
    admitted,
    anew,
    counted_of_month,
    does,
    figures_of,
    goes_on,
    party_mentions,
    people_of,
    planting,
    pointed_at,
    told_apart,
)
from rasid.coding.parts import note_parts
from rasid.coding.placing import PlaceResolver
from rasid.coding.recovered import bodies_of
from rasid.coding.reference import Discourse
from rasid.coding.retelling import LOOSE_TYPES, Retelling
from rasid.coding.toll import counts, fate
from rasid.coding.wreckage import (
    answered_with,
    barred_there,
    how_done,
    massacre_by,
    raid_fought,
    struck_there,
    such_an_attack,
    wrecked_there,
)
from rasid.lexicon import Lexicon
from rasid.model import Mention

BACK_REFERENCE_REACH = 6
TOLL_REACH = 8  # a corrected toll may stand at the end of a report: the length of an agency's
TITLE_KM = 60.0  # titles name the city for its countryside (غارات غربي حلب): a province's half
FROM_AFAR = frozenset(("shelling", "air_strike", "drone_strike", "explosive_device", "suicide_bombing"))
COMPATIBLE = [
    {"explosion", "explosive_device", "suicide_bombing", "grenade_attack"},
    {"shelling", "air_strike", "drone_strike", "chemical_attack"},
    {"ground_attack", "armed_clash"},
    {"ground_attack", "shelling", "air_strike", "drone_strike", "explosive_device", "suicide_bombing"},
    {"killing", "assault"},
    {"arrest", "abduction"},
]

# Events told around one that may be the same: it bounds the work on a text of any length.
RETELLING_REACH = 120


FOILED = frozenset(("asserted", "attempted", "ground_attack"))  # تصد تسللا in the title, أفشلت محاولة تسلل below it: met, or stopped


def of_nobody(mention: Mention) -> bool:
    """Whether a doer is one who fights for nobody: a youth, a man."""
    return mention.kind == "person" and not mention.data.get("of") and mention.data.get("who") != "combatant"


class Merger(Retelling):
    """Merges the drafts of one report. Order of telling is kept: later drafts go into earlier ones."""

    def __init__(
        self,
        lexicon: Lexicon,
        discourse: Discourse,
        places: PlaceResolver,
        title: frozenset[int] = frozenset(),
        published: dt.date | None = None,
    ) -> None:
        super().__init__(lexicon, discourse, places)
        self.title, self.published = title, published

    def run(self, drafts: list[Draft]) -> list[Draft]:
        kept: list[Draft] = []
        for draft in drafts:
            if draft.cause is not None:
                self.harm.setdefault(id(self.root(draft.cause)), []).append(draft)
        body = [d for d in drafts if d.sentence not in self.title]
        title = [d for d in drafts if d.sentence in self.title]
        note_parts(body, self)
        for part in (body, title):
            told = kept if part is body else []
            self.merge(part, told)
            if part is title:
                self.announce(told, kept)
        return self.without_leads(kept)

    def without_leads(self, kept: list[Draft]) -> list[Draft]:
        """قُتل مواطن وأصيب ثلاثة … (the lead), then قصفت القوات … ما أدى إلى مقتل مواطن وإصابة ثلاثة: one event, told again in full."""
        out = list(kept)
        for lead in kept:
            again = told_apart(lead, out) or counted_later(lead, out)
            if again is not None:
                lead.effects = [e for e in lead.effects if not e.get("most")]
                if again is not lead:
                    again.times = again.times or lead.times
                    lead.dropped, lead.cause = "told again in full", again
                    out.remove(lead)
                    continue
            whole = figures_of(lead)
            if lead.family != "harm" or not whole or lead.background:
                continue
            told = [
                o
                for o in out
                if o is not lead
                and o.type in CAUSES
                and 0 < o.sentence - lead.sentence <= LEAD_REACH
                and o.status == lead.status
                and whole <= figures_of(o)
                and not (lead.get("scene") and o.get("scene") and not self.scenes_meet(lead, o, loose=True))
                and self.may_be_of(self.parties(lead, "initiator"), self.parties(o, "initiator"))
            ]
            if told:
                told[0].times = told[0].times or lead.times
                lead.dropped, lead.cause = "told again in full", told[0]
                out.remove(lead)
        return out

    def announce(self, title: list[Draft], kept: list[Draft]) -> None:
        """What the title tells is told again below it: there it belongs; what is told in the title alone stands."""
        for draft in title:
            told = [o for o in kept if self.announced(draft, o)]
            if told:
                into = max(told, key=lambda o: self.shared(draft, o))
                for slot in ("initiator", "target"):
                    if not into.get(slot):
                        named = (m for m in draft.get(slot) if any(not self.lexicon.parties.generic(p) for p in self.settled(m)))
                        into.slots[slot] = list(named)
                if not into.effects:
                    into.effects = draft.effects
                if not into.times and (len(told) == 1 or self.equal_toll(into, draft)):
                    into.times = draft.times  # استشهاد خمسة أمس في غارة, and no day below it
                if not into.get("scene") and not into.resolved.get("beside"):
                    into.slots["scene"] = list(draft.get("scene"))
                    into.containers = {**draft.containers, **into.containers}
                tell_means(into, draft)
                draft.cause, draft.dropped = into, "told again below"
            else:
                bisect.insort(kept, draft, key=lambda d: d.head.mention.first)

    def announced(self, draft: Draft, other: Draft) -> bool:
        alike = (
            other.type == draft.type or {other.type, draft.type} <= LOOSE_TYPES or any({other.type, draft.type} <= g for g in COMPATIBLE)
        )
        return (
            alike
            and other.background == draft.background
            and (other.status == draft.status or {other.status, draft.status, other.type} <= FOILED)
            and not (draft.get("scene") and other.get("scene") and not self.titled(draft, other))
            and self.may_be_of(self.parties(draft, "initiator"), self.parties(other, "initiator"))
            and self.shared(draft, other) > 0
        )

    def titled(self, title: Draft, other: Draft) -> bool:
        """Whether a title can name where an event below it was: it names the city for its countryside, or for the province of its name."""
        towns, places = self.rows_of(title), self.rows_of(other)
        return self.scenes_meet(other, title, loose=True, near=TITLE_KM) or any(for_province(x, y) for x in towns for y in places)

    def shared(self, draft: Draft, other: Draft) -> int:
        """How much of what a title tells an event of the report tells too."""
        return (
            3 * self.equal_toll(other, draft)
            + 2 * self.scenes_meet(other, draft)
            + (other.type == draft.type)
            + bool(people_of(draft) & people_of(other))
            + self.share_party(other, draft, "initiator")
            + self.share_party(other, draft, "target")
        )

    def merge(self, drafts: list[Draft], kept: list[Draft]) -> None:
        """Merges drafts into `kept`, in the order told."""
        caused = [d for d in drafts if d.cause is not None]
        for draft in [*(d for d in drafts if d.cause is None), *caused]:  # harm told before its cause joins it all the same
            if draft.dropped:
                continue
            target = self.into(draft, self.told_near(draft, kept))
            if target is not None:
                self.absorb(target, draft)
                draft.cause = target
                draft.dropped = "merged"
            else:
                bisect.insort(kept, draft, key=lambda d: d.head.mention.first)

    @staticmethod
    def told_near(draft: Draft, kept: list[Draft]) -> list[Draft]:
        """The drafts told around one, in the order of telling; of a text of any length, so many at most."""
        if len(kept) <= RETELLING_REACH:
            return kept
        at = bisect.bisect(kept, draft.head.mention.first, key=lambda d: d.head.mention.first)
        return kept[max(0, at - RETELLING_REACH) : at + RETELLING_REACH // 4]

    def into(self, draft: Draft, kept: list[Draft]) -> Draft | None:
        """The earlier draft that tells the same happening, or None."""
        if draft.status == "denied":
            told = next(
                (o for o in reversed(kept) if self.may_deny(draft, o) and o.status == "asserted" and not self.conflict(o, draft)), None
            )
            if told is not None:
                for source in draft.sources:
                    source["stance"] = "denies"
                if draft.type != "withdrawal":
                    draft.slots.pop("initiator", None)  # who denies an act is not told to have done it
                return told
        cause = self.root(draft.cause)
        if cause is not None and cause in kept:
            return cause
        if draft.resolved.get("toll_only"):
            return self.counted_before(draft, kept)
        attack = bodies_of(draft, kept, self)
        if attack is not None:
            draft.slots, draft.effects = {}, []
            return attack
        owned = self.owned(draft, kept)
        if owned is not None:
            return owned
        wrecked = wrecked_there(draft, kept)
        if wrecked is not None:
            draft.slots, draft.effects = {}, [e for e in draft.effects if e["zero"]]  # what was destroyed in a fight is told with it
            return wrecked
        struck = struck_there(draft, kept)
        if struck is not None:
            draft.slots, draft.method = {"target": draft.get("target")}, None
            return struck
        told = barred_there(draft, kept) or such_an_attack(draft, kept)
        if told is not None and self.may_be_of(self.parties(draft, "initiator"), self.parties(told, "initiator")):
            return told
        done = how_done(draft, kept)
        if done is not None and self.may_be_of(self.parties(draft, "initiator"), self.parties(done, "initiator")):
            done.type = done.type if done.type == "killing" else draft.type
            return done
        massacre = massacre_by(draft, kept)
        if massacre is not None and not self.conflict(massacre, draft):
            massacre.type, massacre.family, massacre.weapon = draft.type, draft.family, draft.weapon
            return massacre
        answered = answered_with(draft, kept)
        if answered is not None:
            answered.type, answered.family, answered.weapon = draft.type, draft.family, draft.weapon
            return answered
        group = held_of_them(draft, kept)
        if group is not None:
            group.effects = []  # they are counted now
            return group
        raid = raid_fought(draft, kept)
        if raid is not None:
            raid.type, raid.family, raid.method = draft.type, "attack", None
            return raid
        fought = self.cost_them(draft, kept) or self.fought_off(draft, kept)
        if fought is not None:
            draft.slots = {}  # who fought where is told with the attack
            return fought
        if self.points_back(draft):
            found = self.referent(draft, kept)
            if found is not None:
                return found
        if (draft.family == "harm" and (draft.type != "ground_attack" or not draft.get("initiator"))) or (
            draft.type in ("killing", "assault", "body_found") and draft.family == "harm"
        ):
            found = self.harm_cause(draft, kept)
            if found is not None:
                return found
        for other in reversed(kept):
            if self.of_exchange(other, draft):
                return other
            again = other.type == draft.type or self.taken_again(other, draft) or self.one_blast(other, draft)
            if (again and self.same(other, draft)) or self.raid_again(other, draft) or self.went_off(other, draft):
                return other
            if self.raid_took(other, draft):
                return other
            if self.told_otherwise(other, draft):
                return other
        return None

    def counted_before(self, draft: Draft, kept: list[Draft]) -> Draft | None:
        """Whose toll a figure corrects (حصيلة سابقة، ارتفعت الحصيلة): the last event told with one, else the last attack."""
        near = [
            d
            for d in reversed(kept)
            if abs(draft.sentence - max(d.sentences())) <= TOLL_REACH and not d.background and d.type in LOOSE_TYPES
        ]
        return next((d for d in near if any(e["effect"] in ("killed", "injured") for e in d.effects)), near[0] if near else None)

    def root(self, draft: Draft | None) -> Draft | None:
        seen = 0
        while draft is not None and draft.dropped == "merged" and draft.cause is not None and seen < 9:
            draft, seen = draft.cause, seen + 1
        return draft

    # --- pointing back ----------------------------------------------------------------------------------------------------------

    def points_back(self, draft: Draft) -> bool:
        """A definite verbal noun (القصف، الهجوم) without a new place tells of something told."""
        head = draft.head
        if anew(draft):
            return False
        if head.mention.data.get("at_them") and draft.family == "attack" and not draft.get("target") and not draft.get("victim"):
            return True  # وأطلقوا عليه النار: who was attacked is told before
        if head.finite and head.mention.pronoun and head.data.get("frame") == "custody" and not draft.get("victim"):
            if not any(m.kind == "person" for m in draft.get("initiator")):  # أن متشددين اقتادوه: who, told anew
                return True  # ثم اقتادتهم إلى سجن: the same people
        if head.finite and not draft.resolved.get("placed") and draft.family in ("strike", "blast") and self.known_weapon(draft):
            return True
        return draft.resolved.get("points_back", False) or (
            not head.finite and (pointed_at(head.mention) or (bool(head.mention.pronoun) and not draft.get("initiator")))
        )

    @staticmethod
    def known_weapon(draft: Draft) -> bool:
        """الصاروخ سقط على منزل، فيفجر السيارة: what struck was told of before, and nobody new with it."""
        means = [m for m in draft.get("instrument") if m.kind in ("weapon", "object")] or [
            m for m in draft.get("target") if m.kind == "object"
        ]
        return (
            bool(means) and all(m.data.get("article") and m.data.get("number") in ("s", "p") for m in means) and not draft.get("initiator")
        )

    def referent(self, draft: Draft, kept: list[Draft]) -> Draft | None:
        for other in reversed(kept):
            if draft.head.mention.data.get("at_them") and other.sentence == draft.sentence and other.type in ("killing", "assault"):
                if other.status == "asserted" and other.get("initiator") and all(map(of_nobody, other.get("initiator"))):
                    if any(map(does, draft.get("initiator"))):
                        return None  # طعن شاب مستوطنا، فأطلق عليه الجنود النار: they shot at who had done it
                return other  # نجا من محاولة اغتيال بعدما أطلق مسلحون النار عليه
            if draft.sentence - max(other.sentences()) > BACK_REFERENCE_REACH:
                continue
            if other.background != draft.background and draft.background:
                continue
            if not self.type_fits(other, draft) or self.conflict(other, draft):
                continue
            apart = draft.sentence != other.sentence and draft.resolved.get("placed") and not other.get("scene")
            if apart and self.elsewhere(other, draft):
                continue
            return other
        return None

    def type_fits(self, other: Draft, draft: Draft) -> bool:
        if other.type == draft.type:
            return True
        if (
            draft.family in ("attack", "blast", "strike")
            and other.type in LOOSE_TYPES
            and not draft.get("instrument")
            and not any(h.means for h in draft.heads)
            and (draft.weapon is None or draft.head.mention.data.get("at_them"))
        ):
            return True
        if other.type == "explosion" and draft.resolved.get("came_of"):
            return True
        if other.method == "demolition" and draft.family == "blast" and draft.head.mention.definite:
            return True  # فجروا منازل … وأدى التفجير إلى مقتل
        plain = other.type == "ground_attack" and other.family == "attack" and not other.get("instrument")
        if plain and {other.type, draft.type} <= COMPATIBLE[3]:
            return True  # تبنى الهجوم … الهجوم الانتحاري: by what means, told later
        return any({other.type, draft.type} <= group for group in COMPATIBLE[:3]) and not draft.get("instrument")

    # --- harm ---------------------------------------------------------------------------------------------------------------------

    def harm_cause(self, draft: Draft, kept: list[Draft]) -> Draft | None:
        """The attack just told whose toll this is; or an earlier killing of the same telling (قتل ثلاثة وأصيب خمسة)."""
        for other in reversed(kept):
            gap = draft.sentence - max(other.sentences())
            if gap > HARM_REACH:
                break
            if other.background != draft.background or other.status != draft.status or (gap > 0 and counted_of_month(draft)):
                continue
            if draft.resolved.get("earlier") and not other.resolved.get("earlier"):
                continue  # غارات على المهربين، بعد ثلاثة أيام من إصابة جندي
            if (
                (other.type in ("killing", "assault") or (other.type == "ground_attack" and other.family == "harm"))
                and gap == 0
                and not self.conflict(other, draft)
                and (not draft.get("initiator") or not other.get("initiator") or self.share_party(other, draft, "initiator"))
                and self.near_clause(other, draft)
            ):
                return other
            if (
                other.type in CAUSES
                and other.type not in ("protest", "riot", "territory_gain")
                and (not draft.get("initiator") or draft.resolved.get("carried"))
                and not draft.get("instrument")
                and not draft.get("scene")
                and (gap == 0 or draft.head.mention.conj or draft.head.finite or admitted(draft) or goes_on(draft))
            ):
                if not self.conflict(other, draft) and (gap <= 1 or draft.resolved.get("of_told")):
                    return other
        return None

    def near_clause(self, other: Draft, draft: Draft) -> bool:
        return not draft.get("scene") or not other.get("scene") or self.scenes_meet(other, draft)

    # --- absorbing --------------------------------------------------------------------------------------------------------------------

    def absorb(self, into: Draft, draft: Draft) -> None:
        """Takes everything a draft adds: fills empty slots, adds places and figures, keeps both sets of words."""
        harm = draft.family == "harm"
        if planting(into) and not planting(draft) and draft.status == "asserted":
            into.status = "asserted"  # زرعوا عبوة … فانفجرت: it went off
        elif planting(draft) and not planting(into):
            draft.slots = {slot: draft.get(slot) for slot in ("initiator", "instrument")}
        for slot, mentions in draft.slots.items():
            if slot == "initiator" and into.get("initiator") and (harm or draft.sentence != into.sentence):
                mentions = [m for m in mentions if self.new_party(into, m)] if not harm else []
            if slot == "scene" and into.get("scene"):
                same_words = harm and draft.sentence == into.sentence  # وفي رفح أصيب ثلاثة بانفجار قرب قرية …: where the cause is
                mentions = [] if same_words else [m for m in mentions if self.finer(into, m, draft)]
            if slot == "victim" and harm:
                slot = "hurt"
            for m in mentions:
                into.add(slot, m)
        for key, container in draft.containers.items():
            into.containers.setdefault(key, container)
        into.borders += draft.borders
        same = {id(e): told for e in draft.effects if (told := self.repeated(into, e)) is not None}
        for entry in draft.effects:
            entry["parent"] = same.get(id(entry["parent"]), entry["parent"])  # بينهم طفلان, of a figure that was told before
        into.effects += [e for e in draft.effects if id(e) not in same]
        if harm and not draft.effects and not draft.get("victim") and draft.sentence == into.sentence:
            into.effects += fate(into, draft.head)
        if not (harm and toll_risen(into) and draft.sentence == into.sentence):  # ارتفعت حصيلة القصف بعد وفاة جريح اليوم
            into.times += draft.times
        for source in draft.sources:
            if all(s["mention"].span != source["mention"].span for s in into.sources):
                into.sources.append(source)
        into.heads += draft.heads
        if draft.sentence == into.sentence and draft.resolved.get("beside") and not into.resolved.get("beside"):
            into.resolved["beside"], into.slots["borrowed"] = True, draft.get("borrowed")
        into.extra_sentences |= draft.extra_sentences
        into.resolved["names"] = (*into.resolved.get("names", ()), *draft.resolved.get("names", ()))
        into.method = into.method or (draft.method if not harm else None)
        into.outcome = into.outcome or draft.outcome
        if into.type == "explosion" and draft.resolved.get("came_of"):
            into.type, into.family, into.weapon = draft.type, draft.family, draft.weapon  # هز انفجار المدينة. … نجم الانفجار عن غارة
        if into.type in ("explosion",) and draft.type in ("explosive_device", "suicide_bombing", "grenade_attack"):
            into.type = draft.type
        tell_means(into, draft)
        if into.type == "assault" and draft.type == "killing":
            into.type = "killing"
        if into.family == "harm" and into.type in ("killing", "assault") and draft.type in FROM_AFAR and draft.family != "harm":
            into.type = draft.type  # استشهد مواطن … قصفوا منزله: how he fell, told after it
        if (
            into.type == "ground_attack"
            and into.family == "attack"
            and draft.type in ("suicide_bombing", "explosive_device", "air_strike", "drone_strike")
            and (not into.get("scene") or (draft.head.mention.definite and not draft.head.finite))
        ):
            into.type = draft.type

    def new_party(self, into: Draft, mention: Mention) -> bool:
        have = self.parties(into, "initiator")
        return any(
            (id_ := self.discourse.settle(p)[0]) and not any(self.lexicon.parties.kin(id_, h) for h in have)
            for p in party_mentions(mention)
        )

    def finer(self, into: Draft, mention: Mention, draft: Draft) -> bool:
        """A place that the event does not have yet."""
        row = self.places.choose(mention, draft.containers.get(mention.first))[0]
        if row is None:  # a village without a row is one more, and no word that points back at another
            new = mention.kind == "place" and not mention.data["candidates"] and not mention.data.get("back")
            return new and draft.sentence == into.sentence and mention.data["name"] not in self.unknown(into)
        have = [r for m in into.get("scene") if (r := self.places.choose(m, into.containers.get(m.first))[0])]
        return not any(r["id"] == row["id"] or self.holds(row, r) for r in have)

    def repeated(self, into: Draft, entry: dict) -> dict | None:
        """The figure that another tells again."""
        told = counts(entry["mention"])
        for e in into.effects:
            if (
                e["effect"] == entry["effect"]
                and told[0] is not None
                and counts(e["mention"]) == told
                and (e["parent"] is None) == (entry["parent"] is None)
            ):
                if (e["mention"].data.get("groups") or []) == (entry["mention"].data.get("groups") or []) or entry["parent"] is None:
                    return e
        return None


def tell_means(into: Draft, draft: Draft) -> None:
    """استهدف الجيش منازل … وتواصلت الغارات: what a verb without means was done by is told by the strike that tells it again."""
    vague = into.type == "shelling" and bool(into.head.data.get("remote")) and not into.get("instrument")
    if vague and draft.type in ("air_strike", "drone_strike"):
        into.type, into.family = draft.type, draft.family
