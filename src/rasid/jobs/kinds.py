"""What can be asked for: which right it needs when its turn comes, what does it, and of what kind is what it finds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any, NamedTuple

import msgspec

from rasid.jobs import adding, feeds, files, releases, teaching, upkeep
from rasid.jobs.task import Task
from rasid.model.worded import Worded, packed, unpacked
from rasid.project.previewing import Preview
from rasid.project.team.rights import Right


class Kind(NamedTuple):
    """`seen`: whether what it finds goes by what who asked may see; then he sees nothing of another's, who sees more."""

    right: Right
    do: Callable[[Task], Worded]
    finds: Any = None
    seen: bool = False


KINDS = {
    "gaps": Kind(Right.TEACH, teaching.read_gaps, teaching.Found, seen=True),
    "rehearse": Kind(Right.APPROVE, teaching.rehearse, teaching.Looked, seen=True),
    "take": Kind(Right.APPROVE, teaching.take),
    "recode-look": Kind(Right.APPROVE, upkeep.look, teaching.Looked, seen=True),
    "recode": Kind(Right.APPROVE, upkeep.recode),
    "link": Kind(Right.LINK, upkeep.link),
    "preview": Kind(Right.PUBLISH, releases.look, Preview, seen=True),
    "release": Kind(Right.PUBLISH, releases.make),
    "again": Kind(Right.PUBLISH, releases.again),
    "sign": Kind(Right.PUBLISH, releases.sign),
    "check": Kind(Right.PUBLISH, releases.check),
    "file": Kind(Right.PUBLISH, files.write, files.Made, seen=True),
    "feeds": Kind(Right.APPROVE, feeds.ask, adding.Added),
    "add": Kind(Right.REVIEW, adding.add, adding.Added),
}


def written(result: Any) -> str | None:
    """What was found, as a job keeps it."""
    if result is None:
        return None
    return msgspec.json.encode(result, enc_hook=lambda value: packed(value) if isinstance(value, str) else NotImplemented).decode()


def read(kind: str, result: str | None) -> Any:
    """What `written` gave; None where there is nothing, or another version of Rasid wrote it."""
    if result is None or kind not in KINDS:
        return None
    try:
        found = msgspec.json.decode(result, type=KINDS[kind].finds, dec_hook=lambda kind, value: Counter(value))
    except msgspec.DecodeError:
        return None
    if isinstance(found, teaching.Looked):
        return found._replace(warnings=[unpacked(w) for w in found.warnings])
    if isinstance(found, adding.Added):
        told = [adding.Problem(p.where, unpacked(p.what), unpacked(p.hint)) for p in found.problems]
        return found._replace(problems=told)
    return found
