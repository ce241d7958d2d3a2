"""The sheet of a coder as a project: read, decided and corrected by the same means as any report."""

from __future__ import annotations

from rasid.project.coding import Coder
from rasid.project.project import Project
from rasid.project.team import doubling
from rasid.store.scope import Viewer
from rasid.store.sheets import SheetStore


class SheetProject(Project):
    """One report, and what one coder makes of it; codes with the project's own data."""

    def __init__(self, whole: Project, store: SheetStore) -> None:
        super().__init__(store)
        self.whole = whole

    @property
    def coder(self) -> Coder:  # type: ignore[override]
        return self.whole.coder

    def renew(self) -> None:
        self.whole.renew()


def opened(whole: Project, number: int, viewer: Viewer) -> SheetProject:
    """The sheet of this viewer. Raises StoreError where he has none of this number."""
    with whole.store.reading() as connection:
        double, coding = doubling.own(connection, number, viewer)
    return SheetProject(whole, SheetStore(whole.store, double, coding))
