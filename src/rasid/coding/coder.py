"""The rule coder: one reading in, its events out, by stages that each leave a record of what they did."""

from __future__ import annotations

from collections import Counter

from rasid.coding import standing
from rasid.coding.attribution import Speakers, attribute
from rasid.coding.draft import Draft
from rasid.coding.drafting import Drafter
from rasid.coding.heads import HeadReader
from rasid.coding.merging import Merger, party_mentions
from rasid.coding.placing import PlaceResolver
from rasid.coding.record import RecordWriter
from rasid.coding.reference import Discourse
from rasid.coding.roles import RoleAssigner
from rasid.coding.toll import row
from rasid.lexicon import Lexicon
from rasid.model import Event, Mention, Reading, Report, Sentence

# Background is worth telling only where it says enough to be found again: this many of initiator, target, place, toll.
BACKGROUND_LEAST = 2


OPERATIONS = frozenset(
    (
        "shelling",
        "air_strike",
        "drone_strike",
        "armed_clash",
        "ground_attack",
        "territory_gain",
        "withdrawal",
        "suicide_bombing",
        "explosive_device",
        "displacement",
        "protest",
        "assault",
        "riot",
    )
)


NO_AUTHORITY = frozenset(("unidentified", "criminal", "settlers", "communal-militia"))
TOPIC_MARKS = frozenset((":", "-", "/", "|"))


class RuleCoder:
    """Codes readings of one language by the lexicon's frames. Keeps nothing between reports."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.heads = HeadReader(lexicon)
        self.drafter = Drafter(lexicon, RoleAssigner(lexicon))

    def code(self, report: Report, reading: Reading) -> list[Event]:
        events, _ = self.trace(report, reading)
        return events

    def trace(self, report: Report, reading: Reading) -> tuple[list[Event], list[Draft]]:
        """The events of a report, and every draft considered on the way (with why it was dropped)."""
        if reading.domain:
            return [], []
        return ReportCoder(self, report, reading).run()


class ReportCoder:
    def __init__(self, coder: RuleCoder, report: Report, reading: Reading) -> None:
        self.coder, self.report, self.reading = coder, report, reading
        self.lexicon = coder.lexicon
        self.discourse = Discourse(self.lexicon, report.published_date.year if report.published_date else None)
        self.speakers = Speakers(self.lexicon)
        mentions = [m for s in reading.sentences for m in s.mentions]
        fill_back_references(mentions, self.lexicon)
        self.places = PlaceResolver(self.lexicon, mentions, None)
        self.discourse.present = {p.data["party"] for m in mentions for p in (m, *(m.data.get("of") or [])) if p.data.get("party")}
        self.discourse.home = self.places.home()
        self.year = report.published_date.year if report.published_date else None
        self.held = {self.lexicon.folder.fold(w) for w in self.lexicon.language.get("held") or []}
        self.topic: Mention | None = None
        self.dateline = self.read_dateline()

    def run(self) -> tuple[list[Event], list[Draft]]:
        considered: list[Draft] = []
        for sentence in self.reading.sentences:
            if sentence.skipped:
                continue
            if self.is_heading(sentence):
                self.topic = next(m for m in sentence.mentions if m.kind == "place")
                continue
            considered += self.sentence(sentence)
        self.inherit([d for d in considered if not d.dropped])
        kept = Merger(self.lexicon, self.discourse, self.places).run(considered)
        kept = [d for d in kept if self.stands(d)]
        for draft in kept:
            self.finish(draft)
        self.relate(kept)
        writer = RecordWriter(self.lexicon, self.report, self.reading, self.discourse, self.places, self.speakers)
        events = [writer.event(d) for d in kept]
        for draft, event in zip(kept, events, strict=True):
            draft.resolved["id"] = event.id
        return self.distinct(events), considered

    def read_dateline(self) -> Mention | None:
        """الفاشر - …: where the report was written, where that is in the country it tells of."""
        if not self.reading.sentences:
            return None
        first = self.reading.sentences[0]
        for m in first.mentions[:2]:
            if m.kind == "place" and m.first - first.first <= 1 and m.prep is None:
                after = self.reading.tokens[m.last].text if m.last < len(self.reading.tokens) else ""
                row = self.places.choose(m)[0]
                if after in ("-", "/", "(", ":", "،") and row is not None and row.get("country") == self.discourse.home:
                    return m
        return None

    @staticmethod
    def relate(kept: list[Draft]) -> None:
        """Joins what one sentence tells as one operation: the clash, the shelling beside it, the ground gained."""
        for one, other in zip(kept, kept[1:], strict=False):
            if (
                one.sentence == other.sentence
                and one.type in OPERATIONS
                and other.type in OPERATIONS
                and one.type != other.type
                and not one.background
                and not other.background
            ):
                one.related.append((other, "told_with"))
                other.related.append((one, "told_with"))

    @staticmethod
    def distinct(events: list[Event]) -> list[Event]:
        seen: set[str] = set()
        return [e for e in events if not (e.id in seen or seen.add(e.id))]

    def is_heading(self, sentence: Sentence) -> bool:
        kinds = {m.kind for m in sentence.mentions}
        return sentence.heading and "place" in kinds and not kinds & {"trigger", "light", "result", "speech", "person", "weapon"}

    def sentence(self, sentence: Sentence) -> list[Draft]:
        self.discourse.hear(sentence.mentions)
        scan = self.coder.heads.read(sentence)
        standing.govern(sentence, scan.heads)
        drafts = self.coder.drafter.drafts(scan, self.discourse)
        local = self.local_topic(sentence) or self.leading_place(sentence)
        topic = local or self.topic
        spoken = self.speakers.of_sentence(scan, self.discourse)
        attribute(drafts, spoken, scan)
        loose = [*scan.loose]
        for draft in drafts:
            draft.containers.update(scan.containers)
            self.complete(draft, drafts, topic, loose, sentence)
            draft.resolved["local"] = local is not None
            standing.settle(draft, self.year)
        self.no_toll(sentence, drafts)
        return drafts

    def local_topic(self, sentence: Sentence) -> Mention | None:
        """محافظة حماة: … at the head of a sentence."""
        for m in sentence.mentions[:2]:
            if (
                m.kind == "place"
                and m.first - sentence.first <= 2
                and m.prep is None
                and m.last < sentence.last
                and self.reading.tokens[m.last].text in TOPIC_MARKS
            ):
                return m
        for n, m in enumerate(sentence.mentions[:3]):
            if m.kind == "clause" and m.data["clause"] == "colon" and n and sentence.mentions[n - 1].kind == "place":
                return sentence.mentions[n - 1]
        return None

    def leading_place(self, sentence: Sentence) -> Mention | None:
        """وفي مدينة حلب، ألقت …: where everything in the sentence is."""
        for m in sentence.mentions:
            if m.kind == "place" and m.prep == "in" and m.data.get("place_kind") in ("town", "admin1", "admin2", "rural", None):
                return m
            if m.kind not in ("clause", "cue", "time", "anaphor"):
                return None
        return None

    def complete(self, draft: Draft, drafts: list[Draft], topic: Mention | None, loose: list[Mention], sentence: Sentence) -> None:
        """Scene and time from elsewhere in the sentence, where the draft's own words give none."""
        if topic is not None:
            if topic in draft.get("initiator"):
                draft.slots["initiator"].remove(topic)
            for m in draft.get("scene"):
                if m is not topic:
                    draft.containers.setdefault(m.first, topic)
            draft.resolved.setdefault("topic", topic)
        if not draft.times:
            draft.times = loose[:1]
        if not draft.times:
            for other in drafts:
                if other is not draft and other.times:
                    draft.times = other.times[:1]
                    break
        if draft.type == "armed_clash" and not (draft.get("side") or draft.get("initiator")):
            for other in reversed(drafts[: drafts.index(draft)]):
                if other.get("initiator") and other.get("target") and not other.dropped:
                    draft.slots["initiator"], draft.slots["target"] = (
                        list(other.get("initiator")),
                        [m for m in other.get("target") if party_mentions(m)],
                    )
                    break
        if not draft.get("scene"):
            at = drafts.index(draft)
            for other in self.neighbours(draft, drafts):
                if other.get("scene") and not other.dropped and (drafts.index(other) < at or other.head.clause == draft.head.clause):
                    for m in other.get("scene"):
                        draft.add("inherited", m)
                    break
            else:
                place = self.unclaimed(draft, drafts, sentence)
                if place is not None:
                    draft.add("inherited", place)

    def unclaimed(self, draft: Draft, drafts: list[Draft], sentence: Sentence) -> Mention | None:
        """The nearest place before an event in its sentence that no event took."""
        claimed = {m.first for d in drafts for slot in ("scene", "origin", "destination") for m in d.get(slot)} | {
            c.first for d in drafts for c in d.containers.values()
        }
        before = [
            m
            for m in sentence.mentions
            if m.kind == "place"
            and m.first < draft.head.mention.first
            and m.first not in claimed
            and (m.prep or m.data.get("relation") or m.data.get("list_head"))
        ]
        return before[-1] if before else None

    @staticmethod
    def neighbours(draft: Draft, drafts: list[Draft]) -> list[Draft]:
        """The sentence's other drafts, nearest first, those before it before those after."""
        at = drafts.index(draft)
        return [*reversed(drafts[:at]), *drafts[at + 1 :]]

    def no_toll(self, sentence: Sentence, drafts: list[Draft]) -> None:
        """دون وقوع إصابات: a row of zero on the event before it."""
        for category, cue in standing.no_casualties(sentence):
            people = [
                m
                for m in sentence.mentions
                if m.kind == "person" and m.data.get("effect") in ("killed", "injured") and 0 <= m.first - cue.last <= 6
            ]
            before = [d for d in drafts if d.head.mention.first < cue.first and not d.dropped and d.family != "harm"] or [
                d for d in drafts if d.head.mention.first < cue.first and not d.dropped
            ]
            for d in drafts:
                d.effects = [e for e in d.effects if e["mention"] not in people]
                if d.family == "harm" and d.head.mention.first >= cue.first and d.head.mention.first - cue.last <= 3:
                    d.dropped = "negated"
                    if category == "no_toll" and before and not people and before[-1] is not d:
                        before[-1].effects.append(row(d.head.data.get("effect"), d.head.mention, None, 0))
            if people and category == "no_toll" and before:
                first = people[0]
                before[-1].effects.append(row(first.data["effect"], first, None, 0))

    def inherit(self, drafts: list[Draft]) -> None:
        """An event told without a place or day is where and when the news before it in its paragraph is."""
        paragraph_of = {s.number: s.paragraph for s in self.reading.sentences}
        last: dict[int, Draft] = {}
        scenes = [d for d in drafts if d.get("scene") and not d.background]
        for draft in drafts:
            paragraph = paragraph_of[draft.sentence]
            if not draft.get("scene"):
                self.take_scene(draft, last.get(paragraph), scenes)
            if not draft.times and not draft.background and paragraph in last and last[paragraph].times:
                draft.times = last[paragraph].times[:1]
            if draft.get("scene") and not draft.background:
                last[paragraph] = draft

    def take_scene(self, draft: Draft, previous: Draft | None, scenes: list[Draft]) -> None:
        inherited = draft.slots.pop("inherited", [])
        topic = draft.resolved.get("topic")
        if topic is not None and draft.resolved.get("local"):
            inherited = inherited or [topic]
        if not inherited and previous is not None:
            inherited = previous.get("scene")
        if not inherited and topic is not None:
            inherited = [topic]
        if not inherited and self.dateline is not None and not draft.background:
            inherited = [self.dateline]
        if not inherited and not draft.get("origin"):
            rows = Counter(m.first for d in scenes for m in d.get("scene"))
            only = {r["id"] for d in scenes for m in d.get("scene") if (r := self.places.choose(m, d.containers.get(m.first))[0])}
            if len(only) == 1 and rows:
                inherited = scenes[0].get("scene")
        for m in inherited:
            draft.add("borrowed", m)
        if previous is not None:
            for key, container in previous.containers.items():
                draft.containers.setdefault(key, container)

    def stands(self, draft: Draft) -> bool:
        """Whether a draft says enough to be an event."""
        head = draft.head
        parties = any(self.armed(m) for slot in ("initiator", "target", "side", "victim") for m in draft.get(slot))
        things = bool(draft.get("instrument") or draft.effects or any(m.kind == "object" for m in draft.get("target")))
        filled = sum(
            bool(draft.get(s)) for s in ("initiator", "target", "scene", "side", "victim", "origin", "destination", "thing_scene")
        ) + bool(draft.effects)
        if draft.background and draft.get("borrowed") and draft.get("initiator"):
            filled += 1
        scope = draft.resolved.get("out_of_scope")
        if (
            scope
            and draft.type in standing.HARMLESS
            and not draft.get("instrument")
            and not any(self.fights(m) for slot in ("initiator", "target") for m in draft.get(slot))
        ):
            draft.dropped = f"out of scope: {scope}"
            return False
        if draft.background and filled < BACKGROUND_LEAST:
            draft.dropped = "background that says too little"
        elif draft.type == "accusation" and not any(party_mentions(m) or m.kind == "person" for m in draft.get("target")):
            draft.dropped = "an accusation of nobody"
        elif draft.type == "territory_gain" and head.sense.sense.pos == "im" and self.word_after(head.mention) in self.held:
            draft.dropped = "ground held, not gained"
        elif (
            draft.type == "territory_gain"
            and not draft.get("scene")
            and any(m.data.get("object") in ("vehicle", "weapon_system", "property", "ship", None) for m in draft.get("thing_scene"))
        ):
            draft.dropped = "things taken, no ground"
        elif (
            not draft.get("scene")
            and not draft.effects
            and draft.resolved.get("topic") is None
            and not any(
                self.names_someone(m)
                for slot in ("initiator", "target", "side", "victim", "origin", "destination")
                for m in draft.get(slot)
            )
        ):
            draft.dropped = "told of nobody and nowhere"
        elif (
            draft.family == "harm"
            and not draft.effects
            and (head.data.get("effect") == "injured" or (not head.finite and not draft.get("scene")))
        ):
            draft.dropped = "harm to nobody told"
        elif head.data.get("strength") == "weak" and not (parties or things):
            draft.dropped = "weak word without a party, weapon, thing or toll beside it"
        elif (
            not head.finite
            and head.carrier is None
            and not filled
            and not draft.get("instrument")
            and not head.mention.data.get("times")
            and not draft.get("borrowed")
        ):
            draft.dropped = "a bare noun that tells nothing of anyone"
        elif not head.finite and head.mention.definite and head.carrier is None and not filled:
            draft.dropped = "points back to nothing told"
        return draft.dropped is None

    def fights(self, mention: Mention) -> bool:
        """An armed party other than police about its ordinary work."""
        return any(
            self.lexicon.parties.armed(id_) and self.lexicon.parties.get(id_).get("kind") != "state-police"
            for p in party_mentions(mention)
            if (id_ := self.discourse.settle(p)[0])
        )

    def word_after(self, mention: Mention) -> str:
        return self.reading.tokens[mention.last].text if mention.last < len(self.reading.tokens) else ""

    def names_someone(self, mention: Mention) -> bool:
        """Whether a mention stands for a party, people or a place."""
        if mention.kind in ("place", "object", "source"):
            return True
        if mention.kind == "person":
            return True
        return any(self.discourse.settle(p)[0] for p in party_mentions(mention))

    def armed(self, mention: Mention) -> bool:
        if mention.kind == "person" and mention.data.get("who") in ("combatant", "civilian"):
            return True
        return any(
            self.lexicon.parties.armed(self.discourse.settle(p)[0])
            or self.lexicon.parties.get(self.discourse.settle(p)[0]).get("kind") in ("government", "protesters", "civilians")
            for p in party_mentions(mention)
        )

    def finish(self, draft: Draft) -> None:
        """Last touches: sides of a clash, a borrowed scene, what a foiled thing was."""
        if not draft.get("scene") and draft.get("borrowed"):
            for m in draft.get("borrowed"):
                draft.add("scene", m)
            draft.flags.add("place-inherited")
        sides = draft.get("side")
        if sides:
            self.take_sides(draft, sides)
        if draft.type == "armed_clash":
            draft.mutual = True
        if (
            draft.type == "ground_attack"
            and (draft.effects or any(m.kind == "person" for m in draft.get("target")))
            and not self.fought(draft)
        ):
            draft.type = "killing" if any(e["effect"] == "killed" and not e["zero"] for e in draft.effects) else "assault"
        self.by_the_unarmed(draft)
        if draft.type == "body_found":
            draft.slots.pop("initiator", None)  # who finds is not who did
            draft.effects = [
                e
                for n, e in enumerate(draft.effects)
                if n == 0 or e["mention"].data.get("quantity") is not None or e["mention"].conj or e["parent"] is not None
            ]
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

    def by_the_unarmed(self, draft: Draft) -> None:
        """What protesters, rioters and settlers do is no battle and gains no ground."""
        kinds = {
            self.lexicon.parties.get(self.discourse.settle(p)[0]).get("kind")
            for slot in ("initiator", "side")
            for m in draft.get(slot)
            for p in party_mentions(m)
        }
        kinds |= {
            self.lexicon.parties.get(m.data.get("party")).get("kind")
            for slot in ("initiator", "side")
            for m in draft.get(slot)
            if m.kind == "person"
        }
        if draft.type in ("territory_gain", "armed_clash") and kinds & {"protesters", "rioters"}:
            draft.type = "riot"
        elif (
            draft.type == "ground_attack"
            and kinds
            and kinds <= {"settlers", "rioters", "protesters", "civilians"}
            and not self.fought(draft)
        ):
            things = any(m.kind == "object" for m in draft.get("target"))
            draft.type = "property_destruction" if things and not draft.effects else "assault"

    def without_authority(self, draft: Draft) -> bool:
        """Custody by unknown gunmen, gangs or settlers; by any armed group where the verb itself does not say arrest."""
        kinds = {
            self.lexicon.parties.get(self.discourse.settle(p)[0]).get("kind")
            for m in draft.get("initiator")
            for p in (party_mentions(m) or [m])
            if p.kind == "party"
        }
        if not kinds and any(
            m.kind == "person" and m.data.get("who") == "combatant" and m.data.get("number") == "p" and not m.data.get("of")
            for m in draft.get("initiator")
        ):
            kinds = {"unidentified"}
        barred = NO_AUTHORITY | ({"armed-group", "militia"} if draft.head.data.get("taker") else set())
        ruling = any(
            self.lexicon.parties.get(self.discourse.settle(p)[0]).get("authority")
            for m in draft.get("initiator")
            for p in party_mentions(m)
        )
        return bool(kinds) and kinds <= barred and not ruling

    def fought(self, draft: Draft) -> bool:
        """Whether an attack met an armed party, its people or its things; else it is violence against civilians."""
        if draft.get("side"):
            return True
        for m in [*draft.get("target"), *draft.get("victim"), *draft.get("hurt"), *(e["mention"] for e in draft.effects)]:
            if any(self.lexicon.parties.armed(self.discourse.settle(p)[0]) for p in party_mentions(m)):
                return True
            if m.kind == "person" and m.data.get("who") == "combatant":
                return True
            if m.kind == "object" and (self.lexicon.ontology["objects"].get(m.data.get("object") or "") or {}).get("military"):
                return True
        return False

    def take_sides(self, draft: Draft, sides: list[Mention]) -> None:
        """First-named side initiates, the other is the target."""
        people = [m for m in sides if party_mentions(m) or m.kind == "person"]
        if draft.get("initiator"):
            for m in people:
                draft.add("target", m)
            return
        if not people:
            return
        draft.add("initiator", people[0])
        first = self.discourse.settle(party_mentions(people[0])[0])[0] if party_mentions(people[0]) else None
        for m in people[1:]:
            inner = party_mentions(m)
            same = bool(inner) and self.discourse.settle(inner[0])[0] == first
            if not same:
                draft.add("target", m)


def fill_back_references(mentions: list[Mention], lexicon: Lexicon) -> None:
    """Gives «the town», «the province» the rows of the place of that kind named last."""
    last: dict[str, list[int]] = {}
    for m in mentions:
        if m.kind != "place":
            continue
        kind = m.data.get("place_kind")
        if m.data.get("back"):
            m.data["candidates"] = last.get("admin" if kind in ("admin1", "admin2") else "spot", [])
        elif m.data["candidates"]:
            kinds = {lexicon.compiled.places[n]["kind"] for n in m.data["candidates"]}
            if kinds & {"admin1", "admin2"}:
                last["admin"] = m.data["candidates"]
            if kinds & {"city", "town", "village", "camp", "neighbourhood"} and not m.data.get("rural"):
                last["spot"] = m.data["candidates"]
