"""The pages say what the formats are."""

from __future__ import annotations

import importlib.util
import re
import sys
import textwrap
import types
from pathlib import Path

import pytest
from test_formats import emptied, let_out, made

from rasid.cli.export import spoken
from rasid.model import UsageError
from rasid.project.project import Project
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


def test_the_example_of_the_page_is_a_format(filled: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    page = (ROOT / "docs" / "how-to-export-format.md").read_text(encoding="utf-8")
    code = page.split("```python\n")[1].split("```")[0]
    module = types.ModuleType("tsv")
    exec(textwrap.dedent(code), module.__dict__)
    monkeypatch.setitem(sys.modules, "tsv", module)
    monkeypatch.setitem(FORMATS, "tsv", "tsv")
    released = let_out(filled)
    for some in (released, [emptied(one) for one in released]):
        done, data = made(some, "tsv", filled)
        assert data.count(b"\n") == done.rows + 1 == sum(len(one.told) for one in some) + 1


def test_the_command_writes_every_format(filled: Project, tmp_path: Path) -> None:
    from typer.testing import CliRunner

    from rasid.cli import application

    for name in FORMATS:
        out = tmp_path / name
        done = CliRunner().invoke(application(), ["export", "-f", name, "--out", str(out), "--project", str(filled.store.folder)])
        assert done.exit_code == 0, done.output
        assert out.exists() and (name == "gold" or out.stat().st_size > 200)


@pytest.mark.parametrize(("told", "languages"), [("ar, en", ("ar", "en")), ("ar", ("ar",)), ("en,en", ("en",))])
def test_languages_are_told_in_their_order(told: str, languages: tuple[str, ...]) -> None:
    assert spoken(told) == languages


def test_languages_that_exports_do_not_have_are_refused() -> None:
    for told in ("fr", "", "ar,fr"):
        with pytest.raises(UsageError, match="languages"):
            spoken(told)
