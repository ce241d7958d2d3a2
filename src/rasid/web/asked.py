"""Filters as they stand in an address, what can be chosen, and what made no sense in it.

`area` is a country's code or `SYR/Idlib`; `type`, `flag`, `party`, `by`, `on`, `weapon`, `outlet`, `place` and `source` may come several
times; the rest once. `party` is on either side, `by` acted, `on` was acted upon.
What makes no sense is left out and told on the page (`problems`): an address may have been typed, or come from an older version.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple
from urllib.parse import parse_qsl, urlencode

import sqlalchemy as sa
from markupsafe import Markup
from sqlalchemy import Connection
from starlette.datastructures import QueryParams

from rasid.lexicon import Lexicon
from rasid.lexicon.remembered import kept_with
from rasid.store.filtering import Area, Filters
from rasid.store.queueing import STAGES
from rasid.store.schema import parties, reports, searched_places
from rasid.store.searching import search_parties
from rasid.web.speech import Speech

ONCE = ("area", "text", "since", "until", "killed", "state", "stage")
OFTEN = ("type", "flag", "party", "by", "on", "weapon", "outlet", "place", "source")
STATES = ("proposed", "accepted", "corrected", "rejected")
OFFERED = 200  # outlets in the list of a field: one can be typed
MOST = 20  # values of one field: an address is for people


class Asked(NamedTuple):
    """`said`: the filters as they stood, for the form; `query`: the same as an address has them, without a page's place."""

    filters: Filters
    stage: str | None
    said: dict[str, list[str]]
    query: str
    problems: list[str]

    def one(self, name: str) -> str:
        return next(iter(self.said.get(name, [])), "")


def asked(params: QueryParams, connection: Connection, lexicon: Lexicon) -> Asked:
    """What an address asks for."""
    given = [(k, v.strip()[:200]) for k, v in params.multi_items() if k in (*ONCE, *OFTEN) and v.strip()]
    said: dict[str, list[str]] = {}
    for name, value in given:
        if value not in said.setdefault(name, []):
            said[name] = [value] if name in ONCE else [*said[name], value][:MOST]
    problems: list[str] = []
    first = {name: values[0] for name, values in said.items()}
    since, until = days(first.get("since"), first.get("until"), problems)

    def every_party(field: str) -> list[str]:
        return [id_ for name in said.get(field, []) for id_ in party(connection, lexicon, name, problems)]

    filters = Filters(
        types=known(said.get("type", []), lexicon.ontology["event_types"], "type", problems),
        parties=every_party("party"),
        by=every_party("by"),
        on=every_party("on"),
        weapons=known(said.get("weapon", []), lexicon.ontology["weapons"], "weapon", problems),
        areas=placed(area(first.get("area"), problems), said.get("place", [])),
        sources=said.get("source", []),
        outlets=said.get("outlet", []),
        flags=said.get("flag", []),
        states=known([first["state"]] if "state" in first else [], dict.fromkeys(STATES), "state", problems),
        killed=number(first.get("killed"), problems),
        text=first.get("text"),
        since=since,
        until=until,
    )
    stage = first.get("stage") if first.get("stage") in STAGES else None
    return Asked(filters, stage, said, urlencode([(k, v) for k, values in said.items() for v in values]), problems)


def asked_of_query(query: str, connection: Connection, lexicon: Lexicon) -> Asked:
    """The same of the query of an address, as a form carries it."""
    return asked(QueryParams(parse_qsl(query)), connection, lexicon)


def known(values: list[str], there: Mapping[str, Any], name: str, problems: list[str]) -> list[str]:
    if any(value not in there for value in values):
        problems.append(name)
    return [value for value in values if value in there]


def number(value: str | None, problems: list[str]) -> int | None:
    if value is None:
        return None
    if not value.isdecimal() or len(value) > 6:
        problems.append("killed")
        return None
    return int(value)


def days(since: str | None, until: str | None, problems: list[str]) -> tuple[str | None, str | None]:
    found: list[str | None] = []
    for value in (since, until):
        try:
            found.append(dt.date.fromisoformat(value).isoformat() if value else None)
        except ValueError:
            problems.append("day")
            found.append(None)
    if found[0] and found[1] and found[0] > found[1]:
        problems.append("days")
        return None, None
    return found[0], found[1]


def area(value: str | None, problems: list[str]) -> list[Area]:
    country, _, province = (value or "").partition("/")
    if not country:
        return []
    if not (len(country) == 3 and country.isascii() and country.isupper()):
        problems.append("area")
        return []
    return [Area(country=country, admin1=province or None)]


def placed(areas: list[Area], places: list[str]) -> list[Area]:
    """These places, within the area where one is asked for too."""
    return [Area(country=a.country, admin1=a.admin1, place=p) for a in areas or [Area()] for p in places] or areas


def party(connection: Connection, lexicon: Lexicon, name: str, problems: list[str]) -> list[str]:
    """A party by its id or a name of it, else by the only one that is called nearly so."""
    p = parties.c
    query = sa.select(p.id).where(sa.or_(p.id == name, p.name_ar == name, sa.func.lower(p.name_en) == name.lower()))
    found = list(connection.execute(query.limit(MOST)).scalars())
    if not found:
        like = search_parties(connection, name, 2)
        found = [like[0].id] if len(like) == 1 else []
    if not found:
        problems.append("party")
        return [name]  # nothing fits, rather than everything
    return found


# What can be chosen --------------------------------------------------------------------------------------------------------------


class Region(NamedTuple):
    """A country that events of the project lie in, with its provinces; names by language, provinces by the name that records have."""

    code: str
    names: dict[str, str]
    provinces: list[tuple[str, dict[str, str]]]


class Regions(tuple[Region, ...]):
    """The countries that events of a project lie in."""

    def options(self, say: Speech, chosen: str) -> Markup:
        """As the list of a field. There are hundreds: they are made once for each language."""
        made: dict[str, str] = self.__dict__
        if say.language not in made:
            made[say.language] = "".join(map(str, self.groups(say)))
        option = str(Markup('<option value="{}"').format(chosen))
        return Markup(made[say.language].replace(option, f"{option} selected", 1))

    def groups(self, say: Speech) -> Iterator[Markup]:
        for region in self:
            country = say.name(region.names)
            values = [(region.code, say("all of {country}", country=country))]
            values += [(f"{region.code}/{province}", say.name(names)) for province, names in region.provinces]
            options = Markup("").join(Markup('<option value="{}">{}</option>\n').format(*one) for one in values)
            yield Markup('<optgroup label="{}">\n{}</optgroup>\n').format(country, options)


COUNTRIES = sa.select(searched_places.c.country).where(searched_places.c.country.is_not(None)).distinct()


def regions(connection: Connection, lexicon: Lexicon) -> Regions:
    return regions_of(lexicon, tuple(sorted(map(str, connection.execute(COUNTRIES).scalars()))))


@kept_with(8)
def regions_of(lexicon: Lexicon, codes: tuple[str, ...]) -> Regions:
    every = world(lexicon)
    return Regions(every.get(code, Region(code, {"en": code}, [])) for code in codes)


@kept_with()
def world(lexicon: Lexicon) -> dict[str, Region]:
    """Countries and their provinces, as the data has them."""
    found: dict[str, Region] = {}
    names: dict[str, dict[str, str]] = {}
    for row in lexicon.compiled.places:
        told = {code: row[code] for code in ("en", "ar") if row.get(code)}
        if row["kind"] == "country":
            names.setdefault(row["country"], told)
        elif row["kind"] == "admin1":
            region = found.setdefault(row["country"], Region(row["country"], {"en": row["country"]}, []))
            region.provinces.append((row.get("admin1") or row["en"], told))
    for code, told in names.items():
        found[code] = found.get(code, Region(code, told, []))._replace(names=told)
    return found


def first_outlets() -> sa.Select[Any]:
    """The first outlets by name: one look into the index for each, so that their number of reports does not count, in one question."""

    def following(last: sa.ColumnElement[str]) -> sa.ScalarSelect[str | None]:
        r = reports.alias()
        return sa.select(sa.func.min(r.c.outlet)).where(r.c.outlet > last).scalar_subquery()

    step = sa.select(following(sa.literal("")).label("outlet"), sa.literal(1).label("number")).cte("step", recursive=True)
    most = sa.bindparam("most", type_=sa.Integer)
    more = sa.select(following(step.c.outlet), step.c.number + 1).where(step.c.outlet.is_not(None), step.c.number < most)
    step = step.union_all(more)
    return sa.select(step.c.outlet).where(step.c.outlet.is_not(None)).order_by(step.c.number)


OUTLETS = first_outlets()


def outlets(connection: Connection) -> list[str]:
    """Those that can be chosen."""
    return list(connection.execute(OUTLETS, {"most": OFFERED}).scalars())
