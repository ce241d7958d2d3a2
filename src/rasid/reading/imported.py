"""Names of places that the automaton does not have: those that the user imported, too many for it, and our names as some spell them.

They are looked up where a name can stand.
"""

from __future__ import annotations

from collections.abc import Iterator
from operator import attrgetter

from msgspec.structs import replace

from rasid.lexicon import Clitics, Hit, Lexeme, Lexicon
from rasid.lexicon import Sense as Form
from rasid.lexicon.matcher import Reading as Sense
from rasid.lexicon.matcher import hit_of
from rasid.lexicon.places import Index
from rasid.lexicon.remembered import kept_with

NAME_WORDS = 3  # longer ones are nearly all written with a noun before them, and their end alone is looked up too
NAMES_KEPT = 1 << 14  # stretches of words that are remembered with what they name, most of them nothing
LEAST = 3  # letters of a name of one word
VARIANT_LEAST = 5  # … of one that only comes near to a name of ours, which also has its article or a noun for places before it


def with_imported(hits: list[Hit], words: list[str], lexicon: Lexicon) -> list[Hit]:
    """The hits of a report with the imported places of the names that it has, and with names that only the import knows.

    Of these, one is looked for about every word that nothing else knows. Many a village is called by an everyday word: a name of one word
    is told `headed`, and needs a noun that heads it, or a place near it in the same report.
    """
    if not lexicon.places.more:
        return hits
    joined = hits
    if lexicon.places.index is not None:
        joined = [with_namesakes(h, lexicon) if "place" in h.kinds else h for h in hits]
    at = {h.first: h for h in joined}
    for h in joined:
        if h.last - h.first > 1:
            at.update(dict.fromkeys(range(h.first, h.last), h))
    found: list[Hit] = []
    done = 0
    for n, word in enumerate(words):
        if n < done or n in at or not word.isalpha():
            continue
        hit = new_name(n, done, at, words, lexicon)
        if hit is not None:
            found.append(hit)
            done = hit.last
    if not found:
        return joined
    covered = {n for h in found for n in range(h.first, h.last)}
    return sorted([*(h for h in joined if covered.isdisjoint(range(h.first, h.last))), *found], key=attrgetter("first"))


def with_namesakes(hit: Hit, lexicon: Lexicon) -> Hit:
    """A hit whose places have the imported coordinates where they are the same, and know of the imported places of the same name."""
    return hit_of(hit.first, hit.last, tuple(namesake(r, lexicon) if r.lexeme.kind == "place" else r for r in hit.readings))


def namesake(reading: Sense, lexicon: Lexicon) -> Sense:
    own, more = lexicon.places.joined(reading.lexeme.data["places"], reading.lexeme.id)
    return replace(reading, lexeme=replace(reading.lexeme, data={**reading.lexeme.data, "places": own, "more": more}))


def new_name(unknown: int, low: int, at: dict[int, Hit], words: list[str], lexicon: Lexicon) -> Hit | None:
    """The longest name that has an unknown word in it, of those the one that starts first."""
    begin, end, farthest = unknown, unknown + 1, max(low, unknown - NAME_WORDS + 1)
    while begin > farthest and may_be_in(begin - 1, at, words):
        begin -= 1
    starts = []
    for n in range(begin, unknown + 1):
        if may_stand(n, at, words, lexicon):
            starts.append(n)
    if not starts:
        return None
    farthest = min(len(words), unknown + NAME_WORDS)
    while end < farthest and may_be_in(end, at, words):
        end += 1
    for size in range(NAME_WORDS, 0, -1):
        for first in starts:
            last = first + size
            if last <= unknown or last > end:
                continue
            reading = read_name(lexicon, tuple(words[first:last]), named_place(at.get(first - 1), lexicon), lexicon.places.index)
            if reading is not None:
                return hit_of(first, last, (reading,))
    return None


def may_be_in(n: int, at: dict[int, Hit], words: list[str]) -> bool:
    """Whether a word can be part of a name: letters, of no name or phrase known, and no word that steers the reading."""
    if n not in at:
        return words[n].isalpha()
    hit = at[n]
    return hit.last - hit.first == 1 and STEERING.isdisjoint(hit.kinds) and words[n].isalpha()


def named_place(before: Hit | None, lexicon: Lexicon) -> bool:
    """Whether the word before a name is a noun that heads names of places."""
    return before is not None and "place_head" in before.kinds


def may_stand(first: int, at: dict[int, Hit], words: list[str], lexicon: Lexicon) -> bool:
    """Whether a name can start at a word: after a noun for places, a preposition, a side or a place, or with a clitic that means so."""
    word = words[first]
    if word in lexicon.name_starts or first == 0:
        return True
    before = at.get(first - 1)
    if before is not None and not LEADING.isdisjoint(before.kinds):
        return True
    if words[first - 1] in lexicon.direction_words:
        return True
    return len(word) > LEAST and word[0] in lexicon.matcher.openings and word[:1] in lexicon.matcher.table["name"]


LEADING = frozenset(("place_head", "preposition", "place"))
STEERING = frozenset(("preposition", "connective", "cue", "stop", "speech", "time", "number", "demonym", "party"))


@kept_with(NAMES_KEPT)
def read_name(lexicon: Lexicon, words: tuple[str, ...], typed: bool, _index: Index | None) -> Sense | None:
    """The reading of words as an imported name, with the clitics before it. What is remembered holds for the index that is attached."""
    for name, clitics in ways(words[0], lexicon):
        whole = " ".join((name, *words[1:]))
        if len(whole) < LEAST:
            continue
        rows = lexicon.places.named(whole, typed)
        if rows:
            own = rows[0] < len(lexicon.places.own)
            if own and len(words) == 1 and (len(name) < VARIANT_LEAST or not (typed or name.startswith(lexicon.matcher_article or "\0"))):
                continue  # كانا is no place
            data = {"places": list(rows), "weak": own or len(words) == 1, "headed": len(words) == 1, "variant": own}
            return Sense(Lexeme("place", whole, data), Form(-1, "name"), clitics, "")
    return None


def ways(word: str, lexicon: Lexicon) -> Iterator[tuple[str, Clitics]]:
    """A word as it is, then without what may be clitics before it."""
    yield word, Clitics()
    table, article = lexicon.matcher.table, lexicon.matcher_article
    for left, clitics in table["contracted"].items() if "contracted" in table else ():
        if word.startswith(left):
            yield article + word[len(left) :], Clitics(clitics.conjunction, clitics.preposition)
    for left, clitics in table["name"].items():
        if left and word.startswith(left) and len(word) - len(left) >= LEAST:
            yield word[len(left) :], clitics
