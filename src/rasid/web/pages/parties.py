"""`/parties` and `/sources`: who acts and who tells, as the data layers know them, and how often events of the project name them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from starlette.responses import Response

from rasid.lexicon.catalogue import Entry, Match
from rasid.store.naming import named
from rasid.web.access import Person, Right, Work, allowed
from rasid.web.knowledge.known import Known, known
from rasid.web.knowledge.naming import LAYERS, country_names, layer_name, province_names, source_kind
from rasid.web.refused import Refused
from rasid.web.rendering import page, speech_of
from rasid.web.speech import Speech
from rasid.web.workplace import Workplace

router = APIRouter()
Reader = Annotated[Person, allowed(Right.READ)]
ROWS = 50
COUNTED = 100  # events of an entry that a list counts: fifty rows of some milliseconds would be a long wait
COUNTED_ALONE = 10_000


@router.get("/parties")
def parties(request: Request, work: Work, who: Reader) -> Response:
    return listed(request, work, who, "party")


@router.get("/sources")
def sources(request: Request, work: Work, who: Reader) -> Response:
    return listed(request, work, who, "source")


def listed(request: Request, work: Workplace, who: Person, kind: str) -> Response:
    """A page of the entries that fit the address, by name where no name is asked for, else the best match first."""
    say, data = speech_of(request, who), known(work)
    said = {k: request.query_params.get(k, "").strip()[:200] for k in ("q", "kind", "country", "layer", "from")}
    every = entries_of(data, kind)
    fits = {e.id: e for e in every.values() if all(said[k] in ("", value_of(e, k)) for k in ("kind", "country", "layer"))}
    if said["q"]:
        matches = data.catalogue.search(kind, said["q"], fits, limit=len(fits))
    else:
        matches = [Match(e, "", 0) for e in sorted(fits.values(), key=lambda e: say.name(e.names, e.id))]
    first = int(said["from"]) if said["from"].isdecimal() and len(said["from"]) < 7 else 0
    rows = matches[first : first + ROWS]
    with work.project.store.reading() as connection:
        counts = named(connection, kind, [m.entry.id for m in rows], COUNTED)
    kept = {k: v for k, v in said.items() if v and k != "from"}
    return page(
        request,
        who,
        "knowledge/entries.html",
        kind=kind,
        rows=rows,
        counts=counts,
        all=len(matches),
        first=first,
        more=f"?{urlencode(kept | {'from': str(first + ROWS)})}" if first + ROWS < len(matches) else None,
        said=said,
        kinds=kinds_of(work, kind, every, say),
        countries=offered_countries(work, (str(e.entry.get("country") or "") for e in every.values()), say),
        layers=LAYERS,
        may_teach=Right.TEACH in who.rights,
        **words(work, say),
    )


def entries_of(data: Known, kind: str) -> dict[str, Entry]:
    return data.catalogue.parties if kind == "party" else data.catalogue.sources


def value_of(entry: Entry, key: str) -> str:
    return entry.layer if key == "layer" else str(entry.entry.get(key) or "")


def kinds_of(work: Workplace, kind: str, every: dict[str, Entry], say: Speech) -> dict[str, str]:
    """The kinds there are, by name."""
    there = {str(e.entry.get("kind")) for e in every.values()}
    return dict(sorted(((id_, kind_name(work, say, kind, id_)) for id_ in there), key=lambda pair: pair[1]))


def kind_name(work: Workplace, say: Speech, kind: str, id_: str) -> str:
    if kind == "source":
        return source_kind(say, id_)
    return say.name(work.lexicon.ontology["party_kinds"].get(id_, {}).get("names"), id_)


def offered_countries(work: Workplace, codes: Iterable[str], say: Speech) -> dict[str, str]:
    names = country_names(work.lexicon)
    return dict(sorted(((code, say.name(names.get(code), code)) for code in {*codes} - {""}), key=lambda pair: pair[1]))


def words(work: Workplace, say: Speech) -> dict[str, Any]:
    """What templates ask names by."""
    names = country_names(work.lexicon)
    return {
        "kind_name": lambda kind, id_: kind_name(work, say, kind, id_),
        "country_name": lambda code: say.name(names.get(code or ""), code or ""),
        "province_name": lambda row: say.name(province_names(work.lexicon, row["country"], row["admin1"]), row["admin1"]),
        "layer_name": lambda id_: layer_name(say, id_),
    }


@router.get("/parties/{id_}")
def party(request: Request, work: Work, who: Reader, id_: str) -> Response:
    return shown(request, work, who, "party", id_)


@router.get("/sources/{id_}")
def source(request: Request, work: Work, who: Reader, id_: str) -> Response:
    return shown(request, work, who, "source", id_)


def shown(request: Request, work: Workplace, who: Person, kind: str, id_: str) -> Response:
    """One entry, with its kin and its events."""
    say, data = speech_of(request, who), known(work)
    entry = entries_of(data, kind).get(id_)
    if entry is None:
        raise Refused(404, "missing")
    by_id = data.catalogue.parties
    above: list[Entry] = []
    parent = entry.entry.get("parent")
    while parent in by_id and by_id[parent] not in above:
        above.append(by_id[parent])
        parent = above[-1].entry.get("parent")
    below = [by_id[child] for child in data.catalogue.children.get(id_, [])] if kind == "party" else []
    after = [by_id[s] for s in entry.entry.get("successors") or [] if s in by_id]
    with work.project.store.reading() as connection:
        count = named(connection, kind, [id_], COUNTED_ALONE)[id_]
    return page(
        request,
        who,
        "knowledge/entry.html",
        kind=kind,
        entry=entry,
        count=count,
        above=above,
        below=sorted(below, key=lambda e: say.name(e.names, e.id)),
        after=after,
        speaks=by_id.get(str(entry.entry.get("party"))),
        inter=work.lexicon.ontology["party_kinds"].get(str(entry.entry.get("kind")), {}),
        may_teach=Right.TEACH in who.rights,
        **words(work, say),
    )
