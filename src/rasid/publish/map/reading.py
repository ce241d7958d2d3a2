"""Events as `rasid code --format jsonl` wrote them: one JSON record a line, checked, each bad line told and left out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from rasid.model import SCHEMA, Event, InputError

Bad = InputError
HINT = "Give what `rasid code --format jsonl` wrote."


def read_events(lines: Iterable[bytes], where: str) -> Iterator[Event | Bad]:
    """The event of each line, or what is wrong with it (`where` and the line's number); blank lines are passed over."""
    for number, line in enumerate(lines, 1):
        if number == 1:
            line = line.removeprefix(b"\xef\xbb\xbf")
        if line.strip():
            yield event_of(line, f"{where}:{number}")


def event_of(line: bytes, where: str) -> Event | Bad:
    try:
        event = msgspec.json.decode(line, type=Event)
    except (msgspec.ValidationError, UnicodeDecodeError, RecursionError) as error:
        return Bad(told(line, error), where=where, hint=HINT)
    except msgspec.DecodeError as error:
        cut = " It is cut off." if "truncated" in str(error) else ""
        return Bad(f"this line is not JSON ({error}).{cut}", where=where, hint=HINT)
    if event.schema != SCHEMA:
        return Bad(other_schema(event.schema), where=where, hint=HINT)
    wrong = impossible(event)
    return Bad(wrong, where=where) if wrong else event


def told(line: bytes, error: Exception) -> str:
    """Why a line of JSON is no event of ours: a report, an event of another schema, or what the check of its fields says."""
    try:
        row: Any = msgspec.json.decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return f"this line is not JSON ({error})."
    if not isinstance(row, dict):
        return "this line is JSON and no event."
    if "schema" in row and row["schema"] != SCHEMA:
        return other_schema(row["schema"])
    if "evidence" not in row and "text" in row:
        return "this line is a report and no event: code it first."
    return f"this line is no event ({str(error)[0].lower()}{str(error)[1:]})."


def other_schema(found: object) -> str:
    return f"this event is of another schema ({str(found)[:20]}; this version of Rasid draws {SCHEMA})."


def impossible(event: Event) -> str:
    """What cannot be drawn or quoted as it stands; empty where all is well."""
    for place in event.places:
        if (place.lat is not None and not -90 <= place.lat <= 90) or (place.lon is not None and not -180 <= place.lon <= 180):
            return f"the point of this event is on no map ({place.lat}, {place.lon})."
    first, last = event.evidence.span
    return "" if last - first == len(event.evidence.text) else "the evidence of this event is not as long as its span."
