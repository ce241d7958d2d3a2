"""Names that forces of several countries bear: «the regime», «the joint force» are of the report's own country and year."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rasid.coding.reference import GENERIC_OF_ROLE
from rasid.lexicon import Lexicon
from rasid.model import Mention

# What a party is where its name is that of nobody of the country told: the unnamed one of its role in the state, or of its kind.
GENERIC_OF_KIND = {
    "government": "government",
    "state-military": "army",
    "state-police": "security-forces",
    "state-intelligence": "intelligence",
    "armed-group": "armed-factions",
    "militia": "militias",
}


@dataclass(slots=True)
class Shared:
    """A party named by words that several may bear: the mention, who bears them, and whom the reader took it for."""

    mention: Mention
    bearers: list[str]
    was: str


class Namesakes:
    """The shared names of a lexicon. Made once; keeps nothing between reports."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.bearers: dict[str, list[str]] = {}  # by folded name: the parties that bear it
        for id_, party in lexicon.parties.by_id.items():
            for name in (party.get("common") or {}).get(lexicon.code) or []:
                self.bearers.setdefault(lexicon.folder.fold(name), []).append(id_)
        self.named_so = frozenset(id_ for ids in self.bearers.values() for id_ in ids)

    def set_apart(self, mentions: Iterable[Mention], text: str) -> list[Shared]:
        """The parties of a report named by shared names only, each made nobody's until `settle` knows the country."""
        found: list[Shared] = []
        for m in mentions:
            of = m.data.get("of")
            for p in (m, *of) if of else (m,):
                id_ = p.data.get("party")
                if id_ not in self.named_so or p.kind not in ("party", "source"):
                    continue
                bearers = self.who_bears(self.lexicon.folder.fold(text[p.span[0] : p.span[1]]).split())
                if id_ in bearers:
                    found.append(Shared(p, bearers, id_))
                    p.data["party"] = self.nobody(bearers, id_)
        return found

    def who_bears(self, words: list[str]) -> list[str]:
        """The parties whose shared name a mention's words end in, the clitics of its first word aside: قيادة القوات المشتركة."""
        article = self.lexicon.matcher_article or ""
        names = (" ".join((first, *words[n + 1 :])) for n, w in enumerate(words) for first in (w, w[1:], article + w[2:]))
        return [id_ for name in names for id_ in self.bearers.get(name, ())]

    def nobody(self, bearers: list[str], id_: str) -> str:
        """The party of no country that goes by a name, or the unnamed one of a party's role or kind."""
        parties = self.lexicon.parties
        own = next((i for i in bearers if parties.get(i).get("country") is None), None)
        role = parties.get(id_).get("default_for")
        organ = GENERIC_OF_ROLE.get(role) if isinstance(role, str) else None
        return own or organ or GENERIC_OF_KIND.get(str(parties.get(id_).get("kind")), id_)

    def settle(self, shared: list[Shared], home: str | None, told: set[str], year: int | None) -> list[str]:
        """Gives each to the party of the `home` country that goes by its name in the report's year.

        Where that has none, to whom it was taken for if that one's country is `told` too, or no country is. Returns the parties named.
        """
        parties = self.lexicon.parties
        for one in shared:
            here = [i for i in one.bearers if home is not None and parties.get(i).get("country") == home]
            there = parties.get(one.was).get("country")
            if found := self.of_year(here, year):
                one.mention.data["party"] = found
            elif home is None or there is None or there in told:
                one.mention.data["party"] = one.was
        return [one.mention.data["party"] for one in shared]

    def of_year(self, ids: list[str], year: int | None) -> str | None:
        """Of parties the one there in a year, else the one whose time was over by then (the former regime)."""
        rows = [(id_, self.lexicon.parties.get(id_)) for id_ in ids]
        began = [(id_, p) for id_, p in rows if year is None or (p.get("from") or 0) <= year]
        lasting = [id_ for id_, p in began if year is None or year <= (p.get("to") or 9999)]
        return next(iter([*lasting, *(id_ for id_, _ in reversed(began))]), None)
