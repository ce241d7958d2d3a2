"""Who the two sides of a row are, and who stands beside them."""

from __future__ import annotations

from rasid.lexicon import Lexicon
from rasid.linking.incident import Incident
from rasid.model import Event
from rasid.publish.formats.acled.actors import Actor, Actors
from rasid.publish.formats.acled.row import Side
from rasid.publish.policy import Released

PEOPLE = 7
CIVILIANS = (6, 7)  # who cannot fight back: protesters, civilians
OF_CIVILIANS = "Violence against civilians"
TWO_SIDED = ("Battles", OF_CIVILIANS)  # ACLED has both actors of these, also where it calls both alike
CROWDS = {"Protests": "protesters", "Riots": "rioters"}
EXPLOSIONS = "Explosions/Remote violence"


class Siding:
    def __init__(self, lexicon: Lexicon, actors: Actors) -> None:
        self.words, self.actors = lexicon.ontology["acled"], actors
        self.civilian = frozenset(id_ for id_, row in lexicon.ontology["objects"].items() if row.get("civilian"))

    def sides(self, released: Released, event: str, told: list[Actor], country: str) -> tuple[Side, Side]:
        """Both main actors with those beside them; whoever an event type needs and no account tells is put in."""
        incident, events = released.incident, [t.event for t in released.told]
        year = int(incident.start[:4]) if incident.start else None
        hit = self.hit(incident, events, event, [self.actors.of(p, country, year) for p in incident.targets], country)
        if not told:
            kind = self.words["nobody"].get(event) or self.words["nobody_of"].get(incident.type)
            told = [self.actors.nobody(kind, country)] if kind else [hit.pop(0) if hit else self.actors.nobody("unidentified", country)]
        if event in CROWDS:
            told = self.crowd(CROWDS[event], told, country)
            hit = hit if event == "Riots" else []  # whom a protest is against has no part in it
        if event not in TWO_SIDED:
            hit = [a for a in hit if a.name != told[0].name]
        one, two = side(told), side(hit)
        if two.inter in CIVILIANS:
            two.beside += [name for name in self.groups(events, country) if name not in two.beside]
        return one, two

    def hit(self, incident: Incident, events: list[Event], event: str, hit: list[Actor], country: str) -> list[Actor]:
        """Who was acted upon, the main one first, by what the event type is about."""
        civilians = [a for a in hit if a.inter in CIVILIANS]
        armed = [a for a in hit if a.inter not in CIVILIANS]
        if event == "Battles":
            return armed or [self.actors.nobody("unidentified", country)]
        if event == OF_CIVILIANS:
            return [*(civilians or [self.actors.nobody("civilians", country)]), *armed]
        if event == EXPLOSIONS and not civilians and (civilians_hurt(incident) or (not armed and self.theirs(events))):
            civilians = [self.actors.nobody("civilians", country)]
        return [*armed, *civilians]

    def theirs(self, events: list[Event]) -> bool:
        """Whether something that is civilians' is told as hit."""
        return any(t.object in self.civilian for e in events for t in e.targets)

    def groups(self, events: list[Event], country: str) -> list[str]:
        """Who the people hurt are (women, journalists), where a whole figure is of them and not a part of one."""
        told = (g for e in events for t in e.toll if t.part_of is None and t.who != "combatant" for g in t.groups)
        return [self.actors.bracketed(self.words["groups"][g], country) for g in dict.fromkeys(told) if g in self.words["groups"]]

    def crowd(self, kind: str, told: list[Actor], country: str) -> list[Actor]:
        """Whoever demonstrates is a protester or rioter first; who they are stands beside."""
        main = self.actors.nobody(kind, country)
        first = next((a for a in told if a.inter == main.inter), main)
        return [first, *(Actor(x, 0) for a in told if a is not first for x in (a.beside or (a.name,)))]


def targeted(event: str, two: Side) -> bool:
    """Whether civilians are its main or only target."""
    return event == OF_CIVILIANS or (event in (EXPLOSIONS, "Riots") and two.inter == PEOPLE)


def side(actors: list[Actor]) -> Side:
    """The first as main actor, the others and what says more of the first beside it."""
    if not actors:
        return Side()
    made = Side(actors[0].name, actors[0].inter, list(actors[0].beside))
    for other in actors[1:]:
        made.join(Side(other.name, other.inter, list(other.beside)))
    return made


def civilians_hurt(incident: Incident) -> bool:
    return any(f.who == "civilian" and f.high != 0 for f in incident.toll)
