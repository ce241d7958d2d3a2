"""Floor 3, Report → Mentions: what the words are, before anyone asks what they tell."""

from rasid.reading.reader import Reader

__all__ = ["Reader"]
