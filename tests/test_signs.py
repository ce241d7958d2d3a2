"""Which acts of a report are one, by what the words around them say: names, wounds, days before, sums of several. Reports of ours."""

from __future__ import annotations

from typing import Any

import pytest

from rasid.coding.signs import same_name
from rasid.lexicon import Lexicon
from rasid.model import Report

CASES: dict[str, tuple[str, list[str]]] = {
    "what came of an operation just told is of it": (
        "أوقفت قوات سوريا الديمقراطية عددا من الرجال في بلدة الكرامة فجر اليوم. وأسفرت العملية الأمنية عن توقيف تسعة رجال.",
        ["arrest"],
    ),
    "what an attack hit also": (
        "شنت قوات الدعم السريع هجوما بالمسيرات على مطار كسلا. وقالت الفرقة إن الهجوم استهدف أيضا مستودع الوقود في المطار.",
        ["drone_strike"],
    ),
    "what was hit also is another act where a verb tells it": (
        "قصفت قوات النظام بلدة سفوهن بالمدفعية. وقصفت أيضا قرية الفطيرة بالمدفعية.",
        ["shelling", "shelling"],
    ),
    "a name alone is who was told in full": (
        "قتل مسلحون مجهولون الشاب نضال السرحاني في مدينة نوى. وقال ناشطون إن «السرحاني» فارق الحياة بعد إسعافه إلى مشفى في بصرى الشام.",
        ["killing"],
    ),
    "two names are two men": (
        "اختطف مسلحون المهندس نضال السرحاني في مدينة الخمس. واختطف مسلحون الطبيب هيثم الورفاوي في مدينة الخمس.",
        ["abduction", "abduction"],
    ),
    "the day before is another act": (
        "قُتل شرطي برصاص مسلحين في مدينة بعقوبة، غداة مقتل شرطي برصاص مسلحين في المدينة.",
        ["ground_attack", "ground_attack"],
    ),
    "hours after a strike": (
        "أغارت طائرة مسيرة على سيارة في بلدة الغندورية فقتلت سائقها. وجاء ذلك بعد ساعات من غارة على بلدة الغندورية أصابت رجلين.",
        ["air_strike", "drone_strike"],
    ),
    "a week before, and another car": (
        "انفجرت عبوة ناسفة بسيارة في مدينة اعزاز فأصيب رجل. وقبل أسبوع انفجرت عبوة بسيارة أخرى في المدينة وقتلت رجلا.",
        ["explosive_device", "explosive_device"],
    ),
    "a lead that adds up two attacks": (
        "قُتل تسعة من عناصر الأمن في هجومين منفصلين في الأنبار. فقد هاجم مسلحون حاجزا للجيش في هيت وقتلوا خمسة جنود. "
        "وفي الرطبة هاجم مسلحون مركزا للشرطة وقتلوا أربعة من عناصره.",
        ["ground_attack", "ground_attack"],
    ),
    "a blast that was heard is the strike": (
        "قصفت مقاتلات حربية مطار الأبيض ظهر اليوم، وسمع سكان دوي انفجارات في المطار.",
        ["air_strike"],
    ),
    "a village that no map has is not the next one": (
        "قُتل رجل في غارة على قرية دير سنبل. وأصيبت امرأة في غارة على قرية خربة البطيخة الغربية.",
        ["air_strike", "air_strike"],
    ),
    "a quarter of the next city": (
        "استشهد أربعة في غارة على منزل في حي التفاح. واستشهد أربعة في غارة على منزل في بيت لاهيا.",
        ["air_strike", "air_strike"],
    ),
    "whose dead a statement counts again": (
        "مقتل أربعة في قصف على سوق في زالنجي\nقُتل أربعة مدنيين في قصف نفذته قوات الدعم السريع على سوق زالنجي. "
        "وأدانت لجنة الأطباء استهداف السوق الذي أودى بحياة أربعة.",
        ["shelling"],
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_told_once_or_twice(name: str, pipeline: Any) -> None:
    text, types = CASES[name]
    report = Report(id="r", text=text, published="2024-05-08")
    events = pipeline.code(report)
    assert sorted(e.type for e in events) == sorted(types), [(e.type, e.evidence.text) for e in events]


def test_names_are_told_apart_by_two_words_and_known_by_one() -> None:
    full, other, alone = frozenset(("نضال", "سرحاني")), frozenset(("هيثم", "ورفاوي")), frozenset(("سرحاني",))
    assert same_name([full], [alone]) is True
    assert same_name([full], [other]) is False
    assert same_name([full], [frozenset(("نضال", "حوراني"))]) is None, "a given name is shared by many"
    assert same_name([alone], [frozenset(("ورفاوي",))]) is None, "a word alone may be none"
    assert same_name([], [full]) is None


def test_a_man_shot_and_then_dead_of_it_is_killed_where_he_was_shot(pipeline: Any) -> None:
    text = (
        "أطلق مسلحون مجهولون النار على الشاب فراس العيساوي في مدينة الناصرية أمس فأصيب بجروح. "
        "وقال ذووه إن العيساوي توفي متأثرا بجراحه في مستشفى ببغداد."
    )
    events = pipeline.code(Report(id="r", text=text, published="2020-02-03"))
    assert [e.type for e in events] == ["killing"]
    assert "الناصرية" in events[0].places[0].text


def test_every_observation_has_its_weight() -> None:
    weights = Lexicon.load().ontology["retelling"]
    new = ("one person by name", "another person by name", "the sound of it", "tried, and done", "a death of wounds")
    assert all(name in weights for name in new)
    assert float(weights["another person by name"]["weight"]) < 0 < float(weights["one person by name"]["weight"])
