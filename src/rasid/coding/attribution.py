"""Who says so: the speaker of each verb of speech, and how far what is said reaches."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from msgspec.structs import replace

from rasid.coding.announcing import own_thing
from rasid.coding.draft import NO_PARTY, Draft, Head
from rasid.coding.heads import SentenceScan
from rasid.coding.likeness import party_mentions
from rasid.coding.reference import Discourse
from rasid.coding.states import OUTLETS
from rasid.lexicon import Lexicon
from rasid.lexicon.world import Parties
from rasid.model import Mention, Token

STATEMENT = "statement"  # the source that any statement, recording or post is
OFFICIAL_AGENCY = "official-agency"  # «the official agency»: the state's whose news the report is
SILENT = ("killed", "bodies")  # ذكر أسماء قتلى: the dead say nothing
FIRST_WORDS = 2  # of a speaker's words those that a bare noun recalls: المكتب of مكتب …, البعثة of رئيس بعثة …
WITHIN = 3  # words from «it says» to whose statement it says so
TOLD_TO = frozenset(("for", "in", "to", "with"))  # prepositions of whom a source spoke to


class Speakers:
    """The sources of a report, sentence after sentence: a later «the same source» is the one before it."""

    def __init__(self, lexicon: Lexicon, tokens: list[Token]) -> None:
        self.lexicon, self.tokens = lexicon, tokens
        self.last: Mention | None = None
        self.heard: list[Mention] = []
        self.unnamed: dict[str, str | None] = {}

    def of_sentence(self, scan: SentenceScan, discourse: Discourse) -> list[tuple[Head | None, Mention, str]]:
        """(speech verb, speaker, stance) of every verb of speech with a speaker."""
        out: list[tuple[Head | None, Mention, str]] = []
        if scan.colon_speaker is not None and scan.heads:
            self.hear(scan.colon_speaker)
            out.append((None, scan.colon_speaker, "claims" if scan.colon_speaker.kind == "party" else "reports"))
        for head in scan.heads:
            if head.kind != "speech":
                continue
            speaker = self.speaker(head, discourse, scan.sentence.mentions)
            if speaker is None or head.data.get("beside"):
                speaker = goes_on(head, out, scan) or speaker
            if speaker is not None:
                stance = str(head.data.get("stance") or "reports")
                out += [(head, voice, stance) for voice in (speaker, *beside(head, speaker))]
        return out

    def hear(self, speaker: Mention) -> Mention:
        self.last = speaker
        self.heard.append(speaker)
        return speaker

    def recalled(self, mention: Mention) -> Mention | None:
        """Who spoke before and is meant by a bare noun or a name alone: المكتب, حسنين."""
        article = self.lexicon.matcher_article
        words = self.words(mention)
        told = [w.removeprefix(article) for w in words]
        for voice in reversed(self.heard):
            said = [w.removeprefix(article) for w in self.words(voice)]
            if len(said) > 1 and article and words[0].startswith(article) and told[0] in said[:FIRST_WORDS]:
                return voice
            if any(w in said[FIRST_WORDS:] and len(w) > 2 for w in told):
                return voice
        return None

    def words(self, mention: Mention) -> list[str]:
        """The folded words that a mention's span covers."""
        last = mention.last
        while last < len(self.tokens) and self.tokens[last].end <= mention.span[1]:
            last += 1
        return [t.text for t in self.tokens[mention.first : last]]

    @staticmethod
    def statement_of(voice: Mention, mentions: list[Mention]) -> Mention | None:
        """بيان للجيش, بيان صادر عن الحركة: the party right after a statement, as its speaker."""
        after = next((m for m in mentions if m.first >= voice.last), None)
        if voice.data.get("source") != STATEMENT or after is None or after.first - voice.last > 1 or after.conj:
            return None
        if after.kind not in ("party", "source") or not after.data.get("party") or after.prep not in (None, "for", "from", "about"):
            return None
        return replace(after, span=(voice.span[0], after.span[1]))

    def speaker(self, head: Head, discourse: Discourse, mentions: list[Mention]) -> Mention | None:
        before = [m for m in head.pre if m.prep is None and (m.kind != "party" or m.data.get("party"))] if head.pre else []
        if self.tokens[head.mention.first - 1].text in self.lexicon.folded("as_told"):
            before = []  # حكما بسجن 30 شخصا، حسبما أفاد مصدر: who says so comes after it
        before = [] if head.mention.pronoun and head.bare else before
        candidates = [*head.bare, *before] if not head.data.get("follows") else [*head.bare, *(m for _, m in head.preps)]
        if not candidates:
            candidates = [
                m for prep, m in head.preps if prep in ("from", "about") and m.kind in ("source", "person", "anaphor")
            ]  # نقلت عن …
        if not candidates and head.data.get("within"):  # جاء في بيان للجيش، في تقرير للمرصد: whose it is, else what it was
            near = [m for m in mentions if 0 <= m.first - head.mention.last <= WITHIN and m.kind in ("source", "party")]
            candidates = [m for m in near if m.prep in ("for", "from")][:1] or near[:1]
        first = candidates[0] if candidates else None
        if first is not None and (
            first.kind == "anaphor" or first.data.get("words") or (first.kind == "party" and not first.data.get("party"))
        ):
            meant = self.recalled(first)
            if meant is not None:
                self.last = meant
                return meant
            if first.data.get("words") and not first.data["sure"]:
                candidates.remove(first)
        sources = [m for m in candidates if m.kind == "source" and (m is candidates[0] or not self.told_to(m))]  # قال محاميها لوكالة …
        if candidates and candidates[0].kind == "anaphor" and self.last is not None and all(m.prep in TOLD_TO for m in sources):
            return self.last  # قال المصدر في حديث لوكالة …: to whom, not who
        voices = [m for m in candidates if m.kind in ("source", "party", "person") and m.data.get("effect") not in SILENT]
        if len(voices) < 2 or not voices[1].conj:  # سكان ومصدر طبي: in their order
            voices = sources or voices
        if voices and voices[0].data.get("source") and self.lexicon.sources[voices[0].data["source"]].get("kind") == "unnamed":
            whose = self.statement_of(voices[0], mentions)
            voices = [m for m in candidates if m.kind == "party"] or ([whose] if whose else voices)  # أعلن الجيش في بيان: the army
        if voices:
            return self.hear(voices[0])
        if any(m.kind == "anaphor" for m in candidates) or (head.data.get("continues") and not candidates):
            return self.last
        opens = head.finite and (head.also or bool(head.mention.conj)) and head.mention.first == mentions[0].first
        if (head.also or opens) and head.data.get("own") and not candidates and self.last is not None and self.last.data.get("party"):
            return self.last  # كما أعلنت استهداف قوة، وأعلنت مقتل أحد جنودها: who announced before
        return None

    def told_to(self, mention: Mention) -> bool:
        """Whether a mention is of an outlet that somebody spoke to."""
        told = self.lexicon.sources.get(mention.data.get("source") or "") or {}
        return mention.prep == "for" and told.get("kind") in OUTLETS

    def kind_of_people(self, noun: str) -> str | None:
        """The unnamed source that a noun for people is too: ناشط → activists."""
        if noun not in self.unnamed:
            words = self.lexicon.folder.fold(noun).split()
            hits = [h for told in (words, words[:1]) for h in self.lexicon.matcher.find(told)]
            sources = [s.lexeme.id for h in hits for s in h.readings if s.lexeme.kind == "source"]
            self.unnamed[noun] = sources[0] if sources else None
        return self.unnamed[noun]

    def side(self, mention: Mention, discourse: Discourse) -> str | None:
        """The party that a speaker is or speaks for."""
        if mention.kind == "source" and mention.data.get("party") and not mention.data.get("of"):
            return str(mention.data["party"])
        if mention.kind == "party" and mention.data.get("party"):
            return discourse.settle(mention)[0]  # a ministry is a source too
        return self.describe(mention, discourse)[0]

    def describe(self, mention: Mention, discourse: Discourse) -> tuple[str | None, dict[str, str]]:
        """(source id, names) of a speaker: a source, or a party speaking for itself."""
        source = mention.data.get("source")
        if source == OFFICIAL_AGENCY:
            source = self.lexicon.official_agencies.get(str(discourse.home), source)
        if source:
            return source, (self.lexicon.sources.get(source) or {}).get("names") or {}
        party = mention.data.get("party")
        if mention.kind == "source" and mention.data.get("of"):
            party, _ = discourse.settle(mention.data["of"][0])
        elif mention.kind == "party":
            party, _ = discourse.settle(mention)
        elif mention.kind == "person":
            unnamed = self.kind_of_people(str(mention.data.get("noun") or ""))
            if unnamed and not mention.data.get("of"):
                return unnamed, self.lexicon.sources[unnamed].get("names") or {}
            of = mention.data.get("of") or []
            if not of and mention.data.get("party") == "civilians":  # وفقا لطبيب، قال سكان
                told = "medical-source" if "medics" in (mention.data.get("groups") or []) else "residents"
                return told, self.lexicon.sources[told].get("names") or {}
            party = discourse.settle(of[0])[0] if of else mention.data.get("party")
        if party:
            return party, self.lexicon.parties.get(party).get("names") or {}
        return None, {}


def goes_on(head: Head, spoken: list[tuple[Head | None, Mention, str]], scan: SentenceScan) -> Mention | None:
    """نفى المتحدث ذلك وأكد أن …: who spoke just before in the sentence speaks on; توعد المتحدث بالرد، مؤكدا أن …: who threatened too."""
    before = [(said, voice) for said, voice, _ in spoken if said is not None and not said.data.get("follows")]
    said, voice = before[-1] if before else (None, None)
    last = said.mention.first if said is not None else -1
    threats = [h for h in scan.heads if last < h.mention.first < head.mention.first and h.finite and h.data.get("frame") == "speak_to"]
    if threats and head.data.get("beside"):
        told = [m for m in [*threats[-1].bare, *threats[-1].pre] if m.prep is None and (m.kind == "source" or m.data.get("party"))]
        return told[0] if told else None
    alike = said is not None and head.finite and bool(head.mention.conj) and said.sense.sense.person == head.sense.sense.person
    return voice if alike and not head.bare and not any(m.prep is None for m in head.pre) else None


def beside(head: Head, speaker: Mention) -> Iterator[Mention]:
    """Who says it too: joined to the speaker by و, and of a report handed on, whom it has it from."""
    told = head.bare if speaker in head.bare else head.pre
    if speaker in told:
        yield from (m for m in with_joined(told[told.index(speaker) :])[1:] if m.kind in ("source", "party", "person"))
    if head.data.get("chain"):
        yield from (m for _, m in head.preps if m is not speaker and m.kind in ("source", "party", "person"))


def with_joined(mentions: list[Mention]) -> list[Mention]:
    """The first of some mentions and those joined to it by و, one right after the other: أعلن الجيش والقوة المشتركة استعادة …"""
    out = mentions[:1]
    for m in mentions[1:]:
        if not m.conj or m.first != out[-1].last:
            break
        out.append(m)
    return out


def attribute(drafts: list[Draft], spoken: list[tuple[Head | None, Mention, str]], scan: SentenceScan) -> None:
    """Gives each draft of a sentence its speakers. A verb of speech reaches what follows it; «according to» what precedes it."""
    if not spoken:
        return
    first_head = min((d.head.mention.first for d in drafts), default=0)
    for head, speaker, stance in spoken:
        if head is None:  # a speaker before a colon
            for draft in drafts:
                add_source(draft, speaker, stance)
            continue
        follows = bool(head.data.get("follows"))
        if stance == "denies" and not any(d.head.said_by is head for d in drafts):  # فيما نفى المتحدث ذلك: what was told just before
            before = [d for d in drafts if d.head.mention.first < head.mention.first and not d.dropped]
            for draft in before[-1:]:
                add_source(draft, speaker, stance)
            continue
        opens = head.mention.first < first_head
        for draft in drafts:
            at = draft.head.mention.first
            inside = draft.head.said_by is head
            if follows:
                told = True if opens else at < head.mention.first or same_clause(head, draft)
            else:
                told = inside or (not opens and at < head.mention.first and head is scan.heads[-1])
            if told:
                add_source(draft, speaker, stance)
            if (
                head.data.get("claim")
                and draft.head.said_by is head
                and not draft.get("initiator")
                and (speaker.kind == "party" or speaker.data.get("party"))
            ):
                draft.add("initiator", speaker)
                draft.attribution["how"] = "claimed"


def condemned(drafts: list[Draft], scan: SentenceScan, speakers: Speakers) -> None:
    """دانت المنظمة القصف: who condemns an act tells that it happened, where nobody else is told to say so."""
    for cue, voice in scan.condemned:
        if voice.kind not in ("source", "party", "person", "anaphor"):
            continue
        speaker = (speakers.recalled(voice) if voice.kind == "anaphor" or voice.data.get("words") else None) or voice
        for draft in drafts:
            told = any(m is cue for h in draft.heads for _, m in h.cues)
            own = draft.get("scene") or draft.effects or draft.times  # not the act told before: ونددوا بالهجوم
            if told and own and not draft.sources and speaker.kind != "anaphor":
                add_source(draft, speakers.hear(speaker), "reports")


def own_acts(
    drafts: list[Draft], spoken: list[tuple[Head | None, Mention, str]], speakers: Speakers, discourse: Discourse
) -> Iterator[Draft]:
    """أعلن الجيش استهداف موقع: an act that an armed party announces, by a noun and of nobody else, is its own; so is a truce of a state's.

    The genitive of such a noun is what was attacked (أعلنت الكتائب استهداف دبابة إسرائيلية), unless something else told is. Yields what
    it changed.
    """
    voices: dict[int, list[Mention]] = {}
    for head, speaker, _ in spoken:
        if head is not None and head.data.get("own"):
            voices.setdefault(id(head), []).append(speaker)
    parties = speakers.lexicon.parties
    for draft in drafts:
        noun = draft.head.carrier or draft.head
        told = voices.get(id(noun.governor)) if noun.governor is not None else None
        if told is None or noun.finite or noun.mention.conj or noun.mention.prep is not None or draft.dropped:
            continue
        truce = draft.type == "agreement"
        if not (truce or draft.head.data.get("frame") == "attack") or draft.get("origin") or own_thing(draft):
            continue  # أعلن الجيش إطلاق صواريخ من غزة: others did
        sides = [(speaker, side) for speaker in told if (side := speakers.side(speaker, discourse))]
        acting = [
            (speaker, side) for speaker, side in sides if parties.armed(side) or (truce and parties.get(side).get("kind") == "government")
        ]
        doers = [m for m in draft.get("initiator") if not m.pronoun]  # إصابات في صفوف جنوده: his, of whom it was told
        if not acting or any(discourse.settle(p)[0] == acting[0][1] for m in doers for p in party_mentions(m)):
            continue
        if truce and (doers or draft.get("side") or draft.get("target")):
            continue
        owned = [*draft.head.of, *(p for m in draft.head.of for p in m.data.get("of") or [])]
        things = [m for m in draft.head.of if m.kind == "object" and m in draft.get("target")]
        lent = bool(things) and all(any(p == "for" and m is d for p, m in draft.head.preps) for d in doers)
        if doers and not lent and (draft.get("target") or any(m not in owned for m in doers)):
            continue  # قصف موقع قيادة وتحكم للجيش: whose the thing is, some words after it
        arms = [m for m in draft.head.of if m.kind == "weapon" and m.data.get("of") and m in draft.get("instrument")]
        for m in arms:  # استهداف دبابة إسرائيلية: whose it was is whom, and it is no means
            draft.slots["instrument"].remove(m)
        draft.slots["target"] = [*draft.get("target"), *(arms or doers)]
        draft.slots["initiator"] = [replace(speaker, kind="party", data={**NO_PARTY, "party": side}) for speaker, side in acting]
        yield draft


def announcer(head: Head, parties: Parties) -> list[Mention]:
    """أعلن الجيش صد هجوم: the armed side that announces what a noun tells, as a party."""
    speech = head.governor
    if head.finite or speech is None or speech.kind != "speech" or not speech.data.get("own"):
        return []
    voices = [m for m in [*speech.bare, *speech.pre] if m.data.get("party") and parties.armed(m.data["party"])]
    return [m if m.kind == "party" else replace(m, kind="party", data={**NO_PARTY, "party": m.data["party"]}) for m in voices[:1]]


def same_clause(head: Head, draft: Draft) -> bool:
    return head.clause == draft.head.clause


def add_source(draft: Draft, speaker: Mention, stance: str) -> None:
    if all(s["mention"].span != speaker.span for s in draft.sources):
        draft.sources.append({"mention": speaker, "stance": stance})


def source_rows(draft: Draft, speakers: Speakers, discourse: Discourse) -> list[dict[str, Any]]:
    """Distinct sources of a draft, in order."""
    rows: list[dict[str, Any]] = []
    for entry in draft.sources:
        id_, names = speakers.describe(entry["mention"], discourse)
        if any(r["source"] == id_ and id_ is not None for r in rows):
            continue
        rows.append({"source": id_, "names": names, "stance": entry["stance"], "mention": entry["mention"]})
    return rows
