"""Rows of other datasets into a project: each a report with its event, whole within a transaction, however often they are imported.

They are not our coder's: a run of its own stands for them, `recode` leaves them as they are, and reprints are not looked for among them,
since two rows of one dataset are two happenings however alike their words. Linking sets them beside the accounts of reports.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
import sqlalchemy as sa
from sqlalchemy import Connection

from rasid import __version__
from rasid.intake.found import Found
from rasid.intake.tables import Row
from rasid.lexicon import Lexicon
from rasid.model import InputError, RasidError, StoreError
from rasid.project.coding import Coder, Draft, families, plain
from rasid.project.importing import acled, ucdp
from rasid.project.importing.coded_rows import CodedRow
from rasid.project.importing.codes import Codes
from rasid.project.importing.outcomes import Change, Outcome
from rasid.project.importing.retracting import published_again, retracted
from rasid.project.importing.tables import Sheet
from rasid.project.incidents import link_events, scorer_of
from rasid.project.matching import Changed as Moved
from rasid.project.matching import Known, Plan, again, plan, under
from rasid.project.quoting import LostWords
from rasid.project.recoding import known_of, told, write
from rasid.store import blobs, reports, runs
from rasid.store.engine import Change as Transaction
from rasid.store.engine import Store
from rasid.store.reports import CONTEXT, Stored
from rasid.store.schema import acquisitions

TOGETHER = 200  # rows that share a transaction: another writer waits some seconds at most, and the commit's cost is a small part
REMEMBERED = 5000  # accounts that linking keeps in memory between transactions, some 10 kB each


class Dataset(NamedTuple):
    """One of those whose rows are imported. `read`: a row's cells to what is kept; `version`: that of the file, where rows have none."""

    name: str
    read: Callable[[dict[str, Any], Codes, str | None], CodedRow]
    version: str


def dataset_of(sheet: Sheet, path: Path) -> Dataset:
    if sheet.kind == "acled":
        return Dataset(acled.CODER, acled.coded, "")
    version = ucdp.version_of(path.name)
    return Dataset(ucdp.CODER, lambda cells, codes, order: ucdp.coded(cells, codes, order, version), version)


class Keeper:
    """Keeps the rows of one file."""

    def __init__(self, store: Store, coder: Coder, who: str, dataset: Dataset, path: Path, address: str = "") -> None:
        self.store, self.coder, self.who, self.dataset, self.path, self.address = store, coder, who, dataset, path, address
        self.pipeline = coder.pipeline()
        self.codes = Codes(self.pipeline.lexicon, coder.layers)
        with path.open("rb") as handle:
            self.sha256, _ = blobs.digest(handle)
        self.acquisition = self.run = 0
        self.versions: dict[int, str] = {}

    def begin(self) -> None:
        """Keeps the file's bytes once and begins a run, when the first row has something new."""
        if self.run:
            return
        found, lexicon = self.found(None, ""), self.pipeline.lexicon
        told: dict[str, Any] = {"coder": self.dataset.name, "version": self.dataset.version or __version__, "data_version": lexicon.version}
        told |= {"layers": self.coder.hashes(), "lang": lexicon.code}
        with self.store.writing(self.who) as change:
            with self.path.open("rb") as handle:
                if blobs.put(change.connection, handle, "text/csv") != self.sha256:
                    raise StoreError("the file changed while it was being read.", where=str(self.path), hint="Import it again.")
            self.acquisition = reports.acquired(change.connection, found, self.sha256)
            if runs.last_data(change.connection) != lexicon.version:
                runs.write_parties(change.connection, lexicon.parties.by_id)
            run = runs.begin(change.connection, **told)
            change.record("run.begin", f"run:{run}", after=told | {"acquisition": self.acquisition, "sha256": self.sha256})
        self.run = run

    def finish(self) -> None:
        if self.run:
            with self.store.writing(self.who) as change:
                runs.finish(change.connection, self.run)
                change.record("run.finish", f"run:{self.run}")

    def found(self, row: CodedRow | None, locator: str) -> Found:
        details = {"dataset": self.dataset.name} | ({"version": self.dataset.version} if self.dataset.version else {})
        report: Any = row.report if row is not None else None
        return Found(
            where=str(self.path),
            report=report,
            raw=b"",
            how=self.dataset.name,
            name=self.path.name,
            media_type="text/csv",
            locator=locator,
            address=self.address,
            details=details,
        )

    def keep_all(self, sheet: Sheet, order: str | None, dry: bool = False) -> Iterator[Outcome]:
        """What came of each row, in order, once it is kept. `dry`: what would come of it."""
        waiting: list[Outcome | tuple[Row, CodedRow]] = []
        for row in sheet.rows:
            waiting.append(self.read(row, sheet, order))
            if len(waiting) >= TOGETHER:
                yield from self.kept(waiting, sheet, dry)
                waiting = []
        yield from self.kept(waiting, sheet, dry)
        self.finish()

    def read(self, row: Row, sheet: Sheet, order: str | None) -> Outcome | tuple[Row, CodedRow]:
        where = f"{sheet.where}:{row.number}"
        try:
            if row.problem:
                raise InputError(row.problem, hint="Correct it; the other rows are read.")
            return row, self.dataset.read(row.cells, self.codes, order)
        except InputError as error:
            return Outcome(where=where, what="problem", problems=[InputError(error.what, where=where, hint=error.hint)])

    def kept(self, waiting: list[Outcome | tuple[Row, CodedRow]], sheet: Sheet, dry: bool) -> list[Outcome]:
        """Writes what is new of some rows in one transaction; where that fails, each in its own, so that one does not stop the others."""
        with self.store.reading() as connection:
            judged = [w if isinstance(w, Outcome) else self.judged(connection, *w, sheet.where) for w in waiting]
        new = [w for w, o in zip(waiting, judged, strict=True) if not isinstance(w, Outcome) and o.what in ("added", "revised")]
        if dry or not new:
            return judged
        self.begin()
        try:
            done = self.written(new, sheet.where)
        except StoreError:
            raise  # the database is full, locked, gone: that is no fault of a row
        except Exception:
            done = {}
            for one in new:
                done |= self.written_alone(one, sheet.where)
        return [o if isinstance(w, Outcome) else done.get(w[0].number, o) for w, o in zip(waiting, judged, strict=True)]

    def written_alone(self, one: tuple[Row, CodedRow], where: str) -> dict[int, Outcome]:
        try:
            return self.written([one], where)
        except StoreError:
            raise
        except Exception as error:
            detail = f"{type(error).__name__}: {error}".partition("\n")[0][:200]
            place = f"{where}:{one[0].number}"
            problem = RasidError(f"this row could not be kept ({detail}).", where=place, hint="This is a fault of Rasid; please report it.")
            return {one[0].number: Outcome(where=place, what="problem", id=one[1].report.id, problems=[problem])}

    def written(self, some: Iterable[tuple[Row, CodedRow]], where: str) -> dict[int, Outcome]:
        done: dict[int, Outcome] = {}
        touched: set[str] = set()
        with self.store.writing(self.who) as change:
            for row, coded in some:
                outcome = self.judged(change.connection, row, coded, where)  # another may have been first, or a row above
                if outcome.what in ("added", "revised"):
                    touched |= self.write(change, row, coded, outcome)
                done[row.number] = outcome
            if touched:
                link_events(change, touched, self.pipeline.lexicon)
                let_go(self.pipeline.lexicon)
        return done

    def judged(self, connection: Connection, row: Row, coded: CodedRow, where: str) -> Outcome:
        """What a row brings beside what is kept of it."""
        place, id_ = f"{where}:{row.number}", coded.report.id
        stored = reports.get(connection, id_)
        gone = retracted(connection, id_)
        if gone is not None and not (coded.version and coded.version > gone):
            return Outcome(where=place, what="older", id=id_)
        count = int(coded.event is not None)
        if stored is None:
            return Outcome(where=place, what="added", id=id_, events=count)
        if stored.redacted or stored.masked:
            return Outcome(where=place, what="already there", id=id_)  # what was destroyed on purpose does not come back
        changed = differing(stored, coded)
        if gone is None and not changed:
            return Outcome(where=place, what="already there", id=id_)
        if self.is_older(connection, stored, coded):
            return Outcome(where=place, what="older", id=id_)
        if stored.acquisition_id == self.acquisition and stored.locator != locator(row) and not newer(stored, coded):
            problem = InputError(f"{id_} stands in this file twice, with the same version and other values.", where=place)
            return Outcome(where=place, what="problem", id=id_, problems=[problem])
        changes = [Change(column=k, before=getattr(stored.report, k), after=getattr(coded.report, k)) for k in changed]
        return Outcome(where=place, what="revised", id=id_, events=count, changes=changes)

    def is_older(self, connection: Connection, stored: Stored, coded: CodedRow) -> bool:
        """Whether a row is an earlier form of what is kept: by its own version, or by that of its file."""
        if self.dataset.name == acled.CODER:
            return bool(coded.version and stored.report.published and coded.version < stored.report.published)
        if stored.acquisition_id not in self.versions:
            query = sa.select(acquisitions.c.details).where(acquisitions.c.id == stored.acquisition_id)
            details = msgspec.json.decode(connection.execute(query).scalar() or "{}")
            self.versions[stored.acquisition_id] = str(details.get("version") or "")
        return figures(coded.version) < figures(self.versions[stored.acquisition_id])

    def write(self, change: Transaction, row: Row, coded: CodedRow, outcome: Outcome) -> set[str]:
        """Keeps a row and its event, with one entry. Gives the events that are to be linked."""
        connection, found = change.connection, self.found(coded, locator(row))
        stored = reports.get(connection, coded.report.id)
        before = None
        if stored is None:
            action, stored = "report.add", reports.insert(connection, found, self.sha256, self.acquisition, self.run)
            known = Known(stored=stored, kept=[], made={}, tied=set(), older=lambda _: None)
        else:
            before = {"text_hash": stored.text_hash} | {c.column: c.before for c in outcome.changes if c.column != "text"}
            action, stored = "report.revise", reports.revise(connection, stored, found, self.sha256, self.acquisition)
            reports.coded_by(connection, stored.id, self.run)
            published_again(connection, stored.id)
            known = known_of(connection, stored)
        after: dict[str, Any] = {"sha256": self.sha256, "text_hash": stored.text_hash, "revision": stored.revision, "run": self.run}
        after |= {"acquisition": self.acquisition, "locator": found.locator}
        after |= {k: getattr(stored.report, k) for k in ("published", *CONTEXT) if getattr(stored.report, k) is not None}
        drawn = planned(known, coded, families(self.pipeline), self.run)
        write(connection, stored, drawn)
        was, becomes = told(drawn)
        record = {k: v for k, v in ((before or {}) | was).items() if v}
        after |= {"events": [k.id for k in drawn.fresh]} | becomes
        change.record(action, f"report:{stored.id}", before=record or None, after=after)
        return set(drawn.touched)


def let_go(lexicon: Lexicon) -> None:
    """Lets go what linking remembers of accounts, so that memory does not grow with the file: rows mostly come by day, and far ones are not
    compared again."""
    scorer = scorer_of(lexicon)
    if len(scorer.profiles) > REMEMBERED:
        scorer.profiles.clear()


def planned(known: Known, coded: CodedRow, kinds: dict[str, str], run: int | None) -> Plan:
    """What a row's event does to what is kept of it: a later form of a row is the same event, whatever in it has changed."""
    drafts: list[Draft] = [] if coded.event is None else [(coded.event, coded.trigger)]
    own = [k for k in known.kept if k.proposed is not None]
    if len(own) != 1 or coded.event is None:
        return plan(known, drafts, kinds, run)
    before = own[0]
    try:
        after = again(known, before, under(plain(coded.event), before.id, {}), coded.trigger, run)
    except LostWords:  # a person's value quotes words that the row no longer has: that event stays as it was reviewed
        return plan(known, drafts, kinds, run)
    return Plan(report_id=known.stored.id, fresh=[], changed=[Moved(before, after)], removed=[], suppressed=[], same=0)


def differing(stored: Stored, coded: CodedRow) -> list[str]:
    """What of the report is another now. The time of a row's last change alone is no change."""
    changed = ["text"] if reports.hash_of(coded.report.text) != stored.text_hash else []
    if coded.report.title is not None and stored.report.title != coded.report.title:
        changed.append("title")
    if changed and stored.report.published != coded.report.published:
        changed.append("published")
    return changed


def newer(stored: Stored, coded: CodedRow) -> bool:
    return bool(coded.version and stored.report.published and coded.version > stored.report.published)


def locator(row: Row) -> str:
    return f"row {row.number}"


def figures(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split(".") if part.isdigit())
