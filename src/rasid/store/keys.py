"""The project's own key, by which ids and names are replaced: a file in its folder, made on first use, for its owner's eyes alone."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from rasid.model.errors import StoreError

KEY = "pseudonyms.key"
BYTES = 32  # as long as what HMAC-SHA256 gives


def key_of(folder: Path) -> bytes:
    """The key of the project in `folder`. Raises StoreError where it can be neither read nor made."""
    path = folder / KEY
    try:
        return readable(path) if path.exists() else made(path)
    except OSError as error:
        raise StoreError(f"the project's key for pseudonyms cannot be read or made ({error.strerror or error}).", where=str(path)) from None


def readable(path: Path) -> bytes:
    try:
        key = bytes.fromhex(path.read_text(encoding="ascii").strip())
    except (ValueError, UnicodeDecodeError):
        key = b""
    if len(key) != BYTES:
        hint = "Take it from a backup. With another key every id in what you publish changes."
        raise StoreError("the project's key for pseudonyms is damaged.", where=str(path), hint=hint)
    return key


def made(path: Path) -> bytes:
    """Makes it, whole or not at all; where another process was first, theirs is taken."""
    key = secrets.token_bytes(BYTES)
    beside = path.with_name(f".{KEY}.{os.getpid()}.{secrets.token_hex(4)}.tmp")
    try:
        with open(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as handle:
            handle.write(key.hex() + "\n")
            handle.flush()
            os.fsync(handle.fileno())
        try:
            os.link(beside, path)
        except FileExistsError:
            return readable(path)
        except OSError:  # a file system without links
            os.replace(beside, path)
        return key
    finally:
        beside.unlink(missing_ok=True)
