"""The pages of what is known and taught over both databases: lists with their counts, gaps, a proposal from the form to the data."""

from __future__ import annotations

import re
import time

from fastapi.testclient import TestClient
from test_teaching import BRIGADE, actors, taught

from rasid.project.project import Project
from rasid.web.app import create_app
from rasid.web.knowledge.jobs import jobs
from rasid.web.workplace import Workplace

__all__ = ["taught"]  # the fixture
FORM = {"kind_of_proposal": "party", "ar": BRIGADE, "en": "Green Valley Brigade", "kind": "militia", "country": "SYR"}
LONG_S = 120


def finished(work: Workplace, name: str) -> None:
    end = time.monotonic() + LONG_S
    while (job := jobs(work).get(name)) is None or job.running:
        assert time.monotonic() < end, name
        time.sleep(0.05)
    assert job.state == "done", job.problem


def test_from_the_form_to_the_data(taught: Project) -> None:
    work = Workplace(taught, "noor", hosts=("testserver",))
    client = TestClient(create_app(work), headers={"accept-language": "en"}, follow_redirects=False, raise_server_exceptions=False)
    token = {"token": work.token("noor")}
    assert client.post("/proposals", data=FORM).status_code == 403, "without its token"
    assert client.post("/proposals", data=token | FORM | {"country": "Syria"}).status_code == 400
    assert client.post("/gaps", data=token).status_code == 303
    finished(work, "gaps")
    assert "3 reports read" in client.get("/gaps").text
    address = client.post("/proposals", data=token | FORM).headers["location"]
    client.post(f"{address}/look", data=token)
    finished(work, f"rehearse {address.rpartition('/')[2]}")
    page = client.get(address).text
    assert "2 reports have its words" in page
    seen = re.search(r'name="seen" value="([0-9a-f]+)"', page)
    assert seen
    answers = [client.post(f"{address}/approve", data=token | {"seen": seen[1]}).status_code for _ in range(2)]
    assert answers == [303, 409]
    finished(work, f"take {address.rpartition('/')[2]}")
    assert "green-valley-brigade" in actors(taught, "r1")
    assert re.search(r'href="/events\?party=green-valley-brigade">\d+ event', client.get("/parties?layer=project").text)
    assert "taken in" in client.get("/proposals?state=approved").text
