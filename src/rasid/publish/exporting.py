"""Exports a project: its happenings, through a policy, into a format."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import closing
from typing import BinaryIO, NamedTuple

from sqlalchemy import Connection

from rasid.publish.formats import Around, Format
from rasid.publish.material import Happening, Passing, Staying, happenings
from rasid.publish.policy import Held, Policy, Released
from rasid.publish.shelf import Shelf, key_of
from rasid.publish.texts import texts_for
from rasid.store.walking import walking


class Exported(NamedTuple):
    """`rows` written; `held`: how many happenings stayed, by reason; `losses`: what the format cannot hold, with how often; `changes`: how
    many of those that left the policy changed, by what it did. Reasons and changes are ids of `ontology/publishing.yaml`."""

    rows: int
    held: Counter[str]
    losses: Counter[str]
    changes: Counter[str]


def export(connection: Connection, policy: Policy, format: Format, out: BinaryIO, around: Around) -> Exported:
    """Writes all that the policy lets out of a project. Raises UsageError where the format needs words that the profile keeps."""
    if format.texts:
        around = around._replace(texts=texts_for(connection, policy, format.name))
    held: Counter[str] = Counter()
    changes: Counter[str] = Counter()
    # A rule may hold back any, for what its accounts say: then all are read.
    passing = Passing(format.passes(around)) if format.passes and policy.lets_all_out else None
    with walking(connection):
        leaves = let_out(happenings(connection, passing=passing, staying=staying(policy, held)), policy, held, changes)
        written = format.write(leaves, out, around)
    return Exported(written.rows, held, written.losses + passing.counted if passing else written.losses, changes)


def leaving(
    connection: Connection, policy: Policy, held: Counter[str], changes: Counter[str], ids: Iterable[str] | None = None
) -> Iterator[Released]:
    """All that may leave a project (or of the incidents named), in order: the one way out, for files and for addresses alike."""
    yield from let_out(happenings(connection, ids, staying=staying(policy, held)), policy, held, changes)


def staying(policy: Policy, held: Counter[str]) -> Staying | None:
    """What holds back unread, where anything may be held back."""
    return None if policy.lets_all_out else Staying(policy.staying, held)


def let_out(found: Iterable[Happening], policy: Policy, held: Counter[str], changes: Counter[str] | None = None) -> Iterator[Released]:
    """What the policy lets out, by the day and id that leave; counts what it holds back and what it changes."""
    through = passing(found, policy, held, changes)
    if policy.lets_all_out:
        yield from through  # in that order already
        return
    with closing(Shelf(Released)) as shelf:
        for one in through:
            shelf.put(key_of(one), one)
        yield from shelf


def passing(found: Iterable[Happening], policy: Policy, held: Counter[str], changes: Counter[str] | None) -> Iterator[Released]:
    for happening in found:
        answer = policy.release(happening)
        if isinstance(answer, Held):
            held[answer.why] += 1
            continue
        if changes is not None and answer.changes:
            changes.update(answer.changes)
        yield answer
