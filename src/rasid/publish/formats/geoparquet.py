"""`geoparquet`: an incident a row, in the columns of `csv-incidents` with their types, and its point (GeoParquet 1.1).

Rows wait in files on disk, from which DuckDB makes the Parquet: it reads and writes in pieces, so memory does not grow with them. Geometry
is WKB and the `geo` metadata is ours, so that DuckDB's spatial extension, which it would have to download, is not needed.
"""

from __future__ import annotations

import csv
import json
import shutil
import struct
import tempfile
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any, BinaryIO, TextIO

from rasid.publish.formats import Around, Format, Written
from rasid.publish.formats.geojson import NO_POINT, WIDE, WIDER
from rasid.publish.formats.incident_table import COLUMNS, HEADER, row
from rasid.publish.formats.undated import Dated
from rasid.publish.policy import Released

SQL = {"whole": "BIGINT", "number": "DOUBLE", "day": "DATE", "truth": "BOOLEAN"}  # other kinds are VARCHAR
GROUP = 20_000  # rows of a row group, and of a file that waits: some 160 MB at any number of rows, of which DuckDB itself is 90
# The coordinate system in which longitude stands before latitude, as PROJJSON (the example of the GeoParquet specification).
CRS84: dict[str, Any] = {
    "$schema": "https://proj.org/schemas/v0.5/projjson.schema.json",
    "type": "GeographicCRS",
    "name": "WGS 84 longitude-latitude",
    "datum": {
        "type": "GeodeticReferenceFrame",
        "name": "World Geodetic System 1984",
        "ellipsoid": {"name": "WGS 84", "semi_major_axis": 6378137, "inverse_flattening": 298.257223563},
    },
    "coordinate_system": {
        "subtype": "ellipsoidal",
        "axis": [
            {"name": "Geodetic longitude", "abbreviation": "Lon", "direction": "east", "unit": "degree"},
            {"name": "Geodetic latitude", "abbreviation": "Lat", "direction": "north", "unit": "degree"},
        ],
    },
    "id": {"authority": "OGC", "code": "CRS84"},
}


class Box:
    """What all points lie in."""

    def __init__(self) -> None:
        self.sides: list[float] = []

    def take(self, lon: float, lat: float) -> None:
        west, south, east, north = self.sides or (lon, lat, lon, lat)
        self.sides = [min(west, lon), min(south, lat), max(east, lon), max(north, lat)]


def write(released: Iterable[Released], out: BinaryIO, around: Around) -> Written:
    found, box = Dated(released, around), Box()
    with tempfile.TemporaryDirectory(prefix="rasid-") as folder:
        made = Path(folder) / "rows.parquet"
        waiting = Waiting(Path(folder))
        for one in found:
            waiting.add((*row(one, around.lexicon.ontology["event_types"]), point(one, box, found.losses)))
        parquet(waiting.close(), made, box)
        with made.open("rb") as file:
            shutil.copyfileobj(file, out)
    return Written(waiting.rows, +found.losses)


def point(one: Released, box: Box, losses: Counter[str]) -> str | None:
    """The point of an incident as WKB in hexadecimal, taken into the box."""
    place = one.incident.place
    if place is None or place.lat is None or place.lon is None:
        losses[NO_POINT] += 1
        return None
    losses[WIDE] += (place.precision or 0) >= WIDER
    box.take(place.lon, place.lat)
    return struct.pack("<BIdd", 1, 1, place.lon, place.lat).hex()  # little-endian, a point


class Waiting:
    """Rows as CSV, some thousands a file: DuckDB holds what it has read of a file until it is done with it."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.rows, self.files = folder, 0, list[Path]()
        self.file: TextIO | None = None

    def add(self, cells: Iterable[Any]) -> None:
        if self.rows % GROUP == 0:
            self.close()
            self.files.append(self.folder / f"{len(self.files)}.csv")
            self.file = self.files[-1].open("w", encoding="utf-8", errors="replace", newline="")
            self.writer = csv.writer(self.file, lineterminator="\n")
        self.writer.writerow(v.replace("\0", "") if isinstance(v, str) else v for v in cells)
        self.rows += 1

    def close(self) -> list[Path]:
        if self.file is not None:
            self.file.close()
        return self.files


def parquet(rows: list[Path], out: Path, box: Box) -> None:
    import duckdb  # late: 70 MB

    columns = {c.name: SQL.get(c.kind, "VARCHAR") for c in COLUMNS} | {"geometry": "VARCHAR"}
    told = ", ".join(f'"{name}"' for name in HEADER)
    with duckdb.connect() as connection:
        connection.execute("SET threads = 1; SET preserve_insertion_order = true")  # one order, the same bytes
        connection.execute(
            f"COPY (SELECT {told}, unhex(geometry) AS geometry FROM read_csv($rows, columns = $columns, header = false, "
            "auto_detect = false, delim = ',', quote = '\"', escape = '\"', nullstr = '', parallel = false, max_line_size = 20000000)) "
            f"TO '{quoted(out)}' (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {GROUP}, "
            f"KV_METADATA {{geo: '{quoted(metadata(box))}'}})",
            {"rows": [str(path) for path in rows] or [str(empty(out))], "columns": columns},
        )


def empty(out: Path) -> Path:
    """A file of no rows."""
    path = out.with_name("none.csv")
    path.touch()
    return path


def metadata(box: Box) -> str:
    """What a reader of GeoParquet looks for under `geo`."""
    column: dict[str, Any] = {"encoding": "WKB", "geometry_types": ["Point"] if box.sides else [], "crs": CRS84}
    if box.sides:
        column["bbox"] = box.sides
    return json.dumps({"version": "1.1.0", "primary_column": "geometry", "columns": {"geometry": column}}, separators=(",", ":"))


def quoted(text: object) -> str:
    return str(text).replace("'", "''")


FORMAT = Format("geoparquet", ".parquet", True, "Incidents with their points and typed columns (GeoParquet 1.1), for analysis.", write)
