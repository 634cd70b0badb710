"""A figure with its name; the same figures stand in the table beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dash import html

from dashboard.components.attributes import attr
from dashboard.components.own import OwnComponent
from dashboard.components.pieces import callout
from dashboard.figures.template import as_text

if TYPE_CHECKING:
    from dash.development.base_component import Component

    from dashboard.figures.template import Figure
    from dashboard.texts import Words


class Picture(OwnComponent):
    """A still figure, drawn by the browser when the words and tables of the page are there.

    ``dcc.Graph`` fetches and runs all of plotly.js before anything after it is shown; this one
    (``assets/late.js``) waits until the page is idle, and takes the part that knows bars, lines and points.

    Parameters
    ----------
    figure
        ``data`` and ``layout`` as plotly.js reads them; traces ``bar`` and ``scatter`` only.
    """

    _type = "Picture"

    def __init__(self, figure: Figure) -> None:
        super().__init__(figure=figure)


def drawn(text: Words, figure: Figure | None, caption: str, none: str) -> Component:
    """Show a figure under its caption; *none* is said where there is nothing to draw."""
    if figure is None:
        return callout(html.P(none))
    return html.Figure(
        Picture(as_text(figure)),
        className="figure",
        role="img",
        **attr({"aria-label": f"{caption}. {text.t('figure.same_below')}"}),
    )
