"""Makes of a happening what a profile lets out, rule by rule."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple

import msgspec

from rasid.lexicon import Lexicon
from rasid.lexicon.layers import default_layers
from rasid.linking.incident import Incident
from rasid.model import UsageError
from rasid.publish.material import REVIEWED, Happening, Told
from rasid.publish.policy.checking import profile_of
from rasid.publish.policy.classes import Sorter, sensitive
from rasid.publish.policy.closed import Closed
from rasid.publish.policy.coarsening import EXACT, Coarsener, Level, level_of
from rasid.publish.policy.embargo import days_held, last_day
from rasid.publish.policy.fields import every_field
from rasid.publish.policy.hiding import Hider
from rasid.publish.policy.leaving import ACCOUNTS_LEFT_OUT, Leaving
from rasid.publish.policy.places import Placer
from rasid.publish.policy.profile import DEFAULT, Profile
from rasid.publish.policy.reviewing import Composer, reviewed
from rasid.publish.policy.small import SUPPRESSED, Suppressor


class Released(NamedTuple):
    """A happening as it may leave. `changes`: what was taken out or made coarser, as ids of `ontology/publishing.yaml`."""

    incident: Incident
    told: list[Told]
    changes: tuple[str, ...] = ()


class Held(NamedTuple):
    """A happening that stays. `why`: the reason, an id of `ontology/publishing.yaml`, never anything of the record."""

    why: str


class Policy:
    """One profile, applied to a project. `folder`: the project's, for its profiles, key and list of names; `today`: the day from which
    embargoes count back. Raises UsageError where there is no such profile, DataError where it does not hold together."""

    def __init__(
        self,
        name: str,
        *,
        folder: Path | None = None,
        lexicon: Callable[[], Lexicon] | None = None,
        today: dt.date | None = None,
        layers: list[Path] | None = None,
    ) -> None:
        own = [folder / "data"] if folder is not None and (folder / "data").is_dir() else []
        self.layers = layers or [*default_layers(), *own]
        self.profile: Profile = profile_of(self.layers, name)
        self.name = name
        self.today = today_or(today)
        self.rules = (
            None
            if passes_all(self.profile)
            else Rules(self.profile, self.layers, folder, lexicon() if lexicon else Lexicon.load(layers=self.layers), self.today)
        )

    @property
    def reasons(self) -> frozenset[str]:
        """Every reason for which something may stay."""
        if self.rules is None:
            return frozenset()
        embargo = {"embargoed", "undated"} if any(self.profile.embargo.values()) else set()
        required = {"unreviewed" if rule == "reviewed" else "undated" for rule in self.profile.requires}
        return frozenset({"restricted", *embargo, *required})

    @property
    def lets_all_out(self) -> bool:
        """Whether everything leaves as it stands."""
        return self.rules is None

    def staying(self, states: Iterable[str], restricted: bool) -> str | None:
        """Why a happening stays, whatever its accounts say: by their states, and by whether a report of theirs is restricted. None where it
        must be read."""
        if self.rules is None:
            return None
        if restricted:
            return "restricted"
        return "unreviewed" if "reviewed" in self.profile.requires and not any(state in REVIEWED for state in states) else None

    def release(self, happening: Happening) -> Released | Held:
        """What leaves of a happening, or why nothing does."""
        if self.rules is None:
            return Released(happening.incident, happening.told)
        return self.rules.release(happening)


def today_or(today: dt.date | None) -> dt.date:
    """The day given, or today's. A day to come would end embargoes early."""
    now = dt.datetime.now(dt.UTC).date()
    if today is not None and today > now:
        raise UsageError(f"{today.isoformat()} is yet to come.", hint="Embargoes count back from a day that is past, or from today.")
    return today or now


def passes_all(profile: Profile) -> bool:
    """Whether everything leaves as it stands."""
    plain = msgspec.structs.replace(profile, names={}, based_on=None, signatures=0, fields=[])
    return plain == Profile(id=profile.id, names={}, fields=[]) and Leaving.allowed(profile) == every_field()


class Rules:
    """The rules of a profile in their order: restriction, review, date, embargo, small figures, places, fields. Whatever a profile
    says, what is restricted within the team leaves by none but one that lets everything out."""

    def __init__(self, profile: Profile, layers: list[Path], folder: Path | None, words: Lexicon, today: dt.date) -> None:
        self.profile, self.today = profile, today
        classes = sensitive(layers)
        coarsener = Coarsener(words)
        self.sorter = Sorter(classes, coarsener.kind)
        self.composer = Composer(words)
        self.suppressor = Suppressor(classes, profile.small)
        self.levels = {name: level_of(level) or EXACT for name, level in profile.places.items()}
        self.leaving = Leaving(profile, folder, words)
        self.closed, self.hider = Closed(words, self.leaving.is_person), Hider(words)
        roles = {role: level_of(level) or EXACT for role, level in profile.roles.items()}
        self.placer = Placer(coarsener, roles, not profile.places and "event.places.text" in self.leaving.fields)

    def release(self, happening: Happening) -> Released | Held:
        if any(t.restricted for t in happening.told):
            return Held("restricted")
        told = reviewed(happening.told) if "reviewed" in self.profile.requires else happening.told
        if not told:
            return Held("unreviewed")
        changes: set[str] = set()
        incident = happening.incident
        if len(told) < len(happening.told):
            changes.add(ACCOUNTS_LEFT_OUT)
            incident = self.composer.anew(told, incident.id)
        if "dated" in self.profile.requires and not (incident.start or incident.end):
            return Held("undated")
        classes = frozenset().union(*(self.sorter.of(t.event) for t in happening.told))
        if (days := days_held(self.profile.embargo, classes)) and (why := self.too_young(told, happening.told, days)):
            return Held(why)
        within = [t if (e := self.closed.event(t.event)) is t.event else msgspec.structs.replace(t, event=e) for t in told]
        fewer = [t if (e := self.suppressor.event(t.event)) is t.event else msgspec.structs.replace(t, event=e) for t in within]
        if any(a is not b for a, b in zip(fewer, within, strict=True)):
            changes.add(SUPPRESSED)
        if any(a is not b for a, b in zip(fewer, told, strict=True)):
            told, incident = fewer, self.composer.anew(fewer, incident.id)
        return self.made(incident, told, self.level(classes), changes)

    def too_young(self, told: list[Told], all_told: list[Told], days: int) -> str | None:
        last = last_day(told, [t for t in all_told if not t.reviewed] if len(told) < len(all_told) else ())
        return "undated" if last is None else "embargoed" if (self.today - last).days < days else None

    def level(self, classes: frozenset[str]) -> Level:
        return max((self.levels[c] for c in (DEFAULT, *classes) if c in self.levels), default=EXACT)

    def made(self, incident: Incident, told: list[Told], level: Level, changes: set[str]) -> Released:
        incident = self.placer.incident(incident, level, changes)
        placed = [self.placer.event(t.event, level, changes) for t in told]
        coarse = [t if t.event is e else msgspec.structs.replace(t, event=e) for t, e in zip(told, placed, strict=True)]
        incident, told = self.leaving.records(*self.hider.records(incident, told, coarse, changes), changes)
        return Released(incident, told, tuple(sorted(changes)))
