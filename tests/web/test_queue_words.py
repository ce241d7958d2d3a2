"""What a page of the queue says in words, and its field of areas, are what they would be if each were asked for by itself."""

from __future__ import annotations

import re

import pytest
from babel import numbers
from fastapi.testclient import TestClient
from test_queue import order

from rasid.project.project import Project
from rasid.web.speech import LANGUAGES, Speech


def test_the_area_that_is_asked_for_is_chosen_and_no_other(client: TestClient) -> None:
    for value in ("SYR", "SYR/Raqqa"):
        page = client.get("/queue", params={"area": value}).text
        assert re.findall(r'<option value="([^"]*)" selected>', page) == [value]
    assert order(page) == ["c"]
    whole = client.get("/queue").text
    assert " selected>" not in whole and whole.count("<optgroup") == whole.count("</optgroup>") > 0
    assert '<optgroup label="Syria">\n<option value="SYR">all of Syria</option>' in whole
    assert "سوريا كلها" in client.get("/queue?lang=ar").text, "made for each language"
    odd = client.get("/queue", params={"area": 'SYR"><script>'}).text
    assert "<script>" not in odd and " selected>" not in odd


def test_points_have_their_signs_and_reasons_their_order(client: TestClient) -> None:
    first = client.get("/queue").text.split('<ol class="queue">')[1].split("</ol>")[0].split('id="r-')[1]
    signed = [int(sign.replace("−", "-") + n) for sign, n in re.findall(r'dir="ltr">([+−])(\d+)</span>', first)]
    assert signed == sorted(signed, reverse=True) and len(signed) >= 2
    assert int(re.findall(r'class="score"[^>]*>(-?\d+)<', first)[0]) == pytest.approx(sum(signed), abs=len(signed))


def test_a_reprint_takes_points_away(client: TestClient, project: Project) -> None:
    from rasid.store import priority, schema

    with project.store.writing("noor") as change:
        change.connection.execute(schema.reports.update().where(schema.reports.c.id == "c").values(family="a"))
        priority.renew(change.connection, ["c"])
        change.record("test", "report:c")
    row = client.get("/queue").text.split('id="r-c"')[1].split('</li>\n</ul>\n</div>\n<div class="claim">')[0]
    assert "a reprint of another report" in row and '<span class="soft number" dir="ltr">−10</span>' in row


@pytest.mark.parametrize("language", LANGUAGES)
def test_numbers_are_written_as_they_would_be_unrounded(language: str) -> None:
    say = Speech(language)
    for value in (0, 0.5, 1.5, 2.5, 0.49, 12.3, 99.5, 1234.5, 1235.5, 1_234_567, 3.0):
        told = numbers.format_decimal(value, format="#,##0", locale=say.locale, numbering_system="latn")
        assert say.number(value) == told, value
    assert say.number(2.675, 2) == numbers.format_decimal(2.675, format="#,##0.00", locale=say.locale, numbering_system="latn")


@pytest.mark.parametrize("language", LANGUAGES)
def test_days_that_are_none_stay_as_they_are(language: str) -> None:
    say = Speech(language)
    assert [say.day(one) for one in ("soon", "2024-13-01", None, "")] == ["soon", "2024-13-01", "", ""]
    assert say.day("2024-03-09T10:00:00Z") == say.day("2024-03-09") == {"ar": "9 آذار 2024", "en": "9 March 2024"}[language]
