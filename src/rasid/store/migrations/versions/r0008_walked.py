"""Indexes that have all that a query asks of an event, so that it reads no rows but those it shows."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision, down_revision = "0008", "0007"
branch_labels = depends_on = None

LONG, DEADLY, UNDATED = "date_precision = 5", "killed_low >= 5", "date_start IS NULL"
WALKED = ("day", "id", "state", "type", "status", "background", "date_start", "date_end", "date_precision", "killed_low", "confidence")
Made = tuple[str, str, tuple[str, ...], str | None]  # name, table, columns, and of which rows alone
INDEXES: tuple[tuple[str, Made], ...] = (  # what was before, and what is now
    ("ix_events_day_id", ("ix_events_walked", "events", WALKED, None)),
    ("ix_events_report_id", ("ix_events_report_id_id", "events", ("report_id", "id"), None)),
    ("ix_events_type_day", ("ix_events_type_day_id", "events", ("type", "day", "id"), None)),
    ("ix_events_state_day", ("ix_events_state_day_id", "events", ("state", "day", "id"), None)),
    ("ix_events_long", ("ix_events_long", "events", ("date_end", "id"), LONG)),
    ("ix_events_deadly", ("ix_events_deadly", "events", ("killed_low", "day", "id"), DEADLY)),
    ("ix_events_undated", ("ix_events_undated", "events", WALKED, UNDATED)),
    (
        "ix_event_parties_actor_day_event_id",
        ("ix_event_parties_actor_day_event_id_side", "event_parties", ("actor", "day", "event_id", "side"), None),
    ),
    (
        "ix_event_places_place_id_day_event_id",
        ("ix_event_places_place_id_day_event_id_role", "event_places", ("place_id", "day", "event_id", "role"), None),
    ),
    (
        "ix_event_places_country_admin1_day_event_id",
        (
            "ix_event_places_country_admin1_day_event_id_role_admin2",
            "event_places",
            ("country", "admin1", "day", "event_id", "role", "admin2"),
            None,
        ),
    ),
    (
        "ix_event_places_lat_lon_event_id",
        ("ix_event_places_lat_lon_event_id_role", "event_places", ("lat", "lon", "event_id", "role"), None),
    ),
)


def upgrade() -> None:
    for before, (name, table, columns, where) in INDEXES:
        op.drop_index(before, table_name=table)
        some = sa.text(where) if where is not None else None
        op.create_index(name, table, list(columns), sqlite_where=some, postgresql_where=some)
