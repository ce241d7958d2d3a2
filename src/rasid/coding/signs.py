"""What a sentence says of how its acts lie to those told before: which came first, whose name, a happening pointed at, a sound, a death."""

from __future__ import annotations

import itertools
from collections.abc import Iterable

from rasid.coding.another import Said, is_another, on_its_day, turns, with_another_thing
from rasid.coding.draft import Draft
from rasid.coding.kinds import CAUSES
from rasid.lexicon import Lexicon
from rasid.model import Mention, Reading, Sentence, Token

OPENING = 6  # words that open a sentence: وفي وقت سابق من يوم الخميس
EVE = 4  # words from «hours after» to the act that came first: بعد ساعات قليلة من استهداف
COUNTED = 2  # words before a span of time, with its number, to «after»
NAME = 5  # words of a name: given, father's, grandfather's, family's, and one for أبو or عبد
FULL = 2  # words of a given name and a family's, by which people are told from each other
CALLED = 12  # words from a noun for a person to «by the name of»
LETTERS = 3  # a shorter word is no name that a report comes back to
BESIDE = 2  # words and signs between a name alone and the verb that tells of him: “فلان” فارق الحياة
DYING = 8  # words from a death to the wounds that it came of
STOPS = frozenset(",،؛.:")
# Kinds of entries that names of people share words with; a word of any other kind ends a name.
NO_NAME = frozenset(("place", "common", "place_nisba", "person"))
TOLL_TYPES = frozenset(("killing", "assault", "ground_attack", "arrest", "abduction"))


def observe(draft: Draft, said: Said, reading: Reading, lexicon: Lexicon) -> None:
    """Notes on a draft what the words around it say, those of its sentence; read when the drafts of a report are compared."""
    sentence, seen, head = reading.sentences[draft.sentence], draft.resolved, draft.head
    seen["another"] = is_another(draft, said, reading, lexicon)
    seen["another_thing"] = said.of_others and with_another_thing(draft, reading, lexicon)
    seen["on_its_day"] = bool(draft.times) and on_its_day(draft, reading)
    seen["turned"] = turns(draft, said, reading, lexicon)
    seen["earlier"] = came_first(draft, reading, lexicon)
    seen["names"] = names_told(draft, reading, lexicon)
    seen["dying"] = died_of_wounds(draft, reading, lexicon)
    seen["as_such"] = draft.family in ("attack", "strike") and told_as_such(draft, reading, lexicon)
    seen["said_on"] = draft.family == "harm" and said_on(draft, sentence)
    seen["of_the_dead"] = draft.type == "body_found" and of_the_dead(draft, sentence)
    seen["scattered"] = said.scattered
    seen["several"] = said.scattered or several(draft)
    seen["at_a_name"] = not draft.get("scene") and at_a_name(sentence, draft, reading, lexicon)
    seen["had"] = (
        bool(head.cues)
        and head.said_by is None
        and any(category == "pluperfect" and cue.first < head.mention.first for category, cue in head.cues)
    )
    if of_happening(draft, sentence, reading, lexicon):
        draft.resolved["of_told"] = True
        if draft.type in ("arrest", "abduction"):
            draft.resolved["points_back"] = True


def told_as_such(draft: Draft, reading: Reading, lexicon: Lexicon) -> bool:
    """استهدفت مسيرة سيارة، في ضربة أدت إلى …: whether after a comma a noun says what it was that the verb before it told."""
    head, at = draft.head, draft.head.mention.first - 2
    if head.finite or head.mention.definite or head.mention.prep != "in" or at < reading.sentences[draft.sentence].first:
        return False
    return reading.tokens[at].text in STOPS and reading.tokens[at + 1].text in lexicon.folded("in_there")


def said_on(draft: Draft, sentence: Sentence) -> bool:
    """وأفاد المصدر بإصابة طفلين، وأضاف: whether harm is told by a noun by whoever told what was told before it, who goes on."""
    head, said = draft.head, draft.head.said_by
    if said is None or head.finite or head.governor is not said:
        return False
    by_him = any(m.kind == "anaphor" and 0 <= m.first - said.mention.last <= 1 for m in sentence.mentions)
    return by_him or bool(said.data.get("continues"))


def of_the_dead(draft: Draft, sentence: Sentence) -> bool:
    """جثامين القتلى، الجثث: whether bodies are those of people that the report told of, and no bodies that somebody came upon."""
    bodies = [row["mention"] for row in draft.effects]
    whose = {m.first for m in sentence.mentions if m.kind == "person" and m.definite}
    return any(m.definite or m.last in whose for m in bodies)


def came_first(draft: Draft, reading: Reading, lexicon: Lexicon) -> bool:
    """غداة هجوم …، بعد ساعات من استهداف …: whether an act is told as what came before the news that is told beside it."""
    carrier, first = draft.head.carrier, reading.sentences[draft.sentence].first
    head = min(draft.head.mention.first, carrier.mention.first) if carrier is not None else draft.head.mention.first
    if draft.head.finite:  # وفي وقت سابق من يوم الأربعاء اغتال مجهولون ضابطا
        if draft.head.said_by is not None or (
            any(category == "pluperfect" for category, _ in draft.head.cues) if draft.head.cues else False
        ):
            return False
        opening = " ".join([t.text for t in reading.tokens[first:head][:OPENING]])
        return any(w in opening for w in lexicon.folded("earlier_on"))
    before = [t.text for t in reading.tokens[max(first, head - EVE) : head]]
    if not lexicon.folded("day_after").isdisjoint(before):
        return True
    spans = lexicon.folded("spans_of_time")
    if spans.isdisjoint(before) or before[-1] not in lexicon.folded("since_that"):
        return False
    at = next((n for n, word in enumerate(before) if word in spans), 0)
    return not lexicon.folded("after_that").isdisjoint(before[max(0, at - COUNTED) : at])  # بعد ساعات من، بعد ثلاثة أيام من


def causes_came_first(drafts: list[Draft]) -> None:
    """بعد يومين من مقتل ضابط في هجوم على حاجز: what harm came of, told after it, came first where the harm did."""
    for draft in drafts:
        cause = draft.cause
        if draft.resolved.get("earlier") and cause is not None and cause.head.mention.first > draft.head.mention.first:
            cause.resolved["earlier"] = True


def names_told(draft: Draft, reading: Reading, lexicon: Lexicon) -> tuple[frozenset[str], ...]:
    """The names of the people whom an act befell, each as its words without articles: the unknown words after a noun for one person,
    or, where there is no noun, those beside the verb. They are compared within the report, and kept nowhere."""
    sentence, tokens = reading.sentences[draft.sentence], reading.tokens
    told = [
        *draft.get("victim"),
        *draft.get("hurt"),
        *draft.get("target"),
        *([e["mention"] for e in draft.effects] if draft.effects else []),
    ]
    if draft.head.data.get("frame") in ("suffer", "harm") and draft.head.data.get("effect"):
        told += draft.get("initiator")  # إن الشاب فلان قُتل: whom a verb of suffering has before it
    single = {m.last: m for m in told if m.kind == "person" and m.data.get("number") == "s"} if told else {}
    named: list[list[str]] = []
    for at, m in sorted(single.items()):
        if introduces(m, tokens, lexicon) and (run := name_at(tokens, at, sentence, lexicon)):
            named.append(run)
    if not named and single:
        last = max(single)
        called = (n for n in range(last, min(last + CALLED, sentence.last)) if tokens[n].text in lexicon.folded("called"))
        named = [run for n in called if len(run := name_at(tokens, n + 1, sentence, lexicon)) >= FULL][:1]
    if not named and not single and draft.head.data.get("frame") in ("suffer", "harm", "custody"):
        alone = name_beside(
            draft, sentence, tokens, lexicon
        )  # a name by itself says that it is one told in full, and never that it is none
        return tuple(frozenset((bare(word, lexicon),)) for word in alone)
    return tuple([frozenset([bare(word, lexicon) for word in run]) for run in named]) if named else ()


def introduces(person: Mention, tokens: list[Token], lexicon: Lexicon) -> bool:
    """الشاب فلان، ضابط يدعى فلان، «فلان»: whether what stands right after a noun for a person can be his name."""
    after = tokens[person.last].text if person.last < len(tokens) else ""
    return bool(person.data.get("article")) or after in lexicon.folded("called") or not after[:1].isalpha()


def name_at(tokens: list[Token], at: int, sentence: Sentence, lexicon: Lexicon) -> list[str]:
    """The words of the name that begins at a word, over quotation marks, ranks and titles."""
    found: list[str] = []
    for n in range(at, min(at + NAME + BESIDE, sentence.last)):
        word = tokens[n].text
        if not word[:1].isalpha():
            if found or word in STOPS:
                break
            continue
        if word in lexicon.titles or word in lexicon.rank_words or word in lexicon.folded("called"):
            continue
        if not may_name(word, lexicon, inside=bool(found)):
            break
        found.append(word)
    return found[:NAME] if (any(len(word) >= LETTERS for word in found) if found else False) else []


def name_beside(draft: Draft, sentence: Sentence, tokens: list[Token], lexicon: Lexicon) -> list[str]:
    """The name right before a verb that tells what befell him, or right after it: «فلان» فارق الحياة، اختُطف فلان."""
    first, last = draft.head.mention.first, draft.head.mention.last
    start = first
    while start > sentence.first and first - start < NAME and tokens[start - 1].text not in STOPS:
        if tokens[start - 1].text[:1].isalpha() and not may_name(tokens[start - 1].text, lexicon, inside=False):
            break
        start -= 1
    return name_at(tokens, start, sentence, lexicon) if start < first else name_at(tokens, last, sentence, lexicon)


def may_name(word: str, lexicon: Lexicon, *, inside: bool) -> bool:
    """Whether a word can be part of a name: the lexicon has it for nothing, or for what names are too."""
    kinds = {r.lexeme.kind for hit in lexicon.matcher.find([word]) for r in hit.readings}
    if not kinds and word[:1] in lexicon.folded("joined_before") and lexicon.matcher.find([word[1:]]):
        return False  # بجراح
    return len(word) > 1 and word not in lexicon.nationalities and kinds <= (NO_NAME if inside else NO_NAME - {"person"})


def bare(word: str, lexicon: Lexicon) -> str:
    """A word of a name without the article: نصار and النصار are one."""
    article = lexicon.matcher_article or "\0"
    return word.removeprefix(article) if len(word) - len(article) >= LETTERS else word


def same_name(mine: Iterable[frozenset[str]], theirs: Iterable[frozenset[str]]) -> bool | None:
    """Whether two tellings name one man; None where a name alone does not say. A full name and another share two words or their last."""
    pairs = list(itertools.product(mine, theirs))
    if any(len(x & y) >= FULL or (x & y and min(len(x), len(y)) == 1 < max(len(x), len(y))) for x, y in pairs) if pairs else False:
        return True
    told_apart = pairs and all(not x & y and (min(len(x), len(y)) >= FULL) for x, y in pairs)
    return False if told_apart else None


def died_of_wounds(draft: Draft, reading: Reading, lexicon: Lexicon) -> bool:
    """توفي متأثرا بجراحه: whether a death is told that came of wounds, wherever the hospital was."""
    if draft.head.data.get("effect") != "killed":
        return False
    first, sentence = draft.head.mention.first, reading.sentences[draft.sentence]
    near = reading.tokens[max(sentence.first, first - DYING) : min(sentence.last, first + 2 * DYING)]
    last = draft.head.mention.last
    left = last < sentence.last and reading.tokens[last].text in lexicon.folded("left_life")
    return left or not lexicon.folded("of_wounds").isdisjoint(t.text for t in near)


def several(draft: Draft) -> bool:
    """غارتين، هجمات: whether an act is told by a noun of two or many, not told before."""
    noun = draft.head.mention
    return not draft.head.finite and not noun.definite and draft.head.sense.sense.person in ("d", "p")


def at_a_name(sentence: Sentence, draft: Draft, reading: Reading, lexicon: Lexicon) -> bool:
    """وفي كذا قُتل …: whether a sentence begins with «in» and a word that nothing is known of, or a name not taken for one."""
    first, head = sentence.first, draft.head.mention.first
    if first + 1 >= head or reading.tokens[first].text not in lexicon.folded("in_there"):
        return False
    if any(m.first <= first + 1 < m.last for m in sentence.mentions):
        return False
    kinds = {r.lexeme.kind for hit in lexicon.matcher.find([reading.tokens[first + 1].text]) for r in hit.readings}
    return kinds <= NO_NAME - {"person"}


def of_happening(draft: Draft, sentence: Sentence, reading: Reading, lexicon: Lexicon) -> bool:
    """وأسفرت العملية الأمنية عن اعتقال …، وتسبب الحادث بإصابة …: whether what came of a happening told before is told, by a noun for it."""
    governor, first = draft.head.governor, draft.head.mention.first
    if governor is None or governor.kind != "result" or governor.subject_event is not None or draft.type not in TOLL_TYPES:
        return False
    nouns = [m for m in sentence.mentions if m.kind == "anaphor" and m.data.get("what") == "event" and m.first < first]
    if not nouns or not pointing(nouns[-1], reading, lexicon):
        return False
    return not any(m.kind == "trigger" and m.first < first for m in sentence.mentions)


def pointing(noun: Mention, reading: Reading, lexicon: Lexicon) -> bool:
    """Whether a noun for a happening is definite, so that it is one told before: الحادث."""
    return bool(lexicon.matcher_article) and reading.tokens[noun.head].text.startswith(lexicon.matcher_article)


def heard(draft: Draft) -> bool:
    """سمع دوي انفجارات: whether a blast is told by its sound alone, and by nothing that it did."""
    return bool(draft.head.data.get("sound")) and draft.type == "explosion" and not draft.effects and not draft.get("instrument")


def tried_and_done(other: Draft, draft: Draft) -> bool:
    """حاولوا استهداف السد … الهجوم على السد؛ نجا من محاولة اغتيال … توفي متأثرا: whether one act is told as tried and as done."""
    kinds = {other.type, draft.type}
    return {other.status, draft.status} == {"asserted", "attempted"} and kinds <= CAUSES | {"killing", "assault"}
