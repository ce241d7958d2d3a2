"""The texts of a release: how to cite it, what changed, what the words mean."""

from __future__ import annotations

import json
from typing import Any

from rasid.publish.map.plain import escape, harmless
from rasid.publish.release.descriptor import LISTS
from rasid.publish.release.differing import LISTED, Differences
from rasid.publish.release.request import Request
from rasid.publish.release.tables import TABLES, Column
from rasid.publish.release.wording import of_column, words

MARKS = "\\`*_{}[]()#+-!|~"  # what Markdown reads as more than letters


def quoted(text: str) -> str:
    """A text for YAML: JSON's strings are YAML's."""
    return json.dumps(harmless(text), ensure_ascii=False)


def plain(text: str) -> str:
    """A text for Markdown: as one line, with nothing in it that Markdown or HTML would take for more than letters."""
    return "".join(f"\\{c}" if c in MARKS else c for c in escape(" ".join(harmless(text).split()), quote=False))


def citation(request: Request) -> str:
    """`CITATION.cff`, version 1.2.0 of the Citation File Format."""
    lines = [
        "cff-version: 1.2.0",
        'message: "If you use these data, please cite them as below. إذا استخدمت هذه البيانات فاذكر مصدرها كما يلي."',
        "type: dataset",
        f"title: {quoted(request.title)}",
        f"version: {quoted(request.version)}",
        f"date-released: {request.released}",
        f"license: {request.licence}",
        "authors:",
        f"  - name: {quoted(request.author)}",
        *([f"url: {quoted(request.url)}"] if request.url else []),
    ]
    return "\n".join(lines) + "\n"


def changelog(request: Request, before: str | None, d: Differences) -> str:
    """`CHANGELOG.md`: counts, then ids, the first five hundred of each kind."""
    head = f"# {plain(request.title)}: {plain(request.version)} ({request.released})\n\n"
    if before is None:
        return (
            head
            + "The first release of this profile: there is nothing to compare it with.\n\nأول إصدار بهذه الصيغة، فليس قبله ما يُقارن به.\n"
        )
    parts = [
        head + f"Since {plain(before)}: {d.added:,} added, {d.changed:,} changed, {d.removed:,} removed. "
        "`changes.csv` lists each; `tombstones.csv` says why an id is gone.\n\n"
        f"منذ الإصدار {plain(before)}: أضيف {d.added}، وتغيّر {d.changed}، وحُذف {d.removed}. "
        "في `changes.csv` كل منها، وفي `tombstones.csv` سبب غياب كل معرّف.\n"
    ]
    if d.fields:
        rows = "".join(f"| `{name}` | {n:,} |\n" for name, n in sorted(d.fields.items()))
        parts.append(f"## Fields that changed · الحقول التي تغيرت\n\n| field | incidents |\n|---|---|\n{rows}")
    if d.reasons:
        rows = "".join(f"| `{r}` | {' '.join(words()['reasons'][r])} | {n:,} |\n" for r, n in sorted(d.reasons.items()))
        parts.append(f"## Why ids of earlier releases are gone · سبب غياب المعرّفات\n\n| reason | | ids |\n|---|---|---|\n{rows}")
    parts += listed("Added · أضيفت", d.added, [f"`{id_}`" for id_ in d.some_added])
    parts += listed("Changed · تغيرت", d.changed, [f"`{id_}`: {', '.join(fields)}" for id_, fields in d.some_changed])
    gone = [f"`{g.id}`: {g.reason}" + (f" `{g.merged_into}`" if g.merged_into else "") for g in d.some_removed]
    parts += listed("Removed · حُذفت", d.removed, gone)
    return "\n".join(parts)


def listed(title: str, count: int, lines: list[str]) -> list[str]:
    if not count:
        return []
    more = f"\n… {count - LISTED:,} more in `changes.csv`.\n" if count > LISTED else ""
    return [f"## {title}\n\n" + "".join(f"- {line}\n" for line in lines) + more]


def codebook(ontology: dict[str, dict[str, Any]]) -> str:
    """`CODEBOOK.md`: types, kinds of parties, files and columns, in both languages."""
    types = list(ontology["event_types"].values())
    rows = "".join(f"| `{t['id']}` | {t['names']['en']} | {t['names']['ar']} | {acled(t)} | {t.get('plover') or '—'} |\n" for t in types)
    kinds = "".join(f"| `{k['id']}` | {k['names']['en']} | {k['names']['ar']} |\n" for k in ontology["party_kinds"].values())
    reasons = "".join(f"| `{r}` | {en} | {ar} |\n" for r, (en, ar) in words()["reasons"].items())
    parts = [
        "# Codebook · دليل الترميز\n\n"
        "An incident is one happening as all its accounts tell it together; an account is what one report tells of it.\n\n"
        "الحادثة واقعة واحدة كما ترويها كل رواياتها معا، والرواية ما يرويه تقرير واحد عنها.\n",
        f"## Types · الأنواع\n\n| id | English | العربية | ACLED | PLOVER |\n|---|---|---|---|---|\n{rows}",
        *(meaning(t) for t in types),
        f"## Kinds of parties · أنواع الأطراف\n\n| id | English | العربية |\n|---|---|---|\n{kinds}",
        "## Files · الملفات\n\nEmpty cells are unknown, never zero. A figure of 0 is told as none.\n\n"
        "الخلية الفارغة مجهولة وليست صفرا، والرقم 0 يعني أن المصدر نفى وقوع إصابات.\n",
        *(columns(f"tables/{t.name}.csv", t.name, t.columns) for t in TABLES),
        *(columns(f"{name}.csv", name, its) for name, its in LISTS.items()),
        "### reason\n\n| | English | العربية |\n|---|---|---|\n" + reasons,
    ]
    return "\n".join(parts)


def acled(type_: dict[str, Any]) -> str:
    event, sub = type_.get("acled_event"), type_.get("acled_sub_event")
    return f"{event} / {sub}" if event else "—"


def meaning(type_: dict[str, Any]) -> str:
    """What a type is, and where it ends."""
    said = type_["definition"]
    lines = [f"### {type_['id']}: {type_['names']['en']} · {type_['names']['ar']}\n", said["en"], "", said.get("ar") or "", ""]
    rules = type_.get("boundaries") or []
    lines += [f"- {rule['en']}" for rule in rules]
    lines += ["", *(f"- {rule['ar']}" for rule in rules if rule.get("ar"))]
    if type_.get("methods"):
        lines += ["", "Methods · الأساليب: " + ", ".join(f"`{m}`" for m in type_["methods"])]
    return "\n".join(lines).strip() + "\n"


def columns(path: str, table: str, its: tuple[Column, ...]) -> str:
    said = ((c, *of_column(table, c.name)) for c in its)
    rows = "".join(f"| `{c.name}` | {c.type} | {en} | {ar} |\n" for c, en, ar in said)
    return f"### {path}\n\n{' '.join(words()['tables'][table])}\n\n| column | type | English | العربية |\n|---|---|---|---|\n{rows}"
