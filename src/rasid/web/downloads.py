"""Files that leave by an address: by which profile, and who may ask for another than the safest."""

from __future__ import annotations

from fastapi import Request

from rasid.web.access import Person, Right
from rasid.web.refused import Refused

# Whoever asks for no profile gets what anybody may have: a download is easily passed on, and more is had by asking for it by name.
DOWNLOADED = "public"
WHOLE = "internal"
OTHER = "application/octet-stream"
MEDIA = {".csv": "text/csv; charset=utf-8", ".jsonl": "application/jsonl", ".geojson": "application/geo+json"}


def offered(who: Person) -> tuple[str, ...]:
    """The profiles of files that need the right to publish; none without it."""
    return profiles(who) if Right.PUBLISH in who.rights else ()


def profiles(who: Person) -> tuple[str, ...]:
    """The profiles whose files a page links to."""
    return (DOWNLOADED, WHOLE) if Right.PUBLISH in who.rights else (DOWNLOADED,)


def profile_asked(request: Request, who: Person) -> str:
    """The profile of an address. Raises Refused where another than the public one is asked for without the right to publish."""
    name = request.query_params.get("profile", DOWNLOADED)
    refuse_profile(name, who)
    return name


def refuse_profile(name: str, who: Person) -> None:
    if name != DOWNLOADED and Right.PUBLISH not in who.rights:
        raise Refused(403, "rights")


def media_of(suffix: str) -> str:
    return MEDIA.get(suffix, OTHER)
