"""The pages of a release: of nothing but what was released, in both languages, asking nobody for anything, whatever the texts hold."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import re
import subprocess
import sys
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import Any

import msgspec
import pytest

from rasid.project.project import Project
from rasid.project.releasing import draft
from rasid.publish.map.groups import COLOURS
from rasid.publish.release.page import incidents, saying, showing
from rasid.publish.release.request import Request

ASKED = Request(version="2026.1", title="حوادث الشمال", profile="internal", released="2026-03-14", publisher="Valley Monitor")
HOSTILE = "</script><script>alert(1)</script> \"'><img src=x onerror=alert(2)> {publisher} <!-- ]]> &lt;b&gt; `|` =cmd()"
BOTH = ("index.html", "index.ar.html")
VOID = {"meta", "input", "br", "img", "link", "hr", "rect", "path", "circle"}


class Page(HTMLParser):
    """What stands in a page: tags with their attributes, text, the ends that match no beginning."""

    def __init__(self, path: Path) -> None:
        super().__init__(convert_charrefs=True)
        self.path, self.tags, self.words, self.open, self.stray = path, [], [], [], []  # type: ignore[var-annotated]
        self.source = path.read_text(encoding="utf-8")
        self.feed(self.source)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        if self.open and self.open[-1] == tag:
            self.open.pop()
        else:
            self.stray.append(tag)

    def handle_data(self, data: str) -> None:
        if not self.open or self.open[-1] not in ("script", "style"):
            self.words.append(data)

    def of(self, tag: str) -> list[dict[str, Any]]:
        return [attrs for name, attrs in self.tags if name == tag]

    @property
    def text(self) -> str:
        return " ".join("".join(self.words).split())

    @property
    def data(self) -> dict[str, Any]:
        return json.loads(re.search(r'<script type="application/json" id="data">(.*?)</script>', self.source, re.S)[1])  # type: ignore[index,no-any-return]


def made(project: Project, out: Path, **other: Any) -> dict[str, Page]:
    draft(project, msgspec.structs.replace(ASKED, formats=("jsonl",), **other), out, "layla")
    return {p.relative_to(out).as_posix(): Page(p) for p in sorted(out.rglob("*.html"))}


def add(project: Project, folder: Path, name: str, **more: str) -> None:
    told = {"id": name, "text": "اعتقلت قوات سوريا الديمقراطية يوم السبت ثلاثة شبان في مدينة منبج.", "published": "2024-06-02"} | more
    (folder / f"{name}.jsonl").write_text(json.dumps(told, ensure_ascii=False) + "\n", encoding="utf-8")
    list(project.add([folder / f"{name}.jsonl"]))


def test_both_languages_tell_every_incident(filled: Project, tmp_path: Path) -> None:
    pages = made(filled, tmp_path / "out")
    assert set(pages) == {*BOTH, "codebook.html", "codebook.ar.html"}
    lines = (tmp_path / "out/data/dataset.jsonl").read_text(encoding="utf-8").splitlines()
    ids = {json.loads(line)["incident"]["id"] for line in lines}
    for side, name in enumerate(BOTH):
        page = pages[name]
        (html,) = page.of("html")
        assert (html["lang"], html["dir"]) == (("en", "ltr"), ("ar", "rtl"))[side]
        assert ids == {a["id"] for a in page.of("span") if str(a.get("id", "")).startswith("in_")} == {e["id"] for e in page.data["events"]}
        assert page.data["side"] == side and page.data["spots"]
    english, arabic = pages["index.html"].text, pages["index.ar.html"].text
    assert "8 March 2024" in english and "8 آذار 2024" in arabic and "14 March 2026" in english
    assert "killed: 5 (3 to 5)" in english and "قتلى: 5 (3 إلى 5)" in arabic
    assert "Valley Monitor (2026). حوادث الشمال. Version 2026.1." in english


def test_pages_are_whole_and_ask_nobody(filled: Project, tmp_path: Path) -> None:
    for page in made(filled, tmp_path / "out").values():
        assert not page.stray and not page.open, page.path
        outside = [
            v for tag, attrs in page.tags for k, v in attrs.items() if k in ("src", "srcset", "action", "data", "poster", "background")
        ]
        assert not outside and not {"link", "base", "iframe", "form[action]", "object", "img"} & {tag for tag, _ in page.tags}
        assert not [k for _, attrs in page.tags for k in attrs if k.startswith("on") or k == "style"]
        style = re.search(r"<style>(.*?)</style>", page.source, re.S)[1]  # type: ignore[index]
        assert "url(" not in style and "@import" not in style
        (rules,) = [m["content"] for m in page.of("meta") if m.get("http-equiv") == "Content-Security-Policy"]
        assert rules.startswith("default-src 'none'") and "unsafe" not in rules and "*" not in rules
        allowed = set(re.findall(r"'sha256-([^']+)'", rules))
        code = [c for attrs, c in re.findall(r"<script([^>]*)>(.*?)</script>", page.source, re.S) if "json" not in attrs]
        assert allowed == {base64.b64encode(hashlib.sha256(c.encode()).digest()).decode() for c in [*code, style]}


def test_every_link_leads_somewhere(filled: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(incidents, "ROWS", 2)
    pages = made(filled, tmp_path / "out")
    for page in pages.values():
        for attrs in page.of("a"):
            href = attrs["href"]
            if href.startswith("https://creativecommons.org/"):
                continue
            file, _, anchor = href.partition("#")
            target = (page.path.parent / file).resolve() if file else page.path
            assert target.is_file() and target.is_relative_to(tmp_path / "out"), (page.path, href)
            if anchor:
                assert f'id="{anchor}"' in target.read_text(encoding="utf-8")


def test_many_incidents_stand_in_pages(filled: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(incidents, "ROWS", 2)
    monkeypatch.setattr(showing, "CARRIED", 2)
    add(filled, tmp_path, "e")
    pages = made(filled, tmp_path / "out")
    lines = (tmp_path / "out/data/dataset.jsonl").read_text(encoding="utf-8").splitlines()
    ids = [json.loads(line)["incident"]["id"] for line in lines]
    assert len(ids) > 2 and not pages["index.html"].of("script")
    for suffix in (".html", ".ar.html"):
        count = -(-len(ids) // 2)
        told = [a["id"] for n in range(1, count + 1) for a in pages[f"pages/incidents-{n}{suffix}"].of("span") if "id" in a]
        assert told == ids and f"pages/incidents-{count + 1}{suffix}" not in pages
        rels = [[a["rel"] for a in pages[f"pages/incidents-{n}{suffix}"].of("a") if "rel" in a] for n in (1, count)]
        assert rels == [["next", "next"], ["prev", "prev"]]
    assert f"Incidents 1 to 2 of {len(ids)}" in pages["pages/incidents-1.html"].text
    assert "shelling" in (tmp_path / "out/data/dataset.jsonl").read_text(encoding="utf-8") and pages["index.html"].of("path")


def test_hostile_texts_stay_texts(filled: Project, tmp_path: Path) -> None:
    add(filled, tmp_path, "e", outlet=HOSTILE)
    pages = made(filled, tmp_path / "out", title=HOSTILE, publisher=HOSTILE)
    for page in pages.values():
        assert not page.stray and not page.open
        assert len(page.of("script")) == (2 if page.path.name in BOTH else 0) and not page.of("img") and not page.of("b")
        assert "alert(1)" in page.text  # told as it is, in the title
        assert page.of("title") == [{}]
    assert HOSTILE in {pair if isinstance(pair, str) else pair[0] for pair in pages["index.html"].data["pairs"]}
    cff = (tmp_path / "out/CITATION.cff").read_text(encoding="utf-8")
    yaml = pytest.importorskip("yaml").safe_load(cff)
    assert yaml["title"] == HOSTILE and yaml["authors"] == [{"name": HOSTILE}] and yaml["version"] == "2026.1"
    log = (tmp_path / "out/CHANGELOG.md").read_text(encoding="utf-8")
    assert "<script" not in log and "&lt;script&gt;" in log
    rows = (tmp_path / "out/tables/accounts.csv").read_text(encoding="utf-8")
    assert HOSTILE.replace('"', '""') in rows


def test_words_of_reports_do_not_stand_in_the_page(filled: Project, tmp_path: Path) -> None:
    """Not even where a profile lets them out: the page tells incidents in words of its own."""
    for page in made(filled, tmp_path / "out").values():
        assert "ما أدى إلى مقتل ثلاثة" not in page.source and "شابين في مدينة الرقة" not in page.source


def test_public_pages_hold_nothing_unreviewed(filled: Project, tmp_path: Path) -> None:
    accepted = accepted_arrest(filled)
    draft(filled, msgspec.structs.replace(ASKED, profile="public", released="2025-12-01"), tmp_path / "out", "layla")
    names = {p for p in (tmp_path / "out").rglob("*") if p.is_file()}
    for path in names:
        held = path.read_bytes().decode()
        for told in ("البارة", "al-Bara", "وكالة الوادي", "مراسل الميدان", accepted):
            assert told not in held, (path, told)
    page = Page(tmp_path / "out/index.html")
    assert "Raqqa" in page.text and len(page.data["events"]) == 1
    assert "no account of it has been accepted or corrected by a person: fewer than ten" in page.text
    assert "places were replaced by the area around them: 1" in page.text


def accepted_arrest(project: Project) -> str:
    from rasid.publish.material import happenings

    with project.store.reading() as connection:
        told = next(h for h in happenings(connection) if h.incident.type == "arrest").told[0]
    project.accept(told.event.id, "a reviewer")
    return told.event.id


def test_other_times_places_and_seeds_change_no_byte(tmp_path: Path) -> None:
    """The whole command, in processes that differ in all that may differ between machines."""
    from rasid.project.project import Project as New

    folder = tmp_path / "project"
    with New.create(folder) as project:
        add(project, tmp_path, "a")
    script = "from rasid.cli import main; main()"
    sums = []
    for n, around in enumerate(({"TZ": "Asia/Damascus", "LANG": "ar_SY.UTF-8"}, {"TZ": "America/Lima", "LANG": "C", "LC_ALL": "C"})):
        out = tmp_path / f"elsewhere {n}" / "out"
        out.parent.mkdir()
        options = [
            "release",
            "1",
            "--title",
            "ت",
            "--profile",
            "internal",
            "--date",
            "2026-03-14",
            "--out",
            str(out),
            "--project",
            str(folder),
        ]
        environment = {**os.environ, "PYTHONHASHSEED": str(n + 1), "PYTHONPATH": os.pathsep.join(sys.path)} | around
        subprocess.run([sys.executable, "-c", script, *options, "--who", f"person {n}"], env=environment, check=True, cwd=out.parent)
        sums.append([hashlib.sha256(p.read_bytes()).hexdigest() for p in (out / "SHA256SUMS", out.parent / "out.zip")])
    assert sums[0] == sums[1]


def luminance(colour: str) -> float:
    parts = (int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("dark", [0, 1])
@pytest.mark.parametrize(
    ("ink", "paper"), [("ink", "panel"), ("soft", "panel"), ("link", "panel"), ("ink", "warn"), ("soft", "land"), ("soft", "paper")]
)
def test_letters_stand_out(ink: str, paper: str, dark: int) -> None:
    """WCAG 2.2, 1.4.3 (AA): 4.5 to 1."""
    light, other = sorted((luminance(COLOURS[ink][dark]), luminance(COLOURS[paper][dark])), reverse=True)
    assert (light + 0.05) / (other + 0.05) >= 4.5


def test_controls_have_names(filled: Project, tmp_path: Path) -> None:
    """Headings in order, every control labelled, a way past the head of the page."""
    for name, page in made(filled, tmp_path / "out").items():
        levels = [int(tag[1]) for tag, _ in page.tags if re.fullmatch("h[1-6]", tag)]
        assert levels[0] == 1 and levels.count(1) == 1 and all(b - a <= 1 for a, b in pairwise(levels)), name
        assert page.of("a")[0] == {"class": "skip", "href": "#incidents"} and "main" in {tag for tag, _ in page.tags}
        labelled = len(re.findall(r"<label[^>]*>(?:(?!</label>).)*<(?:input|select)", page.source, re.S))
        assert labelled == len(page.of("input")) + len(page.of("select"))
        assert all(a.get("scope") for a in page.of("th"))


def test_sizes_and_days_are_told_in_both() -> None:
    assert saying.size(999) == ("999 B", "999 بايت") and saying.size(41_855) == ("41.9 KB", "41.9 كيلوبايت")
    assert saying.word("page_of", first=1, last=1500, all=12_000)[0] == "Incidents 1 to 1,500 of 12,000"
