"""Words that a person wrote into a cell → ids of our lists. A name will do; what is known by neither is told with what is near."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, get_args

from rasid.lexicon import Lexicon
from rasid.model import UsageError
from rasid.model.event import Attribution, Stance, Status
from rasid.project.checking import OUTCOMES
from rasid.project.completing import place_row

LIKE = 60.0  # of 100 (rapidfuzz's WRatio): below, what is near in letters is another word altogether
SHOWN = 3
# What each column's cells are of; countries, provinces, methods and flags have checks of their own (project/checking.py).
LISTS = {
    **{"type": "event type", "status": "status", "outcome": "outcome", "initiators": "party", "targets": "party", "weapons": "weapon"},
    **{"initiator_kinds": "party kind", "target_kinds": "party kind", "target_objects": "object", "sources": "source"},
    **{"place_ids": "place", "initiator_roles": "role", "initiator_attributions": "attribution", "source_stances": "stance"},
    **{"place_roles": "place role"},
}
PLACE_ID = re.compile(r"(?:gn|pcode|rasid):\S+")


class Vocabulary:
    """The lists of one language's data, each made when it is first asked for."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.lists: dict[str, dict[str, list[str]]] = {}

    def id_of(self, column: str, word: str | None) -> str | None:
        """The id that a word of a column stands for. Raises UsageError where there is none, or several."""
        of = LISTS.get(column)
        if of is None or word is None or (of == "place" and place_row(self.lexicon, word)):
            return word
        known = self.names(of)
        found = known.get(self.folded(word), [])
        if len(found) == 1:
            return found[0]
        if found:
            raise UsageError(f"{word!r} may be {' or '.join(self.shown(of, i) for i in found[:SHOWN])}.", hint="Write the id.")
        near = self.near(of, word)
        hint = f"Perhaps {' or '.join(near)}." if near else ""
        raise UsageError(f"there is no {of} {word!r}.", hint=hint)

    def folded(self, word: str) -> str:
        return self.lexicon.folder.fold(word).casefold().strip()

    def names(self, of: str) -> dict[str, list[str]]:
        """The ids of a list by every name of theirs, folded; an id is its own name and stands before others."""
        if of not in self.lists:
            made: dict[str, list[str]] = {}
            rows = self.rows(of)
            for id_, row in rows.items():
                for name in (row.get("names") or {}).values():
                    if id_ not in made.setdefault(self.folded(name), []):
                        made[self.folded(name)].append(id_)
            self.lists[of] = made | {self.folded(id_): [id_] for id_ in rows}
        return self.lists[of]

    def rows(self, of: str) -> dict[str, dict[str, Any]]:
        ontology = self.lexicon.ontology
        if of == "place":
            return {r["id"]: {"names": {k: r[k] for k in ("en", "ar") if r.get(k)}} for r in self.lexicon.compiled.places}
        rows: dict[str, dict[str, dict[str, Any]]] = {
            "event type": ontology["event_types"],
            "party": self.lexicon.parties.by_id,
            "party kind": ontology["party_kinds"],
            "object": ontology["objects"],
            "weapon": ontology["weapons"],
            "source": self.lexicon.sources,
        }
        return rows[of] if of in rows else {word: {} for word in CLOSED[of]}

    def near(self, of: str, word: str) -> list[str]:
        """What is nearest in letters, ids with their names."""
        from rapidfuzz import fuzz, process

        found = process.extract(self.folded(word), list(self.names(of)), scorer=fuzz.WRatio, score_cutoff=LIKE, limit=2 * SHOWN)
        ids = dict.fromkeys(id_ for name, _, _ in found for id_ in self.names(of)[name])
        return [self.shown(of, id_) for id_ in list(ids)[:SHOWN]]

    def shown(self, of: str, id_: str) -> str:
        names = self.rows(of)[id_].get("names") or {}
        said = " / ".join(dict.fromkeys(names[k] for k in ("ar", "en") if names.get(k)))
        return f"{id_} ({said})" if said else id_


def words(literal: Any) -> Iterable[str]:
    return [w for w in get_args(literal) if isinstance(w, str)]


CLOSED: dict[str, Iterable[str]] = {
    "status": words(Status),
    "outcome": [o for o in OUTCOMES if o],
    "role": ("lead", "support"),
    "attribution": words(Attribution),
    "stance": words(Stance),
    "place role": ("scene", "origin", "destination"),
}
