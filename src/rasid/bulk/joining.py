"""A coded archive linked: which of its events tell of one happening, by the rules that keep a project up, in blocks of days.

Five stages: reports that are one text are found; the accounts are laid out by day; the keys of each found; the pairs that meet compared;
what hangs together clustered and composed. Each is cut into blocks whose files lie in `linking/` of the archive's folder, so that a run
that was stopped is taken up; at the end `incidents/` is put there whole. Memory holds some bytes an event, and of accounts those of a
block and its neighbours.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import sqlite3
from array import array
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import msgspec

from rasid import __version__
from rasid.bulk.laying import ACCOUNTS, KEYS, PARTS, Shelf, lay_accounts, lay_keys, made, opened
from rasid.bulk.matching import HELD, Block, Linking, Told, link_work
from rasid.bulk.reprinting import TEXTS, Reprints, families_of, lay_texts
from rasid.bulk.running import MANIFEST, Manifest
from rasid.bulk.supervising import disk_told, supervised
from rasid.bulk.writing import whole
from rasid.linking.grouping import is_large
from rasid.linking.keys import MOST
from rasid.linking.scoring import Scorer
from rasid.model import UsageError

FOLDER, OUT, LINKED = "linking", "incidents", "linked.json"
BLOCK = 5000  # accounts of a block
Heard = Callable[[str, int, int], None]  # the stage, and how many of how many blocks are done
Engine = Callable[[list[Block], Linking, int], Iterator[Told]]


class Linked(msgspec.Struct, frozen=True, kw_only=True):
    """What linking an archive came to. `doubled`: events whose id came before, left out; `reprinted`: reports that are one text with
    another; `largest`: events of the largest component; `compared`: pairs that met by their keys; `kept`: those that say something."""

    plan: str
    rasid: str
    data_version: str
    events: int
    doubled: int
    reprinted: int
    incidents: int
    components: int
    largest: int
    compared: int
    kept: int


def locally(blocks: list[Block], job: Linking, jobs: int) -> Iterator[Told]:
    yield from supervised(blocks, job, jobs, link_work, job.folder)


def coded_in(out: Path) -> Manifest:
    """What was coded there. Raises UsageError where nothing was, or not to its end."""
    path = out / MANIFEST
    try:
        return msgspec.json.decode(path.read_bytes(), type=Manifest)
    except FileNotFoundError:
        hint = "Name a folder that `rasid bulk` has finished."
        raise UsageError("there is no coded archive here.", where=str(out), hint=hint) from None
    except msgspec.DecodeError:
        raise UsageError("the manifest of this archive cannot be read.", where=str(path)) from None


def plan_of(out: Path, scorer: Scorer, data_version: str, asked: list[Any]) -> str:
    """Of everything that decides what comes out: the events, the weights, the data, what was asked."""
    told = [(out / MANIFEST).read_bytes().decode(), sorted(scorer.weights.items()), data_version, __version__, asked]
    return hashlib.sha256(msgspec.json.encode(told)).hexdigest()[:16]


def link_archive(
    out: Path,
    scorer: Scorer,
    data_version: str,
    jobs: int,
    heard: Heard = lambda _stage, _done, _all: None,
    engine: Engine = locally,
    most: int = MOST,
    held: int = HELD,
    block: int = BLOCK,
    reprints: bool = True,
) -> Linked:
    """Links what `rasid bulk` has coded into `out`. `reprints`: whether reports that are one text are found by their words, for which the
    sources are read again; else those alone that are one letter for letter. Raises UsageError where there is nothing, RasidError where it
    cannot go on."""
    manifest = coded_in(out)
    with disk_told(str(out)):
        plan = plan_of(out, scorer, data_version, [most, reprints])
        if (before := linked_in(out)) is not None and before.plan == plan and (out / OUT).is_dir():
            return before
        folder = begun(out, f"{plan} {block}")
        job = Linking(folder=str(folder), lang=str(manifest.asked.get("lang", "ar")), held=held)

        def run(blocks: list[Block]) -> int:
            left = [b for b in blocks if not (b.file(folder).is_file() and count_of(folder, b).is_file())]
            for done, told in enumerate(engine(left, job, jobs), len(blocks) - len(left) + 1):
                heard(told.block.stage, done, len(blocks))
                counted(folder, told)
            return sum_of(folder, blocks)

        if not (folder / ACCOUNTS).is_file():
            known = None
            if reprints:
                if not (folder / TEXTS).is_file():
                    run(cut("texts", manifest.shards, 1))
                    lay_texts(folder)
                    shutil.rmtree(folder / "texts", ignore_errors=True)
                found = cut("reprints", len(Reprints(folder, job.lang)), block)
                run(found)
                known = families_of(lambda: one_text_in(folder, found))
            heard("accounts", 0, 1)
            lay_accounts(out, folder, known)
        with opened(folder / ACCOUNTS) as accounts:
            reprinted = int(accounts.execute("SELECT reports FROM reprinted").fetchone()[0])
        count = len(Shelf(folder / ACCOUNTS, 0))
        if not (folder / KEYS).is_file():
            run(cut("keys", count, block))
            lay_keys(folder, most)
        links = cut("links", count, block)
        compared = run(links)
        if not (folder / PARTS).is_file():
            lay_parts(folder, links, count, scorer.threshold)
        with sqlite3.connect(folder / PARTS) as parts:
            sizes = [row[0] for row in parts.execute("SELECT count(*) FROM parts GROUP BY part ORDER BY part")]
            kept = int(parts.execute("SELECT kept FROM counted").fetchone()[0])
        parts.close()
        incidents = run(cut_parts(sizes, block))
        told = Linked(
            plan=plan,
            rasid=__version__,
            data_version=data_version,
            events=count,
            doubled=manifest.events - count,
            reprinted=reprinted,
            incidents=incidents,
            components=len(sizes),
            largest=max(sizes, default=0),
            compared=compared,
            kept=kept,
        )
        put_in_place(out, folder, told)
        return told


def linked_in(out: Path) -> Linked | None:
    """What the last linking came to, where there was one."""
    try:
        return msgspec.json.decode((out / LINKED).read_bytes(), type=Linked)
    except (FileNotFoundError, msgspec.DecodeError):
        return None


def begun(out: Path, plan: str) -> Path:
    """The folder of the work: as a run of the same plan has left it, or empty."""
    folder, mark = out / FOLDER, out / FOLDER / "plan"
    if not mark.is_file() or mark.read_text("utf-8") != plan:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        whole(mark, plan.encode())
    for leftover in folder.glob("*/.*"):
        leftover.unlink(missing_ok=True)
    return folder


def cut(stage: Any, count: int, block: int) -> list[Block]:
    return [Block(number=n, stage=stage, start=start, end=min(start + block, count)) for n, start in enumerate(range(0, count, block))]


def cut_parts(sizes: list[int], block: int) -> list[Block]:
    """Components, in blocks of so many accounts together; a large one may make a block of more."""
    found: list[Block] = []
    start = held = 0
    for part, size in enumerate(sizes):
        held += size
        if held >= block or part == len(sizes) - 1:
            found.append(Block(number=len(found), stage="incidents", start=start, end=part + 1))
            start, held = part + 1, 0
    return found


def count_of(folder: Path, block: Block) -> Path:
    """Where it stands what a block came to: a block is done when this and its own file are there."""
    return folder / "counts" / f"{block.stage}-{block.number:06d}"


def counted(folder: Path, told: Told) -> None:
    path = count_of(folder, told.block)
    path.parent.mkdir(exist_ok=True)
    whole(path, str(told.found if told.block.stage == "incidents" else told.compared).encode())


def sum_of(folder: Path, blocks: Iterable[Block]) -> int:
    return sum(int(count_of(folder, b).read_text()) for b in blocks)


def one_text_in(folder: Path, blocks: Iterable[Block]) -> Iterator[tuple[str, str]]:
    for block in blocks:
        with block.file(folder).open("rb") as lines:
            for line in lines:
                a, b = msgspec.json.decode(line)
                yield a, b


# Components ---------------------------------------------------------------------------------------------------------------------


def lay_parts(folder: Path, blocks: list[Block], count: int, threshold: float) -> None:
    """Which accounts hang together, components numbered by their first account; of large ones also the pairs kept."""
    above = array("q", range(count))
    kept = 0
    for a, b, score in pairs_in(folder, blocks):
        kept += 1
        if score >= threshold:
            a, b = root(above, a), root(above, b)
            above[max(a, b)] = min(a, b)
    part, sizes = array("q", bytes(8 * count)), array("q")
    for at in range(count):
        first = root(above, at)
        if first == at:
            part[at] = len(sizes)
            sizes.append(0)
        part[at] = part[first]
        sizes[part[at]] += 1

    def write(lite: sqlite3.Connection) -> None:
        lite.execute("CREATE TABLE parts (part INTEGER, at INTEGER, PRIMARY KEY (part, at)) WITHOUT ROWID")
        lite.execute("CREATE TABLE links (part INTEGER, a INTEGER, b INTEGER, score REAL, PRIMARY KEY (part, a, b)) WITHOUT ROWID")
        lite.execute("CREATE TABLE counted (kept INTEGER)")
        lite.execute("INSERT INTO counted VALUES (?)", (kept,))
        lite.executemany("INSERT INTO parts VALUES (?, ?)", ((part[at], at) for at in sorted(range(count), key=part.__getitem__)))
        large = ((part[a], a, b, s) for a, b, s in pairs_in(folder, blocks) if part[a] == part[b] and is_large(sizes[part[a]]))
        lite.executemany("INSERT INTO links VALUES (?, ?, ?, ?)", large)

    made(folder / PARTS, write)


def pairs_in(folder: Path, blocks: Iterable[Block]) -> Iterator[tuple[int, int, float]]:
    decoder = msgspec.json.Decoder()
    for block in blocks:
        with block.file(folder).open("rb") as lines:
            for line in lines:
                row = decoder.decode(line)
                yield row["a"], row["b"], row["score"]


def root(above: array[int], at: int) -> int:
    while above[at] != at:
        above[at] = at = above[above[at]]
    return at


def put_in_place(out: Path, folder: Path, linked: Linked) -> None:
    """The new incidents instead of those of before; the mark that they are there last."""
    (out / LINKED).unlink(missing_ok=True)
    shutil.rmtree(out / OUT, ignore_errors=True)
    made_here = folder / "incidents"
    made_here.mkdir(exist_ok=True)
    os.replace(made_here, out / OUT)
    whole(out / LINKED, msgspec.json.format(msgspec.json.encode(linked), indent=1))
    shutil.rmtree(folder, ignore_errors=True)
