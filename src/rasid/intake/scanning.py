"""A long JSON file, object by object, without holding it: the elements of a list as their bytes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

OUTSIDE = re.compile(rb'["{}\[\]]')
INSIDE = re.compile(rb'["\\]')  # of a string
CHUNK = 1 << 18
LONGEST = 32_000_000  # bytes of one object; beyond it the file is damaged, or no list of reports


class Scanner:
    """Goes through JSON once. `cut`: whether the file ended within a list."""

    def __init__(self, handle: BinaryIO) -> None:
        self.handle = handle
        self.data = b""
        self.at = 0
        self.cut = False

    def more(self, keep: int) -> bool:
        """Another piece of the file; what lies before `keep` is let go."""
        piece = self.handle.read(CHUNK)
        self.data = self.data[keep:] + piece
        self.at -= keep
        return bool(piece)

    def until(self, pattern: re.Pattern[bytes], overlap: int = 4096) -> bytes | None:
        """What lies before the next match (its last `overlap` bytes); None where there is no match any more."""
        while True:
            found = pattern.search(self.data, self.at)
            if found:
                before = self.data[max(self.at, found.start() - overlap) : found.start()]
                self.at = found.end()
                return before
            keep = max(self.at, len(self.data) - overlap)
            self.at = keep
            if not self.more(keep):
                return None

    def objects(self) -> Iterator[bytes]:
        """The objects of the list that was just entered, up to its end."""
        depth, begin, in_string = 0, -1, False
        while True:
            found = (INSIDE if in_string else OUTSIDE).search(self.data, self.at)
            if found is None:
                self.at = max(self.at, len(self.data))
                keep = begin if begin >= 0 else len(self.data)
                if len(self.data) - keep > LONGEST or not self.more(keep):
                    self.cut = True
                    return
                begin = 0 if begin >= 0 else -1
                continue
            sign, self.at = found[0], found.end()
            if in_string:
                if sign == b'"':
                    in_string = False
                else:
                    self.at += 1
            elif sign == b'"':
                in_string = True
            elif sign in b"{[":
                if depth == 0 and sign == b"{":
                    begin = found.start()
                depth += 1
            elif depth == 0:
                return
            else:
                depth -= 1
                if depth == 0 and begin >= 0:
                    yield self.data[begin : self.at]
                    begin = -1
