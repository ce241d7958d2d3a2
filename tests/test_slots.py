"""Single slots that reports of outlets came out wrong in: whose force, who did it, which place and day. Each sentence is ours."""

from __future__ import annotations

import pytest

from rasid.model import Event, Report


def coded(pipeline, text: str, published: str = "2022-03-10") -> list[Event]:
    return pipeline.code(Report(id="s", text=text, published=published))


def sides(event: Event) -> tuple[str, set[str], set[str]]:
    return event.type, {i.actor for i in event.initiators if i.actor}, {t.actor for t in event.targets if t.actor}


WHOSE = {
    "soldiers are of the army of the country that is told": (
        "2013-05-05",
        "قتل جنديان وأصيب ضابط بانفجار عبوة لاصقة في مدينة تلعفر العراقية.",
        ("explosive_device", set(), {"iraqi-army"}),
    ),
    "an officer with his rank": (
        "2012-09-05",
        "اغتال مسلحون مجهولون ضابطا برتبة مقدم في مدينة الغيضة شرقي اليمن.",
        ("killing", {"unidentified-armed-group"}, {"yemeni-government-forces"}),
    ),
    "soldiers in a country that nothing tells stay generic": (
        "2013-05-05",
        "قتل جنديان بانفجار عبوة لاصقة في تلعفر.",
        ("explosive_device", set(), {"army"}),
    ),
    "what a name meant before a force was made of it": (
        "2007-02-11",
        "هاجمت ميليشيا الجنجويد قرية قرب كتم ونهبت المواشي.",
        ("ground_attack", {"janjaweed"}, set()),
    ),
    "what it means since": (
        "2024-02-11",
        "قصفت ميليشيا الجنجويد مدينة سنجة بالمدافع.",
        ("shelling", {"rapid-support-forces"}, set()),
    ),
    "forces loyal to a president who is one no more": (
        "2016-07-01",
        "قصف الحوثيون والقوات الموالية للرئيس المخلوع حي الجحملية في تعز بالدبابات.",
        ("shelling", {"houthis", "saleh-forces"}, set()),
    ),
    "tribes that fight": (
        "2024-02-10",
        "اندلعت اشتباكات بين قبيلة التاما وقبيلة القمر في مدينة سربا بغرب دارفور.",
        ("armed_clash", {"tama"}, {"gimir"}),
    ),
}


@pytest.mark.parametrize("what", WHOSE)
def test_whose_force_it_is(pipeline, what: str) -> None:
    published, text, want = WHOSE[what]
    assert want in [sides(e) for e in coded(pipeline, text, published)]


WHERE = {
    "a village whose name is also a noun for hills": ("داهمت قوات الاحتلال قرية تل جنوب غربي نابلس واعتقلت فتى.", "Till"),
    "a side of a province is no province of another country": ("قصف الجيش تجمعا في الحدود الشمالية لمحافظة الضالع.", "Ad Dali"),
    "a quarter of Khartoum": ("قصفت قوات الدعم السريع حي بري شرقي الخرطوم بالمدافع.", "Burri"),
}


@pytest.mark.parametrize("what", WHERE)
def test_where_it_is(pipeline, what: str) -> None:
    text, want = WHERE[what]
    [event] = coded(pipeline, text, "2023-08-01")
    assert [p.names.get("en") for p in event.places if p.role == "scene"] == [want]
