"""The page of the door, as it is shown to who is not in, or not any more."""

from __future__ import annotations

import json
from typing import Any

from fastapi import Request
from starlette.responses import Response

from rasid.web.rendering import page
from rasid.web.team.door import BEFORE, door_cookie, door_token, kept_of, local
from rasid.web.workplace import Workplace


def shown(
    request: Request,
    template: str = "team/login.html",
    *,
    status: int = 200,
    next: str = "/",
    kept: dict[str, Any] | None = None,
    **more: Any,
) -> Response:
    """A page with a form of the door. `kept`: a form that was sent without a session."""
    work: Workplace = request.app.state.workplace
    cookie = door_cookie(request)
    values = {
        "next": local(next),
        "kept": json.dumps(kept, ensure_ascii=False) if kept else "",
        "problem": "",
        "wait": 0,
        "said": "",
        "provider": provider_named(work),
        "wrong": "",
        "passkeys": work.team is not None and work.team.has_passkeys,
        **more,
    }
    answer = page(request, None, template, status=status, door=door_token(work.secret, cookie), **values)
    secure = work.team is not None and work.team.secure
    answer.set_cookie(BEFORE, cookie, max_age=3600, path="/", httponly=True, samesite="strict", secure=secure)
    return answer


def provider_named(work: Workplace) -> str:
    """What the provider is called, by which people may come in; nothing where there is none."""
    return work.team.provider.named.name if work.team is not None and work.team.provider is not None else ""


def provider_issuer(work: Workplace) -> str:
    return work.team.provider.named.issuer if work.team is not None and work.team.provider is not None else ""


async def sent_too_late(request: Request) -> Response:
    """Somebody's session had ended when he sent this: nothing of it is done, and nothing lost."""
    kept = await kept_of(request)
    return shown(request, status=401, next=kept["to"] if kept else "/", kept=kept)
