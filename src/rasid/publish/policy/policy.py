"""Makes of a happening what a profile lets out."""

from __future__ import annotations

from typing import NamedTuple

from rasid.linking.incident import Incident
from rasid.model import UsageError
from rasid.publish.material import Happening, Told


class Released(NamedTuple):
    """A happening as it may leave. `changes`: what was taken out or made coarser, in the policy's own words."""

    incident: Incident
    told: list[Told]
    changes: tuple[str, ...] = ()


class Held(NamedTuple):
    """A happening that stays. `why`: the reason, in the policy's own words, never anything of the record."""

    why: str


class Policy:
    """One profile, applied. `name`: internal, public, or one of the project's own."""

    def __init__(self, name: str) -> None:
        if name != "internal":
            raise UsageError(f"there is no profile {name!r}.", where="--profile")
        self.name = name

    def release(self, happening: Happening) -> Released | Held:
        return Released(happening.incident, happening.told)
