"""Teaching in a browser: from a gap in the reports to a party that coding knows, in both languages."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from browser.steps import follow
from rasid.store import events
from rasid.web.speech import Speech

if TYPE_CHECKING:
    from tests.web.browser.conftest import Bench

BRIGADE = "لواء السنديان الأخضر"  # nobody's name
TEXTS = [
    f"قصف {BRIGADE} يوم الجمعة بلدة البارة بريف إدلب، ما أدى إلى مقتل ثلاثة مدنيين.",
    f"هاجم {BRIGADE} مساء السبت حاجزاً للجيش السوري في ريف إدلب.",
]
LONG_MS = 90_000  # the data is read anew twice, on whatever machine this is


@pytest.fixture
def gap(bench: Bench, tmp_path: Path) -> None:
    """Two reports that name a party which nothing knows."""
    lines = tmp_path / "more.jsonl"
    rows = [{"id": f"gap-{n}", "published": "2024-06-02", "text": text} for n, text in enumerate(TEXTS)]
    lines.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    assert [o.what for o in bench.project.add([lines])] == ["added"] * 2


def test_from_a_gap_to_events(bench: Bench, gap: None, page: Any, say: Speech) -> None:
    page.set_default_timeout(LONG_MS)
    page.goto("/gaps")
    follow(page.get_by_role("button", name=say("Read the reports")))
    row = page.locator(".gaps > li", has_text=BRIGADE)
    row.wait_for()
    assert not row.get_by_text("يوم الجمعة").is_visible(), "reports are quoted at a click alone"
    row.get_by_text(say("Examples from reports")).click()
    assert row.get_by_text("يوم الجمعة").is_visible()
    follow(row.get_by_role("link", name=say("Teach it")))
    assert page.locator("input[name=ar]").input_value() == BRIGADE
    page.locator("input[name=en]").fill("Green Oak Brigade")
    page.locator("select[name=kind]").select_option("militia")
    follow(page.get_by_role("button", name=say("Propose"), exact=True))
    follow(page.get_by_role("button", name=say("Find out what would change")))
    take = page.get_by_role("button", name=say("Take in, and code these reports anew"))
    take.wait_for()
    assert page.locator(".moved > li").count() == 2
    follow(take)
    page.get_by_text(say.plural("{count} report was coded anew.", "{count} reports were coded anew.", 2)).wait_for()
    with bench.project.store.reading() as connection:
        told = {i["actor"] for k in events.of_report(connection, "gap-0") for i in k.record["initiators"]}
    assert told == {"green-oak-brigade"}
    page.goto(f"/parties?q={BRIGADE}")
    assert page.locator(".known tbody tr").count() == 1


def test_without_scripts(bench: Bench, opened: Callable[..., Any], say: Speech) -> None:
    page = opened(java_script_enabled=False)
    page.set_default_timeout(LONG_MS)
    page.goto("/proposals/new?teach=alias&of=party&id=syrian-army")
    page.locator("input[name=alias]").fill("جيش لا يعرفه أحد")
    follow(page.get_by_role("button", name=say("Propose"), exact=True))
    page.wait_for_url("**/proposals/1")
    page.get_by_text(say("Refuse"), exact=True).first.click()
    page.locator("textarea[name=why]").fill("اسم لا يرد في التقارير")
    follow(page.locator("form[action$=refuse] button"))
    assert "اسم لا يرد في التقارير" in page.locator("main").inner_text()


@pytest.mark.parametrize("scheme", ("light", "dark"))
@pytest.mark.parametrize("width", (1280, 360))
def test_readable_by_all(bench: Bench, opened: Callable[..., Any], axe: Callable[[Any], list[str]], width: int, scheme: str) -> None:
    entry = {"of": "party", "id": "syrian-army", "lang": "ar", "alias": "جيش لا يعرفه أحد"}
    number = bench.project.propose("alias", entry, "salma", "يرد في تقارير حلب")
    page = opened(bypass_csp=True, viewport={"width": width, "height": 800}, color_scheme=scheme)
    for path in (
        "/parties?q=الجيش",
        "/parties/syrian-army",
        "/places?q=إدلب",
        "/places/gn:169389",
        "/sources",
        "/codebook",
        "/gaps",
        "/proposals",
        f"/proposals/{number}",
        "/proposals/new?teach=verb",
        "/proposals/new?teach=place",
    ):
        assert page.goto(path).ok, path
        assert not axe(page), path
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), path
