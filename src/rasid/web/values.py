"""A value of an event's field in the reader's words, wherever it stands: in the record, in a decision, before and after in the log."""

from __future__ import annotations

import json
from typing import Any

import msgspec

from rasid.lexicon import Lexicon
from rasid.model import Event, Initiator, Instrument, Place, Source, Target, Toll
from rasid.publish.map.plain import harmless
from rasid.publish.map.wording import Pair, word
from rasid.store.decisions import STATE, WHOLE
from rasid.web import wording
from rasid.web.incident.told import wording_of
from rasid.web.speech import Speech

LONGEST = 160  # letters of a value that is told in a line
KINDS: dict[str, type[msgspec.Struct]] = {
    "initiators": Initiator,
    "targets": Target,
    "places": Place,
    "instruments": Instrument,
    "toll": Toll,
    "sources": Source,
}
BLANK: dict[str, Any] = {"id": "", "report_id": "", "type": "", "evidence": {"text": "", "span": (0, 0)}, "data_version": ""}


class Values:
    """Says values in one language."""

    def __init__(self, lexicon: Lexicon, say: Speech) -> None:
        self.say, self.words = say, wording_of(lexicon)
        self.side = 1 if say.language == "ar" else 0
        self.sayers: dict[str, Any] = {
            "initiators": self.words.party,
            "targets": self.words.party,
            "places": self.words.place,
            "instruments": self.words.instrument,
            "toll": self.words.toll,
            "sources": self.words.source,
        }

    def of(self, field: str, value: Any) -> str:
        """The whole value of a field; «nothing» where it is empty."""
        if value in (None, [], ""):
            return self.say("nothing")
        items = value if isinstance(value, list) else [value]
        return self.say("; ", "list").join(self.item(field, item) for item in items)

    def item(self, field: str, item: Any) -> str:
        """One item of it. What does not read as the field's own (an older shape) stands as it is written."""
        try:
            return self.known(field, item)
        except (msgspec.ValidationError, KeyError, TypeError):
            return harmless(json.dumps(item, ensure_ascii=False))[:LONGEST]

    def known(self, field: str, item: Any) -> str:
        """What comes from `words` is harmless already, and sets days apart by marks that `harmless` would cover."""
        if field in KINDS:
            return self.pair(self.sayers[field](msgspec.convert(item, KINDS[field])))
        if field == "time":
            return self.pair(self.words.when(msgspec.convert(BLANK | {"time": item}, Event)))
        if field == STATE:
            return harmless(wording.state(self.say, str(item)))
        if field in ("type", WHOLE):
            return self.pair(self.words.term("event_types", item if isinstance(item, str) else item["type"]))
        if field == "flags":
            return harmless(wording.flag(self.say, str(item)))
        if isinstance(item, bool):
            return self.say("yes") if item else self.say("no")
        if field in ("status", "outcome", "method"):
            return self.pair(word("methods" if field == "method" else "statuses", item))
        return harmless(str(item.get("text") or item["event"]) if isinstance(item, dict) else str(item))

    def pair(self, pair: Pair) -> str:
        return pair[self.side]
