"""Floor 1: what flows through Rasid. Frozen records, no behaviour beyond their own invariants, no import of ours."""

from rasid.model.errors import ConflictError, DataError, InputError, PlacesError, RasidError, StoreError, UsageError
from rasid.model.event import (
    SCHEMA,
    Event,
    Evidence,
    Initiator,
    Instrument,
    Place,
    Related,
    Source,
    Target,
    Time,
    Toll,
)
from rasid.model.mention import Mention, Reading, Sentence, Token
from rasid.model.report import Report

__all__ = [
    "SCHEMA",
    "ConflictError",
    "DataError",
    "Event",
    "Evidence",
    "Initiator",
    "InputError",
    "Instrument",
    "Mention",
    "Place",
    "PlacesError",
    "RasidError",
    "Reading",
    "Related",
    "Report",
    "Sentence",
    "Source",
    "StoreError",
    "Target",
    "Time",
    "Token",
    "Toll",
    "UsageError",
]
