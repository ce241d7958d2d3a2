"""How a report is laid out: its title, where and by whom it was written, headings, topics, bulletins and lists."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Callable

from msgspec.structs import replace

from rasid.coding import dating
from rasid.coding.announcing import OWN_FRAMES
from rasid.coding.days import finite
from rasid.coding.draft import FINITE, Draft
from rasid.coding.likeness import party_mentions
from rasid.coding.placing import PlaceResolver
from rasid.coding.reference import Discourse
from rasid.lexicon import Lexicon
from rasid.model import Mention, Reading, Report, Sentence

# A bulletin: items of a paragraph each under a heading of at most so many lines.
HEADING_LINES, BULLETIN_LINES = 3, 3
STATEMENT = "statement"  # the source that is known by no more than that
TITLE_WORDS = 24  # titles of agencies and sites have 5 to 20 words; a longer line is a lead
INTRO_WORDS = 6  # a shorter line with a colon is a topic (محافظة حلب:)
NUMBER_SIGNS = frozenset(("-", "–", ".", ")", "/"))
BULLETS = frozenset(("-", "–", "—", "•", "*", "ـ", "▪", "●", "■", "◾", "🔹", "🔸"))
STOPS = frozenset((".", "؟", "!", ":", "،"))
DATELINE_SIGNS = frozenset(("-", "–", "_", "/"))
QUOTES = ("«", '"', "“")  # open the name of a paper
TELLING = frozenset(("trigger", "light", "result", "speech"))
SAYING = frozenset(("source", "speech", "place"))  # 22 يناير 2025: راديو دبنقا, 3 مايو: الخرطوم: where and by whom a report was written
BODIES = frozenset(("monitor", "ngo", "un", "medical", "rescue", "court", "local-activists", "official"))  # kinds of source that report
ACTING = TELLING - {"light"}  # أبرز ما شهدته المحافظات tells nothing by itself
WRITTEN_WORDS = 8  # of a dateline: a town, an agency in brackets and the date
AGENCY_MARKS = frozenset(("/", "("))  # around who wrote
WRITTEN_MARKS = frozenset((":", "-", "–", "—"))  # after the town where a report was written
TOPIC_MARKS = frozenset((":", "-", "/", "|"))
LEADING = (None, "town", "admin1", "admin2", "rural", "village", "camp", "front", "neighbourhood")  # kinds of places that open a sentence
PLACE_WORDS = 5  # in what opens a headline with its place
DOTS = ".."
TODAY = (0, -1)  # days from the report's, by which a weekday beside them says which day that is
DAYS = ("date", "day", "weekday", "offset", "window")

SIZES = {"city": 0, "town": 1, "admin2": 1, "village": 2}  # kinds of places where people live, the largest first


class Layout:
    """The layout of one report, read once its parties and places are known."""

    def __init__(self, lexicon: Lexicon, reading: Reading, places: PlaceResolver, discourse: Discourse) -> None:
        self.lexicon, self.reading, self.places, self.discourse = lexicon, reading, places, discourse
        self.dateline = self.read_dateline()
        self.issuer = self.read_issuer()
        self.voice = self.read_voice()
        self.day = self.read_day()
        self.written = self.read_written()
        self.sums: list[Draft] = []  # what the line over a list tells
        self.intro: tuple[Mention | None, list[Mention]] | None = None  # who did what a list tells, and when, by the line over it

    def title(self) -> frozenset[int]:
        """The numbers of the sentences of the title: the first line, where it is short, ends without a stop and has lines below."""
        told = [s for s in self.reading.sentences if not s.skipped]
        line = [s for s in told if s.paragraph == told[0].paragraph]
        if len(line) == len(told) or sum(s.last - s.first for s in line) > TITLE_WORDS:
            return frozenset()
        return frozenset(s.number for s in line) if self.reading.tokens[line[-1].last - 1].text not in STOPS else frozenset()

    def read_day(self) -> Mention | None:
        """The day in the heading of a bulletin (حصاد الثلاثاء 13 شباط): what its items happened on, where they give none.

        Only a heading that tells nothing itself, and only over items of a line each: the date of an agency's story dates no act.
        """
        head = [s for s in self.reading.sentences[:HEADING_LINES] if not any(m.kind in ACTING for m in s.mentions)]
        days = [m for s in head for m in s.mentions if m.kind == "time" and any(k in m.data for k in DAYS) and self.heads_items(m, s)]
        if not days:
            return None
        lines = {s.paragraph for s in self.reading.sentences for m in s.mentions if m.kind in TELLING}
        return days[0] if len(lines) >= BULLETIN_LINES else None

    def heads_items(self, day: Mention, line: Sentence) -> bool:
        """Whether a day is what a heading is about: alone in its line, with the name of a bulletin (حصاد اليوم), or over items.

        Beside a town or a paper (راديو دبنقا – 4 يونيو 2021) it is when a story was written; a line that ends with a stop is no heading.
        """
        tokens = self.reading.tokens
        if tokens[line.last - 1].text == ".":
            return False
        words = {t.text for t in tokens[line.first : line.last]}
        if self.titled(words) or day.prep is not None or not any(t[:1].isalpha() for t in (x.text for x in tokens[line.first : day.first])):
            return self.titled(words) or set(day.data) - {"fillers"} != {"offset"}
        told = [s for s in self.reading.sentences if s.number > line.number and any(m.kind in TELLING for m in s.mentions)]
        return set(day.data) - {"fillers"} != {"offset"} and sum(self.is_item(s.number) for s in told) * 2 >= len(told)

    def titled(self, words: set[str]) -> bool:
        return not self.lexicon.folded("bulletin_titles").isdisjoint(words)

    def read_written(self) -> Mention | None:
        """The date on which a report was written, at its head (القاهرة 22 أغسطس 2013 - …): of no act that it tells."""
        for sentence in self.reading.sentences[:1]:
            for m in sentence.mentions:
                if m.first - sentence.first > WRITTEN_WORDS or m.kind in ACTING or (m.prep is not None and not self.by_an_agency(m)):
                    return None
                before = self.reading.tokens[m.first - 1].text if m.first > sentence.first else ""
                if m.kind == "time" and before and before == self.lexicon.matcher_article:
                    return None  # وفي الـ26 من نيسان انفجرت …: the act's own
                if m.kind == "time" and (self.in_a_chronology(m, sentence) or self.tells_act(m, sentence)):
                    return None
                if m.kind == "time":
                    return m if m.data.get("date") or (m.data.get("day") and "month" in m.data) else None
        return None

    def by_an_agency(self, time: Mention) -> bool:
        """بنغازي في 17 أكتوبر /قنا/ …: whether the name of who wrote stands between signs right after a date with «in»."""
        named = any(m.kind == "source" and m.first == time.last + 1 for m in self.reading.sentences[0].mentions)
        return named and self.reading.tokens[time.last].text in AGENCY_MARKS

    def tells_act(self, time: Mention, sentence: Sentence) -> bool:
        """يوم 7 مايو الجاري سيطروا …، 9 أيار اندلعت …: whether a date that opens a report is of the act, which no sign parts from it."""
        tokens = self.reading.tokens
        whose = "fillers" in time.data or "which" in time.data
        told = any(m.first == time.last for m in sentence.mentions) and tokens[time.last].text.isalpha()
        return whose or (time.first == sentence.first and told)

    def in_a_chronology(self, time: Mention, sentence: Sentence) -> bool:
        """- 13 يونيو 2007: اغتيال نائب …: a day that opens its line and has a colon before an act is the day of the act."""
        opens = all(self.reading.tokens[n].text in BULLETS for n in range(sentence.first, time.first))
        told = next((m for m in sentence.mentions if m.first > time.last), None)
        return opens and self.reading.tokens[min(time.last, sentence.last - 1)].text == ":" and told is not None and told.kind not in SAYING

    def read_voice(self) -> Mention | None:
        """لجنة أطباء السودان - التقرير الميداني: the body, no news outlet, that heads a report and says all of it."""
        for sentence in self.reading.sentences[:1]:
            for m in sentence.mentions[:2]:
                kind = (self.lexicon.sources.get(m.data.get("source") or "") or {}).get("kind")
                after = self.reading.tokens[m.last].text if m.last < sentence.last else "-"
                if m.kind in ("source", "party") and m.prep is None and kind in BODIES and after in DATELINE_SIGNS | TOPIC_MARKS:
                    return m
                if m.kind != "place":
                    break
        return self.stated_by()

    def stated_by(self) -> Mention | None:
        """بيان صادر عن قيادة الألوية: whose statement a report is, by a first line that tells nothing else."""
        first = next(iter(self.reading.sentences), None)
        if first is None or len({s.paragraph for s in self.reading.sentences}) < 2 or first.last - first.first > TITLE_WORDS:
            return None
        if self.reading.tokens[first.first].text not in self.lexicon.folded("bulletins"):
            return None
        told = [m for m in first.mentions if m.kind != "place"]
        named = [m for m in told if m.kind in ("party", "source") and m.data.get("source") != STATEMENT]
        return named[0] if named and all(m.kind in ("party", "source", "time") for m in told) else None

    def read_issuer(self) -> Mention | None:
        """بيان صادر عن قيادة الألوية: the party whose statement this is, told in its heading, where somebody then speaks as «we»."""
        told = [m for s in self.reading.sentences[:2] for m in s.mentions if m.kind in ("party", "source") and m.data.get("party")]
        issuer = next((m for m in told if not self.lexicon.parties.generic(m.data["party"])), None)
        if issuer is not None:
            self.discourse.issuer = issuer.data["party"]
        return issuer

    def read_dateline(self) -> Mention | None:
        """الفاشر - …: where the report was written, where that is in the country it tells of."""
        if not self.reading.sentences:
            return None
        for sentence in self.reading.sentences[:HEADING_LINES]:
            alone = self.is_dateline(sentence)
            for m in sentence.mentions[:2]:
                if m.kind == "place" and m.prep is None and (alone or m.first - sentence.first <= 1):
                    after = self.reading.tokens[m.last].text if m.last < len(self.reading.tokens) else ""
                    row = self.places.choose(m)[0]
                    if (
                        (alone or after in ("-", "–", "_", "/", "(", ":", "،"))
                        and row is not None
                        and row.get("country") == self.discourse.home
                    ):
                        return m
        return None

    def without_dateline(self, sentence: Sentence) -> Sentence:
        """أربيل: كشفت مصادر في قضاء سنجار …: a sentence less the town where it was written, where it names another place."""
        line = self.dateline
        if line is None or line not in sentence.mentions or line.last >= sentence.last:
            return sentence
        rest = [m for m in sentence.mentions if m is not line]
        elsewhere = any(m.kind == "place" and m.data["candidates"] for m in rest)
        return replace(sentence, mentions=rest) if elsewhere and self.reading.tokens[line.last].text in WRITTEN_MARKS else sentence

    def issued_in(self, town_of: Callable[[Mention], Mention | None]) -> Mention | None:
        """تنسيقية لجان مقاومة الفاشر - …: the town of the body that heads a report, by its name."""
        heads = [s for s in self.reading.sentences[:HEADING_LINES] if not any(m.kind in TELLING for m in s.mentions)]
        bodies = (m for s in heads for m in s.mentions if m.kind in ("party", "source") and m.prep is None)
        return next((place for m in bodies if (place := town_of(m)) is not None), None)

    def is_heading(self, sentence: Sentence) -> bool:
        kinds = {m.kind for m in sentence.mentions}
        if self.is_dateline(sentence):
            return False
        return sentence.heading and "place" in kinds and not kinds & {"trigger", "light", "result", "speech", "person", "weapon"}

    def is_dateline(self, sentence: Sentence) -> bool:
        return is_dateline(sentence, self.reading)

    def is_item(self, number: int) -> bool:
        """Whether a sentence is an item of a bulletin, told by the mark it begins with: no news of the item before."""
        sentence = self.reading.sentences[number]
        return self.reading.tokens[sentence.first].text in BULLETS or self.reading.text[sentence.span[0]] in BULLETS

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
        before = self.reading.sentences[sentence.number - 1] if sentence.number else None
        if before is not None and before.paragraph == sentence.paragraph and before.last - before.first <= PLACE_WORDS:
            told = [m for m in before.mentions if m.kind != "clause"]
            if len(told) == 1 and told[0].kind == "place" and self.reading.text[before.span[1] - 1 : before.span[1] + 1] == DOTS:
                return told[0]  # مطار بورتسودان.. مسيرات تضرب …
        for n, m in enumerate(sentence.mentions[:3]):
            if m.kind == "clause" and m.data["clause"] == "colon" and n and sentence.mentions[n - 1].kind == "place":
                return sentence.mentions[n - 1]
        return None

    def says_where(self, topic: Mention, scene: list[Mention]) -> bool:
        """Whether all places told say of which larger town the one that opens a line lies on what side."""
        if not scene or not all(m.data.get("relation") for m in scene):
            return False
        row = self.places.choose(topic)[0]
        sides = [r for m in scene if (r := self.places.choose(m)[0]) is not None]
        size = SIZES.get(row["kind"], 0) if row is not None else 0
        return len(sides) == len(scene) and all(SIZES.get(r["kind"], size) < size for r in sides)

    def leading_place(self, sentence: Sentence) -> Mention | None:
        """وفي مدينة حلب، ألقت …: where everything in the sentence is."""
        for m in sentence.mentions:
            if m.kind == "place" and m.prep == "in" and m.data.get("place_kind") in LEADING:
                return m
            if m.kind not in ("clause", "cue", "time", "anaphor"):
                return None
        return None

    def listed(self, sentence: Sentence, drafts: list[Draft]) -> None:
        """نفذ مجاهدونا اليوم المهمات التالية: - قصف …: the items of a list are by whom and of the day that the line over it says."""
        tokens = self.reading.tokens
        if tokens[sentence.last - 1].text == ":" and sentence.last - sentence.first >= INTRO_WORDS:
            acts = [n for n, m in enumerate(sentence.mentions) if m.kind in ("trigger", "light")]
            verb = next((n for n in acts if told_by_verb(sentence.mentions[n])), acts[0] if acts else 0)  # ردا على مجازر …، نفذ مجاهدونا
            after = [
                m for m in sentence.mentions[verb:] if m.prep is None and (m.kind == "party" or (m.kind == "person" and m.data.get("of")))
            ]
            acted = (m for d in reversed(drafts) if not d.dropped for m in d.get("initiator") if m.kind in ("party", "person"))
            doer = after[0] if after else next(acted, None)  # وحدات من الجيش أوقفت 56 وفقا لما يلي
            days = [m for m in sentence.mentions if m.kind == "time" and any(k in m.data for k in DAYS)]
            self.intro = (doer, days[:1]) if doer is not None or days else None
            self.sums = [d for d in drafts if not d.dropped]
            return
        if (whose := self.own_bulletin(sentence)) is not None:
            self.intro = (whose, [])
            return
        if (period := over_a_list(sentence)) is not None:
            self.intro = (self.intro[0] if self.intro is not None else None, [period])
            return
        if (whose := self.told_by(sentence)) is not None:
            first = next((d for d in drafts if not d.head.finite and d.head.carrier is None and d.head.governor is None), None)
            if first is not None and first.head.mention.first - whose.last <= 1 and self.own(first):
                self.by_doer(first, whose)
            return
        if self.intro is None:
            return
        numbered = tokens[sentence.first].text.isdigit() and tokens[sentence.first + 1].text in NUMBER_SIGNS
        if not (
            numbered
            or tokens[sentence.first].text in BULLETS
            or any(m.kind == "time" and m.data.get("clock") for m in sentence.mentions[:1])
        ):
            self.intro = None
            return
        doer, days = self.intro
        self.without_sum(drafts)
        said = next((d.sources for d in self.sums if d.dropped and d.sources), [])
        for draft in drafts:
            draft.sources = draft.sources or list(said)  # whoever told the sum
            if not any(k in m.data for m in draft.times for k in DAYS):
                draft.times = [*days, *draft.times]
            opens = not draft.head.finite or (bool(draft.head.mention.data.get("opens")) and not draft.get("initiator"))  # - قصف مدينة …
            if doer is not None and opens and draft.head.carrier is None and draft.head.governor is None:
                self.by_doer(draft, doer)

    def without_sum(self, drafts: list[Draft]) -> None:
        """أوقفت 56 شخصا وفقا لما يلي: - توقيف 51 …: the line over a list counts together what its items tell one by one."""
        told = {d.type for d in drafts if not d.dropped and d.get("scene")}
        for lead in self.sums:
            if lead.type in told and not lead.get("scene"):
                lead.dropped = "a sum of the list below"

    def own_bulletin(self, sentence: Sentence) -> Mention | None:
        """كتائب القسام – البلاغ اليومي: an armed party whose own acts the items below tell."""
        first = sentence.mentions[0] if sentence.number == 0 and sentence.mentions else None
        if first is None or first.kind != "party" or first.prep is not None or first.first - sentence.first > 1:
            return None
        acts = any(m.kind in ("trigger", "light", "speech") for m in sentence.mentions)
        named = any(self.reading.tokens[n].text in self.lexicon.folded("bulletins") for n in range(first.last, sentence.last))
        return first if named and not acts and self.armed(first) else None

    def told_by(self, sentence: Sentence) -> Mention | None:
        """سرايا القدس: تفجير عبوة في آلية: the armed party that a headline says is telling."""
        if len(sentence.mentions) < 2:
            return None
        first, after = sentence.mentions[:2]
        fits = first.kind == "party" and first.prep is None and first.first - sentence.first <= 1
        colon = fits and after.kind == "clause" and after.data["clause"] == "colon" and after.first == first.last
        return first if colon and self.armed(first) else None

    @staticmethod
    def own(draft: Draft) -> bool:
        """Whether a headline's act may be of who tells it: a verbal noun, by nobody else told (الجيش: غارة إسرائيلية)."""
        done = draft.head.sense.sense.pos == "masdar" and draft.head.data.get("effect") is None and not draft.outcome
        return done and draft.head.data.get("frame") in OWN_FRAMES and not draft.get("initiator")

    def armed(self, mention: Mention) -> bool:
        return any(self.lexicon.parties.armed(id_) for p in party_mentions(mention) if (id_ := self.discourse.settle(p)[0]))

    def by_doer(self, draft: Draft, doer: Mention) -> None:
        """Gives the act of a list its doer; a party that stands in its genitive is then whom it was done to (قنص جندي صهيوني)."""
        own = {id_ for p in party_mentions(doer) if (id_ := self.discourse.settle(p)[0])}
        told = [m for m in draft.get("initiator") if m in draft.head.of or m.data.get("adjective")]
        for m in told:
            if not any(self.lexicon.parties.kin(x, y) for p in party_mentions(m) if (x := self.discourse.settle(p)[0]) for y in own):
                draft.slots["initiator"].remove(m)
                draft.add("target", m)
        if own and not draft.get("initiator"):
            draft.add("initiator", doer)


def as_written(report: Report, layout: Layout) -> Report:
    """A report as of the date that its dateline or the heading of its bulletin tells: «yesterday» is the day before that.

    It may come without a day of publication, or with that on which a page was fetched. A day after publication is a misprint.
    """
    told, published = layout.written or layout.day, report.published_date
    if told is None or not (told.data.get("date") or (told.data.get("day") and "month" in told.data)):
        today = named_today(layout.reading, published) if published is not None else None
        return report if today is None else replace(report, published=today.isoformat())
    found = dating.dates(told.data, published)
    if found is None or found[0] != found[1] or (published is not None and found[0] >= published):
        return report
    return replace(report, published=found[0].isoformat())


def named_today(reading: Reading, published: dt.date) -> dt.date | None:
    """اليوم السبت، أمس الجمعة: the day that a report calls today, where its weekdays agree on one before that of publication."""
    named = {
        found[0] - dt.timedelta(days=m.data["offset"])
        for s in reading.sentences
        for m in s.mentions
        if m.kind == "time" and m.data.get("offset") in TODAY and "weekday" in m.data and not m.data.keys() & {"weekday2", "which"}
        if (found := dating.weekday_date(m.data, published)) is not None
    }
    day = next(iter(named), published)
    return day if len(named) == 1 and day < published else None


def told_by_verb(mention: Mention) -> bool:
    """Whether an event word, or one that lends itself to one, is a finite verb here."""
    senses = [*(mention.data.get("triggers") or []), *([mention.data["light"]] if mention.data.get("light") else [])]
    return bool(senses) and senses[0].sense.pos in FINITE


def is_dateline(sentence: Sentence, reading: Reading) -> bool:
    """الخرطوم - وكالات، عدن: «صحيفة»: a line at the head of a report that says where and by whom it was written."""
    if sentence.number >= HEADING_LINES or not sentence.heading:
        return False
    if any(m.kind == "source" for m in sentence.mentions):
        return True
    places = [m for m in sentence.mentions if m.kind == "place"]
    if not places:
        return False
    words = [reading.tokens[n].text for n in range(sentence.first, sentence.last)]
    if places[-1].last < sentence.last - 1 and DATELINE_SIGNS & set(words):
        return True  # تعز - متابعات
    if places[0].last >= sentence.last or any(m.kind in TELLING for m in sentence.mentions):
        return False
    after = reading.tokens[places[0].last]
    return after.text == ":" and reading.text[after.end : sentence.span[1]].lstrip()[:1] in QUOTES


def datelines(reading: Reading) -> frozenset[int]:
    """The words where places stand that say where a report was written, on a line of their own."""
    lines = (s for s in reading.sentences[:HEADING_LINES] if is_dateline(s, reading))
    return frozenset(m.first for s in lines for m in s.mentions if m.kind == "place")


def paragraph_starts(reading: Reading) -> list[int]:
    """The first word of each paragraph."""
    return [group[0].first for group in (list(g) for _, g in itertools.groupby(reading.sentences, key=lambda s: s.paragraph))]


def over_a_list(sentence: Sentence) -> Mention | None:
    """(27 أغسطس – 2 سبتمبر 2020): the while that a line tells which tells nothing else; the items of a list below it are of it."""
    if any(m.kind in ("result", "speech") or (m.kind in ("trigger", "light") and finite(m)) for m in sentence.mentions):
        return None
    return next((m for m in sentence.mentions if m.kind == "time" and m.data.get("day2")), None)
