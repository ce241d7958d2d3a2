"""`geojson`: a FeatureCollection, a feature an incident (RFC 7946: longitude before latitude, WGS 84, UTF-8)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, BinaryIO

import msgspec

from rasid.linking.incident import PlaceTold
from rasid.publish.formats import Around, Format, Written
from rasid.publish.formats.incident_table import HEADER, row
from rasid.publish.formats.undated import Dated
from rasid.publish.policy import Released

NO_POINT = "incidents without a point: their geometry is null"
WIDE = "incidents whose place is wider than a point (place_precision 3 to 7): a point stands in the middle of it"
OWN = frozenset(("incident_id", "lat", "lon"))  # the feature's id and geometry
WIDER = 3  # UCDP GED where_prec: from a district on, a point is not where it happened


def write(released: Iterable[Released], out: BinaryIO, around: Around) -> Written:
    types, encode = around.lexicon.ontology["event_types"], msgspec.json.Encoder().encode
    found, made = Dated(released, around), 0
    out.write(b'{"type":"FeatureCollection","features":[')
    for one in found:
        place = one.incident.place
        at = geometry(place)
        if at is None:
            found.losses[NO_POINT] += 1
        elif place is not None and (place.precision or 0) >= WIDER:
            found.losses[WIDE] += 1
        told = {k: v for k, v in zip(HEADER, row(one, types), strict=True) if k not in OWN}
        told["background"] = one.incident.background
        out.write((b",\n" if made else b"\n") + encode({"type": "Feature", "id": one.incident.id, "geometry": at, "properties": told}))
        made += 1
    out.write(b"\n]}\n")
    return Written(made, found.losses)


def geometry(place: PlaceTold | None) -> dict[str, Any] | None:
    """A point, or None where the incident has none."""
    if place is None or place.lat is None or place.lon is None:
        return None
    return {"type": "Point", "coordinates": (place.lon, place.lat)}


FORMAT = Format("geojson", ".geojson", False, "Incidents on the map: points with their properties (RFC 7946).", write)
