# ruff: noqa: E501
"""Small files of every packed format, made in memory for the tests."""

from __future__ import annotations

import gzip
import io
import json
import zipfile
from typing import Any


def http(body: bytes, status: str = "200 OK", media: str = "text/html; charset=utf-8", more: str = "") -> bytes:
    return f"HTTP/1.1 {status}\r\nContent-Type: {media}\r\n{more}Content-Length: {len(body)}\r\n\r\n".encode() + body


def record(uri: str, block: bytes, kind: str = "response", number: int = 1, media: str = "application/http; msgtype=response") -> bytes:
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {uri}\r\nWARC-Date: 2026-03-18T09:00:00Z\r\n"
        f"WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-{number:012d}>\r\nContent-Type: {media}\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def page(text: str, title: str = "خبر") -> bytes:
    return f"<!doctype html><html><head><meta charset='utf-8'><title>{title}</title></head><body><p>{text}</p></body></html>".encode()


def warc(*texts: str, packed: bool = True, site: str = "https://local.example") -> bytes:
    """A page a text, with what surrounds pages in a crawl."""
    info = record("", b"software: test\r\n", "warcinfo", media="application/warc-fields")
    records = [info] + [record(f"{site}/n/{n}", http(page(t)), number=n) for n, t in enumerate(texts)]
    return b"".join(gzip.compress(r) if packed else r for r in records)


def zipped(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def channel(*messages: dict[str, Any], **head: Any) -> dict[str, Any]:
    return {"name": "أخبار تل الورد", "type": "public_channel", "id": 1501, **head, "messages": list(messages)}


def message(number: int, text: Any, **more: Any) -> dict[str, Any]:
    moment = {"date": "2026-03-17T08:30:00", "date_unixtime": "1773725400"}
    return {"id": number, "type": "message", **moment, "from": "أخبار تل الورد", "from_id": "channel1501", "text": text, **more}


def telegram(*texts: Any) -> bytes:
    return json.dumps(channel(*(message(n, t) for n, t in enumerate(texts, 1))), ensure_ascii=False, indent=1).encode()


def docx(*paragraphs: str, rows: list[list[str]] | None = None, title: str = "", created: Any = None, modified: Any = None) -> bytes:
    import docx as library

    document = library.Document()
    for text in paragraphs:
        document.add_paragraph(text)
    if rows:
        table = document.add_table(len(rows), len(rows[0]))
        for r, row in enumerate(rows):
            for c, text in enumerate(row):
                table.cell(r, c).text = text
        document.add_paragraph("بعد الجدول.")
    document.core_properties.title = title
    if created:
        document.core_properties.created, document.core_properties.modified = created, modified
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def pdf(*lines: str, pages: int = 1) -> bytes:
    """A PDF of which only the text can be read: each line as it is given, by a font that is all ToUnicode and no outlines."""
    letters = sorted({c for line in lines for c in line})
    code = {c: n + 1 for n, c in enumerate(letters)}
    ranges = "\n".join(f"<{code[c]:04x}> <{c.encode('utf-16-be').hex()}>" for c in letters)
    cmap = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def\n1 begincodespacerange <0000> <ffff> "
        f"endcodespacerange\n{len(letters)} beginbfchar\n{ranges}\nendbfchar\nendcmap end end"
    )
    shown = "\n".join(f"1 0 0 1 50 {800 - 20 * n} Tm <{''.join(f'{code[c]:04x}' for c in line)}> Tj" for n, line in enumerate(lines))
    content = f"BT /F1 12 Tf {shown} ET" if lines else "0 0 m 10 10 l S"
    kids = " ".join(f"{7 + n} 0 R" for n in range(pages))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {pages} >>",
        "<< /Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H /DescendantFonts [4 0 R] /ToUnicode 5 0 R >>",
        "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /X /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /DW 500 >>",
        f"<< /Length {len(cmap)} >>\nstream\n{cmap}\nendstream",
        f"<< /Length {len(content)} >>\nstream\n{content}\nendstream",
        *["<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> /Contents 6 0 R >>"] * pages,
    ]
    out, places = "%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n"
    table = "".join(f"{p:010d} 00000 n \n" for p in places)
    size = len(objects) + 1
    out += f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer << /Size {size} /Root 1 0 R >>\nstartxref\n{len(out)}\n%%EOF"
    return out.encode("ascii")
