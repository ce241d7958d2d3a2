"""Where an event is, and whether two tellings are of one: each mechanism on sentences of ours."""

from __future__ import annotations

from typing import Any

import pytest

from rasid.model import Report

PUBLISHED = "2024-05-20"


def scenes(pipeline: Any, text: str) -> list[tuple[str, list[str]]]:
    """The type of each event of a text, and the English names of its places, or their words where they have none."""
    events = pipeline.code(Report(id="s", text=text, published=PUBLISHED))
    return [(e.type, [p.names.get("en") or p.text for p in e.places]) for e in events]


def test_a_town_and_a_paper_over_a_report_are_its_dateline(pipeline) -> None:
    text = "عدن: «صحيفة السهل»\nأعلن التحالف أمس تنفيذ عشرين ضربة في الجوبة والكسارة."
    assert scenes(pipeline, text) == [("air_strike", ["Al-Jubah", "Al-Kasara front"])]
    text = "أربيل: «صحيفة السهل»\nانفجرت عبوة ناسفة في الحويجة فقتل جندي. ودهمت القوات المدينة واعتقلت ثلاثة."
    assert [places for _, places in scenes(pipeline, text)] == [["Hawija"], ["Hawija"]]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("دمشق - السهل\nانفجرت عبوة ناسفة غرب مدينة درعا. وقصفت الدبابات أحياء درعا البلد.", "Daraa al-Balad"),
        ("قتل جندي في قضاء هيت غربي الرمادي. وقصفت الطائرات مقرا داخل المدينة.", "Hit"),
    ],
)
def test_a_place_that_only_says_where_another_lies_is_not_pointed_back_to(pipeline, text: str, name: str) -> None:
    assert scenes(pipeline, text)[-1][1] == [name]


def test_the_quarter_is_in_the_town_that_it_was_said_to_be_in(pipeline) -> None:
    text = "قصفت مدفعية الجيش حي أركويت بمدينة الحصاحيصا، واقتاد مسلحون ستة شبان من الحي."
    events = pipeline.code(Report(id="s", text=text, published=PUBLISHED))
    assert {round(p.lat, 1) for e in events for p in e.places if p.lat} == {14.8}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("قصفت قوات النظام حيي الأعظمية وسيف الدولة في مدينة حلب.", ["حيي الأعظمية", "Saif al-Dawla"]),
        ("قصفت قوات النظام أحياء الصاخور ونزال والضباط في مدينة حلب.", ["Al-Sakhour", "ونزال", "والضباط"]),
        ("قصفت قوات النظام بلدات كفرنبل وشتبورة، وأصيب مدنيون.", ["Kafr Nabl", "وشتبورة"]),
        ("قصفت قوات النظام بلدات كفرنبل وغيرها، وأصيب مدنيون.", ["Kafr Nabl"]),
        ("قصف الطيران محافظات صنعاء وصعدة والحديدة.", ["Sanaa", "Saada", "Hodeidah"]),
    ],
)
def test_what_opens_a_list_of_places_holds_for_each_of_it(pipeline, text: str, names: list[str]) -> None:
    [(_, places)] = scenes(pipeline, text)
    assert places == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("هاجم مسلحون من تنظيم داعش حافلة للجيش على طريق أثريا - الرصافة.", ["Ithriya", "Resafa"]),
        ("أطلق مسلحون النار على حافلة للجيش على طريق بغداد كركوك قرب قضاء طوزخورماتو.", ["Tuz Khurmatu"]),
        ("انفجرت عبوة ناسفة بسيارة على طريق العريش.", ["Arish"]),
    ],
)
def test_a_road_is_at_both_ends_or_where_it_is_told_to_be(pipeline, text: str, names: list[str]) -> None:
    [(_, places)] = scenes(pipeline, text)
    assert places == names


def test_who_speaks_after_a_comma_is_not_of_the_list_of_places(pipeline) -> None:
    [event] = pipeline.code(Report(id="s", text="غارة على طريق عام تبنين، والدفاع المدني يتحدث عن شهيدين.", published=PUBLISHED))
    assert not any(t.actor == "medics" for t in event.targets)


@pytest.mark.parametrize(
    ("text", "types"),
    [
        ("عزز الجيش اللبناني انتشاره في مدينة طرابلس، وسيّر دوريات مؤللة.", ["deployment"]),
        ("نشر الجيش السوري دبابات في حمص ونشر مدافع في حماة.", ["deployment", "deployment"]),
        ("قطع شبان الطريق في ساحة النور بطرابلس بالإطارات المشتعلة ورشقوا عناصر الأمن بالحجارة.", ["riot"]),
        ("انتشلت الفرق تسع جثث مجهولة الهوية من مقبرة جماعية في ترهونة.", ["body_found"]),
        ("عثرت القوات على مقبرة جماعية في الرمادي. كما عثرت على جثة شاب في هيت.", ["body_found", "body_found"]),
        ("أطلقت كتائب القذافي صاروخا من محيط سرت سقط في الصحراء شرق اجدابيا.", ["shelling"]),
        ("أفرج اليوم في مدينة مأرب عن 22 أسيرا في عملية تبادل بين القوات الحكومية والحوثيين.", ["release"]),
        ("هاجم مسلحون حاجزا للجيش في بلدة الخالص، ورد عناصر الحاجز على مصادر النيران فقتلوا اثنين.", ["ground_attack"]),
        ("قصفت قوات الدعم السريع مدينة الأبيض. وقال شهود إن القذائف سقطت على أحياء سكنية.", ["shelling"]),
        ("اعتقلت قوات الاحتلال خمسة شبان من جنين واعتقلت ثلاثة آخرين من طولكرم.", ["arrest", "arrest"]),
    ],
)
def test_what_goes_on_of_one_doing_is_told_as_one(pipeline, text: str, types: list[str]) -> None:
    assert [type_ for type_, _ in scenes(pipeline, text)] == types


def test_a_plural_verb_has_its_doers_before_it(pipeline) -> None:
    text = "اقتحم المستوطنون قرية بورين وهاجموا المواطنين ورشقوا جنود الاحتلال بالحجارة."
    events = pipeline.code(Report(id="s", text=text, published=PUBLISHED))
    assert not any(i.actor in ("israel-defense-forces", "civilians") for e in events for i in e.initiators)


@pytest.mark.parametrize(
    ("text", "type_", "names"),
    [
        ("نزحت مئات الأسر من الحصاحيصا إلى مدينة القضارف، حيث وزعت منظمة 500 سلة غذائية على النازحين.", "aid", ["Gedaref"]),
        ("وفي ذمار، قالت منظمة إن الحوثيين جندوا 45 طفلا ودفعوا بهم إلى جبهات القتال في مأرب.", "forced_recruitment", ["Dhamar"]),
        ("استهدفت مسيّرة رتلا لقوات حفتر على بعد 15 كيلومترا جنوب مدينة بني وليد.", "drone_strike", ["Bani Walid"]),
        ("قضت محكمة جنايات القاهرة بإعدام سبعة متهمين بالانضمام إلى داعش.", "sentence", ["Cairo"]),
        ("تمنع السلطات النازحين من عبور جسر بزيبز باتجاه العاصمة.", "restriction", ["Bzebiz Bridge"]),
        ("أفرج مسلحون في السويداء عن تسعة محتجزين، وجرت العملية عند حاجز المتونة.", "release", ["Al-Matunah"]),
        ("وفي ريف دمشق فكك الجيش ثلاث عبوات ناسفة زرعها إرهابيون على أطراف مدينة الضمير.", "disrupted_weapons_use", ["Al-Dumayr"]),
        ("أغلق محتجون يطالبون بالوظائف حقل الشرارة النفطي وأحرقوا الإطارات.", "riot", ["Sharara oil field"]),
    ],
)
def test_the_scene_is_what_is_told_for_it(pipeline, text: str, type_: str, names: list[str]) -> None:
    assert (type_, names) in scenes(pipeline, text)


def test_a_column_comes_from_one_place_and_goes_to_another(pipeline) -> None:
    [event] = pipeline.code(Report(id="s", text="نقل الجيش السوري دبابات من سرمين إلى خان طومان.", published=PUBLISHED))
    assert {(p.role, p.names["en"]) for p in event.places} == {("origin", "Sarmin"), ("destination", "Khan Tuman")}


def test_an_item_of_a_bulletin_is_not_where_the_item_before_is(pipeline) -> None:
    text = "• وقفة احتجاجية في مدينة مارع.\n• وفاة شاب تحت التعذيب في سجون النظام.\n• قصف مدفعي على تل رفعت."
    assert ("killing", []) in scenes(pipeline, text)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("حررت القوات العراقية جزيرة البغدادي غربي محافظة الأنبار.", ["Baghdadi"]),
        ("وفي القاع، قطع محتجون الطريق الدولية بالإطارات المشتعلة.", ["Qaa"]),
        ("أصيب جنديان بصاروخ أطلق من لبنان باتجاه المنارة.", ["Manara", "Lebanon"]),
        ("إب: اختطف مسلحون مدرسا في مديرية العدين.\nالخوخة: وزع مركز إغاثة سلالا غذائية على الأسر النازحة في المديرية.", ["Al-Khawkhah"]),
    ],
)
def test_namesakes_and_places_pointed_at(pipeline, text: str, names: list[str]) -> None:
    assert scenes(pipeline, text)[-1][1] == names


def test_the_middle_of_a_province_is_its_town(pipeline) -> None:
    told = [pipeline.code(Report(id="s", text=f"هاجم مسلحون مخفرا للشرطة في {place}.")) for place in ("مركز محافظة الرقة", "مدينة الرقة")]
    assert told[0][0].places[0].lat == told[1][0].places[0].lat


def test_a_shelling_is_not_that_of_the_other_side(pipeline) -> None:
    text = "تعرضت أطراف رامية ويارون لقصف مدفعي. وقال حزب الله إن مقاتليه استهدفوا ثكنة زرعيت بقذائف المدفعية."
    assert [places for _, places in scenes(pipeline, text)] == [["Ramyeh", "Yaroun"], ["Zar'it barracks"]]
    text = "تعرضت بلدة العديسة لقصف مدفعي. وقال حزب الله إن مقاتليه استهدفوا موقع مسكاف عام بقذائف المدفعية."
    assert len(scenes(pipeline, text)) == 2
    text = "قصف الجيش السوري حي الشعار في حلب. وقصفت التنظيمات الإرهابية أحياء في مدينة حلب."
    assert len(scenes(pipeline, text)) == 2
    text = "قصفت القوات العراقية حي الزنجيلي في الموصل. وقصفت فصائل مسلحة أحياء في مدينة الموصل."
    assert len(scenes(pipeline, text)) == 2


def test_an_event_keeps_the_place_of_its_own_sentence_before_that_of_the_title(pipeline) -> None:
    text = "تبادل أسرى وهجومان شرقي دير الزور\nأفرجت الحكومة السورية عن 68 عنصرا من قسد في عملية جرت عند مدخل مدينة الحسكة."
    assert ("release", ["Hasakah"]) in scenes(pipeline, text)


@pytest.mark.parametrize(
    ("text", "type_", "places"),
    [
        ("عاد 300 لاجئ من لبنان عبر معبر جديدة يابوس.", "return", {("origin", "Lebanon"), ("scene", "Jdeidet Yabous crossing")}),
        (
            "تعرضت مدينة خان شيخون لقصف صاروخي مصدره حواجز قوات النظام في قرية معان.",
            "shelling",
            {("scene", "Khan Sheikhoun"), ("origin", "Maan")},
        ),
        ("أبقت إسرائيل معبر إيرز، المنفذ الوحيد بين غزة وإسرائيل، مغلقا.", "restriction", {("scene", "Erez crossing")}),
        ("استشهد المعتقل زاهر عواد من طولكرم، نتيجة التعذيب في سجن مجدو.", "killing", {("scene", "Megiddo prison")}),
    ],
)
def test_where_from_where_to_and_where(pipeline, text: str, type_: str, places: set[tuple[str, str]]) -> None:
    events = pipeline.code(Report(id="s", text=text, published=PUBLISHED))
    assert {(p.role, p.names["en"]) for e in events if e.type == type_ for p in e.places} == places


def test_whom_somebody_is_charged_with_working_for_is_not_the_target(pipeline) -> None:
    [event] = pipeline.code(Report(id="s", text="قضت محكمة في كسلا بإعدام رجل بتهمة التعاون مع الدعم السريع.", published=PUBLISHED))
    assert not any(t.actor == "rapid-support-forces" for t in event.targets)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("وفي بعقوبة قال ضابط إن مسلحين اغتالوا عضوا في مجلس محافظة ديالى قرب منزله.", ["Baqubah"]),
        ("أطلق مسلحون النار على موظف بمجلس محافظة نينوى في تلعفر فأردوه قتيلا.", ["Tal Afar"]),
        ("اغتال مسلحون عضو مجلس مدينة البصيرة.", ["Al-Busayrah"]),
        ("وفي ريف دير الزور، اغتال مسلحون عضوا في مجلس مدينة البصيرة.", ["Al-Busayrah"]),
        ("قتل خمسة من الشرطة قرب بلدية عزازقة بولاية تيزي وزو في كمين.", ["Azazga"]),
        ("وقال مدير ناحية سيدكان في إقليم كردستان إن المدفعية الإيرانية قصفت مراعي.", ["Sidakan"]),
    ],
)
def test_the_place_of_an_office_is_a_scene_only_where_nothing_says_it_better(pipeline, text: str, names: list[str]) -> None:
    assert scenes(pipeline, text)[0][1] == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("وفي شمال دارفور، وقعت دورية للشرطة في كمين نصبه مسلحون قرب كتم وأصيب جنديان.", ["Kutum"]),
        ("وفي إقليم دارفور، لقي تاجر مصرعه بعد ساعات من خطفه على يد مسلحين في الجنينة.", ["El Geneina"]),
        ("وفي شمال دارفور، أصيب جنديان بانفجار لغم، بينما نهب مسلحون سوقا قرب كتم.", ["North Darfur"]),
    ],
)
def test_a_spot_of_the_clause_is_meant_before_the_province_that_opens_it(pipeline, text: str, names: list[str]) -> None:
    assert scenes(pipeline, text)[0][1] == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("وصل ألفا نازح إلى مخيمي الخازر وحسن شام.", ["Khazir camp", "Hassan Sham camp"]),
        ("قصفت الطائرات مخيمات جباليا والبريج والشاطئ.", ["Jabalia camp", "Bureij camp", "Shati camp"]),
        ("وصل آلاف اللاجئين من الجنينة إلى أدري التشادية.", ["El Geneina", "Adre"]),
        ("نزح المئات من سكان أجدابيا باتجاه بنغازي.", ["Ajdabiya", "Benghazi"]),
        ("اعترضت الدفاعات الجوية صاروخا فوق الرياض.", ["Riyadh"]),
        ("سيطر المسلحون على سلسلة من المواقع المطلة على سد مأرب.", ["Marib Dam"]),
        ("قصف الجيش مدينة (سرمين) فجر اليوم.", ["Sarmin"]),
        ("وصلت قوات الجيش إلى بلدة ود الحداد التي تبعد عن مواقع الدعم السريع بمدينة الحاج عبد الله نحو 7 كيلومترات.", ["Wad al-Haddad"]),
        ("استهدفت عبوة ناسفة رتلا للجيش على الطريق بين سرت والجفرة قرب بلدة هون.", ["Hun"]),
        ("أطلق مسلحون النار على حافلة بين بلدتي المزيريب واليادودة غربي درعا.", ["Al-Muzayrib", "Al-Yadudah"]),
    ],
)
def test_where_people_go_what_lists_name_and_what_lies_on_a_road(pipeline, text: str, names: list[str]) -> None:
    assert sorted(scenes(pipeline, text)[0][1]) == sorted(names)


def test_aid_after_an_arrival_is_where_people_came_to(pipeline) -> None:
    text = "وصل 1800 نازح خلال يومين إلى مخيم الخازر شرق الموصل. ووزعت الوزارة مساعدات غذائية على العائلات."
    assert dict(scenes(pipeline, text))["aid"] == ["Khazir camp"]


@pytest.mark.parametrize(
    ("text", "lat"),
    [
        ("أحرق مستوطنون منزلا في قرية المغير شمال شرق رام الله.", 32.0),
        ("أحرق مستوطنون منزلا في قرية المغير جنوب شرق جنين.", 32.4),
        ("قصفت الطائرات مواقع في منطقة الحصامة بمديرية حرف سفيان.", 16.4),
        ("وفي قضاء الرطبة ضبطت قوة كدسا للعتاد، فيما اعتقلت الشرطة ثلاثة مطلوبين في أيمن الموصل.", 36.3),
        ("ساد هدوء الخرطوم.\nوفي مدينة الجنينة، تظاهر المئات. وقتل مسلحون تاجرا في حي الجمارك.", 13.4),
        ("سقطت قذائف على حي المعادي في مدينة حلب.", 36.2),
        ("قتل أربعة بقذائف على حي الزهراء في حمص.", 34.7),
        ("تعز ـ السهل: قصف الحوثيون قرية في مديرية الزاهر بمحافظة البيضاء. وحاصروا قرى المديرية.", 14.0),
    ],
)
def test_namesakes_are_settled_by_what_holds_them(pipeline, text: str, lat: float) -> None:
    events = pipeline.code(Report(id="s", text=text, published=PUBLISHED))
    assert round(events[-1].places[0].lat, 1) == lat


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("وفي مدينة حمص، قتل شاب من أهالي بلدة تلبيسة برصاص مجهولين.", ["Homs"]),
        ("قصفت الطائرات أطراف بلدة سرمين. وقتل ثلاثة من سكان قرية النيرب بانفجار لغم.", ["Al-Nayrab"]),
        ("هددت قوات النظام وجهاء مدينة طفس باقتحام المدينة.", ["Tafas"]),
        ("انفجرت عبوة بسيارة المحافظ المعين من قبل الرياض أمام منزله في حي التواهي بعدن.", ["At-Tawahi"]),
        ("وفي وسط سيناء، أفاد شهود بأن مجهولين أضرموا النار في ثلاث شاحنات على طريق الحسنة.", ["Al-Hasana"]),
        ("قتل جندي خلال دورية في محافظة الأنبار، وأعلن الجيش أن قواته احتجزت 15 مشتبها بهم في مداهمات شمالي بغداد.", ["Baghdad"]),
        ("قصف الطيران مديرية صرواح. وأضاف أن قذائف المسلحين قتلت طفلا وأصابت والدته في مديرية الدريهمي.", ["Al-Durayhimi"]),
        ("وقالت الشرطة إن المهاجمين دخلوا تكريت وأخرجوا مئات السجناء من السجن.", ["Tikrit"]),
    ],
)
def test_the_own_clause_says_where_before_homes_speakers_and_neighbours(pipeline, text: str, names: list[str]) -> None:
    assert scenes(pipeline, text)[-1][1] == names


@pytest.mark.parametrize(
    ("lines", "name"),
    [
        (
            ("طرابلس - وكالات", "اندلعت اشتباكات قرب مصفاة الزاوية.", "وعلى إثر ذلك، أغلق شبان غاضبون الطريق الساحلي.", ""),
            "Zawiya refinery",
        ),
        (
            ("أصدرت المحكمة العسكرية في بيروت حكما بسجن متهم.", "وانفجرت عبوة في بلدة اللبوة.", "وتظاهر العشرات أمام مبنى المحكمة."),
            "Beirut",
        ),
        (("هاجم مسلحون نقطة في بلدة الرطبة.", "وهدد قائدهم بضرب البصرة.", "وخطفوا ثلاثة رعاة."), "Rutba"),
        (("تنسيقية لجان مقاومة الفاشر - تقرير", "أسقطت الدفاعات الأرضية للجيش مسيرة انتحارية فوق السوق الكبير."), "El Fasher"),
        (("اقتحمت القوات قرية تقع على بعد ثمانية كيلومترات من تمبول.", "ثم اختطفت ستة تجار."), "Tambul"),
        (("أصدرت محكمة عوفر العسكرية حكما بالسجن 18 عاما بحق أسير من بيت لحم.",), "Ofer prison"),
    ],
)
def test_what_an_event_is_told_without_comes_from_what_it_goes_on_from(pipeline, lines: tuple[str, ...], name: str) -> None:
    assert scenes(pipeline, "\n".join(lines))[-1][1] == [name]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("استهدف كمين حافلة عسكرية على طريق دير الزور – دمشق في محيط الشولا فقتل 12 جنديا.", ["Al-Shula"]),
        ("عقدت الفصائل اجتماعا طارئا في سفارة فلسطين في بيروت لبحث وقف إطلاق النار.", ["Beirut"]),
        ("نزح سكان قرية الدانا إلى مدينة سرمدا التي قصفتها الطائرات الروسية مساء السبت.", ["Sarmada"]),
        ("قصفت قوات النظام من تمركزاتها في معسكر جورين مناطق في قرية الحويز.", ["Al-Huwayz", "Jurin camp"]),
        ("قال الجيش إن قواته دهمت بلدة جاسم واعتقلت شابين كانا يخططان لشن هجمات على دمشق.", ["Jasim"]),
        ("خطف مسلحون أربعة قرب الشيخ زويد، فيما عثر على جثة أحد سكان العريش مقطوعة الرأس.", ["Arish"]),
        ("أطلق مجهولون النار على شاب من بلدة تل شهاب، ما أدى إلى إصابته ونقله إلى مشفى طفس.", ["Tell Shihab"]),
        ("نجا رئيس بلدية عرسال من محاولة اغتيال حين ألقى شخصان قنبلة يدوية على منزله.", ["Arsal"]),
    ],
)
def test_places_of_roads_homes_posts_and_plots_are_told_from_the_scene(pipeline, text: str, names: list[str]) -> None:
    assert scenes(pipeline, text)[-1][1] == names


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("قصفت القوات مخيم أبو شوك شمال مدينة الفاشر. وحاول شبان مغادرة المدينة عبر طريق كتم فقتلت القوات أحدهم في المدينة.", "El Fasher"),
        ("انسحب الجيش من مدينة ود بندة من دون قتال باتجاه الخوي. ثم نهب مسلحون سوق المدينة.", "Wad Banda"),
    ],
)
def test_the_town_is_none_that_a_road_leads_to(pipeline, text: str, name: str) -> None:
    assert scenes(pipeline, text)[-1][1][0] == name


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("روى شهود في نيالا أن مسلحين هاجموا قرية تقع إلى الشمال من بلدة قريضة وقتلوا تسعة من أهلها.", ["Gereida"]),
        (
            "تواصلت الاشتباكات بين القوات والمسلحين في ريف دير الزور الشرقي، وتركزت في محيط بلدتي الشحيل وذيبان.",
            ["Al-Shuhayl", "Dhiban"],
        ),
        ("توفي مجند متأثرا بجراحه في مستشفى المعادي العسكري بعد أن هاجم مسلحون حاجزا قرب بئر العبد.", ["Bir al-Abd"]),
        ("اغتيل شيخ قبلي أمام منزله في بنغازي على يد مجهولين قدموا من درنة.", ["Benghazi"]),
        ("بدأ الجيش حملة تفتيش في حي التضامن أسفرت عن اعتقال ستة، بعد يوم من تفجير في جرمانا.", ["Tadamon"]),
        (
            "أعلن ضباط انشقوا عن الجيش أنهم وصلوا إلى معبر الذهيبة. وقال شهود إن خمسة جنود انشقوا ووصلوا إلى معبر باب الهوى.",
            ["Bab al-Hawa"],
        ),
    ],
)
def test_where_who_tells_comes_from_dies_or_says_so_is_no_scene(pipeline, text: str, names: list[str]) -> None:
    assert next(places for kind, places in reversed(scenes(pipeline, text)) if kind != "explosion") == names


def test_who_came_went_on_past_the_verb_of_where_they_left(pipeline) -> None:
    [event] = pipeline.code(Report(id="s", text="وصلت 25 أسرة خرجت من الغوطة إلى مركز الإقامة المؤقتة في الدوير.", published=PUBLISHED))
    assert ("الدوير", "destination") in [(p.text, p.role) for p in event.places]


def test_the_town_of_who_speaks_is_no_second_scene(pipeline) -> None:
    assert scenes(pipeline, "قال الناطق باسم الحكومة في الخرطوم إن الجيش استعاد مدينة سنجة.") == [("territory_gain", ["Singa"])]


def test_what_turns_to_another_matter_is_not_where_the_one_before_was(pipeline) -> None:
    text = "وفي الحديدة قتل مدنيان بلغم. أما في تعز فقد أصيبت امرأة برصاص قناص. وفي سياق آخر أعلنت الحكومة الإفراج عن عشرة معتقلين."
    assert [places for _, places in scenes(pipeline, text)] == [["Hodeidah"], ["Taiz"], []]
