"""`rasid why`: where a value of a project comes from, down to the words of the report and the person who decided."""

from __future__ import annotations

import json as json_format
from collections.abc import Callable, Iterator
from typing import Annotated, Any

import msgspec
import typer

from rasid.cli import options, wording
from rasid.cli.lines import hanging, safe
from rasid.cli.output import opened
from rasid.cli.project_options import HERE, Folder
from rasid.cli.wording import Names
from rasid.model import Event, Initiator, Instrument, Place, Source, Target, Toll

Told = dict[str, Any]
INDENT = 14


def why(
    asked: Annotated[
        str,
        typer.Argument(metavar="ID", help="An event, a field of one (ev_…:toll), a report, an incident, or the number of an audit entry."),
    ],
    project: Folder = HERE,
    out: options.Out = None,
    quiet: options.Quiet = False,
    json: Annotated[
        bool, typer.Option("--json", callback=options.set_json, help="All of it as one JSON record; errors as JSON too.")
    ] = False,
) -> None:
    """Show where a value comes from: the report's words, the rule, the run, the decisions, the bytes."""
    from rasid.project.project import Project  # late: SQLAlchemy is slow to import

    with Project.open(project) as there:
        told = there.why(asked)
        ontology = there.pipeline.lexicon.ontology if told["kind"] == "event" and not json else {}
    with opened(out) as handle:
        if json:
            handle.write(json_format.dumps(told, ensure_ascii=False) + "\n")
            return
        page = Page(Names(ontology), options.room())
        handle.writelines(line + "\n" for line in page.lines(told))


class Page:
    """Renders an answer for people."""

    def __init__(self, names: Names, room: int) -> None:
        self.names, self.room = names, room

    def lines(self, told: Told) -> Iterator[str]:
        kinds: dict[str, Callable[[Told], Iterator[str]]] = {
            "event": self.event,
            "report": self.report,
            "incident": self.incident,
            "audit": self.entry,
            "gone": self.gone,
        }
        yield from kinds[told["kind"]](told)

    def row(self, label: str, text: str) -> Iterator[str]:
        yield from hanging(f"  {label}", safe(text), self.room, INDENT)

    # Events ------------------------------------------------------------------------------------------------------------------------

    def event(self, told: Told) -> Iterator[str]:
        orphaned = " · no longer found by the coder" if told["orphaned"] else ""
        kind = self.names.of("event_types", told["type"])
        yield from hanging(f"== {told['id']} ·", f"{kind} · {told['state']}{orphaned}", self.room, len(told["id"]) + 6)
        yield from self.row("named by", words_of(told["trigger"]))
        for value in told["values"]:
            yield ""
            yield from self.value(value, whole=told["field"] is not None)
        if told["decisions"]:
            yield ""
            yield "decisions"
            for one in told["decisions"]:
                yield from self.decision(one)
        yield ""
        yield from self.coded(told)
        yield from self.came_from(told["report"], told["acquired"])
        yield from self.around(told)
        yield from self.history(told["history"])

    def value(self, value: Told, whole: bool) -> Iterator[str]:
        """A field; `whole`: with the line that its words stand in."""
        by = f"set by a person (decision {value['decision']})" if value["from"] == "person" else "as the coder proposed it"
        yield f"{value['field']} · {by}"
        for item in value["items"]:
            label = str(item["value"].get("id") or "") if value["field"] in ("toll", "sources") else ""  # by which `correct` calls it
            yield from self.row(label, self.said(value["field"], item["value"], [i["value"] for i in value["items"]]))
            if item["words"] and value["field"] != "evidence":
                yield from self.row("words", words_of(item["words"], whole))
            for rule in item["rules"]:
                went = f" → {rule['slot']}" if rule["slot"] else ""
                yield from self.row("entry", f"{rule['kind']} [{rule['entry']}] on “{rule['text']}”{went}: {rule['why']}")
        if not value["items"]:
            yield from self.row("", "nothing")
        if value["from"] == "person":
            yield from self.row("proposed", self.all_said(value["field"], value["proposed"]) or "nothing")

    def all_said(self, field: str, value: Any) -> str:
        items = value if isinstance(value, list) else [] if value is None else [value]
        return "; ".join(self.said(field, item, items) for item in items)

    def said(self, field: str, item: Any, items: list[Any]) -> str:
        """A value in words, as `rasid code` says it."""
        if field == "event":
            return "the event was added"
        if field == "time":
            return time_said(item)
        if field == "toll":
            return wording.toll(msgspec.convert(item, Toll), msgspec.convert(items, list[Toll]))
        if field in ("initiators", "targets"):
            party = msgspec.convert(item, Initiator) if field == "initiators" else msgspec.convert(item, Target)
            return wording.party(party, self.names)
        if field == "places":
            return wording.place(msgspec.convert(item, Place))
        if field == "instruments":
            return wording.instrument(msgspec.convert(item, Instrument), self.names)
        if field == "sources":
            return wording.source(msgspec.convert(item, Source))
        if field == "type":
            return f"{item} ({self.names.of('event_types', item)})"
        if isinstance(item, dict):
            return str(item.get("text") or f"{item.get('relation')} {item.get('event')}")
        if isinstance(item, list):
            return ", ".join(str(i) for i in item)
        return "yes" if item is True else "no" if item is False else str(item)

    def decision(self, one: Told) -> Iterator[str]:
        undone = " · taken back" if one["undone"] else ""
        before, after = self.all_said(one["field"], one["before"]), self.all_said(one["field"], one["after"])
        change = "added by hand" if one["field"] == "event" else f"{one['field']}: {before or 'nothing'} → {after or 'nothing'}"
        reason = f" · “{one['why']}”" if one["why"] else ""
        who = f"{one['who']}, {moment(one['at'])}"
        yield from self.row(str(one["id"]), f"{who}: {change}{reason}{undone} · audit entry {one['audit_seq']}")

    def coded(self, told: Told) -> Iterator[str]:
        run, today = told["run"], told["today"]
        if run is None:
            yield from self.row("coded by", "no program: a person added it")
            return
        yield from self.row("coded by", run_said(run))
        if today["data_version"] and not today["same_data"]:
            yield from self.row("", f"the entries shown are those of today's data {today['data_version']}")
        if today["data_version"] and not today["found"]:
            yield from self.row("", "the coder of today does not find this event")

    def came_from(self, report: Told, acquired: list[Told]) -> Iterator[str]:
        read = report.get("read") or {}
        old = "" if read.get("current", True) else f", read in revision {read.get('revision')}"
        told = [report["outlet"], report["title"], f"published {report['published'] or 'on an unknown day'}", report["url"]]
        yield from self.row("report", " · ".join([report["id"], *(t for t in told if t)]) + f" · revision {report['revision']}{old}")
        if report["redacted"]:
            yield from self.row("", f"its words were destroyed on {moment(report['redacted'])}")
        for one in acquired:
            at = f" at {report['locator']}" if report["locator"] else ""
            where = f"{one['name']}{at}{' from ' + one['address'] if one['address'] else ''} ({one['how']})"
            gone = f", destroyed {moment(one['destroyed'])}" if one["destroyed"] else ""
            yield from self.row("got", f"{moment(one['acquired'])}: {where}, {one['size']} bytes{gone}, SHA-256 {one['sha256']}")

    def around(self, told: Told) -> Iterator[str]:
        for one in told["reprints"]:
            likeness = f" ({one['likeness']:.2f})" if one["likeness"] is not None else ""
            outlet = f" · {one['outlet']}" if one.get("outlet") else ""
            yield from self.row("reprint", f"{one['kind']}{likeness} of {one['id']}{outlet}")
        incident = told.get("incident")
        if incident:
            dead = figures(incident)
            yield from self.row("incident", f"{incident['id']} · {incident['accounts']} accounts, {incident['sources']} sources{dead}")

    def history(self, entries: list[Told]) -> Iterator[str]:
        for n, one in enumerate(entries):
            reason = f" · “{one['why']}”" if one["why"] else ""
            yield from self.row("" if n else "log", f"{one['seq']} · {moment(one['at'])} · {one['who']} · {one['action']}{reason}")

    # The others --------------------------------------------------------------------------------------------------------------------

    def report(self, told: Told) -> Iterator[str]:
        yield f"== {told['id']} · report · {told['report']['state'].replace('_', ' ')}"
        yield from self.came_from(told["report"], told["acquired"])
        for one in told["revisions"]:
            encoding = f", read as {one['encoding']}" if one["encoding"] else ""
            yield from self.row("text", f"revision {one['revision']} of {moment(one['made'])}{encoding}, SHA-256 {one['text_hash']}")
        yield from self.row("coded by", run_said(told["run"]) if told["run"] else "not coded yet: `rasid recode` does it")
        for n, one in enumerate(told["events"]):
            yield from self.row("" if n else "events", account_said(one))
        yield from self.around(told)
        yield from self.history(told["history"])

    def incident(self, told: Told) -> Iterator[str]:
        row = told["incident"]
        was = f" · once {told['asked']}" if told["asked"] != told["id"] else ""
        yield f"== {told['id']} · incident · {row['type']} · {row['day'] or 'day unknown'}{was}"
        yield from self.row("figures", figures(row).removeprefix(" · ") or "none")
        for n, one in enumerate(told["accounts"]):
            outlet = " · ".join(str(one[k]) for k in ("outlet", "published") if one.get(k))
            yield from self.row("" if n else "accounts", f"{account_said(one)} · {one['report_id']}{' · ' + outlet if outlet else ''}")
        for link in told["links"]:
            yield from self.row("link", f"{link['a']} – {link['b']}: {link['score']:.1f}")
            for level in link["levels"]:
                reason = f": {level['why']}" if level.get("why") else ""
                yield from self.row("", f"{level.get('of')} {level.get('level')} {level.get('weight', 0):+.1f}{reason}")
        for tie in told["ties"]:
            reason = f" · “{tie['why']}”" if tie["why"] else ""
            yield from self.row("decided", f"{tie['kind']} be one: {tie['a']} – {tie['b']} · {tie['who']}, {moment(tie['at'])}{reason}")
        yield from self.history(told["history"])

    def entry(self, told: Told) -> Iterator[str]:
        one = told["entry"]
        yield f"== audit entry {one['seq']} · {one['action']} · {one['subject']}"
        yield from self.row("who", f"{one['who']}, {moment(one['at'])}")
        if one["destroyed"]:
            yield from self.row("", "what it says was destroyed by a redaction; that it was, and when, stays")
        for key in ("why", "before", "after"):
            if one[key] is not None:
                yield from self.row(key, one[key] if key == "why" else json_format.dumps(one[key], ensure_ascii=False))
        if told["of"] is not None:
            yield from self.row("of", account_said(told["of"]) if "evidence" in told["of"] else str(told["of"]["id"]))
        yield from self.row("hash", one["hash"])

    def gone(self, told: Told) -> Iterator[str]:
        yield f"== {told['id']} · taken out of the project"
        yield from self.history(told["history"])


def words_of(words: Told, whole: bool = True) -> str:
    start, end = words["span"]
    line = f": {words['within'].strip()}" if whole else ""
    return f"“{words['text']}” in line {words['line']}, characters {start}–{end}{line}"


def time_said(value: Told) -> str:
    blank = {"id": "", "report_id": "", "type": "", "evidence": {"text": "", "span": (0, 0)}, "data_version": "", "time": value}
    return wording.when(msgspec.convert(blank, Event))


def run_said(run: Told) -> str:
    layers = ", ".join(f"{name.replace('_', ' ')} {hashed}" for name, hashed in run["layers"].items() if hashed)
    return f"run {run['id']} of {moment(run['started'])}: {run['coder']}, Rasid {run['version']}, data {run['data_version']} ({layers})"


def account_said(one: Told) -> str:
    """An event in one line."""
    whole = [t for t in one["toll"] if not t["part_of"]]
    toll = ", ".join(f"{t['effect']} {wording.count(t['min'], t['max'], t['vague']) or '?'}" for t in whole)
    place = next((str(p.get("ar") or p.get("en")) for p in one["places"] if p), "")
    told = [one["id"], one["type"], "" if one["status"] == "asserted" else one["status"], "background" if one["background"] else ""]
    told += [one["start"], place, toll, "" if one["state"] == "proposed" else one["state"], "orphaned" if one["orphaned"] else ""]
    return " · ".join(str(t) for t in told if t)


def figures(row: Told) -> str:
    if row.get("killed_low") is None and row.get("killed_best") is None and row.get("killed_high") is None:
        return ""
    low, best, high = (("?" if row[f"killed_{k}"] is None else row[f"killed_{k}"]) for k in ("low", "best", "high"))
    return f" · killed: low {low}, best {best}, high {high}"


def moment(at: str) -> str:
    return at[:16].replace("T", " ") + (" UTC" if "T" in at else "")
