"""`rasid recode`: codes the reports of a project again, and keeps everything that people decided."""

from __future__ import annotations

import json as json_format
from collections import Counter
from collections.abc import Iterator
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from rasid.cli import options
from rasid.cli.code import finish, with_progress
from rasid.cli.lines import isolated, safe
from rasid.cli.project_options import HERE, Folder, Who, person
from rasid.cli.talk import TALK
from rasid.intake import publication
from rasid.model import RasidError, UsageError

if TYPE_CHECKING:
    from rasid.project.matching import Plan
    from rasid.project.recoding import Recoded


class Shown(StrEnum):
    table = "table"
    jsonl = "jsonl"


LONGEST = 60  # characters of a value in a line for people; jsonl has it whole


def recode(
    reports: Annotated[
        list[str] | None, typer.Argument(metavar="[REPORT...]", help="Only these reports, by their ids.", show_default=False)
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would change, and change nothing.")] = False,
    since: Annotated[
        str | None, typer.Option(metavar="DATE", help="Only reports published (or else added) on that day or later.", show_default=False)
    ] = None,
    format: Annotated[Shown, typer.Option(help="table for people, jsonl for programs (one report a line).")] = Shown.table,
    lang: Annotated[
        str | None, typer.Option(metavar="CODE", help="Language pack; else that which coded the report.", show_default=False)
    ] = None,
    project: Folder = HERE,
    who: Who = None,
    quiet: options.Quiet = False,
    json: options.Json = False,
) -> None:
    """Code the reports of a project again. What people decided stays; reports of which nothing changes are left untouched."""
    name, day = person(who), checked_day(since)
    from rasid.project.project import Project  # late: SQLAlchemy is slow to import

    tally: Counter[str] = Counter()
    with Project.open(project) as opened:
        done = opened.recode(reports or None, since=day, dry_run=dry_run, who=name, lang=lang)
        for one in with_progress(done, "coding"):
            count(tally, one)
            for line in lines(one, format):
                print(line, flush=True)
    TALK.note(summary(tally, dry_run))
    finish()


def checked_day(since: str | None) -> str | None:
    try:
        day = publication(since)
    except UsageError as error:
        raise UsageError(error.what, where="--since") from None
    return day[:10] if day else None


def count(tally: Counter[str], one: Recoded) -> None:
    if isinstance(one.problem, RasidError):
        TALK.keep(one.problem)
    elif one.problem is not None:
        TALK.note(one.problem.what, one.problem.where)
    if one.theirs:
        tally["theirs"] += 1
    if one.plan is None:
        return
    plan = one.plan
    tally["reports"] += 1
    tally["touched"] += not plan.nothing
    for name in ("fresh", "changed", "removed", "orphaned", "found_again", "suppressed"):
        tally[name] += len(getattr(plan, name))
    tally["same"] += plan.same


def lines(one: Recoded, format: Shown) -> Iterator[str]:
    if one.plan is None or (one.plan.nothing and format is Shown.table):
        return
    if format is Shown.jsonl:
        yield json_format.dumps(record(one.plan), ensure_ascii=False)
        return
    plan = one.plan
    yield safe(f"== {plan.report_id} · +{len(plan.fresh)} ~{len(plan.changed)} -{len(plan.removed)} ={plan.same}")
    for kept in plan.fresh:
        yield shown(f"+ {kept.id} {kept.record['type']} · {kept.record['evidence']['text']}")
    for change in plan.changed:
        yield from changed_lines(change)
    for kept in plan.removed:
        yield shown(f"- {kept.id} {kept.record['type']} · {kept.record['evidence']['text']}")
    for draft in plan.suppressed:
        yield shown(f"  {draft['type']} is not proposed again: rejected before · {draft['evidence']['text']}")


def changed_lines(change: Any) -> Iterator[str]:
    before, after = change.before, change.after
    said = "no longer found, kept as reviewed" if after.orphaned and not before.orphaned else ""
    said = "found again" if before.orphaned and not after.orphaned else said
    human = "" if after.state == "proposed" else f" [{after.state}]"
    yield shown(f"~ {after.id} {after.record['type']}{human}{' · ' + said if said else ''}")
    for field in change.fields:
        yield shown(f"    {field}: {brief(before.record.get(field))} → {brief(after.record.get(field))}")
    proposed = [f for f in after.proposed or {} if f not in change.fields and changed_proposal(change, f)]
    if proposed and after.state != "proposed":
        yield shown(f"    proposed otherwise, and left as decided: {', '.join(proposed)}")


def changed_proposal(change: Any, field: str) -> bool:
    before, after = change.before.proposed or {}, change.after.proposed or {}
    return field != "data_version" and before.get(field) != after.get(field)


def brief(value: Any) -> str:
    """A value in a few words: of lists, what names their items."""
    if isinstance(value, list):
        return "[" + ", ".join(brief(v) for v in value) + "]"
    if isinstance(value, dict):
        named = next((value[k] for k in ("actor", "id", "weapon", "source", "start", "text") if value.get(k)), "…")
        figures = "" if "effect" not in value else f" {value['effect']} {value.get('min')}–{value.get('max')}"
        return f"{named}{figures}"
    return json_format.dumps(value, ensure_ascii=False)


def shown(line: str) -> str:
    words = " ".join(safe(line).split()) if not line.startswith(" ") else safe(line)
    return isolated(words if len(words) <= 2 * LONGEST else words[: 2 * LONGEST] + "…")


def record(plan: Plan) -> dict[str, Any]:
    """What changes in one report, for programs."""
    changes = [{"id": c.after.id, "state": c.after.state, "fields": fields_of(c), "proposed": proposed_of(c)} for c in plan.changed]
    return {
        "report_id": plan.report_id,
        "same": plan.same,
        "new": [k.record for k in plan.fresh],
        "changed": changes,
        "removed": [k.record for k in plan.removed],
        "orphaned": plan.orphaned,
        "found_again": plan.found_again,
        "suppressed": plan.suppressed,
    }


def fields_of(change: Any) -> dict[str, list[Any]]:
    """Field → its value in the record before and after."""
    return {f: [change.before.record.get(f), change.after.record.get(f)] for f in change.fields}


def proposed_of(change: Any) -> dict[str, list[Any]]:
    """The same of the coder's proposal."""
    before, after = change.before.proposed or {}, change.after.proposed or {}
    return {f: [before.get(f), after.get(f)] for f in after if changed_proposal(change, f)}


def summary(tally: Counter[str], dry_run: bool) -> str:
    said = [f"{tally['reports']} reports coded again", f"{tally['touched']} {'would change' if dry_run else 'changed'}"]
    said += [f"{tally['theirs']} imported ones left as their datasets coded them"] if tally["theirs"] else []
    events = [f"{tally['fresh']} new", f"{tally['changed']} changed", f"{tally['removed']} removed", f"{tally['same']} as before"]
    events += [f"{tally['orphaned']} reviewed ones no longer found"] if tally["orphaned"] else []
    events += [f"{tally['found_again']} found again"] if tally["found_again"] else []
    events += [f"{tally['suppressed']} rejected before"] if tally["suppressed"] else []
    return f"{', '.join(said)}; events: {', '.join(events)}.{' Nothing was written.' if dry_run else ''}"
