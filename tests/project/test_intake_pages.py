# ruff: noqa: E501
"""Web pages: the article with its lists, what the page says of itself, and nothing of what surrounds it."""

from __future__ import annotations

from pathlib import Path

import intake_pages as pages
import pytest

from rasid.intake import Found, Notice, find
from rasid.intake.html import page_of, page_text, parsed

WHOLE = [pages.LEDE, *pages.BODY]
LISTS = {
    "plain": "<ul>{}</ul>",
    "styled": "<ul class='wp-block-list list-unstyled'>{}</ul>",
    "ordered": "<ol>{}</ol>",
    "in a section": "<section><ul>{}</ul></section>",
    "within another": "<ul><li>المجموع<ul>{}</ul></li></ul>",
}


def one(tmp_path: Path, html: str, encoding: str = "utf-8") -> Found:
    path = tmp_path / "page.html"
    path.write_bytes(html.encode(encoding))
    (found,) = find(path)
    assert isinstance(found, Found)
    return found


def words(html: str) -> str:
    return page_of(parsed(html), html, "").text


@pytest.mark.parametrize("name", ["agency", "wordpress", "only_list", "plain", "table", "old"])
def test_the_whole_article_and_nothing_else(tmp_path: Path, name: str) -> None:
    lines = one(tmp_path, pages.ALL[name]()).report.text.split("\n")
    bare = [line.removeprefix("- ") for line in lines]
    assert [line for line in bare if line in WHOLE] == WHOLE
    assert not [line for line in bare if line in (*pages.MENU, *pages.RELATED, pages.COMMENT) or "©" in line or "الحقوق" in line]


@pytest.mark.parametrize("name", ["agency", "wordpress"])
def test_the_list_of_victims_stands_where_it_stood(tmp_path: Path, name: str) -> None:
    text = one(tmp_path, pages.ALL[name]()).report.text
    listed = "\n".join(f"- {t}" for t in pages.TOLL)
    assert listed in text and text.index(pages.LEDE) < text.index(listed) < text.index(pages.BODY[2])


@pytest.mark.parametrize("container", ['<article><div class="entry-content">{}</div></article>', '<div class="news-details">{}</div>'])
@pytest.mark.parametrize("kind", LISTS)
@pytest.mark.parametrize("position", ["first", "within", "last"])
@pytest.mark.parametrize("others", [0, 1, 3])
def test_no_list_is_lost_whatever_the_site_calls_its_article(container: str, kind: str, position: str, others: int) -> None:
    listed = LISTS[kind].format("".join(f"<li>{t}</li>" for t in pages.TOLL))
    parts = [f"<p>{t}</p>" for t in WHOLE[: others + 1]]
    parts.insert({"first": 0, "within": 1, "last": len(parts)}[position], listed)
    body = container.format("".join(parts))
    html = (
        f"<html><head><title>{pages.TITLE}</title></head><body>{pages.menu()}{body}{pages.related()}<footer>© 2019</footer></body></html>"
    )
    text = words(html)
    assert all(t in text for t in (*pages.TOLL, *WHOLE[: others + 1]))
    assert not any(t in text for t in (*pages.MENU, *pages.RELATED))


def test_a_table_of_the_toll_comes_row_by_row(tmp_path: Path) -> None:
    assert "| تل الورد | 5 قتلى\n| وادي النسيم | 3 جرحى" in one(tmp_path, pages.table()).report.text


def test_what_an_agency_says_of_its_page(tmp_path: Path) -> None:
    found = one(tmp_path, pages.agency())
    report = found.report
    assert (report.title, report.outlet) == (pages.TITLE, "وكالة الواحة للأنباء")
    assert (report.published, report.url) == ("2026-03-17T06:45:00+03:00", "https://waha-news.example/ar/articles/4711")
    assert (found.how, found.media_type, found.encoding, found.address) == ("page", "text/html", "utf-8", report.url)


def test_the_day_is_that_of_publication_not_of_change(tmp_path: Path) -> None:
    assert one(tmp_path, pages.wordpress()).report.published == "2026-03-17T05:10:22Z"


@pytest.mark.parametrize("name", ["only_list", "plain", "old", "headline", "table"])
def test_a_date_is_never_guessed(tmp_path: Path, name: str) -> None:
    assert one(tmp_path, pages.ALL[name]()).report.published is None


@pytest.mark.parametrize(
    ("head", "date"),
    [
        ('<meta name="pubdate" content="17/03/2026 08:10">', "2026-03-17T08:10:00"),
        ('<meta name="date" content="03/04/2026">', None),
        ('<meta property="article:modified_time" content="2026-03-17T05:10:22Z">', None),
        ('<meta property="article:published_time" content="0000-00-00">', None),
        ('<meta itemprop="datePublished" content="17 آذار 2026">', "2026-03-17"),
        ('<script type="application/ld+json">{"@graph": [{"@type": ["NewsArticle"], "datePublished": "2026-03-17"}]}</script>', "2026-03-17"),
        ('<script type="application/ld+json">[{"@type": "Article", "datePublished": "2026-03-17"}, '
         '{"@type": "Article", "datePublished": "2025-01-01"}]</script>', None),
        ('<script type="application/ld+json">{broken</script>', None),
        ('<script type="application/ld+json">{"@type": "WebPage", "copyrightYear": "2019"}</script>', None),
    ],
)  # fmt: skip
def test_explicit_dates(head: str, date: str | None) -> None:
    html = f"<html><head>{head}</head><body><p>{pages.LEDE}</p><footer>© 2019</footer></body></html>"
    assert page_of(parsed(html), html, "").facts.published == date


def test_times_in_comments_and_lists_of_other_news_do_not_count() -> None:
    other = (
        '<aside class="related"><time datetime="2020-01-01">x</time></aside><div id="comments"><time datetime="2026-03-20">y</time></div>'
    )
    html = f'<html><body><article><time datetime="2026-03-17">z</time><p>{pages.LEDE}</p></article>{other}</body></html>'
    assert page_of(parsed(html), html, "").facts.published == "2026-03-17"


def test_a_page_of_only_a_headline_gives_the_headline(tmp_path: Path) -> None:
    assert one(tmp_path, pages.headline()).report.text == pages.TITLE


def test_a_page_drawn_by_scripts_gives_what_its_metadata_repeat() -> None:
    data = f'{{"@type": "NewsArticle", "headline": "{pages.TITLE}", "articleBody": "{pages.LEDE} {pages.BODY[0]}"}}'
    html = f'<html><head><script type="application/ld+json">{data}</script></head><body><div id="app"></div></body></html>'
    assert words(html) == f"{pages.LEDE} {pages.BODY[0]}"


def test_a_page_without_words_is_a_notice(tmp_path: Path) -> None:
    path = tmp_path / "p.html"
    path.write_text("<html><body><img src='a.jpg'></body></html>")
    (notice,) = find(path)
    assert isinstance(notice, Notice) and "no text" in notice.what


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [
        ("cp1256", "windows-1256"),
        ("utf-8", "windows-1256"),
        ("cp1256", "utf-8"),
        ("utf-16", "utf-8"),
        ("iso8859_6", "iso-8859-6"),
        ("utf-8", "x"),
    ],
)
def test_the_encoding_that_is_and_not_the_one_declared(encoding: str, declared: str) -> None:
    html = f'<html><head><meta charset="{declared}"></head><body><p>{pages.LEDE} {pages.BODY[0]}</p></body></html>'
    assert pages.LEDE in page_text(html.encode(encoding, "ignore")).text


def test_the_same_article_under_the_same_address_is_the_same_report(tmp_path: Path) -> None:
    first, second = one(tmp_path, pages.agency()), one(tmp_path, pages.agency().replace(pages.RELATED[0], "خبر آخر"))
    assert first.raw != second.raw and first.report.id == second.report.id
    assert one(tmp_path, pages.plain()).report.id != one(tmp_path, pages.plain() + " ").report.id


def test_the_address_a_browser_saved_it_from(tmp_path: Path) -> None:
    html = f"<!DOCTYPE html>\n<!-- saved from url=(0030)https://local.example/news/77 -->\n<html><body><p>{pages.LEDE}</p></body></html>"
    assert one(tmp_path, html).report.url == "https://local.example/news/77"
    assert one(tmp_path, html).report.outlet == "local.example"


def test_a_channels_preview_page_is_one_report_a_message(tmp_path: Path) -> None:
    path = tmp_path / "s.html"
    path.write_text(pages.telegram(), encoding="utf-8")
    first, second, notice = find(path)
    assert isinstance(first, Found) and isinstance(second, Found) and isinstance(notice, Notice)
    assert first.report.text == f"{pages.LEDE}\n\n🔴 عاجل: {pages.BODY[0]}\n#تل_الورد" and second.report.text == pages.BODY[2]
    assert (first.report.id, first.report.outlet, first.locator) == ("tg_tal_alward_news_101", "أخبار تل الورد", "message 101")
    assert (first.report.published, first.report.url) == ("2026-03-17T05:30:00Z", "https://t.me/tal_alward_news/101")
    assert first.raw is second.raw and "1 message" in notice.what


def test_deep_and_broken_markup_is_read_or_refused_in_a_sentence(tmp_path: Path) -> None:
    for n, html in enumerate(
        ["<html>" + "<div>" * 5000 + pages.LEDE, "<html><body><p>" + pages.LEDE + "<table><tr><td></p></div>", "<html><"]
    ):
        path = tmp_path / f"{n}.html"
        path.write_text(html, encoding="utf-8")
        for outcome in find(path):
            assert outcome.where.startswith(str(path))
