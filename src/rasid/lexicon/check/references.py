"""References: every id that an entry names is the id of something, and no id is given twice."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from rasid.lexicon.check.fields import ROLES, nearest
from rasid.lexicon.check.raw import Finding, Raw, Written
from rasid.model.worded import Worded, worded

# Within one of these, in one layer, an id stands once.
WORD_CLASSES = frozenset(
    ("@people", "@anyone", "@hurt", "@weapon", "@crowd_control", "@party", "@military", "@civil", "@nations")
)  # what `needs` may ask of what stands there
NAMESPACES = (
    "ontology/event_types.yaml",
    "ontology/families.yaml",
    "ontology/weapons.yaml",
    "ontology/objects.yaml",
    "ontology/party_kinds.yaml",
    "ontology/imported_codes.yaml",
    "world/parties/",
    "world/sources/",
    "world/places/",
    "world/geonames/",
)
LANGUAGE_NAMESPACES = ("triggers/", "light.yaml", "results.yaml", "speech.yaml", "cues.yaml")


def check(raw: Raw) -> Iterator[Finding]:
    yield from duplicates(raw)
    known = Known(raw)
    for written in raw.entries("world/parties/"):
        yield from of_party(written, known)
    for written in raw.entries("world/sources/"):
        yield from names(written, "party", known.parties, "party")
    for written in raw.entries("ontology/families.yaml"):
        yield from names(written, "default", known.types, "event type")
        for type_ in (written.entry.get("by_class") or {}).values():
            yield from unknown(written, "by_class", type_, known.types, "event type")
    for written in raw.entries("ontology/imported_codes.yaml"):
        for field, ids, what in (
            ("type", known.types, "event type"),
            ("fatal", known.types, "event type"),
            ("kind", known.kinds, "party kind"),
        ):
            yield from names(written, field, ids, what)
        if written.entry.get("method"):
            yield from names(written, "method", known.methods.get(str(written.entry.get("type")), set()), "method of its type")
    for code in raw.codes:
        frames = set(raw.mapping(f"languages/{code}/frames.yaml").get("frames") or {})
        for written in raw.entries(f"languages/{code}/triggers/"):
            yield from of_trigger(written, known, frames)
        for written in raw.entries(f"languages/{code}/nouns/", f"languages/{code}/demonyms.yaml"):
            for field, ids, what in (
                ("weapon", known.weapons, "weapon"),
                ("object", known.objects, "object"),
                ("party", known.parties, "party"),
            ):
                yield from names(written, field, ids, what)
            yield from names(written, "class", known.classes, "weapon class")


class Known:
    """The ids there are."""

    def __init__(self, raw: Raw) -> None:
        self.word_sets = {f"@{name}" for code in raw.codes for name in raw.mapping(f"languages/{code}/word_sets.yaml")}
        self.types = raw.ids("ontology/event_types.yaml")
        self.families = raw.ids("ontology/families.yaml")
        self.weapons, self.objects = raw.ids("ontology/weapons.yaml"), raw.ids("ontology/objects.yaml")
        self.kinds, self.parties = raw.ids("ontology/party_kinds.yaml"), raw.ids("world/parties/")
        self.classes = {str(w.entry.get("class")) for w in raw.entries("ontology/weapons.yaml")}
        self.methods = {str(w.entry.get("id")): set(w.entry.get("methods") or ()) for w in raw.entries("ontology/event_types.yaml")}


def unknown(written: Written, field: str, value: Any, ids: set[str], what: str) -> Iterator[Finding]:
    if value not in (None, "") and str(value) not in ids:
        told = worded("{field} {value!r} is no {what}", field=Worded.of(field), value=value, what=Worded.of(what))
        yield written.wrong(told, nearest(str(value), ids))


def names(written: Written, field: str, ids: set[str], what: str) -> Iterator[Finding]:
    """The field names one id, or a list of them."""
    value = written.entry.get(field)
    for one in value if isinstance(value, list) else [value]:
        yield from unknown(written, field, one, ids, what)


def of_party(written: Written, known: Known) -> Iterator[Finding]:
    yield from names(written, "kind", known.kinds, "party kind")
    yield from names(written, "parent", known.parties, "party")
    yield from names(written, "successors", known.parties, "party")
    yield from names(written, "default_for", set(ROLES), "role of a state organ")
    start, end = written.entry.get("from"), written.entry.get("to")
    if start and end and start > end:
        yield written.wrong(worded("it ends ({end}) before it begins ({start})", end=end, start=start), "correct the years")


def of_trigger(written: Written, known: Known, frames: set[str]) -> Iterator[Finding]:
    entry = written.entry
    yield from names(written, "type", known.types | known.families, "event type or family")
    yield from names(written, "frame", frames, "frame")
    yield from names(written, "weapon", known.weapons, "weapon")
    for word in (str(w) for key in ("needs", "unless") for w in entry.get(key) or ()):
        if word.startswith("@"):
            yield from unknown(written, "the word", word, known.word_sets | WORD_CLASSES, "class or set of words (word_sets.yaml)")
    if entry.get("type") in known.methods:
        yield from names(written, "method", known.methods[str(entry["type"])], worded("method of {type}", type=entry["type"]))
    for example in entry.get("examples") or ():
        if not isinstance(example, dict) or not example.get("text"):
            yield written.wrong("an example without text", "write {text: …, type: …}")
            continue
        yield from unknown(written, "the example's type", example.get("type"), known.types | {"none"}, "event type")
        for side in ("initiators", "targets"):
            for actor in example.get(side) or ():
                yield from unknown(written, worded("the example's {side}", side=side), actor, known.parties, "party")


def duplicates(raw: Raw) -> Iterator[Finding]:
    spaces = [*NAMESPACES, *(f"languages/{c}/{n}" for c in raw.codes for n in LANGUAGE_NAMESPACES)]
    for space in spaces:
        seen: dict[tuple[int, str], str] = {}
        for written in raw.entries(space):
            key = (written.layer, str(written.entry.get("id")))
            if key[1] in ("None", ""):
                continue
            if key in seen:
                where = worded("the same file") if seen[key] == written.file else seen[key]
                yield written.wrong(worded("the id is given twice (also in {where})", where=where), "rename or delete one")
            seen.setdefault(key, written.file)
