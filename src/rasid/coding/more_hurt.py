"""أصيب أربعة بالرصاص و23 بالاختناق: more people whom one verb or noun of harm tells, each with what harmed them after them."""

from __future__ import annotations

from rasid.coding.draft import Head
from rasid.model import Mention

Taken = tuple[Mention, Head | None, str, str]  # a phrase, the head that took it, as what, by which preposition
HOW = frozenset(("weapon", "person"))  # برصاص قناص; بحالات اختناق, which is read as those whom it befell


def more_hurt(last: Taken | None, mention: Mention) -> Taken | None:
    """How a figure joined to what harmed the first is taken: as the first were. None where it is no such figure."""
    if last is None or mention.kind not in ("count", "person") or not mention.conj or mention.prep is not None:
        return None
    how, head = last[0], last[1]
    counted = mention.kind == "count" or bool(mention.data.get("other"))
    where = how.kind == "place" and last[3] in ("in", "near") and mention.kind == "count"  # قُتل خمسة في البريج و3 في المغازي
    if not counted or head is None or not head.data.get("effect") or not (where or (last[3] == "with" and how.kind in HOW)):
        return None
    for place, told in (("of", head.of), ("bare", head.bare)):
        if any(m.kind in ("person", "count") for m in told):
            return mention, head, place, ""
    return None
