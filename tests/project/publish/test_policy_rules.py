"""Each rule of a policy by itself, on happenings built by hand."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from built import event, figure, happening, place, target, told

from rasid.linking.scoring import Scorer
from rasid.model import DataError, Event, UsageError
from rasid.pipeline import Pipeline
from rasid.publish.material import Told
from rasid.publish.policy import Held, Policy, Released

DAY = dt.date(2024, 3, 8)
Answer = Callable[..., Released | Held]


@pytest.fixture(scope="session")
def scorer(pipeline: Pipeline) -> Scorer:
    return Scorer(pipeline.lexicon)


@pytest.fixture
def layer(tmp_path: Path) -> Path:
    (tmp_path / "data" / "profiles").mkdir(parents=True)
    return tmp_path / "data"


@pytest.fixture
def ask(pipeline: Pipeline, scorer: Scorer, tmp_path: Path) -> Answer:
    """What a profile says of accounts that tell of one happening."""

    def asked(*accounts: Told, profile: str = "public", today: dt.date = DAY + dt.timedelta(days=600)) -> Released | Held:
        policy = Policy(profile, folder=tmp_path, lexicon=lambda: pipeline.lexicon, today=today)
        return policy.release(happening(scorer, *accounts))

    return asked


def out(answer: Released | Held) -> Released:
    assert isinstance(answer, Released), answer
    return answer


def after(days: int) -> dt.date:
    return DAY + dt.timedelta(days=days)


# Embargo -------------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("of", "days"),
    [
        (event(), 30),
        (event(type_="displacement"), 365),
        (event(type_="deployment"), 180),
        (event(type_="withdrawal"), 180),
        (event(targets=[target("hospital")]), 180),
        (event(targets=[target("checkpoint")]), 180),
        (event(type_="aid"), 180),
        (event(type_="sexual_violence"), 365),
        (event(toll=[figure("t1", 9, "detained", groups=["children"])]), 365),
        (event(toll=[figure("t1", 9, "killed", groups=["children"])]), 30),
        (event(places=[place(id="gn:11428685", precision=1)]), 180),  # a camp
    ],
    ids=lambda v: v if isinstance(v, int) else f"{v.type}",
)
def test_the_embargo_is_as_long_as_the_gravest_class_asks(ask: Answer, of: Event, days: int) -> None:
    assert ask(told(of), today=after(days - 1)) == Held("embargoed")
    assert isinstance(ask(told(of), today=after(days)), Released)


def test_it_counts_from_the_last_day_and_for_what_goes_on_from_publication(ask: Answer) -> None:
    long = event(time={"start": "2024-03-08", "end": "2024-03-20", "precision": 3})
    assert ask(told(long), today=after(41)) == Held("embargoed") and isinstance(ask(told(long), today=after(42)), Released)
    siege = event(type_="restriction", time={"start": "2024-01-01", "end": None, "precision": 1, "ongoing": True})
    assert ask(told(siege), today=after(30)) == Held("embargoed") and isinstance(ask(told(siege), today=after(31)), Released)


def test_an_account_that_nobody_reviewed_lengthens_it_all_the_same(ask: Answer) -> None:
    hospital = told(event("ev_2", targets=[target("hospital")]), "proposed")
    assert ask(told(event()), hospital, today=after(100)) == Held("embargoed")


def test_the_undated_are_held_and_counted_from_publication_where_a_profile_takes_them(ask: Answer, layer: Path) -> None:
    undated = event(day=None)
    assert ask(told(undated)) == Held("undated")
    (layer / "profiles" / "loose.yaml").write_text("id: loose\nbased_on: public\nrequires: [reviewed]\n", encoding="utf-8")
    assert ask(told(undated), profile="loose", today=after(30)) == Held("embargoed")
    assert isinstance(ask(told(undated), profile="loose", today=after(31)), Released)
    assert ask(told(undated, published=None), profile="loose") == Held("undated")


def test_a_day_to_come_ends_no_embargo(pipeline: Pipeline, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="yet to come"):
        Policy("public", folder=tmp_path, lexicon=lambda: pipeline.lexicon, today=dt.date(2999, 1, 1))


# Places --------------------------------------------------------------------------------------------------------------------------------


def scene(answer: Released | Held) -> tuple[str | None, str | None, int | None, float | None]:
    found = out(answer).incident.place
    assert found is not None
    return found.admin1, found.admin2, found.precision, found.lat


def test_the_graver_the_class_the_coarser_the_place(ask: Answer) -> None:
    assert scene(ask(told(event()))) == ("Idlib", "Maarrat al-Numan", 3, 35.6)
    for of in (event(type_="displacement"), event(type_="base_established"), event(targets=[target("shelter")])):
        assert scene(ask(told(of))) == ("Idlib", None, 4, 35.82)


def test_where_people_and_fire_came_from_and_went_is_never_finer_than_the_province(ask: Answer) -> None:
    of = event(places=[place(), place(role="origin"), place(role="destination")])
    places = {p.role: p for p in out(ask(told(of))).told[0].event.places}
    assert {r: p.precision for r, p in places.items()} == {"scene": 3, "origin": 4, "destination": 4}
    assert {p.admin2 for r, p in places.items() if r != "scene"} == {None}
    assert {(p.relation, p.distance_km, p.text) for p in places.values()} == {(None, None, "")}


def test_villages_of_one_district_come_to_one_place(ask: Answer, scorer: Scorer) -> None:
    other = place(id="rasid:10341", names={"en": "Kansafra", "ar": "كنصفرة"}, lat=35.65, lon=36.49)
    answer = out(ask(told(event(places=[place(), other])), told(event("ev_2", places=[other]))))
    assert len(answer.incident.places) == 1 and answer.incident.place == answer.incident.places[0]
    assert len(answer.incident.places[0].events) == answer.incident.places[0].families == 2
    assert [len(t.event.places) for t in answer.told] == [1, 1]


def test_a_place_comes_to_the_same_point_whatever_is_released_around_it(ask: Answer) -> None:
    accounts = [told(event(f"ev_{n}", toll=[figure("t1", n + 6)]), outlet=f"وكالة {n}") for n in range(4)]
    points = set()
    for some in (accounts[:1], accounts[1:3], accounts, accounts[::-1]):
        for today in (after(30), after(400)):
            answer = out(ask(*some, today=today))
            points |= {(p.lat, p.lon) for p in answer.incident.places} | {(p.lat, p.lon) for t in answer.told for p in t.event.places}
    assert len(points) == 1


def test_what_is_known_by_its_point_alone_goes_to_the_province_it_lies_in(ask: Answer) -> None:
    bare = place(id=None, names={"ar": "مزرعة الغدير"}, country=None, admin1=None, admin2=None)
    assert scene(ask(told(event(places=[bare])))) == ("Idlib", None, 4, 35.82)


def test_what_lies_nowhere_known_is_left_out_with_its_name(ask: Answer) -> None:
    nowhere = place(id=None, names={"ar": "مزرعة الغدير"}, lat=None, lon=None, country=None, admin1=None, admin2=None, precision=None)
    answer = out(ask(told(event(places=[nowhere]))))
    assert answer.incident.place is None and not answer.told[0].event.places
    assert "place-left-out" in answer.changes and "الغدير" not in repr(answer)


def test_what_is_told_coarsely_is_never_made_finer(ask: Answer) -> None:
    province = place(id="rasid:10001", names={"en": "Idlib", "ar": "إدلب"}, lat=35.82, lon=36.69, admin2=None, precision=4)
    assert scene(ask(told(event(places=[province])))) == ("Idlib", None, 4, 35.82)


def test_a_grid_gives_the_middle_of_its_cell(ask: Answer, layer: Path) -> None:
    profile = "id: grid\nbased_on: public\nplaces: {default: grid 0.5}\nroles: {}\n"
    (layer / "profiles" / "grid.yaml").write_text(profile, encoding="utf-8")
    answer = out(ask(told(event(places=[place(), place(id="rasid:1", lat=35.51, lon=36.99)])), profile="grid"))
    assert {(p.lat, p.lon, p.id, p.precision) for p in answer.incident.places} == {(35.75, 36.75, None, 5)}
    assert answer.incident.places[0].names["en"] == "Idlib"


# Small figures -------------------------------------------------------------------------------------------------------------------------


def test_small_figures_of_people_at_risk_go_with_what_would_give_them_back(ask: Answer) -> None:
    rows = [
        figure("t1", 9, "detained"),
        figure("t2", 2, "detained", groups=["children"], part_of="t1"),
        figure("t3", 7, "detained", groups=["men"], part_of="t1"),
        figure("t4", 1, "killed"),
    ]
    answer = out(ask(told(event(type_="arrest", toll=rows))))
    assert [(r.effect, r.min) for r in answer.told[0].event.toll] == [("detained", 9), ("killed", 1)]
    assert answer.told[0].event.flags == ["figure-suppressed"] and "figures-suppressed" in answer.changes
    assert {c.min for c in answer.incident.claims} == {9, 1}


@pytest.mark.parametrize("row", [figure("t1", 4), figure("t1", 0) | {"min": 3, "max": None}, figure("t1", 0) | {"min": None, "max": 2}])
def test_any_figure_of_survivors_below_five_goes(ask: Answer, row: dict[str, object]) -> None:
    answer = out(ask(told(event(type_="sexual_violence", toll=[row]))))
    assert not answer.told[0].event.toll and not answer.incident.toll and not answer.incident.claims


@pytest.mark.parametrize("row", [figure("t1", 5), figure("t1", 0), figure("t1", 0) | {"min": None, "max": None, "vague": "dozens"}])
def test_larger_figures_none_and_words_stay(ask: Answer, row: dict[str, object]) -> None:
    answer = out(ask(told(event(type_="sexual_violence", toll=[row]))))
    assert len(answer.told[0].event.toll) == 1 and "figures-suppressed" not in answer.changes


# Fields, words, references -------------------------------------------------------------------------------------------------------------


def test_no_words_of_a_report_leave_by_the_public_profile(ask: Answer) -> None:
    answer = out(ask(told(event(toll=[figure("t1", 6)], targets=[target("home") | {"names": {"ar": "منزل سليم"}}]))))
    one = answer.told[0]
    assert one.event.evidence.text == "" and one.read.title is None and one.read.url is None
    assert {x.text for x in (*one.event.toll, *one.event.targets, *one.event.places)} == {""}
    assert one.event.targets[0].names == {} and one.event.targets[0].object == "home"
    assert one.read.published == answer.incident.accounts[0].published == "2024-03-09"


def test_references_lead_only_to_what_leaves_beside_them(ask: Answer) -> None:
    first = event("ev_1", related=[{"event": "ev_2", "relation": "response_to"}, {"event": "ev_9", "relation": "part_of"}])
    answer = out(ask(told(first), told(event("ev_2"))))
    kept = [r.event for t in answer.told for r in t.event.related]
    assert len(kept) == 1 and kept[0] in {t.event.id for t in answer.told}
    assert "related-left-out" in answer.changes


def test_a_profile_with_words_keeps_them_back_where_they_would_undo_what_was_done(ask: Answer, layer: Path) -> None:
    words = "id: words\nnames: {en: Words}\nfields: [incident.*, account.*, event.*, report.*]\n"
    (layer / "profiles" / "words.yaml").write_text(words + "places: {default: exact, forces: admin1}\npeople: removed\n", encoding="utf-8")
    plain = out(ask(told(event()), profile="words"))
    assert plain.told[0].event.evidence.text == "قصف على البارة" and plain.told[0].read.title == "عنوان"
    forces = out(ask(told(event(type_="deployment")), profile="words"))
    assert "البارة" not in msgspec.json.encode((forces.incident, forces.told)).decode()
    assert "words-left-out" in forces.changes and forces.told[0].read.title is None and forces.told[0].read.url is None


# Names of people -----------------------------------------------------------------------------------------------------------------------

NAMED = "قال الناشط سليم الحوراني إن عناصر الأمن اعتقلوا الشاب مازن عبد الرزاق الديري في مدينة الرقة."


def scrubbing(layer: Path, people: str) -> None:
    text = f"id: quoting\nnames: {{en: Quoting}}\nfields: [incident.*, account.*, event.*, report.*]\npeople: {people}\n"
    (layer / "profiles" / "quoting.yaml").write_text(text, encoding="utf-8")


def quoted(answer: Released | Held) -> str:
    return out(answer).told[0].event.evidence.text


def test_names_are_taken_out_of_words(ask: Answer, layer: Path) -> None:
    scrubbing(layer, "removed")
    of = event(evidence={"text": NAMED, "span": [0, len(NAMED)]})
    text = quoted(ask(told(of), profile="quoting"))
    assert text == "قال الناشط ███ إن عناصر الأمن اعتقلوا الشاب ███ في مدينة الرقة."
    assert "names-taken-out" in out(ask(told(of), profile="quoting")).changes


def test_a_person_is_one_pseudonym_in_any_spelling(ask: Answer, layer: Path) -> None:
    scrubbing(layer, "pseudonyms")
    (layer / "names.txt").write_text("# witnesses\nأمل إبراهيم\n", encoding="utf-8")
    one, two = (
        quoted(ask(told(event(evidence={"text": t, "span": [0, len(t)]})), profile="quoting")).split("[")[1]
        for t in ("روت أمل إبراهيم ما جرى", "بحسب شهادة امل ابراهيم")
    )
    assert one.split("]")[0] == two.split("]")[0] and one.startswith("p_")


def test_a_list_of_names_with_too_short_a_line_is_refused_by_its_number(ask: Answer, layer: Path) -> None:
    (layer / "names.txt").write_text("أمل إبراهيم\nأم\n", encoding="utf-8")
    with pytest.raises(DataError, match="line 2") as caught:
        ask(told(event()))
    assert "أم" not in str(caught.value)
