"""A report that comes back to a happening tells one event; neighbouring happenings stay apart: reports of ours, as outlets write them."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import Any

import pytest

from rasid.coding import twice
from rasid.lexicon import Lexicon
from rasid.model import Event, Report

ONE: dict[str, tuple[str, list[str]]] = {
    "an attack, and the device that it was, with its toll again": (
        "أعلن مصدر أمني عراقي أن شرطيين قتلا وأصيب ثلاثة آخرون في هجوم بالمتفجرات في محافظة ديالى. "
        "واستهدف الهجوم نقطة تفتيش في ناحية العظيم بحسب المصدر الذي ذكر أن مسلحين من تنظيم الدولة الإسلامية فجروا عبوة ناسفة "
        "ما أدى إلى مقتل شرطيين وإصابة ثلاثة آخرين.",
        ["explosive_device"],
    ),
    "who was hurt by it, told by her name": (
        "قتل مسلحون مجهولون رجلا في بلدة نمر بريف درعا الغربي أمس، في حين تعرضت سيارة قاض متقاعد للاستهداف بعبوة ناسفة أسفرت عن "
        "إصابة زوجته.\n"
        "وفي سياق متصل، أصيبت المعلمة سلمى الحمد بجروح خطيرة نتيجة انفجار عبوة ناسفة بسيارة زوجها القاضي.",
        ["killing", "explosive_device"],
    ),
    "what forces came to a town for": (
        "هدمت قوات الاحتلال منزل أسير فلسطيني في بلدة كفر قدوم أمس.\nواقتحم عشرات الجنود ترافقهم جرافات البلدة لهدم منزل الأسير سامر علي.",
        ["property_destruction", "ground_attack"],
    ),
    "an attack on a life, and by what": (
        "اغتال مسلحون مجهولون أمس ضابطا في مدينة درنة بإلقاء قنبلة يدوية على سيارته.\n"
        "وقال مصدر أمني إن مجهولين ألقوا قنبلة يدوية على سيارة الضابط أمام منزله في حي الساحل بمدينة درنة.",
        ["grenade_attack"],
    ),
    "a strike by a drone, and the raid": (
        "قتل خمسة من تنظيم القاعدة بغارة شنتها طائرة أمريكية دون طيار في مديرية مودية بمحافظة أبين.\n"
        "وأفاد مصدر محلي أن غارة جوية استهدفت موقعا للتنظيم في مودية أدت إلى مقتل القيادي وأربعة من مرافقيه.",
        ["drone_strike"],
    ),
    "an exchange, and who brought it about": (
        "أقدمت جماعة الحوثي على صفقة تبادل سبعة أسرى مع القوات الحكومية في محافظة الضالع.\n"
        "وقالت مصادر إن لجنة وساطة نجحت في إتمام صفقة تبادل شملت الإفراج عن سبعة أسرى من القوات الحكومية ومن الحوثيين.",
        ["release"],
    ),
    "the news of a report, told again as its background": (
        "أغلقت قوات الأمن مداخل مدينة بئر العبد بعد استشهاد ضابط ومجند وإصابة آخر في انفجار عبوة ناسفة جنوب المدينة.\n"
        "وحلقت مروحيات في سماء المنطقة.\n"
        "وكانت عبوة ناسفة زرعها مسلحون على طريق جنوب بئر العبد قد انفجرت أثناء مرور دورية ما أدى إلى استشهاد ضابط ومجند وإصابة آخر.",
        ["restriction", "explosive_device", "deployment"],
    ),
    "attackers who go on to fight those whom they attacked": (
        "هاجم مسلحون من تنظيم القاعدة نقطة تفتيش للجيش اليمني في مديرية مودية واشتبكوا مع أفراد النقطة، ما أدى إلى مقتل خمسة جنود.",
        ["ground_attack"],
    ),
    "a lead, and a witness": (
        "أطلق مسلحون مجهولون النار على موظف في البلدية بمدينة الضالع أمس الأحد.\n"
        "وقال شهود عيان إن مسلحين يستقلون دراجة نارية أطلقوا النار على الموظف أثناء خروجه من المسجد.",
        ["assault"],
    ),
    "a truce announced, and in the words of who announces it": (
        "أعلنت حركة الشباب المجاهدين السبت هدنة من طرف واحد لمدة أسبوع.\n"
        "حركة الشباب تعلن هدنة لأسبوع\n"
        'وقال متحدث باسم حركة الشباب المجاهدين في تسجيل صوتي "نعلن هدنة لمدة أسبوع تشمل جميع المناطق".',
        ["agreement"],
    ),
    "fields burnt, and what witnesses add": (
        "أحرق مستوطنون أمس حقول قمح في أراضي بلدة ترمسعيا شمال رام الله.\n"
        "وأوضح شهود عيان أن مستوطنين من بؤرة مقامة على أراضي ترمسعيا أضرموا النار في حقول القمح.",
        ["property_destruction"],
    ),
    "parts of a figure": (
        "انتشلت فرق الإنقاذ اليوم الثلاثاء تسع جثث من مقبرة جماعية في مدينة سنجار.\n"
        "وتم انتشال ثلاث جثث مجهولة الهوية من الموقع الأول.\n"
        "وتم انتشال ست جثث مجهولة الهوية من الموقع الثاني.",
        ["body_found"],
    ),
    "drones brought down, and the statement on them": (
        "أعلن الجيش السوداني فجر الأحد إسقاط عدد من الطائرات المسيرة في مدينة كوستي.\n"
        "وأفاد بيان صادر عن الجيش أن الدفاعات الجوية تمكنت من إسقاط طائرات مسيرة أطلقتها قوات الدعم السريع باتجاه مقر الفرقة 18 مشاة.",
        ["disrupted_weapons_use"],
    ),
    "the same people, known by now": (
        "أفرجت جماعة الحوثي عن عمال إغاثة في مدينة ذمار.\n"
        "وكان العمال في مهمة لتوزيع الغذاء.\n"
        "وحسب مصدر محلي فقد تم إطلاق سراح العمال مساء الأربعاء بعد وساطة قبلية.",
        ["release"],
    ),
    "people taken, and at least as many by another word": (
        "خطفت جماعة مسلحة الثلاثاء ستة عمال من سكان بلدة الحسنة في محافظة شمال سيناء.\n"
        "وقالت مصادر قبلية إن المسلحين أوقفوا حافلة صغيرة واختطفوا ستة عمال على الأقل كانوا في طريقهم إلى محجر.\n"
        "ولم تتضح دوافع العملية حتى مساء الثلاثاء.",
        ["abduction"],
    ),
    "clashes that broke out anew, and an official's word that they did": (
        "تجددت الاشتباكات الأحد بين قبيلتي الزغاوة والرزيقات في مدينة الضعين ما أسفر عن مقتل أربعة أشخاص.\n"
        "وقال معتمد المحلية إن الاشتباكات تجددت ظهر اليوم في حي المطار بالمدينة.\n"
        "ودعا المعتمد الطرفين إلى ضبط النفس.",
        ["armed_clash"],
    ),
    "a town named for a village near it": (
        "قتل مدني وأصيب اثنان الاثنين برصاص مسلحين في درعا.\n"
        "وقال ناشطون إن مسلحين أطلقوا النار على سيارة مدنية في بلدة المليحة الشرقية ما أدى إلى مقتل مدني وإصابة اثنين.\n"
        "ونقل المصابان إلى مشفى بصرى. ولم تتبن أي جهة العملية.",
        ["killing"],
    ),
    "a lead that adds up what is told below it": (
        "قتل سبعة أشخاص وأصيب خمسة آخرون أمس الأحد في هجمات متفرقة في محافظة ديالى.\n"
        "وقال مصدر في الشرطة إن سيارة مفخخة انفجرت في سوق وسط المقدادية ما أسفر عن مقتل أربعة مدنيين وإصابة ثلاثة.\n"
        "وانفجرت عبوة ناسفة في مقهى ببلدة بهرز ما أدى إلى مقتل ثلاثة أشخاص وإصابة اثنين.",
        ["explosive_device", "explosive_device"],
    ),
    "arms destroyed in an attack that was repelled": (
        "صدت قوات حكومة الوفاق محاولة تقدم لقوات القيادة العامة في محور عين زارة جنوب طرابلس، ودمرت دبابة وسيارتين مسلحتين.",
        ["ground_attack"],
    ),
    "how a siege told before is kept": (
        "وصلت قافلة مساعدات إلى البلدات المحاصرة في جنوب كردفان.\n"
        "وتفرض الحركة الشعبية حصارا على الدلنج وكادقلي، حيث تمنع وصول الدواء إلى المدنيين.",
        ["aid", "restriction"],
    ),
    "a sentence, and the court's own word of today": (
        "أصدرت محكمة في صنعاء، أمس الأربعاء، حكما بإعدام سبعة أشخاص.\n"
        'وقال مصدر قضائي: "أصدرت المحكمة اليوم حكما بإعدام سبعة أشخاص بتهمة التخابر".',
        ["sentence"],
    ),
    "fighting renewed, by two accounts": (
        "تجددت الاشتباكات في مدينة بابنوسة بين الجيش السوداني وقوات الدعم السريع. "
        "وقالت مصادر إن الاشتباكات تجددت في مدينة بابنوسة بين الجيش وقوات الدعم السريع.",
        ["armed_clash"],
    ),
}

APART: dict[str, tuple[str, list[str]]] = {
    "another village": (
        "أحرق مستوطنون أمس حقول قمح في أراضي بلدة ترمسعيا شمال رام الله.\n"
        "وأوضح شهود عيان أن مستوطنين أضرموا النار في حقول القمح في قرية بورين.",
        ["property_destruction", "property_destruction"],
    ),
    "another day": (
        "أطلق مسلحون مجهولون النار على موظف في البلدية بمدينة الضالع أمس الأحد.\n"
        "وقال شهود عيان إن مسلحين أطلقوا النار على موظف في البلدية بمدينة الضالع الخميس الماضي.",
        ["assault", "assault"],
    ),
    "there too": (
        "اختطف مسلحون حوثيون تسعة موظفين في مدينة ذمار.\nوفي ذمار أيضا اختطف مسلحون حوثيون شيخا قبليا من منزله.",
        ["abduction", "abduction"],
    ),
    "more ground": (
        "تمكنت القوات العراقية من تحرير حي الزنجيلي في مدينة الموصل.\n"
        "وفر مئات السكان بعد أن انتزعت القوات العراقية السيطرة على حيين آخرين في غرب المدينة.",
        ["territory_gain", "displacement", "territory_gain"],
    ),
    "more bodies, a week before": (
        "أعلنت السلطات اليوم الاثنين انتشال تسع جثث من مقبرة جماعية في مدينة سنجار.\n"
        "وقبل أسبوع أعلنت السلطات انتشال أربع جثث من مقبرة جماعية في سنجار.",
        ["body_found", "body_found"],
    ),
    "one court, two rulings": (
        "قضت محكمة جنايات البصرة اليوم الأحد بإعدام أربعة مدانين بالانتماء إلى تنظيم داعش.\nوقضت المحكمة بالسجن المؤبد على امرأة.",
        ["sentence", "sentence"],
    ),
    "by those who were attacked": (
        "تعرض مقر لحركة أحرار الشام في بلدة زردنا لهجوم لم تعرف طبيعته.\nوقال مصدر محلي إن المقر تضرر.\n"
        "وأفاد مسؤول أمني فجر الخميس بأن مئات المقاتلين من حركة أحرار الشام شنوا هجوما بريا على قرى قريبة.",
        ["ground_attack", "ground_attack"],
    ),
    "an official, and earlier that day an officer": (
        "اغتال مسلحون مجهولون مساء الأربعاء مسؤولا في لجنة محلية تتولى التواصل مع قوات النظام في محافظة درعا.\n"
        "وفي وقت سابق من يوم الأربعاء اغتال مجهولون ضابطا برتبة عقيد جراء إطلاق النار عليه على طريق الحارة - نمر في ريف درعا.",
        ["killing", "killing"],
    ),
    "a device at a town, and one at its province's": (
        "أصيب عضو في مجلس القرية في درعا بعد استهدافه بعبوة ناسفة في قرية غصم.\n"
        "وفي سياق متصل قال ناشطون إن عبوة ناسفة زرعها مجهولون انفجرت منتصف الليل قرب حاجز للجيش في حي العباسية بدرعا البلد.",
        ["explosive_device", "explosive_device"],
    ),
    "raids of the day, and a raid that helped to repel an attack": (
        "تعرضت مدينة حيس لقصف مدفعي، وتزامن القصف مع غارات متواصلة من قبل طائرات التحالف العربي استهدفت مواقع الحوثيين.\n\n"
        "وفي الأثناء هاجم الحوثيون مواقع القوات المشتركة في الجراحي حيث وقعت اشتباكات عنيفة، وشاركت طائرات التحالف العربي "
        "في صد الهجوم، عبر استهداف مواقع الحوثيين ومخازن أسلحتهم في مدينة حيس.",
        ["shelling", "air_strike", "ground_attack", "armed_clash", "air_strike"],
    ),
    "taken back by the other side": (
        "سيطرت حركة تحرير السودان على بلدة طويلة في ولاية شمال دارفور الجمعة.\n"
        "وقال متحدث باسم الجيش السوداني إن قواته استعادت البلدة.\nودعت منظمات إلى حماية السكان.",
        ["territory_gain", "territory_gain"],
    ),
    "two villages that no map has": (
        "قصفت قوات النظام قرية خربة العنزات بريف حماة وقتلت مدنيا.\nوقال ناشطون إن قذائف سقطت على قرية أم الزنابيل بريف حماة وقتلت مدنيا.",
        ["shelling", "shelling"],
    ),
    "fire returned": (
        "قصفت المدفعية التركية قرية كفر خاشر بريف حلب صباح الأحد.\n"
        "وردت قوات سوريا الديمقراطية بقصف مواقع تركية في محيط بلدة كلجبرين.\nولم ترد أنباء عن ضحايا.",
        ["shelling", "shelling"],
    ),
    "another attack": (
        "هاجم مسلحون نقطة تفتيش للشرطة في منطقة الدورة جنوب بغداد فقتلوا شرطيين.\n"
        "وفي هجوم آخر، قتل شرطيان وأصيب ثالث عندما هاجم مسلحون دورية للشرطة في منطقة الغزالية غرب بغداد.",
        ["ground_attack", "ground_attack"],
    ),
    "an answer": (
        "سقطت قذائف هاون على مدينة جرمانا بريف دمشق أمس.\nوردا على ذلك قصفت وحدات من الجيش السوري بالمدفعية أطراف جرمانا.",
        ["shelling", "shelling"],
    ),
    "as many dead earlier that day by another act": (
        "صدت قوات الجيش اليمني هجوما لمليشيا الحوثي على جبل القرنين بمديرية جبل حبشي، وكبدتها 6 قتلى. "
        "وفي وقت سابق الأحد، قتل 6 مدنيين من أسرة واحدة في قصف لمليشيا الحوثي استهدف منزلا بمحافظة تعز.",
        ["ground_attack", "shelling"],
    ),
}


def coded(pipeline: Any, text: str) -> list[Event]:
    events: list[Event] = pipeline.code(Report(id="t", text=text, published="2025-03-12"))
    return events


@pytest.mark.parametrize("case", [*ONE, *APART])
def test_what_is_told_again_is_one_event_and_what_is_new_another(pipeline: Any, case: str) -> None:
    text, expected = (ONE | APART)[case]
    assert [e.type for e in coded(pipeline, text)] == expected


@pytest.mark.parametrize(
    ("text", "recalled"),
    [
        ("سقط صاروخ على حي سكني في مدينة مأرب أمس.\nوالأحد الماضي، قتل سبعة مدنيين في قصف صاروخي للحوثيين على سوق في مديرية الجوبة.", True),
        ("اعتقلت قوة أمنية رجلين في سرت أمس.\nويأتي ذلك بعد أيام قليلة من العثور على تسع جثث قرب المدينة.", True),
        ("اعتقلت قوة أمنية رجلين في سرت الأحد الماضي.\nوالأحد الماضي أيضا اعتقلت القوة تاجرا في مصراتة.", False),
    ],
)
def test_what_a_sentence_dates_long_before_the_news_is_background(pipeline: Any, text: str, recalled: bool) -> None:
    assert [e.background for e in coded(pipeline, text)] == [False, recalled]


def test_the_record_has_what_each_telling_adds(pipeline: Any) -> None:
    text = (
        "قتل ثلاثة مدنيين في قصف مدفعي لقوات الدعم السريع على مدينة الأبيض أمس الاثنين.\n"
        "وأوضحت شبكة أطباء السودان أن ثلاثة مدنيين قتلوا في قصف مدفعي لقوات الدعم السريع على سوق في مدينة الأبيض."
    )
    (event,) = coded(pipeline, text)
    assert [(row.effect, row.min) for row in event.toll] == [("killed", 3)]
    assert [source.source for source in event.sources] == ["sudan-doctors-network"]
    assert event.time.start == "2025-03-10"
    assert [actor.actor for actor in event.initiators] == ["rapid-support-forces"]


def test_a_smaller_figure_told_again_is_a_part_of_the_larger(pipeline: Any) -> None:
    (event,) = coded(pipeline, ONE["parts of a figure"][0])
    whole, *parts = event.toll
    assert whole.min == 9
    assert [(row.min, row.part_of) for row in parts] == [(3, whole.id), (6, whole.id)]


def test_every_observation_has_a_weight() -> None:
    weights = Lexicon.load().ontology["retelling"]
    tree = ast.parse(Path(str(twice.__file__)).read_text(encoding="utf-8"))
    said = [v for y in ast.walk(tree) if isinstance(y, ast.Yield) and y.value for v in ast.walk(y.value)]
    whole = {v.value for v in said if isinstance(v, ast.Constant) and isinstance(v.value, str)}
    begun = {v.values[0].value for v in said if isinstance(v, ast.JoinedStr) and isinstance(v.values[0], ast.Constant)}
    assert begun and {w for w in whole if w not in weights and not any(name.startswith(w) or name.endswith(w) for name in weights)} == set()


def test_a_moment_ago_is_no_running_total(pipeline: Any) -> None:
    text = "استشهد مجند، منذ قليل، وأصيب اثنان آخران إثر سقوط قذيفة هاون على كمين شرق مدينة رفح بشمال سيناء."
    (event,) = coded(pipeline, text)
    assert not event.background
    assert {(t.effect, t.min) for t in event.toll} == {("killed", 1), ("injured", 2)}


def test_who_joins_the_fight_that_an_attack_led_to_was_not_attacked(pipeline: Any) -> None:
    text = (
        "هاجم مسلحو تنظيم الدولة نقاطا لقوات سوريا الديمقراطية في بلدة السوسة، "
        "ودارت إثر ذلك اشتباكات عنيفة بين مسلحي التنظيم وقسد في البلدة، "
        "شاركت فيها طائرات التحالف الدولي.\nوقال ناشطون إن الهدوء عاد إلى المنطقة مساء.\nولم ترد أنباء عن ضحايا."
    )
    attack = next(e for e in coded(pipeline, text) if e.type == "ground_attack")
    assert {t.actor for t in attack.targets} == {"syrian-democratic-forces"}


def test_two_towns_each_named_as_one_are_no_country_around_the_other(pipeline: Any) -> None:
    text = (
        "قصفت مدفعية الجيش السوري صباح السبت مدينة سراقب، ما أدى إلى مقتل خمسة مدنيين.\n"
        "وقال أحد السكان إن الأسواق أغلقت.\n"
        "كما قصفت مدفعية الجيش السوري السبت بلدة تفتناز، ما أدى إلى مقتل خمسة مدنيين."
    )
    assert len(pipeline.code(Report(id="r", text=text, published="2019-12-15"))) == 2
