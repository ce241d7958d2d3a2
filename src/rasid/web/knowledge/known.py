"""The data layers of a workplace as the pages read them: made when first asked for, and anew when the project codes by other data."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, NamedTuple
from weakref import WeakKeyDictionary

from rasid.gazetteer.searching import Hit, Places
from rasid.lexicon.catalogue import Catalogue
from rasid.lexicon.layers import fingerprint
from rasid.project.coding import Coder
from rasid.web.workplace import Workplace

NEAREST = 6  # places told beside one that is shown
NAMESAKES = 50
PART_LEAST = 3  # letters of a part of a name that is looked for within names


class Row(NamedTuple):
    """A place of the data layers, with its names as they are compared."""

    place: dict[str, Any]
    layer: str
    spelt: tuple[str, ...]


class Known:
    """Parties, sources and places of some layers. The indices of places are used by one request at a time."""

    def __init__(self, layers: list[Path]) -> None:
        self.layers = layers
        self.catalogue = Catalogue(layers)
        self.lock = threading.Lock()

    @cached_property
    def opened(self) -> Places:
        return Places(self.layers)

    @contextmanager
    def places(self) -> Iterator[Places]:
        with self.lock:
            yield self.opened

    @cached_property
    def rows(self) -> list[Row]:
        """Every place of the data layers; what was imported may be millions, and is found by its whole name alone."""
        with self.places() as places:
            found = []
            for place in places.layered.rows():
                names = [place[k] for k in ("ar", "en") if place[k]]
                names += [a for k in ("ar_aliases", "en_aliases") for a in (place[k] or "").split("|") if a]
                found.append(Row(place, places.layer_of(place["id"], False), tuple(self.catalogue.spelt(n) for n in names)))
        return found

    def search_places(self, text: str, country: str | None, kind: str | None, layer: str | None) -> list[Hit]:
        """Places by name: those that bear it, then those of the data layers that have it as a part of theirs; without a name, all."""
        wanted = self.catalogue.spelt(text)
        found: dict[str, Hit] = {}
        if text:
            with self.places() as places:
                found = {h.row["id"]: h for h in places.search(text, country=country, limit=500)}
        inexact = all("off" in h.match for h in found.values())
        if not text or (len(wanted) >= PART_LEAST and inexact) or all(h.rank < 6 for h in found.values()):
            parts = {r.place["id"]: Hit(r.place, r.layer, "", 50, None) for r in self.rows if any(wanted in n for n in r.spelt)}
            exact = {} if parts and inexact else found
            found = exact | {k: v for k, v in parts.items() if k not in exact}
        fits = (h for h in found.values() if country in (None, h.row["country"]) and kind in (None, h.row["kind"]))
        return [h for h in fits if layer in (None, h.layer)]

    def place(self, id_: str) -> tuple[Hit, list[Hit], list[Hit]] | None:
        """A place, others of its name, and what lies nearest; None where there is none of this id."""
        with self.places() as places:
            shown = places.show(id_)
            if not shown:
                return None
            hit = shown[0]
            same = [h for name in (hit.row["ar"], hit.row["en"]) if name for h in places.search(name, limit=NAMESAKES) if h.rank < 3]
            others = {h.row["id"]: h for h in same if h.row["id"] != id_}
            near = [h for h in places.around(hit.row["lat"], hit.row["lon"], NEAREST) if h.row["id"] != id_]
        return hit, list(others.values()), near


KNOWN: WeakKeyDictionary[Coder, Known] = WeakKeyDictionary()
MAKING = threading.Lock()


@lru_cache(2)
def of_data(layers: tuple[Path, ...], version: str) -> Known:
    return Known(list(layers))


def known(work: Workplace) -> Known:
    """What the workplace's coder knows; another coder (after an approval) may know other things."""
    coder = work.project.coder
    with MAKING:
        if coder not in KNOWN:
            KNOWN[coder] = of_data(tuple(coder.layers), fingerprint(coder.layers))
        return KNOWN[coder]
