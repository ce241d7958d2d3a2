"""No key stands twice in a mapping of the data: YAML would keep the last one, and silently lose the other."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from rasid.lexicon.layers import BUILT_IN

FILES = sorted(BUILT_IN.rglob("*.yaml"))


def twice(node: yaml.Node | None) -> list[str]:
    """The keys that stand twice in a mapping anywhere below a node, each with its line."""
    if isinstance(node, yaml.MappingNode):
        keys = [key.value for key, _ in node.value]
        again = [f"{k.value} (line {k.start_mark.line + 1})" for n, (k, _) in enumerate(node.value) if k.value in keys[:n]]
        return again + [found for _, value in node.value for found in twice(value)]
    return [found for item in node.value for found in twice(item)] if isinstance(node, yaml.SequenceNode) else []


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(BUILT_IN)))
def test_no_key_stands_twice(path: Path) -> None:
    assert not twice(yaml.compose(path.read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)))


def test_one_that_does_is_found() -> None:
    assert twice(yaml.compose("a: 1\nb:\n  - {c: 1, d: 2, c: 3}\na: 2\n")) == ["a (line 4)", "c (line 3)"]
