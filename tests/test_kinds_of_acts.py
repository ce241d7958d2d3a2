"""What kind of act newsrooms' words tell, family by family: verb, verbal noun, passive, light verb, headline; and what only sounds so."""

from __future__ import annotations

from pathlib import Path

import pytest

from rasid.model import Report

TABLE = Path(__file__).with_name("kinds_of_acts.txt")
PUBLISHED = "2024-03-20"


def rows() -> list[tuple[str, str]]:
    lines = (line for line in TABLE.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#"))
    return [(types, text) for types, _, text in (line.partition("|") for line in lines)]


@pytest.mark.parametrize(("types", "text"), rows())
def test_kinds(pipeline, types: str, text: str) -> None:
    wanted = [] if types == "-" else types.split()
    statuses = {t.partition(":")[0] for t in wanted if ":" in t}
    events = pipeline.code(Report(id="t", text=text, published=PUBLISHED))
    assert sorted(f"{e.type}:{e.status}" if e.type in statuses else e.type for e in events) == sorted(wanted)
