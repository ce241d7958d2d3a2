"""Who did it and to whom, beside other nouns: roads, keepers, names in two parts, what is alike. Each sentence is ours."""

from __future__ import annotations

import pytest

from rasid.model import Event, Report


def told(pipeline, text: str, published: str = "2024-03-20") -> list[Event]:
    return pipeline.code(Report(id="s", text=text, published=published))


def sides(event: Event) -> tuple[str, set[str], set[str], set[str]]:
    """(type, who did it, to whom, to what)."""
    by = {i.actor for i in event.initiators if i.actor}
    return event.type, by, {t.actor for t in event.targets if t.actor}, {t.object for t in event.targets if t.object}


ONE = {
    "a road is where what was hit stood": (
        "استهدفت مسيّرة إسرائيلية حافلة صغيرة على طريق فرعي شرق النبطية.",
        ("drone_strike", {"israel-defense-forces"}, set(), {"bus"}),
    ),
    "a road that was hit itself": (
        "أغار الطيران الروسي على طريق دولي وجسر قرب بلدة محمبل.",
        ("air_strike", {"russian-air-force"}, set(), {"road", "bridge"}),
    ),
    "a militia by its whole name": (
        "قصفت مليشيا قوات الدعم السريع حي الصالحين في مدينة الأبيض.",
        ("shelling", {"rapid-support-forces"}, set(), set()),
    ),
    "who holds a prisoner is not who fell": (
        "وفاة أسير لدى جماعة الحوثي تحت التعذيب في سجن بمدينة ذمار.",
        ("killing", {"houthis"}, set(), set()),
    ),
    "who holds those who are freed": (
        "أفرج أمس عن أربعة محتجزين لدى الحزام الأمني في لحج.",
        ("release", {"security-belt"}, set(), set()),
    ),
    "what somebody says he hit, after what with": (
        "أعلنت المقاومة الإسلامية في لبنان أن حزب الله أكد استهدافه بصاروخ موجه ناقلة جند إسرائيلية قرب موقع المالكية.",
        ("shelling", {"hezbollah"}, {"israel-defense-forces"}, {"vehicle"}),
    ),
    "a definite weapon has no owner after it": (
        "قصفت كتائب القسام بقذائف الهاون قوات الاحتلال شرق جباليا.",
        ("shelling", {"qassam-brigades"}, {"israel-defense-forces"}, set()),
    ),
    "whose the vehicles of a convoy are": (
        "استهدف الطيران السوداني رتلا من العربات القتالية التابعة للدعم السريع قرب مدينة مليط.",
        ("air_strike", {"sudanese-air-force"}, {"rapid-support-forces"}, {"convoy"}),
    ),
    "whose a thing is by a word of owning": (
        "استهدفت طائرة مجهولة مستودع ذخيرة تعود ملكيته لحزب الله في ريف القصير.",
        ("air_strike", set(), {"hezbollah"}, {"depot"}),
    ),
    "fire from somebody's ground": (
        "سقطت قذيفتان على سوق في حي الأشرفية مصدرهما مناطق سيطرة قسد.",
        ("shelling", {"syrian-democratic-forces"}, set(), {"market"}),
    ),
    "others of another tribe": (
        "اندلعت اشتباكات بين مسلحين من قبيلة المسيرية وآخرين من قبيلة الرزيقات في غرب كردفان.",
        ("armed_clash", {"misseriya"}, {"rizeigat"}, set()),
    ),
    "two sides by their fallen": (
        "أسفرت المعارك في جبهة الكسارة عن مقتل تسعة حوثيين، مقابل مقتل جنديين من الجيش اليمني.",
        ("armed_clash", {"houthis"}, {"yemeni-government-forces"}, set()),
    ),
    "a band that no entry has": (
        "اختطفت كتيبة «النسور» مدنيا في مدينة الزاوية الليبية.",
        ("abduction", {"armed-factions"}, {"civilians"}, set()),
    ),
    "a policeman of the government is no soldier": (
        "قتل شرطي حكومي بانفجار عبوة ناسفة في كركوك شمال العراق.",
        ("explosive_device", set(), {"iraqi-police"}, set()),
    ),
}


@pytest.mark.parametrize(("text", "wanted"), ONE.values(), ids=ONE)
def test_one_event(pipeline, text: str, wanted: tuple[str, set[str], set[str], set[str]]) -> None:
    assert [sides(e) for e in told(pipeline, text)] == [wanted]


LAST = {
    "what was alike was by the same": (
        "قصفت قوات النظام بلدة البارة بالمدفعية، كما طال قصف مماثل قرية بليون.",
        ("shelling", {"syrian-army"}),
    ),
    "a place that met the like": (
        "قصفت قوات النظام بلدة البارة بالمدفعية، فيما تعرضت قرية بليون لقصف مماثل.",
        ("shelling", {"syrian-army"}),
    ),
    "one of those hurt, by those whose act a noun tells": (
        "أصيب ثلاثة فتية خلال اقتحام قوات الاحتلال بلدة سلواد، واعتقلت أحدهم.",
        ("arrest", {"israel-defense-forces"}),
    ),
    "who they are after a colon": (
        "اقتحمت قوات الاحتلال بلدة عقابا واعتقلت ثلاثة شبان هم: الشقيقان عمر وزيد أبو عرة، ومهند غنام.",
        ("arrest", {"israel-defense-forces"}),
    ),
    "wounds told twice by one verb": (
        "هاجمت قوة من الدعم السريع قرية التكينة، وأصابت خمسة أشخاص بالرصاص إصابات بالغة.",
        ("assault", {"rapid-support-forces"}),
    ),
}


@pytest.mark.parametrize(("text", "wanted"), LAST.values(), ids=LAST)
def test_the_last_event(pipeline, text: str, wanted: tuple[str, set[str]]) -> None:
    type_, by, _, _ = sides(told(pipeline, text)[-1])
    assert (type_, by) == wanted


def test_counts_beside_their_verbs(pipeline) -> None:
    hurt = told(pipeline, "هاجمت قوة من الدعم السريع قرية التكينة، وأصابت خمسة أشخاص بالرصاص إصابات بالغة.")[-1]
    held = told(pipeline, "أصيب ثلاثة فتية خلال اقتحام قوات الاحتلال بلدة سلواد، واعتقلت أحدهم.")[-1]
    assert [(t.effect, t.min) for t in (*hurt.toll, *held.toll)] == [("injured", 5), ("detained", 1)]


MORE = {
    "who rides in a vehicle is whom it was fired at": (
        "أطلق مجهولون النار على حافلة تقل عناصر من الفرقة الرابعة قرب بلدة صيدا في ريف درعا.",
        {"fourth-division"},
    ),
    "a comma after the doer": (
        "استهدف مسلحون مجهولون، حافلة تقل عمالا في مدينة الطبقة.",
        {"civilians"},
    ),
}


@pytest.mark.parametrize(("text", "whom"), MORE.values(), ids=MORE)
def test_who_rides(pipeline, text: str, whom: set[str]) -> None:
    assert [{t.actor for t in e.targets if t.actor} for e in told(pipeline, text, "2020-05-04")] == [whom]


def test_who_tells_of_his_own_dead_did_not_kill_them(pipeline) -> None:
    event = told(pipeline, "قال الجيش العراقي، السبت، إن هجوما على نقطة قرب الرطبة أودى بحياة خمسة جنود.")[0]
    assert (event.initiators, {t.actor for t in event.targets if t.actor}) == ([], {"iraqi-army"})


def test_the_name_of_who_speaks_is_no_doer(pipeline) -> None:
    event = told(pipeline, 'وقال الناطق باسم وزارة الدفاع التونسية "مختار بن علي": "جرح عسكريان في انفجار لغم بجبل سمامة".')[0]
    assert not event.initiators


def test_the_gunmen_are_those_told_before(pipeline) -> None:
    text = "هاجم مسلحون مجهولون مقرا لقوات سوريا الديمقراطية في بلدة الطيانة. وفي بلدة الجرذي قتل المسلحون عنصرين من الأسايش."
    assert [{i.actor for i in e.initiators} for e in told(pipeline, text)] == [{"unidentified-armed-group"}] * 2


def test_an_armed_attack_is_of_nobody_told(pipeline) -> None:
    text = "قتل عنصر من قسد في هجوم مسلحين مجهولين على صهريج نفط في الشحيل، فيما أدى الهجوم المسلح إلى احتراق الصهريج."
    assert {i.actor for e in told(pipeline, text) for i in e.initiators} == {"unidentified-armed-group"}


def test_a_camp_is_where_the_house_in_it_was(pipeline) -> None:
    event = told(pipeline, "قصف الطيران الحربي الإسرائيلي منزل عائلة في مخيم المغازي وسط قطاع غزة.")[0]
    assert [t.object for t in event.targets] == ["home"]


def test_others_are_of_the_side_whose_men_fell_before(pipeline) -> None:
    text = "قتل ثلاثة عناصر من قوات سوريا الديمقراطية بانفجار لغم قرب هجين. وذكرت المصادر أن خمسة آخرين قتلوا بهجوم في بلدة ذيبان."
    assert [{t.actor for t in e.targets if t.actor} for e in told(pipeline, text)] == [{"syrian-democratic-forces"}] * 2


TAKEN = {
    "a comma before whom a patrol took": (
        "اعتقلت دورية للشرطة العسكرية، ثلاثة مواطنين من قرية كيمار في ناحية شيراوا بعفرين.",
        ("arrest", {"military-police"}, {"civilians"}, set()),
    ),
    "some of those taken are no others": (
        "اعتقلت هيئة تحرير الشام (جبهة النصرة سابقا) خمسة مواطنين اثنان منهم من بلدة سلقين في إدلب.",
        ("arrest", {"hayat-tahrir-al-sham"}, {"civilians"}, set()),
    ),
    "a faction by the name in quotation marks": (
        "شن تنظيم الدولة هجوما على حاجز لفصيل «لواء القدس» في بادية السخنة.",
        ("ground_attack", {"islamic-state"}, {"liwa-al-quds"}, {"checkpoint"}),
    ),
    "a tribe by its name in brackets": (
        "هاجم مسلحون من قبيلة (المسيرية) قرية في أم دخن بدارفور.",
        ("ground_attack", {"misseriya"}, set(), set()),
    ),
    "whom a device hit, after its adjective": (
        "استهدفت عبوة لاصقة قوات الحشد الشعبي قرب تلعفر.",
        ("explosive_device", set(), {"popular-mobilization-forces"}, set()),
    ),
    "whose a patrol is": (
        "انفجرت عبوة ناسفة على دورية أمنية للحشد الشعبي في قضاء الطوز.",
        ("explosive_device", set(), {"popular-mobilization-forces"}, set()),
    ),
}


@pytest.mark.parametrize(("text", "wanted"), TAKEN.values(), ids=TAKEN)
def test_who_took_whom(pipeline, text: str, wanted: tuple[str, set[str], set[str], set[str]]) -> None:
    assert [sides(e) for e in told(pipeline, text, "2019-02-11")] == [wanted]


def test_another_raid_is_of_who_made_the_last_of_its_kind(pipeline) -> None:
    text = "شن التحالف الدولي غارة على مقر في الرقة. واعتقلت قسد ثلاثة رجال، وقال سكان إن غارة أخرى استهدفت مدرسة في الطبقة."
    assert {i.actor for i in told(pipeline, text, "2017-02-11")[-1].initiators} == {"us-led-coalition"}


def test_an_embassy_has_no_forces_in_the_news(pipeline) -> None:
    text = "انفجرت سيارة قرب السفارتين الإيطالية والقطرية في صنعاء. واندلعت مواجهات بين قوات الجيش ومسلحين قبليين في مأرب."
    assert "qatari-armed-forces" not in {i.actor for e in told(pipeline, text, "2014-05-05") for i in e.initiators}


def test_who_goes_to_fight_does_not_fight_yet(pipeline) -> None:
    text = "استهدفت مسيّرة إسرائيلية قافلة كانت متجهة إلى السويداء لقتال الفصائل المحلية."
    assert [e.type for e in told(pipeline, text, "2025-07-18")] == ["drone_strike"]
