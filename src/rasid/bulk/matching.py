"""What each process of a linking job does: keys of a block of accounts, the pairs that they make, and the incidents of some components."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from functools import cached_property
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, Literal, NamedTuple

import msgspec

from rasid.bulk.laying import ACCOUNTS, KEYS, PARTS, KeyIndex, Shelf, opened, pieces
from rasid.bulk.reprinting import ArchiveTexts, Reprints
from rasid.bulk.supervising import answer, quietly
from rasid.bulk.writing import to_parquet
from rasid.linking.account import Account, Link
from rasid.linking.composing import composed
from rasid.linking.grouping import grouped, kept
from rasid.linking.incident import Incident
from rasid.linking.keys import Keys
from rasid.linking.scoring import Scorer

HELD = 12_000  # accounts with their profiles that a process holds at most: some 250 MB
SOME = 1000  # accounts of which the neighbours are looked up at once

INCIDENTS = {
    **dict.fromkeys(("incident_id", "type", "status"), "VARCHAR"),
    "background": "BOOLEAN",
    **dict.fromkeys(("day", "date_start", "date_end"), "VARCHAR"),
    "date_precision": "INTEGER",
    "place_id": "VARCHAR",
    **dict.fromkeys(("lat", "lon"), "DOUBLE"),
    **dict.fromkeys(("country", "admin1", "admin2"), "VARCHAR"),
    "place_precision": "INTEGER",
    **dict.fromkeys(("accounts", "reports", "sources"), "INTEGER"),
    **dict.fromkeys(("outlets", "initiators", "targets"), "VARCHAR[]"),
    **{f"{effect}_{which}": "BIGINT" for effect in ("killed", "injured", "detained", "displaced") for which in ("low", "best", "high")},
    **dict.fromkeys(("conflicts", "events"), "VARCHAR[]"),
    "record": "VARCHAR",
}


class Block(msgspec.Struct, frozen=True, kw_only=True):
    """A part of the work: of shards (texts), reports (reprints), accounts (keys, links) or components (incidents), from `start` up to
    `end`, which is not among them."""

    number: int
    stage: Literal["texts", "reprints", "keys", "links", "incidents"]
    start: int
    end: int

    def file(self, folder: Path) -> Path:
        """What it leaves when it is done."""
        return folder / self.stage / f"{self.number:06d}.{'parquet' if self.stage == 'incidents' else 'jsonl'}"


class Linking(msgspec.Struct, frozen=True, kw_only=True):
    """What every process of the job knows. `held`: accounts in the memory of one at most."""

    folder: str
    lang: str
    held: int = HELD


class Told(NamedTuple):
    """A block that is done: accounts or incidents found in it, and pairs compared."""

    block: Block
    found: int
    compared: int = 0


def link_work(pipe: Connection, at: Any, job: Linking) -> None:
    """A process: does the blocks that it is given until there are no more."""
    from rasid.lexicon import Lexicon

    quietly()
    matcher = Matcher(job, Scorer(Lexicon.load(job.lang), job.held))
    answer(pipe, at, lambda block, _poison, _told: matcher.do(block))


class Matcher:
    """Does blocks, one after another; what it has read of accounts and found of pairs is held for the next."""

    def __init__(self, job: Linking, scorer: Scorer) -> None:
        self.folder, self.scorer, self.held, self.lang = Path(job.folder), scorer, job.held, job.lang
        self.encode = msgspec.json.Encoder().encode
        self.texts: ArchiveTexts | None = None
        self.reprinted: Reprints | None = None
        self.index: KeyIndex | None = None
        self.parts: sqlite3.Connection | None = None

    def do(self, block: Block) -> Told:
        """Does a block and puts its file in place, whole. Raises OSError or duckdb.IOException where the disk is full."""
        acts: dict[str, Callable[[Block, Path], Told]] = {
            "texts": self.read,
            "reprints": self.reprints,
            "keys": self.keys,
            "links": self.links,
            "incidents": self.incidents,
        }
        file = block.file(self.folder)
        file.parent.mkdir(exist_ok=True)
        beside = file.with_name(f".{file.name}.{os.getpid()}.rows")
        try:
            done = acts[block.stage](block, beside)
            if block.stage == "incidents":
                made = beside.with_suffix(".part")
                to_parquet(beside, made, INCIDENTS)
                os.replace(made, file)
            else:
                os.replace(beside, file)
        finally:
            beside.unlink(missing_ok=True)
            beside.with_suffix(".part").unlink(missing_ok=True)
        return done

    @cached_property
    def shelf(self) -> Shelf:
        return Shelf(self.folder / ACCOUNTS, self.held)

    # Reprints -------------------------------------------------------------------------------------------------------------------

    def read(self, block: Block, out: Path) -> Told:
        if self.texts is None:
            self.texts = ArchiveTexts(self.folder.parent)
        count = 0
        with out.open("wb") as file:
            for shard in self.texts.plan.shards[block.start : block.end]:
                for row in self.texts.rows(shard):
                    file.write(self.encode(row) + b"\n")
                    count += 1
            on_disk(file)
        return Told(block, count)

    def reprints(self, block: Block, out: Path) -> Told:
        if self.reprinted is None:
            self.reprinted = Reprints(self.folder, self.lang)
        count = 0
        with out.open("wb") as file:
            for a, b in self.reprinted.pairs(block.start, block.end):
                file.write(self.encode((a, b)) + b"\n")
                count += 1
            on_disk(file)
        return Told(block, count)

    # Keys and pairs -------------------------------------------------------------------------------------------------------------

    def keys(self, block: Block, out: Path) -> Told:
        with out.open("wb") as file:
            for start in range(block.start, block.end, SOME):
                for at, account in self.shelf.take(range(start, min(start + SOME, block.end))).items():
                    for key in sorted(self.scorer.keys(account).kept):
                        file.write(self.encode({"key": key, "n": at}) + b"\n")
            on_disk(file)
        return Told(block, block.end - block.start)

    def links(self, block: Block, out: Path) -> Told:
        """Every pair whose later account lies in the block: compared once, and kept where it says something."""
        compared = 0
        with out.open("wb") as file:
            for start in range(block.start, block.end, SOME):
                accounts = self.shelf.take(range(start, min(start + SOME, block.end)))
                pairs = self.pairs({at: self.scorer.keys(account) for at, account in accounts.items()})
                compared += len(pairs)
                accounts |= self.shelf.take({at for pair in pairs for at in pair} - accounts.keys())
                for a, b in sorted(pairs):
                    link = self.scorer.compare(accounts[a], accounts[b])
                    if kept(link, self.scorer.threshold):
                        file.write(self.encode({"a": a, "b": b, "score": link.score}) + b"\n")
            on_disk(file)
        return Told(block, block.end - block.start, compared)

    def pairs(self, keys: dict[int, Keys]) -> set[tuple[int, int]]:
        """These with the earlier accounts that they find by their keys."""
        if self.index is None:
            self.index = KeyIndex(self.folder / KEYS)
        seekers: dict[str, list[int]] = {}
        for at, its in keys.items():
            for key in its.seeking(self.index.crowded):
                seekers.setdefault(key, []).append(at)
        return {(found, at) for key, found in self.index.under(seekers) for at in seekers[key] if found < at}

    # Incidents ------------------------------------------------------------------------------------------------------------------

    def incidents(self, block: Block, out: Path) -> Told:
        if self.parts is None:
            self.parts = opened(self.folder / PARTS)
        places: dict[int, list[int]] = {}
        for part, at in self.parts.execute("SELECT part, at FROM parts WHERE part >= ? AND part < ?", (block.start, block.end)):
            places.setdefault(part, []).append(at)
        count = 0
        with out.open("wb") as file:
            for some in batched(places):
                accounts = self.shelf.take(at for part in some for at in places[part])
                for part in some:
                    for incident in self.told(part, {accounts[at].id: accounts[at] for at in places[part]}, places[part]):
                        file.write(self.encode(row_of(incident, self.encode)) + b"\n")
                        count += 1
            on_disk(file)
        return Told(block, count)

    def told(self, part: int, known: dict[str, Account], places: list[int]) -> list[Incident]:
        groups = grouped(sorted(known), known, lambda: self.kept_of(part, places), (), self.scorer, self.scorer.compare)
        return [composed([known[id_] for id_ in group], self.scorer) for group in groups]

    def kept_of(self, part: int, places: list[int]) -> list[Link]:
        """The pairs kept of a large component."""
        assert self.parts is not None
        ids: dict[int, str] = {}
        for some in pieces(places):
            marks = ", ".join("?" * len(some))
            ids |= dict(self.shelf.lite.execute(f"SELECT at, id FROM accounts WHERE at IN ({marks})", some))
        found = self.parts.execute("SELECT a, b, score FROM links WHERE part = ?", (part,))
        return [Link(a=min(ids[a], ids[b]), b=max(ids[a], ids[b]), score=score, levels=[]) for a, b, score in found]


def batched(places: dict[int, list[int]]) -> list[list[int]]:
    """Components by some at a time: as many as have SOME accounts together."""
    found: list[list[int]] = []
    size = SOME
    for part, its in places.items():
        if size >= SOME:
            found.append([])
            size = 0
        found[-1].append(part)
        size += len(its)
    return found


def on_disk(file: Any) -> None:
    file.flush()
    os.fsync(file.fileno())


def row_of(incident: Incident, encode: Callable[[Any], bytes]) -> dict[str, Any]:
    """An incident as the table has it."""
    place = incident.place
    row: dict[str, Any] = {
        "incident_id": incident.id,
        **{
            k: getattr(incident, k)
            for k in ("type", "status", "background", "day", "date_precision", "reports", "sources", "outlets", "conflicts")
        },
        "date_start": incident.start,
        "date_end": incident.end,
        "accounts": len(incident.accounts),
        "initiators": [p.actor for p in incident.initiators if p.actor],
        "targets": [p.actor for p in incident.targets if p.actor],
        "events": [a.event for a in incident.accounts],
        "record": encode(incident).decode(),
    }
    if place is not None:
        row |= {"place_id": place.id, "place_precision": place.precision}
        row |= {k: getattr(place, k) for k in ("lat", "lon", "country", "admin1", "admin2")}
    for effect in ("killed", "injured", "detained", "displaced"):
        figures = incident.figures(effect)
        row |= {f"{effect}_{which}": getattr(figures, which, None) for which in ("low", "best", "high")}
    return row
