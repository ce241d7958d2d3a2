"""The start page and the table of events in a browser."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from browser.steps import follow
from rasid.web.speech import Speech

if TYPE_CHECKING:
    from tests.web.browser.conftest import Bench


def test_a_file_is_added_and_waits(bench: Bench, opened: Callable[..., Any], say: Speech, tmp_path: Path) -> None:
    page = opened(java_script_enabled=False)
    news = tmp_path / "خبر.txt"
    news.write_text("قتل مدنيان برصاص مجهولين في مدينة طفس بريف درعا يوم الأحد.", encoding="utf-8")
    page.goto("/")
    page.locator("input[type=file]").set_input_files(news)
    page.locator("input[name=published]").fill("2024-06-12")
    follow(page.get_by_role("button", name=say("Add"), exact=True))
    assert say.plural("{count} report was added.", "{count} reports were added.", 1) in page.locator("main").inner_text()
    page.goto("/queue?since=2024-06-09")
    assert page.locator(".queue > li").count() == 1


def test_a_doubt_leads_to_the_queue(page: Any, say: Speech) -> None:
    page.goto("/")
    follow(page.get_by_role("link", name=say("place contradicts the text")))
    assert "flag=place-conflict" in page.url and page.locator(".queue > li").count() == 1


def test_an_event_from_the_table_to_its_record(page: Any, say: Speech) -> None:
    page.goto("/events?area=LBY&type=armed_clash")
    assert page.locator("tbody tr").count() == 2
    follow(page.locator("tbody a").first)
    assert say("Record") in page.locator("main").inner_text() and "/events/ev_" in page.url


def test_a_file_is_fetched(page: Any) -> None:
    page.goto("/events?type=air_strike")
    with page.expect_download() as awaited:
        page.get_by_role("link", name="CSV").last.click()  # the whole one: nothing of the demo is reviewed
    assert awaited.value.suggested_filename == "events.csv"
    assert "Nyala" in awaited.value.path().read_text(encoding="utf-8")


@pytest.mark.parametrize("scheme", ("light", "dark"))
@pytest.mark.parametrize("width", (1280, 360))
@pytest.mark.parametrize("address", ("/", "/events?area=SYR"))
def test_readable_by_all(opened: Callable[..., Any], axe: Callable[[Any], list[str]], address: str, width: int, scheme: str) -> None:
    page = opened(bypass_csp=True, viewport={"width": width, "height": 800}, color_scheme=scheme)
    page.goto(address)
    assert not axe(page)
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    if address != "/":
        follow(page.locator("tbody a").first)
        page.wait_for_url("**/events/ev_*")
        assert not axe(page)
