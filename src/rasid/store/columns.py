"""Of what the tables of a project are made: columns of the two databases, and the names of their indexes and keys."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from sqlalchemy import Column, Connection, Float, ForeignKey, Integer, MetaData, Text

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


# PostgreSQL's order and comparison are made those of SQLite and of Python, code point by code point, whatever its language.
WORDS = Text().with_variant(Text(collation="C"), "postgresql")


def text(name: str, *more: object, null: bool = True, key: bool = False, unique: bool | None = None) -> Column[str]:
    return Column(name, WORDS, *more, primary_key=key, nullable=null and not key, unique=unique)  # type: ignore[arg-type]


def number(name: str, *more: object, null: bool = True, key: bool = False, default: int | None = None) -> Column[int]:
    return Column(name, Integer, *more, primary_key=key, nullable=null and not key, default=default)  # type: ignore[arg-type]


def real(name: str) -> Column[float]:
    return Column(name, Float)


def report_key(**options: bool) -> Column[str]:
    return text("report_id", ForeignKey("reports.id", ondelete="CASCADE"), **options)


def event_key(**options: bool) -> Column[str]:
    return text("event_id", ForeignKey("events.id", ondelete="CASCADE"), **options)


def in_bytes(connection: Connection, column: Column[Any]) -> sa.ColumnElement[Any]:
    """A column of JSON as it is best read to be decoded, under its own name: SQLite gives its UTF-8 bytes as they lie there, in a third of
    the time that letters take to be made of them and unmade again. PostgreSQL sends text either way."""
    if connection.dialect.name != "sqlite":
        return column
    return sa.type_coerce(sa.cast(column, sa.LargeBinary), sa.types.NullType()).label(column.name)
