"""An archive is coded as `rasid code` codes it, whatever it is cut into; what is killed is taken up again, nothing lost or doubled."""

from __future__ import annotations

import gzip
import json
import os
import signal
import subprocess
import sys
import time
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import duckdb
import pytest

from rasid.bulk import shards as cutting
from rasid.bulk import writing
from rasid.bulk.running import begun, closed, finished
from rasid.bulk.shards import Plan, planned
from rasid.bulk.supervising import code_locally, serve
from rasid.bulk.taking import taken
from rasid.bulk.working import Job, code_shard
from rasid.bulk.writing import ShardWriter
from rasid.intake.opening import Wanted
from rasid.model import InputError, RasidError, Report, UsageError
from rasid.pipeline import Pipeline
from running import Rasid, runner

TOWNS = ["البارة", "كفرنبل", "حارم", "الأتارب", "سراقب", "منبج", "الباب", "تل رفعت", "الرستن", "تدمر"]
ASKED: dict[str, Any] = {"data_version": "t"}


def rows(count: int, start: int = 0) -> list[dict[str, Any]]:
    said = "قصفت مدفعية الجيش السوري بلدة {} وقتل {} مدنيين. خبر {}."
    texts = ((n, said.format(TOWNS[n % 10], n % 7 + 2, n)) for n in range(start, start + count))
    return [{"id": f"r{n}", "published": "2019-03-02", "text": text} for n, text in texts]


def lines(path: Path, told: list[dict[str, Any]]) -> Path:
    path.write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in told), encoding="utf-8")
    return path


def records(out: Path) -> list[str]:
    query = f"SELECT record FROM read_parquet('{out}/events/*.parquet', filename = true) ORDER BY filename"
    return [r for (r,) in duckdb.connect().execute(query).fetchall()]


def whole(pipeline: Pipeline, plan: Plan, out: Path) -> None:
    """Codes a plan in this process."""
    for shard in begun(out, plan):
        code_shard(pipeline, Job(out=str(out), plan=plan.fingerprint), shard)


@pytest.fixture
def rasid(capfd: pytest.CaptureFixture[str]) -> Rasid:
    return runner(capfd)


def test_the_same_records_as_code_prints_whatever_the_cuts(
    pipeline: Pipeline, rasid: Rasid, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = lines(tmp_path / "a.jsonl", rows(23))
    printed = rasid("code", source, "--format", "jsonl").out.splitlines()
    for split in (10**9, 700, 97):
        monkeypatch.setattr(cutting, "SPLIT", split)
        plan = planned([str(source)], ASKED)
        assert (len(plan.shards) == 1) == (split == 10**9)
        whole(pipeline, plan, tmp_path / str(split))
        assert records(tmp_path / str(split)) == printed


def test_every_kind_of_source(pipeline: Pipeline, tmp_path: Path) -> None:
    import zstandard

    folder = tmp_path / "in"
    folder.mkdir()
    plain = lines(folder / "a.jsonl", rows(3)).read_bytes()
    with gzip.open(folder / "b.jsonl.gz", "wb") as handle:
        handle.write(plain)
    (folder / "c.jsonl.zst").write_bytes(zstandard.ZstdCompressor().compress(plain))
    (folder / "d.csv").write_text("id,text,published\n" + "".join(f'{r["id"]},"{r["text"]}",{r["published"]}\n' for r in rows(3)), "utf-8")
    duckdb.connect().execute(f"COPY (SELECT * FROM read_json('{folder / 'a.jsonl'}')) TO '{folder / 'e.parquet'}' (FORMAT parquet)")
    plan = planned([str(folder)], ASKED)
    assert [Path(s.name).name[0] for s in plan.sources] == list("abcde")
    whole(pipeline, plan, tmp_path / "out")
    counts = {d.shard: (d.reports, d.poison) for d in finished(tmp_path / "out", plan)}
    assert counts == dict.fromkeys(range(5), (3, 0))
    events = records(tmp_path / "out")
    assert len(events) == 15 and len(set(events)) == 3


def test_a_parquet_file_is_cut_at_its_row_groups(pipeline: Pipeline, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cutting, "ROWS", 2048)
    source = tmp_path / "a.parquet"
    query = "SELECT 'r' || range AS id, 'لا خبر ' || range AS text FROM range(5000)"
    duckdb.connect().execute(f"COPY ({query}) TO '{source}' (FORMAT parquet, ROW_GROUP_SIZE 2048)")
    plan = planned([str(source)], ASKED)
    assert [(s.start, s.end) for s in plan.shards] == [(0, 2048), (2048, 4096), (4096, 5000)]
    found = [t.what.id for s in plan.shards for t in taken(s, Wanted(keep=False))]
    assert found == [f"r{n}" for n in range(5000)]


def test_addresses_of_object_stores(pipeline: Pipeline, tmp_path: Path) -> None:
    fsspec = pytest.importorskip("fsspec")
    store = fsspec.filesystem("memory")
    told = "".join(json.dumps(r, ensure_ascii=False) + "\n" for r in rows(4)).encode()
    store.pipe("/pile/a.jsonl", told)
    store.pipe("/pile/b.txt", rows(5)[4]["text"].encode())
    plan = planned(["memory://pile/*"], ASKED)
    whole(pipeline, plan, tmp_path / "out")
    assert sum(d.reports for d in finished(tmp_path / "out", plan)) == 5 and len(records(tmp_path / "out")) == 5
    with pytest.raises(UsageError, match="nothing at this address"):
        planned(["memory://nowhere/*"], ASKED)


def test_what_cannot_be_read_is_set_aside_with_its_reason(pipeline: Pipeline, tmp_path: Path) -> None:
    source = tmp_path / "a.jsonl"
    huge = json.dumps({"id": "huge", "text": "قصف " * 400_000})
    good = [json.dumps(r, ensure_ascii=False) for r in rows(3)]
    source.write_text("\n".join([good[0], "{no json", good[1], '{"text": ""}', huge, good[2]]) + "\n", encoding="utf-8")
    (tmp_path / "b.parquet").write_bytes(b"PAR1 cut short")
    plan = planned([str(source), str(tmp_path / "b.parquet")], ASKED)
    out = tmp_path / "out"
    for shard in begun(out, plan):
        code_shard(pipeline, Job(out=str(out), plan=plan.fingerprint, limit=1_000_000), shard)
    manifest = closed(out, plan)
    assert (manifest.reports, manifest.poison, manifest.events) == (3, 3, 3)
    aside = [json.loads(line) for path in sorted((out / "poison").glob("*.jsonl")) for line in path.read_text("utf-8").splitlines()]
    assert "not JSON" in aside[0]["reason"] and "MB" in aside[1]["reason"] and "Parquet" in aside[2]["reason"]


def test_another_jobs_folder_is_refused(pipeline: Pipeline, tmp_path: Path) -> None:
    source = lines(tmp_path / "a.jsonl", rows(2))
    whole(pipeline, planned([str(source)], ASKED), tmp_path / "out")
    with pytest.raises(UsageError, match="another job"):
        begun(tmp_path / "out", planned([str(source)], ASKED | {"sample": 2}))
    lines(source, rows(3))
    with pytest.raises(UsageError, match="its sources"):
        begun(tmp_path / "out", planned([str(source)], ASKED))
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "letter.txt").touch()
    with pytest.raises(UsageError, match="something else"):
        begun(tmp_path / "full", planned([str(source)], ASKED))


# Processes ----------------------------------------------------------------------------------------------------------------------


class Deadly:
    """A pipeline, at whose third report of a shard the process dies."""

    def __init__(self, pipeline: Pipeline) -> None:
        self.pipeline, self.lexicon = pipeline, pipeline.lexicon

    def code(self, report: Report) -> Any:
        if report.id == "r2":
            os.kill(os.getpid(), signal.SIGKILL)
        return self.pipeline.code(report)


def dying(pipe: Connection, at: Any, job: Job) -> None:
    serve(pipe, at, job, Deadly(Pipeline.load(job.lang)))


def stillborn(pipe: Connection, at: Any, job: Job) -> None:
    os._exit(1)


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no SIGKILL here")
def test_a_report_over_which_processes_die_is_set_aside(tmp_path: Path) -> None:
    plan = planned([str(lines(tmp_path / "a.jsonl", rows(5)))], ASKED)
    out = tmp_path / "out"
    done = list(code_locally(begun(out, plan), Job(out=str(out), plan=plan.fingerprint), 1, dying))
    assert [(d.reports, d.poison) for d in done] == [(4, 1)]
    assert "died" in (out / "poison" / "000000.jsonl").read_text("utf-8")


def test_a_job_whose_processes_cannot_start_gives_up(tmp_path: Path) -> None:
    plan = planned([str(lines(tmp_path / "a.jsonl", rows(1)))], ASKED)
    with pytest.raises(RasidError, match="before they begin"):
        list(code_locally(begun(tmp_path / "out", plan), Job(out=str(tmp_path / "out"), plan=plan.fingerprint), 1, stillborn))


def command(source: Path, out: Path, **more: Any) -> subprocess.Popen[str]:
    words = [sys.executable, "-m", "rasid", "bulk", str(source), "--out", str(out), "--jobs", "2"]
    return subprocess.Popen(words, stderr=subprocess.PIPE, text=True, **more)


def children(pid: int) -> list[int]:
    return [int(n) for n in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


@pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="children are found by /proc")
def test_kills_of_processes_and_of_the_driver_lose_and_double_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for n in range(12):
        lines(folder / f"{n:02}.jsonl", rows(60, n * 60))
    out = tmp_path / "out"
    driver = command(folder, out)
    deadline = time.monotonic() + 120
    while not list(out.glob("done/*.json")) and time.monotonic() < deadline:
        time.sleep(0.05)
    # a process of spawn and its resource tracker are children both; whichever dies, the job goes on
    for pid in children(driver.pid)[-1:]:
        os.kill(pid, signal.SIGKILL)
    time.sleep(0.3)
    driver.kill()
    driver.wait(30)
    again = command(folder, out)
    _, said = again.communicate(timeout=240)
    assert again.returncode == 0 and "720 reports coded" in said
    ids = duckdb.connect().execute(f"SELECT report_id FROM '{out}/reports/*.parquet'").fetchall()
    assert sorted(i for (i,) in ids) == sorted(f"r{n}" for n in range(720))
    assert len(records(out)) == len(set(records(out)))
    manifest = (out / "manifest.json").read_bytes()
    third = command(folder, out)
    _, said = third.communicate(timeout=120)
    assert third.returncode == 0 and "12 of 12 shards are done already" in said and (out / "manifest.json").read_bytes() == manifest


@pytest.mark.skipif(sys.platform == "win32", reason="no limits of files here")
def test_what_a_killed_process_left_is_read_by_nobody_and_removed(
    pipeline: Pipeline, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source, out = lines(tmp_path / "a.jsonl", rows(5)), tmp_path / "out"
    plan = planned([str(source)], ASKED)
    job = Job(out=str(out), plan=plan.fingerprint)
    (shard,) = begun(out, plan)
    with monkeypatch.context() as killed:
        killed.setattr(ShardWriter, "__exit__", lambda *_: None)  # what SIGKILL leaves undone
        killed.setattr(writing, "to_parquet", lambda rows, file, columns: file.write_bytes(b"PAR1 half") and 1 / 0)
        with pytest.raises(ZeroDivisionError):
            code_shard(pipeline, job, shard)
    assert list(out.glob("reports/.*")) and not [*out.glob("*/*.parquet"), *out.glob("poison/*.jsonl")]
    monkeypatch.setattr(os, "getpid", lambda: 1)  # another process takes the shard up
    code_shard(pipeline, job, shard)
    assert len(records(out)) == 5
    assert closed(out, plan).reports == 5 and not list(out.glob("*/.*"))


def test_a_full_disk_is_told_and_the_job_taken_up_again(pipeline: Pipeline, tmp_path: Path) -> None:
    source = lines(tmp_path / "a.jsonl", rows(30))

    def little() -> None:
        import resource

        resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))

    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
    full = command(source, tmp_path / "out", preexec_fn=little, env=environment)
    _, said = full.communicate(timeout=120)
    assert full.returncode == 1 and "cannot be written" in said and "Traceback" not in said
    again = command(source, tmp_path / "out")
    _, said = again.communicate(timeout=120)
    assert again.returncode == 0 and "30 reports coded, 30 events" in said


def test_the_command_says_what_it_would_do(rasid: Rasid, tmp_path: Path) -> None:
    source = lines(tmp_path / "a.jsonl", rows(4))
    told = rasid("bulk", source, "--out", tmp_path / "out", "--dry-run")
    assert told.code == 0 and "1 files" in told.out and not (tmp_path / "out").exists()
    assert rasid("bulk", tmp_path / "none.jsonl", "--out", tmp_path / "out").code == 2
    sampled = rasid("bulk", source, "--out", tmp_path / "some", "--jobs", "1", "--sample", "2")
    assert sampled.code == 0 and "2 reports coded" in sampled.err


def test_a_file_that_goes_away_is_told(tmp_path: Path) -> None:
    source = lines(tmp_path / "a.jsonl", rows(1))
    plan = planned([str(source)], ASKED)
    source.unlink()
    found = list(taken(plan.shards[0], Wanted(keep=False)))
    assert len(found) == 1 and isinstance(found[0].what, InputError)
