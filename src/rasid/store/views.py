"""Views for people who ask in SQL: `v_events`, a row an event with its names, and `v_incidents`.

They repeat what the tables hold, and are made anew whenever tables are upgraded; so a change here needs a revision, if an empty one.
"""

from __future__ import annotations

from sqlalchemy import Connection

PLACE = "(SELECT {column} FROM event_places p WHERE p.event_id = e.id ORDER BY p.role <> 'scene', p.number LIMIT 1)"
PARTIES = (
    "(SELECT {joined} FROM (SELECT coalesce({name}, p.text) AS told FROM event_parties p LEFT JOIN parties k ON k.id = p.actor "
    "WHERE p.event_id = e.id AND p.side = '{side}' ORDER BY p.number) AS s)"
)
LIST = "(SELECT {joined} FROM (SELECT {what} AS told FROM {table} p WHERE p.event_id = e.id AND {what} IS NOT NULL ORDER BY 1) AS s)"
OF_INCIDENT = (
    "(SELECT {joined} FROM (SELECT DISTINCT {what} AS told FROM events e JOIN {tables} WHERE e.incident_id = i.id AND {what} IS NOT NULL "
    "AND e.state <> 'rejected' ORDER BY 1) AS s)"
)
FIGURES = [f"{effect}_{bound}" for effect in ("killed", "injured", "detained", "displaced") for bound in ("low", "high")]
INCIDENT = (
    "id AS incident_id, i.type, i.day, i.date_start, i.date_end, i.place_id, i.place_ar, i.place_en, i.country, i.admin1, i.admin2, i.lat, "
    "i.lon, i.place_precision, i.killed_low, i.killed_best, i.killed_high, i.injured_low, i.injured_best, i.injured_high, i.accounts, "
    "i.reports, i.sources"
)


def views(dialect: str) -> dict[str, str]:
    """The names of the views and their queries, the dependent last."""
    sqlite = dialect == "sqlite"
    joined = "group_concat(told, '; ')" if sqlite else "string_agg(told, '; ')"
    words = "json_extract(e.record, '$.evidence.text')" if sqlite else "e.record::json #>> '{evidence,text}'"
    party = {
        f"{side}s{suffix}": PARTIES.format(joined=joined, name=name, side=side)
        for side in ("initiator", "target")
        for suffix, name in (("", "p.actor"), ("_ar", "k.name_ar"), ("_en", "k.name_en"))
    }
    columns = {
        "event_id": "e.id",
        **{c: f"e.{c}" for c in ("report_id", "incident_id", "type", "status", "state", "orphaned", "background", "day")},
        **{c: f"e.{c}" for c in ("date_start", "date_end", "date_precision", "place_id")},
        "place_ar": PLACE.format(column="p.name_ar"),
        "place_en": PLACE.format(column="p.name_en"),
        "place_text": PLACE.format(column="p.text"),
        **{c: f"e.{c}" for c in ("country", "admin1", "admin2", "lat", "lon", "place_precision")},
        **party,
        **{c: f"e.{c}" for c in FIGURES},
        "said_by": LIST.format(joined=joined, what="coalesce(p.source, p.text)", table="event_sources"),
        "flags": LIST.format(joined=joined, what="p.flag", table="event_flags"),
        "confidence": "e.confidence",
        "words": words,
        **{c: f"r.{c}" for c in ("outlet", "title", "url", "published", "family")},
        "report_redacted": "r.redacted",
        "updated": "e.updated",
    }
    told = ", ".join(f"{expression} AS {name}" for name, expression in columns.items())
    reports = OF_INCIDENT.format(joined=joined, what="r.outlet", tables="reports r ON r.id = e.report_id")
    sides = {
        f"{side}s": OF_INCIDENT.format(joined=joined, what="p.actor", tables=f"event_parties p ON p.event_id = e.id AND p.side = '{side}'")
        for side in ("initiator", "target")
    }
    more = ", ".join(f"{expression} AS {name}" for name, expression in {"outlets": reports, **sides}.items())
    return {
        "v_events": f"SELECT {told} FROM events e JOIN reports r ON r.id = e.report_id",
        "v_incidents": f"SELECT i.{INCIDENT}, {more}, i.updated FROM incidents i",
    }


def drop_views(connection: Connection) -> None:
    """Before tables change: a view on a table is in the way of changing it."""
    for name in reversed(views(connection.dialect.name)):
        connection.exec_driver_sql(f"DROP VIEW IF EXISTS {name}")


def make_views(connection: Connection) -> None:
    for name, query in views(connection.dialect.name).items():
        connection.exec_driver_sql(f"CREATE VIEW {name} AS {query}")
