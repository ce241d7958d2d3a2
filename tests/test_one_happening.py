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


def test_a_sum_takes_what_the_attack_left_below_it(coded) -> None:
    events = coded(
        "قُتل تسعة عناصر من قوات الأمن أمس الثلاثاء بهجمات لعناصر تنظيم الدولة في محافظة كركوك.\n"
        "وقالت مصادر إن ستة من عناصر البيشمركة قتلوا بهجوم لعناصر التنظيم على حاجز في ناحية التون كوبري.\n"
        "وهاجم مسلحون نقطة للشرطة الاتحادية في قضاء داقوق. وخلف الهجوم ثلاثة قتلى."
    )
    assert sorted(figures(e) for e in events) == [[3], [6]]


def test_others_who_were_hurt_are_of_the_same_attack(coded) -> None:
    events = coded(
        "قالت مصادر طبية إن أربعة مدنيين قتلوا بانفجار صاروخ أطلقه الحوثيون على مدينة مأرب أمس.\n"
        "وأشارت المصادر إلى إصابة 19 آخرين بينهم طفلان جراء قصف بصاروخ باليستي شنه الحوثيون واستهدف حي المطار وسط المدينة."
    )
    assert [(e.type, figures(e), figures(e, "injured")) for e in events] == [("shelling", [4], [19])]


def test_another_device_and_another_house_are_others(coded) -> None:
    devices = coded(
        "انفجرت عبوة ناسفة أمام مخبز في منطقة البتاوين وسط بغداد، ما أسفر عن مقتل رجل.\n"
        "وقتل اثنان بتفجير عبوة ناسفة ثانية أمام مقهى في منطقة الكريعات شمالي بغداد."
    )
    assert [figures(e) for e in devices] == [[1], [2]]
    houses = coded(
        "استشهدت امرأة بقصف إسرائيلي استهدف منزلا في مخيم المغازي صباح اليوم.\n"
        "وقصفت الطائرات الإسرائيلية منزلا آخر في المخيم، ما أسفر عن إصابات."
    )
    assert len(houses) == 2


def test_an_officer_by_his_rank_is_he(coded) -> None:
    events = coded(
        "أعلنت الوزارة أن انفجارا وقع وسط مدينة سبها أسفر عن مقتل ضابط وإصابة آخر.\n"
        "وأضافت أن الانفجار الذي وقع بشارع المحكمة تم بواسطة سيارة مفخخة، ما أدى إلى مقتل العميد سالم فرج وجرح النقيب علي ناجي."
    )
    assert [(e.type, figures(e), figures(e, "injured")) for e in events] == [("explosive_device", [1], [1])]


def test_what_a_town_has_seen_joins_no_news(coded) -> None:
    events = coded("قتل شرطي بانفجار عبوة في درنة اليوم. وقد شهدت المدينة هجمات على مقار حكومية واغتيالات لضباط.")
    assert [(e.type, [t.object for t in e.targets if t.object]) for e in events] == [("explosive_device", [])]


@pytest.mark.parametrize(
    "text",
    [
        "والجدير بالذكر أن المليشيا استهدفت مدينة مأرب بنحو عشرين صاروخا خلال أقل من شهر.",
        "ويستولي التنظيم على مناطق صحراوية في محيط بلدة الرطبة.",
        "ونشرت وكالة ناشر نيوز، المقربة من التنظيم، مقطع فيديو لعناصر يرفعون رايته في بلدة البعاج.",
        "وكان نازحون ينتظرون وصول المساعدات في منطقة الشيخ عجلين.",
        "وتعرض ناشطون لحوادث اغتيال مماثلة في مدينة البصرة أسفرت عن مقتل أكثر من 40 شخصا.",
    ],
)
def test_these_are_no_news_of_the_day(coded, text: str) -> None:
    assert [e.type for e in coded(text) if not e.background] == []


def test_a_side_of_a_town_is_the_country_around_it(coded) -> None:
    events = coded(
        "أصيبت مستوطنة في عملية إطلاق نار على سيارة للمستوطنين شمال مدينة رام الله أمس.\n"
        'وأفادت مصادر عبرية بأن مسلحين أطلقوا النار على سيارة قرب مستوطنة "بيت إيل"، ما أدى إلى إصابة مستوطنة.'
    )
    assert len(events) == 1


def test_they_also_did_the_like_elsewhere(coded) -> None:
    events = coded(
        "هاجم مستوطنون مركبات المواطنين على مفترق بيتا جنوب نابلس مساء اليوم، ما أدى إلى تضررها.\n"
        "وفي وقت سابق من اليوم، أقدم مستوطنون أيضا على مهاجمة مركبات المواطنين قرب مستعمرة يتسهار."
    )
    assert len(events) == 2


def test_who_was_among_the_dead_is_one_of_them(coded) -> None:
    (event,) = coded("قتل أربعة مدنيين بانفجار لغم بسيارة في بلدة بيدوا أمس، وكان من بين القتلى أيضا أحد وجهاء البلدة.")
    assert figures(event) == [4]


def test_a_fire_brought_under_control_is_no_gain(coded) -> None:
    events = coded("أحرق مستوطنون بركسا في بلدة برقة فجر اليوم، وتمكن الأهالي من السيطرة عليه وإخماده.")
    assert [e.type for e in events] == ["property_destruction"]


def test_in_such_an_attack_is_the_act_before_it(coded) -> None:
    (event,) = coded("استهدفت مسيرة تركية سيارة قرب بلدة الدرباسية أمس، في ضربة أدت إلى مقتل قيادي وسائقه.")
    assert (event.type, sum(n or 0 for n in figures(event))) == ("drone_strike", 2)


def test_where_forces_stand_is_no_deployment(coded) -> None:
    events = coded("قتل جندي باشتباك مع مسلحين قرب مخيم المية ومية أمس. وينتشر الجيش اللبناني عند مداخل المخيم من دون الدخول إليه.")
    assert [e.type for e in events] == ["armed_clash"]


def test_the_second_device_told_of_again_is_one(coded) -> None:
    events = coded(
        "فجر انتحاري سيارة مفخخة عند حاجز شمالي بغداد السبت، كما انفجرت سيارة مفخخة ثانية لدى مرور رتل للجيش جنوبي بغداد.\n"
        "وقالت مصادر إن سيارة مفخخة ثانية كانت مركونة في منطقة عرب جبور جنوبي بغداد انفجرت أثناء مرور رتل للجيش، ما أسفر عن إصابات."
    )
    assert [e.type for e in events] == ["suicide_bombing", "explosive_device"]


def test_a_date_days_before_todays_news_recalls(coded) -> None:
    text = (
        "أصيب مدنيان بقصف مدفعي لمليشيا الحوثي على بلدة حيس اليوم الأربعاء.\n"
        "وفي {} أيار/مايو الجاري، قصفت المليشيا قرية القطابا وقتلت راعيا."
    )
    assert [e.background for e in coded(text.format(6))] == [False, True]
    assert [e.background for e in coded(text.format(14))] == [False, False]  # yesterday's is news as well
