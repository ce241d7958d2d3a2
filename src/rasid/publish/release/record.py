"""The record of a release, `PROVENANCE.json`: of what it was made, and how. Nothing in it names a person."""

from __future__ import annotations

import msgspec

from rasid.publish.release.narrowing import Only

RELEASE_SCHEMA = 2


class Run(msgspec.Struct, frozen=True, kw_only=True):
    """A coder that accounts in the project come from. `events`: how many there are of it, whether or not they left."""

    coder: str
    version: str
    data_version: str
    lang: str
    events: int


class Profile(msgspec.Struct, frozen=True, kw_only=True):
    """What was allowed to leave: the profile's whole text and its SHA-256."""

    name: str
    text: str
    hash: str


class Head(msgspec.Struct, frozen=True, kw_only=True):
    """The end of the project's audit log when its data last changed before this release."""

    seq: int
    hash: str


class Held(msgspec.Struct, frozen=True, kw_only=True):
    """A reason for which incidents stayed. `count`: null where fewer than ten did."""

    why: str
    count: int | None


class Changed(msgspec.Struct, frozen=True, kw_only=True):
    """What was taken out or made coarser, and of how many incidents."""

    what: str
    count: int


class File(msgspec.Struct, frozen=True, kw_only=True):
    """A format's file. `losses`: what the format cannot hold, and how often."""

    format: str
    path: str
    rows: int
    losses: dict[str, int]


class Provenance(msgspec.Struct, frozen=True, kw_only=True):
    project: str
    version: str
    title: str
    released: str
    licence: str
    previous: str | None
    rasid: str
    event_schema: int
    incident_schema: int
    data_version: str
    runs: list[Run]
    profile: Profile
    only: Only
    audit: Head
    incidents: int
    accounts: int
    held: list[Held]
    changed: list[Changed]
    files: list[File]
    schema: int = RELEASE_SCHEMA
