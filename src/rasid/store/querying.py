"""Events and incidents by filters and words, page by page, in an order that does not change.

How an answer is looked for is decided here and not by the databases, which know too little of what goes together: each filter that an index
answers is counted up to a bound. Where the fewest are few, the answer is taken from them; otherwise events are walked, newest first, until
the page is full.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, Literal, NamedTuple

import msgspec
import sqlalchemy as sa
from sqlalchemy import ColumnElement, Connection

from rasid.model import UsageError
from rasid.store.asking import Asked, understand
from rasid.store.batches import batches
from rasid.store.filtering import Filters, Wish, earliest, exactly, lasting, spans, wishes
from rasid.store.indexing import rank_of
from rasid.store.schema import event_places, events, searched_events
from rasid.store.searching import LARGEST_RANK, matching, of_event, relevant
from rasid.store.snippets import Snippet
from rasid.store.words import Words, asking_words

PROBED = 20_000  # events that a filter is counted up to: some milliseconds
ESTIMATED = 5 * PROBED  # events from which it is enough how many the database says there are
# Taking an event by its id costs about as much as walking over three, which lie side by side (1,000,000 events, both databases).
DEAR = 3.0
DEAR_WORDS = 15.0  # … and asking one event whether it has the words, about as much as walking over fifteen that have them
SEVERAL = 4  # a filter that leaves more times as many as the narrowest is not worth going through beside it
CHUNK = 500  # events whose points are compared at a time
Order = Literal["newest", "oldest", "relevance"]
e = events.c


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """An event of an answer, as the store has it; `snippet` where words were asked for."""

    id: str
    day: str | None
    record: dict[str, Any]
    state: str
    incident_id: str | None = None
    score: float | None = None
    snippet: Snippet | None = None


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """One page. `after` gives the next, None where there is none. `undated`: events that fit but for their time, which is not known
    (None where no time was asked for); `notes`: what was asked for in other words."""

    rows: list[Row]
    after: str | None = None
    undated: int | None = None
    notes: list[str] = []


class Plan(NamedTuple):
    """How to find: what was wished for holds of every event; `picked` has the ids of all that can be meant, where they are few. `fewest`:
    how many the narrowest filter with an index leaves, and these; `share`: the part of all `whole` events that fit, were filters
    independent."""

    wishes: list[Wish]
    picked: sa.Select[Any] | None = None
    share: float = 1.0
    fewest: tuple[int, Any] | None = None
    whole: int = 1

    def by(self, picked: sa.Select[Any] | None) -> Plan:
        """The same, but for where its events are taken from."""
        return self._replace(picked=picked)

    def where(self, id_: ColumnElement[Any] = e.id) -> list[ColumnElement[bool]]:
        """What holds of an event, but for what it was picked by. `id_`: where its id stands without its row, for what is told elsewhere."""
        asked = [wish for wish in self.wishes if self.picked is None or wish.way is not self.picked]
        return [wish.where if wish.apart is None else wish.apart(id_) for wish in asked]


def query(
    connection: Connection,
    wanted: Filters,
    *,
    order: Order = "newest",
    limit: int = 50,
    after: str | None = None,
    words: Words | None = None,
) -> Answer:
    """Events that fit. Raises UsageError where what is asked for makes no sense."""
    words = (words or asking_words()) if wanted.text is not None else None
    asked = understand(connection, wanted.text, words) if wanted.text is not None else None
    if order == "relevance" and asked is None:
        raise UsageError("only an answer to words can be ordered by relevance.", where="--order")
    plan = planned(connection, wanted, limit)
    if asked is not None:
        found, more = by_words(connection, wanted, asked, plan, order, limit, after)
    else:
        found, more = by_day(connection, wanted, plan, order, limit, after)
    rows = loaded(connection, found, asked, words)
    undated = count_undated(connection, wanted, asked) if wanted.timed and after is None else None
    return Answer(rows=rows, after=more, undated=undated, notes=asked.notes if asked else [])


# Planning ------------------------------------------------------------------------------------------------------------------------


def planned(connection: Connection, wanted: Filters, limit: int, common: str | None = None) -> Plan:
    """Counts the ways, and takes the fewest where that is less work than a walk by day. `common`: a column whose way is not counted."""
    all_wishes = wishes(connection, wanted)
    ways_in = [(n, w.way) for n, w in enumerate(all_wishes) if w.way is not None and (common is None or w.column != common)]
    counted = sorted(((probe(connection, way), n) for n, way in ways_in), key=lambda c: c[0])
    dated = days_of(wanted)
    whole = PROBED if dated is None else probe(connection, dated)
    whole = max(1, whole if whole < PROBED else probe_all(connection))
    share = 1.0
    for count, _ in counted:
        share *= min(1.0, count / whole) if count < PROBED else 1.0
    if not counted or counted[0][0] >= PROBED:
        return Plan(all_wishes, None, share, None, whole)
    ways = [all_wishes[n].way for count, n in counted if count <= SEVERAL * counted[0][0]]
    fewest = (counted[0][0], ways[0])
    walk = min(whole, (limit + 1) / max(share, 1e-9))
    if counted[0][0] * DEAR > walk:
        return Plan(all_wishes, None, share, fewest, whole)
    best = ways[0]
    assert best is not None
    if len(ways) > 1 and counted[0][0] > CHUNK:  # two indexes together say more than either
        best = sa.intersect(*(w for w in ways[:3] if w is not None)).subquery().select()  # type: ignore[assignment]
    return Plan(all_wishes, best, share, fewest, whole)


def days_of(wanted: Filters) -> sa.Select[Any] | None:
    """All events of the days asked for, as far as the day they begin on tells."""
    bounds = [e.day >= earliest(wanted.since)] if wanted.since is not None else []
    bounds += [e.day <= wanted.until] if wanted.until is not None else []
    return sa.select(e.day).where(*bounds) if bounds else None


def probe(connection: Connection, way: sa.Select[Any]) -> int:
    some = (
        way.with_only_columns(sa.literal_column("1"), maintain_column_froms=True).limit(PROBED).subquery()
    )  # no column, so that the index alone is read
    return int(connection.execute(sa.select(sa.func.count()).select_from(some)).scalar_one())


def probe_all(connection: Connection) -> int:
    """About how many events there are: exactly, where they are few."""
    if connection.dialect.name == "sqlite":
        told = connection.exec_driver_sql("SELECT max(rowid) FROM main.events").scalar()
    else:
        told = connection.exec_driver_sql(
            "SELECT reltuples::bigint FROM pg_class WHERE oid = (quote_ident(current_schema()) || '.events')::regclass"
        ).scalar()
    many = int(told or 0)
    if many >= ESTIMATED:
        return many
    few = probe(connection, sa.select(e.day))
    return few if few < PROBED else max(few, many)


def source(plan: Plan) -> tuple[Any, list[ColumnElement[bool]]]:
    """Where events are taken from, and what must hold of them."""
    if plan.picked is None:
        return events, plan.where()
    picked = plan.picked.cte("picked").prefix_with("MATERIALIZED")
    ids = sa.select(picked.c[0].label("id")).distinct().subquery("ids")
    return ids.join(events, e.id == ids.c.id), plan.where(ids.c.id)


# By day --------------------------------------------------------------------------------------------------------------------------

Ref = tuple[str, float | None]


def by_day(
    connection: Connection, wanted: Filters, plan: Plan, order: Order, limit: int, after: str | None
) -> tuple[list[Ref], str | None]:
    """Ids of a page. The stretches of time follow one another, so that each is walked only when the one before is used up."""
    cursor = cursor_of(after)
    stretches = list(enumerate(spans(wanted)))
    if order == "oldest":
        stretches.reverse()
    test = exactly(wanted)
    found: list[tuple[int, str | None, str]] = []
    for number, stretch in stretches:
        place = None
        if cursor is not None and cursor[0] != number:
            if (cursor[0] > number) == (order == "newest"):
                continue  # lies wholly before
        elif cursor is not None:
            place = cursor[1:]
        whole = wanted.since is None or number == 0  # the ways are narrowed to the first stretch
        taken = walk(connection, plan if whole else plan.by(lasting(wanted)), stretch, order, limit + 1 - len(found), place, test)
        found += [(number, day, id_) for day, id_ in taken]
        if len(found) > limit:
            break
    last = found[limit - 1] if len(found) > limit else None
    return [(id_, None) for _, _, id_ in found[:limit]], f"{last[0]}~{last[1] or ''}~{last[2]}" if last else None


def cursor_of(after: str | None) -> tuple[int, str | None, str] | None:
    """Raises UsageError where this is not what a page gave."""
    if after is None:
        return None
    number, _, rest = after.partition("~")
    day, mark, id_ = rest.partition("~")
    if not number.isdigit() or not mark:
        raise UsageError("this is no place to go on from.", where="--after", hint="Give what the page before said.")
    return int(number), day or None, id_


def walk(
    connection: Connection,
    plan: Plan,
    stretch: ColumnElement[bool],
    order: Order,
    limit: int,
    place: tuple[str | None, str] | None,
    test: Callable[[float, float], bool] | None,
) -> Iterator[tuple[str | None, str]]:
    """The days and ids of the next events in a stretch of time."""
    left = limit
    while left > 0:
        size = left if test is None else min(CHUNK, 2 * left + 50)  # most of a box lies in the circle or polygon it holds
        rows = connection.execute(page(connection, plan, stretch, order, size, place)).all()
        ids = within_points(connection, [row.id for row in rows], test) if test is not None else None
        for row in rows:
            if ids is None or row.id in ids:
                yield row.day, row.id
                left -= 1
                if left == 0:
                    return
        if len(rows) < size:
            return
        place = (rows[-1].day, rows[-1].id)


def page(
    connection: Connection, plan: Plan, stretch: ColumnElement[bool], order: Order, size: int, place: tuple[str | None, str] | None
) -> sa.Select[Any]:
    origin, where = source(plan)
    chosen = sa.select(e.id, e.day).select_from(origin).where(stretch, *where).limit(size)
    # A plus before it keeps SQLite from walking by day where the ids at hand are few.
    unindexed = plan.picked is not None and connection.dialect.name == "sqlite"
    day, id_ = (sa.literal_column(f"+events.{name}") for name in ("day", "id")) if unindexed else (e.day, e.id)
    down = order != "oldest"
    if place is not None:
        last_day, last_id = place
        beyond = e.id < last_id if down else e.id > last_id
        if last_day is not None:
            passed = e.day < last_day if down else e.day > last_day
            chosen = chosen.where(e.day <= last_day if down else e.day >= last_day)  # told once more, for the index
            beyond = sa.or_(passed, sa.and_(e.day == last_day, beyond))
        chosen = chosen.where(beyond)
    return chosen.order_by(*((day.desc(), id_.desc()) if down else (day.asc(), id_.asc())))


def within_points(connection: Connection, ids: Sequence[str], test: Callable[[float, float], bool]) -> set[str]:
    p = event_places.c
    told = sa.select(p.event_id, p.lat, p.lon).where(p.event_id.in_(ids), p.lat.is_not(None), p.role != "destination")
    return {row.event_id for row in connection.execute(told) if test(row.lat, row.lon)}


# By words ------------------------------------------------------------------------------------------------------------------------


def by_words(
    connection: Connection, wanted: Filters, asked: Asked, plan: Plan, order: Order, limit: int, after: str | None
) -> tuple[list[Ref], str | None]:
    """Ids of a page of those that have the words: by rank, which is by day and id, or by relevance."""
    if order == "oldest":
        raise UsageError("what is found by words is ordered newest first or by relevance.", where="--order")
    if after is not None and not after.isdigit():
        raise UsageError("this is no place to go on from.", where="--after", hint="Give what the page before said.")
    test = exactly(wanted)
    plan = with_words(connection, wanted, asked, plan, limit)
    at = int(after) if after else None
    found: list[tuple[str, float | None, int]] = []
    while len(found) <= limit:
        size = limit + 1 - len(found) if test is None else CHUNK
        build = ranked_page if order == "relevance" else text_page
        rows = connection.execute(build(connection, wanted, asked, plan, size, at)).all()
        ids = within_points(connection, [row.id for row in rows], test) if test is not None else None
        for n, row in enumerate(rows, 1):
            if ids is None or row.id in ids:
                # newest: the rank itself leads on; by relevance: how many have been passed
                found.append((row.id, row.score if order == "relevance" else None, row.rank if order == "newest" else (at or 0) + n))
        if len(rows) < size:
            break
        at = rows[-1].rank if order == "newest" else (at or 0) + len(rows)
    refs: list[Ref] = [(id_, score) for id_, score, _ in found[:limit]]
    return refs, str(found[limit - 1][2]) if len(found) > limit else None


def with_words(connection: Connection, wanted: Filters, asked: Asked, plan: Plan, limit: int) -> Plan:
    """The plan where words are asked for too: from those that have them, newest first, or from the few that the narrowest filter leaves."""
    if plan.fewest is None or wanted.since is not None:
        return plan.by(None)
    origin, rank, told = matching(connection, searched_events, asked)
    some = probe(connection, sa.select(rank).select_from(origin).where(told))
    having = some if some < PROBED else plan.whole
    walked = min(having, (limit + 1) / max(plan.share, 1e-9))
    return plan.by(plan.fewest[1] if plan.fewest[0] * DEAR_WORDS < walked else None)


def text_page(connection: Connection, wanted: Filters, asked: Asked, plan: Plan, size: int, before: int | None) -> sa.Select[Any]:
    ours = searched_events.c
    if connection.dialect.name == "sqlite" and plan.picked is not None:
        chosen = sa.select(e.id, ours.rank).select_from(searched_events.join(events, e.id == ours.event_id))
        chosen = chosen.where(has_words(connection, asked), *conditions(wanted, plan, ours.event_id)).order_by(
            sa.literal_column("+searched_events.rank").desc()
        )
        rank: Any = ours.rank
    else:
        origin, rank, told = matching(connection, searched_events, asked)
        base: Any = origin if origin is searched_events else origin.join(searched_events, ours.rank == rank)
        chosen = sa.select(e.id, rank.label("rank")).select_from(base.join(events, e.id == ours.event_id))
        # Asked of what has the words, PostgreSQL takes them for so few that it sorts them all: it is asked of the events, one by one.
        id_: Any = ours.event_id if connection.dialect.name == "sqlite" else e.id
        chosen = chosen.where(told, *conditions(wanted, plan, id_)).order_by(rank.desc())
    chosen = chosen.limit(size)
    highest = rank_of("ev_ffffffffff", wanted.until) if wanted.until is not None else LARGEST_RANK
    return chosen.where(rank < min(before if before is not None else LARGEST_RANK, highest))


def has_words(connection: Connection, asked: Asked) -> ColumnElement[bool]:
    """Whether one event has the words: asked after its other filters."""
    origin, rank, told = matching(connection, searched_events, asked)
    if origin is searched_events:
        return e.id.in_(sa.select(searched_events.c.event_id).where(told))
    row = sa.select(searched_events.c.rank).where(searched_events.c.event_id == e.id).scalar_subquery()
    return sa.select(sa.literal_column("1")).select_from(origin).where(rank == row, told).exists()


def ranked_page(connection: Connection, wanted: Filters, asked: Asked, plan: Plan, size: int, skip: int | None) -> sa.Select[Any]:
    scored = relevant(connection, searched_events, asked).order_by(None).subquery()
    joined = scored.join(searched_events, searched_events.c.rank == scored.c.rank).join(events, e.id == searched_events.c.event_id)
    chosen = sa.select(e.id, scored.c.rank, scored.c.score).select_from(joined)
    chosen = chosen.where(*conditions(wanted, plan, searched_events.c.event_id))
    return chosen.order_by(scored.c.score.desc(), scored.c.rank.desc()).limit(size).offset(skip or 0)


def conditions(wanted: Filters, plan: Plan, id_: ColumnElement[Any] = e.id) -> list[ColumnElement[bool]]:
    """All that must hold of an event besides its words. `id_`: where its id stands without its row."""
    time = [sa.or_(*spans(wanted))] if wanted.timed or wanted.undated else []
    if wanted.since is not None:
        plan = plan.by(None)  # the ways are narrowed to the first stretch
    few = [id_.in_(plan.picked)] if plan.picked is not None else []
    return [*plan.where(id_), *time, *few]


# Rows ----------------------------------------------------------------------------------------------------------------------------


def loaded(connection: Connection, refs: list[Ref], asked: Asked | None, words: Words | None) -> list[Row]:
    chosen = sa.select(e.id, e.day, e.record, e.state, e.incident_id).where(e.id.in_([id_ for id_, _ in refs]))
    rows = {row.id: row for row in connection.execute(chosen)}
    made = []
    for id_, score in refs:
        row = rows[id_]
        shown = of_event(row.record, asked, words) if asked is not None and words is not None else None
        made.append(
            Row(
                id=id_,
                day=row.day,
                record=msgspec.json.decode(row.record),
                state=row.state,
                incident_id=row.incident_id,
                score=score,
                snippet=shown,
            )
        )
    return made


UNDATED_MOST = 1000  # undated events that are looked through: a note is not worth more time than the answer


def count_undated(connection: Connection, wanted: Filters, asked: Asked | None) -> int:
    """How many of the newest undated events, `UNDATED_MOST` of them, fit but for the time asked for."""
    anytime = msgspec.structs.replace(wanted, since=None, until=None)
    plan = planned(connection, anytime, UNDATED_MOST)
    if plan.fewest is not None and plan.fewest[0] < UNDATED_MOST:
        some: sa.Select[Any] | None = plan.fewest[1]
    elif asked is not None:
        origin, rank, told = matching(connection, searched_events, asked)
        ranks = sa.select(rank).select_from(origin).where(told).order_by(rank.desc()).limit(UNDATED_MOST)
        some = sa.select(searched_events.c.event_id).where(searched_events.c.rank.in_(ranks))
    else:
        some = None
    from_, where = source(plan.by(some))
    where = [*where, e.date_start.is_(None)]
    if asked is not None and plan.fewest is not None and plan.fewest[0] < UNDATED_MOST:
        where.append(has_words(connection, asked))
    ids: list[str] = []
    for stretch in [sa.true()] if some is not None else newest_undated(connection):
        ids += connection.execute(sa.select(e.id).select_from(from_).where(*where, stretch)).scalars()
    test = exactly(wanted)
    if test is None:
        return len(ids)
    return sum(len(within_points(connection, some, test)) for some in batches(ids))


def newest_undated(connection: Connection) -> list[ColumnElement[bool]]:
    """The stretches of the newest `UNDATED_MOST` undated events: those of a day, then those of none. Each by the one at its end, so that
    those before it are walked over in their index and not looked up one by one."""
    left = UNDATED_MOST
    found: list[ColumnElement[bool]] = []
    for told in (e.day.is_not(None), e.day.is_(None)):
        ordered = sa.select(e.day, e.id).where(e.date_start.is_(None), told).order_by(e.day.desc(), e.id.desc())
        last = connection.execute(ordered.limit(1).offset(left - 1)).first()
        if last is not None:
            beyond = e.id >= last.id if last.day is None else sa.and_(e.day >= last.day, sa.or_(e.day > last.day, e.id >= last.id))
            return [*found, sa.and_(told, beyond)]
        found.append(told)
        left -= connection.execute(sa.select(sa.func.count()).select_from(ordered.limit(left).subquery())).scalar_one()
    return found
