"""Agreement of coders: the measure against published figures, the events that are one, and the command."""

from __future__ import annotations

import json
from pathlib import Path

import msgspec
import pytest

from rasid.coders.agreement import compare
from rasid.coders.alpha import Unit, alpha, masi, nominal, ratio
from rasid.coders.fields import Point, apart
from rasid.coders.matching import aligned
from rasid.model import Event, Report
from rasid.pipeline import Pipeline
from running import Rasid, runner

# Four observers, twelve units, gaps: the example of Krippendorff's "Computing Krippendorff's Alpha-Reliability" (2011).
OBSERVED = [
    "1 1 . 1",
    "2 2 3 2",
    "3 3 3 3",
    "3 3 3 3",
    "2 2 2 2",
    "1 2 3 4",
    "4 4 4 4",
    "1 1 2 1",
    "2 2 2 2",
    ". 5 5 5",
    ". . 1 1",
    ". 3 . .",
]
UNITS = [Unit(tuple(int(v) for v in row.split() if v != "."), str(n)) for n, row in enumerate(OBSERVED)]

REPORTS = [
    ("a", "قصفت مدفعية الجيش السوري يوم الجمعة بلدة البارة بريف إدلب، ما أدى إلى مقتل ثلاثة مدنيين. واعتقلت الشرطة شابين في إدلب."),
    ("b", "خرج العشرات في مظاهرة في مدينة السويداء يوم السبت."),
    ("c", "انفجرت عبوة ناسفة بسيارة في مدينة عدن وقتل جندي."),
    ("d", "اختطف مسلحون مجهولون طبيبا في مدينة سبها."),
    ("e", "شنت طائرات حربية غارتين على مخزن في ريف حماة."),
    ("f", "أفرجت السلطات عن خمسة معتقلين في مدينة الخرطوم."),
]


@pytest.fixture
def rasid(capfd: pytest.CaptureFixture[str]) -> Rasid:
    return runner(capfd)


@pytest.fixture(scope="module")
def coded(pipeline: Pipeline) -> dict[str, list[Event]]:
    return {id_: pipeline.code(Report(id=id_, text=text, published="2024-03-10", lang="ar")) for id_, text in REPORTS}


def changed(event: Event, **other: object) -> Event:
    return msgspec.structs.replace(event, **other)


def test_alpha_of_the_published_example() -> None:
    made = alpha(UNITS)
    assert made.value == pytest.approx(0.743, abs=0.0005)
    assert made.units == 11
    assert alpha(UNITS, ratio).value == pytest.approx(0.797, abs=0.0005)
    assert made.low is not None and made.high is not None and made.low < made.value < made.high <= 1


def test_alpha_of_one_mind_of_chance_and_of_nothing() -> None:
    assert alpha([Unit((n, n), "r") for n in range(5)]).value == 1
    crossed = [Unit((a, b), f"{a}{b}{n}") for a in "xy" for b in "xy" for n in range(50)]
    assert alpha(crossed).value == pytest.approx(0, abs=0.01)
    assert alpha([Unit((True, True), "r")] * 9)[:3] == (None, None, None)
    assert alpha([Unit((1,), "r")]) == (None, None, None, 0, None)


def test_distances() -> None:
    assert nominal("a", "b") == 1
    a, ab, bc = frozenset("a"), frozenset("ab"), frozenset("bc")
    assert [masi(ab, ab), masi(a, bc)] == [0, 1]
    assert masi(a, ab) == pytest.approx(2 / 3)
    assert masi(ab, bc) == pytest.approx(8 / 9)
    assert [ratio(3, 3), ratio(None, None), ratio(None, 0)] == [0, 0, 1]
    assert ratio(3, 6) == ratio(30, 60) == pytest.approx(1 / 9)
    assert apart(Point("x", 35.0, 36.0), Point("y", 35.09, 36.0)) == pytest.approx(0.4, abs=0.01)
    assert [apart(None, None), apart(None, Point("x", 1, 1)), apart(Point("x", None, None), Point("y", 1, 1))] == [0, 1, 1]


def test_events_of_the_same_words_are_one(coded: dict[str, list[Event]]) -> None:
    shelling, arrest = coded["a"]
    other = changed(shelling, type="air_strike", evidence=changed_words(shelling, 10))
    assert aligned({"one": [shelling, arrest], "two": [arrest, other], "three": [shelling]}) == [
        {"one": shelling, "two": other, "three": shelling},
        {"one": arrest, "two": arrest},
    ]
    far = changed(arrest, type="protest")
    assert len(aligned({"one": [shelling], "two": [far]})) == 2


def changed_words(event: Event, less: int) -> object:
    words = event.evidence
    return msgspec.structs.replace(words, text=words.text[:-less], span=(words.span[0], words.span[1] - less))


def test_the_same_coding_agrees_wholly(coded: dict[str, list[Event]]) -> None:
    made = compare({"one": coded, "two": coded})
    assert made.found.value == 1
    assert all(a.value == 1 for a in made.fields.values())
    assert made.differences == []


def test_what_differs_is_counted_and_told(coded: dict[str, list[Event]]) -> None:
    shelling, arrest = coded["a"]
    second = {**coded, "a": [changed(shelling, status="planned", places=[])], "c": []}
    made = compare({"one": coded, "two": second})
    missing = 1 + len(coded["c"])
    events = sum(map(len, coded.values()))
    assert made.shared == events - missing
    assert made.found.value == pytest.approx(2 * made.shared / (2 * events - missing))
    assert {d.field for d in made.differences if d.report == "a" and d.text == shelling.evidence.text} == {"status", "place"}
    assert [d.values for d in made.differences if d.field == "event" and d.report == "a"] == [{"one": arrest.type, "two": None}]
    assert made.fields["status"].value is not None and made.fields["status"].value < 1
    assert made.fields["type"].value == 1


def lines(path: Path, coded: dict[str, list[Event]]) -> Path:
    path.write_bytes(b"".join(msgspec.json.encode(e) + b"\n" for events in coded.values() for e in events))
    return path


def test_the_command(coded: dict[str, list[Event]], tmp_path: Path, rasid: Rasid) -> None:
    layla = lines(tmp_path / "layla.jsonl", coded)
    omar = lines(tmp_path / "omar.jsonl", {**coded, "a": [changed(coded["a"][0], type="air_strike")], "b": []})
    code, out, _ = rasid("agreement", layla, omar, "--show")
    assert code == 0
    assert "6 reports" in out and "layla" in out and "alpha" in out
    assert "a: type: layla shelling; omar air_strike" in out
    assert "a: event: layla arrest; omar –" in out
    made = json.loads(rasid("agreement", layla, omar, "--json").out)
    assert made["fields"]["type"]["units"] == made["shared"]
    assert json.loads(rasid("agreement", layla, omar, "--json", "--common").out)["reports"] == 5


def test_the_command_says_what_is_wrong(tmp_path: Path, rasid: Rasid) -> None:
    empty, broken = tmp_path / "empty.jsonl", tmp_path / "broken.jsonl"
    empty.write_text("")
    broken.write_text('{"id": "ev_1"}\n')
    for arguments, said in [
        ([empty], "between two codings"),
        ([empty, empty], "twice"),
        ([empty, tmp_path / "none.jsonl"], "cannot be read"),
        ([empty, broken], "broken.jsonl:1"),
        ([empty, tmp_path / "more.jsonl"], "no events"),
    ]:
        (tmp_path / "more.jsonl").write_text("")
        (tmp_path / "none.jsonl").unlink(missing_ok=True)
        code, _, err = rasid("agreement", *arguments)
        assert code != 0 and said in err
