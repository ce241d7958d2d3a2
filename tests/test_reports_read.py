"""Mechanisms that reports read in November 2026 asked for, each on sentences of ours that differ from those that showed the fault.

Of each event its type is asked, with its status where it did not simply happen, and the parts of the record that stand beside it.
"""

from __future__ import annotations

import pytest

from rasid.model import Event, Report

PUBLISHED = "2024-05-20"

# What the mechanism is: (the report, for each event its type, and parts of the record that it must have).
READ: dict[str, tuple[str, list[tuple[str, dict]]]] = {
    "a cause that a day between commas parts from its verb": (
        "فيما تستمر الاشتباكات بين الجيش وقوات الدعم السريع، أصيب 12 شخصا، أمس الأحد، في غارة على سوق بمدينة سنجة.",
        [("armed_clash", {"toll": []}), ("air_strike", {"toll": [("injured", 12)]})],
    ),
    "a toll after a verb of result and the place of what did it": (
        "أسفر القصف على بلدة سرمين عن قتيلين وسبعة جرحى.",
        [("shelling", {"toll": [("killed", 2), ("injured", 7)]})],
    ),
    "what riders throw after a comma": (
        "رمى مجهولون يستقلون سيارة، قنبلة يدوية على محل تجاري في مدينة طفس.",
        [("grenade_attack", {"places": ["Tafas"]})],
    ),
    "a dual with its ending has no owner": (
        "أعلنت كتائب القسام استهدافها بقذيفتين مضادتين قوة إسرائيلية في حي التفاح.",
        [("shelling", {"initiators": ["qassam-brigades"]})],
    ),
    "killers are no verb with a pronoun": (
        "اعتصم ذوو المفقودين في ساحة الحبوبي بالناصرية، مطالبين بتسليم قتلة أبنائهم.",
        [("protest", {})],
    ),
    "told again in a town of the region": (
        "استشهد مواطنان في غارة استهدفت دراجة في جنوب لبنان. وقالت الوكالة إن الغارة استهدفت الدراجة في بلدة دبين.",
        [("air_strike", {"toll": [("killed", 2)]})],
    ),
    "told again by another word, in a town of the province": (
        "سقط جندي من الجيش السوري قتيلا برصاص مجهولين في ريف حمص الشرقي.\n"
        "وذكر ناشطون أن مسلحين أطلقوا النار على جندي في الجيش السوري قرب بلدة السخنة ما أدى إلى مقتله.",
        [("ground_attack", {"toll": [("killed", 1)]})],
    ),
    "an age is no village": (
        "قُتل راع في الستين من عمره برصاص قناص في بلدة المزرعة بريف السويداء.",
        [("killing", {"places": ["Al-Mazraah"]})],
    ),
    "a verb after «the town» is no name": (
        "قصفت قوات الدعم السريع مدينة الأبيض منذ الصباح، والمدينة تنام بلا كهرباء. وأنزل الجيش مساعدات غذائية داخل المدينة.",
        [("shelling", {"places": ["El Obeid"]}), ("aid", {"places": ["El Obeid"]})],
    ),
    "who was kept from leaving did not leave": (
        "منع مسلحون عشرات الأسر من مغادرة مدينة عفرين.",
        [("restriction", {"places": ["Afrin"]})],
    ),
    "what is demanded is not what it was demanded at": (
        "دعت النقابة خلال وقفة نفذها عشرات الصحفيين في عدن إلى إطلاق المحتجزين.",
        [("protest", {"places": ["Aden"]})],
    ),
    "people at large fire no shells": (
        "استيقظ سكان مدينة تعز على دوي انفجارات. وقال شهود إن قصفا مدفعيا استهدف الأسواق في المدينة.",
        [("shelling", {"initiators": []})],
    ),
    "how often": (
        "قصفت مدفعية الاحتلال أطراف بلدة عيترون فجر اليوم. وتقصف إسرائيل بشكل متكرر مواقع في الجنوب اللبناني.",
        [("shelling", {"places": ["Aitaroun"]})],
    ),
    "what bars one verb does not bar another joined to it": (
        "أقدمت عناصر التنظيم على تصفية خمسة من الأسرى وإحراق محطة المياه في بلدة هجين.",
        [("killing", {"toll": [("killed", 5)]}), ("property_destruction", {})],
    ),
    "a state that denies": (
        "نفت إيران استهداف مقر حزب معارض في مدينة كويسنجق.",
        [("shelling:denied", {"places": ["Koy Sanjaq"]})],
    ),
    "a capital that says it did it": (
        "قالت موسكو إنها قصفت مستودعا في مدينة سراقب.",
        [("shelling", {"initiators": ["russian-government"]})],
    ),
    "a crossing that stays shut": (
        "ما زال معبر القائم مغلقا لليوم الرابع بأمر من قيادة الحدود.",
        [("restriction", {"places": ["Qaim crossing"]})],
    ),
    "houses turned into rubble": (
        "حولت قوات الأمن أربعة منازل في قرية خان طومان إلى ركام.",
        [("property_destruction", {})],
    ),
    "families that flee, received by a town": (
        "استقبلت مدينة كسلا أمس 40 أسرة فارة من سنار.",
        [("displacement", {"toll": [("displaced", 40)]})],
    ),
    "who backs a militia is not where it shells": (
        "قصفت المليشيا المدعومة من إيران حي الروضة في مدينة تعز.",
        [("shelling", {"places": ["Al-Rawdah (Taiz)"]})],
    ),
    "as many dead, told again of «the incident»": (
        "قتل خمسة جنود في هجوم على حاجز للجيش قرب مدينة البيضاء. وأدى الحادث إلى مقتل خمسة من منتسبي الجيش، فيما لاذ المسلحون بالفرار.",
        [("ground_attack", {"toll": [("killed", 5)]})],
    ),
    "an attack on a checkpoint that is called an ambush": (
        "أسفر الهجوم الذي نفذه مسلحون على كمين للجيش في مدينة رفح عن مقتل أربعة جنود.",
        [("ground_attack", {"toll": [("killed", 4)]})],
    ),
    "what a crowd chants is of its protest": (
        "تظاهر العشرات في مدينة غريان أمس. وهتف المتظاهرون ضد الحكومة.",
        [("protest", {"places": ["Gharyan"]})],
    ),
    "the shots of gunmen who fired at them": (
        "قُتل رجل وأصيب نجله برصاص مسلحين أطلقوا النار عليهما في بلدة الكرك الشرقي.",
        [("killing", {"toll": [("killed", 1), ("injured", 1)]})],
    ),
    "a peaceful march is a march": (
        "أصيب شابان خلال قمع الاحتلال مسيرة سلمية في بلدة بيت دجن شرق نابلس.",
        [("assault", {}), ("protest", {"places": ["Beit Dajan"]})],
    ),
}


def kind(event: Event) -> str:
    return event.type if event.status == "asserted" else f"{event.type}:{event.status}"


def shown(event: Event, part: str) -> list:
    if part == "toll":
        return [(row.effect, row.min) for row in event.toll]
    if part == "places":
        return [place.names["en"] for place in event.places if place.names]
    return [party.actor for party in getattr(event, part) if party.actor]


@pytest.mark.parametrize("mechanism", READ)
def test_it_is_read(mechanism: str, pipeline) -> None:
    text, wanted = READ[mechanism]
    events = [e for e in pipeline.code(Report(id="t", text=text, published=PUBLISHED)) if not e.background]
    assert sorted(map(kind, events)) == sorted(type_ for type_, _ in wanted)
    for type_, parts in wanted:
        found = next(e for e in events if kind(e) == type_)
        assert {part: sorted(shown(found, part)) for part in parts} == {part: sorted(told) for part, told in parts.items()}
