"""The pages of releases: previewed, made, signed by two, declined, overtaken, passed on; and nothing before two have signed."""

from __future__ import annotations

import csv
import html
import io
import json
import re
import zipfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

import pytest
from fastapi.testclient import TestClient
from httpx import Response
from tests.web.members import Browser, browser, cheap, code, joined, workplace

from rasid.project import packages, releasing
from rasid.project.project import Project
from rasid.project.redacting import redact_report
from rasid.publish.material import happenings
from rasid.publish.release.checking import check
from rasid.store import audit, tokens
from rasid.web.pages import releases
from rasid.web.workplace import Workplace

ASKED = {"version": "2026.1", "title": "حوادث الشمال", "profile": "public", "date": "2026-01-15", "publisher": "Valley Monitor"}
AT = "/releases/2026.1"
WAIT_S = 60  # a test waits for what a page leaves to the background


class Team(NamedTuple):
    project: Project
    work: Workplace
    sana: Browser
    omar: Browser
    lina: Browser
    admin: Browser


@pytest.fixture
def team(project: Project, monkeypatch: pytest.MonkeyPatch) -> Iterator[Team]:
    cheap(monkeypatch)
    monkeypatch.setattr(releases, "WAIT_S", WAIT_S)
    for name, role in (("sana", "publisher"), ("omar", "publisher"), ("lina", "coder"), ("admin", "admin")):
        joined(project, name, role, second_factor=role in ("publisher", "admin"))
    for id_ in reviewed(project)[:-1]:
        project.accept(id_, "lina")
    work = workplace(project)
    with ExitStack() as opened:
        made = ((n, code(1) if n != "lina" else "") for n in ("sana", "omar", "lina", "admin"))
        yield Team(project, work, *(opened.enter_context(browser(work, n, c)) for n, c in made))


def reviewed(project: Project) -> list[str]:
    """Every event, in the order in which incidents leave."""
    with project.store.reading() as connection:
        return [t.event.id for h in happenings(connection) for t in h.told]


def said(answer: Response) -> str:
    return html.unescape(re.sub(r"<[^>]*>", " ", answer.text))


def post(who: Browser, address: str, form: dict[str, object] | None = None) -> Response:
    """With what the page of the release says: the digest that the person saw."""
    page = who.get(AT)
    digest = re.search(r'name="digest" value="([0-9a-f]{64})"', page.text)
    return who.post(address, ({"digest": digest[1]} if digest else {}) | (form or {}), at="/releases")


def actions(project: Project) -> list[str]:
    with project.store.reading() as connection:
        return [e.action.removeprefix("release.") for e in audit.entries(connection, "release:2026.1")]


def test_from_the_form_to_the_package(team: Team) -> None:
    back = team.sana.post("/releases/look", {**ASKED}, at="/releases/new")
    assert back.status_code == 303
    seen = said(team.sana.get(back.headers["location"]))
    assert "2 incidents would leave" in seen and "3 accounts" in seen, "two accounts of one strike, and an arrest"
    assert "no account of it has been accepted or corrected by a person" in seen and "places were replaced" in seen
    assert team.sana.get("/releases").text.count("2026.1") == 0
    made = team.sana.post("/releases", {**ASKED, "note": "للمراجعة قبل الأحد"}, at="/releases/new")
    assert made.headers["location"] == AT
    page = said(team.omar.get(AT))
    assert "للمراجعة قبل الأحد" in page and "0 of 2 have signed" in page and "sana" in page and "The first 2 incidents of 2" in page
    assert team.sana.get(f"{AT}/package.zip").status_code == team.lina.get(f"{AT}/package.zip").status_code == 400
    seen = said(team.lina.get(AT))
    assert not any(word in seen for word in ("Decline", "للمراجعة", "first 2 incidents", "sana")), "what has not left is for who publishes"
    assert post(team.sana, f"{AT}/sign").status_code == 303
    assert "1 of 2 have signed" in said(team.sana.get(AT)) and "Another person must" in said(team.sana.get(AT))
    post(team.sana, f"{AT}/sign")
    assert "another person must" in said(team.sana.get(AT)) and actions(team.project).count("signed") == 1
    assert team.omar.get(f"{AT}/package.zip").status_code == 400
    post(team.omar, f"{AT}/sign")
    page = said(team.lina.get(AT))
    assert "published" in page and "omar" not in page and "sana" not in page, "who signed is told to those who may publish or read the log"
    assert "omar" in said(team.admin.get(AT))
    got = team.lina.get(f"{AT}/package.zip")
    assert got.status_code == 200 and got.headers["content-disposition"] == 'attachment; filename="2026.1.zip"'
    out = team.project.store.folder / "got.zip"
    out.write_bytes(got.content)
    verdict = check(out)
    assert (
        not verdict.problems and verdict.signatures is not None and verdict.signatures.published and len(verdict.signatures.signatures) == 2
    )
    held = zipfile.ZipFile(out)
    texts = [held.read(name).decode("utf-8", "ignore") for name in held.namelist()]
    assert len(texts) > 10 and not any(word in text for word in ("للمراجعة", "sana") for text in texts)
    assert actions(team.project) == ["drafted", "signed", "signed", "published"]
    told = said(team.admin.get("/audit?subject=release:2026.1&action=release.signed"))
    assert told.count("signed a release") == 3, "each signature, and the filter that was asked for"


def test_who_may_not(team: Team) -> None:
    for address in ("/releases", "/releases/look", f"{AT}/sign", f"{AT}/decline", f"{AT}/check", f"{AT}/again"):
        assert team.lina.post(address, {**ASKED, "why": "x"}).status_code == 403, address
        assert team.admin.post(address, {**ASKED, "why": "x"}).status_code == 403, "who makes accounts does not publish by that"
    assert team.lina.get("/releases/new").status_code == 403 and team.lina.get("/releases").status_code == 200
    joined(team.project, "new", "publisher")  # without a second factor
    with browser(team.work, "new") as new:
        assert new.post(f"{AT}/sign", at="/account").status_code == 403
    refused = team.sana.post("/releases", {**ASKED, "profile": "internal"}, at="/releases/new")
    assert refused.status_code == 400 and "lets everything out" in said(refused) and 'value="2026.1"' in refused.text, (
        "what was typed stays"
    )
    assert 'value="internal"' not in team.sana.get("/releases/new").text


def test_another_declines(team: Team) -> None:
    team.sana.post("/releases", ASKED, at="/releases/new")
    post(team.sana, f"{AT}/sign")
    assert post(team.omar, f"{AT}/decline", {"why": " "}).status_code == 400
    assert post(team.omar, f"{AT}/decline", {"why": "اسم ناقص"}).status_code == 303
    for who in (team.sana, team.omar):
        page = said(who.get(AT))
        assert "omar has declined it" in page and "اسم ناقص" in page and "they count no more" in page
    assert post(team.omar, f"{AT}/sign").status_code == 303 and "has declined 2026.1" in said(team.omar.get(AT))
    assert team.sana.get(f"{AT}/package.zip").status_code == 400 and "published" not in actions(team.project)
    post(team.sana, f"{AT}/again")
    assert "0 of 2 have signed" in said(team.omar.get(AT)), "made anew it begins without signatures, the same bytes or not"
    post(team.omar, f"{AT}/sign")
    post(team.sana, f"{AT}/sign")
    assert "published" in actions(team.project) and team.omar.get(f"{AT}/package.zip").status_code == 200


def changes_data(team: Team) -> None:
    team.project.accept(reviewed(team.project)[-1], "lina")


def changes_profile(team: Team) -> None:
    folder = team.project.store.folder / "data" / "profiles"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "public.yaml").write_text("embargo: {default: 90}\n", encoding="utf-8")


def destroys(team: Team) -> None:
    with team.project.store.writing("setup") as change:
        redact_report(change, team.project.coder, "d", "asked for by the family")


@pytest.mark.parametrize("change", [changes_data, changes_profile, destroys])
@pytest.mark.parametrize("found_by", ["sign", "check"])
def test_a_change_after_the_first_signature_voids_it(team: Team, change: Callable[[Team], None], found_by: str) -> None:
    team.sana.post("/releases", ASKED, at="/releases/new")
    post(team.sana, f"{AT}/sign")
    change(team)
    post(team.omar, f"{AT}/{found_by}")
    page = said(team.sana.get(AT))
    assert "Void" in page and "they count no more" in page and actions(team.project)[-1] == "voided"
    post(team.omar, f"{AT}/sign")
    assert "published" not in actions(team.project) and actions(team.project).count("signed") == 1
    arabic = said(team.omar.get(f"{AT}?lang=ar"))
    assert "باطلة" in arabic and "was drafted" not in arabic


def test_what_changes_nothing_that_leaves_voids_nothing(team: Team, tmp_path: Path) -> None:
    team.sana.post("/releases", ASKED, at="/releases/new")
    post(team.sana, f"{AT}/sign")
    assert "Something was changed" not in said(team.omar.get(AT))
    lines = tmp_path / "more.jsonl"
    told = {"id": "new", "text": "اعتقلت الشرطة شابين في مدينة درعا يوم الاثنين.", "published": "2024-09-02"}
    lines.write_text(json.dumps(told, ensure_ascii=False) + "\n", encoding="utf-8")
    list(team.project.add([lines]))
    assert "Something was changed" in said(team.omar.get(AT))
    post(team.omar, f"{AT}/check")
    assert "Void" not in said(team.omar.get(AT))
    post(team.omar, f"{AT}/sign")
    assert "published" in actions(team.project)


def test_a_draft_made_meanwhile_is_not_signed_unseen(team: Team) -> None:
    team.sana.post("/releases", ASKED, at="/releases/new")
    seen = team.omar.get(AT).text
    digest = re.search(r'name="digest" value="([0-9a-f]{64})"', seen)
    assert digest is not None
    team.sana.post("/releases", {**ASKED, "title": "غيره"}, at="/releases/new")
    team.omar.post(f"{AT}/sign", {"digest": digest[1]}, at="/releases")
    assert "is another" in said(team.omar.get(AT)) and "signed" not in actions(team.project)


def test_commands_and_pages_go_on_with_each_other(team: Team, tmp_path: Path) -> None:
    """Begun by command and signed here, and the other way round."""
    request = releasing.Request(version="2026.1", title="x", profile="public", released="2026-01-15")
    releasing.draft(team.project, request, tmp_path / "out", "first person")
    packages.sign(team.project, "2026.1", "first person", tmp_path / "out")
    page = said(team.omar.get(AT))
    assert "1 of 2 have signed" in page and "lies where it was made" in page
    post(team.omar, f"{AT}/sign")
    assert "published" in actions(team.project) and team.omar.get(f"{AT}/package.zip").status_code == 404
    post(team.omar, f"{AT}/again")  # nothing has changed yet: the same bytes can be made here
    got = zipfile.ZipFile(io.BytesIO(team.omar.get(f"{AT}/package.zip").content))
    assert json.loads(got.read("2026.1/SIGNATURES.json"))["published"]
    team.sana.post("/releases", {**ASKED, "version": "2026.2"}, at="/releases/new")
    packages.sign(team.project, "2026.2", "sana")
    with pytest.raises(releasing.UsageError, match="has signed this draft already"):
        packages.sign(team.project, "2026.2", " SANA ")
    assert packages.sign(team.project, "2026.2", "second person").published
    assert team.lina.get("/releases/2026.2/package.zip").status_code == 200


def test_a_package_that_was_left_half_packed_is_finished(team: Team) -> None:
    """Killed between the signature and the ZIP: what is published is not given out as a draft."""
    team.sana.post("/releases", ASKED, at="/releases/new")
    post(team.sana, f"{AT}/sign")
    releasing.sign(team.project, "2026.1", "omar")  # without the folder: the ZIP is still the draft's
    assert team.omar.get(f"{AT}/package.zip").status_code == 404 and "does not lie here" in said(team.omar.get(AT))
    post(team.omar, f"{AT}/again")
    got = zipfile.ZipFile(io.BytesIO(team.omar.get(f"{AT}/package.zip").content))
    assert "2026.1/DRAFT.txt" not in got.namelist() and json.loads(got.read("2026.1/SIGNATURES.json"))["published"]


def test_a_redaction_takes_packages_away(team: Team) -> None:
    team.sana.post("/releases", ASKED, at="/releases/new")
    post(team.sana, f"{AT}/sign")
    post(team.omar, f"{AT}/sign")
    assert team.lina.get(f"{AT}/package.zip").status_code == 200
    destroys(team)
    assert team.lina.get(f"{AT}/package.zip").status_code == 404 and "words were destroyed" in said(team.lina.get(AT))
    assert packages.forget(team.project.store) and not packages.folder_of(team.project, "2026.1").exists()


def test_a_part_is_chosen_by_what_leaves(team: Team) -> None:
    """A town stands for its province in what leaves: a part of the town would tell that it was there."""
    form = {**ASKED, "area": "SYR/Idlib", "type": "shelling"}
    back = team.sana.post("/releases/look", form, at="/releases/new")
    page = said(team.sana.get(back.headers["location"]))
    assert "1 incident would leave" in page and "1 more might leave" in page
    team.sana.post("/releases", form, at="/releases/new")
    page = said(team.omar.get(AT))
    assert "Idlib" in page and "The first incident of 1" in page
    package = packages.folder_of(team.project, "2026.1")
    rows = list(csv.DictReader((package / "tables/incidents.csv").open(encoding="utf-8")))
    assert [(r["type"], r["admin1"]) for r in rows] == [("shelling", "Idlib")]
    assert json.loads((package / "PROVENANCE.json").read_text(encoding="utf-8"))["only"]["areas"] == ["SYR/Idlib"]
    assert "a part of what may leave" in (package / "index.html").read_text(encoding="utf-8")
    for part, told in (
        ({"area": "SYR/Nowhere"}, "nothing of this name"),
        ({"party": "لا أحد"}, "no party is called"),
        ({"date": "x"}, "no date"),
    ):
        refused = team.sana.post("/releases", {**ASKED, **part}, at="/releases/new")
        assert refused.status_code == 400 and told in said(refused)
    post(team.sana, f"{AT}/sign")
    changes_data(team)  # of another type and province: what leaves of this part is the same
    post(team.omar, f"{AT}/sign")
    assert "published" in actions(team.project)


def test_what_differs_from_the_last_is_told(team: Team) -> None:
    team.sana.post("/releases", ASKED, at="/releases/new")
    for who in (team.sana, team.omar):
        post(who, f"{AT}/sign")
    assert "nothing to compare it with" in said(team.omar.get(AT))
    arrest = next(e for e in reviewed(team.project) if kind_of(team.project, e) == "arrest")
    team.project.reject(arrest, "lina", "روي مرتين")
    changes_data(team)
    team.sana.post("/releases", {**ASKED, "version": "2026.2"}, at="/releases/new")
    page = said(team.omar.get("/releases/2026.2"))
    assert "Since 2026.1: 1 added, 0 changed, 1 removed." in page and "A person found that there was no such happening." in page
    assert "Tombstones" in page and re.search(r"in_[0-9a-f]+", page)
    assert "أُضيف" in said(team.omar.get("/releases/2026.2?lang=ar"))


def kind_of(project: Project, event: str) -> str:
    with project.store.reading() as connection:
        return next(t.event.type for h in happenings(connection) for t in h.told if t.event.id == event)


def test_one_alone_cannot_publish(client: TestClient, work: Workplace, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who works alone drafts and signs; the second is another person, by command."""
    monkeypatch.setattr(releases, "WAIT_S", WAIT_S)
    for id_ in reviewed(work.project):
        work.project.accept(id_, "noor")
    token = {"token": client.token}  # type: ignore[attr-defined]
    client.post("/releases", data=ASKED | token)
    digest = re.search(r'name="digest" value="([0-9a-f]{64})"', client.get(AT).text)
    assert digest is not None
    for _ in range(2):
        client.post(f"{AT}/sign", data=token | {"digest": digest[1]})
    assert actions(work.project) == ["drafted", "signed"]
    with work.project.store.writing("noor") as change:
        secret = tokens.make(change, "x", "noor", ["read", "publish"], 1)[1]
    told = client.get("/api/v1/releases", headers={"authorization": f"Bearer {secret}"}).json()["releases"]
    assert [(r["version"], r["state"], r["signed"]) for r in told] == [("2026.1", "draft", 1)]


@pytest.mark.parametrize("version", ["..", "x" * 80, "2026 1", "أ", ".hidden"])
def test_no_version_leads_out_of_the_folder(team: Team, version: str) -> None:
    refused = team.sana.post("/releases", {**ASKED, "version": version}, at="/releases/new")
    assert refused.status_code == 400 and not list(team.project.store.folder.glob("releases/*"))
    assert version == ".." or team.sana.get(f"/releases/{quote(version, safe='')}").status_code == 404
