"""The door, one's account, the people and a restricted report in a browser; and a session that ends while somebody types."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import pytest
import sqlalchemy as sa
from tests.web.members import PASSWORD, SECRET, cheap, code, joined

from browser.conftest import serving
from browser.steps import follow
from rasid.store import schema
from rasid.web.speech import Speech
from rasid.web.team.door import Team
from rasid.web.workplace import Workplace

if TYPE_CHECKING:
    from tests.web.browser.conftest import Bench


@pytest.fixture
def door(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The address of the same project, served to a team."""
    cheap(monkeypatch)
    joined(bench.project, "lina", "admin", "reviewer", second_factor=True)
    joined(bench.project, "omar", "coder")
    with serving(Workplace(bench.project, "setup", team=Team("http://127.0.0.1"))) as address:
        yield address


def enter(page: Any, door: str, say: Speech, name: str, language: str, code_: str = "") -> None:
    page.goto(f"{door}/login?lang={language}")
    page.locator("input[name=name]").fill(name)
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("input[name=code]").fill(code_)
    follow(page.get_by_role("button", name=say("Log in")))


@pytest.mark.parametrize("width", (1280, 360))
def test_readable_by_all(
    door: str, bench: Bench, opened: Callable[..., Any], axe: Callable[[Any], list[str]], say: Speech, language: str, width: int
) -> None:
    page = opened(bypass_csp=True, viewport={"width": width, "height": 800}, locale=language)

    def readable() -> None:
        assert not axe(page), page.url
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), page.url

    page.goto(f"{door}/login?lang={language}")
    readable()
    enter(page, door, say, "lina", language, code(1))
    page.goto(f"{door}/people")
    page.locator("section input[name=name]").fill("رنا")
    follow(page.get_by_role("button", name=say("Make the account")))
    readable()
    assert "/invited/" in page.locator("code.link").inner_text()
    page.goto(f"{door}/account")
    readable()
    with bench.project.store.reading() as connection:
        report = connection.execute(sa.select(schema.reports.c.id).limit(1)).scalar_one()
    page.goto(f"{door}/reports/{report}/access")
    readable()


def test_who_is_invited_comes_in(door: str, opened: Callable[..., Any], say: Speech, language: str) -> None:
    page, other = opened(), opened(java_script_enabled=False)
    enter(page, door, say, "lina", language, code(1))
    page.goto(f"{door}/people")
    page.locator("section input[name=name]").fill("sami")
    follow(page.get_by_role("button", name=say("Make the account")))
    link = page.locator("code.link").inner_text().removeprefix("http://127.0.0.1")
    other.goto(f"{door}{link}?lang={language}")
    other.locator("input[name=password]").fill("four quiet geese walked")
    other.locator("input[name=again]").fill("four quiet geese walked")
    follow(other.get_by_role("button", name=say("Keep it")))
    other.locator("input[name=name]").fill("sami")
    other.locator("input[name=password]").fill("four quiet geese walked")
    follow(other.locator("form.card button"))
    assert other.locator(".top bdi", has_text="sami").count() == 1
    follow(other.locator(".top form[action='/logout'] button"))
    assert "/login" in other.url


def test_a_session_ends_while_somebody_types(door: str, bench: Bench, opened: Callable[..., Any], say: Speech, language: str) -> None:
    """With a script: it is said, and the same press works after a log-in in another window; without: what was sent is kept."""
    page = opened(locale=language)
    enter(page, door, say, "omar", language)
    with bench.project.store.reading() as connection:
        e = schema.events.c
        report = connection.execute(sa.select(e.report_id).where(e.state == "proposed").limit(1)).scalar_one()
    page.goto(f"{door}/reports/{report}")
    event = page.locator(".event[data-state=proposed]").first
    event.locator("details.reject summary").click()
    event.locator("details.reject input[name=why]").fill("ليس هذا حدثاً")
    with bench.project.store.noting() as connection:
        connection.execute(sa.delete(schema.sessions))
    event.locator("details.reject button").click()
    page.get_by_text(
        say("Your session has ended. Log in again in another window, then press again here: what you typed is still there.")
    ).wait_for()
    again = page.context.new_page()
    enter(again, door, say, "omar", language)
    assert event.locator("details.reject input[name=why]").input_value() == "ليس هذا حدثاً"
    id_ = event.get_attribute("id")
    event.locator("details.reject button").click()
    page.locator(f"#{id_}[data-state=rejected]").wait_for()


def test_what_is_for_others_is_not_there(door: str, bench: Bench, opened: Callable[..., Any], say: Speech, language: str) -> None:
    page, other = opened(locale=language), opened(locale=language)
    enter(page, door, say, "lina", language, code(1))
    enter(other, door, say, "omar", language)
    with bench.project.store.reading() as connection:
        report = connection.execute(sa.select(schema.reports.c.id).limit(1)).scalar_one()
    page.goto(f"{door}/reports/{report}")
    follow(page.get_by_role("link", name=say("who may see it")))
    assert page.locator("input[name=people][value=lina]").is_checked()
    follow(page.get_by_role("button", name=say("Keep it for these")))
    assert page.get_by_text(say("for some eyes alone")).count()
    other.goto(f"{door}/reports/{report}")
    assert say("There is nothing at this address.") in other.locator("main").inner_text() or report not in other.locator("h1").inner_text()
    assert SECRET
