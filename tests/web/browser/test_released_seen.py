"""The pages of a release as anybody opens them, from the disk: on a telephone and on a desk, in both languages."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from browser.conftest import wide
from rasid.project.releasing import draft
from rasid.publish.release.request import Request

if TYPE_CHECKING:
    from tests.web.browser.conftest import Bench

ASKED = Request(
    version="2026.1", title="حوادث الشمال – Incidents of the North", profile="internal", released="2026-06-01", formats=("csv",)
)


def test_pages_fit_and_ask_nobody(bench: Bench, chromium: Any, axe: Callable[[Any], list[str]], tmp_path: Path) -> None:
    draft(bench.project, ASKED, tmp_path / "out", "layla")
    names = sorted(p.name for p in (tmp_path / "out").glob("*.html"))
    assert names == ["codebook.ar.html", "codebook.html", "index.ar.html", "index.html"]
    for width, some in ((360, names), (1280, names[2:3])):
        for name in some:
            context = chromium.new_context(viewport={"width": width, "height": 900}, bypass_csp=True)
            page, told = context.new_page(), []
            page.on("console", lambda message, told=told: told.append(message.text))
            page.on("request", lambda request, told=told: None if request.url.startswith("file:") else told.append(request.url))
            page.goto((tmp_path / "out" / name).as_uri())
            assert not wide(page), (name, width)
            assert page.locator("h1").is_visible() and told == [], (name, told)
            assert name not in ("index.ar.html", "codebook.html") or width != 360 or axe(page) == [], name
            context.close()


@pytest.mark.parametrize("name", ["index.html", "index.ar.html"])
def test_incidents_can_be_filtered_and_chosen(bench: Bench, chromium: Any, tmp_path: Path, name: str) -> None:
    draft(bench.project, ASKED, tmp_path / "out", "layla")
    page = chromium.new_page(viewport={"width": 360, "height": 900})
    page.goto((tmp_path / "out" / name).as_uri())
    rows = page.locator("#rows table tbody tr")
    every = rows.count()
    page.locator("#filters select[name=type]").select_option(index=1)
    assert 0 < rows.count() < every
    page.locator("#filters button[type=reset]").click()
    assert rows.count() == every
    rows.first.locator("button, a").first.click()
    assert page.locator("#chosen").is_visible() and page.locator("#chosen h3").inner_text()
    page.close()
