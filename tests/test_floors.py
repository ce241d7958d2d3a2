"""Imports go down the floors, never up; reading and coding do not know each other."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

SOURCE = Path(__file__).parent.parent / "src" / "rasid"
FLOORS = [
    {"model", "client"},
    {"lexicon", "intake"},
    {"gazetteer", "store"},
    {"reading", "coding", "linking"},
    {"publish"},
    {"pipeline"},
    {"project", "evaluate", "coders"},
    {"jobs"},
    {"web", "bulk"},
    {"bench"},
    {"cli"},
]
HEIGHT = {name: height for height, floor in enumerate(FLOORS) for name in floor}
APART = {
    ("reading", "coding"),
    ("coding", "reading"),
    ("lexicon", "intake"),
    ("intake", "lexicon"),
    ("reading", "linking"),
    ("linking", "reading"),
    ("coding", "linking"),
    ("linking", "coding"),
    ("linking", "store"),
    ("gazetteer", "store"),
    ("store", "gazetteer"),
    ("project", "evaluate"),
    ("publish", "reading"),
    ("publish", "coding"),
}
BANNED = {"utils", "helpers", "globals", "common", "misc"}
LONGEST = 500


def modules() -> Iterator[tuple[str, Path]]:
    for path in sorted(SOURCE.rglob("*.py")):
        part = path.relative_to(SOURCE).parts[0].removesuffix(".py")
        if part not in ("__init__", "__main__"):
            yield part, path


def imported(path: Path) -> Iterator[str]:
    """First names below `rasid` that a module imports, wherever in it."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names = []
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            names = [f"{node.module}.{a.name}" for a in node.names] if node.module == "rasid" else [node.module or ""]
        elif isinstance(node, ast.Import):
            names = [a.name for a in node.names]
        yield from (n.split(".")[1] for n in names if n.startswith("rasid."))


def test_every_part_has_a_floor() -> None:
    assert {part for part, _ in modules()} <= set(HEIGHT)


def test_imports_never_go_up_or_across() -> None:
    wrong = []
    for part, path in modules():
        for other in imported(path):
            if other != part and other in HEIGHT and (HEIGHT[other] > HEIGHT[part] or (part, other) in APART):
                wrong.append(f"{path.relative_to(SOURCE)} imports {other}")
    assert not wrong


def test_no_module_is_too_long_or_a_drawer() -> None:
    long = [str(p) for _, p in modules() if len(p.read_text(encoding="utf-8").splitlines()) > LONGEST]
    assert not long
    assert not [str(p) for _, p in modules() if p.stem in BANNED]
