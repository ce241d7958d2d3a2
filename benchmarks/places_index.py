"""How fast places are looked up: names a second, opening, nearest place, size and memory, over a file of generated rows.

    .venv/bin/python benchmarks/places_index.py [--rows 12000000] [--names 200000] [--keep FILE] [--json FILE]

Prints a table; with --json it appends one row to a file of JSON lines. The rows are made up: Arabic and English names of two to five
syllables, some with a word for their kind, spread over the boxes of the region. `--keep FILE` leaves the index there, and uses it
where it is already.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import random
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import Any

from rasid import __version__
from rasid.gazetteer.index import IndexWriter, PlaceIndex

SYLLABLES = [
    *(
        "با ba|تا ta|جا ja|حا ha|خا kha|دا da|را ra|زا za|سا sa|شا sha|صا sa|عا a|غا gha|فا fa|قا qa|كا ka|لا la|ما ma|نا na|وا wa".split(
            "|"
        )
    ),
    *(
        "بيل bil|تين tin|جيد jid|حور hur|خوم khum|دور dur|رين rin|زور zur|سوم sum|شير shir|طون tun|عين ayn|فيق fiq|قون qun|كيف kif".split(
            "|"
        )
    ),
    *(
        "لوم lum|ميس mis|نور nur|هوب hub|يال yal|برد bard|ترم tarm|جسر jisr|حمص hims|رقص raqs|سلم salm|شمس shams|قلع qal|كفر kafr".split(
            "|"
        )
    ),
]
HEADS = [("", ""), ("", ""), ("", ""), ("تل ", "Tal "), ("كفر ", "Kafr "), ("ال", "Al-"), ("مخيم ", "Camp "), ("قرية ", "")]
KINDS = ["village", "village", "village", "town", "neighbourhood", "camp", "airport", "hospital"]
COUNTRIES = [
    ("SYR", 32.3, 37.3, 35.7, 42.4),
    ("IRQ", 29.1, 37.4, 38.8, 48.6),
    ("YEM", 12.1, 19.0, 42.6, 53.1),
    ("SDN", 8.7, 22.2, 21.8, 38.6),
]
LENGTHS, WEIGHTS = (2, 3, 4, 5), (1, 2, 4, 3)  # syllable pairs of a name: one place in ten has hundreds of namesakes, most have none or few
OPENED = 20  # times the file is opened; the median is told


def rows(count: int, seed: int = 7) -> Iterator[dict[str, Any]]:
    """Made-up places, the same for the same seed."""
    rng = random.Random(seed)
    pairs = [tuple(s.split()) for s in SYLLABLES]
    for n in range(count):
        head, made = rng.choice(HEADS), rng.choices(pairs, k=rng.choices(LENGTHS, WEIGHTS)[0])
        country, south, north, west, east = rng.choice(COUNTRIES)
        yield {
            "id": f"gn:{n}",
            "kind": rng.choice(KINDS),
            "ar": head[0] + "".join(ar for ar, _ in made),
            "en": head[1] + "".join(en for _, en in made).capitalize(),
            "lat": round(rng.uniform(south, north), 5),
            "lon": round(rng.uniform(west, east), 5),
            "country": country,
            "admin1": f"Province {n % 19}",
            "admin2": f"District {n % 83}",
            "source": f"geonames:{n}",
        }


def resident_mb(kind: str = "VmRSS") -> float:
    """Resident memory of this process in MB, all of it or of a kind: RssAnon its own, RssFile of files that it maps, which the system takes
    back when it needs it. 0 where the platform does not say."""
    status = Path("/proc/self/status")
    lines = status.read_text(encoding="utf-8").splitlines() if status.is_file() else []
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith(f"{kind}:")), 0.0)


def write(path: Path, count: int) -> float:
    """Seconds that writing took."""
    begin = time.perf_counter()
    with IndexWriter(path) as writer:
        for n, row in enumerate(rows(count)):
            writer.add(row)
            if n % 100_000 == 0 and sys.stderr.isatty():
                print(f"\r{n:,} rows", end="", file=sys.stderr)
    return time.perf_counter() - begin


def measure(path: Path, names: int) -> dict[str, Any]:
    opens = []
    for _ in range(OPENED):
        begin = time.perf_counter()
        PlaceIndex.open(path).close()
        opens.append(time.perf_counter() - begin)
    before, own = resident_mb(), resident_mb("RssAnon")
    index = PlaceIndex.open(path)
    count, rng = len(index), random.Random(11)
    numbers = rng.sample(range(1, count + 1), min(names // 2, count))
    asked = [name for n in numbers for row in [index.row(n)] for name in (row["ar"], row["en"])]
    asked += [row["ar"][:-1] + "ث" for row in rows(names // 4, seed=99)]  # that no place bears
    rng.shuffle(asked)
    cold = time.perf_counter()
    for name in asked[: len(asked) // 4]:
        index.find(name)
    cold = len(asked) // 4 / (time.perf_counter() - cold)
    asked, begin, worked, found = asked[len(asked) // 4 :], time.perf_counter(), time.process_time(), 0
    for name in asked:
        found += bool(index.find(name))
    speed, of_cpu = len(asked) / (time.perf_counter() - begin), len(asked) / (time.process_time() - worked)
    common = rng.choices(asked, [1 / (n + 1) for n in range(len(asked))], k=len(asked))  # by Zipf's law, as words of texts are
    begin = time.perf_counter()
    for name in common:
        index.find(name)
    repeated = len(common) / (time.perf_counter() - begin)
    points = [(rng.uniform(30, 37), rng.uniform(39, 48)) for _ in range(500)]
    begin = time.perf_counter()
    for point in points:
        index.nearest(*point)
    nearest = (time.perf_counter() - begin) / len(points)
    return {
        "rows": count,
        "file_mb": round(path.stat().st_size / 1e6),
        "open_ms": round(median(opens) * 1e3, 2),
        "names_a_second_first": round(cold),
        "names_a_second": round(speed),
        "names_a_cpu_second": round(of_cpu),
        "names_a_second_repeated": round(repeated),
        "found_share": round(found / len(asked), 3),
        "nearest_ms": round(nearest * 1e3, 3),
        "memory_mb": round(resident_mb()),
        "memory_grown_mb": round(resident_mb() - before),
        "of_it_own_mb": round(resident_mb("RssAnon") - own),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=100_000, help="rows to generate")
    parser.add_argument("--names", type=int, default=200_000, help="names to look up")
    parser.add_argument("--keep", type=Path, help="leave the index in this file, or use it where it is")
    parser.add_argument("--json", type=Path, help="append one row of JSON to this file")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = options.keep or Path(folder) / "places.sqlite"
        written = None if path.is_file() else write(path, options.rows)
        made = {"version": __version__, "when": datetime.now(UTC).isoformat(timespec="seconds"), "cpus": os.cpu_count()}
        made |= {"python": platform.python_version(), "write_s": written and round(written, 1), **measure(path, options.names)}
    for key, value in made.items():
        print(
            f"{key.replace('_', ' '):24} {value:>14,}" if isinstance(value, (int, float)) else f"{key.replace('_', ' '):24} {value!s:>14}"
        )
    if options.json:
        with options.json.open("a", encoding="utf-8") as handle:
            handle.write(json.dumps(made) + "\n")


if __name__ == "__main__":
    main()
