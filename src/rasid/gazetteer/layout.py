"""The file of an index of places: its tables, and how names, areas and points become integers.

    places   one row a place; `cell` is its fiftieth of a degree
    areas    country, admin1 and admin2 of places, each triple once
    kinds    city, town …, each once, the weightiest first: among names written the same, signs sort by it
    meta     the rules that the keys were made with, the row count, the content hash

The keys of names lie behind the database, in the same file (`keytable`): the 64-bit hash of a loose key has hits. A hit is one integer
of 63 bits: what tells better matches from worse (a hash of the exact key, one of the joined key, whether the name goes without its type
word, the kind), then the place's number. So namesakes that are written the same stand together, the weightiest kind first.
"""

from __future__ import annotations

import math
import zlib
from hashlib import blake2b
from typing import Any

APPLICATION = 0x52_53_44_50  # "RSDP", in the header of the file
FORMAT = 4  # raise when the tables or the meaning of a key change

TABLES = """
CREATE TABLE places (
    number INTEGER PRIMARY KEY, id TEXT NOT NULL, kind INTEGER NOT NULL, ar TEXT, en TEXT, ar_aliases TEXT, en_aliases TEXT,
    lat REAL NOT NULL, lon REAL NOT NULL, area INTEGER NOT NULL, source TEXT, pcode TEXT, population INTEGER, cell INTEGER NOT NULL
);
CREATE TABLE areas (number INTEGER PRIMARY KEY, country TEXT NOT NULL, admin1 TEXT NOT NULL, admin2 TEXT NOT NULL);
CREATE TABLE kinds (number INTEGER PRIMARY KEY, name TEXT NOT NULL);
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL);
"""
INDICES = """
CREATE INDEX IF NOT EXISTS by_cell ON places (cell, kind);
CREATE INDEX IF NOT EXISTS by_area ON places (area, kind);
"""

# Kinds by the weight of a name's bearers, the heaviest first; any other kind gets a number after these.
KINDS = (
    "country city admin1 town admin2 airport camp neighbourhood region hospital base crossing dam field island bridge facility front sea "
    "river road mountain village"
).split()
PLACE_BITS, KIND_BITS, HASH_BITS = 28, 6, 14  # of a hit, from the lowest; between kind and hashes one for a name without its type word
PLACE_MASK, KIND_MASK, HASH_MASK = (1 << PLACE_BITS) - 1, (1 << KIND_BITS) - 1, (1 << HASH_BITS) - 1
BARE = 1 << PLACE_BITS + KIND_BITS
JOINED_SHIFT = PLACE_BITS + KIND_BITS + 1
EXACT_SHIFT = JOINED_SHIFT + HASH_BITS

CELLS = 50  # to the degree: 2.2 km
ROUND = 360 * CELLS  # cells around the globe


def digest_of(loose: str) -> bytes:
    """The hash of a loose key: 64 bits, the highest byte first."""
    return blake2b(loose.encode(), digest_size=8).digest()


def key_of(loose: str) -> int:
    """The same as an integer."""
    return int.from_bytes(blake2b(loose.encode(), digest_size=8).digest(), "big")


def of_id(id_: str) -> str:
    """What stands for a loose key where a place is found by its id."""
    return f"\0{id_}"


def hashes_of(exact: str, joined: str) -> tuple[int, int]:
    """Short hashes of an exact and a joined key: they tell the better of matches that the loose key has found."""
    return zlib.crc32(exact.encode()) & HASH_MASK, zlib.crc32(joined.encode()) & HASH_MASK


def hit_of(exact: str, joined: str, bare: bool, kind: int, place: int) -> int:
    hashes = hashes_of(exact, joined)
    return hashes[0] << EXACT_SHIFT | hashes[1] << JOINED_SHIFT | (BARE if bare else 0) | kind << PLACE_BITS | place


def cell_of(lat: float, lon: float) -> int:
    """The number of the fiftieth of a degree that holds a point, counted from the south-west, eastwards first."""
    return row_of(lat) * ROUND + column_of(lon)


def row_of(lat: float) -> int:
    return min(180 * CELLS - 1, max(0, math.floor((lat + 90) * CELLS)))


def column_of(lon: float) -> int:
    return math.floor((lon + 180) * CELLS) % ROUND


def row_digest(row: dict[str, Any]) -> bytes:
    """What a row says, for the content hash."""
    return repr([value or None for value in map(row.get, ROW)]).encode()


ROW = (
    "id kind ar en ar_aliases en_aliases lat lon country admin1 admin2 source pcode population".split()
)  # the columns of a place's row, as in data/world/places
