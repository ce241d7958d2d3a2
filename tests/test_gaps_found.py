"""What reports say that nothing in the data covers is found, counted, and told with an entry to edit."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
import yaml

from rasid.cli.gaps import collector
from rasid.lexicon.layers import BUILT_IN
from rasid.lexicon.verbs import Verb, VerbForms, ordinary_verbs, verb_forms
from rasid.model import Report
from rasid.pipeline import Pipeline
from rasid.reading.gaps import Gap, entry_of
from running import Rasid, runner

# زعبق and كردح are no words of Arabic: no later entry will cover them.
TEXTS = [
    "زعبقت دورية من الجيش السوري منازل في قرية أم الحصى جنوب الرستن مساء الاثنين.",
    "قال سكان إن عناصر لواء صقور السهل كانوا يزعبقون المارة قرب الرستن، ثم وصلت دورية إلى قرية أم الحصى.",
    "وكردحت الشرطة سيارة قرب حمص، ووصلت دورية من لواء صقور السهل.",
    "زعبق الفريق خصمه في الشوط الثاني وسجل هدفين في مباراة كرة القدم على ملعب المدينة ضمن الدوري.",
]


@pytest.fixture(scope="module")
def verbs(pipeline: Pipeline) -> VerbForms:
    return verb_forms(pipeline.lexicon, [BUILT_IN])


def found(pipeline: Pipeline, texts: list[str], least: int = 1) -> dict[tuple[str, str], Gap]:
    gaps = collector(pipeline)
    for n, text in enumerate(texts):
        report = Report(id=f"r{n}", text=text)
        gaps.add(report, pipeline.reader.read(report))
    return {(g.kind, g.said): g for g in gaps.ranked(least=least)}


def test_verbs_places_and_parties_that_nobody_taught(pipeline: Pipeline) -> None:
    gaps = found(pipeline, TEXTS)
    verb = gaps["verb", "زعبق"]
    assert (verb.verb, verb.times, verb.reports) == (Verb("ز ع ب ق", "q1"), 2, 2), "sport is not read"
    assert set(verb.forms) == {"زعبقت", "يزعبقون"} and verb.country == "SYR"
    assert gaps["verb", "كردح"].verb == Verb("ك ر د ح", "q1"), "with the conjunction taken off"
    place = gaps["place", "أم الحصى"]
    assert (place.head, place.times, place.country) == ("village", 2, "SYR") and "أم الحصى" in place.examples[0]
    assert gaps["party", "لواء صقور السهل"].times == 2
    assert ("verb", "وصل") not in gaps, "an everyday verb"
    assert set(found(pipeline, TEXTS, least=2)) == {("verb", "زعبق"), ("place", "أم الحصى"), ("party", "لواء صقور السهل")}


def test_what_is_known_is_no_gap(pipeline: Pipeline) -> None:
    assert not found(pipeline, ["قصفت مدفعية الجيش السوري بلدة البارة، واعتقلت قوات سوريا الديمقراطية شابين في مدينة الرقة."])


@pytest.mark.parametrize(
    "word, verb",
    [
        ("داهمت", Verb("د ه م", "3")),
        ("يقتحمون", Verb("ق ح م", "8")),
        ("استولت", Verb("و ل ي", "10")),
        ("تدحرج", Verb("د ح ر ج", "q2")),
        ("باعت", Verb("ب ي ع", "1")),
        ("أكدوا", Verb("ء ك د", "2")),
    ],
)
def test_a_word_is_read_backwards(pipeline: Pipeline, verbs: VerbForms, word: str, verb: Verb) -> None:
    read = dict(verbs.of(pipeline.lexicon.folder.fold(word)))
    assert verb in read and all(any(f.text == pipeline.lexicon.folder.fold(word) for f in verbs.forms(v)) for v in read)


def test_ordinary_verbs_are_verbs(pipeline: Pipeline, verbs: VerbForms) -> None:
    ordinary = ordinary_verbs(pipeline.lexicon, [BUILT_IN])
    assert len(ordinary) > 200
    for verb in ordinary:
        assert verbs.forms(verb), verb
    assert not {Verb("ق ت ل", "1"), Verb("ق ص ف", "1"), Verb("ق ح م", "8")} & ordinary


def test_entries_have_the_shape_of_their_files(pipeline: Pipeline) -> None:
    gaps = found(pipeline, TEXTS)
    verb = entry_of(gaps["verb", "زعبق"])
    assert (verb["verb"], verb["root"], verb["form"], verb["type"]) == ("زعبق", "ز ع ب ق", "q1", "?")
    assert "زعبق" in verb["examples"][0]["text"]
    assert entry_of(gaps["party", "لواء صقور السهل"])["names"]["ar"] == "لواء صقور السهل"


@pytest.fixture
def rasid(capfd: pytest.CaptureFixture[str]) -> Rasid:
    return runner(capfd)


def test_the_command(rasid: Rasid, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pile = tmp_path / "pile"
    pile.mkdir()
    for n, text in enumerate(TEXTS):
        (pile / f"{n}.txt").write_text(text, encoding="utf-8")
    for width in ("80", "200"):
        monkeypatch.setenv("COLUMNS", width)
        shown = rasid("gaps", pile)
        plain = [line.translate(dict.fromkeys(map(ord, "\u2068\u2069\u200f"))) for line in shown.out.splitlines()]
        assert shown.code == 0 and max(map(len, plain)) <= min(110, int(width))
        assert "root ز ع ب ق, form q1 · 2 times in 2 reports" in shown.out.translate(dict.fromkeys(map(ord, "\u2068\u2069")))
        assert "4 reports read; 3 gaps that come at least 2 times." in shown.err
    records = [json.loads(line) for line in rasid("gaps", pile, "--format", "jsonl", "--least", "1", "--kind", "verb").out.splitlines()]
    assert {r["said"] for r in records} == {"زعبق", "كردح"} and records[0]["entry"]["root"] == "ز ع ب ق"
    entries = rasid("gaps", pile, "--format", "entries").out
    yamls, _, table = entries.partition("# world/places/mine.csv\n")
    assert [e["id"] for e in yaml.safe_load(yamls)] == ["own_زعبق", "?"]
    assert [row["ar"] for row in csv.DictReader(table.splitlines())] == ["أم الحصى"]


def test_one_bad_file_is_named_and_the_rest_is_read(rasid: Rasid, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXTS[0], encoding="utf-8")
    ran = rasid("gaps", tmp_path / "a.txt", tmp_path / "nowhere.txt", "--least", "1")
    assert ran.code == 1 and "nowhere.txt" in ran.err and "أم الحصى" in ran.out
