"""Profiles are checked before they are used: what a profile names must be there. Each fault is a sentence that names it."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import msgspec

from rasid.lexicon import layers as data
from rasid.lexicon.check.fields import EFFECTS, PLACE_KINDS
from rasid.lexicon.check.raw import Finding
from rasid.model import DataError, RasidError
from rasid.publish.policy.coarsening import LEVELS, level_of
from rasid.publish.policy.fields import every_field, missing, named
from rasid.publish.policy.profile import DEFAULT, FOLDER, Profile, names, raw

KEYS = frozenset(Profile.__struct_fields__)
NEEDED = ("incident.id", "account.state")
CLASSES = "ontology/sensitive.yaml"
ROLES = frozenset(("scene", "origin", "destination"))
MOST_TOLD = 20  # names that fit into one sentence


def profile_of(layers: list[Path], name: str) -> Profile:
    """A profile by its name. Raises UsageError where there is none, DataError with its first fault."""
    found = raw(layers, name)
    for what, todo in problems(found, name, class_ids(layers)):
        raise DataError(f"{what}.", where=f"{FOLDER}/{name}.yaml", hint=f"{todo[0].upper()}{todo[1:]}.")
    for id_, what, todo in of_sensitive(layers):
        raise DataError(f"the class {id_!r} {what}.", where=CLASSES, hint=f"{todo[0].upper()}{todo[1:]}.")
    return msgspec.convert(found, Profile)


def findings(layers: list[Path] | None = None) -> list[Finding]:
    """Everything wrong with the profiles of these layers, for `rasid data check`."""
    paths = layers or data.default_layers()
    classes = class_ids(paths)
    found: list[Finding] = []
    for name in names(paths):
        file = next(
            str(p) if layer != data.BUILT_IN else f"{FOLDER}/{name}.yaml"
            for layer in reversed(paths)
            if (p := layer / FOLDER / f"{name}.yaml").is_file()
        )
        try:
            found += [Finding(file, name, what, todo) for what, todo in problems(raw(paths, name), name, classes)]
        except RasidError as error:
            found.append(Finding(file, name, error.what.rstrip("."), (error.hint or "correct it").rstrip(".")))
    found += [Finding(CLASSES, *wrong) for wrong in (*of_sensitive(paths), *of_groups(paths))]
    return found


def of_sensitive(layers: list[Path]) -> Iterator[tuple[str, str, str]]:
    """(class, what is wrong, what to do): a word that is nowhere in the data would protect nobody, and say nothing of it."""
    known = {"types": ids(layers, "ontology/event_types.yaml"), "objects": ids(layers, "ontology/objects.yaml")}
    known |= {"place_kinds": PLACE_KINDS, "roles": ROLES, "effects": EFFECTS}
    for row in data.entries(layers, CLASSES):
        for key, words in ((k, row.get(k)) for k in (*known, "groups")):
            if words is not None and (not isinstance(words, list) or not all(isinstance(w, str) for w in words)):
                yield str(row["id"]), f"has {key} that are no list of words", f"write `{key}: [one, another]`"
                continue
            for word in words or () if key in known else ():
                if word not in known[key]:
                    yield str(row["id"]), f"has an unknown word {word!r} under {key!r}", near(word, known[key])


def of_groups(layers: list[Path]) -> Iterator[tuple[str, str, str]]:
    """The same of groups of people, which the language packs name: too long to read for every export."""
    known = {g for row in data.entries(layers, "languages/*/nouns/persons.yaml") for g in row.get("groups") or ()}
    for row in data.entries(layers, CLASSES):
        for word in row.get("groups") or ():
            if word not in known:
                yield str(row["id"]), f"has an unknown word {word!r} under 'groups'", near(str(word), known)


def ids(layers: list[Path], name: str) -> frozenset[str]:
    return frozenset(str(row["id"]) for row in data.entries(layers, name) if row.get("id"))


def class_ids(layers: list[Path]) -> list[str]:
    return [str(row["id"]) for row in data.entries(layers, CLASSES)]


def problems(found: dict[str, Any], name: str, classes: list[str]) -> Iterator[tuple[str, str]]:
    """(what is wrong, what to do) of a profile as written."""
    for key in found:
        if key not in KEYS:
            yield f"the profile {name!r} has an unknown rule {key!r}", near(str(key), KEYS)
    if found.get("id") != name:
        yield f"the profile in {name}.yaml has the id {found.get('id')!r}", f"write `id: {name}`"
    try:
        profile = msgspec.convert({k: v for k, v in found.items() if k in KEYS}, Profile)
    except msgspec.ValidationError as error:
        yield f"the profile {name!r} cannot be read ({error})", "correct it; docs/how-to-profile.md has each key"
        return
    yield from of_fields(profile)
    yield from of_classes(profile, classes)
    yield from of_levels(profile)


def of_fields(profile: Profile) -> Iterator[tuple[str, str]]:
    allowed: set[str] = set()
    for pattern in profile.fields:
        some = named(pattern)
        allowed |= some
        if not some:
            whole = named(pattern + ".*")
            yield (
                f"the profile {profile.id!r} names an unknown field {pattern!r}",
                f"write '{pattern}.*'" if whole else near(pattern, every_field()),
            )
    for field in NEEDED:
        if field not in allowed:
            yield f"the profile {profile.id!r} does not let out {field!r}, without which nothing can be told apart", "add it to `fields`"
    for field in missing(frozenset(allowed)):
        yield (
            f"the profile {profile.id!r} keeps {field!r} back while others of its record leave, which would say something false",
            "add it to `fields`",
        )


def of_classes(profile: Profile, classes: list[str]) -> Iterator[tuple[str, str]]:
    for rule, table, known in (
        ("embargo", profile.embargo, [DEFAULT, *classes]),
        ("places", profile.places, [DEFAULT, *classes]),
        ("small", profile.small, classes),
    ):
        for key in table:
            if key not in known:
                yield f"the profile {profile.id!r} names an unknown class {key!r} under {rule!r}", near(key, known)
    for rule, counts in (("embargo", profile.embargo), ("small", profile.small), ("signatures", {"signatures": profile.signatures})):
        for key, value in counts.items():
            if value < 0:
                yield f"the profile {profile.id!r} has {value} for {key!r} under {rule!r}", "write a number from 0 on"


def of_levels(profile: Profile) -> Iterator[tuple[str, str]]:
    for rule, table in (("places", profile.places), ("roles", profile.roles)):
        for key, level in table.items():
            if level_of(level) is None:
                yield (
                    f"the profile {profile.id!r} has an unknown level {level!r} for {key!r} under {rule!r}",
                    f"write one of {', '.join(LEVELS)}, or `grid 0.5` (degrees, from 0.1 to 5)",
                )


def near(value: str, known: Iterable[str]) -> str:
    there = sorted(known)
    found = difflib.get_close_matches(value, there, 1)
    few = f"use one of {', '.join(there)}" if len(there) <= MOST_TOLD else "use one that is there; docs/how-to-profile.md has them"
    return f"write {found[0]!r}" if found else few
