"""The pages that stand in the menu, in its order, by what their reader may do; the search by name (`/find`) finds them too."""

from __future__ import annotations

from typing import NamedTuple

from rasid.web.access import Person, Right
from rasid.web.speech import Speech


class Item(NamedTuple):
    """`section`: the first part of its address, and of those of all pages below it."""

    section: str
    name: str

    @property
    def address(self) -> str:
        return f"/{self.section}"


def menu(say: Speech, who: Person, is_team: bool) -> list[Item]:
    rows = [
        ("queue", say("Queue"), Right.READ),
        ("events", say("Events"), Right.READ),
        ("explore", say("Explore"), Right.READ),
        ("incidents", say("Incidents"), Right.READ),
        ("parties", say("Parties"), Right.READ),
        ("places", say("Places"), Right.READ),
        ("sources", say("Sources"), Right.READ),
        ("codebook", say("Codebook"), Right.READ),
        ("gaps", say("Gaps"), Right.READ),
        ("proposals", say("Proposals"), Right.READ),
        ("releases", say("Releases"), Right.READ),
        ("jobs", say("Jobs"), Right.READ),
        ("audit", say("Log"), Right.AUDIT),
    ]
    if is_team:
        rows.append(("doubles", say("Double coding"), Right.DOUBLE if Right.DOUBLE in who.rights else Right.REVIEW))
        rows.append(("people", say("People"), Right.ADMIN))
    return [Item(section, name) for section, name, right in rows if right in who.rights]
