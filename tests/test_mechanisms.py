"""Mechanisms that published reports asked for, each on a sentence of ours that differs from the one that showed the fault."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from rasid.model import Report

PUBLISHED = "2024-05-20"


class Want(NamedTuple):
    """One event of a sentence, in short. `date` and `places` as the record has them; `toll` as (effect, min)."""

    type: str
    initiators: frozenset[str] | set[str] = frozenset()
    targets: frozenset[str] | set[str] = frozenset()
    places: frozenset[tuple[str, str]] | set[tuple[str, str]] = frozenset()
    toll: frozenset[tuple[str, int | None]] | set[tuple[str, int | None]] = frozenset()
    date: str | None = None
    sources: frozenset[str] | set[str] = frozenset()


def told(pipeline, text: str) -> list[Want]:
    return [
        Want(
            e.type,
            {i.actor for i in e.initiators if i.actor},
            {t.actor or f"/{t.object}" for t in e.targets},
            {(p.role, p.names["en"]) for p in e.places if p.names},
            {(row.effect, row.min) for row in e.toll},
            e.time.start,
            {s.source for s in e.sources if s.source},
        )
        for e in pipeline.code(Report(id="t", text=text, published=PUBLISHED))
    ]


def at(name: str) -> set[tuple[str, str]]:
    return {("scene", name)}


ONE = {
    "a day with من before its month": (
        "قُتل رجلان في 12 من آذار بانفجار عبوة في بلدة جاسم.",
        Want("explosive_device", places=at("Jasim"), toll={("killed", 2)}, date="2024-03-12"),
    ),
    "an ordinal day of the month before": (
        "أصيب عاملان فجر التاسع عشر من الشهر الماضي بقصف على مدينة مارع.",
        Want("shelling", set(), {"civilians"}, at("Mari"), {("injured", 2)}, "2024-04-19"),
    ),
    "who says so between commas": (
        "قتلت قوات النظام، وفقا لناشطين، سبعة رعاة في بادية الرقة.",
        Want("killing", {"syrian-army"}, {"civilians"}, at("Raqqa"), {("killed", 7)}, None, {"activists"}),
    ),
    "a count before بقصف is of people, and the figure it rose to": (
        "قتل خمسة بقصف على بلدة سرمين. وارتفع عدد القتلى إلى ثمانية.",
        Want("shelling", places=at("Sarmin"), toll={("killed", 5), ("killed", 8)}),
    ),
    "the dual of a nationality": (
        "استشهد لبنانيان بغارة على بلدة عيترون.",
        Want("air_strike", places=at("Aitaroun"), toll={("killed", 2)}),
    ),
    "a count in slashes": (
        "أصيبت /5/ طالبات بقصف على مدينة تعز.",
        Want("shelling", set(), {"civilians"}, at("Taiz"), {("injured", 5)}),
    ),
    "two on one side of a clash": (
        "دارت اشتباكات بين القوات الحكومية والقبائل من جهة والحوثيين من جهة أخرى في مديرية صرواح.",
        Want("armed_clash", {"yemeni-government-forces", "tribesmen"}, {"houthis"}, at("Sirwah")),
    ),
    "a hospital is a place and what was hit": (
        "قصفت المدفعية مستشفى كفرنبل بعشر قذائف.",
        Want("shelling", set(), {"/hospital"}, at("Kafr Nabl")),
    ),
    "another name in brackets is no second party": (
        'هاجم مقاتلو "وحدات حماية الشعب" (ي ب ك) حاجزا للجيش التركي في عفرين.',
        Want("ground_attack", {"ypg"}, {"turkish-army"}, at("Afrin")),
    ),
    "a country right after its verb acts, though its name is an adjective too": (
        "ودفعت تركيا بتعزيزات إلى مدينة سراقب.",
        Want("deployment", {"turkish-army"}, set(), at("Saraqib")),
    ),
    "a country that executes is its government": (
        "أعدمت إيران ثلاثة سجناء في مدينة زاهدان.",
        Want("killing", {"iranian-government"}, set(), at("Zahedan"), {("killed", 3)}),
    ),
    "a far country right after a light verb acts": (
        "شنت فرنسا ضربات جوية على مدينة الرقة.",
        Want("air_strike", {"french-armed-forces"}, set(), at("Raqqa")),
    ),
    "a column that drives in is who came": (
        "توغل رتل تابع للجيش الإسرائيلي في قرية الرفيد واعتقل راعيا.",
        Want("arrest", {"israel-defense-forces"}, {"civilians"}, at("Al-Rafid"), {("detained", 1)}),
    ),
    "who fired the rockets that fell": (
        "سقطت صواريخ أطلقتها كتائب القسام على مدينة عسقلان.",
        Want("shelling", {"qassam-brigades"}, set(), at("Ashkelon")),
    ),
    "factions that aim at a town have guns": (
        "استهدفت الفصائل بلدة خناصر.",
        Want("shelling", {"armed-factions"}, set(), at("Khanasir")),
    ),
    "gunmen that aim at a car have rifles": (
        "استهدف مسلحون مجهولون سيارة في درعا.",
        Want("ground_attack", {"unidentified-armed-group"}, {"/vehicle"}, at("Dara")),
    ),
    "an event noun annexed to عملية tells what it was": (
        "واصلت الطائرات عمليات القصف على جبل الأكراد.",
        Want("air_strike", places=at("Jabal al-Akrad")),
    ),
    "a force with an adjective before من": (
        "داهمت قوة كبيرة من الأمن العام بلدة القريتين واعتقلت شابا.",
        Want("arrest", {"security-forces"}, set(), at("Al-Qaryatayn"), {("detained", 1)}),
    ),
    "who was held is told in a demand": (
        "نطالب بالإفراج عن خمسة صيادين اعتقلتهم البحرية الإسرائيلية قبالة رفح.",
        Want("arrest", {"israeli-navy"}, {"civilians"}, at("Rafah"), {("detained", 5)}),
    ),
    "what could not be done denies nothing before it": (
        "قتل طفل بانفجار لغم لم تتمكن الفرق من إزالته في قرية الهبيط.",
        Want("explosive_device", set(), {"civilians"}, at("Al-Habit"), {("killed", 1)}),
    ),
    "those killed while a plot was foiled were killed": (
        "قتل الجيش الأردني ثلاثة مهربين أثناء إحباط عملية تهريب قرب الرمثا.",
        Want("killing", {"jordanian-armed-forces"}, set(), at("Ramtha"), {("killed", 3)}),
    ),
    "where those held were taken": (
        "اعتقلت قوات الأمن خمسة ناشطين في القامشلي ثم اقتادتهم إلى سجن في الحسكة.",
        Want("arrest", {"security-forces"}, {"civilians"}, {("scene", "Qamishli"), ("destination", "Hasakah")}, {("detained", 5)}),
    ),
    "a spokesman warns for his party": (
        "أنذر المتحدث باسم الجيش الإسرائيلي سكان حي الشجاعية بالإخلاء.",
        Want("threat", {"israel-defense-forces"}, {"civilians"}, at("Shujaiya")),
    ),
    "villages of a region": (
        "منعت المليشيا دخول القوافل إلى قرى دارفور.",
        Want("restriction", {"militias"}, {"/convoy"}, at("Darfur")),
    ),
    "force used on a crowd": (
        "استخدمت الشرطة خراطيم المياه لتفريق محتجين في تونس.",
        Want("assault", {"police"}, set(), at("Tunis")),
    ),
}


@pytest.mark.parametrize(("text", "want"), ONE.values(), ids=ONE.keys())
def test_one_event(pipeline, text: str, want: Want) -> None:
    assert told(pipeline, text) == [want]


def test_a_short_name_after_the_full_one(pipeline) -> None:
    events = told(pipeline, "قصف جيش الاحتلال التركي بلدة تل رفعت. وقصف جيش الاحتلال قرية مرعناز.")
    assert [e.initiators for e in events] == [{"turkish-army"}, {"turkish-army"}]


def test_a_house_here_and_a_house_there_are_two_strikes(pipeline) -> None:
    events = told(pipeline, "قصفت الطائرات منزلا في حي الزيتون فقتلت ثلاثة. وقصفت الطائرات منزلا في حي التفاح فقتلت خمسة.")
    assert [(e.places, e.toll) for e in events] == [(at("Zeitoun"), {("killed", 3)}), (at("Al-Tuffah"), {("killed", 5)})]


def test_people_who_fled_a_clash_and_the_clash(pipeline) -> None:
    events = told(pipeline, "نزحت عائلات من قرية الباغوز إثر اشتباكات بين قسد وتنظيم داعش في محيط السوسة.")
    assert [(e.type, e.places) for e in events] == [("displacement", {("origin", "Baghouz")}), ("armed_clash", at("Al-Susah"))]


def test_whom_a_source_spoke_to_is_no_source(pipeline) -> None:
    text = "أفاد مصدر في شرطة كركوك بمقتل راع. وقال المصدر في حديث لوكالة شفق نيوز إن لغما انفجر قرب بعقوبة وأصاب فلاحا."
    assert [e.sources for e in told(pipeline, text) if e.type == "explosive_device"] == [{"police-source"}]


def test_where_who_says_so_works_is_no_scene(pipeline) -> None:
    [event] = told(pipeline, "قصفت المدفعية بلدة عندان فقتل أربعة مدنيين، وفقا لطبيب في مستشفى بمدينة أعزاز.")
    assert event.places == at("Anadan")
    assert event.sources == {"medical-source"}


def test_soldiers_are_of_the_army_named_beside_them(pipeline) -> None:
    [event] = told(pipeline, "انفجرت عبوة ناسفة قرب دورية للجيش العراقي في بعقوبة ما أسفر عن مقتل جنديين.")
    assert "iraqi-army" in event.targets


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("قصفت الطائرات مدينة أعزاز وقرية مرعناز. وانفجرت عبوة في المدينة وأصابت طفلا.", "Azaz"),  # not the village named last
        ("نزح مدنيون من بلدة سلقين. وقتل ثلاثة بقصف على البلدة.", "Salqin"),
        ("اعتقلت الشرطة شابا في مدينة بعقوبة. وانفجرت عبوة شرقي المحافظة.", "Diyala"),  # the province of the town, not named itself
    ],
)
def test_the_town_is_the_one_named_before(pipeline, text: str, place: str) -> None:
    assert told(pipeline, text)[-1].places == at(place)


def test_a_line_that_opens_with_its_dead_tells_a_killing(pipeline) -> None:
    [event] = told(pipeline, "4 قتلى وسبعة جرحى برصاص قناصة قرب بلدة سرمين.")
    assert (event.type, event.places) == ("killing", at("Sarmin"))
    assert event.toll == {("killed", 4), ("injured", 7)}


def test_a_sum_of_the_dead_tells_no_killing(pipeline) -> None:
    assert told(pipeline, "حصيلة: 4 قتلى وسبعة جرحى في سرمين.") == []


@pytest.mark.parametrize(
    "fate",
    ["فقتلوه", "فقُتل في الحال", "فلقي مصرعه", "فتوفي متأثرا بجراحه"],
)
def test_what_befell_the_one_who_was_shot_at(pipeline, fate: str) -> None:
    [event] = told(pipeline, f"أطلق مسلحون الرصاص على شرطي في كركوك {fate}.")
    assert event.toll == {("killed", 1)}


def test_of_many_shot_at_a_verb_of_one_names_none(pipeline) -> None:
    [event] = told(pipeline, "هاجم مسلحون دورية للشرطة في كركوك وقتلوا ثلاثة من عناصرها.")
    assert event.toll == {("killed", 3)}


def test_the_pronoun_on_a_verb_is_its_object(pipeline) -> None:
    [event] = told(pipeline, "أصيبت مسنة بعد أن هاجمها مستوطنون قرب بلدة سوسيا.")
    assert event.initiators == {"israeli-settlers"}


def test_who_guards_settlers_makes_it_no_battle(pipeline) -> None:
    [event] = told(pipeline, "هاجم مستوطنون بحماية الجيش قرية حوارة.")
    assert event.type == "assault"
    assert "israeli-settlers" in event.initiators


def test_a_plural_with_its_ending_owns_no_place(pipeline) -> None:
    [event] = told(pipeline, "اقتحم مستوطنون المسجد الأقصى صباح اليوم.")
    assert (event.initiators, event.places) == ({"israeli-settlers"}, at("Al-Aqsa Mosque"))


def test_an_army_known_by_an_adjective_alone_is_not_the_army(pipeline) -> None:
    text = "قالت الجماعة إن هجومها رد على الغارات الأمريكية في مأرب. واندلعت اشتباكات بين الجيش ومسلحين في لودر بأبين."
    assert all("us-armed-forces" not in e.initiators | e.targets for e in told(pipeline, text) if e.type == "armed_clash")


def test_a_quarter_of_a_town_is_no_way_out_of_it(pipeline) -> None:
    events = told(pipeline, "أصيب شاب برصاص الاحتلال خلال اقتحام البلدة القديمة من مدينة الخليل.")
    assert {role for e in events for role, _ in e.places} == {"scene"}


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("قصفت المدفعية قرية الفطاطرة مساء أمس الأول.", "2024-05-18"),
        ("انفجرت عبوة في مدينة 6 أكتوبر صباح اليوم.", "2024-05-20"),  # a town, no date
    ],
)
def test_days_and_a_town_named_after_one(pipeline, text: str, date: str) -> None:
    assert [e.date for e in told(pipeline, text)] == [date]


def test_where_aid_is_handed_out_is_a_place(pipeline) -> None:
    assert [e.type for e in told(pipeline, "قتل تسعة بنيران الجيش قرب نقطة لتوزيع المساعدات في رفح.")] == ["killing"]


def test_taken_to_the_fronts_is_recruitment(pipeline) -> None:
    assert [e.type for e in told(pipeline, "اقتاد الحوثيون عشرة فتيان من مدارس عبس إلى جبهات الحدود.")] == ["forced_recruitment"]


def test_what_an_agreement_provides_for_is_planned(pipeline) -> None:
    report = Report(id="r", text="ينص الاتفاق على دخول الشرطة العسكرية الروسية إلى مدينة نوى.", published=PUBLISHED)
    assert [e.status for e in pipeline.code(report)] == ["planned"]


def test_weapons_seized_in_an_arrest_are_by_who_arrested(pipeline) -> None:
    events = told(pipeline, "اعتقلت الشرطة العراقية سبعة رجال في مدينة كركوك وصادرت أسلحة وذخائر.")
    assert [(e.type, e.initiators) for e in events] == [("arrest", {"iraqi-police"}), ("disrupted_weapons_use", {"iraqi-police"})]


def test_bombers_attack_whom_they_meet(pipeline) -> None:
    [event] = told(pipeline, "هاجم انتحاريان القوات العراقية في مدينة بيجي.")
    assert (event.type, event.targets) == ("suicide_bombing", {"iraqi-army"})


def test_a_patrol_is_no_league(pipeline) -> None:
    [event] = told(pipeline, "هاجم مسلحون دورية للجيش العراقي في بيجي.")
    assert event.type == "ground_attack"


def test_a_crossing_named_after_a_gate_can_be_closed(pipeline) -> None:
    [event] = told(pipeline, "أغلقت السلطات التركية معبر باب السلامة.")
    assert (event.type, event.initiators) == ("restriction", {"turkish-government"})


def test_aircraft_named_as_the_means_make_it_an_air_strike(pipeline) -> None:
    assert [e.type for e in told(pipeline, "تعرضت مدينة دوما لقصف بالطيران الحربي.")] == ["air_strike"]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("تنطلق غدا جولة محادثات بين الحكومة اليمنية والحوثيين في عمان.", "planned"),
        ("قال ناطق إن فصائل مسلحة حاولت التسلل إلى مواقع قرب سد تشرين.", "attempted"),
    ],
)
def test_what_is_yet_to_come_and_what_was_only_tried(pipeline, text: str, status: str) -> None:
    [event] = pipeline.code(Report(id="r", text=text, published=PUBLISHED))
    assert (event.status, bool(event.initiators)) == (status, True)


def test_figures_joined_by_and_are_of_their_own_words(pipeline) -> None:
    [event] = told(pipeline, "انفجرت سيارة مفخخة في مدينة بعقوبة ما أسفر عن مقتل سبعة وإصابة تسعة آخرين.")
    assert event.toll == {("killed", 7), ("injured", 9)}


def test_the_dead_and_hurt_told_together_then_apart(pipeline) -> None:
    text = (
        "أفاد مصدر في الشرطة بأن 12 شخصا سقطوا بين قتيل وجريح بانفجار سيارة مفخخة في كركوك. "
        "وقال المصدر إن السيارة انفجرت قرب سوق شعبي، ما أدى إلى مقتل أربعة وإصابة ثمانية آخرين."
    )
    [event] = told(pipeline, text)
    assert event.toll == {("killed", 4), ("injured", 8)}


def test_a_cell_dismantled_is_an_arrest(pipeline) -> None:
    [event] = told(pipeline, "أعلنت وزارة الداخلية التونسية تفكيك خلية إرهابية في ولاية القصرين.")
    assert event.type == "arrest"


def test_nationalities_under_one_head_are_two_parties(pipeline) -> None:
    [event] = told(pipeline, "قصفت القوات الأمريكية والبريطانية مواقع في مدينة الحديدة.")
    assert event.initiators == {"us-armed-forces", "british-armed-forces"}


def test_a_build_up_that_is_shelled_is_no_deployment(pipeline) -> None:
    assert [e.type for e in told(pipeline, "كتائب القسام: قصفنا تحشدا لجنود العدو شرق خزاعة بقذائف الهاون.")] == ["shelling"]


def test_who_broke_the_truce_shelled(pipeline) -> None:
    [event] = told(pipeline, "خرقت الفصائل المسلحة الهدنة وقصفت حي الحمدانية في حلب.")
    assert event.initiators == {"armed-factions"}


def test_an_air_strike_by_its_adjective_alone(pipeline) -> None:
    [event] = told(pipeline, "أعلنت الوزارة مقتل والي الحويجة في ضربة جوية.")
    assert (event.type, event.toll) == ("air_strike", {("killed", 1)})


@pytest.mark.parametrize(
    ("text", "types"),
    [
        ("أحكمت الفصائل المسلحة قبضتها على معبر نصيب.", {"territory_gain"}),  # a hold on ground, no arrest
        ("انفجرت عبوة وسط مجندين ينتظرون تسلم رواتبهم أمام معسكر في المكلا.", {"explosive_device"}),
        ("أودت الحرب بحياة أكثر من 60 ألف شخص في السودان.", set()),  # what a war has cost
    ],
)
def test_holds_pay_and_the_cost_of_wars(pipeline, text: str, types: set[str]) -> None:
    assert {e.type for e in told(pipeline, text)} == types


@pytest.mark.parametrize("text", ["انتشر رجال المرور في شوارع مدينة حلب لتنظيم حركة السير.", "أرسلت تركيا طائرات إطفاء إلى طرطوس."])
def test_traffic_and_fires_are_no_deployments(pipeline, text: str) -> None:
    assert told(pipeline, text) == []


def test_an_attack_foiled_and_its_attackers_driven_back_are_one_attack(pipeline) -> None:
    text = "تصدت قوات الجيش لهجوم شنته مليشيا الحوثي على جبهة الكسارة. وأفشل الجيش الهجوم وأجبر المهاجمين على التراجع والفرار."
    [event] = told(pipeline, text)
    assert (event.type, "houthis" in event.initiators) == ("ground_attack", True)


def test_who_stopped_an_attack_did_not_start_it(pipeline) -> None:
    [event] = told(pipeline, "القوات المشتركة أحبطت محاولة تسلل جنوب حيس.")
    assert not event.initiators


def test_the_army_of_a_spokesman_is_whose_spokesman_he_is(pipeline) -> None:
    text = "أعلن المتحدث باسم القوات المسلحة اليمنية العميد يحيى سريع أن القوات البحرية استهدفت ناقلة نفط في خليج عدن بصاروخين."
    [event] = told(pipeline, text)
    assert event.initiators == {"houthis"}
    text = "أعلن المتحدث باسم الجيش السوداني العميد نبيل عبد الله أن القوات الجوية قصفت موقعا في نيالا."
    assert "rapid-support-forces" not in told(pipeline, text)[0].initiators


def test_warplanes_after_a_coalition_are_its(pipeline) -> None:
    text = "قتل جندي من الجيش اليمني في ميدي. ووسع التحالف العربي عملياته في محافظة حجة. وقصفت المقاتلات موقعا في حرض."
    [strike] = [e for e in told(pipeline, text) if e.type == "air_strike"]
    assert strike.initiators == {"saudi-led-coalition"}


@pytest.mark.parametrize(
    ("second", "events"),
    [
        ("وقصفت المدفعية أيضا حي الروضة وقتلت امرأتين.", 2),
        ("وأدى القصف على حي الروضة إلى مقتل مدنيين اثنين.", 1),
    ],
)
def test_what_was_shelled_also_is_another_shelling(pipeline, second: str, events: int) -> None:
    assert len(told(pipeline, "قصفت المدفعية حي الروضة في مدينة تعز فقتلت مدنيين اثنين. " + second)) == events


@pytest.mark.parametrize(
    ("text", "types"),
    [
        ("أدى القصف إلى مقتل الطفلة «فاطمة» في مدينة تعز.", {"Taiz"}),  # ف and a town
        ("نفذ التنظيم (المحظور في روسيا) هجوما على نقطة في مودية.", {"Mudiyah"}),  # مؤدية, a participle of result
    ],
)
def test_names_and_bans_are_no_places(pipeline, text: str, types: set[str]) -> None:
    assert {name for e in told(pipeline, text) for _, name in e.places} == types


def test_the_village_that_has_no_row_is_pointed_back_to(pipeline) -> None:
    text = "داهم مسلحو الحوثي قرية الزعيمة في محافظة ذمار ونهبوا منزلا. وفرضوا حصارا على القرية."
    siege = next(e for e in pipeline.code(Report(id="r", text=text, published=PUBLISHED)) if e.type == "restriction")
    assert [p.id for p in siege.places] == [None]


@pytest.mark.parametrize(
    "text",
    [
        "وبين الحين والآخر تشن المليشيا هجمات على مواقع الجيش في حيس.",
        "دأبت المليشيا على قصف الأحياء السكنية في تعز.",
    ],
)
def test_habits_are_background(pipeline, text: str) -> None:
    assert all(e.background for e in pipeline.code(Report(id="r", text=text, published=PUBLISHED)))


@pytest.mark.parametrize(
    ("text", "initiators"),
    [
        ("هاجم خمسة مسلحين من «القاعدة» نقطة في لودر، وينشط تنظيم القاعدة في أبين.", {"al-qaeda"}),
        ("هاجم خمسة مسلحين القاعدة الجوية في عدن، وينشط تنظيم القاعدة في أبين.", {"unidentified-armed-group"}),
    ],
)
def test_a_short_name_that_is_a_word_is_the_party_where_it_is_named_in_full(pipeline, text: str, initiators: set[str]) -> None:
    [attack] = [e for e in told(pipeline, text) if e.type == "ground_attack"]
    assert attack.initiators == initiators


def test_people_thought_to_be_of_a_party(pipeline) -> None:
    [strike] = told(pipeline, "قُتل أربعة أشخاص يعتقد بانتمائهم لتنظيم القاعدة بغارة لطائرة مسيرة على سيارة في شبوة.")
    assert (strike.toll, "al-qaeda" in strike.targets) == ({("killed", 4)}, True)


def test_all_who_are_joined_before_a_verb_undergo_it(pipeline) -> None:
    [clash] = told(pipeline, "وقال المسؤول إن ستة جنود وتسعة مسلحين لقوا مصرعهم في اشتباكات شمال زنجبار.")
    assert clash.toll == {("killed", 6), ("killed", 9)}


def test_an_attack_is_the_suicide_attack_that_it_is_later_told_to_be(pipeline) -> None:
    text = "تبنى تنظيم القاعدة الهجوم على معسكر في مديرية مودية. ونشر صورا للهجوم الانتحاري في مودية."
    assert [e.type for e in told(pipeline, text)] == ["suicide_bombing"]


def test_who_is_counted_by_what_is_told_of_them(pipeline) -> None:
    [held] = told(pipeline, "اعتقلت الشرطة عشرين ممن تتهمهم بالتخريب في عدن.")
    assert held.toll == {("detained", 20)}


def test_a_campaign_of_raids_that_reached_homes_is_no_shelling(pipeline) -> None:
    assert {e.type for e in told(pipeline, "نفذت الشرطة حملة مداهمات طالت عشرات المنازل في إب.")} == {"arrest"}


@pytest.mark.parametrize(
    "text",
    [
        "قصفت طائرات حربية قرى في صعدة بحسب بيان للحوثيين.",
        "قصفت طائرات حربية قرية في صعدة. وقال الحوثيون إن القصف أوقع ثلاثة قتلى.",
    ],
)
def test_who_tells_of_an_attack_did_not_do_it(pipeline, text: str) -> None:
    [strike] = told(pipeline, text)
    assert strike.initiators == set()


@pytest.mark.parametrize(
    ("text", "types"),
    [
        ("طردت القوات المشتركة مسلحي الحوثي من منطقة الفازة.", ["territory_gain"]),
        ("طرد مسلحو الحوثي عائلة من منزلها في ذمار.", ["displacement"]),
        ("ولم تتضح أسباب اقتحام المقر واعتقال الموظفين.", []),
        ("وقال الناشطون إن القرار ينذر بكارثة في صنعاء والحوثيون صامتون.", []),
    ],
)
def test_expulsions_matters_and_what_bodes_ill(pipeline, text: str, types: list[str]) -> None:
    assert sorted(e.type for e in told(pipeline, text)) == sorted(types)


@pytest.mark.parametrize(
    ("second", "events"),
    [
        ("وقال مصدر محلي إن راعيا قتل بانفجار لغم في قرية الخزيمة بمديرية حيس.", 1),
        ("وقال مصدر محلي إن راعيين قتلا بانفجار لغم في قرية الخزيمة بمديرية حيس.", 2),
    ],
)
def test_a_toll_told_of_the_province_and_then_of_the_village(pipeline, second: str, events: int) -> None:
    text = "قتل راع بانفجار لغم حوثي في محافظة الحديدة.\n" + second
    assert len(pipeline.code(Report(id="r", text=text, published=PUBLISHED))) == events


def test_who_met_an_attack_in_the_genitive_of_its_noun(pipeline) -> None:
    [attack] = told(pipeline, "أفادت مصادر بتصدي ألوية العمالقة لأوسع هجوم حوثي في جبهة حيس.")
    assert (attack.initiators, attack.targets) == ({"houthis"}, {"giants-brigades"})


@pytest.mark.parametrize(
    ("text", "types"),
    [
        ("صد الجيش هجوما بريا للمليشيات في صرواح.", ["ground_attack"]),
        ("تعرضت القرى الحدودية في صعدة لقصف بري.", ["shelling"]),
        ("احتجزت قوات الأمن السيارة في المنصورة.", []),
        ("احتجزت قوات الأمن السيارة وسائقها في المنصورة.", ["arrest"]),
        ("استعادت القوات دوريتين في صرواح.", []),
        ("تعرضت مدينة صعدة مساء أمس لموجة من الغارات.", ["air_strike"]),
        ("وتنتشر جماعات مسلحة في أحياء عدن.", []),
        ("انتشرت قوات من الجيش صباح اليوم في أحياء عدن.", ["deployment"]),
        ("بلغ عدد ضحايا القصف من بداية العام 80 قتيلا في صعدة.", []),
    ],
)
def test_ground_attacks_things_held_and_presence(pipeline, text: str, types: list[str]) -> None:
    assert [e.type for e in told(pipeline, text)] == types


def test_forces_are_whose_they_are_told_to_be(pipeline) -> None:
    [raid] = told(pipeline, "اقتحمت قوات أمنية تابعة للحوثيين مقر منظمة إغاثة في إب.")
    assert raid.initiators == {"houthis"}


def test_a_raid_in_which_people_were_held_is_told_again(pipeline) -> None:
    text = "اقتحم الحوثيون مقرا لمنظمة في صنعاء واحتجزوا 11 موظفا. وقال مسؤول إن الحوثيين اقتحموا المقر فجرا."
    assert [e.type for e in told(pipeline, text)] == ["arrest"]


@pytest.mark.parametrize("text", ["اقتحم مسلحون مقرا بحثا عن مدير يدعى سالم القاهرة في عدن.", "دارت اشتباكات قرب جولة القاهرة في عدن."])
def test_names_after_called_and_roundabouts_are_no_capitals(pipeline, text: str) -> None:
    assert all(
        p.names.get("en") != "Cairo" for e in pipeline.code(Report(id="r", text=text, published=PUBLISHED)) for p in e.places if p.names
    )


@pytest.mark.parametrize(
    ("text", "who", "whom"),
    [
        ("هاجم مسلحون مركزا للشرطة في مدينة الشرقاط.", "unidentified-armed-group", None),
        ("سلم ثلاثون مسلحا أنفسهم للجيش السوري في بلدة طفس.", "unidentified-armed-group", "syrian-army"),
    ],
)
def test_what_follows_people_and_is_no_adjective_of_theirs(pipeline, text: str, who: str, whom: str | None) -> None:
    [event] = pipeline.code(Report(id="r", text=text, published=PUBLISHED))
    assert [i.actor for i in event.initiators] == [who]
    assert whom is None or [t.actor for t in event.targets] == [whom]


def test_who_is_beaten_in_his_home_was_not_shelled(pipeline) -> None:
    events = told(pipeline, "اقتحم مسلحون منزل محام في حي الأندلس وضربوه ونهبوا سيارته.")
    assert "shelling" not in str(events)


@pytest.mark.parametrize(
    ("text", "types"),
    [
        ("ومنعت قوات الأمن الأهالي من دخول مدينة الغيضة.", ["restriction"]),
        ("تمكنت قوات الأمن من دخول مدينة الغيضة.", ["territory_gain"]),
        ("وجاءت العملية استجابة للتهديد الذي طال نجران.", []),
        ("فقد حاول السكان إسعاف المواطن في عدن.", []),  # ف + قد
        ("استهدف انتحاري مقر إقامته في عدن.", ["suicide_bombing"]),  # إقامة: residence
    ],
)
def test_what_is_barred_and_words_that_only_look_like_acts(pipeline, text: str, types: list[str]) -> None:
    assert [e.type for e in told(pipeline, text)] == types


def test_what_a_depot_holds_is_no_means(pipeline) -> None:
    [strike] = pipeline.code(Report(id="r", text="دمر الطيران خمسة مخازن للصواريخ والمسيرات في محافظة حجة.", published=PUBLISHED))
    assert (strike.type, [i.weapon for i in strike.instruments if i.weapon == "drone"]) == ("air_strike", [])


def test_no_negation_stands_over_a_perfect(pipeline) -> None:
    [blast] = pipeline.code(Report(id="r", text="لم يصل الانتحاري إلى المعسكر ففجر نفسه قرب حاجز في لحج.", published=PUBLISHED))
    assert blast.status == "asserted"


def test_loyal_to_a_country_is_no_place(pipeline) -> None:
    [clash] = told(pipeline, "دارت اشتباكات مع المسلحين المواليين لإيران في محافظة شبوة.")
    assert clash.places == {("scene", "Shabwah")}


def test_a_thing_of_a_party_in_the_accusative(pipeline) -> None:
    [strike] = told(pipeline, "واستهدفوا منزلا تابعا للحوثيين بقذيفة في رداع.")
    assert (strike.initiators, "houthis" in strike.targets) == (set(), True)


@pytest.mark.parametrize(
    ("text", "types"),
    [
        ("هاجم مسلحون حاجزا للجيش في قرية الرفيد واستولوا عليه.", ["ground_attack", "territory_gain"]),
        ("اعتقلت القوة الإسرائيلية شابين في قرية كودنة، ثم أفرجت عن أحدهما ليلا.", ["arrest", "release"]),
        ("صدت القوات المشتركة هجوما للحوثيين في حيس، ثم انسحبت منها.", ["ground_attack", "withdrawal"]),
    ],
)
def test_a_pronoun_is_enough_to_say_what_was_taken_left_or_freed(pipeline, text: str, types: list[str]) -> None:
    assert [e.type for e in told(pipeline, text)] == types


@pytest.mark.parametrize(
    ("text", "type_", "status"),
    [
        ("أطلق مجهولون النار على شرطي أثناء عودته إلى منزله في بيجي، فلقي مصرعه في الحال.", "killing", "asserted"),
        ("نجا القيادي السابق من محاولة اغتيال بعد إطلاق النار على سيارته في مدينة طفس.", "killing", "attempted"),
        ("اندلعت مواجهات في بلدة سعير أطلق خلالها الجنود قنابل الغاز، ما أدى إلى إصابة شاب.", "assault", "asserted"),
        ("اندلعت اشتباكات بين مسلحين وقوات الاحتلال في مخيم جنين استخدمت خلالها القوات قنابل الغاز.", "armed_clash", "asserted"),
        ("ألقى الطيران المروحي برميلين على حي السكري قال أطباء إنهما يحويان غاز الكلور.", "chemical_attack", "asserted"),
        ("فجر عنصر من تنظيم الدولة سيارة مفخخة يقودها قرب بلدة حيط.", "suicide_bombing", "asserted"),
    ],
)
def test_off_duty_crowds_gas_and_drivers_make_the_type(pipeline, text: str, type_: str, status: str) -> None:
    [event] = pipeline.code(Report(id="r", text=text, published=PUBLISHED))
    assert (event.type, event.status) == (type_, status)


def test_an_agency_does_nothing_of_what_it_tells(pipeline) -> None:
    [event] = told(pipeline, "محافظات 8-11-2022 وفا- اعتقلت قوات الاحتلال الإسرائيلي 14 مواطنا من الضفة الغربية.")
    assert event.initiators == {"israel-defense-forces"}


@pytest.mark.parametrize(
    ("text", "type_", "who"),
    [
        ("هدد الرئيس التركي رجب طيب أردوغان بضرب قوات النظام في إدلب.", "threat", "turk"),
        ("أعلن الحوثيون استمرارهم في منع السفن الإسرائيلية من الملاحة في البحر الأحمر.", "restriction", "houthi"),
    ],
)
def test_heads_of_state_and_who_goes_on_doing_it(pipeline, text: str, type_: str, who: str) -> None:
    [event] = pipeline.code(Report(id="r", text=text, published=PUBLISHED))
    assert event.type == type_
    assert [i.actor for i in event.initiators if i.actor and who in i.actor]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("أفشلت القوات المشتركة محاولة تسلل لعناصر الحوثي باتجاه مواقعها جنوب مديرية التحيتا.", "asserted"),
        ("أفشل الجيش اليمني هجوما شنه الحوثيون على مواقع له في جبهة الكسارة.", "asserted"),
        ("أحبط الجيش العراقي هجوما لتنظيم الدولة على قضاء هيت.", "attempted"),
    ],
)
def test_what_reached_positions_was_fought_off(pipeline, text: str, status: str) -> None:
    [event] = pipeline.code(Report(id="r", text=text, published=PUBLISHED))
    assert (event.type, event.status) == ("ground_attack", status)


def test_news_of_harm_after_a_verb_is_not_by_who_did_the_first(pipeline) -> None:
    events = told(pipeline, "الجيش السوداني يقصف مواقع الدعم السريع ومقتل خمسة مدنيين بلغم في الدلنج")
    assert all(e.initiators == set() for e in events if e.type == "explosive_device")
    assert [e.type for e in told(pipeline, "دخلت قوات الوفاق مدينة ترهونة من دون قتال إثر انسحاب مقاتلي حفتر منها.")] == [
        "territory_gain",
        "withdrawal",
    ]


def test_the_town_with_its_direction_is_the_one_told_before(pipeline) -> None:
    text = "دارت اشتباكات في بلدة كنصفرة. قصفت الطائرات البلدة جنوبي إدلب."
    events = pipeline.code(Report(id="r", text=text, published=PUBLISHED))
    assert [[p.names["en"] for p in e.places if p.names] for e in events] == [["Kansafra"], ["Kansafra"]]


def test_who_is_held_is_no_arrest_and_who_will_kill_them_threatens(pipeline) -> None:
    assert [e.type for e in told(pipeline, "أفرجت قوات الحزام الأمني في عدن عن صحفي كانت تحتجزه منذ شهر.")] == ["release"]
    text = "تبنت جماعة أنصار الشريعة الهجوم. وأضافت أنها ستقتل 20 جنديا تحتجزهم ما لم تفرج الحكومة عن سجناء."
    [threat] = told(pipeline, text)
    assert (threat.type, threat.initiators) == ("threat", {"ansar-al-sharia"})


def test_a_meeting_is_where_its_own_clause_says(pipeline) -> None:
    text = "تواصل إسرائيل إغلاق معبر كرم أبو سالم أمام البضائع، بينما وصل وفد مصري إلى غزة للقاء قيادة حماس في إطار جهود التهدئة."
    talks = next(e for e in pipeline.code(Report(id="r", text=text, published=PUBLISHED)) if e.type == "talks")
    assert [p.names["en"] for p in talks.places if p.names] == ["Gaza"]


def test_a_device_laid_is_of_its_blast(pipeline) -> None:
    laid = "زرع مسلحون عبوة ناسفة على طريق دورية للجيش جنوب الشيخ زويد، حيث انفجرت في إحدى المدرعات وقتل ثلاثة جنود."
    [event] = pipeline.code(Report(id="r", text=laid, published=PUBLISHED))
    assert (event.type, event.status, [i.actor for i in event.initiators]) == ("explosive_device", "asserted", ["unidentified-armed-group"])
    apart = "انفجرت عبوة ناسفة في مدينة الباب وأصيب مدني. وفي عفرين زرع مجهولون عبوة ناسفة قرب فرن."
    assert [(e.type, e.status) for e in pipeline.code(Report(id="r", text=apart, published=PUBLISHED))] == [
        ("explosive_device", "asserted"),
        ("explosive_device", "planned"),
    ]
    heard = "نوى: إصابة طفلين بانفجار قنبلة عنقودية من مخلفات الحرب.\n\nجاسم: دوي انفجار قوي سمع في أرجاء المدينة."
    assert [e.type for e in pipeline.code(Report(id="r", text=heard, published=PUBLISHED))] == ["explosive_device", "explosion"]


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("أصيب راعيان بانفجار لغم إلى الشرق من مدينة تدمر.", "scene"),
        ("نزحت عشرات العائلات من الرقة إلى الشمال الشرقي من مدينة تدمر.", "destination"),
    ],
)
def test_a_side_told_by_a_noun(pipeline, text: str, role: str) -> None:
    [event] = pipeline.code(Report(id="r", text=text, published=PUBLISHED))
    assert (role, "Tadmur") in {(p.role, p.names["en"]) for p in event.places if p.names}


def test_people_of_one_family_before_their_verb(pipeline) -> None:
    [event] = told(pipeline, "قال مسعفون إن ستة مدنيين - على الأقل - من أسرة واحدة قتلوا في قصف مدفعي على مدينة الدريهمي.")
    assert event.toll == {("killed", 6)}


def test_what_is_hidden_is_no_hideout(pipeline) -> None:
    [event] = told(pipeline, "قتل 4 عمال بانفجار قنبلة كانت مخبأة قرب محطة وقود في بعقوبة.")
    assert (event.initiators, event.toll) == (set(), {("killed", 4)})


@pytest.mark.parametrize(
    ("text", "background"),
    [
        ("وسيطر تنظيم الدولة على مدينة الرقة في عام 2014.", True),
        ("وسيطر تنظيم الدولة على مدينة الرقة في 2014.", True),
        ("قصفت القوات التركية بلدة عين عيسى في عام 2024.", False),
    ],
)
def test_a_year_told_with_its_preposition(pipeline, text: str, background: bool) -> None:
    [event] = pipeline.code(Report(id="r", text=text, published=PUBLISHED))
    assert event.background is background


def test_a_negation_in_brackets_ends_with_them(pipeline) -> None:
    [event] = told(pipeline, "سقط قتلى وجرحى (لم يعرف عددهم) جراء قصف مدفعي للحوثيين على مديرية حيس.")
    assert (event.type, event.initiators) == ("shelling", {"houthis"})


def test_those_who_speak_of_violence_do_none(pipeline) -> None:
    [event] = told(pipeline, "نددت هيومن رايتس ووتش باعتقال سبعة ناشطين في مدينة بنغازي.")
    assert (event.initiators, event.toll) == (set(), {("detained", 7)})
    [event] = told(pipeline, "قتل أربعة مدنيين بقصف للحوثيين في حيس، وفق بيان لسلطات الحديدة.")
    assert (event.toll, event.places) == ({("killed", 4)}, {("scene", "Hays")})


def test_a_nationality_after_on_is_a_person_and_a_policeman_is_of_the_police(pipeline) -> None:
    [event] = told(pipeline, "أطلقت القوات الإسرائيلية النار على فلسطيني وقتلته في بلدة حوارة.")
    assert (event.type, event.toll) == ("killing", {("killed", 1)})
    [event] = told(pipeline, "قتل شرطي مصري في هجوم مسلح بمدينة العريش.")
    assert event.targets == {"egyptian-police"}


def test_what_is_feared_is_not_told(pipeline) -> None:
    [event] = told(pipeline, "نزح عدد كبير من الأهالي من بلدة كنصفرة خوفا من قصف جديد على منازلهم.")
    assert (event.type, event.toll) == ("displacement", {("displaced", None)})


def test_who_were_doing_one_thing_did_another(pipeline) -> None:
    text = "قال مصدر أمني إن مجهولين كانوا يستقلون دراجة نارية أطلقوا النار على شرطي في كركوك."
    [event] = pipeline.code(Report(id="r", text=text, published=PUBLISHED))
    assert (event.type, event.background) == ("ground_attack", False)


def test_who_fell_meeting_an_attack_is_its_toll(pipeline) -> None:
    [event] = told(pipeline, "قتل أربعة عناصر من قسد أثناء تصديهم لهجوم شنه تنظيم الدولة على حاجز قرب الشدادي.")
    assert (event.initiators, event.toll) == ({"islamic-state"}, {("killed", 4)})
    killed = told(pipeline, "قتل الجيش المصري تسعة مسلحين خلال إحباط هجوم على حاجز جنوب العريش.")
    assert any(e.initiators == {"egyptian-army"} and e.toll == {("killed", 9)} for e in killed)


def test_police_who_attack_a_crowd_are_no_mob(pipeline) -> None:
    text = "هاجمت قوات الشرطة السودانية المتظاهرين في أم درمان، ويواصل المتظاهرون اعتصامهم في بري."
    assert next(e.type for e in told(pipeline, text)) == "assault"


def test_suspected_of_being_and_a_pickup(pipeline) -> None:
    [event] = told(pipeline, "أعلنت مديرية الأمن مقتل جنديين وثلاثة رجال يشتبه في كونهم مهربين في اشتباك مسلح قرب نويبع.")
    assert event.toll == {("killed", 2), ("killed", 3)}
    assert told(pipeline, "اشتبهت القوات في سيارة نصف نقل عند مدخل مدينة الفيوم.") == []


def test_how_an_attack_ended_is_no_withdrawal(pipeline) -> None:
    text = "هاجم مسلحون نقطة للجيش الليبي جنوب سبها، واستمرت الاشتباكات ساعتين قبل أن ينسحب المهاجمون."
    assert "withdrawal" not in [e.type for e in told(pipeline, text)]
    assert "withdrawal" in [e.type for e in told(pipeline, "انسحب الجيش الليبي من معسكر تمنهنت جنوب سبها.")]


def test_ground_got_back_in_an_attack_just_told(pipeline) -> None:
    found = told(pipeline, "شن الجيش السوري هجوما معاكسا استعاد خلاله بلدة الزعفرانة.")
    assert [e.type for e in found] == ["ground_attack", "territory_gain"]
    assert told(pipeline, "استعاد الكاتب فصول طفولته في بلدة الزعفرانة.") == []
    [event] = pipeline.code(Report(id="r", text="أعلن الحشد الشعبي أنه سيطلق خلال أيام عملية لتفتيش جنوب محافظة كركوك."))
    assert (event.type, event.status) == ("ground_attack", "planned")


def test_the_hospital_of_who_says_so_is_no_scene(pipeline) -> None:
    [event] = told(pipeline, "سقط صاروخ على منزل في بني وليد فقتل رجل وجرح ثلاثة، بحسب مصدر في مستشفى مصراتة.")
    assert (event.places, event.toll) == (at("Bani Walid"), {("killed", 1), ("injured", 3)})


def test_a_threat_of_what_will_go_on_is_made_now(pipeline) -> None:
    text = 'طالب قائد فيلق القدس أربيل بطرد المسلحين "وإلا فإن الضربات ستستمر".'
    assert [(e.type, e.status) for e in pipeline.code(Report(id="r", text=text))] == [("threat", "asserted")]


def test_what_is_promised_is_yet_to_come(pipeline) -> None:
    [event] = pipeline.code(Report(id="r", text="تعهد البرهان باستعادة مدينة ود مدني."))
    assert (event.type, event.status) == ("territory_gain", "planned")


def test_what_was_planted_went_off_at_whom_it_struck(pipeline) -> None:
    [event] = told(pipeline, "عبوة ناسفة زُرعت على طريق الحويجة استهدفت رتلا للجيش العراقي، ما أدى إلى مقتل جنديين.")
    assert (event.type, event.toll) == ("explosive_device", {("killed", 2)})
    found = told(pipeline, "زرع مجهولون عبوة ناسفة على طريق نوى، فيما استهدف مسلحون حاجزا للجيش في جاسم.")
    assert [e.type for e in found] == ["explosive_device", "ground_attack"]
    [event] = told(pipeline, "شنت فصائل المعارضة، بإسناد من المدفعية التركية، هجوما على مواقع قوات النظام في بلدة النيرب.")
    assert event.type == "ground_attack"
    [event] = told(pipeline, "أكد ناطق تعرض رتل للجيش الليبي في براك لقصف نفذته طائرات مجهولة.")
    assert "libyan-army" in event.targets


def test_what_a_ruling_rules_is_one_with_it(pipeline) -> None:
    text = "أصدر المجلس العدلي، أعلى هيئة قضائية في لبنان، أمس حكما قضى بالأشغال الشاقة لخمسة متهمين."
    assert [e.type for e in told(pipeline, text)] == ["sentence"]


def test_what_came_of_those_just_told_is_where_they_were(pipeline) -> None:
    found = told(pipeline, "احتجز حاجز للفصائل في بلدة سرمدا صحفيين اثنين، ثم أُفرج عنهما مساء.")
    assert found[-1].type == "release" and found[-1].places == at("Sarmada")


def test_what_flew_and_struck_struck_the_next_village_too(pipeline) -> None:
    found = told(pipeline, "قصفت طائرات حربية بلدة سرمين، واستهدفت مدينة معرة النعمان.")
    assert [(e.type, e.places) for e in found] == [("air_strike", at("Sarmin")), ("air_strike", at("Maarrat al-Numan"))]


def test_a_village_near_a_town_is_one_place(pipeline) -> None:
    [event] = told(pipeline, "انفجرت عبوة ناسفة في بلدة سلقين قرب حارم.")
    assert event.places == at("Salqin")


def test_whose_an_aircraft_of_a_named_make_is(pipeline) -> None:
    [event] = told(pipeline, "طائرات F-16 عراقية تقصف وكرا لداعش في جبال مكحول.")
    assert event.initiators == {"iraqi-army"}
    [event] = told(pipeline, "قصفت طائرة مسيرة من طراز شاهد إيرانية الصنع مدينة أربيل.")
    assert event.initiators == set()


def test_an_object_behind_what_its_doer_rode_on(pipeline) -> None:
    [event] = told(pipeline, "اغتال مسلحان على دراجة نارية ضابطا متقاعدا أمام منزله في مدينة المكلا.")
    assert (event.initiators, event.toll) == ({"unidentified-armed-group"}, {("killed", 1)})
    [event] = told(pipeline, "واغتال مجهولون إمام مسجد في مدينة درنة.")
    assert (event.initiators, event.targets) == ({"unidentified-armed-group"}, {"civilians"})
    [event] = told(pipeline, "نجا مدير ناحية الرشاد من محاولة اغتيال نفذها مجهولون.")
    assert event.initiators == {"unidentified-armed-group"}


def test_a_party_told_with_the_one_it_belongs_to(pipeline) -> None:
    [event] = told(pipeline, "وثقت المنظمة احتجاز قوات الحزام الأمني التابعة للمجلس الانتقالي صحفيا في مدينة لحج.")
    assert (event.initiators, event.toll) == ({"security-belt"}, {("detained", 1)})


def test_what_flew_where_only_one_party_flies(pipeline) -> None:
    text = "استشهد خمسة مواطنين في غارة على منزل في مخيم النصيرات، ونسف جيش الاحتلال مباني في رفح."
    assert told(pipeline, text)[0].initiators == {"israel-defense-forces"}
    text = "أطلقت الزوارق الحربية قذائفها صوب شاطئ دير البلح، وتوغلت آليات الاحتلال شرق البريج."
    assert told(pipeline, text)[0].initiators == {"israel-defense-forces"}
    [event] = told(pipeline, "استهدفت مسيرة موقعا للجيش الإسرائيلي في بلدة مارون الراس.")
    assert event.initiators == set()
    [event] = told(pipeline, "قصفت طائرة مسيرة مجموعة من المواطنين في خان يونس.")
    assert event.initiators == set()


def test_who_goes_on_with_it(pipeline) -> None:
    [event] = told(pipeline, "تحدث مصدر طبي عن نقص الأدوية في ظل استمرار قوات الدعم السريع في حصار مدينة الفاشر.")
    assert (event.type, event.initiators) == ("restriction", {"rapid-support-forces"})
    [event] = told(pipeline, "استمر القصف المدفعي على مدينة حرستا طوال الليل.")
    assert (event.type, event.initiators) == ("shelling", set())


def test_a_sentence_that_names_no_doer_goes_on_with_the_one_before(pipeline) -> None:
    text = "اقتحمت قوات الاحتلال بلدة سلوان. كما نصبت حاجزا على مدخل العيساوية واعتقلت فتى."
    assert [e.initiators for e in told(pipeline, text)] == [{"israel-defense-forces"}] * 3
    text = "اعتقلت قوات الاحتلال طفلا في سلواد. وأصيبت سيدة بالرصاص في نابلس."
    assert [e.initiators for e in told(pipeline, text)] == [{"israel-defense-forces"}, set()]
    text = "نددت حركة حماس بعمليات الاحتلال. واقتحمت دورية مخيم جنين."
    assert "hamas" not in told(pipeline, text)[-1].initiators


def test_whose_guns_a_pronoun_tells(pipeline) -> None:
    text = "أغار الطيران الحربي الإسرائيلي على بلدة عيترون، وألقت مدفعيته قذائف على أحراج كفركلا."
    assert [(e.type, e.initiators) for e in told(pipeline, text)] == [
        ("air_strike", {"israeli-air-force"}),
        ("shelling", {"israel-defense-forces"}),
    ]
    [event] = told(pipeline, "واستهدف القصف المدفعي التركي أطراف بلدة مرعناز.")
    assert (event.initiators, event.targets) == ({"turkish-army"}, set())


def test_an_air_force_of_no_told_country_strikes_from_the_air(pipeline) -> None:
    assert [e.type for e in told(pipeline, "دمر سلاح الجو رتل آليات للمسلحين على أطراف بلدة أجدابيا.")] == ["air_strike"]
    [event] = pipeline.code(Report(id="r", text="قال الوزير إن الرئيس أمر بسحب ألفي جندي من شرق سوريا."))
    assert (event.type, event.status) == ("withdrawal", "planned")


def test_drones_taken_are_no_ground(pipeline) -> None:
    [event] = told(pipeline, "استولى مقاتلو كتائب القسام على طائرة استطلاع إسرائيلية شرق مدينة غزة.")
    assert (event.type, event.initiators) == ("disrupted_weapons_use", {"qassam-brigades"})
    [event] = told(pipeline, "استولى تنظيم الدولة على مطار الطبقة العسكري.")
    assert event.type == "territory_gain"


def test_some_valley_is_no_town(pipeline) -> None:
    event = told(pipeline, "قصف الجيش السوداني سوقا في بلدة مورني قرب جسر الوادي.")[0]
    assert "El Oued" not in str(event.places)


def test_kama_goes_on_with_the_doer(pipeline) -> None:
    text = "نفذ طيران الجيش السوداني غارات على تجمعات للدعم السريع شرقي الفاشر، كما قصف مليط."
    assert [(e.type, e.initiators) for e in told(pipeline, text)] == [("air_strike", {"sudanese-air-force"})] * 2
    text = "قصفت مدفعية الجيش الإسرائيلي بلدة الخيام، كما قصف حزب الله كريات شمونة."
    assert [e.initiators for e in told(pipeline, text)] == [{"israel-defense-forces"}, {"hezbollah"}]


def test_what_a_threat_hangs_on_is_no_event(pipeline) -> None:
    text = "توعد الجيش السوداني قوات الدعم السريع برد قاس إن هي واصلت قصف مدينة الأبيض."
    assert [e.type for e in told(pipeline, text)] == ["threat"]


def test_a_vehicle_taken_is_no_ground(pipeline) -> None:
    text = "هاجم مسلحون حاجزا للشرطة في سامراء قبل أن ينسحب المهاجمون بآلية استولوا عليها."
    assert "territory_gain" not in [e.type for e in told(pipeline, text)]


def test_a_headline_and_a_bulletin_tell_a_party_s_own_acts(pipeline) -> None:
    [event] = told(pipeline, "سرايا القدس: تفجير عبوة ناسفة في آلية عسكرية شرق رفح.")
    assert event.initiators == {"quds-brigades"}
    [event] = told(pipeline, "الجيش اللبناني: غارة إسرائيلية على بلدة عيتا الشعب.")
    assert "lebanese-army" not in event.initiators
    text = "كتائب القسام – البلاغ اليومي\n▪️ دك تجمعات العدو شرق جباليا.\n▪️ تفجير عبوة ناسفة في آلية عسكرية شرق رفح."
    assert [e.initiators for e in told(pipeline, text)] == [{"qassam-brigades"}] * 2
