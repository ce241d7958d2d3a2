"""Reports labelled with which of their events are one happening: reading them, linking them, and how well that agrees."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import combinations
from pathlib import Path
from typing import Any, NamedTuple

from rasid.linking.account import Account, Link
from rasid.linking.clustering import clustered
from rasid.linking.keys import MOST, crowded, met
from rasid.linking.scoring import Scorer
from rasid.model import Event, Evidence, Initiator, Instrument, Place, Report, Source, Target, Time, Toll
from rasid.model.event import event_id


class Labelled(NamedTuple):
    """A labelled report with its events as accounts; `incidents`: the happening of each event id."""

    report: Report
    accounts: list[Account]
    incidents: dict[str, str]


class Agreement(NamedTuple):
    precision: float
    recall: float

    @property
    def f1(self) -> float:
        return 2 * self.precision * self.recall / (self.precision + self.recall) if self.precision + self.recall else 0.0


def load(path: Path) -> list[Labelled]:
    """The reports of a labelled file, each with its gold events as accounts. Reprints are found by their words, as a project would."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    families = reprints({row["id"]: row["text"] for row in rows})
    return [labelled(row, families[row["id"]]) for row in rows]


def labelled(row: Mapping[str, Any], family: str) -> Labelled:
    report = Report(id=row["id"], text=row["text"], published=row["published"], title=row.get("title"), outlet=row.get("outlet"))
    accounts, incidents = [], {}
    for told in row["events"]:
        event = event_of(report, told)
        accounts.append(Account(event=event, published=report.published, outlet=report.outlet, family=family))
        incidents[event.id] = told["incident"]
    return Labelled(report, accounts, incidents)


def event_of(report: Report, told: Mapping[str, Any]) -> Event:
    """A gold event as a record. What the label file has no span for stands at the trigger."""
    at = max(report.text.find(told["trigger"]), 0)
    span = (at, at + len(told["trigger"]))
    slot: dict[str, Any] = {"text": told["trigger"], "span": span}
    start = max(report.text.find(told["evidence"]), 0)
    return Event(
        id=event_id(report.id, told["type"], span),
        report_id=report.id,
        type=told["type"],
        status=told["status"],
        background=told["background"],
        initiators=[Initiator(actor=actor, names={}, **slot) for actor in told["initiators"]],
        targets=[Target(actor=actor, names={}, **slot) for actor in told["targets"]],
        places=[
            Place(
                role=p["role"],
                id=p["id"],
                names={k: p[k] for k in ("ar", "en") if p.get(k)},
                lat=p["lat"],
                lon=p["lon"],
                country=p["country"],
                admin1=p["admin1"],
                admin2=p["admin2"],
                precision=p["precision"],
                text=p["ar"],
                span=span,
            )
            for p in told["places"]
        ],
        time=Time(**{k: told["time"].get(k) for k in ("start", "end", "precision")}),
        instruments=[Instrument(weapon=w, **slot) for w in told["instruments"]],
        toll=[
            Toll(
                id=f"t{n + 1}",
                effect=t["effect"],
                who=t["who"],
                actor=t.get("actor"),
                min=t["min"],
                max=t["max"],
                vague=t.get("vague"),
                **slot,
            )
            for n, t in enumerate(told["toll"])
        ],
        sources=[Source(id=f"s{n + 1}", source=None, names={"ar": s}, **slot) for n, s in enumerate(told["sources"])],
        evidence=Evidence(text=told["evidence"], span=(start, start + len(told["evidence"]))),
        data_version="gold",
    )


def reprints(texts: Mapping[str, str], likeness: float = 0.6) -> dict[str, str]:
    """The family of each report: the smallest id among those whose runs of three words are mostly the same."""
    runs = {}
    for id_, text in texts.items():
        words = text.split()
        runs[id_] = {tuple(words[n : n + 3]) for n in range(max(1, len(words) - 2))}
    above = {id_: id_ for id_ in texts}
    for a, b in combinations(sorted(texts), 2):
        if len(runs[a] & runs[b]) >= likeness * len(runs[a] | runs[b]):
            above[b] = min(above[b], above[a])
    return above


def coded(reports: Iterable[Labelled], code: Callable[[Report], list[Event]]) -> list[Labelled]:
    """The same reports with the events that Rasid codes from them. An event has the incident of the gold event of its report whose trigger
    stands in its evidence, of the same type or else of any. One that matches none is left out: whether it is right is another question."""
    made = []
    for report in reports:
        gold = report.accounts
        events = code(report.report)
        incidents, taken = {}, set()
        for same in (True, False):
            for event in events:
                if event.id in incidents:
                    continue
                for account in gold:
                    first, last = account.event.initiators[0].span if account.event.initiators else account.event.evidence.span
                    near = event.evidence.span[0] < last and first < event.evidence.span[1]
                    if account.id not in taken and near and (event.type == account.event.type or not same):
                        incidents[event.id] = report.incidents[account.id]
                        taken.add(account.id)
                        break
        family = gold[0].family if gold else report.report.id
        kept = [e for e in events if e.id in incidents]
        accounts = [Account(event=e, published=report.report.published, outlet=report.report.outlet, family=family) for e in kept]
        made.append(Labelled(report.report, accounts, incidents))
    return made


class Linked(NamedTuple):
    links: list[Link]
    groups: list[list[str]]
    candidates: Counter[str]
    compared: set[frozenset[str]]


def link(accounts: Sequence[Account], scorer: Scorer, most: int = MOST) -> Linked:
    """All accounts linked and clustered, by keys alone, as a project does it."""
    keys = {a.id: scorer.keys(a) for a in accounts}
    passed = crowded(Counter(k for found in keys.values() for k in found.kept), most)
    links, candidates, compared = [], Counter({a.id: 0 for a in accounts}), set()
    for a, b in combinations(accounts, 2):
        if met(keys[a.id], keys[b.id], passed):
            links.append(scorer.compare(a, b))
            candidates.update((a.id, b.id))
            compared.add(frozenset((a.id, b.id)))
    apart = {a.id: a.event.report_id for a in accounts}
    groups = clustered(apart, links, threshold=scorer.threshold, apart=apart).groups
    return Linked(links, groups, candidates, compared)


def pairs_of(groups: Iterable[Sequence[str]]) -> set[frozenset[str]]:
    return {frozenset(pair) for group in groups for pair in combinations(group, 2)}


def groups_of(incidents: Mapping[str, str]) -> list[list[str]]:
    found: dict[str, list[str]] = {}
    for event, incident in incidents.items():
        found.setdefault(incident, []).append(event)
    return list(found.values())


def pairwise(gold: Iterable[Sequence[str]], found: Iterable[Sequence[str]]) -> Agreement:
    right, made = pairs_of(gold), pairs_of(found)
    both = len(right & made)
    return Agreement(both / len(made) if made else 1.0, both / len(right) if right else 1.0)


def b_cubed(gold: Iterable[Sequence[str]], found: Iterable[Sequence[str]]) -> Agreement:
    """Of each event, how much of its cluster is right and how much of its happening is in it; averaged over events."""
    right = {event: set(group) for group in gold for event in group}
    made = {event: set(group) for group in found for event in group}
    shares = [(len(right[e] & made[e]) / len(made[e]), len(right[e] & made[e]) / len(right[e])) for e in right]
    return Agreement(sum(p for p, _ in shares) / len(shares), sum(r for _, r in shares) / len(shares))
