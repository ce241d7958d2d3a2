"""The reader: one report in, its words, sentences and mentions out."""

from __future__ import annotations

import re

from rasid.lexicon import Hit, Lexicon
from rasid.lexicon.matcher import hit_of
from rasid.model import Mention, Reading, Report, Sentence, Token
from rasid.reading.around import with_neighbours
from rasid.reading.context import told_by
from rasid.reading.domains import foreign_domain
from rasid.reading.imported import with_imported
from rasid.reading.phrases import PhraseReader
from rasid.reading.speakers import learn_names
from rasid.reading.tokenise import sentences, tokenise
from rasid.reading.understood import with_understood

LONGEST = 300  # letters of a title; what is longer is no title
NAMED = frozenset(("party", "source"))  # kinds of entries that have short names
KNOWN = 2000  # titles and outlets kept


class Reader:
    """Reads reports of one language. Keeps between reports what the names of outlets say, and nothing else."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.phrases = PhraseReader(lexicon)
        patterns = lexicon.grammar["boilerplate"]
        self.known: dict[str, list[Mention]] = {}
        # Of lines of furniture, nearly all patterns are about how they begin.
        furniture = re.compile("|".join(f"(?:{p})" for p in patterns)) if patterns else None
        self.boilerplate = furniture and (furniture.match if all(p.startswith("^") for p in patterns) else furniture.search)

    def read(self, report: Report) -> Reading:
        """Words, sentences and mentions of a report. Never fails on any text."""
        tokens = tokenise(report.text, self.lexicon)
        words = [t.text for t in tokens]
        hits = with_imported(self.as_written(self.lexicon.matcher.find(words), tokens, report.text), words, self.lexicon)
        by_word = {h.first: h for h in with_neighbours(self.without_short(hits, words), tokens, report.text, self.lexicon)}
        day = report.published_date
        year = day.year if day else None
        found = []
        names: dict[str, Mention] = {}
        for number, (first, last, paragraph, heading) in enumerate(sentences(tokens, report.text)):
            span = (tokens[first].start, tokens[last - 1].end)
            skipped = "page furniture" if self.is_furniture(words[first:last]) else None
            mentions = [] if skipped else self.phrases.read(tokens, by_word, first, last, year, report.text, names)
            learn_names(tokens, by_word, last, mentions, self.lexicon, names)
            mentions = with_understood(mentions, self.lexicon)
            found.append(
                Sentence(
                    number=number,
                    first=first,
                    last=last,
                    span=span,
                    paragraph=paragraph,
                    heading=heading,
                    skipped=skipped,
                    mentions=mentions,
                )
            )
        domain = foreign_domain(words, found, self.lexicon)
        context = [m for words in (report.title, report.outlet) if words and words not in report.text for m in self.heard(words)]
        return Reading(report_id=report.id, text=report.text, tokens=tokens, sentences=found, domain=domain, context=context)

    def heard(self, words: str) -> list[Mention]:
        """What a title or an outlet's name says of where the report plays; kept, as outlets come again."""
        if words not in self.known:
            if len(self.known) >= KNOWN:
                self.known.clear()
            read = self.read(Report(id="", text=words[:LONGEST]))
            self.known[words] = told_by([m for s in read.sentences for m in s.mentions], words[:LONGEST], self.lexicon)
        return self.known[words]

    def as_written(self, hits: list[Hit], tokens: list[Token], text: str) -> list[Hit]:
        """The hits without readings of a pronoun where the word is written with the ending of a noun: قتلة are killers, no قتله."""
        mark, ending = self.lexicon.feminine_written, self.lexicon.feminine or ""
        if not mark:
            return hits
        otherwise: dict[int, Hit | None] = {}
        for hit in hits:
            if hit.pronouns and (word := tokens[hit.last - 1]).text.endswith(ending) and text[word.start : word.end].endswith(mark):
                readings = tuple(r for r in hit.readings if not r.pronoun)
                otherwise[hit.first] = hit_of(hit.first, hit.last, readings) if readings else None
        if not otherwise:
            return hits
        return [h for hit in hits if (h := otherwise.get(hit.first, hit)) is not None]

    def without_short(self, hits: list[Hit], words: list[str]) -> list[Hit]:
        """Takes a party's short name, which is a word too (القاعدة), for the party only where the report also names it in full."""
        parties = [r.lexeme for h in hits if "party" in h.kinds for r in h.readings if r.lexeme.kind == "party"]
        named = {p.id for p in parties if not p.data.get("short")}
        known = {p.id for p in parties if p.data.get("short") and any(self.lexicon.parties.kin(p.id, n) for n in named)}
        article = self.lexicon.matcher_article or "\0"
        kept = []
        for hit in hits if len(named) < len(parties) else []:
            if NAMED.isdisjoint(hit.kinds) or not any(r.lexeme.data.get("short") for r in hit.readings):
                kept.append(hit)
                continue
            after = words[hit.last] if hit.last < len(words) else ""
            short = hit.last == hit.first + 1 and not after.startswith(article)  # القاعدة الجوية: the word it is
            readings = tuple(r for r in hit.readings if not r.lexeme.data.get("short") or (short and r.lexeme.id in known))
            if readings:
                kept.append(hit_of(hit.first, hit.last, readings))
        return kept if len(named) < len(parties) else hits

    def is_furniture(self, words: list[str]) -> bool:
        return bool(self.boilerplate and len(words) < 25 and self.boilerplate(" ".join(words)))


def quote(text: str, tokens: list[Token], first: int, last: int) -> str:
    """The words first..last of a report as received."""
    return text[tokens[first].start : tokens[last - 1].end]
