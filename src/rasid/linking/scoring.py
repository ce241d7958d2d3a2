"""Scores a pair of accounts: every respect compared, each level reached weighed by the data, and what bars them from being one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from rasid.linking import placing, telling
from rasid.linking.account import Account, Level, Link
from rasid.linking.keys import Keys, keys_of
from rasid.linking.profile import Knowledge, Profile, Profiler

Found = tuple[str, str]
Respect = Callable[[Profile, Profile], Found]
# Datasets whose rows are happenings already, each told once: two rows of one are never one happening.
DATASETS = frozenset(("acled", "ucdp"))
HAPPENED = frozenset(("asserted", "attempted", "possible"))
KEPT = 200_000  # profiles, and levels, held at most; then all are let go


class Scorer:
    """Compares accounts by the weights of `ontology/linking.yaml`. Deterministic, and the same whichever of the two comes first.
    `held`: profiles kept at most (some 8 KB each); then all are let go."""

    def __init__(self, knowledge: Knowledge, held: int = KEPT) -> None:
        self.most = held
        rows = knowledge.ontology["linking"]
        self.says: dict[str, dict[str, str]] = {id_: row["says"] for id_, row in rows.items() if row.get("says")}
        self.profiler = Profiler(knowledge)
        self.sides = telling.Sides(knowledge.parties)
        self.kinds = kinds_of_types(knowledge.ontology["linking_types"])
        self.profiles: dict[str, tuple[Account, Profile]] = {}
        self.reweigh({id_: float(row["weight"]) for id_, row in rows.items()})
        self.respects: tuple[tuple[str, Respect], ...] = (
            ("type", self.type),
            ("status", status),
            ("place", placing.place),
            ("time", placing.time),
            ("hours", placing.hours),
            ("initiators", self.sides.initiators),
            ("targets", self.sides.targets),
            ("objects", telling.objects),
            ("toll", telling.toll),
            ("breakdown", telling.breakdown),
            ("means", telling.means),
            ("wording", telling.wording),
            ("names", telling.names),
            ("outlet", telling.outlet),
        )

    def reweigh(self, weights: dict[str, float]) -> None:
        """Takes other weights, by level."""
        self.weights = weights
        self.prior, self.threshold = weights["prior"], weights["threshold"]
        self.levels: dict[tuple[str, str, str], Level] = {}

    def profile(self, account: Account) -> Profile:
        held = self.profiles.get(account.id)
        if held is None or (held[0] is not account and held[0] != account):
            if len(self.profiles) >= self.most:
                self.profiles.clear()
            held = self.profiles[account.id] = (account, self.profiler.profile(account))
        return held[1]

    def keys(self, account: Account) -> Keys:
        return keys_of(self.profile(account))

    def compare(self, a: Account, b: Account) -> Link:
        """The scored pair. `score` is in bits: log2 of the odds that both tell of one happening."""
        x, y = self.profile(a), self.profile(b)
        return self.scored(x, y) if x.id < y.id else self.scored(y, x)

    def scored(self, a: Profile, b: Profile) -> Link:
        if a.coder == b.coder and a.coder in DATASETS:  # told first: a dataset's rows have many neighbours of their own
            return Link(a=a.id, b=b.id, score=self.prior, levels=[], barred="one dataset")
        levels = [self.level("prior", "", "")]
        for of, respect in self.respects:
            name, why = respect(a, b)
            levels.append(self.level(of, name, why))
        return Link(a=a.id, b=b.id, score=round(sum(x.weight for x in levels), 3), levels=levels, barred=barred(a, b, levels))

    def level(self, of: str, name: str, why: str) -> Level:
        """Levels are few, and so is what they say of figures: each is made once."""
        key = (of, name, why)
        found = self.levels.get(key)
        if found is None:
            if len(self.levels) > KEPT:
                self.levels.clear()
            found = self.levels[key] = Level(of=of, level=name, weight=self.weights[f"{of} {name}".strip()], why=why)
        return found

    def linked(self, link: Link) -> bool:
        return link.barred is None and link.score >= self.threshold

    def type(self, a: Profile, b: Profile) -> Found:
        if a.type == b.type:
            return "same", ""
        return self.kinds.get(frozenset((a.type, b.type)), "other"), ""

    def explain(self, level: Level, lang: str = "en") -> str:
        """A short sentence on what a level found, in English or Arabic; others fall back to English."""
        says = self.says.get(f"{level.of} {level.level}".strip(), {})
        words = says.get(lang) or says.get("en") or f"{level.of}: {level.level}"
        low, _, high = level.why.partition(" ")
        return words.format(why=level.why, low=low, high=high or low)

    def why_barred(self, link: Link, lang: str = "en") -> str:
        says = self.says.get(f"barred {link.barred}", {})
        return says.get(lang) or says.get("en") or str(link.barred)


def kinds_of_types(rows: dict[str, dict[str, Any]]) -> dict[frozenset[str], str]:
    """The level of each pair of types: the first kind that has both, close kinds before broad ones."""
    found: dict[frozenset[str], str] = {}
    for close in (True, False):
        for id_, row in rows.items():
            if (row["level"] == "close") == close:
                for x in row["types"]:
                    for y in row["types"]:
                        found.setdefault(frozenset((x, y)), id_ if close else "broad")
    return found


def status(a: Profile, b: Profile) -> Found:
    """Whether both tell it as having happened; and where they do, whether as news or as a recall."""
    if (a.status in HAPPENED) != (b.status in HAPPENED):
        return ("planned" if "planned" in (a.status, b.status) else "denied"), ""
    if a.status != b.status:
        return "attempted", ""
    if a.background != b.background:
        return "recalled", ""
    return ("both recalled" if a.background else "same"), ""


def barred(a: Profile, b: Profile, levels: list[Level]) -> str | None:
    """Why two accounts cannot be one happening, whatever speaks for it; None where nothing bars them.

    Two events of one report are two happenings, since the coder has joined what one report tells twice. Types of two broad kinds are two
    happenings. What is announced is not yet what happened. Days and places that are far apart bar nothing: an outlet may be wrong in one,
    and only weigh so much that others must vouch for it.
    """
    if a.report == b.report:
        return "one report"
    if a.broad != b.broad:
        return "type"
    return "planned" if any(x.of == "status" and x.level == "planned" for x in levels) else None
