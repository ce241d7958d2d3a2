"""Anything → reports: what an input is, and which module reads it. One bad input never stops the rest.

The readers of packed and marked-up formats are imported when the first such input comes: a text file needs none of them.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

from rasid.intake.columns import Mapping
from rasid.intake.found import Notice, Outcome
from rasid.intake.limits import DEFAULT_LIMIT
from rasid.intake.opening import SAMPLE, Input, Wanted
from rasid.intake.recognising import NAMED, kind_of
from rasid.model import InputError

READERS = {
    "text": "plain:read_text",
    "rows": "rows:read_rows",
    "page": "html:read_page",
    "csv": "csv_tables:read_csv",
    "json": "json_tables:read_json",
    "xlsx": "workbooks:read_xlsx",
    "parquet": "workbooks:read_parquet",
    "telegram": "telegram:read_telegram",
    "warc": "archives:read_warc",
    "zip": "packed:read_zip",
    "gzip": "packed:read_gzip",
    "pdf": "documents:read_pdf",
    "docx": "documents:read_docx",
}
REFUSED = {
    "feed": ("this is a feed, not a report.", "`rasid watch` reads feeds; or save the pages that it lists."),
    "office": ("this is an old Office document, not a text file.", "Save it as DOCX, XLSX, or text in UTF-8."),
    "misnamed": ("this is not what the ending of its name says, or it is damaged.", "Save it anew, or give it the right ending."),
    "rtf": ("this is an RTF document.", "Save it as DOCX, or as text in UTF-8."),
}
SKIPPED = ("~$", ".", "__MACOSX", "Thumbs.db", "desktop.ini")


def find(
    source: str | Path, published: str | None = None, limit: int = DEFAULT_LIMIT, mapping: Mapping | None = None, keep: bool = True
) -> Iterator[Outcome]:
    """Every report of a file, a folder (sorted) or `-`, in order; each outcome has its `where`.

    `published` stands for reports without a date of their own; `limit` is in bytes of text a report; `keep`: whether the bytes are
    wanted too. Nothing is raised for a bad input: it comes as an InputError.
    """
    wanted = Wanted(published, limit, mapping or Mapping(), keep)
    if str(source) == "-":
        yield from read(Input(sys.stdin.buffer, "standard input", "standard input", how="stdin"), wanted)
        return
    path = Path(source)
    try:
        if path.is_dir():
            yield from in_folder(path, wanted)
        else:
            yield from in_file(path, str(source), path.name, wanted)
    except OSError as error:
        yield InputError(f"this file cannot be read ({told(error)}).", where=str(source))
    except ValueError:
        yield InputError("this is not a file name.", where=repr(source))


def in_file(path: Path, where: str, name: str, wanted: Wanted) -> Iterator[Outcome]:
    with path.open("rb", buffering=SAMPLE) as handle:
        size = path.stat().st_size if path.is_file() else None
        yield from read(Input(handle, where, name, path.suffix.lower(), size=size), wanted)


def in_folder(folder: Path, wanted: Wanted) -> Iterator[Outcome]:
    """The files of a folder and of those in it; what is nothing to read is counted and told."""
    passed: Counter[str] = Counter()
    read_any = False
    for path in sorted(folder.rglob("*")):
        inside = path.relative_to(folder)
        if any(part.startswith(SKIPPED) for part in inside.parts) or belongs_to_page(folder, inside) or not path.is_file():
            continue
        if path.suffix.lower() not in NAMED and not speaks_for_itself(path):
            passed[path.suffix.lower() or path.name] += 1
            continue
        read_any = True
        try:
            yield from in_file(path, str(path), inside.as_posix(), wanted)
        except OSError as error:
            yield InputError(f"this file cannot be read ({told(error)}).", where=str(path))
    if passed:
        kinds = ", ".join(f"{count} {ending}" for ending, count in passed.most_common(5)) + (" …" if len(passed) > 5 else "")
        yield Notice(f"files that are no reports are passed over ({kinds}).", str(folder))
    elif not read_any:
        yield Notice("there are no reports in this folder.", str(folder))


def belongs_to_page(folder: Path, inside: Path) -> bool:
    """Whether it lies in the folder of pictures and scripts that a browser saves beside a page."""
    for parent in inside.parents:
        stem = parent.name.removesuffix("_files").removesuffix(".files")
        if parent.name and stem != parent.name and any((folder / parent.parent / f"{stem}{e}").exists() for e in (".html", ".htm")):
            return True
    return False


def speaks_for_itself(path: Path) -> bool:
    """Whether a file whose name says nothing is a page, a document or an archive by its first bytes."""
    try:
        with path.open("rb") as handle:
            return kind_of(handle.read(SAMPLE), path.suffix.lower()) in ("page", "pdf", "warc", "parquet")
    except OSError:
        return True  # told by whoever opens it to read it


def read(item: Input, wanted: Wanted) -> Iterator[Outcome]:
    """The reports of one input. Whatever its reader stumbles over is a sentence."""
    kind = "text"
    try:
        kind = kind_of(item.head(), item.suffix)
        yield from reading(kind, item, wanted)
    except InputError as error:
        yield InputError(error.what, where=error.where or item.where, hint=error.hint)
    except OSError as error:
        yield InputError(f"this file cannot be read ({told(error)}).", where=item.where)
    except Exception as error:  # the readers of others' formats raise whatever they meet in damaged files
        detail = f"{type(error).__name__}: {error}".partition("\n")[0][:200]
        yield InputError(f"this cannot be read as {kind} ({detail}).", where=item.where, hint="It may be damaged; save it anew.")


def reading(kind: str, item: Input, wanted: Wanted) -> Iterator[Outcome]:
    if kind in REFUSED:
        what, hint = REFUSED[kind]
        raise InputError(what, where=item.where, hint=hint)
    module, _, name = READERS.get(kind, READERS["text"]).partition(":")
    yield from getattr(import_module(f"rasid.intake.{module}"), name)(item, wanted)


def told(error: OSError) -> str:
    return {FileNotFoundError: "there is no such file", PermissionError: "no permission"}.get(type(error), error.strerror or str(error))
