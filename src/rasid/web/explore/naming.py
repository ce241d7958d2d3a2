"""What the values of counts are called in a language."""

from __future__ import annotations

from collections.abc import Iterable

import sqlalchemy as sa
from sqlalchemy import Connection

from rasid.lexicon import Lexicon
from rasid.publish.map.plain import harmless
from rasid.store.batches import distinct
from rasid.store.schema import parties, searched_places
from rasid.web import wording
from rasid.web.incident.told import wording_of
from rasid.web.speech import Speech


class Naming:
    """Names by kind of value; what has none is called by its code."""

    def __init__(self, connection: Connection, lexicon: Lexicon, say: Speech) -> None:
        self.connection, self.lexicon, self.say = connection, lexicon, say
        self.words, self.side = wording_of(lexicon), 1 if say.language == "ar" else 0
        self.own: dict[str, dict[str, str]] = {}

    def know(self, kind: str, ids: Iterable[str]) -> None:
        """Looks up the names of parties and places that stand in the project and perhaps in no data."""
        table = {"party": (parties, parties.c.id), "place": (searched_places, searched_places.c.place_id)}[kind]
        for some in distinct(ids):
            query = sa.select(table[1].label("id"), table[0].c.name_en, table[0].c.name_ar).where(table[1].in_(some))
            for row in self.connection.execute(query):
                self.own[row.id] = {k: v for k, v in (("en", row.name_en), ("ar", row.name_ar)) if v}

    def of(self, kind: str, value: str) -> str:
        return harmless(self.found(kind, value))

    def found(self, kind: str, value: str) -> str:
        if kind in ("party", "by", "on"):
            row = self.lexicon.compiled.parties.get(value) or {}
            return self.say.name(row.get("names") or self.own.get(value), value)
        if kind == "source":
            data = self.lexicon.compiled
            return self.say.name((data.sources.get(value) or data.parties.get(value) or {}).get("names"), value)  # parties speak too
        if kind in ("type", "weapon"):
            table = {"type": "event_types", "weapon": "weapons"}[kind]
            return self.say.name((self.lexicon.ontology[table].get(value) or {}).get("names"), value.replace("_", " "))
        if kind == "state":
            return wording.state(self.say, value)
        if kind == "flag":
            return wording.flag(self.say, value)
        if kind == "area":
            return self.area(value)
        if kind == "place":
            return self.say.name(self.own.get(value), value)
        return value

    def area(self, value: str) -> str:
        """A country, province or district by its own name: `SYR`, `SYR/Idlib`, `SYR/Idlib/Jisr ash-Shughur`."""
        country, *names = value.split("/")
        if not names:
            told = self.words.countries.get(country)
        else:
            told = self.words.divisions.get(("admin2" if len(names) > 1 else "admin1", country, names[-1]))
        return told[self.side] if told else (names or [country])[-1]
