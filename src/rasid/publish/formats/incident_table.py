"""The table of incidents, which `csv-incidents`, `xlsx`, `geojson` and `geoparquet` write: a row an incident, for reading only."""

from __future__ import annotations

from rasid.linking.incident import Incident
from rasid.publish.formats.cell_kinds import listed, texts
from rasid.publish.formats.table import EFFECTS, Cells, Column, Names, day_of, lows_and_highs, of, single
from rasid.publish.policy import Released

COLUMNS: tuple[Column, ...] = (
    *of("", ("incident_id", "word", None), ("type", "word", None), ("type_en", "text", None), ("type_ar", "text", None)),
    *of("", ("status", "word", None), ("background", "truth", None)),
    *of("", ("incident_day", "day", None), ("date_start", "day", None), ("date_end", "day", None), ("date_precision", "whole", None)),
    *of("place_", ("id", "word", None), ("en", "text", None), ("ar", "text", None)),
    *of("", ("lat", "number", None), ("lon", "number", None), ("country", "word", None), ("admin1", "word", None)),
    *of("", ("admin2", "word", None), ("place_precision", "whole", None)),
    *of("initiators", ("", "words", None), ("_en", "text", None), ("_ar", "text", None)),
    *of("targets", ("", "words", None), ("_en", "text", None), ("_ar", "text", None)),
    *(Column(f"{effect}_{end}", "whole") for effect in EFFECTS for end in ("low", "best", "high")),
    *(Column(f"killed_civilians_{end}", "whole") for end in ("low", "best", "high")),
    *of("incident_", ("accounts", "whole", None), ("reports", "whole", None), ("sources", "whole", None), ("outlets", "words", None)),
    *of("", ("reviewed", "whole", None), ("incident_conflicts", "words", None), ("event_ids", "words", None)),
    *of("", ("type_rule", "word", None), ("date_rule", "word", None), ("place_rule", "word", None)),
)
HEADER = tuple(c.name for c in COLUMNS)
# The first and last columns of stretches that often come again together (formats/table).
TOGETHER = (
    *(("type", "background"), ("incident_day", "date_precision"), ("country", "place_precision"), ("initiators", "initiators_ar")),
    *(("targets", "targets_ar"), ("killed_low", "killed_civilians_high"), ("type_rule", "place_rule")),
)
NOBODY = ("",) * 3
NO_FIGURES: Cells = (None,) * 3
NO_TOLL: Cells = NO_FIGURES * (len(EFFECTS) + 1)


def row(released: Released, types: Names) -> Cells:
    i = released.incident
    names = (types.get(i.type) or {}).get("names") or {}
    kind = (i.id, i.type, names.get("en"), names.get("ar"), i.status, int(i.background))
    when = (day_of(i), i.start, i.end, i.date_precision)
    said = (len(i.accounts), i.reports, i.sources, texts(i.outlets), sum([t.reviewed for t in released.told]))
    ids = texts([t.event.id for t in released.told])
    return (*kind, *when, *where(i), *parties(i), *tolls(i), *said, texts(i.conflicts), ids, i.type_rule, i.date_rule, i.place_rule)


def where(i: Incident) -> Cells:
    p = i.place
    if p is None:
        return NOWHERE
    return p.id, single(p.names.get("en")), single(p.names.get("ar")), p.lat, p.lon, p.country, p.admin1, p.admin2, p.precision


NOWHERE: Cells = (None,) * 9


def parties(i: Incident) -> Cells:
    cells: list[str | None] = []
    for side in (i.initiators, i.targets):
        if len(side) == 1:
            cells += (side[0].actor, single(side[0].names.get("en")), single(side[0].names.get("ar")))
        elif not side:
            cells += NOBODY
        else:
            cells += (listed(p.actor for p in side), listed(p.names.get("en") for p in side), listed(p.names.get("ar") for p in side))
    return tuple(cells)


def tolls(i: Incident) -> Cells:
    if not i.toll:
        return NO_TOLL
    told = {f.effect for f in i.toll}
    figures = [f for effect in EFFECTS for f in (lows_and_highs(i, effect) if effect in told else NO_FIGURES)]
    return *figures, *lows_and_highs(i, "killed", "civilian")
