"""Where an event is whose own words give no place: the places of its sentence that may be meant, first those told for it."""

from __future__ import annotations

import itertools
from typing import Any

from msgspec.structs import replace

from rasid.coding.claimed import claimed, last_clause, parted
from rasid.coding.containing import is_point
from rasid.coding.draft import Draft, Head
from rasid.coding.placing import PlaceResolver, is_passage
from rasid.lexicon import Lexicon
from rasid.lexicon.world import distance_km
from rasid.model import Mention, Reading, Sentence

CHARGED = frozenset(("charge", "judged", "convicted"))  # cues after which it is told what somebody did
COURT_REACH = 2  # words from a court to its town: محكمة أمن الدولة العليا في القاهرة has a preposition of its own
CLOSED = frozenset(("riot", "restriction", "protest"))  # events at what they close: أغلق محتجون … صمامات حقل الشرارة
AFTER = frozenset(("in", "with", "near", "belonging"))  # prepositions of a place after an event that its own verb does not know
ABOUT_KM = 60.0  # from the middle of a town or province to what is told of it under its name
POINT_REACH = 2  # words from a road to where on it
TOWN_KM = 15.0  # from the middle of a town to what its mayor is over
REGION_KM = 300.0  # from the middle of a region (Darfur, the West Bank) to its edges
CLOSABLE = frozenset(("field", "crossing", "road", "bridge", "facility", "airport", "dam"))
AT_HOME = ("arrest", "abduction")  # of these the home told with somebody's age is as good as where
NO_SCENE = ("seat", "mediated")  # prepositions of who speaks from there, and of who brought two sides together
FOUND = frozenset(("foil", "wreck", "custody"))  # frames of what is found and stopped: where it lay is told of it
SPOT_KINDS = frozenset(("city", "town", "village", "neighbourhood", "camp", "facility", "mountain"))
TOWNS = frozenset(("city", "town", "admin2", "village"))
WIDE = frozenset(("admin1", "region", "country"))
CROSSES = frozenset(("displacement", "return", "deployment", "aid"))  # movements through a crossing


class Scenes:
    """Finds places for the events of one report."""

    def __init__(self, lexicon: Lexicon, reading: Reading, places: PlaceResolver) -> None:
        self.lexicon, self.reading, self.places = lexicon, reading, places

    def beside(self, draft: Draft, drafts: list[Draft], sentence: Sentence, leading: Mention | None) -> list[Mention]:
        """The places of an event's sentence where it most likely was: what its own clause says, its neighbours', one that none took."""
        there = self.there(draft, sentence)
        if there:
            return there
        seat = self.seat(draft, sentence) if draft.type == "sentence" else None
        if seat is not None:
            return [seat]
        own = self.of_its_clause(draft, drafts, sentence) if draft.type == "talks" else None
        if own is not None:
            return [own]
        if draft.type == "restriction":  # منع وصول الغذاء إلى X
            barred = next((o for o in neighbours(draft, drafts) if o.head.governor is draft.head and o.get("destination")), None)
            if barred is not None:
                return barred.get("destination")
        if draft.type == "aid":  # وصلت 700 أسرة إلى مخيم X … ووزعت المنظمة على الواصلين: where they came to
            came = next((o for o in neighbours(draft, drafts) if o.type in ("displacement", "return") and o.get("destination")), None)
            if came is not None:
                return came.get("destination")
        if draft.type == "group_change":  # انشقوا ووصلوا إلى معبر X
            came = next((o for o in neighbours(draft, drafts) if o.get("destination") and same_doing(draft, o)), None)
            if came is not None:
                return came.get("destination")
        if draft.type == "displacement" and draft.get("destination") and draft.get("origin"):
            crossed = self.passage([m for m in sentence.mentions if m.kind == "place" and m.first not in claimed(drafts)])
            return [crossed] if crossed is not None else []
        at = drafts.index(draft)
        own = self.after_it(draft, drafts, sentence) if draft.type != "sentence" else None  # قضت المحكمة … في قضية الهجوم على X
        homes = self.homes(draft)
        for other in neighbours(draft, drafts):
            if homes and parted(draft, other, sentence):
                continue  # خطف أربعة قرب X، فيما عثر على جثة أحد سكان Y
            if aimed_at(other) and not aimed_at(draft):
                continue  # اعتقلت أربعة كانوا يخططون لهجوم على X
            if own is not None and other.head.clause != draft.head.clause:
                return [own]  # قتل جندي في X، وأن القوات احتجزت خمسة شمالي Y: what its own clause says, before what others say
            later = drafts.index(other) > at
            if later and not other.head.relative and (before := self.before_it(draft, drafts, sentence)) is not None:
                return [before]  # حملة تفتيش في X أسفرت عن اعتقال ستة، بعد يوم من تفجير في Y
            near = not later or other.head.clause == draft.head.clause or other.head.relative or same_doing(draft, other)
            near = near and not (brought(other) and not brought(draft))  # أصيب ونقل إلى مشفى X
            near = near or (other.type == "torture" and draft.type == "killing")  # استشهاد المعتقل نتيجة التعذيب في سجن X
            led = later and leading is not None and not self.may_hold(leading, other.get("scene"))  # وفي ذمار، … القتال في مأرب
            if other.get("scene") and not other.dropped and near and not led:
                return other.get("scene")
        if homes:
            return []  # ثوار المدينة …، والطريق إلى تونس مقطوع: whose town it is says more than what no event took
        place = self.unclaimed(draft, drafts, sentence)
        return [place] if place is not None else []

    @staticmethod
    def homes(draft: Draft) -> list[Mention]:
        """Where the people of an event are from; a man of X who died in custody did not die in X."""
        if draft.method == "under_torture" or draft.type == "sentence":
            return []
        for slot in ("thing_scene", "initiator", "side", "victim", "target"):
            for m in draft.slots.get(slot, ()):
                if (home := m.data.get("home") or m.data.get("home_told")) is not None:
                    return [home]
        return draft.get("home")

    @staticmethod
    def people_left(draft: Draft) -> None:
        """نزح المئات من سكان أجدابيا باتجاه بنغازي: people flee the place they are of, where no other is told; وصلت إلى X عائلات."""
        if draft.type != "displacement":
            return
        if draft.get("destination") and not draft.get("origin"):
            homes = (m.data.get("home") for slot in ("victim", "target") for m in draft.get(slot))
            for home in [h for h in homes if h is not None][:1]:
                draft.add("origin", home)
        came = [m for m in draft.get("scene") if m.prep in ("to", "toward")]
        if came and not draft.get("destination"):
            draft.slots["scene"] = [m for m in draft.get("scene") if m not in came]
            draft.slots["destination"] = came

    def lying(self, draft: Draft, drafts: list[Draft], sentence: Sentence) -> None:
        """روى شهود في X أن مسلحين هاجموا قرية تقع إلى الشمال من بلدة Y: where what was attacked lies, and not where it was told."""
        first, told = draft.head.mention.first, draft.get("scene")
        that = last_clause(sentence, "that", first) if told else -1
        if not told or any(m.first > that for m in told):
            return
        taken = claimed(drafts)
        later = min((d.head.mention.first for d in drafts if d.head.mention.first > first), default=sentence.last)
        lies = (
            m for m in sentence.mentions if m.kind == "place" and first < m.first < later and m.data.get("lies") and m.first not in taken
        )
        spot = next(lies, None)
        if spot is not None:
            draft.slots["scene"] = [spot]

    def said_there(self, draft: Draft, sentence: Sentence) -> None:
        """قال الناطق في X إن الجيش استعاد Y: where who speaks is, is no second scene beside the one that what he says tells."""
        told = draft.get("scene")
        that = last_clause(sentence, "that", draft.head.mention.first) if told else -1
        own = [m for m in told if m.first > that] if that >= 0 else told
        if len(own) < len(told) and any(self.places.choose(m, draft.containers.get(m.first))[0] is not None for m in own):
            draft.slots["scene"] = own

    def on_road(self, draft: Draft) -> None:
        """على طريق X - Y في محيط Z: of a road and a point on it, the point is where it was."""
        if len(draft.get("scene")) < 2:
            return
        roads = [m for m in draft.get("scene") if m.data.get("place_kind") == "road"]
        last = max((m.last for m in roads), default=0)
        points = [m for m in draft.get("scene") if m not in roads and 0 <= m.first - last <= POINT_REACH and not m.conj]
        if roads and any(is_point(m, self.lexicon, joined=len(roads) > 1) for m in points):
            draft.slots["scene"] = [m for m in draft.get("scene") if m not in roads]

    def set_doubtful_apart(self, draft: Draft) -> None:
        """Takes places that stand only where nothing else says where out of an event's scenes: of an office, of a noun for nothing told."""
        if "scene" not in draft.slots:
            return
        doubtful = [
            m
            for m in draft.get("scene")
            if (m.data.get("office") and not (m.data.get("own_home") and draft.type in AT_HOME))
            or (m.data.get("back") and not m.data["candidates"] and "meant" not in m.data)
        ]
        if doubtful:
            draft.resolved["doubtful"] = doubtful
            sure = [m for m in draft.get("scene") if m not in doubtful]
            draft.slots["scene"] = [*sure, *self.own_office(draft, sure)] if sure else []

    def own_office(self, draft: Draft, elsewhere: list[Mention]) -> list[Mention]:
        """عضو مجلس محافظة ديالى: the place of an office, unless what else says where is of it, or is no wider place that holds it."""
        told = [m for m in draft.resolved.get("doubtful") or [] if m.data["candidates"]]
        if not elsewhere or not told:
            return told
        led = draft.resolved.get("led")  # كركوك/ …، دير الزور، …: as well the province as its town
        finer = all(self.is_wide(m) if m is led else self.told_wide(m, draft) for m in elsewhere) and not any(self.is_wide(m) for m in told)
        return told if finer and any(self.may_hold(m, told) for m in elsewhere) else []

    def in_office(self, draft: Draft, scenes: list[Mention]) -> bool:
        """Whether places lie in what an office is over."""
        told = [m for m in draft.resolved["doubtful"] if m.data["candidates"]]
        wide = [m for m in told if self.is_wide(m)]
        return any(self.may_hold(m, scenes) for m in wide) or any(self.stand_near(m, scenes) for m in told if m not in wide)

    def stand_near(self, mention: Mention, scenes: list[Mention]) -> bool:
        """Whether a town's name and one of other places can lie within the reach of its mayor."""
        places = self.lexicon.places
        rows, told = [places[n] for n in mention.data["candidates"]], [places[n] for m in scenes for n in m.data.get("candidates") or []]
        return not told or any(distance_km(a["lat"], a["lon"], b["lat"], b["lon"]) < TOWN_KM for a in rows for b in told)

    def is_wide(self, mention: Mention) -> bool:
        """Whether a name may be a province's, a region's, a country's, or is a countryside."""
        rows = (self.lexicon.places[n] for n in mention.data["candidates"])
        return bool(mention.data.get("rural")) or any(r["kind"] in WIDE for r in rows)

    def told_wide(self, mention: Mention, draft: Draft) -> bool:
        """Whether a place of an event is one of these, of all that bear its name the likeliest."""
        row = self.places.choose(mention, draft.containers.get(mention.first))[0]
        return bool(mention.data.get("rural")) or (row is not None and row["kind"] in WIDE)

    def may_hold(self, wide: Mention, scenes: list[Mention]) -> bool:
        """Whether places can lie in or about another: one of their rows is of its province, or near it."""
        places = self.lexicon.places
        rows, told = [places[n] for n in wide.data["candidates"]], [places[n] for m in scenes for n in m.data.get("candidates") or []]
        return not told or any(self.holds(a, b) for a in rows for b in told)

    def of_topic(self, mention: Mention, topic: Mention, sentence: Sentence, *, local: bool) -> bool:
        """Whether a place lies in the one that opens its sentence or heads its lines: it can, or it stands in the same clause.

        A quarter of a line under a heading lies in another town where that is named and has such a quarter.
        """
        if not local:
            return not self.places.is_quarter(mention) or self.places.of_town(mention, topic)
        opens = (m for m in sentence.mentions if m.kind == "clause" and m.data["clause"] == "circumstance")
        return not any(topic.first < m.first < mention.first for m in opens) or self.may_hold(topic, [mention])

    @staticmethod
    def holds(wide: dict[str, Any], row: dict[str, Any]) -> bool:
        """Whether a row can lie in or about another: of its province, of a region not too far away, or near it."""
        km = distance_km(wide["lat"], wide["lon"], row["lat"], row["lon"])
        same = (
            wide["country"] is not None
            and wide["country"] == row["country"]
            and (wide["en"] == row.get("admin1") or wide["kind"] == "country" or (wide["kind"] == "region" and km < REGION_KM))
        )
        return same or km < ABOUT_KM

    @staticmethod
    def there(draft: Draft, sentence: Sentence) -> list[Mention]:
        """نزحوا إلى مدينة القضارف، حيث وزعت منظمة …: the place right before the word that opens the event's clause."""
        first = draft.head.mention.first
        before = [m for m in sentence.mentions if m.first < first]
        opens = next((n for n in range(len(before) - 1, -1, -1) if before[n].kind == "clause" and before[n].data.get("there")), -1)
        if opens < 1 or any(m.kind == "trigger" and m is not draft.head.mention for m in before[opens + 1 :]):
            return []
        told = list(itertools.takewhile(lambda m: m.kind == "place", (m for m in reversed(before[:opens]) if m.kind != "clause")))
        if not told or before[opens].first - told[0].last > 1:
            return []
        holders = {c.first for c in draft.containers.values()}
        row = told[:1]
        for m, nearer in zip(told[1:], told, strict=False):
            if m.last != nearer.first or not (nearer.conj or nearer.first in holders or nearer.data.get("locates")):
                break
            row = [m, *row] if nearer.conj else [m]  # باب التبانة وجبل محسن، حيث …; بلدة قباطية جنوب جنين، حيث …
        return row

    def of_its_clause(self, draft: Draft, drafts: list[Draft], sentence: Sentence) -> Mention | None:
        """بينما وصل وفد إلى غزة للقاء …: a place that no event took, in the clause of a meeting, before any of other clauses."""
        first = draft.head.mention.first
        opens = last_clause(sentence, "circumstance", first)
        place = self.unclaimed(draft, drafts, sentence) if opens >= 0 else None
        return place if place is not None and opens < place.first < first else None

    def after_it(self, draft: Draft, drafts: list[Draft], sentence: Sentence) -> Mention | None:
        """The place that no event took, told after an event before its clause ends: احتجزت خمسة في مداهمات نفذت شمالي بغداد."""
        first, taken = draft.head.mention.first, claimed(drafts)
        ends = min([d.head.mention.first for d in drafts if d.head.mention.first > first and not d.dropped], default=sentence.last)
        for m in sentence.mentions:
            if m.first <= first:
                continue
            if m.first >= ends or (m.kind == "clause" and m.data["clause"] not in ("relative", "beside")):
                return None
            if m.kind == "place" and m.first not in taken and not m.data.get("office"):
                if m.prep in AFTER or (m.prep is None and m.data.get("relation")):
                    return m
        return None

    def before_it(self, draft: Draft, drafts: list[Draft], sentence: Sentence) -> Mention | None:
        """The place that no event took, told before an event in its clause."""
        first, taken = draft.head.mention.first, claimed(drafts)
        within: list[Mention] = []
        for m in sentence.mentions:
            if m.first >= first:
                break
            if m.kind == "clause" and m.data["clause"] not in ("comma", "beside"):
                within = []
            else:
                within.append(m)
        if any(m.kind == "speech" for m in within):
            return None  # أعلن المركز في قاعدة X انضمام بلدات: where who speaks is
        free = [m for m in within if m.kind == "place" and m.first not in taken]
        return next((m for m in reversed(free) if m.prep in ("in", "near") and not m.data.get("office") and not self.is_wide(m)), None)

    def unclaimed(self, draft: Draft, drafts: list[Draft], sentence: Sentence) -> Mention | None:
        """The place that no event took: the nearest before an event in its sentence, else the next after it."""
        first = draft.head.mention.first
        taken = claimed(drafts)
        free = [m for m in sentence.mentions if m.kind == "place" and m.first not in taken and not m.data.get("office")]
        posts = [m for m in sentence.mentions if m.kind == "place" and m.first < first and m.data.get("office") and not self.is_wide(m)]
        if not free:
            return posts[-1] if posts and draft.type != "sentence" else None
        later = min((d.head.mention.first for d in drafts if d.head.mention.first > first), default=sentence.last)
        within = [m for m in free if first < m.first < later]
        if draft.type in CROSSES and (crossed := self.passage(within)) is not None:
            return crossed  # عودة 300 لاجئ من لبنان عبر معبر X
        lying = next((m for m in within if m.data.get("lies")), None)
        if lying is not None:
            return lying  # هاجموا قرية تقع إلى الشمال من بلدة X
        before = [
            m for m in free if m.first < first and m.prep not in NO_SCENE and (m.prep or m.data.get("relation") or m.data.get("list_head"))
        ]
        left = [m for m in before if m.prep == "from"]  # إطلاق صاروخ من اليمن، وأعلن الجيش اعتراضه: where something came from
        before = [m for m in before if m not in left] or (left if draft.head.data.get("frame") != "foil" else [])
        if posts and (not before or self.is_wide(before[-1])) and draft.type != "sentence":
            return posts[-1]  # وذكر مدير ناحية X في إقليم Y أن المدفعية قصفت مراعي
        after = [m for m in within if m.prep in AFTER]
        after += [m for m in within if m.data.get("place_kind") == "road" and m.prep == "on"]
        if before:
            finer = (m for m in after if self.is_wide(before[-1]) and not self.is_wide(m) and self.may_hold(before[-1], [m]))
            return next(finer, before[-1])  # وفي وسط سيناء، أفاد شهود بأن مجهولين أحرقوا شاحنات على طريق الحسنة
        if draft.type in CLOSED:
            after += [m for m in within if m.prep is None and not m.conj and self.can_close(m)]
        if draft.type == "talks":
            after += [m for m in within if m.prep == "to"]  # خلال زيارته إلى عمان
        if after:
            return min(after, key=lambda m: m.first)  # قبل وصولها إلى أهدافها في منطقة السلامية
        return self.held_thing(within, sentence) or self.entered(free, draft)

    @staticmethod
    def held_thing(within: list[Mention], sentence: Sentence) -> Mention | None:
        """إضراب شمل مدارس كربلاء: the town whose things an event is told with."""
        things = {m.last for m in sentence.mentions if m.kind == "object"}
        return next((m for m in within if m.prep is None and not m.conj and m.first in things), None)

    def entered(self, free: list[Mention], draft: Draft) -> Mention | None:
        """دخلوا تكريت وأخرجوا السجناء، يزور أنقرة للقاء الرئيس: the place told bare before an event, of a verb that is none."""
        first = draft.head.mention.first
        states = self.lexicon.capitals.values()
        bare = [
            m
            for m in free
            if m.first < first
            and m.prep is None
            and m.data["candidates"]
            and not m.data.get("weak")
            and self.lexicon.places[m.data["candidates"][0]]["kind"] != "country"
            and (draft.type == "talks" or m.data["candidates"][0] not in states)
        ]
        return bare[-1] if bare else None

    def of_speaker(self, draft: Draft) -> list[Mention]:
        """وقالت غرفة طوارئ بحري إن …، أكد عمدة طرابلس: the town of the body that says so, by its name, or of what who says so is over."""
        said = draft.head.said_by
        voices = [m for m in (*said.bare, *said.pre) if m.kind in ("source", "party")] if said is not None else []
        offices = [m.data["home"] for m in (*said.bare, *said.pre) if m.kind == "person" and m.data.get("home")] if said is not None else []
        return offices[:1] or [place for m in voices[:1] if (place := self.named_in(m)) is not None]

    def named_in(self, mention: Mention) -> Mention | None:
        """The town in the name of a body (لجان مقاومة الفاشر): of one without arms, by a word after the first that is no other word."""
        if mention.kind == "party" and self.lexicon.parties.armed(mention.data.get("party")):
            return None
        place = self.word_of_place(mention)
        if place is None:
            return None
        kind = self.rows(place)[0]["kind"]
        sure = not place.data["weak"] or (kind == "city" and place.last == mention.last)  # الفاشر, that is a word too
        return place if sure and kind in TOWNS else None

    def rows(self, mention: Mention) -> list[dict[str, Any]]:
        return [self.lexicon.places[n] for n in mention.data["candidates"]]

    def word_of_place(self, mention: Mention) -> Mention | None:
        """The place that words of a name after the first are (محكمة جنايات القاهرة); of no country."""
        at, last, found = mention.first + 1, mention.last, None
        while at < last:
            words = self.reading.tokens[at:last]
            hit = next((h for h in self.lexicon.matcher.find([w.text for w in words]) if h.first == 0), None)
            senses = hit.readings if hit is not None else []
            name = next((r.lexeme.data for r in senses if r.lexeme.kind == "place" and not r.clitics.preposition), None)
            if hit is None or name is None or self.lexicon.places[name["places"][0]]["kind"] == "country":
                at += 1
                continue
            span = (words[0].start, words[hit.last - 1].end)
            data: dict[str, Any] = {"candidates": name["places"], "name": self.reading.text[slice(*span)], "weak": bool(name.get("weak"))}
            where = {"first": at, "last": at + hit.last, "span": span}
            found = replace(mention, kind="place", prep="in", conj=False, data={**BARE, **data}, **where)
            at += hit.last
        return found

    def passage(self, places: list[Mention]) -> Mention | None:
        """Through which crossing, bridge or road somebody went."""
        return next((m for m in places if m.prep == "with" and is_passage(m, self.lexicon)), None)

    def seat(self, draft: Draft, sentence: Sentence) -> Mention | None:
        """محكمة جنايات القاهرة، محكمة في بيروت: the court's town, told after it or as the last word of its name."""
        courts = draft.get("initiator")
        after = (m for m in sentence.mentions if m.kind == "place" and any(0 <= m.first - c.last <= COURT_REACH for c in courts))
        told = next(after, None)
        if told is not None:
            return told
        return next((p for c in courts if (p := self.word_of_place(c)) is not None), None)

    def of_the_charge(self, draft: Draft, sentence: Sentence) -> None:
        """حكم بسجن متهم لإدانته برصد القوات في عرسال: where what somebody is charged with was done is no place of the court's."""
        if draft.type != "sentence":
            return
        charges = [m.first for m in sentence.mentions if m.kind == "cue" and m.data["cue"]["id"] in CHARGED]
        first = min((at for at in charges if at > draft.head.mention.first), default=sentence.last)
        draft.slots["scene"] = [m for m in draft.get("scene") if m.first < first]
        draft.resolved["charged"] = first

    def at_court(self, draft: Draft) -> bool:
        """Whether an event is a court's, or in front of one."""
        return draft.type == "sentence" or any(self.is_court(m) for slot in ("thing_scene", "topic", "target") for m in draft.get(slot))

    def is_court(self, mention: Mention) -> bool:
        """Whether a mention is a court, or its building."""
        whose = [mention] if mention.kind == "party" else mention.data.get("of") or [] if mention.kind == "object" else []
        judges = any(self.lexicon.parties.kind(m.data.get("party")).get("id") == "judiciary" for m in whose)
        return judges or (mention.kind == "object" and mention.data.get("object") == "court")

    def court_before(self, draft: Draft) -> list[Mention]:
        """المحكمة: the town of the court that the report told last, named right after it or in its name."""
        for sentence in reversed(self.reading.sentences[: draft.sentence + 1]):
            places = [m for m in sentence.mentions if m.kind == "place"]
            for court in (m for m in reversed(sentence.mentions) if self.is_court(m)):
                beside = (m for m in places if 0 <= m.first - court.last <= COURT_REACH and m.prep in ("in", "with", None))
                town = next(beside, None) or self.word_of_place(court)
                if town is not None:
                    return [town]
        return []

    def can_close(self, mention: Mention) -> bool:
        """Whether a place is one that people close or sit in at: a field, a crossing, a road."""
        return any(self.lexicon.places[n]["kind"] in CLOSABLE for n in mention.data["candidates"])

    @staticmethod
    def happened(sentence: Sentence, heads: list[Head], drafts: list[Draft]) -> None:
        """أفرجت عن 11 محتجزا، وجرت العملية عند حاجز X: a verb of happening and «the operation» say where what was just told was."""
        for head in heads:
            if head.kind != "light" or head.carried is not None or head.data.get("carrier") != "subject":
                continue
            after = [m for m in sentence.mentions if m.first >= head.mention.last][:2]
            told = [d for d in drafts if d.head.mention.first < head.mention.first and not d.dropped]
            meant = len(after) == 2 and after[0].kind == "anaphor" and after[0].first == head.mention.last and after[1].kind == "place"
            if told and meant and after[1].prep in ("in", "near", "on") and after[1].first not in claimed(drafts):
                told[-1].slots["scene"] = [after[1]]

    def narrower(self, draft: Draft, live: list[Draft]) -> list[Mention]:
        """وفي ريف دمشق فككت عبوات زرعها إرهابيون على أطراف مدينة الضمير: a spot within the province told, that nothing else took.

        Of what is found, and where the province only opens the sentence; there also what another event of the clause tells.
        """
        scenes = draft.get("scene")
        led = draft.resolved.get("led") in scenes
        rows = [self.places.choose(m, draft.containers.get(m.first))[0] for m in scenes]
        if not (led or draft.head.data.get("frame") in FOUND) or not rows or any(r is None or r["kind"] not in WIDE for r in rows):
            return []
        if any(m.data.get("relation") or m.prep == "between" for m in scenes):
            return []
        taken, last = claimed(live), self.reading.sentences[draft.sentence].last
        later = min((d.head.mention.first for d in live if d.head.mention.first > draft.head.mention.first), default=last)
        spots = [
            m
            for m in self.reading.sentences[draft.sentence].mentions
            if m.kind == "place"
            and m.first not in taken
            and draft.head.mention.first < m.first < later
            and m.prep in ("in", "near", "on")
            and not m.data.get("office")
        ]
        if led and not spots:
            beside = [d for d in live if d.sentence == draft.sentence and d is not draft and d.head.clause == draft.head.clause]
            spots = [m for d in beside for m in d.get("scene") if m not in scenes]
        for m in spots:
            row = self.places.choose(m, draft.containers.get(m.first))[0]
            if row is None or row["kind"] not in SPOT_KINDS:
                continue
            if any(self.holds(r, row) if led else r["en"] == row.get("admin1") for r in rows if r is not None):
                return [m]
        return []


BARE: dict[str, Any] = {"rural": False, "direction": None, "relation": None, "distance_km": None, "list_head": False, "place_kind": None}


def brought(draft: Draft) -> bool:
    """Whether all that an event says of where is the hospital that somebody was brought to."""
    where = draft.get("scene")
    return bool(where) and all(m.data.get("thing") == "hospital" and m.prep in ("to", "toward") for m in where)


def aimed_at(draft: Draft) -> bool:
    """Whether an event is what somebody plotted."""
    return bool(draft.head.cues) and any(cue.data["cue"]["id"] == "plotted" for _, cue in draft.head.cues)


def same_doing(draft: Draft, other: Draft) -> bool:
    """قتلت القذائف طفلا وأصابت والدته في X: whether a verb joined to an event's goes on with the same doer, of whom it says no more."""
    head, first = other.head, draft.head
    joined = head.finite and bool(head.mention.conj) and first.finite and head.clause == first.clause + 1
    alike = head.sense.sense.person == first.sense.sense.person and head.said_by is first.said_by
    own = [m for m in other.get("initiator") if m not in draft.get("initiator")]
    return joined and alike and (not own or bool(other.resolved.get("carried")))


def neighbours(draft: Draft, drafts: list[Draft]) -> list[Draft]:
    """The sentence's other drafts, nearest first: those of its clause, and of the rest those before it before those after."""
    at = drafts.index(draft)
    return sorted([*reversed(drafts[:at]), *drafts[at + 1 :]], key=lambda o: o.head.clause != draft.head.clause)
