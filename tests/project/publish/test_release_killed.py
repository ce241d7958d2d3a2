"""A release that is killed at any moment: never half there, drafted once, and made whole by who asks again."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from rasid.jobs import running
from rasid.jobs.releases import as_asked
from rasid.project import packages
from rasid.project.project import Project
from rasid.project.putting import clear, held
from rasid.project.releasing import decline, draft, sign
from rasid.project.standing import known, standing
from rasid.publish.release.checking import check
from rasid.publish.release.request import Request
from rasid.store import audit, jobs
from rasid.store.schema import events as rows
from rasid.store.schema import releases

ASKED = Request(version="2026.1", title="Incidents", profile="internal", released="2026-03-14", formats=("csv", "jsonl"))
# A draft or a signature that dies as by kill -9: where a function is called for the n-th time, before it does anything.
DIES = """
import os, signal, sys
from pathlib import Path
from rasid.project import putting, releasing
from rasid.project.project import Project
from rasid.publish.release import package, sums
from rasid.publish.release.request import Request

where, name, after, folder, out, what = sys.argv[1:]
module = {"putting": putting, "releasing": releasing, "package": package, "sums": sums}[where]
real, calls = getattr(module, name, None) or getattr(os, name), [0]

def dying(*args, **kwargs):
    calls[0] += 1
    if calls[0] == int(after):
        os.kill(os.getpid(), signal.SIGKILL)
    return real(*args, **kwargs)

with Project.open(Path(folder)) as project:
    if hasattr(module, name):
        setattr(module, name, dying)
    else:
        module.os = type("Dying", (), {**vars(os), name: staticmethod(dying)})
    if what == "draft":
        asked = dict(version="2026.1", title="Incidents", profile="internal", released="2026-03-14", formats=("csv", "jsonl"))
        releasing.draft(project, Request(**asked), Path(out), "noor", "look at it")
    else:
        releasing.sign(project, "2026.1", "noor", Path(out))
"""


def full(*where: str | int) -> Any:
    return pytest.param(where, marks=pytest.mark.full)


SIGNING = [full("releasing", "write_signatures", 1), ("sums", "replace", 1), full("putting", "write_zip", 1)]
DRAFTING = [
    full("package", "write_pages", 1),  # all but the pages is written
    full("releasing", "keep", 1),  # made, and nothing kept of it
    ("releasing", "write_signatures", 1),  # kept, and its package nowhere
    full("putting", "write_zip", 1),
    full("putting", "replace", 1),  # packed, and not yet put; the earlier making lies there
    ("putting", "replace", 2),  # the earlier making moved aside
    full("putting", "replace", 3),  # the folder put, and the ZIP the earlier one
]


def dies(project: Project, where: tuple[str, str, int], out: Path, what: str = "draft") -> None:
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-c", DIES, *map(str, where), project.store.folder, out, what]
    ran = subprocess.run(command, env=environment, capture_output=True)
    assert ran.returncode == -signal.SIGKILL, ran.stderr.decode()


def actions(project: Project) -> list[str]:
    with project.store.reading() as connection:
        assert not audit.verify(connection).problems
        return [e.action.partition(".")[2] for e in audit.entries(connection, "release:2026.1")]


@pytest.mark.parametrize("where", DRAFTING, ids=lambda w: f"{w[1]}-{w[2]}")
def test_a_draft_that_is_killed_is_made_whole_by_the_next(filled: Project, tmp_path: Path, where: tuple[str, str, int]) -> None:
    if filled.store.postgres and where[1] != "write_signatures":
        pytest.skip("of the folder alone")
    out, again = tmp_path / "out", where[1] == "replace"
    if again:  # an earlier making of the same release, of other bytes
        draft(filled, ASKED, out, "noor")
        filled.accept(events(filled)[0], "salma")
    dies(filled, where, out)
    if out.exists():
        assert check(out).problems == [], "what stands there is whole: the earlier one, or the new"
    else:
        assert not again or where[2] == 2
    made = draft(filled, ASKED, out, "noor", "look at it")
    assert check(out).problems == check(tmp_path / "out.zip").problems == []
    assert check(out).digest == check(tmp_path / "out.zip").digest == made.made.digest
    assert sorted(p.name for p in tmp_path.iterdir() if "out" in p.name) == ["out", "out.zip"], "nothing is left lying about"
    assert actions(filled).count("drafted") == 1 + again, "killed and made again, it is drafted once"
    with filled.store.reading() as connection:
        assert connection.execute(sa.select(sa.func.count()).select_from(releases)).scalar_one() == 1


def events(project: Project) -> list[str]:
    with project.store.reading() as connection:
        return list(connection.execute(sa.select(rows.c.id).order_by(rows.c.id)).scalars())


def test_an_earlier_making_that_was_moved_aside_comes_back(filled: Project, tmp_path: Path) -> None:
    if filled.store.postgres:
        pytest.skip("of the folder alone")
    out = tmp_path / "out"
    first = draft(filled, ASKED, out, "noor")
    dies(filled, ("putting", "replace", 2), out)
    assert not out.exists()
    clear(out)
    assert check(out).digest == first.made.digest


def test_what_another_process_is_making_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / ".out.01234567.tmp").mkdir()
    lock = held(tmp_path / ".out.01234567.tmp")
    assert lock is not None and held(tmp_path / ".out.01234567.tmp") is None
    clear(tmp_path / "out")
    assert (tmp_path / ".out.01234567.tmp").exists()
    os.close(lock)
    clear(tmp_path / "out")
    assert not (tmp_path / ".out.01234567.tmp").exists()


@pytest.mark.parametrize("where", SIGNING, ids=lambda w: w[1])
def test_a_signature_that_is_killed_on_the_way_counts_once(filled: Project, tmp_path: Path, where: tuple[str, str, int]) -> None:
    if filled.store.postgres:
        pytest.skip("of the folder alone")
    packages.make(filled, ASKED, "omar")
    out = packages.folder_of(filled, "2026.1")
    dies(filled, where, out, "sign")
    assert check(out).problems == [], "what is left of the signature is nothing within the folder"
    packages.finish(filled, "2026.1", "omar")
    archive = packages.published(filled, "2026.1")
    assert archive is not None and check(archive).problems == [] and check(out).signatures == check(archive).signatures
    assert actions(filled) == ["drafted", "signed", "published"]
    assert not [p.name for p in out.parent.iterdir() if p.name.startswith(".")]


# By the pages: a worker that is given up for dead ---------------------------------------------------------------------------------------


def work(project: Project, kind: str = "release") -> int:
    asked = {"version": "2026.1", "request": as_asked(ASKED), "note": "look at it"}
    with project.store.noting() as connection:
        return jobs.ask(connection, kind, f"{kind} 2026.1", asked, "noor", None)[0].id


def done(project: Project, number: int) -> jobs.Job:
    running.run(project, number, threading.Lock())
    with project.store.reading() as connection:
        return jobs.one(connection, number)


def wakes(project: Project, number: int) -> jobs.Job:
    """The same work once more, as where its worker died before it could say that it was done."""
    with project.store.noting() as connection:
        connection.execute(sa.text("UPDATE jobs SET state = 'waiting', worker = NULL, ended = NULL"))
    return done(project, number)


@pytest.mark.parametrize("kind", ["release", "again"])
def test_work_that_is_taken_up_again_drafts_once_and_undoes_nothing(filled: Project, tmp_path: Path, kind: str) -> None:
    if kind == "again":
        draft(filled, ASKED, tmp_path / "elsewhere", "omar", "look at it")
        decline(filled, "2026.1", "omar", "not yet")
    number = work(filled, kind)
    assert done(filled, number).state == jobs.DONE
    before = actions(filled)
    decline(filled, "2026.1", "salma", "a name stands in it")
    assert wakes(filled, number).state == jobs.DONE
    assert actions(filled) == [*before, "declined"], "a draft that was declined meanwhile stays declined"
    with filled.store.reading() as connection:
        assert standing(connection, "2026.1").state == "declined"
    assert check(packages.folder_of(filled, "2026.1")).problems == []


def test_work_that_is_taken_up_again_voids_no_signature(filled: Project, tmp_path: Path) -> None:
    """Published meanwhile, and the project has gone on since: what was signed stays, and the sentence says why nothing was made."""
    number = work(filled)
    assert done(filled, number).state == jobs.DONE
    sign(filled, "2026.1", "salma", packages.folder_of(filled, "2026.1"))
    assert wakes(filled, number).state == jobs.DONE and actions(filled) == ["drafted", "signed", "published"]
    filled.accept(events(filled)[0], "salma")
    late = wakes(filled, number)
    assert late.state == jobs.FAILED and "what would leave is another by now" in late.said
    assert actions(filled) == ["drafted", "signed", "published"]
    with filled.store.reading() as connection:
        assert known(connection, "2026.1").published and json.loads(known(connection, "2026.1").options)["title"] == "Incidents"
    assert check(packages.folder_of(filled, "2026.1")).signatures.published
