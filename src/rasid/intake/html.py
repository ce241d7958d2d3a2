"""A web page → one report: its main text with the lists kept; menus, comments and what surrounds the article are dropped."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from rasid.intake.article import Walk, article
from rasid.intake.decode import BOMS, Decoded, decode, marked
from rasid.intake.found import Found, Notice, Outcome
from rasid.intake.opening import Input, Wanted, checked, found, replaced
from rasid.intake.page_facts import Facts, facts_of
from rasid.intake.page_tree import parsed
from rasid.intake.telegram_page import messages_of
from rasid.model import Report
from rasid.model.report import report_id

LARGEST = 32_000_000  # bytes of a page; one saved with its pictures in it has some 10 MB
CHARSET = re.compile(rb"""<meta[^>]+?charset\s*=\s*["']?\s*([\w.:-]+)|<\?xml[^>]+encoding\s*=\s*["']([\w.:-]+)""", re.I)


class Page(NamedTuple):
    text: str
    facts: Facts


def read_page(item: Input, wanted: Wanted) -> Iterator[Outcome]:
    raw = item.whole(LARGEST)
    if b"tgme_widget_message" in raw:
        yield from messages_of(item, raw, page_text(raw, item.charset), wanted)
        return
    yield from page_outcomes(item, raw, wanted)


def page_outcomes(item: Input, raw: bytes, wanted: Wanted) -> Iterator[Outcome]:
    """The report of a page's bytes, or a notice where the page has no text."""
    decoded = page_text(raw, item.charset)
    yield from replaced(decoded.replaced, decoded.encoding, item.where)
    tree = parsed(decoded.text)
    page = page_of(tree, decoded.text, item.address)
    text = page.text
    if not text.strip():
        yield Notice("this page has no text of an article.", item.where)
        return
    if notice := checked(text, item.where, wanted.limit):
        yield notice
        return
    yield one_page(item, page, raw, decoded.encoding, wanted)


def one_page(item: Input, page: Page, raw: bytes, encoding: str, wanted: Wanted) -> Found:
    facts = page.facts
    # The same words under the same address are the same report however its menus change; without an address the bytes tell.
    key = f"{facts.url}\n{page.text}".encode() if facts.url else raw
    report = Report(
        id=report_id(key),
        text=page.text,
        published=facts.published or wanted.published,
        title=facts.title,
        url=facts.url,
        outlet=facts.outlet,
    )
    how = "page" if item.how in ("file", "stdin") else item.how
    return found(
        item,
        report,
        raw if wanted.keep else b"",
        how=how,
        media_type="text/html",
        encoding=encoding,
        address=item.address or facts.url or "",
    )


def page_text(raw: bytes, charset: str | None = None) -> Decoded:
    """The page as text: by its byte-order mark, as UTF-8 where it is, as it or its server declares, or by its letters."""
    for mark, encoding in BOMS:
        if raw.startswith(mark):
            return marked(raw[len(mark) :], encoding)
    try:
        return Decoded(raw.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        pass
    inside = CHARSET.search(raw[:8192])
    for name in (charset, (inside[1] or inside[2]).decode("ascii", "replace") if inside else None):
        try:
            if name:
                return Decoded(raw.decode(name), name.lower())
        except (LookupError, UnicodeDecodeError, ValueError):
            continue
    return decode(raw)


def page_of(tree: Any, source: str, address: str) -> Page:
    """The article's words and what the page says of itself. A page that has only a headline gives that."""
    facts = facts_of(tree, address, source)
    outline = Walk().over(tree)
    text = article(outline, taken(tree), facts.title)
    return Page(text or facts.body or facts.title or "", facts)


def taken(tree: Any) -> str:
    """What trafilatura takes to be the article."""
    from trafilatura import bare_extraction

    try:
        document = bare_extraction(tree, include_comments=False, include_tables=True, with_metadata=False)
    except Exception:  # it is made for whole pages, and stumbles over some fragments
        document = None
    return getattr(document, "text", None) or "\n".join(tree.itertext())
