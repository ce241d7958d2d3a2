"""Who did it where his name stands apart from the act: in the line over a list, across «while», after «believed to be», as the second of
two sides, as a state in the genitive. Each sentence is ours."""

from __future__ import annotations

import pytest

from rasid.model import Event, Report


def sides(event: Event) -> tuple[str, set[str], set[str]]:
    return event.type, {i.actor for i in event.initiators if i.actor}, {t.actor for t in event.targets if t.actor}


TOLD = {
    "a feminine verb after while": (
        "2025-03-19",
        "اقتحمت قوات الاحتلال قرية المعلقة صباح أمس، فيما استهدفت بقذيفتي دبابة محيط قرية كودنة.",
        ("shelling", {"israel-defense-forces"}, set()),
    ),
    "a nationality that is believed": (
        "2022-08-30",
        "أصيب ثلاثة رعاة في غارة يشتبه أنها تركية على قرية كورتك في دهوك.",
        ("air_strike", {"turkish-army"}, {"civilians"}),
    ),
    "aircraft that are believed to be a state's": (
        "2020-06-11",
        "قتل خمسة نازحين في غارات يعتقد أنها لطائرات روسية على بلدة بليون جنوب إدلب.",
        ("air_strike", {"russian-armed-forces"}, set()),
    ),
    "the second of two sides, over what the first does": (
        "2015-09-02",
        "اندلعت مواجهات بين الجنود المرابطين عند بوابة الميناء والمسلحين الحوثيين في مدينة عدن.",
        ("armed_clash", {"yemeni-government-forces"}, {"houthis"}),
    ),
    "the second of two sides, over who backs the first": (
        "2019-02-20",
        "تتواصل الاشتباكات بين قوات سوريا الديمقراطية المدعومة من التحالف الدولي وعناصر تنظيم داعش في بلدة السوسة.",
        ("armed_clash", {"syrian-democratic-forces"}, {"islamic-state"}),
    ),
    "a state after the noun of its act": (
        "2024-10-02",
        "أعلنت وزارة الصحة عن استهداف إسرائيل مستوصفا في بلدة الطيبة، ما أدى إلى إصابة مسعفين اثنين.",
        ("shelling", {"israel-defense-forces"}, set()),
    ),
    "two of whom others had": (
        "2014-07-08",
        "أصاب مجهولون اثنين من أعضاء المجلس المحلي في بلدة نوى.",
        ("assault", {"unidentified-armed-group"}, {"civilians"}),
    ),
    "what stands beside a blast": (
        "2013-11-05",
        "انفجرت سيارة مفخخة بين مقر للشرطة ومدرسة في مدينة بعقوبة ما أدى إلى مقتل ستة أشخاص.",
        ("explosive_device", set(), set()),
    ),
}


@pytest.mark.parametrize("name", TOLD)
def test_who_did_it(pipeline, name: str) -> None:
    published, text, wanted = TOLD[name]
    found = [sides(e) for e in pipeline.code(Report(id="s", text=text, published=published))]
    kind, doers, met = wanted
    assert any(t == kind and i >= doers and o >= met and bool(i) == bool(doers) for t, i, o in found), found


ITEMS = """أعلنت قيادة العمليات المشتركة أن قطعات من الجيش العراقي ألقت القبض على تسعة مطلوبين وفقا لما يلي:
- القبض على ستة متهمين في قضاء الطارمية شمالي بغداد.
- اعتقال ثلاثة مطلوبين في ناحية العلم بصلاح الدين."""


def test_items_are_by_whom_the_line_over_them_names_and_their_sum_is_no_event(pipeline) -> None:
    events = pipeline.code(Report(id="s", text=ITEMS, published="2022-05-01"))
    assert [e.type for e in events] == ["arrest", "arrest"]
    assert all({i.actor for i in e.initiators} == {"iraqi-army"} for e in events)
    assert [next(t.min for t in e.toll if t.effect == "detained") for e in events] == [6, 3]
    assert all(e.sources for e in events), "whoever told the sum told its parts"


def test_a_state_that_is_struck_is_no_attacker(pipeline) -> None:
    events = pipeline.code(Report(id="s", text="استنكر البيان قصف العراق بالصواريخ يوم أمس.", published="2024-01-16"))
    assert not any(i.actor == "iraqi-army" for e in events for i in e.initiators)
