"""A profile: what leaves the house, as data. Built-in profiles, then the user's, then the project's, key by key (`profiles/NAME.yaml`)."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal

import msgspec

from rasid.lexicon import layers as data
from rasid.model import DataError, UsageError
from rasid.model.worded import worded

FOLDER = "profiles"
Id = Literal["incident", "event", "report"]
DEFAULT = "default"


class Profile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What may leave. `embargo`: days, by class of `ontology/sensitive.yaml`; `places`: how coarse (coarsening.py), by class, `roles`: by a
    place's part in an event; `small`: below how many people a figure stays, by class; `signatures`: people who must sign a release."""

    id: str
    names: dict[str, str]
    fields: list[str]
    based_on: str | None = None
    requires: list[Literal["reviewed", "dated"]] = []
    embargo: dict[str, int] = {}
    places: dict[str, str] = {}
    roles: dict[Literal["scene", "origin", "destination"], str] = {}
    small: dict[str, int] = {}
    pseudonyms: list[Id] = []
    people: Literal["kept", "removed", "pseudonyms"] = "kept"
    published: Literal["as told", "day"] = "as told"
    signatures: int = 0


def raw(layers: list[Path], name: str, seen: tuple[str, ...] = ()) -> dict[str, Any]:
    """A profile as it is written, over what it is based on. Raises DataError, UsageError."""
    if name in seen:
        raise DataError(f"the profile {name!r} is based on itself.", where=f"{FOLDER}/{name}.yaml", hint="Change `based_on`.")
    there = names(layers)
    if name not in there:
        where = f"{FOLDER}/{seen[-1]}.yaml" if seen else "--profile"
        hint = worded("There are: {list}.", list=", ".join(there))
        raise UsageError(worded("there is no profile {name!r}.", name=name), where=where, hint=hint)
    own = written(layers, name)
    base = own.get("based_on")
    return {**raw(layers, str(base), (*seen, name)), **own} if base else own


def written(layers: list[Path], name: str) -> dict[str, Any]:
    merged: dict[str, Any] = {}
    for layer in layers:
        path = layer / FOLDER / f"{name}.yaml"
        found = data.read_yaml(path) if path.is_file() else {}
        if not isinstance(found, dict):
            raise DataError("a profile is a mapping of keys to values.", where=str(path), hint="docs/how-to-profile.md has an example.")
        merged.update(found)
    return merged


def names(layers: list[Path]) -> list[str]:
    """The profiles that there are."""
    return sorted({path.stem for layer in layers for path in (layer / FOLDER).glob("*.yaml")})
