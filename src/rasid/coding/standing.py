"""How an event stands: asserted, planned, attempted, possible, denied; news or background; what a cue governs."""

from __future__ import annotations

import datetime as dt
import itertools

from msgspec.structs import replace

from rasid.coding import dating
from rasid.coding.draft import Draft, Head
from rasid.model import Mention, Sentence

STATUS = {"planned": "planned", "attempted": "attempted", "possible": "possible", "negated": "negated", "denied": "denied"}
SOON = 92  # days from publication to a day without a year that is yet to come
# Cues that make what they govern no event at all: aims, demands, charges.
DROPPED = frozenset(("purpose", "charge"))
# Accidents and ordinary crime: out of scope unless an armed or political party has a hand in them (the codebook).
OUT_OF_SCOPE = frozenset(("accident", "crime", "civil"))
CIVIL_MATTERS = frozenset(("talks", "deployment", "agreement"))  # types that a civil matter beside them takes out of scope
HARMLESS = frozenset(
    (
        "killing",
        "assault",
        "arrest",
        "sentence",
        "body_found",
        "property_destruction",
        "explosion",
        "displacement",
        "abduction",
        "armed_clash",
    )
)
# Also the guns of clans, and police who close roads and stand between them.
OF_A_FEUD = HARMLESS | {"restriction", "deployment", "ground_attack", "shelling", "grenade_attack"}
# Clauses that a cue without a reach runs over; and what is willed or may be, which a clause with أن tells (طالب أن ينسحب).
PASSED = ("comma", "colon", "beside", "relative")
JOIN_REACH = 4  # words between two nouns joined by و, for what the first has with it
LISTED = frozenset(("demand", "terms"))  # cues that govern a list of nouns: what is demanded, what an accord asks for
DEMAND_REACH = 20  # words from a demand to its last object, over whom it is made of
PARTED = 2  # words from a verb of trying to the party of which some tried
LATEST = "latest"
HOLDING = frozenset(("ihtajaza",))
DOING = frozenset(("tamma", "jara"))  # light verbs of being done
PROMISING = frozenset(("taahhada",))
BELIEVED = "may"  # the cue of what is thought to be so
WILLED = frozenset(("purpose", "planned", "possible"))


def said_done(head: Head) -> bool:
    """لم يتم إطلاق صواريخ، لم يجر اقتحام البلدة: whether a verbal noun of attack is told by a verb that only says that it was done."""
    light = head.carrier
    attack = head.data.get("frame") == "attack" and not head.finite
    done = attack and light is not None and light.finite and light.data.get("id") in DOING
    return done and any(category == "negated" and cue.last <= light.mention.first for category, cue in head.cues if light is not None)


def undergone(head: Head) -> bool:
    """لم تتعرض المدينة لقصف: whether a verb tells who did not undergo an act."""
    light = head.carrier or (head.governor if head.governor is not None and head.governor.kind == "light" else None)
    suffers = light is not None and light.finite and light.data.get("subject") in ("target", "scene", None)
    return suffers or any(c == "negated" and took_no_place(cue, head) for c, cue in head.cues)


def took_no_place(cue: Mention, head: Head) -> bool:
    """لم تحدث اشتباكات: an act, and nobody who fell, right after the words that say there were none."""
    act = head.kind == "event" and not head.finite and not head.data.get("effect")
    return act and cue.data["cue"]["id"] == "no_occurrence" and 0 <= head.mention.first - cue.last <= 1


def taken_out(scope: str) -> frozenset[str]:
    """The types of event that a matter out of scope takes out with it."""
    return CIVIL_MATTERS if scope == "civil" else OF_A_FEUD if scope == "feud" else HARMLESS


def govern(sentence: Sentence, heads: list[Head]) -> None:
    """Notes on each head the cues that reach it."""
    cues = [m for m in sentence.mentions if m.kind == "cue"]
    for cue in cues:
        spec = cue.data["cue"]
        if spec["category"] in ("part", "pseudo"):
            continue
        for n, head in enumerate(heads):
            if reaches(cue, spec, head, sentence) and not moved_on(cue, spec, heads, n) and not of_another(cue, spec, heads, n):
                category = spec["category"]
                if category == "no_toll" and took_no_place(cue, head):
                    category = "negated"
                if category == "since":
                    category = "background" if head.mention.first >= cue.last else "total_toll"
                head.cues.append((category, cue))
    for told, clause in itertools.pairwise(sentence.mentions):
        asked = clause.kind == "clause" and clause.data.get("terms") and not (told.kind == "speech" and told.last == clause.first)
        for head in heads if asked else ():  # اتفقا …، على أن تنتشر الشرطة: what an accord asks for; not أكد على أن
            if head.finite and head.sense.sense.pos == "im" and 0 <= head.mention.first - clause.last <= 1:
                head.cues.append(("planned", replace(clause, kind="cue", data={"cue": {"id": "on_terms", "category": "planned"}})))
    for before, head in itertools.pairwise(heads):  # أسباب اقتحام المقرات واعتقال الموظفين: what is joined to a matter is of it
        joined = head.mention.conj and head.mention.prep is None and not head.finite and not before.finite and before.clause == head.clause
        if joined and head.mention.first - before.mention.last <= JOIN_REACH:
            head.cues += [(c, m) for c, m in before.cues if c == "reference" and m.data["cue"]["id"] == "matter"]


def moved_on(cue: Mention, spec: dict, heads: list[Head], n: int) -> bool:
    """حاولت القوة التسلل وأوقعت جرحى، من دون قتال ودخلتها: what was tried or not done ends where another verb tells what happened."""
    head = heads[n]
    return (
        spec["category"] in ("attempted", "planned", "purpose", "negated")
        and head.finite
        and head.mention.conj
        and head.kind != "result"
        and head.sense.sense.pos == "pf"
        and (spec["category"] in ("purpose", "negated") or any(cue.last <= h.mention.first < head.mention.first for h in heads))
    )


def of_another(cue: Mention, spec: dict, heads: list[Head], n: int) -> bool:
    """كشف مصير تسعة أوقفتهم القوات منذ مطلع العام: since when is told of the verb right before it, which no و and no pronoun joins."""
    if spec["category"] not in ("total", "since") or cue.last <= heads[n].mention.first:
        return False
    after = (h for h in heads[n + 1 :] if h.mention.first < cue.first)
    return any(h.finite and h.kind == "event" and not h.mention.conj and not h.relative for h in after)


def reaches(cue: Mention, spec: dict, head: Head, sentence: Sentence) -> bool:
    first = head.mention.first
    after = first >= cue.last or head.mention.head >= cue.last
    if spec["direction"] == "forward" and not after:
        return False
    if spec["direction"] == "backward" and after:
        return False
    if after and cue.data.get("closed") is not None and first > cue.data["closed"]:
        return False  # قتلى وجرحى (لم يعرف عددهم) جراء هجوم: what brackets hold ends with them
    if cue.data.get("ranked"):
        return False  # في أول هجوم من نوعه منذ الهدنة: how long there was none like it
    apart = cue.conj and any(m.kind == "clause" for m in sentence.mentions if first < m.first < cue.first)
    if not after and spec["category"] in ("since", "total", "background") and sums_before(cue, head, sentence):
        return False  # استشهد شاب، ليرتفع عدد الشهداء منذ بدء الحرب إلى 300: the sum is since then, and not the news before it
    if spec["id"] == "total" and not after and apart:
        return False  # تجددت الاشتباكات …، وبلغ عدد القتلى: what is counted is no total of what was told before
    if spec["id"] == "on_grounds" and (head.finite or done_by(head)):
        return False  # على خلفية التصعيد أُغلق المعبر، على خلفية قيام الشرطة بضرب …
    if spec["category"] in ("background", "pluperfect", "since") and after and newest(sentence, cue.last, first):
        return False  # اعتداءات متكررة كان آخرها إصابة راع
    if spec["id"] == "did_not_yet" and head.finite and head.sense.sense.pos == "pf":
        return False  # لم يصل إلى هدفه ففجر نفسه: no particle of negation stands over a perfect
    if spec["id"] == "did_not" and head.finite and head.sense.sense.pos == "pf" and between_joined(cue, first, sentence):
        return False  # ليست الأولى فقد فجر انتحاري نفسه
    if spec["id"] in LISTED and head.finite and head.sense.sense.pos == "pf" and not (spec["id"] == "terms" and first == cue.last):
        return False  # نطالب بالإفراج عن ثلاثة اعتقلتهم القوات: that they were held is told
    if spec["id"] == "demand" and after and not head.finite and head.mention.prep in ("cause", "in"):
        return False  # طالبت الرابطة خلال وقفة نفذتها، عقب مقتل ثلاثة: what is demanded is another thing
    if spec["id"] == "protest_about" and head.finite and head.sense.sense.pos == "pf":
        return False  # احتجاجا على ذلك قطع الأهالي الطريق: what they did
    reach = spec.get("reach") or 0
    far = spec["id"] in LISTED and not head.finite and bool(head.mention.conj or head.mention.prep in ("with", "to", "on"))
    if far:
        reach = DEMAND_REACH  # مطالبين الحكومة، عبر بيان، بمحاسبة … والإفراج عن …
    low, high = (cue.last, first) if after else (head.mention.last, cue.first)
    if reach and high - low > reach:
        return False
    if spec["category"] == "negated" and head.mention.prep == "cause" and negates_another(cue, head, sentence):
        return False
    passed = (
        (*PASSED, "result", "when")
        if spec["category"] in ("pluperfect", "already")
        else (*PASSED, "when")
        if spec["category"] == "since" and after  # منذ العام الماضي، عندما استهدف مقرا
        else ("that", "relative")
        if spec["category"] == "denied"  # لا صحة للأنباء التي تحدثت عن انسحاب
        else PASSED
        if not reach
        else ("that", "comma", "beside")
        if far
        else ("comma",)
        if spec["id"] == "weeks_ago" and after  # قبل أسابيع، قصفت
        else ("that",)
        if spec["category"] in WILLED
        else ()
    )
    between = [m for m in sentence.mentions if m.kind == "clause" and low <= m.first < high]
    if spec["category"] == "accident" and between and between[-1].data["clause"] == "when" and between[-1].last == cue.first:
        between.pop()  # لقوا حتفهم حين انهار سقف
    return not any(m.data["clause"] not in passed for m in between)


def between_joined(cue: Mention, first: int, sentence: Sentence) -> bool:
    """Whether «and already» opens another clause between a cue and a verb (فقد فجر)."""
    return any(m.kind == "cue" and m.conj and m.data["cue"]["id"] == "already" and cue.last <= m.first < first for m in sentence.mentions)


def sums_before(cue: Mention, head: Head, sentence: Sentence) -> bool:
    """Whether a word that begins a sum (ليرتفع) stands between an act and a cue."""
    between = (m for m in sentence.mentions if head.mention.last <= m.first < cue.first and m.kind == "cue")
    return any(m.data["cue"]["id"] == "total_after" for m in between)


def done_by(head: Head) -> bool:
    """قيام الشرطة بتفريق …: whether a noun of doing, with its doer, tells an act, or is that noun."""
    outer = head if head.kind == "light" else head.carrier or head.governor
    doing = outer is not None and outer.kind == "light" and not outer.finite
    return doing and outer is not None and any(m.kind in ("party", "person") for m in (*outer.bare, *outer.of))


def doubts_who(cue: Mention, noun: Head, verb: Head) -> bool:
    """في هجوم يعتقد أن مسلحين شنوه: what is believed, between an act and the verb of who did it, is who, and not whether it happened."""
    return cue.data["cue"]["id"] == BELIEVED and noun.mention.last <= cue.first and cue.last <= verb.mention.first and not noun.finite


def newest(sentence: Sentence, low: int, high: int) -> bool:
    """Whether the words that single out the newest of acts that recur stand between two words of a sentence."""
    return any(m.kind == "cue" and m.data["cue"]["id"] == LATEST and low <= m.first < high for m in sentence.mentions)


def negates_another(cue: Mention, head: Head, sentence: Sentence) -> bool:
    """دخلوا المدينة من دون قتال إثر انسحاب الفصائل: what did not happen is the fight, not what it came after."""
    return any(m.kind == "trigger" and cue.last <= m.first < head.mention.first for m in sentence.mentions)


def settle(draft: Draft, published: dt.date | None) -> None:
    """Status, background and outcome of a draft from the cues on its first head and those around it."""
    head, pub_year = draft.head, published.year if published is not None else None
    categories = [c for c, _ in head.cues] if head.cues else []
    for outer in (head.carrier, head.governor if head.governor and head.governor.kind == "light" else None):
        if outer is not None:
            categories += [c for c, cue in outer.cues if not doubts_who(cue, head, outer)] if outer.cues else []
    if head.data.get("status"):
        draft.status = head.data["status"]
    part_denied = "part_denied" in draft.resolved
    for category in categories:
        if category == "charge" and denied_part(head):
            part_denied = True
            continue
        if category in ("negated", "possible") and draft.type == "threat" and head.sense.sense.pos == "w":
            continue  # لن نقف مكتوفي الأيدي إذا …: it was said
        if category in DROPPED and head.data.get("status") == "asserted":
            continue  # طالبهم بالتسليم مهددا باقتحام: the demand does not reach the threat beside it
        if category == "charge" and draft.get("scene") and any(m.data["cue"]["id"] == "plotted" for c, m in head.cues):
            draft.status = "planned"  # خلية كانت تخطط لاستهداف كنيسة في المدينة
            continue
        if category in DROPPED:
            if protested(draft):
                draft.background = True
            else:
                draft.dropped = draft.dropped or category
        elif category == "accident" and draft.family == "harm" and any(m.data["cue"]["id"] == "starved" for _, m in head.cues):
            draft.dropped = draft.dropped or "died of want"  # وفاة ثلاثة جوعا: what a siege does (the codebook)
        elif category in OUT_OF_SCOPE:
            draft.resolved["out_of_scope"] = category
        elif category == "attempted" and draft.type == "talks":
            continue  # فشلت جولة المفاوضات: they were held
        elif category in STATUS and draft.status == "asserted":
            draft.status = STATUS[category]
        elif category == "method" and draft.type in ("killing", "assault"):
            draft.method = draft.method or next(m.data["cue"].get("method") for c, m in head.cues if c == "method")
        elif category == "repelled":
            draft.outcome = "repelled"
        elif category == "background" and not recent_remark(draft):
            draft.background = draft.background or draft.type != "restriction"  # a siege that goes on is news
        elif category == "earlier_toll":
            draft.resolved["toll_only"] = draft.family == "harm"
        elif category == "total_toll":
            draft.dropped = draft.dropped or ("running total" if draft.family == "harm" else None)
            draft.background = draft.background or draft.type == "displacement" or lasts_since(draft)
        elif category == "total":
            draft.dropped = "running total"
    if "pluperfect" in categories and ("already" in categories or had_been(head)):
        draft.background = not any(m.data.get("offset") == 0 for m in draft.times)  # وكانوا قد خرجوا صباح اليوم: the day's news
    if draft.status == "negated" and (draft.family == "harm" or not (head.finite or said_done(head) or undergone(head))):
        draft.dropped = draft.dropped or "negated"
    if "reference" in categories and head.said_by is not None and head.said_by.data.get("stance") == "denies":
        draft.status = "denied"  # نفى ما تناقلته وسائل إعلام بشأن انسحاب القوات
    verb = head if head.finite else head.carrier  # سيقصف، سيشن هجوما
    said = draft.type == "threat" and head.sense.sense.pos == "w"  # «وإلا فإن الضربات ستستمر»: the threat is made now
    if verb is not None and verb.finite and verb.sense.clitics.future and draft.status == "asserted" and not said:
        draft.status = "planned"
    if draft.status == "asserted" and promised(head):
        draft.status = "planned"
    if draft.status == "asserted" and (may_come(verb) or warned_of(head)):
        draft.status = "possible"
    if month_counted(draft) or kept_in_jail(draft):
        draft.background = True
    if part_denied:
        draft.slots.pop("initiator", None)
    elif draft.type == "accusation" and head.sense.sense.pos == "w":
        pass  # نفت صلتها بالهجوم، متهمة الحكومة بتدبيره: who denies accuses
    elif head.said_by is not None and head.said_by.data.get("stance") == "denies" and draft.status == "asserted":
        draft.status = "denied"
    if draft.status == "asserted" and draft.times and (yet_to_come(draft.times[0], head, published) or to_meet(draft)):
        draft.status = "planned"
    if draft.type in ("release", "sentence", "body_found"):
        draft.times = [m for m in draft.times if not m.data.get("since")]  # أفرج عن ناشط موقوف منذ أسبوعين: since when he was held
    told = head.said_by.times if head.said_by is not None and not head.finite and not draft.times else []
    for m in [*draft.times, *told]:  # أعلن العراق، في كانون الأول 2017، تحرير أراضيه: the year in which it was said
        year = m.data.get("year")
        if year and pub_year and year < pub_year and draft.type != "sentence":  # حكم … في تفجير عام 2016: the year of the deed
            draft.background = True
        goes_on = m.data.get("since") and draft.type == "restriction"  # أغلقت المنفذ منذ أسبوعين: a closure that goes on is news
        if m.data.get("year_rel", 0) < 0 or (m.data.get("since") and not goes_on) or m.data.get("long_ago"):
            draft.background = True


def recent_remark(draft: Draft) -> bool:
    """الجدير بالذكر أن الأهالي عثروا أمس على جثة: what is remarked of today or yesterday is news as well."""
    remarked = any(m.data["cue"]["id"] == "formerly" for _, m in draft.head.cues)
    return remarked and any((m.data.get("offset") or 0) in (0, -1) and "offset" in m.data for m in draft.times)


def lasts_since(draft: Draft) -> bool:
    """وتتعرض البلدات لقصف منذ أكتوبر: whether an imperfect tells what has gone on since long before the news, and counts nobody."""
    verb = draft.head if draft.head.finite else draft.head.carrier
    fire = draft.family in ("attack", "strike", "blast") and verb is not None and verb.finite
    return fire and verb is not None and verb.sense.sense.pos == "im" and not (verb.sense.clitics.future or draft.effects)


def month_counted(draft: Draft) -> bool:
    """وثق المكتب خلال تموز مقتل 40: what a monitor counts of a month is no happening of the day."""
    said = draft.head.said_by
    if said is None or not said.data.get("documents") or draft.sentence == 0:
        return False  # what opens a report is its news
    return any(("month" in m.data or "month_rel" in m.data) and "day" not in m.data for m in (*said.times, *draft.times))


def kept_in_jail(draft: Draft) -> bool:
    """وتحتجز الجماعة فيها مئات الأشخاص: an imperfect of holding that goes on from what is told tells a state, and no arrest."""
    head = draft.head
    held = draft.type in ("arrest", "abduction") and head.data.get("id") in HOLDING and head.sense.sense.pos == "im"
    return held and bool(head.mention.conj) and not (draft.times or head.pre or head.sense.clitics.future)


def promised(head: Head) -> bool:
    """تعهد الحوثيون بمواصلة قصف السفن: what somebody promises by a noun is yet to come."""
    says = head.said_by is not None and head.said_by.data.get("id") in PROMISING
    return says and not head.finite and "with" in (head.mention.prep, head.carrier.mention.prep if head.carrier is not None else None)


def may_come(verb: Head | None) -> bool:
    """قد تقصف، قد يشن هجوما: the particle that makes a perfect certain leaves an imperfect open."""
    if verb is None or not verb.finite or verb.sense.sense.pos != "im" or not verb.cues:
        return False
    return any(category == "already" and cue.last == verb.mention.first for category, cue in verb.cues)


def warned_of(head: Head) -> bool:
    """حذرت المنظمة من نزوح الآلاف: what somebody warns of by a noun has not come, unless the article says that it is known."""
    warns = head.said_by is not None and head.governor is head.said_by and bool(head.said_by.data.get("warns"))
    return warns and not head.finite and head.carrier is None and head.mention.prep == "from" and not head.mention.definite


def denied_part(head: Head) -> bool:
    """نفى ضلوع قواته في قصف المشفى: who denies a part in an act does not deny the act, and it is not told to be his."""
    denies = head.said_by is not None and head.said_by.data.get("stance") == "denies"
    return denies and any(m.data["cue"]["id"] == "involvement" for c, m in head.cues if c == "charge")


def who_tried(draft: Draft, sentence: Sentence) -> None:
    """فصائل حاولت التسلل إلى …: the noun before the verb of trying is who did what was tried, or the party that is parted after it
    (حاولت مجاميع من المليشيا التقدم)."""
    head = draft.head
    if not head.cues:
        return
    tried = next((m for c, m in head.cues if c == "attempted" and m.data["cue"]["id"] == "tried" and m.last <= head.mention.first), None)
    if tried is not None and not head.finite and head.mention.prep is None and not draft.get("initiator"):
        parted = [m for m in sentence.mentions if tried.last <= m.first < head.mention.first]
        if len(parted) == 1 and parted[0].kind == "party" and parted[0].prep == "from" and parted[0].first - tried.last <= PARTED:
            draft.add("initiator", parted[0])
            return
    cue = next((m for c, m in head.cues if c == "attempted" and 0 <= head.mention.first - m.last <= 1), None)
    stopped = draft.type == "killing" or draft.method == "assassination"
    if cue is None or head.finite or draft.get("initiator") or (stopped and any(h.data.get("frame") == "foil" for h in draft.heads)):
        return
    for m in reversed([m for m in sentence.mentions if m.first < cue.first]):
        judges = m.kind == "cue" and m.data["cue"]["category"] == "reference"  # وصفت المسؤولة الغارة بأنها محاولة لقتل …
        if judges or m.kind in ("clause", "trigger", "light", "result", "speech"):
            return
        if m.kind in ("party", "person") and m.prep is None:
            if m not in (*draft.get("target"), *draft.get("victim")):  # القوات أفشلت هجوما: who stopped it did not try it
                draft.add("initiator", m)
            return


def yet_to_come(time: Mention, head: Head, published: dt.date | None) -> bool:
    """تنطلق غدا محادثات، يلتقي الوفدان في 19 من الشهر الجاري: a day after publication, of what no finished verb tells."""
    done = head if head.finite else head.carrier
    finished = done is not None and done.finite and done.sense.sense.pos == "pf"
    ahead = (time.data.get("offset") or 0) > 0 or time.data.get("which") == "next" or (time.data.get("window") or (0, 0))[1] > 0
    unfinished = done is not None and done.finite and done.sense.sense.pos == "im"
    if time.data.get("since") or time.data.get("which") == "past":
        return False  # يشنون منذ 4 نيسان هجوما
    if unfinished and published is not None and time.data.get("day") and ("month" in time.data or "month_rel" in time.data):
        found = dating.dates(time.data, published, ahead=True)
        ahead = ahead or (found is not None and 0 < (found[0] - published).days <= SOON)
    return not finished and time.prep != "to" and ahead


def to_meet(draft: Draft) -> bool:
    """ويلتقي المبعوث اليوم وزير الخارجية: an imperfect that opens its clause tells of a meeting today or on a weekday to come."""
    verb = draft.head if draft.head.finite else draft.head.carrier
    if draft.type != "talks" or verb is None or not verb.finite or verb.sense.sense.pos != "im" or verb.relative:
        return False
    if any(m.prep is None for m in verb.pre) or any(category in ("negated", "already", "pluperfect") for category, _ in verb.cues):
        return False
    time = draft.times[0].data
    if time.get("since") or time.get("ongoing"):
        return False
    return time.get("offset") == 0 or ("weekday" in time and not time.get("which"))


def had_been(head: Head) -> bool:
    """Whether كان stands before the verb that tells an act, or what it did to whom (كان شرطيان قتلا في هجوم), or where it was seen (كانت
    المدينة شهدت قصفا). Not before one that only lends an act its doer: كان مسلحون شنوا هجوما الجمعة is news as often."""
    telling = (h for h in (head, head.governor) if h is not None and h.finite and h.kind != "light")
    carrier = head.carrier if head.carrier is not None and head.carrier.finite else None
    if carrier is not None and carrier.sense.sense.pos == "pf" and after_place(carrier):
        return True
    return any(h.sense.sense.pos == "pf" and after_subject(h) for h in telling)


def after_place(light: Head) -> bool:
    had = next((cue for category, cue in light.cues if category == "pluperfect"), None)
    return had is not None and any(m.kind == "place" and m.first == had.last for m in light.pre)


def after_subject(head: Head) -> bool:
    """وكان مسلحون خطفوا ثلاثة: a perfect after كان and its subject tells what had happened."""
    beside = any(category == "pluperfect" and cue.last == head.mention.first for category, cue in head.cues)  # وكانت اعتقلت أمس
    had = next((cue for category, cue in head.cues if category == "pluperfect"), None)  # مجهولون كانوا يستقلون سيارة أطلقوا: not yet done
    told = (m for m in head.pre if m.kind in ("party", "person") and m.prep is None)
    return beside or any(had is None or m.first >= had.last for m in told)


def protested(draft: Draft) -> bool:
    """احتجاجا على اعتقال قسد ثلاثة …: what a protest is about happened, where it is told by whom and to how many."""
    about = any(m.data["cue"]["id"] == "protest_about" for _, m in draft.head.cues)
    return about and bool(draft.get("initiator")) and any(e["mention"].data.get("quantity") is not None for e in draft.effects)
