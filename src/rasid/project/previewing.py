"""What a release would let out, hold back and change, without making one. Nothing of what is held back is told but how often, and why."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from typing import Any, NamedTuple

from rasid.project.project import Project
from rasid.publish.material import happenings
from rasid.publish.policy import Held, Released
from rasid.publish.release.earlier import Earlier
from rasid.publish.release.narrowing import EVERYTHING, Narrowing, Only, checked
from rasid.publish.release.rows import row_of

ROWS = 500  # compared with the last release at a time


class Since(NamedTuple):
    """What would differ from the last release of this profile."""

    version: str
    added: int
    changed: int
    removed: int


class Preview(NamedTuple):
    """`held`: incidents that stay, by reason; `changed`: incidents of which something is taken out or made coarser, by what; `beside`: how
    many more might leave, and are not of the part that was asked for."""

    profile: str
    leaves: int
    accounts: int
    held: Counter[str]
    changed: Counter[str]
    last: Since | None
    beside: int = 0


def preview(project: Project, profile: str, only: Only = EVERYTHING, today: dt.date | None = None) -> Preview:
    """`only`: a part of what may leave; `today`: from when embargoes count back."""
    policy = project.policy(profile, today)
    part = Narrowing(checked(only, project.pipeline.lexicon), project.pipeline.lexicon)
    held: Counter[str] = Counter()
    changed: Counter[str] = Counter()
    leaves = accounts = beside = 0
    with project.store.reading() as connection:
        earlier = Earlier(connection, profile, "", part.only)
        same = other = 0

        def let_out() -> Iterator[tuple[str, str, Released]]:
            nonlocal beside
            for happening in happenings(connection):
                answer = policy.release(happening)
                if isinstance(answer, Held):
                    held[answer.why] += 1
                elif not part.lets(answer):
                    beside += 1
                else:
                    yield happening.incident.id, happening.told[0].event.id, answer

        rows = let_out()
        while some := list(islice(rows, ROWS)):
            leaves += len(some)
            accounts += sum(len(one.told) for *_, one in some)
            for *_, one in some:
                changed.update(set(one.changes))
            old = earlier.hashes(one.incident.id for *_, one in some)
            hashes = {r.id: r.hash for r in (row_of(*each) for each in some)} if earlier.last else {}
            same += sum(hashes.get(id_) == told[0] for id_, told in old.items())
            other += sum(hashes.get(id_) != told[0] for id_, told in old.items())
    last = earlier.last
    since = Since(last.version, leaves - same - other, other, last.row_count - same - other) if last else None
    return Preview(profile, leaves, accounts, held, changed, since, beside)


def leaving_ids(project: Project, profile: str, only: Only = EVERYTHING) -> Iterator[dict[str, Any]]:
    """Every incident that would leave: its id and day as they would leave, and what was changed."""
    policy = project.policy(profile)
    part = Narrowing(checked(only, project.pipeline.lexicon), project.pipeline.lexicon)
    with project.store.reading() as connection:
        for happening in happenings(connection):
            answer = policy.release(happening)
            if isinstance(answer, Released) and part.lets(answer):
                yield {"id": answer.incident.id, "day": answer.incident.day, "changes": list(answer.changes)}
