"""People beside a party that is none of theirs, men told by «ب» and their party, and what had happened before; fictional sentences."""

from __future__ import annotations

import pytest

from rasid.model import Event, Report
from rasid.pipeline import Pipeline


def coded(pipeline: Pipeline, text: str) -> list[Event]:
    return pipeline.code(Report(id="r", text=text, published="2024-05-15"))


@pytest.mark.parametrize(
    ("text", "party"),
    [
        ("رشق الفتية قوات الاحتلال بالحجارة قرب مدخل بلدة تقوع.", "israel-defense-forces"),
        ("رشق شبان قوات الأمن بالحجارة في مدينة الناصرية.", "security-forces"),
    ],
)
def test_who_throws_stones_at_a_force_is_not_of_it(pipeline: Pipeline, text: str, party: str) -> None:
    (event,) = coded(pipeline, text)
    assert event.type == "riot" and party not in {i.actor for i in event.initiators}
    assert party in {t.actor for t in event.targets}


@pytest.mark.parametrize(
    ("text", "party"),
    [
        ("مقتل ثلاثة قياديين بداعش في غارة على جبال حمرين.", "islamic-state"),
        ("اعتقلت الشرطة خمسة ناشطين بحماس في مدينة رام الله.", "hamas"),
        ("إصابة أربعة مقاتلين بالحشد الشعبي في انفجار عبوة في جرف الصخر.", "popular-mobilization-forces"),
    ],
)
def test_men_are_of_the_party_told_with_them(pipeline: Pipeline, text: str, party: str) -> None:
    (event,) = coded(pipeline, text)
    assert party in {t.actor for t in event.targets}


@pytest.mark.parametrize(
    "text",
    [
        "قتل مدنيان بقصف على مدينة تعز أمس. وكان أربعة أطفال أصيبوا قبل ثلاثة أيام بانفجار لغم في مديرية مقبنة.",
        "قتل مدنيان بقصف على مدينة تعز أمس. وكانت مدينة المخا شهدت الأسبوع الماضي قصفا أوقع ثلاثة قتلى.",
    ],
)
def test_what_had_happened_before_the_news_is_background(pipeline: Pipeline, text: str) -> None:
    assert [e.background for e in coded(pipeline, text)] == [False, True]


def test_an_attack_that_somebody_had_made_is_news(pipeline: Pipeline) -> None:
    text = "وكان مقاتلو الفصائل نفذوا هجوما الاثنين على حاجز لقوات النظام في مدينة نوى، حيث وقعت اشتباكات عنيفة."
    assert not coded(pipeline, text)[0].background


def test_settlers_who_beat_herders_fire_nothing(pipeline: Pipeline) -> None:
    (event,) = coded(pipeline, "ضرب مستوطنون الرعاة في مسافر يطا جنوب الخليل.")
    assert event.type == "assault" and {i.actor for i in event.initiators} == {"israeli-settlers"}
