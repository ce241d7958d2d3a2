"""What a policy released, kept on disk while the files of a release are made of it: every file is of the same rows, asked for once."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import msgspec

from rasid.publish.policy import Released
from rasid.publish.release.rows import Row

LENGTH = 4  # bytes before each record


class Kept(NamedTuple):
    """A released row, and what stays of it in the project."""

    row: Row
    released: Released


class Spool:
    """A file without a name that goes with the process. Memory holds one row."""

    def __init__(self, beside: Path) -> None:
        self.file = tempfile.TemporaryFile(dir=beside)  # noqa: SIM115 - closed by `close`
        self.encode, self.decode = msgspec.msgpack.Encoder().encode, msgspec.msgpack.Decoder(Kept).decode
        self.rows = 0

    def close(self) -> None:
        self.file.close()

    def put(self, kept: Kept) -> None:
        record = self.encode(kept)
        self.file.write(len(record).to_bytes(LENGTH, "big") + record)
        self.rows += 1

    def kept(self) -> Iterator[Kept]:
        """From the first on. One reader at a time."""
        self.file.seek(0)
        while head := self.file.read(LENGTH):
            yield self.decode(self.file.read(int.from_bytes(head, "big")))

    def released(self) -> Iterator[Released]:
        return (kept.released for kept in self.kept())
