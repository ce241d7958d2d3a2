"""A project of every released version opens in this one, with all that was in it; and the tables are those the schema says."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import samples
import sqlalchemy as sa
from pg_server import Server, run_sql

from rasid.model.errors import StoreError
from rasid.store import accounts, audit, blobs, events, migrations, schema, settings
from rasid.store.connecting import postgres_url, reach, sqlite_url
from rasid.store.engine import Store

HERE = Path(__file__).parent
RELEASES = sorted((HERE / "releases").glob("*.sql"))
NEWEST = migrations.REVISION
NEXT = f"{int(NEWEST) + 1:04}"


def test_every_revision_has_a_dump_for_both() -> None:
    revisions = {p.name.removeprefix("r").partition("_")[0] for p in (migrations.HERE / "versions").glob("r*.py")}
    assert {p.name for p in RELEASES} == {f"{r}.{d}.sql" for r in revisions for d in ("sqlite", "postgresql")}


@pytest.fixture
def old(request: pytest.FixtureRequest, folder: Path) -> Callable[[Path], None]:
    """Makes the project of a dump in `folder`."""

    def make(path: Path) -> None:
        folder.mkdir()
        address = ""
        if path.name.endswith(".postgresql.sql"):
            server: Server = request.getfixturevalue("postgres")
            run_sql(server, "DROP DATABASE IF EXISTS old_release WITH (FORCE)")
            run_sql(server, "CREATE DATABASE old_release")
            address = server.url("old_release")
        engine = reach(postgres_url(address) if address else sqlite_url(folder / settings.DATABASE))
        with engine.connect().execution_options(writes=True) as connection:
            for statement in path.read_text(encoding="utf-8").strip().split("\n\n"):
                connection.exec_driver_sql(statement)
            project = connection.exec_driver_sql("SELECT subject FROM audit WHERE seq = 1").scalar()
            connection.commit()
        engine.dispose()
        settings.write(folder, str(project).removeprefix("project:"), address)

    return make


@pytest.mark.parametrize("path", RELEASES, ids=lambda p: p.stem)
def test_a_released_version_opens(old: Callable[[Path], None], folder: Path, path: Path) -> None:
    old(path)
    store = Store.open(folder)
    whole(store)
    with store.writing("omar") as change:
        samples.put_report(change, "r10", "نص جديد", b"new", 1000)
    store.close()


@pytest.mark.parametrize("dialect", ("sqlite", "postgresql"))
def test_who_was_in_stays_as_strong(old: Callable[[Path], None], folder: Path, dialect: str) -> None:
    """Revision 0006 tells sessions apart by what was asked for; before, the account's second factor counted."""
    old(HERE / "releases" / f"0005.{dialect}.sql")
    told = settings.read(folder)
    engine = reach(postgres_url(told.database) if told.database else sqlite_url(folder / settings.DATABASE))
    with engine.connect().execution_options(writes=True) as connection:
        for number, second in ((91, "'JBSWY3DPEHPK3PXP'"), (92, "NULL")):
            columns = "id, name, key, roles, state, second, second_at, form_key, made, changed"
            connection.exec_driver_sql(
                f"INSERT INTO accounts ({columns}) VALUES ({number}, 'n{number}', 'n{number}', '[]', 'active', {second}, 0, 'x', 'x', 'x')"
            )
            connection.exec_driver_sql(
                f"INSERT INTO sessions (hash, account_id, made, seen, until, browser) VALUES ('h{number}', {number}, 'x', 'x', '9', 'b')"
            )
        connection.commit()
    engine.dispose()
    store = Store.open(folder)
    with store.reading() as connection:
        there = {one: accounts.session_called(connection, one) for one in ("h91", "h92")}
    store.close()
    assert {name: (one.way, one.second) for name, one in there.items() if one} == {"h91": ("password", True), "h92": ("password", False)}


def whole(store: Store) -> None:
    """All that samples.fill put there is there."""
    with store.reading() as connection:
        assert migrations.current(connection) == migrations.REVISION
        assert audit.verify(connection).problems == []
        sha = connection.execute(sa.select(schema.reports.c.sha256).where(schema.reports.c.id == "r1")).scalar_one()
        assert blobs.get(connection, sha).decode() == samples.TEXT
        (event,) = events.of_report(connection, "r1")
        assert event.record["evidence"]["text"] in samples.TEXT and event.incident_id == "in_1"
        for table in (schema.event_places, schema.event_tolls, schema.event_sources, schema.decisions):
            assert len(connection.execute(sa.select(table)).all()) == 1, table.name
        assert connection.exec_driver_sql("SELECT count(*) FROM v_events").scalar() == 1


def next_revision(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, body: str) -> None:
    """A revision after the newest, as the next version of Rasid could bring it."""
    here = tmp_path / "migrations"
    shutil.copytree(migrations.HERE, here, ignore=shutil.ignore_patterns("__pycache__"))
    head = f'import sqlalchemy as sa\nfrom alembic import op\n\nrevision, down_revision = "{NEXT}", "{NEWEST}"\n\n\ndef upgrade():\n'
    (here / "versions" / f"r{NEXT}_more.py").write_text(head + "".join(f"    {line}\n" for line in body.splitlines()), encoding="utf-8")
    monkeypatch.setattr(migrations, "HERE", here)
    monkeypatch.setattr(migrations, "REVISION", NEXT)


REMAKE = """\
with op.batch_alter_table("reports") as table:
    table.add_column(sa.Column("more", sa.Text))
    table.alter_column("lang", type_=sa.Text, existing_nullable=True)
"""


def test_the_next_revision(store: Store, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """SQLite makes the table anew: what points at it is not deleted with the old one."""
    samples.fill(store)
    next_revision(tmp_path, monkeypatch, REMAKE)
    again = Store.open(folder)
    whole(again)
    with again.reading() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM reports WHERE more IS NULL").scalar() == 3
    with pytest.raises(sa.exc.DBAPIError, match="only grows"), again.writing("x") as change:
        change.connection.exec_driver_sql("DELETE FROM audit")
    again.close()
    assert store.postgres or (folder / f"rasid.db.before-{NEXT}").is_file()
    monkeypatch.setattr(migrations, "REVISION", NEWEST)
    with pytest.raises(StoreError, match="newer version"):
        Store.open(folder)


def test_a_revision_that_fails_changes_nothing(store: Store, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    samples.fill(store)
    next_revision(tmp_path, monkeypatch, REMAKE + "op.execute('INSERT INTO nowhere VALUES (1)')")
    with pytest.raises(sa.exc.DBAPIError):
        Store.open(folder)
    monkeypatch.setattr(migrations, "REVISION", NEWEST)
    again = Store.open(folder)
    whole(again)
    again.close()


def test_views(store: Store) -> None:
    samples.fill(store)
    with store.reading() as connection:
        event = connection.exec_driver_sql("SELECT * FROM v_events").mappings().one()
        incident = connection.exec_driver_sql("SELECT * FROM v_incidents").mappings().one()
    assert (event["event_id"], event["place_ar"], event["said_by"]) == ("ev_1", "السنديانة", f"الناشط {samples.NAME}")
    assert (event["killed_low"], event["flags"], event["outlet"]) == (3, "unresolved-place", "وكالة الضفة") and event[
        "words"
    ] in samples.TEXT
    assert (incident["incident_id"], incident["outlets"], incident["accounts"]) == ("in_1", "وكالة الضفة", 1)
