"""Proposed merges: why two incidents may be one, respect by respect, as bars with their words and weights beside them."""

from __future__ import annotations

from typing import NamedTuple

from rasid.linking.account import Level
from rasid.linking.incident import Incident
from rasid.linking.scoring import Scorer
from rasid.project.linked import Proposal
from rasid.project.merging import marked
from rasid.publish.map.plain import harmless
from rasid.web.incident import sentences
from rasid.web.speech import Speech

LEAST = 0.3  # bits of a level that is drawn for itself; the smaller ones are added up in one bar
SEEN = 0.05  # bits that are no more than 0.0 as they are written
WIDEST = 4.0  # bits that fill half the drawing; more, where a level weighs more


class Bar(NamedTuple):
    """`start`, `width`: in hundredths of the drawing, whose middle is 0 bits; `speaks`: for or against."""

    says: str
    weight: float
    start: float
    width: float
    speaks: str


class Proposed(NamedTuple):
    """Another incident that may be this one. `seen`: its id and the mark of its accounts; `number`: of this incident's account in the
    pair; `joins`: the pair alone would be linked, and other accounts speak against it."""

    id: str
    seen: str
    mine: int
    type: str
    place: str
    day: str
    outlets: str
    accounts: int
    killed: tuple[int | None, int | None, int | None]
    score: float
    joins: bool
    bars: list[Bar]
    pairs: int


def proposed(
    found: list[Proposal], others: dict[str, Incident], numbers: dict[str, int], scorer: Scorer, say: Speech, types: dict[str, str]
) -> list[Proposed]:
    """`others`: the incidents by id; `numbers`: of this incident's accounts; `types`: their names."""
    made = []
    for one in found:
        there = others[one.incident]
        dead = there.figures("killed")
        made.append(
            Proposed(
                id=there.id,
                seen=seen(there),
                mine=numbers[one.mine],
                type=types.get(there.type, there.type),
                place=harmless(say.name(there.place.names)) if there.place else "",
                day=say.day(there.day) if there.day else "",
                outlets=harmless(sentences.listed(say, there.outlets)),
                accounts=len(there.accounts),
                killed=(dead.low, dead.best, dead.high) if dead else (None, None, None),
                score=one.score,
                joins=one.score >= scorer.threshold,
                bars=bars(one.levels, scorer, say),
                pairs=one.pairs,
            )
        )
    return made


def seen(incident: Incident) -> str:
    """What a form carries, so that nobody merges another incident than he saw: the id, and the mark of its accounts."""
    return f"{incident.id}:{marked(a.event for a in incident.accounts)}"


def bars(levels: list[Level], scorer: Scorer, say: Speech) -> list[Bar]:
    """A bar for each level that weighs something, and one for the rest, so that they add up to the score."""
    widest = max([WIDEST, *(abs(x.weight) for x in levels)])
    drawn = [(harmless(scorer.explain(x, say.language)), x.weight) for x in levels if abs(x.weight) >= LEAST]
    rest = round(sum(x.weight for x in levels if abs(x.weight) < LEAST), 3)
    return [bar(says, weight, widest) for says, weight in [*drawn, *([(say("what else was compared"), rest)] if abs(rest) >= SEEN else [])]]


def bar(says: str, weight: float, widest: float) -> Bar:
    wide = round(50 * abs(weight) / widest, 1)
    return Bar(says, weight, 50.0, wide, "for") if weight >= 0 else Bar(says, weight, 50 - wide, wide, "against")
