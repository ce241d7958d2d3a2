"""Places asked for by a person: by name over the data layers and what was imported, each hit with where it comes from."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any, NamedTuple

from rasid.gazetteer import fuzzy
from rasid.gazetteer.index import MOST, PlaceIndex
from rasid.gazetteer.layer import imported, layered
from rasid.gazetteer.writing import names_of
from rasid.lexicon import layers as data
from rasid.lexicon.world import distance_km

ROWS = "world/places/*.csv"
SAID = ("same name", "same name but for spaces", "same name, loosely")
NEAREST, NEAR_KM, LOOSELY = 500, 60.0, 2  # of a very common name: how many places about a point are looked at, how far, and how they rank


class Hit(NamedTuple):
    """A place found. `layer`: built-in, yours (a row of your own data), project (of a project's) or imported. `match` says how well its
    name fits."""

    row: dict[str, Any]
    layer: str
    match: str
    rank: int
    km: float | None

    def as_record(self) -> dict[str, Any]:
        km = None if self.km is None else round(self.km, 2)
        return {**self.row, "layer": self.layer, "match": self.match, "km": km}


class Places:
    """Both indices together. A place that was imported under the id of one in the data layers stands for it.

    `layers`: data layers, by default built in and the user's; what is beyond these is a project's."""

    def __init__(self, layers: list[Path] | None = None) -> None:
        with ExitStack() as opened:
            self.layered = opened.enter_context(layered(layers))
            found = imported()
            self.imported = opened.enter_context(found) if found is not None else None
            self.opened = opened.pop_all()
        usual = data.default_layers()
        beyond = [layer for layer in layers or [] if layer not in usual]
        self.own = {row["id"]: name for name, some in (("yours", usual[1:]), ("project", beyond)) for row in data.rows(some, ROWS)}

    def __enter__(self) -> Places:
        return self

    def __exit__(self, *_: object) -> None:
        self.opened.close()

    def indices(self) -> Iterator[tuple[PlaceIndex, bool]]:
        """The indices, the later layer first, and whether it is of what was imported."""
        if self.imported is not None:
            yield self.imported, True
        yield self.layered, False

    def layer_of(self, id_: str, was_imported: bool) -> str:
        return "imported" if was_imported else self.own.get(id_, "built-in")

    def search(self, name: str, near: tuple[float, float] | None = None, country: str | None = None, limit: int = 20) -> list[Hit]:
        """The places that bear a name, the best match first, then the nearest to `near`; where none does, names one or two letters off."""
        found: dict[str, Hit] = {}
        for spelling in (False, True):
            for index, was_imported in self.indices():
                matches = fuzzy.near(index, name, MOST) if spelling else index.matches(name)
                if near and not spelling and len(matches) >= MOST:
                    matches += around(index, name, near)
                for number, rank in matches:
                    row = index.row(number)
                    if (country is None or row["country"] == country) and row["id"] not in found:
                        found[row["id"]] = self.hit(row, was_imported, rank, spelling, near)
            if found:
                break
        best = sorted(found.values(), key=lambda h: (h.rank // 3, h.km, h.rank) if h.km is not None else (h.rank // 3, h.rank))
        return best[:limit]

    def hit(self, row: dict[str, Any], was_imported: bool, rank: int, spelling: bool, near: tuple[float, float] | None) -> Hit:
        if spelling:
            match = f"{rank} letter{'s' if rank > 1 else ''} off"
            rank = 100 + 3 * rank
        else:
            match = SAID[rank % 3] if rank < 6 else "part of the name"
        return Hit(row, self.layer_of(row["id"], was_imported), match, rank, distance(near, row))

    def show(self, id_: str) -> list[Hit]:
        """What every layer has under an id, the one that stands first."""
        rows = ((index.row(number), new) for index, new in self.indices() if (number := index.number(id_)) is not None)
        return [Hit(row, self.layer_of(id_, new), "", 0, None) for row, new in rows]

    def around(self, lat: float, lon: float, limit: int) -> list[Hit]:
        """The nearest places of both indices."""
        found: dict[str, Hit] = {}
        for index, new in self.indices():
            for km, number in index.nearest(lat, lon, limit + 1):
                row = index.row(number)
                found.setdefault(row["id"], Hit(row, self.layer_of(row["id"], new), "", 0, km))
        return sorted(found.values(), key=lambda h: h.km or 0.0)[: limit + 1]


def around(index: PlaceIndex, name: str, near: tuple[float, float]) -> list[tuple[int, int]]:
    """Of a name that more places bear than are looked at, those close to a point."""
    asked = {form.loose for form in index.names.forms(name)[:1]}
    found = [number for _, number in index.nearest(*near, NEAREST, within_km=NEAR_KM)]
    return [
        (number, LOOSELY)
        for number in found
        if any(f.loose in asked for n in names_of(index.row(number)) for f in index.names.forms(n)[:1])
    ]


def distance(near: tuple[float, float] | None, row: dict[str, Any]) -> float | None:
    return None if near is None else distance_km(*near, row["lat"], row["lon"])
