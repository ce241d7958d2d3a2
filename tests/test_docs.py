"""The page of commands says what the commands say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer

from rasid.cli import application

PAGE = (Path(__file__).parent.parent / "docs" / "commands.md").read_text(encoding="utf-8")
SHARED = {"--quiet", "--json", "--help"}


def commands(group: object, path: str = "rasid") -> Iterator[tuple[str, object]]:
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from commands(command, f"{path} {name}")
        else:
            yield f"{path} {name}", command


COMMANDS = dict(commands(typer.main.get_command(application())))


def section(name: str) -> str:
    found = re.search(rf"^## {re.escape(name)}\n(.*?)(?=^## |\Z)", PAGE, re.M | re.S)
    assert found, f"docs/commands.md has no section {name}"
    return found[1]


def test_the_table_lists_every_command() -> None:
    assert set(re.findall(r"^\| `(rasid [^`]+)` \|", PAGE, re.M)) == set(COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_is_documented(name: str) -> None:
    real = {o for p in COMMANDS[name].params for o in p.opts if o.startswith("--")} - SHARED
    assert set(re.findall(r"^\| `(--[a-z0-9-]+)` \|", section(name), re.M)) == real


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_and_command_says_what_it_does(name: str) -> None:
    command = COMMANDS[name]
    assert command.help and all(getattr(p, "help", None) for p in command.params if p.opts[0].startswith("-"))
    assert SHARED - {"--help"} <= {o for p in command.params for o in p.opts}
