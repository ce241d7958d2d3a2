"""Records of any file → what they say of a place, under our own names.

Headers are recognised by `world/importing.yaml`, or told by `--mapping header=field`. Names of which no header says the language are told
apart by their letters. Divisions come in levels (adm1 … adm4): the deepest one a row of an admin table names is the row itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from rasid.model import UsageError

ARABIC = re.compile("[\u0620-\u064a\u0671-\u06d3]")
SIGNS = re.compile(r"[\W_]+")
FIELDS = (
    "id name_ar name_en name ar_aliases en_aliases aliases path_ar path_en path lat lon pcode country admin1 admin2 kind population source"
).split()
OWN_POINT = {"\0lat": "lat", "\0lon": "lon"}  # of a feature's geometry: used where no column tells
PARTS = re.compile(r"\s*[|;/،]\s*")  # between several names in one cell
TOLD_APART = re.compile(r"\s*[-–]\s+|\s+[-–]\s*")  # between a name and what tells it from namesakes (ابين - عفرين)
COMMAS = re.compile(r"\s*[|;,،]\s*")
PATH = re.compile(r"\s+[-–>/]\s+|\s*[|>]\s*|،\s*|,\s+")
NAME_LENGTH = 120


class Level(NamedTuple):
    """A column of a division: its level and what it tells (pcode, ar, en, name)."""

    level: int
    tells: str


class Told(NamedTuple):
    """What a record says. `areas`: (level, Arabic name, English name) of the divisions above the place, the first level first."""

    ar: str
    en: str
    ar_aliases: list[str]
    en_aliases: list[str]
    lat: str
    lon: str
    id: str
    pcode: str
    country: str
    areas: list[tuple[int, str, str]]
    path: list[tuple[str, str]]  # (Arabic, English) names of what holds it, the widest last; of no level
    kind: str
    population: int | None
    source: str
    within: str = ""  # what a colon after it says the place is a part of (مدينة حلب : العقبة)


def squeezed(text: str) -> str:
    """A header or a word of a kind as it is compared: lower case, without spaces and signs."""
    return SIGNS.sub("", text.lower())


class Columns:
    """Which field each column of a file holds."""

    def __init__(self, rules: Mapping[str, Any], mapping: Mapping[str, str] | None = None) -> None:
        self.known = {squeezed(h): field for field, headers in rules["columns"].items() for h in headers}
        levels = rules["levels"]
        ends = {squeezed(end): what for what in ("pcode", "ar", "en", "name") for end in levels[what]}
        starts = "|".join(levels["prefixes"])
        self.level = re.compile(f"(?:{starts})([0-5])({'|'.join(sorted(ends, key=len, reverse=True))})")
        self.ends = ends
        self.mapping = dict(mapping or {})
        for header, field in self.mapping.items():
            if field not in FIELDS:
                raise UsageError(
                    f"{field!r} is no field of a place.", where=f"--mapping {header}={field}", hint=f"Fields: {', '.join(FIELDS)}."
                )
        self.seen: dict[str, str | Level | None] = {}

    def field(self, header: str) -> str | Level | None:
        """The field of a header, or its level; None where it is not recognised."""
        if header not in self.seen:
            self.seen[header] = self.recognised(header)
        return self.seen[header]

    def recognised(self, header: str) -> str | Level | None:
        if header in self.mapping:
            return self.mapping[header]
        if header in OWN_POINT:
            return header
        plain = squeezed(header)
        field = self.known.get(plain)
        if field is not None:
            return None if field in self.mapping.values() else field
        level = self.level.fullmatch(plain)
        return Level(int(level[1]), self.ends[level[2]]) if level else None

    def told(self, values: Mapping[str, Any]) -> Told:
        """What a record says of a place. Later columns of a field that an earlier one has filled are aliases of names, else passed over."""
        flat: dict[str, str] = {}
        more: list[str] = []
        levels: dict[int, dict[str, str]] = {}
        for header, value in values.items():
            text = written(value)
            field = self.field(str(header)) if text else None
            if field is None:
                continue
            if isinstance(field, Level):
                at, tells = levels.setdefault(field.level, {}), by_letters(field.tells, text)
                at.setdefault(tells, text)
            elif field in ("name", "name_ar", "name_en"):
                tells = "name_ar" if ARABIC.search(text) else "name_en"
                if tells in flat:
                    more.append(text)
                else:
                    flat[tells] = text
            else:
                flat.setdefault(field, text)
        deepest = max(levels, default=0)
        own = levels.pop(deepest) if deepest and "name_ar" not in flat and "name_en" not in flat else {}
        if flat.get("path"):
            flat.setdefault("path_ar" if ARABIC.search(flat["path"]) else "path_en", flat["path"])
        paths = [[p for p in PATH.split(flat.get(f"path_{code}", "")) if p] for code in ("ar", "en")]
        whole_names = [
            flat.get(f"name_{code}") or own.get(code, "") or "".join(path[:1]) for code, path in zip(("ar", "en"), paths, strict=True)
        ]
        (held_ar, ar_cell), (held_en, en_cell) = map(parted, whole_names)
        (ar, ar_more), (en, en_more) = first_name(ar_cell), first_name(en_cell)
        for name in [*aliases(flat.get("aliases", "")), *more]:
            (ar_more if ARABIC.search(name) else en_more).append(name)
        return Told(
            ar=ar,
            en=en,
            ar_aliases=kept([*ar_more, *aliases(flat.get("ar_aliases", ""))], ar),
            en_aliases=kept([*en_more, *aliases(flat.get("en_aliases", ""))], en),
            lat=flat.get("lat") or flat.get("\0lat", ""),
            lon=flat.get("lon") or flat.get("\0lon", ""),
            id=flat.get("id", ""),
            pcode=flat.get("pcode") or own.get("pcode", ""),
            country=flat.get("country") or next((levels[0][k] for k in ("pcode", "en", "ar") if levels.get(0, {}).get(k)), ""),
            areas=areas_of(flat, levels),
            path=[*([(held_ar, held_en)] if held_ar or held_en else []), *holders(paths)],
            kind=flat.get("kind") or (f"admin{deepest}" if own else ""),
            population=whole(flat.get("population", "")),
            source=flat.get("source", ""),
            within=held_ar or held_en,
        )

    def missing(self, headers: Iterable[str]) -> list[str]:
        """What no column of a file tells that must be told, in words."""
        fields = {f if isinstance(f, str) else "name" for f in map(self.field, headers) if f is not None}
        lacks = [] if fields & {"name", "name_ar", "name_en"} else ["a name"]
        point = {OWN_POINT.get(f, f) for f in fields}
        return lacks + [what for f, what in (("lat", "a latitude"), ("lon", "a longitude")) if f not in point]


def written(value: Any) -> str:
    """A cell as text; empty for what says nothing."""
    if value is None or isinstance(value, (dict, list, bool)):
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    text = " ".join(str(value).split())
    return "" if text.lower() in ("nan", "null", "none", "n/a", "-") else text


def by_letters(tells: str, text: str) -> str:
    return ("ar" if ARABIC.search(text) else "en") if tells in ("name", "ar", "en") else tells


def first_name(cell: str) -> tuple[str, list[str]]:
    """The first of the names in a cell (عين عيسى / تل السمن), and the others; a name told from namesakes goes without that too."""
    names = [n for n in PARTS.split(cell) if n]
    if not names:
        return "", []
    bare = TOLD_APART.split(names[0])[0]
    return names[0], [*([bare] if bare and bare != names[0] else []), *names[1:]]


def aliases(cell: str) -> list[str]:
    return [n for n in COMMAS.split(cell) if n]


def kept(names: Iterable[str], own: str) -> list[str]:
    """Each once, without the place's own name, and none that is no name (an address, a whole sentence)."""
    return [n for n in dict.fromkeys(names) if n != own and len(n) <= NAME_LENGTH and "://" not in n and "|" not in n]


def areas_of(flat: Mapping[str, str], levels: Mapping[int, Mapping[str, str]]) -> list[tuple[int, str, str]]:
    told = {level: (names.get("ar", ""), names.get("en", "")) for level, names in levels.items() if level}
    for level in (1, 2):
        name = flat.get(f"admin{level}", "")
        if name and level not in told:
            told[level] = (name, "") if ARABIC.search(name) else ("", name)
    return [(level, *told[level]) for level in sorted(told) if any(told[level])]


def parted(name: str) -> tuple[str, str]:
    """(what holds it, the name) of a name after a colon; ("", the name) of any other."""
    holder, colon, bare = name.rpartition(":")
    return (holder.strip(), bare.strip()) if colon and holder.strip() and bare.strip() else ("", name)


def holders(paths: list[list[str]]) -> list[tuple[str, str]]:
    """What a path names after the place itself (باصلحايا - مركز عفرين - عفرين), in both languages where both have as many."""
    parts = [path[1:] for path in paths]
    longest = max(map(len, parts))
    both = [[""] * (longest - len(p)) + p for p in parts]  # counted from the widest, which stands last
    return list(zip(*both, strict=True))


def whole(text: str) -> int | None:
    """A count of people; None where there is none."""
    digits = re.sub(r"[,\s٬](?=\d{3})", "", text).partition(".")[0]
    return int(digits) if digits.isdigit() and int(digits) > 0 else None
