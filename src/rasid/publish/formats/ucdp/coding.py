"""An incident as rows of UCDP GED, one a place; none where it is no event in UCDP's sense, which is counted."""

from __future__ import annotations

import hashlib
import math
from collections import Counter
from typing import Any

from rasid.lexicon import Lexicon
from rasid.lexicon.remembered import remembered
from rasid.linking.incident import Figures, Glance, Incident, PlaceTold, happened
from rasid.publish.cells import neutral, neutral_row
from rasid.publish.formats import Around, Passes
from rasid.publish.formats.ucdp.deaths import Deaths, deaths, shared
from rasid.publish.formats.ucdp.dyads import Dyad, Dyads
from rasid.publish.notes.facts import scenes_of
from rasid.publish.policy import Released

NOT_HAPPENED = "incidents told as planned, attempted, possible or denied, or as background: GED has what happened"
NOT_LETHAL = "incidents in which nobody is told as killed: GED has lethal events alone"
NO_DYAD = "lethal incidents without an identified organised actor, or without a told opponent: GED has dyads alone"
NO_DATE, LEFT_OUT = "rows without a date, which GED needs: theirs are empty", "incidents without a date, which were left out"
NO_PLACE = "rows without a place, which GED needs: theirs are empty"
WORDS_ONLY = "rows whose dead are told in words alone: the least that the word can mean"
OTHER_TOLL = "figures of the injured, detained, displaced and others, which GED has no column for"
MIDNIGHT = " 00:00:00.000"
CELL = 0.5  # degrees of a PRIO-GRID cell; cells are numbered from the south-west, 720 a row


class Coder:
    """Makes rows as cells. `losses`: what GED cannot hold, counted as it goes."""

    def __init__(self, lexicon: Lexicon, undated: bool) -> None:
        self.words = lexicon.ontology["ucdp"]
        self.dyads, self.parties, self.sources = Dyads(lexicon), lexicon.parties, lexicon.sources
        self.undated = undated
        self.region = remembered(None, self.region_of)
        self.losses: Counter[str] = Counter()

    def rows(self, released: Released) -> list[list[Any]]:
        incident = released.incident
        if not happened(incident):
            return self.lost(NOT_HAPPENED)
        killed = killed_in(incident)
        if killed is None:
            return self.lost(NOT_LETHAL)
        events = [t.event for t in released.told]
        dyad = self.dyads.of(incident, events)
        if dyad is None:
            return self.lost(NO_DYAD)
        if not incident.start and not self.undated:
            return self.lost(LEFT_OUT)
        one_sided = dyad.kind == self.words["type_of_violence"]["one_sided"]
        dead = deaths(incident, events, dyad, self.parties, self.words, one_sided)
        if dead is None:
            return self.lost(NOT_LETHAL)
        places: list[PlaceTold | None] = [*scenes_of(incident)] or [None]
        self.count(incident, places, killed.low is None and killed.high is None)
        parts = shared(dead, len(places))
        told = self.told(released)
        return [self.cells(incident, dyad, told, place, dead) for place, dead in zip(places, parts, strict=True)]

    def lost(self, what: str) -> list[list[Any]]:
        self.losses[what] += 1
        return []

    def count(self, incident: Incident, places: list[PlaceTold | None], words: bool) -> None:
        for what, lost in ((WORDS_ONLY, words), (NO_DATE, not incident.start), (NO_PLACE, places[0] is None)):
            if lost:
                self.losses[what] += len(places)
        if others := sum(1 for f in incident.toll if f.effect not in ("killed", "bodies") and f.who == "all"):
            self.losses[OTHER_TOLL] += others

    def told(self, released: Released) -> list[Any]:
        """number_of_sources to source_original: the reports read, and whom they quote."""
        reads = {t.read.id: t.read for t in released.told if t.read.outlet or t.read.title or t.read.published}
        days = [(r.published or "")[:10] for r in reads.values()]
        articles = [f'"{",".join(x or "" for x in (r.outlet, day, r.title))}"' for r, day in zip(reads.values(), days, strict=True)]
        quoted = {s.names.get("en") or s.names.get("ar") for t in released.told for s in t.event.sources if not self.unnamed(s.source)}
        return neutral_row(
            [
                len(reads) or released.incident.reports,
                ";".join(articles),
                ";".join(r.outlet or "" for r in reads.values()).strip(";"),
                ";".join(days).strip(";"),
                ";".join(r.title or "" for r in reads.values()).strip(";"),
                ";".join(sorted(name for name in quoted if name)),
            ]
        )

    def unnamed(self, id_: str | None) -> bool:
        return bool(id_) and (self.sources.get(id_ or "") or {}).get("kind") == "unnamed"

    def cells(self, incident: Incident, dyad: Dyad, told: list[Any], at: PlaceTold | None, dead: Deaths) -> list[Any]:
        code = (at.country if at else None) or ""
        country = self.words["countries"].get(code) or {}
        id_ = number(incident, at)
        year = (incident.start or "")[:4]
        a, b = dyad.a, dyad.b
        description = neutral(", ".join(x for x in (at_name(at), *((at.admin2, at.admin1) if at else ())) if x))
        return [
            id_,
            f"{code or 'XXX'}-{year or '0000'}-{dyad.kind}-{dyad.dset}-{id_}",
            year,
            "",
            self.words["code_status"],
            dyad.kind,
            dyad.dset,
            dyad.id,
            neutral(dyad.conflict),
            dyad.dset,
            dyad.id,
            neutral(dyad.name),
            a.dset,
            a.id,
            neutral(a.name),
            b.dset,
            b.id,
            neutral(b.name),
            *told,
            at.precision if at else "",
            neutral(at_name(at)),
            description,
            neutral(at.admin1 if at else "") or "",
            neutral(at.admin2 if at else "") or "",
            *point(at),
            country.get("name", ""),
            country.get("gw", ""),
            self.region(country.get("gw")),
            1 if (incident.date_precision or 9) <= self.words["clear_until"] else 2,
            incident.date_precision or ("" if not incident.start else 1 if incident.start == incident.end else 5),
            incident.start + MIDNIGHT if incident.start else "",
            (incident.end or incident.start or "") + MIDNIGHT if incident.start else "",
            dead.a,
            dead.b,
            dead.civilians,
            dead.unknown,
            dead.best,
            dead.high,
            dead.low,
            a.gw if a.gw is not None else "",
            b.gw if b.gw is not None else "",
        ]

    def region_of(self, gw: int | None) -> str:
        return next((name for first, last, name in self.words["regions"] if gw is not None and first <= gw <= last), "")


def killed_in(incident: Incident | Glance) -> Figures | None:
    """The figures of the dead; None where nobody is told as killed."""
    killed = incident.figures("killed") or (incident.figures("bodies") if incident.type == "body_found" else None)
    return None if killed is None or killed.high == 0 else killed


def passes(around: Around) -> Passes:
    """Of which incidents there is no row, whatever their accounts say."""
    dyads = Dyads(around.lexicon)

    def why(incident: Glance) -> str | None:
        if not happened(incident):
            return NOT_HAPPENED
        if killed_in(incident) is None:
            return NOT_LETHAL
        return None if dyads.organised_of(incident.initiators) else NO_DYAD

    return why


def number(incident: Incident, at: PlaceTold | None) -> int:
    """An id that follows from incident and place: 49 bits, which spreadsheets keep (15 digits)."""
    key = f"{incident.id}\x1f{(at.id or at_name(at)) if at else ''}".encode()
    return int.from_bytes(hashlib.sha256(key).digest()[:7], "big") >> 7


def at_name(at: PlaceTold | None) -> str:
    return (at.names.get("en") or next(iter(at.names.values()), "")) if at else ""


def point(at: PlaceTold | None) -> tuple[str, str, str, int | str]:
    """latitude, longitude, geom_wkt and priogrid_gid; empty where there is no point."""
    if at is None or at.lat is None or at.lon is None:
        return "", "", "", ""
    lat, lon = f"{at.lat:.6f}", f"{at.lon:.6f}"
    return lat, lon, f"POINT ({lon} {lat})", priogrid(at.lat, at.lon)


def priogrid(lat: float, lon: float) -> int:
    """The number of the PRIO-GRID cell (v2: half degrees, 360 rows of 720, from 1 in the south-west) that a point lies in."""
    row = min(359, max(0, math.floor((lat + 90) / CELL)))
    column = min(719, max(0, math.floor((lon + 180) / CELL)))
    return row * 720 + column + 1
