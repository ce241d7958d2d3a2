"""Who did it and to whom, told in who announces it, whom fighters follow or who holds a place. Each sentence is ours."""

from __future__ import annotations

import pytest

from rasid.model import Report
from rasid.pipeline import Pipeline

Told = tuple[str, set[str], set[str]]


def told(pipeline: Pipeline, text: str, published: str) -> list[Told]:
    """(type, initiators, targets) of each event."""
    return [
        (e.type, {i.actor for i in e.initiators if i.actor}, {t.actor for t in e.targets if t.actor})
        for e in pipeline.code(Report(id="d", text=text, published=published))
    ]


ANNOUNCED: dict[str, tuple[str, str, list[Told]]] = {
    "gunmen whose death an army announces": (
        "2016-04-11",
        "أعلن الجيش المصري مقتل سبعة مسلحين جنوب رفح.",
        [("ground_attack", {"egyptian-army"}, {"unidentified-armed-group"})],
    ),
    "soldiers whose death a group announces": (
        "2024-01-17",
        "أعلنت سرايا القدس مقتل ثلاثة جنود إسرائيليين في كمين شرق خان يونس.",
        [("ground_attack", {"quds-brigades"}, {"israel-defense-forces"})],
    ),
    "soldiers whose death their army announces": (
        "2019-02-06",
        "أعلن الجيش الليبي مقتل أربعة جنود في هجوم على بوابة الفقهاء.",
        [("ground_attack", set(), {"libyan-army"})],
    ),
    "gunmen whose death a ministry announces": (
        "2018-09-02",
        "أعلنت وزارة الداخلية العراقية مقتل أحد عشر إرهابيا في تلعفر.",
        [("ground_attack", {"iraqi-interior-ministry"}, {"unidentified-armed-group"})],
    ),
    "losses that a side admits": (
        "2021-03-01",
        "أقرت جماعة الحوثي بمقتل عقيد في غارة على صرواح.",
        [("air_strike", set(), {"houthis"})],
    ),
    "fighters without a word of whose they are": (
        "2019-01-20",
        "أعلنت قوات سوريا الديمقراطية مقتل مقاتلين اثنين في هجوم على حاجز قرب الشحيل.",
        [("ground_attack", set(), {"syrian-democratic-forces"})],
    ),
    "with another name of the speaker and a day between": (
        "2022-11-20",
        "أعلن الجيش الوطني السوري التابع للحكومة المؤقتة، الأحد، قصف نقطة لقوات سوريا الديمقراطية قرب مرعناز.",
        [("shelling", {"syrian-national-army"}, {"syrian-democratic-forces"})],
    ),
    "whose the thing is, some words after it": (
        "2024-05-30",
        "أعلنت كتائب القسام قصف مقر قيادة وسيطرة للجيش الإسرائيلي شرق جباليا بقذائف الهاون.",
        [("shelling", {"qassam-brigades"}, {"israel-defense-forces"})],
    ),
    "and its own soldiers, hurt in it": (
        "2024-03-11",
        "أعلنت سرايا القدس قصف تجمع للجيش الإسرائيلي شرق خان يونس وتحقيق إصابات في صفوف جنوده.",
        [("shelling", {"quds-brigades"}, {"israel-defense-forces"})],
    ),
    "who announced before announces this too": (
        "2019-06-12",
        "أعلنت قسد قصف نقطة للفصائل في منبج. كما أعلنت مقتل خمسة من مسلحي داعش قرب الهول.",
        [
            ("shelling", {"syrian-democratic-forces"}, {"armed-factions"}),
            ("ground_attack", {"syrian-democratic-forces"}, {"islamic-state"}),
        ],
    ),
}

WHOSE_MEN: dict[str, tuple[str, str, Told]] = {
    "gunmen loyal to a leader": (
        "2019-11-20",
        "قتل ستة من المسلحين الموالين لحفتر في قصف لقوات الوفاق على وادي الربيع.",
        ("shelling", {"government-of-national-accord-forces"}, {"libyan-national-army"}),
    ),
    "fighters who belong to": (
        "2015-10-03",
        "خطف مسلحون ينتمون إلى جبهة النصرة راعيا قرب سراقب.",
        ("abduction", {"nusra-front"}, {"civilians"}),
    ),
    "a name in brackets": (
        "2018-05-05",
        "هاجم مسلحون من (داعش) نقطة للشرطة جنوب الحويجة.",
        ("ground_attack", {"islamic-state"}, {"police"}),
    ),
    "what is known as": (
        "2017-04-09",
        "فجر مسلحون يتبعون ما يعرف بتنظيم ولاية سيناء منزلا في رفح.",
        ("property_destruction", {"sinai-province"}, set()),
    ),
    "militias of a so-called": (
        "2015-02-22",
        "اشتبكت قوات الجيش الليبي مع ميليشيات ما يسمى «مجلس شورى ثوار بنغازي» في الصابري.",
        ("armed_clash", {"libyan-army"}, {"benghazi-revolutionaries-shura"}),
    ),
    "loyal to a government: none of its men": (
        "2014-08-19",
        "قتل مدنيان برصاص مسلحين موالين للحكومة في كتم.",
        ("killing", {"unidentified-armed-group"}, {"civilians"}),
    ),
    "a campaign is not whose they are": (
        "2016-03-14",
        "قتل أربعة تكفيريين خلال حملة أمنية في العريش.",
        ("ground_attack", set(), {"unidentified-armed-group"}),
    ),
}

HELD: dict[str, tuple[str, str, list[Told]]] = {
    "positions in which fighters stand": (
        "2016-01-15",
        "قصفت المدفعية مباني يتحصن فيها مقاتلو داعش شرق الرمادي.",
        [("shelling", set(), {"islamic-state"})],
    ),
    "a school that a force uses": (
        "2024-02-11",
        "قصف الجيش السوداني مدرسة تتخذها قوات الدعم السريع مقرا لها في زالنجي.",
        [("shelling", {"sudanese-armed-forces"}, {"rapid-support-forces"})],
    ),
    "a post where police stood": (
        "2013-12-26",
        "هاجم مسلحون مقرا كان يتمركز فيه عناصر من الشرطة في الفلوجة.",
        [("ground_attack", {"unidentified-armed-group"}, {"police"})],
    ),
    "fighters who take up posts are news": (
        "2019-08-10",
        "تمركز عناصر الحزام الأمني في محيط مطار عدن.",
        [("deployment", {"security-belt"}, set())],
    ),
}


@pytest.mark.parametrize("what", ANNOUNCED)
def test_who_killed_those_whom_a_side_announces(pipeline: Pipeline, what: str) -> None:
    day, text, want = ANNOUNCED[what]
    assert told(pipeline, text, day) == want


@pytest.mark.parametrize("what", WHOSE_MEN)
def test_whose_men_they_are(pipeline: Pipeline, what: str) -> None:
    day, text, want = WHOSE_MEN[what]
    assert told(pipeline, text, day)[0] == want


@pytest.mark.parametrize("what", HELD)
def test_who_stands_in_what_was_hit(pipeline: Pipeline, what: str) -> None:
    day, text, want = HELD[what]
    assert told(pipeline, text, day) == want


MET: dict[str, tuple[str, str, list[Told]]] = {
    "whom a pronoun stands for, in a clause without a relative": (
        "2016-08-22",
        "شن تنظيم داعش هجوما على قرية تل الورد تصدت له قوات البيشمركة.",
        [("ground_attack", {"islamic-state"}, {"peshmerga"})],
    ),
    "whom a pronoun stands for, after فـ": (
        "2021-02-09",
        "هاجم الحوثيون منطقة المشجح فتصدت لهم قبائل مراد.",
        [("ground_attack", {"houthis"}, {"yemeni-tribes"})],
    ),
    "a number after those it counts": (
        "2020-02-28",
        "تمكنت القوات العراقية من قتل الانتحاريين الثلاثة قرب الطارمية.",
        [("ground_attack", {"iraqi-army"}, {"suicide-bombers"})],
    ),
    "the attackers whom another force killed": (
        "2024-06-12",
        "شنت قوات الدعم السريع هجوما على معسكر الزرق، وقتلت القوة المشتركة تسعة من المهاجمين.",
        [
            ("ground_attack", {"rapid-support-forces"}, set()),
            ("ground_attack", {"joint-forces-darfur"}, {"rapid-support-forces"}),
        ],
    ),
    "the attacking force is whoever attacked": (
        "2018-03-07",
        "هاجمت مجموعات مسلحة معسكرا قرب سبها. وقال مصدر إن القوة المهاجمة اقتحمت المعسكر فجرا.",
        [("ground_attack", {"unidentified-armed-group"}, set())],
    ),
    "an occupation with its nationality": (
        "2022-08-17",
        "قصفت طائرات الاحتلال التركي قرية زورافا. كما استهدفت مدفعية الاحتلال محيط عين دقنة.",
        [("air_strike", {"turkish-air-force"}, set()), ("shelling", {"turkish-army"}, set())],
    ),
    "an occupation without one": (
        "2022-08-17",
        "قصفت طائرات الاحتلال موقعا شرق خان يونس.",
        [("air_strike", {"israeli-air-force"}, set())],
    ),
    "who lifts a siege did not lay it": (
        "2017-09-05",
        "كسر الجيش السوري الحصار المفروض على دير الزور.",
        [("restriction", set(), set())],
    ),
}

NO_NEWS = {
    "a quarrel under control": "سيطرت أجهزة الأمن على الموقف إثر شجار بين عائلتين في الزوايدة.",
    "a scene under control": "وسيطرت الشرطة على مكان الحادث في حي التفاح.",
    "who holds a town still": "ولا تزال الفصائل تسيطر على اللطامنة ومورك.",
    "what a town is like": "وتشهد مدينة تعز عمليات اغتيال تطال ضباطا في الجيش.",
    "a truce that is broken": "وتخرق قوات حفتر وقف إطلاق النار في طرابلس.",
    "who stands beside it": "وقعت مشادة قرب تمركز قوات النظام في طفس.",
}

NEWS: dict[str, tuple[str, str, list[Told]]] = {
    "ground taken": ("2016-08-05", "سيطرت الفصائل على كلية المدفعية في حلب.", [("territory_gain", {"armed-factions"}, set())]),
    "an attack such as none was, and when": (
        "2025-10-11",
        "قصفت قوات الدعم السريع مدينة الدلنج بالمدفعية في هجوم هو الأعنف منذ أسابيع.",
        [("shelling", {"rapid-support-forces"}, set())],
    ),
}


@pytest.mark.parametrize("what", MET)
def test_whom_words_for_those_told_before_mean(pipeline: Pipeline, what: str) -> None:
    day, text, want = MET[what]
    assert told(pipeline, text, day) == want


@pytest.mark.parametrize("what", NO_NEWS)
def test_what_is_so_or_everyday_is_no_event(pipeline: Pipeline, what: str) -> None:
    assert told(pipeline, NO_NEWS[what], "2019-05-02") == []


@pytest.mark.parametrize("what", NEWS)
def test_news_in_the_same_words_stays(pipeline: Pipeline, what: str) -> None:
    day, text, want = NEWS[what]
    assert told(pipeline, text, day) == want


def test_an_attack_such_as_none_was_is_of_the_day_and_no_history(pipeline: Pipeline) -> None:
    (event,) = pipeline.code(Report(id="d", text=NEWS["an attack such as none was, and when"][1], published="2025-10-11"))
    assert not event.background
    assert event.time.start is None


def test_conflicting_news_of_a_gain_is_possible(pipeline: Pipeline) -> None:
    text = "ورغم الأنباء المتضاربة حول استعادة قوات النظام بلدة معردس، تستمر المعارك."
    gain = next(e for e in pipeline.code(Report(id="d", text=text, published="2017-03-29")) if e.type == "territory_gain")
    assert gain.status == "possible"


def test_people_counted_by_a_number_after_them(pipeline: Pipeline) -> None:
    (event,) = pipeline.code(Report(id="d", text="قتلت الشرطة المسلحين الأربعة في بني سويف.", published="2019-05-02"))
    assert [(t.effect, t.min, t.max) for t in event.toll] == [("killed", 4, 4)]


BESIDE: dict[str, tuple[str, str, Told]] = {
    "the enemy, where reports mean no state by it": (
        "2018-11-02",
        "قصفت حركة تحرير السودان تجمعات لقوات العدو في جبل مرة.",
        ("shelling", {"sudan-liberation-movement"}, set()),
    ),
    "the enemy, where reports mean a state by it": (
        "2024-02-05",
        "استهدف حزب الله تجمعا لقوات العدو في موقع المرج.",
        ("shelling", {"hezbollah"}, {"israel-defense-forces"}),
    ),
    "an ally": (
        "2026-01-05",
        "حاصرت قوات الدعم السريع وحليفتها الحركة الشعبية مدينة الدلنج.",
        ("restriction", {"rapid-support-forces", "splm-n"}, set()),
    ),
    "who stands at a checkpoint": (
        "2019-10-25",
        "أوقفت الحواجز العسكرية في محيط جاسم ستة شبان.",
        ("arrest", {"army"}, set()),
    ),
    "men with the name of their group in brackets": (
        "2021-12-03",
        "قتل أربعة من البيشمركة بانفجار عبوة زرعها عناصر (داعش) جنوب مخمور.",
        ("explosive_device", {"islamic-state"}, {"peshmerga"}),
    ),
    "gangs of a nationality": (
        "2019-06-18",
        "اشتبكت كتيبة سبل السلام مع عصابات تشادية مسلحة جنوب الكفرة.",
        ("armed_clash", {"lna-brigades"}, {"chadian-armed-opposition"}),
    ),
    "police by their branch": (
        "2015-02-18",
        "ضبط عناصر من البحث الجنائي ستين لغما في مدينة المرج.",
        ("disrupted_weapons_use", {"police"}, set()),
    ),
    "a quarrel that turned into fighting": (
        "2015-07-29",
        "وقع إشكال بين عناصر من حركة فتح وعناصر من جند الشام وتطور إلى اشتباكات أدت إلى مقتل اثنين في عين الحلوة.",
        ("armed_clash", {"fatah"}, {"jund-al-sham-lebanon"}),
    ),
}


@pytest.mark.parametrize("what", BESIDE)
def test_who_stands_beside_the_act(pipeline: Pipeline, what: str) -> None:
    day, text, want = BESIDE[what]
    assert told(pipeline, text, day)[0] == want


def test_losses_of_who_spoke_before_are_his(pipeline: Pipeline) -> None:
    text = "قالت حركة تحرير السودان إنها صدت هجوما للجيش في جبل مرة. وأعلنت مقتل اثنين من جنودها."
    assert told(pipeline, text, "2017-01-20") == [("ground_attack", {"sudanese-armed-forces"}, {"sudan-liberation-movement"})]


def test_whom_somebody_holds_still_is_no_news(pipeline: Pipeline) -> None:
    assert told(pipeline, "وما يزال تنظيم داعش يحتجز ثمانية عسكريين في الجرود.", "2016-02-06") == []


def test_what_a_campaign_was_for_did_nothing(pipeline: Pipeline) -> None:
    text = "نفذت إدارة الأمن العام حملة أمنية في حي المهاجرين بحمص، استهدفت فلول النظام المخلوع."
    assert all("former-regime-loyalists" not in doers for _, doers, _ in told(pipeline, text, "2025-04-09"))
