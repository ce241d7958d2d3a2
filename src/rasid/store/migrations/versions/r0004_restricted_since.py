"""Since when a report is restricted, as the feed of changes counts."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision, down_revision = "0004", "0003"
branch_labels = depends_on = None


def upgrade() -> None:
    op.add_column("restrictions", sa.Column("fed", sa.BigInteger, nullable=False, server_default="0"))
