"""What opinion, memory, law, fiction, accidents and accords speak of is no news; the same words told as news are."""

from __future__ import annotations

from pathlib import Path

import pytest

from rasid.evaluate import load_gold
from rasid.model import Report

COMMENT = Path(__file__).parent / "gold" / "comment.jsonl"
TOLD_AT_MOST = 16  # of the hundred sentences that tell no news; the fewer the better
PUBLISHED = "2020-01-15"


def coded(pipeline, text: str) -> list:
    return pipeline.code(Report(id="r", text=text, published=PUBLISHED, lang="ar"))


def test_little_is_told_of_what_is_no_news(pipeline) -> None:
    told = [gold.report.id for gold in load_gold(COMMENT) if pipeline.code(gold.report)]
    assert len(told) <= TOLD_AT_MOST, told


@pytest.mark.parametrize(
    "text",
    [
        "من يحرق بيوت الناس في زاخو لا يحق له الكلام.",
        "إن أي هجوم على ميناء المخا يعد جريمة حرب.",
        "لا تخدم مثل هذه التفجيرات في كركوك أحدا.",
        "لماذا يقصف الجيش الأسواق في تعز؟",
        "تنص الهدنة على سحب السلاح الثقيل وعودة النازحين وإقامة نقاط مشتركة.",
        "تستطيع هذه المسيرة قصف مواقع على بعد ألف كيلومتر.",
        "لقي ثلاثة عمال حتفهم حين انهار سقف مبنى في مدينة إب.",
        "لولا تدخل الوسطاء لقتل عشرات المدنيين في درعا.",
    ],
)
def test_no_news(pipeline, text: str) -> None:
    assert coded(pipeline, text) == []


@pytest.mark.parametrize(
    ("text", "type_"),
    [
        ("قال الأهالي إن مسلحين أحرقوا بيوتهم في زاخو أمس.", "property_destruction"),
        ("قتل خمسة مدنيين في هجوم على ميناء المخا.", "killing"),
        ("سحب الجيش قواته من محيط الحديدة يوم الاثنين.", "withdrawal"),
        ("قصفت مسيرة مواقع للجيش في الحديدة.", "drone_strike"),
        ("لقي ثلاثة عمال حتفهم حين قصفت طائرات مبنى في مدينة إب.", "air_strike"),
        ("عاجل | انفجار سيارة مفخخة وسط كركوك", "explosive_device"),
        ("مقتل شرطيين برصاص مسلحين شرق بعقوبة", "ground_attack"),
    ],
)
def test_news_in_the_same_words(pipeline, text: str, type_: str) -> None:
    assert type_ in {e.type for e in coded(pipeline, text) if not e.background}


@pytest.mark.parametrize(
    ("text", "background"),
    [
        ("قبل 42 عاما أحرق الجنود قرية الحولة وقتلوا 40 من سكانها.", True),
        ("خطف مسلحون الطبيب من عيادته في إدلب قبل عامين.", True),
        ("قبل شهر رمضان خطف مسلحون الطبيب من عيادته في إدلب.", False),
        ("خطف مسلحون الطبيب من عيادته في إدلب قبل يومين.", False),
        ("قتل عشرون شخصا في قصف على بلدة سراقب التي سيطر عليها التنظيم قبل أشهر.", False),
    ],
)
def test_years_ago_is_background(pipeline, text: str, background: bool) -> None:
    assert {e.background for e in coded(pipeline, text)} == {background}


def test_one_taking_of_ground_told_by_two_sources_is_one(pipeline) -> None:
    text = (
        "سيطر الجيش العراقي على ناحية القيارة أمس الخميس. وأكدت مصادر محلية سيطرة الجيش العراقي أمس الخميس على ما تبقى منها. "
        "وأوضحت المصادر أن الجيش العراقي سيطر عليها بعد انسحاب المسلحين."
    )
    assert [e.type for e in coded(pipeline, text)].count("territory_gain") == 1
    two = "سيطر الجيش العراقي على ناحية القيارة أمس. كما سيطر الجيش العراقي على ناحية النمرود."
    assert [e.type for e in coded(pipeline, two)].count("territory_gain") == 2


def test_a_party_that_once_swore_allegiance_does_it_no_more(pipeline) -> None:
    text = "أعلنت جماعة أنصار بيت المقدس التي بايعت تنظيم الدولة الإسلامية مسؤوليتها عن تفجير حافلة في العريش."
    assert "group_change" not in {e.type for e in coded(pipeline, text)}
