"""A row of another dataset as a report with one event: the row's own words, and the codes that it gives them.

The report's text is the row's account (ACLED's notes, UCDP's headline) and, below it, a line for each cell that the event rests on, so
that every slot quotes the words it was taken from, as those of any report do.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from rasid.model import Event, Report
from rasid.model.event import Evidence, Initiator, Place, Source, Span, Target, Time, Toll, event_id
from rasid.project.importing.codes import Codes, Named
from rasid.store.reports import storable


class CodedRow(NamedTuple):
    """`version`: by which a later form of the row is told from an earlier; `event` None where its code has no type of ours."""

    report: Report
    event: Event | None
    trigger: Span
    version: str


class Told:
    """The text of a row as it is put together, and the words that its slots quote."""

    def __init__(self, account: str) -> None:
        self.text = storable(account)
        self.account: Span = (0, len(self.text))
        self.lines = 0

    def cell(self, name: str, value: str) -> dict[str, Any]:
        """Adds a line for a cell; gives `text` and `span` of its value."""
        return self.cells(name, [value])[0]

    def cells(self, name: str, values: list[str]) -> list[dict[str, Any]]:
        """The same for a cell that lists several values."""
        gap = "" if not self.text else "\n" if self.lines else "\n\n"
        self.text, self.lines = f"{self.text}{gap}{name}: ", self.lines + 1
        found = []
        for n, value in enumerate(map(storable, values)):
            self.text += "; " if n else ""
            found.append({"text": value, "span": (len(self.text), len(self.text) + len(value))})
            self.text += value
        return found

    def evidence(self) -> Evidence:
        """The account; where the row has none, all of its lines."""
        start, end = self.account if self.account[1] else (0, len(self.text))
        return Evidence(text=self.text[start:end], span=(start, end))


def party(named: Named, words: dict[str, Any], support: bool = False) -> Initiator:
    role: Any = "support" if support else "lead"
    return Initiator(actor=named.actor, names=named.names, kind=named.kind, country=named.country, unit=named.unit, role=role, **words)


def target(named: Named, words: dict[str, Any]) -> Target:
    return Target(actor=named.actor, names=named.names, kind=named.kind, country=named.country, **words)


def place(codes: Codes, told: dict[str, Any], words: dict[str, Any]) -> Place:
    """A place as the row tells it (name, lat, lon, country, admin1, admin2, precision), under our id where our data has it."""
    row = codes.place(told["name"], told["lat"], told["lon"]) if told["lat"] is not None and told["precision"] in (1, 2) else {}
    names = {"en": told["name"]} | ({"ar": row["ar"]} if row.get("ar") else {})
    within: dict[str, Any] = {k: row.get(k) or told.get(k) or None for k in ("country", "admin1", "admin2")}
    return Place(id=row.get("id"), names=names, lat=told["lat"], lon=told["lon"], precision=told["precision"], **within, **words)


def sources(codes: Codes, names: Iterable[str], words: list[dict[str, Any]]) -> list[Source]:
    found = []
    for n, (name, quoted) in enumerate(zip(names, words, strict=True), 1):
        id_ = codes.source(name)
        known = codes.lexicon.sources.get(id_ or "") or {}
        found.append(Source(id=f"s{n}", source=id_, names=dict(known.get("names") or {"en": name}), **quoted))
    return found


def event(
    codes: Codes, coder: str, report_id: str, told: Told, kind: dict[str, Any], fatal: bool, trigger: Span, **slots: Any
) -> Event | None:
    """The event of a row; None where its code has no type of ours."""
    type_ = (kind.get("fatal") if fatal else None) or kind.get("type")
    if not type_:
        return None
    return Event(
        id=event_id(report_id, type_, trigger),
        report_id=report_id,
        type=type_,
        method=kind.get("method"),
        mutual=bool(kind.get("mutual")),
        evidence=told.evidence(),
        confidence=1.0,
        coder=coder,
        data_version=codes.lexicon.version,
        **slots,
    )


def deaths(words: dict[str, Any], low: int | None, high: int | None, **more: Any) -> Toll:
    return Toll(effect="killed", min=low, max=high, **more, **words)


def time(start: str, end: str, precision: int | None, words: dict[str, Any]) -> Time:
    return Time(start=start, end=end, precision=precision, **words)
