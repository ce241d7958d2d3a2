"""Making, opening and writing a project's store, on both databases; and what is said where that cannot be."""

from __future__ import annotations

import os
import sqlite3
import stat
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
import sqlalchemy as sa
from pg_server import Server, run_sql

from rasid.model.errors import StoreError, UsageError
from rasid.store import connecting, migrations, schema, settings
from rasid.store.engine import Store
from running import Rasid, runner

MAPPING = {"name": "m", "columns": "{}", "added": "2026-01-01T00:00:00.000000Z"}
posix = pytest.mark.skipif(os.name != "posix", reason="file modes are POSIX's")


@pytest.fixture
def rasid(capfd: pytest.CaptureFixture[str]) -> Rasid:
    return runner(capfd)


def count(store: Store, table: sa.Table) -> int:
    with store.reading() as connection:
        return int(connection.execute(sa.select(sa.func.count()).select_from(table)).scalar_one())


def test_a_project_is_made_once_and_opened(store: Store, folder: Path, database: str | None) -> None:
    with pytest.raises(StoreError, match="already"):
        Store.create(folder, database)
    again = Store.open(folder)
    assert again.settings.id == store.settings.id and again.postgres == (database is not None)
    assert count(again, schema.audit) == 1
    again.close()


def test_a_database_holds_one_project(store: Store, folder: Path, database: str | None) -> None:
    (folder / settings.SETTINGS).unlink()
    with pytest.raises(StoreError, match="holds a project already"):
        Store.create(folder, database)


def test_another_projects_database_is_refused(store: Store, folder: Path, database: str | None) -> None:
    (folder / settings.SETTINGS).unlink()
    settings.write(folder, "pr_other", database or "")
    with pytest.raises(StoreError, match="not that of the project"):
        Store.open(folder)


def test_a_transaction_is_whole_or_nothing(store: Store) -> None:
    with store.writing("layla") as change:
        change.connection.execute(sa.insert(schema.mappings).values(MAPPING))
        assert change.record("mapping.added", "mapping:m", after={"a": 1}) == 2
    with pytest.raises(ZeroDivisionError), store.writing("layla") as change:
        change.connection.execute(sa.delete(schema.mappings))
        change.record("mapping.removed", "mapping:m")
        1 / 0  # noqa: B018
    assert count(store, schema.mappings) == 1 and count(store, schema.audit) == 2


def test_nothing_is_written_without_an_entry(store: Store) -> None:
    with store.writing("layla") as change:
        change.connection.execute(sa.select(schema.mappings)).all()
    with pytest.raises(RuntimeError, match="recorded nothing"), store.writing("layla") as change:
        change.connection.execute(sa.insert(schema.mappings).values(MAPPING))
    assert count(store, schema.mappings) == 0


def test_a_reader_sees_one_moment(store: Store) -> None:
    with store.reading() as connection:
        before = connection.execute(sa.select(sa.func.count()).select_from(schema.audit)).scalar()
        with store.writing("layla") as change:
            change.record("a", "b:c")
        assert connection.execute(sa.select(sa.func.count()).select_from(schema.audit)).scalar() == before


def test_writers_wait_for_each_other(store: Store) -> None:
    def write() -> None:
        for _ in range(10):
            with store.writing("t") as change:
                change.record("a", "b:c")

    threads = [threading.Thread(target=write) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert count(store, schema.audit) == 31


def test_a_writer_does_not_wait_for_ever(store: Store, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connecting, "BUSY_S", 1)
    second = Store.open(folder)
    with store.writing("a") as change, pytest.raises(StoreError, match="another program has been writing"), second.writing("b"):
        change.record("a", "b:c")
    second.close()


@pytest.mark.parametrize("statement", ["UPDATE audit SET who = 'x'", "DELETE FROM audit", "UPDATE audit_payloads SET payload = '{}'"])
def test_the_audit_log_only_grows(store: Store, statement: str) -> None:
    with pytest.raises(sa.exc.DBAPIError, match="only grows"), store.writing("x") as change:
        change.connection.exec_driver_sql(statement)


def test_an_entry_is_not_replaced() -> None:
    engine = sa.create_engine("sqlite://")
    with engine.begin() as connection:
        migrations.upgrade(connection)
        insert = "INSERT OR REPLACE INTO audit VALUES (1, 'a', 'b', 'c', 'd', 'e', 'f', 'g')"
        connection.exec_driver_sql(insert)
        with pytest.raises(sa.exc.IntegrityError, match="only grows"):
            connection.exec_driver_sql(insert)


# What is said where it cannot be -------------------------------------------------------------------------------------------------


def test_no_project(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="no project in this folder"):
        Store.open(tmp_path)


def test_a_newer_project_is_refused(store: Store, folder: Path) -> None:
    with store.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(StoreError, match="newer version of Rasid"):
        Store.open(folder)


def test_a_missing_database_is_not_made_anew(folder: Path) -> None:
    Store.create(folder).close()
    for file in folder.glob("rasid.db*"):
        file.unlink()
    with pytest.raises(StoreError, match="missing"):
        Store.open(folder)
    assert not (folder / settings.DATABASE).exists()


def test_what_is_no_database(folder: Path) -> None:
    Store.create(folder).close()
    (folder / settings.DATABASE).write_bytes(b"no database " * 1000)
    with pytest.raises(StoreError, match="no SQLite database"):
        Store.open(folder)


def test_a_full_disk(folder: Path) -> None:
    store = Store.create(folder)
    with pytest.raises(StoreError, match="disk is full"), store.writing("a") as change:
        pages = change.connection.exec_driver_sql("PRAGMA page_count").scalar()
        change.connection.exec_driver_sql(f"PRAGMA max_page_count={pages}")
        change.record("a", "b:c", after="x" * 1_000_000)
    store.close()
    assert count(Store.open(folder), schema.audit) == 1


def test_settings_that_are_none(folder: Path) -> None:
    Store.create(folder).close()
    (folder / settings.SETTINGS).write_text("database = 'postgresql://me:sesame@host/x", encoding="utf-8")
    with pytest.raises(StoreError, match="no TOML") as told:
        Store.open(folder)
    assert "sesame" not in str(told.value)


@pytest.mark.parametrize("address", ["mysql://a:sesame@b/c", "sesame", "postgresql://a:sesame@b:port/c"])
def test_addresses_that_are_none(folder: Path, address: str) -> None:
    with pytest.raises(StoreError) as told:
        Store.create(folder, address)
    assert "sesame" not in str(told.value) and not folder.exists()


@pytest.mark.parametrize("address", ["postgresql://me:sesame@127.0.0.1:1/x", "postgresql://me@127.0.0.1:1/x?password=sesame"])
def test_a_server_that_is_not_there(rasid: Rasid, folder: Path, address: str) -> None:
    pytest.importorskip("psycopg")
    ran = rasid("init", folder, "--database", address)
    assert ran.code == 1 and "cannot be reached" in ran.err and "sesame" not in ran.err + ran.out
    assert not folder.exists() or not list(folder.iterdir())


def test_the_driver_is_missing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(*_: object, **__: object) -> None:
        raise ModuleNotFoundError("psycopg")

    monkeypatch.setattr(sa, "create_engine", missing)
    with pytest.raises(StoreError, match="psycopg"):
        Store.create(folder, "postgresql://me:sesame@host/x")


def test_a_database_of_other_letters(postgres: Server, folder: Path) -> None:
    run_sql(postgres, "CREATE DATABASE latin ENCODING 'SQL_ASCII' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0")
    with pytest.raises(StoreError, match=r"SQL_ASCII, not in UTF-8"):
        Store.create(folder, postgres.url("latin"))
    assert not folder.exists()


def test_a_server_that_stops(postgres: Server, folder: Path, databases: Callable[[], str | None]) -> None:
    address = databases()
    if address is None:
        pytest.skip("only PostgreSQL has a server")
    store = Store.create(folder, address)
    with pytest.raises(StoreError, match=r"stopped|broke|reached"), store.writing("a") as change:
        change.record("a", "b:c")
        pid = change.connection.exec_driver_sql("SELECT pg_backend_pid()").scalar()
        with store.engine.connect() as other:
            other.exec_driver_sql(f"SELECT pg_terminate_backend({pid})")
        change.record("a", "b:c")
    assert count(store, schema.audit) == 1
    store.close()


# Passwords and settings ----------------------------------------------------------------------------------------------------------


@posix
def test_a_password_is_for_its_owner_alone(tmp_path: Path) -> None:
    settings.write(tmp_path, "pr_1", "postgresql://me:sesame@127.0.0.1:1/x")
    path = tmp_path / settings.SETTINGS
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    path.chmod(0o644)
    with pytest.raises(StoreError, match="password") as told:
        Store.open(tmp_path)
    assert "sesame" not in str(told.value)
    settings.write(tmp_path, "pr_1", "postgresql://me@127.0.0.1:1/x")
    path.chmod(0o644)
    assert settings.read(tmp_path).database


@posix
def test_the_file_is_for_its_owner_alone(folder: Path) -> None:
    Store.create(folder).close()
    assert stat.S_IMODE((folder / settings.DATABASE).stat().st_mode) == 0o600


def test_the_address_from_the_environment(
    rasid: Rasid, folder: Path, databases: Callable[[], str | None], monkeypatch: pytest.MonkeyPatch
) -> None:
    address = databases()
    if address is None:
        pytest.skip("SQLite has no address")
    monkeypatch.setenv("RASID_DATABASE", address)
    assert rasid("init", folder).code == 0
    assert address not in (folder / settings.SETTINGS).read_text(encoding="utf-8")
    store = Store.open(folder)
    assert store.postgres
    store.close()
    monkeypatch.delenv("RASID_DATABASE")
    with pytest.raises(StoreError, match="RASID_DATABASE is not set"):
        Store.open(folder)


def test_init(rasid: Rasid, folder: Path, database: str | None) -> None:
    more = ("--database", database) if database else ()
    ran = rasid("init", folder, "--who", "Layla", *more)
    assert ran.code == 0 and ran.out == "" and "a project is made" in ran.err
    assert rasid("init", folder).code == 1
    assert rasid("init", folder, "--who", " ").code == 2
    store = Store.open(folder)
    with store.reading() as connection:
        assert connection.execute(sa.select(schema.audit.c.who)).scalars().all() == ["Layla"]
    store.close()


def test_a_value_that_no_database_takes_is_told(store: Store) -> None:
    """One takes a NUL and the other a number beyond all bounds: what neither may do is break."""
    told = []
    for where in (schema.reports.c.id == "a\0b", schema.audit.c.seq == 10**30):
        try:
            with store.reading() as connection:
                assert connection.execute(sa.select(where.left).where(where)).first() is None
        except UsageError as error:
            told.append(str(error))
    assert told and all("no database takes" in one for one in told)


# Upgrades ------------------------------------------------------------------------------------------------------------------------


def test_the_revision_is_the_newest() -> None:
    from alembic.script import ScriptDirectory

    assert ScriptDirectory(str(migrations.HERE)).get_heads() == [migrations.REVISION]


def test_the_tables_are_those_of_the_schema(store: Store) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    with store.reading() as connection:
        ours = {"compare_type": True, "include_name": lambda name, kind, _: not (name or "").startswith(("events_text", "reports_text"))}
        context = MigrationContext.configure(connection, opts=ours)  # full-text tables are SQLite's own, see objects.py
        assert compare_metadata(context, schema.metadata) == []


def test_an_older_file_is_copied_first(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    newest = migrations.REVISION
    Store.create(folder).close()
    monkeypatch.setattr(migrations, "REVISION", "9999")
    monkeypatch.setattr(migrations, "upgrade", lambda c, _: c.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'"))
    Store.open(folder).close()
    copy = sqlite3.connect(folder / "rasid.db.before-9999")
    assert copy.execute("SELECT version_num FROM alembic_version").fetchone() == (newest,)
    copy.close()
