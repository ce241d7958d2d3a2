"""What holds of any text: no crash, spans that quote to the letter, the same events every time, offsets that lead back."""

from __future__ import annotations

import json
import re
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from rasid.lexicon.fold import Folder
from rasid.lexicon.layers import BUILT_IN, mapping
from rasid.model import Event, Report
from rasid.pipeline import Pipeline

ANY = settings(deadline=None, max_examples=120, derandomize=True, suppress_health_check=[HealthCheck.too_slow])

LETTERS = "ابتثجحخدذرزسشصضطظعغفقكلمنهويءأإآؤئىة"
DIGITS = "0123456789٠١٢٣٤٥٦٧٨٩۰۱۲۳"
SIGNS = ".،,؛;:!?؟…-–—/()[]«»“”\"'*•·#_|%@&+="
MARKS = "\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652\u0670\u0640"
HIDDEN = "\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u2066\u2069\ufeff\u00ad\ufe0f"
BREAKS = " \n\r\t\u2028\u2029\x85\x0b\x0c\x1c\u00a0\x00"
ODD = "ﻻﻼﷲﷺﺍﺎﻣﻪیکھپ🔴🚨👨\u200d👩\u200d👧🇸🇾𞸀e\u0301éßİ中"

GOLD = sorted((Path(__file__).parent / "gold").glob("dev-*.jsonl"))
FOLD = Folder(mapping([BUILT_IN], "languages/ar/language.yaml")["fold"])
CHARS = st.sampled_from(LETTERS + DIGITS + SIGNS + MARKS + HIDDEN + BREAKS + ODD + "abcABC")


@cache
def pipeline() -> Pipeline:
    return Pipeline.load("ar", [BUILT_IN])


@cache
def lexicon_words() -> list[str]:
    """A spread of written forms: event words, names, numbers, times, cues; every 40th of the table."""
    return [p for p in pipeline().lexicon.compiled.patterns[::40] if p.strip()]


@cache
def function_words() -> list[str]:
    """Every form of a preposition, connective, cue, number, time, speaker or head noun: what steers the reader."""
    compiled = pipeline().lexicon.compiled
    steering = {
        "cue", "preposition", "connective", "number", "vague", "bound", "other", "time", "place_head", "party_head",
        "speech", "light", "result", "anaphor", "demonym", "means", "common", "place_nisba",
    }  # fmt: skip
    return [
        text
        for text, senses in zip(compiled.patterns, compiled.readings, strict=True)
        if any(compiled.lexemes[compiled.senses[s].lexeme].kind in steering for s in senses)
    ]


# A word of the lexicon, clitics before and after it, marks within it, or any characters.
clitics = st.sampled_from(["", "", "و", "ف", "ب", "ل", "ال", "وال", "لل", "س", "وب"])
pronouns = st.sampled_from(["", "", "", "ه", "ها", "هم", "هما", "نا"])
known = st.deferred(lambda: st.sampled_from(lexicon_words()) | st.sampled_from(function_words()))
attached = st.builds(lambda a, w, z: a + w + z, clitics, known, pronouns)
broken = st.builds(
    lambda w, n, mark: w[: n % (len(w) + 1)] + mark + w[n % (len(w) + 1) :],
    known,
    st.integers(0, 30),
    st.sampled_from(MARKS + ".*-" + HIDDEN) | st.just("ـ ـ"),
)
pieces = st.one_of(known, attached, broken, st.text(CHARS, min_size=1, max_size=6), st.integers(0, 10**13).map(str), st.sampled_from(SIGNS))
texts = st.lists(st.tuples(pieces, st.sampled_from([" ", " ", " ", " ", "", "\n", "، ", ". ", " و"])), max_size=40).map(
    lambda pairs: "".join(a + b for a, b in pairs)
)
dates = st.sampled_from([None, "2019-12-14", "2024-02-29", "2013-08-21T03:00:00+03:00"])


@cache
def sentences() -> list[list[str]]:
    """The sentences of the annotated reports, as words: texts in which something happens."""
    reports = [json.loads(line)["text"] for path in GOLD for line in path.read_text(encoding="utf-8").splitlines() if line]
    return [words for text in reports for part in re.split(r"(?<=\.)\s", text) if len(words := part.split(" ")) > 3]


@st.composite
def spoilt(draw: st.DrawFn) -> str:
    """One to three sentences of real wording with words put in, taken out, cut and marked."""
    words = [w for _ in range(draw(st.integers(1, 3))) for w in draw(st.sampled_from(sentences()))]
    for _ in range(draw(st.integers(0, 8))):
        at = draw(st.integers(0, len(words)))
        change = draw(st.sampled_from(["in", "in", "out", "cut", "mark"]))
        if change == "in" or at == len(words):
            words.insert(at, draw(pieces))
        elif change == "out":
            del words[at]
        elif change == "cut":
            words = words[: at + 1]
        else:
            half = draw(st.integers(0, len(words[at])))
            words[at] = words[at][:half] + draw(st.sampled_from(MARKS + HIDDEN + SIGNS + "\n")) + words[at][half:]
    return " ".join(words)


def code(text: str, published: str | None = None) -> list[Event]:
    return pipeline().code(Report(id="r", text=text, published=published, lang="ar"))


def check_spans(text: str, events: list[Event]) -> None:
    for event in events:
        parts = [*event.initiators, *event.targets, *event.places, *event.instruments, *event.toll, *event.sources, event.time]
        for part in [*parts, event.evidence]:
            if part.span is not None:
                start, end = part.span
                assert 0 <= start < end <= len(text)
                assert text[start:end] == part.text


@ANY
@given(texts | spoilt(), dates)
@example("", None)
@example("\ufeff", None)
@example("قصف " * 3, "2019-12-14")
@example("قُتِـ ـل ثلاثة مدنيين في إدلب", "2019-12-14")
def test_no_text_breaks_it_and_every_span_quotes(text: str, published: str | None) -> None:
    check_spans(text, code(text, published))


# Texts that broke it, found by longer runs with many seeds.
@pytest.mark.parametrize(
    ("text", "published"),
    [
        ("ضابط برتبة", None),
        ("اختطف مسلحون طبيبا في البلدة أمس", "0001-01-01"),
        ("اختطف مسلحون طبيبا في البلدة الجمعة", "0001-01-01"),
        ("قصف طرابلس الجمعة السبت.", "9999-12-31"),
    ],
)
def test_what_once_broke_it(text: str, published: str | None) -> None:
    check_spans(text, code(text, published))


@ANY
@given(st.text(CHARS, max_size=120))
def test_no_characters_break_it(text: str) -> None:
    check_spans(text, code(text))


@settings(ANY, max_examples=60)
@given(st.text(max_size=200))
def test_no_unicode_breaks_it(text: str) -> None:
    check_spans(text, code(text))


@settings(ANY, max_examples=60)
@given(texts | spoilt(), dates)
def test_the_same_text_gives_the_same_events(text: str, published: str | None) -> None:
    assert code(text, published) == code(text, published)


@settings(ANY, max_examples=60)
@given(texts | spoilt())
def test_explain_tells_of_the_same_events_and_quotes(text: str) -> None:
    report = Report(id="r", text=text, lang="ar")
    explanation = pipeline().explain(report)
    assert explanation.events == pipeline().code(report)
    for sentence in explanation.sentences:
        assert text[sentence.span[0] : sentence.span[1]] == sentence.text
        for note in sentence.notes:
            assert text[note.span[0] : note.span[1]] == note.text


@settings(ANY, max_examples=60)
@given(texts | spoilt())
def test_tokens_stand_in_order_and_apart(text: str) -> None:
    tokens = pipeline().reader.read(Report(id="r", text=text, lang="ar")).tokens
    assert all(0 <= t.start < t.end <= len(text) for t in tokens)
    assert all(a.end <= b.start or a.start == b.start for a, b in pairwise(tokens))


@settings(ANY, max_examples=300)
@given(st.text(CHARS) | st.text())
def test_folding_keeps_offsets(text: str) -> None:
    folded, at = FOLD.fold_with_offsets(text)
    assert folded == FOLD.fold(text)
    if at is None:
        assert len(folded) == len(text)
        return
    assert len(at) == len(folded)
    assert all(0 <= n < len(text) for n in at)
    assert all(a <= b for a, b in pairwise(at))  # equal where one character stands for several (ﻻ)
    for n, char in zip(at, folded, strict=True):
        assert char in FOLD.fold(text[n])


@settings(ANY, max_examples=200)
@given(st.text(CHARS) | st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    once = FOLD.fold(text)
    assert FOLD.fold(once) == once
