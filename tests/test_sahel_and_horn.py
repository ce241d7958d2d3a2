"""Towns, armies and groups of the Sahel and the Horn, as Arabic reports name them; names that are words too only after what they are."""

from __future__ import annotations

import pytest

from rasid.model import Event, Report
from rasid.pipeline import Pipeline


def coded(pipeline: Pipeline, text: str) -> list[Event]:
    return pipeline.code(Report(id="r", text=text, published="2024-03-14"))


@pytest.mark.parametrize(
    ("text", "place", "victims"),
    [
        ("قتل تسعة جنود ماليين في كمين نصبه مسلحون قرب بلدة غوندام.", "غوندام", "malian-armed-forces"),
        ("قتل 6 جنود نيجيريين في هجوم شنه مسلحون على قاعدة عسكرية في مدينة ديكوا.", "ديكوا", "nigerian-armed-forces"),
        ("قتلت نصرة الإسلام والمسلمين جنودا من الجيش البوركيني في مدينة دياباغا.", "دياباغا", "burkinabe-armed-forces"),
        ("اندلعت اشتباكات بين ميليشيا فانو والجيش الإثيوبي في مدينة لاليبيلا.", "لاليبيلا", "ethiopian-armed-forces"),
        ("هاجم مسلحون دورية للجيش النيجري قرب قرية بانيبانغو.", "بانيبانغو", "nigerien-armed-forces"),
    ],
)
def test_towns_and_armies_of_the_sahel_are_known(pipeline: Pipeline, text: str, place: str, victims: str) -> None:
    (event,) = coded(pipeline, text)
    assert [p.names.get("ar") for p in event.places] == [place]
    assert [t.actor for t in event.targets if t.actor] == [victims]


@pytest.mark.parametrize(
    "text",
    [
        "قتل شاب وولداه في قصف على بلدة سرمين.",
        "أفادت كونا بأن شابين كانا معه قتلا في قصف على بلدة سرمين.",
        "قتل شاب في قصف على بلدة سرمين بعد خلاف مالي بيني وبينه.",
    ],
)
def test_words_that_are_names_in_the_sahel_too_name_no_place(pipeline: Pipeline, text: str) -> None:
    assert {p.country for e in coded(pipeline, text) for p in e.places} == {"SYR"}
