"""What is said, threatened, denied and blamed: sentences of ours, each for a mechanism that published reports asked for."""

from __future__ import annotations

import pytest

from rasid.model import Report

PUBLISHED = "2024-05-20"


def told(pipeline, text: str) -> list[tuple[str, str, set[str], set[str]]]:
    """(type, status, initiators, targets) of each event of a sentence."""
    return [
        (e.type, e.status, {i.actor for i in e.initiators if i.actor}, {t.actor for t in e.targets if t.actor})
        for e in pipeline.code(Report(id="t", text=text, published=PUBLISHED))
    ]


def test_a_denial_ends_where_who_denies_goes_on_to_say(pipeline) -> None:
    text = "نفى قائد شرطة عدن وجود سجون سرية، مؤكدا أن الشرطة اعتقلت عشرة مسلحين في المعلا."
    assert [(t, s) for t, s, *_ in told(pipeline, text)] == [("arrest", "asserted")]
    text = "قال قائد شرطة عدن إن الوضع هادئ، نافيا أن تكون الشرطة اعتقلت عشرة مسلحين في المعلا."
    assert [(t, s) for t, s, *_ in told(pipeline, text)] == [("arrest", "denied")]


def test_who_denies_and_accuses(pipeline) -> None:
    text = "نفت وزارة الدفاع الروسية أن تكون طائراتها قصفت مشفى كفرنبل، واتهمت هيئة تحرير الشام بتخزين السلاح فيه."
    assert ("accusation", "asserted", {"russian-defence-ministry"}, {"hayat-tahrir-al-sham"}) in told(pipeline, text)


@pytest.mark.parametrize(
    ("text", "type_", "doer"),
    [
        ("قال رئيس الوزراء الإسرائيلي إن المفاوضات متوقفة، متهما حركة حماس بعرقلة الصفقة.", "accusation", "israeli-government"),
        ("وصف الحرس الثوري الإيراني العملية بالجبانة، متوعدا منفذيها برد قاس.", "threat", "iran-irgc"),
        ("أما حركة فتح فأمهلت حماس يومين للانسحاب من مقار الأجهزة الأمنية.", "threat", "fatah"),
        ("قال قائد الجيش اللبناني إن قواته لن تتردد في الرد على أي اعتداء.", "threat", "lebanese-army"),
        ("حذر الجيش المصري من أن قواته سترد بقوة إذا عبرت المليشيات الحدود.", "threat", "egyptian-army"),
    ],
)
def test_what_is_said_beside_a_verb_is_by_who_speaks(pipeline, text: str, type_: str, doer: str) -> None:
    assert [(t, i) for t, _, i, _ in told(pipeline, text) if t == type_] == [(type_, {doer})]


@pytest.mark.parametrize(
    "text",
    [
        "أوقفت الشرطة رجلا متهما بسرقة متجر في دمشق.",
        "قالت الحركة إنها سترد على مقترح الوسطاء خلال أيام.",
        "قال وزير الصحة إن الوزارة لن تتردد في تقديم المساعدة للمشافي.",
    ],
)
def test_words_that_only_look_like_blame_or_threat(pipeline, text: str) -> None:
    assert [t for t, *_ in told(pipeline, text) if t in ("threat", "accusation")] == []


def test_doers_right_after_that(pipeline) -> None:
    text = "اقتحم ملثمون منازل في طفس واعتقلوا شبانا، وقالت الشرطة إن مسلحين خطفوهم."
    assert all(t != {"unidentified-armed-group"} for k, _, _, t in told(pipeline, text) if k == "abduction")
