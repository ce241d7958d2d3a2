"""A number that stands after the noun it counts: المسلحين الأربعة, الشبان الثلاثة. People and how many, and nobody more."""

from __future__ import annotations

import itertools
from typing import Any

from msgspec.structs import replace

from rasid.coding.draft import NO_PARTY
from rasid.lexicon import Lexicon
from rasid.model import Mention, Reading

PERSON: dict[str, Any] = {
    "groups": [],
    "party": None,
    "effect": None,
    "number": "p",
    "noun": "",
    "kin": None,
    "article": True,
    "adjective": False,
    "home": None,
    "accusative": False,
    "oblique": False,
    "either": [],
    "object_follows": False,
}  # what a mention of people says where nothing is told of them but whose they are


def join_numbers(reading: Reading, lexicon: Lexicon) -> None:
    """Gives definite people the definite number right after them; fighters told by what they are become people of that party."""
    article = lexicon.matcher_article
    for sentence in reading.sentences if article else []:
        for m, number in itertools.pairwise(list(sentence.mentions)):
            if number.kind != "count" or number.first != m.last or number.conj or number.prep or not number.definite:
                continue
            if m.kind == "person" and m.data.get("quantity") is None and m.data.get("article") and m.data.get("number") == "p":
                counted = replace(
                    m, last=number.last, span=(m.span[0], number.span[1]), data={**m.data, "quantity": number.data["quantity"]}
                )
            elif m.kind == "party" and fighters(m, lexicon):
                counted = people(m, number)
            else:
                continue
            sentence.mentions[:] = [counted if x is m else x for x in sentence.mentions if x is not number]


def fighters(mention: Mention, lexicon: Lexicon) -> bool:
    """Whether a party is of men told by what they are (المسلحون، الانتحاريون، الإرهابيون), one word with the article."""
    parties, party = lexicon.parties, mention.data.get("party")
    one = mention.last - mention.first == 1 and bool(mention.data.get("pointed")) and not mention.data.get("area")
    return one and parties.generic(party) and parties.kind(party).get("inter") in (2, 3, 4) and parties.armed(party)


def people(mention: Mention, number: Mention) -> Mention:
    """The people that a party's name and a number after it tell of."""
    party = replace(mention, prep=None, conj=False, data={**NO_PARTY, **mention.data})
    data = {**PERSON, "quantity": number.data["quantity"], "who": "combatant", "of": [party]}
    return replace(mention, kind="person", last=number.last, span=(mention.span[0], number.span[1]), definite=True, data=data)
