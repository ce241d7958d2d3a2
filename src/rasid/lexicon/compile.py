"""From data files to one compiled lexicon: every written form in one table, ready for the automaton, cached by content."""

from __future__ import annotations

import os
import tempfile
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

import msgspec
import platformdirs

from rasid import __version__
from rasid.lexicon import layers as data
from rasid.lexicon.fold import Folder
from rasid.lexicon.forms import FormMaker, Lexeme, Sense
from rasid.lexicon.morphology import Morphology
from rasid.model import DataError

COVERED_LEAST = 20  # rows; the countries Rasid covers have hundreds, the others a country row and a capital
FORMAT = 39  # raise when Compiled or the meaning of a sense changes

# Files of a pack that hold entries with forms, and the kind of lexeme each makes.
ENTRY_FILES = {
    "triggers/*.yaml": "trigger",
    "light.yaml": "light",
    "results.yaml": "result",
    "speech.yaml": "speech",
    "nouns/weapons.yaml": "weapon",
    "nouns/objects.yaml": "object",
    "nouns/persons.yaml": "person",
    "nouns/weapon_adjectives.yaml": "means",
    "demonyms.yaml": "demonym",
    "cues.yaml": "cue",
    "connectives.yaml": "connective",
    "prepositions.yaml": "preposition",
    "generic.yaml": "anaphor",
    "common_words.yaml": "common",
    "stop_words.yaml": "stop",
    "place_nisba.yaml": "place_nisba",
}
HEAD_FILES = {"party_heads.yaml": "party_head", "place_heads.yaml": "place_head"}


class Compiled(msgspec.Struct, array_like=True):
    """What the cache holds. `patterns[i]` has the senses `senses[readings[i]]`."""

    format: int
    version: str
    language: dict[str, Any]
    lexemes: list[Lexeme]
    senses: list[Sense]
    patterns: list[str]
    readings: list[list[int]]
    parties: dict[str, dict[str, Any]]
    places: list[dict[str, Any]]
    sources: dict[str, dict[str, Any]]
    ontology: dict[str, Any]
    grammar: dict[str, Any]
    loose: dict[str, str]  # each word that entries need or are barred by → every form it may take, one a line
    automaton: bytes = b""
    phrases: bytes = b""  # the automaton of the patterns of several words alone
    several: list[int] = []  # … and their numbers in `patterns`


class Table:
    """Collects forms: text → distinct senses."""

    def __init__(self) -> None:
        self.lexemes: list[Lexeme] = []
        self.senses: dict[Sense, int] = {}
        self.readings: dict[str, list[int]] = defaultdict(list)

    def lexeme(self, kind: str, id_: str, payload: dict[str, Any]) -> int:
        self.lexemes.append(Lexeme(kind, id_, {k: v for k, v in payload.items() if k not in ("examples", "_file")}))
        return len(self.lexemes) - 1

    def add(self, text: str, sense: Sense) -> None:
        if not text:
            return
        number = self.senses.setdefault(sense, len(self.senses))
        if number not in self.readings[text]:
            self.readings[text].append(number)


def compile_pack(layer_paths: list[Path], code: str, version: str) -> Compiled:
    """Reads every layer and makes the lexicon of one language."""
    pack = f"languages/{code}"
    language = data.mapping(layer_paths, f"{pack}/language.yaml")
    if not language:
        raise DataError(f"there is no language pack {code!r}", where=pack, hint="Copy languages/_template and name the folder by its code.")
    folder = Folder(language.get("fold") or {})
    morphology = Morphology(data.mapping(layer_paths, f"{pack}/morphology.yaml"), folder.fold)
    maker = FormMaker(language, morphology, folder.fold)
    table = Table()
    preposition_ids = {
        folder.fold(str(w)).strip(): p["id"] for p in data.entries(layer_paths, f"{pack}/prepositions.yaml") for w in p["words"]
    }
    preposition_ids |= {folder.fold(k): v for k, v in data.mapping(layer_paths, f"{pack}/clitic_prepositions.yaml").items()}
    loose: dict[str, str] = {}
    word_sets = {f"@{name}": words for name, words in data.mapping(layer_paths, f"{pack}/word_sets.yaml").items()}
    for pattern, kind in ENTRY_FILES.items():
        for n, entry in enumerate(data.entries(layer_paths, f"{pack}/{pattern}")):
            id_ = str(entry.get("id") or entry.get("noun") or entry.get("adjective") or f"{kind}{n}")
            made = prepared(entry, folder, preposition_ids, word_sets)
            index = table.lexeme(kind, id_, made)
            for word in (w for key in ("needs", "unless") for w in made.get(key) or ()):
                if word not in loose:
                    loose[word] = "\n".join(sorted(loose_forms(word, morphology, folder, maker)))
            for text, sense in maker.of_entry(entry, index):
                table.add(text, sense)
    for pattern, kind in HEAD_FILES.items():
        content = data.read_heads(layer_paths, f"{pack}/{pattern}")
        for n, entry in enumerate(content):
            index = table.lexeme(kind, f"{kind}{n}:{entry['kind']}", {k: v for k, v in entry.items() if k != "words"})
            for word in entry["words"]:
                for text, sense in maker.heads(str(word), index):
                    table.add(text, sense)
    grammar = grammar_of(layer_paths, pack, folder)
    add_number_words(table, maker, grammar["numbers"])
    add_time_words(table, maker, grammar["times"])
    parties = {p["id"]: p for p in data.entries(layer_paths, "world/parties/*.yaml")}
    sources = {s["id"]: s for s in data.entries(layer_paths, "world/sources/*.yaml")}
    for kind, things in (("party", parties), ("source", sources)):
        for thing in things.values():
            index = table.lexeme(kind, thing["id"], {})
            told = [*((thing.get("aliases") or {}).get(code) or []), *((thing.get("common") or {}).get(code) or [])]
            for name in {thing["names"].get(code), *told} - {None, ""}:
                for text, sense in maker.name(str(name), index):
                    table.add(text, sense)
            short = table.lexeme(kind, thing["id"], {"short": True}) if (thing.get("short") or {}).get(code) else 0
            for text, sense in (pair for name in (thing.get("short") or {}).get(code) or [] for pair in maker.name(str(name), short)):
                table.add(text, sense)
    places = place_rows(layer_paths)
    add_places(table, maker, places, code, set(grammar["not_place_names"]))
    texts = sorted(table.readings)
    return Compiled(
        format=FORMAT,
        version=version,
        language=language,
        lexemes=table.lexemes,
        senses=list(table.senses),
        patterns=texts,
        readings=[table.readings[t] for t in texts],
        parties={k: slim(v) for k, v in parties.items()},
        places=places,
        sources={k: slim(v) for k, v in sources.items()},
        ontology=ontology_of(layer_paths),
        grammar=grammar,
        loose=loose,
    )


def prepared(entry: dict[str, Any], folder: Folder, prepositions: dict[str, str], word_sets: dict[str, list[str]]) -> dict[str, Any]:
    """An entry with its `needs` and `unless` as plain words, sets of words told in full, and its prepositions by id."""
    out = dict(entry)
    if entry.get("prep"):
        out["prep"] = {prepositions.get(folder.fold(str(k)), str(k)): v for k, v in entry["prep"].items()}
    return out | {
        key: [str(w) for word in entry[key] for w in word_sets.get(str(word), [word])] for key in ("needs", "unless") if entry.get(key)
    }


def loose_forms(word: str, morphology: Morphology, folder: Folder, maker: FormMaker) -> set[str]:
    if word.startswith("@"):
        return {word}  # a class of words (@people): the reader asks what stands there
    text = folder.fold(word)
    if " " in text:
        return {text}
    plain = text.removeprefix(maker.article)
    real_h = text.endswith("ه") and str(word).endswith("ه")  # مياه is no feminine
    made = {plain} if real_h else {f.text for f in morphology.noun_forms(plain, ["ات"])}
    made.add(text)
    pronouns = ["", "ه", "ها", "هم", "هما", "هن"] if maker.article else [""]
    return {m + p for m in made for p in pronouns}


def slim(entry: dict[str, Any]) -> dict[str, Any]:
    return {k: v for k, v in entry.items() if k not in ("aliases", "_file") and v not in (None, [], "")}


def grammar_of(paths: list[Path], pack: str, folder: Folder) -> dict[str, Any]:
    """The rules of a pack that are no lexemes: frames, numbers, times, directions, page furniture, other domains."""
    fold = folder.fold
    numbers = data.mapping(paths, f"{pack}/numbers.yaml")
    times = data.mapping(paths, f"{pack}/times.yaml")
    extra = data.mapping(paths, f"{pack}/place_words.yaml")
    return {
        "frames": data.mapping(paths, f"{pack}/frames.yaml"),
        "clitic_prepositions": data.mapping(paths, f"{pack}/clitic_prepositions.yaml"),
        "numbers": numbers,
        "times": times,
        "directions": {fold(k): v for k, v in (extra.get("directions") or {}).items()},
        "not_place_names": [fold(w) for w in extra.get("not_names") or []],
        "place_back": {fold(w): list(kinds) for w, kinds in (extra.get("back") or {}).items()},
        "back_placed": {fold(w): list(preps) for w, preps in (extra.get("placed") or {}).items()},
        "back_in": {fold(w): list(countries) for w, countries in (extra.get("back_in") or {}).items()},
        "capitals_called": {fold(w): dict(of or {}) for w, of in (extra.get("capitals_called") or {}).items()},
        "distance_units": {fold(k): v for k, v in (extra.get("units") or {}).items()},
        "boilerplate": [
            str(p)
            for layer in paths
            for p in (data.read_yaml(layer / pack / "boilerplate.yaml") if (layer / pack / "boilerplate.yaml").is_file() else [])
        ],
        "domains": [{**d, "words": [fold(w) for w in d["words"]]} for d in data.entries(paths, f"{pack}/domains.yaml")],
    }


def add_number_words(table: Table, maker: FormMaker, numbers: dict[str, Any]) -> None:
    for group in ("units", "teens", "tens", "hundreds", "scales", "pairs"):
        for word, value in (numbers.get(group) or {}).items():
            index = table.lexeme("number", str(word), {"value": value, "group": group})
            table.add(maker.fold(str(word)), Sense(index, "noun", "n"))
    for word, meaning in ((w, v) for v, ws in (numbers.get("vague") or {}).items() for w in ws):
        index = table.lexeme("vague", str(word), {"vague": meaning})
        for text, _ in maker.words(str(word), index):
            table.add(text, Sense(index, "name" if text.startswith(maker.article or "\0") else "noun", "n"))
    for word, bound in ((w, b) for b, ws in (numbers.get("bounds") or {}).items() for w in ws):
        index = table.lexeme("bound", str(word), {"bound": bound})
        table.add(maker.fold(str(word)), Sense(index, "name"))
    alone = numbers.get("alone") or {}
    for word in dict.fromkeys([*(numbers.get("other") or []), *alone]):
        table.add(maker.fold(str(word)), Sense(table.lexeme("other", str(word), {"alone": alone.get(word)}), "noun"))
    for word in numbers.get("counters") or []:
        table.add(maker.fold(str(word)), Sense(table.lexeme("counter", str(word), {}), "noun"))


def add_time_words(table: Table, maker: FormMaker, times: dict[str, Any]) -> None:
    """Time words are lexemes of kind `time`, each with the part it plays."""
    ambiguous = {maker.fold(str(w)) for w in times.get("ambiguous_months") or []}

    def put(word: str, payload: dict[str, Any], cls: str = "name") -> None:
        text = maker.fold(str(word))
        table.add(text, Sense(table.lexeme("time", str(word), payload), cls, "n"))

    for word, day in (times.get("weekdays") or {}).items():
        put(word, {"role": "weekday", "value": day})
    for role in ("relative", "told"):
        for offset, words in (times.get(role) or {}).items():
            for word in words:
                put(word, {"role": role, "value": int(offset)})
    for span in times.get("spans") or []:
        for word in span["words"]:
            put(word, {"role": "span", "from": span["from"], "to": span["to"], "precision": span["precision"]})
    for role in ("months", "hijri"):
        for number, words in (times.get(role) or {}).items():
            for word in words:
                put(word, {"role": "month" if role == "months" else "hijri", "value": int(number), "weak": maker.fold(word) in ambiguous})
    for day, words in (times.get("month_days") or {}).items():
        for word in words:
            put(word, {"role": "month_day", "value": int(day)})
    for part, (start, end) in (times.get("parts") or {}).items():
        put(part, {"role": "part", "from": start, "to": end}, "noun")
        if maker.article:  # فجرا، ليلا: adverbs, and never the verbs they look like
            put(str(part) + "ا", {"role": "part", "from": start, "to": end, "adverb": True}, "name")
    for role in ("past", "next", "current", "clock", "year", "ago", "later", "same", "day_words", "month_words"):
        for word in times.get(role) or []:
            put(word, {"role": role}, "noun" if role in ("year", "day_words") else "name")
    for word, days in (times.get("units") or {}).items():
        put(word, {"role": "unit", "value": days}, "noun")
    for word, months in (times.get("long_units") or {}).items():
        put(word, {"role": "long_unit", "months": months}, "noun")


def place_rows(paths: list[Path]) -> list[dict[str, Any]]:
    """Every place: generated GeoNames rows, then rows of ours, which win by id."""
    merged: dict[str, dict[str, str]] = {}
    for pattern in ("world/geonames/*.csv", "world/places/*.csv"):
        for row in data.rows(paths, pattern):
            merged[row["id"]] = {**merged.get(row["id"], {}), **{k: v for k, v in row.items() if v}}
    provinces = {
        (row.get("country", ""), name): row["en"]
        for row in merged.values()
        if row.get("kind") == "admin1"
        for name in (row.get("en_aliases") or "").split("|")
        if name
    }
    out = []
    for row in merged.values():
        told = (row.get("country", ""), row.get("admin1") or "")
        row["admin1"] = provinces.get(told, told[1])  # GeoNames spells provinces otherwise (Shabwa)
        try:
            lat, lon = float(row["lat"]), float(row["lon"])
        except (KeyError, ValueError):
            raise DataError(f"place {row.get('id')} has no readable lat and lon", where="world/places") from None
        out.append(
            {
                **{
                    k: v
                    for k, v in row.items()
                    if k in ("id", "kind", "ar", "en", "country", "admin1", "admin2", "source", "ar_aliases", "en_aliases")
                },
                "country": row.get("country") or None,  # seas are of none
                "lat": lat,
                "lon": lon,
            }
        )
    return out


def add_places(table: Table, maker: FormMaker, places: list[dict[str, Any]], code: str, barred: set[str]) -> None:
    """One lexeme a written name, with every place that bears it. Names that are also words are `weak`: they need a sign of place;
    the commonest of them (المركز) are `headed`: they need a noun that heads a place's name."""
    by_name: dict[str, list[int]] = defaultdict(list)
    for n, place in enumerate(places):
        for name in {place.get(code), *(place.get(f"{code}_aliases") or "").split("|")} - {None, ""}:
            text = " ".join(maker.fold(str(name)).split())
            if text not in barred and n not in by_name[text]:
                by_name[text].append(n)
        place.pop("ar_aliases", None)
        place.pop("en_aliases", None)
    for lexeme in table.lexemes:
        if lexeme.kind == "place_nisba":
            lexeme.data["places"] = by_name.get(maker.fold(lexeme.data["place"]), [])
    words = {t for t in table.readings if " " not in t}
    headed = {
        maker.fold(w) for lexeme in table.lexemes if lexeme.kind == "common" and lexeme.data.get("headed") for w in lexeme.data["words"]
    }
    # Far countries and their capitals are named in passing, and many are words too (مالي): they need a sign of place.
    tally = Counter(p.get("country") for p in places)
    least = min(COVERED_LEAST, max(tally.values(), default=0))  # a small world covers the country it has most of
    covered = {country for country, count in tally.items() if count >= least}
    for text, numbers in by_name.items():
        if not numbers:
            continue
        plain = text.removeprefix(maker.article) if maker.article else text
        weak = not any(places[n].get("country") in covered for n in numbers) or (
            " " not in text and (text in words or plain in words or len(plain) < 3)
        )
        index = table.lexeme("place", text, {"places": numbers, "weak": weak, "headed": text in headed})
        for form, sense in maker.name(text, index):
            table.add(form, sense)


def ontology_of(paths: list[Path]) -> dict[str, Any]:
    return {
        name: {row["id"]: slim(row) for row in data.entries(paths, f"ontology/{name}.yaml")}
        for name in ("event_types", "families", "weapons", "objects", "party_kinds", "confidence", "retelling", "linking", "linking_types")
    } | {
        "capitals": {row["id"]: row for row in data.entries(paths, "world/capitals.yaml")},
        "acled": data.mapping(paths, "ontology/acled.yaml"),
        "ucdp": data.mapping(paths, "ontology/ucdp.yaml"),
        "plover": data.mapping(paths, "ontology/plover.yaml"),
        "notes": {code: data.mapping(paths, f"notes/{code}.yaml") for code in ("en", "ar")},
        "reaches": {row["place"]: float(row["km"]) for row in data.entries(paths, "world/reaches.yaml")},
    }


def cache_folder() -> Path:
    return Path(os.environ.get("RASID_CACHE") or platformdirs.user_cache_dir("rasid", appauthor=False))


def load(layer_paths: list[Path] | None = None, code: str = "ar") -> Compiled:
    """The compiled lexicon of a language: from the cache where the data is unchanged, otherwise compiled and cached.

    A cache that cannot be read or written is no error: the lexicon is compiled in memory.
    """
    paths = layer_paths or data.default_layers()
    version = data.fingerprint(paths)
    path = cache_folder() / f"lexicon-{code}-{version}-{__version__}-{FORMAT}.msgpack"
    try:
        return msgspec.msgpack.decode(path.read_bytes(), type=Compiled)
    except (OSError, msgspec.DecodeError):
        pass
    from rasid.lexicon.automaton import build  # the automaton library is needed only here and when matching

    compiled = compile_pack(paths, code, version)
    compiled.automaton = build(compiled.patterns)
    compiled.several = [n for n, pattern in enumerate(compiled.patterns) if " " in pattern]
    compiled.phrases = build([compiled.patterns[n] for n in compiled.several])
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as handle:
            handle.write(msgspec.msgpack.encode(compiled))
        os.replace(handle.name, path)
    except OSError:
        pass
    return compiled
