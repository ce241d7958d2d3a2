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


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("وقعت الحكومة السودانية وفصيل مسلح في العاصمة الصومالية اتفاقا لوقف إطلاق النار.", ["Mogadishu"]),
        ("سيطر الثوار في مصراتة على بلدة الدافنية غربي المدينة. وقصفت الكتائب المدينة بصواريخ غراد.", ["Misrata"]),
        ("اندلعت معارك قرب يفرن، وحاصرت الكتائب البلدة.", ["Yafran"]),
        ("قصفت المدفعية الرستن. وقال ناشط إن الدبابات استهدفت الحي الجنوبي.", ["Ar-Rastan"]),
        ("وصلت قافلة إلى مطار معيتيقة. وسقط صاروخان قرب المدرج.", ["Mitiga Airport"]),
        ("انتقلت المعارك إلى لودر. ومنذ أيام يحاول المقاتلون اقتحام المدينة.", ["Lawdar"]),
        ("قصف الحوثيون حيا في محافظة تعز. وقتل قناص مدنيا وسط المدينة.", ["Taiz"]),
        ("قصف الحوثيون سوق النهود. وقتل تسعة في أحياء المدينة.", ["Al-Nuhud"]),
        ("أصابت غارة مخزنا في زبيد.\nوأعلنت الحكومة اليمنية في عدن الحداد. وقصف الحوثيون أحياء المدينة.", ["Zabid"]),
    ],
)
def test_what_a_noun_alone_points_back_to(pipeline, text: str, last: list[str]) -> None:
    assert places(pipeline, text)[-1] == last


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("انسحب المقاتلون من البريقة إلى البوابة الشرقية لأجدابيا.", ["Brega", "Ajdabiya"]),
        ("قصفت المدفعية الأطراف الغربية لبلدة عندان والأحياء الجنوبية من حلب.", ["Anadan", "Aleppo"]),
        ("سيطر الجيش على حماة. واندلعت اشتباكات عند المدخل الشمالي للمدينة.", ["Hama"]),
    ],
)
def test_a_part_of_a_place_by_its_side_is_of_that_place(pipeline, text: str, names: list[str]) -> None:
    assert places(pipeline, text)[-1] == names


def test_a_capital_gives_way_to_a_city_of_the_country_told(pipeline) -> None:
    text = "قصفت المدفعية أطراف بلدة ميس الجبل وبلدة حولا. وأوقفت مخابرات الجيش شابا في طرابلس."
    events = pipeline.code(Report(id="r", text=text, published="2024-03-19", lang="ar"))
    assert [(p.country, p.admin1) for p in events[-1].places] == [("LBN", "North Lebanon")]


def test_an_occupied_town_is_no_other_towns_second_name(pipeline) -> None:
    assert places(pipeline, "خطف مسلحون في مدينة رأس العين المحتلة ثلاثة مدنيين من عفرين.")[-1][0] == "Ras al-Ayn"
