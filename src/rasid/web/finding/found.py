"""What there is under a name, in groups: pages, kept filters, events and incidents, parties, sources, places, types, reports."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple
from urllib.parse import quote

import sqlalchemy as sa
from sqlalchemy import Connection

from rasid.model import UsageError
from rasid.store import events, reports, saved
from rasid.store.schema import incidents
from rasid.store.searching import search_reports
from rasid.web.access import Person
from rasid.web.knowledge.known import Known
from rasid.web.knowledge.naming import country_names, place_kind, province_names
from rasid.web.menu import menu
from rasid.web.pages.parties import kind_name
from rasid.web.speech import Speech
from rasid.web.workplace import Workplace

EACH = 6  # of a group: what is sought stands among them, or more letters are typed
LONGEST = 200  # characters of a name that is sought
BEGUN_LEAST = 2  # letters of a word that somebody may still be typing, as in the full text (`store.asking.PREFIX_LEAST`)
SIGNS = frozenset('"-|*“”')  # whoever writes one of these asks for exact words, and knows the whole ones


class Line(NamedTuple):
    """`note`: what tells it from its namesakes; may be empty."""

    address: str
    name: str
    note: str = ""


class Group(NamedTuple):
    name: str
    lines: list[Line]


def found(work: Workplace, known: Known, say: Speech, who: Person, typed: str) -> list[Group]:
    """The groups in which something bears the name; nothing typed: the pages and the filters that `who` keeps."""
    wanted = " ".join(typed.split())[:LONGEST]
    named = bool(known.catalogue.spelt(wanted))  # signs alone are nobody's name
    with work.project.store.reading() as connection:
        groups = [
            Group(say("Pages"), pages(work, known, say, who, wanted)),
            Group(say("Kept filters"), filters(connection, known, who, wanted)),
            Group(say("Events"), event(connection, work, say, wanted)),
            Group(say("Incidents"), incident(connection, say, wanted)),
        ]
        if named:
            groups += [
                Group(say("Parties"), entries(work, known, say, "party", wanted)),
                Group(say("Sources"), entries(work, known, say, "source", wanted)),
                Group(say("Places"), places(work, known, say, wanted)),
                Group(say("Types of events"), types(work, known, say, wanted)),
                Group(say("Reports"), told(connection, say, wanted)),  # by any of their words, so they come last
            ]
    return [group for group in groups if group.lines]


def bearing(known: Known, wanted: str, names: Iterable[str]) -> bool:
    """Whether one of the names has every word, or beginning of a word, that was typed."""
    sought = known.catalogue.spelt(wanted).split()
    if wanted and not sought:  # signs alone
        return False
    return any(all(any(word.startswith(part) for word in known.catalogue.spelt(name).split()) for part in sought) for name in names)


def pages(work: Workplace, known: Known, say: Speech, who: Person, wanted: str) -> list[Line]:
    """By their names in both languages: people remember a page by the word under which they learnt it."""
    team = work.team is not None
    languages = [menu(Speech(language), who, team) for language in ("en", "ar")]
    named = zip(menu(say, who, team), *languages, strict=True)
    return [Line(item.address, item.name) for item, *others in named if bearing(known, wanted, [o.name for o in others])]


def filters(connection: Connection, known: Known, who: Person, wanted: str) -> list[Line]:
    mine = saved.of(connection, who.name)
    return [Line(f"/queue?{one.query}", one.name) for one in mine if bearing(known, wanted, [one.name])][:EACH]


def told(connection: Connection, say: Speech, wanted: str) -> list[Line]:
    """The report of this id, else the newest whose title or text has the words; the last word may be a beginning."""
    if kept := reports.get(connection, wanted):
        report = kept.report
        return [report_line(say, report.id, report.outlet, report.published)]
    begun = "*" if len(wanted.split()[-1]) >= BEGUN_LEAST and not SIGNS & set(wanted) else ""
    try:
        hits = search_reports(connection, wanted + begun, limit=EACH).hits
    except UsageError:  # signs alone, or one letter: nothing that a full text could be asked
        return []
    return [report_line(say, hit.id, hit.outlet, hit.published) for hit in hits]


def report_line(say: Speech, id_: str, outlet: str | None, published: str | None) -> Line:
    """As the queue calls it: by outlet, day and id. What its title says of the dead is for who opens it."""
    note = " · ".join(part for part in (say.day(published) if published else "", id_ if outlet else "") if part)
    return Line(f"/reports/{quote(id_, safe='')}", outlet or id_, note)


def event(connection: Connection, work: Workplace, say: Speech, wanted: str) -> list[Line]:
    """The event of this id: others have no name of their own, and are found by `/events`."""
    kept = events.get(connection, wanted) if wanted.startswith("ev_") else None
    if kept is None:
        return []
    record = kept.record
    name = say.name(work.lexicon.ontology["event_types"].get(record["type"], {}).get("names"), record["type"])
    place = say.name(events.first_place(record["places"]).get("names"))
    return [Line(f"/events/{quote(kept.id, safe='')}", name, " · ".join(part for part in (place, kept.id) if part))]


def incident(connection: Connection, say: Speech, wanted: str) -> list[Line]:
    """The incident of this id."""
    i = incidents.c
    row = connection.execute(sa.select(i.id, i.day).where(i.id == wanted)).first() if wanted else None
    return [Line(f"/incidents/{quote(row.id, safe='')}", row.id, say.day(row.day))] if row else []


def entries(work: Workplace, known: Known, say: Speech, kind: str, wanted: str) -> list[Line]:
    lines = []
    for match in known.catalogue.search(kind, wanted, limit=EACH):
        entry = match.entry
        country = entry.entry.get("country")
        notes = [kind_name(work, say, kind, str(entry.entry.get("kind"))), country_of(work, say, country)]
        address = f"/{'parties' if kind == 'party' else 'sources'}/{quote(entry.id, safe='')}"
        lines.append(Line(address, say.name(entry.names, entry.id), " · ".join(note for note in notes if note)))
    return lines


def places(work: Workplace, known: Known, say: Speech, wanted: str) -> list[Line]:
    lines = []
    for hit in known.search_places(wanted, None, None, None)[:EACH]:
        row = hit.row
        names = {k: row[k] for k in ("en", "ar") if row[k]}
        province = say.name(province_names(work.lexicon, row["country"], row["admin1"]), row["admin1"]) if row["admin1"] else ""
        notes = [place_kind(say, row["kind"]), province, country_of(work, say, row["country"])]
        lines.append(Line(f"/places/{quote(row['id'], safe='')}", say.name(names, row["id"]), " · ".join(n for n in notes if n)))
    return lines


def country_of(work: Workplace, say: Speech, code: str | None) -> str:
    return say.name(country_names(work.lexicon).get(code or ""), code or "")


def types(work: Workplace, known: Known, say: Speech, wanted: str) -> list[Line]:
    """By name in both languages, and by id."""
    rows: dict[str, Any] = work.lexicon.ontology["event_types"]
    named = {id_: [*row["names"].values(), id_.replace("_", " ")] for id_, row in rows.items()}
    return [Line(f"/codebook#{id_}", say.name(rows[id_]["names"], id_)) for id_ in rows if bearing(known, wanted, named[id_])][:EACH]
