"""A sentence that can be told in another language: English text that knows of which message and values it was made."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any


class Worded(str):
    """English as any other text; `message`: by which a catalogue has it, with named fields; `values`: what stands in them, which may be
    such sentences themselves."""

    message: str
    values: dict[str, Any]

    def __new__(cls, text: str, message: str, values: Mapping[str, Any]) -> Worded:
        made = super().__new__(cls, text)
        made.message, made.values = message, dict(values)
        return made

    @classmethod
    def of(cls, text: str) -> Worded:
        """A text that is its own message, where it has none."""
        return text if isinstance(text, Worded) else cls(text, text, {})

    def __reduce__(self) -> tuple[type[Worded], tuple[str, str, dict[str, Any]]]:
        return Worded, (str(self), self.message, self.values)

    def replaced(self, old: str, new: str) -> Worded:
        """With other words within it, in what stands in its fields too."""
        return Worded(self.replace(old, new), self.message, {k: replaced(v, old, new) for k, v in self.values.items()})


def worded(message: str, **values: Any) -> Worded:
    """The sentence of a message: its fields are those of `str.format`."""
    return Worded(message.format(**values), message, values)


def replaced(value: Any, old: str, new: str) -> Any:
    if isinstance(value, Worded):
        return value.replaced(old, new)
    return value.replace(old, new) if isinstance(value, str) else value


def joined(parts: Iterable[str]) -> Worded:
    """Sentences after one another."""
    named = {f"part{n}": part for n, part in enumerate(parts)}
    return worded(" ".join(f"{{{name}}}" for name in named), **named)


def packed(text: str) -> Any:
    """As JSON can keep it: with its message and values where it has them."""
    if not isinstance(text, Worded):
        return text
    plain = {k: packed(v) if isinstance(v, str) else v if isinstance(v, int | float) else str(v) for k, v in text.values.items()}
    return {"text": str(text), "message": text.message, "values": plain}


def unpacked(kept: Any) -> Any:
    """What `packed` gave."""
    if isinstance(kept, dict) and "message" in kept:
        return Worded(kept["text"], kept["message"], {k: unpacked(v) for k, v in kept["values"].items()})
    return kept
