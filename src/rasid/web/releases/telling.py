"""A release as its page shows it: how it stands, what it lets out and holds back, what differs from the last, its first incidents."""

from __future__ import annotations

import csv
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

from rasid.lexicon import Lexicon
from rasid.project import packages, releasing
from rasid.project.project import Project
from rasid.project.standing import OUT, Standing, known, standing
from rasid.publish.policy.wording import said as policy_says
from rasid.publish.release.narrowing import Only
from rasid.publish.release.request import Request
from rasid.publish.release.wording import words
from rasid.web.knowledge.naming import country_names, province_names
from rasid.web.speech import Speech

SHOWN = 50  # lines of a list: the package has all
Counted = list[tuple[str, int | None]]


class Told(NamedTuple):
    """`held`, `changed` and `gone`: what, in words, and how often (None: fewer than ten); `since`: the last release, and what differs from
    it in numbers; `changes`, `tombstones`, `incidents`: the first rows of the package's tables, where it lies on the server."""

    row: Any
    request: Request
    its: Standing
    state: str
    part: list[tuple[str, str]]
    held: Counted
    changed: Counted
    since: dict[str, Any] | None
    gone: Counted
    changes: list[dict[str, str]]
    tombstones: list[dict[str, str]]
    incidents: list[dict[str, str]]
    here: bool


def told(project: Project, version: str, lexicon: Lexicon, say: Speech) -> Told:
    """Raises UsageError where there is no such release."""
    with project.store.reading() as connection:
        row, its = known(connection, version), standing(connection, version)
    request, entry = releasing.request_of(row), its.told
    since = entry.get("since")
    folder = packages.folder_of(project, version)
    gone = [(reason(say, id_), n) for id_, n in ((since or {}).get("gone") or {}).items()]
    return Told(
        row=row,
        request=request,
        its=its,
        state=OUT if row.published else its.state,
        part=part_said(request.only, lexicon, say),
        held=[(policy_says(id_, say.language), n) for id_, n in (entry.get("held") or {}).items()],
        changed=[(policy_says(id_, say.language), n) for id_, n in (entry.get("changed") or {}).items()],
        since=since,
        gone=gone,
        changes=first(folder / "changes.csv"),
        tombstones=[one | {"why": reason(say, one.get("reason", ""))} for one in first(folder / "tombstones.csv")],
        incidents=[row | {"province": province_of(row, lexicon, say)} for row in first(folder / "tables" / "incidents.csv")],
        here=folder.is_dir(),
    )


def first(path: Path) -> list[dict[str, str]]:
    """The first rows of a table of the package; none where it does not lie here."""
    try:
        with path.open(encoding="utf-8", newline="") as handle:
            return list(islice(csv.DictReader(handle), SHOWN))
    except OSError:
        return []


def province_of(row: dict[str, str], lexicon: Lexicon, say: Speech) -> str:
    """In which province its place lies, in words; nothing where that is the place."""
    name = row.get("admin1", "")
    said = say.name(province_names(lexicon, row.get("country"), name), name)
    return "" if said in (row.get("place_en"), row.get("place_ar")) else said


def reason(say: Speech, id_: str) -> str:
    """Why an id is gone, in words."""
    pair = words()["reasons"].get(id_)
    return pair[1 if say.language == "ar" else 0] if pair else id_


def part_said(only: Only, lexicon: Lexicon, say: Speech) -> list[tuple[str, str]]:
    """The part of what may leave, field by field, in words."""
    types, between = lexicon.ontology["event_types"], say(", ", "list")
    listed = {
        say("Type"): [say.name(types[t]["names"], t) if t in types else t for t in only.types],
        say("Party"): [say.name(lexicon.parties.get(p).get("names"), p) for p in only.parties],
        say("Area"): [area_said(a, lexicon, say) for a in only.areas],
        say("From"): [say.day(only.since)] if only.since else [],
        say("To"): [say.day(only.until)] if only.until else [],
    }
    return [(label, between.join(values)) for label, values in listed.items() if values]


def area_said(area: str, lexicon: Lexicon, say: Speech) -> str:
    country, _, province = area.partition("/")
    if province:
        return say.name(province_names(lexicon, country, province), province)
    return say.name(country_names(lexicon).get(country), country)


def state_said(say: Speech, state: str) -> str:
    known_ = {"draft": say("draft"), "declined": say("declined"), "void": say("void"), "published": say("published")}
    return known_.get(state, state)


def change_said(say: Speech, change: str) -> str:
    known_ = {"added": say("added"), "changed": say("changed"), "removed": say("removed")}
    return known_.get(change, change)
