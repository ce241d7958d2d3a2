"""Happenings without a date: kept with empty dates or left out, and counted either way."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from rasid.publish.formats import Around
from rasid.publish.policy import Released

KEPT = "incidents that no account dates: their dates are empty"
LEFT_OUT = "incidents that no account dates, which were left out"


class Dated:
    """Goes through what is released. `losses`: where a format counts what its target cannot hold."""

    def __init__(self, released: Iterable[Released], around: Around) -> None:
        self.released, self.undated = released, around.undated
        self.losses: Counter[str] = Counter()

    def __iter__(self) -> Iterator[Released]:
        for one in self.released:
            if one.incident.start is None and one.incident.end is None:  # `day` may be that of publication
                self.losses[KEPT if self.undated else LEFT_OUT] += 1
                if not self.undated:
                    continue
            yield one
