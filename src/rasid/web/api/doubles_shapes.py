"""What programs get of double coding: as in `shapes`, every key is always there."""

from __future__ import annotations

from msgspec import Struct

from rasid.web.api.shapes import Json, ReportAnswer


class CoderMark(Struct, frozen=True, kw_only=True):
    """Who codes, and since when he is done; `:rasid` is the program."""

    coder: str
    done: str | None


class DoubleAnswer(Struct, frozen=True, kw_only=True):
    """A report that is coded twice. `sheet`: proposals or empty, with which both began; `state`: open, ready (to settle) or settled;
    `who` gave it, `settler` settled it."""

    id: int
    report_id: str
    title: str
    sheet: str
    state: str
    made: str
    who: str
    coders: list[CoderMark]
    settled: str | None
    settler: str | None


class DoublePage(Struct, frozen=True, kw_only=True):
    doubles: list[DoubleAnswer]
    next: str | None


class Given(Struct, frozen=True, kw_only=True):
    """The numbers under which the reports are coded twice."""

    doubles: list[int]


class SheetAnswer(Struct, frozen=True, kw_only=True):
    """What one has of a report. `outcome`: it is what somebody would settle; `wanted`: by event and field what he still has to set;
    `done`: since when it is finished."""

    double: int
    outcome: bool
    done: str | None
    report: ReportAnswer
    wanted: list[list[str]]


class FigureAnswer(Struct, frozen=True, kw_only=True):
    """A share with its 95% interval; null where there are too few to say."""

    value: float | None
    low: float | None
    high: float | None


class FieldAgreement(Struct, frozen=True, kw_only=True):
    """Krippendorff's alpha of a field, with its 95% interval, on the events that both have; `same`: the share of equal values."""

    field: str
    alpha: float | None
    low: float | None
    high: float | None
    events: int
    same: float | None


class AgreementAnswer(Struct, frozen=True, kw_only=True):
    """How far coders agree. `pair`: null over all pairs; `found`: of the events that two have, the share that both have."""

    pair: list[str] | None
    pairs: list[list[str]]
    reports: int
    shared: int
    found: FigureAnswer
    fields: list[FieldAgreement]


class HappeningAnswer(Struct, frozen=True, kw_only=True):
    """`events`: by coder the record, null where he has no such event; `differs`: the fields in which they do not say the same."""

    number: int
    events: Json
    differs: list[str]


class Beside(Struct, frozen=True, kw_only=True):
    """What two made of a report, in the order told."""

    double: int
    coders: list[str]
    happenings: list[HappeningAnswer]


class Settled(Struct, frozen=True, kw_only=True):
    """The events that the report has now."""

    double: int
    report: str
    events: list[str]
