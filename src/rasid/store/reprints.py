"""Reprints: which reports of a project are one text, and the family that they make.

`tie` is called in the transaction that adds a report, `untie` (then `tie` again) in the one that changes its text, date or outlet, or
takes it out. Whether two reports are tied depends on these two alone, and a family is what `exact` and `near` pairs connect, so the
order in which reports come changes nothing. A bulletin that quotes a whole report is tied to it as well (`contains`), but is no member
of its family: it tells more. A report without a date counts as of the day on which it was added.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy import Connection

from rasid.model.joined import parts
from rasid.store import priority
from rasid.store.batches import batches
from rasid.store.furniture import Telling, rules_of, telling
from rasid.store.likeness import Kind, compare, fingerprints, whole_hash
from rasid.store.schema import reports, reprints, restrictions, signatures, texts

FAMILY = ("exact", "near")  # kinds that make a family
CANDIDATES = 40  # reports compared at most, those that share most first: beyond, only templates share anything
# How many days may lie between two reports that are one text, by its words. Reprints come within days. A short text says little, and
# outlets say it again of another day («no casualties today»); sixty words are not written twice.
LITTLE, SHORT, MUCH = 12, 25, 60
DAYS_LITTLE, DAYS_SHORT, DAYS, DAYS_MUCH = 1, 3, 30, 366
EPOCH = 32  # days that share keys: a report looks into its own and those before and after, so that 30 days back are always seen
MIXED = 0x9E3779B97F4A7C15


class Pair(NamedTuple):
    """Two reports that are one text, `a` < `b`. `kind`: exact, near, contains (`a` quotes `b`), contained (`b` quotes `a`)."""

    a: str
    b: str
    kind: Kind
    likeness: float


class Dated(NamedTuple):
    """What of a report decides beside its words."""

    id: str
    text: str
    outlet: str | None
    day: dt.date


@lru_cache(maxsize=2048)
def told(text: str, lang: str) -> Telling:
    return telling(text, rules_of(lang))


def tie(
    connection: Connection, report_id: str, text: str, outlet: str | None, published: str | None, lang: str = "ar", added: str | None = None
) -> list[Pair]:
    """Ties a report, which stands in the store already, to those that are the same text; gives the pairs.

    `added`: when it was, where it is not being added now. The families that it joins become one, under their smallest id."""
    mine = Dated(report_id, text, outlet, day_of(published, added))
    said = told(text, lang)
    keys = keys_of(said, mine.day)
    if keys:
        connection.execute(sa.insert(signatures), [{"band": key, "report_id": report_id} for key in sorted(keys)])
    found = sorted(pair for other in candidates(connection, mine, said) if (pair := paired(mine, other, lang)) is not None)
    if found:
        connection.execute(sa.insert(reprints), [pair._asdict() for pair in found])
        join(connection, report_id, [p.b if p.a == report_id else p.a for p in found if p.kind in FAMILY])
    return found


def untie(connection: Connection, report_id: str) -> list[str]:
    """Takes a report out of its family, and forgets what it was found by. Gives the others whose family was parted or named anew."""
    connection.execute(sa.delete(signatures).where(signatures.c.report_id == report_id))
    connection.execute(sa.delete(reprints).where(sa.or_(reprints.c.a == report_id, reprints.c.b == report_id)))
    family = connection.execute(sa.select(reports.c.family).where(reports.c.id == report_id)).scalar()
    if family is None:
        return []
    rest = [id_ for id_ in members(connection, family) if id_ != report_id]
    put_family(connection, [report_id], report_id)
    changed: list[str] = []
    for group in connected(connection, rest):
        if min(group) != family:
            put_family(connection, group, min(group))
            changed += group
    return sorted(changed)


def forget_words(
    connection: Connection, report_id: str, text: str, published: str | None, lang: str = "ar", added: str | None = None
) -> None:
    """Keeps what a report is found by to the words it has left, where some were destroyed; what it is tied to stays."""
    connection.execute(sa.delete(signatures).where(signatures.c.report_id == report_id))
    keys = keys_of(told(text, lang), day_of(published, added))
    if keys:
        connection.execute(sa.insert(signatures), [{"band": key, "report_id": report_id} for key in sorted(keys)])


def members(connection: Connection, family: str) -> list[str]:
    """The reports of a family."""
    return list(connection.execute(sa.select(reports.c.id).where(reports.c.family == family).order_by(reports.c.id)).scalars())


# Finding -------------------------------------------------------------------------------------------------------------------------


def keys_of(said: Telling, day: dt.date) -> set[int]:
    """What a report is found by: all its words whenever, and its fingerprints in its days."""
    if not said.sentences:
        return set()
    return {whole_hash(said), *(mixed(print_, epoch_of(day)) for print_ in fingerprints(said))}


def epoch_of(day: dt.date) -> int:
    return day.toordinal() // EPOCH


def mixed(fingerprint: int, epoch: int) -> int:
    """A fingerprint that only reports of some days share: else a template of ten years would bring thousands together."""
    value = (fingerprint ^ (epoch * MIXED)) & (1 << 64) - 1
    return value - (1 << 64) if value >> 63 else value


def candidates(connection: Connection, mine: Dated, said: Telling) -> list[Dated]:
    """Reports that share words with this one, in days that may be: those first that share most."""
    if not said.sentences:
        return []
    here = epoch_of(mine.day)
    wanted = [mixed(print_, epoch) for print_ in fingerprints(said) for epoch in (here - 1, here, here + 1)]
    shared: dict[str, int] = dict.fromkeys(sharing(connection, [whole_hash(said)]), 1 << 20)
    for id_, count in sharing(connection, wanted).items():
        shared[id_] = shared.get(id_, 0) + count
    shared.pop(mine.id, None)
    best = sorted(shared, key=lambda id_: (-shared[id_], id_))[:CANDIDATES]
    return dated(connection, best, mine.id)


def sharing(connection: Connection, keys: list[int]) -> dict[str, int]:
    """How many of these keys each report has. Of keys that are asked for at once, those reports alone that have most of them: where all
    have a template, thousands share something."""
    found: dict[str, int] = {}
    for some in batches(keys):
        count = sa.func.count()
        query = sa.select(signatures.c.report_id, count).where(signatures.c.band.in_(some)).group_by(signatures.c.report_id)
        for id_, many in connection.execute(query.order_by(count.desc(), signatures.c.report_id).limit(CANDIDATES + 1)):
            found[id_] = found.get(id_, 0) + many
    return found


def dated(connection: Connection, ids: list[str], beside: str) -> list[Dated]:
    """These reports with their texts of now, apart from those that were destroyed, and from those for other eyes than `beside`: whether a
    report has reprints must not tell of one that is restricted."""
    query = (
        sa.select(reports.c.id, texts.c.text, reports.c.outlet, reports.c.published, reports.c.added)
        .join(texts, sa.and_(texts.c.report_id == reports.c.id, texts.c.revision == reports.c.revision))
        .where(reports.c.id.in_(ids), reports.c.redacted.is_(None))
    )
    rows = connection.execute(query).all() if ids else []
    if rows:
        audiences = {
            row.report_id: row.audience for row in connection.execute(sa.select(restrictions.c.report_id, restrictions.c.audience))
        }
        rows = [row for row in rows if audiences.get(row.id) == audiences.get(beside)]
    return [Dated(row.id, row.text, row.outlet, day_of(row.published, row.added)) for row in rows]


def day_of(published: str | None, added: str | None) -> dt.date:
    told = published or added
    return dt.date.fromisoformat(told[:10]) if told else dt.datetime.now(dt.UTC).date()


def paired(one: Dated, other: Dated, lang: str) -> Pair | None:
    """The pair that two reports make, if they are one text and close enough in time."""
    if abs((one.day - other.day).days) > DAYS_MUCH:
        return None
    a, b = (one, other) if one.id < other.id else (other, one)
    first, second = told(a.text, lang), told(b.text, lang)
    exact = first == second or first.words == second.words
    if not exact and abs((one.day - other.day).days) > DAYS:
        return None
    like = compare(first, second, rules_of(lang))
    if like is None or abs((one.day - other.day).days) > days_allowed(min(len(first.words), len(second.words)), exact, same_outlet(a, b)):
        return None
    return Pair(a.id, b.id, like.kind, like.share)


def same_outlet(a: Dated, b: Dated) -> bool:
    """Whether one outlet has both; one that is not named may be the same."""
    return not a.outlet or not b.outlet or a.outlet == b.outlet


def days_allowed(words: int, exact: bool, one_outlet: bool) -> int:
    if words < LITTLE:
        return 0 if one_outlet else DAYS_LITTLE
    if words < SHORT:
        return DAYS_LITTLE if one_outlet else DAYS_SHORT
    return DAYS_MUCH if exact and words >= MUCH else DAYS


# Families ------------------------------------------------------------------------------------------------------------------------


def join(connection: Connection, report_id: str, others: Iterable[str]) -> None:
    """Makes one family of a report's and those of others, named by the smallest id of all."""
    wanted = sorted({report_id, *others})
    if len(wanted) < 2:
        return
    families: set[str] = set()
    for some in batches(wanted):
        families.update(connection.execute(sa.select(reports.c.family).where(reports.c.id.in_(some))).scalars())
    smallest = min(families | {report_id})
    theirs = reports.c.family.in_(sorted(families - {smallest}))
    renamed = list(connection.execute(sa.select(reports.c.id).where(theirs)).scalars())
    connection.execute(sa.update(reports).where(theirs).values(family=smallest))
    priority.renew(connection, renamed)


def put_family(connection: Connection, ids: list[str], family: str) -> None:
    for some in batches(ids):
        connection.execute(sa.update(reports).where(reports.c.id.in_(some)).values(family=family))
    priority.renew(connection, ids)


def connected(connection: Connection, ids: list[str]) -> list[list[str]]:
    """These reports, by what still connects them."""
    pairs: list[tuple[str, str]] = []
    for some in batches(ids):
        query = sa.select(reprints.c.a, reprints.c.b).where(reprints.c.a.in_(some), reprints.c.kind.in_(FAMILY))
        pairs += [(row.a, row.b) for row in connection.execute(query)]
    return parts(ids, pairs)
