"""The project full of secrets behind the pages: what leaves by an address, what a stranger is told, what machines are told of it."""

from __future__ import annotations

import io
import re
import struct
import zipfile
from collections.abc import Iterator
from html import unescape
from urllib.parse import quote

import pytest
from fastapi.testclient import TestClient
from tests.project.publish.seeded import HOSTILE, add, ids_of, leaks, seeded
from tests.web.members import Browser, browser, cheap, code, joined, workplace
from tests.web.test_permissions import LINES

from rasid.pipeline import Pipeline
from rasid.project.project import Project
from rasid.publish.formats import FORMATS, format_of
from rasid.publish.material import happenings
from rasid.store import connecting, tokens
from rasid.web.access import Right
from rasid.web.app import create_app
from rasid.web.explore import files
from rasid.web.monitor.counting import Counted, Counts
from rasid.web.monitor.endpoint import monitoring
from rasid.web.monitor.journal import Journal
from rasid.web.workplace import Workplace

TELLING = [f for f in FORMATS if not format_of(f).texts]
PUBLIC = (
    *(f"/{name}.{ending}" for name in ("events", "incidents") for ending in ("json", "csv", "geojson")),
    *(f"/explore/{chart}.{ending}" for chart in files.CHARTS if chart not in files.INSIDE for ending in ("csv", "svg")),
    "/explore/map.geojson",
)
PLACED = {"IHDR", "PLTE", "IDAT", "IEND", "tRNS", "gAMA", "sRGB", "pHYs", "cHRM"}  # chunks of a PNG that hold no words


@pytest.fixture(scope="module")
def team(pipeline: Pipeline, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workplace]:
    """One for all: nothing here changes it. What an unreviewed account alone tells: a party, a weapon."""
    patch, before = pytest.MonkeyPatch(), connecting.SYNCHRONOUS
    connecting.SYNCHRONOUS = "OFF"
    cheap(patch)
    folder = tmp_path_factory.mktemp("behind")
    made = Project.create(folder / "project")
    made.coder.pipelines["ar"] = pipeline
    seeded(made, folder)
    text = "قصفت قوات الدعم السريع براجمات الصواريخ يوم الجمعة بلدة كنصفرة بريف إدلب، ما أدى إلى مقتل 77 مدنيا."
    add(made, folder, "other", "2024-03-10", "منصة الغدير", text)
    joined(made, "rana", "reader")
    joined(made, "noor", "publisher", second_factor=True)
    work = workplace(made)
    yield work
    made.close()
    connecting.SYNCHRONOUS = before
    patch.undo()


@pytest.fixture(scope="module")
def noor(team: Workplace) -> Iterator[Browser]:
    """Who may publish, logged in once: a code is good once."""
    with browser(team, "noor", code(1)) as made:
        yield made


@pytest.fixture(scope="module")
def bearer(team: Workplace) -> dict[str, str]:
    with team.project.store.writing("noor") as change:
        secret = tokens.make(change, "programs", "noor", [str(r) for r in Right], 1)[1]
    return {"authorization": f"Bearer {secret}"}


def told(answer: object) -> bytes:
    headers = " ".join(f"{k}: {v}" for k, v in answer.headers.items())  # type: ignore[attr-defined]
    return unescape(answer.text).encode() + headers.encode()  # type: ignore[attr-defined]


def addresses(project: Project) -> list[str]:
    """Every address that can be asked, with ids that are there."""
    with project.store.reading() as connection:
        one = next(iter(happenings(connection)))
    ids = {"report_id": one.told[0].read.id, "event_id": one.told[0].event.id, "incident_id": one.incident.id}
    ids |= {"ending": "csv", "format": "csv", "chart": "type", "version": "2025.1", "number": "1", "double": "1"}
    paths = {line.path for line in LINES if line.method == "GET"}
    return sorted({re.sub(r"{(\w+)(?::path)?}", lambda m: quote(ids.get(m[1], "x")), path) for path in paths})


def test_a_stranger_is_told_nothing(team: Workplace) -> None:
    """Whatever is asked, with ids that are there and a token that is none: neither the page nor its headers tell of anything."""
    own = ids_of(team.project)
    asked = addresses(team.project)
    assert len(asked) > 60 and any("in_" in a for a in asked)
    with browser(team) as out:
        for address in asked:
            for headers in ({}, {"authorization": "Bearer rasid_wrong"}, {"accept": "application/json"}):
                found = leaks(told(out.get(address, headers=headers)), own)
                assert [f for f in found if f not in address] == [], address
        for address in (
            "/search?q=سليم",
            "/find?q=سليم",
            "/events?text=سليم",
            f"/incidents?place={quote('كنصفرة')}",
            "/login?next=/reports/report-seen",
        ):
            assert not [f for f in leaks(told(out.get(address)), own) if f not in address], address


def test_no_file_by_an_address_tells_of_what_stays(team: Workplace, noor: Browser) -> None:
    own = ids_of(team.project)
    whole = noor.get("/incidents.json?profile=internal")
    assert whole.status_code == 200 and "Kansafra" in whole.text, "there is something to be told"
    for address in PUBLIC:
        for more in ("", "?type=shelling&area=SYR/Idlib&party=syrian-army&since=2024-03-01"):
            answer = noor.get(address + more)
            assert answer.status_code == 200 and leaks(told(answer), own) == [], address + more
    with browser(team, "rana") as rana:
        for address in PUBLIC:
            answer = rana.get(f"{address}?profile=internal")
            assert answer.status_code == 403 and leaks(told(answer), own) == [], address


def test_no_count_is_narrowed_by_what_does_not_leave(team: Workplace, noor: Browser) -> None:
    """A picture says what it counts: neither a place that stands for its district, nor words of a report, nor what an account says that
    nobody has reviewed can be asked of it."""
    with team.project.store.reading() as connection:
        place = next(p.id for h in happenings(connection) for p in h.incident.places if p.names.get("en") == "Kansafra")
    for chart in ("type", "time", "map"):
        for brush in (f"place={place}", "text=سليم", "flag=toll-conflict", "state=accepted", "area=SYR/Idlib/Ariha"):
            refused = noor.get(f"/explore/{chart}.svg?{brush}")
            assert refused.status_code == 400 and "سليم" not in refused.text and "Kansafra" not in refused.text, brush
    count = noor.get("/explore/type.csv?type=shelling").text
    assert "shelling" in count and "shelling" in noor.get("/explore/type.csv?party=syrian-army").text
    assert "shelling" in noor.get("/explore/type.csv?party=rapid-support-forces&profile=internal").text
    for brush in (
        "party=rapid-support-forces",
        "by=rapid-support-forces",
        "weapon=multiple_rocket_launcher",
        "killed=70",
        f"outlet={quote('منصة الغدير')}",
    ):
        assert "shelling" not in noor.get(f"/explore/type.csv?{brush}").text, brush
    page = noor.get(f"/explore?place={place}").text
    assert "/explore/type.csv" in page and "profile=public" not in "".join(re.findall(r'href="(/explore/[a-z]+\.[^"]*)"', page))


def test_programs_get_no_more(team: Workplace, bearer: dict[str, str]) -> None:
    own = ids_of(team.project)
    with TestClient(create_app(team)) as out:
        for format in TELLING:
            answer = out.get(f"/api/v1/exports/{format}", headers=bearer)
            headers = " ".join(answer.headers.values()).encode()
            assert answer.status_code == 200 and leaks(answer.content, own) == leaks(headers, own) == [], format
        assert out.get("/api/v1/exports/gold", headers=bearer).status_code == 422
        seen = out.get("/api/v1/releases/preview", headers=bearer)
        assert seen.status_code == 200 and seen.json()["leaves"] and leaks(told(seen), own) == []
        described = out.get("/api/v1/openapi.json", headers=bearer)
        assert described.status_code == 200 and leaks(described.content, own) == [] and HOSTILE not in described.text


def test_machines_that_watch_are_told_nothing(team: Workplace) -> None:
    """Figures, health and the log of requests, after somebody has asked for secrets by name."""
    counts, lines = Counts(), io.StringIO()
    client = TestClient(Counted(create_app(team), counts, Journal(lines)), raise_server_exceptions=False)
    for address in ("/events?text=سليم الحوراني", "/reports/report-seen", "/incidents/in_1?next=كنصفرة", "/منصة الغدير"):
        client.get(address)
    assert lines.getvalue().count("\n") >= 4 and leaks(lines.getvalue().encode(), ids_of(team.project)) == []
    with TestClient(monitoring(team.project.store, counts)) as machine:
        for address in ("/metrics", "/health", "/ready", "/work", "/reports/report-seen"):
            assert leaks(told(machine.get(address)), ids_of(team.project)) == [], address
        assert "rasid_" in machine.get("/metrics").text


def test_packed_files_say_nothing_about_themselves(team: Workplace, noor: Browser, bearer: dict[str, str]) -> None:
    """Neither who made them nor when: in workbooks and pictures."""
    with TestClient(create_app(team)) as out:
        book = out.get("/api/v1/exports/xlsx", headers=bearer).content
    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        assert archive.comment == b"" and not [i for i in archive.infolist() if i.comment or i.date_time[0] != 1980]
        assert not [n for n in archive.namelist() if n.startswith("docProps") or "comment" in n.lower()]
    picture = noor.get("/explore/map.png")
    if picture.status_code == 200:
        assert {name for name, _ in chunks(picture.content)} <= PLACED


def chunks(data: bytes) -> Iterator[tuple[str, bytes]]:
    at = 8
    while at < len(data):
        (length,) = struct.unpack(">I", data[at : at + 4])
        yield data[at + 4 : at + 8].decode("ascii"), data[at + 8 : at + 8 + length]
        at += length + 12
