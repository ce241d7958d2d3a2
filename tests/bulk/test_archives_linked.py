"""An archive is linked as a project links the same accounts, whatever the shards and blocks it is cut into, and taken up after a stop."""

from __future__ import annotations

import json
import random
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import duckdb
import msgspec
import pytest
import sqlalchemy as sa

from rasid.bulk import joining, reprinting
from rasid.bulk.joining import Linked, link_archive
from rasid.bulk.laying import families, one_text
from rasid.bulk.matching import Block, Linking, Matcher, Told
from rasid.bulk.reprinting import ArchiveTexts, Reprints, lay_texts
from rasid.bulk.running import begun, closed
from rasid.bulk.shards import planned
from rasid.bulk.working import Job, code_shard
from rasid.bulk.writing import ShardWriter, whole
from rasid.evaluate import linking as labelled
from rasid.linking import grouping
from rasid.linking.account import Account
from rasid.linking.composing import composed
from rasid.linking.incident import Incident
from rasid.linking.scoring import Scorer
from rasid.model import RasidError, Report, UsageError
from rasid.model.joined import parts
from rasid.pipeline import Pipeline
from rasid.project.incidents import accounts as known_accounts
from rasid.project.incidents import every_event
from rasid.project.project import Project
from rasid.store import schema
from running import Rasid, runner

SETS = Path(__file__).parents[1] / "linking"


@pytest.fixture(scope="module")
def scorer(pipeline: Pipeline) -> Scorer:
    return Scorer(pipeline.lexicon)


def own_families(reports: list[labelled.Labelled]) -> list[Account]:
    """The accounts with each report a family of its own: letter for letter, no two of them are one text."""
    return [msgspec.structs.replace(a, family=r.report.id) for r in reports for a in r.accounts]


@pytest.fixture(scope="module")
def sets() -> dict[str, tuple[list[Report], list[Account]]]:
    found = {name: labelled.load(SETS / f"{name}.jsonl") for name in ("dev", "own", "spent")}
    return {name: ([r.report for r in its], own_families(its)) for name, its in found.items()}


def archive(out: Path, reports: Sequence[Report], accounts: Sequence[Account], shards: int = 3) -> Path:
    """What `rasid bulk` would leave of these reports, in their order."""
    events: dict[str, list[Any]] = {}
    for account in accounts:
        events.setdefault(account.event.report_id, []).append(account.event)
    for n in range(shards):
        with ShardWriter(out, f"{n:06d}") as writer:
            for report in reports[n::shards]:
                writer.coded("made here", report, events.get(report.id, []))
            writer.finish("p", n, 0.0)
    told = {"plan": "p", "rasid": "0", "data_version": "t", "asked": {"lang": "ar"}}
    sums = {"sources": 1, "shards": shards, "reports": len(reports), "events": len(accounts), "poison": 0, "empty": 0, "bytes": 0}
    whole(out / "manifest.json", json.dumps(told | sums).encode())
    return out


def here(scorer: Scorer) -> Callable[[list[Block], Linking, int], Iterator[Told]]:
    """An engine within this process."""

    def run(blocks: list[Block], job: Linking, _jobs: int) -> Iterator[Told]:
        matcher = Matcher(job, scorer)
        yield from map(matcher.do, blocks)

    return run


def link(out: Path, scorer: Scorer, **more: Any) -> Linked:
    return link_archive(out, scorer, "t", 1, engine=here(scorer), **({"block": 25, "held": 40, "reprints": False} | more))


def incidents(out: Path) -> list[Incident]:
    rows = duckdb.connect().execute(f"SELECT record FROM '{out}/incidents/*.parquet'").fetchall()
    return sorted((msgspec.json.decode(r, type=Incident) for (r,) in rows), key=lambda i: i.id)


@pytest.mark.parametrize("name", ["dev", "own", "spent"])
def test_an_archive_is_linked_as_its_accounts_are(name: str, sets: Any, scorer: Scorer, tmp_path: Path) -> None:
    reports, accounts = sets[name]
    known = {a.id: a for a in accounts}
    expected = sorted(
        (composed([known[id_] for id_ in group], scorer) for group in labelled.link(accounts, scorer).groups), key=lambda i: i.id
    )
    for seed in range(3 if name == "dev" else 1):
        shuffled = random.Random(seed).sample(reports, len(reports))
        out = archive(tmp_path / str(seed), shuffled, accounts, shards=seed + 1)
        told = link(out, scorer, block=(25, 60, 1000)[seed], held=(30, 70, 10_000)[seed])
        assert incidents(out) == expected
        assert (told.events, told.incidents, told.doubled) == (len(accounts), len(expected), 0)
        assert not (out / "linking").exists()


def test_large_components_and_crowded_keys_come_out_as_in_a_project(
    sets: Any, scorer: Scorer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where not all pairs are scored anew, the pairs kept decide; keys under which too much lies find nobody."""
    reports, accounts = sets["dev"]
    monkeypatch.setattr(grouping, "ALL_PAIRS", 2)
    known = {a.id: a for a in accounts}
    linked = labelled.link(accounts, scorer, most=4)
    near = [x for x in linked.links if grouping.kept(x, scorer.threshold)]
    joins = [(x.a, x.b) for x in near if x.score >= scorer.threshold]
    groups = []
    for part in parts(known, joins):
        inside = set(part)
        groups += grouping.grouped(part, known, lambda inside=inside: [x for x in near if x.a in inside], (), scorer, scorer.compare)
    told = link(archive(tmp_path / "out", reports, accounts), scorer, most=4)
    assert sorted(sorted(a.event for a in i.accounts) for i in incidents(tmp_path / "out")) == sorted(groups)
    assert told.largest > 2 and told.compared == len(linked.compared) and told.kept == len(near)


def test_a_project_that_takes_the_reports_one_by_one_comes_to_the_same(sets: Any, scorer: Scorer, tmp_path: Path) -> None:
    reports = sets["spent"][0][:16]
    rows = tmp_path / "rows.jsonl"
    with Project.create(tmp_path / "project", None) as project:
        for report in random.Random(1).sample(reports, len(reports)):
            told = {k: getattr(report, k) for k in ("id", "published", "outlet", "title", "text")}
            rows.write_text(json.dumps(told, ensure_ascii=False) + "\n", encoding="utf-8")
            list(project.add([rows]))
        with project.store.reading() as connection:
            accounts = known_accounts(connection, every_event(connection))
            kept = [msgspec.json.decode(r, type=Incident) for r in connection.execute(sa.select(schema.incidents.c.record)).scalars()]
    assert any(len(i.accounts) > 1 for i in kept), "there is something to link"
    texts = {a.event.report_id: (a.published, a.outlet) for a in accounts.values()}
    assert len({a.family for a in accounts.values()}) == len(texts), "no reprints among them"
    its = [Report(id=id_, text=id_, published=published, outlet=outlet) for id_, (published, outlet) in sorted(texts.items())]
    link(archive(tmp_path / "out", its, list(accounts.values())), scorer)
    assert incidents(tmp_path / "out") == sorted(kept, key=lambda i: i.id)


def test_linking_is_taken_up_where_it_was_stopped(sets: Any, scorer: Scorer, tmp_path: Path) -> None:
    reports, accounts = sets["dev"]
    whole_run = archive(tmp_path / "whole", reports, accounts)
    link(whole_run, scorer)
    out = archive(tmp_path / "out", reports, accounts)
    done: list[tuple[str, int]] = []

    def dying(after: int) -> Callable[[list[Block], Linking, int], Iterator[Told]]:
        def run(blocks: list[Block], job: Linking, jobs: int) -> Iterator[Told]:
            for told in here(scorer)(blocks, job, jobs):
                done.append((told.block.stage, told.block.number))
                if len(done) % after == 0:
                    raise KeyboardInterrupt
                yield told

        return run

    stops = 0
    while stops < 50:
        try:
            link_archive(out, scorer, "t", 1, engine=dying(3), block=25, held=40, reprints=False)
            break
        except KeyboardInterrupt:
            stops += 1
    assert stops >= 4, "the job is stopped in every stage"
    assert incidents(out) == incidents(whole_run)
    assert len(done) <= 2 * len(set(done)), "what was done is not done again, but for the block whose end was not heard of"
    before = (out / "linked.json").read_bytes()
    assert link(out, scorer).incidents == len(incidents(out)) and (out / "linked.json").read_bytes() == before


def test_a_disk_that_is_full_is_told_and_the_job_taken_up_again(
    sets: Any, scorer: Scorer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reports, accounts = sets["dev"]
    out = archive(tmp_path / "out", reports[:9], [a for a in accounts if a.event.report_id in {r.id for r in reports[:9]}])

    def full(*_args: Any) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    with monkeypatch.context() as disk:
        disk.setattr(joining, "lay_parts", full)
        with pytest.raises(RasidError, match="cannot be written") as told:
            link(out, scorer)
    assert "Make room" in str(told.value.hint) and not (out / "incidents").exists()
    assert link(out, scorer).incidents == len(incidents(out)) > 0


def test_a_report_that_comes_twice_counts_once_and_one_text_of_two_is_a_reprint(scorer: Scorer, pipeline: Pipeline, tmp_path: Path) -> None:
    text = "قصفت مدفعية الجيش السوري بلدة البارة في ريف إدلب صباح الأحد وقتل أربعة مدنيين وأصيب سبعة آخرون بجروح متفاوتة. " * 3
    told = [("a", "شبكة التل"), ("b", "شبكة النبع"), ("c", "شبكة الوادي")]
    reports = [Report(id=id_, text=text, published="2019-03-03", outlet=outlet) for id_, outlet in told]
    reports[2] = msgspec.structs.replace(reports[2], text=text + "ونقل المصابون إلى مشفى المدينة.")
    reports.append(reports[0])
    accounts = [Account(event=e) for r in reports[:3] for e in pipeline.code(r)]
    out = archive(tmp_path / "out", reports, accounts, shards=2)
    doubled = link(out, scorer)
    (one,) = incidents(out)
    assert {a.report: a.family for a in one.accounts} == {"a": "a", "b": "a", "c": "c"} and one.sources == 2
    assert doubled.events == 3


TOLD = (
    "قصفت مدفعية الجيش السوري صباح اليوم الأحد بلدة البارة في ريف إدلب الجنوبي "
    "ما أدى إلى مقتل أربعة مدنيين وإصابة سبعة آخرين بجروح متفاوتة. "
    "وقال مراسلنا في المنطقة إن القصف طال السوق الشعبي وسط البلدة وأحدث دمارا واسعا في المحال والمنازل القريبة منه."
)
REPORTS = [
    ("a", "2019-03-03", "شبكة التل", TOLD),
    ("b", "2019-03-03", "شبكة النبع", TOLD + " ونقل المصابون إلى مشفى قريب."),
    ("c", "2019-03-05", "شبكة الوادي", TOLD),
    ("d", "2021-03-05", "شبكة الوادي", TOLD),
    ("e", "2019-03-03", "شبكة السهل", TOLD.replace("البارة", "كفرنبل").replace("أربعة", "تسعة")),
    ("f", "2019-03-03", "شبكة السهل", "هدوء حذر في ريف إدلب."),
]


def test_reprints_are_found_as_a_project_finds_them(pipeline: Pipeline, scorer: Scorer, tmp_path: Path) -> None:
    rows = [dict(zip(("id", "published", "outlet", "text"), told, strict=True)) for told in REPORTS]
    folder, out = tmp_path / "in", tmp_path / "out"
    folder.mkdir()
    for n in range(3):  # a shard each
        lines = (json.dumps(row, ensure_ascii=False) + "\n" for row in rows[n::3])
        (folder / f"{n}.jsonl").write_text("".join(lines), encoding="utf-8")
    plan = planned([str(folder)], {"data_version": "t"})
    for shard in begun(out, plan):
        code_shard(pipeline, Job(out=str(out), plan=plan.fingerprint), shard)
    closed(out, plan)
    with Project.create(tmp_path / "project", None) as project:
        list(project.add([folder]))
        with project.store.reading() as connection:
            families = {a.event.report_id: a.family for a in known_accounts(connection, every_event(connection)).values()}
    told = link(out, scorer, reprints=True, block=2)
    found = {a.report: a.family for i in incidents(out) for a in i.accounts}
    names = sorted(found)
    assert [[found[x] == found[y] for x in names] for y in names] == [[families[x] == families[y] for x in names] for y in names]
    assert found["a"] == found["b"] == found["c"] == "a" and found["d"] == "d" and found["e"] == "e" and told.reprinted == 3
    (folder / "1.jsonl").unlink()
    (out / "linked.json").unlink()
    with pytest.raises(RasidError, match="cannot be read any more") as gone:
        link_archive(out, scorer, "t", 1, reprints=True)
    assert "--no-reprints" in str(gone.value.hint)


def test_a_template_that_many_share_is_looked_at_in_part(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """What a report is compared with does not grow with the archive."""
    monkeypatch.setattr(reprinting, "BACK", 30)
    monkeypatch.setattr(reprinting, "CROWD", 10)
    (tmp_path / "texts").mkdir()
    texts = ArchiveTexts.__new__(ArchiveTexts)
    texts.lang = "ar"
    rows = [texts.row(Report(id=f"r{n:03}", text=f"{TOLD} النشرة رقم {n} من المدينة.", published="2019-03-03")) for n in range(60)]
    (tmp_path / "texts" / "0.jsonl").write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in rows), encoding="utf-8")
    lay_texts(tmp_path)
    reprints = Reprints(tmp_path, "ar")
    asked: list[int] = []
    monkeypatch.setattr(reprints, "same", lambda at, others: asked.append(len(others)) or [])
    list(reprints.pairs(0, 60))
    assert len(reprints) == len(asked) == 60 and max(asked) < 20, "of 59 that are alike"


def test_which_days_reprints_may_be_apart() -> None:
    def row(day: str | None, outlet: str, size: int) -> tuple[Any, ...]:
        return ("hash", f"{outlet}-{day}", day, outlet, size)

    assert one_text(row("2020-01-01", "a", 2000), row("2020-09-01", "b", 2000))
    assert not one_text(row("2020-01-01", "a", 2000), row("2021-09-01", "b", 2000))
    assert not one_text(row("2020-01-01", "a", 100), row("2020-01-02", "a", 100)), "«no casualties today», said again"
    assert not one_text(row(None, "a", 2000), row("2020-01-02", "b", 2000))

    class Rows(list[Any]):
        def fetchmany(self, _count: int) -> list[Any]:
            taken, self[:] = list(self), []
            return taken

    assert families(Rows([row("2020-01-01", "a", 900), row("2020-01-05", "b", 900), row("2023-01-05", "c", 900)])) == {
        "a-2020-01-01": "a-2020-01-01",
        "b-2020-01-05": "a-2020-01-01",
    }


def test_the_command_links_what_was_coded_to_the_end(tmp_path: Path, capfd: pytest.CaptureFixture[str], sets: Any) -> None:
    rasid: Rasid = runner(capfd)
    refused = rasid("link", "--bulk", tmp_path)
    assert refused.code == 2 and "no coded archive" in refused.err
    reports, accounts = sets["dev"]
    out = archive(tmp_path / "out", reports[:20], [a for a in accounts if a.event.report_id in {r.id for r in reports[:20]}])
    told = rasid("link", "--bulk", out, "--jobs", "2", "--no-reprints")
    assert told.code == 0 and "incidents, in" in told.err
    assert json.loads((out / "linked.json").read_text())["incidents"] == len(incidents(out))
    assert rasid("link", "--bulk", out, "--merge", "ev_1").code == 2
    with pytest.raises(UsageError, match="manifest"):
        (out / joining.MANIFEST).write_text("{")
        joining.coded_in(out)
