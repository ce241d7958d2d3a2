"""Confidence: what is observed of a draft, how far the figure can be believed, and what is too little to be told."""

from __future__ import annotations

import msgspec
import pytest

from gold_coded import GOLD, CodedGold
from rasid.coding.telling import SPOKEN
from rasid.evaluate import weight
from rasid.evaluate.assign import best_assignment
from rasid.model import Report

# A band of confidence and the share of its events that gold has may differ by this much; bands of at least LEAST events are looked at,
# whose share has a standard error below 0.06.
APART, LEAST = 0.12, 70
# Between two fits of the weights the coder gets better: more of its events are right than it says, and that misleads nobody.
BETTER = 0.16


def traced(pipeline, report: Report):
    reading = pipeline.reader.read(report)
    return (*pipeline.coder.trace(report, reading), reading)


@pytest.fixture(scope="module")
def judged(coded_gold: CodedGold) -> list[tuple[float, bool]]:
    """(confidence, whether gold has it) of every event of the development reports that gold settles."""
    out = []
    for path in sorted(GOLD.glob("dev-*.jsonl")):
        for gold, events, _ in coded_gold(path.name):
            made = [msgspec.to_builtins(e) for e in events]
            found = {c: r for r, c in best_assignment([[weight(g, e) for e in made] for g in gold.events])} if gold.events and made else {}
            out += [(e.confidence, n in found) for n, e in enumerate(events) if not (n in found and gold.events[found[n]].get("optional"))]
    return out


def test_confidence_is_near_the_share_that_gold_has(judged) -> None:
    bands: dict[int, list[tuple[float, bool]]] = {}
    for confidence, right in judged:
        bands.setdefault(min(int(confidence * 10), 9), []).append((confidence, right))
    looked = {n: band for n, band in bands.items() if len(band) >= LEAST}
    assert len(looked) >= 4
    for n, band in looked.items():
        mean, share = sum(c for c, _ in band) / len(band), sum(right for _, right in band) / len(band)
        assert -BETTER <= mean - share <= APART, (n, mean, share)


def test_every_weight_is_of_something_observed(pipeline, coded_gold: CodedGold) -> None:
    """A weight whose observation was renamed would weigh nothing, silently."""
    seen: set[str] = set()
    for path in (*sorted(GOLD.glob("dev-*.jsonl")), GOLD / "comment.jsonl"):
        seen.update(*(row.observed for row in coded_gold(path.name)))
    assert {name for name in pipeline.coder.confidence.weights if name not in seen} <= {"base"}


@pytest.mark.parametrize(
    "text",
    [
        "تناول الكاتب في مقاله كيف تنظر الشعوب إلى الهجمات وإلى ما يرتكب فيها من اعتداءات وخطف.",
        "وهل كان الحزب ينتظر من خصومه غير العمل على اغتيال قادته؟",
        "وقال إن من يخطفون الناس باسم القضية لا يمثلون إلا أنفسهم.",
    ],
)
def test_what_is_only_spoken_of_is_not_told(pipeline, text: str) -> None:
    assert pipeline.code(Report(id="r", text=text, published="2014-03-02", lang="ar")) == []


@pytest.mark.parametrize(
    "text",
    [
        "قتل مدني برصاص مسلحين.",
        "أصيب ثلاثة أطفال بانفجار لغم في ريف الرقة.",
        "أعلنت وزارة الدفاع مقتل أربعة مسلحين في غارة.",
        "خطف مجهولون تاجرا في حي الكرادة.",
    ],
)
def test_what_is_told_in_few_words_is_told(pipeline, text: str) -> None:
    [event] = pipeline.code(Report(id="r", text=text, published="2014-03-02", lang="ar"))
    assert event.type in SPOKEN
    assert 0 < event.confidence < 1


def test_why_says_that_too_little_speaks_for_it(pipeline) -> None:
    _, [draft], _ = traced(pipeline, Report(id="r", text="وقالت المحكمة إن خطف الطائرات المدنية لا يبرره دين.", lang="ar"))
    assert draft.type == "abduction"
    assert (draft.dropped or "").startswith("too little speaks for it: 0.")


@pytest.mark.parametrize(
    ("text", "type_"),
    [
        (
            "وقال ضابط في الشرطة طلب عدم ذكر اسمه لأنه غير مخول «إن جنديين قتلا وأصيب ستة متطوعين بجروح جراء هجوم انتحاري بحزام ناسف».",
            "suicide_bombing",
        ),
        ("وأضاف المسؤول أن سيارة مفخخة انفجرت قرب مقر رئيس المجلس المحلي.", "explosive_device"),
        (
            "وقالت مصادر في وزارة الصحة رفضت الإفصاح عن أسمائها لأسباب أمنية إن ثمانية من المارة أصيبوا عندما فتح جنود النار من مدرعتهم.",
            "assault",
        ),
    ],
)
def test_a_flash_of_one_sentence_is_not_blamed_for_what_it_leaves_out(pipeline, text: str, type_: str) -> None:
    """No place in the whole report, no day and quotation marks speak against what stands beside other sentences, not against a flash."""
    assert type_ in [e.type for e in pipeline.code(Report(id="r", text=text, published=None, lang="ar"))]


@pytest.mark.parametrize(
    "text",
    [
        "فقد قتل الرجل كما قتل كثيرون غيره في تلك الأعوام الطويلة التي عرفتها بلادنا، وبقي العالم كله يتفرج على ما جرى ولا يقول شيئا.",
        "وفي زمن تهاجم فيه الأغنية السريعة الأسماع من كل جهة، بقي حارسا لها.",
        "وتساءل الكاتب عن جدوى مؤتمر لا يذكر أن مئة شخص قتلوا في المجزرة التي وقعت عام 1982.",
    ],
)
def test_a_sentence_of_opinion_is_no_flash(pipeline, text: str) -> None:
    assert pipeline.code(Report(id="r", text=text, published=None, lang="ar")) == []


def test_an_attempt_that_somebody_met_is_told(pipeline) -> None:
    text = (
        "تعرض قاض في محكمة الجنايات، وهو رئيس سابق لنقابة المحامين وعضو في لجنة الحوار، لمحاولة اغتيال في بعقوبة، عندما صوب أحدهم مسدسا"
        " إليه، لكنه لم يصب بأذى."
    )
    events = pipeline.code(Report(id="r", text=text, published=None, lang="ar"))
    assert ("killing", "attempted") in [(e.type, e.status) for e in events]


def test_none_like_it_since_is_no_background(pipeline) -> None:
    """«The first of its kind since the truce» ranks what happened; what happened «since the truce» is context."""
    told = "في أول هجوم من نوعه في المحافظة منذ إعلان الهدنة، قتل مسلحون ثلاثة جنود في بعقوبة أمس."
    [event] = pipeline.code(Report(id="r", text=told, published="2014-03-02", lang="ar"))
    assert not event.background


@pytest.mark.parametrize(
    "text",
    [
        "وقال ناطق باسم الشرطة إن سيارة مفخخة دمرت حافلة تابعة للجيش مساء أمس في بعقوبة.",
        "وأفاد شاهد عيان بأن عبوة ناسفة دمرت سيارة تابعة للجيش.",
    ],
)
def test_a_device_before_a_verb_of_destroying_did_it(pipeline, text: str) -> None:
    [event] = pipeline.code(Report(id="r", text=text, published="2014-03-02", lang="ar"))
    assert event.type == "explosive_device" and event.instruments and event.targets
