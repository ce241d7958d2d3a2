"""A passkey in a browser: made on one's account and used at the door, by the virtual authenticator of Chromium (CDP, WebAuthn)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import pytest
from tests.web.members import PASSWORD, cheap, joined

from browser.conftest import serving, wide
from browser.steps import follow
from rasid.store import accounts, passkeys
from rasid.web.speech import Speech
from rasid.web.team.door import Team
from rasid.web.workplace import Workplace

if TYPE_CHECKING:
    from tests.web.browser.conftest import Bench


@pytest.fixture
def door(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The address of the project, by the name that browsers make passkeys for."""
    cheap(monkeypatch)
    joined(bench.project, "omar", "publisher")
    work = Workplace(bench.project, "setup", team=Team("http://localhost"))
    with serving(work) as address:
        named = address.replace("127.0.0.1", "localhost")
        work.team = Team(named)
        yield named


def device(page: Any) -> Any:
    """A phone that belongs to the page's browser, and whose holder is before it."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    kinds = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
    made = session.send("WebAuthn.addVirtualAuthenticator", {"options": {**kinds, "isUserVerified": True}})
    return session, made["authenticatorId"]


def test_a_passkey_is_made_and_lets_in(door: str, bench: Bench, opened: Callable[..., Any], say: Speech, language: str) -> None:
    page = opened(locale=language)
    session, phone = device(page)
    page.goto(f"{door}/login?lang={language}")
    page.locator("input[name=name]").fill("omar")
    page.locator("input[name=password]").fill(PASSWORD)
    follow(page.locator("form.card button"))
    page.goto(f"{door}/account")
    form = page.locator("form[data-passkey=make]")
    form.locator("input[name=name]").fill("هاتفي")
    form.locator("input[name=password]").fill("not this one")
    form.locator("button").click()
    page.get_by_text(say("The password did not fit.")).wait_for()
    form.locator("input[name=password]").fill(PASSWORD)
    form.locator("input[name=password]").press("Enter")  # by the keyboard alone
    page.locator("td bdi", has_text="هاتفي").wait_for()
    assert len(session.send("WebAuthn.getCredentials", {"authenticatorId": phone})["credentials"]) == 1
    follow(page.locator(".top form[action='/logout'] button"))
    page.goto(f"{door}/login?lang={language}&next=/account")
    page.locator("form[data-passkey=ask] button").press("Enter")
    page.wait_for_url(f"{door}/account")
    assert page.locator("td .soft", has_text=say("by a passkey")).count() == 1
    with bench.project.store.reading() as connection:
        (kept,) = passkeys.of_account(connection, accounts.known(connection, "omar").id)
    assert kept.used and kept.name == "هاتفي"
    session.send("WebAuthn.setUserVerified", {"authenticatorId": phone, "isUserVerified": False})
    page.goto(f"{door}/login?lang={language}")
    page.locator("form[data-passkey=ask] button").click()
    page.get_by_text(say("The passkey was not used. Try again, or log in by another way.")).wait_for()


@pytest.mark.parametrize("width", (1280, 360))
def test_readable_with_and_without_a_script(
    door: str, opened: Callable[..., Any], axe: Callable[[Any], list[str]], say: Speech, language: str, width: int
) -> None:
    page = opened(bypass_csp=True, viewport={"width": width, "height": 800}, locale=language)
    page.goto(f"{door}/login?lang={language}")
    assert page.get_by_role("button", name=say("Log in with a passkey")).is_visible() and not axe(page) and not wide(page)
    page.locator("input[name=name]").fill("omar")
    page.locator("input[name=password]").fill(PASSWORD)
    follow(page.locator("form.card button"))
    page.goto(f"{door}/account")
    assert page.get_by_role("button", name=say("Make a passkey")).is_visible() and not axe(page) and not wide(page)
    plain = opened(viewport={"width": width, "height": 800}, java_script_enabled=False, locale=language)
    plain.goto(f"{door}/login?lang={language}")
    assert not plain.locator("form[data-passkey]").is_visible()
    plain.locator("input[name=name]").fill("omar")
    plain.locator("input[name=password]").fill(PASSWORD)
    follow(plain.locator("form.card button"))
    plain.goto(f"{door}/account")
    assert plain.get_by_text(say("To make one, this page needs its script.")).is_visible()
    assert not plain.locator("form[data-passkey]").is_visible()
