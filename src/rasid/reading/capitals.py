"""Capitals in words: العاصمة القطرية, العاصمة اليمنية المؤقتة، عدن."""

from __future__ import annotations

from rasid.reading.line import COMMAS, Line

SEATS = frozenset(("city", "town"))


def read_capital(line: Line, at: int) -> tuple[int, list[int], str | None] | None:
    """What stands after «the capital»: the word after it all, the rows that it means, and what it is called that is not the capital.

    The adjective of a country names its capital, whatever country the report is about (العاصمة السورية دمشق); with one more
    (المؤقتة، الاقتصادية) it is another town of it: the one told right after, else by the country the one that the data has. None
    where nothing of the kind follows; no rows where which town is meant is for the report to tell.
    """
    called = line.lexicon.grammar["capitals_called"]
    sense = line.sense(at, "demonym")
    country = sense.lexeme.data.get("country") if sense is not None and sense.clitics.article and not sense.clitics.conjunction else None
    end = line.end(at) if country else at
    if line.word(end) in called:
        name = line.word(end)
        end += 1
        beside, rows = town_at(line, end + (line.word(end) in COMMAS))
        if rows:
            return beside, rows, name
        seat = line.lexicon.numbers.get(called[name].get(country)) if country else None
        return end, [seat] if seat is not None else [], name
    capital = line.lexicon.capitals.get(country) if country else None
    if capital is None:
        return None
    again, rows = town_at(line, end)
    return (again if capital in rows else end), [capital], None


def town_at(line: Line, at: int) -> tuple[int, list[int]]:
    """The town that stands at a word, as the word after it and its rows, those of towns first; no rows where none stands there."""
    sense = line.sense(at, "place")
    if sense is None or sense.clitics.conjunction or sense.clitics.preposition:
        return at, []
    rows = [n for n in sense.lexeme.data["places"] if line.lexicon.places[n]["kind"] in SEATS]
    return line.end(at), rows
