"""The data lint: each rule on a small layer of its own, and the built-in data without errors."""

from __future__ import annotations

from pathlib import Path

import pytest

from rasid.lexicon import additions
from rasid.lexicon.additions import add_entry, add_place
from rasid.lexicon.check import findings
from rasid.lexicon.layers import BUILT_IN
from rasid.model import DataError

TYPES = """- {id: strike_type, names: {en: x, ar: س}, definition: {en: x}, boundaries: [{en: x}], family: strike,
   violent: true, examples: [x], methods: [raid]}
"""
TRIGGER = "- {id: qasafa, verb: قصف, root: ق ص ف, form: 1, type: strike_type, frame: attack, examples: [{text: قصف, type: strike_type}]}\n"
PARTY = "- {id: one, names: {en: One, ar: الأول}, aliases: {ar: [الفرقة]}, kind: armed-group, country: SYR, from: 2011, to: 2020}\n"
PLACES = "id,kind,ar,en,ar_aliases,en_aliases,lat,lon,country,admin1,admin2,source\n"


@pytest.fixture
def layer(tmp_path: Path) -> Path:
    """A small world that holds together."""
    pack = "languages/ar"
    for name in ("language.yaml", "morphology.yaml", "frames.yaml"):
        put(tmp_path, f"{pack}/{name}", (BUILT_IN / pack / name).read_text(encoding="utf-8"))
    put(tmp_path, f"{pack}/triggers/a.yaml", TRIGGER)
    put(tmp_path, "ontology/event_types.yaml", TYPES)
    put(tmp_path, "ontology/party_kinds.yaml", "- {id: armed-group, inter: 2, role: REB, armed: true, combatant: true, names: {en: x}}\n")
    put(tmp_path, "ontology/weapons.yaml", "- {id: rocket, class: artillery, names: {en: rocket}}\n")
    put(tmp_path, "world/parties/a.yaml", PARTY)
    put(tmp_path, "world/places/SYR.csv", PLACES + "rasid:1,town,حمص,Homs,,,34.73,36.72,SYR,,,estimate\n")
    put(tmp_path, "world/boxes.yaml", "SYR: [32.2, 35.5, 37.5, 42.5]\n")
    return tmp_path


def put(layer: Path, name: str, text: str, more: bool = False) -> None:
    path = layer / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text((path.read_text(encoding="utf-8") if more else "") + text, encoding="utf-8")


def told(layer: Path, errors_only: bool = True) -> list[str]:
    return [f.line().replace(f"{layer}/", "") for f in findings([layer]) if f.error or not errors_only]


def test_a_sound_layer_has_no_findings(layer: Path) -> None:
    assert told(layer, errors_only=False) == []


LETTERS = [
    ("قتـل", "a tatweel"),
    ("قُتل", "a diacritic"),
    ("تشرین", "a Persian or Kurdish yeh"),
    ("کفر", "a Persian kaf"),
    ("ﻗﺘﻞ", "a presentation form"),
    ("عشرةa", "a Latin or Cyrillic letter"),
    ("قتل\u200c", "an invisible character"),
    ("۳ قتلى", "a Persian digit"),
    ("آ".replace("آ", "ا\u0653"), "not NFC"),
]


@pytest.mark.parametrize(("word", "said"), LETTERS)
def test_letters(layer: Path, word: str, said: str) -> None:
    put(layer, "world/parties/b.yaml", f'- {{id: two, names: {{en: Two, ar: "{word}"}}, kind: armed-group}}\n')
    assert any(line.startswith("world/parties/b.yaml: two: names") and said in line for line in told(layer)), told(layer)


ENTRIES = [
    ("languages/ar/triggers/a.yaml", TRIGGER.replace("frame: attack", "frame: atack"), "frame 'atack' is no frame: write 'attack'"),
    (
        "languages/ar/triggers/a.yaml",
        TRIGGER.replace("type: strike_type, frame", "type: strikes, frame"),
        "type 'strikes' is no event type or family",
    ),
    ("languages/ar/triggers/a.yaml", TRIGGER.replace("root:", "rot:"), "unknown field 'rot': write 'root'"),
    (
        "languages/ar/triggers/a.yaml",
        TRIGGER.replace("frame: attack", "frame: attack, weapon: roket"),
        "weapon 'roket' is no weapon: write 'rocket'",
    ),
    (
        "languages/ar/triggers/a.yaml",
        TRIGGER.replace("frame: attack", "frame: attack, method: ambush"),
        "method 'ambush' is no method of strike_type",
    ),
    ("languages/ar/triggers/a.yaml", TRIGGER.replace("frame: attack", "frame: attack, effect: dead"), "effect 'dead' is not one of"),
    ("languages/ar/triggers/a.yaml", TRIGGER.replace("form: 1,", "form: 11,"), "form 11"),
    ("languages/ar/triggers/a.yaml", TRIGGER.partition(", examples")[0] + "}\n", "it has no example"),
    ("languages/ar/triggers/a.yaml", TRIGGER + TRIGGER, "the id is given twice (also in the same file)"),
    (
        "languages/ar/triggers/a.yaml",
        TRIGGER.replace("text: قصف, type: strike_type", "text: قصف, type: none, targets: [two]"),
        "targets 'two' is no party",
    ),
    ("languages/ar/triggers/a.yaml", "- {id: x\n", "not readable YAML"),
    ("languages/ar/nouns/weapons.yaml", "- {noun: قذيفة, plural: [فعائل], weapon: rocket}\n", "the plural pattern فعائل needs a root"),
    ("languages/ar/nouns/weapons.yaml", "- {noun: قذيفة}\n", "'weapon' is missing"),
    ("languages/ar/nouns/persons.yaml", "- {noun: رجل, who: man}\n", "who 'man' is not one of"),
    ("world/parties/a.yaml", PARTY.replace("armed-group", "armed-grup"), "kind 'armed-grup' is no party kind: write 'armed-group'"),
    ("world/parties/a.yaml", PARTY.replace("to: 2020", "to: 2000"), "it ends (2000) before it begins (2011)"),
    ("world/parties/a.yaml", PARTY.replace("country: SYR", "country: Syria"), "is not ISO 3166-1"),
    ("world/parties/a.yaml", PARTY.replace("country: SYR", "parent: nobody"), "parent 'nobody' is no party"),
    ("world/parties/a.yaml", PARTY + PARTY.replace("id: one", "id: two").replace("One", "Two"), "also names two"),
    ("world/sources/a.yaml", "- {id: s, names: {en: S, ar: مصدر}, kind: agency, party: nobody}\n", "party 'nobody' is no party"),
    ("world/sources/a.yaml", "- {id: s, names: {ar: مصدر}, kind: rumour}\n", "it has no English name"),
    ("world/places/SYR.csv", PLACES + "rasid:1,town,حمص,Homs,,,36.72,54.73,SYR,,,estimate\n", "lies outside SYR"),
    ("world/places/SYR.csv", PLACES + "rasid:1,town,حمص,Homs,,,north,36.7,SYR,,,estimate\n", "not numbers"),
    ("world/places/SYR.csv", PLACES + "rasid:1,city-state,حمص,Homs,,,34.7,36.7,SYR,,,memory\n", "the source 'memory' is not known"),
    ("world/places/SYR.csv", PLACES + "homs,town,حمص,Homs,,,34.7,36.7,SYR,,,estimate\n", "the id 'homs' is not"),
    ("world/places/SYR.csv", PLACES + "rasid:1,town,حمص,Homs,,,34.7,36.7,SYR,,,estimate,more\n", "more cells than the header"),
]


@pytest.mark.parametrize(("file", "content", "said"), ENTRIES)
def test_each_rule(layer: Path, file: str, content: str, said: str) -> None:
    put(layer, file, content)
    found = told(layer)
    assert any(said in line for line in found), found
    assert all(line.count(": ") >= 2 for line in found)


def test_a_successor_may_bear_the_name(layer: Path) -> None:
    put(
        layer,
        "world/parties/a.yaml",
        PARTY.replace("id: one", "id: two").replace("from: 2011, to: 2020", "from: 2020, to: null"),
        more=True,
    )
    assert told(layer) == []


def test_strange_admin1_is_told_once(layer: Path) -> None:
    rows = (
        "rasid:2,admin1,حمص,Homs,,,34.7,36.7,SYR,Homs,,estimate\n"
        "rasid:3,town,أ,A,,,34.7,36.7,SYR,Hims,,estimate\n"
        "rasid:4,town,ب,B,,,34.7,36.7,SYR,Hims,,estimate\n"
    )
    put(layer, "world/places/SYR.csv", rows, more=True)
    assert [line for line in told(layer, errors_only=False) if "2 places name this admin1" in line]


def test_built_in_data_has_no_errors() -> None:
    assert [f.line() for f in findings([BUILT_IN]) if f.error] == []


@pytest.fixture
def home(tmp_path: Path, layer: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A user's home above the small layer, taken for the built-in one."""
    own = tmp_path / "home"
    monkeypatch.setenv("RASID_HOME", str(own))
    (own / "data").mkdir(parents=True)
    monkeypatch.setattr(additions, "BUILT_IN", layer)
    monkeypatch.setattr(additions, "default_layers", lambda: [layer, own / "data"])
    return own


def test_add_appends_and_keeps_what_is_there(home: Path) -> None:
    entry = {"id": "two", "names": {"en": "Two", "ar": "الثاني"}, "kind": "armed-group"}
    first = add_entry("world/parties/mine.yaml", entry)
    first.path.write_text("# mine\n" + first.path.read_text(encoding="utf-8"), encoding="utf-8")
    add_entry("world/parties/mine.yaml", entry | {"id": "three"})
    text = first.path.read_text(encoding="utf-8")
    assert text.startswith("# mine") and "id: two" in text and "الثاني" in text and "id: three" in text


def test_add_takes_back_what_does_not_hold(home: Path) -> None:
    with pytest.raises(DataError) as caught:
        add_entry("world/parties/mine.yaml", {"id": "two", "names": {"en": "Two", "ar": "الثاني"}, "kind": "armed-grup"})
    assert "write 'armed-group'" in str(caught.value)
    assert not (home / "data/world/parties/mine.yaml").exists()


def test_add_refuses_an_id_twice(home: Path) -> None:
    entry = {"id": "two", "names": {"en": "Two", "ar": "الثاني"}, "kind": "armed-group"}
    add_entry("world/parties/mine.yaml", entry)
    with pytest.raises(DataError, match="already"):
        add_entry("world/parties/mine.yaml", entry)


def test_added_places_are_numbered(home: Path) -> None:
    fields = {"kind": "village", "ar": "قرية", "en": "Village", "lat": 35.0, "lon": 36.0, "country": "SYR", "source": "estimate"}
    assert add_place(fields).text.startswith("rasid:900000,village")
    assert add_place(fields).text.startswith("rasid:900001,village")
    with pytest.raises(DataError, match="outside SYR"):
        add_place(fields | {"lat": 25.0})


def test_a_verb_without_example_is_warned_of_in_ones_own_layer(home: Path) -> None:
    entry = {
        "id": "own_x",
        "verb": "دكّ".replace("ّ", ""),
        "root": "د ك ك",
        "form": 1,
        "type": "strike_type",
        "frame": "attack",
        "examples": [],
    }
    assert [w.what for w in add_entry("languages/ar/triggers/mine.yaml", entry).warnings] == ["it has no example"]


def test_an_unknown_set_of_words_is_refused(tmp_path: Path) -> None:
    entry = "{id: own_word, phrase: هاجم القرية, type: ground_attack, frame: attack, unless: ['@spurt'], examples: [{text: x, type: none}]}"
    put(tmp_path, "languages/ar/triggers/own.yaml", f"- {entry}\n")
    assert any("@spurt" in f.what for f in findings([BUILT_IN, tmp_path]))
