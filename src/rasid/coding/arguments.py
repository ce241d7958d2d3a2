"""What a head may take: the state of a scan over one sentence, and the rules by which a phrase becomes an argument."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from rasid.coding import lone
from rasid.coding.appositions import Appositions
from rasid.coding.containing import is_container, is_spot, of_a_source
from rasid.coding.draft import Head
from rasid.lexicon import Lexicon
from rasid.lexicon.matcher import Reading as Sense
from rasid.model import Mention, Sentence

THINGS = frozenset(("object", "party", "place", "person", "weapon", "count"))
STANDS = frozenset(("position", "base", "checkpoint", "headquarters"))  # from where fire comes: من مواقعها في …
# How far after a speech verb its speaker may stand, in words; beyond that the words are what is said.
SPEAKER_REACH = 8
THAT_REACH = 1  # words from a participle of speech to «that»: مشيرا إلى أن

MET_REACH = 4  # words from «his meeting» to whom he met, over where and when

BYSTANDERS = frozenset(("ngo", "international-organisation", "media", "medical"))  # kinds of parties
SPEAKING = frozenset(("speak_to", "agree"))  # frames in which who speaks for a party stands for it
MOVES = frozenset(("flee", "expel", "leave", "deploy"))  # frames of those who go to a place
STAYS = frozenset(("custody", "harm", "suffer", "foil", "wreck", "forbid", "control", "protest"))  # frames of what is done at one place
PROTESTED = frozenset(("protest_about", "demand", "judged", "condemned"))  # cues before what a protest is about
REPLIES = ("reply", "reply_to_wrongs")  # cues before what something was done in return for
CUSTODY = frozenset(("detained", "abducted", "released"))  # effects that no place undergoes
# Prepositions of what no act takes.
NO_ARGUMENT = frozenset("allegiance aboard like before purpose demand despite except since about seat auspices".split())


class ArgumentTaker(Appositions):
    """A sentence half read: its heads so far, the open ones, and what was read last."""

    def __init__(self, lexicon: Lexicon, frame_of: Callable[[dict[str, Any]], dict[str, Any]], sentence: Sentence) -> None:
        self.lexicon, self.frame_of, self.sentence = lexicon, frame_of, sentence
        self.heads: list[Head] = []
        self.stack: list[Head] = []
        self.pre: list[Mention] = []
        self.clause = 0
        self.last: tuple[Mention, Head | None, str, str] | None = None  # mention, head, how, prep
        self.last_person: Mention | None = None
        self.last_head_of_person: Head | None = None
        self.antecedent: Mention | Head | None = None
        self.relative = False
        self.comma = self.fresh_comma = self.after_comma = False
        self.part = self.charged = self.protested = False
        self.beside = False
        self.loose: list[Mention] = []
        self.containers: dict[int, Mention] = {}
        self.speech: Head | None = None
        self.parts: list[tuple[Mention, Mention]] = []
        self.pre_people: list[Mention] = []
        self.subjects: list[Mention] = []
        self.colon_speaker: Mention | None = None
        self.complement = False
        self.operation: Mention | None = None
        self.when = self.also = self.explains = False
        self.attempt: Mention | None = None  # the word محاولة just read, and then whose attempt it is
        self.attempter: Mention | None = None
        self.mediator_to = -1  # the word after the last of those who bring two sides together
        self.still: Mention | None = None  # the words ما زالت just read
        self.numbering: Mention | None = None  # the word وعددهم just read
        self.voice_at = -1  # the word after a verb of speech without a speaker known
        self.colon_at = -1  # the word after a colon
        self.rest_at = -1  # the word after the rest of a verb told in two parts
        self.reply_at = self.grounds_at = -1  # the word after «in reply to», «on the grounds of»
        self.held_to = 0  # the word after the last place that holds another
        self.consequence = self.lexicon.language.get("consequence") or []
        self.voice_to = -1  # the word after whose statement the last one told of is
        self.judging: Mention | None = None  # the verb of condemning just read
        self.condemned: list[tuple[Mention, Mention]] = []  # each verb of condemning, and who condemns
        self.hedged: Mention | None = None  # the words يعتقد أنهم من just read
        self.weapon: tuple[Mention, Head | None] | None = None
        self.that: Mention | None = None
        self.since_at = -1  # the word after «since the beginning of»
        self.without_at = -1  # the word after «without», where a verb or noun is open
        self.had: Mention | None = None  # the verb كان just read
        self.whom: Mention | None = None  # whom somebody had done it to, as كان after him tells

    def is_container(self, mention: Mention) -> bool:
        """بلدة X بريف Y: the second place holds the first."""
        return self.last is not None and is_container(mention, self.last[0], self.last[3], self.held_to, self.lexicon)

    def with_list(self, mention: Mention) -> list[Mention]:
        """حيي الأعظمية وسيف الدولة في حلب: a place with those before it in its list, all held by what holds the last."""
        out, at = [mention], self.sentence.mentions.index(mention)
        while at and out[-1].conj and (before := self.sentence.mentions[at - 1]).kind == "place" and before.data.get("lists"):
            if before.last != out[-1].first:
                break
            out.append(before)
            at -= 1
        return out

    def unarmed(self, mention: Mention) -> bool:
        """استهداف القوات الطواقم الطبية: a party that has no arms, after one that has, is whom it acts on."""
        party = mention.data.get("party")
        return party is not None and not self.lexicon.parties.armed(party)

    def armed(self, mention: Mention) -> bool:
        """Whether a mention is of a party that has arms."""
        return mention.data.get("party") is not None and self.lexicon.parties.armed(mention.data["party"])

    def bystander(self, mention: Mention, head: Head) -> bool:
        """نددت المنظمة باحتجاز ناشطين: those who watch or help do no violence that a noun tells after them."""
        kind = self.lexicon.parties.kind(mention.data.get("party")).get("id") if mention.kind == "party" else None
        return kind in BYSTANDERS and head.data.get("frame") in ("attack", "harm", "custody", "wreck", "forbid", "blast")

    def spot(self, mention: Mention) -> bool:
        return is_spot(mention, self.lexicon)

    def meant_by(self, verb: Mention, noun: Mention) -> bool:
        """Whether a verb's attached pronoun can mean the people before it: مسلحين خطفوه are who took, not who was taken."""
        number = (self.lexicon.language.get("pronouns") or {}).get(verb.pronoun or "")
        return bool(verb.pronoun) and not (number in ("m", "f", "d") and noun.data.get("number") == "p" and not noun.data.get("adjective"))

    def meant_at(self, verb: Mention, noun: Mention) -> bool:
        """Whether «at him» can mean the people before a verb: مسلحين فتحوا عليه النار shot at somebody told before."""
        aimed = str(verb.data.get("at_them") or "")
        numbers = self.lexicon.language.get("pronouns") or {}
        number = next((numbers[p] for p in sorted(numbers, key=len, reverse=True) if aimed.endswith(p)), None)
        return bool(aimed) and not (number in ("m", "d") and noun.data.get("number") == "p" and not noun.data.get("adjective"))

    @staticmethod
    def right_after(head: Head, verb: Mention) -> bool:
        """Whether a verb stands right after an event noun, its adjectives aside."""
        return not head.finite and verb.first - head.mention.last <= 1 + len(head.means) and not head.bare and not head.preps

    def of_speaker(self, mention: Mention) -> bool:
        """وفقا لطبيب في مستشفى بمنطقة X: where who says so is, after what is told."""
        last = self.stack[-1] if self.stack else None
        voice = last.bare[-1] if last is not None and last.bare else None
        if voice is not None and voice.kind == "source" and voice.last == mention.first and mention.kind == "party" and mention.prep:
            if voice.data.get("party") is None:
                voice.data["party"] = mention.data.get("party")  # بحسب بيان للحزب: whose statement it is
            self.voice_to = mention.last
            return last is not None and last.kind == "speech"
        if mention.kind == "place" and mention.prep is None and mention.first == self.voice_to:
            return True  # وفق بيان لسلطات مأرب: whose authorities
        return (
            last is not None
            and last.kind == "speech"
            and bool(last.data.get("follows"))
            and bool(last.bare or last.preps)
            and any(h.kind == "event" for h in self.heads)
            and not self.comma
            and mention.kind in ("place", "object")
            and mention.prep in ("in", "with")
        )

    def reports(self, mention: Mention, sense: Sense) -> bool:
        """Whether a verb of speech without a speaker still reports: it goes on from the one before, or what is said follows."""
        if sense.lexeme.data.get("beside"):
            return self.goes_on_to_say(mention, sense)
        if sense.lexeme.data.get("continues") or sense.sense.pos == "w" or any(m.kind in ("party", "person") for m in self.pre):
            return True
        after = [m for m in self.sentence.mentions if mention.last <= m.first <= mention.last + 6]
        return any(m.kind in ("party", "person") or (m.kind == "clause" and m.data["clause"] in ("that", "colon")) for m in after[:2])

    def goes_on_to_say(self, mention: Mention, sense: Sense) -> bool:
        """مؤكدا أن …، نافيا استهداف المدنيين: whether «that» follows right after, or an act right after what denies it."""
        after = next((m for m in self.sentence.mentions if m.first >= mention.last), None)
        if after is None or after.first - mention.last > THAT_REACH:
            return False
        act = after.kind == "trigger" and sense.lexeme.data.get("stance") == "denies"
        return act or (after.kind == "clause" and after.data["clause"] in ("that", "colon"))

    def has_speaker(self, mention: Mention) -> bool:
        """Whether somebody who can speak stands right before or after a verb that need not be one of speech."""
        if self.pre and any(m.kind == "source" or m.data.get("source") for m in self.pre):
            return True
        after = [m for m in self.sentence.mentions if mention.last <= m.first <= mention.last + 2]
        return bool(after) and (after[0].kind in ("source", "anaphor") or bool(after[0].data.get("source")))

    def of_the_camp(self, mention: Mention) -> bool:
        """مخيم زمزم للنازحين بمدينة X: for whom the camp is, and what follows goes on from its name."""
        last = self.last[0] if self.last is not None else None
        if last is None or mention.kind != "person" or mention.prep != "for" or mention.first != last.last:
            return False
        kinds = {self.lexicon.places[n]["kind"] for n in last.data.get("candidates") or []} if last.kind == "place" else set()
        if kinds != {"camp"} and last.data.get("place_kind") != "camp":
            return False
        self.held_to = mention.last
        return True

    def joins(self, mention: Mention) -> bool:
        """Whether a phrase after و goes where the phrase before it went."""
        if self.last is None or mention.data.get("acts"):
            return False  # دون إصابات، وأنقرة تتوعد
        previous, head, how, prep = self.last
        if mention.prep is not None and mention.prep != prep:
            return False
        if previous.kind == "place" and mention.kind in ("party", "source") and self.fresh_comma:
            return False  # على طريق عام تبنين، والدفاع المدني يتحدث عن شهيد
        if previous.kind in ("object", "weapon") and mention.kind in ("party", "source") and self.fresh_comma:
            return False  # تضرب مستودعات، والدفاع المدني يخمد الحرائق
        harmed = previous.kind == "person" and (previous.data.get("effect") or (head is not None and head.data.get("effect")))
        if harmed and mention.kind == "party" and self.fresh_comma:
            return False  # مقتل عشرين مدنيا، وتنظيم الدولة يتبنى
        if previous.kind == mention.kind or {previous.kind, mention.kind} <= THINGS:
            return not (how == "subject" and mention.kind == "place")
        return False

    def had_done(self, mention: Mention) -> bool:
        """ثلاثة كانت القوات قد احتجزتهم: who had done it to the people just told, and no part of what is told of them."""
        had, whom = self.had, self.last[0] if self.last is not None else None
        if had is None or whom is None or had.conj or mention.first != had.last or whom.last != had.first or self.relative:
            return False
        if mention.prep is not None or mention.conj or mention.kind != "party" or whom.kind not in ("person", "count") or whom.definite:
            return False
        self.relative, self.antecedent, self.whom = True, mention, whom
        return True

    def give(self, head: Head, mention: Mention, how: str, prep: str) -> None:
        if how == "of":
            head.of.append(mention)
        elif how == "bare":
            head.bare.append(mention)
        elif how == "home":
            head.homes.append(mention)
        elif how == "same":
            pass
        else:
            head.preps.append((prep, mention))

    def accept(self, head: Head, mention: Mention) -> tuple[str, str] | None:
        """How a head takes a phrase: as its genitive, a bare argument, or by preposition; None where it cannot."""
        prep = mention.prep
        if head.kind == "light" and not head.finite:
            adjacent = mention.first == head.mention.last and not head.bare and not head.mention.definite
            kinds = ("party", "person", "object", "place") if head.data.get("subject") == "target" else ("party", "person")
            return ("bare", "") if adjacent and prep is None and mention.kind in kinds and head.data.get("subject") else None
        if (
            mention.kind == "place"
            and prep == "in"
            and self.last
            and self.last[3] == "from"
            and self.last[1] is head
            and (self.last[0].kind in ("party", "place") or self.last[0].data.get("object") in STANDS)
            and mention.first - self.last[0].last <= (1 if self.last[0].kind == "place" else 2)  # من معسكر X مناطق في قرية Y
            and not (self.last[0].kind == "place" and self.spot(mention) and not self.spot(self.last[0]))  # من الموصل في مخيم X
        ):
            return ("prep", "from")
        if (
            mention.kind == "place"
            and prep == "in"
            and self.last
            and self.last[3] in ("to", "toward")
            and self.last[1] is head
            and self.last[0].kind == "object"
            and mention.first - self.last[0].last <= 2
            and head.data.get("frame") in ("flee", "expel", "leave", "custody", "come_back")
        ):
            return ("prep", self.last[3])  # نزحت إلى مخيمات في عامرية الفلوجة: where to
        moved = head.kind == "light" and any(h.data.get("frame") in ("flee", "come_back") for h in self.stack if h is not head)
        if moved and (prep in ("to", "toward") or (self.last and self.last[1] is not head and self.last[3] in ("to", "toward"))):
            return None  # وصلت أسر خرجت من X إلى Y: where they came to
        held = (
            head.data.get("frame") == "control"
            and head.sense.sense.pos == "im"
            and head.mention.data.get("at_them")
            and len(self.stack) > 1
        )
        if prep == "on" and held and mention.kind in ("place", "object"):
            return None  # منطقة يسيطر عليها التنظيم على …: of the verb before it
        if head.kind == "speech":
            return self.accept_speaker(head, mention)
        outer = head.governor
        if outer is not None and outer.kind == "result" and outer.subject_event is head and prep == "from" and mention.data.get("effect"):
            return None  # أسفر القصف على البلدة عن ثلاثة قتلى: of the verb of result
        said = head.data.get("frame") == "speak_to" and head.finite and self.that is not None and self.that.first > head.mention.first
        if said and prep is None and self.that is not None and mention.first == self.that.last:
            return None  # هدد بأن قواته ستهاجم: the subject of what is said
        if mention.kind == "place" and prep is None and mention.data.get("of_home"):
            return ("same", "")
        if mention.kind == "place" and prep is None and of_a_source(mention, self.sentence):
            return None
        if mention.kind == "place" and prep == "from" and self.from_home(head, mention):
            return ("home", prep)
        if prep == "side":
            return ("prep", "toward" if head.data.get("frame") in MOVES else "near")
        if prep == "come_from":
            return None if head.data.get("frame") in STAYS else ("prep", "from")  # على يد مجهولين قدموا من X
        if prep == "support" and mention.kind == "place":
            return None  # المليشيا المدعومة من إيران: who backs them, not where
        if prep == "stationed":
            return ("prep", "from" if self.last and self.last[0].kind == "party" and self.does_it(head, self.last[0]) else "in")
        if (
            mention.kind in ("source", "anaphor")
            and not (mention.kind == "source" and mention.data.get("of") and head.kind in ("event", "light"))
            and not (
                head.data.get("frame") in SPEAKING
                and mention.kind == "source"
                and mention.data.get("party")
                and (prep is not None or head.finite or head.sense.sense.pos == "w")  # مشاورات برعاية فلان: no side of them
            )
            and not (head.data.get("frame") == "speak_to" and head.finite and not head.bare and (mention.kind == "source" or prep is None))
        ):
            return None
        if prep == "from" and mention.kind == "party" and not mention.data.get("area") and self.last and self.last[0].kind == "weapon":
            if self.last[0].last >= mention.first - 1 and "by" in head.frame.get("prep", {}):
                return ("prep", "by")  # برصاص قناص من تنظيم X
        if prep == "to" and mention.kind == "place" and head.data.get("frame") == "clash" and self.after_comma:
            return None  # اشتباكات …، والطريق إلى تونس مقطوع
        if prep is None or prep == "as":
            return self.accept_bare(head, mention)
        if prep == "cause" and mention.kind in ("weapon", "object", "place", "person"):
            return ("prep", "with") if mention.kind == "weapon" else None
        if prep == "from" and mention.data.get("own_home") and head.data.get("frame") == "attack":
            return None  # بطلق ناري، ومحمد هشام، 22 عاما، من القاهرة: nobody fired from there
        if prep in NO_ARGUMENT:
            return None
        if prep in ("direction_n", "direction_s", "direction_e", "direction_w"):
            return ("prep", "near")
        if prep in ("with", "belonging") and mention.kind == "place":
            if head.data.get("frame") == "speak_to" and prep == "with" and self.a_country(mention):
                return ("prep", "on")  # هدد بالرد على إسرائيل
            return ("prep", "in")
        if prep == "for" and mention.kind == "place":
            return ("prep", "for")
        if prep in head.frame.get("prep", {}) or prep == "for":
            return ("prep", prep)
        return None

    def does_it(self, head: Head, mention: Mention) -> bool:
        """Whether a noun is who acts in an attack: its genitive, or the first bare noun after a verb that has no subject before it."""
        if head.data.get("frame") != "attack":
            return False
        if not head.finite:
            return mention in head.of
        before = [m for m in head.pre if m.prep is None and m.kind in ("party", "person", "weapon")]
        return mention in before or (not before and bool(head.bare) and mention is head.bare[0])

    def they_went(self, head: Head, mention: Mention) -> bool:
        """هاجموا قوافل الفارين نحو أدري: where people were going who were attacked, and not where that was."""
        who = self.last[0] if self.last is not None else None
        return (
            who is not None
            and who.kind == "person"
            and head.data.get("frame") in ("attack", "harm", "suffer", "wreck")
            and "displaced" in (who.data.get("effect"), who.data.get("party"), *who.data.get("groups", ()))
            and mention.first - who.last <= 2
        )

    def from_home(self, head: Head, mention: Mention) -> bool:
        """قتل شاب من بلدة X: where somebody comes from who was harmed there or elsewhere."""
        if self.last is None or head.data.get("frame") not in ("harm", "suffer", "attack") or mention.data.get("rural"):
            return False
        who = self.last[0]
        shot = who.data.get("who") != "combatant" and who.data.get("number") == "s" and not self.spot(mention)  # أطلقوا النار على شاب من X
        if head.data.get("frame") == "attack" and not shot:
            return False
        return who.kind == "person" and self.last[1] is head and mention.first - who.last <= 1

    def accept_speaker(self, head: Head, mention: Mention) -> tuple[str, str] | None:
        if head.data.get("beside"):
            return None  # نافيا استهداف الجيش المدنيين: who spoke before speaks on
        last = head.bare[-1] if head.bare else head.preps[-1][1] if head.preps else None
        if mention.kind in ("source", "party", "person") and mention.conj and last is not None and mention.first == last.last:
            return ("bare", "")  # مصادر طبية وشهود: both say so
        if (
            head.data.get("chain")
            and mention.kind in ("source", "party", "person")
            and mention.prep in ("from", "about")
            and not head.preps
        ):
            return ("prep", mention.prep)  # نقلت الوكالة عن مسؤول: from whom it has it
        if mention.kind not in ("source", "party", "person", "anaphor") or head.bare or head.preps:
            return (
                ("bare", "")
                if mention.kind == "source"
                and head.bare
                and not self.complement  # قالت القوات إن قائد الجيش …: of what is said
                and mention.first - head.bare[-1].last <= 3
                and mention.prep in ("in", "from", "for", None)
                and len(head.bare) < 2
                else None
            )
        if (
            self.complement
            or self.colon_at > head.mention.first  # وقال: «التحالف شن غارة»: of what is said
            or mention.first - head.mention.last > SPEAKER_REACH
            or any(h.mention.first > head.mention.first for h in self.heads)
        ):
            return None
        if mention.prep is not None and not head.data.get("follows") and mention.prep not in ("from",):
            return None
        agency = all(m.kind == "source" for m in head.pre) and mention.first == head.mention.last  # (رويترز) قال مصدر: whose report it is
        object_told = bool(head.mention.pronoun)  # وفقا لما أوردته الوكالة: who says it stands after the verb
        if head.pre and not head.data.get("follows") and not agency and not object_told:
            return None
        return ("bare", "")

    def after_means(self, head: Head, mention: Mention) -> bool:
        """استهدافه بصاروخ موجه دبابة، قصفها بالهاون قوة: whom or what an act hit, told after what with, where a pronoun is who did it."""
        fired = self.last is not None and self.last[1] is head and self.last[3] == "with" and self.last[0].kind == "weapon"
        return fired and (mention.kind == "party" or bool(mention.data.get("object")))

    def accept_bare(self, head: Head, mention: Mention) -> tuple[str, str] | None:
        if mention.kind == "border":
            return ("prep", "in")
        if self.says_who(head, mention):
            return ("same", "")
        if (
            mention.kind == "place"
            and self.last
            and (self.last[0].kind == "object" or (self.last[0].kind == "party" and head.data.get("effect") in CUSTODY))
            and self.last[0].last == mention.first
            and self.last[1] is head
        ):
            return ("prep", "in")  # ثكنة زرعيت, أوقفت شرطة أضنة سبعة: whom they held comes after it
        if mention.kind == "object" and self.last is not None and self.of_the_house(self.last[0], mention):
            return ("same", "")
        met = head.sense.sense.pos == "w" and head.data.get("frame") == "agree" and not head.bare and not head.of
        if (
            met
            and mention.kind in ("party", "source", "person")
            and mention.first - head.mention.last <= MET_REACH
            and not self.fresh_comma
        ):
            return ("bare", "")  # عقب لقائه في مسقط مبعوث الأمم المتحدة
        if not head.finite:
            if head.sense.sense.person == "d" and head.sense.sense.pos != "ap" and not head.mention.pronoun and not head.data.get("effect"):
                return None  # استهدف بغارتين مزرعة: a dual with its ending heads no genitive
            adjacent = mention.first <= head.mention.last + (0 if not head.means else len(head.means)) + bool(mention.data.get("of_act"))
            if adjacent and not head.of and not head.mention.definite and not head.mention.pronoun:
                return ("of", "")
            if adjacent and not head.of and head.mention.definite and mention.kind == "party" and mention.last == mention.first + 1:
                return ("of", "")  # القصف الحوثي: a definite noun has no genitive, so this is its adjective
            if head.mention.pronoun and (
                adjacent
                or (
                    head.data.get("frame") == "attack"
                    and not head.bare
                    and (mention.kind in ("object", "place", "person") or self.after_means(head, mention))
                    and mention.first - head.mention.last <= 5
                    and not self.fresh_comma
                )
            ):
                return ("bare", "")
            if (
                head.of
                and not head.bare
                and mention.first <= max([head.of[-1].last, *(m.last for p, m in head.preps if p == "with" and m.kind == "weapon")]) + 1
                and (mention.kind != "party" or self.unarmed(mention))
                and (head.of[-1].kind in ("party", "weapon") or lone.done_by_fighters(head.of[-1], mention))
            ):
                return ("bare", "")
            if (
                head.kind == "event"
                and head.data.get("effect")
                and not head.of
                and not head.bare
                and mention.kind in ("person", "count")
                and mention.first - head.mention.last < 5
            ):
                return ("of", "")
            if mention.kind == "place" and mention.data.get("list_head") and not self.outer_wants(head):
                return ("prep", "in")
            if mention.kind == "place" and mention.data.get("relation"):
                return ("prep", "near")
            return None
        if head is not self.stack[-1] and not self.still_open(head, mention):
            return None
        if self.beside and self.comma and mention.kind == "party" and mention.prep is None and not mention.conj:
            return None  # قطع المحتجون الطريق، وسط إجراءات اتخذها الجيش
        if self.fresh_comma and (head.bare or head.preps) and not (mention.kind == "place" and mention.data.get("relation")):
            doer = head.bare[0] if len(head.bare) == 1 and head.bare[0].kind in ("party", "person") else None
            if lone.told_after_comma(head, mention):
                return ("bare", "")
            lacks = doer is not None and self.last is not None and mention.kind in ("weapon", "object") and not mention.conj
            riding = lacks and self.last is not None and (self.last[3] == "aboard" or lone.lacks_object(head, self.last[0], mention))
            return ("bare", "") if riding else None  # ألقى مسلحون يستقلون دراجة، قنبلة على
        if mention.kind == "place" and mention.data.get("relation") and head.bare:
            return ("prep", "near")
        if head.kind == "light" and head.bare and head.data.get("carrier") not in ("subject", "object", "none"):
            return None
        has_subject = head.subject_event is not None or (
            bool(head.pre) and any(m.prep is None and m.kind != "place" and not m.data.get("area") for m in head.pre)
        )
        if lone.has_room(head, mention, 1 if has_subject and head.kind != "result" else 2):
            return ("bare", "")
        if mention.kind == "place":
            return ("prep", "in")
        return None

    def still_open(self, head: Head, mention: Mention) -> bool:
        """Whether a verb with other heads after it can still take a bare noun: it lacks its object, or the noun stands close by."""
        if head.subject_event is self.stack[-1]:
            return not head.bare
        if head.kind == "light" and head.data.get("carrier") != "subject":
            return False
        return (mention.first - self.stack[-1].mention.last <= 3 and not self.fresh_comma) or lone.lacks_fallen(head, mention)

    def outer_wants(self, head: Head) -> bool:
        """Whether a finite verb around a verbal noun still lacks its object (استهدف القصف …)."""
        return bool((outer := head.governor) and outer.finite and outer.subject_event is head and not outer.bare)
