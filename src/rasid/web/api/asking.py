"""What stands in an address: pages and filters, by the names that the pages use. What is not known is refused, not left out."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

from fastapi import Request
from pydantic import BaseModel, ConfigDict, Field, model_validator
from sqlalchemy import Connection

from rasid.lexicon import Lexicon
from rasid.model import UsageError
from rasid.store.queueing import STAGES
from rasid.web.api.bodies import storable
from rasid.web.asked import Asked, asked

LARGEST = 200
Word = Annotated[str, Field(max_length=200)]
Words = Annotated[list[Word], Field(max_length=20)]
NONE: list[str] = []


class Params(BaseModel):
    model_config = ConfigDict(extra="forbid")

    lang: Annotated[Literal["ar", "en"] | None, Field(description="Language of sentences; else Accept-Language.")] = None

    @model_validator(mode="before")
    @classmethod
    def plain(cls, value: object) -> object:
        return storable(value)


class Paging(Params):
    limit: Annotated[int, Field(ge=1, le=LARGEST, description="Rows of a page.")] = 50
    cursor: Annotated[str | None, Field(max_length=1000, description="`next` of the page before.")] = None


class Filters(Params):
    """Several values of one filter: any of them; several filters: all."""

    type: Annotated[Words, Field(description="Types of the codebook.")] = NONE
    party: Annotated[Words, Field(description="On either side, with its sub-units: ids, or whole names.")] = NONE
    by: Annotated[Words, Field(description="Parties that act.")] = NONE
    on: Annotated[Words, Field(description="Parties that are acted upon.")] = NONE
    area: Annotated[Word | None, Field(description="A country or a province of it: SYR, SYR/Idlib.")] = None
    place: Annotated[Words, Field(description="Ids of places.")] = NONE
    source: Annotated[Words, Field(description="Ids of sources.")] = NONE
    outlet: Annotated[Words, Field(description="Who published the report.")] = NONE
    weapon: Annotated[Words, Field(description="Ids of weapons of the codebook.")] = NONE
    flag: Annotated[Words, Field(description="Doubts, as in toll-conflict.")] = NONE
    state: Annotated[Literal["proposed", "accepted", "corrected", "rejected"] | None, Field(description="Of the event.")] = None
    text: Annotated[Word | None, Field(description='Words: "…" a phrase, OR, -word, beginning*.')] = None
    since: Annotated[str | None, Field(max_length=10, description="First day, 2024-03-01.")] = None
    until: Annotated[str | None, Field(max_length=10, description="Last day.")] = None
    killed: Annotated[int | None, Field(ge=0, le=999_999, description="At least so many, by the lowest figure told.")] = None


class EventParams(Filters, Paging):
    order: Annotated[Literal["newest", "oldest", "relevance"], Field(description="By relevance: only with `text`.")] = "newest"


class IncidentParams(Filters, Paging):
    pass


class QueueParams(Filters, Paging):
    stage: Annotated[Literal[STAGES], Field(description="Nobody has begun, or somebody has.")] | None = None  # type: ignore[valid-type]


class ExportParams(Filters):
    profile: Annotated[str, Field(max_length=60, description="What may leave; another than public needs the right to publish.")] = "public"


class ReportParams(Paging):
    text: Annotated[Word | None, Field(description="Words of title or text.")] = None
    outlet: Word | None = None
    state: Literal["new", "in_review", "reviewed"] | None = None
    since: Annotated[str | None, Field(max_length=10, description="Published on this day or later.")] = None
    until: Annotated[str | None, Field(max_length=10)] = None


class SearchParams(Paging):
    q: Annotated[Word, Field(min_length=1, description='Words: "…" a phrase, OR, -word, beginning*.')]
    kind: Literal["event", "report"] = "event"
    order: Literal["newest", "relevance"] = "newest"


class EntryParams(Paging):
    q: Annotated[Word, Field(description="A name or part of one, in either script.")] = ""
    kind: Word = ""
    country: Word = ""
    layer: Word = ""


class LogParams(Paging):
    who: Word | None = None
    action: Word | None = None
    subject: Annotated[str | None, Field(max_length=300, description="`kind:id`, or an id alone.")] = None
    since: Annotated[str | None, Field(max_length=10)] = None
    until: Annotated[str | None, Field(max_length=10)] = None


def day(told: str | None, where: str) -> str | None:
    """Raises UsageError where it is no day."""
    try:
        return dt.date.fromisoformat(told).isoformat() if told else None
    except ValueError:
        raise UsageError("a day is written as in 2024-03-01.", where=where) from None


def wanted(request: Request, connection: Connection, lexicon: Lexicon) -> Asked:
    """The filters of an address. Raises UsageError where one makes no sense: a program would take the answer for what it asked."""
    found = asked(request.query_params, connection, lexicon)
    if found.problems:
        raise UsageError("a filter of this address makes no sense.", where=", ".join(found.problems))
    return found
