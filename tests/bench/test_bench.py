"""`rasid bench`: its reports are all different and always the same, its stages add up, its table fits a terminal."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from rasid.bench import processes
from rasid.bench.archive import SIZE, archive, lines_of, shipped
from rasid.bench.stages import FLOOR, WHOLE, stages
from rasid.cli import bench
from rasid.model import RasidError
from rasid.pipeline import Pipeline
from running import Rasid, runner

LINES = ["قصفت طائرات حربية أطراف بلدة حيش جنوبي إدلب مساء الأحد.", "ووصلت قافلة مساعدات إلى مخيم الهول في ريف الحسكة يوم الاثنين."]


@pytest.fixture
def rasid(capfd: pytest.CaptureFixture[str]) -> Rasid:
    return runner(capfd)


def test_reports_are_all_different_and_always_the_same() -> None:
    made = list(archive(LINES, 50, seed=3))
    assert len({r.text for r in made}) == len({r.id for r in made}) == 50
    assert all(SIZE - 4 < len(r.text.encode()) <= SIZE for r in made)
    assert [r.text for r in archive(LINES, 50, seed=3)] == [r.text for r in made]
    assert not {r.text for r in archive(LINES, 50, seed=4)} & {r.text for r in made}


def test_lines_that_say_nothing_are_left_out() -> None:
    assert lines_of(["عاجل\n\n  " + LINES[0] + "\nيتبع لاحقا", LINES[1]]) == LINES
    assert len(shipped()) > 60


def test_stages_add_up(pipeline: Pipeline) -> None:
    told = {s.name: s for s in stages(pipeline, list(archive(LINES, 5)), 0.05)}
    assert told[FLOOR].times == 1 and told[FLOOR].part is None and told[WHOLE].part == 1
    parts = [s for s in told.values() if s.name not in (FLOOR, WHOLE)]
    assert len(parts) == 5 and all(s.ms >= 0 for s in parts)
    assert sum(s.ms for s in parts) == pytest.approx(told[WHOLE].ms, rel=0.25)
    assert told[WHOLE].mb_per_second == pytest.approx(told[WHOLE].per_second * SIZE / 1e6, rel=0.01)


def test_the_table_and_its_json(rasid: Rasid, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bench, "BATCH", 5)  # what is told counts here, not how sure the figures are
    monkeypatch.setattr(processes, "STARTS", 1)
    mine = tmp_path / "خبر.txt"
    mine.write_text("\n".join(LINES), encoding="utf-8")
    ran = rasid("bench", mine, "--seconds", 0.1, "--reports", 3, "--jobs", 2)
    assert ran.code == 0 and "one job of 2 processes" in ran.out
    assert max(map(len, ran.out.splitlines())) <= 80
    found = json.loads(rasid("bench", mine, "--seconds", 0.1, "--only-stages", "--json").out)
    assert found["stages"][-1]["name"] == WHOLE and "archives" not in found


def test_what_cannot_be_measured_is_said(rasid: Rasid, tmp_path: Path) -> None:
    ran = rasid("bench", tmp_path / "none.txt", "--only-stages")
    assert ran.code == 2 and "none.txt" in ran.err and "no line of text" in ran.err
    ran = rasid("bench", "--up-to", 10)
    assert ran.code == 2 and "1,000" in ran.err


def test_a_job_that_fails_is_no_figure(tmp_path: Path) -> None:
    with pytest.raises(RasidError, match="ended with exit code 2"):
        processes.coded("nothing", [tmp_path / "none.parquet"], tmp_path / "out", 1, 10)
