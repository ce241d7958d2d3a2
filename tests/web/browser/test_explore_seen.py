"""The exploring page in a browser: brushing any view narrows all, the address is the view, and nothing needs a script or a mouse."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from browser.conftest import wide
from browser.steps import follow
from rasid.web.speech import Speech

# What a brush does is the same in both languages; the first test tries it in both.
ONE = pytest.mark.parametrize("language", ["ar"], indirect=True)


def shown(page: Any) -> int:
    """How many events the page says there are."""
    return int(re.sub(r"\D", "", page.locator("#explore .count strong").inner_text()) or 0)


def settled(page: Any, address: str) -> None:
    page.wait_for_url(address)
    page.wait_for_selector("#explore:not([aria-busy])")


def brush(page: Any, key: str) -> None:
    before = page.url
    page.locator(f'[data-part=charts] [data-brush="{key}"]').click()
    page.wait_for_url(lambda url: url != before)
    page.wait_for_selector("#explore:not([aria-busy])")


def test_brushes_narrow_all_without_loading_the_page(page: Any, say: Speech) -> None:
    page.goto("/explore")
    page.evaluate("window.here = true")
    whole = shown(page)
    brush(page, "type:shelling")
    assert page.url.endswith("/explore?type=shelling") and 0 < shown(page) < whole
    assert page.locator("[data-part=rows] tbody tr").count() <= shown(page)
    assert page.locator(".chips li").count() == 2 and page.locator(".filters [name=type]").input_value() == "shelling"
    brush(page, "area:SYR/Idlib")
    narrow = shown(page)
    assert page.locator(".dots circle").count() > 0 and page.evaluate("window.here")
    page.go_back()
    settled(page, "**/explore?type=shelling")
    assert shown(page) > narrow
    page.go_back()
    settled(page, "**/explore")
    assert shown(page) == whole and page.evaluate("window.here")


@ONE
def test_areas_and_pairs_by_mouse(page: Any) -> None:
    page.goto("/explore")
    page.locator('.areas a[href="/explore?area=SYR%2FAleppo"]').click()
    settled(page, "**/explore?area=SYR%2FAleppo")
    assert page.locator(".areas path.on").count() == 1
    page.goto("/explore")
    cell = page.locator(".matrix td a").first
    number = int(cell.inner_text())
    cell.click()
    page.wait_for_url("**by=*on=*")
    page.wait_for_selector("#explore:not([aria-busy])")
    assert shown(page) >= number and page.locator(".matrix td.on").count() == 1


@ONE
def test_days_by_keys_and_by_drawing(page: Any) -> None:
    page.goto("/explore")
    whole = shown(page)
    handle = page.locator(".handles input").first
    handle.focus()
    page.keyboard.press("PageUp")
    page.wait_for_url("**since=2024-*")
    page.wait_for_selector("#explore:not([aria-busy])")
    assert shown(page) < whole and page.evaluate("document.activeElement.dataset.end") == "since"
    box = page.locator("svg.time").bounding_box()
    page.mouse.move(box["x"] + box["width"] * 0.3, box["y"] + 50)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.6, box["y"] + 50, steps=4)
    page.mouse.up()
    page.wait_for_url("**since=*until=*")
    page.wait_for_selector("#explore:not([aria-busy])")
    assert 0 < shown(page) < whole and page.locator("svg.time .brush").count() == 1


@ONE
def test_focus_stays_where_it_was(page: Any) -> None:
    page.goto("/explore")
    link = page.locator('[data-part=charts] [data-brush="type:shelling"]')
    link.focus()
    page.keyboard.press("Enter")
    settled(page, "**/explore?type=shelling")
    assert page.evaluate("document.activeElement.dataset.brush") == "type:shelling"


@ONE
def test_the_form_of_filters(page: Any, say: Speech) -> None:
    page.goto("/explore")
    page.locator(".drawer summary").click()
    page.locator(".filters [name=killed]").fill("3")
    page.get_by_role("button", name=say("Filter"), exact=True).click()
    settled(page, "**/explore?killed=3")
    assert page.locator(".chips li").count() == 2


@ONE
def test_without_scripts(opened: Callable[..., Any]) -> None:
    page = opened(java_script_enabled=False)
    page.goto("/explore")
    whole = shown(page)
    follow(page.locator('[data-part=charts] [data-brush="type:shelling"]'))
    assert shown(page) < whole and page.locator("svg.time").count() == 1
    follow(page.locator(".years a").first)
    assert "since=2024" in page.url


LOOKS = [("en", 1280, "light"), ("ar", 360, "dark"), ("ar", 1280, "dark"), ("en", 360, "light")]


@pytest.mark.parametrize("language, width, scheme", LOOKS, indirect=["language"])
def test_readable_by_all(opened: Callable[..., Any], axe: Callable[[Any], list[str]], width: int, scheme: str) -> None:
    page = opened(bypass_csp=True, viewport={"width": width, "height": 800}, color_scheme=scheme)
    page.goto("/explore")
    assert not wide(page)
    page.goto("/explore?area=SYR/Idlib&type=shelling")  # everything that the whole has, and less of it to go through
    assert not axe(page) and not wide(page)
