"""ZIP and gzip: what they hold, member by member, without writing any of it where its name says; and which format a ZIP really is."""

from __future__ import annotations

import gzip
import io
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any, BinaryIO

from rasid.intake.finding import SKIPPED, read, reading
from rasid.intake.found import Notice, Outcome
from rasid.intake.opening import SAMPLE, Input, Wanted, spooled
from rasid.intake.recognising import NAMED, PACKED
from rasid.model import InputError

DEEPEST = 3  # archives within archives
MOST_MEMBERS = 200_000
# Text packs 3 to 10 times, tables up to 50; beyond 200 times and 50 MB an archive is made to fill a disk.
RATIO, ALLOWED = 200, 50_000_000
LARGEST = 8_000_000_000  # bytes of an archive that comes as a stream, kept in a temporary file meanwhile
ODT = "application/vnd.oasis.opendocument"
BOMB = "Unpack it yourself if you trust it, and give the files."


class Bounded(io.RawIOBase):
    """What an unpacker gives, as long as it is not too much for what went in."""

    def __init__(self, source: Any, packed: int | None, position: Any = None) -> None:
        self.source, self.packed, self.position, self.given = source, packed, position, 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        piece = self.source.read(len(buffer))
        self.given += len(piece)
        packed = self.packed if self.packed is not None else self.position()
        if self.given > ALLOWED and self.given > RATIO * max(packed, 1):
            raise InputError(f"this unpacks to more than {RATIO} times its size, as archives made to do harm do.", hint=BOMB)
        buffer[: len(piece)] = piece
        return len(piece)


def bounded(source: Any, packed: int | None, position: Any = None) -> BinaryIO:
    return io.BufferedReader(Bounded(source, packed, position), SAMPLE)


def read_zip(item: Input, wanted: Wanted) -> Iterator[Outcome]:
    """A ZIP by what is in it: a document, a workbook, a web archive, or files."""
    handle = item.handle if item.handle.seekable() else spooled(item.handle, LARGEST)
    try:
        archive = zipfile.ZipFile(handle)
    except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError):
        raise InputError("this archive, or Office document, is cut short or damaged.", hint="Get it anew.") from None
    with archive:
        names = set(archive.namelist())
        if len(names) > MOST_MEMBERS:
            raise InputError(f"this archive has {len(names)} files, more than {MOST_MEMBERS}.", hint="Unpack it, and give the folder.")
        if kind := office(names, archive):
            refuse_bomb(archive)
            handle.seek(0)
            item.handle = handle
            yield from reading(kind, item, wanted)
        elif "datapackage.json" in names and any(n.startswith("archive/") for n in names):
            yield from members(item, archive, [i for i in archive.infolist() if is_warc(i.filename)], wanted)
        else:
            yield from members(item, archive, archive.infolist(), wanted)


def office(names: set[str], archive: zipfile.ZipFile) -> str | None:
    """docx or xlsx. Raises InputError for other Office documents."""
    if "word/document.xml" in names:
        return "docx"
    if "xl/workbook.xml" in names:
        return "xlsx"
    if "xl/workbook.bin" in names:
        raise InputError("this is a binary workbook (XLSB).", hint="Save it as XLSX or CSV.")
    if "ppt/presentation.xml" in names:
        raise InputError("this is a presentation.", hint="Save its text as DOCX or in UTF-8.")
    if "mimetype" in names and archive.getinfo("mimetype").file_size < 200:
        if archive.read("mimetype").decode("ascii", "replace").startswith(ODT):
            raise InputError("this is an OpenDocument file.", hint="Save it as DOCX, XLSX or CSV.")
        if archive.read("mimetype").startswith(b"application/epub"):
            raise InputError("this is an EPUB book.", hint="Save its text in UTF-8.")
    return None


def refuse_bomb(archive: zipfile.ZipFile) -> None:
    """Office formats are unpacked by their own readers: what is in them is measured first, by unpacking without keeping."""
    for info in archive.infolist():
        if info.file_size > ALLOWED and info.file_size > RATIO * max(info.compress_size, 1):
            raise InputError(f"a part of this document unpacks to more than {RATIO} times its size.", hint=BOMB)


def is_warc(name: str) -> bool:
    return name.lower().endswith((".warc", ".warc.gz"))


def members(item: Input, archive: zipfile.ZipFile, infos: list[zipfile.ZipInfo], wanted: Wanted) -> Iterator[Outcome]:
    if item.depth >= DEEPEST:
        raise InputError(f"this is an archive within {item.depth} others.", hint="Unpack it, and give its files.")
    passed = read_any = 0
    for info in sorted(infos, key=lambda i: i.filename):
        name = name_of(info)
        if info.is_dir() or any(part.startswith(SKIPPED) for part in name.split("/") if part not in ("..", ".")):
            continue
        where = f"{item.where}/{name}"
        if name.startswith("/") or ":" in name.split("/")[0] or ".." in name.split("/"):
            read_any += 1
            yield InputError("the name of this member leads out of its archive.", where=where, hint=BOMB)
        elif info.flag_bits & 1:
            read_any += 1
            yield InputError("this member is locked with a password.", where=where, hint="Unpack it, and give the file.")
        elif not name.lower().endswith(NAMED):
            passed += 1
        else:
            read_any += 1
            yield from member(item, archive, info, name, wanted)
    if passed:
        yield Notice(f"{passed} files that are no reports are passed over.", item.where)
    elif not read_any:
        yield Notice("there are no reports in this archive.", item.where)


def name_of(info: zipfile.ZipInfo) -> str:
    """A member's name; where the archive does not say that it is UTF-8, it often is all the same."""
    name = info.filename.replace("\\", "/")
    if info.flag_bits & 0x800:
        return name
    try:
        return name.encode("cp437").decode("utf-8")
    except UnicodeError:
        return name


def member(item: Input, archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str, wanted: Wanted) -> Iterator[Outcome]:
    where = f"{item.where}/{name}"
    try:
        with archive.open(info) as source:
            handle = bounded(source, info.compress_size)
            if name.lower().endswith(PACKED) or 0 < info.file_size <= SAMPLE * 256:
                handle = spooled(handle)  # to go back and forth in it
            yield from read(item.inside(handle, name, size=info.file_size), wanted)
    except InputError as error:
        yield InputError(error.what, where=where, hint=error.hint)
    except (zipfile.BadZipFile, EOFError, zlib.error, NotImplementedError, RuntimeError, OSError) as error:
        yield InputError(f"this member cannot be unpacked ({type(error).__name__}).", where=where, hint="Get the archive anew.")


def read_gzip(item: Input, wanted: Wanted) -> Iterator[Outcome]:
    """The one file that gzip packs; a web archive of many records is one too."""
    if item.depth >= DEEPEST:
        raise InputError(f"this is an archive within {item.depth} others.", hint="Unpack it, and give its files.")
    counted = Counted(item.handle)
    name = item.name.rpartition("/")[2]
    inner = name[:-3] if name.lower().endswith(".gz") else name[:-4] + ".tar" if name.lower().endswith(".tgz") else name
    if inner.lower().endswith(".tar"):
        raise InputError("this is a TAR archive.", hint="Unpack it, and give the folder; or make a ZIP of it.")
    handle = bounded(gzip.GzipFile(fileobj=counted, mode="rb"), None, lambda: counted.count)
    suffix = f".{inner.rpartition('.')[2].lower()}" if "." in inner else None
    opened = Input(
        handle, item.where, item.name, suffix, item.how, None, item.depth + 1, item.address, item.acquired, item.charset, item.details
    )
    try:
        if suffix in PACKED and suffix != ".warc":
            opened.handle = spooled(handle)
        yield from reading_safely(opened, wanted)
    except (EOFError, gzip.BadGzipFile, zlib.error):
        raise InputError("this archive is cut short or damaged; what stands before is read.", hint="Get it anew.") from None


def reading_safely(item: Input, wanted: Wanted) -> Iterator[Outcome]:
    from rasid.intake.recognising import kind_of

    yield from reading(kind_of(item.head(), item.suffix), item, wanted)


class Counted(io.RawIOBase):
    """A handle that counts what was read of it."""

    def __init__(self, handle: BinaryIO) -> None:
        self.handle, self.count = handle, 0

    def read(self, size: int = -1) -> bytes:
        piece = self.handle.read(size)
        self.count += len(piece)
        return piece
