"""Where names lie: namesakes settled together, distances and sides, what lies between, borders, words that are names, imported places."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path

import pytest

from rasid.coding.points import bearing_of, moved
from rasid.gazetteer.index import IndexWriter
from rasid.lexicon.layers import BUILT_IN
from rasid.lexicon.world import distance_km
from rasid.model import Report
from rasid.pipeline import Pipeline

SETS = Path(__file__).parent / "places"
# As measured when pinned, rounded: the share within the tolerance of each place (10 km at least), and in the wrong country.
FLOORS = {"dev": (0.92, 0.01), "heldout": (0.90, 0.015)}


def located(pipeline: Pipeline, text: str) -> dict[str, tuple[float | None, float | None]]:
    found = pipeline.locate(Report(id="r", text=text, published="2020-03-01", lang="ar"))
    return {p.place.text or "": (p.place.lat, p.place.lon) for p in found}


def off(point: tuple[float | None, float | None], lat: float, lon: float) -> float:
    assert point[0] is not None and point[1] is not None, "not put anywhere"
    return distance_km(point[0], point[1], lat, lon)


@pytest.mark.parametrize("name", FLOORS)
def test_no_place_set_falls_below_its_floor(name: str, pipeline: Pipeline) -> None:
    path = Path(__file__).parent.parent / "benchmarks" / "places.py"
    spec = importlib.util.spec_from_file_location("places_benchmark", path)
    assert spec is not None and spec.loader is not None
    benchmark = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(benchmark)
    rows = [json.loads(line) for line in (SETS / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]
    made = benchmark.table([o for n, row in enumerate(rows) for o in benchmark.measured(row, pipeline, n)])["all"]
    assert made["own tolerance"] >= FLOORS[name][0] and made["wrong country"] <= FLOORS[name][1], made


@pytest.mark.parametrize(
    ("text", "words", "lat", "lon", "km"),
    [
        # namesakes, by what is named beside them
        ("قصفت طائرات مجهولة قرية الكرامة والسبخة ومعدان على ضفة الفرات.", "قرية الكرامة", 35.87, 39.28, 5),
        ("تشييع ثلاثة قتلى في مدينة البيضاء، وإغلاق طريق شحات ودرنة.", "مدينة البيضاء", 32.76, 21.75, 10),
        ("أصيب شاب في بلدة الدوحة غرب بيت لحم برصاص الاحتلال، وأغلقت مداخل الخضر وحوسان.", "بلدة الدوحة", 31.7, 35.2, 10),
        # so far on a side
        ("انفجر لغم على بعد 20 كم شمال مدينة درنة.", "20 كم شمال مدينة درنة", 32.94, 22.64, 5),
        ("قتل راعيان في قرية المسوقة، التي تبعد 30 كيلومترا شرق كسلا.", "قرية المسوقة", 15.45, 36.68, 6),
        # parts of provinces, where people live
        ("نزحت عائلات من ريف حمص الجنوبي.", "ريف حمص الجنوبي", 34.5, 36.57, 20),
        ("قصف على ريف دمشق الغربي.", "ريف دمشق الغربي", 33.5, 36.1, 25),
        # half-way
        ("زرع مسلحون عبوة على الطريق بين هيت وحديثة.", "هيت وحديثة", 33.88, 42.6, 6),
        # what only the town beside it lets be a place
        ("وصلت سيارات الإسعاف إلى القطن وشبام وسيئون في وادي حضرموت.", "القطن", 15.84, 48.46, 5),
        # in two words, after its noun alone (في إيران شهر آب)
        ("اغتيل ضابط قرب مدينة إيران شهر في جنوب شرقي البلاد.", "مدينة إيران شهر", 27.2, 60.69, 5),
        # written with another last letter
        ("قصف بالمدفعية على مدينة كفرزيتا واللطامنه وقرية الزكاة.", "واللطامنه", 35.32, 36.62, 5),
    ],
)
def test_where_a_place_lies(pipeline: Pipeline, text: str, words: str, lat: float, lon: float, km: float) -> None:
    assert off(located(pipeline, text)[words], lat, lon) <= km


def test_a_word_is_no_place_without_a_neighbour_that_makes_it_one(pipeline: Pipeline) -> None:
    assert located(pipeline, "قال الوزير إن القطن والقمح يزرعان في السهل.") == {}


def test_a_noun_and_its_pronoun_is_no_place(pipeline: Pipeline) -> None:
    assert "عائده" not in located(pipeline, "قال المزارع في مدينة الرقة إن كلفة النقل أعلى من عائده.")


def test_a_hospital_that_is_hit_is_where_it_was_and_one_that_speaks_is_not(pipeline: Pipeline) -> None:
    [event] = pipeline.code(Report(id="r", text="حاصرت آليات الاحتلال مستشفى كمال عدوان في بيت لاهيا.", published="2024-10-20", lang="ar"))
    assert "Kamal Adwan Hospital" in [p.names.get("en") for p in event.places]


def test_what_only_a_border_is_told_for_is_put_on_it(pipeline: Pipeline) -> None:
    [event] = pipeline.code(
        Report(
            id="r", text="أعلن الجيش الأردني مقتل مهربين اثنين في اشتباك على الحدود الأردنية السورية.", published="2023-05-02", lang="ar"
        )
    )
    [place] = event.places
    assert place.relation == "border" and place.precision == 5
    gap = pipeline.lexicon.gazetteer.border_distance_km({"lat": place.lat, "lon": place.lon}, "JOR", "SYR")
    assert gap is not None and gap < 1


def test_what_is_between_two_towns_says_so_and_is_told_with_both(pipeline: Pipeline) -> None:
    [event] = pipeline.code(Report(id="r", text="انفجرت عبوة ناسفة بحافلة على الطريق بين عتق وبيحان.", published="2019-05-02", lang="ar"))
    assert [(p.names["en"], p.relation) for p in event.places] == [("Ataq", "between"), ("Bayhan", "between")]


def test_a_village_is_not_in_the_capital_where_its_news_was_written(pipeline: Pipeline) -> None:
    text = "أنقرة (الأناضول) - أعلنت وزارة الدفاع تحييد أربعة مسلحين في قرية سردوران شمالي العراق."
    [event] = pipeline.code(Report(id="r", text=text, published="2021-05-02", lang="ar"))
    assert all(p.lat is None or p.country == "IRQ" for p in event.places)


def test_explain_tells_why_a_namesake_was_taken(pipeline: Pipeline) -> None:
    report = Report(id="r", text="قصفت مدفعية النظام بلدة المنصورة غربي الرقة.", published="2017-05-02", lang="ar")
    whys = [n.why for s in pipeline.explain(report).sentences for n in s.notes if n.kind == "place"]
    assert any("Raqqa" in why and "before Al-Mansoura" in why for why in whys), whys


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("اندلعت اشتباكات في بلدة الباغوز عند الحدود السورية التركية.", "on the border of SYR and TUR"),
        ("انفجر لغم في مدينة تدمر، التي تبعد 60 كيلومترا شرق دير الزور.", "60 km from Deir ez-Zor, the map 1"),
        ("قصفت المدفعية مدينة خان شيخون شرق مدينة حماة.", "east of Hama, the map north"),
    ],
)
def test_a_statement_that_the_map_contradicts_is_flagged_and_explained(pipeline: Pipeline, text: str, why: str) -> None:
    explained = pipeline.explain(Report(id="r", text=text, published="2018-11-25", lang="ar"))
    assert "place-conflict" in explained.events[0].flags
    assert any(why in n.why for s in explained.sentences for n in s.notes), [n.why for s in explained.sentences for n in s.notes]


@pytest.mark.parametrize(
    "text",
    [
        "اغتال مسلحون موظفا في الموصل (400 كم شمال بغداد).",
        "قصفت المدفعية مدينة خان شيخون شمال مدينة حماة.",
        "نزحت عشرات العائلات من خان شيخون إلى مخيم أطمة عند الحدود السورية التركية.",
    ],
)
def test_what_agrees_with_the_map_is_not(pipeline: Pipeline, text: str) -> None:
    assert all("place-conflict" not in e.flags for e in pipeline.code(Report(id="r", text=text, published="2018-11-25", lang="ar")))


def test_points_and_bearings() -> None:
    lat, lon = moved(33.0, 44.0, 25.0, 90.0)
    assert distance_km(33.0, 44.0, lat, lon) == pytest.approx(25.0, abs=0.05)
    assert bearing_of(33.0, 44.0, lat, lon) == pytest.approx(90.0, abs=0.2)


@pytest.fixture(scope="module")
def with_places(tmp_path_factory: pytest.TempPathFactory) -> Pipeline:
    """A pipeline with three imported villages: one unknown to us, one of a name of ours, one called by an everyday word."""
    path = tmp_path_factory.mktemp("home") / "places.sqlite"
    writer = IndexWriter(path)
    bare = {"kind": "village", "country": "SYR", "admin1": None, "admin2": None, "source": "import:test", "pcode": None, "population": None}
    writer.add({**bare, "id": "pcode:T1", "ar": "خربة الدغيم", "en": "Khirbet Dgheim", "lat": 35.91, "lon": 39.11})
    writer.add({**bare, "id": "pcode:T2", "ar": "الكرامة", "en": "Karama", "lat": 35.8701, "lon": 39.2801})
    writer.add({**bare, "id": "pcode:T3", "ar": "مستديرة", "en": "Mustadira", "lat": 36.68, "lon": 38.82})
    writer.finish()
    return Pipeline.load(layers=[BUILT_IN], places=path)


def test_an_imported_name_is_found_where_a_name_can_stand(with_places: Pipeline, pipeline: Pipeline) -> None:
    text = "سقطت قذيفتان على خربة الدغيم شرق الرقة."
    assert off(located(with_places, text)["خربة الدغيم"], 35.91, 39.11) < 1
    assert "خربة الدغيم" not in located(pipeline, text)
    assert off(located(with_places, "قتل مدني في قرية خربة الدغيم بريف الرقة.")["قرية خربة الدغيم"], 35.91, 39.11) < 1


def test_a_row_of_ours_lies_where_the_imported_one_does_and_keeps_its_id(with_places: Pipeline, pipeline: Pipeline) -> None:
    report = Report(id="r", text="قصفت طائرات مجهولة بلدة الكرامة شرقي الرقة.", published="2017-05-02", lang="ar")
    [[before], [after]] = [[p for e in line.code(report) for p in e.places] for line in (pipeline, with_places)]
    assert after.id == before.id and (after.lat, after.lon) == (35.8701, 39.2801)


def test_an_everyday_word_is_no_imported_village(with_places: Pipeline) -> None:
    assert located(with_places, "تجمع محتجون عند مستديرة وسط المدينة ثم تفرقوا.").get("مستديرة") is None


def test_imported_places_are_part_of_the_version_of_the_data(with_places: Pipeline, pipeline: Pipeline) -> None:
    assert with_places.lexicon.version != pipeline.lexicon.version


def test_places_of_no_country_are_coded_like_others(pipeline: Pipeline) -> None:
    seas = [row for row in pipeline.lexicon.places if not row["country"]]
    assert seas
    for row in seas:
        text = (
            f"قالت البحرية إن زورقا مسيرا انفجر في {row['ar']}. وفي محافظة الحديدة استهدفت غارات مواقع للحوثيين في {row['ar']} وأصيب ثلاثة."
        )
        assert pipeline.code(Report(id="r", text=text, published="2024-01-12", lang="ar"))


@pytest.mark.parametrize(
    ("text", "words", "abroad"),
    [
        # the only row of a name lies where nothing else in the report does; another stray name of that country bears it out as little
        ("قصفت المدفعية قرية رداع التابعة لناحية العظيم شرق بعقوبة، وأحرقت بساتين في قضاء المقدادية.", "قرية رداع", "YEM"),
        ("داهمت قوة عراقية قريتي يريم والزاب في قضاء الحويجة، وفتشت منازل في قرية ثلا وناحية الرياض جنوب كركوك.", "قريتي يريم", "YEM"),
        ("انفجر لغم في قرية تل الحارة التابعة لمحلية كرينك في غرب دارفور، وفي الجنينة وزالنجي عولج الجرحى.", "قرية تل الحارة", "SYR"),
        # a door and its pronoun, in a report that writes its hamzas
        ("اقتحم مسلحون إذاعة محلية في مصراتة الأحد، وكسروا بابها وأحرقوا مكاتب فيها.", "بابها", "SAU"),
    ],
)
def test_a_namesake_in_a_country_that_the_report_does_not_tell_of_is_none(text: str, words: str, abroad: str, pipeline: Pipeline) -> None:
    found = pipeline.locate(Report(id="r", text=text, published="2020-03-01", lang="ar"))
    assert not [p.place for p in found if p.place.country == abroad], words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("دارت اشتباكات في المناطق الخارجة عن نفوذ البلديات جنوب سبها.", "الخارجة"),
        ("انشق ضابط برتبة نقيب في الأشهر الأولى من الثورة الليبية.", "الثورة"),
        ("أحرق مسلحون خمس قرى بالكامل غرب مدينة الجنينة.", "بالكامل"),
    ],
)
def test_an_adjective_an_idea_and_a_measure_are_no_names(text: str, words: str, pipeline: Pipeline) -> None:
    assert not [told for told in located(pipeline, text) if words in told]


def test_a_crossing_is_of_the_side_that_the_report_tells_of(pipeline: Pipeline) -> None:
    text = "شنت طائرات غارتين على حي الشابورة في رفح وعلى خان يونس، وظل معبر رفح مغلقا أمام الجرحى."
    found = pipeline.locate(Report(id="r", text=text, published="2024-06-01", lang="ar"))
    assert {p.place.country for p in found if "معبر" in (p.place.text or "")} == {"PSE"}
