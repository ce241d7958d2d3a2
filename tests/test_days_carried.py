"""Days that other words give: the same evening, the same month, hours later, in answer, the lead's; and those that they do not give."""

from __future__ import annotations

import pytest

from rasid.model import Report


def days(pipeline, text: str, published: str | None = "2024-05-15") -> list[tuple]:
    events = pipeline.code(Report(id="r", text=text, published=published))
    return [(e.type, e.time.start) for e in events]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        # of the day told before, and not of the report's
        (
            "اغتال مسلحون معلما في بلدة نصيب يوم الأحد. وعصر اليوم ذاته انفجرت عبوة ناسفة في مدينة طفس.",
            [("killing", "2024-05-12"), ("explosive_device", "2024-05-12")],
        ),
        (
            "اعتقلت الشرطة ناشطا في عدن في الرابع من نيسان. وفي العاشر من الشهر نفسه خطف مسلحون شقيقه في مدينة لحج.",
            [("arrest", "2024-04-04"), ("abduction", "2024-04-10")],
        ),
        ("قصفت المدفعية بعد منتصف الليل حي الجميلية في حلب.", [("shelling", "2024-05-15")]),
        # a date that opens a report is the act's, where no sign parts it from it; the agency's is not
        ("يوم 2 مايو/أيار الجاري سيطر الجيش على بلدة أم روابة.", [("territory_gain", "2024-05-02")]),
        ("سرت في 2 مايو /قنا/ قتل طفلان بانفجار لغم في مدينة سرت.", [("explosive_device", None)]),
        # hours later, and in answer
        (
            "استهدفت مسيرة شاحنة في بلدة حولا ظهر أمس. وبعد نحو ساعتين قصفت المدفعية أطراف بلدة يارون.",
            [("drone_strike", "2024-05-14"), ("shelling", "2024-05-14")],
        ),
        (
            "قصفت قوات النظام بلدة كفرعمة صباح الاثنين. وردت الفصائل بقصف مواقعها في بلدة أورم.",
            [("shelling", "2024-05-13"), ("shelling", "2024-05-13")],
        ),
        # a lead gives its day to the attacks that it sums up, also to those told before another day is
        (
            "قتل 15 شخصا يوم الثلاثاء في سلسلة هجمات في العراق.\nوانفجرت سيارة مفخخة في مدينة الكوت فقتلت سبعة أشخاص."
            "\nوقتل مسلحون ثلاثة رجال في مدينة تكريت.\nوقتل أمس الأول جندي بانفجار عبوة في الرمادي.",
            [
                ("killing", "2024-05-14"),
                ("explosive_device", "2024-05-14"),
                ("killing", "2024-05-14"),
                ("explosive_device", "2024-05-13"),
            ],
        ),
        # when others died of it, or when bodies were found, is not when it was
        (
            "ارتفعت حصيلة قتلى الغارة على بلدة عنقون إلى ستة، بعد انتشال جثة اليوم. وكانت طائرات إسرائيلية أغارت على البلدة مساء الأحد.",
            [("air_strike", "2024-05-12"), ("body_found", "2024-05-15")],
        ),
        # nor is the day of what was days before, of a raid that a meeting is about, or of a taking that a release ended
        (
            "بحث محافظ درعا مع قادة الشرطة الهجوم الذي استهدف مخفر مدينة نوى الخميس الماضي وقتل فيه شرطيان.",
            [("talks", None), ("ground_attack", "2024-05-09")],
        ),
        ("أفرج مسلحون عن طبيب في مدينة سبها خطفوه قبل عشرة أيام.", [("release", None), ("abduction", "2024-05-05")]),
        # a story's day is of no act; a bulletin's is of each of its items
        (
            "صحيفة الميدان – الأحد 5 مايو 2024\nقصفت المدفعية حي بري في الخرطوم.\nوقتل قناص رجلا في أم درمان.\nونهب مسلحون سوق بحري.",
            [("shelling", None), ("killing", None), ("property_destruction", None)],
        ),
        (
            "حصاد الأحد 5 مايو 2024\nقصفت المدفعية حي بري في الخرطوم.\nوقتل قناص رجلا في أم درمان.\nونهب مسلحون سوق بحري.",
            [("shelling", "2024-05-05"), ("killing", "2024-05-05"), ("property_destruction", "2024-05-05")],
        ),
    ],
)
def test_days_carried_and_not(pipeline, text: str, told: list[tuple]) -> None:
    assert days(pipeline, text) == told
