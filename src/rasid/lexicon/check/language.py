"""Language packs: entries whose forms can be made, and triggers that show what they mean."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from rasid.lexicon.check.raw import Finding, Raw, Written
from rasid.lexicon.fold import Folder
from rasid.lexicon.forms import FormMaker
from rasid.lexicon.morphology import Morphology
from rasid.model import DataError
from rasid.model.worded import worded

WITH_FORMS = ("triggers/", "nouns/", "light.yaml", "results.yaml", "speech.yaml", "cues.yaml", "demonyms.yaml")
ENDINGS = ("ون", "ات")


def check(raw: Raw) -> Iterator[Finding]:
    for code in raw.codes:
        yield from check_pack(raw, code)


def check_pack(raw: Raw, code: str) -> Iterator[Finding]:
    language = raw.mapping(f"languages/{code}/language.yaml")
    fold = Folder(language.get("fold") or {}).fold
    maker = FormMaker(language, Morphology(raw.mapping(f"languages/{code}/morphology.yaml"), fold), fold)
    for written in raw.checked(*(f"languages/{code}/{n}" for n in WITH_FORMS)):
        yield from of_forms(written, maker)
        if "/triggers/" in written.name and not written.entry.get("examples"):
            yield written.wrong("it has no example", "write one sentence of your own that uses it", error=written.ours)
    yield from of_hours(raw, code)
    words: dict[tuple[str, str], str] = {}
    for written in raw.checked(f"languages/{code}/nouns/"):
        yield from of_twice(written, words)


def of_hours(raw: Raw, code: str) -> Iterator[Finding]:
    """Unquoted, YAML reads 12:00 as the number 720."""
    for part, hours in (raw.mapping(f"languages/{code}/times.yaml").get("parts") or {}).items():
        if not all(isinstance(h, str) for h in hours):
            yield Finding(
                f"languages/{code}/times.yaml",
                str(part),
                worded("its hours {hours} are not all text", hours=hours),
                'quote them: ["06:00", "12:00"]',
            )


def of_forms(written: Written, maker: FormMaker) -> Iterator[Finding]:
    entry = written.entry
    heads = [k for k in ("verb", "noun", "phrase", "adjective", "words") if entry.get(k)]
    if not heads:
        yield written.wrong("it has no word", "give a verb, noun, phrase, adjective or words")
        return
    if "verb" in heads and "noun" in heads:
        yield written.wrong("it is a verb and a noun", "make two entries")
    patterns = [p for p in entry.get("plural") or () if p not in ENDINGS]
    if patterns and not entry.get("root"):
        yield written.wrong(worded("the plural pattern {value} needs a root", value=patterns[0]), "add root: letters apart, as in ق ص ف")
        return
    if entry.get("verb") and entry.get("root") and not entry.get("form"):
        yield written.wrong("a verb with a root needs its form", "add form: 1–10, q1 or q2")
        return
    try:
        made = list(maker.of_entry(plain(entry), 0))
    except (DataError, KeyError, IndexError, TypeError) as error:
        yield written.wrong(worded("its forms cannot be made ({list})", list=" ".join(str(error).split())), "check root, form and plural")
        return
    if not any(text for text, _ in made):
        yield written.wrong("it makes no form", "check root, form and plural")


def plain(entry: dict[str, Any]) -> dict[str, Any]:
    return {k: v for k, v in entry.items() if k != "examples"}


def of_twice(written: Written, words: dict[tuple[str, str], str]) -> Iterator[Finding]:
    """The same noun twice in one file, with two meanings: rarely meant."""
    key = (written.name, str(written.entry.get("noun") or written.entry.get("adjective")))
    says = str([written.entry.get(k) for k in ("weapon", "object", "who", "effect")])
    if words.setdefault(key, says) != says:
        yield written.wrong(
            "the word stands twice in this file and says different things", "keep one, or say in a comment why both", error=False
        )
