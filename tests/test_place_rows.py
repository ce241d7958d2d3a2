"""Places in a row that no و joins, and the posts that fire came from: each mechanism on sentences of ours."""

from __future__ import annotations

import pytest

from rasid.model import Report
from rasid.pipeline import Pipeline


def places(pipeline: Pipeline, text: str, role: str = "scene") -> list[str | None]:
    """The Arabic names of the places of the first event told, those without a row by their words."""
    events = pipeline.code(Report(id="r", text=text, published="2024-05-20", lang="ar"))
    return [(p.names or {}).get("ar") or p.text for p in events[0].places if p.role == role]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("قصف الطيران الحربي بلدات سراقب، خان السبل، معصران بريف إدلب.", ["سراقب", "خان السبل", "معصران"]),
        ("قصف الطيران الحربي قرى «سرجة – بينين – الرويحة» بريف إدلب.", ["سرجة", "بينين", "الرويحة"]),
        ("قصفت المدفعية قرى «سرجة – الزنبقية – بينين» بريف إدلب.", ["سرجة", "الزنبقية", "بينين"]),
        ("أغار الطيران الإسرائيلي على بلدات: تبنين، حاريص، وكفرا.", ["تبنين", "حاريص", "كفرا"]),
        ("طال القصف كلا من: سرمين، النيرب، وقميناس.", ["سرمين", "النيرب", "قميناس"]),
        ("قصفت الطائرات بلدتي سراقب – سرمين صباح اليوم.", ["سراقب", "سرمين"]),
    ],
)
def test_a_row_of_places_goes_on_without_and(text: str, wanted: list[str], pipeline: Pipeline) -> None:
    assert places(pipeline, text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("قصفت الطائرات بلدتي سراقب وسرمين، معرة النعمان شهدت هدوءا.", ["سراقب", "سرمين"]),
        ("قصفت المدفعية قرى سرجة وبينين، إدلب.", ["سرجة", "بينين"]),
        ("قصفت المدفعية بلدة سرمين، النيرب شهدت هدوءا.", ["سرمين"]),
    ],
)
def test_a_row_ends_after_its_last_name(text: str, wanted: list[str], pipeline: Pipeline) -> None:
    assert places(pipeline, text) == wanted


@pytest.mark.parametrize(
    ("text", "hit", "post"),
    [
        ("قصفت القوات التركية المتمركزة بريف الحسكة الشمالي قرية أم الكيف.", "أم الكيف", "الحسكة"),
        ("سقطت عشرون قذيفة من قبل مواقع قسد بريف حلب على مدينة مارع.", "مارع", "حلب"),
    ],
)
def test_the_post_that_fired_is_no_place_hit(text: str, hit: str, post: str, pipeline: Pipeline) -> None:
    assert places(pipeline, text) == [hit] and places(pipeline, text, "origin") == [post]


def test_a_quarter_without_a_row_lies_in_a_town_of_the_reports_country(pipeline: Pipeline) -> None:
    text = (
        "قتل مسلحون شرطيا في بلدة الشجرة بريف درعا الغربي.\nوفي بلدة سحم الجولان بريف درعا اغتال مجهولون معلما.\n"
        "وانفجرت عبوة ناسفة في حي «الوفاق» وأصابت طفلا."
    )
    events = pipeline.code(Report(id="r", text=text, published="2022-05-20", lang="ar"))
    assert {p.country for e in events for p in e.places} == {"SYR"}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("طالت الغارات كفرملكي، جباع، حاريص، والناقورة.", ["كفرملكي", "جباع", "حاريص", "الناقورة"]),
        ("أغار الطيران على بلدات عدة مثل جباع، البابلية، وحاريص.", ["جباع", "البابلية", "حاريص"]),
        ("استهدف القصف بلدات منها /يارين/ و /مروحين/ و /الضهيرة/.", ["يارين", "مروحين", "الضهيرة"]),
        ("قصفت المدفعية بلدة جباع، لبنان.", ["جباع"]),
    ],
)
def test_a_row_without_a_noun_of_its_own_or_after_such_as(text: str, wanted: list[str], pipeline: Pipeline) -> None:
    assert places(pipeline, text) == wanted


def test_where_fire_spreads_to_is_hit(pipeline: Pipeline) -> None:
    assert places(pipeline, "امتد القصف المدفعي إلى بلدتي سرجة وبينين.") == ["سرجة", "بينين"]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("قصفت المدفعية الإيرانية مناطق غير مسكونة قرب بلدة سيدكان.", ["سيدكان"]),
        ("قتل راعيان بانفجار لغم في منطقة تسمى شيلان قرب مدينة سردشت.", ["سردشت"]),
        ("أصيب حارس بانفجار عبوة في حي الخلايلة الواقع جنوب مدينة تكريت.", ["الخلايلة"]),
    ],
)
def test_what_a_place_is_like_is_no_name_of_it(text: str, wanted: list[str], pipeline: Pipeline) -> None:
    assert places(pipeline, text) == wanted
