"""One sentence under the reader's finger: its words, the hits on them, and small questions about what stands where."""

from __future__ import annotations

from itertools import chain
from operator import attrgetter

from msgspec.structs import replace

from rasid.lexicon import Hit, Lexicon
from rasid.lexicon.matcher import Reading as Sense
from rasid.model import Mention, Token

FINITE = ("pf", "im")
COMMA = "،"
COMMAS = frozenset((COMMA, ","))
FOR = "ل"  # the clitic of belonging, as written
AND = "و"  # the clitic that joins
BRACKETED = 12  # words of an aside in brackets, either way from a word in it
DATELINE_WORDS = 9  # a town and an agency in brackets: (أ ف ب) is six words

LONGER = 2  # words by which a name may be longer than one that ends within it


TELLING = frozenset(("trigger", "speech"))  # kinds of entries whose verbs tell an event or report speech


TEXT = attrgetter("text")


class Words(dict[int, str]):
    """The words of a line by their places."""

    def __missing__(self, at: int) -> str:
        return ""


class Within(dict[int, Hit | None]):
    """The hits at the words of a line, None where there is none that ends in it; before the line, what stands there."""

    def __init__(self, hits: dict[int, Hit], last: int) -> None:
        self.hits, self.last = hits, last

    def __missing__(self, at: int) -> Hit | None:
        hit = self.hits.get(at)
        return hit if hit is not None and hit.last <= self.last else None


class Line:
    """The words first..last of a report with the lexicon's hits. Positions are word numbers in the report."""

    def __init__(
        self, tokens: list[Token], hits: dict[int, Hit], first: int, last: int, lexicon: Lexicon, year: int | None, text: str = ""
    ) -> None:
        self.tokens, self.hits, self.first, self.last = tokens, hits, first, last
        self.lexicon, self.year, self.text = lexicon, year, text
        # The hit at a word, and the first reading of each kind of every hit that lies within the line.
        self.within = Within(hits, last)
        self.hit = self.within.__getitem__
        self.kinds: dict[int, dict[str, Sense]] = {}
        for at in range(first, last):
            if at in hits and (hit := hits[at]).last <= last:
                self.within[at], self.kinds[at] = hit, hit.kinds
            else:
                self.within[at] = None
        # The word at a place; "" before and after the line. Asked for at every turn, so it is the look-up itself.
        self.texts = Words(zip(range(first, last), map(TEXT, tokens[first:last]), strict=True))
        self.word = self.texts.__getitem__
        self.finite: dict[int, bool] | None = None
        self.joining: list[int] | None = None
        self.commas: list[int] | None = None
        self.bare: dict[str, list[int]] | None = None
        self.any_bare: frozenset[str] | None = None
        self.words: frozenset[str] | None = None
        self.joined: str | None = None
        self.names: dict[str, Mention] = {}  # last names that the report told with an office before this line
        self.consumed: dict[int, str] = {}  # words that belong to a verb before them, and the type it tells

    def sense(self, at: int, kind: str) -> Sense | None:
        """The first reading of the hit at a word that is of a kind."""
        return self.kinds[at].get(kind) if at in self.kinds else None

    def first_of(self, at: int, kinds: tuple[str, ...]) -> Sense | None:
        """The first reading of the hit at a word that is of the first of these kinds that it has."""
        if at in self.kinds:
            by_kind = self.kinds[at]
            for kind in kinds:
                if kind in by_kind:
                    return by_kind[kind]
        return None

    def verbs(self) -> dict[int, bool]:
        """Where a finite verb stands that tells an event or reports speech, and whether it is joined to what is before it."""
        if self.finite is None:
            self.finite = {}
            for at in range(self.first, self.last):
                if at in self.hits and not TELLING.isdisjoint((hit := self.hits[at]).kinds):
                    for s in hit.readings:
                        if s.lexeme.kind in TELLING and s.sense.pos in FINITE:
                            self.finite[at] = self.finite.get(at, False) or bool(s.clitics.conjunction)
        return self.finite

    def joined_verbs(self) -> list[int]:
        """Where those of these verbs stand that are joined to what is before them."""
        if self.joining is None:
            self.joining = [at for at, joined in self.verbs().items() if joined]
        return self.joining

    def commas_in(self, low: int, high: int) -> int:
        """How many commas stand in the words low..high."""
        if self.commas is None:
            self.commas = [at for at, word in self.texts.items() if word == COMMA]
        found = 0
        for at in self.commas:
            if low <= at < high:
                found += 1
        return found

    def tells(self, phrases: frozenset[str]) -> bool:
        """Whether one of these phrases stands anywhere in the line."""
        if self.joined is None:
            self.joined = f" {' '.join(self.texts.values())} "
        for phrase in phrases:
            if phrase in self.joined:
                return True
        return False

    def has(self, words: frozenset[str]) -> bool:
        """Whether one of these words stands anywhere in the line, as it is."""
        if self.words is None:
            self.words = frozenset(self.texts.values())
        return not words.isdisjoint(self.words)

    def where(self, words: frozenset[str]) -> list[int]:
        """Where one of these words stands, as it is or with clitics before it."""
        stripped = self.lexicon.matcher.stripped
        if self.any_bare is None:
            self.any_bare = frozenset(chain.from_iterable(map(stripped, self.texts.values())))
        if words.isdisjoint(self.any_bare):  # of two sets: it goes over the smaller one
            return []
        if self.bare is None:
            self.bare = {}
            for at, text in self.texts.items():
                for word in stripped(text):
                    self.bare.setdefault(word, []).append(at)
        found = []
        for word in words & self.any_bare:
            found += self.bare[word]
        return found

    def raw(self, at: int) -> str:
        """A word as received, with its vowel marks."""
        return self.text[self.tokens[at].start : self.tokens[at].end]

    def ends_feminine(self, at: int) -> bool:
        """Whether a word ends as a feminine noun does and not in a pronoun that folds to the same letter (مدينة, عائده)."""
        mark, raw = self.lexicon.feminine_written, self.raw(at)
        return self.word(at).endswith(self.lexicon.feminine) and (not mark or raw.endswith(mark) or mark not in self.text)

    def end(self, at: int) -> int:
        """Where the hit at a word ends (the next word where there is none)."""
        hit = self.hit(at)
        return hit.last if hit is not None else at + 1

    def closing(self, at: int) -> int | None:
        """Where the brackets close that a word stands in: قتلى وجرحى (لم يعرف عددهم) جراء …; None outside brackets."""
        back = (self.word(n) for n in range(at - 1, max(self.first, at - BRACKETED) - 1, -1))
        if next((word for word in back if word in ("(", ")")), None) != "(":
            return None
        return next((n for n in range(at, min(self.last, at + BRACKETED)) if self.word(n) == ")"), None)

    def in_accusative(self, at: int) -> bool:
        """Whether a word of some length bears the ending of an indefinite object (قصفا، عنيفا)."""
        mark, word = str(self.lexicon.language.get("accusative") or ""), self.word(at)
        return bool(mark) and len(word) > 3 and word.endswith(mark)

    def part(self, at: int) -> None:
        """Reads the words of a hit one by one: a name of several words that is not meant as one here."""
        end = self.end(at)
        for first, last in ((at, at + 1), (at + 1, end)):
            self.forget(first)
            for hit in self.lexicon.matcher.find([self.tokens[n].text for n in range(first, last)]):
                self.take(replace(hit, first=first + hit.first, last=first + hit.last))

    def forget(self, at: int) -> None:
        """Takes a hit off a word."""
        self.hits.pop(at, None)
        self.kinds.pop(at, None)
        self.within[at] = None

    def take(self, hit: Hit) -> None:
        """Puts a hit where it begins."""
        self.hits[hit.first], self.kinds[hit.first] = hit, hit.kinds
        self.within[hit.first] = hit if hit.last <= self.last else None

    def head_apart(self, at: int) -> None:
        """منطقة درعا البلد: of a name that begins with its head (منطقة درعا) and a longer one right after it, the longer is meant."""
        whole = self.hit(at)
        if whole is None or whole.last - at < 2 or "place" not in whole.kinds:
            return
        matcher, end = self.lexicon.matcher, min(self.last, whole.last + LONGER)
        head = matcher.alone(self.tokens[at].text)
        if head is None or "place_head" not in head[1]:
            return
        name = next((h for h in matcher.find([self.tokens[n].text for n in range(at + 1, end)]) if h.first == 0), None)
        if name is None or at + 1 + name.last <= whole.last:
            return
        if "place" in name.kinds:
            for n in range(at, at + 1 + name.last):
                self.forget(n)
            for hit in (Hit(at, at + 1, *head), replace(name, first=at + 1, last=at + 1 + name.last)):
                self.take(hit)

    def owned(self, at: int) -> bool:
        """Whether a word is a noun whose owner is told, by a pronoun of two letters, and whose phrase ends there.

        في صفوفها سبعة قتلى; not أثناء رعيهما الأغنام, where a definite object follows.
        """
        word, pronouns = self.word(at), self.lexicon.language.get("pronouns") or {}
        return len(word) > 4 and word.endswith(tuple(p for p in pronouns if len(p) > 1)) and not self.article(at + 1)

    def folds_since(self, word: str) -> bool:
        """True for the word that dates a beginning (منذ) and not a single moment (قبل)."""
        ago = self.lexicon.grammar["times"].get("ago") or []
        return len(ago) > 1 and word.endswith(self.lexicon.folder.fold(ago[1]))

    def article(self, at: int) -> bool:
        """Whether a word has the definite article, clitics before it aside."""
        return bool(self.lexicon.matcher_article) and self.word(at).startswith(self.lexicon.matcher_article)

    def span(self, first: int, last: int) -> tuple[int, int]:
        return self.tokens[first].start, self.tokens[last - 1].end

    def mention(
        self,
        kind: str,
        first: int,
        last: int,
        head: int | None = None,
        *,
        sense: Sense | None = None,
        prep: str | None = None,
        conj: bool = False,
        **data,
    ) -> Mention:
        """A mention over words first..last; prefixes of `sense` give its conjunction, article and attached pronoun."""
        span = self.tokens[first].start, self.tokens[last - 1].end
        head = first if head is None else head
        if sense is None:
            return Mention(kind=kind, first=first, last=last, head=head, span=span, prep=prep or None, conj=conj, data=data)
        clitics = sense.clitics
        if not prep:
            prep = self.lexicon.grammar["clitic_prepositions"].get(clitics.preposition) if clitics.preposition else None
        return Mention(
            kind=kind,
            first=first,
            last=last,
            head=head,
            span=span,
            prep=prep,
            conj=conj or bool(clitics.conjunction),
            definite=bool(clitics.article),
            pronoun=sense.pronoun,
            entries=(sense.lexeme.id,),
            data=data,
        )


def mark(line: Line, at: int, word: str) -> str:
    """What a sign opens: a dash inside a sentence is a comma (طريق دمشق - السويداء), after a dateline a break."""
    dateline = at - line.first <= 4
    if not dateline and word == "-" and at - line.first <= DATELINE_WORDS:  # بيروت (ا ف ب) -, رام الله 6-8-2024 وفا-
        dateline = line.word(at - 1) == ")" or line.sense(at - 1, "source") is not None
    cause = line.sense(at + 1, "preposition") if word in ("؛", ";") else None
    if word in ("،", ",") or (word == "-" and not dateline) or (cause is not None and cause.lexeme.id == "cause"):
        return "comma"
    return "colon" if word == ":" else "break"
