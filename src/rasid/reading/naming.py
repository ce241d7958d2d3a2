"""Parties, sources and the words around them: members, forces, sub-units, what a party holds, who speaks for it."""

from __future__ import annotations

from rasid.lexicon.world import STATE_ORGANS
from rasid.model import Mention
from rasid.reading.leading import construct, is_definite, joined_state, led_by, settled, state_told
from rasid.reading.line import COMMAS, FOR, Line
from rasid.reading.run_over import (
    CLOSING_MARKS,
    OPENING_MARKS,
    accusative,
    band,
    branded,
    country_named,
    has_accusative,
    is_name,
    names_itself,
    past_so_called,
    patrols,
    platform_adjective,
    skip_another,
    skip_titles,
    skip_unknown,
    whose_dress,
    whose_home,
)

OWNER_STOPS = (
    "trigger",
    "light",
    "result",
    "speech",
    "cue",
    "connective",
    "place",
    "place_head",
    "weapon",
    "object",
    "number",
    "vague",
    "source",
)
TOLD = frozenset(
    ("trigger", "light", "result", "speech", "cue", "connective", "preposition", "number", "time", "weapon")
)  # no tribe's name
COALITION = "state-coalition"  # a kind of party
FIGHTERS = frozenset(("gunmen", "unidentified-armed-group"))  # parties of men with arms, of no force told
FACTIONS = "armed-factions"  # the party of bands that no entry has
TRIBE = "tribesmen"  # the party that men of any tribe are
BELIEFS = frozenset(("believed_to_be",))  # cues between people and whose they are thought to be
UNIT_REACH = 7  # words and phrases from a unit to whose it is
QUALIFIER_REACH = 3  # words between a head and what names it: القوات الحكومية التابعة لـ


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


def affiliation(line: Line, at: int, forces: str | None = None, fallen: bool = False) -> tuple[list[Mention], int]:
    """Whose people they are: عنصر من قوات X، جنود إسرائيليين، قيادي في Y. (parties, word after).

    `forces`: the organ of a state (military, police) that a nationality means after those who bear arms for it. `fallen`: of the dead and
    the hurt, who may be told by whom they were among (سبعة جرحى بين الجنود).
    """
    found: list[Mention] = []
    joined: tuple[str, ...] = ("from", "in", "belonging", "clad")
    joined = (*joined, "between") if fallen else joined
    mens = line.word(at - 1) in line.lexicon.folded("men_of")
    if mens or forces:
        joined = (*joined, "allegiance")  # عناصر موالون لقوات X: men of no other force
    end, look, clad, loyal, amid = at, at, False, False, False
    for _ in range(5):
        look = past_so_called(line, look)
        if line.word(look) == "(" and line.word(line.end(look + 1)) == ")" and line.sense(look + 1, "party"):
            look += 1  # عناصر (داعش)
        if line.word(look) in line.lexicon.rank_words:
            look = min(look + 2, line.last)
            end = look if not found else end
            continue
        belief = line.sense(look, "cue")
        if belief is not None and belief.lexeme.id in BELIEFS and not found:
            joined, look = (*joined, "to", "for"), line.end(look)  # يشتبه بانتمائهم إلى
            continue
        sense = line.first_of(look, ("demonym", "party", "party_head", "preposition", "person", "other"))
        if sense is not None and sense.lexeme.kind == "demonym" and sense.clitics.preposition:
            sense = line.sense(look, "party") or sense  # للحوثيين: the party, no adjective
        if sense is None:
            known = line.hit(look) is not None and not (line.sense(look, "stop") and has_accusative(line, at - 1))  # قياديا محليا في
            if not known and line.word(look)[:1].isalpha() and look == at:
                if has_accusative(line, look) and not has_accusative(line, at - 1):
                    break  # هاجم مسلحون مركزا للشرطة: what they attacked, no adjective of theirs
                if line.word(look).endswith(line.lexicon.plural_pronouns):
                    break  # سلم مسلحون أنفسهم للسلطات
                look += 1
                continue
            break
        kind = sense.lexeme.kind
        if kind == "other":
            look = line.end(look)
            end = look if not found else end
            continue
        if kind == "demonym":
            if is_name(line, at, look, sense):
                break
            if sense.clitics.conjunction or sense.clitics.preposition or line.word(line.end(look)) in line.lexicon.folded("made_in"):
                break  # إيرانية الصنع: not who has it
            data = sense.lexeme.data
            party = data.get("party") or (
                line.lexicon.parties.organ(data["country"], forces, line.year) if forces and data.get("country") else None
            )
            party = party or ("government-forces" if data.get("role") == "government" and forces == "military" else None)  # طائرة حكومية
            found.append(
                line.mention(
                    "party",
                    look,
                    line.end(look),
                    sense=sense,
                    party=party,
                    country=data.get("country"),
                    unit=None,
                    weapon=None,
                    area=False,
                    nationality=party is None,
                )
            )
            end = look = line.end(look)
            while (too := line.sense(look, "demonym")) is not None and too.clitics.conjunction and not too.clitics.preposition:
                side = line.lexicon.parties.organ(str(too.lexeme.data.get("country")), forces, line.year) if forces else None
                if side is None or too.clitics.article != sense.clitics.article or line.word(look)[-1:] != line.word(look - 1)[-1:]:
                    break
                found.append(made(line, look, line.end(look), too, None, party=side))  # طائرات أمريكية وبريطانية
                end = look = line.end(look)
            break
        if kind == "preposition":
            if sense.lexeme.id not in joined or sense.clitics.conjunction or line.word(look) in line.lexicon.folded("meanwhile"):
                break
            clad, loyal, amid = sense.lexeme.id == "clad", sense.lexeme.id == "allegiance" and not mens, sense.lexeme.id == "between"
            look = line.end(look)
            look += line.word(look) == "(" and line.word(line.end(look + 1)) == ")"  # مسلحون من (داعش)
            if clad and not whose_dress(line, look):
                break  # يرتدون زيا عسكريا: of no force
            if line.word(look - 1) in line.lexicon.edges:
                break  # أربعة مسلحين في محيط القضاء: where
            continue
        if kind == "person":
            if sense.clitics.conjunction or look == at:
                break
            if fallen and sense.lexeme.data.get("who") == "combatant" and (men := sense.lexeme.data.get("party")):
                return [made(line, look, line.end(look), sense, None, party=men)], line.end(look)  # جرحى بين عناصر الشرطة
            look = line.end(look)
            continue
        if sense.clitics.conjunction:
            break
        party = read_party(line, look)
        if party is None or (party.data.get("party") is None and not party.data.get("called")):
            break
        if clad and str(line.lexicon.parties.get(party.data.get("party")).get("kind")).startswith("state"):
            break  # مسلحون يرتدون زي الجيش: how they looked, and none of its men
        if loyal and not line.lexicon.parties.of_no_state(party.data.get("party")):
            break  # مسلحون موالون للحكومة: of her side, and none of her men
        where = line.sense(party.first - 1, "preposition")
        if where is not None and where.lexeme.id == "in" and line.sense(party.first, "place") and party.last == party.first + 1:
            if line.lexicon.parties.get(party.data.get("party")).get("kind") == "communal-militia":
                break  # شاب في الزوية: the town, and no man of the tribe
        if not forces and look == at and line.lexicon.parties.get(party.data.get("party")).get("kind") == "unidentified":
            end = line.end(look)  # شاب مجهول الهوية: nobody knows who he is
            break
        found.append(party)
        end = look = party.last + (line.word(party.first - 1) == "(" and line.word(party.last) == ")")
        while (more := line.first_of(look, ("party", "party_head"))) and more.clitics.conjunction:
            another = read_party(line, look)
            if another is None or another.data.get("party") is None:
                break
            if amid:
                return [], at  # قتلى بين الجيش والحوثيين: the sides of a fight
            found.append(another)
            end = look = another.last
        break
    return found, end


def owner(line: Line, at: int, forces: bool = False, genitive: bool = True) -> tuple[list[Mention], int]:
    """Whose thing it is: مواقع قسد، رتل للجيش، سيارة تابعة لـ X، مقر تابع لها. (parties, word after)."""
    look = at
    thought = line.sense(at + 1, "cue") if line.word(at) in COMMAS else None
    if thought is not None and thought.lexeme.id in BELIEFS and line.sense(line.end(at + 1), "demonym"):
        found, last = affiliation(line, at + 1, "military" if forces else None)  # طائرات حربية، يعتقد أنها روسية، …
        return found, last + (bool(found) and line.word(last) in COMMAS)
    for _ in range(QUALIFIER_REACH + 1):
        sense = line.first_of(look, ("party", "party_head", "demonym", "preposition", "person"))
        private = whose_home(line, look) if look == at and genitive else None
        if private is not None:
            return [], private
        if sense is None:
            day = line.sense(look, "time") is not None and not line.word(look).startswith(line.lexicon.matcher_article or "\0")
            apart = day or has_accusative(line, look)  # استقبل رئيس المجلس أمس وفدا: no part of his name
            if line.word(look)[:1].isalpha() and not line.first_of(look, OWNER_STOPS) and not apart:
                look = line.end(look)
                continue
            break
        if sense.clitics.conjunction:
            break
        if sense.lexeme.kind == "preposition":
            if sense.lexeme.id != "belonging":
                break
            look = line.end(look)
            if state := state_told(line, look, "military" if forces else "government"):
                return [made(line, look, state[1], sense, None, party=state[0])], state[1]
            continue
        if sense.lexeme.kind == "person" and (sense.lexeme.data.get("who") != "combatant" or accusative(line, look, sense)):
            break
        if sense.clitics.preposition and sense.clitics.preposition != line.lexicon.language.get("possessive", sense.clitics.preposition):
            break
        if sense.lexeme.kind == "person":
            found, end = affiliation(line, line.end(look), "military")
            return (
                (found, end)
                if found
                else (
                    [made(line, look, line.end(look), sense, None, party=sense.lexeme.data.get("party") or "unidentified-armed-group")],
                    line.end(look),
                )
            )
        found, end = affiliation(line, look, "military" if forces else None)
        if found:
            return found, end
        break
    return [], at


def read_area(line: Line, at: int, prep: str | None = None) -> Mention | None:
    """What a party holds (مناطق سيطرة التنظيم، الجيب الأخير لداعش): the party, as the owner of ground."""
    sense = line.sense(at, "party_head")
    if sense is None or sense.lexeme.data["kind"] != "area":
        return None
    end = line.end(at)
    while (more := line.sense(end, "party_head")) and more.lexeme.data["kind"] == "area":
        end = line.end(end)
    found, last = owner(line, end)
    if not found or (found[0].data.get("nationality") and len(found) == 1):
        return None
    party = found[0]
    return line.mention(
        "party",
        at,
        last,
        party.head,
        prep=prep,
        sense=sense,
        **{**party.data, "area": True, "inner": party.span, "told_of": is_definite(line, at, sense), "joined": found[1:]},
    )
