"""Reports page by page, newest first, without their texts."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from rasid.store.schema import reports

r = reports.c


def page(
    connection: Connection,
    state: str | None = None,
    outlet: str | None = None,
    since: str | None = None,
    until: str | None = None,
    *,
    limit: int,
    before: int | None = None,
    ids: list[str] | None = None,
) -> list[dict[str, Any]]:
    """`since`, `until`: days of publication. `before`: of a smaller rank alone. `ids`: these, in their order of rank."""
    where = [column == value for column, value in ((r.state, state), (r.outlet, outlet)) if value is not None]
    where += [r.published_day >= since] if since is not None else []
    where += [r.published_day <= until] if until is not None else []
    where += [r.rank < before] if before is not None else []
    where += [r.id.in_(ids)] if ids is not None else []
    rows = connection.execute(sa.select(reports).where(*where).order_by(r.rank.desc()).limit(limit))
    return [dict(row) for row in rows.mappings()]
