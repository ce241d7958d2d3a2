"""From a template and values to a page, in the reader's language."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path
from typing import Any

from fastapi import Request
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import HTMLResponse

from rasid.web.access import Person, token_of
from rasid.web.menu import menu
from rasid.web.speech import COOKIE, Speech, language_of
from rasid.web.workplace import Workplace

HERE = Path(__file__).parent
TEMPLATES, STATIC = HERE / "templates", HERE / "static"


@cache
def environment() -> Environment:
    made = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    made.globals["static"] = static
    return made


@cache
def static(name: str) -> str:
    """The address of a file under static/, with a mark of its content: a browser keeps it until it changes."""
    return f"/static/{name}?{hashlib.sha256((STATIC / name).read_bytes()).hexdigest()[:12]}"


def speech_of(request: Request, who: Person | None) -> Speech:
    said = request.query_params.get("lang")
    kept = request.cookies.get(COOKIE)
    return Speech(language_of(who.language if who else None, said, kept, request.headers.get("accept-language", "")))


def page(request: Request, who: Person | None, template: str, *, status: int = 200, **values: Any) -> HTMLResponse:
    """A page. In it stand `_` (gettext), `speech`, `who`, `token` for forms, `menu` (what this reader may open), `here` (this address
    without a language), and the values."""
    body, speech = rendered(request, who, template, **values)
    return HTMLResponse(body, status_code=status, headers={"content-language": speech.language, "vary": "accept-language, cookie"})


def rendered(request: Request, who: Person | None, template: str, **values: Any) -> tuple[str, Speech]:
    """A template with what stands in every page, and the language it came out in."""
    work: Workplace = request.app.state.workplace
    speech = speech_of(request, who)
    here = request.url.path + (f"?{q}" if (q := "&".join(f"{k}={v}" for k, v in request.query_params.multi_items() if k != "lang")) else "")
    body = (
        environment()
        .get_template(template)
        .render(
            _=speech,
            n_=speech.plural,
            speech=speech,
            who=who,
            token=token_of(work, who) if who else "",
            is_team=work.team is not None,
            menu=menu(speech, who, work.team is not None) if who else [],
            here=here,
            section=request.url.path.split("/")[1],
            **values,
        )
    )
    return body, speech
