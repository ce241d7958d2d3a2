"""Which of the times that a report tells an event has, where its own words give none: one of its sentence, or the day of the lead."""

from __future__ import annotations

from rasid.coding import dating
from rasid.coding.draft import FINITE, FIRED, Draft
from rasid.model import Mention, Reading, Report, Sentence, Time

LEAD = 2  # sentences at the start of a report that tell its news in short, its title among them
ONE_OR_TWO = {"s": 1, "d": 2}  # what a noun's ending counts
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


def nearest(loose: list[Mention], draft: Draft, sentence: Sentence) -> list[Mention]:
    """Of the times of a sentence that no verb took, the last before an event's words: في 9 أيار احتجزوا شابا، وفي الغد تظاهر ذووه.

    One after them that opens what follows is of that alone.
    """
    if undated(draft):
        return []
    first = draft.head.mention.first
    before = [m for m in loose if m.first < first] if loose else []
    loose = [m for m in loose if not opens_next(m, sentence)] if loose else []
    if before or not loose:
        return before[-1:]
    said = (m for m in sentence.mentions if m.kind == "clause" and m.data["clause"] == "that" and m.conj)
    apart = any(first < m.first < loose[0].first for m in said)
    return [] if apart and loose[0].prep == "since" else loose[:1]  # …، وإن أعداد المعتقلين تجاوزت 900 منذ أيار


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


def share_the_day(kept: list[Draft], report: Report, reading: Reading, earlier: frozenset[str]) -> None:
    """Gives details the day of the lead that sums them up: قتل ثمانية الأربعاء في غارات. … وقتل خمسة بغارة على X.

    Where the lead tells a day and more people harmed or held than a detail does, no other event of the news tells another day, and the
    detail, of the lead's kind, has no word of time: of such details gold dates 5 of 5 so in the development reports. Others, of
    round-ups or of other kinds, are as often of no day. A lead that was left out as the sum of what is told below it (شن أمس سلسلة
    هجمات) comes first in `kept` and gives its day to each of its parts.
    """
    news = [d for d in kept if not d.background and d.status == "asserted"]
    if len(news) < 2 or report.published_date is None or news[0].sentence >= LEAD or not news[0].times:
        return
    lead = news[0]
    days = {day for d in news if (day := start_of(d, report)) is not None}
    if len(days) != 1 or start_of(lead, report) is None:
        return
    for draft in news[1:]:
        alike = draft.resolved.get("summed_by") is lead if lead.dropped else draft.type == lead.type or {draft.type, lead.type} <= FIRED
        part = sums_up(lead, draft) or (lead.dropped and not figures(lead))
        if draft.times or draft.dropped or not alike or draft.resolved.get("day") is not None or not part:
            continue
        doers = [{m.data["party"] for m in d.get("initiator") if m.data.get("party")} for d in (lead, draft)]
        if all(doers) and doers[0].isdisjoint(doers[1]) and not lead.dropped:
            continue  # of the other side's
        sentence = reading.sentences[draft.sentence]
        if earlier.isdisjoint(t.text for t in reading.tokens[sentence.first : sentence.last]):
            draft.resolved["lead_day"] = lead.times


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
