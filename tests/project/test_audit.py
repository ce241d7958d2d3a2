"""The audit log: what was altered, left out, cut off or written anew is found; what a redaction took is not held against it."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import sqlalchemy as sa

from rasid.store import audit, schema
from rasid.store.audit import Head, Problem
from rasid.store.engine import Store
from running import Rasid, runner

WORDS = "قال الشاهد «أبو سالم» إن القصف\nبدأ ليلاً"


@pytest.fixture
def rasid(capfd: pytest.CaptureFixture[str]) -> Rasid:
    return runner(capfd)


@pytest.fixture
def filled(store: Store) -> Store:
    with store.writing("layla") as change:
        for number in range(2, 11):
            change.record(
                "event.corrected", f"event:ev_{number}", before={"n": number}, after={"text": WORDS, "score": 1e-07}, why="مراجعة"
            )
    return store


def loose(store: Store, *statements: str) -> None:
    """What somebody does who goes past Rasid and its triggers."""
    with store.engine.begin() as connection:
        if store.postgres:
            connection.exec_driver_sql("ALTER TABLE audit DISABLE TRIGGER USER; ALTER TABLE audit_payloads DISABLE TRIGGER USER")
        else:
            for (name,) in connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
                connection.exec_driver_sql(f"DROP TRIGGER {name}")
        for statement in statements:
            connection.exec_driver_sql(statement)


def problems(store: Store, earlier: Head | None = None) -> list[Problem]:
    with store.reading() as connection:
        return audit.verify(connection, earlier).problems


def test_a_log_that_is_whole(filled: Store) -> None:
    with filled.reading() as connection:
        assert audit.verify(connection, audit.head(connection)) == audit.Verdict(10, 0, [])


@pytest.mark.parametrize("column", ["at", "who", "action", "subject", "digest"])
def test_an_altered_entry(filled: Store, column: str) -> None:
    loose(filled, f"UPDATE audit SET {column} = 'x' || {column} WHERE seq = 4")
    assert Problem(4, "altered") in problems(filled)


def test_an_altered_entry_with_a_new_hash_breaks_what_follows(filled: Store) -> None:
    with filled.reading() as connection:
        entry = dict(connection.execute(sa.select(schema.audit).where(schema.audit.c.seq == 4)).one()._mapping) | {"who": "omar"}
    loose(filled, f"UPDATE audit SET who = 'omar', hash = '{audit.sealed(entry)}' WHERE seq = 4")
    assert problems(filled) == [Problem(5, "does not follow from the entry before it")]


@pytest.mark.parametrize("statement", ["payload = payload || ' '", "salt = 'x' || salt"])
def test_an_altered_payload(filled: Store, statement: str) -> None:
    loose(filled, f"UPDATE audit_payloads SET {statement} WHERE seq = 7")
    assert problems(filled) == [Problem(7, "its payload was altered")]


def test_a_gap(filled: Store) -> None:
    loose(filled, "DELETE FROM audit_payloads WHERE seq IN (5, 6)", "DELETE FROM audit WHERE seq IN (5, 6)")
    assert problems(filled) == [Problem(5, "missing, up to 6")]


def test_a_missing_payload(filled: Store) -> None:
    loose(filled, "DELETE FROM audit_payloads WHERE seq = 3")
    assert problems(filled) == [Problem(3, "its payload is missing, and no redaction took it")]


def test_payloads_that_a_redaction_took(filled: Store) -> None:
    with filled.writing("layla") as change:
        change.connection.execute(sa.delete(schema.audit_payloads).where(schema.audit_payloads.c.seq.in_([3, 5, 6])))
        change.record(audit.REDACTED, "report:r", after={"payloads": audit.stretches({6, 3, 5})}, why="ask")
    with filled.reading() as connection:
        assert audit.verify(connection) == audit.Verdict(11, 3, [])


def test_an_end_cut_off_and_a_log_written_anew(filled: Store) -> None:
    with filled.reading() as connection:
        kept = audit.head(connection)
    assert kept is not None
    loose(filled, "DELETE FROM audit_payloads WHERE seq > 8", "DELETE FROM audit WHERE seq > 8")
    assert problems(filled) == []
    assert "cut off" in problems(filled, kept)[0].what
    with filled.writing("omar") as change:
        for _ in range(5):
            change.record("a", "b:c")
    assert problems(filled) == [] and "written anew" in problems(filled, kept)[0].what


def test_an_empty_log(store: Store) -> None:
    loose(store, "DELETE FROM audit_payloads", "DELETE FROM audit")
    assert problems(store) == [Problem(None, "the log is empty")]


def test_a_cut_in_the_middle_is_not_told_a_million_times(filled: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(audit, "MOST", 3)
    loose(filled, "UPDATE audit SET who = 'x'")
    assert len(problems(filled)) == 3


def test_entries_are_read_in_steps(filled: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(audit, "ROWS", 3)
    with filled.reading() as connection:
        assert [e.seq for e in audit.entries(connection)] == list(range(1, 11))


# The commands --------------------------------------------------------------------------------------------------------------------


def test_verify_and_head(rasid: Rasid, filled: Store, folder: Path, tmp_path: Path) -> None:
    head = tmp_path / "head.json"
    assert rasid("audit", "head", "--project", folder, "--out", head).code == 0
    assert set(json.loads(head.read_text(encoding="utf-8"))) == {"project", "seq", "hash", "at"}
    ran = rasid("audit", "verify", "--project", folder, "--head", head)
    assert ran.code == 0 and ran.out == "10 entries: whole.\n"
    loose(filled, "DELETE FROM audit_payloads WHERE seq = 10", "DELETE FROM audit WHERE seq = 10")
    ran = rasid("audit", "verify", "--project", folder, "--head", head, "--json")
    assert ran.code == 1 and "cut off" in json.loads(ran.out)["problems"][0]["what"]
    assert rasid("audit", "verify", "--project", folder).code == 0


def test_a_head_of_another_project(rasid: Rasid, filled: Store, folder: Path, tmp_path: Path, databases: Callable[[], str | None]) -> None:
    Store.create(tmp_path / "other", databases()).close()
    assert rasid("audit", "head", "--project", tmp_path / "other", "--out", tmp_path / "h").code == 0
    assert rasid("audit", "verify", "--project", folder, "--head", tmp_path / "h").code == 2
    (tmp_path / "h").write_text("{}", encoding="utf-8")
    assert "no head" in rasid("audit", "verify", "--project", folder, "--head", tmp_path / "h").err
    assert rasid("audit", "verify", "--project", folder, "--head", tmp_path / "none").code == 2


def test_list(rasid: Rasid, filled: Store, folder: Path) -> None:
    lines = rasid("audit", "list", "--project", folder).out.splitlines()
    assert [json.loads(line)["seq"] for line in lines] == list(range(1, 11)) and json.loads(lines[3])["payload"]["after"]["text"] == WORDS
    assert [json.loads(x)["seq"] for x in rasid("audit", "list", "--project", folder, "--subject", "event:ev_4").out.splitlines()] == [4]
    assert len(rasid("audit", "list", "--project", folder, "--subject", "event:").out.splitlines()) == 9
    assert len(rasid("audit", "list", "--project", folder, "--who", "rasid").out.splitlines()) == 1
    assert len(rasid("audit", "list", "--project", folder, "--since", "2020-01-01").out.splitlines()) == 10
    ran = rasid("audit", "list", "--project", folder, "--since", "2999-01-01T00:00:00+03:00")
    assert (ran.code, ran.out) == (0, "") and "no entry" in ran.err
    assert rasid("audit", "list", "--project", folder, "--since", "soon").code == 2


# Without Rasid -------------------------------------------------------------------------------------------------------------------


def test_the_page_verifies_the_log(rasid: Rasid, filled: Store, folder: Path, tmp_path: Path) -> None:
    """The program in docs/project-store.md finds what `rasid audit verify` finds, from the exported log alone."""
    page = (Path(__file__).parent.parent.parent / "docs" / "project-store.md").read_text(encoding="utf-8")
    (tmp_path / "verify.py").write_text(page.partition("```python\n")[2].partition("```")[0], encoding="utf-8")
    with filled.writing("layla") as change:
        change.connection.execute(sa.delete(schema.audit_payloads).where(schema.audit_payloads.c.seq.in_([3, 5, 6])))
        change.record(audit.REDACTED, "report:r", after={"payloads": [[3, 3], [5, 6]]}, why="ask")
    log = tmp_path / "log.jsonl"
    assert rasid("audit", "list", "--project", folder, "--out", log).code == 0
    whole = log.read_text(encoding="utf-8")

    def run(text: str) -> str:
        log.write_text(text, encoding="utf-8", newline="\n")
        ran = subprocess.run(
            [sys.executable, "-X", "utf8", tmp_path / "verify.py", log], capture_output=True, encoding="utf-8", check=False
        )
        return ran.stdout + ran.stderr

    with filled.reading() as connection:
        head = audit.head(connection)
    assert head and run(whole) == f"11 entries, head {head.hash}\n"
    assert "entry 4 does not follow" in run(whole.replace('"who":"layla"', '"who":"omar"', 3).replace('"who":"omar"', '"who":"layla"', 2))
    assert "payload of entry 4 was altered" in run(whole.replace("أبو سالم", "أبو سليم", 2).replace("أبو سليم", "أبو سالم", 1))
    assert "does not follow" in run("".join(line + "\n" for n, line in enumerate(whole.splitlines()) if n != 6))


def test_the_queries_of_the_page(filled: Store) -> None:
    page = (Path(__file__).parent.parent.parent / "docs" / "project-store.md").read_text(encoding="utf-8")
    queries = re.findall(r"```sql\n(.*?)```", page, re.S)
    assert len(queries) >= 4
    with filled.reading() as connection:
        for query in queries:
            connection.exec_driver_sql(query).all()
