"""The word that a headline leaves out: «3 قتلى برصاص قناص في …» tells a killing with no word for it."""

from __future__ import annotations

from rasid.lexicon import Lexicon
from rasid.model import Mention

TELLING = frozenset(("trigger", "light", "result", "speech", "rest"))
OPENERS = frozenset(("source", "clause", "place", "time", "cue", "count"))  # what may stand before the people: who says it, where, when
HURT = frozenset(("killed", "injured"))
AGENTS = frozenset(("weapon", "means", "party", "person"))


def with_understood(mentions: list[Mention], lexicon: Lexicon) -> list[Mention]:
    """The mentions of a sentence with a trigger before the killed or wounded that it opens with, where no other word tells what happened.

    Only where words of the agent follow (برصاص القناصة، بنيران الجيش): figures alone are a sum, and a sum tells no event. Which word is
    understood is the language's (`understood`, language.yaml); what befell whom is told by the people's own nouns.
    """
    for m in mentions:
        if m.kind in TELLING:
            return mentions
    at = next((n for n, m in enumerate(mentions) if m.kind not in OPENERS), None)
    if at is None or mentions[at].kind != "person" or mentions[at].prep or mentions[at].data.get("article"):
        return mentions
    hurt = mentions[at]
    agent = any(m.prep in ("by", "with") and m.kind in AGENTS for m in mentions[at + 1 :])
    if not agent or hurt.data.get("effect") not in HURT or not lexicon.understood:
        return mentions
    trigger = Mention(
        kind="trigger",
        first=hurt.first,
        last=hurt.first,
        head=hurt.first,
        span=hurt.span,
        entries=(lexicon.understood[0].lexeme.id,),
        data={"triggers": list(lexicon.understood), "passive": False, "resumes": False, "at_them": False, "of_it": False, "opens": True},
    )
    return [*mentions[:at], trigger, *mentions[at:]]
