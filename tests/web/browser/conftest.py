"""The demonstration served for real, and a browser before it, in both languages.

    def test_something(bench: Bench, page: Page, say: Speech) -> None:

runs twice, in Arabic and in English. `bench` has a copy of the demonstration of its own (`project`, `address`); `page` opens addresses of
it (`page.goto("/queue")`) and fails the test where a script or the security policy complains; `axe(page)` finds what readers with other
means would stumble over. Skipped where Playwright or a Chromium is missing ($RASID_CHROMIUM, else one of the system's). axe-core (MPL-2.0)
is not kept here: it is taken from the package axe-playwright-python, or from node_modules.
"""

from __future__ import annotations

import os
import shutil
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from rasid.pipeline import Pipeline
from rasid.project.demonstrating import demonstration
from rasid.project.project import Project
from rasid.web.app import create_app
from rasid.web.speech import Speech
from rasid.web.workplace import Workplace

sync_api = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed", exc_type=ImportError)
NAMES = ("chromium", "chromium-browser", "google-chrome")
ROOT = Path(__file__).parent.parent.parent.parent
STARTS_S = 20


HERE = Path(__file__).parent
# Of the eight looks of a page (language, width, scheme) two are tried at every change, between them each of the six; all in `.ci/full`.
KEPT = (("en", 1280, "light"), ("ar", 360, "dark"))


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        params = getattr(getattr(item, "callspec", None), "params", {})
        look = (params.get("language"), params.get("width"), params.get("scheme"))
        if HERE in item.path.parents and None not in look and look not in KEPT:
            item.add_marker(pytest.mark.full)


class Bench(NamedTuple):
    """A server that runs, and the project behind it."""

    address: str
    project: Project
    work: Workplace


@pytest.fixture(scope="session")
def made_demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("demo") / "demo"
    demonstration(folder).close()
    return folder


@pytest.fixture
def bench(made_demo: Path, tmp_path: Path, pipeline: Pipeline) -> Iterator[Bench]:
    folder = tmp_path / "demo"
    shutil.copytree(made_demo, folder)
    with Project.open(folder) as project:
        project.coder.pipelines["ar"] = pipeline
        work = Workplace(project, "layla")
        with serving(work) as address:
            yield Bench(address, project, work)


@pytest.fixture
def another(bench: Bench) -> Iterator[Callable[[str], str]]:
    """Serves the same project to another person, as it were from another machine; gives the address."""
    with ExitStack() as opened:
        yield lambda who: opened.enter_context(serving(Workplace(bench.project, who)))


class serving:
    """A server in a thread, for as long as the block lasts."""

    def __init__(self, work: Workplace) -> None:
        import uvicorn

        self.socket = socket.socket()
        self.socket.bind(("127.0.0.1", 0))
        options = uvicorn.Config(create_app(work), log_level="error", access_log=False, lifespan="off")
        self.server = uvicorn.Server(options)
        self.thread = threading.Thread(target=self.server.run, kwargs={"sockets": [self.socket]}, daemon=True)

    def __enter__(self) -> str:
        self.thread.start()
        end = time.monotonic() + STARTS_S
        while not self.server.started:
            assert time.monotonic() < end, "the server has not started"
            time.sleep(0.02)
        return f"http://127.0.0.1:{self.socket.getsockname()[1]}"

    def __exit__(self, *_: object) -> None:
        self.server.should_exit = True
        self.thread.join(STARTS_S)
        self.socket.close()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    found = os.environ.get("RASID_CHROMIUM") or next((path for name in NAMES if (path := shutil.which(name))), None)
    if found is None:
        pytest.skip("there is no Chromium on this machine; name one in RASID_CHROMIUM")
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(params=("ar", "en"))
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def say(language: str) -> Speech:
    """The words of the language at hand: what stands on the page is `say("…")`."""
    return Speech(language)


@pytest.fixture
def opened(bench: Bench, chromium: Any, language: str) -> Iterator[Callable[..., Any]]:
    """Makes pages; options are those of Playwright's new_context (viewport, color_scheme, java_script_enabled …)."""
    contexts: list[Any] = []
    complaints: list[str] = []

    def make(**options: Any) -> Any:
        context = chromium.new_context(
            base_url=bench.address,
            extra_http_headers={"accept-language": language},
            **({"viewport": {"width": 1280, "height": 900}} | options),
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda message: complaints.append(message.text) if "Content Security Policy" in message.text else None)
        return page

    yield make
    for context in contexts:
        context.close()
    assert not complaints


@pytest.fixture
def page(opened: Callable[..., Any]) -> Any:
    return opened()


@pytest.fixture(scope="session")
def axe() -> Callable[[Any], list[str]]:
    """What axe-core finds wrong on a page by WCAG 2.2 A and AA, a line each; the page must have been opened with `bypass_csp=True`."""
    spec = find_spec("axe_playwright_python")
    places = [Path(next(iter(spec.submodule_search_locations or [""]))) / "axe.min.js"] if spec else []
    source = next((p for p in (*places, ROOT / "node_modules" / "axe-core" / "axe.min.js") if p.is_file()), None)
    if source is None:
        pytest.skip("axe-core is not installed (pip install axe-playwright-python)")
    script = source.read_text(encoding="utf-8")
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

    def check(page: Any) -> list[str]:
        page.evaluate(script)
        found = page.evaluate("tags => axe.run(document, {runOnly: tags})", tags)
        return [f"{v['id']}: {n['html'][:160]} {n['failureSummary']}" for v in found["violations"] for n in v["nodes"]]

    return check


def wide(page: Any) -> bool:
    """Whether the page is wider than its window, so that one must move sideways to read."""
    return bool(page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"))
