"""The parties of one side of an incident: those with an id by it, those that accounts know only by their words by these."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from rasid.lexicon.fold import Folder
from rasid.linking.account import Account, events, families, grouped
from rasid.linking.incident import PartyTold
from rasid.model import Initiator, Target
from rasid.model.event import Names
from rasid.model.joined import parts

Party = Initiator | Target
Side = Callable[[Account], Sequence[Party]]
WORD = re.compile(r"\w+")
ARABIC = re.compile("[\u0620-\u06ff]")


def parties_of(accounts: Sequence[Account], side: Side, folder: Folder) -> list[PartyTold]:
    """The parties of one side, told by most families first; at a tie those with an id, by it."""
    rows = [(p, a) for a in accounts for p in side(a) if is_party(p)]
    if not rows:
        return []
    known = grouped((p.actor, (p, a)) for p, a in rows if p.actor)
    told = [party_told(actor, of[0][0].names, of) for actor, of in known.items()]
    if unnamed := [(p, a) for p, a in rows if not p.actor]:
        told += [party_told(None, merged(of), of) for of in alike(unnamed, folder)]
    return sorted(told, key=lambda p: (-p.families, p.actor is None, p.actor or "", p.kind or "", sorted(p.names.items())))


def is_party(party: Party) -> bool:
    """Whether somebody is told: a thing that was hit is none, unless it is told whose."""
    return bool(party.actor or party.names) or (getattr(party, "object", None) is None and bool(party.text.strip() or party.kind))


def alike(rows: Sequence[tuple[Party, Account]], folder: Folder) -> Iterator[list[tuple[Party, Account]]]:
    """Those that share a name, however it is written; of those without words the ones of one kind and country."""
    keys = [[str(n), *keys_of(p, folder)] for n, (p, _) in enumerate(rows)]
    for part in parts((k for own in keys for k in own), ((own[0], k) for own in keys for k in own[1:])):
        held = set(part)
        if found := [row for own, row in zip(keys, rows, strict=True) if own[0] in held]:
            yield found


def keys_of(party: Party, folder: Folder) -> list[str]:
    said = {" ".join(WORD.findall(folder.fold(name))) for name in words_of(party).values()}
    return sorted(f"w {name}" for name in said if name) or [f"k {party.kind} {party.country}"]


def words_of(party: Party) -> Names:
    """Its names; where it has none the report's words for it, under the language that their letters tell."""
    if party.names or not party.text.strip():
        return party.names
    return {"ar" if ARABIC.search(party.text) else "en": " ".join(party.text.split())}


def merged(of: Sequence[tuple[Party, Account]]) -> Names:
    names: Names = {}
    for p, _ in of:
        names = words_of(p) | names
    return names


def party_told(actor: str | None, names: Names, of: Sequence[tuple[Party, Account]]) -> PartyTold:
    first = of[0][0]
    return PartyTold(
        actor=actor,
        names=names,
        kind=first.kind if actor else next((p.kind for p, _ in of if p.kind), None),
        country=first.country if actor else next((p.country for p, _ in of if p.country), None),
        attributions=sorted({getattr(p, "attribution", "stated") for p, _ in of}),
        families=families(a for _, a in of),
        events=events(a for _, a in of),
    )
