"""What a person leaves out of a value because it follows from the rest: names from ids, spans from words, words from spans."""

from __future__ import annotations

import datetime as dt
from typing import Any

from rasid.coding.placing import PRECISION_OF_KIND
from rasid.lexicon import Lexicon
from rasid.model import UsageError
from rasid.model.worded import worded
from rasid.project.quoting import places

# UCDP GED's date_prec by the number of days: 1 a day, 2 to six days, 3 a week, 4 a month, 5 longer.
LENGTHS = ((1, 1), (6, 2), (7, 3), (31, 4))
NUMBERED = {"toll": "t", "sources": "s"}


def completed(field: str, value: Any, text: str, lexicon: Lexicon) -> Any:
    """The value with what follows from it. Raises UsageError where its words are not in the report."""
    if field == "time":
        return lasting(quoting(value, text, field)) if isinstance(value, dict) else value
    if field == "evidence":
        return quoting(value, text, field) if isinstance(value, dict) else value
    if not isinstance(value, list):
        return value
    items = [quoting(item, text, f"{field}[{n}]") if isinstance(item, dict) else item for n, item in enumerate(value)]
    for item in items:
        if isinstance(item, dict):
            fill(field, item, lexicon)
    return numbered(items, NUMBERED[field]) if field in NUMBERED else items


def quoting(item: dict[str, Any], text: str, where: str) -> dict[str, Any]:
    """`text` and `span` from one another. Raises UsageError where the words stand nowhere, or in several places."""
    words, span = item.get("text"), item.get("span")
    if isinstance(words, str) and words and span is None:
        found = places(text, words)
        if not found:
            raise UsageError(worded("the report does not say {words!r}.", words=words), where=where, hint="Quote it letter by letter.")
        if len(found) > 1:
            hint = worded("Give its span too, one of {list}.", list=", ".join(f"[{at}, {at + len(words)}]" for at in found[:5]))
            raise UsageError(
                worded("{words!r} stands {length} times in the report.", words=words, length=len(found)), where=where, hint=hint
            )
        return item | {"span": [found[0], found[0] + len(words)]}
    if words is None and is_span(span):
        return item | {"text": text[span[0] : span[1]]}  # type: ignore[index]
    return dict(item)


def is_span(span: Any) -> bool:
    return isinstance(span, list) and len(span) == 2 and all(isinstance(n, int) and not isinstance(n, bool) for n in span)


def fill(field: str, item: dict[str, Any], lexicon: Lexicon) -> None:
    """Names, kinds and whereabouts of what is told by its id alone."""
    if field in ("initiators", "targets"):
        party = lexicon.parties.get(id_of(item, "actor"))
        item.setdefault("names", dict(party.get("names") or {}))
        item.setdefault("kind", party.get("kind"))
        item.setdefault("country", party.get("country"))
    elif field == "sources":
        source = lexicon.sources.get(id_of(item, "source") or "") or {}
        item.setdefault("names", dict(source.get("names") or {}))
    elif field == "places":
        row = place_row(lexicon, item.setdefault("id", None))
        item.setdefault("names", {k: row[k] for k in ("en", "ar") if row.get(k)})
        if row and "lat" not in item and "lon" not in item:
            item |= {k: row.get(k) for k in ("lat", "lon")}
            item.setdefault("precision", PRECISION_OF_KIND.get(str(row.get("kind")), 1))
        for key in ("country", "admin1", "admin2"):
            item.setdefault(key, row.get(key) or None)


def id_of(item: dict[str, Any], key: str) -> str | None:
    """The id under a key; what is none is told by the check that follows."""
    found = item.setdefault(key, None)
    return found if isinstance(found, str) else None


def place_row(lexicon: Lexicon, id_: Any) -> dict[str, Any]:
    """What the data says of a place, imported ones included; empty where it knows none of that id."""
    if not isinstance(id_, str):
        return {}
    index = lexicon.places.index
    number = index.number(id_) if index is not None and hasattr(index, "number") else None
    if index is not None and number is not None:
        return index.row(number)
    return next((row for row in lexicon.compiled.places if row["id"] == id_), {})


def numbered(items: list[Any], letter: str) -> list[Any]:
    """Ids for those that have none."""
    taken = {item["id"] for item in items if isinstance(item, dict) and isinstance(item.get("id"), str)}
    free = (f"{letter}{n}" for n in range(1, 10_000) if f"{letter}{n}" not in taken)
    return [item if not isinstance(item, dict) or item.get("id") else item | {"id": next(free)} for item in items]


def lasting(time: dict[str, Any]) -> dict[str, Any]:
    """A time with its end and its precision."""
    start = time.get("start")
    if not isinstance(start, str):
        return time
    time = {"end": start} | time
    try:
        days = (dt.date.fromisoformat(time["end"]) - dt.date.fromisoformat(start)).days + 1
    except (TypeError, ValueError):
        return time  # told by the check that follows
    return {"precision": next((p for most, p in LENGTHS if days <= most), 5)} | time
