"""The command line: what goes where, exit codes, bad inputs, and nothing ever ends in a traceback."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import msgspec
import pytest

from fakes import BOOM, FakePipeline, rich_event
from rasid.cli import lines, work
from rasid.cli.flat import COLUMNS, total
from rasid.cli.marking import evidence_lines
from rasid.model import Event, Report, Toll
from rasid.pipeline import Pipeline
from running import Rasid, runner

TEXT = "قصفت مدفعية الجيش السوري بلدة التمانعة مساء الاثنين، ما أدى إلى مقتل ثلاثة من المدنيين."
SRC = Path(__file__).parent.parent / "src"


@pytest.fixture
def rasid(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Rasid:
    """Runs a command in this process, with the fake pipeline."""
    monkeypatch.setattr(work, "load", lambda lang: FakePipeline())
    monkeypatch.setenv("COLUMNS", "80")
    return runner(capfd)


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "report.txt"
    path.write_bytes(TEXT.encode())
    return path


def test_jsonl_goes_to_standard_output_and_nothing_is_said(rasid: Rasid, report: Path) -> None:
    code, out, err = rasid("code", report, "--format", "jsonl")
    event = msgspec.json.decode(out, type=Event)
    assert (code, err) == (0, "") and out.count("\n") == 1
    assert event.evidence.text == TEXT[:40]


def test_the_same_input_gives_the_same_bytes(rasid: Rasid, report: Path) -> None:
    assert len({rasid("code", report, "--format", f).out for f in ("jsonl", "jsonl")}) == 1


def test_table(rasid: Rasid, report: Path) -> None:
    out = rasid("code", report).out
    for words in (
        "Shelling",
        "قصف مدفعي",
        "[asserted] [background]",
        "Syrian Army",
        "الجيش السوري",
        "school",
        "×2",
        "at least 40",
        "exact place",
        "35.810, 36.610",
        "from 5 km near",
        "2026-03-13 to 2026-03-14",
        "killed: at least 8 civilians",
        "2 children (of the at least 8 killed)",
        "injured: no people",
        "Civil Defence",
        "time-unresolved",
        "0.75",
        "⟦",
    ):
        assert words in out, words
    assert "\x1b" not in out


@pytest.mark.parametrize("columns", ["40", "80", "200"])
def test_the_table_fits(rasid: Rasid, report: Path, monkeypatch: pytest.MonkeyPatch, columns: str) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    name = report.name
    monkeypatch.chdir(report.parent)
    for line in rasid("code", name).out.splitlines():
        assert lines.width(line) <= int(columns), line
        assert line.count("\u2068") == line.count("\u2069")


def test_arabic_is_isolated_and_evidence_laid_right_to_left(rasid: Rasid, report: Path) -> None:
    out = rasid("code", report).out.splitlines()
    assert any("\u2068الجيش السوري\u2069" in line for line in out)
    assert any(line.startswith("\u200f⟦قصفت") or line.startswith("\u200f⟦قصف") for line in out)


def test_csv(rasid: Rasid, report: Path, tmp_path: Path) -> None:
    out = rasid("code", report, "--format", "csv").out
    (row,) = csv.DictReader(io.StringIO(out))
    assert list(row) == COLUMNS
    assert row["killed_min"] == "8" and row["killed_max"] == "" and row["injured_max"] == "0"
    assert rasid("code", report, "--excel", "--out", tmp_path / "e.csv").code == 0
    assert (tmp_path / "e.csv").read_bytes().startswith(b"\xef\xbb\xbfevent_id")


@pytest.mark.parametrize("start", ["=1+1", "+1", "-1", "@x", "\tx"])
def test_formulas_are_neutralised(rasid: Rasid, tmp_path: Path, start: str) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps({"id": start, "text": f"{start} قصف البلدة وما حولها من القرى والمزارع"}), encoding="utf-8")
    (row,) = csv.DictReader(io.StringIO(rasid("code", path, "--format", "csv").out))
    assert row["evidence"].startswith("'") and row["report_id"].startswith("'")


def test_parts_are_never_added() -> None:
    def toll(id_: str, low: int | None, high: int | None, **more: Any) -> Toll:
        return Toll(id=id_, effect="killed", min=low, max=high, text="x", span=(0, 1), **more)

    event = msgspec.structs.replace(
        rich_event(Report(id="r", text=TEXT)), toll=[toll("1", 9, 9), toll("2", 14, None, supersedes="1"), toll("3", 5, 5, part_of="2")]
    )
    assert total(event, "killed") == (14, None) and total(event, "injured") == (None, None)


def test_out_is_whole_or_not_at_all(rasid: Rasid, report: Path, tmp_path: Path) -> None:
    target = tmp_path / "out.jsonl"
    assert rasid("code", report, "--out", target) == (0, "", "")
    assert json.loads(target.read_text(encoding="utf-8"))["type"] == "shelling"
    target.write_text("before", encoding="utf-8")
    assert rasid("code", report, "--out", target, "--excel").code == 2
    assert target.read_text(encoding="utf-8") == "before"
    assert [p.name for p in tmp_path.iterdir() if p.suffix == ".tmp"] == []


@pytest.mark.parametrize(
    "arguments",
    [
        ["--out", "/nowhere/at/all.csv"],
        ["--out", "/"],
        ["--published", "Friday"],
        ["--format", "xml"],
        ["--max-mb", "0"],
        ["--jobs", "0"],
        ["--no-such"],
    ],
)
def test_wrong_usage(rasid: Rasid, report: Path, arguments: list[str]) -> None:
    code, out, err = rasid("code", report, *arguments)
    assert (code, out) == (2, "") and err.startswith("error: ") and err.count("\n") == 1


def test_bad_inputs_never_stop_the_rest_and_are_named_at_the_end(rasid: Rasid, report: Path, tmp_path: Path) -> None:
    names = {
        "empty.txt": b"",
        "english.txt": b"Three killed.",
        "binary.txt": bytes(range(256)) * 9,
        "doc.txt": b"%PDF-1.4",
        "boom.txt": f"قصف {BOOM}".encode(),
    }
    for name, content in names.items():
        (tmp_path / name).write_bytes(content)
    rows = tmp_path / "rows.jsonl"
    rows.write_text('{"text": "قصف البلدة"}\n{oops\n{"text": "قصف القرية", "published": "x"}\n', encoding="utf-8")
    code, out, err = rasid("code", tmp_path / "none.txt", *(tmp_path / n for n in names), rows, report, "--format", "jsonl")
    assert code == 1 and out.count("\n") == 2
    said = err.splitlines()
    assert [s.removeprefix("error: ").split(": ")[0].rpartition("/")[2] for s in said[2:-1]] == [
        "none.txt",
        "binary.txt",
        "doc.txt",
        "boom.txt",
        "rows.jsonl:2",
        "rows.jsonl:3",
    ]
    assert "empty" in said[0] and "no language pack" in said[1] and "6 inputs" in said[-1]
    assert "could not be coded (KeyError: 'boom')" in err


@pytest.mark.parametrize("content", [b"", b"  \n", b"Nothing in Arabic here."])
def test_nothing_to_read_is_no_failure(rasid: Rasid, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.txt").write_bytes(content)
    code, out, err = rasid("code", tmp_path / "a.txt", "--format", "jsonl")
    assert (code, out) == (0, "") and err.count("\n") == 1
    assert rasid("--quiet", "code", tmp_path / "a.txt", "--format", "jsonl") == (0, "", "")
    assert rasid("code", tmp_path / "a.txt", "--format", "jsonl", "-q") == (0, "", "")


def test_errors_as_json(rasid: Rasid, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"")
    code, _, err = rasid("code", tmp_path / "none.txt", tmp_path / "a.txt", "--json")
    note, error = map(json.loads, err.splitlines())
    assert code == 1 and note["note"] and error["error"] == "InputError" and error["where"].endswith("none.txt")
    code, _, err = rasid("--json", "code", "--no-such")
    assert code == 2 and json.loads(err)["error"] == "UsageError"


def test_a_report_cannot_speak_to_the_terminal(rasid: Rasid, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("قصف\x1b[31m\u202eالبلدة\x07 \u2066وما حولها من القرى والمزارع", encoding="utf-8")
    out = rasid("code", tmp_path / "a.txt").out
    assert not re.search("[\x1b\x07\u202e\u2066]", out)


def test_colours_close_on_every_line() -> None:
    event = rich_event(Report(id="r", text=TEXT))
    for line in evidence_lines(event, 20, colour=True):
        assert line.startswith("\u200f") and line.count("\x1b[0m") == len(re.findall(r"\x1b\[[1-9]\d?m", line))
        assert "\ue000" not in line and "\ue001" not in line


def test_marks_are_not_taken_from_the_report(rasid: Rasid, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("قصف \ue000\ue001 البلدة وما حولها من القرى والمزارع", encoding="utf-8")
    assert "\ue000" not in rasid("code", tmp_path / "a.txt").out


def test_width_counts_cells() -> None:
    assert lines.width("قُتِل") == 3 and lines.width("\u2068ab\u2069") == 2 and lines.width("日本") == 4
    assert lines.wrapped("a" * 25, 10) == ["a" * 10, "a" * 10, "a" * 5] and lines.wrapped("", 10) == [""]


def test_explain(rasid: Rasid, report: Path) -> None:
    code, out, err = rasid("explain", report)
    assert (code, err) == (0, "")
    assert "+ trigger" in out and "[qasafa] → type of ev_1: a strike verb" in out and "- place" in out and "no sign of place" in out


def test_evaluate(rasid: Rasid) -> None:
    folder = Path(__file__).parent / "evaluation"
    code, out, err = rasid("evaluate", folder / "gold.jsonl", "--coded", folder / "coded.jsonl", "--show")
    assert code == 1 and "1 spans do not quote" in err and "0.714" in out and "missed  two g" in out
    code, out, _ = rasid("evaluate", folder / "gold.jsonl", "--coded", folder / "coded.jsonl", "--json", "--min-f1", "0.9")
    assert code == 1 and json.loads(out)["overall"]["f1"][0] == 0.714
    assert rasid("evaluate", folder / "gold.jsonl").code in (0, 1)
    assert rasid("evaluate", "none.jsonl").code == 1


def test_schema_and_version(rasid: Rasid) -> None:
    assert json.loads(rasid("schema", "event").out)["$id"] == "urn:rasid:schema:event:1"
    assert rasid("schema", "nonsense").code == 2
    assert re.fullmatch(r"rasid \d+\.\d+\.\d+\n", rasid("--version").out)


def test_an_unexpected_fault_is_a_sentence(rasid: Rasid, report: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(work, "load", lambda lang: 1 // 0)
    code, _, err = rasid("code", report)
    assert code == 1 and "something went wrong" in err and err.count("\n") == 1


def test_a_language_without_a_pack_is_named(report: Path) -> None:
    ran = process("code", report, "--lang", "xx", check=False)
    assert ran.returncode == 1 and "there is no language pack 'xx'" in ran.stderr


def process(*arguments: object, check: bool = True, **options: Any) -> subprocess.CompletedProcess[str]:
    """The command as people run it: a process of its own, the real pipeline, a locale that is not UTF-8."""
    environment = {k: v for k, v in os.environ.items() if k not in ("COLUMNS", "PYTHONUTF8")} | {
        "PYTHONPATH": str(SRC),
        "PYTHONIOENCODING": "ascii",
        "LC_ALL": "C",
    }
    command = [sys.executable, "-X", "utf8=0", "-c", "from rasid.cli import main; main()", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, encoding="utf-8", check=check, env=environment, **options)


def test_processes_keep_the_order(tmp_path: Path) -> None:
    rows = tmp_path / "rows.jsonl"
    texts = [f"قصفت مدفعية الجيش السوري بلدة التمانعة بـ {n} قذيفة." for n in range(12)]
    rows.write_text("".join(json.dumps({"id": str(n), "text": t}) + "\n" for n, t in enumerate(texts)) + "{oops\n", encoding="utf-8")
    one, two = (process("code", rows, "--format", "jsonl", "--jobs", jobs, check=False) for jobs in (1, 2))
    assert one.stdout == two.stdout and one.returncode == two.returncode == 1 and "rows.jsonl:13" in two.stderr
    assert list(dict.fromkeys(json.loads(line)["report_id"] for line in two.stdout.splitlines())) == [str(n) for n in range(12)]


def test_a_command_starts_without_the_others() -> None:
    """What takes the time at the start is imports; and YAML is read only where there is no cache."""
    asked = "import sys; from rasid.cli import application; application('code'); print(*sys.modules)"
    environment = {**os.environ, "PYTHONPATH": str(SRC)}
    ran = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True, env=environment)
    loaded = set(ran.stdout.split())
    assert "rasid.cli.code" in loaded
    assert not loaded & {"rasid.cli.data", "rasid.cli.evaluate", "rasid.cli.schema", "yaml"}


def test_standard_input_and_utf8_whatever_the_locale() -> None:
    ran = process("code", "-", "--format", "table", input=TEXT)
    assert "الجيش السوري" in ran.stdout and ran.stderr == ""


def test_a_reader_that_goes_away_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"text": "قصفت مدفعية الجيش السوري بلدة التمانعة."}\n' * 300, encoding="utf-8")
    command = f'"{sys.executable}" -c "from rasid.cli import main; main()" code "{tmp_path}/a.jsonl" --format jsonl | head -1'
    if os.name == "posix":
        ran = subprocess.run(
            command, shell=True, capture_output=True, text=True, encoding="utf-8", env=os.environ | {"PYTHONPATH": str(SRC)}
        )
        assert ran.stdout.count("\n") == 1 and ran.stderr == ""


def test_demo_quotes_its_report(rasid: Rasid, monkeypatch: pytest.MonkeyPatch) -> None:
    from rasid.cli.demo import demo_report

    report = demo_report()
    pipeline = Pipeline.load()
    monkeypatch.setattr(work, "load", lambda lang: pipeline)
    types = {e.type for e in pipeline.code(report)}
    assert {"air_strike", "shelling", "arrest", "displacement"} <= types
    code, out, err = rasid("demo")
    assert (code, err) == (0, "") and "fictional" in out


def test_data_stats_keeps_estimates_apart(rasid: Rasid) -> None:
    made = json.loads(rasid("data", "stats", "--json").out)
    text = rasid("data", "stats").out
    sourced, estimated = (sum(v[n] for v in made["places"].values()) for n in (0, 1))
    assert f"{sourced:,} places with a sourced coordinate (and {estimated:,} estimates)" in text


def test_data_add(rasid: Rasid, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RASID_HOME", str(tmp_path))
    code, out, err = rasid("data", "add", "party", "لواء الاختبار", "--en", "Test Brigade", "--kind", "armed-group", "--country", "SYR")
    assert code == 0 and "id: test-brigade" in out and "parties/mine.yaml" in err
    code, _, err = rasid("data", "add", "verb", "قصف", "--root", "ق ص ف", "--form", "1", "--type", "no-such-type")
    assert code == 1 and "no event type or family" in err and not (tmp_path / "data/languages").is_file()
    assert rasid("data", "add", "source", "مصدر", "--en", "???", "--kind", "agency").code == 2


def test_python_runs_the_package() -> None:
    import subprocess
    import sys

    ran = subprocess.run([sys.executable, "-m", "rasid", "--version"], capture_output=True, text=True, timeout=60, check=True)
    assert ran.stdout.startswith("rasid ")
