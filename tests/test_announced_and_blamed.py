"""Acts that a party announces as its own, and acts that somebody is blamed for after they were told."""

from __future__ import annotations

import pytest

from rasid.model import Report

PUBLISHED = "2019-12-16"


@pytest.mark.parametrize(
    ("text", "type_", "who", "whom"),
    [
        ("أعلنت كتائب القسام استهداف دبابة إسرائيلية شرق جباليا بقذيفة.", "shelling", "qassam-brigades", "israel-defense-forces"),
        ("أعلن التحالف العربي تنفيذ 12 ضربة في صرواح.", "air_strike", "saudi-led-coalition", None),
        ("أعلن التحالف الدولي شن غارات على مواقع داعش قرب البوكمال.", "air_strike", "us-led-coalition", "islamic-state"),
        ("أكدت قسد استهداف مسيرة تركية سيارة في القامشلي.", "drone_strike", "turkish-army", None),
    ],
)
def test_what_an_armed_party_announces_by_a_noun_is_its_own(pipeline, text: str, type_: str, who: str, whom: str | None) -> None:
    [event] = pipeline.code(Report(id="r", text=text, published=PUBLISHED))
    assert event.type == type_
    assert [i.actor for i in event.initiators] == [who]
    assert whom is None or whom in {t.actor for t in event.targets}


@pytest.mark.parametrize(
    "text",
    [
        "قتل أربعة مدنيين بانفجار صهريج مفخخ في عفرين، واتهمت الشرطة المحلية حزب العمال الكردستاني بتدبيره.",
        "انفجرت سيارة مفخخة في عفرين. وحملت الشرطة المحلية حزب العمال الكردستاني المسؤولية عن التفجير.",
    ],
)
def test_who_is_blamed_for_what_was_told_did_it(pipeline, text: str) -> None:
    [event] = pipeline.code(Report(id="r", text=text, published=PUBLISHED))
    assert event.type == "explosive_device"
    assert [(i.actor, i.attribution) for i in event.initiators] == [("pkk", "accused")]
    assert "accuses" in {s.stance for s in event.sources}


@pytest.mark.parametrize(
    "text",
    [
        "قال المحامي إن الموقوفين تعرضوا للضرب والصعق بالكهرباء داخل مقر الاستخبارات العسكرية في الأبيض.",
        "قال نادي الأسير إن معتقلين في سجن مجدو تعرضوا للضرب المبرح على أيدي السجانين.",
        "تعرض الموقوفون للتعذيب أثناء احتجازهم في سجن تابع للمخابرات بصنعاء.",
    ],
)
def test_who_is_beaten_in_custody_is_tortured(pipeline, text: str) -> None:
    assert [e.type for e in pipeline.code(Report(id="r", text=text, published=PUBLISHED))] == ["torture"]


def test_of_two_names_the_longer_is_meant_after_its_head(pipeline) -> None:
    [event] = pipeline.code(Report(id="r", text="قصف الجيش السوري منطقة درعا البلد بالمدفعية.", published=PUBLISHED))
    assert [p.names["en"] for p in event.places] == ["Daraa al-Balad"]


def test_a_ministry_that_announces_losses_of_its_state_killed_nobody(pipeline) -> None:
    text = "أعلنت وزارة الداخلية الإيرانية مقتل سبعة من عناصر حرس الحدود الإيراني جراء هجوم مسلح في مدينة زابل."
    [event] = pipeline.code(Report(id="r", text=text, published=PUBLISHED))
    assert event.type == "ground_attack"
    assert not event.initiators
    assert [s.source for s in event.sources] == ["iranian-interior-ministry"]
