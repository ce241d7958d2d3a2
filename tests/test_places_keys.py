"""The table of keys at the end of an index of places: it answers as a database of the same pairs does, and says when it is damaged."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rasid.gazetteer import fuzzy, gathering
from rasid.gazetteer.gathering import first_of
from rasid.gazetteer.index import IndexWriter, PlaceIndex
from rasid.gazetteer.keytable import END, HELD
from rasid.gazetteer.layout import hit_of, key_of, of_id
from rasid.gazetteer.names import default
from rasid.gazetteer.writing import names_of
from rasid.model import PlacesError

Row = dict[str, Any]
NAMES = [
    "الباب",
    "باب",
    "كفر زيت",
    "كفرزيت",
    "مخيم زيت",
    "مطار الزيت",
    "زيت",
    "تل زيت",
    "تلزيت",
    "Tal Zayt",
    "Tell Zeit",
    "Zayt Camp",
    "al-Bab",
    "Bab",
]
MISSPELT = ["زيتت", "Zaytx"]  # one letter off
KINDS = ["village", "town", "camp", "airport", "city"]


class Database:
    """The same hits in a table of SQLite, asked as the table of keys is: what the answers are held against."""

    def __init__(self, found: PlaceIndex) -> None:
        self.table = sqlite3.connect(":memory:")
        self.table.execute("CREATE TABLE hits (key TEXT, hit INTEGER, PRIMARY KEY (key, hit))")
        for number in range(1, len(found) + 1):
            row = found.row(number)
            pairs = {(key_of(of_id(row["id"])), number)}
            for form in (form for name in names_of(row) for form in default().forms(name)):
                if form.loose and not form.guessed:
                    hit = hit_of(form.exact, form.joined, bool(form.kinds), found.kinds[row["kind"]], number)
                    pairs.add((key_of(form.loose), hit))
            self.table.executemany("INSERT INTO hits VALUES (?, ?)", [(str(key), hit) for key, hit in pairs])

    def all_of(self, key: int) -> list[int]:
        return [hit for (hit,) in self.table.execute("SELECT hit FROM hits WHERE key = ? ORDER BY hit", (str(key),))]

    def held(self, key: int) -> tuple[int, ...]:
        hits = self.all_of(key)
        return tuple(hits if len(hits) <= HELD else first_of(hits))

    def between(self, key: int, low: int, high: int, most: int) -> list[int]:
        hits = self.all_of(key)
        return [hit for hit in hits if low <= hit <= high][:most] if len(hits) > HELD else []


def answers(found: PlaceIndex, names: list[str]) -> list[Any]:
    said: list[Any] = [[found.find(name), found.find(name, 3), found.find(name, 500), found.matches(name)] for name in names]
    return [*said, [fuzzy.near(found, name) for name in MISSPELT], [found.number(f"gn:{n}") for n in range(len(found) + 2)]]


def agrees(found: PlaceIndex, names: list[str]) -> None:
    here, model = answers(found, names), Database(found)
    keys, found.keys, found.held = found.keys, model, model.held  # type: ignore[assignment]
    found.recent.cache_clear()
    said = answers(found, names)
    found.keys, found.held = keys, keys.held
    assert said == here
    assert any(places for places, *_ in here[: len(names)])


def of(n: int, name: str, kind: str) -> Row:
    return {"id": f"gn:{n}", "kind": kind, "ar": name, "country": "SYR", "lat": 35.0, "lon": 36.0}


written = st.lists(
    st.tuples(st.sampled_from(NAMES), st.sampled_from(KINDS), st.sampled_from([1, 1, 1, 2, 30, 64, 65, 100])), min_size=1, max_size=8
)


@pytest.fixture(params=[gathering.SORTED, 50], ids=["in memory", "in runs on the disk"])
def runs(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(gathering, "SORTED", request.param)
    yield


@settings(max_examples=8, deadline=None)
@given(written, written, st.integers(0, 200))
@pytest.mark.usefixtures("runs")
def test_it_answers_as_a_database_of_the_same_pairs_does(
    tmp_path_factory: pytest.TempPathFactory, first: list[tuple[str, str, int]], later: list[tuple[str, str, int]], replaced: int
) -> None:
    folder = tmp_path_factory.mktemp("keys")
    names = [(name, kind) for name, kind, times in first for _ in range(times)]
    with IndexWriter(folder / "a.sqlite", default().rules) as writer:
        for n, (name, kind) in enumerate(names):
            writer.add(of(n, name, kind))
    with PlaceIndex.open(folder / "a.sqlite") as old:
        agrees(old, NAMES)
    more = [(name, kind) for name, kind, times in later for _ in range(times)]
    with PlaceIndex.open(folder / "a.sqlite") as old, IndexWriter(folder / "b.sqlite", base=folder / "a.sqlite") as writer:
        for n, (name, kind) in enumerate(more):
            if n < min(replaced, len(old)):
                writer.replace(n + 1, old.row(n + 1), of(n, name, kind))
            else:
                writer.add(of(len(names) + n, name, kind))
    with PlaceIndex.open(folder / "b.sqlite") as new:
        agrees(new, NAMES)


def test_stretches_that_nothing_was_added_to_are_copied_as_they_are_and_a_table_that_grows_is_laid_out_anew(tmp_path: Path) -> None:
    rng = random.Random(3)
    letters = "بتجحدرسصطعفقكلمن"
    names = ["".join(rng.choices(letters, k=6)) for _ in range(5000)]
    with IndexWriter(tmp_path / "a.sqlite", default().rules) as writer:
        for n, name in enumerate(names[:1500]):
            writer.add(of(n, name, "village"))
    with IndexWriter(tmp_path / "b.sqlite", base=tmp_path / "a.sqlite") as writer:
        writer.add(of(1500, names[1500], "town"))
    with IndexWriter(tmp_path / "c.sqlite", base=tmp_path / "b.sqlite") as writer:
        for n, name in enumerate(names[1501:], 1501):
            writer.add(of(n, name, "town"))
    bits = []
    for file, count in (("a", 1500), ("b", 1501), ("c", 5000)):
        with PlaceIndex.open(tmp_path / f"{file}.sqlite") as found:
            bits.append(found.keys.extent.bits)
            assert found.keys.extent.pairs == 2 * len(found) == 2 * count
            agrees(found, names[:50] + names[count - 50 : count] + ["ثثثثثث"])
    assert bits[0] == bits[1] < bits[2]


def test_a_table_that_is_cut_changed_or_of_other_rows_is_told_in_a_sentence(tmp_path: Path) -> None:
    for file, names in (("a", NAMES), ("b", NAMES[1:])):
        with IndexWriter(tmp_path / f"{file}.sqlite", default().rules) as writer:
            for n, name in enumerate(names):
                writer.add(of(n, name, "town"))
    whole, other = ((tmp_path / f"{file}.sqlite").read_bytes() for file in "ab")
    with PlaceIndex.open(tmp_path / "a.sqlite") as found:
        start, directory = found.keys.extent.start, found.keys.extent.directory
    last = len(whole) - END.size
    spoilt = {
        "without its end": whole[:-1],
        "cut in the directory": whole[: directory + 40] + whole[last:],
        "without the table": whole[:start],
        "a byte of the end": whole[: last + 17] + bytes([whole[last + 17] ^ 1]) + whole[last + 18 :],
        "of other rows": other[:start] + whole[start:],
    }
    for said, held in spoilt.items():
        path = tmp_path / "spoilt.sqlite"
        path.write_bytes(held)
        with pytest.raises(PlacesError, match=r"spoilt\.sqlite"):
            PlaceIndex.open(path)
            pytest.fail(said)
    path.write_bytes(whole[:directory] + b"\xff\xfe\xfd\x7f" * ((last - directory) // 4) + whole[last:])
    with PlaceIndex.open(path) as found, pytest.raises(PlacesError, match="damaged"):
        for name in NAMES:
            found.find(name)
            found.find(f"{name} {name}")
