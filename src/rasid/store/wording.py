"""Reports in which some words stand: what an entry of the data may change, newest first."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice

import sqlalchemy as sa
from sqlalchemy import Connection

from rasid.store.asking import Asked, Asker, Part
from rasid.store.batches import batches
from rasid.store.schema import reports, searched_reports
from rasid.store.searching import newest
from rasid.store.words import Words, asking_words

FORMS_MOST = 400  # phrases of one question: a verb has some hundred forms, of which a project has some dozens


def reports_with(connection: Connection, written: Iterable[str], limit: int, words: Words | None = None) -> list[str]:
    """The ids of the newest reports that have one of these names or words, in any of the forms that full text is kept by."""
    asker = Asker(connection, words or asking_words())
    phrases = list(islice(standing(asker, written), FORMS_MOST))
    if not phrases:
        return []
    asked = Asked(text="", wanted=[[Part([phrase]) for phrase in phrases]])
    ranks = connection.execute(newest(connection, searched_reports, asked, limit)).scalars().all()
    found: dict[int, str] = {}
    for some in batches([int(rank) for rank in ranks]):
        found |= {r.rank: r.id for r in connection.execute(sa.select(reports.c.rank, reports.c.id).where(reports.c.rank.in_(some)))}
    return [found[rank] for rank in sorted(found, reverse=True)]


def standing(asker: Asker, written: Iterable[str]) -> Iterable[list[str]]:
    """The phrases, as kept, whose first word stands somewhere; with it and without what may be written onto it."""
    rows = [pieces for text in dict.fromkeys(written) if (pieces := asker.folded(text))]
    firsts = {pieces[0]: forms_of(asker.words, pieces[0]) for pieces in rows}
    forms = list(dict.fromkeys(form for some in firsts.values() for form in some))
    known = {form for some in batches(forms) for form in asker.known(some)}
    seen: set[tuple[str, ...]] = set()
    for pieces in rows:
        rest = [asker.words.base(piece) for piece in pieces[1:]]
        for form in firsts[pieces[0]]:
            if form in known and (phrase := (form, *rest)) not in seen:
                seen.add(phrase)
                yield list(phrase)


def forms_of(words: Words, folded: str) -> list[str]:
    """The forms in which a word may be kept. A particle before a word in ل looks like the article (للواء): it is kept without both."""
    return list(dict.fromkeys([*words.spread(folded), *(words.base(head + folded) for head in words.bare)]))
