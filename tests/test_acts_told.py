"""Which acts a sentence tells and which it only looks like telling: sentences of ours that differ from those that showed it."""

from __future__ import annotations

from typing import Any

import pytest

from rasid.model import Event, Report

ACTS: dict[str, tuple[str, list[str]]] = {
    "who left the town that others enter": (
        "دخلت قوات الجيش السوداني بلدة أبو عشر التي انسحبت منها قوات الدعم السريع فجرا.",
        ["territory_gain", "withdrawal"],
    ),
    "soldiers behind a wall fire": ("أطلق جنود الاحتلال المتمركزون خلف الجدار الفاصل غرب طولكرم النار على مزارعين.", ["assault"]),
    "a truce that both sides declare": ("أعلن الطرفان وقفا كاملا لإطلاق النار في مدينة غريان مساء السبت.", ["agreement"]),
    "a truce that a force brings about": ("تمكنت القوة من فرض وقف لإطلاق النار في مدينة صرمان بعد مواجهات ليلية.", ["agreement"]),
    "people shot in clashes of a crowd": ("جرح ستة فتية بالرصاص الحي خلال مواجهات اندلعت عصرا في بلدة سلواد.", ["assault"]),
    "a gunman hurt in armed clashes": ("جرح رجل بالرصاص خلال مواجهات مسلحة في مدينة الزاوية.", ["armed_clash"]),
    "shots by which somebody's life was tried": (
        "نجا عميد كلية من محاولة اغتيال عندما فتح ملثمان النار على سيارته في البصرة.",
        ["killing"],
    ),
    "crowds that come together": ("توافدت أعداد من المحتجين إلى ساحة البحرية في البصرة.", ["protest"]),
    "displaced people by number who leave": ("غادر 75 نازحا مخيم السلامية باتجاه مدينة سنجار.", ["displacement"]),
    "a state complains to the Council": ("شكا العراق تركيا إلى مجلس الأمن بسبب توغلاتها.", ["accusation"]),
    "fighters driven out by their party's name": ("طردت قوات البيشمركة الحشد الشعبي من ناحية ربيعة.", ["territory_gain"]),
    "attackers told by their article loot": (
        "هاجمت مليشيا الدعم السريع قرية أم عضام. وقال سكان إن القوات المهاجمة نهبت متاجر القرية.",
        ["ground_attack", "property_destruction"],
    ),
    "a movement of flight": ("قصفت الطائرات بلدة كفر عويد، ما أسفر عن حركة نزوح كبيرة للعائلات.", ["air_strike", "displacement"]),
    "a reply, and with what": (
        "أطلق مسلحون قذائف على بلدة نبل، ورد الجيش السوري على ذلك بقصف مواقع شمال حلب.",
        ["shelling", "shelling"],
    ),
    "an attack that ends in looting": (
        "هاجمت مليشيا الدعم السريع مدينة ود النورة، ما أدى إلى نهب المتاجر.",
        ["ground_attack", "property_destruction"],
    ),
    "people freed after others were taken": (
        "أفرجت جماعة الحوثي عن 40 محتجزا في صنعاء بعد احتجازها ستة موظفين في مدينة الحديدة.",
        ["arrest", "release"],
    ),
    "a device thrown": ("تعرضت دورية شرطة لإلقاء عبوة ناسفة عليها في مدينة درنة ما أدى إلى إصابة شرطيين.", ["explosive_device"]),
    "a prison that rises": ("بدأ نزلاء سجن رومية استعصاء مساء أمس.", ["riot"]),
    "prisoners who fall ill": ("أصيب سجناء في سجن بدر بحالات مرضية.", []),
    "why those are held of whom other things are told": (
        "قال محام إن المعتقلين الذين اعتقلوا على خلفية التظاهر في طنطا لم يروا ذويهم.",
        [],
    ),
    "what people are used for": (
        "حررت القوات العراقية ست عائلات كانت محتجزة لدى تنظيم الدولة بالموصل لاستخدامها دروعا في معركة تحرير المدينة.",
        ["release"],
    ),
    "what is asked for in return": ("تصر الحركة على رفع الحصار عن غزة مقابل توقيع اتفاق تهدئة.", []),
    "work that is stopped": ("أعلنت الإدارة إيقاف العمل بميناء راس لانوف بعد دخول محتجين إليه.", []),
    "money that is taken": ("استولى مسلحون على رواتب المعلمين في مدينة زالنجي.", ["property_destruction"]),
    "what somebody wants": ("قال ضابط إن المسلحين أرادوا قتل أكبر عدد من المصلين في مسجد بمدينة بعقوبة.", []),
    "a price for freedom": ("واشترط الخاطفون دفع فدية لإطلاق سراح المهندس في مدينة سبها.", []),
    "what forces are sent for": ("نشرت الحكومة العراقية قوات إضافية للقضاء على خلايا التنظيم في ديالى.", ["deployment"]),
    "families that enter a quarter": ("دخلت عائلات صباح اليوم إلى أحياء الموصل بعد تمشيطها.", []),
    "a blast that happened somewhere is no accord": ("وأضاف أن التفجير وقع قرب مكتب المصالحة في بلدة ببيلا.", []),
    "no time to leave": ("هدمت قوات الاحتلال منزلا في قرية الولجة ولم تمهل سكانه لإخلائه.", ["property_destruction"]),
    "one hurt and others held": ("أصيب فتى فلسطيني واحتجز آخرون خلال اقتحام قوات الاحتلال بلدة عنبتا.", ["arrest", "assault"]),
    "settlers who enter a site under guard": ("اقتحم مستوطنون الموقع الأثري في بلدة سبسطية وسط حماية مشددة من جيش الاحتلال.", ["assault"]),
    "whom arrests reached": ("شنت جماعة الحوثي حملة اعتقالات في مدينة ذمار طالت معلمين وموظفين.", ["arrest"]),
    "what was wrecked as an attack was beaten back": (
        "صدت قوات البيشمركة هجوما لتنظيم الدولة على قرية قرة تبة شمال الموصل ودمروا دبابة.",
        ["ground_attack"],
    ),
    "an operation that is launched for a gain": (
        "شنت القوات العراقية عملية عسكرية تستهدف تحرير مدينة تلعفر من تنظيم الدولة.",
        ["ground_attack"],
    ),
    "those whom stones hurt": ("أصيب فلسطينيان جراء رشق مستوطنين سيارتهما بالحجارة في بلدة حوارة.", ["riot"]),
    "at what drones were sent": ("أطلقت قوات الدعم السريع مسيرات واستهدفت مدينة الدبة.", ["drone_strike"]),
    "control that is shared": ("تتقاسم السيطرة على مدينة القامشلي قوات الحكومة وقسد.", []),
}


def coded(pipeline: Any, text: str) -> list[Event]:
    events: list[Event] = pipeline.code(Report(id="t", text=text, published="2024-05-20"))
    return events


@pytest.mark.parametrize("case", ACTS)
def test_these_acts_are_told_and_no_others(pipeline: Any, case: str) -> None:
    text, expected = ACTS[case]
    assert sorted(e.type for e in coded(pipeline, text)) == sorted(expected)


def test_what_will_be_done_is_planned(pipeline: Any) -> None:
    (event,) = coded(pipeline, "قال المصدر إن القوات الروسية سوف تسير دوريات في بلدة عين عيسى.")
    assert event.status == "planned"


def test_nobody_aims_at_himself(pipeline: Any) -> None:
    (event,) = coded(pipeline, "تعهد حزب الله بالثأر لقائده.")
    assert [a.actor for a in event.initiators] == ["hezbollah"]
    assert not event.targets


def test_men_by_the_ending_of_an_object_are_whom_it_was_done_to(pipeline: Any) -> None:
    (event,) = coded(pipeline, "استهدفت عبوة ناسفة دورية في العريش وأصابت جنديا.")
    assert not event.initiators
    assert [(row.effect, row.min) for row in event.toll] == [("injured", 1)]


def test_a_house_surrounded_where_somebody_is_killed_is_no_siege_and_says_where(pipeline: Any) -> None:
    (event,) = coded(pipeline, "قُتل شاب برصاص قوة إسرائيلية حاصرت منزلا في مدينة جنين.")
    assert event.type == "killing"
    assert [p.text for p in event.places if p.role == "scene"] == ["مدينة جنين"]


def test_what_a_group_is_called_after_its_name_is_no_other_party(pipeline: Any) -> None:
    (event,) = coded(pipeline, "ألقت القوات القبض على ثلاثة عناصر من تنظيم «داعش» الإرهابي في مدينة الرمادي.")
    assert [a.actor for a in event.targets] == ["islamic-state"]
    assert [(row.effect, row.min, row.who) for row in event.toll] == [("detained", 3, "combatant")]


def test_a_day_counted_is_no_people(pipeline: Any) -> None:
    event = next(e for e in coded(pipeline, "أصيب فلسطينيان أثناء اعتصامهم لليوم الـ23 في بلدة كفر قدوم.") if e.type == "assault")
    assert [(row.effect, row.min) for row in event.toll] == [("injured", 2)]
    (event,) = coded(pipeline, "اعتقلت قوات الاحتلال صباح اليوم 23 فلسطينيا في مدينة نابلس.")
    assert [(row.effect, row.min) for row in event.toll] == [("detained", 23)]


def test_an_embassy_near_by_fired_nothing(pipeline: Any) -> None:
    (event,) = coded(pipeline, "ضرب صاروخ فندقا على مسافة مئة متر من السفارة الإيطالية في طرابلس.")
    assert not event.initiators


@pytest.mark.parametrize(
    ("text", "doers", "met"),
    [
        ("قتل عشرون من عناصر الدعم السريع خلال هجومهم على مدينة بارا.", ["rapid-support-forces"], []),
        (
            "أعلنت قسد مقتل أربعة من عناصر تنظيم الدولة أثناء محاولتهم التسلل إلى بلدة الباغوز.",
            ["islamic-state"],
            ["syrian-democratic-forces"],
        ),
        ("قتل جنديان من الجيش السوداني في هجوم على مدينة بارا.", [], ["sudanese-armed-forces"]),
    ],
)
def test_fighters_who_fall_in_an_attack_of_theirs_made_it(pipeline: Any, text: str, doers: list[str], met: list[str]) -> None:
    (event,) = coded(pipeline, text)
    assert [a.actor for a in event.initiators] == doers
    assert [a.actor for a in event.targets] == met
    assert [row.effect for row in event.toll] == ["killed"]
