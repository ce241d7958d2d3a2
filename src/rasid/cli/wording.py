"""The record's codes in words a person reads: counts, precisions, times, tolls. English; names in both languages."""

from __future__ import annotations

from typing import Any

from rasid.cli.lines import safe
from rasid.model import Event, Initiator, Instrument, Place, Source, Target, Toll

WHERE = {
    1: "exact place",
    2: "near (within 25 km)",
    3: "district",
    4: "province",
    5: "line or fuzzy area",
    6: "country",
    7: "international",
}
WHEN = {1: "day", 2: "2–6 days", 3: "week", 4: "month", 5: "longer than a month"}
VAGUE = {
    "about": "about",
    "several": "several",
    "some": "some",
    "many": "many",
    "dozens": "dozens",
    "hundreds": "hundreds",
    "thousands": "thousands",
    "both_sides": "on both sides",
}
WHO = {"civilian": ("civilian", "civilians"), "combatant": ("combatant", "combatants"), "unknown": ("person", "people")}
ONE = {"families": "family", "children": "child", "women": "woman", "men": "man", "elderly": "elderly person", "staff": "staff member"}
HEAPS = frozenset(("dozens", "hundreds", "thousands"))  # that take "of" before whom they count
ROLES = {"scene": "", "origin": "from ", "destination": "to "}
Ontology = dict[str, dict[str, dict[str, Any]]]


class Names:
    """Names of ids in English and Arabic, from the ontology."""

    def __init__(self, ontology: Ontology) -> None:
        self.ontology = ontology

    def of(self, table: str, id_: str | None) -> str:
        row = self.ontology.get(table, {}).get(id_ or "", {})
        return both(row.get("names") or {}, (id_ or "").replace("_", " "))

    def english(self, table: str, id_: str | None) -> str:
        row = self.ontology.get(table, {}).get(id_ or "", {})
        return str((row.get("names") or {}).get("en") or (id_ or "").replace("_", " "))


def both(names: dict[str, str], fallback: str = "") -> str:
    """ "English Arabic", whichever there are."""
    first = names.get("en") or ""
    rest = [v for k, v in names.items() if k != "en" and v and v != first]
    return safe(" ".join([p for p in (first, *rest[:1]) if p]) or fallback)


def count(low: int | None, high: int | None, vague: str | None) -> str:
    """ "3", "at least 3", "up to 30", "20 to 25", "about 400", "dozens"; empty where nothing is told."""
    if low is None and high is None:
        return VAGUE.get(vague or "", vague or "")
    if high is None:
        return f"at least {low}"
    if low is None:
        return f"up to {high}"
    figure = f"{low}" if low == high else f"{low} to {high}"
    return f"about {figure}" if vague == "about" else figure


def party(item: Initiator | Target, kinds: Names) -> str:
    name = both(item.names, safe(item.actor or "")) or ("" if getattr(item, "object", None) else safe(item.text))
    told = [kinds.english("party_kinds", item.kind)] if item.kind and item.actor else []
    if isinstance(item, Initiator):
        told += [safe(item.unit)] if item.unit else []
        told += [w for w, usual in ((item.role, "lead"), (item.attribution, "stated")) if w != usual]
        told += [f"by {item.by}"] if item.by else []
    elif item.object:
        thing = kinds.of("objects", item.object) + (f" ×{item.count}" if item.count else "")
        name = f"{name}: {thing}" if name else thing
    return name + (f" ({', '.join(told)})" if told else "")


def place(item: Place) -> str:
    distance = f"{item.distance_km:g} km " if item.distance_km else ""
    relation = f"{distance}{item.relation} " if item.relation else distance
    name = ROLES[item.role] + relation + both(item.names, safe(item.text))
    wide = [p for p in (item.admin2, item.admin1, item.country) if p and p not in item.names.values()]
    precision = [WHERE[item.precision]] if item.precision in WHERE else []
    point = [f"{item.lat:.3f}, {item.lon:.3f}"] if item.lat is not None and item.lon is not None else ["no coordinates"]
    return " · ".join([", ".join([name, *wide]), *precision, *point])


def instrument(item: Instrument, names: Names) -> str:
    figure = count(item.min, item.max, item.vague)
    return names.of("weapons", item.weapon) + (f" × {figure}" if figure and figure != "1" else "")


def when(event: Event) -> str:
    time = event.time
    words = f"“{safe(time.text).strip()}”" if time.text else ""
    if not time.start:
        return f"not resolved {words}" if words else "not told"
    day = time.start if time.end in (None, time.start) else f"{time.start} to {time.end}"
    clock = time.clock or {}
    hours = "–".join(dict.fromkeys(str(clock[k]) for k in ("from", "to") if clock.get(k)))
    told = [WHEN[time.precision]] if time.precision in WHEN and time.precision != 1 else []
    told += ["ongoing"] if time.ongoing else []
    return " · ".join(p for p in (f"{day} {hours}".strip(), *told, words) if p)


def toll(item: Toll, rows: list[Toll]) -> str:
    """ "killed: at least 3 civilians (of the 14 killed)"."""
    one = (item.min, item.max) == (1, 1)
    who = (
        ", ".join((ONE.get(g, g.removesuffix("s")) if one else g).replace("_", " ") for g in item.groups) or WHO[item.who][0 if one else 1]
    )
    who += f" of {item.actor}" if item.actor else ""
    figure = count(item.min, item.max, item.vague) or "an untold number of"
    figure += " of" if figure in HEAPS else ""
    said = f"no {who}" if (item.min, item.max) == (0, 0) else f"{who} {figure}" if item.vague == "both_sides" else f"{figure} {who}"
    whole = next((r for r in rows if r.id == item.part_of), None)
    told = [f"of the {count(whole.min, whole.max, whole.vague)} {whole.effect}".replace("  ", " ")] if whole else []
    told += [f"corrects {item.supersedes}"] if item.supersedes else []
    told += [f"by {item.by}"] if item.by else []
    return f"{item.effect}: {said}" + (f" ({', '.join(told)})" if told else "")


def source(item: Source) -> str:
    return f"{both(item.names, safe(item.text))} ({item.stance})"
