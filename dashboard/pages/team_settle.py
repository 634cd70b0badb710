"""«Invitasjon»: somebody settles the team, with a reason for everyone who is not to be asked, and invites."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

import dash_mantine_components as dmc
from dash import ALL, Dash, Input, Output, State, html, no_update
from dash.exceptions import PreventUpdate

from dashboard import state
from dashboard.components import ids
from dashboard.components.attributes import attr
from dashboard.components.errors import error_box, safely
from dashboard.components.icons import icon
from dashboard.components.pieces import (
    announcement,
    banner,
    callout,
    command_box,
    go_button,
    link,
    link_button,
    section,
)
from dashboard.pages import team_kept_save
from dashboard.pages.data_said import signature
from dashboard.pages.here import here
from dashboard.pages.team_answer import names
from dashboard.pages.team_form import wanted
from dashboard.pages.team_kept import address, kept_team
from dashboard.pages.team_letters import letter_form
from dashboard.team_state import KEPT, team_query
from matchmaker.kernel.errors import MatchmakerError
from matchmaker.services.repeat import team_command
from matchmaker.services.report_kept import kept_teams
from matchmaker.services.report_request import ReportRequest
from matchmaker.services.settled_team import as_settled, keep_team
from matchmaker.services.team_parts import day_word

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dash.development.base_component import Component

    from dashboard.pages.answers import Answers
    from dashboard.texts import Words
    from matchmaker.services.seats import Seat
    from matchmaker.services.settled_team import KeepTeamRequest
    from matchmaker.services.team import TeamResult
    from matchmaker.services.team_wish import TeamRequest

CODE: Final = "invitasjon"


def settle(text: Words, answers: Answers, wish: TeamRequest, search: str) -> Component:
    """Show what is to be settled; when it has been, the invitation. Raises what the services raise."""
    record = state.one(search, KEPT)
    if record:
        return _invite(text, answers, wish, record)
    found, known = answers.team(wish), names(answers, wish)
    return html.Div(
        [
            announcement(text.t("settle.title")),
            banner(text, found.decided_by),
            html.H2(text.t("settle.title")),
            html.P(text.t("settle.lead")),
            html.Ol([html.Li([seat.name, *_called(text, seat, known)]) for seat in found.seats]),
            html.Ul([html.Li(text.say(chair.message)) for chair in found.open_chairs]),
            _form(text, wish, known),
            html.Div(id=ids.KEEP_TOLD),
            *_there(text, answers, wish),
            command_box(text, team_command(wish, text.language)),
        ]
    )


def _there(text: Words, answers: Answers, wish: TeamRequest) -> list[Component]:
    """Show the teams that are kept for the challenge already, by whomever; each can be worked on."""
    found = kept_teams(answers.workspace, wish.dataset, wish.challenge)
    items = [
        html.Li(link(f"{name} ({day_word(day)})", address(text, wish.dataset, wish.challenge, record)))
        for record, name, day in found
    ]
    return [section(text.t("kept.there"), html.Ul(items))] if items else []


def _called(text: Words, seat: Seat, known: Mapping[str, str]) -> list[Component]:
    """Say who is asked next when the seat becomes empty, if anybody is."""
    if not seat.alternates:
        return []
    after = tuple(known.get(actor, actor) for actor in seat.alternates)
    return [html.Div(text.t("settle.next", names=text.show(after)), className="muted")]


def _form(text: Words, wish: TeamRequest, called: Mapping[str, str]) -> html.Div:
    fields: list[Component] = [
        dmc.TextInput(id=ids.KEEP_NAME, label=text.t("settle.name"), size="md",
                      description=text.t("settle.name_hint")),
    ]  # fmt: skip
    fields += [
        dmc.Textarea(
            id=ids.reason(actor), label=text.t("settle.reason", actor=called.get(actor, actor)), size="md",
            description=text.t("settle.reason_hint"), required=True, autosize=True, minRows=2, value="",
        )
        for actor in wish.exclude
    ]  # fmt: skip
    button = html.Button([icon("check"), text.t("settle.keep")], id=ids.KEEP_TEAM, type="button",
                         className="button primary")  # fmt: skip
    return html.Div(
        [*fields, button], className="form panel", role="form",
        **attr({"aria-label": text.t("settle.title"), "data-submit": ids.KEEP_TEAM}),
    )  # fmt: skip


def _invite(text: Words, answers: Answers, wish: TeamRequest, record: str) -> html.Div:
    back = state.changed(team_query(wish), state.PART, CODE)
    return html.Div(
        [
            announcement(text.t("settle.kept", record=record)),
            callout(html.P(text.t("settle.kept", record=record)),
                    html.Div([
                        link_button(text.t("settle.to_report"), _report(text, wish, record), "plain"),
                        go_button("settle-again", back, text.t("settle.again"), picture="undo"),
                    ], className="buttons")),
            safely(text, lambda: kept_team(text, answers, record)),
            html.H2(text.t("letters.title")),
            letter_form(text),
        ]
    )  # fmt: skip


def _report(text: Words, wish: TeamRequest, record: str) -> str:
    """Address of «Rapport» about the team that is kept."""
    asked = ReportRequest(wish.dataset, wish.challenge, language=text.language, kept=record)
    return state.href(text.language, "rapport", state.report_query(asked))


def kept_request(found: TeamResult, name: str | None, reasons: Mapping[str, str | None]) -> KeepTeamRequest:
    """A suggestion as something to keep; a reason that is empty is told by the service."""
    excluded = tuple((actor, reasons.get(actor) or "") for actor in found.request.exclude)
    return replace(as_settled(found), excluded=excluded, name=name or "")


def register(app: Dash, answers: Answers, page: str) -> None:
    """Connect the button that settles the team, and what is done with one that is kept."""
    team_kept_save.register(app, answers)

    @app.callback(
        Output(ids.TO_ADDRESS, "data", allow_duplicate=True),
        Output(ids.KEEP_TOLD, "children"),
        Input(ids.KEEP_TEAM, "n_clicks"),
        State(ids.KEEP_NAME, "value"),
        State(ids.reason(ALL), "value"),
        State(ids.reason(ALL), "id"),
        State(ids.AUTHOR, "data"),
        State(ids.URL, "search"),
        State(ids.URL, "pathname"),
        prevent_initial_call=True,
    )
    def keep(
        clicks: int | None, name: str | None, written: list[str | None], about: list[dict[str, str]],
        author: str | None, search: str | None, pathname: str,
    ) -> tuple[Any, Any]:  # fmt: skip
        text = here(page, pathname)
        if not clicks:
            raise PreventUpdate
        reasons = dict(zip((one["actor"] for one in about), written, strict=True))
        try:
            asked = kept_request(answers.team(wanted(search, answers)), name, reasons)
            record = keep_team(answers.workspace, asked, signature(text, author))
        except MatchmakerError as error:
            return no_update, error_box(text, error)
        return state.move(search, state.changed(search, KEPT, record.id)), ""
