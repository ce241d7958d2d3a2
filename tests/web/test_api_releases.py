"""Releases by programs: drafted, signed by two, had; and nothing before that, nor for who may not."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from tests.web.members import cheap, joined

from rasid.client import Client, Problem
from rasid.project.project import Project
from rasid.store import audit, tokens
from rasid.web.access import Right
from rasid.web.app import create_app
from rasid.web.workplace import Workplace

WAIT_S = 90
Clients = dict[str, Client]


@pytest.fixture
def clients(work: Workplace, monkeypatch: pytest.MonkeyPatch) -> Iterator[Clients]:
    """Programs of two who publish, and of one who reads."""
    cheap(monkeypatch)
    made: Clients = {}
    with TestClient(create_app(work)) as http:
        for name, role in (("noor", "publisher"), ("lina", "publisher"), ("omar", "reader")):
            joined(work.project, name, role, second_factor=role == "publisher")
            with work.project.store.writing(name) as change:
                secret = tokens.make(change, "releases", name, [str(r) for r in Right], 1)[1]
            made[name] = Client("http://testserver", secret, http=http)
        yield made


def test_from_the_draft_to_the_package(clients: Clients, project: Project, tmp_path: Path) -> None:
    noor, lina, omar = (clients[name] for name in ("noor", "lina", "omar"))
    with pytest.raises(Problem) as nothing:
        noor.a_release("2024.7")
    assert nothing.value.status == 404
    with pytest.raises(Problem) as unready:
        noor.draft_release("2024.7", "Strikes", profile="internal")
    assert unready.value.status == 400, "what lets everything out is made at the machine"
    assert noor.draft_release("2024.7", "Strikes", date="2024-07-01", note="for the spring")["work"] is not None
    draft = noor.a_release("2024.7", WAIT_S)
    assert (draft["state"], draft["signed"], draft["note"], draft["package"]) == ("draft", 0, "for the spring", False), draft
    for who in (noor, omar):
        with pytest.raises(Problem) as early:
            who.package("2024.7", tmp_path / "early.zip")
        assert early.value.status == 400 and not (tmp_path / "early.zip").exists()
    with pytest.raises(Problem) as refused:
        omar.sign_release(draft)
    assert refused.value.status == 403
    assert omar.a_release("2024.7")["signers"] is None and omar.a_release("2024.7")["note"] is None
    with pytest.raises(Problem) as other:
        noor.sign_release(draft | {"digest": "0" * 64})
    assert other.value.status == 409, "another draft than was looked at"
    for who in (noor, lina):
        who.sign_release(draft)
        told = who.a_release("2024.7", WAIT_S)
        assert told["work"] is None, told
    assert told["state"] == "published" and told["signers"] == ["noor", "lina"] and told["package"]
    omar.package("2024.7", tmp_path / "package.zip")
    assert any(name.endswith("datapackage.json") for name in zipfile.ZipFile(tmp_path / "package.zip").namelist())
    with project.store.reading() as connection:
        entries = [(e.action, e.who) for e in audit.entries(connection, "release:2024.7")]
    assert [who for _, who in entries] == ["noor", "noor", "lina", "lina"], entries


def test_a_draft_is_declined_with_a_reason(clients: Clients) -> None:
    noor, lina = clients["noor"], clients["lina"]
    noor.draft_release("2024.8", "Strikes", date="2024-08-01")
    declined = lina.decline_release(noor.a_release("2024.8", WAIT_S), "two places are too exact")
    assert (declined["state"], declined["why"]) == ("declined", "two places are too exact")
    noor.sign_release(declined)
    told = noor.a_release("2024.8", WAIT_S)
    assert told["work"]["state"] == "failed" and told["work"]["problem"] and told["signed"] == 0
