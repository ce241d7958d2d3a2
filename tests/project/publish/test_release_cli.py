"""`rasid release`: its short forms, what it says at 80 and 200 columns, and errors in sentences."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from rasid.cli.lines import width
from rasid.project.project import Project
from running import Rasid, runner


@pytest.fixture
def rasid(capfd: pytest.CaptureFixture[str], filled: Project) -> Rasid:
    filled.store.close()
    return runner(capfd)


def draft(rasid: Rasid, project: Project, out: Path, *more: str) -> str:
    ran = rasid(
        *("release", "2026.1", "--title", "Incidents", "--profile", "internal", "--date", "2026-03-14", "--formats", "jsonl"),
        *("--out", out, "--project", project.store.folder, "--who", "layla", *more),
    )
    assert ran.code == 0 and not ran.out, ran.err
    return ran.err


@pytest.mark.parametrize("columns", [80, 200])
def test_the_preview_fits_the_terminal(rasid: Rasid, filled: Project, columns: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    ran = rasid("release", "--preview", "--project", filled.store.folder)
    assert ran.code == 0 and "0 of 3 incidents would leave" in ran.out
    assert "3  no account of it has been accepted or corrected by a person" in ran.out
    assert max(width(line) for line in ran.out.splitlines()) <= columns


def test_the_preview_lists_every_id_that_leaves_and_no_other(rasid: Rasid, filled: Project) -> None:
    told = rasid("release", "preview", "--profile", "internal", "--format", "jsonl", "--project", filled.store.folder)
    assert [sorted(json.loads(line)) for line in told.out.splitlines()] == [["changes", "day", "id"]] * 3
    none = rasid("release", "preview", "--format", "jsonl", "--project", filled.store.folder)
    assert (none.code, none.out) == (0, "")


def test_from_draft_to_published(rasid: Rasid, filled: Project, tmp_path: Path) -> None:
    folder = filled.store.folder
    assert "0 of 1 have signed" in draft(rasid, filled, tmp_path / "out")
    assert "draft, 0 of 1" in rasid("release", "list", "--project", folder).out
    signed = rasid("release", "sign", "2026.1", "--dir", tmp_path / "out", "--project", folder, "--who", "omar")
    assert signed.code == 0 and "2026.1 is published" in signed.err
    (told,) = rasid("release", "list", "--format", "jsonl", "--project", folder).out.splitlines()
    assert json.loads(told)["published"] and json.loads(told)["signed"] == 1
    whole = rasid("release", "verify", tmp_path / "out.zip")
    assert whole.code == 0 and "whole" in whole.out and "published: 1 of 1 have signed" in whole.out
    (tmp_path / "out/LICENSE").write_text("mine", encoding="utf-8")
    harmed = rasid("release", "verify", tmp_path / "out")
    assert harmed.code == 1 and "LICENSE is not what was released" in harmed.out
    record = json.loads(rasid("release", "verify", tmp_path / "out", "--json").out)
    assert record["problems"] and record["signatures"] == {"needed": 1, "signed": 1, "published": True}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("sign", "2027"), "there is no release '2027'"),
        (("2026.1", "--title", "x", "--out", "nowhere/out"), "there is no folder"),
        (("2026.1", "--title", "x", "--date", "2999-01-01", "--out", "out", "--profile", "public"), "yet to come"),
        (("2026.1", "--title", "", "--out", "out"), "one line"),
        (("verify", "nothing-here"), "no such folder"),
        (("verify", "."), "has no SHA256SUMS"),
    ],
)
def test_errors_are_sentences(
    rasid: Rasid, filled: Project, arguments: tuple[str, ...], said: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    more = () if arguments[0] == "verify" else ("--project", filled.store.folder, "--who", "layla")
    ran = rasid("release", *arguments, *more)
    assert ran.code in (1, 2) and said in ran.err and not list((tmp_path / "here").iterdir())


def test_a_schema_that_makes_no_sense_is_told(rasid: Rasid, filled: Project, tmp_path: Path) -> None:
    draft(rasid, filled, tmp_path / "out")
    path = tmp_path / "out/datapackage.json"
    package = json.loads(path.read_bytes())
    for resource in package["resources"]:
        resource.get("schema", {}).pop("fields", None)
    path.write_text(json.dumps(package), encoding="utf-8")
    assert "cannot be read by its schema" in rasid("release", "verify", tmp_path / "out").out
