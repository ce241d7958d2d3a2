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

if TYPE_CHECKING:
    from tests.web.browser.conftest import Bench

# Of what stands in a table, who against whom alone has two ways to be read.
MOVED = "[...document.querySelectorAll('.scroll')].filter(e => !e.querySelector('.matrix') && e.scrollWidth > e.clientWidth + 1)"


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
