"""YAML is parsed once as long as its file stays the same, and each reader gets a copy of its own."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from rasid.lexicon import layers


@pytest.fixture
def parses(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    seen: list[Path] = []
    parse = layers.parsed_yaml
    monkeypatch.setattr(layers, "parsed_yaml", lambda path: (seen.append(path), parse(path))[1])
    return seen


def settle(path: Path, seconds: float) -> None:
    then = time.time() - seconds
    os.utime(path, (then, then))


def test_an_unchanged_file_is_parsed_once(tmp_path: Path, parses: list[Path]) -> None:
    path = tmp_path / "cues.yaml"
    path.write_text("- id: one\n", encoding="utf-8")
    settle(path, 60)
    first = layers.read_yaml(path)
    first[0]["id"] = "changed by its reader"
    assert layers.read_yaml(path) == [{"id": "one"}]
    assert len(parses) == 1
    path.write_text("- id: two\n", encoding="utf-8")
    settle(path, 50)
    assert layers.read_yaml(path) == [{"id": "two"}]


def test_a_file_just_written_is_not_remembered(tmp_path: Path, parses: list[Path]) -> None:
    path = tmp_path / "cues.yaml"
    for word in ("one", "two"):
        path.write_text(f"- id: {word}\n", encoding="utf-8")
        assert layers.read_yaml(path) == [{"id": word}]
    assert len(parses) == 2
