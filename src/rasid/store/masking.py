"""Words taken out of texts and records: each letter becomes █, so that no offset moves and every span still quotes what stands there."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any, Protocol

from rasid.lexicon import layers as data
from rasid.lexicon.fold import DROPPED, Folder
from rasid.model.errors import UsageError
from rasid.model.event import Span

BLOCK = "█"
TOKEN = re.compile(r"[^\W_]{3,}")  # words of less than three letters stand everywhere


class Mask(Protocol):
    """What is to go."""

    def spans(self, text: str) -> list[Span]:
        """Where it stands in a text."""

    def touches(self, payload: str, parts: bool = False) -> bool:
        """Whether a JSON text holds it; with `parts` also where it holds a word of it alone, as a slot that the words cut through does."""


class All:
    """All of it."""

    def spans(self, text: str) -> list[Span]:
        return [(0, len(text))] if text else []

    def touches(self, payload: str, parts: bool = False) -> bool:
        return True


class Words:
    """These words, letter by letter, wherever they stand."""

    def __init__(self, words: str) -> None:
        if not words.strip():
            raise UsageError("there are no words in it.", where="--words")
        self.words = words
        self.tokens = set(TOKEN.findall(words)) or {words.strip()}

    def spans(self, text: str) -> list[Span]:
        return [found.span() for found in re.finditer(re.escape(self.words), text)]

    def touches(self, payload: str, parts: bool = False) -> bool:
        return any(t in payload for t in self.tokens) if parts else json.dumps(self.words, ensure_ascii=False)[1:-1] in payload


class Name:
    """A person's name, in any spelling that the language pack folds into one (أحمد, احمد, أحمَد), also with particles before it (وأحمد)."""

    def __init__(self, name: str, lang: str = "ar") -> None:
        self.folder = folder_of(lang)
        words = re.findall(r"[^\W_]+", self.folder.fold(name))
        if sum(map(len, words)) < 3:
            raise UsageError("a name has at least three letters.", where="--name", hint="Shorter ones stand in every other word.")
        self.parts = [w for w in words if len(w) > 2]
        whole = r"[\s_]+".join(map(re.escape, words))
        self.pattern = re.compile(rf"(?<![^\W_])(?:[وفبلك]{{1,2}})??({whole})(?![^\W_])")

    def spans(self, text: str) -> list[Span]:
        folded, at = self.folder.fold_with_offsets(text)
        found = []
        for match in self.pattern.finditer(folded):
            start, end = match.span(1)
            if at is not None:
                start, end = at[start], at[end - 1] + 1
                while end < len(text) and DROPPED.match(text[end]):
                    end += 1  # the marks of its last letter
            found.append((start, end))
        return found

    def touches(self, payload: str, parts: bool = False) -> bool:
        said = self.folder.fold(payload.replace("\\n", " ").replace("\\t", " "))  # as JSON writes the end of a line between parts of a name
        return self.pattern.search(said) is not None or (parts and any(p in said for p in self.parts))


@lru_cache(maxsize=2)
def folder_of(lang: str) -> Folder:
    return Folder(data.mapping(data.default_layers(), f"languages/{lang}/language.yaml").get("fold") or {})


def covered(text: str, spans: list[Span]) -> str:
    """The text with these stretches covered."""
    out, done = [], 0
    for start, end in spans:
        out += [text[done:start], BLOCK * (end - start)]
        done = end
    return "".join([*out, text[done:]])


def masked(text: str, mask: Mask) -> str:
    return covered(text, mask.spans(text))


class Rewriting:
    """Records of one text rewritten to its covered version. `slots` gathers what a slot quoted and what it quotes now."""

    def __init__(self, text: str, becomes: str, mask: Mask, whole: bool) -> None:
        self.text, self.becomes, self.mask, self.whole = text, becomes, mask, whole
        self.slots: dict[str, str] = {}

    def value(self, value: Any) -> Any:
        """A record, or a part of one: slots quote the covered text; names and units that only the text told are covered."""
        if isinstance(value, list):
            return [self.value(v) for v in value]
        if isinstance(value, str):
            return self.leaf(value)
        if not isinstance(value, dict):
            return value
        out = {k: v if k in ("text", "names") else self.value(v) for k, v in value.items()}
        if isinstance(value.get("text"), str):
            out["text"] = self.quote(value["text"], value.get("span"))
        if isinstance(value.get("names"), dict):
            known = bool(self.whole and identified(value))  # a name that stands for an id is the data's and not the report's
            out["names"] = value["names"] if known else {k: self.name(v) for k, v in value["names"].items()}
        return out

    def quote(self, text: str, span: Any) -> str:
        cited = isinstance(span, list | tuple) and len(span) == 2 and self.text[span[0] : span[1]] == text
        found = self.becomes[span[0] : span[1]] if cited else self.name(text)
        if found != text:
            self.slots[text] = found
        return found

    def name(self, text: str) -> str:
        """Words that only the report told."""
        if self.whole:
            return BLOCK * len(text)
        return self.slots.get(text) or masked(text, self.mask)

    def leaf(self, text: str) -> str:
        """Any other text: codes and dates stay, what quotes the report does not."""
        if self.whole:
            return BLOCK * len(text) if self.slots.get(text) or quotes(text, self.text) else text
        return self.slots.get(text) or masked(text, self.mask)


def identified(value: dict[str, Any]) -> bool:
    """True where a slot's names are those of a party, a place or a source that the data knows."""
    if "role" in value and "lat" in value:
        return value.get("id") is not None
    return (value.get("source") if "stance" in value else value.get("actor")) is not None


def quotes(text: str, report: str) -> bool:
    """True where words of a report are repeated: no code, which is one word of ASCII."""
    return len(text) > 2 and (" " in text or not text.isascii()) and text in report


def strings(value: Any) -> Iterator[str]:
    """Every text in a JSON value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for item in value:
            yield from strings(item)
    elif isinstance(value, dict):
        for item in value.values():
            yield from strings(item)


def rewritten(written: str | None, rewriting: Rewriting) -> str | None:
    """A JSON text rewritten; the same where nothing in it goes."""
    if written is None:
        return None
    value = json.loads(written)
    found = rewriting.value(value)
    return written if found == value else json.dumps(found, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def walked(value: Any, each: Callable[[str], Any]) -> Any:
    """A JSON value with every text in it passed through `each`."""
    if isinstance(value, list):
        return [walked(v, each) for v in value]
    if isinstance(value, dict):
        return {k: walked(v, each) for k, v in value.items()}
    return each(value) if isinstance(value, str) else value
