"""Names of places and the index they are looked up in."""

from __future__ import annotations

import csv
import sqlite3
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rasid.gazetteer.index import HIGHEST, IndexWriter, PlaceIndex
from rasid.gazetteer.layout import key_of
from rasid.gazetteer.names import default, keys
from rasid.lexicon.layers import BUILT_IN
from rasid.lexicon.world import distance_km
from rasid.model import PlacesError

SAME = [
    "كفر نبل|كفرنبل|كفر-نبل|كَفْر نَبْل",
    "عبد الله|عبدالله",
    "أبو الظهور|ابو ظهور|أبوالظهور|أبي الظهور",
    "دير الزور|ديرالزور|دير زور",
    "تلّ رفعت|تل رفعت",
    "كفرومة|كفروما|كفرومه",
    "تاجوراء|تاجورا|تاجورة",
    "الحي الأول|حي الاول|حي 1|حي ١",
    "مصطفى|مصطفي",
    "إدلب|ادلب",
    "al-Raqqa|Ar Raqqah|Raqqa|er-Rakka|RAQQA",
    "Maarrat al-Numan|Ma'arrat an-Nu'man|Ma`arat Nouman",
    "Deir ez-Zor|Deir al-Zour|Dayr az Zur",
    "Ash Shaddadi|Al-Shaddadah|Shadadi",
    "Al-Qamishli|Kamishly",
    "Douma|Dūma|Duma",
    "Kafr Nabl|Kfar Nabl",
    "Şanlıurfa|Sanliurfa",
]
ROWS = [
    {"id": "rasid:1", "kind": "city", "ar": "حلب", "en": "Aleppo", "lat": 36.2, "lon": 37.16, "admin1": "Aleppo"},
    {
        "id": "rasid:2",
        "kind": "admin1",
        "ar": "حلب",
        "en": "Aleppo",
        "ar_aliases": "محافظة حلب",
        "lat": 36.25,
        "lon": 37.55,
        "admin1": "Aleppo",
    },
    {"id": "rasid:3", "kind": "airport", "ar": "مطار حلب الدولي", "en": "Aleppo Airport", "lat": 36.18, "lon": 37.22, "admin1": "Aleppo"},
    {
        "id": "rasid:4",
        "kind": "village",
        "ar": "كفر نبل",
        "en": "Kafr Nabl",
        "lat": 35.61,
        "lon": 36.56,
        "admin1": "Idlib",
        "admin2": "Maarra",
    },
    {"id": "rasid:5", "kind": "village", "ar": "كفرنبل", "en": "Kafranbel", "lat": 35.0, "lon": 36.0, "admin1": "Hama"},
    {"id": "rasid:6", "kind": "camp", "ar": "مخيم النخيل", "en": "Palms Camp", "lat": 33.5, "lon": 36.3, "pcode": "C9", "population": 120},
    {"id": "rasid:7", "kind": "island", "ar": "جزيرة الحد", "en": "Dateline", "lat": -17.0, "lon": 179.99, "country": "FJI"},
]


def made(path: Path, rows: list[dict] = ROWS) -> PlaceIndex:
    with IndexWriter(path) as writer:
        for row in rows:
            writer.add({"country": "SYR", "source": "estimate", **row})
    return PlaceIndex.open(path)


@pytest.fixture
def index(tmp_path: Path) -> PlaceIndex:
    return made(tmp_path / "places.sqlite")


def ids(index: PlaceIndex, name: str) -> list[str]:
    return [index.row(n)["id"] for n in index.find(name)]


@pytest.mark.parametrize("written", SAME)
def test_one_name_in_different_writing_has_one_loose_key(written: str) -> None:
    assert len({default().forms(name)[0].loose for name in written.split("|")}) == 1


@pytest.mark.parametrize("a, b", [("حمص", "حماة"), ("دير الزور", "دير حافر"), ("Homs", "Hama"), ("تل أبيض", "أبيض"), ("Aleppo", "Latakia")])
def test_different_names_share_no_key(a: str, b: str) -> None:
    assert not set(keys(a)) & set(keys(b))


@given(st.text(st.characters(min_codepoint=0x20, max_codepoint=0xFFFF), max_size=12))
def test_a_name_is_folded_as_text_is(text: str) -> None:
    assert text.translate(default().table) == default().folder.fold(text)


def test_keys_go_from_the_exact_to_the_loose_and_then_without_the_type_word() -> None:
    assert keys("مدينة كفر-نبل") == ("مدينه كفر نبل", "مدينهكفرنبل", "كفر نبل", "كفرنبل")
    assert keys("Yarmouk Camp")[-1] == keys("Yarmuk")[-1]
    assert keys(" - ") == ()


def test_a_name_is_found_with_and_without_a_word_for_its_kind(index: PlaceIndex) -> None:
    assert ids(index, "حلب")[0] == "rasid:1" and ids(index, "حلب")[-1] == "rasid:3"
    assert ids(index, "مدينة حلب")[0] == "rasid:1"
    assert ids(index, "محافظة حلب")[0] == "rasid:2"
    assert ids(index, "مطار حلب")[0] == "rasid:3"
    assert ids(index, "النخيل") == ids(index, "مخيم نخيل") == ids(index, "palms") == ["rasid:6"]
    assert ids(index, "لا شيء") == []


def test_what_is_written_the_same_comes_first(index: PlaceIndex) -> None:
    assert ids(index, "كفر نبل") == ["rasid:4", "rasid:5"]
    assert ids(index, "كفرنبل") == ["rasid:5", "rasid:4"]
    assert [rank for _, rank in index.matches("كفر نبل")] == [0, 1]


def test_rows_come_back_whole(index: PlaceIndex) -> None:
    row = index.row(index.number("rasid:6") or 0)
    assert (row["pcode"], row["population"], row["country"], row["source"], row["lat"]) == ("C9", 120, "SYR", "estimate", 33.5)
    assert index.row(index.number("rasid:1") or 0)["pcode"] is None
    assert index.number("rasid:99") is None and len(index) == len(ROWS)
    with pytest.raises(KeyError):
        index.row(99)


def test_nearest(index: PlaceIndex) -> None:
    assert [index.row(n)["id"] for _, n in index.nearest(36.2, 37.2, 3)] == ["rasid:3", "rasid:1", "rasid:2"]
    assert [index.row(n)["id"] for _, n in index.nearest(36.2, 37.2, kinds=["camp"])] == ["rasid:6"]
    assert index.nearest(36.2, 37.2, kinds=["camp"], within_km=100) == [] == index.nearest(36.2, 37.2, kinds=["dam"])
    assert [index.row(n)["id"] for _, n in index.nearest(-17.0, -179.99)] == ["rasid:7"]  # over the date line


def test_within_an_area(index: PlaceIndex) -> None:
    assert {index.row(n)["id"] for n in index.within("SYR", "Aleppo")} == {"rasid:1", "rasid:2", "rasid:3"}
    assert [index.row(n)["id"] for n in index.within("SYR", "Idlib", "Maarra", kinds=["village"])] == ["rasid:4"]
    assert list(index.within("LBN")) == []


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(st.floats(-90, 90), st.floats(-180, 180)), min_size=1, max_size=30), st.floats(-90, 90), st.floats(-180, 180))
def test_the_nearest_place_is_the_nearest(tmp_path_factory: pytest.TempPathFactory, points: list, lat: float, lon: float) -> None:
    rows = [{"id": f"rasid:{n}", "kind": "town", "ar": "بلد", "lat": p[0], "lon": p[1]} for n, p in enumerate(points)]
    with made(tmp_path_factory.mktemp("near") / "p.sqlite", rows) as index:
        least = min(distance_km(lat, lon, *p) for p in points)
        assert index.nearest(lat, lon)[0][0] == pytest.approx(least, abs=1e-6)


def test_a_row_is_replaced_by_its_id(tmp_path: Path) -> None:
    old = made(tmp_path / "old.sqlite")
    number = old.number("rasid:5") or 0
    with IndexWriter(tmp_path / "new.sqlite", base=old.path) as writer:
        writer.replace(number, old.row(number), {**old.row(number), "ar": "كفر زيت", "lat": 35.5})
        writer.add({"id": "rasid:8", "kind": "village", "ar": "كفر زيت", "en": "", "lat": 34.0, "lon": 36.0})
    with PlaceIndex.open(tmp_path / "new.sqlite") as new:
        assert ids(new, "كفرنبل") == ["rasid:4"] and set(ids(new, "كفرزيت")) == {"rasid:5", "rasid:8"}
        assert len(new) == len(old) + 1 and new.hash != old.hash and new.number("rasid:5") == number


def test_the_hash_is_of_the_content(tmp_path: Path) -> None:
    a, b = made(tmp_path / "a.sqlite"), made(tmp_path / "b.sqlite")
    assert a.hash == b.hash != made(tmp_path / "c.sqlite", ROWS[1:]).hash


def test_an_error_while_writing_leaves_the_old_file(tmp_path: Path) -> None:
    old = made(tmp_path / "places.sqlite").hash
    with pytest.raises(ZeroDivisionError), IndexWriter(tmp_path / "places.sqlite") as writer:
        writer.add({"id": "rasid:1", "kind": "city", "ar": "س", "lat": 1, "lon": 1 / 0})
    assert PlaceIndex.open(tmp_path / "places.sqlite").hash == old
    assert [p.name for p in tmp_path.iterdir()] == ["places.sqlite"]


def test_what_is_no_index_is_told_in_a_sentence(tmp_path: Path, index: PlaceIndex) -> None:
    other = tmp_path / "other.sqlite"
    sqlite3.connect(other).execute("CREATE TABLE x (y)").connection.close()
    text, cut = tmp_path / "text.sqlite", tmp_path / "cut.sqlite"
    text.write_text("no database", encoding="utf-8")
    cut.write_bytes(index.path.read_bytes()[:5000])
    for path in (other, text, cut, tmp_path / "missing.sqlite"):
        with pytest.raises(PlacesError, match=path.name):
            PlaceIndex.open(path)


def test_a_very_common_name_does_not_hide_what_is_written_the_same(tmp_path: Path) -> None:
    rows = [{"id": f"rasid:{n}", "kind": "village", "ar": "الباب", "lat": 35, "lon": 36} for n in range(3000)]
    rows.append({"id": "rasid:9999", "kind": "village", "ar": "باب", "lat": 35, "lon": 36})
    with made(tmp_path / "p.sqlite", rows) as index:
        assert ids(index, "باب")[0] == "rasid:9999" and len(index.find("باب")) == 50


def test_names_that_very_many_places_bear_are_kept_when_places_are_added_and_replaced(tmp_path: Path) -> None:
    def rows(first: int, last: int, ar: str) -> list[dict]:
        return [{"id": f"rasid:{n}", "kind": "village", "ar": ar, "lat": 35, "lon": 36} for n in range(first, last)]

    old = made(tmp_path / "old.sqlite", rows(0, 60, "الباب"))
    with IndexWriter(tmp_path / "new.sqlite", base=old.path) as writer:  # from few to many
        for row in rows(60, 130, "باب"):
            writer.add(row)
    new = PlaceIndex.open(tmp_path / "new.sqlite")
    assert len(new.find("الباب", limit=500)) == 130
    assert {new.row(n)["ar"] for n in new.find("باب", limit=70)} == {"باب"}
    with IndexWriter(tmp_path / "last.sqlite", base=new.path) as writer:  # and back to few
        for n in range(1, 101):
            writer.replace(n, new.row(n), {**new.row(n), "ar": "جسر"})
    with PlaceIndex.open(tmp_path / "last.sqlite") as last:
        assert len(last.find("باب", limit=500)) == 30 and len(last.find("جسر", limit=500)) == 100
        assert [last.keys.between(key_of(name), 0, HIGHEST, 999) != [] for name in ("باب", "جسر")] == [False, True]


def test_every_built_in_place_is_found_by_each_of_its_names(tmp_path: Path) -> None:
    rows: dict[str, dict] = {}
    for path in sorted((BUILT_IN / "world").glob("*/*.csv")):
        with path.open(encoding="utf-8", newline="") as handle:
            rows |= {row["id"]: row for row in csv.DictReader(handle)}
    with made(tmp_path / "p.sqlite", list(rows.values())) as index:
        missed = [
            name
            for row in rows.values()
            for name in (row["ar"], row["en"], *row["ar_aliases"].split("|"), *row["en_aliases"].split("|"))
            if name and row["id"] not in {index.row(n)["id"] for n in index.find(name, limit=1000)}
        ]
    assert not missed
