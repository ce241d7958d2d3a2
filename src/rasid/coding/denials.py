"""Who denies an act that was told before: «and the army denied that», «denied its responsibility for the attack»."""

from __future__ import annotations

from rasid.coding.attribution import Speakers, add_source
from rasid.coding.draft import Draft, Head
from rasid.model import Mention, Reading

REACH = 8  # words from a verb of denial to what is denied, over a name and a title
NEAR = 1  # sentences from an act to its denial
DENIABLE = frozenset(("abduction", "arrest", "displacement", "withdrawal", "disrupted_weapons_use", "accusation"))  # acts of no family


def deny_told(drafts: list[Draft], spoken: list[tuple[Head | None, Mention, str]], reading: Reading, speakers: Speakers) -> None:
    """ونفى الجيش ذلك، مسؤوليته عن الهجوم: who denies what was just told is a source of it; the noun that points back is no act."""
    for head, speaker, stance in spoken:
        if head is None or stance != "denies":
            continue
        inner = [d for d in drafts if d.head.said_by is head or d.head.governor is head]
        words = words_after(head, reading)
        part = not words.isdisjoint(speakers.lexicon.folded("own_part"))
        if any(not points_back(d) for d in inner):
            for draft in inner if part else ():
                draft.resolved["part_denied"] = True  # نفى مسؤوليته عن قصف المشفى: that it was shelled is not denied
            continue
        back = part or not words.isdisjoint(speakers.lexicon.folded("what_was_told"))
        told = [d for d in drafts if d not in inner and d.head.mention.first < head.mention.first and not d.dropped and not d.background]
        told = [d for d in told if d.family is not None or d.type in DENIABLE]
        if not (back or inner) or not told or told[-1].sentence < head.sentence - NEAR:
            continue
        add_source(told[-1], speaker, stance)
        for draft in inner:
            draft.dropped = draft.dropped or "told before, and denied"


def words_after(head: Head, reading: Reading) -> frozenset[str]:
    """The folded words after a verb, as far as what is denied may stand."""
    last = min(reading.sentences[head.sentence].last, head.mention.last + REACH)
    return frozenset(reading.tokens[n].text for n in range(head.mention.last, last))


def points_back(draft: Draft) -> bool:
    """الهجوم، وقوعه: an act with its article or a pronoun and nothing of its own."""
    known = draft.head.mention.definite or bool(draft.head.mention.pronoun)
    return known and not any(draft.get(slot) for slot in ("scene", "target", "victim")) and not draft.effects and not draft.head.of
