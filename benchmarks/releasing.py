"""How long a release takes and how much memory, for N incidents made up of one shape.

    .venv/bin/python benchmarks/releasing.py [N] [profile]

Nothing is asked of a database: what is measured is policy, tables, formats, pages, checksums and ZIP.
"""

from __future__ import annotations

import datetime as dt
import json
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from rasid.project.project import Project
from rasid.project.releasing import draft
from rasid.publish.material import Happening, Told, happenings
from rasid.publish.release import package
from rasid.publish.release.request import Request

TEXT = "قصفت مدفعية الجيش السوري يوم الجمعة بلدة البارة بريف إدلب، ما أدى إلى مقتل ثلاثة مدنيين وإصابة سبعة."
REPORT = json.dumps({"id": "a", "text": TEXT, "published": "2024-03-09", "outlet": "شبكة الشمال"}, ensure_ascii=False) + "\n"


def copies(one: Happening, count: int) -> Iterator[Happening]:
    """As many as asked, on days of ten years, each with ids of its own."""
    start = dt.date(2014, 1, 1)
    for n in range(count):
        day = (start + dt.timedelta(days=n * 3650 // count)).isoformat()
        times = {"day": day, "start": day, "end": day}
        told = [renamed(t, n, day) for t in one.told]
        yield Happening(incident=msgspec.structs.replace(one.incident, id=f"in_{n:016x}", **times), told=told)


def renamed(told: Told, n: int, day: str) -> Told:
    time_ = msgspec.structs.replace(told.event.time, start=day, end=day)
    return msgspec.structs.replace(told, event=msgspec.structs.replace(told.event, id=f"ev_{n:016x}", time=time_), state="accepted")


def main() -> None:
    count, profile = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000, sys.argv[2] if len(sys.argv) > 2 else "public"
    with tempfile.TemporaryDirectory() as folder:
        project = Project.create(Path(folder) / "project")
        (Path(folder) / "a.jsonl").write_text(REPORT, encoding="utf-8")
        list(project.add([Path(folder) / "a.jsonl"]))
        with project.store.reading() as connection:
            one = next(happenings(connection))
        made: Any = package
        made.happenings = lambda connection: copies(one, count)
        began = time.process_time()
        draft(project, Request(version="1", title="A benchmark", profile=profile, released="2025-12-01"), Path(folder) / "out", "benchmark")
        took = time.process_time() - began
        size = sum(p.stat().st_size for p in (Path(folder) / "out").rglob("*") if p.is_file())
        zipped = (Path(folder) / "out.zip").stat().st_size
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{count:,} incidents, {profile}: {took:.1f} s of processor, {count / took:,.0f} a second; {peak:,.0f} MB of memory")
    print(f"folder {size / 1e6:,.0f} MB, ZIP {zipped / 1e6:,.0f} MB")


if __name__ == "__main__":
    main()
