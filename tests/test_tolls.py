"""Figures of people: sums of those told one by one, bounds after the noun, who they are, and events that hurt nobody."""

from __future__ import annotations

import pytest

from rasid.model import Report


def tolls(pipeline, text: str) -> list[list[tuple]]:
    """For each event (effect, min, max, who, whether it is a part) of each row."""
    events = pipeline.code(Report(id="r", text=text, published="2021-05-20"))
    return [[(t.effect, t.min, t.max, t.who, t.part_of is not None) for t in e.toll] for e in events]


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        (
            "أصيبت سيدة ورضيعها بشظايا قذيفة في زليتن.",
            [("injured", 2, 2, "civilian", False), ("injured", 1, 1, "civilian", True), ("injured", 1, 1, "civilian", True)],
        ),
        (
            "قتل جنديان وخمسة مدنيين بقصف على بلدة حيس.",  # whom one row would mix are not added up
            [("killed", 2, 2, "combatant", False), ("killed", 5, 5, "civilian", False)],
        ),
        ("مقتل ممرضين اثنين وإصابة تسعة بقصف على بلدة حيس.", [("killed", 2, 2), ("injured", 9, 9)]),
        ("أصيب عاملان اثنان على الأقل بقصف على بلدة حيس.", [("injured", 2, None, "civilian", False)]),
        ("أطلقت طائرة صاروخا على حافلة في منطقة المحفد فقتل جميع من فيها وعددهم تسعة.", [("killed", 9, 9, "unknown", False)]),
        ("أطلقت الشرطة النار على محتجين في مدينة الكوت فقتل ستة منهم على الأقل.", [("killed", 6, None)]),
        ("مقتل سيدة حامل بقصف على بلدة حيس.", [("killed", 1, 1, "civilian", False)]),
        ("قتل ثلاثة أطفال وأمهم بقصف على بلدة حيس.", [("killed", 4, 4), ("killed", 3, 3), ("killed", 1, 1)]),
        (
            "سقطت قذيفتان على سوق في حيس فقتلتا عاملا وأصابتا سبعة من زبائنه في حيس.",
            [("killed", 1, 1), ("injured", 7, 7)],
        ),
        ("نزح ألفا مدني من بلدة اللطامنة إلى سرمدا.", [("displaced", 2000, 2000, "civilian", False)]),
        ("ردت القوات العراقية بإطلاق النار قرب بعقوبة وقتلت مسلحين اثنين.", [("killed", 2, 2, "combatant", False)]),
        ("تعرضت دورية للشرطة قرب داقوق لكمين أسفر عن مقتل أربعة من أفرادها.", [("killed", 4, 4, "combatant", False)]),
        ("قتل متظاهران على الأقل برصاص الشرطة في الناصرية.", [("killed", 2, None, "civilian", False)]),
        ("قتل سائق وبترت يد مرافقه بانفجار لغم في حيس.", [("killed", 1, 1, "civilian", False), ("injured", 1, 1, "unknown", False)]),
        ("قتل ستة جنود نظاميين على الأقل في هجوم على حاجز في أريحا.", [("killed", 6, None, "combatant", False)]),
        ("أسفرت الغارة على حي المأمون عن مقتل العشرات من المسلحين.", [("killed", None, None, "combatant", False)]),
        (
            "قتل ثلاثة جنود وجرح خمسة بانفجار عبوة في مودية.",
            [("killed", 3, 3, "combatant", False), ("injured", 5, 5, "combatant", False)],
        ),
        ("أطلق جنود النار على مزارع في منبه ما أدى إلى إصابته.", [("injured", 1, 1, "civilian", False)]),
        ("قال جيران تاجر إن ملثمين اختطفوه من متجره في زنجبار.", [("abducted", 1, 1, "civilian", False)]),
        ("لا يزال مصير الناشط هاني الزين، الذي اختُطف من أمام منزله في سبها الشهر الماضي، مجهولا.", [("abducted", 1, 1, "civilian", False)]),
        ("أفرج عن الناشط مروان النجار في تعز.", [("released", 1, 1, "civilian", False)]),
        ("أفرج الأمن عن الناشط هاني الزين في تعز.", [("released", 1, 1, "civilian", False)]),
        ("دهم جنود منزل طبيب في بلدة قباطية واعتقلوه.", [("detained", 1, 1, "civilian", False)]),
        ("أطلق ملثمان النار على شرطي في الكوت فأردياه قتيلا.", [("killed", 1, 1, "combatant", False)]),
        ("أوقفت وحدة من الجيش في مخيم نهر البارد عراقياً بتهمة التزوير.", [("detained", 1, 1, "unknown", False)]),
        ("أوقف الأمن العام في برج حمود سورياً وفلسطينياً.", [("detained", 2, 2), ("detained", 1, 1), ("detained", 1, 1)]),
        (
            "أصيب ثلاثة فتية بالرصاص المطاطي و31 بالاختناق خلال اقتحام قوات الاحتلال بلدة سلواد.",
            [("injured", 3, 3), ("injured", 31, 31)],
        ),
        (
            "جرح مصور برصاص قناص و9 آخرون بشظايا في مخيم عين الحلوة.",
            [("injured", 1, 1), ("injured", 9, 9)],
        ),
        (
            "أعلن الدفاع المدني إصابة سبعة متظاهرين بالرصاص وعشرات بالغاز في قرية بورين.",
            [("injured", 7, 7), ("injured", None, None)],
        ),
        ("قتل مزارع وأطفاله الثلاثة بقصف على بلدة حيس.", [("killed", 4, 4), ("killed", 1, 1), ("killed", 3, 3)]),
        (
            "قتل ضابط مع ثلاثة من مرافقيه بانفجار عبوة في القيارة.",
            [("killed", 1, 1, "combatant", False), ("killed", 3, 3, "combatant", False)],
        ),
        (
            "سقط صاروخ على مخيم في مأرب وقتل أربعة أشخاص، ثلاثة منهم أطفال.",
            [("killed", 4, 4, "unknown", False), ("killed", 3, 3, "civilian", True)],
        ),
        ("أدى قصف الجيش السوداني على كرري إلى إصابة أحد جنوده.", [("injured", 1, 1, "combatant", False)]),
        (
            "ارتفع عدد ضحايا القصف الذي طال السبت حي الهضبة في طرابلس إلى سبعة قتلى و14 جريحا.",
            [("killed", 7, 7, "unknown", False), ("injured", 14, 14, "unknown", False)],
        ),
        ("ارتفع عدد شهداء القصف على حي الهضبة في طرابلس إلى 11 بعد وفاة جريح.", [("killed", 11, 11)]),
        ("سقطت قذائف على حي الثورة في أم درمان، وارتقى على إثرها سبعة شهداء.", [("killed", 7, 7, "unknown", False)]),
        ("خطف مسلحون مدير فرع مصرف الرافدين في بيجي.", [("abducted", 1, 1, "civilian", False)]),
    ],
)
def test_who_and_how_many(pipeline, text: str, rows: list[tuple]) -> None:
    [told] = tolls(pipeline, text)
    assert [t[: len(rows[0])] for t in told] == rows


@pytest.mark.parametrize(
    "words",
    [
        "دون خسائر بشرية.",
        "من غير إصابات.",
        "ولم يبلغ عن أي إصابات.",
        "دون أن تسفر عن ضحايا.",
        "واقتصرت الأضرار على الماديات.",
        "من دون أن يخلف القصف قتلى أو جرحى.",
    ],
)
def test_nobody_was_hurt(pipeline, words: str) -> None:
    [told] = tolls(pipeline, f"قصفت المدفعية الإسرائيلية بثلاث قذائف محيط قرية كودنة، {words}")
    assert {(t[1], t[2]) for t in told} == {(0, 0)}


def test_nobody_was_hurt_in_the_sentence_before(pipeline) -> None:
    [told] = tolls(pipeline, "ألقى مجهولون قنبلة يدوية على حاجز قرب أعزاز. ولم يصب أحد.")
    assert told == [("injured", 0, 0, "unknown", False)]


@pytest.mark.parametrize("words", ["دون معلومات عن خسائر بشرية.", "ولم تعرف حصيلة الضحايا بعد.", "ولم ترد أنباء عن وقوع إصابات."])
def test_nothing_is_known_of_who_was_hurt(pipeline, words: str) -> None:
    assert tolls(pipeline, f"قصفت المدفعية الإسرائيلية بثلاث قذائف محيط قرية كودنة، {words}") == [[]]


def test_a_destroyed_house_is_not_what_hurt_nobody(pipeline) -> None:
    events = pipeline.code(Report(id="r", text="أغار الطيران على منزل خال في عيترون ودمره، دون وقوع إصابات.", published="2021-05-20"))
    assert [[(t.min, t.max) for t in e.toll] for e in events if e.type == "air_strike"] == [[(0, 0)]]


@pytest.mark.parametrize(("words", "number"), [("أخلى سبيلهما", 2), ("أفرج عن أحدهما", 1), ("أطلق سراحهما", 2)])
def test_a_pronoun_says_how_many_were_freed(pipeline, words: str, number: int) -> None:
    rows = tolls(pipeline, f"اعتقل فرع الأمن العسكري معلمين اثنين في عفرين ثم {words} مساء.")
    assert rows[-1] == [("released", number, number, "unknown", False)]


def test_an_ordinal_is_no_ten(pipeline) -> None:
    text = "ارتفعت حصيلة الجولة الحادية عشرة من الاشتباكات في جبل محسن إلى ستة قتلى، بعدما قضى فتى أمس برصاصة قناص."
    events = pipeline.code(Report(id="t", text=text, published="2013-10-25"))
    assert (6, 6) in [(t.min, t.max) for e in events for t in e.toll if t.effect == "killed"]
