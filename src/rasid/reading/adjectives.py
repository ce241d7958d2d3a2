"""Words for people and nations that tell of the noun before them: تعزيزات عسكرية, على الصعيد السياسي, قصف تركي."""

from __future__ import annotations

from rasid.lexicon import Lexicon
from rasid.lexicon.matcher import Reading as Sense
from rasid.model import Mention
from rasid.reading.belonging import BELIEFS
from rasid.reading.line import Line
from rasid.reading.needs import FINITE, nations

DONE_BY_FORCES = frozenset(("attack", "blast", "control", "deploy", "custody", "leave", "wreck"))  # frames of acts that forces do
QUOTES = frozenset('"“”«»')
UNNAMED = frozenset(("unidentified-armed-group", "gunmen"))


class AdjectiveReader:
    """Tells whether a word that could stand for somebody is an adjective where it stands."""

    lexicon: Lexicon
    article: str | None
    manners: frozenset[str]

    @staticmethod
    def is_finite(mention: Mention) -> bool:
        triggers: list[Sense] = mention.data.get("triggers") or []
        return bool(triggers) and triggers[0].sense.pos in FINITE

    def moves(self, mention: Mention) -> bool:
        """توغل رتل، دخول رتل تركي: a verb, or a noun of movement before who moves."""
        return self.is_finite(mention) or mention.data["triggers"][0].lexeme.data.get("frame") == "deploy"

    @staticmethod
    def owned_noun(sense: Sense) -> bool:
        """أعلنوا استمرارهم في القصف: a verbal noun whose doer its pronoun tells, so that no noun after it does."""
        return bool(sense.pronoun) and sense.sense.pos not in FINITE

    def is_adjective(self, line: Line, at: int, prep: str | None, last: Mention | None) -> bool:
        """تعزيزات عسكرية، أشخاص متهمين: a word for people right after a noun, with nothing of its own, tells of that noun."""
        sense = line.sense(at, "person")
        if sense is not None and (self.of_noun_before(line, at, sense) or names_speaker(line, at, sense, last)):
            return True
        if sense is not None and last is not None and last.kind == "person" and last.last == at and prep is None:
            if sense.lexeme.id in (line.lexicon.language.get("found_dead") or ()) and not sense.clitics.conjunction:
                return True  # جثتين لشابين مقتولين: how they were found
        if (
            sense is None
            or last is None
            or last.last != at
            or (prep and last.data.get("what") != "event")
            or sense.clitics.conjunction
            or sense.clitics.preposition
            or last.kind in ("clause", "time", "cue")
        ):
            return False
        if last.kind == "party" and sense.lexeme.data.get("groups"):
            return False  # قنص مسلح حوثي طفلة: whom he shot
        if last.kind in ("party", "place", "object") and sense.lexeme.data.get("effect") and line.sense(at, "trigger") is not None:
            return False  # أعلن الهلال الأحمر إصابة ثلاثة: what he tells of
        if last.kind == "person":
            if sense.lexeme.data.get("effect") in ("killed", "injured") and last.data.get("quantity") is not None:
                last.data["effect"] = last.data.get("effect") or sense.lexeme.data["effect"]  # سقط ثلاثة من مسلحيهم قتلى
            return not sense.clitics.article and last.data.get("quantity") is not None
        if last.kind == "trigger" and last.data["triggers"][0].lexeme.data.get("effect"):
            return False  # استشهاد طالبة
        if (
            last.kind == "trigger"
            and not self.is_finite(last)
            and sense.lexeme.id in self.manners
            and not sense.clitics.article
            and "target" in (last.data["triggers"][0].lexeme.data.get("prep") or {}).values()
        ):
            return True  # هجوم مسلح على حاجز: whom it is aimed at takes a preposition
        return (
            (last.kind in ("trigger", "object", "weapon", "party", "place") or last.data.get("what") == "event")
            and not self.is_finite(last)
            and line.word(at).endswith(line.lexicon.feminine)
            and sense.sense.person == "s"
            and (not sense.pronoun or line.ends_feminine(at))
        )

    def of_noun_before(self, line: Line, at: int, sense: Sense) -> bool:
        """على الصعيد السياسي، في الجانب العسكري: a word in -i right after a definite noun that no entry has is its adjective."""
        before = line.word(at - 1)
        article = self.article or "\0"
        nisba = str((self.lexicon.language.get("nisba") or {}).get("masculine") or "\0")
        named = before.startswith(article) and line.hit(at - 1) is None and line.word(at - 2)[:1].isalpha()
        return named and sense.clitics.article and not sense.clitics.conjunction and line.word(at).endswith(nisba)

    def tells_look(self, line: Line, sense: Sense, at: int, prep: str | None, last: Mention | None) -> bool:
        """المستوطنين الملثمين، الهجوم المسلح: a word for gunmen of no name, right after people of a name or an act, says how those were."""
        definite = line.word(at).startswith(self.article or "\0")
        plain = prep is None and definite and not sense.clitics.conjunction and not sense.clitics.preposition
        after = last is not None and last.last == at and last.kind in ("person", "party") and line.word(at - 1).endswith(line.word(at)[-2:])
        if last is not None and last.last == at and last.kind == "trigger" and self.of_blast(last) and not sense.clitics.conjunction:
            return sense.lexeme.id in UNNAMED and not sense.clitics.preposition  # انفجار مجهول المصدر: of no known cause
        act = last is not None and last.last == at and last.kind == "trigger" and last.definite and not self.is_finite(last)
        manner = act and line.word(at).removeprefix(self.article or "") in self.manners
        return plain and (after or manner) and line.end(at) == at + 1 and sense.lexeme.id in UNNAMED

    def of_blast(self, last: Mention) -> bool:
        """Whether a mention is the noun of a blast."""
        return last.data["triggers"][0].lexeme.data.get("frame") == "blast" and not self.is_finite(last)

    def talking(self, last: Mention) -> bool:
        """Whether a mention is a noun for talks or an accord, or one of the nationalities of it."""
        if last.kind == "party":
            return bool(last.data.get("side_of"))
        if last.kind == "rest":
            return last.data["of_type"] in ("talks", "agreement")
        return last.kind == "trigger" and not self.is_finite(last) and last.data["triggers"][0].lexeme.data.get("frame") == "agree"

    @staticmethod
    def side_adjective(line: Line, at: int) -> Mention | None:
        """محادثات أميركية إيرانية، اجتماع سوري أردني: between whose governments they are."""
        sense = line.sense(at, "demonym")
        party = line.lexicon.parties.organ(sense.lexeme.data["country"], "government", line.year) if sense is not None else None
        if sense is None or party is None:
            return None
        end = line.end(at)
        return line.mention("party", at, end, sense=sense, prep="between", party=party, unit=None, weapon=None, area=False, side_of=True)

    def doer_adjective(self, line: Line, at: int, last: Mention | None) -> Mention | None:
        """قصف تركي، غارة إسرائيلية: the nationality of an attack is whose forces did it."""
        if last is not None and last.last == at and self.talking(last) and nations(line, at - bool(last.data.get("side_of"))) > 1:
            return self.side_adjective(line, at)
        if self.thought_of_act(line, at, last):
            return self.force_adjective(line, at)
        if last is None or last.kind not in ("trigger", "means"):
            return None
        if last.last != at and not (last.last == at - 1 and at - 1 in line.consumed):
            return None
        if last.kind == "trigger" and (self.is_finite(last) or last.data["triggers"][0].lexeme.data.get("frame") not in DONE_BY_FORCES):
            return None
        told = self.force_adjective(line, at)
        if told is not None and last.last != at:
            told.data["of_act"] = True  # إطلاق نار إسرائيلي: of a noun told in two words
        return told

    @staticmethod
    def thought_of_act(line: Line, at: int, last: Mention | None) -> bool:
        """غارة يعتقد أنها إسرائيلية: whether words of belief stand between the noun of an act and this one."""
        if last is None or last.last != at or last.kind != "cue" or last.data["cue"]["id"] not in BELIEFS:
            return False
        act = line.sense(last.first - 1, "trigger")
        return act is not None and act.sense.pos not in FINITE and act.lexeme.data.get("frame") in DONE_BY_FORCES

    @staticmethod
    def force_adjective(line: Line, at: int) -> Mention | None:
        """The forces of a nationality, or the party that has an adjective of its own."""
        sense = line.sense(at, "demonym")
        if sense is None or sense.clitics.conjunction or sense.clitics.preposition:
            return None
        data = sense.lexeme.data
        party = data.get("party") or (line.lexicon.parties.organ(data["country"], "military", line.year) if data.get("country") else None)
        if party is None:
            return None
        return line.mention("party", at, line.end(at), sense=sense, party=party, unit=None, weapon=None, area=False, adjective=True)


def names_speaker(line: Line, at: int, sense: Sense, last: Mention | None) -> bool:
    """قال المتحدث باسم الجيش "مختار بن نصر": right after who speaks for somebody, a lone word for a man is his name."""
    if last is None or last.kind != "source" or not last.data.get("of") or sense.clitics.conjunction or sense.clitics.preposition:
        return False
    quoted = line.word(at - 1) in QUOTES and last.last == at - 1
    titled = last.last == at and "officials" in (sense.lexeme.data.get("groups") or [])  # an office that is a name too
    return (quoted or titled) and sense.sense.person == "s" and not sense.pronoun
