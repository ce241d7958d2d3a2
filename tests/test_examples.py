"""Every example under an entry of a pack's event words is coded as the entry says it is."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from rasid.lexicon.layers import BUILT_IN, read_yaml
from rasid.model import Event, Report
from rasid.pipeline import Pipeline

KNOWN = Path(__file__).parent / "known_example_failures.txt"


def code_of(path: Path) -> str:
    return path.relative_to(BUILT_IN / "languages").parts[0]


FILES = sorted(p for p in (BUILT_IN / "languages").glob("*/**/*.yaml") if not code_of(p).startswith("_"))


def entries(path: Path) -> list[dict[str, Any]]:
    """The entries of a data file that carry examples."""
    content = read_yaml(path)
    return [e for e in content if isinstance(e, dict) and e.get("examples")] if isinstance(content, list) else []


WITH_EXAMPLES = [p for p in FILES if entries(p)]


@cache
def pipeline(code: str) -> Pipeline:
    return Pipeline.load(code, [BUILT_IN])


def known() -> dict[str, str]:
    """Example id → why it is known to fail."""
    lines = (line.split("#")[0].strip() for line in KNOWN.read_text(encoding="utf-8").splitlines())
    return {id_.strip(): why.strip() for id_, _, why in (line.partition(":") for line in lines if line)}


def examples(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """(id, example): `file/entry/number`."""
    for entry in entries(path):
        for n, example in enumerate(entry["examples"], 1):
            yield f"{path.stem}/{entry.get('id') or entry.get('noun')}/{n}", example


def told(event: Event) -> str:
    sides = ["+".join(p.actor or "?" for p in side) for side in (event.initiators, event.targets)]
    return f"{event.type}({sides[0]} > {sides[1]}{'' if event.status == 'asserted' else ', ' + event.status})"


def fits(event: Event, example: dict[str, Any]) -> bool:
    """Whether an event is what the example expects."""
    if event.type != example["type"] or event.status != (example.get("status") or event.status):
        return False
    for slot, coded in (("initiators", event.initiators), ("targets", event.targets)):
        wanted = set(example.get(slot) or [])
        if wanted and not wanted <= {p.actor for p in coded}:
            return False
    return True


def fault(code: str, id_: str, example: dict[str, Any]) -> str | None:
    """What is wrong with how an example is coded, or None."""
    events = pipeline(code).code(Report(id=id_, text=example["text"]))
    if example["type"] == "none":
        events = [e for e in events if e.status == "asserted" and not e.background]
        good = not events
    else:
        good = any(fits(e, example) for e in events)
    wanted = " ".join(f"{k}={example[k]}" for k in ("type", "initiators", "targets", "status") if example.get(k))
    return None if good else f"{id_}: {example['text']}\n    wanted {wanted}; coded {', '.join(told(e) for e in events) or 'nothing'}"


@pytest.mark.parametrize("path", WITH_EXAMPLES, ids=lambda p: f"{code_of(p)}-{p.stem}")
def test_examples_are_coded_as_they_say(path: Path) -> None:
    faults = {id_: found for id_, example in examples(path) if (found := fault(code_of(path), id_, example))}
    excused = known()
    new = [text for id_, text in faults.items() if id_ not in excused]
    mended = [id_ for id_, _ in examples(path) if id_ in excused and id_ not in faults]
    assert not new, f"{len(new)} examples are not coded as they say:\n" + "\n".join(new)
    assert not mended, f"these pass now: take them out of {KNOWN.name}: {', '.join(mended)}"


def test_known_failures_are_examples_with_reasons() -> None:
    there = {id_ for path in WITH_EXAMPLES for id_, _ in examples(path)}
    assert not set(known()) - there
    assert all(known().values())
