"""A run that dies at any moment loses nothing that was kept, and the same command goes on where it was."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from test_adding import ARREST, STRIKE, rows

from rasid.pipeline import Pipeline
from rasid.project.project import Project
from rasid.store import audit
from rasid.store.schema import audit as audit_table
from rasid.store.schema import event_tolls, events, reports, runs, texts

REPORTS = 40
# A run that dies as kill -9 does, without a word to the database, at a place of the code: the n-th time it comes there.
DIES = """
import os, sys
from pathlib import Path
from rasid.project import adding, recoding
from rasid.project.project import Project
from rasid.store import events, reports

module, name, after = {"reports": reports, "events": events, "recoding": recoding}[sys.argv[3]], sys.argv[4], int(sys.argv[5])
real, calls = getattr(module, name), [0]

def dying(*args, **kwargs):
    calls[0] += 1
    if calls[0] == after:
        os._exit(9)
    return real(*args, **kwargs)

setattr(module, name, dying)
if module is reports:
    adding.reports = reports
list(Project.open(Path(sys.argv[1])).add([sys.argv[2]], who="noor", code=sys.argv[6] == "code"))
"""


def state(project: Project) -> dict[str, Any]:
    """Everything that must be the same after any number of deaths."""
    with project.store.reading() as connection:
        verdict = audit.verify(connection)
        assert not verdict.problems
        return {
            "reports": connection.execute(sa.select(reports.c.id, reports.c.text_hash, reports.c.rank).order_by(reports.c.id)).all(),
            "texts": connection.execute(sa.select(texts.c.report_id, texts.c.revision).order_by(texts.c.report_id)).all(),
            "events": connection.execute(sa.select(events.c.id, events.c.record, events.c.state).order_by(events.c.id)).all(),
            "tolls": connection.execute(sa.select(sa.func.count()).select_from(event_tolls)).scalar_one(),
            "uncoded": connection.execute(sa.select(sa.func.count()).where(reports.c.run_id.is_(None))).scalar_one(),
            "entries": connection.execute(
                sa.select(audit_table.c.subject).where(audit_table.c.subject.startswith("report:")).order_by(audit_table.c.subject)
            )
            .scalars()
            .all(),
        }


def source(folder: Path) -> Path:
    made = ({"id": f"r{n:02}", "text": f"خبر {n}. {STRIKE if n % 2 else ARREST}", "published": "2026-03-14"} for n in range(REPORTS))
    return rows(folder / "reports.jsonl", *made)


def opened(folder: Path, pipeline: Pipeline) -> Project:
    project = Project.open(folder)
    project.coder.pipelines["ar"] = pipeline
    return project


@pytest.mark.parametrize("place", [("events", "put_all", 35), ("recoding", "link_events", 18)])
def test_a_run_that_dies_is_made_good_by_the_next(
    place: tuple[str, str, int], project: Project, folder: Path, tmp_path: Path, pipeline: Pipeline
) -> None:
    reports_file = source(tmp_path)
    command = [sys.executable, "-c", DIES, str(folder), str(reports_file), *map(str, place), "code"]
    died = subprocess.run(command, capture_output=True, text=True, check=False)
    assert died.returncode == 9, died.stderr
    between = state(project)
    assert 0 < len(between["reports"]) < REPORTS and between["uncoded"] == 0
    outcomes = [o.what for o in project.add([reports_file], who="noor")]
    assert outcomes == ["already there"] * len(between["reports"]) + ["added"] * (REPORTS - len(between["reports"]))
    after = state(project)
    assert len(after["reports"]) == len(set(after["entries"])) == len(after["entries"]) == REPORTS
    with project.store.reading() as connection:
        finished = connection.execute(sa.select(runs.c.finished).order_by(runs.c.id)).scalars().all()
    assert [f is None for f in finished] == [True, False]
    with Project.create(tmp_path / "quiet") as quiet:
        quiet.coder.pipelines["ar"] = pipeline
        list(quiet.add([reports_file], who="noor"))
        alone = state(quiet)
    assert [(e.id, e.state) for e in after["events"]] == [(e.id, e.state) for e in alone["events"]]
    assert after["tolls"] == alone["tolls"] and [r.id for r in after["reports"]] == [r.id for r in alone["reports"]]


def test_reports_of_a_run_that_only_kept_them_are_coded_by_recode(
    project: Project, folder: Path, tmp_path: Path, pipeline: Pipeline
) -> None:
    reports_file = source(tmp_path)
    command = [sys.executable, "-c", DIES, str(folder), str(reports_file), "reports", "insert", "30", "keep"]
    assert subprocess.run(command, capture_output=True, check=False).returncode == 9
    assert (there := len(state(project)["reports"])) and state(project)["uncoded"] == there
    assert all(r.plan is not None and r.plan.fresh for r in project.recode(who="noor"))
    assert state(project)["uncoded"] == 0


def test_two_runs_at_once_double_nothing(project: Project, folder: Path, tmp_path: Path, pipeline: Pipeline) -> None:
    reports_file = source(tmp_path)
    command = [sys.executable, "-c", DIES, str(folder), str(reports_file), "events", "put_all", "100000", "code"]
    both = [subprocess.Popen(command, stderr=subprocess.PIPE, text=True) for _ in range(2)]
    assert [(p.communicate()[1], p.returncode) for p in both] == [("", 0)] * 2
    after = state(project)
    assert len(after["reports"]) == len(set(after["entries"])) == len(after["entries"]) == REPORTS and after["uncoded"] == 0
