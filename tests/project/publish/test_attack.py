"""A project full of what must not leave, tried through every way out that there is: nothing of it leaves."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
import sqlalchemy as sa
from seeded import HOSTILE, NUMBERS, POINTS, SECRETS, add, events_of, figures, ids_of, leaks, seeded, texts

from rasid.pipeline import Pipeline
from rasid.project.project import Project
from rasid.project.releasing import draft
from rasid.publish.exporting import export
from rasid.publish.formats import FORMATS, Around, format_of
from rasid.publish.release.request import Request
from rasid.store import connecting
from rasid.store.schema import events
from running import Rasid, runner

TODAY = dt.date(2025, 12, 1)
TELLING = [f for f in FORMATS if not format_of(f).texts]  # formats that a public profile may leave in
QUOTING = [f for f in FORMATS if format_of(f).texts]
TABLES = ("csv", "csv-incidents", "hxl", "acled", "ucdp")
RELEASED = Request(version="2025.1", title="Incidents", released=TODAY.isoformat(), publisher="Valley Monitor", formats=tuple(TELLING))


@pytest.fixture(scope="module")
def project(pipeline: Pipeline, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    """Made once for all attacks; none of them changes it. SQLite alone: what leaves is made of the records, not of the database."""
    before, connecting.SYNCHRONOUS = connecting.SYNCHRONOUS, "OFF"
    folder = tmp_path_factory.mktemp("seeded")
    made = fresh(pipeline, folder)
    yield made
    made.close()
    connecting.SYNCHRONOUS = before


def fresh(pipeline: Pipeline, folder: Path) -> Project:
    made = Project.create(folder / "project")
    made.coder.pipelines["ar"] = pipeline
    return seeded(made, folder)


@pytest.fixture
def rasid(capfd: pytest.CaptureFixture[str]) -> Rasid:
    return runner(capfd)


def exported(project: Project, format: str, profile: str = "public") -> bytes:
    out = io.BytesIO()
    with project.store.reading() as connection:
        around = Around(project.pipeline.lexicon, profile)
        export(connection, project.policy(profile, TODAY), format_of(format), out, around)
    return out.getvalue()


def records(project: Project) -> list[dict[str, Any]]:
    return [json.loads(line) for line in exported(project, "jsonl").splitlines()]


def test_the_secrets_are_there_to_be_told(project: Project) -> None:
    """Or no attack could succeed: the internal profile lets them out, but for what is no part of any record."""
    told = set(leaks(exported(project, "jsonl", "internal"), ids_of(project)))
    rejected = {"مرقب السهل", "Al-Bab", "report-refused"}  # what was rejected is no account
    redacted = {"زهير", "المرعي"}
    missed = {*SECRETS, *POINTS} - told - rejected - redacted - {"10:15:37"}
    assert missed <= {"samar.of.the.archive", "NOTE-4471", "cousin"}  # decisions are in no material
    assert {r["incident"]["type"] for r in records(project)} == {"shelling", "abduction", "arrest", "displacement"}


@pytest.mark.parametrize("format", FORMATS)
def test_every_format_can_be_looked_into(project: Project, format: str) -> None:
    """Packed or not: what the internal profile lets out is found in it."""
    found = leaks(exported(project, format, "internal"), ids_of(project))
    assert "Kansafra" in found or "كنصفرة" in found
    assert format in ("plover", "gold") or "35.66" in found


@pytest.mark.parametrize("format", TELLING)
def test_no_format_tells_them(project: Project, format: str) -> None:
    data = exported(project, format)
    assert len(data) > 0 and leaks(data, ids_of(project)) == []


@pytest.mark.parametrize("format", QUOTING)
def test_what_holds_the_words_of_reports_is_not_to_be_had(rasid: Rasid, project: Project, format: str, tmp_path: Path) -> None:
    ran = rasid("export", "--project", project.store.folder, "--profile", "public", "--format", format, "--out", tmp_path / "out")
    assert ran.code == 2 and "does not let out" in ran.err and leaks((ran.out + ran.err).encode(), ids_of(project)) == []
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("format", TELLING)
def test_no_figure_of_an_account_that_stays_is_told(project: Project, format: str) -> None:
    for text in texts(exported(project, format)):
        assert not set(NUMBERS) & figures(text)


def test_no_small_figure_is_told_and_none_that_would_give_it(project: Project) -> None:
    arrest = next(r for r in records(project) if r["incident"]["type"] == "arrest")
    assert [(t["min"], t["groups"], t["part_of"]) for t in arrest["accounts"][0]["event"]["toll"]] == [(9, [], None)]
    assert {c["min"] for c in arrest["incident"]["claims"]} == {9}
    assert arrest["accounts"][0]["event"]["flags"] == ["figure-suppressed"]


@pytest.mark.parametrize("format", TELLING)
def test_two_runs_are_the_same_byte_for_byte(project: Project, format: str) -> None:
    assert exported(project, format) == exported(project, format)


@pytest.mark.parametrize("profile", ["public", "internal"])
@pytest.mark.parametrize("format", [f for f in TABLES if f in FORMATS])
def test_no_cell_is_a_formula(project: Project, format: str, profile: str) -> None:
    text = exported(project, format, profile).decode("utf-8-sig")
    cells = [cell for row in csv.reader(io.StringIO(text)) for cell in row]
    assert cells and not [c for c in cells if c[:1] in tuple("=+-@\t\r") and not re.fullmatch(r"-?[\d.]+(e-?\d+)?", c)]
    if profile == "internal" and format == "csv":
        assert "'" + HOSTILE in cells  # it was there, and is neutral


@pytest.mark.skipif("xlsx" not in FORMATS, reason="there is no xlsx")
def test_no_cell_of_a_workbook_is_a_formula(project: Project) -> None:
    with zipfile.ZipFile(io.BytesIO(exported(project, "xlsx", "internal"))) as archive:
        sheets = [archive.read(n).decode() for n in archive.namelist() if n.endswith(".xml")]
    assert any("HYPERLINK" in s for s in sheets)
    assert not any(re.search(r"<f[ >]", s) or re.search(r"<t[^>]*>[=+@]", s) or "<script>" in s for s in sheets)


@pytest.mark.parametrize("format", TELLING)
def test_the_command_says_nothing_of_them_either(rasid: Rasid, project: Project, format: str, tmp_path: Path) -> None:
    folder = project.store.folder
    for more in ((), ("--json",)):
        ran = rasid("export", "--project", folder, "--profile", "public", "--format", format, "--out", tmp_path / "out", *more)
        assert ran.code == 0 and leaks((ran.out + ran.err).encode(), ids_of(project)) == []
    assert leaks((tmp_path / "out").read_bytes(), ids_of(project)) == []


def test_errors_say_nothing_of_them(rasid: Rasid, project: Project, tmp_path: Path) -> None:
    folder = project.store.folder
    asked = (
        ("export", "--profile", "publik"),
        ("export", "--profile", "public", "--format", "cvs"),
        ("export", "--profile", "public", "--out", tmp_path / "no" / "such" / "folder" / "x"),
        ("release", "1.0", "--title", "x", "--out", tmp_path / "r", "--licence", "none", "--who", "omar"),
        ("release", "sign", "9.9", tmp_path, "--who", "omar"),
    )
    for arguments in asked:
        for more in ((), ("--json",)):
            ran = rasid(*arguments, "--project", folder, *more)
            assert ran.code and leaks((ran.out + ran.err).encode(), ids_of(project)) == []


@pytest.mark.parametrize("format", ["jsonl", "csv"])
def test_what_is_deleted_is_told_under_the_ids_that_left(rasid: Rasid, project: Project, format: str) -> None:
    ran = rasid("export", "--project", project.store.folder, "--profile", "public", "--format", format, "--deleted-since", "1")
    assert leaks((ran.out + ran.err).encode(), ids_of(project) | set(rejected_ids(project))) == []


def rejected_ids(project: Project) -> list[str]:
    with project.store.reading() as connection:
        return list(connection.execute(sa.select(events.c.id).where(events.c.state == "rejected")).scalars())


def test_the_preview_tells_what_leaves_and_nothing_of_what_stays(rasid: Rasid, project: Project) -> None:
    for more in ((), ("--format", "jsonl"), ("--json",)):
        ran = rasid("release", "--preview", "--project", project.store.folder, *more)
        assert ran.code == 0 and ran.out and leaks((ran.out + ran.err).encode(), ids_of(project)) == []


def test_a_release_with_every_format_and_its_pages_tells_none(project: Project, tmp_path: Path) -> None:
    draft(project, RELEASED, tmp_path / "r", "omar")
    files = [p for p in (tmp_path / "r").rglob("*") if p.is_file()]
    assert len(files) > len(TELLING)
    for path in (*files, tmp_path / "r.zip"):
        if path.suffix not in (".woff2", ".png", ".ico"):
            assert (path.name, leaks(path.read_bytes(), ids_of(project))) == (path.name, [])
    pages = [p.read_text(encoding="utf-8") for p in files if p.suffix == ".html"]
    assert pages and not any("<script>alert" in page for page in pages)


def test_repeated_releases_do_not_average_out(pipeline: Pipeline, tmp_path: Path) -> None:
    """Accounts come, are accepted, rejected and taken back; the point of the incident stays where it was."""
    made = fresh(pipeline, tmp_path)
    points, counts = set(), []
    text = "قصفت مدفعية الجيش السوري يوم الجمعة بلدة كنصفرة بريف إدلب، ما أدى إلى مقتل {} مدنيين، وفق مراسلنا."

    def look() -> None:
        found = [r for r in records(made) if r["incident"]["day"] == "2024-03-08"]
        for each in found:
            places = [*each["incident"]["places"], each["incident"]["place"], *(p for a in each["accounts"] for p in a["event"]["places"])]
            points.update((p["lat"], p["lon"], p["id"], p["precision"]) for p in places)
        counts.append(sum(len(r["accounts"]) for r in found))

    look()
    for n in range(4):
        add(made, tmp_path, f"more{n}", f"2024-03-{9 + n:02}", f"وكالة {n}", text.format(n + 5))
        look()
        for event in events_of(made, f"more{n}"):
            made.accept(event, "omar")
        look()
    made.reject(events_of(made, "more0")[0], "omar", "told twice")
    look()
    made.close()
    assert len(points) == 1 and max(counts) == 5 and counts[-1] == 4


def test_what_leaves_is_what_the_records_say_it_may(project: Project) -> None:
    """The public file, read back, has nothing in the fields that the profile keeps."""
    for row in records(project):
        for account in row["accounts"]:
            assert account["read"]["title"] is account["read"]["url"] is None and account["event"]["evidence"]["text"] == ""
            assert re.fullmatch(r"\d{4}-\d\d-\d\d", account["read"]["published"])
            assert not [s for s in msgspec.json.encode(account).decode().split('"text":"')[1:] if not s.startswith('"')]
