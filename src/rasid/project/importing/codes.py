"""What codes, names and places of other datasets come to in our data. What comes to nothing is counted, to be named in the end."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from rasid.gazetteer.names import default
from rasid.lexicon import Lexicon
from rasid.lexicon import layers as data
from rasid.lexicon.remembered import remembered
from rasid.lexicon.world import distance_km

CODES = "ontology/imported_codes.yaml"
# A point of the row and one of our data under the same name within so far are one place: gazetteers set the point of one town up to some
# kilometres apart (linking/placing.py calls this near).
SAME_KM = 5.0
YEARS = re.compile(r"^(?P<base>.+?) \((?P<first>\d{4})-(?P<last>\d{4})?\)(?: (?P<unit>.+))?$")
COUNTRY = re.compile(r"^(?P<base>.+) \((?P<country>[^()\d]+)\)$")
STATE = re.compile(r"^(?P<organ>Military Forces|Police Forces|Government) of (?:the )?(?P<country>[^()]+?)(?: \(\d{4}-(?:\d{4})?\).*)?$")
KIND_OF_STATE = {"Military Forces": "state-military", "Police Forces": "state-police", "Government": "government"}
ACRONYM = re.compile(r"^[^:]{2,12}: (?P<name>.+)$")
SIGNS = re.compile(r"[^\w/()\-]+")
PARTIES_KEPT = 20_000  # names remembered: more than the actors of ACLED's and UCDP's whole tables
PLACES_KEPT = 5_000  # names with their points: a row's place is mostly that of many others


class Named(NamedTuple):
    """A party as a row names it: ours, or its words alone. `unit`: what stands after the party's name."""

    actor: str | None
    names: dict[str, str]
    kind: str | None
    country: str | None
    unit: str | None = None


class Codes:
    """The vocabularies of one import. `unknown`: (what, as written) with how many rows each befell."""

    def __init__(self, lexicon: Lexicon, layers: list[Path]) -> None:
        self.lexicon = lexicon
        self.rows = {(r["of"], plain(r["code"])): r for r in data.entries(layers, CODES)}
        self.unknown: Counter[tuple[str, str]] = Counter()
        self.countries = names_of_countries(lexicon)
        self.actors = names_of_parties(layers)
        self.bases: dict[str, list[dict[str, Any]]] = {}
        for party in lexicon.parties.by_id.values():
            if found := YEARS.match(str(party.get("acled") or "")):
                self.bases.setdefault(plain(found["base"]), []).append(party)
        self.sources = {plain(name): id_ for id_, row in lexicon.sources.items() for name in (row.get("names") or {}).values()}
        self.places = places_by_name(layers)
        self.party = remembered(PARTIES_KEPT, self._party)
        self.place = remembered(PLACES_KEPT, self._place)

    def code(self, of: str, value: str) -> dict[str, Any]:
        """The entry of a code; empty, and counted, where there is none."""
        row = self.rows.get((of, plain(value)))
        if row is None and value:
            self.unknown[of, value] += 1
        return row or {}

    def country(self, name: str) -> str | None:
        return self.countries.get(plain(name))

    def source(self, name: str) -> str | None:
        return self.sources.get(plain(name))

    # Parties -----------------------------------------------------------------------------------------------------------------------

    def actor(self, name: str, country: str | None, year: int | None, kind: str | None = None) -> Named:
        """A party by its name as the row has it, where the row is of a country and a year; else its words, with the row's kind."""
        found = self.party(name, country, year)
        if found is not None:
            return found
        self.unknown["party", name] += 1
        if state := STATE.match(name):
            kind, theirs = KIND_OF_STATE[state["organ"]], self.country(state["country"])
            return Named(None, {"en": name}, kind if theirs else None, theirs)
        within = COUNTRY.match(name)
        return Named(None, {"en": name}, kind, self.country(within["country"]) if within else None)

    def _party(self, name: str, country: str | None, year: int | None) -> Named | None:
        for told, unit, theirs in readings(name, self.country):
            candidates = self.actors.get(plain(told)) or []
            if not candidates or not YEARS.match(told):
                candidates = [*candidates, *self.regimes(told, year)]
            own = plain(told).replace(" ", "-")  # of several parties that ACLED has as one, that which is called so here too
            if chosen := own if own in candidates else self.chosen(candidates, theirs or country, year):
                party = self.lexicon.parties.get(chosen)
                return Named(chosen, dict(party.get("names") or {}), party.get("kind"), party.get("country") or theirs, unit)
        return None

    def regimes(self, name: str, year: int | None) -> list[str]:
        """Parties by the name of a regime: with years those that were there in some of them, without years those of the row's year."""
        years = YEARS.match(name)
        if years is None:
            return [p["id"] for p in self.bases.get(plain(name), ()) if year is not None and lasted(p, year, year)]
        first, last = int(years["first"]), int(years["last"] or 9999)
        return [p["id"] for p in self.bases.get(plain(years["base"]), ()) if lasted(p, first, last)]

    def chosen(self, candidates: list[str], country: str | None, year: int | None) -> str | None:
        """Of several parties of one name: the one of the country, else that of none, and that was there in the year. None where it
        stays open."""
        parties = [p for id_ in dict.fromkeys(candidates) if (p := self.lexicon.parties.get(id_))]
        for fits in (
            [p for p in parties if p.get("country") == country] if country else [],
            [p for p in parties if not p.get("country")],
            parties,
        ):
            there = [p for p in fits if year is None or lasted(p, year, year)] or fits
            if len(there) > 1 and year is not None:  # one regime followed another in that year: the one with which it began
                there = [p for p in there if (p.get("from") or 0) < year]
            if len(there) == 1:
                return str(there[0]["id"])
        return None

    # Places ------------------------------------------------------------------------------------------------------------------------

    def _place(self, name: str, lat: float, lon: float) -> dict[str, Any]:
        """Our row of a place: of its name, and near enough to its point; empty where there is none."""
        keys = default().keys(name) if name else ()
        rows = [row for key in keys for row in self.places.get(key, ())]
        index = self.lexicon.places.index
        if index is not None and name:
            rows += [index.row(number) for number, _ in index.matches(name)]
        near = sorted((distance_km(lat, lon, float(r["lat"]), float(r["lon"])), r["id"], n) for n, r in enumerate(rows))
        return dict(rows[near[0][2]]) if near and near[0][0] <= SAME_KM else {}


def plain(name: Any) -> str:
    """A name as it is compared: small letters, one space for what separates words."""
    return SIGNS.sub(" ", str(name).casefold()).strip()


def readings(name: str, country_of: Any) -> Iterator[tuple[str, str | None, str | None]]:
    """Ways to read a name: (the name to look up, a unit of it, its country), the fullest first."""
    yield name, None, None
    if acronym := ACRONYM.match(name):
        yield acronym["name"], None, None
    if years := YEARS.match(name):
        whole = name if not years["unit"] else name[: -len(years["unit"]) - 1]
        yield whole, years["unit"], None
        yield years["base"], years["unit"], None
    if within := COUNTRY.match(name):
        yield within["base"], None, country_of(within["country"])


def lasted(party: dict[str, Any], first: int, last: int) -> bool:
    """Whether a party was there in some of these years."""
    return (party.get("from") or 0) <= last and first <= (party.get("to") or 9999)


def names_of_countries(lexicon: Lexicon) -> dict[str, str]:
    """Three letters by every name of a country: ours, ACLED's and UCDP's. Where UCDP has one under another's name, it is that other's."""
    found: dict[str, str] = {}
    for of in ("acled", "ucdp"):
        for code, row in ((lexicon.ontology.get(of) or {}).get("countries") or {}).items():
            found.setdefault(plain(row["name"]), str(code))
    return found | {plain(p["en"]): str(p["country"]) for p in lexicon.compiled.places if p["kind"] == "country"}


def names_of_parties(layers: list[Path]) -> dict[str, list[str]]:
    """Party ids by every name of the data: ACLED's, ours, and aliases."""
    found: dict[str, list[str]] = {}
    for party in data.entries(layers, "world/parties/*.yaml"):
        told = [
            party.get("acled"),
            *(party.get("names") or {}).values(),
            *(a for some in (party.get("aliases") or {}).values() for a in some),
        ]
        for name in dict.fromkeys(plain(n) for n in told if n):
            found.setdefault(name, []).append(str(party["id"]))
    return found


def places_by_name(layers: list[Path]) -> dict[str, list[dict[str, Any]]]:
    """Our rows of places by the look-up keys of their Latin names."""
    found: dict[str, list[dict[str, Any]]] = {}
    for pattern in ("world/places/*.csv", "world/geonames/*.csv"):
        for row in data.rows(layers, pattern):
            names = [row.get("en") or "", *(row.get("en_aliases") or "").split("|")]
            for key in dict.fromkeys(k for n in names if n for k in default().keys(n)):
                found.setdefault(key, []).append(dict(row))
    return found
