"""Later layers add and replace; nothing of one layer is lost to another by chance."""

from __future__ import annotations

from pathlib import Path

import pytest

from rasid.lexicon.layers import BUILT_IN, entries, fingerprint, rows
from rasid.model import DataError


def layer(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def two(tmp_path: Path) -> list[Path]:
    below = layer(
        tmp_path / "a", "nouns.yaml", "- {noun: سهم, weapon: a}\n- {noun: رمح, weapon: b}\n- {noun: رمح, weapon: c}\n- {id: x, noun: سيف}\n"
    )
    return [below, tmp_path / "b"]


def test_entries_without_id_add_to_the_layers_below(two: list[Path]) -> None:
    layer(two[1], "nouns.yaml", "- {noun: فأس, weapon: d}\n")
    assert [e["noun"] for e in entries(two, "nouns.yaml")] == ["سهم", "رمح", "رمح", "سيف", "فأس"]


def test_a_word_twice_in_one_layer_is_kept_twice(two: list[Path]) -> None:
    assert [e["weapon"] for e in entries(two[:1], "nouns.yaml") if e["noun"] == "رمح"] == ["b", "c"]


def test_the_same_word_in_a_later_layer_replaces_it(two: list[Path]) -> None:
    layer(two[1], "nouns.yaml", "- {noun: رمح, weapon: d}\n- {noun: رمح, weapon: e}\n")
    assert [(e["noun"], e.get("weapon")) for e in entries(two, "nouns.yaml")] == [("سهم", "a"), ("سيف", None), ("رمح", "d"), ("رمح", "e")]


def test_an_entry_with_an_id_replaces_that_id_alone(two: list[Path]) -> None:
    layer(two[1], "nouns.yaml", "- {id: x, noun: خنجر}\n")
    assert [e["noun"] for e in entries(two, "nouns.yaml")] == ["سهم", "رمح", "رمح", "خنجر"]


def test_lists_of_words_without_id_are_added(two: list[Path]) -> None:
    for folder, word in zip(two, ("الذي", "حيث"), strict=True):
        layer(folder, "connectives.yaml", f"- {{kind: relative, words: [{word}]}}\n")
    assert [e["words"] for e in entries(two, "connectives.yaml")] == [["الذي"], ["حيث"]]


def test_files_of_one_name_in_two_folders_do_not_meet(tmp_path: Path) -> None:
    layer(tmp_path, "x/one/n.yaml", "- {words: [أ]}\n")
    layer(tmp_path, "x/two/n.yaml", "- {words: [ب]}\n")
    assert len(entries([tmp_path], "x/*/n.yaml")) == 2


def test_built_in_nouns_lose_none() -> None:
    written = BUILT_IN.joinpath("languages/ar/nouns/persons.yaml").read_text(encoding="utf-8").count("noun:")
    assert len(entries([BUILT_IN], "languages/ar/nouns/persons.yaml")) == written


def test_rows_replace_by_id(tmp_path: Path) -> None:
    for name, place in (("a", "Old"), ("b", "New")):
        layer(tmp_path / name, "world/places/x.csv", f"id,en\nrasid:1,{place}\n")
    assert [r["en"] for r in rows([tmp_path / "a", tmp_path / "b"], "world/places/*.csv")] == ["New"]


def test_the_fingerprint_knows_content_and_order(two: list[Path]) -> None:
    layer(two[1], "nouns.yaml", "- {noun: فأس}\n")
    before = fingerprint(two)
    assert before != fingerprint(two[::-1])
    layer(two[1], "nouns.yaml", "- {noun: فاس}\n")
    assert before != fingerprint(two)


def test_a_file_that_is_no_list_is_named(tmp_path: Path) -> None:
    layer(tmp_path, "nouns.yaml", "a: b\n")
    with pytest.raises(DataError, match="list of entries"):
        entries([tmp_path], "nouns.yaml")
