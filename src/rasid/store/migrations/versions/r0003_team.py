"""A team: accounts, their links, codes and sessions, and reports for some eyes alone; as SQL of each database beside this file."""

from __future__ import annotations

from pathlib import Path

from alembic import op

revision, down_revision = "0003", "0002"
branch_labels = depends_on = None


def upgrade() -> None:
    connection = op.get_bind()
    path = Path(__file__).with_name(f"0003.{connection.dialect.name}.sql")
    for statement in path.read_text(encoding="utf-8").split("\n\n"):
        connection.exec_driver_sql(statement)
