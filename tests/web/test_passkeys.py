"""Passkeys: several of an account, made by its owner; each good for coming in once it is asked, here, by its holder."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
import sqlalchemy as sa
from httpx import Response
from tests.web.authenticator import Device, plain
from tests.web.members import PASSWORD, SECRET, Browser, browser, cheap, code, joined
from tests.web.test_team import without_tokens

from rasid.project.project import Project
from rasid.project.team import keying, people, second
from rasid.store import accounts, audit, passkeys, tokens
from rasid.store.schema import passkeys as rows
from rasid.store.schema import sessions
from rasid.web.team.door import Team
from rasid.web.team.pending import LIVES_S
from rasid.web.workplace import Workplace

ORIGIN, HOST = "http://localhost", "localhost"


@pytest.fixture
def team(project: Project, monkeypatch: pytest.MonkeyPatch) -> Workplace:
    cheap(monkeypatch)
    joined(project, "lina", "admin", second_factor=True)
    joined(project, "omar", "coder", "publisher")
    return Workplace(project, "setup", hosts=("testserver",), team=Team(ORIGIN))


@pytest.fixture
def out(team: Workplace) -> Iterator[Browser]:
    with browser(team) as made:
        yield made


@pytest.fixture
def omar(team: Workplace) -> Iterator[Browser]:
    with browser(team, "omar") as made:
        yield made


def offered(who: Browser, name: str = "a phone", password: str = PASSWORD) -> Response:
    return who.post("/account/passkeys/options", {"name": name, "password": password})


def made(who: Browser, device: Device, name: str = "a phone", password: str = PASSWORD) -> Response:
    told = offered(who, name, password).json()
    return who.post("/account/passkeys", {"under": told["under"], "credential": device.made(told["options"])})


def phone(who: Browser, **more: Any) -> Device:
    """A device that is known."""
    device = Device(ORIGIN, HOST, **more)
    answer = made(who, device)
    assert answer.status_code == 303, answer.text
    return device


def asked(who: Browser) -> dict[str, Any]:
    answer = who.post("/login/passkey/options", at="/login")
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def come(who: Browser, device: Device, told: dict[str, Any] | None = None, next: str = "/", **instead: str) -> Response:
    told = told or asked(who)
    form = {"under": told["under"], "credential": device.signed(told["options"], **instead), "next": next}
    return who.post("/login/passkey", form, at="/login")


@pytest.mark.parametrize("eddsa", [False, True])
def test_who_has_a_passkey_comes_in_with_all_his_rights(
    team: Workplace, project: Project, omar: Browser, out: Browser, eddsa: bool
) -> None:
    device = phone(omar, eddsa=eddsa)
    assert "a phone" in omar.get("/account").text
    publishing = "/events.csv?profile=internal"
    assert omar.get(publishing).status_code == 403, "the session that began by a password has no more than before"
    options = asked(out)["options"]
    assert options["rpId"] == HOST and options["userVerification"] == "required" and not options.get("allowCredentials")
    came = come(out, device, next="/queue")
    assert came.status_code == 303 and came.headers["location"] == "/queue"
    assert out.get(publishing).status_code == 200, "it counts as a second factor"
    assert "by a passkey" in out.get("/account").text
    assert come(out, device).status_code == 303, "and again"
    with project.store.reading() as connection:
        actions = [e.action for e in audit.entries(connection, "account:omar")]
        (kept,) = passkeys.of_account(connection, accounts.known(connection, "omar").id)
    assert [a for a in actions if a != "account.logout"][-3:] == ["account.passkey", "account.login", "account.login"]
    assert kept.used and kept.uses == device.uses and kept.name == "a phone"


def test_what_a_device_is_asked_to_make(omar: Browser) -> None:
    device = phone(omar)
    options = offered(omar, "a key").json()["options"]
    chosen = options["authenticatorSelection"]
    assert chosen["userVerification"] == "required" and chosen["residentKey"] == "required" and options["attestation"] == "none"
    assert options["rp"]["id"] == HOST and options["user"]["name"] == "omar" and options["user"]["id"] == device.handle
    assert [one["id"] for one in options["excludeCredentials"]] == [plain(device.id)]
    other = Device(ORIGIN, HOST)
    assert made(omar, other, "a key").status_code == 303 and "a key" in omar.get("/account").text
    assert offered(omar, password="wrong").status_code == 400 and offered(omar, name=" ").status_code == 400
    assert "did not fit" in offered(omar, password="wrong").json()["what"]


def test_a_device_that_does_something_else_is_refused(team: Workplace, omar: Browser) -> None:
    wrong = [
        Device("http://evil.example", HOST),
        Device(ORIGIN, "evil.example"),
        Device(ORIGIN, HOST, verifies=False),
    ]
    for device in wrong:
        answer = made(omar, device)
        assert answer.status_code == 400 and "did not make what it was asked for" in answer.text
    told = offered(omar).json()
    device = Device(ORIGIN, HOST)
    other = device.made(told["options"] | {"challenge": plain(b"x" * 64)})
    assert omar.post("/account/passkeys", {"under": told["under"], "credential": other}).status_code == 400
    good = device.made(told["options"])
    assert omar.post("/account/passkeys", {"under": told["under"], "credential": good}).status_code == 400, "a challenge is good once"
    for credential in ("", "[]", "{}", '{"id": "x"}', '{"id": "x", "rawId": "eA", "response": {}}', "{" * 9000):
        told = offered(omar).json()
        assert omar.post("/account/passkeys", {"under": told["under"], "credential": credential}).status_code == 400, credential
    with browser(team, "lina", code(1)) as lina:
        told = offered(omar).json()
        answer = lina.post("/account/passkeys", {"under": told["under"], "credential": device.made(told["options"])})
        assert answer.status_code == 400, "it is bound to the session that was asked"
    assert "<td>a phone" not in omar.get("/account").text


def test_a_challenge_is_good_once_here_and_now(team: Workplace, omar: Browser, out: Browser) -> None:
    device = phone(omar)
    told = asked(out)
    with browser(team) as other:
        other.get("/login")
        assert come(other, device, told).status_code == 401, "another browser"
    assert come(out, device, told).status_code == 401, "and then it is used up"
    told = asked(out)
    assert come(out, device, told).status_code == 303
    out.post("/logout")
    assert come(out, device, told).status_code == 401
    told = asked(out)
    team.team.pending.clock = lambda: 1e12 + LIVES_S  # type: ignore[union-attr]
    assert come(out, device, told).status_code == 401


def test_what_does_not_fit_lets_nobody_in(team: Workplace, project: Project, omar: Browser, out: Browser) -> None:
    """The same answer for a key that nobody knows, and whatever of a known one is not as it should be."""
    device = phone(omar)
    answers = set()

    def tried(answer: Response) -> None:
        team.team.others.came_in("passkey", "testclient")  # type: ignore[union-attr]
        answers.add((answer.status_code, without_tokens(answer.text)))

    tried(come(out, Device(ORIGIN, HOST)))
    tried(come(out, device, userHandle=plain(b"another")))
    tried(come(out, device, signature=plain(b"x" * 70)))
    for name, value in (("origin", "http://evil.example"), ("rp", "evil.example"), ("verifies", False), ("key", Device(ORIGIN, HOST).key)):
        kept = getattr(device, name)
        setattr(device, name, value)
        tried(come(out, device))
        setattr(device, name, kept)
    people.switch(project.store, "omar", False, "lina")
    tried(come(out, device))
    people.switch(project.store, "omar", True, "lina")
    assert len(answers) == 1 and next(iter(answers))[0] == 401
    assert come(out, device).status_code == 303, "none of it has changed anything"


def test_who_fails_often_waits(team: Workplace, omar: Browser, out: Browser) -> None:
    device = phone(omar)
    for _ in range(5):
        assert come(out, Device(ORIGIN, HOST)).status_code == 401
    assert out.post("/login/passkey/options", at="/login").status_code == 429
    assert come(out, device, {"under": "x", "options": {"challenge": "eA"}}).status_code == 429
    assert out.login("omar").status_code == 303


def test_a_count_that_goes_back_is_told(team: Workplace, project: Project, omar: Browser, out: Browser) -> None:
    device = phone(omar)
    assert come(out, device).status_code == 303
    device.uses = 0
    out.post("/logout")
    told = come(out, device)
    assert told.status_code == 401 and "there may be a copy" in told.text and out.get("/queue").status_code == 303
    assert "It may have been copied" in omar.get("/account").text
    with project.store.reading() as connection:
        assert [e.action for e in audit.entries(connection, "account:omar")][-1] == "account.passkey.odd"
    plainly = Device(ORIGIN, HOST, counts=False)
    assert made(omar, plainly, "no counter").status_code == 303
    assert come(out, plainly).status_code == 303 and come(out, plainly).status_code == 303, "many count nothing, and always say 0"


def test_one_is_removed_by_its_owner(team: Workplace, project: Project, omar: Browser, out: Browser) -> None:
    device = phone(omar)
    assert come(out, device).status_code == 303
    id_ = plain(device.id)
    with browser(team, "lina", code(1)) as lina:
        assert lina.post("/account/passkeys/remove", {"passkey": id_, "password": PASSWORD}).status_code == 404, "not of others"
    assert omar.post("/account/passkeys/remove", {"passkey": id_, "password": "wrong"}).status_code == 400
    assert omar.post("/account/passkeys/remove", {"passkey": id_, "password": PASSWORD}).status_code == 303
    assert out.get("/queue").status_code == 303, "whoever came in by it is out"
    assert omar.get("/queue").status_code == 200 and come(out, device).status_code == 401


def test_a_reset_takes_them_all_and_recovery_stays(team: Workplace, project: Project, omar: Browser, out: Browser) -> None:
    device = phone(omar)
    link = people.reset(project.store, "omar", "lina")
    assert come(out, device).status_code == 401
    assert people.open_with(project.store, link, PASSWORD) is not None and out.login("omar").status_code == 303
    with project.store.reading() as connection:
        assert not connection.execute(sa.select(rows)).all()


def test_programs_of_who_has_a_passkey_may_publish(team: Workplace, project: Project, omar: Browser) -> None:
    with project.store.writing("omar") as change:
        _, secret = tokens.make(change, "a script", "omar", ["read", "publish"], 1)
    headers = {"authorization": f"Bearer {secret}"}
    address = "/api/v1/exports/jsonl?profile=internal"
    assert omar.client.get(address, headers=headers).status_code == 403
    phone(omar)
    assert omar.client.get(address, headers=headers).status_code == 200


def test_a_second_factor_lifts_no_session_that_never_gave_it(team: Workplace, project: Project, omar: Browser) -> None:
    """Somebody with a stolen password sits elsewhere while the owner sets a second factor up."""
    publishing = "/events.csv?profile=internal"
    with browser(team, "omar") as thief:
        with project.store.reading() as connection:
            mine = connection.execute(sa.select(sessions.c.hash).order_by(sessions.c.made).limit(1)).scalar_one()
        assert second.set_up(project.store, "omar", PASSWORD, SECRET, code(), mine) is not None
        assert omar.get(publishing).status_code == 200 and thief.get(publishing).status_code == 403
        assert "when you log in with your second factor" in thief.get("/account").text
    assert second.give_up(project.store, "omar", PASSWORD) and omar.get(publishing).status_code == 403


def test_there_are_not_too_many(team: Workplace, omar: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keying, "MOST", 2)
    for name in ("one", "two"):
        assert made(omar, Device(ORIGIN, HOST), name).status_code == 303
    assert "many passkeys already" in offered(omar, "three").json()["what"]


@pytest.mark.parametrize(
    ("url", "there"),
    [("https://rasid.example.org", True), ("http://localhost:8642", True), ("http://127.0.0.1:8642", False), ("https://192.0.2.7", False)],
)
def test_passkeys_are_made_for_names_alone(project: Project, monkeypatch: pytest.MonkeyPatch, url: str, there: bool) -> None:
    team = Team(url)
    assert team.has_passkeys is there
    cheap(monkeypatch)
    joined(project, "omar", "coder")
    work = Workplace(project, "setup", hosts=("testserver",), team=Team(url) if not url.startswith("https") else Team("http://127.0.0.1"))
    with browser(work, "omar") as made:
        assert ("data-passkey" in made.get("/account").text) == (there and not url.startswith("https"))
        if not there:
            assert made.post("/account/passkeys/options").status_code == 404


def test_without_a_script_the_password_does_it(out: Browser, omar: Browser) -> None:
    door, account = out.get("/login").text, omar.get("/account").text
    assert re.search(r"<form[^>]*data-passkey[^>]* hidden", door) and re.search(r"<form[^>]*data-passkey[^>]* hidden", account)
    assert "unscripted" in account and "<script>" not in door + account and json.dumps("onclick") not in door
