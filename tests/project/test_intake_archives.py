"""Archives: web archives, Telegram's exports, ZIP and gzip; cut short, hostile, and nested."""

from __future__ import annotations

import gzip
import io
import json
import zipfile
from pathlib import Path

import intake_files as make
import pytest

from rasid.intake import Found, Notice, find
from rasid.model import InputError

ONE = "قصفت مدفعية بلدة تل الورد مساء الاثنين، ما أدى إلى مقتل ثلاثة مدنيين."
TWO = "انفجرت عبوة ناسفة في سوق بلدة وادي النسيم، وأصيب أربعة أشخاص بينهم طفل."


def put(path: Path, content: bytes | str) -> Path:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def texts(outcomes: object) -> list[str]:
    return [o.report.text for o in outcomes if isinstance(o, Found)]  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", ["a.warc.gz", "a.warc", "unnamed"])
def test_the_pages_of_a_web_archive(tmp_path: Path, name: str) -> None:
    one, two = find(put(tmp_path / name, make.warc(ONE, TWO, packed=name != "a.warc")))
    assert isinstance(one, Found) and isinstance(two, Found)
    assert (one.report.text, two.report.text, one.raw) == (ONE, TWO, make.page(ONE))
    assert (one.how, one.address, one.acquired) == ("warc", "https://local.example/n/0", "2026-03-18T09:00:00.000000Z")
    assert (one.report.url, one.report.outlet, one.report.published) == ("https://local.example/n/0", "local.example", None)
    assert (one.locator, two.locator, one.name) == ("record 1", "record 2", name) and one.details["status"] == 200
    assert one.details["record"].startswith("<urn:uuid:") and one.where == f"{tmp_path / name} https://local.example/n/0"


def test_what_is_no_page_is_passed_over_with_a_count(tmp_path: Path) -> None:
    site = "https://local.example"
    records = [
        make.record(f"{site}/gone", make.http(b"x", "404 Not Found")),
        make.record(f"{site}/moved", make.http(b"", "301 Moved", more="Location: /x\r\n")),
        make.record(f"{site}/pic.jpg", make.http(b"\xff\xd8\xff", media="image/jpeg")),
        make.record(f"{site}/", make.http(make.page(TWO))),
        make.record(f"{site}/n/1", b"", "revisit"),
        make.record(f"{site}/n/2", make.http(gzip.compress(make.page(ONE)), more="Content-Encoding: gzip\r\n")),
        make.record(f"{site}/n/3.txt", make.http(TWO.encode("cp1256"), media="text/plain; charset=windows-1256")),
        make.record(f"{site}/n/4", TWO.encode(), "conversion", media="text/plain"),
    ]
    got = list(find(put(tmp_path / "a.warc.gz", b"".join(map(gzip.compress, records)))))
    assert texts(got) == [ONE, TWO, TWO]
    (notice,) = (g for g in got if isinstance(g, Notice))
    assert all(said in notice.what for said in ("2 answers other than 200", "1 revisits", "1 pictures", "1 front pages"))


@pytest.mark.parametrize("packed", [True, False])
@pytest.mark.parametrize("lost", [1, 40, 200])
def test_an_archive_that_is_cut_short_gives_what_is_whole(tmp_path: Path, packed: bool, lost: int) -> None:
    raw = make.warc(ONE, TWO, packed=packed)
    got = list(find(put(tmp_path / "a.warc", raw[:-lost])))
    assert texts(got)[:1] == [ONE] and not any(isinstance(g, Found) and g.report.text not in (ONE, TWO) for g in got)
    if len(texts(got)) == 1:
        assert any(isinstance(g, InputError) and "cut short" in g.what for g in got)


def test_wacz(tmp_path: Path) -> None:
    files = {"datapackage.json": b"{}", "archive/data.warc.gz": make.warc(ONE, TWO), "pages/pages.jsonl": b'{"text": "no report"}'}
    got = list(find(put(tmp_path / "a.wacz", make.zipped(files))))
    assert texts(got) == [ONE, TWO] and isinstance(got[0], Found)
    assert got[0].name == "a.wacz/archive/data.warc.gz" and got[0].how == "warc"


def test_telegrams_export(tmp_path: Path) -> None:
    rich = ["عاجل: ", {"type": "bold", "text": "قصف"}, " على ", {"type": "hashtag", "text": "#تل_الورد"}, "\n", ONE]
    export = make.channel(
        {"id": 1, "type": "service", "date": "2026-03-17T08:00:00", "actor": "x", "action": "create_channel", "text": ""},
        make.message(2, rich, forwarded_from="قناة أخرى", photo="photos/a.jpg"),
        make.message(3, "", photo="photos/b.jpg"),
        make.message(4, "", text_entities=[{"type": "plain", "text": TWO}], edited="2026-03-17T09:00:00"),
        make.message(5, "", poll={"question": "هل سمعتم القصف؟", "answers": [{"text": "نعم"}, {"text": "لا"}]}),
    )
    raw = json.dumps(export, ensure_ascii=False, indent=1).encode()
    got = list(find(put(tmp_path / "result.json", raw)))
    assert texts(got) == [f"عاجل: قصف على #تل_الورد\n{ONE}", TWO, "هل سمعتم القصف؟\nنعم\nلا"]
    one = got[0]
    assert isinstance(one, Found) and one.raw == raw and one.details["forwarded_from"] == "قناة أخرى"
    assert (one.report.id, one.report.outlet, one.report.published) == ("tg_1501_2", "أخبار تل الورد", "2026-03-17T08:30:00+03:00")
    assert (one.how, one.locator) == ("telegram", "message 2")
    (notice,) = (g for g in got if isinstance(g, Notice))
    assert "1 service messages" in notice.what and "1 messages without words" in notice.what


def test_an_accounts_export_leaves_private_chats_alone(tmp_path: Path) -> None:
    chats = [make.channel(make.message(1, ONE)), {"name": "صديق", "type": "personal_chat", "id": 7, "messages": [make.message(1, "سر")]}]
    export = {"about": "x", "chats": {"about": "y", "list": [*chats, make.channel(make.message(9, TWO), id=22, name="أخرى")]}}
    got = list(find(put(tmp_path / "result.json", json.dumps(export, ensure_ascii=False))))
    assert texts(got) == [ONE, TWO] and isinstance(got[1], Found)
    assert (got[1].report.outlet, got[1].report.id, got[1].locator) == ("أخرى", "tg_22_9", "chat 22, message 9")
    assert isinstance(got[-1], Notice) and "private" in got[-1].what


def test_an_export_that_is_cut_short_gives_what_it_has(tmp_path: Path) -> None:
    raw = make.telegram(ONE, TWO)
    got = list(find(put(tmp_path / "result.json", raw[:-60])))
    assert texts(got) == [ONE] and isinstance(got[-1], InputError) and "cut short" in got[-1].what


def test_zip_and_folders_of_any_mix(tmp_path: Path) -> None:
    inner = make.zipped({"deep.txt": TWO.encode()})
    files = {
        "تقرير.txt": ONE.encode(),
        "rows.jsonl": json.dumps({"text": TWO}).encode(),
        "t.csv": f"text\n{ONE}\n".encode(),
        "p/page.html": make.page(TWO),
        "inner.zip": inner,
        "__MACOSX/._x.txt": b"x",
        "photo.jpg": b"\xff\xd8",
        "w.warc.gz": make.warc(ONE),
        "d.docx": make.docx(TWO),
        "x.xlsx": b"PK\x03\x04 broken",
    }
    got = list(find(put(tmp_path / "all.zip", make.zipped(files))))
    found = {g.name: g.report.text.strip() for g in got if isinstance(g, Found)}
    names = ["d.docx", "inner.zip/deep.txt", "p/page.html", "rows.jsonl", "t.csv", "w.warc.gz", "تقرير.txt"]
    assert sorted(found) == [f"all.zip/{n}" for n in names] and found["all.zip/تقرير.txt"] == ONE
    problems = [g for g in got if not isinstance(g, Found)]
    assert len(problems) == 2 and any(isinstance(p, InputError) and p.where.endswith("all.zip/x.xlsx") for p in problems)
    assert any(isinstance(p, Notice) and "1 files that are no reports" in p.what for p in problems)


@pytest.mark.parametrize("name", ["../../etc/x.txt", "/abs.txt", "a/../../x.txt", "C:/x.txt"])
def test_names_that_lead_out_are_refused(tmp_path: Path, name: str) -> None:
    got = list(find(put(tmp_path / "a.zip", make.zipped({name: ONE.encode(), "good.txt": TWO.encode()}))))
    assert texts(got) == [TWO] and any(isinstance(g, InputError) and "leads out" in g.what for g in got)
    assert not list(tmp_path.rglob("x.txt"))


def test_bombs_are_refused(tmp_path: Path) -> None:
    blank = b" " * 120_000_000
    for name, raw in (("a.zip", make.zipped({"a.csv": b"text\n" + blank})), ("a.csv.gz", gzip.compress(b"text\n" + blank, 1))):
        got = list(find(put(tmp_path / name, raw), keep=False))
        assert len(got) == 1 and isinstance(got[0], InputError) and "times its size" in got[0].what, got


def test_archives_within_archives_end_somewhere(tmp_path: Path) -> None:
    raw = ONE.encode()
    for n in range(6):
        raw = make.zipped({f"{n}.{'zip' if n else 'txt'}": raw})
    (error,) = find(put(tmp_path / "a.zip", raw))
    assert isinstance(error, InputError) and "within" in error.what


def test_locked_members_and_damaged_archives(tmp_path: Path) -> None:
    raw = bytearray(make.zipped({"a.txt": ONE.encode()}))
    for at in (raw.index(b"PK\x03\x04") + 6, raw.index(b"PK\x01\x02") + 8):
        raw[at] |= 1
    (error,) = find(put(tmp_path / "a.zip", bytes(raw)))
    assert isinstance(error, InputError) and "password" in error.what
    (error,) = find(put(tmp_path / "b.zip", make.zipped({"a.txt": ONE.encode()})[:-30]))
    assert isinstance(error, InputError) and "damaged" in error.what


@pytest.mark.parametrize("inner", [b"word", b"ppt/presentation.xml", b"xl/workbook.bin"])
def test_office_documents_that_are_not_read_say_so(tmp_path: Path, inner: bytes) -> None:
    files = {inner.decode(): b"x"} if b"/" in inner else {"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"x"}
    (error,) = find(put(tmp_path / "a.zip", make.zipped(files)))
    assert isinstance(error, InputError) and error.hint.startswith("Save")


def test_gzip_of_one_file_and_of_none(tmp_path: Path) -> None:
    (one,) = find(put(tmp_path / "r.txt.gz", gzip.compress(ONE.encode())))
    assert isinstance(one, Found) and (one.report.text, one.name) == (ONE, "r.txt.gz")
    rows = "".join(json.dumps({"text": f"{TWO} {n}"}) + "\n" for n in range(50)).encode()
    assert len(texts(find(put(tmp_path / "r.jsonl.gz", gzip.compress(rows))))) == 50
    got = list(find(put(tmp_path / "c.jsonl.gz", gzip.compress(rows)[:-40])))
    assert isinstance(got[-1], InputError) and "cut short" in got[-1].what
    (error,) = find(put(tmp_path / "a.tar.gz", gzip.compress(b"x")))
    assert isinstance(error, InputError) and "TAR" in error.what


def test_archives_on_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    class Pipe(io.BytesIO):
        def seekable(self) -> bool:
            return False

    for raw in (make.zipped({"a.txt": ONE.encode()}), make.warc(ONE), make.telegram(ONE), gzip.compress(ONE.encode()), make.docx(ONE)):
        pipe = io.BufferedReader(Pipe(raw))  # type: ignore[arg-type]
        monkeypatch.setattr("sys.stdin", type("In", (), {"buffer": pipe}))
        got = list(find("-"))
        assert [t.strip() for t in texts(got)] == [ONE], got


def test_zip_keeps_names_that_are_utf8_without_saying_so(tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("AAAAAAAAAA.txt", ONE)
    raw = out.getvalue().replace(b"AAAAAAAAAA", "تقرير".encode())
    (one,) = find(put(tmp_path / "a.zip", raw))
    assert isinstance(one, Found) and one.name == "a.zip/تقرير.txt"
