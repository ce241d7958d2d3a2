"""What goes wrong, for programs: `application/problem+json` (RFC 9457), with a sentence for people and a `code` to act on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec
from fastapi import Request
from starlette.responses import Response

from rasid.web.speech import Speech

MEDIA = "application/problem+json"
BEGINS = "/api/"
BY_STATUS = {400: "asked", 404: "missing", 409: "conflict", 503: "unready"}  # the code of an error that comes with its own sentence


class Problem(msgspec.Struct, frozen=True, kw_only=True):
    """A request that was not done. `code`: what for a program to act on; `detail`: a sentence for people; `where`: which field, id or
    header; `current` and `yours` of a conflict: what stands now, and what was to be written over it."""

    type: str
    title: str
    status: int
    code: str
    detail: str
    where: list[str] = []
    current: Any = None
    yours: Any = None


def is_program(request: Request) -> bool:
    return request.url.path.startswith(BEGINS)


def sentence(say: Speech, code: str, said: str) -> str:
    """Of a refusal: a sentence by its code, or the one that was said."""
    known = {
        "missing": say("There is nothing at this address."),
        "rights": say("You may not do this here. Ask whoever runs this workplace."),
        "no-token": say("This needs a token that holds, in the header «Authorization: Bearer …»."),
        "scope": say("This token may not do that: it lacks the scope."),
        "often": say("Too many requests: wait as many seconds as Retry-After says."),
        "address-token": say("A token in an address is kept by whoever logs addresses: revoke it, and send the next one in the header."),
        "version": say("Say which version you saw: If-Match with the ETag, or `version`, or `seen`; nothing was changed."),
        "host": say("This server does not answer to that name. Open it by the address that it printed when it started."),
        "origin": say("Another site tried to change something here. Nothing was changed."),
        "size": say("This is too large to send at once. Add it with `rasid add`."),
        "asked": say("What was sent makes no sense here."),
        "cursor": say("This cursor is not of this list, or leads nowhere any more: read from the beginning."),
    }
    return (
        said
        or known.get(code)
        or say("Something went wrong that should not have. It was written to the server's log; nothing was half done.")
    )


def title(say: Speech, status: int) -> str:
    known = {
        400: say("Not understood"),
        401: say("Not signed in"),
        403: say("Not allowed"),
        404: say("Not there"),
        405: say("Not done this way"),
        409: say("Changed meanwhile"),
        410: say("Begin anew"),
        413: say("Too large"),
        422: say("Not understood"),
        428: say("Say what you saw"),
        429: say("Too often"),
        503: say("Not now"),
    }
    return known.get(status, say("This did not work"))


def problem(
    say: Speech,
    status: int,
    code: str,
    said: str = "",
    where: list[str] | None = None,
    headers: Mapping[str, str] | None = None,
    **more: Any,
) -> Response:
    code = BY_STATUS.get(status, code) if code == "said" else code
    told = Problem(
        type=f"urn:rasid:problem:{code}",
        title=title(say, status),
        status=status,
        code=code,
        detail=sentence(say, code, said),
        where=where or [],
        **more,
    )
    kept = {k: v for k, v in msgspec.to_builtins(told).items() if v is not None}
    sent = {"content-language": say.language, "vary": "accept-language", **(headers or {})}
    return Response(msgspec.json.encode(kept), status_code=status, media_type=MEDIA, headers=sent)
