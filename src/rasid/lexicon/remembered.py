"""What a method answered, remembered without keeping its object alive."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypeVar
from weakref import ref

if TYPE_CHECKING:
    from functools import _lru_cache_wrapper as Remembered

T = TypeVar("T")


def remembered(size: int, method: Callable[..., T]) -> Remembered[T]:
    """The last `size` answers of a bound method. `lru_cache` over the method itself, kept on the object, would be a ring: a lexicon that
    nobody uses any more (60 MB) would then wait for the collector of rings, which comes the more rarely the more there is."""
    owner, call = ref(method.__self__), method.__func__  # type: ignore[attr-defined]

    def ask(*asked: Any) -> T:
        if (it := owner()) is None:
            raise ReferenceError(f"what {call.__qualname__} asks is gone: keep the object, not its method alone")
        return call(it, *asked)

    return lru_cache(size)(ask)
