# ruff: noqa: E501
"""How fast intake reads, and in how much memory, on files that it makes itself.

    .venv/bin/python benchmarks/intake.py [--pages 300] [--rows 1000000] [--warc-mb 300] [--keep]

Each format is read in a process of its own, twice over: as `rasid code` reads it and, with --keep, as `rasid add` does, which keeps bytes.
Prints a table: how many, seconds of processor time, how many in one of these, and the most memory the process had.
"""

from __future__ import annotations

import argparse
import gzip
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

SENTENCES = (
    "قصفت مدفعية مجهولة بلدة تل الورد مساء الاثنين، ما أدى إلى مقتل ثلاثة مدنيين وإصابة سبعة آخرين بجروح.",
    "وقال مصدر طبي إن بين القتلى طفلين، مشيرا إلى أن عدد الضحايا مرشح للارتفاع بسبب خطورة الإصابات.",
    "وكانت مجموعات مجهولة قد قصفت البلدة ذاتها بأربع قذائف هاون فجر الأحد من دون وقوع إصابات.",
)
MENU = "".join(f"<li><a href='/s/{n}'>قسم من أقسام الموقع {n}</a></li>" for n in range(60))
READ = """
import sys, time
from rasid.intake import Found, find
begin, count, characters = time.process_time(), 0, 0
for outcome in find(sys.argv[1], keep=sys.argv[2] == "keep"):
    if isinstance(outcome, Found):
        count += 1
        characters += len(outcome.report.text)
seconds = time.process_time() - begin
try:
    import resource
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1e6 if sys.platform == "darwin" else 1e3)
except ImportError:  # Windows
    memory = 0
print(count, seconds, memory)
"""


def text(number: int) -> str:
    return f"({number}) " + " ".join(SENTENCES * 2)


def page(number: int) -> bytes:
    """A page of some 30 KB: an article of nine paragraphs and a list, menus, scripts, comments."""
    paragraphs = "".join(f"<p>{SENTENCES[n % 3]}</p>" for n in range(9))
    script = "<script>var x = [" + "1,2,3," * 1500 + "];</script>"
    comments = "".join(f"<div class='comment'><p>تعليق من القراء {n}</p></div>" for n in range(30))
    return (
        f"<!doctype html><html lang='ar'><head><meta charset='utf-8'><title>خبر {number}</title>{script}"
        f"<meta property='article:published_time' content='2026-03-17T08:00:00Z'></head><body><nav><ul>{MENU}</ul></nav><article><h1>خبر {number}"
        f"</h1><div class='entry-content'><p>{text(number)}</p>{paragraphs}<ul><li>تل الورد: 3 قتلى</li><li>وادي النسيم: جريحان</li></ul></div>"
        f"</article><div id='comments'>{comments}</div><aside><ul>{MENU}</ul></aside><footer>© 2019</footer></body></html>"
    ).encode()


def record(number: int, body: bytes) -> bytes:
    answer = f"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://local.example/n/{number}\r\nWARC-Date: 2026-03-18T09:00:00Z\r\n"
        f"WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-{number:012d}>\r\nContent-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(answer)}\r\n\r\n"
    )
    return head.encode() + answer + b"\r\n\r\n"


def made(folder: Path, pages: int, rows: int, warc_mb: int) -> Iterator[tuple[str, Path]]:
    """The files, by what is counted in them."""
    for n in range(pages):
        path = folder / "pages" / f"{n}.html"
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(page(n))
    yield "pages of HTML", folder / "pages"
    with gzip.open(folder / "pages.warc.gz", "wb", 1) as packed:
        packed.writelines(record(n, page(n)) for n in range(pages))
    yield "pages in a packed WARC", folder / "pages.warc.gz"
    with (folder / "large.warc").open("wb") as plain:
        picture = record(0, b"\xff\xd8\xff" * 30_000).replace(b"text/html; charset=utf-8", b"image/jpeg; name=pict.jp")
        for n in range(warc_mb * 11):
            plain.write(picture if n % 50 else record(n, page(n)))
    yield f"pages in a WARC of {(folder / 'large.warc').stat().st_size / 1e6:.0f} MB", folder / "large.warc"
    with (folder / "rows.jsonl").open("w", encoding="utf-8") as out:
        out.writelines(
            json.dumps({"id": str(n), "text": text(n), "published": "2026-03-17"}, ensure_ascii=False) + "\n" for n in range(rows)
        )
    yield f"rows of JSONL ({(folder / 'rows.jsonl').stat().st_size / 1e6:.0f} MB)", folder / "rows.jsonl"
    with (folder / "rows.csv").open("w", encoding="utf-8") as out:
        out.write("id,text,date\n")
        out.writelines(f'{n},"{text(n)}",17/03/2026\n' for n in range(rows))
    yield f"rows of CSV ({(folder / 'rows.csv').stat().st_size / 1e6:.0f} MB)", folder / "rows.csv"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--pages", type=int, default=300)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--warc-mb", type=int, default=300)
    parser.add_argument("--keep", action="store_true", help="keep the bytes, as `rasid add` does")
    options = parser.parse_args()
    print(f"{'what':42} {'read':>9} {'seconds':>8} {'a second':>9} {'memory MB':>9}")
    with tempfile.TemporaryDirectory() as folder:
        for what, path in made(Path(folder), options.pages, options.rows, options.warc_mb):
            how = "keep" if options.keep else "code"
            done = subprocess.run([sys.executable, "-c", READ, str(path), how], capture_output=True, text=True, check=True)
            count, seconds, memory = (float(x) for x in done.stdout.split())
            assert count, what
            print(f"{what:42} {count:9.0f} {seconds:8.1f} {count / seconds:9.0f} {memory:9.0f}", flush=True)
            if path.is_file():
                path.unlink()


if __name__ == "__main__":
    main()
