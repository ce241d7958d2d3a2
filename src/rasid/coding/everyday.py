"""Words of events in their everyday senses: people handed over and no ground, who hides in a house, who is told to be somebody's agent."""

from __future__ import annotations

import itertools

from rasid.coding.draft import Draft, Head
from rasid.coding.likeness import party_mentions
from rasid.coding.reference import Discourse
from rasid.coding.violence import Violence
from rasid.lexicon import Lexicon
from rasid.model import Mention, Reading

HANDED = frozenset(("sallama_place",))  # entries of handing over
SHELTER = frozenset(("lajaa",))  # entries of taking refuge
ARRIVING = frozenset(("wasalat_musaadat",))  # entries of convoys that get somewhere
RETAKING = frozenset(("istaada", "istaradda"))  # entries of getting back, ground as a rule
SHELTER_REACH = 16  # words from fleeing to where: how many, from which towns, and then to the shelters
SEARCH_REACH = 6  # words from a verb to the operation that it launches, over who does
CAPTION = 16  # words of the longest caption
SEARCHING = frozenset(("ground_attack", "air_strike", "shelling", "drone_strike"))  # what «launched an operation» is read as
CORDONS = frozenset(("tawwaqa", "farada_tawq"))  # entries of closing a place off
SUBJECT_REACH = 8  # words from «controls» to «on»: who does
CALM_REACH = 2  # words from «on» to the quarrel: «the place of» between them
STILL_REACH = 8  # words from «still» to the verb: who, with what is said of him
COMMAS = frozenset(("،", ","))
FOUGHT = frozenset(("armed_clash", "ground_attack", "shelling", "air_strike", "restriction"))
FOE_REACH = 6  # words from a fight to what it is against
POLICING = frozenset(("state-police", "state-intelligence"))


class Everyday(Violence):
    """Whether what a draft is told by means no event here."""

    def __init__(self, lexicon: Lexicon, discourse: Discourse, reading: Reading) -> None:
        super().__init__(lexicon, discourse, reading)
        self.wanted = lexicon.folded("wanted")
        self.shelters, self.searches, self.operations = map(lexicon.folded, ("shelters", "searches", "operations"))
        self.campaigns = lexicon.folded("campaigns")
        self.no_foes, self.against = lexicon.folded("no_foes"), lexicon.folded("against")
        self.on, self.scenes, self.still = lexicon.folded("control_over"), lexicon.folded("scenes"), lexicon.folded("still")

    def everyday(self, draft: Draft) -> str | None:
        """Why the words of a draft tell nothing of the conflict, or None where they do."""
        head = draft.head
        if head.data.get("id") in HANDED and self.people_given(draft):
            return "people or papers handed over, no ground"
        if head.data.get("id") in SHELTER and draft.get("victim") and all(self.sought(m) for m in draft.get("victim")):
            return "wanted people in hiding, nobody displaced"
        if draft.type == "displacement" and self.sheltered(draft):
            return "an alarm waited for in a shelter, nobody displaced"
        if draft.type == "aid" and head.data.get("id") in ARRIVING and self.people_came(draft):
            return "people who got somewhere, no aid"
        if draft.type == "territory_gain" and head.data.get("id") in RETAKING and self.by_people(draft):
            return "things got back, no ground"
        if draft.type in SEARCHING and self.only_searched(draft):
            return "a search, and nobody attacked"
        if self.place_stands(draft):
            return "says how a town stands"
        if self.captioned(draft):
            return "what a picture shows"
        if draft.type == "accusation" and head.finite and head.sense.sense.pos == "im" and self.by_nobody(draft):
            return "says what somebody is held to be"
        if draft.type == "restriction" and head.data.get("id") in CORDONS and self.round_a_scene(draft):
            return "a cordon round the scene of an act"
        if draft.type == "territory_gain" and head.data.get("frame") == "control":
            if self.calmed(head):
                return "a quarrel or an accident under control, no ground"
            if self.goes_on(draft):
                return "who holds it still, no news"
        if draft.type in FOUGHT and self.at_no_foe(head):
            return "a fight with no foe"
        if draft.type == "arrest" and self.inspected(draft):
            return "an inspection, and nobody held"
        if draft.type == "ground_attack" and self.aimed_at(draft):
            return "what a campaign was aimed at"
        if draft.type in ("arrest", "abduction") and self.goes_on(draft):
            return "whom somebody holds still, no news"
        return None

    def at_no_foe(self, head: Head) -> bool:
        """معركة شرسة ضد الوباء، حرب على الفساد: what is fought is nobody."""
        words = [t.text for t in self.reading.tokens[head.mention.last : self.reading.sentences[head.sentence].last]][:FOE_REACH]
        against = next((n for n, word in enumerate(words) if word in self.against), None)
        return against is not None and not self.no_foes.isdisjoint(words[against + 1 : against + 3])

    def inspected(self, draft: Draft) -> bool:
        """شنت البلدية حملة مداهمات على المطاعم: a town's officers who search shops hold nobody."""
        held = draft.effects or draft.get("victim") or any(m.kind == "person" for m in draft.get("target"))
        return bool(draft.head.data.get("raid")) and not held and self.kinds(draft.get("initiator")) == {"government"}

    def aimed_at(self, draft: Draft) -> bool:
        """نفذت القوات حملة في الحي، استهدفت فلول النظام: a verb of the campaign before it, and whom the campaign was for after it."""
        head = draft.head
        if not head.finite or head.mention.conj or head.data.get("frame") != "attack" or draft.get("target") or draft.effects:
            return False
        doers = draft.get("initiator")
        if not doers or any(m.first < head.mention.first for m in doers) or draft.get("instrument"):
            return False
        before = self.reading.tokens[self.reading.sentences[draft.sentence].first : head.mention.first]
        return bool(before) and before[-1].text in COMMAS and any(t.text in self.campaigns for t in before)

    def calmed(self, head: Head) -> bool:
        """سيطرت الشرطة على الموقف، على مكان الحادث: what they are on top of is no place."""
        after = [t.text for t in self.reading.tokens[head.mention.last : self.reading.sentences[head.sentence].last]]
        on = next((n for n, word in enumerate(after[:SUBJECT_REACH]) if word in self.on), None)
        return on is not None and not self.scenes.isdisjoint(after[on + 1 : on + 1 + CALM_REACH])

    def goes_on(self, draft: Draft) -> bool:
        """لا تزال الفصائل تسيطر على البلدة: an unfinished verb after «still», with no day and nobody hurt."""
        head = draft.head
        hurt = any(e["effect"] in ("killed", "injured") for e in draft.effects)
        if not head.finite or head.sense.sense.pos != "im" or draft.times or hurt:
            return False
        first = max(self.reading.sentences[draft.sentence].first, head.mention.first - STILL_REACH)
        return any(t.text in self.still for t in self.reading.tokens[first : head.mention.first])

    def sought(self, mention: Mention) -> bool:
        """Whether people are told by no more than that they are wanted."""
        return any(self.reading.tokens[n].text in self.wanted for n in range(mention.first, mention.last))

    def sheltered(self, draft: Draft) -> bool:
        """لجأ السكان إلى الملاجئ، فر الأهالي إلى الأقبية: who waits in a shelter is home again with the all-clear."""
        head, tokens = draft.head, self.reading.tokens
        if head.data.get("frame") != "flee" or any(m.kind == "place" for m in draft.get("destination")):
            return False
        end = min(self.reading.sentences[draft.sentence].last, head.mention.last + SHELTER_REACH)
        return any(tokens[n].text in self.shelters for n in range(head.mention.last, end))

    def people_came(self, draft: Draft) -> bool:
        """نجح مئات الشبان في الوصول إلى الساحة: a crowd that gets somewhere, with nothing that it brings."""
        doers = draft.get("initiator")
        brought = draft.get("thing") or draft.get("target") or draft.effects
        return bool(doers) and not brought and all(m.kind == "person" and m.data.get("who") != "combatant" for m in doers)

    def by_people(self, draft: Draft) -> bool:
        """تمكن الأهالي من استعادة إحداهما: people who do not fight get back what was taken from them."""
        doers = draft.get("initiator")
        ground = any(m.prep is None for m in draft.get("scene"))  # استعاد السكان القرية: not على طريق القرية
        return bool(doers) and not ground and all(self.unfighting(m) for m in doers)

    def only_searched(self, draft: Draft) -> bool:
        """شنت القوات عملية تمشيط وبحث: an operation of looking for somebody, in which nobody fell and no place or party was hit."""
        head, tokens = draft.head, self.reading.tokens
        met = any(party_mentions(m) for slot in ("target", "side") for m in draft.get(slot))
        if draft.effects or met or len(draft.heads) > 1:
            return False
        start = head.mention.last if head.finite else head.mention.first
        after = [tokens[n].text for n in range(start, min(len(tokens), head.mention.last + SEARCH_REACH))]
        return any(one in self.operations and two in self.searches for one, two in itertools.pairwise(after))

    def place_stands(self, draft: Draft) -> bool:
        """قصفوا مدينة الحديدة المحاصرة وقتلوا …: a participle right after a town only tells how it stands, where not by whom."""
        head = draft.head
        if draft.type != "restriction" or head.finite or not head.mention.definite or head.mention.conj or head.mention.prep is not None:
            return False
        if draft.times or draft.effects or any(m.first >= head.mention.last for m in draft.get("initiator")) or len(draft.heads) > 1:
            return False
        told = self.reading.sentences[head.sentence].mentions
        acts = any(m.kind == "trigger" and m.last <= head.mention.first for m in told)
        return acts and any(m.kind == "place" and m.last == head.mention.first for m in told)

    def captioned(self, draft: Draft) -> bool:
        """نزوح المدنيين من حي شعبي (رويترز): a line that ends with an agency in brackets, with no day or figure, is a picture's."""
        if draft.times or draft.effects or len(self.reading.sentences) < 2 or len(draft.heads) > 1:
            return False
        sentence, tokens = self.reading.sentences[draft.sentence], self.reading.tokens
        if sentence.last - sentence.first > CAPTION or tokens[sentence.last - 1].text != ")":
            return False
        return any(
            m.kind == "source" and sentence.last - m.last == 1 and tokens[m.first - 1].text == "(" for m in sentence.mentions if m.first
        )

    def people_given(self, draft: Draft) -> bool:
        """تسليم شبان القرية إلى …، سلمت البلدية الأهالي أوامر: people who do not fight are what or to whom is given."""
        head = draft.head
        given = head.of if not head.finite else [m for m in head.bare if m.first > head.mention.first][1:]
        return any(self.unfighting(m) for m in given[:1])

    def unfighting(self, mention: Mention) -> bool:
        if mention.kind == "person":
            return mention.data.get("who") != "combatant" and not party_mentions(mention)
        return mention.kind == "party" and self.kinds([mention]) == {"civilians"}

    def hijacked(self, draft: Draft) -> bool:
        """اختطف المسلحون شاحنتين: gunmen who take vehicles loot them; whom a court or the police hold things from is another matter."""
        armed = any(self.lexicon.parties.armed(self.discourse.settle(p)[0]) for m in draft.get("initiator") for p in party_mentions(m))
        people = any(m.data.get("who") == "combatant" for m in draft.get("initiator"))
        return draft.type == "abduction" and draft.method == "kidnapping" and draft.head.finite and (armed or people)

    @staticmethod
    def by_nobody(draft: Draft) -> bool:
        """يُتهم بكونه عميلا: nobody accuses, and no party is accused."""
        return not draft.get("initiator") and not any(party_mentions(m) for m in draft.get("target"))

    def police_fell(self, draft: Draft) -> bool:
        """مقتل أربعة من الشرطة خلال فض نزاع: police whom a feud hits have a hand in it."""
        fell = [*draft.get("target"), *draft.get("victim"), *draft.get("hurt"), *(e["mention"] for e in draft.effects)]
        kinds = self.kinds(fell) | {self.lexicon.parties.get(m.data.get("party")).get("kind") for m in fell if m.kind == "person"}
        return draft.type in ("ground_attack", "killing", "assault") and bool(kinds & POLICING)

    def round_a_scene(self, draft: Draft) -> bool:
        """فرضت قوات الأمن طوقا على المكان: what police do where something happened; a town or hospital cut off is named."""
        if draft.resolved.get("placed") or draft.get("target") or draft.effects:
            return False
        kinds = self.kinds(draft.get("initiator"))
        return bool(kinds) and kinds <= POLICING
