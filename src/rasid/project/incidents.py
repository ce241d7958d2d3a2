"""Which events of a project are accounts of one happening: kept up as reports come, and the same whatever order they come in.

A report that comes, changes or goes touches only what shares a key with it; the components so touched are clustered anew from their
accounts alone, and their incidents written anew, within the transaction that touched them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from functools import partial
from typing import Any, NamedTuple

import msgspec
import sqlalchemy as sa
from sqlalchemy import Connection

from rasid.lexicon import Lexicon
from rasid.lexicon.remembered import kept_with
from rasid.linking.account import Account, Link, Tie
from rasid.linking.composing import composed
from rasid.linking.grouping import grouped, kept
from rasid.linking.incident import Incident
from rasid.linking.keys import MOST, Keys, met
from rasid.linking.scoring import Scorer
from rasid.model import Event
from rasid.model.joined import parts
from rasid.store import scope
from rasid.store.batches import distinct
from rasid.store.engine import Change, as_json, now
from rasid.store.schema import events, incidents, link_keys, links, redirects, reports, restrictions, ties

TOLD = ("proposed", "accepted", "corrected")  # states of events that count: what a person rejected is no account


class Touched(NamedTuple):
    """What linking did: pairs compared, incidents written, and those that are no more."""

    compared: int
    written: list[str]
    gone: list[str]


@kept_with()
def scorer_of(lexicon: Lexicon) -> Scorer:
    return Scorer(lexicon)


def link_events(change: Change, touched: Iterable[str], lexicon: Lexicon) -> Touched:
    """Links the events that were added, changed or taken out (ids) with their neighbours; called within the transaction that did it.

    Of events that are to be deleted, `parted` says before which others they leave behind.
    """
    return Linker(change.connection, scorer_of(lexicon)).link(touched)


def parted(connection: Connection, going: Iterable[str]) -> set[str]:
    """Before events are deleted: the other events of their incidents, which must be linked anew. An incident that is left empty goes."""
    going = set(going)
    left: set[str] = set()
    with scope.joined(connection):
        for home in sorted(homes(connection, going)):
            mates = members(connection, [home]) - going
            left |= mates
            if not mates:
                connection.execute(sa.delete(incidents).where(incidents.c.id == home))
                lead_on(connection, home, "")
    return left


def told_in_families_of(connection: Connection, report_ids: Iterable[str]) -> set[str]:
    """The events of these reports and of all that are one text with them."""
    found: set[str] = set()
    for some in distinct(report_ids):
        names = sa.select(reports.c.family).where(reports.c.id.in_(some))
        query = sa.select(events.c.id).join(reports, reports.c.id == events.c.report_id).where(reports.c.family.in_(names))
        found |= set(connection.execute(query).scalars())
    return found


class Linker:
    """Links within one transaction."""

    def __init__(self, connection: Connection, scorer: Scorer) -> None:
        self.connection, self.scorer = connection, scorer
        self.known: dict[str, Account] = {}  # read once a transaction
        self.pairs: dict[tuple[str, str], Link] = {}  # compared once

    def read(self, ids: set[str]) -> dict[str, Account]:
        """The accounts of those of the events that count, by id."""
        self.known |= accounts(self.connection, ids - self.known.keys())
        return {id_: self.known[id_] for id_ in sorted(ids & self.known.keys())}

    def keys(self, account: Account) -> Keys:
        return self.scorer.keys(account).among(account.audience)

    def compare(self, a: Account, b: Account) -> Link:
        """The pair; `a` has the smaller id."""
        found = self.pairs.get((a.id, b.id))
        if found is None:
            found = self.pairs[a.id, b.id] = self.scorer.compare(a, b)
        return found

    def link(self, touched: Iterable[str]) -> Touched:
        """Scores the touched with all that shares a key with them, then clusters what hangs together with them or did before."""
        touched = set(touched)
        with scope.joined(self.connection):
            compared, also = self.rescore(touched, self.read(touched))
            touched |= also
            return self.regroup(touched | members(self.connection, homes(self.connection, touched)), compared)

    def regroup_only(self, ids: Iterable[str]) -> Touched:
        """Clusters anew what hangs together with these events: a person has tied or untied them."""
        ids = set(ids)
        with scope.joined(self.connection):
            return self.regroup(ids | members(self.connection, homes(self.connection, ids)), 0)

    def rescore(self, touched: set[str], fresh: dict[str, Account]) -> tuple[int, set[str]]:
        """Writes keys and kept pairs of the fresh; how many pairs were compared, and whose pairs are others now because a key filled."""
        keys = {id_: self.keys(account) for id_, account in fresh.items()}
        affected = keys_kept(self.connection, touched) | {key for its in keys.values() for key in its.kept}
        before = crowded_among(self.connection, affected)
        for some in distinct(touched):
            self.connection.execute(sa.delete(link_keys).where(link_keys.c.event_id.in_(some)))
        self.forget_pairs(touched)
        rows = [{"key": key, "event_id": id_} for id_, its in sorted(keys.items()) for key in sorted(its.kept)]
        if rows:
            self.connection.execute(sa.insert(link_keys), rows)
        after = crowded_among(self.connection, affected)
        compared = self.seek(keys)
        also = self.filled(after - before, touched)
        thinned = self.read(events_under(self.connection, before - after) - touched)
        again = {id_: self.keys(account) for id_, account in thinned.items()}
        return compared + self.seek(again), also | again.keys()

    def seek(self, keys: dict[str, Keys]) -> int:
        """Compares each of these with what it finds by its keys, and keeps the pairs that say something; how many were compared."""
        near = neighbours(self.connection, keys)
        known = self.read({*keys, *(n for its in near.values() for n in its)})
        pairs = {(min(a, b), max(a, b)) for a, its in near.items() for b in its if a != b and a in known and b in known}
        scored = [self.compare(known[a], known[b]) for a, b in sorted(pairs)]
        rows = [row_of(x) for x in scored if kept(x, self.scorer.threshold)]
        self.forget_pairs(keys)
        if rows:
            self.connection.execute(sa.insert(links), rows)
        return len(scored)

    def forget_pairs(self, ids: Iterable[str]) -> None:
        for some in distinct(ids):
            self.connection.execute(sa.delete(links).where(sa.or_(links.c.a.in_(some), links.c.b.in_(some))))

    def filled(self, keys: Iterable[str], touched: set[str]) -> set[str]:
        """Too many lie under these keys from now on: pairs that met by them alone are none now. Whose they were, the touched apart."""
        pairs: set[tuple[str, str]] = set()
        for some in distinct(events_under(self.connection, keys) - touched):
            pairs |= {(a, b) for a, b in self.connection.execute(PAIRS.where(sa.or_(links.c.a.in_(some), links.c.b.in_(some))))}
        known = {id_: self.keys(account) for id_, account in self.read({id_ for pair in pairs for id_ in pair}).items()}
        passed = crowded_among(self.connection, {key for its in known.values() for key in its.kept})
        parted = sorted((a, b) for a, b in pairs if a in known and b in known and not met(known[a], known[b], passed))
        for a, b in parted:
            self.connection.execute(sa.delete(links).where(links.c.a == a, links.c.b == b))
        return {id_ for pair in parted for id_ in pair}

    def regroup(self, start: set[str], compared: int) -> Touched:
        """Clusters the components that hold `start` and writes their incidents; those that are no more lead on to what has their events."""
        ids, near, bound = component(self.connection, start, self.scorer.threshold)
        known = self.read(ids)
        groups = self.grouped(known, near, bound)
        made = [composed([known[id_] for id_ in group], self.scorer) for group in groups]
        home = {id_: incident.id for incident, group in zip(made, groups, strict=True) for id_ in group}
        old = homes(self.connection, ids)
        gone = sorted(old - set(home.values()))
        for one in gone:
            left = sorted(members(self.connection, [one]))
            lead_on(self.connection, one, next((home[id_] for id_ in left if id_ in home), ""))
        self.write(made, old)
        settle(self.connection, ids, home)
        return Touched(compared, sorted(i.id for i in made), gone)

    def grouped(self, known: dict[str, Account], near: list[Link], bound: list[Tie]) -> list[list[str]]:
        """Clusters of the accounts, part by part."""
        bound = [t for t in bound if same_audience(known, t)]
        joins = [(x.a, x.b) for x in near if x.score >= self.scorer.threshold] + [(t.a, t.b) for t in bound if t.kind == "must"]
        groups: list[list[str]] = []
        for part in parts(known, joins):
            inside = set(part)
            these = [t for t in bound if t.a in inside and t.b in inside]
            groups += grouped(part, known, partial(within, near, inside), these, self.scorer, self.compare)
        return groups

    def write(self, made: Sequence[Incident], old: set[str]) -> None:
        """Those that are what they were stay as they are: who keeps a copy is not told of them."""
        ids = {incident.id for incident in made}
        rows = [incident_row(incident) for incident in made]
        there: dict[str, str] = {}
        for some in distinct(ids | old):
            there |= {row.id: row.record for row in self.connection.execute(RECORDS.where(incidents.c.id.in_(some)))}
        fresh = [row for row in rows if there.get(row["id"]) != row["record"]]
        for some in distinct(there.keys() - ids | there.keys() & {row["id"] for row in fresh}):
            self.connection.execute(sa.delete(incidents).where(incidents.c.id.in_(some)))
        for some in distinct(ids):
            self.connection.execute(sa.delete(redirects).where(redirects.c.old.in_(some)))
        if fresh:
            self.connection.execute(sa.insert(incidents), fresh)


def same_audience(known: dict[str, Account], tie: Tie) -> bool:
    """A tie between reports of which one was restricted later binds no more: an incident is seen whole or not at all."""
    return tie.a not in known or tie.b not in known or known[tie.a].audience == known[tie.b].audience


def within(links: Iterable[Link], ids: set[str]) -> list[Link]:
    """The links of one component: both ends of each lie in it, or neither does."""
    return [x for x in links if x.a in ids]


def accounts(connection: Connection, ids: Iterable[str]) -> dict[str, Account]:
    """The accounts of those of the events that count, by id."""
    # With nothing added to the state, SQLite would go through all events by their states rather than look these few up.
    told = events.c.state.concat("").in_(TOLD)
    columns = (events.c.id, events.c.record, reports.c.published, reports.c.outlet, reports.c.family, restrictions.c.audience)
    query = sa.select(*columns).join(reports, reports.c.id == events.c.report_id)
    query = query.outerjoin(restrictions, restrictions.c.report_id == events.c.report_id).where(told, events.c.orphaned == 0)
    found: dict[str, Account] = {}
    for some in distinct(ids):
        for row in connection.execute(query.where(events.c.id.in_(some))):
            event = msgspec.structs.replace(msgspec.json.decode(row.record, type=Event), id=row.id)
            around = {"published": row.published, "outlet": row.outlet, "family": row.family, "audience": row.audience or ""}
            found[row.id] = Account(event=event, **around)
    return found


def every_event(connection: Connection) -> set[str]:
    return set(connection.execute(sa.select(events.c.id)).scalars())


PAIRS = sa.select(links.c.a, links.c.b)
RECORDS = sa.select(incidents.c.id, incidents.c.record)


def keys_kept(connection: Connection, ids: Iterable[str]) -> set[str]:
    query = sa.select(link_keys.c.key).distinct()
    return {key for some in distinct(ids) for key in connection.execute(query.where(link_keys.c.event_id.in_(some))).scalars()}


def events_under(connection: Connection, keys: Iterable[str]) -> set[str]:
    query = sa.select(link_keys.c.event_id).distinct()
    return {id_ for some in distinct(keys) for id_ in connection.execute(query.where(link_keys.c.key.in_(some))).scalars()}


CROWDED = "SELECT v.{key} FROM {keys} WHERE EXISTS (SELECT 1 FROM link_keys k WHERE k.key = v.{key} LIMIT 1 OFFSET :most)"
CROWDED_SQLITE = sa.text(CROWDED.format(key="value", keys="json_each(:keys) AS v"))
CROWDED_POSTGRES = sa.text(CROWDED.format(key="key", keys="unnest(CAST(:keys AS text[])) AS v(key)"))


def crowded_among(connection: Connection, keys: Iterable[str]) -> frozenset[str]:
    """Which of these keys are passed over, as too many events lie under them. It looks at one more than may, not at all that do."""
    asked, sqlite = sorted(set(keys)), connection.dialect.name == "sqlite"
    if not asked:
        return frozenset()
    # As one value: where each key is one, making the statement takes three times as long as answering it.
    query, value = (CROWDED_SQLITE, json.dumps(asked)) if sqlite else (CROWDED_POSTGRES, asked)
    return frozenset(connection.execute(query, {"keys": value, "most": MOST}).scalars())


def neighbours(connection: Connection, keys: dict[str, Keys]) -> dict[str, set[str]]:
    """The events kept under a key that each seeks; keys under which too many lie are passed over, its own among them."""
    passed = crowded_among(connection, {key for its in keys.values() for key in (*its.kept, *its.sought)})
    seekers: dict[str, list[str]] = {}
    for id_, its in sorted(keys.items()):
        for key in its.seeking(passed):
            seekers.setdefault(key, []).append(id_)
    found: dict[str, set[str]] = {id_: set() for id_ in keys}
    for some in distinct(seekers):
        for key, event_id in connection.execute(sa.select(link_keys.c.key, link_keys.c.event_id).where(link_keys.c.key.in_(some))):
            for seeker in seekers[key]:
                found[seeker].add(event_id)
    return found


def homes(connection: Connection, ids: Iterable[str]) -> set[str]:
    """The incidents that events are in."""
    query = sa.select(events.c.incident_id).where(events.c.incident_id.is_not(None))
    return {row[0] for some in distinct(ids) for row in connection.execute(query.where(events.c.id.in_(some)))}


def members(connection: Connection, incident_ids: Iterable[str]) -> set[str]:
    query = sa.select(events.c.id)
    return {row[0] for some in distinct(incident_ids) for row in connection.execute(query.where(events.c.incident_id.in_(some)))}


def component(connection: Connection, start: set[str], threshold: float) -> tuple[set[str], list[Link], list[Tie]]:
    """All that hangs together with `start` by links and must-ties, the pairs kept among it, and the ties on it, earliest first."""
    seen: set[str] = set()
    kept: dict[tuple[str, str], Link] = {}
    bound: dict[int, Tie] = {}
    edge = set(start)
    while edge:
        seen |= edge
        reached: set[str] = set()
        for some in distinct(edge):
            for row in connection.execute(sa.select(links).where(sa.or_(links.c.a.in_(some), links.c.b.in_(some)))):
                kept[row.a, row.b] = Link(a=row.a, b=row.b, score=row.score, levels=[])
                reached |= {row.a, row.b} if row.score >= threshold else set()
            for row in connection.execute(sa.select(ties).where(ties.c.undone == 0, sa.or_(ties.c.a.in_(some), ties.c.b.in_(some)))):
                bound[row.id] = Tie(kind=row.kind, a=row.a, b=row.b)
                reached |= {row.a, row.b} if row.kind == "must" else set()
        edge = reached - seen
    inside = [link for (a, b), link in sorted(kept.items()) if a in seen and b in seen]
    return seen, inside, [bound[n] for n in sorted(bound)]


def row_of(link: Link) -> dict[str, Any]:
    return {"a": link.a, "b": link.b, "score": link.score, "levels": as_json(msgspec.to_builtins(link.levels))}


def lead_on(connection: Connection, old: str, new: str) -> None:
    """Leaves a redirect from an incident that is no more; `new` is empty where nothing is left of it."""
    connection.execute(sa.delete(redirects).where(redirects.c.old == old))
    connection.execute(sa.insert(redirects).values(old=old, new=new, kind="incident", at=now()))


def settle(connection: Connection, ids: set[str], home: dict[str, str]) -> None:
    """Writes which incident each event is in now; none where it does not count."""
    for some in distinct(ids - home.keys()):
        connection.execute(sa.update(events).where(events.c.id.in_(some)).values(incident_id=None))
    there: dict[str, str | None] = {}
    for some in distinct(home):
        query = sa.select(events.c.id, events.c.incident_id).where(events.c.id.in_(some))
        there |= {row.id: row.incident_id for row in connection.execute(query)}
    moved = [{"event": id_, "incident": incident} for id_, incident in sorted(home.items()) if there.get(id_) != incident]
    if moved:
        update = sa.update(events).where(events.c.id == sa.bindparam("event")).values(incident_id=sa.bindparam("incident"))
        connection.execute(update, moved)


def incident_row(incident: Incident) -> dict[str, Any]:
    """An incident as the table has it."""
    row: dict[str, Any] = {
        "id": incident.id,
        "type": incident.type,
        "day": incident.day,
        "date_start": incident.start,
        "date_end": incident.end,
        "accounts": len(incident.accounts),
        "reports": incident.reports,
        "sources": incident.sources,
        "record": as_json(msgspec.to_builtins(incident)),
        "updated": now(),
    }
    place = incident.place
    row |= {k: getattr(place, k, None) for k in ("country", "admin1", "admin2", "lat", "lon")}
    row |= {"place_id": place and place.id, "place_precision": place and place.precision}
    row |= {f"place_{lang}": place.names.get(lang) if place else None for lang in ("ar", "en")}
    for effect in ("killed", "injured"):
        figures = incident.figures(effect)
        row |= {f"{effect}_{which}": getattr(figures, which, None) for which in ("low", "best", "high")}
    return row
