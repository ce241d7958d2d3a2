"""Reports to measure with: of one length, every one different, put together from the lines of given reports."""

from __future__ import annotations

import json
import random
from collections.abc import Iterable, Iterator
from importlib.resources import files
from pathlib import Path

from rasid.model import Report

SIZE = 2000  # bytes of UTF-8: a report of an agency of some length (those of the monitors have 0.6 to 4 KB)
DAY = "2024-03-09"
ROW_GROUP = 2048  # rows: DuckDB's own vector, so that an archive can be cut where a shard is to end


def shipped() -> list[str]:
    """Lines of the fictional reports of the demonstration."""
    raw = files("rasid.data").joinpath("demo/reports.jsonl").read_text("utf-8")
    return lines_of(json.loads(line)["text"] for line in raw.splitlines() if line)


def lines_of(texts: Iterable[str]) -> list[str]:
    """What archives are put together from: the lines of texts that say something."""
    return [line.strip() for text in texts for line in text.splitlines() if len(line.split()) > 3]


def archive(lines: list[str], count: int, seed: int = 0) -> Iterator[Report]:
    """So many reports of SIZE bytes, no two the same; the same ones for the same seed. `lines`: at least one."""
    draw = random.Random(seed)
    for n in range(count):
        text = f"الخبر رقم {n} من المجموعة {seed}.\n"
        size = len(text.encode())
        while size < SIZE:
            line = draw.choice(lines) + "\n"
            text += line
            size += len(line.encode())
        yield Report(id=f"r{seed}-{n}", text=text.encode()[:SIZE].decode(errors="ignore"), published=DAY, lang="ar")


def to_parquet(reports: Iterable[Report], path: Path) -> None:
    """Writes an archive that `rasid bulk` reads."""
    import duckdb

    rows = path.with_suffix(".jsonl")
    with rows.open("w", encoding="utf-8") as out:
        for r in reports:
            out.write(json.dumps({"id": r.id, "published": r.published, "text": r.text}, ensure_ascii=False) + "\n")
    with duckdb.connect() as connection:
        source, target = (str(p).replace("'", "''") for p in (rows, path))
        connection.execute(f"COPY (SELECT * FROM read_json('{source}')) TO '{target}' (FORMAT parquet, ROW_GROUP_SIZE {ROW_GROUP})")
    rows.unlink()
