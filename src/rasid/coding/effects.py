"""Who was killed, hurt, held or driven out: the people of each event, as rows of its toll in the making."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from msgspec.structs import replace

from rasid.coding.causes import CauseFinder
from rasid.coding.draft import Draft, Head
from rasid.coding.fell_in_another import fell_in_another
from rasid.coding.heads import SentenceScan
from rasid.coding.kinds import CAUSES
from rasid.coding.toll import row
from rasid.lexicon import Lexicon
from rasid.model import Mention

OF_WHICH = 8  # words from a figure of the dead to what they died of, over its parts, what it counts and «who died of»
TAKEN = frozenset(("killed", "injured", "abducted", "detained", "released"))  # what befalls one whom a pronoun tells
NAMES = 2  # words of a name between a person and the last word of it
MEANT = 25  # words from a person to the verb whose pronoun means him, with where it was between them
NO_GROUPS: dict[str, Any] = {"groups": [], "number": "s", "quantity": None}
HELD = frozenset(("detained", "abducted"))
BEFALLS = frozenset(("killed", "injured", "abducted", "detained"))  # what befalls people together with others


def told_by(mention: Mention, number: str) -> Mention:
    """People told by a pronoun: how many, and not who."""
    return replace(mention, kind="person", data={"who": "unknown", "groups": [], "of": [], "number": number, "pronominal": True})


def since(scan: SentenceScan) -> bool:
    """Whether a sentence counts from a time long past: a running total."""
    return any(m.kind == "cue" and m.data["cue"]["category"] in ("background", "total") for m in scan.sentence.mentions)


def either(draft: Draft, made: dict[str, Any], effects: Sequence[str] = ()) -> None:
    """أربعون بين قتيل وجريح، قتل وأصيب أربعون: one figure for the dead and the hurt is the most that either can be."""
    effects = effects or made["mention"].data.get("either") or ()
    if effects:
        made["effect"], made["most"] = effects[0], True
        draft.effects += [{**row(effect, made["mention"]), "most": True} for effect in effects[1:]]


class EffectReader:
    """Finds the people of one sentence's drafts."""

    def __init__(self, lexicon: Lexicon, causes: CauseFinder) -> None:
        self.lexicon, self.causes = lexicon, causes
        self.types = lexicon.ontology["event_types"]
        self.loose_parts: list[tuple[Mention, Mention]] = []
        self.mentions: list[Mention] = []  # of the sentence

    def effects(self, draft: Draft, head: Head, force: bool = False) -> None:
        """Toll rows of who undergoes the act, and of the parts told of them."""
        effect = head.data.get("effect") or (None if draft.family == "harm" else (self.types.get(draft.type) or {}).get("toll_effect"))
        rows: dict[int, dict[str, Any]] = {}
        previous: Mention | None = None
        fates = (
            [m for m in draft.get("side") if m.kind == "person" and m.data.get("effect") in ("killed", "injured")]
            if "side" in draft.slots
            else []
        )
        counted = [m for m in fates if m.prep == "together" and m.data.get("quantity") is not None]
        if counted and draft.family == "harm":  # سقوط 12 قتيلا، إلى جانب 30 جريحا
            draft.slots["side"] = [m for m in draft.get("side") if m not in counted]
            draft.effects += [row(m.data["effect"], m) for m in counted]
            fates = [m for m in fates if m not in counted]
        if len(fates) > 1 and draft.family == "harm":  # تسعة أشخاص سقطوا بين قتيل وجريح
            draft.slots["side"] = [m for m in draft.get("side") if m not in fates]
            for m in draft.get("victim"):
                m.data["either"] = [f.data["effect"] for f in fates]
        company = [m for prep, m in head.preps if prep == "together" and m.kind == "person"] if effect in BEFALLS else []
        for m in [*draft.get("victim"), *(company if draft.get("victim") else [])]:  # قُتل ضابط مع ثلاثة من مرافقيه
            if m.kind == "source" and m.data.get("of") and effect in ("killed", "injured") and head.finite:
                fights = any(self.lexicon.parties.armed(p.data.get("party")) for p in m.data["of"])  # جُرح قائد الشرطة
                m = replace(m, kind="person", data={**NO_GROUPS, "who": "combatant" if fights else "civilian", "of": m.data["of"]})
            same = previous is not None and (how_he_fell(previous, m) or his_name(previous, m))
            if same or m.kind not in ("person", "count"):
                continue
            told = (
                m.data.get("effect")
                if m.data.get("effect") in ("killed", "injured", "bodies")
                and effect not in ("detained", "abducted", "released")
                and (head.data.get("frame") != "harm" or effect is None)
                else effect
            )
            if told == "bodies" and effect == "killed" and head.finite:
                told = effect  # شيعوا جثمان شاب قضى برصاص: he was killed, and no body was found
            if effect == "bodies" and m.data.get("effect") == "injured":
                told = "injured"  # انتشال ثلاثة جثامين وجريحين
            elif told == "injured" and effect == "killed" and previous is None and dies(head):
                told = effect  # توفي اثنان من الجرحى
            if m.data.get("either"):
                told = told or m.data["either"][0]
            if told is None and previous is not None and as_those_before(previous, m):
                told = rows[id(previous)]["effect"]
            if told is None or (told in HELD and m.data.get("effect") == "killed"):
                continue  # دهمت منزلي ذوي الشهيدين: none of the dead is held
            made = row(told, m)
            if (
                previous is not None
                and m.conj
                and m.data.get("quantity") is None
                and previous.data.get("quantity") is not None
                and previous.data["quantity"].vague
            ):
                made["shared"] = previous
            if any(e["mention"] is m for e in draft.effects):
                continue
            draft.effects.append(made)
            rows[id(m)] = made
            previous = m
            either(draft, made)
        self.share_ranks(draft.effects)
        joined = (
            [m for m in draft.get("victim") if m.conj and m.first == head.mention.last] if "victim" in draft.slots else []
        )  # إصابته وسائقه
        done = bool(head.data.get("effect")) or head.data.get("frame") != "attack"  # تفريقهم: force, and nobody told to be hurt
        if head.mention.pronoun and effect in ("killed", "injured") and done and not head.finite and (joined or not rows):
            draft.effects.insert(0, row(effect, self.pronoun_victim(head)))
        with_others = bool(draft.effects) and all(m.prep == "together" for m in draft.get("victim")) and not draft.get("hurt")
        nobody = with_others or not (rows or draft.effects)  # اعتقلته مع شقيقيه: he, and they
        if nobody and effect in TAKEN and (him := self.told_by_pronoun(head, draft, effect)) is not None:
            draft.effects.insert(0, row(effect, him))
        if effect == "released" and not rows and not draft.effects and (number := self.how_many_freed(head)) is not None:
            draft.effects.append(row(effect, told_by(head.mention, number)))
        for part, whole in [*head.parts, *self.loose_parts]:
            parent = rows.get(id(whole)) or next((e for e in draft.effects if e["mention"] is whole), None)
            if parent is not None and not of_one_family(part) and all(e["mention"] is not part for e in draft.effects):
                draft.effects.append(row(parent["effect"], part, parent))

    def pronoun_victim(self, head: Head) -> Mention:
        """مقتله، إصابتهما: one or two people told by a pronoun; who they are is not."""
        gender = (self.lexicon.language.get("pronouns") or {}).get(head.mention.pronoun, "p")
        return told_by(head.mention, {"m": "s", "f": "s", "d": "d"}.get(gender, "p"))

    def told_by_pronoun(self, head: Head, draft: Draft, effect: str) -> Mention | None:
        """خطفوه, داهموا منزل معلم وقتلوه: whom a verb's pronoun means, of the kind of the last one person told before it.

        أصبناه is of a post or a boat as well, and رصاصة أصابته tells of what he died: of the hurt only where such a person is told, and
        after a conjunction (أطلقوا النار على شرطي فأصابوه).
        """
        if head.sense.sense.pos != "pf" or (self.lexicon.language.get("pronouns") or {}).get(head.mention.pronoun) != "m":
            return None
        before = self.one_before(head, draft)
        if effect == "injured" and (before is None or not head.mention.conj):
            return None
        him = self.pronoun_victim(head)
        return him if before is None else replace(him, data={**him.data, **before})

    def one_before(self, head: Head, draft: Draft) -> dict[str, Any] | None:
        """Kind and groups of the last one person told before a verb, who does not do what it tells; or of whom a house told before is."""
        for m in reversed([m for m in self.mentions if m.last <= head.mention.first and head.mention.first - m.first <= MEANT]):
            known = m.data.get("dweller") if m.kind == "object" else m.data if m.kind == "person" else None
            if known and known.get("number") == "s" and not known.get("quantity") and m not in draft.get("initiator"):
                return {"who": known.get("who") or "unknown", "groups": list(known.get("groups") or [])}
        return None

    def how_many_freed(self, head: Head) -> str | None:
        """أفرجت عن أحدهم، أخلت سبيلهما: one or two of those told before, by the word that a verb of freeing needs."""
        word = head.mention.data.get("of_it")
        return next((n for n, words in (("s", "one_freed"), ("d", "two_freed")) if word in self.lexicon.folded(words)), None)

    @staticmethod
    def share_ranks(effects: list[dict[str, Any]]) -> None:
        """عشرات القتلى والجرحى في صفوف X: whose the last are, the others are too."""
        for one, other in zip(reversed(effects[:-1]), reversed(effects[1:]), strict=False):
            m, n = one["mention"], other["mention"]
            of_no_one = (
                m.kind == "person" and bool(m.data.get("effect")) and not m.data.get("of")
            )  # soldiers are not of the men beside them
            if of_no_one and n.kind == "person" and n.data.get("of") and n.conj and n.first - m.last <= 1:
                one["ranks"] = n

    def leftovers(self, scan: SentenceScan, out: list[Draft], made: dict[int, Draft]) -> None:
        """People named by what befell them (خلّف القصف خمسة قتلى): toll of the event that a result verb ties them to."""
        fell_in_another(scan.heads, scan.sentence.mentions, out)
        for head in scan.heads:
            if head.kind not in ("result", "light"):
                continue
            people = [
                m
                for m in [*head.bare, *(m for _, m in head.preps)]
                if m.kind == "person" and (m.data.get("effect") in ("killed", "injured", "missing", "bodies") or m.data.get("either"))
            ]
            if head.data.get("update"):
                people = risen_to(scan.sentence.mentions, head) or people
            if not people:
                continue
            cause = self.causes.result_cause(head, scan, out, made)
            if cause is None and head.data.get("update"):  # ارتفع إلى تسعة عدد الشهداء الذين قضوا جراء القصف: of what is told after it
                cause = next((d for d in out if d.type in CAUSES and d.family != "harm" and told_after(d, people)), None)
            if cause is None and head.data.get("update") and not since(scan):
                cause = Draft(
                    heads=[head], type="killing", family="harm", sentence=head.sentence
                )  # ارتفعت الحصيلة إلى …: of what was told before
                cause.resolved["toll_only"] = True
                out.append(cause)
            if cause is None:
                continue
            self.add_people(cause, people, head, [pair for h in scan.heads for pair in h.parts])
        self.verbless(scan, out)

    def verbless(self, scan: SentenceScan, out: list[Draft]) -> None:
        """ستة شهداء في غارة …: people named by what befell them, before the attack that did it."""
        people = (
            [
                m
                for m in scan.pre_people
                if m.data.get("effect") in ("killed", "injured", "missing")
                and not his_wound(m)
                and all(e["mention"] is not m for d in out for e in d.effects)
            ]
            if scan.pre_people
            else []
        )
        attacks = [
            d
            for d in out
            if d.type in CAUSES and d.family != "harm" and not d.dropped and people and d.head.mention.first > people[0].first
        ]
        if not attacks and out and not any(h.finite for h in scan.heads):
            self.after_colon(scan, out)
        if not people or not attacks or attacks[0].head.mention.first - people[-1].last > 25:
            return
        self.add_people(attacks[0], people, None, scan.parts)
        for m in scan.sentence.mentions:  # اختناقات بغاز الكلور إثر إلقاء برميل: by what, told with those it befell
            if m.kind == "weapon" and m.prep == "with" and people[-1].first < m.first < attacks[0].head.mention.first:
                attacks[0].add("instrument", m)

    def after_colon(self, scan: SentenceScan, out: list[Draft]) -> None:
        """القصف على المدينة: ثلاثة شهداء وسبعة جرحى: what an attack cost, after a colon and without a verb."""
        mentions = scan.sentence.mentions
        colon = next((n for n, m in enumerate(mentions) if m.kind == "clause" and m.data["clause"] == "colon"), None)
        told = [d for d in out if d.type in CAUSES and d.family != "harm" and not d.dropped]
        if colon is None or len(told) != 1 or told[0].effects or told[0].head.mention.first > mentions[colon].first:
            return
        people: list[Mention] = []
        for m in mentions[colon + 1 :]:
            if people and part_of_figure(m):
                continue
            if m.kind != "person" or m.prep is not None or m.data.get("effect") not in ("killed", "injured", "missing"):
                break
            people.append(m)
        self.add_people(told[0], people, None, scan.parts)

    def add_people(self, cause: Draft, people: list[Mention], head: Head | None, parts: Sequence[tuple[Mention, Mention]] = ()) -> None:
        previous: Mention | None = None
        for m in people:
            made = row(m.data["effect"] or m.data["either"][0], m)
            before = previous.data.get("quantity") if previous is not None else None
            if m.conj and m.data.get("quantity") is None and before is not None and before.vague:
                made["shared"] = previous  # عشرات القتلى والجرحى
            made["update"] = bool(head and head.data.get("update"))
            cause.effects.append(made)
            either(cause, made)
            for part, whole in parts:
                if whole.span == m.span and not of_one_family(part):
                    cause.effects.append(row(made["effect"], part, made))
            previous = m


def told_after(draft: Draft, people: list[Mention]) -> bool:
    """Whether a relative right after the dead that a figure counts says of what they died."""
    return any(0 <= draft.head.mention.first - p.last <= OF_WHICH for p in people) and not draft.head.finite


def risen_to(mentions: list[Mention], head: Head) -> list[Mention]:
    """The figures a count rose to: ارتفع عدد قتلى القصف إلى 12, and those joined to them. What it counts may stand before them."""
    at = next((n for n, m in enumerate(mentions) if m.first >= head.mention.last), len(mentions))
    figures: list[Mention] = []
    effect = None
    for m in mentions[at:]:
        if m.kind in ("clause", "result") and not figures:
            if m.kind == "clause" and m.data["clause"] in ("comma", "relative"):
                continue  # ضحايا القصف الذي طال الحي إلى سبعة
            break
        counted = m.kind in ("person", "count") and m.data.get("quantity") is not None
        if counted and (m.prep == "to" or (figures and m.conj and m.data.get("effect"))):
            told = effect or counted_after(mentions[at:], m) or ("killed" if head.data.get("dead") and m.kind == "person" else None)
            known = m.data.get("effect") or (told if m.prep == "to" else None)
            if known is None:
                break
            data = {"who": "unknown", "groups": [], "of": [], "number": "p", **m.data, "effect": known}
            figures.append(m if m.data.get("effect") else replace(m, kind="person", data=data))
        elif figures and not part_of_figure(m):
            break
        elif m.kind == "person":
            effect = effect or m.data.get("effect")
    return figures


def counted_after(mentions: list[Mention], figure: Mention) -> str | None:
    """ارتفع إلى 35 عدد قتلى القصف، إلى 9 بينهم 3 أطفال عدد الشهداء: what befell those whom a figure counts, told after it."""
    last, parted = figure.last, False
    for m in mentions:
        if m.first < figure.last:
            continue
        parts = m.kind == "cue" and m.data["cue"]["category"] == "part"
        if m.first - last > 1 or not (parts or m.kind == "person"):
            return None
        if m.kind == "person" and m.data.get("effect"):
            return str(m.data["effect"])
        parted = parted or parts
        if not parted:
            return None
        last = m.last
    return None


def part_of_figure(mention: Mention) -> bool:
    """بينهم سيدة، …: a part of the figure before it, after which another figure may stand."""
    if mention.kind == "cue":
        return bool(mention.data["cue"]["category"] == "part")
    if mention.kind == "clause":
        return bool(mention.data["clause"] == "comma")
    return mention.kind == "person" and mention.data.get("effect") is None


def dies(head: Head) -> bool:
    """توفي، استشهد، فارق الحياة: whether a verb says by itself that its subject died, as «fell» (سقط) does not."""
    return head.finite and head.data.get("frame") == "suffer" and head.data.get("strength") != "weak"


def of_one_family(part: Mention) -> bool:
    """بينهم ثلاثة أطفال من أسرة واحدة: whose they are is no further part."""
    quantity = part.data.get("quantity")
    return part.prep == "from" and quantity is not None and quantity.max == 1


def his_wound(mention: Mention) -> bool:
    """متأثرا بجراحه، متأثرين بإصاباتهم: wounds that somebody died of are nobody more who was hurt."""
    return bool(mention.pronoun) and mention.prep in ("with", "cause") and mention.data.get("effect") == "injured"


def how_he_fell(who: Mention, told: Mention) -> bool:
    """سقط جندي قتيلا، خرّ الشابان جريحين: the fate of who was just told, no second victim."""
    if told.kind != "person" or told.conj or told.prep is not None or not told.data.get("effect") or who.data.get("effect"):
        return False
    return told.data.get("quantity") is None and told.data.get("number") == who.data.get("number") == "s"


def his_name(who: Mention, after: Mention) -> bool:
    """الناشط سامر الخطيب: a word for one with the article, a name away from a person told and not joined to him, is his name."""
    alone = after.kind == who.kind == "person" and not after.conj and after.prep is None and bool(after.data.get("article"))
    return alone and who.data.get("number") == after.data.get("number") == "s" and 1 <= after.first - who.last <= NAMES


def as_those_before(who: Mention, after: Mention) -> bool:
    """سقط 18 قتيلا من الحوثيين و6 من الجيش: whether people counted right after others, by و, fell as those did."""
    counted = after.data.get("quantity") is not None and not after.data.get("effect") and not after.data.get("kin")
    return after.conj and after.first - who.last <= 1 and counted and who.data.get("quantity") is not None
