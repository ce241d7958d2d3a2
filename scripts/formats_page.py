"""Writes the tables of columns in docs/formats.md from the columns themselves.

.venv/bin/python scripts/formats_page.py
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from rasid.publish.formats import hxl, incident_table, table
from rasid.publish.formats.table import Column

PAGE = Path(__file__).parent.parent / "docs" / "formats.md"
TABLES: dict[str, Sequence[Column]] = {"csv": table.COLUMNS, "csv-incidents": incident_table.COLUMNS}
TAGGED = "<!-- hashtags, from scripts/formats_page.py -->\n"
KINDS = {
    **{"word": "word", "words": "list of words", "text": "text", "truth": "1 or 0", "whole": "whole number", "number": "number"},
    **{"day": "day", "hours": "hours"},
}


def page(text: str) -> str:
    """The page with its tables made anew."""
    for name, columns in TABLES.items():
        begin = f"<!-- columns of {name}, from scripts/formats_page.py -->\n"
        text = re.sub(re.escape(begin) + ".*?<!-- end -->", lambda _, b=begin, c=columns: b + rows(c) + "<!-- end -->", text, flags=re.S)
    return re.sub(re.escape(TAGGED) + ".*?<!-- end -->", lambda _: TAGGED + hashtags() + "<!-- end -->", text, flags=re.S)


def hashtags() -> str:
    return "\n".join(["| column | hashtag |", "|---|---|", *(f"| `{name}` | `{tag}` |" for name, tag in hxl.TAGS.items())]) + "\n"


def rows(columns: Sequence[Column]) -> str:
    edits = any(c.edit for c in columns)
    lines = ["| column | kind | holds | العمود |" + (" edit |" if edits else ""), "|---|---|---|---|" + ("---|" if edits else "")]
    for c in columns:
        en, ar = (words.replace("|", "\\|") for words in c.words)
        lines.append(f"| `{c.name}` | {KINDS[c.kind]} | {en} | {ar} |" + ((f" `{c.edit}` |" if c.edit else "  |") if edits else ""))
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    PAGE.write_text(page(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
