"""What may stand between the noun that heads a party's name and what names it: ranks, one unknown word, an adjective of arms."""

from __future__ import annotations

from typing import Any

from rasid.reading.line import Line

OPENING_MARKS = frozenset('«“"(')
CLOSING_MARKS = frozenset('»”")')
MILITIAS = "militias"  # the party of a word for one that is not named
UNNAMED = frozenset((MILITIAS, "armed-factions"))
BAND_WORDS = 5  # words of a band's name between its marks, the closing one with them


def platform_adjective(line: Line, at: int, weapon: str | None) -> tuple[int, str | None]:
    """طيران … مسيّر: the adjective of a platform says which, one unknown word between at most."""
    for skip in (0, 1):
        means = line.sense(at + skip, "means")
        if weapon and means and not means.clitics.conjunction and means.lexeme.data.get("weapon"):
            return line.end(at + skip), means.lexeme.data["weapon"]
    return at, weapon


def country_named(line: Line, at: int, belonging: bool = False) -> str | None:
    """The country that a place is; `belonging`: with the clitic of belonging before it (تابعة لتركيا)."""
    sense = line.sense(at, "place")
    if sense is None or (sense.clitics.preposition and not belonging):
        return None
    for number in sense.lexeme.data["places"]:
        place = line.lexicon.places[number]
        if place["kind"] == "country":
            return place["country"]
    return None


def skip_unknown(line: Line, at: int) -> int:
    """Past one word we do not know, where a name or nationality comes right after it (الفرقة الرابعة السورية)."""
    if (
        line.hit(at) is None and line.word(at)[:1].isalpha() and line.word(at) not in line.lexicon.titles
    ):  # القوات 17 فلسطينيا: whom they took
        after = line.first_of(at + 1, ("demonym", "party"))
        counted = line.word(at)[:1].isdigit() and after is not None and not after.clitics.article  # القوات 17 فلسطينيا: whom they took
        if after and not after.clitics.conjunction and not after.clitics.preposition and not counted:
            return at + 1
    return at


def skip_another(line: Line, at: int) -> int:
    """Past «another» or an ordinal before whose force it is (قوة ثالثة للاحتلال)."""
    whose = line.sense(at + 1, "party") if line.word(at) in line.lexicon.folded("another") else None
    return at + 1 if whose is not None and whose.clitics.preposition == line.lexicon.language.get("possessive") else at


def past_so_called(line: Line, at: int) -> int:
    """Past the words by which a name is only said to be one (ميليشيات ما يسمى «مجلس X»، يتبعون ما يعرف بتنظيم X)."""
    called = line.sense(at, "stop")
    return line.end(at) if called is not None and called.lexeme.id == "so_called" else at


def band(line: Line, at: int, end: int) -> int | None:
    """كتيبة البركان، كتيبة «الضمان»: the word after the name of a band of fighters that no entry has; no branch of an army's arms."""
    quoted = line.word(end) in OPENING_MARKS
    name = end + quoted
    unread = line.word(name)[:1].isalpha() and line.hit(name) is None and line.word(name) not in line.lexicon.folded("arms")
    if line.word(at) not in line.lexicon.folded("bands") or not unread or has_accusative(line, name):
        return None
    closing = next((n for n in range(name, min(name + BAND_WORDS, line.last)) if line.word(n) in CLOSING_MARKS), None)
    return name + 1 if not quoted or closing is None else closing + 1


def patrols(line: Line, at: int, whose: str | None) -> bool:
    """دورية أمنية للحشد: whether a patrol of any force stands there, so that the armed party told after it is whose it is."""
    return line.word(at) in line.lexicon.folded("patrols") and line.lexicon.parties.armed(whose)


def names_itself(line: Line, at: int, before: str) -> int | None:
    """Where the name of one armed group stands by itself after a word for a militia or a faction (مليشيا قوات X، فصيل «لواء X»)."""
    if before not in UNNAMED:
        return None
    name = at + (line.word(at) in OPENING_MARKS)
    sense = line.sense(name, "party")
    if sense is None or sense.clitics.conjunction or sense.clitics.preposition:
        return None
    parties = line.lexicon.parties
    named = parties.of_no_state(sense.lexeme.id) or (before != MILITIAS and not parties.generic(sense.lexeme.id))
    return name if named else None


def skip_titles(line: Line, at: int) -> int:
    """Past the ranks before who leads a force (قوات اللواء المتقاعد X), where X is a party's name."""
    look = at
    while line.word(look) in line.lexicon.titles or (look > at and line.sense(look, "demonym")):  # قوات اللواء الليبي المتقاعد X
        look += 1
    named = line.sense(look, "party") if look > at else None
    return look if named is not None and not named.clitics.conjunction and not named.clitics.preposition else at


def has_accusative(line: Line, at: int) -> bool:
    """Whether a word is written with the ending of an indefinite object (مركزا)."""
    return line.word(at).endswith(line.lexicon.language.get("accusative") or "\0")


def accusative(line: Line, at: int, sense) -> bool:
    """ضابطا: an indefinite object of a verb; it stands in no genitive."""
    mark = line.lexicon.language.get("accusative") or "\0"
    return not sense.clitics.article and line.word(at).endswith(mark) and not line.lexicon.folder.fold(sense.lexeme.id).endswith(mark)


def is_name(line: Line, at: int, look: int, demonym) -> bool:
    """العميد الركن تركي المالكي: a nationality without the article right after a definite rank, before a word with it, is a name."""
    ranks = line.lexicon.titles  # and no word that only begins with the letters of the article: آلية تركية إلى
    return (
        not demonym.clitics.article
        and line.word(at - 1) in ranks
        and line.word(look - 1) in ranks
        and line.article(look + 1)
        and line.first_of(look + 1, ("demonym", "preposition")) is None
    )


def branded(line: Line, last: int, party: str | None) -> int:
    """تنظيم «القاعدة» الإرهابي: past what a name of no state's is called by those who tell of it."""
    look = last + (line.word(last) in ("»", "”", '"'))
    if party is None or line.word(look) not in line.lexicon.folded("branding"):
        return last
    state = str(line.lexicon.parties.get(party).get("kind")).startswith("state-")  # قتل الجيش الإرهابي X
    return last if state or line.lexicon.parties.generic(party) else look + 1


def whose_dress(line: Line, at: int) -> bool:
    """Whether people are clad as the force at a word: زي الجيش، زيا عسكريا للجيش; after زيا عسكريا may stand whom they took."""
    worn = line.first_of(at, ("party", "party_head"))
    return worn is not None and bool(worn.clitics.preposition or not has_accusative(line, at - 1))


def whose_home(line: Line, at: int) -> int | None:
    """منزل المواطن، مزرعة أحد الأهالي: people whose thing it is; the word after them."""
    pair = line.sense(at, "number")
    look = line.end(at) if pair and pair.lexeme.data["group"] == "pairs" and not pair.clitics.conjunction else at
    person = line.sense(look, "person")
    if (
        person is None
        or person.clitics.conjunction
        or person.clitics.preposition
        or person.lexeme.data.get("who") == "combatant"
        or person.lexeme.data.get("effect")
        or accusative(line, look, person)  # اغتال مسلحان على دراجة مختارا: whom, and not whose
    ):
        return None
    return line.end(look)


def dweller(line: Line, at: int, end: int) -> dict[str, Any] | None:
    """منزل معلم: what is known of the one person whose thing it is, between the word after the thing and the last; None where nobody is."""
    person = next((s for n in range(at, end) if (s := line.sense(n, "person"))), None)
    return {**person.lexeme.data, "number": person.sense.person} if person is not None else None
