"""`rasid schema`: the JSON Schema of a record, made from the records themselves."""

from __future__ import annotations

import json as json_format
from enum import StrEnum
from typing import Annotated, Any

import msgspec
import typer

from rasid.cli import options
from rasid.cli.output import opened
from rasid.linking.incident import INCIDENT_SCHEMA, Incident
from rasid.model import SCHEMA, Event, Report
from rasid.publish.release.record import RELEASE_SCHEMA, Provenance

DIALECT = "https://json-schema.org/draft/2020-12/schema"


class Record(StrEnum):
    event = "event"
    report = "report"
    incident = "incident"
    release = "release"


RECORDS: dict[str, tuple[type, int, str]] = {
    "event": (Event, SCHEMA, "A coded event: one thing a report says happened, will or did not, each slot tied to the words that fill it."),
    "report": (Report, 1, "A report: one text from one source, as it was received."),
    "incident": (
        Incident,
        INCIDENT_SCHEMA,
        "An incident: one happening as its accounts tell it together, each value with its rule and the accounts it rests on.",
    ),
    "release": (Provenance, RELEASE_SCHEMA, "PROVENANCE.json of a release: of what it was made, and how; nothing in it names a person."),
}
SAID = {
    "id": "Stable id.",
    "report_id": "The report that tells it.",
    "type": "Event type of the codebook (ontology/event_types.yaml).",
    "method": "How, where the type has methods.",
    "status": "asserted: told as happened; planned; attempted: stopped or missed; possible; negated; denied.",
    "background": "The report recalls it; it is not its news.",
    "mutual": "Both sides act; initiators and targets are the two sides in the order named.",
    "outcome": "repelled, where an attack was.",
    "initiators": "Who acts.",
    "targets": "Who or what is acted upon.",
    "places": "Where, and where from and to.",
    "time": "When, local dates at the scene; null where not told or not to be resolved.",
    "instruments": "What it was done with.",
    "toll": "Figures of people, parts and corrections kept apart.",
    "sources": "Who says so; empty where the report itself does.",
    "related": "Other events of the report that hang together with it.",
    "evidence": "The words that tell it. Spans count code points of the text as received, start inclusive, end exclusive.",
    "confidence": "0 to 1.",
    "flags": "Doubts a reviewer should see: place-conflict, ambiguous-place, toll-conflict, generic-actor, time-unresolved …",
    "coder": "What coded it.",
    "data_version": "Hash of all data the coder used.",
    "schema": "Version of this schema.",
    "day": "The day it is ordered by: its first day, or else the day of first publication.",
    "start": "First local day, of the time taken; null where no account tells one.",
    "end": "Last local day, of the time taken.",
    "date_precision": "UCDP GED's date_prec of the time taken.",
    "date_rule": "Why this time was taken.",
    "place": "The place taken: the most precise, then the one that most families of reports tell.",
    "place_rule": "Why this place was taken.",
    "type_rule": "Why this type was taken.",
    "accounts": "The events that tell it, one of each report.",
    "reports": "How many reports tell it.",
    "outlets": "Who published them.",
    "types": "Every type told, the one taken first.",
    "times": "Every time told, the one taken first.",
    "claims": "Every figure of every account, with whether it counts and why not.",
    "conflicts": "What the accounts contradict each other in.",
    "text": "What is read and quoted.",
    "published": "RFC 3339 date or date-time of publication.",
    "lang": "BCP 47 language.",
    "title": "Headline; context, not read.",
    "url": "Address; context.",
    "outlet": "Who published it; context.",
    "project": "Id of the project.",
    "version": "The release's version.",
    "released": "Its date.",
    "licence": "SPDX id of its licence.",
    "previous": "The published release of the same profile and part that its changelog compares with; null in the first.",
    "rasid": "Version of Rasid that made it.",
    "event_schema": "Version of the event record.",
    "incident_schema": "Version of the incident record.",
    "runs": "The coders that its accounts come from.",
    "profile": "What was allowed to leave: the whole text of the profile.",
    "only": "The part of what may leave that it holds, chosen by what leaves: types, parties with their sub-units, areas, days.",
    "audit": "The end of the project's audit log when its data last changed before this release.",
    "incidents": "How many incidents it holds.",
    "held": "Why incidents may stay, and how many did, in whole tens; a count below ten is not told.",
    "changed": "What was taken out or made coarser, and of how many incidents.",
    "files": "The formats' files, with what each format cannot hold.",
}

SAID_OF = {
    ("incident", "id"): "Stable id, from the smallest event id in it.",
    ("incident", "status"): "The strongest status told: asserted before attempted, possible, denied, negated, planned.",
    ("incident", "background"): "Every account recalls it; none tells it as its news.",
    ("incident", "initiators"): "Every party told to have acted, the one that most families of reports name first.",
    ("incident", "targets"): "Every party told to have been acted upon.",
    ("incident", "toll"): "Low, best and high of each effect, of all people and of civilians and combatants alone.",
    ("incident", "sources"): "How many independent sources: outlets that do not reprint one another.",
    ("incident", "places"): "Every place told, the one taken first.",
    ("incident", "type"): "The type taken.",
    ("release", "title"): "As it is to be cited.",
    ("release", "accounts"): "How many accounts it holds.",
    ("release", "data_version"): "Hash of the data whose names and codebook it uses.",
    ("release", "schema"): "Version of this schema.",
}


def schema(
    name: Annotated[Record, typer.Argument(help="Which record: event, report, incident or release.")],
    out: options.Out = None,
    quiet: options.Quiet = False,
    json: options.Json = False,
) -> None:
    """Print the JSON Schema (2020-12) of a record."""
    with opened(out) as handle:
        handle.write(json_format.dumps(record_schema(name.value), ensure_ascii=False, indent=1) + "\n")


def record_schema(name: str) -> dict[str, Any]:
    """The schema of a record as Rasid writes it: every key required, no other allowed."""
    record, version, about = RECORDS[name]
    _, parts = msgspec.json.schema_components([record], ref_template="#/$defs/{name}")
    top = strict(parts.pop(record.__name__))
    top["properties"] = {k: v | {"description": SAID_OF.get((name, k), SAID[k])} for k, v in top["properties"].items()}
    return {
        "$schema": DIALECT,
        "$id": f"urn:rasid:schema:{name}:{version}",
        "title": f"Rasid {name}, version {version}",
        "description": about,
        **{k: v for k, v in top.items() if k not in ("title", "description")},
        "$defs": {k: strict(v) for k, v in sorted(parts.items())},
    }


def strict(part: dict[str, Any]) -> dict[str, Any]:
    """An object as it is written: no defaults, since every key is always there, and no key beside those of the record."""
    properties = {k: {a: b for a, b in v.items() if a != "default"} for k, v in part["properties"].items()}
    return {**part, "properties": properties, "required": list(properties), "additionalProperties": False}
