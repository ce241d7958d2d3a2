"""People told by their names alone, homes that stand with an age, agencies' datelines and words that only look like another.

Mechanisms that real reports showed in November 2026; the sentences are ours and differ from those.
"""

from __future__ import annotations

import pytest

from rasid.model import Event, Report

PUBLISHED = "2024-05-20"

# What the mechanism is: (the report, for each event its type, and parts of the record that it must have).
READ: dict[str, tuple[str, list[tuple[str, dict]]]] = {
    "killed, by his name alone": (
        "قُتل ماهر سليم القاضي برصاص مجهولين في مدينة نوى.",
        [("killing", {"toll": [("killed", 1)], "places": ["Nawa"]})],
    ),
    "his name in quotation marks, and the family's is a nationality": (
        "أصيب “نادر يوسف المصري” بطلق ناري من قبل مجهولين في مدينة بيدوا.",
        [("assault", {"toll": [("injured", 1)]})],
    ),
    "whom unknown men assassinated": (
        "اغتال مجهولون قاسم عادل الطويل قرب بلدة الغارية.",
        [("killing", {"initiators": ["unidentified-armed-group"], "toll": [("killed", 1)]})],
    ),
    "two names after who held them": (
        "اعتقلت قوات الاحتلال سامي خالد عوض ومحمود زياد دراغمة من مدينة طوباس.",
        [("arrest", {"initiators": ["israel-defense-forces"], "toll": [("detained", 2)]})],
    ),
    "a list of names after «each of»": (
        "أسفرت المواجهات في مدينة سبها عن مقتل كل من طارق سالم، وهشام علي، وفرج مسعود.",
        [("armed_clash", {"toll": [("killed", 3)]})],
    ),
    "two of a nationality hurt": (
        "أقرت قناة عبرية بإصابة إسرائيليين اثنين من جراء سقوط قذائف في كريات شمونة.",
        [("shelling", {"toll": [("injured", 2)]})],
    ),
    "before a mosque stands no imam": (
        "انفجرت دراجة مفخخة أمام مسجد النور في مدينة الباب.",
        [("explosive_device", {"initiators": []})],
    ),
    "humanitarian is nobody": (
        "قُتل مسعفان خلال عملهما الإنساني بقصف مدفعي على بلدة النيرب.",
        [("shelling", {"toll": [("killed", 2)]})],
    ),
    "a title that names a province's city": (
        "إصابة امرأة بقصف سعودي على صعدة\nأصيبت امرأة، صباح أمس الأحد، جراء قصف مدفعي سعودي استهدف مديرية رازح الحدودية بمحافظة صعدة.",
        [("shelling", {"toll": [("injured", 1)], "places": ["Razih"]})],
    ),
    "gunmen whom the next sentence calls by their group": (
        "قتل ثلاثة رعاة على يد مسلحين قرب بلدة الرطبة. واتهم قائممقام القضاء تنظيم داعش بتنفيذ الهجوم.",
        [("killing", {"initiators": ["islamic-state"], "toll": [("killed", 3)]})],
    ),
    "what an ambush was to bar": (
        "نصب الجيش كمينا لمسلحين قرب مدينة القصرين لمنعهم من الوصول إلى جبل سمامة.",
        [("ground_attack", {})],
    ),
    "police that keep order riot not": (
        "فتحت قوات حفظ الشغب النار على المحتجين في مدينة الرفاعي.",
        [("assault", {"places": ["Ar-Rifai"]})],
    ),
    "a name after «called» may be any word": (
        "قتل المدعو شجاع رمضان برصاص مسلحين في بلدة تل شهاب.",
        [("killing", {"toll": [("killed", 1)]})],
    ),
    "a soldier's own name is no second man": (
        "أصيب الجندي باسل فريد برصاص قناص في مدينة رفح.",
        [("ground_attack", {"toll": [("injured", 1)]})],
    ),
    "by the hand of somebody is no name": (
        "قتل على يد مسلحين بائع خضار في مدينة بعقوبة.",
        [("killing", {"toll": [("killed", 1)]})],
    ),
    "a town of two words is no name": (
        "أوقفت شرطة غازي عنتاب 12 شخصا، وقضت محكمة بحبسهم.",
        [("arrest", {"toll": [("detained", 12)]}), ("sentence", {})],
    ),
    "where the hurt are from stands after their age": (
        "أصيب جنديان بإطلاق نار على حاجزهما في مدينة العريش، هما وائل (23 عاما) من أسيوط ورامي (21 عاما) من قنا.",
        [("ground_attack", {"places": ["Arish"]})],
    ),
    "whose home is all that is told": (
        "اعتقل الجيش الإسرائيلي شابا (24 عاما) من بلدة عزون.",
        [("arrest", {"places": ["Azzun"]})],
    ),
    "a dateline with its date and agency": (
        "طولكرم 3-5-2024 وفا- اعتقلت قوات الاحتلال أربعة مواطنين من بلدة عتيل.",
        [("arrest", {"initiators": ["israel-defense-forces"], "places": ["Attil"], "toll": [("detained", 4)]})],
    ),
    "the right hand is no Yemeni": (
        "أصيب شرطي بجروح في يده اليمنى إثر هجوم على مركز للشرطة في مدينة طبرق.",
        [("ground_attack", {"initiators": []})],
    ),
    "rebels of a nationality are none of its army": (
        "هاجم متمردون سودانيون موقعا قرب مدينة كادقلي.",
        [("ground_attack", {"initiators": ["unidentified-armed-group"]})],
    ),
    "gunmen whose attack a group claims": (
        "هاجم مسلحون مجهولون حاجزا للشرطة قرب مدينة كركوك. وتبنى تنظيم داعش الهجوم.",
        [("ground_attack", {"initiators": ["islamic-state"]})],
    ),
    "who gives no details gains no ground": (
        "انفجرت عبوة ناسفة في مدينة بعقوبة أمس. ولم تقدم الشرطة حتى الآن أي معلومات عن المنفذين.",
        [("explosive_device", {"places": ["Baqubah"]})],
    ),
    "the hurt carried to the nearest hospital": (
        "انفجرت عبوة ناسفة قرب سوق في مدينة المقدادية، ما أسفر عن مقتل شخص وإصابة ثلاثة. وجرى نقل الجرحى إلى أقرب مستشفى لتلقي العلاج.",
        [("explosive_device", {"toll": [("killed", 1), ("injured", 3)]})],
    ),
    "those who live there are no two": (
        "فجر المسلحون منزلين وشردوا ساكنيهما في قرية الشقب.",
        [("property_destruction", {}), ("displacement", {"toll": [("displaced", None)]})],
    ),
}


def kind(event: Event) -> str:
    return event.type if event.status == "asserted" else f"{event.type} {event.status}"


def shown(event: Event, part: str) -> list:
    if part == "toll":
        return [(t.effect, t.min) for t in event.toll]
    if part == "initiators":
        return [str(p.actor) for p in event.initiators]
    return [str(p.names.get("en", p.text)) for p in event.places]


@pytest.mark.parametrize("mechanism", READ)
def test_it_is_read(mechanism: str, pipeline) -> None:
    text, wanted = READ[mechanism]
    events = [e for e in pipeline.code(Report(id="t", text=text, published=PUBLISHED)) if not e.background]
    assert sorted(map(kind, events)) == sorted(type_ for type_, _ in wanted)
    for type_, parts in wanted:
        found = next(e for e in events if kind(e) == type_)
        assert {part: sorted(shown(found, part), key=str) for part in parts} == {
            part: sorted(told, key=str) for part, told in parts.items()
        }
