"""Precision, recall, F1 and whole, from counts; and the table of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

from rasid.evaluate import Figure, Key, Result

Measure = Callable[[Counter[Key]], float | None]


def ratio(above: float, below: float) -> float | None:
    return above / below if below else None


def precision(*at: str) -> Measure:
    return lambda c: ratio(c[*at, "found"], c[*at, "found"] + c[*at, "false"])


def recall(*at: str) -> Measure:
    return lambda c: ratio(c[*at, "found"], c[*at, "gold"])


def f1(*at: str) -> Measure:
    return lambda c: ratio(2 * c[*at, "found"], c[*at, "found"] + c[*at, "false"] + c[*at, "gold"])


def whole(*at: str) -> Measure:
    return lambda c: ratio(c[*at, "whole"], c[*at, "gold"])


def slot_precision(name: str) -> Measure:
    return lambda c: ratio(c["slot", name, "right"], c["slot", name, "given"])


def slot_recall(name: str) -> Measure:
    return lambda c: ratio(c["slot", name, "right"], c["slot", name, "wanted"])


def slot_f1(name: str) -> Measure:
    return lambda c: ratio(2 * c["slot", name, "right"], c["slot", name, "wanted"] + c["slot", name, "given"])


def names(result: Result, group: str) -> list[str]:
    return list(dict.fromkeys(k[1] for k in result.counts if k[0] == group))


def record(result: Result) -> dict[str, Any]:
    """All of it as one JSON-ready record; figures as [value, low, high]."""
    c = result.counts

    def row(measures: dict[str, Measure], counts: dict[str, int]) -> dict[str, Any]:
        return counts | {k: rounded(result.figure(m)) for k, m in measures.items()}

    def events(*at: str) -> dict[str, Any]:
        tally = {k: c[*at, k] for k in ("gold", "found", "false")} | {"whole_count": c[*at, "whole"]}
        return row({"precision": precision(*at), "recall": recall(*at), "f1": f1(*at), "whole": whole(*at)}, tally)

    def slot(name: str) -> dict[str, Any]:
        tally = {k: c["slot", name, k] for k in ("right", "wanted", "given")}
        return row({"precision": slot_precision(name), "recall": slot_recall(name), "f1": slot_f1(name)}, tally)

    return {
        "reports": len(result.by_report),
        "overall": events("events"),
        "spans": {"right": c["spans", "right"], "all": c["spans", "all"]},
        "types": {t: events("type", t) for t in sorted(names(result, "type"), key=lambda t: -c["type", t, "gold"])},
        "slots": {s: slot(s) for s in names(result, "slot")},
    }


def rounded(figure: Figure) -> list[float | None]:
    return [None if v is None else round(v, 3) for v in figure]


def table(made: dict[str, Any]) -> str:
    """The record as lines for people."""
    total = made["overall"]
    lines = [
        f"{made['reports']} reports, {total['gold']} gold events: {total['found']} found, {total['false']} false alarms, "
        f"{total['whole_count']} whole; {made['spans']['right']} of {made['spans']['all']} spans quote the report.",
        "",
        line("events", ("gold", "found", "false"), ("precision", "recall", "F1", "whole")),
        line("all", counts(total, "gold", "found", "false"), figures(total, "precision", "recall", "f1", "whole")),
    ]
    lines += [
        line(f"  {n}", counts(r, "gold", "found", "false"), figures(r, "precision", "recall", "f1", "whole"))
        for n, r in made["types"].items()
    ]
    lines += ["", line("slots of found events", ("wanted", "right", "given"), ("precision", "recall", "F1"))]
    lines += [
        line(f"  {n}", counts(r, "wanted", "right", "given"), figures(r, "precision", "recall", "f1")) for n, r in made["slots"].items()
    ]
    return "\n".join(lines) + "\n"


def line(label: str, numbers: tuple[str, ...], shares: tuple[str, ...]) -> str:
    return (label.ljust(24) + "".join(n.rjust(7) for n in numbers) + "  " + "".join(s.ljust(18) for s in shares)).rstrip()


def counts(row: dict[str, Any], *keys: str) -> tuple[str, ...]:
    return tuple(str(row[k]) for k in keys)


def figures(row: dict[str, Any], *keys: str) -> tuple[str, ...]:
    return tuple(shown(*row[k]) for k in keys)


def shown(value: float | None, low: float | None, high: float | None) -> str:
    if value is None:
        return "–"
    return f"{value:.3f}" + (f" {low:.2f}–{high:.2f}" if low is not None and high is not None else "")
