"""What is refused is told in the reader's language: every sentence that the pages can raise has its Arabic, and keeps its English."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

import rasid
from rasid.lexicon.check.letters import RULES
from rasid.model import UsageError
from rasid.model.worded import Worded, joined, packed, unpacked, worded
from rasid.project.project import Project
from rasid.store import events
from rasid.web.speech import Speech, catalogue

SOURCE = Path(rasid.__file__).parent
# What a page calls, and what that raises. Beside the project's own files: intake's sentences on a file are told as they are, in English.
RAISING = (
    *("web/**/*.py", "lexicon/check/*.py", "project/teaching/*.py", "project/team/*.py", "intake/limits.py"),
    *(f"project/{name}.py" for name in ("merging", "paths", "checking", "completing", "reviewing", "correcting", "reshaping", "why")),
    *(f"store/{name}.py" for name in ("saved", "claims", "proposals", "logged", "asking", "queueing", "querying", "querying_incidents")),
    *(f"project/{name}.py" for name in ("releasing", "standing", "packages", "putting")),
    *(f"publish/release/{name}.py" for name in ("request", "narrowing")),
    *(f"store/{name}.py" for name in ("events", "reports", "accounts")),
)
TOLD = ("what", "hint", "todo", "message")  # names of variables that hold such sentences
PYTHON_S = ("ValueError", "TypeError", "ValidationError", "KeyError")
KINDS = (  # of what an id in the data must be, as the lint's references have it
    *("party kind", "party", "role of a state organ", "event type", "event type or family", "weapon", "object", "weapon class", "frame"),
    *("method of its type", "class or set of words (word_sets.yaml)", "the word", "the example's type"),
)


def sentences(node: ast.expr) -> Iterator[ast.expr]:
    """Of an argument, what may come of it."""
    if isinstance(node, ast.IfExp):
        yield from sentences(node.body)
        yield from sentences(node.orelse)
    elif isinstance(node, ast.Constant | ast.JoinedStr | ast.BinOp):
        yield node


def called(call: ast.Call) -> str:
    return call.func.id if isinstance(call.func, ast.Name) else call.func.attr if isinstance(call.func, ast.Attribute) else ""


def of_call(call: ast.Call) -> list[ast.expr]:
    name = called(call)
    if name == "worded":
        return call.args[:1]
    if name == "wrong" or (name.endswith("Error") and name not in PYTHON_S):
        return [*call.args[:2], *(k.value for k in call.keywords if k.arg in ("what", "hint"))]
    return call.args[2:4] if name == "Finding" else []


def told(path: Path) -> Iterator[ast.expr]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            for argument in of_call(node):
                yield from sentences(argument)
        elif (
            isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name) and node.targets[0].id in ("what", "hint", "todo", "by")
        ):
            yield from sentences(node.value)
        elif path.name == "checking.py" and isinstance(node, ast.Yield) and isinstance(node.value, ast.Tuple):
            for part in node.value.elts[1:]:
                yield from sentences(part)


def messages() -> set[str]:
    found: set[str] = set()
    for path in sorted(p for pattern in RAISING for p in SOURCE.glob(pattern)):
        for node in told(path):
            assert isinstance(node, ast.Constant), f"{path.name}:{node.lineno}: made of pieces, no catalogue can have it: use `worded`"
            found |= {node.value} if isinstance(node.value, str) else set()
    assert len(found) > 150
    return found | set(KINDS) | {text for _, what, todo, _ in RULES for text in (what, todo)}


def bare(message: str) -> str:
    return re.sub(r"{[^}]*}", "", message)


def fields(message: str) -> set[str]:
    return set(re.findall(r"{(\w+)", message))


def test_every_refusal_has_its_arabic() -> None:
    said = catalogue("ar").single
    missing = sorted(m for m in messages() if re.search("[a-z]{2}", bare(m)) and (None, m) not in said)
    assert not missing


def test_the_arabic_names_no_field_that_is_not_there() -> None:
    said = catalogue("ar").single
    wrong = [m for m in messages() if (None, m) in said and "{" in m and fields(said[None, m]) - fields(m)]
    assert not wrong


# How it is told ------------------------------------------------------------------------------------------------------------------


def test_a_sentence_keeps_its_english_and_its_fields() -> None:
    one = UsageError(worded("{told!r} is no whole number.", told="zwei"), where="min", hint="Delete one first.")
    assert str(one) == "min: 'zwei' is no whole number. Delete one first." and one.as_record()["what"] == "'zwei' is no whole number."
    assert Speech("en").told(one.sentence) == str(one)
    assert Speech("ar").told(one.sentence) == "min: «zwei» ليس عدداً صحيحاً. احذف واحداً أولاً."


def test_sentences_within_sentences() -> None:
    inner = worded("{key!r} is missing", key="lat")
    both = joined([Worded(f"{inner}: delete it.", "{what}: {todo}.", {"what": inner, "todo": Worded.of("delete it")}), inner])
    assert Speech("ar").told(both) == "«lat» ناقص: احذفه. «lat» ناقص"
    again = unpacked(packed(both))
    assert again == both and Speech("ar").told(again) == Speech("ar").told(both)
    assert both.replaced("lat", "lon") == "'lon' is missing: delete it. 'lon' is missing"
    assert Speech("ar").told(both.replaced("lat", "lon")) == "«lon» ناقص: احذفه. «lon» ناقص"
    assert unpacked(packed("as it is")) == "as it is"


ENGLISH = re.compile(r"[A-Za-z]{2,} [A-Za-z]{2,} [A-Za-z]{2,}")  # three words on end


def seen_text(page: str) -> str:
    main = page[page.index("<main") :]
    return re.sub(r"<[^>]*>|`[^`]*`", " ", re.sub(r"<(script|option|q|pre|code)\b.*?</\1>", " ", main, flags=re.S))  # no commands


@pytest.mark.parametrize(
    "address",
    ("/reports/none", "/queue?after=x", "/events/ev_0000000000", "/why/nothing", "/proposals/99", "/events.csv?profile=zz", "/log?after=x"),
)
def test_an_address_is_refused_in_arabic(client: TestClient, address: str) -> None:
    answer = client.get(address, headers={"accept-language": "ar"})
    if answer.status_code != 200:
        assert not ENGLISH.search(seen_text(answer.text)), seen_text(answer.text)


BAD = (
    ("places", '[{"id": "rasid:0", "role": "scene", "text": "x", "span": [0, 1]}]'),
    ("places", '[{"words": 1}]'),
    ("places", "["),
    ("toll", '[{"min": "many"}]'),
    ("toll", '[{"effect": "killed", "text": "لا يقوله أحد"}]'),
    ("time", '{"start": "yesterday"}'),
    ("initiators", '[{"actor": "nobody-of-this-name"}]'),
    ("flags", '["NOT ONE"]'),
    ("type", '{"type": "no_such_type"}'),
)


@pytest.mark.parametrize("field, value", BAD)
def test_a_value_is_refused_in_arabic(client: TestClient, project: Project, field: str, value: str) -> None:
    from rasid.web.review.forms import seen_of

    with project.store.reading() as connection:
        kept = events.of_report(connection, "b")[0]
    data = {"token": client.token, "field": field, "do": "json", "json": value, "seen": seen_of(kept.record, field)}  # type: ignore[attr-defined]
    for language, english in (("en", True), ("ar", False)):
        answer = client.post(f"/reports/b/events/{kept.id}/set", data=data, headers={"accept-language": language})
        assert answer.status_code == 400
        assert bool(ENGLISH.search(seen_text(answer.text))) is english, seen_text(answer.text)


def test_a_form_s_problem_is_told_to_a_script_in_arabic(client: TestClient, project: Project) -> None:
    with project.store.reading() as connection:
        kept = events.of_report(connection, "b")[0]
    headers = {"accept-language": "ar", "accept": "application/json"}
    answer = client.post(f"/reports/b/events/{kept.id}/reject", data={"token": client.token, "why": ""}, headers=headers)  # type: ignore[attr-defined]
    assert answer.status_code in (400, 409) and not ENGLISH.search(str(answer.json()["what"]))


def test_the_lint_of_what_is_taught_speaks_arabic(client: TestClient) -> None:
    place = {"kind_of_proposal": "place", "kind": "town", "ar": "تل الكرز", "en": "Tall Karaz", "country": "SYR", "lat": "99", "lon": "36"}
    answer = client.post("/proposals", data=place | {"token": client.token}, headers={"accept-language": "ar"})  # type: ignore[attr-defined]
    notice = re.findall(r'<p class="notice" role="alert">(.*?)</p>', answer.text, re.S)
    assert answer.status_code == 400 and notice and not ENGLISH.search(notice[0]), notice
