"""What the pages work on: a project, and who works in it."""

from __future__ import annotations

import hashlib
import hmac
import secrets
import threading
from typing import TYPE_CHECKING

from rasid.lexicon import Lexicon
from rasid.project.project import Project
from rasid.store.cube.cube import Cube

if TYPE_CHECKING:
    from rasid.web.team.door import Team


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
        self.exploring = Cube(project.store)  # empty until somebody asks
        self.tiles = (
            ""  # address of background pictures for the exploring page's map, with {z}, {x} and {y}; their server sees who looks where
        )

    @property
    def lexicon(self) -> Lexicon:
        return self.project.pipeline.lexicon

    def token(self, name: str) -> str:
        """What a form of this person carries, so that no other site can send it."""
        return hmac.new(self.secret, name.encode(), hashlib.sha256).hexdigest()
