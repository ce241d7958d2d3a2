"""A proposal is made, looked at by the lint, kept; and refused with a reason."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from rasid.lexicon.check import Finding, findings_above
from rasid.lexicon.editing import Edit, write
from rasid.lexicon.layers import default_layers
from rasid.model import DataError, UsageError
from rasid.model.errors import ConflictError
from rasid.model.worded import Worded, joined, worded
from rasid.project.teaching.edits import KINDS, Layers, Record, edit_of, words_of
from rasid.store import proposals
from rasid.store.engine import Store
from rasid.store.proposals import APPROVED, REFUSED, Proposal

LONGEST_WHY = 2000  # characters


@contextmanager
def copied(store: Store) -> Iterator[Layers]:
    """The layers with a copy of the project's own, to try things in."""
    with tempfile.TemporaryDirectory(prefix="rasid-") as apart:
        copy = Path(apart) / "data"
        if store.layer.is_dir():
            shutil.copytree(store.layer, copy)
        copy.mkdir(exist_ok=True)
        yield Layers(default_layers(), copy)


def tried(layers: Layers, kind: str, entry: Record) -> tuple[Edit, Record, list[Finding]]:
    """Makes the change in a copy; gives it with what the lint has to say of it that it did not say before."""
    before = set(findings_above(layers.below, layers.project))
    edit, taken = edit_of(layers, kind, entry)
    write(layers.project, edit)
    return edit, taken, [f for f in findings_above(layers.below, layers.project) if f not in before]


def sentence(finding: Finding, layers: Layers) -> Worded:
    text = f"{finding.what[:1].upper()}{finding.what[1:]}: {finding.todo}."
    told = {"what": Worded.of(finding.what), "todo": Worded.of(finding.todo)}
    return Worded(text, "{what}: {todo}.", told).replaced(str(layers.project), "data")


def checked(layers: Layers, kind: str, entry: Record) -> tuple[Edit, Record, list[str]]:
    """The same with warnings as sentences. Raises DataError where there are errors."""
    edit, taken, found = tried(layers, kind, entry)
    errors = [sentence(f, layers) for f in found if f.error]
    if errors:
        raise DataError(joined(errors), where=edit.entry)
    words_of(layers, kind, taken)
    return edit, taken, [sentence(f, layers) for f in found]


def propose(store: Store, kind: str, entry: Record, who: str, said: str | None = None) -> int:
    """Keeps a proposal; gives its number. Raises UsageError, and DataError where the entry does not hold: then nothing is kept."""
    if kind not in KINDS or kind == "removal":
        raise UsageError(
            worded("{kind!r} is nothing that can be proposed.", kind=kind), hint=worded("One of {list}.", list=", ".join(KINDS))
        )
    with copied(store) as layers:
        _, _, warnings = checked(layers, kind, entry)
    return kept(store, kind, entry, warnings, who, said, None)


def propose_undoing(store: Store, number: int, who: str, said: str | None = None) -> int:
    """Proposes to take out again what an approved proposal has brought. Raises UsageError, ConflictError where that is proposed already."""
    with store.reading() as connection:
        was = proposals.get(connection, number)
        there = proposals.undone(connection, number)
    if was.state != APPROVED or was.kind == "removal":
        raise UsageError("only what was taken in can be taken out again.", where=str(number))
    if there:
        raise ConflictError(worded("proposal {id} takes it out already.", id=there[0].id), where=str(number))
    entry = {"of": was.kind, "entry": was.entry}
    with copied(store) as layers:
        _, _, warnings = checked(layers, "removal", entry)
    return kept(store, "removal", entry, warnings, who, said, number)


def kept(store: Store, kind: str, entry: Record, warnings: list[str], who: str, said: str | None, undoes: int | None) -> int:
    with store.writing(who) as change:
        number = proposals.put(change.connection, who, kind, entry, warnings, said or None, undoes)
        after = {"kind": kind, "entry": entry} | ({"undoes": undoes} if undoes else {})
        change.record("data.propose", f"proposal:{number}", after=after, why=said or None)
    return number


def refuse(store: Store, number: int, who: str, why: str) -> Proposal:
    """Refuses a proposal, with the reason. Raises UsageError, ConflictError where somebody has decided on it already."""
    if not why.strip() or len(why) > LONGEST_WHY:
        raise UsageError(
            worded("a refusal needs its reason, of at most {longest_why:,} characters.", longest_why=LONGEST_WHY), where=str(number)
        )
    with store.writing(who) as change:
        was = proposals.decide(change.connection, number, who, REFUSED, why.strip())
        change.record("data.refuse", f"proposal:{number}", before={"state": was.state}, after={"state": REFUSED}, why=why.strip())
    return was
