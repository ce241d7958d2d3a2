"""Fields: which an entry of each file may have, which it must, and the closed lists of values."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from fnmatch import fnmatch
from typing import NamedTuple

from rasid.lexicon.check.raw import Finding, Raw, Written
from rasid.model.worded import worded


def words(text: str) -> frozenset[str]:
    return frozenset(text.split())


EFFECTS = words("killed injured missing detained abducted displaced released bodies")
STATUSES = words("asserted planned attempted possible negated denied")
STANCES = words("reports claims accuses denies confirms")
ROLES = words("government military police intelligence border-guard navy air-force judiciary interior defence")
SOURCE_KINDS = words("agency newspaper broadcaster website monitor ngo un official medical rescue court local-activists unnamed")
PLACE_KINDS = words(
    "country region admin1 admin2 city town village neighbourhood camp airport base hospital "
    "facility crossing dam field bridge road mountain river island sea front"
)
FORMS = frozenset([*map(str, range(1, 11)), "q1", "q2"])

WORD = (
    "id verb noun phrase words root form vowel masdar participles plural irregular adjectives only forms"
    " needs unless unless_with examples prep of weak"
)


class Shape(NamedTuple):
    """The fields of the files that fit `pattern`; `lists` gives the closed values of some."""

    pattern: str
    allowed: frozenset[str]
    required: tuple[str, ...] = ()
    lists: tuple[tuple[str, frozenset[str]], ...] = ()


def shape(pattern: str, allowed: str, required: str = "", **lists: frozenset[str]) -> Shape:
    return Shape(pattern, frozenset((allowed + " " + required).split()), tuple(required.split()), tuple(lists.items()))


SHAPES = (
    shape(
        "ontology/event_types.yaml",
        "methods toll_effect acled_event acled_sub_event acled_when plover",
        "id names definition boundaries family violent examples",
        toll_effect=EFFECTS,
    ),
    shape("ontology/families.yaml", "by_class", "id default"),
    shape("ontology/weapons.yaml", "", "id class names"),
    shape("ontology/objects.yaml", "military civilian", "id names"),
    shape("ontology/party_kinds.yaml", "", "id inter role armed combatant names"),
    shape("ontology/imported_codes.yaml", "type method fatal mutual kind precision", "id of code"),
    shape("ontology/confidence.yaml", "", "id weight"),
    shape("ontology/retelling.yaml", "hand", "id weight"),
    shape("ontology/linking.yaml", "says source hand", "id weight"),
    shape("ontology/sensitive.yaml", "types objects place_kinds roles effects groups", "id names from"),
    shape("ontology/publishing.yaml", "", "id says names", says=words("held change")),
    shape("ontology/linking_types.yaml", "", "id level types", level=words("broad close")),
    shape("world/capitals.yaml", "stands_only", "id place"),
    shape("world/reaches.yaml", "", "id place km"),
    shape(
        "world/parties/*.yaml",
        "aliases country parent from to successors default_for acled cameo heads generic authority"
        " styled short common called_in flies_alone",
        "id names kind",
    ),
    shape("world/sources/*.yaml", "aliases country party covers official", "id names kind", kind=SOURCE_KINDS),
    shape("world/codes.csv", "", "id code"),
    shape("world/*/*.csv", "ar en ar_aliases en_aliases admin1 admin2 country", "id kind lat lon source", kind=PLACE_KINDS),
    shape(
        "languages/*/triggers/*.yaml",
        WORD + " effect method weapon status outcome strength taker echo not_forms raid remote reply sound written holds reaches",
        "id type frame",
        effect=EFFECTS,
        status=STATUSES,
        form=FORMS,
        strength=frozenset(("strong", "weak")),
    ),
    shape("languages/*/light.yaml", WORD + " subject object again not_forms", "id carrier", form=FORMS),
    shape("languages/*/results.yaml", WORD + " update dead", "id", form=FORMS),
    shape(
        "languages/*/speech.yaml",
        WORD + " continues beside chain claim documents follows warns own within not_forms",
        "id stance",
        form=FORMS,
        stance=STANCES,
    ),
    shape(
        "languages/*/cues.yaml",
        "id category words sets nominal method also effect since charges",
        "id category direction reach words",
        direction=frozenset(("forward", "backward", "both")),
    ),
    shape("languages/*/nouns/weapons.yaml", WORD, "noun weapon"),
    shape("languages/*/nouns/objects.yaml", WORD, "noun object"),
    shape(
        "languages/*/nouns/persons.yaml",
        WORD + " groups party effect kin not_forms",
        "noun who",
        effect=EFFECTS,
        who=frozenset(("civilian", "combatant", "unknown")),
    ),
    shape("languages/*/nouns/weapon_adjectives.yaml", "id weapon class", "adjective"),
    shape("languages/*/demonyms.yaml", "id country party role", "adjective"),
)


def shape_of(name: str) -> Shape | None:
    return next((s for s in SHAPES if fnmatch(name, s.pattern)), None)


def check(raw: Raw) -> Iterator[Finding]:
    """Unknown and missing fields, values outside a closed list. Files without a shape are the reader's own affair."""
    for written in raw.checked(""):
        if found := shape_of(written.name):
            yield from of_entry(written, found)


def of_entry(written: Written, found: Shape) -> Iterator[Finding]:
    entry = written.entry
    for key in entry:
        if key is None:
            yield written.wrong("a row with more cells than the header has", "quote the cell that holds a comma")
        elif key not in found.allowed:
            near = difflib.get_close_matches(str(key), found.allowed, 1)
            yield written.wrong(
                worded("unknown field {key!r}", key=key),
                worded("write {value!r}", value=near[0]) if near else "leave it out; docs/data.md has the fields",
            )
    for key in found.required:
        if entry.get(key) in (None, "", [], {}):
            yield written.wrong(worded("{key!r} is missing", key=key), "add it; docs/data.md says what it means")
    for key, values in found.lists:
        value = entry.get(key)
        if value not in (None, "") and str(value) not in values:
            yield written.wrong(
                worded("{key} {value!r} is not one of {list}", key=key, value=value, list=", ".join(sorted(values))),
                nearest(str(value), values),
            )


def nearest(value: str, known: frozenset[str] | set[str]) -> str:
    """What to do about an unknown id: the nearest known one, where there is one."""
    near = difflib.get_close_matches(value, known, 1)
    return worded("write {value!r}", value=near[0]) if near else "use one of them or add it first"
