"""The record of a release, `PROVENANCE.json`: of what it was made, and how. Nothing in it names a person."""

from __future__ import annotations

import msgspec

from rasid.publish.release.narrowing import Only

RELEASE_SCHEMA = 3


class Run(msgspec.Struct, frozen=True, kw_only=True):
    """A coder that accounts come from. `events`: how many of it are in this release."""

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
    """A reason for which incidents may stay. `count`: how many did, in whole tens; null where fewer than ten did, or none."""

    why: str
    count: int | None


class Changed(msgspec.Struct, frozen=True, kw_only=True):
    """What was taken out or made coarser, and of how many incidents; where that tells of what stays, as in `Held`."""

    what: str
    count: int | None


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
