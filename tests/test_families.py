"""Households that are counted are told as families, and are never taken for as many people. Sentences of our own, fictional."""

from __future__ import annotations

import pytest

from rasid.cli.wording import toll
from rasid.linking.account import Account
from rasid.linking.composing import composed
from rasid.linking.scoring import Scorer
from rasid.model import Event, Report
from rasid.pipeline import Pipeline


def coded(pipeline: Pipeline, text: str) -> list[Event]:
    return pipeline.code(Report(id="r", text=text, published="2024-05-15"))


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("نزحت نحو 300 عائلة من بلدة الهبيط باتجاه الحدود التركية.", "displaced: about 300 families"),
        ("هجّرت قوات الاحتلال ثلاث عائلات من تجمع بدوي شرق أريحا.", "displaced: 3 families"),
        ("أجبر المستوطنون عائلتين على إخلاء منزليهما في بلدة حوارة.", "displaced: 2 families"),
        ("نزوح مئات الأسر من مدينة الفاشر بسبب القصف.", "displaced: hundreds of families"),
        ("قتلت أسرة من ستة أفراد بقصف على مدينة تعز.", "killed: 6 civilians"),
        ("مقتل عائلة كاملة بقصف روسي على بلدة جسر الشغور.", "killed: several civilians"),
        ("مقتل أربعة أفراد من عائلة واحدة بقصف على مدينة تعز.", "killed: 4 civilians"),
        ("مقتل عشرات المدنيين بقصف على مدينة حلب.", "killed: dozens of civilians"),
    ],
)
def test_families_are_counted_as_families(pipeline: Pipeline, text: str, printed: str) -> None:
    (event,) = coded(pipeline, text)
    assert [toll(row, event.toll) for row in event.toll] == [printed]


def test_a_count_of_families_gives_no_figure_beside_one_of_people(pipeline: Pipeline) -> None:
    families = coded(pipeline, "نزحت 400 عائلة من مدينة سراقب أمس.")[0]
    people = coded(pipeline, "نزح 2100 مدني من مدينة سراقب أمس.")[0]
    accounts = [Account(event=e, published="2024-05-15", outlet=o, family=o) for e, o in ((families, "A"), (people, "B"))]
    both = composed(accounts, Scorer(pipeline.lexicon))
    alone = composed(accounts[:1], Scorer(pipeline.lexicon))
    found, without = both.figures("displaced"), alone.figures("displaced")
    assert found is not None and (found.low, found.best, found.high) == (2100, 2100, 2100)
    assert {c.why for c in both.claims if c.event == families.id} == {"families"}
    assert without is not None and without.best == 400
