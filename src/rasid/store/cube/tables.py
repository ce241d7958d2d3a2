"""The cube's tables, in DuckDB's memory, and how rows as the store has them become rows of codes.

Every value is a small number: events by `n` in the order they came in, all else by the dictionaries `d_…`. What an event has several of
stands in `x_…` (to be asked by) and, where it is counted, in a list beside the event too, which is counted in a third of the time.
Nothing of a report's words comes in.
"""

from __future__ import annotations

from typing import Any

FETCHED = {  # rows as they are read from the store, by table: columns with their kinds
    "f_event": (
        *(("id", "VARCHAR"), ("report", "VARCHAR"), ("type", "VARCHAR"), ("state", "VARCHAR"), ("day", "VARCHAR"), ("start", "VARCHAR")),
        *(("ends", "VARCHAR"), ("coarse", "INTEGER"), ("country", "VARCHAR"), ("admin1", "VARCHAR"), ("admin2", "VARCHAR")),
        *(("place", "VARCHAR"), ("lat", "FLOAT"), ("lon", "FLOAT"), ("precise", "INTEGER"), ("killed", "INTEGER")),
    ),
    "f_weapon": (("id", "VARCHAR"), ("weapon", "VARCHAR")),
    "f_party": (("id", "VARCHAR"), ("side", "VARCHAR"), ("party", "VARCHAR")),
    "f_at": (("id", "VARCHAR"), ("country", "VARCHAR"), ("admin1", "VARCHAR"), ("admin2", "VARCHAR"), ("place", "VARCHAR")),
    "f_source": (("id", "VARCHAR"), ("source", "VARCHAR")),
    "f_flag": (("id", "VARCHAR"), ("flag", "VARCHAR")),
    "f_report": (("id", "VARCHAR"), ("outlet", "VARCHAR")),
}
NAMED = ("report", "outlet", "type", "state", "country", "province", "district", "place", "party", "pair", "weapon", "source", "flag")
PARTS = ("x_party", "x_at", "x_source", "x_weapon", "x_flag")
EPOCH = "DATE '1970-01-01'"
MEMORY = ":memory:"
THREADS = 2


def empty(file: str = MEMORY) -> Any:
    """A database of DuckDB that holds nothing yet."""
    import duckdb  # late: 70 MB

    duck = duckdb.connect(file, config={"threads": THREADS})
    duck.execute("SET enable_progress_bar = false")  # on the terminal of whoever serves the pages
    return duck


def make(duck: Any) -> None:
    """Empty tables."""
    for name in NAMED:
        duck.execute(f"CREATE TABLE d_{name} (k INTEGER, value VARCHAR)")
    duck.execute(
        "CREATE TABLE ev (n INTEGER, id VARCHAR, report INTEGER, outlet INTEGER, type INTEGER, state INTEGER, day VARCHAR, start INTEGER, "
        "ends INTEGER, month INTEGER, coarse UTINYINT, country INTEGER, province INTEGER, district INTEGER, place INTEGER, lat FLOAT, "
        "lon FLOAT, precise UTINYINT, killed INTEGER, pairs INTEGER[], weapons INTEGER[], sources INTEGER[])"
    )
    duck.execute("CREATE TABLE x_party (n INTEGER, side VARCHAR, k INTEGER)")
    duck.execute("CREATE TABLE x_at (n INTEGER, country INTEGER, province INTEGER, district INTEGER, place INTEGER)")
    for name in ("source", "weapon", "flag"):
        duck.execute(f"CREATE TABLE x_{name} (n INTEGER, k INTEGER)")


def take_out(duck: Any, reports: list[str]) -> None:
    """All events of these reports."""
    duck.execute(
        "CREATE OR REPLACE TEMP TABLE gone AS SELECT n FROM ev JOIN d_report r ON r.k = ev.report WHERE r.value IN (SELECT unnest(?))",
        [reports],
    )
    for name in ("ev", *PARTS):
        duck.execute(f"DELETE FROM {name} WHERE n IN (SELECT n FROM gone)")


def take_in(duck: Any, files: dict[str, str]) -> None:
    """The rows that lie in these CSV files, by table of `FETCHED`."""
    for name, columns in FETCHED.items():
        kinds = ", ".join(f"'{c}': '{kind}'" for c, kind in columns)
        duck.execute(
            f"CREATE OR REPLACE TEMP TABLE {name} AS SELECT * FROM read_csv(?, header=false, delim=',', quote='\"', escape='\"', "
            f"auto_detect=false, nullstr='', columns={{{kinds}}})",
            [files[name]],
        )
    for part in ("f_event", "f_at"):
        for level, told in (("province", "country || '/' || admin1"), ("district", "country || '/' || admin1 || '/' || admin2")):
            duck.execute(f"ALTER TABLE {part} ADD COLUMN {level} VARCHAR")
            duck.execute(f"UPDATE {part} SET {level} = {told}")
    duck.execute(
        "CREATE OR REPLACE TEMP TABLE f_pair AS SELECT DISTINCT a.id, a.party || chr(31) || b.party AS pair "
        "FROM f_party a JOIN f_party b USING (id) WHERE a.side = 'initiator' AND b.side = 'target'"
    )
    for name in ("type", "state", "country", "province", "district", "place"):
        name_all(duck, name, "f_event")
    for name in ("country", "province", "district", "place"):
        name_all(duck, name, "f_at")
    for name in ("weapon", "party", "source", "flag", "pair"):
        name_all(duck, name, f"f_{name}")
    name_all(duck, "outlet", "f_report")
    name_all(duck, "report", "f_report", "id")
    for name in ("pair", "weapon", "source"):
        duck.execute(
            f"CREATE OR REPLACE TEMP TABLE l_{name} AS SELECT f.id, list(DISTINCT d.k) ks FROM f_{name} f "
            f"JOIN d_{name} d ON d.value = f.{name} GROUP BY 1"
        )
    plain = ("type", "state", "country", "province", "district", "place")
    joins = " ".join(f"LEFT JOIN d_{c} ON d_{c}.value = f.{c}" for c in plain)
    lists = " ".join(f"LEFT JOIN l_{c} ON l_{c}.id = f.id" for c in ("pair", "weapon", "source"))
    first = duck.execute("SELECT coalesce(max(n), 0) FROM ev").fetchone()[0]
    day = "date_diff('day', {epoch}, CAST({column} AS DATE))"
    duck.execute(
        f"INSERT INTO ev SELECT {first} + row_number() OVER (ORDER BY f.rowid), f.id, d_report.k, d_outlet.k, d_type.k, d_state.k, f.day, "
        f"{day.format(epoch=EPOCH, column='f.start')}, {day.format(epoch=EPOCH, column='coalesce(f.ends, f.start)')}, "
        f"CAST(substr(f.start, 1, 4) AS INTEGER) * 12 + CAST(substr(f.start, 6, 2) AS INTEGER) - 1, coalesce(f.coarse, 1), "
        f"d_country.k, d_province.k, d_district.k, d_place.k, f.lat, f.lon, f.precise, f.killed, l_pair.ks, l_weapon.ks, l_source.ks "
        f"FROM f_event f {joins} {lists} LEFT JOIN f_report ON f_report.id = f.report LEFT JOIN d_report ON d_report.value = f.report "
        f"LEFT JOIN d_outlet ON d_outlet.value = f_report.outlet"
    )
    new = f"JOIN ev ON ev.id = f.id AND ev.n > {first}"
    duck.execute(f"INSERT INTO x_party SELECT ev.n, f.side, d.k FROM f_party f {new} JOIN d_party d ON d.value = f.party")
    places = " ".join(f"LEFT JOIN d_{c} ON d_{c}.value = f.{c}" for c in plain[2:])
    duck.execute(f"INSERT INTO x_at SELECT ev.n, {', '.join(f'd_{c}.k' for c in plain[2:])} FROM f_at f {new} {places}")
    for name in ("source", "weapon", "flag"):
        duck.execute(f"INSERT INTO x_{name} SELECT ev.n, d.k FROM f_{name} f {new} JOIN d_{name} d ON d.value = f.{name}")
    for name in (*FETCHED, "f_pair", "l_pair", "l_weapon", "l_source"):
        duck.execute(f"DROP TABLE {name}")


def name_all(duck: Any, name: str, table: str, column: str | None = None) -> None:
    """Gives a code to each value that has none."""
    told = column or name
    duck.execute(
        f"INSERT INTO d_{name} SELECT (SELECT coalesce(max(k), 0) FROM d_{name}) + row_number() OVER (), value FROM "
        f"(SELECT DISTINCT {told} AS value FROM {table} WHERE {told} IS NOT NULL AND {told} NOT IN (SELECT value FROM d_{name}) ORDER BY 1)"
    )
