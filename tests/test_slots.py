"""Single slots that reports of outlets came out wrong in: whose force, who did it, which place and day. Each sentence is ours."""

from __future__ import annotations

import pytest

from rasid.model import Event, Report


def coded(pipeline, text: str, published: str = "2022-03-10") -> list[Event]:
    return pipeline.code(Report(id="s", text=text, published=published))


def sides(event: Event) -> tuple[str, set[str], set[str]]:
    return event.type, {i.actor for i in event.initiators if i.actor}, {t.actor for t in event.targets if t.actor}


WHOSE = {
    "soldiers are of the army of the country that is told": (
        "2013-05-05",
        "قتل جنديان وأصيب ضابط بانفجار عبوة لاصقة في مدينة تلعفر العراقية.",
        ("explosive_device", set(), {"iraqi-army"}),
    ),
    "an officer with his rank": (
        "2012-09-05",
        "اغتال مسلحون مجهولون ضابطا برتبة مقدم في مدينة الغيضة شرقي اليمن.",
        ("killing", {"unidentified-armed-group"}, {"yemeni-government-forces"}),
    ),
    "soldiers in a country that nothing tells stay generic": (
        "2013-05-05",
        "قتل جنديان بانفجار عبوة لاصقة في تلعفر.",
        ("explosive_device", set(), {"army"}),
    ),
    "what a name meant before a force was made of it": (
        "2007-02-11",
        "هاجمت ميليشيا الجنجويد قرية قرب كتم ونهبت المواشي.",
        ("ground_attack", {"janjaweed"}, set()),
    ),
    "what it means since": (
        "2024-02-11",
        "قصفت ميليشيا الجنجويد مدينة سنجة بالمدافع.",
        ("shelling", {"rapid-support-forces"}, set()),
    ),
    "forces loyal to a president who is one no more": (
        "2016-07-01",
        "قصف الحوثيون والقوات الموالية للرئيس المخلوع حي الجحملية في تعز بالدبابات.",
        ("shelling", {"houthis", "saleh-forces"}, set()),
    ),
    "tribes that fight": (
        "2024-02-10",
        "اندلعت اشتباكات بين قبيلة التاما وقبيلة القمر في مدينة سربا بغرب دارفور.",
        ("armed_clash", {"tama"}, {"gimir"}),
    ),
}


@pytest.mark.parametrize("what", WHOSE)
def test_whose_force_it_is(pipeline, what: str) -> None:
    published, text, want = WHOSE[what]
    assert want in [sides(e) for e in coded(pipeline, text, published)]


WHERE = {
    "a village whose name is also a noun for hills": ("داهمت قوات الاحتلال قرية تل جنوب غربي نابلس واعتقلت فتى.", "Till"),
    "a side of a province is no province of another country": ("قصف الجيش تجمعا في الحدود الشمالية لمحافظة الضالع.", "Ad Dali"),
    "what two nouns of an interception were aimed at": (
        "أعلن التحالف بقيادة السعودية اعتراض وتدمير مسيرة أطلقها الحوثيون تجاه خميس مشيط.",
        "Khamis Mushait",
    ),
    "large is no town that it is spelt like": ("وقع هجوم كبير على معسكر الجلاء في عدن، وقتل جنديان.", "Al-Jala camp"),
    "a quarter of Khartoum": ("قصفت قوات الدعم السريع حي بري شرقي الخرطوم بالمدافع.", "Burri"),
}


@pytest.mark.parametrize("what", WHERE)
def test_where_it_is(pipeline, what: str) -> None:
    text, want = WHERE[what]
    [event] = coded(pipeline, text, "2023-08-01")
    assert [p.names.get("en") for p in event.places if p.role == "scene"] == [want]


DOERS = {
    "another patrol is of whom the first one was": (
        "2024-11-10",
        "توغلت دورية إسرائيلية في قرية كودنة بريف القنيطرة. وأقامت دورية أخرى حاجزا عند مدخل بلدة صيدا.",
        ("base_established", {"israel-defense-forces"}, set()),
    ),
    "another man of a force": (
        "2021-11-10",
        "أصيب جندي إسرائيلي بجروح وقتل جندي آخر بإطلاق نار قرب جنين.",
        ("ground_attack", set(), {"israel-defense-forces"}),
    ),
    "others did the like": (
        "2022-11-10",
        "هاجم مستوطنون رعاة في مسافر يطا، فيما أحرق آخرون ثلاث مركبات في بلدة حوارة.",
        ("property_destruction", {"israeli-settlers"}, set()),
    ),
    "other raids of whom the first were": (
        "2024-11-10",
        "شنت المقاتلات البريطانية غارتين على الحديدة، فيما طالت غارة أخرى مطار صنعاء.",
        ("air_strike", {"british-armed-forces"}, set()),
    ),
    "the attackers are who attacked": (
        "2019-05-10",
        "هاجم مستوطنون قرية دوما جنوب نابلس، وأحرق المهاجمون منزلا.",
        ("property_destruction", {"israeli-settlers"}, set()),
    ),
    "the force is the one last told": (
        "2014-05-10",
        "فرقت قوات مكافحة الشغب متظاهرين في الديوانية بالهراوات. واحتجزت القوة صحفيين اثنين.",
        ("arrest", {"police"}, {"civilians"}),
    ),
    "men counted as a side's": (
        "2021-08-10",
        "نهب أفراد محسوبون على الجيش الوطني شاحنة وقود في منطقة الضباب غرب تعز.",
        ("property_destruction", {"yemeni-government-forces"}, set()),
    ),
    "whose clothes they wear": (
        "2023-08-10",
        "نهب مسلحون يرتدون زي الدعم السريع صيدليات في مدينة ود مدني.",
        ("property_destruction", {"rapid-support-forces"}, set()),
    ),
    "in the clothes of a state's army they are nobody's": (
        "2009-08-10",
        "قتل مسلحون يرتدون زي الجيش العراقي خمسة أشخاص في التاجي.",
        ("killing", {"unidentified-armed-group"}, set()),
    ),
    "who fired what was intercepted did not stop it": (
        "2021-11-10",
        "أعلنت قوات الدفاع الجوي السعودي اعتراض صاروخ باليستي أطلقه الحوثيون على جازان.",
        ("disrupted_weapons_use", {"saudi-air-force"}, set()),
    ),
    "air defences named after their army spoke": (
        "2019-05-10",
        "أعلن الجيش الإسرائيلي أن منظومة القبة الحديدية اعترضت قذيفة صاروخية فوق عسقلان.",
        ("disrupted_weapons_use", {"israel-defense-forces"}, set()),
    ),
    "two verbs with one object": (
        "2021-11-10",
        "اعترضت قوات التحالف ودمرت ظهر اليوم طائرة مسيرة أطلقتها المليشيا الحوثية باتجاه أبها.",
        ("disrupted_weapons_use", {"coalition-forces"}, set()),
    ),
    "fire at another place by the same guns": (
        "2019-11-10",
        "قصفت مدفعية النظام بلدة الركايا وأطلقت صواريخ على معرة حرمة.",
        ("shelling", {"syrian-army"}, set()),
    ),
    "whose aid it is": (
        "2016-01-10",
        "دخلت قافلة مساعدات غذائية للهلال الأحمر العربي السوري إلى بلدة مضايا.",
        ("aid", {"syrian-red-crescent"}, set()),
    ),
    "a preposition drawn out before a quotation mark": (
        "2021-11-10",
        'أفشل الجيش الوطني السوري محاولة تسلل لـ"قسد" شمال عين عيسى.',
        ("ground_attack", {"syrian-democratic-forces"}, {"syrian-national-army"}),
    ),
    "whose the thing is that was hit, though nothing has it": (
        "2024-10-10",
        "استهدفت غارة أخرى مركزا لمخابرات الجيش اللبناني في بلدة الصرفند.",
        ("air_strike", set(), {"lebanese-army"}),
    ),
    "whose tank was put out of action": (
        "2012-10-10",
        "تمكن أتباع الحوثي من إعطاب دبابة للجيش في منطقة الطلح بصعدة.",
        ("ground_attack", {"houthis"}, {"yemeni-government-forces"}),
    ),
    "who leads a coalition flies no planes of its own": (
        "2016-10-10",
        "قصفت مقاتلات التحالف العربي الذي تقوده السعودية معسكرا للحوثيين في مديرية أرحب.",
        ("air_strike", {"saudi-led-coalition"}, {"houthis"}),
    ),
    "those whom the fallen fought are one side": (
        "2016-10-10",
        "قتل ستة من الحوثيين في مواجهات مع الجيش والمقاومة شرق مدينة تعز.",
        ("armed_clash", {"houthis"}, {"yemeni-government-forces", "resistance-factions"}),
    ),
    "soldiers killed by an army named before are not its own": (
        "2024-10-10",
        "قتل الجيش الإسرائيلي ثلاثة عسكريين في غارة على بلدة الصرفند بجنوب لبنان، وقصف بلدتي كفرا وياطر في قضاء بنت جبيل.",
        ("air_strike", {"israel-defense-forces"}, {"lebanese-army"}),
    ),
    "while it held some, told by a verb alone": (
        "2022-10-10",
        "داهم جيش الاحتلال قرية النبي صالح، فيما اعتقلت قوة خاصة أربعة. واقتحمت قوات الاحتلال قرية بيتا، فيما احتجزت ستة آخرين.",
        ("arrest", {"israel-defense-forces"}, set()),
    ),
    "one man after a feminine verb is whom it held": (
        "2022-10-10",
        "اقتحمت قوات الاحتلال مخيم الجلزون، كما احتجزت الشاب مقاتل عند مدخله.",
        ("arrest", {"israel-defense-forces"}, set()),
    ),
    "unknown men at what they aimed": (
        "2019-10-10",
        "أفاد ناشطون باستهداف مجهولين لحاجز تابع لقوات النظام قرب تسيل بقذيفة.",
        ("shelling", {"unidentified-armed-group"}, {"syrian-army"}),
    ),
    "mercenaries of a nation are none of its army": (
        "2019-10-10",
        "هاجم مرتزقة أفارقة دورية للجيش الوطني جنوب القطرون.",
        ("ground_attack", {"mercenaries"}, {"libyan-national-army"}),
    ),
    "soldiers where an army is no state's": (
        "2019-10-10",
        "أعلنت قوات حفتر مقتل أربعة جنود بهجوم لتنظيم داعش على نقطة للجيش قرب الفقهاء.",
        ("ground_attack", {"islamic-state"}, {"libyan-national-army"}),
    ),
    "a state that acts, told before its verb": (
        "2020-10-10",
        "ذكر ناشطون أن تركيا أدخلت رتلا عسكريا إلى سراقب، وأن روسيا قصفت بلدة البارة.",
        ("shelling", {"russian-armed-forces"}, set()),
    ),
    "the province after a town is no doer, nor are the dead": (
        "2024-10-10",
        "قتل تسعة مدنيين بقصف على بلدة مليط شمال دارفور.",
        ("shelling", set(), {"civilians"}),
    ),
    "who claims it, as an agency says": (
        "2016-10-10",
        "أفاد مصدر طبي بمقتل ستة في تفجير انتحاري في الكرادة. وأعلن تنظيم داعش مسؤوليته عن الهجوم، وفق ما نقلته رويترز.",
        ("suicide_bombing", {"islamic-state"}, set()),
    ),
    "a media centre is no attack in the media": (
        "2021-10-10",
        "أعلن المركز الإعلامي للقوات المسلحة إحباط هجوم للحوثيين جنوب مأرب.",
        ("ground_attack", {"houthis"}, {"yemeni-government-forces"}),
    ),
}


@pytest.mark.parametrize("what", DOERS)
def test_who_did_it(pipeline, what: str) -> None:
    published, text, want = DOERS[what]
    assert want in [sides(e) for e in coded(pipeline, text, published)]


TOLLS = {
    "whom a part is of is counted whole": (
        "مقتل ستة أشخاص وإصابة 14 بينهم نساء وأطفال جراء قصف مدفعي على حي الثورة بالفاشر.",
        {("killed", 6), ("injured", 14)},
    ),
    "a figure that rose, with its parts before what it counts": (
        "ارتفع إلى 7 بينهم طفلان عدد الشهداء الذين قضوا جراء قصف الطيران الحربي على بلدة النعيمة بريف درعا.",
        {("killed", 7)},
    ),
    "an officer and his soldiers add up": (
        "قال مصدر أمني إن ضابطا وأربعة جنود قتلوا في انفجار عبوة ناسفة غرب العريش.",
        {("killed", 5)},
    ),
    "some dead, whose figure follows": (
        "استهدفت مسيرة إسرائيلية سيارة في بلدة كفرا ما أدى إلى سقوط قتلى. وأسفرت الغارة الإسرائيلية عن مقتل ثلاثة أشخاص في البلدة.",
        {("killed", 3)},
    ),
    "parts of one figure of dead and hurt": (
        "سقط صاروخ باليستي على حي المطار في مأرب، وأسفر عن مقتل وإصابة 17 مدنيا بينهم نساء وأطفال.",
        {("killed", None), ("injured", None)},
    ),
    "people told by a pronoun are those just told": (
        "اعتدى مستوطنون بالضرب على راع وزوجته ما أدى إلى إصابتهما برضوض في مسافر يطا.",
        {("injured", 2)},
    ),
    "bodies brought in after a shelling are its dead": (
        "استقبل المستشفى جثث ثلاثة مدنيين وتسعة جرحى إثر قصف مدفعي على حي البياضة في حمص.",
        {("killed", 3), ("injured", 9)},
    ),
    "a sum since long ago is none of the news": (
        "استشهد شاب برصاص الاحتلال شرق جباليا، ليرتفع عدد الشهداء منذ بدء المسيرات إلى 140 شهيدا.",
        {("killed", 1)},
    ),
    "later in the day": ("أفرج الخاطفون في وقت لاحق عن ثلاث نساء قرب الباب.", {("released", 3)}),
    "in the middle of a town, and whom": ("أعدم تنظيم داعش وسط الشرقاط ستة مدنيين.", {("killed", 6)}),
}


@pytest.mark.parametrize("what", TOLLS)
def test_how_many(pipeline, what: str) -> None:
    text, want = TOLLS[what]
    [event] = coded(pipeline, text, "2018-05-12")
    assert {(t.effect, t.min) for t in event.toll if t.part_of is None} == want


DAYS = {
    "a prayer is no day": ("أطلقت قوات الاحتلال النار بعد صلاة الفجر على مزارعين شرق رفح.", None, None),
    "a week of a month": ("أعدم تنظيم داعش في الأسبوع الثاني من أيار تسعة شبان في الرقة.", "2015-05-08", "2015-05-14"),
    "a short while ago": ("قصفت الطائرات قبل قليل مدينة دوما.", "2015-05-20", "2015-05-20"),
}


def test_parts_of_a_figure_told_twice_are_its_parts(pipeline) -> None:
    text = "قتل ستة مدنيين وأصيب 14 بقصف قوات النظام على مدينة دوما. وقال الدفاع المدني إن القصف أسفر عن مقتل ستة مدنيين بينهم طفلان."
    [event] = coded(pipeline, text, "2018-02-12")
    assert [(t.effect, t.min) for t in event.toll if t.part_of is None] == [("killed", 6), ("injured", 14)]


@pytest.mark.parametrize("what", DAYS)
def test_which_day(pipeline, what: str) -> None:
    text, start, end = DAYS[what]
    [event] = coded(pipeline, text, "2015-05-20")
    assert (event.time.start, event.time.end) == (start, end)


def test_lines_of_one_width_are_one_text(pipeline) -> None:
    text = (
        "أعلن الجيش العراقي أنه قتل تسعة من مسلحي\nتنظيم داعش في هجوم على بلدة كبيسة غربي\n"
        "الأنبار، وأن طائراته قصفت عدة مواقع للتنظيم\nقرب هيت."
    )
    found = [sides(e) for e in coded(pipeline, text, "2016-04-04")]
    assert found == [("ground_attack", {"iraqi-army"}, {"islamic-state"}), ("air_strike", {"iraqi-army"}, {"islamic-state"})]


def test_lines_told_one_by_one_stay_apart(pipeline) -> None:
    items = ["قصفت قوات النظام بلدة كفرعمة", "غارة روسية على مدينة الأتارب غرب حلب", "قصف النظام دارة عزة", "قوات النظام قصفت بلدة تديل"]
    assert len(pipeline.reader.read(Report(id="s", text="\n".join(items))).sentences) == len(items)
