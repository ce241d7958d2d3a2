"""Review first: of a happening only the accounts that a person has accepted or corrected; its figures are then theirs alone."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

import msgspec

from rasid.lexicon import Lexicon
from rasid.linking.account import Account
from rasid.linking.composing import composed
from rasid.linking.incident import Incident
from rasid.linking.scoring import Scorer
from rasid.publish.material import Told


def reviewed(told: list[Told]) -> list[Told]:
    """The accounts that people have reviewed; the list itself where that is all of them."""
    passing = [t for t in told if t.reviewed]
    return told if len(passing) == len(told) else passing


class Composer:
    """Composes incidents anew, so that no figure, place or name of an account that stays shows in what leaves."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon

    @cached_property
    def scorer(self) -> Scorer:
        return Scorer(self.lexicon)

    def anew(self, told: Sequence[Told], id_: str) -> Incident:
        """The incident of these accounts alone, under the id it has."""
        accounts = [Account(event=t.event, published=t.read.published, outlet=t.read.outlet, family=t.read.family) for t in told]
        made = composed(accounts, self.scorer)
        self.scorer.profiles.clear()  # accounts come once in an export
        return msgspec.structs.replace(made, id=id_)
