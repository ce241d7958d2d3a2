"""A violent act that somebody says he will do is a threat: «warned that his men will storm the town», «will shell it unless …»."""

from __future__ import annotations

from msgspec.structs import replace

from rasid.coding.attribution import Speakers
from rasid.coding.draft import NO_PARTY, Draft, Head
from rasid.coding.likeness import party_mentions
from rasid.coding.reference import Discourse
from rasid.coding.telling import SPOKEN
from rasid.model import Mention, Sentence

VIOLENT = SPOKEN | {"territory_gain", "property_destruction"}
CONDITIONS = frozenset(("unless", "condition"))  # cues that make what is said to come depend on what others do


def read_threats(
    drafts: list[Draft], spoken: list[tuple[Head | None, Mention, str]], sentence: Sentence, speakers: Speakers, discourse: Discourse
) -> None:
    """Turns announced violence of a sentence into threats, and folds it into a threat told before it."""
    name_who_threatens(drafts, spoken, sentence, speakers, discourse)
    conditional = any(m.kind == "cue" and m.data["cue"]["id"] in CONDITIONS for m in sentence.mentions)
    voices = {id(head): speaker for head, speaker, _ in spoken if head is not None} if spoken else {}
    threat: Draft | None = None
    for draft in drafts:
        if draft.type == "threat" and not draft.dropped:
            threat = draft
            continue
        if threat is not None and not draft.dropped and draft.status == "possible" and draft.type in VIOLENT and on_condition(draft):
            draft.dropped = "on what a threat hangs"  # توعدهم برد إن هم واصلوا القصف
            continue
        if draft.dropped or draft.type not in VIOLENT or draft.status != "planned" or not foretold(draft):
            continue
        if threat is not None and no_speech_between(threat, draft, spoken):
            fold(threat, draft, discourse)
            continue
        said_by = draft.head.said_by
        speaker = voices.get(id(said_by)) if said_by is not None else None
        warned = said_by is not None and bool(said_by.data.get("warns"))
        open_ended = draft.head.finite and not (draft.times or draft.get("scene") or draft.get("instrument"))  # ستستهدف كل السفن
        if speaker is not None and (conditional or warned or open_ended) and of_his_side(speaker, draft, speakers, discourse):
            draft.type, draft.family, draft.method, draft.status, draft.weapon = "threat", None, None, "asserted", None
            draft.effects, draft.resolved["spoken_out"] = [], True
        elif warned:
            draft.status = "possible"  # what others may do is warned of
    name_who_threatens(drafts, spoken, sentence, speakers, discourse)  # أضافت أنها ستقتل الأسرى: those just read as threats


def name_who_threatens(
    drafts: list[Draft], spoken: list[tuple[Head | None, Mention, str]], sentence: Sentence, speakers: Speakers, discourse: Discourse
) -> None:
    """وهدد بضربة، متوعدا برد، «ستكون هدفا مشروعا»: a threat whose doer is not told is of who speaks, here or in the sentence before."""
    for draft in drafts:
        blamed = draft.head.data.get("frame") == "blamed"  # قال إن الجيش يتحمل المسؤولية
        blames = draft.type == "accusation" and (blamed or draft.head.sense.sense.pos == "w")  # متهما الحوثيين بـ…
        if draft.type != "threat" and not blames:
            continue
        words = draft.head.sense.sense.pos == "w"  # سيكون هدفا مشروعا: said by who speaks, whoever stands before the words
        if draft.dropped or (draft.get("initiator") and not words and not of_speaker(draft, spoken)):
            continue
        before = [speaker for head, speaker, _ in spoken if head is None or head.mention.first < draft.head.mention.first]
        goes_on = draft.head.finite and (draft.head.mention.conj or draft.head.said_by is not None) and not draft.head.pre
        speaker = before[-1] if before else speakers.last if goes_on or not draft.head.finite else None
        speaker = (opens(sentence) or speaker) if words and not before and not draft.head.mention.conj else speaker
        party = speakers.side(speaker, discourse) if speaker is not None else None
        if speaker is not None and party in speakers.lexicon.parties.by_id:
            draft.slots["initiator"] = [replace(speaker, kind="party", data={**NO_PARTY, "party": party})]


def opens(sentence: Sentence) -> Mention | None:
    """وصف الحرس العملية بالجبانة، متوعدا …: who stands right after the verb, known or not, that opens a sentence."""
    first = next((m for m in sentence.mentions if m.kind not in ("clause", "time", "cue")), None)
    fits = first is not None and first.kind in ("party", "source") and first.prep is None and not first.conj
    return first if fits and first is not None and first.first - sentence.first <= 1 else None


def of_speaker(draft: Draft, spoken: list[tuple[Head | None, Mention, str]]) -> bool:
    """أعلن الجيش الحر انشقاق جنود، مهددا بضرب …: a threat told by how somebody speaks is of who does, where no other verb came between."""
    head = draft.head
    if head.finite or head.data.get("of") != "target" or head.governor is None:
        return False
    governor: Head | None = head.governor
    while governor is not None and not governor.finite:
        governor = governor.governor
    return governor is not None and governor.kind == "speech" and any(h is governor for h, _, _ in spoken)


def on_condition(draft: Draft) -> bool:
    return any(m.kind == "cue" and m.data["cue"]["id"] == "condition" for _, m in draft.head.cues)


def foretold(draft: Draft) -> bool:
    verb = draft.head if draft.head.finite else draft.head.carrier
    return verb is not None and verb.finite


def no_speech_between(threat: Draft, draft: Draft, spoken: list[tuple[Head | None, Mention, str]]) -> bool:
    low, high = threat.head.mention.first, draft.head.mention.first
    return not any(head is not None and low < head.mention.first < high for head, _, _ in spoken)


def fold(threat: Draft, draft: Draft, discourse: Discourse) -> None:
    """توعد بأن مقاتليه سيقتحمون البلدة: one threat, whose target is whom they would attack.

    Who stands alone beside a verb without a subject (بأن بلاده ستضرب القوات) is its object, where he is not of who threatens.
    """
    doers = draft.get("initiator")
    own = {discourse.settle(p)[0] for m in threat.get("initiator") for p in party_mentions(m)}
    others = [m for m in doers if not m.pronoun and draft.head.finite and m in draft.head.bare and not draft.get("target")]
    others = [m for m in others if not any(discourse.settle(p)[0] in own for p in party_mentions(m))]
    spans = {m.span for m in doers if m not in others}
    threat.slots["target"] = [m for m in threat.get("target") if m.span not in spans] or [*draft.get("target"), *(others if own else [])]
    for m in draft.get("scene"):
        threat.add("scene", m)
    draft.dropped = "what is threatened"


def of_his_side(speaker: Mention, draft: Draft, speakers: Speakers, discourse: Discourse) -> bool:
    """Whether who speaks is of those who would act, or their leader: his own words commit them."""
    voice = speakers.side(speaker, discourse)
    doers = {discourse.settle(p)[0] for m in draft.get("initiator") for p in party_mentions(m)}
    if not doers or voice in doers:
        return bool(voice) or draft.head.sense.sense.person == "1p"
    own = any(m.pronoun for m in draft.get("initiator"))  # قواته، مقاتلوه
    leads = speaker.kind == "person" and speaker.data.get("who") == "combatant" and not party_mentions(speaker)
    return own or leads
