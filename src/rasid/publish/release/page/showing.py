"""Released incidents → what the pages show: the map's items and spots, and the cells of a row. Of nothing but what a policy released."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any, NamedTuple

from rasid.lexicon import Lexicon
from rasid.linking.incident import Figures, PartyTold, PlaceTold
from rasid.model import Event, Evidence, Place
from rasid.model.event import Status
from rasid.publish.map.atlas import Atlas
from rasid.publish.map.groups import OF_FAMILY, OTHER
from rasid.publish.map.plain import harmless
from rasid.publish.map.records import FIELDS, Item, Mark, Shown, spot_of
from rasid.publish.map.spots import Spot, home_view
from rasid.publish.map.wording import NOTHING, Pair, Wording, filled, joined, with_note
from rasid.publish.notes import Notes
from rasid.publish.policy import Released
from rasid.publish.release.page import saying
from rasid.publish.release.tables import EFFECTS

CARRIED = 20_000  # incidents that a page carries for its script; with more it opens slowly (the map's own bound)


class Cells(NamedTuple):
    """A row as people read it: pairs of words. `day`, `end`: ISO, or nothing."""

    id: str
    day: str | None
    end: str | None
    background: bool
    when: Pair
    type: Pair
    group: int
    where: Pair
    who: list[Pair]
    whom: list[Pair]
    toll: list[Pair]
    says: list[Pair]
    note: Pair
    standing: list[Pair]
    conflicts: list[Pair]


class Teller:
    """Says what an incident holds, in both languages."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.wording = Wording(lexicon.ontology, lexicon.compiled.places)
        self.types = lexicon.ontology["event_types"]
        self.days, self.notes = saying.Days(lexicon.ontology), Notes(lexicon)

    def cells(self, one: Released) -> Cells:
        i = one.incident
        country = country_of(one)
        when = self.days.span(i.start, i.end, country) if i.start else saying.word("not_told")
        if i.start and i.date_precision and i.date_precision > 1:
            when = joined([when, saying.of("time_precisions", str(i.date_precision))], (" · ", " · "))
        standing = [saying.of("statuses", i.status)] if i.status != "asserted" else []
        return Cells(
            id=harmless(i.id),
            day=i.start,
            end=i.end or i.start,
            background=i.background,
            when=when,
            type=self.wording.term("event_types", i.type),
            group=self.group(i.type),
            where=self.place(i.place) if i.place else NOTHING,
            who=[self.party(p) for p in i.initiators],
            whom=[self.party(p) for p in i.targets],
            toll=[self.toll(f) for f in sorted(i.toll, key=lambda f: EFFECTS.index(f.effect)) if f.who == "all"],
            says=[(name, name) for name in map(harmless, i.outlets)],
            note=tuple(harmless(self.notes.note(one, side, sources=False)) for side in saying.LANGUAGES),  # type: ignore[arg-type]
            standing=standing + ([saying.of("statuses", "background")] if i.background else []),
            conflicts=[saying.of("conflicts", c) for c in i.conflicts],
        )

    def group(self, type_: str) -> int:
        return OF_FAMILY.get((self.types.get(type_) or {}).get("family") or "", OTHER)

    def place(self, place: PlaceTold) -> Pair:
        return self.wording.place(as_place(place))

    def party(self, party: PartyTold) -> Pair:
        told = [saying.of("attributions", a) for a in party.attributions if a != "stated"]
        return with_note(self.wording.party_told(party), told)

    def toll(self, figures: Figures) -> Pair:
        """«killed: 5 (3 to 5)»; what is not told is left out."""
        said = saying.words()["counts"]
        low, best, high = ("" if n is None else saying.number(n) for n in (figures.low, figures.best, figures.high))
        what = saying.of("effects", figures.effect)
        if best == "0" == high:
            return filled(said["toll"], what=what, best=said["none"])
        if low and high and low != high:
            pattern = said["toll_range"] if best else ("{what}: " + said["no_best"][0], "{what}: " + said["no_best"][1])
            return filled(pattern, what=what, low=low, best=best, high=high)
        return filled(said["toll"], what=what, best=best or low or high or said["untold"])


def country_of(one: Released) -> str | None:
    """The country told of it, by which its months are named."""
    told = (p.country for t in one.told for p in t.event.places)
    return (i.country if (i := one.incident.place) else None) or next(filter(None, told), None)


def as_place(place: PlaceTold) -> Place:
    """An incident's place as the map has places."""
    return Place(
        id=place.id,
        names=place.names,
        lat=place.lat,
        lon=place.lon,
        country=place.country,
        admin1=place.admin1,
        admin2=place.admin2,
        precision=place.precision,
        text="",
        span=(0, 0),
    )


def stub(status: Status) -> Event:
    """What the map's drawing asks of an event: its standing."""
    return Event(id="", report_id="", type="", status=status, evidence=Evidence(text="", span=(0, 0)), data_version="")


class Gathering:
    """What a release's map shows, row by row. Up to `CARRIED` rows are kept whole for the script; beyond, only what is drawn."""

    def __init__(self, lexicon: Lexicon, atlas: Atlas) -> None:
        self.atlas, self.teller = atlas, Teller(lexicon)
        self.items: list[Item] = []
        self.cells: list[Cells] | None = []
        self.spots: dict[Any, Spot] = {}
        self.numbers: dict[Any, int] = {}
        self.busy: set[str] = set()
        self.countries: Counter[str] = Counter()
        self.kinds: Counter[str] = Counter()
        self.first: str | None = None
        self.last: str | None = None
        self.plain: dict[tuple[int, Status], Item] = {}
        self.at: list[int] = []  # the spot of each row; -1 where it has none

    def put(self, one: Released) -> Cells:
        i = one.incident
        self.kinds[i.type] += 1
        self.countries.update(filter(None, [country_of(one)]))
        if i.start:
            self.first, self.last = min(self.first or i.start, i.start), max(self.last or i.start, i.end or i.start)
        cells = self.teller.cells(one)
        self.items.append(self.item(cells, i.status))
        self.at.append(self.spot(i.place, len(self.items) - 1))
        if self.cells is not None:
            self.cells.append(cells)
            if len(self.cells) > CARRIED:
                self.cells = None
        return cells

    def item(self, cells: Cells, status: Status) -> Item:
        """One for all rows that are drawn alike."""
        found = self.plain.get((cells.group, status))
        if found is None:
            found = self.plain[cells.group, status] = Item(stub(status), cells.group, NOTHING, [], [])
        return found

    def spot(self, place: PlaceTold | None, number: int) -> int:
        if place is None or place.lat is None or place.lon is None or place.precision in (6, 7):
            return -1
        if place.country:
            self.busy.add(place.country)
        spot = spot_of(as_place(place), self.atlas)
        key = spot.outline or (round(spot.lat, 3), round(spot.lon, 3), spot.reach)
        self.numbers.setdefault(key, len(self.numbers))
        self.spots.setdefault(key, spot).events.append(number)
        return self.numbers[key]

    def day(self, iso: str) -> Pair:
        """A day that is of the whole release: in the months' names of the country told of most."""
        return self.teller.days.day(iso, max(sorted(self.countries), key=lambda c: self.countries[c], default=None))

    def shown(self) -> Shown:
        placed = list(self.spots.values())
        home, outside = home_view(placed, self.atlas)
        return Shown(self.items, placed, home, outside, self.busy, {s.outline for s in placed if s.outline and s.outline[2]})


def marks(cells: Cells) -> Iterator[Mark]:
    """A row's fields as the map's script has them."""
    told = {"who": cells.who, "whom": cells.whom, "where": [cells.where], "when": [cells.when], "toll": cells.toll, "says": cells.says}
    for field, pairs in told.items():
        yield from (Mark(FIELDS.index(field), pair, "", -1, -1) for pair in pairs if pair != NOTHING)
