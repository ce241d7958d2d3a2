"""From a proposal to a change of the project's data layer: which file, and what stands in it afterwards.

party, source, verb, place   an entry as `rasid data add` makes it
alias     {of, id, lang, alias}: another name of a party, source or place; the entry is copied whole into the project's layer, with the
          name, since a later layer replaces an entry by its id
removal   {of, entry}: what an approved proposal of that kind and entry has brought, taken out again
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from rasid.lexicon import layers as data
from rasid.lexicon.catalogue import Catalogue
from rasid.lexicon.compile import place_rows
from rasid.lexicon.editing import Edit, holder, with_entry, with_row, without_entry, without_row
from rasid.model import DataError
from rasid.model.worded import worded

Record = dict[str, Any]
KINDS = ("party", "source", "place", "verb", "alias", "removal")
NAMED = ("party", "source", "place")  # what bears other names
FOLDERS = {"party": "world/parties/", "source": "world/sources/", "place": "world/places/", "verb": "languages/ar/triggers/"}
FILES = {kind: folder + ("taught.csv" if kind == "place" else "taught.yaml") for kind, folder in FOLDERS.items()}
FIRST_PLACE = 950_000  # rasid: numbers from here are a project's own; 900,000 and above are a user's, who may open several projects


class Layers:
    """A project's data layer and those below it. `project` may be a copy, or not be there yet."""

    def __init__(self, below: list[Path], project: Path) -> None:
        self.below, self.project = below, project

    @property
    def all(self) -> list[Path]:
        return [*self.below, *([self.project] if self.project.is_dir() else [])]

    def ids(self, kind: str) -> set[str]:
        pattern = FOLDERS[kind] + ("*.csv" if kind == "place" else "*.yaml")
        found = data.rows(self.all, pattern) if kind == "place" else data.entries(self.all, pattern)
        return {str(e["id"]) for e in found if e.get("id")}


def edit_of(layers: Layers, kind: str, entry: Record) -> tuple[Edit, Record]:
    """The change, and the entry as it is taken in (a place gets its number). Raises DataError where it cannot be made."""
    if kind == "removal":
        return removed(layers, str(entry["of"]), entry["entry"]), entry
    if kind == "alias":
        return renamed(layers, entry), entry
    if kind == "place":
        numbered = entry if entry.get("id") else {"id": free_number(layers), **entry}
        return with_row(layers.project, FILES[kind], numbered), numbered
    if str(entry["id"]) in layers.ids(kind):
        hint = "Propose another name for it instead, or give another id."
        raise DataError(worded("there is an entry {value!r} already.", value=entry["id"]), where=FOLDERS[kind], hint=hint)
    return with_entry(layers.project, FILES[kind], entry), entry


def free_number(layers: Layers) -> str:
    taken = [int(id_.removeprefix("rasid:")) for id_ in layers.ids("place") if id_.startswith("rasid:")]
    return f"rasid:{max([FIRST_PLACE - 1, *taken]) + 1}"


def renamed(layers: Layers, entry: Record) -> Edit:
    """Another name, put into a copy of the entry."""
    kind, id_, code, alias = (str(entry[k]) for k in ("of", "id", "lang", "alias"))
    name = holder(layers.project, FOLDERS[kind], id_) or FILES[kind]
    if kind == "place":
        row = place(layers, id_)
        names = [row.get(code) or "", *(row.get(f"{code}_aliases") or "").split("|")]
        refuse_known(layers, alias, names)
        return with_row(layers.project, name, row | {f"{code}_aliases": "|".join(n for n in (*names[1:], alias) if n)})
    whole = thing(layers.all, kind, id_)
    aliases = {**(whole.get("aliases") or {})}
    refuse_known(layers, alias, [*(whole.get("names") or {}).values(), *(a for some in aliases.values() for a in some)])
    return with_entry(layers.project, name, whole | {"aliases": aliases | {code: [*(aliases.get(code) or []), alias]}})


def refuse_known(layers: Layers, alias: str, names: list[str]) -> None:
    spelt = Catalogue(layers.all).spelt
    if spelt(alias) in {spelt(n) for n in names if n}:
        raise DataError(
            worded("it is called {alias!r} already; spellings that coding holds for the same need no entry.", alias=alias), where=alias
        )


def thing(layers: list[Path], kind: str, id_: str) -> Record:
    """A party or source, whole, as the last of these layers has it."""
    found = next((e for e in data.entries(layers, FOLDERS[kind] + "*.yaml") if e.get("id") == id_), None)
    if found is None:
        raise DataError(worded("there is no {kind} of this id.", kind=kind), where=id_)
    return {k: v for k, v in found.items() if k != "_file"}


def place(layers: Layers, id_: str) -> Record:
    found = next((r for r in place_rows(layers.all) if r["id"] == id_), None)
    if found is None:
        hint = "Propose it as a place of its own, with all its names."
        raise DataError("there is no place of this id in the data; an imported one cannot take another name.", where=id_, hint=hint)
    return found


def removed(layers: Layers, kind: str, entry: Record) -> Edit:
    """What an entry has brought, taken out: of a name, that name alone, and the copy with it where it then says nothing new."""
    of = str(entry["of"]) if kind == "alias" else kind
    id_ = str(entry["id"])
    name = holder(layers.project, FOLDERS[of], id_)
    if name is None:
        raise DataError("it does not stand in the project's data any more.", where=f"{FOLDERS[of]}: {id_}")
    if kind == "alias":
        return unnamed(layers, of, name, entry)
    return without_row(layers.project, name, id_) if kind == "place" else without_entry(layers.project, name, id_)


def unnamed(layers: Layers, kind: str, name: str, entry: Record) -> Edit:
    id_, code, alias = (str(entry[k]) for k in ("id", "lang", "alias"))
    if kind == "place":
        row = place(layers, id_)
        names = [n for n in (row.get(f"{code}_aliases") or "").split("|") if n and n != alias]
        left = row | {f"{code}_aliases": "|".join(names)}
        below = next((r for r in place_rows(layers.below) if r["id"] == id_), None)
        same = below is not None and all((below.get(k) or "") == (left.get(k) or "") for k in {*below, *left})
        return without_row(layers.project, name, id_) if same else with_row(layers.project, name, left)
    whole = thing(layers.all, kind, id_)
    aliases = {**(whole.get("aliases") or {})}
    left = whole | {"aliases": aliases | {code: [a for a in aliases.get(code) or [] if a != alias]}}
    try:
        same = thing(layers.below, kind, id_) == left
    except DataError:
        same = False
    return without_entry(layers.project, name, id_) if same else with_entry(layers.project, name, left)


# Words --------------------------------------------------------------------------------------------------------------------------


def words_of(layers: Layers, kind: str, entry: Record) -> list[str]:
    """The written forms by which reports are found that an entry may change: names, or all forms of a verb."""
    if kind == "removal":
        return words_of(layers, str(entry["of"]), entry["entry"])
    if kind == "alias":
        return [str(entry["alias"])]
    if kind == "place":
        names = [entry.get("ar"), entry.get("en")]
        names += [n for k in ("ar_aliases", "en_aliases") for n in str(entry.get(k) or "").split("|")]
        return [str(n) for n in names if n]
    if kind == "verb":
        return verb_forms(layers, entry)
    return [str(n) for n in (*entry["names"].values(), *(a for some in (entry.get("aliases") or {}).values() for a in some)) if n]


def verb_forms(layers: Layers, entry: Record) -> list[str]:
    """Every form that is made of a verb, folded. Raises DataError where none can be made."""
    from rasid.lexicon.fold import Folder
    from rasid.lexicon.forms import FormMaker
    from rasid.lexicon.morphology import Morphology

    language = data.mapping(layers.below, "languages/ar/language.yaml")
    fold = Folder(language.get("fold") or {}).fold
    maker = FormMaker(language, Morphology(data.mapping(layers.below, "languages/ar/morphology.yaml"), fold), fold)
    try:
        return list(dict.fromkeys(text for text, _ in maker.of_entry(entry, 0)))
    except (DataError, KeyError, IndexError, TypeError) as error:
        detail = " ".join(str(error).split())
        hint = "Check root, form and pattern."
        raise DataError(worded("its forms cannot be made ({detail}).", detail=detail), where=str(entry.get("verb")), hint=hint) from None
