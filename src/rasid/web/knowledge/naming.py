"""What layers, kinds of sources and kinds of places are called: closed lists of the data that carry no names of their own."""

from __future__ import annotations

from babel import Locale
from babel.core import get_global

from rasid.lexicon import Lexicon
from rasid.lexicon.remembered import kept_with
from rasid.web.speech import Speech

LAYERS = ("built-in", "yours", "project")
PLACE_LAYERS = (*LAYERS, "imported")


@kept_with()
def country_names(lexicon: Lexicon) -> dict[str, dict[str, str]]:
    """The names of countries by code: from their own rows, else as Unicode's tables have them, for places come from everywhere."""
    aliases, names = get_global("territory_aliases"), {code: Locale.parse(code).territories for code in ("en", "ar")}
    others = {code: known[0] for code, known in aliases.items() if len(code) == 3 and code.isalpha() and len(known) == 1}
    found = {code: {k: str(its[other]) for k, its in names.items() if other in its} for code, other in others.items()}
    return found | {code: {k: str(row[k]) for k in ("en", "ar") if row.get(k)} for code, row in lexicon.countries.items()}


def province_names(lexicon: Lexicon, country: str | None, admin1: str) -> dict[str, str]:
    """The names of a province, from its own row; none where it has no row."""
    number = lexicon.provinces.get((country or "", admin1))
    row = lexicon.compiled.places[number] if number is not None else {}
    return {k: str(row[k]) for k in ("en", "ar") if row.get(k)}


def layer_name(say: Speech, id_: str) -> str:
    known = {
        "built-in": say("built in"),
        "yours": say("your own data"),
        "project": say("this project's data"),
        "imported": say("imported places"),
    }
    return known.get(id_, id_)


def source_kind(say: Speech, id_: str) -> str:
    known = {
        "agency": say("news agency"),
        "newspaper": say("newspaper"),
        "broadcaster": say("broadcaster"),
        "website": say("website"),
        "monitor": say("monitoring group"),
        "ngo": say("organisation"),
        "un": say("United Nations body"),
        "official": say("official body"),
        "medical": say("medical source"),
        "rescue": say("rescue service"),
        "court": say("court"),
        "local-activists": say("local activists"),
        "unnamed": say("unnamed source"),
    }
    return known.get(id_, id_)


def place_kind(say: Speech, id_: str) -> str:
    known = {
        "country": say("country"),
        "region": say("region"),
        "admin1": say("province"),
        "admin2": say("district"),
        "city": say("city"),
        "town": say("town"),
        "village": say("village"),
        "neighbourhood": say("neighbourhood"),
        "camp": say("camp"),
        "airport": say("airport"),
        "base": say("base"),
        "hospital": say("hospital"),
        "facility": say("facility"),
        "crossing": say("crossing"),
        "dam": say("dam"),
        "field": say("oil or gas field"),
        "bridge": say("bridge"),
        "road": say("road"),
        "mountain": say("mountain"),
        "river": say("river"),
        "island": say("island"),
        "sea": say("sea"),
        "front": say("front line"),
    }
    return known.get(id_, id_)


def kind_of_proposal(say: Speech, id_: str) -> str:
    known = {
        "party": say("party"),
        "source": say("source"),
        "place": say("place"),
        "verb": say("verb"),
        "alias": say("another name"),
        "removal": say("taking out again"),
    }
    return known.get(id_, id_)


def state_of_proposal(say: Speech, id_: str) -> str:
    known = {"proposed": say("waiting for approval"), "approved": say("taken in"), "refused": say("refused")}
    return known.get(id_, id_)
