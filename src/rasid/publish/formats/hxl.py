"""`hxl`: an incident a row, with a second row of hashtags (Humanitarian Exchange Language 1.1), as humanitarian data is exchanged.

Hashtags are those of the core dictionary (hxlstandard.org, 1.1); so are `+code +name +type +start +end +occurred +lat +lon +killed`,
`+injured +abducted +displaced +source +id`, `+v_iso3` and languages (`+i_ar`). Of our own, which HXL allows: `+initiator +target`, `+min`
and `+max` beside the best figure, `+civilians`, and effects that the dictionary lacks (`+missing +detained +released +bodies`).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import BinaryIO

from rasid.publish.formats import Around, Format, Written
from rasid.publish.formats.csv import written
from rasid.publish.formats.incident_table import HEADER, row
from rasid.publish.formats.table import EFFECTS, Cells
from rasid.publish.policy import Released

ENDS = {"best": "", "low": "+min", "high": "+max"}  # the best first: tools that look for #affected+killed take the first that fits


def toll_tags(name: str, tag: str) -> dict[str, str]:
    return {f"{name}_{end}": f"#affected{tag}{more}" for end, more in ENDS.items()}


def sides() -> dict[str, str]:
    tags: dict[str, str] = {}
    for side in ("initiator", "target"):
        tags |= {f"{side}s": f"#group+code+{side}"}
        tags |= {f"{side}s_{code}": f"#group+name+{side}+i_{code}" for code in ("en", "ar")}
    return tags


TAGS: dict[str, str] = {
    **{"incident_id": "#event+code", "type": "#event+type+code", "type_en": "#event+type+i_en", "type_ar": "#event+type+i_ar"},
    **{"status": "#status+code", "background": "#meta+background"},
    **{"incident_day": "#date+occurred", "date_start": "#date+start", "date_end": "#date+end", "date_precision": "#meta+date_precision"},
    **{"country": "#country+code+v_iso3", "admin1": "#adm1+name", "admin2": "#adm2+name"},
    **{"place_id": "#loc+code", "place_en": "#loc+name+i_en", "place_ar": "#loc+name+i_ar"},
    **{"lat": "#geo+lat", "lon": "#geo+lon", "place_precision": "#meta+geo_precision"},
    **sides(),
    **{name: tag for effect in EFFECTS for name, tag in toll_tags(effect, f"+{effect}").items()},
    **toll_tags("killed_civilians", "+killed+civilians"),
    **{"incident_accounts": "#meta+accounts", "incident_reports": "#meta+reports", "incident_sources": "#meta+sources"},
    **{"incident_outlets": "#meta+source", "reviewed": "#meta+reviewed", "incident_conflicts": "#meta+conflicts", "event_ids": "#meta+id"},
}
AT = [HEADER.index(name) for name in TAGS]


def write(released: Iterable[Released], out: BinaryIO, around: Around) -> Written:
    types = around.lexicon.ontology["event_types"]

    def rows(one: Released) -> tuple[Cells, ...]:
        cells = row(one, types)
        return (tuple(cells[n] for n in AT),)

    return written(released, out, around, (tuple(TAGS), tuple(TAGS.values())), rows)


FORMAT = Format("hxl", ".hxl.csv", False, "Incidents as CSV with a row of hashtags (HXL 1.1), for humanitarian data.", write)
