"""Where data goes: standard output, or a file that appears whole or not at all."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from io import TextIOWrapper
from pathlib import Path
from typing import BinaryIO, TextIO

from rasid.model import RasidError, UsageError


@contextmanager
def opened(target: str | None) -> Iterator[TextIO]:
    """Standard output, or the file `target` for text in UTF-8: written beside its place, and put there by os.replace when all went well."""
    if target in (None, "-"):
        yield sys.stdout
        sys.stdout.flush()
        return
    with opened_bytes(target) as raw:
        handle = TextIOWrapper(raw, encoding="utf-8", newline="")
        yield handle
        handle.flush()
        handle.detach()


@contextmanager
def opened_bytes(target: str | None) -> Iterator[BinaryIO]:
    """The same for bytes."""
    if target in (None, "-"):
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    path = Path(str(target)).resolve()
    if path.is_dir() or not path.parent.is_dir():
        what = "this is a folder." if path.is_dir() else f"there is no folder {str(path.parent)!r}."
        raise UsageError(what, where=f"--out {target}", hint="Give the name of a file to write.")
    if path.exists() and not path.is_file():  # a pipe or a device cannot be replaced
        with path.open("wb") as handle:
            yield handle
        return
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        with temporary.open("wb") as handle:
            yield handle
        os.replace(temporary, path)
    except OSError as error:
        raise RasidError(f"the file cannot be written ({error.strerror or error}).", where=f"--out {target}") from None
    finally:
        temporary.unlink(missing_ok=True)
