"""Tables of ours that a person edited: cells that changed become decisions of theirs, a row all or nothing.

A changed cell is one that is another than when the table was written; a cell that was left alone undoes nothing that somebody else has
done meanwhile, and where both changed one, neither is taken: it is told.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any

from sqlalchemy import Connection

from rasid.intake.tables import Row
from rasid.model import ConflictError, InputError, RasidError, UsageError
from rasid.project.checking import checked
from rasid.project.coding import Coder, plain
from rasid.project.correcting import ACCEPTED, REJECTED, Corrector, in_order
from rasid.project.importing.bases import Cells, began_from, cells_of
from rasid.project.importing.cells import Reader, may_be, written
from rasid.project.importing.changes import Row as Edited
from rasid.project.importing.damage import letters_lost, one_line
from rasid.project.importing.outcomes import Change, Outcome
from rasid.project.importing.tables import Sheet
from rasid.project.importing.vocabulary import Vocabulary
from rasid.publish.formats.table import BY_NAME, WHY, Column
from rasid.publish.material import Told, told_of, with_reports
from rasid.store import decisions
from rasid.store.decisions import STATE, Decision
from rasid.store.engine import Store
from rasid.store.schema import events

TOGETHER = 300  # rows that are looked up at a time
EDITABLE = tuple(c for c in BY_NAME.values() if c.edit)
# Columns for reading that repeat another: who changes one of these meant the other.
MEANT = {
    **{f"{name}_{lang}": (name, name) for name in ("type", "initiators", "targets", "sources") for lang in ("en", "ar")},
    **{f"places_{lang}": ("places", "place_ids") for lang in ("en", "ar")},
    "toll": ("toll", "killed_low, killed_high …"),
}


class Rehearsed(Exception):
    """A dry run has gone as far as it goes: the transaction is taken back."""


class Editor:
    """Takes edited tables in for one person. `order`: how days are written in figures, or what finds it out when it is asked."""

    def __init__(self, store: Store, coder: Coder, who: str, order: Callable[[], str | None], dry: bool = False) -> None:
        self.store, self.who, self.dry = store, who, dry
        self.corrector = Corrector(store, coder, who)
        lexicon = coder.pipeline().lexicon
        self.reader, self.types = Reader(Vocabulary(lexicon), order), lexicon.ontology["event_types"]

    def take_all(self, sheet: Sheet) -> Iterator[Outcome]:
        """What came of each row, in order, once it is kept."""
        while rows := list(islice(sheet.rows, TOGETHER)):
            with self.store.reading() as connection:
                ids = [i for i in (one_line(r.cells.get("event_id")) for r in rows) if i]
                known, made = accounts(connection, ids), decisions.of_events(connection, ids)
                drawn = [self.drawn(connection, row, f"{sheet.where}:{row.number}", known, made) for row in rows]
            yield from (one if isinstance(one, Outcome) else one.taken(self) for one in drawn)

    def drawn(
        self, connection: Connection, row: Row, where: str, known: dict[str, Told], made: dict[str, list[Decision]]
    ) -> Outcome | Drawn:
        """What a row changes; an outcome where it changes nothing, or cannot be taken."""
        id_ = one_line(row.cells.get("event_id"))
        if row.problem or id_ not in known:
            said = row.problem or (f"there is no event {id_!r} in this project." if id_ else "event_id: nothing stands there.")
            return refused(where, id_ or None, [InputError(said, hint="The row is passed over.")])
        told, seen = known[id_], one_line(row.cells.get("version"))
        now = cells_of(told.event, told.state, self.types)
        base = began_from(connection, told, seen, self.types) if seen else undecided(now, made.get(id_, []))
        return Compared(self, row, where, told, now, base, made.get(id_, [])).drawn()


class Compared:
    """One row beside what stands and what it began from (`base`; None, or without a column, where that cannot be known)."""

    def __init__(self, editor: Editor, row: Row, where: str, told: Told, now: Cells, base: Cells | None, made: list[Decision]) -> None:
        self.editor, self.row, self.where, self.told, self.now, self.made = editor, row, where, told, now, made
        self.base: Cells = base or {}
        self.changed: dict[Column, Any] = {}
        self.changes: list[Change] = []
        self.conflicts: list[Change] = []
        self.problems: list[RasidError] = []

    def drawn(self) -> Outcome | Drawn:
        for column in EDITABLE:
            if column.name in self.row.cells:
                try:
                    self.look_at(column, self.row.cells[column.name])
                except UsageError as error:
                    self.problems.append(InputError(f"{column.name}: {error.what}", hint=error.hint))
        self.misplaced()
        why = one_line(self.row.cells.get(WHY)) or None
        if any(c.name == STATE and v == REJECTED for c, v in self.changed.items()) and not why:
            self.problems.append(InputError("state: a rejection needs a reason.", hint=f"Write it into a column named {WHY}."))
        id_ = self.told.event.id
        if self.conflicts or self.problems:
            told = [*self.problems, *(self.conflict(c) for c in self.conflicts)]
            return refused(self.where, id_, told, self.conflicts)
        if not self.changed:
            return Outcome(where=self.where, what="already there", id=id_)
        return Drawn(self.told, self.where, self.changed, self.changes, why)

    def look_at(self, column: Column, cell: Any) -> None:
        """Whether a cell was changed, and whether somebody else did so too. Raises UsageError where it cannot be read."""
        name, now = column.name, self.now[column.name]
        known = name in self.base
        base = self.base.get(name)
        said = written(cell)
        if said == written(now if not known else base) or (column.kind == "day" and said and str(base if known else now) in may_be(cell)):
            return
        read = self.editor.reader.value
        value, stands = read(column, cell), read(column, now)
        if value == stands or (known and value == read(column, base)) or (name == STATE and self.judged(value)):
            return
        if name == STATE and value not in (ACCEPTED, REJECTED):
            raise UsageError(
                f"{value!r} is nothing that you can set.", hint="accepted or rejected; what is corrected becomes so by itself."
            )
        change = Change(column=name, before=base if known else None, after=value)
        if known and read(column, base) == stands:
            self.changed[column] = value
            self.changes.append(change)
        else:
            self.conflicts.append(Change(column=name, before=value, after=now))

    def judged(self, verdict: Any) -> bool:
        """Whether the verdict stands already: an event that is accepted and corrected is told as corrected."""
        return next((d.value for d in reversed(self.made) if d.field == STATE), None) == verdict

    def misplaced(self) -> None:
        """Changes in columns that are only for reading, which would be lost silently."""
        touched = {field_of(c) for c in self.changed}
        if lost := [name for name in MEANT if letters_lost(self.row.cells.get(name), self.now[name])]:
            hint = "Export it anew with --excel, or save it as a workbook or as CSV in UTF-8."
            self.problems = [InputError(f"its letters were lost when the table was saved ({', '.join(lost)}).", hint=hint)]
            return
        for name, (field, meant) in MEANT.items():
            cell = self.row.cells.get(name)
            if cell is None or not self.base or field in touched:
                continue
            if written(cell) not in (written(self.now[name]), written(self.base.get(name))):
                self.problems.append(InputError(f"{name}: this column is only for reading.", hint=f"Change {meant}; names follow."))

    def conflict(self, change: Change) -> RasidError:
        field = field_of(BY_NAME[change.column])
        last = next((d for d in reversed(self.made) if d.field == field), None)
        by = f"{last.who} has set it to" if last else "it is now"
        return ConflictError(
            f"{change.column}: you wrote {shown(change.before)}, and meanwhile {by} {shown(change.after)}.",
            hint="Nothing of this row was written; export it anew and look again.",
        )


class Drawn:
    """What one row is going to change."""

    def __init__(self, told: Told, where: str, changed: dict[Column, Any], changes: list[Change], why: str | None) -> None:
        self.told, self.where, self.changed, self.changes, self.why = told, where, changed, changes, why

    def taken(self, editor: Editor) -> Outcome:
        """Writes the decisions in one transaction."""
        try:
            self.decide(editor)
        except Rehearsed:
            pass
        except RasidError as error:
            column = next((c.name for c in self.changed if error.where.startswith((c.name, field_of(c)))), error.where)
            return refused(
                self.where, self.told.event.id, [InputError(f"{column}: {error.what}" if column else error.what, hint=error.hint)]
            )
        return Outcome(where=self.where, what="changed", id=self.told.event.id, changes=self.changes)

    def decide(self, editor: Editor) -> None:
        values = {c: v for c, v in self.changed.items() if c.name != STATE}
        verdict = next((v for c, v in self.changed.items() if c.name == STATE), None)
        record = plain(self.told.event)
        fields = in_order(Edited(record).fields(values))
        with editor.store.writing(editor.who) as change:
            case = editor.corrector.case(change, self.told.event.id)
            if verdict is not None:
                case.decide(STATE, verdict, self.why, self.told.state)
            for field, value in fields:
                case.decide(field, checked(field, value, case.kept.record, case.text, case.lexicon), self.why, record[field])
            if editor.dry:
                raise Rehearsed
            case.close()


def accounts(connection: Connection, ids: list[str]) -> dict[str, Told]:
    """The events of these ids with their reports, whatever their state."""
    rows = connection.execute(with_reports(connection).where(events.c.id.in_(sorted(set(ids)))))
    return {row.id: told_of(row) for row in rows}


def undecided(now: Cells, made: list[Decision]) -> Cells:
    """What a row without a version began from: what stands, but for what people have decided, which may have been before or after it."""
    fields = {d.field for d in made}
    return {name: v for name, v in now.items() if not (c := BY_NAME[name]).edit or field_of(c) not in fields}


def refused(where: str, id_: str | None, problems: list[RasidError], conflicts: list[Change] | None = None) -> Outcome:
    """A row of which nothing was written."""
    told = [type(p)(p.what, where=where, hint=p.hint) for p in problems]
    return Outcome(where=where, what="conflict" if conflicts else "problem", id=id_, conflicts=conflicts or [], problems=told)


def shown(value: Any) -> str:
    if isinstance(value, list):
        value = "; ".join("" if v is None else str(v) for v in value)
    return "nothing" if value in (None, "") else repr(value)


def field_of(column: Column) -> str:
    """The field of the record that a column's cells set."""
    return str(column.edit).partition(".")[0]
