"""Two events made of one and one of two, and reports said to be reviewed: decisions that outlive coding and are taken back whole."""

from __future__ import annotations

from pathlib import Path

import pytest
import sqlalchemy as sa
from test_recoding import entries, kept, last_payload

from rasid.model import ConflictError, StoreError, UsageError
from rasid.project.correcting import mark
from rasid.project.project import Project
from rasid.project.reshaping import Parting
from rasid.store import audit, reports
from rasid.store.schema import event_tolls


def dump(project: Project) -> list[tuple[object, ...]]:
    """What stands of every event, apart from moments."""
    return [(k.id, k.state, k.record, k.proposed, k.trigger, k.incident_id) for k in kept(project)]


def verified(project: Project) -> bool:
    with project.store.reading() as connection:
        return not audit.verify(connection).problems


def test_an_event_is_split_and_the_split_is_taken_back_whole(coded: Project) -> None:
    before = dump(coded)
    strike = kept(coded)[0]
    injured = next(n for n, t in enumerate(strike.record["toll"]) if t["effect"] == "injured")
    parting = Parting("air_strike", moved={"toll": [injured]}, shared={"places": [0]})
    other = coded.split_event(strike.id, parting, "noor", "two attacks", seen=mark(strike))
    first, second = (next(k for k in kept(coded) if k.id == i) for i in (strike.id, other.id))
    assert [t["effect"] for t in first.record["toll"]] == ["killed"] and first.state == "corrected"
    assert [t["effect"] for t in second.record["toll"]] == ["injured"] and second.record["places"] == first.record["places"]
    assert second.record["initiators"] == [] and second.record["time"] == strike.record["time"] and second.proposed is None
    with coded.store.reading() as connection:
        query = sa.select(event_tolls.c.effect).where(event_tolls.c.event_id == other.id)
        assert connection.execute(query).scalars().all() == ["injured"]
    payload = last_payload(coded, "event.split")
    assert payload["after"]["into"] == other.id and payload["why"] == "two attacks"
    coded.correct(other.id, "status", "possible", "sami")
    coded.undo(strike.id, "noor")
    assert dump(coded) == before and verified(coded)


@pytest.mark.parametrize("end", [0, 1])
def test_a_split_can_be_taken_back_from_either_of_its_events(coded: Project, end: int) -> None:
    before, strike = dump(coded), kept(coded)[0]
    other = coded.split_event(strike.id, Parting("shelling", moved={"toll": [1]}), "noor")
    assert coded.undo((strike.id, other.id)[end], "noor") is None or not end
    assert dump(coded) == before
    with pytest.raises(StoreError):
        coded.undo(strike.id, "noor")


def test_a_split_that_divides_nothing_is_refused(coded: Project) -> None:
    strike, count = kept(coded)[0], entries(coded)
    for parting in (
        Parting("shelling"),
        Parting("shelling", shared={"toll": [0]}),
        Parting("shelling", moved={"toll": [7]}),
        Parting("shelling", moved={"type": [0]}),
        Parting("nonsense", moved={"toll": [0]}),
        Parting("shelling", span=(5, 5000)),
    ):
        with pytest.raises(UsageError):
            coded.split_event(strike.id, parting, "noor")
    assert entries(coded) == count


def test_two_events_become_one_and_two_again(coded: Project) -> None:
    before = dump(coded)
    strike, arrest = kept(coded)
    coded.merge_events(strike.id, arrest.id, "noor", seen=mark(strike), seen_other=mark(arrest))
    one, gone = kept(coded)
    assert gone.state == "rejected" and one.state == "corrected"
    assert one.record["toll"][: len(strike.record["toll"])] == strike.record["toll"]
    assert len(one.record["places"]) == len(strike.record["places"]) + len(arrest.record["places"])
    assert one.record["evidence"]["span"] == [strike.record["evidence"]["span"][0], arrest.record["evidence"]["span"][1]]
    assert len({t["id"] for t in one.record["toll"]}) == len(one.record["toll"])
    coded.undo(arrest.id, "sami")
    assert dump(coded) == before and verified(coded)


def test_what_both_say_stands_once(coded: Project) -> None:
    strike = kept(coded)[0]
    shared = {f: list(range(len(strike.record[f]))) for f in ("initiators", "places", "toll", "sources")}
    twin = coded.split_event(strike.id, Parting("shelling", span=(0, 3), moved={"toll": [1]}, shared=shared), "noor")
    coded.merge_events(strike.id, twin.id, "noor")
    again = kept(coded)[0].record if kept(coded)[0].id == strike.id else kept(coded)[1].record
    assert again["initiators"] == strike.record["initiators"] and again["places"] == strike.record["places"]
    assert sorted(t["effect"] for t in again["toll"]) == sorted(t["effect"] for t in strike.record["toll"])


def test_splits_and_merges_outlive_a_new_coding(coded: Project) -> None:
    strike, arrest = kept(coded)
    other = coded.split_event(strike.id, Parting("shelling", moved={"toll": [1]}), "noor")
    coded.merge_events(strike.id, arrest.id, "noor")
    held = dump(coded)
    list(coded.recode())
    assert dump(coded) == held and {k.id for k in kept(coded)} == {strike.id, arrest.id, other.id}


def test_taking_back_a_split_takes_back_what_was_made_of_its_second_event(coded: Project) -> None:
    before = dump(coded)
    strike, arrest = kept(coded)
    other = coded.split_event(strike.id, Parting("shelling", moved={"toll": [1]}), "noor")
    coded.merge_events(arrest.id, other.id, "noor")
    [split] = [d for d in decided(coded, other.id) if d.field == "event"]
    coded.undo(other.id, "noor", split.id)
    assert dump(coded) == before and verified(coded)


def decided(project: Project, event_id: str) -> list[object]:
    from rasid.store import decisions

    with project.store.reading() as connection:
        return list(decisions.of_event(connection, event_id))


def test_nobody_splits_or_merges_what_he_did_not_see(coded: Project) -> None:
    strike, arrest = kept(coded)
    coded.correct(arrest.id, "status", "possible", "sami")
    count = entries(coded)
    with pytest.raises(ConflictError):
        coded.merge_events(strike.id, arrest.id, "noor", seen=mark(strike), seen_other=mark(arrest))
    with pytest.raises(ConflictError):
        coded.split_event(arrest.id, Parting("abduction"), "noor", seen=mark(arrest))
    with pytest.raises(UsageError):
        coded.merge_events(strike.id, strike.id, "noor")
    coded.reject(arrest.id, "noor", "no")
    with pytest.raises(UsageError):
        coded.merge_events(strike.id, arrest.id, "noor")
    assert entries(coded) == count + 1


def state(project: Project) -> str:
    with project.store.reading() as connection:
        return reports.known(connection, "r").state


def test_a_report_is_reviewed_when_every_event_is_decided(coded: Project, tmp_path: Path) -> None:
    strike, arrest = kept(coded)
    coded.accept(strike.id, "noor")
    with pytest.raises(UsageError, match="1 of its events is not decided"):
        coded.review("r", "noor")
    coded.reject(arrest.id, "noor", "old news")
    with pytest.raises(ConflictError):
        coded.review("r", "noor", expected="new")
    coded.review("r", "noor", expected="in_review")
    count = entries(coded)
    coded.review("r", "sami", expected="in_review")
    assert state(coded) == "reviewed" and entries(coded) == count
    coded.reopen("r", "noor")
    assert state(coded) == "in_review" and last_payload(coded, "report.reopen")["before"] == {"state": "reviewed"}
    coded.review("r", "noor")
    coded.undo(strike.id, "noor")
    assert state(coded) == "in_review", "an event is to be decided again"
    assert verified(coded)
