"""Work in the background: done in the name and by the right of who asked, taken up where a worker died, and never twice."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
import time

import pytest
import sqlalchemy as sa
from test_teaching import PARTY, actors, rehearsal, taught

from rasid.jobs import running
from rasid.jobs.kinds import read
from rasid.jobs.queue import Queue, Worker, prepare, schema_of
from rasid.jobs.task import Task
from rasid.model.errors import StoreError
from rasid.project.project import Project
from rasid.project.team import people
from rasid.store import accounts, jobs, schema
from rasid.store import audit as log
from rasid.store.jobs import CANCELLED, DONE, FAILED, RUNNING, WAITING, Job

__all__ = ["taught"]  # the fixture
# A worker that is slow over its second report, dead over it as by kill -9, or neither; silence of a second is death.
WORKER = """
import os, signal, sys, time
from rasid.cli import main
from rasid.project import recoding
from rasid.store import jobs
jobs.requeue.__defaults__ = (1.0,)
real, calls = recoding.recode, [0]
def recode(*args, **kwargs):
    calls[0] += 1
    if calls[0] == 2 and sys.argv[1] == "dies":
        os.kill(os.getpid(), signal.SIGKILL)
    if sys.argv[1] == "slow":
        print("at it", flush=True)
        time.sleep(0.5)
    return real(*args, **kwargs)
from rasid.project.teaching import taking
taking.recode = recode
main(["work", "--log", *sys.argv[2:]])
"""


def asked(project: Project, name: str, who: str = "salma", account: int | None = None, **what: object) -> int:
    with project.store.noting() as connection:
        return jobs.ask(connection, name.partition(" ")[0], name, what, who, account)[0].id


def job_of(project: Project, number: int) -> Job:
    with project.store.reading() as connection:
        return jobs.one(connection, number)


def taken_in(project: Project) -> int:
    """A proposal whose reports (two of three) are yet to be coded anew."""
    number = project.propose("party", PARTY, "noor")
    start, _ = rehearsal(project, number)
    project.take_in(number, "salma", start.version)
    return number


def run(project: Project, number: int, stopping: object = None) -> Job:
    running.run(project, number, threading.Lock(), stopping or (lambda: False))  # type: ignore[arg-type]
    return job_of(project, number)


def test_it_is_done_once_in_the_name_of_who_asked(taught: Project) -> None:
    number = taken_in(taught)
    first = asked(taught, f"take {number}", number=number)
    assert asked(taught, f"take {number}", number=number) == first, "it is under way"
    done = run(taught, first)
    assert (done.state, done.who, done.done) == (DONE, "salma", 2) and "2" in done.said
    assert not running.run(taught, first, threading.Lock()), "it has ended"
    with taught.store.reading() as connection:
        entries = [(e.action, e.who) for e in log.entries(connection, f"proposal:{number}")]
        assert not log.verify(connection).problems
    assert entries[-1] == ("data.recode", "salma")
    assert asked(taught, f"take {number}", number=number) > first, "asked again, it is done again"


def test_what_it_finds_is_kept_until_words_are_destroyed(taught: Project) -> None:
    found = run(taught, asked(taught, "gaps"))
    told = read("gaps", found.result)
    assert found.state == DONE and told.reports == 3 and found.total == 3
    with taught.store.noting() as connection:
        jobs.forget_ended(connection)
        assert jobs.find(connection, found.id) is None


def test_the_right_must_be_there_when_its_turn_comes(taught: Project) -> None:
    number = taken_in(taught)
    people.add(taught.store, "salma", ["reviewer"], None, "setup")
    with taught.store.noting() as connection:
        account = accounts.known(connection, "salma").id
        accounts.change(connection, account, state=accounts.ACTIVE)
    waits = asked(taught, f"take {number}", account=account, number=number)
    people.set_roles(taught.store, "salma", ["coder"], "setup")
    refused = run(taught, waits)
    assert refused.state == FAILED and "salma may not do this any more" in refused.said
    assert "green-valley-brigade" not in actors(taught, "r1")
    people.set_roles(taught.store, "salma", ["reviewer"], "setup")
    assert run(taught, asked(taught, f"take {number}", account=account, number=number)).state == DONE
    assert "green-valley-brigade" in actors(taught, "r1")


def test_cancelled_it_ends_at_its_next_step(taught: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    number = asked(taught, "gaps")
    with taught.store.noting() as connection:
        jobs.cancel(connection, number, "noor cancelled it.")
    assert run(taught, number).said == "noor cancelled it." and job_of(taught, number).state == CANCELLED
    monkeypatch.setattr(running, "BEAT_S", 0.02)

    def slow(task: Task) -> None:
        with taught.store.noting() as connection:
            jobs.cancel(connection, number, "")
        end = time.monotonic() + 20
        while time.monotonic() < end:
            task.step()
            time.sleep(0.01)

    monkeypatch.setitem(running.KINDS, "gaps", running.KINDS["gaps"]._replace(do=slow))
    number = asked(taught, "gaps")
    ended = run(taught, number)
    assert ended.state == CANCELLED and ended.done > 0 and ended.result is None


def test_a_worker_that_wakes_changes_nothing_of_what_another_has(taught: Project) -> None:
    number = asked(taught, "gaps")
    with taught.store.noting() as connection:
        assert jobs.take(connection, number, "first") and not jobs.take(connection, number, "second")
        assert jobs.requeue(connection, -1) == [number] and jobs.take(connection, number, "second")
        assert jobs.beat(connection, number, "first", 1, 2) is None
        assert not jobs.end(connection, number, "first", DONE, "", None, 0, 0) and not jobs.give_back(connection, number, "first")
        assert jobs.one(connection, number).state == RUNNING and jobs.one(connection, number).tries == 2
        assert jobs.give_back(connection, number, "second") and jobs.one(connection, number).tries == 1
    assert run(taught, number, lambda: True).state == WAITING, "a worker that is being stopped gives it back"
    with taught.store.noting() as connection:
        connection.execute(sa.update(schema.jobs).values(tries=running.TRIES))
    assert run(taught, number).state == FAILED, "what has killed three is not given to a fourth"


# Over PostgreSQL ------------------------------------------------------------------------------------------------------------------------


def worker(project: Project, how: str, *more: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", WORKER, how, "--project", str(project.store.folder), *more]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def drained(project: Project, how: str = "well") -> str:
    process = worker(project, how, "--once")
    told = process.communicate(timeout=120)[1]
    assert process.returncode == (0 if how == "well" else -signal.SIGKILL), told
    return told


def test_what_a_killed_worker_left_another_finishes(taught: Project) -> None:
    if not taught.store.postgres:
        with pytest.raises(StoreError, match="process of its pages"):
            Worker(taught, 1, lambda *_: None)
        return
    number = taken_in(taught)
    job = asked(taught, f"take {number}", number=number)
    Queue(taught.store).begin(job)  # no worker has made its tables yet: that is no fault of who asks
    prepare(taught.store)
    Queue(taught.store).begin(job)
    drained(taught, "dies")
    left = job_of(taught, job)
    assert left.state == RUNNING and left.tries == 1, "nobody has said that it ended"
    time.sleep(1.1)
    told = drained(taught)
    assert '"what": "job"' in told and '"state": "done"' in told and "لواء" not in told
    done = job_of(taught, job)
    assert (done.state, done.tries) == (DONE, 2) and "green-valley-brigade" in actors(taught, "r1") & actors(taught, "r2")
    with taught.store.reading() as connection:
        assert not log.verify(connection).problems
        entries = [(e.action, e.subject, e.who) for e in log.entries(connection) if e.who == "salma"]
        assert jobs.answering(connection, 1.0) == 0, "it has said good-bye"
    recoded = sorted(subject for _, subject, _ in entries if subject.startswith("report:"))
    assert entries.count(("data.recode", f"proposal:{number}", "salma")) == 1
    assert recoded == ["report:r1", "report:r2"], "nothing is lost, and nothing done twice"


@pytest.mark.full
def test_a_worker_that_is_stopped_gives_its_work_back(taught: Project) -> None:
    if not taught.store.postgres:
        pytest.skip("of PostgreSQL alone")
    number = taken_in(taught)
    process = worker(taught, "slow")
    job = asked(taught, f"take {number}", number=number)
    assert process.stdout is not None and process.stdout.readline() == "at it\n", "found without a message"
    with taught.store.reading() as connection:
        assert jobs.answering(connection) == 1
        assert sa.inspect(connection).get_schema_names().count(schema_of(taught.store)) == 1
    process.terminate()
    told = process.communicate(timeout=60)[1]
    assert process.returncode == 0 and "Traceback" not in told, told
    assert job_of(taught, job).state in (WAITING, DONE)
    drained(taught)
    assert job_of(taught, job).state == DONE and job_of(taught, job).tries == 1
