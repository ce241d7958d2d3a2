"""Reports for some eyes alone: for who may not see one there is none, whatever he asks and whatever he writes; on both databases."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest
import sqlalchemy as sa
from originals import Copied
from sqlalchemy import Connection
from tests.running import runner

from rasid.model import UsageError
from rasid.model.errors import StoreError
from rasid.project import linked
from rasid.project.project import Project
from rasid.project.team import people, restricting
from rasid.publish.exporting import leaving
from rasid.store import audit, feeding, logged, overview, queueing, reports, schema, scope
from rasid.store.counting import count
from rasid.store.filtering import Filters
from rasid.store.logged import Wanted
from rasid.store.querying import query
from rasid.store.scope import OUTSIDE, Viewer
from rasid.store.searching import search_events, search_places, search_reports

OPEN = "قصفت مدفعية الجيش السوري يوم الجمعة بلدة البارة بريف إدلب، ما أدى إلى مقتل ثلاثة مدنيين وإصابة سبعة."
SECRET = "قتل خمسة مدنيين وأصيب تسعة آخرون يوم الجمعة في قصف مدفعي للجيش السوري على بلدة البارة في ريف إدلب، وفق حارس المدرسة السنبلي."
ELSEWHERE = "اعتقلت قوات سوريا الديمقراطية يوم الاثنين شابين في مدينة الرقة."
ROWS = [("open", OPEN, "شبكة الشمال"), ("secret", SECRET, "شاهد"), ("other", ELSEWHERE, "شبكة الشمال"), ("copy", SECRET, "وكالة الوادي")]
SAID = (schema.events, schema.incidents, schema.event_parties, schema.event_tolls, schema.links, schema.link_keys, schema.priorities)
LINA, OMAR = Viewer("lina", ("reviewer",)), Viewer("omar", ("coder",))


@pytest.fixture
def kept(copied: Copied) -> Project:
    """Two accounts of one strike, one of them and its reprint told in confidence, and an arrest."""
    return copied("confidential", fill)


def fill(project: Project, folder: Path) -> None:
    lines = folder / "r.jsonl"
    told = [{"id": i, "published": "2024-03-09", "outlet": o, "text": t, "title": f"عنوان {i}"} for i, t, o in ROWS]
    lines.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in told), encoding="utf-8")
    assert [o.what for o in project.add([lines])] == ["added"] * 4
    for name, role in (("lina", "reviewer"), ("omar", "coder"), ("rana", "coder")):
        people.add(project.store, name, [role], None, "setup")
    for id_ in ("secret", "copy"):
        restricting.restrict(project.store, project.pipeline.lexicon, id_, ["rana"], ["reviewer"], "lina", "told in confidence")


def without(project: Project, tmp_path: Path, databases: Callable[[], str | None]) -> Project:
    """The same project in which the confidential reports never were."""
    other = Project.create(tmp_path / "without", databases())
    other.coder.pipelines.update(project.coder.pipelines)
    lines = tmp_path / "fewer.jsonl"
    told = [{"id": i, "published": "2024-03-09", "outlet": o, "text": t, "title": f"عنوان {i}"} for i, t, o in ROWS if t != SECRET]
    lines.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in told), encoding="utf-8")
    list(other.add([lines]))
    return other


def seen(connection: Connection, project: Project) -> dict[str, Any]:
    """Whatever can be asked of a project, without times (by which the queue ranks what waits) and numbers of runs."""
    tables = {}
    for table in (
        schema.events,
        schema.incidents,
        schema.event_parties,
        schema.event_tolls,
        schema.links,
        schema.link_keys,
        schema.priorities,
    ):
        rows = connection.execute(sa.select(table)).mappings()
        tables[table.name] = sorted(
            json.dumps({k: v for k, v in row.items() if k not in ("updated", "run_id", "rank")}, default=str) for row in rows
        )
    columns = ("id", "family", "state", "text_hash", "outlet")
    policy = project.policy("internal")
    return {
        **tables,
        "reports": sorted(tuple(r) for r in connection.execute(sa.select(*(schema.reports.c[c] for c in columns)))),
        "search": [h.id for h in search_reports(connection, "مدنيين").hits],
        "mistyped": search_reports(connection, "السنبلى").notes,
        "none": [len(search_reports(connection, w).hits) for w in ("السنبلي", "البارة")],
        "events": [h.id for h in search_events(connection, "قصف").hits],
        "places": [p.id for p in search_places(connection, "البارة")],
        "found": [e.id for e in query(connection, Filters(), limit=50).rows],
        "counts": [msgspec.to_builtins(count(connection, Filters(), (by,))) for by in ("type", "party", "province")],
        "queue": [w.id for w in queueing.queue(connection, Filters(), "omar", limit=50).rows],
        "progress": overview.progress(connection),
        "doubts": overview.doubts(connection),
        "day": sum(d.number for d in overview.came_in(connection)),
        "leaving": [msgspec.to_builtins(x.incident) for x in leaving(connection, policy, Counter(), Counter())],
        "sql": connection.exec_driver_sql("SELECT count(*) FROM v_events").scalar(),
    }


def test_for_others_it_never_was(kept: Project, tmp_path: Path, databases: Callable[[], str | None]) -> None:
    fewer = without(kept, tmp_path, databases)
    with fewer.store.reading() as there, kept.store.seen_by(OMAR).reading() as here:
        assert not scope.is_seen_whole(here)
        wanted, found = seen(there, fewer), seen(here, kept)
    for what, value in wanted.items():
        assert found[what] == value, what
    assert wanted["search"] and wanted["none"] == [0, 1]
    fewer.close()


@pytest.mark.parametrize("viewer", [LINA, Viewer("rana", ("coder",)), Viewer("x", ("reader", "reviewer"))])
def test_who_may_see_it_sees_all(kept: Project, viewer: Viewer) -> None:
    with kept.store.reading() as whole, kept.store.seen_by(viewer).reading() as theirs:
        assert seen(whole, kept) == seen(theirs, kept) and "secret" in seen(theirs, kept)["search"]
    for other in (OMAR, OUTSIDE, Viewer("ran", ()), Viewer("", ("role:reviewer",)), Viewer("lina", ())):
        with kept.store.seen_by(other).reading() as theirs:
            assert reports.get(theirs, "secret") is None and reports.get(theirs, "open") is not None


def test_no_table_is_left_out(kept: Project) -> None:
    """Every table that has something of a report stands behind a view, or holds nothing that tells of one."""
    told = {t.name for t in schema.metadata.sorted_tables}
    plain = {"blobs", "blob_parts", "acquisitions", "mappings", "feeds", "runs", "parties", "searched_words", "search_state"}
    plain |= {"saved_filters", "proposals", "releases", "release_rows", "accounts", "account_links", "recovery_codes", "sessions", "tokens"}
    plain |= {"jobs", "workers"}  # names of jobs tell of no report
    plain |= {"identities", "passkeys"}  # how people come in
    assert set(scope.views("main")) - {"v_events", "v_incidents"} == told - plain
    with kept.store.reading() as whole:
        ids = {
            "secret",
            "copy",
            *whole.execute(sa.select(schema.events.c.id).where(schema.events.c.report_id.in_(["secret", "copy"]))).scalars(),
        }
    with kept.store.seen_by(OMAR).reading() as seen_:
        for name in set(scope.views("main")) - {"changes"}:  # which tells of what could be seen before that it is gone
            rows = [str(v) for row in seen_.exec_driver_sql(f"SELECT * FROM {name}") for v in row if not isinstance(v, bytes)]
            assert not [v for v in rows if any(i in v.replace("'", " ").split() or v == i or v == f"report:{i}" for i in ids)], name


def test_its_accounts_leave_the_incidents_of_others(kept: Project) -> None:
    with kept.store.reading() as whole:
        homes = dict(whole.execute(sa.select(schema.events.c.report_id, schema.events.c.incident_id)).all())
        first = linked.incident(whole, homes["open"])
    assert homes["open"] != homes["secret"] == homes["copy"], "confidential ones are linked among themselves"
    assert first is not None and first.figures("killed").high == 3
    with pytest.raises(StoreError, match="kept apart"):
        kept.merge([homes["open"], homes["secret"]], "lina")
    for id_ in ("secret", "copy"):
        restricting.lift(kept.store, kept.pipeline.lexicon, id_, "lina")
    with kept.store.reading() as whole:
        homes = dict(whole.execute(sa.select(schema.events.c.report_id, schema.events.c.incident_id)).all())
        assert len({homes[i] for i in ("open", "secret", "copy")}) == 1 and audit.verify(whole).problems == []
    with kept.store.seen_by(OMAR).reading() as theirs:
        assert scope.is_seen_whole(theirs) and reports.get(theirs, "secret") is not None


def test_a_merge_from_before_binds_no_more(kept: Project) -> None:
    for id_ in ("secret", "copy"):
        restricting.lift(kept.store, kept.pipeline.lexicon, id_, "lina")
    with kept.store.reading() as whole:
        ids = dict(whole.execute(sa.select(schema.events.c.report_id, schema.events.c.id)).all())
    kept.merge([ids["other"], ids["secret"]], "lina", "said so by phone")
    restricting.restrict(kept.store, kept.pipeline.lexicon, "secret", [], ["reviewer"], "lina")
    with kept.store.reading() as whole:
        homes = dict(whole.execute(sa.select(schema.events.c.report_id, schema.events.c.incident_id)).all())
    assert homes["secret"] not in (homes["other"], homes["open"], homes["copy"])
    with kept.store.seen_by(OMAR).reading() as theirs:
        found, _ = logged.entries(theirs, Wanted(), limit=100)
    assert not [e for e in found if e.action == "incident.merged" or ids["secret"] in json.dumps([e.before, e.after])]


def test_what_others_write_finds_nothing_of_it(kept: Project) -> None:
    with kept.store.reading() as whole:
        ids = dict(whole.execute(sa.select(schema.events.c.report_id, schema.events.c.id)).all())
        homes = dict(whole.execute(sa.select(schema.events.c.report_id, schema.events.c.incident_id)).all())
        before = whole.execute(sa.select(sa.func.count()).select_from(schema.audit)).scalar_one()
    omar = kept.seen_by(OMAR)
    tries: list[Callable[[str, str, str], Any]] = [
        lambda r, e, i: omar.accept(e, "omar"),
        lambda r, e, i: omar.reject(e, "omar", "no"),
        lambda r, e, i: omar.correct(e, "status", "planned", "omar"),
        lambda r, e, i: omar.undo(e, "omar"),
        lambda r, e, i: omar.review(r, "omar"),
        lambda r, e, i: omar.reopen(r, "omar"),
        lambda r, e, i: omar.claim(r, "omar"),
        lambda r, e, i: omar.add_event(r, "killing", (0, 3), "omar"),
        lambda r, e, i: omar.merge([i, homes["other"]], "omar"),
        lambda r, e, i: omar.part([i, homes["other"]], "omar"),
        lambda r, e, i: omar.split([e], "omar"),
        lambda r, e, i: omar.why(e),
        lambda r, e, i: omar.why(r),
        lambda r, e, i: list(omar.recode([r], who="omar")),
    ]
    for number, attempt in enumerate(tries):
        told = []
        for r, e, i in (("secret", ids["secret"], homes["secret"]), ("absent", "ev_absent", "in_absent")):
            try:
                told.append(str(attempt(r, e, i)))
            except (StoreError, UsageError) as error:
                told.append(f"{type(error).__name__} {error.what} {error.hint}")
        assert told[0].replace("secret", "absent") == told[1], number
    assert not omar.release("secret", "omar")
    taken = {omar.claim_next("omar", Filters(), but=b).report_id for b in (None, "open", "other")}  # type: ignore[union-attr]
    assert taken <= {"open", "other"}
    omar.accept(ids["open"], "omar")
    omar.reject(ids["other"], "omar", "no arrest")
    kept.seen_by(LINA).accept(ids["secret"], "lina")
    with kept.store.reading() as whole:
        assert audit.verify(whole).problems == []
        assert whole.execute(sa.select(sa.func.count()).select_from(schema.audit)).scalar_one() > before
        states = dict(whole.execute(sa.select(schema.events.c.report_id, schema.events.c.state)).all())
        vocabulary = set(whole.execute(sa.select(schema.searched_words.c.word)).scalars())
    assert (states["open"], states["other"], states["secret"]) == ("accepted", "rejected", "accepted") and any(
        "سنبل" in w for w in vocabulary
    )


def test_the_same_report_sent_by_another_is_one_of_his_own(kept: Project, tmp_path: Path) -> None:
    lines = tmp_path / "again.jsonl"
    row = {"id": "secret", "text": SECRET, "published": "2024-03-09", "outlet": "شاهد"}
    lines.write_text(json.dumps(row, ensure_ascii=False) + "\n", encoding="utf-8")
    (outcome,) = kept.seen_by(OMAR).add([lines], who="omar")
    assert outcome.what == "added" and outcome.report_id is not None and outcome.report_id.startswith("secret~")
    with kept.store.seen_by(OMAR).reading() as theirs:
        mine = reports.known(theirs, outcome.report_id)
        assert mine.family == mine.id and not theirs.execute(sa.select(schema.reprints)).all()


def test_keepers_of_copies_learn_that_it_is_gone(kept: Project) -> None:
    with kept.store.seen_by(OMAR).reading() as theirs:
        told = {(c.kind, c.id): c.gone for c in feeding.since(theirs, 0, 1000)}
        last = feeding.last(theirs)
    assert told["report", "secret"] and not told["report", "open"], "what could be seen once is gone"
    assert all(gone for (kind, id_), gone in told.items() if kind == "report" and id_ in ("secret", "copy"))
    restricting.lift(kept.store, kept.pipeline.lexicon, "copy", "lina")
    with kept.store.seen_by(OMAR).reading() as theirs:
        again = {(c.kind, c.id): c.gone for c in feeding.since(theirs, last, 1000)}
    assert again["report", "copy"] is False and ("report", "open") not in again
    with kept.store.seen_by(LINA).reading() as theirs:
        assert not any(c.gone for c in feeding.since(theirs, 0, 1000) if c.kind == "report")


def test_public_never_has_it_even_reviewed(kept: Project) -> None:
    with kept.store.reading() as whole:
        ids = dict(whole.execute(sa.select(schema.events.c.report_id, schema.events.c.id)).all())
    for id_ in ids.values():
        kept.accept(id_, "lina")
    held: Counter[str] = Counter()
    with kept.store.reading() as whole:
        left = list(leaving(whole, kept.policy("public"), held, Counter()))
    assert held["restricted"] == 1 and len(left) == 2


def test_restricting_by_command(kept: Project, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Project, "pipeline", property(lambda _: kept.coder.pipeline()))  # what codes is read once a run of the tests
    rasid, folder = runner(capfd), kept.store.folder
    assert rasid("restrict", "open", "--project", folder).code == 2 and rasid("restrict", "open", "--open", "--to", "lina").code == 2
    done = rasid("restrict", "open", "--to", "omar", "--roles", "reviewer", "--why", "a name in it", "--project", folder)
    assert done.code == 0 and "omar, reviewer" in done.err
    with kept.store.seen_by(Viewer("rana", ("coder",))).reading() as theirs:
        assert reports.get(theirs, "open") is None
    assert rasid("restrict", "open", "--open", "--project", folder).code == 0
    assert rasid("restrict", "absent", "--open", "--project", folder).code == 1


def test_restricting_is_for_somebody(kept: Project) -> None:
    lexicon = kept.pipeline.lexicon
    with pytest.raises(UsageError, match="for somebody"):
        restricting.restrict(kept.store, lexicon, "open", [], [], "lina")
    with pytest.raises(UsageError, match="roles are"):
        restricting.restrict(kept.store, lexicon, "open", [], ["king"], "lina")
    with pytest.raises(StoreError, match="no account"):
        restricting.restrict(kept.store, lexicon, "open", ["nobody"], [], "lina")
    with pytest.raises(StoreError, match="no such report"):
        restricting.restrict(kept.store, lexicon, "absent", [], ["coder"], "lina")
    assert restricting.restrict(kept.store, lexicon, "open", ["OMAR"], ["coder"], "lina") == ["person:omar", "role:coder"]
