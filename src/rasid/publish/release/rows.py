"""What a release holds of an incident, as hashes: enough to tell the next release what was added, changed and taken out, and no content."""

from __future__ import annotations

import hashlib
from typing import NamedTuple
from zlib import crc32

import msgspec

from rasid.linking.incident import Incident
from rasid.publish.policy import OF_WHAT_STAYS, Released

FIELDS = (*(f for f in Incident.__struct_fields__ if f not in ("id", "schema")), "told", "changes")  # `told`: the accounts' own records
DIGITS = 8  # hex digits of a field's checksum, CRC-32: a change goes unseen once in four thousand million; the row's own hash is whole
ENCODE = msgspec.json.Encoder().encode


class Row(NamedTuple):
    """`id`: as it left; `incident_id` and its smallest `event_id`: the project's own; `hash`: SHA-256 (hex) of its line in the `jsonl`
    format and of what was changed on its way out; `fields`: a checksum of each field, in the order of `FIELDS`."""

    id: str
    incident_id: str
    event_id: str
    hash: str
    fields: str


def row_of(incident_id: str, event_id: str, released: Released) -> Row:
    incident, changes = released.incident, ENCODE(changes_shown(released))
    values = [*(getattr(incident, f) for f in FIELDS[:-2]), released.told]
    fields = "".join(f"{crc32(v):08x}" for v in (*map(ENCODE, values), changes))
    return Row(incident.id, incident_id, event_id, hashlib.sha256(line(released) + changes).hexdigest(), fields)


def changes_shown(released: Released) -> list[str]:
    """What a release says was changed of a row: nothing that tells of accounts and events that stay."""
    return [what for what in released.changes if what not in OF_WHAT_STAYS]


def line(released: Released) -> bytes:
    """The row as the `jsonl` format writes it, without its end of line."""
    return ENCODE({"incident": released.incident, "accounts": released.told})


def changed(old: str, old_fields: tuple[str, ...], new: str) -> list[str]:
    """The names of the fields whose hashes differ; a field that only one of the two releases knows has changed too."""
    before = {name: old[n * DIGITS : (n + 1) * DIGITS] for n, name in enumerate(old_fields)}
    after = {name: new[n * DIGITS : (n + 1) * DIGITS] for n, name in enumerate(FIELDS)}
    return [name for name in dict.fromkeys((*FIELDS, *old_fields)) if before.get(name) != after.get(name)]
