"""States told by their bare name, or their capital's, where a doer stands."""

from __future__ import annotations

from rasid.lexicon.matcher import Reading as Sense
from rasid.model import Mention
from rasid.reading.line import FINITE, Line
from rasid.reading.placing import is_country, read_place

ACCUSED_OF = "ب"  # the preposition of what somebody is accused of
ACCUSER_REACH = 6  # words from a verb of accusing over who accuses: اتهمت وزارة الداخلية في حكومة الوفاق الإمارات
STATELY = frozenset(
    ("speak_to", "agree", "forbid", "host", "blamed")
)  # frames of verbs whose doer, and whom it is done to, capitals stand for

FORCE = frozenset(("attack", "deploy", "harm", "wreck", "custody", "control", "forbid", "foil"))  # frames of what a state's forces do


def read_state(line: Line, at: int, last: Mention | None) -> Mention | None:
    """قصفت تركيا، شنت السعودية: a country's bare name right after a verb, though it may be the adjective too.

    After verbs of what states do to each other in words, its capital too, and the second of two (اتهمت واشنطن طهران).
    """
    sense = line.sense(at, "place")
    if sense is not None and not sense.clitics.preposition and (state := opens_with_state(line, at, sense, last)) is not None:
        return state
    if sense is None or sense.clitics.conjunction or sense.clitics.preposition or last is None:
        return None
    over = last.last == at - 1 and line.word(at - 1) in line.lexicon.folded("resumed")  # توصلت إليه موسكو وأنقرة
    if last.last != at and not over:
        return None
    light: Sense | None = last.data.get("light")
    verbs: list[Sense] = [*(last.data.get("triggers") or []), *([light] if light else [])] if last.kind in ("trigger", "light") else []
    after_verb = any(verb.sense.pos in FINITE for verb in verbs)
    if accused_by(line, at, last) and is_country(line, sense.lexeme.data):
        return read_place(line, at, acting=True)  # اتهمت وزارة الداخلية الإمارات بتزويد …: whom, right after who
    in_words = after_verb and any(verb.lexeme.data.get("frame") in STATELY for verb in verbs)
    stately = last.kind == "speech" or bool(last.data.get("stately")) or in_words
    seat = stately and not line.lexicon.seats.isdisjoint(sense.lexeme.data["places"])
    if not seat and not ((after_verb or stately) and is_country(line, sense.lexeme.data)):
        return None
    place = read_place(line, at, acting=True)
    if place is not None and after_verb and stately:
        place.data["stately"] = True
    return place


def accused_by(line: Line, at: int, last: Mention) -> bool:
    """Whether a word stands right after a party that a verb of accusing has as its doer, and before what it is accused of."""
    if last.kind != "party" or last.last != at or not line.word(line.end(at)).startswith(line.lexicon.folder.fold(ACCUSED_OF)):
        return False
    verbs = (line.hit(n) for n in range(max(line.first, last.first - ACCUSER_REACH), last.first))
    return any(s.lexeme.data.get("type") == "accusation" for hit in verbs if hit is not None for s in hit.readings)


def opens_with_state(line: Line, at: int, sense: Sense, last: Mention | None) -> Mention | None:
    """وأنقرة تتوعد بالرد، أن واشنطن وبغداد عقدتا: capitals that open a clause, right before a verb of what states do in words."""
    joined = last is not None and last.kind == "place" and bool(last.data.get("acts")) and last.last == at
    after_word = at > line.first and line.word(at - 1)[:1].isalnum()
    opens = not after_word or (last is not None and last.last == at and last.kind in ("clause", "cue"))
    if opens and not sense.clitics.conjunction and is_country(line, sense.lexeme.data) and acts_next(line, line.end(at)):
        return read_place(line, at, acting=True)  # إن تركيا أرسلت رتلا
    if not (joined or opens) or line.lexicon.seats.isdisjoint(sense.lexeme.data["places"]):
        return None
    end = line.end(at)
    other = line.sense(end, "place")
    if other is not None and other.clitics.conjunction and not line.lexicon.seats.isdisjoint(other.lexeme.data["places"]):
        end = line.end(end)
    already = line.sense(end, "cue")
    if already is not None and already.lexeme.data["category"] == "already":
        end = line.end(end)  # وكانت موسكو وأنقرة قد اتفقتا
    hit = line.hit(end)
    verbs = [s for s in hit.readings if s.lexeme.kind == "trigger" and s.sense.pos in FINITE] if hit is not None else []
    if not any(s.lexeme.data.get("frame") in STATELY and not s.clitics.conjunction for s in verbs):
        return None
    place = read_place(line, at, acting=True)
    if place is not None:
        place.data["acts"] = True
    return place


def acts_next(line: Line, at: int) -> bool:
    """Whether a verb of the third person, joined to nothing, stands at a word and tells an act of force: what a state does."""
    hit = line.hit(at)
    verbs = [s for s in hit.readings if s.lexeme.kind == "trigger" and s.sense.pos in FINITE] if hit is not None else []
    return any(s.sense.person == "3fs" and s.lexeme.data.get("frame") in FORCE and not s.clitics.conjunction for s in verbs)


def own_unit(line: Line, at: int) -> bool:
    """وأعلنت المنظمة أن فرقها انتزعت ألغاما، أن وحدة مختصة ضبطت منصة: whether what stands after «that» is of who speaks, and acts."""
    if line.word(at) not in line.lexicon.folded("own_units"):
        return False
    hit = line.hit(at)
    return hit is None or not any(s.lexeme.kind in ("party", "person") for s in hit.readings)
