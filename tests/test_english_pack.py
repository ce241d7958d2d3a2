"""A tiny English pack passes with no line of `reading` or `coding` knowing it: the proof that Arabic is not wired in.

The pack is a layer over the built-in ontology alone, so that no Arabic word, party or place is loaded. All of it is invented.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from rasid.lexicon.check import findings
from rasid.lexicon.layers import BUILT_IN, read_yaml
from rasid.model import Event, Report
from rasid.pipeline import Pipeline

PACK = Path(__file__).parent / "packs" / "en_tiny"
SATURDAY = "2019-12-14"


@pytest.fixture(scope="module")
def layers(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    ontology = tmp_path_factory.mktemp("ontology")
    shutil.copytree(BUILT_IN / "ontology", ontology / "ontology")
    return [ontology, PACK]


@pytest.fixture(scope="module")
def pipeline(layers: list[Path]) -> Pipeline:
    return Pipeline.load("en", layers)


def coded(pipeline: Pipeline, text: str) -> list[Event]:
    """The events of a text; every span is checked on the way."""
    events = pipeline.code(Report(id="r", text=text, published=SATURDAY, lang="en"))
    for event in events:
        for part in [*parts(event), event.time]:
            if part.span is not None:
                assert text[part.span[0] : part.span[1]] == part.text
    return events


def parts(event: Event) -> list[Any]:
    return [*event.initiators, *event.targets, *event.places, *event.instruments, *event.toll, *event.sources, event.evidence]


def only(pipeline: Pipeline, text: str) -> Event:
    events = coded(pipeline, text)
    assert len(events) == 1, [e.type for e in events]
    return events[0]


def actors(side: list[Any]) -> list[str | None]:
    return [p.actor for p in side]


EXAMPLES = [
    (entry["id"], example)
    for path in sorted((PACK / "languages" / "en" / "triggers").glob("*.yaml"))
    for entry in read_yaml(path)
    for example in entry["examples"]
]


def test_the_pack_passes_the_lint(layers: list[Path]) -> None:
    assert [f.line() for f in findings(layers)] == []


def test_the_pack_is_small_and_no_arabic_is_loaded(pipeline: Pipeline) -> None:
    assert len(pipeline.lexicon.compiled.parties) == 10
    assert len(pipeline.lexicon.compiled.places) == 10
    assert not [p for p in pipeline.lexicon.compiled.patterns if any("\u0600" <= c <= "\u06ff" for c in p)]


@pytest.mark.parametrize(("entry", "example"), EXAMPLES, ids=[entry for entry, _ in EXAMPLES])
def test_examples(pipeline: Pipeline, entry: str, example: dict[str, Any]) -> None:
    event = only(pipeline, example["text"])
    assert event.type == example["type"] and event.status == "asserted"
    assert set(example.get("initiators") or []) <= set(actors(event.initiators))
    assert set(example.get("targets") or []) <= set(actors(event.targets))


def test_shelling(pipeline: Pipeline) -> None:
    event = only(pipeline, "The Northern Valley Army shelled the village of Dorsa with rockets on Friday morning.")
    assert (event.type, event.status) == ("shelling", "asserted")
    assert actors(event.initiators) == ["northern-valley-army"]
    assert [(p.id, p.text) for p in event.places] == [("rasid:990005", "village of Dorsa")]
    assert [i.weapon for i in event.instruments] == ["rocket"]
    assert event.time.start == "2019-12-13" and event.time.text == "Friday morning"


def test_killing_with_toll_and_source(pipeline: Pipeline) -> None:
    event = only(pipeline, "Unknown gunmen killed at least two farmers near Isolt on Thursday, the Hill Observatory said.")
    assert event.type == "killing" and actors(event.initiators) == ["gunmen"]
    assert [(t.effect, t.who, t.min, t.max) for t in event.toll] == [("killed", "civilian", 2, None)]
    assert [(s.source, s.stance) for s in event.sources] == [("hill-observatory", "reports")]
    assert [(p.id, p.relation) for p in event.places] == [("rasid:990010", "near")]
    assert event.time.start == "2019-12-12"


def test_harm_joins_the_attack_that_caused_it(pipeline: Pipeline) -> None:
    event = only(pipeline, "Two children were killed in the shelling of Dorsa by the Northern Valley Army.")
    assert event.type == "shelling" and actors(event.initiators) == ["northern-valley-army"]
    assert [(t.effect, t.min, t.groups) for t in event.toll] == [("killed", 2, ["children"])]


def test_arrest(pipeline: Pipeline) -> None:
    event = only(pipeline, "The Coast Republic Police arrested 1,200 people in the city of Eskar, according to local sources.")
    assert event.type == "arrest" and actors(event.initiators) == ["coast-police"]
    assert [(t.effect, t.min, t.max) for t in event.toll] == [("detained", 1200, 1200)]
    assert [s.source for s in event.sources] == ["local-sources"]


@pytest.mark.parametrize(
    ("text", "type_", "status"),
    [
        ("The Northern Valley Army did not shell the town of Ardun.", "shelling", "negated"),
        ("The Red Hill Brigade denied that it shelled the town of Ardun.", "shelling", "denied"),
        ("The Northern Valley Army plans to attack the town of Corvin.", "ground_attack", "planned"),
        ("The Red Hill Brigade tried to capture Falun on Thursday.", "territory_gain", "attempted"),
        ("The Red Hill Brigade may attack a checkpoint in Corvin.", "ground_attack", "possible"),
    ],
)
def test_standing(pipeline: Pipeline, text: str, type_: str, status: str) -> None:
    event = only(pipeline, text)
    assert (event.type, event.status) == (type_, status)


def test_metaphor_gives_nothing(pipeline: Pipeline) -> None:
    assert coded(pipeline, "The team won the match and the striker attacked the goal.") == []


def test_two_sentences(pipeline: Pipeline) -> None:
    text = "The Red Hill Brigade captured Falun on Monday.\nThe Northern Valley Army withdrew from Gorrin."
    assert [e.type for e in coded(pipeline, text)] == ["territory_gain", "withdrawal"]


# What English says and Arabic does not: each is a rule of `reading` or `coding` that expects a clitic و or a verb first.


@pytest.mark.xfail(strict=False, reason="a list of places needs an attached conjunction after the first")
def test_places_listed_with_commas(pipeline: Pipeline) -> None:
    event = only(pipeline, "The Red Hill Brigade captured Falun, Gorrin and Isolt yesterday.")
    assert [p.id for p in event.places] == ["rasid:990007", "rasid:990008", "rasid:990010"]


@pytest.mark.xfail(strict=False, reason="parts of a number word join only by an attached conjunction")
@pytest.mark.parametrize("number", ["Twenty five", "Twenty-five"])
def test_numbers_without_a_conjunction(pipeline: Pipeline, number: str) -> None:
    event = only(pipeline, f"{number} civilians were killed in an explosion in Halmet.")
    assert [(t.effect, t.min, t.max) for t in event.toll] == [("killed", 25, 25)]


@pytest.mark.xfail(strict=False, reason="a subject after 'and' goes to the verb before it, not to its own")
def test_two_subjects_with_their_verbs(pipeline: Pipeline) -> None:
    event = only(pipeline, "Twenty people were killed and 40 others were wounded in an air strike on the city of Belmara.")
    assert {(t.effect, t.min) for t in event.toll} == {("killed", 20), ("injured", 40)}


@pytest.mark.xfail(strict=False, reason="a participle after a comma is not tied to the verb before it")
def test_what_came_of_it_in_a_participle(pipeline: Pipeline) -> None:
    event = only(pipeline, "The Northern Valley Army shelled Dorsa with rockets, killing three civilians and wounding two children.")
    assert event.type == "shelling" and [(t.effect, t.min) for t in event.toll] == [("killed", 3), ("injured", 2)]
