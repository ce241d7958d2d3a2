"""What a user would pick instead, on the same text in the same run, over the floor of a plain automaton on the same bytes.

    python -m venv peers && peers/bin/pip install -e . -r benchmarks/peers/requirements.txt
    peers/bin/python benchmarks/peers/compare.py [--reports 200] [--seconds 5] [--entries 0]

Every row goes over the same reports (2,000 bytes, every one different, of the demonstration's lines) in one process on one core; its time
is CPU. Peers get the text folded as Rasid folds it, folding not counted, so that their finding is compared and not their spelling, and
Rasid's own written forms as entries. A peer that is not installed has a row that says so. None of them codes events: they find words.
"""

from __future__ import annotations

import argparse
import platform
import re
import time
from collections.abc import Callable, Iterator
from importlib.metadata import PackageNotFoundError, version
from typing import Any, NamedTuple

from rasid.bench.archive import archive, shipped
from rasid.pipeline import Pipeline
from rasid.reading.tokenise import tokenise

REGEX_ENTRIES = 2000  # an alternation of all forms takes minutes to compile and tries them one after another


class Row(NamedTuple):
    """`found`: of all texts; None where the peer finds nothing but words."""

    what: str
    entries: int | None
    ms: float
    found: int | None


class Texts(NamedTuple):
    raw: list[str]
    folded: list[str]


def measured(what: str, entries: int | None, texts: list[Any], act: Callable[[Any], int | None], seconds: float) -> Row:
    """CPU a text, over whole rounds after one to warm up, for at least so many seconds."""
    found: int | None = None
    for text in texts:
        count = act(text)
        found = None if count is None else (found or 0) + count
    done, spent = 0, 0.0
    while not done or spent < seconds:
        began = time.process_time()
        for text in texts:
            act(text)
        spent += time.process_time() - began
        done += len(texts)
    return Row(what, entries, spent / done * 1000, found)


def rows(pipeline: Pipeline, texts: Texts, reports: list[Any], forms: list[str], seconds: float) -> Iterator[Row | str]:
    """The floor first."""
    matcher, lexicon = pipeline.lexicon.matcher, pipeline.lexicon
    scan = matcher.automaton.find_overlapping
    yield measured("floor: the automaton alone (daachorse)", len(matcher.patterns), texts.folded, lambda t: len(scan(t)), seconds)
    yield from peer("pyahocorasick", lambda: ahocorasick(texts, forms, seconds))
    yield from (regexes(texts, forms, seconds),)
    yield from peer("spacy", lambda: spacy_words(texts, seconds))
    yield from peer("spacy", lambda: spacy_ruler(texts, forms, seconds))
    yield from peer("camel-tools", lambda: camel(texts, seconds))

    def words(text: str) -> list[str]:
        return [t.text for t in tokenise(text, lexicon)]

    def counted(text: str) -> None:
        words(text)

    yield measured("Rasid: words, with folding", None, texts.raw, counted, seconds)
    yield measured("Rasid: entries with clitics, from the raw text", len(forms), texts.raw, lambda t: len(matcher.find(words(t))), seconds)
    yield measured("Rasid: events, from the raw text", len(forms), reports, lambda r: len(pipeline.code(r)), seconds)


def peer(package: str, act: Callable[[], Row]) -> Iterator[Row | str]:
    """The row of a peer, or why there is none."""
    try:
        told = version(package)
        row = act()
    except PackageNotFoundError:
        yield f"{package}: not installed"
    except (ImportError, OSError) as error:
        yield f"{package}: cannot be used here ({error})"
    else:
        yield row._replace(what=f"{row.what} ({package} {told})")


def whole_words(text: str, start: int, end: int) -> bool:
    return (start == 0 or text[start - 1] == " ") and (end == len(text) or text[end] == " ")


def ahocorasick(texts: Texts, forms: list[str], seconds: float) -> Row:
    import ahocorasick as library

    automaton = library.Automaton()
    for form in forms:
        automaton.add_word(form, len(form))
    automaton.make_automaton()

    def act(text: str) -> int:
        return sum(whole_words(text, end + 1 - size, end + 1) for end, size in automaton.iter(text))

    return measured("Aho–Corasick, whole words", len(forms), texts.folded, act, seconds)


def regexes(texts: Texts, forms: list[str], seconds: float) -> Row:
    some = sorted(forms[:: max(1, len(forms) // REGEX_ENTRIES)][:REGEX_ENTRIES], key=lambda form: (-len(form), form))
    pattern = re.compile(r"\b(?:" + "|".join(map(re.escape, some)) + r")\b")
    row = measured("one regular expression", len(some), texts.folded, lambda t: len(pattern.findall(t)), seconds)
    return row._replace(what=f"{row.what} (Python's re)")


def spacy_words(texts: Texts, seconds: float) -> Row:
    import spacy

    nlp = spacy.blank("ar")

    def act(text: str) -> None:
        nlp(text)

    return measured("blank Arabic: words alone", None, texts.folded, act, seconds)


def spacy_ruler(texts: Texts, forms: list[str], seconds: float) -> Row:
    import spacy

    nlp = spacy.blank("ar")
    nlp.max_length = 10**9
    nlp.add_pipe("entity_ruler").add_patterns([{"label": "ENTRY", "pattern": form} for form in forms])  # type: ignore[attr-defined]
    return measured("blank Arabic with an EntityRuler", len(forms), texts.folded, lambda t: len(nlp(t).ents), seconds)


def camel(texts: Texts, seconds: float) -> Row:
    from camel_tools.tokenizers.word import simple_word_tokenize

    def act(text: str) -> None:
        simple_word_tokenize(text)

    return measured("simple_word_tokenize: words alone", None, texts.folded, act, seconds)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, default=200)
    parser.add_argument("--seconds", type=float, default=5.0, help="CPU of each row, at least")
    parser.add_argument("--entries", type=int, default=0, help="so many of Rasid's written forms for the peers; 0: all")
    args = parser.parse_args()
    pipeline = Pipeline.load()
    reports = list(archive(shipped(), args.reports))
    raw = [r.text for r in reports]
    texts = Texts(raw, [" ".join(t.text for t in tokenise(text, pipeline.lexicon)) for text in raw])
    forms = sorted({p for p in pipeline.lexicon.matcher.patterns if p.strip()})
    forms = forms[:: max(1, len(forms) // args.entries)] if args.entries else forms
    size = sum(len(t.encode()) for t in texts.raw) / len(raw)
    sentences = sum(len(pipeline.reader.read(r).sentences) for r in reports) / len(reports)
    machine = f"{platform.machine()}, Python {platform.python_version()}"
    print(f"{machine}; {len(raw)} reports of {size:,.0f} bytes and {sentences:.1f} sentences\n")
    print("| what | entries | ms a report | reports/s | sentences/s | MB/s | times the floor | found in a report |\n|" + "---|" * 8)
    floor = 0.0
    for row in rows(pipeline, texts, reports, forms, args.seconds):
        if isinstance(row, str):
            print(f"| {row} |" + " |" * 7, flush=True)
            continue
        floor = floor or row.ms
        per_second = 1000 / row.ms
        found = "–" if row.found is None else f"{row.found / len(raw):,.1f}"
        entries = "–" if row.entries is None else f"{row.entries:,}"
        print(
            f"| {row.what} | {entries} | {row.ms:.3f} | {per_second:,.0f} | {per_second * sentences:,.0f} "
            f"| {per_second * size / 1e6:,.2f} | {row.ms / floor:,.1f} | {found} |",
            flush=True,
        )


if __name__ == "__main__":
    main()
