"""What a person asks for in words, understood: phrases, OR, minus, prefixes, and words mistyped; and the same as each database wants it.

    قصف حلب        both words          "قصف مدفعي"    these words one after another
    قصف OR غارة    one or both         قصف*           words that begin so
    قصف -حلب       without a word

A word stands for its forms with article, particles and attached pronouns. One that no report and no event has is taken for the nearest
words that some has, and `Asked.notes` says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

import msgspec
import sqlalchemy as sa
from sqlalchemy import Connection

from rasid.model import UsageError
from rasid.model.worded import worded
from rasid.store.indexing import stale
from rasid.store.schema import searched_words
from rasid.store.scope import is_seen_whole
from rasid.store.words import WORD, Words, asking_words

PART = re.compile(r'(-?)(?:"([^"]*)("|$)|(\S+))')
QUOTES = dict.fromkeys(map(ord, "“”„‟«»＂"), '"')
EITHER = {"OR", "|"}
WORDS_MOST = 32  # of one question: more is a text pasted by mistake
FORMS_MOST = 60  # forms of one word that are asked for
PHRASE_FORMS = 12  # forms of a phrase's first word: a particle stands before it alone
NEAREST = 3  # words taken for a mistyped one
PREFIX_LEAST = 2  # letters of a prefix: one letter begins a tenth of all words


class Part(msgspec.Struct, frozen=True):
    """What must stand (or must not): one of `phrases`, each a row of words one after another; `prefix`: the last is a beginning."""

    phrases: list[list[str]]
    prefix: bool = False


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """A question understood: of each group of `wanted` one part must stand, none of `unwanted` may."""

    text: str
    wanted: list[list[Part]]
    unwanted: list[Part] = []
    notes: list[str] = []

    def marks(self) -> tuple[frozenset[str], tuple[str, ...]]:
        """The words, and the beginnings of words, that a snippet shows."""
        parts = [part for group in self.wanted for part in group]
        whole = {word for p in parts for phrase in p.phrases for word in (phrase[:-1] if p.prefix else phrase)}
        return frozenset(whole), tuple({phrase[-1] for p in parts if p.prefix for phrase in p.phrases})


def understand(connection: Connection, text: str, words: Words | None = None) -> Asked:
    """What `text` asks for. Raises UsageError where it asks for nothing that can be found."""
    asker = Asker(connection, words or asking_words())
    wanted: list[list[Part]] = []
    unwanted: list[Part] = []
    joins = False
    found = PART.findall(text.translate(QUOTES))
    if len(found) > WORDS_MOST:
        raise UsageError(
            worded("a search has at most {words_most} words.", words_most=WORDS_MOST), where="search", hint="Ask for the few that matter."
        )
    for minus, phrase, _, word in found:
        if not minus and word in EITHER:
            joins = bool(wanted)
            continue
        parts = asker.parts(phrase, word)
        if minus:
            unwanted += parts
        elif joins and parts:
            wanted[-1] += parts
        else:
            wanted += [[part] for part in parts]
        joins = False
    if not wanted:
        what = "a search needs at least one word that is to stand there." if unwanted else "there is no word in this search."
        raise UsageError(what, where=text.strip() or "search", hint='As in: قصف حلب, "قصف مدفعي", قصف OR غارة, قصف*, قصف -حلب.')
    notes = [*asker.notes, *(["words are kept by older rules; `rasid reindex` makes them anew."] if stale(connection) else [])]
    return Asked(text=text, wanted=wanted, unwanted=unwanted, notes=notes)


class Asker:
    """Turns what stands between spaces or quotes into parts, looking words up in the vocabulary."""

    def __init__(self, connection: Connection, words: Words) -> None:
        self.connection, self.words = connection, words
        self.notes: list[str] = []

    def parts(self, phrase: str, word: str) -> list[Part]:
        if phrase:
            made = self.phrase(self.folded(phrase))
            return [made] if made else []
        prefix = word.endswith("*")
        pieces = self.folded(word)
        if not pieces:
            return []
        if prefix:
            base = self.words.base(pieces[-1])
            if len(base) < PREFIX_LEAST:
                raise UsageError(
                    worded("a beginning of a word has at least {prefix_least} letters.", prefix_least=PREFIX_LEAST), where=word
                )
            return [Part([[*map(self.words.base, pieces[:-1]), base]], prefix=True)]
        if len(pieces) > 1:  # written together with signs between: كوباني/عين العرب, 12-3
            made = self.phrase(pieces)
            return [made] if made else []
        return [Part([[form] for form in self.forms(pieces[0], word)])]

    def folded(self, text: str) -> list[str]:
        return WORD.findall(self.words.folder.fold(text))

    def phrase(self, pieces: list[str]) -> Part | None:
        if not pieces:
            return None
        first = self.forms(pieces[0], pieces[0])[:PHRASE_FORMS]
        rest = [self.words.base(piece) for piece in pieces[1:]]
        return Part([[form, *rest] for form in first])

    def forms(self, folded: str, typed: str) -> list[str]:
        """The forms of a word that stand somewhere; of the nearest words where none does."""
        spread = self.words.spread(folded)
        known = self.known(spread)
        if known:
            return [form for form in spread if form in known][:FORMS_MOST]
        near = nearest(self.connection, spread[0])
        if not near:
            return spread[:1]
        said = ", ".join(f"«{word}»" for word in near)
        self.notes.append(f"«{typed}» stands nowhere; {said} was asked for instead.")
        spread = [form for word in near for form in self.words.spread(word)]
        known = self.known(spread)
        return [form for form in dict.fromkeys(spread) if form in known][:FORMS_MOST]

    def known(self, forms: Iterable[str]) -> set[str]:
        query = sa.select(searched_words.c.word).where(searched_words.c.word.in_(list(forms)))
        found = set(self.connection.execute(query).scalars())
        return found if is_seen_whole(self.connection) else {word for word in found if seen_to_stand(self.connection, word)}


def seen_to_stand(connection: Connection, word: str) -> bool:
    """Whether a word of the vocabulary stands in what can be seen on this connection: it may be that of a hidden report alone."""
    for what in ("reports", "events"):
        if connection.dialect.name == "sqlite":
            hidden = f"SELECT rank FROM unseen_{what} WHERE rank IS NOT NULL"
            query = f"SELECT 1 FROM {what}_text WHERE {what}_text MATCH ? AND rowid NOT IN ({hidden}) LIMIT 1"
            found = connection.exec_driver_sql(query, (f'"{word}"',)).first()
        else:
            query = f"SELECT 1 FROM searched_{what} WHERE words @@ CAST(%s AS tsquery) LIMIT 1"
            found = connection.exec_driver_sql(query, (f"'{word}'",)).first()
        if found is not None:
            return True
    return False


def nearest(connection: Connection, word: str) -> list[str]:
    """Words of the vocabulary a letter off (two, of eight letters and more) that share its first or its last half with it."""
    from rapidfuzz.distance import OSA

    if len(word) < 3 or word.isdigit():
        return []
    most = 1 if len(word) < 8 else 2
    half = len(word) // 2
    v = searched_words.c
    head, tail = word[:half], word[::-1][: len(word) - half - most + 1] or word[-1]
    # With one letter wrong, one of the halves is whole; with letters swapped or lost in the middle a letter of each is spared.
    likely = sa.or_(begins(v.word, head[: max(1, half - 1)]), begins(v.backwards, tail[: max(1, half - 1)]))
    sized = sa.func.length(v.word).between(len(word) - most, len(word) + most)
    found: list[tuple[int, str]] = []
    for other in connection.execute(sa.select(v.word).where(likely, sized)).scalars():
        distance = OSA.distance(word, other, score_cutoff=most)
        if distance <= most:
            found.append((distance, other))
    if found and not is_seen_whole(connection):
        found = [(distance, other) for distance, other in found if seen_to_stand(connection, other)]
    best = min((d for d, _ in found), default=0)
    return sorted(other for d, other in found if d == best)[:NEAREST]


def begins(column: sa.ColumnElement[str], prefix: str) -> sa.ColumnElement[bool]:
    """A comparison that an index answers on both databases."""
    return sa.and_(column >= prefix, column < prefix + "\U0010ffff")


# As the databases want it --------------------------------------------------------------------------------------------------------


def for_sqlite(asked: Asked) -> str:
    """FTS5's language. Words are letters and digits alone, each in quotes, so that none is taken for an operator."""

    def part(p: Part) -> str:
        some = [" + ".join(f'"{word}"' for word in phrase) + ("*" if p.prefix else "") for phrase in p.phrases]
        return f"({' OR '.join(some)})"

    wanted = " AND ".join(f"({' OR '.join(map(part, group))})" for group in asked.wanted)
    return f"({wanted}) NOT ({' OR '.join(map(part, asked.unwanted))})" if asked.unwanted else wanted


def for_postgres(asked: Asked) -> str:
    """A tsquery, with every word in quotes."""

    def part(p: Part) -> str:
        some = ["(" + " <-> ".join(f"'{word}'" for word in phrase) + (":*" if p.prefix else "") + ")" for phrase in p.phrases]
        return f"({' | '.join(some)})"

    wanted = " & ".join(f"({' | '.join(map(part, group))})" for group in asked.wanted)
    return f"({wanted}) & !({' | '.join(map(part, asked.unwanted))})" if asked.unwanted else wanted
