"""What stands beside the tables and comes with them: the triggers that let the audit log only grow, and full-text tables.

Each is made after the tables (`metadata.create_all` fires it; scripts/freeze_tables.py writes both into the first revision). A part
that needs its own (a full-text table, an extension) adds it to `metadata` with `after_tables`, in a module that is imported here.
"""

from __future__ import annotations

import sqlalchemy as sa

from rasid.store.schema import metadata

APPEND_ONLY = "the audit log only grows"


def after_tables(dialect: str, *statements: str) -> None:
    """SQL to run after the tables are made, on that database alone: sqlite or postgresql."""
    for statement in statements:
        ddl = sa.DDL(statement.strip().replace("%", "%%")).execute_if(dialect=dialect)
        sa.event.listen(metadata, "after_create", ddl)  # type: ignore[arg-type]


# An entry is never changed nor deleted, a payload never changed (a redaction deletes it). SQLite's INSERT OR REPLACE deletes without
# a trigger, so that an insert over a number that is there is refused as well.
after_tables(
    "sqlite",
    *(
        f"CREATE TRIGGER {table}_no_{verb} BEFORE {verb} ON {table} BEGIN SELECT RAISE(ABORT, '{APPEND_ONLY}'); END"
        for table, verb in (("audit", "update"), ("audit", "delete"), ("audit_payloads", "update"))
    ),
    *(
        f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} WHEN EXISTS (SELECT 1 FROM {table} WHERE seq = NEW.seq) "
        f"BEGIN SELECT RAISE(ABORT, '{APPEND_ONLY}'); END"
        for table in ("audit", "audit_payloads")
    ),
)
after_tables(
    "postgresql",
    f"CREATE FUNCTION audit_only_grows() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION '{APPEND_ONLY}'; END $$",
    *(
        f"CREATE TRIGGER {table}_no_{verb} BEFORE {verb} ON {table} FOR EACH {each} EXECUTE FUNCTION audit_only_grows()"
        for table, verb, each in (
            ("audit", "update", "ROW"),
            ("audit", "delete", "ROW"),
            ("audit", "truncate", "STATEMENT"),
            ("audit_payloads", "update", "ROW"),
            ("audit_payloads", "truncate", "STATEMENT"),
        )
    ),
)

# Full text on SQLite: tables that read the words of `searched_*` by row number. The words are folded already, and letters beyond ASCII
# all belong to words for this tokeniser, so that it splits at spaces alone. (PostgreSQL has them as tsvectors.)
after_tables(
    "sqlite",
    *(
        statement
        for what in ("reports", "events")
        for statement in (
            f"CREATE VIRTUAL TABLE {what}_text USING fts5(words, content='searched_{what}', content_rowid='rank', tokenize='ascii')",
            f"CREATE TRIGGER searched_{what}_put AFTER INSERT ON searched_{what} "
            f"BEGIN INSERT INTO {what}_text(rowid, words) VALUES (new.rank, new.words); END",
            f"CREATE TRIGGER searched_{what}_gone AFTER DELETE ON searched_{what} "
            f"BEGIN INSERT INTO {what}_text({what}_text, rowid, words) VALUES ('delete', old.rank, old.words); END",
            f"CREATE TRIGGER searched_{what}_changed AFTER UPDATE ON searched_{what} "
            f"BEGIN INSERT INTO {what}_text({what}_text, rowid, words) VALUES ('delete', old.rank, old.words); "
            f"INSERT INTO {what}_text(rowid, words) VALUES (new.rank, new.words); END",
        )
    ),
)
after_tables("postgresql", *(f"CREATE INDEX {what}_text ON searched_{what} USING gin (words)" for what in ("reports", "events")))
