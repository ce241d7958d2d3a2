"""The walk from an event, a field of one, a report or an entry of the log, as `Project.why` tells of them."""

from __future__ import annotations

from collections.abc import Callable

from rasid.publish.map.plain import harmless
from rasid.store.logged import Entry
from rasid.web import wording
from rasid.web.logged import address, did, line
from rasid.web.review.fields import field_name
from rasid.web.values import Values
from rasid.web.why.steps import Line, Step, Told, history_step, report_address, report_step, why_address, words_line


class Walker:
    """Tells answers in one language."""

    def __init__(self, values: Values) -> None:
        self.values, self.say = values, values.say

    def steps(self, told: Told) -> list[Step]:
        kinds: dict[str, Callable[[Told], list[Step]]] = {
            "event": self.event,
            "report": self.report,
            "audit": self.entry,
            "gone": lambda told: [history_step(self.say, told["history"])],
        }
        return [step for step in kinds[told["kind"]](told) if step.lines]

    def title(self, told: Told) -> str:
        say = self.say
        if told["kind"] == "event":
            kind = self.values.item("type", told["type"])
            return f"{kind} · {field_name(say, told['field'])}" if told["field"] else kind
        if told["kind"] == "report":
            return say("Report of {outlet}", outlet=harmless(told["report"]["outlet"] or "—"))
        return say("Entry {number} of the log", number=told["id"]) if told["kind"] == "audit" else say("An event that is no more")

    # Events ------------------------------------------------------------------------------------------------------------------------

    def event(self, told: Told) -> list[Step]:
        say = self.say
        event = [words_line(say, told["trigger"], label=say("Named by")), Line(wording.state(say, told["state"]), say("Review"))]
        if told["orphaned"]:
            event.append(Line(say("The coder of today no longer finds it; a person's decision keeps it.")))
        if told["incident"]:
            event.append(Line(told["incident"]["id"], say("Incident"), address=f"/incidents/{told['incident']['id']}"))
        return [
            *(self.value(told["id"], value) for value in told["values"]),
            Step("event", say("The event"), event),
            Step("decisions", say("What people decided"), [self.decision(d) for d in told["decisions"]]),
            self.coded(told),
            report_step(say, told["report"], told["acquired"]),
            self.reprints(told["reprints"]),
            history_step(say, told["history"]),
        ]

    def value(self, event_id: str, value: Told) -> Step:
        say, field = self.say, value["field"]
        lines = []
        for item in value["items"]:
            if field == "evidence":  # whole sentences: behind a click
                lines.append(Line(context=harmless(item["value"]["text"])))
                continue
            said = self.values.of(field, item["value"])
            lines.append(words_line(say, item["words"], text=said) if item["words"] else Line(said))
            lines += [self.rule(rule) for rule in item["rules"]]
        lines = lines or [Line(say("nothing"))]
        if value["from"] == "person":
            lines.append(Line(self.values.of(field, value["proposed"]), say("The coder had proposed")))
            lines.append(Line(say("A person set it: decision {number}, below.", number=value["decision"])))
        else:
            lines.append(Line(say("It stands as the coder proposed it.")))
        return Step(field, field_name(say, field), lines)

    def rule(self, rule: Told) -> Line:
        """An entry of the data that took some words."""
        return Line(
            harmless(f"{rule['entry']}"), self.say("Taken by the entry"), quote=harmless(rule["text"]), note=self.kind(rule["kind"])
        )

    def kind(self, id_: str) -> str:
        """What kind of words an entry of the data takes."""
        say = self.say
        known = {
            "trigger": say("a word that names an event"),
            "party": say("a party"),
            "party_head": say("the beginning of a party's name"),
            "demonym": say("a people's name"),
            "person": say("a word for people"),
            "place": say("a place"),
            "place_head": say("the beginning of a place's name"),
            "place_nisba": say("an adjective from a place"),
            "time": say("a time"),
            "weapon": say("a weapon"),
            "means": say("a means"),
            "object": say("a thing"),
            "source": say("a source"),
            "speech": say("a word of saying"),
            "number": say("a number"),
            "count": say("a number of people"),
            "vague": say("a vague number"),
            "cue": say("a word that changes how others are read"),
        }
        return known.get(id_, id_)

    def decision(self, one: Told) -> Line:
        say, field = self.say, one["field"]
        before, after = self.values.of(field, one["before"]), self.values.of(field, one["after"])
        undone = say("taken back") if one["undone"] else ""
        said = say("{field}: {before} became {after}", field=field_name(say, field), before=before, after=after)
        note = " · ".join(p for p in (one["who"], say.moment(one["at"]), harmless(one["why"] or ""), undone) if p)
        return Line(said, str(one["id"]), note=note, address=f"/why/{one['audit_seq']}")

    def coded(self, told: Told) -> Step:
        say, run, today = self.say, told["run"], told["today"]
        if run is None:
            return Step("run", say("The coder"), [Line(say("No program: a person added it."))])
        note = f"Rasid {run['version']} · {run['data_version']}"
        lines = [Line(say("Run {number} of {day}", number=run["id"], day=say.moment(run["started"])), note=note)]
        if today["data_version"] and not today["same_data"]:
            lines.append(Line(say("The data has changed since: the entries shown are those of today.")))
        if today["data_version"] and not today["found"]:
            lines.append(Line(say("The coder of today does not find this event.")))
        return Step("run", say("The coder"), lines)

    def reprints(self, found: list[Told]) -> Step:
        lines = [Line(harmless(one.get("outlet") or one["id"]), address=report_address(str(one["id"]))) for one in found]
        return Step("reprints", self.say("The same text elsewhere"), lines)

    # The others --------------------------------------------------------------------------------------------------------------------

    def report(self, told: Told) -> list[Step]:
        say = self.say
        found = [
            Line(self.values.item("type", e["type"]), wording.state(say, e["state"]), address=why_address(e["id"])) for e in told["events"]
        ]
        texts = [
            Line(say.moment(one["made"]), say("Revision {number}", number=one["revision"]), note=f"SHA-256 {one['text_hash']}")
            for one in told["revisions"]
        ]
        return [
            report_step(say, told["report"], told["acquired"]),
            Step("events", say("Its events"), found),
            Step("texts", say("Its texts"), texts),
            self.reprints(told["reprints"]),
            history_step(say, told["history"]),
        ]

    def entry(self, told: Told) -> list[Step]:
        say, one = self.say, told["entry"]
        keys = ("seq", "at", "who", "action", "subject", "before", "after", "why", "destroyed")
        said = line(Entry(**{k: one[k] for k in keys}), self.values)
        lines = [
            Line(did(say, said.action), say.moment(said.at), note=said.who),
            Line(said.subject, say("On"), address=address(said.subject) or ""),
        ]
        lines += [Line(say("{field}: {before} became {after}", field=f, before=b, after=a)) for f, b, a in said.changes]
        lines += [Line(said.why, say("Reason"))] if said.why else []
        if said.destroyed:
            lines.append(Line(say("What it says was destroyed by a redaction; that it was, when and by whom, stays.")))
        elif said.raw:
            lines.append(Line(label=say("As written"), context=said.raw))
        lines.append(Line(one["hash"], say("Seal"), note=say("It covers the entry and the seal of the one before it.")))
        return [Step("entry", say("The entry"), lines)]
