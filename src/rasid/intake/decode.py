"""From bytes to a text revision: which encoding, and a sentence where there is none.

Order: byte-order mark, UTF-16 without one, UTF-8, then the single-byte Arabic code pages by how well the words come out, and
only then charset-normalizer, held to encodings in which Arabic is written. Newlines and odd characters stay as they are.
"""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

from rasid.model import InputError

BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
MAGIC = (
    (b"%PDF-", "a PDF document"),
    (b"PK\x03\x04", "a ZIP archive or an Office document"),
    (b"\xd0\xcf\x11\xe0", "an old Office document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"SQLite format 3\0", "an SQLite database"),
    (b"\x7fELF", "a program"),
)
CODE_PAGES = ("cp1256", "iso8859_6")
LAST_RESORT = ["cp1256", "iso8859_6", "mac_arabic", "cp864", "cp720", "cp1252", "latin_1"]

ARABIC_WORD = re.compile("[\u0621-\u064a]{2,}")
FREQUENT = re.compile("(?<![\u0621-\u064a])(?:في|من|على|إلى|أن|عن|مع|التي|الذي|بعد|و?ال[\u0621-\u064a]{3,})(?![\u0621-\u064a])")
OUT_OF_PLACE = re.compile("[\u0080-\u009f\u00c0-\u02af\u0621-\u064a](?=[\u00c0-\u024f])|[\u0080-\u009f]")
CONTROL = re.compile("[\0-\x08\x0e-\x1b\x7f]")


class Decoded(NamedTuple):
    text: str
    encoding: str
    replaced: int = 0  # code points that could not be read and stand as U+FFFD


def decode(raw: bytes) -> Decoded:
    """The text of these bytes. Raises InputError where they are no text."""
    for start, kind in MAGIC:
        if raw.startswith(start):
            raise InputError(f"this is {kind}, not a text file.", hint="Save its text as UTF-8 and give that file.")
    for mark, encoding in BOMS:
        if raw.startswith(mark):
            return marked(raw[len(mark) :], encoding)
    if utf16 := unmarked_utf16(raw):
        return checked(Decoded(raw.decode(utf16), utf16))
    try:
        return checked(Decoded(raw.decode("utf-8"), "utf-8"))
    except UnicodeDecodeError:
        return checked(damaged_utf8(raw) or code_page(raw) or last_resort(raw))


def marked(raw: bytes, encoding: str) -> Decoded:
    """Bytes behind a byte-order mark: what it says is taken at its word, single bad units are replaced."""
    text = raw.decode(encoding, errors="replace")
    bad = text.count("\ufffd")
    if bad > 1 + len(text) // 100:
        raise InputError(f"this file says it is {encoding} and is not.", hint="Save it as UTF-8.")
    return checked(Decoded(text, encoding, bad))


def unmarked_utf16(raw: bytes) -> str | None:
    """UTF-16 without a mark: in Arabic every second byte is 0x06 (a letter) or 0x00 (a space, a sign)."""
    if len(raw) < 4 or len(raw) % 2:
        return None
    sample = raw[:65536]
    for encoding, high in (("utf-16-le", sample[1::2]), ("utf-16-be", sample[0::2])):
        if high.count(6) + high.count(0) > 0.9 * len(high):
            try:
                raw.decode(encoding)
            except UnicodeDecodeError:
                continue
            return encoding
    return None


def damaged_utf8(raw: bytes) -> Decoded | None:
    """UTF-8 with a few broken bytes, or cut within a letter: read, the broken ones as U+FFFD."""
    text = raw.decode("utf-8", errors="replace")
    bad = text.count("\ufffd")
    real = sum(c > "\x7f" for c in text) - bad
    return Decoded(text, "utf-8", bad) if bad <= max(1, len(text) // 100) and real >= 4 * bad else None


def code_page(raw: bytes) -> Decoded | None:
    """The code page in which most of the words are Arabic; None where neither gives Arabic."""
    best: tuple[float, Decoded] | None = None
    for encoding in CODE_PAGES:
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        score = plausibility(text[:65536])
        if score > 0 and (best is None or score > best[0]):
            best = (score, Decoded(text, encoding))
    return best[1] if best else None


def plausibility(text: str) -> float:
    """How Arabic a decoding looks: letters in words and frequent words, less what stands in the wrong script."""
    letters = sum(len(w) for w in ARABIC_WORD.findall(text))
    wrong = len(OUT_OF_PLACE.findall(text))
    return letters + 8 * len(FREQUENT.findall(text)) - 4 * wrong - (0 if letters else 1)


def last_resort(raw: bytes) -> Decoded:
    from charset_normalizer import from_bytes  # heavy, and almost never needed

    match = from_bytes(raw[:200_000], cp_isolation=LAST_RESORT).best()
    if match is None:
        raise InputError("the encoding of this file is not known.", hint="Save it as UTF-8.")
    return Decoded(raw.decode(match.encoding, errors="replace"), match.encoding)


def checked(decoded: Decoded) -> Decoded:
    """Refuses what decodes and is no text all the same: control characters throughout."""
    sample = decoded.text[:65536]
    if len(CONTROL.findall(sample)) > 1 + len(sample) // 50:
        raise InputError("this is not a text file.", hint="Rasid reads text and JSONL; save the report's text as UTF-8.")
    return decoded


def mostly_utf8(sample: bytes) -> bool:
    """Whether of the lines with more than ASCII in them at least half are UTF-8: then those that are not are damaged."""
    right = wrong = 0
    for line in sample.splitlines():
        if not line.isascii():
            try:
                line.decode("utf-8")
                right += 1
            except UnicodeDecodeError:
                wrong += 1
    return right >= wrong and b"\0" not in sample
