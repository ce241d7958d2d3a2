"""The tables of a team: who has an account, who is logged in, which reports are for some eyes alone, and which are coded twice: part of
store/schema.py, by which they are asked for.

No password, code, link or session stands here as it is given out: a stolen file, or a backup, opens no door.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Integer, Table, UniqueConstraint

from rasid.store.columns import WORDS, metadata, number, report_key, text


def account_key() -> Column[int]:
    return number("account_id", ForeignKey("accounts.id", ondelete="CASCADE"), null=False)


# `name`: how the audit log calls a person, never changed and never given to another; `key`: the same as it is compared. `roles`: a JSON
# list. `password`: argon2id, null until a link was used; `second`: the secret of a second factor, null without one, and `second_at`: the
# last time step whose code was taken, so that a code is taken once. `form_key`: what the person's forms are sealed with. `state`: invited,
# active, off.
accounts = Table(
    "accounts",
    metadata,
    number("id", key=True),
    text("name", null=False),
    text("key", unique=True, null=False),
    text("language"),
    text("roles", null=False),
    text("state", null=False),
    text("password"),
    text("second"),
    number("second_at", null=False, default=0),
    text("form_key", null=False),
    text("made", null=False),
    text("changed", null=False),
)
# Links that open an account once: by the SHA-256 of what stands in them. `kind`: invite or reset.
account_links = Table(
    "account_links",
    metadata,
    text("hash", key=True),
    account_key(),
    text("kind", null=False),
    text("made_by", null=False),
    text("made", null=False),
    text("until", null=False),
    Index(None, "account_id"),
)
# What stands in for a lost second factor, each once; by its SHA-256.
recovery_codes = Table(
    "recovery_codes",
    metadata,
    text("hash", key=True),
    account_key(),
    Index(None, "account_id"),
)
# Who is logged in: by the SHA-256 of what the cookie holds. `seen`: when it was last used, to some minutes; `browser`: in two words, for
# its owner to know it again; no network address, which tells where people are. `way`: by what its owner came in (password, provider,
# passkey); `second`: 1 where more than a password was asked for, which publishing and letting people in need.
sessions = Table(
    "sessions",
    metadata,
    text("hash", key=True),
    account_key(),
    text("made", null=False),
    text("seen", null=False),
    text("until", null=False),
    text("browser", null=False),
    Column("way", WORDS, nullable=False, server_default="password"),
    Column("second", Integer, nullable=False, server_default="0"),
    Index(None, "account_id"),
)
# Who comes in by a provider of OpenID Connect: by the SHA-256 of issuer and subject, which say nothing to who reads a backup. No address
# of mail and no other claim is kept; `used`: when it last let somebody in.
identities = Table(
    "identities",
    metadata,
    text("hash", key=True),
    account_key(),
    text("issuer", null=False),
    text("made", null=False),
    text("used"),
    UniqueConstraint("account_id", "issuer"),
)
# Who comes in by a passkey (WebAuthn): its public half, which lets nobody in. `id` and `public_key`: base64url; `handle`: what the device
# knows the account by, the same for all of an account's; `uses`: how often it was used, as the device counts; `odd`: when that count
# went back, as it does where a key was copied.
passkeys = Table(
    "passkeys",
    metadata,
    text("id", key=True),
    account_key(),
    *(text(name, null=False) for name in ("handle", "public_key", "name")),
    Column("uses", BigInteger, nullable=False),
    text("made", null=False),
    text("used"),
    text("odd"),
    Index(None, "account_id"),
)
# Reports that some alone may see. `audience`: a JSON list, sorted, of `person:NAME` and `role:ROLE`; an empty one is for nobody of the
# team. `fed`: the last number of `changes` when it was restricted: what is younger was never seen by others.
restrictions = Table(
    "restrictions",
    metadata,
    report_key(key=True),
    text("audience", null=False),
    Column("fed", BigInteger, nullable=False, server_default="0"),
    text("who", null=False),
    text("at", null=False),
    Index(None, "audience"),
)
OPEN, READY, SETTLED = "open", "ready", "settled"
# Reports that are coded twice, blind. `sheet`: what the coders begin with, the program's proposals or nothing. `state`: open while one of
# them is at it, ready when all have said that they are done, settled when the outcome stands in the report. `text_hash`: of the text read.
doubles = Table(
    "doubles",
    metadata,
    number("id", key=True),
    report_key(null=False),
    *(text(name, null=False) for name in ("text_hash", "sheet", "state", "made", "who")),
    text("settled"),
    text("settler"),
    Index(None, "report_id"),
    Index(None, "state"),
)
# What each of them codes, apart from the project's events until it is settled: `content` is JSON (store/doubles.py). `coder`: a person, or
# `:rasid`; `part`: code, or outcome (what who settles it makes of them). `version` grows with each change; `salt`: what the content is
# sealed with when its coder is done.
codings = Table(
    "codings",
    metadata,
    number("double_id", ForeignKey("doubles.id", ondelete="CASCADE"), key=True),
    text("part", key=True),
    text("coder", key=True),
    text("content", null=False),
    text("salt", null=False),
    number("version", null=False, default=0),
    text("done"),
    Index(None, "coder"),
)
