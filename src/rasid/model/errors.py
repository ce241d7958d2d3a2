"""Every error Rasid raises on purpose, as one tree.

RasidError                 a sentence: what is wrong, where, what to do
├── UsageError             the command line or a value given is wrong             exit 2
├── InputError             one report cannot be read; the others go on            exit 1 at the end
├── DataError              language or world data that does not hold together     exit 1
├── PlacesError            a file of places that cannot be read, imported or kept exit 1
└── StoreError             a project that cannot be opened, read or changed       exit 1
    ├── ConflictError      somebody else changed the same value meanwhile         exit 1
    └── UnreadyError       the database cannot be used now: full, locked, away    exit 1
"""

from __future__ import annotations

from rasid.model.worded import Worded


class RasidError(Exception):
    """A problem told in one sentence. `where` names the file, line or option; `hint` says what to do."""

    exit_code = 1

    def __init__(self, what: str, *, where: str = "", hint: str = "") -> None:
        self.what, self.where, self.hint = what, where, hint
        super().__init__(str(self))

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where else ""
        advice = f" {self.hint}" if self.hint else ""
        return f"{place}{self.what}{advice}"

    @property
    def sentence(self) -> Worded:
        """The same, so that it can be told in another language: what is wrong and what to do by their messages, `where` as it is."""
        message = f"{'{where}: ' if self.where else ''}{{what}}{' {hint}' if self.hint else ''}"
        return Worded(str(self), message, {"where": self.where, "what": Worded.of(self.what), "hint": Worded.of(self.hint)})

    def as_record(self) -> dict[str, str]:
        """The same as a JSON-ready record, for `--json`."""
        return {"error": type(self).__name__, "where": self.where, "what": str(self.what), "hint": str(self.hint)}


class UsageError(RasidError):
    exit_code = 2


class InputError(RasidError):
    exit_code = 1


class DataError(RasidError):
    exit_code = 1


class PlacesError(RasidError):
    exit_code = 1


class StoreError(RasidError):
    exit_code = 1


class ConflictError(StoreError):
    exit_code = 1


class UnreadyError(StoreError):
    exit_code = 1
