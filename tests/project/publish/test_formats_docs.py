"""The pages say what the formats are."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path

from rasid.publish.formats import FORMATS, format_of

ROOT = Path(__file__).parent.parent.parent.parent
FORMATS_PAGE = (ROOT / "docs" / "formats.md").read_text(encoding="utf-8")
COMMANDS = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")


def test_the_command_lists_every_format() -> None:
    section = COMMANDS.split("\n## rasid export\n")[1].split("\n## ")[0].split("| format | writes |")[1]
    assert re.findall(r"^\| `([a-z0-9-]+)` \|", section, re.M) == list(FORMATS)


def test_tables_of_columns_are_those_of_the_formats() -> None:
    found = importlib.util.spec_from_file_location("formats_page", ROOT / "scripts" / "formats_page.py")
    assert found and found.loader
    script = importlib.util.module_from_spec(found)
    found.loader.exec_module(script)
    assert FORMATS_PAGE.count("<!-- columns of ") == len(script.TABLES)
    assert script.page(FORMATS_PAGE) == FORMATS_PAGE, "run .venv/bin/python scripts/formats_page.py"


def test_every_format_is_what_its_name_says() -> None:
    for name in FORMATS:
        format = format_of(name)
        assert format.name == name and format.suffix.startswith(".") and format.what.endswith(".")
