"""`datapackage.json`: what each file of a release is, as Frictionless Data Package 1 describes it (specs.frictionlessdata.io)."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from rasid.publish.release.inferring import schema_of
from rasid.publish.release.request import LICENCES, Request
from rasid.publish.release.tables import NEEDED, TABLES, Column, Table
from rasid.publish.release.tombstones import REASONS
from rasid.publish.release.wording import of_column, words

PART = 1 << 20
MEDIA = {
    "csv": "text/csv",
    "geojson": "application/geo+json",
    "json": "application/json",
    "jsonl": "application/jsonl",
    "parquet": "application/vnd.apache.parquet",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
CHANGES = (
    Column("id", "string", NEEDED | {"unique": True}),
    Column("change", "string", NEEDED | {"enum": ["added", "changed", "removed"]}),
    Column("fields", "string"),
)
TOMBSTONES = (
    Column("id", "string", NEEDED | {"unique": True}),
    Column("last_version", "string", NEEDED),
    Column("reason", "string", NEEDED | {"enum": list(REASONS)}),
    Column("merged_into", "string"),
)
LISTS = {"changes": CHANGES, "tombstones": TOMBSTONES}


def fields_of(table: str, columns: tuple[Column, ...]) -> list[dict[str, Any]]:
    made = []
    for c in columns:
        en, ar = of_column(table, c.name)
        made.append(
            {"name": c.name, "type": c.type, "description": en, "description_ar": ar} | ({"constraints": c.limits} if c.limits else {})
        )
    return made


def schema_of_table(table: Table) -> dict[str, Any]:
    keys = [{"fields": [column], "reference": {"resource": other, "fields": [its]}} for column, other, its in table.points]
    made = {"fields": fields_of(table.name, table.columns), "missingValues": [""], "primaryKey": list(table.key)}
    return made | ({"foreignKeys": keys} if keys else {})


def hash_of(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as handle:
        while part := handle.read(PART):
            digest.update(part)
    return digest.hexdigest()


def resource(folder: Path, path: str, name: str, title: str, schema: dict[str, Any] | None) -> dict[str, Any]:
    suffix = path.rpartition(".")[2]
    made: dict[str, Any] = {"name": name, "title": title, "path": path, "format": suffix, "encoding": "utf-8"}
    made |= {"mediatype": MEDIA.get(suffix, "application/octet-stream"), "bytes": (folder / path).stat().st_size}
    made |= {"hash": f"sha256:{hash_of(folder / path)}"}
    if schema:
        return made | {"profile": "tabular-data-resource", "schema": schema}
    return made | {"profile": "data-resource", "type": "file"}  # or frictionless-py would read it as a table by its ending


def descriptor(folder: Path, request: Request, project: str, data: dict[str, tuple[str, str]]) -> dict[str, Any]:
    """`data`: path and title of the file of each format, by its name."""
    said = words()["tables"]
    resources = [resource(folder, f"tables/{t.name}.csv", t.name, said[t.name][0], schema_of_table(t)) for t in TABLES]
    for name, columns in LISTS.items():
        schema = {"fields": fields_of(name, columns), "missingValues": [""], "primaryKey": ["id"]}
        resources.append(resource(folder, f"{name}.csv", name, said[name][0], schema))
    for name, (path, title) in data.items():
        told = schema_of(folder / path)[0] if path.endswith(".csv") else None
        resources.append(resource(folder, path, f"data-{name}", title, told))
    licence, address = LICENCES[request.licence]
    made: dict[str, Any] = {
        "profile": "data-package",
        "name": project.lower(),
        "id": f"urn:rasid:release:{project}:{request.version}",
        "title": request.title,
        "version": request.version,
        "created": f"{request.released}T00:00:00Z",
        "licenses": [{"name": request.licence, "title": licence, "path": address}],
        "contributors": [{"title": request.author, "role": "publisher"}],
    }
    return made | ({"homepage": request.url} if request.url else {}) | {"resources": resources}
