"""Line breaks that only wrap a sentence, and those that end a line told for itself."""

from __future__ import annotations

from rasid.reading.wrapped import wraps

PROSE = "قتل ستة أشخاص على الأقل وأصيب عشرة آخرون في قصف مدفعي استهدف سوقا شعبيا وسط المدينة ظهر أمس، بحسب مصادر طبية في المستشفى"


def folded(text: str, width: int) -> str:
    """A text broken into lines as mail programs do it."""
    lines = [""]
    for word in text.split():
        lines[-1:] = [f"{lines[-1]} {word}".strip()] if len(lines[-1]) + 1 + len(word) <= width else [lines[-1], word]
    return "\n".join(lines)


def test_every_break_of_a_folded_text_wraps() -> None:
    text = folded(PROSE, 34)
    assert text.count("\n") >= 3
    assert wraps(text) == {n for n, sign in enumerate(text) if sign == "\n"}


def test_paragraphs_bullets_and_titles_do_not_wrap() -> None:
    assert not wraps("عنوان قصير\n" + PROSE + ".\n" + PROSE + ".\n" + PROSE[:60])
    assert not wraps("\n".join(f"- {line}" for line in folded(PROSE, 34).split("\n")))
    assert not wraps("قصف على دوما\nغارة على مدينة عربين بريف دمشق\nاشتباكات في جوبر\nقنص في داريا أدى لمقتل مدني")


def test_blank_lines_and_full_stops_end_a_line() -> None:
    text = folded(PROSE, 34) + ".\n\n" + folded(PROSE, 34) + "."
    hard = [n for n, sign in enumerate(text) if sign == "\n" and n not in wraps(text)]
    assert [text[n - 1 : n + 1] for n in hard] == [".\n", "\n\n"]
