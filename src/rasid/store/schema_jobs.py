"""The tables of work in the background, and of those who do it: part of store/schema.py, by which they are asked for.

They are no part of the record, and no backup has them: what a piece of work changes in the project stands in the log by itself.
"""

from __future__ import annotations

from sqlalchemy import Index, Table

from rasid.store.columns import metadata, number, text

# A row for each piece of work that was asked for. `name`: what it is on, of which one is under way at a time; `asked`: what it needs to
# know, JSON; `account`: of who asked, null where that was who runs the machine. `state`: waiting, running, done, failed or cancelled;
# `beat`: when whoever does it (`worker`, drawn anew for each try) last said so; `stop`: 1 where somebody wants it to end; `outcome`: a
# sentence, as `worded.packed` keeps it; `result`: what a page shows of it, JSON, which may quote reports: a redaction takes it away.
jobs = Table(
    "jobs",
    metadata,
    number("id", key=True),
    *(text(name, null=False) for name in ("kind", "name", "asked", "who")),
    number("account"),
    *(text(name, null=False) for name in ("state", "made")),
    *(text(name) for name in ("begun", "ended", "beat", "worker")),
    *(number(name, null=False, default=0) for name in ("tries", "done", "total", "stop")),
    *(text(name) for name in ("outcome", "result")),
    Index(None, "name"),
    Index(None, "state"),
)
# Processes that do such work (`rasid work`), as long as they say so.
workers = Table("workers", metadata, text("name", key=True), *(text(name, null=False) for name in ("begun", "beat")))
