"""Names of those who speak for a party: told once with their office, a report then calls them by the last name alone (وقال قنونو)."""

from __future__ import annotations

from msgspec.structs import replace

from rasid.lexicon import Hit, Lexicon
from rasid.model import Mention, Token
from rasid.reading.line import Line

NAME_WORDS = 4  # words of a name and a rank after an office: العميد الركن تركي المالكي
LETTERS = 3  # a shorter word is no last name
SPOKEN_OF = frozenset(("trigger", "speech", "light"))
WITH = frozenset(("together", "between"))  # prepositions of whom somebody met
PASSED = frozenset(("place", "common", "party_head", "demonym", "number", "weapon", "means"))  # what first names are too


OFFICES = frozenset(("source", "party"))  # kinds of mentions that somebody can be told by with his office


def learn_names(tokens: list[Token], hits: dict[int, Hit], last: int, mentions: list[Mention], lexicon: Lexicon, names: dict) -> None:
    """Keeps the last name of everyone whom a sentence tells with his office, and whom he speaks for."""
    for mention in mentions:
        if mention.kind not in OFFICES or whom(mention, lexicon) is None:
            continue
        name = last_name(tokens, hits, mention.last, last, lexicon)
        if name is None and mention.data.get("source") and mention.last - mention.first > 1 and mention.last - 1 not in hits:
            name = tokens[mention.last - 1].text  # the source's own words end in his name: العميد يحيى سريع
        if name is not None:
            names.setdefault(name, mention)


def whom(mention: Mention, lexicon: Lexicon) -> str | None:
    """The party that an office speaks for, where a mention tells of one."""
    if mention.kind == "source" and (mention.data.get("of") or mention.data.get("party")):
        kind = (lexicon.sources.get(mention.data.get("source") or "") or {}).get("kind")
        if kind not in (None, "official"):
            return None  # an agency's town or reporter
        return str(mention.data.get("party") or mention.data["of"][0].data.get("party") or mention.data["of"][0].data.get("called"))
    if mention.kind == "party" and mention.data.get("party") and mention.data.get("headed"):
        return str(mention.data["party"]) if mention.data["headed"] in lexicon.offices else None
    return None


def last_name(tokens: list[Token], hits: dict[int, Hit], at: int, last: int, lexicon: Lexicon) -> str | None:
    """The last of the words right after an office that no entry has."""
    found: str | None = None
    for n in range(at, min(at + NAME_WORDS, last)):
        word = tokens[n].text
        if not word[:1].isalpha():
            break
        hit = hits.get(n)
        if hit is None:
            if word in lexicon.titles:
                continue
            found = word if len(word) >= LETTERS else found
        elif not all(s.lexeme.kind in PASSED for s in hit.readings) or any(s.clitics.preposition for s in hit.readings):
            break
    return found


def named_speaker(line: Line, at: int, prep: str | None, last: Mention | None) -> Mention | None:
    """وقال قنونو، التقى لافروف، مع فيدان: who is called by the last name that the report told with his office."""
    office = line.names.get(line.word(at))
    if office is None or line.hit(at) is not None or last is None:
        return None
    told = at
    while told > line.first and line.word(told - 1) in line.lexicon.titles:
        told -= 1  # وقال العميد سريع
    follows = last.kind in SPOKEN_OF and last.last == told and prep is None
    if not follows and prep not in WITH:
        return None
    first = line.mention(office.kind, told, at + 1, prep=prep, **office.data)
    return replace(first, entries=office.entries)
