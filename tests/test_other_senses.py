"""Words of events in another sense, acts told that were not seen, and other acts than the one before: sentences of ours."""

from __future__ import annotations

import pytest

from rasid.model import Event, Report
from rasid.pipeline import Pipeline


def told(pipeline: Pipeline, text: str) -> list[Event]:
    return pipeline.code(Report(id="e", text=text, published="2024-05-20", lang="ar"))


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        # shelters, interceptors, hospitals, offices
        ("نزل آلاف السكان في كرميئيل بعد أن لجأوا إلى الملاجئ إثر إنذار تبين أنه خاطئ.", []),
        ("لجأت أربعون عائلة من قرية مركبا إلى مدارس صيدا.", ["displacement"]),
        ("أطلقت بطارية إسرائيلية ثلاثة صواريخ اعتراضية نحو سرب طيور فوق طبريا.", []),
        ("أطلق حزب الله ثلاثة صواريخ نحو مستوطنة المطلة.", ["shelling"]),
        ("أصيبت طالبة في نهاريا خلال الركض إلى بيتها بعد دوي الصفارات.", []),
        ("تسلم ضابط جديد منصب مدير قاعدة الجفرة خلفا لسلفه.", []),
        ("تسلمت القوات العراقية قاعدة القيارة من التحالف الدولي.", ["territory_gain"]),
        ("أصيب شرطيان بانفجار لغم في البيضاء، ونقل عناصر من القوات الجرحى إلى مشفى قريب.", ["explosive_device"]),
        # whose the point is, by a unit that has tanks
        ("هاجمت مجموعة من تنظيم داعش نقطة تابعة إلى كتيبة دبابات قرب قرية الإصلاح.", ["ground_attack"]),
        # an act that was not recorded, an attack that is counted, a patrol that comes in
        ("توغلت قوة إسرائيلية في قرية كودنة، فيما لم تسجل أي حالة اعتقال على يد القوات المتوغلة.", ["deployment"]),
        ("توغلت قوة إسرائيلية في قرية كودنة، وسجلت حالة اعتقال واحدة على يد القوات المتوغلة.", ["deployment", "arrest"]),
        ("سقط صاروخ قرب القنصلية التركية في الموصل. وهذا ثالث هجوم من نوعه يستهدف القنصلية.", ["shelling"]),
        (
            "توغلت قوة إسرائيلية فجر اليوم في بلدة كودنة. وقالت مصادر إن دورية إسرائيلية مؤلفة من نحو سبع آليات عسكرية دخلت البلدة.",
            ["deployment"],
        ),
        ("دخلت أربع مركبات تابعة للجيش الإسرائيلي إلى قرية كودنة.", ["deployment"]),
        # whose sentence, what ails him, what equipment is for
        ("وصل إلى سيئون ستة من المفرج عنهم بينهم طبيب محكوم عليه بالإعدام وابن أخيه.", []),
        ("أعدمت الجماعة ابن شيخ القبيلة في ساحة بلدة رداع.", ["killing"]),
        ("وفاة أسير مريض بالسرطان في سجن عوفر.", []),
        ("تواصل قوى الجيش تعزيز إجراءات الحماية الأمنية حول مدينة زحلة.", []),
        ("أرسل الجيش تعزيزات عسكرية كبيرة إلى مدينة زحلة.", ["deployment"]),
        # adjectives written as verbs, searches, towns under siege, things got back
        ("سقط ثلاثة من عناصر الشرطة في كمين غادر نصبه مسلحون قرب بلدة الكفرة.", ["ground_attack"]),
        ("غادر عناصر الشرطة مواقعهم في بلدة الكفرة نحو سبها.", ["withdrawal"]),
        ("شنت القوات التركية عملية بحث وتمشيط في ريف هكاري.", []),
        ("شنت القوات التركية عملية عسكرية ضد حزب العمال الكردستاني في ريف هكاري.", ["ground_attack"]),
        ("قصف الجيش أحياء في مدينة دوما المحاصرة وجرح خمسة مدنيين.", ["shelling"]),
        ("نجح سكان القرية في استعادة بعضها بعد مطاردة على طريق كتم.", []),
        ("بعد انتظار طويل نجح عشرات الطلبة في الوصول إلى ساحة الحبوبي في الناصرية.", []),
        # captions
        ("استهداف المدنيين في معرة النعمان (رويترز)\nعقد المجلس المحلي جلسة ناقش فيها شؤون التعليم.", []),
    ],
)
def test_other_senses(pipeline: Pipeline, text: str, wanted: list[str]) -> None:
    assert [e.type for e in told(pipeline, text)] == wanted


def test_fire_met_on_a_mission(pipeline: Pipeline) -> None:
    """What a patrol met stands after words for what it was about: no aim of that."""
    [met] = told(pipeline, "تعرضت دورية للشرطة العراقية خلال تنفيذ مهمة تفتيش في ناحية العظيم، لهجوم من مسلحين، ما أدى إلى إصابة شرطي.")
    assert (met.type, [t.actor for t in met.targets][:1], [p.names["ar"] for p in met.places]) == (
        "ground_attack",
        ["iraqi-police"],
        ["العظيم"],
    )


def test_made_an_end_of(pipeline: Pipeline) -> None:
    """القضاء عليه: he was killed; القضاء alone is the judiciary."""
    [one] = told(pipeline, "أوضحت القيادة أن الإرهابي الذي جرى القضاء عليه الخميس في مدينة باتنة كان قياديا.")
    assert one.type in ("killing", "ground_attack") and one.places[0].names["ar"] == "باتنة"


def test_vehicles_taken_are_looted(pipeline: Pipeline) -> None:
    [taken] = told(pipeline, "اختطف مسلحون من الدعم السريع شاحنتين على طريق مليط.")
    assert (taken.type, taken.method) == ("property_destruction", "looting")


def test_another_force_does_another_act(pipeline: Pipeline) -> None:
    text = "توغلت قوة إسرائيلية في قرية الرفيد بريف القنيطرة. وتوغلت قوة أخرى في قرية جباتا الخشب وأقامت حاجزا."
    assert [e.places[0].names["ar"] for e in told(pipeline, text) if e.type in ("deployment", "ground_attack")] == ["الرفيد", "جباثا الخشب"]


def test_of_late_is_no_news(pipeline: Pipeline) -> None:
    [struck] = told(pipeline, "تعرض مطار النيرب العسكري في حلب مؤخرا لغارة إسرائيلية.")
    assert struck.type == "air_strike" and struck.background


def test_an_act_not_done_is_told_as_negated(pipeline: Pipeline) -> None:
    """لم يتم إطلاق: a verb of being done tells the act; وليس هجوما does not."""
    [shot] = told(pipeline, "أكد الجيش الإسرائيلي أنه لم يتم إطلاق صواريخ من قطاع غزة.")
    assert (shot.type, shot.status) == ("shelling", "negated")


def test_a_sentence_of_its_own_day_adds_to_the_news(pipeline: Pipeline) -> None:
    text = "توغلت قوة إسرائيلية في قرية الرفيد بريف القنيطرة. وتوغلت القوات الإسرائيلية أمس في مدينة القنيطرة وقرية الرفيد."
    moved = [e for e in told(pipeline, text) if e.type in ("deployment", "ground_attack")]
    assert [e.time.start for e in moved] == [None, "2024-05-19"]


@pytest.mark.parametrize(
    "text",
    [
        "وكثيرا ما تخلف الاشتباكات بين الجيش التركي وحزب العمال الكردستاني جرحى بين الرعاة في ناحية كاني ماسي.",
        "في كثير من الأحيان تقصف المدفعية التركية أطراف ناحية كاني ماسي.",
    ],
)
def test_what_often_happens_is_no_news(pipeline: Pipeline, text: str) -> None:
    assert all(e.background for e in told(pipeline, text))


def test_a_name_and_an_idiom_are_no_acts_and_no_places(pipeline: Pipeline) -> None:
    """وصفي is a man; بالدرجة الأولى is no quarter of El Fasher, though حي الدرجة الأولى is."""
    [fired] = told(pipeline, "وقال مدير ناحية مندلي، وصفي جاسم العبيدي إن قذيفتي هاون سقطتا على بستان تقع فيه مضخة في الناحية.")
    assert fired.type == "shelling"
    [hit] = told(pipeline, "استهدف القصف المدفعي بالدرجة الأولى مواقع عسكرية في مدينة بارا.")
    assert [p.names["ar"] for p in hit.places] == ["بارا"]
    [quarter] = told(pipeline, "قصفت قوات الدعم السريع حي الدرجة الأولى في الفاشر.")
    assert "الدرجة" in quarter.places[0].names["ar"]


@pytest.mark.parametrize(
    "text",
    ["قبل أسابيع، قصفت طائرات حربية بلدة حزانو.", "وقبل أسابيع، قصفت طائرات حربية بلدة حزانو."],
)
def test_an_act_of_weeks_before_is_no_news(pipeline: Pipeline, text: str) -> None:
    assert all(e.background for e in told(pipeline, text))


def test_a_captive_of_weeks_before_is_freed_now(pipeline: Pipeline) -> None:
    events = told(pipeline, "أطلقت الشرطة سراح مهندس خطف قبل أسابيع في مدينة صرمان.")
    assert [e.background for e in events if e.type == "release"] == [False]
