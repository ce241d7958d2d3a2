"""Parties that accounts know only by their words or their kind are parties of the incident, and of every format that tells it."""

from __future__ import annotations

import csv
import datetime as dt
import io
from pathlib import Path
from typing import Any

import msgspec
import pytest
from released import AT, LEXICON, event, exact, released

from rasid.model import Initiator, Target
from rasid.publish.formats import Around, format_of
from rasid.publish.map.wording import Wording
from rasid.publish.material import Happening
from rasid.publish.notes import note
from rasid.publish.policy import Policy, Released

GUARD = {"kind": "armed-group", "country": "SYR"}


def doer(text: str = "x", names: dict[str, str] | None = None, **more: Any) -> Initiator:
    return Initiator(actor=None, names=names or {}, text=text, span=AT, **more)


def hit(text: str = "x", names: dict[str, str] | None = None, **more: Any) -> Target:
    return Target(actor=None, names=names or {}, text=text, span=AT, **more)


def rows(format_: str, *some: Released) -> list[dict[str, str]]:
    out = io.BytesIO()
    format_of(format_).write(some, out, Around(LEXICON, "internal", undated=True))
    return list(csv.DictReader(io.StringIO(out.getvalue().decode("utf-8-sig"), newline="")))


def ambush(*by: Initiator, on: tuple[str | Target, ...] = ("syrian-army",)) -> Released:
    """An account a doer: «حرس التلال», whom no data knows, waylays soldiers."""
    toll = [exact("killed", 4)]
    return released(*(event("armed_clash", f"ev_{n}", by=[p], on=on, toll=toll) for n, p in enumerate(by)))


@pytest.mark.parametrize(
    ("one", "two"),
    [
        (doer("حرس التلال"), doer("حَرَس  التلال")),
        (doer("حراس القرية الأهلية"), doer("حراس القرية الاهليه")),
        (doer(names={"en": "Hill Watch"}), doer(names={"en": "hill watch", "ar": "حرس التلال"}, **GUARD)),
        (doer("", kind="militia", country="IRQ"), doer(" ", kind="militia", country="IRQ")),
    ],
)
def test_the_same_words_are_one_party(one: Initiator, two: Initiator) -> None:
    told = ambush(one, two).incident.initiators
    assert [(p.actor, p.families, p.events) for p in told] == [(None, 2, ["ev_0", "ev_1"])]
    assert [msgspec.structs.replace(p, names={}) for p in ambush(two, one).incident.initiators] == [
        msgspec.structs.replace(p, names={}) for p in told
    ]


def test_a_name_in_two_languages_holds_both_together() -> None:
    english, both, arabic = (
        doer(names={"en": "Hill Watch"}),
        doer(names={"en": "Hill Watch", "ar": "حرس التلال"}, **GUARD),
        doer("حرس التلال"),
    )
    for some in ((english, both, arabic), (arabic, english, both)):
        (told,) = ambush(*some).incident.initiators
        assert told.names == {"en": "Hill Watch", "ar": "حرس التلال"} and told.families == 3
        assert (told.kind, told.country) == ("armed-group", "SYR")


def test_other_words_are_another_and_ids_come_first() -> None:
    told = ambush(doer("حرس التلال"), doer("لجان الوادي"), doer("", kind="militia"), doer("", kind="criminal")).incident.initiators
    assert len(told) == 4
    with_id = released(event("armed_clash", by=[doer("أصحاب الأرض"), "islamic-state"])).incident.initiators
    assert [p.actor for p in with_id] == ["islamic-state", None]


def test_a_thing_that_was_hit_is_no_party() -> None:
    told = ambush(doer("حرس التلال"), on=(hit("مخفر", object="checkpoint"), hit("", object=None), hit("جمعية المزارعين"))).incident.targets
    assert [p.names for p in told] == [{"ar": "جمعية المزارعين"}]


def test_formats_tell_them() -> None:
    it = ambush(doer(names={"en": "Hill Watch", "ar": "حرس التلال"}, **GUARD))
    (table,) = rows("csv-incidents", it)
    assert (table["initiators"], table["initiators_en"], table["initiators_ar"]) == ("", "Hill Watch", "حرس التلال")
    (acled,) = rows("acled", it)
    assert (acled["actor1"], acled["inter1"]) == ("Hill Watch", "Rebel group")
    (ged,) = rows("ucdp", it)
    assert ged["side_b"] == "Hill Watch" and ged["dyad_name"] == "Government of Syria - Hill Watch"
    assert "Hill Watch" in note(it, "en", LEXICON) and "حرس التلال" in note(it, "ar", LEXICON)


def test_words_in_arabic_alone_are_told_as_they_are() -> None:
    it = ambush(doer("لجان الوادي", kind="militia", country="SYR"))
    assert rows("acled", it)[0]["actor1"] == rows("ucdp", it)[0]["side_b"] == "لجان الوادي"


@pytest.mark.parametrize(
    ("kind", "name", "inter"),
    [
        ("armed-group", "Unidentified Armed Group (Syria)", "Political militia"),
        (None, "Unidentified Armed Group (Syria)", "Political militia"),
        ("international-organisation", "International organisation", "External/Other forces"),
        ("business", "Civilians (Syria)", "Civilians"),
    ],
)
def test_a_kind_alone(kind: str | None, name: str, inter: str) -> None:
    it = ambush(doer("", kind=kind or "militia"))
    party = msgspec.structs.replace(it.incident.initiators[0], kind=kind)
    it = it._replace(incident=msgspec.structs.replace(it.incident, initiators=[party]))
    (acled,) = rows("acled", it)
    assert (acled["actor1"], acled["inter1"], acled["assoc_actor_1"]) == (name, inter, "")
    assert rows("ucdp", it) == []  # nobody that UCDP could name


def test_the_public_profile_lets_out_no_words_of_reports(tmp_path: Path) -> None:
    """What an account calls a party may be a person's name: its kind leaves alone, and nothing where there is none."""
    it = ambush(doer("أبو سهيل الراوي"), doer(names={"ar": "جماعة أبو سهيل"}, **GUARD))
    policy = Policy("public", folder=tmp_path, lexicon=lambda: LEXICON, today=dt.date(2026, 1, 1))
    out = policy.release(Happening(incident=it.incident, told=it.told))
    assert isinstance(out, Released)
    assert [(p.actor, p.names, p.kind) for p in out.incident.initiators] == [(None, {}, "armed-group")]
    assert "سهيل" not in msgspec.json.encode(out).decode()
    assert Wording(LEXICON.ontology, []).party_told(out.incident.initiators[0]) == ("armed group", "جماعة مسلحة")
