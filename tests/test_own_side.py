"""Who is told on both sides of an act did not attack himself. Each sentence is ours."""

from __future__ import annotations

import pytest

from rasid.model import Event, Report


def sides(event: Event) -> tuple[set[str], set[str]]:
    return {i.actor for i in event.initiators if i.actor}, {t.actor for t in event.targets if t.actor}


PARTED = {
    "men of the attacker who fell": (
        "شن الحوثيون هجوما على مواقع القوات الحكومية في جبهة الكسارة غرب مأرب، ما أسفر عن مقتل ثلاثين من الحوثيين.",
        ({"houthis"}, {"yemeni-government-forces"}),
    ),
    "a pronoun that is of the party before": (
        "دانت حركة الجهاد الإسلامي اغتيال قوات الاحتلال أحد قادتها في طولكرم.",
        ({"israel-defense-forces"}, {"islamic-jihad"}),
    ),
    "a battle of one side that is told twice": (
        "تخوض قوات البنيان المرصوص معارك في سرت، وقتل ثمانية من قوات البنيان المرصوص.",
        ({"bunyan-marsous-libya"}, set()),
    ),
}


@pytest.mark.parametrize("name", PARTED)
def test_nobody_attacks_himself(pipeline, name: str) -> None:
    text, wanted = PARTED[name]
    events = pipeline.code(Report(id="o", text=text, published="2021-09-14"))
    assert wanted in [sides(e) for e in events]
    assert not any(i & t for i, t in map(sides, events))


def test_a_side_arrests_its_own_men(pipeline) -> None:
    event = pipeline.code(Report(id="o", text="أعلنت وزارة الدفاع السورية توقيف خمسة من منتسبيها في السويداء.", published="2025-08-14"))[0]
    assert event.type == "arrest" and {"syrian-defence-ministry"} == sides(event)[0]
