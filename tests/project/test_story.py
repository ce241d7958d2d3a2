"""A project from a clean directory: sixty reports in six formats added, coded, linked, corrected, merged, re-coded, redacted."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
import sqlalchemy as sa
from sixty import written

from rasid.store.engine import Store
from running import Rasid, runner


@pytest.fixture
def rasid(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, folder: Path) -> Rasid:
    monkeypatch.setenv("RASID_WHO", "سلمى")
    return runner(capfd)


class Told:
    """A project as SQL shows it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def rows(self, query: str) -> list[tuple[object, ...]]:
        store = Store.open(self.folder)
        try:
            with store.reading() as connection:
                return [tuple(r) for r in connection.execute(sa.text(query))]
        finally:
            store.close()

    def one(self, query: str) -> object:
        return self.rows(query)[0][0]


def test_the_story(rasid: Rasid, folder: Path, database: str | None, tmp_path: Path, databases: Callable[[], str | None]) -> None:
    inputs, told = tmp_path / "inputs", Told(folder)
    parts = written(inputs)
    here = ("--project", folder)

    # A project is made, and sixty reports come in six formats; a second time nothing is new.
    assert rasid("init", folder, *(("--database", database) if database else ())).code == 0
    assert rasid("add", inputs, *here).code == 0
    assert told.one("SELECT COUNT(*) FROM reports") == 60
    before = told.rows("SELECT id, record FROM events ORDER BY id")
    assert len(before) > 60
    assert rasid("add", inputs, *here).code == 0
    assert told.rows("SELECT id, record FROM events ORDER BY id") == before

    # Accounts are linked: fewer incidents than events, and some have accounts of several reports.
    assert 0 < told.one("SELECT COUNT(*) FROM incidents") < len(before)  # type: ignore[operator]
    assert told.one("SELECT COUNT(*) FROM incidents WHERE reports > 1") >= 5  # type: ignore[operator]

    # A toll is corrected, an event rejected, two incidents merged.
    toll_of = (
        "SELECT e.id, e.record FROM events e JOIN event_tolls t ON t.event_id = e.id WHERE t.effect = 'killed' AND t.minimum > 0 ORDER BY 1"
    )
    corrected, record = told.rows(toll_of)[0]
    toll = json.loads(str(record))["toll"]
    toll[0] |= {"min": 41, "max": 41}
    assert (
        rasid("correct", corrected, "--set", f"toll={json.dumps(toll, ensure_ascii=False)}", "--why", "القائمة بأسماء القتلى", *here).code
        == 0
    )
    rejected = told.one(f"SELECT id FROM events WHERE id <> '{corrected}' ORDER BY id LIMIT 1")
    assert rasid("correct", rejected, "--reject", "--why", "ليس حدثا", *here).code == 0
    one, other = (row[0] for row in told.rows("SELECT id FROM incidents WHERE accounts = 1 ORDER BY id LIMIT 2"))
    pair = {row[0] for row in told.rows(f"SELECT id FROM events WHERE incident_id IN ('{one}', '{other}')")}
    assert rasid("link", "--merge", one, other, "--why", "واقعة واحدة", *here).code == 0
    home = f"SELECT COUNT(DISTINCT incident_id) FROM events WHERE id IN ({', '.join(repr(p) for p in sorted(pair))})"
    assert told.one(home) == 1

    # All is coded and linked anew: what people decided stands.
    assert rasid("recode", *here).code == 0
    assert rasid("link", *here).code == 0
    assert json.loads(str(told.one(f"SELECT record FROM events WHERE id = '{corrected}'")))["toll"][0]["min"] == 41
    assert told.one(f"SELECT state FROM events WHERE id = '{rejected}'") == "rejected"
    assert told.one(home) == 1

    # Why does the toll say 41? The walk ends at the words, and at who decided.
    why = rasid("why", f"{corrected}:toll", *here)
    walked = " ".join(why.out.translate({0x2068: None, 0x2069: None}).split())  # as it is read, wherever the lines break
    assert why.code == 0 and "سلمى" in walked and "القائمة بأسماء القتلى" in walked and " ".join(toll[0]["text"].split()) in walked

    # It is found by words, and counted.
    assert rasid("query", "قصف", *here, "--format", "jsonl").out.strip()
    assert rasid("stats", "--by", "province", *here).code == 0

    # A witness asks to be forgotten: the report goes, the chain holds, also against the head kept before.
    head = tmp_path / "head.json"
    head.write_text(rasid("audit", "head", *here).out, encoding="utf-8")
    gone = parts["jsonl"][0]
    assert rasid("redact", gone["id"], "--why", "طلب شاهد", "--events", *here).code == 0
    assert not told.one(f"SELECT COUNT(*) FROM texts WHERE text LIKE '%{gone['text'][:40]}%'")
    assert rasid("audit", "verify", "--head", head, *here).code == 0

    # A backup is a project again.
    backup, again = tmp_path / "kept.rasid", tmp_path / "again"
    assert rasid("backup", backup, *here).code == 0
    fresh = databases()
    assert rasid("restore", backup, again, *(("--database", fresh) if fresh else ())).code == 0
    for query in ("SELECT id, record, incident_id FROM events ORDER BY id", "SELECT seq, hash FROM audit ORDER BY seq"):
        assert set(told.rows(query)) <= set(Told(again).rows(query))
    assert rasid("audit", "verify", "--project", again, "--head", head).code == 0
