"""Who did what is told beside another act, who only stands in the background, and who only says so. Each sentence is ours."""

from __future__ import annotations

import pytest

from rasid.model import Event, Report


def sides(event: Event) -> tuple[str, set[str], set[str]]:
    return event.type, {i.actor for i in event.initiators if i.actor}, {t.actor for t in event.targets if t.actor}


TOLD = {
    "a verb after where": (
        "2024-06-06",
        "اقتحمت قوات الدعم السريع قرية ود السيد شمال الجزيرة، حيث أحرقت عددا من المنازل.",
        ("property_destruction", {"rapid-support-forces"}, set()),
    ),
    "a verb after after": (
        "2016-04-11",
        "فجرت مليشيا الحوثي منزل قيادي في المقاومة بمديرية المخادر بعد أن فرضت حصارا على القرية.",
        ("restriction", {"houthis"}, set()),
    ),
    "a noun after after": (
        "2016-04-11",
        "فجرت مليشيا الحوثي منزل مزارع في مديرية الحيمة بعد قتل طفليه.",
        ("killing", {"houthis"}, {"civilians"}),
    ),
    "who is said to stay away": (
        "2013-10-02",
        "خطف مسلحون مهندسا في درنة وسط غياب تام للجيش والشرطة.",
        ("abduction", {"unidentified-armed-group"}, {"civilians"}),
    ),
    "who is blamed beside": (
        "2020-10-02",
        "أحرق مجهولون ثلاث سيارات في حي بعدن وسط اتهامات لقوات الحزام الأمني بالتقصير.",
        ("property_destruction", {"unidentified-armed-group"}, set()),
    ),
    "groups that follow a party": (
        "2018-01-15",
        "هاجمت مجموعات مسلحة تتبع المعارضة التشادية بلدة في جنوب ليبيا قرب أم الأرانب.",
        ("ground_attack", {"chadian-armed-opposition"}, set()),
    ),
    "a thing of a party over a word between": (
        "2012-08-20",
        "قصفت طائرة حربية إسرائيلية موقع تدريب يتبع لكتائب القسام شرق خان يونس.",
        ("air_strike", {"israel-defense-forces"}, {"qassam-brigades"}),
    ),
    "what an announcer says was intercepted": (
        "2026-03-02",
        "أعلنت وزارة الدفاع الكويتية أنه تم اعتراض طائرتين مسيرتين شمال البلاد.",
        ("disrupted_weapons_use", {"kuwaiti-defence-ministry"}, set()),
    ),
    "who does what is quoted after a colon": (
        "2018-11-08",
        'وقال: "الجيش اليمني شن هجوما على مواقع الحوثيين في صرواح غرب مأرب".',
        ("ground_attack", {"yemeni-government-forces"}, {"houthis"}),
    ),
}


@pytest.mark.parametrize("name", TOLD)
def test_who_did_what_is_told_beside(pipeline, name: str) -> None:
    published, text, wanted = TOLD[name]
    assert wanted in [sides(e) for e in pipeline.code(Report(id="b", text=text, published=published))]


def test_a_site_that_somebody_spoke_to_does_nothing(pipeline) -> None:
    text = "قال شاهد لـ«الصحوة نت» إنه سمع إطلاق نار كثيفا على نقطة للجيش اليمني قرب إب."
    events = pipeline.code(Report(id="b", text=text, published="2011-05-08"))
    assert all("islah" not in sides(e)[1] for e in events)
