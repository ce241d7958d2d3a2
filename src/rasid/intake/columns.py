"""Which column of a table, or key of a JSON object, holds what: as a mapping says, or by its name in English or Arabic."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import msgspec

from rasid.model import UsageError

ORDERS = ("dmy", "mdy", "ymd")
FIELDS = ("text", "title", "published", "url", "outlet", "id", "lang")
JOIN = "\n\n"  # between the columns that a mapping joins into one text: a paragraph each

# Names of columns met in the tables of documenters and in exports of news collectors; the first that a table has is taken.
NAMES = {
    "text": "text content body article fulltext full_text article_text message report notes نص النص الخبر نص_الخبر نص_التقرير "
    "التقرير المحتوى محتوى متن المتن التفاصيل تفاصيل_الخبر الرسالة",
    "title": "title headline العنوان عنوان عنوان_الخبر",
    "published": "published publication_date date_published published_at pubdate pub_date publish_date date datetime created_at timestamp "
    "تاريخ_النشر التاريخ تاريخ تاريخ_الخبر",
    "url": "url link source_url permalink الرابط رابط رابط_الخبر",
    "outlet": "outlet source publisher site channel المصدر مصدر مصدر_الخبر الجهة الوكالة القناة الموقع",
    "id": "id report_id المعرف معرف الرقم رقم رقم_التقرير",
    "lang": "lang language اللغة",
}
KNOWN = {name: field for field, names in NAMES.items() for name in names.split()}
RANK = {field: {name: n for n, name in enumerate(names.split())} for field, names in NAMES.items()}


class Mapping(msgspec.Struct, frozen=True):
    """Columns by field. `text` may be several, joined in that order. A value that begins with `=` is no column and stands for every row.

    `date_order`: how days are written in figures (dmy, mdy, ymd); `sheet`: the only sheet of a workbook that is read; `rows`: the key
    under which a JSON file has its list. A mapping without `text` has the columns found by their names.
    """

    text: tuple[str, ...] = ()
    title: str | None = None
    published: str | None = None
    url: str | None = None
    outlet: str | None = None
    id: str | None = None
    lang: str | None = None
    date_order: str | None = None
    sheet: str | None = None
    rows: str | None = None

    @property
    def given(self) -> bool:
        """Whether it names any column."""
        return bool(self.text) or any(getattr(self, f) for f in FIELDS[1:])


def mapping_of(value: str | dict[str, Any] | None, date_order: str | None = None) -> Mapping:
    """The mapping that JSON, a dictionary, or the name of a file of JSON tells. Raises UsageError."""
    told: Any = value or {}
    if isinstance(value, str) and value:
        told = parsed(value)
    if not isinstance(told, dict):
        raise UsageError("a mapping is a JSON object of fields and column names.", where="--mapping", hint='{"text": "نص الخبر"}')
    if isinstance(told.get("text"), str):
        told = {**told, "text": [told["text"]]}
    if date_order:
        told = {**told, "date_order": date_order}
    if unknown := sorted(set(told) - set(Mapping.__struct_fields__)):
        hint = f"It knows {', '.join(Mapping.__struct_fields__)}."
        raise UsageError(f"a mapping has no field {unknown[0]!r}.", where="--mapping", hint=hint)
    try:
        mapping = msgspec.convert(told, Mapping)
    except msgspec.ValidationError as error:
        raise UsageError(f"this mapping is not right ({error}).", where="--mapping", hint="Each field has the name of a column.") from None
    return ordered(mapping, mapping.date_order)


def ordered(mapping: Mapping | None, date_order: str | None) -> Mapping:
    """The mapping with this order of days in figures, where one is given. Raises UsageError."""
    if date_order not in (None, *ORDERS):
        raise UsageError(f"the order of a date is {', '.join(ORDERS)}, not {date_order!r}.", where="--date-order")
    mapping = mapping or Mapping()
    return msgspec.structs.replace(mapping, date_order=date_order or mapping.date_order)


def parsed(value: str) -> Any:
    """JSON, in place or in a file."""
    try:
        written = value if value.lstrip().startswith("{") else Path(value).read_bytes().decode("utf-8-sig")
        return json.loads(written)
    except (OSError, ValueError, RecursionError) as error:
        what = "this is neither a JSON object nor a file that holds one" if isinstance(error, OSError) else f"this is not JSON ({error})"
        raise UsageError(f"{what}.", where="--mapping", hint='Write {"text": "name of the column"}, or name a file.') from None


def key_of(name: str) -> str:
    """A column's name as it is looked up: small letters, no diacritics, one stroke for what separates words."""
    name = re.sub("[\u064b-\u0652\u0640\u200e\u200f\ufeff]", "", name).strip().lower()
    return re.sub(r"[\s_\-:.]+", "_", name).strip("_")


def by_name(columns: Iterable[str]) -> Mapping:
    """The mapping that the columns' names tell; one without `text` where none is a text's."""
    best: dict[str, tuple[int, str]] = {}
    for column in columns:
        key = key_of(column)
        if (field := KNOWN.get(key)) and (rank := RANK[field][key]) < best.get(field, (99, ""))[0]:
            best[field] = (rank, column)
    told = {field: column for field, (_, column) in best.items()}
    text = told.pop("text", None)
    return Mapping(text=(text,) if text else (), **told)


def settled(mapping: Mapping, columns: Iterable[str]) -> Mapping:
    """What is read of a table with these columns: what the mapping says, and by name what it leaves open."""
    columns = list(columns)
    guess = by_name(columns)
    if not mapping.given:
        return msgspec.structs.replace(mapping, **{f: getattr(guess, f) for f in FIELDS})
    used = {*mapping.text, *(getattr(mapping, f) for f in FIELDS[1:])}
    open_ = {f: getattr(guess, f) for f in FIELDS if not getattr(mapping, f) and (f == "text" or getattr(guess, f) not in used)}
    return msgspec.structs.replace(mapping, **open_)


def missing(mapping: Mapping, columns: Iterable[str]) -> list[str]:
    """Columns that the mapping names and the table has not."""
    there = set(columns)
    named = [*mapping.text, *(getattr(mapping, f) for f in FIELDS[1:] if getattr(mapping, f))]
    return [n for n in named if not n.startswith("=") and n not in there and n.partition(".")[0] not in there]


def value_of(row: dict[str, Any], column: str | None) -> Any:
    """What a row has in a column; `a.b` goes into objects; `=…` stands for itself."""
    if not column:
        return None
    if column.startswith("="):
        return column[1:]
    if column in row or "." not in column:
        return row.get(column)
    value: Any = row
    for part in column.split("."):
        value = value.get(part) if isinstance(value, dict) else None
    return value
