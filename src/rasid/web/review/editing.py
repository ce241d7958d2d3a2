"""A field opened for correction: what its form holds, and what there is to choose from."""

from __future__ import annotations

from typing import Any, NamedTuple

from markupsafe import Markup

from rasid.project.checking import VAGUE
from rasid.publish.map.wording import word, words
from rasid.store.events import KeptEvent
from rasid.web.review import candidate_map, forms
from rasid.web.review.choices import Choice, Chooser
from rasid.web.review.fields import FIELDS, Shower
from rasid.web.review.opened import Opened
from rasid.web.speech import Speech
from rasid.web.workplace import Workplace

NAMES = tuple(name for name, _ in FIELDS)
Options = list[tuple[str, str]]


class Editor(NamedTuple):
    """`item`: which of a list is open (a number, `new`, or nothing where the list is empty); `value`: it, or the whole of a plain field."""

    field: str
    item: str
    items: list[str]
    value: dict[str, Any]
    seen: str
    typed: str
    chooses: str
    choices: list[Choice]
    map: Markup | None
    options: dict[str, Options]
    json: str


def editor(work: Workplace, found: Opened, kept: KeptEvent, shower: Shower, asked: Any) -> Editor | None:
    """The form that an address asks for: ?do=edit&event=…&field=…&item=…&q=…"""
    field = asked.get("field") or "type"
    if field not in NAMES:
        return None
    record, event = kept.record, kept.event
    listed = field not in ("type", "time", "flags")
    item = which(asked.get("item", ""), record[field]) if listed else ""
    value = record[field][int(item)] if item.isdecimal() else record if field in ("type", "flags") else record["time"] if not listed else {}
    typed, chooses = asked.get("q", "")[:200], forms.IDS.get(field, "")
    choices = Chooser(work, found, kept, shower.say).choices(field, value or None, typed) if chooses else []
    drawn = None
    if field == "places":
        now = (value["lat"], value["lon"]) if value.get("lat") is not None else None
        drawn = candidate_map.drawn(work.lexicon, choices, now, shower.say("Map of the places to choose from"))
    labels = [i.said for i in shower.items(kept, event, field)] if listed else []
    json = forms.json.dumps({f: record[f] for f in forms.KEYS["type"]} if field == "type" else record[field], ensure_ascii=False, indent=1)
    seen = forms.seen_of(record, field)
    return Editor(field, item, labels, value, seen, typed, chooses, choices, drawn, options(shower, record, field), json)


def which(told: str, items: list[Any]) -> str:
    number = forms.number_of(told)
    return "new" if told == "new" or not items else str(number) if number is not None and number < len(items) else "0"


def options(shower: Shower, record: dict[str, Any], field: str) -> dict[str, Options]:
    """What the selects of a field's form hold: (value, in words)."""
    say, side, ontology = shower.say, shower.side, shower.wording.ontology

    def of(section: str, keys: Any) -> Options:
        return [(str(k), word(section, k)[side] or str(k)) for k in keys]

    def table(name: str) -> Options:
        return sorted(((k, say.name(row.get("names"), k)) for k, row in ontology[name].items()), key=lambda o: o[1])

    sides = [(s["id"], say.name(s["names"], s["text"])) for s in record["sources"]]
    rows = [(t["id"], item.said) for t, item in zip(record["toll"], shower.toll_said(record), strict=True)] if field == "toll" else []
    methods = (ontology["event_types"].get(record["type"]) or {}).get("methods") or []
    known: dict[str, dict[str, Options]] = {
        "type": {
            "type": [(k, say.name(row.get("names"), k)) for k, row in ontology["event_types"].items()],
            "method": of("methods", methods),
            "status": of("statuses", ("asserted", "planned", "attempted", "possible", "negated", "denied")),
            "outcome": of("statuses", ("repelled",)),
        },
        "initiators": {
            "role": [("lead", say("acts itself")), *of("roles", ("support",))],
            "attribution": [("stated", say("stated")), *of("attributions", ("claimed", "accused", "denied"))],
            "by": sides,
        },
        "targets": {"object": table("objects")},
        "places": {
            "role": [("scene", say("where it happened")), ("origin", say("where it came from")), ("destination", say("where it went"))],
            "precision": of("precisions", range(1, 8)),
            "relation": [
                (k, v[side].format(name="…")) for k, v in words()["relations"].items() if "{name}" in v[side] and "{km}" not in v[side]
            ],
        },
        "time": {"precision": [("1", say("a day")), *of("time_precisions", range(2, 6))]},
        "toll": {
            "effect": of("effects", words()["effects"]),
            "who": [(k, word("people", k)[side] or say("not told")) for k in ("civilian", "combatant", "unknown")],
            "vague": of("vague", VAGUE),
            "part_of": rows,
            "supersedes": rows,
            "by": sides,
        },
        "instruments": {"weapon": table("weapons"), "vague": of("vague", VAGUE)},
        "sources": {"stance": of("stances", ("reports", "claims", "accuses", "denies", "confirms"))},
        "flags": {},
    }
    return known[field]


def field_labels(say: Speech) -> dict[str, str]:
    """What the parts of a form are called."""
    return {
        "type": say("Type"),
        "method": say("Manner"),
        "status": say("Standing"),
        "outcome": say("Outcome"),
        "background": say("Background, not news"),
        "mutual": say("On both sides"),
        "role": say("Role"),
        "attribution": say("Attributed"),
        "by": say("Says who"),
        "unit": say("Unit"),
        "object": say("Thing hit"),
        "count": say("How many"),
        "precision": say("How exact"),
        "relation": say("Relation to it"),
        "distance_km": say("Kilometres from it"),
        "start": say("From day"),
        "end": say("To day"),
        "from": say("From hour"),
        "to": say("To hour"),
        "ongoing": say("Goes on"),
        "effect": say("What happened to them"),
        "who": say("Who they are"),
        "groups": say("Groups, with commas between"),
        "min": say("At least"),
        "max": say("At most"),
        "vague": say("In vague words"),
        "part_of": say("Part of"),
        "supersedes": say("Instead of"),
        "weapon": say("Weapon"),
        "stance": say("Stance"),
    }
