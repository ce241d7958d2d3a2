"""Reports that are coded twice, blind, and what each coder makes of them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from rasid.store.columns import WORDS

revision, down_revision = "0005", "0004"
branch_labels = depends_on = None


def words(name: str, *more: sa.ForeignKey, null: bool = True) -> sa.Column[str]:
    return sa.Column(name, WORDS, *more, nullable=null)


def upgrade() -> None:
    op.create_table(
        "doubles",
        sa.Column("id", sa.Integer, nullable=False),
        words("report_id", sa.ForeignKey("reports.id", name="fk_doubles_report_id", ondelete="CASCADE"), null=False),
        *(words(name, null=False) for name in ("text_hash", "sheet", "state", "made", "who")),
        words("settled"),
        words("settler"),
        sa.PrimaryKeyConstraint("id", name="pk_doubles"),
    )
    op.create_index("ix_doubles_report_id", "doubles", ["report_id"])
    op.create_index("ix_doubles_state", "doubles", ["state"])
    op.create_table(
        "codings",
        sa.Column("double_id", sa.Integer, sa.ForeignKey("doubles.id", name="fk_codings_double_id", ondelete="CASCADE"), nullable=False),
        *(words(name, null=False) for name in ("part", "coder", "content", "salt")),
        sa.Column("version", sa.Integer, nullable=False),
        words("done"),
        sa.PrimaryKeyConstraint("double_id", "part", "coder", name="pk_codings"),
    )
    op.create_index("ix_codings_coder", "codings", ["coder"])
