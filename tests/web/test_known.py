"""Parties, places, sources and the codebook: found by any of their names, told whole, nothing of a name run as code."""

from __future__ import annotations

import re

import pytest
from fastapi.testclient import TestClient

from rasid.lexicon.catalogue import Catalogue
from rasid.lexicon.layers import BUILT_IN
from rasid.project.project import Project
from rasid.store import events
from rasid.store.naming import named
from rasid.web.knowledge.naming import country_names
from rasid.web.workplace import Workplace


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return Catalogue([BUILT_IN])


@pytest.mark.parametrize(
    "text, id_",
    [
        ("قسد", "syrian-democratic-forces"),
        ("Syrian Democratic Forces", "syrian-democratic-forces"),
        ("قُوَّات سوريا الديمقراطيه", "syrian-democratic-forces"),
        ("syrian demcratic forces", "syrian-democratic-forces"),
        ("قوات الدعم السريع", "rapid-support-forces"),
        ("قوات الدعم السرع", "rapid-support-forces"),
        ("syrian-democratic-forces", "syrian-democratic-forces"),
    ],
)
def test_parties_are_found_by_any_name_in_both_scripts(catalogue: Catalogue, text: str, id_: str) -> None:
    assert catalogue.search("party", text)[0].entry.id == id_


def test_nothing_is_found_for_what_nothing_is_called(catalogue: Catalogue) -> None:
    for text in ("", "  ", "؟!", "zzzzqqqq", "خزعبلات كبرى هنا"):
        assert catalogue.search("party", text) == []


def test_a_list_counts_the_events_of_the_project(client: TestClient, project: Project) -> None:
    page = client.get("/parties?q=قسد").text
    assert 'href="/parties/syrian-democratic-forces"' in page and 'href="/events?party=syrian-democratic-forces">1 event<' in page
    with project.store.reading() as connection:
        kept = events.of_report(connection, "c")
    for one in kept:
        project.reject(one.id, "noor", "لا حدث")
    assert "/events?party=syrian-democratic-forces" not in client.get("/parties?q=قسد").text


def test_a_party_counts_with_its_units_and_never_twice(project: Project) -> None:
    with project.store.reading() as connection:
        alone = named(connection, "party", ["syrian-army"])["syrian-army"]
        assert alone.number >= 2 and not alone.more
        above = named(connection, "party", ["syrian-government-assad"])["syrian-government-assad"]
        assert above.number >= alone.number, "the army is a unit of the state"
        assert named(connection, "party", ["syrian-army"], most=1)["syrian-army"] == (1, True)
        assert named(connection, "party", ["nobody"])["nobody"] == (0, False)


def test_a_party_says_all_that_is_known(client: TestClient) -> None:
    page = client.get("/parties/fourth-division").text
    for told in ("Fourth Division", "الفرقة الرابعة", "/parties/syrian-army", "built in", "state armed forces", "–2024", "MIL"):
        assert told in page, told
    assert client.get("/parties/no-such-party").status_code == 404


def test_filters_and_pages_of_a_list(client: TestClient) -> None:
    page = client.get("/parties?country=YEM&kind=state-military").text
    ids = re.findall(r'data-label="Name"><span><a href="/parties/([^"]+)"', page)
    assert ids and "syrian-army" not in ids
    first = client.get("/parties").text
    more = re.search(r'rel="next" href="([^"]+)"', first)
    assert more and more[1] == "?from=50"
    second = client.get(f"/parties{more[1]}").text
    assert not set(re.findall(r'row"><a href="/parties/([^"]+)"', first)) & set(re.findall(r'row"><a href="/parties/([^"]+)"', second))
    assert client.get("/parties?from=99999999999").status_code == 200 and client.get("/parties?from=-1&layer=none").status_code == 200


def test_places_are_found_by_name_part_and_with_a_letter_wrong(client: TestClient) -> None:
    assert 'lang="ar">البارة</bdi>' in client.get("/places?q=البارة").text
    assert "letter off" in client.get("/places?q=السويداا").text
    assert "part of the name" in client.get("/places?q=سويد").text
    page = client.get("/places?q=Raqqa&country=SYR").text
    assert "الرقة" in page and re.search(r'/events\?place=[^"]+">\d+ event', page)


def test_a_place_lies_on_a_map_beside_its_namesakes(client: TestClient) -> None:
    found = re.search(r'data-label="Name"><span><a href="(/places/[^"]+)">', client.get("/places?q=البارة&country=SYR").text)
    assert found
    page = client.get(found[1]).text
    assert '<svg class="small-map"' in page and 'class="here"' in page and "Nearest places" in page and "km away" in page
    assert client.get("/places/gn:1").status_code == 404 and client.get("/places/%3Cb%3E").status_code == 404


def test_the_codebook_says_every_type_in_both_languages(client: TestClient) -> None:
    english, arabic = client.get("/codebook").text, client.get("/codebook?lang=ar").text
    assert english.count('<section class="type"') == 37
    for page in (english, arabic):
        assert "Artillery, mortar, tank" in page and "نيران المدفعية" in page and "anti_aircraft" in page
    assert "هاون" in arabic and "place-conflict" in english
    found = client.get("/codebook?q=مظاهرة").text
    assert 'id="protest"' in found and 'id="shelling"' not in found


def test_what_is_asked_for_is_never_code(client: TestClient) -> None:
    nasty = "<script>alert(1)</script>"
    for path in ("/parties", "/sources", "/places", "/codebook"):
        answer = client.get(path, params={"q": nasty, "kind": nasty})
        assert answer.status_code == 200 and nasty not in answer.text


def test_in_arabic(client: TestClient) -> None:
    page = client.get("/sources?lang=ar&q=رويترز").text
    assert "وكالة أنباء" in page and "news agency" not in page and "مدمج في راصد" in page


def test_what_a_count_leads_to_has_as_many(client: TestClient) -> None:
    for path, name in (("/places?q=البارة&country=SYR", "place"), ("/parties?q=الجيش السوري", "party")):
        found = re.search(rf'href="(/events\?{name}=[^"]+)">(\d+) events?<', client.get(path).text)
        assert found
        listed = client.get(found[1]).text
        assert len(set(re.findall(r'<tr id="(ev_[^"]+)"', listed))) == int(found[2]) > 0
    assert "<tr id=" not in client.get("/events?source=reuters").text


def test_no_country_is_called_by_its_code(client: TestClient, work: Workplace) -> None:
    for language, name in (("ar", "أنغولا"), ("en", "Angola")):
        page = client.get(f"/places?lang={language}").text
        offered = re.search(r'<select name="country">(.*?)</select>', page, re.S)
        assert offered and not re.findall(r">\s*[A-Z]{3}\s*<", offered[1])
        assert country_names(work.lexicon)["AGO"][language] == name
