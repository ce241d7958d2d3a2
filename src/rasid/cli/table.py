"""`--format table`: one block an event, for people."""

from __future__ import annotations

from collections.abc import Iterator

from rasid.cli import wording
from rasid.cli.lines import hanging, isolated, safe, width, wrapped
from rasid.cli.marking import evidence_lines
from rasid.cli.wording import Names, Ontology
from rasid.model import Event

BOLD, DIM, PLAIN = "\x1b[1m", "\x1b[2m", "\x1b[0m"


class Table:
    """Renders events at one width, with or without colour."""

    def __init__(self, ontology: Ontology, room: int, colour: bool) -> None:
        self.names = Names(ontology)
        self.room = max(40, room)
        self.colour = colour

    def block(self, event: Event, number: int) -> str:
        """The block of one event, closed by an empty line."""
        lines = [self.heading(event, number)]
        for label, text in self.rows(event):
            lines += [self.labelled(line, label) for line in hanging(f"  {label}", text, self.room)]
        lines += evidence_lines(event, self.room, self.colour)
        return "\n".join(lines) + "\n\n"

    def heading(self, event: Event, number: int) -> str:
        method = f" ({event.method.replace('_', ' ')})" if event.method else ""
        badges = [event.status, *(["background"] if event.background else []), *([event.outcome] if event.outcome else [])]
        title = f"{number}. {self.names.of('event_types', event.type)}{method} " + " ".join(f"[{b}]" for b in badges)
        first, *more = wrapped(title, self.room)
        rule = "" if more else " " + "─" * max(0, self.room - width(first) - 1)
        lines = [isolated(line) for line in (first, *more)]
        if self.colour:
            return "\n".join(f"{BOLD}{line}{PLAIN}" for line in lines) + f"{DIM}{rule}{PLAIN}"
        return ("\n".join(lines) + rule).rstrip()

    def labelled(self, line: str, label: str) -> str:
        head = f"  {label}"
        return f"{DIM}{head}{PLAIN}{line[len(head) :]}" if self.colour and label and line.startswith(head) else line

    def rows(self, event: Event) -> Iterator[tuple[str, str]]:
        """(label, text) of every row that has something to say; a second item of a kind has no label."""
        kinds = self.names
        who = [wording.party(p, kinds) for p in event.initiators]
        whom = [wording.party(p, kinds) for p in event.targets]
        yield from listed("between" if event.mutual else "who", who)
        yield from listed("and" if event.mutual else "→ whom", whom)
        yield from listed("with", [wording.instrument(i, kinds) for i in event.instruments])
        yield from listed("where", [wording.place(p) for p in event.places])
        yield "when", wording.when(event)
        yield from listed("toll", [wording.toll(t, event.toll) for t in event.toll])
        yield from listed("says", [wording.source(s) for s in event.sources])
        yield from listed("related", [f"{r.relation.replace('_', ' ')} {r.event}" for r in event.related])
        yield from listed("flags", [", ".join(event.flags)] if event.flags else [])
        yield "confidence", f"{event.confidence:.2f} · {event.id}"


def listed(label: str, texts: list[str]) -> Iterator[tuple[str, str]]:
    for n, text in enumerate(texts):
        yield ("" if n else label), text


def report_heading(name: str, events: int, title: str | None, room: int) -> str:
    """The line above a report's events."""
    said = f"== {name} · {events} event{'' if events == 1 else 's'}" + (f" · {safe(title)}" if title else "") + " "
    first, *more = wrapped(said, room)
    rule = "" if more else " " + "=" * max(0, room - width(first) - 1)
    return "\n".join(isolated(line) for line in (first, *more)) + rule + "\n"
