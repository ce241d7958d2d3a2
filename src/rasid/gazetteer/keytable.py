"""The keys of an index of places: a hash table at the end of its file, read where it lies.

The file is a SQLite database (rows, areas, kinds) with this behind its last page:

    buckets     for each the pairs of its keys and hits, n keys and then n hits, both sorted; a bucket with a key of more than HELD hits is
                of an odd number of words: how many keys, the keys, where the hits of each begin and the last end (in words, from the
                bucket's first), the hits of each (of a key with more than HELD first those that `first_of` chooses, then all), and a word
                of filling where the number would be even
    directory   where each bucket begins, and where the last ends: 32-bit counts of words
    end         END: what it is, its version, how many buckets (as a power of two) and pairs, where the table and its directory begin,
                the content hash of the index, and a checksum of all this

A word is 64 bits; all is little-endian. A key's bucket is told by its highest bits, so that buckets are in the order of their keys. A
look-up reads two words of the directory and one bucket, of three pairs or so: two pages at most that have to come from the disk. No
bucket says where it lies, so that whole stretches of them can be copied.
"""

from __future__ import annotations

import mmap
import struct
import zlib
from bisect import bisect_left, bisect_right
from pathlib import Path
from typing import NamedTuple

from rasid.model import PlacesError

HELD = 64  # hits of a key that are looked at first
WORD, ENTRY = 8, 4  # bytes
END = struct.Struct("<8sIIQQQ16sI")
MAGIC, VERSION = b"RSDPKEYS", 1
KEYS = [struct.Struct(f"<{n}Q") for n in range(2 * HELD)]
BUCKET = struct.Struct("<II")
DAMAGED = "the table of names in this index of places is damaged."
AGAIN = "Move it away, then import the places again."


class Extent(NamedTuple):
    """What the end of a file says of its table. `start` and `directory`: bytes from the beginning of the file."""

    bits: int
    pairs: int
    start: int
    directory: int
    hash: str

    def packed(self) -> bytes:
        said = END.pack(MAGIC, VERSION, self.bits, self.pairs, self.start, self.directory, bytes.fromhex(self.hash), 0)[:-4]
        return said + zlib.crc32(said).to_bytes(4, "little")


def extent_of(path: Path, said: bytes, size: int) -> Extent:
    """What the last bytes of a file of `size` bytes say. Raises PlacesError where they contradict themselves or the size."""
    if len(said) != END.size or said[:8] != MAGIC or zlib.crc32(said[:-4]) != int.from_bytes(said[-4:], "little"):
        raise PlacesError("this is no index of places, or it is damaged.", where=str(path), hint=AGAIN)
    _, version, bits, pairs, start, directory, hash_, _ = END.unpack(said)
    if version != VERSION:
        raise PlacesError(f"the table of names has version {version}; this Rasid reads {VERSION}.", where=str(path), hint=AGAIN)
    if not 0 < start <= directory or directory + ((1 << bits) + 1) * ENTRY + END.size != size:
        raise PlacesError(DAMAGED, where=str(path), hint=AGAIN)
    return Extent(bits, pairs, start, directory, hash_.hex())


class KeyTable:
    """The table at the end of a file. Raises PlacesError where it is not one, or found to be damaged later."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            with path.open("rb") as file:
                self.map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        except (OSError, ValueError):
            raise PlacesError("this file cannot be read, or there is nothing in it.", where=str(path), hint=AGAIN) from None
        try:
            self.extent = extent_of(path, self.map[-END.size :], len(self.map))
        except PlacesError:
            self.map.close()
            raise
        self.start, self.directory, self.shift = self.extent.start, self.extent.directory, 64 - self.extent.bits

    def close(self) -> None:
        self.map.close()

    def held(self, key: int) -> tuple[int, ...]:
        """The hits of a key, sorted; of more than HELD those that `first_of` chose."""
        try:
            at, end = BUCKET.unpack_from(self.map, self.directory + (key >> self.shift) * ENTRY)
            words, at = end - at, self.start + at * WORD
            if not words & 1:
                count = words >> 1
                keys = KEYS[count].unpack_from(self.map, at) if 0 <= count < len(KEYS) else self.words(at, count)
                if key not in keys:
                    return ()
                return KEYS[keys.count(key)].unpack_from(self.map, at + (count + keys.index(key)) * WORD)
            first, end = self.block(at, key)
            return self.words(first, min(HELD, (end - first) // WORD))
        except (struct.error, IndexError):
            raise PlacesError(DAMAGED, where=str(self.path), hint=AGAIN) from None

    def between(self, key: int, low: int, high: int, most: int) -> list[int]:
        """Of a key that has more than HELD hits, those from `low` to `high`, sorted, the first `most`; of others none."""
        try:
            at, end = BUCKET.unpack_from(self.map, self.directory + (key >> self.shift) * ENTRY)
            if not (end - at) & 1:
                return []
            first, end = self.block(self.start + at * WORD, key)
            first += HELD * WORD
            count = (end - first) // WORD
            if count <= 0:
                return []
            begin = bisect_left(range(count), low, key=lambda n: self.words(first + n * WORD, 1)[0])
            stop = bisect_right(range(count), high, begin, key=lambda n: self.words(first + n * WORD, 1)[0])
            return list(self.words(first + begin * WORD, min(most, stop - begin)))
        except (struct.error, IndexError):
            raise PlacesError(DAMAGED, where=str(self.path), hint=AGAIN) from None

    def block(self, at: int, key: int) -> tuple[int, int]:
        """Where the hits of a key begin and end in a bucket with a key of many, in bytes; one point where the bucket lacks it."""
        (count,) = self.words(at, 1)
        keys = self.words(at + WORD, count)
        if key not in keys:
            return at, at
        first, end = self.words(at + (1 + count + keys.index(key)) * WORD, 2)
        return at + first * WORD, at + end * WORD

    def words(self, at: int, count: int) -> tuple[int, ...]:
        if not 0 <= count <= len(self.map) // WORD:
            raise IndexError(count)
        return struct.unpack_from(f"<{count}Q", self.map, at)
