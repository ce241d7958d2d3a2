"""Parties and the words around them: forces, sub-units, tribes, states."""

from __future__ import annotations

from rasid.lexicon.world import STATE_ORGANS
from rasid.model import Mention
from rasid.reading.leading import construct, is_definite, joined_state, led_by, settled, state_told
from rasid.reading.line import FOR, Line
from rasid.reading.run_over import (
    CLOSING_MARKS,
    OPENING_MARKS,
    band,
    branded,
    country_named,
    has_accusative,
    names_itself,
    past_so_called,
    patrols,
    platform_adjective,
    skip_another,
    skip_titles,
    skip_unknown,
)

TOLD = frozenset(
    ("trigger", "light", "result", "speech", "cue", "connective", "preposition", "number", "time", "weapon")
)  # no tribe's name
COALITION = "state-coalition"  # a kind of party
FIGHTERS = frozenset(("gunmen", "unidentified-armed-group"))  # parties of men with arms, of no force told
FACTIONS = "armed-factions"  # the party of bands that no entry has
TRIBE = "tribesmen"  # the party that men of any tribe are
UNIT_REACH = 7  # words and phrases from a unit to whose it is


def read_party(line: Line, at: int, prep: str | None = None) -> Mention | None:
    """A party by name, or composed: a head and a nationality (القوات التركية), a unit and its party, a head alone."""
    if line.word(at) in line.lexicon.folded("forces_or_adjectives") and line.word(at - 1).startswith(line.lexicon.matcher_article or "\0"):
        return None  # خطوط الملاحة البحرية
    named = line.sense(at, "party")
    head = line.sense(at, "party_head")
    if head is not None and named is None and line.raw(at).startswith("إ"):
        return None  # إبطال عبوة: a verbal noun, and no أبطال
    if named is not None:
        end = line.end(at)
        party, country = settled(line, named, at, end), None
        while (adj := line.sense(end, "demonym")) and not adj.clitics.conjunction and not adj.clitics.preposition:
            if has_accusative(line, end) and not has_accusative(line, end - 1):
                break  # اعتقلت القوات الأمنية داعشيا: whom they took
            end = line.end(end)
            country = country or adj.lexeme.data.get("country")
        generic = line.lexicon.parties.generic(party)
        theirs = line.sense(end, "party") if generic else None
        if theirs is not None and theirs.clitics.preposition == FOR:  # القوات المشتركة للتحالف: no state has such, so one party
            whose = settled(line, theirs, end, 0)
            if line.lexicon.parties.get(whose).get("kind") == COALITION or patrols(line, at, whose):
                return made(line, at, line.end(end), named, prep, party=whose)
        state = line.lexicon.parties.get(party).get("kind") == "state-military"
        theirs = line.sense(end + 1, "party") if state and line.word(end) in line.lexicon.loyal else None
        if theirs is not None and theirs.clitics.preposition == FOR:  # القوات الليبية الموالية للقذافي
            whose = settled(line, theirs, end + 1, 0)
            if line.lexicon.parties.armed(whose):
                return made(line, at, line.end(end + 1), named, prep, party=whose)
        link = line.sense(end, "preposition")
        few = link is not None and link.lexeme.id in ("from", "in") and not is_definite(line, at, named)  # قوة خاصة من جيش X
        nobodys = line.lexicon.parties.generic(party) or line.lexicon.parties.get(party).get("kind") == "unidentified"  # وحدة القناصة
        if nobodys and link is not None and (few or link.lexeme.id == "belonging") and not link.clitics.conjunction:
            start = line.end(end)
            inner = read_party(line, start + (line.word(start) == FOR))  # قوات أمنية تابعة لـ «X»
            if inner is not None and inner.data.get("party") and not line.lexicon.parties.generic(inner.data["party"]):
                return made(line, at, inner.last, named, prep, party=inner.data["party"])
        own = names_itself(line, end, party) if end == at + 1 and not is_definite(line, at, named) else None  # مليشيا قوات X
        named_at = own or past_so_called(line, end)
        inner = read_party(line, named_at) if nobodys and (named_at > end or own) else None
        if inner is not None and inner.data.get("party"):
            return made(line, at, inner.last, named, prep, party=inner.data["party"])  # ميليشيات ما يسمى «لواء X»
        by = end if line.word(end) in line.lexicon.loyal else end - 1 if line.word(end - 1) in line.lexicon.loyal else None
        sided = line.sense(by + 1, "party") if by is not None and line.lexicon.parties.generic(party) else None
        if by is not None and sided is not None and sided.clitics.preposition == FOR:  # ميليشيات موالية للحكومة: not that side itself
            regular = line.lexicon.parties.get(party).get("kind") == "state-military" and sided.lexeme.id == "government"
            whose = "government-forces" if regular else party  # القوات الخاصة الموالية للحكومة
            side = settled(line, sided, by + 1, 0)
            own = line.lexicon.parties.of_no_state(side) and party in FIGHTERS  # المسلحون الموالون لقسد
            return made(line, at, line.end(by + 1), named, prep, party=side if own else whose, sided=not (regular or own))
        told = line.lexicon.parties.get(party)
        home, role = told.get("country"), told.get("default_for")
        if country and home not in (None, country) and isinstance(role, str) and line.word(end - 2) in line.lexicon.folded("occupiers"):
            party = line.lexicon.parties.organ(country, role, line.year) or party  # طائرات الاحتلال التركي
        if country and party in STATE_ORGANS:  # الجيش العراقي, where no alias says it whole
            party = line.lexicon.parties.organ(country, STATE_ORGANS[party], line.year) or party
        return made(line, at, end, named, prep, party=party)
    after = line.sense(line.end(at), "party") if head is not None and head.pronoun else None
    if after is not None and after.clitics.article:
        head = None  # فرقتهم الشرطة: a noun with its owner takes no other, so a verb
    if head is not None and head.lexeme.data["kind"] == "tribe":
        return tribe(line, at, head, prep)
    if head is not None and head.lexeme.data["kind"] in ("force", "part"):
        return headed_party(line, at, head, prep)
    demonym = line.sense(at, "demonym")
    if demonym is not None and (also := joined_state(line, at, demonym)) is not None:
        return made(line, at, line.end(at), demonym, prep, party=also)
    if demonym is not None and demonym.lexeme.data.get("party") and (demonym.clitics.article or demonym.sense.person == "p"):
        return made(line, at, line.end(at), demonym, prep, party=demonym.lexeme.data["party"])
    return None


def tribe(line: Line, at: int, head, prep: str | None) -> Mention | None:
    """قبيلة الحداء، عشائر البوفهد: a tribe that no entry has is known by the noun before its name."""
    end = line.end(at)
    end += line.word(end) in OPENING_MARKS
    word, hit = line.word(end), line.hit(end)
    known = line.sense(end, "party") if line.word(end - 1) in OPENING_MARKS and line.word(line.end(end)) in CLOSING_MARKS else None
    if known is not None:
        return made(line, at, line.end(end) + 1, head, prep, party=known.lexeme.id)  # قبيلة (الرزيقات)
    kinds = {s.lexeme.kind for s in hit.readings} if hit is not None else set()
    attached = hit is not None and any(s.clitics.preposition or s.clitics.conjunction for s in hit.readings)
    if not word[:1].isalpha() or attached or kinds & TOLD:
        return None
    last = end if "place" in kinds or "place_head" in kinds else end + 1  # عشائر دير الزور: where they are is told by its own phrase
    last += last > end and line.word(last) in CLOSING_MARKS and line.word(end - 1) in OPENING_MARKS
    return made(line, at, last if last > end else line.end(at), head, prep, party=TRIBE)


def joined_country(line: Line, at: int, prep: str | None, last: Mention | None) -> Mention | None:
    """مقاتلات النظام وروسيا: a country joined to a state's force has the same force of its own."""
    place = line.sense(at, "place")
    if place is None or not place.clitics.conjunction or place.clitics.preposition or last is None:
        return None
    office = last.kind == "source" and bool(last.data.get("country"))  # وزيرا خارجية تركيا وإيطاليا
    if last.kind != "party" and not office:
        return None
    if last.last != at or last.prep in ("in", "from", "to") or last.data.get("area") or line.sense(at + 1, "demonym"):
        return None
    role, country = line.lexicon.parties.get(last.data.get("party")).get("default_for") or "government", country_named(line, at)
    role = "government" if office else role
    party = line.lexicon.parties.organ(country, role, line.year) if country and isinstance(role, str) else None  # الفصائل وروسيا
    return made(line, at, line.end(at), place, prep, party=party, weapon=last.data.get("weapon")) if party else None


def made(line: Line, first: int, last: int, sense, prep: str | None, **data) -> Mention:
    finer = line.sense(last, "means")
    flies = "air-force" in (data.get("party"), line.lexicon.parties.get(data.get("party")).get("default_for"))
    if finer is not None and finer.clitics.article and finer.lexeme.data.get("weapon") and flies:
        last, data["weapon"] = line.end(last), finer.lexeme.data["weapon"]  # الطيران التركي المسيّر
    last = branded(line, last, data.get("party"))
    if data.get("weapon") is None and last - first > 1:
        said = (line.lexicon.platform(line.word(n), "means") for n in range(last - 1, first, -1))  # الطيران المسيّر المعادي
        led = line.lexicon.platform(line.word(first))
        led = led and (line.lexicon.platform(f"{line.word(first)} {line.word(first + 1)}") or led)  # سلاح الجو
        data["weapon"] = next((w for w in said if w), None) or led
    data["headed"] = line.word(first) if last - first > 1 else None
    data["whole"] = " ".join(line.word(n) for n in range(first, last)) if last - first > 1 else None
    sided = data.pop("sided", False) or not line.lexicon.allied.isdisjoint(
        (line.word(last), line.word(last - 1))
    )  # المسلحين الموالين لها: none named before
    attached = getattr(sense, "clitics", None)
    if attached is not None and attached.preposition == FOR:  # غارة استهدفت مركزا لمخابرات الجيش: whose the thing is, that no entry has
        marked = has_accusative(line, first - 1) and not has_accusative(line, first - 2)  # هجوما واسعا للمليشيا: an adjective
        data["thing_of"] = marked and line.hit(first - 1) is None
    if line.word(last) in line.lexicon.folded("stationed_in") and line.word(last + 1) in line.lexicon.folded("inside"):
        data["stands_there"] = True
    data["pointed"] = None if sided else is_definite(line, first, sense) or construct(line, first, last)
    return line.mention(
        "party", first, last, prep=prep, sense=sense, **{"party": None, "unit": None, "weapon": None, "area": False, **data}
    )


def headed_party(line: Line, at: int, head, prep: str | None) -> Mention | None:
    end = skip_another(line, line.end(at))
    data = head.lexeme.data
    if data.get("role") == "police" and line.word(end) in line.lexicon.folded("no_forces"):
        return None  # الأمن البحري، الأمن الغذائي
    if line.word(end) in line.lexicon.loyal and (led := led_by(line, end + 1)) is not None:
        return made(line, at, led[1], head, prep, party=led[0], weapon=data.get("weapon"))
    theirs = line.sense(end + 1, "party") if line.word(end) in line.lexicon.loyal and data.get("role") == "military" else None
    if theirs is not None and theirs.clitics.preposition == FOR:  # قوات موالية لحكومة X
        whose = settled(line, theirs, end + 1, 0)
        whose = "government-forces" if whose == "government" else whose
        return made(line, at, line.end(end + 1), head, prep, party=whose, weapon=data.get("weapon"))
    inner_at = skip_titles(line, skip_unknown(line, end))
    demonym = line.sense(inner_at, "demonym")
    inner = None
    if demonym and not demonym.clitics.conjunction and not demonym.clitics.preposition:
        last = line.end(inner_at)
        while (more := line.sense(last, "demonym")) and not more.clitics.conjunction and not more.clitics.preposition:
            last = line.end(last)
        if demonym.lexeme.data.get("party"):
            return made(line, at, last, head, prep, party=demonym.lexeme.data["party"], weapon=data.get("weapon"))
        if demonym.lexeme.data.get("country") and data.get("role"):
            organ = line.lexicon.parties.organ(demonym.lexeme.data["country"], data["role"], line.year)
            return made(
                line,
                at,
                last,
                head,
                prep,
                party=organ,
                weapon=data.get("weapon"),
                country=demonym.lexeme.data["country"],
                called=line.word(at),
            )
        if demonym.lexeme.data.get("role"):
            return made(line, at, last, head, prep, party="government-forces", weapon=data.get("weapon"), called=line.word(at))
    nested_at = inner_at
    bare = line.first_of(nested_at, ("party", "party_head"))
    definite = head.clitics.article or line.word(at).startswith(line.lexicon.matcher_article or "\0")
    if bare and not definite and not bare.clitics.conjunction and not bare.clitics.preposition:
        inner = read_party(line, nested_at)
    country = country_named(line, nested_at) if inner is None else None
    if inner is not None and inner.data.get("party"):
        unit = line.word(at) if data["kind"] == "part" else None
        last, weapon = inner.last, data.get("weapon") or inner.data.get("weapon")
        finer = line.sense(last, "means") if data.get("weapon") else None
        if finer is not None and finer.clitics.article and finer.lexeme.data.get("weapon"):
            last, weapon = line.end(last), finer.lexeme.data["weapon"]  # طيران الجيش المسيّر
        return made(line, at, last, head, prep, party=inner.data["party"], unit=unit, weapon=weapon)
    if inner is not None and inner.data.get("called") and not inner.pronoun and data["kind"] == "force":  # قوات الحركة، طيران الحلف
        told = {"called": inner.data["called"], "role": inner.data.get("role"), "weapon": data.get("weapon")}
        return made(line, at, inner.last, head, prep, party=None, bare=True, **told)
    if definite and line.word(end).startswith(line.lexicon.matcher_article or "\0"):
        owner_at = line.sense(end + 1, "party")  # الدفاعات الأرضية للجيش
        if owner_at is not None and owner_at.clitics.preposition == FOR and line.first_of(end, ("party", "demonym", "place")) is None:
            return made(line, at, line.end(end + 1), head, prep, party=settled(line, owner_at, end + 1, 0), weapon=data.get("weapon"))
    theirs = line.sense(end, "party") if data.get("owner_after") else None
    if theirs is not None and theirs.clitics.preposition == FOR:  # المضادات الأرضية للجيش
        return made(line, at, line.end(end), head, prep, party=settled(line, theirs, end, 0), weapon=data.get("weapon"))
    if country and data.get("role") == "government":
        return made(
            line, at, line.end(nested_at), head, prep, party=line.lexicon.parties.organ(country, "government", line.year), country=country
        )
    of = line.sense(end + 1, "preposition") if not definite and line.word(end).isalpha() else None
    if of is not None and of.lexeme.id == "from" and not line.first_of(end, ("party", "party_head", "place", "person", "trigger")):
        whole = read_party(line, line.end(end + 1))  # قوة كبيرة من جيش الاحتلال
        if whole is not None and whole.data.get("party"):
            return made(line, at, whole.last, head, prep, party=whole.data["party"], unit=line.word(at), weapon=data.get("weapon"))
    link = line.sense(end, "preposition")
    if link is not None and link.lexeme.id == "belonging" and data.get("role"):
        state = state_told(line, line.end(end), data["role"])
        if state is not None:  # القوات التابعة لدولة X
            return made(line, at, state[1], head, prep, party=state[0], weapon=data.get("weapon"))
    if data["kind"] == "part" or not definite:
        composed = unit_of(line, at, end, head, prep)
        if composed is not None or data["kind"] == "part":
            return composed
    end, weapon = platform_adjective(line, end, data.get("weapon"))
    data = {**data, "weapon": weapon}
    return made(
        line, at, end, head, prep, party=None, called=line.word(at), role=data.get("role"), weapon=data.get("weapon"), bare=definite
    )


def unit_of(line: Line, at: int, end: int, head, prep: str | None) -> Mention | None:
    """اللواء 23 في الحشد الشعبي، كتيبة من الجيش: a unit with the party it is told to be of."""
    look = end
    for _ in range(UNIT_REACH):
        sense = line.first_of(look, ("party", "preposition", "number"))
        if sense is None:
            if (whole := line.sense(look, "party_head")) is not None and whole.lexeme.data["kind"] == "part":
                look = line.end(look)  # الفوج الثاني في اللواء 62 بالحشد
                continue
            if not line.word(look)[:1].isalnum() or (line.hit(look) is not None and line.word(look)[:1].isalpha()):
                break
            look += 1
        elif sense.lexeme.kind == "party":
            if sense.clitics.conjunction:
                break
            inner = read_party(line, look)
            return (
                made(line, at, inner.last, head, prep, party=inner.data.get("party"), unit=" ".join(line.raw(n) for n in range(at, look)))
                if inner
                else None
            )
        elif sense.lexeme.kind == "preposition" and sense.lexeme.id not in ("in", "from", "belonging"):
            break
        else:
            look = line.end(look)
            role = head.lexeme.data.get("role") if sense.lexeme.id == "belonging" else None
            if role and (state := state_told(line, look, role)):  # قوات خاصة تابعة لتركيا
                return made(line, at, state[1], head, prep, party=state[0])
    last = band(line, at, end)
    return made(line, at, last, head, prep, party=FACTIONS, unit=" ".join(line.raw(n) for n in range(at, last))) if last else None
