"""Passwords: argon2id, as slow for one that is wrong, or of nobody, as for one that is right."""

from __future__ import annotations

import threading
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from rasid.model.errors import UsageError
from rasid.model.worded import worded
from rasid.store.accounts import key_of

SHORTEST, LONGEST = 12, 200  # letters; a long sentence is better than signs, and what is longer only costs time
# The second of RFC 9106's recommendations: 64 MiB, 3 passes; some 0.1 s. Two at once at most, so that a flood at the door takes no memory.
HASHER = PasswordHasher()
AT_ONCE = threading.BoundedSemaphore(2)
WEAK = ("password", "12345", "qwerty", "rasid", "راصد", "كلمة", "letmein", "abcdef", "admin")


def kept(password: str, name: str) -> str:
    """What is kept of a new password. Raises UsageError where it is easily guessed."""
    if not SHORTEST <= len(password) <= LONGEST:
        raise UsageError(
            worded(
                "a password has {shortest} to {longest} letters; a sentence of your own is a good one.", shortest=SHORTEST, longest=LONGEST
            )
        )
    left = key_of(password)
    for word in (*key_of(name).split(), *WEAK):
        left = left.replace(word, "")
    if len(set(left)) < 5:
        raise UsageError("this password is easily guessed.", hint="Take some words of your own that do not belong together.")
    with AT_ONCE:
        return HASHER.hash(password)


@cache
def nobodys() -> str:
    """Compared where there is no account, or none that was opened, so that the answer takes as long."""
    return HASHER.hash("nobody has this one")


def right(hashed: str | None, password: str) -> bool:
    """Whether the password is the one kept; False, as slowly, where none is."""
    with AT_ONCE:
        try:
            return HASHER.verify(hashed if hashed is not None else nobodys(), password[: LONGEST + 1]) and hashed is not None
        except (VerificationError, InvalidHashError):
            return False
