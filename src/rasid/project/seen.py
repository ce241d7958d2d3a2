"""A project as somebody sees it: without the reports that are restricted to others, and without a trace of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager
from typing import Any

import msgspec

from rasid.intake import Found
from rasid.intake import Outcome as Arrival
from rasid.project import recoding
from rasid.project.adding import Outcome
from rasid.project.coding import Coder
from rasid.project.project import Project
from rasid.store import scope
from rasid.store.engine import PROGRAM
from rasid.store.scope import Viewer


class SeenProject(Project):
    """What it reads, and what is decided through it, goes by its viewer. What comes in, and what new data codes anew, is kept for all."""

    def __init__(self, whole: Project, viewer: Viewer) -> None:
        super().__init__(whole.store.seen_by(viewer))
        self.whole, self.viewer = whole, viewer

    @property
    def coder(self) -> Coder:  # type: ignore[override]
        return self.whole.coder

    def renew(self) -> None:
        self.whole.renew()

    def close(self) -> None:
        """Whoever opened the whole project closes it."""

    def add_found(self, arrivals: Iterable[Arrival], *, code: bool = True, who: str = PROGRAM, lang: str = "ar") -> Iterator[Outcome]:
        """Adds to the whole project. A report that has the id of one that this viewer may not see gets another: neither is overwritten,
        and nobody is told that there was one. (One that he codes blind he knows.)"""
        with self.whole.store.reading() as connection:
            unseen = set(scope.restricted(connection, self.viewer))
        return self.whole.add_found((renamed(one, unseen) for one in arrivals), code=code, who=who, lang=lang)

    def recode_taught(
        self, number: int, who: str, unmoved: Iterable[str], lock: AbstractContextManager[object]
    ) -> Iterator[recoding.Recoded]:
        return self.whole.recode_taught(number, who, unmoved, lock)


def renamed(one: Any, unseen: set[str]) -> Any:
    if not isinstance(one, Found) or one.report.id not in unseen:
        return one
    from rasid.store.reports import hash_of

    other = f"{one.report.id}~{hash_of(one.report.text)[:8]}"
    return msgspec.structs.replace(one, report=msgspec.structs.replace(one.report, id=other))
