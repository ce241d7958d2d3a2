"""The two indices of places: the rows of the data layers, and those that the user has imported."""

from __future__ import annotations

from pathlib import Path
from tempfile import gettempdir

from rasid import __version__
from rasid.gazetteer.index import IndexWriter, PlaceIndex
from rasid.gazetteer.layout import FORMAT
from rasid.gazetteer.names import load_rules
from rasid.lexicon import layers as data
from rasid.lexicon.compile import cache_folder, place_rows
from rasid.model import PlacesError


def imported_path() -> Path:
    """Where imported places are kept."""
    return data.user_home() / "places.sqlite"


def imported() -> PlaceIndex | None:
    """The imported places; None where nothing was imported. Raises PlacesError where the file is damaged."""
    path = imported_path()
    return PlaceIndex.open(path) if path.exists() else None


def layered(layers: list[Path] | None = None) -> PlaceIndex:
    """An index of the places in the data layers (default: built in and the user's), kept in the cache under the hash of the data."""
    paths = layers or data.default_layers()
    name = f"places-{data.fingerprint(paths)}-{__version__}-{FORMAT}.sqlite"
    try:
        return PlaceIndex.open(cache_folder() / name)
    except PlacesError:
        pass
    for folder in (cache_folder(), Path(gettempdir())):
        try:
            with IndexWriter(folder / name, load_rules(paths)) as writer:
                for row in place_rows(paths):
                    writer.add(row)
            return PlaceIndex.open(folder / name)
        except (PlacesError, OSError):
            continue
    raise PlacesError("there is no folder to write the index of places to.", hint="Set RASID_CACHE to one.")
