"""«Beskriv en utfordring»: where no challenge of the dataset fits, what one such would need."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import dash_mantine_components as dmc
from dash import Dash, Input, Output, State, html
from dash.exceptions import PreventUpdate

from dashboard import state
from dashboard.components import ids
from dashboard.components.attributes import attr
from dashboard.components.icons import icon
from dashboard.components.pickers import many_picker, single_picker, words_picker
from dashboard.components.pieces import announcement, callout, link_button, notes, section
from dashboard.components.table import Cell, table
from dashboard.pages.data_choices import places
from dashboard.pages.team_needs import IMPORTANCE
from matchmaker.kernel.errors import Message
from matchmaker.model.vocabulary import Level, Phase
from matchmaker.services.needs import NeedsRequest, draft

if TYPE_CHECKING:
    from dash.development.base_component import Component

    from dashboard.pages.answers import Answers
    from dashboard.texts import Words
    from matchmaker.services.needs import NeedLine, NeedsResult
    from matchmaker.services.team_wish import TeamRequest

CODE: Final = "beskriv"
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
    save = state.href(text.language, "aktorer-og-data", state.query([(state.DATASET, found.request.dataset)]))
    return [
        announcement(said),
        section(text.t("describe.needs"), shown),
        callout(html.P(text.t("describe.save")), link_button(text.t("page.aktorer_og_data"), save, "plain")),
        section(text.t("team.basis"), notes([text.say(note) for note in found.notes])),
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


def register(app: Dash) -> None:
    """Connect the form: its button writes the address."""

    @app.callback(
        Output(ids.URL, "search", allow_duplicate=True),
        Input(ids.DESCRIBE, "n_clicks"),
        State(ids.DATASET, "value"),
        *[State(which, "value") for which, _ in _FIELDS],
        prevent_initial_call=True,
    )
    def show(clicks: int | None, dataset: str, *values: Any) -> str:  # noqa: ANN401
        if not clicks:
            raise PreventUpdate
        return query(dataset, dict(zip((key for _, key in _FIELDS), values, strict=True)))
