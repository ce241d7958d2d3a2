"""An incident as ACLED's rows: one a scene and day, before rows of one place, day and pair of parties are folded."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from functools import lru_cache

from rasid.lexicon import Lexicon
from rasid.linking.incident import Glance, Incident, PlaceTold, happened
from rasid.model import Event
from rasid.publish.formats import Around, Passes
from rasid.publish.formats.acled.actors import Actor, Actors
from rasid.publish.formats.acled.counting import divided, fatalities
from rasid.publish.formats.acled.dating import days
from rasid.publish.formats.acled.placing import name_of, origins
from rasid.publish.formats.acled.row import Row, Side
from rasid.publish.formats.acled.siding import Siding, targeted
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
STRATEGIC = "Strategic developments"
When = list[tuple[str, int | None]]  # date and time_precision of each day


class Coder:
    """Makes rows. `language` of the notes; `losses`: what ACLED cannot hold, counted as it goes."""

    def __init__(self, lexicon: Lexicon, undated: bool, language: str = "en") -> None:
        self.words = lexicon.ontology["acled"]
        self.actors, self.typing, self.sourcing = Actors(lexicon), Typing(lexicon), Sourcing(lexicon)
        self.siding = Siding(lexicon, self.actors)
        self.notes, self.language = Notes(lexicon), language
        said = lexicon.ontology["notes"]
        self.divided = str((said.get(language) or said["en"])["said"]["divided"])
        self.undated = undated
        self.losses: Counter[str] = Counter()

    def rows(self, released: Released) -> list[Row]:
        """The rows of one incident; none where ACLED has none for it, which is counted."""
        incident = released.incident
        if not happened(incident):
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
        if scenes and not where and event != STRATEGIC:
            return self.lost(TOO_WIDE)
        return self.made(released, sub_event, told, country, when, where or scenes[:1])

    def lost(self, what: str) -> list[Row]:
        self.losses[what] += 1
        return []

    def made(self, released: Released, sub_event: str, told: list[Actor], country: str, when: When, where: list[PlaceTold]) -> list[Row]:
        """A row a place and day, with its share of the toll."""
        event = self.typing.events[sub_event]
        total = fatalities(released.incident, event, self.words)
        self.count(released.incident, when, where)
        parts = divided(total, len(when) * max(1, len(where)))
        row = self.whole(released, sub_event, event, self.siding.sides(released, event, told, country), total)
        row.country = country
        row.sources, row.scales = self.sourcing.of(released, country)
        if total and len(parts) > 1:
            row.notes.append(self.divided.format(total=total, rows=len(parts)))
        places: list[PlaceTold | None] = [*where] or [None]
        if len(when) == len(places) == 1:
            return [self.placed(row, when[0], places[0], total)]
        spots = [(day, place) for day in when for place in places]
        return [self.placed(row.copy(), *spot, part) for spot, part in zip(spots, parts, strict=True)]

    def whole(self, released: Released, sub_event: str, event: str, sides: tuple[Side, Side], total: int) -> Row:
        """What all rows of an incident have alike."""
        events = [t.event for t in released.told]
        one, two = sides
        row = Row(incident=released.incident.id, sub_event=sub_event, rank=self.typing.rank[sub_event], one=one, two=two)
        row.apart = event == STRATEGIC
        row.targeted = targeted(event, two)
        row.notes = [self.notes.note(released, self.language, sources=False)]
        row.tags = self.tags(event, events)
        row.timestamp = timestamp(released)
        row.events = frozenset([e.id for e in events])
        row.related = frozenset([r.event for e in events for r in e.related])
        row.hurt = "lethal" if total else "any"
        return row

    def placed(self, row: Row, day: tuple[str, int | None], at: PlaceTold | None, dead: int) -> Row:
        row.date, row.precision = day
        row.fatalities = dead
        if at is not None:
            row.country = at.country or row.country
            row.admin1, row.admin2, row.location = at.admin1 or "", at.admin2 or "", name_of(at)
            row.latitude, row.longitude = at.lat, at.lon
            row.geo_precision = self.words["geo_precision"].get(at.precision)
            row.spot = at.id or (at.country, at.admin1, row.location)
        return row

    def tags(self, event: str, events: list[Event]) -> list[str]:
        if event not in ("Protests", "Riots"):
            return []
        crowd = next((t.count for e in events for t in e.targets if t.object == "crowd" and t.count), None)
        return [f"{self.words['crowd']}{crowd if crowd else self.words['no_crowd']}"]

    def count(self, incident: Incident, when: When, where: list[PlaceTold]) -> None:
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


def passes(around: Around) -> Passes:
    """Of which incidents there is no row, whatever their accounts say."""
    typing = Typing(around.lexicon)

    def why(incident: Glance) -> str | None:
        if not happened(incident):
            return NOT_HAPPENED
        return NO_COUNTERPART if typing.never(incident.type) else None

    return why


def timestamp(released: Released) -> int | None:
    """Seconds since 1970 of the latest report: ACLED's is of its own upload, which we have nothing like, and a clock would change files."""
    published = [t.read.published for t in released.told if t.read.published]
    return seconds(max(published)) if published else None


@lru_cache(4096)
def seconds(published: str) -> int | None:
    """Seconds since 1970; None for what is no time."""
    try:
        at = dt.datetime.fromisoformat(published)
    except ValueError:
        return None
    return int((at if at.tzinfo else at.replace(tzinfo=dt.UTC)).timestamp())
