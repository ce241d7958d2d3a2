"""Files made in the background: whole, by a profile, for who asked, for a day, and not once other reports are restricted."""

from __future__ import annotations

import csv
import io
import os
import re
import time
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from tests.web.members import browser, cheap, code, joined, workplace

from rasid.jobs import outgoing
from rasid.jobs.here import Here
from rasid.project.project import Project
from rasid.project.team import restricting
from rasid.store import jobs
from rasid.web.pages import events, files


def asked(client: TestClient, query: str = "", format: str = "csv", profile: str = "internal") -> str:
    form = {"token": client.token, "query": query, "format": format, "profile": profile}  # type: ignore[attr-defined]
    answer = client.post("/files", data=form)
    assert answer.status_code == 303, answer.text
    return str(answer.headers["location"])


def ended(client: TestClient, address: str) -> None:
    end = time.monotonic() + 30
    while client.get(f"{address}.json").json()["state"] in ("waiting", "running"):
        assert time.monotonic() < end
        time.sleep(0.05)


def test_a_file_is_made_and_taken(client: TestClient) -> None:
    page = client.get("/events?type=shelling").text
    assert 'action="/files"' in page and 'name="query" value="type=shelling"' in page and "the columns of ACLED" in page
    address = asked(client, "type=shelling")
    ended(client, address)
    page = client.get(address).text
    assert "1 incident is in it" in page and f'href="{address}/file"' in page
    got = client.get(f"{address}/file")
    assert got.content == client.get("/events.csv?type=shelling&profile=internal").content and len(got.content) > 100
    assert got.headers["content-disposition"] == 'attachment; filename="rasid-csv.csv"' and got.headers["x-rasid-held-back"] == "0"
    assert "فيه واقعة واحدة" in client.get(f"{address}?lang=ar").text
    listed = client.get("/jobs").text
    assert "Making a file (csv)" in listed and f'href="{address}"' in listed and "incidents in the file: 1; held back: 0." in listed


def test_by_a_profile_and_of_any_size(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(events, "MOST", 1)
    refused = client.get("/events.csv?profile=internal")
    assert refused.status_code == 400 and "made in the background" in refused.text
    for format in files.OFFERED:
        address = asked(client, format=format)
        ended(client, address)
        assert len(client.get(f"{address}/file").content) > 100, format
    public = asked(client, profile="public")
    ended(client, public)
    rows = list(csv.DictReader(io.StringIO(client.get(f"{public}/file").text)))
    assert rows == [] and re.search("<bdi>|3 were held back", client.get(public).text), "nothing is reviewed"


@pytest.mark.parametrize(
    "form, said",
    [
        ({"format": "gold"}, "there is no format"),
        ({"format": "csv", "query": "type=nonsense"}, "makes no sense"),
        ({"format": "csv", "profile": "../../x"}, ""),
    ],
)
def test_what_is_refused(client: TestClient, form: dict[str, str], said: str) -> None:
    answer = client.post("/files", data={"token": client.token, **form})  # type: ignore[attr-defined]
    assert answer.status_code == 400 and said in answer.text
    assert client.post("/files", data=form).status_code == 403, "without the token of a form"
    for address in ("/files/x", "/files/" + "0" * 32, "/files/..%2f..%2frasid.json/file", "/files/" + "0" * 32 + "/file"):
        assert client.get(address).status_code == 404, address


def test_three_at_a_time(client: TestClient, project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Here, "begin", lambda self, number: None)
    monkeypatch.setattr(files, "WAIT_S", 0)
    waiting = [asked(client) for _ in range(3)]
    assert "It waits for its turn." in client.get(waiting[0]).text and client.get(f"{waiting[0]}/file").status_code == 404
    form = {"token": client.token, "format": "csv"}  # type: ignore[attr-defined]
    assert "3 files are being made for you already." in client.post("/files", data=form).text
    client.post("/jobs/1/cancel", data=form)
    asked(client)


def test_it_is_gone_after_a_day(client: TestClient, project: Project) -> None:
    address = asked(client)
    ended(client, address)
    folder = project.store.folder / outgoing.FOLDER
    path = folder / address.rpartition("/")[2] / outgoing.FILE
    assert path.is_file() and not folder.stat().st_mode & 0o077, "for the service alone"
    old = time.time() - 25 * 3600
    os.utime(path, (old, old))
    assert client.get(f"{address}/file").status_code == 404 and "not kept any more" in client.get(address).text
    ended(client, asked(client))
    assert not path.parent.exists(), "swept"
    assert outgoing.forget(project.store.folder) == 1 and not list(folder.iterdir())


def test_for_who_asked_and_as_long_as_it_may_leave(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    cheap(monkeypatch)
    for name in ("lina", "omar"):
        joined(project, name, "publisher", "reviewer", second_factor=True)
    work = workplace(project)
    with browser(work, "lina", code(1)) as lina, browser(work, "omar", code(1)) as omar:
        sent = lina.post("/files", {"format": "csv", "profile": "internal"}, at="/account")
        address = str(sent.headers["location"])
        ended(lina.client, address)
        assert lina.get(f"{address}/file").status_code == 200
        assert omar.get(address).status_code == omar.get(f"{address}/file").status_code == omar.get(f"{address}.json").status_code == 404
        restricting.restrict(project.store, project.pipeline.lexicon, "c", ["lina"], [], "setup")
        assert lina.get(f"{address}/file").status_code == 404, "what lina may see is as before, what may leave is not"
        assert "other reports were kept for some eyes alone" in lina.get(address).text


def test_what_is_left_half_done_goes(client: TestClient, project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(outgoing, "place", full)
    address = asked(client)
    ended(client, address)
    assert "No space left on device" in client.get(address).text
    with project.store.reading() as connection:
        assert jobs.listed(connection, None, 1)[0].state == jobs.FAILED
