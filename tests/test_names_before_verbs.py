"""Words that are told apart by what stands before them: students, names of people, gangs that the police pursue."""

from __future__ import annotations

import pytest

from rasid.model import Event, Report
from rasid.pipeline import Pipeline


def only(pipeline: Pipeline, text: str) -> Event:
    events = pipeline.code(Report(id="n", text=text, published="2024-05-20", lang="ar"))
    assert len(events) == 1, [e.type for e in events]
    return events[0]


def test_a_word_of_asking_right_after_harm_is_a_student(pipeline: Pipeline) -> None:
    event = only(pipeline, "أصيب طالب ثانوية برصاص الجيش الإسرائيلي قرب بلدة بيتا.")
    assert [(t.effect, t.min, t.groups) for t in event.toll] == [("injured", 1, ["students"])]


def test_a_word_of_asking_after_a_definite_act_asks(pipeline: Pipeline) -> None:
    event = only(pipeline, "قصفت المدفعية مدينة تعز، وبعد القصف طالب السكان بوقف إطلاق النار.")
    assert event.toll == []


@pytest.mark.parametrize(
    ("text", "doer"),
    [
        ("تطارد الشرطة عصابة مسلحة خطفت مهندسا قرب مدينة أوباري.", "armed-gangs"),
        ("خطفت الشرطة مهندسا قرب مدينة أوباري.", "police"),
    ],
)
def test_whom_an_unknown_verb_is_done_to_does_what_is_told_of_them(text: str, doer: str, pipeline: Pipeline) -> None:
    assert [p.actor for p in only(pipeline, text).initiators] == [doer]


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("قتلت قذيفة هاون المواطن سعيد حمود الخوخة في مدينة حيس.", ["Hays"]),
        ("قصفت مليشيا الحوثي منزل المواطن صالح عمر الجراحي في مدينة حيس.", ["Hays"]),
        ("قصفت مليشيا الحوثي الخوخة.", ["Al-Khawkhah"]),
        ("قتل الشاب صالح عمر في الخوخة برصاص مليشيا الحوثي.", ["Al-Khawkhah"]),
    ],
)
def test_what_ends_the_name_of_a_person_is_no_place(text: str, places: list[str], pipeline: Pipeline) -> None:
    assert [p.names.get("en") for p in only(pipeline, text).places if p.names] == places


def test_two_battalions_are_a_side(pipeline: Pipeline) -> None:
    assert [p.actor for p in only(pipeline, "تجددت المواجهات بين كتيبتين تسيطران على مدينة صرمان.").initiators] == ["armed-factions"]


def test_an_activist_of_relief_is_no_relief(pipeline: Pipeline) -> None:
    assert only(pipeline, "هدمت قذيفة أطلقتها مليشيا الحوثي بيت ناشط إغاثة في مدينة التحيتا.").type == "shelling"
