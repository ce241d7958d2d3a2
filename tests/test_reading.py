"""Reading, mechanism by mechanism: what is folded, generated, counted, dated and found in words."""

from __future__ import annotations

import datetime as dt

import pytest

from rasid.coding.dating import dates
from rasid.model import Report


def mentions(pipeline, text, *kinds):
    reading = pipeline.reader.read(Report(id="t", text=text))
    return [m for s in reading.sentences for m in s.mentions if m.kind in kinds]


def words(text, mention):
    return text[mention.span[0] : mention.span[1]]


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("قـصـف", "qasafa"),  # tatweel
        ("قَصْفٌ", "qasafa"),  # vowels
        ("ﻗﺼﻒ", "qasafa"),  # presentation forms
        ("قـ ـصـ ـف", "qasafa"),  # broken up to pass moderation
        ("#قصف_مدفعي", "qasafa"),  # hashtag
        ("والقصف", "qasafa"),
        ("وسيقصفون", "qasafa"),
        ("قصفتهم", "qasafa"),
    ],
)
def test_a_word_is_found_however_it_is_written(pipeline, written, found) -> None:
    text = f"{written} على بلدة سرمين"
    triggers = mentions(pipeline, text, "trigger")
    assert found in triggers[0].entries
    assert words(text, triggers[0]).strip("#") in text


@pytest.mark.parametrize("written", ["د.اعش", "دا*عش", "داعش"])
def test_a_censored_name_is_the_party(pipeline, written) -> None:
    text = f"هاجم {written} قرية قرب السخنة"
    party = mentions(pipeline, text, "party")[0]
    assert party.data["party"] == "islamic-state"
    assert words(text, party) == written


@pytest.mark.parametrize(
    ("phrase", "low", "high", "vague"),
    [
        ("3 مدنيين", 3, 3, None),
        ("٣ مدنيين", 3, 3, None),
        ("ثلاثة مدنيين", 3, 3, None),
        ("ثلاثة وعشرين مدنيا", 23, 23, None),
        ("مئة وخمسين مدنيا", 150, 150, None),
        ("ألفين وثلاثمئة مدني", 2300, 2300, None),
        ("أكثر من 40 مدنيا", 40, None, None),
        ("ما لا يقل عن سبعة مدنيين", 7, None, None),
        ("14 مدنيا على الأقل", 14, None, None),
        ("ما يصل إلى 30 مدنيا", None, 30, None),
        ("نحو 400 مدني", 400, 400, "about"),
        ("20 إلى 25 مدنيا", 20, 25, None),
        ("بين 20 و25 مدنيا", 20, 25, None),
        ("عشرات المدنيين", None, None, "dozens"),
        ("مئات المدنيين", None, None, "hundreds"),
        ("عدة مدنيين", None, None, "several"),
        ("طفلين", 2, 2, None),
        ("طفل", 1, 1, None),
    ],
)
def test_counts(pipeline, phrase, low, high, vague) -> None:
    events = pipeline.code(Report(id="t", text=f"أسفر قصف على بلدة سرمين عن مقتل {phrase} يوم السبت."))
    row = events[0].toll[0]
    assert (row.effect, row.min, row.max, row.vague) == ("killed", low, high, vague)


@pytest.mark.parametrize(
    ("parts", "start", "end"),
    [
        ({"weekday": 4}, "2018-11-23", "2018-11-23"),  # الجمعة, published on a Sunday
        ({"weekday": 6}, "2018-11-25", "2018-11-25"),  # the day itself
        ({"weekday": 6, "which": "past"}, "2018-11-18", "2018-11-18"),
        ({"offset": -1}, "2018-11-24", "2018-11-24"),
        ({"weekday": 2, "weekday2": 3}, "2018-11-21", "2018-11-22"),  # ليل الأربعاء–الخميس
        ({"month": 11, "day": 3}, "2018-11-03", "2018-11-03"),
        ({"month": 12, "day": 3}, "2017-12-03", "2017-12-03"),  # the latest that is not after publication
        ({"month": 10}, "2018-10-01", "2018-10-31"),
        ({"date": "15/3/2018"}, "2018-03-15", "2018-03-15"),
    ],
)
def test_dates_are_resolved_from_the_day_of_publication(parts, start, end) -> None:
    found = dates(parts, dt.date(2018, 11, 25))
    assert found is not None
    assert (found[0].isoformat(), found[1].isoformat()) == (start, end)


@pytest.mark.parametrize(
    "parts", [{"weekday": 4}, {"offset": -1}, {"month": 11, "day": 3}, {"month": 2, "day": 30, "year": 2018}, {"date": "31/2/2018"}]
)
def test_no_date_is_invented(parts) -> None:
    assert dates(parts, None) is None


@pytest.mark.parametrize(
    ("month", "number"),
    [("تشرين الثاني", 11), ("نوفمبر", 11), ("كانون الأول/ديسمبر", 12), ("غشت", 8), ("جويلية", 7), ("شباط", 2), ("أيار/مايو", 5)],
)
def test_months_of_every_newsroom(pipeline, month, number) -> None:
    event = pipeline.code(Report(id="t", text=f"قصفت قوات النظام بلدة سرمين في 5 {month} 2019."))[0]
    assert event.time.start == f"2019-{number:02d}-05"


def test_a_place_against_its_border_is_flagged(pipeline) -> None:
    event = pipeline.code(Report(id="t", text="شن تنظيم داعش هجوما على مواقع قسد عند الحدود السورية – التركية في منطقة الباغوز."))[0]
    assert "place-conflict" in event.flags


def test_page_furniture_is_not_read(pipeline) -> None:
    reading = pipeline.reader.read(Report(id="t", text="قصف الجيش بلدة سرمين.\n\nاقرأ أيضا: مقتل خمسة في قصف على إدلب\n"))
    assert [s.skipped for s in reading.sentences] == [None, "page furniture"]


def test_people_counted_after_a_force_are_whom_it_took(pipeline) -> None:
    text = "اعتقلت القوات 24 سوريا في مدينة الرقة."
    party, people = mentions(pipeline, text, "party", "person")
    assert (words(text, party), words(text, people)) == ("القوات", "24 سوريا")


@pytest.mark.parametrize(
    ("text", "number"), [("قتل شرطيا مرور أمس.", "d"), ("قتل مسلحون عقيدا تركيا أمس.", "s"), ("قتل ضابطا الجيش أمس.", "d")]
)
def test_an_ending_that_loses_its_n_before_whose_they_are_tells_two(pipeline, text, number) -> None:
    assert mentions(pipeline, text, "person")[-1].data["number"] == number


def test_safety_of_some_kind_is_no_force(pipeline) -> None:
    assert not mentions(pipeline, "حذر خبراء من انهيار الأمن الغذائي، وقالوا إن تهديد الأمن والاستقرار مستمر.", "party")
    assert mentions(pipeline, "انتشرت قوات الأمن والجيش في المدينة.", "party")
