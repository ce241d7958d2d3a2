"""Notes in English."""

from __future__ import annotations

import re
from typing import Any

from rasid.lexicon import Lexicon
from rasid.lexicon.remembered import remembered
from rasid.linking.incident import PartyTold
from rasid.publish.notes.facts import Count, Facts, Toll
from rasid.publish.notes.telling import NAMES_MOST, Teller

REMARK = re.compile(r" \((?:unspecified|as the report|from |until |[^()]*\d)[^()]*\)")  # what a name's brackets tell beside a country
HEAD_ENDS = re.compile(r" (?:–|-|of|in|for|and|to|on|with) ")  # after these a name goes on with what its head is of
NAMES_KEPT, DAYS_KEPT = 4096, 64  # names of parties remembered, and stretches of days, which come in their order: bounds on memory
PLURAL = re.compile(r"(?:s|men|people|medics|workers)$")


class English(Teller):
    def __init__(self, lexicon: Lexicon, language: str) -> None:
        super().__init__(lexicon, language)
        self.called = remembered(NAMES_KEPT, self.called_so)
        self.days = remembered(DAYS_KEPT, self.days_told)
        self.articled_places = tuple(" " + word for word in self.words["places_with_the"])

    def party(self, party: PartyTold) -> str:
        """A party's name as a sentence takes it: generic ones in small letters, bodies with their article."""
        name = self.name(party.names) or (party.actor or "").replace("-", " ")
        return self.called(party.actor, name)

    def called_so(self, actor: str | None, name: str) -> str:
        return self.articled(REMARK.sub("", name), self.lexicon.parties.generic(actor))

    def articled(self, name: str, generic: bool) -> str:
        if generic:
            small = name[1:] == name[1:].lower() and not name.startswith(tuple(self.words["capital"]))
            plain = name[:1].lower() + name[1:] if small else name
            if plain == "unidentified armed group":
                return "an " + plain
            return plain if plain.startswith("the ") or not plain.endswith(tuple(self.words["singular"])) else "the " + plain
        if name.startswith(tuple(self.words["no_article"])) or name.lower().startswith("the "):
            return name
        bare = name.split(" (", 1)[0]
        head = HEAD_ENDS.split(bare, maxsplit=1)[0]
        name = name.replace(" of United ", " of the United ").replace(" of Netherlands", " of the Netherlands")
        return "the " + name if {bare.split(" ", 1)[0], last(bare), last(head)} & set(self.words["the"]) else name

    def parties(self, parties: list[PartyTold]) -> str:
        return self.listed([self.party(p) for p in parties])

    def hit(self, facts: Facts) -> str:
        return self.listed(self.things(facts) + [self.party(p) for p in facts.targets])

    def things(self, facts: Facts) -> list[str]:
        objects = self.words["objects"]
        return [objects[id_][0] if not n or n == 1 else f"{n:,} {objects[id_][1]}" for id_, n in facts.objects if id_ in objects]

    def listed(self, names: list[str]) -> str:
        if len(names) < 2:
            return names[0] if names else ""
        if len(names) > NAMES_MOST:
            names = [*names[: NAMES_MOST - 1], f"{len(names) - NAMES_MOST + 1} others"]
        return " and ".join([", ".join(names[:-1]), names[-1]])

    def filled(self, templates: dict[str, Any], shape: str, facts: Facts, hit: str, counted: Toll | None, place: str) -> str:
        template = str(templates[shape])
        one = "{wo}" in template and len(facts.targets) + len(facts.objects) == 1 and not self.many(facts)
        return template.format(
            a=self.parties(facts.actors) if facts.actors else "",
            b=self.parties(facts.targets) if shape == "ab" else "",
            o=hit,
            t=self.counted(counted.whole) + self.among(counted) if counted else "",
            w=self.listed(self.weapons(facts)) or templates.get("weapon", "") if "{w}" in template else "",
            p=place,
            wt="was" if counted and counted.whole.exact and counted.whole.high == 1 else "were",
            wo="was" if one else "were",
            **{k: templates.get(k, "") for k in ("n", "v", "m", "to")},
        )

    def many(self, facts: Facts) -> bool:
        """Whether the one thing or party acted upon takes a plural verb."""
        if facts.objects:
            return bool(facts.objects[0][1] and facts.objects[0][1] > 1)
        return bool(PLURAL.search(self.party(facts.targets[0]).split(" (", 1)[0]))

    def within(self, name: str, area: str) -> str:
        return f"{name} in {area}"

    def area_of(self, country: str | None, admin1: str | None) -> str:
        name = super().area_of(country, admin1)
        return self.words["areas_as"].get(name) or self.with_article(name)

    def name(self, names: dict[str, str]) -> str:
        return self.with_article(super().name(names))

    def with_article(self, place: str) -> str:
        return f"the {place}" if place.endswith(self.articled_places) and not place.lower().startswith("the ") else place

    def at(self, place: str, facts: Facts) -> str:
        return f" {'near' if facts.scenes and facts.scenes[0].precision == 2 else 'in'} {place}"

    def ways(self, origins: list[str], destinations: list[str]) -> str:
        return (" from " + self.listed(origins) if origins else "") + (" to " + self.listed(destinations) if destinations else "")

    def inside(self, places: list[str]) -> str:
        return " within " + self.listed(places)

    def using(self, weapons: list[str]) -> str:
        return " using " + self.listed(weapons)

    def also(self, facts: Facts) -> str:
        return f" (also named: {hit})" if (hit := self.hit(facts)) else ""

    def counted(self, count: Count) -> str:
        one, several = self.words["people"].get(count.who) or self.words["groups"].get(count.who) or self.words["people"]["unknown"]
        low, high = count.low, count.high
        if low is None and high is None:
            end = " " + self.words["both_sides"] if count.vague == "both_sides" else ""
            return f"{self.words['vague'].get(count.vague, self.words['vague']['unstated'])} {several}{end}"
        if low is None or (low == 0 and high):
            return f"up to {high:,} {one if high == 1 else several}"
        if high is None:
            return f"at least {low:,} {one if low == 1 else several}"
        return f"{low:,} {one if low == 1 else several}" if low == high else f"{low:,} to {high:,} {several}"

    def date(self, facts: Facts) -> str:
        return self.days(facts.start or "", facts.end or "")

    def days_told(self, start: str, end: str) -> str:
        first, last = day(start), day(end)
        if first is None or last is None or first == last:
            return f"on {self.of_day(first)}" if first else ""
        if first[:2] == last[:2] and (first[2], last[2]) in ((1, 28), (1, 29), (1, 30), (1, 31)):
            return f"in {self.month(None, first[1])} {first[0]}"
        return f"between {first[2] if first[:2] == last[:2] else self.of_day(first, first[0] != last[0])} and {self.of_day(last)}"

    def of_day(self, date: tuple[int, int, int], year: bool = True) -> str:
        return f"{date[2]} {self.month(None, date[1])}" + (f" {date[0]}" if year else "")

    def finished(self, clause: str, facts: Facts, tolls: list[Toll]) -> str:
        date = self.date(facts)
        before = f"{'as reported ' if facts.told_only else ''}{date}, " if date else ""
        return capital(before + clause + self.tolls(tolls, facts.differ)) + "."

    def among(self, toll: Toll) -> str:
        return f" (among them {self.listed([self.counted(c) for c in toll.parts])})" if toll.parts else ""

    def tolls(self, tolls: list[Toll], differ: bool) -> str:
        effects = self.words["effects"]
        none = [effects[t.effect]["nobody"] for t in tolls if t.whole.high == 0]
        some = [t for t in tolls if t.whole.high != 0]
        if differ and some:
            told = "; sources give " + self.listed([f"{self.counted(t.whole)}{self.among(t)} {effects[t.effect]['done']}" for t in some])
        else:
            told = self.listed([f"{self.counted(t.whole)}{self.among(t)} {self.was(t.whole)} {effects[t.effect]['done']}" for t in some])
            told = "; " + told if told else ""
        return told + ("; nobody was " + " or ".join(none) if none else "")

    def was(self, count: Count) -> str:
        return "was" if count.high == 1 and count.low in (0, 1, None) else "were" if not (count.low == 1 and count.high is None) else "was"

    def headed(self, heading: str, label: str, rows: list[tuple[str, str]]) -> str:
        return (
            f"{heading}: {label[:1].lower() + label[1:]}"
            + "".join(f"; {key} {value}".replace("  ", " ") for key, value in self.plain(rows))
            + "."
        )

    def plain(self, rows: list[tuple[str, str]]) -> list[tuple[str, str]]:
        return [(key, value) if key != self.words["slots"]["when"] else ("", value) for key, value in rows]

    def plain_label(self) -> str:
        return "an event"

    def sources(self, names: list[str]) -> str:
        return "Sources: " + "; ".join(names) + "." if len(names) > 1 else f"Source: {names[0]}."


def day(text: str) -> tuple[int, int, int] | None:
    """Year, month, day of an ISO date; None where it is none."""
    try:
        return int(text[:4]), int(text[5:7]), int(text[8:10])
    except ValueError:
        return None


def last(name: str) -> str:
    """The last word of a name."""
    return name.rsplit(" ", 1)[-1]


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]
