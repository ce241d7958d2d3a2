"""Who to whom and how many, where the words stand apart: names that are words too, kin, ages, own losses, who is told by «from» and «of».

Each sentence is ours.
"""

from __future__ import annotations

import pytest

from rasid.model import Event, Report

Side = set[str]


def sides(event: Event) -> tuple[str, Side, Side]:
    return event.type, {i.actor for i in event.initiators if i.actor}, {t.actor for t in event.targets if t.actor}


def figures(event: Event) -> list[tuple[str, int | None, int | None]]:
    return [(t.effect, t.min, t.max) for t in event.toll if t.part_of is None]


SIDES = {
    "the last word of a name is no doer": (
        "أفرج عن الطبيب سامر عادل الحداد بعد أسبوعين من اعتقاله في صنعاء.",
        ("release", set(), {"civilians"}),
    ),
    "who took somebody did not free him": (
        "أفرج عن المهندس وليد سعيد بعد خطفه من قبل ملثمين في الزاوية غرب طرابلس.",
        ("release", set(), {"civilians"}),
    ),
    "a patrol of its own": (
        "أعلن الجيش اللبناني استهداف دورية له برصاص قناصة في بلدة القاع.",
        ("ground_attack", set(), {"lebanese-army"}),
    ),
    "who laid the ambush in which somebody fell": (
        "قُتل ضابط وثلاثة جنود بكمين لمسلحين قبليين في وادي عبيدة بمأرب.",
        ("ground_attack", {"tribesmen"}, {"army"}),
    ),
    "who repelled the attack": (
        "تم صد الهجوم من قبل الجيش السوداني والقوة المشتركة في محيط الأبيض.",
        ("ground_attack", set(), {"sudanese-armed-forces", "joint-forces-darfur"}),
    ),
    "two of one operation": (
        "عملية مشتركة بين جهاز الأمن الوطني والبيشمركة أسفرت عن توقيف خمسة عناصر من داعش قرب طوزخورماتو.",
        ("arrest", {"iraqi-national-security-service", "peshmerga"}, {"islamic-state"}),
    ),
    "a blast of no known cause": (
        "استهدف انفجار مجهول رتلاً لقوات سوريا الديمقراطية غربي الرقة.",
        ("explosion", set(), {"syrian-democratic-forces"}),
    ),
    "an air force that drops barrels lays down no arms": (
        "أُصيب ستة مدنيين إثر إلقاء سلاح الجو السوري برميلين على بلدة كفرزيتا.",
        ("air_strike", {"syrian-air-force"}, {"civilians"}),
    ),
    "a nationality after a noun told in two words": (
        "استشهد فتى بإطلاق نار إسرائيلي استهدفه عند مدخل سلواد.",
        ("killing", {"israel-defense-forces"}, {"civilians"}),
    ),
    "guns that help who repels are not the attack's": (
        "صدت قوات سوريا الديمقراطية مسنودة بالطيران هجوماً لتنظيم داعش على قرية الباغوز.",
        ("ground_attack", {"islamic-state"}, {"syrian-democratic-forces"}),
    ),
    "both sides told by one word": (
        "قتل ستة في معارك بين عشيرتين قرب الرميثة، فيما أعلنت وزارة الداخلية تعزيز قواتها.",
        ("armed_clash", {"tribesmen"}, set()),
    ),
    "whose the cars beside a blast were": (
        "انفجرت عبوة في إحدى السيارات المرافقة للمحافظ قرب زنجبار.",
        ("explosive_device", set(), set()),
    ),
    "men of a post that is somebody's": (
        "ضرب عناصر حاجز للفرقة الرابعة سائقاً بأعقاب البنادق قرب يعفور.",
        ("assault", {"fourth-division"}, {"civilians"}),
    ),
    "a man of a group by one word": (
        "اعتقلت القوات الأمنية داعشياً في ناحية القيارة.",
        ("arrest", {"security-forces"}, {"islamic-state"}),
    ),
    "a town that is a tribe's name too": (
        "قتل مسلحون شرطياً في الزوية جنوب كركوك.",
        ("ground_attack", {"unidentified-armed-group"}, {"police"}),
    ),
    "a force that stands in what was attacked": (
        "هاجم عناصر من داعش نقطة للبيشمركة قرب مخمور، واستهدفت القوات المتواجدة فيها، ما أدى إلى مقتل اثنين.",
        ("ground_attack", {"islamic-state"}, {"peshmerga"}),
    ),
    "who fell while others repelled the attack": (
        "قُتل ستة من مسلحي الحوثي خلال صد القوات المشتركة هجوماً على مواقعها في حيس.",
        ("ground_attack", {"houthis"}, {"west-coast-joint-forces"}),
    ),
}


@pytest.mark.parametrize(("text", "wanted"), SIDES.values(), ids=SIDES.keys())
def test_who_to_whom(pipeline, text: str, wanted: tuple[str, Side, Side]) -> None:
    assert sides(pipeline.code(Report(id="r", text=text, published="2024-05-15"))[0]) == wanted


COUNTED = {
    "somebody of an age": ("قالت مصادر إن معتصماً في الثلاثين من عمره قُتل برصاص الشرطة في النجف.", [("killed", 1, 1)]),
    "a mother and her sons": ("استشهدت أم وولداها بقصف إسرائيلي على منزل في رفح.", [("killed", 3, 3)]),
    "a father and his daughter": ("خطف مسلحون أباً وابنته على طريق سبها.", [("abducted", 2, 2)]),
    "a household with its number": ("قُتلت أسرة مؤلفة من ستة أشخاص بغارة على منزلها في صعدة.", [("killed", 6, 6)]),
    "a household without one": ("قُتلت عائلة بقصف مدفعي على قرية كفريا.", [("killed", None, None)]),
    "who fell with an officer": ("قُتل عقيد مع أربعة من مرافقيه في غارة على موقعهم شمال الضالع.", [("killed", 1, 1), ("killed", 4, 4)]),
    "fallen and taken": ("سقط ثلاثة من مسلحي الحوثي قتلى وأسر اثنان آخران في معارك حيس.", [("killed", 3, 3), ("detained", 2, 2)]),
    "bodies of people found dead": ("عُثر على جثث أربعة شبان مقتولين في بادية السخنة.", [("bodies", 4, 4)]),
    "dead told after who carried it out": (
        "خلّف هجوم نفذه مسلحون من حركة الشباب قرب بيدوا تسعة قتلى.",
        [("killed", 9, 9)],
    ),
    "prisoners whom two sides exchanged": ("تبادل الجيش والفصائل عشرين أسيراً قرب دارة عزة.", [("released", 20, 20)]),
    "none hurt, told before the cause": ("لم تسجل إصابات جراء قصف المدفعية التركية محيط قرية مرعناز.", [("injured", 0, 0)]),
    "beaten refugees": ("ضرب حرس الحدود التركي خمسة لاجئين سوريين قرب حارم.", [("injured", 5, 5)]),
    "foreigners taken": ("قالت مصادر إن جيش الاحتلال أسر فجر أمس ستة لبنانيين في كفركلا.", [("detained", 6, 6)]),
    "whose house it was is not held": ("دهمت قوات الاحتلال منزلي ذوي الشهيدين في عقابا واعتقلت شاباً.", [("detained", 1, 1)]),
    "days between strokes": ("قبل /3/ أيام قُتل /7/ جنود بهجوم لداعش على ثكنة في داقوق.", [("killed", 7, 7)]),
    "who they were": ("قُتل شخصان في بنغازي، وهما من منتسبي الكتيبة 116.", [("killed", 2, 2)]),
    "in each of two places": ("أصيب ستة أشخاص في جبلة و4 في بانياس بقصف روسي.", [("injured", 6, 6), ("injured", 4, 4)]),
    "victims whom another word counts": ("قالت لجان أحياء إن ضحايا القصف الذي طال سوق مليط بلغوا 17 قتيلاً.", [("killed", 17, 17)]),
    "two with their number after them": ("قُتل جنديان اثنان من الفرقة 17 بلغم قرب عين عيسى.", [("killed", 2, 2)]),
    "the unhurt of who did it": ("قصفت إسرائيل منزلاً في عيتا وقتلت رجلاً، ولم تقع إصابات في صفوف الجيش الإسرائيلي.", [("killed", 1, 1)]),
    "one died and another was hurt of one cause": (
        "توفيت امرأة وأصيب زوجها بانفجار لغم في ريف دير حافر.",
        [("killed", 1, 1), ("injured", 1, 1)],
    ),
    "taken with his sons": (
        "دهم عناصر الأمن الوقائي منزل معلم في سبينة واعتقلوه مع ولديه.",
        [("detained", 1, 1), ("detained", 2, 2)],
    ),
    "so many between dead and hurt": ("كمين للمقاومة أوقع سبعة جنود بين قتيل وجريح شرق غزة.", [("killed", None, 7), ("injured", None, 7)]),
    "the fallen of two sides": (
        "سقط 12 قتيلاً من الحوثيين وأربعة من الجيش في معارك الكسارة غربي مأرب.",
        [("killed", 12, 12), ("killed", 4, 4)],
    ),
    "a correspondent": ("أصيب مراسل قناة محلية برصاص قناص في تعز.", [("injured", 1, 1)]),
}


@pytest.mark.parametrize(("text", "wanted"), COUNTED.values(), ids=COUNTED.keys())
def test_how_many(pipeline, text: str, wanted: list[tuple[str, int | None, int | None]]) -> None:
    events = pipeline.code(Report(id="r", text=text, published="2024-05-15"))
    assert [f for e in events for f in figures(e)] == wanted


def test_parts_told_by_they_are(pipeline) -> None:
    [event] = pipeline.code(Report(id="r", text="قُتل سبعة مدنيين، وهم ثلاث نساء وأربعة أطفال، بقصف على سراقب.", published="2019-12-20"))
    assert [(t.min, t.groups, bool(t.part_of)) for t in event.toll] == [(7, [], False), (3, ["women"], True), (4, ["children"], True)]


def test_an_object_is_no_dual(pipeline) -> None:
    [event] = pipeline.code(Report(id="r", text="هاجم مسلحون مركزاً للشرطة في الحويجة.", published="2021-05-20"))
    assert [(t.object, t.count) for t in event.targets] == [("police_station", None)]


def test_figures_of_two_places_are_no_conflict(pipeline) -> None:
    [event] = pipeline.code(Report(id="r", text="قُتل ستة في جبلة و4 في بانياس بقصف روسي.", published="2019-05-20"))
    assert "toll-conflict" not in event.flags


def test_those_counted_of_a_cell_are_who_was_held_with_it(pipeline) -> None:
    [arrest] = pipeline.code(Report(id="r", text="ضبط الأمن خلية مسلحة في بعقوبة أمس، واعتقل سبعة من أفرادها.", published="2019-05-20"))
    assert [(t.effect, t.min, t.max) for t in arrest.toll] == [("detained", 7, 7)]
    [alone] = pipeline.code(Report(id="r", text="أعلنت الشرطة ضبط خلية إرهابية في مدينة الرمادي.", published="2019-05-20"))
    assert [(t.min, t.vague) for t in alone.toll] == [(None, "several")]
