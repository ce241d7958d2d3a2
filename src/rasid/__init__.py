"""Rasid (راصد): Arabic reports of armed conflict in, coded events out, each field tied to the words that support it."""

__version__ = "0.1.0"
