"""A job on a cluster comes to the same as on one machine, whatever dies in the middle of it. Runs where Ray is installed."""

from __future__ import annotations

import json
import os
import signal
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest

from rasid.bulk import ray_engine
from rasid.bulk.ray_engine import Driver, code_there, code_with_ray, mark_of
from rasid.bulk.running import begun, closed
from rasid.bulk.shards import Plan, planned
from rasid.bulk.supervising import Failed, code_locally
from rasid.bulk.working import Job
from rasid.bulk.writing import Done
from rasid.model import RasidError, UsageError

ASKED: dict[str, Any] = {"data_version": "t"}
TOWNS = ["البارة", "حارم", "سراقب", "منبج", "الباب", "الرستن"]


def sources(folder: Path, files: int, count: int) -> Plan:
    said = "داهمت دورية للأمن العسكري حي الكروم في {} واعتقلت {} شبان. خبر {}."
    folder.mkdir()
    for file in range(files):
        numbers = range(file * count, (file + 1) * count)
        rows = ({"id": f"r{n}", "published": "2021-05-02", "text": said.format(TOWNS[n % 6], n % 5 + 2, n)} for n in numbers)
        (folder / f"{file:02}.jsonl").write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in rows), encoding="utf-8")
    return planned([str(folder)], ASKED)


def rows_of(out: Path) -> list[Any]:
    return duckdb.connect().execute(f"SELECT report_id, record FROM '{out}/events/*.parquet' ORDER BY ALL").fetchall()


class Errors:
    class RayError(Exception): ...

    class RayTaskError(RayError):
        cause = ValueError("no such word")


class Fake:
    """Ray as far as the driver asks it. `answers`: of each task in turn; an error is raised, a function called with what was sent."""

    exceptions = Errors

    def __init__(self, answers: list[Any]) -> None:
        self.answers, self.number = answers, 0
        self.sent: list[tuple[Any, ...]] = []

    def remote(self, *args: Any, **asked: Any) -> Any:
        """Both `ray.remote(…)(act)` and `act.remote(…)`."""
        if asked:
            return lambda _act: self
        self.sent.append(args)
        self.number += 1
        return self.number - 1

    def cluster_resources(self) -> dict[str, float]:
        return {"CPU": 2.0}

    def wait(self, references: list[int], num_returns: int, timeout: float) -> tuple[list[int], list[int]]:
        return references[:1], references[1:]

    def get(self, reference: int) -> Any:
        answer = self.answers[reference]
        if callable(answer):
            answer = answer(*self.sent[reference])
        if isinstance(answer, Exception):
            raise answer
        return answer


def job_of(plan: Plan, out: Path) -> Job:
    return Job(out=str(out), plan=plan.fingerprint)


def done(number: int) -> Done:
    return Done(shard=number, plan="p", reports=1, events=1, poison=0, empty=0, bytes=1, seconds=0.0)


def at(report: int) -> Any:
    """A process that dies over this report; it tells where it is when it was asked to."""

    def die(job: Job, _folder: str, shard: Any, careful: bool, poison: tuple[int, ...]) -> Exception:
        if careful:
            mark_of(job, shard).parent.mkdir(exist_ok=True)
            mark_of(job, shard).write_text(str(report))
        return Errors.RayError()

    return die


def test_a_report_over_which_processes_die_is_set_aside_and_a_machine_that_dies_sets_none_aside(tmp_path: Path) -> None:
    plan = sources(tmp_path / "in", 1, 3)
    begun(tmp_path / "out", plan)
    ray = Fake([at(1), at(1), at(1), done(0)])
    assert list(Driver(ray, job_of(plan, tmp_path / "out")).run(plan.shards)) == [done(0)]
    assert [(sent[3], sent[4]) for sent in ray.sent] == [(False, ()), (True, ()), (True, ()), (True, (1,))]
    ray = Fake([at(1), at(0), at(2), done(0)])
    list(Driver(ray, job_of(plan, tmp_path / "out")).run(plan.shards))
    assert ray.sent[-1][4] == (), "machines that die at different reports say nothing of any"


def test_what_the_cluster_cannot_do_is_told(tmp_path: Path) -> None:
    plan = sources(tmp_path / "in", 1, 1)
    begun(tmp_path / "out", plan)

    def run(*answers: Any) -> None:
        list(Driver(Fake(list(answers)), job_of(plan, tmp_path / "out")).run(plan.shards))

    with pytest.raises(RasidError, match="cannot be written") as full:
        run(Failed(0, "No space left on device", True))
    assert "Make room" in str(full.value.hint)
    with pytest.raises(RasidError, match="no such word"):
        run(Errors.RayTaskError())
    with pytest.raises(RasidError, match="before they begin"):
        run(at(-1), at(-1), at(-1), at(-1))
    unfit = job_of(plan, tmp_path / "elsewhere")
    assert "does not see the folder" in code_there(unfit, str(tmp_path), plan.shards[0], False, ()).what  # type: ignore[union-attr]
    with pytest.raises(RasidError, match="does not see"):
        run(lambda *sent: code_there(unfit, *sent[1:]))


def test_without_ray_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "ray", None)
    with pytest.raises(UsageError, match="needs Ray") as told:
        ray_engine.ray_at(1)
    assert "rasid[cluster]" in str(told.value.hint)


def test_a_cluster_that_nobody_runs_is_told_at_once() -> None:
    with socket.socket() as taken:  # bound and not listened at: whoever knocks is refused
        taken.bind(("127.0.0.1", 0))
        with pytest.raises(UsageError, match="cannot be reached"):
            ray_engine.knock(f"127.0.0.1:{taken.getsockname()[1]}")
    ray_engine.knock("auto")


# On a real cluster of this machine ----------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    pytest.importorskip("ray")
    os.environ["RAY_USAGE_STATS_ENABLED"] = "0"
    from ray.cluster_utils import Cluster

    made = Cluster(initialize_head=True, head_node_args={"num_cpus": 1, "include_dashboard": False})
    os.environ["RAY_ADDRESS"] = made.address
    yield made
    os.environ.pop("RAY_ADDRESS", None)
    made.shutdown()


def busy(node: Any) -> list[int]:
    """The processes of a node that code."""
    raylet = node.all_processes["raylet"][0].process.pid
    children = (int(n) for n in Path(f"/proc/{raylet}/task/{raylet}/children").read_text().split())
    return [pid for pid in children if b"code_there" in Path(f"/proc/{pid}/cmdline").read_bytes()]


def test_a_worker_and_a_node_that_die_in_mid_job_lose_and_double_nothing(cluster: Any, tmp_path: Path) -> None:
    plan = sources(tmp_path / "in", 10, 60)
    here, there = tmp_path / "here", tmp_path / "there"
    list(code_locally(begun(here, plan), job_of(plan, here), 2))
    extra = cluster.add_node(num_cpus=1)
    cluster.wait_for_nodes()
    killed: list[str] = []

    def kill() -> None:
        deadline = time.monotonic() + 120
        while time.monotonic() < deadline and len(killed) < 2:
            time.sleep(0.02)
            if not killed and (pids := busy(cluster.head_node)):
                os.kill(pids[0], signal.SIGKILL)
                killed.append("worker")
            elif killed and busy(extra):
                cluster.remove_node(extra, allow_graceful=False)
                killed.append("node")

    killer = threading.Thread(target=kill)
    killer.start()
    told = list(code_with_ray(begun(there, plan), job_of(plan, there), 2))
    killer.join()
    assert killed == ["worker", "node"]
    assert sorted(d.shard for d in told) == list(range(10))
    assert closed(there, plan) == closed(here, plan) and closed(there, plan).reports == 600
    assert rows_of(there) == rows_of(here) and len(rows_of(there)) == 600
    assert not list(there.glob("*/.*"))
