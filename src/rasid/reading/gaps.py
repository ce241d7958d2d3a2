"""What reports say that nothing in the data covers: verbs, places and parties, by how often they come, each with an example and an entry.

A verb counts where it opens a sentence or a clause that names a party, people, a weapon, a place or a thing hit, no entry has it, and it
is none of the everyday verbs of the pack (ordinary_verbs.yaml). A place or a party counts where a noun that heads such names stands before
words that are no known name.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from typing import Any, Literal, NamedTuple

from rasid.lexicon import Hit, Lexicon
from rasid.lexicon.verbs import Verb, VerbForms
from rasid.model import Mention, Reading, Report, Sentence
from rasid.reading.naming import FACTIONS

Kind = Literal["verb", "place", "party"]
KINDS: tuple[Kind, ...] = ("verb", "place", "party")
TELLING = frozenset(("party", "person", "weapon", "object", "place", "count"))  # a sentence without these is of no conflict
OPENING = frozenset(("connective", "clause", "cue"))  # words after which a verb may stand
# Words that end a party's name.
ENDS = frozenset("preposition connective clause cue trigger light speech result time number weapon person".split())
HEADED = frozenset(("force", "part", "tribe", "members"))  # heads of parties after which a name stands
AROUND = 60  # letters of an example on either side
NAME_WORDS = 3  # of a party's name after its head
EXAMPLES = 3
# Forms by how much a word's letters show of them: what opens with است is hardly anything else, any three letters may be a form 1.
SURE = ("10", "8", "7", "5", "6", "3", "4", "q2", "1", "2", "q1")
PLAIN = ("10", "8", "7")  # whose «he did it» is no noun
SHORTEST = 3  # letters: shorter words are pronouns and particles


class Gap(NamedTuple):
    """Something that the data does not have. `said`: as it is written most; `times` it came, in `reports` reports; `forms`: how it was
    written, the commonest first; `country`: where most of these reports play; `verb`: what the forms come from, where it is one."""

    kind: Kind
    said: str
    times: int
    reports: int
    forms: list[str]
    examples: list[str]
    country: str | None = None
    verb: Verb | None = None
    head: str | None = None


class Found:
    """One thing as it comes again."""

    def __init__(self) -> None:
        self.forms: Counter[str] = Counter()
        self.reports: set[str] = set()
        self.examples: list[str] = []
        self.countries: Counter[str] = Counter()
        self.head: str | None = None

    def add(self, form: str, report: str, example: str, country: str | None) -> None:
        self.forms[form] += 1
        self.reports.add(report)
        if country:
            self.countries[country] += 1
        if len(self.examples) < EXAMPLES and example not in self.examples:
            self.examples.append(example)

    @property
    def count(self) -> int:
        return self.forms.total()


class Gaps:
    """Collects over any pile of reports; memory holds what was found, not the reports."""

    def __init__(self, lexicon: Lexicon, verbs: VerbForms, ordinary: frozenset[Verb]) -> None:
        self.lexicon, self.verbs, self.ordinary = lexicon, verbs, ordinary
        self.words: defaultdict[str, Found] = defaultdict(Found)
        self.places: defaultdict[tuple[str, str], Found] = defaultdict(Found)
        self.parties: defaultdict[str, Found] = defaultdict(Found)

    def add(self, report: Report, reading: Reading) -> None:
        """Takes in one report, as the reader read it."""
        if reading.domain:
            return  # sport, markets: their words are none of ours
        words = [t.text for t in reading.tokens]
        hits = {h.first: h for h in self.lexicon.matcher.find(words)}
        covered = {n for h in hits.values() for n in range(h.first, h.last)}
        country = country_of(reading, self.lexicon)
        for sentence in reading.sentences:
            if not sentence.skipped:
                self.of_verbs(report, reading, sentence, hits, covered, country)
                self.of_places(report, sentence, country)
                self.of_parties(report, reading, sentence, hits, country)

    # Verbs -----------------------------------------------------------------------------------------------------------------------

    def of_verbs(
        self, report: Report, reading: Reading, sentence: Sentence, hits: dict[int, Hit], covered: set[int], country: str | None
    ) -> None:
        if not any(m.kind in TELLING for m in sentence.mentions):
            return
        for at in range(sentence.first, sentence.last):
            word = reading.tokens[at].text
            if at in covered or not word.isalpha() or any(m.first <= at < m.last for m in sentence.mentions):
                continue
            bare, joined = self.bare(word)
            if not (joined or self.opens(reading, sentence, at, hits)):
                continue
            verbs = [v for v, _ in self.verbs.of(bare)]
            if verbs and len(bare) >= SHORTEST and not bare.endswith(self.lexicon.feminine) and not self.ordinary.intersection(verbs):
                self.words[bare].add(bare, report.id, around(report.text, reading.tokens[at].start, reading.tokens[at].end), country)

    def bare(self, word: str) -> tuple[str, bool]:
        """A word without an attached conjunction, where a verb is left; and whether there was one."""
        for conjunction in (self.lexicon.language.get("proclitics") or {}).get("conjunction") or []:
            rest = word.removeprefix(conjunction)
            if rest != word and self.verbs.of(rest):
                return rest, True
        return word, False

    def opens(self, reading: Reading, sentence: Sentence, at: int, hits: dict[int, Hit]) -> bool:
        """Whether a word stands where a sentence or a clause begins."""
        if at == sentence.first or not reading.tokens[at - 1].text[0].isalnum():
            return True
        before = next((h for n in (at - 1, at - 2) if (h := hits.get(n)) is not None and h.last == at), None)
        return before is not None and any(r.lexeme.kind in OPENING for r in before.readings)

    def verb_groups(self) -> Iterator[Gap]:
        """Words put together under the verb that explains most of them."""
        verbs: defaultdict[Verb, set[str]] = defaultdict(set)
        for word in self.words:
            for verb, _ in self.verbs.of(word):
                verbs[verb].add(word)

        def worth(verb: Verb) -> tuple[int, int, int, Verb]:
            return (-len(verbs[verb]), -sum(self.words[w].count for w in verbs[verb]), SURE.index(verb.form), verb)

        taken: set[str] = set()
        for verb in sorted(verbs, key=worth):
            mine = sorted(verbs[verb] - taken)
            if mine and (verb.form in PLAIN or any(self.verbs.shows(w, verb) for w in mine)):
                taken.update(mine)
                yield gap_of("verb", [self.words[w] for w in mine], said=self.verbs.citation(verb), verb=verb)

    # Places and parties ----------------------------------------------------------------------------------------------------------

    def of_places(self, report: Report, sentence: Sentence, country: str | None) -> None:
        for m in sentence.mentions:
            name, kind = m.data.get("name"), m.data.get("place_kind")
            if m.kind == "place" and name and kind and not m.data.get("candidates") and not m.data.get("back"):
                found = self.places[kind, self.lexicon.folder.fold(str(name))]
                found.head = str(kind)
                found.add(str(name), report.id, around(report.text, *m.span), country)

    def of_parties(self, report: Report, reading: Reading, sentence: Sentence, hits: dict[int, Hit], country: str | None) -> None:
        bands = [m for m in sentence.mentions if m.kind == "party" and m.data.get("party") == FACTIONS and m.data.get("unit")]
        known = [m for m in sentence.mentions if m.kind in ("party", "place", "source") and m not in bands]  # no entry has them
        for at in range(sentence.first, sentence.last):
            hit = hits.get(at)
            kinds = {r.lexeme.data.get("kind") for r in hit.readings if r.lexeme.kind == "party_head"} if hit is not None else set()
            if hit is None or not kinds & HEADED or any(m.first <= at < m.last and m.kind != "person" for m in known):
                continue
            end = self.name_end(reading, sentence, hit.last, hits, known)
            if end == hit.last:
                continue
            first, last = reading.tokens[hit.first], reading.tokens[end - 1]
            said = report.text[first.start : last.end]
            found = self.parties[" ".join(t.text for t in reading.tokens[hit.first : end])]
            found.add(said, report.id, around(report.text, first.start, last.end), country)

    def name_end(self, reading: Reading, sentence: Sentence, at: int, hits: dict[int, Hit], known: Iterable[Mention]) -> int:
        """Where the name after a party's head ends; where it begins, if there is none: its first word must be no word that is known."""
        end = at
        while end < min(at + NAME_WORDS, sentence.last):
            hit = hits.get(end)
            kinds = {r.lexeme.kind for r in hit.readings} if hit is not None else set()
            if not reading.tokens[end].text.isalpha() or kinds & ENDS or any(m.first <= end < m.last for m in known):
                break
            if end == at and kinds:
                break  # قوات الأمن, جماعة مسلحة: told by known words
            end += 1
        return end

    def ranked(self, kinds: Iterable[Kind] = KINDS, least: int = 2) -> list[Gap]:
        """What was found, the most frequent first. `least`: what comes more seldom is left out."""
        made: list[Gap] = []
        if "verb" in kinds:
            made += self.verb_groups()
        if "place" in kinds:
            made += [gap_of("place", [f]) for f in self.places.values()]
        if "party" in kinds:
            made += [gap_of("party", [f]) for f in self.parties.values()]
        return sorted((g for g in made if g.times >= least), key=lambda g: (-g.times, -g.reports, g.kind, g.said))


def gap_of(kind: Kind, found: list[Found], said: str | None = None, verb: Verb | None = None) -> Gap:
    forms: Counter[str] = Counter()
    countries: Counter[str] = Counter()
    for one in found:
        forms += one.forms
        countries += one.countries
    order = [form for form, _ in sorted(forms.items(), key=lambda x: (-x[1], x[0]))]
    return Gap(
        kind=kind,
        said=said or order[0],
        times=forms.total(),
        reports=len(set().union(*(one.reports for one in found))),
        forms=order[:5],
        examples=[e for one in sorted(found, key=lambda f: -f.count) for e in one.examples][:EXAMPLES],
        country=min(countries, key=lambda c: (-countries[c], c)) if countries else None,
        verb=verb,
        head=next((one.head for one in found if one.head), None),
    )


def country_of(reading: Reading, lexicon: Lexicon) -> str | None:
    """The country of most of the places that a report names and that lie in one country alone."""
    seen: Counter[str] = Counter()
    for sentence in reading.sentences:
        for m in sentence.mentions:
            countries = {lexicon.places[n].get("country") for n in m.data.get("candidates") or ()} if m.kind == "place" else set()
            if len(countries) == 1:
                seen[str(countries.pop())] += 1
    return min(seen, key=lambda c: (-seen[c], c)) if seen else None


def around(text: str, start: int, end: int) -> str:
    """The words with some letters on either side, cut at spaces, on one line."""
    left, right = max(0, start - AROUND), min(len(text), end + AROUND)
    left = text.find(" ", left, start) + 1 if left and text.find(" ", left, start) >= 0 else left
    cut = text.rfind(" ", end, right)
    right = cut if right < len(text) and cut > end else right
    return " ".join(text[left:right].split())


def entry_of(gap: Gap) -> dict[str, Any]:
    """An entry to edit, as its data file has it; what only a person can say stands as `?`."""
    if gap.verb is not None:
        form: str | int = int(gap.verb.form) if gap.verb.form.isdecimal() else gap.verb.form
        examples = [{"text": e, "type": "?"} for e in gap.examples[:1]]
        told = {"verb": gap.said, "root": gap.verb.root, "form": form, "type": "?", "frame": "attack", "examples": examples}
        return {"id": f"own_{gap.said}", **told}
    if gap.kind == "place":
        told = {"kind": gap.head or "?", "ar": gap.said, "en": "?", "lat": "?", "lon": "?", "country": gap.country or "?", "source": "?"}
        return {"id": "rasid:?", **told}
    names = {"en": "?", "ar": gap.said}
    return {"id": "?", "names": names, "aliases": {"ar": gap.forms[1:], "en": []}, "kind": "?", "country": gap.country, "parent": None}
