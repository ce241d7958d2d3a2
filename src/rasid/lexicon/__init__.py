"""Floor 2: the only reader of `data/`. A Lexicon is one language's compiled data, with its matcher."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable
from functools import cached_property
from itertools import chain
from pathlib import Path
from typing import Any

from rasid.lexicon.compile import Compiled, load
from rasid.lexicon.fold import Folder
from rasid.lexicon.forms import Clitics, Lexeme, Sense
from rasid.lexicon.matcher import Hit, Matcher, Reading
from rasid.lexicon.outlines import drawn
from rasid.lexicon.places import Form, Index, Places
from rasid.lexicon.world import Gazetteer, Parties

__all__ = ["Clitics", "Compiled", "Folder", "Hit", "Lexeme", "Lexicon", "Matcher", "Reading", "Sense"]


class FoldedLists(dict[str, frozenset[str]]):
    """Lists of words of `language.yaml` by their keys, folded when first asked for; empty where the language has none."""

    def __init__(self, language: dict[str, Any], folder: Folder) -> None:
        self.language, self.folder = language, folder

    def __missing__(self, key: str) -> frozenset[str]:
        found = self[key] = frozenset(self.folder.fold(w) for w in self.language.get(key) or [])
        return found


class Lexicon:
    """Everything the coder knows in one language. Made once, shared by every report; holds no state of any report."""

    def __init__(self, compiled: Compiled) -> None:
        self.compiled = compiled
        self.version = compiled.version
        self.language = compiled.language
        self.grammar = compiled.grammar
        self.ontology = compiled.ontology
        self.folder = Folder(compiled.language.get("fold") or {})
        self.matcher = Matcher(compiled)
        self.places = Places(compiled.places)
        self.platforms: dict[tuple[str, str], str | None] = {}
        self.word_sets: dict[tuple[str, str, str], tuple[frozenset[str], frozenset[str]]] = {}
        # A list of words of `language.yaml`, folded. Asked for word by word of every report, so it is the look-up itself.
        self.folded = FoldedLists(self.language, self.folder).__getitem__

    @classmethod
    def load(cls, code: str = "ar", layers: list[Path] | None = None) -> Lexicon:
        """The lexicon of a language from the built-in data and the user's, or from the layers given."""
        return cls(load(layers, code))

    def attach(self, index: Index) -> None:
        """Takes in an index of imported places, which from now on is part of the data and of its version."""
        self.places.attach(index)
        self.version = hashlib.sha256(f"{self.compiled.version} {index.hash}".encode()).hexdigest()[:16]

    def attach_spellings(self, forms: Callable[[str], Iterable[Form]]) -> None:
        """Takes in what makes look-up keys of names (`rasid.gazetteer.names`), by which variant spellings of our places are found."""
        self.places.attach_spellings(forms, {x.id: list(x.data["places"]) for x in self.compiled.lexemes if x.kind == "place"})

    @property
    def code(self) -> str:
        return str(self.language["code"])

    @cached_property
    def gazetteer(self) -> Gazetteer:
        return Gazetteer(drawn())

    @cached_property
    def parties(self) -> Parties:
        return Parties(self.compiled.parties, self.ontology["party_kinds"])

    @cached_property
    def common_words(self) -> frozenset[str]:
        """Every single word that it knows as something other than a place: what is not among them is most likely a name."""
        kinds = [lexeme.kind for lexeme in self.compiled.lexemes]
        common = [any(kinds[sense.lexeme] != "place" for sense in (self.compiled.senses[n] for n in of)) for of in self.compiled.readings]
        return frozenset(text for text, told in zip(self.compiled.patterns, common, strict=True) if told and " " not in text)

    @cached_property
    def object_words(self) -> dict[str, str]:
        """Single words for things that are hit (a market, a school, a vehicle), with what they are in the ontology."""
        lexemes = self.compiled.lexemes
        found: dict[str, str] = {}
        for text, of in zip(self.compiled.patterns, self.compiled.readings, strict=True):
            things = {str(x.data.get("object") or "") for n in of if (x := lexemes[self.compiled.senses[n].lexeme]).kind == "object"} - {""}
            if len(things) == 1 and " " not in text:
                found[text] = next(iter(things))
        return found

    @cached_property
    def party_heads(self) -> dict[str, set[str]]:
        """Bare nouns that parties go by, folded and without their article, and the parties of each."""
        heads: dict[str, set[str]] = {}
        for head, ids in self.parties.by_head.items():
            heads.setdefault(self.folder.fold(head).removeprefix(self.matcher_article), set()).update(ids)
        return heads

    @cached_property
    def feminine(self) -> str:
        """The ending of feminine nouns, folded; a character that no word has where the language marks none."""
        return str(self.language.get("feminine") or "\0")

    @property
    def adjective_endings(self) -> tuple[str, ...]:
        """Endings, as written, of adjectives that may follow a noun which heads names: a word that has one is no name."""
        return tuple(self.language.get("adjective_endings") or ())

    @cached_property
    def adjective_ends(self) -> tuple[str, ...]:
        """The same endings, folded."""
        return tuple(self.folder.fold(ending) for ending in self.adjective_endings)

    @property
    def feminine_endings(self) -> tuple[str, ...]:
        """The first letters of those adjective endings that can follow a feminine noun."""
        return tuple(self.language.get("feminine_endings") or ())

    @cached_property
    def name_starts(self) -> frozenset[str]:
        """Words that begin a place name of two words."""
        return self.folded("name_starts")

    @cached_property
    def contracted(self) -> tuple[str, ...]:
        """What a word begins with whose article and preposition are written as one (للوقود)."""
        return tuple(self.matcher.table.get("contracted") or ())

    @property
    def feminine_written(self) -> str:
        """The same ending as it is written; empty where both are one letter."""
        return str(self.language.get("feminine_written") or "")

    @cached_property
    def allied(self) -> frozenset[str]:
        """Adjectives of side after a party told by its kind (الميليشيات الموالية): it is of that side, not one told before."""
        return self.folded("allied")

    @cached_property
    def country_names(self) -> dict[str, str]:
        """The code of each country by its name, folded."""
        rows = (row for row in self.compiled.places if row["kind"] == "country" and row.get(self.code))
        return {self.folder.fold(str(row[self.code])): str(row["country"]) for row in rows}

    @cached_property
    def nationalities(self) -> frozenset[str]:
        """Adjectives of nationality as folded text, with and without the article."""
        forms = (
            text
            for text, hits in zip(self.compiled.patterns, self.compiled.readings, strict=True)
            if any(self.compiled.lexemes[self.compiled.senses[n].lexeme].kind == "demonym" for n in hits)
        )
        return frozenset(form for text in forms for form in (text, self.matcher_article + text))

    @cached_property
    def provinces(self) -> dict[tuple[str, str], int]:
        """The number of each admin1 row, by country and English name."""
        return {(str(r["country"]), str(r["en"])): n for n, r in enumerate(self.compiled.places) if r["kind"] == "admin1"}

    @cached_property
    def numbers(self) -> dict[str, int]:
        """The number of each place by its id."""
        return {row["id"]: n for n, row in enumerate(self.compiled.places)}

    @cached_property
    def capitals(self) -> dict[str, int]:
        """The number of each country's capital among the places."""
        numbers = self.numbers
        capitals = self.ontology["capitals"].items()
        return {country: numbers[row["place"]] for country, row in capitals if row["place"] in numbers and not row.get("stands_only")}

    @cached_property
    def retelling(self) -> dict[str, float]:
        """What each observation adds to the case that one happening is told twice, and from where on it is (`enough`)."""
        return {id_: float(row["weight"]) for id_, row in self.ontology["retelling"].items()}

    @cached_property
    def capital_ids(self) -> frozenset[str]:
        """The ids of the capitals."""
        return frozenset(self.compiled.places[n]["id"] for n in self.capitals.values())

    @cached_property
    def plural_pronouns(self) -> tuple[str, ...]:
        """The attached pronouns of several people or things, as endings of a word."""
        return tuple(p for p, person in (self.language.get("pronouns") or {}).items() if person in ("p", "d")) or ("\0",)

    @cached_property
    def towns(self) -> dict[tuple[str, str], list[dict[str, Any]]]:
        """The cities and towns by country and name in this language."""
        rows: dict[tuple[str, str], list[dict[str, Any]]] = {}
        for row in self.compiled.places:
            if row["kind"] in ("city", "town"):
                rows.setdefault((str(row.get("country")), str(row.get(self.code))), []).append(row)
        return rows

    @cached_property
    def countries(self) -> dict[str, dict[str, Any]]:
        """The row of each country, by its code."""
        return {str(row["country"]): row for row in self.compiled.places if row["kind"] == "country"}

    @cached_property
    def cities(self) -> dict[str, list[dict[str, Any]]]:
        """The cities of each country."""
        rows: dict[str, list[dict[str, Any]]] = {}
        for row in self.compiled.places:
            if row["kind"] == "city":
                rows.setdefault(str(row.get("country")), []).append(row)
        return rows

    @cached_property
    def divisions(self) -> dict[tuple[str, str, str], list[dict[str, Any]]]:
        """The rows of each province and district, by country, `admin1` or `admin2`, and its English name."""
        rows: dict[tuple[str, str, str], list[dict[str, Any]]] = {}
        for row in self.compiled.places:
            for level in ("admin1", "admin2"):
                if row.get(level) and row["kind"] != level:
                    rows.setdefault((str(row.get("country")), level, str(row[level])), []).append(row)
        return rows

    @cached_property
    def understood(self) -> tuple[Reading, ...]:
        """The readings of harm of the word that a line leaves out which opens with its dead or wounded."""
        word = self.language.get("understood")
        hits = self.matcher.find([self.folder.fold(word)]) if word else []
        return tuple(s for h in hits for s in h.readings if s.lexeme.kind == "trigger" and s.lexeme.data.get("type") == "harm")

    @cached_property
    def conditions(self) -> frozenset[str]:
        """Words that tell how counted people are and stand for the people themselves (أربعة بجروح)."""
        return self.folded("conditions")

    @cached_property
    def range_words(self) -> frozenset[str]:
        """What stands between the two ends of a count: 20 إلى 25."""
        return frozenset(self.folder.fold(w) for w in self.grammar["numbers"].get("range") or [])

    @cached_property
    def turning_starts(self) -> frozenset[str]:
        """The first words of what turns from one piece of news to the next (وفي سياق متصل)."""
        return frozenset(words.split(" ")[0] for words in self.folded("turning"))

    @cached_property
    def distant(self) -> frozenset[str]:
        return self.folded("distant")

    @cached_property
    def afar(self) -> frozenset[str]:
        return self.folded("afar")

    @cached_property
    def edges(self) -> frozenset[str]:
        return self.folded("edges")

    @cached_property
    def lies(self) -> frozenset[str]:
        return self.folded("lies")

    @cached_property
    def treated(self) -> frozenset[str]:
        return self.folded("treated")

    @cached_property
    def apart(self) -> frozenset[str]:
        return self.folded("apart")

    @cached_property
    def over(self) -> frozenset[str]:
        return self.folded("over")

    @cached_property
    def posts(self) -> frozenset[str]:
        """Nouns of what is over a place (محافظ، مجلس), also after the prepositions written with them (بمجلس)."""
        own = self.folded("posts")
        return own | frozenset(p + w for w in own for p in (self.language.get("proclitics") or {}).get("preposition") or [])

    @cached_property
    def post_bodies(self) -> frozenset[str]:
        """Nouns of what a post may be of (مدير أمن X)."""
        return self.folded("post_bodies")

    @cached_property
    def loyal(self) -> frozenset[str]:
        return self.folded("loyal")

    @cached_property
    def seats(self) -> frozenset[int]:
        """The numbers of all capitals among the places, and of the cities by which reports call a government too."""
        standing = {row["place"] for row in self.ontology["capitals"].values()}
        return frozenset(n for n, row in enumerate(self.compiled.places) if row["id"] in standing)

    @cached_property
    def duals(self) -> dict[str, int]:
        """Words for two thousand and two million that stand for one of them after a number."""
        return {self.folder.fold(word): value for word, value in (self.grammar["numbers"].get("duals") or {}).items()}

    @cached_property
    def ranks(self) -> frozenset[str]:
        """Nouns of somebody's ranks, with a pronoun, beside who fell in them."""
        return self.folded("ranks")

    @cached_property
    def titles(self) -> frozenset[str]:
        return self.folded("titles")

    @cached_property
    def conjunctions(self) -> frozenset[str]:
        """Words and clitics that mean «and»."""
        clitics = (self.language.get("proclitics") or {}).get("conjunction") or []
        return frozenset((*clitics, *(self.language.get("conjunction_words") or [])))

    @cached_property
    def speaker_heads(self) -> frozenset[str]:
        """Nouns for bodies and offices that speak, with and without the article."""
        words = self.folded("speaker_heads") | self.folded("offices")
        return words | {self.matcher_article + word for word in words}

    @cached_property
    def ordinals(self) -> frozenset[str]:
        """Ordinals, with the article, that a ten after them completes: الرابعة عشرة."""
        return self.folded("ordinals")

    @cached_property
    def offices(self) -> frozenset[str]:
        """Nouns for who holds an office."""
        return self.folded("offices")

    @cached_property
    def pointing(self) -> frozenset[str]:
        """Words that point or say how, and name nobody: ذلك، أيضا."""
        return self.folded("pointing")

    @cached_property
    def addressed(self) -> frozenset[str]:
        """Prepositions with a pronoun between a verb of speech and who speaks: به, لنا."""
        return self.folded("addressed")

    @cached_property
    def official_agencies(self) -> dict[str, str]:
        """The source that is each state's own news agency, by country."""
        return {row["country"]: id_ for id_, row in self.sources.items() if row.get("official") and row.get("country")}

    @cached_property
    def to_the(self) -> str:
        """What a word begins with that has both the clitic of «to» and the article; a character that no word has where there is none."""
        return self.folder.fold(str(self.language.get("to_the") or "")) or "\0"

    @cached_property
    def own_words(self) -> dict[str, str]:
        """Words that, right after a thing, say that it is of who was told before, each with its pronoun: دورية له."""
        return {self.folder.fold(word): self.folder.fold(pronoun) for word, pronoun in (self.language.get("its_own") or {}).items()}

    @cached_property
    def rank_words(self) -> frozenset[str]:
        return self.folded("rank_words")

    @cached_property
    def matcher_article(self) -> str:
        """The definite article as it is written, folded; empty in a language without one."""
        return self.folder.fold((self.language.get("proclitics") or {}).get("article") or "")

    @cached_property
    def drawn(self) -> dict[str, dict[str, str]]:
        """What may be drawn out before a quotation mark (الـ «ناتو»، لـ «الجبهة»), with what each is contracted to with the article.

        Of the prepositions those that are contracted: بـ stands as often before what somebody is only called (ما يعرف بـ «X»).
        """
        told = self.language.get("proclitics") or {}
        joined = ["", *(told.get("conjunction") or [])]
        shorter = {self.folder.fold(long): self.folder.fold(short) for long, short in (told.get("contraction") or {}).items()}
        kept = [p for p in told.get("preposition") or [] if p + self.matcher_article in shorter]
        out = {c + p: {c + k: c + v for k, v in shorter.items()} for c in joined for p in kept}
        return {**out, **({self.matcher_article: {}} if self.matcher_article else {})}

    @cached_property
    def direction_words(self) -> frozenset[str]:
        """The first words of directions (شمال، جنوب شرق), and with their article (إلى الشمال من)."""
        words = frozenset(words.split()[0] for words in self.grammar["directions"])
        return words | {self.matcher_article + word for word in words}

    @cached_property
    def domain_words(self) -> tuple[dict[str, list[str]], list[tuple[str, str, list[str]]]]:
        """Words, and phrases between spaces with their first words, of other domains (sport, markets …): which domains each is of."""
        single: dict[str, list[str]] = {}
        phrases: dict[str, list[str]] = {}
        for domain in self.grammar["domains"]:
            for word in dict.fromkeys(domain["words"]):
                (phrases if " " in word else single).setdefault(f" {word} " if " " in word else word, []).append(domain["domain"])
        return single, [(phrase.split()[0], phrase, domains) for phrase, domains in phrases.items()]

    def words_of(self, lexeme: Lexeme, key: str) -> frozenset[str]:
        """The words an entry needs, or that rule it out."""
        return self.words_and_phrases(lexeme, key)[0]

    def words_and_phrases(self, lexeme: Lexeme, key: str) -> tuple[frozenset[str], frozenset[str]]:
        """Those words, and the ones among them that are several: asked for every word of every report, so kept."""
        found = self.word_sets.get((lexeme.id, lexeme.kind, key))
        if found is None:
            words = frozenset(chain.from_iterable(self.compiled.loose[word].split("\n") for word in lexeme.data.get(key) or ()))
            found = self.word_sets[lexeme.id, lexeme.kind, key] = words, frozenset(w for w in words if " " in w)
        return found

    def platform(self, word: str, kind: str = "weapon") -> str | None:
        """The weapon a word of a party's name names (طائرات التحالف: warplane; سلاح الجو المسيّر: drone), or None."""
        key = (kind, word)
        if key not in self.platforms:
            words = word.split()  # سلاح الجو: two words name what سلاح alone does not
            whole = [h for h in self.matcher.find(words) if h.last - h.first == len(words)]
            senses = [s for h in whole for s in h.readings if s.lexeme.kind == kind]
            self.platforms[key] = senses[0].lexeme.data.get("weapon") if senses else None
        return self.platforms[key]

    @property
    def sources(self) -> dict[str, dict[str, Any]]:
        return self.compiled.sources

    @cached_property
    def word_pattern(self) -> re.Pattern[str]:
        """Words of the language, numbers, Latin words, then any other sign by itself; in folded text."""
        letters = self.language.get("word") or "a-z"
        return re.compile(rf"[0-9]+(?:[.,:/][0-9]+)*|[{letters}]+|[a-z]+(?:['’-][a-z]+)*|[^\s]")
