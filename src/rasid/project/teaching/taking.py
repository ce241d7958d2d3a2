"""A proposal is taken into the project's data layer, and the reports that it changes are coded anew; what people decided outlives it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

from rasid.lexicon.editing import Edit, write
from rasid.lexicon.layers import default_layers
from rasid.model import DataError
from rasid.model.errors import ConflictError
from rasid.project.coding import Coder
from rasid.project.recoding import Recoded, recode
from rasid.project.teaching.edits import Layers, Record, words_of
from rasid.project.teaching.proposing import checked, copied
from rasid.project.teaching.rehearsing import MOST, version_of
from rasid.store import proposals
from rasid.store.engine import Store
from rasid.store.proposals import APPROVED
from rasid.store.wording import reports_with


def take_in(store: Store, coder: Coder, number: int, who: str, seen: str) -> Edit:
    """Writes the entry into the project's layer and says so in the log, both or neither. `seen`: the version of the data with which its
    changes were looked at. Raises ConflictError where the data is another by now, or somebody has decided on it already."""
    edit, taken = ready(store, number)
    undoing: Edit | None = None
    try:
        with store.writing(who) as change:
            if version_of(coder) != seen:
                what = "the data has changed since it was looked at what this would change."
                raise ConflictError(what, where=str(number), hint="Look again at what would change, then decide.")
            was = proposals.decide(change.connection, number, who, APPROVED, entry=taken)
            after = {"state": APPROVED, "file": f"data/{edit.name}", "entry": edit.entry, "text": edit.shown}
            change.record("data.approve", f"proposal:{number}", before={"state": was.state}, after=after)
            undoing = edit._replace(text=text_of(store.layer / edit.name))
            write(store.layer, edit)
    except BaseException:
        if undoing is not None:
            write(store.layer, undoing)
        raise
    return edit


def ready(store: Store, number: int) -> tuple[Edit, Record]:
    """The change and the entry of a proposal that waits, checked. What somebody else has just taken in does not hold a second time: that
    is a conflict and no fault of the entry."""
    with store.reading() as connection:
        proposal = proposals.open_one(connection, number)
    try:
        with copied(store) as layers:
            edit, taken, _ = checked(layers, proposal.kind, proposal.entry)
    except DataError:
        with store.reading() as connection:
            proposals.open_one(connection, number)
        raise
    return edit, taken


def text_of(path: Path) -> str | None:
    return path.read_text(encoding="utf-8") if path.is_file() else None


def recode_taught(
    store: Store, coder: Coder, number: int, who: str, unmoved: Iterable[str], lock: AbstractContextManager[object]
) -> Iterator[Recoded]:
    """Codes the reports anew in which its words stand, one at a time under `lock`, but those of which was seen that nothing changes.
    `coder`: one that has read the entry."""
    with store.reading() as connection:
        proposal = proposals.get(connection, number)
        layers = Layers(default_layers(), coder.layer)
        wanted = reports_with(connection, words_of(layers, proposal.kind, proposal.entry), MOST)
    spared, tally = set(unmoved), Counter[str]()
    for report_id in (r for r in wanted if r not in spared):
        with lock:
            done = list(recode(store, coder, who, [report_id]))
        for one in done:
            count(tally, one)
            yield one
    with store.writing(who) as change:
        proposals.recoded(change.connection, number)
        change.record("data.recode", f"proposal:{number}", after=dict(sorted(tally.items())))


def count(tally: Counter[str], one: Recoded) -> None:
    tally["reports"] += 1
    if one.plan is not None:
        tally["new"] += len(one.plan.fresh)
        tally["changed"] += len(one.plan.changed)
        tally["removed"] += len(one.plan.removed)
