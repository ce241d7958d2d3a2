"""One happening, told once: leads and what they add up, what goes on as a habit, bodies brought out, what an attack cost."""

from __future__ import annotations

import pytest

from rasid.model import Event, Report


@pytest.fixture
def coded(pipeline):
    def code(text: str, published: str = "2024-05-15") -> list[Event]:
        return pipeline.code(Report(id="t", text=text, published=published))

    return code


def figures(event: Event, effect: str = "killed") -> list[int | None]:
    return [row.min for row in event.toll if row.effect == effect and row.part_of is None]


def test_a_lead_is_not_joined_to_the_towns_that_it_adds_up(coded) -> None:
    events = coded(
        "قتل تسعة مدنيين أمس الثلاثاء بغارات للطيران الروسي على بلدات كفرنبل وحاس وتفتناز في ريف إدلب.\n"
        "وقتل خمسة مدنيين وأصيب عشرة بغارة استهدفت منزلا في بلدة كفرنبل.\n"
        "كما قتل ثلاثة مدنيين بغارة على بلدة حاس، وقتل راع بغارة على أطراف تفتناز."
    )
    assert [e.type for e in events] == ["air_strike"] * 3
    assert [figures(e) for e in events] == [[5], [3], [1]]


def test_what_goes_on_daily_adds_nobody_to_the_news(coded) -> None:
    events = coded(
        "أصيب طفل بقصف مدفعي للجيش السوداني على حي كافوري في الخرطوم بحري صباح اليوم.\n"
        "ويقصف الجيش والدعم السريع يوميا أحياء المدينة، ما تسبب بمقتل عشرات المدنيين خلال الأسابيع الماضية."
    )
    assert [(e.type, figures(e, "injured"), figures(e)) for e in events] == [("shelling", [1], [])]
    assert [n.actor for n in events[0].initiators] == ["sudanese-armed-forces"]


def test_what_is_joined_to_a_habit_is_one(coded) -> None:
    events = coded(
        "قتل مزارع بقصف مدفعي على قرية الفطيرة اليوم. وتشهد المنطقة قصفا متكررا من قوات النظام، وترد الفصائل باستهداف مواقع القوات."
    )
    assert [e.type for e in events if not e.background] == ["shelling"]


def test_what_has_gone_on_since_is_no_news(coded) -> None:
    events = coded("أغارت طائرات إسرائيلية على بلدة حولا فجر اليوم. وتتعرض قرى الجنوب لغارات منذ أيلول الماضي.")
    assert [e.type for e in events if not e.background] == ["air_strike"]


def test_bodies_of_the_dead_just_told_are_no_find(coded) -> None:
    told = "قتل أربعة مدنيين بغارة على منزل في بلدة ياطر أمس. {} فرق الإسعاف {} من تحت الأنقاض."
    assert [e.type for e in coded(told.format("وانتشلت", "جثامين الشهداء"))] == ["air_strike"]
    assert [e.type for e in coded(told.format("وانتشلت", "جثثا متحللة"))] == ["air_strike", "body_found"]


def test_under_its_control_is_where_and_no_gain(coded) -> None:
    events = coded("استهدفت مليشيا الحوثي سوقا في مدينة حيس الواقعة تحت سيطرته غرب اليمن مساء أمس، فقتلت بائعا.")
    assert [e.type for e in events] == ["shelling"]


def test_a_massacre_is_how_it_was_done(coded) -> None:
    events = coded("ارتكب الطيران مجزرة في مدينة الرستن اليوم، حيث قتل سبعة مدنيين بغارة على فرن في المدينة.")
    assert [(e.type, figures(e)) for e in events] == [("air_strike", [7])]


def test_harm_that_the_same_source_goes_on_to_tell(coded) -> None:
    events = coded("أفاد مصدر أمني بانفجار عبوة ناسفة في بلدة بهرز ظهر اليوم. وأفاد المصدر بمقتل صياد وإصابة اثنين من رفاقه.")
    assert [(e.type, figures(e), figures(e, "injured")) for e in events] == [("explosive_device", [1], [2])]


def test_what_an_attack_cost_is_of_it(coded) -> None:
    events = coded(
        "أعلنت القوات الحكومية أنها صدت هجوما للحوثيين على جبهة الكسارة غرب مأرب فجر اليوم. "
        "وذكرت أن القوات كبدت المهاجمين خسائر في الأرواح في معركة دامت ساعات."
    )
    assert [(e.type, e.outcome) for e in events] == [("ground_attack", "repelled")]


def test_responsibility_in_either_spelling(coded) -> None:
    text = "أعلنت حركة الشباب {} عن الهجوم الذي استهدف أحد الفنادق في مقديشو أمس."
    for word in ("مسئوليتها", "مسؤوليتها"):
        (event,) = coded(text.format(word))
        assert [(n.actor, n.attribution) for n in event.initiators] == [("al-shabaab-somalia", "claimed")]


def test_guns_against_aircraft_are_no_strike_from_the_air(coded) -> None:
    (event,) = coded("أطلق المسلحون نيران المدفعية المضادة للطائرات على حي المصانع في عتق أمس، فأصيبت امرأتان.")
    assert event.type == "shelling"
