"""Names that forces of several countries bear: whom a report of a country and a year means by them. Each sentence is ours."""

from __future__ import annotations

import pytest

from rasid.model import Event, Report


def sides(event: Event) -> tuple[set[str], set[str]]:
    return {i.actor for i in event.initiators if i.actor}, {t.actor for t in event.targets if t.actor}


MEANT = {
    "police of a Gulf state": (
        "2014-02-14",
        "قتل متظاهر برصاص قوات حفظ النظام في قرية السنابس بالبحرين.",
        ({"bahraini-police"}, {"protesters"}),
    ),
    "where the village has no row and an adjective says whose it is": (
        "2013-04-09",
        "قتل متظاهر برصاص عناصر حفظ النظام في قرية كرزكان البحرينية.",
        ({"bahraini-police"}, {"protesters"}),
    ),
    "the regime in Syria": (
        "2017-06-02",
        "قصفت مدفعية النظام بلدة اللطامنة بريف حماة.",
        ({"syrian-army"}, set()),
    ),
    "the regime of another country": (
        "2011-09-20",
        "قصفت قوات النظام حي الحصبة شمال صنعاء بعد أن هاجم مسلحون مقر الشرطة اليمنية.",
        ({"yemeni-government-forces"}, set()),
    ),
    "the former regime where it fell in 2011": (
        "2012-11-03",
        "خطف مسلحون من أنصار النظام السابق طبيبا قرب مدينة ترهونة الليبية.",
        ({"gaddafi-loyalists"}, {"civilians"}),
    ),
    "the former regime where it fell in 2024": (
        "2025-03-10",
        "هاجم مسلحون من أنصار النظام السابق دورية لقوات الأمن العام قرب القرداحة.",
        ({"regime-remnants-syria"}, {"syrian-general-security"}),
    ),
    "the joint force in Darfur": (
        "2024-08-02",
        "هاجمت القوة المشتركة رتلا للدعم السريع شمال الفاشر.",
        ({"joint-forces-darfur"}, {"rapid-support-forces"}),
    ),
    "the joint force in western Libya": (
        "2023-08-02",
        "هاجمت القوة المشتركة مقر اللواء 444 في مصراتة الليبية.",
        ({"misrata-brigades"}, {"lby-444-brigade"}),
    ),
    "a transitional council of the year and country": (
        "2019-08-11",
        "سيطرت قوات المجلس الانتقالي على معسكر بدر في عدن.",
        ({"southern-transitional-council"}, set()),
    ),
    "its namesake": (
        "2011-10-21",
        "سيطرت قوات المجلس الانتقالي على حي الدولار في سرت.",
        ({"libyan-national-transitional-council"}, set()),
    ),
    "internal security forces of Syria, and not of Lebanon": (
        "2011-06-07",
        "قتل مسلحون أربعة من عناصر قوى الأمن الداخلي في جسر الشغور.",
        ({"unidentified-armed-group"}, {"security-forces"}),
    ),
    "who holds power by a coup in Sudan": (
        "2022-01-17",
        "أطلقت القوات الانقلابية الرصاص على متظاهرين في أم درمان بالسودان فقتلت سبعة منهم.",
        ({"sudanese-government"}, {"protesters"}),
    ),
    "and in Yemen": (
        "2017-01-17",
        "قصفت مليشيات الانقلاب قرية الصيار جنوب تعز.",
        ({"houthis"}, set()),
    ),
    "an opposition told beside a state that has none of the name": (
        "2018-05-03",
        "توصلت قوات المعارضة وروسيا إلى هدنة في الحفة.",
        ({"syrian-opposition-factions", "russian-government"}, set()),
    ),
    "the bare police in a capital that bears its country's name": (
        "2021-06-02",
        "ضربت الشرطة محتجين بالهراوات في الجزائر.",
        ({"police"}, {"protesters"}),
    ),
    "a branch of the forces of a spokesman's side": (
        "2021-03-07",
        "قال المتحدث باسم القوات المسلحة اليمنية العميد يحيى سريع إن القوات الجوية قصفت مطار أبها بطائرتين مسيرتين.",
        ({"houthis"}, set()),
    ),
    "a name that meant another before a party was formed": (
        "2012-10-18",
        "قصفت قوات درع ليبيا وسط مدينة بني وليد بالمدفعية.",
        ({"libya-shield"}, set()),
    ),
    "the national guard of Tunisia": (
        "2019-07-08",
        "قتل مسلحون ستة من عناصر الحرس الوطني في كمين قرب غار الدماء التونسية.",
        ({"unidentified-armed-group"}, {"tunisian-national-guard"}),
    ),
    "a gendarmerie of Morocco": (
        "2018-12-20",
        "أوقف عناصر الدرك الملكي ثلاثة متهمين بقتل سائحتين قرب مراكش المغربية.",
        ({"moroccan-police"}, set()),
    ),
    "who is competent where one government gave way to the next": (
        "2013-05-18",
        "ضبطت الجهات المختصة كمية من الأسلحة في مستودع قرب القرداحة.",
        ({"syrian-government-assad"}, set()),
    ),
}


@pytest.mark.parametrize("name", MEANT)
def test_a_name_of_several_is_of_the_reports_country_and_year(pipeline, name: str) -> None:
    published, text, wanted = MEANT[name]
    events = pipeline.code(Report(id="n", text=text, published=published))
    assert [sides(e) for e in events[:1]] == [wanted]
