"""`--format csv`: one row an event, flat columns, safe to open in a spreadsheet."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from typing import Any, TextIO

from rasid.cli import wording
from rasid.model import Event
from rasid.model.event import total
from rasid.publish.cells import neutral

HEADER = """
event_id report_id type type_en type_ar method status background mutual outcome
initiators initiators_en initiators_ar targets targets_en targets_ar objects
place_ids places_en places_ar lat lon country admin1 admin2 where_prec all_points
date_start date_end date_prec time_text weapons
killed_min killed_max injured_min injured_max detained_min detained_max displaced_min displaced_max toll
sources sources_en stances related flags confidence evidence evidence_start evidence_end coder data_version
"""
COLUMNS = HEADER.split()


class FlatWriter:
    """Writes events as CSV. `bom` helps Excel to see UTF-8."""

    def __init__(self, handle: TextIO, ontology: wording.Ontology, bom: bool = False) -> None:
        self.types = ontology.get("event_types", {})
        if bom:
            handle.write("\ufeff")
        self.writer = csv.DictWriter(handle, COLUMNS, lineterminator="\r\n")
        self.writer.writeheader()

    def write_all(self, events: list[Event]) -> None:
        for event in events:
            self.write(event)

    def write(self, event: Event) -> None:
        self.writer.writerow({k: neutral(v) for k, v in flat(event, self.types.get(event.type, {}).get("names") or {}).items()})


def joined(values: Iterable[Any]) -> str:
    return "; ".join(dict.fromkeys(str(v) for v in values if v not in (None, "")))


def flat(event: Event, type_names: dict[str, str]) -> dict[str, Any]:
    """One row. The point is the first scene's, or the first place's; `all_points` has every one."""
    places = event.places
    main = next((p for p in places if p.role == "scene" and p.lat is not None), next(iter(places), None))
    row: dict[str, Any] = {
        "event_id": event.id,
        "report_id": event.report_id,
        "type": event.type,
        "type_en": type_names.get("en"),
        "type_ar": type_names.get("ar"),
        "method": event.method,
        "status": event.status,
        "background": int(event.background),
        "mutual": int(event.mutual),
        "outcome": event.outcome,
        "objects": joined(t.object for t in event.targets),
        "place_ids": joined(p.id for p in places),
        "places_en": joined(p.names.get("en") for p in places),
        "places_ar": joined(p.names.get("ar") for p in places),
        "all_points": joined(f"{p.role} {p.lat},{p.lon}" for p in places if p.lat is not None),
        "date_start": event.time.start,
        "date_end": event.time.end,
        "date_prec": event.time.precision,
        "time_text": event.time.text,
        "weapons": joined(i.weapon for i in event.instruments),
        "toll": joined(wording.toll(t, event.toll) for t in event.toll),
        "sources": joined(s.source or s.text for s in event.sources),
        "sources_en": joined(s.names.get("en") for s in event.sources),
        "stances": joined(s.stance for s in event.sources),
        "related": joined(f"{r.relation} {r.event}" for r in event.related),
        "flags": joined(event.flags),
        "confidence": event.confidence,
        "evidence": event.evidence.text,
        "evidence_start": event.evidence.span[0],
        "evidence_end": event.evidence.span[1],
        "coder": event.coder,
        "data_version": event.data_version,
    }
    for side in ("initiators", "targets"):
        items = getattr(event, side)
        row[side] = joined(p.actor for p in items)
        row |= {f"{side}_{code}": joined(p.names.get(code) for p in items) for code in ("en", "ar")}
    if main:
        row |= {name: getattr(main, name) for name in ("lat", "lon", "country", "admin1", "admin2")} | {"where_prec": main.precision}
    for effect in ("killed", "injured", "detained", "displaced"):
        row |= dict(zip((f"{effect}_min", f"{effect}_max"), total(event, effect), strict=True))
    return row
