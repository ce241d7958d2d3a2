"""Feeds on the pages: named, asked in the background by the rules of `rasid watch`, told how they are, and by whom."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from fastapi.testclient import TestClient
from tests.web.members import asked_by

from rasid.intake.fetching import Fetcher
from rasid.jobs import feeds as work_on_feeds
from rasid.project.project import Project
from rasid.web.access import Right
from rasid.web.workplace import Workplace

TEXT = "أصيب أربعة مدنيين بقصف مدفعي على بلدة سرمين يوم الخميس. " * 12
NEWS = (
    '<?xml version="1.0"?><rss version="2.0"><channel><title>شبكة <b>السهل</b></title><item><title>سرمين</title>'
    f"<pubDate>Thu, 13 Jun 2024 10:00:00 +0300</pubDate><description>{TEXT}</description></item></channel></rss>"
)


@pytest.fixture
def site() -> Iterator[str]:
    class Site(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = NEWS.encode() if self.path == "/feed.xml" else b""
            self.send_response(200 if body else 404)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()


def form(client: TestClient, **told: str) -> dict[str, str]:
    return {"token": client.token, **told}  # type: ignore[attr-defined]


def ended(client: TestClient) -> str:
    end = time.monotonic() + 30
    while client.get("/feeds.json").json()["state"] in ("waiting", "running"):
        assert time.monotonic() < end
        time.sleep(0.05)
    return client.get("/feeds").text


def test_named_asked_and_removed(client: TestClient, project: Project, site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(work_on_feeds, "Fetcher", lambda: Fetcher(private=True, delay=0))
    monkeypatch.setattr(work_on_feeds, "own", lambda store: project)  # a coder of its own takes seconds to read the data
    assert "No feed is watched yet." in client.get("/feeds").text and 'href="/feeds"' in client.get("/").text
    assert client.post("/feeds/ask", data=form(client)).status_code == 400
    for wrong in ("ftp://example.org/x", "javascript:alert(1)", "http://me:secret@example.org/f"):
        answer = client.post("/feeds", data=form(client, address=wrong))
        assert answer.status_code == 400 and "secret@" not in answer.text.replace(f'value="{wrong}"', ""), wrong
    for path in ("/feed.xml", "/gone.xml"):
        assert client.post("/feeds", data=form(client, address=site + path)).status_code == 303
    assert client.post("/feeds", data={"address": site}).status_code == 403, "without the token of a form"
    client.post("/feeds/ask", data=form(client))
    page = ended(client)
    assert "1 report was added." in page and "شبكة" in page and "<b>السهل" not in page and "failed 1 time" in page
    with project.store.reading() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM reports").scalar() == 5
    client.post("/feeds/ask", data=form(client))
    assert "0 reports were added." in ended(client), "none was due"
    client.post("/feeds/remove", data=form(client, address=site + "/gone.xml"))
    assert "gone.xml" not in client.get("/feeds").text.partition("What could not")[0]
    assert "added a feed" in client.get("/audit?action=feed.add").text and "تُتابع واحدة" in client.get("/feeds?lang=ar").text


def test_what_this_machine_alone_reaches_is_not_asked(
    client: TestClient, project: Project, site: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(work_on_feeds, "own", lambda store: project)
    client.post("/feeds", data=form(client, address=site + "/feed.xml"))
    client.post("/feeds/ask", data=form(client))
    page = ended(client)
    assert "0 reports were added." in page and "failed 1 time" in page and "شبكة" not in page


def test_who_may(work: Workplace) -> None:
    with TestClient(asked_by(work, "omar", Right.READ, Right.REVIEW)) as made:
        assert made.get("/feeds").status_code == 200 and 'action="/feeds"' not in made.get("/feeds").text
        assert made.post("/feeds", data={"token": work.token("omar"), "address": "https://example.org/f"}).status_code == 403
