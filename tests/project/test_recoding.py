"""`rasid recode`: a coder that changes its mind changes nothing that a person decided."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from test_adding import ARREST, STRIKE, TEXT, add, put, rows

from rasid.model import Event
from rasid.model.event import Span
from rasid.pipeline import Pipeline
from rasid.project.coding import Coded, Coder
from rasid.project.project import Project
from rasid.project.quoting import moved
from rasid.project.recoding import Recoded
from rasid.store import audit, events, reports
from rasid.store.events import KeptEvent
from rasid.store.schema import audit as audit_table
from rasid.store.schema import audit_payloads
from rasid.store.schema import reports as reports_table
from running import runner

Change = Callable[[list[tuple[Event, Span]]], list[tuple[Event, Span]]]


def kept(project: Project, report_id: str = "r") -> list[KeptEvent]:
    with project.store.reading() as connection:
        return events.of_report(connection, report_id)


def entries(project: Project) -> int:
    with project.store.reading() as connection:
        return connection.execute(sa.select(sa.func.max(audit_table.c.seq))).scalar_one()


def last_payload(project: Project, action: str) -> dict[str, Any]:
    with project.store.reading() as connection:
        query = sa.select(audit_payloads.c.payload).join(audit_table, audit_table.c.seq == audit_payloads.c.seq)
        found = connection.execute(query.where(audit_table.c.action == action).order_by(audit_table.c.seq.desc())).scalars().first()
    return json.loads(str(found))  # type: ignore[no-any-return]


def now_codes(project: Project, monkeypatch: pytest.MonkeyPatch, change: Change) -> None:
    """From now on the coder codes otherwise."""
    real = Coder.code

    def code(self: Coder, report: Any, lang: str = "ar", where: str = "") -> Coded:
        return Coded(change(real(self, report, lang, where).drafts))

    monkeypatch.setattr(Coder, "code", code)


def altered(n: int, **fields: Any) -> Change:
    """The same drafts, the `n`th with other values."""
    import msgspec

    return lambda drafts: [(msgspec.structs.replace(e, **fields), t) if i == n else (e, t) for i, (e, t) in enumerate(drafts)]


def without(n: int) -> Change:
    return lambda drafts: [d for i, d in enumerate(drafts) if i != n]


def recode(project: Project, **options: Any) -> Recoded:
    [one] = project.recode(who="noor", **options)
    return one


def test_the_same_coding_touches_nothing(coded: Project) -> None:
    before, seq = kept(coded), entries(coded)
    one = recode(coded)
    assert one.plan is not None and one.plan.nothing and one.plan.same == 2
    assert (kept(coded), entries(coded)) == (before, seq)


def test_a_dry_run_says_what_would_change_and_writes_nothing(coded: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    before, seq = kept(coded), entries(coded)
    now_codes(coded, monkeypatch, lambda drafts: altered(0, status="possible")(without(1)(drafts)))
    one = recode(coded, dry_run=True)
    assert one.plan is not None
    assert [c.fields for c in one.plan.changed] == [["status"]] and [k.id for k in one.plan.removed] == [before[1].id]
    assert (kept(coded), entries(coded)) == (before, seq)


def test_a_changed_proposal_keeps_its_id(coded: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    strike = kept(coded)[0]
    now_codes(coded, monkeypatch, altered(0, id="ev_of_another_coder", type="air_strike"))  # of one family with shelling
    recode(coded)
    after = kept(coded)[0]
    assert (after.id, after.record["id"], after.record["type"], after.state) == (strike.id, strike.id, "air_strike", "proposed")
    assert last_payload(coded, "report.recode")["before"]["proposed"] == {strike.id: {"type": "shelling"}}


def test_an_unreviewed_event_that_is_no_longer_found_goes_and_the_audit_log_has_it(coded: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    arrest = kept(coded)[1]
    now_codes(coded, monkeypatch, without(1))
    recode(coded)
    assert [k.record["type"] for k in kept(coded)] == ["shelling"]
    assert last_payload(coded, "report.recode")["before"]["removed"] == [arrest.record]


def test_a_corrected_event_keeps_every_human_value(coded: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    strike = kept(coded)[0]
    toll = [{"effect": "killed", "who": "civilian", "min": 4, "max": 4, "text": "ثلاثة مدنيين"}]
    coded.correct(strike.id, "toll", toll, who="noor", why="the fourth died in hospital")
    now_codes(coded, monkeypatch, altered(0, toll=[], status="possible", id="ev_of_another_coder"))
    recode(coded)
    after = kept(coded)[0]
    assert (after.id, after.state, after.record["status"]) == (strike.id, "corrected", "possible")
    assert [(t["min"], t["text"]) for t in after.record["toll"]] == [(4, "ثلاثة مدنيين")]
    assert after.proposed is not None and after.proposed["toll"] == []


def test_a_reviewed_event_that_is_no_longer_found_stays_orphaned_until_it_is(coded: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    arrest = kept(coded)[1]
    coded.accept(arrest.id, who="noor")
    with monkeypatch.context() as patched:
        now_codes(coded, patched, without(1))
        one = recode(coded)
        assert one.plan is not None and one.plan.orphaned == [arrest.id]
        orphan = kept(coded)[1]
        assert (orphan.orphaned, orphan.state, orphan.record) == (True, "accepted", arrest.record)
        assert (again := recode(coded)).plan is not None and again.plan.nothing
    one = recode(coded)
    assert one.plan is not None and one.plan.found_again == [arrest.id]
    assert (kept(coded)[1].orphaned, kept(coded)[1].state) == (False, "accepted")


def test_a_rejected_event_suppresses_its_successors(coded: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    strike = kept(coded)[0]
    coded.reject(strike.id, who="noor", why="training")
    now_codes(coded, monkeypatch, altered(0, id="ev_of_another_coder", type="air_strike"))
    recode(coded)
    assert [(k.id, k.state) for k in kept(coded)] == [(strike.id, "rejected"), (kept(coded)[1].id, "proposed")]

    def twice(drafts: list[tuple[Event, Span]]) -> list[tuple[Event, Span]]:
        (first, (start, end)), *rest = drafts
        return [*altered(0, id="ev_second")([(first, (start + 1, end + 1))]), (first, (start, end)), *rest]

    now_codes(coded, monkeypatch, twice)
    one = recode(coded)
    assert one.plan is not None and [d["id"] for d in one.plan.suppressed] == ["ev_second"]
    assert [k.state for k in kept(coded)] == ["rejected", "proposed"]


def test_a_tied_event_is_not_taken_out(coded: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    from rasid.store.engine import now
    from rasid.store.schema import ties

    strike, arrest = kept(coded)
    with coded.store.writing("noor") as change:
        seq = change.record("tie", f"event:{arrest.id}")
        tie = {"kind": "cannot", "a": min(strike.id, arrest.id), "b": max(strike.id, arrest.id), "who": "noor", "at": now()}
        change.connection.execute(sa.insert(ties).values(**tie, undone=0, audit_seq=seq))
    now_codes(coded, monkeypatch, without(1))
    recode(coded)
    assert [(k.id, k.orphaned) for k in kept(coded)] == [(strike.id, False), (arrest.id, True)]


def test_a_decision_made_while_the_report_was_coded_is_not_lost(coded: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """Between the coding and the writing somebody rejects the event."""
    arrest = kept(coded)[1]

    def meanwhile(drafts: list[tuple[Event, Span]]) -> list[tuple[Event, Span]]:
        if kept(coded)[1].state == "proposed":
            coded.reject(arrest.id, who="amal", why="old news")
        return altered(1, status="possible")(drafts)

    now_codes(coded, monkeypatch, meanwhile)
    recode(coded)
    assert (kept(coded)[1].state, kept(coded)[1].record["status"]) == ("rejected", "possible")


# Another text under the same id ------------------------------------------------------------------------------------------------------


def revise(project: Project, tmp_path: Path, text: str) -> None:
    [made] = add(project, rows(tmp_path / f"{len(text)}.jsonl", {"id": "r", "text": text, "published": "2026-03-14"}))
    assert (made.what, made.changed) == ("revised", ["text"])


def test_a_new_text_is_a_revision_and_decisions_go_with_their_words(coded: Project, tmp_path: Path) -> None:
    strike, arrest = kept(coded)
    toll = [{"effect": "killed", "who": "civilian", "min": 4, "max": 4, "text": "ثلاثة مدنيين"}]
    coded.correct(strike.id, "toll", toll, who="noor")
    head = "عاجل: نقل مراسلنا ما يلي.\n"
    revise(coded, tmp_path, head + TEXT)
    after = kept(coded)
    assert [k.id for k in after] == [strike.id, arrest.id] and not any(k.orphaned for k in after)
    start = TEXT.index("ثلاثة مدنيين") + len(head)
    assert after[0].record["toll"][0]["span"] == [start, start + len("ثلاثة مدنيين")]
    with coded.store.reading() as connection:
        stored = reports.known(connection, "r")
        assert (stored.revision, stored.report.text[slice(*after[0].record["toll"][0]["span"])]) == (2, "ثلاثة مدنيين")
        assert reports.text_by_hash(connection, "r", strike.text_hash) == TEXT


def test_where_the_words_of_a_decision_are_gone_the_event_is_orphaned(coded: Project, tmp_path: Path) -> None:
    strike = kept(coded)[0]
    toll = [{"effect": "killed", "who": "civilian", "min": 4, "max": 4, "text": "ثلاثة مدنيين"}]
    coded.correct(strike.id, "toll", toll, who="noor")
    revise(coded, tmp_path, TEXT.replace("ثلاثة مدنيين", "خمسة أشخاص"))
    by_id = {k.id: k for k in kept(coded)}
    orphan = by_id.pop(strike.id)
    assert (orphan.orphaned, orphan.text_hash, orphan.record["toll"][0]["min"]) == (True, strike.text_hash, 4)
    [new] = [k for k in by_id.values() if k.record["type"] == "shelling"]
    assert new.id != strike.id and new.record["id"] == new.id and new.record["toll"][0]["min"] == 5
    revise(coded, tmp_path, TEXT + "\n")  # the first wording again
    assert [k.orphaned for k in kept(coded) if k.id == strike.id] == [False]


def test_an_unreviewed_event_whose_words_are_gone_goes(coded: Project, tmp_path: Path) -> None:
    revise(coded, tmp_path, ARREST)
    assert [(k.record["type"], k.trigger) for k in kept(coded)] == [("arrest", (0, 6))]


def test_an_added_event_goes_with_its_words(coded: Project, tmp_path: Path) -> None:
    span = (TEXT.index("وإصابة"), TEXT.index("وإصابة") + len("وإصابة"))
    own = coded.add_event("r", "protest", span, who="noor", why="a test")
    revise(coded, tmp_path, "عاجل. " + TEXT)
    [after] = [k for k in kept(coded) if k.id == own.id]
    assert (after.trigger, after.orphaned, after.record["evidence"]["text"]) == ((span[0] + 6, span[1] + 6), False, "وإصابة")
    revise(coded, tmp_path, ARREST)
    assert [k.orphaned for k in kept(coded) if k.id == own.id] == [True]


@pytest.mark.parametrize(
    ("old", "new", "span", "there"),
    [
        ("قتل طفل في السوق", "أمس قتل طفل في السوق", (0, 3), (4, 7)),
        ("قتل طفل، ثم قتل رجل", "قتل طفل، ثم قتل رجل.", (12, 15), (12, 15)),
        ("قتل طفل في السوق القديم", "جرح طفل في السوق القديم", (0, 3), None),
        ("أ أ أ", "أ أ", (2, 3), None),
    ],
)
def test_words_move_with_their_company(old: str, new: str, span: Span, there: Span | None) -> None:
    assert moved(old, new, span) == there


# A project's own data ----------------------------------------------------------------------------------------------------------------

VERB = "- {id: own_zamakha, verb: زمخ, root: ز م خ, form: 1, type: strike, frame: attack}\n"


def test_a_verb_in_the_projects_data_brings_its_events(
    folder: Path, database: str | None, tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    rasid = runner(capfd)
    text = TEXT + "زمخت قوات النظام مواقع الفصائل في بلدة كفرنبل صباح الأحد.\n"
    rows(tmp_path / "r.jsonl", {"id": "r", "text": text, "published": "2026-03-14"})
    rasid("init", folder, *(["--database", database] if database else []))
    monkeypatch.chdir(folder)
    assert rasid("add", tmp_path / "r.jsonl").code == 0
    with Project.open(folder) as project:
        strike = kept(project)[0]
        before = len(kept(project))
    assert rasid("correct", strike.id, "--set", "status=possible", "--why", "not sure", "--who", "noor").code == 0
    (folder / "data" / "languages" / "ar" / "triggers").mkdir(parents=True)
    (folder / "data" / "languages" / "ar" / "triggers" / "mine.yaml").write_text(VERB, encoding="utf-8")
    dry = rasid("recode", "--dry-run")
    assert dry.code == 0 and "+ ev_" in dry.out and "زمخت" in dry.out and "Nothing was written" in dry.err
    ran = rasid("recode", "--format", "jsonl")
    [changed] = [json.loads(line) for line in ran.out.splitlines()]
    assert [e["evidence"]["text"].split()[0] for e in changed["new"]] == ["زمخت"] and not changed["removed"]
    with Project.open(folder) as project:
        after = kept(project)
        assert len(after) == before + 1
        assert [(k.state, k.record["status"]) for k in after if k.id == strike.id] == [("corrected", "possible")]
        with project.store.reading() as connection:
            assert connection.execute(sa.select(reports_table.c.run_id)).scalar_one() == 2
    ran = rasid("recode")
    assert (ran.code, ran.out) == (0, "") and "0 changed" in ran.err


def test_recode_takes_reports_and_days(coded: Project, tmp_path: Path) -> None:
    add(coded, rows(tmp_path / "s.jsonl", {"id": "s", "text": ARREST, "published": "2026-04-01"}))
    assert [o.report_id for o in coded.recode(["s"], dry_run=True)] == ["s"]
    assert [o.report_id for o in coded.recode(since="2026-03-20", dry_run=True)] == ["s"]
    assert [o.report_id for o in coded.recode(dry_run=True)] == ["r", "s"]


def test_recode_codes_what_was_only_kept(project: Project, tmp_path: Path, pipeline: Pipeline) -> None:
    add(project, put(tmp_path / "in", a=STRIKE), code=False)
    one = recode(project)
    assert one.plan is not None and len(one.plan.fresh) == 1
    assert last_payload(project, "report.code")["after"]["events"] == [one.plan.fresh[0].id]
    with project.store.reading() as connection:
        assert not audit.verify(connection).problems
