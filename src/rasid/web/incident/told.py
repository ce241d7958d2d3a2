"""The accounts of an incident side by side, each in the reader's words: who tells it, what it counts, whom it blames, where and when."""

from __future__ import annotations

from typing import NamedTuple
from urllib.parse import quote

import msgspec

from rasid.lexicon import Lexicon
from rasid.lexicon.remembered import kept_with
from rasid.linking.incident import Claim, Figures, Incident, PartyTold, TimeTold
from rasid.model import Event, Initiator
from rasid.project.linked import Member
from rasid.publish.map.plain import harmless
from rasid.publish.map.wording import NOTHING, Pair, Wording, count, of_names, word
from rasid.web.incident import sentences
from rasid.web.speech import Speech

HARM = ("killed", "injured", "missing", "abducted", "bodies")  # effects that are shown in the colour of harm
EFFECTS = ("killed", "injured", "missing", "abducted", "detained", "displaced", "bodies", "released")
ENDS = ("low", "best", "high")


class Figure(NamedTuple):
    """One claim in words. `whose`: all, civilians or combatants; `by`: the source that the account names for it; `idle`: why it does
    not count, None where it does."""

    said: str
    whose: str
    by: str
    idle: str | None


class Blamed(NamedTuple):
    """A party and how it is said to be the one: `how` stated, claimed, accused, denied; `by` whom."""

    name: str
    kind: str
    how: str
    by: str


class Account(NamedTuple):
    """An account. `number`: by which the page calls it; `reprint`: it repeats the text of an earlier one."""

    number: int
    id: str
    report: str
    address: str
    outlet: str
    published: str | None
    state: str
    type: str
    standing: list[str]
    reprint: bool
    figures: dict[str, list[Figure]]
    blamed: list[Blamed]
    targets: list[str]
    places: list[str]
    when: str


class Total(NamedTuple):
    """Low, best and high of one effect, the rule in words, and by which accounts (numbers) each."""

    effect: str
    name: str
    whose: str
    figures: tuple[int | None, int | None, int | None]
    rule: str
    by: tuple[list[int], list[int], list[int]]
    key: str


class Version(NamedTuple):
    """One version of a value: `families` of reprints that tell it, and the numbers of the accounts."""

    said: str
    families: int
    accounts: list[int]


class Told(NamedTuple):
    """All versions of one value, the one taken first, and by which rule."""

    key: str
    name: str
    versions: list[Version]
    rule: str


@kept_with()
def wording_of(lexicon: Lexicon) -> Wording:
    return Wording(lexicon.ontology, lexicon.compiled.places)


class Teller:
    """Tells one incident in one language."""

    def __init__(self, incident: Incident, members: list[Member], lexicon: Lexicon, say: Speech) -> None:
        self.incident, self.members, self.say = incident, members, say
        self.words = wording_of(lexicon)
        self.side = 1 if say.language == "ar" else 0
        self.numbers = {m.id: n for n, m in enumerate(members, 1)}
        self.independent = {a.event: a.independent for a in incident.accounts}

    def of(self, pair: Pair) -> str:
        return pair[self.side]

    def effects(self) -> list[str]:
        """The effects that some account tells, the gravest first."""
        there = {c.effect for c in self.incident.claims}
        return [e for e in EFFECTS if e in there]

    def effect(self, effect: str) -> str:
        name = self.of(word("effects", effect))
        return name[:1].upper() + name[1:]  # it heads a column

    def accounts(self) -> list[Account]:
        return [self.account(m) for m in self.members]

    def account(self, member: Member) -> Account:
        event = member.event
        return Account(
            number=self.numbers[member.id],
            id=member.id,
            report=member.report,
            address=f"/reports/{quote(member.report, safe='')}?event={member.id}#{member.id}",
            outlet=harmless(member.outlet or ""),
            published=member.published,
            state=member.state,
            type=self.of(self.words.type(event)),
            standing=[self.of(p) for p in self.words.standing(event)],
            reprint=not self.independent.get(member.id, True),
            figures=self.figures(member.id, event),
            blamed=[self.blamed(i, event) for i in event.initiators],
            targets=[self.of(self.words.party(msgspec.structs.replace(t, kind=None))) for t in event.targets],
            places=[self.of(self.words.place(p)) for p in event.places],
            when=self.of(self.words.when(event)),
        )

    def blamed(self, party: Initiator, event: Event) -> Blamed:
        by = next((s for s in event.sources if s.id == party.by), None)
        name = of_names(party.names, party.actor or party.text)
        kind = self.words.term("party_kinds", party.kind) if party.kind and party.actor else NOTHING
        how = sentences.attribution(self.say, party.attribution)
        return Blamed(self.of(name), self.of(kind), how, self.of(of_names(by.names, by.text)) if by else "")

    def figures(self, event_id: str, event: Event) -> dict[str, list[Figure]]:
        """By effect: the figure for all people, then those for civilians and combatants; one that says the same of all stands once."""
        named = {s.id: self.of(of_names(s.names, s.text)) for s in event.sources}
        found: dict[str, list[Figure]] = {}
        for claim in sorted((c for c in self.incident.claims if c.event == event_id), key=lambda c: c.who != "all"):
            made, there = self.figure(claim, named), found.setdefault(claim.effect, [])
            same = next((n for n, f in enumerate(there) if made.whose and f == made._replace(whose="")), None)
            if same is None:
                there.append(made)
            else:
                there[same] = made
        return found

    def figure(self, claim: Claim, named: dict[str, str]) -> Figure:
        told = word("counts", "none") if (claim.min, claim.max) == (0, 0) else count(claim.min, claim.max, claim.vague)
        said = self.of(told if told != NOTHING else word("counts", "untold"))
        idle = None if claim.counts else sentences.idle(self.say, claim.why or "")
        return Figure(said, self.whose(claim.who), named.get(claim.by or "", ""), idle)

    def whose(self, who: str) -> str:
        return "" if who in ("all", "unknown") else self.of(word("people", who))

    def totals(self) -> list[Total]:
        """Every effect's figures: all people first, then civilians and combatants apart."""
        rank = {e: n for n, e in enumerate(EFFECTS)}
        ordered = sorted(self.incident.toll, key=lambda f: (rank.get(f.effect, 99), f.who != "all", f.who))
        return [self.total(f) for f in ordered]

    def total(self, f: Figures) -> Total:
        ends = (f.low_events, f.best_events, f.high_events)
        by = tuple(sorted(self.numbers[e] for e in some if e in self.numbers) for some in ends)
        rule = sentences.rule(self.say, f.rule)
        key = f.effect if f.who == "all" else f"{f.effect}.{f.who}"
        return Total(f.effect, self.effect(f.effect), self.whose(f.who), (f.low, f.best, f.high), rule, by, key)  # type: ignore[arg-type]

    def told(self) -> list[Told]:
        """What they tell of type, place and day: each version with how many families of reprints, and which accounts."""
        i, say = self.incident, self.say
        types = [Version(self.of(self.words.term("event_types", t.type)), t.families, self.which(t.events)) for t in i.types]
        places = [Version(self.of(of_names(p.names, p.id or "")), p.families, self.which(p.events)) for p in i.places]
        times = [Version(self.days(t), t.families, self.which(t.events)) for t in i.times]
        return [
            Told("type", say("What"), types, sentences.rule(say, i.type_rule)),
            Told("place", say("Where"), places, sentences.rule(say, i.place_rule)),
            Told("day", say("When"), times, sentences.rule(say, i.date_rule)),
            Told("initiators", say("By whom"), self.side_told(i.initiators), ""),
            Told("targets", say("On whom"), self.side_told(i.targets), ""),
        ]

    def side_told(self, parties: list[PartyTold]) -> list[Version]:
        return [Version(self.of(self.words.party_told(p)), p.families, self.which(p.events)) for p in parties]

    def which(self, events: list[str]) -> list[int]:
        return sorted(self.numbers[e] for e in events if e in self.numbers)

    def days(self, time: TimeTold) -> str:
        return " – ".join(dict.fromkeys(self.say.day(d) for d in (time.start, time.end) if d))
