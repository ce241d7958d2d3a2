"""Whose forces are told by what they belong to, by who leads them or by a word that only looks like a state's. Each sentence is ours."""

from __future__ import annotations

import pytest

from rasid.model import Event, Report


def sides(event: Event) -> tuple[set[str], set[str]]:
    return {i.actor for i in event.initiators if i.actor}, {t.actor for t in event.targets if t.actor}


WHOSE = {
    "who is close to a party is not that party": (
        "2021-08-17",
        "قتل خمسة مقاتلين جراء قصف الطائرات التركية لوحدات حماية سنجار المقربة فكريا من حزب العمال الكردستاني في قرية سكينية.",
        ({"turkish-army"}, {"sinjar-resistance-units"}),
    ),
    "aircraft that belong to a country": (
        "2021-07-03",
        "قصفت مسيّرة تابعة لدولة الإمارات مخزنا للذخيرة قرب مصراتة.",
        ({"emirati-armed-forces"}, set()),
    ),
    "forces that belong to a country": (
        "2021-12-01",
        "هاجمت القوات التابعة لإثيوبيا نقطة للجيش السوداني في الفشقة.",
        ({"ethiopian-armed-forces"}, {"sudanese-armed-forces"}),
    ),
    "forces of two ministries": (
        "2013-11-16",
        "اقتحمت قوة تابعة لوزارتي الدفاع والداخلية الليبية مقر كتيبة في حي غرغور بطرابلس.",
        ({"libyan-defence-ministry"}, set()),
    ),
    "joint forces of a coalition": (
        "2021-03-20",
        "دمرت القوات المشتركة للتحالف العربي زورقا مفخخا جنوب البحر الأحمر.",
        ({"saudi-led-coalition"}, set()),
    ),
    "who leads them, with his nationality among his titles": (
        "2019-11-02",
        "قصفت قوات المشير الليبي المتقاعد خليفة حفتر حي أبو سليم في طرابلس.",
        ({"libyan-national-army"}, set()),
    ),
    "a name that is a nationality too": (
        "2021-02-27",
        "قال العميد الركن تركي المالكي إن القوات اعترضت صاروخا أطلق على جازان.",
        ({"army"}, set()),
    ),
    "an adjective that is a force too": (
        "2023-12-19",
        "هاجم الحوثيون سفينة شحن على خطوط الملاحة البحرية قبالة المخا.",
        ({"houthis"}, set()),
    ),
    "a force of nobody told": (
        "2013-01-20",
        "قال مسؤول في الكفرة بليبيا إن القوة المكلفة بتأمين المدينة اعتقلت ستة مسلحين.",
        ({"army"}, {"unidentified-armed-group"}),
    ),
    "soldiers of a government": (
        "2016-03-14",
        "أعلنت الإمارات مقتل اثنين من جنودها في تحطم مقاتلة أسقطها الحوثيون قرب عدن.",
        ({"houthis"}, {"emirati-armed-forces"}),
    ),
    "a shell that came from a country where several fire": (
        "2015-09-18",
        "قتل مقيم وجرح طفل بقذيفة يمنية سقطت على حي في جازان السعودية.",
        (set(), {"civilians"}),
    ),
}


@pytest.mark.parametrize("name", WHOSE)
def test_forces_are_of_whom_they_are_told_to_be(pipeline, name: str) -> None:
    published, text, wanted = WHOSE[name]
    events = pipeline.code(Report(id="f", text=text, published=published))
    got = [sides(e) for e in events[:1]]
    assert [(i, {t for t in t_ if t != "merchant-ships"}) for i, t_ in got] == [wanted]
