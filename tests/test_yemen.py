"""Mechanisms that reports of Yemen asked for, each on a sentence of ours."""

from __future__ import annotations

import pytest

from rasid.model import Report

PUBLISHED = "2024-05-20"


def coded(pipeline, text: str):
    return pipeline.code(Report(id="r", text=text, published=PUBLISHED))


@pytest.mark.parametrize(
    ("text", "tolls"),
    [
        ("قتل ستة من مسلحي الحوثي، فيما جرح تسعة آخرون في انفجار عبوة ناسفة في مدينة إب.", [{6, 9}]),
        ("قتل ضابط في مدينة عدن، فيما جرح تسعة مدنيين بانفجار لغم في حيس.", [{1}, {9}]),
    ],
)
def test_two_harms_of_one_blast(pipeline, text: str, tolls: list[set[int]]) -> None:
    assert [{row.min for row in e.toll} for e in coded(pipeline, text)] == tolls


def test_the_dead_of_a_house_blown_up(pipeline) -> None:
    text = "أقدمت مليشيا الحوثي على تفجير منازل مواطنين في مدينة رداع. وأدى التفجير إلى مقتل تسعة مدنيين."
    [event] = coded(pipeline, text)
    assert (event.type, [row.min for row in event.toll]) == ("property_destruction", [9])


def test_what_each_side_of_an_exchange_lets_go(pipeline) -> None:
    text = "أبرمت القوات الحكومية وجماعة الحوثي صفقة لتبادل الأسرى في محافظة الضالع. وبموجبها أفرجت القوات الحكومية عن 30 من مسلحي الحوثي."
    assert [(e.type, e.method) for e in coded(pipeline, text)] == [("release", "exchange")]


def test_the_coalition_named_in_full_further_down(pipeline) -> None:
    text = "شن التحالف غارتين على معسكر في صنعاء. وقال التحالف بقيادة السعودية إنه دمر مخزنا في ذمار."
    assert {i.actor for e in coded(pipeline, text) for i in e.initiators} == {"saudi-led-coalition"}


def test_no_report_of_victims_is_a_toll_of_none(pipeline) -> None:
    [strike] = coded(pipeline, "قصفت طائرات حربية منطقة ذهبان شمال صنعاء بدون الإبلاغ عن سقوط ضحايا.")
    assert [(row.min, row.max) for row in strike.toll] == [(0, 0)]


def test_jets_in_the_genitive_strike(pipeline) -> None:
    text = "تزامن ذلك مع استهداف مقاتلات تحالف دعم الشرعية، أمس، بغارات جوية مواقع للحوثيين في مديرية الحشاء."
    [strike] = coded(pipeline, text)
    assert [i.actor for i in strike.initiators] == ["saudi-led-coalition"]


@pytest.mark.parametrize(
    "text", ["دارت اشتباكات مع قوات الانتقالي التابع للإمارات في مدينة زنجبار.", "دارت اشتباكات مع قوات الانتقالي في مدينة زنجبار."]
)
def test_of_whom_a_force_is_tells_no_place(pipeline, text: str) -> None:
    [clash] = coded(pipeline, text)
    assert [p.names["en"] for p in clash.places] == ["Zinjibar"]


def test_who_is_driven_off_goes(pipeline) -> None:
    text = "أجبرت قوات الجيش مسلحي الحوثي على التراجع إلى جبل هيلان بعد معركة في صرواح."
    [gone] = [e for e in coded(pipeline, text) if e.type == "withdrawal"]
    assert [i.actor for i in gone.initiators] == ["houthis"]


def test_who_is_expelled_does_not_expel(pipeline) -> None:
    text = "قال المصدر إن القوات التي وصلت من عدن طردت مسلحي الحوثي من مدينة قعطبة."
    gains = [e for e in coded(pipeline, text) if e.type == "territory_gain"]
    assert all(i.actor != "houthis" for e in gains for i in e.initiators)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("وذكر «26 سبتمبر» أن قوات الجيش سيطرت على جبل في صرواح.", None),
        ("وفي 17 أبريل سيطرت قوات الجيش على جبل في صرواح.", "2024-04-17"),
    ],
)
def test_a_day_in_quotation_marks_is_a_name(pipeline, text: str, day: str | None) -> None:
    [event] = coded(pipeline, text)
    assert event.time.start == day


def test_who_foiled_an_attack_took_prisoners(pipeline) -> None:
    text = "أحبطت قوات الجيش هجمات للحوثيين على مدينة قعطبة وأسرت عددا من عناصرهم."
    [taken] = [e for e in coded(pipeline, text) if e.type in ("arrest", "abduction")]
    assert [i.actor for i in taken.initiators] == ["yemeni-government-forces"]
