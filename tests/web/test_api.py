"""The API: tokens and their scopes, reading, deciding; what is refused, and how it is told."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from fastapi.testclient import TestClient

from rasid.model.errors import UnreadyError
from rasid.project.project import Project
from rasid.store import accounts, tokens
from rasid.store import events as kept_events
from rasid.web.access import Right
from rasid.web.api.asking import Filters
from rasid.web.api.description import PREFIX, scopes_of
from rasid.web.api.limits import Bucket, Limits
from rasid.web.api.routes import routes
from rasid.web.app import create_app
from rasid.web.asked import OFTEN, ONCE
from rasid.web.workplace import Workplace

ABOUT = "http://testserver/api/v1"
ALL = [str(right) for right in Right]
Json = dict[str, Any]
Secret = Callable[..., str]


@pytest.fixture
def secret(work: Workplace) -> Secret:
    def make(*scopes: str, days: int = 1, person: str = "noor") -> str:
        with work.project.store.writing("noor") as change:
            return tokens.make(change, "a test", person, scopes or ALL, days)[1]

    return make


@pytest.fixture
def api(work: Workplace, secret: Secret) -> Iterator[TestClient]:
    """Asks below /api/v1 with a token that may do everything."""
    app = create_app(work)
    app.state.limits = Limits(burst=10_000, tries=10_000)
    headers = {"accept-language": "en", "authorization": f"Bearer {secret()}"}
    with TestClient(app, headers=headers, follow_redirects=False, raise_server_exceptions=False) as made:
        made.base_url = made.base_url.join("/api/v1/")
        yield made


def bearer(secret: str) -> dict[str, str]:
    return {"authorization": f"Bearer {secret}"}


def one_event(api: TestClient, report: str = "a") -> Json:
    return api.get(f"reports/{report}").json()["events"][0]  # type: ignore[no-any-return]


# Tokens --------------------------------------------------------------------------------------------------------------------------

CALLS = [(m, f"http://testserver{PREFIX}{r.path}", scopes_of(r)) for r in routes() for m in sorted(r.methods or ())]


def test_a_token_does_what_its_scopes_say_and_nothing_else(api: TestClient, secret: Secret) -> None:
    assert len(CALLS) > 50
    right = {tuple(scopes): secret(*(scopes or ["admin"])) for _, _, scopes in CALLS}
    wrong = {tuple(scopes): secret(*(s for s in ALL if s not in scopes)) for _, _, scopes in CALLS}
    for method, path, scopes in CALLS:
        address = re.sub(r"{(number|format)[^}]*}", lambda m: "99" if m[1] == "number" else "csv", path)
        address = re.sub(r"{[^}]*}", "none", address)
        got = api.request(method, address, headers={"authorization": ""}, json={})
        assert got.status_code == 401 and got.headers["www-authenticate"], path
        got = api.request(method, address, headers=bearer(right[tuple(scopes)]), json={})
        assert got.status_code < 500 and got.status_code not in (401, 403), (method, path, got.text)
        if scopes:
            got = api.request(method, address, headers=bearer(wrong[tuple(scopes)]), json={})
            assert got.status_code == 403 and got.json()["code"] == "scope", (method, path, got.text)


@pytest.mark.parametrize(
    "headers",
    [{}, bearer("rasid_no-such-one"), bearer(""), {"authorization": "Basic bm9vcjpub29y"}, {"cookie": "token={secret}"}],
)
def test_who_has_no_good_token_gets_nothing(work: Workplace, secret: Secret, headers: dict[str, str]) -> None:
    good = secret()
    with TestClient(create_app(work), raise_server_exceptions=False) as client:
        got = client.get("/api/v1/events", headers={k: v.format(secret=good) for k, v in headers.items()})
        assert got.status_code == 401 and got.headers["content-type"] == "application/problem+json"
        told = client.get(f"/api/v1/events?cursor={good}", headers=bearer(good))
        assert told.status_code == 400 and told.json()["code"] == "address-token"


def test_a_token_ends(api: TestClient, work: Workplace, secret: Secret) -> None:
    mine = secret("read")
    assert api.get("events", headers=bearer(mine)).status_code == 200
    with work.project.store.writing("noor") as change:
        number = tokens.every(change.connection)[-1].id
        assert tokens.revoke(change, number).revoked and tokens.revoke(change, number).revoked
    assert api.get("events", headers=bearer(mine)).status_code == 401
    late = secret("read")
    with work.project.store.writing("noor") as change:
        change.connection.exec_driver_sql(
            "UPDATE tokens SET expires = '2020-01-01T00:00:00.000000Z' WHERE id = (SELECT max(id) FROM tokens)"
        )
        change.record("token.add", "token:0")
    assert api.get("events", headers=bearer(late)).status_code == 401


def test_no_secret_is_kept(work: Workplace, secret: Secret) -> None:
    mine = secret("read")
    with work.project.store.reading() as connection:
        kept = connection.exec_driver_sql("SELECT * FROM tokens").all() + connection.exec_driver_sql("SELECT * FROM audit_payloads").all()
    assert kept and not any(mine[6:] in str(row) or mine in str(row) for row in kept)


def test_in_a_team_a_token_is_no_more_than_its_account(api: TestClient, work: Workplace, secret: Secret) -> None:
    with work.project.store.writing("noor") as change:
        made = accounts.add(change.connection, "huda", ["coder"], "ar")
        change.record("account.add", "account:huda")
    hers = secret("read", "review", "publish", person="huda")
    assert api.get("events").status_code == 401, "the token of nobody's account"
    assert api.get("events", headers=bearer(hers)).status_code == 401, "an account that was never opened"
    with work.project.store.writing("noor") as change:
        accounts.change(change.connection, made.id, state=accounts.ACTIVE)
        change.record("account.opened", "account:huda")
    about = api.get(ABOUT, headers=bearer(hers)).json()
    assert (about["person"], about["scopes"]) == ("huda", ["read", "review"])
    refused = api.get("exports/csv", headers=bearer(hers))
    assert refused.status_code == 403 and refused.headers["content-language"] == "en"
    with work.project.store.writing("noor") as change:
        accounts.change(change.connection, made.id, state=accounts.OFF)
        change.record("account.off", "account:huda")
    assert api.get("events", headers=bearer(hers)).status_code == 401
    with pytest.raises(Exception, match="account"):
        secret("read", person="nobody")


def test_too_often(work: Workplace, secret: Secret) -> None:
    at = [0.0]
    bucket = Bucket(2, 0.5, lambda: at[0])
    assert [bucket.take("x"), bucket.take("x"), bucket.take("x"), bucket.take("y")] == [0, 0, 2, 0]
    at[0] = 2.0
    assert bucket.take("x") == 0
    app = create_app(work)
    app.state.limits = Limits(burst=2, per_second=0.01, tries=1, tries_per_second=0.01)
    with TestClient(app) as client:
        got = [client.get("/api/v1", headers=bearer(t)) for t in (secret("read"),) * 1 for _ in range(3)]
        assert [g.status_code for g in got] == [200, 200, 429] and int(got[2].headers["retry-after"]) > 0
        assert [client.get("/api/v1").status_code for _ in range(2)] == [401, 429]
        assert client.get("/api/v1", headers=bearer(secret("read"))).status_code == 200, "bad tries shut nobody out"


# Reading -------------------------------------------------------------------------------------------------------------------------


def test_lists_go_on_by_cursors_while_rows_are_added(api: TestClient, project: Project) -> None:
    for path, rows in (
        ("reports", "reports"),
        ("events", "events"),
        ("incidents", "incidents"),
        ("queue", "reports"),
        ("audit", "entries"),
    ):
        whole = api.get(path, params={"limit": 200}).json()[rows]
        first = api.get(path, params={"limit": 1}).json()
        met, cursor = first[rows], first["next"]
        new = {"text": f"قصفت طائرة مسيرة مساء الخميس قرية {path} في ريف حلب.", "published": "2024-06-01"}
        assert api.post("reports", json={"reports": [new]}).status_code == 201
        while cursor:
            page = api.get(path, params={"limit": 2, "cursor": cursor}).json()
            met, cursor = met + page[rows], page["next"]
        key = "seq" if path == "audit" else "id"
        assert {r[key] for r in whole} <= {r[key] for r in met} and len({r[key] for r in met}) == len(met), path


@pytest.mark.parametrize("cursor", ["x", "%00", "WyJldmVudHMiLCAiMiJd", "WyJldmVudHMgbmV3ZXN0IiwgIjl+fjk5Il0", "é" * 50])
def test_a_cursor_of_nowhere_is_refused(api: TestClient, cursor: str) -> None:
    for path in ("events", "reports", "incidents", "queue", "audit", "parties", "proposals", "search?q=قصف"):
        got = api.get(f"{path}{'&' if '?' in path else '?'}cursor={cursor}")
        assert got.status_code in (400, 422) or (got.status_code == 200 and path == "events"), (path, got.text)


@pytest.mark.parametrize(
    "asked", ["type=xx", "since=soon", "killed=many", "area=syria", "nonsense=1", "limit=0", "party=%00", "state=maybe"]
)
def test_a_filter_that_makes_no_sense_is_refused(api: TestClient, asked: str) -> None:
    for path in ("events", "incidents", "queue"):
        got = api.get(f"{path}?{asked}")
        assert got.status_code in (400, 422), (path, got.text)
        assert got.json()["detail"] and got.json()["where"]


def test_a_database_that_is_away_is_no_missing_record(api: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    def locked(*_: object, **__: object) -> None:
        raise UnreadyError("another program has been writing to the project for 30 seconds.", where="/srv/secret/rasid.db")

    monkeypatch.setattr(kept_events, "known", locked)
    got = api.get("events/ev_1", headers={"accept-language": "ar"})
    assert (got.status_code, got.json()["code"], got.headers["retry-after"]) == (503, "unready", "5")
    assert "secret" not in got.text and "قاعدة" in got.json()["detail"]


def test_its_filters_are_those_of_the_pages() -> None:
    assert set(Filters.model_fields) - {"lang"} == {*ONCE, *OFTEN} - {"stage"}


def test_counts_are_those_of_the_exploring_page(api: TestClient) -> None:
    got = api.get("counts", params={"area": "SYR/Idlib"})
    while got.status_code == 202:
        got = api.get("counts", params={"area": "SYR/Idlib"})
    assert got.json()["figures"]["events"] == len(api.get("events", params={"area": "SYR/Idlib"}).json()["events"]) == 2


def test_what_is_not_there_is_told_like_what_one_may_not_see(api: TestClient) -> None:
    for path in (
        "events/ev_0",
        "reports/none",
        "incidents/in_0",
        "why/ev_0",
        "parties/none",
        "places/rasid:0",
        "sources/none",
        "proposals/7",
    ):
        got = api.get(path)
        assert got.status_code == 404, path
        assert set(got.json()) >= {"type", "title", "status", "code", "detail"}
        arabic = api.get(path, headers={"accept-language": "ar"}).json()
        assert not re.search("[a-z]{2,} [a-z]{2,} [a-z]{2,}", arabic["detail"] + arabic["title"])


def test_what_no_database_takes_is_refused(api: TestClient) -> None:
    assert api.get("why/99999999999999999999").status_code == 400
    assert api.get("events/%00").status_code in (400, 404) and api.get("events?outlet=%00").status_code == 422


def test_a_record_has_its_version(api: TestClient) -> None:
    event = one_event(api)
    got = api.get(f"events/{event['id']}")
    assert got.headers["etag"] == f'"{event["version"]}"' and "no-store" in got.headers["cache-control"]
    assert api.get(f"events/{event['id']}", headers={"if-none-match": got.headers["etag"]}).status_code == 304


def test_what_leaves_leaves_by_a_profile(api: TestClient) -> None:
    held = api.get("exports/csv")
    assert held.headers["x-rasid-held-back"] == "3" and len(held.content.splitlines()) == 1
    assert len(api.get("exports/jsonl", params={"profile": "internal"}).content.splitlines()) == 3
    assert api.get("exports/gold").status_code == 422 and api.get("exports/csv?profile=none").status_code == 400
    event = one_event(api)
    api.post(f"events/{event['id']}/accept", json={"version": event["version"]})
    assert len(api.get("exports/geojson").json()["features"]) == 1
    assert api.get("releases/preview").json()["leaves"] == 1


# Deciding ------------------------------------------------------------------------------------------------------------------------


def test_deciding_on_an_event(api: TestClient) -> None:
    event = one_event(api)
    path = f"events/{event['id']}"
    blind = api.post(f"{path}/accept", json={})
    assert blind.status_code == 428 and api.patch(path, json={"values": {"background": True}}).status_code == 428
    done = api.post(f"{path}/accept", json={}, headers={"if-match": f'"{event["version"]}"'})
    assert done.status_code == 200 and done.json()["state"] == "accepted" and done.json()["decisions"][-1]["who"] == "noor"
    late = api.post(f"{path}/reject", json={"why": "مكرر", "version": event["version"]})
    assert late.status_code == 409 and late.json()["current"]["state"] == "accepted" and late.json()["yours"]["why"] == "مكرر"
    set_ = api.patch(path, json={"values": {"background": True}, "version": done.json()["version"], "why": "قديم"})
    assert set_.status_code == 200 and set_.json()["record"]["background"] and set_.json()["state"] == "corrected"
    wrong = api.patch(path, json={"values": {"type": "no_such"}, "version": "*"})
    assert wrong.status_code == 400 and "no_such" in wrong.json()["detail"]
    undone = api.post(f"{path}/undo", json={"what": "all"})
    assert undone.json()["state"] == "proposed" and not undone.json()["record"]["background"]
    assert all(d["undone"] for d in undone.json()["decisions"])
    assert api.post(f"{path}/undo", json={}).status_code == 404


@pytest.mark.parametrize(
    "field, part, value",
    [("toll", "id", {"a": 1}), ("targets", "actor", [None]), ("sources", "source", [[]]), ("places", "id", {}), ("time", "start", [1])],
)
def test_a_value_of_another_shape_is_refused_in_a_sentence(api: TestClient, field: str, part: str, value: object) -> None:
    event = one_event(api)
    words = event["record"]["evidence"]
    told: Any = {part: value, "text": words["text"], "span": words["span"]}
    got = api.patch(f"events/{event['id']}", json={"version": "*", "values": {field: told if field == "time" else [told]}})
    assert got.status_code == 400 and got.json()["detail"], got.text


def test_two_who_set_other_fields_are_no_conflict(api: TestClient) -> None:
    event = one_event(api)
    path, record = f"events/{event['id']}", event["record"]
    assert api.patch(path, json={"values": {"background": True}, "seen": {"background": False}}).status_code == 200
    theirs = api.patch(path, json={"values": {"status": "possible"}, "seen": {"status": record["status"]}})
    assert theirs.status_code == 200 and theirs.json()["record"]["background"] and theirs.json()["record"]["status"] == "possible"
    clash = api.patch(path, json={"values": {"status": "denied"}, "seen": {"status": record["status"]}})
    assert clash.status_code == 409 and clash.json()["current"]["record"]["status"] == "possible"
    assert clash.json()["yours"]["values"] == {"status": "denied"}


def test_adding_splitting_merging_events(api: TestClient) -> None:
    report = api.get("reports/a").json()
    event, at = report["events"][0], report["text"].index("إصابة")
    added = api.post("reports/a/events", json={"type": "assault", "span": [at, at + 5]})
    assert added.status_code == 201 and added.json()["state"] == "accepted"
    assert api.post("reports/a/events", json={"type": "assault", "span": [at, 9999]}).status_code == 400
    two = {"version": event["version"], "other": added.json()["id"], "other_version": added.json()["version"]}
    merged = api.post(f"events/{event['id']}/merge", json=two)
    assert merged.status_code == 200 and merged.json()["id"] == event["id"]
    assert api.get(f"events/{added.json()['id']}").json()["state"] == "rejected"
    assert api.post(f"events/{event['id']}/merge", json=two).status_code == 400, "it is rejected by now"
    split = api.post(f"events/{event['id']}/split", json={"type": "killing", "move": {"toll": [0]}, "version": merged.json()["version"]})
    assert split.status_code == 200 and split.json()["record"]["type"] == "killing" and split.json()["id"] != event["id"]
    assert api.post(f"events/{split.json()['id']}/undo", json={"what": "event"}).status_code == 204
    assert api.get(f"events/{split.json()['id']}").status_code == 404


def test_reports_are_added_claimed_and_reviewed(api: TestClient) -> None:
    new = {
        "id": "feed/7",
        "text": "قتل مدنيان يوم الأحد بانفجار لغم في قرية تل الكرز.",
        "published": "2024-07-07",
        "outlet": "وكالة الوادي",
    }
    added = api.post("reports", json={"reports": [new]}).json()
    assert [r["what"] for r in added["reports"]] == ["added"] and not added["more"]
    assert [r["what"] for r in api.post("reports", json={"reports": [new]}).json()["reports"]] == ["already there"]
    got = api.get("reports/feed%2F7").json()
    assert got["text"] == new["text"] and len(got["events"]) == 1
    filed = api.post("reports/files", files={"files": ("one.txt", "انفجرت عبوة ناسفة في مدينة الباب.".encode())})
    assert filed.status_code == 201 and filed.json()["reports"][0]["report_id"].startswith("rp_")
    early = api.post("reports/feed%2F7/reviewed", json={})
    assert early.status_code == 400
    taken = api.post("queue/next", json={}).json()
    assert taken["report"] and api.post(f"reports/{taken['report']}/claim").json()["report"] == taken["report"]
    assert api.get("reports/" + taken["report"]).json()["claim"]["who"] == "noor"
    assert api.delete(f"reports/{taken['report']}/claim").status_code == 204
    event = got["events"][0]
    api.post(f"events/{event['id']}/reject", json={"why": "لا صلة له", "version": event["version"]})
    assert api.post("reports/feed%2F7/reviewed", json={}).json()["state"] == "reviewed"
    assert api.post("reports/feed%2F7/reopened", json={"state": "new"}).status_code == 409
    assert api.post("reports/feed%2F7/reopened", json={}).json()["state"] == "in_review"
    bad = api.post("reports", json={"reports": [{"text": "x", "published": "soon"}]}).json()["reports"]
    assert [r["what"] for r in bad] == ["problem"] and bad[0]["problem"]


def test_incidents_are_merged_and_parted(api: TestClient) -> None:
    first, other = api.get("incidents").json()["incidents"][:2]
    both = {"others": {other["id"]: other["version"]}, "version": first["version"], "why": "واحدة"}
    merged = api.post(f"incidents/{first['id']}/merge", json=both)
    assert merged.status_code == 200
    told = api.get(f"incidents/{merged.json()['incident']}/accounts").json()
    assert len(told["accounts"]) == 2 and [b["kind"] for b in told["bonds"]] == ["must"]
    again = api.post(f"incidents/{first['id']}/merge", json=both)
    assert again.status_code in (404, 409)
    out = {"events": [told["accounts"][0]["id"]], "version": told["version"]}
    split = api.post(f"incidents/{merged.json()['incident']}/split", json=out)
    assert split.status_code == 200 and len(split.json()["written"]) == 2
    entry = api.get(f"incidents/{split.json()['incident']}/accounts").json()["bonds"][0]["entry"]
    assert api.post("incidents/untie", json={"entry": entry}).status_code == 200
    assert api.post("incidents/untie", json={"entry": entry}).status_code == 404


def test_what_is_taught(api: TestClient) -> None:
    place = {"ar": "تل الكرز", "en": "Tall Karaz", "kind": "village", "lat": "36.1", "lon": "36.9"}
    made = api.post("proposals", json={"kind": "place", "fields": place, "said": "من الخريطة"})
    assert made.status_code == 201 and made.json()["state"] == "proposed"
    number = made.json()["id"]
    assert api.post("proposals", json={"kind": "place", "fields": {"ar": "تل"}}).status_code == 400
    assert api.post(f"proposals/{number}/approve", json={"seen": "x"}).status_code == 409
    refused = api.post(f"proposals/{number}/refuse", json={"why": "موجودة"}).json()
    assert refused["state"] == "refused" and api.post(f"proposals/{number}/refuse", json={"why": "موجودة"}).status_code == 409
    assert api.post("gaps").status_code == 202


# The description ------------------------------------------------------------------------------------------------------------------


def test_the_description_has_every_route(api: TestClient) -> None:
    told = api.get("openapi.json").json()
    assert told["openapi"].startswith("3.1")
    there = {(m.upper(), p) for p, operations in told["paths"].items() for m in operations}
    ours = {(m, PREFIX + r.path_format.replace(":path", "")) for r in routes() if r.include_in_schema for m in r.methods or ()}
    assert there == ours
    names = [o["operationId"] for operations in told["paths"].values() for o in operations.values()]
    assert len(set(names)) == len(names)
    for path, operations in told["paths"].items():
        for operation in operations.values():
            assert operation["description"] and operation["security"], path
    assert {"Event", "Incident", "Problem", "EventAnswer"} <= set(told["components"]["schemas"])
    assert "#/$defs" not in api.get("openapi.json").text


def test_the_description_is_a_page_without_a_script(client: TestClient) -> None:
    for language, title in (("en", "The API"), ("ar", "واجهة البرامج")):
        got = client.get("/docs/api", headers={"accept-language": language})
        assert got.status_code == 200 and f"<h1>{title}</h1>" in got.text
        assert "<script" not in got.text[: got.text.index("</main>")], "of its own: the search by name is every page's"
        assert all(f'id="{route.name}"' in got.text for route in routes() if route.include_in_schema)
        assert set(re.findall(r'href="#([^"]+)"', got.text)) - {"main"} <= set(re.findall(r'id="([^"]+)"', got.text))
