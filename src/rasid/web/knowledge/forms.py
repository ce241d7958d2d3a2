"""Forms of proposals: from what a person typed to the entry that `rasid data add` would make, or to what is missing, field by field."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from rasid.gazetteer.outlines import Outlines
from rasid.lexicon.check.fields import EFFECTS, FORMS, PLACE_KINDS, SOURCE_KINDS
from rasid.project.teaching.edits import NAMED

LONGEST = 500  # characters of a field
FIELDS: dict[str, tuple[str, ...]] = {
    "party": ("ar", "en", "kind", "country", "parent", "from", "to", "aliases", "en_aliases", "id"),
    "source": ("ar", "en", "kind", "country", "party", "aliases", "en_aliases", "id"),
    "place": ("ar", "en", "kind", "lat", "lon", "country", "admin1", "admin2", "source", "aliases", "en_aliases"),
    "verb": ("verb", "root", "form", "masdar", "type", "frame", "effect", "example"),
    "alias": ("of", "id", "lang", "alias"),
}
WANTED = {
    "party": ("ar", "en", "kind"),
    "source": ("ar", "en", "kind"),
    "place": ("ar", "lat", "lon", "kind"),
    "verb": ("verb", "root", "form", "type", "frame"),
    "alias": ("of", "id", "alias"),
}
LISTS = ("aliases", "en_aliases")
FORM_ORDER = tuple(sorted(FORMS, key=lambda f: (not f.isdecimal(), int(f) if f.isdecimal() else 0, f)))
EFFECT_ORDER, PLACE_KIND_ORDER, SOURCE_KIND_ORDER = (tuple(sorted(x)) for x in (EFFECTS, PLACE_KINDS, SOURCE_KINDS))
COUNTRY = re.compile(r"[A-Z]{3}")


def said_of(kind: str, form: Mapping[str, Any]) -> dict[str, str]:
    """The fields of a form as they were typed, spaces put right."""
    return {name: tidy(name, str(form.get(name) or "")) for name in FIELDS[kind]}


def tidy(name: str, text: str) -> str:
    if name in LISTS:
        return "\n".join(" ".join(line.split())[:LONGEST] for line in text[: 20 * LONGEST].splitlines() if line.strip())
    return " ".join(text.split())[:LONGEST]


def missing(kind: str, said: dict[str, str]) -> dict[str, str]:
    """Field → what is wrong with it: empty, number, year, country or id."""
    wrong = {name: "empty" for name in WANTED[kind] if not said[name]}
    for name in ("lat", "lon"):
        if said.get(name) and not is_number(said[name], 90 if name == "lat" else 180):
            wrong[name] = "number"
    for name in ("from", "to"):
        if said.get(name) and not (said[name].isascii() and said[name].isdecimal() and len(said[name]) == 4):
            wrong[name] = "year"
    if said.get("country") and not COUNTRY.fullmatch(said["country"]):
        wrong["country"] = "country"
    if kind in ("party", "source") and "en" not in wrong and not (said["id"] or kebab(said["en"])):
        wrong["id"] = "empty"
    if kind == "alias" and said["of"] and said["of"] not in NAMED:
        wrong["of"] = "empty"
    return wrong


def is_number(text: str, most: int) -> bool:
    try:
        return abs(float(text)) <= most
    except ValueError:
        return False


def kebab(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")


def entry_of(kind: str, said: dict[str, str]) -> dict[str, Any]:
    """The entry; `missing` has found nothing wrong."""
    return {"party": party, "source": source, "place": place, "verb": verb, "alias": alias}[kind](said)


def thing(said: dict[str, str]) -> dict[str, Any]:
    names = {"en": said["en"], "ar": said["ar"]}
    aliases = {"ar": said["aliases"].splitlines(), "en": said["en_aliases"].splitlines()}
    return {"id": said["id"] or kebab(said["en"]), "names": names, "aliases": aliases, "kind": said["kind"]}


def party(said: dict[str, str]) -> dict[str, Any]:
    years = {key: int(said[key]) if said[key] else None for key in ("from", "to")}
    rest: dict[str, Any] = {"successors": [], "default_for": None, "acled": None, "heads": []}
    return thing(said) | {"country": said["country"] or None, "parent": said["parent"] or None} | years | rest


def source(said: dict[str, str]) -> dict[str, Any]:
    return thing(said) | {"country": said["country"] or None, "party": said["party"] or None}


def place(said: dict[str, str]) -> dict[str, Any]:
    """Its country and province are those it lies in, where none are told."""
    lat, lon = float(said["lat"]), float(said["lon"])
    outlines = Outlines()
    country = said["country"] or outlines.country_at(lat, lon) or ""
    held = outlines.admin1_at(lat, lon) if not said["admin1"] else None
    admin1 = said["admin1"] or (held[1] if held is not None and held[0] == country else "")
    names = {"kind": said["kind"], "ar": said["ar"], "en": said["en"]}
    names |= {"ar_aliases": "|".join(said["aliases"].splitlines()), "en_aliases": "|".join(said["en_aliases"].splitlines())}
    where = {"lat": lat, "lon": lon, "country": country, "admin1": admin1, "admin2": said["admin2"]}
    return names | where | {"source": said["source"] or "estimate"}


def verb(said: dict[str, str]) -> dict[str, Any]:
    entry: dict[str, Any] = {"id": f"own_{said['verb']}", "verb": said["verb"], "root": spaced(said["root"])}
    entry["form"] = int(said["form"]) if said["form"].isdecimal() else said["form"]
    entry |= {"masdar": said["masdar"].split()} if said["masdar"] else {}
    entry |= {"type": said["type"], "frame": said["frame"]} | ({"effect": said["effect"]} if said["effect"] else {})
    entry["examples"] = [{"text": said["example"]}] if said["example"] else []
    return entry


def spaced(root: str) -> str:
    """A root with its letters apart, however it was typed: قصف, ق ص ف, ق-ص-ف."""
    return " ".join(re.findall(r"[^\W\d_]", root))


def alias(said: dict[str, str]) -> dict[str, Any]:
    arabic = any("\u0600" <= c <= "\u06ff" for c in said["alias"])
    return {"of": said["of"], "id": said["id"], "lang": said["lang"] or ("ar" if arabic else "en"), "alias": said["alias"]}
