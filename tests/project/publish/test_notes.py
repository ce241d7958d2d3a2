"""Notes tell an incident as a person would write it, in both languages, with no hole and no word of a report.

`python tests/project/publish/test_notes.py` (with src on the path) prints the samples of `notes.golden.txt` anew: read what differs first.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from released import LEXICON, emptied, event, exact, party, place, released, source, target, toll

from rasid.publish.notes import Notes, note
from rasid.publish.notes.arabic import oblique
from rasid.publish.notes.facts import EFFECTS, GROUPS, Count
from rasid.publish.policy import Released

GOLDEN = Path(__file__).parent / "notes.golden.txt"
NOTES = Notes(LEXICON)
TYPES = LEXICON.ontology["event_types"]
KINDS = [(type_, method) for type_, row in TYPES.items() for method in [None, *row.get("methods", [])]]
HOLES = re.compile(r"[{}\[\]|]|  | [,.;:،؛]|\(\)|None|\.\.|^[ ,;]|: ?\.")
LATIN, ARABIC = re.compile("[A-Za-z]"), re.compile("[\u0600-\u06ff]")
BOTH = pytest.mark.parametrize("language", ["en", "ar"])


def tolls(effect: str) -> Iterator[list[object]]:
    """Shapes of a toll: none, one, two, few, many, open at either end, in words, nobody, with a part."""
    yield []
    for n in (1, 2, 7, 12, 101):
        yield [exact(effect, n, "civilian")]
    yield [toll(effect, 3), toll("injured", None, 30) if effect != "injured" else toll("killed", None, 30)]
    yield [toll(effect, None, None, vague="dozens")]
    yield [toll(effect, None, None)]
    yield [exact(effect, 0)]
    yield [exact(effect, 5, id="t1"), exact(effect, 2, "civilian", part_of="t1", groups=["children"])]


@pytest.mark.parametrize(("type_", "method"), KINDS, ids=[f"{t}-{m}" for t, m in KINDS])
def test_every_type_method_and_toll_gives_whole_sentences(type_: str, method: str | None) -> None:
    effect = TYPES[type_].get("toll_effect") or "killed"
    sides = itertools.product(([], ["syrian-army"]), ([], ["civilians"], ["houthis", target(object="hospital", count=2)]))
    for (by, on), people, at in itertools.product(sides, tolls(effect), (["bara"], [])):
        told = released(event(type_, method=method, by=by, on=on, toll=people, at=at), outlets=[None])
        english, arabic = NOTES.note(told, "en"), NOTES.note(told, "ar")
        for text in (english, arabic):
            assert not HOLES.search(text), text
            assert text.endswith(".") and text.count("(") == text.count(")"), text
        assert not ARABIC.search(english) and not LATIN.search(arabic), (english, arabic)
        assert not by or ("Syrian Arab Army" in english and "الجيش السوري" in arabic)
        assert "houthis" not in on or ("Houthis" in english and "الحوثي" in arabic)
        assert not at or ("al-Bara in Idlib" in english and "البارة بإدلب" in arabic)
        assert "hospital" not in str(on) or ("2 hospitals" in english), english
        if people and people[0].min == 12:  # type: ignore[attr-defined]
            assert re.search(r"\b12 (civilians|bodies)", english) and re.search("12 (مدنيا|جثة)", arabic)


@pytest.mark.parametrize(
    ("count", "english", "arabic"),
    [
        (Count(1, 1, None, "civilian"), "1 civilian", "مدني"),
        (Count(2, 2, None, "civilian"), "2 civilians", "مدنيين اثنين"),
        (Count(3, 3, None, "civilian"), "3 civilians", "ثلاثة مدنيين"),
        (Count(3, 3, None, "women"), "3 women", "ثلاث نساء"),
        (Count(8, 8, None, "bodies"), "8 bodies", "ثماني جثث"),
        (Count(10, 10, None, "unknown"), "10 people", "عشرة أشخاص"),
        (Count(11, 11, None, "civilian"), "11 civilians", "11 مدنيا"),
        (Count(99, 99, None, "unknown"), "99 people", "99 شخصا"),
        (Count(100, 100, None, "civilian"), "100 civilians", "100 مدني"),
        (Count(103, 103, None, "civilian"), "103 civilians", "103 مدنيين"),
        (Count(1250, 1250, None, "unknown"), "1,250 people", "1,250 شخصا"),
        (Count(3, 5, None, "civilian"), "3 to 5 civilians", "ما بين 3 و5 مدنيين"),
        (Count(8, 12, None, "unknown"), "8 to 12 people", "ما بين 8 و12 شخصا"),
        (Count(3, None, None, "unknown"), "at least 3 people", "ما لا يقل عن ثلاثة أشخاص"),
        (Count(None, 30, None, "unknown"), "up to 30 people", "ما يصل إلى 30 شخصا"),
        (Count(20, 20, None, "families"), "20 families", "20 عائلة"),
        (Count(None, None, "dozens", "families"), "dozens of families", "عشرات العائلات"),
        (Count(None, None, "dozens", "unknown"), "dozens of people", "عشرات الأشخاص"),
        (
            Count(None, None, "both_sides", "combatant"),
            "an unstated number of combatants on both sides",
            "عدد غير معلوم من المقاتلين من الطرفين",
        ),
    ],
)
def test_counts_rule_their_nouns(count: Count, english: str, arabic: str) -> None:
    assert NOTES.tellers["en"].counted(count) == english
    assert NOTES.tellers["ar"].counted(count) == arabic


def test_households_are_no_people() -> None:
    fled = event("displacement", method="flight", on=["civilians"], toll=[exact("displaced", 20, "civilian", groups=["families"])])
    assert "20 families" in note(released(fled), "en", LEXICON) and "civilians" not in note(released(fled), "en", LEXICON)
    assert "20 عائلة" in note(released(fled), "ar", LEXICON)


def test_verbs_agree_with_the_first_name() -> None:
    for actor, verb in (
        ("syrian-army", "قصف الجيش"),
        ("syrian-democratic-forces", "قصفت قوات"),
        ("gunmen", "قصف المسلحون"),
        ("herders", "قصف رعاة"),
    ):
        assert verb in note(released(event("shelling", by=[actor])), "ar", LEXICON)


@pytest.mark.parametrize(
    ("actor", "called"),
    [
        ("lebanese-interior-ministry", "the Lebanese Ministry of Interior"),
        ("icrc", "the International Committee of the Red Cross"),
        ("pflp", "the Popular Front for the Liberation of Palestine"),
        ("lebanese-civil-defence", "the Lebanese Civil Defence"),
        ("taliban", "the Taliban"),
        ("kurdish-forces", "Kurdish forces"),
        ("syrian-judiciary", "Syrian courts"),
        ("jaysh-al-islam", "Jaysh al-Islam"),
    ],
)
def test_bodies_have_their_article_by_the_head_of_the_name(actor: str, called: str) -> None:
    assert called in note(released(event("arrest", by=[actor])), "en", LEXICON)


def test_a_province_that_is_no_name_by_itself_is_told_as_one() -> None:
    told = event("shelling", at=[place("fasher", names={"en": "Karma", "ar": "كرمة"}, admin1="Northern")])
    assert "Karma in the Northern State" in note(released(told), "en", LEXICON)


def test_indefinite_names_take_an_alif_after_a_verb_alone() -> None:
    assert "استهدف كمين عمالا أجانب" in note(released(event("ground_attack", method="ambush", on=["foreign-workers"])), "ar", LEXICON)
    assert "حصارا على سفن تجارية" in note(
        released(event("restriction", method="siege", by=["houthis"], on=["merchant-ships"])), "ar", LEXICON
    )
    assert "اعتقل الحوثيون طلابا" in note(released(event("arrest", by=["houthis"], on=["students"])), "ar", LEXICON)


def test_one_or_two_are_told_by_the_noun() -> None:
    assert NOTES.tellers["ar"].counted(Count(1, 2, None, "civilian")) == "مدني أو مدنيين"
    assert NOTES.tellers["ar"].counted(Count(1, 2, None, "women")) == "امرأة أو امرأتين"


def test_names_take_their_case() -> None:
    assert oblique("مسلحون محليون") == "مسلحين محليين"
    assert oblique("مدنيون لبنانيون") == "مدنيين لبنانيين"
    assert oblique("متظاهرو الحراك") == "متظاهري الحراك"
    assert oblique("مسلحون من التبو") == "مسلحين من التبو"
    for name in ("لواء فاطميون", "مفوضية الأمم المتحدة لشؤون اللاجئين", "تنظيم المرابطون", "مجلس التعاون الخليجي", "الجيش السوري"):
        assert oblique(name) == name


@pytest.mark.parametrize(
    ("where", "month"), [("bara", "تشرين الأول"), ("mosul", "تشرين الأول"), ("fasher", "أكتوبر"), ("gaza", "تشرين الأول")]
)
def test_months_go_by_the_country(where: str, month: str) -> None:
    assert f"في 7 {month} 2023،" in note(released(event("shelling", day="2023-10-07", at=[where])), "ar", LEXICON)


@pytest.mark.parametrize(
    ("day", "end", "english", "arabic"),
    [
        ("2024-03-09", "2024-03-09", "On 9 March 2024, ", "في 9 آذار 2024، "),
        ("2024-03-09", "2024-03-11", "Between 9 and 11 March 2024, ", "بين 9 و11 آذار 2024، "),
        ("2024-03-01", "2024-03-31", "In March 2024, ", "في آذار 2024، "),
        ("2024-02-27", "2024-03-02", "Between 27 February and 2 March 2024, ", "بين 27 شباط و2 آذار 2024، "),
        ("2023-12-31", "2024-01-01", "Between 31 December 2023 and 1 January 2024, ", "بين 31 كانون الأول 2023 و1 كانون الثاني 2024، "),
        (None, None, "As reported on 10 March 2024, ", "بحسب ما نشر في 10 آذار 2024، "),
    ],
)
def test_days_are_told_as_exactly_as_they_are_known(day: str | None, end: str | None, english: str, arabic: str) -> None:
    told = released(event("shelling", day=day, end=end, by=["syrian-army"]))
    assert note(told, "en", LEXICON).startswith(english) and note(told, "ar", LEXICON).startswith(arabic)


@pytest.mark.parametrize("status", ["planned", "attempted", "possible", "negated", "denied"])
def test_what_is_not_told_as_happened_is_no_sentence_of_it(status: str) -> None:
    told = released(event("shelling", status=status, by=["syrian-army"], on=["civilians"]))
    english, arabic = note(told, "en", LEXICON), note(told, "ar", LEXICON)
    assert "shelled" not in english and "قصفت" not in arabic and "قصف الجيش" not in arabic
    assert english.startswith(LEXICON.ontology["notes"]["en"]["status"][status] + ": shelling; by the Syrian Arab Army; against civilians")
    assert not HOLES.search(english) and not HOLES.search(arabic)


def test_an_accusation_is_told_as_one() -> None:
    accused = released(event("shelling", by=[party("syrian-army", attribution="accused")]))
    assert "accusation" in note(accused, "en", LEXICON) and "اتهام" in note(accused, "ar", LEXICON)
    assert "accusation" not in note(released(event("shelling", by=["syrian-army"])), "en", LEXICON)


def test_different_figures_are_told_as_the_sources_give_them() -> None:
    told = released(
        event("shelling", toll=[exact("killed", 3, "civilian")]), event("shelling", "ev_2", toll=[exact("killed", 5, "civilian")])
    )
    assert "sources give 3 to 5 civilians killed" in note(told, "en", LEXICON)
    assert "ما بين 3 و5 مدنيين" in note(told, "ar", LEXICON)


def test_a_place_that_another_account_tells_instead_is_no_second_scene() -> None:
    told = released(event("shelling", at=["bara", "ariha"]), event("shelling", "ev_2", at=["idlib"]))
    assert "al-Bara and Ariha in Idlib" in note(told, "en", LEXICON)


def test_nothing_of_a_report_is_in_a_note() -> None:
    plain = event("shelling", by=["syrian-army"], on=["civilians"], toll=[exact("killed", 3)], sources=[source("s1", "Plain Monitor")])
    marked = msgspec.json.decode(msgspec.json.encode(plain).replace(b'"text":"x"', b'"text":"SECRET"'), type=type(plain))
    told = released(marked)
    assert "SECRET" in str(told.told) and "SECRET" not in note(told, "en", LEXICON) + note(told, "ar", LEXICON)
    assert "Plain Monitor" in note(told, "en", LEXICON) and "Plain Monitor" not in NOTES.note(told, "en", sources=False)


@BOTH
@pytest.mark.parametrize("type_", [*TYPES, "", "no_such_type"])
def test_what_a_policy_emptied_is_left_out(type_: str, language: str) -> None:
    whole = released(event("shelling", by=["syrian-army"], on=["civilians"], toll=[exact("killed", 3)]))
    empty = emptied(Released(msgspec.structs.replace(whole.incident, type=type_), whole.told))
    text = note(empty, language, LEXICON)
    assert text.endswith(".") and not HOLES.search(text)


@BOTH
def test_every_word_that_a_record_may_hold_has_its_words(language: str) -> None:
    words, ontology = LEXICON.ontology["notes"][language], LEXICON.ontology
    assert set(words["objects"]) == set(ontology["objects"]) and set(words["weapons"]) == set(ontology["weapons"])
    assert set(words["effects"]) == set(EFFECTS) and set(words["groups"]) == set(GROUPS)
    assert {f"{t}.{m}" if m else t for t, m in KINDS} == set(words["types"]) - {"other"}
    assert set(words["types"]) == set(ontology["notes"]["en"]["types"])
    for name, forms in words["objects"].items():
        assert len(forms) == (5 if language == "ar" else 2), name


def samples() -> Iterator[tuple[str, Released]]:
    """Forty happenings as they come, one of a kind."""
    three, five = exact("killed", 3, "civilian"), exact("killed", 5, "civilian")
    seven = exact("injured", 7)
    army, houthis, gunmen = ["syrian-army"], ["houthis"], ["unidentified-armed-group"]
    yield (
        "two sources, two tolls",
        released(
            event("shelling", by=army, toll=[three, seven], weapons=["artillery"]), event("shelling", "ev_2", by=army, toll=[five, seven])
        ),
    )
    yield (
        "a strike on a market",
        released(event("air_strike", by=["russian-air-force"], on=[target(object="market")], toll=[exact("killed", 11)])),
    )
    yield "a drone in Darfur", released(event("drone_strike", by=["rapid-support-forces"], at=["fasher"], toll=[toll("killed", 10)]))
    yield "a bomb in Mosul", released(event("explosive_device", at=["mosul"], on=["iraqi-police"], toll=[exact("injured", 2, "combatant")]))
    yield "a suicide attack", released(event("suicide_bombing", by=["islamic-state"], at=["mosul"], toll=[exact("killed", 103)]))
    yield "a grenade", released(event("grenade_attack", by=gunmen, on=[target(object="home", count=2)], toll=[exact("killed", 0)]))
    yield "chlorine", released(event("chemical_attack", by=army, weapons=["chlorine"], toll=[exact("injured", 40, "civilian")]))
    yield "an explosion", released(event("explosion", toll=[exact("killed", 1), exact("injured", 1)]))
    yield (
        "an ambush",
        released(event("ground_attack", method="ambush", by=["islamic-state"], on=army, toll=[exact("killed", 9, "combatant")])),
    )
    yield "a repelled attack", released(event("ground_attack", by=["hayat-tahrir-al-sham"], on=army, outcome="repelled"))
    yield (
        "a clash",
        released(
            event(
                "armed_clash",
                mutual=True,
                by=["syrian-democratic-forces"],
                on=["syrian-national-army"],
                toll=[toll("killed", None, None, vague="both_sides")],
            )
        ),
    )
    yield (
        "a capture",
        released(event("territory_gain", method="fought", by=["rapid-support-forces"], on=["sudanese-armed-forces"], at=["fasher"])),
    )
    yield "a handover", released(event("withdrawal", method="handover", by=["syrian-democratic-forces"], on=["syrian-new-army"]))
    yield (
        "an assassination",
        released(event("killing", method="assassination", by=gunmen, on=["civilians"], toll=[exact("killed", 1, "civilian")])),
    )
    yield (
        "a killing under torture",
        released(event("killing", method="under_torture", by=["syrian-intelligence"], toll=[exact("killed", 2)])),
    )
    yield (
        "women and children",
        released(
            event(
                "shelling",
                by=army,
                toll=[
                    exact("killed", 8, id="t1"),
                    exact("killed", 3, "civilian", id="t2", part_of="t1", groups=["women"]),
                    exact("killed", 2, "civilian", id="t3", part_of="t1", groups=["children"]),
                ],
            )
        ),
    )
    yield (
        "a crowd dispersed",
        released(event("assault", method="dispersal", by=["iraqi-police"], on=["protesters"], at=["mosul"], toll=[exact("injured", 15)])),
    )
    yield "torture", released(event("torture", by=["syrian-intelligence"], on=["prisoners"]))
    yield "sexual violence", released(event("sexual_violence", by=["rapid-support-forces"], on=["civilians"], at=["fasher"]))
    yield "an abduction", released(event("abduction", method="kidnapping", by=gunmen, toll=[exact("abducted", 1, "civilian")]))
    yield "forced recruitment", released(event("forced_recruitment", by=["syrian-democratic-forces"], toll=[exact("abducted", 5)]))
    yield "arrests", released(event("arrest", method="campaign", by=["syrian-democratic-forces"], toll=[exact("detained", 12)]))
    yield "a release", released(event("release", method="exchange", by=houthis, toll=[toll("released", None, 30)]))
    yield (
        "a sentence",
        released(event("sentence", by=["egyptian-judiciary"] if LEXICON.parties.get("egyptian-judiciary") else [], on=["journalists"])),
    )
    yield "a siege", released(event("restriction", method="siege", by=["rapid-support-forces"], at=["fasher"]))
    yield (
        "aid kept out",
        released(
            event("restriction", method="aid_blocked", by=["israeli-army"] if LEXICON.parties.get("israeli-army") else [], at=["gaza"])
        ),
    )
    yield "houses demolished", released(event("property_destruction", method="demolition", by=army, on=[target(object="home", count=3)]))
    yield (
        "flight",
        released(
            event(
                "displacement",
                method="flight",
                toll=[toll("displaced", None, None, vague="hundreds")],
                at=[place("bara", role="origin"), place("ariha", role="destination")],
            )
        ),
    )
    yield "return", released(event("return", on=["displaced-people"]))
    yield "a protest", released(event("protest", method="demonstration", by=["protesters"]))
    yield "a riot", released(event("riot", method="burning_tyres", by=["rioters"]))
    yield (
        "a ceasefire",
        released(event("agreement", method="ceasefire", by=["sudanese-armed-forces"], on=["rapid-support-forces"], at=["fasher"])),
    )
    yield (
        "talks",
        released(event("talks", method="meeting", by=["united-nations"] if LEXICON.parties.get("united-nations") else houthis, on=houthis)),
    )
    yield (
        "reinforcements",
        released(event("deployment", method="reinforcement", by=["turkish-army"] if LEXICON.parties.get("turkish-army") else army)),
    )
    yield "a checkpoint", released(event("base_established", method="checkpoint", by=["syrian-democratic-forces"]))
    yield "a mine cleared", released(event("disrupted_weapons_use", method="clearance", by=army))
    yield "a surrender", released(event("group_change", method="surrender", by=["islamic-state"], on=["syrian-democratic-forces"]))
    yield "a threat", released(event("threat", method="ultimatum", by=houthis, on=["civilians"]))
    yield "aid", released(event("aid", method="convoy", on=["displaced-people"]))
    yield "a mass grave", released(event("body_found", method="mass_grave", toll=[exact("bodies", 26)], at=["mosul"]))
    yield "planned", released(event("air_strike", status="planned", by=["russian-air-force"], day=None))
    yield (
        "accused",
        released(
            event(
                "killing",
                by=[party("hayat-tahrir-al-sham", attribution="accused")],
                toll=[exact("killed", 2, "civilian")],
                day="2024-03-09",
                end="2024-03-11",
                precision=2,
            )
        ),
    )


def rendered() -> str:
    return "".join(f"# {name}\n{NOTES.note(told, 'en')}\n{NOTES.note(told, 'ar')}\n" for name, told in samples())


def test_the_samples_read_as_they_were_read_and_agreed() -> None:
    assert rendered() == GOLDEN.read_text(encoding="utf-8")
    assert len(list(samples())) >= 40


if __name__ == "__main__":
    print(rendered(), end="")
