"""What leaves stands in the order of its keys, however few of these memory may hold."""

from __future__ import annotations

import random
from contextlib import closing

import pytest

from rasid.publish import shelf
from rasid.publish.shelf import Shelf


@pytest.mark.parametrize(("most", "piece"), [(1, 1), (7, 5), (64, 4096), (1000, 64)])
def test_records_come_back_in_the_order_of_their_keys(monkeypatch: pytest.MonkeyPatch, most: int, piece: int) -> None:
    monkeypatch.setattr(shelf, "KEYS_MOST", most)
    monkeypatch.setattr(shelf, "PIECE", piece)
    chance = random.Random(most)
    keys = [f"20{chance.randrange(10, 25)}\x1f{chance.randrange(10**6)}{'ض' * chance.randrange(9)}" for _ in range(300)]
    with closing(Shelf(dict)) as told:
        for n, key in enumerate(keys):
            told.put(key, {"key": key, "n": n})
            if n == 150:
                assert [r["key"] for r in told] == sorted(keys[:151], key=str.encode), "read, and then more is put"
        assert len(told) == 300
        for _ in range(2):
            found = list(told)
            assert [(r["key"], r["n"]) for r in found] == sorted(zip(keys, range(300), strict=True), key=lambda it: (it[0].encode(), it[1]))


def test_memory_holds_few_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shelf, "KEYS_MOST", 10)
    with closing(Shelf(int)) as told:
        for n in range(1005):
            told.put(f"{-n % 997:04}", n)
        assert len(told.keys) < 10 and len(list(told)) == 1005


def test_an_empty_shelf_gives_nothing() -> None:
    with closing(Shelf(int)) as told:
        assert list(told) == [] and len(told) == 0
