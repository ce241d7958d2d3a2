"""Which party a mention means: by name, by an earlier name (التنظيم), by pronoun."""

from __future__ import annotations

from rasid.lexicon import Lexicon
from rasid.lexicon.world import STATE_ORGANS
from rasid.model import Mention

# What a bare state organ comes to when nothing before it says whose it is.
GENERIC_OF_ROLE = {
    "military": "army",
    "police": "security-forces",
    "government": "government",
    "intelligence": "intelligence",
    "air-force": "air-force",
    "judiciary": "judiciary",
    "border-guard": "border-guards",
}


STATE_KINDS = frozenset(("government", "state-military", "state-police", "state-intelligence"))
ROLE_KINDS = {"military": "state-military", "police": "state-police", "government": "government", "intelligence": "state-intelligence"}
COALITION = "state-coalition"  # a kind that only one of its own can stand for
ORGAN_REACH = 30  # words between a state's force and soldiers that can only be its own: a long sentence
UNKNOWN = "unidentified-armed-group"
GUNMEN_REACH = 60  # words from gunmen of nobody told to «the gunmen»: two long sentences
FIGHTERS = frozenset(("gunmen", "militants", "fighters", "militia", "militias", "rebels"))


NO_FORCES = frozenset(("criminal", "unidentified", "communal-militia"))  # kinds of armed parties that «the force» is not said of
FORCES = frozenset(("military", "navy", "air-force"))
OWN = frozenset(("authorities", "government-forces"))  # of the country that the news is in: not of the state named last
FORCELESS = frozenset(("judiciary", "media", "medical", "ngo", "civilians", "protesters", "prisoners", "refugees", "business", "labour"))
CIVIL = frozenset(("judiciary", "government", "interior", "defence"))
INTERNAL = CIVIL | {"police"}
CONTESTED = frozenset(("PSE", "ISR"))  # where another state's police and courts are met as often
ARMY = "جيش"
STATE_FORCES = frozenset((ARMY, "قوات", "قوه", "شرطه", "امن"))  # any side may have these: who was named last is meant


class Discourse:
    """The parties a report has named so far, latest last."""

    def __init__(self, lexicon: Lexicon, year: int | None = None) -> None:
        self.lexicon, self.year = lexicon, year
        self.mark = 0  # where the parties of the present sentence begin
        self.first_person = frozenset(lexicon.language.get("first_person") or [])
        self.present: set[str] = set()  # every party the report names anywhere
        self.covered: set[str] = set()  # countries whose monitors the report quotes
        self.agency: str | None = None  # the country whose own agency tells the report: «our defences» are its, where nobody issued it
        self.issuer: str | None = None  # the party whose statement the report is: «our forces» are its
        self.stands_for: dict[str, str] = {}  # the state's forces → the party that speaks as them
        self.home: str | None = None  # the country where the report's places are, where they agree
        self.mostly: str | None = None  # the country of more of its places than any other
        self.spelt: set[str] = set()  # countries that the report calls by their name or by the adjective of a place of theirs
        self.named: list[tuple[str, int]] = []
        self.heard: list[tuple[str, int]] = []  # the same with bare «the police», «the army»
        self.latest: dict[str, None] = {}  # every party named, the one named last at the end
        self.latest_heard: dict[str, None] = {}
        self.unknown_at = -GUNMEN_REACH - 1  # the word where gunmen of nobody told were last told of
        self.peoples: set[int] = set()  # the words that only say of what nation people are: جنديين تركيين
        self.nouned: set[str] = set()  # parties named by a noun, not only by the adjective of an act (الغارات الأمريكية)
        self.by_head: dict[str, str] = {}  # the party last named by a noun and whose it is: طيران التحالف
        self.settled: dict[tuple[int, int], tuple[str | None, bool]] = {}
        self.article = lexicon.matcher_article
        self.heads = lexicon.party_heads

    def stem(self, word: str) -> str:
        return word.removeprefix(self.article) if self.article else word

    def hear(self, mentions: list[Mention]) -> None:
        """Takes in a sentence's mentions in order, settling each party mention."""
        self.mark = len(self.named)
        voice: str | None = None
        that = None
        for mention in mentions:
            if mention.kind == "clause" and mention.data["clause"] == "that":
                voice = voice or (self.named[-1][0] if that is None and len(self.named) > self.mark else None)
                that = mention
            elif that is not None and that.conj and that.last == mention.first and voice and mention.kind in ("party", "weapon"):
                theirs = mention.pronoun or mention.data.get("pronoun")
                if theirs and not mention.data.get("of") and mention.data.get("party") is None:
                    self.settled[mention.span] = (voice, False)  # أعلن الجيش أنه قتل ستة منهم، وأن طائراته قصفت …: of who says so
            self.take(mention)
            for party in mention.data.get("of") or ():
                if mention.kind == "person" and party.data.get("country"):
                    self.peoples.add(party.first)
                self.take(party)

    def take(self, mention: Mention) -> None:
        """Settles a party that a sentence names, or hears whom a speaker speaks for."""
        if mention.kind == "party":
            self.settle(mention)
        elif mention.kind == "source" and mention.data.get("party"):
            self.name(mention.data["party"], mention.first)  # إن دفاعاتها: of whom the speaker speaks for
        elif mention.kind == "person" and self.of_nobody(mention):
            self.latest_heard.pop(UNKNOWN, None)
            self.latest_heard[UNKNOWN] = None
            self.unknown_at = mention.first
        elif mention.kind == "person" and (own := mention.data.get("party")) is not None:
            if self.lexicon.parties.armed(own) and not self.lexicon.parties.generic(own):
                self.nouned.add(own)
                self.name(own, mention.first)  # قتل 12 داعشيا، وأعدم التنظيم: a party told by its men alone

    def settle(self, mention: Mention) -> tuple[str | None, bool]:
        """(party id or None, whether it stays generic) of a party mention; remembered by its span."""
        have = self.settled.get(mention.span)
        if have is not None:
            return have
        parties = self.lexicon.parties
        id_ = mention.data.get("party")
        generic = False
        if id_ is None and mention.data.get("called") is not None and mention.pronoun:
            ours = (self.lexicon.language.get("pronouns") or {}).get(mention.pronoun) == "p" and mention.pronoun in self.first_person
            here = self.named[self.mark] if self.mark < len(self.named) else (None, 0)
            state = parties.organ(self.agency, mention.data.get("role") or "military", self.year) if self.agency else None
            id_ = (self.issuer or (here[0] if here[1] < mention.first else None) or state) if ours else None
            hers = (self.lexicon.language.get("pronouns") or {}).get(mention.pronoun) == "f"
            id_ = id_ or self.last_before(mention.first, forces=True, body=hers)
            if not mention.data["called"] and parties.get(id_).get("default_for") in ("air-force", "navy"):
                id_ = parties.organ(str(parties.get(id_).get("country")), "military", self.year) or id_  # أغار الطيران، وقصفت مدفعيته
        elif id_ is None and mention.data.get("called"):
            role = mention.data.get("role")
            if role == "government" and not mention.data.get("bare") and mention.data.get("weapon") is None:
                role = None  # نظام فلان: of a name that no party bears
            if mention.data["called"] in self.lexicon.folded("the_force"):
                role = None  # القوة المكلفة بحماية المدينة: a force, and not the state's army for that
            id_ = self.same_force(mention) or self.antecedent(
                self.stem(mention.data["called"]), role, mention.data.get("weapon") == "warplane"
            )
            id_ = self.spoken_for(id_, role)
            if id_ is None:
                fallback = GENERIC_OF_ROLE.get(mention.data.get("role") or "")
                id_, generic = (fallback if fallback in parties.by_id else None), True
        elif id_ in STATE_ORGANS and (styled := self.styled_here(mention)) is not None:
            id_ = styled
        elif id_ is not None and parties.generic(id_) and (parties.armed(id_) or id_ in STATE_ORGANS):
            names = [parties.get(id_)["names"].get(self.lexicon.code) or ""]
            if id_ in OWN:
                found = self.own(STATE_ORGANS[id_])
                found = found or (self.state_organ("military") if id_ == "government-forces" else None)
            elif id_ in STATE_ORGANS:
                found = self.state_organ(STATE_ORGANS[id_])
            elif parties.get(id_).get("kind") == COALITION:
                found = next((p for p in reversed(self.latest) if parties.get(p).get("kind") == COALITION), None) or (
                    None if mention.conj else self.only_coalition()
                )
            elif mention.data.get("pointed", False) is None:
                found = None  # of a side that the words after it tell
            elif id_ in FIGHTERS and (mention.data.get("pointed") or mention.definite | self.definite_name(names[0])):
                found = self.unknown_before(mention) or next((p for p in reversed(self.latest_heard) if self.fits(p, id_)), None)
            else:
                found = None
            found = (
                found or self.antecedent(self.stem(self.lexicon.folder.fold(names[0].split(" ")[0])), None)
                if mention.data.get("pointed", False) is not None
                and (mention.definite or mention.data.get("pointed") or self.definite_name(names[0]))
                else None
            )
            if found is not None and (parties.get(id_).get("kind") != COALITION or parties.get(found).get("kind") == COALITION):
                id_ = found
            else:
                generic = id_ != "unidentified-armed-group"
            own = self.spoken_for(id_, STATE_ORGANS.get(mention.data.get("party") or ""))
            id_, generic = own or id_, generic and own == id_
        if id_ and mention.data.get("headed") and not parties.generic(id_):
            self.by_head[self.stem(self.lexicon.folder.fold(mention.data["headed"]))] = id_
        if id_ and not mention.data.get("adjective"):
            self.nouned.add(id_)
        result = (id_, generic)
        self.settled[mention.span] = result
        if id_:
            self.heard.append((id_, mention.first))
            self.latest_heard.pop(id_, None)
            self.latest_heard[id_] = None
        if id_ and not parties.generic(id_):
            self.name(id_, mention.first)
        return result

    def styled_here(self, mention: Mention) -> str | None:
        """الجيش الوطني: of the parties that go by these very words the one named last, else the only one of the country told."""
        whole = str(mention.data.get("whole") or "")
        words = next((w for w in (whole, whole.partition(" ")[2]) if self.unprefixed(w) in self.heads), "")
        styled = self.heads.get(self.unprefixed(words), set())
        told = next((id_ for id_ in reversed(self.latest) if id_ in styled), None)
        here = [id_ for id_ in styled if self.home and self.lexicon.parties.get(id_).get("country") == self.home and self.goes_by(id_)]
        found = told or (here[0] if len(here) == 1 else None)
        bare = found is not None and " " not in words  # القوات البحرية: a kind, of the side that speaks; الجيش الوطني is a name
        return self.spoken_for(found, STATE_ORGANS.get(mention.data.get("party") or "")) if bare else found

    def goes_by(self, id_: str) -> bool:
        """Whether a party was there in the year of the report, where that is known."""
        return self.lexicon.parties.goes_by(id_, self.year)

    def only_coalition(self) -> str | None:
        """The one coalition that the report names, be it further down."""
        named = {p for p in self.present if self.lexicon.parties.get(p).get("kind") == COALITION and not self.lexicon.parties.generic(p)}
        return next(iter(named)) if len(named) == 1 else None

    def same_force(self, mention: Mention) -> str | None:
        """احتجزت الشرطة صحفيا …، وصادرت القوة معداته: «the force» is the one last told, be it told by its kind alone."""
        if mention.data.get("called") not in self.lexicon.folded("the_force") or mention.last - mention.first > 1:
            return None
        told = ((id_, self.lexicon.parties.get(id_).get("kind")) for id_ in reversed(self.latest_heard))
        return next((id_ for id_, kind in told if self.lexicon.parties.armed(id_) and kind not in NO_FORCES), None)

    def spoken_for(self, id_: str | None, role: str | None) -> str | None:
        """Forces told by their kind, in a report of a spokesman who calls his side the state's army, are his side's."""
        for whose, own in self.stands_for.items():
            if role in FORCES and (id_ is None or self.lexicon.parties.generic(id_) or self.lexicon.parties.kin(id_, whose)):
                return own
        return id_

    def of_nobody(self, mention: Mention) -> bool:
        """Whether fighters are told by what they do alone: مسلحون, مسلحين مجهولين."""
        if mention.data.get("of") or mention.data.get("who") != "combatant" or mention.data.get("number") != "p":
            return False
        return mention.data.get("party") in (None, UNKNOWN) and mention.data.get("noun") in self.lexicon.folded("of_nobody")

    def unknown_before(self, mention: Mention) -> str | None:
        """هاجم مسلحون مجهولون مقرا لقسد …، وقتل المسلحون ثلاثة: the gunmen are those told a little before, whoever was told since."""
        near = 0 < mention.first - self.unknown_at <= GUNMEN_REACH
        return UNKNOWN if near and mention.data.get("party") == "gunmen" else None

    def name(self, id_: str, word: int) -> None:
        self.named.append((id_, word))
        self.latest.pop(id_, None)
        self.latest[id_] = None

    def fits(self, party: str, generic: str) -> bool:
        """Whether a party heard before can be what «the militia», «the gunmen» points back to."""
        if party == generic or (generic in ("gunmen", "militants") and self.is_army(party)):
            return False
        kind, whose = self.lexicon.parties.get(party).get("kind"), self.lexicon.parties.get(party).get("parent")
        if self.lexicon.parties.get(whose).get("kind") in STATE_KINDS:
            return False  # a militia of the state's is none of the fighters, the rebels
        if party == "unidentified-armed-group":
            return generic in ("gunmen", "militants")
        return kind in ("armed-group", "militia", "communal-militia") and not self.lexicon.parties.generic(party)

    def definite_name(self, name: str) -> bool:
        return bool(self.article) and self.lexicon.folder.fold(name).startswith(self.article)

    def unprefixed(self, head: str) -> str:
        """A noun as the lists of parties have it, without its article and what is written together with it (للجيش الوطني)."""
        stem = self.stem(head)
        for prefix in ("و", "ف", "ب", "ل"):
            if stem not in self.heads and stem.startswith(prefix) and self.stem(stem[1:]) in self.heads:
                stem = self.stem(stem[1:])
        if stem not in self.heads and self.article and stem.startswith("لل") and stem[2:] in self.heads:
            stem = stem[2:]  # غارة للحلف
        return stem

    def antecedent(self, head: str, role: str | None, flies: bool = False) -> str | None:
        """The party last named that goes by this bare noun."""
        stem = self.unprefixed(head)
        if role in ("air-force", "navy", "military") and stem in self.by_head and stem not in STATE_FORCES:
            return self.by_head[stem]  # الطيران after طيران التحالف
        candidates = self.heads.get(stem, set())
        for id_ in reversed(self.latest):
            if id_ in candidates and not self.only_told_of(id_):
                return id_
        return self.state_organ(role, flies) if role else None

    def only_told_of(self, id_: str) -> bool:
        """Whether a foreign party is there by an adjective alone: after الغارات الأمريكية on Marib, الجيش is no American army."""
        country = self.lexicon.parties.get(id_).get("country")
        return id_ not in self.nouned and bool(self.home) and self.home not in CONTESTED and country != self.home

    def state_organ(self, role: str, flies: bool = False) -> str | None:
        """The organ of the state that the report has named some other organ of.

        Where it has named none, but a party of the country that its places are in, the army is that country's. A country
        alone is no ground. Police, courts and the like are of the country that the report is in, where it names a party of it.
        """
        named = self.told_of_home()
        ruled = role in CIVIL and self.ruled()
        if role in FORCES and (styled := self.styled_army()) is not None:
            return styled
        if role in INTERNAL and self.home and named and not ruled:
            own = self.lexicon.parties.organ(self.home, role, self.year)
            if own is not None and self.home not in CONTESTED:
                return own
        for id_ in reversed(self.latest):
            party = self.lexicon.parties.get(id_)
            if flies and party.get("kind") == COALITION and id_ in self.nouned:
                return id_  # المقاتلات, where a coalition was named after any state's force
            abroad = role in INTERNAL and bool(self.home or self.mostly) and party.get("country") not in self.homes()
            abroad = abroad or (role == "border-guard" and not self.at_border(str(party.get("country"))))
            if party.get("kind") in STATE_KINDS and party.get("country") and not self.only_told_of(id_) and not abroad:
                return self.organ_beside(id_, role)
        if self.home and (named or self.home in self.covered) and not ruled:
            return self.lexicon.parties.organ(self.home, role, self.year)
        return None

    def told_of_home(self) -> bool:
        """Whether a report names the country that its places are in, or a party of it."""
        named = any(self.lexicon.parties.get(id_).get("country") == self.home for id_ in self.present)
        return self.home is not None and (named or self.home in self.spelt)

    def at_border(self, country: str) -> bool:
        """Whether a state's border guards can be met in the country that the report is in: it is that state, or borders on it."""
        return self.home in (None, country) or bool(self.lexicon.gazetteer.border(country, str(self.home)))

    def ruled(self) -> bool:
        """Whether the report names others who rule a part of its country: its courts and authorities may be theirs."""
        parties = (self.lexicon.parties.get(id_) for id_ in self.present)
        return any(p.get("authority") and p.get("country") == self.home for p in parties)

    def homes(self) -> frozenset[str]:
        """The countries whose police and courts a report can mean by the bare word."""
        home = self.home or self.mostly
        return CONTESTED if home in CONTESTED else frozenset((home or "",))

    def own(self, role: str) -> str | None:
        """«The authorities», «government forces», soldiers of no state told are those of the country that the report is in and names.

        Authorities only where no other rules a part of that country.
        """
        if role == "military" and (styled := self.styled_army()) is not None:
            return styled
        if self.home in CONTESTED or not self.told_of_home() or (role in CIVIL and self.ruled()):
            return None
        return self.lexicon.parties.organ(str(self.home), role, self.year)

    def styled_army(self) -> str | None:
        """قوات حفتر: who rules a part of the country and goes by the name of an army, where the report names no army of its state."""
        named = [id_ for id_ in (*self.present, *self.latest) if self.lexicon.parties.get(id_).get("country") == self.home]
        kinds = {self.lexicon.parties.get(id_).get("kind") for id_ in named}
        own = next((id_ for id_ in named if self.is_army(id_)), None)
        return own if self.home and "state-military" not in kinds else None

    def is_army(self, id_: str) -> bool:
        """Whether a party that is no state's rules and goes by the name of an army, so that its men are soldiers."""
        party = self.lexicon.parties.get(id_)
        return bool(party.get("authority")) and ARMY in (party.get("heads") or [])

    def organ_before(self, role: str, word: int) -> str | None:
        """The organ of the state that was named just before a word: دورية للجيش العراقي … ثلاثة جنود."""
        for id_, at in reversed(self.named):
            party = self.lexicon.parties.get(id_)
            if at < word and word - at <= ORGAN_REACH and party.get("kind") in STATE_KINDS and party.get("country"):
                return self.organ_beside(id_, role)
        return None

    def organ_beside(self, id_: str, role: str) -> str | None:
        """The organ with a role in the state that another organ is of: that organ itself, where the role is its own."""
        party = self.lexicon.parties.get(id_)
        same = party.get("kind") == ROLE_KINDS.get(role) and party.get("default_for") in (role, None)
        return id_ if same else self.lexicon.parties.organ(party["country"], role, self.year)

    def last_before(self, word: int, forces: bool = False, body: bool = False) -> str | None:
        """The party a pronoun at a word most likely stands for: the last named before it, of its forces one that can have any, and,
        where the pronoun is of a `body` (قناصتها), none that is told only as the nation of people."""
        rows = [row for named in (self.named, self.heard) for row in reversed(named) if row[1] < word]
        told = [(id_, at) for id_, at in rows if not forces or self.lexicon.parties.get(id_).get("kind") not in FORCELESS]
        bodies = [id_ for id_, at in told if not (body and at in self.peoples)]
        return next(iter(bodies or [id_ for id_, _ in told]), None)
