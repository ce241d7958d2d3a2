"""What a report recalls: a sentence below its news that begins with a day some days before (والإثنين الماضي، قتل …)."""

from __future__ import annotations

from rasid.coding.draft import Draft
from rasid.model import Mention, Reading

OPENING = 3  # words of a sentence
DAYS = 3  # before the report: what was the day before yesterday may still be its news
WEEK = 6


def recall(kept: list[Draft], reading: Reading) -> None:
    """Marks as background what is told below a report's first news by a sentence that begins with a day long before."""
    first = min((d.sentence for d in kept), default=0)
    if any(long_before(m) for d in kept if d.sentence == first for m in d.times):
        return  # the news itself is of last Sunday
    for draft in kept:
        opening = reading.sentences[draft.sentence].first + OPENING
        earlier = any(m.first < opening and long_before(m) for m in draft.times if m.first >= opening - OPENING)
        if draft.sentence > first and earlier and draft.status == "asserted":
            draft.background = True


def long_before(time: Mention) -> bool:
    """Whether a time is a day or a week that the report tells to be past: الإثنين الماضي، قبل أسبوع."""
    told = time.data
    window, offset = told.get("window"), told.get("offset")
    return told.get("which") == "past" or (offset is not None and offset <= -DAYS) or (window is not None and window[0] <= -WEEK)
