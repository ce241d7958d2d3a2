"""The rule coder: one reading in, its events out, by stages that each leave a record of what they did."""

from __future__ import annotations

import itertools

from msgspec.structs import replace

from rasid.coding import allies, announced_dead, blasts, feuds, holding, lone, numbering, riding, standing, styling
from rasid.coding.another import Said
from rasid.coding.answering import settle_answers
from rasid.coding.attempts import on_a_life
from rasid.coding.attribution import Speakers, add_source, attribute, condemned, own_acts
from rasid.coding.carried_over import Doer, doer_of
from rasid.coding.carrying import join_carried
from rasid.coding.casualties import NoCasualties
from rasid.coding.claims import claim_told
from rasid.coding.confidence import Confidence
from rasid.coding.crowd_control import police_on_crowd
from rasid.coding.days import date_in_sentence, share_the_day, tell_years
from rasid.coding.draft import NO_PARTY, Draft
from rasid.coding.drafting import Drafter
from rasid.coding.elders import stand_for_tribes
from rasid.coding.finishing import Finisher
from rasid.coding.heads import HeadReader
from rasid.coding.held_at import stopped_on_the_way
from rasid.coding.ill_treatment import PRISONERS, IllTreatment
from rasid.coding.inheriting import Inheritance
from rasid.coding.launching import posts_apart
from rasid.coding.layout import Layout, as_written, datelines, paragraph_starts
from rasid.coding.likeness import party_mentions
from rasid.coding.merging import Merger
from rasid.coding.namesakes import Namesakes
from rasid.coding.opponents import Opponents
from rasid.coding.others import name_others, name_rest, others_did
from rasid.coding.own_side import OwnSide
from rasid.coding.placing import PlaceResolver, Weighed, why
from rasid.coding.pointing import fill_back_references, name_the_capital, spots
from rasid.coding.raised_tolls import join_raised
from rasid.coding.recalled import recall, recall_asides
from rasid.coding.record import RecordWriter
from rasid.coding.reference import Discourse
from rasid.coding.roles import RoleAssigner
from rasid.coding.same_day import go_on
from rasid.coding.scenes import Scenes
from rasid.coding.signs import causes_came_first, observe
from rasid.coding.skies import Skies
from rasid.coding.speaking_states import name_speaking_states
from rasid.coding.steps import settle_steps
from rasid.coding.summing import without_sums
from rasid.coding.telling import SPOKEN
from rasid.coding.threats import read_threats
from rasid.coding.trailing import trailing_dead
from rasid.coding.twice import join_twice
from rasid.coding.violence import shot
from rasid.coding.whereabouts import Located, Whereabouts, pair_between
from rasid.lexicon import Lexicon
from rasid.lexicon.remembered import remembered
from rasid.model import Event, Mention, Place, Reading, Report, Sentence

# What may be told together as one operation.
OPERATIONS = frozenset(
    "shelling air_strike drone_strike armed_clash ground_attack territory_gain withdrawal"
    " suicide_bombing explosive_device displacement protest assault riot".split()
)
OPENING = 4  # phrases from the start of a report to the agency whose it is: دمشق - سانا
TAKEN = frozenset(("abduction", "arrest", "killing", "release"))
BESIDE = 3  # words from people to the verb that tells of them
TORTURE_REACH = 12  # words from a death to the torture: a name, an age and a home town


class RuleCoder:
    """Codes readings of one language by the lexicon's frames. Keeps nothing between reports."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.heads = HeadReader(lexicon)
        self.confidence = Confidence(lexicon)
        self.drafter = Drafter(lexicon, RoleAssigner(lexicon))
        self.namesakes = Namesakes(lexicon)
        self.styled = {
            lexicon.folder.fold(name): id_
            for id_, party in lexicon.parties.by_id.items()
            for name in (party.get("styled") or {}).get(lexicon.code) or []
        }

        self.called_in = remembered(None, self._called_in)

    def _called_in(self, year: int | None) -> dict[str, dict[str, str]]:
        """By country: the words that its news has for parties which were there in a year, and for which."""
        told: dict[str, dict[str, str]] = {}
        for id_, party in self.lexicon.parties.by_id.items():
            for country, names in ((party.get("called_in") or {}).get(self.lexicon.code) or {}).items():
                if self.lexicon.parties.goes_by(id_, year):
                    told.setdefault(country, {}).update({self.lexicon.folder.fold(name): id_ for name in names})
        return told

    def code(self, report: Report, reading: Reading) -> list[Event]:
        return self.trace(report, reading)[0]

    def locate(self, report: Report, reading: Reading) -> list[Located]:
        """Where each place lies that a report names, whether it tells events there or not."""
        coder = ReportCoder(self, report, reading)
        coder.run()
        return coder.located()

    def trace(self, report: Report, reading: Reading) -> tuple[list[Event], list[Draft]]:
        """The events of a report, and every draft considered on the way (with why it was dropped)."""
        if reading.domain:
            return [], []
        return ReportCoder(self, report, reading).run()

    def explain(self, report: Report, reading: Reading) -> tuple[list[Event], list[Draft], dict[tuple[int, int], str]]:
        """What `trace` gives, and by the span of each place why it was taken for one of its namesakes and how the map contradicts it."""
        if reading.domain:
            return [], [], {}
        coder = ReportCoder(self, report, reading)
        return (*coder.run(), coder.reasons())

    def weigh_places(self, report: Report, reading: Reading) -> dict[tuple[int, int], list[Weighed]]:
        """By the span of each place that has namesakes: those its name may mean, the likeliest first, each with its reasons."""
        coder = ReportCoder(self, report, reading)
        coder.run()
        coder.located()
        spans = {m.first: m.span for m in coder.places.mentions}
        return {spans[at]: rows for at, rows in coder.places.considered.items() if at in spans}


class ReportCoder:
    def __init__(self, coder: RuleCoder, report: Report, reading: Reading) -> None:
        self.coder, self.report, self.reading = coder, report, reading
        self.lexicon = coder.lexicon
        self.discourse = Discourse(self.lexicon, report.published_date.year if report.published_date else None)
        self.speakers = Speakers(self.lexicon, reading.tokens)
        name_speaking_states(reading, self.lexicon, self.discourse.year)
        mentions = [m for s in reading.sentences for m in s.mentions]
        written_in, starts = datelines(reading), paragraph_starts(reading)
        fill_back_references(mentions, self.lexicon, written_in, starts, reading.context)
        tell_years(mentions)
        self.discourse.stands_for = styling.name_by_speaker(mentions, report.text, coder.styled, self.lexicon)
        styling.name_in_brackets(reading, self.lexicon)
        for join in (numbering.join_numbers, allies.join_allies, holding.name_holders, riding.name_riders):
            join(reading, self.lexicon)
        styling.name_by_holder(reading, self.lexicon)
        styling.name_by_owner(reading)
        styling.name_in_short(mentions, report.text, self.lexicon)
        shared = coder.namesakes.set_apart(mentions, report.text)
        self.places = PlaceResolver(self.lexicon, mentions, None, written_in, reading.context)
        if shared:
            self.places.speak_for(coder.namesakes.settle(shared, *self.places.told_in(), self.discourse.year))
        name_others(reading, self.lexicon)
        name_rest(reading, self.lexicon)
        self.discourse.present = styling.named_parties(mentions)
        told = (self.lexicon.sources.get(m.data.get("source") or "") or {} for m in mentions if m.kind == "source")
        self.discourse.covered = {str(s.get("covers") or s.get("country")) for s in told if s.get("kind") == "monitor"}
        opening = (self.lexicon.sources.get(m.data.get("source") or "") or {} for m in mentions[:OPENING] if m.kind == "source")
        self.discourse.agency = next((str(s["country"]) for s in opening if s.get("official") and s.get("country")), None)
        self.discourse.home, self.discourse.mostly = self.places.home(), self.places.mostly()
        self.discourse.spelt = self.places.spelt()
        called = coder.called_in(self.discourse.year)
        if styling.name_at_home(reading, called, self.places.mostly(), self.discourse.present, self.lexicon):
            self.discourse.present = styling.named_parties(mentions)
        name_the_capital(mentions, self.lexicon, self.discourse.home)
        self.published = report.published_date
        self.finisher = Finisher(self.lexicon, self.discourse, reading)
        self.told: list[Draft] = []
        self.doer: Doer | None = None  # who did what the sentence before told
        self.topic: Mention | None = None
        self.holders: dict[int, Mention] = {}  # by where a place is named: what is said to hold it
        self.layout = Layout(self.lexicon, reading, self.places, self.discourse)
        self.report = as_written(report, self.layout)
        self.published = self.report.published_date
        self.scenes = Scenes(self.lexicon, reading, self.places)
        self.conflicts: dict[int, str] = {}  # by where a place stands: how the map contradicts the report; filled by `located`
        self.casualties = NoCasualties(self.lexicon, reading.tokens)
        self.ill_treatment = IllTreatment(self.lexicon, reading)

    def run(self) -> tuple[list[Event], list[Draft]]:
        considered: list[Draft] = []
        for sentence in self.reading.sentences:
            if sentence.skipped:
                continue
            if self.layout.is_heading(sentence):
                self.topic = next(m for m in sentence.mentions if m.kind == "place")
                continue
            made = self.sentence(self.layout.without_dateline(sentence))
            self.layout.listed(sentence, made)
            considered += made
            self.told = considered
        others_did(considered, self.reading, self.lexicon)
        Inheritance(self.report, self.reading, self.places, self.layout, self.scenes).run([d for d in considered if not d.dropped])
        for draft in considered:
            if not draft.dropped:
                self.finisher.by_the_unarmed(draft)
        merger = Merger(self.lexicon, self.discourse, self.places, self.layout.title(), self.published)
        kept = merger.run(considered)
        recall(kept, self.reading, self.published)
        recall_asides(kept, self.published)
        for draft in kept:
            police_on_crowd(draft, self.lexicon)
        self.among_crimes(kept)
        feuds.colour(kept, self.reading)
        self.coder.drafter.acts.blame_for_told(kept, self.reading)
        kept = join_raised([d for d in kept if not d.dropped], merger, self.layout)
        self.finisher.amid_fighting = any(d.type in SPOKEN and not d.background for d in kept)
        kept = [d for d in kept if self.finisher.stands(d)]
        for draft in kept:
            self.finisher.finish(draft)
        Opponents(self.lexicon, self.discourse, self.reading).fill(kept)
        kept = join_carried(kept, merger)
        for n, draft in enumerate(kept):
            draft.resolved["retold"] = merger.like_one_before(draft, kept[:n])
        likely = [d for d in kept if self.likely(d)]
        kept = without_sums(likely, merger, self.reading)
        sums = [d for d in likely if d.dropped]
        kept = join_twice(kept, merger, self.layout)
        Skies(self.lexicon, self.discourse, self.places).fill(kept)
        OwnSide(self.lexicon, self.discourse).part(kept)
        voice = self.layout.voice
        for draft in kept:
            if voice is not None and not draft.sources:
                add_source(draft, voice, "reports")
        share_the_day([*sums, *kept], self.report, self.reading, self.lexicon)
        go_on(kept, self.report, self.reading, self.lexicon)
        self.relate(kept)
        writer = RecordWriter(self.lexicon, self.report, self.reading, self.discourse, self.places, self.speakers)
        events = [writer.event(d) for d in kept]
        for draft, event in zip(kept, events, strict=True):
            draft.resolved["id"], draft.resolved["trigger"] = event.id, writer.trigger_span(draft)
        return self.distinct(events), considered

    def located(self) -> list[Located]:
        """Every place that the report names, settled as its events' places are; call after `run`."""
        out = []
        whereabouts = Whereabouts(self.lexicon, self.places)
        self.conflicts = whereabouts.conflicts
        borders = [m for s in self.reading.sentences for m in s.mentions if m.kind == "border"]
        held = {holder.first: first for first, holder in self.holders.items() if holder.data.get("relation")}
        points: dict[int, Place] = {}
        for sentence in self.reading.sentences:
            near = [b for b in borders if sentence.first <= b.first < sentence.last]
            places = [m for m in sentence.mentions if m.kind == "place"]
            pair = pair_between(places)
            for m in places:
                place, doubts = whereabouts.record(m, "scene", self.report.text, self.holders.get(m.first), near)
                if pair is not None and m is pair[0]:
                    place = whereabouts.between(pair, self.report.text, self.holders) or place
                told = points.get(held.get(m.first, -1))
                if told is not None and told.lat is not None:  # ناحية ربيعة شمال غربي الموصل: the side of the town where that is
                    place = replace(place, lat=told.lat, lon=told.lon, precision=max(2, told.precision or 2))
                points[m.first] = place
                out.append(Located(place=place, flags=sorted(doubts)))
        return out

    def reasons(self) -> dict[tuple[int, int], str]:
        """By the span of each place: why it was taken for one of its namesakes, how the map contradicts it; call after `run`."""
        self.located()
        chosen = {at: why(rows) for at, rows in self.places.considered.items()}
        told = {at: "; ".join(filter(None, (chosen.get(at), self.conflicts.get(at)))) for at in chosen.keys() | self.conflicts.keys()}
        spans = {m.first: m.span for m in self.places.mentions}
        return {spans[at]: reason for at, reason in told.items() if at in spans}

    def likely(self, draft: Draft) -> bool:
        """Weighs what speaks for a draft; below the floor it is not told."""
        if not self.coder.confidence.enough(draft, self.reading):
            draft.dropped = f"too little speaks for it: {draft.resolved['confidence']:.2f}"
        return draft.dropped is None

    def among_crimes(self, kept: list[Draft]) -> None:
        """Arrests told in the paragraph of a theft or a drug case are of it, where no armed party has a hand in them."""
        told = ((s.paragraph, m) for s in self.reading.sentences for m in s.mentions if m.kind == "cue")
        crimes = {paragraph for paragraph, m in told if m.data["cue"]["category"] == "crime"}
        if not crimes:
            return
        paragraph_of = {s.number: s.paragraph for s in self.reading.sentences}
        for draft in kept:
            if draft.type == "arrest" and paragraph_of[draft.sentence] in crimes | {p + 1 for p in crimes}:
                draft.resolved.setdefault("out_of_scope", "crime")

    def speak_for(self, drafts: list[Draft]) -> None:
        """استهدفنا، نمهلهم: who says «we» in a statement is who issued it."""
        issuer = self.layout.issuer
        for draft in drafts if issuer is not None else []:
            if draft.get("initiator"):
                continue
            head = draft.head.carrier if draft.head.carrier is not None and draft.head.carrier.finite else draft.head
            ours = self.lexicon.language.get("first_person") or []
            own_arms = any(m.kind == "weapon" and m.data.get("pronoun") in ours for m in draft.get("instrument"))  # استهدفت مدفعيتنا
            speaks = head.finite and head.sense.sense.person == "1p"
            own = {issuer.data["party"]} if issuer is not None else set()
            if not speaks and not own_arms:
                continue
            at_him = any(self.discourse.settle(p)[0] in own for m in draft.get("target") for p in party_mentions(m))
            if issuer is not None and not at_him:
                draft.add("initiator", replace(issuer, kind="party", data={**NO_PARTY, "party": issuer.data["party"]}))

    @staticmethod
    def relate(kept: list[Draft]) -> None:
        """Joins what one sentence tells as one operation: the clash, the shelling beside it, the ground gained."""
        for one, other in itertools.pairwise(kept):
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
        """Two words of one event, told apart by nothing, are one."""
        return list({e.id: e for e in reversed(events)}.values())[::-1]

    def sentence(self, sentence: Sentence) -> list[Draft]:
        self.discourse.hear(sentence.mentions)
        scan = self.coder.heads.read(sentence)
        standing.govern(sentence, scan.heads)
        drafts = self.coder.drafter.drafts(scan, self.discourse, self.doer)
        self.doer = doer_of(scan, drafts, self.reading.tokens)
        self.holders |= scan.containers
        spoken = self.speakers.of_sentence(scan, self.discourse)
        if not drafts:
            claim_told(self.told, spoken, self.speakers, self.discourse, self.reading)
            self.casualties.settle(sentence, drafts)
            return drafts
        for m in spots(sentence.mentions):
            if (holder := self.holders.get(m.data.get("meant", -1))) is not None:
                scan.containers.setdefault(m.first, holder)  # الحي: in the town that it was said to be in
        local = self.layout.local_topic(sentence) or self.layout.leading_place(sentence)
        topic = local or self.topic
        attribute(drafts, spoken, scan)
        condemned(drafts, scan, self.speakers)
        claim_told([*self.told, *drafts], spoken, self.speakers, self.discourse, self.reading)
        turned = [*blasts.wrecking(drafts), *blasts.aimed(drafts)]
        blasts.fallen(drafts)
        announced = announced_dead.announced_kills(drafts, spoken, self.speakers, self.discourse)
        for draft in (*turned, *own_acts(drafts, spoken, self.speakers, self.discourse), *announced):
            self.coder.drafter.kinds.settle_type(draft, self.discourse)
        shot(drafts, self.reading.tokens, self.lexicon)
        self.speak_for(drafts)
        idle = (h for h in scan.heads if h.kind == "light" and h.carried is None)  # نفذت أمس عمليات، فقصفت …
        loose = [*(m for m in scan.loose if m is not self.layout.written), *(t for h in idle for t in h.times)]
        said = Said(sentence, self.reading, self.lexicon)
        for draft in drafts:
            draft.containers.update(scan.containers)
            observe(draft, said, self.reading, self.lexicon)
        causes_came_first(drafts)
        for draft in drafts:
            standing.who_tried(draft, sentence)
            draft.resolved["local"], draft.resolved["led"] = local is not None, local
            self.complete(draft, drafts, topic, loose, sentence)
            standing.settle(draft, self.published)
            if draft.status == "attempted" and "dispersed" in draft.resolved:
                draft.status = "asserted"  # حاولت فتح الطريق بالرصاص والغاز: the shots were fired
        blasts.caused(drafts, sentence)
        blasts.inside(drafts)
        blasts.debris(drafts)
        blasts.touched(drafts)
        blasts.massed(drafts)
        blasts.sheltered(drafts)
        blasts.choked(drafts)
        self.scenes.happened(sentence, scan.heads, drafts)
        trailing_dead(drafts, sentence)
        self.one_meeting(drafts)
        concluded(drafts)
        settle_steps(drafts, sentence, self.lexicon)
        posts_apart(drafts)
        settle_answers(drafts, self.told, sentence, self.reading.tokens, self.lexicon)
        stand_for_tribes(drafts, self.lexicon)
        on_a_life(drafts)
        read_threats(drafts, spoken, sentence, self.speakers, self.discourse)
        self.casualties.settle(sentence, drafts)
        self.ill_treatment.settle(drafts, sentence, self.told)
        for draft in drafts:
            if self.held_before(draft, drafts):
                draft.dropped = draft.dropped or "says who was released"
            if self.why_taken(draft, drafts):
                draft.dropped = draft.dropped or "why they were taken"
        return drafts

    @staticmethod
    def held_before(draft: Draft, drafts: list[Draft]) -> bool:
        """إطلاق سراح جنود احتجزتهم القوات: a verb that says by whom the released were held."""
        if draft.type not in ("arrest", "abduction") or not draft.head.finite:
            return False
        beside = (m for m in draft.head.pre if draft.head.relative or draft.head.mention.first - m.last <= BESIDE - 1)
        if not draft.times and not draft.head.mention.conj and any(map(imprisoned, beside)):
            return True  # المعتقلين الذين اعتقلوا على خلفية …: why those are held of whom other things are told
        if not draft.head.undergoes:
            return False
        if draft.head.sense.sense.pos == "im":  # صحفي كانت تحتجزه منذ شهر: that they are held is told of them, and no arrest
            return True
        if draft.times:
            return False
        held = {m.span for m in draft.get("victim")}
        return any(o.type == "release" and not o.dropped and held & {m.span for m in o.get("victim")} for o in drafts)

    @staticmethod
    def why_taken(draft: Draft, drafts: list[Draft]) -> bool:
        """خطفوا شابين يتهمهما التنظيم بالتعاون: an accusation that only tells of those just named what they are held to be."""
        head = draft.head
        if draft.type != "accusation" or not head.finite or head.sense.sense.pos != "im" or not head.mention.pronoun or head.mention.conj:
            return False
        named = [m for o in drafts if o is not draft and o.type in TAKEN for m in o.get("victim")]
        return any(0 <= head.mention.first - m.last <= BESIDE and not m.data.get("article") for m in named)

    @staticmethod
    def one_meeting(drafts: list[Draft]) -> None:
        """يلتقي الوفد مسؤولين لبحث …: what a meeting is for is no second one."""
        met = False
        for draft in drafts:
            if draft.type == "talks" and not draft.dropped:
                if met and draft.head.sense.sense.pos == "w":
                    draft.dropped = "what the meeting is for"
                met = True

    def complete(self, draft: Draft, drafts: list[Draft], topic: Mention | None, loose: list[Mention], sentence: Sentence) -> None:
        """Scene and time from elsewhere in the sentence, where the draft's own words give none."""
        draft.resolved["placed"] = bool(draft.get("scene"))
        if topic is not None:
            if topic in draft.get("initiator"):
                draft.slots["initiator"].remove(topic)
            for m in draft.get("scene"):
                if m is not topic and self.scenes.of_topic(m, topic, sentence, local=bool(draft.resolved.get("local"))):
                    draft.containers.setdefault(m.first, topic)
            draft.resolved.setdefault("topic", topic)
            if draft.resolved.get("local") and self.layout.says_where(topic, draft.get("scene")):
                draft.slots["scene"] = [topic]  # الطارمية - انفجرت قنبلة … شمالي بغداد: where the town of the line lies
        date_in_sentence(draft, drafts, loose, sentence, self.reading, self.lexicon)
        if draft.type == "armed_clash" and not (draft.get("side") or draft.get("initiator")):
            for other in reversed(drafts[: drafts.index(draft)]):
                if other.get("initiator") and other.get("target") and not other.dropped and other.type in OPERATIONS:
                    draft.slots["initiator"], draft.slots["target"] = (
                        list(other.get("initiator")),
                        [m for m in other.get("target") if party_mentions(m)],
                    )
                    break
        met = draft.get("side")
        if (
            draft.type == "armed_clash"
            and (len(met) == 1 or (met and met[0].prep == "together" and all(m.prep in ("together", None) for m in met)))
            and not (draft.get("initiator") or lone.both_sides(met[0]))
        ):
            one = {self.discourse.settle(p)[0] for m in met for p in party_mentions(m)}
            for other in drafts:  # استعادت القوات البلدة بعد معارك مع المسلحين
                doers = [m for m in other.get("initiator") if party_mentions(m)]
                if other is draft or other.dropped or not doers or one & {self.discourse.settle(p)[0] for p in party_mentions(doers[0])}:
                    continue
                draft.get("side")[0].data["parted"] = True  # with whom they fought, whatever is said of it
                draft.slots["side"] = [*doers, *draft.get("side")]
                break
        self.scenes.set_doubtful_apart(draft)
        if draft.type == "killing" and tortured(draft, sentence):  # معتقل من X … نتيجة التعذيب في سجن Y
            draft.slots["scene"] = [m for m in draft.get("scene") if m.prep != "from"]
        self.scenes.people_left(draft)
        self.scenes.on_road(draft)
        stopped_on_the_way(draft, self.lexicon)
        self.scenes.said_there(draft, sentence)
        self.scenes.of_the_charge(draft, sentence)
        self.scenes.lying(draft, drafts, sentence)
        if not draft.get("scene"):
            for place in self.scenes.beside(draft, drafts, sentence, topic if draft.resolved.get("local") else None):
                if place.first >= draft.resolved.get("charged", place.first + 1):
                    continue
                gone = draft.type == "displacement" and place.prep in ("to", "toward")
                draft.add("destination" if gone else "inherited", place)
                draft.resolved["beside"] = True  # told in its own sentence


def imprisoned(mention: Mention) -> bool:
    """Whether people are told by no more than that they are held: معتقلين، أسرى."""
    return mention.data.get("effect") in ("detained", "abducted") or mention.data.get("party") == PRISONERS


def concluded(drafts: list[Draft]) -> None:
    """اختتمت المفاوضات بين X وY في Z بتوقيع اتفاق: what talks ended in is between those who talked, and there."""
    for draft in drafts:
        if draft.type != "agreement" or draft.dropped or draft.head.mention.prep != "with":
            continue
        talks = next((o for o in drafts if o.type == "talks" and o.head.clause == draft.head.clause and not o.dropped), None)
        if (
            talks is not None
            and talks.head.mention.first < draft.head.mention.first
            and not any(draft.get(s) for s in ("initiator", "side", "target"))
        ):
            for slot in ("initiator", "side", "target", "scene"):
                draft.slots[slot] = draft.get(slot) or list(talks.get(slot))


def tortured(draft: Draft, sentence: Sentence) -> bool:
    """Whether a death is told with the torture that it came of."""
    cues = (m for m in sentence.mentions if m.kind == "cue" and m.data["cue"].get("method") == "under_torture")
    return any(0 < m.first - draft.head.mention.first <= TORTURE_REACH for m in cues)
