"""The log for machines: a line of JSON for each request and each failure. No address, no name, no word of a report stands in it.

The message of an exception may quote what was being read, so a failure is told by its kind and the lines of code that it went through.
"""

from __future__ import annotations

import json
import logging
import threading
import traceback
from datetime import UTC, datetime
from typing import Any, TextIO


class Journal(logging.Handler):
    """Writes to a stream; as a handler of `logging`, the failures that the pages report."""

    def __init__(self, stream: TextIO) -> None:
        super().__init__(logging.ERROR)
        self.stream, self.writing = stream, threading.Lock()

    def request(self, method: str, route: str, status: int, seconds: float, size: int) -> None:
        self.line("request", method=method, route=route, status=status, ms=round(seconds * 1000, 1), bytes=size)

    def emit(self, record: logging.LogRecord) -> None:
        error = record.exc_info[1] if record.exc_info else None
        frames = traceback.extract_tb(error.__traceback__) if error is not None else []
        kind = type(error).__name__ if error is not None else record.levelname
        self.line("failure", kind=kind, logger=record.name, at=[f"{short(f.filename)}:{f.lineno} {f.name}" for f in frames])

    def line(self, what: str, **more: Any) -> None:
        told = {"time": datetime.now(UTC).isoformat(timespec="milliseconds"), "what": what, **more}
        with self.writing:
            print(json.dumps(told, ensure_ascii=False), file=self.stream, flush=True)


def short(filename: str) -> str:
    """A file's name from its package on: where it is installed says nothing."""
    return filename.replace("\\", "/").rpartition("/site-packages/")[2].rpartition("/src/")[2]
