"""Exports a project: its happenings, through a policy, into a format."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import BinaryIO, NamedTuple

from sqlalchemy import Connection

from rasid.publish.formats import Around, Format
from rasid.publish.material import Happening, happenings
from rasid.publish.policy import Held, Policy, Released


class Exported(NamedTuple):
    """`rows` written; `held`: how many happenings stayed, by reason; `losses`: what the format cannot hold, with how often."""

    rows: int
    held: Counter[str]
    losses: Counter[str]


def export(connection: Connection, policy: Policy, format: Format, out: BinaryIO, around: Around) -> Exported:
    """Writes all that the policy lets out of a project."""
    held: Counter[str] = Counter()
    written = format.write(let_out(happenings(connection), policy, held), out, around)
    return Exported(written.rows, held, written.losses)


def let_out(found: Iterable[Happening], policy: Policy, held: Counter[str]) -> Iterator[Released]:
    """What the policy lets out; counts what it holds back."""
    for happening in found:
        answer = policy.release(happening)
        if isinstance(answer, Held):
            held[answer.why] += 1
        else:
            yield answer
