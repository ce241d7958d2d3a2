"""Places that no row bears: in a list, with what holds them, and joined to what was told before."""

from __future__ import annotations

import pytest

from rasid.model import Event, Report
from rasid.pipeline import Pipeline


def coded(pipeline: Pipeline, text: str) -> list[Event]:
    return pipeline.code(Report(id="r", text=text, published="2023-03-14"))


def scenes(event: Event) -> list[str]:
    return [p.names.get("ar") or p.text for p in event.places if p.role == "scene"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("قصفت قوات النظام بلدات الهبيط وكفر زبدة وترملا بريف إدلب الجنوبي.", ["الهبيط", "كفر زبدة", "ترملا"]),
        ("توغلت قوة إسرائيلية في قرى العجرف وبئر المشمش وكودنة بمحافظة القنيطرة.", ["بئر المشمش", "كودنة"]),
    ],
)
def test_a_village_of_a_list_is_kept_beside_those_of_its_province(pipeline: Pipeline, text: str, told: list[str]) -> None:
    [event] = coded(pipeline, text)
    assert set(told) <= set(scenes(event))


def test_it_stands_where_its_list_does_and_not_in_the_middle_of_the_province(pipeline: Pipeline) -> None:
    [event] = coded(pipeline, "قصفت قوات النظام بلدات الهبيط وكفر زبدة وترملا بريف إدلب الجنوبي.")
    places = {p.names.get("ar"): p for p in event.places}
    unknown, known = places["كفر زبدة"], places["الهبيط"]
    assert (unknown.lat, unknown.lon, unknown.precision, unknown.id) == (known.lat, known.lon, 3, None)
    assert "unresolved-place" in event.flags


@pytest.mark.parametrize(
    ("text", "told", "admin1"),
    [
        ("قتل جنديان في كمين عند تلة السنديان شمال مدينة تعز.", "السنديان", "Taiz"),
        ("قتل جنديان في كمين عند تلة الزرقاء شمال مدينة تعز.", "الزرقاء", "Taiz"),  # of no other country's town
        ("احتجزت الشرطة ناشطين في سجن العمارية بمحافظة الحديدة.", "العمارية", "Hodeidah"),
        ("انفجرت عبوة ناسفة عند تقاطع البريد وسط مدينة بنغازي.", "البريد", "Benghazi"),
    ],
)
def test_a_hill_a_prison_a_junction_is_kept_where_it_is_told_to_lie(pipeline: Pipeline, text: str, told: str, admin1: str) -> None:
    [event] = coded(pipeline, text)
    assert [(p.names.get("ar"), p.admin1) for p in event.places] == [(told, admin1)]


def test_what_a_thing_is_for_is_no_name(pipeline: Pipeline) -> None:
    [event] = coded(pipeline, "هاجم مسلحون محطة للوقود في مدينة سبها.")
    assert scenes(event) == ["سبها"]


def test_those_backed_by_others_fire_at_the_villages_and_not_from_them(pipeline: Pipeline) -> None:
    [event] = coded(pipeline, "قصف الجيش التركي والفصائل المدعومة منها قريتي أبو راسين وتل الورد بريف الحسكة.")
    assert scenes(event) == ["أبو راسين", "تل الورد"]
    assert all(p.role == "scene" for p in event.places)


def test_strikes_on_two_towns_stay_two_where_one_names_a_market(pipeline: Pipeline) -> None:
    events = coded(pipeline, "شنت طائرات روسية غارة على بلدة النيرب. كما قتل ستة مدنيين في غارة على سوق الهال في مدينة أريحا.")
    assert [scenes(e) for e in events if e.type == "air_strike"] == [["النيرب"], ["الهال"]]
