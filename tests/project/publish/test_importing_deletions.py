"""Whoever keeps a copy by id ends with the ids of a fresh export, and hears of nothing that never left."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from test_importing_datasets import ACLED, bring, table

from rasid.model import InputError, UsageError
from rasid.project import redacting
from rasid.project.importing.deletions import Deleted, deletions, ids_in
from rasid.project.project import Project
from rasid.publish.exporting import export
from rasid.publish.formats import Around, format_of
from rasid.store import audit
from rasid.store.schema import events, incidents


def exported(project: Project, path: Path, format: str = "csv", profile: str = "internal") -> Path:
    with project.store.reading() as connection, path.open("wb") as out:
        export(connection, project.policy(profile), format_of(format), out, Around(project.pipeline.lexicon, profile))
    return path


def deleted(project: Project, since: str | Path | int, profile: str = "internal") -> list[Deleted]:
    with project.store.reading() as connection:
        return list(deletions(connection, project.policy(profile), str(since)))


def head(project: Project) -> int:
    with project.store.reading() as connection:
        last = audit.head(connection)
    assert last is not None
    return last.seq


def of_report(project: Project, report_id: str) -> Any:
    with project.store.reading() as connection:
        return connection.execute(sa.select(events).where(events.c.report_id == report_id)).mappings().first()


def much_happens(project: Project, tmp_path: Path) -> dict[str, str]:
    """Something for every reason. Gives the reason expected of each event."""
    strike, arrest, protest = (of_report(project, r)["id"] for r in ("a", "c", "d"))
    words = project.store
    project.reject(strike, "مريم", "خبر قديم")
    with words.writing("مريم") as change:
        redacting.redact_report(change, project.coder, "d", "طلب صاحب الخبر", drop_events=True)
    gone = table(tmp_path / "deleted.csv", {"event_id_cnty": "SYR1", "deleted_timestamp": "1712000000"})
    row = of_report(project, "acled:SYR1")["id"]
    bring(project, gone)
    project.merge([arrest, of_report(project, "b")["id"]], "مريم")
    return {strike: "rejected", protest: "redacted", row: "retracted"}


@pytest.fixture
def lived(filled: Project, tmp_path: Path) -> Project:
    bring(filled, table(tmp_path / "a.csv", ACLED | {"location": "Kobani", "latitude": "36.89", "longitude": "38.35"}))
    return filled


@pytest.mark.parametrize("format", ["csv", "csv-incidents", "jsonl", "geojson"])
def test_a_copy_kept_by_id_comes_to_a_fresh_export(lived: Project, tmp_path: Path, format: str) -> None:
    old, seq = exported(lived, tmp_path / "old", format), head(lived)
    expected = much_happens(lived, tmp_path)
    new = exported(lived, tmp_path / "new", format)
    by_file, by_entry = deleted(lived, old), deleted(lived, seq)
    before, after = set(ids_in(old)), set(ids_in(new))
    assert {d.id for d in by_file} == before - after and len(before - after) >= 4
    assert before - {d.id for d in by_entry} == before & after and not {d.id for d in by_entry} & after
    said = {d.id: d.reason for d in by_file}
    assert {id_: said[id_] for id_ in expected if id_ in before} == {id_: why for id_, why in expected.items() if id_ in before}
    merged = [d for d in by_file if d.reason == "merged"]
    assert merged and all(d.now in after for d in merged)
    with lived.store.reading() as connection:
        there = set(connection.execute(sa.select(incidents.c.id)).scalars())
    assert {d.now for d in merged} <= there


def test_nothing_went_nothing_is_told(lived: Project, tmp_path: Path) -> None:
    assert deleted(lived, exported(lived, tmp_path / "old.csv")) == [] == deleted(lived, head(lived))


def test_a_public_profile_tells_only_of_what_had_left(lived: Project, tmp_path: Path) -> None:
    strike = of_report(lived, "a")["id"]
    lived.accept(strike, "مريم")
    old, seq = exported(lived, tmp_path / "old.csv", profile="public"), head(lived)
    had = {r["event_id"] for r in csv.DictReader(old.open(encoding="utf-8", newline=""))}
    assert len(had) == 1 and strike not in had  # ids that leave are others than the project's own
    lived.undo(strike, "مريم", "all")
    lived.reject(of_report(lived, "c")["id"], "مريم", "سر")
    found = deleted(lived, old, "public")
    assert {d.id for d in found if d.id.startswith("ev_")} == had and {(d.reason, d.now) for d in found} == {("gone", "")}
    assert {d.id for d in found} == set(ids_in(old))
    with pytest.raises(UsageError, match="does not tell"):
        deleted(lived, seq, "public")


@pytest.mark.parametrize("since", ["99999", "2024-13-40", "nowhere.csv"])
def test_what_is_no_moment_is_told(lived: Project, since: str) -> None:
    with pytest.raises(UsageError, match="no file, no entry"):
        deleted(lived, since)


def test_a_file_that_is_no_export_is_told(lived: Project, tmp_path: Path) -> None:
    for text in ("a,b\n1,2\n", "{nothing\n"):
        (tmp_path / "x").write_text(text, encoding="utf-8")
        with pytest.raises(InputError):
            deleted(lived, tmp_path / "x")
