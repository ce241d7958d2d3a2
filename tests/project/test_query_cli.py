"""`rasid query`, `stats` and `reindex` as a person types them."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from laid import lay_event, lay_parties, lay_report

from rasid.store.engine import Store
from running import Rasid, runner


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "project"


@pytest.fixture
def database() -> None:
    """SQLite alone: what differs between the databases is tried below the commands."""


@pytest.fixture
def laid(store: Store, folder: Path) -> Path:
    with store.writing("test") as change:
        c = change.connection
        lay_parties(c)
        lay_report(c, "r1", "قصفت كتيبة الصقور أطراف بلدة تل نهار، وقال الأهالي إن القصف استمر ساعة.", outlet="شبكة الشمال")
        lay_event(c, "ev_1", by=("falcons",), at=("rasid:1",), killed=3, text="قصفت كتيبة الصقور أطراف بلدة تل نهار")
        lay_event(c, "ev_2", day="2024-03-09", at=("rasid:2",), type="protest", text="خرج الأهالي")
        lay_event(c, "ev_3", day=None, type="arrest", text="اعتقال شاب")
        change.record("test.laid", "test:1")
    return folder


@pytest.fixture
def rasid(laid: Path, capfd: pytest.CaptureFixture[str]) -> Rasid:
    run = runner(capfd)
    return lambda command, *arguments: run(command, "--project", laid, *arguments)


def test_a_query_gives_tables_records_rows_and_ids(rasid: Rasid, monkeypatch: pytest.MonkeyPatch) -> None:
    for columns in ("80", "200"):
        monkeypatch.setenv("COLUMNS", columns)
        shown = rasid("query", "الصقور")
        assert shown.code == 0 and "proposed · report r1" in shown.out and "⟦الصقور⟧" in shown.out
        plain = [line.translate(dict.fromkeys(map(ord, "\u2068\u2069\u200f"))) for line in shown.out.splitlines()]
        assert max(map(len, plain)) <= min(110, int(columns))
    assert rasid("query", "--format", "ids").out.split() == ["ev_2", "ev_1", "ev_3"]
    records = [json.loads(line) for line in rasid("query", "--format", "jsonl").out.splitlines()]
    assert [r["id"] for r in records] == ["ev_2", "ev_1", "ev_3"]
    rows = list(csv.DictReader(io.StringIO(rasid("query", "--format", "csv", "--type", "shelling").out)))
    assert [(r["event_id"], r["initiators"], r["killed_min"]) for r in rows] == [("ev_1", "falcons", "3")]
    assert rasid("query", "--format", "ids", "--incidents").out == ""


def test_names_are_taken_in_both_languages_and_doubts_are_said(rasid: Rasid) -> None:
    for arguments in (("--in", "إدلب"), ("--in", "Idlib"), ("--in", "SY-ID"), ("--party", "جيش الشمال"), ("--party", "north-army")):
        assert rasid("query", "--format", "ids", *arguments).out.split() == ["ev_1"], arguments
    assert rasid("query", "--format", "ids", "--in", "SYR").out.split() == ["ev_2", "ev_1"]
    assert rasid("query", "--format", "ids", "--in", "كفر وادي").out.split() == ["ev_2"]
    told = rasid("query", "--format", "ids", "الصقورر")
    assert told.out.split() == ["ev_1"] and "«الصقورر» stands nowhere" in told.err
    told = rasid("query", "--format", "ids", "--since", "2024-03-05")
    assert told.out.split() == ["ev_2"] and "1 more would fit" in told.err
    assert "no event fits" in rasid("query", "--killed", "99").err


def test_pages_go_on_where_the_last_ended(rasid: Rasid) -> None:
    first = rasid("query", "--format", "ids", "--limit", "2")
    place = first.err.split("--after ")[1].strip().strip("'")
    assert first.out.split() == ["ev_2", "ev_1"]
    assert rasid("query", "--format", "ids", "--after", place).out.split() == ["ev_3"]


def test_reports_are_found_by_their_text(rasid: Rasid) -> None:
    found = rasid("query", "--reports", "ساعة")
    assert "شبكة الشمال" in found.out and "⟦ساعة⟧" in found.out
    assert rasid("query", "--reports", "ساعة", "--format", "ids").out.split() == ["r1"]
    assert rasid("query", "--reports", "ساعة", "--killed", "1").code == 2


WRONG = (
    ("query", "--near", "1,2"),
    ("query", "--box", "5,5,1,1"),
    ("query", "--since", "last week"),
    ("query", "--since", "2024-13"),
    ("query", "--since", "2024-05", "--until", "2024-04"),
    ("query", "--undated", "--since", "2024"),
    ("query", "--type", "moon"),
    ("query", "--family", "moon"),
    ("query", "--party", "لا أحد بهذا الاسم قط"),
    ("query", "--in", "قصفصفصف"),
    ("query", "--kin", "cousins"),
    ("query", "--killed", "-1"),
    ("query", "--confidence", "2"),
    ("query", "--polygon", "no-such.geojson"),
    ("query", "--order", "relevance"),
    ("query", "--", "-قصف"),
    ("stats", "--by", "moon"),
    ("stats", "--by", "week,month"),
    ("stats", "--by", "week", "--plot", "x.pdf"),
    ("stats", "--by", "week,type", "--plot", "x.svg"),
)


def test_what_makes_no_sense_is_told_in_a_sentence(rasid: Rasid) -> None:
    for arguments in WRONG:
        ran = rasid(*arguments)
        assert ran.code == 2 and ran.err.startswith("error: ") and not ran.out, arguments


def test_a_polygon_is_read_from_a_file(rasid: Rasid, tmp_path: Path) -> None:
    path = tmp_path / "valley.geojson"
    path.write_text('{"type": "Polygon", "coordinates": [[[36.5, 35.8], [36.7, 35.8], [36.7, 36.0], [36.5, 36.0]]]}', encoding="utf-8")
    assert rasid("query", "--format", "ids", "--polygon", path).out.split() == ["ev_1"]
    path.write_text("{}", encoding="utf-8")
    assert rasid("query", "--polygon", path).code == 2


def test_stats_say_what_they_count(rasid: Rasid) -> None:
    shown = rasid("stats", "--by", "week")
    assert "2024-02-26" in shown.out and "3 events fit in all" in shown.out and "1 have no known time" in shown.out
    table = json.loads(rasid("stats", "--by", "province", "--format", "json").out)
    assert table["rows"][0]["province"] == "SYR/Aleppo" and table["unplaced"] == 1 and table["all"] == 3
    rows = list(csv.reader(io.StringIO(rasid("stats", "--by", "type", "--format", "csv").out)))
    assert rows[0][:4] == ["type", "type_en", "type_ar", "events"] and len(rows) == 4


def test_counts_are_drawn_in_both_languages(rasid: Rasid, tmp_path: Path) -> None:
    for lang, title in (("ar", "أحداث حسب الأسبوع"), ("en", "Events by week")):
        path = tmp_path / f"{lang}.svg"
        assert rasid("stats", "--by", "week", "--plot", path, "--lang", lang).code == 0
        drawn = path.read_text(encoding="utf-8")
        assert title in drawn and 'direction="ltr"' in drawn and drawn.count("<rect") == 3  # the paper and two weeks
        assert rasid("stats", "--by", "type", "--plot", path, "--lang", lang).code == 0
    pytest.importorskip("resvg_py")
    path = tmp_path / "types.png"
    ran = rasid("stats", "--by", "type", "--plot", path)
    assert path.read_bytes().startswith(b"\x89PNG") if ran.code == 0 else "font" in ran.err


def test_reindexing_is_signed(rasid: Rasid, laid: Path) -> None:
    assert "1 reports and 3 events" in rasid("reindex", "--who", "Salma").err
    store = Store.open(laid)
    with store.reading() as connection:
        last = connection.exec_driver_sql("SELECT who, action FROM audit ORDER BY seq DESC LIMIT 1").one()
    store.close()
    assert tuple(last) == ("Salma", "project.reindex")
    assert rasid("query", "--format", "ids", "الصقور").out.split() == ["ev_1"]
