"""What is only a step or the end of another act, or the newest of acts that recur: the house surrounded before an arrest."""

from __future__ import annotations

import itertools

from rasid.coding.draft import Draft
from rasid.coding.standing import LATEST
from rasid.coding.telling import like_there
from rasid.lexicon import Lexicon
from rasid.model import Sentence

FIGHTING = "qatala_3"  # the verb of whose noun قتال tells that one fights another
HABIT = "habit"  # the cue of what goes on
RECURRING = frozenset((HABIT, "repeated", "now_and_then", "whenever"))  # cues of what goes on, by an adverb or by an adjective
CUSTODY = frozenset(("arrest", "abduction"))
DONE_THERE = CUSTODY | {"killing", "assault", "armed_clash", "ground_attack", "explosion", "explosive_device", "property_destruction"}
ENCLOSED = frozenset(
    ("home", "residential_area", "shop", "vehicle", "civilian_vehicle", "property")
)  # what is surrounded to take who is in it


def settle_steps(drafts: list[Draft], sentence: Sentence, lexicon: Lexicon) -> None:
    """What the drafts of a sentence are of one another, once each has its own."""
    newest_by(drafts, sentence)
    for draft in drafts:
        draft.background = draft.background or (draft.status == "asserted" and like_there(draft))  # joins no news
    join_habits(drafts)
    habits(drafts)
    fell_attacking(drafts, lexicon)
    went_to_fight(drafts)


def went_to_fight(drafts: list[Draft]) -> None:
    """رتل في طريقه إلى المدينة لقتال الفصائل: what somebody goes or is sent for is no fight yet."""
    for draft in drafts:
        head = draft.head
        aim = head.sense.lexeme.id == FIGHTING and not head.finite and head.mention.prep == "for"
        if aim and head.carrier is None and not draft.effects:
            draft.dropped = draft.dropped or "what they went for"


def before_custody(out: list[Draft]) -> None:
    """اقتحموا القرية وطوقوا منزله واعتقلوه: who surrounds a house and takes somebody from it lays no siege, and what was entered is how."""
    for n, custody in enumerate(out):
        if custody.type not in CUSTODY or custody.dropped or not (custody.head.finite and custody.head.mention.conj):
            continue
        surrounded = False
        for step in reversed(out[:n]):
            if step.sentence != custody.sentence or not step.head.finite or not by_one(step, custody):
                break
            if step.dropped:
                continue
            entered = step.type == "ground_attack" and bool(step.head.data.get("raid")) and not step.effects
            if not (surrounds(step) or (surrounded and entered)):
                break
            surrounded = True
            join(step, custody)


def surrounds(draft: Draft) -> bool:
    """Whether a siege is of a house or a car, and of no town and no party."""
    met = draft.get("target")
    return (
        draft.type == "restriction"
        and draft.method == "siege"
        and not draft.get("scene")
        and bool(met)
        and all(m.kind == "object" and m.data.get("object") in ENCLOSED for m in met)
    )


def surround_in_passing(out: list[Draft]) -> None:
    """قُتل برصاص قوة حاصرت بناية: a house that forces surround where they kill, take or fight somebody is no act of its own."""
    for step in out:
        house = step.type == "restriction" and step.method == "siege" and step.head.finite and not step.dropped
        met = step.get("target")
        if house and met and all(m.kind == "object" and m.data.get("object") == "home" for m in met):
            acts = [o for o in out if o is not step and o.sentence == step.sentence and o.type in DONE_THERE and not o.dropped]
            for act in acts:
                act.slots["scene"] = act.get("scene") or list(step.get("scene"))
                step.dropped = "how it was done"


def fell_attacking(drafts: list[Draft], lexicon: Lexicon) -> None:
    """قُتل عشرون من عناصرهم خلال هجومهم على المدينة: fighters who fell in an attack of theirs made it, on who tells of it."""
    for harm in drafts:
        attack, tellers = harm.cause, harm.get("initiator")
        if attack is None or attack.type != "ground_attack" or attack.head.finite or attack.get("initiator") or harm.family != "harm":
            continue
        words = [attack.head.mention, *(m for category, m in attack.head.cues if category == "attempted")]  # أثناء محاولتهم التسلل
        own = any(lexicon.language.get("pronouns", {}).get(m.pronoun or "") == "p" for m in words)
        fallen = [p for e in harm.effects for p in e["mention"].data.get("of") or [] if p.kind == "party" and p.data.get("party")]
        armed = bool(fallen) and all(lexicon.parties.armed(p.data["party"]) for p in fallen)
        if not (own and armed) or (tellers and harm.head.finite) or any(m.first > harm.head.mention.first for m in tellers):
            continue
        attack.slots["initiator"] = fallen
        attack.slots["target"] = [*attack.get("target"), *tellers]
        harm.slots.pop("initiator", None)


def by_one(step: Draft, custody: Draft) -> bool:
    """Whether a step has no doer but who took people in custody."""
    doers = {m.span for m in step.get("initiator")}
    return not doers or not custody.get("initiator") or doers == {m.span for m in custody.get("initiator")}


def join(step: Draft, custody: Draft) -> None:
    """Makes a step a part of the custody that it led to."""
    for slot in ("scene", "initiator"):
        if not custody.get(slot):
            custody.slots[slot] = list(step.get(slot))
    custody.times = custody.times or step.times
    custody.heads.append(step.head)
    step.dropped = "joined"


def chased_off(out: list[Draft]) -> None:
    """تصدوا للمهاجمين وأجبروهم على الفرار: that those who were met were made to run is how their attack ended."""
    for met, gone in itertools.pairwise([d for d in out if not d.dropped]):
        runs = (
            gone.type in ("withdrawal", "displacement") and gone.head.finite and gone.head.mention.conj and bool(gone.head.mention.pronoun)
        )
        somewhere = any(gone.get(s) for s in ("scene", "origin", "destination"))
        if met.outcome == "repelled" and met.sentence == gone.sentence and runs and not somewhere:
            met.heads.append(gone.head)
            gone.dropped = "joined"


def newest_by(drafts: list[Draft], sentence: Sentence) -> None:
    """يتعرضون لاعتداءات من مستوطنين كان آخرها إصابة راع: who does what recurs did the newest of it, where nobody else is told."""
    cue = next((m for m in sentence.mentions if m.kind == "cue" and m.data["cue"]["id"] == LATEST), None)
    if cue is None:
        return
    habits = [d for d in drafts if d.head.mention.last <= cue.first]
    for habit in habits:
        if habit.background and habit.head.finite and habit.head.sense.sense.pos == "im":
            habit.dropped = habit.dropped or "tells a habit"
    doers = [m for d in habits for m in (*d.get("initiator"), *(m for prep, m in d.head.preps if prep in ("from", "by")))]
    for draft in drafts:
        if draft.head.mention.first >= cue.last and not draft.get("initiator"):
            for m in doers if not draft.head.finite else ():
                draft.add("initiator", m)


def join_habits(drafts: list[Draft]) -> None:
    """تشهد البلدة قصفا متكررا، وترد الفصائل باستهداف المواقع: an imperfect joined to what goes on goes on too."""
    for before, draft in itertools.pairwise(drafts):
        verb = draft.head if draft.head.finite else draft.head.carrier
        recurs = before.background and any(m.data["cue"]["id"] in RECURRING for h in before.heads for _, m in h.cues)
        if not (recurs or before.resolved.get("recurs")) or verb is None or not verb.finite or before.sentence != draft.sentence:
            continue
        unfinished = verb.sense.sense.pos == "im" and not verb.sense.clitics.future
        if unfinished and verb.mention.conj and draft.status == "asserted" and not (draft.times or counted(draft)):
            draft.background = draft.resolved["recurs"] = draft.type != "restriction"


def counted(draft: Draft) -> bool:
    """Whether an act tells somebody's number."""
    return any(e["mention"].data.get("quantity") is not None for e in draft.effects)


def habits(drafts: list[Draft]) -> None:
    """تتكرر حالات استهداف اللاجئين، ما يسفر عن قتلى بشكل مستمر: what goes on, with no day and no figure, adds nobody to the news."""
    for draft in drafts:
        if not draft.background or draft.family not in ("harm", "attack", "strike"):
            continue
        cues = {m.data["cue"]["id"] for h in draft.heads for _, m in h.cues}
        if HABIT in cues and not (draft.head.times or counted(draft)):
            draft.dropped = draft.dropped or "tells a habit"
