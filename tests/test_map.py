"""The map: what it shows and leaves out, that hostile reports cannot run or hide anything, and what bad input comes to."""

from __future__ import annotations

import base64
import hashlib
import html
import json
import re
import struct
import sys
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import msgspec
import pytest

from rasid.gazetteer.outlines import Outlines
from rasid.lexicon.compile import load
from rasid.model import Event, Evidence, Initiator, Place, Source, Time, Toll
from rasid.publish.map import Atlas, Bad, NoPicture, Shown, Wording, html_page, png_picture, read_events, shown
from rasid.publish.map.clusters import clustered
from rasid.publish.map.drawing import count_px
from rasid.publish.map.groups import GROUPS, OF_FAMILY
from rasid.publish.map.picture import has_arabic, lettered, svg
from rasid.publish.map.plain import ODD, embedded, harmless, utf16
from rasid.publish.map.wording import words
from running import Rasid, runner

TEXT = "قصفت مدفعية الجيش بلدة التمانعة، ما أدى إلى مقتل ثلاثة مدنيين."
ARIHA: dict[str, Any] = {
    "id": "rasid:1",
    "names": {"en": "Ariha", "ar": "أريحا"},
    "lat": 35.81,
    "lon": 36.61,
    "country": "SYR",
    "admin1": "Idlib",
}
HOSTILE = "</script><script>alert(1)</script> \"'><img src=x onerror=alert(2)> \u202eقلب\u202c <!-- \u2028 ]]> &lt;b&gt;"


@cache
def atlas() -> Atlas:
    compiled = load()
    return Atlas(Outlines(), Wording(compiled.ontology, compiled.places))


def event(number: int = 1, *, text: str = TEXT, type: str = "shelling", places: list[dict[str, Any]] | None = None, **more: Any) -> Event:
    """One event of a fictional report; places lie at the first word."""
    told = [{"text": text[:4], "span": (0, 4)} | p for p in (places if places is not None else [ARIHA | {"precision": 1}])]
    return Event(
        id=f"ev_{number}",
        report_id="r1",
        type=type,
        places=[msgspec.convert(p, Place) for p in told],
        evidence=Evidence(text=text, span=(0, len(text))),
        data_version="test",
        **more,
    )


def place(precision: int | None, role: str = "scene", **more: Any) -> dict[str, Any]:
    return ARIHA | {"precision": precision, "role": role} | more


def page_of(*events: Event, side: int = 1, **more: Any) -> str:
    return html_page(shown(list(events), atlas()), atlas(), side=side, title=more.pop("title", ""), **more)


def carried(page: str) -> dict[str, Any]:
    """What the page's script reads."""
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', page, re.S)
    assert found
    return json.loads(found[1])


class Tags(HTMLParser):
    """Every tag of a page with its attributes, and the text of its cells; what stands in noscript is parsed as well."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.cells: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag == "td":
            self.cells.append("")

    def handle_data(self, data: str) -> None:
        if self.cells:
            self.cells[-1] += data


# --- what is shown


def test_every_family_of_the_ontology_has_a_group_and_every_method_words() -> None:
    types = load().ontology["event_types"].values()
    assert {t["family"] for t in types} <= set(OF_FAMILY)
    assert {m for t in types for m in t.get("methods") or []} <= set(words()["methods"])
    assert len({g.shape for g in GROUPS}) == len({g.light for g in GROUPS}) == len(GROUPS)


def test_all_words_are_there_in_both_languages() -> None:
    for section, pairs in words().items():
        for key, (english, arabic) in pairs.items():
            assert bool(english) == bool(arabic), (section, key)
            assert set(re.findall(r"\{\w+\}", english)) == set(re.findall(r"\{\w+\}", arabic)), (section, key)


def test_an_exact_place_is_a_point_and_others_are_areas() -> None:
    told = [event(1), event(2, places=[place(2)]), event(3, places=[place(5, lat=35.0)]), event(4, places=[place(None, lat=34.5)])]
    spots = shown(told, atlas()).spots
    assert [(s.reach, s.outline) for s in spots] == [(0.0, None), (25.0, None), (50.0, None), (25.0, None)]
    assert [s.vague for s in spots] == [False, True, True, True]


def test_provinces_and_districts_are_drawn_by_their_outlines() -> None:
    province = place(4, names={"en": "Idlib", "ar": "إدلب"}, admin1="Idlib")
    district = place(3, admin1="Idlib", admin2="Harim")
    content = shown([event(1, places=[province]), event(2, places=[district])], atlas())
    assert [s.outline for s in content.spots] == [("SYR", "Idlib", ""), ("SYR", "Idlib", "Harim")]
    page = html_page(content, atlas(), side=0, title="")
    assert 'data-o="SYR/Idlib/Harim"' in page and page.count('class="area ') >= 1
    assert [s[5] for s in carried(page)["spots"]] == ["SYR/Idlib", "SYR/Idlib/Harim"]


def test_a_province_without_an_outline_is_a_circle() -> None:
    spot = shown([event(places=[place(4, country="CHE", names={"en": "Geneva"}, admin1="Geneva", lat=46.2, lon=6.15)])], atlas()).spots[0]
    assert spot.outline is None and spot.reach > 0


@pytest.mark.parametrize(
    ("places", "why"),
    [
        ([], "no_place"),
        ([place(6)], "country_only"),
        ([place(7)], "beyond"),
        ([place(None, lat=None, lon=None)], "not_found"),
        ([place(1, "destination")], "only_destination"),
    ],
)
def test_events_without_a_point_are_listed_with_the_reason(places: list[dict[str, Any]], why: str) -> None:
    content = shown([event(places=places), event(2)], atlas())
    assert [i.why for i in content.pointless] == [why] and len(content.items) == 2
    page = html_page(content, atlas(), side=1, title="")
    assert words()["page"][why][1] in "".join(Tags(page).cells)
    assert words()["page"]["without"][1].format(n=1) in page


def test_where_people_went_is_never_drawn() -> None:
    flight = event(type="displacement", places=[place(1, "origin"), place(1, "destination", lat=36.2, lon=37.1)])
    attack = event(2, places=[place(1, "origin", lat=33.0), place(1, lat=34.0)])
    content = shown([flight, attack], atlas())
    assert sorted(s.lat for s in content.spots) == [34.0, 35.81]


def test_far_events_do_not_make_the_others_tiny_and_are_counted() -> None:
    near = [event(n, places=[place(1, lat=35 + n / 100, lon=36 + n / 90)]) for n in range(30)]
    content = shown([*near, event(99, places=[place(1, lat=-33.9, lon=18.4)])], atlas())
    assert content.outside == 1 and content.home[2] - content.home[0] < 2000
    assert shown(near, atlas()).outside == 0


def test_spots_that_touch_are_one_cluster_and_no_event_is_lost() -> None:
    content = shown([event(n, places=[place(1, lat=35 + n % 7 / 10, lon=36 + n % 5 / 10)]) for n in range(40)], atlas())
    for scale in (0.01, 0.3, 5.0):
        clusters = clustered([(s, s.x * scale, s.y * scale) for s in content.spots])
        assert sorted(e for c in clusters for e in c.events) == list(range(40))
        assert sum(len(c.spots) for c in clusters) == len(content.spots)
    assert len(clustered([(s, 0.0, 0.0) for s in content.spots])) == 1


def test_the_table_has_every_event_and_the_quotation() -> None:
    killed = Toll(id="t1", effect="killed", who="civilian", min=3, max=3, text=TEXT[48:60], span=(48, 60))
    who = Initiator(
        actor="syrian-army", names={"en": "Syrian Army", "ar": "الجيش السوري"}, kind="state-military", text=TEXT[12:17], span=(12, 17)
    )
    says = Source(id="s1", source=None, names={"en": "a monitor", "ar": "مرصد"}, stance="claims", text=TEXT[:4], span=(0, 4))
    told = event(
        initiators=[who], toll=[killed], sources=[says], time=Time(start="2019-12-13", end="2019-12-14", precision=2), status="denied"
    )
    page = page_of(told, event(2), side=1)
    cells = Tags(page).cells
    assert len(cells) == 2 * 8
    assert cells[0] == "\u20662019-12-13\u2069 إلى \u20662019-12-14\u2069 · 2–6 أيام"
    assert cells[1:7] == [
        "قصف مدفعي أو صاروخي · منفية",
        "أريحا، إدلب، سوريا · مكان محدد",
        "الجيش السوري (قوات مسلحة حكومية)",
        "",
        "قتلى: 3 (مدنيون)",
        "مرصد (يتبنى)",
    ]
    assert cells[7] == TEXT


def test_marks_count_as_javascript_does() -> None:
    text = "😀 قصفت بلدة"
    read = carried(page_of(event(text=text, places=[ARIHA | {"precision": 1, "text": text[2:6], "span": (2, 6)}])))
    (where,) = [f for f in read["events"][0]["f"] if read["fields"][f[0]] == "where"]
    assert where[2:] == [3, 7] and utf16(text, 2) == 3
    elsewhere = event(places=[ARIHA | {"precision": 1, "text": "أريحا", "span": (900, 905)}])
    assert [f[2:] for f in carried(page_of(elsewhere))["events"][0]["f"] if f[0] == 3] == [[-1, -1, "أريحا"]]


# --- the page


def test_the_page_needs_nothing_from_outside() -> None:
    page = page_of(event())
    attributes = [(tag, key, value or "") for tag, found in Tags(page).tags for key, value in found.items()]
    assert not [a for a in attributes if a[1] in ("src", "href", "action", "style") or a[1].startswith("on")]
    assert "http://" not in page.replace("http://www.w3.org/2000/svg", "") and "https://" not in page and "url(" not in page
    assert "default-src 'none'" in page and "img-src" not in page
    assert "innerHTML" not in page and "eval(" not in page and "document.write" not in page


def test_the_policy_names_the_script_that_is_there() -> None:
    page = page_of(event())
    script = re.findall(r"<script>(.*?)</script>", page, re.S)[0]
    style = re.findall(r"<style>(.*?)</style>", page, re.S)[0]
    for kind, text in (("script", script), ("style", style)):
        assert f"{kind}-src 'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'" in page


def test_the_page_is_small_without_events_and_says_what_it_is() -> None:
    page = page_of()
    everywhere = [
        event(n, places=[place(1, country=c)]) for n, c in enumerate(("SYR", "IRQ", "YEM", "LBY", "SDN", "PSE", "LBN", "EGY", "ISR"))
    ]
    assert len(page.encode()) < 150_000 and len(page_of(*everywhere).encode()) < 400_000
    assert words()["page"]["working"][1] in page and words()["page"]["none"][1] in page
    assert '<html lang="ar" dir="rtl">' in page and '<html lang="en" dir="ltr">' in page_of(side=0)
    assert '<div id="stage" dir="ltr"><svg' in page


@pytest.mark.parametrize("side", [0, 1])
def test_a_hostile_report_is_only_text(side: int) -> None:
    names = {"names": {"en": HOSTILE, "ar": HOSTILE}, "admin2": HOSTILE, "country": '"><x>'}
    bad = event(
        text=HOSTILE,
        places=[ARIHA | names | {"precision": 1, "text": HOSTILE[:9], "span": (0, 9)}],
        initiators=[Initiator(actor=HOSTILE, names={}, kind=HOSTILE, unit=HOSTILE, text=HOSTILE[:9], span=(0, 9))],
        flags=[HOSTILE],
        method=HOSTILE,
        outcome=HOSTILE,
    )
    hostile = msgspec.structs.replace(bad, id=HOSTILE, report_id=HOSTILE, type=HOSTILE)
    page = page_of(hostile, event(2), side=side, title=HOSTILE, made_from=HOSTILE)
    tags = Tags(page).tags
    assert [t for t, _ in tags].count("script") == 2 and not {"img", "x", "b"} & {t for t, _ in tags}
    assert not [k for _, found in tags for k in found if k.startswith("on")]
    assert page.count("</script>") == 2 and "<!--" not in page and "\u2028" not in page and "\u202e" not in page
    read = carried(page)
    assert read["events"][-1]["q"] == harmless(HOSTILE) or read["events"][0]["q"] == harmless(HOSTILE)
    assert harmless(HOSTILE) in Tags(page).cells


def test_harmless_keeps_the_length() -> None:
    for text in (HOSTILE, "\x00\x1b[31m", "a\ud800b", "سطر\nسطر"):
        assert len(harmless(text)) == len(text)
    assert harmless("\u202eab\u2069") == f"{ODD}ab{ODD}"
    assert json.loads(embedded({"a": HOSTILE})) == {"a": HOSTILE} and "<" not in embedded(HOSTILE)


def test_tiles_are_off_unless_asked_for_and_then_named() -> None:
    page = page_of(event(), tiles="https://tiles.example.org/{z}/{x}/{y}.png")
    assert "img-src https://tiles.example.org;" in page and "https://tiles.example.org" in html.unescape(page.split("<footer>")[1])
    assert carried(page)["tiles"].startswith("https://tiles.example.org/") and carried(page_of(event()))["tiles"] == ""


# --- the picture


def test_the_picture_is_drawn_whatever_draws_it() -> None:
    for side in (0, 1):
        drawn = svg(
            shown([event(text=HOSTILE, places=[place(2, names={"en": HOSTILE[:20], "ar": "أريحا"})])], atlas()),
            atlas(),
            side=side,
            title=HOSTILE,
        )
        root = ElementTree.fromstring(drawn)
        assert root.get("width") == "1200" and "var(--" not in drawn and "script" not in {e.tag.split("}")[1] for e in root.iter()}
        assert words()["page"]["working"][side].split()[0] in drawn


def test_the_picture_is_a_png_of_the_width_asked() -> None:
    resvg = pytest.importorskip("resvg_py")
    if not has_arabic(resvg.svg_to_bytes):
        pytest.skip("no font with Arabic letters here")
    made = png_picture(shown([event()], atlas()), atlas(), side=1, title="خريطة", width=700)
    assert made[:8] == b"\x89PNG\r\n\x1a\n" and struct.unpack(">I", made[16:20]) == (700,)


def test_latin_words_in_an_arabic_line_have_fonts_of_their_own() -> None:
    latin = '<tspan class="latin">{}</tspan>'.format
    told = lettered("خط <b> Open Street & Co 7 هنا")
    assert told == f"\u2067خط &lt;{latin('b')}&gt; {latin('Open Street')} &amp; {latin('Co 7')} هنا\u2069"
    assert lettered("Open Street") == "Open Street"


def test_without_resvg_or_without_a_font_a_sentence_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    content = shown([event()], atlas())
    monkeypatch.setitem(sys.modules, "resvg_py", None)
    with pytest.raises(NoPicture, match="resvg-py"):
        png_picture(content, atlas(), side=1, title="", width=700)
    monkeypatch.setitem(sys.modules, "resvg_py", type("Blank", (), {"svg_to_bytes": staticmethod(lambda **_: b"same")}))
    with pytest.raises(NoPicture, match="Arabic"):
        png_picture(content, atlas(), side=1, title="", width=700)


# --- reading, and the command


@pytest.fixture
def rasid(capfd: pytest.CaptureFixture[str]) -> Rasid:
    return runner(capfd)


def line(told: Event) -> bytes:
    return msgspec.json.encode(told) + b"\n"


@pytest.fixture
def events(tmp_path: Path) -> Path:
    path = tmp_path / "events.jsonl"
    path.write_bytes(line(event(1)) + line(event(2, places=[])))
    return path


@pytest.mark.parametrize(
    ("bad", "says"),
    [
        (b'{"id": "ev_1", "type"', "cut off"),
        (b"plain words", "not JSON"),
        (b'{"text": "x"}', "a report and no event"),
        (b"[1, 2]", "JSON and no event"),
        (b"\xff\xfe{}", "not JSON"),
        (line(event()).replace(b'"schema":1', b'"schema":2'), "another schema"),
        (line(event()).replace(b'"asserted"', b'"sure"'), "no event (invalid enum value 'sure'"),
        (line(event()).replace(b'"lat":35.81', b'"lat":135.81'), "on no map"),
        (line(event()).replace(b'"span":[0,4]', b'"span":"x"'), "no event"),
    ],
)
def test_a_bad_line_is_told(bad: bytes, says: str) -> None:
    good, wrong = read_events([line(event()), bad], "f.jsonl")
    assert isinstance(good, Event) and isinstance(wrong, Bad)
    assert says in str(wrong) and str(wrong).startswith("f.jsonl:2: ")


def test_a_page_is_written_whole(rasid: Rasid, events: Path, tmp_path: Path) -> None:
    out = tmp_path / "map.html"
    ran = rasid("map", events, "--out", out)
    assert (ran.code, ran.out) == (0, "") and "1 of 2 events have no point" in ran.err
    assert out.read_bytes().startswith(b"<!doctype html>") and len(carried(out.read_text(encoding="utf-8"))["events"]) == 2
    assert sorted(p.name for p in tmp_path.iterdir()) == ["events.jsonl", "map.html"]


def test_a_page_goes_to_standard_output(rasid: Rasid, events: Path) -> None:
    ran = rasid("map", events, "--lang", "en", "--title", "A <b> title", "--quiet")
    assert ran.code == 0 and ran.err == "" and "<h1>A &lt;b&gt; title</h1>" in ran.out


def test_good_lines_are_drawn_and_bad_ones_named(rasid: Rasid, events: Path, tmp_path: Path) -> None:
    events.write_bytes(events.read_bytes() + line(event(3))[:100] + b"\n" + b"\n" + line(event(1)))
    ran = rasid("map", events, "--out", tmp_path / "map.html")
    assert ran.code == 1 and f"{events}:3: " in ran.err and "drawn once" in ran.err
    assert len(carried((tmp_path / "map.html").read_text(encoding="utf-8"))["events"]) == 2


def test_where_no_line_is_an_event_nothing_is_written(rasid: Rasid, tmp_path: Path) -> None:
    bad = tmp_path / "reports.jsonl"
    bad.write_text('{"text": "خبر"}\n' * 30, encoding="utf-8")
    out = tmp_path / "map.html"
    out.write_text("old", encoding="utf-8")
    ran = rasid("map", bad, "--out", out)
    assert ran.code == 1 and "no map was made" in ran.err and "25 more lines" in ran.err
    assert out.read_text(encoding="utf-8") == "old" and len(list(tmp_path.iterdir())) == 2


def test_an_empty_file_makes_an_empty_map(rasid: Rasid, tmp_path: Path) -> None:
    (tmp_path / "none.jsonl").write_bytes(b"\n")
    ran = rasid("map", tmp_path / "none.jsonl", "--out", tmp_path / "map.html")
    assert ran.code == 0 and "no events" in ran.err and words()["page"]["none"][1] in (tmp_path / "map.html").read_text(encoding="utf-8")


def test_events_without_any_point_are_listed(rasid: Rasid, tmp_path: Path) -> None:
    (tmp_path / "e.jsonl").write_bytes(line(event(1, places=[])) + line(event(2, places=[place(6)])))
    ran = rasid("map", tmp_path / "e.jsonl", "--out", tmp_path / "map.html")
    assert ran.code == 0 and "none of the 2 events has a point" in ran.err


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (["--out", "map.pdf"], 2, "a page or a picture"),
        (["--out", "map.html", "--tiles", "ftp://x/{z}/{x}/{y}"], 2, "no address of tiles"),
        (["--out", "map.html", "--tiles", "https://x'; script-src */{z}/{x}/{y}"], 2, "no address of tiles"),
        (["--out", "map.png", "--tiles", "https://t.example/{z}/{x}/{y}.png"], 2, "without tiles"),
        (["--out", "map.png", "--width", "9"], 2, "pixels wide"),
        (["--out", "no/such/map.html"], 2, "there is no folder"),
        (["--lang", "fr", "--out", "map.html"], 2, "fr"),
    ],
)
def test_wrong_usage(rasid: Rasid, events: Path, arguments: list[str], code: int, says: str) -> None:
    ran = rasid("map", events, *arguments)
    assert ran.code == code and says in ran.err and ran.out == ""


def test_a_file_that_is_not_there(rasid: Rasid, tmp_path: Path) -> None:
    ran = rasid("map", tmp_path / "none.jsonl", "--out", tmp_path / "map.html", "--json")
    assert ran.code == 1 and json.loads(ran.err)["what"] == "this file cannot be read (there is no such file)."


def test_a_picture_that_cannot_be_made_leaves_nothing(rasid: Rasid, events: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "resvg_py", None)
    ran = rasid("map", events, "--out", tmp_path / "map.png")
    assert ran.code == 1 and "resvg-py" in ran.err and not (tmp_path / "map.png").exists()


def test_an_empty_shown_has_a_view() -> None:
    content = shown([], atlas())
    assert isinstance(content, Shown) and content.home[2] > content.home[0]


def test_the_figures_of_a_bubble_lie_within_it() -> None:
    for count in (2, 9, 10, 99, 100, 1000, 12_300, 99_999):
        radius = min(21.0, 9.0 + 1.6 * (count.bit_length() - 1))
        assert len(str(count)) * count_px(radius, count) * 0.62 <= 2 * radius and count_px(radius, count) >= 7
