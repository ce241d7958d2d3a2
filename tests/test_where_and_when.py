"""Which place and which day an event has, of those that its report tells. Each sentence is ours."""

from __future__ import annotations

import pytest

from rasid.model import Event, Report
from rasid.pipeline import Pipeline


def told(pipeline: Pipeline, text: str, published: str | None = "2024-05-20") -> list[Event]:
    return pipeline.code(Report(id="t", text=text, published=published))


def scenes(event: Event) -> set[str]:
    return {p.names.get("en") or p.names.get("ar") or p.text for p in event.places if p.role == "scene"}


WHERE = {
    "another seat than the capital, told after its adjective": (
        "اغتال مجهولون ضابطا في العاصمة اليمنية المؤقتة، عدن، مساء الأحد.",
        {"Aden"},
    ),
    "that seat, where its town is told nowhere": ("شهدت العاصمة اليمنية المؤقتة احتجاجات على الغلاء.", {"Aden"}),
    "the town that an adjective of no known seat stands beside": ("خطف مسلحون تاجرا في العاصمة الثقافية، تعز.", {"Taiz"}),
    "a province told by its bare name, whose town is told": (
        "أصيب جنديان في هجوم لخلايا التنظيم في دير الزور، استهدف حاجزا في بلدة ذيبان.",
        {"Dhiban"},
    ),
    "a town and its quarter": ("قصفت الطائرات خان يونس، وتركزت الغارات على حي الأمل.", {"Al-Amal"}),
    "where the people of an event are from, and where that lies": (
        "اختطف مسلحون الأسبوع الماضي معلما من أبناء محافظة ذمار، جنوب صنعاء.",
        {"Dhamar"},
    ),
    "a noun that begins a name": ("هاجم مستوطنون منطقة واد الشومر شرق نابلس وأحرقوا مركبة.", {"واد الشومر"}),
}


@pytest.mark.parametrize("case", WHERE, ids=str)
def test_where_it_was(pipeline: Pipeline, case: str) -> None:
    text, where = WHERE[case]
    assert scenes(told(pipeline, text)[0]) == where


def test_a_seat_told_once_is_meant_again(pipeline: Pipeline) -> None:
    text = "تظاهر العشرات في العاصمة الاقتصادية، عدن. واعتقلت قوات الحزام الأمني ثلاثة متظاهرين في العاصمة الاقتصادية."
    assert [scenes(e) for e in told(pipeline, text)] == [{"Aden"}, {"Aden"}]


def test_a_siege_keeps_the_town_beside_its_crossing(pipeline: Pipeline) -> None:
    event = told(pipeline, "يواصل الحوثيون حصار مدينة تعز ويمنعون دخول المواد الغذائية عبر منفذ الدحي.")[0]
    assert "Taiz" in scenes(event)


def test_a_border_with_several_countries_is_no_list_of_scenes(pipeline: Pipeline) -> None:
    text = "قتل خمسة في اشتباكات بين قبيلتين في مدينة الكفرة قرب حدود ليبيا مع كل من تشاد والسودان ومصر."
    assert scenes(told(pipeline, text)[0]) == {"Kufra"}


def test_counted_villages_are_no_village(pipeline: Pipeline) -> None:
    events = told(pipeline, "أجبر القصف التركي سكان أكثر من 30 قرية بشكل كامل على النزوح من ناحية كاني ماسي.")
    assert all("بشكل" not in p.text for e in events for p in e.places)


def days(events: list[Event]) -> list[tuple[str, str | None, str | None]]:
    return [(e.type, e.time.start, e.time.end) for e in events]


def test_the_lead_gives_its_day_to_what_it_sums_up(pipeline: Pipeline) -> None:
    text = (
        "اعتقلت القوات الإسرائيلية مساء الجمعة 11 فلسطينيا في الضفة الغربية. "
        "وذكرت مصادر محلية أن الجيش اعتقل سبعة عمال من بلدة إذنا. "
        "وأضافت أن شابين اعتقلا خلال اقتحام مدينة قلقيلية. "
        "وفي وقت سابق اعتقل الجيش أسيرا محررا في بلدة يعبد."
    )
    found = {next(iter(scenes(e))): e.time.start for e in told(pipeline, text)}
    assert found == {"Idhna": "2024-05-17", "Qalqilya": "2024-05-17", "Ya'bad": None}


def test_items_of_a_round_up_have_no_day_of_the_first(pipeline: Pipeline) -> None:
    text = "قصفت قوات النظام صباح السبت بلدة سرمين بالمدفعية.\nوفي حلب، قصفت الفصائل حي الحمدانية بقذائف صاروخية ما أدى إلى مقتل رجل."
    assert [e.time.start for e in told(pipeline, text)] == ["2024-05-18", None]


@pytest.mark.parametrize("period", ["29 نيسان – 5 أيار 2024", "من 29 نيسان إلى 5 أيار 2024", "(29 أبريل 5 مايو 2024)"])
def test_a_list_is_of_the_while_told_over_it(pipeline: Pipeline, period: str) -> None:
    text = f"الانتهاكات في الضفة الغربية {period}\n* اعتقال (17) مواطنا في مدينة نابلس.\n* هدم منزلين في بلدة حزما."
    assert days(told(pipeline, text)) == [
        ("arrest", "2024-04-29", "2024-05-05"),
        ("property_destruction", "2024-04-29", "2024-05-05"),
    ]


def test_a_while_over_the_turn_of_the_year(pipeline: Pipeline) -> None:
    text = "حصيلة الاعتداءات 28 ديسمبر – 3 يناير 2023\n* اعتقال (4) مواطنين في مدينة جنين."
    assert days(told(pipeline, text)) == [("arrest", "2022-12-28", "2023-01-03")]


def test_a_time_before_the_next_verb_is_of_the_next_act(pipeline: Pipeline) -> None:
    text = "أصيب أمس ثلاثة جنود بإطلاق نار على دوريتهم في طرابلس وفجر اليوم تعرض مركز للجيش في حي القبة لرمي قنبلة يدوية."
    assert [e.time.start for e in told(pipeline, text)] == ["2024-05-19", "2024-05-20"]


def test_the_year_of_a_day_is_that_told_elsewhere(pipeline: Pipeline) -> None:
    text = "قتل متظاهر برصاص قوات الأمن في أم درمان الخميس 17 نوفمبر.\nوأصيب رجل برصاص مسلحين في الأبيض يوم 17 نوفمبر 2022."
    assert {e.time.start for e in told(pipeline, text, published=None)} == {"2022-11-17"}


def test_names_that_begin_with_a_well_or_a_valley(pipeline: Pipeline) -> None:
    reading = pipeline.reader.read(
        Report(id="t", text="قصفت الطائرات التركية قرى شيلوزي وبريسكا وبير موسان في محافظة دهوك.", published=None)
    )
    names = [m.data["name"] for s in reading.sentences for m in s.mentions if m.kind == "place"]
    assert names[:3] == ["شيلوزي", "بريسكا", "بير موسان"]


def dead(event: Event) -> set[int | None]:
    return {row.min for row in event.toll if row.effect == "killed"}


def test_dead_told_last_are_of_the_act_right_after_them(pipeline: Pipeline) -> None:
    events = told(pipeline, "قتل ستة جنود في هجوم للمسلحين على حاجز في بلدة البصيرة، وأربعة في انفجار عبوة ناسفة قرب مدينة الميادين.")
    assert [(e.type, dead(e)) for e in events] == [("ground_attack", {6}), ("explosive_device", {4})]


def test_dead_that_end_a_sentence_are_of_the_act_before(pipeline: Pipeline) -> None:
    text = "قتل ثلاثة جنود من الجيش الليبي في هجوم استهدف بوابة أمنية في مدينة سبها، وسبعة من مسلحي تنظيم الدولة."
    assert dead(told(pipeline, text)[0]) == {3, 7}


def test_the_coast_is_that_of_the_country_of_the_report(pipeline: Pipeline) -> None:
    assert scenes(told(pipeline, "اعتقلت قوات الأمن السورية أربعة من فلول النظام في منطقة الساحل.")[0]) == {"Syrian Coast"}
