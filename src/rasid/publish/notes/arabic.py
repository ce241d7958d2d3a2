"""Notes in Arabic. A verb stands before who acted and agrees with the first name's gender; counts rule their nouns."""

from __future__ import annotations

import re
from typing import Any

from rasid.lexicon import Lexicon
from rasid.linking.incident import PartyTold
from rasid.publish.notes.english import day
from rasid.publish.notes.facts import Count, Facts, Toll
from rasid.publish.notes.telling import NAMES_MOST, Teller

CHOICE = re.compile(r"\[([^|\]]*)\|([^\]]*)\](n?)")
STOPS = ("من", "في", "على", "بقيادة", "إلى")  # what follows in a name is no longer its head with its adjectives
KEPT = ("القانون", "السجون", "التعاون", "الشؤون", "لشؤون", "بابليون", "فاطميون", "زينبيون", "تلفزيون")  # no plurals, or names that stand


class Arabic(Teller):
    def __init__(self, lexicon: Lexicon, language: str) -> None:
        super().__init__(lexicon, language)
        self.chosen: dict[tuple[str, bool, bool], str] = {}
        self.units: dict[int, list[str]] = {int(k): v for k, v in self.words["units"].items()}
        self.marked = frozenset(self.words["feminine"]), frozenset(self.words["masculine"])

    def party(self, party: PartyTold) -> str:
        return self.name(party.names) or (party.actor or "")

    def feminine(self, name: str) -> bool:
        """Whether a verb before this name is feminine: by its first word."""
        first = name.split(" ", 1)[0].removeprefix("ال")
        feminine, masculine = self.marked
        return first not in masculine and (first in feminine or first.endswith(("ة", "ات")))

    def parties(self, parties: list[PartyTold]) -> str:
        return self.listed([self.party(p) for p in parties])

    def hit(self, facts: Facts) -> str:
        return self.acted_upon(facts, False)

    def acted_upon(self, facts: Facts, accusative: bool) -> str:
        objects = self.words["objects"]
        things = [self.number(n or 1, objects[id_], accusative) for id_, n in facts.objects if id_ in objects]
        named = [oblique(self.party(p)) for p in facts.targets]
        return self.listed(things + ([self.words["accusative"].get(n, n) for n in named] if accusative else named))

    def listed(self, names: list[str]) -> str:
        if len(names) > NAMES_MOST:
            names = [*names[: NAMES_MOST - 1], "غيرها"]
        return " و".join(names)

    def filled(self, templates: dict[str, Any], shape: str, facts: Facts, hit: str, counted: Toll | None, place: str) -> str:
        actors = self.parties(facts.actors) if facts.actors else ""
        template = self.agreeing(str(templates[shape]), self.feminine(actors), bool(templates.get("f")))
        return template.format(
            a=actors,
            ag=self.listed([oblique(self.party(p)) for p in facts.actors]) if "{ag}" in template else "",
            b=self.listed([oblique(self.party(p)) for p in facts.targets]) if shape == "ab" else "",
            o=hit,
            oa=self.acted_upon(facts, True) if "{oa}" in template else "",
            on=self.listed([self.party(p) for p in facts.targets]) or hit if "{on}" in template else "",
            t=self.counted(counted.whole) + self.among(counted) if counted else "",
            ta=self.people(counted.whole, True) + self.among(counted) if counted else "",
            w=self.listed(self.weapons(facts)) or templates.get("weapon", ""),
            p=place,
            **{k: templates.get(k, "") for k in ("n", "na", "i")},
        )

    def agreeing(self, template: str, feminine: bool, noun: bool) -> str:
        key = (template, feminine, noun)
        if key not in self.chosen:
            self.chosen[key] = CHOICE.sub(lambda m: m[2 if (noun if m[3] else feminine) else 1], template)
        return self.chosen[key]

    def within(self, name: str, area: str) -> str:
        return f"{name} ب{area}"

    def at(self, place: str, facts: Facts) -> str:
        return f" {'قرب' if facts.scenes and facts.scenes[0].precision == 2 else 'في'} {place}"

    def ways(self, origins: list[str], destinations: list[str]) -> str:
        return (" من " + self.listed(origins) if origins else "") + (" إلى " + self.listed(destinations) if destinations else "")

    def inside(self, places: list[str]) -> str:
        return " داخل " + self.listed(places)

    def using(self, weapons: list[str]) -> str:
        return " باستخدام " + self.listed(weapons)

    def also(self, facts: Facts) -> str:
        objects = self.words["objects"]
        things = [self.number(n or 1, objects[id_], False) for id_, n in facts.objects if id_ in objects and n != 2]
        named = self.listed(things + [self.party(p) for p in facts.targets])
        return f" (وذكر أيضا: {named})" if named else ""

    def counted(self, count: Count) -> str:
        return self.people(count, False)

    def people(self, count: Count, accusative: bool) -> str:
        forms = self.words["people"].get(count.who) or self.words["groups"].get(count.who) or self.words["people"]["unknown"]
        low, high = count.low, count.high
        if low is None and high is None:
            end = " " + self.words["both_sides"] if count.vague == "both_sides" else ""
            definite = self.words["definite"].get(count.who) or self.words["definite"]["unknown"]
            return f"{self.words['vague'].get(count.vague, self.words['vague']['unstated'])} {definite}{end}"
        if low is None or (low == 0 and high):
            return f"ما يصل إلى {self.number(high or 0, forms, False)}"
        if high is None:
            return f"ما لا يقل عن {self.number(low, forms, False)}"
        if (low, high) == (1, 2):
            return f"{forms[3] if accusative else forms[0]} أو {forms[1]}"
        return self.number(low, forms, accusative) if low == high else f"ما بين {low:,} و{high:,} {noun_after(high, forms)}"

    def number(self, n: int, forms: list[str], accusative: bool) -> str:
        """A count with its noun: one and two by the noun itself, three to ten in words of the other gender, then figures."""
        if n == 1:
            return forms[3] if accusative else forms[0]
        if n == 2:
            return forms[1] if forms[1] != forms[2] else f"{forms[1]} {'اثنتين' if forms[4] == 'f' else 'اثنين'}"
        if n in self.units:
            return f"{self.units[n][forms[4] == 'f']} {forms[2]}"
        return f"{n:,} {noun_after(n, forms)}"

    def date(self, facts: Facts) -> str:
        first, last = day(facts.start or ""), day(facts.end or "")
        if first is None or last is None or first == last:
            return f"في {self.of_day(first, facts)}" if first else ""
        if first[:2] == last[:2] and (first[2], last[2]) in ((1, 28), (1, 29), (1, 30), (1, 31)):
            return f"في {self.month(facts.country, first[1])} {first[0]}"
        start = str(first[2]) if first[:2] == last[:2] else self.of_day(first, facts, first[0] != last[0])
        return f"بين {start} و{self.of_day(last, facts)}"

    def of_day(self, date: tuple[int, int, int], facts: Facts, year: bool = True) -> str:
        return f"{date[2]} {self.month(facts.country, date[1])}" + (f" {date[0]}" if year else "")

    def finished(self, clause: str, facts: Facts, tolls: list[Toll]) -> str:
        date = self.date(facts)
        before = f"{'بحسب ما نشر ' if facts.told_only else ''}{date}، " if date else ""
        return before + clause + self.tolls(tolls, facts.differ) + "."

    def among(self, toll: Toll) -> str:
        return f" (بينهم {self.listed([self.nominative(c) for c in toll.parts])})" if toll.parts else ""

    def nominative(self, count: Count) -> str:
        """A count as a subject: the dual's ending differs, and so does that of sound plurals, which is told with its number before it."""
        if count.exact and count.low == 2:
            forms = self.words["people"].get(count.who) or self.words["groups"].get(count.who) or self.words["people"]["unknown"]
            return re.sub(r"ين\b", "ان", re.sub(r"ي (?=\S)", "ا ", forms[1]))
        return self.counted(count)

    def tolls(self, tolls: list[Toll], differ: bool) -> str:
        effects = self.words["effects"]
        none = [effects[t.effect]["nobody"] for t in tolls if t.whole.high == 0]
        some = [f"{effects[t.effect]['done']} {self.counted(t.whole)}{self.among(t)}" for t in tolls if t.whole.high != 0]
        told = ("، وتتفاوت المصادر في الحصيلة: " if differ else "، وأفيد ب") + self.listed(some) if some else ""
        return told + ("، من دون " + " أو ".join(none) if none else "")

    def headed(self, heading: str, label: str, rows: list[tuple[str, str]]) -> str:
        return f"{heading}: {label}" + "".join(f"؛ {key}: {value.removeprefix('في ')}" for key, value in rows) + "."

    def plain_label(self) -> str:
        return "حدث"

    def sources(self, names: list[str]) -> str:
        return ("المصادر: " if len(names) > 1 else "المصدر: ") + "؛ ".join(names) + "."


def noun_after(n: int, forms: list[str]) -> str:
    """The counted noun after a figure: plural after 3 to 10, accusative after 11 to 99, singular after hundreds."""
    last = n % 100
    return forms[2] if 3 <= last <= 10 else forms[3] if 11 <= last <= 99 else forms[0]


def oblique(name: str) -> str:
    """A name after a preposition or a verb: the sound plurals of its head and of the head's adjectives end in ين, in a construct in ي."""
    words = name.split(" ")
    if not any(w.endswith(("ون", "و")) for w in words):
        return name
    if len(words[0]) > 4 and words[0].endswith("و") and len(words) > 1:
        return " ".join([words[0][:-1] + "ي", *words[1:]])
    stop = next((n for n, w in enumerate(words) if w in STOPS), len(words))
    if words[0] == "تنظيم":
        return name
    return " ".join([w[:-2] + "ين" if w.endswith("ون") and w not in KEPT else w for w in words[:stop]] + words[stop:])
