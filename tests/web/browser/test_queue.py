"""The queue in a browser."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

from browser.steps import follow
from rasid.store import claims
from rasid.web.speech import Speech

if TYPE_CHECKING:
    from tests.web.browser.conftest import Bench


def test_take_the_next_and_give_it_back(bench: Bench, page: Any, say: Speech) -> None:
    page.goto("/queue")
    head = page.locator(".queue > li").first.get_attribute("id")
    follow(page.get_by_role("button", name=say("Check the next")))
    assert "/reports/" in page.url and "next=" in page.url, page.locator("main").inner_text()
    page.goto("/queue")
    mine = page.locator(f"#{head}")
    assert say("Give back") in mine.inner_text()
    with bench.project.store.reading() as connection:
        assert f"r-{next(iter(claims.held(connection, who='layla')))}" == head
    follow(mine.get_by_role("button", name=say("Give back")))
    assert say("Give back") not in page.locator(".queue").inner_text()


def test_what_another_has_comes_last(page: Any) -> None:
    page.goto("/queue")
    last = page.locator(".queue > li").last
    assert last.get_attribute("id") == "r-demo-002" and "salma" in last.inner_text()
    assert not last.get_by_role("button").count()


def test_filter_keep_and_forget(page: Any, say: Speech) -> None:
    page.goto("/queue")
    page.locator("summary").click()
    page.locator("select[name=area]").select_option("SDN")
    page.locator("select[name=type]").select_option("air_strike")
    follow(page.get_by_role("button", name=say("Filter"), exact=True))
    assert "area=SDN" in page.url and page.locator(".queue > li").count() == 5
    page.locator("input[name=name]").fill("دارفور")
    follow(page.get_by_role("button", name=say("Keep"), exact=True))
    page.goto("/queue")
    follow(page.get_by_role("link", name="دارفور"))
    assert page.locator(".queue > li").count() == 5
    follow(page.get_by_role("button", name=say("Delete the filter {name}", name="دارفور")))
    assert not page.get_by_role("link", name="دارفور").count()


def test_without_scripts_and_by_keyboard_alone(opened: Callable[..., Any], say: Speech) -> None:
    page = opened(java_script_enabled=False)
    page.goto("/queue")
    page.get_by_role("button", name=say("Check the next")).focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/reports/**")


@pytest.mark.parametrize("scheme", ("light", "dark"))
@pytest.mark.parametrize("width", (1280, 360))
def test_readable_by_all(opened: Callable[..., Any], axe: Callable[[Any], list[str]], width: int, scheme: str) -> None:
    page = opened(bypass_csp=True, viewport={"width": width, "height": 800}, color_scheme=scheme)
    page.goto("/queue?type=shelling")
    assert not axe(page)
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
