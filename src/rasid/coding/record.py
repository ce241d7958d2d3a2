"""Drafts to records: every slot in its final form, each with the words that support it."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from msgspec.structs import replace

from rasid.coding import dating
from rasid.coding.attribution import Speakers, source_rows
from rasid.coding.days import of_the_lead
from rasid.coding.draft import Draft
from rasid.coding.holding_places import without_holders
from rasid.coding.ill_treatment import PRISONERS
from rasid.coding.likeness import party_mentions
from rasid.coding.own_word import by_whose_word
from rasid.coding.placing import PlaceResolver, is_passage
from rasid.coding.pointing import GONE_TO
from rasid.coding.reference import Discourse
from rasid.coding.toll import TollWriter
from rasid.coding.whereabouts import PlaceRole, Whereabouts
from rasid.lexicon import Lexicon
from rasid.lexicon.world import STATE_ORGANS
from rasid.model import Event, Evidence, Initiator, Instrument, Mention, Place, Reading, Related, Report, Source, Target, Time, Toll
from rasid.model.event import event_id

OFFICES_MET = frozenset(("agree", "speak_to", "harm", "suffer", "blast"))  # frames in which an official stands for his side
ROLES: tuple[PlaceRole, ...] = ("scene", "origin", "destination")
# What "in" a place means for who leaves or comes back, where nothing else says from where or to where (the codebook).
HEADED = ("toward",)  # رتل متجه نحو X, with no more than that told
ROLE_OF_SCENE: dict[str, PlaceRole] = {"displacement": "origin", "return": "destination"}

BLASTS = frozenset(("shelling", "air_strike", "drone_strike", "explosive_device", "suicide_bombing", "grenade_attack", "explosion"))
ON_THINGS = BLASTS | {"ground_attack", "property_destruction", "chemical_attack", "assault"}
# Things that reports name as places, and of them those that whoever is hit «in» them shares in being hit.
CROWDED = frozenset(("market", "camp", "hospital", "school", "worship", "shelter"))
HIT_AS_PLACES = CROWDED | {"airport", "port", "base", "bridge", "dam", "prison", "checkpoint", "university", "factory", "oil", "power"}


class RecordWriter:
    """Writes the events of one report."""

    def __init__(
        self, lexicon: Lexicon, report: Report, reading: Reading, discourse: Discourse, places: PlaceResolver, speakers: Speakers
    ) -> None:
        self.lexicon, self.report, self.reading = lexicon, report, reading
        self.discourse, self.places, self.speakers = discourse, places, speakers
        self.text = report.text
        self.toll = TollWriter(lexicon)
        self.whereabouts = Whereabouts(lexicon, places)

    def words(self, span: tuple[int, int]) -> str:
        return self.text[span[0] : span[1]]

    def id_of(self, draft: Draft) -> str:
        return event_id(self.report.id, draft.type, self.trigger_span(draft))

    def trigger_span(self, draft: Draft) -> tuple[int, int]:
        m = draft.head.mention
        token = self.reading.tokens[m.head] if m.kind == "trigger" else None
        return (token.start, m.span[1]) if token else m.span

    def event(self, draft: Draft) -> Event:
        flags = set(draft.flags)
        toll = self.toll.rows(draft, self.discourse, self.text, {})
        initiators, sources = self.said_by(draft, self.initiators(draft, flags))
        targets = self.targets(draft, flags, initiators)
        places = self.place_rows(draft, flags)
        time = self.time(draft, flags)
        instruments = self.instruments(draft)
        if (any(t.supersedes for t in toll) if toll else False) or self.toll_conflict([t for t in toll if not self.joined(t)]):
            flags.add("toll-conflict")
        event = Event(
            id=self.id_of(draft),
            report_id=self.report.id,
            type=draft.type,
            method=self.method(draft),
            status=draft.status,  # type: ignore[arg-type]  # standing.py sets no other
            background=draft.background,
            mutual=draft.mutual,
            outcome=draft.outcome,
            initiators=initiators,
            targets=targets,
            places=places,
            time=time,
            instruments=instruments,
            toll=toll,
            sources=sources,
            related=[Related(event=self.id_of(d), relation=r) for d, r in draft.related if not d.dropped] if draft.related else [],
            evidence=self.evidence(draft, initiators, targets, places, time, instruments, toll),
            confidence=round(draft.resolved["confidence"], 2),
            flags=sorted(flags),
            data_version=self.lexicon.version,
        )
        return event

    # --- parties ------------------------------------------------------------------------------------------------------------------

    def said_by(self, draft: Draft, initiators: list[Initiator]) -> tuple[list[Initiator], list[Source]]:
        """Who did it, each by whose word, and who says so."""
        rows = source_rows(draft, self.speakers, self.discourse) if draft.sources else []
        if not rows:
            return initiators, []
        sources = [
            Source(
                id=f"s{n}",
                source=r["source"],
                names=r["names"],
                stance=r["stance"],
                text=self.words(r["mention"].span),
                span=r["mention"].span,
            )
            for n, r in enumerate(rows, 1)
        ]
        sides = [self.speakers.side(r["mention"], self.discourse) for r in rows]
        return by_whose_word(draft.type, draft.status, initiators, sources, sides, self.lexicon.parties)

    def party_row(self, mention: Mention, flags: set[str]) -> dict[str, Any] | None:
        """id, names, kind and country of a party mention; None where it names no party at all."""
        id_, generic = self.discourse.settle(mention)
        if generic:
            flags.add("generic-actor")
        country = mention.data.get("country")
        unknown = {"actor": None, "names": {}, "kind": None, "country": country} if country else None
        return self.row_of(id_) or unknown

    def row_of(self, id_: str | None) -> dict[str, Any] | None:
        """id, names, kind and country of a party; None where there is none of that id."""
        party = self.lexicon.parties.get(id_)
        if not party:
            return None
        return {"actor": id_, "names": dict(party["names"]), "kind": party.get("kind"), "country": party.get("country")}

    def people_row(self, mention: Mention, flags: set[str], foes: Collection[str | None] = ()) -> dict[str, Any] | None:
        """The party that people stand for: theirs, or civilians, gunmen, protesters as a party."""
        inner = party_mentions(mention)
        if inner:
            row = self.force_of(mention, self.party_row(inner[0], flags))
            if row is not None:
                return row
        office = {"officials", "diplomats"} & set(mention.data.get("groups") or [])
        nations = [p.data for p in mention.data.get("of") or [] if office and p.data.get("nationality")]
        country = nations[0].get("country") if nations else None
        served = self.lexicon.parties.organ(country, "government", self.discourse.year) if country else None  # الموفد القطري
        party = (
            mention.data.get("party")
            or served
            or (
                "civilians"
                if mention.data.get("who") == "civilian"
                else "unidentified-armed-group"
                if mention.data.get("who") == "combatant" and several(mention) and not inner
                else None
            )
        )
        if party in STATE_ORGANS:  # ثلاثة جنود of the army that the report names, else of the country that it names
            role = STATE_ORGANS[party]
            near, home = self.discourse.organ_before(role, mention.first), self.discourse.own(role)
            party = (home if near in foes else None) or near or home or party  # ثلاثة عسكريين, whom the army named last killed
        if party and party in self.lexicon.parties.by_id:
            named = party == mention.data.get("party") and not self.lexicon.parties.generic(party)  # داعشي
            if self.lexicon.parties.armed(party) and party != "unidentified-armed-group" and not named:
                flags.add("generic-actor")
            return self.row_of(party)
        return None

    def force_of(self, mention: Mention, row: dict[str, Any] | None) -> dict[str, Any] | None:
        """أعلنت الإمارات مقتل أحد جنودها: soldiers of a government are its armed forces'."""
        if row is None or row["kind"] not in ("government", "foreign-government") or "soldiers" not in (mention.data.get("groups") or []):
            return row
        return self.row_of(self.lexicon.parties.organ(str(row["country"]), "military", self.discourse.year)) or row

    def office_row(self, mention: Mention, flags: set[str]) -> dict[str, Any] | None:
        """اتهم محافظ شبوة: who holds an office acts for the government that the report is about, and not as a civilian."""
        nation = any(p.data.get("country") for p in mention.data.get("of") or [])
        party = None if nation else self.discourse.own("government") or "officials"
        return self.row_of(party) or self.people_row(mention, flags)

    def initiators(self, draft: Draft, flags: set[str]) -> list[Initiator]:
        out: list[Initiator] = []
        for m in draft.get("initiator"):
            inner = [p for p in party_mentions(m) if p.data.get("party")]
            if m.kind != "person":
                rows = [(p, self.sender(draft, m, p) or self.party_row(p, flags)) for p in party_mentions(m)]
            elif len(inner) > 1:  # مقاتلو الكتائب وجبهة النصرة
                rows = [(p, self.party_row(p, flags)) for p in inner]
            else:
                office = "officials" in (m.data.get("groups") or []) and draft.head.data.get("frame") in OFFICES_MET
                rows = [(m, self.office_row(m, flags) if office and not inner else self.people_row(m, flags))]
            for source, row in rows:
                if row is None or any(i.actor == row["actor"] for i in out):
                    continue
                span = m.span if m.kind == "party" and not m.data.get("area") else source.span
                out.append(
                    Initiator(
                        **row,
                        unit=m.data.get("unit"),
                        role="support" if id(m) in draft.support else "lead",
                        attribution=draft.attribution.get("how", "stated"),
                        text=self.words(span),
                        span=span,
                    )
                )
        branding = self.lexicon.folded("branding")  # الهجوم الإرهابي: its adjective is nobody beside who did it
        named = [i for i in out if self.lexicon.folder.fold(i.text) not in branding] if len(out) > 1 else out
        return named or out

    def sender(self, draft: Draft, mention: Mention, owner: Mention) -> dict[str, Any] | None:
        """سفينة سعودية تحمل الدقيق: the aid of a vessel or plane with a nationality is its state's, not its army's."""
        if draft.type != "aid" or mention.kind not in ("weapon", "object") or not owner.data.get("country"):
            return None
        return self.row_of(self.lexicon.parties.organ(owner.data["country"], "government", self.discourse.year))

    def targets(self, draft: Draft, flags: set[str], initiators: list[Initiator]) -> list[Target]:
        out: list[Target] = []
        acting, fell = {i.actor for i in initiators}, draft.resolved.get("own_side") or ()
        for m in [*draft.get("target"), *draft.get("victim"), *draft.get("hurt")]:
            if m.span in fell:
                continue
            if m.kind in ("object", "weapon"):
                self.add_object(out, m, flags)
            elif m.kind == "source" and draft.head.data.get("frame") in OFFICES_MET:  # التقى الرئيس وزير الخارجية الأميركي
                for p in party_mentions(m):
                    if (row := self.party_row(p, flags)) is not None:
                        self.add_target(out, Target(**row, text=self.words(m.span), span=m.span))
            elif m.kind == "party":
                row = self.party_row(m, flags)
                if row and not (m.data.get("area") and row["actor"] in acting):
                    self.add_target(out, Target(**row, text=self.words(m.span), span=m.span))
                for p in m.data.get("joined") or []:  # تجمعات للميليشيات وقوات X
                    if (other := self.party_row(p, flags)) is not None and other["actor"] not in acting:
                        self.add_target(out, Target(**other, text=self.words(p.span), span=p.span))
            elif draft.type == "torture" and m.kind == "person" and m.data.get("effect") == "detained" and not party_mentions(m):
                if (row := self.row_of(PRISONERS)) is not None:
                    self.add_target(out, Target(**row, text=self.words(m.span), span=m.span))
            elif m.kind == "person" and not (m.data.get("effect") and not party_mentions(m)):
                rows = [self.force_of(m, self.party_row(p, flags)) for p in party_mentions(m)] or [self.people_row(m, flags, acting)]
                for p, row in zip(party_mentions(m) or [m], rows, strict=True):
                    hurt = m in draft.get("hurt")
                    nobody = row is not None and hurt and row["actor"] == "unidentified-armed-group"
                    if nobody and (any(t.actor for t in out) or m.prep == "together"):
                        continue  # قتل ضابطان في مواجهات بين الجيش والمسلحين: of the sides told, no third one; مع ثلاثة من مرافقيه
                    if row is not None and not (hurt and row["actor"] in acting):
                        self.add_target(
                            out,
                            Target(
                                **row,
                                text=self.words(m.span if row["actor"] in ("civilians",) else p.span),
                                span=m.span if row["actor"] in ("civilians",) else p.span,
                            ),
                        )
        for m, thing in self.places_hit(draft):
            if all(t.object != thing for t in out):
                self.add_target(out, Target(actor=None, names={}, object=thing, text=self.words(m.span), span=m.span))
        owned = {t.object for t in out if t.actor and t.object}  # مقرهم …، مقرا لقوات X: one thing, told with its owner too
        return [t for t in out if t.actor or t.object not in owned or t.count is not None]

    def places_hit(self, draft: Draft) -> Iterator[tuple[Mention, str]]:
        """قصفت سوق البلدة، سقطت قذيفة على مخيم X: scenes that are things too, where the attack was on them, with the object each is."""
        if draft.type not in ON_THINGS:
            return
        aimed = any(m.kind in ("object", "party") for m in draft.get("target"))  # منزل في مخيم X: where it is
        within = (None, "on", "toward", "in", "with") if draft.type in BLASTS and not aimed else (None, "on", "toward")
        for m in draft.get("scene"):
            if m.kind != "place" or m.prep not in within:
                continue
            hits = self.lexicon.matcher.find([self.reading.tokens[m.first].text])
            things = [s.lexeme.data.get("object") for h in hits for s in h.readings if s.lexeme.kind == "object"]
            if things and things[0] in HIT_AS_PLACES and (m.prep not in ("in", "with") or things[0] in CROWDED):
                yield m, str(things[0])

    @staticmethod
    def add_target(out: list[Target], target: Target) -> None:
        if all(t.actor != target.actor or t.object != target.object for t in out):
            out.append(target)

    def add_object(self, out: list[Target], mention: Mention, flags: set[str]) -> None:
        quantity = mention.data.get("quantity")
        count = quantity.min if quantity is not None and quantity.min == quantity.max else None
        rows = [self.party_row(p, flags) for p in party_mentions(mention)]
        owners = [r for r in rows if r is not None and r["actor"]]
        thing = mention.data.get("object")
        if not owners:
            self.add_target(out, Target(actor=None, names={}, object=thing, count=count, text=self.words(mention.span), span=mention.span))
        for row in owners:
            self.add_target(out, Target(**row, object=thing, count=count, text=self.words(mention.span), span=mention.span))

    # --- places, time, means --------------------------------------------------------------------------------------------------------

    def place_rows(self, draft: Draft, flags: set[str]) -> list[Place]:
        out: list[Place] = []
        for told in ROLES:
            if not draft.get(told):
                continue
            holding = {
                c.first
                for m in draft.get(told)
                if (c := draft.containers.get(m.first)) is not None and c is not m and self.places.is_spot(m, c)
            }
            ends = road_ends(draft) if told == "scene" else []
            for m in draft.get(told):
                if m in ends:
                    continue
                if m.first in holding or (m.data.get("place_kind") == "road" and self.spot_on(m, draft.get(told))):
                    continue  # وفي القنيطرة … في بلدة X: where X is; على طريق دمشق - السويداء عند بلدة عتيل
                if m.kind != "place" or (m.data.get("back") and not m.data["candidates"] and len(draft.get(told)) > 1):
                    continue  # ديوان المحافظة في …: "the province" of nothing told, where a place is told
                container = draft.containers.get(m.first)
                role = self.scene_role(draft, m) if told == "scene" else told
                place, doubts = self.whereabouts.record(m, role, self.text, container, draft.borders)
                if any(p.id == place.id and p.id and p.role == role for p in out):
                    continue
                flags.update(doubts)
                out.append(place)
        moved = draft.type in ROLE_OF_SCENE or draft.type == "deployment"  # whose border is where they went
        if draft.borders and (not out or ("place-inherited" in flags and not moved)):
            sentence = self.reading.sentences[draft.sentence]
            places = [m for m in sentence.mentions if m.kind == "place" and m.data["candidates"]]
            border = self.whereabouts.on_border(draft.borders[0], self.text, places)
            if border is not None:
                flags.discard("place-inherited")
                return [border]
        return drop_containers(without_holders(out, draft, self.places))

    def scene_role(self, draft: Draft, mention: Mention) -> PlaceRole:
        """What a scene is of a movement: where it came from, where it went, or neither (عبر معبر X)."""
        moved = ROLE_OF_SCENE.get(draft.type)
        if mention.prep == "with" and is_passage(mention, self.lexicon):
            return "scene"
        if draft.type == "deployment":  # من سرمين إلى خان طومان
            went = all(m.prep in (GONE_TO if draft.get("origin") else HEADED) for m in draft.get("scene"))
            return "destination" if went else "scene"
        if draft.type == "displacement" and mention.prep in GONE_TO and not draft.get("destination"):
            return "destination"
        if draft.type == "displacement":  # استقبال نازحين من الموصل في مخيم X
            left = draft.get("origin") or [m for m in draft.get("scene") if m.prep == "from"]
            if left and mention not in left:
                return "scene" if draft.get("destination") else "destination"
        return moved if moved is not None and not draft.get(moved) else "scene"

    @staticmethod
    def spot_on(road: Mention, scenes: list[Mention]) -> bool:
        """Whether a place told right after a road says where on it."""
        after = [m for m in scenes if 0 <= m.first - road.last <= SPOT_REACH and not m.conj and m.prep in ("in", "near")]
        return any(m.data.get("candidates") and not m.data.get("rural") for m in after)

    def time(self, draft: Draft, flags: set[str]) -> Time:
        published, ahead, before = self.report.published_date, draft.status == "planned", draft.resolved.get("day_before")
        years = [m for m in draft.times if "year" in m.data and len(m.data) <= 3 and not m.data.get("month")]
        ends = [
            m
            for m in draft.times
            if (m.prep == "to" and draft.type == "restriction" and (m.data.get("offset") or 0) > 0)  # حتى صباح الغد: when it ends
            or (m.prep in ("to", "before") and draft.type == "threat")  # أمهلهم حتى مساء الجمعة
        ]
        found = [(m, dating.resolve(m, self.text, published, ahead, before)) for m in draft.times if m not in years + ends]
        best = dating.best(found, published)
        if best is None:
            return of_the_lead(draft, self.text, self.report)
        day = draft.resolved.get("day")
        if best.start is None and day is not None:
            told = dating.resolve(day, self.text, published)
            best = replace(best, start=told.start, end=told.end, precision=told.precision)
        if best.start is None and not draft.background and draft.status == "asserted":
            best = dating.of_today(found, published) or best
        if best.start is None:
            flags.add("time-unresolved")
        return best

    def instruments(self, draft: Draft) -> list[Instrument]:
        out: list[Instrument] = []
        for m in draft.get("instrument"):
            q = m.data.get("quantity")
            weapon = m.data.get("weapon")
            if weapon is None or any(i.weapon == weapon and i.min == (q.min if q else None) for i in out):
                continue
            out.append(
                Instrument(
                    weapon=weapon,
                    min=q.min if q else None,
                    max=q.max if q else None,
                    vague=q.vague if q else None,
                    text=self.words(m.span),
                    span=m.span,
                )
            )
        for head in draft.heads:
            for m in head.means:
                weapon = m.data.get("weapon")
                if weapon and all(i.weapon != weapon for i in out):
                    out.append(Instrument(weapon=weapon, text=self.words(m.span), span=m.span))
        if not out and draft.weapon:
            span = draft.head.mention.span
            q = draft.head.mention.data.get("times")
            out.append(
                Instrument(
                    weapon=draft.weapon,
                    text=self.words(span),
                    span=span,
                    min=q.min if q else None,
                    max=q.max if q else None,
                    vague=q.vague if q else None,
                )
            )
        return out

    # --- the rest -----------------------------------------------------------------------------------------------------------------------

    def method(self, draft: Draft) -> str | None:
        allowed = (self.lexicon.ontology["event_types"].get(draft.type) or {}).get("methods")
        return draft.method if allowed is None or draft.method in allowed else None

    def joined(self, row: Toll) -> bool:
        """قُتل خمسة في X وثلاثة في Y: whether a figure is joined by و to the one before it, and is of others."""
        word = self.text[max(row.span[0] - 1, 0) : row.span[0] + 1].strip()
        return word[:1] in self.lexicon.conjunctions and row.part_of is None

    @staticmethod
    def toll_conflict(toll: list) -> bool:
        """Two whole figures of one effect and kind that cannot both hold."""
        seen: dict[tuple, tuple] = {}
        for t in toll:
            if t.part_of or t.min is None:
                continue
            key = (t.effect, t.who, tuple(t.groups), t.actor)
            if key in seen and seen[key] != (t.min, t.max) and t.groups == [] and t.actor is None:
                return True
            seen.setdefault(key, (t.min, t.max))
        return False

    def evidence(self, draft: Draft, *slots: Any) -> Evidence:
        """The sentence that names the event, cut to the words used in it."""
        sentence = self.reading.sentences[draft.sentence]
        low, high = sentence.span
        spans = [h.mention.span for h in draft.heads if h.sentence == draft.sentence]
        for slot in slots:
            for item in slot if isinstance(slot, list) else [slot]:
                if item.span and low <= item.span[0] and item.span[1] <= high:
                    spans.append(tuple(item.span))
        start, end = min(spans)[0], max([e for _, e in spans])
        return Evidence(text=self.text[start:end], span=(start, end))


def several(mention: Mention) -> bool:
    """Whether people are more than one: by their noun (مسلحون) or their count (84 مسلحا)."""
    quantity = mention.data.get("quantity")
    return mention.data.get("number") in ("p", "d") or (quantity is not None and (quantity.min or 0) > 1)


SPOT_REACH = 4  # words from a road to where on it: beyond the town at its other end
LIST_GAP = 1  # characters between the places of a list joined by an attached و


def road_ends(draft: Draft) -> list[Mention]:
    """الطريق بين بغداد والبصرة غربي الناصرية: the ends of a road, where it is told where on it; quarters that fight are no ends."""
    scenes, ends = draft.get("scene"), list[Mention]()
    for m in scenes:
        if m.prep == "between" or (ends and m.conj and m.first == ends[-1].last):
            ends.append(m)
    last = ends[-1].last if ends else 0
    near = any(m not in ends and (m.data.get("relation") or (m.prep == "in" and 0 <= m.first - last <= SPOT_REACH)) for m in scenes)
    return ends if near and draft.head.data.get("frame") not in ("clash", "agree") else []


ONE_LAND = {"ISR", "PSE"}  # what lies in which of the two, tables differ


def drop_containers(places: list[Place]) -> list[Place]:
    """A province or country beside a place within it says nothing more."""
    narrow = [p for p in places if p.precision in (1, 2, 3)]
    out = []
    for p in places:
        if p.id is None and p.relation is None:
            out.append(p)  # قرى X وY بولاية Z: a village without a row stands where its province does, and is not that province
            continue
        finer = [n for n in narrow if n.role == p.role]
        listed = any(0 <= n.span[0] - p.span[1] <= LIST_GAP or 0 <= p.span[0] - n.span[1] <= LIST_GAP for n in finer)
        if p.precision == 5 and any(n.country == p.country or n.span[0] < p.span[0] for n in finer) and not listed:
            continue  # a region beside a point; جرود عرسال ورأس بعلبك are two
        before = [n for n in places if n.precision is not None and n.precision < 5 and n.role == p.role and n.span[0] < p.span[0]]
        if p.precision == 6 and before and not listed and not any(p.span[0] - n.span[1] <= LIST_GAP for n in before):
            continue  # عند معبر X مواطنا كانت إسرائيل قد احتجزته، في ولاية X قرب النيجر
        within = [n for n in narrow if n is not p and n.role == p.role and (n.country == p.country or {n.country, p.country} == ONE_LAND)]
        if p.precision in (4, 6) and any(p.precision == 6 or n.admin1 == p.admin1 for n in within):
            continue
        out.append(p)
    return out
