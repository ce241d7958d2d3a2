"""Which reports somebody may see: the one place that keeps the others from him, whatever is asked and by whom it is written.

A report may be restricted to some people and roles (table `restrictions`). Who is not among them is given connections on which every
table with something of it is hidden behind a temporary view of the same name that leaves it out: reports, words, events and their parts,
incidents, the queue, the log, what changed last. So a query that knows nothing of restrictions sees nothing of what is restricted, and one
that is written tomorrow neither; what a person writes goes to the tables, and what it is written on is looked for through the same views.

That an incident is either seen whole or not at all is the linker's doing: accounts of one audience are linked with one another alone, and
so are reprints (project/team/restricting). A report that is coded twice, blind, is hidden in the same way from those who code it, until
all of them have said that they are done (project/team/doubling); it stays in its incidents, which are hidden from them with it, and what
they decide of other reports is linked with all that is there (`joined`).

Full text stands in tables that no view can stand before: store/searching and store/asking ask `unseen` themselves.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy import Connection, Engine

from rasid.store.schema import OPEN, restrictions

UNSEEN = "unseen"  # an execution option of connections on which something is hidden: who looks


class Viewer(NamedTuple):
    """Who looks; without a name: everybody outside, for whom nothing restricted is."""

    name: str = ""
    roles: tuple[str, ...] = ()

    @property
    def holders(self) -> frozenset[str]:
        return frozenset([*([person(self.name)] if self.name else []), *(f"role:{role}" for role in self.roles)])


OUTSIDE = Viewer()


def person(name: str) -> str:
    return f"person:{name}"


def audience_of(people: Iterable[str], roles: Iterable[str]) -> str:
    """Those who may see a report, as it is kept."""
    return json.dumps(sorted({*map(person, people), *(f"role:{role}" for role in roles)}), ensure_ascii=False)


def hidden(connection: Connection, viewer: Viewer) -> list[str]:
    """The reports that a viewer does not see, by a connection on which none is hidden."""
    return sorted({*restricted(connection, viewer), *being_coded(connection, viewer)})


def being_coded(connection: Connection, viewer: Viewer) -> list[str]:
    """The reports that this viewer is one of those to code blind, while not all are done; by any connection."""
    if not viewer.name:
        return []
    tables = f"{connection.info['main']}." if "main" in connection.info else ""  # on a veiled one they are hidden themselves
    query = (
        f"SELECT d.report_id FROM {tables}doubles d JOIN {tables}codings c ON c.double_id = d.id WHERE d.state = :open AND c.coder = :who"
    )
    return list(connection.execute(sa.text(query), {"open": OPEN, "who": viewer.name}).scalars())


def restricted(connection: Connection, viewer: Viewer) -> list[str]:
    """The reports that a viewer may not see."""
    r = restrictions.c
    told = connection.execute(sa.select(r.audience).distinct()).scalars()
    others = [audience for audience in told if viewer.holders.isdisjoint(json.loads(audience))]
    return list(connection.execute(sa.select(r.report_id).where(r.audience.in_(others)).order_by(r.report_id)).scalars()) if others else []


def is_seen_whole(connection: Connection) -> bool:
    """Whether nothing is hidden on a connection."""
    return not connection.get_execution_options().get(UNSEEN)


def unseen_ranks(connection: Connection, what: str) -> sa.Select[Any] | None:
    """The row numbers of full text (`what`: reports or events) that are hidden on this connection; None where none is."""
    if is_seen_whole(connection):
        return None
    rank = sa.table(f"unseen_{what}", sa.column("rank")).c.rank
    return sa.select(rank).where(rank.is_not(None))


# The views ---------------------------------------------------------------------------------------------------------------------------

REPORTS, EVENTS, INCIDENTS = ("(SELECT id FROM unseen_reports)", "(SELECT id FROM unseen_events)", "(SELECT id FROM unseen_incidents)")
SUBJECTS = "(SELECT subject FROM unseen_subjects)"
BY_REPORT = ("texts", "signatures", "priorities", "claims", "searched_reports", "restrictions", "doubles", "events", "v_events")
BY_EVENT = (*("event_parties", "event_places", "event_tolls", "event_sources", "event_flags", "searched_events", "link_keys", "decisions"),)
# The log, what changed last and full text are read through views, and written by what must see all of them: the chain, triggers, and what
# keeps the vocabulary to the words that stand somewhere.
READ_ONLY = ("audit", "audit_payloads", "changes", "searched_reports", "searched_events", "searched_places")
TIED = f"(SELECT audit_seq FROM {{main}}.ties WHERE a IN {EVENTS} OR b IN {EVENTS})"
FILLED = ("unseen_reports", "unseen_events", "unseen_incidents", "unseen_subjects")


def views(main: str) -> dict[str, str]:
    """By the name of a table what stands before it. `main`: the schema that holds the tables."""
    made = {table: f"SELECT * FROM {main}.{table} WHERE report_id NOT IN {REPORTS}" for table in BY_REPORT}
    made |= {table: f"SELECT * FROM {main}.{table} WHERE event_id NOT IN {EVENTS}" for table in BY_EVENT}
    made["reports"] = f"SELECT * FROM {main}.reports WHERE id NOT IN {REPORTS}"
    made["reprints"] = f"SELECT * FROM {main}.reprints WHERE a NOT IN {REPORTS} AND b NOT IN {REPORTS}"
    made |= {t: f"SELECT * FROM {main}.{t} WHERE a NOT IN {EVENTS} AND b NOT IN {EVENTS}" for t in ("links", "ties")}
    made["codings"] = f"SELECT * FROM {main}.codings WHERE double_id NOT IN (SELECT id FROM {main}.doubles WHERE report_id IN {REPORTS})"
    made["incidents"] = f"SELECT * FROM {main}.incidents WHERE id NOT IN {INCIDENTS}"
    made["v_incidents"] = f"SELECT * FROM {main}.v_incidents WHERE incident_id NOT IN {INCIDENTS}"
    made["redirects"] = f"SELECT * FROM {main}.redirects WHERE old NOT IN {INCIDENTS} AND new NOT IN {INCIDENTS}"
    made["searched_places"] = (
        f"SELECT * FROM {main}.searched_places s WHERE EXISTS "
        f"(SELECT 1 FROM {main}.event_places p WHERE p.place_id = s.place_id AND p.event_id NOT IN {EVENTS})"
    )
    tied = TIED.format(main=main)
    made["audit"] = f"SELECT * FROM {main}.audit WHERE subject NOT IN {SUBJECTS} AND seq NOT IN {tied}"
    theirs = f"(SELECT seq FROM {main}.audit WHERE subject IN {SUBJECTS})"
    made["audit_payloads"] = f"SELECT * FROM {main}.audit_payloads WHERE seq NOT IN {theirs} AND seq NOT IN {tied}"
    # What could be seen before it was restricted is gone for who keeps a copy; what came in restricted was never there.
    made["changes"] = (
        f"SELECT c.seq, c.kind, c.id, c.born, CASE WHEN u.subject IS NULL THEN c.gone ELSE 1 END AS gone FROM {main}.changes c "
        "LEFT JOIN unseen_subjects u ON u.subject = c.kind || ':' || c.id WHERE u.subject IS NULL OR c.born <= u.fed"
    )
    return made


def veil(engine: Engine, *, writes: bool) -> Engine:
    """Makes every new connection of an engine one on which things can be hidden. What is written goes to the tables themselves."""
    sqlite = engine.dialect.name == "sqlite"

    def prepare(connection: Any, record: Any) -> None:
        cursor = connection.cursor()
        main = record.info["main"] = "main" if sqlite else schema_of(cursor)
        for statement in statements(main, sqlite, writes):
            cursor.execute(statement)
        cursor.close()
        if not sqlite:
            connection.commit()

    sa.event.listen(engine, "connect", prepare)
    if writes:
        names = "|".join(name for name in views("main") if name not in READ_ONLY)
        begins = re.compile(rf"^(INSERT INTO|UPDATE|DELETE FROM) (?=(?:{names})\b)")

        def written(on: Connection, _cursor: Any, statement: str, parameters: Any, _context: Any, _many: bool) -> tuple[str, Any]:
            return begins.sub(lambda found: f"{found[1]} {on.info['main']}.", statement), parameters

        sa.event.listen(engine, "before_cursor_execute", written, retval=True)
    return engine


def schema_of(cursor: Any) -> str:
    cursor.execute("SELECT quote_ident(current_schema())")
    return str(cursor.fetchone()[0])


def statements(main: str, sqlite: bool, writes: bool) -> list[str]:
    made = [
        "CREATE TEMP TABLE unseen_reports (id TEXT PRIMARY KEY, fed BIGINT, rank BIGINT)",
        "CREATE TEMP TABLE unseen_events (id TEXT PRIMARY KEY, incident TEXT, fed BIGINT, rank BIGINT)",
        "CREATE TEMP TABLE unseen_incidents (id TEXT PRIMARY KEY, fed BIGINT)",
        "CREATE TEMP TABLE unseen_subjects (subject TEXT PRIMARY KEY, fed BIGINT)",
    ]
    if not sqlite:  # texts are compared code point by code point there, as in the tables
        made = [s.replace(" TEXT", ' TEXT COLLATE "C"') for s in made]
    temporary = "CREATE TEMP VIEW {name} AS {query}"
    made += [temporary.format(name=name, query=query) for name, query in views(main).items() if not (writes and name in READ_ONLY)]
    return made


def hide(connection: Connection, viewer: Viewer) -> Connection:
    """Hides on a connection of a veiled engine what a viewer may not see, for the transaction that begins."""
    bare(connection)
    ids = hidden(connection, viewer)
    fill(connection, ids)
    return connection.execution_options(**{UNSEEN: viewer}) if ids else connection


@contextmanager
def joined(connection: Connection) -> Iterator[None]:
    """For linking, on whatever connection: what is hidden from a person because he codes it blind is there. It is part of incidents that
    his other reports may belong to, and these are made whole, whoever decides."""
    viewer = connection.get_execution_options().get(UNSEEN)
    if viewer is None or not being_coded(connection, viewer):
        yield
        return
    bare(connection)
    fill(connection, restricted(connection, viewer))
    yield
    bare(connection)
    fill(connection, hidden(connection, viewer))


def bare(connection: Connection) -> None:
    """Hides nothing on a connection, so that what is to be hidden can be asked for."""
    for table in FILLED:
        connection.exec_driver_sql(f"DELETE FROM {table}")


def fill(connection: Connection, ids: list[str]) -> None:
    """Says which reports are hidden from now on, in the tables that the views ask."""
    if not ids:
        return
    main = connection.info["main"]
    # What is hidden while it is coded blind is told by the feed when it is there again: it was never gone.
    put = f"INSERT INTO unseen_reports SELECT r.id, coalesce(x.fed, 0), r.rank FROM {main}.reports r LEFT JOIN {main}.restrictions x "
    connection.execute(sa.text(put + "ON x.report_id = r.id WHERE r.id = :id"), [{"id": id_} for id_ in ids])
    for statement in (
        f"INSERT INTO unseen_events SELECT e.id, e.incident_id, u.fed, s.rank FROM {main}.events e "
        f"JOIN unseen_reports u ON u.id = e.report_id LEFT JOIN {main}.searched_events s ON s.event_id = e.id",
        "INSERT INTO unseen_incidents SELECT incident, max(fed) FROM unseen_events WHERE incident IS NOT NULL GROUP BY incident",
        "INSERT INTO unseen_subjects SELECT 'report:' || id, fed FROM unseen_reports",
        "INSERT INTO unseen_subjects SELECT 'event:' || id, fed FROM unseen_events",
        "INSERT INTO unseen_subjects SELECT 'incident:' || id, fed FROM unseen_incidents",
    ):
        connection.exec_driver_sql(statement)
