"""A workplace over a small project of ours, and a browser's view of it without a browser."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from rasid.pipeline import Pipeline
from rasid.project.project import Project
from rasid.web.app import create_app
from rasid.web.workplace import Workplace

# (id, published, outlet, text): two accounts of one strike with different tolls, an arrest, a protest.
NORTH, VALLEY, FIELD = "شبكة الشمال", "وكالة الوادي", "مراسل الميدان"
STRIKE = "قصفت مدفعية الجيش السوري يوم الجمعة بلدة البارة بريف إدلب، ما أدى إلى مقتل ثلاثة مدنيين وإصابة سبعة."
AGAIN = "قتل خمسة مدنيين وأصيب سبعة آخرون يوم الجمعة في قصف مدفعي للجيش السوري على بلدة البارة في ريف إدلب."
MARCH = "خرج العشرات في مظاهرة في مدينة السويداء يوم السبت للمطالبة بالإفراج عن المعتقلين."
REPORTS = [
    ("a", "2024-03-09T10:00:00+03:00", NORTH, STRIKE),
    ("b", "2024-03-09T15:00:00+03:00", VALLEY, AGAIN),
    ("c", "2024-04-02T09:00:00+03:00", NORTH, "اعتقلت قوات سوريا الديمقراطية يوم الاثنين شابين في مدينة الرقة."),
    ("d", "2024-05-11T20:00:00+03:00", FIELD, MARCH),
]


@pytest.fixture(scope="session")
def laid(tmp_path_factory: pytest.TempPathFactory, pipeline: Pipeline) -> Path:
    """The folder of the project, coded once: each test works on a copy."""
    folder = tmp_path_factory.mktemp("laid")
    with Project.create(folder / "project") as made:
        made.coder.pipelines["ar"] = pipeline
        rows = [{"id": i, "published": p, "outlet": o, "text": t, "title": f"عنوان {i}"} for i, p, o, t in REPORTS]
        lines = folder / "reports.jsonl"
        lines.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
        assert [o.what for o in made.add([lines])] == ["added"] * len(rows)
    return folder / "project"


@pytest.fixture
def project(tmp_path: Path, laid: Path, pipeline: Pipeline) -> Iterator[Project]:
    shutil.copytree(laid, tmp_path / "project")
    with Project.open(tmp_path / "project") as made:
        made.coder.pipelines["ar"] = pipeline
        yield made


@pytest.fixture
def work(project: Project) -> Workplace:
    return Workplace(project, "noor", hosts=("testserver",))


@pytest.fixture
def client(work: Workplace) -> Iterator[TestClient]:
    """Asks pages in English unless told otherwise; `client.token` is what forms carry."""
    with TestClient(create_app(work), headers={"accept-language": "en"}, follow_redirects=False, raise_server_exceptions=False) as made:
        made.token = work.token("noor")  # type: ignore[attr-defined]
        yield made
