"""What a blast was: made by a strike that is told as its cause, or within a building that it hit."""

from __future__ import annotations

from rasid.coding.draft import Draft
from rasid.coding.toll import row
from rasid.model import Mention, Sentence

# What a blast told first can turn out to have been.
MADE_BY = frozenset(("shelling", "air_strike", "drone_strike", "explosive_device", "suicide_bombing", "grenade_attack"))
BLASTS = MADE_BY | {"explosion"}
WRECKED = frozenset(("disrupted_weapons_use", "property_destruction"))  # as which a verb of destroying is read
DEVICES = frozenset(("explosive_device", "suicide_bombing", "explosion"))
# What nobody says was hit where something went off in it: ground, and where people of any kind were.
OPEN = frozenset(("farmland", "road", "residential_area", "crowd", "position", "property", None))
GIVEN = ("initiator", "target", "instrument", "origin", "hurt")


def caused(drafts: list[Draft], sentence: Sentence) -> None:
    """هز انفجار المدينة، تبين أنه ناجم عن صاروخ أطلقته …: what a blast came of, told after it, is the blast."""
    for blast in drafts:
        if blast.dropped or blast.type != "explosion" or blast.get("instrument"):
            continue
        arms = [m for m in sentence.mentions if m.kind == "weapon" and m.prep == "cause" and m.first > blast.head.mention.first]
        strike = next((d for d in drafts if d.type in MADE_BY and not d.dropped and of_cause(blast, d, arms)), None)
        if strike is None:
            continue
        blast.type, blast.family, blast.weapon = strike.type, strike.family, strike.weapon
        blast.resolved["came_of"] = True
        for slot in (*GIVEN, *(() if blast.get("scene") else ("scene",))):
            for m in strike.get(slot):
                blast.add(slot, m)
        blast.effects += strike.effects
        blast.times = blast.times or strike.times
        blast.heads += strike.heads
        strike.cause, strike.dropped = blast, "merged"


def of_cause(blast: Draft, strike: Draft, arms: list[Mention]) -> bool:
    """Whether a strike is told as what a blast came of: by a preposition, or after a verb that ties what came of it to its cause."""
    head = strike.head
    if head.mention.first <= blast.head.mention.first:
        return False
    outer = head.carrier if head.carrier is not None and not head.carrier.finite else head
    came_of = outer.governor is not None and outer.governor.kind == "result" and outer.governor_prep == "from"
    told = not outer.finite and (outer.governor_prep == "cause" or outer.mention.prep == "cause" or came_of)
    return told or any(m in strike.get("instrument") or 0 <= head.mention.first - m.last <= 1 for m in arms)  # صاروخ أطلقته


def inside(drafts: list[Draft]) -> None:
    """انفجرت عبوة داخل مقهى: what a device went off in was hit by it, where nothing else is told to have been."""
    for draft in drafts:
        fell = draft.type in BLASTS if draft.head.data.get("frame") == "blast" else draft.type in DEVICES
        if not fell or draft.dropped or any(m.kind in ("object", "party") for m in draft.get("target")):
            continue
        for m in draft.get("thing_scene"):
            if m.kind == "object" and m.prep == "in" and m.data.get("object") not in OPEN:
                draft.add("target", m)


def debris(drafts: list[Draft]) -> None:
    """اعترضت الصواريخ، وسقطت شظايا في البلدة: what falls of what was intercepted is told with it."""
    for fell in drafts:
        if fell.type != "shelling" or fell.dropped or fell.head.data.get("frame") != "blast" or fell.get("instrument"):
            continue
        met = next((d for d in drafts if d.type == "disrupted_weapons_use" and d.head.mention.first < fell.head.mention.first), None)
        if met is None or met.dropped:
            continue
        met.effects += fell.effects
        if not met.get("scene"):
            met.slots["scene"] = fell.get("scene")
        met.heads += fell.heads
        fell.cause, fell.dropped = met, "merged"


def touched(drafts: list[Draft]) -> None:
    """عثر راع على قنبلة فانفجرت به: a device that was found, or that they tried to defuse, and went off."""
    for blast in drafts:
        if blast.dropped or blast.type != "explosion" or not blast.head.finite:
            continue
        bare = blast.head.data.get("frame") == "blast" and not blast.head.has_subject() and not blast.get("instrument")
        found = [d for d in drafts if d.type == "disrupted_weapons_use" and d.head.mention.first < blast.head.mention.first]
        met = next((d for d in reversed(found) if not d.dropped and device(d)), None)
        if not bare or met is None:
            continue
        finders = [m for m in (*met.get("initiator"), *met.get("thing")) if m.kind == "person" and m.data.get("who") != "combatant"]
        met.type, met.family, met.method, met.weapon = "explosive_device", "blast", None, None
        met.slots = {**met.slots, "instrument": device(met), "thing": [], "initiator": [], "target": [*blast.get("target"), *finders]}
        met.effects += blast.effects
        met.named_by(blast.head)
        met.status = "asserted"
        blast.cause, blast.dropped = met, "merged"


def device(draft: Draft) -> list[Mention]:
    """The devices among what was found or defused."""
    return [m for m in (*draft.get("thing"), *draft.get("instrument")) if m.kind == "weapon"]


def massed(drafts: list[Draft]) -> None:
    """دك المقاتلون تحشدات العدو: whose troops were hit where they had massed."""
    for draft in drafts:
        outer = draft.head.governor
        lone = (
            draft.type in ("deployment", "talks") and not draft.head.finite and draft.head.carrier is None and not draft.head.mention.conj
        )
        lone = lone and draft.method != "overflight" and not draft.head.beside
        if not lone or outer is None or draft.head.mention.prep not in (None, "on", "toward"):
            continue
        for attack in (d for d in drafts if outer in d.heads and d.family in ("attack", "strike") and not d.dropped):
            for m in (*draft.get("initiator"), *(draft.get("topic") if draft.type == "talks" else [])):
                if m not in attack.get("initiator"):
                    attack.add("target", m)
            if draft.type == "talks":
                draft.dropped = "what the attack was on"  # ضربة تستهدف اجتماعا لقادتهم
            for m in draft.get("scene"):
                attack.add("scene", m)
            for harm in (d for d in drafts if d.cause is draft):
                harm.cause = attack  # هجوما على تمركز للقوات ما أسفر عن مقتل جندي: of the attack, though tied to the nearer word
            for how in (d for d in drafts if d.head.governor is draft.head and d.head.governor_prep == "with" and not d.dropped):
                for m in how.get("instrument"):
                    attack.add("instrument", m)
                how.cause, how.dropped = attack, "merged"


def choked(drafts: list[Draft]) -> None:
    """قصفوا البلدة فقتل ثمانون اختناقا بغاز السارين: of what they died who were struck."""
    for gas in drafts:
        if gas.type != "chemical_attack" or gas.dropped or gas.head.finite:
            continue
        lone = gas.head.data.get("frame") == "suffer" and not gas.get("scene")
        strike = next(
            (d for d in drafts if d.type in ("air_strike", "shelling", "killing") and not d.dropped and told_before(d, gas)), None
        )
        if not lone or strike is None:
            continue
        strike.type = "chemical_attack"
        for m in gas.get("instrument"):
            strike.add("instrument", m)
        strike.heads += gas.heads
        gas.cause, gas.dropped = strike, "merged"


def told_before(one: Draft, other: Draft) -> bool:
    return one.head.mention.first < other.head.mention.first


def wrecking(drafts: list[Draft]) -> list[Draft]:
    """دمرت مسيرة منزلا، سيارة مفخخة دمرت حافلة: of a verb that is said of shooting weapons down and of wrecking houses too, the weapon that
    stands as its doer did it."""
    found = []
    for draft in drafts:
        head = draft.head
        told = [*head.pre[-1:], *head.bare]
        if draft.dropped or draft.type not in WRECKED or not head.finite or len(told) < 2 or (head.pre and head.pre[-1].prep is not None):
            continue
        doer, met = told[:2]
        if doer.kind != "weapon" or met.kind != "object" or met.conj or (draft.type == "property_destruction" and not head.pre):
            continue
        draft.family, draft.method = "strike", None
        owners = [p for p in doer.data.get("of") or [] if p.kind == "party"]
        draft.slots = {**draft.slots, "thing": [], "initiator": owners, "instrument": [doer], "target": told[1:]}
        found.append(draft)
    return found


def sheltered(drafts: list[Draft]) -> None:
    """قتل مدنيين لجأوا إلى مدرسة: a verb of fleeing right after whom a strike harmed says where they were, and no flight of its own."""
    for flight in drafts:
        head = flight.head
        whom = head.pre[-1] if head.pre else None
        if (
            flight.type != "displacement"
            or flight.dropped
            or not head.finite
            or head.mention.conj
            or whom is None
            or whom.last != head.mention.first
        ):
            continue
        harm = next((d for d in drafts if d is not flight and not d.dropped and any(e["mention"] is whom for e in d.effects)), None)
        if harm is None or whom.definite:
            continue
        if harm.type in ("displacement", "return"):  # وصلت أسر خرجت من X إلى Y
            for slot in ("origin", "destination"):
                for m in flight.get(slot):
                    harm.add(slot, m)
            harm.slots.pop("inherited", None)
        elif not harm.get("scene"):
            harm.slots["scene"] = [*flight.get("destination"), *flight.get("scene")]
        flight.dropped = "says where they were"


def gassed(out: list[Draft], made: dict[int, Draft]) -> None:
    """استخدمت القوات غاز السارين في قصف البلدة: the strike in which the gas was used is the chemical attack."""
    for strike in out:
        used = made.get(id(strike.head.governor)) if strike.head.governor is not None else None
        if used is None or used is strike or used.type != "chemical_attack" or used.dropped or used.get("scene"):
            continue
        if strike.dropped or strike.head.finite or strike.family != "strike" or strike.head.governor_prep not in ("in", "during"):
            continue
        for slot in ("instrument", "initiator", "target"):
            for m in used.get(slot):
                strike.add(slot, m)
        strike.type = "chemical_attack"
        strike.heads.append(used.head)
        used.dropped = "joined"


def fallen(drafts: list[Draft]) -> None:
    """قتلت عبوة زرعت على الطريق، قرب المطار، ثلاثة جنود: whom the first verb felled, though another stands between."""
    for draft in drafts:
        effect = draft.head.data.get("effect")
        if (
            effect not in ("killed", "injured")
            or not draft.head.finite
            or draft.effects
            or not draft.get("instrument")
            or len(draft.heads) < 2
        ):
            continue
        people = [m for m in draft.get("target") if m.kind == "person" and m.data.get("quantity") is not None]
        draft.effects += [row(effect, m) for m in people]
        draft.slots["target"] = [m for m in draft.get("target") if m not in people]
        draft.slots["victim"] = [*draft.get("victim"), *people]


def aimed(drafts: list[Draft]) -> list[Draft]:
    """استهدف تفجير مدرسة: a noun that is said of houses blown up too; told to have been aimed at something, it is a blast."""
    found = []
    for draft in drafts:
        demolition = draft.type == "property_destruction" and draft.method == "demolition" and not draft.head.finite
        if demolition and not draft.dropped and any(h.data.get("remote") and h.finite for h in draft.heads[1:]):
            draft.type, draft.family, draft.method = "explosion", "blast", None
            found.append(draft)
    return found
