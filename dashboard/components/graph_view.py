"""The one module that knows how the network is drawn: ``assets/graph-draw.js`` with the library behind it.

Takes a :class:`~dashboard.figures.network.Drawing` in our own terms, so that the library behind can be
changed without touching a page.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dash import dcc, html

from dashboard.components import ids, network_ids
from dashboard.components.attributes import attr
from dashboard.components.icons import icon, sector_mark
from dashboard.figures.sectors import LOOKS
from matchmaker.services import labels

if TYPE_CHECKING:
    from dash.development.base_component import Component

    from dashboard.figures.network import Drawing, DrawnNode
    from dashboard.texts import Words

_SHAPES = {
    "circle": "ellipse", "square": "rectangle", "diamond": "diamond", "triangle": "triangle",
    "hexagon": "hexagon", "star": "star", "octagon": "octagon",
}  # fmt: skip


def graph_view(
    text: Words, drawing: Drawing, name: str, described_by: str, legend: list[Component]
) -> html.Figure:
    """Show a drawing with zoom buttons and a legend.

    Parameters
    ----------
    text
        The words.
    drawing
        What to draw.
    name
        What the picture is called by a screen reader.
    described_by
        Id of the text that says the same in words.
    legend
        What colours and sizes tell, beside the shapes of the sides.
    """
    return html.Figure(
        [
            _controls(text),
            html.Div(
                html.Div(id=ids.GRAPH, className="graph-sheet", **attr({"data-tapped": network_ids.TAPPED})),
                className="graph", id=ids.DRAWING, tabIndex=0, role="group",
                **attr({"aria-label": name, "aria-describedby": described_by, "data-graph": ids.GRAPH,
                        "aria-roledescription": text.t("graph.role"), "data-say": ids.ANNOUNCE}),
            ),
            html.Figcaption([_shapes(text), *legend], className="legend"),
            dcc.Store(id=network_ids.DRAWN, data=packed(drawing)),
            dcc.Store(id=network_ids.PAINTED),
        ],
        className="graph-figure",
    )  # fmt: skip


def graph_stores() -> list[Component]:
    """Hold who is lifted, and what was pressed in the drawing."""
    return [dcc.Store(id=network_ids.LIFTED), dcc.Store(id=network_ids.TAPPED)]


def packed(drawing: Drawing) -> dict[str, Any]:
    """Write a drawing in few bytes: rows in place of names, lines by the positions of their ends."""
    at = {node.id: number for number, node in enumerate(drawing.nodes)}
    return {
        "nodes": [_node(node) for node in drawing.nodes],
        "links": [[at[link.tail], at[link.head], link.width, int(link.bridge)] for link in drawing.links],
        "words": [[label.text, label.x, label.y] for label in drawing.labels],
        "hulls": [[hull.colour, [list(corner) for corner in hull.corners]] for hull in drawing.hulls],
        "bent": drawing.bent,
    }


def _node(node: DrawnNode) -> list[Any]:
    said = "" if node.said == node.label else node.said
    return [
        node.id, node.label, node.x, node.y, node.size, _SHAPES[node.shape], node.colour or "",
        int(node.prominent), said, node.into,
    ]  # fmt: skip


def _controls(text: Words) -> html.Div:
    buttons = [
        html.Button(
            icon(picture), type="button", className="button plain square",
            **attr({"aria-label": label, "title": label, "data-graph-action": action,
                   "data-graph-for": ids.GRAPH}),
        )
        for action, picture, label in (
            ("in", "plus", text.t("graph.zoom_in")),
            ("out", "minus", text.t("graph.zoom_out")),
            ("fit", "fit", text.t("graph.fit")),
        )
    ]  # fmt: skip
    return html.Div(
        [*buttons, html.Span(text.t("graph.keys"), className="muted hint")],
        className="graph-controls",
        role="group",
        **attr({"aria-label": text.t("graph.controls")}),
    )


def _shapes(text: Words) -> html.Div:
    return html.Div(
        [
            html.Strong(text.t("network.shape_tells")),
            *(
                html.Span([sector_mark(s.value), text.say(labels.sector(s.value))], className="key")
                for s in LOOKS
            ),
        ],
        className="legend-row",
    )
