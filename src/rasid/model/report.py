"""A report: one text from one source, as it was received."""

from __future__ import annotations

import datetime as dt
import hashlib

import msgspec


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """What intake hands to reading.

    `text` is what is read and quoted; every span in the project counts Unicode code points of exactly this string.
    `published` is an ISO 8601 date (or date-time) or null; the rest is context: no event is read in it, but title and outlet tell which of
    the places of one name is meant.
    """

    id: str
    text: str
    published: str | None = None
    lang: str | None = None
    title: str | None = None
    url: str | None = None
    outlet: str | None = None

    @property
    def published_date(self) -> dt.date | None:
        """The publication day, or None. The value was checked when the report was made."""
        return dt.date.fromisoformat(self.published[:10]) if self.published else None


def report_id(raw: bytes) -> str:
    """The id of a report that came without one: `rp_` and a hash of its bytes."""
    return "rp_" + hashlib.sha256(raw).hexdigest()[:16]
