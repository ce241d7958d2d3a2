"""Codes one shard: what any engine asks of any process."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from rasid.bulk.shards import Shard
from rasid.bulk.taking import taken
from rasid.bulk.writing import Done, ShardWriter
from rasid.intake import Notice, strange_language
from rasid.intake.columns import Mapping
from rasid.intake.opening import Wanted
from rasid.model import InputError, Report

if TYPE_CHECKING:
    from rasid.pipeline import Pipeline


class Job(msgspec.Struct, frozen=True, kw_only=True):
    """What every process of a job knows. `sample`: code every n-th report alone; 1: all. `data_version`: of the driver's data, which every
    machine must have; None: not asked."""

    out: str
    plan: str
    data_version: str | None = None
    lang: str = "ar"
    published: str | None = None
    limit: int = 5_000_000
    mapping: Mapping = Mapping()
    sample: int = 1


def code_shard(pipeline: Pipeline, job: Job, shard: Shard, poison: Iterable[int] = (), at: Callable[[int], Any] = lambda _: None) -> Done:
    """Reads, codes and writes a shard. `poison`: numbers of reports that have killed a process, which are set aside; `at` hears which is
    next. Raises OSError where the disk is full."""
    began = time.perf_counter()
    deadly = frozenset(poison)
    wanted = Wanted(job.published, job.limit, job.mapping, False)
    with ShardWriter(Path(job.out), shard.name) as writer:
        for one in taken(shard, wanted):
            at(one.number)
            if one.number in deadly:
                writer.set_aside(one.where, "a process died over this report, twice.", "It may be huge or strange; look at it by itself.")
            elif isinstance(one.what, Report):
                if one.number % job.sample == 0:
                    code_one(pipeline, writer, one.where, one.what)
            elif isinstance(one.what, InputError):
                writer.set_aside(one.where, str(one.what.what), str(one.what.hint))  # as JSON has them: msgspec takes no subclass
            else:
                writer.counts["empty"] += 1
        return writer.finish(job.plan, shard.number, time.perf_counter() - began)


def code_one(pipeline: Pipeline, writer: ShardWriter, where: str, report: Report) -> None:
    lexicon = pipeline.lexicon
    strange: Notice | str | None = strange_language(report, lexicon.code, lexicon.language.get("word") or "a-z", lexicon.folder.fold)
    if strange:
        writer.coded(where, report, [])
        return
    try:
        events = pipeline.code(report)
    except Exception as error:  # a fault of ours over one report stops no other
        writer.set_aside(where, f"this report could not be coded ({type(error).__name__}).", "This is a fault of Rasid; please report it.")
        return
    writer.coded(where, report, events)
