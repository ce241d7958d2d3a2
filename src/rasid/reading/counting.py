"""What is counted: people and things, parties, acts told so many times, and others told by no more than that."""

from __future__ import annotations

import re

from msgspec import structs
from msgspec.structs import replace

from rasid.lexicon import Hit
from rasid.lexicon.matcher import Reading as Sense
from rasid.model import Mention
from rasid.reading.belonging import affiliation
from rasid.reading.fates import killed_or_hurt
from rasid.reading.line import Line
from rasid.reading.naming import read_party
from rasid.reading.nationals import read_national
from rasid.reading.needs import FINITE
from rasid.reading.people import read_person, read_thing
from rasid.reading.quantities import Quantity

YEAR = re.compile(r"(?:19|20)\d\d")  # what a count of nothing told may be: no report counts people so and leaves them unnamed


def apart(line: Line, quantity: Quantity) -> bool:
    """واصل المئات اعتصامهم: a definite count, and then a noun that is theirs: two phrases."""
    hit = line.hit(quantity.last)
    theirs = hit is not None and any(s.pronoun for s in hit.readings)
    return quantity.vague is not None and theirs and line.word(quantity.first).startswith(line.lexicon.matcher_article or "\0")


def with_what(line: Line, first: int, at: int) -> bool:
    """أربعة بالرصاص وعشرات بالغاز: whether a thing after a count has a preposition of its own: by what, and not what is counted.

    Where the count is joined by و or is a part (بينهم سبعة بالرصاص): in «ميركافا 4» بقذيفة the figure is of the name before it.
    """
    count = line.first_of(first, ("number", "bound", "vague"))
    joined = line.word(first - 1) in line.lexicon.conjunctions or (count is not None and bool(count.clitics.conjunction))
    part = line.sense(first - 1, "cue")
    joined = joined or (part is not None and part.lexeme.data.get("category") == "part")
    thing = line.first_of(at, ("weapon", "object")) if joined else None
    return thing is not None and bool(thing.clitics.preposition)


class CountReader:
    """Reads what stands after a count. The reader of phrases is one, and says what a verbal word is."""

    def verbal(self, line: Line, hit: Hit, prep: str | None, senses: list[Sense]) -> Mention | None:
        raise NotImplementedError

    def counted(self, line: Line, quantity, prep: str | None) -> Mention | None:
        """A count with what it counts; a count alone where the noun is left out (وإصابة خمسة)."""
        if line.word(quantity.first - 1) in line.lexicon.ordinals and quantity.last == quantity.first + 1:
            return line.mention("number", quantity.first, quantity.last, prep=prep, sense=None)  # فتاة في الرابعة عشرة: an age
        if line.word(quantity.first - 1) in line.lexicon.folded("age_words"):
            return line.mention("number", quantity.first, quantity.last, prep=prep, sense=None)  # طفل دون سن 18
        parted = line.word(quantity.first - 1) == line.lexicon.matcher_article  # لليوم الـ23
        if (line.article(quantity.first) or parted) and unit_before(line, quantity.first):
            return line.mention("number", quantity.first, quantity.last, prep=prep, sense=None)  # الأعوام التسعة برصاصة: of years
        quantity = bracketed(line, quantity)
        at = quantity.last
        for _ in range(0 if apart(line, quantity) else 2):
            thing = (
                read_person(line, at, quantity, prep)
                or (None if with_what(line, quantity.first, at) else read_thing(line, at, quantity, prep))
                or self.counted_party(line, at, quantity, prep)
                or self.counted_event(line, at, quantity, prep)
            )
            if thing is not None:
                return thing
            sense = line.first_of(at, ("preposition", "demonym", "other", "means"))
            if sense is not None and sense.lexeme.kind == "demonym" and not self.noun_after(line, at):
                people = read_national(line, at, quantity, prep, None)
                if people is not None:
                    return people
            if sense is None or sense.lexeme.kind == "other" or (sense.lexeme.kind == "preposition" and sense.lexeme.id != "from"):
                break
            at = line.end(at)
        unit = line.sense(quantity.last + (line.word(quantity.last) == "/" == line.word(quantity.first - 1)), "time")  # قبل /5/ أيام
        if unit is not None and unit.lexeme.data["role"] not in ("later", "ago", "same"):
            return None  # ثلاثة أيام; but ارتفعت إلى 11 بعد وفاة …
        if quantity.last in line.consumed and line.sense(quantity.last, "trigger"):  # خمس مقابر جماعية: graves are counted, no people
            return line.mention("number", quantity.first, quantity.last, prep=prep, sense=None)
        after = line.word(quantity.last)
        other = line.sense(quantity.last, "other")
        if not other and YEAR.fullmatch(line.word(quantity.first)) and quantity.last == quantity.first + 1:
            return line.mention("number", quantity.first, quantity.last, prep=prep, sense=None)  # عام 1984: a year
        hurt = after in line.lexicon.conditions or after in line.lexicon.folded("totals")  # بينهم أربعة بجروح؛ ارتفع إلى 35 عدد القتلى
        if line.sense(quantity.last, "place_head"):  # ثلاث قرى: places are counted, no people
            return line.mention(
                "number", quantity.first, quantity.last, prep=prep, sense=line.first_of(quantity.first, ("number", "bound", "vague"))
            )
        if not other and not hurt and after and after[0].isalnum() and quantity.vague is None and line.hit(quantity.last) is None:
            return line.mention(
                "number", quantity.first, quantity.last, prep=prep, sense=line.first_of(quantity.first, ("number", "bound", "vague"))
            )
        end = line.end(quantity.last) if other else quantity.last
        bound = line.sense(end, "bound") if other else None
        if bound is not None and bound.lexeme.data["bound"] == "min" and quantity.min is not None:
            end = line.end(end)  # 94 آخرين على الأقل
            quantity = Quantity(quantity.first, end, quantity.min, None)
        either, end = killed_or_hurt(line, end)  # 36 بين شهيد وجريح
        return line.mention(
            "count",
            quantity.first,
            end,
            prep=prep,
            sense=line.first_of(quantity.first, ("number", "bound", "vague")),
            quantity=quantity,
            other=bool(other),
            either=either,
        )

    @staticmethod
    def noun_after(line: Line, at: int) -> bool:
        """Whether the word after a nationality is the noun it tells of: ثلاثة سوريين مدنيين."""
        after = line.first_of(line.end(at), ("person", "weapon", "object", "party_head"))
        return after is not None and not after.clitics.conjunction and not after.clitics.preposition and not after.clitics.article

    def counted_party(self, line: Line, at: int, quantity, prep: str | None) -> Mention | None:
        party = read_party(line, at, prep)
        if party is None or party.data.get("called"):
            return None
        last = party.last
        if line.lexicon.parties.get(party.data.get("party")).get("kind") == "unidentified":
            whose, end = affiliation(line, last, "military")
            if whose and whose[0].data.get("party"):
                party, last = whose[0], end  # عشرات المقاتلين من تنظيم X: whose they are says more than what they are
        return line.mention(
            "person",
            quantity.first,
            last,
            at,
            prep=prep or party.prep,
            sense=line.first_of(quantity.first, ("number", "bound", "vague")),
            quantity=quantity,
            who=None,
            groups=[],
            of=[party],
            effect=None,
            number="p",
        )

    def counted_event(self, line: Line, at: int, quantity, prep: str | None) -> Mention | None:
        """عشر غارات، عدة هجمات، خمس حالات اغتصاب: the event, told so many times."""
        counter = line.sense(at, "counter")
        if counter is not None and not counter.clitics.conjunction and not counter.clitics.preposition:
            at = line.end(at)
        hit = line.hit(at)
        if hit is None or any(s.clitics.conjunction or s.clitics.preposition for s in hit.readings):  # قتل ثمانية بقصف: not what is counted
            return None
        verb = self.verbal(line, hit, prep, [s for s in hit.readings if s.lexeme.kind == "trigger" and s.sense.pos not in FINITE])
        if verb is None or verb.kind == "rest":
            return None
        first = line.first_of(quantity.first, ("number", "bound", "vague"))
        own = line.mention("trigger", quantity.first, verb.last, verb.head, prep=prep or verb.prep, sense=first, **verb.data)
        return replace(own, entries=verb.entries, data={**verb.data, "times": quantity}, pronoun=verb.pronoun, definite=verb.definite)

    @staticmethod
    def others_alone(line: Line, at: int, last: Mention | None) -> Mention | None:
        """وجُرح آخرون، وإصابة ثالث، واعتقلت أحدهم: people told by no more than that they are others, or one of those told before."""
        sense = line.sense(at, "other")
        one = sense is None and line.word(at) in line.lexicon.folded("one_of_them")
        told = 1 if one else sense.lexeme.data.get("alone") if sense else None
        if (
            told is None
            or last is None
            or last.kind != "trigger"
            or not (last.last == at or (last.last == at - 1 and line.sense(at - 1, "preposition") is not None))  # وأفرج عن خامس
            or last.data["triggers"][0].lexeme.data.get("effect") in (None, "injured" if one else None)  # أصيب أحدهم في رأسه: how
        ):
            return None
        count = told if isinstance(told, int) else None
        quantity = Quantity(at, at + 1, count, count, None if count else str(told))
        return line.mention("count", at, line.end(at), sense=sense, quantity=quantity, other=True)


def with_parts(line: Line, found: list[Mention]) -> list[Mention]:
    """أربعة أشخاص، ثلاثة منهم أطفال: a count, «of them» and who they are, as one part of those told before."""
    of_them = line.lexicon.folded("of_them")
    if not line.has(of_them):
        return found
    out: list[Mention] = []
    for mention in found:
        cue, count = (out[-1] if out else None), (out[-2] if len(out) > 1 else None)
        if (
            cue is not None
            and count is not None
            and count.kind == "count"
            and not count.data.get("other")  # جرح 12 آخرون بينهم نساء: twelve, and of them women
            and cue.kind == "cue"
            and cue.data["cue"]["category"] == "part"
            and line.word(cue.first) in of_them  # وجرح خمسة بينهم طفل: five, and among them a child
            and count.last == cue.first
            and cue.last == mention.first
            and mention.kind == "person"
            and mention.data.get("quantity") is None
            and mention.prep is None
            and not mention.conj
        ):
            data = {**mention.data, "quantity": count.data["quantity"], "number": "p"}
            whole = replace(mention, first=count.first, span=(count.span[0], mention.span[1]), conj=count.conj, data=data)
            out[-2:] = [cue, whole]
        else:
            out.append(mention)
    return [m for n, m in enumerate(out) if not some_of_them(line, out[max(0, n - 1) : n + 2], of_them)]


def some_of_them(line: Line, around: list[Mention], of_them: frozenset[str]) -> bool:
    """سبعة شبان ثلاثة منهم من X: whether the second of three mentions only counts some of the counted people right before it."""
    if len(around) < 3 or around[1].kind != "count":
        return False
    people, count, cue = around
    whole = people.kind == "person" and people.data.get("quantity") is not None and people.last == count.first and not count.conj
    return whole and cue.kind == "cue" and cue.first == count.last and line.word(cue.first) in of_them


def numbers(count: Mention, found: list[Mention]) -> bool:
    """جميع من فيها وعددهم خمسة: a count that only says how many the people just told are, and is then theirs."""
    if count.kind != "count" or len(found) < 2:
        return False
    told, said = found[-2:]
    if said.kind != "cue" or said.data["cue"]["id"] != "their_number":
        return False
    if told.kind != "person" or told.data.get("quantity") is not None or count.first - told.last > 2:
        return False
    told.data["quantity"] = count.data["quantity"]
    return True


def bracketed(line: Line, quantity: Quantity) -> Quantity:
    """(11) شخصا: a number in brackets counts what stands after them; one that ends there, (22 عاما), is not touched."""
    first, last = quantity.first, quantity.last
    if line.word(last) != ")" or first == line.first or line.word(first - 1) != "(":
        return quantity
    counted = line.first_of(last + 1, ("person", "weapon", "object", "trigger", "party", "party_head"))
    if counted is None or counted.clitics.conjunction or counted.clitics.preposition or counted.clitics.article:
        return quantity
    return structs.replace(quantity, first=first - 1, last=last + 1)


def unit_before(line: Line, at: int) -> bool:
    """Whether the word before a number is a unit of time with the article, which that number counts: الأيام العشرة."""
    if at == line.first or not line.article(at - 1):
        return False
    times = line.lexicon.grammar["times"]
    units = {line.lexicon.folder.fold(w) for group in ("units", "long_units") for w in times.get(group) or {}}
    if line.word(at - 1) == line.lexicon.matcher_article and at - 1 > line.first:  # لليوم الـ23
        return line.word(at - 2).endswith(tuple(units))
    return line.word(at - 1).removeprefix(line.lexicon.matcher_article) in units


def names_unit(line: Line, at: int):
    """The head before a number that is the name of a unit (اللواء 41), also as part of a longer entry (آمر الكتيبة 166)."""
    word = line.word(at - 1)
    if not word[:1].isalpha():
        return None
    heads = [s for h in line.lexicon.matcher.find([word]) for s in h.readings if s.lexeme.kind == "party_head"]
    return next((s for s in heads if s.lexeme.data["kind"] == "part" and s.sense.person != "p"), None) if heads else None
