"""How often somebody may try at the door: less and less, by account and by address. Kept in memory, for as long as the server runs.

What is told of an account that there is holds of one that there is not: tries at a name count by the name alone.
"""

from __future__ import annotations

import math
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from typing import NamedTuple

FREE = 5  # tries of one address at one account before it has to wait
WAIT_S, LONGEST_WAIT_S = 60, 15 * 60  # the first wait, doubled at each further try
# Many addresses at one account, and one address at many accounts: so many in a quarter of an hour.
ACCOUNT, ADDRESS, WINDOW_S = 50, 60, 15 * 60
KEPT = 20_000  # keys in memory; the oldest go


class Tried(NamedTuple):
    times: int
    last: float


class Tries:
    """`clock`: seconds."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self.clock = clock
        self.held: OrderedDict[tuple[str, str], Tried] = OrderedDict()
        self.lock = threading.Lock()

    def wait(self, account: str, address: str) -> int:
        """Minutes until the next try is looked at; 0: now."""
        at = self.clock()
        with self.lock:
            both, one, other = (self.held.get(key, Tried(0, at)) for key in keys(account, address))
            left = 0.0
            if both.times >= FREE:
                left = both.last + min(WAIT_S * 2 ** min(both.times - FREE, 10), LONGEST_WAIT_S) - at
            for tried, most in ((one, ACCOUNT), (other, ADDRESS)):
                if tried.times >= most:
                    left = max(left, tried.last + WINDOW_S - at)
        return math.ceil(max(0.0, left) / 60)

    def failed(self, account: str, address: str) -> None:
        at = self.clock()
        with self.lock:
            for key in keys(account, address):
                there = self.held.pop(key, Tried(0, at))
                self.held[key] = Tried(there.times + 1 if at - there.last < WINDOW_S else 1, at)
            while len(self.held) > KEPT:
                self.held.popitem(last=False)

    def came_in(self, account: str, address: str) -> None:
        with self.lock:
            self.held.pop(keys(account, address)[0], None)


def keys(account: str, address: str) -> tuple[tuple[str, str], tuple[str, str], tuple[str, str]]:
    return (account, address), (account, ""), ("", address)
