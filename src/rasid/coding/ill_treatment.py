"""People ill-treated or killed while they were held: that it was torture, told by several words at once, and by whom they were held."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from rasid.coding.crowd_control import CROWD
from rasid.coding.draft import NO_PARTY, Draft
from rasid.coding.likeness import party_mentions
from rasid.lexicon import Lexicon
from rasid.model import Mention, Reading, Sentence

HELD = ("arrest", "abduction", "release")
DONE_IN = 8  # words between two words of one ill-treatment (للضرب والصعق بالكهرباء والحرمان من النوم)
BACK = 2  # sentences back to who took those whose ill-treatment is told
JAILS = frozenset(("prison", "headquarters", "base", "police_station"))
PRISONERS, PRISON = "prisoners", "prison"


class IllTreatment:
    """Settles the beatings and tortures of one report's people in custody."""

    def __init__(self, lexicon: Lexicon, reading: Reading) -> None:
        self.lexicon, self.reading = lexicon, reading
        self.custody = lexicon.folded("in_custody")

    def settle(self, drafts: list[Draft], sentence: Sentence, told: list[Draft]) -> None:
        """Makes torture of the beatings of one sentence that befell people held (`resolved["held"]`), one of those of one doing."""
        dead = [d for d in drafts if d.type == "killing" and d.method == "under_torture" and not d.dropped]
        for draft in dead:
            for m in self.jailers(draft, drafts, sentence, told) if not draft.get("initiator") else []:
                draft.add("initiator", m)
        for held in drafts if dead else []:  # توفي تحت التعذيب بعد اعتقال دام تسعة أشهر
            if held.type == "arrest" and not held.head.finite and not held.effects and not held.get("initiator"):
                held.dropped = held.dropped or "says when they were held"
        for first, *others in doings([d for d in drafts if not d.dropped and d.type in ("torture", "assault")]):
            if any(d.type in CROWD and d.sentence == first.sentence for d in drafts):
                continue  # فرقت الشرطة تظاهرة، وأصيب أربعة واحتُجز عشرون
            taken = first.type == "torture" and next(self.near(first, drafts, told), None) is not None  # خطفوه … وذكر أنه عُلّق من يديه
            if not taken and not any(self.in_custody(d, drafts, sentence) for d in (first, *others)):
                continue
            for draft in others:
                for slot in ("victim", "target", "instrument", "scene", "thing_scene"):
                    for m in draft.get(slot):
                        first.add(slot, m)
                first.effects = first.effects or draft.effects
                first.heads.append(draft.head)
                draft.dropped = "joined"
            first.type, first.family, first.resolved["held"] = "torture", None, True
            if not first.get("initiator"):
                for m in self.jailers(first, drafts, sentence, told):
                    first.add("initiator", m)

    def in_custody(self, draft: Draft, drafts: list[Draft], sentence: Sentence) -> bool:
        """تعرض المعتقلون للضرب في السجن: whether who was beaten was held."""
        if any(m.data.get("weapon") not in ("baton", None) for m in draft.get("instrument")) or draft.status != "asserted":
            return False
        beaten = [m for slot in ("target", "victim") for m in draft.get(slot)]
        if any(m.data.get("party") == PRISONERS or m.data.get("effect") in ("detained", "abducted", "released") for m in beaten):
            return True
        if any(
            d.type in HELD and d.head.finite and not d.head.mention.conj and any(0 <= d.head.mention.first - m.last <= 1 for m in beaten)
            for d in drafts
            if d is not draft
        ):
            return True  # تعرض اثنان أفرج عنهما للضرب
        taken = any(d.type in HELD for d in drafts)
        if taken and any(m.prep == "in" and m.data.get("object") in JAILS for m in draft.get("thing_scene")):
            return True  # اعتقلوا عشرين، تعرض بعضهم للضرب داخل قسم الشرطة
        if any(self.is_jail(m) for m in (*draft.get("scene"), *draft.get("thing_scene"))):
            return True
        return any(self.reading.tokens[n].text in self.custody for n in range(sentence.first, sentence.last))

    def is_jail(self, mention: Mention) -> bool:
        """في سجن عوفر، داخل السجون السرية."""
        if mention.prep != "in" or mention.kind not in ("place", "object"):
            return False
        named = any(self.lexicon.places[n]["kind"] == "prison" for n in mention.data.get("candidates") or ())
        return named or PRISON in (mention.data.get("object"), mention.data.get("thing"))

    def jailers(self, draft: Draft, drafts: list[Draft], sentence: Sentence, told: list[Draft]) -> list[Mention]:
        """Whose the prison is, else who took or let go those held, here or just before."""
        things = [m for m in sentence.mentions if m.kind == "object" and m.data.get("object") in JAILS]
        owners = [p for m in (*draft.get("thing_scene"), *things) for p in party_mentions(m)]
        named = [p for p in owners if p.data.get("party") and not self.lexicon.parties.generic(p.data["party"])]
        if named:
            return named[:1]
        for other in self.near(draft, drafts, told):
            by = [m for m in other.get("initiator") if party_mentions(m) or m.kind == "source"]
            kinds = {self.lexicon.parties.get(m.data.get("party")).get("kind") for m in by}
            if by and "judiciary" not in kinds:  # a court that freed one
                return [replace(m, kind="party", data={**NO_PARTY, **m.data}) if m.kind == "source" else m for m in by]
        return owners[:1]

    def near(self, draft: Draft, drafts: list[Draft], told: list[Draft]) -> Iterator[Draft]:
        """The takings and releases of the sentence, then those before it in its paragraph."""
        yield from (d for d in reversed(drafts) if d.type in HELD and d is not draft)
        paragraph = self.reading.sentences[draft.sentence].paragraph
        for other in reversed(told):
            if draft.sentence - other.sentence > BACK:
                return
            if other.type in HELD and (
                self.reading.sentences[other.sentence].paragraph == paragraph or draft.sentence - other.sentence == 1
            ):
                yield other


def doings(drafts: list[Draft]) -> list[list[Draft]]:
    """Drafts in groups of what befell the same people: near each other, and but the first by nobody of its own."""
    groups: list[list[Draft]] = []
    for draft in drafts:
        if groups and draft.head.mention.first - groups[-1][-1].head.mention.last <= DONE_IN and not draft.get("initiator"):
            groups[-1].append(draft)
        else:
            groups.append([draft])
    return groups
