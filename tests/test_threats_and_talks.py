"""Announced violence is a threat where it commits who says so; talks are told by who meets whom; planned days lie ahead."""

from __future__ import annotations

import pytest

from rasid.model import Report

PUBLISHED = "2014-05-12"  # a Monday


def told(pipeline, text: str):
    return pipeline.code(Report(id="r", text=text, published=PUBLISHED, lang="ar"))


@pytest.mark.parametrize(
    ("text", "doer"),
    [
        ("توعد قائد الفصيل بأن مقاتليه سيقتحمون بلدة نبل خلال أيام.", "armed-factions"),
        ("حذر الناطق باسم الحوثيين من أن قواته ستستهدف أي سفينة إسرائيلية.", "houthis"),
        ("قال قائد الجيش اللبناني إن قواته ستقتحم المخيم إذا رفض المسلحون تسليم أنفسهم.", "lebanese-army"),
    ],
)
def test_violence_that_its_doer_announces_on_condition_is_a_threat(pipeline, text: str, doer: str) -> None:
    events = [e for e in told(pipeline, text) if e.status == "asserted"]
    assert [e.type for e in events] == ["threat"]
    assert [i.actor for i in events[0].initiators] == [doer]


def test_who_speaks_for_a_side_threatens_whom_he_names(pipeline) -> None:
    text = "كشف المتحدث باسم الحوثيين أن طائرة مسيرة استهدفت اليوم مطار جازان، وتوعد النظام السعودي بعمليات أوسع."
    [threat] = [e for e in told(pipeline, text) if e.type == "threat"]
    assert ([i.actor for i in threat.initiators], [t.actor for t in threat.targets]) == (["houthis"], ["saudi-government"])


def test_a_side_with_its_nationality_is_its_state(pipeline) -> None:
    [threat] = told(pipeline, "قال عضو في اللجنة إن الجانب الروسي هدد باقتحام بلدة طفس.")
    assert [i.actor for i in threat.initiators] == ["russian-government"]


def test_a_round_at_the_end_of_the_month_lies_ahead(pipeline) -> None:
    [talks] = told(pipeline, "تعقد الحكومة السودانية والحركة الشعبية جولة حوار ثانية في أديس أبابا نهاية الشهر الجاري.")
    assert (talks.type, talks.status) == ("talks", "planned")


def test_what_others_may_do_is_warned_of_and_no_threat(pipeline) -> None:
    [event] = told(pipeline, "وحذر مسؤول عراقي من أن داعش سيشن هجمات جديدة في كركوك.")
    assert (event.type, event.status) == ("ground_attack", "possible")
    assert [i.actor for i in event.initiators] == ["islamic-state"]


def test_a_plan_without_condition_is_a_plan(pipeline) -> None:
    [event] = told(pipeline, "أعلن الجيش التركي أنه سيقصف مواقع الحزب في سنجار.")
    assert event.status == "planned"


@pytest.mark.parametrize(
    ("text", "sides"),
    [
        ("سيجتمع ممثلون عن الحكومة السودانية والحركة الشعبية في أديس أبابا يوم الأحد.", 2),
        ("وقال مصدر إن وفدي حماس والجهاد الإسلامي سيجتمعان في عمان الأسبوع المقبل.", 2),
        ("بحث وزير الخارجية اليمني مع المبعوث الأممي في الرياض فرص وقف القتال في مأرب.", 1),
    ],
)
def test_talks_are_told_by_who_meets_whom(pipeline, text: str, sides: int) -> None:
    [event] = told(pipeline, text)
    assert event.type == "talks"
    assert len(event.initiators) + len(event.targets) >= sides
    assert event.places


def test_a_planned_weekday_is_the_next_one_and_a_told_one_the_last(pipeline) -> None:
    [event] = told(pipeline, "من المقرر أن تلتقي قيادة حماس وفدا من حركة فتح في القاهرة يوم السبت.")
    assert (event.status, event.time.start) == ("planned", "2014-05-17")
    [event] = told(pipeline, "التقت قيادة حماس وفدا من حركة فتح في القاهرة يوم السبت.")
    assert event.time.start == "2014-05-10"


@pytest.mark.parametrize("text", ["التقى وزير السياحة نظيره التركي لبحث زيادة عدد الرحلات.", "استقبل الرئيس وفدا رياضيا من ناشئي النادي."])
def test_meetings_on_other_matters_are_none(pipeline, text: str) -> None:
    assert told(pipeline, text) == []


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("وفي الخرطوم فرقت الشرطة تظاهرة لطلاب الجامعة نددت بالأوضاع في دارفور.", {"Khartoum"}),
        ("تظاهر العشرات في حلب احتجاجا على القصف الروسي على إدلب.", {"Aleppo"}),
    ],
)
def test_what_a_protest_is_about_is_not_where_it_is(pipeline, text: str, places: set[str]) -> None:
    protest = next(e for e in told(pipeline, text) if e.type == "protest")
    assert {p.names["en"] for p in protest.places} == places
