"""Accounts: made, opened by a link that is good once, given roles, reset, switched off; nothing secret is kept as it is given out."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import sqlalchemy as sa
from argon2 import PasswordHasher
from tests.running import Rasid, runner

from rasid.model.errors import StoreError, UsageError
from rasid.project.team import passwords, people
from rasid.store import accounts, audit, identities, passkeys, tokens
from rasid.store.backup import back_up
from rasid.store.engine import Store
from rasid.store.restoring import restore
from rasid.store.schema import account_links, audit_payloads, sessions
from rasid.store.schema import accounts as table

PASSWORD = "walnut ladder seven rivers"


@pytest.fixture(autouse=True)
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passwords, "HASHER", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    passwords.nobodys.cache_clear()


@pytest.fixture
def rasid(capfd: pytest.CaptureFixture[str]) -> Rasid:
    return runner(capfd)


def opened(store: Store, name: str, *roles: str) -> accounts.Account:
    _, secret = people.add(store, name, roles, None, "setup")
    made = people.open_with(store, secret, PASSWORD)
    assert made is not None
    return made


def test_a_link_opens_an_account_once(store: Store) -> None:
    made, secret = people.add(store, "  Lina   Haddad ", ["coder", "reader"], "ar", "setup")
    assert (made.name, made.roles, made.state) == ("Lina Haddad", ("reader", "coder"), "invited")
    assert people.open_with(store, secret + "x", PASSWORD) is None
    there = people.open_with(store, secret, PASSWORD)
    assert there is not None and there.state == "active" and people.open_with(store, secret, PASSWORD) is None
    with store.reading() as connection:
        door = accounts.door(connection, there.id)
        kept = json.dumps(
            [[str(v) for v in row] for t in (table, account_links, audit_payloads) for row in connection.execute(sa.select(t))]
        )
        assert audit.verify(connection).problems == []
    assert door.password is not None and door.password.startswith("$argon2id$") and passwords.right(door.password, PASSWORD)
    assert not passwords.right(door.password, PASSWORD + "s") and not passwords.right(None, "nobody has this one")
    assert secret not in kept and PASSWORD not in kept


def test_a_link_runs_out_and_gives_way_to_a_newer_one(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    _, first = people.add(store, "omar", ["reader"], None, "setup")
    second = people.invite(store, "OMAR", "setup")
    assert people.open_with(store, first, PASSWORD) is None
    monkeypatch.setitem(people.HOURS, people.INVITE, -1)
    late = people.invite(store, "omar", "setup")
    assert people.open_with(store, second, PASSWORD) is None and people.open_with(store, late, PASSWORD) is None


def test_a_name_is_given_once(store: Store) -> None:
    opened(store, "Lina", "admin")
    people.add(store, "Sami", ["admin"], None, "setup")
    for again in ("lina", "ＬＩＮＡ", " Lina "):
        with pytest.raises(StoreError, match="already"):
            people.add(store, again, ["reader"], None, "setup")
    for wrong in ("", "a:b", "x" * 61, "<i>", "a\u202eb"):
        with pytest.raises(UsageError):
            people.add(store, wrong, ["reader"], None, "setup")
    with store.reading() as connection:
        assert accounts.named(connection, "lina\0") is None and accounts.named(connection, "LINA") is not None
    with pytest.raises(UsageError, match="roles are"):
        people.add(store, "omar", ["king"], None, "setup")


@pytest.mark.parametrize("weak", ["short", "password12345", "aaaaaaaaaaaaaaaa", "lina haddad lina", "x" * 201])
def test_a_password_that_is_guessed_is_refused(store: Store, weak: str) -> None:
    _, secret = people.add(store, "lina haddad", ["reader"], None, "setup")
    with pytest.raises(UsageError):
        people.open_with(store, secret, weak)
    assert people.open_with(store, secret, PASSWORD) is not None, "the link is not used up by a refusal"


def test_off_and_reset_end_everything_at_once(store: Store) -> None:
    lina, omar = opened(store, "lina", "admin"), opened(store, "omar", "coder")
    with store.writing("omar") as change:
        cookies = [accounts.put_session(change.connection, one.id, "9999", "Firefox") for one in (lina, omar)]
        change.record("account.login", "account:omar")
    with store.writing("omar") as change:
        program, other = (tokens.make(change, "a script", name, ["read"], 1)[1] for name in ("omar", "lina"))
    secret = people.reset(store, "omar", "lina")
    with store.reading() as connection:
        assert [tokens.by_secret(connection, t).holds() for t in (program, other)] == [False, True]  # type: ignore[union-attr]
        assert [accounts.session(connection, c) is not None for c in cookies] == [True, False]
        door, then = accounts.door(connection, omar.id), accounts.known(connection, "omar")
    assert not passwords.right(door.password, PASSWORD) and then.form_key != omar.form_key
    people.switch(store, "omar", False, "lina", "has left")
    assert people.open_with(store, secret, PASSWORD) is None, "a link opens no account that is off"
    with pytest.raises(StoreError, match="switched off"):
        people.reset(store, "omar", "lina")
    with pytest.raises(UsageError, match="last admin"):
        people.switch(store, "lina", False, "lina")
    with pytest.raises(UsageError, match="last admin"):
        people.set_roles(store, "lina", ["coder"], "lina")
    with store.reading() as connection:
        done = [(e.who, e.action) for e in audit.entries(connection, "account:omar")]
    assert done[-2:] == [("lina", "account.reset"), ("lina", "account.off")]


def test_a_backup_carries_no_session(store: Store, databases: object, tmp_path: Path) -> None:
    lina = opened(store, "lina", "admin")
    with store.writing("lina") as change:
        accounts.put_session(change.connection, lina.id, "9999", "Firefox")
        change.record("account.login", "account:lina")
        identities.put(change.connection, lina.id, "https://id.example.org", "u-1")
        passkeys.put(change.connection, lina.id, "an-id", "a-handle", "a-key", "a phone", 4_000_000_000)
    people.add(store, "omar", ["reader"], None, "lina")
    back_up(store, tmp_path / "b.zip")
    again = restore(tmp_path / "b.zip", tmp_path / "again", databases(), "setup")  # type: ignore[operator]
    with again.reading() as connection:
        assert [one.name for one in accounts.everyone(connection)] == ["lina", "omar"]
        assert [one.uses for one in passkeys.of_account(connection, lina.id)] == [4_000_000_000]
        assert identities.find(connection, "https://id.example.org", "u-1") is not None
        assert not connection.execute(sa.select(sessions)).all() and not connection.execute(sa.select(account_links)).all()
    again.close()


def test_people_by_command(rasid: Rasid, tmp_path: Path) -> None:
    folder = tmp_path / "p"
    assert rasid("init", folder).code == 0
    made = rasid("people", "add", "Lina", "--roles", "admin", "--project", folder, "--url", "https://rasid.example.org/")
    assert made.code == 0 and made.out.startswith("https://rasid.example.org/invited/") and len(made.out.split()) == 1
    assert rasid("people", "add", "omar", "--roles", "coder,king", "--project", folder).code == 2
    assert rasid("people", "add", "omar", "--project", folder).code == 0
    assert rasid("people", "role", "omar", "--roles", "coder,reviewer", "--project", folder).code == 0
    assert rasid("people", "off", "omar", "--why", "has left", "--project", folder).code == 0
    assert rasid("people", "list", "--project", folder).out.splitlines() == ["Lina · invited · admin", "omar · off · coder, reviewer"]
    assert json.loads(rasid("people", "list", "--json", "--project", folder).out.splitlines()[0])["roles"] == ["admin"]
    assert rasid("people", "reset", "sami", "--project", folder).code == 1
    assert rasid("people", "invite", "Lina", "--project", folder).out != made.out
