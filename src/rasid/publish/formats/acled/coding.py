"""An incident as ACLED's rows: one a scene and day, before rows of one place, day and pair of parties are folded."""

from __future__ import annotations

import datetime as dt
from collections import Counter

from rasid.lexicon import Lexicon
from rasid.linking.incident import Incident, PlaceTold
from rasid.model import Event, Place
from rasid.publish.formats.acled.actors import Actor, Actors
from rasid.publish.formats.acled.counting import divided, fatalities
from rasid.publish.formats.acled.dating import days
from rasid.publish.formats.acled.row import Row, Side
from rasid.publish.formats.acled.sourcing import Sourcing
from rasid.publish.formats.acled.typing import Typing
from rasid.publish.notes import Notes
from rasid.publish.notes.facts import scenes_of
from rasid.publish.policy import Released

NOT_HAPPENED = "incidents told as planned, attempted, possible or denied, or as background: ACLED has what happened"
NO_COUNTERPART = "incidents of types that ACLED does not have (threats, accusations, meetings, strikes without a gathering)"
TOO_LONG = "incidents whose time is longer than a month: ACLED needs a date"
TOO_WIDE = "incidents of which only the country, or less, is told: ACLED needs a place"
NO_DATE, LEFT_OUT = "rows without a date, which ACLED needs: theirs are empty", "incidents without a date, which were left out"
NO_PLACE = "rows without a place, which ACLED needs: theirs are empty"
NONE_TOLD = "rows whose sources say that nobody was killed: 0 in ACLED, as where nothing is said of it"
ONE_FIGURE = "rows whose sources differ on the dead, or give words: ACLED has one figure, the lowest"
OTHER_TOLL = "figures of the injured, detained, displaced and others, which ACLED has no column for; the notes tell them"
PEOPLE = 7
CIVILIANS = (6, 7)  # who cannot fight back: protesters, civilians
OF_CIVILIANS = "Violence against civilians"
TWO_SIDED = ("Battles", OF_CIVILIANS)  # ACLED has both actors of these, also where it calls both alike
CROWDS = {"Protests": "protesters", "Riots": "rioters"}


class Coder:
    """Makes rows. `language` of the notes; `losses`: what ACLED cannot hold, counted as it goes."""

    def __init__(self, lexicon: Lexicon, undated: bool, language: str = "en") -> None:
        self.words = lexicon.ontology["acled"]
        self.civilian = frozenset(id_ for id_, row in lexicon.ontology["objects"].items() if row.get("civilian"))
        self.actors, self.typing, self.sourcing = Actors(lexicon), Typing(lexicon), Sourcing(lexicon)
        self.notes, self.language = Notes(lexicon), language
        said = lexicon.ontology["notes"]
        self.divided = str((said.get(language) or said["en"])["said"]["divided"])
        self.undated = undated
        self.losses: Counter[str] = Counter()

    def rows(self, released: Released) -> list[Row]:
        """The rows of one incident; none where ACLED has none for it, which is counted."""
        incident = released.incident
        if incident.status != "asserted" or incident.background:
            return self.lost(NOT_HAPPENED)
        events = [t.event for t in released.told]
        scenes = scenes_of(incident) or origins(events)
        country = next((p.country for p in scenes if p.country), None) or ""
        year = int(incident.start[:4]) if incident.start else None
        told = [self.actors.of(p, country, year) for p in incident.initiators]
        sub_event = self.typing.of(incident, events, bool(told) and told[0].inter == 1)
        if sub_event is None:
            return self.lost(NO_COUNTERPART)
        event = self.typing.events[sub_event]
        when = days(incident, events, self.words)
        if when is None or (not self.undated and not when[0][0]):
            return self.lost(TOO_LONG if when is None else LEFT_OUT)
        where = [p for p in scenes if p.precision is None or p.precision in self.words["geo_precision"]]
        if scenes and not where and event != "Strategic developments":
            return self.lost(TOO_WIDE)
        return self.made(released, sub_event, event, told, country, when, where or scenes[:1])

    def lost(self, what: str) -> list[Row]:
        self.losses[what] += 1
        return []

    def made(
        self,
        released: Released,
        sub_event: str,
        event: str,
        told: list[Actor],
        country: str,
        when: list[tuple[str, int | None]],
        where: list[PlaceTold],
    ) -> list[Row]:
        incident, events = released.incident, [t.event for t in released.told]
        one, two = self.sides(incident, event, told, country, self.hit_civilians(incident, events))
        if two.inter in CIVILIANS:
            two.beside += [name for name in self.groups(events, country) if name not in two.beside]
        total = fatalities(incident, event, self.words)
        self.count(incident, when, where)
        parts = divided(total, len(when) * max(1, len(where)))
        notes = [self.notes.note(released, self.language, sources=False)]
        if total and len(parts) > 1:
            notes.append(self.divided.format(total=total, rows=len(parts)))
        sources, scales = self.sourcing.of(released, country)
        tied = frozenset(r.event for e in events for r in e.related)
        hurt = "lethal" if total else "any"
        stamp = timestamp(released)
        tags = self.tags(event, events)
        own = frozenset(e.id for e in events)
        places: list[PlaceTold | None] = [*where] or [None]
        rows = []
        for n, (at, (day, precision)) in enumerate((p, w) for w in when for p in places):
            rows.append(
                Row(
                    incident=incident.id,
                    date=day,
                    precision=precision,
                    sub_event=sub_event,
                    rank=self.typing.rank[sub_event],
                    one=Side(one.name, one.inter, list(one.beside)),
                    two=Side(two.name, two.inter, list(two.beside)),
                    targeted=self.targeted(event, two),
                    country=(at.country if at else None) or country,
                    admin1=(at.admin1 if at else None) or "",
                    admin2=(at.admin2 if at else None) or "",
                    location=name_of(at),
                    latitude=at.lat if at else None,
                    longitude=at.lon if at else None,
                    geo_precision=self.words["geo_precision"].get(at.precision) if at else None,
                    sources=list(sources),
                    scales=list(scales),
                    notes=list(notes),
                    fatalities=parts[n],
                    tags=list(tags),
                    timestamp=stamp,
                    spot=(at.id or (at.country, at.admin1, name_of(at))) if at else None,
                    events=own,
                    related=tied,
                    hurt=hurt,
                    apart=event == "Strategic developments",
                )
            )
        return rows

    def hit_civilians(self, incident: Incident, events: list[Event]) -> bool:
        """Whether civilians are told as hurt, or what is theirs as hit."""
        return civilians_hurt(incident) or any(t.object in self.civilian for e in events for t in e.targets)

    def sides(self, incident: Incident, event: str, told: list[Actor], country: str, civilians: bool) -> tuple[Side, Side]:
        """Both main actors with those beside them; whoever an event type needs and no account tells is put in."""
        year = int(incident.start[:4]) if incident.start else None
        hit = [self.actors.of(p, country, year) for p in incident.targets]
        if event == OF_CIVILIANS:
            hit.sort(key=lambda a: a.inter not in CIVILIANS)
        elif event == "Battles":
            hit = [a for a in hit if a.inter not in CIVILIANS] or [self.actors.nobody("unidentified", country)]
        else:
            hit.sort(key=lambda a: a.inter in CIVILIANS)
        if event == "Explosions/Remote violence" and not hit and civilians:
            hit = [self.actors.nobody("civilians", country)]
        elif event == "Explosions/Remote violence" and civilians_hurt(incident) and not any(a.inter in CIVILIANS for a in hit):
            hit.append(self.actors.nobody("civilians", country))  # beside the armed party that was aimed at
        if event == OF_CIVILIANS and (not hit or hit[0].inter not in CIVILIANS):
            hit.insert(0, self.actors.nobody("civilians", country))
        if not told:
            kind = self.words["nobody"].get(event) or self.words["nobody_of"].get(incident.type)
            told = [self.actors.nobody(kind, country)] if kind else [hit.pop(0) if hit else self.actors.nobody("unidentified", country)]
        if event in CROWDS:
            told = self.crowd(CROWDS[event], told, country)
            hit = hit if event == "Riots" else []  # whom a protest is against has no part in it
        if event not in TWO_SIDED:
            hit = [a for a in hit if a.name != told[0].name]
        return side(told), side(hit)

    def groups(self, events: list[Event], country: str) -> list[str]:
        """Who the people hurt are (women, journalists), where a whole figure is of them and not a part of one."""
        told = (g for e in events for t in e.toll if t.part_of is None and t.who != "combatant" for g in t.groups)
        return [self.actors.bracketed(self.words["groups"][g], country) for g in dict.fromkeys(told) if g in self.words["groups"]]

    def crowd(self, kind: str, told: list[Actor], country: str) -> list[Actor]:
        """Whoever demonstrates is a protester or rioter first; who they are stands beside."""
        main = self.actors.nobody(kind, country)
        first = next((a for a in told if a.inter == main.inter), main)
        return [first, *(Actor(x, 0) for a in told if a is not first for x in (a.beside or (a.name,)))]

    def targeted(self, event: str, two: Side) -> bool:
        """Whether civilians are its main or only target."""
        return event == OF_CIVILIANS or (event in ("Explosions/Remote violence", "Riots") and two.inter == PEOPLE)

    def tags(self, event: str, events: list[Event]) -> list[str]:
        if event not in ("Protests", "Riots"):
            return []
        crowd = next((t.count for e in events for t in e.targets if t.object == "crowd" and t.count), None)
        return [f"{self.words['crowd']}{crowd if crowd else self.words['no_crowd']}"]

    def count(self, incident: Incident, when: list[tuple[str, int | None]], where: list[PlaceTold]) -> None:
        """Counts what the rows lose of the incident."""
        rows = len(when) * max(1, len(where))
        killed = incident.figures("killed")
        if killed is not None and killed.high == 0:
            self.losses[NONE_TOLD] += rows
        elif killed is not None and (killed.low != killed.high or killed.low is None):
            self.losses[ONE_FIGURE] += rows
        if others := sum(1 for f in incident.toll if f.effect != "killed" and f.who == "all"):
            self.losses[OTHER_TOLL] += others
        if not when[0][0]:
            self.losses[NO_DATE] += rows
        if not where:
            self.losses[NO_PLACE] += rows


def side(actors: list[Actor]) -> Side:
    """The first as main actor, the others and what says more of the first beside it."""
    if not actors:
        return Side()
    made = Side(actors[0].name, actors[0].inter, list(actors[0].beside))
    for other in actors[1:]:
        made.join(Side(other.name, other.inter, list(other.beside)))
    return made


def origins(events: list[Event]) -> list[PlaceTold]:
    """Where people or fighters left, of an incident without a scene; else where they came to."""
    for role in ("origin", "destination"):
        for event in events:
            for p in event.places:
                if p.role == role:
                    return [told_place(p, event.id)]
    return []


def told_place(p: Place, event: str) -> PlaceTold:
    return PlaceTold(
        id=p.id,
        names=p.names,
        lat=p.lat,
        lon=p.lon,
        country=p.country,
        admin1=p.admin1,
        admin2=p.admin2,
        precision=p.precision,
        families=1,
        events=[event],
    )


def civilians_hurt(incident: Incident) -> bool:
    return any(f.who == "civilian" and f.high != 0 for f in incident.toll)


def name_of(place: PlaceTold | None) -> str:
    return (place.names.get("en") or next(iter(place.names.values()), "")) if place else ""


def timestamp(released: Released) -> int | None:
    """Seconds since 1970 of the latest report: ACLED's is of its own upload, which we have nothing like, and a clock would change files."""
    latest = max((t.read.published for t in released.told if t.read.published), default=None)
    if latest is None:
        return None
    try:
        at = dt.datetime.fromisoformat(latest)
    except ValueError:
        return None
    return int((at if at.tzinfo else at.replace(tzinfo=dt.UTC)).timestamp())
