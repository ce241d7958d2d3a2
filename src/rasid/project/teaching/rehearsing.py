"""What coding by a proposal would change, before it is taken in: the reports in which its words stand, coded with and without it.

A report of which both codings come to the same is left alone, now and when the proposal is taken in: what another coding would change
there is none of the proposal's doing.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager
from typing import NamedTuple

from rasid.lexicon.layers import fingerprint
from rasid.model.event import Span
from rasid.project.coding import CODER, Coder, Draft, families, plain
from rasid.project.matching import Plan, plan
from rasid.project.recoding import coder_of, known_of, language_of
from rasid.project.teaching.edits import words_of
from rasid.project.teaching.proposing import checked, copied
from rasid.store import proposals, reports
from rasid.store.engine import Store
from rasid.store.wording import reports_with

MOST = 500  # reports that are coded for one proposal, the newest: some minutes on a small machine


class Rehearsed(NamedTuple):
    """One report. `plan`: what taking the proposal in would change there; None where nothing, or where it cannot be coded."""

    report_id: str
    plan: Plan | None


class Start(NamedTuple):
    """What is about to be coded: these reports, and whether there are `more`; `shown`: the entry as it will be written; `version`: that of
    the data that it was tried with."""

    reports: list[str]
    more: bool
    shown: str
    warnings: list[str]
    version: str


def version_of(coder: Coder) -> str:
    """The state of all data layers: what was seen before approval must be what is approved."""
    return fingerprint(coder.layers)


def rehearse(
    store: Store, coder: Coder, number: int, lock: AbstractContextManager[object], most: int = MOST
) -> Iterator[Start | Rehearsed]:
    """First the start, then each report, the newest first; `lock` is held while one is coded. Raises DataError where it does not hold."""
    with copied(store) as layers:
        version = version_of(coder)
        with store.reading() as connection:
            proposal = proposals.get(connection, number)
        edit, taken, warnings = checked(layers, proposal.kind, proposal.entry)
        with store.reading() as connection:
            found = reports_with(connection, words_of(layers, proposal.kind, taken), most + 1)
        yield Start(found[:most], len(found) > most, edit.shown, warnings, version)
        trial = Coder(layers.project)
        for report_id in found[:most]:
            with lock:
                drawn = rehearsed(store, coder, trial, report_id)
            yield Rehearsed(report_id, drawn)


def rehearsed(store: Store, coder: Coder, trial: Coder, report_id: str) -> Plan | None:
    with store.reading() as connection:
        stored = reports.get(connection, report_id)
        if stored is None or stored.redacted or coder_of(connection, stored) != CODER:
            return None
        lang = language_of(connection, stored)
        now, then = coder.code(stored.report, lang), trial.code(stored.report, lang)
        if now.problem is not None or then.problem is not None or drawn(now.drafts) == drawn(then.drafts):
            return None
        made = plan(known_of(connection, stored), then.drafts, families(trial.pipeline(lang)), None)
    return None if made.nothing else made


def drawn(drafts: list[Draft]) -> list[tuple[dict[str, object], Span]]:
    """A coding, but for the version of the data."""
    return [(plain(event) | {"data_version": None}, trigger) for event, trigger in drafts]
