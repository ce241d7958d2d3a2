"""Proposals as their page tells them, and the work on them in the background."""

from __future__ import annotations

from collections.abc import Callable
from threading import Thread
from typing import Any

from rasid.jobs.teaching import SHOWN, Looked
from rasid.lexicon.check import ready
from rasid.lexicon.layers import default_layers
from rasid.model import ConflictError, DataError
from rasid.project.teaching.edits import Layers, verb_forms
from rasid.store.proposals import Proposal
from rasid.web.knowledge.forms import FIELDS
from rasid.web.knowledge.jobs import jobs
from rasid.web.knowledge.known import Known
from rasid.web.speech import Speech
from rasid.web.workplace import Workplace

__all__ = ["SHOWN"]
FORMS_SHOWN = 24  # forms of a verb that are shown: enough to see that the root is right


def warm(work: Workplace) -> None:
    """Reads what the lint compares with, so that who sends the form does not wait for it: some seconds, once."""
    Thread(target=ready, args=(default_layers(),), name="rasid lint", daemon=True).start()


def looked_at(work: Workplace, number: int, seen: str) -> Looked:
    """What was found when somebody looked at what a proposal would change. Raises ConflictError where nobody has, or by other data."""
    looked = jobs(work).get(f"rehearse {number}")
    if looked is None or looked.result is None or looked.result.version != seen:
        raise ConflictError("what it would change has not been looked at, or the data is another by now.", where=str(number))
    found: Looked = looked.result
    return found


# Telling -------------------------------------------------------------------------------------------------------------------------


def title_of(proposal: Proposal) -> str:
    """What it is about, in its own words."""
    entry = proposal.entry["entry"] if proposal.kind == "removal" else proposal.entry
    names = entry.get("names") or {}
    return str(next((v for v in (entry.get("alias"), names.get("ar"), names.get("en"), entry.get("verb"), entry.get("ar")) if v), "?"))


ORDER = tuple(dict.fromkeys(("of", "id", "alias", "names", *(name for fields in FIELDS.values() for name in fields))))


def told(
    proposal: Proposal, kind_name: Callable[[str, str], str], country_name: Callable[[str], str], type_name: Callable[[str], str]
) -> list[tuple[str, str]]:
    """The entry, field by field in the order of the forms, codes in words, without what is empty. `kind_name`: of an entry, and an id."""
    kind = str(proposal.entry["of"]) if proposal.kind == "removal" else proposal.kind
    entry = proposal.entry["entry"] if proposal.kind == "removal" else proposal.entry
    rows = [(key, written(entry[key])) for key in sorted(entry, key=lambda k: ORDER.index(k) if k in ORDER else len(ORDER))]
    said = {"kind": lambda v: kind_name(kind, v), "country": country_name, "type": type_name}
    return [(key, said[key](text) if key in said else text) for key, text in rows if text]


def written(value: Any) -> str:
    if isinstance(value, dict):
        return " · ".join(t for v in value.values() if (t := written(v)))
    if isinstance(value, list):
        return " · ".join(t for v in value if (t := written(v)))
    return "" if value is None else str(value).replace("|", " · ")


def forms_made(work: Workplace, proposal: Proposal) -> tuple[int, list[str]] | None:
    """How many forms of a verb are made, and the shortest: finite verbs and verbal nouns, not yet dressed."""
    entry = proposal.entry.get("entry") if proposal.kind == "removal" else proposal.entry
    if not isinstance(entry, dict) or not entry.get("verb"):
        return None
    try:
        made = verb_forms(Layers(default_layers(), work.project.store.layer), entry)
    except DataError:
        return None
    return len(made), sorted(made, key=lambda text: (len(text), text))[:FORMS_SHOWN]


def names_of_thing(data: Known, kind: str, id_: str) -> dict[str, str]:
    """The names of what another name is proposed for; none where there is no such thing."""
    if kind == "place":
        found = data.place(id_) if id_ else None
        return {k: found[0].row[k] for k in ("en", "ar") if found[0].row[k]} if found else {}
    entries = {"party": data.catalogue.parties, "source": data.catalogue.sources}.get(kind, {})
    return entries[id_].names if id_ in entries else {}


def effect_name(say: Speech, id_: str) -> str:
    known = {
        "killed": say("people killed"),
        "injured": say("people injured"),
        "missing": say("people missing"),
        "detained": say("people detained"),
        "abducted": say("people abducted"),
        "displaced": say("people displaced"),
        "released": say("people released"),
        "bodies": say("bodies found"),
    }
    return known.get(id_, id_)


def field_name(say: Speech, id_: str) -> str:
    """A field of an event's record."""
    known = {
        "type": say("type of event"),
        "method": say("manner"),
        "status": say("standing"),
        "initiators": say("by whom"),
        "targets": say("on whom"),
        "places": say("where"),
        "time": say("when"),
        "instruments": say("with what"),
        "toll": say("toll"),
        "sources": say("says who"),
        "flags": say("doubts"),
        "related": say("related events"),
        "evidence": say("its words"),
    }
    return known.get(id_, id_)


def entry_field(say: Speech, id_: str) -> str:
    """A field of an entry of the data."""
    known = {
        "id": say("Id"),
        "names": say("Name"),
        "ar": say("Arabic name"),
        "en": say("English name"),
        "aliases": say("Other names"),
        "ar_aliases": say("Other Arabic names"),
        "en_aliases": say("Other English names"),
        "alias": say("Another name"),
        "of": say("Of a"),
        "lang": say("Language"),
        "kind": say("Kind"),
        "country": say("Country"),
        "parent": say("Part of"),
        "party": say("Speaks for"),
        "from": say("First year"),
        "to": say("Last year"),
        "verb": say("Verb"),
        "root": say("Root"),
        "form": say("Form"),
        "masdar": say("Pattern of the verbal noun"),
        "type": say("Type of event"),
        "frame": say("Frame"),
        "effect": say("Counts"),
        "examples": say("Examples"),
        "lat": say("Latitude"),
        "lon": say("Longitude"),
        "admin1": say("Province"),
        "admin2": say("District"),
        "source": say("Source of the coordinate"),
    }
    return known.get(id_, id_)
