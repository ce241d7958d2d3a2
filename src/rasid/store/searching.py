"""Full text: reports, events, places and parties by words, newest first or the most relevant first, with the words that were found.

Newest first is the order of row numbers, which both databases walk without sorting. By relevance (BM25 in SQLite, ts_rank in PostgreSQL)
the newest `RANKED_MOST` that have the words are compared: among more, the words are too common to tell one report from another.
"""

from __future__ import annotations

from typing import Any, Literal

import msgspec
import sqlalchemy as sa
from sqlalchemy import Connection, Table
from sqlalchemy.dialects import postgresql

from rasid.store.asking import Asked, Asker, for_postgres, for_sqlite, understand
from rasid.store.schema import events, parties, reports, searched_events, searched_places, searched_reports, texts
from rasid.store.scope import unseen_ranks
from rasid.store.snippets import Snippet, snippet
from rasid.store.words import Words, asking_words

RANKED_MOST = 20_000  # bounds the time of the commonest words; 300,000 reports of which half have a word would take seconds
LARGEST_RANK = 2**63 - 1
Order = Literal["newest", "relevance"]


class Hit(msgspec.Struct, frozen=True, kw_only=True):
    """A report or event found. `score`: how relevant, only comparable within one answer; `snippet`: words of the report as received."""

    id: str
    rank: int
    score: float | None = None
    title: str | None = None
    published: str | None = None
    outlet: str | None = None
    snippet: Snippet | None = None


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """One page. `after`: give it to get the next one; None where this is the last. `notes`: what was asked for in other words."""

    hits: list[Hit]
    after: str | None = None
    notes: list[str] = []


def search_reports(
    connection: Connection, text: str, *, order: Order = "newest", limit: int = 20, after: str | None = None, words: Words | None = None
) -> Found:
    """Reports whose title or text has the words. Raises UsageError where `text` asks for nothing."""
    words = words or asking_words()
    asked = understand(connection, text, words)
    ranked, more = ranks(connection, searched_reports, asked, order, limit, after)
    query = (
        sa.select(reports.c.id, reports.c.rank, reports.c.title, reports.c.published, reports.c.outlet, texts.c.text)
        .join(texts, sa.and_(texts.c.report_id == reports.c.id, texts.c.revision == reports.c.revision))
        .where(reports.c.rank.in_([rank for rank, _ in ranked]))
    )
    rows = {row.rank: row for row in connection.execute(query)}
    hits = [
        Hit(
            id=rows[rank].id,
            rank=rank,
            score=score,
            title=rows[rank].title,
            published=rows[rank].published,
            outlet=rows[rank].outlet,
            snippet=snippet(rows[rank].text, asked, words),
        )
        for rank, score in ranked
        if rank in rows
    ]
    return Found(hits=hits, after=more, notes=asked.notes)


def search_events(
    connection: Connection, text: str, *, order: Order = "newest", limit: int = 20, after: str | None = None, words: Words | None = None
) -> Found:
    """Events whose evidence, type, parties, places or sources have the words. With filters: `querying.query`."""
    words = words or asking_words()
    asked = understand(connection, text, words)
    ranked, more = ranks(connection, searched_events, asked, order, limit, after)
    query = (
        sa.select(events.c.id, searched_events.c.rank, events.c.record)
        .join(events, events.c.id == searched_events.c.event_id)
        .where(searched_events.c.rank.in_([rank for rank, _ in ranked]))
    )
    rows = {row.rank: row for row in connection.execute(query)}
    hits = [Hit(id=rows[rank].id, rank=rank, score=score, snippet=of_event(rows[rank].record, asked, words)) for rank, score in ranked]
    return Found(hits=hits, after=more, notes=asked.notes)


def of_event(record: str, asked: Asked, words: Words) -> Snippet:
    """The words of an event's evidence, with their places in its report."""
    evidence = msgspec.json.decode(record)["evidence"]
    return snippet(evidence["text"], asked, words, evidence["span"][0])


def ranks(
    connection: Connection, table: Table, asked: Asked, order: Order, limit: int, after: str | None
) -> tuple[list[tuple[int, float | None]], str | None]:
    """The row numbers of a page, each with its score, and where the next page begins."""
    if order == "newest":
        before = int(after) if after and after.lstrip("-").isdigit() else LARGEST_RANK
        got = [(int(rank), None) for rank in connection.execute(newest(connection, table, asked, limit + 1, before)).scalars()]
        return list(got[:limit]), str(got[limit - 1][0]) if len(got) > limit else None
    skip = int(after) if after and after.isdigit() else 0  # what is ranked is few enough to count off
    found = connection.execute(relevant(connection, table, asked).limit(limit + 1).offset(skip)).all()
    page: list[tuple[int, float | None]] = [(int(rank), round(float(score), 4)) for rank, score in found[:limit]]
    return page, str(skip + limit) if len(found) > limit else None


def matching(connection: Connection, table: Table, asked: Asked) -> tuple[Any, sa.ColumnElement[int], sa.ColumnElement[bool]]:
    """Where row numbers of a question come from: the table, its row number, and the condition."""
    if connection.dialect.name == "sqlite":
        name = f"{table.name.removeprefix('searched_')}_text"
        text = sa.table(name, sa.column("rowid", sa.Integer))
        told = sa.literal_column(name).op("MATCH")(sa.bindparam(None, for_sqlite(asked), unique=True))
        return text, text.c.rowid, told
    query = sa.cast(sa.bindparam(None, for_postgres(asked), type_=sa.Text, unique=True), postgresql.TSQUERY)
    return table, table.c.rank, table.c.words.op("@@")(query)


def seen(connection: Connection, table: Table, rank: sa.ColumnElement[int]) -> list[sa.ColumnElement[bool]]:
    """SQLite's full text stands in tables of its own, which hide nothing by themselves."""
    hidden = unseen_ranks(connection, table.name.removeprefix("searched_"))
    return [rank.not_in(hidden)] if hidden is not None else []


def newest(connection: Connection, table: Table, asked: Asked, limit: int, before: int = LARGEST_RANK) -> sa.Select[Any]:
    source, rank, told = matching(connection, table, asked)
    query = sa.select(rank).select_from(source).where(told, *seen(connection, table, rank)).order_by(rank.desc()).limit(limit)
    return query.where(rank < before) if before != LARGEST_RANK else query


def relevant(connection: Connection, table: Table, asked: Asked) -> sa.Select[Any]:
    """Row numbers with their score, the most relevant first, the newer first among equals."""
    source, rank, told = matching(connection, table, asked)
    if connection.dialect.name == "sqlite":
        score: Any = -sa.func.bm25(sa.literal_column(source.name))
    else:
        query = sa.cast(sa.bindparam(None, for_postgres(asked), type_=sa.Text, unique=True), postgresql.TSQUERY)
        score = sa.func.ts_rank(table.c.words, query, 1)  # 1: divided by 1 + the logarithm of the length, as BM25 counts it too
    inner = sa.select(rank.label("rank"), score.label("score")).select_from(source)
    inner = inner.where(told, *seen(connection, table, rank)).order_by(rank.desc()).limit(RANKED_MOST)
    scored = inner.subquery()
    return sa.select(scored.c.rank, scored.c.score).order_by(scored.c.score.desc(), scored.c.rank.desc())


# Names ---------------------------------------------------------------------------------------------------------------------------


class Named(msgspec.Struct, frozen=True, kw_only=True):
    """A party or a place that bears a name."""

    id: str
    names: dict[str, str]
    country: str | None = None


def search_places(connection: Connection, text: str, limit: int = 20, words: Words | None = None) -> list[Named]:
    """Places that events of the project name, every word of `text` among the words of their names. Shorter names first."""
    p = searched_places.c
    asker = Asker(connection, words or asking_words())
    query = sa.select(p.place_id, p.name_ar, p.name_en, p.country)
    for piece in asker.folded(text):
        query = query.where(sa.or_(*(p.words.contains(f" {form} ", autoescape=True) for form in asker.forms(piece, piece))))
    found = connection.execute(query.order_by(sa.func.length(p.words), p.place_id).limit(limit))
    return [Named(id=r.place_id, names=names_of(r), country=r.country) for r in found] if asker.folded(text) else []


def search_parties(connection: Connection, text: str, limit: int = 20, words: Words | None = None) -> list[Named]:
    """Parties of the project's data by id or name; one or two letters off where none bears it. There are a few hundred."""
    from rapidfuzz import fuzz

    words = words or asking_words()
    wanted = words.of(text)
    rows = connection.execute(sa.select(parties).order_by(parties.c.id)).all()
    scored: list[tuple[float, str, Any]] = []
    for row in rows:
        if text.strip() == row.id:
            return [Named(id=row.id, names=names_of(row), country=row.country)]
        names = [words.of(name) for name in (row.name_ar, row.name_en, row.id) if name]
        best = max((likeness(wanted, name, fuzz) for name in names), default=0.0)
        if wanted and best >= 85:  # of 100; one letter of seven off
            scored.append((-best, row.id, row))
    return [Named(id=row.id, names=names_of(row), country=row.country) for _, _, row in sorted(scored, key=lambda s: s[:2])[:limit]]


def likeness(wanted: list[str], name: list[str], fuzz: Any) -> float:
    """100 where the name is these words, 95 where it has them all, else how alike the letters are."""
    if wanted == name:
        return 100.0
    return 95.0 if set(wanted) <= set(name) else float(fuzz.ratio(" ".join(wanted), " ".join(name))) * 0.94


def names_of(row: Any) -> dict[str, str]:
    return {code: name for code, name in (("en", row.name_en), ("ar", row.name_ar)) if name}
