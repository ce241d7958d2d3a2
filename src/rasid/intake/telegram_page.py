"""A channel's preview page (t.me/s/…), as it is saved from a browser or a web archive: one report a message."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from rasid.intake.decode import Decoded
from rasid.intake.found import Notice, Outcome
from rasid.intake.opening import Input, Wanted, checked, found
from rasid.intake.page_facts import explicit
from rasid.intake.page_tree import parsed
from rasid.model import InputError, Report

TEXT = ".//div[contains(concat(' ', @class, ' '), ' tgme_widget_message_text ') and not(ancestor::*[contains(@class, 'message_reply')])]"
OWNER = ".//*[contains(@class, 'tgme_widget_message_owner_name')]"
FORWARDED = ".//*[contains(@class, 'tgme_widget_message_forwarded_from_name')]"
SPACES = re.compile(r"[ \t\r\n\xa0]+")


def messages_of(item: Input, raw: bytes, decoded: Decoded, wanted: Wanted) -> Iterator[Outcome]:
    tree = parsed(decoded.text)
    wordless = number = 0
    for node in tree.xpath("//*[@data-post]"):
        name, _, post = node.get("data-post").partition("/")
        where = f"{item.where}:message {post}"
        text = "\n".join(t for t in (words_of(t) for t in node.xpath(TEXT)) if t)
        try:
            if checked(text, where, wanted.limit):
                wordless += 1
                continue
        except InputError as error:
            yield error
            continue
        number += 1
        url = f"https://t.me/{name}/{post}"
        known: dict[str, Any] = {"media_type": "text/html", "encoding": decoded.encoding, "address": item.address or url}
        known["details"] = {**item.details, **forwarded(node)}
        report = Report(id=f"tg_{name}_{post}", text=text, published=date_of(node) or wanted.published, outlet=owner(node, name), url=url)
        yield found(item, report, raw if wanted.keep else b"", where=where, how="telegram", locator=f"message {post}", **known)
    if wordless:
        yield Notice(f"messages passed over: {wordless} messages without words.", item.where)
    elif not number:
        yield Notice("this page has no messages.", item.where)


def words_of(node: Any) -> str:
    """The words of a message; a break is a new line."""
    lines = (SPACES.sub(" ", line).strip() for line in "".join(pieces(node)).split("\n"))
    return "\n".join(lines).strip()


def pieces(element: Any) -> Iterator[str]:
    """Text in the order in which it stands."""
    if element.tag == "br":
        yield "\n"
    elif isinstance(element.tag, str):
        yield SPACES.sub(" ", element.text or "")
        for child in element:
            yield from pieces(child)
            yield SPACES.sub(" ", child.tail or "")


def date_of(node: Any) -> str | None:
    times = node.xpath(".//a[contains(@class, 'tgme_widget_message_date')]//time[@datetime]") or node.xpath(".//time[@datetime]")
    return explicit(times[0].get("datetime")) if times else None


def owner(node: Any, name: str) -> str:
    names = [" ".join(n.text_content().split()) for n in node.xpath(OWNER)]
    return next((n for n in names if n), name)


def forwarded(node: Any) -> dict[str, str]:
    names = [" ".join(n.text_content().split()) for n in node.xpath(FORWARDED)]
    return {"forwarded_from": names[0]} if names and names[0] else {}
