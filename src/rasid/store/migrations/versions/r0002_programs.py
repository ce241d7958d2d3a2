"""Tokens, and what changed last: all that is there has changed once, in the order it came."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision, down_revision = "0002", "0001"
branch_labels = depends_on = None


def upgrade() -> None:
    postgres = op.get_bind().dialect.name == "postgresql"
    words = sa.Text(collation="C") if postgres else sa.Text()
    row_number = sa.BigInteger() if postgres else sa.Integer()
    op.create_table(
        "tokens",
        sa.Column("id", sa.Integer, nullable=False),
        *(sa.Column(name, words, nullable=False) for name in ("name", "person", "scopes", "hash", "made", "expires")),
        sa.Column("revoked", words),
        sa.PrimaryKeyConstraint("id", name="pk_tokens"),
    )
    op.create_index("ix_tokens_hash", "tokens", ["hash"], unique=True)
    op.create_index("ix_tokens_person", "tokens", ["person"])
    op.create_table(
        "changes",
        sa.Column("seq", row_number, nullable=False, autoincrement=False),
        *(sa.Column(name, words, nullable=False) for name in ("kind", "id")),
        sa.Column("born", sa.BigInteger, nullable=False),
        sa.Column("gone", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("seq", name="pk_changes"),
        sa.UniqueConstraint("kind", "id", name="uq_changes_kind_id"),
    )
    every = (("report", "reports", "added"), ("event", "events", "updated"), ("incident", "incidents", "updated"))
    for kind, table, order in every:
        op.execute(
            "INSERT INTO changes (seq, kind, id, born, gone) "
            f"SELECT n + last, '{kind}', id, n + last, 0 FROM (SELECT id, row_number() OVER (ORDER BY {order}, id) AS n, "
            f"(SELECT coalesce(max(seq), 0) FROM changes) AS last FROM {table}) AS counted"
        )
