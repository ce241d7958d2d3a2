"""What an adversary would look for in single records: what people typed, small numbers beside the toll, outlets that tell the place."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from built import event, figure, place, target, told
from test_policy_rules import Answer, after, ask, layer, out, scorer

from rasid.pipeline import Pipeline
from rasid.project.importing.damage import text_of
from rasid.publish.cells import neutral, neutral_row
from rasid.publish.policy import Held, Released
from rasid.publish.policy.latin import finder
from rasid.publish.policy.names import Scrubber

__all__ = ["ask", "layer", "scorer"]  # fixtures
TYPED = "سليم-الحوراني"
ARMY = {"actor": "syrian-army", "names": {"ar": "جماعة سليم الحوراني"}, "kind": "military", "text": "x", "span": [0, 1]}


def all_of(answer: Released | Held) -> str:
    released = out(answer)
    return msgspec.json.encode((released.incident, released.told)).decode()


def test_nothing_that_somebody_typed_leaves_where_a_list_is_meant(ask: Answer) -> None:
    says = {"id": TYPED, "source": "sana", "names": {"ar": "سليم الحوراني"}, "text": "x", "span": [0, 1]}
    rows = [
        figure(TYPED, 9, groups=["سليم الحوراني", "women"], by=TYPED),
        figure("t7", 2, groups=["women"], part_of=TYPED),
        figure("سليم", 1, "injured"),
    ]
    of = event(
        initiators=[ARMY | {"by": TYPED}],
        targets=[ARMY],
        toll=rows,
        sources=[says],
        related=[{"event": "ev_2", "relation": "سليم الحوراني told of both"}, {"event": "ev_3", "relation": "told_with"}],
    )
    answer = out(ask(told(of), told(event("ev_2")), told(event("ev_3"))))
    assert "سليم" not in all_of(answer)
    it = next(t.event for t in answer.told if t.event.toll)
    assert [(r.id, r.groups, r.part_of, r.by) for r in it.toll] == [
        ("t1", ["women"], None, "s1"),
        ("t7", ["women"], "t1", None),
        ("t2", [], None, None),
    ]
    assert it.initiators[0].by == it.sources[0].id == "s1" and it.initiators[0].names["en"] == "Syrian Arab Army"
    assert sorted(r.relation for r in it.related) == ["related", "told_with"]
    assert {c.by for c in answer.incident.claims} == {"s1", None}


@pytest.mark.parametrize("name", ["سليمان شاه", "السلطان سليمان"])
def test_a_party_that_bears_a_listed_name_leaves_as_its_kind(ask: Answer, layer: Path, name: str) -> None:
    party = {"actor": "sultan-suleiman-shah", "names": {"ar": "السلطان سليمان شاه"}, "kind": "armed-group", "text": "x", "span": [0, 1]}
    of = event(initiators=[party], toll=[figure("t1", 7, actor=party["actor"])])
    assert party["actor"] in all_of(ask(told(of)))
    (layer / "names.txt").write_text(name + "\n", encoding="utf-8")
    answer = ask(told(of))
    assert "uleiman" not in all_of(answer) and "سليمان" not in all_of(answer)
    assert [(p.actor, p.kind) for p in out(answer).incident.initiators] == [(None, "armed-group")]


def test_how_many_survivors_there_were_is_not_told_beside_the_toll_either(ask: Answer) -> None:
    """The same small number as what the act befell; of things it may be told."""
    people = target("x") | {"object": None, "kind": "civilians", "count": 3}
    answer = out(ask(told(event(type_="sexual_violence", targets=[people, people | {"count": 8}, target("home") | {"count": 2}]))))
    assert [t.count for t in answer.told[0].event.targets] == [None, 8, 2]
    assert answer.told[0].event.flags == ["figure-suppressed"] and "figures-suppressed" in answer.changes
    assert out(ask(told(event(targets=[people])))).told[0].event.targets[0].count == 3


@pytest.mark.parametrize(
    "outlet", ["تنسيقية البارة", "مجلس البَارة المحلي", "أخبار البارة وريفها", "Al-Barah Media", "al_bara_news", "Bara Now"]
)
def test_an_outlet_named_after_the_place_goes_with_it(ask: Answer, outlet: str) -> None:
    answer = out(ask(told(event(toll=[figure("t1", 7)]), outlet=outlet), told(event("ev_2"), outlet="شبكة إدلب")))
    assert outlet not in all_of(answer) and answer.incident.outlets == ["شبكة إدلب"], "what the province is called tells nothing"
    assert answer.incident.sources == 2 and "outlet-left-out" in answer.changes
    elsewhere = out(ask(told(event(places=[place(id="rasid:10001", names={"en": "Idlib", "ar": "إدلب"}, precision=4)]), outlet=outlet)))
    assert elsewhere.incident.outlets == [outlet]


def test_a_source_of_the_data_that_is_named_after_the_place_goes_too(ask: Answer) -> None:
    mokha = place(id="gn:379149", names={"en": "Mokha", "ar": "المخا"}, lat=13.32, lon=43.25, country="YEM", admin1="Taiz", admin2=None)
    says = {"id": "s1", "source": "mokha-hospital", "names": {}, "text": "x", "span": [0, 1]}
    answer = ask(told(event(places=[mokha], sources=[says])))
    assert "okha" not in all_of(answer) and "المخا" not in all_of(answer) and "outlet-left-out" in out(answer).changes


def test_what_an_account_that_stays_says_still_goes_on_lengthens_the_embargo(ask: Answer) -> None:
    on = told(event("ev_2", time={"start": "2024-03-08", "end": None, "precision": 1, "ongoing": True}), "proposed", "2024-04-20")
    assert ask(told(event()), on, today=after(72)) == Held("embargoed") and isinstance(ask(told(event()), on, today=after(73)), Released)
    misread = told(event("ev_2", day="2031-01-01"), "proposed", "2024-03-10")
    undated = told(event("ev_3", day=None), "proposed", None)
    assert isinstance(ask(told(event()), misread, undated, today=after(32)), Released), "a misreading holds nothing for ever"


# Names of people ------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        *(
            "قال سمير القاسمي",
            "والناشط سمير القاسمي",
            "لسمير القاسمي",
            "وبسمير القاسمي",
            "سَمِير القاسمِيّ",
            "ســمير  القاسـمي",
            "سمير\nالقاسمي",
        ),
        *(
            "Samir al-Qasimi",
            "Sameer Qassimi said",
            "by SAMIR EL KASEMI.",
            "samir_alqasimi",
            "@samirqasmi",
            "t.me/x_samir",
            "Samīr al-Qāsimī",
        ),
    ],
)
def test_a_listed_name_is_found_however_it_is_written(pipeline: Pipeline, text: str) -> None:
    left = Scrubber(pipeline.lexicon, ["سمير القاسمي"], lambda name: "███").clean(text)
    assert "███" in left and not any(part in left.casefold() for part in ("سمير", "القاسمي", "sam", "qas", "kas"))


@pytest.mark.parametrize("text", ["ساحة القاسمية", "Samarra and Qasr", "Al-Qassam Brigades", "Simon Kasimir's list", "مسامير القاسم"])
def test_other_words_stay(pipeline: Pipeline, text: str) -> None:
    assert Scrubber(pipeline.lexicon, ["سمير القاسمي"], lambda name: "███").clean(text) == text


@pytest.mark.parametrize(
    ("name", "spelled"),
    [
        ("عبد الرحمن الشيخ خليل", ["Abdulrahman al-Sheikh Khalil", "Abd ar-Rahman Shaykh Khaleel"]),
        ("يحيي عثمان", ["Yahya Othman", "Yehia Osman"]),
        ("هيثم غسان", ["Haitham Ghassan", "Haythem Gassan"]),
        ("فاطمه الزهراء", ["Fatima al-Zahra", "Fatmeh Zahraa"]),
        ("زهير المرعي", ["Zuhair al-Mar'i", "Zouheir Marii", "zoheir.marai"]),
    ],
)
def test_spellings_in_latin_letters(name: str, spelled: list[str]) -> None:
    assert [s for s in spelled if not finder(name)(s)] == []


def test_finding_them_takes_no_longer_where_a_text_is_made_to_hinder_it() -> None:
    for text in ("yuwi" * 5000, "a" * 20_000, "Yahya " * 4000 + "Yahy"):
        assert isinstance(finder("يحيي ياسين اليوسف")(text), list)


# Cells ----------------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("begins", ["=", "+", "-", "@", "\t=", "\r=", "\n=", "＝", "＋", "－", "＠", "=cmd|' /C calc'!A0", "-2+3"])
def test_no_spreadsheet_runs_a_cell_of_ours(begins: str) -> None:
    assert neutral(begins + "x") == neutral_row([begins + "x"])[0] == "'" + begins + "x"
    assert text_of(neutral(begins + "x")) in (begins + "x", (begins + "x").strip()), "and it comes back as it was"


def test_numbers_and_other_texts_are_no_formulas() -> None:
    for value in (-3, 3.5, None, "", "قصف =", "a=b", "ev_1", "2024-03-08"):
        assert neutral(value) == neutral_row([value])[0] == value
