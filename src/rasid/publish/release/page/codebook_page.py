"""The codebook of a release as a page: types, kinds of parties, columns, in one language."""

from __future__ import annotations

import re
from typing import Any

from rasid.publish.map.wording import of_names
from rasid.publish.release.descriptor import LISTS
from rasid.publish.release.page import saying
from rasid.publish.release.page.frame import page, said, table, text
from rasid.publish.release.tables import TABLES, Column
from rasid.publish.release.wording import of_column
from rasid.publish.release.wording import words as table_words

CODE = re.compile(r"`([^`]+)`")


def codebook_page(ontology: dict[str, dict[str, Any]], title: str, side: int) -> str:
    types, kinds = ontology["event_types"].values(), ontology["party_kinds"].values()
    listed = {f"tables/{t.name}.csv": (t.name, t.columns) for t in TABLES} | {f"{name}.csv": (name, its) for name, its in LISTS.items()}
    body = (
        f'<main class="text"><header><h1>{text(title)}</h1>\n<p class="lead">{heading("codebook", side)}</p></header>\n'
        f'<section id="incidents"><h2>{heading("types", side)}</h2>\n{"".join(meaning(t, side) for t in types)}</section>\n'
        f"<section><h2>{heading('parties', side)}</h2>\n{terms(kinds, side)}</section>\n"
        f"<section>{''.join(columns(path, name, its, side) for path, (name, its) in listed.items())}</section>\n"
        f"<section><h2>{heading('reasons', side)}</h2>\n{reasons(side)}</section></main>\n"
    )
    return page("codebook", side, f"{saying.word('codebook')[side]}: {title}", body)


def heading(key: str, side: int) -> str:
    return said(saying.word(key), side)


def meaning(type_: dict[str, Any], side: int) -> str:
    """What a type is, and where it ends: in English where a data pack has no other words for it."""
    lang = saying.LANGUAGES[side]
    definition = type_["definition"].get(lang) or type_["definition"]["en"]
    rules = [(lang if rule.get(lang) else "en", rule) for rule in type_.get("boundaries") or []]
    bounds = "".join(f'<li lang="{code}" dir="auto">{with_codes(rule[code])}</li>' for code, rule in rules)
    more = f"<details><summary>{heading('boundaries', side)}</summary><ul>{bounds}</ul></details>\n" if bounds else ""
    name = said(of_names(type_["names"]), side)
    return f'<h3 id="{text(type_["id"])}">{name} <small><code>{text(type_["id"])}</code></small></h3>\n<p>{text(definition)}</p>\n{more}'


def with_codes(rule: str) -> str:
    return CODE.sub(r"<code>\1</code>", text(rule))


def terms(rows: Any, side: int) -> str:
    cells = [[f"<code>{text(row['id'])}</code>", said(of_names(row["names"]), side)] for row in rows]
    return table([saying.word("kind"), saying.word("meaning")], cells, side, "files")


def columns(path: str, name: str, its: tuple[Column, ...], side: int) -> str:
    title = said(saying.word("columns_of", file=path), side)
    cells = [[f"<code>{text(c.name)}</code>", text(c.type), said(of_column(name, c.name), side)] for c in its]
    head = [saying.word("column"), saying.word("kind"), saying.word("meaning")]
    return f"<h2>{title}</h2>\n<p>{said(table_words()['tables'][name], side)}</p>\n{table(head, cells, side, 'files')}"


def reasons(side: int) -> str:
    cells = [[f"<code>{text(id_)}</code>", said(pair, side)] for id_, pair in table_words()["reasons"].items()]
    return table([saying.word("kind"), saying.word("meaning")], cells, side, "files")
