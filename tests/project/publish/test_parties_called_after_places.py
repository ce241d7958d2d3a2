"""A party that is called after a place which is made coarser leaves as its kind; where its place leaves by its name, it stays."""

from __future__ import annotations

from typing import Any

from built import event, figure, place, told
from test_attack_rules import all_of
from test_policy_rules import Answer, ask, layer, out, scorer

__all__ = ["ask", "layer", "scorer"]  # fixtures
HERE: dict[str, dict[str, Any]] = {
    "zintan": {"id": "gn:2218963", "names": {"en": "Zintan", "ar": "الزنتان"}, "lat": 31.9316, "lon": 12.2529},
    "rujban": {"id": "rasid:49999", "names": {"en": "Rujban", "ar": "الرجبان"}, "lat": 31.95, "lon": 12.26},
}
OF_LIBYA = {"country": "LBY", "admin1": "Jabal al-Gharbi", "admin2": "Zintan"}
BRIGADES = {"actor": "zintan-brigades", "names": {}, "kind": "militia", "country": "LBY", "text": "x", "span": [0, 1]}
ARMY = {"actor": "libyan-army", "names": {}, "kind": "military", "country": "LBY", "text": "x", "span": [0, 1]}


def at(name: str) -> list[dict[str, Any]]:
    return [place(**HERE[name], **OF_LIBYA)]


def test_a_party_called_after_a_place_of_which_the_province_is_told_leaves_as_its_kind(ask: Answer) -> None:
    """What forces do is told by province: the town's name would be told by theirs."""
    rows = [figure("t1", 7, actor="zintan-brigades", who="combatant"), figure("t2", 3, "injured", actor="libyan-army", who="combatant")]
    of = event(type_="withdrawal", places=at("zintan"), initiators=[BRIGADES, ARMY], targets=[BRIGADES], toll=rows)
    answer = out(ask(told(of)))
    assert "intan" not in all_of(answer) and "زنتان" not in all_of(answer)
    assert [(p.actor, p.kind, p.country) for p in answer.incident.initiators if p.kind == "militia"] == [(None, "militia", "LBY")]
    it = answer.told[0].event
    assert [t.actor for t in it.targets] == [None] and it.toll[0].actor is None
    assert "libyan-army" in {p.actor for p in it.initiators} and "party-left-out" in answer.changes


def test_it_stays_where_the_district_that_is_told_bears_the_name(ask: Answer) -> None:
    answer = out(ask(told(event(places=at("zintan"), initiators=[BRIGADES]))))
    assert answer.incident.initiators[0].actor == "zintan-brigades" and "party-left-out" not in answer.changes


def test_it_stays_where_it_acts_elsewhere(ask: Answer) -> None:
    answer = out(ask(told(event(type_="withdrawal", places=at("rujban"), initiators=[BRIGADES]))))
    assert answer.incident.initiators[0].actor == "zintan-brigades" and "party-left-out" not in answer.changes
