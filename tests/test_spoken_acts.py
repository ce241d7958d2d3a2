"""What is said, threatened, denied and blamed: sentences of ours, each for a mechanism that published reports asked for."""

from __future__ import annotations

import pytest

from rasid.model import Report

PUBLISHED = "2024-05-20"


def told(pipeline, text: str) -> list[tuple[str, str, set[str], set[str]]]:
    """(type, status, initiators, targets) of each event of a sentence."""
    return [
        (e.type, e.status, {i.actor for i in e.initiators if i.actor}, {t.actor for t in e.targets if t.actor})
        for e in pipeline.code(Report(id="t", text=text, published=PUBLISHED))
    ]


def test_a_denial_ends_where_who_denies_goes_on_to_say(pipeline) -> None:
    text = "نفى قائد شرطة عدن وجود سجون سرية، مؤكدا أن الشرطة اعتقلت عشرة مسلحين في المعلا."
    assert [(t, s) for t, s, *_ in told(pipeline, text)] == [("arrest", "asserted")]
    text = "قال قائد شرطة عدن إن الوضع هادئ، نافيا أن تكون الشرطة اعتقلت عشرة مسلحين في المعلا."
    assert [(t, s) for t, s, *_ in told(pipeline, text)] == [("arrest", "denied")]


def test_who_denies_and_accuses(pipeline) -> None:
    text = "نفت وزارة الدفاع الروسية أن تكون طائراتها قصفت مشفى كفرنبل، واتهمت هيئة تحرير الشام بتخزين السلاح فيه."
    assert ("accusation", "asserted", {"russian-defence-ministry"}, {"hayat-tahrir-al-sham"}) in told(pipeline, text)


@pytest.mark.parametrize(
    ("text", "type_", "doer"),
    [
        ("قال رئيس الوزراء الإسرائيلي إن المفاوضات متوقفة، متهما حركة حماس بعرقلة الصفقة.", "accusation", "israeli-government"),
        ("وصف الحرس الثوري الإيراني العملية بالجبانة، متوعدا منفذيها برد قاس.", "threat", "iran-irgc"),
        ("أما حركة فتح فأمهلت حماس يومين للانسحاب من مقار الأجهزة الأمنية.", "threat", "fatah"),
        ("قال قائد الجيش اللبناني إن قواته لن تتردد في الرد على أي اعتداء.", "threat", "lebanese-army"),
        ("حذر الجيش المصري من أن قواته سترد بقوة إذا عبرت المليشيات الحدود.", "threat", "egyptian-army"),
    ],
)
def test_what_is_said_beside_a_verb_is_by_who_speaks(pipeline, text: str, type_: str, doer: str) -> None:
    assert [(t, i) for t, _, i, _ in told(pipeline, text) if t == type_] == [(type_, {doer})]


@pytest.mark.parametrize(
    "text",
    [
        "أوقفت الشرطة رجلا متهما بسرقة متجر في دمشق.",
        "قالت الحركة إنها سترد على مقترح الوسطاء خلال أيام.",
        "قال وزير الصحة إن الوزارة لن تتردد في تقديم المساعدة للمشافي.",
    ],
)
def test_words_that_only_look_like_blame_or_threat(pipeline, text: str) -> None:
    assert [t for t, *_ in told(pipeline, text) if t in ("threat", "accusation")] == []


def test_doers_right_after_that(pipeline) -> None:
    text = "اقتحم ملثمون منازل في طفس واعتقلوا شبانا، وقالت الشرطة إن مسلحين خطفوهم."
    assert all(t != {"unidentified-armed-group"} for k, _, _, t in told(pipeline, text) if k == "abduction")


@pytest.mark.parametrize(
    ("text", "status", "parties"),
    [
        ("انطلقت في مسقط مباحثات أميركية إيرانية غير مباشرة.", "asserted", {"us-government", "iranian-government"}),
        ("جرت محادثات بين أنقرة وتل أبيب لتخفيف التوتر.", "asserted", {"turkish-government", "israeli-government"}),
        ("استضافت جدة محادثات بين الجيش السوداني وقوات الدعم السريع.", "asserted", {"sudanese-armed-forces", "rapid-support-forces"}),
        ("وصل وفد من المخابرات المصرية إلى غزة أمس لبحث التهدئة مع قيادة حماس.", "asserted", {"egyptian-intelligence", "hamas"}),
        (
            "ويلتقي المبعوث الأميركي اليوم في بغداد وفدا من قوات سوريا الديمقراطية.",
            "planned",
            {"us-government", "syrian-democratic-forces"},
        ),
        ("يبحث وزيرا خارجية تركيا وروسيا في موسكو غدا تثبيت الهدنة.", "planned", {"turkish-government", "russian-government"}),
        ("دعا المبعوث الأممي، عقب لقائه في مسقط وفدا من الحوثيين، إلى التهدئة.", "asserted", {"united-nations", "houthis"}),
    ],
)
def test_who_talks(pipeline, text: str, status: str, parties: set[str]) -> None:
    assert [(s, i | t) for k, s, i, t in told(pipeline, text) if k == "talks"] == [(status, parties)]


def test_capitals_that_open_a_clause_act(pipeline) -> None:
    [_, threat] = told(pipeline, "سقطت قذائف على محيط بلدة مورك، وأنقرة تتوعد بالرد.")
    assert threat[0] == "threat"
    assert threat[2] == {"turkish-government"}


def test_crowds_of_so_many_and_what_they_protest(pipeline) -> None:
    text = "في النجف قتل متظاهر برصاص مجهولين. وواصل المئات اعتصامهم في ساحة الصدرين."
    assert [k for k, *_ in told(pipeline, text) if k == "protest"] == ["protest"]
    text = "واحتجاجا على ذلك قطع الأهالي الطريق بين الحسكة وتل تمر بالإطارات المشتعلة."
    assert [k for k, *_ in told(pipeline, text)] == ["riot"]


def test_accords_of_the_two_sides(pipeline) -> None:
    text = "اندلعت اشتباكات بين فيلق الشام وجيش النصر في بلدة سرمدا، قبل أن يتوصل الطرفان إلى اتفاق على سحب المسلحين."
    assert ("agreement", {"faylaq-al-sham", "jaysh-al-nasr"}) in [(k, i | t) for k, _, i, t in told(pipeline, text)]
    text = "وكانت موسكو وأنقرة قد اتفقتا في أيلول 2018 على إقامة منطقة منزوعة السلاح."
    assert [(k, i | t) for k, _, i, t in told(pipeline, text)] == [("agreement", {"russian-government", "turkish-government"})]


@pytest.mark.parametrize(
    ("text", "events"),
    [
        ("نجا قاض من محاولة اغتيال بعدما انفجرت عبوة أسفل سيارته في بنغازي دون إصابات.", [("explosive_device", "asserted")]),
        ("نجا قاض من محاولة اغتيال في بنغازي بعد إطلاق النار على سيارته.", [("killing", "attempted")]),
        ("أصيب مختار بجروح جراء محاولة اغتياله برصاص مجهولين في بلدة الصبحة.", [("killing", "attempted")]),
        ("أحبطت الشرطة العراقية محاولة اغتيال محافظ بعبوة ناسفة في بعقوبة.", [("explosive_device", "attempted")]),
        ("نجا وزير الدفاع اليمني من هجوم انتحاري بسيارة مفخخة في عدن.", [("suicide_bombing", "asserted")]),
    ],
)
def test_tries_at_a_life(pipeline, text: str, events: list[tuple[str, str]]) -> None:
    assert [(k, s) for k, s, *_ in told(pipeline, text)] == events


@pytest.mark.parametrize(
    ("text", "type_", "doers"),
    [
        ("أمهلت قبائل الصعير وزير الداخلية اليمني ثلاثة أيام لتسليم القاتل.", "threat", {"tribesmen"}),
        ("أمهل وجهاء الزاوية المجموعات المسلحة يومين لمغادرة المدينة.", "threat", {"tribal-elders"}),
        ("توصل وجهاء بصر الحرير إلى اتفاق مع ضباط من الفرقة الخامسة يقضي بسحب الحواجز.", "agreement", {"tribal-elders"}),
        ("حذرت الإدارة الأهلية في النهود الدعم السريع من دخول المدينة.", "threat", {"tribal-elders"}),
        ("أعلنت قبيلة الحداء النفير العام ضد الحوثيين.", "deployment", {"tribesmen"}),
    ],
)
def test_tribes_and_their_elders(pipeline, text: str, type_: str, doers: set[str]) -> None:
    assert [i for k, _, i, _ in told(pipeline, text) if k == type_] == [doers]


@pytest.mark.parametrize(
    ("text", "type_", "doers", "met"),
    [
        ("توعد وزير الدفاع الإسرائيلي يسرائيل كاتس، حزب الله برد قاس.", "threat", {"israeli-defence-ministry"}, set()),
        (
            "قالت قوات الدعم السريع إن قائد الجيش السوداني يتحمل المسؤولية عن الحرب.",
            "accusation",
            {"rapid-support-forces"},
            {"sudanese-armed-forces"},
        ),
        ("قال متحدث باسم الحوثيين إن قواتهم لن تقف مكتوفة الأيدي أمام أي اعتداء.", "threat", {"houthis"}, set()),
    ],
)
def test_offices_and_blame(pipeline, text: str, type_: str, doers: set[str], met: set[str]) -> None:
    assert [(i, t) for k, _, i, t in told(pipeline, text) if k == type_] == [(doers, met)]


def test_what_came_of_an_act_that_is_blamed(pipeline) -> None:
    text = "اتهم الجيش السوداني قوات الدعم السريع بالقصف العشوائي على أم درمان مما أدى لمقتل 13 مدنيا."
    assert [(k, i) for k, _, i, _ in told(pipeline, text)] == [("shelling", {"rapid-support-forces"})]
    assert [k for k, *_ in told(pipeline, "حظرت قوات الأمن العراقية التجول في مدينة السماوة.")] == ["restriction"]


@pytest.mark.parametrize(
    ("text", "type_", "doers"),
    [
        ("وصل لواءان من الجيش العراقي إلى قاعدة الحبانية.", "deployment", {"iraqi-army"}),
        ("بعد دخول رتل تركي مؤلف من 40 آلية عبر معبر باب السلامة، ساد الهدوء.", "deployment", {"turkish-army"}),
        ("تسلم الصليب الأحمر من الحوثيين تسعة جنود أسرى في تعز.", "release", {"houthis"}),
        ("عاد إلى بلدته ثلاثة عناصر من الشرطة أفرج عنهم تنظيم الدولة في هيت.", "release", {"islamic-state"}),
        ("تسلمت عائلات ثلاثة شبان أفرجت عنهم هيئة تحرير الشام في إدلب.", "release", {"hayat-tahrir-al-sham"}),
    ],
)
def test_who_moves_and_who_frees(pipeline, text: str, type_: str, doers: set[str]) -> None:
    assert [i for k, _, i, _ in told(pipeline, text) if k == type_] == [doers]


@pytest.mark.parametrize(
    ("text", "events"),
    [
        ("نفى مصدر عسكري سوري الأنباء التي تحدثت عن انسحاب الجيش من مطار كويرس.", [("withdrawal", "denied")]),
        ("نفت قسد ما نشرته وسائل إعلام تركية عن مقتل قائد فيها بغارة قرب عين العرب.", [("air_strike", "denied")]),
        ("حاولت مجموعة من الحوثيين التسلل إلى مواقع الجيش غرب تعز، فتصدت لها القوات.", [("ground_attack", "asserted")]),
        ("الكرملين: سنرد بقوة على أي استهداف لقواتنا في سوريا", [("threat", "asserted")]),
    ],
)
def test_denials_of_what_others_say_and_tries_that_are_met(pipeline, text: str, events: list[tuple[str, str]]) -> None:
    assert [(k, s) for k, s, *_ in told(pipeline, text)] == events


@pytest.mark.parametrize(
    "text",
    [
        "شن النائب سمير العكيلي، في مقابلة مع صحيفة محلية في بغداد أمس، هجوما عنيفا على قيادة العمليات واتهمها بالفساد.",
        "شن رئيس الحكومة أعنف هجوم له على حركة حماس في كلمة ألقاها في رام الله أمس.",
        "ودعا الخبير في رام الله أمس سكان المدينة إلى التسلح، وقال إن ما يجري خطوة عاجلة لاتقاء ضربة إسرائيلية.",
    ],
)
def test_an_attack_in_a_speech_or_one_to_be_averted_is_none(pipeline, text: str) -> None:
    told = {e.type for e in pipeline.code(Report(id="r", text=text, published="2014-03-02", lang="ar"))}
    assert not told & {"ground_attack", "assault", "shelling", "air_strike"}


@pytest.mark.parametrize(
    "text",
    [
        "شن مسلحو تنظيم الدولة هجوما على حاجز للجيش في بيجي، بحسب تقرير للأمم المتحدة.",
        "شنت القوات الحكومية هجوما على مواقع الحوثيين في تعز، وقال القائد في كلمة له إن المعركة مستمرة.",
    ],
)
def test_an_attack_by_who_fights_is_told_though_a_report_or_a_speech_stands_near(pipeline, text: str) -> None:
    assert [e.type for e in pipeline.code(Report(id="r", text=text, published="2014-03-02", lang="ar"))] == ["ground_attack"]


def test_violence_of_another_month_in_a_relative_clause_is_background(pipeline) -> None:
    text = "قضت محكمة في عدن بسجن أحد رجال القائد ناصر، الذي قتل مع ستة من أعوانه في غارة أميركية بطائرة مسيرة في مأرب في نوفمبر 2003."
    [event] = [e for e in pipeline.code(Report(id="r", text=text, lang="ar")) if e.type in ("drone_strike", "killing", "air_strike")]
    assert event.background
    news = "قتل القائد ناصر مع ستة من أعوانه في غارة أميركية بطائرة مسيرة في مأرب في نوفمبر 2003."
    [event] = [e for e in pipeline.code(Report(id="r", text=news, lang="ar")) if e.type in ("drone_strike", "killing", "air_strike")]
    assert not event.background
