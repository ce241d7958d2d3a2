"""Where a place lies of another, in words: sides, distances, countryside, borders."""

from __future__ import annotations

from rasid.model import Mention
from rasid.reading.line import FOR, Line
from rasid.reading.quantities import read_number

BORDER_WORDS = 9  # from the noun for a border over its countries: حدود ليبيا مع كل من تشاد والسودان ومصر
MEASURE_REACH = 7  # words from تبعد to the place that it is told from: تبعد عن تمركزات قوات X بمدينة Y
NAMES = {
    "N": "north",
    "S": "south",
    "E": "east",
    "W": "west",
    "NE": "north-east",
    "NW": "north-west",
    "SE": "south-east",
    "SW": "south-west",
    "C": "central",
}


def rural_direction(line: Line, at: int, rural: list[dict]) -> tuple[str | None, int]:
    """The direction of a countryside: ريف إدلب الجنوبي (after the name) or الريف الشمالي الحموي (before it)."""
    directions = line.lexicon.grammar["directions"]
    before = next((h["direction"] for h in rural if h.get("direction")), None)
    if before:
        return before, at
    found = []
    definite = line.lexicon.matcher_article or ""
    while line.word(at) in directions and line.word(at).startswith(definite):  # ريف منبج شمالي سوريا: of Syria
        found.append(NAMES[directions[line.word(at)]])
        at += 1
    article = "و" + (line.lexicon.matcher_article or "")
    while line.word(at).startswith(article) and line.word(at)[1:] in directions:
        at += 1
        while line.word(at) in directions:
            at += 1
    return "-".join(found) or None, at


def read_direction(line: Line, at: int) -> tuple[str | None, int]:
    """شمال بلدة X، جنوب شرق X، شرقي X: the side of what follows."""
    directions = line.lexicon.grammar["directions"]
    word = line.word(at)
    away, after = side_from(line, at)
    if away is not None:
        return away, after
    if word not in line.lexicon.direction_words and word[1:] not in line.lexicon.direction_words:
        return None, at
    pair = f"{word} {line.word(at + 1)}"
    code, size = (directions[pair], 2) if pair in directions else (directions.get(word), 1)
    if code is None or code == "C" or (word.startswith(line.lexicon.matcher_article or "\0")):
        stripped = word[1:] if word[:1] in ("ب", "و", "ل") else ""
        code = directions.get(f"{stripped} {line.word(at + 1)}") or directions.get(stripped)
        size = 2 if f"{stripped} {line.word(at + 1)}" in directions else 1
        if not stripped or code is None or code == "C":
            return None, at
    after = at + size
    sense = line.first_of(after, ("place", "place_head"))
    if sense is None:
        nxt = line.sense(after, "preposition")
        if nxt and nxt.lexeme.id == "from" and line.first_of(line.end(after), ("place", "place_head")):
            return f"{NAMES[code]} of", line.end(after)
        return None, at
    if sense.clitics.conjunction or sense.clitics.preposition:
        return None, at
    return f"{NAMES[code]} of", after


def side_from(line: Line, at: int) -> tuple[str | None, int]:
    """(إلى) الجنوب من X، الشمال الشرقي من X: the side, told by a noun with its article and "from"."""
    directions, article = line.lexicon.grammar["directions"], line.lexicon.matcher_article or "\0"
    word = line.word(at)
    if not word.startswith(article) and not word.startswith("ل" + article[-1:]):
        return None, at
    word, second = word.removeprefix("ل").removeprefix(article), line.word(at + 1)
    pair = f"{word} {second.removeprefix(article)}"
    code, size = (directions[pair], 2) if second.startswith(article) and pair in directions else (directions.get(word), 1)
    nxt = line.sense(at + size, "preposition")
    if code is None or code == "C" or nxt is None or nxt.lexeme.id != "from":
        return None, at
    after = line.end(at + size)
    return (f"{NAMES[code]} of", after) if line.first_of(after, ("place", "place_head")) else (None, at)


def past_bracket(line: Line, first: int, last: int) -> int:
    """The word after a number that ends at `last`, past the bracket around it: (30) كم."""
    return last + 1 if line.word(last) == ")" and first > line.first and line.word(first - 1) == "(" else last


def read_distance(line: Line, at: int) -> tuple[float | None, int]:
    """على بعد 25 كم: kilometres, and the word after."""
    number = read_number(line, at)
    if number is None:
        return None, at
    units = line.lexicon.grammar["distance_units"]
    end = past_bracket(line, at, number[1])
    unit = units.get(line.word(end))
    if unit is None:
        return None, at
    after = end + 1
    nxt = line.sense(after, "preposition")
    if nxt and nxt.lexeme.id == "from":
        after = line.end(after)
    if read_direction(line, after)[0] or line.first_of(after, ("place", "place_head")):
        return round(number[0] * unit, 3), after
    return None, at


def read_border(line: Line, start: int, at: int, prep: str | None) -> Mention | None:
    """الحدود السورية – التركية، الحدود بين العراق وسوريا، حدود ليبيا مع كل من تشاد والسودان: the countries, whose border it is first."""
    found: list[str] = []
    end = at
    look = at
    each = line.lexicon.folded("each_of")
    for _ in range(BORDER_WORDS):
        demonym = line.sense(look, "demonym")
        place = line.sense(look, "place")
        country = demonym.lexeme.data.get("country") if demonym else None
        if country is None and place is not None:
            country = next(
                (line.lexicon.places[n]["country"] for n in place.lexeme.data["places"] if line.lexicon.places[n]["kind"] == "country"),
                None,
            )
        if country:
            sense = demonym or place
            if len(found) > 1 and (sense is None or not sense.clitics.conjunction):
                break
            found.append(country)
            end = look = line.end(look)
        elif len(found) > 1:
            break
        elif line.word(look) in ("-", "و") or line.word(look) in each or line.sense(look, "preposition"):
            look = line.end(look)
        else:
            break
    if not found:
        return None
    return line.mention("border", start, end, prep=prep, countries=found)


def measured_from(line: Line, at: int) -> bool:
    """تبعد عن تمركزات الجيش بمدينة X نحو 7 كم: whether a place stands between a verb of distance and the distance."""
    if not line.has(line.lexicon.distant):
        return False
    for n in range(at - 1, max(line.first, at - MEASURE_REACH) - 1, -1):
        word = line.word(n)
        if word in line.lexicon.grammar["distance_units"] or word in ("،", ",", "."):
            return False
        if word in line.lexicon.distant:
            return True
    return False


def is_bank(line: Line, at: int) -> bool:
    """الضفة الغربية لنهر الفرات: whether a noun and its side are told of a river or canal, whatever region bears their name."""
    if line.word(at) not in line.lexicon.folded("banks"):
        return False
    after = at + 1
    while line.word(after) in line.lexicon.grammar["directions"]:
        after += 1
    head, named = line.sense(after, "place_head"), line.sense(after, "place")
    if head is not None and head.clitics.preposition == FOR:
        return bool(head.lexeme.data["kind"] == "water")
    rows = [line.lexicon.places[n]["kind"] for n in named.lexeme.data["places"]] if named is not None else []
    return named is not None and named.clitics.preposition == FOR and set(rows) == {"river"}
