"""Keeping the full text: the words of a report or an event are put, changed and taken away in the transaction that writes it.

`index_report`, `index_event(s)` after each write; deleting a report or an event takes its words away by itself. `forget` takes away words
of what stays (a redacted text), with the vocabulary that nothing else has. `reindex` makes all of it anew.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

import msgspec
import sqlalchemy as sa
from sqlalchemy import Connection, Table
from sqlalchemy.dialects import postgresql, sqlite

from rasid.store.batches import MOST, batches
from rasid.store.schema import (
    events,
    reports,
    search_state,
    searched_events,
    searched_places,
    searched_reports,
    searched_words,
    texts,
)
from rasid.store.words import Words, type_labels, words_of

BATCH = 1000  # rows of one statement
# A tsvector holds less than 1 MiB and positions up to 16,383; a report with more words than this is found by the first of them.
DISTINCT_MOST, POSITION_MOST = 30_000, 16_383
RULES = "rules"


class Indexed(NamedTuple):
    reports: int
    events: int


# One at a time -------------------------------------------------------------------------------------------------------------------


def index_report(connection: Connection, report_id: str, words: Words | None = None) -> None:
    """Keeps the words of a report's title and text of now, instead of those kept before. A redacted report is found by none."""
    put(connection, searched_reports, report_rows(connection, [report_id], words or kept_words(connection)))


def index_event(connection: Connection, event_id: str, words: Words | None = None) -> None:
    """Keeps the words of an event, instead of those kept before."""
    index_events(connection, [event_id], words)


def index_events(connection: Connection, event_ids: Iterable[str], words: Words | None = None) -> None:
    """Keeps the words of events: their evidence, type, method, parties, places and sources, as the record of now has them."""
    wanted, words = list(dict.fromkeys(event_ids)), words or kept_words(connection)
    for some in batches(wanted):
        query = sa.select(events.c.id, events.c.day, events.c.record).where(events.c.id.in_(some))
        put_events(connection, decoded(connection.execute(query)), words)


def forget(connection: Connection, *, reports: Iterable[str] = (), events: Iterable[str] = ()) -> None:
    """Takes away the words of reports and events that stay, and those of the vocabulary that stand nowhere else."""
    gone: set[str] = set()
    for table, ids in ((searched_reports, list(reports)), (searched_events, list(events))):
        key = table.c[1]
        for batch in batches(ids):
            some = key.in_(batch)
            for held in connection.execute(sa.select(sa.cast(table.c.words, sa.Text)).where(some)).scalars():
                gone.update(held.split() if connection.dialect.name == "sqlite" else lexemes(held))
            connection.execute(sa.delete(table).where(some))
    unused = [word for word in sorted(gone) if not stands(connection, word)]
    for batch in batches(unused):
        connection.execute(sa.delete(searched_words).where(searched_words.c.word.in_(batch)))
    if (
        gone and connection.dialect.name == "sqlite"
    ):  # entries that are deleted stay in the old pages of a full-text table until it is merged
        for what in ("reports", "events"):
            connection.exec_driver_sql(f"INSERT INTO {what}_text({what}_text) VALUES ('optimize')")


def lexemes(vector: str) -> Iterator[str]:
    """The words of a tsvector as PostgreSQL writes it ('قصف':1,4 'حلب':2); ours hold no quotes and no spaces."""
    yield from (part.split("'")[1] for part in vector.split() if part.startswith("'"))


def stands(connection: Connection, word: str) -> bool:
    """Whether some report or event still has this word."""
    if connection.dialect.name == "sqlite":
        return any(
            connection.exec_driver_sql(f"SELECT 1 FROM {what}_text WHERE {what}_text MATCH ? LIMIT 1", (f'"{word}"',)).first()
            for what in ("reports", "events")
        )
    told = sa.cast(sa.literal(f"'{word}'"), postgresql.TSQUERY)
    return any(
        connection.execute(sa.select(sa.literal(1)).select_from(t).where(t.c.words.op("@@")(told)).limit(1)).first()
        for t in (searched_reports, searched_events)
    )


def reindex(connection: Connection) -> Indexed:
    """Makes the full text of everything anew, by the rules of words of now. Inside the caller's transaction."""
    words = words_of()
    for table in (searched_reports, searched_events, searched_words, searched_places, search_state):
        connection.execute(sa.delete(table))
    connection.execute(sa.insert(search_state).values(name=RULES, value=words.rules))
    ids = list(connection.execute(sa.select(reports.c.id).where(reports.c.redacted.is_(None)).order_by(reports.c.rank)).scalars())
    for batch in batches(ids):
        put(connection, searched_reports, report_rows(connection, list(batch), words), new=True)
    count, last = 0, ""
    query = sa.select(events.c.id, events.c.day, events.c.record).order_by(events.c.id).limit(MOST)
    while found := connection.execute(query.where(events.c.id > last)).all():
        put_events(connection, decoded(found), words, new=True)
        count, last = count + len(found), found[-1].id
    return Indexed(len(ids), count)


def kept_words(connection: Connection) -> Words:
    """The words of now; notes by which rules the first of them were kept."""
    words = words_of()
    if connection.execute(sa.select(search_state.c.value).where(search_state.c.name == RULES)).first() is None:
        connection.execute(sa.insert(search_state).values(name=RULES, value=words.rules))
    return words


def stale(connection: Connection) -> bool:
    """Whether the words were kept by other rules than those of now, so that some are not found until `reindex`."""
    kept = connection.execute(sa.select(search_state.c.value).where(search_state.c.name == RULES)).scalar()
    return kept is not None and kept != words_of().rules


# Rows ----------------------------------------------------------------------------------------------------------------------------

Row = dict[str, Any]


def report_rows(connection: Connection, ids: list[str], words: Words) -> list[Row]:
    query = (
        sa.select(reports.c.id, reports.c.rank, reports.c.title, texts.c.text)
        .join(texts, sa.and_(texts.c.report_id == reports.c.id, texts.c.revision == reports.c.revision))
        .where(reports.c.id.in_(ids), reports.c.redacted.is_(None))
    )
    found = {row.id: row for row in connection.execute(query)}
    rows = []
    for id_ in ids:
        row = found.get(id_)
        if row is None:
            connection.execute(sa.delete(searched_reports).where(searched_reports.c.report_id == id_))
            continue
        rows.append({"rank": row.rank, "report_id": id_, "words": [*words.of(row.title or ""), *words.of(row.text)]})
    return rows


def decoded(found: Iterable[Any]) -> Iterator[tuple[str, str | None, Row]]:
    for row in found:
        yield row.id, row.day, msgspec.json.decode(row.record)


def put_events(connection: Connection, found: Iterable[tuple[str, str | None, Row]], words: Words | None = None, new: bool = False) -> None:
    """The same for events in hand: id, day and record of each. `new`: where none of them is there."""
    words = words or kept_words(connection)
    rows, places = [], {}
    for id_, day, record in found:
        rows.append({"rank": rank_of(id_, day), "event_id": id_, "words": event_words(record, words)})
        for place in record["places"]:
            if place["id"]:
                places[place["id"]] = place_row(place, words)
    put(connection, searched_events, rows, new)
    put_new(connection, searched_places, list(places.values()))


def event_words(record: Row, words: Words) -> list[str]:
    """What an event is found by: the words that tell it, and the names of what it holds in every language they have."""
    told = [record["evidence"]["text"], type_labels().get(record["type"], record["type"]), (record["method"] or "").replace("_", " ")]
    for kind in ("initiators", "targets", "places", "sources"):
        for item in record[kind]:
            told += [*item["names"].values(), item["text"]]
    return words.of("\n".join(told))


def place_row(place: Row, words: Words) -> Row:
    names = place["names"]
    told = " ".join(dict.fromkeys(words.of(" ".join([*names.values(), place["text"]]))))
    return {
        "place_id": place["id"],
        "name_ar": names.get("ar"),
        "name_en": names.get("en"),
        "country": place["country"],
        "words": f" {told} ",
    }


def rank_of(event_id: str, day: str | None) -> int:
    """Where an event stands among all: its day, then the beginning of its id's digits. Fits 63 bits: 22 for the day, 40 for the id."""
    try:
        number = dt.date.fromisoformat((day or "")[:10]).toordinal()
    except ValueError:
        number = 0
    digits = event_id.partition("_")[2][:10]
    if len(digits) < 10 or not set(digits) <= set("0123456789abcdef"):
        digits = hashlib.sha256(event_id.encode("utf-8", "surrogatepass")).hexdigest()[:10]
    return (number << 40) | int(digits, 16)


# Writing -------------------------------------------------------------------------------------------------------------------------


def put(connection: Connection, table: Table, rows: list[Row], new: bool = False) -> None:
    """Writes rows over those of the same report or event. `new`: where none is there."""
    if not rows:
        return
    key = table.c[1]
    if not new:
        connection.execute(sa.delete(table).where(key.in_([row[key.name] for row in rows])))
    set_apart(connection, table, rows)
    vocabulary = sorted({word for row in rows for word in row["words"]})
    written = [row | {"words": vector_text(row["words"], connection.dialect.name)} for row in rows]
    if connection.dialect.name == "sqlite":
        connection.execute(sa.insert(table), written)
    else:
        told = sa.insert(table).values({c.name: sa.bindparam(c.name) for c in table.c if c.name != "words"})
        connection.execute(told.values(words=sa.cast(sa.bindparam("words", type_=sa.Text), postgresql.TSVECTOR)), written)
    put_new(connection, searched_words, [{"word": word, "backwards": word[::-1]} for word in vocabulary])


def set_apart(connection: Connection, table: Table, rows: list[Row]) -> None:
    """Two events of one rank are rare (40 bits of their ids); the later one takes the next that is free."""
    ranks = [row["rank"] for row in rows]
    taken = set(connection.execute(sa.select(table.c.rank).where(table.c.rank.in_(ranks))).scalars())
    if not taken and len(set(ranks)) == len(ranks):
        return
    for row in rows:
        while row["rank"] in taken or connection.execute(sa.select(table.c.rank).where(table.c.rank == row["rank"])).first():
            row["rank"] += 1
        taken.add(row["rank"])


def put_new(connection: Connection, table: Table, rows: list[Row]) -> None:
    """Inserts the rows whose key is not there."""
    insert: Any = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
    for some in batches(rows, BATCH):
        connection.execute(insert(table).on_conflict_do_nothing(), some)


def vector_text(words: list[str], dialect: str) -> str:
    """Words as the database reads them: one after another, or as a tsvector with their positions."""
    if dialect == "sqlite":
        return " ".join(words)
    at: dict[str, list[int]] = {}
    for n, word in enumerate(words, 1):
        if word in at:
            if len(at[word]) < 255 and n <= POSITION_MOST:
                at[word].append(n)
        elif len(at) < DISTINCT_MOST:
            at[word] = [min(n, POSITION_MOST)]
    return " ".join(f"'{word}':{','.join(map(str, places))}" for word, places in at.items())
