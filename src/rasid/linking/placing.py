"""How the places and the times of two accounts compare."""

from __future__ import annotations

from rasid.lexicon.world import distance_km
from rasid.linking.profile import Profile, Spot

Found = tuple[str, str]  # a level and the figures that its wording needs
SAME_KM = 1.5  # gazetteers set the point of one town about so far apart
NEAR_KM, REGION_KM = 5.0, 25.0  # UCDP's "near" reaches to 25 km
FAR_KM = 60.0
LEVELS = tuple(
    "same|same area|near|within|region|within province|far|within country|other district|other province|other area|unknown".split("|")
)
RANK = {level: n for n, level in enumerate(LEVELS)}


def place(a: Profile, b: Profile) -> Found:
    """The best that any place of one and any place of the other come to."""
    best = ("unknown", "")
    rank = len(LEVELS)
    for x in a.spots:
        for y in b.spots:
            found = of_spots(x, y)
            if RANK[found[0]] < rank:
                best, rank = found, RANK[found[0]]
    return best


def of_spots(x: Spot, y: Spot) -> Found:
    if x.id and x.id == y.id:
        return ("same area" if x.wide and y.wide else "same"), ""
    if x.country and y.country and x.country != y.country and not (x.admin1 is None and y.admin1 is None):
        return "other area", ""
    if x.wide or y.wide:
        return of_areas(x, y)
    km = distance_km(x.lat or 0, x.lon or 0, y.lat or 0, y.lon or 0)
    why = f"{km:.0f}" if km >= 1 else "1"
    if km <= SAME_KM:
        return "same", ""
    if km <= NEAR_KM:
        return "near", why
    if km <= REGION_KM:
        return "region", why
    return ("far" if km <= FAR_KM else "other area"), why


def apart(x: Spot, y: Spot) -> float:
    """Kilometres between the points of two places; endless where one has none."""
    if x.lat is None or y.lat is None:
        return float("inf")
    return distance_km(x.lat, x.lon or 0, y.lat, y.lon or 0)


def of_areas(x: Spot, y: Spot) -> Found:
    """One of the two knows an area alone: the other lies in it, is it, or neither."""
    if 5 in (x.precision, y.precision):
        km = apart(x, y)
        if km <= REGION_KM:  # an area without borders (a countryside, a front) around its point
            return ("same area" if x.wide and y.wide else "within"), f"{km:.0f}"
    if not (x.country and y.country):
        return "unknown", ""
    if x.admin1 and y.admin1:
        if x.admin1 != y.admin1:
            return ("other province" if apart(x, y) <= FAR_KM else "other area"), ""
        if x.wide and y.wide and x.precision == y.precision:
            known = x.admin2 and y.admin2 and x.precision == 3
            return ("other district" if known and x.admin2 != y.admin2 else "same area"), ""
        if x.admin2 and y.admin2 and 4 not in (x.precision, y.precision):
            return ("within" if x.admin2 == y.admin2 else "other district"), x.admin2
        close = apart(x, y) <= REGION_KM
        district = 3 in (x.precision if x.wide else 0, y.precision if y.wide else 0)
        return ("within" if close and district else "within province"), x.admin1
    return "within country", x.country


def time(a: Profile, b: Profile) -> Found:
    """How the days compare: told by both, by one, or only by the days of publication."""
    if a.first is None or a.last is None or b.first is None or b.last is None:
        return "unknown", ""
    if a.dated and b.dated:
        return of_days(a, b, a.first, a.last, b.first, b.last)
    if a.dated or b.dated:
        return of_publication(*((a, b) if a.dated else (b, a)))
    gap = abs((a.published or 0) - (b.published or 0))
    if a.background != b.background:
        return ("recalled soon" if gap <= 2 else "recalled later"), str(gap)
    return next((level for level, limit in PUBLISHED_APART if gap <= limit), "published apart"), str(gap)


def of_days(a: Profile, b: Profile, a1: int, a2: int, b1: int, b2: int) -> Found:
    if a1 == b1 and a2 == b2:
        if a2 - a1 > 6:
            return "same long time", ""
        return "same day", ""
    gap = max(a1, b1) - min(a2, b2)
    if gap <= 0:
        return ("overlap" if max(a2 - a1, b2 - b1) <= 6 else "within long time"), ""
    if gap == 1:
        fresh = a.published == a.last and b.published == b.last
        return ("day apart, each of its day" if fresh else "day apart"), ""
    return ("days apart" if gap <= 3 else "other time"), str(gap)


def hours(a: Profile, b: Profile) -> Found:
    """The hours or parts of the day that both tell of one day."""
    if a.clock is None or b.clock is None or a.last is None or b.last is None:
        return "untold", ""
    if a.dated and b.dated and a.first != b.first:
        return "untold", ""
    gap = max(a.clock[0], b.clock[0]) - min(a.clock[1], b.clock[1])
    return ("same" if gap <= 90 else "near" if gap <= 180 else "other"), ""


TOLD_AFTER = (("told at once", 0), ("told next day", 1), ("told soon", 3), ("told that week", 7))
PUBLISHED_APART = (("published together", 0), ("published next day", 1))


def of_publication(told: Profile, untold: Profile) -> Found:
    """One tells its day, the other only when it was published: it cannot have told of it before, and tells news soon."""
    gap = (untold.published or 0) - (told.first or 0)
    if gap < 0:
        return ("told a day before" if gap == -1 else "told before"), str(-gap)
    if untold.background:
        return ("recalled soon" if gap <= 7 else "recalled later"), str(gap)
    return next((level for level, limit in TOLD_AFTER if gap <= limit), "told late"), str(gap)
