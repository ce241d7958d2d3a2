"""From hits to mentions: a sentence read left to right, each phrase taken whole."""

from __future__ import annotations

from typing import Any

from msgspec.structs import replace

from rasid.lexicon import Hit, Lexicon
from rasid.lexicon.matcher import Reading as Sense
from rasid.model import Mention, Token
from rasid.reading.acting import own_unit, read_state
from rasid.reading.adjectives import AdjectiveReader
from rasid.reading.after_verbs import aimed_back, aims, befell_somebody, carried_next, clocked, entered, gives_way, joins_noun, taken
from rasid.reading.belonging import owner, read_area
from rasid.reading.counting import CountReader, names_unit, numbers, with_parts
from rasid.reading.kinsfolk import made_up_of, parent
from rasid.reading.line import Line, mark
from rasid.reading.listing import with_rows
from rasid.reading.names_in_lists import listed_name, of_its_kind
from rasid.reading.names_of_people import named_alone
from rasid.reading.naming import joined_country, read_party
from rasid.reading.nationals import read_national
from rasid.reading.needs import FINITE, Needs, before_that, tells_column
from rasid.reading.people import befell, in_the_ranks, read_person, read_thing, whom_they_are
from rasid.reading.placing import pointed_place, read_place, road_end
from rasid.reading.quantities import ENCLOSING, encloses_count, read_quantity
from rasid.reading.run_over import whose_dress
from rasid.reading.sides import past_bracket
from rasid.reading.speakers import named_speaker
from rasid.reading.speaking import announced, read_source, read_voice, speaks_there, with_other_names, with_speakers
from rasid.reading.times import hours_later, ranks, read_time

VERBAL = ("trigger", "light", "result", "speech")
VERBS = frozenset(VERBAL)
OTHERS = VERBAL[1:]
BYLINE_WORDS = 5  # words of an agency's name or a town before the slash that opens its report (شفق نيوز/ أفاد …)
PREP_REACH = 2  # words a preposition may stand before the phrase it governs, with words we do not know between (في معظم أحياء)
# Entries that steer the reading: none of the phrases below starts with one.
STEERING = frozenset(("preposition", "connective", "cue", "anaphor"))
FUNCTION_KINDS = STEERING | {"common"}
PARTIES = frozenset(("party", "party_head", "demonym"))  # kinds of entries that a party's name begins with
# Kinds of entries that, alone, are neither an adjective nor a count nor what people are called.
ACTS_AND_PLACES = frozenset(("trigger", "light", "result", "speech", "place", "place_head", "weapon", "object"))
THINGS = frozenset(("weapon", "object"))
COUNTS = frozenset(("number", "bound", "vague", "preposition"))
BEFORE_NAMES = frozenset(("trigger", "party", "person", "anaphor"))  # right after one of these a name can tell whom an act befell
ABRUPT = frozenset(("demand", "purpose"))  # these govern the very next word or nothing


class PhraseReader(CountReader, AdjectiveReader):
    """Makes the mentions of one sentence at a time."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.conjunctions = lexicon.conjunctions
        self.article = lexicon.matcher_article
        self.noun_marks = frozenset(lexicon.language.get("noun_marks") or ())
        self.needs = Needs(lexicon)
        self.manners = frozenset(lexicon.language.get("manners") or [])
        self.at_them, self.of_it = map(lexicon.folded, ("at_them", "of_it"))
        self.parents, self.aged = lexicon.folded("parents"), lexicon.folded("years_old")
        self.they_are = lexicon.folded("they_are")
        self.no_verb_after = lexicon.folded("never_verbs_after")
        self.resumptive = lexicon.folded("resumptive")
        self.another, self.models = lexicon.folded("another"), lexicon.folded("models")
        self.sides = lexicon.direction_words

    def read(
        self,
        tokens: list[Token],
        hits: dict[int, Hit],
        first: int,
        last: int,
        year: int | None = None,
        text: str = "",
        names: dict[str, Mention] | None = None,
    ) -> list[Mention]:
        line = Line(tokens, hits, first, last, self.lexicon, year, text)
        line.names = names or {}
        found: list[Mention] = []
        prep: str | None = None
        prep_at = -10
        conj = False
        at = first
        while at < last:
            word = line.word(at)
            if word in self.conjunctions:
                conj, at = True, at + 1
                continue
            if prep is not None and at - prep_at > (1 if prep in ABRUPT else PREP_REACH + 1):
                prep = None
            mention = self.phrase(line, at, prep, found)
            if mention is None:
                step = self.function_word(line, at, found) if at in line.kinds else None
                if step is not None:
                    kind, value, at_next, joined = step
                    if kind == "keep":
                        prep = value or prep
                        prep_at = at_next - 1
                    elif kind == "prep":
                        prep, prep_at, conj = value, at_next - 1, conj or joined
                    else:
                        prep, conj = None, joined
                    at = at_next
                    continue
                if not word[0].isalnum():
                    byline = word == "/" and at - line.first <= BYLINE_WORDS and bool(found) and found[-1].kind in ("source", "place")
                    if byline or word in ("،", ",", ":", "؛", ";", "-"):
                        found.append(line.mention("clause", at, at + 1, clause=mark(line, at, word)))
                    prep, conj = None, False
                elif at - prep_at > (0 if prep in ABRUPT else PREP_REACH) or (
                    line.hit(at) is None and ((self.article and word.startswith(self.article)) or (at - prep_at == 1 and line.owned(at)))
                ):
                    prep = None  # من الجو، في صفوفها: a definite noun takes its preposition with it
                at += 1
                conj = conj and word in ("(", ")")
                continue
            if conj and not mention.conj:
                mention = replace(mention, conj=True)
            if mention.kind == "place" and mention.data.get("relation") and mention.prep == prep and prep and at - prep_at > 1:
                mention = replace(mention, prep=None)  # من نوع ميركافا شرق الحي: the preposition is of the word before
            if mention.kind == "person":
                in_the_ranks(line, mention, found[-1] if found else None)
            elif mention.kind == "count" and numbers(mention, found):
                at, prep, conj = mention.last, None, False
                continue
            found += [mention, *road_end(line, mention)] if mention.kind == "place" else [mention]
            at = max(found[-1].last, at + 1)
            prep, conj = None, False
        return with_speakers(line, with_parts(line, with_other_names(line, with_rows(line, found))))

    def phrase(self, line: Line, at: int, prep: str | None, before: list[Mention]) -> Mention | None:
        """The phrase that starts at a word, governed by `prep`, or None."""
        hit, word = line.hit(at), line.word(at)  # a number or a side may start a phrase without any entry
        free = word[0].isdigit() or word in self.sides or word[1:] in self.sides or (word in ENCLOSING and encloses_count(line, at))
        last = before[-1] if before else None
        beside = last if last is not None and last.kind == "place" and last.last == at else None
        if beside is not None and beside.data.get("lists") and (same := of_its_kind(line, at, beside)) is not None:
            return same
        if last is not None and last.last == at and prep is None and last.kind in BEFORE_NAMES:
            somebody = named_alone(line, at, before)
            if somebody is not None:
                return somebody
        if hit is None and not free:
            # half of all words: nothing that the lexicon has starts here
            if word in self.they_are and (parts := made_up_of(line, at, last)) is not None:
                return parts
            if word in self.parents and (told := parent(line, at, prep)) is not None:
                return told
            return (beside and listed_name(line, at, beside)) or (named_speaker(line, at, prep, last) if line.names else None)
        kinds = line.kinds.get(at) or {}
        between = kinds.get("preposition")
        if between is not None and (later := hours_later(line, at)) is not None:
            return line.mention("number", at, later, sense=between)
        if not free and FUNCTION_KINDS.issuperset(kinds) and (between is None or between.lexeme.id != "between"):
            return self.others_alone(line, at, last) if "cue" in kinds else None  # only بين can start a phrase: a count (بين 20 و25)
        if (
            last is not None
            and last.kind == "object"
            and last.prep
            and last.last == at
            and hit is not None
            and all(s.clitics.conjunction and s.lexeme.data.get("type") == "deployment" for s in hit.readings)
        ):
            return line.mention(
                "object",
                at,
                line.end(at),
                prep=last.prep,
                sense=hit.readings[0],
                weapon=None,
                object="position",
                quantity=None,
                of=owner(line, line.end(at), True)[0],
                number="p",
                pronoun="",
                article=False,
            )
        if free or not ACTS_AND_PLACES.issuperset(kinds):
            means = kinds.get("means")
            if (
                means
                and last is not None
                and last.kind in ("trigger", "rest", "means", "weapon")
                and last.last == at
                and not means.clitics.preposition
                and not (last.kind == "weapon" and last.definite and not means.clitics.article)  # بالرصاص مسيرة نظموها: no adjective
                and not (means.clitics.conjunction and "weapon" in kinds and last.kind == "weapon")  # الصواريخ والمسيرات: two nouns
                and not (kinds.get("person") and last.kind == "trigger" and self.is_finite(last))  # هاجم انتحاريان: who, not how
            ):
                of, end = owner(line, line.end(at), True) if last.kind == "trigger" and means.lexeme.data.get("weapon") else ([], at)
                own = bool(of) and "weapon" in kinds and not (last.definite or line.ends_feminine(last.last - 1))  # استهداف مسيّرة إسرائيلية
                met = any(s.lexeme.data.get("frame") == "foil" for s in last.data.get("triggers") or ())  # اعتراض مسيّرة
                if last.kind == "trigger" and means.lexeme.data.get("weapon") and (self.is_finite(last) or own or met):
                    end = max(end, line.end(at))  # قصفت مسيّرة تابعة لـX: a noun, whose it is after it
                    return line.mention(
                        "weapon",
                        at,
                        end,
                        sense=means,
                        weapon=means.lexeme.data["weapon"],
                        object=None,
                        quantity=None,
                        of=of,
                        number="s",
                        pronoun="",
                        article=means.clitics.article,
                    )
                return line.mention(
                    "means", at, line.end(at), sense=means, weapon=means.lexeme.data.get("weapon"), cls=means.lexeme.data.get("class")
                )
            if kinds.get("stop") and not taken(line, at, before):
                return None
            if (moment := kinds.get("time")) and not self.needs.next_word(line, hit):
                time = read_time(line, at, prep)
                if time is not None and (time.last - time.first > 1 or moment.lexeme.data.get("adverb")):
                    return time  # فجر الأحد is no explosion
            method = kinds.get("cue")
            asks = method is not None and self.needs.calls_out(line, hit, method)
            if method and asks and hit and method.lexeme.data["category"] == "charge":
                return self.verbal(line, hit, prep, [s for s in hit.readings if s.lexeme.kind == "trigger"])
            if method and not asks and method.lexeme.data["category"] in ("method", "charge", "accident", "crime", "purpose"):
                if not befell_somebody(line, at, before or []):  # أصيب طالب
                    return None
            person = kinds.get("person")
            if (
                person
                and kinds.get("cue")
                and not asks
                and not person.clitics.article
                and (last is None or last.kind in ("clause", "time") or person.clitics.conjunction)
            ):
                return None  # طالب الأهالي: a verb, no student
            if kinds.get("preposition") and kinds.get("object") and not line.raw(at).endswith("ة"):
                return None  # إليه is no آلية
            if kinds.get("person") and self.is_adjective(line, at, prep, last):
                return line.mention("number", at, line.end(at), sense=kinds.get("person"))
            if (unnamed := kinds.get("party")) and self.tells_look(line, unnamed, at, prep, last):
                return line.mention("number", at, line.end(at), sense=unnamed)
            told = (read_national(line, at, None, prep, last) if "demonym" in kinds else None) or self.others_alone(line, at, last)
            told = told or (self.doer_adjective(line, at, last) if "demonym" in kinds else None)
            if told is not None:
                return told
            one = kinds.get("number")
            if (
                one is not None
                and one.lexeme.data["value"] == 1
                and one.lexeme.data["group"] != "pairs"  # أحد جنوده counts
                and not one.clitics.conjunction
                and last is not None
                and last.last == at
                and last.kind in ("person", "object", "place", "weapon", "trigger")
            ):
                return line.mention("number", at, line.end(at), sense=one)  # من عائلة واحدة: an adjective
            if word[:1].isdigit() and (unit := names_unit(line, at)) is not None:
                return line.mention("number", at, at + 1, sense=unit)  # اللواء 41
            quantity = read_quantity(line, at) if free or not COUNTS.isdisjoint(kinds) else None
            if quantity is not None:
                time = read_time(line, at, prep)
                if time is not None and time.last >= quantity.last:
                    return time
                measured = line.word(past_bracket(line, at, quantity.last)) in self.lexicon.grammar["distance_units"]
                return (read_place(line, quantity.last - 1, prep) if measured else None) or self.counted(line, quantity, prep)
        if hit is None:
            return read_time(line, at, prep) if word[:1].isdigit() else read_place(line, at, prep, strong=True)  # إلى الشمال من X
        verbal: list[Sense] = []
        finite: list[Sense] = []
        for s in hit.readings if not VERBS.isdisjoint(kinds) else ():
            if s.lexeme.kind in VERBS:
                verbal.append(s)
                if s.sense.pos in FINITE:
                    finite.append(s)
        if verbal and between is not None and at > line.first and all(map(gives_way, verbal)):
            return None  # كمن: as who; كمن مسلحون at the start of a line lay in wait
        if kinds.get("source") and not kinds.get("person") and befell(line, kinds["source"], last, at):
            line.part(at)
            return self.phrase(line, at, prep, before)
        again = kinds.get("anaphor")
        if again and again.lexeme.data.get("what") == "source":
            return None  # المصدر: the source named before
        if finite and not self.nominal_context(line, hit, prep, last, before):
            verb = self.verbal(line, hit, prep, finite)
            if verb is not None:
                return verb
        if "place" in kinds and "result" in kinds and "trigger" not in kinds and prep in ("in", "near", "to", "from"):
            return read_place(line, at, prep, beside=beside)  # في مودية is no مؤدية
        if ("person" in kinds and "object" in kinds and entered(line, at, prep, before or [])) or (
            last is not None and last.kind == "trigger" and last.last == at and self.moves(last) and tells_column(line, at)
        ):
            thing = read_thing(line, at, None, prep)  # توغل رتل: after a verb a column is who came, not its coming
            if thing is not None:
                return thing
        place, head = "place" in kinds, "party_head" in kinds
        made = line.sense(at - 2, "preposition") if place and line.word(at - 1) in self.models else None
        if made is not None and made.lexeme.id == "from":
            return line.mention("number", at, line.end(at), sense=kinds["place"])  # صاروخ من طراز «قدس»: a make
        placed = place or free or "place_head" in kinds or "number" in kinds
        # Each is asked only where the word has an entry of a kind that it begins with.
        return (
            (read_time(line, at, prep) if "time" in kinds or word[:1].isdigit() else None)
            or (place and (read_state(line, at, last) or joined_country(line, at, prep, last)))
            or (placed and read_place(line, at, prep, strong=True))
            or (head and read_voice(line, at, prep))
            or ("person" in kinds and not speaks_there(line, at, kinds, last) and read_person(line, at, None, prep))
            or ("source" in kinds and read_source(line, at, prep))
            or (head and read_area(line, at, prep))
            or (None if PARTIES.isdisjoint(kinds) or pointed_place(line, at, prep, last) else read_party(line, at, prep))
            or (self.verbal(line, hit, prep, [s for s in verbal if s.sense.pos not in FINITE]) if len(verbal) > len(finite) else None)
            or (None if THINGS.isdisjoint(kinds) else read_thing(line, at, None, prep))
            or (placed and read_place(line, at, prep, beside=beside))
            or (self.verbal(line, hit, prep, finite) if finite else None)
            or None
        )

    def nominal_context(self, line: Line, hit: Hit, prep: str | None, last: Mention | None, before: list[Mention] | None = None) -> bool:
        """Where no finite verb can stand: after a preposition or article, after a noun that heads it, before its own adjective."""
        if not self.noun_marks.isdisjoint(line.raw(hit.last - 1)[-2:]):
            return True  # قصفاً
        if line.word(hit.first - 1) in self.no_verb_after:
            return True
        if prep in ("in", "near") and line.sense(hit.first, "place") and line.sense(hit.first - 1, "preposition"):
            return True  # في عدن توزيع سلال: a town, and nobody came back
        if (
            last is not None
            and last.kind == "trigger"
            and last.last == hit.first
            and not self.is_finite(last)
            and not last.definite
            and line.sense(hit.first, "weapon")
        ):
            return True  # انفجار لغم
        if (
            last is not None
            and last.kind == "party"
            and last.last == hit.first
            and any(s.lexeme.kind == "party_head" and s.pronoun for s in hit.readings)
        ):
            return True  # مخابرات النظام وأجهزته: a noun of theirs
        if not hit.joined and self.judged(before or []):
            return True  # استنكرت البعثة قصف السوق
        if not hit.joined and line.word(hit.first - 1) in line.lexicon.titles:
            return True  # الفريق ياسر: a name
        if all(s.sense.pos in FINITE for s in hit.readings if s.lexeme.kind in VERBAL):
            return False
        if line.in_accusative(hit.last - 1) and line.in_accusative(hit.last) and line.hit(hit.last) is None:
            return True  # قصفا عنيفا: a noun and its adjective
        if not hit.joined and announced(before or []):
            return True  # أعلن الجيش، الأحد، سيطرته على …: what is announced
        if prep is not None or any(s.clitics.article or s.clitics.preposition for s in hit.readings):
            return True
        if last is not None and last.last == hit.first and (last.kind == "anaphor" or last.data.get("noun_follows")):
            return True
        if before and len(before) > 1 and clocked(before[-2:], hit.first):
            return True  # الساعة 11:30: قنص جندي
        if not hit.joined and carried_next(before or []):
            return True  # جدد الطيران قصف المدينة
        if last is not None and last.kind in VERBAL and last.last == hit.first and not hit.joined and self.is_finite(last):
            return True  # كسروا زحفا: two verbs do not follow each other
        if last is not None and hit.joined and joins_noun(before or []):
            return True
        after = line.first_of(hit.last, ("means", "demonym", "person", "party", "party_head"))
        return bool(
            after
            and ((after.lexeme.kind in ("means", "demonym") and not after.clitics.preposition) or after.clitics.preposition == "ل")
            and not after.clitics.conjunction
        )

    @staticmethod
    def judged(before: list[Mention]) -> bool:
        """Whether a verb of condemning, and after it nothing but who condemns, stands right before a word."""
        for m in reversed(before[-3:]):
            if m.kind == "cue":
                return bool(m.data["cue"]["id"] == "judged")
            if m.kind not in ("party", "source", "person", "time") and m.data.get("clause") != "comma":
                return False
        return False

    def verbal(self, line: Line, hit: Hit, prep: str | None, senses: list[Sense]) -> Mention | None:
        """A verb, verbal noun or participle that tells an event, lends itself to one, or reports speech."""
        if not senses:
            return None
        told = line.sense(hit.first, "person")
        if told is not None and told.lexeme.data.get("effect") and not told.clitics.preposition:
            line.consumed.pop(hit.first, None)  # سقوط قتلى وجرحى: the people themselves
        if hit.first in line.consumed and any(s.lexeme.data.get("type") == line.consumed[hit.first] for s in senses):
            # القبض in ألقى القبض: part of the verb before it, which what follows belongs to (أجبر القصف الأهالي على الفرار من …)
            return line.mention("rest", hit.first, hit.last, sense=senses[0], prep=prep, of_type=line.consumed[hit.first])
        triggers: list[Sense] = []
        for s in senses:
            if s.lexeme.kind == "trigger" and self.needs.hold(line, hit, s):
                triggers.append(s)
        if len(triggers) > 1 and (needing := [s for s in triggers if s.lexeme.data.get("needs")]):
            needing.sort(key=lambda s: self.needs.distance(line, hit, s))
            triggers = needing + [s for s in triggers if not s.lexeme.data.get("needs")]
        others: dict[str, Any] = {}
        for kind in OTHERS:
            if kind in hit.kinds:  # of those that hold the first that asks for words, or else the first
                meant = [s for s in senses if s.lexeme.kind == kind and self.needs.hold(line, hit, s)]
                asking = [s for s in meant if s.lexeme.data.get("needs") and not self.owned_noun(s)]
                if plain := asking or [s for s in meant if not s.lexeme.data.get("needs")]:
                    others[kind] = plain[0]
        if not triggers and not others:
            return None
        lead = triggers[0] if triggers else next(iter(others.values()))
        if triggers and lead.lexeme.data.get("needs") and lead.lexeme.data.get("frame") != "foil":  # كسرت هجوما: an attack of its own
            distance = self.needs.distance(line, hit, lead)
            if len(before_that(line, hit.last, hit.last + distance)) == distance:  # لغم زرعته …، وإن لغما انفجر: another mine
                line.consumed[hit.last + distance] = str(lead.lexeme.data.get("type"))
        mention = line.mention(
            "trigger" if triggers else next(k for k in ("speech", "result", "light") if k in others),
            hit.first,
            hit.last,
            prep=prep,
            sense=lead,
            triggers=triggers,
            passive=self.needs.marked_passive(line, hit, lead),
            resumes=line.word(hit.last) in self.resumptive,
            another=line.word(hit.last + bool(line.first_of(hit.last, ("means", "demonym", "weapon")))) in self.another,
            at_them=aimed_back(line, hit.last, self.at_them),
            of_it=aimed_back(line, hit.last, self.of_it),
            opens=hit.first == line.first or not line.word(hit.first - 1)[:1].isalnum(),
            **others,
        )
        if len(triggers) + len(others) == 1:
            return mention
        return replace(mention, entries=tuple([s.lexeme.id for s in (*triggers, *others.values())]))

    @staticmethod
    def former(line: Line, at: int, cue: Sense, found: list[Mention]) -> bool:
        """قيادي في الجيش الحر سابقا: of somebody, not of what happened; who no longer fights is a civilian (the codebook)."""
        last = found[-1] if found else None
        if last is None or last.kind != "person" or last.last != at:
            return False
        if cue.lexeme.data["category"] != "background" or line.end(at) != at + 1:
            return False
        if last.data.get("who") == "combatant":
            found[-1] = replace(last, data={**last.data, "who": "civilian"})
        return True

    def function_word(self, line: Line, at: int, found: list[Mention]):
        """Prepositions, connectives and cues: (what, value, next word, conjunction attached)."""
        if at not in line.kinds or STEERING.isdisjoint(line.kinds[at]):
            return None
        if (sense := line.first_of(at, ("cue", "preposition", "connective", "anaphor"))) is None:
            return None
        kinds, end = line.kinds[at], line.end(at)
        preposition, connective, cue = kinds.get("preposition"), kinds.get("connective"), kinds.get("cue")
        if cue is not None and befell_somebody(line, at, found):
            return None  # أصيب طالب: no demand
        if cue is not None and self.former(line, at, cue, found):
            return "other", None, end, False
        if cue is not None:
            nominal, closed = cue.lexeme.data.get("nominal"), line.closing(at)
            ranked = cue.lexeme.data["category"] == "since" and ranks(line, at)
            found.append(line.mention("cue", at, end, sense=cue, cue=cue.lexeme.data, noun_follows=nominal, closed=closed, ranked=ranked))
            if cue.lexeme.data.get("since") and end > at + 1:
                line.part(at)
                since = next((t for n in range(at + 1, end) if (t := read_time(line, n)) is not None), None)
            else:
                since = None
            if since is not None and since.last >= end:  # منذ الخميس، منذ ساعات الفجر
                found.append(since if "weekday" not in since.data else replace(since, data={**since.data, "ongoing": True}))
                end = since.last
        if connective is not None:
            word = connective.lexeme.data
            marks = {mark: word.get(mark) for mark in ("also", "explains", "terms", "there")}
            opened = {
                "clause": word["kind"],
                "noun_follows": word.get("nominal"),
                "pronoun_subject": word.get("pronoun") or own_unit(line, end),
                **marks,
            }
            found.append(line.mention("clause", at, end, sense=connective, **opened))
        verb = found[-1] if found and found[-1].kind in VERBAL and found[-1].last == at and self.is_finite(found[-1]) else None
        if sense.lexeme.kind == "anaphor" and sense.lexeme.data.get("what") == "latter" and verb is None:
            return "other", None, end, False  # القصف الأخير: an adjective
        if line.sense(at, "anaphor"):
            found.append(line.mention("anaphor", at, end, sense=line.sense(at, "anaphor"), what=sense.lexeme.data.get("what")))
        owned = verb is not None and line.word(at) in self.lexicon.folded("resumed")  # انسحبت منها القوات
        if preposition is not None and (owned or (line.word(at) in self.at_them and aims(found, at))):
            return "other", None, end, False  # أطلق عليه مسلحان النار: a pronoun stands after it, and no noun
        if preposition is not None and preposition.lexeme.id == "clad" and not whose_dress(line, end):
            return "other", None, end, False  # خطف مسلحون يرتدون ملابس سوداء شابا: how they looked, not whom they took
        if preposition is not None and preposition.lexeme.id == "from" and line.word(at - 1) in self.they_are:
            said = whom_they_are(line, end, found)
            if said is not None:
                return "other", None, said, False
        if preposition is not None and line.word(end) in self.aged and preposition.lexeme.id == "from":
            return "other", None, end + 1, False  # في العشرين من عمره: an age
        if preposition is not None and preposition.lexeme.id == "from" and line.word(at) in self.lexicon.folded("resumed"):
            return "other", None, end, bool(preposition.clitics.conjunction)  # المدعومة منها قرى X: its noun was told before
        if preposition is not None:
            return "prep", preposition.lexeme.id, end, bool(preposition.clitics.conjunction)
        if (cue is not None and cue.lexeme.data.get("nominal")) or (
            sense.lexeme.kind == "anaphor" and sense.lexeme.data.get("what") in ("event", "each")
        ):
            return "keep", self.lexicon.grammar["clitic_prepositions"].get(sense.clitics.preposition), end, False
        already = cue is not None and cue.lexeme.data["category"] == "already" and bool(cue.clitics.conjunction)
        return "other", None, end, already and line.verbs().get(end) is not None  # وقد منعت: و is the verb's
