"""Logging in by a provider: who comes in, who does not, and that only what it says to this very browser is believed."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import sqlalchemy as sa
from joserfc.jwk import RSAKey
from tests.web.idp import EC, RSA, SECRET, STRANGER, Idp, begun, idp, returned, walked
from tests.web.members import PASSWORD, Browser, browser, cheap, code, joined
from tests.web.test_team import without_tokens

from rasid.cli import provider_options
from rasid.model import UsageError
from rasid.project.project import Project
from rasid.project.team import people, providing
from rasid.project.team.providing import Told
from rasid.store import accounts, audit, identities
from rasid.store.backup import back_up
from rasid.store.schema import audit_payloads, sessions
from rasid.store.schema import identities as identity_rows
from rasid.web.team.door import Team
from rasid.web.team.oidc import wire
from rasid.web.team.oidc.wire import ProviderTrouble, Wire
from rasid.web.team.pending import EACH, LIVES_S, Pending
from rasid.web.workplace import Workplace


@pytest.fixture
def plain() -> Iterator[Idp]:
    with idp() as made:
        yield made


@pytest.fixture
def team(project: Project, plain: Idp, monkeypatch: pytest.MonkeyPatch) -> Workplace:
    cheap(monkeypatch)
    joined(project, "lina", "admin", second_factor=True)
    joined(project, "omar", "coder")
    return served(project, plain)


def served(project: Project, plain: Idp, **more: Any) -> Workplace:
    return Workplace(project, "setup", hosts=("testserver",), team=Team("http://testserver", named=plain.named(**more)))


@pytest.fixture
def out(team: Workplace) -> Iterator[Browser]:
    with browser(team) as made:
        yield made


def link(project: Project, plain: Idp, name: str, subject: str) -> None:
    providing.link(project.store, name, Told(plain.issuer, subject))


@pytest.fixture
def linked(project: Project, plain: Idp) -> None:
    """omar is u-1 of the provider, lina u-2."""
    link(project, plain, "omar", "u-1")
    link(project, plain, "lina", "u-2")


@pytest.mark.parametrize(("key", "algorithm", "by_post"), [(RSA, "RS256", False), (EC, "ES256", True)])
def test_who_is_linked_comes_in(
    team: Workplace, project: Project, plain: Idp, out: Browser, linked: None, key: Any, algorithm: str, by_post: bool
) -> None:
    plain.key, plain.algorithm = key, algorithm
    if by_post:
        plain.document["token_endpoint_auth_methods_supported"] = ["client_secret_post"]
    address = begun(out, {"next": "/events?type=shelling"})
    assert parse_qs(urlsplit(address).query)["scope"] == ["openid"], "no mail is asked for where none is needed"
    answer = out.get(returned(address))
    assert answer.status_code == 303 and answer.headers["location"] == "/events?type=shelling"
    assert out.get("/queue").status_code == 200 and "omar" in out.get("/account").text and "by a provider" in out.get("/account").text
    with project.store.reading() as connection:
        entries = [e for e in audit.entries(connection, "account:omar") if e.action in ("account.link", "account.login")]
        kept = json.dumps([str(row) for row in connection.execute(sa.select(audit_payloads))])
        kept += str(connection.execute(sa.select(identity_rows)).all())
    assert [e.action for e in entries] == ["account.link", "account.login"]
    for secret in (SECRET, "an-access-token", "u-1'", "eyJ"):
        assert secret not in kept


def test_forms_of_the_door_need_their_token(out: Browser) -> None:
    assert out.client.post("/login/oidc").status_code == 403
    assert out.client.post("/login/oidc/code").status_code == 403


LIES: list[tuple[str, dict[str, Any]]] = [
    ("nonce", {"nonce": "of-another-login"}),
    ("no nonce", {"nonce": None}),
    ("audience", {"aud": "another-client"}),
    ("several audiences", {"aud": ["rasid bench", "another"]}),
    ("party", {"azp": "another-client"}),
    ("issuer", {"iss": "http://127.0.0.1/elsewhere"}),
    ("expired", {"exp": 1_600_000_000}),
    ("no end", {"exp": None}),
    ("not yet", {"nbf": 9_999_999_999}),
    ("no subject", {"sub": None}),
    ("empty subject", {"sub": ""}),
    ("subject of two lines", {"sub": "u\n1"}),
    ("token of another", {"at_hash": "AAAAAAAAAAAAAAAAAAAAAA"}),
]


@pytest.mark.parametrize(("what", "claims"), LIES, ids=[name for name, _ in LIES])
def test_a_token_that_is_not_for_this_login_lets_nobody_in(
    team: Workplace, plain: Idp, out: Browser, linked: None, what: str, claims: dict[str, Any]
) -> None:
    plain.claims = claims
    answer = walked(out)
    assert answer.status_code == 401 and "was not believed" in answer.text and out.get("/queue").status_code == 303


def test_a_signature_that_is_not_the_providers_lets_nobody_in(team: Workplace, plain: Idp, out: Browser, linked: None) -> None:
    stranger = RSAKey.import_key(STRANGER.as_dict(private=True) | {"kid": RSA.ensure_kid() or RSA.kid})
    secret, public = SECRET.encode(), RSA.as_pem(private=False)  # what both sides know, and what everybody knows
    for key, algorithm in ((stranger, "RS256"), (STRANGER, "RS256"), (RSA, "none"), (secret, "HS256"), (public, "HS256")):
        plain.key, plain.algorithm = key, algorithm
        assert walked(out).status_code == 401 and out.get("/queue").status_code == 303, algorithm
        team.team.others.came_in("oidc", "testclient")  # type: ignore[union-attr]
    plain.key, plain.algorithm = RSA, "RS256"
    assert walked(out).status_code == 303, "and a good one does"


def test_keys_that_were_changed_are_asked_for_again(team: Workplace, plain: Idp, out: Browser, linked: None) -> None:
    assert walked(out).status_code == 303
    plain.published = [STRANGER]
    plain.key = STRANGER
    provider = team.team.provider  # type: ignore[union-attr]
    assert provider is not None
    provider.asked -= 20
    assert walked(out).status_code == 303
    assert plain.asked.count("/keys") == 2
    plain.key = RSA
    assert walked(out).status_code == 401


def test_a_code_is_good_once_and_in_the_browser_that_began(team: Workplace, plain: Idp, out: Browser, linked: None) -> None:
    first = returned(begun(out))
    with browser(team) as other:
        assert other.get(first).status_code == 401, "another browser, without a cookie"
        returned(begun(other))
        assert other.get(first).status_code == 401, "and with one of its own"
    assert out.get(first).status_code == 401, "the state is used up, whoever has used it"
    good = returned(begun(out))
    assert out.get(good).status_code == 303
    again = out.get(good)
    assert again.status_code == 401 and "Begin again" in again.text
    one, two = begun(out), begun(out)
    state = parse_qs(urlsplit(two).query)["state"][0]
    swapped = re.sub(r"state=[^&]+", f"state={state}", returned(one))
    assert out.get(swapped).status_code == 401, "the nonce and the verifier are those of the other"


def test_a_replayed_code_is_refused_by_the_provider_and_told(team: Workplace, plain: Idp, out: Browser, linked: None) -> None:
    used = parse_qs(urlsplit(done := returned(begun(out))).query)["code"][0]
    assert out.get(done).status_code == 303
    fresh = returned(begun(out))
    answer = out.get(re.sub(r"code=[^&]+", f"code={used}", fresh))
    assert answer.status_code == 401 and "was not believed" in answer.text


def test_what_is_begun_runs_out() -> None:
    at = [0.0]
    pending = Pending(lambda: at[0])
    name = pending.begin("way", "mine", "a", form=1)
    other = pending.begin("way", "mine", "a", form=2)
    assert name and other and pending.finish(name, "other way", "mine") is None and pending.finish(name, "way", "mine") is None
    at[0] = LIVES_S + 1
    assert pending.finish(other, "way", "mine") is None
    names = [pending.begin("way", "mine", "a") for _ in range(EACH + 1)]
    assert names[-1] is None and all(names[:-1]) and pending.begin("way", "mine", "b")
    assert pending.finish(names[0] or "", "way", "mine") == {} and pending.begin("way", "mine", "a")
    assert pending.begin("way", "mine", "c", size=10**9) is None
    at[0] *= 3
    assert pending.begin("way", "mine", "a") and len(pending.held) == 1 and pending.of == {"a": 1} and pending.size == 0


def test_another_provider_cannot_answer_for_this_one(team: Workplace, plain: Idp, out: Browser, linked: None) -> None:
    good = returned(begun(out))
    assert out.get(re.sub(r"iss=[^&]+", "iss=https%3A%2F%2Fevil.example", good)).status_code == 401
    assert out.get(re.sub(r"&iss=[^&]+", "", returned(begun(out)))).status_code == 401, "it says that it always tells"


def test_nobody_learns_who_has_an_account(team: Workplace, project: Project, plain: Idp, out: Browser) -> None:
    """The same answer for who is not linked, whose account is off, and whose was reset."""
    for name, subject in (("rana", "u-3"), ("sami", "u-4")):
        joined(project, name, "reader")
        link(project, plain, name, subject)
    people.switch(project.store, "rana", False, "lina")
    people.reset(project.store, "sami", "lina")
    told = set()
    for subject in ("nobody", "u-3", "u-4"):
        plain.who = {"sub": subject}
        answer = walked(out)
        told.add((answer.status_code, without_tokens(answer.text)))
    assert len(told) == 1 and next(iter(told))[0] == 401 and "No open account here is linked" in next(iter(told))[1]


def test_who_fails_often_waits(team: Workplace, plain: Idp, out: Browser) -> None:
    answers = [out.get("/login/oidc/back?state=x&code=x").status_code for _ in range(6)]
    assert answers == [401] * 5 + [429]
    assert out.post("/login/oidc", at="/login").status_code == 429
    assert out.login("omar").status_code == 303, "by the password one comes in still"


@pytest.mark.parametrize("next", ["https://evil.example/", "//evil.example", "/\\evil.example", "/login?next=https://evil.example"])
def test_one_is_led_nowhere_else(plain: Idp, out: Browser, linked: None, next: str) -> None:
    assert walked(out, {"next": next}).headers["location"] == "/"


def test_the_second_factor_here_is_asked_for(team: Workplace, project: Project, plain: Idp, out: Browser, linked: None) -> None:
    plain.who = {"sub": "u-2", "amr": ["pwd", "mfa"]}
    asked = walked(out, {"next": "/people"})
    assert asked.status_code == 200 and "asks for the code" in asked.text and out.get("/queue").status_code == 303

    def give(page: str, given: str) -> Any:
        fields = dict(re.findall(r'name="(token|under)" value="([^"]*)"', page))
        return out.client.post("/login/oidc/code", data=fields | {"code": given})

    again = give(asked.text, "000000")
    assert again.status_code == 401 and "did not fit" in again.text
    assert give(asked.text, code(1)).status_code == 401, "each page is good once"
    came = give(again.text, code(1))
    assert came.status_code == 303 and came.headers["location"] == "/people" and out.get("/people").status_code == 200
    for given in ["111111"] * 6:
        page = walked(out)
        last = give(page.text, given)
    assert last.status_code == 429, "tries at it count as those with the password"


def test_that_of_the_provider_counts_where_it_is_told_to(project: Project, plain: Idp, team: Workplace, linked: None) -> None:
    theirs = served(project, plain, second="theirs", acr=("urn:two",))
    for claims, status in (({}, 200), ({"amr": ["pwd"]}, 200), ({"acr": "1"}, 200), ({"amr": ["mfa"]}, 303), ({"acr": "urn:two"}, 303)):
        plain.who = {"sub": "u-2", **claims}
        with browser(theirs) as out:
            address = begun(out)
            assert parse_qs(urlsplit(address).query)["acr_values"] == ["urn:two"]
            assert out.get(returned(address)).status_code == status, claims
            assert (out.get("/people").status_code == 200) == (status == 303)


def test_without_a_second_factor_one_has_no_more_than_by_password(project: Project, plain: Idp, team: Workplace) -> None:
    joined(project, "huda", "admin")
    link(project, plain, "huda", "u-5")
    plain.who = {"sub": "u-5", "amr": ["mfa"]}
    with browser(team) as out:
        assert walked(out).status_code == 303 and out.get("/people").status_code == 403
    with browser(served(project, plain, second="theirs")) as out:
        assert walked(out).status_code == 303 and out.get("/people").status_code == 200


def test_an_invitation_is_opened_without_a_password(team: Workplace, project: Project, plain: Idp, out: Browser) -> None:
    _, secret = people.add(project.store, "rana", ["coder"], None, "lina")
    plain.who = {"sub": "u-9"}
    path = f"/invited/{secret}"
    assert f'formaction="{path}/oidc' in out.get(path).text
    assert walked(out, path=f"{path}/oidc", at=path).status_code == 303 and "rana" in out.get("/account").text
    assert out.get(path).status_code == 404
    with browser(team) as other:
        assert walked(other, path=f"{path}/oidc", at="/login").status_code == 404, "a link is good once"
        assert other.login("rana", "").status_code == 401 and other.login("rana").status_code == 401
    # Who has no password confirms by having come in just now; the only way in is not given up.
    only = out.post("/account/oidc/off")
    assert only.status_code == 400 and "only way in" in only.text
    form = {"password": "four quiet geese walked", "again": "four quiet geese walked"}
    with project.store.noting() as connection:
        connection.execute(sa.update(sessions).values(made="2024-01-01T00:00:00.000000Z"))
    assert out.post("/account/password", form).status_code == 403
    assert walked(out).status_code == 303 and out.post("/account/password", form).status_code == 303
    assert out.post("/account/oidc/off", {"password": PASSWORD}).status_code == 400
    assert out.post("/account/oidc/off", {"password": form["password"]}).status_code == 303
    assert walked(out).status_code == 401
    people.switch(project.store, "rana", False, "lina")
    people.switch(project.store, "rana", True, "lina")
    assert out.login("rana", form["password"]).status_code == 303


def test_switched_on_again_one_comes_in_by_the_provider(team: Workplace, project: Project, plain: Idp, out: Browser) -> None:
    _, secret = people.add(project.store, "rana", ["coder"], None, "lina")
    assert providing.open_with(project.store, secret, Told(plain.issuer, "u-1")) is not None
    people.switch(project.store, "rana", False, "lina")
    assert walked(out).status_code == 401
    people.switch(project.store, "rana", True, "lina")
    assert walked(out).status_code == 303


def test_an_account_is_linked_by_its_owner(team: Workplace, project: Project, plain: Idp) -> None:
    with browser(team, "omar") as omar:
        assert omar.post("/account/oidc", {"password": "wrong"}).status_code == 400
        address = begun(omar, {"password": PASSWORD}, "/account/oidc", "/account")
        with browser(team, "omar") as other:
            assert other.get(returned(address)).status_code == 401, "begun in another session"
        done = walked(omar, {"password": PASSWORD}, "/account/oidc", "/account")
        assert done.status_code == 303 and done.headers["location"] == "/account?done" and "is linked" in omar.get("/account").text
        plain.who = {"sub": "u-7"}
        assert walked(omar, {"password": PASSWORD}, "/account/oidc", "/account").status_code == 409, "one account, one person"
    with browser(team, "lina", code(1)) as lina:
        plain.who = {"sub": "u-1"}
        assert walked(lina, {"password": PASSWORD}, "/account/oidc", "/account").status_code == 409, "one person, one account"
        late = begun(lina, {"password": PASSWORD}, "/account/oidc", "/account")
        lina.post("/logout")
        assert lina.get(returned(late)).status_code == 401
    with browser(team) as phone, browser(team, "omar") as omar:
        assert walked(phone).status_code == 303
        assert omar.post("/account/oidc/off", {"password": PASSWORD}).status_code == 303
        assert phone.get("/queue").status_code == 303 and omar.get("/queue").status_code == 200
    with project.store.reading() as connection:
        actions = [e.action for e in audit.entries(connection, "account:omar")]
    assert actions.count("account.link") == 1 and actions[-1] == "account.unlink"


def test_a_domain_that_is_allowed(team: Workplace, project: Project, plain: Idp) -> None:
    plain.who = {"sub": "u-20", "email": "rana@Example.org", "email_verified": True, "name": "Omar"}
    with browser(team) as out:
        assert walked(out).status_code == 401, "no domain is, unless told so"
    open_ = served(project, plain, domains=("example.org",))
    refused: list[dict[str, Any]] = [
        {"email_verified": False},
        {"email_verified": None},
        {"email": "rana@example.org.evil.example"},
        {"email": "rana@sub.example.org"},
        {"email": "a@evil.example@example.org"},
    ]
    for more in refused:
        plain.claims = more
        with browser(open_) as out:
            assert walked(out).status_code == 401, more
        open_.team.others.came_in("oidc", "testclient")  # type: ignore[union-attr]
    plain.claims = {}
    with browser(open_) as out:
        address = begun(out)
        assert parse_qs(urlsplit(address).query)["scope"] == ["openid email profile"]
        assert out.get(returned(address)).status_code == 303
        assert "Omar 2" in out.get("/account").text, "nobody becomes somebody else by his name there"
        assert out.get("/audit").status_code == 403 and out.post("/queue/claim", at="/account").status_code == 403
        assert walked(out).status_code == 303
    with project.store.reading() as connection:
        made = accounts.known(connection, "omar 2")
        assert made.roles == ("reader",) and len(identities.of_account(connection, made.id)) == 1


def test_what_was_sent_too_late_waits_at_the_provider(team: Workplace, project: Project, plain: Idp, linked: None) -> None:
    with browser(team, "omar") as omar:
        token = omar.token("/account")
        with project.store.noting() as connection:
            connection.execute(sa.delete(sessions))
        late = omar.client.post("/reports/a/access", data={"token": token, "why": "ليس هذا حدثاً"})
        kept = html.unescape(re.search(r'name="kept" value="([^"]*)"', late.text)[1])  # type: ignore[index]
        back = walked(omar, {"kept": kept})
        assert back.status_code == 200 and "ليس هذا حدثاً" in back.text and 'action="/reports/a/access"' in back.text


def test_reset_takes_the_link_away(team: Workplace, project: Project, plain: Idp, out: Browser, linked: None, tmp_path: Path) -> None:
    back_up(project.store, tmp_path / "b.zip")
    people.reset(project.store, "omar", "lina")
    assert walked(out).status_code == 401


# The provider itself -------------------------------------------------------------------------------------------------------------


def test_a_provider_that_is_away_is_told(team: Workplace, plain: Idp, out: Browser, linked: None, caplog: pytest.LogCaptureFixture) -> None:
    plain.answers["/.well-known/openid-configuration"] = (500, b"{}")
    answer = out.post("/login/oidc", at="/login")
    assert answer.status_code == 503 and "does not answer now" in answer.text and "HTTP 500" in caplog.text
    plain.answers.clear()
    assert out.post("/login/oidc", at="/login").status_code == 503 and plain.asked.count("/.well-known/openid-configuration") == 1
    team.team.provider.failed -= 20  # type: ignore[union-attr]
    denied = re.sub(r"code=[^&]+", "error=access_denied&error_description=%3Cb%3Eyour+bank", returned(begun(out)))
    told = out.get(denied)
    assert told.status_code == 401 and "did not let you go on" in told.text and "your bank" not in told.text
    plain.answers["/token"] = (500, b"<html>")
    assert walked(out).status_code == 503
    assert SECRET not in caplog.text


@pytest.mark.parametrize(
    "document",
    [
        {"issuer": "http://127.0.0.1/another"},
        {"token_endpoint": "http://rasid.example/token"},
        {"token_endpoint": "file:///etc/passwd"},
        {"jwks_uri": "http://169.254.169.254/keys"},
        {"jwks_uri": None},
        {"authorization_endpoint": "javascript:alert(1)"},
        {"authorization_endpoint": "https://who:what@id.example.org/authorize"},
    ],
)
def test_a_document_that_leads_elsewhere_is_not_believed(plain: Idp, out: Browser, document: dict[str, Any]) -> None:
    plain.document = document
    answer = out.post("/login/oidc", at="/login")
    assert answer.status_code == 401 and "was not believed" in answer.text


def test_answers_have_a_size_and_no_redirect_is_followed(plain: Idp, monkeypatch: pytest.MonkeyPatch) -> None:
    line = Wire(plain.issuer)
    plain.answers = {"/large": (200, b'{"a": "' + b"x" * wire.LARGEST + b'"}'), "/moved": (302, b"{}"), "/text": (200, b"[1]")}
    for name, kind in (("/large", "doubt"), ("/moved", "away"), ("/text", "away")):
        with pytest.raises(ProviderTrouble) as caught:
            line.get(plain.issuer + name)
        assert caught.value.kind == kind
    monkeypatch.setattr(wire, "WAIT_S", 0.01)
    for _ in range(wire.AT_ONCE):
        line.free.acquire()
    with pytest.raises(ProviderTrouble, match="too many"):
        line.get(plain.issuer + "/keys")


def test_a_provider_elsewhere_leads_to_no_address_of_this_machine(plain: Idp) -> None:
    line = Wire("https://id.example.org")
    for address in (plain.issuer + "/keys", "http://localhost/keys", "http://id.example.org/keys"):
        with pytest.raises(ProviderTrouble, match="may be asked"):
            line.address(address, "jwks_uri")
    with pytest.raises(ProviderTrouble, match="away"):  # by https it may be named, and leads there all the same
        line.get(f"https://localhost:{plain.server.server_port}/keys")
    assert not plain.asked
    assert wire.outside("10.1.2.3") and wire.outside("192.0.32.8") and wire.itself("::1")
    for address in ("127.0.0.1", "::1", "169.254.169.254", "fe80::1%eth0", "0.0.0.0", "::ffff:127.0.0.1"):
        assert not wire.outside(address), address


def test_how_a_provider_is_named(tmp_path: Path) -> None:
    file = tmp_path / "secret"
    file.write_text("hush\n", encoding="utf-8")
    file.chmod(0o600)
    table = {"issuer": "https://id.example.org/realms/team", "client_id": "rasid", "secret_file": "secret", "domains": ["Example.org"]}
    made = provider_options.read({}, {}, table, tmp_path)
    assert made is not None and (made.name, made.secret, made.second, made.domains) == ("id.example.org", "hush", "ours", ("example.org",))
    assert "hush" not in repr(made) and provider_options.read({}, {}, None, tmp_path) is None
    environment = {"RASID_OIDC_CLIENT_ID": "other", "RASID_OIDC_SECRET": "loud", "RASID_OIDC_ACR": "2, 3", "RASID_OIDC_SECOND": "theirs"}
    over = provider_options.read({"client_id": "third"}, environment, table, tmp_path)
    assert over is not None and (over.client_id, over.secret, over.acr, over.second) == ("third", "loud", ("2", "3"), "theirs")
    wrong: list[tuple[Any, str]] = [
        ("x", "a table"),
        (table | {"secret": "hush"}, "does not stand"),
        (table | {"issuers": "x"}, "no such setting"),
        ({"client_id": "rasid"}, "is missing: issuer"),
        (table | {"issuer": "http://id.example.org"}, "over https"),
        (table | {"issuer": "https://a:b@id.example.org"}, "no address"),
        (table | {"issuer": "https://id.example.org/?a"}, "no address"),
        (table | {"second": "both"}, "one of"),
        (table | {"domains": ["*"]}, "no domain"),
        (table | {"domains": "example.org"}, "a list"),
        (table | {"secret_file": "none"}, "cannot be read"),
        (table | {"secret_file": ""}, "missing"),
        (table | {"name": "x" * 41}, "letters"),
    ]
    for told, said in wrong:
        with pytest.raises(UsageError, match=said) as caught:
            provider_options.read({}, {}, told, tmp_path)
        assert "hush" not in str(caught.value)
    file.chmod(0o644)
    with pytest.raises(UsageError, match="everyone"):
        provider_options.read({}, {}, table, tmp_path)


def test_without_a_provider_there_is_none(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    cheap(monkeypatch)
    joined(project, "omar", "coder")
    work = Workplace(project, "setup", hosts=("testserver",), team=Team("http://testserver"))
    with browser(work) as out:
        assert "/login/oidc" not in out.get("/login").text and out.post("/login/oidc", at="/login").status_code == 404
        assert out.get("/login/oidc/back").status_code == 404
        out.login("omar")
        assert "/account/oidc" not in out.get("/account").text and out.post("/account/oidc").status_code == 404
