"""Coding, mechanism by mechanism, on sentences of ours: who does what to whom in each of the shapes that reports use."""

from __future__ import annotations

import pytest

from rasid.model import Report


def code(pipeline, text, published=None):
    return pipeline.code(Report(id="t", text=text, published=published))


def actors(items):
    return {i.actor for i in items if i.actor}


@pytest.mark.parametrize(
    "text",
    [
        "قصفت قوات النظام بلدة سرمين بالمدفعية.",  # verb, subject, object
        "قوات النظام تقصف بلدة سرمين بالمدفعية.",  # subject first
        "تعرضت بلدة سرمين لقصف مدفعي من قوات النظام.",  # light verb, target first
        "قصف مدفعي لقوات النظام استهدف بلدة سرمين.",  # verbal noun, then a verb of it
        "شنت قوات النظام قصفا مدفعيا على بلدة سرمين.",
        "طال قصف مدفعي نفذته قوات النظام بلدة سرمين.",
        "جددت قوات النظام قصف بلدة سرمين بالمدفعية.",
        "أقدمت قوات النظام، مساء السبت، على قصف بلدة سرمين بقذائف المدفعية.",
    ],
)
def test_one_act_in_every_shape(pipeline, text) -> None:
    [event] = code(pipeline, text)
    assert event.type == "shelling"
    assert actors(event.initiators) == {"syrian-army"}
    assert [p.names["en"] for p in event.places] == ["Sarmin"]


@pytest.mark.parametrize(
    ("text", "who", "whom"),
    [
        ("قتل ثلاثة مدنيين برصاص قوات الدعم السريع في نيالا.", {"rapid-support-forces"}, {"civilians"}),
        ("قُتل ثلاثة مدنيين في نيالا على يد قوات الدعم السريع.", {"rapid-support-forces"}, {"civilians"}),
        ("قتلت قوات الدعم السريع ثلاثة مدنيين في نيالا.", {"rapid-support-forces"}, {"civilians"}),
    ],
)
def test_who_killed_whom(pipeline, text, who, whom) -> None:
    [event] = code(pipeline, text)
    assert event.type == "killing"
    assert actors(event.initiators) == who
    assert actors(event.targets) == whom


@pytest.mark.parametrize(
    ("means", "type_"),
    [
        ("بالمدفعية", "shelling"),
        ("بالطائرات الحربية", "air_strike"),
        ("بطائرة مسيرة", "drone_strike"),
        ("بالبراميل المتفجرة", "air_strike"),
        ("بغاز الكلور", "chemical_attack"),
    ],
)
def test_the_means_settle_the_type(pipeline, means, type_) -> None:
    assert code(pipeline, f"استهدفت قوات النظام بلدة سرمين {means}.")[0].type == type_


@pytest.mark.parametrize(
    "text",
    [
        "قصفت طائرات روسية بلدة سرمين، ما أدى إلى مقتل 5 مدنيين وإصابة 12.",
        "قُتل 5 مدنيين وأصيب 12 في غارات روسية على بلدة سرمين.",
        "أسفرت غارات روسية على بلدة سرمين عن مقتل 5 مدنيين وإصابة 12.",
        "قصفت طائرات روسية بلدة سرمين. وقتل في القصف 5 مدنيين وأصيب 12.",
    ],
)
def test_harm_joins_what_caused_it(pipeline, text) -> None:
    [event] = code(pipeline, text)
    assert event.type == "air_strike"
    assert [(t.effect, t.min) for t in event.toll] == [("killed", 5), ("injured", 12)]


def test_a_breakdown_is_part_of_its_whole(pipeline) -> None:
    [event] = code(pipeline, "قُتل 31 شخصا، بينهم 7 أطفال وثلاث نساء، في قصف على مدينة أريحا.")
    whole, children, women = event.toll
    assert (whole.min, whole.part_of) == (31, None)
    assert (children.min, children.groups, children.part_of) == (7, ["children"], whole.id)
    assert (women.min, women.groups, women.part_of) == (3, ["women"], whole.id)


def test_no_casualties_is_a_row_of_zero_and_no_word_is_none(pipeline) -> None:
    [told] = code(pipeline, "قصفت قوات النظام بلدة سرمين دون وقوع إصابات.")
    assert [(t.min, t.max) for t in told.toll] == [(0, 0)]
    [silent] = code(pipeline, "قصفت قوات النظام بلدة سرمين دون معلومات عن خسائر بشرية.")
    assert silent.toll == []


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("أحبط الجيش العراقي هجوما لتنظيم داعش على قضاء هيت.", "attempted"),
        ("نجا قيادي في الجيش الوطني من محاولة اغتيال في مدينة الباب.", "attempted"),
        ("من المقرر أن تعقد اللجنة العسكرية اجتماعا مع وفد الحوثيين في عمان.", "planned"),
    ],
)
def test_status(pipeline, text, status) -> None:
    assert code(pipeline, text)[0].status == status


def test_a_repelled_attack_happened(pipeline) -> None:
    [event] = code(pipeline, "تصدت قوات سوريا الديمقراطية لهجوم شنه تنظيم داعش قرب الشدادي.")
    assert (event.status, event.outcome) == ("asserted", "repelled")
    assert actors(event.initiators) == {"islamic-state"}
    assert actors(event.targets) == {"syrian-democratic-forces"}


def test_aims_demands_and_charges_are_no_events(pipeline) -> None:
    for text in (
        "تظاهر العشرات في إعزاز للمطالبة بالإفراج عن المعتقلين.",
        "اعتقلت الشرطة رجلا في عدن بتهمة اغتيال ضابط.",
        "دعت الأمم المتحدة إلى وقف قصف المدنيين في تعز.",
    ):
        assert {e.type for e in code(pipeline, text)} <= {"protest", "arrest"}


def test_a_generic_name_means_the_party_named_before(pipeline) -> None:
    events = code(pipeline, "هاجم تنظيم داعش حاجزا للجيش السوري قرب السخنة. كما خطف التنظيم ثلاثة رعاة في بادية تدمر.")
    assert [actors(e.initiators) for e in events] == [{"islamic-state"}, {"islamic-state"}]


def test_a_generic_name_without_one_stays_generic_and_says_so(pipeline) -> None:
    [event] = code(pipeline, "اعتقلت القوات الأمنية خمسة أشخاص.")
    assert "generic-actor" in event.flags


def test_the_same_told_twice_is_one_event_and_two_places_are_two(pipeline) -> None:
    once = code(pipeline, "قصفت قوات النظام بلدة سرمين.\nوقال ناشطون إن القصف على سرمين أدى إلى إصابة طفل.")
    assert [e.type for e in once] == ["shelling"]
    twice = code(pipeline, "قصفت قوات النظام بلدة سرمين. كما قصفت قوات النظام مدينة جسر الشغور.")
    assert len(twice) == 2


def test_sources_and_their_stance(pipeline) -> None:
    [event] = code(pipeline, "اتهم ناشطون قوات النظام بقصف مشفى في مدينة الأتارب ما أدى إلى مقتل ستة مدنيين.")
    assert event.sources[0].stance == "accuses"
    assert actors(event.initiators) == {"syrian-army"}
    assert event.initiators[0].attribution == "accused"


def test_accidents_crime_and_metaphor_give_nothing(pipeline) -> None:
    for text in (
        "لقي أربعة أشخاص مصرعهم إثر اصطدام حافلة بشاحنة شمال الديوانية.",
        "أصيب شاب بطعنة سكين في مشاجرة على مبلغ مالي في الكوت.",
        "قصف الفريق مرمى ضيفه بثلاثة أهداف في مباراة حماسية وسط تشجيع الجماهير في الملعب.",
    ):
        assert code(pipeline, text) == []


def test_ids_do_not_depend_on_anything_but_report_type_and_trigger(pipeline) -> None:
    text = "قصفت قوات النظام بلدة سرمين."
    one, other = code(pipeline, text)[0], code(pipeline, text, "2020-01-05")[0]
    assert one.id == other.id
    assert one.id != pipeline.code(Report(id="u", text=text))[0].id


@pytest.mark.parametrize(
    ("text", "least", "who"),
    [
        ("أصيب أربعة سوريين برصاص مسلحين مجهولين قرب بلدة عرسال.", 4, "unknown"),
        ("أصيب ثلاثة عمال عراقيين برصاص مسلحين في قضاء الدور.", 3, "civilian"),
        ("عثر السكان على جثامين ستة مدنيين في حي الميدان.", 6, "civilian"),
        ("قتل شرطيان اثنان برصاص مسلحين في ناحية جلولاء.", 2, "combatant"),
        ("قتل ثمانية مدنيين من أسرة واحدة بقصف مدفعي على بلدة كفرنبل.", 8, "civilian"),
    ],
)
def test_people_are_counted_once(pipeline, text, least, who) -> None:
    [event] = code(pipeline, text)
    assert [(row.min, row.who) for row in event.toll] == [(least, who)]


def test_a_village_that_is_not_in_the_data_is_kept_by_its_words(pipeline) -> None:
    [event] = code(pipeline, "قصفت قوات النظام قرية شخربوب بالمدفعية.")
    [place] = event.places
    assert (place.id, place.text) == (None, "قرية شخربوب")
    assert "unresolved-place" in event.flags


def test_an_adjective_after_village_is_no_name(pipeline) -> None:
    [event] = code(pipeline, "قصفت قوات النظام قرية صغيرة بالمدفعية.")
    assert event.places == []


def test_where_people_flee_from_is_an_origin(pipeline) -> None:
    [event] = code(pipeline, "أجبرت المعارك عشرات الأسر على النزوح من بلدة مليط نحو مدينة الفاشر.")
    assert event.type == "displacement"
    assert {(p.role, p.names["en"]) for p in event.places} == {("origin", "Mellit"), ("destination", "El Fasher")}


def test_killings_that_an_ambush_came_to_are_of_the_ambush(pipeline) -> None:
    [event] = code(pipeline, "نصب مقاتلو الحوثيين كمينا لدورية من الجيش اليمني قرب مدينة مأرب فقتلوا ثلاثة جنود.")
    assert event.type == "ground_attack"
    assert [row.min for row in event.toll] == [3]


def test_an_attack_told_with_whose_it_is(pipeline) -> None:
    [event] = code(pipeline, "وقع هجوم لتنظيم داعش على حاجز للشرطة في ناحية جلولاء.")
    assert actors(event.initiators) == {"islamic-state"}


# Three mechanisms that published reports showed wrong, on sentences of ours.
def test_a_time_put_between_commas_parts_nothing(pipeline) -> None:
    [event] = code(pipeline, "أحرق مستوطنون، فجر الاثنين، جرارا زراعيا في قرية دوما جنوب نابلس.")
    assert actors(event.initiators) == {"israeli-settlers"}
    assert event.type == "property_destruction"


def test_who_accuses_is_not_who_did(pipeline) -> None:
    [event] = code(pipeline, "اتهم الجيش السوداني قوات الدعم السريع بقصف مستشفى في مدينة الأبيض.")
    assert actors(event.initiators) == {"rapid-support-forces"}
    assert event.type == "shelling"


def test_what_did_not_happen_is_not_asserted(pipeline) -> None:
    assert all(e.status != "asserted" for e in code(pipeline, "وأكد الشيخ أنه لم ينضم إلى أي فصيل مسلح ولم تقصف قواته بلدة تادف."))
