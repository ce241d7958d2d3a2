"""How outlets tell things that our own sentences did not: each mechanism on a sentence of ours that differs from the one that showed it."""

from __future__ import annotations

import pytest

from rasid.model import Event, Report
from rasid.pipeline import Pipeline


def told(pipeline: Pipeline, text: str) -> list[Event]:
    return pipeline.code(Report(id="t", text=text, published="2024-05-20", lang="ar"))


def rows(events: list[Event]) -> list[tuple[str, str, bool]]:
    return [(e.type, e.status, e.background) for e in events]


def scenes(event: Event) -> set[str | None]:
    return {p.names.get("en") for p in event.places if p.role == "scene"}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("هتف الطلاب وسط الساحة، وحاولت شرطة مكافحة الشغب تفريقهم عبر إطلاق الغاز المسيل للدموع بكثافة في كربلاء.", "assault"),
        ("أصابت الطائرات الحربية التركية المسيرة مركبة لقسد قرب تل تمر.", "drone_strike"),
        ("استهدف سلاح الجو التركي المسير مركبة لقسد قرب تل تمر.", "drone_strike"),
        ("حاولت مجاميع من قوات الدعم السريع التقدم نحو مواقع للجيش السوداني غرب الأبيض.", "ground_attack"),
        ("تتواصل استغاثات الأسر المحاصرة في حي الوعر بحمص.", None),
        ("ويعتقد محللون أن استعادة الجيش السوداني مدينة بارا تمثل تحولا.", None),
        ("وتسيطر هيئة تحرير الشام على مدينة حارم منذ 2015.", None),
        ("أفادت مصادر باستهداف طائرات روسية لنقاط تابعة لفصائل المعارضة قرب كنصفرة.", "air_strike"),
        ("توغلت دورية ثانية للاحتلال مؤلفة من ست آليات في قرية جباتا الخشب.", "deployment"),
        ("جرى تسليم الموقوفين الثلاثة للنيابة العامة في جبلة.", None),
        ("حاصر متظاهرون غاضبون مقر المجلس المحلي في سرت.", "riot"),
        ("قتل متظاهران في مواجهات مع الشرطة في عطبرة.", "killing"),
        ("استقبل وزير الخارجية الليبي، ظهر الاثنين، بمقر الوزارة في طرابلس، المبعوث الأممي لبحث الهدنة.", "talks"),
    ],
)
def test_what_is_told(text: str, wanted: str | None, pipeline: Pipeline) -> None:
    assert wanted in {e.type for e in told(pipeline, text)} if wanted else not told(pipeline, text)


def test_force_that_was_tried_was_used_and_hurt_nobody_told(pipeline: Pipeline) -> None:
    [event] = told(pipeline, "وحاولت الشرطة تفريقهم عبر إطلاق قنابل الغاز وخراطيم المياه قرب جسر الجمهورية في بغداد.")
    assert (event.type, event.status, event.toll) == ("assault", "asserted", [])
    assert {t.actor for t in event.targets} == {"protesters"}


def test_talks_that_end_in_an_accord_say_whose_and_where_it_is(pipeline: Pipeline) -> None:
    talks, accord = told(pipeline, "اختتمت المفاوضات بين الحكومة اليمنية والحوثيين في مسقط بتوقيع اتفاق لتبادل الأسرى.")
    assert (talks.type, accord.type) == ("talks", "agreement")
    assert {p.actor for p in (*accord.initiators, *accord.targets)} == {"yemeni-government", "houthis"} and scenes(accord) == {"Muscat"}


def test_what_a_monitor_counts_of_a_month_is_background(pipeline: Pipeline) -> None:
    text = "قتل مسلحون معلما في نوى الأحد.\nوكان مكتب توثيق محلي قد وثق خلال شهر آذار مقتل 40 مدنيا في محافظة درعا."
    assert [row for row in rows(told(pipeline, text)) if not row[2]] == [("killing", "asserted", False)]


def test_people_who_are_held_were_not_taken_today(pipeline: Pipeline) -> None:
    [event] = told(pipeline, "وفي مناطق الجماعة سجون عدة، وتحتجز مليشيا الحوثي فيها مئات المدنيين بلا محاكمة.")
    assert (event.type, event.background) == ("arrest", True)


def test_others_with_women_among_them_are_hurt_as_their_verb_says(pipeline: Pipeline) -> None:
    [event] = told(pipeline, "قتل ثلاثة عمال وأصيب تسعة آخرون بينهم نساء بقصف مدفعي على بلدة حاس.")
    assert {(t.effect, t.min) for t in event.toll} == {("killed", 3), ("injured", 9), ("injured", None)}


def test_a_figure_after_the_forces_counts_whom_they_took(pipeline: Pipeline) -> None:
    [event] = told(pipeline, "اعتقلت القوات 23 سوريا من أحياء في مدينة الحسكة.")
    assert {(t.effect, t.min) for t in event.toll} == {("detained", 23)}


@pytest.mark.parametrize(
    ("text", "party"),
    [
        ("هاجم الجيش الوطني نقاطا لقسد في ريف منبج.", "syrian-national-army"),
        ("قصف الجيش الوطني مواقع في ضواحي درنة شرق ليبيا.", "libyan-national-army"),
        ("استعاد الجيش الوطني مواقع من الحوثيين غرب مأرب.", "yemeni-government-forces"),
    ],
)
def test_the_national_army_is_that_of_the_country_told(text: str, party: str, pipeline: Pipeline) -> None:
    assert {i.actor for e in told(pipeline, text) for i in e.initiators} == {party}


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("أربيل: أفادت مصادر كردية بالعثور على مقبرة جماعية تضم 14 جثة في ناحية سنوني.", {"Sinuni"}),
        ("هاجم مسلحون معسكر الجفرة القريب من مدينة هون ليبيا.", None),
        ("دارت مواجهات في بلدة الغندورية المتاخمة لمدينة صور.", None),
        ("قتل ثلاثة مسلحين في اشتباكات بمحافظة البيضاء، بينهم شقيق ووكيل محافظة ذمار.", {"Al Bayda"}),
        ("حكمت محكمة أمن الدولة في عمان بسجن متهم لإدانته بتفجير عبوة في معان.", {"Amman"}),
    ],
)
def test_a_place_told_of_something_else_is_no_scene(text: str, places: set[str] | None, pipeline: Pipeline) -> None:
    found = {name for e in told(pipeline, text) for name in scenes(e)}
    assert found == places if places else not found & {"Hun", "Tyre", "Hun Airport"}


def test_a_town_besieged_since_a_year_is_besieged_by_nobody_told_before_it(pipeline: Pipeline) -> None:
    found = told(pipeline, "غادر مقاتلون من لواء محلي مدينة الزبداني المحاصرة منذ 2015 قرب دمشق.")
    assert not [e for e in found if e.type == "restriction" and (e.initiators or not e.background)]


def test_who_stands_by_closed_nothing(pipeline: Pipeline) -> None:
    [event] = told(pipeline, "أغلق محتجون الطريق الساحلي بالإطارات المشتعلة، وسط إجراءات أمنية اتخذتها وحدات من الجيش في البترون.")
    assert {i.actor for i in event.initiators} == {"protesters"}


def test_where_troops_are_stationed_is_no_movement(pipeline: Pipeline) -> None:
    assert "deployment" not in {e.type for e in told(pipeline, "سقطت مسيرة قرب قاعدة الحرير في أربيل، حيث تتمركز قوات دولية.")}


def test_whom_a_comma_parts_from_the_doer_was_taken_by_him_and_says_nothing(pipeline: Pipeline) -> None:
    text = "خطف تنظيم القاعدة في اليمن، تسعة عمال في مديرية لودر، وفقا لما أوردته وكالة رويترز."
    [event] = told(pipeline, text)
    assert {(t.effect, t.min) for t in event.toll} == {("abducted", 9)} and {s.source for s in event.sources} == {"reuters"}


@pytest.mark.parametrize(
    ("text", "types"),
    [
        ("احتجز جنود الاحتلال سبعة شبان في بيت فوريك، وشرعوا بالتحقيق معهم ميدانيا.", {"arrest"}),
        ("نفذت الاستخبارات عملية دهم استهدفت أربعة ناشطين في القامشلي.", {"arrest"}),
        ("قال مركز بريطاني للأمن البحري إن ناقلة أصيبت بصاروخ في خليج عدن.", {"shelling"}),
        (
            "استقبل رئيس المجلس الرئاسي اليمني، رشاد العليمي، مساء السبت، بمقر إقامته في الرياض، المبعوث الأمريكي الخاص إلى اليمن.",
            {"talks"},
        ),
    ],
)
def test_words_with_another_sense_and_long_titles(text: str, types: set[str], pipeline: Pipeline) -> None:
    events = told(pipeline, text)
    assert {e.type for e in events} == types
    assert "yemeni-police" not in {p.actor for e in events for p in e.initiators}


def test_who_is_said_to_answer_for_an_act_did_it(pipeline: Pipeline) -> None:
    [event] = told(pipeline, "وذكر التقرير أن هيئة تحرير الشام مسؤولة عن خطف خمسة ناشطين في سرمدا.")
    assert {i.actor for i in event.initiators} == {"hayat-tahrir-al-sham"}


def test_reinforcements_are_of_whom_they_come_from(pipeline: Pipeline) -> None:
    [event] = told(pipeline, "قال ناشطون إن تعزيزات كبيرة من قوات الدعم السريع تحركت نحو مدينة بارا.")
    assert event.type == "deployment" and {i.actor for i in event.initiators} == {"rapid-support-forces"}


def test_a_social_council_is_no_meeting(pipeline: Pipeline) -> None:
    text = "أعلن المجلس الاجتماعي لقبائل ورفلة التوصل إلى اتفاق هدنة مع قوات حكومة الوحدة في بني وليد."
    assert {e.type for e in told(pipeline, text)} == {"agreement"}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("استهدف الجيش السوري حيا سكنيا في بلدة حاس، وأدت الغارة إلى مقتل امرأة.", "air_strike"),
        (
            "الغارات الروسية توقع جرحى في كفر نبل\nاستهدفت القوات الروسية منازل في بلدة كفر نبل، ما أدى إلى إصابة عدد من السكان.",
            "air_strike",
        ),
        ("استهدف الجيش السوري حيا سكنيا في بلدة حاس بالمدفعية، وأدى القصف إلى مقتل امرأة.", "shelling"),
    ],
)
def test_a_strike_that_tells_again_says_by_what(text: str, wanted: str, pipeline: Pipeline) -> None:
    assert {e.type for e in told(pipeline, text)} == {wanted}


def test_attacks_told_to_be_repeated_are_a_habit(pipeline: Pipeline) -> None:
    text = "وتتعرض قرى مسافر يطا في الضفة الغربية لاعتداءات متكررة من المستوطنين."
    assert all(e.background for e in told(pipeline, text))
