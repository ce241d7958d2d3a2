"""Whether two drafts can be one happening: where, when, by and to whom, and with what toll."""

from __future__ import annotations

import datetime as dt

from msgspec.structs import replace

from rasid.coding import dating
from rasid.coding.draft import Draft
from rasid.coding.placing import PlaceResolver
from rasid.coding.recalled import own_times
from rasid.coding.reference import Discourse
from rasid.coding.signs import same_name
from rasid.coding.toll import counts
from rasid.lexicon import Lexicon
from rasid.lexicon.world import distance_km
from rasid.model import Mention

# Scenes nearer than this can be one event's: two rows of one town lie up to 2 km apart, neighbouring villages 3 and more.
NEAR_KM = 3.0
CITY_KM = 15  # from the middle of the largest cities of the nine countries to their outer neighbourhoods
CAMP_KM = 5.0  # from the middle of a city to the camps that are named for it: Jenin 1, Yarmouk 4.5; the next town's lie further off
REGION_KM = 30.0  # a district, and a region of which world/reaches.yaml says nothing
WIDE = frozenset(("admin1", "admin2", "region", "country"))
FEW = 2  # as many dead as two attacks of one report may well have each
# Acts that another source may tell by another word of them: shots, an attack, a killing; a strike by what flew.
OTHERWISE = frozenset(("killing", "assault", "ground_attack", "armed_clash", "shelling", "air_strike", "drone_strike", "explosion"))
LEAD_REACH = 4  # sentences from a lead to the same happening told in full
BLASTS = frozenset(("explosion", "explosive_device"))
AIMED = frozenset(("attack", "strike", "harm"))  # families of acts against people
RETOLD = frozenset(("territory_gain", "ground_attack", "shelling", "air_strike", "drone_strike", "suicide_bombing", "explosive_device"))
ACTS = RETOLD - {"territory_gain"} | {"explosion", "armed_clash", "killing", "assault"}
HARM_REACH = 2  # sentences between an attack and what is told of it without a place: a paragraph of an agency's
NO_PARTS = frozenset(("city", "town", "village", "admin1", "admin2", "region", "country"))  # kinds that no city holds


MUTUAL = frozenset(("armed_clash", "talks", "agreement", "release"))  # whose sides are told in any order
NAMELESS = frozenset(("armed-group", "unidentified", "criminal"))  # kinds of fighters told by no name

OF_METHODS = frozenset(("protest", "restriction"))  # types whose methods are acts of their own

TAKINGS = frozenset(("arrest", "abduction"))


Day = tuple[int | None, int | None, int | None, dt.date | None]


class Likeness:
    """Compares the drafts of one report."""

    def __init__(self, lexicon: Lexicon, discourse: Discourse, places: PlaceResolver) -> None:
        self.lexicon, self.discourse, self.places = lexicon, discourse, places
        self.published: dt.date | None = None
        self.title: frozenset[int] = frozenset()  # the numbers of the sentences that are the report's title
        self.harm: dict[int, list[Draft]] = {}  # what each draft caused, not yet joined to it

    def conflict(self, a: Draft, b: Draft) -> bool:
        """Two places far apart, two parties not akin, two tolls that cannot be one, two days."""
        if a.get("scene") and b.get("scene") and not self.scenes_meet(a, b, loose=True):
            return True
        if a.type == b.type in OF_METHODS and a.sentence == b.sentence and a.method and b.method and a.method != b.method:
            return True  # اعتصام أمام الوزارة، وإضراب المعلمين؛ إغلاق المعبر وتمديد حظر التجول
        if other_person(a, b) or sum_and_part(a, b):
            return True
        for slot in ("initiator", "target"):
            if slot == "target" and b.resolved.get("points_back"):
                continue
            pa, pb = self.parties(a, slot), self.parties(b, slot)
            if (
                pa
                and pb
                and not any(
                    self.lexicon.parties.kin(x, y)
                    or (
                        not (slot == "initiator" and self.opposed(x, y))
                        and any(self.lexicon.parties.generic(z) and z != "civilians" for z in (x, y))
                    )
                    for x in pa
                    for y in pb
                )
            ):
                return True
        if not {a.type, b.type} & MUTUAL and self.turned(a, b):
            return True
        named = b.type == "ground_attack" and not b.head.finite and pointed_at(b.head.mention) and id(b) in self.harm
        told = own_times(b) if named else b.times  # مقتل ثمانية في الهجوم: not the day of another verb
        days = [self.days_of(a.times), self.days_of(told)]
        return bool(days[0] and days[1] and a.sentence != b.sentence and not any(self.days_agree(x, y) for x in days[0] for y in days[1]))

    def days_of(self, times: list[Mention]) -> set[Day]:
        """The days that times tell, as (weekday, days from the report's, day of the month, date): what is not told or known is None."""
        told = [m for m in times if any(k in m.data for k in ("weekday", "offset", "day"))] if times else []
        return {(m.data.get("weekday"), m.data.get("offset"), m.data.get("day"), self.date_of(m)) for m in told} if told else set()

    def date_of(self, time: Mention) -> dt.date | None:
        """The date of a time that is of one day only."""
        if "told" in time.data:
            return None
        try:
            found = dating.dates(time.data, self.published)
        except OverflowError:
            return None
        return found[0] if found is not None and found[0] == found[1] else None

    def opposed(self, x: str, y: str) -> bool:
        """Whether of two doers one is a state's force and the other fighters of no name: terrorists, gunmen."""
        kinds = {z: str(self.lexicon.parties.get(z).get("kind")) for z in (x, y)}
        return any(
            self.lexicon.parties.generic(a) and kinds[a] in NAMELESS and kinds[b].startswith("state-")
            for a, b in ((x, y), (y, x))
            if a != b
        )

    def turned(self, a: Draft, b: Draft) -> bool:
        """Whether those to whom one thing was done did the other: هوجم مقر الحزب … شن مقاتلو الحزب هجوما."""
        parties = self.lexicon.parties
        met = self.parties(a, "target")
        did = self.parties(b, "initiator") if met else met
        return bool(did) and any(parties.kin(x, y) and not parties.generic(x) and not parties.generic(y) for x in met for y in did)

    @staticmethod
    def days_agree(x: Day, y: Day) -> bool:
        """Whether two days can be one: by their dates where both are known, by the words that tell them where one is not."""
        if x[-1] is not None and y[-1] is not None:
            return x[-1] == y[-1]
        return all(p is None or q is None or p == q for p, q in zip(x, y, strict=True))

    def equal_toll(self, a: Draft, b: Draft) -> bool:
        def figures(d: Draft) -> set[tuple]:
            return (
                {(e["effect"], q.min, q.max) for e in d.effects if (q := e["mention"].data.get("quantity")) is not None and q.min}
                if d.effects
                else set()
            )

        def people(d: Draft) -> set[tuple]:
            """قتل 22 مسلحا … استهدفت 22 مسلحا: of people, at whom it was aimed or who fell."""
            told = [*d.get("target"), *d.get("victim"), *(e["mention"] for e in d.effects)]
            counted = (m.data["quantity"] for m in told if m.kind == "person" and m.data.get("quantity") is not None)
            return {(q.min, q.max) for q in counted if (q.min or 0) > 2 and q.vague is None}

        return bool(figures(a) & figures(b)) or bool({a.family, b.family} <= AIMED and people(a) & people(b))

    def taken_again(self, other: Draft, draft: Draft) -> bool:
        """اعتقلوا عددا من العمال … اختطفوا: one taking of people told by two words, where their figures do not differ."""
        if (
            other.type == draft.type
            or {other.type, draft.type} != {"arrest", "abduction"}
            or draft.sentence - max(other.sentences()) > HARM_REACH
        ):
            return False
        met = self.scenes_meet(other, draft) and self.share_party(other, draft, "initiator")
        return met and (not figures_of(other) or not figures_of(draft) or self.equal_toll(other, draft))

    def one_blast(self, other: Draft, draft: Draft) -> bool:
        """تفجير مدرعة … وقالت مصادر إن عبوة ناسفة انفجرت: a blast, and the device that it was, by another's account."""
        if {other.type, draft.type} != BLASTS:
            return False
        plain = next((d for d in (other, draft) if d.type == "explosion"), None)
        if plain is None or plain.get("instrument"):
            return False
        mine, theirs = figures_of(draft), figures_of(other)
        near = abs(draft.sentence - max(other.sentences())) <= LEAD_REACH and self.scenes_meet(other, draft)
        things = [{m.data.get("object") for m in d.get("target") if m.kind == "object"} for d in (other, draft)]
        alike = bool(things[0] & things[1]) or self.share_party(other, draft, "target") or bool(self.toll_of(draft) & self.toll_of(other))
        return near and alike and (not mine or not theirs or bool(mine & theirs))

    def told_otherwise(self, other: Draft, draft: Draft) -> bool:
        """سقط عنصر قتيلا بنيران مسلحين في ريف المحافظة … أطلق مجهولون النار عليه في بلدة منه: one act by another word, of the same toll."""
        kinds = {other.type, draft.type}
        if other.type == draft.type or not kinds <= OTHERWISE or other.status != draft.status:
            return False
        near = 0 < draft.sentence - max(other.sentences()) <= LEAD_REACH and other.background == draft.background
        if not near or self.conflict(other, draft):
            return False
        told = self.toll_of(other) & self.toll_of(draft)
        if not told or not self.scenes_meet(other, draft) or draft.resolved.get("turned") or told_as_another(other, draft):
            return False
        many = any((least or 0) > FEW for _, least, _ in told)
        return many or self.share_party(other, draft, "initiator") or self.same_people(other, draft)

    def same_people(self, other: Draft, draft: Draft) -> bool:
        """Whether the same noun tells whom two drafts befell, or the name of whose people they were."""
        whose = [{id_ for slot in ("target", "victim", "hurt") for id_ in self.parties(d, slot)} for d in (other, draft)]
        return bool(people_of(draft) & people_of(other)) or any(self.lexicon.parties.kin(x, y) for x in whose[0] for y in whose[1])

    def went_off(self, other: Draft, draft: Draft) -> bool:
        """انفجرت عبوة … وقال إن مسلحين زرعوها، زرعوا العبوة … حيث انفجرت: a device's laying is told with its blast."""
        if other.type not in BLASTS or draft.type not in BLASTS:
            return False
        near = abs(draft.sentence - max(other.sentences())) <= HARM_REACH and other.background == draft.background
        if not near or not self.scenes_meet(other, draft, loose=True) or self.conflict(other, draft):
            return False
        laid = planting(other), planting(draft)
        blasts = [h for h in draft.heads if h.data.get("type") == "blast"]
        bare = draft.head in blasts and not draft.get("instrument") and not draft.resolved.get("placed")
        unnamed = bare and all(h.finite and not h.has_subject() for h in blasts)
        if not any(laid):
            return unnamed and other.status == draft.status and draft.sentence - max(other.sentences()) <= 1
        another = laid[0] and not unnamed and draft.sentence != other.sentence and bool(figures_of(other))
        return laid != (True, True) and "asserted" in (other.status, draft.status) and not another

    @staticmethod
    def of_exchange(other: Draft, draft: Draft) -> bool:
        """صفقة تبادل … أفرج الجانب الحكومي عن سبعين: whom each side let go is of the exchange just told."""
        alike = other.type == draft.type == "release" and other.method == "exchange" and draft.head.finite
        return alike and other.background == draft.background and 0 <= draft.sentence - max(other.sentences()) <= 1

    def raid_again(self, other: Draft, draft: Draft) -> bool:
        """اقتحموا المقر واحتجزوا موظفين … اقتحموا المقر: the raid in which people were held, told again."""
        if draft.type != "ground_attack" or other.type not in ("arrest", "abduction"):
            return False
        near = 0 < draft.sentence - max(other.sentences()) <= HARM_REACH and not draft.effects
        entered = near and bool(draft.head.data.get("raid"))
        alike = other.status == draft.status and other.background == draft.background
        return entered and alike and self.share_party(other, draft, "initiator") and not self.conflict(other, draft)

    def told_wide(self, other: Draft, draft: Draft) -> bool:
        """قتل مدني بلغم في المحافظة، then at a spot of it that has no row: one toll, though it is told of each by a word of harm."""
        mine, theirs = self.toll_of(draft), self.toll_of(other)
        wide = all(r["kind"] in WIDE for d in (other, draft) for m in d.get("scene") if (r := self.places.choose(m)[0]) is not None)
        return (
            wide and bool(mine & theirs) and bool(draft.get("scene")) and bool(other.get("scene")) and not self.both_unknown(other, draft)
        )

    def both_unknown(self, other: Draft, draft: Draft) -> bool:
        """Whether both are told at places without a row: two villages are two events."""
        return all(all(self.places.choose(m)[0] is None for m in d.get("scene")) for d in (other, draft))

    def toll_of(self, draft: Draft) -> set[tuple]:
        """The figures of a draft, one person too, and those of the harm that it caused, before they are joined to it."""
        harm = self.harm.get(id(draft))
        if not draft.effects and not harm:
            return set()
        figures: set[tuple] = set()
        for d in (draft, *(harm or ())):
            for e in d.effects:
                if e["parent"] is None and not e["zero"]:
                    least, most, _ = counts(e["mention"])
                    if least:
                        figures.add((e["effect"], least, most))
        return figures

    def scenes_meet(self, a: Draft, b: Draft, loose: bool = False, near: float = NEAR_KM) -> bool:
        rows_a, rows_b = self.rows_of(a), self.rows_of(b)
        if self.two_unknown(a, b) and not {r["id"] for r in rows_a if r["kind"] not in WIDE} & {r["id"] for r in rows_b}:
            return False
        for x in self.innermost(rows_a):
            for y in self.innermost(rows_b):
                across = self.across(x, y)  # رامية is not زرعيت, across the border
                if x["id"] == y["id"] or (distance_km(x["lat"], x["lon"], y["lat"], y["lon"]) < near and not across):
                    return True
                if self.holds(x, y) or self.holds(y, x):
                    return True
        return bool(self.unknown(a) & self.unknown(b)) or (loose and not (rows_a and rows_b))

    def rows_of(self, draft: Draft) -> list[dict]:
        """The rows of the places where an event is, those of them that are known; of one that is not the town that it lies in."""
        found = []
        for m in scene_of(draft):
            held = draft.containers.get(m.first)
            if row := self.places.choose(m, held)[0]:
                found.append(row)
            elif held is not None and (town := self.places.choose(held)[0]) is not None and town["kind"] not in WIDE:
                found.append(town)  # سوق X في مدينة Y
        return found

    def innermost(self, rows: list[dict]) -> list[dict]:
        """The points among rows, without the city or district that holds another of them: حي الفرقان غرب المدينة."""
        if len(rows) < 2:
            return rows
        points = narrowest(rows)
        wide = [p for p in points if p["kind"] in ("city", "admin2")]
        return [p for p in points if p not in wide or not any(q["kind"] != p["kind"] and self.holds(p, q) for q in points)]

    @staticmethod
    def across(x: dict, y: dict) -> bool:
        """Whether two places lie on two sides of a border; of Israel's with Palestine tables differ."""
        sides = {x.get("country"), y.get("country")} - {None, ""}
        return len(sides) > 1 and sides != {"ISR", "PSE"}

    def unknown(self, draft: Draft) -> set[str]:
        """The names of a draft's scenes that no row bears."""
        names: set[str] = set()
        for m in draft.slots.get("scene", ()):
            if m.kind == "place" and not m.data["candidates"] and not m.data.get("back"):
                names.add(m.data["name"])
        return names

    def two_unknown(self, a: Draft, b: Draft) -> bool:
        """قرية كذا بريف حماة … قرية أخرى بريف حماة: whether both are told at places that no row bears, by other names."""
        mine = self.unknown(a)
        theirs = self.unknown(b) if mine else mine
        return bool(theirs) and not mine & theirs

    def other_points(self, a: Draft, b: Draft) -> bool:
        """Whether two drafts are told at points of their own, none of them the other's or within it."""
        rows = [[r for m in d.get("scene") if (r := self.places.choose(m, d.containers.get(m.first))[0])] for d in (a, b)]
        first, second = narrowest(rows[0]), narrowest(rows[1])
        return bool(first and second) and not any(x["id"] == y["id"] or self.holds(x, y) or self.holds(y, x) for x in first for y in second)

    def holds(self, wide: dict, narrow: dict) -> bool:
        if wide["kind"] == "country":
            return wide["country"] == narrow.get("country")
        if wide["kind"] == "admin1":
            return wide["country"] == narrow.get("country") and narrow.get("admin1") == wide["en"]
        if wide["kind"] == "city":
            reach = CAMP_KM if narrow["kind"] == "camp" else CITY_KM
            elsewhere = wide.get("admin2") and narrow.get("admin2") and wide["admin2"] != narrow["admin2"]  # a quarter of the next city
            near = distance_km(wide["lat"], wide["lon"], narrow["lat"], narrow["lon"]) < reach
            return near and narrow["kind"] not in NO_PARTS and not elsewhere
        if wide["kind"] in ("admin2", "region") and narrow["kind"] not in ("admin1", "country"):
            reach = self.lexicon.ontology["reaches"].get(wide["id"], REGION_KM)
            return distance_km(wide["lat"], wide["lon"], narrow["lat"], narrow["lon"]) < reach and not self.across(wide, narrow)
        return False

    def parties(self, draft: Draft, slot: str) -> set[str]:
        told, ids = draft.slots.get(slot), set[str]()
        for m in told or ():
            ids |= self.settled(m)
        return ids

    def settled(self, mention: Mention) -> set[str]:
        """The ids of the parties of a mention."""
        ids = set()
        for p in party_mentions(mention):
            if id_ := self.discourse.settle(p)[0]:
                ids.add(id_)
        return ids

    def share_party(self, a: Draft, b: Draft, slot: str) -> bool:
        if any(m.span == n.span for m in a.get(slot) for n in b.get(slot)):
            return True  # people without a party: قتل جنود … وأصابوا …
        return any(self.lexicon.parties.kin(x, y) for x in self.parties(a, slot) for y in self.parties(b, slot))

    def may_be_of(self, a: set[str], b: set[str]) -> bool:
        """Whether two sets of doers can be of one act: one is empty or no more than general, or two of them are akin."""
        return (
            not a
            or not b
            or any(self.lexicon.parties.generic(z) and not self.opposed(x, y) for x in a for y in b for z in (x, y))
            or any(self.lexicon.parties.kin(x, y) for x in a for y in b)
        )

    def told_there(self, other: Draft, draft: Draft) -> bool:
        """سيطرت القوات على البلدة … أكدت مصادر سيطرة القوات: by the same doer, at the place taken from there, and nothing differs."""
        if draft.get("scene") or draft.type not in RETOLD or draft.sentence == other.sentence or (draft.times and not other.times):
            return False
        if not self.share_party(other, draft, "initiator"):
            return False
        mine, theirs = self.toll_of(draft), self.toll_of(other)
        things = [{m.data.get("object") for m in d.get("target") if m.kind == "object"} for d in (other, draft)]
        alike = (not mine or not theirs or bool(mine & theirs)) and (not things[1] or bool(things[0] & things[1]))
        if not alike or not draft.get("borrowed"):
            return False
        beside = Draft(heads=draft.heads, type=draft.type, family=draft.family, slots={"scene": draft.get("borrowed")})
        return self.scenes_meet(other, beside)

    def like_one_before(self, draft: Draft, before: list[Draft]) -> bool:
        """Whether one of its kind was told before at its place, of which it differs by nothing: by another source, or not at all."""
        if not before:
            return False
        alike = (o for o in before if (o.type == draft.type or {o.type, draft.type} <= ACTS) and o.background == draft.background)
        return not figures_of(draft) and any(self.scenes_meet(o, draft) and not self.conflict(o, draft) for o in alike)

    def elsewhere(self, other: Draft, draft: Draft) -> bool:
        """Whether the places that an event without one of its own was told beside are none of another's."""
        if not other.get("borrowed"):
            return False
        beside = Draft(heads=other.heads, type=other.type, family=other.family, slots={"scene": other.get("borrowed")})
        return not self.scenes_meet(beside, draft, loose=True)


def scene_of(draft: Draft) -> list[Mention]:
    """Where an event is: of people who fled, where from."""
    return draft.slots.get("scene") or (draft.get("origin") if draft.type == "displacement" else [])


def party_mentions(mention: Mention) -> list[Mention]:
    """The party mentions within a mention: itself, or whose people or thing it is."""
    if mention.kind == "party":
        return [mention]
    if mention.kind == "source" and mention.data.get("party") and not mention.data.get("of"):  # a spokesman of one party, by its id
        return [replace(mention, kind="party", data={"party": mention.data["party"], "unit": None, "weapon": None, "area": False})]
    of = mention.data.get("of")
    return [p for p in of if p.kind == "party" and not p.data.get("nationality")] if of else []


def does(mention: Mention) -> bool:
    """Whether a mention is somebody, or a thing of somebody (دورية إسرائيلية): دوريات alone are sent by whom the verb before tells."""
    return mention.kind in ("party", "person", "source") or any(p.kind == "party" for p in mention.data.get("of") or [])


def figures_of(draft: Draft) -> set[tuple[str, int | None, int | None]]:
    """The whole figures of a draft's toll: (effect, min, max) of each that is counted."""
    if not draft.effects:
        return set()
    counted = ((e["effect"], e["mention"].data.get("quantity")) for e in draft.effects if e["parent"] is None and not e["zero"])
    return {(effect, q.min, q.max) for effect, q in counted if q is not None and q.min}


def people_of(draft: Draft) -> set[tuple[str, str]]:
    """What befell whom, by the noun that tells them: مقتل نازح."""
    return {(e["effect"], str(noun)) for e in draft.effects if (noun := e["mention"].data.get("noun"))}


def narrowest(rows: list[dict]) -> list[dict]:
    """The points among rows, where there are any: a summary's province says nothing of where its attacks were."""
    points = [r for r in rows if r["kind"] not in ("admin1", "country", "region")]
    return points or rows


def admitted(draft: Draft) -> bool:
    """أقر الجيش بإصابة جنديين: harm that a party confirms is of the attack told before."""
    said = draft.head.said_by
    return said is not None and said.data.get("stance") == "confirms"


def anew(draft: Draft) -> bool:
    """جددت المدفعية قصفها، عاود الطيران غاراته: once more, after what was told before."""
    light = draft.head.carrier
    return light is not None and bool(light.data.get("again")) and light.finite


def pointed_at(noun: Mention) -> bool:
    """Whether an event's noun is of what was told: الغارات, but not سلسلة من الغارات or عشرات الغارات, which are so many."""
    return noun.definite and noun.data.get("times") is None


def told_as_another(other: Draft, draft: Draft) -> bool:
    """Whether words around an event say that it is none told before: وقصفت أيضا …، قصف مماثل، ردا على ذلك."""
    said = draft.head.mention.data.get("another") or (anew(draft) and not anew(other))  # تجددت الاشتباكات … قال إن الاشتباكات تجددت
    if draft.resolved.get("had") and figures_of(other) and figures_of(draft) and not figures_of(other) & figures_of(draft):
        return True  # وكان سبعة أصيبوا جراء قصف: others, hurt before
    if draft.resolved.get("earlier") and not (other.resolved.get("earlier") or other.background):
        return True  # غداة اغتيال ضابط، بعد ساعات من قصف …: not the news itself
    things = draft.resolved.get("another_thing") and not other.resolved.get("another_thing")  # the second bomb, told of twice
    dated = draft.resolved.get("on_its_day") and not other.times
    return bool(said or (draft.sentence != other.sentence and (things or dated or draft.resolved.get("another"))))


def goes_on(draft: Draft) -> bool:
    """Whether harm is told of the happening just told: «the shelling left …», or by who told that and goes on."""
    return bool(draft.resolved.get("of_told") or draft.resolved.get("said_on"))


def counted_of_month(draft: Draft) -> bool:
    """وقتل أكثر من 800 في أغسطس: whether harm is counted of a whole month, and of no act."""
    return bool(draft.times) and all("month" in m.data and not m.data.get("day") for m in draft.times)


def other_person(a: Draft, b: Draft) -> bool:
    """Whether two acts are told with the names of two people."""
    return same_name(a.resolved.get("names") or (), b.resolved.get("names") or ()) is False


def sum_and_part(a: Draft, b: Draft) -> bool:
    """Whether of two acts one is the lead that adds up the other and its like."""
    return lead_of(a) is b or lead_of(b) is a


def lead_of(draft: Draft) -> Draft | None:
    """The lead that adds up an act with others, or what that was joined to."""
    lead: Draft | None = draft.resolved.get("part_of_sum")
    while lead is not None and lead.dropped == "merged" and lead.cause is not None:
        lead = lead.cause
    return lead


def planting(draft: Draft) -> bool:
    """زرعوا عبوة ناسفة: a device laid, of which no more is told by the word itself."""
    return draft.type == "explosive_device" and draft.head.data.get("status") == "planned"


def told_apart(lead: Draft, kept: list[Draft]) -> Draft | None:
    """تسعة بين قتيل وجريح (the lead), then مقتل ثلاثة وإصابة ستة: what tells the same nine apart; it may be the lead itself."""
    most = (
        {q.max for e in lead.effects if e.get("most") and (q := e["mention"].data.get("quantity")) is not None} if lead.effects else set()
    )
    for draft in kept if most else []:
        exact = [e for e in draft.effects if not e.get("most") and e["parent"] is None and e["effect"] in ("killed", "injured")]
        figures = [q.min or 0 for e in exact if (q := e["mention"].data.get("quantity")) is not None]
        near = draft is lead or 0 < draft.sentence - lead.sentence <= LEAD_REACH
        if near and len(figures) > 1 and sum(figures) in most and draft.type == lead.type and draft.status == lead.status:
            return draft
    return None
