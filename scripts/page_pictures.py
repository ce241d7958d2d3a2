"""Takes pictures of every page of the workbench, over the demonstration as a team sees it, to be looked at.

    .venv/bin/python scripts/page_pictures.py                     # docs/images/NAME-ar.png and NAME-en.png
    .venv/bin/python scripts/page_pictures.py --looks FOLDER    # all eight looks: language, width, light and dark; whole pages
    .venv/bin/python scripts/page_pictures.py --only queue find   # of these alone

Needs the extra `dev` and a Chromium, as the browser tests do. Run it after a page has changed, and look at what it made.
"""

from __future__ import annotations

import argparse
import io
import itertools
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT), str(ROOT / "tests" / "web")]

import sqlalchemy as sa  # noqa: E402
from browser.conftest import NAMES, serving, sync_api  # noqa: E402
from PIL import Image  # noqa: E402
from tests.web.members import CHEAP, PASSWORD, code, joined  # noqa: E402

from rasid.jobs.releases import own  # noqa: E402
from rasid.project import packages  # noqa: E402
from rasid.project.demonstrating import demonstration  # noqa: E402
from rasid.project.project import Project  # noqa: E402
from rasid.project.team import doubling, passwords, sheets  # noqa: E402
from rasid.publish.release.request import Request  # noqa: E402
from rasid.store import events, schema  # noqa: E402
from rasid.store.scope import Viewer  # noqa: E402
from rasid.web.team.door import Team  # noqa: E402
from rasid.web.workplace import Workplace  # noqa: E402

PAGE = ROOT / "docs" / "pages.md"
TOP = """<!-- Made by scripts/page_pictures.py -->
# The pages of the workbench

Each as `rasid serve --team` shows it over the demonstration (all of it fictional) to somebody who may do everything: 1280 wide, light.
Every page is made for 360 and in dark as well; `scripts/page_pictures.py --looks FOLDER` takes all eight looks of each.
"""
IMAGES = ROOT / "docs" / "images"
WIDTHS, SCHEMES, LANGUAGES = (1280, 360), ("light", "dark"), ("ar", "en")
HEAD = "lina"  # may do everything
PARTY = {
    "id": "wadi-guard",
    "names": {"ar": "حرس الوادي", "en": "Wadi Guard"},
    "aliases": {"ar": [], "en": []},
    "kind": "armed-group",
    "country": "SYR",
    **dict.fromkeys(("parent", "from", "to", "default_for", "acled")),
    "successors": [],
    "heads": [],
}  # of no name that there is
COLOURS = 128  # of a picture in the docs: letters stay sharp, and a page takes some 40 KB


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--looks", type=Path, metavar="FOLDER", help="all eight looks of each page, whole, into this folder")
    asked.add_argument("--only", nargs="+", metavar="NAME", help="of these pages alone")
    options = asked.parse_args()
    passwords.HASHER = CHEAP
    with tempfile.TemporaryDirectory(prefix="rasid-pictures-") as apart, demonstration(Path(apart) / "demo") as project:
        numbers = furnished(project)
        with serving(Workplace(project, "setup", team=Team("http://127.0.0.1"))) as address, browser() as chromium:
            known = pages(project, numbers)
            wanted = {name: path for name, path in known.items() if not options.only or name in options.only}
            if unknown := set(options.only or ()) - set(known):
                sys.exit(f"error: no such page: {', '.join(sorted(unknown))}. There are: {', '.join(known)}.")
            session = entered(chromium, address)
            looks = itertools.product(LANGUAGES, *((WIDTHS, SCHEMES) if options.looks else ((1280,), ("light",))))
            for language, width, scheme in looks:
                where = options.looks or IMAGES
                where.mkdir(parents=True, exist_ok=True)
                ending = f"-{width}-{scheme}" if options.looks else ""
                for name, picture in taken(chromium, address, session, wanted, language, width, scheme, whole=bool(options.looks)):
                    path = where / f"{name}-{language}{ending}.png"
                    path.write_bytes(picture)
                    print(path, len(picture) // 1024, "KB", flush=True)
            if not options.looks:
                PAGE.write_text(album(known), encoding="utf-8")


def entered(chromium: Any, address: str) -> Any:
    """The cookies of who may do everything: a code of the second factor is good once, so all looks share one session."""
    context = chromium.new_context(base_url=address)
    page = context.new_page()
    page.goto("/login")
    page.locator("input[name=name]").fill(HEAD)
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("input[name=code]").fill(code(1))
    with page.expect_navigation():
        page.locator("form[action^='/login'] button").first.click()
    if "/login" in page.url:
        sys.exit(f"error: the door did not open: {page.locator('main').inner_text()}")
    state = context.storage_state()
    context.close()
    return state


def album(known: dict[str, str]) -> str:
    """docs/pages.md: the pictures of all pages, Arabic beside English."""
    rows = (f"| {name} | ![{name}, Arabic](images/{name}-ar.png) | ![{name}, English](images/{name}-en.png) |" for name in known)
    return "\n".join([TOP, "| | العربية | English |", "|---|---|---|", *rows, ""])


def taken(
    chromium: Any, address: str, session: Any, wanted: dict[str, str], language: str, width: int, scheme: str, *, whole: bool
) -> Iterator[tuple[str, bytes]]:
    """The pages of one look; the door as who has not come in."""
    for name, path in wanted.items():
        options: dict[str, Any] = {"viewport": {"width": width, "height": 900}, "color_scheme": scheme, "locale": language}
        state = None if name == "login" else session
        context = chromium.new_context(base_url=address, storage_state=state, extra_http_headers={"accept-language": language}, **options)
        page = context.new_page()
        answer = page.goto(path, wait_until="load")
        if answer is None or answer.status >= 400:
            sys.exit(f"error: {path} answered {answer and answer.status}.")
        page.wait_for_timeout(800 if name == "explore" else 150)  # maps are drawn by a script
        yield name, small(page.screenshot(full_page=whole))
        context.close()


def small(picture: bytes) -> bytes:
    """The same in few colours."""
    made = io.BytesIO()
    Image.open(io.BytesIO(picture)).convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE).save(made, "PNG", optimize=True)
    return made.getvalue()


# What is on the pages -------------------------------------------------------------------------------------------------------------------


def furnished(project: Project) -> list[int]:
    """Accounts, a proposal, reports that two have coded, a draft of a release; the numbers of the reports given to two."""
    joined(project, HEAD, "admin", "reviewer", "publisher", second_factor=True)
    for name in ("omar", "rana"):
        joined(project, name, "coder")
    project.propose("party", PARTY, "omar")
    e = schema.events.c
    with project.store.reading() as connection:
        query = sa.select(e.report_id).where(e.state == "proposed").group_by(e.report_id).having(sa.func.count() > 1).order_by(e.report_id)
        ids = list(connection.execute(query.limit(3)).scalars())
    numbers = doubling.assign(project.store, ["omar", "rana"], ids, HEAD)
    for number in numbers[:2]:
        for name, differs in (("omar", False), ("rana", True)):
            coded(project, number, name, differs=differs)
    packages.make(
        own(project.store), Request(version="2026.1", title="Demonstration", profile="internal", released="2026-01-15"), HEAD, None
    )
    return numbers


def coded(project: Project, number: int, name: str, *, differs: bool) -> None:
    viewer = Viewer(name, ("coder",))
    sheet = sheets.opened(project, number, viewer)
    with sheet.store.reading() as connection:
        report = connection.execute(sa.select(schema.reports.c.id)).scalar_one()
        ids = [k.id for k in events.of_report(connection, report)]
    for n, id_ in enumerate(ids):
        if n == 0 and differs:
            sheet.correct(id_, "status", "denied", name)
        else:
            sheet.accept(id_, name)
    doubling.finish(project.store, number, viewer)


def pages(project: Project, numbers: list[int]) -> dict[str, str]:
    """Each page by the name of its picture."""
    with project.store.reading() as connection:
        e = schema.events.c
        query = sa.select(e.incident_id).where(e.incident_id.is_not(None)).group_by(e.incident_id)
        largest = connection.execute(query.order_by(sa.func.count().desc(), e.incident_id)).scalars().first()
        member = connection.execute(sa.select(e.id).where(e.incident_id == largest).order_by(e.id)).scalars().first()
        report = connection.execute(sa.select(e.report_id).where(e.id == member)).scalar_one()
    return {
        "login": "/login",
        "home": "/",
        "queue": "/queue",
        "review": f"/reports/{quote(report, safe='')}",
        "access": f"/reports/{quote(report, safe='')}/access",
        "events": "/events",
        "event": f"/events/{member}",
        "incidents": "/incidents",
        "incident": f"/incidents/{largest}",
        "why": f"/why/{member}",
        "explore": "/explore",
        "find": f"/find?q={quote('حلب')}",
        "parties": "/parties",
        "party": "/parties/syrian-army",
        "places": "/places?q=" + quote("درعا"),
        "place": "/places/gn:170654",
        "sources": "/sources",
        "codebook": "/codebook",
        "gaps": "/gaps",
        "proposals": "/proposals",
        "proposal": "/proposals/1",
        "doubles": "/doubles",
        "beside": f"/doubles/{numbers[0]}",
        "agreement": "/doubles/agreement",
        "releases": "/releases",
        "release-new": "/releases/new",
        "release": "/releases/2026.1",
        "jobs": "/jobs",
        "upkeep": "/upkeep",
        "feeds": "/feeds",
        "log": "/audit",
        "people": "/people",
        "account": "/account",
        "api": "/docs/api",
    }


@contextmanager
def browser() -> Iterator[Any]:
    import os
    import shutil

    found = os.environ.get("RASID_CHROMIUM") or next((path for name in NAMES if (path := shutil.which(name))), None)
    if found is None:
        sys.exit("error: there is no Chromium on this machine. Name one in RASID_CHROMIUM.")
    with sync_api.sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])


if __name__ == "__main__":
    main()
