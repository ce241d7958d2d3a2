"""A project: the one object through which the commands, the tests and the workbench work on a store."""

from __future__ import annotations

import datetime as dt
from collections import abc
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from itertools import chain
from pathlib import Path
from types import MappingProxyType, TracebackType
from typing import TYPE_CHECKING, Any, Self

from rasid.intake import DEFAULT_LIMIT, Mapping, find
from rasid.intake import Outcome as Arrival
from rasid.model.event import Span
from rasid.pipeline import Pipeline
from rasid.project import claiming, merging, recoding, reviewing
from rasid.project.adding import Adder, Outcome
from rasid.project.coding import Coder
from rasid.project.correcting import ACCEPTED, REJECTED, UNSEEN, Corrector
from rasid.project.incidents import Linker, Touched, every_event, scorer_of
from rasid.project.reshaping import Parting, Reshaper
from rasid.project.why import Asker
from rasid.store import indexing, priority
from rasid.store.engine import PROGRAM, Store
from rasid.store.events import KeptEvent

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from rasid.project.teaching import rehearsing
    from rasid.publish.policy import Policy
    from rasid.store.claims import Claim
    from rasid.store.filtering import Filters
    from rasid.store.scope import Viewer

Marks = abc.Mapping[str, str]  # incidents with the marks (`merging.mark`) they had when a person looked
UNMARKED: Marks = MappingProxyType({})  # the person is asked for no mark of what he saw


class Project:
    """A store with its coder. `who` is who changes something: a person's name, or `rasid` for programs."""

    def __init__(self, store: Store) -> None:
        self.store = store

    @classmethod
    def create(cls, folder: Path, database: str | None = None, who: str = PROGRAM) -> Self:
        """A new project in `folder`. Raises StoreError where there is one."""
        return cls(Store.create(folder, database, who))

    @classmethod
    def open(cls, folder: Path) -> Self:
        """The project in `folder`. Raises StoreError where there is none."""
        return cls(Store.open(folder))

    def seen_by(self, viewer: Viewer) -> Project:
        """The project as this viewer sees it; nothing of it need be closed."""
        from rasid.project.seen import SeenProject  # it is one of these

        return SeenProject(self, viewer)

    def close(self) -> None:
        self.store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    @cached_property
    def coder(self) -> Coder:
        """What codes: made once; data that changes later is read by the next process."""
        return Coder(self.store.layer)

    @property
    def pipeline(self) -> Pipeline:
        """The Arabic pipeline over the built-in data, the user's and the project's."""
        return self.coder.pipeline()

    def add(
        self,
        sources: Iterable[str | Path],
        published: str | None = None,
        *,
        code: bool = True,
        who: str = PROGRAM,
        lang: str = "ar",
        mapping: Mapping | None = None,
        limit: int = DEFAULT_LIMIT,
    ) -> Iterator[Outcome]:
        """Adds files, folders or `-`; what came of each report, in order, as soon as it is kept."""
        return self.add_found(chain.from_iterable(find(s, published, limit, mapping) for s in sources), code=code, who=who, lang=lang)

    def add_found(self, arrivals: Iterable[Arrival], *, code: bool = True, who: str = PROGRAM, lang: str = "ar") -> Iterator[Outcome]:
        """Adds what intake, or a feed, has found."""
        return Adder(self.store, self.coder, who, lang, code).add_all(arrivals)

    def reindex(self, who: str = PROGRAM) -> indexing.Indexed:
        """Makes the full text of all reports and events anew; how many there are."""
        with self.store.writing(who) as change:
            made = indexing.reindex(change.connection)
            priority.renew_all(change.connection)
            change.record("project.reindex", f"project:{self.store.settings.id}", after=made._asdict())
        return made

    def recode(
        self,
        reports: Iterable[str] | None = None,
        *,
        since: str | None = None,
        dry_run: bool = False,
        who: str = PROGRAM,
        lang: str | None = None,
        lock: AbstractContextManager[object] | None = None,
    ) -> Iterator[recoding.Recoded]:
        """Codes reports again and says what changes; with `dry_run` says what would. `lock`: held while a report is coded."""
        return recoding.recode(self.store, self.coder, who, reports, since=since, dry_run=dry_run, lang=lang, lock=lock)

    def correct(self, event_id: str, field: str, value: Any, who: str, why: str | None = None, expected: Any = UNSEEN) -> KeptEvent:
        """Sets one field of an event's record. `expected`: the value that the person saw; where it is another by now, ConflictError."""
        return Corrector(self.store, self.coder, who).set(event_id, {field: value}, why, {field: expected})

    def correct_all(
        self,
        event_id: str,
        values: dict[str, Any],
        who: str,
        why: str | None = None,
        expected: dict[str, Any] | None = None,
        seen: str | None = None,
    ) -> KeptEvent:
        """Sets several fields, or parts of them (`toll.t1`, `places.1.id`), in one stroke. `expected`: by field what the person saw;
        `seen`: the mark of the record."""
        return Corrector(self.store, self.coder, who).set(event_id, values, why, expected, seen)

    def accept(self, event_id: str, who: str, why: str | None = None, expected: Any = UNSEEN, seen: str | None = None) -> KeptEvent:
        """Says that an event stands as it is. `expected`: the state that the person saw; `seen`: the mark of the record."""
        return Corrector(self.store, self.coder, who).judge(event_id, ACCEPTED, why, expected, seen)

    def reject(self, event_id: str, who: str, why: str, expected: Any = UNSEEN, seen: str | None = None) -> KeptEvent:
        """Says that there was no such event, and why; the coder will not propose it again."""
        return Corrector(self.store, self.coder, who).judge(event_id, REJECTED, why, expected, seen)

    def split_event(self, event_id: str, parting: Parting, who: str, why: str | None = None, seen: str | None = None) -> KeptEvent:
        """Makes two events of one; gives the second, with what was moved to it. `seen`: the mark of the first. Undone as one."""
        return Reshaper(self.store, self.coder, who).split(event_id, parting, why, seen)

    def merge_events(
        self, event_id: str, other: str, who: str, why: str | None = None, seen: str | None = None, seen_other: str | None = None
    ) -> KeptEvent:
        """Makes one event of two of a report: the first takes what the other says besides, the other is rejected. Undone as one."""
        return Reshaper(self.store, self.coder, who).merge(event_id, other, why, seen, seen_other)

    def review(self, report_id: str, who: str, why: str | None = None, expected: str | None = None) -> None:
        """Says that all of a report's events are decided. `expected`: the state that the person saw. Raises UsageError, ConflictError."""
        reviewing.review(self.store, report_id, who, why, expected)

    def reopen(self, report_id: str, who: str, why: str | None = None, expected: str | None = None) -> None:
        """Takes that back."""
        reviewing.reopen(self.store, report_id, who, why, expected)

    def undo(self, event_id: str, who: str, what: str | int = "last", why: str | None = None) -> KeptEvent | None:
        """Takes back the last decision on an event, `all`, those on a field, or one by its number."""
        return Corrector(self.store, self.coder, who).undo(event_id, what, why)

    def add_event(
        self, report_id: str, type_: str, span: Span, who: str, values: dict[str, Any] | None = None, why: str | None = None
    ) -> KeptEvent:
        """Adds an event that the coder did not find; `span`: the words that name it."""
        return Corrector(self.store, self.coder, who).add(report_id, type_, span, values, why)

    def link(self, who: str = PROGRAM) -> Touched:
        """Links all events anew: needed where the weights or the parties have changed; what people tied and parted stays so."""
        with self.store.writing(who) as change:
            touched = Linker(change.connection, scorer_of(self.pipeline.lexicon)).link(every_event(change.connection))
            after = {"incidents": len(touched.written), "gone": len(touched.gone), "compared": touched.compared}
            change.record("project.link", f"project:{self.store.settings.id}", after=after)
        return touched

    def merge(self, ids: Sequence[str], who: str, why: str | None = None, seen: Marks = UNMARKED) -> Touched:
        """Makes one incident of several events or incidents; it stays one whatever is linked later. Raises StoreError.

        `seen`, here and below: the marks of incidents when the person looked; ConflictError where one is another by now."""
        return self.relink(merging.merge, ids, who, why, seen)

    def part(self, ids: Sequence[str], who: str, why: str | None = None, seen: Marks = UNMARKED) -> Touched:
        """Says of incidents that they are not the same, for good. Raises StoreError."""
        return self.relink(merging.part, ids, who, why, seen)

    def split(self, ids: Sequence[str], who: str, why: str | None = None, seen: Marks = UNMARKED) -> Touched:
        """Takes events out of their incident, for good. Raises StoreError."""
        return self.relink(merging.split, ids, who, why, seen)

    def relink(self, how: Callable[..., Touched], what: Any, who: str, why: str | None, seen: Marks = UNMARKED) -> Touched:
        with self.store.writing(who) as change:
            merging.unchanged(change.connection, seen)
            return how(change, Linker(change.connection, scorer_of(self.pipeline.lexicon)), what, why)

    def untie(self, seq: int, who: str, why: str | None = None) -> Touched:
        """Takes back the merge or split of an audit entry. Raises StoreError."""
        return self.relink(merging.untie, seq, who, why)

    def claim(self, report_id: str, who: str) -> Claim:
        """Takes a report to check for half an hour, or goes on having it. Raises ConflictError where another has it."""
        return claiming.claim(self.store, report_id, who)

    def claim_next(self, who: str, wanted: Filters, stage: str | None = None, but: str | None = None) -> Claim | None:
        """Takes the first report of the queue that is free; None where there is none left."""
        return claiming.claim_next(self.store, wanted, who, stage, but)

    def release(self, report_id: str, who: str) -> bool:
        """Gives a claimed report back; whether this person had it."""
        return claiming.release(self.store, report_id, who)

    def keep_filter(self, name: str, query: str, who: str) -> int:
        """Keeps the query of an address under a name, for this person. Raises UsageError."""
        return claiming.keep_filter(self.store, name, query, who)

    def forget_filter(self, number: int, who: str) -> None:
        claiming.forget_filter(self.store, number, who)

    def propose(self, kind: str, entry: dict[str, Any], who: str, said: str | None = None) -> int:
        """Proposes an entry of the data (project/teaching/edits says which); gives its number. Raises DataError where it does not hold."""
        from rasid.project.teaching import proposing  # late: most calls teach nothing

        return proposing.propose(self.store, kind, entry, who, said)

    def propose_undoing(self, number: int, who: str, said: str | None = None) -> int:
        """Proposes to take out again what an approved proposal has brought."""
        from rasid.project.teaching import proposing

        return proposing.propose_undoing(self.store, number, who, said)

    def refuse_proposal(self, number: int, who: str, why: str) -> None:
        """Raises ConflictError where somebody has decided on it already."""
        from rasid.project.teaching import proposing

        proposing.refuse(self.store, number, who, why)

    def rehearse(self, number: int, lock: AbstractContextManager[object]) -> Iterator[rehearsing.Start | rehearsing.Rehearsed]:
        """What coding by a proposal would change; nothing is written. `lock` is held while a report is coded."""
        from rasid.project.teaching import rehearsing

        return rehearsing.rehearse(self.store, self.coder, number, lock)

    def take_in(self, number: int, who: str, seen: str) -> None:
        """Takes a proposal into the project's data; what codes from now on knows it. `seen`: the version of the data that its changes were
        looked at with. Raises ConflictError."""
        from rasid.project.teaching import taking

        taking.take_in(self.store, self.coder, number, who, seen)

    def renew(self) -> None:
        """Lets what codes read the data anew; what is being coded is finished by what was read before."""
        made = Coder(self.store.layer)
        made.pipeline()
        self.__dict__["coder"] = made

    def recode_taught(
        self, number: int, who: str, unmoved: Iterable[str], lock: AbstractContextManager[object]
    ) -> Iterator[recoding.Recoded]:
        """Codes anew the reports in which the words of a proposal stand, but those of which was seen that nothing changes."""
        from rasid.project.teaching import taking

        return taking.recode_taught(self.store, self.coder, number, who, unmoved, lock)

    def policy(self, name: str, today: dt.date | None = None) -> Policy:
        """A profile of the project, ready to say what may leave. `today`: from when embargoes count back. Raises UsageError, DataError."""
        from rasid.publish.policy import Policy  # late: most calls publish nothing

        return Policy(name, folder=self.store.folder, lexicon=lambda: self.pipeline.lexicon, today=today, layers=self.coder.layers)

    def why(self, asked: str) -> dict[str, Any]:
        """Where a value comes from: `ev_…`, `ev_…:toll`, a report's id, `in_…`, or the number of an audit entry. Raises StoreError."""
        with self.store.reading() as connection:
            return Asker(connection, self.coder).why(asked)
