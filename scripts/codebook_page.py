"""Writes docs/codebook.md from the ontology, so that the page and what the coder does cannot drift apart.

Run from the repository root, after a change of src/rasid/data/ontology/event_types.yaml:

    .venv/bin/python scripts/codebook_page.py

tests/test_codebook_page.py fails where the page is not what this makes.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parent.parent
TYPES = ROOT / "src" / "rasid" / "data" / "ontology" / "event_types.yaml"
FAMILIES = TYPES.with_name("families.yaml")
PAGE = ROOT / "docs" / "codebook.md"

HEAD = """\
<!-- Made by scripts/codebook_page.py from src/rasid/data/ontology/event_types.yaml. Edit that file, then run the script. -->

# Codebook

What each event type means in Rasid, where it ends and its neighbours begin, and what it is called in ACLED and PLOVER. The
types follow the ACLED codebook first and UCDP GED second; where a boundary below decides a case, it is Rasid's own decision.

Two things to know before relying on a mapping:

- ACLED and PLOVER columns say what a row **corresponds to**. Rasid does not write ACLED or PLOVER files (see
  [what is not there yet](../README.md#what-is-not-there-yet)), and a row it proposes is not an ACLED row until a person has coded it so.
- Not every type, method or boundary is equally well recognised. `rasid evaluate` says how well, on texts of your own.

The fields of a record are in [the user guide](user-guide.md); its exact shape is `rasid schema event`.
"""

WHEN = {
    "method": "the method is `{}`",
    "object": "the thing hit is `{}`",
    "initiator_kind": "the initiator is of kind `{}`",
    "targets": "the target is `{}`",
}
WHEN_VALUES = {
    ("gainer", "state"): "the party that gains is the state of the place",
    ("gainer", "other"): "the party that gains is not the state of the place",
    ("taker", "none"): "nobody is told to take over",
    ("force", "lethal"): "deadly force was used on the crowd",
    ("force", "any"): "force was used on the crowd",
    ("killer", "told"): "the report says who killed",
    ("gathering", "False"): "nobody gathered",
}


def entries(path: Path) -> list[dict[str, Any]]:
    return list(yaml.safe_load(path.read_text(encoding="utf-8")))


def page() -> str:
    """The whole page as text."""
    types = entries(TYPES)
    parts = [HEAD, contents(types), *(section(t) for t in types), families(entries(FAMILIES))]
    return "\n".join(parts)


def contents(types: list[dict[str, Any]]) -> str:
    rows = ["## The types", "", "| id | English | Arabic | ACLED | PLOVER |", "|---|---|---|---|---|"]
    for t in types:
        cells = f"[`{t['id']}`](#{t['id']})", t["names"]["en"], t["names"]["ar"], acled(t) or "—", t.get("plover") or "—"
        rows.append(f"| {' | '.join(cells)} |")
    return "\n".join(rows) + "\n"


def section(type_: dict[str, Any]) -> str:
    names, definition = type_["names"], type_["definition"]
    lines = [f"## {type_['id']}", "", f"**{names['en']}** · {names['ar']}", "", definition["en"], ""]
    if definition.get("ar"):
        lines += [f'<p dir="rtl" lang="ar">{definition["ar"]}</p>', ""]
    lines += ["Boundaries:", "", *(f"- {rule['en']}" for rule in type_["boundaries"]), ""]
    arabic = "".join(f"<li>{rule['ar']}</li>" for rule in type_["boundaries"] if rule.get("ar"))
    lines += [f'<ul dir="rtl" lang="ar">{arabic}</ul>', ""]
    lines += [f"- Methods: {', '.join(f'`{m}`' for m in type_.get('methods') or []) or 'none'}"]
    if type_.get("toll_effect"):
        lines += [f"- Counts by itself: `{type_['toll_effect']}` (whoever undergoes it is a row of the toll)"]
    lines += [f"- ACLED: {acled(type_) or 'no counterpart'}"]
    lines += [f"  - {exception(case)}" for case in type_.get("acled_when") or []]
    lines += [f"- PLOVER: {type_.get('plover') or 'no counterpart'}", ""]
    lines += ["Examples (ours, fictional):", "", *(f'<p dir="rtl" lang="ar">{e}</p>' for e in type_["examples"]), ""]
    return "\n".join(lines)


def acled(row: dict[str, Any]) -> str:
    """ "Event: Sub-event", or nothing where ACLED has no such row."""
    return ": ".join(str(row[k]) for k in ("acled_event", "acled_sub_event") if row.get(k))


def exception(case: dict[str, Any]) -> str:
    """One line of `acled_when` in words."""
    when = " and ".join(condition(k, v) for k, v in case["when"].items())
    then = ": ".join(str(case[k]) for k in ("event", "sub_event") if case.get(k)) or "no counterpart"
    return f"where {when}: {then}"


def condition(key: str, value: Any) -> str:
    if (key, str(value)) in WHEN_VALUES:
        return WHEN_VALUES[key, str(value)]
    return WHEN[key].format(value)


def families(rows: list[dict[str, Any]]) -> str:
    lines = ["## Families", "", "Some words tell of an attack without saying which kind (استهدف، هجوم، انفجار)."]
    lines += ["They belong to a family, and the type is settled by the means named beside them:"]
    lines += ["the first class in the row that is named gives the type.", ""]
    lines += ["| family | without means | by class of means, highest first |", "|---|---|---|"]
    for row in rows:
        by_class = "; ".join(f"{c} → `{t}`" for c, t in (row.get("by_class") or {}).items())
        lines.append(f"| `{row['id']}` | `{row['default']}` | {by_class or '—'} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8", newline="\n")
