"""A sentence that tells an incident, in English or Arabic, made from the record alone: no word of a report's text is in it.

The words and templates are data (`data/notes/en.yaml`, `ar.yaml`); what is told is what a policy released.
"""

from __future__ import annotations

from functools import cache
from weakref import WeakKeyDictionary

from rasid.lexicon import Lexicon
from rasid.publish.notes.arabic import Arabic
from rasid.publish.notes.english import English
from rasid.publish.notes.facts import facts_of
from rasid.publish.notes.telling import Teller
from rasid.publish.policy import Released

__all__ = ["Notes", "note"]


class Notes:
    """The tellers of both languages over one lexicon. Made once, used for every row."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.effects = {id_: row.get("toll_effect") for id_, row in lexicon.ontology["event_types"].items()}
        self.tellers: dict[str, Teller] = {"en": English(lexicon, "en"), "ar": Arabic(lexicon, "ar")}

    def note(self, released: Released, language: str = "en", sources: bool = True) -> str:
        """The note. `sources`: whether it ends with who told of it. A language without a teller is told in English."""
        facts = facts_of(released, self.effects.get(released.incident.type), sources)
        return self.tellers.get(language, self.tellers["en"]).tell(facts, sources)


MADE: WeakKeyDictionary[Lexicon, Notes] = WeakKeyDictionary()


@cache
def built_in() -> Lexicon:
    return Lexicon.load()


def note(released: Released, language: str = "en", lexicon: Lexicon | None = None, sources: bool = True) -> str:
    """The sentence that tells a released incident in a language; by the built-in data where no lexicon is given."""
    data = lexicon or built_in()
    made = MADE.get(data)
    if made is None:
        made = MADE[data] = Notes(data)
    return made.note(released, language, sources)
