"""The one module that knows what draws the network (dash-cytoscape, and ``assets/graph.js``).

Takes a :class:`~dashboard.figures.network.Drawing` in our own terms, so that the library behind can be
changed without touching a page.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import dash_cytoscape as cyto
from dash import dcc, html

from dashboard.components import ids
from dashboard.components.attributes import attr
from dashboard.components.icons import icon, sector_mark
from dashboard.figures.sectors import LOOKS, OUTLINE
from matchmaker.services import labels

if TYPE_CHECKING:
    from dash.development.base_component import Component

    from dashboard.figures.network import Drawing, DrawnNode
    from dashboard.texts import Words

_SHAPES = {
    "circle": "ellipse", "square": "rectangle", "diamond": "diamond", "triangle": "triangle",
    "hexagon": "hexagon", "star": "star", "octagon": "octagon",
}  # fmt: skip
_INK = {
    "light": ("#1d2530", "#ffffff", "#7b858f", OUTLINE),
    "dark": ("#eef2f4", "#151c21", "#7f8c95", "#c5ced4"),
}
"""Text, its halo, lines and outlines, on a light and on a dark ground (lines at least 3:1)."""
NO_COLOUR = "#ffffff"
"""Of what cannot be told; its dashed outline tells it."""
_SHOWN = {"opacity": 1, "min-zoomed-font-size": 0, "text-opacity": 1, "font-size": 20, "z-index": 9}
"""Lifted above the rest, with its label whatever the zoom."""


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
                cyto.Cytoscape(
                    id=ids.GRAPH, elements=elements(drawing),
                    stylesheet=stylesheet("light", None, frozenset()),
                    layout={"name": "preset", "fit": True, "padding": 24},
                    style={"width": "100%", "height": "100%"}, autoungrabify=True, boxSelectionEnabled=False,
                    minZoom=0.1, maxZoom=4, userZoomingEnabled=False, wheelSensitivity=1, responsive=True,
                ),
                className="graph", id=ids.DRAWING, tabIndex=0, role="group",
                **attr({"aria-label": name, "aria-describedby": described_by, "data-graph": ids.GRAPH,
                        "aria-roledescription": text.t("graph.role"), "data-say": ids.ANNOUNCE}),
            ),
            html.Figcaption([_shapes(text), *legend], className="legend"),
        ],
        className="graph-figure",
    )  # fmt: skip


def styles_store() -> dcc.Store:
    """Hold the style sheets for light and dark; the browser takes the one that fits."""
    return dcc.Store(id=ids.NETWORK_STYLES)


def elements(drawing: Drawing) -> list[dict[str, Any]]:
    """Turn a drawing into the library's elements, in the order of ids."""
    nodes = [
        {
            "data": {"id": node.id, "label": node.label, "size": node.size, "shape": _SHAPES[node.shape],
                     "colour": node.colour or NO_COLOUR, "said": node.said, "into": node.into},
            "position": {"x": node.x, "y": node.y},
            "classes": _classes(node),
        }
        for node in drawing.nodes
    ]  # fmt: skip
    words = [
        {
            "data": {"id": f"label {number}", "label": label.text, "size": 1},
            "position": {"x": label.x, "y": label.y}, "classes": "words", "selectable": False,
        }
        for number, label in enumerate(drawing.labels)
    ]  # fmt: skip
    links = [
        {
            "data": {"id": f"{link.tail} {link.head}", "source": link.tail, "target": link.head,
                     "width": link.width},
            "classes": " ".join(name for name, holds in (("bridge", link.bridge), ("bent", drawing.bent))
                                if holds),
        }
        for link in drawing.links
    ]  # fmt: skip
    return [*nodes, *words, *links]


def _classes(node: DrawnNode) -> str:
    told = (("actor", not node.into), ("group", bool(node.into)), ("prominent", node.prominent),
            ("unsaid", node.colour is None))  # fmt: skip
    return " ".join(name for name, holds in told if holds)


def stylesheet(scheme: str, selected: str | None, near: frozenset[str]) -> list[dict[str, Any]]:
    """Make the library's style sheet for ``light`` or ``dark``, with one actor and its relations lifted."""
    ink, halo, line, edge = _INK[scheme]
    rules: list[dict[str, Any]] = [
        {
            "selector": "node",
            "style": {
                "width": "data(size)", "height": "data(size)", "label": "data(label)", "font-size": 16,
                "color": ink, "text-outline-color": halo, "text-outline-width": 3, "min-zoomed-font-size": 17,
                "border-width": 1.5, "border-color": edge, "text-valign": "bottom", "text-margin-y": 4,
                "text-wrap": "wrap", "text-max-width": 180,
            },
        },
        {"selector": ".actor, .group", "style": {"shape": "data(shape)", "background-color": "data(colour)"}},
        {"selector": ".unsaid", "style": {"border-style": "dashed", "border-width": 2.5,
                                          "background-color": halo}},
        {
            "selector": "edge",
            "style": {"width": "data(width)", "line-color": line, "curve-style": "haystack"},
        },
        {"selector": ".bent", "style": {"curve-style": "unbundled-bezier", "control-point-distances": 46,
                                        "control-point-weights": 0.5, "opacity": 0.55}},
        {"selector": ".bridge", "style": {"width": 5, "line-color": ink, "line-style": "dashed"}},
        {"selector": ".prominent", "style": {"min-zoomed-font-size": 0, "font-size": 20, "z-index": 5}},
        {"selector": ".words", "style": {"background-opacity": 0, "border-width": 0, "events": "no",
                                         "font-size": 24, "font-weight": "bold", "text-valign": "center",
                                         "min-zoomed-font-size": 0, "z-index": 8,
                                         "text-outline-width": 5, "text-max-width": 400}},
        {"selector": "node:selected", "style": {"overlay-opacity": 0}},
    ]  # fmt: skip
    lifted = _lifted(selected, near, ink) if selected else []
    return [
        *rules,
        *lifted,
        {"selector": ".pointed-at", "style": _SHOWN},
        {"selector": ".walked-to", "style": {**_SHOWN, "border-width": 7, "border-color": ink}},
    ]


def _lifted(selected: str, near: frozenset[str], ink: str) -> list[dict[str, Any]]:
    return [
        {"selector": ".actor", "style": {"opacity": 0.35, "text-opacity": 0}},
        {"selector": "edge", "style": {"opacity": 0.15}},
        *({"selector": f'node[id = "{other}"]', "style": _SHOWN} for other in sorted(near)),
        {
            "selector": f'edge[source = "{selected}"], edge[target = "{selected}"]',
            "style": {"opacity": 1, "width": 3, "line-color": ink},
        },
        {
            "selector": f'node[id = "{selected}"]',
            "style": {**_SHOWN, "border-width": 5, "border-color": ink, "font-weight": "bold"},
        },
    ]


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
