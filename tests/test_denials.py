"""What is denied: an act told before, a part in it, or the act itself; and who said so to whom. Sentences of our own, fictional."""

from __future__ import annotations

import pytest

from rasid.model import Event, Report

PUBLISHED = "2024-03-20"


def read(pipeline, text: str) -> list[Event]:
    return pipeline.code(Report(id="t", text=text, published=PUBLISHED))


def stances(event: Event) -> list[tuple[str | None, str]]:
    return [(s.source, s.stance) for s in event.sources]


@pytest.mark.parametrize(
    "text",
    [
        "استهدفت طائرة مسيرة معسكرا للحشد الشعبي في ناحية آمرلي، ونفت القوات الأمريكية مسؤوليتها عن الهجوم.",
        "استهدفت طائرة مسيرة معسكرا للحشد الشعبي في ناحية آمرلي. ونفت القوات الأمريكية أي علاقة لها بالحادث.",
    ],
)
def test_who_denies_his_part_did_not_do_it(pipeline, text: str) -> None:
    [event] = read(pipeline, text)
    assert (event.type, event.status, event.initiators) == ("drone_strike", "asserted", [])
    assert stances(event) == [("us-armed-forces", "denies")]


def test_what_is_denied_in_the_next_sentence_is_still_told(pipeline) -> None:
    [event] = read(pipeline, "قصفت مدفعية قسد قرية في ريف منبج. ونفت قسد ذلك.")
    assert event.status == "asserted"
    assert stances(event) == [("syrian-democratic-forces", "denies")]


def test_no_truth_in_news_of_it(pipeline) -> None:
    [event] = read(pipeline, "لا صحة للأنباء التي تحدثت عن انسحاب الجيش من مدينة الدلنج، وفق مصدر عسكري.")
    assert (event.type, event.status) == ("withdrawal", "denied")


def test_a_name_ends_where_what_is_denied_begins(pipeline) -> None:
    events = read(pipeline, "خطف مسلحون تاجرا في مدينة نيالا. ونفى المتحدث باسم قوات الدعم السريع طارق البدري صلة قواته بما حدث.")
    denials = [s.text for e in events for s in e.sources if s.stance == "denies"]
    assert all(text.endswith("البدري") for text in denials)


def test_who_speaks_to_an_outlet_is_the_source(pipeline) -> None:
    [event] = read(pipeline, "اعتقلت السلطات المصرية ناشطا في مدينة المنصورة، وفق ما قال محاميه لوكالة رويترز.")
    assert [s.text for s in event.sources] == ["محاميه"]


def test_a_statement_tells(pipeline) -> None:
    [event] = read(pipeline, "جاء في بيان لحركة الشباب أن مقاتليها قتلوا سبعة جنود في كمين قرب مدينة بيدوا.")
    assert [(i.actor, i.attribution) for i in event.initiators] == [("al-shabaab-somalia", "claimed")]


def test_news_that_people_pass_on(pipeline) -> None:
    [event] = read(pipeline, "تداول ناشطون على مواقع التواصل نبأ اغتيال إمام مسجد برصاص مسلحين في مدينة طبرق.")
    assert (event.type, stances(event)) == ("killing", [("activists", "reports")])


def test_an_assassination_is_no_fight(pipeline) -> None:
    [event] = read(pipeline, "مقتل قائد لواء باغتيال وسط مدينة الزنتان")
    assert (event.type, event.method) == ("killing", "assassination")


@pytest.mark.parametrize(
    ("text", "type_"),
    [
        ("أعلن مجلس أمن كردستان تعرض مطار السليمانية لهجوم بطائرة مسيرة.", "drone_strike"),
        ("أكد ناشطون تعرض قرية كفر عمة لقصف مدفعي.", "shelling"),
    ],
)
def test_what_befell_a_place_is_told_there(pipeline, text: str, type_: str) -> None:
    [event] = read(pipeline, text)
    assert (event.type, len(event.places)) == (type_, 1)


def test_what_one_is_held_responsible_for_is_told_once(pipeline) -> None:
    [event] = read(pipeline, "حمل الائتلاف السوري قسد مسؤولية قصف حي سكني في مدينة عفرين.")
    assert (event.type, [(i.actor, i.attribution) for i in event.initiators]) == ("shelling", [("syrian-democratic-forces", "accused")])


def test_an_exchange_agreed_on_is_an_agreement(pipeline) -> None:
    [event] = read(pipeline, "اتفاق على تبادل المحتجزين بين قسد والحكومة السورية في مدينة حلب")
    assert event.type == "agreement"
