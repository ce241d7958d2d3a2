"""The table of keys written: pairs of keys and hits as they come, sorted on the disk, then bucket by bucket. Memory holds some hundred
thousand pairs and the directory, however many there are.

A pair is sixteen bytes, key and hit, the highest byte first: in this form pairs sort as bytes do, in no more time than that takes.
"""

from __future__ import annotations

import sys
from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, pairwise
from operator import itemgetter
from pathlib import Path
from tempfile import TemporaryFile
from typing import BinaryIO, cast

from rasid.gazetteer.keytable import DAMAGED, END, ENTRY, HELD, WORD, Extent, extent_of
from rasid.gazetteer.layout import EXACT_SHIFT
from rasid.model import PlacesError

PAIR = 16  # bytes
SORTED = 400_000  # pairs sorted in memory at a time: some 30 MB
STRETCH_BITS = 10  # stretches that pairs are sorted and buckets written by, as a power of two
STRETCHES = 1 << STRETCH_BITS
FILL = 4  # pairs of a bucket, at most, when a table is laid out; when more than twice as many, it is laid out anew
MOST_WORDS = 1 << 32
COPIED = 1 << 20  # bytes at a time


class Spool:
    """Pairs, in sorted runs in a file that goes with the process; those of one stretch of keys are read at once."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.file: BinaryIO | None = None
        self.waiting: list[bytes] = []
        self.runs: list[tuple[int, list[int]]] = []  # where a run lies, and where in it each stretch begins (in pairs)
        self.count = 0

    def add(self, pairs: Iterable[bytes]) -> None:
        self.waiting += pairs
        if len(self.waiting) >= SORTED:
            self.put_by()

    def put_by(self) -> None:
        if self.file is None:
            self.file = cast(BinaryIO, TemporaryFile(dir=self.folder))  # noqa: SIM115 (`close`)
        self.sort()
        self.runs.append((self.file.seek(0, 2), self.begins))
        self.file.write(b"".join(self.waiting))
        self.waiting = []

    def sort(self) -> None:
        self.waiting.sort()
        self.begins = [bisect_left(self.waiting, (n << 64 - STRETCH_BITS).to_bytes(8, "big")) for n in range(STRETCHES)]
        self.begins.append(len(self.waiting))
        self.count += len(self.waiting)

    def stretches(self) -> Iterator[list[bytes]]:
        """The pairs of every stretch, each once and sorted. No more can be added."""
        self.sort()
        for n in range(STRETCHES):
            found = self.waiting[self.begins[n] : self.begins[n + 1]]
            for at, begins in self.runs:
                length = (begins[n + 1] - begins[n]) * PAIR
                if length and self.file is not None:
                    self.file.seek(at + begins[n] * PAIR)
                    read = self.file.read(length)
                    found += [read[i : i + PAIR] for i in range(0, length, PAIR)]
            yield sorted(set(found)) if found else found

    def close(self) -> None:
        if self.file is not None:
            self.file.close()


class Laying:
    """A table under way: stretch after stretch is appended to `file`, at whose end it lies."""

    def __init__(self, file: BinaryIO, bits: int) -> None:
        self.file, self.bits = file, bits
        self.start, self.position, self.pairs = file.seek(0, 2), 0, 0
        self.directory = array("I", [0])

    def lay(self, stretch: int, pairs: Sequence[bytes]) -> None:
        """The buckets of a stretch, of its sorted pairs."""
        both = native(b"".join(pairs), "big")
        keys, hits = both[0::2], both[1::2]
        self.pairs += len(keys)
        out, at, begin = array("Q"), 0, self.position
        per, shift = 1 << self.bits - STRETCH_BITS, 64 - self.bits
        for bucket in range(stretch * per, (stretch + 1) * per):
            end = bisect_left(keys, (bucket + 1) << shift, at)
            if end > at:
                if end - at > HELD and max(Counter(keys[at:end]).values()) > HELD:
                    out += bucket_of_many(keys[at:end], hits[at:end])
                else:
                    out += keys[at:end]
                    out += hits[at:end]
                at = end
            self.directory.append(self.checked(begin + len(out)))
        self.position = begin + len(out)
        self.file.write(little(out))

    def copy(self, base: Base, stretch: int) -> None:
        """The buckets of a stretch as another table of as many buckets has them."""
        ends, held = base.stretch(stretch)
        moved = self.position - ends[0]
        self.checked(ends[-1] + moved)
        self.directory.extend([end + moved for end in ends[1:]])
        self.position = ends[-1] + moved
        self.file.write(held)

    def checked(self, words: int) -> int:
        if words >= MOST_WORDS:
            raise PlacesError(f"more than {MOST_WORDS:,} names and ids are more than an index holds.", hint="Import fewer places.")
        return words

    def finish(self, hash_: str, pairs: int | None = None) -> None:
        at = self.file.seek(0, 2)
        self.file.write(little(self.directory))
        self.file.write(Extent(self.bits, self.pairs if pairs is None else pairs, self.start, at, hash_).packed())


class Base:
    """The table of a file that is added to, read from the first stretch to the last. Raises PlacesError where it is damaged."""

    def __init__(self, path: Path) -> None:
        self.path, self.file = path, path.open("rb")
        size = self.file.seek(0, 2)
        self.file.seek(max(0, size - END.size))
        self.extent = extent_of(path, self.file.read(), size)

    def before(self) -> Iterator[bytes]:
        """What lies before the table."""
        self.file.seek(0)
        left = self.extent.start
        while left > 0 and (some := self.file.read(min(COPIED, left))):
            left -= len(some)
            yield some

    def stretch(self, stretch: int) -> tuple[array[int], bytes]:
        """Where the buckets of a stretch begin and the last ends (in words), and what they are."""
        per = 1 << self.extent.bits - STRETCH_BITS
        self.file.seek(self.extent.directory + stretch * per * ENTRY)
        ends = native(self.file.read((per + 1) * ENTRY), "little", "I")
        self.file.seek(self.extent.start + ends[0] * WORD)
        held = self.file.read(max(0, ends[-1] - ends[0]) * WORD)
        if len(held) != (ends[-1] - ends[0]) * WORD or self.file.tell() > self.extent.directory:
            raise PlacesError(DAMAGED, where=str(self.path), hint="Nothing was changed. Move it away, then import the places again.")
        return ends, held

    def pairs(self, stretch: int) -> list[bytes]:
        """The pairs of a stretch."""
        ends, held = self.stretch(stretch)
        words, pairs = native(held, "little"), array("Q")
        for at, end in pairwise(ends):
            bucket = words[at - ends[0] : end - ends[0]]
            keys, hits = pairs_of_many(bucket) if len(bucket) & 1 else (bucket[: len(bucket) // 2], bucket[len(bucket) // 2 :])
            for both in zip(keys, hits, strict=True):
                pairs.extend(both)
        if sys.byteorder == "little":
            pairs.byteswap()
        said = pairs.tobytes()
        return [said[i : i + PAIR] for i in range(0, len(said), PAIR)]

    def close(self) -> None:
        self.file.close()


def append(path: Path, hash_: str, added: Spool, dropped: Spool, base: Base | None) -> None:
    """Puts the table behind the end of a file: of the pairs of `base` without those dropped, and of those added."""
    news, gone = added.stretches(), dropped.stretches()
    count = added.count + len(added.waiting) + (base.extent.pairs if base else 0)
    bits = max(STRETCH_BITS, (count // FILL).bit_length())
    if base is not None and base.extent.bits <= bits <= base.extent.bits + 1:
        bits = base.extent.bits
    with path.open("r+b") as file:
        table, pairs = Laying(file, bits), 0
        for stretch, (new, old) in enumerate(zip(news, gone, strict=True)):
            if base is None:
                table.lay(stretch, new)
            elif not new and not old and bits == base.extent.bits:
                table.copy(base, stretch)
            else:
                before = base.pairs(stretch)
                table.lay(stretch, after := sorted({*set(before).difference(old), *new}))
                pairs += len(after) - len(before)
        table.finish(hash_, base.extent.pairs + pairs if base else None)


def first_of(hits: Sequence[int]) -> Sequence[int]:
    """Of more than HELD sorted hits those that are looked at first: of the commonest spelling."""
    spelling = Counter(hit >> EXACT_SHIFT for hit in hits).most_common(1)[0][0]
    at = bisect_left(hits, spelling << EXACT_SHIFT)
    return [*hits[at : at + HELD], *hits[:at]][:HELD] if len(hits) - at < HELD else hits[at : at + HELD]


def bucket_of_many(keys: array[int], hits: array[int]) -> array[int]:
    """A bucket with a key of more than HELD hits."""
    groups = [(key, [hit for _, hit in some]) for key, some in groupby(zip(keys, hits, strict=True), itemgetter(0))]
    starts, blocks = [2 + 2 * len(groups)], array("Q")
    for _, some in groups:
        blocks.extend([*first_of(some), *some] if len(some) > HELD else some)
        starts.append(2 + 2 * len(groups) + len(blocks))
    words = array("Q", [len(groups), *(key for key, _ in groups), *starts]) + blocks
    if not len(words) & 1:
        words.append(0)
    return words


def pairs_of_many(words: array[int]) -> tuple[list[int], list[int]]:
    """The keys and hits of such a bucket."""
    keys: list[int] = []
    hits: list[int] = []
    count = words[0]
    for n, key in enumerate(words[1 : 1 + count]):
        some = words[words[1 + count + n] : words[2 + count + n]]
        if len(some) > HELD:
            some = some[HELD:]
        keys += [key] * len(some)
        hits += some
    return keys, hits


def native(said: bytes, order: str, kind: str = "Q") -> array[int]:
    """Integers of 8 bytes (`kind` I: of 4), from bytes of an order."""
    words = array(kind, said)
    if sys.byteorder != order:
        words.byteswap()
    return words


def little(words: array[int]) -> array[int]:
    """The same, little-endian; it is the caller's no more."""
    if sys.byteorder != "little":
        words.byteswap()
    return words
