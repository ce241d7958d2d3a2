"""Gaps: read in the background, quoted at a click alone, forgotten once words are destroyed, and each opens the form that teaches it."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from fastapi.testclient import TestClient
from tests.web.members import asked_by
from tests.web.test_proposals import ask, finished

from rasid.project.project import Project
from rasid.project.redacting import redact_report
from rasid.web.access import Right
from rasid.web.workplace import Workplace

BRIGADE = "لواء السنديان الأخضر"  # nobody's name
TEXTS = [f"قصف {BRIGADE} يوم الجمعة بلدة البارة بريف إدلب.", f"هاجم {BRIGADE} مساء السبت حاجزاً للجيش السوري في ريف إدلب."]


@pytest.fixture
def unknown(project: Project, tmp_path: Path) -> Project:
    lines = tmp_path / "more.jsonl"
    rows = [{"id": f"g{n}", "published": "2024-06-02", "text": text} for n, text in enumerate(TEXTS)]
    rows.append({"id": "english", "published": "2024-06-02", "text": "The brigade of the valley shelled the town."})
    lines.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    list(project.add([lines]))
    return project


def test_what_nothing_knows_leads_to_the_form_that_teaches_it(client: TestClient, work: Workplace, unknown: Project) -> None:
    assert BRIGADE not in client.get("/gaps").text
    assert ask(client, "/gaps").headers["location"] == "/gaps"
    finished(work, "gaps")
    page = client.get("/gaps").text
    assert BRIGADE in page and "2 times · 2 reports" in page and "7 reports read" in page
    outside = re.sub(r"<details>.*?</details>", "", page, flags=re.S)
    assert "يوم الجمعة" in page and "يوم الجمعة" not in outside, "reports are quoted at a click alone"
    address = html.unescape(re.search(r'href="(/proposals/new\?teach=party[^"]+)"', page)[1])  # type: ignore[index]
    assert parse_qs(urlsplit(address).query)["ar"] == [BRIGADE] and "يوم" not in address
    assert f'name="ar" value="{BRIGADE}"' in client.get(address).text
    assert BRIGADE not in client.get("/gaps?kind=verb").text and BRIGADE in client.get("/gaps?kind=party&lang=ar").text
    assert client.get("/gaps.json").json()["state"] == "done"


def test_examples_go_with_the_words_that_are_destroyed(client: TestClient, work: Workplace, unknown: Project) -> None:
    ask(client, "/gaps")
    finished(work, "gaps")
    assert "يوم الجمعة" in client.get("/gaps").text
    with unknown.store.writing("noor") as change:
        redact_report(change, unknown.coder, "g0", "asked for")
    page = client.get("/gaps").text
    assert "يوم الجمعة" not in page and "words of a report were destroyed" in page


@pytest.fixture
def reader(work: Workplace) -> Iterator[TestClient]:
    with TestClient(asked_by(work, "noor", Right.READ), headers={"accept-language": "en"}, follow_redirects=False) as made:
        made.token = work.token("noor")  # type: ignore[attr-defined]
        yield made


def test_who_only_reads_begins_nothing(reader: TestClient) -> None:
    assert "<button" not in reader.get("/gaps").text.partition("<main")[2]
    assert ask(reader, "/gaps").status_code == 403 and reader.get("/proposals/new").status_code == 403
