"""What Rasid says to the person: on standard error, in sentences, or as JSON lines with `--json`. Data never passes here."""

from __future__ import annotations

import json
import os
import sys
from contextlib import suppress
from typing import TextIO

from rasid.cli.lines import safe
from rasid.model import RasidError


class Talk:
    """One run's voice. Remembers the errors it was told: its `exit_code` is 0 until there is one."""

    def __init__(self) -> None:
        self.quiet = False
        self.as_json = False
        self.errors: list[RasidError] = []

    def reset(self) -> None:
        self.__init__()  # type: ignore[misc]

    @property
    def exit_code(self) -> int:
        return max((e.exit_code for e in self.errors), default=0)

    def note(self, what: str, where: str = "") -> None:
        """Something worth knowing; silent with `--quiet`."""
        if self.quiet:
            return
        if self.as_json:
            say(json.dumps({"note": what, "where": where}, ensure_ascii=False))
        else:
            say(f"{where}: {what}" if where else what)

    def keep(self, error: RasidError) -> None:
        """An error to be named at the end, when the rest is done."""
        self.errors.append(error)

    def tell_errors(self) -> None:
        """Names every error kept. They are said with `--quiet` too."""
        for error in self.errors:
            self.error(error)
        if len(self.errors) > 3 and not self.as_json:
            say(f"{len(self.errors)} inputs could not be read or coded; the rest is done.")

    def error(self, error: RasidError) -> None:
        say(json.dumps(error.as_record(), ensure_ascii=False) if self.as_json else f"error: {error}")


def say(line: str) -> None:
    with suppress(OSError, ValueError):  # nobody listens any more
        print(safe(line), file=sys.stderr, flush=True)


def utf8_streams() -> None:
    """Forces UTF-8 and bare newlines on standard output whatever the platform's code page; names on stderr never fail."""
    for stream, errors in ((sys.stdout, "strict"), (sys.stderr, "backslashreplace")):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors=errors, newline="\n")


def in_colour(stream: TextIO) -> bool:
    """True where `stream` is a terminal that may show colours (NO_COLOR and TERM=dumb say no)."""
    return stream.isatty() and "NO_COLOR" not in os.environ and os.environ.get("TERM") != "dumb"


TALK = Talk()
