"""What programs send, checked before anything is done. A key that is not known is refused: it would be lost silently."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

LONGEST = 4000
MOST = 300  # reports of one request: they are coded while the program waits
DEEPEST = 60

Text = Annotated[str, Field(max_length=LONGEST)]
Short = Annotated[str, Field(max_length=500)]
Id = Annotated[str, Field(min_length=1, max_length=500)]
Number = Annotated[int, Field(ge=1, le=2**31 - 1)]
Why = Annotated[str | None, Field(default=None, max_length=LONGEST, description="Why, for the audit log.")]
Version = Annotated[
    str | None,
    Field(default=None, max_length=100, description="The version you saw, as `version` or the ETag has it; instead of If-Match."),
]


def strings(value: Any, depth: int = 0) -> Iterator[str]:
    """All texts in a JSON value, keys too."""
    if depth > DEEPEST:
        raise ValueError("nested too deep")
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from strings(key, depth + 1)
            yield from strings(item, depth + 1)
    elif isinstance(value, list):
        for item in value:
            yield from strings(item, depth + 1)


def storable(value: Any) -> Any:
    """Raises ValueError where a text holds what no database takes: NUL, or half of a pair."""
    for text in strings(value):
        if "\0" in text or any("\ud800" <= c <= "\udfff" for c in text):
            raise ValueError("NUL or half of a surrogate pair")
    return value


class Body(BaseModel):
    model_config = ConfigDict(extra="forbid")

    @model_validator(mode="before")
    @classmethod
    def plain(cls, value: Any) -> Any:
        return storable(value)


# Reports -------------------------------------------------------------------------------------------------------------------------


class NewReport(Body):
    """A report. Without an id it gets one from its words."""

    text: Annotated[str, Field(min_length=1, description="The text as received; it is kept to the letter.")]
    id: Annotated[str, Field(min_length=1, max_length=200)] | None = None
    title: Annotated[str, Field(max_length=2000)] | None = None
    outlet: Short | None = None
    url: Annotated[str, Field(max_length=2000)] | None = None
    published: Annotated[str, Field(max_length=40, description="RFC 3339 date or date-time.")] | None = None
    lang: Annotated[str, Field(max_length=35)] | None = None


class NewReports(Body):
    reports: Annotated[list[NewReport], Field(min_length=1, max_length=MOST)]
    published: Annotated[str, Field(max_length=40, description="Of reports that bring no date.")] | None = None


class Seen(Body):
    state: Annotated[Literal["new", "in_review", "reviewed"] | None, Field(description="The state you saw.")] = None
    why: Why = None


# Events --------------------------------------------------------------------------------------------------------------------------

Span = Annotated[
    list[int], Field(min_length=2, max_length=2, description="Code points of the report's text, start inclusive, end exclusive.")
]


class NewEvent(Body):
    type: Id
    span: Span
    values: Annotated[dict[str, Any], Field(max_length=40, description="Other fields of the record.")] = {}
    why: Why = None


class Verdict(Body):
    why: Why = None
    version: Version = None


class Reason(Body):
    why: Annotated[str, Field(min_length=1, max_length=LONGEST, description="Why there was no such event.")]
    version: Version = None


class Values(Body):
    """Fields of the record and their new values; a part of one as `toll.t1` or `places.1.id`. Say what you saw: `version` (or If-Match) of
    the whole event, or in `seen` the value of each field, so that what others changed in other fields is no conflict."""

    values: Annotated[dict[str, Any], Field(min_length=1, max_length=40)]
    seen: Annotated[dict[str, Any] | None, Field(max_length=40)] = None
    why: Why = None
    version: Version = None


class Numbers(Body):
    initiators: list[int] = []
    targets: list[int] = []
    places: list[int] = []
    toll: list[int] = []
    instruments: list[int] = []
    sources: list[int] = []


class Split(Body):
    """Which items of the event's lists go to the second event, and which stand in both, by their numbers from 0."""

    type: Id
    span: Span | None = None
    move: Numbers = Numbers()
    both: Numbers = Numbers()
    why: Why = None
    version: Version = None


class Merge(Body):
    other: Annotated[Id, Field(description="The event of the same report that is taken in, and rejected.")]
    other_version: Annotated[str, Field(max_length=100, description="The version of the other that you saw.")]
    why: Why = None
    version: Version = None


class Undo(Body):
    """`last` decision, `all`, those on a field, or one by its number."""

    what: Annotated[str, Field(max_length=40)] = "last"
    why: Why = None


# Incidents -----------------------------------------------------------------------------------------------------------------------


class With(Body):
    """Other incidents (or events), each with the version you saw, as their `version` has it."""

    others: Annotated[dict[Id, str], Field(min_length=1, max_length=200)]
    why: Why = None
    version: Version = None


class Out(Body):
    events: Annotated[list[Id], Field(min_length=1, max_length=200, description="The accounts to take out.")]
    why: Why = None
    version: Version = None


class Untie(Body):
    entry: Annotated[Number, Field(description="The number of the audit entry of the merge or split.")]
    why: Why = None


# The queue, what is taught ---------------------------------------------------------------------------------------------------------


class Filter(Body):
    name: Annotated[str, Field(min_length=1, max_length=200)]
    query: Annotated[str, Field(max_length=LONGEST, description="As an address has it: type=shelling&area=SYR/Idlib.")] = ""


class Next(Body):
    filter: Annotated[str, Field(max_length=LONGEST, description="As an address has it; nothing: the whole queue.")] = ""
    done: Annotated[str | None, Field(max_length=500, description="A report that you have, to be given back before.")] = None


class Proposed(Body):
    """What the form of the page asks: ar, en, kind, country … of a party, source or place; verb, root, form …; of, id, alias."""

    kind: Literal["party", "source", "place", "verb", "alias"]
    fields: Annotated[dict[Id, Text], Field(min_length=1, max_length=20)]
    said: Annotated[str, Field(max_length=2000, description="A note for who decides.")] = ""


class Approved(Body):
    seen: Annotated[str, Field(max_length=100, description="The version of the data that the look at its changes named.")]


class FeedNamed(Body):
    address: Annotated[str, Field(min_length=1, max_length=2000)]


class Refusal(Body):
    why: Annotated[str, Field(min_length=1, max_length=2000)]


class Said(Body):
    said: Annotated[str, Field(max_length=2000)] = ""


# Releases ------------------------------------------------------------------------------------------------------------------------


class Drafted(Body):
    """A release as it is asked for. `format`: more than its usual files; `type`, `area`, `party`, `since`, `until`: the part of what may
    leave that it is of."""

    version: Annotated[str, Field(min_length=1, max_length=100)]
    title: Annotated[str, Field(min_length=1, max_length=300)]
    profile: Annotated[str, Field(max_length=60)] = "public"
    date: Annotated[str, Field(max_length=10, description="From when embargoes count back; today where none is said.")] = ""
    licence: Annotated[str, Field(max_length=20)] = ""
    publisher: Annotated[str, Field(max_length=300)] = ""
    url: Annotated[str, Field(max_length=500)] = ""
    note: Annotated[str, Field(max_length=LONGEST, description="For those who sign; it stands in the log alone.")] = ""
    format: Annotated[list[Annotated[str, Field(max_length=20)]], Field(max_length=20)] = []
    type: Annotated[list[Annotated[str, Field(max_length=60)]], Field(max_length=50)] = []
    area: Annotated[list[Annotated[str, Field(max_length=60)]], Field(max_length=50)] = []
    party: Annotated[list[Annotated[str, Field(max_length=200)]], Field(max_length=50)] = []
    since: Annotated[str, Field(max_length=10)] = ""
    until: Annotated[str, Field(max_length=10)] = ""


class Signed(Body):
    digest: Annotated[str, Field(min_length=1, max_length=64, description="Of the draft that you have looked at.")]


class Declined(Signed):
    why: Annotated[str, Field(min_length=1, max_length=LONGEST)]


# Double coding -------------------------------------------------------------------------------------------------------------------


class Give(Body):
    """`reports` by their ids, or `percent` of those that nobody has begun on, drawn by `seed`."""

    coders: Annotated[list[Id], Field(min_length=2, max_length=2, description="Names of accounts; `:rasid` is the program.")]
    reports: Annotated[list[Id], Field(min_length=1, max_length=5000)] | None = None
    percent: Annotated[float, Field(gt=0, le=100)] | None = None
    seed: Annotated[str, Field(max_length=100)] = "1"
    sheet: Literal["proposals", "empty"] = "proposals"


class Withdrawal(Body):
    why: Why = None


class Choice(Body):
    happening: Number
    field: Annotated[Id, Field(description="A field that differs; `event` where one alone has the event.")]
    take: Annotated[Id, Field(description="A coder, or `another`: set by hand then; of `event`: yes or no.")]


class Choices(Body):
    """One for each difference that `beside` tells."""

    choices: Annotated[list[Choice], Field(max_length=5000)] = []
