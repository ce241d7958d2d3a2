"""`plover`: an account a line, as PLOVER's records are (fields, modes and contexts of its manual, draft 0.7b1)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any, BinaryIO

import msgspec

from rasid.model import Event
from rasid.model.event import Initiator, Place, Target
from rasid.publish.formats import Around, Format, Written
from rasid.publish.formats.table import counted, figure, main_place
from rasid.publish.formats.undated import Dated
from rasid.publish.material import Read, Told
from rasid.publish.policy import Released

NO_CATEGORY = (
    "accounts of a type that PLOVER has no category for (displacement, return, weapons disrupted, groups changed), which were left out"
)
NO_SOURCE = "accounts that name no doer, whom PLOVER asks for: `source` is an empty list"
NO_DATE = "accounts without a date, which PLOVER asks for: `date` is null"
LOST = "accounts with a figure of more people than its lowest: the highest stands in a field of our own"
SIZES = {"dead": "killed", "injured": "injured", "arrested": "detained"}
GEONAMES = "gn:"
Record = dict[str, Any]


class Coder:
    """Makes PLOVER's records. `words`: ontology/plover.yaml."""

    def __init__(self, around: Around) -> None:
        ontology = around.lexicon.ontology
        self.words: Record = ontology["plover"]
        self.categories = {id_: row.get("plover") for id_, row in ontology["event_types"].items()}
        self.classes = {id_: row["class"] for id_, row in ontology["weapons"].items()}
        self.roles = {id_: row.get("role") for id_, row in ontology["party_kinds"].items()}
        self.losses: Counter[str] = Counter()

    def record(self, told: Told, incident: str) -> Record | None:
        """None where the type has no counterpart."""
        e = told.event
        category = self.categories.get(e.type)
        if category is None:
            self.losses[NO_CATEGORY] += 1
            return None
        mode, context = self.mode(e), self.context(e)
        source, recipient = self.sides(e, category, mode)
        self.losses[NO_SOURCE] += not source
        self.losses[NO_DATE] += e.time.start is None
        place, sort = main_place(e), self.words["categories"][category]
        made: Record = {"id": e.id, "date": e.time.start}
        if e.time.end not in (None, e.time.start):
            made["enddate"] = e.time.end
        if e.time.clock and e.time.clock.get("from"):
            made["time"] = e.time.clock["from"]
        made |= {"source": source, "recipient": recipient, "event": [category], "mode": mode, "context": context}
        made |= {"quad_code": sort["quad"], "event_scale": sort["scale"]}
        made |= {"event_loc": location(e.places[place - 1])} if place else {}
        made |= self.sizes(e)
        made |= {"event_text": [e.evidence.text]} if e.evidence.text else {}
        made |= {
            "link": incident,
            "coder": e.coder,
            "cite_info": self.citation(told.read, e),
            "rasid_type": e.type,
            "rasid_status": e.status,
        }
        return made

    def mode(self, e: Event) -> list[str]:
        told = self.words["types"].get(e.type) or {}
        own = (told.get("methods") or {}).get(e.method) or {}
        if mode := own.get("mode", told.get("mode")):
            return [mode]
        if told.get("by_weapon"):
            found = (self.words["weapons"].get(self.classes.get(i.weapon)) for i in e.instruments)
            return list(dict.fromkeys(m for m in found if m))
        return []

    def context(self, e: Event) -> list[str]:
        told = self.words["types"].get(e.type) or {}
        own = (told.get("methods") or {}).get(e.method) or {}
        found = (own.get("context") or told.get("context"), self.words["statuses"].get(e.status))
        return [c for c in (*found, self.words["background"] if e.background else None) if c]

    def sides(self, e: Event, category: str, mode: list[str]) -> tuple[list[Record], list[Record]]:
        """Who did it and whom it befell; all are sources where both sides took part alike."""
        source, recipient = [self.actor(p) for p in e.initiators], [self.actor(t) for t in e.targets if t.actor or t.names]
        one_sided = self.words["reciprocal"].get(category)
        if e.mutual or (one_sided and one_sided not in mode):
            return source + recipient, []
        return source, recipient

    def actor(self, party: Initiator | Target) -> Record:
        """An actor: a country or a code of its sort, a sector, and who it is. `identifer_*` is how the manual spells it."""
        role = self.roles.get(party.kind or "")
        made = {
            "code": party.country or self.words["codes"].get(party.kind),
            "sector": self.words["sectors"].get(role, role),
            "actor_text": party.text or None,
            "identifer_id": party.actor,
            "identifer_text": party.names.get("en") or party.names.get("ar"),
        }
        return {k: v for k, v in made.items() if v}

    def sizes(self, e: Event) -> Record:
        """Killed, injured and held: the lowest figure, and the highest where it is another."""
        made: Record = {}
        for name, effect in SIZES.items():
            low, high = figure(counted(e, effect)) if e.toll else (None, None)
            if low is None and high is None:
                continue
            made[name] = high if low is None else low
            if high is not None and high != made[name]:
                made[f"{name}_high"] = high
        self.losses[LOST] += any(name.endswith("_high") for name in made)
        return made

    def citation(self, read: Read, e: Event) -> Record:
        made = {
            **{"citation": read.id, "url": read.url, "title": read.title, "language": read.lang, "publication": read.outlet},
            **{"codebook": self.words["codebook"], "version": e.data_version},
        }
        return {k: v for k, v in made.items() if v}


def location(p: Place) -> Record:
    """A place by the names of GeoNames; precision (UCDP GED's where_prec) and names of divisions are ours."""
    number = (p.id or "").removeprefix(GEONAMES) if (p.id or "").startswith(GEONAMES) else ""
    made = {
        "geonameid": int(number) if number.isdecimal() else None,
        "name": p.names.get("en") or p.names.get("ar"),
        "alternatenames": p.names.get("ar") if p.names.get("en") else None,
        "latitude": p.lat,
        "longitude": p.lon,
        "cc3": p.country,
        "admin1_name": p.admin1,
        "admin2_name": p.admin2,
        "precision": p.precision,
    }
    return {k: v for k, v in made.items() if v is not None}


def write(released: Iterable[Released], out: BinaryIO, around: Around) -> Written:
    coder, encode, made = Coder(around), msgspec.json.Encoder().encode, 0
    found = Dated(released, around)
    for one in found:
        for told in one.told:
            record = coder.record(told, one.incident.id)
            if record is not None:
                out.write(encode(record) + b"\n")
                made += 1
    return Written(made, +(coder.losses + found.losses))


FORMAT = Format("plover", ".plover.jsonl", False, "Accounts as PLOVER records, a JSON record a line, for political event data.", write)
