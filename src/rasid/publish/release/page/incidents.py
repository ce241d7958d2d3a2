"""Incidents as plain tables: on the page of the release where they are few, otherwise in pages of their own."""

from __future__ import annotations

from pathlib import Path

from rasid.publish.map.wording import NOTHING, Pair, joined
from rasid.publish.release.page import saying
from rasid.publish.release.page.frame import SUFFIX, page, said, table, text
from rasid.publish.release.page.showing import Cells

ROWS = 500  # of a page: some 300 KB, which a telephone still opens at once
SEMICOLON: Pair = ("; ", "؛ ")
COLUMNS = ("date", "event", "where", "toll", "sentence", "says")  # as the script's table has them


def head() -> list[Pair]:
    of = saying.of
    return [
        of("page", "date"),
        of("page", "event"),
        of("fields", "where"),
        of("fields", "toll"),
        of("page", "sentence"),
        of("fields", "says"),
    ]


def row(cells: Cells, side: int) -> list[str]:
    """The cells of a row as HTML."""
    when = said(cells.when, side)
    kind = joined([cells.type, *cells.standing], (" · ", " · "))
    dated = f'<time datetime="{text(cells.day)}">{when}</time>' if cells.day else when
    told = [joined(pairs, SEMICOLON) for pairs in (cells.toll, cells.says)]
    return [f'<span id="{text(cells.id)}">{dated}</span>', said(kind, side), said(cells.where, side), said(told[0], side),
            said(cells.note, side), said(told[1], side)]  # fmt: skip


class Stretch:
    """A page's worth of rows: its number from 1, and the days that it begins and ends with."""

    def __init__(self, number: int) -> None:
        self.number = number
        self.rows: tuple[list[list[str]], list[list[str]]] = ([], [])
        self.first: Pair = NOTHING
        self.last: Pair = NOTHING

    def put(self, cells: Cells) -> None:
        for side in (0, 1):
            self.rows[side].append(row(cells, side))
        self.first = self.first if self.first != NOTHING else cells.when
        self.last = cells.when

    def __len__(self) -> int:
        return len(self.rows[0])


class Pages:
    """Takes rows in order; the first stretch stays in memory, and is written only when there is a second."""

    def __init__(self, folder: Path, title: str, all: int) -> None:
        """`all`: how many rows there will be."""
        self.folder, self.title, self.all = folder, title, all
        self.now = Stretch(1)
        self.waiting: list[Stretch] = []  # whole, not written: their pages say whether there is a next one
        self.told: list[tuple[Pair, Pair]] = []
        self.count = 0

    def put(self, cells: Cells) -> None:
        if len(self.now) == ROWS:
            self.turn(more=True)
        self.now.put(cells)
        self.count += 1

    def turn(self, more: bool) -> None:
        """The stretch is whole: the one before it can be written."""
        self.told.append((self.now.first, self.now.last))
        for stretch in self.waiting:
            self.write(stretch, last=False)
        self.waiting = [self.now]
        if more:
            self.now = Stretch(self.now.number + 1)

    def finish(self) -> None:
        """Writes what is left, where there are pages at all."""
        if not self.alone:
            self.turn(more=False)
            self.write(self.waiting[0], last=True)

    @property
    def alone(self) -> bool:
        """Whether all rows fit on the page of the release."""
        return self.now.number == 1

    def write(self, stretch: Stretch, last: bool) -> None:
        (self.folder / "pages").mkdir(exist_ok=True)
        for side in (0, 1):
            (self.folder / f"pages/incidents-{stretch.number}{SUFFIX[side]}").write_text(
                self.page(stretch, side, last), encoding="utf-8", newline="\n"
            )

    def page(self, stretch: Stretch, side: int, last: bool) -> str:
        first = (stretch.number - 1) * ROWS + 1
        where = saying.word("page_of", first=first, last=first + len(stretch) - 1, all=self.all)
        turns = [(stretch.number - 1, "previous")] if stretch.number > 1 else []
        turns += [] if last else [(stretch.number + 1, "next")]
        links = " ".join(f'<a rel="{k[:4]}" href="incidents-{n}{SUFFIX[side]}">{said(saying.word(k), side)}</a>' for n, k in turns)
        nav = f'<nav class="turn">{links}</nav>\n'
        body = (
            f'<main class="text"><h1>{text(self.title)}</h1>\n<p>{said(where, side)}</p>\n{nav}<section id="incidents">\n'
            f"{table(head(), stretch.rows[side], side, 'incidents')}</section>\n{nav}</main>\n"
        )
        return page(f"incidents-{stretch.number}", side, self.title, body, up="../")

    def links(self, side: int) -> str:
        """The list of pages, each with its days."""
        items = []
        for number, (first, last) in enumerate(self.told, 1):
            days = said(first, side) if first == last else f"{said(first, side)} – {said(last, side)}"
            items.append(f'<li><a href="pages/incidents-{number}{SUFFIX[side]}">{number}</a> <small>{days}</small></li>')
        return f'<ol class="pages">{"".join(items)}</ol>\n'
