"""By whose word a party did an act: its own, an accuser's, or against its own denial; and which source's word that is."""

from __future__ import annotations

from msgspec.structs import replace

from rasid.lexicon.world import Parties
from rasid.model import Initiator, Source

# Acts of which it matters that only who did them says so. Arrests, releases and interceptions are told by who made them as a rule.
CLAIMABLE = frozenset(
    "shelling air_strike drone_strike explosive_device suicide_bombing grenade_attack chemical_attack explosion ground_attack"
    " territory_gain killing assault abduction property_destruction".split()
)


def by_whose_word(
    type_: str, status: str, initiators: list[Initiator], sources: list[Source], sides: list[str | None], parties: Parties
) -> tuple[list[Initiator], list[Source]]:
    """Initiators and sources of an event with what the sources are to who did it.

    `sides`: of each source, in the same order, the party that it is or speaks for. «قالت الكتائب إنها قصفت»: it says so itself,
    where nobody else does; «نفت قوات الدعم قصف المشفى»: who is named denies it; «اتهمت الوزارة»: as the accuser says.
    """
    accuser = next((s.id for s in sources if s.stance == "accuses"), None)
    own = {s.id for s, side in zip(sources, sides, strict=True) if side and any(parties.kin(side, i.actor) for i in initiators)}
    said = [s for s in sources if s.stance != "denies"]
    claimed = type_ in CLAIMABLE and status != "denied" and bool(said) and all(s.id in own for s in said)
    told: list[Initiator] = []
    for i in initiators:
        mine = next((s for s, side in zip(sources, sides, strict=True) if side and parties.kin(side, i.actor)), None)
        if i.attribution == "accused":
            told.append(replace(i, by=accuser))
        elif status == "denied" and mine is not None and mine.stance == "denies":
            told.append(replace(i, attribution="denied", by=mine.id))
        elif mine is not None and (claimed or i.attribution == "claimed"):
            told.append(replace(i, attribution="claimed", by=mine.id))
        else:
            told.append(i)
    claims = {i.by for i in told if i.attribution == "claimed"}
    if claims:  # هاجم مسلحون …، وقالت الحركة إنها وراء الهجوم: the gunmen were hers
        told = [i for i in told if i.actor != "unidentified-armed-group"]
    return told, [replace(s, stance="claims") if s.id in claims and s.stance in ("reports", "confirms") else s for s in sources]
