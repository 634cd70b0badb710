"""«Beskriv en utfordring»: where no challenge of the dataset fits, what one such would need."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import dash_mantine_components as dmc
from dash import Dash, Input, Output, State, html, no_update
from dash.exceptions import PreventUpdate

from dashboard import state
from dashboard.components import ids
from dashboard.components.attributes import attr
from dashboard.components.errors import error_box
from dashboard.components.icons import icon
from dashboard.components.pickers import many_picker, single_picker, words_picker
from dashboard.components.pieces import announcement, callout, command_box, notes, section
from dashboard.components.table import Cell, table
from dashboard.pages.data_choices import places
from dashboard.pages.data_said import signature
from dashboard.pages.here import here
from dashboard.pages.team_needs import IMPORTANCE
from matchmaker.kernel.errors import MatchmakerError, Message
from matchmaker.model.vocabulary import Level, Phase
from matchmaker.services.describing import keep_described
from matchmaker.services.needs import NeedsRequest, draft
from matchmaker.services.repeat import needs_command

if TYPE_CHECKING:
    from dash.development.base_component import Component

    from dashboard.pages.answers import Answers
    from dashboard.texts import Words
    from matchmaker.services.needs import NeedLine, NeedsResult
    from matchmaker.services.team_wish import TeamRequest

CODE: Final = "beskriv"
PAGE: Final = "inviteres"
TITLE, THEMES, LEVELS, PHASE, AFFECTED, PLACES = "tittel", "tema", "niva", "fase", "berorte", "kommuner"
_FIELDS: Final = (
    (ids.DESCRIBE_TITLE, TITLE), (ids.DESCRIBE_THEMES, THEMES), (ids.DESCRIBE_LEVELS, LEVELS),
    (ids.DESCRIBE_PHASE, PHASE), (ids.DESCRIBE_AFFECTED, AFFECTED), (ids.DESCRIBE_PLACES, PLACES),
)  # fmt: skip
"""Fields, and where each stands in the address."""


def described(search: str | None, dataset: str) -> NeedsRequest:
    """Read a described challenge from an address."""
    return NeedsRequest(
        dataset,
        title=state.one(search, TITLE),
        themes=state.every(search, THEMES),
        levels=state.every(search, LEVELS),
        phase=state.one(search, PHASE),
        affected=state.every(search, AFFECTED),
        municipalities=state.every(search, PLACES),
    )


def query(dataset: str, values: dict[str, Any]) -> str:
    """Write a described challenge as a query; *values* are those of the fields by their place in it."""
    pairs: list[tuple[str, str | None]] = [(state.DATASET, dataset), (state.PART, CODE)]
    for _, key in _FIELDS:
        value = values.get(key)
        written = value if isinstance(value, list) else [value]
        pairs += [(key, str(one).strip()) for one in written if one]
    return state.query(pairs)


def describe(text: Words, answers: Answers, wish: TeamRequest, search: str) -> Component:
    """Show the form, and what such a challenge would need. Raises ``InputError``."""
    asked = described(search, wish.dataset)
    shown: list[Component] = [html.P(text.t("describe.nothing"), className="muted")]
    if asked.themes or asked.levels or asked.phase or asked.affected:
        shown = _needs(text, answers.ask(draft, asked, asked.dataset))
    return html.Div([html.H2(text.t("parts.describe")), _form(text, asked), *shown])


def _form(text: Words, asked: NeedsRequest) -> html.Div:
    levels = [{"value": one.value, "label": text.say(Message(f"level.{one.value}"))} for one in Level]
    phases = [{"value": one.value, "label": text.say(Message(f"phase.{one.value}"))} for one in Phase]
    return html.Div(
        [
            html.P(text.t("describe.lead")),
            dmc.TextInput(id=ids.DESCRIBE_TITLE, label=text.t("describe.title"), value=asked.title or "",
                          size="md"),
            html.Div(
                [
                    words_picker(text, ids.DESCRIBE_THEMES, text.t("describe.themes"), asked.themes,
                                 text.t("describe.themes_hint")),
                    words_picker(text, ids.DESCRIBE_AFFECTED, text.t("describe.affected"), asked.affected,
                                 text.t("describe.affected_hint")),
                    many_picker(text, ids.DESCRIBE_LEVELS, text.t("describe.levels"), levels, asked.levels),
                    single_picker(text, ids.DESCRIBE_PHASE, text.t("describe.phase"), phases, asked.phase,
                                  text.t("describe.any")),
                    many_picker(text, ids.DESCRIBE_PLACES, text.t("describe.places"), places(),
                                asked.municipalities),
                ],
                className="pair roomy",
            ),
            html.Button([icon("spark"), html.Span(text.t("describe.show"))], id=ids.DESCRIBE, type="button",
                        className="button primary"),
        ],
        className="form panel", role="form",
        **attr({"aria-label": text.t("parts.describe"), "data-submit": ids.DESCRIBE}),
    )  # fmt: skip


def _needs(text: Words, found: NeedsResult) -> list[Component]:
    said = text.t("describe.found", count=len(found.drafted))
    rows = [_row(text, line) for line in found.drafted]
    headers = [text.t("needs.need"), text.t("needs.importance"), text.t("needs.wanted"),
               text.t("need.why"), text.t("need.able")]  # fmt: skip
    shown = table(said, headers, rows, frozenset({2})) if rows else html.P(text.t("describe.none"))
    return [
        announcement(said),
        section(text.t("describe.needs"), shown),
        callout(
            html.P(text.t("describe.save")),
            html.Button(
                [icon("check"), html.Span(text.t("describe.keep"))],
                id=ids.DESCRIBE_KEEP,
                type="button",
                className="button plain",
            ),
            html.Div(id=ids.DESCRIBE_TOLD),
        ),
        section(text.t("team.basis"), notes([text.say(note) for note in found.notes])),
        command_box(text, needs_command(found.request, text.language)),
    ]


def _row(text: Words, line: NeedLine) -> list[Cell]:
    why = [text.say(reason) for reason in line.reasons]
    why += [text.t("need.source", source=source) for source in line.sources]
    return [
        text.show(line.label),
        text.t(IMPORTANCE[line.importance]),
        text.show(line.count),
        html.Span([html.Span(one, className="line") for one in why]),
        "–" if line.message is None else text.say(line.message),
    ]


def register(app: Dash, answers: Answers) -> None:
    """Connect the form: one button writes the address, the other keeps the challenge and goes to its team."""
    _register_keep(app, answers)

    @app.callback(
        Output(ids.TO_ADDRESS, "data", allow_duplicate=True),
        Input(ids.DESCRIBE, "n_clicks"),
        State(ids.DATASET, "value"),
        State(ids.URL, "search"),
        *[State(which, "value") for which, _ in _FIELDS],
        prevent_initial_call=True,
    )
    def show(clicks: int | None, dataset: str, search: str | None, *values: Any) -> state.Move:  # noqa: ANN401
        if not clicks:
            raise PreventUpdate
        written = dict(zip((key for _, key in _FIELDS), values, strict=True))
        return state.move(search, query(dataset, written))


def _register_keep(app: Dash, answers: Answers) -> None:
    @app.callback(
        Output(ids.TO_ADDRESS, "data", allow_duplicate=True),
        Output(ids.DESCRIBE_TOLD, "children"),
        Input(ids.DESCRIBE_KEEP, "n_clicks"),
        State(ids.DATASET, "value"),
        State(ids.AUTHOR, "data"),
        State(ids.URL, "search"),
        State(ids.URL, "pathname"),
        prevent_initial_call=True,
    )
    def keep(
        clicks: int | None, dataset: str, author: str | None, search: str | None, pathname: str
    ) -> tuple[Any, Any]:  # fmt: skip
        text = here(PAGE, pathname)
        if not clicks:
            raise PreventUpdate
        try:
            kept = keep_described(answers.workspace, described(search, dataset), signature(text, author))
        except MatchmakerError as error:
            return no_update, error_box(text, error)
        return state.move(search, state.query([(state.DATASET, dataset), (state.CHALLENGE, kept)])), ""
