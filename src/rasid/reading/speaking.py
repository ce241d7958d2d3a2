"""Who speaks: spokesmen, sources by name, and speakers whom the lexicon has no name for but who stand where a speaker stands."""

from __future__ import annotations

from msgspec.structs import replace

from rasid.lexicon.matcher import Reading as Sense
from rasid.model import Mention
from rasid.reading.belonging import owner
from rasid.reading.line import FINITE, Line
from rasid.reading.naming import made, read_party

NAME_WORDS, NAME_LETTERS = 4, 4  # words of a name before its office, and letters of one
SPEAKER_WORDS = 7  # an office, whom it is of, a rank and a name
STEERING = ("preposition", "connective", "time", "stop")
FUNCTIONS = ("preposition", "connective", "cue", "anaphor", "time", "stop")
BESIDE_PLACES = frozenset(("near", "direction_n", "direction_s", "direction_e", "direction_w"))
FORCE_REACH = 3  # words from an act to what it was aimed at: حاصرت آليات الاحتلال مستشفى X
FORCE = frozenset(("strike", "attack", "shelling", "restriction", "ground_attack", "territory_gain", "property_destruction"))
VOICES = frozenset(("source", "party", "person", "anaphor"))
GENITIVES = frozenset(("person", "party", "place", "object", "weapon", "anaphor"))  # what a body may be of
PARTS = frozenset(("object", "anaphor", "cue"))  # what the words of a body's name are too: لجنة أمن الولاية, مديرية أمن درنة
WHOSE = frozenset(("belonging", "allegiance", "support", "led"))  # prepositions of whose a speaker is, between him and what he announces
LONE = frozenset(("that", "colon"))  # clauses that say what was said


def read_voice(line: Line, at: int, prep: str | None = None) -> Mention | None:
    """Who speaks for a party (المتحدث باسم الجيش): a source."""
    sense = line.sense(at, "party_head")
    if sense is None or sense.lexeme.data["kind"] != "voice" or line.sense(at, "source"):
        return None
    found, end = owner(line, line.end(at))
    body = line.sense(end, "source") if not found and sense.lexeme.data.get("role") else None
    told = (line.lexicon.sources.get(body.lexeme.id) or {}).get("party") if body is not None and not body.clitics.conjunction else None
    if body is not None and told and not body.clitics.preposition:  # وزيرة الخارجية الأميركية
        found = [made(line, end, line.end(end), body, None, party=told)]
        end = line.end(end)
    if not found:
        return None
    role, country, party = sense.lexeme.data.get("role"), found[0].data.get("country"), found[0].data.get("party")
    if role and country and party is None and found[0].data.get("nationality"):
        party = line.lexicon.parties.organ(country, role, line.year)  # الرئيس التركي: his government
        found = [replace(found[0], data={**found[0].data, "party": party, "nationality": False})] if party else []
    return line.mention("source", at, end, prep=prep, sense=sense, source=None, party=party, country=country, of=found)


def read_source(line: Line, at: int, prep: str | None = None) -> Mention | None:
    """A named or unnamed source. Where the words also name a party, it is a party that may speak."""
    sense = line.sense(at, "source")
    if sense is None or (line.sense(at, "place") and hit_there(line, at, prep)):
        return None  # حاصرت الآليات مستشفى كمال عدوان: where, and nobody who says so
    if line.sense(at, "party"):
        party = read_party(line, at, prep)
        return (
            line.mention(
                "party", party.first, party.last, prep=prep, sense=line.sense(at, "party"), **{**party.data, "source": sense.lexeme.id}
            )
            if party
            else None
        )
    return line.mention(
        "source",
        at,
        line.end(at),
        prep=prep,
        sense=sense,
        source=sense.lexeme.id,
        party=(line.lexicon.sources.get(sense.lexeme.id) or {}).get("party"),
    )


def hit_there(line: Line, at: int, prep: str | None) -> bool:
    """Whether a body that is also a place (a hospital) stands as where something was: by a preposition of place, or right after an act
    of force, and not where somebody speaks or takes in the wounded."""
    if prep in BESIDE_PLACES:
        return True
    return any(
        (sense := line.sense(n, "trigger")) and sense.lexeme.data.get("type") in FORCE for n in range(max(line.first, at - FORCE_REACH), at)
    )


def with_speakers(line: Line, found: list[Mention]) -> list[Mention]:
    """The mentions of a sentence with those speakers that only their place tells, and the rest of the words of those it names.

    Between a verb of speech and what was said (وأوضح المكتب أن …) stands who said it, and so does a body or an office after
    «according to». A speaker that no entry has is a source in the report's own words (`words`); `sure` where the sentence leaves no
    other reading.
    """
    for m in found:
        if m.kind == "speech" or (m.kind == "cue" and condemns(m)):
            break
    else:
        return found
    out: list[Mention] = []
    for n, mention in enumerate(found):
        if out and mention.first < out[-1].last and mention.kind in ("person", "party"):
            continue  # part of a speaker's name (رابطة أهالي المخطوفين); a place in it is one still (تنسيقية حرستا)
        if out and mention.first < out[-1].last and (mention.kind in PARTS or reports_by_noun(mention)) and out[-1].data.get("words"):
            continue
        before = out[-1] if out else None
        office = mention.kind == "source" or (mention.kind == "person" and line.word(mention.first) in line.lexicon.offices)
        if office and before is not None and before.kind == "speech" and named_first(line, before, mention.first):
            mention = whole_title(line, mention, before, found[n + 1 :])
        out.append(mention)
        if mention.kind == "cue" and condemns(mention) and (voice := unread_body(line, mention.last, found[n + 1 :])) is not None:
            out.append(voice)
        if mention.kind == "speech" and (speaker := unread_speaker(line, mention, before, found[n + 1 :])) is not None:
            titled = line.word(speaker.first) in line.lexicon.offices
            out.append(whole_title(line, speaker, mention, found[n + 1 :]) if titled else speaker)
    return out


def named_first(line: Line, verb: Mention, office: int) -> bool:
    """قال فلان الفلاني مدير المستشفى: whether a verb of speech and an office have at most a name between them that no entry has."""
    names = range(verb.last, office)
    if len(names) <= 1 or verb.data["speech"].lexeme.data.get("follows"):
        return len(names) <= 1
    return len(names) <= NAME_WORDS and all(line.hit(n) is None and len(line.word(n)) >= NAME_LETTERS for n in names)


def reports_by_noun(mention: Mention) -> bool:
    """المعلومات، التقارير: whether a source is unnamed reports by their noun alone, which an office may be for."""
    return mention.kind == "source" and mention.data.get("source") == "unnamed-reports" and mention.prep is None and not mention.conj


def condemns(mention: Mention) -> bool:
    return mention.kind == "cue" and mention.data["cue"]["id"] == "condemned"


def unread_body(line: Line, at: int, rest: list[Mention]) -> Mention | None:
    """دان مجلس بلدي تاجوراء القصف, تدين البعثة الغارة: a body right after a verb of condemning that nothing else read."""
    head = line.word(at) in line.lexicon.speaker_heads
    end = unread(line, at, rest[0] if rest else None, STEERING if head else FUNCTIONS)
    if end == at:
        return None
    if head:
        return told(line, at, with_genitives(line, end, rest), sure=True)
    definite = bool(line.lexicon.matcher_article) and line.word(at).startswith(line.lexicon.matcher_article)
    return told(line, at, at + 1, sure=False) if definite else None


def unread_speaker(line: Line, verb: Mention, before: Mention | None, rest: list[Mention]) -> Mention | None:
    """The words right after a verb of speech that nothing else read, where a speaker must stand."""
    at = verb.last + (line.word(verb.last) in line.lexicon.addressed)
    start = line.word(at) in line.lexicon.speaker_heads
    while start and rest and rest[0].first == at and rest[0].kind in PARTS and rest[0].prep is None:
        rest = rest[1:]
    sense, after = verb.data["speech"], rest[0] if rest else None
    end = unread(line, at, after, STEERING if start else FUNCTIONS)
    if start and end > at and after is not None and after.first == end and reports_by_noun(after):
        end = after.last  # رئيس مكتب المعلومات: what an office is for, and no reports
        after = next((m for m in rest if m.first >= end), None)
    if end == at or line.word(at) in line.lexicon.pointing or (after is not None and after.kind == "source" and after.first == end):
        return None
    follows, finite = sense.lexeme.data.get("follows"), sense.sense.pos in FINITE
    first, weak = line.word(at), sense.lexeme.data.get("weak")
    head = first in line.lexicon.speaker_heads
    if head and (follows or finite):
        end = with_genitives(line, end, rest)
        after = next((m for m in rest if m.first >= end), None)
    if follows:
        return told(line, at, end, sure=True) if head else None
    if not finite or line.in_accusative(at):
        return None  # أعلن رسميا أن
    said = after is not None and after.kind == "clause" and after.data["clause"] in LONE and after.first == end
    as_told = before is not None and before.kind == "speech" and bool(before.data["speech"].lexeme.data.get("follows"))  # وفق ما أفاد …
    if said or (head and not weak) or as_told:
        return told(line, at, end, sure=head or as_told or not weak)
    if after is not None and after.prep is None and after.kind in VOICES:
        return None  # وقال الشيخ فلان، المتحدث باسم …: he is told by what follows
    definite = bool(line.lexicon.matcher_article) and first.startswith(line.lexicon.matcher_article)
    return told(line, at, end, sure=False) if definite and end == at + 1 else None  # وثقت الشبكة مقتل …: where it spoke before


def with_genitives(line: Line, end: int, rest: list[Mention]) -> int:
    """Where a body's name ends that goes on with people or places: رابطة أهالي المخطوفين, مجلس ثوار المدينة."""
    for mention in rest:
        if mention.first != end or mention.prep is not None or mention.conj or mention.kind not in GENITIVES:
            break
        after = next((m for m in rest if m.first >= mention.last), None)
        end = max(mention.last, unread(line, mention.last, after))
    return end


def told(line: Line, first: int, last: int, *, sure: bool) -> Mention:
    words = tuple(line.word(n) for n in range(first, last))
    return line.mention("source", first, last, source=None, party=None, country=None, of=[], words=words, sure=sure)


def whole_title(line: Line, mention: Mention, verb: Mention, rest: list[Mention]) -> Mention:
    """A speaker in office with all the words of his title and name: وزير الصحة في حكومة …, not وزير alone. Its span only is longer."""
    if (line.lexicon.sources.get(mention.data.get("source") or "") or {}).get("kind") == "unnamed":
        return mention
    first, end = mention.first, mention.last
    if verb.last < first and (first - verb.last > 1 or line.word(verb.last) in line.lexicon.speaker_heads):
        first = verb.last  # مدير مستشفى الشفاء; فلان الفلاني مدير المستشفى
    act = next((m.first for m in rest if m.kind in SAID), line.last)  # نفى ناطق باسم الجيش استهداف المدرسة: what he denies
    stop = min(act, mention.last + SPEAKER_WORDS)
    ends = line.lexicon.pointing | line.lexicon.folded("after_names")
    while end < stop and line.word(end)[:1].isalpha() and not line.first_of(end, STEERING) and line.word(end) not in ends:
        if quotes_after(line, end):
            break  # بحسب «رويترز» «تمكنت …»: what was said
        if (other := line.sense(end, "person")) is not None and other.clitics.conjunction:
            break  # المرصد السوري لحقوق الإنسان ونشطاء: who says so too
        if line.sense(end, "trigger") is not None and not line.article(end):
            break  # أعلن الرئيس فلان وقفا لإطلاق النار: what he announced; رئيس لجنة المصالحة is a title still
        end += 1
    said = next((m for m in rest if m.kind != "place"), None)
    if said is not None and said.kind == "clause" and said.data["clause"] in LONE and said.first - mention.last <= SPEAKER_WORDS:
        end = max(end, said.first)  # مدير الإسعاف في إدلب سامر العلي أن …
    return replace(mention, span=line.span(first, end))


def quotes_after(line: Line, at: int) -> bool:
    """Whether one quotation ends before a word and another begins."""
    between = line.text[line.tokens[at - 1].end : line.tokens[at].start]
    return any(sign in between for sign in "»”") and any(sign in between for sign in "«“")


def unread(line: Line, at: int, after: Mention | None, stops: tuple[str, ...] = FUNCTIONS) -> int:
    """Where the run of words ends, from `at`, that are of no mention and steer nothing."""
    stop = min(after.first if after is not None else line.last, at + SPEAKER_WORDS)
    end = at
    while end < stop and line.word(end)[:1].isalpha() and not line.word(end).startswith(line.lexicon.to_the):
        sense = line.first_of(end, stops)
        of_it = end == at + 1 and "stop" in stops and not line.article(at) and line.word(at) in line.lexicon.speaker_heads
        if of_it and sense is not None and sense.lexeme.kind == "stop":
            sense = None  # وزارة حقوق الإنسان: what a body is of, whatever else the words steer
        if sense is not None or line.word(end) in line.lexicon.conjunctions:
            break
        end += 1
    return end if after is None or end == after.first or not line.word(end)[:1].isalpha() or line.first_of(end, stops) else at


SAID = frozenset(("trigger", "result"))  # kinds of mentions that what was said begins with: أعلنت الوزارة ارتفاع حصيلة …
OPENS = frozenset(("(",))


def with_other_names(line: Line, found: list[Mention]) -> list[Mention]:
    """جماعة أنصار الله (الحوثيون), قوى الأمن الداخلي (الأسايش): a name in brackets right after a party is that party's.

    The one in brackets is taken where both are known and differ: it is there to say which is meant.
    """
    if not line.has(OPENS) and not [m for m in found if m.prep == "belonging"]:
        return found
    out: list[Mention] = []
    formerly = line.lexicon.folded("formerly")
    for mention in found:
        before = out[-1] if out else None
        if before is not None and mention.kind == "party" and line.word(mention.last) in formerly and line.word(mention.first - 1) in OPENS:
            continue  # هيئة تحرير الشام (جبهة النصرة سابقا)
        if before is not None and mention.prep == "belonging" and whose_it_is(line, before, mention):
            out[-1] = replace(before, last=mention.last, span=line.span(before.first, mention.last))
        elif before is None or mention.kind != "party" or not mention.data.get("party") or not in_brackets(line, before, mention):
            out.append(mention)
        elif before.kind == "party":
            known = {**before.data, "party": mention.data["party"], "nationality": False}
            out[-1] = replace(before, last=mention.last + 1, data=known)  # what follows the brackets stands right after the name
        elif before.data.get("of"):
            inner = before.data["of"][-1]
            renamed = replace(inner, data={**inner.data, "party": mention.data["party"], "nationality": False})
            out[-1] = replace(before, last=mention.last + 1, data={**before.data, "of": [*before.data["of"][:-1], renamed]})
        else:
            out.append(mention)
    return out


def whose_it_is(line: Line, before: Mention, mention: Mention) -> bool:
    """قوات الحزام الأمني التابعة للمجلس الانتقالي: a party told after another whose it is, by a word of belonging."""
    if before.kind != "party" or mention.kind != "party" or not before.data.get("party") or mention.conj:
        return False
    between = [w for n in range(before.last, mention.first) if (w := line.word(n))[:1].isalnum()]
    return len(between) == 1


def in_brackets(line: Line, before: Mention, mention: Mention) -> bool:
    alone = line.word(mention.first - 1) == "(" and line.word(mention.last) == ")" and before.last == mention.first - 1
    return alone and mention.prep is None and not mention.conj


def of_whom(said: Mention, speaker: Mention) -> bool:
    """أعلنت كتائب X الذراع العسكري لـY، قوات X التابعة لـY: what only says more of the party before it, by another name or whose it is."""
    if said.kind != "party" or speaker.kind not in ("party", "source") or said.conj or said.first - speaker.last > 1:
        return False
    named = said.data.get("party")
    return said.prep in WHOSE or (said.prep is None and named is not None and named == speaker.data.get("party"))


def announced(before: list[Mention]) -> bool:
    """Whether a verb of speech and its speaker, with a time or «in a statement» at most, are the last that was read: a noun follows."""
    at = len(before) - 1
    while at >= 0 and (
        before[at].kind == "time"
        or (before[at].kind == "clause" and before[at].data["clause"] == "comma")
        or (before[at].kind == "source" and before[at].prep == "in")
    ):
        at -= 1
    while at > 1 and of_whom(before[at], before[at - 1]):
        at -= 1
    speaker = before[at] if at > 0 else None
    if speaker is None or speaker.kind not in ("party", "source") or speaker.prep is not None:
        return False
    verb = before[at - 1]
    return verb.kind == "speech" and verb.last == speaker.first and verb.data["speech"].sense.pos in FINITE


def speaks_there(line: Line, at: int, kinds: dict[str, Sense], last: Mention | None) -> bool:
    """قال الناشط لوكالة X: whether people with the article who are a source as well stand right after a verb of speech."""
    return "source" in kinds and last is not None and last.kind == "speech" and last.last == at and line.article(at)
