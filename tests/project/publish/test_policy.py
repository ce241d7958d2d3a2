"""What leaves a project by the public profile: reviewed, dated, old enough, coarse, and no field that is not listed."""

from __future__ import annotations

import datetime as dt

import pytest

from rasid.model import UsageError
from rasid.project.project import Project
from rasid.publish.material import Happening, happenings
from rasid.publish.policy import Held, Policy, Released, said

LATER = dt.date(2025, 12, 1)


def material(project: Project) -> dict[str, Happening]:
    with project.store.reading() as connection:
        return {h.incident.type: h for h in happenings(connection)}


def accept(project: Project, type_: str, number: int = 0) -> str:
    id_ = material(project)[type_].told[number].event.id
    project.accept(id_, "a reviewer")
    return id_


def released(project: Project, type_: str, today: dt.date = LATER) -> Released:
    answer = project.policy("public", today).release(material(project)[type_])
    assert isinstance(answer, Released), answer
    return answer


def held(project: Project, type_: str, today: dt.date = LATER) -> str:
    answer = project.policy("public", today).release(material(project)[type_])
    assert isinstance(answer, Held), answer
    return answer.why


def test_internal_lets_everything_out_as_it_stands(filled: Project) -> None:
    found = material(filled)["shelling"]
    answer = filled.policy("internal").release(found)
    assert isinstance(answer, Released) and answer.incident is found.incident and answer.told is found.told


def test_what_nobody_reviewed_stays(filled: Project) -> None:
    assert held(filled, "shelling") == "unreviewed"


def test_an_incident_is_composed_of_its_reviewed_accounts_alone(filled: Project) -> None:
    whole = material(filled)["shelling"]
    figures = {t.event.id: next(r.min for r in t.event.toll if r.effect == "killed") for t in whole.told}
    assert sorted(filter(None, figures.values())) == [3, 5]
    three = next(n for n, t in enumerate(whole.told) if figures[t.event.id] == 3)
    accept(filled, "shelling", three)
    answer = released(filled, "shelling")
    toll = answer.incident.figures("killed")
    assert toll is not None and (toll.low, toll.best, toll.high) == (3, 3, 3)
    assert len(answer.told) == len(answer.incident.accounts) == answer.incident.sources == 1
    assert answer.incident.outlets == [whole.told[three].read.outlet]
    assert "accounts-left-out" in answer.changes


def test_a_profile_that_is_not_there_is_named() -> None:
    with pytest.raises(UsageError, match="no profile 'publik'"):
        Policy("publik")


def test_embargo_counts_from_the_event_and_longest_for_the_gravest_class(filled: Project) -> None:
    accept(filled, "shelling")
    day = dt.date(2024, 3, 8)
    assert held(filled, "shelling", day + dt.timedelta(days=29)) == "embargoed"
    assert released(filled, "shelling", day + dt.timedelta(days=30))


def test_places_are_those_of_the_district(filled: Project) -> None:
    accept(filled, "shelling")
    answer = released(filled, "shelling")
    place = answer.incident.place
    assert place is not None
    assert (place.names["en"], place.admin2, place.precision) == ("Maarrat al-Numan",) * 2 + (3,)
    assert (place.lat, place.lon) == (35.6, 36.8)
    assert {(p.lat, p.lon, p.relation, p.distance_km) for t in answer.told for p in t.event.places} == {(35.6, 36.8, None, None)}
    assert "place-coarsened" in answer.changes


def test_every_reason_has_a_sentence_in_both_languages() -> None:
    for id_ in ("unreviewed", "undated", "embargoed", "place-coarsened"):
        assert said(id_) != said(id_, "ar")
