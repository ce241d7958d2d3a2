"""PLOVER's records, by its manual."""

from __future__ import annotations

import json
from typing import Any

import msgspec
import pytest
from test_formats import let_out, made, toll

from rasid.model import Event
from rasid.model.event import Initiator, Instrument, Place, Target, Time
from rasid.project.project import Project
from rasid.publish.formats import plover
from rasid.publish.policy import Released

# Modes and contexts of the manual (draft 0.7b1), by the tables of its chapter 2, with `negation` and `withhold` of its text.
MODES = {
    **{"CONSULT": "visit third-party multilateral phone", "AID": "economic military humanitarian asylum", "AGREE": "", "ACCUSE": ""},
    "RETREAT": "withdraw release return disarm ceasefire access resign",
    "THREATEN": "restrict ban arrest relations expel territory violence",
    "PROTEST": "demo riot strike-gen strike-lim strike-hun boycott obstruct",
    "MOBILIZE": "troops weapons police",
    "COERCE": "confiscate restrict ban censor curfew martial-law arrest deport withhold",
    "ASSAULT": "abduct beat torture execute sexual assassinate destroy primitive firearms explosives suicide-attack heavy-weapons",
}
CONTEXTS = set(
    "political military intelligence peacekeeping economic diplomatic resource culture disease enviro_disaster migration humanitarian "
    "legal human_rights rights_freedoms gender terrorism human_security government election legislative cbrn cyber crime crime_murder "
    "crime_theft future historical hypothetical negation".split()
)


@pytest.fixture
def coder_and_event(filled: Project) -> tuple[plover.Coder, Event]:
    from rasid.publish.formats import Around

    return plover.Coder(Around(filled.pipeline.lexicon, "internal")), let_out(filled)[0].told[0].event


def test_every_mode_and_context_is_the_manuals(filled: Project) -> None:
    ontology = filled.pipeline.lexicon.ontology
    words, types = ontology["plover"], ontology["event_types"]
    mapped = {id_ for id_, row in types.items() if row.get("plover")}
    assert set(words["types"]) == mapped
    for id_, told in words["types"].items():
        category = types[id_]["plover"]
        assert category in words["categories"]
        methods = told.get("methods") or {}
        assert set(methods) <= set(types[id_].get("methods") or ()), id_
        for part in (told, *methods.values()):
            assert part.get("context") in CONTEXTS | {None}, id_
            assert part.get("mode") in {*MODES[category].split(), None}, id_
    assert set(words["weapons"]) <= {row["class"] for row in ontology["weapons"].values()}
    assert set(words["weapons"].values()) <= set(MODES["ASSAULT"].split())
    assert set(words["codes"]) <= set(ontology["party_kinds"])
    assert set(words["sectors"]) <= {row["role"] for row in ontology["party_kinds"].values()}


def test_a_shelling_is_an_assault_with_heavy_weapons(filled: Project) -> None:
    released = let_out(filled)
    done, data = made(released, "plover", filled)
    records = [json.loads(line) for line in data.splitlines()]
    assert done.rows == len(records) == sum(len(one.told) for one in released)
    strike = next(r for r in records if r["rasid_type"] == "shelling" and r["dead"] == 3)
    assert (strike["event"], strike["mode"], strike["context"]) == (["ASSAULT"], ["heavy-weapons"], ["military"])
    assert (strike["date"], strike["injured"], strike["quad_code"], strike["event_scale"]) == ("2024-03-08", 7, 4, -9.3)
    assert strike["source"][0]["code"] == "SYR" and strike["source"][0]["sector"] == "MIL"
    assert strike["event_loc"]["cc3"] == "SYR" and strike["cite_info"]["publication"] == "شبكة الشمال"
    assert {r["link"] for r in records if r["rasid_type"] == "shelling"} == {strike["link"]}


def test_a_type_without_a_category_is_left_out_and_counted(filled: Project) -> None:
    one = let_out(filled)[0]
    event = msgspec.structs.replace(one.told[0].event, type="displacement")
    done, data = made([Released(one.incident, [msgspec.structs.replace(one.told[0], event=event)])], "plover", filled)
    assert done.rows == 0 and data == b"" and done.losses == {plover.NO_CATEGORY: 1}


def test_nobody_as_the_doer_and_no_date_are_counted(filled: Project) -> None:
    one = let_out(filled)[0]
    event = msgspec.structs.replace(one.told[0].event, initiators=[], time=Time())
    done, data = made([Released(one.incident, [msgspec.structs.replace(one.told[0], event=event)])], "plover", filled)
    record = json.loads(data)
    assert record["source"] == [] and record["date"] is None and done.losses == {plover.NO_SOURCE: 1, plover.NO_DATE: 1}


def party(actor: str, country: str | None = None, kind: str | None = None) -> dict[str, Any]:
    return {"actor": actor, "names": {"en": actor}, "country": country, "kind": kind, "text": "", "span": (0, 0)}


def test_both_sides_are_sources_where_fire_was_mutual(coder_and_event: tuple[plover.Coder, Event]) -> None:
    coder, event = coder_and_event
    sides = {"initiators": [Initiator(**party("a"))], "targets": [Target(**party("b")), Target(**party("c"))]}
    for mutual, count in ((True, (3, 0)), (False, (1, 2))):
        source, recipient = coder.sides(msgspec.structs.replace(event, mutual=mutual, **sides), "ASSAULT", [])
        assert (len(source), len(recipient)) == count
    assert [len(s) for s in coder.sides(msgspec.structs.replace(event, mutual=False, **sides), "CONSULT", [])] == [3, 0]
    assert [len(s) for s in coder.sides(msgspec.structs.replace(event, mutual=False, **sides), "CONSULT", ["visit"])] == [1, 2]


@pytest.mark.parametrize(
    ("country", "kind", "code", "sector"),
    [
        ("SYR", "media", "SYR", "JRN"),
        ("SYR", "medical", "SYR", "MED"),
        (None, "armed-group", "IMG", "REB"),
        (None, "international-organisation", "IGO", None),
        (None, "civilians", None, "CVL"),
        (None, None, None, None),
    ],
)
def test_actors_have_the_codes_of_the_manual(
    coder_and_event: tuple[plover.Coder, Event], country: str | None, kind: str | None, code: str | None, sector: str | None
) -> None:
    actor = coder_and_event[0].actor(Initiator(**party("a", country, kind)))
    assert (actor.get("code"), actor.get("sector")) == (code, sector)


def test_status_and_weapons_tell_context_and_mode(coder_and_event: tuple[plover.Coder, Event]) -> None:
    coder, event = coder_and_event
    gun = [Instrument(weapon=w, text="", span=(0, 0)) for w in ("small_arms", "machine_gun", "rocket")]
    clash = msgspec.structs.replace(event, type="armed_clash", instruments=gun, status="planned", background=True)
    assert coder.mode(clash) == ["firearms", "heavy-weapons"] and coder.context(clash) == ["military", "future", "historical"]
    seized = msgspec.structs.replace(event, type="property_destruction", method="seizure")
    assert coder.mode(seized) == [] and coder.mode(msgspec.structs.replace(seized, method="burning")) == ["destroy"]
    siege = msgspec.structs.replace(event, type="restriction", method="siege", status="denied")
    assert coder.mode(siege) == ["restrict"] and coder.context(siege) == ["military", "negation"]


def test_ranges_keep_their_highest_in_a_field_of_ours(coder_and_event: tuple[plover.Coder, Event]) -> None:
    coder, event = coder_and_event
    assert coder.sizes(msgspec.structs.replace(event, toll=[toll(1, 3, 8, None)])) == {"dead": 3, "dead_high": 8}
    assert coder.sizes(msgspec.structs.replace(event, toll=[toll(1, None, 8, None)])) == {"dead": 8}
    assert coder.sizes(msgspec.structs.replace(event, toll=[])) == {} and coder.losses[plover.LOST] == 1


def test_a_place_has_the_names_of_geonames() -> None:
    place = Place(id="gn:170592", names={"en": "Town", "ar": "بلدة"}, lat=1.0, lon=2.0, country="SYR", precision=1, text="", span=(0, 0))
    told = {"geonameid": 170592, "name": "Town", "alternatenames": "بلدة", "latitude": 1.0, "longitude": 2.0, "cc3": "SYR", "precision": 1}
    assert plover.location(place) == told
    assert plover.location(msgspec.structs.replace(place, id="rasid:7", lat=None, lon=None, names={})) == {"cc3": "SYR", "precision": 1}
