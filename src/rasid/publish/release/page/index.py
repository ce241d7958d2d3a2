"""The page of a release: what it is, the map, the incidents, the files, how it was made."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from rasid.publish.map.atlas import WORLD, Atlas
from rasid.publish.map.carried import Pool, spot_record
from rasid.publish.map.drawing import Drawing, Frame, samples
from rasid.publish.map.groups import GROUPS
from rasid.publish.map.page import SCRIPTS, STILL, icon, part, shape
from rasid.publish.map.plain import embedded
from rasid.publish.map.records import FIELDS, Shown
from rasid.publish.policy import OF_WHAT_STAYS
from rasid.publish.policy import said as policy_says
from rasid.publish.release.differing import Differences
from rasid.publish.release.page import saying
from rasid.publish.release.page.frame import SUFFIX, page, said, table, text
from rasid.publish.release.page.incidents import COLUMNS, Pages, head
from rasid.publish.release.page.showing import Cells, Gathering, marks
from rasid.publish.release.record import Provenance
from rasid.publish.release.request import LICENCES, Request
from rasid.publish.release.wording import words as table_words

OWN = ("card.js", "rows.js", "start.js")  # scripts of these pages in place of the map's
WORDS_SENT = ("page", "fields", "statuses")


class Release(NamedTuple):
    """All that the page tells."""

    request: Request
    provenance: Provenance
    differences: Differences
    folder: Path
    gathering: Gathering
    pages: Pages


def script() -> str:
    own = {name: (saying.PARTS / name).read_text(encoding="utf-8") for name in OWN}
    return "(() => {\n" + "".join(own.get(name) or part(name) for name in SCRIPTS) + "})();\n"


def index(told: Release, side: int) -> str:
    """The page in a language."""
    content = told.gathering.shown()
    paths, labels = told.gathering.atlas.ground(content.home, content.busy, content.districts)
    drawing = Drawing(content, paths, labels, Frame(content.home, *STILL), side)
    cells = told.gathering.cells
    parts: tuple[Callable[[Release, int], str], ...] = (downloads, codebook, made, changes, cite)
    body = (
        f"{top(told, side)}<main>\n{care(told, side)}{types(told, side)}"
        f"{the_map(drawing, content, side, cells is not None)}{incidents(told, side, cells is not None)}"
        f"{''.join(each(told, side) for each in parts)}</main>\n{bottom(told, side)}"
    )
    if cells is None:
        return page("index", side, told.request.title, body)
    data = embedded(carried(cells, told.gathering.at, content, labels, told.gathering.atlas, side))
    return page("index", side, told.request.title, body, data=data, script=script())


def section(id_: str, title: str, side: int, inner: str) -> str:
    return f'<section id="{id_}"><h2>{said(saying.word(title), side)}</h2>\n{inner}</section>\n'


def paragraph(key: str, side: int, **parts: Any) -> str:
    return f"<p>{said(saying.word(key, **parts), side)}</p>\n"


def top(told: Release, side: int) -> str:
    r, p, g = told.request, told.provenance, told.gathering
    day = g.day
    line = [
        saying.word("version", version=r.version),
        day(r.released),
        *([saying.word("by", publisher=r.publisher)] if r.publisher else []),
    ]
    counts = {"incidents": p.incidents, "accounts": p.accounts}
    if not p.incidents:
        summary = saying.word("empty")
    elif g.first and g.last:
        summary = saying.word("summary", first=day(g.first), last=day(g.last), **counts)
    else:
        summary = saying.word("summary_undated", **counts)
    facts = " · ".join(f"<span>{said(each, side)}</span>" for each in line)
    return f'<header><h1>{text(r.title)}</h1>\n<p class="facts">{facts}</p>\n<p class="lead">{said(summary, side)}</p></header>\n'


def care(told: Release, side: int) -> str:
    """What a reader must know first; what was done to what left is told under how it was made."""
    keys = ["care_held" if told.provenance.held else "care_missing", *(["care_people"] if told.provenance.changed else [])]
    if any("place" in c.what for c in told.provenance.changed):
        keys.insert(0, "care_places")
    lines = "".join(f"<li>{said(saying.word(key), side)}</li>" for key in keys)
    return (
        f'<section class="care" aria-labelledby="care"><h2 id="care">{said(saying.word("care"), side)}</h2>\n<ul>{lines}</ul></section>\n'
    )


def types(told: Release, side: int) -> str:
    kinds = told.gathering.kinds.most_common()
    if not kinds:
        return ""
    of = told.gathering.teller.wording.term
    most = kinds[0][1]
    rows = "".join(
        f'<tr><th scope="row">{said(of("event_types", type_), side)}</th><td class="number">{saying.number(n)}</td>'
        f'<td class="share"><svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">'
        f'<rect class="g-{GROUPS[told.gathering.teller.group(type_)].id}" x="{0 if side == 0 else 100 - 100 * n / most:.1f}" '
        f'width="{100 * n / most:.1f}" height="10"/></svg></td></tr>\n'
        for type_, n in kinds
    )
    head = f'<th scope="col">{said(saying.word("type"), side)}</th><th scope="col">{said(saying.word("count"), side)}</th><td></td>'
    inner = f'<table class="kinds"><thead><tr>{head}</tr></thead><tbody>\n{rows}</tbody></table>\n'
    return section("types", "by_type", side, inner)


def the_map(drawing: Drawing, content: Shown, side: int, moving: bool) -> str:
    width, height = STILL
    label = said(saying.word("map_label"), side)
    still = (
        f'<div id="stage" dir="ltr"><svg id="map" viewBox="0 0 {width} {height}" role="group" aria-label="{label}" data-label="help">'
        f"{drawing.layers()}</svg>"
        '<div id="buttons" class="js"><button type="button" id="nearer" data-label="zoom_in">+</button>'
        '<button type="button" id="farther" data-label="zoom_out">−</button>'
        '<button type="button" id="all" data-label="whole">⤢</button></div><output id="outside" class="js"></output></div>\n'
    )
    beside = f'<aside id="panel">{legend(content, side)}{filters(side) if moving else ""}</aside>\n'
    note = f"<noscript>{paragraph('map_still', side)}</noscript>" if moving else paragraph("map_many", side)
    lines = f'<p class="small">{said(saying.of("page", "lines"), side)}</p>\n'
    return section("map-section", "map", side, f'<div class="map">{still}{beside}</div>\n{note}{lines}')


def legend(content: Shown, side: int) -> str:
    counts = [0] * len(GROUPS)
    for item in content.items:
        counts[item.group] += 1
    groups = "".join(
        f'<label><input type="checkbox" class="js" name="group" value="{g.id}" checked>{icon(shape(n))}'
        f"<span>{said(g.names, side)}</span> <small>{saying.number(counts[n])}</small></label>"
        for n, g in enumerate(GROUPS)
        if counts[n]
    )
    keys = "".join(f"<li>{icon(drawn)}<span>{said(saying.of('page', key), side)}</span></li>" for key, drawn in samples().items())
    without = len(content.items) - len({n for s in content.spots for n in s.events})
    still = f'<p class="still">{said(saying.word("without", n=without), side)}</p>' if without else ""
    return (
        '<section id="chosen" aria-live="polite" hidden></section>'
        f'<details open id="legend"><summary>{said(saying.of("page", "legend"), side)} <output id="shown"></output></summary>'
        f'<div id="groups">{groups}</div><ul>{keys}</ul></details>{still}'
    )


def filters(side: int) -> str:
    def word(key: str) -> str:
        return said(saying.of("page", key), side)

    return (
        f'<details id="filters" class="js" open><summary>{word("filters")}</summary><form>'
        f'<label>{word("type")} <select name="type"></select></label><label>{word("status")} <select name="status"></select></label>'
        f'<label>{word("from")} <input type="date" name="from"></label><label>{word("to")} <input type="date" name="to"></label>'
        f'<label class="tick"><input type="checkbox" name="background" checked> {word("with_background")}</label>'
        f'<label class="tick"><input type="checkbox" name="undated" checked> {word("undated")}</label>'
        f'<button type="reset">{word("reset")}</button></form></details>'
        '<details id="without" class="js" hidden><summary></summary><ul></ul></details>'
    )


def incidents(told: Release, side: int, moving: bool) -> str:
    """All of them in a table where they are few; else a list of pages, and for the script a table to filter."""
    rows = '<div id="rows" class="js"></div>\n' if moving else ""
    if told.pages.alone:
        plain = table(head(), told.pages.now.rows[side], side, "incidents") if told.pages.count else paragraph("empty", side)
        return section("incidents", "table", side, rows + (f'<div class="still">{plain}</div>\n' if moving else plain))
    return section("incidents", "table", side, rows + f"<h3>{said(saying.word('pages'), side)}</h3>\n{told.pages.links(side)}")


def downloads(told: Release, side: int) -> str:
    """Every file to take away, with what it is and how large."""
    p = told.provenance
    rows: list[tuple[str, tuple[str, str], int | None]] = [(f.path, held_by(f.format), f.rows) for f in p.files]
    named = table_words()["tables"]
    rows += [(f"tables/{name}.csv", named[name], None) for name in ("incidents", "parties", "places", "toll", "accounts")]
    rows += [(f"{name}.csv", named[name], None) for name in ("changes", "tombstones")]
    texts = {
        "datapackage.json": "f_datapackage",
        "PROVENANCE.json": "f_provenance",
        "CODEBOOK.md": "f_codebook",
        "CHANGELOG.md": "f_changelog",
    }
    texts |= {"CITATION.cff": "f_citation", "LICENSE": "f_licence"}
    rows += [(name, saying.word(key), None) for name, key in texts.items()]
    cells = [
        [
            link(path),
            said(what, side),
            "" if count is None else saying.number(count),
            said(saying.size((told.folder / path).stat().st_size), side),
        ]
        for path, what, count in rows
    ]
    cells.append([link("SHA256SUMS"), said(saying.word("sums"), side), "", ""])
    head = [saying.word(key) for key in ("file", "what", "rows", "size")]
    return section("downloads", "downloads", side, table(head, cells, side, "files"))


def held_by(format: str) -> tuple[str, str]:
    """What a format's file holds, in both languages."""
    return saying.words()["formats"].get(format) or (format, format)


def link(path: str) -> str:
    return f'<a href="{text(path)}" download dir="ltr">{text(path)}</a>'


def codebook(told: Release, side: int) -> str:
    go = f'<p><a href="codebook{SUFFIX[side]}">{said(saying.word("open_codebook"), side)}</a></p>\n'
    return section("codebook", "codebook", side, paragraph("codebook_intro", side) + go)


def made(told: Release, side: int) -> str:
    p, lang = told.provenance, saying.LANGUAGES[side]
    parts = [paragraph("made_text", side, rasid=p.rasid)]
    parts += [paragraph("made_reviewed", side)] if '"reviewed"' in p.profile.text else []
    parts += [paragraph("made_profile", side, profile=p.profile.name)]
    parts += [] if p.only.everything else [paragraph("made_only", side)]
    lists = (
        ("changed", [(policy_says(c.what, lang), number(c.count, c.what in OF_WHAT_STAYS, side)) for c in p.changed]),
        ("held", [(policy_says(h.why, lang), number(h.count, True, side)) for h in p.held]),
    )
    for title, rows in lists:
        lines = "".join(f"<li>{text(what)}: {count}</li>" for what, count in rows)
        nothing = said(saying.word("nothing"), side)
        parts.append(f"<h3>{said(saying.word(title), side)}</h3>\n" + (f"<ul>{lines}</ul>\n" if rows else f"<p>{nothing}</p>\n"))
    return section("made", "made", side, "".join(parts))


def number(count: int | None, in_tens: bool, side: int) -> str:
    if count is None:
        return said(saying.word("few"), side)
    return said(saying.word("at_least", n=saying.number(count)), side) if in_tens else saying.number(count)


def changes(told: Release, side: int) -> str:
    d, before = told.differences, told.provenance.previous
    if before is None:
        return section("changes", "changes", side, paragraph("first", side))
    since = paragraph("since", side, version=before, added=d.added, changed=d.changed, removed=d.removed)
    return section("changes", "changes", side, since + f"<p>{link('changes.csv')} · {link('tombstones.csv')}</p>\n")


def cite(told: Release, side: int) -> str:
    r = told.request
    where = f" {r.url}" if r.url else ""
    line = f"{r.author} ({r.released[:4]}). {r.title}. {saying.word('version', version=r.version)[side]}.{where}"
    name, address = LICENCES[r.licence]
    licence = said(saying.word("licence", licence=name), side)
    return section("cite", "cite", side, f'<blockquote dir="auto">{text(line)}</blockquote>\n<p><a href="{address}">{licence}</a></p>\n')


def bottom(told: Release, side: int) -> str:
    return f"<footer>{paragraph('footer', side, rasid=told.provenance.rasid)}</footer>\n"


def carried(cells: list[Cells], at: list[int], content: Shown, labels: list[Any], atlas: Atlas, side: int) -> dict[str, Any]:
    """What the script works with: as the map's, of incidents."""
    pool = Pool()
    events = [record(each, content.items[n].event.status, at[n], side, pool) for n, each in enumerate(cells)]
    return {
        "side": side,
        "titled": True,
        "tiles": "",
        "world": WORLD,
        "origin": atlas.origin,
        "home": content.home,
        "groups": [{"id": g.id, "names": g.names, "d": g.shape} for g in GROUPS],
        "labels": [[label.points, label.kind, *label.name] for label in labels],
        "columns": COLUMNS,
        "fields": FIELDS,
        "words": {section: saying.words()[section] for section in WORDS_SENT},
        "events": events,
        "spots": [spot_record(spot, pool) for spot in content.spots],
        "pairs": pool.carried(),
    }


def record(cells: Cells, status: str, spot: int, side: int, pool: Pool) -> dict[str, Any]:
    """One incident; keys that would say nothing are left out."""
    made: dict[str, Any] = {
        "id": cells.id,
        "t": pool.number(cells.type),
        "g": cells.group,
        "s": status,
        "n": [pool.number(p) for p in cells.standing],
        "d": [cells.day, cells.end] if cells.day else [],
        "b": int(cells.background),
        "f": [[m.field, pool.number(m.told), -1, -1] for m in marks(cells)],
        "p": [spot] if spot >= 0 else [],
        "w": "" if spot >= 0 else "no_place",
        "q": cells.note[side],
        "l": [pool.number(c) for c in cells.conflicts],
    }
    return {key: value for key, value in made.items() if value not in ("", [], 0) or key in ("t", "g")}
