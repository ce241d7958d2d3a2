"""There is one way out: nothing but a policy makes what may leave, and whoever reads a project's material asks a policy of it at once."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

SOURCE = Path(__file__).parent.parent.parent.parent / "src" / "rasid"
MATERIAL = {"happenings", "batch_of"}  # what reads it
ITSELF = "publish/material.py"


def parsed() -> Iterator[tuple[str, ast.Module]]:
    for path in sorted(SOURCE.rglob("*.py")):
        yield path.relative_to(SOURCE).as_posix(), ast.parse(path.read_text(encoding="utf-8"))


def name_of(call: ast.AST) -> str:
    if not isinstance(call, ast.Call):
        return ""
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def readers(name: str, tree: ast.Module) -> list[ast.Call]:
    """Calls that read the material, in modules that import what reads it."""
    taken = {
        alias.asname or alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "rasid.publish.material"
        for alias in node.names
    }
    assert "*" not in taken and not any(a in MATERIAL for a in taken - MATERIAL), name
    return [n for n in ast.walk(tree) if isinstance(n, ast.Call) and name_of(n) in MATERIAL & taken]


def asked(tree: ast.Module) -> set[int]:
    """The readings of which a policy is asked at once: `for h in happenings(…): answer = policy.release(h)`, or as a comprehension, or
    handed to `let_out`, which does so."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.For) and isinstance(node.body[0], ast.Assign) and name_of(node.body[0].value) == "release":
            found.add(id(node.iter))
        if isinstance(node, ast.GeneratorExp | ast.ListComp) and name_of(node.elt) == "release":
            found.add(id(node.generators[0].iter))
        if name_of(node) == "let_out" and isinstance(node, ast.Call):
            found |= {id(a) for a in node.args}
    return found


def test_nothing_but_a_policy_makes_what_may_leave() -> None:
    makers = {name for name, tree in parsed() if any(name_of(n) == "Released" for n in ast.walk(tree))}
    assert makers == {"publish/policy/policy.py"}


def test_whoever_reads_the_material_asks_a_policy_of_it() -> None:
    met = 0
    for name, tree in parsed():
        if name == ITSELF:
            continue
        passing = asked(tree)
        for call in readers(name, tree):
            met += 1
            assert id(call) in passing, f"{name}:{call.lineno} reads the material past the policy"
    assert met  # or the test looks for what is not there


def test_the_material_is_imported_by_its_names() -> None:
    """`import rasid.publish.material` would lead past the test above."""
    whole = [
        name
        for name, tree in parsed()
        for node in ast.walk(tree)
        if (isinstance(node, ast.Import) and any("publish.material" in a.name for a in node.names))
        or (isinstance(node, ast.ImportFrom) and node.module == "rasid.publish" and any(a.name == "material" for a in node.names))
    ]
    assert not whole


def test_words_of_reports_are_asked_for_at_one_door() -> None:
    """`publish/texts.py` reads them, and gives them to none whose profile keeps anything back."""
    makers = {name for name, tree in parsed() if any(name_of(n) == "Texts" for n in ast.walk(tree))}
    assert makers == {"publish/texts.py"}
    reading = [
        name
        for name, tree in parsed()
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and tables(node.module) and name.startswith("publish/") and has(node, "texts")
    ]
    assert reading == ["publish/texts.py"]


def tables(module: str | None) -> bool:
    return (module or "").startswith("rasid.store.schema")


def has(node: ast.ImportFrom, name: str) -> bool:
    return any(alias.name == name for alias in node.names)
