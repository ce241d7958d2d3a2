"""Which column of a table is what: mappings kept in the project under a name."""

from __future__ import annotations

import msgspec
import sqlalchemy as sa

from rasid.intake import Mapping, mapping_of
from rasid.model import UsageError
from rasid.store.engine import Store, as_json, now
from rasid.store.schema import mappings


def chosen(store: Store, told: str | None, keep: str | None, who: str) -> Mapping | None:
    """The mapping told: a name kept before, JSON, or a file of it. `keep`: the name to keep it under. Raises UsageError."""
    if told is None:
        if keep is not None:
            raise UsageError("there is no mapping to keep.", where="--keep-mapping", hint="Say what it is with --mapping.")
        return None
    mapping = kept(store, told) or mapping_of(told)
    if keep is not None:
        put(store, keep, mapping, who)
    return mapping


def kept(store: Store, name: str) -> Mapping | None:
    with store.reading() as connection:
        columns = connection.execute(sa.select(mappings.c.columns).where(mappings.c.name == name)).scalar()
    return mapping_of(msgspec.json.decode(columns)) if columns is not None else None


def put(store: Store, name: str, mapping: Mapping, who: str) -> None:
    """Keeps a mapping under a name, instead of what had it."""
    if not name.strip() or name.lstrip().startswith("{"):
        raise UsageError("this is no name.", where="--keep-mapping")
    before, after = kept(store, name), told_fields(mapping)
    if before == mapping:
        return
    with store.writing(who) as change:
        change.connection.execute(sa.delete(mappings).where(mappings.c.name == name))
        change.connection.execute(sa.insert(mappings).values(name=name, columns=as_json(after), added=now()))
        change.record("mapping.keep", f"mapping:{name}", before=told_fields(before) if before else None, after=after)


def told_fields(mapping: Mapping) -> dict[str, object]:
    return {k: v for k, v in msgspec.to_builtins(mapping).items() if v}
