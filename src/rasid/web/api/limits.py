"""How often one may ask: buckets that fill with time, kept in this process's memory."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable

KEPT = 10_000  # buckets that are remembered; the one untouched longest is full again by then


class Bucket:
    """`burst` at once, then `per_second`."""

    def __init__(self, burst: int, per_second: float, clock: Callable[[], float] = time.monotonic) -> None:
        self.burst, self.per_second, self.clock = burst, per_second, clock
        self.left: OrderedDict[Hashable, tuple[float, float]] = OrderedDict()
        self.lock = threading.Lock()

    def take(self, key: Hashable) -> float:
        """Takes one; 0, or the seconds until there is one."""
        with self.lock:
            at = self.clock()
            left, since = self.left.pop(key, (float(self.burst), at))
            left = min(float(self.burst), left + (at - since) * self.per_second)
            waits = 0.0 if left >= 1 else (1 - left) / self.per_second
            self.left[key] = (left - 1 if not waits else left, at)
            while len(self.left) > KEPT:
                self.left.popitem(last=False)
            return waits


class Limits:
    """Of one application: requests of a token, and tries with no good token from an address."""

    def __init__(self, burst: int = 120, per_second: float = 20.0, tries: int = 30, tries_per_second: float = 0.5) -> None:
        self.requests, self.tries = Bucket(burst, per_second), Bucket(tries, tries_per_second)
