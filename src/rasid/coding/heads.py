"""Who governs what in a sentence: mentions read in order, each given to the nearest head before it that can take it."""

from __future__ import annotations

from typing import Any

from msgspec.structs import replace

from rasid.coding import lone
from rasid.coding.arguments import PROTESTED, REPLIES
from rasid.coding.clauses import ClauseReader, left
from rasid.coding.days import opens_next
from rasid.coding.draft import FINITE, Head
from rasid.coding.insertions import NOUN_PHRASES, source_insertion, without_insertions
from rasid.coding.meeting import second_side
from rasid.coding.more_hurt import more_hurt
from rasid.lexicon import Lexicon
from rasid.model import Mention, Sentence


class HeadReader:
    """Finds heads and their arguments. One instance serves every sentence."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        grammar = lexicon.grammar["frames"]
        self.frames: dict[str, dict[str, Any]] = grammar.get("frames") or {}
        self.default_prep: dict[str, str] = (grammar.get("defaults") or {}).get("prep") or {}
        self.made: dict[int, tuple[dict[str, Any], dict[str, Any]]] = {}  # by its identity: an entry, and its frame

    def read(self, sentence: Sentence) -> SentenceScan:
        """The sentence's heads, with what no head took: times before any verb, containers of places, parts of counts."""
        scan = SentenceScan(self.lexicon, self.frame_of, sentence)
        scan.run()
        return scan

    def frame_of(self, data: dict[str, Any]) -> dict[str, Any]:
        """The frame of an entry with its own prepositions over it, made once."""
        if (made := self.made.get(id(data))) is not None and made[0] is data:
            return made[1]
        frame = self.frames.get(data.get("frame") or "attack") or {}
        prep = {**self.default_prep, **(frame.get("prep") or {}), **{k: SYNONYMS.get(v, v) for k, v in (data.get("prep") or {}).items()}}
        made = self.made[id(data)] = data, {**frame, "prep": prep, **({"of": data["of"]} if data.get("of") else {})}
        return made[1]


AMID_REACH = 2  # words from a verb to who did it, over «during it» and quotation marks
UNIT_WORDS = 2  # words from «that» to the verb of whom a pronoun or a noun there means: أنها قصفت، أن وحدة مختصة ضبطت
MEDIATORS = 3  # words from a mediator to the next one, over his name
NUMBERED = 3  # words from people to «their number is», over what they are of (موقوفي أحداث الساحل، وعددهم)
# Frames whose subject is never an event.
OF_PEOPLE = frozenset("speak_to flee come_back suffer protest agree change give".split())
SYNONYMS = {"place": "scene", "weapon": "instrument", "recipient": "target", "sides": "side", "source": "origin"}


class SentenceScan(ClauseReader):
    """Reads one sentence's mentions in order and gives each to a head."""

    def run(self) -> None:
        mentions = without_insertions(self.sentence.mentions)
        at = 0
        while at < len(mentions):
            end = source_insertion(mentions, at) if self.heads and mentions[at].kind == "clause" else at
            if end > at:
                self.aside(mentions[at + 1 : end])
                at = end + 1
                continue
            self.take(mentions[at])
            at += 1

    def aside(self, mentions: list[Mention]) -> None:
        """Reads who says so, put in between commas, and goes on as if it were not there: قتلت القوات، بحسب شهود، مدنيين."""
        heads, containers = self.heads, self.containers
        before = {k: list(v) if isinstance(v, list) else v for k, v in vars(self).items()}
        for mention in mentions:
            self.take(mention)
        vars(self).update(before)
        self.heads, self.containers = heads, containers

    def take(self, mention: Mention) -> None:
        """Gives one mention to a head."""
        kind = mention.kind
        if kind == "clause":
            self.after_comma = self.after_comma or mention.data["clause"] == "comma"
            self.fresh_comma = mention.data["clause"] == "comma"
            self.boundary(mention)
            return
        if kind == "trigger" and (where := self.stand(mention)) is not None:
            self.noun_phrase(where)
        elif kind in ("trigger", "light", "result", "speech"):
            self.verbal(mention)
        elif kind == "cue":
            cue = mention.data["cue"]
            self.part = self.part or cue["category"] == "part"
            self.numbering = mention if cue["id"] == "their_number" else None
            self.had = mention if cue["category"] == "pluperfect" else None
            self.attempt = mention if cue["id"] == "attempt" else None
            self.still = mention if cue["id"] == "only" else None
            denied = self.speech is not None and self.speech.data.get("stance") == "denies"  # نفى ضلوع طائراته في القصف: an act
            self.charged = self.charged or (cue["category"] == "charge" and not denied) or bool(cue.get("charges"))
            self.protested = self.protested or cue["id"] in PROTESTED
            self.reply_at = mention.last if cue["id"] in REPLIES else self.reply_at
            self.grounds_at = mention.last if cue["id"] == "on_grounds" else -1
            self.judging = mention if cue["id"] in ("judged", "condemned") else self.judging
            self.hedged = mention if cue["id"] == "believed_to_be" else None
            self.without_at = mention.last if cue["id"] == "did_not" and self.stack else -1
            self.since_at = mention.last if cue["category"] == "since" else -1
        elif kind == "time":
            self.time(mention)
        elif kind == "rest":
            self.resume(mention)
        elif kind == "means":
            if self.stack:
                self.stack[-1].means.append(mention)
        elif kind in NOUN_PHRASES or (kind == "anaphor" and mention.data.get("what") == "source"):
            self.noun_phrase(mention)
        elif kind == "anaphor" and mention.data.get("what") == "latter":
            named = [
                m
                for m in self.sentence.mentions
                if m.last <= mention.first and (m.kind == "party" or (m.kind == "person" and m.data["of"]))
            ]
            for m in named[-1:]:
                self.noun_phrase(replace(m, first=mention.first, last=mention.last, head=mention.first, prep=None, conj=False))
        elif kind == "anaphor" and mention.data.get("what") == "event":
            self.operation = mention
        if kind not in ("cue", "time"):
            self.fresh_comma = False

    def stand(self, mention: Mention) -> Mention | None:
        """قصفت القوات من تمركزاتها في معسكر X: where those stand who fire, which a noun of deployment with their pronoun is."""
        sense = (mention.data.get("triggers") or [None])[0]
        stands = sense is not None and sense.lexeme.data.get("frame") == "deploy" and sense.sense.pos not in FINITE
        if not stands or mention.prep != "from" or not mention.pronoun or not self.stack:
            return None
        data: dict[str, Any] = {"object": "position", "weapon": None, "quantity": None, "of": [], "number": "p", "pronoun": mention.pronoun}
        return replace(mention, kind="object", data=data)

    def amid(self, mention: Mention, head: Head) -> bool:
        """حملة دهم أوقفت خلالها الشرطة ستة: during what was told, and not by it, where a party stands right after those words."""
        within = bool(mention.data.get("resumes")) and not mention.conj and head.data.get("frame") in ("custody", "forbid", "expel")
        after = next((m for m in self.sentence.mentions if m.first > mention.last), None) if within else None
        return within and after is not None and after.kind == "party" and after.prep is None and after.first - mention.last <= AMID_REACH

    def resume(self, mention: Mention) -> None:
        """The rest of a verb told in two parts: what follows it belongs to that verb again."""
        for head in reversed(self.heads):
            if head.kind == "event" and head.data.get("needs") and head.data.get("type") == mention.data["of_type"]:
                self.stack = [*(h for h in self.stack if h is not head), head]
                self.last, self.rest_at = None, mention.last
                return

    def verbal(self, mention: Mention) -> None:
        kind, sense = next(self.choices(mention))
        if (
            kind == "speech"
            and not sense.lexeme.data.get("follows")
            and not self.has_speaker(mention)
            and (sense.lexeme.data.get("weak") or not self.reports(mention, sense))
        ):
            self.voice_at = mention.last
            if sense.lexeme.data.get("beside") and self.fresh_comma:
                self.stack, self.pre = [h for h in self.stack if h.kind == "speech"], []  # مذكرا بالضربات التي …: told anew
            return
        head = Head(mention=mention, kind=kind, sense=sense, sentence=self.sentence.number, clause=self.clause)
        head.frame = self.frame_of(head.data)
        head.said_by = self.speech
        finite = head.finite
        denier = self.denial_ends(head) if finite and mention.conj and kind != "speech" else None
        if denier is not None:
            head.said_by = self.speech = None
        if finite and not self.relative:
            previous = None if self.amid(mention, head) else self.previous_noun(mention)
            if mention.conj or self.comma or not self.stack:
                self.clause += 1
                head.clause = self.clause
            head.governor = None
            topic = sense.clitics.conjunction in self.consequence and not self.heads  # أما وكالة X فتحدثت، أما الشيوخ فأمهلوا
            if mention.conj and not topic:
                head.pre = [m for m in self.pre if m.prep is not None and m.kind == "place"] if self.pre else []
                head.pre += [m for m in denier or [] if head.data.get("frame") == "speak_to"]
            elif kind == "speech":
                head.pre = [m for m in self.pre if m.kind in ("source", "person", "anaphor") or m.data.get("party")]
            else:
                head.pre = self.pre
            if self.colon_speaker is not None and head.sense.sense.person == "1p" and self.colon_speaker.kind == "party":
                head.pre = [self.colon_speaker]
            thing = self.last[0] if self.last else None
            if (
                not mention.conj
                and kind == "event"
                and thing is not None
                and thing.kind == "person"
                and thing.last == mention.first
                and not thing.definite
            ):
                head.pre = lone.joined_before(self.pre, thing)  # جثمان شهيد قضى …
                they = self.that is not None and self.that.last == thing.first and sense.sense.person == "3mp"  # إن مسلحين خطفوهم
                head.undergoes = not they and (self.meant_by(mention, thing) or self.meant_at(mention, thing))  # متطوعين اعتقلتهم الشرطة
                freed = head.data.get("type") == "release" and bool(mention.data.get("of_it")) and sense.sense.person in ("3ms", "3fs")
                head.undergoes = head.undergoes or (freed and not they)  # عناصر أفرج عنهم المسلحون
            if previous is not None and kind == "light" and mention.pronoun and not mention.conj and self.right_after(previous, mention):
                head.subject_event, head.relative, head.pre = previous, True, []  # هجوم صاروخي نفذه حزب الله
            launched = self.launched(mention, head, thing)
            if launched is not None:
                head.subject_event, head.relative = launched, True
                head.pre = []
            if (
                self.operation is not None
                and kind == "event"
                and not mention.conj
                and head.subject_event is None
                and not own_of(head.pre)
                and self.heads
                and self.heads[-1].kind == "light"
                and self.heads[-1].finite
            ):
                light = self.heads[-1]
                head.pre = [*light.bare[:1], *[m for m in light.pre if m.prep is None][:1]][:1]
            if (
                self.that is not None
                and self.that.data.get("pronoun_subject")
                and mention.first - self.that.last <= UNIT_WORDS
                and self.speech is not None
                and not (kind == "light" and head.data.get("carrier") == "subject")  # أنه تم اعتراض: «that it», of nobody
            ):
                voice = [m for m in self.voices() if m.kind in ("party", "person") or m.data.get("of")]
                head.pre = (self.said_before() if self.that.conj else []) or voice[:1]
            own = own_of(head.pre)
            if mention.conj and kind in ("event", "result"):
                head.subject_event = self.carried_subject(head, mention)
            elif head.data.get("frame") in OF_PEOPLE:
                pass  # نتيجة الهجمات نزحت مئات الأسر: no event flees
            elif (
                (previous is not None and not mention.conj and not own)
                or (
                    previous is not None
                    and own
                    and previous.mention.first > own[-1].first
                    and kind in ("event", "light", "result")
                    and not self.comma
                )
                or (previous is not None and not mention.conj and not self.comma and mention.data.get("result") and people(own))
            ):
                head.subject_event = previous
            self.stack = self.which_left(head) or self.which_is_held(head) or lone.without_result(head, self.heads)
        elif finite:
            head.relative = True
            if isinstance(self.antecedent, Head):
                head.subject_event = self.antecedent
            elif self.antecedent is not None and self.antecedent.kind == "place" and (mention.pronoun or left(head)) and kind == "event":
                head.preps.append(("in", self.antecedent))  # إلى المدينة التي تحاصرها القوات، التي انسحبوا منها
            elif self.antecedent is not None:
                head.pre = [self.antecedent]
                one = (
                    self.antecedent.kind == "person" and self.antecedent.data.get("number") == "s" and not self.antecedent.data["adjective"]
                )
                head.undergoes = one and bool(mention.pronoun) and sense.sense.person == "3fs"  # الطبيب الذي اعتقلته دورية: whom she took
            if self.whom is not None and mention.pronoun and isinstance(self.antecedent, Mention) and kind == "event":
                head.bare, head.pre, head.undergoes = [self.antecedent], [self.whom], True
            self.relative, self.whom = False, None
        else:
            self.govern(head, mention)
        if kind == "speech":
            self.complement = False
            what = any(m.kind == "clause" and m.last == mention.first and m.data["clause"] == "result" for m in self.sentence.mentions)
            denied = self.speech is not None and self.speech.data.get("stance") == "denies"
            retold = denied and (head.relative or what)  # نفى الأنباء التي تحدثت عن …، نفت ما نشرته الصحف عن …
            if not head.data.get("follows") and not retold:
                self.speech = head
        self.heads.append(head)
        if finite or mention.first != self.without_at:
            self.stack.append(head)  # انسحب من دون قتال باتجاه X: of the fighting that was not, nothing more is told
        if finite:
            self.pre = []
        head.when, self.when = self.when, False
        head.also, self.also = self.also and finite, False
        head.explains, self.explains = self.explains and finite, False
        self.comma = self.part = self.beside = self.after_comma = False
        doing = head.kind == "light" and mention.first == self.grounds_at  # على خلفية قيام الشرطة بتفريق …
        self.charged = self.charged and not (finite or doing)
        self.protested = self.protested and not finite
        self.last = None

    def which_left(self, head: Head) -> list[Head]:
        """وصلت 25 أسرة خرجت من X إلى Y: the verb of who came stays open over one that tells of them where they left."""
        came, who = (self.heads[-1] if self.heads else None), (self.last[0] if self.last else None)
        if came is None or not came.finite or came.data.get("frame") not in ("flee", "come_back") or head.kind != "light":
            return []
        told = who is not None and who.kind == "person" and not who.definite and who.last == head.mention.first and not head.mention.conj
        return [came] if told else []

    def which_is_held(self, head: Head) -> list[Head]:
        """سقطت صواريخ أطلقت من منطقة يسيطر عليها التنظيم على بلدة X: whose ground that is tells nothing of the fire."""
        holds = head.data.get("frame") == "control" and head.sense.sense.pos == "im" and bool(head.mention.data.get("at_them"))
        return [h for h in self.stack if h.kind == "event"] if holds and not head.mention.conj else []

    def choices(self, mention: Mention):
        """What a verbal mention can be: its event first, unless it reports speech or only lends itself."""
        data = mention.data
        speech, result, light = data.get("speech"), data.get("result"), data.get("light")
        if data.get("triggers"):
            yield "event", data["triggers"][0]
        for kind, sense in (("speech", speech), ("result", result), ("light", light)):
            if sense is not None:
                yield kind, sense

    def govern(self, head: Head, mention: Mention) -> None:
        """A verbal noun's governor: the nearest head before it, by its preposition; or its elder sibling after و."""
        if self.attempter is not None and head.kind == "event":
            head.pre, self.attempter = [self.attempter], None
        head.beside = self.beside
        if mention.first == self.colon_at and head.data.get("effect") and mention.prep is None:
            self.stack = []  # انتحاري يفجر نفسه في كابول: مقتل عشرين
        head.inner = not self.stack and not mention.data.get("opens") and not self.complement and not (self.pre and mention.prep == "with")
        if self.still is not None and mention.first == self.still.last:
            head.inner, self.still = False, None  # ما زالت المعارك مستمرة: what goes on is told
        if mention.conj and self.heads and not self.heads[-1].finite and self.heads[-1].kind == "event":
            elder = self.heads[-1]
            head.sibling = elder
            head.governor, head.governor_prep = elder.governor, elder.governor_prep
            head.carrier = None
            self.stack = [h for h in self.stack if h is not elder or elder.of or elder.bare or elder.preps]
            return
        if mention.conj and self.after_comma and self.heads and not self.heads[0].finite and self.heads[0].governor is None and self.stack:
            self.stack = [h for h in self.stack if h is self.heads[0]]  # سقوط صاروخ أطلقه …، واستشهاد اثنين: told beside the first noun
            return
        if self.stack:
            outer = self.stack[-1]
            head.governor, head.governor_prep = outer, mention.prep
            if (
                head.kind == "event"
                and mention.prep is None
                and outer.finite
                and not outer.subject_event
                and outer.kind in ("event", "light", "result")
                and not outer.bare
                and not any(m.prep is None for m in outer.pre)
                and not lone.later_than(mention, self.sentence.mentions)
            ):
                outer.subject_event = head
        if (
            head.data.get("frame") in ("flee", "come_back")
            and self.last
            and self.last[0].kind in ("person", "party")
            and self.last[1] is None
            and not self.last[0].data.get("area")
        ):
            head.pre = [self.last[0]]
        elif not self.stack:
            head.pre = [
                m
                for m in self.pre
                if m.prep is None and m.kind in ("party", "person") and not m.data.get("area") and not m.data.get("effect")
                if not self.bystander(m, head) and not (head.data.get("frame") == "protest" and self.armed(m))
            ]

    # --- arguments -----------------------------------------------------------------------------------------------------------

    def time(self, mention: Mention) -> None:
        if mention.data.get("names"):
            return  # رفضا لانقلاب 25 أكتوبر: whose name it is
        if self.relative and self.last and mention.first - self.last[0].last > 2:
            return  # التي ظلت تحت سيطرتهم حتى أيار: a time of a clause that says which, of no event
        opens = (mention.conj and self.fresh_comma) or opens_next(mention, self.sentence)  # …، وفي اليوم التالي تظاهر: of what follows
        if self.stack and not opens and not (self.stack[-1].kind == "speech" and self.complement):
            self.stack[-1].times.append(mention)
            return
        self.loose.append(mention)  # قال إن مسلحين اعترضوا أمس …: of what is said, and not when it was
        if not self.stack and not opens:
            self.pending_time(mention)

    def pending_time(self, mention: Mention) -> None:
        """A time that no verb waits for is of the one before it; since when (…، وإن عددهم بلغ تسعة منذ أيار) only if it is said of it."""
        said = (m for m in self.sentence.mentions if m.kind == "clause" and m.data["clause"] == "that" and m.conj)
        if self.heads and not (mention.prep == "since" and any(self.heads[-1].mention.first < m.first < mention.first for m in said)):
            self.heads[-1].times.append(mention)

    def noun_phrase(self, mention: Mention) -> None:
        if mention.conj and self.fresh_comma:
            mention.data["parted"] = True  # من جهة، و…: after a comma, as the other side of a clash is told
        if self.judging is not None and mention.first == self.judging.last and mention.prep is None:
            if self.judging.data["cue"]["id"] == "condemned":
                self.condemned.append((self.judging, mention))
            self.judging = None
            return  # أدانت الحكومة الهجوم: who condemns did not do it
        if self.had_done(mention) or (mention.kind == "weapon" and mention.first == self.since_at):
            return  # منذ بدء المسيرات: since when, and no drones
        if mention.prep == "mediated" or (mention.conj and 0 < self.mediator_to <= mention.first <= self.mediator_to + MEDIATORS):
            self.mediator_to = mention.last
            return  # برعاية روسيا وتركيا: who brings two sides together
        if self.renamed(mention):
            return
        if self.opens_words(mention):
            self.stack, self.pre, self.last = [], [mention], (mention, None, "pre", "")
            return
        said = self.heads[-1] if self.heads else None
        follows = said is not None and bool(said.data.get("follows")) and mention.first == said.mention.last  # بحسب طهران
        if (mention.first == self.voice_at or follows) and mention.prep is None and self.heads and self.a_capital(mention):
            return  # وأعلنت أنقرة الحداد: the state speaks, and nothing happened there
        if (
            self.named_after_office(mention)
            or self.of_the_town(mention)
            or self.said_to_be(mention)
            or self.of_the_camp(mention)
            or self.of_one_kin(mention)
        ):
            return
        if (
            self.attempt is not None
            and mention.first == self.attempt.last
            and mention.kind in ("party", "person")
            and mention.prep in (None, "for")
        ):  # محاولة مجموعة مسلحة التسلل، محاولة للقوات لاقتحام: who tried it
            self.attempter, self.attempt = replace(mention, prep=None), None
            return
        if self.protested and mention.kind == "place" and any(h.data.get("frame") == "protest" for h in self.stack):
            return  # تظاهرة نددت بالأوضاع في X: where what they protest is
        if self.charged and mention.kind == "party" and mention.prep == "to" and self.last_person is not None:
            self.last_person.data["of"] = self.last_person.data.get("of") or [mention]  # مدان بالانتماء إلى التنظيم: whose man he is
        if self.charged and mention.kind in ("party", "person", "weapon", "object") and mention.prep not in ("by", "in"):
            return  # بتهمة الانتماء لـ…: of the charge, not of the arrest
        if self.charged and mention.kind == "place" and mention.prep in ("together", "for", "support"):
            return  # بتهمة التعاون مع إسرائيل
        if self.part and (mention.conj or mention.definite) and mention.data.get("effect") in ("killed", "injured"):
            self.part = False  # بينهم خمس نساء، و23 جريحا: another whole; بينهم طفل عدد الشهداء: what is counted
        if self.numbering is not None and mention.kind in ("person", "count"):
            near = self.last_person is not None and self.numbering.first - self.last_person.last <= NUMBERED
            self.part, self.numbering = near, None
            if not near:
                return  # الجناة، وعددهم سبعة: of people whom nothing told
        if self.part and mention.kind in ("person", "count") and self.last_person is not None:
            self.of_one_force(mention, self.last_person)
            owner = self.last_head_of_person
            (owner.parts if owner is not None else self.parts).append((mention, self.last_person))
            return
        if (
            mention.data.get("told_of")
            and self.last
            and self.last[0].kind == "party"
            and mention.first - self.last[0].last <= 2
            and not mention.conj
        ):
            return  # المحكمة الخاضعة لسيطرة الحوثيين: which court
        if mention.kind == "place" and self.last and self.is_container(mention):
            for held in self.with_list(self.last[0]):
                self.containers.setdefault(held.first, mention)
            self.held_to = mention.last
            return
        other = second_side(self.stack, mention, self.last, self.fresh_comma) if mention.conj else None
        beside = more_hurt(self.last, mention) or (self.last if self.joins(mention) else None) if other is None and mention.conj else None
        if other is not None or beside is not None:
            _, head, how, prep = beside or (mention, other, "prep", "between")
            if head is None:
                self.pre.append(mention)
                self.pre_people.extend([mention] if mention.kind == "person" else [])
            else:
                self.give(head, mention, how, prep)
            self.last = (mention, head, how, prep)
            self.note_person(mention, head)
            return
        if self.of_speaker(mention):
            return
        for head in reversed(self.stack):
            if taken := self.accept(head, mention):
                how, prep = taken
                self.give(head, mention, how, prep)
                self.last = (mention, head, how, prep)
                self.note_person(mention, head)
                return
        if mention.prep is None or mention.prep in ("in", "with", "near", "for", "side", "between"):
            self.pre.append(mention)
        self.last = (mention, None, "pre", mention.prep or "")
        if mention.kind == "person":
            self.pre_people.append(mention)
        if mention.kind in ("party", "person") and mention.prep is None and not mention.data.get("area") and not mention.data.get("effect"):
            self.subjects.extend([] if mention.data.get("accusative") and mention.data.get("number") == "s" else [mention])
        self.note_person(mention, None)

    def opens_words(self, mention: Mention) -> bool:
        """قصفت إيران المدينة، والحرس الثوري: استهدفنا …: who speaks, after a comma and before a colon."""
        if not (mention.conj and self.fresh_comma) or mention.kind not in ("party", "source") or mention.prep is not None:
            return False
        return any(m.first == mention.last and m.kind == "clause" and m.data["clause"] == "colon" for m in self.sentence.mentions)

    def note_person(self, mention: Mention, head: Head | None) -> None:
        if mention.kind == "weapon":
            self.weapon = (mention, head)
        if mention.kind in ("person", "count"):
            self.last_person, self.last_head_of_person = mention, head


def own_of(mentions: list[Mention]) -> list[Mention]:
    """Of nouns before a verb those that can be its subject."""
    return [m for m in mentions if m.prep is None and m.kind != "place" and not m.data.get("area")] if mentions else []


def people(mentions: list[Mention]) -> bool:
    """Whether nouns before a verb are people, of no party: هجوم على حفل ضباط يوقع قتلى, where the attack is the subject."""
    return all(m.kind == "person" for m in mentions)
