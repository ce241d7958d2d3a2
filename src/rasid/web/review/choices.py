"""What a person may choose instead: the likeliest first, so that a digit is often enough, each with why it is there."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from rasid.coding.placing import Weighed
from rasid.lexicon import Lexicon
from rasid.lexicon.world import RANK, distance_km
from rasid.model import Report
from rasid.publish.map.plain import harmless
from rasid.store.events import KeptEvent
from rasid.web.review import search
from rasid.web.review.opened import Opened
from rasid.web.review.reasons import kind_of_place, reason
from rasid.web.speech import Speech
from rasid.web.workplace import Workplace

FOUND = search.FOUND
# A longer report is coded anew around the words alone: enough for the neighbours that settle a place, and done in a moment.
WINDOW = 8_000
KIND_KM = 12.0  # that a town may lie further off than a village, kind by kind (RANK), and still be meant: a district's width in all


class Choice(NamedTuple):
    """One to choose: its id, its name, what it is, and why it stands here. `point`: of a place (latitude, longitude)."""

    id: str
    name: str
    what: str
    why: list[str]
    point: tuple[float, float] | None = None
    score: float | None = None


class Chooser:
    """Choices for one event of an opened report."""

    def __init__(self, work: Workplace, found: Opened, kept: KeptEvent, say: Speech) -> None:
        self.work, self.found, self.kept, self.say = work, found, kept, say
        self.lexicon: Lexicon = work.lexicon

    def choices(self, field: str, item: dict[str, Any] | None, typed: str) -> list[Choice]:
        """For an item of a field; what it is now is none of them."""
        if field == "places":
            return self.places(item, typed)
        return self.sources(item, typed) if field == "sources" else self.parties(field, item, typed)

    # Parties and sources -----------------------------------------------------------------------------------------------------------

    def parties(self, field: str, item: dict[str, Any] | None, typed: str) -> list[Choice]:
        now = (item or {}).get("actor")
        told = self.told_parties(field)
        if typed.strip():
            rows = search.parties(self.lexicon).find(typed)
            countries = {self.lexicon.parties.get(i).get("country") for i in told}
            rows.sort(key=lambda f: (f[0], f[1]["id"] not in told, f[1].get("country") not in countries))
            ids = {row["id"]: told.get(row["id"], "") for _, row in rows}
        else:
            ids = {**told, **{k: v for k, v in self.kin(now).items() if k not in told}}
        return [self.party(id_, why) for id_, why in ids.items() if id_ != now and self.lexicon.parties.get(id_)][:FOUND]

    def told_parties(self, field: str) -> dict[str, str]:
        """Parties of this report: those that stand in the same field of its events first, then the others."""
        say = self.say
        proposed = self.kept.proposed or {}
        out: dict[str, str] = {}
        others = [k.record for k in self.found.kept if k.id != self.kept.id]
        side = ("targets", "initiators")[field == "targets"]
        for record, fields, why in (
            (proposed, (field,), say("as the coder has it")),
            *((r, (field,), say("told of another event here")) for r in others),
            (self.kept.record, (side,), say("told of this event")),
            *((r, (side,), say("told of another event here")) for r in others),
        ):
            for item in (i for f in fields for i in record.get(f, ())):
                if item["actor"]:
                    out.setdefault(item["actor"], why)
        return out

    def kin(self, id_: str | None) -> dict[str, str]:
        """What a party is part of, its own parts, and its neighbours of the same country and kind."""
        party, say = self.lexicon.parties.get(id_), self.say
        if not party:
            return {}
        out = {p: say("what it is part of") for p in self.lexicon.parties.ancestors(id_)}
        others = [p for p in self.lexicon.parties.by_id.values() if p["id"] != id_]
        out |= {p["id"]: say("part of it") for p in others if p.get("parent") == id_}
        if party.get("parent"):
            out |= {p["id"]: say("part of the same") for p in others if p.get("parent") == party["parent"]}
        same = [p for p in others if p.get("country") == party.get("country") and p.get("kind") == party.get("kind")]
        return out | {p["id"]: say("of the same country and kind") for p in same if p["id"] not in out}

    def party(self, id_: str, why: str) -> Choice:
        row = self.lexicon.parties.get(id_)
        kind = self.lexicon.ontology["party_kinds"].get(row.get("kind") or "", {})
        years = f"{row.get('from') or ''}–{row.get('to') or ''}" if row.get("from") or row.get("to") else ""
        what = " · ".join(t for t in (self.say.name(kind.get("names")), row.get("country") or "", years) if t)
        return Choice(id_, harmless(self.say.name(row.get("names"), id_)), what, [why] if why else [])

    def sources(self, item: dict[str, Any] | None, typed: str) -> list[Choice]:
        now, say = (item or {}).get("source"), self.say
        if typed.strip():
            ids = {row["id"]: "" for _, row in search.sources(self.lexicon).find(typed)}
        else:
            ids = {i["source"]: say("told of another event here") for k in self.found.kept for i in k.record["sources"] if i["source"]}
        rows = ((id_, self.lexicon.sources.get(id_) or {}, why) for id_, why in ids.items() if id_ != now)
        return [Choice(i, harmless(say.name(r.get("names"), i)), r.get("country") or "", [w] if w else []) for i, r, w in rows if r][:FOUND]

    # Places ------------------------------------------------------------------------------------------------------------------------

    def places(self, item: dict[str, Any] | None, typed: str) -> list[Choice]:
        now = (item or {}).get("id")
        if typed.strip():
            rows = [row for _, row in self.nearer(search.places_named(self.lexicon, typed))]
            return [self.place(row) for row in rows if row["id"] != now][:FOUND]
        if item is None:
            return [self.place(row, [self.say("told of another event here")]) for row in self.told_places(now)][:FOUND]
        weighed = self.weighed(item["span"])
        out = [self.place(w.row, [reason(self.say, r, weight, self.named) for r, weight in w.reasons], w.score) for w in weighed]
        known = {c.id for c in out}
        name = item["names"].get(self.lexicon.code) or item["text"]
        out += [self.place(row) for _, row in self.nearer(search.places_named(self.lexicon, name)) if row["id"] not in known][:FOUND]
        known = {c.id for c in out}
        out += [self.place(row, [self.say("told of another event here")]) for row in self.told_places(now) if row["id"] not in known]
        return [c for c in out if c.id != now][:FOUND]

    def named(self, english: str) -> str:
        """The name of a place in the reader's language, by its English one."""
        return search.arabic_names(self.lexicon).get(english, english) if self.say.language == "ar" else english

    def told_places(self, now: str | None) -> list[dict[str, Any]]:
        """Places of this report's events, with their rows."""
        from rasid.project.completing import place_row

        ids = dict.fromkeys(p["id"] for k in self.found.kept for p in k.record["places"] if p["id"] and p["id"] != now)
        return [row for id_ in ids if (row := place_row(self.lexicon, id_))]

    def weighed(self, span: list[int]) -> list[Weighed]:
        """What the coder considers for the place at these words, asked now."""
        stored = self.found.stored
        text, first = stored.report.text, 0
        if self.kept.text_hash != stored.text_hash:
            return []
        if len(text) > 2 * WINDOW:
            first = max(0, text.rfind("\n", 0, max(0, span[0] - WINDOW)) + 1)
            text = text[first : span[1] + WINDOW]
        with self.work.coding:
            found = self.work.project.pipeline.weigh_places(Report(id=stored.id, text=text, published=stored.report.published))
        at = (span[0] - first, span[1] - first)
        return next((rows for its, rows in found.items() if its[0] < at[1] and at[0] < its[1]), [])

    def nearer(self, found: list[tuple[int, dict[str, Any]]]) -> list[tuple[int, dict[str, Any]]]:
        """Places found by name: of those that fit as well the ones in the report's countries first, then the nearer to its other places."""
        points = self.points()
        countries = {p["country"] for k in self.found.kept for p in k.record["places"] if p["country"]}

        def far(row: dict[str, Any]) -> float:
            gap = min((distance_km(row["lat"], row["lon"], *p) for p in points), default=0.0)
            return gap + KIND_KM * RANK.get(row["kind"], 5)

        return sorted(found[: search.LOOKED_AT], key=lambda f: (f[0], f[1].get("country") not in countries, far(f[1])))

    def points(self) -> list[tuple[float, float]]:
        return list(
            {(p["lat"], p["lon"]) for k in self.found.kept for p in k.record["places"] if p["lat"] is not None and p["lon"] is not None}
        )

    def place(self, row: dict[str, Any], why: Iterable[str] = (), score: float | None = None) -> Choice:
        say, wording = self.say, self.wording
        side = 1 if say.language == "ar" else 0
        held = [("admin2", row.get("admin2")), ("admin1", row.get("admin1"))]
        within = [wording.divisions.get((k, row.get("country"), v), (v, v))[side] for k, v in held if v and v != row.get("en")]
        country = wording.country(row.get("country"))[side] if row.get("kind") != "country" else ""
        what = "، ".join if side else ", ".join
        name = harmless((row.get("ar") if side else row.get("en")) or row.get("en") or row.get("ar") or row["id"])
        told = what(dict.fromkeys(t for t in (kind_of_place(say, row["kind"]), *within, country) if t))
        return Choice(row["id"], name, harmless(told), list(why), (row["lat"], row["lon"]), score)

    @property
    def wording(self) -> Any:
        from rasid.web.review.fields import wording_of

        return wording_of(self.lexicon)
