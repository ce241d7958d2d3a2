"""Places in words: heads, lists, parts, nouns that point back. Which place is meant is settled in coding."""

from __future__ import annotations

from typing import Any

from msgspec.structs import replace

from rasid.lexicon.matcher import Reading as Sense
from rasid.model import Mention
from rasid.reading.capitals import read_capital
from rasid.reading.held_names import ends_list, held_after
from rasid.reading.line import FOR, Line
from rasid.reading.place_names import NAME_WORDS, after_rank, describes, is_name, names_an_idea, of_age, of_name, quoted_name
from rasid.reading.sides import NAMES, is_bank, measured_from, read_border, read_direction, read_distance, rural_direction, side_from

PLACE_PREPOSITIONS = frozenset(
    ("in", "near", "to", "toward", "from", "on", "between", "direction_n", "direction_s", "direction_e", "direction_w", "with", "for", "by")
)
# Those after which a word that is also a name is the name: على المركز، للعلم say nothing of where.
SURE_PREPOSITIONS = PLACE_PREPOSITIONS - {"on", "for", "between"}
NEARBY_PREPOSITIONS = frozenset(("in", "near", "to", "toward", "from", "between"))  # of them, for the commonest words: نحو المجلد
TOPIC_ENDS = frozenset((":", "|", "/"))  # what closes the place that opens a line of a bulletin
HOLDERS = frozenset(("rural", "admin1", "admin2"))
DIRECTION_OF = {"direction_n": "north of", "direction_s": "south of", "direction_e": "east of", "direction_w": "west of", "near": "near"}


# Heads whose unknown names are kept: a street or a bridge alone says too little, and a province is never unknown.
# Kinds of rows that a noun before a name can mean, where a row has the noun in its name.
KINDS_NAMED = {
    "neighbourhood": ("neighbourhood",),
    "town": ("city", "town", "village"),
    "village": ("village", "town"),
    "camp": ("camp",),
}
NAMED_BY_HEAD = frozenset(("town", "village", "neighbourhood", "camp", "front"))

# Heads of places that are themselves one thing, a hospital or an airport, which an attack on the place hits.
THINGS_BY_HEAD = frozenset(("facility", "airport", "crossing", "field"))
BUILT = frozenset(("hospital", "facility"))
DASHES = frozenset(("-", "–", "—", "ـ"))
LIES_REACH = 2  # words from تقع to the side on which it lies: تقع إلى الشمال من
PART_OF = ["city", "town", "village"]  # kinds of places that have quarters


def named_after(line: Line, at: int) -> str | None:
    """على البلدة المجاورة X: the preposition of a noun that points at a place and is named after its adjective."""
    noun = line.sense(at - 2, "place_head")
    sense = line.first_of(at, ("place", "place_head"))
    if noun is None or not (noun.clitics.article or line.word(at - 2) in line.lexicon.grammar["place_back"]):
        return None
    if sense is None or sense.clitics.preposition:
        return None
    before = line.sense(at - 3, "preposition")
    own = line.lexicon.grammar["clitic_prepositions"].get(noun.clitics.preposition)
    return own or (before.lexeme.id if before is not None else None)


def read_part(line: Line, start: int, at: int, prep: str | None) -> Mention | None:
    """البوابة الغربية لأجدابيا، الأحياء الشرقية من حلب: a part of a place by its side, as the edge of that place."""
    directions, after = line.lexicon.grammar["directions"], at + 1
    if line.end(at) > after and is_bank(line, at):
        line.part(at)  # الضفة الغربية لنهر الفرات
    noun = line.sense(at, "place_head")
    if noun is None or not noun.lexeme.data.get("part") or line.word(after) not in directions:
        return None
    while line.word(after) in directions:
        after += 1
    of = line.sense(after, "preposition")
    whole = line.end(after) if of is not None and of.lexeme.id == "from" else after
    named = line.first_of(whole, ("place", "place_head"))
    if named is None or named.clitics.conjunction or (whole == after) != (named.clitics.preposition == FOR):
        return None
    place = read_place(line, whole, "in")
    if place is None or place.kind != "place" or place.data.get("relation"):
        return None
    return line.mention("place", start, place.last, whole, prep=prep, sense=noun, **{**place.data, "edge": True, "list_head": True})


def read_place(
    line: Line, at: int, prep: str | None = None, strong: bool = False, beside: Mention | None = None, acting: bool = False
) -> Mention | None:
    """A place with its heads and directions. `strong`: only where the words leave no doubt that a place is meant; `acting`: they
    leave none where the name is also another word."""
    if not may_start(line, at):
        return None
    start = at
    counted = line.sense(at, "number") is not None or line.word(at)[:1].isdigit()
    distance, at_after = read_distance(line, at) if counted else (None, at)
    at = at_after
    if distance is not None and any(line.word(n) in line.lexicon.distant for n in (start - 1, start - 2)):
        prep = "seat"  # التي تبعد نحو 90 كيلومترا عن المدينة
    elif distance is not None and line.word(start - 1) in line.lexicon.afar:
        prep = "near"  # على بعد 15 كيلومترا جنوب X
    elif distance is None and measured_from(line, start):
        prep = "seat"
    if start > line.first and line.word(start - 1) in line.lexicon.apart:
        prep = named_after(line, start) or "seat"  # اتفاق جدة، المجاورة لنهر النيل
    adjoins = prep == "from" and line.word(start - 2) in line.lexicon.folded("adjoining")
    prep = "near" if adjoins else prep  # القريبة من بلدة X
    relation, at = read_direction(line, at)
    if relation is not None and prep in ("to", "toward") and side_from(line, at_after)[0] is not None:
        prep = "side"  # إلى الشمال من X: of movers where to, of all else where
    part = read_part(line, start, at, prep) if relation is None and distance is None else None
    if part is not None:
        return part
    line.head_apart(at)
    if prep is None and line.word(at) in line.lexicon.folded("within"):
        prep = "in"  # أعدم التنظيم وسط المدينة أربعة: where, and no object
    heads, at, first_head = read_heads(line, at)
    bracketed = bool(heads) and line.word(at) == "(" and line.sense(at + 1, "place") is not None and line.word(line.end(at + 1)) == ")"
    at += bracketed  # العاصمة (صنعاء)
    whole = with_head(line, at, heads[-1].get("one") or []) if heads else None
    if whole is not None:
        told = {"candidates": whole[0], "place_kind": heads[-1]["kind"], "relation": relation, "distance_km": distance, "weak": False}
        name = " ".join(line.raw(n) for n in range(at, whole[1]))
        return told_place(line, (start, whole[1], at), prep, first_head, heads, name=name, **told)
    sense = line.sense(at, "place")
    if sense is not None and line.lexicon.grammar["clitic_prepositions"].get(sense.clitics.preposition) == "as":
        return None  # كبير على العاصمة: no «as Bir Ali»
    if line.has(line.lexicon.treated) and treated_there(line, start, sense, heads):
        prep = "seat"  # يتلقى العلاج في مستشفى المدينة
    nisba = line.sense(at, "place_nisba")
    if not heads and (after_rank(line, at) or (sense is not None and prep is None and relation is None and of_name(line, at))):
        return None  # يدعى روبل الصبيحي، المواطن علي سالم الخوخة: a name of people
    if heads and any(h["kind"] == "border" for h in heads):
        return read_border(line, start, at, prep)
    if sense is None or (sense.clitics.preposition and (heads or relation)):
        if nisba and any(h["kind"] == "rural" for h in heads):
            sense = nisba
        else:
            return unknown_place(line, start, at, prep, relation, heads, first_head) or back_reference(
                line, start, at, prep, relation, heads, first_head
            )
    if heads and describes(line, at, sense, heads[-1]):
        return back_reference(line, start, at, prep, relation, heads, first_head)  # المناطق الخارجة عن سيطرتها
    if heads and heads[-1]["article"] and heads[-1]["direction"] and not sense.clitics.conjunction:
        back = back_reference(line, start, at, prep, relation, heads, first_head, line.end(at))
        if back is not None:
            return back  # أمام منزله في البلدة غربي درعا: the town told before, and where that is
    data = sense.lexeme.data
    if heads and all(h.get("kind") in ("town", "admin1") for h in heads) and is_country(line, data):
        heads, first_head = [], None  # محافظات اليمن: the country
    rural = [h for h in heads if h["kind"] == "rural"] if heads else []
    if not heads and beside is not None and beside.data.get("each") and sense.clitics.conjunction and not sense.clitics.preposition:
        rural = [beside.data["each"]]  # ريفي حماة وإدلب: the countryside of each
    narrow = next((h["kind"] for h in reversed(heads) if h["kind"] != "edge"), None) if heads else None
    if strong and not heads and relation is None:
        return None
    named = bool(heads) or relation is not None
    if heads and relation is None and data.get("headed") and not data.get("near") and all(h["kind"] == "edge" for h in heads):
        named = False  # ضفة الوادي: whichever was told, and no town of that name
    if not named and sense.clitics.conjunction in line.lexicon.language.get("consequence", []):
        return None  # فاطمة is no أطمة
    doubtful = data.get("weak") and not acting and not is_placed(line, at, prep, sense, beside)
    if not named and (doubtful or line.sense(at, "party_head")):
        return None
    end = line.end(at) + bracketed
    if not heads and data.get("pronoun_like") and not data.get("near"):
        return None  # أعلى من عائده: a noun and its pronoun, no town
    if rural and relation is None:
        relation = next((h.get("direction") for h in rural if h.get("direction")), None)
    direction = None
    if rural or (not heads and named_rural(line, at, end)):
        direction, end = rural_direction(line, end, rural)
    candidates = own_rows = data.get("places") or []
    if not heads and candidates:
        candidates = [*candidates, *namesakes(line, at, end, candidates)]
    governing = first_head or sense
    listed = beside is not None and not heads and relation is None and is_listed(beside, sense)
    if listed and beside is not None:
        narrow = beside.data["place_kind"]  # حيي الميدان والسليمانية: a quarter too
    if distance is None and relation is None and prep in DIRECTION_OF:
        relation = DIRECTION_OF[prep]
    return told_place(
        line,
        (start, end, at),
        prep,
        governing,
        heads,
        candidates=candidates,
        place_kind=narrow,
        rural=bool(rural),
        each=rural[0] if rural and rural[0].get("each") else None,
        direction=direction,
        relation=relation if not rural else None,
        distance_km=distance,
        name=" ".join(line.raw(n) for n in range(at, line.end(at))),
        weak=bool(data.get("weak")),
        lists=listed,
        whole=own_rows if len(candidates) > len(own_rows) else None,
        more=data.get("more"),
    )


def treated_there(line: Line, start: int, sense: Sense | None, heads: list[dict]) -> bool:
    """Whether a place is a hospital or the like after a word for treatment."""
    rows = (line.lexicon.places[n]["kind"] for n in (sense.lexeme.data.get("places") or [] if sense else []))
    built = any(h["kind"] in THINGS_BY_HEAD for h in heads) or not BUILT.isdisjoint(rows)
    return built and any(line.word(n) in line.lexicon.treated for n in range(max(line.first, start - 3), start))


def named_rural(line: Line, at: int, end: int) -> bool:
    """ريف دمشق: a name that begins with the noun for a countryside, so that a side may follow it (الغربي)."""
    if end - at <= 1:
        return False
    noun = next(iter(line.lexicon.matcher.find([line.word(at)])), None)
    return noun is not None and any(r.lexeme.kind == "place_head" and r.lexeme.data["kind"] == "rural" for r in noun.readings)


def namesakes(line: Line, at: int, end: int, own: list[int]) -> list[int]:
    """حي المعادي، مدينة البيضاء: the places of that kind whose rows have the name alone, beside those that have the noun in it."""
    if end - at <= 1:
        return []
    noun = next(iter(line.lexicon.matcher.find([line.word(at)])), None)
    heads = [r for r in noun.readings if r.lexeme.kind == "place_head" and r.lexeme.data["kind"] in KINDS_NAMED] if noun else []
    rest = next(iter(line.lexicon.matcher.find([line.word(n) for n in range(at + 1, end)])), None) if heads else None
    named = [r for r in rest.readings if r.lexeme.kind == "place"] if rest and rest.first == 0 and rest.last == end - at - 1 else []
    kinds = {kind for head in heads for kind in KINDS_NAMED[head.lexeme.data["kind"]]} if heads else set()
    rows = (n for r in named for n in r.lexeme.data["places"] if n not in own)
    return [n for n in rows if line.lexicon.places[n]["kind"] in kinds]


def is_listed(beside: Mention, sense: Sense) -> bool:
    """Whether a name after و goes on with the list that a noun for several places opened: حيي X وY."""
    return bool(beside.data.get("lists")) and bool(sense.clitics.conjunction) and not sense.clitics.preposition


def with_head(line: Line, at: int, ones: list[str], link: str = "") -> tuple[list[int], int] | None:
    """مخيمي الخازر وحسن شام: the places whose name has the noun of one such place in it, and the word after."""
    words = [line.word(n) for n in range(at, min(at + NAME_WORDS, line.last))]
    if not ones or not words or not words[0].startswith(link):
        return None
    words[0] = words[0][len(link) :]
    for one in ones:
        for size in range(len(words), 0, -1):
            hit = next(iter(line.lexicon.matcher.find([line.lexicon.folder.fold(one), *words[:size]])), None)
            whole = hit is not None and hit.first == 0 and hit.last == size + 1
            named = next((r for r in hit.readings if r.lexeme.kind == "place"), None) if hit is not None and whole else None
            if named is not None:
                return list(named.lexeme.data["places"]), at + size
    return None


def goes_on(line: Line, at: int) -> bool:
    """Whether the next word goes on with what precedes it: by an attached و, or by where it lies."""
    sense = line.first_of(at, ("place", "place_head"))
    word = line.word(at)
    if word in line.lexicon.direction_words or word[1:] in line.lexicon.name_starts:
        return True  # وبئر كوري
    return sense is not None and bool(sense.clitics.conjunction or sense.clitics.preposition)


def road_end(line: Line, road: Mention) -> list[Mention]:
    """طريق أثريا - الرصافة، محور اليرموك - صلاح الدين: where a road or front told by one end leads, as another place of the list."""
    if road.kind != "place" or road.data.get("place_kind") not in ("road", "front") or not road.data["candidates"]:
        return []
    at = road.last + (line.word(road.last) in DASHES)
    sense = line.sense(at, "place")
    if sense is None or sense.clitics.conjunction or sense.clitics.preposition or sense.lexeme.data.get("weak"):
        return []
    name = " ".join(line.raw(n) for n in range(at, line.end(at)))
    told = {"candidates": sense.lexeme.data.get("places") or [], "place_kind": road.data["place_kind"], "name": name, "weak": False}
    return [replace(told_place(line, (at, line.end(at), at), road.prep, sense, [], **told), conj=True)]


def is_country(line: Line, data: dict[str, Any]) -> bool:
    """Whether the first place that bears a name is a country."""
    return bool(data.get("places")) and line.lexicon.places[data["places"][0]]["kind"] == "country"


def pointed_place(line: Line, at: int, prep: str | None, last: Mention | None) -> bool:
    """شرق القضاء، وسط القضاء: the district told before, not the courts."""
    amid = last is not None and last.last == at and bool(last.data.get("noun_follows"))
    about = at > line.first and prep in ("in", "near") and line.word(at - 1) in line.lexicon.edges  # في محيط القضاء
    return (amid or about or (prep or "").startswith("direction_")) and line.word(at) in line.lexicon.grammar["place_back"]


def after_given_name(line: Line, at: int) -> bool:
    """Whether a word with nothing before it stands right after somebody's own name, which an office or a rank comes before."""
    own = line.word(at - 1) in line.lexicon.folded("given_names")
    if not own or line.first_of(at - 1, ("preposition", "place_head", "place")) is not None:
        return False
    place, who = line.sense(at, "place"), line.first_of(at - 2, ("person", "source", "party_head"))
    bare = place is not None and not place.clitics.preposition and not place.clitics.conjunction
    return bare and (who is not None or line.word(at - 2) in line.lexicon.titles)


def may_start(line: Line, at: int) -> bool:
    """Whether a word can start a place at all: a name, a head, a distance or a direction."""
    if at > line.first and line.word(at - 1) in line.lexicon.rank_words:
        return False  # امرأة تدعى فاطمة
    if at - 1 > line.first and after_given_name(line, at):
        return False  # الشرطي محمد عدن
    if line.first_of(at, ("place", "place_head", "number")) is not None:
        return True
    word, directions = line.word(at), line.lexicon.direction_words
    return word[:1].isdigit() or word in directions or word[1:] in directions


def is_placed(line: Line, at: int, prep: str | None, sense: Sense, beside: Mention | None) -> bool:
    """Whether a name that is also a word is told as a place: by a preposition or in a list; the commonest by what holds it."""
    listed = beside is not None and bool(sense.clitics.conjunction)
    if line.word(line.end(at)) in TOPIC_ENDS and not any(line.word(n)[:1].isalnum() for n in range(line.first, at)):
        return True  # #نوى: …، الحراك | …
    if listed and beside is not None and beside.data.get("lists"):
        return True  # أحياء الجولان ونزال والضباط
    if line.word(at - 1) in line.lexicon.folded("such_as") and goes_on(line, line.end(at)) and at not in line.verbs():
        return True  # مناطق بينها الباب وجرابلس
    if listed and beside is not None and beside.conj and sense.lexeme.data.get("near"):
        after = line.end(at)
        if not line.word(after)[:1].isalnum() or (at not in line.verbs() and ends_list(line, after)):
            return True  # خان شيخون والتمانعة وترعي.
    if prep == "in" and at - 1 == line.first and line.word(line.end(at)) == "،":
        return True  # وفي القاع، قطع أهالي …: what opens a line
    if sense.lexeme.data.get("headed") and not (sense.lexeme.data.get("near") and prep in NEARBY_PREPOSITIONS):
        adjective = None if names_an_idea(line, at, sense) else country_of(line, line.end(at), sense.lexeme.data["places"])
        if prep in SURE_PREPOSITIONS and adjective is not None:
            return True  # إلى أدري التشادية
        holder = line.sense(line.end(at), "place_head")
        return (
            holder is not None
            and holder.lexeme.data["kind"] in HOLDERS
            and (prep is not None or listed or bool(holder.clitics.preposition))
        )
    if listed or (at > line.first and line.word(at - 1) in line.lexicon.over):
        return True  # اعترضت صاروخا فوق الرياض
    own = sense.clitics.preposition
    if any(line.lexicon.places[n]["kind"] == "country" for n in sense.lexeme.data["places"]):
        return bool(own) or prep in PLACE_PREPOSITIONS  # على باكستان، لكينيا
    governs = prep if not own else line.lexicon.grammar["clitic_prepositions"].get(own)
    return governs in SURE_PREPOSITIONS or bool(sense.lexeme.data.get("near") and governs in ("on", "between"))


def told_place(line: Line, words: tuple[int, int, int], prep: str | None, sense, heads: list[dict], **data: Any) -> Mention:
    """A place mention over `words` (first, end, name): what a place that has a row tells, and what one without has by default."""
    first, end, at = words
    bare: dict[str, Any] = {"candidates": [], "rural": False, "direction": None, "relation": None, "distance_km": None}
    own = country_of(line, end, data.get("candidates") or [])
    edge, alone, lies = False, None, line.lexicon.lies
    told: dict[str, Any] = {**bare, **data, "list_head": bool(heads), "edge": False, "several": False}
    if heads:
        told["edge"] = edge = any(h["kind"] == "edge" for h in heads)
        told["several"] = any(h.get("plural") for h in heads)
        alone = next((h["alone"] for h in reversed(heads) if h.get("alone")), None)
    told["alone"] = alone
    told["lies"] = line.has(lies) and any(line.word(n) in lies for n in range(max(line.first, first - LIES_REACH), first))
    plain = not (sense and (sense.clitics.preposition or sense.clitics.conjunction))
    told["own_home"] = of_age(line, first - 1)
    told["office"] = plain and (told["own_home"] or of_office(line, first))
    others = line.lexicon.folded("another_place")
    told["another"] = line.has(others) and (line.word(first - 2) in others or line.word(first - 1) in others)
    told["bracketed"] = line.word(first - 1) == "(" and line.word(end) == ")"
    told["adjoins"] = line.word(first - 2) in line.lexicon.folded("adjoining")
    told["each"] = data.get("each") or (next((h for h in heads if h.get("each")), None) if heads else None)
    told["seat"] = bool(heads) and any(h.get("seat") for h in heads)
    told["lists"] = bool(data.get("lists")) or bool(heads and heads[-1].get("lists"))
    told["one"] = data.get("one") or (next((h["one"] for h in reversed(heads) if h.get("one")), None) if heads else None)
    if heads and heads[-1]["kind"] in THINGS_BY_HEAD and told["relation"] is None and not edge:
        built = line.sense(at - 1, "object")
        told["thing"] = built.lexeme.data.get("object") if built else None  # مستشفى الأتارب is a place and a thing that can be hit
    countries = next((h["countries"] for h in reversed(heads) if h.get("countries")), None) if heads and own is None else None
    if own is not None or countries:
        told["countries"] = countries if own is None else [own]  # أدري التشادية
    return line.mention("place", first, end, at, prep=prep, sense=sense, **told)


def country_of(line: Line, at: int, places: list[int]) -> str | None:
    """أدري التشادية، غازي عنتاب التركية: the country of an adjective after a name that no place bears, or one of that country."""
    sense = line.sense(at, "demonym")
    if sense is None or not sense.clitics.article or sense.clitics.conjunction:
        return None
    country = sense.lexeme.data.get("country")
    rows = (line.lexicon.places[n] for n in places)
    there = not places or any(r["country"] == country and r["kind"] != "country" for r in rows)
    return country if country and there else None


def of_office(line: Line, at: int) -> bool:
    """محافظ عدن، عضو مجلس محافظة ديالى، مدير أمن البصرة: whether a place is what somebody is over."""
    posts, at = line.lexicon.posts, at - 1
    word = line.word(at)
    if word in posts or (at > line.first and word in line.lexicon.post_bodies and line.word(at - 1) in posts):
        return True
    for clitic in (line.lexicon.language.get("proclitics") or {}).get("conjunction") or ():
        if word.startswith(clitic) and word.removeprefix(clitic) in posts:
            return True  # ووكيل محافظة إب
    return False


def unknown_place(line: Line, start: int, at: int, prep: str | None, relation: str | None, heads: list[dict], sense) -> Mention | None:
    """قرية X of a name we do not have: a place all the same, told by its words and left without coordinates."""
    begun = len(heads) > 1 and heads[-2]["kind"] in NAMED_BY_HEAD and line.word(at - 1) in line.lexicon.name_starts
    if begun and heads[-1]["kind"] not in NAMED_BY_HEAD and two_words(line, line.word(at - 1), at):
        heads, at = heads[:-1], at - 1  # منطقة واد الشاعر: the noun is of the name
        name = " ".join(line.raw(n) for n in (at, at + 1))
        told = {"place_kind": heads[-1]["kind"], "relation": relation, "weak": False}
        return told_place(line, (start, at + 2, at), prep, sense, heads, name=name, **told)
    if not heads or heads[-1]["article"]:
        return None
    where_held = bool(heads[-1].get("held"))  # a bridge, a hill: their names alone say too little
    if not where_held and heads[-1]["kind"] not in NAMED_BY_HEAD:
        return None
    quoted = quoted_name(line, at)
    if quoted is not None:
        told = {"place_kind": heads[-1]["kind"], "relation": relation, "weak": False}
        name = " ".join(line.raw(n) for n in range(*quoted))
        return told_place(line, (start, quoted[1], quoted[0]), prep, sense, heads, name=name, **told)
    if not is_name(line, at, bare=False):
        return None
    article = line.lexicon.matcher_article or "\0"
    if line.sense(at - 1, "person") and at - 2 >= line.first and line.sense(at - 2, "trigger"):
        return None  # أصيب مزارع برضوض: a farmer, no farms
    if line.word(at - 1).startswith(article) and line.word(at).startswith(article):
        return None  # المنطقة العسكرية: a definite noun and its adjective
    end = at + 1
    if two_words(line, line.word(at), end):
        end += 1  # قرية أبو جريف
    elif line.word(end).startswith(article) and is_name(line, end, bare=True):
        end += 1
    if where_held and not held_after(line, end):
        return None
    name = " ".join(line.raw(n) for n in range(at, end))
    return told_place(line, (start, end, at), prep, sense, heads, place_kind=heads[-1]["kind"], relation=relation, name=name, weak=False)


def two_words(line: Line, name: str, after: int) -> bool:
    """أبو جريف، بير كوري: whether a word begins a name of two, and the next can be its second."""
    return name in line.lexicon.name_starts and line.word(after).isalpha() and line.first_of(after, ("preposition", "connective")) is None


def back_reference(
    line: Line, start: int, at: int, prep: str | None, relation: str | None, heads: list[dict], sense, last: int | None = None
) -> Mention | None:
    """شرقي المدينة، في البلدة: the place of that kind named last, for coding to fill in."""
    article, means = line.lexicon.matcher_article, line.lexicon.grammar["place_back"]
    noun_at = at - 1
    while noun_at > start and line.word(noun_at) in line.lexicon.grammar["directions"]:
        noun_at -= 1  # ضواحي العاصمة الجنوبية
    noun = next((w for w in means if line.word(noun_at).endswith(w.removeprefix(article))), None)
    if not heads or not heads[-1]["article"] or noun is None:
        return None
    own = sense and line.lexicon.grammar["clitic_prepositions"].get(sense.clitics.preposition)
    only = line.lexicon.grammar["back_placed"].get(noun)
    amid = relation is not None or len(heads) > 1 or (prep or "").startswith("direction_")
    if only and not amid and (prep or own) not in only:
        return None  # إحالته إلى القضاء
    kind, name = heads[-1]["kind"], line.raw(noun_at)
    told = {"place_kind": kind, "relation": relation, "name": name, "weak": True}
    if means[noun] == ["capital"] and (capital := read_capital(line, at)) is not None:
        end, told["candidates"], called = capital
        told |= {"called": called, "back": None if told["candidates"] else means[noun]}
        return told_place(line, (start, end, at - 1), prep, sense, [], **told)
    back = means[noun]
    if kind == "neighbourhood" and heads[-1]["direction"]:
        back, told["place_kind"] = PART_OF, "town"  # الحي الجنوبي: a part of the town told before
    return told_place(line, (start, last or at, noun_at + 1), prep, sense, heads, back=back, **told)


def read_heads(line: Line, at: int):
    """The head nouns before a name (قرى وبلدات، ريف، محيط بلدة): what they are, the word after, the first one's reading."""
    heads: list[dict] = []
    first = None
    directions = line.lexicon.grammar["directions"]
    while True:
        sense = line.sense(at, "place_head")
        if (
            sense is None
            or sense.lexeme.data["kind"] == "part"
            or (heads and heads[-1]["article"] and sense.clitics.conjunction)  # المدينة وميناءها
            or (heads and sense.clitics.preposition and heads[-1]["kind"] not in ("edge", "rural"))
            or (heads and sense.clitics.preposition and not line.first_of(line.end(at), ("place", "place_head", "place_nisba")))
        ):
            break
        after = line.end(at)
        back = line.word(at).removeprefix(sense.clitics.conjunction or "") in line.lexicon.grammar["place_back"]
        if heads and back and line.sense(at, "place"):
            break  # قضاء الحي: a name
        alone = line.word(after) in directions or not line.word(after)[:1].isalnum()
        if heads and alone and heads[-1]["kind"] in ("town", "village") and line.sense(at, "place"):
            break  # قرية تل جنوب غرب نابلس: the village of that name
        head = {**sense.lexeme.data, "direction": None, "article": sense.clitics.article or back}
        while line.word(after) in directions and not line.sense(after, "place"):
            head["direction"] = NAMES.get(directions[line.word(after)])
            after += 1
        nxt = line.first_of(after, ("place", "place_head", "place_nisba"))
        beyond = line.sense(after + 1, "place") if nxt is None and line.hit(after) is None and line.word(after)[:1].isalpha() else None
        if beyond and not beyond.clitics.conjunction and not beyond.clitics.preposition and not heads and not quoted_name(line, after):
            break
        heads.append(head)
        first = first or sense
        at = after
        if sense.pronoun:
            break
    return heads, at, first
