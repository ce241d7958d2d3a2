"""`rasid import` at the command line; killed in the middle and run again; memory that does not grow with the file."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
import sqlalchemy as sa
from test_importing_datasets import ACLED, table
from test_importing_edited import exported, saved, strike

from rasid.project.project import Project
from rasid.store import audit
from rasid.store.schema import audit as audit_rows
from rasid.store.schema import blobs, events, reports
from running import Rasid, runner

ROWS = 500  # more than two transactions' worth
# An import that dies as kill -9 does, without a word to the database: at the n-th row that it writes.
DIES = """
import os, sys
from pathlib import Path
from rasid.project.importing import edited, keeping
from rasid.project.importing.importer import Importer
from rasid.project.project import Project

calls, after = [0], int(sys.argv[3])

def dying(real):
    def call(*args, **kwargs):
        calls[0] += 1
        if calls[0] == after:
            os._exit(9)
        return real(*args, **kwargs)
    return call

keeping.Keeper.write = dying(keeping.Keeper.write)
edited.Drawn.decide = dying(edited.Drawn.decide)
list(Importer(Project.open(Path(sys.argv[1])), "noor").import_all([sys.argv[2]]))
"""


def dies(project: Project, path: Path, after: int) -> None:
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    ran = subprocess.run([sys.executable, "-c", DIES, project.store.folder, path, str(after)], env=environment, capture_output=True)
    assert ran.returncode == 9, ran.stderr.decode()


def number(project: Project, query: sa.Select[tuple[int]]) -> int:
    with project.store.reading() as connection:
        assert not audit.verify(connection).problems
        return connection.execute(query).scalar_one()


def rows(count: int) -> list[dict[str, str]]:
    return [ACLED | {"event_id_cnty": f"SYR{n}", "event_date": f"2024-{n % 12 + 1:02}-{n % 28 + 1:02}"} for n in range(count)]


@pytest.mark.parametrize("after", [pytest.param(1, marks=pytest.mark.full), 450])
def test_a_killed_import_of_rows_goes_on_where_it_was_and_doubles_nothing(project: Project, tmp_path: Path, after: int) -> None:
    path = table(tmp_path / "a.csv", *rows(ROWS))
    dies(project, path, after)
    kept = number(project, sa.select(sa.func.count()).select_from(reports))
    assert kept == (after - 1) // 200 * 200  # whole transactions
    from rasid.project.importing.importer import Importer

    found = list(Importer(project, "noor").import_all([str(path)]))
    assert [o.what for o in found].count("already there") == kept
    assert number(project, sa.select(sa.func.count()).select_from(reports)) == ROWS
    assert number(project, sa.select(sa.func.count()).select_from(events)) == ROWS
    assert number(project, sa.select(sa.func.count()).where(audit_rows.c.action == "report.add")) == ROWS
    assert number(project, sa.select(sa.func.count()).select_from(blobs)) == 1


def test_a_killed_import_of_edits_has_taken_whole_rows(filled: Project, tmp_path: Path) -> None:
    from rasid.project.importing.importer import Importer

    table_rows = exported(filled)
    for row in table_rows:
        row |= {"mutual": "1", "background": "1"}
    path = saved(tmp_path / "t.csv", table_rows)
    dies(filled, path, 3)
    decided = sa.select(sa.func.count()).where(audit_rows.c.action == "event.set")
    assert number(filled, decided) == 2 * 2
    list(Importer(filled, "noor").import_all([str(path)]))
    assert number(filled, decided) == 2 * len(table_rows)


@pytest.mark.full
def test_memory_does_not_grow_with_the_file(project: Project, tmp_path: Path) -> None:
    """What one more row costs, between a short and a longer file, is less than the rows themselves take (some 15 kB each in memory)."""
    import tracemalloc

    from rasid.project.importing.importer import Importer
    from rasid.project.importing.keeping import let_go

    peaks = []
    for count in (200, 1000):
        path = table(tmp_path / f"{count}.csv", *[r | {"event_id_cnty": f"{count}-{n}"} for n, r in enumerate(rows(count))])
        let_go(project.pipeline.lexicon)
        tracemalloc.start()
        assert sum(1 for _ in Importer(project, "noor", dry=True).import_all([str(path)])) == count
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] - peaks[0] < 800 * 2_000


@pytest.fixture
def rasid(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Rasid:
    monkeypatch.setenv("RASID_WHO", "مريم")
    return runner(capfd)


def test_the_command_tells_rows_in_a_table_and_the_rest_on_standard_error(filled: Project, rasid: Rasid, tmp_path: Path) -> None:
    written = exported(filled)
    strike(written).update(status="possible", outcome="repelled")
    written[-1]["type"] = "qasf"
    path = saved(tmp_path / "t.csv", written)
    dry = rasid("import", path, "--dry-run", "--project", filled.store.folder)
    assert dry.code == 1 and f"changed {strike(written)['event_id']}" in dry.out and "    status: asserted → possible" in dry.out
    assert "type: there is no event type 'qasf'" in dry.err and "Nothing was written." in dry.err
    ran = rasid("import", path, "--project", filled.store.folder)
    assert (ran.code, ran.out) == (1, dry.out) and "1 changed" in ran.err and "2 values" in ran.err
    again = rasid("import", path, "--project", filled.store.folder, "--format", "jsonl")
    told = [json.loads(line) for line in again.out.splitlines()]
    assert {t["what"] for t in told} == {"already there", "problem"} and told[-1]["problems"][0]["where"].endswith(f":{len(written) + 1}")


def test_the_command_names_codes_without_a_counterpart_and_files_it_cannot_read(project: Project, rasid: Rasid, tmp_path: Path) -> None:
    path = table(tmp_path / "a.csv", ACLED | {"sub_event_type": "Other", "actor1": "Unheard-of Brigade"})
    ran = rasid("import", tmp_path / "nowhere.csv", path, "--project", project.store.folder)
    assert ran.code == 1 and "nowhere.csv: this file cannot be read" in ran.err and "added acled:SYR1" in ran.out
    assert "'Other': no code of ours (1 ×)" in ran.err and "party 'Unheard-of Brigade': kept by its words" in ran.err
    assert rasid("import", path, "--date-order", "dym", "--project", project.store.folder).code == 2


def test_the_command_lists_what_went(filled: Project, rasid: Rasid, tmp_path: Path) -> None:
    old = saved(tmp_path / "old.csv", exported(filled))
    gone = strike(exported(filled))["event_id"]
    filled.reject(gone, "مريم", "خبر قديم")
    out = tmp_path / "deleted.csv"
    ran = rasid("export", "--deleted-since", old, "--format", "csv", "--out", out, "--project", filled.store.folder)
    assert ran.code == 0 and "ids are no more" in ran.err
    found = {r["id"]: r for r in csv.DictReader(out.open(encoding="utf-8", newline=""))}
    assert found[gone]["reason"] == "rejected" and "خبر" not in out.read_text(encoding="utf-8")
    assert rasid("export", "--deleted-since", "1", "--format", "geojson", "--project", filled.store.folder).code == 2
