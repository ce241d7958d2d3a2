"""What is told of an act by a word of its own and is no second act: what a strike wrecked, how a siege is kept."""

from __future__ import annotations

from rasid.coding.draft import Draft

WRECK_REACH = 12  # words from a strike to what it wrecked
STRIKES = frozenset(("shelling", "air_strike", "drone_strike", "explosion", "explosive_device", "suicide_bombing"))
ARMS = frozenset(
    ("vehicle", "military_vehicle", "tank", "convoy", "depot", "position", "launcher", "weapon_system")
)  # what a fight destroys
SHUT = frozenset(("siege", "movement_ban", "closure", "aid_blocked"))  # ways in which one party shuts a place
WRECKING = frozenset(("ground_attack", "shelling"))  # what a verb that destroys arms is read as
MASSACRES = frozenset(("majzara", "madhbaha"))
VIOLENT = frozenset(("ground_attack", "killing", "assault"))
FIGHTS = frozenset(("ground_attack", "armed_clash", "air_strike", "shelling", "drone_strike"))


def wrecked_there(draft: Draft, kept: list[Draft]) -> Draft | None:
    """صدت القوات هجوما، ودمرت آليتين؛ وتم تدمير ثلاث عربات: arms destroyed in a fight that has just been told, at no place of their own."""
    head = draft.head
    if draft.type not in WRECKING or draft.get("scene"):
        return None
    bare = [m for slot in ("instrument", "initiator") for m in draft.get(slot) if m.kind in ("object", "weapon") and m.prep is None]
    things = [*draft.get("target"), *(bare if head.mention.conj else [])]  # ودمرت دبابة: the tank was not by what, nor by whom
    doers = [m for slot in ("instrument", "initiator") for m in draft.get(slot) if m not in things]
    told = head.data.get("effect") is None and ((head.finite and head.mention.conj) or not doers)
    if not told or any(m not in things for m in draft.get("instrument")):
        return None
    if any(not e["zero"] for e in draft.effects):
        return None
    arms = [m for m in things if m.kind in ("object", "weapon") and (m.data.get("object") or m.data.get("weapon")) in ARMS]
    if not arms or any(m not in arms and m.kind != "count" for m in things):  # ثماني عربات وثلاث
        return None
    near = (o for o in reversed(kept) if o.sentence == draft.sentence and o.background == draft.background)
    return next((o for o in near if o.type in FIGHTS or o.type == "explosive_device"), None)


def struck_there(draft: Draft, kept: list[Draft]) -> Draft | None:
    """وأدى القصف إلى تدمير منزل: what a strike wrecked, by a verbal noun after the strike's own, is its target."""
    head = draft.head
    if draft.type == "property_destruction" and head.finite and head.mention.pronoun and head.mention.conj and not draft.get("target"):
        struck = (o for o in reversed(kept) if o.sentence == draft.sentence and o.type in STRIKES)  # قصفوا منزلا فدمروه
        return next((o for o in struck if o.status == draft.status and o.background == draft.background), None)
    if draft.type != "property_destruction" or head.finite or draft.get("initiator") or draft.resolved.get("placed"):
        return None
    for other in reversed(kept):
        nouns = [h for h in other.heads if h.sentence == draft.sentence and not h.finite and h.kind == "event"]
        near = any(0 < head.mention.first - h.mention.first <= WRECK_REACH for h in nouns)
        if near and other.type in STRIKES and other.status == draft.status and other.background == draft.background:
            return other
    return None


def barred_there(draft: Draft, kept: list[Draft]) -> Draft | None:
    """يحاصرون المدينة، إذ يمنعون دخول الدواء: how people are shut in, told after it at no place of its own and by nobody else."""
    if draft.type != "restriction" or draft.resolved.get("placed") or any(m.kind == "place" for m in draft.get("topic")):
        return None
    for other in reversed([o for o in kept if draft.sentence in o.sentences()]):
        alike = other.type == "restriction" and other.status == draft.status and other.background == draft.background
        if alike and (not draft.method or not other.method or {draft.method, other.method} <= SHUT):
            return other
    return None


def how_done(draft: Draft, kept: list[Draft]) -> Draft | None:
    """ارتكبوا مجزرة في القرية، إذ أطلقوا النار على المصلين: an attack named, and right after it how it was done."""
    if draft.type not in VIOLENT or draft.resolved.get("placed"):
        return None
    for other in reversed([o for o in kept if draft.sentence in o.sentences()]):
        told = draft.head.explains or (draft.head.mention.conj and other.heads[-1].explains)  # إذ اقتحموا المسجد وقتلوا ثلاثة
        named = told and not other.head.finite and other.type in VIOLENT and not other.effects
        if named and other.status == draft.status and other.background == draft.background:
            return other
    return None


def massacre_by(draft: Draft, kept: list[Draft]) -> Draft | None:
    """ارتكبوا مجزرة في المحافظة، حيث قصفوا مناطق عدة: a massacre named without its dead, and after it in the sentence how it was done."""
    if draft.type not in STRIKES and draft.type != "ground_attack":
        return None
    for other in reversed([o for o in kept if o.sentence == draft.sentence]):
        named = other.head.data.get("id") in MASSACRES and not other.head.finite and not other.effects
        if named and other.head.mention.first < draft.head.mention.first and not other.get("instrument"):
            return other if other.status == draft.status and other.background == draft.background else None
    return None


def such_an_attack(draft: Draft, kept: list[Draft]) -> Draft | None:
    """استهدفت مسيرة سيارة، في هجوم يعتقد أنه استهدف قياديا: what the verb before it in the sentence did, at no place of its own."""
    if not draft.resolved.get("as_such") or draft.resolved.get("placed"):
        return None
    for other in reversed([o for o in kept if o.sentence == draft.sentence]):
        if other.head.finite and other.head.mention.first < draft.head.mention.first and other.family in ("attack", "strike", "blast"):
            return other if other.status == draft.status and other.background == draft.background else None
    return None


def answered_with(draft: Draft, kept: list[Draft]) -> Draft | None:
    """رد الجيش على ذلك بقصف أهداف: what somebody replied with is the reply."""
    with_it = not draft.head.finite and bool(draft.head.sense.clitics.preposition)  # رد على قصف: what was replied to
    if not with_it or draft.family not in ("attack", "strike"):
        return None
    return next((o for o in reversed(kept) if o.head is draft.head.governor and o.head.data.get("reply")), None)


def raid_fought(draft: Draft, kept: list[Draft]) -> Draft | None:
    """دهموا وكرا، ما أسفر عن مقتل ثلاثة مسلحين: a raid in which nobody is told to be held, and fighters fell, was a fight."""
    if draft.type not in ("ground_attack", "armed_clash") or not draft.effects or draft.resolved.get("placed"):
        return None
    near = (o for o in reversed(kept) if o.sentence == draft.sentence and o.status == draft.status and o.background == draft.background)
    other = next(near, None)
    if other is None or other.type != "arrest" or not other.head.data.get("raid") or other.get("victim") or other.effects:
        return None
    return other
