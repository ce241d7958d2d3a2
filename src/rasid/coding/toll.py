"""Figures of people: one row a statement, wholes and parts kept apart, nothing added up."""

from __future__ import annotations

import re
from typing import Any

from msgspec.structs import replace

from rasid.coding.draft import Draft, Head
from rasid.coding.reference import Discourse
from rasid.lexicon import Lexicon
from rasid.model import Mention, Toll

ENDS = re.compile(r"[.!؟\n]")  # between two sentences
VICTIMS = "ضحية"  # a noun for the dead whom another word counts
RANKED = frozenset(("soldiers", "officers", "police", "security"))  # groups of people who serve a state


# Attacks whose dead reports count by their bodies.
FELL = frozenset(
    ("shelling", "air_strike", "drone_strike", "explosive_device", "suicide_bombing", "explosion", "armed_clash", "ground_attack")
)


def row(effect: str, mention: Mention, parent: dict[str, Any] | None = None, told_min: int | None = None) -> dict[str, Any]:
    """A toll row in the making. `parent` is the row it is a part of."""
    return {"effect": effect, "mention": mention, "parent": parent, "zero": told_min == 0}


def fate(host: Draft, head: Head) -> list[dict[str, Any]]:
    """أطلقوا النار على ضابط فقتلوه، فلقي مصرعه: what befell the people the attack was on, told by a verb that names nobody."""
    effect = head.data.get("effect")
    people = [m for m in [*host.get("target"), *host.get("victim")] if m.kind == "person" and not m.data.get("effect")]
    if effect not in ("killed", "injured") or not head.finite or not head.mention.conj or len(people) != 1:
        return []
    number, quantity = people[0].data.get("number"), people[0].data.get("quantity")
    one = number == "s" and quantity is None
    if any(e["effect"] == effect for e in host.effects) or not (one or head.mention.pronoun):
        return []
    return [row(effect, people[0])] if one or number == "d" or quantity is not None else []


def counts(mention: Mention) -> tuple[int | None, int | None, str | None]:
    """(min, max, vague) of a mention of people, by its number words or its grammatical number."""
    quantity = mention.data.get("quantity")
    if quantity is not None:
        return quantity.min, quantity.max, quantity.vague
    number = mention.data.get("number")
    if number == "d" and not mention.data.get("ambiguous"):
        return 2, 2, None
    if number == "s" and not mention.data.get("many"):
        return 1, 1, None
    return None, None, "several"


class TollWriter:
    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon

    def rows(self, draft: Draft, discourse: Discourse, text: str, by: dict[int, str]) -> list[Toll]:
        """The finished rows of a draft, in the order told, ids t1, t2, …"""
        out: list[Toll] = []
        ids: dict[int, str] = {}
        last_who: str | None = None
        whole_who: str | None = None  # of the last who are no part of others
        seen: set[tuple] = set()
        figures = {e["effect"] for e in draft.effects if figure(e["mention"])} if draft.effects else set()
        for entry in draft.effects:
            mention = entry["mention"]
            if entry["effect"] in figures and (counted_already(mention) or told_exactly(entry, draft, text)):
                continue  # ارتفع إلى 12 عدد القتلى الذين سقطوا: the dead of whom the figure is
            low, high, vague = (0, 0, None) if entry["zero"] else counts(mention)
            if entry.get("shared") is not None and mention.data.get("quantity") is None:
                low, high, vague = counts(entry["shared"])
            if entry.get("most") and high:
                low, high = None, high
            elif entry.get("most"):
                low, high, vague = None, None, "several"  # more than so many dead and hurt: nothing bounds either
            who, groups, actor = self.who(mention, discourse)
            if entry.get("ranks") is not None:
                who, _, actor = self.who(entry["ranks"], discourse)
            if last_who and who == "unknown" and mention.data.get("kin"):
                who = last_who  # مزارع … ونجله
            if whole_who and (mention.data.get("other") or (mention.kind == "count" and entry["parent"] is None)):
                who = whole_who  # قتل ثلاثة جنود وجرح خمسة: soldiers too; of whom those are a part, whatever part was told last
            elif mention.kind == "count" or mention.data.get("pronominal"):
                who = self.met(draft, discourse) if who == "unknown" else who
            key = (entry["effect"], low, high, vague, tuple(groups), mention.span)
            if key in seen or entry["effect"] is None or (mention.data.get("pronominal") and told_before(out, entry["effect"], low)):
                continue
            seen.add(key)
            parent = ids.get(id(entry["parent"])) if entry["parent"] is not None else None
            number = f"t{len(out) + 1}"
            ids[id(entry)] = number
            if entry["zero"]:
                who, groups, actor = "unknown", [], None
            fell = entry["effect"] == "bodies" and draft.type in FELL  # استقبل المستشفى جثث تسعة وعشرة جرحى إثر القصف
            out.append(
                Toll(
                    id=number,
                    effect="killed" if fell else entry["effect"],
                    who=who,  # type: ignore[arg-type]  # the lint holds persons.yaml to the closed list
                    groups=groups,
                    actor=actor,
                    min=low,
                    max=high,
                    vague=vague,
                    part_of=parent,
                    supersedes=earlier(out, entry) if entry.get("update") else None,
                    by=by.get(id(entry)),
                    text=text[mention.span[0] : mention.span[1]],
                    span=mention.span,
                )
            )
            last_who = who
            whole_who = who if entry["parent"] is None else whole_who
        return whole(
            out, [e["mention"] for e in draft.effects if any(e["mention"].span == t.span for t in out)] if draft.effects else [], text
        )

    def met(self, draft: Draft, discourse: Discourse) -> str:
        """Who the people are whom an event tells by a number alone: what those are whom it met (وسط تجمع للقوات، ما أسفر عن مقتل ثلاثة)."""
        told = {self.who(m, discourse)[0] for m in draft.get("target") if m.kind == "person"}
        parties = [discourse.settle(p)[0] for m in draft.get("target") for p in ([m] if m.kind == "party" else m.data.get("of") or [])]
        told |= {"civilian" if p == "civilians" else "combatant" for p in parties if p == "civilians" or self.lexicon.parties.armed(p)}
        return told.pop() if len(told) == 1 else "unknown"

    def who(self, mention: Mention, discourse: Discourse) -> tuple[str, list[str], str | None]:
        """(civilian, combatant or unknown; groups; party) of people."""
        data = mention.data
        who = data.get("who") or "unknown"
        actor = None
        for party in data.get("of") or []:
            id_, _ = discourse.settle(party)
            kind = self.lexicon.parties.kind(id_)
            if id_ == "civilians":
                who = "civilian"
            elif id_ and not party.data.get("nationality"):
                actor = actor or id_
                if kind.get("combatant") and who == "unknown":
                    who = "combatant"
                elif kind.get("inter") == 7 and who == "unknown":
                    who = "civilian"
        if data.get("who") is None and data.get("of") and who == "unknown":
            who = "unknown"
        return who, list(data.get("groups") or []), actor


def figure(mention: Mention) -> bool:
    """Whether a mention says how many: by a number, or as two (شابان)."""
    return mention.data.get("quantity") is not None or mention.data.get("number") == "d"


def counted_already(mention: Mention) -> bool:
    """Whether a mention is of the dead or the hurt at large, with the article and no figure of their own."""
    if mention.data.get("noun") == VICTIMS and mention.data.get("number") == "p" and not mention.data.get("quantity"):
        return True  # إن ضحايا القصف بلغوا 14 قتيلا
    return mention.definite and bool(mention.data.get("effect")) and mention.data.get("number") == "p" and not mention.data.get("quantity")


def told_exactly(entry: dict[str, Any], draft: Draft, text: str) -> bool:
    """سقوط قتلى وجرحى …. وأسفرت الغارة عن مقتل أربعة: some dead of no kind told, whose figure the report gives in another sentence."""
    m = entry["mention"]
    some = counts(m)[2] == "several" and entry["parent"] is None and not (m.data.get("of") or m.data.get("groups") or entry.get("shared"))
    others = (e for e in draft.effects if e["effect"] == entry["effect"] and e["parent"] is None and e is not entry)
    return some and any(counts(e["mention"])[0] and ENDS.search(text, *between(m, e["mention"])) for e in others)


def between(one: Mention, other: Mention) -> tuple[int, int]:
    """Where the text between two mentions begins and ends."""
    first, last = sorted((one.span, other.span))
    return first[1], last[0]


def told_before(rows: list[Toll], effect: str, number: int | None) -> bool:
    """اعتدوا على مسن وزوجته ما أدى إلى إصابتهما: whether so many, told by a pronoun, are those just told to have been harmed so."""
    sums = [t.min for t in rows if t.effect == effect and t.part_of is None and t.min is not None and t.min == t.max]
    return number is not None and bool(sums) and (number in sums or sum(sums) == number)


def whole(rows: list[Toll], mentions: list[Mention], text: str) -> list[Toll]:
    """امرأة وطفلاها: people joined by و whom one thing befell, with a row for them all and their own rows as its parts."""
    by_span = {m.span: m for m in mentions} if mentions else {}
    out: list[Toll] = []
    group: list[Toll] = []

    def close() -> None:
        if len(group) > 1:
            first, last = group[0], group[-1]
            span = (first.span[0], last.span[1])
            who = {t.who for t in group} - {"unknown"}
            total = sum(t.min or 0 for t in group)
            number = f"{first.id}s"
            actor = first.actor if len({t.actor for t in group}) == 1 else None
            groups = first.groups if len({tuple(t.groups) for t in group}) == 1 else []
            kind = who.pop() if who else "unknown"
            out.append(
                replace(
                    first, id=number, who=kind, groups=groups, actor=actor, min=total, max=total, text=text[span[0] : span[1]], span=span
                )
            )
            out.extend(replace(t, part_of=number) for t in group)
        else:
            out.extend(group)
        group.clear()

    for t in rows:
        m = by_span.get(t.span)
        previous = group[-1] if group else None
        exact = t.min is not None and t.min == t.max and t.min > 0 and t.vague is None and t.part_of is None and t.supersedes is None
        before = by_span.get(previous.span) if previous is not None else None
        joined = (
            previous is not None
            and before is not None
            and m is not None
            and m.conj
            and m.first == before.last
            and t.effect == previous.effect
            and one_side(t, previous, m.data.get("noun") == before.data.get("noun"))
        )
        if not (exact and joined):
            close()
        if exact:
            group.append(t)
        else:
            out.append(t)
    close()
    ids = {t.id: f"t{n}" for n, t in enumerate(out, 1)}
    return [replace(t, id=ids[t.id], part_of=ids.get(t.part_of or ""), supersedes=ids.get(t.supersedes or "")) for t in out] if out else []


def one_side(one: Toll, other: Toll, same_noun: bool) -> bool:
    """Whether two rows may be added up: never civilians and fighters, nor fighters who may be of two sides (ستة جنود وتسعة مسلحين)."""
    if (one.who != other.who and "combatant" in (one.who, other.who)) or (one.actor and other.actor and one.actor != other.actor):
        return False
    single = one.min == other.min == 1 or (served(one) and served(other))  # ضابط وثلاثة مجندين: of one state
    return one.who != "combatant" or other.who != "combatant" or same_noun or single or (one.actor == other.actor and bool(one.actor))


def served(row: Toll) -> bool:
    """Whether people are told by their rank: those of a state, as gunmen are not."""
    return bool(RANKED & set(row.groups))


def earlier(rows: list[Toll], entry: dict[str, Any]) -> str | None:
    """The row that a raised toll corrects: the last whole figure of the same effect."""
    return next((t.id for t in reversed(rows) if t.effect == entry["effect"] and t.part_of is None), None)
