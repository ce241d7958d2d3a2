"""Names of parties, areas and sources as a person types them → the ids by which a project has them."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cached_property
from typing import TYPE_CHECKING, Any

from rasid.cli.talk import TALK
from rasid.lexicon.compile import Compiled, load
from rasid.lexicon.fold import Folder
from rasid.model import UsageError

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from rasid.store.filtering import Area

COUNTRY = re.compile(r"[A-Z]{3}")
PLACE = re.compile(r"(gn|pcode|rasid):\S+")
WIDE = {"country": 0, "admin1": 1, "admin2": 3}  # a province goes before the town of its name, the town before its district
SHOWN = 5  # names that are listed where several fit


class Namer:
    """Looks names up in the compiled data and in the project."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection

    @cached_property
    def data(self) -> Compiled:
        return load()

    @cached_property
    def folder(self) -> Folder:
        return Folder(self.data.language.get("fold") or {})

    def bearing(self, name: str, kind: str) -> list[Any]:
        """The lexemes of a kind whose written form this is."""
        text = " ".join(self.folder.fold(name).split())
        at = bisect_left(self.data.patterns, text)
        if at == len(self.data.patterns) or self.data.patterns[at] != text:
            return []
        found = {self.data.senses[n].lexeme: None for n in self.data.readings[at]}
        return [self.data.lexemes[n] for n in found if self.data.lexemes[n].kind == kind]

    def types(self, types: list[str], families: list[str]) -> list[str]:
        known = self.data.ontology["event_types"]
        for name in types:
            if name not in known:
                raise UsageError(f"there is no type {name!r}.", where="--type", hint=f"There are {', '.join(known)}.")
        there = {row.get("family") for row in known.values()} - {None}
        for name in families:
            if name not in there:
                raise UsageError(f"there is no family {name!r}.", where="--family", hint=f"There are {', '.join(sorted(map(str, there)))}.")
        return list(dict.fromkeys([*types, *(id_ for id_, row in known.items() if row.get("family") in families)]))

    def weapons(self, ids: list[str]) -> list[str]:
        known = self.data.ontology["weapons"]
        for id_ in ids:
            if id_ not in known:
                raise UsageError(f"there is no weapon {id_!r}.", where="--weapon", hint="The page `/codebook` lists them.")
        return ids

    def parties(self, names: list[str], where: str) -> list[str]:
        from rasid.store.searching import search_parties

        found: list[str] = []
        for name in names:
            if name in self.data.parties:
                found.append(name)
                continue
            lexemes = self.bearing(name, "party") or [p for p in self.data.parties.items() if english(p[1]) == name.casefold()]
            ids = list(dict.fromkeys(x.id if hasattr(x, "id") else x[0] for x in lexemes))
            if not ids:
                like = search_parties(self.connection, name, SHOWN)
                if len(like) == 1 or (like and like[0].id == name):
                    ids = [like[0].id]
                    if like[0].id != name:
                        TALK.note(f"taken for {' '.join(like[0].names.values())} ({like[0].id}).", f"{where} {name}")
                elif like:
                    hint = "Name one of " + ", ".join(p.id for p in like) + "."
                    raise UsageError("several parties are called nearly so.", where=f"{where} {name}", hint=hint)
            if not ids:
                raise UsageError("no party is called so.", where=f"{where} {name}", hint="`rasid data stats` tells where parties are kept.")
            found += ids
        return list(dict.fromkeys(found))

    def sources(self, names: list[str]) -> list[str]:
        found: list[str] = []
        for name in names:
            ids = [x.id for x in self.bearing(name, "source")]
            ids += [id_ for id_, row in self.data.sources.items() if english(row) == name.casefold()]
            found += ids or [name]
        return list(dict.fromkeys(found))

    def areas(self, names: list[str]) -> list[Area]:
        return [area for name in names for area in self.area(name)]

    def area(self, name: str) -> list[Area]:
        """What an area's code, id or name stands for; all of the places that bear it, where it is a place's."""
        from rasid.gazetteer.codes import codes
        from rasid.store.filtering import Area
        from rasid.store.searching import search_places

        if COUNTRY.fullmatch(name):
            return [Area(country=name)]
        coded = next((id_ for id_, code in codes().items() if code == name.upper()), None)
        if coded is not None or PLACE.fullmatch(name):
            row = next((p for p in self.data.places if p["id"] == (coded or name)), None)
            return [area_of(row)] if row is not None else [Area(place=name)]
        rows = [self.data.places[n] for x in self.bearing(name, "place") for n in x.data["places"]]
        rows = rows or [p for p in self.data.places if (p.get("en") or "").casefold() == name.casefold()]
        best = min((WIDE.get(row["kind"], 2) for row in rows), default=None)
        chosen = [row for row in rows if WIDE.get(row["kind"], 2) == best]
        if not chosen:
            there = search_places(self.connection, name, SHOWN * 4)
            if not there:
                raise UsageError("no area is called so.", where=f"--in {name}", hint="`rasid places search NAME` gives ids.")
            return [Area(place=p.id) for p in there]
        if len(chosen) > 1:
            told = ", ".join(f"{row['id']} ({row.get('admin1') or row.get('country')})" for row in chosen[:SHOWN])
            TALK.note(
                f"{len(chosen)} places are called so, and all are meant: {told}{' …' if len(chosen) > SHOWN else ''}.", f"--in {name}"
            )
        return [area_of(row) for row in chosen]


def english(row: dict[str, Any]) -> str:
    return str((row.get("names") or {}).get("en") or "").casefold()


def area_of(row: dict[str, Any]) -> Area:
    from rasid.store.filtering import Area

    if row["kind"] == "country":
        return Area(country=row["country"])
    if row["kind"] == "admin1":
        return Area(country=row["country"], admin1=row.get("admin1") or row["en"])
    if row["kind"] == "admin2":
        return Area(country=row["country"], admin1=row.get("admin1") or None, admin2=row.get("admin2") or row["en"])
    return Area(place=row["id"])
