"""A project into one file and out of it again: the same, from and to either database, whole or not at all."""

from __future__ import annotations

import json
import os
import random
import stat
import threading
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from samples import fill

from rasid.model.errors import StoreError
from rasid.store import audit, blobs, schema, sealing
from rasid.store.backup import back_up, is_kept
from rasid.store.engine import Store
from rasid.store.restoring import restore
from running import Rasid, runner

PHRASE = "كلمة سرّ طويلة"


@pytest.fixture
def rasid(capfd: pytest.CaptureFixture[str]) -> Rasid:
    return runner(capfd)


@pytest.fixture(autouse=True)
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sealing, "COST", 4)
    monkeypatch.setattr(sealing, "PIECE", 1000)


def rows(store: Store) -> dict[str, list[Any]]:
    """All that is in a store, but for the entry of the restore itself."""
    with store.reading() as connection:
        found = {}
        for table in schema.metadata.sorted_tables:
            if is_kept(table):
                found[table.name] = [tuple(r) for r in connection.execute(sa.select(table).order_by(*table.primary_key.columns))]
        last = connection.execute(sa.select(schema.audit).order_by(schema.audit.c.seq.desc()).limit(1)).one()
    if last.action == "project.restored":
        found["audit"], found["audit_payloads"] = found["audit"][:-1], found["audit_payloads"][:-1]
    return found


@pytest.fixture
def filled(store: Store) -> Store:
    fill(store)
    (store.layer / "world").mkdir(parents=True)
    (store.layer / "world" / "places.csv").write_text("id,ar\nrasid:1,السنديانة\n", encoding="utf-8")
    return store


@pytest.mark.parametrize("passphrase", [None, PHRASE])
def test_there_and_back(filled: Store, tmp_path: Path, databases: Callable[[], str | None], passphrase: str | None) -> None:
    manifest = back_up(filled, tmp_path / "b", passphrase)
    again = restore(tmp_path / "b", tmp_path / "again", databases(), "omar", passphrase)
    assert rows(again) == rows(filled) and again.settings.id == filled.settings.id == manifest["project"]
    assert (again.layer / "world" / "places.csv").read_text(encoding="utf-8").endswith("السنديانة\n")
    with again.reading() as connection:
        assert audit.verify(connection).problems == []
        assert connection.execute(sa.select(schema.audit.c.who).order_by(schema.audit.c.seq.desc())).scalars().first() == "omar"
    with again.writing("omar") as change:  # the counters go on
        change.connection.execute(
            sa.insert(schema.runs).values(coder="c", version="1", data_version="d", layers="{}", lang="ar", started="t")
        )
        change.record("run", "run:2")
    again.close()


def test_without_a_data_layer(store: Store, tmp_path: Path, databases: Callable[[], str | None]) -> None:
    back_up(store, tmp_path / "b")
    again = restore(tmp_path / "b", tmp_path / "new" / "again", databases(), "omar")
    assert rows(again) == rows(store) and not again.layer.exists()
    again.close()


def test_from_one_database_to_the_other(filled: Store, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    back_up(filled, tmp_path / "b")
    other = None
    if not filled.postgres:
        from pg_server import TEMPLATE, run_sql

        server = request.getfixturevalue("postgres")
        run_sql(server, f"CREATE DATABASE moved TEMPLATE {TEMPLATE}")
        other = server.url("moved")
    again = restore(tmp_path / "b", tmp_path / "again", other, "omar")
    assert again.postgres != filled.postgres and rows(again) == rows(filled)
    again.close()
    if other:
        run_sql(server, "DROP DATABASE moved WITH (FORCE)")


def test_while_a_writer_writes(filled: Store, folder: Path, tmp_path: Path) -> None:
    stop, wrote = threading.Event(), threading.Event()

    def write() -> None:
        other, number = Store.open(folder), 0
        while not stop.is_set():
            with other.writing("writer") as change:
                name = f"m{number}"
                change.connection.execute(sa.insert(schema.mappings).values(name=name, columns="{}", added="t"))
                change.record("mapping.added", f"mapping:{name}")
            number += 1
            wrote.set()
        other.close()

    thread = threading.Thread(target=write)
    thread.start()
    try:
        wrote.wait(10)
        for number in range(3):
            manifest = back_up(filled, tmp_path / f"b{number}")
            with zipfile.ZipFile(tmp_path / f"b{number}") as archive:
                added = archive.read("tables/mappings.jsonl").count(b"\n") - 1
                logged = sum(b"mapping.added" in line for line in archive.read("tables/audit.jsonl").splitlines())
            assert added == logged and manifest["head"]["seq"] == manifest["files"]["tables/audit.jsonl"]["rows"]
    finally:
        stop.set()
        thread.join()


def test_what_was_destroyed_stays_so(filled: Store, tmp_path: Path, databases: Callable[[], str | None]) -> None:
    with filled.writing("x") as change:
        sha = change.connection.execute(sa.select(schema.blobs.c.sha256)).scalars().first()
        assert sha
        blobs.destroy(change.connection, sha, "2026-01-02T00:00:00.000000Z")
        change.record(audit.REDACTED, "report:r1", after={"payloads": [[2, 2]]})
        change.connection.execute(sa.delete(schema.audit_payloads).where(schema.audit_payloads.c.seq == 2))
    back_up(filled, tmp_path / "b")
    again = restore(tmp_path / "b", tmp_path / "again", databases(), "omar")
    with again.reading() as connection:
        assert blobs.is_destroyed(connection, sha) and audit.verify(connection).destroyed == 1
    again.close()


# What is refused -----------------------------------------------------------------------------------------------------------------


def test_a_target_that_is_taken(
    filled: Store, folder: Path, tmp_path: Path, database: str | None, databases: Callable[[], str | None]
) -> None:
    back_up(filled, tmp_path / "b")
    with pytest.raises(StoreError, match="already"):
        back_up(filled, tmp_path / "b")
    with pytest.raises(StoreError, match="not empty"):
        restore(tmp_path / "b", folder, databases(), "omar")
    if database:
        with pytest.raises(StoreError, match="holds a project already"):
            restore(tmp_path / "b", tmp_path / "again", database, "omar")
    assert left(tmp_path) == ["b", "project"]


def left(folder: Path) -> list[str]:
    return sorted(p.name for p in folder.iterdir())


def test_wrong_passphrase(filled: Store, tmp_path: Path) -> None:
    back_up(filled, tmp_path / "b", PHRASE)
    assert "السنديانة".encode() not in (tmp_path / "b").read_bytes() and b"tables/" not in (tmp_path / "b").read_bytes()
    for wrong, said in (("sesame", "not that of this backup"), (None, "encrypted")):
        with pytest.raises(StoreError, match=said):
            restore(tmp_path / "b", tmp_path / "again", None, "omar", wrong)
    assert left(tmp_path) == ["b", "project"]


@pytest.mark.parametrize("passphrase", [None, PHRASE])
def test_cut_off_or_altered(tmp_path: Path, passphrase: str | None) -> None:
    """Wherever a backup is cut, or a bit of it is turned, it is refused, or nothing that counts has changed (a time in the ZIP)."""
    store = Store.create(tmp_path / "project")
    fill(store)
    back_up(store, tmp_path / "b", passphrase)
    whole, chance = (tmp_path / "b").read_bytes(), random.Random(7)
    expected = rows(store)
    sizes = [0, 5, 11, 60, 1062, len(whole) - 1, *(chance.randrange(len(whole)) for _ in range(10))]
    damaged = [whole[:size] for size in sizes] + [whole + b"x"]
    for _ in range(40):
        at = chance.randrange(len(whole))
        damaged.append(whole[:at] + bytes([whole[at] ^ (1 << chance.randrange(8))]) + whole[at + 1 :])
    refused = 0
    for number, data in enumerate(damaged):
        (tmp_path / "bad").write_bytes(data)
        try:
            again = restore(tmp_path / "bad", tmp_path / f"again{number}", None, "omar", passphrase)
        except StoreError:
            refused += 1
        else:
            assert passphrase is None and rows(again) == expected
            again.close()
            for file in (tmp_path / f"again{number}").iterdir():
                file.unlink()
            (tmp_path / f"again{number}").rmdir()
    assert refused == len(damaged) if passphrase else refused >= len(sizes) + 20
    assert left(tmp_path) == ["b", "bad", "project"]


def forged(source: Path, target: Path, change: Callable[[dict[str, Any], dict[str, bytes]], None]) -> None:
    """A backup whose checksums are right and whose content is not."""
    with zipfile.ZipFile(source) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    manifest = json.loads(files.pop("manifest.json"))
    change(manifest, files)
    with zipfile.ZipFile(target, "w") as archive:
        for name, data in files.items():
            import hashlib

            old = manifest["files"].get(name, {"rows": 0, "binary": []})
            manifest["files"][name] = old | {"sha256": hashlib.sha256(data).hexdigest(), "size": len(data)}
            archive.writestr(name, data)
        archive.writestr("manifest.json", json.dumps(manifest))


def test_a_log_that_is_not_whole(filled: Store, tmp_path: Path) -> None:
    back_up(filled, tmp_path / "b")

    def alter(_: dict[str, Any], files: dict[str, bytes]) -> None:
        files["tables/audit.jsonl"] = files["tables/audit.jsonl"].replace(b'"layla"', b'"omar"', 1)

    forged(tmp_path / "b", tmp_path / "f", alter)
    with pytest.raises(StoreError, match=r"log in this backup is not whole .* altered"):
        restore(tmp_path / "f", tmp_path / "again", None, "omar")
    assert left(tmp_path) == ["b", "f", "project"]
    restore(tmp_path / "f", tmp_path / "again", None, "omar", broken=True).close()


@pytest.mark.parametrize("name", ["data/../../out.txt", "data//etc/out.txt", "data/c:out.txt", "data/a\\out.txt"])
def test_a_name_that_leads_out(filled: Store, tmp_path: Path, name: str) -> None:
    back_up(filled, tmp_path / "b")
    forged(tmp_path / "b", tmp_path / "f", lambda _, files: files.update({name: b"out"}))
    with pytest.raises(StoreError, match="damaged"):
        restore(tmp_path / "f", tmp_path / "again", None, "omar")
    assert left(tmp_path) == ["b", "f", "project"] and not list(tmp_path.rglob("*out.txt"))


@pytest.mark.parametrize("key", ["version", "revision"])
def test_a_backup_of_a_newer_rasid(filled: Store, tmp_path: Path, key: str) -> None:
    back_up(filled, tmp_path / "b")
    forged(tmp_path / "b", tmp_path / "f", lambda manifest, _: manifest.update({key: 99 if key == "version" else "9999"}))
    with pytest.raises(StoreError, match="newer version"):
        restore(tmp_path / "f", tmp_path / "again", None, "omar")


def test_what_is_no_backup(tmp_path: Path) -> None:
    (tmp_path / "b").write_bytes(b"no backup")
    with pytest.raises(StoreError, match="damaged"):
        restore(tmp_path / "b", tmp_path / "again", None, "omar")
    with pytest.raises(StoreError, match="cannot be read"):
        restore(tmp_path / "none", tmp_path / "again", None, "omar")


# The commands --------------------------------------------------------------------------------------------------------------------


def test_commands(
    rasid: Rasid, filled: Store, folder: Path, tmp_path: Path, databases: Callable[[], str | None], monkeypatch: pytest.MonkeyPatch
) -> None:
    file, address = tmp_path / "b.rasid", databases()
    more = ("--database", address) if address else ()
    ran = rasid("backup", file, "--project", folder, "--encrypt")
    assert ran.code == 2 and "RASID_PASSPHRASE" in ran.err and not file.exists()
    monkeypatch.setenv("RASID_PASSPHRASE", PHRASE)
    ran = rasid("backup", file, "--project", folder, "--encrypt")
    assert ran.code == 0 and "encrypted" in ran.err
    assert os.name != "posix" or stat.S_IMODE(file.stat().st_mode) == 0o600
    assert rasid("restore", file, tmp_path / "again", "--who", "Omar", *more).code == 0
    assert rasid("audit", "verify", "--project", tmp_path / "again").code == 0
    assert rasid("restore", file, tmp_path / "again", *more).code == 1
    assert rasid("backup", tmp_path / "none" / "b", "--project", folder).code == 1
