"""What two releases laid side by side would tell: nothing of what stays, and no change that the changelog does not name."""

from __future__ import annotations

import csv
import datetime as dt
import io
import itertools
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from seeded import REPORTS, add, events_of, ids_of, leaks, seeded

from rasid.pipeline import Pipeline
from rasid.project.project import Project
from rasid.project.releasing import draft, sign
from rasid.publish.exporting import export
from rasid.publish.formats import Around, format_of
from rasid.publish.material import happenings
from rasid.publish.policy.wording import said
from rasid.publish.release.narrowing import Only
from rasid.publish.release.provenance import rounded
from rasid.publish.release.request import Request
from rasid.store import connecting

DAY = dt.date(2025, 12, 1)
ASKED = Request(version="1", title="Incidents", released=DAY.isoformat(), publisher="Valley Monitor")
HIDDEN = ("accounts-left-out", "related-left-out")  # what is said of accounts that stay


@pytest.fixture(scope="module")
def project(pipeline: Pipeline, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    """One project for all: each test goes on from where the last one left it."""
    before, connecting.SYNCHRONOUS = connecting.SYNCHRONOUS, "OFF"
    folder = tmp_path_factory.mktemp("releases")
    made = Project.create(folder / "project")
    made.coder.pipelines["ar"] = pipeline
    yield seeded(made, folder)
    made.close()
    connecting.SYNCHRONOUS = before


def publish(project: Project, out: Path, **other: Any) -> Path:
    request = msgspec.structs.replace(ASKED, version=out.name, **other)
    draft(project, request, out, "omar")
    for who in ("omar", "layla"):
        sign(project, out.name, who, out)
    return out


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def provenance(out: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((out / "PROVENANCE.json").read_text(encoding="utf-8"))
    return found


def exported(project: Project, format: str = "jsonl") -> bytes:
    out = io.BytesIO()
    with project.store.reading() as connection:
        export(connection, project.policy("public", DAY), format_of(format), out, Around(project.pipeline.lexicon, "public"))
    return out.getvalue()


def differing(one: Path, two: Path) -> set[str]:
    """The incidents of which any row of any table or record differs between two releases."""
    found: set[str] = set()
    for table in sorted(p.relative_to(one) for p in one.glob("tables/*.csv")):
        old, new = ([tuple(r.items()) for r in rows(out / table)] for out in (one, two))
        found |= {r[0][1] for r in {*old} ^ {*new}}
    old, new = ((out / "data/dataset.jsonl").read_text(encoding="utf-8").splitlines() for out in (one, two))
    return found | {json.loads(line)["incident"]["id"] for line in {*old} ^ {*new}}


def test_what_comes_in_unreviewed_changes_no_byte_of_what_left(project: Project, tmp_path: Path) -> None:
    """An account that nobody has reviewed, of an incident that is out, and others that stay: of data and pages nothing differs."""
    one = publish(project, tmp_path / "1")
    text = "قصفت مدفعية الجيش السوري يوم الجمعة بلدة كنصفرة بريف إدلب، ما أدى إلى مقتل 77 مدنيا، وفق شاهد."
    add(project, tmp_path, "later", "2024-03-11", "مرقب التل", text)
    text = "فجر مسلحون يوم الجمعة سيارة مفخخة في مدينة الباب، ما أدى إلى مقتل 87 شخصا."
    add(project, tmp_path, "elsewhere", "2024-03-12", "مرقب التل", text)
    two = publish(project, tmp_path / "2")
    assert rows(two / "changes.csv") == rows(two / "tombstones.csv") == [] and differing(one, two) == set()
    left = {p.relative_to(one).as_posix() for p in one.rglob("*") if p.is_file()}
    differs = {name for name in left if (one / name).read_bytes() != (two / name).read_bytes()}
    # what names the version or the end of the log, and sums and sizes of that
    assert {n for n in differs if n.startswith(("data/", "tables/"))} == set(), differs
    told, before = provenance(two), provenance(one)
    for key in ("runs", "held", "changed", "incidents", "accounts", "files"):
        assert told[key] == before[key], key
    assert not leaks(b"\n".join(p.read_bytes() for p in two.rglob("*") if p.is_file() and p.suffix not in (".parquet", ".xlsx")), set())


def test_nothing_is_counted_of_what_stays(project: Project, tmp_path: Path) -> None:
    out = publish(project, tmp_path / "3")
    told = provenance(out)
    assert sum(run["events"] for run in told["runs"]) == told["accounts"] < len(REPORTS)
    assert told["held"] == [{"why": why, "count": None} for why in ("embargoed", "restricted", "undated", "unreviewed")]
    assert {c["what"]: c["count"] for c in told["changed"]}.items() >= dict.fromkeys(HIDDEN, None).items()
    assert not any(hidden in row["changes"] for row in rows(out / "tables/incidents.csv") for hidden in HIDDEN)
    page = (out / "index.html").read_text(encoding="utf-8")
    assert said("restricted") + ": fewer than ten" in page and "accounts-left-out" not in page


@pytest.mark.parametrize(("number", "told"), [(0, None), (9, None), (10, 10), (19, 10), (127, 120)])
def test_larger_numbers_of_what_stays_are_told_by_tens(number: int, told: int | None) -> None:
    """Or two releases a day apart would tell of each incident that came in between."""
    assert rounded(number) == told


def test_rows_stand_in_an_order_that_tells_of_nothing_else(project: Project, tmp_path: Path) -> None:
    """By the day and the id that leave: neither the day of all accounts nor the project's own ids show."""
    for n in range(6):
        add(project, tmp_path, f"day{n}", "2024-10-12", f"وكالة {n}", f"اعتقلت قوات الأمن يوم الجمعة {n + 20} شابا في مدينة {TOWNS[n]}.")
        for event in events_of(project, f"day{n}"):
            project.accept(event, "omar")
    out = publish(project, tmp_path / "4")
    named = {
        "jsonl": [(r["incident"]["day"], r["incident"]["id"]) for r in map(json.loads, exported(project).splitlines())],
        "tables": [(r["day"], r["id"]) for r in rows(out / "tables/incidents.csv")],
    }
    for what, order in named.items():
        assert len({day for day, _ in order}) < len(order) and order == sorted(order), what
    added = [r["id"] for r in rows(out / "changes.csv")]
    assert len(added) == 6 and added == [id_ for _, id_ in named["tables"] if id_ in added]


TOWNS = ("دوما", "منبج", "نوى", "الرقة", "تدمر", "البوكمال")


def test_two_projects_have_no_id_in_common(project: Project, pipeline: Pipeline, tmp_path: Path) -> None:
    """The same reports under another key: nobody can lay the two beside each other by ids of incidents, events, reports or people."""
    other = Project.create(tmp_path / "other")
    other.coder.pipelines["ar"] = pipeline
    seeded(other, tmp_path)
    here, there = ({id_ for line in exported(p).splitlines() for id_ in ids_in(json.loads(line))} for p in (project, other))
    other.close()
    assert here and there and not here & there


def ids_in(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        yield from itertools.chain.from_iterable(map(ids_in, value.values()))
    elif isinstance(value, list):
        yield from itertools.chain.from_iterable(map(ids_in, value))
    elif isinstance(value, str) and value.startswith(("in_", "ev_", "rp_", "[p_")):
        yield value


def test_a_tombstone_names_nothing_that_is_not_in_its_release(project: Project, tmp_path: Path) -> None:
    """Of a part: what an incident was merged into is told where it is of the part, and else not."""
    part = Only(types=("arrest",))
    publish(project, tmp_path / "5", only=part)
    with project.store.reading() as connection:
        by_report = {t.read.id: h.incident.id for h in happenings(connection) for t in h.told}
    project.merge([by_report["report-day0"], by_report["report-seen"]], "omar")
    out = publish(project, tmp_path / "6", only=part)
    held = {r["id"] for r in rows(out / "tables/incidents.csv")}
    stones = rows(out / "tombstones.csv")
    assert stones and all(r["merged_into"] in held | {""} for r in stones)
    assert all(set(r) == {"id", "last_version", "reason", "merged_into"} for r in stones)
    assert leaks((out / "tombstones.csv").read_bytes() + (out / "CHANGELOG.md").read_bytes(), ids_of(project)) == []


def test_two_releases_differ_as_the_changelog_says_and_in_nothing_else(project: Project, tmp_path: Path) -> None:
    """Over all that people do: corrected, accepted, rejected, taken back, of a place too."""
    one = publish(project, tmp_path / "7")
    (first,), (second,) = events_of(project, "day1"), events_of(project, "day2")
    project.correct(first, "status", "possible", "omar")
    project.reject(second, "omar", "NOTE-4471: the cousin said so")
    for event in events_of(project, "open"):
        project.accept(event, "omar")
    with project.store.reading() as connection:
        third = next(t.event for h in happenings(connection) for t in h.told if t.read.id == "report-day3")
    coarser = msgspec.to_builtins(third.places[0]) | {"precision": 4, "admin2": None}
    project.correct(third.id, "places", [coarser], "omar")
    two = publish(project, tmp_path / "8")
    listed = {r["id"] for r in rows(two / "changes.csv")}
    assert differing(one, two) == listed and len(listed) >= 4
    log = (two / "CHANGELOG.md").read_text(encoding="utf-8")
    assert all(id_ in log for id_ in listed) and "NOTE-4471" not in log and "cousin" not in log
