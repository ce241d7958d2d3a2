"""The steps of a walk, and those that every walk ends in: the report, how it was got, what was done."""

from __future__ import annotations

from typing import Any, NamedTuple
from urllib.parse import quote as quoted

from rasid.publish.map.plain import harmless
from rasid.web.logged import did
from rasid.web.speech import Speech

Told = dict[str, Any]


class Line(NamedTuple):
    """`text` in words; `quote`: the report's own, with `where` in it they stand, and `context`, the line about them (shown when asked for);
    `address`: of what it names; `note`: small print."""

    text: str = ""
    label: str = ""
    quote: str = ""
    where: str = ""
    context: str = ""
    address: str = ""
    note: str = ""


class Step(NamedTuple):
    """`key`: what it is, for the address (#key)."""

    key: str
    title: str
    lines: list[Line]


def words_line(say: Speech, words: Told, **more: str) -> Line:
    """Words of a report with the place they stand in."""
    start, end = words["span"]
    where = say("line {line}, letters {start} to {end}", line=words["line"], start=start, end=end)
    context = harmless(words["within"].strip())
    return Line(quote=harmless(words["text"]), where=where, context=context if context != words["text"] else "", **more)


def report_step(say: Speech, report: Told, acquired: list[Told]) -> Step:
    published = say.day(report["published"]) if report["published"] else say("on an unknown day")
    outlet = harmless(report["outlet"] or say("no outlet told"))
    lines = [
        Line(outlet, say("Published"), address=report_address(report["id"]), note=published),
        Line(str(report["revision"]), say("Text, revision")),
    ]
    read = report.get("read") or {}
    if not read.get("current", True):
        lines.append(Line(say("The words above stand in an older text of it: revision {number}.", number=read.get("revision") or "?")))
    if report["redacted"]:
        lines.append(Line(say("Its words were destroyed by a redaction on {day}.", day=say.day(report["redacted"]))))
    for one in acquired:
        got = say.moment(one["acquired"])
        gone = say("destroyed since") if one["destroyed"] else ""
        size = say.plural("{count} byte", "{count} bytes", one["size"])
        lines.append(
            Line(harmless(one["name"]), say("Got"), note=" · ".join(p for p in (got, size, f"SHA-256 {one['sha256']}", gone) if p))
        )
    return Step("report", say("The report"), lines)


def report_address(report_id: str) -> str:
    return f"/reports/{quoted(report_id, safe='')}"


def why_address(asked: str) -> str:
    return f"/why/{quoted(asked, safe=':')}"


def history_step(say: Speech, history: list[Told]) -> Step:
    lines = [
        Line(
            did(say, one["action"]),
            say.moment(one["at"]),
            quote="",
            note=harmless(one["why"] or ""),
            address=f"/why/{one['seq']}",
            where=one["who"],
        )
        for one in history
    ]
    return Step("log", say("In the log"), lines)
