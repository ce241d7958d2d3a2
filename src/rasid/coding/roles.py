"""From arguments to slots: what the subject, object, genitive and prepositions of each head are in its event."""

from __future__ import annotations

from msgspec.structs import replace

from rasid.coding import lone
from rasid.coding.draft import AIMED_AT, NO_PARTY, Draft, Head, frame_name, grouped
from rasid.coding.lone import harmed_alone, held_people, in_office, joined_before, laid, met_alone, part_of, residents, stores
from rasid.coding.placing import is_passage
from rasid.coding.reference import Discourse
from rasid.coding.states import ATTACKING, MEETING, States
from rasid.lexicon import Lexicon
from rasid.model import Mention

OWN_SUBJECT = frozenset(("party", "person", "weapon"))
TRANSITIVE = frozenset(("attack", "wreck", "harm", "custody", "control", "forbid", "foil", "launch", "expel"))
HITTING = frozenset(("attack", "blast", "wreck"))  # frames whose place, told bare or after على, is itself what was hit


SETTLERS = "settlers"  # the kind of who attacks civilians and is no armed party
CROWDS = frozenset(("protesters", "rioters"))
KEPT_OUT = frozenset(("religious", "civilians", "media", "medical", "education", "labour", "refugees"))  # kinds of parties
INTRANSITIVE_FORMS = (5, 7)  # تفعّل، انفعل: patterns that take no object as a rule
MOVES = frozenset(("leave", "flee", "come_back", "deploy"))
FIGHTING = frozenset(("attack", "clash", "harm", "blast", "suffer", "foil"))
STORED_REACH = 4  # words between a depot and what is stored there: مخازن للصواريخ الباليستية والمسيرات
THING_REACH = 4  # words from a thing to the verb whose pronoun it is


def imposed(head: Head) -> bool:
    """كسر الجيش الحصار المفروض على المدينة: a participle after «the siege» tells that it was laid, by another than who acts on it."""
    return head.sense.sense.pos == "pp" and head.data.get("frame") == "forbid"


class RoleAssigner(States):
    """Fills a draft's slots from its heads."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon

    def fill(self, draft: Draft, head: Head, discourse: Discourse) -> None:
        frame = head.frame
        subject, objects = self.arguments(head)
        voice = self.voice(head, subject, objects, discourse)
        roles = frame.get(voice) or frame.get("active") or {}
        if voice == "passive" and subject:
            objects, subject = [*subject, *objects], []
            role = roles.get("subject", "target")
            for m in objects:
                self.put(draft, role, m, discourse)
        else:
            if voice == "pro_drop":
                subject, objects = [], [*subject, *objects]
            for m in subject:
                office = head.data.get("frame") == "blamed" and m.kind == "source" and m.data.get("party")
                who = replace(m, kind="party", data={**NO_PARTY, "party": m.data["party"]}) if office else m  # قائد الجيش يتحمل المسؤولية
                self.put(draft, roles.get("subject", "initiator"), who, discourse)
            for m in objects:
                self.put(draft, roles.get("object", "target"), m, discourse)
        given = self.done_to(head, discourse)
        on = frame_name(draft) == "custody" and lone.caught(head)  # إلقاء القوات القبض على
        on = on or (lone.lets_go(head) and self.acts(discourse.settle(head.of[0])[0]))
        doer = head.of and (objects or given or on) and not head.finite and (frame.get("active") or {}).get("subject") == "initiator"
        aimed = head.of and any(m.kind in (("object",) if p == "for" else AIMED_AT if p in ("on", "toward") else ()) for p, m in head.preps)
        for m in head.of:
            if head.data.get("method") == "anti_aircraft" and m.kind in ("weapon", "object"):
                draft.add("target", m)  # إسقاط طائرة تركية: whose it was is no doer
                continue
            if aimed and m.kind == "weapon" and not head.finite and head.data.get("frame") == "attack":
                self.put_weapon(draft, "initiator", m, None)  # استهداف مسيّرة لقوات X على القرية: with what
                continue
            self.put(draft, "initiator" if doer else frame.get("of", "auto"), m, discourse)
        for prep, m in head.preps:
            own = (head.data.get("prep") or {}).get("for")
            if m is given:
                own = (frame.get("active") or {}).get("object", "target")
            role = (own or frame.get("for", "target")) if prep == "for" else frame.get("prep", {}).get(prep)
            if lone.no_part(head, prep, m):
                continue
            role = "target" if prep == "by" and lone.met_it(head) else role
            role = {"place": "scene", "weapon": "instrument", "recipient": "target", "sides": "side", "source": "origin"}.get(role, role)
            if prep == "for" and role == "initiator" and head.finite and head.data.get("frame") == "control":
                continue  # سيطروا على …، ولم يبق للتنظيم: no doer of a verb
            if role:
                self.put(draft, role, m, discourse, prep)
        if head.data.get("frame") == "deploy":
            sent = [m for prep, m in head.preps if prep == "with" and m.data.get("called") and m in draft.get("initiator")]
            if 0 < len(sent) < len(draft.get("initiator")):
                draft.slots["initiator"] = [m for m in draft.get("initiator") if m not in sent]  # دفعت المليشيا بقوات: its own
        words = head.sense.sense.pos == "w" and head.data.get("frame") == "speak_to"  # متوعدا بعملية: of who speaks
        single = (
            not (head.finite or words or head.mention.conj) and head.carrier is None
        )  # ونجاة قائد: joined to a clause, no act of its subject
        if single and head.pre and not draft.get("initiator") and not imposed(head):
            role = (frame.get("active") or {}).get("subject", "initiator")
            for m in joined_before(head.pre, lone.who_acts(draft, head.pre)):  # أتمت القوات والجماعة صفقة لتبادل الأسرى
                self.put(draft, role if role in ("initiator", "side", "victim") else "initiator", m, discourse)
        if frame_name(draft) == "custody" and any(p in ("in", "near") and m.kind == "place" for p, m in head.preps):
            for prep, m in head.preps:  # خطف شاب من عرسال في اللبوة: where from and where
                if prep == "from" and m.kind == "place" and m in draft.get("scene") and not m.conj:
                    draft.slots["scene"].remove(m)
                    draft.add("home", m)
        draft.times += head.times
        for m in head.homes:
            draft.add("home", m)

    def arguments(self, head: Head) -> tuple[list[Mention], list[Mention]]:
        """(subject, object) mentions of a head, lists kept together."""
        if not head.finite:
            return (list(head.bare), []) if head.kind == "light" else ([], list(head.bare))  # تعرض نازحة لـ…: who undergoes
        if head.kind == "result":
            return [], list(head.bare)
        groups = grouped(head.bare)
        if head.undergoes:
            return (groups[0] if groups else []), [*head.pre, *(m for g in groups[1:] for m in g)]
        subject = self.subject_of(head) if head.pre else []
        things = [m for m in head.pre if m.kind in ("weapon", "object") and 0 <= head.mention.first - m.last <= THING_REACH]
        if things and head.mention.pronoun and groups and groups[0][0].kind == "party":
            return groups[0], [things[-1], *(m for g in groups[1:] for m in g)]  # قذائف أطلقتها الفصائل، مبنى من طابقين سوته الطائرات
        noun = head.subject_event.mention if head.subject_event is not None else None
        if noun is not None and head.mention.pronoun and groups and groups[0][0].kind == "party" and noun.last == head.mention.first:
            return groups[0], [m for g in groups[1:] for m in g]  # أدانت النقابة حكما أصدرته محكمة
        if subject and groups and lone.fires(head, groups[0][0]):
            return groups[0], [m for g in groups[1:] for m in g]  # ووفق شهود التقيناهم، فتحت الشرطة النار
        if subject:
            return subject, [m for g in groups for m in g]
        if (
            head.mention.pronoun
            and head.subject_event is not None
            and (head.kind == "light" or head.relative or (groups and groups[0][0].kind in ("party", "person")))
        ):
            return (groups[0], [m for g in groups[1:] for m in g]) if groups else ([], [])
        if head.subject_event is not None or (head.mention.pronoun and len(groups) == 1 and groups[0][0].kind not in OWN_SUBJECT):
            return [], [m for g in groups for m in g]
        if head.sense.sense.person in ("1p", "1s") and head.data.get("frame") in TRANSITIVE | {"speak_to"}:
            return [], [m for g in groups for m in g]  # نمهل التنظيم، نحمل الحكومة: who speaks does it
        if head.sense.sense.person == "3mp" and head.sense.sense.voice != "p" and head.data.get("frame") in TRANSITIVE:
            return [], [m for g in groups for m in g]  # ورشقوا عناصر الأمن: a plural verb has its doers before it
        if groups and (lone.taken_alone(head, groups[0][0]) or lone.accused_alone(head, groups)):
            return [], [m for g in groups for m in g]
        if len(groups) >= 2:
            state = self.is_country(groups[0][0]) or self.capital_of(groups[0][0], head) is not None  # قصفت إسرائيل موقعا
            if (
                not state
                and (groups[0][0].kind == "place" or (groups[0][0].kind == "object" and not groups[0][0].data.get("of")))
                and head.data.get("frame") not in ("blast", "control")
            ):
                return [], [m for g in groups for m in g]
            return groups[0], [m for g in groups[1:] for m in g]
        if len(groups) == 1:
            return groups[0], []
        return [], []

    def done_to(self, head: Head, discourse: Discourse) -> Mention | None:
        """احتجاز الحوثيين لسبعة: right after a verbal noun and who does it, ل marks the object."""
        if head.finite or not head.of or head.of[-1].data.get("area"):
            return None
        if head.of[-1].kind == "person" and head.of[-1].data.get("party") == "unidentified-armed-group":
            return lone.aimed_at(head)
        if head.of[-1].kind != "party":
            return None
        if not self.acts(discourse.settle(head.of[-1])[0]):
            return None
        after = head.of[-1].last
        return next((m for prep, m in head.preps if prep == "for" and m.first - after <= 1 and m.kind != "party"), None)

    def reporter(self, mention: Mention) -> bool:
        """وفا- اعتقلت القوات …: an agency is its state's and reports; it does nothing of what it tells."""
        told = self.lexicon.sources.get(mention.data.get("source") or "") if mention.kind == "source" else None
        return told is not None and told.get("kind") in ("agency", "newspaper", "broadcaster", "website")

    def subject_of(self, head: Head) -> list[Mention]:
        """The noun before the verb that acts: the first bare one, with what is joined to it."""
        bare = [m for m in head.pre if m.prep is None and not m.data.get("area")]
        if not bare or (head.data.get("effect") and all(m.kind == "place" and not self.is_country(m) for m in bare)):
            return []
        told = next((m for m in bare if m.kind in ("party", "person", "count", "weapon")), bare[0])
        preferred = lone.whom_it_tells_of(head, bare, self.lexicon.parties) or told
        if self.reporter(preferred):
            return []
        out = [preferred]
        for m in bare[bare.index(preferred) + 1 :]:
            states = m.kind == preferred.kind == "place"  # واشنطن وبغداد عقدتا
            if m.conj and (states or m.kind in ("party", "person", "count", "object")):
                out.append(m)
            else:
                break
        return out

    def kept_out(self, mention: Mention) -> bool:
        """Whether a party is of people whom others bar and who bar nobody: the displaced, worshippers, workers, journalists."""
        party = next((p.data.get("party") for p in [mention, *(mention.data.get("of") or [])] if p.data.get("party")), None)
        return self.lexicon.parties.kind(party).get("id") in KEPT_OUT

    def voice(self, head: Head, subject: list[Mention], objects: list[Mention], discourse: Discourse) -> str:
        """Active or passive, where the letters leave it open: by how many arguments there are and what they are."""
        if head.mention.data.get("passive") and subject:
            return "passive"
        before = bool(head.pre and subject and subject[0] in head.pre)
        takes = head.mention.pronoun and (head.data.get("frame") in ("custody", "attack") or head.sense.sense.person == "3mp")
        if before and takes and subject[0].kind in ("party", "person"):
            return "active"  # مسلحين خطفوه، رجالا اغتصبوهن: whom they took is the pronoun
        barred = head.data.get("frame") == "forbid" and head.finite and bool(head.mention.conj) and not before and not objects
        if barred and subject and (subject[0].data.get("who") == "civilian" or self.kept_out(subject[0])):
            return "pro_drop"  # ومنعت مئات العمال من العبور: whom, and not who
        if head.mention.pronoun and head.finite and not before and subject and not objects and subject[0].kind in ("party", "person"):
            return "active"  # هاجمه مستوطنون: the pronoun is the object, so the noun is the subject
        at_him = bool(head.mention.data.get("at_them")) and bool(subject) and subject[0].first == head.mention.last + 1
        if (at_him or lone.met_by_pronoun(head, subject)) and not before and not objects and subject[0].kind in ("party", "person"):
            return "active"  # أطلق عليه مسلحان النار، تصدى لهم الأهالي: whom it was done to is told by the preposition
        if before and held_people(head, subject[0]):
            return "passive"
        if subject and head.finite and head.data.get("frame") == "wreck" and subject[0].kind in ("person", "party"):
            return "active"  # أضرم مستوطنون النار: things are wrecked, not people
        if subject and lone.drives_into(head, subject[0]):
            return "active"
        if (
            head.data.get("frame") == "speak_to"
            and head.finite
            and head.mention.conj
            and subject
            and not objects
            and head.said_by is not None
            and any(m.kind == "party" or m.data.get("party") for m in [*head.said_by.bare, *head.said_by.pre])
        ):
            return "pro_drop"  # وتوعد النظام بعمليات: the speaker threatens
        if not head.finite or head.sense.sense.voice in ("a",):
            if (
                head.finite
                and subject
                and not objects
                and not head.pre
                and head.data.get("frame")
                not in ("suffer", "flee", "leave", "deploy", "protest", "change", "come_back", "blast", "clash", "control", *MEETING)
                and not (head.data.get("frame") == "speak_to" and in_office(subject[0]))
                and (self.thing_done_to(subject[0], discourse) or harmed_alone(head, subject[0]) or met_alone(head, subject[0]))
            ):
                return "pro_drop"
            return "active"
        if head.sense.sense.voice == "p":
            return "passive"
        if head.data.get("form") in INTRANSITIVE_FORMS and subject and head.data.get("frame") == "attack":
            return "active"  # توغلت دورية: no object that could be its subject
        if head.carrier is not None or objects:
            return "active"
        if subject and before and subject[0].kind == "place" and (self.is_country(subject[0]) or self.capital_of(subject[0], head)):
            return "active"  # واشنطن وبغداد عقدتا
        if not subject:
            return "active"
        if head.data.get("type") == "threat" and head.finite and head.mention.conj and not head.pre and residents(subject[0]):
            return "pro_drop"  # وحذر سكان تلك المناطق من الاقتراب: whom who spoke before warns
        if head.data.get("frame") in (
            "suffer",
            "flee",
            "leave",
            "deploy",
            "protest",
            "change",
            "come_back",
            "blast",
            "clash",
            "control",
            "speak_to",
            "give",
            *MEETING,
        ):
            return "active"
        if any(
            head.frame.get("prep", {}).get(p) in ("victim", "target") and p != "by" and m.kind in ("person", "count", "party")
            for p, m in head.preps
        ):
            return "active"
        by = any(p == "by" and m.kind != "weapon" for p, m in head.preps)  # قصفت القوات البلدة بواسطة راجمة
        first = subject[0]
        if not before and not by and first.data.get("object_follows") and first.data.get("who") == "combatant":
            return "active"  # خطف مسلحون صرافا: whom, though no entry has him
        if by or head.data.get("frame") in ("harm", "custody", "expel"):
            if head.pre and first.kind == "party":
                return "active"
            return "passive" if not (first.kind == "party" and self.acts(discourse.settle(first)[0])) or by else "active"
        if self.thing_done_to(first, discourse):
            return "pro_drop" if not head.pre else "passive"
        return "pro_drop" if not head.pre and met_alone(head, first) else "active"

    def thing_done_to(self, mention: Mention, discourse: Discourse) -> bool:
        """Whether a lone argument is what is acted on, not who acts."""
        if mention.kind in ("object", "place", "count"):
            return not self.is_country(mention)
        if mention.kind == "person":
            return lone.undergoing(mention, self.lexicon.parties.get(mention.data.get("party")).get("kind"))
        return mention.kind == "party" and (
            bool(mention.data.get("area")) or self.lexicon.parties.kind(discourse.settle(mention)[0]).get("inter") == 7
        )

    def put(self, draft: Draft, role: str, mention: Mention, discourse: Discourse, prep: str | None = None) -> None:
        """One mention into one slot; roles that depend on what it is are settled here."""
        kind = mention.kind
        if (role == "initiator" and lone.no_doer(draft, mention)) or (role == "supporter" and lone.arm_of_its_own(mention)):
            return
        if kind == "source" and role == "initiator" and frame_name(draft) != "speak_to" and self.outlet(mention):
            return  # قال شهود لوكالة X إنهم سمعوا إطلاق نار: to whom they said so
        if role == "side" and prep == "together" and kind == "party" and frame_name(draft) in MOVES:
            return  # انسحبوا بموجب صفقة مع الجيش: with whom that was agreed
        if role == "side" and prep == "between" and kind == "object" and frame_name(draft) in ("blast", "attack", "harm", "wreck"):
            role = "thing_scene"  # انفجرت بين مقر للشرطة ومدرسة: what stands beside where it was
        if kind == "border":
            draft.borders.append(mention)
            return
        if kind == "anaphor":  # أنذر المتحدث باسمه السكان: who spoke is of the party told before
            id_ = discourse.last_before(mention.first)
            if id_ is None or role != "initiator" or frame_name(draft) != "speak_to":
                return
            mention, kind = replace(mention, kind="party", data={**NO_PARTY, "party": id_}), "party"
        if kind == "place" and (role == "initiator" or (role in ("target", "side") and frame_name(draft) in ("speak_to", *MEETING))):
            state = self.government(mention, discourse, draft.head)
            own = not draft.head.finite and mention in draft.head.of
            bombed = own and self.country_of(mention) == discourse.home  # جاء قصف اليمن بعد …
            if state is not None and not bombed:
                draft.add(role, state)
                return
        if kind == "place" and prep in ("for", "belonging") and self.is_country(mention) and frame_name(draft) in FIGHTING:
            return  # الموالين لإيران: whose they are, not where
        if kind == "weapon" and prep == "for" and any(0 <= mention.first - m.last <= STORED_REACH for m in stores(draft)):
            return  # مخازن للصواريخ والمسيرات: what is stored there
        if kind == "place":
            self.put_place(draft, role, mention, prep)
            if prep in (None, "", "on") and frame_name(draft) in HITTING and (thing := self.thing_hit(mention)) is not None:
                draft.add("target", thing)
            return
        if kind == "weapon" or (kind == "object" and mention.data.get("weapon")):
            self.put_weapon(draft, role, mention, prep)
            return
        if lone.fired_from(draft, role, mention, prep):
            role = "initiator"  # fire from a party's ground or base is its fire
        if role in ("origin", "destination", "scene", "topic", "scene_or_target", "near"):
            if kind == "party" and not mention.data.get("area") and role == "scene_or_target":
                draft.add("target", mention)
            elif kind in ("object", "party") and role == "scene":
                draft.add("thing_scene", mention)
            elif kind == "object" and mention.data.get("of") and role == "origin":
                draft.add("origin_thing", mention)
            elif role == "topic":
                met = kind == "party" or (kind == "source" and bool(mention.data.get("party"))) or in_office(mention)
                official = "officials" in (mention.data.get("groups") or []) and not mention.data.get("of")
                met = met or (kind == "person" and not prep and draft.type == "talks" and not official)  # التقى الوفد وجهاء البلدة
                freed = kind == "person" and draft.type == "release"  # تبادل الطرفان 12 أسيرا
                draft.add("victim" if freed else "target" if met and draft.head.data.get("frame") == "agree" else role, mention)
            return
        if role == "supporter" and mention.data.get("party") == "civilians":
            return  # بحماية المدنيين: whom they are to protect
        if role == "supporter":
            draft.support.add(id(mention))
            role = "initiator"
        if role == "auto" or role == "auto_place":
            role = self.auto(mention, discourse, draft.head)
        elif role == "initiator_or_target":
            armed = (
                kind == "party"
                and not mention.data.get("area")
                and (self.acts(discourse.settle(mention)[0]) or bool(mention.data.get("called")))
            )
            if "target" in (draft.head.data.get("prep") or {}).values():  # هجوم للمسلحين: who is attacked takes a preposition of its own
                settlers = self.lexicon.parties.get(mention.data.get("party")).get("kind") in ("settlers", "rioters", "unidentified")
                armed = armed or (kind == "person" and (mention.data.get("who") == "combatant" or settlers))
            armed = armed or lone.laid_by(draft.head, mention)
            by = armed and not draft.get("initiator") and not (prep == "for" and draft.head.finite)  # أغارت على موقع للكتائب: whose it is
            by = by and not laid(draft.head) and not mention.data.get("thing_of")  # نصبت الكتائب كمينا لقوة: for whom it was laid
            role = "initiator" if by else "target"
        elif role == "instrument_or_target":
            role = "target"
        elif role == "instrument_or_initiator":
            role = "initiator"
        elif role == "instrument":
            role = (
                "victim"
                if kind in ("person", "count") and draft.head.data.get("frame") == "blast"
                else "target"
                if kind == "object" and draft.head.data.get("frame") == "blast"
                else "with"
            )
        if prep == "from" and lone.only_from(draft, mention, role, frame_name(draft)):
            return
        if role == "side" and frame_name(draft) in ("custody", "harm") and lone.with_victim(draft, mention, prep):
            role = "victim"
        if role == "victim" and kind == "object":
            role = "target"
        if role == "target" and mention.kind in ("person", "count") and draft.head.data.get("effect"):
            role = "victim"
        if role == "initiator" and kind == "count":
            role = "victim"
        if (
            kind == "object"
            and mention.data.get("guards")
            and frame_name(draft) == "custody"
            and (role == "initiator" or self.holds(draft, mention))
        ):
            draft.add("initiator", replace(mention, kind="party", data={**NO_PARTY, "party": mention.data["guards"]}))
            return  # اعتقال الحواجز الأمنية لشبان: who stands there
        if role == "initiator" and kind == "object" and not mention.data.get("of") and mention.data.get("object") not in lone.MOVING:
            role = "target"
        if mention.data.get("area") and role == "initiator" and prep not in ("from", "by"):
            role = "target"
        draft.add(role, mention)

    @staticmethod
    def holds(draft: Draft, mention: Mention) -> bool:
        """Whether a checkpoint is what arrests: right after the verb or verbal noun, with nothing between."""
        return mention.prep is None and mention.first == draft.head.mention.last

    def put_place(self, draft: Draft, role: str, mention: Mention, prep: str | None) -> None:
        if (
            role == "origin"
            and (mention.data.get("rural") or mention.data.get("place_kind") in ("admin1", "admin2"))
            and frame_name(draft) in ("attack", "harm", "blast")
        ) or (role == "origin" and frame_name(draft) == "wreck"):
            role = "scene"
        if role == "origin" and (part := next((m for m in draft.get("scene") if part_of(m, mention)), None)) is not None:
            draft.containers.setdefault(part.first, mention)  # اقتحام حي المصايف من مدينة رام الله: of which town the quarter is
            role = "scene"
        if prep == "by" or (draft.type == "sentence" and prep == "from"):
            return  # المعين من قبل الرياض; حكما بسجن أسير من X
        if prep == "for" and frame_name(draft) in ("flee", "expel"):
            role = "destination"  # نزح السكان لتشاد
        if role == "destination" and frame_name(draft) in FIGHTING and mention.data.get("thing") == "hospital":
            return  # ما أدى إلى إصابته، نقل إلى مشفى X
        if role in ("origin", "destination") and not lone.spreading(draft.head):
            draft.add(role, mention)
        elif role in ("initiator", "side") and draft.head.data.get("frame") in ("clash", "deploy", "protest", "agree"):
            draft.add("scene", mention)
        elif role == "topic":
            barred = prep == "from" and draft.head.data.get("frame") == "forbid" and is_passage(mention, self.lexicon)  # من عبور جسر X
            if prep in ("in", "near") or (prep is None and draft.head.data.get("frame") == "protest") or barred:
                draft.add("scene", mention)
            else:
                draft.add("topic", mention)
        elif (
            prep != "between" or frame_name(draft) != "forbid" or all(m.prep == "between" for m in draft.get("scene"))
        ):  # معبر X، المنفذ الوحيد بين Y وZ: what it joins
            draft.add("scene", mention)

    def put_weapon(self, draft: Draft, role: str, mention: Mention, prep: str | None) -> None:
        if role == "thing" or (role == "target" and draft.head.data.get("frame") == "foil"):
            draft.add("thing", mention)
            return
        if (
            prep is None
            and mention.data.get("object")
            and mention in draft.head.of
            and ("@military" in (draft.head.data.get("needs") or ()) or (frame_name(draft) == "wreck" and mention.data.get("of")))
        ):
            draft.add("target", mention)  # تدمير دبابة بعبوة ناسفة: what was destroyed
            return
        if (role in ("scene", "target", "victim") and mention.data.get("object") and prep in ("on", "toward", "in", "near")) or (
            role in ("target", "victim")
            and mention.data.get("object")
            and draft.head.data.get("frame") in ("attack", "wreck", "harm", "blast")
            and draft.get("instrument")
        ):
            draft.add("target", mention)
            return
        if (
            role in ("target", "victim")
            and prep is None
            and mention.data.get("object")
            and (draft.get("initiator") or mention.data.get("of") or draft.head.mention.conj)  # ودمروا دبابة
        ):
            draft.add("target", mention)
            return
        draft.add("instrument", mention)
        for owner in mention.data.get("of") or []:
            if role == "initiator" or (draft.head.data.get("frame") in ATTACKING and owner.data.get("party")) or owner.data.get("called"):
                draft.add("initiator", owner)
        fired = role == "initiator" and frame_name(draft) in HITTING | {"harm", "launch", "deploy"}
        if fired and mention.data.get("pronoun") and not mention.data.get("of"):  # وألقت مدفعيته قذائف: of who was told before
            draft.add("initiator", replace(mention, kind="party", data={**NO_PARTY, "party": None, "called": ""}))

    def auto(self, mention: Mention, discourse: Discourse, head: Head) -> str:
        """The genitive of an attack: an armed party attacks, anything else is attacked."""
        if mention.kind == "party":
            if mention.data.get("area"):
                return "target"
            id_, _ = discourse.settle(mention)
            return (
                "initiator"
                if self.lexicon.parties.armed(id_)
                or self.lexicon.parties.get(id_).get("kind") in ("government", "foreign-government", "de-facto-authority")
                or mention.data.get("called")
                or (mention.data.get("party") in CROWDS and head.data.get("method") == "storming")  # اقتحام متظاهرين مقر الحكومة
                else "target"
            )
        crowd = mention.data.get("party") in CROWDS and head.data.get("method") == "storming"
        if mention.kind == "person":
            armed = mention.data.get("who") == "combatant" and mention.data.get("number") != "s"
            settlers = SETTLERS in {
                self.lexicon.parties.get(p.data.get("party")).get("kind") for p in (mention, *(mention.data.get("of") or []))
            }
            return "initiator" if armed or crowd or settlers else "target"  # هجوم عشرات المستعمرين على …
        return "target"
