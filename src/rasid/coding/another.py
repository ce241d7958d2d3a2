"""Words around an event's by which it is another than the one told before: أيضا، ردا على ذلك، في حادث آخر."""

from __future__ import annotations

import itertools

from rasid.coding.draft import Draft
from rasid.lexicon import Lexicon
from rasid.model import Reading, Sentence

AROUND = 3  # words
TURN = 5  # words that open a sentence: وعلى صعيد آخر، وفي وقت سابق من يوم الخميس
BEYOND = 6  # words from an event's to the places that it took or wrecked
OF_GROUND = frozenset(("territory_gain", "restriction", "property_destruction", "withdrawal"))  # what is done to places and things


def is_another(draft: Draft, reading: Reading, lexicon: Lexicon) -> bool:
    """وفي البلدة أيضا اختطفوا …، السيطرة على حيين آخرين: whether an event's sentence says that it is none told before."""
    sentence, words = reading.sentences[draft.sentence], draft.head.mention
    start, end = sentence.first, sentence.last
    carrier = draft.head.carrier.mention.first if draft.head.carrier is not None else words.first
    first, last = min(words.first, carrier), words.last

    def of(low: int, high: int) -> list[str]:
        return [t.text for t in reading.tokens[max(low, start) : min(high, end)]]

    if opens_another(sentence, reading, lexicon) or replies(draft):
        return True
    if draft.type in OF_GROUND and not lexicon.folded("other_ones").isdisjoint(of(last, last + BEYOND)):
        return True
    if not lexicon.folded("answers").isdisjoint(of(start, min(start + AROUND, first - 2))):  # not ردا على الهجوم: that was told before
        return True
    return not lexicon.folded("once_more").isdisjoint([*of(first - AROUND, first), *of(last, last + AROUND)])


def opens_another(sentence: Sentence, reading: Reading, lexicon: Lexicon) -> bool:
    """وفي سياق آخر، في حادث منفصل: whether a sentence begins with words that turn from what was told."""
    opening = [t.text for t in reading.tokens[sentence.first : min(sentence.first + AROUND + 1, sentence.last)]]
    return side_by_side(opening, lexicon.folded("matters"), lexicon.folded("other_ones"))


def side_by_side(words: list[str], ones: frozenset[str], others: frozenset[str]) -> bool:
    """Whether one of some words stands right before one of others (عقب + الانفجار)."""
    return not ones.isdisjoint(words) and any(one in ones and two in others for one, two in itertools.pairwise(words))


def turns(draft: Draft, reading: Reading, lexicon: Lexicon) -> bool:
    """وفي سياق متصل، في غضون ذلك: whether its sentence opens by turning to other news, which may yet be of what was told."""
    sentence = reading.sentences[draft.sentence]
    opening = f" {' '.join(t.text for t in reading.tokens[sentence.first : min(sentence.first + TURN, draft.head.mention.first)])} "
    return any(f" {words} " in opening for words in lexicon.folded("turning"))


def replies(draft: Draft) -> bool:
    """ردوا بقصف مواقعهم: whether the verb of an act, or the one that carries it, says that it answers another."""
    return any(h is not None and bool(h.data.get("reply")) for h in (draft.head, draft.head.carrier))
