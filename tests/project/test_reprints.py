"""Reprints are tied, whatever the order in which they come; bulletins by one template are not."""

from __future__ import annotations

import datetime as dt
import itertools
import random

import pytest
import sqlalchemy as sa

from rasid.intake.found import Found
from rasid.model import Report
from rasid.store import reports
from rasid.store.engine import Store
from rasid.store.reprints import Pair, forget_words, members, tie, untie
from rasid.store.schema import reports as rows
from rasid.store.schema import reprints, signatures, texts

BODY = (
    "قتل ثلاثة مدنيين وأصيب سبعة آخرون اليوم الثلاثاء جراء قصف مدفعي استهدف السوق الشعبي في بلدة السنديانة بريف إدلب الجنوبي. "
    "وقال مسعف في المكان إن بين القتلى طفلة في التاسعة من عمرها. "
    "وأضاف أن فرق الدفاع المدني تعمل على رفع الأنقاض وسط مخاوف من تجدد القصف. "
    "ولم تعلن أي جهة مسؤوليتها عن القصف حتى ساعة إعداد الخبر."
)
QUOTE = "قتل شخصان وأصيب آخرون بانفجار عبوة ناسفة زرعها مجهولون في سيارة على طريق الغزلانية شرقي دمشق"


def add(store: Store, id: str, text: str, outlet: str | None = None, published: str | None = "2026-03-10") -> list[Pair]:
    with store.writing("rasid") as change:
        connection = change.connection
        found = Found(where=id, report=Report(id=id, text=text, outlet=outlet, published=published), raw=text.encode(), how="file", name=id)
        sha256 = reports.hash_of(text)
        reports.keep_bytes(connection, found.raw, sha256, None)
        reports.insert(connection, found, sha256, reports.acquired(connection, found, sha256))
        pairs = tie(connection, id, text, outlet, published)
        change.record("report.add", f"report:{id}")
    return pairs


def families(store: Store) -> dict[str, str]:
    with store.reading() as connection:
        return {row.id: row.family for row in connection.execute(sa.select(rows.c.id, rows.c.family))}


def without(text: str, sentence: int) -> str:
    parts = text.split(". ")
    return ". ".join(p for n, p in enumerate(parts) if n != sentence)


REPRINTS = {
    "r1": BODY,
    "r2": "عاجل || " + BODY + "\n\n#سوريا #إدلب\nتابعونا على تلغرام: https://t.me/example",
    "r3": "مجزرة في سوق السنديانة\n\nإدلب (وكالات) - " + without(BODY, 2),
    "r4": BODY + " وكانت البلدة قد شهدت نزوحا واسعا خلال الأسابيع الماضية.",
}
OTHERS = {
    "x1": BODY.replace("ثلاثة", "خمسة"),
    "x2": BODY.replace("السنديانة", "التفاحة"),
    "x3": "أعلنت مديرية الصحة افتتاح مركز جديد للقاح في المدينة بعد أعمال ترميم استمرت عدة أشهر بدعم من منظمات محلية.",
}


def test_reprints_make_a_family_under_the_smallest_id(store: Store) -> None:
    for id_, text in {**REPRINTS, **OTHERS}.items():
        add(store, id_, text, outlet=f"outlet {id_}")
    assert families(store) == {**dict.fromkeys(REPRINTS, "r1"), **{id_: id_ for id_ in OTHERS}}


def test_the_order_of_arrival_changes_nothing(databases: object, tmp_path: object) -> None:
    wanted = None
    for turn in range(3):
        store = Store.create(tmp_path / str(turn), databases())  # type: ignore[operator]
        order = list({**REPRINTS, **OTHERS, "q": BODY + "\n" + QUOTE, "s": QUOTE}.items())
        random.Random(turn).shuffle(order)
        for id_, text in order:
            add(store, id_, text, outlet=f"outlet {id_}")
        with store.reading() as connection:
            found = families(store), sorted(map(tuple, connection.execute(sa.select(reprints)).all()))
        store.close()
        assert wanted in (None, found)
        wanted = found


def test_the_same_text_is_exact_and_its_likeness_one(store: Store) -> None:
    add(store, "a", BODY, "one")
    assert add(store, "b", BODY, "two") == [Pair("a", "b", "exact", 1.0)]


def test_a_bulletin_that_quotes_a_report_is_no_member_of_its_family(store: Store) -> None:
    add(store, "bulletin", BODY + "\n" + QUOTE + ".\n" + OTHERS["x3"], "one")
    pairs = add(store, "short", QUOTE, "two")
    assert [(p.a, p.b, p.kind) for p in pairs] == [("bulletin", "short", "contains")]
    assert families(store) == {"bulletin": "bulletin", "short": "short"}
    found = [(p.a, p.b, p.kind) for p in add(store, "again", QUOTE, "three")]
    assert found == [("again", "bulletin", "contained"), ("again", "short", "exact")]
    assert families(store) == {"bulletin": "bulletin", "short": "again", "again": "again"}


@pytest.mark.parametrize(
    ("text", "days", "outlets", "tied"),
    [
        ("لا قتلى اليوم في المدينة", 1, ("one", "one"), False),
        ("لا قتلى اليوم في المدينة", 365, ("one", "two"), False),
        ("لا قتلى اليوم في المدينة", 0, ("one", "two"), True),
        (QUOTE, 3, ("one", "two"), True),
        (QUOTE, 3, ("one", "one"), False),
        (QUOTE, 3, (None, "two"), False),
        (BODY, 20, ("one", "two"), True),
        (BODY, 31, ("one", "two"), False),
        (BODY + " " + OTHERS["x3"], 300, ("one", "two"), True),
        (BODY + " " + OTHERS["x3"], 400, ("one", "two"), False),
    ],
)
def test_a_reprint_comes_within_days(store: Store, text: str, days: int, outlets: tuple[str | None, str | None], tied: bool) -> None:
    add(store, "a", text, outlets[0], "2025-01-10")
    later = (dt.date(2025, 1, 10) + dt.timedelta(days)).isoformat()
    assert bool(add(store, "b", text, outlets[1], later)) is tied


def test_untying_parts_what_only_this_report_connected(store: Store) -> None:
    long = BODY.replace("ولم تعلن", "وشهدت البلدة نزوح عشرات العائلات نحو الشمال. ولم تعلن")
    for id_, text in {"m": BODY, "a": BODY, "z": long}.items():
        add(store, id_, text, f"outlet {id_}")
    assert set(families(store).values()) == {"a"}
    with store.writing("rasid") as change:
        assert untie(change.connection, "a") == ["m", "z"]
        change.record("report.revise", "report:a")
    assert families(store) == {"a": "a", "m": "m", "z": "m"}
    with store.reading() as connection:
        assert members(connection, "m") == ["m", "z"]
        assert not connection.execute(sa.select(signatures).where(signatures.c.report_id == "a")).all()


def test_a_text_that_changes_finds_other_reprints(store: Store) -> None:
    add(store, "a", BODY, "one")
    add(store, "b", OTHERS["x3"], "two")
    with store.writing("rasid") as change:
        untie(change.connection, "b")
        change.connection.execute(sa.update(texts).where(texts.c.report_id == "b").values(text=BODY))
        assert tie(change.connection, "b", BODY, "two", "2026-03-10") == [Pair("a", "b", "exact", 1.0)]
        change.record("report.revise", "report:b")
    assert families(store) == {"a": "a", "b": "a"}


def test_what_was_destroyed_is_not_found_by_its_words(store: Store) -> None:
    add(store, "a", BODY, "one")
    with store.reading() as connection:
        before = set(connection.execute(sa.select(signatures.c.band)).scalars())
    with store.writing("rasid") as change:
        masked = BODY.replace("السوق الشعبي في بلدة السنديانة بريف", "███")
        forget_words(change.connection, "a", masked, "2026-03-10")
        change.record("redacted", "report:a")
    with store.reading() as connection:
        after = set(connection.execute(sa.select(signatures.c.band)).scalars())
    assert before - after and after


@pytest.mark.parametrize("text", ["", "   \n", "🙏🙏", "#سوريا #إدلب", "خبر", "٣", "\ufffd" * 50])
def test_texts_with_little_or_nothing_in_them(store: Store, text: str) -> None:
    add(store, "a", text, "one")
    for pair in add(store, "b", text, "two"):
        assert pair == Pair("a", "b", "exact", 1.0)


def test_a_dump_of_reports_takes_no_longer_than_a_long_report(store: Store) -> None:
    words = [f"{a}{b}" for a, b in itertools.product("قتلجرحبصف", repeat=2)]
    text = " ".join(random.Random(1).choices(words, k=60_000))
    add(store, "a", text, "one")
    assert [p.kind for p in add(store, "b", text + " " + BODY, "two")] == ["exact"]
