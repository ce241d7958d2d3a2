"""What two people wrote into one field at once: both versions in words, and what choosing either, or both, would write."""

from __future__ import annotations

import json
from typing import Any, NamedTuple

from rasid.model import RasidError
from rasid.project.checking import checked
from rasid.store.events import KeptEvent
from rasid.web.review import forms
from rasid.web.review.fields import FIRST, Shower, field_name, value_said
from rasid.web.review.opened import Opened
from rasid.web.workplace import Workplace


class Conflict(NamedTuple):
    """`field`: that of the form; `name`: of the record, in words. `seen`, `mine`, `both`: JSON for a form that writes one of them over
    what stands now."""

    event: str
    field: str
    name: str
    theirs: str
    mine: str
    by: str
    at: str
    seen: str
    mine_json: str
    both_json: str | None


def conflicts(work: Workplace, found: Opened, kept: KeptEvent, shower: Shower, was: dict[str, Any], mine: dict[str, Any]) -> list[Conflict]:
    """Field by field, where what stands now is neither what was seen nor what is wanted. The other fields of the form are listed too:
    nothing of it was written."""
    return [one(work, found, kept, shower, field, was[field], value) for field, value in mine.items() if kept.record[field] != value]


def one(work: Workplace, found: Opened, kept: KeptEvent, shower: Shower, field: str, was: Any, value: Any) -> Conflict:
    last = next((d for d in reversed(found.made.get(kept.id, [])) if not d.undone and d.field == field), None)
    its = "type" if field in FIRST else field
    theirs = kept.record[field]
    union = forms.both(was, value, theirs)
    told = {"type": {field: value}, "both": union}
    return Conflict(
        event=kept.id,
        field=its,
        name=field_name(shower.say, field),
        theirs=value_said(shower, kept, field, theirs),
        mine=value_said(shower, kept, field, finished(work, found, kept, field, value)),
        by=last.who if last else "",
        at=last.at if last else "",
        seen=forms.seen_of(kept.record, its),
        mine_json=json.dumps(told["type"] if its == "type" else value, ensure_ascii=False),
        both_json=None if union is None or union in (theirs, value) else json.dumps(union, ensure_ascii=False),
    )


def finished(work: Workplace, found: Opened, kept: KeptEvent, field: str, value: Any) -> Any:
    """A value with what follows from it, as it would be written; as it is where it would not."""
    text = found.stored.report.text if kept.text_hash == found.stored.text_hash else ""
    try:
        return checked(field, value, kept.record, text, work.lexicon)
    except RasidError:
        return value
