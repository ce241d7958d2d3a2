"""What was answered for an object, remembered as long as the object lives and no longer: a lexicon holds 60 MB, and a process that
takes in data has many, one after another."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, wraps
from types import MethodType
from typing import TYPE_CHECKING, Any, TypeVar, cast
from weakref import ref

if TYPE_CHECKING:
    from functools import _lru_cache_wrapper as Remembered

T = TypeVar("T")


def remembered(size: int | None, method: Callable[..., T]) -> Remembered[T]:
    """The last `size` answers of a bound method. `lru_cache` over the method itself, kept on the object, would be a ring: what nobody
    uses any more would then wait for the collector of rings, which comes the more rarely the more there is."""
    owner, call = ref(method.__self__), method.__func__  # type: ignore[attr-defined]

    def ask(*asked: Any) -> T:
        if (it := owner()) is None:
            raise ReferenceError(f"what {call.__qualname__} asks is gone: keep the object, not its method alone")
        return call(it, *asked)

    return lru_cache(size)(ask)


def kept_with(size: int | None = 1) -> Callable[[Callable[..., T]], Callable[..., T]]:
    """Remembers, with the first thing that a function is asked about, the last `size` answers for the others (None: all of them)."""

    def keeping(function: Callable[..., T]) -> Callable[..., T]:
        name = f" {function.__module__}.{function.__qualname__}"  # no attribute has such a name

        @wraps(function)
        def ask(it: Any, *asked: Any) -> T:
            answers = it.__dict__.get(name)
            if answers is None:
                answers = it.__dict__[name] = remembered(size, MethodType(function, it))
            return cast(T, answers(*asked))

        return ask

    return keeping
