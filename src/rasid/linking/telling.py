"""How parties, tolls, means and words of two accounts compare."""

from __future__ import annotations

from rasid.lexicon.world import Parties
from rasid.linking.profile import Figure, Profile

Found = tuple[str, str]
# Where each side may be told as the attacker.
MUTUAL = frozenset(("armed_clash", "ground_attack", "killing"))


class Sides:
    """Compares parties by the lexicon's party data: the same, one above the other, one left open, or two that differ."""

    def __init__(self, parties: Parties) -> None:
        self.parties = parties
        self.known: dict[tuple[str, str], str] = {}

    def relation(self, a: str, b: str) -> str:
        key = (a, b) if a < b else (b, a)
        found = self.known.get(key)
        if found is None:
            found = self.known[key] = self.compared(*key)
        return found

    def compared(self, a: str, b: str) -> str:
        if a == b:
            return "same"
        if self.parties.kin(a, b):
            return "kin"
        if self.open(a) or self.open(b):
            return "open"
        x, y = self.parties.get(a), self.parties.get(b)
        if (
            x.get("country")
            and x.get("country") == y.get("country")
            and str(x.get("kind")).split("-")[0] == str(y.get("kind")).split("-")[0]
        ):
            return "kin"
        if set(self.parties.ancestors(a)) & set(self.parties.ancestors(b)):
            return "kin"
        return "other"

    def open(self, id_: str) -> bool:
        """Whether the party may stand for a named one: unknown gunmen, «the terrorists», a party without data."""
        return not self.parties.get(id_) or self.parties.generic(id_) or self.parties.get(id_).get("kind") == "unidentified"

    def best(self, xs: frozenset[str], ys: frozenset[str]) -> str:
        if not xs or not ys:
            return "untold"
        found = {self.relation(x, y) for x in xs for y in ys}
        return next(level for level in ("same", "kin", "open", "other") if level in found)

    def initiators(self, a: Profile, b: Profile) -> Found:
        level = self.best(a.initiators, b.initiators)
        if level == "other":
            crossed = self.best(a.initiators, b.targets), self.best(a.targets, b.initiators)
            if any(c in ("same", "kin") for c in crossed):
                return ("swapped" if MUTUAL & {a.type, b.type} else "answered"), ""
        return level, ""

    def targets(self, a: Profile, b: Profile) -> Found:
        level = self.best(a.targets, b.targets)
        if level in ("open", "other") and self.fighters(a.targets) != self.fighters(b.targets):
            return "civilians or fighters", ""
        return level, ""

    def fighters(self, ids: frozenset[str]) -> bool:
        return any(self.parties.armed(id_) for id_ in ids)


def objects(a: Profile, b: Profile) -> Found:
    """Things that both name: a market, a school, a vehicle."""
    if not a.objects or not b.objects:
        return "untold", ""
    common = a.objects & b.objects
    return ("shared" if common else "other"), ", ".join(sorted(common))


EFFECTS = ("killed", "injured", "detained")


def toll(a: Profile, b: Profile) -> Found:
    """How the figures agree: the dead first, else the wounded, else those led away; the first effect that both count."""
    some = False
    for effect in EFFECTS:
        x, y = a.figures.get(effect), b.figures.get(effect)
        some = some or x is not None or y is not None
        if x is not None and y is not None:
            return of_figures(x, y, a, b)
    return ("one tells" if some else "untold"), ""


def breakdown(a: Profile, b: Profile) -> Found:
    """Whether a second effect agrees too: the wounded beside the dead."""
    both = [e for e in EFFECTS if e in a.figures and e in b.figures]
    if len(both) < 2:
        return "untold", ""
    level, why = of_figures(a.figures[both[1]], b.figures[both[1]], a, b)
    return (level if level in ("equal", "near") else "vague" if level in ("vague", "equal none", "equal few") else "differ"), why


def of_figures(x: Figure, y: Figure, a: Profile, b: Profile) -> Found:
    if any(f.low is None and (f.vague or f.high is None) for f in (x, y)):
        return "vague", ""
    p = x.low if x.low is not None else x.high or 0
    q = y.low if y.low is not None else y.high or 0
    why = f"{min(p, q)} {max(p, q)}"
    if p == q:
        return ("equal none" if p == 0 else "equal few" if p <= 2 else "equal"), str(p)
    low, high = min(p, q), max(p, q)
    if x.parts & y.parts:
        return "part equal", str(max(x.parts & y.parts))
    if low == 0:
        return ("none or some" if high > 2 else "near"), why
    if high - low <= 1 or high <= low * 1.35:
        return ("near few" if low <= 2 else "near"), why
    earlier, later = (p, q) if a.moment <= b.moment else (q, p)
    if high <= 3 * low:
        return ("grown" if later > earlier and a.moment != b.moment else "differ"), why
    return "contradict", why


def means(a: Profile, b: Profile) -> Found:
    if not a.weapons or not b.weapons:
        return "untold", ""
    if a.weapons & b.weapons:
        return "same", " ".join(sorted(a.weapons & b.weapons))
    return ("same class" if a.weapon_classes & b.weapon_classes else "other"), ""


def wording(a: Profile, b: Profile) -> Found:
    """How many of their words the two share: of the shorter evidence, and runs of two."""
    if not a.words or not b.words:
        return "little", ""
    common = len(a.words & b.words)
    share = common / min(len(a.words), len(b.words))
    runs = len(a.pairs & b.pairs) / max(1, min(len(a.pairs), len(b.pairs)))
    why = f"{share:.0%}"
    if runs >= 0.5 and common >= 6:
        return "the same text", why
    if runs >= 0.2 and common >= 4:
        return "same phrases", why
    if share >= 0.45 and common >= 4:
        return "many words", why
    return ("some words" if share >= 0.25 else "few words"), why


def names(a: Profile, b: Profile) -> Found:
    """Names that both tell beside those of the place: people, quarters, streets."""
    common = a.names & b.names
    level = ("none", "one", "two", "three")[min(len(common), 3)]
    return level, ", ".join(sorted(common))


def outlet(a: Profile, b: Profile) -> Found:
    """Reprints of one text; two news of one outlet, which updates what it told the same day and tells other days' news as other news."""
    if a.report != b.report and a.family == b.family:
        return "reprint", ""
    if not a.outlet or a.outlet != b.outlet:
        return "other", ""
    if a.background or b.background:
        return "own recall", ""
    if a.type != b.type:
        return "own other type", ""
    return ("own same day" if (a.last, a.dated) == (b.last, b.dated) else "own other day"), ""
