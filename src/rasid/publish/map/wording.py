"""The record's codes in words, English and Arabic side by side: `parts/words.json`, and the names of the ontology and of places."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

import msgspec

from rasid.linking.incident import PartyTold
from rasid.model import Event, Initiator, Instrument, Place, Source, Target, Toll
from rasid.publish.map.plain import harmless

Pair = tuple[str, str]  # English, Arabic
PARTS = files("rasid") / "publish" / "map" / "parts"
NOTHING: Pair = ("", "")
ARABIC = re.compile("[\u0600-\u06ff]")


@cache
def words() -> dict[str, dict[str, Pair]]:
    """Every word of the map by section and key."""
    return msgspec.json.decode((PARTS / "words.json").read_bytes(), type=dict[str, dict[str, Pair]])


def word(section: str, key: object) -> Pair:
    """A word of the map; what has none is its own key."""
    plain = harmless(str(key).replace("_", " "))
    return words()[section].get(str(key)) or (plain, plain)


def filled(pattern: Pair, **parts: Pair | str | int | float) -> Pair:
    """A pair of patterns filled in; a part is one text for both languages or a pair."""
    chosen = [{k: v[side] if isinstance(v, tuple) else v for k, v in parts.items()} for side in (0, 1)]
    return pattern[0].format(**chosen[0]), pattern[1].format(**chosen[1])


def joined(pairs: list[Pair], between: Pair = (", ", "، ")) -> Pair:
    kept = [p for p in pairs if p != NOTHING]
    return between[0].join(p[0] for p in kept), between[1].join(p[1] for p in kept)


def with_note(pair: Pair, notes: list[Pair]) -> Pair:
    note = joined(notes)
    return (f"{pair[0]} ({note[0]})", f"{pair[1]} ({note[1]})") if note != NOTHING else pair


def of_names(names: Mapping[str, str], fallback: str = "") -> Pair:
    """A name in both languages; the one there is stands for the other."""
    english, arabic = names.get("en") or "", names.get("ar") or ""
    other = next(iter(names.values()), "") or fallback
    return harmless(english or arabic or other), harmless(arabic or english or other)


def apart(pair: Pair) -> Pair:
    """Each isolated where it is written in the other's letters: a note after it would come to stand before it. A mark goes first, since
    browsers take the direction of a line from its first letter, isolated or not."""
    english, arabic = pair
    if ARABIC.search(english):
        english = f"\u200e\u2068{english}\u2069"
    return english, (arabic if ARABIC.search(arabic) else f"\u200f\u2068{arabic}\u2069")


def level(figures: str) -> Pair:
    """Dates and hours, isolated in Arabic: their parts would trade places after an Arabic letter."""
    plain = harmless(figures)
    return (plain, f"\u2066{plain}\u2069") if plain else NOTHING


class Wording:
    """Says what an event's slots hold. `ontology` and `places` (rows of the gazetteer) are the compiled lexicon's."""

    def __init__(self, ontology: dict[str, dict[str, dict[str, Any]]], places: list[dict[str, Any]]) -> None:
        self.ontology = ontology
        wide = [r for r in places if r["kind"] in ("country", "admin1", "admin2")]
        self.divisions = {(r["kind"], r["country"], r["en"]): of_names(r) for r in wide if r["kind"] != "country"}
        self.countries = {r["country"]: of_names(r) for r in wide if r["kind"] == "country"}

    def term(self, table: str, id_: str | None) -> Pair:
        """The name of an id of the ontology."""
        row = self.ontology.get(table, {}).get(id_ or "", {})
        return of_names(row.get("names") or {}, (id_ or "").replace("_", " "))

    def type(self, event: Event) -> Pair:
        return self.term("event_types", event.type)

    def party(self, item: Initiator | Target) -> Pair:
        thing = getattr(item, "object", None)
        name = of_names(item.names, item.actor or "") if item.names or item.actor or thing else of_names({}, item.text)
        notes = [self.term("party_kinds", item.kind)] if item.kind and item.actor else []
        if isinstance(item, Initiator):
            notes += [(harmless(item.unit),) * 2] if item.unit else []  # type: ignore[list-item]
            notes += [word("roles", item.role)] if item.role != "lead" else []
            notes += [word("attributions", item.attribution)] if item.attribution != "stated" else []
        elif thing:
            times = f" ×{item.count}" if isinstance(item, Target) and item.count else ""
            what = self.term("objects", thing)
            name = joined([name, (what[0] + times, what[1] + times)], (": ", ": "))
        return with_note(name, notes)

    def party_told(self, party: PartyTold) -> Pair:
        """A party of an incident by its name; by its kind where neither name nor id is told."""
        return of_names(party.names, party.actor or "") if party.names or party.actor else self.term("party_kinds", party.kind)

    def place(self, item: Place) -> Pair:
        name = of_names(item.names, item.text)
        here = name
        if item.relation:
            pattern = words()["relations"].get(item.relation)
            here = (
                filled(pattern, name=name) if pattern else (f"{harmless(item.relation)} {name[0]}", f"{harmless(item.relation)} {name[1]}")
            )
        if item.distance_km:
            kind = "distance" if item.relation and item.relation != "near" else "distance_from"
            here = filled(words()["relations"][kind], km=f"{item.distance_km:g}", where=here, name=name)
        held = [self.held(item, "admin2", item.admin2), self.held(item, "admin1", item.admin1), self.country(item.country)]
        told = joined([here, *dict.fromkeys(p for p in held if p not in (NOTHING, name))])
        if item.role != "scene":
            role = word("roles", item.role)
            told = (f"{role[0]} {told[0]}", f"{role[1]} {told[1]}")
        return joined([told, word("precisions", item.precision)], (" · ", " · ")) if item.precision else told

    def held(self, item: Place, kind: str, name: str | None) -> Pair:
        return self.divisions.get((kind, item.country, name)) or of_names({}, name) if name else NOTHING

    def country(self, code: str | None) -> Pair:
        return self.countries.get(code) or of_names({}, code) if code else NOTHING

    def instrument(self, item: Instrument) -> Pair:
        figure = count(item.min, item.max, item.vague)
        name = self.term("weapons", item.weapon)
        return name if (item.min, item.max) == (1, 1) or figure == NOTHING else joined([name, figure], (" × ", " × "))

    def toll(self, item: Toll) -> Pair:
        figure = count(item.min, item.max, item.vague)
        if (item.min, item.max) == (0, 0):
            figure = word("counts", "none")
        told = joined([word("effects", item.effect), figure if figure != NOTHING else word("counts", "untold")], (": ", ": "))
        who = [word("people", g) for g in item.groups] or ([word("people", item.who)] if item.who != "unknown" else [])
        if item.part_of:
            told = joined([word("counts", "part"), told], (" ", " "))
        return with_note(told, [*who, *([of_names({}, item.actor)] if item.actor else [])])

    def source(self, item: Source) -> Pair:
        return with_note(apart(of_names(item.names, item.text)), [word("stances", item.stance)])

    def when(self, event: Event) -> Pair:
        time = event.time
        if not time.start:
            return word("page", "unresolved" if time.text else "not_told")
        first, last = level(time.start), level(time.end or time.start)
        days = first if first == last else filled(word("counts", "range"), low=first, high=last)
        clock = time.clock or {}
        hours = "–".join(dict.fromkeys(str(clock[k]) for k in ("from", "to") if clock.get(k)))
        notes = [word("time_precisions", time.precision)] if time.precision and time.precision > 1 else []
        notes += [word("page", "ongoing")] if time.ongoing else []
        told = joined([days, level(hours)], (" ", " "))
        return joined([told, *notes], (" · ", " · "))

    def standing(self, event: Event) -> list[Pair]:
        """Method, status, background and outcome, as far as they are not the usual."""
        told = [word("methods", event.method)] if event.method else []
        told += [word("statuses", event.status)] if event.status != "asserted" else []
        told += [word("statuses", "background")] if event.background else []
        return told + ([word("statuses", event.outcome)] if event.outcome else [])


def count(low: int | None, high: int | None, vague: str | None) -> Pair:
    """A figure as far as it is told; nothing where nothing is."""
    counts = words()["counts"]
    if low is None and high is None:
        return word("vague", vague) if vague else NOTHING
    if high is None:
        return filled(counts["least"], low=low or 0)
    if low is None:
        return filled(counts["most"], high=high)
    figure = filled(counts["exact" if low == high else "range"], low=low, high=high)
    return filled(counts["about"], figure=figure) if vague == "about" else figure
