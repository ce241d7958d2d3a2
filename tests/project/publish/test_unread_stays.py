"""What a policy holds back for the states of its accounts alone is not read, and is counted as ever."""

from __future__ import annotations

from collections import Counter

import pytest

from rasid.project.project import Project
from rasid.publish import material
from rasid.publish.exporting import leaving, let_out
from rasid.publish.material import ID, happenings, told_of
from rasid.publish.policy import Policy


def test_unreviewed_incidents_are_counted_and_not_read(filled: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    with filled.store.reading() as connection:
        every = list(happenings(connection))
    kept = next(h for h in every if h.incident.start)
    for told in kept.told:
        filled.accept(told.event.id, "a reviewer")
    read: list[str] = []
    monkeypatch.setattr(material, "told_of", lambda row: read.append(ID(row)) or told_of(row))
    policy = filled.policy("public")
    held, unread, changes = Counter[str](), Counter[str](), Counter[str]()
    with filled.store.reading() as connection:
        expected = list(let_out(happenings(connection), policy, held, changes))
        read.clear()
        found = list(leaving(connection, policy, unread, Counter()))
    assert [r.incident for r in found] == [r.incident for r in expected] and len(found) == 1
    assert unread == held == {"unreviewed": len(every) - 1}
    assert read == [t.event.id for t in kept.told]


def test_by_states_alone_a_policy_says_what_it_would_say_of_all(filled: Project) -> None:
    policy = filled.policy("public")
    assert policy.staying(["proposed", "proposed"], False) == "unreviewed"
    assert policy.staying(["proposed", "accepted"], False) is None
    assert policy.staying(["accepted"], True) == policy.staying(["proposed"], True) == "restricted"
    assert Policy("internal").staying(["proposed"], True) is None
