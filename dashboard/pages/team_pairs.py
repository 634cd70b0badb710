"""Two who are to sit together or apart: chosen in two fields, told as a list that can be taken back."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dash import Dash, Input, Output, State, html
from dash.exceptions import PreventUpdate

from dashboard.components import ids
from dashboard.components.icons import icon
from dashboard.components.pickers import Option, single_picker
from dashboard.components.pieces import go_button
from dashboard.components.pressed import pressed
from dashboard.state import Move, move
from dashboard.team_state import team_query

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from dash.development.base_component import Component

    from dashboard.texts import Words
    from matchmaker.services.actors import ActorName
    from matchmaker.services.team_wish import TeamRequest


def pair_maker(
    text: Words, wish: TeamRequest, actors: list[Option], everybody: Iterable[ActorName]
) -> html.Fieldset:
    """Make the two fields, their buttons and the list of those chosen so far."""
    names = {actor.id: actor.name for actor in everybody}
    return html.Fieldset(
        [
            html.Legend(text.t("pairs.title")),
            single_picker(text, ids.PAIR_ONE, text.t("pairs.one"), actors, None, text.t("form.search_actor")),
            single_picker(text, ids.PAIR_OTHER, text.t("pairs.other"), actors, None,
                          text.t("form.search_actor")),
            html.Div(
                [
                    html.Button([icon("plus"), text.t("pairs.together")], id=ids.PAIR_TOGETHER, type="button",
                                className="button plain"),
                    html.Button([icon("plus"), text.t("pairs.apart")], id=ids.PAIR_APART, type="button",
                                className="button plain"),
                ],
                className="buttons",
            ),
            html.Div(pairs(text, wish, names), id=ids.PAIRS),
        ]
    )  # fmt: skip


def pairs(text: Words, wish: TeamRequest, names: dict[str, str]) -> Component:
    """List the pairs, each with the way back."""
    said = {"together": "pairs.is_together", "apart": "pairs.is_apart"}
    items = []
    for field, code in said.items():
        held: tuple[tuple[str, str], ...] = getattr(wish, field)
        for one, other in held:
            rest = tuple(pair for pair in held if pair != (one, other))
            back = replace(wish, together=rest) if field == "together" else replace(wish, apart=rest)
            told = text.t(code, one=names.get(one, one), other=names.get(other, other))
            items.append(html.Li([
                html.Span(told),
                go_button(f"{field}-{one}-{other}", team_query(back), text.t("pairs.take_back"),
                          picture="undo", **{"aria-label": f"{text.t('pairs.take_back')}: {told}"}),
            ]))  # fmt: skip
    return html.Ul(items, className="told-list") if items else html.Div()


def paired(wish: TeamRequest, one: str | None, other: str | None, *, apart: bool) -> TeamRequest:
    """The wish with the two together, or apart; the same when they are not two."""
    if not one or not other or one == other:
        return wish
    pair, turned = (one, other), (other, one)

    def without(held: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
        return tuple(found for found in held if found not in (pair, turned))

    if apart:
        return replace(wish, together=without(wish.together), apart=(*without(wish.apart), pair))
    return replace(wish, together=(*without(wish.together), pair), apart=without(wish.apart))


def register(app: Dash, read: Callable[[str | None], TeamRequest]) -> None:
    """Connect the buttons; *read* gives the wish of an address."""

    @app.callback(
        Output(ids.TO_ADDRESS, "data", allow_duplicate=True),
        Output(ids.PAIR_ONE, "value"),
        Output(ids.PAIR_OTHER, "value"),
        Input(ids.PAIR_TOGETHER, "n_clicks"),
        Input(ids.PAIR_APART, "n_clicks"),
        State(ids.PAIR_ONE, "value"),
        State(ids.PAIR_OTHER, "value"),
        State(ids.URL, "search"),
        prevent_initial_call=True,
    )
    def add(
        _together: int | None, _apart: int | None, one: str | None, other: str | None, search: str | None
    ) -> tuple[Move, None, None]:
        before = read(search)
        wish = paired(before, one, other, apart=pressed() == ids.PAIR_APART)
        if wish == before:
            raise PreventUpdate
        return move(search, team_query(wish)), None, None
