"""The first tables."""

from __future__ import annotations

from alembic import op

from rasid.store.objects import metadata

revision, down_revision = "0001", None
branch_labels = depends_on = None


def upgrade() -> None:
    metadata.create_all(op.get_bind(), checkfirst=False)
