"""Small pictures from our own files, coloured by the style sheet; they never carry meaning alone."""

from __future__ import annotations

from dash import html

from dashboard.components.attributes import attr
from dashboard.figures.sectors import look


def icon(name: str) -> html.Span:
    """Show an icon of ``assets/icons.css`` (``lock``, ``swap``, ``undo`` …), hidden from readers."""
    return html.Span(className=f"icon icon-{name}", **attr({"aria-hidden": "true"}))


def sector_mark(sector: str) -> html.Span:
    """Show a side's shape in its colour, as in the drawing. The name must stand beside it."""
    return html.Span(className=f"shape shape-{look(sector).shape}", **attr({"aria-hidden": "true"}))
