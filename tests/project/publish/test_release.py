"""A release: whole, the same bytes from the same state, signed by different people, checked without its project."""

from __future__ import annotations

import csv
import hashlib
import json
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest
import sqlalchemy as sa

from rasid.model.errors import RasidError, UsageError
from rasid.project.previewing import leaving_ids, preview
from rasid.project.project import Project
from rasid.project.redacting import redact_report
from rasid.project.releasing import Drafted, draft, known_releases, sign
from rasid.publish.material import happenings
from rasid.publish.release.checking import check
from rasid.publish.release.request import Request
from rasid.store import audit
from rasid.store.backup import back_up
from rasid.store.restoring import restore
from rasid.store.schema import release_rows

ASKED = Request(
    version="2026.1", title="حوادث الشمال: Incidents of the North", profile="internal", released="2026-03-14", publisher="Valley Monitor"
)


def make(project: Project, out: Path, **other: Any) -> Drafted:
    return draft(project, msgspec.structs.replace(ASKED, **other), out, "layla")


def publish(project: Project, out: Path, **other: Any) -> Drafted:
    made = make(project, out, **other)
    sign(project, made.signatures.version, "omar", out)
    return made


def every(folder: Path) -> dict[str, str]:
    return {p.relative_to(folder).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest() for p in sorted(folder.rglob("*")) if p.is_file()}


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def lines_of(path: Path) -> dict[str, str]:
    """The lines of a file of records, by the incident's id."""
    return {json.loads(line)["incident"]["id"]: line for line in path.read_text(encoding="utf-8").splitlines()}


def add(project: Project, folder: Path, name: str, text: str, published: str = "2024-06-02T09:00:00+03:00") -> None:
    lines = folder / f"{name}.jsonl"
    told = {"id": name, "text": text, "published": published, "outlet": "وكالة الوادي"}
    lines.write_text(json.dumps(told, ensure_ascii=False) + "\n", encoding="utf-8")
    list(project.add([lines]))


def test_a_release_holds_every_incident_in_every_file(filled: Project, tmp_path: Path) -> None:
    made = make(filled, tmp_path / "out")
    out = tmp_path / "out"
    lines = [json.loads(line) for line in (out / "data/dataset.jsonl").read_text(encoding="utf-8").splitlines()]
    incidents = rows(out / "tables/incidents.csv")
    assert [row["id"] for row in incidents] == [line["incident"]["id"] for line in lines] and len(lines) == made.made.tally.incidents >= 3
    strike = next(row for row in incidents if row["type"] == "shelling")
    assert (strike["killed_low"], strike["killed_high"], strike["day"]) == ("3", "5", "2024-03-08")
    accounts = rows(out / "tables/accounts.csv")
    assert {row["event"] for row in accounts} == {t["event"]["id"] for line in lines for t in line["accounts"]}
    assert {row["event_id"] for row in rows(out / "data/dataset.csv")} == {row["event"] for row in accounts}
    told = json.loads((out / "PROVENANCE.json").read_text(encoding="utf-8"))
    assert told["incidents"] == len(incidents) and told["accounts"] == len(accounts) and told["project"] == filled.store.settings.id
    assert check(out).problems == check(tmp_path / "out.zip").problems == []
    assert (out / "DRAFT.txt").exists() and "Attribution 4.0" in (out / "LICENSE").read_text(encoding="utf-8")


def test_the_same_state_gives_the_same_bytes(filled: Project, tmp_path: Path, databases: Callable[[], str | None]) -> None:
    """Again, elsewhere, and from a backup: though the log has grown by the drafts and the restore."""
    make(filled, tmp_path / "one")
    (tmp_path / "deep").mkdir()
    make(filled, tmp_path / "deep" / "two")
    back_up(filled.store, tmp_path / "backup")
    with Project(restore(tmp_path / "backup", tmp_path / "again", databases(), "omar")) as again:
        again.coder.pipelines["ar"] = filled.pipeline
        make(again, tmp_path / "three")
    one = every(tmp_path / "one")
    assert one == every(tmp_path / "deep" / "two") == every(tmp_path / "three") and len(one) > 10
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "deep" / "two.zip").read_bytes() == (tmp_path / "three.zip").read_bytes()


def test_public_ids_outlive_a_restore(filled: Project, tmp_path: Path, databases: Callable[[], str | None]) -> None:
    """The key that makes them comes back with the backup: the next release changes nothing by itself."""
    with filled.store.reading() as connection:
        ids = [t.event.id for h in happenings(connection) for t in h.told]
    for id_ in ids:
        filled.accept(id_, "salma")
    asked = {"profile": "public", "released": "2025-12-01"}
    make(filled, tmp_path / "one", **asked)
    public = (tmp_path / "one/data/dataset.jsonl").read_text(encoding="utf-8")
    assert rows(tmp_path / "one/tables/incidents.csv") and not any(id_ in public for id_ in ids)
    for who in ("omar", "layla"):
        sign(filled, "2026.1", who, tmp_path / "one")
    back_up(filled.store, tmp_path / "backup")
    with Project(restore(tmp_path / "backup", tmp_path / "again", databases(), "omar")) as again:
        again.coder.pipelines["ar"] = filled.pipeline
        assert make(again, tmp_path / "two", **asked).signatures.published
        make(again, tmp_path / "three", **asked, version="2")
    assert every(tmp_path / "one") == every(tmp_path / "two")
    assert rows(tmp_path / "three/changes.csv") == rows(tmp_path / "three/tombstones.csv") == []


def test_an_embargo_that_came_back_is_told_as_such(filled: Project, tmp_path: Path) -> None:
    with filled.store.reading() as connection:
        ids = [t.event.id for h in happenings(connection) for t in h.told]
    for id_ in ids:
        filled.accept(id_, "salma")
    make(filled, tmp_path / "one", profile="public", released="2025-12-01")
    for who in ("omar", "layla"):
        sign(filled, "2026.1", who, tmp_path / "one")
    make(filled, tmp_path / "two", profile="public", released="2024-05-20", version="2")  # of a day when more was too young
    assert {row["reason"] for row in rows(tmp_path / "two/tombstones.csv")} == {"embargo_changed"}


def test_nobody_is_named_but_whom_to_cite(filled: Project, tmp_path: Path) -> None:
    """Who drafted and who signed stays in the project's log."""
    make(filled, tmp_path / "out", formats=("csv",))
    sign(filled, "2026.1", "omar the editor", tmp_path / "out")
    for path in (p for p in (tmp_path / "out").rglob("*") if p.is_file()):
        held = path.read_text(encoding="utf-8").casefold()
        assert "layla" not in held and "omar" not in held, path
    with filled.store.reading() as connection:
        assert {"layla", "omar the editor"} <= {e.who for e in audit.entries(connection, "release:2026.1")}


def test_two_different_people_publish_it(filled: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rasid.project.releasing.needed_by", lambda policy: 2)
    out = tmp_path / "out"
    made = make(filled, out)
    assert not sign(filled, "2026.1", "Layla", out).published
    with pytest.raises(UsageError, match="another person"):
        sign(filled, "2026.1", "  LAYLA ", out)
    told = sign(filled, "2026.1", "omar", out)
    assert told.published and len(told.signatures) == 2 and told.digest == made.made.digest
    assert not (out / "DRAFT.txt").exists() and check(out).signatures == told == check(tmp_path / "out.zip").signatures
    with pytest.raises(UsageError, match="published already"):
        sign(filled, "2026.1", "salma", out)
    with filled.store.reading() as connection:
        entries = {e.seq: e.hash for e in audit.entries(connection)}
        assert [s.hash for s in told.signatures] == [entries[s.entry] for s in told.signatures]
        assert [(r.version, r.signed, bool(r.published)) for r in known_releases(connection)] == [("2026.1", 2, True)]


def test_a_change_in_between_voids_signatures(filled: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rasid.project.releasing.needed_by", lambda policy: 2)
    out = tmp_path / "out"
    make(filled, out)
    sign(filled, "2026.1", "layla", out)
    event = rows(out / "tables/accounts.csv")[0]["event"]
    filled.reject(event, "salma", "told of another year")
    with pytest.raises(UsageError, match="has changed since"):
        sign(filled, "2026.1", "omar", out)
    again = make(filled, out)
    assert again.signatures.signatures == [] and not again.signatures.published
    assert not sign(filled, "2026.1", "omar", out).published
    assert sign(filled, "2026.1", "layla", out).published


def test_a_folder_that_was_touched_is_not_signed(filled: Project, tmp_path: Path) -> None:
    out = tmp_path / "out"
    make(filled, out)
    with (out / "tables/incidents.csv").open("a", encoding="utf-8") as handle:
        handle.write("in_ffff\n")
    with pytest.raises(UsageError, match="not whole"):
        sign(filled, "2026.1", "omar", out)


def test_a_published_release_never_changes(filled: Project, tmp_path: Path) -> None:
    publish(filled, tmp_path / "out")
    assert make(filled, tmp_path / "copy").signatures.published  # the same bytes: published they stay
    with pytest.raises(UsageError, match="is published"):
        make(filled, tmp_path / "other", title="Another title")
    assert not (tmp_path / "other").exists() and not list(tmp_path.glob(".*"))


def test_the_next_release_says_what_changed(filled: Project, tmp_path: Path) -> None:
    publish(filled, tmp_path / "one")
    before = {row["id"]: row for row in rows(tmp_path / "one/tables/incidents.csv")}
    kinds = {row["type"]: id_ for id_, row in before.items()}
    accounts = {row["incident"]: row["event"] for row in rows(tmp_path / "one/tables/accounts.csv")}
    filled.reject(accounts[kinds["arrest"]], "salma", "told of another year")
    filled.correct(accounts[kinds["protest"]], "status", "possible", "salma")
    add(filled, tmp_path, "e", "اعتقلت قوات سوريا الديمقراطية يوم السبت ثلاثة شبان في مدينة منبج.")
    made = publish(filled, tmp_path / "two", version="2026.2", released="2026-06-01").made
    after = {row["id"] for row in rows(tmp_path / "two/tables/incidents.csv")}
    changes = {row["id"]: row for row in rows(tmp_path / "two/changes.csv")}
    assert {id_ for id_, row in changes.items() if row["change"] == "added"} == after - before.keys() != set()
    assert {id_ for id_, row in changes.items() if row["change"] == "removed"} == before.keys() - after == {kinds["arrest"]}
    assert changes[kinds["protest"]]["fields"].split("; ") == ["status", "accounts", "told"]
    assert kinds["shelling"] not in changes and made.differences.changed == 1
    assert rows(tmp_path / "two/tombstones.csv") == [
        {"id": kinds["arrest"], "last_version": "2026.1", "reason": "rejected", "merged_into": ""}
    ]
    log = (tmp_path / "two/CHANGELOG.md").read_text(encoding="utf-8")
    assert f"`{kinds['arrest']}`: rejected" in log and f"`{kinds['protest']}`: status, accounts, told" in log
    publish(filled, tmp_path / "three", version="2026.3", released="2026-07-01")
    assert rows(tmp_path / "three/changes.csv") == []
    assert [row["reason"] for row in rows(tmp_path / "three/tombstones.csv")] == ["rejected"]  # gone is gone


def test_rows_differ_only_as_the_changelog_says(filled: Project, tmp_path: Path) -> None:
    publish(filled, tmp_path / "one")
    first = rows(tmp_path / "one/tables/accounts.csv")[0]
    filled.correct(first["event"], "type", "air_strike", "salma")
    publish(filled, tmp_path / "two", version="2")
    old, new = (lines_of(tmp_path / name / "data/dataset.jsonl") for name in ("one", "two"))
    told = {row["id"]: row["change"] for row in rows(tmp_path / "two/changes.csv")}
    real = {
        id_: "added" if id_ not in old else "removed" if id_ not in new else "changed"
        for id_ in old.keys() | new.keys()
        if old.get(id_) != new.get(id_)
    }
    assert told == real != {}


def test_merged_incidents_leave_a_tombstone_that_says_where(filled: Project, tmp_path: Path) -> None:
    publish(filled, tmp_path / "one")
    ids = [row["id"] for row in rows(tmp_path / "one/tables/incidents.csv") if row["type"] in ("arrest", "protest")]
    filled.merge(ids, "salma")
    publish(filled, tmp_path / "two", version="2")
    (gone,) = rows(tmp_path / "two/tombstones.csv")
    assert (gone["reason"], {gone["id"], gone["merged_into"]}) == ("merged_into", set(ids))


@pytest.mark.parametrize("drop", [True, False])
def test_what_was_destroyed_is_told_as_redacted(filled: Project, tmp_path: Path, drop: bool) -> None:
    publish(filled, tmp_path / "one")
    arrest = next(row["id"] for row in rows(tmp_path / "one/tables/incidents.csv") if row["type"] == "arrest")
    with filled.store.writing("salma") as change:
        redact_report(change, filled.coder, "c", "asked for by the family", drop_events=drop)
    publish(filled, tmp_path / "two", version="2")
    gone = [(row["id"], row["reason"]) for row in rows(tmp_path / "two/tombstones.csv")]
    assert gone == ([(arrest, "redacted")] if drop else [])
    assert [row["change"] for row in rows(tmp_path / "two/changes.csv") if row["id"] == arrest] == ["removed" if drop else "changed"]


def test_no_content_is_kept_of_what_left(filled: Project, tmp_path: Path) -> None:
    """A redaction after a release has nothing to destroy in the tables of releases."""
    make(filled, tmp_path / "out")
    with filled.store.reading() as connection:
        kept = connection.execute(sa.select(release_rows)).all()
    assert kept and all(set(value) <= set("abcdef0123456789_inv.") for row in kept for value in row)


@pytest.mark.parametrize("harm", ["cell", "missing", "extra", "signature", "key", "outside"])
def test_verify_finds_harm(filled: Project, tmp_path: Path, harm: str) -> None:
    out = tmp_path / "out"
    make(filled, out)
    table = out / "tables/toll.csv"
    if harm == "cell":
        table.write_text(table.read_text(encoding="utf-8").replace("killed", "slain"), encoding="utf-8")
    elif harm == "missing":
        table.unlink()
    elif harm == "extra":
        (out / "notes.txt").write_text("internal", encoding="utf-8")
    elif harm == "signature":
        path = out / "SIGNATURES.json"
        path.write_text(path.read_text(encoding="utf-8").replace('"published": false', '"published": true'), encoding="utf-8")
    elif harm == "key":
        table.write_text(table.read_text(encoding="utf-8") + "in_0000000000000000,killed,all,1,1,1,\n", encoding="utf-8")
    else:
        with (out / "SHA256SUMS").open("a", encoding="utf-8") as handle:
            handle.write(f"{'0' * 64}  ../outside.txt\n")
    wanted = {
        "cell": "not in the list",
        "missing": "toll.csv is missing",
        "extra": "notes.txt is not in",
        "signature": "says that it is published",
        "key": "points at no row",
        "outside": "cannot be read",
    }[harm]
    assert any(wanted in problem for problem in check(out).problems)


def test_nothing_half_made_is_left(filled: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("rasid.publish.release.package.codebook", fail)
    with pytest.raises(RasidError, match="No space left"):
        make(filled, tmp_path / "out")
    monkeypatch.undo()
    assert not (tmp_path / "out").exists() and not (tmp_path / "out.zip").exists() and not list(tmp_path.glob(".out*"))
    with filled.store.reading() as connection:
        assert list(known_releases(connection)) == []


def test_a_folder_of_other_things_is_not_replaced(filled: Project, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "thesis.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(UsageError, match="already"):
        make(filled, tmp_path / "out")
    assert (tmp_path / "out" / "thesis.txt").read_text(encoding="utf-8") == "mine"
    shutil.rmtree(tmp_path / "out")
    make(filled, tmp_path / "out")
    make(filled, tmp_path / "out", title="Mended")  # a draft may be made again in its place
    assert json.loads((tmp_path / "out/datapackage.json").read_bytes())["title"] == "Mended"


def test_the_zip_holds_the_folder(filled: Project, tmp_path: Path) -> None:
    make(filled, tmp_path / "out")
    with zipfile.ZipFile(tmp_path / "out.zip") as archive:
        held = {i.filename.removeprefix("2026.1/"): hashlib.sha256(archive.read(i)).hexdigest() for i in archive.infolist()}
        assert {i.date_time for i in archive.infolist()} == {(2026, 3, 14, 0, 0, 0)}
    assert held == every(tmp_path / "out")


def test_preview_counts_what_the_release_would_hold(filled: Project, tmp_path: Path) -> None:
    made = publish(filled, tmp_path / "one")
    ids = [row["id"] for row in leaving_ids(filled, "internal")]
    assert ids == [row["id"] for row in rows(tmp_path / "one/tables/incidents.csv")]
    filled.reject(rows(tmp_path / "one/tables/accounts.csv")[-1]["event"], "salma", "told of another year")
    seen = preview(filled, "internal")
    assert seen.leaves == made.made.tally.incidents - 1 and seen.last is not None
    assert (seen.last.version, seen.last.added, seen.last.changed, seen.last.removed) == ("2026.1", 0, 0, 1)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"version": "../x"}, "name of a version"),
        ({"title": "two\nlines"}, "one line"),
        ({"released": "14.3.2026"}, "no date"),
        ({"licence": "GPL"}, "no licence"),
        ({"url": "javascript:alert(1)"}, "no address"),
        ({"formats": ("dbf",)}, "no format"),
        ({"profile": "nobody"}, "no profile"),
    ],
)
def test_wrong_wishes_are_told(filled: Project, tmp_path: Path, wrong: dict[str, Any], said: str) -> None:
    with pytest.raises(UsageError, match=said):
        make(filled, tmp_path / "out", **wrong)
    assert not list(tmp_path.glob("*out*"))
