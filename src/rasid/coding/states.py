"""Countries, and capitals that stand for their governments, as doers and as those dealt with; places that are things to hit."""

from __future__ import annotations

from typing import Any

from msgspec.structs import replace

from rasid.coding.draft import Head
from rasid.coding.reference import Discourse
from rasid.lexicon import Lexicon
from rasid.model import Mention

ATTACKING = frozenset(("attack", "blast", "harm", "suffer", "wreck"))
STATELY = frozenset(("speak_to", "agree", "forbid"))  # frames in which a government is called by its capital


MEETING = frozenset(("agree", "host", "visit", "blamed"))  # frames of talks, and of who answers for something

OUTLETS = frozenset(("agency", "newspaper", "broadcaster", "website"))  # kinds of sources


class States:
    """Tells which places act, and as which party."""

    lexicon: Lexicon

    def outlet(self, mention: Mention) -> bool:
        """Whether a source is one that only reports: an agency, a paper, a channel, a site."""
        return (self.lexicon.sources.get(mention.data.get("source") or "") or {}).get("kind") in OUTLETS

    def acts(self, party: str | None) -> bool:
        """Whether a party has the force or the office to kill, hold or judge."""
        return self.lexicon.parties.armed(party) or self.lexicon.parties.get(party).get("kind") in (
            "government",
            "judiciary",
            "de-facto-authority",
            "foreign-government",
        )

    def is_country(self, mention: Mention) -> bool:
        """Whether a place is a country, which can act (قصفت تركيا …) as a town cannot."""
        rows = mention.data["candidates"] if mention.kind == "place" else []
        return bool(rows) and self.lexicon.places[rows[0]]["kind"] == "country" and not mention.data.get("relation")

    def country_of(self, mention: Mention) -> str | None:
        """The country that a place is."""
        return self.lexicon.places[mention.data["candidates"][0]]["country"] if self.is_country(mention) else None

    def capital_of(self, mention: Mention, head: Head) -> str | None:
        """أمهلت الجامعة دمشق، اتهمت أنقرة بغداد، محادثات بين دمشق وأنقرة: the country whose government is called by its capital."""
        named = mention.kind == "place" and not mention.data.get("place_kind") and not mention.data.get("relation")
        sides = head.data.get("frame") in MEETING and (mention.prep in ("between", "together") or (mention.prep is None and mention.conj))
        if not named or not (sides or (mention.prep is None and head.finite)) or head.data.get("frame") not in STATELY | MEETING:
            return None
        rows = [n for n in mention.data["candidates"] if n in self.lexicon.seats]
        return str(self.lexicon.places[rows[0]]["country"]) if rows else None

    def government(self, mention: Mention, discourse: Discourse, head: Head) -> Mention | None:
        """A country that speaks, is spoken to or executes is its government; one that attacks, its armed forces."""
        rows = [self.lexicon.places[n] for n in mention.data["candidates"]]
        country = next((r["country"] for r in rows if r["kind"] == "country"), None)
        seat = self.capital_of(mention, head)
        met = {self.lexicon.parties.get(id_).get("country") for id_ in discourse.present}
        country = seat if seat is not None and (country is None or country not in met) else country  # عمان: Amman or Oman
        armed = head.data.get("frame") in ATTACKING | {"control", "deploy", "leave"} and head.data.get("method") != "execution"
        office = "military" if armed else "government"
        party = self.lexicon.parties.organ(country, office, discourse.year) if country else None
        return replace(mention, kind="party", data={"party": party, "unit": None, "weapon": None, "area": False}) if party else None

    def thing_hit(self, mention: Mention) -> Mention | None:
        """The thing that a place is, where an attack on the place hits it: قصفت الطائرات مستشفى الأتارب."""
        if mention.data.get("relation") or mention.data.get("rural"):
            return None
        kinds = {self.lexicon.places[n]["kind"] for n in mention.data["candidates"]}
        thing = mention.data.get("thing") or (next(iter(kinds)) if len(kinds) == 1 and kinds <= {"hospital", "bridge", "dam"} else None)
        if thing is None or thing not in self.lexicon.ontology["objects"]:
            return None
        hit: dict[str, Any] = {"object": thing, "weapon": None, "quantity": None, "of": [], "number": "s", "pronoun": ""}
        return replace(mention, kind="object", data=hit)
