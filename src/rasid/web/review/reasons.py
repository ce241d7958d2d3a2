"""Why the coder weighs a place as it does, in the reader's language: what coding.placing says in English, matched and said again."""

from __future__ import annotations

import re
from collections.abc import Callable

from rasid.publish.map.plain import harmless
from rasid.web.speech import Speech

KM = re.compile(r"(\d+) km from (.+)")
BESIDE = ", named beside it"


LEVEL = "\u2066{}\u2069"  # a signed figure in an Arabic line: its sign stays before it


def reason(say: Speech, told: str, weight: float, named: Callable[[str], str]) -> str:
    """A reason with its weight. `named`: the name of a place in the reader's language, by its English one."""
    return f"{said(say, told, named)} {LEVEL.format(('+' if weight >= 0 else '−') + say.number(abs(weight), 1))}"


def said(say: Speech, told: str, named: Callable[[str], str]) -> str:
    known = {
        "its country is what the report speaks of": say("its country is what the report speaks of"),
        "its province is named": say("its province is named"),
        "in the province said to hold it": say("in the province said to hold it"),
        "in the country said to hold it": say("in the country said to hold it"),
        "in the province of what is said to hold it": say("in the province of what is said to hold it"),
        "in the country that it was fired from": say("in the country that it was fired from"),
        "what the name was told to mean before": say("what the name was told to mean before"),
        "a capital": say("a capital"),
        "has the noun in its name": say("has the noun in its name"),
        "in the country of its adjective or noun": say("in the country of its adjective or noun"),
        "has a countryside": say("has a countryside"),
        "a district, whose town bears its name": say("a district, whose town bears its name"),
        "a town": say("a town"),
        "imported: not among those that reports name most": say("imported: not among those that reports name most"),
    }
    if told in known:
        return known[told]
    if found := KM.fullmatch(told):
        km, where = say.number(int(found[1])), harmless(found[2])
        if where == "what is said to hold it":
            return say("{km} km from what is said to hold it", km=km)
        return say("{km} km from {place}, named beside it", km=km, place=named(where.removesuffix(BESIDE)))
    if told.startswith("of the kind of its noun"):
        return say("of the kind of the noun before it")
    if told.startswith("wider than its noun"):
        return say("wider than the noun before it")
    return kind_of_place(say, told.removeprefix("a ")) if told.startswith("a ") else harmless(told)


def kind_of_place(say: Speech, kind: str) -> str:
    known = {
        "village": say("village"),
        "town": say("town"),
        "city": say("city"),
        "neighbourhood": say("neighbourhood"),
        "admin1": say("province"),
        "admin2": say("district"),
        "country": say("country"),
        "region": say("region"),
        "camp": say("camp"),
        "base": say("base"),
        "airport": say("airport"),
        "hospital": say("hospital"),
        "facility": say("facility"),
        "crossing": say("crossing"),
        "mountain": say("mountain"),
        "field": say("field"),
        "road": say("road"),
        "bridge": say("bridge"),
        "front": say("front line"),
        "dam": say("dam"),
        "river": say("river"),
        "sea": say("sea"),
        "island": say("island"),
    }
    return known.get(kind, kind)
