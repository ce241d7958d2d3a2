"""Where a clause begins and ends: what commas, colons, «that» and relatives do to a sentence half read."""

from __future__ import annotations

from rasid.coding.draft import Head
from rasid.coding.event_subjects import EventSubjects
from rasid.model import Mention


class ClauseReader(EventSubjects):
    """Keeps what is open and what is closed between the words that part clauses."""

    def boundary(self, mention: Mention) -> None:
        kind = mention.data["clause"]
        if kind == "circumstance" and self.last is not None and self.last[3] == "between" and mention.first == self.last[0].last:
            return  # بين القوات من جهة، والمسلحين من جهة أخرى، في …: no clause of its own
        if kind == "side":
            self.fresh_comma = True  # what follows with و is the other side
            return
        self.beside = False
        self.charged, self.protested = self.charged and kind == "beside", False  # بالتعاون مع إسرائيل: still of the charge
        if kind == "comma":
            self.comma = True
            return
        self.part = False
        if kind == "relative":
            self.relative = True
            self.clause += 1
            if not (mention.conj and self.antecedent is not None):  # الذي … والذي …: of the same noun
                self.antecedent = self.nearest_noun()
            return
        if kind == "that":
            self.complement = True
            self.relative = False  # المصدر الذي طلب عدم ذكر اسمه، أن …: what is said is told of nobody before it
            self.that = mention
            if self.heads:
                self.pre = [m for m in self.pre if m.kind == "place"] if self.pre else []  # what follows has a subject of its own
                self.stack = [h for h in self.stack if h.kind == "speech" or not h.finite or h.data.get("frame") == "speak_to"]
            if mention.conj:  # وأن …: another thing said
                self.clause += 1
                self.pre = []
                self.comma = True
                self.stack = [h for h in self.stack if h.kind == "speech"]
            return
        if kind == "beside":
            self.beside = True
            return
        if kind == "colon":
            self.colon_at = mention.last
            self.pre = [m for m in self.pre if m.kind != "place"]
            voices = [m for m in self.pre if m.kind == "source" or (m.kind == "party" and m.data.get("party"))]
            if voices and not self.heads and len(self.pre) <= 2:
                self.colon_speaker = voices[0]
                self.pre = []
            return
        self.clause += 1
        self.pre = []
        self.comma = True
        self.when = kind == "when"
        self.also, self.explains = bool(mention.data.get("also")), bool(mention.data.get("explains"))
        if kind in ("circumstance", "break", "when", "result"):
            self.stack = [h for h in self.stack if h.kind == "speech"] if self.stack else []

    @staticmethod
    def says_whose(last: Mention, noun: Head) -> bool:
        """الغارة الإسرائيلية: whether a party is an adjective right after a definite noun of an act."""
        after = last in noun.of and noun.mention.definite and last.first == noun.mention.last
        return after and bool(last.data.get("country") or last.data.get("adjective"))

    def nearest_noun(self) -> Mention | Head | None:
        last = self.last[0] if self.last else None
        nouns = [h for h in self.heads if not h.finite and h.kind == "event"]
        if last is not None and last.kind == "party" and nouns and self.says_whose(last, nouns[-1]):
            return nouns[-1]  # الغارة الإسرائيلية التي دمرت: the strike, of which the adjective says whose it was
        if nouns and (last is None or nouns[-1].mention.first >= last.first or (nouns[-1].mention.first > last.first - 4 and last.prep)):
            return nouns[-1]
        return last

    def denial_ends(self, head: Head) -> list[Mention] | None:
        """نفت … واتهمت: who denied, where a denial ends because another verb begins, or one of blame or threat within what is said."""
        said = self.speech
        if said is None or said.data.get("stance") != "denies" or (self.complement and head.data.get("frame") != "speak_to"):
            return None
        return [m for m in (*said.bare, *said.pre) if m.kind in ("party", "source", "person")][:1]


def left(head: Head) -> bool:
    """التي انسحبت منها القوات: a verb of leaving with «from it» after it, which is the place before it."""
    return head.data.get("frame") == "leave" and bool(head.mention.data.get("of_it"))
