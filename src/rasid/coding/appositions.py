"""Phrases that say more of what was just told, and are nothing of their own: another name, a home, a rank and who holds it."""

from __future__ import annotations

from rasid.coding.draft import Head
from rasid.lexicon import Lexicon
from rasid.model import Mention

HOUSES = frozenset(("school", "university", "hospital", "factory", "oil", "public_facility"))
HOUSED = frozenset(("students", "teachers", "workers", "medics", "children"))  # groups of people told by the house they belong to
RANKS = 3  # words of rank between an office and the name of who holds it


class Appositions:
    """Asks of a phrase whether it only tells of the one before it. A scan over a sentence is one."""

    lexicon: Lexicon
    last: tuple[Mention, Head | None, str, str] | None
    pre: list[Mention]
    heads: list[Head]
    speech: Head | None
    last_person: Mention | None
    hedged: Mention | None
    that: Mention | None
    fresh_comma: bool
    colon_at: int

    @staticmethod
    def of_one_force(part: Mention, whole: Mention) -> None:
        """تسعة عسكريين بينهم ضابط في قوات X: soldiers of no force told are of that of the one among them."""
        fighters = part.data.get("who") == whole.data.get("who") == "combatant"
        if fighters and part.data.get("of") and not whole.data.get("of"):
            whole.data["of"] = part.data["of"]

    def says_who(self, head: Head, mention: Mention) -> bool:
        """اعتقلت ثلاثة هم: الشقيقان …، أصابت ثلاثة إصابات بالغة: who they are that a verb has, or what befell them once more."""
        told = head.bare[-1] if head.bare and head.finite else None
        if told is None or told.kind not in ("person", "count") or mention.kind != "person" or mention.data.get("quantity") is not None:
            return False
        again = mention.data.get("effect") == head.data.get("effect") == "injured" and not mention.definite
        return (mention.first == self.colon_at and mention.definite) or again

    def of_the_town(self, mention: Mention) -> bool:
        """ناشطا من أبناء مدينة سلقين: whose people the victim is of tells where he is from."""
        last = self.last[0] if self.last is not None else None
        if last is None or mention.prep != "from" or mention.data.get("home") is None or mention.first - last.last > 1:
            return False
        if last.kind != "person" or last.data.get("home") is not None:
            return False
        last.data["home"] = mention.data["home"]
        return True

    @staticmethod
    def of_the_house(people: Mention, house: Mention) -> bool:
        """طلاب جامعة X، عمال مصنع: the school or works whose people are told, and nothing that the act was on."""
        if people.kind != "person" or people.last != house.first or house.data.get("object") not in HOUSES:
            return False
        if house.prep is not None or house.conj or house.data.get("pronoun") or people.data.get("article"):
            return False
        if not HOUSED & set(people.data.get("groups") or ()) or people.data.get("number") == "d":
            return False
        if people.data.get("home") is None:
            people.data["home"] = house.data.get("home")
        return True

    def of_one_kin(self, mention: Mention) -> bool:
        """سبعة مدنيين من عائلة واحدة (قتلوا): what the people just counted are of, nobody more."""
        last = self.last[0] if self.last is not None else None
        if last is None or last.kind != "person" or last.data.get("quantity") is None or last.last < mention.first - 1:
            return False
        return mention.prep == "from" and mention.kind == "person" and mention.data.get("number") == "s"

    def named_after_office(self, mention: Mention) -> bool:
        """توعد وزير الدفاع يسرائيل كاتس حزب الله: who holds an office, by his name right after it, is one with it, and of his party."""
        if mention.kind != "source" or mention.prep is not None or mention.conj or self.last is None:
            return False
        office, head = self.last[0], self.last[1]
        told = self.lexicon.sources.get(mention.data.get("source") or "") or {}
        near = office.kind in ("source", "party") and 0 <= mention.first - office.last <= RANKS
        if not near or told.get("kind") != "official" or head is None or head.kind != "event":
            return False
        known = office.data.get("party")
        if known is None or self.lexicon.parties.generic(known):
            office.data["party"], office.data["of"] = mention.data.get("party"), []
        return True

    def said_to_be(self, mention: Mention) -> bool:
        """ثلاثة رجال يشتبه بأنهم من متشددي القاعدة: what the people just told may be, nobody more."""
        hedged, self.hedged = self.hedged, None
        if hedged is not None and mention.first == hedged.last and self.heads and self.heads[-1].mention.last == hedged.first:
            if mention.kind == "weapon" and not self.heads[-1].finite:  # في غارة يرجح أنها لطائرات روسية: of what made it
                self.heads[-1].preps.append(("with", mention))
                return True
            if mention.data.get("adjective"):  # غارة يعتقد أنها إسرائيلية: the act, not whom it hit
                self.heads[-1].of.append(mention)
                return True
        who = self.last_person
        if hedged is None or who is None or mention.first != hedged.last or mention.kind not in ("person", "party"):
            return False
        whose = [mention] if mention.kind == "party" else list(mention.data.get("of") or [])
        if whose and not who.data.get("of"):
            who.data["of"] = whose
        return True

    def voices(self) -> list[Mention]:
        """قالت الكتائب …، مؤكدة أنها …: what may name who speaks, where a word beside tells how he goes on, at the verb before it."""
        spoken = [self.speech] if self.speech is not None else []
        beside = any(h.data.get("beside") for h in spoken)
        before = [h for h in self.heads if h.kind == "speech" and (h.bare or h.pre)][-1:] if beside else []
        return [m for h in (*spoken, *before) for m in (*h.bare, *h.pre)]

    def said_before(self) -> list[Mention]:
        """قال إن المليشيا قصفت القرية وأنها خطفت …: who did what was said before, whom a pronoun then means."""
        for head in reversed(self.heads):
            if head.finite and head.kind != "speech" and head.said_by is self.speech:
                return [m for m in [*head.pre, *head.bare[:1]] if m.kind == "party" and m.prep is None and not m.data.get("area")][:1]
        return []

    def renamed(self, mention: Mention) -> bool:
        """«قوات سوريا الديمقراطية» (قسد): the party just named, by its other name."""
        last = self.last[0] if self.last is not None else (self.pre[-1] if self.pre else None)
        if self.that is not None and last is not None and last.last <= self.that.first < mention.first:
            return False  # أعلن الجيش أن دفاعاته أسقطت: what stands after «that» begins what is said
        if last is not None and last.kind == "person" and last.data.get("of"):
            last = last.data["of"][-1]  # مقاتلو "وحدات حماية الشعب" (ي ب ك)
        if last is not None and last.kind == "party" and mention.kind == "place" and mention.prep == "belonging":
            return mention.first - last.last <= 2  # المجلس التابع للإمارات: whose they are, not where
        if last is not None and mention.prep is None and not mention.conj and not self.fresh_comma and mention.first - last.last <= RANKS:
            if mention.kind == "person" and last.kind in ("source", "anaphor") and mention.definite:  # المتحدث باسمه العقيد فلان
                return "officers" in mention.data["groups"] and mention.data["number"] == "s"
            if mention.kind == "source" and last.kind == "person" and last.data.get("of"):
                return bool(last.data["of"][0].data.get("party") == mention.data.get("party"))  # محافظ … فلان
            if mention.kind == "source" and mention.data.get("party"):
                return last.kind == "anaphor" or (last.kind in ("source", "party") and last.data.get("party") == mention.data.get("party"))
        return (
            last is not None
            and last.kind == "party"
            and mention.kind == "party"
            and mention.prep in (None, "by")  # الجيش الوطني الليبي بقيادة حفتر
            and not mention.conj
            and not self.fresh_comma
            and bool(mention.data.get("party"))
            and mention.data.get("party") == last.data.get("party")
            and mention.first - last.last <= 3
        )

    def a_country(self, mention: Mention) -> bool:
        """Whether a place's name is first of all a country's."""
        rows = mention.data.get("candidates") or []
        return bool(rows) and self.lexicon.places[rows[0]]["kind"] == "country" and not mention.data.get("relation")

    def a_capital(self, mention: Mention) -> bool:
        """Whether a place's name is first of all a capital's."""
        rows = mention.data.get("candidates") or [] if mention.kind == "place" else []
        return bool(rows) and rows[0] in self.lexicon.capitals.values() and not mention.data.get("relation")
