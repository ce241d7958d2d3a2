"""What a program says that it saw, and what it is told where another was first."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import msgspec
from fastapi import Request
from starlette.responses import Response

from rasid.model.errors import ConflictError
from rasid.project.correcting import UNSEEN
from rasid.web.access import Person
from rasid.web.api.problems import problem
from rasid.web.refused import Refused
from rasid.web.rendering import speech_of


class Seen(NamedTuple):
    """Of an event: the mark of its record (None: whatever it says) and its state."""

    mark: str | None
    state: Any


def version(request: Request, told: str | None) -> str:
    """The version that a request names, in its header or its body. Raises Refused where it names none."""
    header = request.headers.get("if-match", "").strip()
    found = (header.removeprefix("W/").strip('"') if header else told) or ""
    if not found:
        raise Refused(428, "version")
    return found


def of_event(request: Request, told: str | None) -> Seen:
    found = version(request, told)
    return Seen(None, UNSEEN) if found == "*" else parted(found)


def parted(told: str) -> Seen:
    mark, _, state = told.partition(".")
    return Seen(mark, state or UNSEEN)


def guarded(request: Request, who: Person, do: Callable[[], Response], current: Callable[[], msgspec.Struct], yours: Any) -> Response:
    """Does it; where another was first, 409 with what stands now and what was to be written."""
    try:
        return do()
    except ConflictError as error:
        say = speech_of(request, who)
        return problem(say, 409, "conflict", say.told(error.sentence), current=msgspec.to_builtins(current()), yours=yours)
