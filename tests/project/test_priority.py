"""The points of the queue are those of the events as they stand, whatever was done to the reports, on both databases."""

from __future__ import annotations

import json
from pathlib import Path

import msgspec
import pytest
import sqlalchemy as sa
from originals import Copied

from rasid.project.project import Project
from rasid.project.redacting import redact_report
from rasid.store import claims, events, priority, querying, queueing
from rasid.store.filtering import Area, Filters
from rasid.store.queueing import queue
from rasid.store.schema import priorities

TEXTS = {
    "a": ("شبكة الشمال", "قتل ثلاثة مدنيين وأصيب سبعة آخرون يوم الجمعة جراء قصف مدفعي للجيش السوري على بلدة البارة بريف إدلب."),
    "b": ("وكالة الوادي", "قتل خمسون مدنياً يوم الجمعة في غارة جوية روسية على سوق مدينة معرة النعمان في ريف إدلب."),
    "c": (None, "اعتقلت قوات سوريا الديمقراطية يوم الاثنين شابين في مدينة الرقة."),
    "d": ("مراسل الميدان", "خرج العشرات في مظاهرة في مدينة السويداء يوم السبت."),
    "e": ("مراسل الميدان", "قصفت القوات التركية بالمدفعية بلدة الباغوز على الحدود السورية التركية يوم الأحد."),
}


@pytest.fixture
def filled(copied: Copied) -> Project:
    return copied("queue", fill)


def fill(project: Project, folder: Path) -> None:
    rows = [{"id": i, "published": "2024-03-09", "text": t} | ({"outlet": o} if o else {}) for i, (o, t) in TEXTS.items()]
    rows.append({"id": "f", "published": "2024-03-10", "outlet": "صدى", "text": TEXTS["a"][1]})  # a reprint
    lines = folder / "rows.jsonl"
    lines.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    assert {o.what for o in project.add([lines])} == {"added"}


def table(project: Project) -> list[tuple[object, ...]]:
    with project.store.reading() as connection:
        return [tuple(row) for row in connection.execute(sa.select(priorities).order_by(priorities.c.report_id))]


def agree(project: Project) -> None:
    """What was kept up is what would be made of everything anew."""
    kept = table(project)
    with project.store.writing("rasid") as change:
        priority.renew_all(change.connection)
        change.record("test", "test:1")
    assert table(project) == kept and kept


def test_kept_up_through_all_that_is_done(filled: Project, tmp_path: Path) -> None:
    agree(filled)
    with filled.store.reading() as connection:
        first, other = (events.of_report(connection, id_)[0].id for id_ in ("b", "c"))
    filled.accept(first, "noor")
    filled.reject(other, "noor", "not so")
    agree(filled)
    filled.undo(first, "noor")
    filled.correct(first, "places", [], "noor")
    agree(filled)
    again = tmp_path / "again.jsonl"
    told = {"id": "a", "published": "2024-03-09", "outlet": "شبكة الشمال", "text": "قتل تسعة مدنيين يوم الجمعة بقصف مدفعي على بلدة البارة."}
    again.write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")
    assert [o.what for o in filled.add([again])] == ["revised"]  # parts the reprints too
    agree(filled)
    with filled.store.writing("noor") as change:
        redact_report(change, filled.coder, "e", "asked for")
    agree(filled)
    assert "e" not in {row[0] for row in table(filled)}


def test_the_reasons(filled: Project) -> None:
    with filled.store.reading() as connection:
        found = {row.id: row for row in queue(connection, Filters(), "noor").rows}
        order = list(found)
    assert order[0] == "b" and found["b"].points.severity > found["a"].points.severity > 15 and found["d"].points.severity == 0
    assert found["f"].points.source == priority.REPRINT and found["f"].reprint and order.index("f") > order.index("a")
    assert found["c"].points.source == priority.SOURCE
    assert found["e"].points.flags == priority.CONFLICT and found["e"].flags == ["place-conflict"]


def test_all_age_alike(filled: Project) -> None:
    """A year of waiting gives every report the same points."""
    with filled.store.reading() as connection:
        rank = {row.report_id: row.rank for row in connection.execute(sa.select(priorities))}
    years = {
        id_: priority.score(r, "2026-01-01T00:00:00.000000Z") - priority.score(r, "2025-01-01T00:00:00.000000Z") for id_, r in rank.items()
    }
    assert all(abs(points - 365 * priority.A_DAY) < 0.001 for points in years.values())


def through(project: Project, filters: Filters, who: str = "noor", stage: str | None = None) -> list[str]:
    """All that fit, asked for one at a time."""
    seen: list[str] = []
    after = None
    with project.store.reading() as connection:
        while True:
            page = queue(connection, filters, who, stage=stage, limit=1, after=after)
            seen += [row.id for row in page.rows]
            if (after := page.after) is None:
                return seen


# With 1 the walk ends at once, and no outlet's reports are few; with 2 some are; with 10,000 all are, and the walk goes through. With
# `probed` 1 no filter leaves few, and with `undecided` 1 what is undecided is not few either.
@pytest.mark.parametrize("probed, undecided", ((20_000, 20_000), (1, 20_000), (1, 1)))
@pytest.mark.parametrize("walked", (1, 2, 10_000))
def test_filters_find_the_same_by_walking_and_by_looking_up(
    filled: Project, walked: int, probed: int, undecided: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queueing, "WALKED", walked)
    monkeypatch.setattr(querying, "PROBED", probed)
    monkeypatch.setattr(queueing, "PROBED", undecided)
    idlib = [Area(country="SYR", admin1="Idlib")]
    wanted = {
        ("a", "b", "f"): Filters(areas=idlib),
        ("c",): Filters(types=["arrest"]),
        ("e",): Filters(flags=["place-conflict"]),
        ("d", "e"): Filters(outlets=["مراسل الميدان"]),
        ("a", "d", "e"): Filters(outlets=["مراسل الميدان", "شبكة الشمال"]),
        ("d",): Filters(outlets=["مراسل الميدان"], types=["protest"]),
        ("a",): Filters(outlets=["شبكة الشمال", "مراسل الميدان"], areas=idlib),
        (): Filters(outlets=["صدى"], types=["arrest"]),
        ("b",): Filters(killed=10),
        ("a", "f"): Filters(types=["shelling"], areas=idlib, since="2024-03-01", until="2024-03-31"),
    }
    order = through(filled, Filters())
    for ids, filters in wanted.items():
        assert through(filled, filters) == [id_ for id_ in order if id_ in ids], filters


@pytest.mark.parametrize("walked", (1, 2, 10_000))
def test_an_outlet_s_reports_by_stage_and_beside_those_of_others(filled: Project, walked: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queueing, "WALKED", walked)
    theirs = Filters(outlets=["مراسل الميدان", "وكالة الوادي"])
    assert set(through(filled, theirs, stage="new")) == {"b", "d", "e"} and not through(filled, theirs, stage="in_review")
    filled.claim("b", "salma")
    assert through(filled, theirs)[-1] == "b" and len(through(filled, theirs)) == 3, "what another has comes last"
    with filled.store.reading() as connection:
        assert queueing.first_free(connection, Filters(outlets=["وكالة الوادي"]), "noor") is None


def test_two_cannot_take_one(filled: Project) -> None:
    first = filled.claim_next("noor", Filters())
    second = filled.claim_next("salma", Filters())
    assert first is not None and second is not None and first.report_id == "b" != second.report_id
    with filled.store.reading() as connection:
        rows = [row.id for row in queue(connection, Filters(), "salma").rows]
        assert rows[-1] == "b" and len(claims.held(connection)) == 2


def test_an_event_is_told_at_its_scene_even_where_nobody_knows_the_place(filled: Project) -> None:
    with filled.store.reading() as connection:
        (kept,) = events.of_report(connection, "d")
    told = kept.record["places"][0]
    nameless = told | {"id": None, "names": {"ar": "مرج الغدير"}, "lat": None, "lon": None, "precision": 7}
    beside = told | {"role": "origin", "names": {"ar": "تل الرماد", "en": "Tell Ramad"}}
    with filled.store.writing("noor") as change:
        for places in ([beside, nameless], [nameless, nameless | {"names": {"ar": "مرج الغدير", "en": "Marj Ghadir"}}]):
            events.put(change.connection, msgspec.structs.replace(kept, record=kept.record | {"places": places}), "2024-03-09")
            (one,) = queueing.undecided_of(change.connection, ["d"])["d"]
            assert one.place["ar"] == "مرج الغدير" and one.id == kept.id
        assert one.place["en"] == "Marj Ghadir" and queueing.undecided_of(change.connection, ["nothing"]) == {}
        change.record("test", "test:1")
