"""Double coding: what one coder makes of a report is nowhere but on his own sheet until all are done; on both databases."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from originals import Copied
from tests.running import runner

from rasid.model import UsageError
from rasid.model.errors import ConflictError, StoreError
from rasid.project.project import Project
from rasid.project.team import agreeing, doubling, people, restricting, settling, sheets
from rasid.project.team.doubling import Share
from rasid.store import audit, doubles, events, feeding, logged, queueing, redaction, reports, schema, scope
from rasid.store.doubles import CODE, PROGRAM
from rasid.store.filtering import Filters
from rasid.store.logged import Wanted
from rasid.store.objects import metadata
from rasid.store.querying import query
from rasid.store.scope import Viewer
from rasid.store.searching import search_events, search_reports

STRIKE = "قصفت مدفعية الجيش السوري يوم الجمعة بلدة البارة بريف إدلب، ما أدى إلى مقتل ثلاثة مدنيين وإصابة سبعة، وفق المسعف نادر العبسي."
AGAIN = "قتل خمسة مدنيين وأصيب سبعة آخرون يوم الجمعة في قصف مدفعي للجيش السوري على بلدة البارة في ريف إدلب."
ELSEWHERE = "اعتقلت قوات سوريا الديمقراطية يوم الاثنين شابين في مدينة الرقة."
MARCH = "خرج العشرات في مظاهرة في مدينة السويداء يوم السبت للمطالبة بالإفراج عن المعتقلين."
ROWS = {"strike": STRIKE, "again": AGAIN, "other": ELSEWHERE, "march": MARCH}
ONE = pytest.mark.parametrize("databases", ["sqlite"], indirect=True)  # what makes no difference to the database
LINA, OMAR, RANA = Viewer("lina", ("coder",)), Viewer("omar", ("reviewer",)), Viewer("rana", ("coder",))


@pytest.fixture
def team(copied: Copied) -> Project:
    """Two accounts of one strike, an arrest and a march; three who decide on events, and one who reads."""
    return copied("doubles", fill)


def fill(project: Project, folder: Path) -> None:
    lines = folder / "r.jsonl"
    told = [{"id": i, "published": "2024-03-09", "outlet": "شبكة الشمال", "text": t, "title": i} for i, t in ROWS.items()]
    lines.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in told), encoding="utf-8")
    assert [o.what for o in project.add([lines])] == ["added"] * 4
    for who, role in (("lina", "coder"), ("omar", "reviewer"), ("rana", "coder"), ("sami", "reader")):
        people.add(project.store, who, [role], None, "setup")


def tables(project: Project, but: Iterable[str] = ("doubles", "codings")) -> dict[str, list[Any]]:
    """Every row of every table."""
    with project.store.reading() as connection:
        return {t.name: sorted(map(str, connection.execute(sa.select(t)).all())) for t in metadata.sorted_tables if t.name not in but}


def event_of(project: Project, report: str) -> events.KeptEvent:
    with project.store.reading() as connection:
        return events.of_report(connection, report)[0]


def decide(project: Project, number: int, viewer: Viewer, verdict: str = "accept") -> None:
    """A coder decides on the first event of his sheet."""
    sheet = sheets.opened(project, number, viewer)
    at = event_of(sheet, "strike").id
    if verdict == "accept":
        sheet.accept(at, viewer.name)
    else:
        sheet.reject(at, viewer.name, "مكرر")


def test_a_sheet_is_the_coders_alone(team: Project) -> None:
    (number,) = doubling.assign(team.store, ["lina", "omar"], ["strike"], "head")
    before = tables(team)
    sheet = sheets.opened(team, number, LINA)
    first = event_of(sheet, "strike")
    sheet.correct(first.id, "status", "denied", "lina")
    added = sheet.add_event("strike", "killing", (STRIKE.index("مقتل"), STRIKE.index("مقتل") + 4), "lina")
    sheet.undo(added.id, "lina")
    assert tables(team) == before, "nothing of it is in any table of the project"
    mine, theirs = (event_of(sheets.opened(team, number, who), "strike") for who in (LINA, OMAR))
    assert (mine.record["status"], theirs.record["status"]) == ("denied", "asserted") and theirs.state == "proposed"
    for other in (RANA, Viewer("head", ("admin",)), Viewer()):
        with pytest.raises(StoreError):
            sheets.opened(team, number, other)


def test_who_codes_it_sees_it_nowhere_else(team: Project) -> None:
    at = event_of(team, "strike")
    whole = tables(team)
    with team.store.seen_by(OMAR).reading() as connection:
        seq = feeding.last(connection)
    doubling.assign(team.store, ["lina", "omar"], ["strike"], "head")
    decide(team, 1, LINA, "reject")
    for viewer in (LINA, OMAR):
        with team.store.seen_by(viewer).reading() as connection:
            assert reports.get(connection, "strike") is None and events.get(connection, at.id) is None
            assert not search_reports(connection, "المسعف").hits and len(search_events(connection, "قصف").hits) == 1
            assert at.id not in {e.id for e in query(connection, Filters(), limit=9).rows}
            assert at.incident_id not in connection.execute(sa.select(schema.incidents.c.id)).scalars().all()
            assert not [e for e in logged.entries(connection, Wanted(), limit=99)[0] if "strike" in e.subject or at.id in e.subject]
            assert "strike" not in {c.id for c in feeding.since(connection, 0, 99)}, "not even as gone"
    with team.store.seen_by(RANA).reading() as connection:
        assert reports.get(connection, "strike") is not None and not scope.hidden(connection, RANA)
        assert "strike" not in [w.id for w in queueing.queue(connection, Filters(), "rana").rows]
    but = ("doubles", "codings", "audit", "audit_payloads", "claims")
    assert tables(team, but) == {k: v for k, v in whole.items() if k not in but}
    decide(team, 1, OMAR)
    assert not doubling.finish(team.store, 1, LINA)
    with team.store.seen_by(LINA).reading() as connection:
        assert reports.get(connection, "strike") is None, "not until the other is done too"
    assert doubling.finish(team.store, 1, OMAR)
    with team.store.seen_by(LINA).reading() as connection:
        assert events.known(connection, at.id).state == "proposed", "the report is as it was"
        assert {"strike", at.id} <= {c.id for c in feeding.since(connection, seq, 99)}, "who keeps a copy gets what he missed"
    with team.store.reading() as connection:
        assert not audit.verify(connection).problems


def test_incidents_stay_whole_whoever_decides(team: Project) -> None:
    one, two = event_of(team, "strike"), event_of(team, "again")
    assert one.incident_id == two.incident_id is not None
    doubling.assign(team.store, ["lina", "omar"], ["strike"], "head")
    theirs = team.seen_by(LINA)
    theirs.correct(two.id, "background", True, "lina")
    theirs.undo(two.id, "lina")
    at = AGAIN.index("أصيب")
    added = theirs.add_event("again", "protest", (at, at + 4), "lina")
    theirs.undo(added.id, "lina")
    assert event_of(team, "strike").incident_id == event_of(team, "again").incident_id == one.incident_id
    with team.store.reading() as connection:
        row = connection.execute(sa.select(schema.incidents).where(schema.incidents.c.id == one.incident_id)).one()
        assert row.accounts == 2, "both are counted still"
    with theirs.store.reading() as connection:
        assert events.get(connection, one.id) is None
        with pytest.raises(StoreError):
            events.known(connection, one.id)
    with pytest.raises(StoreError):
        theirs.accept(one.id, "lina")


@ONE
def test_done_is_done(team: Project) -> None:
    (number,) = doubling.assign(team.store, ["lina", "omar"], ["strike"], "head")
    with pytest.raises(UsageError, match="not decided yet"):
        doubling.finish(team.store, number, LINA)
    one, two = (sheets.opened(team, number, LINA) for _ in range(2))
    at = event_of(one, "strike").id
    with team.store.reading() as connection:
        _, before = doubling.own(connection, number, LINA)
    one.accept(at, "lina")
    with team.store.noting() as connection:
        assert not doubles.finish(connection, before), "what is sealed is what is kept"
    with pytest.raises(ConflictError):
        two.reject(at, "lina", "من نافذة أخرى")
    decide(team, number, OMAR, "reject")
    assert not doubling.finish(team.store, number, OMAR)
    with pytest.raises(ConflictError):
        doubling.finish(team.store, number, OMAR)
    with pytest.raises(ConflictError):
        decide(team, number, OMAR)
    with team.store.reading() as connection:
        told = [json.loads(e.payload) for e in audit.entries(connection, "report:strike") if e.action.startswith("double.")]
    assert not [t for t in told if "codings" in t["after"]], "the log says who is done, and no more"
    assert doubling.finish(team.store, number, LINA)
    with team.store.reading() as connection:
        told = [
            (e.who, json.loads(e.payload)["after"]) for e in audit.entries(connection, "report:strike") if e.action.startswith("double.")
        ]
    seals = {who: t["seal"] for who, t in told if "seal" in t}
    opened = told[-1][1]["codings"]
    assert {who: audit.digest_of(c["salt"], c["content"]) for who, c in opened.items()} == seals, "nothing was changed in between"


@ONE
def test_a_stroke_is_taken_back_whole_after_it_was_kept(team: Project) -> None:
    (number,) = doubling.assign(team.store, ["lina", "omar"], ["strike"], "head")
    at = STRIKE.index("إصابة")
    sheet = sheets.opened(team, number, LINA)
    first = event_of(sheet, "strike").id
    sheet.correct(first, "status", "denied", "lina")
    other = sheet.add_event("strike", "protest", (at, at + 5), "lina")
    at = STRIKE.index("المسعف")
    sheet.correct(other.id, "initiators", [{"text": "المسعف", "span": [at, at + 6]}], "lina")
    sheets.opened(team, number, LINA).merge_events(first, other.id, "lina")
    again = sheets.opened(team, number, LINA)
    again.undo(first, "lina")
    with sheets.opened(team, number, LINA).store.reading() as connection:
        states = {k.id: k.state for k in events.of_report(connection, "strike")}
    assert states == {first: "corrected", other.id: "corrected"}


@ONE
def test_beside_the_program(team: Project) -> None:
    (number,) = doubling.assign(team.store, ["lina", PROGRAM], ["strike"], "head")
    with team.store.reading() as connection:
        assert doubles.known(connection, number).sheet == doubles.EMPTY
        marks = doubles.marks(connection, [number])[number]
        assert [m.coder for m in marks] == ["lina", PROGRAM] and marks[1].done
    with sheets.opened(team, number, LINA).store.reading() as connection:
        assert events.of_report(connection, "strike") == []
    assert doubling.finish(team.store, number, LINA), "she may find nothing"


@ONE
def test_a_share_is_drawn_by_its_seed(team: Project) -> None:
    with team.store.reading() as connection:
        draws = {seed: doubling.drawn(connection, Share(50, seed), set()) for seed in "abcdefgh"}
        assert all(len(d) == 2 for d in draws.values()) and len({tuple(sorted(d)) for d in draws.values()}) > 2
        assert doubling.drawn(connection, Share(50, "a"), set()) == draws["a"]
        assert set(doubling.drawn(connection, Share(100, "a"), {"march"})) == ROWS.keys() - {"march"}
        assert len(doubling.drawn(connection, Share(0.1, "a"), set())) == 1, "one at least"
        for percent in (0, 101, float("nan")):
            with pytest.raises(UsageError):
                doubling.drawn(connection, Share(percent, "a"), set())
    team.accept(event_of(team, "other").id, "rana")
    assert len(doubling.assign(team.store, ["lina", "omar"], Share(100, "a"), "head")) == 3, "not what somebody has begun on"
    with pytest.raises(UsageError, match="no report left"):
        doubling.assign(team.store, ["lina", "omar"], Share(100, "a"), "head")


@ONE
def test_what_cannot_be_given(team: Project) -> None:
    def refused(coders: list[str], wanted: list[str], why: str, **more: Any) -> None:
        before = tables(team, ())
        with pytest.raises((UsageError, StoreError), match=why):
            doubling.assign(team.store, coders, wanted, "head", **more)
        assert tables(team, ()) == before

    refused(["lina", "lina"], ["strike"], "Name two")
    refused(["lina"], ["strike"], "Name two")
    refused([PROGRAM, PROGRAM], ["strike"], "Name two")
    refused(["lina", "sami"], ["strike"], "does not decide")
    refused(["lina", "nobody"], ["strike"], "no such account|no account")
    refused(["lina", "omar"], ["none"], "no such report")
    refused(["lina", "omar"], [], "name reports")
    refused(["lina", "omar"], ["strike"], "sheet", sheet="torn")
    refused(["lina", "omar"], ["march", "strike"], "may not see", unseen=["strike"])
    team.accept(event_of(team, "strike").id, "lina")
    refused(["lina", "omar"], ["march", "strike"], "has decided")
    restricting.restrict(team.store, team.pipeline.lexicon, "other", ["lina"], [], "head")
    refused(["lina", "omar"], ["other"], "may not see")
    (number,) = doubling.assign(team.store, ["lina", "omar"], ["march"], "head")
    refused(["lina", "rana"], ["march"], "already")
    restricting.restrict(team.store, team.pipeline.lexicon, "march", ["omar"], [], "head")
    with pytest.raises(StoreError):
        sheets.opened(team, number, LINA)
    doubling.withdraw(team.store, number, "head", "given by mistake")
    with team.store.reading() as connection:
        assert doubles.find(connection, number) is None and not connection.execute(sa.select(schema.codings)).all()


def contents(project: Project) -> str:
    with project.store.reading() as connection:
        return "".join(connection.execute(sa.select(schema.codings.c.content)).scalars())


@ONE
def test_redaction_reaches_what_is_coded(team: Project) -> None:
    (number,) = doubling.assign(team.store, ["lina", "omar"], ["strike"], "head")
    sheet = sheets.opened(team, number, LINA)
    sheet.reject(event_of(sheet, "strike").id, "lina", "قاله نادر العبسي فقط")
    assert "العبسي" in contents(team)
    with team.store.writing("head") as change:
        redaction.redact_name(change, "نادر العبسي", "asked")
    assert "العبسي" not in contents(team) and "البارة" in contents(team)
    with sheets.opened(team, number, LINA).store.reading() as connection:
        assert "█" in reports.known(connection, "strike").report.text
        assert events.of_report(connection, "strike")[0].state == "rejected"
    with team.store.writing("head") as change:
        redaction.redact_report(change, "strike", "asked")
    assert not [w for w in ("قصفت", "المسعف", "فقط") if w in contents(team)]
    for viewer in (LINA, OMAR):
        doubling.finish(team.store, number, viewer)
    with team.store.reading() as connection:
        assert doubles.known(connection, number).state == schema.READY and doubles.coding_of(connection, number, CODE, "lina") is not None


@ONE
def test_by_command(team: Project, folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    run, at = runner(capfd), ["--project", str(folder), "--who", "head"]
    given = run("doubles", "assign", "lina", "rasid", "--share", 50, "--seed", "s", *at)
    assert (given.code, given.out) == (0, "1\n2\n"), given.err
    rows = [json.loads(line) for line in run("doubles", "status", "--json", *at[:2]).out.splitlines()]
    assert [r["number"] for r in rows] == [1, 2] and rows[0]["coders"]["lina"] is None and rows[0]["coders"]["rasid"]
    assert run("doubles", "withdraw", 1, *at).code == 0
    assert run("doubles", "status", *at[:2]).out.startswith("2 · ")
    assert run("doubles", "assign", "lina", "omar", *at).code == 2


def both_done(project: Project, number: int) -> None:
    for viewer in (LINA, OMAR):
        doubling.finish(project.store, number, viewer)


def test_what_is_chosen_becomes_decisions(team: Project) -> None:
    """The status of one, the type of the other, an event that one alone has, one that neither kept; and what is set by hand."""
    (number,) = doubling.assign(team.store, ["lina", "omar"], ["strike"], "head")
    at, told = event_of(team, "strike"), (STRIKE.index("إصابة"), STRIKE.index("إصابة") + 5)
    one, two = sheets.opened(team, number, LINA), sheets.opened(team, number, OMAR)
    one.correct(at.id, "status", "denied", "lina")
    extra = one.add_event("strike", "protest", told, "lina")
    two.correct(at.id, "type", "air_strike", "omar")
    with pytest.raises(ConflictError, match="not all"):
        settling.choose(team, number, None, "head", {})
    both_done(team, number)
    with pytest.raises(UsageError, match="does not settle"):
        settling.choose(team, number, OMAR, "omar", {})
    with team.store.reading() as connection:
        (done,) = agreeing.done(connection, None, number)
    happenings = agreeing.beside(done.coded)
    n = next(i for i, h in enumerate(happenings, 1) if len(h) == 2)
    alone = next(i for i, h in enumerate(happenings, 1) if len(h) == 1)
    with pytest.raises(UsageError, match="each difference"):
        settling.choose(team, number, None, "head", {(n, "status"): "lina"})
    choices = {(n, "status"): "lina", (n, "type"): "omar", (n, "toll"): "lina", (n, "background"): "omar", (alone, "event"): "yes"}
    before = tables(team)
    settling.choose(team, number, None, "head", choices | {(n, "type"): settling.ANOTHER})
    assert tables(team) == before, "nothing is written into the report yet"
    with pytest.raises(UsageError, match="still to be set: type"):
        settling.settle(team, number, None, "head")
    sheets.opened(team, number, Viewer("head")).correct(at.id, "type", "killing", "head")
    for other in (RANA, Viewer("someone", ("reviewer",))):
        with pytest.raises(StoreError):
            sheets.opened(team, number, other)
    made = settling.settle(team, number, None, "head", "asked the witness")
    kept = event_of(team, "strike")
    assert kept.id == at.id and (kept.record["type"], kept.record["status"], kept.state) == ("killing", "denied", "corrected")
    with team.store.reading() as connection:
        assert {k.id: k.state for k in events.of_report(connection, "strike")} == dict.fromkeys([at.id], "corrected") | {
            extra.id: "accepted"
        }
        assert sorted(made) == sorted([at.id, extra.id]) and reports.known(connection, "strike").state == "reviewed"
        rows = connection.execute(sa.select(schema.decisions.c.who, schema.decisions.c.why)).all()
        assert {tuple(r) for r in rows} == {("head", "asked the witness")}
        told_ = [e.action for e in audit.entries(connection, None, who="head")]
        assert "event.set" in told_ and "event.add" in told_ and told_[-1] == "double.settle" and not audit.verify(connection).problems
        assert doubles.known(connection, number).settler == "head"
    with pytest.raises(ConflictError, match="settled already"):
        settling.choose(team, number, None, "head", choices)
    with pytest.raises(ConflictError):
        doubling.withdraw(team.store, number, "head")


@ONE
def test_an_outcome_is_all_or_nothing(team: Project, tmp_path: Path) -> None:
    """Taken whole from one who found nothing, every event is rejected; where the report is another by now, nothing is written."""
    numbers = doubling.assign(team.store, ["lina", PROGRAM], ["strike", "other"], "head")
    for number in numbers:
        doubling.finish(team.store, number, LINA)
    for number, coder in zip(numbers, ("lina", PROGRAM), strict=True):
        with team.store.reading() as connection:
            done = settling.to_settle(connection, number, None, "head")
        with pytest.raises(UsageError, match="did not code"):
            settling.taken_whole(done, "rana")
        settling.choose(team, number, None, "head", settling.taken_whole(done, coder))
        if coder == PROGRAM:
            with team.store.writing("x") as change:
                change.connection.execute(sa.update(schema.doubles).where(schema.doubles.c.id == number).values(text_hash="0" * 64))
                change.record("test", "report:other")
            before = tables(team, ())
            with pytest.raises(ConflictError, match="another text"):
                settling.settle(team, number, None, "head")
            assert tables(team, ()) == before
            continue
        assert settling.settle(team, number, None, "head") == [] and event_of(team, "strike").state == "rejected"


@ONE
def test_adjudicated_by_command(team: Project, folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    run, at = runner(capfd), ["--project", str(folder), "--who", "head"]
    (number,) = doubling.assign(team.store, ["lina", "omar"], ["strike"], "head")
    decide(team, number, LINA, "reject")
    decide(team, number, OMAR)
    assert run("doubles", "adjudicate", number, "--take", "omar", *at).code == 1, "not all are done"
    both_done(team, number)
    told = run("doubles", "agreement", *at[:2]).out.splitlines()
    assert told[1].startswith("all,1,event,dice,0.0") and "lina + omar,1,event" in told[2]
    assert ",event," in run("doubles", "agreement", "--differences", *at[:2]).out
    assert run("doubles", "adjudicate", number, "--take", "omar", *at[:2], "--who", "lina").code == 2
    given = run("doubles", "adjudicate", number, "--take", "omar", *at)
    assert given.code == 0 and given.out.split() == [event_of(team, "strike").id] and event_of(team, "strike").state == "accepted"
    assert run("doubles", "status", "--all", *at[:2]).out.startswith(f"{number} · strike · settled")
