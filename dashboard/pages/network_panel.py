"""Who the selected actor is, and from there: who is near, and the way to somebody else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dash import html

from dashboard import network_state
from dashboard.components import network_ids
from dashboard.components.actor_panel import actor_panel, no_actor
from dashboard.components.errors import safely
from dashboard.components.pieces import facts, go_button
from dashboard.network_state import COMMUNITY, SIDE
from dashboard.pages import network_names as named
from dashboard.pages.network_form import actor_search
from dashboard.pages.network_look import dear
from matchmaker.kernel.errors import MatchmakerError
from matchmaker.services.jsonable import number

if TYPE_CHECKING:
    from dash.development.base_component import Component

    from dashboard.network_state import Shown
    from dashboard.pages.answers import Answers
    from dashboard.texts import Words


def panel(text: Words, wish: Shown, answers: Answers) -> Component:
    """Show who the selected actor is, or how to select one."""
    actor = wish.actor
    if not actor:
        return no_actor(text)

    def build() -> Component:
        card = actor_panel(text, answers.actor(wish.network.dataset, actor), network_state.query(wish))
        return html.Div([_onward(text, wish, answers), card], className="with-onward")

    return safely(text, build)


def _onward(text: Words, wish: Shown, answers: Answers) -> Component:
    """Make the ways on from an actor; none where the actor is not in the chosen network."""
    here = answers.networks.named(wish.network, wish.actor)
    if not here:
        return html.P(text.t("network.not_here"), className="muted")
    buttons = [
        _view(text.t("network.near_1"), wish, 1),
        _view(text.t("network.near_2"), wish, 2),
        _view(text.t("network.near_0"), wish, 0),
    ]
    return html.Div(
        [
            html.Div(buttons, className="onward-buttons"),
            actor_search(text, network_ids.WAY_TO, text.t("network.way_to"), wish, wish.scene.to, answers),
            *_values(text, wish, answers),
        ],
        className="onward form",
    )


def _view(said: str, wish: Shown, steps: int) -> html.Button:
    pressed = "true" if wish.scene.steps == steps and (steps or wish.scene.to is None) else "false"
    address = network_state.query(network_state.around(wish, steps))
    return go_button(f"near-{steps}", address, said, "plain", **{"aria-pressed": pressed})


def _values(text: Words, wish: Shown, answers: Answers) -> list[Component]:
    """Say the actor's values of the measures that are shown."""
    shown = dict.fromkeys(name for name in (wish.colour, wish.size) if name not in (SIDE, COMMUNITY))
    basis = answers.networks.basis(wish.network)
    node = basis.node(wish.actor)
    pairs = []
    for name in shown:
        costly = dear(name, len(basis), answers.networks, wish)
        value = None if costly or node is None else number(answers.networks.values(wish.network, name)[node])
        pairs.append((named.measure(text, name), named.value(text, value)))
    return [facts(pairs)] if pairs else []


def lifted(wish: Shown, answers: Answers) -> dict[str, str | None]:
    """Tell whom the drawing lifts, with its relations: nobody where everybody shown is near the actor."""
    try:
        scene = answers.networks.scene(wish.scene)
    except MatchmakerError:
        return {"actor": wish.actor, "chosen": None}
    alone = wish.scene.to is not None or wish.scene.steps == 1
    there = any(node.id == wish.actor for node in scene.nodes)
    return {"actor": wish.actor, "chosen": wish.actor if there and not alone else None}
