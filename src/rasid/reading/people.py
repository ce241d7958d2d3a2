"""People and things: who is counted, what is hit or used, and whose they are."""

from __future__ import annotations

from rasid.model import Mention
from rasid.reading.belonging import affiliation, owner
from rasid.reading.constructs import heads_none
from rasid.reading.duals import dual_owned, number_of, two_of_none
from rasid.reading.fates import dead_and_hurt, killed_or_hurt
from rasid.reading.kinsfolk import members, named, own_party
from rasid.reading.line import Line
from rasid.reading.placing import read_place
from rasid.reading.quantities import Quantity, read_quantity
from rasid.reading.run_over import accusative, dweller, has_accusative

PROJECTILES = frozenset(("shell", "mortar", "rocket", "missile", "ballistic_missile", "cruise_missile"))  # weapons that any side fires
BOMBERS = "suicide-bombers"
MERCENARIES = "mercenaries"  # of any nation, in the pay of another
MODEL_WORDS = 7  # words in which a make is told: إف - 16 أميركية الصنع
BARRED_REACH = 4  # words between a noun and what tells its other sense (المشاركون في المسيرة الحاشدة)
LIVED_IN = frozenset(("town", "village", "neighbourhood", "camp", "admin1", "admin2", "rural"))  # kinds of places that people are of
OFFICIALS = "officials"
FELL = frozenset(("killed", "injured"))  # effects of nouns for people who may be told by whom they were among
FAMILIES = "families"  # the group of people who are counted by the household
KEPT = frozenset(("detained", "abducted"))  # effects told of people whom somebody holds
MANNED = frozenset(("patrol", "convoy"))  # things that are their people
HAMZAS = frozenset("أإآ")
# Things that bear names of places and people; the name tells nothing of where they are.
NAMED_AFTER = frozenset(("school", "university", "worship", "hotel", "bank", "shop", "factory"))


def read_person(line: Line, at: int, quantity: Quantity | None, prep: str | None = None) -> Mention | None:
    """People: the noun, how many, what kind, and of which party."""
    sense = line.sense(at, "person")
    if sense is None:
        return None
    if quantity is not None and quantity.last <= at and sense.clitics.conjunction:
        return None  # مقتل خمسة وإصابة عشرة: what is counted stands without و
    data = sense.lexeme.data
    end = line.end(at)
    hold = line.sense(at, "object") if prep == "in" and quantity is None else None
    if hold is not None and hold.lexeme.data.get("object") == "prison":
        return None  # في معتقلات المليشيا: where, not whom
    if misspelt(line, at, sense) or (sense.pronoun and line.raw(at).endswith(line.lexicon.feminine_written or "\0")):
        return None  # مسؤولية is no مسؤوليه
    if (
        quantity is None
        and data.get("effect")
        and sense.sense.person != "p"
        and line.sense(at, "trigger")
        and (
            read_quantity(line, end)
            or line.sense(end, "person")
            or nationals(line, end)
            or (sense.clitics.conjunction and sense.sense.person == "s")
        )
    ):
        return None  # وإصابة خمسة: the verbal noun
    if quantity is None and line.word(at) in line.lexicon.folded("lives") and read_quantity(line, end) is not None:
        return None  # أزهق أرواح ستة أشخاص: they are counted, not their lives
    number = number_of(line, at, sense)
    if quantity is None and number == "s" and sense.pronoun and data.get("effect") in ("killed", "injured"):
        return None  # راح ضحيتها تسعة: part of the verb
    if quantity is None and data.get("effect") == "bodies" and not sense.clitics.article and not sense.pronoun:
        dead = remains(line, at, sense, number, prep)
        if dead is not None:
            return dead
    inner = None
    many = number == "s" and quantity is None and sense.lexeme.id in (line.lexicon.language.get("household") or ())
    if quantity is None and not sense.clitics.article:
        inner = (members(line, end) if many else None) or post_count(line, end, number, bool(sense.pronoun))
        if inner:
            quantity, end = inner, inner.last
    full = number == "p" and line.word(at).endswith(tuple(line.lexicon.folded("full_endings")))
    construct = number == "s" or (sense.sense.pronoun != "no" and not full)
    whose, fell = line.first_of(end, ("party", "party_head")), data.get("effect") in FELL
    beside = whose is not None and heads_none(line, sense, data, end, whose)
    if not beside and (construct or whose is None or whose.clitics.article or whose.clitics.preposition):
        organ = {"police": "police", MERCENARIES: None}.get(str(data.get("party")), "military")  # شرطي مصري is no soldier
        if line.lexicon.folder.fold(sense.lexeme.id) in line.lexicon.folded("irregulars"):
            organ = None  # متمردون يمنيون
        of, end = affiliation(line, end, organ if data.get("who") == "combatant" else None, fell)
    else:
        of = []  # مجهولون إمام مسجد: a plural that keeps its ending heads no genitive
    if not of and construct and data.get("who") == "combatant" and (post := manned_post(line, end)) is not None:
        of, end = post.data["of"], post.last
    if number == "s" and of and of[0].first == at + 1 and dual_owned(line, at, sense):
        number = "d"
    genitive = line.sense(end, "person") if number == "s" and quantity is None and not of else None
    if genitive is not None and not genitive.clitics.preposition and not genitive.clitics.conjunction:
        name = data.get("groups") == ["men"] and not genitive.pronoun and not accusative(line, end, genitive)
        if genitive.clitics.article != sense.clitics.article and (name or genitive.clitics.article):
            end = line.end(end)  # والد الفتى: one person, told by whose he is; الشاب مجاهد: by his name
    keeper = of[0] if of and data.get("effect") in KEPT and line.word(of[0].first - 1) in line.lexicon.folded("kept_by") else None
    if data.get("kin") or keeper is not None:
        of = []  # أهالي العسكريين: theirs, and no part of the army
    if sense.pronoun and data.get("who") == "combatant" and not of:
        of = [
            line.mention(
                "party", at, line.end(at), sense=sense, party=None, called=line.word(at), bare=False, unit=None, weapon=None, area=False
            )
        ]
    name = line.sense(end, "place")
    if (
        not of
        and number == "s"
        and name
        and not name.clitics.preposition
        and not name.clitics.conjunction
        and not line.sense(end, "place_head")
        and quantity is None
    ):
        end = line.end(end)  # عائلة سويدان، الشاب حلبي: a name of people
    if not of and number == "s" and quantity is None and sense.clitics.article:
        end = named(line, end)
    home = None
    over = number == "s" and quantity is None and OFFICIALS in (data.get("groups") or []) and not sense.clitics.article
    seat = home_of(line, line.end(at), headed=False) if over and not of else None
    if seat is not None:
        home, end = seat, seat.last  # رئيس بلدية صيدا، قائممقام سنجار: of what he is over
    among = bool(of) and end > of[-1].first and all(p.data.get("party") == "civilians" for p in of)  # شاب من أهالي بلدة X
    if among or ((number == "p" or quantity is not None) and not of and construct and data.get("who") != "combatant"):
        home = home_of(line, end, headed=among or number == "p")  # أهالي طفس، سكان بلدة المزة; مستوطنون المسجد: no owner after its ending
        end = home.last if home is not None else end
    counted = quantity is not None
    quantity, end = at_least(line, at, end, quantity, number)
    if quantity is not None and not counted and not of and not data.get("kin"):
        of, end = affiliation(line, end, "military" if data.get("who") == "combatant" else None, fell)  # إرهابيين اثنين من كتيبة X
    of_households = (counted or number != "s") and not sense.pronoun  # 20 عائلة, and not عائلته or عائلة كاملة
    either, end = killed_or_hurt(line, end) if quantity else ([], end)
    if quantity and not either and number == "s" and not inner and data.get("effect"):
        either, end = dead_and_hurt(line, end, data["effect"])
        of, end = affiliation(line, end, None) if either and not of else (of, end)  # عشرين قتيلا وجريحا من المدنيين
    if any(p.data.get("party") == BOMBERS for p in of) if of else False:
        of, data = [], {**data, "who": "combatant", "party": BOMBERS}  # صبي انتحاري: he who dies by it
    first = quantity.first if quantity and not inner else at
    governing = line.first_of(first, ("number", "bound", "vague")) if quantity and not inner else sense
    made = line.mention(
        "person",
        first,
        end,
        at,
        prep=prep or None,
        sense=governing or sense,
        quantity=quantity,
        who=data.get("who", "unknown"),
        groups=[g for g in data.get("groups") or [] if g != FAMILIES or (of_households and not inner)],
        party=data.get("party"),
        effect=data.get("effect"),
        of=of,
        keeper=keeper,
        number=number,
        noun=sense.lexeme.id,
        kin=data.get("kin"),
        article=sense.clitics.article,
        adjective=quantity is None and number == "s" and line.word(at).endswith(line.lexicon.feminine),
        home=home,
        many=many and quantity is None,
        accusative=quantity is None and accusative(line, at, sense),
        oblique=first == at and oblique(line, at, sense),
        either=either,
        object_follows=unread_object(line, end),
    )
    return made


def manned_post(line: Line, at: int) -> Mention | None:
    """عناصر حاجز للفرقة الرابعة، جنود نقطة للجيش: the post right after the noun for who stands there, where its owner is told."""
    sense = line.sense(at, "object")
    if sense is None or sense.clitics.preposition or sense.clitics.conjunction or sense.clitics.article or has_accusative(line, at):
        return None
    post = read_thing(line, at, None)
    return post if post is not None and any(p.prep == "for" for p in post.data.get("of") or ()) else None


def whom_they_are(line: Line, at: int, found: list[Mention]) -> int | None:
    """مقتل شخصين، وهما من منتسبي الكتيبة: the word after people who are those told last, whose kind and party they tell."""
    told = next((m for m in reversed(found) if m.kind in ("person", "count")), None)
    people = read_person(line, at, read_quantity(line, at)) if told is not None else None
    if told is None or people is None:
        return None
    if told.data.get("who") in (None, "unknown"):
        told.data["who"] = people.data.get("who")
    told.data["of"] = told.data.get("of") or people.data.get("of") or []
    return people.last


def unread_object(line: Line, at: int) -> bool:
    """خطف مسلحون صرافا: whether a word that no entry has stands right after people, with the ending of an object."""
    word = line.word(at)
    owned = word.endswith(tuple(line.lexicon.language.get("pronouns") or ()))  # قتل عناصر من القوات وحلفائها
    return line.hit(at) is None and word[:1].isalpha() and has_accusative(line, at) and not owned


def nationals(line: Line, at: int) -> bool:
    """إصابة إسرائيليين: whether people told by their nationality alone stand there, in the case of a genitive."""
    sense = line.sense(at, "demonym")
    ending = str(line.lexicon.language.get("oblique") or "\0")
    return sense is not None and not sense.clitics.article and not sense.clitics.conjunction and line.word(at).endswith(ending)


def oblique(line: Line, at: int, sense) -> bool:
    """مسلحين: an indefinite plural or dual by an ending that no subject has."""
    ending = str(line.lexicon.language.get("oblique") or "\0")
    own = sense.sense.person != "s" and not line.lexicon.folder.fold(sense.lexeme.id).endswith(ending)
    return own and not sense.clitics.article and not sense.pronoun and line.word(at).endswith(ending)


def home_of(line: Line, at: int, *, headed: bool) -> Mention | None:
    """The place right after people, by its name (سكان طفس); where `headed`, by the noun of one where people live too (أهالي قرية X)."""
    sense = line.sense(at, "place") or (line.sense(at, "place_head") if headed else None)
    if sense is None or sense.clitics.preposition or sense.clitics.conjunction:
        return None
    if sense.lexeme.kind == "place_head" and (sense.lexeme.data["kind"] not in LIVED_IN or sense.lexeme.data.get("lists")):
        return None
    home = read_place(line, at)
    return home if home is not None and home.first == at else None


def at_least(line: Line, at: int, end: int, quantity: Quantity | None, number: str) -> tuple[Quantity | None, int]:
    """تسعة أشخاص على الأقل، متظاهران على الأقل، ستة جنود نظاميين على الأقل: a bound after the people, and the word after it."""
    pair = line.sense(end, "number") if quantity is None and number != "s" else None
    after = line.sense(line.end(end), "preposition") if pair is not None else None
    if (
        pair is not None
        and pair.lexeme.data["value"] == 2
        and not pair.clitics.conjunction
        and (after is None or after.lexeme.id != "from" or line.raw(at)[-2:] == line.raw(end)[-2:])  # مقتل إرهابيين اثنين من X
    ):
        quantity, end = Quantity(at, line.end(end), 2, 2), line.end(end)  # مجندين اثنين; not جنود، اثنان منهم
    dashed = line.word(end) == "-" and line.sense(end + 1, "bound") is not None  # تسعة أشخاص - على الأقل -
    described = not dashed and line.sense(end, "bound") is None and line.sense(end + 1, "bound") is not None
    if described and (line.hit(end) is not None or not line.word(end).endswith(line.lexicon.adjective_ends)):
        return quantity, end
    first = end + (dashed or described)
    bound = line.sense(first, "bound")
    low, high = (quantity.min, quantity.max) if quantity is not None else (2, 2) if number == "d" else (None, None)
    if bound is None or low is None or (quantity is not None and quantity.vague is not None):
        return quantity, end
    if not line.lexicon.folder.fold(bound.lexeme.id).startswith(line.lexicon.folder.fold("على ال")):
        return quantity, end
    last = line.end(first)
    bounds = (low, None) if bound.lexeme.data["bound"] == "min" else (None, high)
    return Quantity(quantity.first if quantity is not None else at, last, *bounds), last + (dashed and line.word(last) == "-")


def misspelt(line: Line, at: int, sense) -> bool:
    """أمام المسجد is no إمام: where both the entry and the report write the hamza, it must be the same."""
    own, raw = sense.lexeme.id[:1], line.raw(at)[len(sense.clitics.conjunction) + len(sense.clitics.preposition) :][:1]
    return own != raw and own in HAMZAS and raw in HAMZAS


def remains(line: Line, at: int, sense, number: str, prep: str | None) -> Mention | None:
    """جثامين خمسة مواطنين، جثة شاب: bodies told by whose they are; the people are what is counted."""
    end = line.end(at)
    quantity = read_quantity(line, end)
    people = read_person(line, quantity.last if quantity else end, quantity, prep)
    if people is None or people.definite or people.data.get("effect") not in (None, "killed") or people.prep != prep or people.conj:
        return None
    return line.mention(
        "person",
        at,
        people.last,
        at,
        prep=prep,
        sense=sense,
        **{
            **people.data,
            "effect": people.data.get("effect") or "bodies",
            "noun": sense.lexeme.id,
            "number": number,
            "article": False,
            "adjective": False,
        },
    )


def post_count(line: Line, at: int, number: str, owned: bool = False) -> Quantity | None:
    """A count after its noun: one and two always stand there (عائلة واحدة، شرطيين اثنين); others in brackets (قتلى (12))."""
    few = line.sense(at, "number")
    if few is not None and few.clitics.article and owned and number == "p" and not few.clitics.conjunction and not few.clitics.preposition:
        told = read_quantity(line, at)  # أطفالهما الثلاثة
        if told is not None and told.last == line.end(at) and told.vague is None:
            return told
    if few is not None and not few.clitics.conjunction and not few.clitics.preposition and not few.clitics.article:
        told = read_quantity(line, at)
        after = line.sense(line.end(at), "preposition") if number == "p" else None
        others = after is not None and after.lexeme.id == "from"  # هدد مسلحون اثنين من الحراس: how many of others
        if told is not None and told.last == line.end(at) and told.min == told.max == (1 if number == "s" else 2) and not others:
            return told
    if number == "s":
        return None
    if line.word(at) == "(":
        quantity = read_quantity(line, at + 1)
        if quantity and line.word(quantity.last) == ")":
            return Quantity(at, quantity.last + 1, quantity.min, quantity.max, quantity.vague)
    return None


def read_thing(line: Line, at: int, quantity: Quantity | None, prep: str | None = None) -> Mention | None:
    """A weapon or an object, with its count and its owner."""
    weapon, thing = line.sense(at, "weapon"), line.sense(at, "object")
    sense = weapon or thing
    if sense is None or barred(line, at, sense):
        return None
    end, mark = line.end(at), line.lexicon.feminine_written
    if sense.pronoun and mark and line.raw(end - 1).endswith(mark):
        return None  # قنبلة مخبأة: hidden, and nobody's hideout
    stored = line.sense(end, "weapon")
    finer = None
    platform = weapon and (line.lexicon.ontology["weapons"].get(weapon.lexeme.data.get("weapon")) or {}).get("class") in ("air", "drone")
    if (
        stored
        and not platform
        and not (weapon and end > at + 1 and stored.lexeme.kind == "weapon" and line.sense(end, "object"))  # بصاروخ موجه دبابة
        and not barred(line, end, stored)
        and not stored.clitics.conjunction
        and not stored.clitics.preposition
        and not line.sense(end, "means")
        and not (weapon and stored.pronoun)  # أطلقت الزوارق قذائفها: what they fired
    ):
        end = line.end(end)  # مستودعات أسلحته، قذيفتا هاون
        finer = stored.lexeme.data.get("weapon")
    end, means = adjectives(line, end, definite=sense.clitics.article)
    if means and weapon and not overrides(line, weapon.lexeme.data.get("weapon"), means):
        means = None
    named = line.sense(end, "place") if thing and thing.lexeme.data.get("object") in NAMED_AFTER else None
    home = None
    if named and not named.clitics.preposition and not named.clitics.conjunction:
        if thing and thing.lexeme.data.get("object") == "university":
            home = read_place(line, end)  # جامعة تعز is in Taiz
        end = line.end(end)  # مدرسة صلاح الدين is a school
    hit = line.lexicon.ontology["objects"].get(thing.lexeme.data.get("object")) if thing else None
    mission = thing is not None and weapon is None and thing.lexeme.data.get("object") == "embassy"  # السفارة البريطانية: no forces'
    armed = weapon is not None or not ((hit or {}).get("civilian") or mission)
    alone = end
    own = end == at + 1 or sense.clitics.article or finer is not None  # سيارة رباعية الدفع ناشطة: a word between heads no genitive
    of, end = owner(line, past_model(line, end) if weapon else end, armed, bool(own)) if not two_of_none(line, at, end) else ([], end)
    if weapon and weapon.lexeme.data.get("weapon") in PROJECTILES and of and of[0].data.get("country"):
        of = [
            p for p in of if not line.lexicon.parties.disputed(str(p.data.get("country")), line.year)
        ]  # بمقذوف يمني: from there, of whom untold
    if weapon and not thing and not of and sense.clitics.article:
        end = alone  # قتلوا بالرصاص فتى: a noun with the article heads no genitive
    if not of and finer and (from_ := line.sense(end, "preposition")) and from_.lexeme.id == "from":
        theirs, after = owner(line, line.end(end), True)
        of, end = (theirs, after) if theirs and theirs[0].data.get("party") else (of, end)  # برصاصة قناص من داعش
    uncrewed = line.sense(end, "weapon") if of and weapon else None
    if (
        weapon is not None
        and uncrewed is not None
        and not uncrewed.clitics.conjunction
        and not uncrewed.clitics.preposition
        and overrides(line, weapon.lexeme.data.get("weapon"), uncrewed.lexeme.data.get("weapon") or "")
    ):
        finer, end = uncrewed.lexeme.data.get("weapon"), line.end(end)  # طائرة أمريكية بدون طيار
    if (
        not of
        and thing
        and thing.lexeme.data.get("object") in MANNED
        and (whose := line.sense(end, "preposition"))
        and whose.lexeme.id in ("from", "made_of")
    ):
        after = line.end(end)
        of, last = owner(line, after, True)
        told = read_quantity(line, after) if not of else None
        inner = read_thing(line, told.last if told is not None else after, told) if not of else None
        if inner is not None and inner.data.get("of"):
            of, last = inner.data["of"], inner.last  # رتل من ثلاثين آلية تركية، قافلة من المركبات التابعة لـ
        end = last if of else end  # دورية من الأمن العام
    if thing and not of and (whose_own := line.lexicon.own_words.get(line.word(end))):
        of, end = [own_party(line, at, end, whose_own)], end + 1
    first = quantity.first if quantity else at
    number = sense.sense.person
    if number == "d" and quantity is None and has_accusative(line, at) and not dual_owned(line, at, sense):
        number = "s"  # هاجموا مركزا للشرطة: the ending of an object
    if quantity is None and number == "d":
        quantity = Quantity(at, end, 2, 2)
    governing = line.first_of(first, ("number", "bound", "vague")) if quantity and first != at else sense
    return line.mention(
        "weapon" if weapon else "object",
        first,
        end,
        at,
        prep=prep,
        sense=governing or sense,
        weapon=(means or finer or weapon.lexeme.data.get("weapon")) if weapon else None,
        object=thing.lexeme.data.get("object") if thing else None,
        quantity=quantity,
        of=of,
        number=number,
        pronoun=sense.pronoun,
        article=sense.clitics.article,
        home=home,
        dweller=dweller(line, alone, end) if thing and not of else None,
    )


def past_model(line: Line, at: int) -> int:
    """طائرة من طراز ميغ-21 تابعة لـ، طائرات F-16 عراقية: the word of who owns a weapon after its make, if anybody does."""
    made = at + 1 if line.word(at + 1) not in "-–" else at + 2
    known = line.hit(at) is not None or line.word(at) in line.lexicon.conjunctions
    if line.word(at)[:1].isalpha() and not known and line.word(made).isdigit():
        at = made + 1
    elif any(c.isdigit() for c in line.word(at)) and any(c.isalpha() for c in line.word(at)):
        at += 1  # طائرات F16 عراقية
    if line.word(at + 1) not in line.lexicon.folded("models"):
        return at
    for n in range(at + 2, min(line.last, at + 2 + MODEL_WORDS)):
        sense = line.first_of(n, ("preposition", "demonym"))
        if sense is not None:
            return n if sense.lexeme.kind == "demonym" or sense.lexeme.id == "belonging" else at
    return at


def barred(line: Line, at: int, sense) -> bool:
    """Whether a word that rules a noun out stands near it: the مسيرة that people march in is no drone."""
    words = line.lexicon.words_of(sense.lexeme, "unless")
    return bool(words) and any(max(line.first, at - BARRED_REACH) <= n <= at + BARRED_REACH for n in line.where(words))


def overrides(line: Line, weapon: str | None, adjective: str) -> bool:
    """Whether an adjective says better what a weapon is: مسيّرة of an aircraft does, مفخخة of a drone does not."""
    weapons = line.lexicon.ontology["weapons"]
    if weapon == "boat_bomb":
        return False  # زورق مفخخ مسيّر: steered from afar, and no aircraft
    have, new = weapons.get(weapon or "", {}).get("class"), weapons.get(adjective, {}).get("class")
    return new in ("drone", "chemical") or have == new or have not in ("drone", "air")


def adjectives(line: Line, at: int, *, definite: bool = False) -> tuple[int, str | None]:
    """Runs over adjectives of means after a weapon (طائرة مسيّرة): the last one that names a weapon wins.

    One without the article is none of a definite noun's (بالرصاص مسيرة نظمها طلاب).
    """
    weapon = None
    while True:
        sense = line.sense(at, "means")
        if sense is None or sense.clitics.preposition or sense.clitics.conjunction or (definite and not sense.clitics.article):
            return at, weapon
        told = sense.lexeme.data.get("weapon")
        if told and (weapon is None or overrides(line, weapon, told)):
            weapon = told
        at = line.end(at)


def befell(line: Line, source, last: Mention | None, at: int) -> bool:
    """قتل قائد ميداني: right after what befell somebody an unnamed source is who it befell."""
    if last is None or last.last != at or line.end(at) == at + 1:
        return False
    if (line.lexicon.sources.get(source.lexeme.id) or {}).get("kind") != "unnamed" or source.clitics.preposition:
        return False
    if last.kind == "cue":
        return bool(last.data["cue"]["category"] == "part")
    return last.kind == "trigger" and any(t.lexeme.data.get("effect") for t in last.data.get("triggers") or [])


def unnamed(m: Mention) -> bool:
    """People told by what befell them alone."""
    return m.kind == "person" and bool(m.data.get("effect")) and not (m.data.get("groups") or m.data.get("of"))


def in_the_ranks(line: Line, mention: Mention, last: Mention | None) -> None:
    """أوقعوا في صفوفها ستة قتلى، أربعة قتلى وجريح بين عناصرها: who fell in somebody's ranks are fighters, those joined to them too."""
    if mention.kind != "person":
        return
    if mention.data.get("who") == "unknown" and line.word(mention.last - 1) in line.lexicon.folded("members"):
        kin = line.lexicon.folded("families")
        if not any(line.word(n) in kin for n in range(line.first, line.last)):  # وسبعة من أفرادها: of a patrol, not of a family
            mention.data["who"] = "combatant"
        return
    if not unnamed(mention) or (mention.data.get("who") or "unknown") != "unknown":
        return
    joined = last if last is not None and mention.conj and last.last == mention.first and unnamed(last) else None
    beside = [n for n in (mention.first - 1, mention.last + 1) if line.first <= n < line.last]
    if any(line.word(n) in line.lexicon.ranks for n in beside):
        mention.data["who"] = "combatant"
        if joined is not None:
            joined.data["who"] = "combatant"
    elif joined is not None and joined.data.get("who") == "combatant":
        mention.data["who"] = "combatant"
