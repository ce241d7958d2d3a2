"""Outlines: points fall where they lie, borders are where they are, and asking is cheap."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest

from rasid.gazetteer.outlines import Outlines
from rasid.lexicon.layers import BUILT_IN, fingerprint
from rasid.lexicon.outlines import Shape, drawn, lines_km
from rasid.model import DataError

OUTLINES = Outlines()
SQUARE = [(0.0, 0.0), (4.0, 0.0), (4.0, 4.0), (0.0, 4.0), (0.0, 0.0)]
HOLE = [(1.0, 1.0), (2.0, 1.0), (2.0, 2.0), (1.0, 2.0), (1.0, 1.0)]


def test_a_hole_lies_outside() -> None:
    shape = Shape([SQUARE, HOLE])
    assert shape.contains(3.0, 3.0) and shape.contains(1.5, 3.0)
    assert not shape.contains(1.5, 1.5)
    assert not shape.contains(3.0, 5.0) and not shape.contains(5.0, 3.0)


def test_a_margin_reaches_over_the_edge() -> None:
    shape = Shape([SQUARE])
    assert shape.within(4.05, 2.0, 10) and not shape.within(4.05, 2.0, 5) and not shape.within(4.05, 2.0, 0)
    assert lines_km(4.1, 2.0, [SQUARE]) == pytest.approx(11.1, abs=0.1)


@pytest.mark.parametrize(
    ("lat", "lon", "where"),
    [
        (36.20, 37.16, ("SYR", "Aleppo")),
        (33.31, 44.36, ("IRQ", "Baghdad")),
        (33.30, 44.07, ("IRQ", "Baghdad")),  # computed: Natural Earth has the city alone
        (34.45, 40.93, ("SYR", "Deir ez-Zor")),
        (15.35, 44.21, ("YEM", "Amanat al-Asimah")),
        (12.50, 53.95, ("YEM", "Socotra")),
        (32.88, 13.19, ("LBY", "Tripoli")),
        (11.72, 28.34, ("SDN", "West Kordofan")),
        (31.50, 34.46, ("PSE", "Gaza Strip")),
        (34.54, 36.08, ("LBN", "Akkar")),
        (31.13, 33.80, ("EGY", "North Sinai")),
        (37.31, 40.74, ("TUR", "Mardin")),
    ],
)
def test_points_lie_in_their_province(lat: float, lon: float, where: tuple[str, str]) -> None:
    assert OUTLINES.country_at(lat, lon) == where[0]
    assert OUTLINES.admin1_at(lat, lon) == where
    assert OUTLINES.inside(lat, lon, *where)


def test_the_sea_is_no_country() -> None:
    assert OUTLINES.country_at(34.0, 33.0) is None and OUTLINES.admin1_at(34.0, 33.0) is None


def test_what_two_countries_claim_lies_in_both() -> None:
    katzrin = (32.99, 35.69)
    assert OUTLINES.inside(*katzrin, "SYR") and OUTLINES.inside(*katzrin, "ISR") and not OUTLINES.inside(*katzrin, "LBN")


def test_without_an_outline_nothing_is_outside() -> None:
    assert OUTLINES.inside(0, 0, "XXX") and OUTLINES.inside(33.5, 36.3, "SYR", "Nowhere") and not OUTLINES.rings("XXX")


def test_borders_from_either_side() -> None:
    baghuz = (34.45, 40.93)
    assert (far := OUTLINES.border_km(*baghuz, "SYR", "TUR")) and far > 200
    assert (near := OUTLINES.border_km(*baghuz, "IRQ", "SYR")) and near < 12
    assert OUTLINES.border_km(*baghuz, "SYR", "IRQ") == near
    assert OUTLINES.border_km(*baghuz, "SYR", "EGY") is None


def test_a_gazan_city_lies_in_its_computed_governorate() -> None:
    assert OUTLINES.admin2_at(31.345, 34.303) == ("PSE", "Gaza Strip", "Khan Yunis")
    assert ("Gaza Strip", "Khan Yunis") in OUTLINES.districts("PSE") and OUTLINES.rings("PSE", "Gaza Strip", "Khan Yunis")
    assert OUTLINES.computed("IRQ", "Halabja") and not OUTLINES.computed("IRQ", "Basra")


def test_rings_are_closed_and_files_small() -> None:
    files = sorted((BUILT_IN / "world/outlines").glob("*.json"))
    assert sum(f.stat().st_size for f in files) <= 600_000
    for code in drawn().codes:
        for name in (None, *OUTLINES.divisions(code)):
            rings = OUTLINES.rings(code, name)
            assert rings and all(len(r) > 3 and r[0] == r[-1] for r in rings), (code, name)
    assert "Natural Earth" in json.loads(files[0].read_text(encoding="utf-8"))["source"]


def test_asking_is_cheap() -> None:
    points = [(32.3 + 5 * (n % 97) / 97, 35.7 + 6.6 * (n % 89) / 89) for n in range(4000)]
    OUTLINES.admin1_at(33.5, 36.3)
    start = time.perf_counter()
    for lat, lon in points:
        OUTLINES.country_at(lat, lon)
    assert len(points) / (time.perf_counter() - start) > 5000  # 80,000 a second where nothing else runs


def test_a_broken_file_is_named_and_outlines_count_as_data(tmp_path: Path) -> None:
    before = fingerprint([tmp_path])
    folder = tmp_path / "world/outlines"
    folder.mkdir(parents=True)
    (folder / "SYR.json").write_text("{", encoding="utf-8")
    assert fingerprint([tmp_path]) != before
    with pytest.raises(DataError, match=r"SYR\.json"):
        Outlines([tmp_path]).country_at(33.5, 36.3)
