"""Full text on both databases: letters that differ and words that do not, phrases, prefixes, typos, pages, and strange input."""

from __future__ import annotations

from contextlib import suppress

import pytest
import sqlalchemy as sa
from laid import lay_event, lay_parties, lay_report

from rasid.model import UsageError
from rasid.store import indexing, schema
from rasid.store.engine import Store
from rasid.store.searching import search_events, search_parties, search_places, search_reports

REPORTS = {
    "r1": "أفاد مراسلنا أحمد بأن القصف المدفعي طال بلدة كنصفرة في ريف إدلب.",
    "r2": "وقال احمد إنّ الأهالي فرّوا بالقصف الصاروخي على ريف ادلب الجنوبي.",
    "r3": "هدأت الجبهات في الرقة، والقصف توقف منذ الفجر بعد هدنة.",
    "r4": "وصلت فرقة الإطفاء إلى حي السكري في حلب بعد حريق في مستودع.",
    "r5": "قُصِفَت أحياء حلب بقذائف الهاون، وقصف الطيران محيط المطار. Reuters reported shelling near Aleppo; café owners fled.",
    "r6": "ﻗﺼﻒ ﻋﻠﻰ ﺣﻠﺐ أدى إلى مقتل ٣٥ شخصاً بينهم نساؤهم وقواتهم.",
}


@pytest.fixture
def laid(store: Store) -> Store:
    with store.writing("test") as change:
        lay_parties(change.connection)
        for n, (id_, text) in enumerate(REPORTS.items(), 1):
            lay_report(change.connection, id_, text, f"2024-03-0{n}", title="نشرة الصباح" if id_ == "r4" else None)
        lay_event(change.connection, "e1", by=("falcons",), at=("rasid:1",), text="قصفت كتيبة الصقور أطراف البلدة")
        lay_event(change.connection, "e2", "r2", type="protest", day="2024-03-05", at=("rasid:2",), text="خرج الأهالي في مظاهرة")
        change.record("test.laid", "test:1")
    return store


def found(store: Store, text: str, **more: object) -> list[str]:
    with store.reading() as connection:
        return [hit.id for hit in search_reports(connection, text, **more).hits]  # type: ignore[arg-type]


FOUND = [
    ("أحمد", ["r2", "r1"]),
    ("احمد", ["r2", "r1"]),
    ("إدلب", ["r2", "r1"]),
    ("ادلب", ["r2", "r1"]),
    ("القصف", ["r6", "r5", "r3", "r2", "r1"]),
    ("والقصف", ["r6", "r5", "r3", "r2", "r1"]),
    ("قَصْـف", ["r6", "r5", "r3", "r2", "r1"]),
    ("الرقة", ["r3"]),  # and not فرقة
    ("فرقة", ["r4"]),
    ("٣٥", ["r6"]),
    ("35", ["r6"]),
    ("قوات", ["r6"]),
    ("REUTERS", ["r5"]),
    ("cafe", ["r5"]),
    ("الصباح", ["r4"]),  # a title
    ("قصف حلب", ["r6", "r5"]),
    ("قصف -حلب", ["r3", "r2", "r1"]),
    ("الرقة OR السكري", ["r4", "r3"]),
    ("قصف الرقة OR ادلب", ["r3", "r2", "r1"]),
    ('"القصف المدفعي"', ["r1"]),
    ("«القصف الصاروخي»", ["r2"]),
    ('"المدفعي القصف"', []),
    ('"الطيران محيط المطار"', ["r5"]),
    ('قصف -"القصف المدفعي"', ["r6", "r5", "r3", "r2"]),
    ("هاو*", ["r5"]),
    ("كنص*", ["r1"]),
    ("قصف*", ["r6", "r5", "r3", "r2", "r1"]),
    ("حريق قصف", []),
]


def test_what_is_found(laid: Store) -> None:
    for asked, ids in FOUND:
        assert found(laid, asked) == ids, asked


def test_a_mistyped_word_is_taken_for_the_nearest_and_it_is_said(laid: Store) -> None:
    with laid.reading() as connection:
        for typed in ("حلبب", "جلب", "كنصفره", "كنصفة", "كنفصرة", "مستودعع"):
            answer = search_reports(connection, typed)
            assert answer.hits, typed
            assert (typed in " ".join(answer.notes)) == (typed != "كنصفره")
        nothing = search_reports(connection, "برمائيات")
        assert not nothing.hits and not nothing.notes


def test_pages_neither_repeat_nor_leave_out(laid: Store) -> None:
    with laid.reading() as connection:
        for order in ("newest", "relevance"):
            got, after = [], None
            while True:
                page = search_reports(connection, "قصف", order=order, limit=2, after=after)  # type: ignore[arg-type]
                got += [hit.id for hit in page.hits]
                after = page.after
                if after is None:
                    break
            assert sorted(got) == ["r1", "r2", "r3", "r5", "r6"]
            assert order != "newest" or got == ["r6", "r5", "r3", "r2", "r1"]


def test_relevance_puts_the_shorter_and_fuller_first(laid: Store) -> None:
    assert found(laid, "حلب", order="relevance")[0] in ("r6", "r5")
    with laid.reading() as connection:
        scores = [hit.score for hit in search_reports(connection, "قصف حلب OR مدفعي", order="relevance").hits]
    assert len(scores) == 3 and scores == sorted(scores, reverse=True) and scores[0] > 0  # type: ignore[type-var,operator]


def test_what_asks_for_nothing_is_told_so_or_finds_nothing(laid: Store) -> None:
    for text in ["", "   ", "-قصف", "OR", '""', "***", "' OR 1=1 --", "م*", "؟!"]:
        try:
            assert found(laid, text) == [], text
        except UsageError as error:
            assert str(error)


def test_signs_of_query_languages_are_no_operators(laid: Store) -> None:
    for text in [
        'قصف") OR ("حلب',
        "قصف'); DROP TABLE reports; --",
        "NEAR(قصف حلب)",
        "words:قصف",
        "قصف & !حلب | (",
        "a:b:c\\",
        "قصف^",
        "\0",
    ]:
        with suppress(UsageError):
            found(laid, text)
    assert found(laid, "قصف حلب") == ["r6", "r5"]


def test_a_snippet_quotes_the_report_as_received(laid: Store) -> None:
    long = "تمهيد طويل لا شأن له. " * 30 + "ثم وقع القَصْفُ على السوق، وعاد القصف مساءً. " + "وخاتمة طويلة أخرى. " * 30
    with laid.writing("test") as change:
        lay_report(change.connection, "long", long, "2024-05-01")
        change.record("test.laid", "test:2")
    with laid.reading() as connection:
        hit = search_reports(connection, "قصف السوق", limit=1).hits[0]
    assert hit.snippet is not None
    s = hit.snippet
    assert s.text == long[s.start : s.end] and len(s.text) < 250
    assert [long[a:b] for a, b in s.marks] == ["القَصْفُ", "السوق", "القصف"]
    assert not long[s.start - 1].isalnum() and (s.end == len(long) or not long[s.end].isalnum())


def test_events_are_found_by_type_party_and_place_in_both_languages(laid: Store) -> None:
    with laid.reading() as connection:
        for asked, ids in (
            ("الصقور", ["e1"]),
            ("falcons", ["e1"]),
            ("Tell Nahar", ["e1"]),
            ("كفر وادي", ["e2"]),
            ("protest", ["e2"]),
            ("shelling", ["e1"]),
            ("البلدة", ["e1"]),
            ("الأهالي OR الصقور", ["e2", "e1"]),
        ):
            assert [hit.id for hit in search_events(connection, asked).hits] == ids, asked
        assert [p.id for p in search_places(connection, "كفر")] == ["rasid:2"]
        assert [p.id for p in search_places(connection, "nahar")] == ["rasid:1"]
        assert [p.id for p in search_parties(connection, "اللواء الثالث")] == ["third-brigade"]
        assert [p.id for p in search_parties(connection, "Northen Army")] == ["north-army"]
        assert search_parties(connection, "ليس حزبا معروفا") == []


def test_what_changes_is_found_as_it_is_now(laid: Store) -> None:
    with laid.writing("test") as change:
        c = change.connection
        c.execute(sa.update(schema.texts).where(schema.texts.c.report_id == "r1").values(text="نص جديد عن الزلزال"))
        indexing.index_report(c, "r1")
        c.execute(sa.delete(schema.reports).where(schema.reports.c.id == "r2"))
        change.record("test.changed", "test:3")
    assert found(laid, "زلزال") == ["r1"] and found(laid, "كنصفرة") == [] and found(laid, "الصاروخي") == []
    with laid.reading() as connection:
        assert search_events(connection, "مظاهرة").hits == []  # it went with its report


def test_forgotten_words_are_nowhere(laid: Store) -> None:
    with laid.writing("test") as change:
        indexing.forget(change.connection, reports=["r1"], events=["e1"])
        change.record("test.forgotten", "report:r1")
    assert found(laid, "كنصفرة") == [] and found(laid, "ادلب") == ["r2"]
    with laid.reading() as connection:
        kept = set(connection.execute(sa.select(schema.searched_words.c.word)).scalars())
    assert "كنصفره" not in kept and "ادلب" in kept


def test_reindexing_finds_the_same_and_older_rules_are_told(laid: Store) -> None:
    before = {asked: found(laid, asked) for asked in ("قصف", "ادلب", "قصف حلب")}
    with laid.writing("test") as change:
        change.connection.execute(sa.update(schema.search_state).values(value="older"))
        change.record("test.changed", "test:4")
    with laid.reading() as connection:
        assert "reindex" in " ".join(search_reports(connection, "قصف").notes)
    with laid.writing("test") as change:
        assert indexing.reindex(change.connection) == (6, 2)
        change.record("project.reindexed", "test:5")
    assert {asked: found(laid, asked) for asked in before} == before
    with laid.reading() as connection:
        assert search_reports(connection, "قصف").notes == []
