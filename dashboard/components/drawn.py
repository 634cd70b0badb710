"""A figure with its name; the same figures stand in the table beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dash import dcc, html

from dashboard.components.attributes import attr
from dashboard.components.pieces import callout

if TYPE_CHECKING:
    from dash.development.base_component import Component

    from dashboard.figures.template import Figure
    from dashboard.texts import Words


def drawn(text: Words, figure: Figure | None, caption: str, none: str) -> Component:
    """Show a figure under its caption; *none* is said where there is nothing to draw."""
    if figure is None:
        return callout(html.P(none))
    return html.Figure(
        dcc.Graph(figure=figure, config={"displayModeBar": False, "responsive": True, "staticPlot": True}),
        className="figure",
        role="img",
        **attr({"aria-label": f"{caption}. {text.t('figure.same_below')}"}),
    )
