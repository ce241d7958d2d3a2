"""By whose word an act is told: claims, denials, charges, what somebody noted, warned of or may do. Sentences of our own, fictional."""

from __future__ import annotations

import pytest

from rasid.model import Event, Report

PUBLISHED = "2024-03-20"


def read(pipeline, text: str) -> list[Event]:
    return pipeline.code(Report(id="t", text=text, published=PUBLISHED))


@pytest.mark.parametrize(
    ("text", "type_", "actor"),
    [
        ("أعلن تنظيم الدولة مسؤوليته عن الهجوم الذي طال حاجزا للشرطة في بلدة الشحيل.", "ground_attack", "islamic-state"),
        ("قالت قوات الدعم السريع إنها قصفت معسكرا للجيش في مدينة بابنوسة بالمدفعية.", "shelling", "rapid-support-forces"),
        ("تبنى حزب الله إطلاق رشقة صاروخية على ثكنة برانيت.", "shelling", "hezbollah"),
        (
            "قتل جنديان بهجوم مسلح قرب مدينة جوهر. وقالت حركة الشباب الصومالية إنها تقف وراء الهجوم.",
            "ground_attack",
            "al-shabaab-somalia",
        ),
    ],
)
def test_who_says_so_himself_claims(pipeline, text: str, type_: str, actor: str) -> None:
    [event] = [e for e in read(pipeline, text) if e.type == type_]
    [doer] = event.initiators
    assert (doer.actor, doer.attribution) == (actor, "claimed")
    claims = [s for s in event.sources if s.stance == "claims"]
    assert [s.id for s in claims] == [doer.by]


def test_another_source_makes_it_no_mere_claim(pipeline) -> None:
    [event] = read(pipeline, "قصف الجيش السوداني مخزن سلاح في مدينة نيالا، بحسب شهود عيان.")
    assert [i.attribution for i in event.initiators] == ["stated"]


def test_arrests_are_told_by_who_made_them(pipeline) -> None:
    [event] = read(pipeline, "أعلنت الشرطة العراقية اعتقال أربعة مطلوبين في قضاء الدور.")
    assert [i.attribution for i in event.initiators] == ["stated"]


def test_who_is_named_denies(pipeline) -> None:
    [event] = read(pipeline, "نفى الجيش السوداني قصف مخيم للنازحين في مدينة زالنجي.")
    assert event.status == "denied"
    assert [(i.attribution, i.by) for i in event.initiators] == [("denied", event.sources[0].id)]


def test_as_the_accuser_says(pipeline) -> None:
    [event] = read(pipeline, "اتهمت الخارجية السودانية قوات الدعم السريع بقتل ستة مزارعين في قرية أم دبيكرات.")
    assert [(i.actor, i.attribution, i.by) for i in event.initiators] == [("rapid-support-forces", "accused", event.sources[0].id)]


def test_whom_an_accuser_without_a_name_accuses(pipeline) -> None:
    """Of who accuses the data has no name; the one that it names stands after those words."""
    [event] = read(pipeline, "اتهمت رابطة محلية جماعة الحوثي بتهجير سكان قرية الزور في محافظة مأرب.")
    assert (event.type, [(i.actor, i.attribution) for i in event.initiators]) == ("displacement", [("houthis", "accused")])


def test_what_somebody_noted_is_anothers(pipeline) -> None:
    [event] = read(pipeline, "أعلن الجيش الإسرائيلي رصد سقوط خمسة صواريخ أطلقت من لبنان قرب مستوطنة المطلة.")
    assert (event.type, event.initiators) == ("shelling", [])


@pytest.mark.parametrize(
    ("text", "type_"),
    [
        ("قد يقتحم الجيش حي الجنينة في مدينة رفح.", "ground_attack"),
        ("قد تشن تركيا هجوما على مواقع قسد في منبج.", "ground_attack"),
        ("حذرت منظمة الهجرة من نزوح خمسين ألف مدني من مدينة الدلنج.", "displacement"),
    ],
)
def test_what_may_come(pipeline, text: str, type_: str) -> None:
    assert [(e.type, e.status) for e in read(pipeline, text)] == [(type_, "possible")]


@pytest.mark.parametrize(
    ("text", "type_"),
    [
        ("منعت الشرطة التونسية تظاهرة لأنصار المعارضة في مدينة صفاقس.", "restriction"),
        ("حظرت وزارة الداخلية اللبنانية التظاهر في ساحة النجمة ببيروت.", "restriction"),
        ("ترفض قوات الاحتلال إدخال شاحنات الطحين إلى مدينة بيت لاهيا.", "restriction"),
        ("اختطف مسلحون تابعون للحوثي فتى في مديرية وصاب بغرض تجنيده.", "forced_recruitment"),
        ("زجت المليشيا بعشرة طلاب من مدينة رداع في جبهات القتال.", "forced_recruitment"),
        ("جرت في محافظة الضالع مبادلة خمسة أسرى بين الجيش اليمني والحوثيين.", "release"),
    ],
)
def test_kinds(pipeline, text: str, type_: str) -> None:
    assert [e.type for e in read(pipeline, text)] == [type_]


def test_who_is_stationed_there_is_no_news(pipeline) -> None:
    events = read(pipeline, "سقط صاروخان أمس الثلاثاء قرب قاعدة عين الأسد، حيث تتمركز قوات أمريكية.")
    assert [e.type for e in events] == ["shelling"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("دارت اشتباكات في محيط قرية تل رفعت، ورد الجيش على مصادر النيران.", ["armed_clash"]),
        ("قصفت قسد بلدة الغندورة بالهاون، وردت القوات التركية على مصادر النيران.", ["shelling", "shelling"]),
        ("رد الجيش الوطني على مصادر النيران في محيط بلدة حيس.", ["shelling"]),
    ],
)
def test_fire_that_answers_fire(pipeline, text: str, told: list[str]) -> None:
    assert [e.type for e in read(pipeline, text)] == told


def test_a_tank_that_runs_somebody_over_fires_nothing(pipeline) -> None:
    assert [e.type for e in read(pipeline, "دهست دبابة إسرائيلية مسنا في مخيم جباليا فأصيب بكسور.")] == ["assault"]


def test_a_weapons_make_is_no_place(pipeline) -> None:
    [event] = read(pipeline, "أطلقت كتائب القسام صاروخا من طراز «القدس» على مستوطنة نتيفوت.")
    assert [p.text for p in event.places if p.role == "origin"] == []


def test_those_for_whom_it_was_done_were_not_hit(pipeline) -> None:
    [event] = read(pipeline, "قصف حزب الله ثكنة ميتات بالصواريخ ردا على اعتداءات الاحتلال بحق المدنيين.")
    assert not any(t.actor == "civilians" for t in event.targets)


def test_what_he_will_strike_wherever_it_is_he_threatens(pipeline) -> None:
    text = "قال المتحدث باسم الحوثيين إن قواته ستستهدف كل الناقلات المرتبطة ببريطانيا."
    assert [(e.type, e.status) for e in read(pipeline, text)] == [("threat", "asserted")]
    text = "أعلن الجيش السوداني أنه سيشن هجوما على مدينة بارا فجر السبت المقبل."
    assert [(e.type, e.status) for e in read(pipeline, text)] == [("ground_attack", "planned")]


def test_a_crowds_barricade_is_of_its_riot(pipeline) -> None:
    assert [e.type for e in read(pipeline, "عمد محتجون إلى إشعال إطارات وقطع الطريق الدولي في بلدة المنية.")] == ["riot"]


def test_what_talks_are_about(pipeline) -> None:
    text = "التقى المبعوث الأممي قادة الحوثيين في صنعاء لبحث وقف إطلاق النار وإدخال المساعدات."
    assert [e.type for e in read(pipeline, text)] == ["talks"]


def test_devices_made_safe_are_no_heroes(pipeline) -> None:
    [event] = read(pipeline, "نجح خبراء المتفجرات في إبطال لغم في قرية كفر نبودة.")
    assert event.type == "disrupted_weapons_use"


def test_how_somebody_goes_on_says_what_his_own_did(pipeline) -> None:
    text = "قالت كتائب القسام إنها استهدفت دبابة في حي التفاح، مؤكدة أنها قتلت جنديا قرب محور نتساريم."
    assert all([i.actor for i in e.initiators] == ["qassam-brigades"] for e in read(pipeline, text))
