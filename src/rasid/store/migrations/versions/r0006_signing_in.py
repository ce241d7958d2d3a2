"""Who comes in by a provider or by a passkey, and how strongly each session was begun."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from rasid.store.columns import WORDS

revision, down_revision = "0006", "0005"
branch_labels = depends_on = None


def words(name: str, *, null: bool = True) -> sa.Column[str]:
    return sa.Column(name, WORDS, nullable=null)


def account_of(table: str) -> sa.Column[int]:
    key = sa.ForeignKey("accounts.id", name=f"fk_{table}_account_id", ondelete="CASCADE")
    return sa.Column("account_id", sa.Integer, key, nullable=False)


def upgrade() -> None:
    op.add_column("sessions", sa.Column("way", WORDS, nullable=False, server_default="password"))
    op.add_column("sessions", sa.Column("second", sa.Integer, nullable=False, server_default="0"))
    # Whoever is in may do from the next click what he could before: until now the account's second factor counted, whoever had given it.
    op.execute("UPDATE sessions SET second = 1 WHERE account_id IN (SELECT id FROM accounts WHERE second IS NOT NULL)")
    op.create_table(
        "identities",
        words("hash", null=False),
        account_of("identities"),
        *(words(name, null=False) for name in ("issuer", "made")),
        words("used"),
        sa.PrimaryKeyConstraint("hash", name="pk_identities"),
        sa.UniqueConstraint("account_id", "issuer", name="uq_identities_account_id_issuer"),
    )
    op.create_table(
        "passkeys",
        words("id", null=False),
        account_of("passkeys"),
        *(words(name, null=False) for name in ("handle", "public_key", "name")),
        sa.Column("uses", sa.BigInteger, nullable=False),
        words("made", null=False),
        words("used"),
        words("odd"),
        sa.PrimaryKeyConstraint("id", name="pk_passkeys"),
    )
    op.create_index("ix_passkeys_account_id", "passkeys", ["account_id"])
