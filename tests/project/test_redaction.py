"""Redaction: the words are gone, from every table and from the files; what is coded stays; the log verifies and says who did it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest
import samples
import sqlalchemy as sa
from samples import ACT, NAME, OTHER, TEXT, TITLE, fill, hash_of

from rasid.model import Event
from rasid.model.errors import StoreError, UsageError
from rasid.project.project import Project
from rasid.store import audit, blobs, events, redaction, schema, scrubbing
from rasid.store.engine import Store, as_json
from rasid.store.masking import BLOCK, Name, Words, masked
from rasid.store.objects import metadata
from running import Rasid, runner


@pytest.fixture
def rasid(capfd: pytest.CaptureFixture[str]) -> Rasid:
    return runner(capfd)


@pytest.fixture
def filled(store: Store) -> Store:
    fill(store)
    return store


def redact(store: Store, *arguments: Any, **options: Any) -> redaction.Done:
    with store.writing("layla") as change:
        return redaction.redact_report(change, *arguments, **options)


def where(store: Store, words: str) -> set[str]:
    """Every column of every table in which the words stand."""
    found = set()
    with store.reading() as connection:
        for table in metadata.sorted_tables:
            for row in connection.execute(sa.select(table)).mappings():
                for column, value in row.items():
                    text = value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)
                    if words in text:
                        found.add(f"{table.name}.{column}")
    return found


def column(store: Store, query: Any) -> list[Any]:
    with store.reading() as connection:
        return list(connection.execute(query).scalars())


def sound(store: Store) -> None:
    """What must hold after every redaction: the log verifies; hashes are those of the texts; every slot quotes its text."""
    with store.reading() as connection:
        assert audit.verify(connection).problems == []
        known = {row.text_hash: row.text for row in connection.execute(sa.select(schema.texts))}
        assert all(hash_of(text) == key for key, text in known.items())
        assert set(connection.execute(sa.select(schema.reports.c.text_hash)).scalars()) <= set(known)
        for id_ in connection.execute(sa.select(schema.reports.c.id)).scalars().all():
            for one in events.of_report(connection, id_):
                text = known[one.text_hash]
                for slot in [*one.record["places"], *one.record["sources"], *one.record["toll"], one.record["evidence"]]:
                    assert text[slice(*slot["span"])] == slot["text"]
                msgspec.convert(one.record, Event)


# A report ------------------------------------------------------------------------------------------------------------------------


def test_a_whole_report(filled: Store) -> None:
    done = redact(filled, "r1", "طلب من صاحب الشهادة")
    sound(filled)
    for words in (TEXT, TITLE, "ثلاثة قتلى", "مدفعياً", "example.org/r1", "اتصلت", "r1.txt"):
        assert where(filled, words) == set(), words
    assert where(filled, NAME) <= {"texts.text", "blob_parts.data", "searched_reports.words"}  # of r3, which names him too
    assert (done.reports, done.events, len(done.blobs), done.lost) == (["r1"], ["ev_1"], 1, [])
    with filled.reading() as connection:
        row = connection.execute(sa.select(schema.reports).where(schema.reports.c.id == "r1")).one()
        event = connection.execute(sa.select(schema.events)).one()
        assert row.redacted and row.title is None and row.url is None and row.outlet is None and row.published == "2026-03-14"
        assert connection.execute(sa.select(schema.texts.c.text).where(schema.texts.c.report_id == "r1")).scalar() == BLOCK * len(TEXT)
        assert (event.type, event.killed_low, event.lat, event.day) == ("shelling", 3, 35.5, "2026-03-14")
        entry = connection.execute(sa.select(schema.audit).order_by(schema.audit.c.seq.desc()).limit(1)).one()
        assert (entry.who, entry.action, entry.subject) == ("layla", "redacted", "report:r1")
        assert audit.verify(connection).destroyed == done.payloads > 0


def test_context_that_is_kept(filled: Store) -> None:
    redact(filled, "r1", "سبب", keep=["outlet", "url"])
    with filled.reading() as connection:
        row = connection.execute(sa.select(schema.reports).where(schema.reports.c.id == "r1")).one()
    assert row.outlet == "وكالة الضفة" and row.url and row.title is None


def test_events_that_go_too(filled: Store) -> None:
    done = redact(filled, "r1", "سبب", drop_events=True)
    sound(filled)
    assert done.removed == ["ev_1"] and column(filled, sa.select(schema.events.c.id)) == []
    assert column(filled, sa.select(schema.decisions.c.value)) == [None] and column(filled, sa.select(schema.decisions.c.who)) == ["layla"]


def test_twice_is_once(filled: Store) -> None:
    redact(filled, "r1", "سبب")
    again = redact(filled, "r1", "سبب")
    assert (again.texts, again.payloads, again.blobs, again.events) == (0, 0, [], [])
    sound(filled)


def test_a_row_of_a_table(filled: Store) -> None:
    """The bytes of a table cannot be rewritten: they go, the other rows' texts stay."""
    done = redact(filled, "r3", "سبب")
    sound(filled)
    assert done.lost == ["r2"] and len(done.blobs) == 1
    assert column(filled, sa.select(schema.texts.c.text).where(schema.texts.c.report_id == "r2")) == [OTHER]
    with filled.reading() as connection:
        assert blobs.is_destroyed(connection, done.blobs[0])


def test_bytes_that_another_report_is_too(filled: Store) -> None:
    with filled.writing("t") as change:
        samples.put_report(change, "r9", TEXT, TEXT.encode(), 900)
    done = redact(filled, "r1", "سبب")
    assert done.same == ["r9"] and done.blobs == []
    assert len(redact(filled, "r9", "سبب").blobs) == 1
    assert where(filled, TEXT) == set()


def test_bytes_of_an_earlier_revision(filled: Store) -> None:
    older = "نص أقدم للخبر فيه ما حُذف لاحقاً".encode()
    with filled.writing("t") as change:
        sha = blobs.put(change.connection, older)
        change.record("report.revise", "report:r1", after={"sha256": sha})
    assert sha in redact(filled, "r1", "سبب").blobs


# Words ---------------------------------------------------------------------------------------------------------------------------


def test_words_of_a_report(filled: Store) -> None:
    done = redact(filled, "r1", "حماية الشاهد", words=NAME)
    sound(filled)
    assert done.stretches == 1 and done.events == ["ev_1"] and len(done.blobs) == 1
    assert where(filled, NAME) <= {"texts.text", "blob_parts.data", "searched_reports.words"}  # of r3
    with filled.reading() as connection:
        text = connection.execute(sa.select(schema.texts.c.text).where(schema.texts.c.report_id == "r1")).scalar_one()
        row = connection.execute(sa.select(schema.reports).where(schema.reports.c.id == "r1")).one()
        source = connection.execute(sa.select(schema.event_sources.c.text)).scalar()
        why = connection.execute(sa.select(schema.decisions.c.why)).scalar()
    assert text == TEXT.replace(NAME, BLOCK * len(NAME)) and row.title == TITLE.replace(NAME, BLOCK * len(NAME))
    assert row.redacted is None and row.masked and row.text_hash == hash_of(text)
    assert source == f"الناشط {BLOCK * len(NAME)}" and why == f"اتصلت بـ{BLOCK * len(NAME)}"


def test_decisions_still_bind(filled: Store) -> None:
    redact(filled, "r1", "سبب", words=NAME)
    with filled.reading() as connection:
        decision = connection.execute(sa.select(schema.decisions)).one()
        event = connection.execute(sa.select(schema.events)).one()
        text = connection.execute(sa.select(schema.texts.c.text).where(schema.texts.c.text_hash == decision.text_hash)).scalar_one()
    assert decision.text_hash == event.text_hash and text[decision.trigger_start : decision.trigger_end] == ACT


def test_words_that_cut_through_a_slot(filled: Store) -> None:
    redact(filled, "r1", "سبب", words="الحوراني إن")
    sound(filled)
    assert column(filled, sa.select(schema.event_sources.c.text)) == [f"الناشط سليم {BLOCK * 8}"]


def test_words_that_do_not_stand_there(filled: Store) -> None:
    with pytest.raises(StoreError, match="do not stand"):
        redact(filled, "r1", "سبب", words="كلام آخر")
    with pytest.raises(StoreError, match="no such report"):
        redact(filled, "r7", "سبب")
    with pytest.raises(UsageError, match="reason quotes"):
        redact(filled, "r1", f"لأن {NAME} طلب", words=NAME)
    assert where(filled, NAME)


def test_other_reports_payloads_stay(filled: Store) -> None:
    """Words that stand in others' entries as well are not theirs to lose."""
    with filled.writing("t") as change:
        change.record("event.corrected", "event:ev_of_another", after="بلدة السنديانة")
    redact(filled, "r1", "سبب", words="بلدة السنديانة")
    assert "audit_payloads.payload" in where(filled, "بلدة السنديانة")


# A name --------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "becomes"),
    [
        ("قال أحمد العلي", f"قال {BLOCK * 10}"),
        ("وقال احمَد العليّ ذلك", f"وقال {BLOCK * 12} ذلك"),
        ("التقى بأحمد\nالعلي.", f"التقى ب{BLOCK * 10}."),
        ("أحمد العليان", "أحمد العليان"),
        ("محمد أحمد علي", "محمد أحمد علي"),
    ],
)
def test_spellings_of_a_name(text: str, becomes: str) -> None:
    assert masked(text, Name("أحمد العلي")) == becomes


@pytest.mark.parametrize("name", ["", "و", " - "])
def test_what_is_no_name(name: str) -> None:
    with pytest.raises(UsageError):
        Name(name)
    with pytest.raises(UsageError):
        Words(" ")


def test_a_name_everywhere(filled: Store) -> None:
    with filled.writing("omar") as change:
        change.connection.execute(
            sa.insert(schema.ties).values(kind="must", a="ev_1", b="ev_2", who="omar", at="t", why=f"قول {NAME}", audit_seq=1, undone=0)
        )
        change.record("incident.merged", "incident:in_1", after=["ev_1", "ev_2"], why=f"قول {NAME}")
    with filled.writing("layla") as change:
        done = redaction.redact_name(change, "سليم الحوراني", "طلب الشاهد")
    sound(filled)
    assert sorted(done.reports) == ["r1", "r3"] and len(done.blobs) == 2 and done.lost == ["r2"]
    assert where(filled, NAME) == set() and where(filled, "الحوراني") == set()
    assert column(filled, sa.select(schema.texts.c.text).where(schema.texts.c.report_id == "r2")) == [OTHER]
    with pytest.raises(StoreError, match="stands nowhere"), filled.writing("layla") as change:
        redaction.redact_name(change, NAME, "سبب")


def test_a_name_that_a_release_was_asked_with(filled: Store) -> None:
    """A publisher who is a person, and a title that names one; the version is its own name and stays as the log has it."""
    asked = {"version": "karim-1", "title": "شهادات كريم الباشا 2025", "publisher": "Archive of كريم الباشا", "url": "", "formats": ["csv"]}
    row: dict[str, Any] = {"version": "karim-1", "released": "2026-01-01", "profile": "internal", "digest": "d", "profile_hash": "h"}
    row |= {"options": as_json(asked), "fields": "type", "row_count": 1, "needed": 1, "made": "t", "published": None}
    with filled.writing("omar") as change:
        change.connection.execute(sa.insert(schema.releases).values(row))
        change.record("release.drafted", "release:karim-1", after={"digest": "d"})
    with filled.writing("layla") as change:
        done = redaction.redact_name(change, "كريم الباشا", "طلب صاحب الاسم")
    assert done.fields == 2 and where(filled, "الباشا") == where(filled, "كريم") == set()
    (options,) = column(filled, sa.select(schema.releases.c.options))
    assert json.loads(options) == asked | {"title": f"شهادات {BLOCK * 11} 2025", "publisher": f"Archive of {BLOCK * 11}"}
    sound(filled)


def test_a_name_over_the_end_of_a_line(filled: Store) -> None:
    text = "ونقل عن كريم\nالباشا قوله."
    with filled.writing("omar") as change:
        samples.put_report(change, "r5", text, text.encode(), 500, title="ك")
        change.record("event.corrected", "event:ev_5", after={"text": text})
    with filled.writing("layla") as change:
        done = redaction.redact_name(change, "كريم الباشا", "سبب")
    assert (done.reports, done.payloads) == (["r5"], 1) and where(filled, "الباشا") == where(filled, "كريم") == set()
    sound(filled)


def test_a_name_that_only_a_correction_holds(filled: Store) -> None:
    with filled.writing("omar") as change:
        change.connection.execute(sa.update(schema.decisions).values(value='"كريم الباشا"'))
        change.record("event.corrected", "event:ev_1", after="كريم الباشا")
    with filled.writing("layla") as change:
        done = redaction.redact_name(change, "كريم الباشا", "سبب")
    assert where(filled, "كريم") == set() and done.payloads == 1 and done.blobs == []
    sound(filled)


# The files -----------------------------------------------------------------------------------------------------------------------


def test_the_words_are_gone_from_the_files(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scrubbing, "PATIENCE_S", 0)
    store = Store.create(folder)
    for number in range(30):  # so that pages are split and used again
        with store.writing("t") as change:
            samples.put_report(change, f"x{number}", f"{OTHER} {number} " * 40, f"{number} {OTHER}".encode(), 1000 + number)
    fill(store)
    with store.reading() as other:
        other.execute(sa.select(schema.reports)).all()
        redact(store, "r1", "سبب")
        with store.writing("layla") as change:
            redaction.redact_name(change, NAME, "سبب")
        assert in_files(folder, TEXT)  # the write-ahead log still has it
        with pytest.raises(StoreError, match="being read"):
            scrubbing.scrub(store)
    scrubbing.scrub(store)
    for words in (TEXT, TITLE, NAME, "سليم", "الحوراني", ACT, "حوراني"):
        assert in_files(folder, words) == [], words
    assert in_files(folder, OTHER)
    store.close()


def in_files(folder: Path, words: str) -> list[str]:
    forms = [words.encode("utf-8"), words.encode("utf-16-le"), json.dumps(words)[1:-1].encode()]
    return [p.name for p in folder.iterdir() if p.is_file() and any(f in p.read_bytes() for f in forms)]


def test_postgresql_is_made_anew(filled: Store) -> None:
    redact(filled, "r1", "سبب")
    scrubbing.scrub(filled)
    sound(filled)


# The command ---------------------------------------------------------------------------------------------------------------------


def test_command(rasid: Rasid, filled: Store, folder: Path) -> None:
    at = ("--project", folder)
    ran = rasid("redact", "r1", "--dry-run", *at)
    assert ran.code == 0 and ran.out.startswith("would destroy:") and where(filled, TEXT)
    assert rasid("redact", "r1", *at).code == 2
    ran = rasid("redact", "r1", "--words", NAME, "--why", "طلب الشاهد", "--who", "Layla", "--json", *at)
    assert ran.code == 0 and json.loads(ran.out)["reports"] == ["r1"]
    ran = rasid("redact", "--name", NAME, "--why", "طلب الشاهد", *at)
    assert ran.code == 0 and "lose it" in ran.out and "backups" in ran.err and where(filled, NAME) == set()
    assert rasid("redact", "r1", "--keep", "outlet", "--why", "طلب", *at).code == 0
    assert rasid("audit", "verify", *at).code == 0 and rasid("redact", "--scrub", *at).code == 0


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("r1", "--name", "x"),
        ("--words", "x", "--why", "w"),
        ("r1", "--words", "x", "--events", "--why", "w"),
        ("r1", "--keep", "text", "--why", "w"),
        ("r1", "--scrub"),
        ("--name", "اب", "--why", "w"),
    ],
)
def test_wrong_usage(rasid: Rasid, folder: Path, arguments: tuple[str, ...]) -> None:
    Store.create(folder).close()
    assert rasid("redact", *arguments, "--project", folder).code == 2


# With the rest of the project ----------------------------------------------------------------------------------------------------


def test_the_same_report_does_not_come_back(
    folder: Path, database: str | None, tmp_path: Path, databases: Callable[[], str | None]
) -> None:
    """Added again, as the same bytes or with another text under its id, a redacted report stays as it is."""
    first, again = tmp_path / "a.jsonl", tmp_path / "b.jsonl"
    text = "قصفت قوات النظام بلدة معرة النعمان بالمدفعية، وقال الناشط سليم الحوراني إن ثلاثة مدنيين قتلوا."
    first.write_text(
        "".join(json.dumps({"id": i, "text": f"{text} {i}"}, ensure_ascii=False) + "\n" for i in ("a", "b", "c")), encoding="utf-8"
    )
    again.write_text(first.read_text(encoding="utf-8").replace("\n", "\n\n"), encoding="utf-8")
    project = Project.create(folder, database)
    assert [o.what for o in project.add([str(first)])] == ["added"] * 3
    with project.store.writing("layla") as change:
        redaction.redact_report(change, "a", "سبب")
        redaction.redact_report(change, "b", "سبب", words=NAME)
    for file in (first, again):
        list(project.add([str(file)]))
    assert len([t for t in column(project.store, sa.select(schema.texts.c.text)) if NAME in t]) == 1
    with project.store.reading() as connection:
        assert audit.verify(connection).problems == []
    project.store.close()
