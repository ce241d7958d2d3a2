"""Work in the background, as rows: asked for, taken by one worker at a time, told how far it is, ended.

Who takes a piece of work draws a name for this try (`worker`); whatever he writes later holds only as long as the row still has that name.
So a worker that was given up for dead, and wakes, changes nothing of what another has taken over.
"""

from __future__ import annotations

import datetime as dt
import json
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy import Connection

from rasid.model.worded import packed, unpacked
from rasid.store.engine import as_json, now, written
from rasid.store.schema import jobs, workers

WAITING, RUNNING, DONE, FAILED, CANCELLED = "waiting", "running", "done", "failed", "cancelled"
STATES = (WAITING, RUNNING, DONE, FAILED, CANCELLED)
ALIVE = (WAITING, RUNNING)
KEPT = 500  # that have ended and are remembered
STALE_S = 30  # who has not been heard of for so long is dead: a worker says every two seconds that it is there (jobs/running)
j, w = jobs.c, workers.c


class Job(NamedTuple):
    """As the table has it (store/schema_jobs); `problem` and `said` are its outcome in words."""

    id: int
    kind: str
    name: str
    asked: dict[str, Any]
    who: str
    account: int | None
    state: str
    made: str
    begun: str | None
    ended: str | None
    beat: str | None
    worker: str | None
    tries: int
    done: int
    total: int
    stop: int
    said: str
    result: str | None

    @property
    def running(self) -> bool:
        """Whether it has not ended."""
        return self.state in ALIVE

    @property
    def problem(self) -> str:
        """Why it came to nothing; empty where it did not."""
        return self.said if self.state in (FAILED, CANCELLED) else ""


def job_of(row: Any) -> Job:
    told = dict(row._mapping)
    outcome = told.pop("outcome")
    return Job(**told | {"asked": json.loads(told["asked"]), "said": unpacked(json.loads(outcome)) if outcome else ""})


def ask(connection: Connection, kind: str, name: str, asked: dict[str, Any], who: str, account: int | None) -> tuple[Job, bool]:
    """Puts it into the queue, unless it is under way already; the job, and whether it is new."""
    if connection.dialect.name == "postgresql":  # SQLite has one writer anyway
        connection.exec_driver_sql("SELECT pg_advisory_xact_lock(hashtext('rasid jobs'), hashtext(current_schema()))")
    alive = connection.execute(sa.select(jobs).where(j.name == name, j.state.in_(ALIVE))).first()
    if alive is not None:
        return job_of(alive), False
    forget_old(connection)
    values = {"kind": kind, "name": name, "asked": as_json(asked), "who": who, "account": account, "state": WAITING, "made": now()}
    key = connection.execute(sa.insert(jobs).values(**values)).inserted_primary_key
    assert key is not None
    return one(connection, key[0]), True


def forget_old(connection: Connection) -> None:
    ended = sa.select(j.id).where(j.state.not_in(ALIVE)).order_by(j.id.desc()).offset(KEPT).limit(1)
    last = connection.execute(ended).scalar()
    if last is not None:
        connection.execute(sa.delete(jobs).where(j.id <= last, j.state.not_in(ALIVE)))


def one(connection: Connection, number: int) -> Job:
    found = find(connection, number)
    assert found is not None
    return found


def find(connection: Connection, number: int) -> Job | None:
    row = connection.execute(sa.select(jobs).where(j.id == number)).first()
    return job_of(row) if row is not None else None


def last(connection: Connection, name: str) -> Job | None:
    """The newest of this name."""
    row = connection.execute(sa.select(jobs).where(j.name == name).order_by(j.id.desc()).limit(1)).first()
    return job_of(row) if row is not None else None


def listed(connection: Connection, who: str | None, limit: int, before: int | None = None) -> list[Job]:
    """The newest first; `who`: of one person."""
    query = sa.select(jobs).order_by(j.id.desc()).limit(limit)
    if who is not None:
        query = query.where(j.who == who)
    if before is not None:
        query = query.where(j.id < before)
    return [job_of(row) for row in connection.execute(query)]


def under_way(connection: Connection, kind: str) -> list[Job]:
    """What has not ended, of a kind."""
    query = sa.select(jobs).where(j.kind == kind, j.state.in_(ALIVE)).order_by(j.id)
    return [job_of(row) for row in connection.execute(query)]


def waiting(connection: Connection) -> list[int]:
    return list(connection.execute(sa.select(j.id).where(j.state == WAITING).order_by(j.id)).scalars())


# Doing it ------------------------------------------------------------------------------------------------------------------------------


def take(connection: Connection, number: int, worker: str) -> bool:
    """Whether it was there to be taken, and is this worker's now."""
    moment = now()
    values = {
        "state": RUNNING,
        "worker": worker,
        "beat": moment,
        "begun": sa.func.coalesce(j.begun, moment),
        "tries": j.tries + 1,
        "done": 0,
    }
    return bool(connection.execute(sa.update(jobs).where(j.id == number, j.state == WAITING).values(**values)).rowcount)


def mine(number: int, worker: str) -> sa.ColumnElement[bool]:
    return sa.and_(j.id == number, j.worker == worker, j.state == RUNNING)


def beat(connection: Connection, number: int, worker: str, done: int, total: int) -> bool | None:
    """Says that it is being done, and how far; whether somebody wants it to end. None where another has it by now."""
    values = {"beat": now(), "done": done, "total": total}
    if not connection.execute(sa.update(jobs).where(mine(number, worker)).values(**values)).rowcount:
        return None
    return bool(connection.execute(sa.select(j.stop).where(j.id == number)).scalar())


def end(connection: Connection, number: int, worker: str, state: str, said: str, result: str | None, done: int, total: int) -> bool:
    values = {"state": state, "ended": now(), "outcome": as_json(packed(said)), "result": result, "done": done, "total": total}
    return bool(connection.execute(sa.update(jobs).where(mine(number, worker)).values(**values)).rowcount)


def give_back(connection: Connection, number: int, worker: str) -> bool:
    """Its worker stops in good order: the next one goes on, and no try is counted."""
    values = {"state": WAITING, "worker": None, "beat": None, "tries": j.tries - 1}
    return bool(connection.execute(sa.update(jobs).where(mine(number, worker)).values(**values)).rowcount)


def requeue(connection: Connection, stale_s: float = STALE_S) -> list[int]:
    """Work whose worker was not heard of for so long waits again; its numbers."""
    silent = sa.and_(j.state == RUNNING, j.beat < ago(stale_s))
    found = list(connection.execute(sa.select(j.id).where(silent)).scalars())
    if found:
        connection.execute(sa.update(jobs).where(silent, j.id.in_(found)).values(state=WAITING, worker=None, beat=None))
    return found


def cancel(connection: Connection, number: int, said: str) -> None:
    """What waits is ended at once; what runs is told to end, which it does at its next step."""
    values = {"state": CANCELLED, "ended": now(), "outcome": as_json(packed(said))}
    connection.execute(sa.update(jobs).where(j.id == number, j.state == RUNNING).values(stop=1))
    connection.execute(sa.update(jobs).where(j.id == number, j.state == WAITING).values(**values))


def forget_ended(connection: Connection) -> None:
    """What they found may quote what must be quoted no more; it is found again by who asks anew."""
    connection.execute(sa.delete(jobs).where(j.state.not_in(ALIVE)))


# Workers -------------------------------------------------------------------------------------------------------------------------------


def ago(seconds: float) -> str:
    return written(dt.datetime.now(dt.UTC) - dt.timedelta(seconds=seconds))


def there(connection: Connection, worker: str) -> None:
    """A worker says that it is there; those that were silent for a day are forgotten."""
    moment = now()
    if not connection.execute(sa.update(workers).where(w.name == worker).values(beat=moment)).rowcount:
        connection.execute(sa.insert(workers).values(name=worker, begun=moment, beat=moment))
    connection.execute(sa.delete(workers).where(w.beat < ago(86_400)))


def gone(connection: Connection, worker: str) -> None:
    connection.execute(sa.delete(workers).where(w.name == worker))


def answering(connection: Connection, stale_s: float = STALE_S) -> int:
    """How many workers are there."""
    return connection.execute(sa.select(sa.func.count()).where(w.beat >= ago(stale_s))).scalar_one()


def counted(connection: Connection) -> dict[str, int]:
    """How many there are in each state, of those that are remembered."""
    query = sa.select(j.state, sa.func.count().label("number")).group_by(j.state)
    found = {row.state: row.number for row in connection.execute(query)}
    return {state: found.get(state, 0) for state in STATES}


def oldest_s(connection: Connection) -> float:
    """For how many seconds the oldest has waited; 0 where none does."""
    first = connection.execute(sa.select(sa.func.min(j.made)).where(j.state == WAITING)).scalar()
    if first is None:
        return 0.0
    return max(0.0, (dt.datetime.now(dt.UTC) - dt.datetime.fromisoformat(first.replace("Z", "+00:00"))).total_seconds())
