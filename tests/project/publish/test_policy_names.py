"""How many of the names in sentences of ours the scrubber takes out, and how much else with them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from rasid.pipeline import Pipeline
from rasid.publish.policy.names import Scrubber

SENTENCES = (Path(__file__).parent / "named.txt").read_text(encoding="utf-8").splitlines()
LATER = next(n for n, line in enumerate(SENTENCES) if line.startswith("# Written after"))
NAME = re.compile(r"{(.*?)}")
WORD = re.compile(r"\w+")


def left(text: str) -> set[str]:
    return set(WORD.findall(text))


TUNED, OTHERS = SENTENCES[:LATER], SENTENCES[LATER:]


@pytest.mark.parametrize(("lines", "least", "most"), [(TUNED, 1.0, 20), (OTHERS, 27 / 35, 5)], ids=["tuned", "later"])
def test_names_found_and_words_taken_with_them(pipeline: Pipeline, lines: list[str], least: float, most: int) -> None:
    """27 of 35 words of names in sentences that it was not made with: why a public profile lets out no words at all."""
    scrubber = Scrubber(pipeline.lexicon, [], lambda name: "███")
    found = names = others = 0
    for line in (x for x in lines if not x.startswith("#")):
        plain = line.replace("{", "").replace("}", "")
        out = scrubber.clean(plain)
        words = [w for name in NAME.findall(line) for w in name.split()]
        names += len(words)
        found += sum(w not in out for w in words)
        others += len(left(plain) - left(out) - {x for w in words for x in (w, "و" + w)})
    assert found / names >= least and others <= most


@pytest.mark.parametrize("contact", ["salim@wadi.example", "https://wadi.example/u/salim", "@salim_wadi", "+963 944 000 111"])
def test_what_reaches_a_person_goes(pipeline: Pipeline, contact: str) -> None:
    scrubber = Scrubber(pipeline.lexicon, [], lambda name: "███")
    assert scrubber.clean(f"للتواصل {contact} مساء") == "للتواصل ███ مساء"


def test_days_figures_and_outlets_stay(pipeline: Pipeline) -> None:
    scrubber = Scrubber(pipeline.lexicon, [], lambda name: "███")
    for text in (
        "مقتل 12 مدنيا في 08-03-2024",
        "2024-03-08 10:00",
        "شبكة الشمال",
        "المرصد السوري لحقوق الإنسان",
        "وكالة الوادي",
        "wadi.example",
    ):
        assert scrubber.clean(text) == text


@pytest.mark.parametrize(
    ("outlet", "text", "left"),
    [
        ("مراسل الضفتين", "مراسل الضفتين", "مراسل الضفتين"),
        ("مراسل الأغوار", "وقال مراسل الأغوار إن القصف تجدد", "وقال مراسل الأغوار إن القصف تجدد"),
        ("مراسل الضفتين", "وقال لمراسل الضفتين ضابط", "وقال لمراسل الضفتين ضابط"),
        ("مراسل الضفتين", "مراسل الضفتين وضاح الغزاوي", "مراسل الضفتين ███"),
        ("مراسل الضفتين", "الناشط وضاح الغزاوي", "الناشط ███"),
        ("الناشط وضاح الغزاوي", "الناشط وضاح الغزاوي", "الناشط ███"),  # a person's own page
    ],
)
def test_an_outlet_is_no_person(pipeline: Pipeline, outlet: str, text: str, left: str) -> None:
    scrubber = Scrubber(pipeline.lexicon, [], lambda name: "███")
    scrubber.around([None, outlet])
    assert scrubber.cleaned(text) == left and scrubber.took == (text != left)


def test_outlets_of_another_report_are_none_of_this_one(pipeline: Pipeline) -> None:
    scrubber = Scrubber(pipeline.lexicon, [], lambda name: "███")
    for outlet, left in (("مراسل الأغوار", "مراسل الأغوار"), ("وكالة التلة", "مراسل ███")):
        scrubber.around([outlet])
        assert scrubber.cleaned("مراسل الأغوار") == left


def test_no_source_of_the_data_is_a_person(pipeline: Pipeline) -> None:
    scrubber = Scrubber(pipeline.lexicon, [], lambda name: "███")
    names = [name for row in pipeline.lexicon.sources.values() for name in row["names"].values()]
    assert [name for name in names if scrubber.clean(name) != name] == []


def test_a_listed_name_goes_from_outlets_too(pipeline: Pipeline) -> None:
    scrubber = Scrubber(pipeline.lexicon, ["وضاح الغزاوي"], lambda name: "███")
    scrubber.around(["أخبار وضاح الغزاوي"])
    assert scrubber.cleaned("أخبار وضاح الغزاوي") == "أخبار ███"
