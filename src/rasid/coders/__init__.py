"""Coders beside one another: whoever turns a report into events, people or programs, and how far they agree."""
