"""A file under a passphrase: scrypt makes the key, AES-256-GCM seals pieces of 1 MiB.

Header: magic, log2 of scrypt's N, r, p, salt (16 bytes), and a check of the passphrase (16 bytes). Then the pieces, each with its tag of
16 bytes. A piece's nonce is its number (11 bytes, big endian) and 1 where it is the last one, else 0; the header is authenticated with
every piece. So a piece that was altered, moved, left out or cut off does not open. A key is used for one file alone: the salt is random.
"""

from __future__ import annotations

import hashlib
import io
import os
import secrets
from typing import BinaryIO

from rasid.model.errors import StoreError

MAGIC = b"RASIDSEAL1\n"
PIECE, TAG, SALT, CHECK = 1024 * 1024, 16, 16, 16
HEADER = len(MAGIC) + 3 + SALT + CHECK
COST = 17  # log2 of N: 128 MiB and about half a second a guess, OWASP's first choice for scrypt
COSTLIEST = 20  # more is refused: a file from elsewhere must not take all memory
DAMAGED = "the backup is damaged or cut off."


def keys(passphrase: str, salt: bytes, cost: int, r: int, p: int) -> tuple[bytes, bytes]:
    """The key, and what tells a wrong passphrase from a damaged file."""
    from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

    made = Scrypt(salt=salt, length=64, n=1 << cost, r=r, p=p).derive(passphrase.encode())
    return made[:32], hashlib.sha256(made[32:]).digest()[:CHECK]


def nonce(number: int, last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([last])


class Sealer(io.RawIOBase):
    """What is written is sealed into `file`. `close` writes the last piece, and leaves the file open."""

    def __init__(self, file: BinaryIO, passphrase: str) -> None:
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        self.file, self.held, self.number = file, bytearray(), 0
        salt = secrets.token_bytes(SALT)
        key, check = keys(passphrase, salt, COST, 8, 1)
        self.header = MAGIC + bytes([COST, 8, 1]) + salt + check
        self.box = AESGCM(key)
        file.write(self.header)

    def writable(self) -> bool:
        return True

    def write(self, data: bytes) -> int:  # type: ignore[override]
        self.held += data
        while len(self.held) > PIECE:  # the last piece is known only at the end, so one is always held
            self.seal(bytes(self.held[:PIECE]), last=False)
            del self.held[:PIECE]
        return len(data)

    def seal(self, piece: bytes, last: bool) -> None:
        self.file.write(self.box.encrypt(nonce(self.number, last), piece, self.header))
        self.number += 1

    def finish(self) -> None:
        self.seal(bytes(self.held), last=True)
        self.held.clear()


def is_sealed(file: BinaryIO) -> bool:
    file.seek(0)
    return file.read(len(MAGIC)) == MAGIC


class Opener(io.RawIOBase):
    """Reads what is sealed in `file`, from anywhere in it, a piece at a time. Raises StoreError where it does not open."""

    def __init__(self, file: BinaryIO, passphrase: str) -> None:
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        size = file.seek(0, os.SEEK_END)
        file.seek(0)
        self.header = file.read(HEADER)
        body = size - HEADER
        if body < TAG:
            raise StoreError(DAMAGED)
        cost, r, p = self.header[len(MAGIC) : len(MAGIC) + 3]
        if not 1 <= cost <= COSTLIEST or r != 8 or p != 1:
            raise StoreError(DAMAGED)
        salt = self.header[len(MAGIC) + 3 : -CHECK]
        key, check = keys(passphrase, salt, cost, r, p)
        if check != self.header[-CHECK:]:
            raise StoreError("the passphrase is not that of this backup (or its first bytes are damaged).")
        self.file, self.box = file, AESGCM(key)
        self.pieces = -(-body // (PIECE + TAG))
        self.size = body - self.pieces * TAG
        self.at, self.number, self.piece = 0, -1, b""
        self.load(self.pieces - 1)  # a file that was cut off shows before anything is done

    def load(self, number: int) -> None:
        from cryptography.exceptions import InvalidTag

        if number == self.number:
            return
        self.file.seek(HEADER + number * (PIECE + TAG))
        try:
            self.piece = self.box.decrypt(nonce(number, number == self.pieces - 1), self.file.read(PIECE + TAG), self.header)
        except (InvalidTag, ValueError):
            raise StoreError(DAMAGED) from None
        self.number = number

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self.at

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        self.at = max(0, offset + (0, self.at, self.size)[whence])
        return self.at

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        if self.at >= self.size:
            return 0
        self.load(self.at // PIECE)
        found = self.piece[self.at % PIECE :][: len(buffer)]
        buffer[: len(found)] = found
        self.at += len(found)
        return len(found)
