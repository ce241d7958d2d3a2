"""What a release is asked to be."""

from __future__ import annotations

import datetime as dt
import re
from importlib.resources import files

import msgspec

from rasid.model import UsageError
from rasid.model.worded import worded
from rasid.publish.formats import FORMATS
from rasid.publish.release.narrowing import EVERYTHING, Only

VERSION = re.compile(r"[0-9A-Za-z](?:[0-9A-Za-z.+_-]{0,62}[0-9A-Za-z])?")  # a folder's name on every system, and a word of a command line
LONGEST_LINE = 300  # letters of a title or a publisher
DEFAULT_FORMATS = ("csv", "geojson", "jsonl", "acled", "ucdp")  # as far as there are modules for them
LICENCES = {
    "CC-BY-4.0": ("Creative Commons Attribution 4.0 International", "https://creativecommons.org/licenses/by/4.0/"),
    "CC-BY-NC-4.0": ("Creative Commons Attribution-NonCommercial 4.0 International", "https://creativecommons.org/licenses/by-nc/4.0/"),
    "CC0-1.0": ("Creative Commons Zero 1.0 Universal", "https://creativecommons.org/publicdomain/zero/1.0/"),
    "ODC-By-1.0": ("Open Data Commons Attribution License 1.0", "https://opendatacommons.org/licenses/by/1-0/"),
    "ODbL-1.0": ("Open Data Commons Open Database License 1.0", "https://opendatacommons.org/licenses/odbl/1-0/"),
}
TEXTS = files("rasid") / "publish" / "release" / "licences"


class Request(msgspec.Struct, frozen=True, kw_only=True):
    """`released`: its date, ISO; `licence`: one of `LICENCES`; `publisher`: whom to cite; `url`: where it will stand, or empty; `only`: the
    part of what may leave."""

    version: str
    title: str
    profile: str = "public"
    released: str
    licence: str = "CC-BY-4.0"
    publisher: str = ""
    url: str = ""
    formats: tuple[str, ...] = ()
    only: Only = EVERYTHING

    @property
    def author(self) -> str:
        return self.publisher or f"The makers of «{self.title}»"


def checked(request: Request) -> Request:
    """The request with its formats filled in. Raises UsageError."""
    if not VERSION.fullmatch(request.version):
        raise UsageError("this is no name of a version.", where=request.version, hint="Letters, digits, dots and dashes, as in 2026.1.")
    for option, text in (("--title", request.title), ("--publisher", request.publisher)):
        if len(text) > LONGEST_LINE or not text.isprintable() or (option == "--title" and not text.strip()):
            raise UsageError(worded("this is one line of 1 to {most} letters.", most=LONGEST_LINE), where=option)
    try:
        dt.date.fromisoformat(request.released)
    except ValueError:
        raise UsageError(worded("{day!r} is no date.", day=request.released), where="--date", hint="As in 2026-03-14.") from None
    if request.licence not in LICENCES:
        raise UsageError(
            worded("there is no licence {name!r}.", name=request.licence),
            where="--licence",
            hint=worded("There are: {list}.", list=", ".join(LICENCES)),
        )
    if request.url and not re.fullmatch(r"https?://[!-~]{1,500}", request.url):
        raise UsageError("this is no address.", where="--url", hint="It begins with https://.")
    known = [name for name in DEFAULT_FORMATS if name in FORMATS]
    wanted = tuple(dict.fromkeys(request.formats or known))
    for name in wanted:
        if name not in FORMATS:
            raise UsageError(
                worded("there is no format {name!r}.", name=name),
                where="--formats",
                hint=worded("There are: {list}.", list=", ".join(FORMATS)),
            )
    return msgspec.structs.replace(request, formats=wanted)
