"""Last question about a merged draft: does it say enough to be an event?"""

from __future__ import annotations

from rasid.coding import standing, telling
from rasid.coding.draft import Draft, Head
from rasid.coding.elders import ELDERS
from rasid.coding.everyday import RETAKING, Everyday
from rasid.coding.feuds import FEUD
from rasid.coding.likeness import party_mentions
from rasid.coding.reference import Discourse
from rasid.lexicon import Lexicon
from rasid.model import Mention, Reading

# Background is worth telling only where it says enough to be found again: this many of initiator, target, place, toll.
TRUCE_REACH = 4  # words from a verb of declaring to the truce, over who declares it
BACKGROUND_LEAST = 2
THINGS = frozenset(("vehicle", "military_vehicle", "patrol", "tank", "weapon_system", "property"))
# Types in which parties without arms take part, so that any party beside a weak word makes it one.
CIVIL = frozenset(("talks", "agreement", "aid", "release", "restriction"))
CRIME = "crime"
FEUDING = frozenset(("communal-militia", "unidentified", "criminal", "civilians"))  # who feuds and robs without a cause
WAR_TOLL = 5000  # deaths that no single report of the development sets tells of one act
WAR_FLIGHT = 2_000_000  # more people than any one act has driven out: what a war has


SHUT = frozenset(("mughlaq",))  # entries that tell of the road or crossing named before them
CALLS = frozenset(("raddada_hutafat", "hatafa", "talaba_mutazahirun"))  # entries of what a crowd chants and asks for
REACHING = frozenset(("tawassala_ittifaq", "ittifaq_ala"))  # entries of reaching an accord
SPEECH_REACH = 14  # words from an attack, over whom it was on, to the speech in which it was made
SIDES_REACH = 6  # words from an accord to «the two sides»


DONE_TO_THINGS = frozenset(("restriction", "property_destruction"))  # a storm cuts roads too

# Slots that say something of an event each.
SAYING = ("initiator", "target", "scene", "side", "victim", "origin", "destination", "thing_scene")


class Judge(Everyday):
    """Judges the drafts of one report."""

    def __init__(self, lexicon: Lexicon, discourse: Discourse, reading: Reading) -> None:
        super().__init__(lexicon, discourse, reading)
        self.amid_fighting = False  # whether the report tells of violence: meetings it tells of beside are about that
        self.peace, self.two_sides = lexicon.folded("peace"), lexicon.folded("both_sides")
        self.held = lexicon.folded("held")
        self.speeches, self.biting = lexicon.folded("speeches"), lexicon.folded("biting")
        self.attacking, self.amid = lexicon.folded("attackers"), lexicon.folded("amid")
        self.question = lexicon.folded("question")
        self.whoever, self.any_of, self.demonstratives = map(lexicon.folded, ("whoever", "any_of", "demonstratives"))

    def of_any(self, draft: Draft) -> bool:
        """من يقتل طفلا، أي هجوم، مثل هذه الغارات: an act of whoever does it, or any such act, with no day and no figure."""
        head = draft.head
        before = head.mention.first - 1
        if head.finite:
            general = before >= 0 and not head.mention.conj and self.reading.tokens[before].text in self.whoever
            return general and head.sense.sense.pos == "im"
        if before > 0 and self.reading.tokens[before].text in self.demonstratives:
            before -= 1
        general = before >= 0 and self.reading.tokens[before].text in self.any_of
        return general and not (draft.times or telling.figures(draft))

    def asked(self, draft: Draft) -> bool:
        """لماذا يقصف النظام المخابز؟: a question, with no day and no figure."""
        sentence = self.reading.sentences[draft.sentence]
        tokens = self.reading.tokens
        if sentence.first >= sentence.last or tokens[sentence.first].text not in self.question:
            return False
        return "؟" in [t.text for t in tokens[sentence.first : sentence.last]] and not (draft.times or telling.figures(draft))

    def by_helpers(self, draft: Draft) -> bool:
        """تسلم الصليب الأحمر عند المعبر …: aid bodies take over people, not ground; تسلمت عائلات شهادات: families none."""
        kinds = self.kinds(draft.get("initiator"))
        if draft.head.data.get("id") == "tasallama_place" and self.civil_doer(draft):
            return True
        return bool(kinds) and kinds <= {"medical", "international-organisation", "ngo", "media"}

    def of_a_war(self, draft: Draft) -> bool:
        """أودت بحياة أكثر من 40 ألف شخص: what a whole war has cost, not what one act did."""
        counted = (
            [q for e in draft.effects if e["effect"] == "killed" and (q := e["mention"].data.get("quantity")) is not None]
            if draft.effects
            else []
        )
        thousands = not draft.get("scene") and (any(q.vague == "thousands" for q in counted) if counted else False)
        fled = (
            [q for e in draft.effects if e["effect"] == "displaced" and (q := e["mention"].data.get("quantity")) is not None]
            if draft.effects
            else []
        )
        if draft.type == "displacement" and any((q.min or 0) >= WAR_FLIGHT for q in fled):
            return True
        total = thousands or (any((q.min or 0) >= WAR_TOLL for q in counted) if counted else False)
        if total and draft.family != "harm":  # الهجوم، الذي يأتي ضمن صراع أسفر عن مقتل أكثر من 27 ألفا
            draft.effects = [e for e in draft.effects if e["effect"] not in ("killed", "injured", "displaced")]
        return draft.family == "harm" and total

    def of_the_conflict(self, draft: Draft) -> bool:
        """Whether talks have two sides, or an armed one, or what they are about is told in their sentence (التهدئة، تبادل الأسرى)."""
        told = (m for slot in ("initiator", "target", "side") for m in draft.get(slot))
        sides = {id_ for m in told for p in party_mentions(m) if (id_ := self.discourse.settle(p)[0])}
        sentence = self.reading.sentences[draft.sentence]
        about = any(self.reading.tokens[n].text in self.peace for n in range(sentence.first, sentence.last))
        officers = any(m.data.get("who") == "combatant" for slot in ("initiator", "target", "side") for m in draft.get(slot))
        about = about or (ELDERS in sides and officers)
        told_of = bool(sides) or any(m.kind in ("party", "person") for slot in ("initiator", "target") for m in draft.get(slot))
        return len(sides) > 1 or about or (self.amid_fighting and told_of) or any(self.lexicon.parties.armed(id_) for id_ in sides)

    def of_the_crowd(self, draft: Draft) -> bool:
        """وردد المتظاهرون هتافات: what a crowd told of before chants and calls for, with no place or day, is no protest of its own."""
        if draft.type != "protest" or draft.head.data.get("id") not in CALLS or draft.resolved.get("placed") or draft.times:
            return False
        beside = (m for m in self.reading.sentences[draft.sentence].mentions if m.first < draft.head.mention.first)
        if any(m.kind == "place" for m in beside):
            return False  # خرج المئات في البلدة وردد المتظاهرون: by it they are told to have protested there
        article, doers = self.lexicon.matcher_article or "\0", draft.get("initiator")
        return bool(doers) and self.reading.tokens[doers[0].first].text.startswith(article)

    def civil_doer(self, draft: Draft) -> bool:
        """Whether some of who did it are people who do not fight."""
        return any(m.data.get("who") == "civilian" for m in draft.get("initiator"))

    def fighters_left(self, draft: Draft) -> bool:
        """فر المسلحون من البلدة: fighters who flee withdraw (the codebook); with families among them people are displaced."""
        gone = draft.get("victim")
        return bool(gone) and all(m.data.get("who") == "combatant" or (m.data.get("who") is None and self.fights(m)) for m in gone)

    def ran_off(self, draft: Draft) -> bool:
        """فيما لاذ المسلحون بالفرار: that fighters of no name ran, to no place and from none, is how what was just told ended."""
        somewhere = any(m.kind == "place" for s in ("origin", "destination") for m in draft.get(s))  # نحو البساتين: to no place with a name
        where = draft.resolved.get("placed") or somewhere or draft.effects
        flees = draft.type == "displacement" and draft.head.data.get("frame") == "flee" and self.fighters_left(draft)
        fled = (m for m in draft.get("victim") if not self.attackers(m))
        named = (id_ for m in fled for p in party_mentions(m) if (id_ := self.discourse.settle(p)[0]))
        return flees and not where and all(self.lexicon.parties.generic(id_) for id_ in named)

    def attackers(self, mention: Mention) -> bool:
        """المهاجمون: people told by no more than that they attacked."""
        return self.reading.tokens[mention.first].text in self.attacking

    def stands(self, draft: Draft) -> bool:
        """Whether a draft says enough to be an event."""
        head = draft.head
        parties = any(self.armed(m) for slot in ("initiator", "target", "side", "victim") for m in draft.get(slot))
        things = bool(
            draft.get("instrument")
            or draft.effects
            or (any(m.kind == "object" for m in draft.get("target")) if "target" in draft.slots else False)
        )
        filled = len([s for s in SAYING if draft.slots.get(s)]) + bool(draft.effects)
        filled += draft.type == "restriction" and any(m.kind == "place" for m in draft.get("topic"))
        if draft.background and draft.get("initiator") and (draft.get("borrowed") or draft.type == "threat"):
            filled += 1  # a threat is told by who makes it
        filled += draft.type in ("agreement", "talks") and draft.background and bool(draft.times)  # وكانوا قد وقعوا في تموز اتفاقا
        scope = draft.resolved.get("out_of_scope")
        if "answer" in draft.resolved and len(draft.heads) == 1:
            draft.dropped = "the answer in a fight"
            return False
        if (
            scope
            and draft.type in standing.taken_out(scope)
            and (scope in (CRIME, FEUD) or not draft.get("instrument"))  # a weapon that goes off by mistake is still a weapon
            and not any(self.has_hand(m, scope) for slot in ("initiator", "target", "side") for m in draft.get(slot))
            and not (scope == FEUD and self.police_fell(draft))
        ):
            draft.dropped = f"out of scope: {scope}"
            return False
        if draft.type == "talks" and not self.of_the_conflict(draft):
            draft.dropped = "talks of two sides and of the conflict are told, no others"
            return False
        if draft.resolved.get("toll_only") and draft.head.kind == "result":
            draft.dropped = "a toll of nothing told"
            return False
        if draft.type == "territory_gain" and self.by_helpers(draft):
            draft.dropped = "taken over by who holds no ground"
            return False
        if self.of_a_war(draft):
            draft.dropped = "running total"
            return False
        if self.asked(draft):
            draft.dropped = "asked, and not told"
            return False
        if self.of_any(draft):
            draft.dropped = "any such act, and none told"
            return False
        told = telling.spoken_of(draft)
        if told and (told in telling.FIRM or not telling.specific(draft)):
            draft.dropped = told
        elif self.in_words(draft) or self.attacked_in_a_speech(draft):
            draft.dropped = "an attack in words"
        elif (everyday := self.everyday(draft)) is not None:
            draft.dropped = everyday
        elif self.of_the_crowd(draft):
            draft.dropped = "what a crowd told before called for"
        elif draft.background and filled < BACKGROUND_LEAST:
            draft.dropped = "background that says too little"
        elif (
            draft.type == "restriction"
            and draft.method == "siege"
            and draft.get("target")
            and not draft.effects
            and all(m.data.get("who") == "combatant" or (m.kind == "party" and self.fights(m)) for m in draft.get("target"))
        ):
            draft.dropped = "fighters surrounded, no town besieged"
        elif draft.type == "restriction" and self.says_who(head, ("party", "person")):
            draft.dropped = "says who they are"
        elif draft.type == "restriction" and self.says_who(head, ("place",)) and any(m.data["cue"]["id"] == "since" for _, m in head.cues):
            draft.background = True  # مدينة داريا المحاصرة منذ 2012: since when, and by nobody told before it
            for slot in ("initiator", "target"):
                draft.slots[slot] = [m for m in draft.get(slot) if m.first > head.mention.first]
            here = [m for m in self.reading.sentences[head.sentence].mentions if m.last == head.mention.first and m.kind == "place"]
            draft.slots["scene"] = here
        elif (
            draft.type == "threat"
            and head.finite
            and head.sense.sense.pos == "im"
            and not head.sense.sense.person.startswith("1")
            and not (draft.get("initiator") or draft.sources)
        ):
            draft.dropped = "a threat by nobody"  # سلاح يهدد القواعد
        elif head.data.get("id") == "istaqbala_casualty" and draft.family == "harm" and not draft.get("initiator"):
            draft.dropped = "who was brought in"  # استقبل المشفى ثلاثين جريحا: of what is told beside it
        elif draft.type == "accusation" and not any(
            party_mentions(m) or m.kind == "person" for m in (*draft.get("target"), *draft.get("side")[1:])
        ):
            draft.dropped = "an accusation of nobody"
        elif draft.type == "territory_gain" and head.sense.sense.pos == "im" and self.word_after(head.mention) in self.held:
            draft.dropped = "ground held, not gained"
        elif (
            draft.type == "territory_gain"
            and head.finite
            and head.sense.sense.pos == "im"
            and (head.relative or (head.data.get("holds") and not self.told_as_news(draft)))  # ويسيطر المسلحون على
        ):
            draft.dropped = "ground held, not gained"  # التنظيم الذي يسيطر على …
        elif draft.type == "threat" and not head.finite and head.carrier is None and not self.threatens(draft):
            draft.dropped = "a threat of nobody to nobody"
        elif draft.type in ("arrest", "abduction") and self.things_held(draft):
            if self.hijacked(draft):
                draft.type, draft.method = "property_destruction", "looting"
            else:
                draft.dropped = "things held, nobody"
        elif draft.type == "deployment" and self.about(draft):
            draft.dropped = "who is about, no movement"
        elif (
            draft.type == "territory_gain"
            and head.data.get("frame") == "foil"
            and {m.data.get("who") for slot in ("target", "thing") for m in draft.get(slot)} == {"civilian"}
        ):
            draft.dropped = "nobody who held ground"  # طرد المدير موظفا
        elif draft.type == "withdrawal" and draft.get("initiator") and all(self.attackers(m) for m in draft.get("initiator")):
            draft.dropped = "how an attack ended"  # قبل أن يتراجع المهاجمون
        elif self.ran_off(draft):
            draft.dropped = "how an attack ended"
        elif draft.type == "territory_gain" and self.things_taken(draft):
            draft.dropped = "things taken, no ground"
        elif (
            not draft.get("scene")
            and not draft.effects
            and not self.by_the_two_sides(draft)
            and not self.gathered(draft)
            and draft.resolved.get("topic") is None
            and not (draft.type == "restriction" and any(m.kind == "place" for m in draft.get("topic")))
            and not (draft.get("borrowed") and draft.get("thing") and draft.type == "disrupted_weapons_use")  # a cache found there
            and not self.goes_on_there(draft)
            and not (draft.get("instrument") and draft.get("thing_scene"))  # انفجرت سيارة مفخخة قرب مقر المحافظ
            and "held" not in draft.resolved
            and not any(
                self.names_someone(m)
                for slot in ("initiator", "target", "side", "victim", "origin", "destination")
                for m in draft.get(slot)
            )
        ):
            draft.dropped = "told of nobody and nowhere"
        elif (
            draft.family == "harm"
            and not draft.effects
            and (head.data.get("effect") == "injured" or (not head.finite and not draft.get("scene")))
        ):
            draft.dropped = "harm to nobody told"
        elif head.data.get("strength") == "weak" and not (
            parties
            or things
            or (draft.type in CIVIL and (self.named(draft) or draft.get("side")))
            or draft.type == "talks"  # of the conflict, as was asked above
            or (draft.type == "protest" and draft.get("scene"))  # what its word asks for makes a march of مسيرة: where is enough
            or (head.data.get("id") in RETAKING and draft.get("scene") and not self.civil_doer(draft))  # هجوما استعادوا خلاله حي X
            or (draft.type == "threat" and head.sense.sense.pos == "w" and draft.get("initiator"))  # الكرملين: سنرد بقوة
            or (
                draft.type == "sentence" and any(m.data.get("quantity") is not None for m in (*draft.get("victim"), *draft.get("target")))
            )  # أحكام بحق 11 معتقلا
            or any(h.means for h in draft.heads)  # ضربة جوية
            or head.mention.data.get("times")  # 29 ضربة
            or (draft.get("scene") and any(h.data.get("strength") != "weak" and h.kind == "event" for h in draft.heads))  # استهدف بغارات
            or self.broke_out(draft)
            or self.made_truce(draft)
            or (
                (draft.resolved.get("truce") or (draft.type == "agreement" and head.carrier is not None and head.carrier.finite))
                and draft.get("scene")
            )  # تم الاتفاق على وقف …
        ):
            draft.dropped = "weak word without a party, weapon, thing or toll beside it"
        elif (
            not head.finite
            and head.carrier is None
            and not filled
            and not draft.get("instrument")
            and not head.mention.data.get("times")
            and not draft.get("borrowed")
            and "held" not in draft.resolved
        ):
            draft.dropped = "a bare noun that tells nothing of anyone"
        elif not head.finite and head.mention.definite and head.carrier is None and not filled:
            draft.dropped = "points back to nothing told"
        return draft.dropped is None

    def goes_on_there(self, draft: Draft) -> bool:
        """اعتقلوا صحافيا في حي X، قبل أن يُفرج عنه: what a verb of its own tells of those told before, where the news before it was."""
        head = draft.head
        before = self.reading.tokens[head.mention.first - 1].text if head.mention.first else ""
        if head.data.get("id") in SHUT or before in self.amid:  # ما زال المعبر مغلقا، اشتباكات تخللها قصف
            return bool(draft.get("borrowed"))
        done = head.finite and head.sense.sense.pos == "pf" and not head.relative  # not «whom they had held for a month»
        told = done and head.data.get("strength") != "weak"
        return told and draft.type not in DONE_TO_THINGS and not draft.background and bool(draft.get("borrowed"))

    def by_the_two_sides(self, draft: Draft) -> bool:
        """توصل الطرفان إلى اتفاق: an accord of those told before, by a verb or by the words for reaching it, or where the news is."""
        if draft.type != "agreement" or draft.background:
            return False
        reached = draft.head.finite or draft.head.data.get("id") in REACHING
        near = range(max(0, draft.head.mention.first - SIDES_REACH), min(len(self.reading.tokens), draft.head.mention.last + SIDES_REACH))
        return reached and (bool(draft.get("borrowed")) or any(self.reading.tokens[n].text in self.two_sides for n in near))

    @staticmethod
    def gathered(draft: Draft) -> bool:
        """خرج المئات في مسيرة صامتة: a crowd of so many, or one before a building, told by a verb where the news is."""
        told = draft.type == "protest" and bool(draft.get("borrowed"))
        crowd = (any(m.kind == "count" for m in draft.get("victim")) if "victim" in draft.slots else False) or bool(
            draft.get("thing_scene")
        )
        return told and crowd and draft.head.finite

    def broke_out(self, draft: Draft) -> bool:
        """اندلع القتال اليوم جنوب العاصمة، وتواصلت المعارك في X: fighting told by a verb, of a place and a day or beside other violence.

        Several fights of which nothing was told before (اندلعت معارك في بلدة X) need no more than the place.
        """
        head = draft.head
        carried = head.carrier is not None and head.carrier.finite and not head.carrier.relative
        several = carried and not head.mention.definite and head.sense.sense.person == "p"
        again = carried and head.mention.definite and (bool(draft.times) or self.amid_fighting)
        return draft.type == "armed_clash" and bool(draft.get("scene")) and (several or again)

    def made_truce(self, draft: Draft) -> bool:
        """أعلن الطرفان وقفا تاما لإطلاق النار في X: a truce somewhere that somebody is told to have declared or brought about."""
        first, tokens = draft.head.mention.first, self.reading.tokens
        before = {tokens[n].text for n in range(max(self.reading.sentences[draft.sentence].first, first - TRUCE_REACH), first)}
        return draft.type == "agreement" and bool(draft.get("scene")) and bool(before & self.lexicon.folded("truce_made"))

    @staticmethod
    def threatens(draft: Draft) -> bool:
        """Whether a threat is told with who makes it or whom it is made to."""
        return any(party_mentions(m) or m.kind == "person" for slot in ("initiator", "target") for m in draft.get(slot))

    def things_taken(self, draft: Draft) -> bool:
        """استعادت دوريتين، استولت على آليات في معسكر: vehicles and arms are taken, no ground."""
        taken = [m.data.get("object") for m in draft.get("thing_scene")]
        of_it = draft.head.relative or bool(draft.head.mention.data.get("of_it"))
        before = self.right_before(draft.head) if of_it and draft.head.finite and not draft.head.mention.conj else None
        if before is not None and before.kind == "object" and not draft.get("scene"):
            return before.data.get("object") in THINGS  # انسحبوا بآلية استولوا عليها
        if not draft.get("scene"):
            return any(thing in THINGS or thing in (None, "ship") for thing in taken)
        beside = all(m.prep in ("in", "with") for m in draft.get("scene"))  # في مأرب: where, not what
        return bool(taken) and beside and all(thing in THINGS for thing in taken)

    def right_before(self, head: Head) -> Mention | None:
        """What is told right before a verb: the noun that a relative clause is of."""
        told = [m for m in self.reading.sentences[head.sentence].mentions if m.last <= head.mention.first]
        return told[-1] if told and head.mention.first - told[-1].last <= 1 else None

    def things_held(self, draft: Draft) -> bool:
        """احتجزت السيارة: only people are arrested."""
        told = [m for slot in ("target", "victim") for m in draft.get(slot)]
        things = [m for m in told if m.kind == "object" and m.data.get("object") in ("vehicle", "property") and not m.data.get("of")]
        return bool(told) and len(things) == len(told) and not draft.effects and draft.method != "raid"

    def about(self, draft: Draft) -> bool:
        """تنتشر في المدينة جماعات مسلحة: an imperfect that says who is about, of groups that nobody sends."""
        head = draft.head
        kinds = self.kinds(draft.get("initiator"))
        unfinished = head.finite and head.sense.sense.pos == "im"
        if unfinished and self.there(head) and not head.times:
            return True  # مطار أربيل، حيث تتمركز قوات أميركية
        spread = head.data.get("id") == "intashara_quwat" and unfinished
        return spread and not draft.times and bool(kinds) and kinds <= {"unidentified", "armed-group", "gang", "terrorist"}

    def there(self, head: Head) -> bool:
        """Whether a verb opens a clause that tells what is at the place before it (حيث)."""
        told = self.reading.sentences[head.sentence].mentions
        return any(m.kind == "clause" and m.data.get("there") and 0 <= head.mention.first - m.last <= 1 for m in told)

    def in_words(self, draft: Draft) -> bool:
        """شنّ النائب هجوما على الحكومة: nobody armed attacks, nothing is hit, nobody falls and no place is told."""
        if draft.family != "attack" or draft.head.data.get("frame") != "attack" or draft.get("instrument") or draft.effects:
            return False
        if draft.get("scene") or draft.get("side") or any(m.kind == "object" for m in draft.get("target")):
            return False
        doers = [self.armed(m) or m.data.get("who") == "combatant" for m in draft.get("initiator")]
        met = [p for m in draft.get("target") for p in party_mentions(m)]
        return (bool(doers) and not any(doers)) or (
            bool(met) and not any(self.lexicon.parties.armed(self.discourse.settle(p)[0]) for p in met)
        )

    def attacked_in_a_speech(self, draft: Draft) -> bool:
        """شن النائب في مقابلة هجوما على الحكومة، هجوما لاذعا: launched by somebody who does not fight, in what is spoken or written."""
        head, launched = draft.head, draft.head.carrier
        if head.finite or launched is None or not launched.finite or head.data.get("frame") != "attack":
            return False
        if draft.get("instrument") or draft.effects or len(draft.heads) > 1:
            return False
        if self.reading.tokens[min(head.mention.last, len(self.reading.tokens) - 1)].text in self.biting:
            return True
        if any(self.fights(m) or m.data.get("who") == "combatant" for m in draft.get("initiator")):
            return False
        sentence = self.reading.sentences[draft.sentence]
        end = min(head.mention.last + SPEECH_REACH, sentence.last)
        said = (m.first for m in sentence.mentions if m.kind == "speech" and m.first >= head.mention.last)
        words = self.reading.tokens[launched.mention.last : min([end, *said])]
        return any(w.text in self.speeches for w in words)

    def named(self, draft: Draft) -> bool:
        """Whether a party of any kind but people at large takes part, or a siege or closure lies on a place."""
        if draft.type == "restriction":
            return any(m.kind == "place" for m in draft.get("scene"))
        return any(
            self.party(p).get("kind") not in (None, "civilians")
            for slot in ("initiator", "target", "side")
            for m in draft.get(slot)
            for p in party_mentions(m)
        )

    def fights(self, mention: Mention) -> bool:
        """An armed party other than police about its ordinary work."""
        return any(
            self.lexicon.parties.armed(id_) and self.lexicon.parties.get(id_).get("kind") != "state-police"
            for p in party_mentions(mention)
            if (id_ := self.discourse.settle(p)[0])
        )

    def has_hand(self, mention: Mention, scope: str) -> bool:
        """Whether who takes part brings a crime or an accident into scope; in a feud, clans and gunmen of no party do not."""
        if not self.fights(mention):
            return False
        return scope not in (CRIME, FEUD) or any(self.party(p).get("kind") not in FEUDING for p in party_mentions(mention))

    def says_who(self, head: Head, kinds: tuple[str, ...]) -> bool:
        """مناشدات العائلات المحاصرة: a definite word right after people is their adjective, and tells of no siege."""
        if head.finite or not head.mention.definite or head.mention.conj or head.mention.prep is not None:
            return False
        told = self.reading.sentences[head.sentence].mentions
        before = (m for m in told if m.kind in kinds and m.last == head.mention.first)
        return any(m.kind == "place" or m.definite or m.data.get("pointed") for m in before)

    def told_as_news(self, draft: Draft) -> bool:
        """الجيش يسيطر على البلدة، يقتحم المدينة ويسيطر على حي: control told in the present as a title tells what was gained."""
        head = draft.head
        if not head.pre and any(cue.data["cue"]["id"] == "since" for _, cue in head.cues):
            return False  # وتسيطر القوات على المدينة منذ يونيو: since when it is held
        if head.pre or draft.times or draft.status != "asserted":
            return True
        before = [m for m in self.reading.sentences[draft.sentence].mentions if m.kind == "trigger" and m.last <= head.mention.first]
        told = before[-1].data["triggers"][0] if before and head.mention.conj else None  # joined to another act in the present
        return told is not None and told.sense.pos == "im" and not told.lexeme.data.get("holds")

    def word_after(self, mention: Mention) -> str:
        return self.reading.tokens[mention.last].text if mention.last < len(self.reading.tokens) else ""

    def names_someone(self, mention: Mention) -> bool:
        """Whether a mention stands for a party, people or a place."""
        if mention.kind in ("place", "object", "source", "person"):
            return True
        return any(self.discourse.settle(p)[0] for p in party_mentions(mention))

    def armed(self, mention: Mention) -> bool:
        if mention.kind == "person" and mention.data.get("who") in ("combatant", "civilian"):
            return True
        return any(
            self.lexicon.parties.armed(self.discourse.settle(p)[0])
            or self.party(p).get("kind") in ("government", "protesters", "civilians", "de-facto-authority")
            for p in party_mentions(mention)
        )
