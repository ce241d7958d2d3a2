"""Words of events in everyday senses, feuds, and steps of one act: each mechanism on sentences of ours."""

from __future__ import annotations

import pytest

from rasid.model import Event, Report
from rasid.pipeline import Pipeline


def told(pipeline: Pipeline, text: str) -> list[Event]:
    return pipeline.code(Report(id="e", text=text, published="2024-05-20", lang="ar"))


def types(pipeline: Pipeline, text: str) -> list[str]:
    return [e.type for e in told(pipeline, text)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("وزعت البلدية على سكان حي البستان قرارا يقضي بإزالة أكشاكهم.", []),
        ("نصب الشبان خياما تعود لأهالي القرية قرب الأثارب.", []),
        ("عادت عشرات العائلات لمنازلها في بلدة الأثارب.", ["return"]),
        ("وشى بهم جارهم فأدى ذلك إلى تسليم أبناء بلدة نصيب إلى المخابرات.", []),
        ("سلمت البلدية أهالي بلدة الولجة أوراقا.", []),
        ("سلم مسلحون محليون مواقعهم في بلدة نصيب إلى الجيش السوري.", ["withdrawal"]),
        ("فتش الجنود بيتا قيل إن مطلوبين لجأوا إليه في بلدة حورتعلا.", []),
        ("لجأت مئات العائلات إلى مدارس مدينة صيدا هربا من القصف.", ["displacement"]),
        ("وكان القتيل يُتهم بأنه مخبر في بلدة طفس.", []),
        ("هاجم عناصر من تنظيم داعش حاجزا للشرطة في قضاء الحويجة، فيما لاذ المهاجمون بالفرار.", ["ground_attack"]),
        ("انفجرت عبوة ناسفة في سوق مدينة تكريت وفرضت الشرطة طوقا على المكان.", ["explosive_device"]),
        ("فرضت قوات الاحتلال طوقا على بلدة سبسطية.", ["restriction"]),
    ],
)
def test_an_everyday_sense_tells_nothing(text: str, wanted: list[str], pipeline: Pipeline) -> None:
    assert types(pipeline, text) == wanted


FEUD = "قتل رجل وأصيب أربعة اليوم في ناحية الدير بنزاع عشائري اندلع بين أبناء عمومة."


@pytest.mark.parametrize(
    "after",
    [
        " وأغلقت الشرطة الطرق المؤدية إلى الناحية.",
        "\nوقال شهود إن المتخاصمين أطلقوا النار على مضيف شيخ وأحرقوه.\nوطوقت القوات الأمنية المنطقة واعتقلت عددا من المشاركين.",
    ],
)
def test_a_feud_colours_the_report_that_opens_with_it(after: str, pipeline: Pipeline) -> None:
    assert types(pipeline, FEUD + after) == []


@pytest.mark.parametrize(
    ("after", "wanted"),
    [
        ("\nوهاجم مسلحو تنظيم داعش دورية للجيش العراقي قرب داقوق فقتلوا جنديين.", "ground_attack"),
        ("\nوفي سياق آخر، قتل مسلحون مجهولون معلما في حي الكرامة بالموصل.", "killing"),
        ("\nوقالت وزارة الداخلية العراقية إن ثلاثة من عناصر الشرطة الاتحادية قتلوا لدى فض النزاع.", "ground_attack"),
    ],
)
def test_what_is_told_beside_a_feud_is_kept(after: str, wanted: str, pipeline: Pipeline) -> None:
    assert types(pipeline, FEUD + after) == [wanted]


def test_a_unit_is_no_act_of_its_name(pipeline: Pipeline) -> None:
    assert types(pipeline, "وكان القتيل عنصرا في سرية المداهمة التابعة للمخابرات الجوية في حماة.") == []


@pytest.mark.parametrize(
    "text",
    [
        "دخلت دورية للأمن العسكري بلدة كناكر وحاصرت منزل معلم واعتقلته.",
        "اقتحم جنود الاحتلال قرية بيتين فجرا، وطوقوا بيتا في أطرافها واعتقلوا فتى.",
    ],
)
def test_the_house_surrounded_is_a_step_of_the_arrest(text: str, pipeline: Pipeline) -> None:
    assert types(pipeline, text)[-1:] == ["arrest"] and "restriction" not in types(pipeline, text)


def test_a_town_besieged_before_arrests_is_told_beside_them(pipeline: Pipeline) -> None:
    assert types(pipeline, "حاصرت قوات الاحتلال بلدة بيتا واعتقلت ثلاثة شبان.") == ["restriction", "arrest"]


def test_who_is_chased_off_is_not_displaced(pipeline: Pipeline) -> None:
    events = told(pipeline, "هاجم مستوطنون رعاة في قرية قصرة، وتصدى الأهالي للمستوطنين وأجبروهم على الفرار.")
    assert [e.type for e in events if e.type in ("displacement", "withdrawal")] == [] and events[-1].outcome == "repelled"


LATEST = "ويتعرض رعاة قرية سوسيا إلى اعتداءات من قبل المستوطنين في الآونة الأخيرة، كان آخرها إصابة راع بكسور وتحطيم مركبته صباح الأحد."


def test_the_newest_of_acts_that_recur_is_told(pipeline: Pipeline) -> None:
    events = told(pipeline, "أصيب راع في قرية سوسيا.\n" + LATEST)
    assert {"assault", "property_destruction"} <= {e.type for e in events}
    assert all({i.actor for i in e.initiators} == {"israeli-settlers"} for e in events if e.time.start == "2024-05-19")


@pytest.mark.parametrize(
    ("text", "wanted", "doer"),
    [
        ("تناوبت مروحيتان للجيش السوري على قصف بلدة كفرزيتا.", "air_strike", "syrian-army"),
        ("جاء الإضراب على خلفية قيام الجيش العراقي بضرب معتصمين في مدينة السماوة.", "assault", "iraqi-army"),
        ("أصيب عامل إثر استهدافه بنيران الجيش التركي قرب مدينة عين العرب.", "assault", "turkish-army"),
        ("جرفت قوات الاحتلال مزروعات شرق بلدة القرارة.", "property_destruction", "israel-defense-forces"),
    ],
)
def test_acts_that_other_words_hid(text: str, wanted: str, doer: str, pipeline: Pipeline) -> None:
    [event] = told(pipeline, text)
    assert (event.type, [i.actor for i in event.initiators]) == (wanted, [doer])


def test_what_somebody_is_held_on_the_grounds_of_is_no_act(pipeline: Pipeline) -> None:
    assert types(pipeline, "اعتقلت الشرطة العراقية رجلا على خلفية إطلاق النار على جنود في مدينة بيجي.") == ["arrest"]


def test_people_shut_in_by_a_verb_joined_to_another_did_not_do_it(pipeline: Pipeline) -> None:
    event = told(pipeline, "أغلقت قوات الاحتلال مدخل بلدة عزون، وتمنع سكان بلدتي عزون والنبي إلياس من المغادرة.")[-1]
    assert {i.actor for i in event.initiators} == {"israel-defense-forces"} and {t.actor for t in event.targets} == {"civilians"}


@pytest.mark.parametrize(
    ("text", "doer", "met"),
    [
        ("هاجم مستوطنون، صباح الاثنين، قاطفي الزيتون في بلدة ترمسعيا.", {"israeli-settlers"}, set()),
        ("هاجم مستوطنون رعاة في قرية دوما، قبل أن يتصدى لهم السكان.", {"israeli-settlers"}, {"civilians"}),
    ],
)
def test_settlers_attack_and_residents_meet_them(text: str, doer: set[str], met: set[str], pipeline: Pipeline) -> None:
    events = told(pipeline, text)
    assert all({i.actor for i in e.initiators} == doer for e in events) and {t.actor for e in events for t in e.targets} == met


def test_what_goes_on_adds_nobody_to_the_news(pipeline: Pipeline) -> None:
    text = (
        "أصيب راعيان برصاص حرس الحدود التركي قرب بلدة حارم.\n"
        "ويستهدف حرس الحدود التركي رعاة المنطقة، ما يؤدي إلى سقوط قتلى وجرحى بشكل مستمر."
    )
    [event] = told(pipeline, text)
    assert event.type == "assault" and {row.effect for row in event.toll} == {"injured"}
