"""Floor 7: the command line. Data on standard output, talk on standard error; exit 0 all read, 1 some unreadable, 2 wrong usage."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from keyword import iskeyword
from typing import Annotated

import typer

from rasid import __version__
from rasid.cli import options
from rasid.cli.talk import TALK, say, utf8_streams
from rasid.model import RasidError, UsageError

# Modules beside this one; those with an `app` are groups.
COMMANDS = (
    *("code", "map", "explain", "gaps", "evaluate", "agreement", "schema", "demo", "data", "places"),
    *(
        "init",
        "audit",
        "add",
        "watch",
        "backup",
        "restore",
        "recode",
        "link",
        "correct",
        "why",
        "redact",
        "query",
        "stats",
        "export",
        "import",
        "release",
        "reindex",
        "bulk",
        "bench",
        "token",
        "serve",
        "people",
        "restrict",
        "doubles",
        "work",
    ),
)
APART = {"work": "working"}  # modules that are not called as their command is


def application(wanted: str | None = None) -> typer.Typer:
    """The commands; only the one wanted where there is such a one, so that it starts without importing the others."""
    app = typer.Typer(
        name="rasid",
        no_args_is_help=True,
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        help="Rasid (راصد) reads Arabic reports of armed conflict and proposes coded events, each field tied to the words that support it.",
    )
    app.callback()(common)
    for name in (wanted,) if wanted in COMMANDS else COMMANDS:
        called = f"{name}_" if iskeyword(name) else name  # of its module and function: `import` is a word of Python's
        module = import_module(f"rasid.cli.{APART.get(name, called)}")
        if hasattr(module, "app"):
            app.add_typer(module.app, name=name)
        else:
            app.command(name)(getattr(module, called))
    return app


def show_version(value: bool) -> None:
    if value:
        print(f"rasid {__version__}")
        raise typer.Exit


def common(
    version: Annotated[bool, typer.Option("--version", callback=show_version, is_eager=True, help="Say which version this is.")] = False,
    quiet: options.Quiet = False,
    json: options.Json = False,
) -> None:
    pass


def main(arguments: list[str] | None = None) -> None:
    """The `rasid` command. Ends the process with an exit code; the person never sees a traceback."""
    utf8_streams()
    TALK.reset()
    sys.exit(run(sys.argv[1:] if arguments is None else arguments))


def run(arguments: list[str]) -> int:
    TALK.as_json = "--json" in arguments  # so that errors of usage, found before the options are read, are JSON too
    try:
        app = application(next((a for a in arguments if not a.startswith("-")), None))
        code = app(arguments, standalone_mode=False, prog_name="rasid")
        sys.stdout.flush()
        return code if isinstance(code, int) else 0
    except RasidError as error:
        TALK.tell_errors()
        TALK.error(error)
        return max(error.exit_code, TALK.exit_code)
    except (KeyboardInterrupt, typer.Abort):
        say("stopped.")
        return 130
    except BrokenPipeError:
        silence_stdout()
        return 0
    except Exception as error:
        return unexpected(error)


def unexpected(error: Exception) -> int:
    """Wrong usage as the option parser tells it; anything else is our fault, told in a sentence."""
    if hasattr(error, "format_message"):
        said = str(error.format_message())
        TALK.error(UsageError(said if said.endswith(".") else said + ".", hint="`rasid --help` lists what there is."))
        return 2
    if "RASID_DEBUG" in os.environ:
        raise error
    detail = f"{type(error).__name__}: {error}".rstrip(": ")
    TALK.error(RasidError(f"something went wrong that should not have ({detail}).", hint="Please report it; RASID_DEBUG=1 shows where."))
    return 1


def silence_stdout() -> None:
    """The reader of our output has gone (`| head`): let the interpreter's own flush at exit fail unheard."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
