"""`rasid reindex`: makes the full text of a project anew."""

from __future__ import annotations

from rasid.cli import options
from rasid.cli.project_options import HERE, Folder, Who, person
from rasid.cli.talk import TALK


def reindex(project: Folder = HERE, who: Who = None, quiet: options.Quiet = False, json: options.Json = False) -> None:
    """Make the full text of a project anew: after the rules of words have changed, or where something is not found that is there."""
    name = person(who)
    from rasid.project.project import Project  # late: SQLAlchemy is slow to import

    with Project.open(project) as opened:
        made = opened.reindex(name)
    TALK.note(f"the words of {made.reports:,} reports and {made.events:,} events are kept anew.")
