"""On a telephone: no page, and no table that is read row by row, is moved sideways."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pytest
from tests.web.members import cheap, joined

from browser.conftest import wide
from rasid.project import packages
from rasid.publish.release.request import Request
from rasid.store import events as kept_events
from rasid.store import reports

if TYPE_CHECKING:
    from tests.web.browser.conftest import Bench

# Of what stands in a table, who against whom alone has two ways to be read.
MOVED = "[...document.querySelectorAll('.scroll')].filter(e => !e.querySelector('.matrix') && e.scrollWidth > e.clientWidth + 1)"

# Where the first letter of some words of an element's text stands.
LEFT = """([e, words]) => {
    const range = document.createRange(), at = e.firstChild.data.indexOf(words);
    range.setStart(e.firstChild, at); range.setEnd(e.firstChild, at + 1);
    return range.getBoundingClientRect().left;
}"""


@pytest.mark.parametrize("width, scheme", [(360, "dark"), (360, "light")])
def test_nothing_is_moved_sideways(
    bench: Bench, opened: Callable[..., Any], monkeypatch: pytest.MonkeyPatch, language: str, width: int, scheme: str
) -> None:
    cheap(monkeypatch)
    joined(bench.project, "lina", "publisher")
    packages.make(bench.project, Request(version="2026.1", title="Demo", profile="internal", released="2026-01-15"), "lina")
    page = opened(viewport={"width": width, "height": 800}, color_scheme=scheme)
    addresses = ["/parties", "/sources", "/places?q=" + quote("درعا"), "/releases", "/releases/2026.1", "/events?area=SYR", "/explore"]
    for address in [*addresses, "/incidents", "/jobs", "/audit", "/proposals", "/docs/api"]:
        page.goto(address)
        assert not wide(page), address
        assert page.evaluate(f"{MOVED}.length") == 0, address
    page.goto("/events?area=SYR")
    page.goto(page.locator("tbody a").first.get_attribute("href"))
    assert not wide(page) and page.evaluate(f"{MOVED}.length") == 0


def test_a_name_in_the_other_script_stands_before_its_note(bench: Bench, page: Any, language: str) -> None:
    """Laid out, not only written: what comes first is at the side where a line begins."""
    page.goto("/events?area=SYR/Idlib&type=shelling")
    event = page.locator("tbody a[href^='/events/']").first.get_attribute("href").rpartition("/")[2]
    with bench.project.store.reading() as connection:
        report = kept_events.known(connection, event).report_id
        text = reports.known(connection, report).report.text
    word = text.split()[0]
    bench.project.correct(event, "sources", [{"id": "s9", "text": word, "stance": "reports"}], "salma")
    page.goto(f"/events/{event}")
    cell = page.locator("tr", has=page.locator("bdi", has_text=word)).last.locator("td bdi").first
    name = cell.element_handle()
    at, after = (page.evaluate(LEFT, [name, some]) for some in (word, "("))
    assert at < after if language == "en" else at > after
