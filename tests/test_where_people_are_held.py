"""Scenes in more countries, and those of arrests told with somebody's village; names of places kept as they are written."""

from __future__ import annotations

import pytest

from rasid.model import Event, Report
from rasid.pipeline import Pipeline


def coded(pipeline: Pipeline, text: str) -> list[Event]:
    return pipeline.code(Report(id="r", text=text, published="2023-03-14"))


def scenes(event: Event) -> set[str]:
    return {p.names.get("ar") or p.text or "" for p in event.places if p.role == "scene"}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("اعتقلت قوات الاحتلال شابا من بلدة بيت فوريك شرق نابلس على حاجز زعترة.", {"حاجز زعترة"}),
        ("اعتقلت قوات الاحتلال شابين من بلدة بيت فوريك شرق نابلس.", {"بيت فوريك"}),
        ("اعتقلت السلطات التونسية ناشطا في مطار قرطاج.", {"مطار تونس قرطاج"}),
        ("هاجم مقاتلو حركة الشباب قاعدة للجيش الصومالي قرب مدينة أفجوي.", {"أفغوي"}),
        ("سقطت قذائف هاون على مطار عدن عدي الدولي في مقديشو.", {"مطار آدم عدي"}),
        ("تظاهر المئات في مدن الدار البيضاء وطنجة ومراكش.", {"الدار البيضاء", "طنجة", "مراكش"}),
        ("دارت اشتباكات بين قوات حفتر وحكومة الوفاق في محور عين زارة - وادي الربيع.", {"عين زارة", "وادي الربيع"}),
    ],
)
def test_scenes(pipeline: Pipeline, text: str, told: set[str]) -> None:
    [event] = coded(pipeline, text)
    assert scenes(event) == told


def test_a_countryside_keeps_its_own_side_and_not_that_of_what_holds_it(pipeline: Pipeline) -> None:
    [event] = coded(pipeline, "قصفت مدفعية الجيش التركي مواقع قسد في ريف منبج شمالي سوريا.")
    assert [p.relation for p in event.places] == ["countryside"]
    [event] = coded(pipeline, "قصفت مدفعية الجيش التركي مواقع قسد في ريف منبج الشمالي.")
    assert [p.relation for p in event.places] == ["north countryside"]


def test_a_name_of_a_row_of_another_country_is_told_without_its_and(pipeline: Pipeline) -> None:
    [event] = coded(pipeline, "قصفت قوات النظام قرى كفر تعال وكفر نعمة وكفر نوران في ريف حلب الغربي.")
    assert scenes(event) == {"كفر تعال", "كفر نعمة", "كفر نوران"}
