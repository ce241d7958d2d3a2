"""Which place a name means: by what holds it, by its neighbours in the report, by its kind; and how exact that is."""

from __future__ import annotations

import bisect
import math
from collections import Counter
from collections.abc import Iterable
from functools import cached_property
from typing import Any

from rasid.coding.context import Context
from rasid.lexicon import Lexicon
from rasid.lexicon.world import RANK, distance_km, nearest
from rasid.model import Mention

# Namesakes nearer than this are one place with two rows, or a town and its district: no ambiguity.
SEAT_KM = 60.0  # from the middle of a district to its town: the widest districts of the deserts apart
SAME_PLACE_KM = 20.0
# A village further than this from every other place of a report, in a country that nothing else in it names, is another of that
# name: reports of one country name its neighbours' border towns, which lie nearer.
FOREIGN_KM = 200.0
ABOUT_KM = 30.0  # from an imported place to the nearest that is told with it
NEXT_KM = 15.0  # between neighbouring villages of one piece of news
OWN_TOWN_KM = 40.0  # from a quarter to the middle of its city, with what lies around it
# Words within which another place says where a namesake lies: about a paragraph.
ANCHOR_REACH = 60
JOINT_ROUNDS = 3  # more change nothing on our development reports
RUNNERS_UP = 2  # namesakes told beside the one taken
CLOSE = 1.0  # between two namesakes: less than what a neighbour or a province named weighs; the choice is flagged
KIND_OF_HEAD = {
    "town": ("city", "town", "village", "admin2"),
    "village": ("village", "town"),
    "neighbourhood": ("neighbourhood",),
    "camp": ("camp", "base"),
    "airport": ("airport", "base"),
    "crossing": ("crossing",),
    "field": ("field", "facility"),
    "facility": ("facility", "dam", "bridge", "hospital", "base"),
    "mountain": ("mountain",),
    "front": ("front", "village", "town"),
    "admin1": ("admin1",),
    "admin2": ("admin2",),
    "rural": ("admin1", "admin2", "city"),
    "road": ("road",),
    "water": ("river", "sea"),
}
LOCAL_KINDS = frozenset(("village", "town", "neighbourhood", "camp", "facility", "front", "mountain", "bridge", "dam", "base", "admin2"))
PLAIN_KINDS = frozenset(("country", "region", "admin1", "city"))  # of what names a country beyond doubt, if no other country has it
STRAY_SHARE = 4  # of the names of small places that a country needs in a report: one in so many of those that it is about
# Heads of what lies in towns and districts.
SMALL_PLACES = ("neighbourhood", "village", "camp", "facility", "front", "road", "mountain", "crossing", "field", None)
SMALL_HEADS = frozenset(("neighbourhood", "camp", "village", "facility", "crossing", "field", "front", "road"))
HOLDING = frozenset(("city", "town", "neighbourhood", "admin2", "admin1"))  # what a place can be said to lie in
PRECISION_OF_KIND = {"admin2": 3, "admin1": 4, "region": 5, "river": 5, "sea": 5, "road": 5, "country": 6}


class Weighed:
    """One place that a name may mean, and what speaks for and against it."""

    __slots__ = ("reasons", "row", "score")

    def __init__(self, row: dict[str, Any], reasons: list[tuple[str, float]]) -> None:
        self.row, self.reasons = row, reasons
        self.score = 0.0
        for _, weight in reasons:
            self.score += weight


def why(rows: list[Weighed]) -> str:
    """In words: the row taken with all that spoke for and against it, and the best of the others."""
    first, *others = rows
    reasons = "; ".join(f"{reason} {weight:+.1f}" for reason, weight in first.reasons)
    return f"{named(first)}: {reasons}" + "".join(f"; before {named(other)}" for other in others[:RUNNERS_UP])


def named(weighed: Weighed) -> str:
    row = weighed.row
    held = ", ".join(str(row[key]) for key in ("admin1", "country") if row.get(key))
    return f"{row['en']} ({row['kind']}, {held}) {weighed.score:.1f}"


class PlaceResolver:
    """Settles the places of one report, each in the light of the others."""

    def __init__(
        self,
        lexicon: Lexicon,
        mentions: list[Mention],
        home: str | None,
        datelines: frozenset[int] = frozenset(),
        context: Iterable[Mention] = (),
    ) -> None:
        self.lexicon, self.datelines = lexicon, datelines
        self.places = lexicon.places
        self.votes: Counter[str] = Counter()
        self.named: dict[str, set[str]] = {}  # by country: the names and parties that speak for it
        self.plainly: dict[str, set[str]] = {}  # of them those that cannot be a village's of that name: parties, provinces, cities
        self.provinces: Counter[tuple[str, str]] = Counter()
        self.cache: dict[tuple[tuple[int, int], tuple[int, int] | None], tuple[dict[str, Any] | None, bool]] = {}
        self.meant: dict[int, dict[str, Any]] = {}  # by where a place is told in what holds it: the row it was found to be
        # By folded name: where it was first told with what holds it, and the row that it meant.
        self.told_as: dict[str, tuple[int, dict[str, Any]]] = {}
        self.mentions = [m for m in mentions if m.kind == "place"]
        self.told_at = {m.first: m for m in self.mentions}
        self.told: list[tuple[int, list[dict[str, Any]]]] = []  # every place named, with all rows of its name
        self.anchors: list[tuple[int, dict[str, Any]]] = []
        self.capitals = lexicon.capital_ids
        self.launched: dict[int, str] = {}  # by where a place stands: the country from which something was fired at it
        self.first_place = next((m.first for m in mentions[:2] if m.kind == "place" and m.first < 2), -1)  # where it was written, if told
        self.considered: dict[int, list[Weighed]] = {}  # by where a place stands: the rows of its name, the likeliest first
        self.settling, self.beside_now = False, self.anchors
        self.collect(mentions, home)
        self.context = Context(lexicon, context)

    def collect(self, mentions: list[Mention], home: str | None) -> None:
        """What the report's clear places and its parties say of where it plays."""
        last: Mention | None = None
        if home:
            self.votes[home] += 2
        for m in mentions:
            if m.kind == "party" and m.data.get("party"):
                self.speak_for((m.data["party"],))
            if of := m.data.get("of"):
                self.speak_for([p.data["party"] for p in of if p.kind == "party" and p.data.get("party")])
            if m.kind == "place":
                if last is not None and last.prep == "from" and m.prep in ("to", "toward") and m.first - last.last <= 2:
                    rows = [self.places[n] for n in last.data["candidates"][:1]]
                    if rows and rows[0]["kind"] == "country":
                        self.launched[m.first] = str(rows[0]["country"])
                last = m
                rows = [self.places[n] for n in m.data["candidates"]]
                if not (m.data.get("distance_km") or m.data.get("locates")):  # 50 كم غرب طرابلس tells of no news there
                    self.told.append((m.first, rows))
                if m.data.get("province_of") is not None:
                    continue  # «the province» of a place with namesakes: it says no more than the place
                countries = {r["country"] for r in rows if r.get("country")}
                if not rows and len(m.data.get("countries") or ()) == 1:
                    self.votes[m.data["countries"][0]] += 2  # قرية السنابس البحرينية, of which there is no row
                if (
                    rows
                    and rows[0]["kind"] not in ("country", "region", "sea")
                    and all(distance_km(rows[0]["lat"], rows[0]["lon"], r["lat"], r["lon"]) < SAME_PLACE_KM * 3 for r in rows[1:])
                ):
                    self.anchors.append((m.first, rows[0]))
                if len(countries) == 1:
                    self.votes[next(iter(countries))] += 2 if rows[0]["kind"] != "country" else 1
                for country in countries:
                    self.named.setdefault(country, set()).add(m.data["name"])
                    if len(countries) == 1 and any(r["kind"] in PLAIN_KINDS for r in rows):
                        self.plainly.setdefault(country, set()).add(m.data["name"])
                for r in rows:
                    if r["kind"] == "admin1":
                        self.provinces[(r["country"], r["en"])] += 2

    def speak_for(self, parties: Iterable[str]) -> None:
        """Counts parties that the report names as speaking for their countries."""
        for id_ in parties:
            country = self.lexicon.parties.get(id_).get("country")
            if country:
                self.votes[country] += 1
                self.named.setdefault(country, set()).add(id_)
                self.plainly.setdefault(country, set()).add(id_)

    def told_in(self) -> tuple[str | None, set[str]]:
        """The country that the report is mostly of, by its title and outlet where it names none, and every country that it tells of.

        It tells too of those that a place may be in which that one has none of: دوما in a report whose only other word is «Russia».
        """
        outlet = self.context.countries
        home = self.mostly() or (outlet.most_common(1)[0][0] if outlet else None)
        abroad = [held for _, rows in self.told if home not in (held := {str(r["country"]) for r in rows if r.get("country")})]
        return home, {*self.votes, *outlet}.union(*abroad)

    def home(self, but: str | None = None) -> str | None:
        """The country of most of what the report names, or None where no country has two thirds of it; `but`: a country whose own votes
        are left out."""
        votes = Counter({c: n for c, n in self.votes.items() if c != but})
        if not votes:
            return None
        country, most = votes.most_common(1)[0]
        return country if most * 3 >= votes.total() * 2 else None

    def mostly(self) -> str | None:
        """The country of more of what the report names than any other."""
        return self.votes.most_common(1)[0][0] if self.votes else None

    def spelt(self) -> set[str]:
        """The countries told by name, be it in a region's (جنوب لبنان), or by the adjective of a place (الموصل العراقية).

        A name that the capital bears too (تونس) is told as the city's, which says no more than any other city's.
        """
        fold, named = self.lexicon.folder.fold, self.lexicon.country_names
        clear = [m for m in self.mentions if self.capitals.isdisjoint(self.places[n]["id"] for n in m.data["candidates"])]
        rows = (self.places[m.data["candidates"][0]] for m in clear if m.data["candidates"])
        told = {str(r["country"]) for r in rows if r["kind"] == "country"}
        told |= {named[last] for m in clear if (last := fold(str(m.data["name"])).split(" ")[-1]) in named}
        return told.union(*(m.data["countries"] for m in self.mentions if len(m.data.get("countries") or ()) == 1))

    def choose(self, mention: Mention, container: Mention | None = None) -> tuple[dict[str, Any] | None, bool]:
        """(row, ambiguous) of a place mention; (None, False) where no row bears the name."""
        own = container is not None and container.span != mention.span
        key = (mention.span, container.span if own and container is not None else None)
        if key in self.cache:
            return self.cache[key]
        told = self.told_at.get(mention.data.get("meant", -1))
        if not own and (row := self.meant.get(mention.first if told is None else told.first)) is not None:
            return row, False  # مديرية الزاهر بمحافظة البيضاء …، قرى المديرية: of the province that it was said to be in
        if told is not None and told is not mention:
            return self.of_kind(mention, *self.choose(told, container))
        rows = [self.places[n] for n in (*mention.data["candidates"], *(mention.data.get("more") or ()))]
        held = self.told_at.get(mention.data.get("province_of", -1))
        if held is not None and (lies := self.choose(held)[0]) is not None:
            rows = [r for r in rows if r["country"] == lies.get("country") and r["en"] == (lies.get("admin1") or lies["en"])] or rows
        if mention.data.get("place_kind") in SMALL_HEADS:  # شارع سوريا is no country
            wide: tuple[str, ...] = ("country", "admin1") if mention.data["place_kind"] == "village" else ("country", "admin1", "region")
            wide = ("country",) if mention.data.get("several") else wide  # قرى الجزيرة are of that province
            rows = [r for r in rows if r["kind"] not in wide]  # قرى جبل الزاوية are of that region
        elif mention.data.get("place_kind") in ("town", "admin1", "admin2"):
            rows = [r for r in rows if r["kind"] != "country"]  # قضاء المجر is not Hungary
        if mention.data.get("place_kind") == "neighbourhood" and self.votes:  # شارع جمال is no town of another country
            here = self.votes.most_common(1)[0][0]
            rows = [r for r in rows if r["kind"] not in ("city", "town", "village") or r.get("country") == here]
        holder = self.choose(container)[0] if container is not None and container.span != mention.span else None
        result: tuple[dict[str, Any] | None, bool] = (rows[0] if rows else None, False)
        if len(rows) > 1:
            weighed = self.considered[mention.first] = self.compared(rows, mention, holder)
            best = weighed[0].row
            rivals = [w for w in weighed[1:] if weighed[0].score - w.score < CLOSE and not one_place(best, w.row)]
            result = (best, bool(rivals))
        if result[0] is not None and result[0].get("imported") and self.out_of_the_way(result[0], mention, holder):
            result = (None, False)
        self.cache[key] = result
        if own and result[0] is not None and not result[1]:
            self.meant.setdefault(mention.first, result[0])
            self.told_as.setdefault(self.lexicon.folder.fold(str(mention.data["name"])), (mention.first, result[0]))
        return result

    def out_of_the_way(self, row: dict[str, Any], mention: Mention, holder: dict[str, Any] | None) -> bool:
        """Whether an imported place lies far from all that the report names near it: another of its name, of which the import has many."""
        if holder is not None and (of_it(holder, row) or distance_km(holder["lat"], holder["lon"], row["lat"], row["lon"]) < ABOUT_KM):
            return False
        beside = [a for at, a in self.anchors_near(mention.first) if at != mention.first]
        return bool(beside) and all(distance_km(row["lat"], row["lon"], a["lat"], a["lon"]) > ABOUT_KM for a in beside)

    def of_kind(self, mention: Mention, row: dict[str, Any] | None, ambiguous: bool) -> tuple[dict[str, Any] | None, bool]:
        """محافظة تعز … المدينة: of the places of one name the one of the kind that the noun means, in or about the one told."""
        back = mention.data.get("back") or ()
        wide = row is not None and (row["kind"] in PRECISION_OF_KIND or "admin1" in back)
        if row is None or row["kind"] in back or not wide:
            return row, ambiguous
        rows = [r for n in mention.data["candidates"] if (r := self.places[n])["kind"] in back]
        near = [r for r in rows if of_it(row, r) or distance_km(row["lat"], row["lon"], r["lat"], r["lon"]) < SEAT_KM]
        return (near[0] if near else row), ambiguous

    def city_at_home(self, capital: dict[str, Any], mention: Mention) -> bool:
        """طرابلس in news of Lebanon: whether a city there bears a capital's name, and nothing else told is of its country."""
        here = self.mostly()
        rows = (self.places[n] for n in mention.data["candidates"])
        return not self.votes[capital["country"]] and any(r["kind"] == "city" and r.get("country") == here for r in rows)

    def weigh(
        self, row: dict[str, Any], mention: Mention, holder: dict[str, Any] | None, around: list[dict[str, Any]]
    ) -> list[tuple[str, float]]:
        """What speaks for and against a row of a name: (reason, weight), for `explain` to tell and to be summed. `around`: the places
        settled near the mention."""
        reasons: list[tuple[str, float]] = []
        country = row.get("country")
        total = sum(self.votes.values())
        if total and country and (votes := self.votes.get(country)):
            reasons.append(("its country is what the report speaks of", 4.0 * votes / total))
        if country and self.provinces.get((country, row.get("admin1") or row["en"])):
            reasons.append(("its province is named", 1.5))
        reasons += self.context.reasons(row)
        if holder is not None:
            if holder["kind"] == "admin1" and row.get("admin1") == holder["en"] and country == holder["country"]:
                reasons.append(("in the province said to hold it", 6.0))
            elif holder["kind"] == "country" and country == holder["country"]:
                reasons.append(("in the country said to hold it", 4.0))
            elif (gap := distance_km(row["lat"], row["lon"], holder["lat"], holder["lon"])) < 60:
                reasons.append((f"{gap:.0f} km from what is said to hold it", 6 - gap / 30))  # المغير شمال شرق رام الله: the nearer one
            elif country == holder.get("country") and row.get("admin1") and row.get("admin1") == holder.get("admin1"):
                reasons.append(("in the province of what is said to hold it", 4.0))
        if around:
            of = next((a for a in around if of_it(row, a)), None) if mention.data.get("rural") else None
            gap, beside = nearest(row, around) if of is None else (0.0, of)
            bonus = 4.0 if gap < NEXT_KM and not row["kind"].startswith("admin") else 3.0 if gap < 60 else 1.0 if gap < 150 else 0.0
            if bonus:
                reasons.append((f"{gap:.0f} km from {beside['en'] or beside.get(self.lexicon.code)}, named beside it", bonus))
        if country and country == self.launched.get(mention.first):
            reasons.append(("in the country that it was fired from", -4.0))  # أطلق من لبنان باتجاه المنارة: none of Lebanon's
        told = self.told_as.get(self.lexicon.folder.fold(str(mention.data["name"]))) if self.told_as else None
        if told is not None and told[0] < mention.first and told[1]["id"] == row["id"]:
            reasons.append(("what the name was told to mean before", 5.0))
        head = mention.data.get("place_kind")
        if not head and holder is None and row["id"] in self.capitals and not self.city_at_home(row, mention):
            reasons.append(("a capital", 3.0))  # القاهرة alone is Egypt's, whatever quarter or district bears the name
        if head and row["kind"] in KIND_OF_HEAD.get(head, ()):
            reasons.append((f"of the kind of its noun ({head})", 2.0))
        elif head in ("town", "village", "neighbourhood", "camp") and row["kind"] in ("admin1", "country", "region"):
            reasons.append((f"wider than its noun ({head})", -2.0))
        if mention.data.get("whole") and row["id"] in {self.places[n]["id"] for n in mention.data["whole"]}:
            reasons.append(("has the noun in its name", 2.5))  # منطقة الزاب is the region; مدينة البيضاء in Libya its Bayda
        if country in (mention.data.get("countries") or ()):
            sole = len(mention.data["countries"]) == 1  # أدري التشادية, beside a crossing of that name; مستعمرة المنارة
            reasons.append(("in the country of its adjective or noun", 5.0 if sole else 3.0))
        if mention.data.get("rural"):
            if row["kind"] in ("admin1", "admin2"):
                reasons.append(("has a countryside", 3.0 if row["kind"] == "admin1" else 2.0))
        elif row["kind"] == "admin2" and head != "admin2":
            reasons.append(("a district, whose town bears its name", -0.8))
        elif not head and row["kind"] in ("city", "town"):
            reasons.append(("a town", 0.6))
        if row.get("imported"):
            reasons.append(("imported: not among those that reports name most", -1.5))
        reasons.append((f"a {row['kind']}", -0.1 * RANK.get(row["kind"], 5)))
        return reasons

    def compared(self, rows: list[dict[str, Any]], mention: Mention, holder: dict[str, Any] | None) -> list[Weighed]:
        """The rows of a name, the likeliest first; of equals the one that the data has first."""
        near = self.anchors_near(mention.first)
        # Of a road one point tells nothing of where along it a place is.
        told = {id(a): a for at, a in near if at != mention.first and a["kind"] != "road"}
        around = list(told.values())  # each once: who is named again is no nearer
        weighed = [Weighed(row=r, reasons=self.weigh(r, mention, holder, around)) for r in rows]
        return sorted(weighed, key=lambda w: -w.score)

    @cached_property
    def settled(self) -> list[tuple[int, dict[str, Any]]]:
        """The towns and provinces that the report names: those of one reading, and of the others those that all it names settles."""
        known = {at for at, _ in self.anchors}
        more = []
        for m in self.mentions:
            if m.first in known or not m.data["candidates"] or m.data.get("back") or m.data.get("distance_km") or m.data.get("locates"):
                continue
            row, doubtful = self.choose(m)
            if row is not None and not doubtful and row["kind"] in ("city", "town"):
                more.append((m.first, row))
        return sorted([*self.anchors, *more], key=lambda a: a[0])

    @cached_property
    def beside(self) -> list[tuple[int, dict[str, Any]]]:
        """The places that say where a namesake near them lies: those of one reading, then, in the light of these, the others that are
        sure, over again: Karama, Mansura and Hamra are settled together where nothing settles one alone."""
        self.settling = True
        self.beside_now = known = list(self.anchors)
        sole = {at for at, _ in known}
        for _ in range(JOINT_ROUNDS):
            sure = list(known)
            for m in self.mentions:
                if m.first in sole or len(m.data["candidates"]) < 2 or m.data.get("back") or m.data.get("locates"):
                    continue
                row, doubtful = self.choose(m)
                if row is not None and not doubtful and row["kind"] not in ("country", "region", "sea"):
                    sure.append((m.first, row))
            sure.sort(key=lambda a: a[0])
            self.cache.clear()
            if sure == self.beside_now:
                break
            self.beside_now = sure
        self.settling = False
        return self.beside_now

    def anchors_near(self, first: int) -> list[tuple[int, dict[str, Any]]]:
        """The places settled that stand within reach of a word."""
        known = self.beside_now if self.settling else self.beside
        low = bisect.bisect_right(known, first - ANCHOR_REACH, key=lambda a: a[0])
        return known[low : bisect.bisect_left(known, first + ANCHOR_REACH, key=lambda a: a[0])]

    def nearest_anchor(self, mention: Mention) -> dict[str, Any] | None:
        """The town that a quarter or street we do not have is most likely of: the last one named within reach, else the next one."""
        named = [(at, row) for at, row in self.settled if row["kind"] in ("city", "town") and at != mention.first]
        named = [t for t in named if not self.foreign(t[1], self.told_at[t[0]])]
        home = self.home()  # حي X near the border: of a town of the country that the report is about
        named = [t for t in named if t[1].get("country") == home] or named
        news = [t for t in named if t[0] not in self.datelines] or named
        bound = {m.first for m in self.mentions if m.prep in ("to", "toward") and m.first > mention.first}  # من حي الوعر إلى إدلب
        towns = [t for t in news if abs(t[0] - mention.first) < ANCHOR_REACH and t[0] not in bound]
        before = [t for t in towns if t[0] < mention.first and not (self.first_place == t[0] and len(towns) > 1)]
        if not before and mention.data.get("place_kind") == "neighbourhood":  # of the city spoken of, however far above
            before = [t for t in news if t[0] < mention.first and t[1]["kind"] == "city"]
        town = max(before, key=lambda t: t[0])[1] if before else min(towns, key=lambda t: t[0])[1] if towns else None
        written_there = town is not None and town["id"] in self.capitals and all(t[0] in self.datelines for t in towns if t[1] is town)
        return None if written_there else town  # أنقرة (الأناضول) - …: where an agency writes, and no village of its news lies there

    def of_town(self, mention: Mention, town: Mention) -> bool:
        """Whether a quarter can be of a town: a row of its name lies there, or none lies where another place that is named does."""
        holder = self.choose(town)[0]
        rows = [self.places[n] for n in mention.data["candidates"]]
        if holder is None or any(distance_km(r["lat"], r["lon"], holder["lat"], holder["lon"]) < OWN_TOWN_KM for r in rows):
            return True
        others = [a for at, a in self.settled if at not in self.datelines and at != mention.first]
        return not any(distance_km(r["lat"], r["lon"], a["lat"], a["lon"]) < OWN_TOWN_KM for r in rows for a in others)

    def spoken_for(self, row: dict[str, Any], mention: Mention) -> bool:
        """Whether another place that the report names lies near a row, or its own name says of what town it is (أيمن الموصل)."""
        if not mention.data.get("list_head") and " " in str(mention.data["name"]):
            return True
        others = (r for at, rows in self.told if at != mention.first for r in rows)
        return any(distance_km(row["lat"], row["lon"], r["lat"], r["lon"]) < OWN_TOWN_KM for r in others)

    def far_off(self, row: dict[str, Any], holder: dict[str, Any], mention: Mention) -> bool:
        """A quarter or village that our only row of the name puts far from the town it is told to be in: another of that name."""
        gap = distance_km(row["lat"], row["lon"], holder["lat"], holder["lon"])
        apart = {"country": math.inf, "sea": math.inf, "river": math.inf, "region": 2 * FOREIGN_KM}.get(holder["kind"], FOREIGN_KM)
        if is_small(row, mention) and row.get("country") != holder.get("country") and gap > apart:
            return True  # قرية تل حلاوة التابعة لناحية أبو الظهور: no Halawa of another country, by whatever noun
        elsewhere = holder["kind"] == "admin2" and bool(row.get("admin1")) and row.get("admin1") != holder.get("admin1")
        heads = (*SMALL_PLACES, "town") if elsewhere or row["kind"] == "city" else SMALL_PLACES
        if holder["kind"] not in HOLDING or mention.data.get("place_kind") not in heads:
            return False
        headed = mention.data.get("place_kind") in ("town", "mountain", *SMALL_HEADS)
        abroad = row["kind"] == "city" and headed and row.get("country") != holder.get("country")
        if row["kind"] in ("admin1", "country", "region") or (row["kind"] == "city" and not abroad):  # بلدة الدوحة غرب بيت لحم
            return False
        if row["kind"] == "admin2" and mention.data.get("place_kind") is None:
            return False  # a district bears no quarter's name
        if holder["kind"] == "admin1" and row.get("admin1") == holder["en"]:
            return False
        quarter = holder["kind"] in ("city", "town", "neighbourhood") and mention.data.get("place_kind") == "neighbourhood"
        reach = 60 if quarter or elsewhere else 200
        return gap > reach

    def foreign(self, row: dict[str, Any], mention: Mention) -> bool:
        """A small place in a country that nothing else in the report speaks for, far from all that it names: a namesake.

        قرية الحارة in a report of Darfur is not the Hara of Daraa; nor does a second namesake of that country bear the first out.
        """
        country = row.get("country")
        if not country or not is_small(row, mention) or self.speaks_for(country, str(mention.data["name"])):
            return False
        if not mention.data.get("place_kind") and self.context.is_elsewhere(row):
            return True  # اغتيال الشيخ ناصر, told by a page of Benghazi, is no quarter of Khan Yunis
        others = [a for _, a in self.settled if a is not row and a["country"] != country]
        home = self.home(but=country)
        return (
            home is not None
            and home != country
            and len(others) > 1
            and all(distance_km(row["lat"], row["lon"], a["lat"], a["lon"]) > FOREIGN_KM for a in others)
        )

    def speaks_for(self, country: str, name: str) -> bool:
        """Whether a report names a country by more than a small place: by a party, city or province, or by many that lie there alone."""
        said = self.named.get(country, set()) - {name}
        home = self.home(but=country)
        if home is None or home == country or not said:
            return bool(said)
        own = said - self.named[home]  # what also is a name at home speaks for nothing abroad
        return bool(own & self.plainly.get(country, set())) or len(own) * STRAY_SHARE >= len(self.named[home])

    def is_spot(self, mention: Mention, container: Mention) -> bool:
        """Whether a place has a row of its own that is a point, within reach of what is said to hold it."""
        row, holder = self.choose(mention, container)[0], self.choose(container)[0]
        return row is not None and holder is not None and row["kind"] not in PRECISION_OF_KIND and not self.far_off(row, holder, mention)

    def is_quarter(self, mention: Mention) -> bool:
        """Whether a place is a town's quarter, by the noun that heads its name or by all rows that bear it."""
        kinds = {self.places[n]["kind"] for n in mention.data["candidates"]}
        return mention.data.get("place_kind") == "neighbourhood" or kinds == {"neighbourhood"}

    def seat(self, district: dict[str, Any]) -> dict[str, Any] | None:
        """The town that bears a district's name, near enough to lie in it."""
        towns = self.lexicon.towns.get((str(district.get("country")), str(district.get(self.lexicon.code))), ())
        near = [(distance_km(r["lat"], r["lon"], district["lat"], district["lon"]), n) for n, r in enumerate(towns)]
        return towns[min(near)[1]] if near and min(near)[0] <= SEAT_KM else None

    def middle_town(self, division: dict[str, Any]) -> dict[str, Any] | None:
        """The town from which the sides of a province or district are told: its seat, else the city nearest to its middle (of ريف دمشق
        the one that it lies around)."""
        same = self.lexicon.towns.get((str(division.get("country")), str(division.get(self.lexicon.code))), ())
        own = next((r for r in same if division["kind"] == "admin1" and r.get("admin1") == division["en"]), None) or self.seat(division)
        if own is not None:
            return own  # of a province of deserts its town may lie far from the middle (حمص)
        cities = self.lexicon.cities.get(str(division.get("country")), ())
        near = [(distance_km(r["lat"], r["lon"], division["lat"], division["lon"]), n) for n, r in enumerate(cities)]
        return cities[min(near)[1]] if near and min(near)[0] <= SEAT_KM else None


def one_place(one: dict[str, Any], other: dict[str, Any]) -> bool:
    """Whether two rows are one place told twice, or a place and what holds it."""
    return of_it(one, other) or distance_km(one["lat"], one["lon"], other["lat"], other["lon"]) <= SAME_PLACE_KM


def is_small(row: dict[str, Any], mention: Mention) -> bool:
    """Whether a row is of a place too small to be named abroad without its country; a city is where the noun before it is a village's."""
    return row["kind"] in LOCAL_KINDS or (row["kind"] == "city" and mention.data.get("place_kind") in ("village", "neighbourhood", "camp"))


def is_passage(mention: Mention, lexicon: Lexicon) -> bool:
    """Whether a place is a bridge, crossing or road, which is closed to people and not left by them."""
    kinds = {lexicon.places[n]["kind"] for n in mention.data.get("candidates") or []}
    return bool({*kinds, mention.data.get("place_kind")} & {"bridge", "crossing", "road"})


def of_it(one: dict[str, Any], other: dict[str, Any]) -> bool:
    """Whether one of two rows is the province or district that holds the other: بنغازي, the city and what lies around it."""
    wide = next((r for r in (one, other) if r["kind"] in ("admin1", "admin2")), None)
    small = other if wide is one else one
    return wide is not None and small.get("country") == wide["country"] and wide["en"] in (small.get("admin1"), small.get("admin2"))
