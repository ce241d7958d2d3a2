"""A report's title and outlet tell which of the places of one name it means, and nothing else."""

from __future__ import annotations

import pytest

from rasid.model import Report
from rasid.pipeline import Pipeline

BLAST = "انفجرت عبوة ناسفة مساء الأحد عند مدخل المنصورة وأصيب حارسان."


def told(pipeline: Pipeline, text: str, **context: str) -> list[tuple[str | None, str | None]]:
    """Country and province of every place of every event."""
    events = pipeline.code(Report(id="r", text=text, published="2021-05-10", **context))
    assert events
    return [(p.country, p.admin1) for e in events for p in e.places]


@pytest.mark.parametrize(
    "context, where",
    [
        ({}, ("EGY", "Dakahlia")),
        ({"outlet": "أخبار الرقة لحظة بلحظة"}, ("SYR", "Raqqa")),
        ({"outlet": "مكتب إعلام مأرب", "title": "انفجار في عدن"}, ("YEM", "Aden")),
        ({"outlet": "قناة الجزيرة"}, ("EGY", "Dakahlia")),
    ],
)
def test_the_namesake_of_where_the_outlet_is(pipeline: Pipeline, context: dict[str, str], where: tuple[str, str]) -> None:
    assert told(pipeline, BLAST, **context) == [where]


def test_what_the_report_itself_says_counts_for_more(pipeline: Pipeline) -> None:
    assert told(pipeline, BLAST + " وقالت محافظة الدقهلية إن الطريق أغلق.", outlet="عدن مباشر")[0] == ("EGY", "Dakahlia")


def test_a_name_of_a_person_is_no_place_of_another_country(pipeline: Pipeline) -> None:
    places = told(pipeline, "مقتل جاسم العبدلي برصاص مجهولين أمام بيته في سرت.", outlet="مكتب سرت الإعلامي")
    assert all(country != "SYR" for country, _ in places)


def test_the_province_meant_is_that_of_the_namesake_meant(pipeline: Pipeline) -> None:
    text = "انفجرت سيارة مفخخة في المنصورة وقتل شرطي. ونفذ الأهالي وقفة أمام مبنى المحافظة."
    assert ("EGY", "Dakahlia") not in told(pipeline, text, outlet="أخبار عدن")


def test_the_town_of_a_report_that_names_none_is_its_outlets(pipeline: Pipeline) -> None:
    text = "سقطت ثلاث قذائف هاون على أطراف المدينة ظهر اليوم وأصيبت امرأة."
    assert told(pipeline, text, outlet="تنسيقية معرة النعمان") == [("SYR", "Idlib")]
    assert told(pipeline, text, outlet="شبكة الأفق")[0][0] is None
    elsewhere = "سقطت ثلاث قذائف هاون على أطراف المدينة ظهر اليوم بعد قصف حارم."
    assert all(p[0] == "SYR" for p in told(pipeline, elsewhere, outlet="أخبار مصراتة"))


def test_no_party_comes_from_an_outlet(pipeline: Pipeline) -> None:
    plain, locally = (pipeline.code(Report(id="r", text="قصف الجيش أطراف البلدة.", outlet=o)) for o in (None, "صحيفة الأفق اليمنية"))
    assert [p.actor for e in plain for p in e.initiators] == [p.actor for e in locally for p in e.initiators]


def test_a_title_that_stands_in_the_text_is_not_heard_twice(pipeline: Pipeline) -> None:
    reading = pipeline.reader.read(Report(id="r", text=BLAST, title="مدخل المنصورة"))
    assert reading.context == []
