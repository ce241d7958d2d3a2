"""Nouns that point back to a place, districts and capitals: where they stand."""

from __future__ import annotations

import pytest

from rasid.model import Report


def places(pipeline, text: str) -> list[list[str]]:
    events = pipeline.code(Report(id="r", text=text, published="2019-09-19", lang="ar"))
    return [[p.names["en"] for p in e.places if p.names] for e in events]


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("طرابلس (أ ف ب) - قصف الطيران مواقع لمسلحين جنوب العاصمة.", ["Tripoli"]),
        ("اندلعت اشتباكات بين الجيش السوداني والدعم السريع في أحياء العاصمة الشرقية.", ["Khartoum"]),
        ("قال الحوثيون إن انفجارا هز العاصمة صباح اليوم.", ["Sanaa"]),
    ],
)
def test_the_capital_is_that_of_the_country_reported_on(pipeline, text: str, last: list[str]) -> None:
    assert places(pipeline, text)[-1] == last


def test_the_district_is_the_one_named_as_such_and_not_the_city_of_a_distance(pipeline) -> None:
    text = "بغداد (شينخوا) قتل ثلاثة أشخاص في انفجار عبوة في قضاء الطارمية (40 كم شمال بغداد)، وفرضت القوات حظرا للتجوال في القضاء."
    assert places(pipeline, text) == [["Tarmiyah"], ["Tarmiyah"]]


def test_a_district_alone_stands_where_its_town_does(pipeline) -> None:
    [event] = pipeline.code(Report(id="r", text="انفجرت سيارة مفخخة في قضاء طوزخورماتو.", published="2019-09-19", lang="ar"))
    [place] = event.places
    assert (round(place.lat, 1), round(place.lon, 1), place.precision) == (34.9, 44.6, 3)
