"""Arrest and release, court and protest, killing and beating: mechanisms found by writing reports of our own."""

from __future__ import annotations

from typing import Any

import pytest

from rasid.model import Report

PUBLISHED = "2024-05-20"  # a Monday


def told(pipeline, text: str) -> list[dict[str, Any]]:
    return [
        {
            "type": e.type,
            "method": e.method,
            "status": e.status,
            "background": e.background,
            "by": {i.actor or i.text for i in e.initiators},
            "on": {t.actor or f"/{t.object}" for t in e.targets},
            "at": {p.names.get("en") for p in e.places if p.names and p.role == "scene"},
            "toll": {(row.effect, row.min) for row in e.toll},
            "day": e.time.start,
            "says": {s.source or s.text for s in e.sources},
        }
        for e in pipeline.code(Report(id="t", text=text, published=PUBLISHED))
    ]


# What stands here is asked of the events in their order; what does not is not looked at.
CASES: dict[str, tuple[str, list[dict[str, Any]]]] = {
    "rights of people rule out no rape": (
        "وثقت رابطة حقوقية اغتصاب مسلحين فتاتين في مدينة نيالا.",
        [{"type": "sexual_violence", "says": {"رابطة حقوقية"}}],
    ),
    "police meet a crowd with gas and water": (
        "تصدت قوات مكافحة الشغب لمسيرة الخريجين في مدينة البصرة بخراطيم المياه.",
        [{"type": "assault", "by": {"police"}, "at": {"Basra"}}],
    ),
    "the latter is the party named last": (
        "رشق شبان دورية للشرطة بالحجارة في مدينة القصرين، فأطلقت الأخيرة قنابل الغاز.",
        [{"type": "riot"}, {"type": "assault", "at": {"Kasserine"}}],
    ),
    "one ill-treatment told by several words, in the jail of who did it": (
        "قال نزيل سابق إن سبعة محتجزين تعرضوا للضرب بالخراطيم والصعق الكهربائي والحرمان من النوم في سجن لقوات الدعم السريع بمدينة نيالا.",
        [{"type": "torture", "by": {"rapid-support-forces"}, "on": {"prisoners"}, "at": {"Nyala"}}],
    ),
    "ill-treated by who took them": (
        "خطفت هيئة تحرير الشام ناشطا من مدينة حارم. وذكر شقيقه أنه عُلق من قدميه طوال يومين.",
        [{"type": "abduction"}, {"type": "torture", "by": {"hayat-tahrir-al-sham"}, "at": {"Harim"}}],
    ),
    "a client beaten where he was held": (
        "دفع محامي المتهم بأن موكله تعرض للضرب في مركز توقيف تابع للشرطة العراقية بمدينة الرمادي أثناء استجوابه.",
        [{"type": "torture", "by": {"iraqi-police"}, "at": {"Ramadi"}}],
    ),
    "since when something else is, told after": (
        "قالت هيئة الأسرى إن شابا تعرض للصعق بالكهرباء في سجن النقب، وإن عدد القاصرين تجاوز 300 منذ أيلول 2021.",
        [{"type": "torture", "background": False, "day": None}],
    ),
    "an ambush in which people are held is a checkpoint": (
        "أوقف الأمن الوطني المصري أربعة شبان في كمين جنوب مدينة العريش.",
        [{"type": "arrest", "at": {"Arish"}}],
    ),
    "killed under torture by whose jail it was": (
        "توفي شاب من بلدة داريا تحت التعذيب في سجون المخابرات الجوية بعد اعتقال دام سنتين.",
        [{"type": "killing", "method": "under_torture", "by": {"air-force-intelligence-syria"}}],
    ),
    "whom a feminine verb took": (
        "قال المهندس الذي اعتقلته دورية للشرطة العراقية عند مدخل مدينة تكريت إن المحققين صعقوه بالكهرباء.",
        [{"type": "arrest", "by": {"iraqi-police"}, "at": {"Tikrit"}}, {"type": "torture"}],
    ),
    "who had held the freed": (
        "أفرج عن تسعة عمال كانت هيئة تحرير الشام قد احتجزتهم الجمعة قرب مدينة سرمدا.",
        [
            {"type": "release", "by": set(), "toll": {("released", 9)}, "day": None},
            {"type": "arrest", "background": True, "by": {"hayat-tahrir-al-sham"}},
        ],
    ),
    "whom a force held and another freed": (
        "أطلقت القوة المشتركة سراح سبعة مدنيين كان الجيش يحتجزهم في مدينة الفاشر.",
        [{"type": "release", "toll": {("released", 7)}}],
    ),
    "a day from which a curfew is set": (
        "فرضت السلطات حظر تجول في مدينة كركوك اعتبارا من يوم الأربعاء.",
        [{"type": "restriction", "method": "curfew", "day": "2024-05-22"}],
    ),
    "years counted by an adjective count nothing else": (
        "استشهد الطفل صاحب الأعوام السبعة برصاصة قناص في حي الخالدية بحمص.",
        [{"type": "killing", "toll": {("killed", 1)}}],
    ),
    "of what and to whom somebody speaks is no part of who he is": (
        "توفي موقوف في سجن رومية، بحسب ما أبلغت به عائلته.",
        [{"says": {"residents"}}],
    ),
    "taken to the camps of a force": (
        "ساقت الشرطة العسكرية عشرين شابا من بلدة الكسرة إلى معسكراتها.",
        [{"type": "forced_recruitment", "toll": {("abducted", 20)}}],
    ),
    "felled by the shots told before": (
        "فتح عناصر من الدعم السريع النار على مصلين في مدينة سنجة وأردوا تسعة منهم.",
        [{"type": "killing", "by": {"rapid-support-forces"}, "toll": {("killed", 9)}}],
    ),
    "people of a school, and no school": (
        "اعتقلت قوات الاحتلال طلاب مدرسة ثانوية في بلدة تقوع.",
        [{"type": "arrest", "on": {"civilians"}, "at": {"Tuqu'"}}],
    ),
    "a time in between that begins with since": (
        "تحتجز جماعة الحوثي في مدينة ذمار، منذ منتصف نيسان، أربعة معلمين.",
        [{"type": "arrest", "by": {"houthis"}, "toll": {("detained", 4)}}],
    ),
    "a comma between a verb and its object": (
        "أعدمت حركة الشباب الأحد، ثلاثة رعاة قرب مدينة بيدوا.",
        [{"type": "killing", "by": {"al-shabaab-somalia"}, "toll": {("killed", 3)}, "day": "2024-05-19"}],
    ),
    "an object told by its ending after an insertion": (
        "خطف مسلحون يرتدون زيا عسكريا ويستقلون حافلة صغيرة، طبيبا في مدينة الناصرية.",
        [{"type": "abduction", "toll": {("abducted", 1)}}],
    ),
    "a figure before what it counts": (
        "ارتفع إلى تسعة عدد ضحايا انفجار عبوة ناسفة في سوق مدينة منبج.",
        [{"type": "explosive_device", "at": {"Manbij"}, "toll": {("killed", 9)}}],
    ),
    "since when somebody was held is not when he was freed": (
        "أخلت النيابة في مدينة أسيوط سبيل محام محبوس منذ ستة أشهر.",
        [{"type": "release", "background": False, "day": None, "toll": {("released", 1)}}],
    ),
    "at whom they shot is told by a pronoun, and who shot after it": (
        "نجا ضابط متقاعد من محاولة اغتيال في مدينة بابل، بعدما أطلق عليه ملثمان النار.",
        [{"type": "killing", "status": "attempted", "by": {"unidentified-armed-group"}}],
    ),
    "gunmen who opened fire on one man were not fired at": (
        "قُتل سائق بنيران مسلحين فتحوا عليه النار في حي الغزالية ببغداد.",
        [{"type": "killing", "by": {"unidentified-armed-group"}, "toll": {("killed", 1)}}],
    ),
    "who sponsors an exchange is no side of it": (
        "تبادلت فصائل المعارضة والجيش السوري عشرة أسرى في مدينة الباب برعاية الصليب الأحمر.",
        [{"type": "release", "method": "exchange", "by": {"syrian-opposition-factions", "syrian-army"}, "on": set()}],
    ),
    "what the condemned had done was done to others": (
        "حكمت محكمة في مدينة سوسة بسجن شرطيين سابقين لضلوعهما في قتل متظاهرين.",
        [{"type": "sentence", "on": set()}],
    ),
    "handed to their families": (
        "سلم الأمن العام في مدينة جبلة ستة موقوفين إلى ذويهم.",
        [{"type": "release", "toll": {("released", 6)}}],
    ),
    "who spoke did what the next verb tells": (
        "أعلنت الشرطة العراقية خطة جديدة وأغلقت مداخل مدينة كربلاء.",
        [{"type": "restriction", "by": {"iraqi-police"}, "at": {"Karbala"}}],
    ),
    "towns that a road closed lies between": (
        "أغلقت الفصائل الطريق الواصل بين بنش وتفتناز.",
        [{"type": "restriction", "method": "closure", "at": {"Binnish", "Taftanaz"}}],
    ),
    "whom a ban is on": (
        "أغلقت قوات الاحتلال حاجز قلنديا صباحا، ومنعت عشرات المصلين من الوصول إلى القدس.",
        [{"type": "restriction", "by": {"israel-defense-forces"}}],
    ),
    "an ambush in which somebody was taken": (
        "اعتقلت قوة من الجيش العراقي قياديا في تنظيم الدولة بكمين قرب ناحية بهرز.",
        [{"type": "arrest", "by": {"iraqi-army"}, "toll": {("detained", 1)}}],
    ),
    "force that leaves dead is a killing, and the protest it broke up killed nobody": (
        "فرقت الشرطة السودانية بالرصاص مسيرة نظمها طلاب في مدينة الأبيض، موقعة خمسة قتلى.",
        [{"type": "killing", "by": {"sudanese-police"}, "toll": {("killed", 5)}}],
    ),
    "a participle that tells what an attack left": (
        "هاجم مسلحون معتصمين في مدينة النجف، مخلفين تسعة قتلى و30 جريحا.",
        [{"type": "killing", "toll": {("killed", 9), ("injured", 30)}}],
    ),
    "a noun that is an adverb too": (
        "خطف مسلحون دبلوماسيا في مدينة بنغازي.",
        [{"type": "abduction", "by": {"unidentified-armed-group"}, "toll": {("abducted", 1)}}],
    ),
    "an adverb that is a noun too": (
        "اعتقل مسلحون يرتدون زيا عسكريا مزارعين اثنين في مدينة الكفرة.",
        [{"toll": {("abducted", 2)}}],
    ),
    "whom men in other clothes took": (
        "خطف مسلحون يرتدون ملابس سوداء صيدليين اثنين من حي الدواسة في الموصل.",
        [{"toll": {("abducted", 2)}, "by": {"unidentified-armed-group"}}],
    ),
    "whom men clad as police took": (
        "خطف مجهولون يرتدون زي الشرطة العراقية مهندسين اثنين في بعقوبة.",
        [{"toll": {("abducted", 2)}, "by": {"unidentified-armed-group"}}],
    ),
    "whose things men of a checkpoint took before they fired": (
        "صادر عناصر الحاجز حواسيب الأهالي وأطلقوا قذائف على بلدة سلوق.",
        [{"type": "property_destruction"}, {"type": "shelling"}],
    ),
    "whose things a militia took": (
        "هاجمت ميليشيا محلية بلدة سلوق، وصادرت هواتف السكان واعتدت على مسن.",
        [{"type": "ground_attack"}, {"type": "property_destruction", "by": {"militias"}}, {"type": "assault", "by": {"militias"}}],
    ),
    "a beheading": (
        "قطع عناصر تنظيم الدولة رأس أسير في ساحة بمدينة الميادين.",
        [{"type": "killing", "method": "execution", "by": {"islamic-state"}}],
    ),
    "how many were freed, told after what they were held for": (
        "أفرج عن موقوفي أحداث السويداء، وعددهم 12 شخصا، في مدينة دمشق.",
        [{"type": "release", "toll": {("released", None), ("released", 12)}}],
    ),
    "a junction named after the customs is no crime": (
        "خطف مسلحون مجهولون رجلا وزوجته قرب دوار الجمارك في مدينة الصنمين.",
        [{"type": "abduction", "toll": {("abducted", 1), ("abducted", 2)}}],
    ),
    "the doer of a verb not known is nearer than who did what was told": (
        "هدمت البلدية ثلاثة متاجر في مدينة الضعين، واعترضت الشرطة المحتجين واعتقلت خمسة منهم.",
        [{"type": "property_destruction"}, {"type": "arrest", "by": {"police"}, "toll": {("detained", 5)}}],
    ),
    "an order to hold somebody": (
        "استدعت النيابة العسكرية ناشطا في مدينة بنغازي وأمرت بحبسه عشرة أيام على ذمة التحقيق.",
        [{"type": "arrest", "at": {"Benghazi"}}],
    ),
    "shots at who had stabbed somebody are another act": (
        "طعن فتى مستوطنا قرب مستوطنة أرئيل، فأطلق عليه جنود الاحتلال النار واعتقلوه.",
        [
            {"type": "assault", "on": {"israeli-settlers"}, "by": {"civilians"}},
            {"by": {"israel-defense-forces"}},
            {"type": "arrest", "by": {"israel-defense-forces"}},
        ],
    ),
    "workers taken captive, no families": (
        "أسر مسلحو تنظيم الدولة تسعة عمالا في حقل نفط قرب مدينة سرت.",
        [{"type": "abduction", "by": {"islamic-state"}}],
    ),
    "freed by who had taken him": (
        "اعتقلت قوة إسرائيلية شابا من منزله في قرية كودنة، ثم أخلت سبيله.",
        [{"type": "arrest"}, {"type": "release", "by": {"israel-defense-forces"}, "at": {"Kudnah"}}],
    ),
    "where a march went": (
        "نظم معلمون مظاهرة جابت شوارع مدينة الحسكة.",
        [{"type": "protest", "at": {"Hasakah"}}],
    ),
    "an assault on a camp in which people fell": (
        "أصيب ستة شبان خلال عدوان الاحتلال على مخيم بلاطة.",
        [{"by": {"israel-defense-forces"}, "toll": {("injured", 6)}}],
    ),
    "the doer of a verb not known that opens the sentence": (
        "شلت الشرطة العسكرية الحركة في وسط مدينة تعز وأغلقت الشوارع.",
        [{"type": "restriction", "by": {"military-police"}}],
    ),
    "a fifth one": (
        "أبقت النيابة أربعة ناشطين قيد التوقيف في مدينة الحسيمة وأفرجت عن خامس.",
        [{"type": "arrest"}, {"type": "release", "toll": {("released", 1)}}],
    ),
    "farms that were raided are no farmer": (
        "داهم عناصر من الأمن السوري مزارع قرب مدينة نوى واعتقلوا أربعة رعاة.",
        [{"type": "arrest", "toll": {("detained", 4)}}],
    ),
    "a man freed by force": (
        "حررت الشرطة الليبية مهندسا من قبضة خاطفين في مدينة سبها.",
        [{"type": "release", "by": {"libyan-police"}, "toll": {("released", 1)}}],
    ),
    "shots at a march that felled some of it": (
        "أطلق الأمن النار على مظاهرة في مدينة دوما وأردى ثلاثة من المشاركين فيها.",
        [{"type": "killing", "toll": {("killed", 3)}}, {"type": "protest"}],
    ),
}


@pytest.mark.parametrize("text, wanted", CASES.values(), ids=CASES.keys())
def test_told(pipeline, text, wanted):
    found = told(pipeline, text)
    assert len(found) == len(wanted), found
    for event, want in zip(found, wanted, strict=True):
        assert {k: event[k] for k in want} == want
