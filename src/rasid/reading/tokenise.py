"""Folded words with their places in the report, and sentences over them."""

from __future__ import annotations

import re
from operator import attrgetter

from rasid.lexicon import Lexicon
from rasid.model import Token
from rasid.reading.wrapped import wraps

START = attrgetter("start")
QUOTE = '"'
SENTENCE_END = frozenset(".!?؟…")
TATWEEL = "\u0640"
MARKS = frozenset((*map(chr, range(0x64B, 0x660)), "\u0670", "\u0640"))
LONGEST_SENTENCE = 250  # words; a text without full stops is cut, so that work on a sentence stays bounded (the gold's longest has 64)
# Dots, stars and the like between letters of one word, as typed to pass moderation (د.اعش, مقـ ـتل folded to مق تل).
# The sign comes first in the pattern, so that the letters of a text are gone over as fast as can be.
CENSOR_SIGN = re.compile(r"[.*·•/|\\+~^-](?<=[^\W\d_].)[.*·•/|\\+~^-]{0,2}(?=[^\W\d_])")

# A tatweel that stands alone between words is a dash: تعز ـ متابعات.
DASH = re.compile(r"(?<=[^\s\u0640][^\s\u0640][ \t\u00a0])\u0640{1,3}(?=\s)")


def tokenise(text: str, lexicon: Lexicon) -> list[Token]:
    """Every word, number and sign but quotation marks. Words broken up to pass moderation come back whole."""
    if TATWEEL in text:
        text = DASH.sub(lambda m: "-" * len(m.group()), text)
    folded, at = lexicon.folder.fold_with_offsets(text)
    spans: list[tuple[str, int, int]] = []
    end = 0
    for word in lexicon.word_pattern.findall(folded):  # between words is nothing but space: each is where it comes next
        start = folded.index(word, end)
        end = start + len(word)
        spans.append((word, start, end))
    spans = heal(with_drawn(spans, text, at, lexicon), folded, text, at, lexicon)
    if at is None:
        return [Token(word, start, end) for word, start, end in spans if word != QUOTE]
    tokens = []
    for word, start, end in spans:
        if word != QUOTE:
            close = at[end - 1] + 1
            while text[close : close + 1] in MARKS:  # a word's end takes the marks written on its last letter
                close += 1
            tokens.append(Token(word, at[start], close))
    return tokens


def with_drawn(spans: list[tuple[str, int, int]], text: str, at: list[int] | None, lexicon: Lexicon) -> list[tuple[str, int, int]]:
    """Joins what is drawn out before a quotation mark to its noun: an article (طائرات الـ "ناتو"), a preposition (محاولة لـ"قسد")."""
    drawn = lexicon.drawn
    if at is None or TATWEEL not in text:
        return spans
    out: list[tuple[str, int, int]] = []
    for word, start, end in spans:
        quoted = bool(out) and out[-1][0] == QUOTE
        before = out[-1 - quoted] if len(out) > quoted else None
        if (
            before is not None
            and before[0] in drawn
            and word[0].isalpha()
            and text[at[before[2] - 1] + 1 : at[before[2] - 1] + 2] == TATWEEL
        ):
            del out[-1 - quoted :]
            whole = before[0] + word
            for long, short in drawn[before[0]].items():
                whole = short + whole.removeprefix(long) if whole.startswith(long) else whole  # لـ"الجبهة": للجبهة
            out.append((whole, before[1], end))
        else:
            out.append((word, start, end))
    return out


def heal(spans: list[tuple[str, int, int]], folded: str, text: str, at: list[int] | None, lexicon: Lexicon) -> list[tuple[str, int, int]]:
    """Joins the pieces of a word broken up with signs or with tatweel and spaces, where the pieces make a word we know."""
    if not CENSOR_SIGN.search(folded) and "ـ " not in text and " ـ" not in text:
        return spans
    out: list[tuple[str, int, int]] = []
    n = 0
    tatweel = at is not None and TATWEEL in text
    while n < len(spans):
        apart = not tatweel and (n + 1 == len(spans) or spans[n + 1][1] > spans[n][2])  # by a space, as most words are
        joined = None if apart else longest_join(spans, n, folded, text, at, lexicon)
        if joined:
            count, word = joined
            out.append((word, spans[n][1], spans[n + count - 1][2]))
            n += count
        else:
            out.append(spans[n])
            n += 1
    return out


def longest_join(
    spans: list[tuple[str, int, int]], n: int, folded: str, text: str, at: list[int] | None, lexicon: Lexicon
) -> tuple[int, str] | None:
    word, pieces, best = spans[n][0], 1, None
    if not word[0].isalpha():
        return None
    k = n + 1
    while k < len(spans) and k - n < 12:
        piece, start, _ = spans[k]
        gap = folded[spans[k - 1][2] : start]
        sign = not piece[0].isalnum() and len(piece) == 1
        if sign and not gap and k + 1 < len(spans) and spans[k + 1][1] == spans[k][2] and spans[k + 1][0][0].isalpha():
            k += 1
            continue
        if not piece[0].isalpha() or (gap and not tatweel_gap(text, at, spans[k - 1][2], start)):
            break
        word += piece
        pieces = k - n + 1
        if lexicon.matcher.find([word]):
            best = (pieces, word)
        k += 1
    return best


def tatweel_gap(text: str, at: list[int] | None, left: int, right: int) -> bool:
    """True where a tatweel stands on either side of the space between two pieces."""
    if at is None or right >= len(at):
        return False
    between = text[at[left - 1] + 1 : at[right]]
    return "ـ" in between and "\n" not in between


def sentences(tokens: list[Token], text: str) -> list[tuple[int, int, int, bool]]:
    """(first word, last word exclusive, paragraph, is it alone on a short line without a full stop) of every sentence."""
    found: list[tuple[int, int, int, bool]] = []
    if not tokens:
        return found
    begin = paragraph = 0
    soft, final = wraps(text), len(tokens) - 1
    for n, (token, after) in enumerate(zip(tokens, [*map(START, tokens[1:]), len(text)], strict=True)):
        end = token.end
        if after - end == 1 and token.text not in SENTENCE_END and text[end] == " " and n - begin < LONGEST_SENTENCE and n < final:
            continue  # nine words of ten
        gap, stop = text[end:after], token.text in SENTENCE_END and not is_abbreviation(tokens, n, text)
        if gap == " " and not stop and n < final and n - begin < LONGEST_SENTENCE:
            continue
        newline = gap != " " and ("\n" in gap or "\r" in gap) and not (soft and gap.count("\n") == 1 and end + gap.index("\n") in soft)
        if stop or newline or n == final or n - begin >= LONGEST_SENTENCE:
            if any(t.text[0].isalnum() for t in tokens[begin : n + 1]):
                heading = newline and not stop and n - begin < 9
                found.append((begin, n + 1, paragraph, heading))
                begin = n + 1
            elif stop or newline:
                begin = n + 1
        if newline:
            paragraph += 1
    return found


def is_abbreviation(tokens: list[Token], n: int, text: str) -> bool:
    """أ. ف. ب، محمد. ع: a full stop after a single letter, or before one that stands alone, ends no sentence."""
    if tokens[n].text == "." and 0 < n < len(tokens) - 1 and len(tokens[n + 1].text) == 1 and tokens[n + 1].text.isalpha():
        after = text[tokens[n + 1].end : tokens[n + 1].end + 1]
        return tokens[n + 1].start - tokens[n].end <= 1 and (not after or not after.isalpha())
    return (
        tokens[n].text == "."
        and n > 0
        and len(tokens[n - 1].text) == 1
        and tokens[n - 1].text.isalpha()
        and tokens[n - 1].end == tokens[n].start
    )
