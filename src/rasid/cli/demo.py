"""`rasid demo`: a fictional report of ours, coded."""

from __future__ import annotations

from importlib.resources import files

from rasid.cli import options, work
from rasid.cli.code import write_blocks
from rasid.cli.lines import RLM, wrapped
from rasid.cli.output import opened
from rasid.cli.table import Table
from rasid.cli.talk import in_colour
from rasid.cli.work import Coded
from rasid.intake import publication
from rasid.model import Report
from rasid.model.report import report_id

PUBLISHED = "2019-12-14"  # the fictional report's day, a Saturday


def demo_report() -> Report:
    """The report shipped with Rasid: towns that exist, events that do not."""
    raw = (files("rasid") / "data" / "demo" / "report.txt").read_bytes()
    return Report(id=report_id(raw), text=raw.decode("utf-8"), published=publication(PUBLISHED), lang="ar", title="Demo (fictional)")


def demo(quiet: options.Quiet = False, json: options.Json = False) -> None:
    """Code a fictional report and show both."""
    report = demo_report()
    pipeline = work.load("ar")
    events = pipeline.code(report)
    with opened(None) as handle:
        table = Table(pipeline.lexicon.ontology, options.room(), in_colour(handle))
        for paragraph in report.text.splitlines():
            handle.writelines(RLM + line + "\n" for line in wrapped(paragraph, table.room))
        handle.write("\n")
        write_blocks(handle, table, Coded(f"demo, published {PUBLISHED}", report, events))
