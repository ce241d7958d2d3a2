"""Anything by its name, in a browser: Ctrl+K on any page, and the page that serves without scripts."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

from browser.conftest import wide
from browser.steps import follow
from rasid.web.speech import Speech

if TYPE_CHECKING:
    from tests.web.browser.conftest import Bench


def test_the_keys_open_it_and_the_first_line_is_taken(page: Any, say: Speech) -> None:
    page.goto("/queue")
    page.keyboard.press("Control+k")
    page.locator("#find-q").press_sequentially("قسد")
    page.locator("#find-all a[href='/parties/syrian-democratic-forces']").wait_for()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.url.endswith("/parties/syrian-democratic-forces")


def test_arrows_go_from_line_to_line(page: Any, say: Speech) -> None:
    page.goto("/")
    page.get_by_role("link", name=say("Find"), exact=True).click()
    page.locator("#find-all a").first.wait_for()
    for _ in range(3):
        page.keyboard.press("ArrowDown")
    third = page.locator("#find-all a").nth(2)
    assert third.evaluate("line => line === document.activeElement")
    for _ in range(3):
        page.keyboard.press("ArrowUp")
    assert page.locator("#find-q").evaluate("box => box === document.activeElement")
    page.keyboard.press("Escape")
    assert not page.locator("#find").is_visible()


def test_letters_in_it_are_no_keys_of_the_page_below(bench: Bench, page: Any, say: Speech) -> None:
    page.goto("/reports/demo-001")
    before = page.locator(".event[data-state=proposed]").count()
    page.keyboard.press("Control+k")
    page.locator("#find-q").press_sequentially("x?jz")
    page.keyboard.press("Escape")
    assert not page.locator("#keys").is_visible() and not page.locator("details.reject[open]").count()
    assert page.locator(".event[data-state=proposed]").count() == before


def test_another_alphabets_keyboard_opens_it_too(page: Any) -> None:
    """On an Arabic keyboard that key writes ن."""
    page.goto("/queue")
    pressed = "{key: 'ن', code: 'KeyK', ctrlKey: true, bubbles: true, cancelable: true}"
    page.evaluate(f"document.dispatchEvent(new KeyboardEvent('keydown', {pressed}))")
    page.locator("#find-q").wait_for()


def test_without_scripts(opened: Callable[..., Any], say: Speech) -> None:
    page = opened(java_script_enabled=False)
    page.goto("/queue")
    follow(page.get_by_role("link", name=say("Find"), exact=True))
    page.locator("#q").fill("حلب")
    follow(page.locator("main").get_by_role("button", name=say("Find"), exact=True))
    assert page.locator("main a[href^='/places/']").count()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 360])
def test_it_reads_well(opened: Callable[..., Any], axe: Callable[[Any], list[str]], width: int, scheme: str) -> None:
    page = opened(viewport={"width": width, "height": 800}, color_scheme=scheme, bypass_csp=True)
    page.goto("/find?q=حلب")
    assert not wide(page) and not axe(page)
    page.keyboard.press("Control+k")
    page.locator("#find-q").press_sequentially("الرقة")
    page.locator("#find-all a[href^='/places/']").first.wait_for()
    assert not wide(page) and not axe(page)
