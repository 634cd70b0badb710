"""The form for a team: the few wishes that most have, and the fold with all the others."""

from __future__ import annotations

from typing import TYPE_CHECKING

import dash_mantine_components as dmc
from dash import html

from dashboard import state
from dashboard.components import ids
from dashboard.components.attributes import attr
from dashboard.components.folded import Folded
from dashboard.components.icons import icon
from dashboard.components.pickers import (
    actor_picker,
    challenge_options,
    dataset_picker,
    single_picker,
)
from dashboard.pages import choices
from dashboard.pages.team_actors import offered
from dashboard.pages.team_more import more
from dashboard.team_state import team_request
from matchmaker.model.vocabulary import Sector
from matchmaker.services import labels
from matchmaker.services.team_wish import TeamRequest

if TYPE_CHECKING:
    from dash.development.base_component import Component

    from dashboard.pages.answers import Answers
    from dashboard.texts import Words


def wanted(search: str | None, answers: Answers) -> TeamRequest:
    """Read the wish of an address; one that cannot be read leaves the form as it is without wishes."""
    dataset = state.one(search, state.DATASET) or answers.first_dataset()
    plain = TeamRequest(dataset, state.one(search, state.CHALLENGE) or "")
    return choices.readable(lambda: team_request(search, dataset), plain)


def form(text: Words, search: str, answers: Answers) -> Component:
    """Make the form, filled with what the address asks for."""
    wish = wanted(search, answers)
    return html.Div(
        [
            html.H2(text.t("inviteres.form")),
            dataset_picker(text, answers.datasets(), wish.dataset),
            single_picker(text, ids.CHALLENGE, text.t("form.challenge"),
                          challenge_options(choices.challenges(answers, wish.dataset)),
                          wish.challenge or None, text.t("form.choose_challenge")),
            _size(text, wish),
            actor_picker(text, ids.INCLUDE, text.t("form.include"),
                         offered(answers, wish.dataset, wish.include), wish.include),
            actor_picker(text, ids.EXCLUDE, text.t("form.exclude"),
                         offered(answers, wish.dataset, wish.exclude), wish.exclude,
                         text.t("form.exclude_hint")),
            _per_side(text, wish),
            more(text, wish, answers),
            html.Div(
                [
                    html.Button([icon("spark"), html.Span(text.t("inviteres.suggest"))], id=ids.SUGGEST,
                                type="button", className="button primary wide"),
                    html.Button([icon("undo"), text.t("inviteres.undo")], id=ids.UNDO, type="button",
                                className="button quiet"),
                ],
                className="form-buttons",
            ),
        ],
        className="form panel", role="form",
        **attr({"aria-label": text.t("inviteres.form"), "data-submit": ids.SUGGEST}),
    )  # fmt: skip


def _size(text: Words, wish: TeamRequest) -> html.Fieldset:
    def field(which: str, label: str, value: int) -> dmc.NumberInput:
        return dmc.NumberInput(
            id=which, label=label, value=value, min=1, max=state.MOST_SEATS, allowDecimal=False,
            allowNegative=False, size="md", hideControls=True, inputProps={"inputMode": "numeric"},
        )  # fmt: skip

    return html.Fieldset(
        [
            html.Legend(text.t("form.size")),
            html.Div(
                [
                    field(ids.MIN_SIZE, text.t("form.min_size"), wish.min_size),
                    field(ids.MAX_SIZE, text.t("form.max_size"), wish.max_size),
                ],
                className="pair",
            ),
        ]
    )


def _per_side(text: Words, wish: TeamRequest) -> html.Details:
    asked = dict(wish.at_least)
    fields = [
        dmc.NumberInput(
            id=ids.at_least(sector.value), label=text.say(labels.sector(sector.value)),
            value=asked.get(sector.value, ""), min=0, max=state.MOST_SEATS, allowDecimal=False,
            allowNegative=False, size="sm", hideControls=True,
        )
        for sector in Sector
    ]  # fmt: skip
    return html.Details(
        [
            html.Summary(text.t("form.at_least")),
            html.Div(Folded(fields), className="pair", role="group",
                     **attr({"aria-label": text.t("form.at_least")})),
        ],
        open=bool(asked),
    )  # fmt: skip
