"""Files that are made, feeds, and the whole project coded anew, in a browser: by people, and readable by all."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

from browser.conftest import wide
from browser.steps import follow
from rasid.jobs import files as work_on_files
from rasid.project.project import Project

if TYPE_CHECKING:
    from tests.web.browser.conftest import Bench

    from rasid.web.speech import Speech


@pytest.mark.parametrize("script", (True, False))
def test_a_file_is_had_made(bench: Bench, opened: Callable[..., Any], say: Speech, monkeypatch: pytest.MonkeyPatch, script: bool) -> None:
    monkeypatch.setattr(work_on_files, "own", lambda store: bench.project)  # a coder of its own takes seconds to read the data
    page = opened(java_script_enabled=script)
    page.goto("/events?type=shelling")
    page.get_by_text(say("Other formats, and large files")).click()
    page.locator("select[name=format]").select_option("csv-incidents")
    page.locator("select[name=profile]").select_option("internal")
    follow(page.get_by_role("button", name=say("Make the file")))
    while page.locator("[data-work]").count():
        page.goto(page.url)
    with page.expect_download() as awaited:
        page.get_by_role("link", name=say("Take the file")).click()
    assert awaited.value.suggested_filename == "rasid-csv-incidents.csv"
    assert "shelling" in awaited.value.path().read_text(encoding="utf-8")
    page.goto("/jobs")
    assert say("done", "work") in page.locator("tbody").inner_text()


@pytest.mark.parametrize("width", (1280, 360))
@pytest.mark.parametrize("scheme", ("light", "dark"))
def test_readable_by_all(
    bench: Bench,
    opened: Callable[..., Any],
    axe: Callable[[Any], list[str]],
    say: Speech,
    monkeypatch: pytest.MonkeyPatch,
    width: int,
    scheme: str,
) -> None:
    monkeypatch.setattr(work_on_files, "own", lambda store: bench.project)
    monkeypatch.setattr(Project, "renew", lambda self: None)  # the data is as it was
    page = opened(bypass_csp=True, viewport={"width": width, "height": 800}, color_scheme=scheme)

    def readable() -> None:
        assert not axe(page), page.url
        assert not wide(page), page.url

    page.goto("/incidents")
    page.get_by_text(say("Other formats, and large files")).click()
    readable()
    follow(page.get_by_role("button", name=say("Make the file")))
    page.locator("main a[download], [data-work]").first.wait_for()
    readable()
    page.goto("/feeds")
    page.locator("input[name=address]").fill("https://plain-network.example/news/feed.xml?section=all-of-the-country")
    follow(page.get_by_role("button", name=say("Watch it")))
    assert "plain-network.example" in page.locator("tbody").inner_text()
    readable()
    page.goto("/upkeep")
    follow(page.get_by_role("button", name=say("Find out what would change")))
    readable()
    page.get_by_text(say("No event would change.")).wait_for(timeout=60_000)
    readable()
