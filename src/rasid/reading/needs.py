"""What an entry asks of the words around it: those it needs, those that rule it out, the vowel of a passive."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from rasid.lexicon import Hit, Lexicon
from rasid.lexicon.matcher import Reading as Sense
from rasid.reading.line import COMMA, FINITE, Line

# Words within which what an entry needs must stand: court reports put a court's full name between a verb and its sentence.
NEED_REACH = 16
NAMED = ("party", "party_head", "source", "place", "demonym")  # kinds of entries that somebody accused is named by


class Needs:
    """Checks the conditions of entries in their sentence."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.passive_mark = str(lexicon.language.get("passive_mark") or "")

    def marked_passive(self, line: Line, hit: Hit, sense: Sense) -> bool:
        """Whether the vowel that makes a passive is written on a verb's first letter (قُتل)."""
        if not self.passive_mark or sense.sense.pos not in FINITE:
            return False
        raw = line.raw(hit.first)
        return self.passive_mark in raw[: len(sense.clitics.conjunction) + 3 + bool(sense.clitics.future)]

    def hold(self, line: Line, hit: Hit, sense: Sense) -> bool:
        """Whether the words an entry needs stand after it, and none that rule it out stand in the sentence."""
        data = sense.lexeme.data
        if data.get("unless_with") and means_another(line, hit, sense):
            return False
        if "form" in data and data["form"] == 3 and sense.lexeme.kind == "trigger" and sense.sense.pos == "pf":
            if says_what_kind(line, hit, sense):
                return False
        if data.get("needs") and not self.met(line, hit, sense):
            return False
        return not (data.get("unless") and self.barred(line, hit, sense))

    def met(self, line: Line, hit: Hit, sense: Sense) -> bool:
        """Whether a word an entry needs stands near it."""
        words, phrases = line.lexicon.words_and_phrases(sense.lexeme, "needs")
        places = line.where(words)
        if "@nations" in words and nations(line, hit.last) > 1:
            return True
        phrases = phrases if phrases and line.tells(phrases) else NONE
        classes = not words.isdisjoint(CLASSES)
        if not places and not phrases and not classes:
            return False  # nowhere in the sentence, however far its clause goes
        start, end = self.clause_start(line, hit), self.clause_end(line, hit)
        came_of = sense.lexeme.data.get("effect") and sense.clitics.conjunction in (
            line.lexicon.language.get("consequence") or ()
        )  # ألقت غازا … فاختنق
        start = min(start, max(line.first, hit.first - (NEED_REACH if sense.pronoun or came_of else 1)))  # لغم زرعته، صاروخ …، اعترضته
        for at in places:
            if start <= at < hit.first or hit.last <= at < end:
                return True
        return bool(phrases and phrase_within(line, hit.last, end, phrases)) or (
            classes
            and not self.carries(line, hit, sense)
            and (
                class_within(line, before_that(line, hit.last, end), words)
                or class_within(line, range(start, hit.first), words - FOLLOWING)
            )
        )

    def next_word(self, line: Line, hit: Hit | None) -> bool:
        """فجرا نفسيهما is no dawn: a verb whose needed word stands right after it."""
        if hit is None or "trigger" not in hit.kinds:
            return False
        verbs = [s for s in hit.readings if s.lexeme.kind == "trigger" and s.sense.pos in FINITE and s.lexeme.data.get("needs")]
        return any(line.word(hit.last) in line.lexicon.words_of(s.lexeme, "needs") for s in verbs)

    def calls_out(self, line: Line, hit: Hit | None, cue: Sense) -> bool:
        """دعت إلى إضراب، طالب السكان بالإخلاء: a verb of asking that tells an act by what is asked is no mere demand."""
        if hit is not None and cue.lexeme.data["category"] == "charge":
            return self.accuses(line, hit)
        if hit is None or cue.lexeme.data["category"] != "purpose":
            return False
        asking = [s for s in hit.readings if s.lexeme.kind == "trigger" and s.sense.pos in FINITE and s.lexeme.data.get("needs")]
        return any(self.hold(line, hit, s) for s in asking)

    def accuses(self, line: Line, hit: Hit) -> bool:
        """متهما الحوثيين بخرق الهدنة: somebody named right after it is accused; متهما بالقتل is of who was charged."""
        blames = any(s.lexeme.kind == "trigger" and s.lexeme.data.get("type") == "accusation" for s in hit.readings)
        named = line.first_of(hit.last, NAMED)
        return blames and named is not None and not named.clitics.preposition and not named.clitics.conjunction

    @staticmethod
    def carries(line: Line, hit: Hit, sense: Sense) -> bool:
        """Whether a noun only carries the event noun annexed to it: عمليات القصف الصاروخي tells of shelling, not of an attack by rocket."""
        annexed = line.hit(hit.last) if sense.sense.pos == "n" else None
        return annexed is not None and any(
            s.lexeme.kind == "trigger" and s.sense.pos in ("n", "masdar") and not s.clitics.conjunction and not s.clitics.preposition
            for s in annexed.readings
        )

    def barred(self, line: Line, hit: Hit, sense: Sense) -> bool:
        """Whether a word that rules an entry out stands beside it."""
        words, phrases = line.lexicon.words_and_phrases(sense.lexeme, "unless")
        places = line.where(words)
        if not places and not (phrases and line.tells(phrases)):
            return False
        low, high = self.around(line, hit)
        return any(low <= at < high and not names_place(line, at) for at in places) or phrase_within(line, low, high, phrases)

    @staticmethod
    def around(line: Line, hit: Hit) -> tuple[int, int]:
        """The words beside a word that may rule it out: 6 before, 8 after, within its clause.

        After it not beyond the next verb joined by و: who takes a town and then weapons (سيطروا على القرية واغتنموا أسلحة) took the town.
        """
        low, high = hit.first, hit.last
        # A verb after و begins its own clause.
        while not hit.joined and low > line.first and hit.first - low < 6 and not opens_clause(line, low - 1):
            low -= 1
        verbs = line.verbs()
        while high < line.last and high - hit.last < 8 and (line.word(high) not in STOPS or inserted(line, high)):
            high += 1
            if verbs.get(high - 1) or (high - 1 > hit.last and joined_act(line, high - 1)):
                break
        return low, high

    def distance(self, line: Line, hit: Hit, sense: Sense) -> int:
        """How far from a word the nearest of the words it needs stands: of two readings the nearer one is meant.

        A word before it counts as one further off: a subject before its verb (صاروخ سقط … دون ضحايا) is as near as what follows.
        """
        words = line.lexicon.words_of(sense.lexeme, "needs")
        start = self.clause_start(line, hit) if sense.sense.pos in FINITE else hit.first
        after = (at - hit.last for at in line.where(words) if hit.last <= at < hit.last + NEED_REACH)
        before = (hit.first - at for at in line.where(words) if start <= at < hit.first)
        return min((*after, *before), default=NEED_REACH)

    @staticmethod
    def clause_end(line: Line, hit: Hit) -> int:
        """How far on the words a verb needs may stand: NEED_REACH words, and not beyond another verb joined by و."""
        end = min(line.last, hit.last + NEED_REACH)
        end = min(line.last, end + line.commas_in(hit.last, end))  # commas are no words
        joined = [at for at in line.joined_verbs() if hit.last < at < end]
        if joined and (shares_object(line, hit, joined[0]) or (harms(hit) and harms(line.hit(joined[0])))):
            del joined[0]  # توفي طفل وأصيبت شقيقته بانفجار: of one cause
        return joined[0] if joined else end

    @staticmethod
    def clause_start(line: Line, hit: Hit) -> int:
        """How far back the words a verb needs may stand: 8 words, and not beyond another verb that tells an event."""
        at = hit.first
        if hit.joined:
            return at
        verbs, low = line.verbs(), max(line.first, at - 8)
        while at > low and at - 1 not in verbs:
            at -= 1
        return at


def harms(hit: Hit | None) -> bool:
    """Whether a word is a verb that tells of the dead or the hurt."""
    acts = [s for s in hit.readings if s.lexeme.kind == "trigger"] if hit is not None else []
    return any(s.lexeme.data.get("effect") in ("killed", "injured") for s in acts)


def says_what_kind(line: Line, hit: Hit, sense: Sense) -> bool:
    """كمين غادر، هجوم قاتل: a verb of the third form is written as the adjective that stands right after a noun for an act."""
    if sense.clitics.conjunction or hit.last - hit.first > 1 or hit.first == line.first:
        return False
    before = line.sense(hit.first - 1, "trigger")
    return (
        before is not None
        and before.sense.pos in ("n", "masdar")
        and not before.clitics.article
        and line.word(hit.first) == third(line, sense)
        and line.end(hit.first - 1) == hit.first
    )


def third(line: Line, sense: Sense) -> str:
    """The form of a verb that has no ending, as its entry gives it; only that one is written like the adjective."""
    return line.lexicon.folder.fold(str(sense.lexeme.data.get("verb") or ""))


def means_another(line: Line, hit: Hit, sense: Sense) -> bool:
    """يقضي بهدم، تعود للمواطن: whether the preposition on the word after a verb gives it another sense than it is listed for."""
    for prep, when in sense.lexeme.data["unless_with"].items():
        if when == "im" and sense.sense.pos == "im" and line.word(hit.last).startswith(prep):
            return True
        owner = line.first_of(hit.last, ("person", "party", "party_head")) if when == "people" else None
        if owner is not None and owner.clitics.preposition == prep:
            return True
    return False


def shares_object(line: Line, hit: Hit, verb: int) -> bool:
    """اعترضت قوات التحالف ودمرت طائرة: a verb with its doer alone before another verb of the like has that one's object too."""
    acts = any(s.lexeme.kind == "trigger" and s.sense.pos in FINITE and s.lexeme.data.get("frame") in SHARING for s in hit.readings)
    doer = acts and line.first_of(hit.last, DOERS)  # صادرت هواتف السكان واعتدت: after a thing, be it unknown, it is whose that is
    return bool(doer) and not any(line.first_of(n, OBJECTS) for n in range(hit.last, verb))


def joined_act(line: Line, at: int) -> bool:
    """تصفية المحتجزين وإحراق محطة المياه: whether a verbal noun joined by و tells another act, with words of its own."""
    hit = line.hit(at)
    if hit is None or not hit.joined or "trigger" not in hit.kinds:
        return False
    return any(s.lexeme.kind == "trigger" and s.sense.pos == "masdar" and s.clitics.conjunction for s in hit.readings)


SHARING = ("foil", "wreck")  # frames of verbs that have an object as a rule, told two at a time
DOERS, OBJECTS = ("party", "party_head"), ("weapon", "object", "person", "number", "preposition")
STOPS = frozenset((".", "،", "؛", ":", "!", "؟", "|"))
BUILT = frozenset(("bridge", "hospital", "dam", "base"))  # kinds of place that are things of that name in the ontology
# Classes of words that `needs` may name: the kinds of entry that are of each, and what such an entry must say.
NONE: frozenset[str] = frozenset()
CLASSES: dict[str, tuple[tuple[str, ...], Callable[[Line, dict[str, Any]], bool]]] = {
    "@people": (("person",), lambda _, data: data.get("who") != "combatant"),
    "@anyone": (("person",), lambda _, data: not data.get("effect")),
    "@hurt": (("person",), lambda _, data: data.get("effect") in ("killed", "injured", "missing")),
    "@weapon": (("weapon", "means"), lambda _, data: bool(data)),
    "@crowd_control": (("weapon",), lambda line, data: crowd_control(line, data)),
    "@party": (("party", "party_head"), lambda _, __: True),
    "@military": (("object", "place"), lambda line, data: bool(thing(line, data).get("military"))),
    "@civil": (("object", "place"), lambda line, data: bool(thing(line, data).get("civilian"))),
}
FOLLOWING = frozenset(("@anyone",))  # classes that only count after the word: whom a verb is done to


def crowd_control(line: Line, data: dict[str, Any]) -> bool:
    """Whether a weapon is one that police turn on crowds: gas, batons, water."""
    return bool((line.lexicon.ontology["weapons"].get(data.get("weapon") or "") or {}).get("class") == "less_lethal")


def thing(line: Line, data: dict[str, Any]) -> dict[str, Any]:
    """What the ontology says of a thing that can be hit, or of a place that is one (دمر الطيران جسر السياسية)."""
    kinds = {line.lexicon.places[n]["kind"] for n in data.get("places") or []} & BUILT
    return line.lexicon.ontology["objects"].get(data.get("object") or (kinds.pop() if len(kinds) == 1 else "")) or {}


def tells_column(line: Line, at: int) -> bool:
    """Whether a word is for what moves in a column (رتل), whatever else it can tell."""
    thing = line.sense(at, "object")
    return thing is not None and thing.lexeme.data.get("object") == "convoy"


def names_place(line: Line, at: int) -> bool:
    """Whether a word is the name of a place by the head before it: حي الملعب is no playing field."""
    head = line.sense(at - 1, "place_head")
    return head is not None and head.lexeme.data["kind"] in ("town", "village", "neighbourhood", "camp")


def inserted(line: Line, at: int) -> bool:
    """Whether a comma begins or ends a time of a few words put in between commas: أسقطت، مساء أمس، طائرة."""
    if line.word(at) != COMMA:
        return False
    other = next((n for n in (*range(at + 2, at + 5), *range(at - 4, at - 1)) if line.word(n) == COMMA), None)
    return other is not None and line.sense(min(at, other) + 1, "time") is not None


def opens_clause(line: Line, at: int) -> bool:
    """Whether a word ends the clause before the one after it: a sign, or إن، أن."""
    return line.word(at) in STOPS or opens_that(line, at)


def opens_that(line: Line, at: int) -> bool:
    """Whether what is said begins here: إن، أن، بأن."""
    sense = line.sense(at, "connective")
    return sense is not None and sense.lexeme.data["kind"] == "that"


def before_that(line: Line, low: int, high: int) -> range:
    """The words of low..high that stand before what is said begins: عملية «بركان» إن طيرانا قصف needs no weapon of another's."""
    return range(low, next((at for at in range(low, high) if opens_that(line, at)), high))


def nations(line: Line, at: int) -> int:
    """محادثات أميركية إيرانية: how many nationalities stand one after the other from a word on."""
    found = 0
    while (sense := line.sense(at, "demonym")) is not None and sense.lexeme.data.get("country") and not sense.clitics.preposition:
        at, found = line.end(at), found + 1
    return found


def class_within(line: Line, near: Iterable[int], words: frozenset[str]) -> bool:
    """Whether a word is of one of the classes that an entry needs (@people, @hurt: people told by what befell them, @crowd_control)."""
    for name, (kinds, fits) in CLASSES.items():
        if name in words:
            for at in near:
                sense = line.first_of(at, kinds)
                if sense is not None and fits(line, sense.lexeme.data):
                    return True
    return False


def phrase_within(line: Line, low: int, high: int, phrases: frozenset[str]) -> bool:
    """Whether one of some phrases stands in the words low..high."""
    if not phrases or not line.tells(phrases):
        return False
    words = f" {' '.join(line.word(n) for n in range(low, high))} "
    return any(f" {phrase} " in words for phrase in phrases)
