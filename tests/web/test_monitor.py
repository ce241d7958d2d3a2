"""What is seen of a running server: figures by route, health, a log without words; and that none of it is at the pages' own port."""

from __future__ import annotations

import io
import json
import logging
import re
import signal
import subprocess
import sys

import httpx
import pytest
from fastapi.testclient import TestClient
from sqlalchemy.exc import OperationalError

from rasid.project.project import Project
from rasid.store import jobs
from rasid.web.app import create_app
from rasid.web.monitor.counting import ELSEWHERE, Counted, Counts
from rasid.web.monitor.endpoint import Monitor, monitoring
from rasid.web.monitor.journal import Journal
from rasid.web.workplace import Workplace

SAMPLE = re.compile(r'([a-z_]+)(?:\{((?:[a-z]+="(?:[^"\\\n]|\\.)*",?)*)\})? (-?[0-9.e+]+|\+Inf)')


@pytest.fixture
def watched(work: Workplace) -> tuple[TestClient, Counts, io.StringIO]:
    counts, told = Counts(), io.StringIO()
    return TestClient(Counted(create_app(work), counts, Journal(told)), raise_server_exceptions=False), counts, told


def test_requests_are_counted_by_route_and_never_by_address(watched: tuple[TestClient, Counts, io.StringIO]) -> None:
    client, counts, told = watched
    for address in ("/", "/", "/reports/a", "/reports/nobody-knows-this", "/wp-login.php", "/static/rasid.css"):
        client.get(address)
    client.request("BREW", "/")
    assert counts.requests["GET", "/", 200] == 2
    assert counts.in_flight == 0
    assert any(route == ELSEWHERE and status == 404 for _, route, status in counts.requests)
    assert not any("wp-login" in route or "nobody-knows" in route for _, route, _ in counts.requests)
    assert {method for method, _, _ in counts.requests} == {"GET", "OTHER"}
    lines = [json.loads(line) for line in told.getvalue().splitlines()]
    assert len(lines) == 7
    assert set(lines[0]) == {"time", "what", "method", "route", "status", "ms", "bytes"}
    assert lines[0]["bytes"] > 1000
    assert "nobody-knows" not in told.getvalue() and "wp-login" not in told.getvalue()


def test_a_failure_is_told_without_what_it_says() -> None:
    told = io.StringIO()
    log = logging.getLogger("rasid.web.test-of-the-journal")
    log.propagate = False
    log.addHandler(Journal(told))
    try:
        raise ValueError("قتل ثلاثة مدنيين")
    except ValueError as error:
        log.error("GET /reports/%s: %s", "secret-report", error, exc_info=error)
    [line] = map(json.loads, told.getvalue().splitlines())
    assert line["what"] == "failure" and line["kind"] == "ValueError"
    assert "test_a_failure_is_told_without_what_it_says" in line["at"][0]
    assert "قتل" not in told.getvalue() and "secret-report" not in told.getvalue()


def test_metrics_read_as_prometheus_reads_them(work: Workplace, watched: tuple[TestClient, Counts, io.StringIO]) -> None:
    client, counts, _ = watched
    client.get("/")
    client.get('/"\\odd')
    with TestClient(monitoring(work.project.store, counts)) as monitor:
        answer = monitor.get("/metrics")
    assert answer.headers["content-type"].startswith("text/plain; version=0.0.4")
    values = {}
    for line in answer.text.splitlines():
        if not line.startswith("#"):
            found = SAMPLE.fullmatch(line)
            assert found, line
            values[found[1], found[2]] = float(found[3])
    assert values["rasid_store_up", None] == 1
    assert values["rasid_reports", None] == 4
    waits = values["rasid_jobs", 'state="waiting"'], values["rasid_jobs_oldest_waiting_seconds", None], values["rasid_workers", None]
    assert waits == (0, 0, 0)
    assert values["rasid_requests_total", 'method="GET",route="/",status="200"'] == 1
    assert values["rasid_request_seconds_bucket", 'route="/",le="+Inf"'] == values["rasid_request_seconds_count", 'route="/"'] == 1
    ends = [v for (name, labels), v in values.items() if name == "rasid_request_seconds_bucket" and 'route="/"' in str(labels)]
    assert ends == sorted(ends)


def test_health_and_readiness(work: Workplace, monkeypatch: pytest.MonkeyPatch) -> None:
    with TestClient(monitoring(work.project.store, Counts())) as monitor:
        assert [monitor.get(address).status_code for address in ("/health", "/ready")] == [200, 200]
        monkeypatch.setattr(Monitor, "answers", lambda self: False)
        assert [monitor.get(address).status_code for address in ("/health", "/ready")] == [200, 503]
        assert "rasid_store_up 0" in monitor.get("/metrics").text


def test_a_team_without_a_worker_is_told(work: Workplace) -> None:
    store = work.project.store
    with store.noting() as connection:
        jobs.ask(connection, "gaps", "gaps", {}, "noor", None)
    with TestClient(monitoring(store, Counts(), workers=True)) as monitor:
        assert monitor.get("/health").text == "well\nno worker answers (rasid work); jobs that wait: 1.\n"
        assert monitor.get("/work").status_code == 503 and 'rasid_jobs{state="waiting"} 1' in monitor.get("/metrics").text
        with store.noting() as connection:
            jobs.there(connection, "one")
        assert (monitor.get("/health").text, monitor.get("/work").text) == ("well\n", "at work\n")
        assert "rasid_workers 1" in monitor.get("/metrics").text


def test_a_database_that_does_not_answer_is_told(work: Workplace, monkeypatch: pytest.MonkeyPatch) -> None:
    store = work.project.store
    with TestClient(monitoring(store, Counts())) as monitor:
        assert "rasid_store_up 1" in monitor.get("/metrics").text

        def gone() -> None:
            raise OperationalError("SELECT 1", {}, OSError("the server closed the connection"))

        monkeypatch.setattr(store, "reading", gone)
        assert "rasid_store_up 0" in monitor.get("/metrics").text
        answer = monitor.get("/ready")
    assert (answer.status_code, answer.text) == (503, "the project's database does not answer.\n")


def test_serving_with_a_monitor_and_a_log(project: Project) -> None:
    folder = project.store.folder
    command = [sys.executable, "-m", "rasid", "serve", "--project", str(folder), "--port", "0", "--monitor", "0", "--log"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, encoding="utf-8") as server:
        try:
            assert server.stderr is not None
            monitor = re.search(r"http://127\.0\.0\.1:\d+", server.stderr.readline())
            pages = re.search(r"http://127\.0\.0\.1:\d+", server.stderr.readline())
            assert monitor and pages
            assert httpx.get(f"{pages[0]}/events", timeout=30).status_code == 200
            line = json.loads(server.stderr.readline())
            assert (line["route"], line["status"]) == ("/events", 200)
            assert (
                'rasid_requests_total{method="GET",route="/events",status="200"} 1' in httpx.get(f"{monitor[0]}/metrics", timeout=30).text
            )
        finally:
            server.send_signal(signal.SIGINT)
            assert server.wait(timeout=20) in (0, 130)


def test_the_pages_have_none_of_it(client: TestClient) -> None:
    assert [client.get(address).status_code for address in ("/health", "/ready", "/metrics")] == [404] * 3
