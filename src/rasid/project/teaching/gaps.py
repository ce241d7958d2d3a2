"""What the reports of a project say that nothing in its data covers."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager

import sqlalchemy as sa

from rasid.intake import strange_language
from rasid.lexicon.verbs import ordinary_verbs, verb_forms
from rasid.project.coding import CODER, Coder
from rasid.project.recoding import coder_of
from rasid.reading.gaps import Gaps
from rasid.store import reports
from rasid.store.engine import Store
from rasid.store.schema import reports as report_rows

MOST = 2000  # reports that are read, the newest: reading one takes some ten milliseconds


def newest(store: Store, most: int = MOST) -> tuple[list[str], bool]:
    """The ids of the newest reports that have their words, and whether there are more."""
    r = report_rows.c
    with store.reading() as connection:
        query = sa.select(r.id).where(r.redacted.is_(None)).order_by(r.rank.desc()).limit(most + 1)
        found = list(connection.execute(query).scalars())
    return found[:most], len(found) > most


def collect(store: Store, coder: Coder, ids: list[str], lock: AbstractContextManager[object], lang: str = "ar") -> Iterator[Gaps]:
    """Reads these reports one by one, `lock` held for each, and gives the collection after every one. What a dataset coded, or is in
    another language, is passed over. Raises UsageError where the language has no templates to know verbs by."""
    pipeline = coder.pipeline(lang)
    lexicon = pipeline.lexicon
    found = Gaps(lexicon, verb_forms(lexicon, coder.layers), ordinary_verbs(lexicon, coder.layers))
    for id_ in ids:
        with store.reading() as connection:
            stored = reports.get(connection, id_)
            ours = stored is not None and not stored.redacted and coder_of(connection, stored) == CODER
        if stored is not None and ours:
            strange = strange_language(stored.report, lexicon.code, lexicon.language.get("word") or "a-z", lexicon.folder.fold)
            if not strange:
                with lock:
                    found.add(stored.report, pipeline.reader.read(stored.report))
        yield found
