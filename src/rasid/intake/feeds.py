"""Feeds (RSS, Atom) → their items; an item → a report, from the feed's own words or from the page that it links to."""

from __future__ import annotations

import datetime as dt
import email.utils
import hashlib
import io
import re
from collections.abc import Callable
from typing import Any, NamedTuple
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit

import msgspec

from rasid.intake.dates import written_date
from rasid.intake.fetching import Answer
from rasid.intake.found import Found, Notice, Outcome
from rasid.intake.limits import DEFAULT_LIMIT
from rasid.intake.opening import Input, Wanted, checked
from rasid.model import InputError, Report
from rasid.model.report import report_id

FEED_TYPES = "application/rss+xml, application/atom+xml, application/xml;q=0.9, text/xml;q=0.9, */*;q=0.5"
PAGE_TYPES = "text/html, application/xhtml+xml"
MOST_ITEMS = 500  # feeds have ten to a hundred; what has more is an archive
WHOLE_WORDS = 120  # words from which a description is taken for the report itself; teasers have 20 to 60
CONTENT_WORDS = 40  # the same where the feed says that it is the content
CUT = re.compile(r"(?:\[?(?:…|\.\.\.|&hellip;)\]?|اقرأ المزيد|المزيد|للمزيد|التتمة|read more|continue reading)[\s»>←.\]]*$", re.I)
TRACKING = re.compile(r"^(?:utm_\w+|fbclid|gclid|mc_cid|mc_eid|at_\w+|ocid|_ga)$")
BLOCKS = {*"p div br li ul ol h1 h2 h3 h4 h5 h6 tr table blockquote section article figure figcaption pre hr".split()}
ALTERNATE = re.compile(rb"<link[^>]+type=[\"']application/(?:rss|atom)\+xml[\"'][^>]*>", re.I)
HREF = re.compile(rb"href=[\"']([^\"']+)[\"']", re.I)


class Item(NamedTuple):
    """One item. `key`: the same as long as it is the same item; `whole`: whether the feed has all of its text; `print`: changes when what
    the feed says of it does."""

    key: str
    number: int
    link: str | None
    title: str | None
    published: str | None
    outlet: str | None
    text: str
    whole: bool
    print: str


class Feed(NamedTuple):
    """`ttl`: minutes that it asks to be left alone; `note`: what is wrong with it, where it could be read all the same."""

    title: str | None
    items: list[Item]
    ttl: float | None
    note: str | None = None


def read_feed(answer: Answer, address: str) -> Feed:
    """The items of a feed, as they stand in it. Raises InputError where it is none."""
    import feedparser

    if not answer.raw.strip():
        raise InputError("what came is empty.", where=address)
    head = answer.raw[:4096].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith((b"<!doctype html", b"<html")) or (
        answer.media_type in PAGE_TYPES.split(", ") and b"<rss" not in head and b"<feed" not in head
    ):
        raise InputError("this is a page, not a feed.", where=address, hint=feed_of_page(answer))
    headers = {"content-type": answer.details.get("headers", {}).get("content-type", ""), "content-location": answer.url}
    try:
        parsed = feedparser.parse(io.BytesIO(answer.raw), response_headers=headers)
    except Exception as error:  # a parser of whatever the world writes
        raise InputError(f"this feed cannot be read ({type(error).__name__}).", where=address) from None
    broken = parsed.bozo and not isinstance(parsed.bozo_exception, (feedparser.CharacterEncodingOverride, feedparser.NonXMLContentType))
    says = any(e.get("title") or e.get("summary") or e.get("content") for e in parsed.entries)
    if not says and (broken or not parsed.version):
        said = " ".join(str(parsed.get("bozo_exception") or "no RSS, no Atom").split())[:200]
        raise InputError(f"this is no feed that can be read ({said}).", where=address)
    title = plain(parsed.feed.get("title")) or None
    found: dict[str, Item] = {}
    for number, entry in enumerate(parsed.entries[:MOST_ITEMS], 1):
        item = item_of(entry, number, title, address, answer.url)
        found.setdefault(item.key, item)
    note = "this feed is not written as it should be; what could be read of it is taken." if broken else None
    return Feed(title, list(found.values()), minutes(parsed.feed), note)


def feed_of_page(answer: Answer) -> str:
    """Where a page says that its feed is."""
    found = ALTERNATE.search(answer.raw)
    href = HREF.search(found[0]) if found else None
    return (
        f"It names its feed: {urljoin(answer.url, href[1].decode('utf-8', 'replace'))}" if href else "Its feed has an address of its own."
    )


def minutes(feed: Any) -> float | None:
    """How long a feed asks to be left alone (RSS's ttl, or its update period)."""
    try:
        if feed.get("ttl"):
            return float(feed["ttl"])
        period = {"hourly": 60, "daily": 1440, "weekly": 10080}.get(str(feed.get("sy_updateperiod", "")).strip())
        return period / max(1.0, float(feed.get("sy_updatefrequency") or 1)) if period else None
    except (TypeError, ValueError):
        return None


def item_of(entry: Any, number: int, outlet: str | None, address: str, base: str) -> Item:
    link = bare_link(urljoin(base, entry.get("link") or "")) if entry.get("link") else None
    title = plain(entry.get("title")) or None
    contents = [text_of(c.get("value") or "") for c in entry.get("content") or []]
    summary = text_of(entry.get("summary") or "")
    content = max(contents, key=len, default="")
    text = content if len(content) >= len(summary) else summary
    enough = CONTENT_WORDS if text == content and content != summary else WHOLE_WORDS
    whole = len(text.split()) >= enough and not CUT.search(text.rstrip())
    published = date_of(entry)
    source = plain((entry.get("source") or {}).get("title")) or outlet
    known = link or (f"{address}\n{entry['id']}" if entry.get("id") else f"{address}\n{title}\n{text}")
    said = "\x1f".join([title or "", published or "", text])
    return Item(
        report_id(known.encode("utf-8", "replace")),
        number,
        link,
        title,
        published,
        source,
        text or title or "",
        whole,
        hashlib.sha256(said.encode("utf-8", "replace")).hexdigest()[:16],
    )


def bare_link(link: str) -> str | None:
    """A link without what only tells the outlet where its reader comes from."""
    try:
        parts = urlsplit(link.strip())
        query = [(k, v) for k, v in parse_qsl(parts.query, keep_blank_values=True) if not TRACKING.match(k)]
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not parts.netloc:
        return None
    changed = len(query) != len(parse_qsl(parts.query, keep_blank_values=True))
    return parts._replace(query=urlencode(query) if changed else parts.query, fragment="").geturl()


def date_of(entry: Any) -> str | None:
    """When an item was published, with its own time zone: in UTC its day may be another."""
    for field in ("published", "created", "updated"):
        written = (entry.get(field) or "").strip()
        if not written:
            continue
        try:
            moment = email.utils.parsedate_to_datetime(written)
        except (ValueError, IndexError, TypeError):
            try:
                moment = dt.datetime.fromisoformat(written.upper().replace("Z", "+00:00"))
            except ValueError:
                moment = None
        if moment is not None and 1900 <= moment.year <= 2199:
            zone = "" if moment.tzinfo else "Z"
            return moment.replace(microsecond=0).isoformat() + zone
        try:
            if told := written_date(written):
                return told
        except ValueError:
            pass
        if parsed := entry.get(f"{field}_parsed"):
            return dt.datetime(*parsed[:6]).replace(tzinfo=dt.UTC).isoformat()
    return None


def plain(value: Any) -> str:
    return " ".join(text_of(str(value)).split()) if value else ""


def text_of(fragment: str) -> str:
    """The words of a piece of HTML, a line for each block; what is no HTML is itself."""
    if "<" not in fragment and "&" not in fragment:
        return fragment.strip()
    from lxml import etree, html

    try:
        tree = html.fragment_fromstring(fragment, create_parent="div")
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return re.sub(r"<[^>]*>", " ", fragment).strip()
    said: list[str] = []

    def walk(node: Any) -> None:
        if not isinstance(node.tag, str) or node.tag in ("script", "style", "noscript"):
            said.append(node.tail or "")
            return
        said.append("\n" if node.tag in BLOCKS else "")
        said.append(node.text or "")
        for child in node:
            walk(child)
        said.append("\n" if node.tag in BLOCKS and node.tag != "br" else "")
        said.append(node.tail or "")

    try:
        walk(tree)
    except RecursionError:
        return " ".join(tree.itertext())
    lines = (" ".join(line.split()) for line in "".join(said).split("\n"))
    return "\n".join(line for line in lines if line)


def as_report(item: Item, answer: Answer, address: str, limit: int = DEFAULT_LIMIT) -> Found | Notice:
    """An item as the feed has it. Raises InputError where it is too long."""
    where = f"{address} item {item.number}"
    if notice := checked(item.text, where, limit):
        return notice
    report = Report(id=item.key, text=item.text, published=item.published, title=item.title, url=item.link, outlet=item.outlet)
    details = {**answer.details, "feed": address, **({} if item.whole else {"summary": True})}
    known: dict[str, Any] = {"locator": f"item {item.number}", "media_type": answer.media_type or None, "details": details}
    return Found(where=where, report=report, raw=answer.raw, how="feed", name=address, address=answer.url, **known)


def as_page(item: Item, page: Answer, address: str, limit: int = DEFAULT_LIMIT) -> Found | None:
    """An item by the page that it links to; None where the page says less than the feed. Raises InputError."""
    from rasid.intake.html import page_outcomes

    details = {**page.details, "feed": address}
    source = Input(io.BytesIO(page.raw), page.url, address, ".html", how="page", address=page.url, charset=page.charset, details=details)
    read: Callable[..., Any] = page_outcomes
    outcomes: list[Outcome] = list(read(source, page.raw, Wanted(limit=limit)))
    found = next((o for o in outcomes if isinstance(o, Found)), None)
    if found is None or len(found.report.text.split()) < len(item.text.split()):
        return None
    told = found.report
    report = msgspec.structs.replace(
        told,
        id=item.key,
        published=told.published or item.published,
        title=told.title or item.title,
        outlet=told.outlet or item.outlet,
        url=item.link,
    )
    return msgspec.structs.replace(found, report=report, where=page.url)
