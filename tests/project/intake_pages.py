# ruff: noqa: E501
"""Web pages of our own in the manner of sites that publish reports. Every event, name and address in them is invented."""

from __future__ import annotations

LEDE = "أفاد مراسلنا بمقتل خمسة مدنيين وإصابة اثني عشر آخرين، مساء الاثنين، جراء قصف مدفعي استهدف سوقا شعبية في بلدة تل الورد."
BODY = [
    "وقال مصدر طبي في مشفى البلدة إن بين القتلى طفلين وامرأة، مشيرا إلى أن عدد الضحايا مرشح للارتفاع بسبب خطورة الإصابات.",
    "وأضاف المصدر أن فرق الإسعاف نقلت الجرحى إلى مشفى الشهداء الميداني، فيما لا تزال عمليات البحث تحت الأنقاض مستمرة.",
    "وكانت مجموعات مجهولة قد قصفت البلدة ذاتها بأربع قذائف هاون فجر الأحد من دون وقوع إصابات.",
]
TOLL = ["سامر ع. (12 عاما)، تلميذ", "ريم ع. (9 أعوام)", "امرأة مجهولة الهوية", "بائعان في السوق"]
COMMENT = "رحمهم الله جميعا، حسبنا الله ونعم الوكيل. قتلوا مئة شخص في القرية المجاورة أمس."
MENU = ["الرئيسية", "أخبار محلية", "أخبار عربية", "رياضة", "اقتصاد", "اتصل بنا"]
RELATED = ["غارات على مطار الوادي تقتل ثلاثين جنديا", "انفجار سيارة مفخخة في مدينة النهر", "ارتفاع أسعار الوقود"]
TITLE = "خمسة قتلى في قصف مدفعي على سوق تل الورد"


def menu() -> str:
    return "<nav class='main-menu'><ul>" + "".join(f"<li><a href='/s/{n}'>{m}</a></li>" for n, m in enumerate(MENU)) + "</ul></nav>"


def paragraphs(*texts: str) -> str:
    return "".join(f"<p>{t}</p>" for t in texts)


def toll(tag: str = "ul") -> str:
    return f"<{tag}>" + "".join(f"<li>{t}</li>" for t in TOLL) + f"</{tag}>"


def related() -> str:
    links = "".join(f"<li><a href='/n/{n}'>{t}</a></li>" for n, t in enumerate(RELATED))
    return f"<aside class='related-posts'><h3>أخبار ذات صلة</h3><ul>{links}</ul></aside>"


def agency() -> str:
    """An agency's site: JSON-LD, Open Graph, a list of victims between paragraphs, related news, a footer with another year."""
    return f"""<!DOCTYPE html><html lang="ar" dir="rtl"><head><meta charset="utf-8"><title>{TITLE} | وكالة الواحة للأنباء</title>
<link rel="canonical" href="https://waha-news.example/ar/articles/4711"><meta property="og:site_name" content="وكالة الواحة للأنباء">
<meta property="og:title" content="{TITLE}"><script type="application/ld+json">{{"@context":"https://schema.org","@type":"NewsArticle",
"headline":"{TITLE}","datePublished":"2026-03-17T06:45:00+03:00","dateModified":"2026-03-18T10:00:00+03:00",
"publisher":{{"@type":"Organization","name":"وكالة الواحة للأنباء"}}}}</script></head><body>
<header><a href="/">وكالة الواحة</a>{menu()}</header><main><article><h1>{TITLE}</h1>
<div class="meta"><time datetime="2026-03-17T06:45:00+03:00">الثلاثاء 17 آذار/مارس 2026</time> <span>مشاركة</span></div>
<div class="article-body">{paragraphs(LEDE, BODY[0])}<p>والقتلى هم:</p>{toll()}{paragraphs(*BODY[1:])}</div>
<div class="share"><a href="#">فيسبوك</a> <a href="#">تويتر</a></div></article>{related()}</main>
<section class="comments" id="comments"><h3>التعليقات</h3><p>{COMMENT}</p></section>
<footer>جميع الحقوق محفوظة © 2019 وكالة الواحة</footer></body></html>"""


def wordpress() -> str:
    """A local site on WordPress: no JSON-LD, entry-content, share buttons in it, comments as an ordered list."""
    comments = "".join(f"<li class='comment'><div class='comment-body'><p>{COMMENT}</p></div></li>" for _ in range(6))
    return f"""<!DOCTYPE html><html dir="rtl" lang="ar"><head><meta charset="UTF-8"><title>{TITLE} - شبكة تل الورد الإخبارية</title>
<meta property="og:site_name" content="شبكة تل الورد الإخبارية"><meta property="article:published_time" content="2026-03-17T05:10:22+00:00">
<meta property="article:modified_time" content="2026-03-19T05:10:22+00:00"><link rel="canonical" href="https://tal.example/2026/03/17/x/">
<meta name="generator" content="WordPress 6.4"></head><body class="single single-post"><div id="page"><header>{menu()}</header>
<div id="primary"><main id="main"><article id="post-991" class="post-991 post type-post hentry category-news"><header class="entry-header">
<h1 class="entry-title">{TITLE}</h1><div class="entry-meta"><time class="entry-date published" datetime="2026-03-17T08:10:22+03:00">17 مارس، 2026
</time><time class="updated" datetime="2026-03-19T08:10:22+03:00">19 مارس، 2026</time></div></header><div class="entry-content">
<p>{LEDE}</p><p>أسماء الشهداء:</p>{toll("ol")}<p>{BODY[0]}<br>{BODY[1]}</p><blockquote><p>{BODY[2]}</p></blockquote>
<div class="sharedaddy"><h3>شارك هذا الموضوع:</h3><ul><li><a href="#">فيس بوك</a></li><li><a href="#">X</a></li></ul></div></div></article>
<nav class="post-navigation"><a href="/1">{RELATED[0]}</a></nav><div id="comments" class="comments-area"><h2>6 تعليقات</h2>
<ol class="comment-list">{comments}</ol></div></main></div><aside id="secondary" class="widget-area">{related()}</aside></div>
<footer>© 2015-2026</footer></body></html>"""


def only_list() -> str:
    """A bulletin that is nearly all list."""
    items = "".join(f"<li>{t}</li>" for t in (LEDE, *BODY))
    return f"""<html><head><meta charset="utf-8"><title>الحصيلة اليومية</title></head><body>{menu()}<div class="content"><h2>الحصيلة اليومية</h2>
<ul>{items}</ul></div><div class="footer">© 2026</div></body></html>"""


def plain() -> str:
    """A page as a social network shows it to those not logged in: divs within divs, no paragraph, no metadata of use."""
    return f"""<html><head><title>صفحة أهالي تل الورد | منشورات</title></head><body><div><div role="banner"><a href="/login">تسجيل الدخول</a>
<a href="/r">إنشاء حساب</a></div><div><div><div><span>صفحة أهالي تل الورد</span><abbr>3 ساعات</abbr></div><div dir="auto">{LEDE}</div>
<div dir="auto">{BODY[0]}</div><div dir="auto">{BODY[1]}<br>{BODY[2]}</div></div><div><span>أعجبني</span><span>تعليق</span><span>مشاركة</span></div>
<div aria-label="comments"><div class="comment"><div dir="auto">{COMMENT}</div></div></div></div></div></body></html>"""


def headline() -> str:
    """A page that has a headline and nothing else of its own."""
    return f"""<html><head><meta charset="utf-8"><title>{TITLE} - عاجل</title></head><body>{menu()}<article><h1>{TITLE}</h1></article>
<footer>© 2026</footer></body></html>"""


def table() -> str:
    """A page whose toll stands in a table."""
    rows = "".join(f"<tr><td>{place}</td><td>{count}</td></tr>" for place, count in (("تل الورد", "5 قتلى"), ("وادي النسيم", "3 جرحى")))
    return f"""<html><head><meta charset="utf-8"><title>{TITLE}</title></head><body>{menu()}<article><h1>{TITLE}</h1>{paragraphs(LEDE, *BODY)}
<table><thead><tr><th>المكان</th><th>الحصيلة</th></tr></thead><tbody>{rows}</tbody></table></article></body></html>"""


def old() -> str:
    """An old site: tables for layout, Windows-1256, breaks for paragraphs, a date in words only."""
    return f"""<html><head><meta http-equiv="Content-Type" content="text/html; charset=windows-1256"><title>{TITLE}</title></head><body>
<table width="100%"><tr><td width="20%">{"<br>".join(f"<a href='{m}'>{m}</a>" for m in MENU)}</td><td><font size="5">{TITLE}</font><br>
<font size="2">الثلاثاء 17 آذار 2026</font><br><br><font size="3">{LEDE}<br><br>{BODY[0]}<br><br>{BODY[1]}<br><br>{BODY[2]}</font></td></tr></table>
<center>جميع الحقوق محفوظة 2019</center></body></html>"""


def telegram() -> str:
    """A channel's preview page: three messages, one without words."""

    def message(number: int, words: str, when: str, extra: str = "") -> str:
        text = f'<div class="tgme_widget_message_text js-message_text" dir="auto">{words}</div>' if words else ""
        return f"""<div class="tgme_widget_message_wrap js-widget_message_wrap"><div class="tgme_widget_message text_not_supported_wrap
js-widget_message" data-post="tal_alward_news/{number}"><div class="tgme_widget_message_bubble"><div class="tgme_widget_message_author">
<a class="tgme_widget_message_owner_name"><span dir="auto">أخبار تل الورد</span></a></div>{extra}{text}
<div class="tgme_widget_message_footer"><span class="tgme_widget_message_views">1.2K</span><a class="tgme_widget_message_date"
href="https://t.me/tal_alward_news/{number}"><time datetime="{when}" class="time">08:30</time></a></div></div></div></div>"""

    quoted = '<a class="tgme_widget_message_reply"><div class="tgme_widget_message_text js-message_reply_text">رسالة سابقة</div></a>'
    body = message(101, f"{LEDE}<br/><br/>🔴 <b>عاجل</b>: {BODY[0]}<br/>#تل_الورد", "2026-03-17T05:30:00+00:00")
    body += message(102, "", "2026-03-17T05:31:00+00:00") + message(103, BODY[2], "2026-03-17T05:40:00+00:00", quoted)
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>أخبار تل الورد – Telegram</title>
<meta property="og:title" content="أخبار تل الورد"><meta property="og:site_name" content="Telegram"></head><body>
<header class="tgme_header"><div class="tgme_channel_info_description">قناة إخبارية</div></header>
<section class="tgme_channel_history">{body}</section></body></html>"""


ALL = {f.__name__: f for f in (agency, wordpress, only_list, plain, headline, table, old, telegram)}
