"""Records on disk, given back in the order of their keys. What leaves a project stands by the day and the id that leave, never by those
that the project knows: where a row stands would else tell of accounts that stay, and of the ids that pseudonyms replace."""

from __future__ import annotations

import heapq
import os
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, Generic, TypeVar

import msgspec

from rasid.publish.policy import Released

T = TypeVar("T")
AT = 8  # bytes of an offset
LENGTH = 4  # bytes before each record
KEY_LENGTH = 4  # and before each key
KEYS_MOST = 1 << 16  # in memory: some 5 MB
PIECE = 1 << 16  # bytes of each run in memory while they are merged
UNDATED = "\x7f"  # after every day
BETWEEN = "\x1f"


class Shelf(Generic[T]):
    """Files without a name that go with the process. Memory holds some ten thousands of keys: more of them lie sorted on the disk, run by
    run, and are merged when they are read. `beside`: a folder on whose disk there is room."""

    def __init__(self, kind: type[T], beside: Path | None = None) -> None:
        self.file = tempfile.TemporaryFile(dir=beside)  # noqa: SIM115 - closed by `close`
        self.runs = Runs(beside)
        self.encode, self.decode = msgspec.msgpack.Encoder().encode, msgspec.msgpack.Decoder(kind).decode
        self.keys: list[bytes] = []
        self.end, self.made = 0, 0

    def __len__(self) -> int:
        return self.made

    def close(self) -> None:
        self.file.close()
        self.runs.close()

    def put(self, key: str, record: T) -> None:
        written = self.encode(record)
        self.file.seek(self.end)
        self.file.write(len(written).to_bytes(LENGTH, "big") + written)
        self.keys.append(key.encode() + self.end.to_bytes(AT, "big"))
        self.end += LENGTH + len(written)
        self.made += 1
        if len(self.keys) >= KEYS_MOST:
            self.runs.add(sorted(self.keys))
            self.keys.clear()

    def __iter__(self) -> Iterator[T]:
        """From the first on. One reader at a time."""
        self.keys.sort()
        at = -1
        for key in heapq.merge(*self.runs.each(), self.keys) if self.runs.ends else self.keys:
            offset = int.from_bytes(key[-AT:], "big")
            if offset != at:
                self.file.seek(offset)
            length = int.from_bytes(self.file.read(LENGTH), "big")
            yield self.decode(self.file.read(length))
            at = offset + LENGTH + length


class Runs:
    """Sorted keys on disk. `ends`: where each run ends; it begins where the one before does."""

    def __init__(self, beside: Path | None) -> None:
        self.beside, self.ends = beside, list[int]()
        self.file: IO[bytes] | None = None

    def add(self, keys: Iterable[bytes]) -> None:
        if self.file is None:
            self.file = tempfile.TemporaryFile(dir=self.beside)  # noqa: SIM115 - closed by `close`
        self.file.seek(0, os.SEEK_END)
        self.file.writelines(len(key).to_bytes(KEY_LENGTH, "big") + key for key in keys)
        self.ends.append(self.file.tell())

    def each(self) -> list[Iterator[bytes]]:
        return [self.run(start, end) for start, end in zip([0, *self.ends], self.ends, strict=False)]

    def run(self, start: int, end: int) -> Iterator[bytes]:
        """The keys of a run, a piece of it in memory at a time: others are read between."""
        assert self.file is not None
        left = b""
        while start < end:
            self.file.seek(start)
            piece = left + self.file.read(min(PIECE, end - start))
            start += len(piece) - len(left)
            at = 0
            while at + KEY_LENGTH <= len(piece):
                after = at + KEY_LENGTH + int.from_bytes(piece[at : at + KEY_LENGTH], "big")
                if after > len(piece):
                    break
                yield piece[at + KEY_LENGTH : after]
                at = after
            left = piece[at:]

    def close(self) -> None:
        if self.file is not None:
            self.file.close()


def key_of(released: Released) -> str:
    """By day, the undated last, then by id."""
    return f"{released.incident.day or UNDATED}{BETWEEN}{released.incident.id}"
