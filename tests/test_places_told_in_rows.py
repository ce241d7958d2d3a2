"""Scenes that reports tell in rows, in brackets, after commas and «such as», between two towns, and by the river's bank."""

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
        # a name that is a word too, or that no row bears, as the last of a row
        ("قصف مدفعي على قرى بليدا، محيبيب، حولا، ودبل.", {"بليدا", "محيبيب", "حولا", "دبل"}),
        ("قصفت قوات النظام كفرنبل وحاس وسكيك وترعي.", {"كفرنبل", "حاس", "السكيك", "ترعي"}),
        ("طال القصف كفرتبنيت وميفدون وعنقايا.", {"كفرتبنيت", "ميفدون", "عنقايا"}),
        # of many places those that are named
        ("خرجت مظاهرات في بلدات عدة بينها الباب وجرابلس.", {"الباب", "جرابلس"}),
        ("شهدت قرى في ريفي حماة وإدلب قصفا صاروخيا، أبرزها اللطامنة والهبيط.", {"اللطامنة", "الهبيط"}),
        # provinces in brackets
        ("قصف الطيران بلدات كفر زيتا (حماة) والهبيط (إدلب).", {"كفر زيتا", "الهبيط"}),
        # a comma that parts a verb from what was hit
        ("استهدفت مدفعية الجيش السوري، قرية كبانة بريف اللاذقية.", {"جبهة الكبينة"}),
        # the first here, the second there
        ("قتل أربعة مدنيين في انفجارين، الأول في حي الأعظمية والثاني في بلدة الطارمية.", {"الأعظمية", "الطارمية"}),
        # where on a road, and what a camp, a field or a village lies near or in
        ("قتل سائق بهجوم على الطريق بين دمشق والسويداء في بلدة المسمية.", {"المسمية"}),
        ("اندلعت اشتباكات في مخيم المية ومية للاجئين الفلسطينيين قرب صيدا.", {"مخيم المية ومية"}),
        ("أغار الطيران الإسرائيلي على بلدة عيترون قضاء بنت جبيل.", {"عيترون"}),
        ("سقطت قذائف على القرية المجاورة كفر نبودة وقتلت طفلا.", {"كفرنبودة"}),
    ],
)
def test_scenes(pipeline: Pipeline, text: str, told: set[str]) -> None:
    [event] = coded(pipeline, text)
    assert scenes(event) == told


def test_a_bank_of_a_river_is_no_other_region(pipeline: Pipeline) -> None:
    events = coded(pipeline, "قصفت قوات سوريا الديمقراطية مواقع لداعش على الضفة الغربية لنهر الفرات قرب الميادين.")
    assert {p.country for e in events for p in e.places} == {"SYR"}
    [event] = coded(pipeline, "اعتقلت قوات الاحتلال ثلاثة شبان في الضفة الغربية.")
    assert scenes(event) == {"الضفة الغربية"}
