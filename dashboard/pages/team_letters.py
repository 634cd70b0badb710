"""The invitation to a settled team: what it says, how it reads, and as a file. The tool sends nothing."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import fields
from typing import TYPE_CHECKING, Any, Final

import dash_mantine_components as dmc
from dash import ALL, Dash, Input, Output, State, dcc, html
from dash.exceptions import PreventUpdate

from dashboard import state
from dashboard.components import ids
from dashboard.components.attributes import attr
from dashboard.components.errors import error_box
from dashboard.components.icons import icon
from dashboard.components.pickers import COMBOBOX, Option, clear_button
from dashboard.components.pieces import announcement, notes, section
from dashboard.components.pressed import pressed
from dashboard.components.shell import LANGUAGE_NAMES
from dashboard.pages.data_said import signature
from dashboard.pages.here import here
from dashboard.team_state import KEPT
from matchmaker.kernel.errors import MatchmakerError, Message
from matchmaker.kernel.messages import LANGUAGES, Language, catalogue
from matchmaker.model.vocabulary import LegalBasis, Mode, Phase
from matchmaker.services.invitation import InvitationRequest, Terms, keep_drafts, write_invitations
from matchmaker.services.invitation_export import letter_file
from matchmaker.services.invitation_terms import ELECTED_ROLES, REQUIRED, field_label
from matchmaker.services.invitation_text import Style, lines_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dash.development.base_component import Component

    from dashboard.pages.answers import Answers
    from dashboard.texts import Words
    from matchmaker.services.invitation import InvitationResult, Letter

LONG: Final = ("expectation", "mandate")
DAY, HOURS, PARTY = "reply_by", "hours", "case_with_party"
_WORD: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_CHOICES: Final = {
    "phase": tuple((one.value, Message(f"phase.{one.value}")) for one in Phase),
    "mode": tuple((one.value, Message(f"mode.{one.value}")) for one in Mode),
    "role": tuple((one, Message(f"invite.role_name_{one}")) for one in ELECTED_ROLES),
    "basis": tuple((one.value, Message(f"legal_basis.{one.value}")) for one in LegalBasis),
}
"""Terms that are chosen among codes."""


def letter_form(text: Words) -> html.Div:
    """Make the form for what the invitations say, and the place where they are shown."""
    named = [one.name for one in fields(Terms) if one.name != PARTY]
    language: list[Option] = [{"value": one, "label": LANGUAGE_NAMES[one]} for one in LANGUAGES]
    buttons = html.Div(
        [
            html.Button([icon("mail"), html.Span(text.t("letters.show"))], id=ids.LETTER_SHOW, type="button",
                        className="button primary"),
            html.Button([icon("check"), html.Span(text.t("letters.keep"))], id=ids.LETTER_DRAFTS,
                        type="button", className="button plain"),
        ],
        className="buttons",
    )  # fmt: skip
    return html.Div(
        [
            html.Div(
                [
                    html.P(text.t("letters.lead")),
                    html.Div([_field(text, name) for name in named if name in LONG], className="roomy pair"),
                    html.Div([_field(text, name) for name in named if name not in LONG],
                             className="roomy pair"),
                    dmc.Checkbox(id=ids.LETTER_PARTY, label=text.t("letters.party"), checked=False),
                    dmc.Select(id=ids.LETTER_LANGUAGE, label=text.t("letters.language"), data=language,
                               value=text.language, allowDeselect=False, size="md", withScrollArea=False,
                               comboboxProps=COMBOBOX),
                    buttons,
                ],
                className="form panel", role="form", **attr({"aria-label": text.t("letters.title")}),
            ),
            html.Div(id=ids.LETTERS, className="letters"),
            dcc.Download(id=ids.LETTER_FILE),
        ],
        className="letters",
    )  # fmt: skip


def _field(text: Words, name: str) -> Any:  # noqa: ANN401 - the components are not typed
    common: dict[str, Any] = {
        "id": ids.term(name), "label": text.say(field_label(name)), "size": "md", "value": "",
        "required": name in REQUIRED,
    }  # fmt: skip
    if name in _CHOICES:
        options = [{"value": code, "label": text.say(said)} for code, said in _CHOICES[name]]
        return dmc.Select(**{**common, "value": None}, data=options, clearable=True, withScrollArea=False,
                          comboboxProps=COMBOBOX, placeholder=text.t("letters.not_said"),
                          clearButtonProps=clear_button(text, common["label"]))  # fmt: skip
    if name == HOURS:
        return dmc.NumberInput(**common, min=0, allowNegative=False, decimalScale=1, hideControls=True,
                               decimalSeparator="." if text.language == "en" else ",")  # fmt: skip
    if name == DAY:
        return dmc.TextInput(**common, inputProps={"type": "date"})
    if name in LONG:
        return dmc.Textarea(**common, autosize=True, minRows=3)
    return dmc.TextInput(**common)


def terms(written: Mapping[str, Any], *, party: bool) -> Terms:
    """What stands in the form as the terms of an invitation; what is not said stays unsaid."""
    hours = written.get(HOURS)
    said: dict[str, Any] = {
        name: str(value).strip() for name, value in written.items() if value and name not in (HOURS, DAY)
    }
    return Terms(
        **said,
        hours=float(hours) if isinstance(hours, int | float) else None,
        reply_by=state.day(str(written.get(DAY) or "")),
        case_with_party=party,
    )


def shown(text: Words, result: InvitationResult, *, kept: bool) -> Component:
    """Show the letters as they read, each with its file."""
    said = text.t("letters.kept" if kept else "letters.count", count=len(result.letters))
    return html.Div(
        [
            announcement(said),
            html.H2(said),
            section(text.t("letters.think_of"), notes([text.say(note) for note in result.notes])),
            *[_letter(text, letter, result.request.language) for letter in result.letters],
        ],
        className="letters",
    )


def _letter(text: Words, letter: Letter, language: Language) -> html.Article:
    makers = {Style.TITLE: html.H3, Style.HEADING: html.H4, Style.TEXT: html.P}
    lines = lines_of(letter, catalogue(language))
    said = text.t("letters.file")
    return html.Article(
        [
            *[makers[line.style](line.text) for line in lines],
            html.Button([icon("download"), said], id=ids.letter(letter.seat), type="button",
                        className="button plain",
                        **attr({"aria-label": f"{said}: {lines[0].text}, {letter.seat}"})),
        ],
        className="letter", lang=language,
    )  # fmt: skip


def register(app: Dash, answers: Answers, page: str) -> None:
    """Connect the buttons: show, keep as drafts, and each letter as a file."""
    form = (
        State(ids.term(ALL), "value"), State(ids.term(ALL), "id"), State(ids.LETTER_PARTY, "checked"),
        State(ids.LETTER_LANGUAGE, "value"), State(ids.URL, "search"), State(ids.URL, "pathname"),
    )  # fmt: skip

    def request(given: tuple[Any, ...]) -> InvitationRequest:
        values, about, party, language, search, _ = given
        written = dict(zip((one["name"] for one in about), values, strict=True))
        chosen: Language = language if language in LANGUAGES else "nb"
        record = state.one(search, KEPT) or ""
        return InvitationRequest(record, terms(written, party=bool(party)), language=chosen)

    @app.callback(
        Output(ids.LETTERS, "children"),
        Input(ids.LETTER_SHOW, "n_clicks"),
        Input(ids.LETTER_DRAFTS, "n_clicks"),
        State(ids.AUTHOR, "data"),
        *form,
        prevent_initial_call=True,
    )
    def show(_show: int | None, _keep: int | None, author: str | None, *given: Any) -> Component:  # noqa: ANN401
        text, which = here(page, given[-1]), pressed()
        if which is None:
            raise PreventUpdate
        keeps = which == ids.LETTER_DRAFTS
        try:
            asked = request(given)
            if keeps:
                who = signature(text, author)
                found = keep_drafts(answers.workspace, asked, answers.environment, who)
            else:
                found = write_invitations(answers.workspace, asked, answers.environment)
        except MatchmakerError as error:
            return error_box(text, error)
        return shown(text, found, kept=keeps)

    @app.callback(
        Output(ids.LETTER_FILE, "data"),
        Input(ids.letter(ALL), "n_clicks"),
        *form,
        prevent_initial_call=True,
    )
    def take_out(_clicks: list[int | None], *given: Any) -> dict[str, Any]:  # noqa: ANN401
        here(page, given[-1])
        which = pressed()
        if which is None:
            raise PreventUpdate
        try:
            found = write_invitations(answers.workspace, request(given), answers.environment)
            name, content = letter_file(answers.workspace, found, which["seat"], answers.environment)
        except MatchmakerError:
            raise PreventUpdate from None  # the fields have changed since the letters were shown
        return {"content": b64encode(content).decode(), "filename": name, "type": _WORD, "base64": True}
