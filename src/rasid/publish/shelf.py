"""Records on disk, given back in the order of their keys. What leaves a project stands by the day and the id that leave, never by those
that the project knows: where a row stands would else tell of accounts that stay, and of the ids that pseudonyms replace."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Generic, TypeVar

import msgspec

from rasid.publish.policy import Released

T = TypeVar("T")
AT = 8  # bytes of an offset
LENGTH = 4  # bytes before each record
UNDATED = "\x7f"  # after every day
BETWEEN = "\x1f"


class Shelf(Generic[T]):
    """A file without a name that goes with the process; memory holds the keys, some 80 bytes a record. `beside`: a folder on whose disk
    there is room."""

    def __init__(self, kind: type[T], beside: Path | None = None) -> None:
        self.file = tempfile.TemporaryFile(dir=beside)  # noqa: SIM115 - closed by `close`
        self.encode, self.decode = msgspec.msgpack.Encoder().encode, msgspec.msgpack.Decoder(kind).decode
        self.keys: list[bytes] = []
        self.end, self.sorted = 0, True

    def __len__(self) -> int:
        return len(self.keys)

    def close(self) -> None:
        self.file.close()

    def put(self, key: str, record: T) -> None:
        written = self.encode(record)
        self.file.seek(self.end)
        self.file.write(len(written).to_bytes(LENGTH, "big") + written)
        self.keys.append(key.encode() + self.end.to_bytes(AT, "big"))
        self.end += LENGTH + len(written)
        self.sorted = False

    def __iter__(self) -> Iterator[T]:
        """From the first on. One reader at a time."""
        if not self.sorted:
            self.keys.sort()
            self.sorted = True
        at = -1
        for key in self.keys:
            offset = int.from_bytes(key[-AT:], "big")
            if offset != at:
                self.file.seek(offset)
            length = int.from_bytes(self.file.read(LENGTH), "big")
            yield self.decode(self.file.read(length))
            at = offset + LENGTH + length


def key_of(released: Released) -> str:
    """By day, the undated last, then by id."""
    return f"{released.incident.day or UNDATED}{BETWEEN}{released.incident.id}"
