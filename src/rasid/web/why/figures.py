"""The walk from a value of an incident: by which rule it was taken, from which accounts, from which words, and who decided there."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import Connection

from rasid.linking.incident import Claim, Incident
from rasid.project.why import quoted
from rasid.publish.map.plain import harmless
from rasid.publish.map.wording import NOTHING, count, word
from rasid.store import decisions, events, reports
from rasid.store.decisions import STATE, WHOLE
from rasid.store.events import KeptEvent
from rasid.web import wording
from rasid.web.incident import sentences
from rasid.web.incident.told import ENDS, Teller
from rasid.web.values import Values
from rasid.web.why.steps import Line, Step, report_address, why_address, words_line

MOST = 50  # accounts of one walk; more would not be read
FIELD_OF = {"type": "type", "place": "places", "day": "time", "initiators": "initiators", "targets": "targets"}


class Asked(NamedTuple):
    """What of the incident is asked for: `field` of its events; for a figure, `effect`, `whose` and `end` (low, best, high)."""

    key: str
    title: str
    field: str
    effect: str = ""
    whose: str = "all"
    end: str = ""


class Figures:
    """Walks from the values of one incident. The accounts' texts and decisions are read from `connection`."""

    def __init__(self, connection: Connection, tell: Teller, values: Values) -> None:
        self.connection, self.tell, self.values, self.say = connection, tell, values, tell.say

    @property
    def incident(self) -> Incident:
        return self.tell.incident

    def choices(self) -> list[Asked]:
        """Every value that can be asked for."""
        labels = {"type": self.say("What"), "place": self.say("Where"), "day": self.say("When")}
        labels |= {"initiators": self.say("By whom"), "targets": self.say("On whom")}
        plain = [Asked(key, label, FIELD_OF[key]) for key, label in labels.items()]
        ends = dict(zip(ENDS, (self.say("Lowest"), self.say("Best"), self.say("Highest")), strict=True))
        tolls = []
        for total in self.tell.totals():
            name = " ".join(p for p in (total.name, total.whose) if p)
            who = total.key.partition(".")[2] or "all"
            tolls += [Asked(f"{total.key}.{end}", f"{name} · {ends[end]}", "toll", total.effect, who, end) for end in ENDS]
        return [*tolls, *plain]

    def steps(self, asked: Asked) -> list[Step]:
        """The value and its rule; then each account that gives it; then those that give another, and why they do not count."""
        found = self.tolls(asked) if asked.effect else self.versions(asked)
        return [step for step in found if step.lines]

    # Figures of the toll -----------------------------------------------------------------------------------------------------------

    def tolls(self, asked: Asked) -> list[Step]:
        f = self.incident.figures(asked.effect, asked.whose)
        if f is None:
            return []
        figure, by = getattr(f, asked.end), getattr(f, f"{asked.end}_events")
        rules = {
            "low": self.say("the lowest figure of a reliable claim"),
            "high": self.say("the highest figure of any claim that counts"),
            "best": sentences.rule(self.say, f.rule),
        }
        said = self.say.number(figure) if figure is not None else self.say("no number")
        value = Step("value", asked.title, [Line(said, note=rules[asked.end])])
        claims = [c for c in self.incident.claims if c.effect == asked.effect and c.who == asked.whose]
        giving = [self.account(c.event, asked, c) for c in claims if c.event in by][:MOST]
        others = [self.other(c) for c in claims if c.event not in by][:MOST]
        return [value, *giving, Step("others", self.say("What other accounts say"), others)]

    def other(self, claim: Claim) -> Line:
        idle = self.say("does not count: {why}", why=sentences.idle(self.say, claim.why or "")) if not claim.counts else ""
        own = self.say("from the side that did it or claims it") if not claim.reliable else ""
        note = " · ".join(p for p in (idle, own) if p)
        return Line(self.claimed(claim), self.name(claim.event), note=note, address=why_address(f"{claim.event}:toll"))

    def claimed(self, claim: Claim) -> str:
        told = word("counts", "none") if (claim.min, claim.max) == (0, 0) else count(claim.min, claim.max, claim.vague)
        return self.tell.of(told if told != NOTHING else word("counts", "untold"))

    def name(self, event: str) -> str:
        member = next((m for m in self.tell.members if m.id == event), None)
        outlet = harmless(member.outlet or self.say("no outlet told")) if member else event
        return self.say("Account {number}: {outlet}", number=self.say.number(self.tell.numbers.get(event, 0)), outlet=outlet)

    # Other values ------------------------------------------------------------------------------------------------------------------

    def versions(self, asked: Asked) -> list[Step]:
        told = next(t for t in self.tell.told() if t.key == asked.key)
        lines = [
            Line(v.said, note=self.say.plural("{count} family of reports", "{count} families of reports", v.families))
            for v in told.versions
        ]
        value = Step("value", asked.title, [*lines, *([Line(told.rule, self.say("Rule"))] if told.rule else [])])
        return [value, *(self.account(m.id, asked, None) for m in self.tell.members[:MOST])]

    # Accounts ----------------------------------------------------------------------------------------------------------------------

    def account(self, event_id: str, asked: Asked, claim: Claim | None) -> Step:
        """One account: its claim, the words that say so, and who decided of them."""
        kept = events.get(self.connection, event_id)
        if kept is None:
            return Step(event_id, self.name(event_id), [])
        lines = [Line(self.claimed(claim), self.say("Claim"))] if claim is not None else []
        lines += self.words(kept, asked, claim)
        lines += self.decided(kept, asked)
        lines.append(Line(self.say("The event, with all that is known of it"), address=why_address(f"{event_id}:{asked.field}")))
        lines.append(
            Line(self.say("The report, beside its events"), address=f"{report_address(kept.report_id)}?event={event_id}#{event_id}")
        )
        return Step(event_id, self.name(event_id), lines)

    def words(self, kept: KeptEvent, asked: Asked, claim: Claim | None) -> list[Line]:
        text = reports.text_by_hash(self.connection, kept.report_id, kept.text_hash)
        if not text:
            return [Line(self.say("Its words were destroyed."))]
        value = kept.record[asked.field]
        items = value if isinstance(value, list) else [value]
        if claim is not None:
            items = [row for row in items if row["id"] in claim.rows]
        made = []
        for item in items:
            span = kept.trigger if asked.field == "type" else item.get("span")
            said = self.values.of(asked.field, item)
            made.append(words_line(self.say, quoted(text, span), text=said) if span else Line(said))
        return made

    def decided(self, kept: KeptEvent, asked: Asked) -> list[Line]:
        made = [d for d in decisions.of_event(self.connection, kept.id) if d.field in (asked.field, STATE, WHOLE)]
        if not made:
            return [Line(wording.state(self.say, kept.state), self.say("Review"), note=self.say("nobody has decided on it yet"))]
        return [
            Line(
                self.values.of(d.field, d.value),
                self.say("Decided"),
                note=" · ".join(p for p in (d.who, self.say.moment(d.at), harmless(d.why or "")) if p),
                address=f"/why/{d.audit_seq}",
            )
            for d in made
        ]
