"""Incidents, why and the log in a browser."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from browser.steps import follow
from rasid.web.speech import Speech

if TYPE_CHECKING:
    from tests.web.browser.conftest import Bench

MARKET = "/incidents?type=air_strike&area=SDN"  # the market of Nyala, of which five accounts tell


def open_incident(page: Any) -> None:
    page.goto(MARKET)
    follow(page.locator(".incidents tbody tr").last.locator("a"))
    page.wait_for_selector(".accounts")


def accounts(page: Any) -> int:
    return int(page.locator(".accounts tbody tr").count())


def test_split_and_take_back_by_keys(page: Any) -> None:
    open_incident(page)
    assert accounts(page) == 5
    page.keyboard.press("s")  # nothing is marked yet: it leads there
    page.keyboard.press("Space")
    with page.expect_navigation():
        page.keyboard.press("s")
    assert accounts(page) == 4 and page.locator("#bonds").count() == 1
    with page.expect_navigation():
        page.keyboard.press("z")
    assert accounts(page) == 5 and page.locator("#bonds").count() == 0


def test_keys_are_silent_while_typing(page: Any) -> None:
    open_incident(page)
    page.locator(".accounts input").first.check()
    page.locator("input[name=why]").first.fill("")
    page.keyboard.type("szm")
    assert page.locator("input[name=why]").first.input_value() == "szm" and accounts(page) == 5


def test_merge_without_scripts(opened: Callable[..., Any], say: Speech) -> None:
    page = opened(java_script_enabled=False)
    open_incident(page)
    page.locator(".accounts input").nth(1).check()
    page.locator("input[name=why]").first.fill("حي آخر")
    follow(page.get_by_role("button", name=say("Split off the marked")))
    assert accounts(page) == 4 and "حي آخر" in page.locator(".bonds").inner_text()
    other = page.locator(".bonds a[href^='/incidents/']").get_attribute("href").rsplit("/", 1)[1]
    page.locator("input[name=typed]").fill(other)
    follow(page.get_by_role("button", name=say("Merge the chosen")))
    assert accounts(page) == 5


def test_what_was_parted_is_not_proposed(page: Any, say: Speech) -> None:
    open_incident(page)
    home = page.url
    page.locator(".accounts input").first.check()
    follow(page.get_by_role("button", name=say("Split off the marked")))
    page.wait_for_selector("#bonds")
    left = page.url
    assert page.locator(".proposed > li").count() == 0
    page.goto(page.locator(".bonds a[href^='/incidents/']").get_attribute("href"))
    assert page.locator(".proposed > li").count() == 0 and accounts(page) == 1
    assert home in (page.url, left), "one of the two goes on under the old id"


def test_a_proposal_merged_with_one_key(bench: Bench, page: Any, say: Speech, tmp_path: Path) -> None:
    told = [
        ("x1", "شبكة الشمال", "قصفت مدفعية الجيش السوري يوم الجمعة بلدة البارة بريف إدلب، ما أدى إلى مقتل ثلاثة مدنيين."),
        ("x2", "مراسل الميدان", "أصيب مدنيون بقصف جوي على جبل الزاوية بريف إدلب الجمعة."),
    ]
    rows = [{"id": i, "outlet": o, "text": t, "published": "2024-07-06T10:00:00+03:00"} for i, o, t in told]
    (tmp_path / "in.jsonl").write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in rows), encoding="utf-8")
    list(bench.project.add([tmp_path / "in.jsonl"]))
    page.goto("/incidents?since=2024-07-01&type=shelling")
    follow(page.locator(".incidents tbody tr a").first)
    page.wait_for_selector(".proposed > li")
    assert page.locator(".bars rect").count() >= 4 and accounts(page) == 1
    with page.expect_navigation():
        page.keyboard.press("m")
    assert accounts(page) == 2 and say("{who} merged", who="layla") in page.locator(".bonds").inner_text()


def test_walk_from_a_figure_to_the_report(page: Any) -> None:
    open_incident(page)
    follow(page.locator(".totals td a").first)
    page.wait_for_selector(".walk")
    assert page.locator(".walk q").count() >= 1
    follow(page.locator(".walk a[href^='/reports/']").first)
    page.wait_for_url("**/reports/**")


def test_the_log_leads_to_the_entry_and_verifies(page: Any, say: Speech) -> None:
    page.goto("/audit?who=salma")
    assert page.locator(".log tbody tr").count() >= 3
    follow(page.locator(".log tbody td a").first)
    page.wait_for_selector("#entry")
    page.goto("/audit")
    follow(page.get_by_role("link", name=say("Verify the log")))
    assert say("The log is whole.") in page.locator("main").inner_text()


@pytest.mark.parametrize("scheme", ("light", "dark"))
@pytest.mark.parametrize("width", (1280, 360))
def test_readable_by_all(opened: Callable[..., Any], axe: Callable[[Any], list[str]], width: int, scheme: str) -> None:
    page = opened(bypass_csp=True, viewport={"width": width, "height": 800}, color_scheme=scheme)
    open_incident(page)
    here = page.url
    for address in ("/incidents", here, f"{here}/why", f"{here}/why?of=killed.best", "/audit", "/audit/verify", "/why/2"):
        page.goto(address)
        assert not axe(page), address
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), address
    assert re.search(r"/why/2$", page.url)
