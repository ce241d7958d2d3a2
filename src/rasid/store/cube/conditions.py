"""Filters as conditions on the cube, by which of its counts they brush: a count leaves its own brush out, so that what else could be chosen
still shows beside what is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence

import msgspec
from sqlalchemy import Connection

from rasid.store.filtering import REJECTED, Area, Filters, kin_of

FIRST = dt.date(1970, 1, 1)
EVERY = ("proposed", "accepted", "corrected", "rejected")
# What the cube has no columns for is asked of the store, which gives the ids.
APART = (
    *("box", "near", "polygons", "civilians", "injured", "detained", "displaced", "status", "background", "confidence", "incident", "text"),
    "undated",
)
REST = "rest"  # conditions that no count leaves out
Codes = Callable[[str, Sequence[str]], list[int]]


def day_number(day: str) -> int:
    return (dt.date.fromisoformat(day) - FIRST).days


def day_of(number: int) -> str:
    return (FIRST + dt.timedelta(days=number)).isoformat()


def apart(wanted: Filters) -> Filters | None:
    """The part of a filter that the store has to answer; None where there is none."""
    plain = Filters()
    told = {name: getattr(wanted, name) for name in APART if getattr(wanted, name) != getattr(plain, name)}
    return Filters(**told, states=list(EVERY)) if told else None


def conditions(connection: Connection, wanted: Filters, codes: Codes) -> dict[str, str]:
    """SQL on `ev` by brush: time, province, pair, weapon, source, type, state, and REST. Codes are numbers of ours: nothing is quoted."""
    found: dict[str, list[str]] = {}

    def add(brush: str, condition: str) -> None:
        found.setdefault(brush, []).append(condition)

    if wanted.since is not None:
        add("time", f"start IS NOT NULL AND ends >= {day_number(wanted.since)}")
    if wanted.until is not None:
        add("time", f"start IS NOT NULL AND start <= {day_number(wanted.until)}")
    if wanted.types:
        add("type", f"type IN {several(codes('type', wanted.types))}")
    if wanted.states:
        add("state", f"state IN {several(codes('state', wanted.states))}")
    elif wanted.report is None and wanted.incident is None and (rejected := codes("state", [REJECTED])):
        add("state", f"state <> {rejected[0]}")
    for brush, ids, side in ((REST, wanted.parties, None), ("pair", wanted.by, "initiator"), ("pair", wanted.on, "target")):
        if ids:
            those = several(codes("party", kin_of(connection, ids, wanted.kin)))
            add(brush, part("party", f"k IN {those}" + (f" AND side = '{side}'" if side else "")))
    if wanted.areas:
        add("province", part("at", " OR ".join(f"({in_area(area, codes)})" for area in wanted.areas)))
    for brush, values, name in (("weapon", wanted.weapons, "weapon"), ("source", wanted.sources, "source"), (REST, wanted.flags, "flag")):
        if values:
            add(brush, part(name, f"k IN {several(codes(name, values))}"))
    if wanted.outlets:
        add(REST, f"outlet IN {several(codes('outlet', wanted.outlets))}")
    if wanted.report is not None:
        add(REST, f"report IN {several(codes('report', [wanted.report]))}")
    if wanted.killed is not None:
        add(REST, f"killed >= {int(wanted.killed)}")
    return {brush: " AND ".join(f"({c})" for c in some) for brush, some in found.items()}


def in_area(area: Area, codes: Codes) -> str:
    told = []
    names = [part for part in (area.country, area.admin1, area.admin2) if part is not None]
    if names:
        level = ("country", "province", "district")[len(names) - 1]
        told.append(f"{level} IN {several(codes(level, ['/'.join(names)]))}")
    if area.place is not None:
        told.append(f"place IN {several(codes('place', [area.place]))}")
    return " AND ".join(told) or "true"


def part(name: str, condition: str) -> str:
    return f"n IN (SELECT n FROM x_{name} WHERE {condition})"


def several(codes: Sequence[int]) -> str:
    """A list for IN; of nothing known, one that nothing is in."""
    return f"({', '.join(map(str, codes)) or '-1'})"


def key_of(wanted: Filters) -> str:
    """The same for filters that ask for the same."""
    return msgspec.json.encode(wanted).decode()


def fitting(by_brush: dict[str, str], but: str | None = None, more: Sequence[str] = ()) -> str:
    """All conditions together, without those of one brush."""
    told = [c for brush, c in sorted(by_brush.items()) if brush != but] + [c for c in more if c]
    return " AND ".join(told) or "true"
