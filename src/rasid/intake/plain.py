"""One text: a file or a stream of words."""

from __future__ import annotations

from collections.abc import Iterator

from rasid.intake.decode import decode
from rasid.intake.found import Outcome
from rasid.intake.limits import too_long
from rasid.intake.opening import Input, Wanted, checked, found, replaced
from rasid.model import Report
from rasid.model.report import report_id


def read_text(item: Input, wanted: Wanted) -> Iterator[Outcome]:
    raw = item.handle.read(2 * wanted.limit + 4)
    decoded = decode(raw)
    size = len(raw) if decoded.encoding.startswith("utf-8") else len(decoded.text.encode("utf-8", "replace"))
    more = len(item.handle.read(1))
    if more or size > wanted.limit:
        while chunk := item.handle.read(1 << 20):
            more += len(chunk)
        raise too_long(max(size, len(raw)) + more, wanted.limit)
    yield from replaced(decoded.replaced, decoded.encoding, item.where)
    if empty := checked(decoded.text, item.where, wanted.limit):
        yield empty
        return
    report = Report(id=report_id(raw), text=decoded.text, published=wanted.published)
    yield found(item, report, raw if wanted.keep else b"", media_type="text/plain", encoding=decoded.encoding)
