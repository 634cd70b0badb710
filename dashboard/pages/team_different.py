"""«Andre gode team»: teams that differ by some seats and are nearly as good."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

import dash_mantine_components as dmc
from dash import Dash, Input, Output, State, html
from dash.exceptions import PreventUpdate

from dashboard import state
from dashboard.components import ids
from dashboard.pages.team_listed import framed, team_table
from matchmaker.services.repeat import team_command
from matchmaker.services.team_others import DifferentRequest, other_teams

if TYPE_CHECKING:
    from dash.development.base_component import Component

    from dashboard.pages.answers import Answers
    from dashboard.texts import Words
    from matchmaker.services.team_wish import TeamRequest


class Choice(NamedTuple):
    """A number that is chosen."""

    id: str
    key: str
    """Its place in the address."""
    usual: int
    most: int


CHOICES: Final = (
    Choice(ids.OTHERS_COUNT, "antall", 3, 8),
    Choice(ids.OTHERS_DISTANCE, "avstand", 2, 50),
    Choice(ids.OTHERS_WITHIN, "innen", 5, 100),
)


def chosen(search: str | None) -> tuple[int, ...]:
    """The numbers that an address asks for; one that cannot be read is the usual one."""
    return tuple(_number(state.one(search, choice.key), choice) for choice in CHOICES)


def _number(value: object, choice: Choice) -> int:
    text = str(value)
    return max(1, min(int(text), choice.most)) if text.isascii() and text.isdigit() else choice.usual


def different(text: Words, answers: Answers, wish: TeamRequest, search: str) -> Component:
    """Show other good teams. Raises ``InputError`` or ``Infeasible``."""
    count, distance, within = chosen(search)
    found = answers.ask(other_teams, DifferentRequest(wish, count, distance, float(within)), wish.dataset)
    title = text.t("others.title", challenge=found.challenge_title)
    labels = [text.t("others.count"), text.t("others.distance"), text.t("others.within")]
    fields = html.Div(
        [
            dmc.NumberInput(
                id=choice.id, label=label, value=value, min=1, max=choice.most, allowDecimal=False,
                allowNegative=False, size="md", hideControls=True, debounce=600,
                inputProps={"inputMode": "numeric"},
            )
            for choice, label, value in zip(CHOICES, labels, (count, distance, within), strict=True)
        ],
        className="number-row",
    )  # fmt: skip
    options = ("--alternatives", str(count), "--different", str(distance), "--within", str(within))
    return framed(
        text, title, found.decided_by,
        [fields, team_table(text, text.t("others.caption"), wish, found.teams, [])],
        found.notes, team_command(wish, text.language, *options),
    )  # fmt: skip


def register(app: Dash) -> None:
    """Connect the numbers: they go to the address at once."""

    @app.callback(
        Output(ids.TO_ADDRESS, "data", allow_duplicate=True),
        *[Input(choice.id, "value") for choice in CHOICES],
        State(ids.URL, "search"),
        prevent_initial_call=True,
    )
    def choose(*given: Any) -> state.Move:  # noqa: ANN401
        *values, search = given
        numbers = [_number(value, choice) for value, choice in zip(values, CHOICES, strict=True)]
        if tuple(numbers) == chosen(search):
            raise PreventUpdate
        reached = search
        for choice, number in zip(CHOICES, numbers, strict=True):
            reached = state.changed(reached, choice.key, None if number == choice.usual else str(number))
        return state.move(search, reached)
