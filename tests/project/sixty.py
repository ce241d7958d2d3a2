"""Sixty reports of ours in six formats, written into a folder: what the story and the kills are told with."""

from __future__ import annotations

import csv
import datetime as dt
import html
import json
from pathlib import Path
from typing import Any

SET = Path(__file__).parent.parent / "linking" / "dev.jsonl"
FORMATS = ("txt", "jsonl", "csv", "html", "docx", "telegram")


def sixty() -> list[dict[str, Any]]:
    """The first sixty reports of the linking set for development, each with its date, outlet and text."""
    rows = [json.loads(line) for line in SET.read_text(encoding="utf-8").splitlines()]
    return [{k: row.get(k) for k in ("id", "text", "title", "outlet", "published")} for row in rows[:60]]


def written(folder: Path) -> dict[str, list[dict[str, Any]]]:
    """Writes them, ten a format; gives what stands in which."""
    folder.mkdir(parents=True, exist_ok=True)
    rows = sixty()
    parts = {name: rows[n * 10 : n * 10 + 10] for n, name in enumerate(FORMATS)}
    for row in parts["txt"]:
        (folder / f"{row['id']}.txt").write_text(row["text"], encoding="utf-8")
    (folder / "agency.jsonl").write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in parts["jsonl"]), encoding="utf-8")
    with (folder / "table.csv").open("w", encoding="utf-8-sig", newline="") as handle:
        table = csv.writer(handle)
        table.writerow(["المعرف", "نص الخبر", "العنوان", "المصدر", "التاريخ"])
        table.writerows([r["id"], r["text"], r["title"] or "", r["outlet"] or "", (r["published"] or "")[:10]] for r in parts["csv"])
    for row in parts["html"]:
        (folder / f"{row['id']}.html").write_text(page(row), encoding="utf-8")
    for row in parts["docx"]:
        document(row, folder / f"{row['id']}.docx")
    export = folder / "telegram"
    export.mkdir(exist_ok=True)
    (export / "result.json").write_text(json.dumps(channel(parts["telegram"]), ensure_ascii=False), encoding="utf-8")
    return parts


def page(row: dict[str, Any]) -> str:
    title = html.escape(row["title"] or row["text"][:50])
    paragraphs = "".join(f"<p>{html.escape(p)}</p>" for p in row["text"].split("\n") if p.strip())
    date = f'<meta property="article:published_time" content="{row["published"]}">' if row["published"] else ""
    menu = '<nav><ul><li><a href="/">الرئيسية</a></li><li><a href="/sport">رياضة</a></li></ul></nav>'
    return (
        f'<!DOCTYPE html><html lang="ar" dir="rtl"><head><meta charset="utf-8"><title>{title}</title>{date}'
        f'<meta property="og:site_name" content="{html.escape(row["outlet"] or "")}">'
        f"</head><body>{menu}<main><article><h1>{title}</h1>{paragraphs}</article></main><footer>جميع الحقوق محفوظة</footer></body></html>"
    )


def document(row: dict[str, Any], path: Path) -> None:
    from docx import Document

    made = Document()
    for paragraph in row["text"].split("\n"):
        made.add_paragraph(paragraph)
    made.core_properties.title = row["title"] or ""
    made.core_properties.created = dt.datetime(2020, 1, 1)
    made.save(str(path))


def channel(rows: list[dict[str, Any]]) -> dict[str, Any]:
    """A channel as Telegram Desktop exports it."""
    return {
        "name": "شبكة أخبار للتجربة",
        "type": "public_channel",
        "id": 1000000001,
        "messages": [
            {
                "id": 1,
                "type": "service",
                "date": "2012-01-01T00:00:00",
                "date_unixtime": "1325376000",
                "action": "create_channel",
                "text": "",
            },
            *(
                {
                    "id": n,
                    "type": "message",
                    "date": (row["published"] or "2020-01-01T00:00:00")[:19],
                    "from": "شبكة أخبار للتجربة",
                    "text": row["text"],
                    "text_entities": [{"type": "plain", "text": row["text"]}],
                }
                for n, row in enumerate(rows, 2)
            ),
        ],
    }
