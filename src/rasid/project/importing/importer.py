"""`rasid import`: one file after the other, each by its kind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path

from rasid.model import InputError
from rasid.project.importing.cells import only_order
from rasid.project.importing.edited import Editor
from rasid.project.importing.keeping import Keeper, dataset_of
from rasid.project.importing.outcomes import Outcome
from rasid.project.importing.retracting import retract_all
from rasid.project.importing.tables import Sheet, counted, opened
from rasid.project.project import Project
from rasid.publish.formats.table import BY_NAME


class Importer:
    """Imports files into a project. `unknown`: codes, parties and places of other datasets that came to nothing, with how many rows each
    befell; `notes`: what else is worth saying, in sentences."""

    def __init__(self, project: Project, who: str, *, order: str | None = None, dry: bool = False, address: str = "") -> None:
        self.project, self.who, self.order, self.dry, self.address = project, who, order, dry, address
        self.unknown: Counter[tuple[str, str]] = Counter()
        self.notes: list[str] = []

    def import_all(self, files: Iterable[str]) -> Iterator[Outcome]:
        """What came of each row, in order, as soon as it is kept. A file that cannot be read never stops the others."""
        for name in files:
            path = Path(name)
            try:
                with opened(path) as sheet:
                    yield from self.rows_of(counted(sheet), path)
                    if sheet.damaged():
                        self.notes.append(f"{name}: some letters could not be read and stand as \ufffd.")
            except InputError as error:
                yield Outcome(where=error.where or name, what="problem", problems=[error])

    def rows_of(self, sheet: Sheet, path: Path) -> Iterator[Outcome]:
        store, coder = self.project.store, self.project.coder
        if sheet.kind in ("acled", "ucdp"):
            keeper = Keeper(store, coder, self.who, dataset_of(sheet, path), path, self.address)
            yield from keeper.keep_all(sheet, self.order, self.dry)
            self.unknown += keeper.codes.unknown
        elif sheet.kind == "acled-deleted":
            yield from retract_all(store, coder, self.who, sheet, self.order, self.dry)
        else:
            order = lru_cache(lambda: self.order or order_in(path))
            yield from Editor(store, coder, self.who, order, self.dry).take_all(sheet)


def order_in(path: Path) -> str | None:
    """How a table writes days in figures, by those that can be read in one way alone (13/02/2024); None where it has none, or both."""
    found: set[str] = set()
    days = [c.name for c in BY_NAME.values() if c.kind == "day"]
    with opened(path) as sheet:
        for row in sheet.rows:
            cells = [row.cells.get(name) for name in days]
            found |= {o for c in cells if isinstance(c, str) and c for o in only_order(c)}
            if len(found) > 1:
                return None
    return next(iter(found), None)
