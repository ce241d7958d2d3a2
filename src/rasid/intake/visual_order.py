"""Arabic as PDF files draw it → as it is written.

A PDF holds glyphs and places, from left to right; the first letter of an Arabic line is the last glyph of it. What is drawn has to be
turned round, but for figures and Latin words, which already stand in their order; brackets change sides; presentation forms, one
character for each shape of a letter, become letters.
"""

from __future__ import annotations

import re
import unicodedata

ARABIC = "\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufefc"
FORMS = re.compile("[\ufb50-\ufdff\ufe70-\ufefc]+")
WORD = re.compile("[\u0621-\u064a]{3,}")
HAS_ARABIC = re.compile(f"[{ARABIC}]")
MIRRORED = str.maketrans("()[]{}<>«»‹›", ")(][}{><»«›‹")
# What is drawn from left to right within an Arabic line, seen after the line was turned round.
FIGURE = r"[0-9٠-٩۰-۹]+(?:[.,:/٫٬][0-9٠-٩۰-۹]+)*"
LATIN = r"[A-Za-z0-9](?:[A-Za-z0-9 .,:/@&'’_\-]*[A-Za-z0-9])?"
LTR = re.compile(rf"(?=[^ ]*[A-Za-z]|[A-Za-z0-9 .,:/@&'’_\-]*[A-Za-z]){LATIN}|{FIGURE}")
# Marks that stand on the letter before them; turned round, they come before it.
ON_LETTER = re.compile("([\u064b-\u065f\u0670]+)(.)")


def letters(text: str) -> str:
    """Presentation forms as the letters they are shapes of; everything else as it is."""
    return FORMS.sub(lambda forms: unicodedata.normalize("NFKC", forms[0]), text)


def drawn_backwards(text: str) -> bool:
    """Whether the lines of a text stand as they are drawn: then words end in the article, and begin with a teh marbuta.

    The article begins a fifth of all written words and ends hardly any, so that a few lines tell.
    """
    backwards = forwards = 0
    for word in WORD.findall(letters(text)):
        forwards += word.startswith(("ال", "وال", "بال")) + word.endswith("ة")
        backwards += word.endswith(("لا", "لاو", "لاب")) + word.startswith("ة")
    return backwards > forwards


def turned(line: str) -> str:
    """A line as it is drawn → as it is written. A line without Arabic, or one that is mostly Latin, keeps its direction."""
    if not HAS_ARABIC.search(line):
        return line
    latin = sum(c.isascii() and c.isalpha() for c in line)
    if latin > len(HAS_ARABIC.findall(line)):
        return re.sub(f"[{ARABIC}](?:[{ARABIC} ،؛.]*[{ARABIC}])?", lambda run: run[0][::-1], line)
    line = ON_LETTER.sub(r"\2\1", line[::-1].translate(MIRRORED))
    return LTR.sub(lambda run: run[0][::-1], line)


def set_right(text: str) -> str:
    """Brackets that a font's map had named by their meaning, so that turning the line exchanged them, changed back."""
    wrong, right = len(re.findall(r"\)[^()\n]*\(", text)), len(re.findall(r"\([^()\n]*\)", text))
    return text.translate(MIRRORED) if wrong > right else text
