"""Which of the times that a report tells an event has, where its own words give none: one of its sentence, or the day of the lead."""

from __future__ import annotations

from rasid.coding import dating
from rasid.coding.another import hours_after
from rasid.coding.draft import FINITE, FIRED, Draft
from rasid.lexicon import Lexicon
from rasid.model import Mention, Reading, Report, Sentence, Time

LEAD = 2  # events and sentences at the start of a report that tell its news in short, its title among them
BLASTS = frozenset(("explosion", "explosive_device", "suicide_bombing", "grenade_attack"))
OF_ATTACKS = FIRED | BLASTS | {"ground_attack", "armed_clash", "killing", "assault"}
ONE_OR_TWO = {"s": 1, "d": 2}  # what a noun's ending counts
EVE = 5  # words from «a day after» to the act that came first
ACTS = frozenset(("trigger", "light"))


def opens_next(time: Mention, sentence: Sentence) -> bool:
    """أصيب أمس خمسة … وصباح اليوم تعرض مركز: whether a time joined by و stands right before the verb of the next act, whose it is."""
    if not time.conj:
        return False
    after = next((m for m in sentence.mentions if m.first >= time.last), None)
    return after is not None and after.first == time.last and after.kind in ACTS and not after.conj and finite(after)


def finite(mention: Mention) -> bool:
    """Whether one of the readings of an act's word is a verb that tells it."""
    light = mention.data.get("light")
    return any(r.sense.pos in FINITE for r in [*(mention.data.get("triggers") or []), *([light] if light else [])])


def day_of_saying(time: Mention, sentence: Sentence) -> bool:
    """وذكر المركز، اليوم الأحد، أن غارة …: whether a day stands between commas right after who says so and right before «that»."""
    told = [m for m in sentence.mentions if m.last <= time.first]
    said = [m for m in told if m.kind == "speech" or (m.kind == "clause" and m.data["clause"] == "that")]
    after = next((m for m in sentence.mentions if m.first >= time.last and not (m.kind == "clause" and m.data["clause"] == "comma")), None)
    opens = after is not None and after.kind == "clause" and after.data["clause"] == "that" and after.first - time.last <= 1
    return opens and bool(said) and said[-1].kind == "speech"


def nearest(loose: list[Mention], draft: Draft, sentence: Sentence) -> list[Mention]:
    """Of the times of a sentence that no verb took, the last before an event's words: في 9 أيار احتجزوا شابا، وفي الغد تظاهر ذووه.

    One after them that opens what follows is of that alone.
    """
    if undated(draft):
        return []
    first = draft.head.mention.first
    loose = [m for m in loose if not day_of_saying(m, sentence)] if loose else []
    before = [m for m in loose if m.first < first] if loose else []
    loose = [m for m in loose if not opens_next(m, sentence)] if loose else []
    if before or not loose:
        return before[-1:]
    said = (m for m in sentence.mentions if m.kind == "clause" and m.data["clause"] == "that" and m.conj)
    apart = any(first < m.first < loose[0].first for m in said)
    return [] if apart and loose[0].prep == "since" else loose[:1]  # …، وإن أعداد المعتقلين تجاوزت 900 منذ أيار


def date_in_sentence(
    draft: Draft, drafts: list[Draft], loose: list[Mention], sentence: Sentence, reading: Reading, lexicon: Lexicon
) -> None:
    """Gives an event whose own words tell no time one of its sentence: of what was counted, one that no verb took, another event's."""
    said = draft.head.said_by
    if not draft.times and said is not None and said.data.get("documents"):  # وثقت الشبكة خلال أيار مقتل …: of what it counts
        draft.times = [t for t in said.times if "month" in t.data or "month_rel" in t.data][:1]
    if not draft.times and draft.head.relative:  # المحطة التي دمرها القصف في آب: of the noun that does it
        within = (o.times for o in drafts if o is not draft and o.times and o.head.clause == draft.head.clause and not o.head.finite)
        draft.times = next((times[:1] for times in within if times[0].first > draft.head.mention.first), [])
    draft.times = draft.times or nearest(loose, draft, sentence)
    if not draft.times and not undated(draft) and not days_before(draft, sentence, reading, lexicon):
        draft.times = next((o.times[:1] for o in drafts if o is not draft and o.times and may_share(o, draft)), [])


def days_before(draft: Draft, sentence: Sentence, reading: Reading, lexicon: Lexicon) -> bool:
    """اليوم الخميس، بعد يوم على مقتل معلم: whether an act is told as what came days before the news of its sentence."""
    if not draft.resolved.get("earlier") or draft.head.finite:
        return False
    first = draft.head.mention.first
    return not hours_after([t.text for t in reading.tokens[max(sentence.first, first - EVE) : first]], lexicon)


def may_share(other: Draft, draft: Draft) -> bool:
    """Whether another event of a sentence may be on the day of one: not where it is told to have been long before."""
    first = draft.head.mention.first
    if any(m.data.get("long_ago") and m.first > first for m in other.times):  # التي سيطر عليها قبل أشهر
        return False
    if other.head.finite and any(c == "pluperfect" and first < m.first for c, m in other.head.cues):
        return False  # وأفرج عن ثلاثة كانت القوات قد احتجزتهم الخميس
    if toll_risen(draft) and other.head.mention.first > first:
        return False  # ارتفعت حصيلة القصف بعد انتشال جثتين صباح اليوم
    if other.head.finite and other.head.relative and first < other.head.mention.first:
        return False  # اشتباكات شرق المدينة التي سيطروا عليها في أيار
    told = other.times[0]
    ahead = (told.data.get("offset") or 0) > 0 or told.data.get("which") == "next"
    if ahead and draft.head.finite and draft.head.sense.sense.pos == "pf":
        return False  # نهبوا المخزن، ما دفع العاملين إلى إضراب يبدأ غدا
    back = (told.data.get("offset") or 0) < 0 or told.data.get("which") == "past" or "window" in told.data
    later = any(h.finite and first < h.mention.first < told.first for h in other.heads)
    return not (back and later and not other.head.mention.conj)  # أفرجوا عن شاب خطفوه قبل تسعة أيام، سقطت قذائف …، علما أنه قصف أمس


def toll_risen(draft: Draft) -> bool:
    """ارتفعت حصيلة القصف إلى 18: whether an act is only told with the verb of its toll, which says not when it was."""
    told = draft.head if draft.head.kind == "result" else draft.head.governor
    return told is not None and bool(told.data.get("update"))


def undated(draft: Draft) -> bool:
    """عقب مواجهات قبل أسابيع: whether an act is told to have been on no day known, so that it has none of another's."""
    return any(cue.kind == "cue" and cue.data["cue"]["id"] == "weeks_ago" for _, cue in draft.head.cues)


def tell_years(mentions: list[Mention]) -> None:
    """الأربعاء 23 نوفمبر … 23 نوفمبر 2022: a day told without its year has the year that the report tells it with, where it tells one."""
    days = [m for m in mentions if m.kind == "time" and m.data.get("day") and "month" in m.data]
    years: dict[tuple[int, int], set[int]] = {}
    for m in days:
        if "year" in m.data:
            years.setdefault((m.data["day"], m.data["month"]), set()).add(m.data["year"])
    for m in days if years else ():
        told = years.get((m.data["day"], m.data["month"]), set())
        if not m.data.keys() & {"year", "year_rel", "which"} and len(told) == 1:
            m.data["year_told"] = next(iter(told))


def share_the_day(kept: list[Draft], report: Report, reading: Reading, lexicon: Lexicon) -> None:
    """Gives details the day of the lead that sums them up: قتل ثمانية الأربعاء في غارات. … وقتل خمسة بغارة على X.

    Where the lead tells a day and more people harmed or held than a detail does, no event between them tells another day, and the
    detail, of the lead's kind, has no word of time: of such details gold dates nearly all so in the development reports. Others, of
    round-ups or of other kinds, are as often of no day. A lead that was left out as the sum of what is told below it (شن أمس سلسلة
    هجمات) comes first in `kept` and gives its day to each of its parts.
    """
    news = [d for d in kept if not d.background and d.status == "asserted"]
    first = next((d for d in news if d.times), None)
    if report.published_date is None or first is None or first not in news[:LEAD] or first.sentence > LEAD:
        return
    day = start_of(first, report)
    if day is None:
        return
    leads = [d for d in news if d.sentence == first.sentence and d.times and start_of(d, report) == day]
    earlier = lexicon.folded("earlier")
    for draft in news:
        if draft.sentence <= first.sentence or draft.dropped:
            continue
        if (told := start_of(draft, report)) is not None and told != day:
            return
        if draft.times or draft.resolved.get("day") is not None:
            continue
        lead = next((d for d in leads if covers(d, draft, lexicon)), None)
        sentence = reading.sentences[draft.sentence]
        if lead is not None and earlier.isdisjoint(t.text for t in reading.tokens[sentence.first : sentence.last]):
            draft.resolved["lead_day"] = lead.times


def covers(lead: Draft, draft: Draft, lexicon: Lexicon) -> bool:
    """Whether a lead tells in sum what a detail tells: its kind of act, more of its harm, and nothing of the other side's."""
    if lead.dropped:
        return draft.resolved.get("summed_by") is lead and (sums_up(lead, draft) or not figures(lead))
    several = bool(lead.resolved.get("several")) and {lead.type, draft.type} <= OF_ATTACKS  # سلسلة تفجيرات وهجمات
    if not (draft.type == lead.type or {draft.type, lead.type} <= FIRED or several) or not sums_up(lead, draft):
        return False
    whose = [{m.data["party"] for m in d.get("initiator") if m.data.get("party")} for d in (lead, draft)]
    pairs = [(x, y) for x in whose[0] for y in whose[1]]
    return not pairs or any(lexicon.parties.kin(*p) or any(map(lexicon.parties.generic, p)) for p in pairs)


def start_of(draft: Draft, report: Report) -> str | None:
    """The first day of an event's own words of time, where they give a day and no longer while."""
    found = [(m, dating.resolve(m, report.text, report.published_date)) for m in draft.times]
    best = dating.best(found, report.published_date)
    return best.start if best is not None and best.precision == 1 else None


def sums_up(lead: Draft, draft: Draft) -> bool:
    """Whether a lead tells more of the same harm than a detail does: eight dead, of whom five were killed in X."""
    whole, part = figures(lead), figures(draft)
    return any(whole.get(effect, 0) > figure for effect, figure in part.items())


def figures(draft: Draft) -> dict[str, int]:
    """The highest figure that an event tells of each harm; no harm that only words without a figure tell."""
    told: dict[str, int] = {}
    for entry in draft.effects:
        data = entry["mention"].data
        quantity = data.get("quantity")
        figure = quantity.min if quantity is not None else ONE_OR_TWO.get(str(data.get("number")))
        if figure:
            told[entry["effect"]] = max(figure, told.get(entry["effect"], 0))
    return told


def of_the_lead(draft: Draft, text: str, report: Report) -> Time:
    """The time of a detail that has the lead's day; no time where it has none."""
    found = [(m, dating.resolve(m, text, report.published_date)) for m in draft.resolved.get("lead_day") or []]
    return dating.best(found, report.published_date) or Time()
