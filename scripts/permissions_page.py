"""Writes docs/permissions.md out of the application: who may ask what, so that the page and what is enforced cannot drift apart.

Run from the repository root, after an address was added or asks for other rights:

    .venv/bin/python scripts/permissions_page.py

tests/web/test_permissions.py fails where the page is not what this makes, and tries every line of it for real.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "src")]

from fastapi.dependencies.models import Dependant  # noqa: E402
from fastapi.routing import APIRoute  # noqa: E402

from rasid.web.access import GUARDED, RIGHTS, SAFE, Right, rights_of  # noqa: E402
from rasid.web.api.description import PREFIX  # noqa: E402
from rasid.web.api.routes import routes as api_routes  # noqa: E402
from rasid.web.app import routes as page_routes  # noqa: E402

PAGE = ROOT / "docs" / "permissions.md"
ROLES = tuple(RIGHTS)
OF_A_REPORT = ("report_id", "event_id", "incident_id", "asked", "double")  # parts of an address that name something of a report
# Addresses that tell nothing of reports; at all others what is restricted is left out.
NOTHING_OF_REPORTS = (
    *(
        "/login",
        "/logout",
        "/invited",
        "/account",
        "/people",
        "/language",
        "/openapi.json",
        "/codebook",
        "/proposals/new",
        "/queue/filters",
    ),
    *("/audit/verify", "/audit/head", "/reports/add", "/reports/files", "/jobs", "/feeds"),
)
FILES = (".{ending}", "/exports/", ".csv", ".geojson", "/incidents.json", "/events.{ending}", "/package.zip", "}/file")

HEAD = """\
<!-- Made by scripts/permissions_page.py out of the application. Change the routes, then run the script. -->

# Permissions

Who may ask what, address by address, as the application enforces it. `tests/web/test_permissions.py` walks this page: every line with every
role, with and without the token of a form, and every line as somebody who may not see a restricted report.

## What the roles may do

Who has several roles may do what any of them may. Somebody who works alone (`rasid serve` without `--team`) may do everything.

{roles}

The rights marked `*` are given to an account that has a second factor alone: a stolen password must not give them.

## What is asked of every request

- Who is not logged in is sent to the door (`/login`), or told 401 by addresses for programs; the addresses marked *anybody* are open.
- What changes something carries the token of its form, the person's own; without it 403. Addresses under `/api/v1` take a token of programs
  (`Authorization: Bearer …`) and nothing else; its scopes are these rights, and it may do no more than its person at that moment.
- Who lacks a right is told 403.

## Restricted reports

A report may be kept for some people and roles alone. For all others:

- **as none**: the address answers as it does for an id that there is not, to the letter;
- **left out**: the address answers as if the report had never come in: lists, counts, pages of lists, search and its suggestions, incidents
  (which are made without it), figures, files, the queue, the log, what changed;
- **nothing**: the address tells nothing of reports.

No right lifts this, `admin` included; who runs the machine reads the project's folder and sees all.

A report that is coded twice, blind, is hidden in the same way from the people who code it, until all of them are done: they have it under
`/doubles/…` alone, each as a sheet of his own. What stands on a sheet is at no other address, for nobody.

### What leaves

| way | profile `public` (what is given where none is asked for) | profile `internal` and others |
|---|---|---|
| files of pages, `/api/v1/exports/…` | by the rights of the address; nothing restricted, ever | `publish` too; with what the person sees |
| a release (`/releases`) | `read`, once signed; nothing restricted, ever | `publish`, once signed; `internal` at the machine alone |
| `rasid export`, `rasid query` on the machine | as above | everything: who reads the folder sees all |
| the feed of changes | – | `read`; a report restricted after it was seen is told as gone |

## Addresses
"""


class Line(NamedTuple):
    """An address with a method. `rights`: None where anybody may ask; `kind`: page or API."""

    kind: str
    method: str
    path: str
    rights: tuple[Right, ...] | None

    @property
    def roles(self) -> tuple[str, ...]:
        return ROLES if self.rights is None else tuple(role for role in ROLES if set(self.rights) <= RIGHTS[role])

    @property
    def restricted(self) -> str:
        bare = self.path.removeprefix(PREFIX)
        if bare.startswith(NOTHING_OF_REPORTS) or not bare:
            return "nothing"
        return "as none" if any(f"{{{part}" in bare for part in OF_A_REPORT) else "left out"

    @property
    def leaves(self) -> str:
        return "file" if self.method == "GET" and any(part in self.path for part in FILES) else ""


def asked(dependant: Dependant) -> Iterator[tuple[Right, ...]]:
    found = rights_of(dependant.call) if dependant.call is not None else None
    if found is not None:
        yield found
    for below in dependant.dependencies:
        yield from asked(below)


def lines() -> list[Line]:
    """Every address of the application, pages first."""
    made = []
    for kind, prefix, routes in (("page", "", page_routes()), ("API", PREFIX, api_routes())):
        for route in routes:
            assert isinstance(route, APIRoute)
            rights = [right for some in asked(route.dependant) for right in some]
            for method in sorted(route.methods or ()):
                made.append(Line(kind, method, prefix + route.path, tuple(dict.fromkeys(rights)) or None))
    return made


def table(head: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    return "\n".join(f"| {' | '.join(row)} |" for row in (head, tuple("---" for _ in head), *rows)) + "\n"


def page() -> str:
    rights = [(f"`{r}`" + (" *" if r in GUARDED else ""), *("yes" if r in RIGHTS[role] else "" for role in ROLES)) for r in Right]
    made = HEAD.format(roles=table(("right", *ROLES), rights))
    for kind, title in (("page", "### Pages"), ("API", "### For programs")):
        rows = []
        for line in (one for one in lines() if one.kind == kind):
            asks = "anybody" if line.rights is None else ", ".join(f"`{r}`" for r in line.rights)
            changes = "" if line.method in SAFE else "yes"
            path = line.path.replace(":path", "")
            may = ("yes" if role in line.roles else "" for role in ROLES)
            rows.append((f"{line.method} `{path}`", asks, *may, changes, line.restricted, line.leaves))
        made += f"\n{title}\n\n" + table(("address", "asks for", *ROLES, "changes something", "restricted reports", "leaves as"), rows)
    return made


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8", newline="\n")
