"""Where and when an event was whose own sentence does not say: what the report told before it."""

from __future__ import annotations

import datetime as dt
from typing import Any

from rasid.coding import dating
from rasid.coding.another import opens_another, side_by_side
from rasid.coding.draft import Draft
from rasid.coding.layout import Layout
from rasid.coding.placing import PlaceResolver
from rasid.coding.scenes import Scenes
from rasid.lexicon.world import distance_km
from rasid.model import Mention, Reading, Report

LAST_DAYS = 2  # days back that are still of the news: أول من أمس
GONE = 14  # days: an hour alone is of no day that far back
DAY_REACH = 5  # sentences from a day to the hour of what else happened on it
DATELINE_KM = 40.0  # from a city to what reports of it tell beside it: its countryside


class Inheritance:
    """Gives the events of one report the places that they are told without."""

    def __init__(self, report: Report, reading: Reading, places: PlaceResolver, layout: Layout, scenes: Scenes) -> None:
        self.report, self.reading, self.places, self.layout, self.scenes = report, reading, places, layout, scenes
        self.lexicon = places.lexicon
        self.written_there = False
        self.issued_in = layout.issued_in(scenes.named_in)  # of the body whose report it is: لجان مقاومة الفاشر
        self.only_scene: list[Mention] | None = None  # where all the news is, once asked for
        self.told_day: tuple[dt.date | None, int] = (None, 0)
        self.counted: dict[int, dt.date | None] = {}

    def run(self, drafts: list[Draft]) -> None:
        """An event told without a place is where the news before it in its paragraph is. A day is never taken from another sentence."""
        paragraph_of = {s.number: s.paragraph for s in self.reading.sentences}
        last: dict[int, Draft] = {}
        self.written_there = self.layout.dateline is not None and self.near_news(self.layout.dateline, drafts)
        scenes = [d for d in drafts if d.get("scene") and not d.background]
        by_clause: dict[tuple[int, int], list[Draft]] = {}
        for draft in drafts:
            by_clause.setdefault((draft.sentence, draft.head.clause), []).append(draft)
        latest: Draft | None = None
        dated: Draft | None = None
        arrived: Draft | None = None
        for draft in drafts:
            paragraph = paragraph_of[draft.sentence]
            item = paragraph not in last and self.layout.is_item(draft.sentence)  # of a bulletin: not where the item before is
            if not draft.times and not draft.background and self.layout.day is not None:
                draft.times = [self.layout.day]
            if not draft.get("scene"):
                before = last.get(paragraph)
                before = None if before is not None and self.other_day(before, draft) else before
                late = None if item or (latest is not None and self.other_day(latest, draft)) else latest
                if opens_another(self.reading.sentences[draft.sentence], self.reading, self.lexicon):
                    before = late = None
                came = arrived if arrived is not None and paragraph_of[arrived.sentence] == paragraph else None
                beside = by_clause[draft.sentence, draft.head.clause]
                self.take_scene(draft, before, late, scenes, beside, came)
            else:
                for spot in self.scenes.narrower(draft, drafts):
                    draft.add("scene", spot)
            if draft.type == "sentence" and self.layout.dateline is not None and self.only_country(draft):
                draft.slots["scene"] = [self.layout.dateline]  # بيروت – … أعلى هيئة قضائية في لبنان
            for m in draft.get("scene"):
                line = self.layout.dateline
                if line is not None and self.written_there and self.places.is_quarter(m) and self.places.of_town(m, line):
                    draft.containers.setdefault(m.first, line)  # حمص - خاص: … في حي الزهراء
            if dated is not None and draft.times and only_hour(draft.times[0]) and draft.sentence - dated.sentence <= DAY_REACH:
                draft.resolved["day"] = dated.resolved.get("day") or dated.times[0]  # … وأصيب ثلاثة مساء: of the day just told
            if draft.type in ("displacement", "return") and draft.get("destination"):
                arrived = draft
            self.count_days(draft)
            if self.tells_where(draft, last.get(paragraph)) and not draft.background and not to_come(draft):
                last[paragraph] = latest = draft
                dated = draft if draft.times and draft.get("scene") and not self.long_gone(draft.times[0]) else dated

    def only_country(self, draft: Draft) -> bool:
        """Whether all that an event tells of where it was is the country."""
        rows = [self.places.choose(m, draft.containers.get(m.first))[0] for m in draft.get("scene")]
        return bool(rows) and all(r is not None and r["kind"] == "country" for r in rows)

    def tells_where(self, draft: Draft, before: Draft | None) -> bool:
        """Whether what follows an event can be where it was: not where only other words give the province of the one before."""
        where = told_where(draft)
        if not where or draft.get("scene") or before is None:
            return bool(where)
        return not (all(self.scenes.told_wide(m, draft) for m in where) and any(self.scenes.may_hold(m, told_where(before)) for m in where))

    def count_days(self, draft: Draft) -> None:
        """في اليوم التالي, بعد ثلاثة أيام: counted from the day told last, in the sentences just before."""
        day, sentence = self.told_day
        for m in draft.times:
            if "told" in m.data and (m.first in self.counted or (day is not None and draft.sentence - sentence <= DAY_REACH)):
                draft.resolved["day_before"] = self.counted.setdefault(m.first, day)  # two acts of one day count from the same
        if not draft.times:
            return
        own = [dating.resolve(m, self.report.text, self.report.published_date, told=draft.resolved.get("day_before")) for m in draft.times]
        start = next((t.start for t in own if t.start is not None and t.precision == 1), None)
        if start is not None:
            self.told_day = (dt.date.fromisoformat(start), draft.sentence)

    def long_gone(self, time: Mention) -> bool:
        """Whether a time looks back from the news, by its words or by its date."""
        found = dating.resolve(time, self.report.text, self.report.published_date).start
        days = (self.report.published_date - dt.date.fromisoformat(found)).days if found and self.report.published_date else 0
        return far_back(time) or ("since" in time.data or time.prep == "since") or days > GONE

    @staticmethod
    def other_day(before: Draft, draft: Draft) -> bool:
        """Whether two events are told with days that differ: the place of the one is not the other's."""
        told = days_told(draft)
        return bool(told) and days_told(before) != told

    def near_news(self, dateline: Mention, drafts: list[Draft]) -> bool:
        """Whether the town where a report was written is where some of its news is, or no town is told: an agency's capital is not."""
        home = self.places.choose(dateline)[0]
        rows = [r for d in drafts for m in d.get("scene") if (r := self.places.choose(m, d.containers.get(m.first))[0]) is not None]
        points = [r for r in rows if r["kind"] not in ("country", "region")]
        return home is not None and (
            not points or any(distance_km(home["lat"], home["lon"], r["lat"], r["lon"]) < DATELINE_KM for r in points)
        )

    def take_scene(
        self,
        draft: Draft,
        previous: Draft | None,
        latest: Draft | None,
        scenes: list[Draft],
        beside: list[Draft],
        arrived: Draft | None = None,
    ) -> None:
        inherited = draft.slots.pop("inherited", [])
        topic = draft.resolved.get("topic")
        if topic is not None and draft.resolved.get("local"):
            inherited = inherited or [topic]
        if not inherited and draft.type == "aid" and arrived is not None:
            inherited = arrived.get("destination")  # وصلوا إلى مخيم X. ووزعت المنظمة مساعدات: where they came to
        if "doubtful" in draft.resolved:
            nearer = told_where(previous) if previous is not None and not inherited else []
            inherited = self.scenes.own_office(draft, inherited or (nearer if self.scenes.in_office(draft, nearer) else [])) or inherited
        inherited = inherited or self.scenes.homes(draft) or next((h for d in beside if (h := self.scenes.homes(d))), [])
        if not inherited and self.scenes.at_court(draft):
            inherited = self.scenes.court_before(draft)  # وتظاهر العشرات أمام المحكمة
        if not inherited and previous is not None:
            inherited = told_where(previous)
            draft.containers = {**previous.containers, **draft.containers}
        if not inherited and topic is not None:
            inherited = [topic]
        goes_on = latest is not None and not draft.background and not draft.get("origin")
        line = self.layout.dateline if self.written_there and not draft.background else None
        if latest is not None and goes_on and (line is None or self.thereupon(draft)):
            line = None
        inherited = inherited or self.scenes.of_speaker(draft)
        if not inherited and line is not None:
            inherited = [line]
        if latest is not None and goes_on and not inherited:
            inherited = told_where(latest)
            draft.containers = {**latest.containers, **draft.containers}
        if not inherited and not draft.get("origin") and self.issued_in is not None:
            inherited = [self.issued_in]
        if not inherited and not draft.get("origin"):
            if self.only_scene is None:
                rows = (self.places.choose(m, d.containers.get(m.first))[0] for d in scenes for m in d.get("scene"))
                self.only_scene = scenes[0].get("scene") if len({r["id"] for r in rows if r}) == 1 else []
            inherited = self.only_scene
        for m in inherited or draft.resolved.get("doubtful") or []:
            draft.add("borrowed", m)
        if previous is not None:
            for key, container in previous.containers.items():
                draft.containers.setdefault(key, container)

    def thereupon(self, draft: Draft) -> bool:
        """وعلى إثر ذلك، عقب الانفجار: whether the words of an event's sentence tie it to the one told last."""
        tokens, sentence = self.reading.tokens, self.reading.sentences[draft.sentence]
        words = [t.text for t in tokens[sentence.first : sentence.last]]
        return side_by_side(words, self.lexicon.folded("thereupon"), self.lexicon.folded("just_told"))


def days_told(draft: Draft) -> set[tuple[Any, Any, Any]]:
    """The days that an event is told with, as (month, day, date)."""
    days = set()
    for m in draft.times:
        if m.data.get("day") or m.data.get("date"):
            days.add((m.data.get("month"), m.data.get("day"), m.data.get("date")))
    return days


def only_hour(time: Mention) -> bool:
    """Whether a time tells a part of a day or an hour and no day: مساء، عند الثامنة."""
    return set(time.data) <= {"part", "clock", "definite_part"}


def far_back(time: Mention) -> bool:
    """قبل تسعة أيام، في 19 تموز الماضي، الأسبوع الماضي: a time that looks back from the news, whose day the news is not on."""
    return (
        (time.data.get("offset") or 0) < -LAST_DAYS or (time.data.get("which") == "past" and "month" in time.data) or "window" in time.data
    )


def told_where(draft: Draft) -> list[Mention]:
    """The places that an event's own words give, or the other words of its sentence."""
    return draft.get("scene") or (draft.get("borrowed") if draft.resolved.get("beside") else [])


def to_come(draft: Draft) -> bool:
    """Whether an event is only spoken of: what was threatened or planned elsewhere is not where the news goes on."""
    return draft.type == "threat" or draft.status in ("planned", "possible")
