"""Coding within a project: the data layers built in < user's < project's, one pipeline a language, and the run that codes."""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from rasid import __version__
from rasid.gazetteer.layer import imported_path
from rasid.intake import Notice, strange_language
from rasid.lexicon.layers import BUILT_IN, default_layers, fingerprint
from rasid.lexicon.remembered import kept_with
from rasid.model import Event, RasidError, Report
from rasid.model.event import Span
from rasid.pipeline import Pipeline
from rasid.store import runs
from rasid.store.engine import Store

CODER = "rules"
Draft = tuple[Event, Span]  # an event as just coded, and its trigger


class Coded(NamedTuple):
    """What came of a report: its events with their triggers, or why it could not be coded."""

    drafts: list[Draft]
    problem: Notice | RasidError | None = None


class Coder:
    """The pipelines of a project, each loaded when a report first asks for its language."""

    def __init__(self, layer: Path) -> None:
        self.layer = layer
        self.pipelines: dict[str, Pipeline] = {}
        self.hashed: dict[str, str | None] | None = None

    @property
    def layers(self) -> list[Path]:
        """Where the data lies: built in, the user's and the project's, as far as there are such."""
        return [*default_layers(), *([self.layer] if self.layer.is_dir() else [])]

    def pipeline(self, lang: str = "ar") -> Pipeline:
        if lang not in self.pipelines:
            self.pipelines[lang] = load(lang, self.layers)
        return self.pipelines[lang]

    def code(self, report: Report, lang: str = "ar", where: str = "") -> Coded:
        """The events of a report. A report that cannot be coded is told in a sentence; it never stops the others."""
        pipeline = self.pipeline(lang)
        lexicon = pipeline.lexicon
        strange = strange_language(report, lexicon.code, lexicon.language.get("word") or "a-z", lexicon.folder.fold)
        if strange:
            return Coded([], Notice(strange, where or report.id))
        try:
            return Coded(pipeline.code_with_triggers(report))
        except RasidError as error:
            return Coded([], type(error)(error.what, where=error.where or where or report.id, hint=error.hint))
        except Exception as error:
            detail = f"{type(error).__name__}: {error}".rstrip(": ")
            hint = "This is a fault of Rasid; please report it with the text."
            return Coded([], RasidError(f"report {report.id} could not be coded ({detail}).", where=where or report.id, hint=hint))

    def hashes(self) -> dict[str, str | None]:
        """The hash of each data layer, None where there is none, as a run keeps them."""
        if self.hashed is None:
            user = default_layers()[1:]
            places = [p.lexicon.places.index for p in self.pipelines.values() if p.lexicon.places.index is not None]
            self.hashed = {
                "built_in": fingerprint([BUILT_IN]),
                "user": fingerprint(user) if user else None,
                "project": fingerprint([self.layer]) if self.layer.is_dir() else None,
                "places": places[0].hash if places else None,
            }
        return self.hashed


def load(lang: str, layers: list[Path]) -> Pipeline:
    """The pipeline of a language over these layers, with the user's imported places where there are such."""
    places = imported_path()
    return Pipeline.load(lang, layers, places if places.exists() else None)


class Run:
    """One run of the coder over some reports. It stands in the store from the first report that it codes."""

    def __init__(self, store: Store, coder: Coder, lang: str, who: str) -> None:
        self.store, self.coder, self.lang, self.who = store, coder, lang, who
        self.started: int | None = None

    @property
    def number(self) -> int:
        """Its number; the first to ask begins it, in a transaction of its own."""
        if self.started is None:
            lexicon = self.coder.pipeline(self.lang).lexicon
            told: dict[str, Any] = {"coder": CODER, "version": __version__, "data_version": lexicon.version}
            told |= {"layers": self.coder.hashes(), "lang": self.lang}
            with self.store.writing(self.who) as change:
                if runs.last_data(change.connection) != lexicon.version:
                    runs.write_parties(change.connection, lexicon.parties.by_id)
                number = runs.begin(change.connection, **told)
                change.record("run.begin", f"run:{number}", after=told)
            self.started = number
        return self.started

    def finish(self) -> None:
        if self.started is not None:
            with self.store.writing(self.who) as change:
                runs.finish(change.connection, self.started)
                change.record("run.finish", f"run:{self.started}")


def plain(event: Event) -> dict[str, Any]:
    """The record as plain values, as it comes back from the store."""
    record: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(event))
    return record


@kept_with()
def families(pipeline: Pipeline) -> dict[str, str]:
    """Type → family: types of one family may tell the same happening in two codings."""
    return {id_: str(row.get("family") or id_) for id_, row in pipeline.lexicon.ontology["event_types"].items()}
