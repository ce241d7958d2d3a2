"""What a noun is that stands alone beside a verb: who acts, or whom it is done to by somebody told before."""

from __future__ import annotations

from rasid.coding.draft import Draft, Head, frame_name, grouped
from rasid.lexicon.world import Parties
from rasid.model import Mention

OFFICES = frozenset(("officials", "diplomats", "politicians", "tribal_figures", "commanders", "officers"))  # groups of people
ASSAILANTS = frozenset(("settlers", "rioters"))  # kinds of people without arms of war who attack
OBJECTIVE = frozenset(("attack", "harm", "custody", "expel", "foil"))  # frames of what is done to people
MOVING = frozenset(("vehicle", "convoy", "aircraft", "ship", "patrol", "boat"))  # things that stand for who is in them
BY_WORDS = 2  # words of من قبل
ROAD = "road"  # what moves and stands on it is hit there
QUARTER_REACH = 2  # words between a quarter and من before its town (البلدة القديمة من مدينة نابلس)


def residents(mention: Mention) -> bool:
    """The people of a place, as those whom an army warns."""
    return mention.kind == "person" and mention.data.get("party") == "civilians" and mention.data.get("number") == "p"


def in_office(mention: Mention) -> bool:
    """توعد رئيس المجلس: somebody who holds an office, alone beside a verb of threat, makes it."""
    return mention.kind == "person" and mention.data.get("number") == "s" and not OFFICES.isdisjoint(mention.data.get("groups") or [])


def harmed_alone(head: Head, lone: Mention) -> bool:
    """وأصابت ثلاثة شبان: the lone person after a verb that can only be active is harmed; who did it was told before."""
    return head.data.get("frame") in ("harm", "custody", "expel") and head.mention.conj and lone.kind in ("person", "count")


def met_alone(head: Head, lone: Mention) -> bool:
    """أسقطت طائرة مسيّرة: the lone weapon after a verb of interception is what was met; وأجبرت المسلحين على التراجع: who was."""
    if head.data.get("outcome") == "repelled" and head.data.get("needs") and head.mention.conj and lone.kind in ("party", "person"):
        return True
    if head.data.get("frame") == "foil" and head.data.get("type") == "territory_gain" and lone.kind in ("party", "person"):
        return True  # طردت مسلحي التنظيم: who is expelled, where who expels is told before
    if lone.data.get("stands_there") and head.mention.conj and head.data.get("frame") == "attack":
        return True  # هاجموا نقطة واستهدفت القوات المتمركزة فيها
    return head.data.get("frame") == "foil" and lone.kind == "weapon"


def whom_it_tells_of(head: Head, bare: list[Mention], parties: Parties) -> Mention | None:
    """تلاحق الشرطة عصابة خطفت تاجرا: of two nouns before a verb the unnamed one that stands right after a named one is whose act it is.

    No و joins them, so a verb that is not known has the first for its doer and the second for its object.
    """
    if len(bare) < 2 or head.mention.conj or head.mention.pronoun or head.kind != "event":
        return None
    one, two = bare[-2:]
    unnamed = two.kind == "party" and parties.generic(two.data.get("party")) and not two.conj
    return two if unnamed and one.kind == "party" and one.last == two.first else None


def met_by_pronoun(head: Head, subject: list[Mention]) -> bool:
    """تصدى لهم الأهالي: beside a verb whose object ل alone tells, people are who met the attackers, whom a pronoun stands for."""
    by_for = head.finite and head.data.get("frame") == "foil" and (head.data.get("prep") or {}).get("for") is not None
    return by_for and bool(subject) and subject[0].prep is None and not any(p == "for" for p, _ in head.preps)


def undergoing(people: Mention, kind: str | None) -> bool:
    """Whether people alone beside a verb are whom it is done to: civilians, but none who attack (هاجم مستوطنون قاطفي الزيتون)."""
    return (people.data.get("who") == "civilian" and kind not in ASSAILANTS) or people.data.get("effect") is not None


def spreading(head: Head) -> bool:
    """امتد القصف إلى بلدة X: whether the verb that carries an event noun says where it fell too."""
    return head.carrier is not None and head.carrier.data.get("id") == "imtadda"


def fires(head: Head, after: Mention) -> bool:
    """فتحت الشرطة النار: fire is what a verb of firing opens, so that the party right after it fires, whoever stands before."""
    opens = head.data.get("weapon") == "gunfire" and head.data.get("frame") == "attack" and not head.mention.pronoun
    return opens and after.kind == "party" and after.prep is None and after.first == head.mention.last


def accused_alone(head: Head, groups: list[list[Mention]]) -> bool:
    """اتهمت شبكة محلية قوات الدعم بتهجير السكان: of who accuses we have no name, and the one named after those words is accused."""
    named = groups[0][0]
    alone = len(groups) == 1 and named.kind in ("party", "person") and not named.prep and named.first > head.mention.last
    return alone and head.finite and head.data.get("type") == "accusation" and not (head.pre or head.mention.pronoun)


def taken_alone(head: Head, lone: Mention) -> bool:
    """وقتلت مسلحين، استهدفت ضباطا: men whose ending makes them no subject are whom it was done to.

    Papers write مسلحين for subjects too: what is not marked as an object alone has to stand after a feminine verb that goes on.
    """
    marked = lone.kind == "person" and bool(lone.data.get("accusative")) and not lone.pronoun
    marked = marked or one_man_after(head, lone)
    if head.finite and marked and head.data.get("frame") in OBJECTIVE:
        return True
    joined = head.finite and bool(head.mention.conj) and head.sense.sense.person == "3fs" and lone.first == head.mention.last
    return joined and lone.kind == "person" and bool(lone.data.get("oblique"))


def one_man_after(head: Head, lone: Mention) -> bool:
    """كما اعتقلت الشاب: one man right after a feminine verb is no subject of it."""
    one = lone.kind == "person" and lone.data.get("number") == "s" and lone.data.get("groups") == ["men"] and not lone.pronoun
    return one and head.sense.sense.person == "3fs" and head.sense.sense.voice != "p" and lone.first == head.mention.last


def laid(head: Head) -> bool:
    """Whether the verb that carries an event noun tells who did it."""
    light = head.carrier
    told = [*light.bare, *light.pre] if light is not None and light.finite and light.data.get("subject") == "initiator" else []
    return any(m.prep is None and m.kind in ("party", "person") for m in told)


def no_doer(draft: Draft, mention: Mention) -> bool:
    """أقامت حاجزا لتفتيش المدنيين، وتفتيش المارة واعتقال عدد منهم: civilians set up no checkpoints and arrest nobody.

    A checkpoint that is told to be for them is what was set up.
    """
    if draft.type not in ("base_established", "arrest"):
        return False
    owners = mention.data.get("of") or []
    if mention.kind == "object" and owners and all(m.data.get("party") == "civilians" for m in owners):
        if draft.type == "base_established":
            draft.add("target", mention)
        return True
    party = mention.data.get("party")  # settlers, who are no soldiers either, have one
    civil = party == "civilians" or (party is None and mention.kind == "person" and mention.data.get("who") == "civilian")
    return civil and not owners


def who_acts(draft: Draft, before: list[Mention]) -> Mention:
    """Of the nouns before an act, the last that can have done it: of المدنيين in وتفتيش المدنيين واعتقال عدد منهم, none."""
    able = (m for m in reversed(before) if draft.type != "arrest" or m.data.get("party") != "civilians")
    return next(able, before[-1])


def drives_into(head: Head, mention: Mention) -> bool:
    """اقتحمت دورية للجيش قرية X: what moves, and a place told bare, which is the object."""
    moves = mention.kind == "object" and bool(mention.data.get("of")) and mention.data.get("object") in MOVING
    return moves and head.data.get("frame") == "attack" and any(m.kind == "place" and m.prep is None for _, m in head.preps)


def part_of(part: Mention, whole: Mention) -> bool:
    """Whether a quarter (حي، البلدة القديمة) stands right before the town it is told to be of."""
    quarter = part.data.get("place_kind") == "neighbourhood" or bool(part.data.get("back"))
    return quarter and whole.data.get("place_kind") == "town" and 0 <= whole.first - part.last <= QUARTER_REACH


def stores(draft: Draft) -> list[Mention]:
    """The depots and caves that an act hits."""
    return [m for m in draft.get("target") if m.data.get("object") in ("depot", "tunnel", "factory", "launcher")]


def held_people(head: Head, mention: Mention) -> bool:
    """ستة مواطنين اعتقلوا …، إضافة إلى ثلاثة: civilians before a verb of custody in the plural are who was held."""
    civil = mention.kind == "person" and mention.data.get("who") == "civilian" and not mention.data.get("of")
    return civil and head.data.get("frame") == "custody" and mention.data.get("quantity") is not None


def caught(head: Head) -> bool:
    """إلقاء القبض على ثلاثة: whether people are told after «on»."""
    return any(p == "on" and m.kind in ("person", "count", "party") for p, m in head.preps)


def lets_go(head: Head) -> bool:
    """إفراج المخابرات عن ثلاثة طلاب: whether the genitive of a release is a party, and whom it lets go is told after it."""
    if head.data.get("type") != "release" or not head.of or head.of[0].kind != "party":
        return False
    return any(p == "from" and m.kind in ("person", "count", "party") for p, m in head.preps)


def done_by_fighters(doer: Mention, mention: Mention) -> bool:
    """استهداف مسلحين منزلا، اختطاف ملثمين صحفيا: whether what follows fighters can only be what they acted on."""
    on = mention.kind == "object" or (mention.kind == "person" and bool(mention.data.get("accusative")))
    return on and doer.data.get("who") == "combatant"


def aimed_at(head: Head) -> Mention | None:
    """إلقاء مجهولين قنبلة على منزل، استهداف مجهولين لنقطة: the thing that a verbal noun tells after who does it."""
    aimed = (m for p, m in head.preps if p == "on" or (p == "for" and m.kind == "object"))
    return next((m for m in (*head.bare, *aimed) if m.kind in ("weapon", "object")), None)


def joined_before(pre: list[Mention], last: Mention) -> list[Mention]:
    """أربعة جنود وثمانية مسلحين قتلوا: the noun right before a verb with those that it is joined to."""
    at = first = next((n for n, m in enumerate(pre) if m is last), -1)
    if at < 0:
        return [last]
    while first and pre[first].conj and pre[first - 1].kind in ("person", "count", "party") and pre[first - 1].prep is None:
        first -= 1
    return pre[first : at + 1]


def only_from(draft: Draft, mention: Mention, role: str, frame: str | None) -> bool:
    """بعد خروجه من المسجد، على مسافة مئة متر من السفارة، عملية لتخليص المدينة من المليشيات: what «from» tells of no doer and nobody hit."""
    if mention.kind == "object":
        return (role == "target" and frame != "wreck") or (role == "initiator" and mention.data.get("object") == "embassy")
    return role == "initiator" and frame == "attack" and draft.head.finite and bool(draft.get("initiator"))


def taken_by(head: Head, mention: Mention) -> bool:
    """أطلق سراحه بعد اختطافه من قبل مسلحين: whether who is told right after «after his abduction» took him, and did not free him."""
    freed = head.data.get("effect") == "released"
    return freed and any(category == "off_duty" and 0 < mention.first - cue.last <= BY_WORDS for category, cue in head.cues)


def met_it(head: Head) -> bool:
    """تم صد الهجوم من قبل القوات: whether who is told after a definite attack that was repelled is who met it."""
    return head.mention.definite and head.governor is not None and head.governor.data.get("frame") == "foil"


def laid_by(head: Head, mention: Mention) -> bool:
    """قُتل جنديان بكمين لمسلحين: whether fighters told by «of» after an attack in which somebody fell made it."""
    return mention.kind == "person" and head.mention.prep in ("with", "in") and mention.data.get("who") == "combatant"


def with_victim(draft: Draft, mention: Mention, prep: str | None) -> bool:
    """اعتقلته مع نجله، قُتل ضابط مع ثلاثة من مرافقيه: whether people beside somebody underwent what he did."""
    beside = bool(draft.get("victim")) or (frame_name(draft) == "custody" and draft.head.finite and bool(draft.head.mention.pronoun))
    return mention.kind == "person" and (bool(mention.data.get("kin")) or (prep == "together" and beside))


def has_room(head: Head, mention: Mention, room: int) -> bool:
    """Whether a head can take one more bare noun: counted people also after two that are joined (تبادل الحوثيون والحكومة 12 أسيرا)."""
    if len(head.bare) < room:
        return True
    counted = mention.kind == "person" and mention.data.get("quantity") is not None and not mention.conj
    return counted and head.finite and len(grouped(head.bare)) < room


def lacks_fallen(head: Head, mention: Mention) -> bool:
    """خلّف تفجير نفذه عنصر من التنظيم في المدينة 11 قتيلا: whether counted dead are what a verb with an event as its subject still lacks."""
    if head.subject_event is None or head.data.get("frame") != "harm" or head.bare:
        return False
    return mention.kind == "person" and mention.data.get("effect") in ("killed", "injured") and mention.data.get("quantity") is not None


def later_than(mention: Mention, mentions: list[Mention]) -> bool:
    """بعد شهرين من احتجازه: whether an act is only that after which so much time went by, and does nothing itself."""
    before = (m for m in mentions if m.last == mention.first and m.kind == "cue")
    return any(m.data["cue"]["id"] == "some_time_after" for m in before)


def without_result(head: Head, heads: list[Head]) -> list[Head]:
    """خلّف تفجير نفذه عنصر من التنظيم … 11 قتيلا: the verb of what came of an act stays open over one that says who carried it out."""
    if head.kind != "light" or not head.mention.pronoun or head.mention.conj or head.subject_event is None:
        return []
    return [h for h in heads if h.finite and h.subject_event is head.subject_event and h.data.get("frame") == "harm" and not h.bare][-1:]


def both_sides(mention: Mention) -> bool:
    """معارك بين قبيلتين: whether one word tells both sides of a clash."""
    return mention.prep == "between"


def repels_the_fallen(draft: Draft) -> list[Mention]:
    """لقي العشرات من الحوثيين مصرعهم خلال التصدي لهجومين: the fighters of a party who fell where an attack by nobody told was repelled."""
    if draft.outcome != "repelled" or draft.get("initiator") or not draft.get("target"):
        return []
    fallen = [m for m in (*draft.get("hurt"), *draft.get("victim")) if m.kind == "person"]
    return [p for m in fallen for p in m.data.get("of") or [] if p.data.get("party")]


def arm_of_its_own(mention: Mention) -> bool:
    """صدت القوات مسنودة بالمدفعية والطيران هجوما: guns and planes of no other party are those of whom they support."""
    return mention.kind == "weapon" or (mention.kind == "party" and bool(mention.data.get("weapon")) and mention.data.get("party") is None)


def of_a_thing(head: Head, mention: Mention) -> bool:
    """انفجر في أحد الأطقم المرافقة للوزير: whether people told by «of» right after a thing and its adjective are whose that is."""
    things = [m for m in (*head.bare, *(m for _, m in head.preps)) if m.kind == "object" and 0 <= mention.first - m.last <= 1]
    return mention.kind == "person" and mention.definite and not mention.conj and bool(things) and head.data.get("frame") == "blast"


def told_hurt(mention: Mention) -> bool:
    """أوقع عشرة قتلى، أوقع خمسة جنود بين قتيل وجريح: people of whom their own words tell what befell them."""
    return bool(mention.data.get("effect") or mention.data.get("either"))


def no_part(head: Head, prep: str, mention: Mention) -> bool:
    """Whether what a preposition tells beside an act has no part in it, though others so told have."""
    if prep == "by":
        return taken_by(head, mention)
    return of_a_thing(head, mention) if prep == "for" else prep == "on" and where_it_stood(head, mention)


def where_it_stood(head: Head, mention: Mention) -> bool:
    """استهدفت سيارة على طريق فرعي: a road told by «on» after what was hit is where that was, and not hit itself."""
    if mention.data.get("object") != ROAD or mention.conj:
        return False
    told = (*head.bare, *head.pre, *(m for _, m in head.preps))
    return any(m.first < mention.first and m.data.get("object") not in (None, ROAD) for m in told)


def fired_from(draft: Draft, role: str, mention: Mention, prep: str | None) -> bool:
    """قصفت المدينة من قواعد X، سقطت قذيفة مصدرها مناطق سيطرة X: whether fire came from a party's base or ground."""
    theirs = mention.kind == "party" or bool(mention.data.get("of"))
    hurt = role == "victim" and prep == "from" and bool(mention.data.get("area")) and frame_name(draft) == "harm"
    at_source = role == "origin" and frame_name(draft) in ("attack", "blast")
    return theirs and (at_source or (hurt and bool(draft.get("instrument"))))


def lacks_object(head: Head, last: Mention, mention: Mention) -> bool:
    """استهدف مسلحون مجهولون، سيارة …: a comma after the doer of a verb of attack parts it from the thing that it is on."""
    after = len(head.bare) == 1 and head.bare[0] is last and mention.first - last.last == 1 and not mention.definite
    return after and head.data.get("frame") in ("attack", "wreck") and not head.preps


def told_after_comma(head: Head, mention: Mention) -> bool:
    """خطف ملثمون يستقلون سيارة …، مهندسا؛ اعتقلت دورية لـX، ثلاثة مواطنين: whom a verb's doer did it to, after a comma.

    An ending makes it the object; so does its count after a verb of custody by those who bear arms.
    """
    doer = head.bare[0] if len(head.bare) == 1 else None
    if doer is None or doer.data.get("effect") or not head.data.get("effect") or mention.conj:
        return False
    if mention.data.get("accusative"):
        return doer.kind in ("party", "person")
    manned = doer.kind == "object" and bool(doer.data.get("of"))
    taker = doer.kind == "party" or manned or doer.data.get("party") == "unidentified-armed-group"
    return taker and head.data.get("frame") == "custody" and mention.kind == "person" and mention.data.get("quantity") is not None
