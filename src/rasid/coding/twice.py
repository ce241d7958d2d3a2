"""One happening to which a report comes back: headline and lead, a witness, a statement, a later paragraph in other words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from rasid.coding.about_towns import WIDE, around, bare, for_province, of_town
from rasid.coding.another import side_by_side
from rasid.coding.draft import Draft
from rasid.coding.layout import Layout
from rasid.coding.likeness import MUTUAL, Day, pointed_at, scene_of, sum_and_part, told_as_another
from rasid.coding.merging import TITLE_KM, Merger
from rasid.coding.one_word import (
    APART,
    BLAST,
    FIGHT,
    FIRED,
    HARM,
    LIKE_THINGS,
    LIKE_WEAPONS,
    by_word,
    how_many,
    numbers_of,
    of_one_calling,
    one_act,
    one_of_a_kind,
    open_word,
    part_of_another,
    singled_out,
    weapons,
)
from rasid.coding.signs import heard, same_name, tried_and_done
from rasid.coding.toll import counts
from rasid.model import Mention

REACH = 40  # events told before one that it may tell again
HELD = {"abducted": "held", "detained": "held"}
MEANS = frozenset(("with", "by"))  # prepositions before what something is done by: اغتالوه بإلقاء قنبلة
SIDES = ("initiator", "target")
TODAY = (None, 0, None)  # the day of the report, by «today» alone
AFTER_REACH = 8  # words from an event's to those that tell after what it was
MANY_ALIKE = 5  # acts of one kind that a bulletin tells
ACCOUNT = 3  # sentences of an account, shorter than which are a bulletin's item and a flash
FEW_TOLD, MANY_TOLD = 4, 9  # events of the account of one attack, and of a bulletin
MANY = 2  # as many dead as two attacks of one report may each have
FAR = 4  # sentences
QUARTER = "neighbourhood"
WITH_QUARTERS = frozenset(("city", "town", "admin1", "admin2", "country", "region"))
OF_THEIR_OWN = frozenset(("village", "town"))  # kinds of places none of which lies in another


def join_twice(kept: list[Draft], merger: Merger, layout: Layout) -> list[Draft]:
    """Folds into the drafts of a report those that tell the same happening again."""
    told = Twice(merger, layout, kept)
    for n, draft in enumerate(kept):
        before = [o for o in kept[max(0, n - REACH) : n] if o.dropped is None and told.may_be_one(o, draft)]
        weight, other = 0.0, draft
        for n, o in enumerate(before):
            weighed = told.weight(o, draft)
            if n == 0 or weighed > weight:
                weight, other = weighed, o
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
        stand = other.status == draft.status or tried_and_done(other, draft)
        if not one_act(other.type, draft.type) or not stand or self.layout.is_item(draft.sentence):
            return False
        if sum_and_part(other, draft):
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
        elif all(arms) and not one_of_a_kind(arms[0], arms[1], LIKE_WEAPONS):
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
        if m.two_unknown(other, draft) or self.elsewhere_unknown(other, draft) or self.elsewhere_unknown(draft, other):
            yield "at another place that no map has"
            return
        if (other.resolved.get("dying") or draft.resolved.get("dying")) and not m.scenes_meet(other, draft):
            return  # where the hospital was
        rows = [m.innermost(m.rows_of(other)), m.innermost(m.rows_of(draft))]
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
                yield f"elsewhere{after}" if m.next_city(other, draft) else "one place holds the other"
        elif any((of_town(x, y) or of_town(y, x)) and not m.across(x, y) for x, y in pairs):
            yield f"at a site of one town{after}"
        elif other.sentence in m.title and (m.scenes_meet(other, draft, near=TITLE_KM) or any(for_province(x, y) for x, y in pairs)):
            yield "one place holds the other"  # a title names the city for its countryside
        elif len(pairs) == 1 and any((bare(other) and around(x, y)) or (bare(draft) and around(y, x)) for x, y in pairs):
            yield f"in the country around a town{after}"
        else:
            yield f"elsewhere{after}"

    def elsewhere_unknown(self, draft: Draft, other: Draft) -> bool:
        """قصف جرجناز … غارات على قرية كذا: a village that no map has is none of the points where the other act was."""
        if not self.merger.unknown(draft):
            return False
        named = [p for p in scene_of(draft) if p.kind == "place"]
        lost = named and all(
            not p.data["candidates"] and p.data.get("place_kind") in OF_THEIR_OWN | {QUARTER} and not p.data.get("back") for p in named
        )
        if not lost or "place-inherited" in other.flags:
            return False
        rows = [self.merger.places.choose(p, other.containers.get(p.first))[0] for p in scene_of(other)]
        if any(p.data.get("place_kind") == QUARTER for p in named):  # حي الروضة في تعز … حي كذا
            rows = [r for r in rows if r is None or r["kind"] not in WITH_QUARTERS]
            return bool(rows) and all(r is not None and r["kind"] == QUARTER for r in rows)
        return bool(rows) and all(r is not None and r["kind"] in OF_THEIR_OWN for r in rows)

    def who(self, other: Draft, draft: Draft) -> Iterator[str]:
        m, parties = self.merger, self.lexicon.parties
        mutual = {other.type, draft.type} <= MUTUAL  # صفقة بين X وY … أفرج Y: its sides are told in any order
        for slot, one, another in (
            ("initiator", "one doer", "another doer"),
            ("target", "one that suffers", "another that suffers"),
        ):
            if mutual:
                mine, theirs = ({p for s in SIDES for p in m.parties(d, s)} for d in (other, draft))
            else:
                mine, theirs = m.parties(other, slot), m.parties(draft, slot)
            pairs = [(x, y) for x in mine for y in theirs] if mine else []
            kin = [p for p in pairs if parties.kin(*p)] if pairs else []
            if kin and any(not parties.generic(x) and not parties.generic(y) for x, y in kin):
                yield f"{one} by name"
            elif kin and slot == "initiator":
                yield one
            elif pairs and not any(parties.generic(z) for p in pairs for z in p) and not any(parties.of_one_state(*p) for p in pairs):
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
        if all(alone) and (alone[0] & alone[1] or not of_one_calling(alone[0], alone[1], self.lexicon)):
            yield "one person by one noun" if alone[0] & alone[1] else "one person, and another by the noun"
        things = [
            ({t.data.get("object") for t in d.get("target") if t.kind == "object"} if "target" in d.slots else set())
            for d in (other, draft)
        ]
        if all(things):
            yield "one thing hit" if one_of_a_kind(things[0], things[1], LIKE_THINGS) else "another thing hit"
        named = same_name(other.resolved.get("names") or (), draft.resolved.get("names") or ())
        if named is not None:
            yield "one person by name" if named else "another person by name"

    def when(self, other: Draft, draft: Draft) -> Iterator[str]:
        days = [self.days_of(d) for d in (other, draft)]
        if draft.head.said_by is not None or draft.sources:  # «اليوم» of a statement is the day on which it was made
            days[1] = {d for d in days[1] if d[:-1] != TODAY}
        if (
            other.head.said_by is not None
            or other.sources
            or (any(m.data["cue"]["id"] == "condemned" for _, m in other.head.cues) if other.head.cues else False)
        ):
            days[0] = {d for d in days[0] if d[:-1] != TODAY} if days[1] else days[0]
        compared = [
            self.merger.days_agree(x, y) for x in days[0] for y in days[1] if any(None not in pair for pair in zip(x, y, strict=True))
        ]
        if any(compared):
            yield "one day"
        elif compared and not same_name(other.resolved.get("names") or (), draft.resolved.get("names") or ()):
            yield "another day"
        elif any(offset is not None and offset < -1 for _, offset, _, _ in days[1]):
            yield "days before, told only now"

    def days_of(self, draft: Draft) -> set[Day]:
        """The days that an event's own sentence tells it for."""
        sentence = self.layout.reading.sentences[draft.sentence]
        return self.merger.days_of([m for m in draft.times if sentence.first <= m.first < sentence.last])

    def how_many(self, other: Draft, draft: Draft) -> Iterator[str]:
        mine, theirs = self.figures_told(other), self.figures_told(draft)
        if alike := mine & theirs | self.within(other, draft):
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

    def within(self, other: Draft, draft: Draft) -> set[tuple[str, int]]:
        """More than 100 … 147: figures of a second telling that an open one of the first takes in."""
        tolls = [[(HELD.get(effect, effect), least, most) for effect, least, most in self.merger.toll_of(d)] for d in (other, draft)]
        opened = [(e, low) for e, low, most in tolls[0] if most is None and low > MANY]
        return {(e, n) for e, n, _ in tolls[1] for effect, low in opened if e == effect and low <= n <= 2 * low}

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
        if heard(draft) and other.type in FIRED and self.merger.scenes_meet(other, draft, loose=True):
            yield "the sound of it"
        if other.status != draft.status:
            yield "tried, and done"
        if draft.resolved.get("dying") and other.type in HARM | FIRED | BLAST:
            yield "a death of wounds"
        if told_as_another(other, draft):
            yield "another, by the words around it"
        if any(m.data.get("other") and not any(k.first < m.first and not k.data.get("other") for k in told) for m in told):
            yield from () if self.besides(other, draft) else ("of others",)
        if head.governor in other.heads and head.governor_prep in MEANS and {other.type, draft.type} & HARM:
            yield "the means of it"
        if self.merger.one_of(other, draft):
            yield "one of several"
        if part_of_another(other, draft):
            yield "as a part of another act"
        if draft.resolved.get("turned"):
            yield "turns to another matter"
        if words.conj and not taken_up:
            yield "joined to what precedes"
        if draft.resolved.get("at_a_name"):
            yield "opens a sentence of a place not known"
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
        if gap != 1 and not (gap < 1 and heard(draft) and other.type in FIRED):
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

    def besides(self, other: Draft, draft: Draft) -> bool:
        """خمسة استشهدوا … وإصابة 23 آخرين: «others» who were hurt, besides those who fell in what was told."""
        mine, theirs = ({effect for effect, _ in self.figures_told(d)} for d in (other, draft))
        return "killed" in mine and theirs == {"injured"}

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
        if draft.resolved.get("dying") and scene_of(into):
            draft.slots["scene"] = []  # where the hospital was
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
        into.status = "asserted" if draft.status == "asserted" else into.status
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
