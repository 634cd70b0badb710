"""«Avveininger»: teams between which a choice of values remains, as a picture and as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dash import Dash, Input, Output, State, html
from dash.exceptions import PreventUpdate

from dashboard import state
from dashboard.components import ids
from dashboard.components.drawn import drawn
from dashboard.components.pickers import many_picker
from dashboard.figures.front import front as picture
from dashboard.pages.team_listed import framed, team_table
from matchmaker.kernel.errors import Message
from matchmaker.services.repeat import team_command
from matchmaker.services.team_others import FrontRequest, team_front

if TYPE_CHECKING:
    from dash.development.base_component import Component

    from dashboard.pages.answers import Answers
    from dashboard.texts import Words
    from matchmaker.services.team_wish import TeamRequest

BY: Final = "deler"
USUAL: Final = ("coverage", "ties")
FEWEST, MOST = 2, 3


def by(search: str | None) -> tuple[str, ...]:
    """The parts of the score that an address asks to weigh against each other."""
    return state.many(search, BY) or USUAL


def front(text: Words, answers: Answers, wish: TeamRequest, search: str) -> Component:
    """Show the trade-offs. Raises ``InputError`` or ``Infeasible``."""
    chosen = by(search)
    terms = [term.name for term in answers.first_team(wish).terms]
    known = dict.fromkeys((*terms, *(part for part in chosen if "+" not in part)))
    options = [{"value": name, "label": text.say(Message(f"part.{name}"))} for name in known]
    picker = many_picker(text, ids.FRONT_PARTS, text.t("front.by"), options, chosen, text.t("front.by_hint"))
    picker.maxValues = MOST
    if len(chosen) < FEWEST:
        return html.Div([html.H2(text.t("parts.front")), picker, html.P(text.t("front.two"))])
    found = answers.ask(team_front, FrontRequest(wish, chosen), wish.dataset)
    parts = [text.say(part) for part in found.parts]
    title = text.t("front.title", count=len(found.teams), challenge=found.challenge_title)
    points = [(team.values[0], team.values[1]) for team in found.teams]
    return framed(
        text, title, found.decided_by,
        [
            picker,
            drawn(text, picture(points, parts[0], parts[1]), title, text.t("front.one")),
            team_table(text, text.t("front.caption"), wish, found.teams, parts),
        ],
        found.notes, team_command(wish, text.language, "--front", ",".join(chosen)),
    )  # fmt: skip


def register(app: Dash) -> None:
    """Connect the choice of parts: it goes to the address at once."""

    @app.callback(
        Output(ids.TO_ADDRESS, "data", allow_duplicate=True),
        Input(ids.FRONT_PARTS, "value"),
        State(ids.URL, "search"),
        prevent_initial_call=True,
    )
    def choose(chosen: list[str], search: str | None) -> state.Move:
        parts = tuple(chosen or ())
        if parts == by(search) or len(parts) < FEWEST:
            raise PreventUpdate
        return state.move(search, state.changed(search, BY, None if parts == USUAL else ",".join(parts)))
