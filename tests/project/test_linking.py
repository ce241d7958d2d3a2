"""Accounts of one happening are linked, those of two are not, and nothing depends on the order in which they come."""

from __future__ import annotations

import itertools
import random
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fakes import knowledge
from rasid.linking.account import Account, Level, Link, Tie
from rasid.linking.clustering import clustered
from rasid.linking.composing import composed
from rasid.linking.keys import keys_of, met
from rasid.linking.scoring import Scorer
from rasid.model import Event, Evidence, Initiator, Place, Time, Toll

SCORER = Scorer(knowledge())
MAARRA = {"id": "rasid:1", "lat": 35.64, "lon": 36.67, "admin1": "Idlib", "precision": 1}
NEXT_DOOR = {"id": "rasid:2", "lat": 35.71, "lon": 36.70, "admin1": "Idlib", "precision": 1}
IDLIB = {"id": "rasid:3", "lat": 35.93, "lon": 36.63, "admin1": "Idlib", "precision": 4}
HOMS = {"id": "rasid:4", "lat": 34.73, "lon": 36.71, "admin1": "Homs", "precision": 1}

WORDS = (
    "قصف الطيران الحربي سوق معرة النعمان",
    "غارات على المدينة أوقعت قتلى وجرحى بين المدنيين",
    "استهدفت طائرات روسية السوق الشعبي صباح اليوم",
)


def account(
    number: int,
    *,
    report: str | None = None,
    type: str = "air_strike",
    day: str | None = "2017-05-11",
    published: str | None = "2017-05-12",
    place: dict[str, Any] | None = MAARRA,
    killed: tuple[int | None, int | None] | None = None,
    who: str = "unknown",
    actor: str | None = "russian-air-force",
    outlet: str | None = None,
    family: str = "",
    words: str | None = None,
    **more: Any,
) -> Account:
    slot: dict[str, Any] = {"text": "قصف", "span": (0, 3)}
    words = words or WORDS[number % len(WORDS)]
    event = Event(
        id=f"ev_{number:04}",
        report_id=report or f"rp_{number:04}",
        type=type,
        initiators=[Initiator(actor=actor, names={}, **slot)] if actor else [],
        places=[Place(names={"ar": "معرة النعمان"}, country="SYR", **{"admin2": None, **place}, **slot)] if place else [],
        time=Time(start=day, end=day, precision=1) if day else Time(),
        toll=[Toll(id="t1", effect="killed", who=who, min=killed[0], max=killed[1], **slot)] if killed else [],  # type: ignore[arg-type]
        evidence=Evidence(text=words, span=(0, len(words))),
        data_version="x",
        **more,
    )
    return Account(event=event, published=published, outlet=outlet or f"outlet {number}", family=family)


def linked(a: Account, b: Account) -> bool:
    return SCORER.linked(SCORER.compare(a, b)) and met(SCORER.keys(a), SCORER.keys(b))


SAME = {
    "the same told twice": (account(1, killed=(4, 4)), account(2, killed=(4, 4))),
    "a toll that grew": (account(1, killed=(4, 4)), account(2, killed=(9, 9), published="2017-05-13")),
    "a province alone": (account(1, killed=(7, 7)), account(2, killed=(7, 7), place=IDLIB)),
    "no date, published the same day": (account(1), account(2, day=None, published="2017-05-11")),
    "a day wrong by one": (account(1, killed=(12, 12)), account(2, killed=(12, 12), day="2017-05-10")),
    "a recall a year later": (account(1, killed=(9, 9)), account(2, killed=(9, 9), published="2018-05-11", background=True)),
}
TWO = {
    "the next week": (account(1), account(2, day="2017-05-18", published="2017-05-18")),
    "another province": (account(1), account(2, place=HOMS)),
    "a protest": (account(1), account(2, type="protest", actor=None)),
    "one report": (account(1, report="rp_1"), account(2, report="rp_1")),
    "published before it happened": (account(1), account(2, day=None, published="2017-05-09")),
    "announced": (account(1), account(2, status="planned")),
}


@pytest.mark.parametrize("case", SAME)
def test_accounts_of_one_happening_are_linked(case: str) -> None:
    a, b = SAME[case]
    assert linked(a, b), SCORER.compare(a, b)


@pytest.mark.parametrize("case", TWO)
def test_accounts_of_two_happenings_are_not(case: str) -> None:
    a, b = TWO[case]
    assert not linked(a, b), SCORER.compare(a, b)


def test_a_link_explains_itself_in_both_languages() -> None:
    link = SCORER.compare(account(1, killed=(4, 4)), account(2, killed=(9, 9), published="2017-05-13"))
    assert link.score == pytest.approx(sum(level.weight for level in link.levels), abs=0.01)
    for level in link.levels:
        english, arabic = SCORER.explain(level), SCORER.explain(level, "ar")
        assert english and arabic and english != arabic and "{" not in english + arabic
    assert "4" in SCORER.explain(next(x for x in link.levels if x.of == "toll"))


def test_what_is_barred_says_why() -> None:
    link = SCORER.compare(*TWO["one report"])
    assert link.barred == "one report" and not SCORER.linked(link)
    assert SCORER.why_barred(link, "en") != SCORER.why_barred(link, "ar")


def test_every_level_has_a_weight_and_words() -> None:
    rows = knowledge().ontology["linking"]
    assert all(row["says"]["en"] and row["says"]["ar"] for row in rows.values())


# Anything may come: accounts of every kind of place, time and type.
days = st.sampled_from([None, "2017-05-10", "2017-05-11", "2017-05-13", "2017-06-02"])
accounts = st.builds(
    account,
    st.integers(1, 9999),
    day=days,
    published=st.sampled_from([None, "2017-05-11", "2017-05-12T10:00:00Z", "2018-01-01"]),
    place=st.sampled_from([None, MAARRA, NEXT_DOOR, IDLIB, HOMS, {"id": None, "precision": 6}]),
    type=st.sampled_from(["air_strike", "killing", "arrest", "talks"]),
    killed=st.sampled_from([None, (0, 0), (4, 4), (3, None), (None, 30), (None, None)]),
    background=st.booleans(),
)


@given(accounts, accounts)
@settings(max_examples=150, deadline=None)
def test_which_comes_first_does_not_matter(a: Account, b: Account) -> None:
    assert SCORER.compare(a, b) == SCORER.compare(b, a)
    one, other = keys_of(SCORER.profiler.profile(a)), keys_of(SCORER.profiler.profile(b))
    assert met(one, other) == met(other, one), "each finds the other, or neither"
    for key in [*one.kept, *other.kept]:
        assert met(one, other, {key}) == met(other, one, {key}), "whichever key is passed over"
    assert all((there in other.edges[here]) == (here in one.edges[there]) for there in one.kept for here in other.kept)
    assert len(one.kept) <= 45


def link(a: str, b: str, score: float, barred: str | None = None) -> Link:
    return Link(a=min(a, b), b=max(a, b), score=score, levels=[Level(of="prior", level="", weight=score)], barred=barred)


def test_neighbours_do_not_chain() -> None:
    names = [f"e{n}" for n in range(8)]
    groups = clustered(names, [link(a, b, 2.0) for a, b in itertools.pairwise(names)]).groups
    assert max(map(len, groups)) == 2


def test_much_told_happenings_stay_whole_and_hot_towns_do_not_melt_into_one() -> None:
    names = [f"e{n:03}" for n in range(60)]
    pairs = list(itertools.combinations(names, 2))
    assert len(clustered(names, [link(a, b, 6.0) for a, b in pairs]).groups) == 1
    assert len(clustered(names, [link(a, b, 1.0) for a, b in pairs]).groups) > 10


def test_two_of_one_report_stay_apart_even_through_a_third() -> None:
    links = [link("a", "b", 6), link("b", "c", 5)]
    assert clustered("abc", links, apart={"a": "r1", "b": "r2", "c": "r1"}).groups == [["a", "b"], ["c"]]


def test_ties_of_people_are_honoured() -> None:
    links = [link("a", "b", 6), link("b", "c", -9), link("c", "d", 6)]
    ties = [Tie(kind="must", a="b", b="c"), Tie(kind="cannot", a="d", b="a")]
    found = clustered("abcd", links, ties, apart={"b": "r", "c": "r"})
    assert any({"b", "c"} <= set(g) for g in found.groups)
    assert not any({"a", "d"} <= set(g) for g in found.groups)
    assert not found.conflicts


def test_the_later_of_two_contradicting_ties_wins_and_the_other_is_named() -> None:
    must, cannot = Tie(kind="must", a="a", b="b"), Tie(kind="cannot", a="b", b="a")
    apart = clustered("ab", [], [must, cannot])
    assert apart.groups == [["a"], ["b"]] and [c.overruled for c in apart.conflicts] == [must]
    together = clustered("ab", [], [cannot, must])
    assert together.groups == [["a", "b"]] and [c.overruled for c in together.conflicts] == [cannot]


@given(st.integers(0, 2**32))
@settings(max_examples=60, deadline=None)
def test_clusters_do_not_depend_on_order(seed: int) -> None:
    luck = random.Random(seed)
    names = [f"e{n}" for n in range(12)]
    links = [link(a, b, luck.choice([-6, -2, 0.1, 0.3, 1, 2, 5])) for a, b in itertools.combinations(names, 2) if luck.random() < 0.4]
    ties = [Tie(kind=luck.choice(["must", "cannot"]), a=luck.choice(names), b=luck.choice(names)) for _ in range(3)]
    ties = [t for t in ties if t.a != t.b]
    before = clustered(names, links, ties)
    luck.shuffle(names)
    luck.shuffle(links)
    assert clustered(names, links, ties) == before


def test_an_incident_keeps_every_figure_and_says_its_rules() -> None:
    told = [
        account(1, killed=(4, 4), published="2017-05-11T10:00:00Z", outlet="A"),
        account(2, killed=(9, 9), published="2017-05-12T10:00:00Z", outlet="A"),
        account(
            3, killed=(12, None), published="2017-05-12T09:00:00Z", outlet="B", family="rp_0003", place=IDLIB, actor="syrian-air-force"
        ),
        account(4, killed=(12, None), published="2017-05-12T11:00:00Z", outlet="C", family="rp_0003"),
        account(5, killed=(0, 0), outlet="D", status="negated"),
    ]
    found = composed(told, SCORER)
    killed = found.figures("killed")
    assert killed is not None
    assert (killed.low, killed.best, killed.high) == (9, 9, 12)
    assert {c.event: c.why for c in found.claims} == {
        "ev_0001": "superseded",
        "ev_0002": None,
        "ev_0003": None,
        "ev_0004": "reprint",
        "ev_0005": "not told as happened",
    }
    assert found.place is not None and found.place.id == "rasid:1"
    assert "toll-conflict" in found.conflicts
    assert composed(reversed(told), SCORER) == found


def test_civilians_and_combatants_are_counted_apart() -> None:
    slot: dict[str, Any] = {"text": "قصف", "span": (0, 3)}
    rows = [
        Toll(id="t1", effect="killed", who="civilian", min=5, max=5, **slot),
        Toll(id="t2", effect="killed", who="combatant", min=2, max=2, **slot),
        Toll(id="t3", effect="killed", who="civilian", min=3, max=3, part_of="t1", **slot),
    ]
    found = composed([with_toll(account(1), rows)], SCORER)
    assert [(f.who, f.low, f.best, f.high) for f in found.toll] == [("all", 7, 7, 7), ("civilian", 5, 5, 5), ("combatant", 2, 2, 2)]


def with_toll(told: Account, rows: list[Toll]) -> Account:
    event = msgspec.structs.replace(told.event, toll=rows)
    return msgspec.structs.replace(told, event=event)
