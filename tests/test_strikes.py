"""Strikes and blasts: what they came of, who made and who claims them, what they hit; each on sentences of ours."""

from __future__ import annotations

from typing import Any

import pytest

from rasid.model import Report


def told(pipeline, text: str) -> list[dict[str, Any]]:
    return [
        {
            "type": e.type,
            "by": {i.actor for i in e.initiators},
            "at": {t.actor or f"/{t.object}" for t in e.targets},
            "things": {t.object for t in e.targets if t.object},
            "places": {(p.role, (p.names or {}).get("en")) for p in e.places},
            "toll": {(r.effect, r.min, r.max) for r in e.toll},
            "status": e.status,
            "method": e.method,
            "date": e.time.start,
        }
        for e in pipeline.code(Report(id="t", text=text, published="2024-05-20"))
    ]


CASES: dict[str, tuple[str, list[dict[str, Any]]]] = {
    "a blast, and the rocket that it came of": (
        "دوى انفجار في مدينة عفرين، وتبين أنه ناجم عن صاروخ أطلقته قسد، وخلّف قتيلين.",
        [{"type": "shelling", "by": {"syrian-democratic-forces"}, "toll": {("killed", 2, 2)}}],
    ),
    "a blast by its cause told as a noun": (
        "وقع انفجار في مدينة درعا نتيجة قصف مدفعي مصدره مناطق سيطرة جبهة النصرة.",
        [{"type": "shelling", "by": {"nusra-front"}}],
    ),
    "a blast and a shooting beside it stay two": (
        "وقع انفجار في مدينة عفرين، وقتل مدني برصاص مجهولين في مدينة الباب.",
        [{"type": "explosion"}, {"type": "killing"}],
    ),
    "raids taken up again are others": (
        "أغار الطيران الحربي على مدينة سراقب فقتل أربعة. وبعد ساعات عاود الطيران غاراته على المدينة من دون إصابات.",
        [{"type": "air_strike", "toll": {("killed", 4, 4)}}, {"type": "air_strike", "toll": {("injured", 0, 0)}}],
    ),
    "a salvo of rockets, and what was intercepted of it": (
        "أطلقت كتائب القسام رشقة من عشرين صاروخا صوب عسقلان، واعترضت القبة الحديدية 12 منها.",
        [{"type": "shelling", "by": {"qassam-brigades"}}, {"type": "disrupted_weapons_use"}],
    ),
    "whose an aircraft is, after its make": (
        "أغارت مقاتلة من طراز رافال تابعة للجيش المصري على رتل في منطقة الجفرة.",
        [{"type": "air_strike", "by": {"egyptian-army"}}],
    ),
    "responsibility claimed by a pronoun": (
        "قتل شرطيان بانفجار عبوة في بعقوبة، وأعلن تنظيم الدولة مسؤوليته عنه.",
        [{"type": "explosive_device", "by": {"islamic-state"}}],
    ),
    "who denies a blast did not make it": (
        "انفجرت سيارة مفخخة في مدينة الباب. ونفت قسد مسؤوليتها عن التفجير.",
        [{"type": "explosive_device", "by": set()}],
    ),
    "fire from ground that a party holds": (
        "تعرضت سفينة تجارية لهجوم بصاروخ أطلق من أراض خاضعة للحوثيين قبالة سواحل الحديدة.",
        [{"type": "shelling", "by": {"houthis"}}],
    ),
    "what a device went off in": (
        "انفجرت عبوة ناسفة داخل مطعم في مدينة كركوك.",
        [{"type": "explosive_device", "things": {"shop"}}],
    ),
    "a toll at the end of a headline": (
        "انفجار سيارة مفخخة في مدينة الصدر والحصيلة 12 قتيلا و30 جريحا",
        [{"type": "explosive_device", "toll": {("killed", 12, 12), ("injured", 30, 30)}}],
    ),
    "a party's other name in brackets is no gap": (
        "قتل جنديان إثر استهداف قوات سوريا الديمقراطية (قسد) نقطة للجيش قرب دير حافر بقذائف الهاون.",
        [{"type": "shelling", "by": {"syrian-democratic-forces"}, "things": {"position"}}],
    ),
    "rockets by what they carried": (
        "قصفت قوات النظام بلدة خان العسل بصواريخ تحمل رؤوسا كيماوية.",
        [{"type": "chemical_attack", "by": {"syrian-army"}}],
    ),
    "our defences, of a state's own agency": (
        "حمص-سانا\nتصدت دفاعاتنا الجوية لصواريخ أطلقتها طائرات حربية إسرائيلية من فوق البحر.",
        [{"type": "disrupted_weapons_use", "by": {"syrian-new-army"}}, {"type": "air_strike", "by": {"israel-defense-forces"}}],
    ),
    "who denies a part in an act does not deny the act": (
        "نفت وزارة الدفاع الروسية ضلوع طائراتها في قصف مشفى في بلدة كفرنبل.",
        [{"type": "shelling", "by": set(), "things": {"hospital"}, "status": "asserted"}],
    ),
    "who choked of what was dropped": (
        "ألقت مروحيات النظام برميلا يحوي غاز الكلور على بلدة كفر زيتا فاختنق ثلاثون مدنيا.",
        [{"type": "chemical_attack", "toll": {("injured", 30, 30)}}],
    ),
    "drones that a life was tried with, and the house that they struck": (
        "نجا محافظ كركوك من محاولة اغتيال بطائرتين مسيرتين استهدفتا منزله في كركوك.",
        [{"type": "drone_strike", "things": {"home"}, "status": "asserted"}],
    ),
    "what falls of what was intercepted": (
        "اعترضت الدفاعات الجوية السعودية صاروخا باليستيا، وسقطت شظايا على حي سكني في الرياض دون إصابات.",
        [{"type": "disrupted_weapons_use", "toll": {("injured", 0, 0)}}],
    ),
    "what was struck in reply is an act of its own": (
        "قتل جنديان أمريكيان في هجوم صاروخي على قاعدة عين الأسد. وردا على الهجوم، قصف سلاح الجو الأمريكي مخزنا لكتائب حزب الله في القائم.",
        [{"type": "shelling"}, {"type": "air_strike", "by": {"us-air-force"}}],
    ),
    "a device that was found and went off": (
        "عثر طفل على قنبلة من مخلفات الحرب قرب مدينة الباب فانفجرت به ما أدى إلى إصابته.",
        [{"type": "explosive_device"}],
    ),
    "a device that was found": (
        "عثر الأهالي على قنبلة من مخلفات الحرب قرب مدينة الباب.",
        [{"type": "disrupted_weapons_use"}],
    ),
    "a child who blew himself up, and an officer hurt": (
        "فجر فتى انتحاري حزامه الناسف عند حاجز في مدينة كركوك فجرح قائد الشرطة.",
        [{"type": "suicide_bombing", "by": {"suicide-bombers"}, "toll": {("injured", 1, 1)}}],
    ),
    "of what they died": (
        "قصف الطيران الحربي بلدة كفر زيتا فقتل ثلاثون مدنيا اختناقا بغاز السارين.",
        [{"type": "chemical_attack", "toll": {("killed", 30, 30)}}],
    ),
    "massed troops, and with what they were struck": (
        "دك مقاتلو كتائب القسام تحشدات العدو شرق رفح بوابل من قذائف الهاون.",
        [{"type": "shelling", "by": {"qassam-brigades"}, "at": {"israel-defense-forces"}}],
    ),
    "the dead of an attack on massed troops": (
        "نفذ مسلحون هجوماً مستهدفاً تمركزاً لقوات النظام شرق مدينة تدمر، ما أدى إلى مقتل ضابط.",
        [{"type": "ground_attack", "by": {"unidentified-armed-group"}, "toll": {("killed", 1, 1)}}],
    ),
    "the authorities of a party are its own": (
        "قصفت سلطات الحوثي بالمدفعية قرية في مديرية جبل حبشي.",
        [{"type": "shelling", "by": {"houthi-government"}}],
    ),
    "none hurt, told far from its verb": (
        "لم تؤد غارات الطيران الحربي على أطراف قرية كفر بطيخ شرق إدلب أمس إلى سقوط جرحى.",
        [{"type": "air_strike", "toll": {("injured", 0, 0)}}],
    ),
    "none but some hurt is no zero": (
        "لم يسفر القصف المدفعي على بلدة كفر بطيخ سوى عن إصابات.",
        [{"type": "shelling", "toll": set()}],
    ),
    "hours later is no clause": (
        "استهدفت المدفعية بعد ساعات مشفى في بلدة حاس.",
        [{"type": "shelling", "things": {"hospital"}}],
    ),
    "a strike by its relative clause, and all that it did": (
        "القصف الذي تعرض له حي كرم الجبل في حلب أودى بحياة سبعة أشخاص وهدم مخبزا.",
        [{"type": "shelling", "things": {"bakery"}, "toll": {("killed", 7, 7)}}],
    ),
    "a claim without its object": (
        "عشرة قتلى في هجوم انتحاري على مسجد في صنعاء، وتنظيم الدولة يتبنى",
        [{"type": "suicide_bombing", "by": {"islamic-state"}}],
    ),
    "car bombs that shook a town": (
        "هزت ثلاث سيارات مفخخة وسط مدينة تلعفر وأوقعت عشرين قتيلا.",
        [{"type": "explosive_device", "toll": {("killed", 20, 20)}}],
    ),
    "the make of an aircraft counts nothing": (
        "أسقط الجيش الوطني طائرة مسيرة من طراز شاهد-136 قرب سرت.",
        [{"type": "disrupted_weapons_use"}],
    ),
    "aircraft of two states": (
        "قصفت طائرات أمريكية وبريطانية مواقع للحوثيين في محافظة حجة.",
        [{"type": "air_strike", "by": {"us-armed-forces", "british-armed-forces"}}],
    ),
    "an attack on people, and its toll": (
        "هجوم بالمسيرات على حفل تخرج ضباط في مدينة حمص يوقع ثلاثين قتيلا.",
        [{"type": "drone_strike", "toll": {("killed", 30, 30)}}],
    ),
    "a building by its pronoun, after how high it was": (
        "عمارة من أربع طبقات دمرتها الطائرات الإسرائيلية في حي الرمال بغزة.",
        [{"type": "air_strike", "by": {"israeli-air-force"}, "things": {"home"}}],
    ),
    "the dead after a colon are of the blast before it": (
        "انتحاري يفجر نفسه في مدينة الموصل: مقتل سبعة جنود",
        [{"type": "suicide_bombing", "toll": {("killed", 7, 7)}}],
    ),
    "a home that aircraft destroyed": (
        "دمرت الطائرات الإسرائيلية منزلا في حي الرمال بغزة.",
        [{"type": "air_strike", "by": {"israeli-air-force"}, "things": {"home"}}],
    ),
    "a home that a drone destroyed": (
        "دمرت مسيرة إسرائيلية منزلا في بلدة عيترون مساء الأحد.",
        [{"type": "drone_strike", "by": {"israel-defense-forces"}, "things": {"home"}}],
    ),
    "a drone that was destroyed": (
        "دمرت الدفاعات الجوية مسيرة فوق مدينة بنغازي مساء الأحد.",
        [{"type": "disrupted_weapons_use"}],
    ),
    "what a strike was on: a meeting": (
        "استهدفت غارة إسرائيلية اجتماعا لقادة حماس في مدينة غزة.",
        [{"type": "air_strike", "at": {"hamas"}}],
    ),
    "where they had taken shelter who were struck": (
        "قتلت قذائف دبابات إسرائيلية عشرين فلسطينيا لجأوا إلى مدرسة في مخيم جباليا.",
        [{"type": "shelling", "by": {"israel-defense-forces"}, "toll": {("killed", 20, 20)}}],
    ),
    "blame for nothing but what was just told": (
        "سقط صاروخ على سوق في مدينة الخمس فقتل ستة، واتهمت حكومة الوفاق قوات حفتر.",
        [{"type": "shelling", "by": {"libyan-national-army"}}],
    ),
    "what a bomber drove at": (
        "هاجم انتحاري يقود شاحنة مفخخة حاجزا للجيش في مدينة تلعفر فقتل خمسة جنود.",
        [{"type": "suicide_bombing", "things": {"checkpoint"}, "toll": {("killed", 5, 5)}}],
    ),
    "who drove the bomb": (
        "قتل ثلاثة جنود في تفجير سيارة مفخخة قادها انتحاري إلى حاجز في مدينة سبها.",
        [{"type": "suicide_bombing"}],
    ),
    "where a bomb was driven": (
        "انفجرت سيارة مفخخة قادها انتحاري إلى مقر للشرطة في مدينة سبها.",
        [{"type": "suicide_bombing", "places": {("scene", "Sabha")}}],
    ),
    "whom a bomb killed, after where it was laid": (
        "قتلت عبوة زرعت على جانب الطريق، قرب مطار سرت، ثلاثة من عناصر البنيان المرصوص.",
        [{"type": "explosive_device", "toll": {("killed", 3, 3)}}],
    ),
    "a school that a blast was aimed at": (
        "استهدف تفجير مدرسة في مدينة كابول فقتل ثلاثون تلميذا.",
        [{"type": "explosion", "toll": {("killed", 30, 30)}}],
    ),
    "a capital that speaks is no scene": (
        "استهدف الطيران الروسي نقطة تركية في سراقب فقضى عشرون جنديا تركيا، وأعلنت أنقرة الحداد.",
        [{"type": "air_strike", "places": {("scene", "Saraqib")}, "toll": {("killed", 20, 20)}}],
    ),
    "it fell, and hurt nobody": (
        "لم يسفر سقوط قذيفتي هاون على حي المزة في دمشق عن إصابات.",
        [{"type": "shelling", "status": "asserted"}],
    ),
    "whose lives were taken": (
        "سيارتان مفخختان في مدينة تكريت تحصدان أرواح 21 شخصا.",
        [{"type": "explosive_device", "toll": {("killed", 21, 21)}}],
    ),
    "claimed by a pronoun": (
        "قتل أربعة جنود أمريكيين في تفجير انتحاري تبناه تنظيم الدولة وسط منبج.",
        [{"type": "suicide_bombing", "by": {"islamic-state"}}],
    ),
    "who speaks after a comma and before a colon": (
        "إيران قصفت مدينة أربيل باثني عشر صاروخا، والحرس الثوري: استهدفنا مركزا للموساد",
        [{"type": "shelling", "at": set()}, {"type": "ground_attack", "by": {"iran-irgc"}}],
    ),
    "two who blew themselves up at no dawn": (
        "انتحاريان فجرا نفسيهما في سوق بمدينة الرمادي، فسقط 43 قتيلا.",
        [{"type": "suicide_bombing", "toll": {("killed", 43, 43)}, "date": None}],
    ),
    "according to a capital": (
        "أصيبت ناقلة نفط إيرانية بصاروخين قبالة جدة، بحسب طهران.",
        [{"type": "shelling", "places": {("scene", "Jeddah")}}],
    ),
    "petrol bombs": (
        "ألقى مجهولون زجاجتين حارقتين على مكتب حزب في مدينة الحلة.",
        [{"type": "property_destruction", "method": "burning"}],
    ),
    "a place that opens a headline": (
        "مدينة سرت.. طائرات حربية قصفت مخازن للذخيرة مساء الأحد.",
        [{"type": "air_strike", "places": {("scene", "Sirte")}}],
    ),
    "a hospital by its owners' pronoun": (
        "أطباء بلا حدود: قصف جوي طال مستشفانا في مدينة معرة النعمان.",
        [{"type": "air_strike", "things": {"hospital"}}],
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_a_mechanism(case: str, pipeline) -> None:
    text, wanted = CASES[case]
    events = told(pipeline, text)
    assert [e["type"] for e in events] == [w["type"] for w in wanted], events
    for event, want in zip(events, wanted, strict=True):
        assert {k: event[k] for k in want} == want, events
