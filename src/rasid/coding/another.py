"""Words around an event's by which it is another than the one told before: أيضا، ردا على ذلك، في حادث آخر."""

from __future__ import annotations

import itertools

from rasid.coding.draft import Draft
from rasid.lexicon import Lexicon
from rasid.model import Reading, Sentence

AROUND = 3  # words
TURN = 5  # words that open a sentence: وعلى صعيد آخر، وفي وقت سابق من يوم الخميس
AFTER_WORDS = 4  # words from «after» to hours: بعد أقل من نصف ساعة
BEYOND = 6  # words from an event's to the places that it took or wrecked
OF_GROUND = frozenset(("territory_gain", "restriction", "property_destruction", "withdrawal"))  # what is done to places and things


class Said:
    """The words of a sentence, and what they say that is asked of each of its acts; most of it is said by few sentences."""

    __slots__ = ("answers", "beyond", "of_others", "once_more", "scattered", "turned_from", "turning", "words")

    def __init__(self, sentence: Sentence, reading: Reading, lexicon: Lexicon) -> None:
        self.beyond = [t.text for t in reading.tokens[sentence.first : sentence.last + 1]]  # with the word after its last
        self.words = self.beyond[: sentence.last - sentence.first]
        told = frozenset(self.beyond)
        other_ones = lexicon.folded("other_ones")
        self.of_others = not other_ones.isdisjoint(told)  # another, other
        # وفي سياق آخر، في حادث منفصل: words that turn from what was told
        self.turned_from = self.of_others and side_by_side(self.words[: AROUND + 1], lexicon.folded("matters"), other_ones)
        self.once_more = not lexicon.folded("once_more").isdisjoint(told)
        self.answers = not lexicon.folded("answers").isdisjoint(self.words[:AROUND])
        self.turning = not lexicon.turning_starts.isdisjoint(self.words[:TURN])
        # هجومين منفصلين، طال القصف مناطق عدة: whether acts are told as several, each elsewhere
        self.scattered = not lexicon.folded("scattered").isdisjoint(self.words) or side_by_side(
            self.words, lexicon.folded("spots"), lexicon.folded("many_spots")
        )


def is_another(draft: Draft, sentence: Said, reading: Reading, lexicon: Lexicon) -> bool:
    """وفي البلدة أيضا اختطفوا …، السيطرة على حيين آخرين: whether an event's sentence says that it is none told before."""
    if sentence.turned_from or replies(draft):
        return True
    said, words, begin = sentence.words, draft.head.mention, reading.sentences[draft.sentence].first
    start = words.first - begin
    carrier = draft.head.carrier.mention.first - begin if draft.head.carrier is not None else start
    first, last = max(0, min(start, carrier)), max(0, words.last - begin)  # a head carried over stands in a sentence before
    if draft.type in OF_GROUND and sentence.of_others and not lexicon.folded("other_ones").isdisjoint(said[last : last + BEYOND]):
        return True
    if (sentence.of_others and head_by_another(draft, reading, lexicon)) or told_anew(draft, reading):
        return True
    if sentence.answers and not lexicon.folded("answers").isdisjoint(said[: max(0, min(AROUND, first - 2))]):
        return True  # not ردا على الهجوم: that was told before
    if not sentence.once_more:
        return False
    once_more = lexicon.folded("once_more")
    after = [] if words.definite and not draft.head.finite else said[last : last + AROUND]  # الهجوم استهدف أيضا: what else it hit
    between = said[carrier:start] if not draft.head.finite else []  # أقدموا أيضا على مهاجمة المركبات
    return not (once_more.isdisjoint((*said[max(0, first - AROUND) : first], *between)) and once_more.isdisjoint(after))


def head_by_another(draft: Draft, reading: Reading, lexicon: Lexicon) -> bool:
    """توغلت قوة أخرى، اقتحمت دورية ثانية: whether who did it is said to be another than who did what was told before."""
    if not draft.head.finite:
        return False
    others = lexicon.folded("other_ones")
    return any(
        m.first >= draft.head.mention.last
        and not m.definite
        and m.last < len(reading.tokens)
        and not others.isdisjoint(reading.tokens[n].text for n in range(m.first, m.last + 1))
        for m in draft.get("initiator")
    )


def with_another_thing(draft: Draft, reading: Reading, lexicon: Lexicon) -> bool:
    """انفجرت عبوة ناسفة ثانية، قصفوا منزلا آخر: whether the device of an act, or what it hit, is told to be another than the one before."""
    others = lexicon.folded("another")
    told = [*draft.get("instrument"), *(m for m in draft.get("target") if m.kind == "object" and m.data.get("number") == "s")]
    return any(m.last < len(reading.tokens) and not m.definite and reading.tokens[m.last].text in others for m in told)


def on_its_day(draft: Draft, reading: Reading) -> bool:
    """والسبت استهدفت طائرة سيارة في بلدة: a sentence that opens with a day gone and its verb, with doer and place of its own."""
    head, first = draft.head, reading.sentences[draft.sentence].first
    day = next((m for m in head.times if m.first == first and m.conj and m.last == head.mention.first), None) if head.finite else None
    gone = day is not None and ("weekday" in day.data or (day.data.get("offset") or 0) < 0)
    return gone and bool(draft.get("scene")) and any(m.first >= head.mention.last for m in draft.get("initiator"))


def told_anew(draft: Draft, reading: Reading) -> bool:
    """وتوغلت القوات أمس في مدينة القنيطرة: a sentence that opens so, with doer, day and place of its own, adds to the news."""
    head = draft.head
    opens = head.finite and bool(head.mention.conj) and head.mention.first == reading.sentences[draft.sentence].first
    yesterday = any((m.data.get("offset") or 0) < 0 for m in head.times) if head.times else False
    return opens and yesterday and bool(draft.get("scene")) and any(m.first >= head.mention.last for m in draft.get("initiator"))


def opens_another(sentence: Sentence, reading: Reading, lexicon: Lexicon) -> bool:
    """وفي سياق آخر، في حادث منفصل: whether a sentence begins with words that turn from what was told."""
    opening = [t.text for t in reading.tokens[sentence.first : min(sentence.first + AROUND + 1, sentence.last)]]
    return side_by_side(opening, lexicon.folded("matters"), lexicon.folded("other_ones"))


def side_by_side(words: list[str], ones: frozenset[str], others: frozenset[str]) -> bool:
    """Whether one of some words stands right before one of others (عقب + الانفجار)."""
    return not ones.isdisjoint(words) and any(one in ones and two in others for one, two in itertools.pairwise(words))


def turns(draft: Draft, said: Said, reading: Reading, lexicon: Lexicon) -> bool:
    """وفي سياق متصل، في غضون ذلك: whether its sentence opens by turning to other news, which may yet be of what was told."""
    if not said.turning:
        return False
    sentence = reading.sentences[draft.sentence]
    opening = [t.text for t in reading.tokens[sentence.first : min(sentence.first + TURN, draft.head.mention.first)]]
    turning = lexicon.folded("turning")
    if lexicon.turning_starts.isdisjoint(opening):
        return False
    return any(f" {words} " in f" {' '.join(opening)} " for words in turning)


def replies(draft: Draft) -> bool:
    """ردوا بقصف مواقعهم: whether the verb of an act, or the one that carries it, says that it answers another."""
    carrier = draft.head.carrier
    return bool(draft.head.data.get("reply") or (carrier is not None and carrier.data.get("reply")))


def hours_after(words: list[str], lexicon: Lexicon) -> bool:
    """وبعد أقل من ساعتين، بعد الهجوم بساعات: whether words tell that hours or minutes had gone by."""
    units, later = lexicon.folded("short_units"), lexicon.folded("later")
    after = (n + 1 for n, word in enumerate(words) if word in later or word[1:] in later)
    return any(word in units or word[1:] in units for n in after for word in words[n : n + AFTER_WORDS])
