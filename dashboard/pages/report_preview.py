"""A report as it reads: the same sentences and tables as in its files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dash import html

from dashboard.components.table import table
from matchmaker.kernel.messages import catalogue
from matchmaker.services.report_said import HEADING, ITEMS, TABLE, say

if TYPE_CHECKING:
    from dash.development.base_component import Component

    from dashboard.components.table import Cell
    from dashboard.texts import Words
    from matchmaker.services.report_content import Report
    from matchmaker.services.report_said import SaidBlock, SaidSection


def preview(text: Words, report: Report) -> html.Article:
    """Show the text of a report; it begins below the page's own heading."""
    said = say(report, catalogue(text.language), "html")
    return html.Article(
        [
            html.P(said.edition, className="report-edition"),
            html.H2(said.title),
            *[html.P(line) for line in (said.dated, *said.summary)],
            *map(_section, said.sections),
        ],
        className="report",
    )


def _section(part: SaidSection) -> html.Section:
    shown = [piece for block in part.blocks for piece in _block(block)]
    return html.Section([html.H3(part.title), *shown], className="report-part")


def _block(block: SaidBlock) -> list[Component]:
    if block.kind == HEADING:
        return [html.H4(block.text)]
    if block.kind == ITEMS:
        return [html.Ul([html.Li(line) for line in block.lines])]
    if block.kind == TABLE:
        rows = [[_cell(lines) for lines in row] for row in block.rows]
        numeric = frozenset(place for place, held in enumerate(block.numeric) if held)
        return [table(block.text, block.headers, rows, numeric), *_notes(block)]
    return [html.P(block.text, className="report-lead" if block.lead else "")]


def _cell(lines: tuple[str, ...]) -> Cell:
    return html.Ul([html.Li(line) for line in lines]) if len(lines) > 1 else "".join(lines)


def _notes(block: SaidBlock) -> list[Component]:
    return [html.Ul([html.Li(line) for line in block.lines], className="notes")] if block.lines else []
