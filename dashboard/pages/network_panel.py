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
from dashboard.pages.choices import readable
from dashboard.pages.network_form import actor_search
from dashboard.pages.network_look import dear
from matchmaker.kernel.errors import MatchmakerError
from matchmaker.services.jsonable import number

if TYPE_CHECKING:
    from dash.development.base_component import Component

    from dashboard.network_state import Shown
    from dashboard.pages.answers import Answers
    from dashboard.texts import Words


def card(text: Words, wish: Shown, answers: Answers) -> Component:
    """Show who the selected actor is, or how to select one."""
    actor = wish.actor
    if not actor:
        return no_actor(text)
    return safely(
        text, lambda: actor_panel(text, answers.actor(wish.network.dataset, actor), network_state.query(wish))
    )


def near(text: Words, wish: Shown, answers: Answers) -> list[Component]:
    """Offer who is near the actor, and say the actor's values; why not where it is not in the network."""
    if not wish.actor:
        return []
    if not _known(wish, answers):
        return [html.P(text.t("network.not_here"), className="muted")]
    buttons = [
        _view(text.t("network.near_1"), wish, 1),
        _view(text.t("network.near_2"), wish, 2),
        _view(text.t("network.near_0"), wish, 0),
    ]
    return [html.Div(buttons, className="onward-buttons"), *_values(text, wish, answers)]


def way(text: Words, wish: Shown, answers: Answers) -> list[Component]:
    """Ask whom to show the way to; nothing where the actor is not in the chosen network."""
    if not wish.actor or not _known(wish, answers):
        return []
    label = text.t("network.way_to")
    return [actor_search(text, network_ids.WAY_TO, label, wish, wish.scene.to, answers)]


def way_key(wish: Shown) -> str:
    """Write what the choice of a way depends on, besides the data and the language.

    It is drawn anew only where that is another: somebody may be writing in it while the rest is answered.
    """
    return f"{network_state.network_query(wish.network, wish.actor)} {wish.scene.to}"


def _known(wish: Shown, answers: Answers) -> bool:
    return readable(lambda: len(answers.networks.named(wish.network, wish.actor)), 0) > 0


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
