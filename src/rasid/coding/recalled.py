"""What a report recalls: a sentence below its news that begins with a day some days before (والإثنين الماضي، قتل …)."""

from __future__ import annotations

import datetime as dt

from rasid.coding import dating
from rasid.coding.draft import Draft, Head
from rasid.coding.telling import SPOKEN
from rasid.model import Mention, Reading

OPENING = 3  # words of a sentence
DAYS = 3  # before the report: what was the day before yesterday may still be its news
WEEK = 6


def recall(kept: list[Draft], reading: Reading, published: dt.date | None) -> None:
    """Marks as background what is told below a report's first news by a sentence that begins with a day long before, or of a month gone."""
    first = min((d.sentence for d in kept), default=0)
    if any(long_before(m) for d in kept if d.sentence == first for m in d.times):
        return  # the news itself is of last Sunday
    today = any(m.data.get("offset") == 0 for d in kept if d.sentence == first for m in d.times)
    for draft in kept:
        opening = reading.sentences[draft.sentence].first + OPENING
        opens = [m for m in draft.times if opening - OPENING <= m.first < opening]
        earlier = any(long_before(m) or (today and dated_before(m, published)) for m in opens)
        gone = draft.type != "restriction" and any(map(named_month_gone, own_times(draft)))
        if draft.sentence > first and (earlier or gone) and draft.status == "asserted":
            draft.background = True


def long_before(time: Mention) -> bool:
    """Whether a time is a day or a week that the report tells to be past: الإثنين الماضي، قبل أسبوع."""
    told = time.data
    window, offset = told.get("window"), told.get("offset")
    return told.get("which") == "past" or (offset is not None and offset <= -DAYS) or (window is not None and window[0] <= -WEEK)


def dated_before(time: Mention, published: dt.date | None) -> bool:
    """وفي الخامس من نوفمبر الجاري، قصفوا …: whether a time is a date some days before the report's own."""
    told = time.data
    if published is None or not told.get("day") or "month" not in told or told.get("since") or time.prep == "since":
        return False
    found = dating.dates(told, published)
    return found is not None and (published - found[1]).days >= DAYS


def own_times(draft: Draft) -> list[Mention]:
    """The times that an event's own words have, or the verbs that carry them."""
    return [m for head in draft.heads for m in (*head.times, *(head.carrier.times if head.carrier is not None else ()))]


def named_month_gone(time: Mention) -> bool:
    """ووقع هجوم آخر في آذار الماضي: whether a time is a month by its name that is told to be past; «last month» is as often news."""
    return time.data.get("which") == "past" and "month" in time.data and not (time.data.get("since") or time.prep == "since")


def recall_asides(kept: list[Draft], published: dt.date | None) -> None:
    """Marks as background the violence of another month that a relative clause recalls: المتهم الذي فجر نفسه في مارس الماضي."""
    for draft in kept:
        if draft.type in SPOKEN and draft.status == "asserted" and not draft.background and aside(draft.heads):
            after = [m for m in draft.times if m.first > draft.head.mention.first]  # التي دمرها القصف في آب الماضي
            draft.background = any(of_another_month(m, published) for m in own_times(draft) or after)


def aside(heads: list[Head]) -> bool:
    """Whether an act is told in a relative clause alone: by its verbs, or by a noun where no verb tells it."""
    verbs = [head for head in heads if head.finite]
    return all(map(in_relative_clause, verbs or heads))


def in_relative_clause(head: Head) -> bool:
    """Whether a verb stands in a relative clause, or a noun is told by one that does, or is what such a verb came of (الهجوم الذي شنه)."""
    outer = head.carrier or (None if head.finite else head.governor)
    return head.relative or (outer is not None and (outer.relative or in_relative_clause(outer)))


def of_another_month(time: Mention, published: dt.date | None) -> bool:
    """Whether a time is told by a month that is told to be past, or by one of a year before the report's (of any, where it has no date)."""
    told = time.data
    if told.get("since") or "month" not in told:
        return False
    if told.get("which") == "past" or published is None:
        return told.get("which") == "past" or "year" in told
    return told.get("year", published.year) < published.year
