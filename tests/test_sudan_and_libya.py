"""Mechanisms that published reports of Sudan and Libya asked for, each on sentences of ours."""

from __future__ import annotations

import pytest

from rasid.model import Event, Report

PUBLISHED = "2024-05-20"


def told(pipeline, text: str, published: str = PUBLISHED) -> list[Event]:
    return pipeline.code(Report(id="t", text=text, published=published))


def actors(event: Event) -> set[str]:
    return {i.actor for i in event.initiators if i.actor}


def hit(event: Event) -> set[str]:
    return {t.actor or f"/{t.object}" for t in event.targets}


def scenes(event: Event) -> set[str]:
    return {p.names["en"] for p in event.places if p.role == "scene" and "en" in p.names}


@pytest.mark.parametrize("where", ["بمدينة الفاشر", "جنوب مدينة الفاشر"])
def test_a_camp_for_the_displaced_is_in_the_town_after_it(pipeline, where: str) -> None:
    [event] = told(pipeline, f"قصفت قوات الدعم السريع بالمدفعية مخيم زمزم للنازحين {where}.")
    assert scenes(event) == {"Zamzam camp"}


def test_what_drones_were_sent_for_is_no_attack_of_its_own(pipeline) -> None:
    text = "تصدى الجيش السوداني لمسيرات أطلقتها قوات الدعم السريع صباح اليوم لاستهداف مطار الأبيض."
    assert "ground_attack" not in {e.type for e in told(pipeline, text)}


def test_an_attempt_after_for_is_told(pipeline) -> None:
    [event] = told(pipeline, "أحبط الجيش محاولة للهجوم على نقطة أمنية في مدينة كسلا.")
    assert (event.type, event.status) == ("ground_attack", "attempted")


def test_ranks_are_run_over_before_who_leads_a_force(pipeline) -> None:
    [event] = told(pipeline, 'قصفت قوات الجنرال المتقاعد "خليفة حفتر" مدينة غريان.', "2019-08-01")
    assert actors(event) == {"libyan-national-army"}


def test_soldiers_are_of_the_force_of_the_one_among_them(pipeline) -> None:
    [event] = told(pipeline, "قتل ستة عسكريين بينهم ضابط في قوات حفتر في معارك جنوب طرابلس.", "2019-08-01")
    assert hit(event) == {"libyan-national-army"}


def test_a_state_force_loyal_to_another_is_of_that(pipeline) -> None:
    [event] = told(pipeline, "قصفت القوات الليبية الموالية لحفتر مدينة مصراتة.", "2019-08-01")
    assert actors(event) == {"libyan-national-army"}


def test_a_drone_that_an_attack_is_of_strikes(pipeline) -> None:
    [event] = told(pipeline, "مقتل راعيين باستهداف طائرة مسيرة لقوات الدعم السريع على مدينة بارا.")
    assert (event.type, actors(event), hit(event)) == ("drone_strike", {"rapid-support-forces"}, {"civilians"})


def test_a_drone_attacked_is_none(pipeline) -> None:
    [event] = told(pipeline, "استهداف الجيش السوداني طائرة مسيرة للدعم السريع في الأبيض.")
    assert event.type != "drone_strike"


def test_the_unarmed_after_who_attacks_are_whom(pipeline) -> None:
    [event] = told(pipeline, "استهداف قوات الدعم السريع الطواقم الطبية في الفاشر أسفر عن سبعة قتلى.")
    assert (actors(event), hit(event)) == ({"rapid-support-forces"}, {"medics"})


@pytest.mark.parametrize(
    "text",
    [
        "استهداف الأطباء والمنشآت المدنية جريمة لا تغتفر.",
        "وتتجدد بين الحين والآخر مواجهات بين مجموعات مسلحة في الزاوية.",
        "وتسيطر قوات الدعم السريع على مدينة نيالا.",
    ],
)
def test_at_large_now_and_then_and_held(pipeline, text: str) -> None:
    assert [e for e in told(pipeline, text) if not e.background] == []


def test_a_title_in_the_present_is_news(pipeline) -> None:
    assert [e.type for e in told(pipeline, "قوات الدعم السريع تسيطر على مدينة بارا")] == ["territory_gain"]


def test_a_town_before_its_verb_and_the_source_of_a_wide_region(pipeline) -> None:
    [event] = told(pipeline, "قالت مصادر من منطقة الجفرة جنوب ليبيا إن بلدة هون تعرضت لهجوم شنه مسلحون.")
    assert scenes(event) == {"Hun"}


def test_who_lays_hands_on_whom(pipeline) -> None:
    [event] = told(pipeline, "إلقاء الشرطة الليبية القبض على ثلاثة خاطفين في درنة.")
    assert actors(event) == {"libyan-police"}


def test_where_people_flee_to_by_for(pipeline) -> None:
    [event] = told(pipeline, "فرار سكان خمس قرى لتشاد.")
    assert [(p.role, p.names["en"]) for p in event.places] == [("destination", "Chad")]


def test_the_dead_are_no_source(pipeline) -> None:
    [event] = told(pipeline, "قتل سبعة جنود في معارك الخرطوم. وذكر قتلى الجيش بالاسم بيان للأطباء.")
    assert not any("قتلى" in s.text for s in event.sources)


def test_a_weekday_as_some_papers_spell_it(pipeline) -> None:
    [event] = told(pipeline, "قتل جنديان فجر الثلثاء في هجوم بسيارة مفخخة على معسكر للجيش في بنغازي.", "2014-07-24")
    assert (event.type, event.time.start) == ("explosive_device", "2014-07-22")
