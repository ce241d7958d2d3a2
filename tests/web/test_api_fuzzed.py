"""Requests made from the description, sensible and not, on records that are there: no 5xx, and every answer as the description says."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from fastapi import FastAPI
from hypothesis import HealthCheck, Phase, given, settings

from rasid.jobs.here import Here
from rasid.project.project import Project
from rasid.store import tokens
from rasid.web.access import Right
from rasid.web.api.limits import Limits
from rasid.web.app import create_app
from rasid.web.workplace import Workplace

schemathesis = pytest.importorskip("schemathesis")

# Of each operation, by what it is: made by the schema, or against it. Few, the same each time: `--hypothesis-seed` and more examples are
# for who looks for faults (10,000 requests found none in November 2026, after those that are mended).
SENSIBLE, SENSELESS = 3, 2


@pytest.fixture
def app(project: Project, monkeypatch: pytest.MonkeyPatch) -> Iterator[FastAPI]:
    monkeypatch.setattr(Here, "begin", lambda self, number: None)  # work in the background outlives the test
    made = create_app(Workplace(project, "noor", hosts=("testserver",)))
    made.state.limits = Limits(burst=10**6)
    yield made


@pytest.mark.filterwarnings("ignore")
def test_nothing_that_is_sent_breaks_it(app: FastAPI, project: Project) -> None:
    from schemathesis.checks import not_a_server_error
    from schemathesis.generation import GenerationMode
    from schemathesis.specs.openapi import checks

    with project.store.writing("noor") as change:
        secret = tokens.make(change, "fuzz", "noor", [str(r) for r in Right], 1)[1]
    with project.store.reading() as connection:
        event = connection.exec_driver_sql("SELECT id FROM events WHERE report_id = 'a'").scalar_one()
        incident = connection.exec_driver_sql("SELECT id FROM incidents").scalars().first()
    there = {"event_id": event, "report_id": "b", "incident_id": incident}
    sent = {"authorization": f"Bearer {secret}", "if-match": "*"}
    wanted = [
        not_a_server_error,
        checks.status_code_conformance,
        checks.content_type_conformance,
        checks.response_schema_conformance,
    ]
    schema = schemathesis.openapi.from_dict(app.openapi())
    schema.app = app
    count = 0

    def check(case: Any) -> None:
        nonlocal count
        count += 1
        case.path_parameters = {k: there.get(k, v) for k, v in (case.path_parameters or {}).items()}
        case.headers = {k: v for k, v in (case.headers or {}).items() if k.lower() not in sent and v.isprintable()}
        case.validate_response(case.call(headers=sent, base_url="http://testserver"), checks=wanted)

    for mode, most in ((GenerationMode.POSITIVE, SENSIBLE), (GenerationMode.NEGATIVE, SENSELESS)):
        how = settings(
            max_examples=most, derandomize=True, database=None, deadline=None, phases=[Phase.generate], suppress_health_check=[*HealthCheck]
        )
        for found in schema.get_all_operations():
            how(given(found.ok().as_strategy(generation_mode=mode))(check))()
    assert count > 150
