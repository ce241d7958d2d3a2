"""Who says so: speakers by name, in office, by a bare noun or name that recalls them, side by side, and those who deny."""

from __future__ import annotations

from rasid.model import Report


def voices(pipeline, text: str) -> list[list[str]]:
    """For each event the words of those who tell it, with the stance of those who do not merely report."""
    events = pipeline.code(Report(id="r", text=text, published="2021-05-20"))
    return [[s.text + ("" if s.stance in ("reports", "confirms") else f" {s.stance}") for s in e.sources] for e in events]


def test_a_bare_noun_recalls_the_body_that_spoke(pipeline) -> None:
    text = (
        "قالت رابطة ضحايا الألغام إن عبوة ناسفة انفجرت في الحويجة وقتلت جنديا. وقال شهود إن مسلحين خطفوا تاجرا في بيجي. "
        "وأوضحت الرابطة أن قذيفة سقطت على منزل في الرياض وأصابت طفلين."
    )
    told = voices(pipeline, text)
    assert told[0] == told[-1] == ["رابطة ضحايا الألغام"]
    assert told[1] == ["شهود"]


def test_a_name_recalls_who_holds_the_office(pipeline) -> None:
    text = "أعلن مدير الإسعاف في إدلب سامر العلي أن غارة جوية قتلت مدنيين في سرمين. وقال العلي إن قذيفة أصابت مدرسة في بنش."
    first, second = voices(pipeline, text)
    assert first == second


def test_whose_statement_it_is(pipeline) -> None:
    text = "وأفاد بيان للجيش العراقي بأن قواته اعتقلت سبعة مشتبه بهم في الطارمية. وأضاف البيان أن الجنود ضبطوا عبوتين ناسفتين في بستان."
    events = pipeline.code(Report(id="r", text=text, published="2021-05-20"))
    assert [[s.source for s in e.sources] for e in events] == [["iraqi-army"], ["iraqi-army"]]


def test_two_say_so(pipeline) -> None:
    assert voices(pipeline, "قتل ثلاثة مدنيين بقصف على حي الروضة في تعز، بحسب سكان ومصدر طبي.") == [["سكان", "ومصدر طبي"]]
    assert voices(pipeline, "نقلت وكالة رويترز عن مسؤول محلي قوله إن مسلحين خطفوا مهندسين في سبها.") == [["وكالة رويترز", "مسؤول محلي"]]


def test_an_agency_in_brackets_is_not_who_speaks(pipeline) -> None:
    text = "الموصل 4 أيار (رويترز) قال مصدر في الشرطة إن مسلحين قتلوا بائعا في حي الزهور بالموصل."
    assert voices(pipeline, text) == [["مصدر في الشرطة"]]


def test_the_official_agency_is_the_states_own(pipeline) -> None:
    text = "ذكرت وكالة الأنباء الرسمية أن ثلاث قذائف سقطت على حي الجميلية في حلب وقتلت طفلا."
    [event] = pipeline.code(Report(id="r", text=text, published="2014-05-20"))
    assert [s.source for s in event.sources] == ["sana"]


def test_a_topic_before_its_verb_speaks(pipeline) -> None:
    assert voices(pipeline, "أما وكالة سبأ فتحدثت عن مقتل خمسة مدنيين في غارة على صعدة.") == [["وكالة سبأ"]]


def test_who_denies_that_denies_the_act(pipeline) -> None:
    text = "قتل سبعة مدنيين في غارة على سوق بصعدة. واتهم الحوثيون التحالف بتنفيذ الغارة، فيما نفى المتحدث باسم التحالف ذلك."
    assert voices(pipeline, text) == [["الحوثيون accuses", "المتحدث باسم التحالف denies"]]


def test_how_somebody_speaks_is_not_who(pipeline) -> None:
    assert voices(pipeline, "وأعلن رسميا أن القوات سيطرت على بلدة كباني.") == [[]]
    assert voices(pipeline, "وأكد ذلك أن القوات سيطرت على بلدة كباني.") == [[]]


def test_what_a_body_counts_in_a_month_is_of_that_month(pipeline) -> None:
    text = "وثقت الشبكة السورية لحقوق الإنسان خلال نيسان الماضي مقتل اثني عشر مدنيا بقصف على بلدة البارة."
    [event] = pipeline.code(Report(id="r", text=text, published="2021-05-20"))
    assert (event.time.start, event.time.precision) == ("2021-04-01", 4)


def test_a_name_in_brackets_says_which_party_is_meant(pipeline) -> None:
    text = "أعلنت قوى الأمن الداخلي (الأسايش) إغلاق طريق الرقة. "
    text += "وقتلت فتاة في الرابعة عشرة برصاص قناص تابع لجماعة أنصار الله (الحوثيين) في حي الروضة بتعز."
    first, second = pipeline.code(Report(id="r", text=text, published="2021-05-20"))
    assert [i.actor for i in first.initiators] == ["asayish"]
    assert [i.actor for i in second.initiators] == ["houthis"]
    assert [(t.effect, t.min) for t in second.toll] == [("killed", 1)]


def test_what_is_announced_after_a_day_is_a_noun(pipeline) -> None:
    [event] = pipeline.code(Report(id="r", text="أعلن الجيش السوداني، الأحد، سيطرته على مدينة ود بندة.", published="2021-05-20"))
    assert (event.type, [i.actor for i in event.initiators]) == ("territory_gain", ["sudanese-armed-forces"])


def test_a_body_that_heads_its_report_says_all_of_it(pipeline) -> None:
    text = "لجنة أطباء السودان المركزية\n\nسقط ثلاثة شهداء برصاص قوات الأمن في بحري اليوم.\n\nأصيب طبيب بالرصاص في أم درمان."
    assert {v for told in voices(pipeline, text) for v in told} == {"لجنة أطباء السودان المركزية"}
    assert voices(pipeline, "سانا - سقطت قذيفة على حي الميدان في حلب وقتلت طفلا.") == [[]]  # an outlet: the report itself


def test_who_asks_not_to_be_named_is_no_student(pipeline) -> None:
    text = "قال مصدر أمني، طالبا عدم ذكر اسمه، إن مسلحين قتلوا جنديا في بيجي."
    assert voices(pipeline, text) == [["مصدر أمني"]]


def test_who_condemns_an_act_tells_of_it(pipeline) -> None:
    assert voices(pipeline, "أدانت نقابة المعلمين اليمنيين الغارة التي دمرت أمس مدرسة في مديرية باجل وقتلت معلمين اثنين.") == [
        ["نقابة المعلمين اليمنيين"]
    ]
    assert voices(pipeline, "استنكر مجلس بلدي غريان قصفا مدفعيا طال أمس منازل المدنيين في غريان وخلف قتيلين.") == [["مجلس بلدي غريان"]]
    text = "دان محافظ كركوك التفجير الذي وقع في سوق الحويجة وأودى بحياة ثلاثة، بحسب مصدر طبي."
    assert voices(pipeline, text)[0] == ["مصدر طبي"]  # said by somebody: his words stand


def test_a_body_is_told_by_all_its_name(pipeline) -> None:
    assert voices(pipeline, "قالت مديرية أمن أوباري إن مسلحين خطفوا ثلاثة عمال قرب حقل الشرارة.") == [["مديرية أمن أوباري"]]
    assert voices(pipeline, "سقطت قذيفة على سوق في كوستي وقتلت امرأتين، بحسب لجنة أمن ولاية النيل الأبيض.") == [
        ["لجنة أمن ولاية النيل الأبيض"]
    ]


def test_who_was_sentenced_is_not_who_says_so(pipeline) -> None:
    """حسبما أفاد مصدر: who speaks follows such a verb, whoever stands before it."""
    text = (
        "قضت محكمة في عدن بسجن 14 رجلا بتهمة التخابر، وفق ما نقلت وكالة رويترز.\n"
        "وخطف مسلحون 14 مصريا في مدينة درنة، وفقا لما أوردته وكالة رويترز."
    )
    assert voices(pipeline, text) == [["وكالة رويترز"], ["وكالة رويترز"]]


def test_who_spoke_in_the_sentence_speaks_on(pipeline) -> None:
    text = "نفى الناطق باسم الجيش السوداني سقوط مروحية، وأكد أن سلاح الجو قصف مساء السبت مخازن وقود في نيالا."
    assert voices(pipeline, text)[-1] == ["الناطق باسم الجيش السوداني claims"]
    text = (
        "قال ناشطون إن مسلحين خطفوا طبيبا في مدينة الحديدة. "
        "وتوعد المتحدث باسم الحوثيين السعودية بالرد، مؤكدا أن طائرة مسيرة استهدفت مخازن في مطار جازان."
    )
    assert voices(pipeline, text)[-1] == ["المتحدث باسم الحوثيين"]
