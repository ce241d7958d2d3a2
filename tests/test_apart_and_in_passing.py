"""Two happenings kept apart by their days; and what words of war tell where nobody fights: sickness, accidents, thieves, aims."""

from __future__ import annotations

import pytest

from rasid.model import Report


def told(pipeline, text: str) -> list[tuple]:
    events = pipeline.code(Report(id="r", text=text, published="2024-05-15"))
    return [(e.type, e.time.start) for e in events]


@pytest.mark.parametrize(
    ("text", "events"),
    [
        # «today» and a date are two days, however they are told
        (
            "انفجرت عبوة ناسفة في مدينة اعزاز صباح اليوم فأصيب ثلاثة مدنيين."
            " وهذا ثاني انفجار في شهر، إذ انفجرت سيارة ملغومة في 18 نيسان وقتلت امرأة.",
            [("explosive_device", "2024-05-15"), ("explosive_device", "2024-04-18")],
        ),
        # what is counted of a month is none of yesterday's
        (
            "قتل شرطي بانفجار لغم شمالي تكريت أمس. وقتل أكثر من 500 شخص في العراق في نيسان.",
            [("explosive_device", "2024-05-14"), ("killing", "2024-04-01")],
        ),
        # an accord's date, that of a clause which says which town, and a day to come are no act's
        ("هاجم مسلحون حاجزا للشرطة في مدينة شهبا، في خرق للاتفاق الموقع في 2 نيسان.", [("ground_attack", None)]),
        (
            "قتل جنديان في اشتباكات قرب مدينة الخالص التي استعادها الجيش في آذار.",
            [("armed_clash", None), ("territory_gain", "2024-03-01")],
        ),
        (
            "أحرق ملثمون مقر النقابة في مدينة الكوت، ما دفع الأطباء إلى إضراب يبدأ غدا.",
            [("property_destruction", None), ("protest", "2024-05-16")],
        ),
        ("أمهل الجيش مسلحي بلدة نصيب حتى مساء الجمعة لتسليم أسلحتهم.", [("threat", None)]),
        # no foe, no arms, nobody held
        ("يخوض أطباء مدينة عدن معركة صعبة ضد الفيروس الذي قتل تسعة أشخاص.", []),
        ("اجتاحت أسراب الجراد حقول محافظة شبوة وهاجمت قرى مديرية عتق.", []),
        ("اصطدمت شاحنة بحافلة على طريق الحسكة، ما أدى إلى انفجار صهريج ومقتل جنديين.", []),
        ("شنت البلدية حملة مداهمات على المتاجر المخالفة في مدينة طرطوس.", []),
        ("أوقفت الشرطة لصا في مدينة اللاذقية سرق محلا للذهب.", []),
        ("أعلن قائد الفرقة أن جنوده جاهزون لاقتحام مدينة بارا.", []),
        # what an attack was for is not done; a ransom is no crime case
        ("شنت القوات عملية عسكرية لتحرير رهائن لدى مسلحين في جبال حمرين أمس.", [("ground_attack", "2024-05-14")]),
        ("أفرجت مجموعة مسلحة عن شاب في بلدة تسيل مقابل مبلغ مالي بعدما اعتقلت شقيقه.", [("release", None), ("arrest", None)]),
        # a noun after «hours of» does nothing itself
        (
            "وبعد أيام من المعارك، قصفت مدفعية الجيش حي الأزهري في الخرطوم فقتلت رجلين.",
            [("shelling", None)],
        ),
        # what a blast came of, told in another sentence
        (
            "هز انفجار مدينة جبلة مساء الاثنين. وأفاد مصدر عسكري بأن الانفجار نجم عن غارة نفذتها طائرة مسيرة.",
            [("drone_strike", "2024-05-13")],
        ),
        # what came days before, told in the sentence of the news
        (
            "قتل الجيش أربعة مسلحين في كمين قرب السخنة فجر الاثنين، بعد ثلاثة أيام من مقتل جنديين في هجوم على حاجز في البلدة.",
            [("ground_attack", "2024-05-13"), ("ground_attack", None)],
        ),
        # who was held in a raid told before
        (
            "داهمت قوة من الشرطة مزرعة في مدينة صبراتة أمس واشتبكت مع مهربين. وأسفرت المداهمة عن اعتقال ثلاثة.",
            [("arrest", "2024-05-14"), ("armed_clash", "2024-05-14")],
        ),
        # «days ago» is no day; a month gone is recalled
        (
            "اغتال مجهولون قاضيا في مدينة الحسكة صباح اليوم. وقبل أيام هاجم مسلحون محكمة المدينة.",
            [("killing", "2024-05-15"), ("ground_attack", "2024-05-08")],
        ),
    ],
)
def test_apart_and_in_passing(pipeline, text: str, events: list[tuple]) -> None:
    assert told(pipeline, text) == events


def test_a_month_gone_is_recalled(pipeline) -> None:
    text = "انفجرت عبوة ناسفة في مدينة بعقوبة أمس. وشهدت المدينة في شباط الماضي هجوما قتل فيه ستة جنود."
    events = pipeline.code(Report(id="r", text=text, published="2024-05-15"))
    assert [(e.type, e.background) for e in events] == [("explosive_device", False), ("ground_attack", True)]


def test_what_wrecked_a_thing_in_a_month_gone_is_recalled(pipeline) -> None:
    text = "طالب أهالي بلدة عين عيسى أمس بإصلاح محطة الكهرباء التي دمرها القصف التركي في آب الماضي. وقتل قناص رجلا في البلدة."
    events = pipeline.code(Report(id="r", text=text, published="2024-05-15"))
    assert [e.type for e in events if not e.background] == ["killing"]


@pytest.mark.parametrize(
    ("text", "published", "day"),
    [
        ("تعز 3 مايو 2021 (سبأ) - قتل قناص طفلة في حي الروضة بمدينة تعز أمس.", None, "2021-05-02"),
        ("تعز 3 مايو 2021 (سبأ) - قتل قناص طفلة في حي الروضة بمدينة تعز أمس.", "2021-06-20", "2021-05-02"),
        ("قتل قناص طفلة في حي الروضة بمدينة تعز أمس.", "2021-06-20", "2021-06-19"),
        # published on a Sunday, and written on the Saturday before, as it says
        ("قتل قناص طفلة في حي الروضة بمدينة تعز أمس. وأدانت المنظمة الجريمة اليوم السبت.", "2021-06-20", "2021-06-18"),
    ],
)
def test_days_count_from_the_dateline(pipeline, text: str, published: str | None, day: str) -> None:
    events = pipeline.code(Report(id="r", text=text, published=published))
    assert [e.time.start for e in events] == [day]
