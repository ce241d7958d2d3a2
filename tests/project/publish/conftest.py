"""Projects to publish: a few reports of ours, coded and linked; some reviewed."""

from __future__ import annotations

from pathlib import Path

import pytest
from originals import Copied

from rasid.project.project import Project

# (name, published, outlet, text): two accounts of one strike with different tolls, an arrest, a protest.
REPORTS = [
    (
        "a",
        "2024-03-09T10:00:00+03:00",
        "شبكة الشمال",
        "قصفت مدفعية الجيش السوري يوم الجمعة بلدة البارة بريف إدلب، ما أدى إلى مقتل ثلاثة مدنيين وإصابة سبعة.",
    ),
    (
        "b",
        "2024-03-09T15:00:00+03:00",
        "وكالة الوادي",
        "قتل خمسة مدنيين وأصيب سبعة آخرون يوم الجمعة في قصف مدفعي للجيش السوري على بلدة البارة في ريف إدلب.",
    ),
    ("c", "2024-04-02T09:00:00+03:00", "شبكة الشمال", "اعتقلت قوات سوريا الديمقراطية يوم الاثنين شابين في مدينة الرقة."),
    (
        "d",
        "2024-05-11T20:00:00+03:00",
        "مراسل الميدان",
        "خرج العشرات في مظاهرة في مدينة السويداء يوم السبت للمطالبة بالإفراج عن المعتقلين.",
    ),
]


@pytest.fixture
def filled(copied: Copied) -> Project:
    """The reports above, coded and linked; nothing reviewed."""
    return copied("published", fill)


def fill(project: Project, folder: Path) -> None:
    for name, published, outlet, text in REPORTS:
        lines = folder / f"{name}.jsonl"
        lines.write_text(record(name, published, outlet, text), encoding="utf-8")
        list(project.add([lines]))


def record(name: str, published: str, outlet: str, text: str) -> str:
    import json

    return (
        json.dumps({"id": name, "text": text, "published": published, "outlet": outlet, "title": f"عنوان {name}"}, ensure_ascii=False)
        + "\n"
    )
