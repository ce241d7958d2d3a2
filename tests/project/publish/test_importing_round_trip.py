"""Exported to ACLED or UCDP GED, imported, exported again: the same, but for what docs/how-to-import.md lists."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from test_importing_datasets import ACLED, GED, table

from conftest import record
from rasid.pipeline import Pipeline
from rasid.project.importing.importer import Importer
from rasid.project.project import Project
from rasid.publish.exporting import export
from rasid.publish.formats import Around, format_of
from rasid.publish.policy import Policy
from rasid.store.engine import Store

PAGE = Path(__file__).parents[3] / "docs" / "how-to-import.md"
DAY = "2024-03-10T10:00:00+03:00"
MORE = [
    ("e", "وكالة الوادي", "قتل سبعة من عناصر تنظيم الدولة الإسلامية يوم السبت في اشتباكات مع قوات سوريا الديمقراطية قرب مدينة الرقة."),
    ("f", "وكالة الوادي", "سيطرت قوات الدعم السريع يوم السبت على مدينة ود مدني بعد معارك مع الجيش السوداني."),
    ("g", "وكالة الوادي", "نزحت مئة عائلة يوم السبت من بلدة البارة بريف إدلب."),
    ("h", "وكالة الوادي", "خطف مسلحون مجهولون يوم السبت طبيبا في مدينة الخرطوم."),
]
# What another project cannot give back: docs/how-to-import.md says why of each.
LOST = {
    "acled": {"event_id_cnty", "source", "source_scale", "notes"},
    "ucdp": {"id", "relid", "source_article", "source_office", "source_date", "source_headline", "source_original", "number_of_sources"},
}
# Parties and places that our data knows are told by its names.
RENAMED: dict[str, dict[str, str]] = {"acled": {}, "ucdp": {"side_b": "Hayat Tahrir al-Sham"}}
# The same for a row of theirs. Names are told as our data has them.
LOST_OF_THEIRS = {
    "acled": {*LOST["acled"], "admin1", "admin2", "admin3", "tags", "interaction"},
    "ucdp": {
        *(*LOST["ucdp"], "adm_1", "adm_2", "where_description", "conflict_dset_id", "conflict_new_id", "conflict_name", "active_year"),
        *(f"{of}_{which}" for of in ("dyad", "side_a", "side_b") for which in ("dset_id", "new_id")),
        *("dyad_name", "code_status", "event_clarity", "where_coordinates"),
    },
}


@pytest.fixture
def other(databases: Callable[[], str | None], pipeline: Pipeline, tmp_path: Path) -> Project:
    """Another empty project."""
    made = Project(Store.create(tmp_path / "other", databases()))
    made.coder.pipelines["ar"] = pipeline
    return made


def exported(project: Project, format: str, path: Path) -> list[dict[str, Any]]:
    with project.store.reading() as connection, path.open("wb") as out:
        export(connection, Policy("internal"), format_of(format), out, Around(project.pipeline.lexicon, "internal"))
    with path.open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def key(row: dict[str, Any]) -> tuple[Any, ...]:
    names = ("event_date", "sub_event_type", "location", "date_start", "where_coordinates", "type_of_violence")
    return tuple(row.get(n) for n in names)


@pytest.mark.parametrize("format", ["acled", "ucdp"])
def test_what_the_format_carries_comes_back(filled: Project, other: Project, tmp_path: Path, format: str) -> None:
    for name, outlet, text in MORE:
        lines = tmp_path / f"{name}.jsonl"
        lines.write_text(record(name, DAY, outlet, text), encoding="utf-8")
        list(filled.add([lines]))
    before = exported(filled, format, tmp_path / "v25_1.csv")
    importer = Importer(other, "مريم")
    assert {o.what for o in importer.import_all([str(tmp_path / "v25_1.csv")])} == {"added"}
    after = exported(other, format, tmp_path / "after.csv")
    kept = {key(r) for r in before if r.get("sub_event_type") != "Other"}
    assert len(kept) == {"acled": 7, "ucdp": 2}[format] and {key(r) for r in after} == kept
    assert {of for of, _ in importer.unknown} <= {"acled sub_event_type"}
    for row in after:
        was = next(r for r in before if key(r) == key(row))
        assert {k: v for k, v in row.items() if k not in LOST[format]} == {k: v for k, v in was.items() if k not in LOST[format]}
    if format == "acled":
        assert all("ACLED; " + r["source"] in {a["source"] for a in after} for r in before if r["sub_event_type"] != "Other")
    again = exported(other, format, tmp_path / "again.csv")
    assert again == after


@pytest.mark.parametrize(("format", "theirs", "name"), [("acled", ACLED, "a.csv"), ("ucdp", GED, "GEDEvent_v25_1.csv")])
def test_a_row_of_theirs_comes_back_but_for_what_is_listed(
    project: Project, tmp_path: Path, format: str, theirs: dict[str, Any], name: str
) -> None:
    more = {"acled": {"interaction": "State forces-Civilians"}, "ucdp": {"side_b": "HTS"}}[format]
    told = theirs | more
    assert {o.what for o in Importer(project, "مريم").import_all([str(table(tmp_path / name, told))])} == {"added"}
    (row,) = exported(project, format, tmp_path / "back.csv")
    lost = LOST_OF_THEIRS[format]
    assert {k: v for k, v in row.items() if k in told and k not in lost and same(v) != same(told[k])} == RENAMED[format]


def same(value: str) -> Any:
    """Numbers as numbers: 35.6810 is 35.681."""
    try:
        return float(value)
    except ValueError:
        return value.split(" 00:00:00")[0]


def test_the_page_lists_what_is_lost() -> None:
    page = PAGE.read_text(encoding="utf-8")
    told = page[page.index("## What a round trip loses") :]
    assert {name for names in (*LOST.values(), *LOST_OF_THEIRS.values()) for name in names if f"`{name}`" not in told} == set()
