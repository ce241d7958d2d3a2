"""`geoparquet`: an incident a row, in the columns of `csv-incidents` with their types, and its point (GeoParquet 1.1).

Rows wait in a file on disk, from which DuckDB makes the Parquet: it reads and writes in pieces, so memory does not grow with them. Geometry
is WKB and the `geo` metadata is ours, so that DuckDB's spatial extension, which it would have to download, is not needed.
"""

from __future__ import annotations

import csv
import json
import shutil
import struct
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any, BinaryIO

from rasid.publish.formats import Around, Format, Written
from rasid.publish.formats.geojson import NO_POINT, WIDE, WIDER
from rasid.publish.formats.incident_table import COLUMNS, HEADER, row
from rasid.publish.formats.undated import Dated
from rasid.publish.policy import Released

SQL = {"whole": "BIGINT", "number": "DOUBLE", "day": "DATE", "truth": "BOOLEAN"}  # other kinds are VARCHAR
GROUP = 50_000  # rows of a row group
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
    with tempfile.TemporaryDirectory(prefix="rasid-") as folder:
        waiting, made = Path(folder) / "rows.csv", Path(folder) / "rows.parquet"
        box = Box()
        done = waited(released, waiting, around, box)
        parquet(waiting, made, box)
        with made.open("rb") as file:
            shutil.copyfileobj(file, out)
    return done


def waited(released: Iterable[Released], path: Path, around: Around, box: Box) -> Written:
    """The rows as CSV, the point of each as WKB in hexadecimal at the end."""
    types, found, made = around.lexicon.ontology["event_types"], Dated(released, around), 0
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        for one in found:
            place, point = one.incident.place, None
            if place is None or place.lat is None or place.lon is None:
                found.losses[NO_POINT] += 1
            else:
                point = struct.pack("<BIdd", 1, 1, place.lon, place.lat).hex()  # WKB: little-endian, a point
                box.take(place.lon, place.lat)
                found.losses[WIDE] += (place.precision or 0) >= WIDER
            writer.writerow(v.replace("\0", "") if isinstance(v, str) else v for v in (*row(one, types), point))
            made += 1
    return Written(made, +found.losses)


def parquet(rows: Path, out: Path, box: Box) -> None:
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
            {"rows": str(rows), "columns": columns},
        )


def metadata(box: Box) -> str:
    """What a reader of GeoParquet looks for under `geo`."""
    column: dict[str, Any] = {"encoding": "WKB", "geometry_types": ["Point"] if box.sides else [], "crs": CRS84}
    if box.sides:
        column["bbox"] = box.sides
    return json.dumps({"version": "1.1.0", "primary_column": "geometry", "columns": {"geometry": column}}, separators=(",", ":"))


def quoted(text: object) -> str:
    return str(text).replace("'", "''")


FORMAT = Format("geoparquet", ".parquet", True, "Incidents with their points and typed columns (GeoParquet 1.1), for analysis.", write)
