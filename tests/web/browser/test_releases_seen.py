"""The pages of releases in a browser: what two publishers do, with scripts and without, and what readers with other means meet."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import pytest
from tests.web.members import PASSWORD, cheap, code, joined

from browser.conftest import serving, wide
from browser.steps import follow
from rasid.publish.material import happenings
from rasid.web.pages import releases
from rasid.web.speech import Speech
from rasid.web.team.door import Team
from rasid.web.workplace import Workplace

if TYPE_CHECKING:
    from tests.web.browser.conftest import Bench

EITHER = pytest.mark.parametrize(("language", "script"), (("ar", True), ("en", False)), indirect=["language"])  # with scripts and without


@pytest.fixture
def door(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The address of the same project, some of it reviewed, served to a team."""
    cheap(monkeypatch)
    monkeypatch.setattr(releases, "WAIT_S", 30)
    for name in ("sana", "omar"):
        joined(bench.project, name, "publisher", second_factor=True)
    with bench.project.store.reading() as connection:
        told = [t for h in happenings(connection) for t in h.told]
    for one in told[: len(told) // 2]:
        if one.state == "proposed":
            bench.project.accept(one.event.id, "lina")
    with serving(Workplace(bench.project, "setup", team=Team("http://127.0.0.1"))) as address:
        yield address


def enter(page: Any, door: str, say: Speech, name: str, language: str, step: int = 1) -> None:
    page.goto(f"{door}/login?lang={language}")
    page.locator("input[name=name]").fill(name)
    page.locator("input[name=password]").fill(PASSWORD)
    if page.locator("input[name=code]").count():
        page.locator("input[name=code]").fill(code(step))
    follow(page.get_by_role("button", name=say("Log in")))


def asked(page: Any, door: str, version: str = "2026.1") -> None:
    page.goto(f"{door}/releases/new")
    page.locator("input[name=version]").fill(version)
    page.locator("input[name=title]").fill("حوادث الشمال: Incidents of the North")
    page.locator("textarea[name=note]").fill("للمراجعة قبل الأحد")


@pytest.mark.parametrize("width", (1280, 360))
@pytest.mark.parametrize("scheme", ("light", "dark"))
def test_readable_by_all(
    door: str, opened: Callable[..., Any], axe: Callable[[Any], list[str]], say: Speech, language: str, width: int, scheme: str
) -> None:
    page = opened(bypass_csp=True, viewport={"width": width, "height": 800}, locale=language, color_scheme=scheme)

    def readable() -> None:
        assert not axe(page), page.url
        assert not wide(page), page.url

    enter(page, door, say, "sana", language)
    asked(page, door)
    follow(page.get_by_role("button", name=say("Look what would leave")))
    readable()
    follow(page.get_by_role("button", name=say("Make the draft")))
    readable()
    follow(page.get_by_role("button", name=say("Sign"), exact=True))
    readable()
    page.locator("textarea[name=why]").fill("اسم ناقص")
    follow(page.get_by_role("button", name=say("Decline")))
    readable()
    page.goto(f"{door}/releases")
    readable()


@EITHER
def test_two_sign_and_it_leaves(door: str, bench: Bench, opened: Callable[..., Any], say: Speech, language: str, script: bool) -> None:
    page = opened(locale=language, java_script_enabled=script)
    enter(page, door, say, "sana", language)
    asked(page, door)
    follow(page.get_by_role("button", name=say("Make the draft")))
    follow(page.get_by_role("button", name=say("Sign"), exact=True))
    assert page.get_by_text(say("You have signed it. Another person must.")).count()
    assert not page.get_by_text(say("Download the package (ZIP)")).count()
    other = opened(locale=language, java_script_enabled=script)
    enter(other, door, say, "omar", language)
    other.goto(page.url)
    follow(other.get_by_role("button", name=say("Sign"), exact=True))
    with other.expect_download() as got:
        other.get_by_text(say("Download the package (ZIP)")).click()
    assert got.value.suggested_filename == "2026.1.zip"
