"""What the pages work on: a project, and who works in it."""

from __future__ import annotations

import hashlib
import hmac
import secrets
import threading
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import Connection
from starlette.requests import Request

from rasid.jobs import queue
from rasid.jobs.here import Here
from rasid.jobs.queue import Queue
from rasid.lexicon import Lexicon
from rasid.project.project import Project
from rasid.project.team import sheets
from rasid.store import doubles, scope
from rasid.store.cube.cube import Cube
from rasid.store.scope import OUTSIDE, Viewer
from rasid.store.sheets import SheetStore
from rasid.store.tally import Tally
from rasid.web.present import Present

if TYPE_CHECKING:
    from rasid.web.team.door import Team


class Sheet(NamedTuple):
    """A sheet of a report that is coded twice. `outcome`: of who settles it; `wanted`: events and their fields that he still has to set."""

    id: int
    outcome: bool
    wanted: list[tuple[str, str]]


class Workplace:
    """One project, open for as long as the server runs. `person`: who sits before it, as the audit log is to name them; of a
    `team`, whoever has logged in.

    Coding is done one report at a time (`coding`): a pipeline is not made to be used by two threads at once.
    """

    def __init__(
        self, project: Project, person: str, *, hosts: tuple[str, ...] = ("127.0.0.1", "localhost", "[::1]"), team: Team | None = None
    ) -> None:
        self.project, self.person, self.hosts, self.team = project, person, hosts, team
        self.secret = secrets.token_bytes(32)  # of this process: forms opened before a restart are asked for again
        self.coding = threading.Lock()
        # A team in PostgreSQL has workers of its own; else work is done here.
        apart = team is not None and queue.usable(project.store)
        self.runner: Here | Queue = Queue(project.store) if apart else Here(project, self.coding)
        self.present = Present()
        self.tally = Tally()
        self.exploring = Cube(project.store)  # empty until somebody asks
        # An address of background pictures for the map of the exploring page, with {z}, {x} and {y}; their server sees who looks where.
        self.tiles = ""

    base = ""  # what stands before the addresses of its reports
    sheet: Sheet | None = None  # of a report that is coded twice

    @property
    def lexicon(self) -> Lexicon:
        return self.project.pipeline.lexicon

    @property
    def whole(self) -> Workplace:
        """With all that is in the project, whoever asks."""
        return self

    def hidden(self, whole: Connection) -> list[str]:
        """The reports that who asks may not see, by a connection on which none is hidden."""
        return []

    @property
    def sight(self) -> str:
        """The same for all who see the same."""
        return ""

    def token(self, name: str) -> str:
        """What a form of this person carries, so that no other site can send it."""
        return hmac.new(self.secret, name.encode(), hashlib.sha256).hexdigest()


class SeenWorkplace(Workplace):
    """The workplace as who asks sees it: as soon as he is known (`access.recognised`), and before that as nobody of the team does."""

    def __init__(self, whole: Workplace, request: Request) -> None:
        self.__dict__.update({name: value for name, value in whole.__dict__.items() if name != "project"})
        self._whole, self._request = whole, request

    @property
    def whole(self) -> Workplace:
        return self._whole

    @property
    def viewer(self) -> Viewer | None:
        """Who looks; None where that is who runs the machine, and sees all."""
        return getattr(self._request.state, "viewer", OUTSIDE)

    @property
    def project(self) -> Project:  # type: ignore[override]
        viewer = self.viewer
        return self._whole.project if viewer is None else self._whole.project.seen_by(viewer)

    def hidden(self, whole: Connection) -> list[str]:
        return [] if self.viewer is None else scope.hidden(whole, self.viewer)

    @property
    def sight(self) -> str:
        with self._whole.project.store.reading() as connection:
            return " ".join(self.hidden(connection))


class SheetWorkplace(SeenWorkplace):
    """The sheet of who asks, of a report that is coded twice: the pages of a report, over what he alone has made of it.

    Its number comes from the address; it is opened when it is asked for, once a request."""

    @cached_property
    def opened(self) -> Project:
        viewer = self.viewer or Viewer(self.person)
        return sheets.opened(self.whole.project, number_of(self._request), viewer)

    @property
    def project(self) -> Project:  # type: ignore[override]
        return self.opened

    @property
    def sheet(self) -> Sheet:  # type: ignore[override]
        store = self.opened.store
        assert isinstance(store, SheetStore)
        return Sheet(store.double.id, store.coding.part == doubles.OUTCOME, doubles.still_wanted(store.content()))

    @property
    def base(self) -> str:  # type: ignore[override]
        return f"/doubles/{number_of(self._request)}"


def number_of(request: Request) -> int:
    """Of the report coded twice that an address names; one that is none is of none."""
    told = str(request.path_params["double"])
    return int(told) if told.isascii() and told.isdecimal() and len(told) < 10 else 0
