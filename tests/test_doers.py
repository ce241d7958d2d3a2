"""Who does it and to whom: officials, names, words that a side has for its foes. Each sentence is ours."""

from __future__ import annotations

import pytest

from rasid.model import Report


def told(pipeline, text: str, published: str = "2022-03-10") -> list[tuple[str, set[str], set[str]]]:
    """(type, initiators, targets) of each event."""
    return [
        (e.type, {i.actor for i in e.initiators if i.actor}, {t.actor for t in e.targets if t.actor})
        for e in pipeline.code(Report(id="d", text=text, published=published))
    ]


ONE = {
    "an official is his government, met or meeting": (
        "التقى الرئيس الفلسطيني في عمان وزير الخارجية الأميركي لبحث التهدئة في غزة.",
        ("talks", {"palestinian-authority"}, {"us-government"}),
    ),
    "a woman in office, and the ministry as a source": (
        "بحثت وزيرة الخارجية الأميركية سامية غراي أمس في الدوحة مع رئيس الحكومة اللبنانية سبل وقف إطلاق النار.",
        ("talks", {"us-government"}, {"lebanese-government"}),
    ),
    "his counterpart is of the nationality told": (
        "بحث وزير الخارجية الروسي مع نظيره التركي في موسكو وقف القتال في إدلب.",
        ("talks", {"russian-government"}, {"turkish-government"}),
    ),
    "a member of a party's bureau is no office of it": (
        "حمل عضو المكتب السياسي لحركة حماس سالم الحاج حكومة الاحتلال المسؤولية عن تعطيل الاتفاق.",
        ("accusation", {"hamas"}, {"israeli-government"}),
    ),
    "whom the act threatened would hit is whom the threat is to": (
        "هدد الحوثيون بشن هجمات على القوات الأميركية في المنطقة.",
        ("threat", {"houthis"}, {"us-armed-forces"}),
    ),
    "in what field is no politician": (
        "على الصعيد السياسي، هدد وزير الدفاع التركي بأن بلاده ستضرب قوات سوريا الديمقراطية في عين العرب.",
        ("threat", {"turkish-defence-ministry"}, {"syrian-democratic-forces"}),
    ),
    "the name of who holds an office is nobody else": (
        "أنذر الناطق باسم الجيش الإسرائيلي العقيد أفيخاي أدرعي سكان بلدة سحمر بإخلائها.",
        ("threat", {"israel-defense-forces"}, {"civilians"}),
    ),
}


@pytest.mark.parametrize("what", ONE)
def test_who(pipeline, what: str) -> None:
    text, want = ONE[what]
    assert told(pipeline, text) == [want]


def test_a_last_name_told_with_an_office_speaks_for_its_party(pipeline) -> None:
    text = "قال المتحدث باسم قوات الدعم السريع الفاتح قرشابي إن قواته في نيالا.\nوتوعد قرشابي الجيش السوداني برد قاس."
    assert told(pipeline, text)[-1] == ("threat", {"rapid-support-forces"}, {"sudanese-armed-forces"})


def test_the_enemy_is_whose_reports_they_are(pipeline) -> None:
    [lebanon] = told(pipeline, "تصدى المجاهدون لقوة من جيش العدو عند أطراف بلدة عيترون وقصفت المقاومة موقعا للعدو قرب بلدة مارون الراس.")[
        :1
    ]
    assert "hezbollah" in lebanon[1] | lebanon[2]
    yemen = told(pipeline, "شن الطيران المعادي غارتين على مديرية باقم بمحافظة صعدة.", "2019-05-10")
    assert yemen == [("air_strike", {"saudi-led-coalition"}, set())]
    syria = told(pipeline, "كسر المجاهدون زحفا لقوات النظام على بلدة مورك بريف حماة.", "2016-05-10")
    assert "hezbollah" not in syria[0][1] | syria[0][2]


MORE = {
    "soldiers who leave a force were of it": (
        "انشق ستة ضباط عن الجيش السوري ووصلوا إلى الأردن.",
        ("group_change", {"syrian-army"}, set()),
    ),
    "two in one phrase after بين fight each other": (
        "اندلعت اشتباكات بين مسلحين من حركتي فتح وحماس في خان يونس.",
        ("armed_clash", {"fatah"}, {"hamas"}),
    ),
    "whose the position is that a jet hit": (
        "أغارت طائرة حربية على موقع تدريب لكتائب القسام غرب خان يونس.",
        ("air_strike", set(), {"qassam-brigades"}),
    ),
    "a capital deals for its government": (
        "اتهمت أنقرة دمشق بقصف قرية حدودية.",
        ("accusation", {"turkish-government"}, {"syrian-government-assad"}),
    ),
    "engineers are the army's": (
        "فككت فرق الهندسة التابعة للجيش العراقي ثلاثين لغما على طريق سنجار.",
        ("disrupted_weapons_use", {"iraqi-army"}, set()),
    ),
    "soldiers who use diggers in a demolition": (
        "استخدم جنود إسرائيليون الجرافات في هدم خمسة بيوت في حي الزيتون.",
        ("property_destruction", {"israel-defense-forces"}, set()),
    ),
}


@pytest.mark.parametrize("what", MORE)
def test_who_more(pipeline, what: str) -> None:
    text, want = MORE[what]
    assert told(pipeline, text) == [want]


def test_who_claims_what_was_told_did_it(pipeline) -> None:
    text = "انفجرت عبوة ناسفة في حي الكرادة ببغداد فقتل ثلاثة مدنيين. "
    assert told(pipeline, text + "وتبنى تنظيم داعش التفجير في بيان.")[0][1] == {"islamic-state"}
    assert told(pipeline, text + "وتبنى البرلمان قانونا جديدا.")[0][1] == set()


def test_authorities_are_of_the_country_unless_others_rule_there(pipeline) -> None:
    egypt = told(pipeline, "أغلقت السلطات معبر رفح. وقال الجيش المصري إنه قتل مسلحين اثنين جنوب العريش.")
    assert egypt[0] == ("restriction", {"egyptian-government"}, set())
    yemen = told(pipeline, "أغلقت السلطات الطريق شرق تعز. وقصف الحوثيون قرية في مديرية المسراخ، وقال الجيش اليمني إنه رد.")
    assert "yemeni-government" not in yemen[0][1]


JOINED = {
    "forces of two nations without the article": (
        "احتجزت قوات عراقية وأمريكية ستة أشخاص في تلعفر.",
        ("arrest", {"iraqi-army", "us-armed-forces"}, set()),
    ),
    "a country joined to a state's jets": (
        "قصفت مقاتلات النظام وروسيا بلدة سقبا.",
        ("air_strike", {"syrian-air-force", "russian-air-force"}, set()),
    ),
    "a militia told by its side is not that side": (
        "نهبت ميليشيات موالية للحكومة سوق مدينة الفاشر.",
        ("property_destruction", {"militias"}, set()),
    ),
    "what is said next is of who was told to do the first": (
        "قالت مصادر محلية إن قوات الدعم السريع اقتحمت الحي وأنها خطفت ثلاثة مدنيين في أم درمان.",
        ("abduction", {"rapid-support-forces"}, {"civilians"}),
    ),
    "patrols are sent by whom the verb before tells": (
        "داهمت قوة من الجيش اللبناني منزلا في الهرمل، وسيرت دوريات، وأوقفت شخصين.",
        ("deployment", {"lebanese-army"}, set()),
    ),
}


@pytest.mark.parametrize("what", JOINED)
def test_who_joined(pipeline, what: str) -> None:
    text, want = JOINED[what]
    assert told(pipeline, text)[-1] == want


POINTED = {
    "the two sides are those of the act before": (
        "هاجمت قوات الجيش الوطني الليبي مواقع حكومة الوفاق في عين زارة. ودارت اشتباكات متقطعة بين الطرفين في محور اليرموك جنوبي طرابلس.",
        ("armed_clash", {"libyan-national-army"}, {"government-of-national-accord"}),
    ),
    "its stronghold is of the party named last that did not attack it": (
        "انسحبت حركة العدل والمساواة من المفاوضات بعدما هاجم الجيش السوداني معقلها في جبل مون.",
        ("ground_attack", {"sudanese-armed-forces"}, {"justice-and-equality-movement"}),
    ),
    "who condemns an act did not do it": (
        "أدانت الحكومة العراقية الهجوم الصاروخي الذي طال قاعدة عين الأسد في الأنبار.",
        ("shelling", set(), set()),
    ),
    "the weapon between who strikes and what": (
        "وثق ناشطون استهداف مليشيا الحوثي بصاروخ باليستي منزلا في حي الروضة بمدينة مأرب.",
        ("shelling", {"houthis"}, set()),
    ),
    "a force that the brackets name": (
        "أغلقت قوى الأمن الداخلي (الأسايش) الطريق الدولي قرب تل تمر في الحسكة.",
        ("restriction", {"asayish"}, set()),
    ),
    "fighting with two is of who took the town": (
        "سيطرت قوات الدعم السريع على مدينة ود بندة بغرب كردفان بعد معارك مع الجيش السوداني والقوة المشتركة.",
        ("armed_clash", {"rapid-support-forces"}, {"sudanese-armed-forces", "joint-forces-darfur"}),
    ),
    "a helper's convoy is its aid": (
        "وصلت إلى صيدا قافلة للأمم المتحدة من عشر شاحنات تحمل أدوية.",
        ("aid", {"united-nations"}, set()),
    ),
}


@pytest.mark.parametrize("what", POINTED)
def test_who_pointed(pipeline, what: str) -> None:
    text, want = POINTED[what]
    assert told(pipeline, text)[-1] == want


REPORTED = {
    "delegations by their nations": (
        "جرت محادثات بين المسؤولين الأتراك ووفد روسي في أنقرة بشأن وقف القتال في إدلب.",
        ("talks", {"turkish-government"}, {"russian-government"}),
    ),
    "forces loyal to a government": (
        "شنت قوات موالية لحكومة الوفاق الوطني هجوما على معسكر قرب طرابلس.",
        ("ground_attack", {"government-of-national-accord"}, set()),
    ),
    "both who join in one exchange": (
        "أتمت القوات الحكومية اليمنية وجماعة الحوثي صفقة جديدة لتبادل الأسرى في مأرب.",
        ("release", {"yemeni-government-forces", "houthis"}, set()),
    ),
    "to answer against a country": (
        "هدد حزب الله بالرد على إسرائيل.",
        ("threat", {"hezbollah"}, {"israeli-government"}),
    ),
    "residents alone are whom a warning is to": (
        "أكد المتحدث العسكري باسم الحوثيين استمرار العمليات، وحذر سكان تلك المناطق من الاقتراب من المواقع العسكرية.",
        ("threat", {"houthis"}, {"civilians"}),
    ),
    "a governor is no civilian who accuses": (
        "اتهم محافظ شبوة مليشيا الحوثي بقطع الطريق.",
        ("accusation", {"officials"}, {"houthis"}),
    ),
}


@pytest.mark.parametrize("what", REPORTED)
def test_who_reported(pipeline, what: str) -> None:
    text, want = REPORTED[what]
    assert told(pipeline, text)[-1] == want


HELD = {
    "the two sides right after the verb": (
        "تتواصل المشاورات بين وفد الحكومة اليمنية ووفد الحوثيين برعاية مارتن غريفيث، وقد وقع الطرفان اتفاقا لتبادل الأسرى في جنيف.",
        ("agreement", {"yemeni-government"}, {"houthis"}),
    ),
    "an office without its state is of who holds it": (
        "توعد رئيس الوزراء رجب طيب أردوغان حزب العمال الكردستاني برد قاس.",
        ("threat", {"turkish-government"}, {"pkk"}),
    ),
    "a group and a country agree": (
        "توصلت فصائل المعارضة وروسيا إلى اتفاق على وقف إطلاق النار في دوما.",
        ("agreement", {"syrian-opposition-factions", "russian-government"}, set()),
    ),
}


@pytest.mark.parametrize("what", HELD)
def test_who_held(pipeline, what: str) -> None:
    text, want = HELD[what]
    assert told(pipeline, text)[-1] == want


def test_air_defences_are_of_whose_they_are(pipeline) -> None:
    def doers(text: str, published: str = "2023-05-01") -> list[list[str | None]]:
        return [[i.actor for i in e.initiators] for e in pipeline.code(Report(id="r", text=text, published=published))]

    assert doers("اعترضت منظومة القبة الحديدية صاروخا فوق تل أبيب.") == [["israel-defense-forces"]]
    assert doers("أسقطت المضادات الأرضية للجيش السوداني ثلاث مسيرات في سماء كوستي.") == [["sudanese-armed-forces"]]
    assert doers("ضبطت الجهات المختصة كمية من الأسلحة في ريف درعا.") == [["syrian-government-assad"]]  # the government of the year
    assert doers("ضبطت الجهات المختصة كمية من الأسلحة في ريف درعا.", "2025-05-01") == [["syrian-government"]]


UNITS = {
    "a relief body acts as well as speaks": (
        "وزعت جمعية الهلال الأحمر القطري خياما على نازحي مخيم السويداء في مأرب.",
        ("aid", {"qatar-red-crescent"}, set()),
    ),
    "sappers of whom it is told": (
        "أتلف فريق نزع الألغام التابع للجيش السوري عشرين لغما قرب سراقب.",
        ("disrupted_weapons_use", {"syrian-army"}, set()),
    ),
    "a patrol by its nationality goes on to act": (
        "أقامت دورية إسرائيلية حاجزا في بلدة جباتا الخشب ومنعت الرعاة من العبور.",
        ("restriction", {"israel-defense-forces"}, {"herders"}),
    ),
    "whom a patrol stopped may be anyone": (
        "أوقفت دورية إسرائيلية راعيين في ريف القنيطرة.",
        ("arrest", {"israel-defense-forces"}, {"civilians"}),
    ),
}


@pytest.mark.parametrize("what", UNITS)
def test_what_units_and_bodies_do(pipeline, what: str) -> None:
    text, want = UNITS[what]
    assert told(pipeline, text)[-1] == want


ANNOUNCED = {
    "fighters of its foe whose death a side announces it killed": (
        "أعلن الجيش العراقي مقتل سبعة من تنظيم داعش في وادي حوران.",
        ("ground_attack", {"iraqi-army"}, {"islamic-state"}),
    ),
    "its own dead it did not kill": (
        "أعلنت قوات سوريا الديمقراطية مقتل ثلاثة من عناصرها في هجين.",
        ("ground_attack", set(), {"syrian-democratic-forces"}),
    ),
}


@pytest.mark.parametrize("what", ANNOUNCED)
def test_who_announced_a_death(pipeline, what: str) -> None:
    text, want = ANNOUNCED[what]
    assert told(pipeline, text)[-1] == want


OWN = {
    "units that do what their body announces": (
        "أعلن الجيش التونسي أن وحدة مختصة فككت لغما في جبل سمامة.",
        ("disrupted_weapons_use", {"tunisian-armed-forces"}, set()),
    ),
    "its own snipers, and not those of the nation told last": (
        "أعلنت قوات سوريا الديمقراطية مقتل جندي تركي برصاص قناصتها في قرية الدردارة.",
        ("ground_attack", {"syrian-democratic-forces"}, {"turkish-army"}),
    ),
    "who announces that it met an attack was attacked": (
        "أعلن الجيش السوداني صد هجوم للدعم السريع على مدينة بابنوسة.",
        ("ground_attack", {"rapid-support-forces"}, {"sudanese-armed-forces"}),
    ),
    "whose aircraft it is thought to have been, between commas": (
        "أغارت مسيرة، يرجح أنها أمريكية، على سيارة قرب بلدة البوليل فقتلت ثلاثة من تنظيم داعش.",
        ("drone_strike", {"us-armed-forces"}, {"islamic-state"}),
    ),
    "who did it with a bullet, and to whom": (
        "ذكر شهود أن مسلحين مجهولين قتلوا بالرصاص عجوزا قرب بلدة الكرك الشرقي.",
        ("killing", {"unidentified-armed-group"}, {"civilians"}),
    ),
    "fighters of whom no entry has the victim": (
        "خطف مسلحون عشابا من قرية السموع.",
        ("abduction", {"unidentified-armed-group"}, set()),
    ),
    "a campaign during which a party held people": (
        "وأعقبت ذلك حملة دهم في بلدة الطيانة اعتقلت خلالها قوات سوريا الديمقراطية ستة شبان.",
        ("arrest", {"syrian-democratic-forces"}, set()),
    ),
    "who had held the one whom they let go": (
        "أخلت مجموعة محلية سبيل مهندس كانت قد خطفته مطلع الأسبوع في بلدة الشجرة.",
        ("abduction", {"local-gunmen"}, set()),
    ),
    "who lets somebody go, by a noun": (
        "شهد الأسبوع إفراج المخابرات الجوية عن ثلاثة طلاب في درعا.",
        ("release", {"air-force-intelligence-syria"}, {"civilians"}),
    ),
    "who blew himself up": (
        "بدأ الهجوم بتفجير عنصر من تنظيم داعش نفسه عند حاجز للبيشمركة في مخمور.",
        ("suicide_bombing", {"islamic-state"}, {"peshmerga"}),
    ),
    "whom a ministry accuses": (
        "اتهمت وزارة الخارجية السودانية الإمارات بتزويد قوات الدعم السريع بالسلاح.",
        ("accusation", {"sudanese-government"}, {"emirati-government"}),
    ),
    "fighters who do it, by a noun, to a civilian": (
        "أفاد سكان باختطاف ملثمين طبيبا في مدينة سبها أمس.",
        ("abduction", {"unidentified-armed-group"}, {"civilians"}),
    ),
}


@pytest.mark.parametrize("what", OWN)
def test_whose_act_it_is(pipeline, what: str) -> None:
    text, want = OWN[what]
    assert told(pipeline, text)[-1] == want


@pytest.mark.parametrize(
    "text",
    [
        "توغلت قوة إسرائيلية في قرية أم باطنة، ونصبت حاجزا لتفتيش المدنيين.",
        "توغلت قوات إسرائيلية في قرية أم باطنة وقامت بنصب الحواجز وتفتيش المدنيين.",
    ],
)
def test_whom_a_checkpoint_is_for_did_not_set_it_up(pipeline, text: str) -> None:
    [post] = [(who, whom) for type_, who, whom in told(pipeline, text, "2025-11-02") if type_ == "base_established"]
    assert post[0] == {"israel-defense-forces"}


def test_a_fight_of_others_takes_no_sides_from_a_checkpoint(pipeline) -> None:
    text = "أقامت قوات إسرائيلية حاجزا لتفتيش المدنيين في قرية أم باطنة عقب مواجهات في السويداء أسفرت عن مقتل عشرين شخصا."
    assert all(not who for type_, who, _ in told(pipeline, text, "2025-11-02") if type_ == "armed_clash")
