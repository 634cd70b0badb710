"""«Hvorfor ikke?»: what it would take to bring a contribution in, never what somebody is worth."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dash import Dash, Input, Output, State, html
from dash.exceptions import PreventUpdate

from dashboard import state
from dashboard.components import ids
from dashboard.components.pickers import single_picker
from dashboard.components.pieces import announcement, command_box, facts, go_button, notes, section
from dashboard.components.table import table
from dashboard.pages.team_actors import able
from dashboard.pages.team_listed import called
from dashboard.team_state import team_query
from matchmaker.kernel.errors import Message
from matchmaker.services.command_words import said as said_option
from matchmaker.services.repeat import team_command
from matchmaker.services.team_why_not import WhyNotRequest, why_not_somebody

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dash.development.base_component import Component

    from dashboard.pages.answers import Answers
    from dashboard.texts import Words
    from matchmaker.services.seats import Seated
    from matchmaker.services.team_why_not import WhyNotResult
    from matchmaker.services.team_wish import TeamRequest


def missed(text: Words, answers: Answers, wish: TeamRequest, search: str) -> Component:
    """Ask whom the planner misses, and answer. Raises ``InputError`` or ``Infeasible``."""
    actor = state.one(search, state.ACTOR)
    picker = single_picker(text, ids.WHY_NOT_ACTOR, text.t("missed.who"), able(answers, wish.dataset), actor,
                           text.t("form.search_actor"))  # fmt: skip
    if not actor:
        lead = html.P(text.t("missed.lead"), className="muted")
        return html.Div([html.H2(text.t("missed.title")), picker, lead])
    found = answers.ask(why_not_somebody, WhyNotRequest(wish, actor), wish.dataset)
    said = text.say(found.answer)
    return html.Div(
        [
            announcement(said),
            html.H2(text.t("missed.title")),
            picker,
            html.P(said, className="summary"),
            *_changes(text, found),
            *_seats(text, found),
            *_terms(text, found),
            *_lock(text, wish, found),
            section(text.t("team.basis"), notes([text.say(note) for note in found.notes])),
            command_box(text, team_command(wish, text.language, *said_option("why-not", actor))),
        ]
    )


def _changes(text: Words, found: WhyNotResult) -> list[Component]:
    if not found.changes:
        return []
    title = text.say(Message("why_not.changes"))
    return [section(title, html.Ul([html.Li(text.say(change)) for change in found.changes]))]


def _seats(text: Words, found: WhyNotResult) -> list[Component]:
    def names(seats: Sequence[Seated]) -> str:
        return text.show(tuple(called(text, seat) for seat in seats))

    if not (found.come or found.leave):
        return []
    pairs = [(text.t("missed.come"), names(found.come)), (text.t("missed.leave"), names(found.leave))]
    return [section(text.t("missed.with"), facts(pairs))]


def _terms(text: Words, found: WhyNotResult) -> list[Component]:
    if not found.terms:
        return []
    rows = [[text.say(term.message), _signed(text, term.difference)] for term in found.terms]
    headers = [text.t("terms.part"), text.t("missed.difference")]
    return [table(text.t("missed.caption"), headers, rows, frozenset({1}))]


def _signed(text: Words, points: float) -> str:
    return f"{'+' if points > 0 else '−' if points < 0 else ''}{text.number(abs(points), 1)}"


def _lock(text: Words, wish: TeamRequest, found: WhyNotResult) -> list[Component]:
    """One press shows the best team with the contribution in."""
    actor = found.actor.actor
    if found.difference is None or actor in wish.include:
        return []
    without = tuple(other for other in wish.exclude if other != actor)
    asked = replace(wish, include=(*wish.include, actor), exclude=without)
    return [go_button("missed-lock", team_query(asked), text.t("missed.lock", actor=found.actor.name),
                      look="plain", picture="lock")]  # fmt: skip


def register(app: Dash) -> None:
    """Connect the choice of whom: it goes to the address at once."""

    @app.callback(
        Output(ids.TO_ADDRESS, "data", allow_duplicate=True),
        Input(ids.WHY_NOT_ACTOR, "value"),
        State(ids.URL, "search"),
        prevent_initial_call=True,
    )
    def choose(actor: str | None, search: str | None) -> state.Move:
        if (actor or None) == state.one(search, state.ACTOR):
            raise PreventUpdate
        return state.move(search, state.changed(search, state.ACTOR, actor))
