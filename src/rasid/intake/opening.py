"""An input while it is read: its bytes, what it is called, and what is wanted of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO, NamedTuple

import msgspec

from rasid.intake.columns import Mapping
from rasid.intake.found import Found, Notice, Outcome
from rasid.intake.limits import DEFAULT_LIMIT, too_long
from rasid.model import InputError, Report

SAMPLE = 65536  # bytes looked at to tell what an input is
# Up to here the bytes of a whole file are kept with each of its rows; of a larger one each row keeps its own, and memory stays flat.
WHOLE = 64_000_000
IN_MEMORY = 16_000_000  # of a stream that has to be gone through twice; what is longer lies in a temporary file
BLANK = "\ufeff\0 \t\r\n\f\v\x85\u2028\u2029"


class Wanted(NamedTuple):
    """What a caller asks of every input. `keep`: whether the bytes are wanted too."""

    published: str | None = None
    limit: int = DEFAULT_LIMIT
    mapping: Mapping = Mapping()
    keep: bool = True


class Input(msgspec.Struct):
    """`where` is what messages call it, `name` what is kept; `suffix` its ending in small letters, None where it has no name."""

    handle: BinaryIO
    where: str
    name: str
    suffix: str | None = None
    how: str = "file"
    size: int | None = None
    depth: int = 0
    address: str = ""
    acquired: str | None = None
    charset: str | None = None
    details: dict[str, Any] = {}

    def head(self) -> bytes:
        """The first bytes, which stay to be read."""
        if hasattr(self.handle, "peek"):
            return bytes(self.handle.peek(SAMPLE)[:SAMPLE])
        at = self.handle.tell()
        sample = self.handle.read(SAMPLE)
        self.handle.seek(at)
        return sample

    def whole(self, most: int) -> bytes:
        """All bytes. Raises InputError where there are more than `most`."""
        raw = self.handle.read(most + 1)
        if len(raw) > most:
            raise InputError(f"this file is larger than {most / 1e6:.0f} MB, too large for its kind.", hint="Split it, or save its text.")
        return raw

    def seekable(self) -> BinaryIO:
        """The bytes where one can go back and forth in them."""
        return self.handle if self.handle.seekable() else spooled(self.handle)

    def inside(self, handle: BinaryIO, member: str, **changed: Any) -> Input:
        """A member of this input."""
        ending = member.rpartition("/")[2].rpartition(".")
        suffix = f".{ending[2].lower()}" if ending[0] else ""
        known = {"size": None, **changed}
        return msgspec.structs.replace(
            self,
            handle=handle,
            where=f"{self.where}/{member}",
            name=f"{self.name}/{member}",
            suffix=suffix,
            depth=self.depth + 1,
            details=dict(self.details),
            **known,
        )


def spooled(stream: BinaryIO, most: int | None = None) -> BinaryIO:
    """What `stream` gives, in memory or a temporary file. Raises InputError beyond `most` bytes."""
    import tempfile

    copy = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115
    size = 0
    while chunk := stream.read(1 << 20):
        size += len(chunk)
        if most is not None and size > most:
            copy.close()
            raise InputError(f"this unpacks to more than {most / 1e6:.0f} MB.", hint="Unpack it, and give its files one by one.")
        copy.write(chunk)
    copy.seek(0)
    return copy  # type: ignore[return-value]


def found(item: Input, report: Report, raw: bytes, *, where: str | None = None, how: str | None = None, **known: Any) -> Found:
    """A report of this input, with what the input knows of where it came from."""
    known.setdefault("address", item.address)
    known.setdefault("details", item.details)
    return Found(where=where or item.where, report=report, raw=raw, how=how or item.how, name=item.name, acquired=item.acquired, **known)


def checked(text: str, where: str, limit: int) -> Notice | None:
    """A notice where a text is blank. Raises InputError where it is longer than the limit."""
    if not text.strip(BLANK):
        return Notice("this report is empty.", where)
    if len(text) > limit // 4 and (size := len(text.encode("utf-8", "replace"))) > limit:
        problem = too_long(size, limit)
        raise InputError(problem.what, where=where, hint=problem.hint)
    return None


def replaced(count: int, encoding: str, where: str) -> Iterator[Outcome]:
    if count:
        yield Notice(f"{count} places could not be read as {encoding} and stand as \ufffd.", where)
