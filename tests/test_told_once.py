"""What a report tells of an act by a word of its own is no second act, and what held people suffer is no brawl: sentences of ours."""

from __future__ import annotations

from typing import Any

import pytest

from rasid.model import Report

CASES: dict[str, tuple[str, list[str]]] = {
    "a strike that wrecks what it hit": ("قصفت طائرات حربية مستودعا في بلدة تلمنس ودمرته بالكامل.", ["air_strike"]),
    "what others wreck is an act of its own": (
        "قصفت طائرات حربية مستودعا في بلدة تلمنس، وفي بلدة حزارين أحرق مسلحون ثلاثة منازل.",
        ["air_strike", "property_destruction"],
    ),
    "how a siege is kept": ("تفرض قوات الدعم السريع حصارا على بلدة بابنوسة وتمنع دخول الأدوية إليها.", ["restriction"]),
    "two places are shut": (
        "أغلقت قوات الاحتلال مدخل بلدة سنجل ومنعت المزارعين في قرية قريوت من الوصول إلى أراضيهم.",
        ["restriction", "restriction"],
    ),
    "attackers run off into the fields": (
        "هاجم مسلحون نقطة للجيش العراقي في ناحية الرياض، ثم فر المسلحون باتجاه المزارع القريبة.",
        ["ground_attack"],
    ),
    "fighters who flee to a town leave": ("فر مسلحو تنظيم الدولة من بلدة هجين باتجاه بلدة السوسة.", ["withdrawal"]),
    "prisoners are beaten": ("ضرب الحراس سجينين بالهراوات في مدينة رداع.", ["torture"]),
    "a strike told by its toll, and what it wrecked": (
        "ارتفعت حصيلة الغارة السعودية التي دمرت مدرسة في مديرية باقم إلى ستة قتلى.",
        ["air_strike"],
    ),
    "two provinces on one day": (
        "وفي محافظة الخليل، أحرق مستوطنون أمس مركبتين في قرية التواني.\nوفي محافظة سلفيت، هدمت جرافات الاحتلال أمس منزلا في كفر الديك.",
        ["property_destruction", "property_destruction"],
    ),
    "families who receive papers take no town": ("تسلمت عائلات من مدينة حرستا قوائم بأسماء أبنائها.", []),
    "passers-by are beaten": ("ضرب عناصر الحاجز عابرين بالهراوات في مدينة رداع.", ["assault"]),
    "a car that turns over": ("أصيب أربعة أشخاص بانقلاب مركبتهم على طريق الناصرية.", []),
    "an attack named, and how it was done": (
        "شن مسلحون هجوما على قرية شنقل طوباي، إذ اقتحموا المسجد وأطلقوا النار على المصلين فقتلوا تسعة.",
        ["killing"],
    ),
    "an attack named, and another beside it": (
        "شن مسلحون هجوما على قرية شنقل طوباي، فيما أطلق آخرون النار على متسوقين في بلدة طويلة فقتلوا تسعة.",
        ["ground_attack", "killing"],
    ),
    "a raid in which fighters fell": ("داهمت قوة من الجيش اللبناني مخبأ في جرود عرسال، ما أدى إلى مقتل مسلحين اثنين.", ["ground_attack"]),
    "a raid in which people are held": ("داهمت قوة من الجيش اللبناني منزلا في بلدة عرسال وأوقفت مطلوبين.", ["arrest"]),
    "an ambush to take people": ("نصب مسلحون كمينا على طريق القسيمة وخطفوا ثلاثة عمال.", ["abduction"]),
    "an ambush on soldiers": ("نصب مسلحون كمينا لدورية على طريق القسيمة وخطفوا ثلاثة جنود.", ["ground_attack", "abduction"]),
    "a shop entered and looted": ("اقتحم ملثمون متجرا في مدينة سبها ونهبوا محتوياته.", ["property_destruction"]),
    "a village entered and looted": ("اقتحمت قوات الدعم السريع قرية أم عضام ونهبت متجرا فيها.", ["ground_attack", "property_destruction"]),
    "who fights no more": ("قتل قيادي سابق في الجيش الحر جراء إطلاق النار عليه من قبل مجهولين وسط مدينة داعل.", ["killing"]),
    "what the taken are accused of": ("خطف مسلحون في بلدة الشيخ زويد ثلاثة رجال يتهمهم تنظيم ولاية سيناء بالتجسس.", ["abduction"]),
    "shot down as it flew": ("أسقط مقاتلون طائرة مسيرة أثناء تحليقها في سماء بلدة حيس.", ["disrupted_weapons_use"]),
    "what a meeting asks to end": ("اجتمع وجهاء من بلدة الكرامة مع ممثلين عن قسد وطلبوا وقف الاعتقالات.", ["talks"]),
    "families get their own back": ("تسلمت أسر في قرية عرى أبناءها بعد خطفهم قبل شهر.", ["release"]),
}


@pytest.mark.parametrize("case", CASES)
def test_it_is_told_once(pipeline: Any, case: str) -> None:
    text, expected = CASES[case]
    assert [e.type for e in pipeline.code(Report(id="t", text=text, published="2024-05-20"))] == expected


def test_who_denies_and_accuses_in_one_breath_is_not_denied_his_accusation(pipeline: Any) -> None:
    text = "نفت حركة النجباء أي علاقة لها بالهجوم، متهمة الحكومة التركية بتدبير مخطط لإثارة الفوضى في كركوك."
    events = pipeline.code(Report(id="t", text=text, published="2024-05-20"))
    assert [e.status for e in events if e.type == "accusation"] == ["asserted"]


def test_a_road_tells_not_where_along_it_a_town_lies(pipeline: Any) -> None:
    text = "استهدفت طائرة مسيرة تركية سيارة لقسد على طريق إم 4 قرب بلدة عين عيسى."
    (event,) = pipeline.code(Report(id="t", text=text, published="2024-05-20"))
    assert "Raqqa" in {p.admin1 for p in event.places}
