"""Which place is said to hold another: بلدة X بريف Y, حي X وسط Y."""

from __future__ import annotations

from rasid.lexicon import Lexicon
from rasid.lexicon.world import distance_km
from rasid.model import Mention, Sentence

SPOTS = frozenset(("facility", "crossing", "field", "airport", "camp", "neighbourhood"))
ADJOINING = 3  # words from a place to what it lies near: its adjective, and that of nearness with its preposition
BESIDE_KM = 40.0  # between a village and the town that says on which side it lies


def is_container(mention: Mention, previous: Mention, how: str, held_to: int, lexicon: Lexicon) -> bool:
    """بلدة X بريف Y: the second place holds the first."""
    if previous.kind != "place" or mention.conj or mention.data.get("another"):
        return False
    if previous.prep == "for":
        return False  # الموالين لإيران بمحافظة شبوة: whose they are
    if previous.data.get("name") and previous.data["name"] == mention.data.get("name"):
        return False  # وصل إلى الأبيض … 30 كم شرق الأبيض: nothing holds itself
    province = previous.data.get("place_kind") == "admin1"
    if previous.data.get("office") and province and mention.prep == "in" and mention.data.get("place_kind") in (None, "town", "village"):
        return False  # موظف بمجلس محافظة نينوى في تلعفر: where it was
    if not mention.data.get("relation") and lies_in(mention, previous, lexicon):
        return False  # محافظة الأنبار بالرمادي, سفارة فلسطين في بيروت: no province lies in its town, no country in any
    if is_spot(mention, lexicon) and not is_spot(previous, lexicon):
        return False  # شاب من طولكرم في سجن مجدو: no town lies in a prison
    if previous.data.get("place_kind") == "road" and is_point(mention, lexicon, joined=previous.conj):
        return False  # طريق دمشق - السويداء عند بلدة عتيل: where on the road
    if previous.data.get("back") and not previous.data["candidates"]:
        return False  # ديوان المحافظة في الناصرية: "the province" of nothing told is no place to be in another
    if how == "between" and mention.data.get("relation") and not beside_each_other(previous, mention, lexicon):
        return False  # الطريق بين بغداد والبصرة غربي الناصرية: where on it; بين المزيريب واليادودة غربي درعا is there
    if how == "between" and not previous.data.get("list_head") and is_village(mention, lexicon):
        return False  # الطريق بين صنعاء وعدن في منطقة X: where on it
    if mention.prep == "side" and previous.prep == "from":
        return False  # نزحوا من X إلى الشمال من Y
    if mention.data.get("bracketed") and mention.first - previous.last == 1:
        return set(mention.data["candidates"]).isdisjoint(previous.data["candidates"])  # زردنا (إدلب); عين العرب (كوباني) is one
    gap = mention.first - max(previous.last, held_to)  # رداع بمحافظة البيضاء (وسط اليمن)
    if gap > 4 or (previous.prep == "from" and gap > 2):
        return False  # من النهود إلى مناطق في شمال كردفان
    if how == "from" and previous.prep != "from" and gap > 1:
        return False  # من مواقعها في معسكر X مناطق في قرية Y
    if mention.prep in ("in", "with", "from", "belonging", "direction_n", "direction_s", "direction_e", "direction_w") and (
        mention.prep != "from" or mention.data.get("rural") or mention.data.get("place_kind") in ("admin1", "admin2")
    ):
        return True
    if mention.prep == "near" and mention.data.get("adjoins") and gap <= ADJOINING:
        return True  # القاعدة القريبة من بلدة X
    if mention.prep == "near" and gap <= 1 and previous.data.get("list_head"):
        return True  # قرية X قرب Y
    if mention.prep == "near" and gap <= ADJOINING and not is_spot(mention, lexicon) and is_spot(previous, lexicon):
        return True  # مخيم X للاجئين قرب Y
    if mention.data.get("distance_km") and mention.prep in (None, "toward", "seat", "near"):
        return True  # قرية X، التي تبعد نحو 40 كيلومترا شرق Y
    if mention.data.get("edge") and mention.prep is None and is_spot(previous, lexicon):
        return True  # حي الحسين وسط العمارة
    rows = [lexicon.places[n]["kind"] for n in mention.data["candidates"]]
    if mention.prep is None and gap <= 0 and rows and set(rows) <= {"region", "admin1", "admin2"}:
        return True  # منطقة الجفرة جنوب ليبيا، مدينة الفاشر شمال دارفور، بلدة عيترون قضاء بنت جبيل
    return mention.prep in (None, "side") and (
        mention.data.get("rural") or mention.data.get("relation") is not None or mention.data.get("place_kind") in ("admin1", "admin2")
    )


def lies_in(mention: Mention, wide: Mention, lexicon: Lexicon) -> bool:
    """Whether a place's name is first of all a country's, or a province's and another place is in that province."""
    rows, own = ([lexicon.places[n] for n in m.data["candidates"][:1]] for m in (wide, mention))
    if wide.data.get("rural") and mention.data.get("place_kind") in ("town", "village") and mention.prep == "in":
        return True  # في ريف دير الزور، وتركزت في محيط بلدتي X وY
    if not rows or not own or wide.data.get("rural") or wide.data.get("relation"):
        return False
    province = rows[0]["kind"] == "admin1" and own[0]["kind"] not in ("admin1", "region", "country")
    return rows[0]["kind"] == "country" or (province and rows[0]["en"] == own[0].get("admin1") and rows[0]["country"] == own[0]["country"])


def beside_each_other(one: Mention, other: Mention, lexicon: Lexicon) -> bool:
    """Whether two places can be neighbours."""
    rows = [[lexicon.places[n] for n in m.data["candidates"]] for m in (one, other)]
    return any(distance_km(a["lat"], a["lon"], b["lat"], b["lon"]) < BESIDE_KM for a in rows[0] for b in rows[1])


def is_village(mention: Mention, lexicon: Lexicon) -> bool:
    """Whether a place that its noun calls a town or village is in all its rows a small one, or has none."""
    kinds = {lexicon.places[n]["kind"] for n in mention.data["candidates"]}
    return mention.prep == "in" and mention.data.get("place_kind") in ("town", "village") and kinds <= {"village", "town"}


def is_point(mention: Mention, lexicon: Lexicon, *, joined: bool) -> bool:
    """Whether a place says where on a road something was: by its noun, or by words for nearness where it is no province or region.

    Where a road is told by both its ends (`joined`), a town that it is in is on it (طريق X - Y في Z); طريق المطار في Z is of that town.
    """
    if mention.data.get("place_kind") in (*SPOTS, "town", "village", "facility"):
        return True
    kinds = {lexicon.places[n]["kind"] for n in mention.data["candidates"]}
    about = mention.data.get("edge") or mention.prep == "near" or (mention.prep == "in" and joined)
    wide = mention.data.get("rural") or mention.data.get("place_kind") in ("admin1", "admin2") or kinds & {"admin1", "region", "country"}
    return bool(about) and not wide and kinds != {"admin2"}


def is_spot(mention: Mention, lexicon: Lexicon) -> bool:
    """Whether a place is a quarter, street or building: by the noun that heads its name, or by its rows."""
    kinds = {lexicon.places[n]["kind"] for n in mention.data["candidates"]}
    return mention.data.get("place_kind") in SPOTS or (
        bool(kinds) and kinds <= {"neighbourhood", "facility", "hospital", "camp", "bridge", "crossing", "airport", "field", "dam"}
    )


def of_a_source(mention: Mention, sentence: Sentence) -> bool:
    """وفق مصدر في مستشفى اليرموك: what names the house of who says so is no scene."""
    at = sentence.mentions.index(mention)
    before = sentence.mentions[at - 1] if at else None
    province = mention.data.get("place_kind") in ("admin1", "admin2")
    if before is not None and before.kind == "source" and mention.first < before.last and at > 1 and province:
        verb = sentence.mentions[at - 2]  # بحسب لجنة أمن ولاية X: of the name of who says so, told after the act
        return verb.kind == "speech" and bool(verb.data["speech"].lexeme.data.get("follows"))
    return before is not None and before.kind == "source" and before.last == mention.first and not mention.conj
