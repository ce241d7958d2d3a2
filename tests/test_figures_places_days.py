"""Slots of acts that are told right: whose figures, which of two attacks, where people were held, days of the Hijra."""

from __future__ import annotations

import pytest

from rasid.model import Event, Report
from rasid.pipeline import Pipeline


def coded(pipeline: Pipeline, text: str) -> list[Event]:
    return pipeline.code(Report(id="r", text=text, published="2024-05-15"))


def rows(event: Event) -> set[tuple[str, int | None, int | None, bool]]:
    return {(t.effect, t.min, t.max, t.part_of is not None) for t in event.toll}


def scenes(event: Event) -> list[str | None]:
    return [p.names.get("ar") for p in event.places if p.role == "scene"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("توفي اثنان من المصابين متأثرين بجراحهم جراء قصف طال حي المطار في مدينة مأرب.", {("killed", 2, 2, False)}),
        ("انتشلت الطواقم جثتين وأربعة جرحى من تحت أنقاض بناء في مدينة سرمين.", {("bodies", 2, 2, False), ("injured", 4, 4, False)}),
        ("حصيلة القصف على مدينة مأرب مساء أمس: قتيلان وخمسة جرحى.", {("killed", 2, 2, False), ("injured", 5, 5, False)}),
        (
            "أعلنت وزارة الصحة ارتفاع حصيلة الغارة على بلدة عين قانا إلى تسعة شهداء بينهم طفلان.",
            {("killed", 9, 9, False), ("killed", 2, 2, True)},
        ),
    ],
)
def test_figures_are_of_what_befell_people(pipeline: Pipeline, text: str, told: set[tuple[str, int, int, bool]]) -> None:
    (event,) = coded(pipeline, text)
    assert rows(event) == told


def test_others_are_as_the_whole_and_not_as_its_parts(pipeline: Pipeline) -> None:
    (event,) = coded(pipeline, "قتل سبعة أشخاص بينهم ثلاث نساء في قصف على مدينة الدلنج، وأصيب 18 آخرون.")
    assert {t.who for t in event.toll if t.effect == "injured"} == {"unknown"}


def test_who_fell_in_a_second_attack_is_counted_there(pipeline: Pipeline) -> None:
    first, second = coded(pipeline, "قتل ثلاثة مدنيين في غارة على بلدة صريفا وخمسة في غارة على بلدة قانا.")
    assert (rows(first), rows(second)) == ({("killed", 3, 3, False)}, {("killed", 5, 5, False)})
    assert (scenes(first), scenes(second)) == (["صريفا"], ["قانا"])


def test_a_figure_that_rose_is_no_part_of_who_says_so(pipeline: Pipeline) -> None:
    (event,) = coded(pipeline, "أعلنت وزارة الصحة ارتفاع عدد ضحايا الغارة على بلدة عين قانا إلى 12 شهيدا و30 جريحا.")
    assert [s.text for s in event.sources] == ["وزارة الصحة"]


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("اقتحمت قوات الاحتلال مدينة طولكرم واعتقلت شابا من بلدة بلعا.", ["طولكرم"]),
        ("قتل جندي بانفجار لغم في بلدة حيس ( 20 ) كم شرق مدينة الخوخة.", ["حيس"]),
        ("قتل ثلاثة في هجوم على مخفر في منطقة تيلابيري غربي النيجر قرب بوركينا فاسو.", ["إقليم تيلابيري"]),
    ],
)
def test_homes_distances_and_neighbours_are_no_scenes(pipeline: Pipeline, text: str, where: list[str]) -> None:
    (event,) = coded(pipeline, text)
    assert scenes(event) == where


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("هاجم الحوثيون موقعا للجيش في مأرب في 9 رجب 1444 هـ.", "2023-01-31"),
        ("أصيب طفلان بانفجار لغم في مدينة حيس، الأحد 4 كانون أول 2022.", "2022-12-04"),
    ],
)
def test_years_of_the_hijra_and_months_without_the_article_date_an_act(pipeline: Pipeline, text: str, day: str) -> None:
    (event,) = coded(pipeline, text)
    assert event.time.start == event.time.end == day


def test_a_belief_about_who_did_it_leaves_the_act_asserted(pipeline: Pipeline) -> None:
    (event,) = coded(pipeline, "وقع هجوم يعتقد أن تنظيم داعش نفذه على نقطة للجيش العراقي قرب مدينة الرطبة.")
    assert event.status == "asserted"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("ارتفعت حصيلة القصف على مدينة سراقب إلى 17 شخصا.", {("killed", 17, 17, False)}),
        ("جرح ستة أشخاص بينهم طفلان من عائلة واحدة في قصف على مدينة سراقب.", {("injured", 6, 6, False), ("injured", 2, 2, True)}),
    ],
)
def test_a_toll_is_of_the_dead_and_a_family_no_part(pipeline: Pipeline, text: str, told: set[tuple[str, int, int, bool]]) -> None:
    (event,) = coded(pipeline, text)
    assert rows(event) == told


def test_a_district_beside_its_village_is_no_second_scene(pipeline: Pipeline) -> None:
    (event,) = coded(pipeline, "قتل شخص في غارة على قضاء صور. وأوضحت الوزارة أن الغارة استهدفت سيارة في بلدة المنصوري قضاء صور.")
    assert scenes(event) == ["المنصوري"]


def test_a_day_between_commas_before_that_is_of_the_saying(pipeline: Pipeline) -> None:
    (event,) = coded(pipeline, "وذكر المركز، اليوم الأربعاء، أن غارة على بلدة صريفا أدت إلى استشهاد شخصين.")
    assert event.time.start is None


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("قال تسفاي كيبروم مدير مستشفى مقلي إن ضربة جوية استهدفت بلدة عدوا.", "تسفاي كيبروم مدير مستشفى مقلي"),
        ("قال رئيس مكتب المعلومات في الجيش إن جنديين قتلا في هجوم قرب مدينة تساليت.", "رئيس مكتب المعلومات"),
    ],
)
def test_who_speaks_is_told_with_his_name_and_office(pipeline: Pipeline, text: str, who: str) -> None:
    (event,) = coded(pipeline, text)
    assert [s.text for s in event.sources] == [who]


def test_activists_beside_a_monitor_are_a_source_of_their_own(pipeline: Pipeline) -> None:
    (event,) = coded(pipeline, "قتل مدنيان في قصف على سراقب، حسبما أفاد المرصد السوري لحقوق الإنسان ونشطاء.")
    assert [s.text for s in event.sources] == ["المرصد السوري لحقوق الإنسان", "ونشطاء"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("أصيب خمسة آخرون جميعهم أطفال في قصف على مدينة سراقب.", {("injured", 5, 5, False), ("injured", None, None, True)}),
        ("اعتقلت الشرطة فتى دون سن 16 في مدينة سبها.", {("detained", 1, 1, False)}),
        ("قتل ثلاثة دركيين في كمين قرب مدينة غوندام.", {("killed", 3, 3, False)}),
    ],
)
def test_ages_are_no_people_and_all_of_them_is_a_part(pipeline: Pipeline, text: str, told: set[tuple[str, int, int, bool]]) -> None:
    (event,) = coded(pipeline, text)
    assert rows(event) == told


@pytest.mark.parametrize(
    "text",
    [
        'وقال الشرطي محمود عدن "وقع انفجاران قويان قرب المسرح".',
        "وقع التفجير عند الباب الرئيسي للمسرح.",
    ],
)
def test_names_of_men_and_doors_are_no_towns(pipeline: Pipeline, text: str) -> None:
    assert not [p for e in coded(pipeline, text) for p in e.places]


def test_a_source_in_quotation_marks_ends_where_the_next_begin(pipeline: Pipeline) -> None:
    (event,) = coded(pipeline, "قتل جنديان في كمين قرب مدينة سبها، بحسب «رويترز» «في عملية تمشيط».")
    assert [s.text for s in event.sources] == ["رويترز"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("سقط 31 قتيلا وجريحا في تفجير عبوة ناسفة في مدينة بعقوبة.", {("killed", None, 31, False), ("injured", None, 31, False)}),
        ("خلف القصف على مدينة سراقب 16 بين قتيل وجريح.", {("killed", None, 16, False), ("injured", None, 16, False)}),
        ("سقط 12 قتيلا و31 جريحا في قصف على مدينة سراقب.", {("killed", 12, 12, False), ("injured", 31, 31, False)}),
        ("أسفر القصف على مدينة سراقب عن 15 قتيلا وجريحا واحدا.", {("killed", 15, 15, False), ("injured", 1, 1, False)}),
    ],
)
def test_one_number_for_the_dead_and_the_hurt_is_the_most_of_either(
    pipeline: Pipeline, text: str, told: set[tuple[str, int | None, int | None, bool]]
) -> None:
    (event,) = coded(pipeline, text)
    assert rows(event) == told
