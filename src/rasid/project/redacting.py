"""Redaction within a project: what the store destroys, and the incidents that follow from the events that are left."""

from __future__ import annotations

from collections.abc import Iterable

from rasid.project.coding import Coder
from rasid.project.incidents import link_events, parted
from rasid.store import events, redaction
from rasid.store.engine import Change
from rasid.store.redaction import Done


def redact_report(
    change: Change,
    coder: Coder,
    report_id: str,
    why: str,
    *,
    words: str | None = None,
    keep: Iterable[str] = (),
    drop_events: bool = False,
) -> Done:
    """As `redaction.redact_report`, and the incidents of its events are made anew, by the data of the project's coder."""
    left = parted(change.connection, (k.id for k in events.of_report(change.connection, report_id))) if drop_events else set()
    return linked(change, coder, left, redaction.redact_report(change, report_id, why, words=words, keep=keep, drop_events=drop_events))


def redact_name(change: Change, coder: Coder, name: str, why: str) -> Done:
    """As `redaction.redact_name`, and the incidents of the events that held it are made anew."""
    return linked(change, coder, set(), redaction.redact_name(change, name, why))


def linked(change: Change, coder: Coder, left: set[str], done: Done) -> Done:
    touched = {*left, *done.events, *done.removed}
    if touched:
        link_events(change, touched, coder.pipeline().lexicon)
    return done
