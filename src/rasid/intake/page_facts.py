"""What a page says of itself in so many words: title, publication time, outlet, address.

Only explicit metadata count: JSON-LD, `meta`, and `time` with its `datetime`. A date is never read from the words of a page or from a
copyright line: a wrong day would move every "yesterday" in the report.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import Any, NamedTuple
from urllib.parse import urljoin, urlsplit

import msgspec

from rasid.intake.dates import written_date

ARTICLES = {
    *"Article NewsArticle ReportageNewsArticle BlogPosting LiveBlogPosting Report SocialMediaPosting AnalysisNewsArticle".split(),
    *"BackgroundNewsArticle AdvertiserContentArticle OpinionNewsArticle Posting".split(),
}
PUBLISHED = (
    *"article:published_time og:article:published_time og:published_time datepublished article:published article.published".split(),
    *"publishdate publish-date publish_date published_time publication_date pubdate date dc.date dc.date.issued dc.date.created".split(),
    *"dcterms.date dcterms.issued dcterms.created parsely-pub-date sailthru.date originalpublicationdate article.created".split(),
    "cxenseparse:recs:publishtime",
)
OUTLETS = ("og:site_name", "application-name", "dc.publisher", "twitter:site")
TITLES = ("og:title", "twitter:title", "dc.title", "headline")
SAVED_FROM = re.compile(r"<!--\s*saved from url=\(\d+\)(\S+)\s*-->")
ASIDE = "ancestor::aside or ancestor::nav or ancestor::footer or ancestor::*[contains(@class,'comment') or contains(@id,'comment') or "
ASIDE += "contains(@class,'related') or contains(@class,'sidebar') or contains(@class,'widget')]"
SPACE = re.compile(r"\s+")


class Facts(NamedTuple):
    title: str | None = None
    published: str | None = None
    outlet: str | None = None
    url: str | None = None
    lang: str | None = None
    body: str | None = None  # the article as JSON-LD repeats it: all there is where a page is drawn by scripts


def facts_of(tree: Any, address: str, source: str) -> Facts:
    """The facts of a parsed page that came from `address` (or ""); `source` is its text as it came."""
    metas = metas_of(tree)
    articles, publishers = linked_data(tree)
    url = url_of(tree, metas, address, source)
    return Facts(
        title=title_of(tree, metas, articles),
        published=date_of(tree, metas, articles),
        outlet=outlet_of(metas, articles, publishers, url),
        url=url,
        lang=(tree.get("lang") or "").strip()[:2].lower() or None,
        body=body_of(articles),
    )


def metas_of(tree: Any) -> dict[str, str]:
    """The first value of each `meta`, by its name in small letters."""
    metas: dict[str, str] = {}
    for meta in tree.iter("meta"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop")
        content = (meta.get("content") or "").strip()
        if name and content:
            metas.setdefault(name.strip().lower(), content)
    return metas


def linked_data(tree: Any) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The articles, and the publishers and sites, that the page's JSON-LD describes."""
    articles, others = [], []
    for script in tree.iter("script"):
        if (script.get("type") or "").strip().lower() != "application/ld+json":
            continue
        for node in nodes_of(script.text_content()):
            types = node.get("@type")
            types = {t for t in (types if isinstance(types, list) else [types]) if isinstance(t, str)}
            if types & ARTICLES:
                articles.append(node)
            elif types & {"Organization", "NewsMediaOrganization", "WebSite"}:
                others.append(node)
    return articles, others


def nodes_of(written: str) -> Iterator[dict[str, Any]]:
    """Every object of a JSON-LD script that stands at its top, in a list or in `@graph`."""
    try:
        data = msgspec.json.decode(re.sub(r"[\x00-\x1f]", " ", written).strip().rstrip(";"))
    except (msgspec.DecodeError, UnicodeEncodeError, RecursionError):
        return
    waiting = [data]
    while waiting:
        node = waiting.pop(0)
        if isinstance(node, list):
            waiting = node[:500] + waiting
        elif isinstance(node, dict):
            yield node
            waiting += [node[k] for k in ("@graph", "mainEntity", "mainEntityOfPage") if isinstance(node.get(k), (list, dict))]


def body_of(articles: list[dict[str, Any]]) -> str | None:
    body = text_in(articles[0].get("articleBody")) if len(articles) == 1 else None
    return re.sub(r"<[^>]*>", " ", unescape(body)).strip() or None if body else None


def one(values: Iterator[str | None] | list[str | None]) -> str | None:
    """The first value there is, its white space made single."""
    return next((SPACE.sub(" ", v).strip() for v in values if v and v.strip()), None)


def text_in(value: Any) -> str | None:
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, dict):
        value = value.get("name") or value.get("@value")
    return value if isinstance(value, str) else None


def title_of(tree: Any, metas: dict[str, str], articles: list[dict[str, Any]]) -> str | None:
    """The headline: as JSON-LD of the one article has it, the only first heading, `og:title`, or the page's title."""
    headline = text_in(articles[0].get("headline")) if len(articles) == 1 else None
    headings = [" ".join(h.itertext()) for h in tree.iter("h1")]
    headings = [h for h in headings if h.strip()]
    return one([headline, headings[0] if len(headings) == 1 else None, *(metas.get(t) for t in TITLES), *whole_title(tree)])


def whole_title(tree: Any) -> list[str | None]:
    return [t.text_content() for t in tree.iter("title") if t.getparent() is not None and t.getparent().tag == "head"][:1]


def date_of(tree: Any, metas: dict[str, str], articles: list[dict[str, Any]]) -> str | None:
    """The first explicit date that can be read in one way only."""
    dates = [text_in(a.get("datePublished")) for a in articles]
    if len({d[:10] for d in dates if d}) == 1 and (date := explicit(dates[0])):
        return date
    for name in PUBLISHED:
        if date := explicit(metas.get(name)):
            return date
    marked = tree.xpath(f"//*[@itemprop='datePublished'][not({ASIDE})]")
    for node in marked[:1]:
        if date := explicit(node.get("datetime") or node.get("content")):
            return date
    return from_time(tree)


def from_time(tree: Any) -> str | None:
    """The `time` of the article: the one with `pubdate` or a class that says so, or the only one outside of lists and margins."""
    times = tree.xpath(f"//time[@datetime][not({ASIDE})]")
    said = [t for t in times if t.get("pubdate") is not None or re.search("publish|entry-date|post-date", t.get("class") or "")]
    said = [t for t in said if "updated" not in (t.get("class") or "").split() or "published" in (t.get("class") or "")]
    days = {str(explicit(t.get("datetime")))[:10] for t in (said or times)}
    if len(days) == 1:
        return explicit((said or times)[0].get("datetime"))
    inside = [t for t in said if t.xpath("ancestor::article")]
    return explicit(inside[0].get("datetime")) if inside and len(tree.xpath("//article")) == 1 else None


def explicit(value: str | None) -> str | None:
    try:
        return written_date(value)
    except ValueError:
        return None


def outlet_of(metas: dict[str, str], articles: list[dict[str, Any]], others: list[dict[str, Any]], url: str | None) -> str | None:
    """Who publishes: as the metadata name it, or else the host of its address."""
    publishers = [text_in(a.get("publisher")) for a in articles[:1]] + [text_in(o.get("name")) for o in others]
    host = urlsplit(url).hostname if url else None
    return one([metas.get("og:site_name"), *publishers, *(metas.get(o) for o in OUTLETS), (host or "").removeprefix("www.")])


def url_of(tree: Any, metas: dict[str, str], address: str, source: str) -> str | None:
    """The canonical address: as the page says, else the one it came from."""
    saved = SAVED_FROM.search(source[:2000])
    base = address or (saved[1] if saved else "")
    said = [link.get("href") for link in tree.iter("link") if "canonical" in (link.get("rel") or "").lower().split()]
    for value in (*said[:1], metas.get("og:url"), base):
        whole = absolute(value, base)
        if whole:
            return whole
    return None


def absolute(value: str | None, base: str) -> str | None:
    try:
        whole = urljoin(base, (value or "").strip())
        parts = urlsplit(whole)
    except ValueError:
        return None
    front = parts.path in ("", "/") and not parts.query
    asked = urlsplit(base).path not in ("", "/") if base else True
    if parts.scheme not in ("http", "https") or not parts.hostname or (front and asked and value != base):
        return None  # a canonical address of the front page is a fault of the site's template
    return whole
