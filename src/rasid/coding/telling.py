"""Told as news, or only spoken of: an act named as a matter, as what somebody once did, or as a habit is no happening of the report."""

from __future__ import annotations

from rasid.coding.draft import Draft, Head
from rasid.model import Mention

# Acts that opinion and courts speak of as much as news does; ground gained, protests and aid are hardly named but as news.
SPOKEN = frozenset(
    (
        "killing",
        "assault",
        "torture",
        "sexual_violence",
        "abduction",
        "explosion",
        "explosive_device",
        "suicide_bombing",
        "ground_attack",
        "shelling",
        "air_strike",
        "drone_strike",
        "armed_clash",
        "property_destruction",
    )
)
STRIKES = frozenset(("ground_attack", "shelling", "air_strike", "drone_strike"))
# Acts that a place sees again and again; fighting, fire and crowds that it sees are as often what goes on there today.
SEEN = frozenset(("killing", "abduction", "ground_attack", "explosive_device", "suicide_bombing", "explosion"))
AIM = "told as an aim"
FEARED = "feared, and not told"
FIRM = frozenset((AIM, FEARED))  # reasons that hold of an act told with its place or people too
# What is told of parties to say who they are: التي بايعت التنظيم، التي انشقت عن الجيش.
CAREERS = frozenset(("group_change",))
# What talks, plans and appeals are about.
MATTERS = frozenset(("release", "agreement", "withdrawal", "deployment"))
# What accords and plans ask for in a list; told with figures, it is a plan worth telling.
TERMS = (MATTERS - {"agreement"}) | {"return", "base_established", "aid", "restriction", "talks"}
# Words from a noun to the verb of its clause: the pronoun and one or two particles (الذي كان قد خُطف).
RELATIVE_REACH = 3


def spoken_of(draft: Draft) -> str | None:
    """Why an event is only spoken of, or None where it is reported."""
    head = draft.head
    if draft.type == "deployment" and head.finite and head.sense.sense.pos == "im" and (head.relative or had(head)):
        return "says where somebody stood"
    if stands_there(draft):
        return "says where somebody stood"
    if draft.type in STRIKES and head.mention.prep == "for" and aimed(head):
        return AIM  # أطلقت مسيّرات لاستهداف المطار
    if draft.type == "arrest" and head.mention.prep == "for" and aimed(head) and of_a_strike(head.governor):
        return AIM  # غارة على مركز لاحتجاز المهاجرين
    if draft.type == "release" and lone_noun(head) and head.mention.prep in ("for", "purpose") and aimed(head):
        return AIM  # شن الجيش هجوما لتحرير رهائن
    struck = head.governor is not None and head.governor.data.get("frame") in ("attack", "blast") and met_by(head, head.governor)
    lone = lone_noun(head)
    if (
        draft.type == "deployment"
        and draft.method != "overflight"
        and lone
        and struck
        and not head.beside
        and head.mention.prep in (None, "on", "toward")
    ):
        return "what the attack was on"  # قصفنا تحشدات العدو، غارات على مواقع وتعزيزات
    if draft.type == "deployment" and lone and head.mention.prep == "near":
        return "says where it was"  # نصبوا حاجزا قرب تمركز القوات
    denied = head.said_by is not None and head.said_by.data.get("stance") == "denies"  # نفت أنباء عن تحرك أرتال
    if draft.type == "deployment" and lone and head.mention.prep == "from" and not denied:
        return "what was barred"  # منعتهم من الوصول إلى الجريح
    if draft.type in ("deployment", "territory_gain") and lone and head.mention.prep in ("for", "purpose"):
        return AIM  # متوجهة لتعزيز النقطة، عملية لاستعادة المدينة
    termed = lone and draft.status == "planned" and not by_and_where(draft)
    if draft.type in TERMS and termed and any(m.data["cue"]["id"] == "terms" for _, m in head.cues):
        return "a term of an accord"  # ينص على وقف القصف وانسحاب القوات وإقامة نقاط
    announced = head.governor is not None and head.governor.kind == "speech"
    if draft.type == "arrest" and lone and head.mention.pronoun and not announced and not figures(draft):
        return "says when they were held"  # تعرضوا للضرب أثناء احتجازهم
    if draft.type == "deployment" and lone and head.mention.pronoun and head.beside and not announced:
        return "says when it was met"  # أسقطوا مسيرة أثناء تحليقها فوق البلدة
    if draft.type in MATTERS and not head.finite and head.carrier is None:
        if any(category == "reference" for category, _ in head.cues) and draft.status != "denied":
            return "spoken of as a matter"  # مشاورات بشأن تبادل الأسرى
    talked_of = lone and head.governor is not None and head.governor.data.get("type") == "talks" and head.mention.prep is None
    if talked_of and (draft.type in MATTERS or not (draft.effects or draft.times)):
        return "what talks are about"  # لبحث وقف إطلاق النار وإيصال المساعدات
        agreed = head.governor is not None and head.governor.data.get("type") == "agreement" and draft.type != "agreement"
        if agreed and head.mention.prep in (None, "on") and not by_and_where(draft):
            return "a term of an accord"  # اتفقا على سحب المسلحين وتبادل المخطوفين
    if like_there(draft):
        return "what a place is like"
    if state_beside(draft):
        return "a state, told beside the news"
    if what_for(draft):
        return "what another act was for"
    if draft.type not in SPOKEN:
        return aside(draft) if draft.type in CAREERS and head.finite else None
    if head.finite:
        return aside(draft) or habit(draft)
    if head.carrier is not None or len(draft.heads) > 1:
        return None  # شنّ هجوما، الهجوم أسفر عن: told by a verb
    if any(category == "reference" for category, _ in head.cues) and draft.status != "denied":
        return "spoken of as a matter"
    if any(m.data["cue"]["id"] == "feared" for _, m in head.cues):
        return FEARED  # نزحوا خشية قصف القرية
    whom = draft.get("initiator") or (draft.get("victim") if draft.method == "assassination" else [])
    tried = any(category == "attempted" for category, _ in head.cues) and bool(whom)  # حاولت فصائل التسلل، محاولة لاغتيال قاض
    tried = tried or (draft.status == "planned" and any(m.data["cue"]["id"] == "plotted" for _, m in head.cues))
    if (
        head.governor is None
        and head.sibling is None
        and head.inner
        and not (tried or fallen(draft) or fell_there(draft) or taken_there(draft) or hurt_nobody(head))
    ):
        return "named in passing"
    if head.governor is None and draft.family in ("attack", "strike") and at_large(draft):
        return "told at large"  # استهداف المدنيين جريمة
    fought = len(draft.get("side")) > 1 and bool(draft.get("scene"))  # فروا إثر اشتباكات بين الجيش و… في …: told in full
    reason = head.governor is not None and head.governor.data.get("type") in ("displacement", "protest")
    looted = draft.type == "property_destruction" and head.governor is not None and head.governor.data.get("frame") == "clash"
    reason = reason or (looted and not draft.resolved.get("placed"))  # اشتباكات بسبب نهب الماشية
    if head.governor_prep == "cause" and reason and not fought:
        return "named as a reason"
    subject = head.governor is not None and head.governor.subject_event is head  # شرد القصف الأهالي: it acts, and is told
    if (
        head.mention.definite
        and not head.mention.conj
        and not subject
        and not tried
        and head.governor is not None
        and head.governor.kind in ("event", "speech")
        and not (head.governor.data.get("claim") and by_and_where(draft))  # تبنى الحوثيون الهجوم على بقيق
    ):
        return "points back to nothing told"
    return None


def stands_there(draft: Draft) -> bool:
    """وينتشر الجيش عند مداخل المخيم: whether an imperfect joined to the news tells where forces are, of no day and no figure."""
    head = draft.head
    tells = draft.type == "deployment" and draft.method == "troop_movement" and head.finite and head.sense.sense.pos == "im"
    said = tells and bool(head.mention.conj) and not head.sense.clitics.future and draft.status == "asserted"
    return said and draft.sentence > 0 and not (head.pre or draft.times or draft.effects or figures(draft))


def lone_noun(head: Head) -> bool:
    """Whether an act is told by a noun that no verb carries."""
    return not head.finite and head.carrier is None


def what_for(draft: Draft) -> bool:
    """نصبوا كمينا لهم لمنعهم من الوصول إلى الجبل: whether keeping somebody from a place is only what another act was done for."""
    head = draft.head
    bars = draft.type == "restriction" and not head.finite and head.carrier is None and head.mention.prep == "for"
    return bars and head.governor is not None and head.governor.kind == "event" and head.governor.data.get("type") != "restriction"


def aside(draft: Draft) -> str | None:
    """المعتقل الذي خُطف …: a clause that says who somebody is."""
    head = draft.head
    if head.relative and head.subject_event is None and any(m.kind in ("person", "party") and near(m, head) for m in head.pre):
        return "says who somebody is"
    return None


def by_and_where(draft: Draft) -> bool:
    """Whether a term of an accord is told in full: with figures, or by whom and where (دخول الشرطة العسكرية إلى مدينة نوى)."""
    where = bool(draft.resolved.get("placed") or draft.get("destination"))
    return figures(draft) or (where and bool(draft.get("initiator")))


def state_beside(draft: Draft) -> bool:
    """الحصار الذي تفرضه القوات منذ عامين، الحرب التي يشنها التحالف: an imperfect in a relative clause, with no day, figure or means."""
    verb = draft.head if draft.head.finite else draft.head.carrier
    if draft.type == "restriction" or draft.status != "asserted":
        return False  # a siege that goes on is news
    if which_place(draft):
        return True
    if verb is None or not verb.relative or verb.sense.sense.pos != "im" or verb.sense.clitics.future or past(verb):
        return False
    return not (draft.times or figures(draft) or draft.get("instrument") or len(draft.heads) > 1)


def like_there(draft: Draft) -> bool:
    """تشهد المدينة عمليات اغتيال، هجمات متكررة: what a place sees, in an unfinished verb, with no day or figure, is how it is."""
    light = draft.head.carrier
    if light is None or light.data.get("subject") != "scene" or draft.type not in SEEN:
        return False
    if draft.times or figures(draft) or draft.get("initiator"):
        return False
    unfinished = light.sense.sense.pos == "im" and not light.sense.clitics.future
    noun = draft.head.mention
    series = noun.data.get("times") is not None and noun.data["times"].vague == "several"  # سلسلة من الهجمات
    several = not draft.head.finite and draft.head.sense.sense.person == "p" and not noun.definite
    return unfinished or (light.finite and (series or several))  # وشهدت المدينة هجمات استهدفت مراكز الشرطة


def which_place(draft: Draft) -> bool:
    """المدينة التي سيطر عليها التنظيم: a perfect that says which place is meant, with no day or figure."""
    head = draft.head
    of_ground = head.finite and head.relative and head.sense.sense.pos == "pf" and draft.type == "territory_gain"
    return of_ground and not (draft.times or figures(draft) or len(draft.heads) > 1)


def met_by(head: Head, attack: Head) -> bool:
    """Whether a noun can be what an attack met: its own argument, or joined by و to a thing that is (غارات على مواقع وتعزيزات)."""
    if not head.mention.conj:
        return True
    told = (*attack.bare, *attack.of, *(m for _, m in attack.preps))
    return any(m.last == head.mention.first and m.kind in ("object", "person", "party") for m in told)


def hurt_nobody(head: Head) -> bool:
    """لم يسفر سقوط القذيفتين عن إصابات: the words for it govern the noun, which happened."""
    return any(category == "no_toll" and cue.last == head.mention.first for category, cue in head.cues)


def near(antecedent: Mention, head: Head) -> bool:
    """Whether the clause right after a noun begins with the verb; further on the verb is another one's: المهاجمون الذين وصلوا … أحرقوا."""
    return head.mention.first - antecedent.last <= RELATIVE_REACH


def habit(draft: Draft) -> str | None:
    """يقتلون الناس: an unfinished verb with no day, number or place tells what happens at large."""
    head = draft.head
    told = bool(draft.get("scene")) and bool(draft.effects)  # قبل أن تستهدف مسيّرة سيارة في البلدة، ما أدى إلى مقتل سائقها
    if head.sense.sense.pos == "im" and head.clause > 0 and not (head.pre or told or draft.get("initiator") or past(head)):
        return "tells a habit"
    return None


def of_a_strike(outer: Head | None) -> bool:
    """Whether what governs a verbal noun is a strike and no raid: غارة على مركز لاحتجاز المهاجرين, not داهموا منزلا لاعتقال شاب."""
    return outer is not None and outer.data.get("type") in ("strike", "attack", "blast") and not outer.data.get("raid")


def aimed(head: Head) -> bool:
    """Whether a verbal noun after ل tells what an attack or a move told before it was for."""
    outer = head.governor
    return (
        head.carrier is None
        and not head.finite
        and outer is not None
        and outer.kind in ("event", "light")
        and outer.data.get("frame") != "foil"  # تصدت لعدوان: what was met
        and not any(category in ("attempted", "planned") for category, _ in head.cues)
    )


def at_large(draft: Draft) -> bool:
    """Whether an attack is told with nothing but whom such attacks hit: definite plurals that nobody counted, nowhere and by nobody."""
    met = [m for slot in ("target", "victim") for m in draft.get(slot)]
    bare = (
        not any(draft.get(s) for s in ("scene", "initiator", "side", "instrument", "inherited")) and not draft.effects and not draft.times
    )
    return (
        bare
        and bool(met)
        and all(
            (m.definite or m.data.get("pointed"))
            and (m.kind == "object" or m.data.get("number", "p") == "p")
            and m.data.get("quantity") is None
            and not m.data.get("of")
            for m in met
        )
    )


def had(head: Head) -> bool:
    """كان الحوثيون يتمركزون فيه: a state that was, told beside the news."""
    return any(category == "pluperfect" for category, _ in head.cues)


def past(head: Head) -> bool:
    return any(category in ("negated", "already") for category, _ in head.cues)


def fell_there(draft: Draft) -> bool:
    """علق المطار رحلاته إثر سقوط صاروخين قرب المدرج: what fell where, told as the cause of something else, fell."""
    told = draft.head.mention.prep == "cause" and draft.type in STRIKES and bool(draft.get("scene"))
    return told and any(m.kind == "weapon" and m.data.get("number") != "s" for m in draft.get("instrument"))


def taken_there(draft: Draft) -> bool:
    """عثر على جثة شاب بعد خطفه من بلدة بصرى: where somebody was taken, told of him who is told of."""
    return draft.type == "abduction" and bool(draft.head.mention.pronoun and draft.get("scene"))


def fallen(draft: Draft) -> bool:
    """حالات اختناق بغاز الكلور إثر إلقاء برميل: people told by what befell them, before the attack that did it."""
    return any(e["mention"].data.get("effect") and e["mention"].first < draft.head.mention.first for e in draft.effects)


def figures(draft: Draft) -> bool:
    return any(e["mention"].data.get("quantity") is not None for e in draft.effects)


def specific(draft: Draft) -> bool:
    """Whether what is only spoken of still says enough to be found again: figures with a place or day, or all of who, whom, where, when."""
    where, when = bool(draft.get("scene")), bool(draft.times)
    return (figures(draft) and (where or when)) or (
        where and when and bool(draft.get("initiator") or draft.get("target") or draft.get("victim"))
    )
