"""The fixed parts of a workbook: what begins and ends a sheet, its styles, and the lists of its sheets (ISO 29500)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rasid.publish.formats.table import Column

XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
FOOT = "</sheetData></worksheet>"
WIDTHS = {"text": 32, "words": 24, "day": 12, "whole": 12, "number": 12, "truth": 11}  # in digits; other kinds 18
USUAL = 18
# Cell styles, by number: 0 plain, 1 heading, 2 day, 3 text (format @, so that what a person types into it is not taken for a date).
STYLES = (
    f'{XML}<styleSheet xmlns="{MAIN}"><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/></numFmts>'
    '<fonts count="2"><font><sz val="11"/><name val="Arial"/></font><font><b/><sz val="11"/><name val="Arial"/></font></fonts>'
    '<fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
    '<fill><patternFill patternType="solid"><fgColor rgb="FFE8EEF4"/><bgColor indexed="64"/></patternFill></fill></fills>'
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="4">'
    '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    '<xf numFmtId="49" fontId="1" fillId="2" borderId="0" xfId="0" applyFont="1" applyFill="1" applyNumberFormat="1"/>'
    '<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
    '<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)


def letters(n: int) -> str:
    """The letters of a column, counted from 1: A, Z, AA."""
    made = ""
    while n:
        n, at = divmod(n - 1, 26)
        made = chr(65 + at) + made
    return made


def head(columns: Sequence[Column], right_to_left: bool) -> str:
    """All before the rows, with the heading, which stays in sight."""
    side = ' rightToLeft="1"' if right_to_left else ""
    widths = "".join(
        f'<col min="{n}" max="{n}" width="{WIDTHS.get(c.kind, USUAL)}" style="{style(c)}" customWidth="1"/>'
        for n, c in enumerate(columns, 1)
    )
    cells = "".join(f'<c r="{letters(n)}1" s="1" t="inlineStr"><is><t>{c.name}</t></is></c>' for n, c in enumerate(columns, 1))
    return (
        f'{XML}<worksheet xmlns="{MAIN}"><sheetViews><sheetView{side} workbookViewId="0">'
        '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
        f'<cols>{widths}</cols><sheetData><row r="1">{cells}</row>\n'
    )


def style(column: Column) -> int:
    return {"day": 2, "whole": 0, "number": 0, "truth": 0}.get(column.kind, 3)


def of(names: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The other files of the package, by name."""
    numbers = range(1, len(names) + 1)
    sheets = "".join(f'<sheet name="{name}" sheetId="{n}" r:id="rId{n}"/>' for n, name in enumerate(names, 1))
    links = "".join(f'<Relationship Id="rId{n}" Type="{RELATED}/worksheet" Target="worksheets/sheet{n}.xml"/>' for n in numbers)
    types = "".join(f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{TYPE}.worksheet+xml"/>' for n in numbers)
    yield "xl/styles.xml", STYLES
    yield "xl/workbook.xml", f'{XML}<workbook xmlns="{MAIN}" xmlns:r="{RELATED}"><sheets>{sheets}</sheets></workbook>'
    styles = f'<Relationship Id="rId{len(names) + 1}" Type="{RELATED}/styles" Target="styles.xml"/>'
    yield "xl/_rels/workbook.xml.rels", f'{XML}<Relationships xmlns="{PACKAGE}/relationships">{links}{styles}</Relationships>'
    book = f'<Relationship Id="rId1" Type="{RELATED}/officeDocument" Target="xl/workbook.xml"/>'
    yield "_rels/.rels", f'{XML}<Relationships xmlns="{PACKAGE}/relationships">{book}</Relationships>'
    yield (
        "[Content_Types].xml",
        f'{XML}<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{TYPE}.sheet.main+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{TYPE}.styles+xml"/>{types}</Types>',
    )
