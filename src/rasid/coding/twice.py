"""One happening to which a report comes back: headline and lead, a witness, a statement, a later paragraph in other words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from rasid.coding.about_towns import WIDE, around, bare, of_town
from rasid.coding.another import side_by_side
from rasid.coding.draft import Draft
from rasid.coding.layout import Layout
from rasid.coding.likeness import MUTUAL, pointed_at, scene_of, told_as_another
from rasid.coding.merging import Merger
from rasid.coding.toll import counts
from rasid.lexicon import Lexicon
from rasid.model import Mention

REACH = 40  # events told before one that it may tell again
FIRED = frozenset(("shelling", "air_strike", "drone_strike"))
BLAST = frozenset(("explosion", "explosive_device", "suicide_bombing", "grenade_attack"))
HARM = frozenset(("killing", "assault", "ground_attack"))
# Types that two words for one happening may give it, besides harm and the one way in which it was done.
FIGHT = frozenset(("ground_attack", "armed_clash"))
HURT = frozenset(("killing", "assault"))
WRECKED = frozenset(("property_destruction",))
BY_WORD = (  # pairs of types, and in what two tellings of one happening by them differ
    (frozenset(("arrest", "abduction")), "nearly one type"),
    (HURT, "nearly one type"),
    (FIGHT, "a fight by another word"),
    (FIRED | {"explosion"}, "fire by another word"),
    (BLAST, "a blast by another word"),
    (HARM, "an attack by its harm"),
)
CROSSED = (  # a type of the one and a type of the other
    (HURT, frozenset(("armed_clash",)), "people hurt in a fight"),
    (HARM, FIRED | BLAST, "how harm was done"),
    (WRECKED, FIRED | BLAST | HARM | {"riot"}, "what was wrecked in it"),
    (frozenset(("body_found",)), frozenset(("killing",)), "whose bodies"),
)
APART = frozenset(("what was wrecked in it", "whose bodies", "people hurt in a fight"))  # of which one sentence tells several
HELD = {"abducted": "held", "detained": "held"}
FAMILIES = frozenset(("attack", "strike", "blast", "harm"))  # what a word is that leaves the type open: هجوم، اعتداء
MEANS = frozenset(("with", "by"))  # prepositions before what something is done by: اغتالوه بإلقاء قنبلة
AIMS = frozenset(("for", "purpose"))  # prepositions before what something is done for
SIDES = ("initiator", "target")
AFTER_REACH = 8  # words from an event's to those that tell after what it was
MANY_ALIKE = 5  # acts of one kind that a bulletin tells
ACCOUNT = 3  # sentences of an account, shorter than which are a bulletin's item and a flash
FEW_TOLD, MANY_TOLD = 4, 9  # events of the account of one attack, and of a bulletin
MANY = 2  # as many dead as two attacks of one report may each have
FAR = 4  # sentences
PAIRS = 1 << 13  # of types of events, some sixty: all that there are


def join_twice(kept: list[Draft], merger: Merger, layout: Layout) -> list[Draft]:
    """Folds into the drafts of a report those that tell the same happening again."""
    told = Twice(merger, layout, kept)
    for n, draft in enumerate(kept):
        before = [o for o in kept[max(0, n - REACH) : n] if o.dropped is None and told.may_be_one(o, draft)]
        weight, other = max(((told.weight(o, draft), o) for o in before), key=lambda pair: pair[0], default=(0.0, draft))
        if weight >= told.weights["enough"]:
            into, again = (draft, other) if told.announces(other, draft) else (other, draft)
            told.fold(into, again)
            again.cause, again.dropped = into, "told twice"
    return [d for d in kept if d.dropped is None]


class Twice:
    """Weighs, for the drafts of one report, whether two tell one happening."""

    def __init__(self, merger: Merger, layout: Layout, kept: list[Draft]) -> None:
        self.merger, self.layout, self.lexicon = merger, layout, merger.lexicon
        self.weights = self.lexicon.retelling
        self.paragraph = {s.number: s.paragraph for s in layout.reading.sentences}
        self.types = Counter(d.type for d in kept)
        self.length = sum(not s.skipped for s in layout.reading.sentences)
        self.lead = min((d.sentence for d in kept if d.sentence not in merger.title), default=0)

    def may_be_one(self, other: Draft, draft: Draft) -> bool:
        """Whether two drafts are of types that one happening may have, and of one standing; items of a list are each their own."""
        if not one_act(other.type, draft.type) or other.status != draft.status or self.layout.is_item(draft.sentence):
            return False
        if other.sentence == draft.sentence and by_word(other.type, draft.type) in APART:
            return False
        if draft.type == "sentence":  # وقضت المحكمة كذلك، المحكمة برأت: one court's rulings of one day are several
            return other.method == draft.method and not draft.head.mention.conj
        if draft.type != "territory_gain":
            return True
        takers = [self.merger.parties(d, "initiator") for d in (other, draft)]
        return draft.sentence != other.sentence and self.merger.may_be_of(*takers)  # سيطروا … قبل أن تستعيده

    def weight(self, other: Draft, draft: Draft) -> float:
        return sum(self.weights[name] for name in self.observed(other, draft))

    def observed(self, other: Draft, draft: Draft) -> Iterator[str]:
        """The names, of `ontology/retelling.yaml`, of what is seen of two tellings."""
        yield from self.what(other, draft)
        yield from self.where(other, draft)
        yield from self.who(other, draft)
        yield from self.when(other, draft)
        yield from self.how_many(other, draft)
        yield from self.how_told(other, draft)
        yield from self.beside(other, draft)

    def beside(self, other: Draft, draft: Draft) -> Iterator[str]:
        """What else the report tells: a bulletin has many acts of one kind, the account of an attack few."""
        alike = sum(self.types[t] for t in {other.type, draft.type})
        if alike <= 2:
            yield "the only two of their kind"
        elif alike >= MANY_ALIKE:
            yield "among many of their kind"
        if self.types.total() <= FEW_TOLD and self.length >= ACCOUNT:
            yield "of few events"
        elif self.types.total() >= MANY_TOLD:
            yield "of many events"

    def what(self, other: Draft, draft: Draft) -> Iterator[str]:
        kinds = {other.type, draft.type}
        if len(kinds) == 1:
            yield "one type"
            if other.method != draft.method:
                yield "another way" if other.method and draft.method else "a way told in one only"
            elif draft.method:
                yield "one way"
        else:
            yield "nearly one type" if self.flown(other, draft) else by_word(other.type, draft.type) or "one type"
            if open_word(other) != open_word(draft):
                yield "one of them by a word that leaves the type open"
        root = draft.head.data.get("root")
        if root and root == other.head.data.get("root"):
            yield "one root"
        arms = weapons(other), weapons(draft)
        if arms[0] & arms[1]:
            yield "one weapon"
        elif all(arms):
            yield "another weapon"
        if {"s", "d"} <= {number for d in (other, draft) for number in numbers_of(d)} and numbers_of(other) != numbers_of(draft):
            yield "another number of weapons"

    @staticmethod
    def flown(other: Draft, draft: Draft) -> bool:
        """بطائرة دون طيار … غارة جوية: a raid by no aircraft of its own, and one by a drone."""
        raid = next((d for d in (other, draft) if d.type == "air_strike"), None)
        return {other.type, draft.type} == {"air_strike", "drone_strike"} and raid is not None and not raid.get("instrument")

    def where(self, other: Draft, draft: Draft) -> Iterator[str]:
        m = self.merger
        if m.two_unknown(other, draft):
            yield "at another place that no map has"
            return
        rows = [m.innermost([r for p in scene_of(d) if (r := m.places.choose(p, d.containers.get(p.first))[0])]) for d in (other, draft)]
        if not all(rows):
            if m.unknown(draft):
                yield "at a place that no map has"
            return
        own = all("place-inherited" not in d.flags and not all(p.data.get("back") for p in scene_of(d)) for d in (other, draft))
        after = "" if own else ", taken from what was told before"
        pairs = [(x, y) for x in rows[0] for y in rows[1]]
        if m.scenes_meet(other, draft):
            one = [x for x, y in pairs if x["id"] == y["id"]]
            if other.sentence not in m.title and len({x["id"] for x in rows[0]}) > 1 and len({y["id"] for y in rows[1]}) == 1:
                yield "one of its places"
            if any(r["kind"] not in WIDE for r in one):
                yield f"at one point{after}"
            elif any(r["kind"] == "admin2" for r in one) and own:
                yield "in one district"
            elif not one:
                yield "one place holds the other"
        elif any((of_town(x, y) or of_town(y, x)) and not m.across(x, y) for x, y in pairs):
            yield f"at a site of one town{after}"
        elif len(pairs) == 1 and any((bare(other) and around(x, y)) or (bare(draft) and around(y, x)) for x, y in pairs):
            yield f"in the country around a town{after}"
        else:
            yield f"elsewhere{after}"

    def who(self, other: Draft, draft: Draft) -> Iterator[str]:
        m, parties = self.merger, self.lexicon.parties
        mutual = {other.type, draft.type} <= MUTUAL  # صفقة بين X وY … أفرج Y: its sides are told in any order
        for slot, one, another in (
            ("initiator", "one doer", "another doer"),
            ("target", "one that suffers", "another that suffers"),
        ):
            mine, theirs = ({p for s in (SIDES if mutual else (slot,)) for p in m.parties(d, s)} for d in (other, draft))
            pairs = [(x, y) for x in mine for y in theirs]
            kin = [p for p in pairs if parties.kin(*p)]
            if any(not parties.generic(x) and not parties.generic(y) for x, y in kin):
                yield f"{one} by name"
            elif kin and slot == "initiator":
                yield one
            elif pairs and not any(parties.generic(z) for p in pairs for z in p) and not any(self.one_state(*p) for p in pairs):
                yield another
            elif pairs and slot == "initiator" and all(m.opposed(*p) for p in pairs):
                yield another  # الجيش … التنظيمات الإرهابية
            elif slot == "initiator" and bool(mine) != bool(theirs):
                yield "a doer told in one only"
        if not {other.type, draft.type} & MUTUAL and m.turned(other, draft):
            yield "by whom it was done to"
        numbers = [
            {how_many(x) for slot in ("victim", "target", "hurt") for x in d.get(slot) if x.kind == "person"} for d in (other, draft)
        ]
        if {"s"} in numbers and {"p"} in numbers:
            yield "one person, and many"
        alone = [singled_out(d, self.lexicon) for d in (other, draft)]
        if all(alone):
            yield "one person by one noun" if alone[0] & alone[1] else "one person, and another by the noun"
        things = [{t.data.get("object") for t in d.get("target") if t.kind == "object"} for d in (other, draft)]
        if all(things):
            yield "one thing hit" if things[0] & things[1] else "another thing hit"

    def one_state(self, x: str, y: str) -> bool:
        """Whether two parties are forces of one state: police and soldiers are told for each other."""
        rows = [self.lexicon.parties.get(z) for z in (x, y)]
        alike = rows[0].get("country") == rows[1].get("country") is not None
        return alike and all(str(r.get("kind")).startswith("state-") for r in rows)

    def when(self, other: Draft, draft: Draft) -> Iterator[str]:
        days = [self.days_of(d) for d in (other, draft)]
        if draft.head.said_by is not None or draft.sources:  # «اليوم» of a statement is the day on which it was made
            days[1] = {d for d in days[1] if d != (None, 0, None)}
        compared = [
            self.merger.days_agree(x, y) for x in days[0] for y in days[1] if any(None not in pair for pair in zip(x, y, strict=True))
        ]
        if any(compared):
            yield "one day"
        elif compared:
            yield "another day"
        elif any(offset is not None and offset < -1 for _, offset, _ in days[1]):
            yield "days before, told only now"

    def days_of(self, draft: Draft) -> set[tuple[Any, Any, Any]]:
        """The days that an event's own sentence tells it for, as (weekday, offset, day of the month)."""
        sentence = self.layout.reading.sentences[draft.sentence]
        told = [m.data for m in draft.times if sentence.first <= m.first < sentence.last]
        days = [(t.get("weekday"), t.get("offset"), t.get("day")) for t in told]
        return {d for d in days if any(part is not None for part in d)}

    def how_many(self, other: Draft, draft: Draft) -> Iterator[str]:
        mine, theirs = self.figures_told(other), self.figures_told(draft)
        if mine & theirs:
            alike = mine & theirs
            large = any(t[1] > MANY for t in alike)
            yield "one large figure" if large else "several figures alike" if len({t[0] for t in alike}) > 1 else "one figure"
        elif mine and theirs:
            common = {t[0] for t in mine} & {t[0] for t in theirs}
            most = {e: max(t[1] for t in mine if t[0] == e) for e in common}
            less = all(t[1] <= most[t[0]] for t in theirs if t[0] in common)
            few = ", of few" if all(t[1] <= MANY for t in theirs if t[0] in common) else ""  # a shepherd, then two: no toll has risen
            yield "figures of other things" if not common else "a part of its figure" if less else f"a larger figure{few}"
        elif theirs:
            yield "figures told only now"
        if not theirs and not draft.resolved.get("placed") and not self.days_of(draft):
            yield "adds no place, day or figure"

    def figures_told(self, draft: Draft) -> set[tuple[str, int]]:
        """The least figures of a toll by what befell people: «ten» and «at least ten» are one, so are the arrested and the abducted."""
        return {(HELD.get(effect, effect), least) for effect, least, _ in self.merger.toll_of(draft)}

    def how_told(self, other: Draft, draft: Draft) -> Iterator[str]:
        head, words = draft.head, draft.head.mention
        if head.said_by is not None or draft.sources:
            yield "somebody says so"
        if pointed_at(words) and not head.finite:
            yield "a definite noun"
        named = any(0 <= m.first - words.last <= 1 for m in draft.get("victim"))  # جلدها عددا من الرجال: whom, told anew
        taken_up = head.finite and bool(words.pronoun) and not head.relative and not named
        if taken_up:
            yield "by a pronoun"
        if draft.resolved.get("points_back"):
            yield "points back"
        told = [m for slot in ("victim", "target", "hurt", "initiator", "thing", "instrument") for m in draft.get(slot)]
        if any(m.data.get("pointed" if m.kind == "party" else "article") and self.nameless(m) for m in told):
            yield "of people or things known"
        if head.also:
            yield "also"
        if not head.finite and not words.definite and words.data.get("number") == "d" and other.head.mention.data.get("number") != "d":
            yield "two of them"
        if draft.family != "harm" and self.after_told(draft):
            yield "after what was told"
        if (head.explains or head.when) and draft.sentence in other.sentences():  # قتل شرطيان في هجوم عندما هاجموا دورية
            yield "as how it came about"
        if told_as_another(other, draft):
            yield "another, by the words around it"
        if any(m.data.get("other") and not any(k.first < m.first and not k.data.get("other") for k in told) for m in told):
            yield "of others"
        if head.governor in other.heads and head.governor_prep in MEANS and {other.type, draft.type} & HARM:
            yield "the means of it"
        if part_of_another(other, draft):
            yield "as a part of another act"
        if draft.resolved.get("turned"):
            yield "turns to another matter"
        if words.conj and not taken_up:
            yield "joined to what precedes"
        if draft.resolved.get("led") is not None:
            yield "opens a sentence of its own place"
        if min(other.sentences()) == self.lead:
            yield "after the lead"
        if other.sentence in self.merger.title:
            yield "after the title"
        if self.paragraph[other.sentence] != self.paragraph[draft.sentence]:
            yield "in another paragraph"
        by_it = (h for h in other.heads if h.subject_event is None and (h.finite or not pointed_at(h.mention)))  # not what «the attack» hit
        gap = draft.sentence - max({h.sentence for h in by_it if h.sentence < draft.sentence} or {max(other.sentences())})
        if gap != 1:
            verb = ", by a verb of its own" if head.finite and not words.pronoun else ""
            yield f"in one sentence{verb}" if gap < 1 else "some sentences later" if gap <= FAR else "far below"
            if gap < 1 and other.type != draft.type:
                yield "in one sentence, by another word"
            if gap < 1 and self.set_apart(other, draft):
                yield "in one sentence, set beside it"
            if gap < 1 and draft.resolved.get("placed") and other.resolved.get("placed") and not self.merger.scenes_meet(other, draft):
                yield "in one sentence, each at a place of its own"
        if other.background != draft.background:
            yield from () if self.counted_again(other, draft) else ("background of one",)
        elif other.background:
            yield "background"

    def counted_again(self, other: Draft, draft: Draft) -> bool:
        """وكانت عبوة ناسفة قد انفجرت …: what closes a report as its background with all the figures of its news is that news."""
        mine, theirs = self.merger.toll_of(other), self.merger.toll_of(draft)
        return len({t[0] for t in mine & theirs}) > 1 and mine >= theirs

    def set_apart(self, other: Draft, draft: Draft) -> bool:
        """قتل …، فيما أصيب؛ قصفوا عقب سقوط قذيفة: whether a word sets an event of a sentence beside the one before it, or after it."""
        reading, first, last = self.layout.reading, other.head.mention.last, draft.head.mention.first
        between = [m for m in reading.sentences[draft.sentence].mentions if m.kind == "clause" and first <= m.first < last]
        ties = self.lexicon.folded("thereupon") if other.type == draft.type else frozenset[str]()
        return any(
            (m.data["clause"] == "circumstance" and not m.data.get("explains") and not m.data.get("there"))
            or (m.data["clause"] == "beside" and reading.tokens[m.first].text in ties)
            for m in between
        )

    def after_told(self, draft: Draft) -> bool:
        """اقتحموا البلدة بعد القصف: whether words right after an event's tell what was told before, and that it came after that."""
        reading, last = self.layout.reading, draft.head.mention.last
        end = min(last + AFTER_REACH, reading.sentences[draft.sentence].last)
        words = [t.text for t in reading.tokens[last:end]]
        return side_by_side(words, self.lexicon.folded("thereupon"), self.lexicon.folded("just_told"))

    def nameless(self, mention: Mention) -> bool:
        """Whether a mention is of people or a thing by a common noun: الموظفين، المركبة."""
        if mention.kind == "party":
            return not self.lexicon.parties.armed(self.merger.discourse.settle(mention)[0])
        return mention.kind in ("person", "object", "weapon")

    # --- folding ------------------------------------------------------------------------------------------------------------------

    def announces(self, other: Draft, draft: Draft) -> bool:
        """Whether the first telling is the title's, or background of what is news below it: the second one then is the record."""
        return (other.sentence in self.merger.title and draft.sentence not in self.merger.title) or (
            other.background and not draft.background
        )

    def fold(self, into: Draft, draft: Draft) -> None:
        """Takes from a second telling what the first lacks: its own place for one taken from elsewhere, names for a general word."""
        m = self.merger
        if "place-inherited" in into.flags and scene_of(draft) and "place-inherited" not in draft.flags:
            into.slots["scene"], into.containers = [], {**into.containers, **draft.containers}
            into.flags.discard("place-inherited")
        elif "place-inherited" in draft.flags and scene_of(into):
            draft.slots["scene"] = []
        elif self.narrower(into, draft):
            into.slots["scene"] = []  # جنوبي العاصمة … في حي منها
        for slot in ("initiator", "target"):
            mine, theirs = m.parties(into, slot), m.parties(draft, slot)
            if mine and theirs - mine and all(self.lexicon.parties.generic(p) for p in mine) and self.may_name(mine, theirs):
                into.slots[slot] = [x for x in into.get(slot) if x.kind == "object"]
        if {into.type, draft.type} <= MUTUAL and not into.get("target") and all(draft.get(s) for s in SIDES):
            into.slots.update({s: [] for s in SIDES})  # both sides are told only now
        if any(m.parties(into, "initiator")):
            draft.slots["initiator"] = []
        if {into.type, draft.type} == FIGHT and m.parties(into, "target"):
            draft.slots["target"] = []  # whom they attacked: with whom they fought then says no more
        known = [x for slot in ("target", "victim", "hurt") for x in into.get(slot)]
        for slot in ("target", "victim", "hurt", "thing"):
            draft.slots[slot] = [x for x in draft.get(slot) if not any(self.told_before(x, k) for k in known)]
        self.figures(into, draft)
        if into.type in HARM and draft.type in (FIRED | BLAST):
            into.type, into.method = draft.type, draft.method  # نجا من اعتداء … فجر انتحاري نفسه: how it was done
        elif {into.type, draft.type} <= FIRED and open_word(into) and not open_word(draft):
            into.type = draft.type
        elif into.type == "assault" and draft.type == "killing":
            into.type, into.method = draft.type, draft.method
        into.background = into.background and draft.background
        m.absorb(into, draft)
        if into.type == "assault" and into.told_dead:
            into.type = "killing"

    def narrower(self, into: Draft, draft: Draft) -> bool:
        """Whether a second telling's places lie within those of the first, all of them."""
        m = self.merger
        wide, narrow = ([m.places.choose(p, d.containers.get(p.first))[0] for p in scene_of(d)] for d in (into, draft))
        rows = [r for r in wide if r is not None]
        if not rows or len(rows) < len(wide) or not narrow:
            return False
        return all(any(n is not None and w["id"] != n["id"] and m.holds(w, n) for n in narrow) for w in rows)

    def may_name(self, general: set[str], named: set[str]) -> bool:
        """Whether the parties of one telling are the general word's of the other, and are no general words themselves."""
        opposed = any(self.merger.opposed(x, y) for x in general for y in named)
        return not opposed and not any(self.lexicon.parties.generic(p) for p in named)

    def told_before(self, mention: Mention, known: Mention) -> bool:
        """Whether the people or the thing of a second telling are those of the first."""
        if mention.kind != known.kind:
            return False
        if mention.kind == "object":
            return mention.data.get("object") == known.data.get("object")
        mine, theirs = self.merger.settled(mention), self.merger.settled(known)
        return mention.kind == "person" or bool(mine & theirs)

    @staticmethod
    def figures(into: Draft, draft: Draft) -> None:
        """Keeps of a second telling's toll what the first has no word of, and makes a smaller figure a part of the larger."""
        rows: list[dict[str, Any]] = []
        same: dict[int, dict[str, Any]] = {}  # rows of the second telling that the first has: their parts are parts of those
        for row in draft.effects:
            if row["parent"] is not None and id(row["parent"]) in same:
                row["parent"] = same[id(row["parent"])]
            whole = [e for e in into.effects if e["effect"] == row["effect"] and e["parent"] is None and not e["zero"]]
            mine, most = counts(row["mention"])[0], max((counts(e["mention"])[0] or 0 for e in whole), default=0)
            if not whole or (mine or 0) > most:
                rows.append(row)
            elif (known := next((e for e in whole if counts(e["mention"])[:2] == counts(row["mention"])[:2]), None)) is not None:
                same[id(row)] = known
            elif row["parent"] is None and mine and mine < most:
                row["parent"] = max(whole, key=lambda e: counts(e["mention"])[0] or 0)
                rows.append(row)
        draft.effects = rows


def one_act(one: str, other: str) -> bool:
    """Whether two tellings of these types can be of one act."""
    return one == other or by_word(one, other) is not None


@lru_cache(PAIRS)
def by_word(a: str, b: str) -> str | None:
    """What two tellings of one act by these two types differ in, as an observation; None where no act has both."""
    types = {a, b}
    alike = (says for kinds, says in BY_WORD if types <= kinds)
    crossed = (says for one, other, says in CROSSED if len(types & one) == 1 and types - one <= other)
    return next(alike, None) or next(crossed, None)


def part_of_another(other: Draft, draft: Draft) -> bool:
    """شاركوا في صد الهجوم عبر استهداف مواقعهم: an act by which another was done is of that, and not of the strikes of the lead.

    What somebody was harmed by (أصيبت بانفجار) and what forces came for (اقتحموا البلدة لهدم منزل) are told there in full.
    """
    outer, head = draft.head.governor, draft.head
    if outer is None or outer is head.carrier or not outer.data.get("type") or outer in other.heads:
        return False
    return not (outer.data.get("effect") or (head.governor_prep in AIMS and not head.finite))


def how_many(people: Mention) -> str | None:
    """One, two or many people, by the noun's number; of several, one (أحد المواطنين)."""
    told = people.data.get("quantity")
    return "s" if told is not None and told.min == told.max == 1 else people.data.get("number")


def singled_out(draft: Draft, lexicon: Lexicon) -> set[str]:
    """The nouns of the single people of a draft that say more of them than that they are somebody: ضابط, موظف of موظف حكومي."""
    told = [*draft.get("victim"), *draft.get("hurt"), *(e["mention"] for e in draft.effects if e["parent"] is None)]
    nouns = {str(m.data["noun"]).split()[0] for m in told if m.kind == "person" and m.data.get("number") == "s" and m.data.get("noun")}
    return {noun for noun in nouns if lexicon.folder.fold(noun) not in lexicon.folded("anybody")}


def open_word(draft: Draft) -> bool:
    """Whether the word that tells an event leaves open of what type it is, and nothing beside it says: نجا من اعتداء."""
    return draft.head.data.get("type") in FAMILIES - {"harm"} and not draft.get("instrument") and draft.weapon is None


def weapons(draft: Draft) -> set[str]:
    """The weapons that an event is told with."""
    named = {str(w) for m in draft.get("instrument") if (w := m.data.get("weapon") or m.data.get("object"))}
    return named | ({draft.weapon} if draft.weapon else set())


def numbers_of(draft: Draft) -> set[str]:
    """The grammatical numbers of the weapons that an event is told with: طائرة مسيرة، طائرتين."""
    return {str(m.data.get("number")) for m in draft.get("instrument") if m.kind in ("weapon", "object")}
