"""Work in the background, and who does it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from rasid.store.columns import WORDS

revision, down_revision = "0007", "0006"
branch_labels = depends_on = None


def words(name: str, *, null: bool = True) -> sa.Column[str]:
    return sa.Column(name, WORDS, nullable=null)


def upgrade() -> None:
    op.create_table(
        "jobs",
        sa.Column("id", sa.Integer, nullable=False),
        *(words(name, null=False) for name in ("kind", "name", "asked", "who")),
        sa.Column("account", sa.Integer),
        *(words(name, null=False) for name in ("state", "made")),
        *(words(name) for name in ("begun", "ended", "beat", "worker")),
        *(sa.Column(name, sa.Integer, nullable=False) for name in ("tries", "done", "total", "stop")),
        *(words(name) for name in ("outcome", "result")),
        sa.PrimaryKeyConstraint("id", name="pk_jobs"),
    )
    op.create_index("ix_jobs_name", "jobs", ["name"])
    op.create_index("ix_jobs_state", "jobs", ["state"])
    op.create_table(
        "workers",
        *(words(name, null=False) for name in ("name", "begun", "beat")),
        sa.PrimaryKeyConstraint("name", name="pk_workers"),
    )
