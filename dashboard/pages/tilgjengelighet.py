"""Tilgjengelighet: what the tool tells for the municipality's accessibility statement. Needs no dataset."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dash import html

from dashboard import state
from dashboard.components.pieces import heading, section
from dashboard.components.statement import Part, statement

if TYPE_CHECKING:
    from dash import Dash
    from dash.development.base_component import Component

    from dashboard.pages.answers import Answers
    from dashboard.texts import Words

PAGE = "tilgjengelighet"


def layout(text: Words, search: str, answers: Answers) -> list[Component]:
    """Make the page, which is the same for every address."""
    del search, answers
    return [
        heading(text.t("page.tilgjengelighet"), text.t("statement.lead")),
        *(_part(part) for part in statement(text, state.OUTSIDE.get())),
    ]


def register(app: Dash, answers: Answers) -> None:
    """Connect nothing: what it tells does not depend on what anybody does."""
    del app, answers


def _part(part: Part) -> html.Section:
    links = [html.Li(html.A(name, href=address)) for name, address in part.links]
    return section(
        part.title,
        *(html.P(said) for said in part.said),
        *([html.Ul([html.Li(point) for point in part.points], className="points")] if part.points else []),
        *([html.Ul(links)] if links else []),
    )
