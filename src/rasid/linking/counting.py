"""Low, best and high of what the accounts of an incident count, after UCDP's rules.

1. Rows that are part of another and rows that a later one of the same account corrects are left out; the rest of one account, effect and
   source are added up to one claim. "No casualties" is a claim of 0.
2. Only accounts that tell it as having happened count; a reprint counts once, with the first of its family; an outlet that gives a later
   figure takes back its earlier one.
3. A claim is reliable unless the party that did it, or claims to have, gives it. Where no claim is, all are taken.
4. A claim of families counts only where nobody counts people: one number is not the other.
5. low: the lowest reliable figure. high: the highest figure of any claim. best: the figure that most independent sources give, if two do;
   else the latest of the reliable ones ("at least 12" is 12). Words such as "dozens" are kept and give no figure.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

import msgspec

from rasid.linking.account import Account
from rasid.linking.incident import Claim, Figures
from rasid.model import Toll

FAMILIES = "families"  # the group of people who are counted by the household
HAPPENED = frozenset(("asserted", "attempted", "possible"))
Whose = Literal["all", "civilian", "combatant"]
WHOSE: tuple[Whose, ...] = ("all", "civilian", "combatant")


def claims_of(accounts: Sequence[Account]) -> list[Claim]:
    """Every claim of every account, with whether it counts and why not."""
    first = firsts(accounts)
    made = [claim for account in accounts for claim in of_account(account, account.id in first)]
    made = beside_people(made, {account.id: account for account in accounts})
    latest: dict[tuple[str, str, str], tuple[str, str]] = {}
    for claim in made:
        if claim.counts:
            key = source_of(claim)
            latest[key] = max(latest.get(key, ("", "")), (claim.published or "", claim.event))
    return [
        replaced(claim, "superseded") if claim.counts and (claim.published or "", claim.event) != latest[source_of(claim)] else claim
        for claim in made
    ]


def beside_people(claims: list[Claim], accounts: Mapping[str, Account]) -> list[Claim]:
    """400 families beside 2,000 people: the families are kept, and give no figure."""
    of = {id(c) for c in claims if all(FAMILIES in r.groups for r in accounts[c.event].event.toll if r.id in c.rows)}
    people = {(c.effect, c.who) for c in claims if c.counts and id(c) not in of} if of else set()
    return [replaced(c, "families") if c.counts and id(c) in of and (c.effect, c.who) in people else c for c in claims]


def source_of(claim: Claim) -> tuple[str, str, str]:
    """Whose later figure takes back whose earlier one: the outlet's, by effect and by who they are; without an outlet each is its own."""
    return claim.outlet or claim.event, claim.effect, f"{claim.who} {claim.by or ''}"


def replaced(claim: Claim, why: str) -> Claim:
    return msgspec.structs.replace(claim, counts=False, why=why)


def firsts(accounts: Iterable[Account]) -> frozenset[str]:
    """The first account of each family of reprints."""
    found: dict[str, tuple[str, str]] = {}
    for a in accounts:
        key = a.family or a.event.report_id
        found[key] = min(found.get(key, ("~", "~")), (a.published or "~", a.id))
    return frozenset(id_ for _, id_ in found.values())


def of_account(account: Account, independent: bool) -> list[Claim]:
    event = account.event
    corrected = {r.supersedes for r in event.toll if r.supersedes}
    groups: dict[tuple[str, str, str], list[Toll]] = {}
    for row in event.toll:
        if row.id in corrected:
            continue
        if row.part_of is None:
            groups.setdefault((row.effect, "all", row.by or ""), []).append(row)
        if row.who != "unknown":
            groups.setdefault((row.effect, row.who, row.by or ""), []).append(row)
    own = {s.id for s in event.sources if s.stance == "claims"} | {i.by for i in event.initiators if i.attribution == "claimed" and i.by}
    claiming = any(i.attribution == "claimed" for i in event.initiators)
    return [
        claim
        for (_, who, by), rows in groups.items()
        if (claim := claim_of(account, who, by, of_people(rows) or rows, independent, not (by in own if by else claiming))) is not None
    ]


def of_people(rows: list[Toll]) -> list[Toll]:
    return [row for row in rows if FAMILIES not in row.groups]


def claim_of(account: Account, who: str, by: str, rows: list[Toll], independent: bool, reliable: bool) -> Claim | None:
    whole = [r for r in rows if r.part_of is None] or rows
    told = [r for r in whole if r.min is not None or r.max is not None]
    vague = next((r.vague for r in whole if r.vague and r.min is None and r.max is None), None)
    low = sum(r.min or 0 for r in told) if any(r.min is not None for r in told) else None
    high = sum(r.max or 0 for r in told) if told and vague is None and all(r.max is not None for r in told) else None
    why = (
        "not told as happened"
        if account.event.status not in HAPPENED
        else "reprint"
        if not independent
        else "vague"
        if low is None and high is None
        else None
    )
    actors = {r.actor for r in whole}
    return Claim(
        event=account.id,
        outlet=account.outlet,
        published=account.published,
        effect=rows[0].effect,
        who=who,  # type: ignore[arg-type]
        actor=next(iter(actors)) if len(actors) == 1 else None,
        min=low,
        max=high,
        vague=vague,
        by=by or None,
        rows=[r.id for r in whole],
        reliable=reliable,
        counts=why is None,
        why=why,
    )


def figures_of(claims: list[Claim]) -> list[Figures]:
    """Low, best and high for each effect that is counted, of all and of civilians and combatants apart."""
    effects = sorted({c.effect for c in claims})
    found = (figures(claims, effect, who) for effect in effects for who in WHOSE)
    return [f for f in found if f is not None]


def figures(claims: list[Claim], effect: str, who: Whose) -> Figures | None:
    of = [c for c in claims if c.effect == effect and c.who == who]
    if not of:
        return None
    counted = [c for c in of if c.counts]
    reliable = [c for c in counted if c.reliable] or counted
    floors = [(least(c), c) for c in reliable if least(c) is not None]
    tops = [(c.max if c.max is not None else c.min, c) for c in counted]
    low = min((n for n, _ in floors if n is not None), default=None)
    high = max((n for n, _ in tops if n is not None), default=None)
    best, rule, by = best_of(reliable)
    return Figures(
        effect=of[0].effect,
        who=who,
        low=low,
        best=best,
        high=high,
        rule=rule,
        low_events=sorted({c.event for n, c in floors if n == low}),
        best_events=by,
        high_events=sorted({c.event for n, c in tops if n == high and n is not None}),
    )


def least(claim: Claim) -> int | None:
    return claim.min


def best_of(claims: list[Claim]) -> tuple[int | None, str, list[str]]:
    """The figure taken as best, by which rule, and whose it is."""
    told = [c for c in claims if c.min is not None]
    if not told:
        return None, "no figure", []
    sources: dict[int, set[str]] = {}
    for c in told:
        sources.setdefault(c.min or 0, set()).add(c.outlet or c.event)
    agreed = max(sources, key=lambda n: (len(sources[n]), latest(told, n)))
    if len(sources[agreed]) > 1:
        return agreed, "most sources", sorted(c.event for c in told if c.min == agreed)
    last = max(told, key=lambda c: (c.published or "", c.event))
    return last.min, "only figure" if len(told) == 1 else "latest figure", [last.event]


def latest(claims: list[Claim], figure: int) -> tuple[str, str]:
    return max((c.published or "", c.event) for c in claims if c.min == figure)
