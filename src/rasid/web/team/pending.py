"""What was begun at the door and is to be finished by the same browser: a way to a provider and back, a question to a passkey.

Each is good once, for some minutes, and for the browser (or the session) that began it. Kept in memory: who is under way while the server
is started anew begins again.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
import threading
import time
from collections import Counter, OrderedDict
from collections.abc import Callable
from typing import Any, NamedTuple

LIVES_S = 10 * 60  # time to type a password and a code elsewhere
EACH = 30  # of one network address at a time: a team behind one address, and some tabs
MOST = 20_000  # in all, the oldest go
LARGEST = 64 * 1024 * 1024  # bytes of forms that are kept over a log-in, in all


class Begun(NamedTuple):
    """`what`: its kind; `owner`: the hash of what the browser holds; `values`: what is needed to finish it; `size`: bytes of a form."""

    what: str
    owner: str
    address: str
    until: float
    size: int
    values: dict[str, Any]


class Pending:
    """`clock`: seconds."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self.clock = clock
        self.held: OrderedDict[str, Begun] = OrderedDict()
        self.of: Counter[str] = Counter()
        self.size = 0
        self.lock = threading.Lock()

    def begin(self, what: str, owner: str, address: str, size: int = 0, **values: Any) -> str | None:
        """The name of it, which nobody guesses; None where too many were begun and not finished."""
        with self.lock:
            at = self.clock()
            while self.held and (next(iter(self.held.values())).until <= at or len(self.held) >= MOST):
                self.forget(next(iter(self.held)))
            if self.of[address] >= EACH or self.size + size > LARGEST:
                return None
            name = secrets.token_urlsafe(32)
            self.held[name] = Begun(what, sealed(owner), address, at + LIVES_S, size, values)
            self.of[address] += 1
            self.size += size
            return name

    def finish(self, name: str, what: str, owner: str) -> dict[str, Any] | None:
        """Its values; None where there is no such thing, it is over, or another began it. Whoever asks, it is gone from now on."""
        with self.lock:
            found = self.forget(name) if name in self.held else None
        good = found is not None and found.what == what and found.until > self.clock() and hmac.compare_digest(found.owner, sealed(owner))
        return found.values if found is not None and good else None

    def forget(self, name: str) -> Begun:
        gone = self.held.pop(name)
        self.of[gone.address] -= 1
        if self.of[gone.address] <= 0:
            del self.of[gone.address]
        self.size -= gone.size
        return gone


def sealed(owner: str) -> str:
    return hashlib.sha256(owner.encode("utf-8", "surrogatepass")).hexdigest()
