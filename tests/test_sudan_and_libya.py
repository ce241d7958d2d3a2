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


@pytest.mark.parametrize("who", ["قائد ميداني", "ضابط في الشرطة", "قيادي عسكري"])
def test_who_could_be_a_source_and_was_killed(pipeline, who: str) -> None:
    [event] = told(pipeline, f"قتل {who} برصاص قناص من قوات الدعم السريع في مدينة الأبيض.")
    assert (actors(event), {(t.effect, t.min) for t in event.toll}) == ({"rapid-support-forces"}, {("killed", 1)})


def test_a_field_commander_still_says_so(pipeline) -> None:
    [event] = told(pipeline, "قال قائد ميداني إن الجيش السوداني قصف مدينة الأبيض.")
    assert {s.source for s in event.sources} == {"military-source"}


def test_a_number_of_a_unit_is_its_name(pipeline) -> None:
    [event] = told(pipeline, "أصيب أربعة جنود بينهم آمر «الكتيبة 166» محمد الفلان أثناء الاشتباكات في سرت.")
    assert {t.min for t in event.toll} == {4, 1}


def test_what_is_urged_is_no_news(pipeline) -> None:
    assert told(pipeline, "شدد قائد الجيش السوداني على ضرورة استعادة مدينة نيالا.") == []


def test_the_twentieth_day_is_not_today(pipeline) -> None:
    [event] = told(pipeline, "وفي اليوم العشرين من الشهر نفسه اعتقلت الشرطة ناشطا في مدينة كسلا.")
    assert event.time.start != PUBLISHED


def test_a_cause_after_a_semicolon(pipeline) -> None:
    [event] = told(pipeline, "استقبل المستشفى قتيلا وخمسة جرحى من الجيش؛ جراء الاشتباكات مع قوات الدعم السريع في مدينة بارا.")
    assert event.type == "armed_clash"


def test_a_womans_name_is_no_town(pipeline) -> None:
    [event] = told(pipeline, "أصابت قذيفة منزلا في مدينة بارا وقتلت امرأة تدعى حليمة.")
    assert scenes(event) == {"Bara"}


def test_a_city_and_the_province_that_bears_its_name(pipeline) -> None:
    [event] = told(pipeline, "انفجرت عبوة ناسفة في بنغازي.", "2014-05-20")
    assert "ambiguous-place" not in event.flags


def test_a_movement_by_the_years_of_its_parts(pipeline) -> None:
    [event] = told(pipeline, "قصفت قوات الحركة الشعبية مدينة الدلنج بالمدفعية.", "2025-12-01")
    assert actors(event) == {"splm-n"}


def test_a_court_that_orders_death_sentences(pipeline) -> None:
    [event] = told(pipeline, "أمرت محكمة الجنايات في كسلا بإعدام متعاون مع قوات الدعم السريع.")
    assert event.type == "sentence"


@pytest.mark.parametrize(
    "text",
    [
        "وتسببت الحرب في مقتل عشرات الآلاف ونزوح نحو 12 مليون شخص.",
        "نشر جنود من الجيش السوداني مقاطع مصورة من مدينة كوستي.",
    ],
)
def test_what_a_war_has_cost_and_videos(pipeline, text: str) -> None:
    assert told(pipeline, text) == []


def test_a_distance_is_no_scene_and_no_expulsion(pipeline) -> None:
    events = told(pipeline, "سيطر الجيش السوداني على بلدة الحواتة التي تبعد نحو 90 كيلومترا جنوب مدينة القضارف.")
    assert [(e.type, scenes(e)) for e in events] == [("territory_gain", {"Al-Hawata"})]


def test_fighters_who_flee_withdraw(pipeline) -> None:
    [event] = told(pipeline, "فر عناصر الدعم السريع من مدينة بارا بعد تكبدهم خسائر فادحة.")
    assert (event.type, actors(event)) == ("withdrawal", {"rapid-support-forces"})


def test_with_whom_they_fought_is_the_other_side(pipeline) -> None:
    text = "استعاد الجيش السوداني منطقة العباسية عقب معارك مع قوات الحركة الشعبية المتحالفة مع الدعم السريع."
    clash = next(e for e in told(pipeline, text, "2025-12-01") if e.type == "armed_clash")
    assert (actors(clash), hit(clash)) == ({"sudanese-armed-forces"}, {"splm-n"})


def test_what_a_strike_wrecked_is_its_target(pipeline) -> None:
    [event] = told(pipeline, "ألقت طائرة ثلاث قنابل على قرية الفنجال. وأدى القصف إلى تدمير منزل.")
    assert (event.type, hit(event)) == ("air_strike", {"/home"})


def test_a_strike_told_again_at_a_village_of_no_row(pipeline) -> None:
    text = "قتل راعيان بقصف جوي صباح الخميس على قرية الفنجال. وقال المتحدث إن طائرة ألقت صباح الخميس أربع قنابل على قرية الفنجال."
    assert [e.type for e in told(pipeline, text)] == ["air_strike"]


def test_a_force_loyal_to_a_titled_man(pipeline) -> None:
    [event] = told(pipeline, "قصفت القوات الموالية للواء الليبي المتقاعد خليفة حفتر حي الصابري في بنغازي.", "2016-05-01")
    assert actors(event) == {"libyan-national-army"}


def test_an_article_drawn_out_before_a_quotation(pipeline) -> None:
    [event] = told(pipeline, 'قصفت طائرات الـ "ناتو" مدينة زليتن.', "2011-06-01")
    assert actors(event) == {"nato"}


def test_a_clause_of_holding_causes_nothing(pipeline) -> None:
    [event] = told(pipeline, "قصف الجيش السوداني بلدة بارا التي يسيطر عليها الدعم السريع، ما أدى إلى مقتل تسعة أشخاص.")
    assert {(t.effect, t.min) for t in event.toll} == {("killed", 9)}


def test_factions_loyal_to_a_government_fight_each_other(pipeline) -> None:
    [event] = told(pipeline, "اندلعت اشتباكات بين مجموعتين مسلحتين مواليتين للحكومة الليبية في طرابلس.")
    assert hit(event) == set()


def test_people_caught_in_a_fight_are_not_arrested(pipeline) -> None:
    types = {e.type for e in told(pipeline, "أجلى الهلال الأحمر 30 عائلة احتجزت في مناطق القتال بمدينة سبها.")}
    assert "arrest" not in types


def test_a_centre_for_holding_people_is_no_arrest(pipeline) -> None:
    [event] = told(pipeline, "أدت غارة جوية استهدفت مركزا لاحتجاز المهاجرين في تاجوراء إلى مقتل تسعة مهاجرين.", "2019-07-03")
    assert event.type == "air_strike"


def test_a_raid_to_arrest_is_one(pipeline) -> None:
    assert "arrest" in {e.type for e in told(pipeline, "داهمت الشرطة الليبية منزلا في درنة لاعتقال مطلوب.")}


def test_drones_by_what_follows_their_nationality(pipeline) -> None:
    [event] = told(pipeline, "أسقطت قوات حفتر ثلاث طائرات تركية بدون طيار جنوب طرابلس.", "2020-03-01")
    assert (event.type, actors(event)) == ("disrupted_weapons_use", {"libyan-national-army"})


def test_who_shoots_down_is_not_whose_aircraft_it_was(pipeline) -> None:
    [event] = told(pipeline, "أعلن الجيش الوطني الليبي إسقاط طائرة عسكرية تركية قرب سرت.", "2020-03-01")
    assert (actors(event), hit(event)) == ({"libyan-national-army"}, {"turkish-army"})


def test_an_army_by_its_leader_is_one_side(pipeline) -> None:
    text = "تجددت الاشتباكات بين الجيش الوطني الليبي بقيادة خليفة حفتر وقوات حكومة الوفاق في عين زارة."
    [event] = told(pipeline, text, "2019-06-01")
    assert (actors(event), hit(event)) == ({"libyan-national-army"}, {"government-of-national-accord-forces"})


def test_graves_are_no_bodies(pipeline) -> None:
    [event] = told(pipeline, "عثرت الهيئة على أربع مقابر جماعية في مكب ترهونة.", "2021-10-12")
    assert (event.type, event.toll) == ("body_found", [])


def test_a_noun_with_its_adjective_after_a_comma(pipeline) -> None:
    [event] = told(pipeline, "شهدت مدينة بارا، قصفا عنيفا.")
    assert (event.type, scenes(event)) == ("shelling", {"Bara"})


def test_fighting_that_broke_out(pipeline) -> None:
    [event] = told(pipeline, "اندلع القتال صباح الأحد جنوب مدينة غريان.", "2020-04-14")
    assert (event.type, event.time.start) == ("armed_clash", "2020-04-12")


def test_and_that_opens_a_clause(pipeline) -> None:
    text = "قال المصدر إن الجيش السوداني سيطر على جسر سوبا وأن قوات الدعم السريع انسحبت إلى جبل أولياء."
    assert [(e.type, actors(e)) for e in told(pipeline, text)] == [
        ("territory_gain", {"sudanese-armed-forces"}),
        ("withdrawal", {"rapid-support-forces"}),
    ]


@pytest.mark.parametrize("name", ['"نور بركة"', "(تكتكان)", "«ود الشيخ نور»"])
def test_a_village_named_in_quotation_marks(pipeline, name: str) -> None:
    [event] = told(pipeline, f"هاجم مسلحون قرية {name} بولاية وسط دارفور.")
    [place] = event.places
    assert place.text.startswith("قرية") and "unresolved-place" in event.flags


def test_who_held_the_released(pipeline) -> None:
    [event] = told(pipeline, "توسط الصليب الأحمر في إطلاق سراح 40 جنديا سودانيا احتجزتهم قوات الدعم السريع.")
    assert event.type == "release"


def test_protesters_storm_a_seat(pipeline) -> None:
    [event] = told(pipeline, "اقتحام متظاهرين مقر البرلمان في طبرق.")
    assert (event.type, actors(event)) == ("riot", {"protesters"})


@pytest.mark.parametrize(
    "text",
    [
        "وبث جنود من قوات الدعم السريع مقاطع مصورة من مدينة بابنوسة.",
        "مؤكدا أن المدينة تعد من أبرز مواقع تمركز الجيش في الولاية.",
        "وقالت المصادر إن الاشتباكات قد تتصاعد بين الجيش وقوات الدعم السريع.",
    ],
)
def test_footage_where_an_army_stands_and_what_may_come(pipeline, text: str) -> None:
    assert [e for e in told(pipeline, text) if e.status == "asserted"] == []


def test_people_of_a_nation_are_freed_not_won(pipeline) -> None:
    [event] = told(pipeline, "نجحت القوات الأمنية في تحرير عشرة سوريين احتجزتهم مجموعة مسلحة بمدينة رقدالين.")
    assert event.type == "release"
    assert told(pipeline, "حاول مسلحون انتزاع مبلغ مالي من تاجر في نيالا.") == []


def test_plain_clothes_are_no_civilians(pipeline) -> None:
    [event] = told(pipeline, "هاجم مسلحون يرتدون زيا مدنيا منزلا في نيالا.")
    assert "civilians" not in actors(event) | hit(event)


@pytest.mark.parametrize(
    "text",
    [
        "أصيب ثلاثة مدنيين في كمين بمنطقة سربا ويتلقون العلاج الآن في مستشفى نيالا.",
        "اندلعت اشتباكات بين الجيش وقوات الدعم السريع في سربا قبل دخول وقف إطلاق النار (اتفاق جدة) حيز التنفيذ.",
        "قصفت قوات الدعم السريع بالمدفعية بلدة سربا المجاورة لنيالا.",
    ],
)
def test_hospitals_accords_and_neighbours_are_no_scenes(pipeline, text: str) -> None:
    [event] = told(pipeline, text)
    assert scenes(event) == {"Sirba"}


def test_what_a_war_cost_is_no_toll_of_a_strike(pipeline) -> None:
    text = "قصفت طائرة مسيرة سوق مدينة كتم، في إطار صراع بين الجيش وقوات الدعم السريع أسفر عن مقتل أكثر من 27 ألف شخص."
    [event] = told(pipeline, text)
    assert event.toll == []


def test_conduct_told_before_an_act(pipeline) -> None:
    text = "في إطار استهدافها الممنهج للمدنيين، قامت ميليشيا الدعم السريع بقصف مسجد في مدينة بحري."
    [event] = told(pipeline, text)
    assert (event.type, actors(event)) == ("shelling", {"rapid-support-forces"})
