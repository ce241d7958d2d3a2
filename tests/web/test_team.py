"""The door of a team: who comes in, under which id, what is told to who does not, and that nothing typed is lost when a session ends."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

import pytest
import sqlalchemy as sa
from fastapi.testclient import TestClient
from tests.web.members import PASSWORD, Browser, browser, cheap, code, joined, workplace

from rasid.project.project import Project
from rasid.project.team import entering, people, second
from rasid.project.team.trying import FREE, Tries
from rasid.store import accounts, audit
from rasid.store.schema import sessions
from rasid.web.access import RIGHTS, Right, rights_of_roles
from rasid.web.app import create_app
from rasid.web.team.door import Team, local
from rasid.web.workplace import Workplace


@pytest.fixture
def team(project: Project, monkeypatch: pytest.MonkeyPatch) -> Workplace:
    cheap(monkeypatch)
    joined(project, "lina", "admin", second_factor=True)
    joined(project, "omar", "coder")
    return workplace(project)


@pytest.fixture
def out(team: Workplace) -> Iterator[Browser]:
    with browser(team) as made:
        yield made


@pytest.fixture
def omar(team: Workplace) -> Iterator[Browser]:
    with browser(team, "omar") as made:
        yield made


COOKIE = "rasid-session"


def test_nothing_is_shown_to_who_is_not_in(out: Browser) -> None:
    answer = out.get("/events?type=shelling")
    assert answer.status_code == 303 and answer.headers["location"] == "/login?next=%2Fevents%3Ftype%3Dshelling"
    assert out.get("/events.json").status_code == 401 and out.get("/openapi.json").status_code == 401
    assert out.get("/static/rasid.css").status_code == 200


def test_each_login_has_an_id_of_its_own(team: Workplace, out: Browser) -> None:
    out.client.cookies.set(COOKIE, "an-id-that-another-has-planted", domain="testserver.local", path="/")
    assert out.login("omar").status_code == 303
    first = out.client.cookies[COOKIE]
    assert first != "an-id-that-another-has-planted" and out.get("/").status_code == 200
    assert out.post("/login", {"name": "omar", "password": PASSWORD}, at="/login").status_code == 303
    assert out.client.cookies[COOKIE] != first
    with browser(team) as other:
        other.client.cookies.set(COOKIE, first)
        assert other.get("/").status_code == 303, "the id from before is none any more"
    with team.project.store.reading() as connection:
        kept = connection.execute(sa.select(sessions.c.hash)).scalars().all()
    assert len(kept) == 1 and out.client.cookies[COOKIE] not in kept


def test_the_cookie_is_for_this_host_and_no_script(team: Workplace, out: Browser) -> None:
    told = [c.lower() for c in out.login("omar").headers.get_list("set-cookie") if c.startswith(COOKIE)]
    assert len(told) == 1 and "httponly" in told[0] and "samesite=lax" in told[0] and "max-age" not in told[0]
    team.team = Team("https://testserver")
    with TestClient(create_app(team), base_url="https://testserver", follow_redirects=False) as client:
        answer = Browser(client).login("omar")
        (secure,) = [c.lower() for c in answer.headers.get_list("set-cookie") if c.startswith("__Host-rasid=")]
        assert "; secure" in secure and "strict-transport-security" in answer.headers
        assert client.get("/").status_code == 200


def without_tokens(text: str) -> str:
    return re.sub(r"[0-9a-f]{64}", "", text)


def test_nobody_learns_who_has_an_account(team: Workplace, project: Project, out: Browser) -> None:
    """The same answer, and the same work, for a wrong password, a wrong code, a name of nobody, and accounts that are off or not open."""
    people.add(project.store, "sami", ["reader"], None, "lina")
    joined(project, "rana", "reader")
    people.switch(project.store, "rana", False, "lina")
    tries = [
        ("omar", "wrong"),
        ("nobody", "wrong"),
        ("sami", ""),
        ("sami", PASSWORD),
        ("rana", PASSWORD),
        ("lina", PASSWORD),
    ]
    told = {(a.status_code, without_tokens(a.text)) for a in (out.login(n, p) for n, p in tries)}
    assert len(told) == 1 and next(iter(told))[0] == 401
    for name in ("omar", "nobody"):
        answers = [out.login(name, "wrong").status_code for _ in range(FREE + 1)]
        assert answers[-1] == 429, "a name of nobody is made to wait as well"
    assert out.login("omar").status_code == 429


def test_tries_are_counted_by_the_clock() -> None:
    at = [0.0]
    tries = Tries(lambda: at[0])
    for _ in range(FREE):
        assert not tries.wait("omar", "a")
        tries.failed("omar", "a")
    assert tries.wait("omar", "a") == 1 and not tries.wait("omar", "b") and not tries.wait("lina", "a")
    at[0] = 61
    assert not tries.wait("omar", "a")
    tries.failed("omar", "a")
    assert tries.wait("omar", "a") == 2
    tries.came_in("omar", "a")
    assert not tries.wait("omar", "a")
    for n in range(60):
        tries.failed(f"name {n}", "c")
    assert tries.wait("lina", "c") and not tries.wait("lina", "d")
    for n in range(50):
        tries.failed("rana", f"address {n}")
    assert tries.wait("rana", "e")


def test_a_form_of_the_door_needs_its_own_page(team: Workplace, out: Browser) -> None:
    assert out.client.post("/login", data={"name": "omar", "password": PASSWORD}).status_code == 403
    token = out.token("/login")
    with browser(team) as other:
        assert other.client.post("/login", data={"name": "omar", "password": PASSWORD, "token": token}).status_code == 403
    login = {"name": "omar", "password": PASSWORD, "token": token}
    assert out.client.post("/login", data=login, headers={"origin": "https://evil.example"}).status_code == 403


def test_a_form_carries_the_token_of_its_own_person(team: Workplace, omar: Browser) -> None:
    with browser(team, "lina", code(1)) as lina:
        theirs = lina.token("/account")
    assert theirs != omar.token("/account")
    for token in ("", theirs, team.token("omar")):
        assert omar.client.post("/account/sessions", data={"token": token}).status_code == 403
        assert omar.client.post("/language", data={"token": token, "language": "ar"}).status_code == 403
    assert omar.post("/account/sessions").status_code == 303


def test_an_account_that_is_off_is_out_at_once(team: Workplace, project: Project, omar: Browser) -> None:
    assert omar.get("/queue").status_code == 200
    people.switch(project.store, "omar", False, "lina")
    assert omar.get("/queue").status_code == 303 and omar.login("omar").status_code == 401
    people.switch(project.store, "omar", True, "lina")
    assert omar.login("omar").status_code == 303
    people.set_roles(project.store, "omar", ["reader"], "lina")
    assert omar.post("/queue/claim", at="/account").status_code == 403, "roles hold from the next click"


def test_a_session_ends_by_the_clock(team: Workplace, project: Project, omar: Browser) -> None:
    def set_back(**values: str) -> None:
        with project.store.noting() as connection:
            connection.execute(sa.update(sessions).values(**values))

    set_back(seen=entering.in_hours(-0.9))
    assert omar.get("/openapi.json").status_code == 200
    assert omar.get("/reports/a/changes?since=0").status_code == 200
    with project.store.reading() as connection:
        assert connection.execute(sa.select(sessions.c.seen)).scalar_one() < entering.in_hours(-0.8), "what a page asks by itself is no use"
    assert omar.get("/account/here").status_code == 204
    with project.store.reading() as connection:
        assert connection.execute(sa.select(sessions.c.seen)).scalar_one() > entering.in_hours(-0.1)
    set_back(seen=entering.in_hours(-1.1))
    assert omar.get("/account/here", headers={"accept": "application/json"}).status_code == 401
    omar.login("omar")
    set_back(until=entering.in_hours(-0.01))
    assert omar.get("/").status_code == 303


def test_what_was_typed_outlives_the_session(team: Workplace, project: Project, omar: Browser) -> None:
    page = omar.get("/reports/a").text
    event = re.search(r'action="(/reports/a/events/ev_\w+)/reject"', html.unescape(page))[1]  # type: ignore[index]
    state, mark = (re.search(rf'name="{n}" value="([^"]*)"', page)[1] for n in ("state", "mark"))  # type: ignore[index]
    form = {"token": omar.token("/account"), "state": state, "mark": mark, "why": "ليس هذا حدثاً <b>"}
    with project.store.noting() as connection:
        connection.execute(sa.delete(sessions))
    late = omar.client.post(f"{event}/reject", data=form)
    assert late.status_code == 401 and "It is kept" in late.text
    asked = omar.client.post(f"{event}/reject", data=form, headers={"accept": "application/json"})
    assert asked.status_code == 401 and "still there" in asked.json()["what"]
    kept = html.unescape(re.search(r'name="kept" value="([^"]*)"', late.text)[1])  # type: ignore[index]
    again = omar.login("omar", kept=kept)
    assert again.status_code == 200 and f'action="{event}/reject"' in again.text and "ليس هذا حدثاً &lt;b&gt;" in again.text
    fields = dict(re.findall(r'type="hidden" name="([^"]*)" value="([^"]*)"', again.text.partition("<main")[2]))
    assert omar.client.post(f"{event}/reject", data={k: html.unescape(v) for k, v in fields.items()}).status_code == 303
    with project.store.reading() as connection:
        last = next(reversed([e for e in audit.entries(connection) if e.action == "event.reject"]))
    assert last.who == "omar" and "ليس هذا حدثاً" in last.payload


def test_a_form_of_another_is_not_sent_in_ones_name(team: Workplace, out: Browser) -> None:
    kept = '{"to": "/language", "fields": [["language", "ar"]], "token": "%s"}'
    with browser(team, "lina", code(1)) as lina:
        theirs = lina.token("/account")
    assert out.login("omar", kept=kept % theirs).status_code == 303
    assert out.login("omar", kept="{").status_code == 303
    assert (
        local("//evil.example") == "/" and local("/\\evil") == "/" and local("https://evil.example") == "/" and local("/a?b=c") == "/a?b=c"
    )


def test_a_second_factor_is_asked_for(team: Workplace, project: Project, out: Browser) -> None:
    assert out.login("lina").status_code == 401 and out.login("lina", code="000000").status_code == 401
    now = code(1)
    assert out.login("lina", code=now).status_code == 303 and out.get("/people").status_code == 200
    assert out.login("lina", code=now).status_code == 401, "a code is good once"
    made = second.new_codes(project.store, "lina", PASSWORD)
    assert made is not None and len(made) == second.CODES
    assert out.login("lina", code=made[0].lower()).status_code == 303 and out.login("lina", code=made[0]).status_code == 401
    with project.store.reading() as connection:
        assert accounts.codes_left(connection, accounts.known(connection, "lina").id) == second.CODES - 1


def test_a_password_alone_gives_no_power_over_others(project: Project, team: Workplace) -> None:
    joined(project, "huda", "admin", "publisher")
    with browser(team, "huda") as huda:
        assert huda.get("/people").status_code == 403 and huda.get("/incidents.csv?profile=internal").status_code == 403
        assert "once a second factor is set up" in huda.get("/account").text
        begun = huda.post("/account/second")
        secret = re.search(r'name="secret" value="([A-Z2-7]{32})"', begun.text)[1]  # type: ignore[index]
        assert "data:image/svg+xml" in begun.text
        import pyotp

        form = {"secret": secret, "password": "wrong", "code": pyotp.TOTP(secret).now()}
        assert huda.post("/account/second/set", form).status_code == 400
        done = huda.post("/account/second/set", form | {"password": PASSWORD})
        assert len(re.findall(r"<code>[A-Z2-7-]{19}</code>", done.text)) == second.CODES
        assert huda.get("/people").status_code == 200
        assert huda.post("/account/second/off", {"password": PASSWORD}).status_code == 303 and huda.get("/people").status_code == 403
    assert rights_of_roles(["reader", "admin"], second=False) == RIGHTS["reader"] | RIGHTS["admin"] - {Right.ADMIN}


def test_an_admin_makes_accounts_and_nobody_else(team: Workplace, project: Project, omar: Browser) -> None:
    assert omar.get("/people").status_code == 403 and omar.post("/people", {"name": "x", "roles": ["admin"]}).status_code == 403
    with browser(team, "lina", code(1)) as lina, browser(team) as new:
        made = lina.post("/people", {"name": "رنا", "roles": ["coder", "reviewer"], "language": "ar"})
        link = re.search(r"http://testserver(/invited/[\w-]{43})", made.text)[1]  # type: ignore[index]
        assert "رنا" in lina.get("/people").text and link not in lina.get("/people").text
        assert lina.post("/people", {"name": "رنا", "roles": ["reader"]}).status_code == 400
        page = new.get(link)
        assert "رنا" in page.text and page.headers["referrer-policy"] == "same-origin"  # the link goes to no other site
        assert new.post(link, {"password": PASSWORD, "again": "x"}, at=link).status_code == 400
        assert new.post(link, {"password": "short", "again": "short"}, at=link).status_code == 400
        assert new.post(link, {"password": PASSWORD, "again": PASSWORD}, at=link).status_code == 303
        used, none = new.get(link), new.get("/invited/" + "x" * 43)
        assert used.status_code == none.status_code == 404 and without_tokens(used.text) == without_tokens(none.text)
        assert new.login("رنا").status_code == 303 and 'dir="rtl"' in new.get("/").text
        number = re.search(r"/people/(\d+)/roles", lina.get("/people").text)[1]  # type: ignore[index]
        assert lina.post(f"/people/{number}/roles", {"roles": ["king"]}).status_code == 400
        with project.store.reading() as connection:
            rana, own = accounts.known(connection, "رنا"), accounts.known(connection, "lina")
        reset = lina.post(f"/people/{rana.id}/link")
        assert "/invited/" in reset.text and new.get("/").status_code == 303
        assert lina.post(f"/people/{own.id}/switch", {"on": "off"}).status_code == 400, "the last admin stays"
        assert lina.post("/people/999/switch", {"on": "off"}).status_code == 404
        assert lina.post(f"/people/{rana.id}/switch", {"on": "off"}).status_code == 303
        log = lina.get("/audit?subject=account:رنا").text
    assert "switched an account off" in log and "opened an account by its link" in log and "lina" in log


def test_ones_own_sessions(team: Workplace, omar: Browser) -> None:
    with browser(team, "omar") as phone:
        assert omar.get("/account").text.count("End it") == 1
        assert omar.post("/account/sessions").status_code == 303
        assert phone.get("/").status_code == 303 and omar.get("/").status_code == 200
    with browser(team, "omar") as phone:
        form = {"old": PASSWORD, "password": "another five words here", "again": "another five words here"}
        assert omar.post("/account/password", form | {"old": "wrong"}).status_code == 400 and phone.get("/").status_code == 200
        assert omar.post("/account/password", form).status_code == 303
        assert phone.get("/").status_code == 303 and omar.get("/").status_code == 200
    gone = omar.client.cookies[COOKIE]
    out = omar.post("/logout")
    assert out.status_code == 303 and omar.get("/").status_code == 303
    omar.client.cookies.set(COOKIE, gone)
    assert omar.get("/").status_code == 303


def test_alone_there_is_no_door(client: object) -> None:
    for address in ("/login", "/account", "/people", "/invited/x"):
        assert client.get(address).status_code == 404  # type: ignore[attr-defined]
