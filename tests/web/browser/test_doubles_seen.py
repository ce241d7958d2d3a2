"""Double coding in a browser: a report given to two, coded on a sheet with and without a script, and what they differ in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import pytest
import sqlalchemy as sa
from tests.web.members import PASSWORD, cheap, joined

from browser.conftest import serving, wide
from browser.steps import follow
from rasid.project.team import doubling, sheets
from rasid.store import events, schema
from rasid.store.scope import Viewer
from rasid.web.speech import Speech
from rasid.web.team.door import Team
from rasid.web.workplace import Workplace

if TYPE_CHECKING:
    from tests.web.browser.conftest import Bench


EITHER = pytest.mark.parametrize(("language", "script"), (("ar", True), ("en", False)), indirect=["language"])  # with scripts and without


@pytest.fixture
def door(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The address of the same project, served to a team."""
    cheap(monkeypatch)
    for name, role in (("lina", "coder"), ("omar", "coder"), ("head", "reviewer")):
        joined(bench.project, name, role)
    with serving(Workplace(bench.project, "setup", team=Team("http://127.0.0.1"))) as address:
        yield address


def enter(page: Any, door: str, say: Speech, name: str, language: str) -> None:
    page.goto(f"{door}/login?lang={language}")
    page.locator("input[name=name]").fill(name)
    page.locator("input[name=password]").fill(PASSWORD)
    follow(page.get_by_role("button", name=say("Log in")))


def given(bench: Bench, count: int) -> list[int]:
    """Reports with an event, given to lina and omar."""
    e = schema.events.c
    with bench.project.store.reading() as connection:
        query = sa.select(e.report_id).where(e.state == "proposed").group_by(e.report_id).order_by(e.report_id)
        ids = list(connection.execute(query.limit(count)).scalars())
    return doubling.assign(bench.project.store, ["lina", "omar"], ids, "head")


def coded(bench: Bench, number: int, name: str, first: str) -> None:
    """All accepted but the first event, of which `first` says what becomes: accept, reject, or a value of its status."""
    viewer = Viewer(name, ("coder",))
    sheet = sheets.opened(bench.project, number, viewer)
    with sheet.store.reading() as connection:
        report = connection.execute(sa.select(schema.reports.c.id)).scalar_one()
        ids = [k.id for k in events.of_report(connection, report)]
    for n, id_ in enumerate(ids):
        if n or first == "accept":
            sheet.accept(id_, name)
        elif first == "reject":
            sheet.reject(id_, name, "لم يقع")
        else:
            sheet.correct(id_, "status", first, name)
    doubling.finish(bench.project.store, number, viewer)


def settled(page: Any, say: Speech) -> None:
    """Chooses the first coder wherever the two differ."""
    for name in dict.fromkeys(one.get_attribute("name") for one in page.locator("input[type=radio]").all()):
        page.locator(f"input[name='{name}']").first.check()
    follow(page.get_by_role("button", name=say("Take these")))


@pytest.mark.parametrize("width", (1280, 360))
@pytest.mark.parametrize("scheme", ("light", "dark"))
def test_readable_by_all(
    door: str,
    bench: Bench,
    opened: Callable[..., Any],
    axe: Callable[[Any], list[str]],
    say: Speech,
    language: str,
    width: int,
    scheme: str,
) -> None:
    page = opened(bypass_csp=True, viewport={"width": width, "height": 800}, locale=language, color_scheme=scheme)
    numbers = given(bench, 4)
    for number, (lina, omar) in zip(numbers, (("accept", "reject"), ("denied", "accept"), ("accept", "accept")), strict=False):
        coded(bench, number, "lina", lina)
        coded(bench, number, "omar", omar)

    def readable(address: str) -> None:
        page.goto(door + address)
        assert not axe(page), page.url
        assert not wide(page), page.url

    enter(page, door, say, "head", language)
    for address in ("/doubles", "/doubles/agreement"):
        readable(address)
    readable(f"/doubles/{numbers[1]}")
    settled(page, say)
    readable(page.url.removeprefix(door))
    follow(page.locator("form[action='/logout'] button"))
    enter(page, door, say, "lina", language)
    readable("/doubles")
    readable(page.locator(".sheets a").first.get_attribute("href"))


@EITHER
def test_a_sheet_is_coded(door: str, bench: Bench, opened: Callable[..., Any], say: Speech, language: str, script: bool) -> None:
    (number,) = given(bench, 1)
    page = opened(locale=language, java_script_enabled=script)
    enter(page, door, say, "omar", language)
    page.goto(f"{door}/doubles")
    follow(page.locator(".sheets a").first)
    assert page.get_by_text(
        say("This is your own sheet: what you decide here nobody sees until all who code this report are done.")
    ).count()
    while page.locator(".event[data-state=proposed]").count():
        event = page.locator(".event[data-state=proposed]").first
        id_ = event.get_attribute("id")
        button = event.locator(":scope > .acts form[action$='/accept'] button")
        if script:
            button.click()
            page.locator(f"#{id_}[data-state=accepted]").wait_for()
        else:
            follow(button)
    follow(page.get_by_role("button", name=say("I am done: every event is here and decided")))
    assert page.url.endswith("/doubles") and not page.locator(".sheets a").count()
    with bench.project.store.reading() as connection:
        assert [m.done is not None for m in doubling.listed(connection, None)[0].coders] == [False, True] and number == 1


@EITHER
def test_a_third_settles_it(door: str, bench: Bench, opened: Callable[..., Any], say: Speech, language: str, script: bool) -> None:
    (number,) = given(bench, 1)
    coded(bench, number, "lina", "denied")
    coded(bench, number, "omar", "accept")
    page = opened(locale=language, java_script_enabled=script)
    enter(page, door, say, "head", language)
    page.goto(f"{door}/doubles")
    follow(page.locator(f"a[href='/doubles/{number}']"))
    settled(page, say)
    follow(page.get_by_role("button", name=say("Write it into the report")))
    assert "/reports/" in page.url and "/doubles/" not in page.url
    assert page.locator(".state.reviewed").count() and page.locator(".event.corrected").count() == 1
