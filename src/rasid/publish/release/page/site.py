"""Writes the pages of a release into its folder."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from rasid.gazetteer.outlines import Outlines
from rasid.lexicon import Lexicon
from rasid.publish.map.atlas import Atlas
from rasid.publish.map.wording import Wording
from rasid.publish.policy import Released
from rasid.publish.release.differing import Differences
from rasid.publish.release.page.codebook_page import codebook_page
from rasid.publish.release.page.frame import SUFFIX
from rasid.publish.release.page.incidents import Pages
from rasid.publish.release.page.index import Release, index
from rasid.publish.release.page.showing import Gathering
from rasid.publish.release.record import Provenance
from rasid.publish.release.request import Request


def write_pages(
    folder: Path, released: Iterable[Released], lexicon: Lexicon, request: Request, provenance: Provenance, differences: Differences
) -> None:
    """One pass through what was released; the other files stand already, since the page tells how large they are."""
    gathering = Gathering(lexicon, Atlas(Outlines(), Wording(lexicon.ontology, lexicon.compiled.places)))
    pages = Pages(folder, request.title, provenance.incidents)
    for one in released:
        pages.put(gathering.put(one))
    pages.finish()
    told = Release(request, provenance, differences, folder, gathering, pages)
    for side, suffix in enumerate(SUFFIX):
        put(folder / f"index{suffix}", index(told, side))
        put(folder / f"codebook{suffix}", codebook_page(lexicon.ontology, request.title, side))


def put(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")
