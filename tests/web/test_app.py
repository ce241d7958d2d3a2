"""What every page shares: rights, tokens, headers, languages, failures in sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.dependencies.models import Dependant
from fastapi.testclient import TestClient
from starlette.routing import Route

from rasid.web import rendering
from rasid.web.access import SAFE, rights_of
from rasid.web.app import addresses, create_app, routes
from rasid.web.speech import LANGUAGES, Speech, catalogue, language_of
from rasid.web.workplace import Workplace

WEB = Path(rendering.__file__).parent


def asked(dependant: Dependant) -> Iterator[object]:
    yield dependant.call
    for below in dependant.dependencies:
        yield from asked(below)


def test_every_route_asks_for_rights(work: Workplace) -> None:
    without = [r.path for r in routes() if all(rights_of(call) is None for call in asked(r.dependant) if callable(call))]
    assert len(routes()) > 2 and not without
    known = {id(r) for r in routes()} | {id(r) for r in create_app(work).routes if getattr(r, "path", "") == "/static"}
    others = [r for r in create_app(work).routes if isinstance(r, Route) and id(r) not in known]
    assert not others, "an address beside the pages"


def test_applications_share_their_addresses(work: Workplace) -> None:
    """What routes ask for is read once for a process: reading it takes longer than twenty pages."""
    one, two = ({id(r) for r in create_app(work).routes if getattr(r, "path", "") != "/static"} for _ in range(2))
    assert one == two == {id(r) for r in addresses().routes}


def test_what_changes_something_needs_the_token(client: TestClient, work: Workplace) -> None:
    changing = [(r.path, m) for r in routes() for m in (r.methods or ()) if m not in SAFE]
    assert changing
    for path, method in changing:
        address = re.sub(r"{[^}]*}", "x", path)
        assert client.request(method, address, data={"token": "wrong"}).status_code in (403, 422), path
        assert client.request(method, address, data={"token": client.token}, headers={"sec-fetch-site": "cross-site"}).status_code == 403  # type: ignore[attr-defined]
    assert client.post("/language", data={"language": "ar", "token": client.token, "back": "//evil.example"}).headers["location"] == "/"  # type: ignore[attr-defined]


def test_another_host_is_refused(client: TestClient) -> None:
    assert client.get("/", headers={"host": "evil.example"}).status_code == 400


def test_nothing_is_inline_and_nothing_is_kept(client: TestClient) -> None:
    answer = client.get("/")
    assert answer.status_code == 200 and "no-store" in answer.headers["cache-control"]
    assert "'unsafe" not in answer.headers["content-security-policy"] and "default-src 'none'" in answer.headers["content-security-policy"]
    for template in (WEB / "templates").rglob("*.html"):
        text = template.read_text(encoding="utf-8")
        assert not re.search(r"<script(?![^>]*\ssrc=)|\son\w+=|\sstyle=|<style", text), template.name


def test_a_missing_page_is_told_in_both_languages(client: TestClient) -> None:
    assert "There is nothing at this address." in client.get("/nowhere").text
    arabic = client.get("/nowhere?lang=ar")
    assert arabic.status_code == 404 and 'dir="rtl"' in arabic.text and "There is nothing" not in arabic.text


@pytest.mark.parametrize(
    "account, told, kept, accepts, language",
    [
        (None, None, None, "ar-SY,en;q=0.5", "ar"),
        (None, None, None, "fr, en;q=0.2, ar;q=0.7", "ar"),
        (None, "en", "ar", "ar", "en"),
        ("ar", "en", "en", "en", "ar"),
        (None, None, None, "fr;q=x", "en"),
    ],
)
def test_the_language(account: str | None, told: str | None, kept: str | None, accepts: str, language: str) -> None:
    assert language_of(account, told, kept, accepts) == language


# Words ---------------------------------------------------------------------------------------------------------------------------

MESSAGE = re.compile(r"""(?:\b_|speech|say)\(\s*(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)')""")
PLURAL = re.compile(r"""(?:\bn_|\.plural)\(\s*"((?:[^"\\]|\\.)*)"\s*,\s*"((?:[^"\\]|\\.)*)\"""")


def sources() -> Iterator[tuple[str, str]]:
    for path in sorted([*WEB.rglob("*.html"), *WEB.rglob("*.py")]):
        yield path.name, path.read_text(encoding="utf-8")


def test_every_message_is_said_in_arabic() -> None:
    words = catalogue("ar")
    said = {text for _, text in words.single}
    for name, source in sources():
        for found in MESSAGE.finditer(source):
            message = (found[1] or found[2] or "").replace('\\"', '"')
            assert message in said, f"{name}: no Arabic for {message!r}"
        for found in PLURAL.finditer(source):
            assert len(words.plural.get(found[1], ())) == 6, f"{name}: no six Arabic forms for {found[1]!r}"


def test_templates_have_no_words_of_their_own() -> None:
    """Whatever a reader sees comes through `_`, apart from marks and numbers."""
    for path in sorted((WEB / "templates").rglob("*.html")):
        bare = re.sub(r"{#.*?#}|{{.*?}}|{%.*?%}|<[^>]*>", " ", path.read_text(encoding="utf-8"), flags=re.S)
        words = [w for w in re.findall(r"[A-Za-z\u0600-\u06ff]{2,}", bare) if w not in ("English", "العربية", "nbsp", "amp")]
        assert not words, f"{path.name}: {words[:5]}"


def test_the_stylesheet_knows_no_left_and_right() -> None:
    for path in (WEB / "static").rglob("*.css"):
        sides = r"(?<![-\w])(?:margin|padding|border|inset)?-?(?:left|right)\b(?=[^;{]*:)|text-align:\s*(?:left|right)"
        found = re.findall(sides, path.read_text(encoding="utf-8"))
        assert not found, f"{path.name}: {found}"


def test_numbers_and_days_are_those_of_the_language() -> None:
    english, arabic = (Speech(language) for language in ("en", "ar"))
    assert english.number(12345) == "12,345" and english.day("2024-03-09") == "9 March 2024"
    assert "آذار" in arabic.day("2024-03-09") and arabic.day("?") == "?"
    assert english.plural("{count} event", "{count} events", 2) == "2 events"
    assert set(LANGUAGES) == {"ar", "en"}
