"""A project to look around in: fictional reports of ours, coded and linked as any other, a few of them decided on by two people who do
not exist. Towns and forces exist; the events, the outlets, the people and a group that no data knows (for `/gaps`) do not."""

from __future__ import annotations

import json
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

from rasid.model import StoreError
from rasid.project.project import Project
from rasid.store import events

REPORTS, DECISIONS = "reports.jsonl", "decisions.jsonl"


def demonstration(folder: Path) -> Project:
    """Makes it in `folder`, which must hold no project. Raises StoreError."""
    data = files("rasid") / "data" / "demo"
    made = Project.create(folder)
    try:
        with as_file(data / REPORTS) as reports:
            refused = [o.problem for o in made.add([reports]) if o.what in ("problem", "notice")]
        if refused:
            raise StoreError(f"the reports of the demonstration could not be added ({refused[0]}).", where=str(folder))
        for line in (data / DECISIONS).read_text(encoding="utf-8").splitlines():
            decide(made, json.loads(line))
    except BaseException:
        made.close()
        raise
    return made


def decide(project: Project, told: dict[str, Any]) -> None:
    """One line of the decisions: about the first event of a type in a report, or a claim of the report."""
    who, why = told["who"], told.get("why")
    if told["do"] == "claim":
        project.claim(told["report"], who)
        return
    with project.store.reading() as connection:
        kept = [k for k in events.of_report(connection, told["report"]) if k.record["type"] == told["type"]]
    if not kept:
        raise StoreError(f"the demonstration has no {told['type']} in it any more.", where=told["report"])
    if told["do"] == "accept":
        project.accept(kept[0].id, who, why)
    elif told["do"] == "reject":
        project.reject(kept[0].id, who, why or "")
    else:
        project.correct(kept[0].id, told["field"], told["value"], who, why)
