"""docs/codebook.md is what scripts/codebook_page.py makes of the ontology."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

ROOT = Path(__file__).parent.parent


def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("codebook_page", ROOT / "scripts" / "codebook_page.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_page_is_up_to_date() -> None:
    made = script().page()
    assert (ROOT / "docs" / "codebook.md").read_text(encoding="utf-8") == made, "run .venv/bin/python scripts/codebook_page.py"


def test_every_type_has_a_section_with_both_languages() -> None:
    made = script()
    page = made.page()
    for type_ in made.entries(made.TYPES):
        assert f"\n## {type_['id']}\n\n**{type_['names']['en']}** · {type_['names']['ar']}\n" in page


def test_every_exception_of_a_mapping_can_be_told() -> None:
    made = script()
    for type_ in made.entries(made.TYPES):
        for case in type_.get("acled_when") or []:
            assert made.exception(case)
