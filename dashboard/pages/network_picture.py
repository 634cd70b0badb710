"""The picture of the network page: where one is, the drawing with its legend, and what it says in words."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dash import html

from dashboard import network_state
from dashboard.components import ids
from dashboard.components.attributes import attr
from dashboard.components.errors import safely
from dashboard.components.graph_view import graph_view
from dashboard.components.icons import icon
from dashboard.components.pieces import empty, go_button
from dashboard.figures.network import drawing
from dashboard.figures.network_hull import above, hull_of
from dashboard.figures.network_scale import COMMUNITY_COLOURS
from dashboard.pages import network_names as named
from dashboard.pages import network_words
from dashboard.pages.network_look import Legend, painted
from matchmaker.services.network_scope import NetworkRequest

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dash.development.base_component import Component

    from dashboard.figures.network import Drawing, DrawnHull, DrawnLabel
    from dashboard.network_state import Shown
    from dashboard.pages.answers import Answers
    from dashboard.texts import Words
    from matchmaker.services.network_view_scene import Scene

_LEAST_NAMED = 4
"""Actors in a community whose name stands in the drawing."""


def picture(text: Words, search: str, answers: Answers) -> Component:
    """Show where one is and the drawing, or say why there is none and what to do."""

    def build() -> Component:
        wish = network_state.shown(search, answers.first_dataset())
        if not wish.network.dataset:
            return empty(text.t("oversikt.empty"), html.P(text.t("oversikt.empty_hint")))
        scene = answers.networks.scene(wish.scene)
        if not scene.actors:
            return _nobody(text, wish)
        # the drawing stands in the same place with and without the way back, so that it is kept
        return html.Div([html.Div(_where(text, wish, scene, answers)), _drawn(text, wish, scene, answers)])

    return safely(text, build)


def _nobody(text: Words, wish: Shown) -> Component:
    bare = network_state.of_network(wish, NetworkRequest(wish.network.dataset))
    button = go_button("reset", network_state.query(bare), text.t("nettverk.reset"), "plain", "undo")
    return empty(text.t("nettverk.nobody"), html.P(text.t("nettverk.nobody_hint")), button)


def _drawn(text: Words, wish: Shown, scene: Scene, answers: Answers) -> Component:
    paint, legend = painted(text, wish, scene, answers.networks)
    shown = _with_names(text, drawing(scene, paint), legend.communities)
    return graph_view(
        text, shown, text.t("nettverk.picture"), ids.NETWORK_SUMMARY, _legend(text, legend, scene)
    )


def _with_names(text: Words, drawn: Drawing, of: dict[str, int]) -> Drawing:
    """Name the larger communities where they stand, and draw a line around each: not by colour alone."""
    labels: list[DrawnLabel] = []
    hulls: list[DrawnHull] = []
    for number in sorted(set(of.values()))[: len(COMMUNITY_COLOURS)]:
        those = [actor for actor, one in of.items() if one == number]
        if len(those) >= _LEAST_NAMED:
            hull = hull_of(drawn, those, COMMUNITY_COLOURS[number - 1])
            hulls.append(hull)
            labels.append(above(hull, text.t("network.community_short", number=number)))
    if not labels:
        return drawn
    nodes = tuple(replace(node, prominent=False) for node in drawn.nodes)  # two labels on one spot are none
    return replace(drawn, nodes=nodes, labels=tuple(labels), hulls=tuple(hulls))


def _legend(text: Words, legend: Legend, scene: Scene) -> list[Component]:
    rows: list[Component] = []
    if any(group.sector is None for group in scene.groups):
        mark = html.Span(className="swatch many", **attr({"aria-hidden": "true"}))
        rows.append(html.Div(html.Span([mark, text.t("network.several_sides")], className="key")))
    if legend.keys:
        keys = [
            html.Span([_swatch(key.colour), key.text], className="key")
            for key in legend.keys
        ]  # fmt: skip
        title = html.Strong(text.t("network.colour_tells", what=legend.title))
        rows.append(html.Div([title, *keys], className="legend-row"))
    rows.append(html.Div(legend.size, className="legend-row"))
    rows += [html.P(note, className="muted small") for note in legend.notes]
    return rows


def _swatch(colour: str | None) -> html.Span:
    style = {"background": colour} if colour else {}
    look = "swatch" if colour else "swatch unsaid"
    return html.Span(className=look, style=style, **attr({"aria-hidden": "true"}))


def _where(text: Words, wish: Shown, scene: Scene, answers: Answers) -> list[Component]:
    """Say where one is, each step a way back; nothing in a whole network without a choice."""
    root = network_state.query(network_state.around(wish, 0))
    steps: list[tuple[str, str]] = [(text.t("nettverk.whole", actors=scene.network_actors), root)]
    if scene.request.around is not None:
        near = network_state.within(wish)
        steps.append((network_words.shown_part(text, near, answers.networks), network_state.query(near)))
    for number, crumb in enumerate(scene.crumbs):
        inner = network_state.within(wish, *wish.scene.inside[: number + 1])
        said = text.t("nettverk.crumb", name=named.group(text, crumb.key), actors=crumb.actors)
        steps.append((said, network_state.query(inner)))
    if len(steps) == 1:
        return []
    return [
        html.Nav(html.Ol(_steps(steps)), className="crumbs",
                 **attr({"aria-label": text.t("nettverk.where")})),
    ]  # fmt: skip


def _steps(steps: Sequence[tuple[str, str]]) -> list[Component]:
    last = len(steps) - 1
    return [
        html.Li(
            html.Span(said, **attr({"aria-current": "step"}))
            if number == last
            else go_button(f"crumb-{number}", address, said, picture="back" if number == last - 1 else None)
        )
        for number, (said, address) in enumerate(steps)
    ]


def summary(text: Words, search: str, answers: Answers) -> list[Component]:
    """Say in words, from the numbers, what the picture shows; nothing when it cannot be read."""
    wish = network_state.shown(search, answers.first_dataset())
    scene = answers.networks.scene(wish.scene)
    said: list[Component] = [html.P(network_words.describe(text, scene))] if scene.actors else []
    told = network_words.ways(text, scene)
    if told:
        said.append(html.P(told[0]))
        said.append(html.Ul([html.Li(way) for way in told[1:]]))
    if wish.bridges and scene.actors:
        first, *more = network_words.bridges(text, answers.networks.bridges(wish.network), scene)
        said.append(html.P([icon("info"), " ", first]))
        said.append(html.Ul([html.Li(one) for one in more]))
    return [one for one in said if not isinstance(one, html.Ul) or one.children]
