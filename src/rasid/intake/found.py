"""What intake found, with where it came from: what a project keeps of a report besides its words."""

from __future__ import annotations

from typing import Any, NamedTuple, TypeAlias

import msgspec

from rasid.model import InputError, Report


class Notice(NamedTuple):
    """Something worth saying that is no failure: an empty report, a byte replaced, files passed over."""

    what: str
    where: str = ""


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """One report with its provenance.

    `raw`: the bytes as they came, of the whole input where many reports stand in one (the same object for each, so that they are
    hashed and kept once); of a row alone where its file is larger than 64 MB or a stream, and b"" where the caller wants none.
    `locator`: where in the input the report stands (`row 7`, `Sheet1!7`, `message 12`), None where it is all of it.
    `how`: file, stdin, table, telegram, warc, feed, page; `name`: the file, or the member of a folder or archive; `address`: its URL or "".
    `acquired`: the moment in UTC it was got, where that is not now (a WARC record's date); `details`: what else is known (status, headers).
    """

    where: str
    report: Report
    raw: bytes
    how: str
    name: str
    media_type: str | None = None
    locator: str | None = None
    address: str = ""
    encoding: str | None = None
    acquired: str | None = None
    details: dict[str, Any] = {}


Outcome: TypeAlias = Found | Notice | InputError
