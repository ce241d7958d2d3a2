"""Writes a project of the newest revision of the tables as SQL, out of store/schema.py and store/objects.py.

    python scripts/freeze_tables.py

A change to the tables is a new revision (store/migrations/versions/); run this once it is written, and commit the two dumps, from which
every later version must upgrade (tests/project/test_upgrade.py). Those of earlier revisions are never changed again.
"""

from __future__ import annotations

import sys
import tempfile
from itertools import groupby
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tests" / "project")]

from rasid.store import migrations  # noqa: E402
from rasid.store.engine import Store  # noqa: E402
from rasid.store.feeding import triggers  # noqa: E402
from rasid.store.objects import metadata  # noqa: E402
from rasid.store.views import views  # noqa: E402

DIALECTS = {"sqlite": sqlite.dialect(), "postgresql": postgresql.dialect()}
RELEASES = ROOT / "tests" / "project" / "releases"


def frozen(dialect: str) -> str:
    """The statements that make the tables, an empty line between them."""
    found: list[str] = []

    def keep(ddl: Any, *_: object, **__: object) -> None:
        found.append("\n".join(line.rstrip() for line in str(ddl.compile(dialect=DIALECTS[dialect])).strip().splitlines() if line.strip()))

    metadata.create_all(sa.create_mock_engine(f"{dialect}+psycopg://" if dialect == "postgresql" else "sqlite://", keep), checkfirst=False)
    runs = (list(some) for _, some in groupby(found, lambda statement: statement.startswith("CREATE INDEX")))
    return "\n\n".join(statement for some in runs for statement in (sorted(some) if some[0].startswith("CREATE INDEX") else some)) + "\n"


def dump(dialect: str) -> str:
    """The sample project of the store's tests as SQL: the tables of the newest revision, then their rows."""
    from samples import fill

    statements = frozen(dialect).strip().split("\n\n")
    statements += [f"CREATE VIEW {name} AS {query}" for name, query in views(dialect).items()]
    statements += triggers(dialect)
    statements += ["CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY)"]
    statements += [f"INSERT INTO alembic_version VALUES ('{migrations.REVISION}')"]
    with tempfile.TemporaryDirectory() as folder:
        store = Store.create(Path(folder) / "project")
        fill(store)
        with store.reading() as connection:
            for table in (t for t in metadata.sorted_tables if not t.name.startswith("search") and t.name != "changes"):  # triggers fill it
                for row in connection.execute(sa.select(table).order_by(*table.primary_key.columns)).mappings():
                    told = {name: literal(value, dialect) for name, value in row.items() if value is not None}
                    statements.append(f"INSERT INTO {table.name} ({', '.join(told)}) VALUES ({', '.join(told.values())})")
        store.close()
    if dialect == "postgresql":  # its counters go on after these rows
        counted = [t.name for t in metadata.sorted_tables if t.autoincrement_column is not None and t.autoincrement_column.name == "id"]
        statements += [f"SELECT setval(pg_get_serial_sequence('{t}', 'id'), (SELECT max(id) FROM {t}))" for t in counted]
    return "\n\n".join(statements) + "\n"


def literal(value: Any, dialect: str) -> str:
    if isinstance(value, bytes):
        return f"X'{value.hex()}'" if dialect == "sqlite" else f"'\\x{value.hex()}'"
    return str(value) if isinstance(value, int | float) else "'" + str(value).replace("'", "''") + "'"


def main() -> None:
    RELEASES.mkdir(exist_ok=True)
    for dialect in DIALECTS:
        (RELEASES / f"{migrations.REVISION}.{dialect}.sql").write_text(dump(dialect), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
