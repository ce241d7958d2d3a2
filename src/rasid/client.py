"""A small client of the API of a project (docs/api.md). It needs httpx and nothing else of Rasid: the file may be copied.

from rasid.client import Client

with Client("https://rasid.example.org", "rasid_…") as project:
    for event in project.events(type=["shelling"], since="2024-03-01"):
        print(event["id"], event["record"]["places"])
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple, Self
from urllib.parse import quote

import httpx

Json = dict[str, Any]
TRIES = 5  # of a request that came too often, or while the server was being started
PAGE = 200
LONGEST_WAIT_S = 60.0


class Problem(Exception):
    """A request that was not done. `code`: to act on; `detail`: a sentence; `current` and `yours`: of a conflict, what stands now and what
    was to be written over it."""

    def __init__(self, status: int, told: Mapping[str, Any]) -> None:
        self.status, self.code = status, str(told.get("code", ""))
        self.detail = str(told.get("detail") or told.get("title") or f"HTTP {status}")
        self.where: list[str] = list(told.get("where") or [])
        self.current, self.yours = told.get("current"), told.get("yours")
        super().__init__(f"{self.status} {self.code}: {self.detail}")


class Conflict(Problem):
    """Somebody was first: look at `current`, and decide again."""


class Stale(Problem):
    """The cursor of a feed leads nowhere any more: the copy is made anew, from no cursor."""


class Changes(NamedTuple):
    """A page of the feed. Keep `cursor` when all of it has been dealt with: reading goes on from there."""

    changes: list[Json]
    cursor: str


class Client:
    """One project. `address`: of the server, without /api; `token`: as `rasid token add` printed it; `language`: of sentences, en or ar.

    `http`: a client of one's own (a proxy, a certificate); it is then closed by its owner. Every method raises Problem."""

    def __init__(self, address: str, token: str, *, language: str = "en", timeout: float = 60.0, http: httpx.Client | None = None) -> None:
        self.base = address.rstrip("/") + "/api/v1"
        self.own = http is None
        self.http = http or httpx.Client(timeout=timeout)
        self.headers = {"authorization": f"Bearer {token}", "accept-language": language}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        if self.own:
            self.http.close()

    # Requests --------------------------------------------------------------------------------------------------------------------

    def request(self, method: str, path: str, *, headers: Mapping[str, str] | None = None, **sent: Any) -> httpx.Response:
        """One request; where it came too often it waits as long as it is told, and asks again."""
        for left in range(TRIES - 1, -1, -1):
            got = self.http.request(method, self.base + path, headers={**self.headers, **(headers or {})}, **sent)
            if got.status_code not in (429, 503) or not left:
                break
            wait = got.headers.get("retry-after", "")
            time.sleep(min(LONGEST_WAIT_S, float(wait) if wait.isdecimal() else 1.0))
        if got.is_success:
            return got
        raise problem_of(got)

    def get(self, path: str, **params: Any) -> Json:
        found: Json = self.request("GET", path, params=sent(params)).json()
        return found

    def post(self, path: str, body: Mapping[str, Any] | None = None) -> Json:
        got = self.request("POST", path, json=dict(body or {}))
        return got.json() if got.content else {}

    def rows(self, path: str, name: str, **params: Any) -> Iterator[Json]:
        """All rows of a list, page by page as they are asked for. `name`: of the rows in an answer."""
        cursor: str | None = None
        while True:
            page = self.get(path, **{"limit": PAGE, **params, "cursor": cursor})
            yield from page[name]
            cursor = page["next"]
            if cursor is None:
                return

    # Reading ---------------------------------------------------------------------------------------------------------------------

    def about(self) -> Json:
        """In whose name the token acts, and what it may do."""
        return self.get("")

    def events(self, **filters: Any) -> Iterator[Json]:
        """Events that fit, newest first: type, party, area, place, source, outlet, flag, state, text, since, until, killed, order."""
        return self.rows("/events", "events", **filters)

    def event(self, event_id: str) -> Json:
        return self.get(f"/events/{at(event_id)}")

    def incidents(self, **filters: Any) -> Iterator[Json]:
        return self.rows("/incidents", "incidents", **filters)

    def incident(self, incident_id: str) -> Json:
        return self.get(f"/incidents/{at(incident_id)}")

    def accounts(self, incident_id: str) -> Json:
        """The accounts of an incident, other incidents that may be the same, and what people merged or parted."""
        return self.get(f"/incidents/{at(incident_id)}/accounts")

    def reports(self, **filters: Any) -> Iterator[Json]:
        """Reports without their texts, newest first: text, or outlet, state, since, until."""
        return self.rows("/reports", "reports", **filters)

    def report(self, report_id: str) -> Json:
        """A report with its text and its events."""
        return self.get(f"/reports/{at(report_id)}")

    def queue(self, **filters: Any) -> Iterator[Json]:
        return self.rows("/queue", "reports", **filters)

    def search(self, words: str, **more: Any) -> Iterator[Json]:
        return self.rows("/search", "hits", q=words, **more)

    def log(self, **filters: Any) -> Iterator[Json]:
        """The audit log, newest first: who, action, subject, since, until."""
        return self.rows("/audit", "entries", **filters)

    def why(self, asked: str) -> Json:
        """From an event, a field of one (ev_…:toll), a report or an incident back to the words and who decided."""
        return self.get(f"/why/{at(asked)}")

    # Reports ---------------------------------------------------------------------------------------------------------------------

    def add(self, reports: Sequence[Mapping[str, Any]], published: str | None = None) -> list[Json]:
        """Keeps, codes and links reports (text, and id, title, outlet, url, published, lang where known); what came of each."""
        return list(self.post("/reports", {"reports": [dict(r) for r in reports], "published": published})["reports"])

    def add_files(self, paths: Sequence[Path | str], published: str = "") -> list[Json]:
        """The same of files: texts, pages, tables, documents, archives."""
        files = [("files", (Path(path).name, Path(path).read_bytes())) for path in paths]
        return list(self.request("POST", "/reports/files", files=files, data={"published": published}).json()["reports"])

    def claim_next(self, filter: str = "", done: str | None = None) -> str | None:
        """Takes the first report of the queue that is free; its id, or None where there is none left."""
        found: str | None = self.post("/queue/next", {"filter": filter, "done": done})["report"]
        return found

    def claim(self, report_id: str) -> Json:
        return self.post(f"/reports/{at(report_id)}/claim")

    def release(self, report_id: str) -> None:
        self.request("DELETE", f"/reports/{at(report_id)}/claim")

    def reviewed(self, report_id: str, state: str | None = None) -> Json:
        """Says that all events of a report are decided. `state`: the one that was seen."""
        return self.post(f"/reports/{at(report_id)}/reviewed", {"state": state})

    def reopened(self, report_id: str, state: str | None = None) -> Json:
        return self.post(f"/reports/{at(report_id)}/reopened", {"state": state})

    # Events: each takes an event as it was got, whose version says what was seen ---------------------------------------------------

    def accept(self, event: Mapping[str, Any], why: str | None = None) -> Json:
        return self.post(f"/events/{at(event['id'])}/accept", {"version": event["version"], "why": why})

    def reject(self, event: Mapping[str, Any], why: str) -> Json:
        return self.post(f"/events/{at(event['id'])}/reject", {"version": event["version"], "why": why})

    def correct(self, event: Mapping[str, Any], values: Mapping[str, Any], why: str | None = None) -> Json:
        """Sets fields of the record. What others changed in other fields meanwhile stays: each field is compared with what was seen."""
        seen = {field: event["record"][field] for field in values if field in event["record"]}
        told = {"seen": seen} if len(seen) == len(values) else {"version": event["version"]}
        return dict(self.request("PATCH", f"/events/{at(event['id'])}", json={"values": dict(values), "why": why, **told}).json())

    def add_event(self, report_id: str, type: str, span: tuple[int, int], why: str | None = None, **values: Any) -> Json:
        """An event that the coder did not find. `span`: code points of the report's text."""
        return self.post(f"/reports/{at(report_id)}/events", {"type": type, "span": list(span), "values": values, "why": why})

    def split(self, event: Mapping[str, Any], type: str, **more: Any) -> Json:
        """Makes two events of one; gives the second. `move`, `both`: numbers of items by field; `span`: its words."""
        return self.post(f"/events/{at(event['id'])}/split", {"type": type, "version": event["version"], **more})

    def merge(self, event: Mapping[str, Any], other: Mapping[str, Any], why: str | None = None) -> Json:
        """Makes one event of two of a report."""
        told = {"version": event["version"], "other": other["id"], "other_version": other["version"], "why": why}
        return self.post(f"/events/{at(event['id'])}/merge", told)

    def undo(self, event_id: str, what: str = "last", why: str | None = None) -> Json:
        """Takes back the last decision, `all`, those on a field, or one by its number. Of an event that is gone by it nothing is given."""
        return self.post(f"/events/{at(event_id)}/undo", {"what": what, "why": why})

    # Reports coded twice: `event` as it was got from a sheet, and `sheet` the number of the double -------------------------------------

    def doubles(self, **filters: Any) -> Iterator[Json]:
        """Reports that are coded twice, newest first: state, own."""
        return self.rows("/doubles", "doubles", **filters)

    def double(self, number: int) -> Json:
        return self.get(f"/doubles/{number}")

    def give(self, coders: Sequence[str], reports: Sequence[str] | None = None, **more: Any) -> list[int]:
        """Gives reports to two coders, by their ids or as a share: percent, seed; sheet. The numbers under which they are coded twice."""
        told = {"coders": list(coders), **({"reports": list(reports)} if reports is not None else {}), **more}
        return list(self.post("/doubles", told)["doubles"])

    def withdraw(self, number: int, why: str | None = None) -> None:
        self.post(f"/doubles/{number}/withdraw", {"why": why})

    def sheet(self, number: int) -> Json:
        """One's own sheet: `report` with its events, as one has them."""
        return self.get(f"/doubles/{number}/sheet")

    def on_sheet(self, number: int) -> Sheet:
        """Accepts, rejects and corrects on one's own sheet, by the methods of a report's events."""
        return Sheet(self, number)

    def done(self, number: int) -> Json:
        """Says that every event of one's sheet is there and decided."""
        return self.post(f"/doubles/{number}/done")

    def agreement(self, pair: Sequence[str] | None = None) -> Json:
        """How far coders agree, field by field, with intervals: over all pairs, or of one."""
        return self.get("/doubles/agreement", pair="/".join(pair) if pair else None)

    def beside(self, number: int) -> Json:
        """What two made of a report."""
        return self.get(f"/doubles/{number}/beside")

    def choose(self, number: int, choices: Mapping[tuple[int, str], str]) -> Json:
        """The outcome, by (happening, field): a coder, `another`, or of the field `event` yes or no. Gives the sheet of it."""
        told = [{"happening": n, "field": field, "take": take} for (n, field), take in choices.items()]
        return self.post(f"/doubles/{number}/choose", {"choices": told})

    def settle(self, number: int, why: str | None = None) -> Json:
        """Writes the outcome into the report."""
        return self.post(f"/doubles/{number}/settle", {"why": why})

    # Incidents -----------------------------------------------------------------------------------------------------------------------

    def merge_incidents(self, incident: Mapping[str, Any], *others: Mapping[str, Any], why: str | None = None) -> Json:
        return self.of_incidents("merge", incident, others, why)

    def part_incidents(self, incident: Mapping[str, Any], *others: Mapping[str, Any], why: str | None = None) -> Json:
        """Says that they are not the same, for good."""
        return self.of_incidents("part", incident, others, why)

    def of_incidents(self, what: str, incident: Mapping[str, Any], others: Sequence[Mapping[str, Any]], why: str | None) -> Json:
        told = {"version": incident["version"], "others": {o["id"]: o["version"] for o in others}, "why": why}
        return self.post(f"/incidents/{at(incident['id'])}/{what}", told)

    def split_incident(self, incident: Mapping[str, Any], events: Sequence[str], why: str | None = None) -> Json:
        """Takes accounts out, for good."""
        told = {"version": incident["version"], "events": list(events), "why": why}
        return self.post(f"/incidents/{at(incident['id'])}/split", told)

    def untie(self, entry: int, why: str | None = None) -> Json:
        """Takes back the merge or split of an entry of the log."""
        return self.post("/incidents/untie", {"entry": entry, "why": why})

    # Releases ------------------------------------------------------------------------------------------------------------------------

    def draft_release(self, version: str, title: str, **more: Any) -> Json:
        """Begins to make a draft; `more`: profile, date, licence, publisher, url, note, and the part that it is of."""
        return self.post("/releases", {"version": version, "title": title, **more})

    def a_release(self, version: str, wait_s: float = 0.0) -> Json:
        """One release; with `wait_s`, once what is being done on it has ended, or after so long."""
        end = time.monotonic() + wait_s
        while True:
            told = self.get(f"/releases/{at(version)}")
            if (told["work"] or {}).get("state") not in ("waiting", "running") or time.monotonic() >= end:
                return told
            time.sleep(0.5)

    def sign_release(self, release: Mapping[str, Any]) -> Json:
        """Begins to compare a draft that one has looked at, and signs it where nothing has changed."""
        return self.post(f"/releases/{at(release['version'])}/sign", {"digest": release["digest"]})

    def decline_release(self, release: Mapping[str, Any], why: str) -> Json:
        return self.post(f"/releases/{at(release['version'])}/decline", {"digest": release["digest"], "why": why})

    def package(self, version: str, out: Path | str) -> None:
        """Writes the package of a published release to a file."""
        self.fetched(f"/releases/{at(version)}/package", out, {})

    # What leaves, what changed -------------------------------------------------------------------------------------------------------

    def export(self, format: str, out: Path | str, profile: str = "public", **filters: Any) -> int:
        """Writes an export to a file; how many incidents the profile held back. What is there is replaced when all of it has come."""
        told = self.fetched(f"/exports/{at(format)}", out, sent({"profile": profile, **filters}))
        return int(told.get("x-rasid-held-back", "0"))

    def make_export(self, format: str, profile: str = "public", **filters: Any) -> Json:
        """Begins an export of any size, which is made in the background; `name` is what it is asked for by."""
        found: Json = self.request("POST", f"/exports/{at(format)}", params=sent({"profile": profile, **filters})).json()
        return found

    def made_export(self, name: str, wait_s: float = 0.0) -> Json:
        """How far an export is; with `wait_s`, once it is made or came to nothing, or after so long."""
        end = time.monotonic() + wait_s
        while True:
            told = self.get(f"/exports/made/{at(name)}")
            if told["work"]["state"] not in ("waiting", "running") or time.monotonic() >= end:
                return told
            time.sleep(0.5)

    def take_export(self, name: str, out: Path | str) -> int:
        """Writes an export that is made to a file; how many incidents the profile held back."""
        return int(self.fetched(f"/exports/made/{at(name)}/file", out, None)["x-rasid-held-back"])

    def fetched(self, path: str, out: Path | str, params: Any) -> Mapping[str, str]:
        """Writes what an address gives to a file, once all of it has come; the headers of the answer."""
        target = Path(out)
        beside = target.with_name(f".{target.name}.part")
        with self.http.stream("GET", f"{self.base}{path}", params=params, headers=self.headers) as got:
            if not got.is_success:
                got.read()
                raise problem_of(got)
            with beside.open("wb") as handle:
                for part in got.iter_bytes():
                    handle.write(part)
        beside.replace(target)
        return got.headers

    def changes(self, since: str | None = None, kinds: Sequence[str] = (), limit: int = PAGE) -> Iterator[Changes]:
        """What changed after a cursor, page by page up to now; the last page may be empty. Raises Stale."""
        while True:
            told = self.get("/changes", since=since, kind=list(kinds), limit=limit)
            since = str(told["next"])
            yield Changes(told["changes"], since)
            if not told["more"]:
                return

    def follow(self, since: str | None, put: Callable[[Json], object], drop: Callable[[Json], object], kinds: Sequence[str] = ()) -> str:
        """Brings a copy up to now: `put` for each record that is new or another, `drop` for each that is gone. Gives the cursor to keep."""
        cursor = since
        for page in self.changes(since, kinds):
            for change in page.changes:
                (drop if change["gone"] else put)(change)
            cursor = page.cursor
        assert cursor is not None
        return cursor


class Sheet(Client):
    """One's own sheet of a report that is coded twice: what is decided through it stands there alone."""

    def __init__(self, of: Client, number: int) -> None:
        self.base, self.own, self.http, self.headers = f"{of.base}/doubles/{number}", False, of.http, of.headers

    def add_event(self, report_id: str, type: str, span: tuple[int, int], why: str | None = None, **values: Any) -> Json:
        """An event that stands on no sheet yet. `span`: code points of the report's text."""
        return self.post("/events", {"type": type, "span": list(span), "values": values, "why": why})


def at(id_: str) -> str:
    """An id as a part of an address, whatever stands in it."""
    return quote(str(id_), safe=":")


def sent(params: Mapping[str, Any]) -> dict[str, Any]:
    return {k: v for k, v in params.items() if v is not None and v != []}


def problem_of(got: httpx.Response) -> Problem:
    try:
        told = got.json()
    except ValueError:
        told = {}
    kinds: dict[int, type[Problem]] = {409: Conflict, 410: Stale}
    return kinds.get(got.status_code, Problem)(got.status_code, told if isinstance(told, dict) else {})
