"""Makes docs/images/code.svg, the picture in the README, from what Rasid makes of its demo report.

    .venv/bin/python scripts/readme_picture.py

Nothing is drawn that the program does not say: the rows are those of `rasid demo`, the marks those of its evidence. Text stays text,
so that the viewer's own fonts join and order the Arabic: lines of Arabic are set with direction rtl, Arabic within an English line
is isolated. Look at the result in a browser before it is committed.
"""

from __future__ import annotations

from pathlib import Path
from xml.sax.saxutils import escape

from rasid.cli.demo import PUBLISHED, demo_report
from rasid.cli.lines import FSI, PDI, RUN, wrapped
from rasid.cli.marking import CLOSE, OPEN, marked, marks
from rasid.cli.table import Table
from rasid.model import Event
from rasid.pipeline import Pipeline

OUT = Path(__file__).resolve().parent.parent / "docs" / "images" / "code.svg"
EVENTS = (0, 1)  # which events of the demo are shown
WIDTH, MARGIN, INDENT = 860, 28, 112
LINE, ARABIC_LINE, GAP = 22, 29, 16
COLUMNS = 86  # cells of a row before it breaks, at SIZE
SIZE, ARABIC_SIZE = 13, 17
MONO = "ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', 'Noto Sans Arabic', 'Geeza Pro', 'Segoe UI', Tahoma, monospace"
ARABIC = "'Noto Sans Arabic', 'Noto Naskh Arabic', 'Geeza Pro', 'Segoe UI', Tahoma, 'DejaVu Sans', sans-serif"
INK, FAINT, PAPER, RULE = "#1f2933", "#7b8794", "#fdfdfb", "#d5d9de"
# A colour for each slot, dark enough on paper (contrast 4.5 and more).
COLOURS = {
    "initiators": "#0b6e8a", "targets": "#8a2a9b", "places": "#2b7a2f", "instruments": "#96660a",
    "toll": "#b3261e", "time": "#3344b0", "sources": "#5b6470",
}  # fmt: skip
LABEL_COLOUR = {
    "who": "initiators", "→ whom": "targets", "with": "instruments", "where": "places",
    "when": "time", "toll": "toll", "says": "sources",
}  # fmt: skip


class Picture:
    """Lines of text from top to bottom."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.y = MARGIN + 6
        self.ink = INK

    def text(self, x: int, body: str, size: int = SIZE, fill: str = INK, font: str = MONO, more: str = "") -> None:
        self.parts.append(f'<text x="{x}" y="{self.y}" font-size="{size}" fill="{fill}" font-family="{escape(font)}"{more}>{body}</text>')

    def down(self, by: int) -> None:
        self.y += by

    def row(self, label: str, text: str) -> None:
        """A label and its text, broken into lines."""
        if label:
            self.text(MARGIN, escape(label), fill=FAINT)
        for line in wrapped(text, COLUMNS):
            self.text(MARGIN + INDENT, mixed(line), fill=self.ink)
            self.down(LINE)

    def heading(self, text: str) -> None:
        self.text(MARGIN, mixed(text), more=' font-weight="bold"')
        self.down(8)
        self.parts.append(f'<line x1="{MARGIN}" x2="{WIDTH - MARGIN}" y1="{self.y}" y2="{self.y}" stroke="{RULE}"/>')
        self.down(LINE)

    def evidence(self, event: Event) -> None:
        """The report's words from the right, those that filled a slot in its colour."""
        spots = marks(event)
        slots = iter(slot for _, _, slot in spots)
        inside = ""
        for line in wrapped(marked(event.evidence.text, spots, colour=True), COLUMNS + 6):
            body = f'<tspan fill="{inside}" font-weight="bold">' if inside else ""
            for char in line:
                if char == OPEN:
                    inside = COLOURS[next(slots)]
                    body += f'<tspan fill="{inside}" font-weight="bold">'
                elif char == CLOSE:
                    inside = ""
                    body += "</tspan>"
                else:
                    body += escape(char)
            body += "</tspan>" if inside else ""
            self.text(WIDTH - MARGIN, body, size=ARABIC_SIZE, font=ARABIC, more=' direction="rtl" text-anchor="start" xml:lang="ar"')
            self.down(ARABIC_LINE)

    def block(self, table: Table, event: Event, number: int) -> None:
        self.heading(table.heading(event, number).rstrip(" ─\u2069").replace("\u2068", "").replace("\u2069", ""))
        slot = ""
        for label, text in table.rows(event):
            slot = LABEL_COLOUR.get(label, "") if label else slot
            self.ink = COLOURS.get(slot, INK)
            if label != "confidence":
                self.row(label, text)
        self.down(12)
        self.evidence(event)
        self.down(GAP)

    def svg(self, title: str) -> str:
        height = self.y + MARGIN - ARABIC_LINE - 4
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height}" viewBox="0 0 {WIDTH} {height}" role="img">\n'
            f"<title>{escape(title)}</title>\n"
            f'<rect x="0.5" y="0.5" width="{WIDTH - 1}" height="{height - 1}" rx="8" fill="{PAPER}" stroke="{RULE}"/>\n'
            + "\n".join(self.parts)
            + "\n</svg>\n"
        )


def mixed(line: str) -> str:
    """An English line with its Arabic isolated and in a font for Arabic."""
    return RUN.sub(lambda run: f'{FSI}<tspan font-family="{ARABIC}">{run[0]}</tspan>{PDI}', escape(line))


def draw() -> str:
    """The picture, from the demo report as it is coded now."""
    pipeline = Pipeline.load("ar")
    report = demo_report()
    events = pipeline.code(report)
    table = Table(pipeline.lexicon.ontology, COLUMNS, colour=False)
    picture = Picture()
    picture.text(MARGIN, "$ rasid demo", fill=FAINT)
    picture.text(WIDTH - MARGIN, f"fictional report, published {PUBLISHED}", fill=FAINT, more=' text-anchor="end"')
    picture.down(36)
    for n in EVENTS:
        picture.block(table, events[n], n + 1)
    return picture.svg("Two events coded from a fictional Arabic report, each field in the colour of the words that support it")


if __name__ == "__main__":
    OUT.parent.mkdir(parents=True, exist_ok=True)
    OUT.write_text(draw(), encoding="utf-8")
    print(f"{OUT}: {OUT.stat().st_size:,} bytes")
