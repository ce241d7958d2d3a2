"""Nobody hurt, or nothing known of it: what a report says of casualties where there are none to count."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from rasid.coding.draft import FINITE, Draft
from rasid.coding.kinds import CAUSES
from rasid.coding.toll import counts, row
from rasid.lexicon import Lexicon
from rasid.model import Mention, Sentence, Token

REACH = 7  # words from «no» to the casualties: دون أن ترد أنباء عن وقوع أي إصابات
CASE_REACH = 2  # words from «not recorded» to the act: any, and a noun for a case of it
HARMED = ("killed", "injured")


TELLING = frozenset(("cue", "person", "trigger"))  # kinds of mentions that tell casualties, or that there were none


class NoCasualties:
    """Finds, sentence by sentence, that an event hurt nobody: one row of zero; and that nothing is known of it: no row."""

    def __init__(self, lexicon: Lexicon, tokens: list[Token]) -> None:
        self.lexicon, self.tokens = lexicon, tokens
        self.no, self.hearsay = lexicon.folded("no_words"), lexicon.folded("hearsay")
        self.but = lexicon.folded("only_after")  # لم تسفر سوى عن إصابات: there were some
        self.before: list[Draft] = []  # what the sentence before told

    def settle(self, sentence: Sentence, drafts: list[Draft]) -> None:
        """Takes the casualties that were denied out of a sentence's drafts, and says so on the event that they are told of."""
        for noun, known in self.denied(sentence):
            whose = self.event(noun, drafts)
            for draft in drafts:
                draft.effects = [e for e in draft.effects if e["mention"] is not noun]
                if draft.family == "harm" and draft.head.mention is noun:
                    draft.dropped = "negated"
            if known and whose is not None and not in_ranks_of_doer(noun, whose) and not any(not e["zero"] for e in whose.effects):
                whose.effects.append(row(str(noun.data.get("effect") or effect_of(noun)), noun, None, 0))
        for draft in drafts:
            if self.unrecorded(draft):
                draft.dropped = draft.dropped or "negated"
        told = [d for d in drafts if not d.dropped]
        self.before = told or [d for d in self.before if d.sentence == sentence.number - 1]

    def unrecorded(self, draft: Draft) -> bool:
        """لم تسجل أي حالة اعتقال: whether what is denied is the act itself, by a noun of it after «any»."""
        head = draft.head
        ends = [cue.last for category, cue in head.cues if category == "no_toll" and 0 < head.mention.first - cue.last <= CASE_REACH]
        return not head.finite and any(self.tokens[at].text in self.lexicon.folded("any_of") for at in ends)

    def denied(self, sentence: Sentence) -> Iterator[tuple[Mention, bool]]:
        """(the words for casualties, whether it is known that there were none)."""
        for m in sentence.mentions:
            if m.kind not in TELLING:
                continue
            cue = m.data["cue"] if m.kind == "cue" else {}
            if cue.get("category") == "no_toll" and cue.get("effect"):  # دون إصابات: one cue
                yield replace(m, data={**m.data, "effect": cue["effect"]}), True
            elif (m.kind == "person" and m.data.get("effect") in HARMED and counts(m) == (None, None, "several")) or harm(m):
                if m.definite or m.data.get("article"):
                    continue  # لا إحصاء للضحايا: of some who are known
                known = self.reached(m, sentence)
                known = self.no_result(m, sentence) if known is None else known
                if known is not None:
                    yield m, known

    def reached(self, noun: Mention, sentence: Sentence) -> bool | None:
        """Whether a «no» before casualties denies them (True) or any word of them (False); None where there is none."""
        heard = False
        for at in range(noun.first - 1, max(sentence.first, noun.first - REACH) - 1, -1):
            word = self.tokens[at].text
            if not word[:1].isalpha() or word in self.but:
                return None
            bare = word[1:] if word[:1] in self.lexicon.conjunctions else word
            if word in self.no or bare in self.no:
                return not heard
            heard = heard or word in self.hearsay or bare in self.hearsay
            if finite_harm(noun):
                return None  # لم يصب أحد: right before the verb
        return None

    def no_result(self, noun: Mention, sentence: Sentence) -> bool | None:
        """As `reached`, where «resulted in no» (لم تسفر) governs casualties, however far: no other result and no comma between."""
        ties = [m for m in sentence.mentions if m.last <= noun.first and (m.kind == "result" or no_losses(m))]
        if not ties or not no_losses(ties[-1]) or finite_harm(noun):
            return None
        between = [self.tokens[at].text for at in range(ties[-1].last, noun.first)]
        if any(not word[:1].isalnum() or word in self.but for word in between):
            return None
        return not any(word in self.hearsay for word in between)

    def event(self, noun: Mention, drafts: list[Draft]) -> Draft | None:
        """What hurt nobody: the last attack told before, in the sentence or the one before it."""
        here = [d for d in drafts if d.head.mention.first < noun.first and not d.dropped and d.head.mention is not noun]
        after = [d for d in drafts if d.head.mention.first > noun.first and d.head.mention.prep == "cause" and not d.dropped]
        for told in (here, [] if here else after, [] if here else self.before):  # لم تسجل إصابات جراء القصف
            attacks = [d for d in told if d.type in CAUSES or d.family in ("attack", "strike", "blast")]
            others = [d for d in told if d.family != "harm"]
            if attacks or others or told:
                return (attacks or others or told)[-1]
        return None


def in_ranks_of_doer(noun: Mention, draft: Draft) -> bool:
    """لم تقع إصابات في صفوف الجيش: whether those who are told to be unhurt are who did it, of whom no toll is."""
    whose = {p.data.get("party") for p in noun.data.get("of") or []} - {None}
    return bool(whose) and whose <= {m.data.get("party") for m in draft.get("initiator")}


def no_losses(mention: Mention) -> bool:
    """لم تسفر, لم يؤد: a verb of result under a «no», which says not yet of what there was none."""
    return mention.kind == "cue" and mention.data["cue"]["id"] in ("no_losses", "no_occurrence")


def harm(mention: Mention) -> bool:
    """A word of harm by itself: إصابات after دون وقوع, يصب after لم."""
    return mention.kind == "trigger" and mention.data["triggers"][0].lexeme.data.get("effect") in HARMED


def finite_harm(mention: Mention) -> bool:
    return mention.kind == "trigger" and mention.data["triggers"][0].sense.pos in FINITE


def effect_of(mention: Mention) -> str:
    return str(mention.data["triggers"][0].lexeme.data["effect"])
