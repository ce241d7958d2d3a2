"""The schema is made from the records, is pinned, and holds for what the coder writes."""

from __future__ import annotations

import json
from pathlib import Path

import msgspec
import pytest

from fakes import rich_event
from rasid.cli.schema import RECORDS, record_schema
from rasid.model import Event, Evidence, Report

PINNED = Path(__file__).parent / "schemas"


@pytest.mark.parametrize("name", RECORDS)
def test_the_schema_is_the_pinned_one(name: str) -> None:
    """A change of the record is a new version: raise SCHEMA, pin `rasid schema NAME` anew, say so in the docs."""
    pinned = json.loads((PINNED / f"{name}-{RECORDS[name][1]}.json").read_text(encoding="utf-8"))
    assert record_schema(name) == pinned


@pytest.mark.parametrize("name", RECORDS)
def test_every_key_is_required_and_no_other_allowed(name: str) -> None:
    made = record_schema(name)
    for part in [made, *made["$defs"].values()]:
        assert part["required"] == list(part["properties"])
        assert part["additionalProperties"] is False
    assert all(p["description"] for p in made["properties"].values())


def events() -> list[Event]:
    report = Report(id="r", text="قصف " * 12)
    bare = Event(id="ev_1", report_id="r", type="shelling", evidence=Evidence(text="قصف", span=(0, 3)), data_version="x")
    return [rich_event(report), bare]


def test_what_is_written_has_every_key_and_no_null_list() -> None:
    made = record_schema("event")
    for event in events():
        record = json.loads(msgspec.json.encode(event))
        assert list(record) == made["required"]
        assert not [k for k, v in made["properties"].items() if v.get("type") == "array" and record[k] is None]
        for slot, part in (("initiators", "Initiator"), ("places", "Place"), ("toll", "Toll"), ("sources", "Source")):
            assert all(list(item) == made["$defs"][part]["required"] for item in record[slot])


def test_records_hold_against_the_schema() -> None:
    validator = pytest.importorskip("jsonschema").Draft202012Validator(record_schema("event"))
    for event in events():
        validator.validate(json.loads(msgspec.json.encode(event)))
