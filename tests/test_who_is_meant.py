"""Who did it and to whom, told in who announces it, whom fighters follow or who holds a place. Each sentence is ours."""

from __future__ import annotations

import pytest

from rasid.model import Report
from rasid.pipeline import Pipeline

Told = tuple[str, set[str], set[str]]


def told(pipeline: Pipeline, text: str, published: str) -> list[Told]:
    """(type, initiators, targets) of each event."""
    return [
        (e.type, {i.actor for i in e.initiators if i.actor}, {t.actor for t in e.targets if t.actor})
        for e in pipeline.code(Report(id="d", text=text, published=published))
    ]


ANNOUNCED: dict[str, tuple[str, str, list[Told]]] = {
    "gunmen whose death an army announces": (
        "2016-04-11",
        "أعلن الجيش المصري مقتل سبعة مسلحين جنوب رفح.",
        [("ground_attack", {"egyptian-army"}, {"unidentified-armed-group"})],
    ),
    "soldiers whose death a group announces": (
        "2024-01-17",
        "أعلنت سرايا القدس مقتل ثلاثة جنود إسرائيليين في كمين شرق خان يونس.",
        [("ground_attack", {"quds-brigades"}, {"israel-defense-forces"})],
    ),
    "soldiers whose death their army announces": (
        "2019-02-06",
        "أعلن الجيش الليبي مقتل أربعة جنود في هجوم على بوابة الفقهاء.",
        [("ground_attack", set(), {"libyan-army"})],
    ),
    "gunmen whose death a ministry announces": (
        "2018-09-02",
        "أعلنت وزارة الداخلية العراقية مقتل أحد عشر إرهابيا في تلعفر.",
        [("ground_attack", {"iraqi-interior-ministry"}, {"unidentified-armed-group"})],
    ),
    "losses that a side admits": (
        "2021-03-01",
        "أقرت جماعة الحوثي بمقتل عقيد في غارة على صرواح.",
        [("air_strike", set(), {"houthis"})],
    ),
    "fighters without a word of whose they are": (
        "2019-01-20",
        "أعلنت قوات سوريا الديمقراطية مقتل مقاتلين اثنين في هجوم على حاجز قرب الشحيل.",
        [("ground_attack", set(), {"syrian-democratic-forces"})],
    ),
    "with another name of the speaker and a day between": (
        "2022-11-20",
        "أعلن الجيش الوطني السوري التابع للحكومة المؤقتة، الأحد، قصف نقطة لقوات سوريا الديمقراطية قرب مرعناز.",
        [("shelling", {"syrian-national-army"}, {"syrian-democratic-forces"})],
    ),
    "whose the thing is, some words after it": (
        "2024-05-30",
        "أعلنت كتائب القسام قصف مقر قيادة وسيطرة للجيش الإسرائيلي شرق جباليا بقذائف الهاون.",
        [("shelling", {"qassam-brigades"}, {"israel-defense-forces"})],
    ),
    "who announced before announces this too": (
        "2019-06-12",
        "أعلنت قسد قصف نقطة للفصائل في منبج. كما أعلنت مقتل خمسة من مسلحي داعش قرب الهول.",
        [
            ("shelling", {"syrian-democratic-forces"}, {"armed-factions"}),
            ("ground_attack", {"syrian-democratic-forces"}, {"islamic-state"}),
        ],
    ),
}

WHOSE_MEN: dict[str, tuple[str, str, Told]] = {
    "gunmen loyal to a leader": (
        "2019-11-20",
        "قتل ستة من المسلحين الموالين لحفتر في قصف لقوات الوفاق على وادي الربيع.",
        ("shelling", {"government-of-national-accord-forces"}, {"libyan-national-army"}),
    ),
    "fighters who belong to": (
        "2015-10-03",
        "خطف مسلحون ينتمون إلى جبهة النصرة راعيا قرب سراقب.",
        ("abduction", {"nusra-front"}, {"civilians"}),
    ),
    "a name in brackets": (
        "2018-05-05",
        "هاجم مسلحون من (داعش) نقطة للشرطة جنوب الحويجة.",
        ("ground_attack", {"islamic-state"}, {"police"}),
    ),
    "what is known as": (
        "2017-04-09",
        "فجر مسلحون يتبعون ما يعرف بتنظيم ولاية سيناء منزلا في رفح.",
        ("property_destruction", {"sinai-province"}, set()),
    ),
    "militias of a so-called": (
        "2015-02-22",
        "اشتبكت قوات الجيش الليبي مع ميليشيات ما يسمى «مجلس شورى ثوار بنغازي» في الصابري.",
        ("armed_clash", {"libyan-army"}, {"benghazi-revolutionaries-shura"}),
    ),
    "loyal to a government: none of its men": (
        "2014-08-19",
        "قتل مدنيان برصاص مسلحين موالين للحكومة في كتم.",
        ("killing", {"unidentified-armed-group"}, {"civilians"}),
    ),
    "a campaign is not whose they are": (
        "2016-03-14",
        "قتل أربعة تكفيريين خلال حملة أمنية في العريش.",
        ("ground_attack", set(), {"unidentified-armed-group"}),
    ),
}

HELD: dict[str, tuple[str, str, list[Told]]] = {
    "positions in which fighters stand": (
        "2016-01-15",
        "قصفت المدفعية مباني يتحصن فيها مقاتلو داعش شرق الرمادي.",
        [("shelling", set(), {"islamic-state"})],
    ),
    "a school that a force uses": (
        "2024-02-11",
        "قصف الجيش السوداني مدرسة تتخذها قوات الدعم السريع مقرا لها في زالنجي.",
        [("shelling", {"sudanese-armed-forces"}, {"rapid-support-forces"})],
    ),
    "a post where police stood": (
        "2013-12-26",
        "هاجم مسلحون مقرا كان يتمركز فيه عناصر من الشرطة في الفلوجة.",
        [("ground_attack", {"unidentified-armed-group"}, {"police"})],
    ),
    "fighters who take up posts are news": (
        "2019-08-10",
        "تمركز عناصر الحزام الأمني في محيط مطار عدن.",
        [("deployment", {"security-belt"}, set())],
    ),
}


@pytest.mark.parametrize("what", ANNOUNCED)
def test_who_killed_those_whom_a_side_announces(pipeline: Pipeline, what: str) -> None:
    day, text, want = ANNOUNCED[what]
    assert told(pipeline, text, day) == want


@pytest.mark.parametrize("what", WHOSE_MEN)
def test_whose_men_they_are(pipeline: Pipeline, what: str) -> None:
    day, text, want = WHOSE_MEN[what]
    assert told(pipeline, text, day)[0] == want


@pytest.mark.parametrize("what", HELD)
def test_who_stands_in_what_was_hit(pipeline: Pipeline, what: str) -> None:
    day, text, want = HELD[what]
    assert told(pipeline, text, day) == want
