"""Who speaks for tribes: in talks, accords, threats and blame their elders are a side, and no people at large."""

from __future__ import annotations

from msgspec.structs import replace

from rasid.coding.draft import NO_PARTY, Draft
from rasid.lexicon import Lexicon
from rasid.model import Mention

SAID = frozenset(("talks", "agreement", "threat", "accusation"))
FIGURES = "tribal_figures"  # the group of nouns for people of standing
ELDERS = "tribal-elders"


def stand_for_tribes(drafts: list[Draft], lexicon: Lexicon) -> None:
    """أمهل وجهاء الزاوية المجموعات المسلحة، اجتمع شيوخ عشائر مع …: elders that nobody is told to belong to."""
    if ELDERS not in lexicon.parties.by_id:
        return
    for draft in drafts:
        if draft.dropped or draft.type not in SAID:
            continue
        for slot in ("initiator", "target", "side"):
            draft.slots[slot] = [elders(m) if of_standing(m) else m for m in draft.get(slot)]


def of_standing(mention: Mention) -> bool:
    return mention.kind == "person" and FIGURES in (mention.data.get("groups") or []) and not mention.data.get("of")


def elders(mention: Mention) -> Mention:
    return replace(mention, kind="party", data={**NO_PARTY, "party": ELDERS, "home": mention.data.get("home")})
