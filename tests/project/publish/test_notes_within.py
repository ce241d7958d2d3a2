"""Notes where one place is told for where people left and where they came to, as provinces are that stand for villages."""

from __future__ import annotations

import msgspec
from released import LEXICON, event, exact, place, released

from rasid.publish.notes import Notes

NOTES = Notes(LEXICON)


def both(*roles: str, type_: str = "displacement", other: str | None = None) -> tuple[str, str]:
    """The note in English and Arabic of people who moved between places that have these roles; the last is `other` where one is named."""
    made = [msgspec.structs.replace(place("idlib"), role=role) for role in roles]
    if other:
        made[-1] = msgspec.structs.replace(place(other), role=roles[-1])
    told = released(msgspec.structs.replace(event(type_, toll=[exact("displaced", 40, "civilian")], at=[]), places=made), outlets=[None])
    return NOTES.note(told, "en"), NOTES.note(told, "ar")


def test_who_moves_within_a_place_is_not_told_to_have_come_from_it_to_it() -> None:
    english, arabic = both("origin", "destination")
    assert "within Idlib" in english and "from Idlib" not in english and "to Idlib" not in english
    assert "داخل إدلب" in arabic and "من إدلب" not in arabic and "إلى إدلب" not in arabic


def test_from_one_place_to_another_is_told_as_ever() -> None:
    english, arabic = both("origin", "destination", other="bara")
    assert "from Idlib to al-Bara" in english and "من إدلب إلى البارة" in arabic


def test_a_place_that_is_told_as_the_scene_is_not_told_again() -> None:
    english, arabic = both("scene", "origin")
    assert english.count("Idlib") == 1 and arabic.count("إدلب") == 1
    english, arabic = both("scene", "origin", "destination")
    assert english.count("Idlib") == 1 and arabic.count("إدلب") == 1
