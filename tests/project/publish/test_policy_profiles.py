"""Profiles are data in three layers, and refused where they name what is not there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from rasid.lexicon.layers import BUILT_IN, fingerprint
from rasid.model import DataError, UsageError
from rasid.publish.policy import Policy
from rasid.publish.policy.checking import findings, profile_of
from rasid.publish.policy.fields import every_field, named
from rasid.publish.policy.leaving import Leaving
from rasid.publish.policy.profile import Profile
from running import Rasid, runner

HEAD = "id: ours\nnames: {en: Ours}\n"
FIELDS = "fields: [incident.*, account.*, event.*, report.*]\n"


@pytest.fixture
def rasid(capfd: pytest.CaptureFixture[str]) -> Rasid:
    return runner(capfd)


@pytest.fixture
def layers(tmp_path: Path) -> list[Path]:
    for name in ("user", "project"):
        (tmp_path / name / "profiles").mkdir(parents=True)
    return [BUILT_IN, tmp_path / "user", tmp_path / "project"]


def write(layers: list[Path], depth: int, name: str, text: str) -> None:
    (layers[depth] / "profiles" / f"{name}.yaml").write_text(text, encoding="utf-8")


def test_what_ships_has_no_fault() -> None:
    assert findings([BUILT_IN]) == []


def test_the_public_profile_keeps_exactly_these_fields_back() -> None:
    """A field that is new one day stays in until somebody lists it; one that is let out shows here."""
    kept = every_field() - Leaving.allowed(profile_of([BUILT_IN], "public"))
    spans = {n for n in every_field() if n.endswith(".span")}
    words = {n for n in every_field() if n.startswith("event.") and n.endswith(".text")}
    assert kept == spans | words | {
        "event.initiators.unit",
        "event.places.relation",
        "event.places.distance_km",
        "event.time.clock",
        "event.time.zone",
        "event.flags",
        "report.title",
        "report.url",
    }
    assert not re.search(r"\*", (BUILT_IN / "profiles" / "public.yaml").read_text(encoding="utf-8").partition("fields:")[2])


def test_a_later_layer_changes_single_rules(layers: list[Path]) -> None:
    write(layers, 1, "public", "embargo: {default: 90}\n")
    write(layers, 2, "public", "signatures: 3\n")
    found = profile_of(layers, "public")
    assert found.embargo == {"default": 90} and found.signatures == 3 and found.requires == ["reviewed", "dated"]


def test_a_profile_may_be_based_on_another(layers: list[Path]) -> None:
    write(layers, 2, "ours", HEAD + "based_on: public\npublished: as told\n")
    found = profile_of(layers, "ours")
    assert (found.id, found.published, found.signatures) == ("ours", "as told", 2)
    write(layers, 2, "ours", HEAD + "based_on: ours\n")
    with pytest.raises(DataError, match="based on itself"):
        profile_of(layers, "ours")
    write(layers, 2, "ours", HEAD + "based_on: theirs\n")
    with pytest.raises(UsageError, match="no profile 'theirs'"):
        profile_of(layers, "ours")


@pytest.mark.parametrize(
    ("text", "what", "todo"),
    [
        (FIELDS + "embargos: {default: 3}", "unknown rule 'embargos'", "'embargo'"),
        ("fields: [incident.*, account.*, event.evidense.text]", "unknown field 'event.evidense.text'", "'event.evidence.text'"),
        ("fields: [incident.*, account.*, event.toll]", "unknown field 'event.toll'", "'event.toll.*'"),
        (FIELDS + "embargo: {hospitls: 3}", "unknown class 'hospitls' under 'embargo'", "Use one of aid, care"),
        (FIELDS + "places: {flihgt: admin1}", "unknown class 'flihgt' under 'places'", "'flight'"),
        (FIELDS + "small: {default: 3}", "unknown class 'default' under 'small'", "survivors"),
        (FIELDS + "places: {default: village}", "unknown level 'village' for 'default'", "admin2"),
        (FIELDS + "places: {default: grid 0.01}", "unknown level 'grid 0.01'", "from 0.1"),
        (FIELDS + "embargo: {default: -1}", "-1 for 'default'", "from 0"),
        (FIELDS + "people: hidden", "cannot be read", "docs/how-to-profile.md"),
        (FIELDS + "requires: [signed]", "cannot be read", "docs/how-to-profile.md"),
        ("fields: [account.*, event.*]", "does not let out 'incident.id'", "fields"),
        ("fields: [incident.*, account.*, event.id, event.type]", "keeps 'event.background' back", "fields"),
    ],
)
def test_a_profile_that_names_what_is_not_there_is_refused_by_that_name(layers: list[Path], text: str, what: str, todo: str) -> None:
    write(layers, 2, "ours", HEAD + text + "\n")
    with pytest.raises(DataError) as caught:
        Policy("ours", layers=layers)
    assert what in caught.value.what and todo in caught.value.hint and "ours" in str(caught.value)
    assert any(what in f.what for f in findings(layers))


def test_data_check_looks_at_profiles(rasid: Rasid, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RASID_HOME", str(tmp_path))
    (tmp_path / "data" / "profiles").mkdir(parents=True)
    (tmp_path / "data" / "profiles" / "ours.yaml").write_text(HEAD + "fields: [incident.ids]\n", encoding="utf-8")
    code, out, _ = rasid("data", "check")
    assert code == 1 and "unknown field 'incident.ids'" in out


def test_profiles_are_no_part_of_what_reports_are_read_with(layers: list[Path]) -> None:
    before = fingerprint(layers)
    write(layers, 2, "ours", HEAD + FIELDS)
    assert fingerprint(layers) == before


def test_a_record_that_is_listed_is_listed_with_all_below_it() -> None:
    assert named("event.evidence.*") == {"event.evidence.text", "event.evidence.span"} and not named("event.evidence")


@pytest.mark.parametrize(
    ("entry", "what"),
    [
        ("types: [displacment]", "unknown word 'displacment' under 'types'"),
        ("objects: [hospitals]", "unknown word 'hospitals' under 'objects'"),
        ("place_kinds: [tent]", "unknown word 'tent' under 'place_kinds'"),
        ("types: aid", "has types that are no list of words"),
    ],
)
def test_a_class_that_would_protect_nobody_is_refused(layers: list[Path], entry: str, what: str) -> None:
    (layers[2] / "ontology").mkdir()
    (layers[2] / "ontology" / "sensitive.yaml").write_text(f"- {{id: ours, names: {{en: ours}}, from: us, {entry}}}\n", encoding="utf-8")
    with pytest.raises(DataError) as caught:
        profile_of(layers, "public")
    assert what in caught.value.what and "'ours'" in caught.value.what
    assert [f for f in findings(layers) if what in f.what and f.entry == "ours"]


def test_groups_are_those_of_the_language_packs(layers: list[Path]) -> None:
    (layers[2] / "ontology").mkdir()
    (layers[2] / "ontology" / "sensitive.yaml").write_text(
        "- {id: ours, names: {en: ours}, from: us, groups: [childern]}\n", encoding="utf-8"
    )
    assert ["unknown word 'childern'" in f.what and f.todo for f in findings(layers)] == ["write 'children'"]


# The how-to ---------------------------------------------------------------------------------------------------------------------------

DOCS = Path(__file__).parent.parent.parent.parent / "docs"
PAGES = ("how-to-profile.md", "how-to-profile.ar.md")


def blocks(page: str) -> list[str]:
    return re.findall(r"```yaml\n(.*?)```", (DOCS / page).read_text(encoding="utf-8"), re.S)


@pytest.mark.parametrize("page", PAGES)
def test_the_examples_of_the_how_to_work(layers: list[Path], page: str) -> None:
    changed, own, water = blocks(page)
    write(layers, 2, "public", changed)
    assert profile_of(layers, "public").embargo["default"] == 90
    write(layers, 2, "partners", own)
    assert profile_of(layers, "partners").places["default"] == "grid 0.25"
    (layers[2] / "ontology").mkdir()
    (layers[2] / "ontology" / "sensitive.yaml").write_text(water, encoding="utf-8")
    write(layers, 2, "partners", own.replace("{default: 7", "{default: 7, water: 100"))
    assert profile_of(layers, "partners").embargo["water"] == 100 and not findings(layers)


@pytest.mark.parametrize("page", PAGES)
def test_the_how_to_has_every_key(page: str) -> None:
    table = "".join(re.findall(r"^\|.*$", (DOCS / page).read_text(encoding="utf-8"), re.M))
    assert [key for key in Profile.__struct_fields__ if f"`{key}`" not in table] == []


def test_the_safety_pages_say_the_figures_of_the_public_profile() -> None:
    found = profile_of([BUILT_IN], "public")
    assert {*found.embargo.values()} == {30, 180, 365} and {*found.small.values()} == {5} and found.signatures == 2
    for page in ("safety.md", "safety.ar.md"):
        text = (DOCS / page).read_text(encoding="utf-8")
        assert all(str(days) in text for days in found.embargo.values()) and "`figure-suppressed`" in text
