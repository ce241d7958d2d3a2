"""A toll that rose and how it came about are one happening; who fell among soldiers did nothing; sentences of our own, fictional."""

from __future__ import annotations

import pytest

from rasid.model import Event, Report
from rasid.pipeline import Pipeline


def coded(pipeline: Pipeline, text: str) -> list[Event]:
    return pipeline.code(Report(id="r", text=text, published="2024-05-15"))


def actors(event: Event) -> set[str | None]:
    return {i.actor for i in event.initiators}


@pytest.mark.parametrize(
    ("text", "type_", "actor", "day", "dead"),
    [
        (
            "ارتفع عدد قتلى استهداف مستشفى في مدينة الدلنج إلى 11 قتيلاً. وكانت طائرة مسيّرة تابعة لقوات الدعم السريع قد قصفت المستشفى أمس.",
            "drone_strike",
            "rapid-support-forces",
            "2024-05-14",
            {11},
        ),
        (
            "ارتفعت حصيلة شهداء قصف خيام في مدينة خان يونس إلى 21 شهيدا. وكانت طائرات الاحتلال قد أغارت على الخيام مساء الاثنين.",
            "air_strike",
            "israeli-air-force",
            "2024-05-13",
            {21},
        ),
        (
            "ارتفع عدد ضحايا التفجير في مدينة بيدوا إلى 9 قتلى. وكانت سيارة مفخخة قد انفجرت السبت في المدينة، ما أسفر عن مقتل 5 أشخاص.",
            "explosive_device",
            None,
            "2024-05-11",
            {9, 5},
        ),
    ],
)
def test_a_risen_toll_is_of_what_is_told_after_it(
    pipeline: Pipeline, text: str, type_: str, actor: str | None, day: str, dead: set[int]
) -> None:
    (event,) = coded(pipeline, text)
    assert (event.type, event.time.start, event.background) == (type_, day, False)
    assert actors(event) == ({actor} if actor else set())
    assert {t.min for t in event.toll if t.effect == "killed"} == dead


def test_a_risen_toll_is_of_no_attack_elsewhere(pipeline: Pipeline) -> None:
    text = "ارتفعت حصيلة ضحايا قصف سوق في مدينة نيالا إلى 15 قتيلا. وكانت طائرة مسيّرة قد قصفت معسكرا في مدينة كوستي أمس."
    events = coded(pipeline, text)
    assert [{(p.names or {}).get("en") for p in e.places} for e in events] == [{"Nyala"}, {"Kosti"}]


@pytest.mark.parametrize(
    ("text", "party"),
    [
        ("انفجرت عبوة ناسفة قرب حاجز في بيجي وأوقعت أربعة قتلى بين الجنود.", "iraqi-army"),
        ("هجوم على مخفر في مدينة كركوك أوقع ثلاثة جرحى بين عناصر الشرطة.", "police"),
        ("أوقع القصف ستة قتلى بين المدنيين في بلدة الأتارب.", "civilians"),
    ],
)
def test_whom_the_dead_were_among_are_those_hit(pipeline: Pipeline, text: str, party: str) -> None:
    (event,) = coded(pipeline, text)
    assert not actors(event)
    assert any(t.actor and (t.actor == party or "army" in t.actor or "police" in t.actor) for t in event.targets)
    assert event.toll[0].who == ("civilian" if party == "civilians" else "combatant")


def test_both_sides_of_a_fight_are_its_sides(pipeline: Pipeline) -> None:
    (event,) = coded(pipeline, "اشتباكات خلفت قتلى وجرحى بين القوات الحكومية والحوثيين في مدينة الضالع.")
    assert "houthis" in {t.actor for t in event.targets} and len(event.initiators) == 1


def test_the_group_is_the_one_that_its_men_were_told_of(pipeline: Pipeline) -> None:
    text = "قتل الطيران العراقي تسعة دواعش في غارة على جبال مكحول. وأعدم التنظيم راعيين في مدينة الحويجة."
    assert [actors(e) for e in coded(pipeline, text)] == [{"iraqi-air-force"}, {"islamic-state"}]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("لم تتعرض مدينة صيدا اليوم لأي قصف.", []),
        ("لم تقع اشتباكات في مدينة مصراتة اليوم.", []),
        ("لم تشهد مدينة إدلب أي غارات منذ الصباح.", [("air_strike", "negated")]),
        ("اندلعت معارك في بلدة كفرزيتا.", [("armed_clash", "asserted")]),
        ("سقطت مدينة بابنوسة في يد الدعم السريع.", [("territory_gain", "asserted")]),
        ("أصبحت بلدة مورك خاضعة لسيطرة قوات النظام.", [("territory_gain", "asserted")]),
        ("أبعدت شرطة الاحتلال ثلاث مرابطات عن المسجد الأقصى خمسة أشهر.", [("restriction", "asserted")]),
        ("أبعدت سلطات الاحتلال الأسير المحرر سعيد النمر إلى قطاع غزة.", [("displacement", "asserted")]),
    ],
)
def test_what_was_undergone_and_what_was_not(pipeline: Pipeline, text: str, told: list[tuple[str, str]]) -> None:
    assert [(e.type, e.status) for e in coded(pipeline, text)] == told


def test_whose_statement_a_report_is_says_all_of_it(pipeline: Pipeline) -> None:
    text = "بيان صادر عن حركة الشباب\nشن مقاتلونا هجوما على قاعدة عسكرية في مدينة مركا وقتلوا تسعة جنود."
    (event,) = coded(pipeline, text)
    assert [s.names.get("en") for s in event.sources] == ["Al-Shabaab (Somalia)"]


def test_a_statement_that_is_news_has_no_voice_of_its_own(pipeline: Pipeline) -> None:
    events = coded(pipeline, "بيان للجيش يعلن قصف مواقع في مدينة حيس.\nوقتل مدنيان بقصف على مدينة تعز.")
    assert all(not s.text.startswith("بيان") for e in events[1:] for s in e.sources)
